//! `empreinte audit sample`: rows to look at on site, and what was found of them.

mod found;
mod rows;
mod said;

use super::super::args::{DialectArg, EstateArgs};
use super::super::{CommandEnd, CommandFailure, out, terminal};
use super::make::{build, temporary};
use super::replay::meant;
use super::verify::{opened, threads};
use clap::Args;
use empreinte::audit::{Described, Draw, draw, estimate, is_pack, read_sheet, sheet_csv};
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun};
use empreinte::text;
use empreinte::walk::Walk;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Draw rows of the inventory to look at on site, or read back what was found
///
/// Rows are drawn by their footprint: those that carry much are taken for sure, the rest is cut
/// into four strata of equal footprint and drawn evenly from each, every row of a stratum with the
/// same chance; rows without figure have a stratum of their own. The sheet shows identifier, site
/// and entity, and none of what is to be checked. Filled, it is read back with `--read`: the error
/// rate with its exact interval, and what the errors do to the total.
///
/// Examples:
///   empreinte audit sample audit-2025.zip --n 60 --seed 7 --out feuille.csv
///   empreinte audit sample audit-2025.zip --read feuille.csv
///   empreinte audit sample inventories/mairie-exemple --year 2025 --out feuille.csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SampleArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// How many rows to draw
    #[arg(long, value_name = "ROWS", default_value_t = 60)]
    n: usize,
    /// The number that the draw starts from: the same draws the same rows
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// The sheet to write
    #[arg(long, value_name = "FILE", required_unless_present = "read", conflicts_with = "read")]
    out: Option<PathBuf>,
    /// A filled sheet to read back
    #[arg(long, value_name = "SHEET")]
    read: Option<PathBuf>,
    /// How the sheet is written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

/// The files of a pack, of one or made for the draw.
struct PackFiles {
    folder: tempfile::TempDir,
    described: Described,
}

pub(super) fn run(args: &SampleArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let files = files(args, lang)?;
    let (folder, described) = (files.folder.path(), &files.described);
    let rows = rows::read(folder, described.year)?;
    let inventory = folder.join(format!("estate/inventories/{}.csv", described.year));
    let source = empreinte::factor::file_digest(&inventory)?;
    let items = rows.items();
    match (&args.read, &args.out) {
        (Some(path), _) => {
            let sheet = read_sheet(path)?;
            if sheet.source != source {
                return Err(Fault::new(text!(
                    "cette feuille a été tirée d'un autre inventaire",
                    "this sheet was drawn from another inventory"
                ))
                .in_file(path)
                .hint(text!(
                    "donnez le dossier d'audit, ou le parc et l'année, dont elle vient",
                    "give the pack, or the estate and year, that it comes from"
                ))
                .into());
            }
            let drawn = draw(&items, sheet.n, sheet.seed)?;
            let meant = meant(folder, described, threads(None))?;
            let walk =
                Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
            let found = found::found(path, &sheet, &rows, &drawn, &walk)?;
            let estimate = estimate(&items, &drawn, &found.seen);
            terminal::print(said::said(&estimate, &found, &rows.unit, lang).as_bytes())?;
            let all = estimate.checked == estimate.drawn;
            Ok(if all { CommandEnd::Whole } else { CommandEnd::WithGaps })
        }
        (None, Some(path)) => {
            let drawn = draw(&items, args.n, args.seed)?;
            let places = drawn.strata.iter().flat_map(|stratum| &stratum.drawn);
            let shown: Vec<_> = places.map(|at| rows.shown(*at)).collect();
            let draw = (args.n, args.seed);
            let bytes = sheet_csv(&shown, draw, &source, args.csv_dialect.into())
                .map_err(|error| super::super::run::cannot_write(&error))?;
            out::sheet(path, &args.estate.paths, &bytes)?;
            say_draw(&drawn, path, lang);
            Ok(CommandEnd::Whole)
        }
        (None, None) => Ok(CommandEnd::Whole),
    }
}

/// The pack named, or one made of the estate named.
fn files(args: &SampleArgs, lang: Lang) -> Result<PackFiles, CommandFailure> {
    if let [path] = &args.estate.paths[..]
        && is_packed(path)
    {
        let pack = opened(path)?;
        return Ok(PackFiles { folder: pack.folder, described: pack.described });
    }
    let folder = temporary()?;
    build(&args.estate, folder.path(), lang)?;
    let described = Described::read(folder.path())?;
    Ok(PackFiles { folder, described })
}

fn is_packed(path: &Path) -> bool {
    let mut head = Vec::new();
    let read =
        empreinte::table::open_input(path).and_then(|file| file.take(2048).read_to_end(&mut head));
    let zip = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
    // Whatever calls itself a ZIP is opened as a pack, and refused as one.
    read.is_ok() && (zip || is_pack(&head))
}

fn say_draw(drawn: &Draw, path: &Path, lang: Lang) {
    let path = path.display();
    let rows = Noun::new(("ligne tirée", "lignes tirées"), ("row drawn", "rows drawn"));
    let rows = rows.said(lang, drawn.drawn() as f64);
    terminal::say(text!(
        "{rows} ; à remplir : {path}\n  found : oui ou non ; le reste : ce qui est vu, rien où c'est illisible",
        "{rows}; to be filled: {path}\n  found: yes or no; the rest: what is seen, nothing where it cannot be read"
    ).say(lang));
    for stratum in &drawn.strata {
        let (rows, chance) = (stratum.rows.len(), lang.percent(stratum.probability()));
        let taken = Noun::ROW.said(lang, stratum.drawn.len() as f64);
        let name = said::stratum(&stratum.code, lang);
        terminal::say(
            text!(
                "  {name} : {taken} sur {rows}, chance de chacune {chance}",
                "  {name}: {taken} of {rows}, chance of each {chance}"
            )
            .say(lang),
        );
    }
    let without = drawn.strata.iter().filter(|stratum| stratum.drawn.is_empty()).count();
    if without > 0 {
        terminal::say(&EMPTY.said(lang, without as f64));
    }
}

const EMPTY: Noun = Noun::new(
    (
        "strate sans ligne tirée : ni le taux de toutes les lignes ni le total n'en seront connus ; donnez plus à `--n`",
        "strates sans ligne tirée : ni le taux de toutes les lignes ni le total n'en seront connus ; donnez plus à `--n`",
    ),
    (
        "stratum without a row drawn: neither the rate of all rows nor the total will be known; give `--n` more",
        "strata without a row drawn: neither the rate of all rows nor the total will be known; give `--n` more",
    ),
);
