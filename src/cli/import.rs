//! `empreinte import`: any inventory that is read, as a canonical one.

mod explain;
mod propose;

use super::args::{DialectArg, EstateArgs, Meant};
use super::assess::command_line;
use super::run::{Doors, Tables, Take, cannot_write, digests, read, strictly};
use super::{CommandEnd, CommandFailure, out, terminal};
use clap::{Args, ValueEnum};
use empreinte::equipment::kind::{Clues, KindAnswer};
use empreinte::equipment::{UserKey, Users};
use empreinte::factor::TypeId;
use empreinte::fault::Fault;
use empreinte::inventory::Mapping;
use empreinte::lang::{Lang, Noun};
use empreinte::report::{
    ImportTold, InventoryBatch, InventoryOut, InventoryRows, disappeared_csv, import_json,
    inventory_heading, nothing_counted, rows_said,
};
use empreinte::table::{CsvDialect, Folder, SmallTable, TableRow, TextSource, bytes_of_input};
use empreinte::text;
use empreinte::walk::{IdentifierSet, SinceInventory, Walk};
use std::path::{Path, PathBuf};

/// Turn an inventory into a canonical one, without assessing it
///
/// Reads the exports of GLPI, G4IT and NumEcoEval, Snipe-IT, Intune, Autopilot, OCS Inventory,
/// ServiceNow, Lansweeper, Fleet, Ralph, Jamf Pro, NetBox, RVTools, Microsoft Entra, ChromeOS,
/// ConfigMgr, PDQ Inventory, Freshservice, ManageEngine, iTop, Device42, Workspace ONE and EcoDiag,
/// their APIs' lists in JSON, agents' JSON and XML documents (one or a folder), XLSX and ODS sheets,
/// and plain tables; each is told by its headings, its values or its content.
///
/// Writes inventory.csv (canonical columns, personal data left out), inventory.parquet (the same
/// rows), rejects.csv (rows set aside, with file, line, column, value, reason and hint),
/// unread-cells.csv (cells that cannot be read, taken as empty ones), out-of-scope.csv (rows that are
/// no equipment), conflicts.csv (what several files say differently of one equipment) and run.json
/// (counts and digests).
///
/// A rejects.csv whose rows were corrected is an inventory too: its rows are read again, alone.
///
/// Rows of several files are one equipment when their serial number, UUID, or maker and asset tag
/// are the same.
///
/// Examples:
///   empreinte import glpi.csv --out parc-2025
///   empreinte import --explain parc.xlsx
///   empreinte import --propose-map liste.csv --out correspondance.toml
///   empreinte import --map correspondance.toml liste.csv --out parc-2025
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Write the results there; with `--propose-map`, the mapping
    #[arg(long, value_name = "DIR", required_unless_present_any = ["explain", "propose_map"])]
    out: Option<PathBuf>,
    /// Only say what each file is, and what becomes of each of its columns
    #[arg(long)]
    explain: bool,
    /// Propose a mapping of columns for a table of no known source
    #[arg(long, conflicts_with_all = ["explain", "map"])]
    propose_map: bool,
    /// Read the files by this mapping of columns
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Form of what `--explain` says
    #[arg(long = "format", value_enum, default_value_t = ExplainFormat::Table, requires = "explain")]
    explain_format: ExplainFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
    /// An earlier inventory: what it has and this one has not goes to disappeared.csv
    /// [default: the year before, in an estate folder]
    #[arg(long, value_name = "FILE")]
    previous: Vec<PathBuf>,
    /// File of the key that makes users' pseudonyms [default: `EMPREINTE_KEY`, else yes or no]
    #[arg(long, value_name = "FILE")]
    user_key: Option<PathBuf>,
    /// End with status 3 when rows were set aside
    #[arg(long)]
    strict: bool,
}

/// How `--explain` says what it found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    /// For people
    #[default]
    Table,
    /// For machines
    Json,
}

pub(super) fn run(args: &ImportArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    if args.propose_map {
        return propose::run(&args.estate, args.out.as_deref(), lang);
    }
    if args.explain {
        let mapping = args.map.as_deref().map(Mapping::open).transpose()?;
        return explain::run(
            &args.estate,
            mapping,
            args.explain_format == ExplainFormat::Json,
            lang,
        );
    }
    let Some(target) = &args.out else { return Ok(CommandEnd::Whole) };
    let dialect: CsvDialect = args.csv_dialect.into();
    let mut meant = args.estate.meant(lang)?;
    meant.options.user_key = user_key(args.user_key.as_deref())?;
    meant.estate.mapping = args.map.as_deref().map(Mapping::open).transpose()?;
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
    let refused = |error: std::io::Error| cannot_write(&error);
    let mut folder = out::folder(target, &meant, &args.previous)?;
    let tables = Tables::start(&mut folder, dialect, lang, meant.estate.way())?;
    let mut inventory = folder.file("inventory.csv")?;
    inventory_heading(&mut inventory, dialect).map_err(refused)?;
    let inventory = InventoryOut::new(inventory, dialect);
    let recorder = || {
        let users = Users::new(prepared.user_key());
        InventoryRows::new(prepared.names(), &prepared.datacentres, dialect, users)
    };
    let doors = Doors::with_tables(tables, inventory, lang);
    let (intake, mut doors) = read(&prepared, recorder, doors)?;
    doors.end_tables()?;
    let (aliases, first) = (doors.aliases, doors.first);
    doors.batches.finish().map_err(refused)?;
    #[cfg(feature = "parquet")]
    as_parquet(&mut folder, target, dialect)?;
    let since = since(args, &meant, &prepared, &mut folder, &aliases)?;
    if !prepared.datacentres.is_empty() {
        let listed = meant.estate.datacentres_file();
        let bytes = bytes_of_input(&listed).map_err(|e| TextSource::cannot_read(&listed, &e))?;
        folder.put("datacentres.csv", &bytes)?;
    }
    let digests = digests(&intake.inputs)?;
    let card = &meant.estate.card;
    let imported = ImportTold {
        intake: &intake,
        set: &meant.set,
        year: meant.options.year,
        card,
        headcount: card.headcount(meant.options.year.year),
        way: meant.estate.way(),
        digests: &digests,
    };
    folder.put("run.json", import_json(&imported, &command_line()).as_bytes())?;
    folder.finish()?;
    let counts = intake.counts;
    // What could be read is written all the same: rejects.csv is there to be corrected.
    if counts.kept + intake.assumed_rows == 0 {
        let why = nothing_counted(&intake, &meant.set, &first.rejects, meant.estate.way());
        terminal::complain(&why.render(lang));
    }
    let target = target.display();
    let rows = rows_said(counts, lang);
    terminal::say(
        text!("{rows} ; résultats dans {target}", "{rows}; results in {target}").say(lang),
    );
    if intake.unread_cells > 0 {
        let cells = Noun::CELL_UNREAD.said(lang, intake.unread_cells as f64);
        terminal::say(&format!("  - {cells}{}unread-cells.csv", lang.colon()));
    }
    if counts.out_of_scope > 0 {
        let rows = Noun::ROW_OUT_OF_SCOPE.said(lang, counts.out_of_scope as f64);
        terminal::say(&format!("  - {rows}{}out-of-scope.csv", lang.colon()));
    }
    let not_read = intake.files_not_read();
    if let Some(lack) = &not_read {
        terminal::say(&format!("  - {}", lack.text().say(lang)));
    }
    for one in imported.findings() {
        terminal::say(&format!("  - {}", one.text.say(lang)));
    }
    if let Some((since, earlier)) = since {
        say_since(&since, &earlier, lang);
    }
    let why = match &not_read {
        Some(lack) => lack.text(),
        None => text!("des lignes ont été écartées", "rows were set aside"),
    };
    Ok(strictly(args.strict, counts.rejected > 0 || not_read.is_some(), &why, lang))
}

/// Says what is no longer there and what is new.
fn say_since(since: &SinceInventory, earlier: &str, lang: Lang) {
    let gone = Noun::new(
        ("équipement n'y est plus", "équipements n'y sont plus"),
        ("piece of equipment is no longer there", "pieces of equipment are no longer there"),
    );
    let new = Noun::new(("est nouveau", "sont nouveaux"), ("is new", "are new"));
    let gone = gone.said(lang, since.disappeared.len() as f64);
    let new = new.said(lang, since.new as f64);
    terminal::say(
        text!(
            "depuis {earlier} : {gone} (disappeared.csv), {new}",
            "since {earlier}: {gone} (disappeared.csv), {new}"
        )
        .say(lang),
    );
    if since.unnamed > 0 {
        let unnamed = Noun::new(
            ("équipement n'a pas d'identifiant", "équipements n'ont pas d'identifiant"),
            ("piece of equipment has no identifier", "pieces of equipment have no identifier"),
        );
        let unnamed = unnamed.said(lang, since.unnamed as f64);
        terminal::say(
            text!(
                "  - {unnamed}, alors ou aujourd'hui : rien ne dit si c'est le même matériel",
                "  - {unnamed}, then or today: nothing tells whether it is the same equipment"
            )
            .say(lang),
        );
    }
}

impl<W: std::io::Write> Take<InventoryBatch> for InventoryOut<W> {
    fn take(&mut self, mut batch: InventoryBatch) -> Result<(), Fault> {
        self.put(&mut batch).map_err(|error| cannot_write(&error))
    }
}

/// Writes the inventory just written as Parquet too.
#[cfg(feature = "parquet")]
fn as_parquet(folder: &mut Folder, out: &Path, dialect: CsvDialect) -> Result<(), Fault> {
    let written = folder.written("inventory.csv");
    let csv = std::fs::File::open(&written).map_err(|e| TextSource::cannot_read(&written, &e))?;
    let mut file = folder.file("inventory.parquet")?;
    let target = out.join("inventory.parquet");
    empreinte::report::inventory_parquet(csv, dialect, &mut file, &target)?;
    std::io::Write::flush(&mut file).map_err(|error| cannot_write(&error))
}

/// The key of users' pseudonyms: of the file given, else of the environment.
fn user_key(file: Option<&Path>) -> Result<Option<UserKey>, Fault> {
    let Some(file) = file else {
        let key = std::env::var("EMPREINTE_KEY").ok().filter(|key| !key.is_empty());
        return key.map(|key| UserKey::new(key.as_bytes())).transpose();
    };
    let key = bytes_of_input(file).map_err(|error| TextSource::cannot_read(file, &error))?;
    UserKey::new(&key).map(Some).map_err(|fault| fault.in_file(file))
}

/// Holds the earlier inventory, where there is one, against the one just written.
fn since(
    args: &ImportArgs,
    meant: &Meant,
    walk: &Walk<'_>,
    folder: &mut Folder,
    aliases: &IdentifierSet,
) -> Result<Option<(SinceInventory, String)>, Fault> {
    let year = meant.options.year.year - 1;
    let earlier = if !args.previous.is_empty() {
        args.previous.clone()
    } else if meant.estate.years().contains(&year) {
        meant.estate.inventory_of(year)?.to_vec()
    } else {
        return Ok(None);
    };
    let dialect: CsvDialect = args.csv_dialect.into();
    let written = SmallTable::open(&folder.written("inventory.csv"), &["equipment_id"])?;
    let known = |row: TableRow<'_>| {
        // A type of which something was assumed is written as its word.
        let clues = Clues {
            word: row.get("equipment_type"),
            maker: row.get("manufacturer"),
            model: row.get("model"),
            ..Clues::default()
        };
        let of_word = || match walk.words.weigh(&clues).verdict.answer {
            KindAnswer::Type(kind) => Some(kind),
            _ => None,
        };
        Some((
            row.get("equipment_id").to_owned(),
            walk.set.type_named(clues.word).or_else(of_word)?,
        ))
    };
    let today: Vec<(String, TypeId)> = written.rows().filter_map(known).collect();
    let since = walk.since(&earlier, &today, aliases)?;
    let mut file = folder.file("disappeared.csv")?;
    disappeared_csv(&mut file, &since, dialect).map_err(|error| cannot_write(&error))?;
    std::io::Write::flush(&mut file).map_err(|error| cannot_write(&error))?;
    let names: Vec<String> = earlier.iter().map(|path| path.display().to_string()).collect();
    Ok(Some((since, names.join(", "))))
}
