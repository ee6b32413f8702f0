//! `empreinte offers`: quotations side by side.

use super::args::{DEFAULT_METHOD, DialectArg, EstateArgs, Meant};
use super::run::{Doors, ShownRows, Take, cannot_write, counted, walk};
use super::scenario::{facts, gathered};
use super::{CommandEnd, CommandFailure, terminal};
use clap::{Arg, Args, ValueEnum};
use empreinte::equipment::{
    is_condition_of_used, is_of_grades, is_of_times, is_of_units_sold, is_offered_opened,
};
use empreinte::factor::TypeId;
use empreinte::fault::Fault;
use empreinte::inventory::is_of_a_warranty;
use empreinte::lang::{Lang, Noun, Text};
use empreinte::offer::{
    QuotedBatch, QuotedRecorder, ServiceLife, TitleLine, compare, is_elsewhere, is_heeded,
};
use empreinte::renewal::stays;
use empreinte::report::{offers_csv, offers_json, offers_text};
use empreinte::table::{Reject, UnreadCell, Why};
use empreinte::text;
use empreinte::walk::{Intake, Walk};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Compare quotations: euros and `kg CO2e` per year of service
///
/// The file has a row an offer, with the columns of an inventory: `equipment_type`, `manufacturer`,
/// `model`, `cpu_model`, `ram_gb`, `ssd_gb`, `price_eur`, `repair_index` (of 10, or a class A to E),
/// `warranty_months`, `acquisition_mode` (new, refurbished), `upstream_months`,
/// `annual_energy_kwh`. With `--estate`, the years of service are those of the estate's own units.
///
/// Examples:
///   empreinte offers devis.csv
///   empreinte offers devis.csv --estate inventories/mairie-exemple --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(mut_args(of_offers))]
pub(super) struct OffersArgs {
    #[command(flatten)]
    offers: EstateArgs,
    /// The estate whose own units tell how long such equipment serves
    #[arg(long, value_name = "DIR")]
    estate: Option<PathBuf>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = OffersFormat::Table)]
    format: OffersFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

/// What a file of quotations is read with, where it is not as an estate.
fn of_offers(arg: Arg) -> Arg {
    match arg.get_id().as_str() {
        "paths" => arg.help("Files of quotations, a row an offer").value_name("FILE"),
        "method" => arg.help("Method: rcp-si, the only one that compares offers"),
        "headcount" | "monitors_per_desktop" => arg.hide(true),
        _ => arg,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OffersFormat {
    /// A table for people
    Table,
    /// One JSON document
    Json,
    /// One CSV table
    Csv,
}

/// Keeps all quotations.
struct KeepsQuotations(QuotedBatch);

impl Take<QuotedBatch> for KeepsQuotations {
    fn take(&mut self, batch: QuotedBatch) -> Result<(), Fault> {
        self.0.add(batch);
        Ok(())
    }
}

pub(super) fn run(args: &OffersArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let meant = args.offers.meant(lang)?;
    by_the_year(&meant)?;
    let walked = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?
        .with_files_apart();
    let doors = Doors::new(None, KeepsQuotations(QuotedBatch::default()), lang);
    let (outcome, doors) = walk(&walked, || QuotedRecorder, doors)?;
    counted(&walked, &outcome, &doors.first.rejects)?;
    for input in &outcome.intake.inputs {
        // What grades, units of sale, times of payment, terms and currencies say is read, of offers alone.
        let unanswered = &doors.batches.0.unanswered;
        let is_read = |of: &str| {
            let by_heading = is_of_grades(of) || is_of_units_sold(of) || is_of_times(of);
            by_heading || is_heeded(of) || is_of_a_warranty(of) && !unanswered.contains(of)
        };
        let unread = input.ignored.iter().filter(|of| !is_read(of));
        let columns = unread.map(String::as_str).collect::<Vec<&str>>().join(", ");
        if columns.is_empty() {
            continue;
        }
        let said = text!("colonnes non lues : {columns}", "columns not read: {columns}");
        terminal::say(said.say(lang));
    }
    let mut quoted = doors.batches.0;
    for (table, rows) in quoted.take_off_others() {
        terminal::say(table.say(rows).say(lang));
    }
    quoted.heed_titles();
    left_behind(&outcome.intake, &doors.first, &quoted, &meant, lang);
    let mut service = ServiceLife { asked: lifetimes(&meant), ..ServiceLife::default() };
    if let Some(folder) = &args.estate {
        let meant = args.offers.elsewhere(vec![folder.clone()]).meant(lang)?;
        let gathered = gathered(&meant, lang)?;
        service.stays = stays(&facts(&gathered, &meant)?);
        service.declared = lifetimes(&meant);
    }
    let offers = compare(&meant.set, quoted.offers, &service);
    let unit = &outcome.footprint.criteria[0].unit;
    let mut data = Vec::new();
    match args.format {
        OffersFormat::Table => data = offers_text(&offers, unit, lang).into_bytes(),
        OffersFormat::Json => data = offers_json(&offers, unit).into_bytes(),
        OffersFormat::Csv => offers_csv(&mut data, &offers, args.csv_dialect.into(), lang)
            .map_err(|error| cannot_write(&error))?,
    }
    terminal::print(&data)?;
    Ok(CommandEnd::Whole)
}

/// The lifetimes that a card, or an option, declares.
fn lifetimes(meant: &Meant) -> BTreeMap<TypeId, f64> {
    let said = meant.estate.card.lifetimes.iter();
    said.filter_map(|(code, years)| Some((meant.set.type_named(code)?, *years))).collect()
}

/// Offers are held against one another per year of service, whatever the method counts a year by.
fn by_the_year(meant: &Meant) -> Result<(), Fault> {
    let name = &meant.method.name;
    if name == DEFAULT_METHOD {
        return Ok(());
    }
    Err(Fault::new(text!(
        "des offres se comparent par an de service, selon {DEFAULT_METHOD}, et non selon {name}",
        "offers compare by the year of service, under {DEFAULT_METHOD}, not under {name}"
    ))
    .hint(text!("laissez `--method`", "leave `--method` out")))
}

/// Says what is not among the offers, and what of them was not read.
fn left_behind(
    intake: &Intake,
    first: &ShownRows,
    quoted: &QuotedBatch,
    meant: &Meant,
    lang: Lang,
) {
    let (counts, classes) = (&intake.counts, &quoted.classes);
    let way = meant.estate.way();
    let with = |said: String, hint: Text| format!("{said}{}{}", lang.semicolon(), hint.say(lang));
    let is_here = |file: &str, line: u64| !is_elsewhere(&quoted.tables, file, line);
    let here: Vec<_> =
        first.rejects.iter().filter(|reject| is_here(&reject.file, reject.line)).collect();
    // A title that was heeded is no offer.
    let title = |reject: &Reject| {
        let titles = &mut quoted.titles.iter();
        titles.find(|title| title.line == reject.line && *title.file == *reject.file)
    };
    for reject in &here {
        if let Some(TitleLine { words, .. }) = title(reject) {
            terminal::say(
                text!(
                    "titre lu avec les lignes dessous : {words}",
                    "title read with the rows below: {words}"
                )
                .say(lang),
            );
            continue;
        }
        let said = with(reject.say(lang), reject.hint(way));
        terminal::say(text!("offre écartée : {said}", "offer set aside: {said}").say(lang));
    }
    // What a cell says of a class is told by who reads classes.
    let place = |cell: &UnreadCell| (cell.file.clone(), cell.line, cell.column.clone());
    let told: BTreeSet<_> = classes.iter().map(|class| place(&class.cell)).collect();
    let of_class = classes.iter().filter(|class| !class.is_read).map(|class| &class.cell);
    // A condition that says `used` or `unpacked` is read, of offers alone.
    let is_condition = |cell: &UnreadCell| {
        cell.why == Why::UnknownStatus
            && (is_condition_of_used(&cell.value) || is_offered_opened(&cell.value))
    };
    let others = first.unread.iter();
    let others = others.filter(|cell| !told.contains(&place(cell)) && !is_condition(cell));
    let cells = others.chain(of_class);
    for cell in cells.filter(|cell| is_here(&cell.file, cell.line)) {
        // What a state would be to an inventory, a condition is to an offer.
        let hint = match cell.why {
            Why::UnknownStatus => {
                text!("écrivez `neuf` ou `reconditionné`", "write `new` or `refurbished`")
            }
            _ => cell.hint(way),
        };
        let said = with(cell.say(lang), hint);
        terminal::say(text!("cellule non lue : {said}", "cell not read: {said}").say(lang));
    }
    let hidden = |all: u64, shown: usize| all.saturating_sub(shown as u64);
    let (cells, rows) = (
        hidden(intake.unread_cells, first.unread.len()),
        // Rows of other tables are told with them.
        hidden(quoted.aside.len() as u64, here.len()),
    );
    if cells + rows > 0 {
        let Text { fr, en } = MORE.count((cells + rows) as f64);
        terminal::say(text!("et {fr}", "and {en}").say(lang));
    }
    let outside = first.outside.iter().filter(|row| is_here(&row.file, row.line));
    let outside: Vec<String> = outside.map(|row| format!("`{}`", row.value)).collect();
    if !outside.is_empty() {
        let more = if counts.out_of_scope > outside.len() as u64 { "…" } else { "" };
        let named = outside.join(", ");
        let said = text!(
            "hors périmètre, ni équipement ni pièce : {named}{more} ; si l'un en est un : `--type \"MOT=TYPE\"`",
            "out of scope, neither equipment nor part: {named}{more}; if one is: `--type \"WORD=TYPE\"`"
        );
        terminal::say(said.say(lang));
    }
    if counts.rows_read > quoted.offers.len() as u64 {
        let rows = Noun::ROW.count(counts.rows_read as f64);
        let left = counts.kept.saturating_sub(quoted.offers.len() as u64);
        let kept = OFFER.count(quoted.offers.len() as f64);
        let aside = Noun::ASIDE.count((counts.rejected + left) as f64);
        let twice = TWICE.count(counts.merged as f64);
        let out = counts.out_of_scope;
        let said = Text {
            fr: format!(
                "{} = {} + {} + {out} hors périmètre + {}",
                rows.fr, kept.fr, aside.fr, twice.fr
            ),
            en: format!(
                "{} = {} + {} + {out} out of scope + {}",
                rows.en, kept.en, aside.en, twice.en
            ),
        };
        terminal::say(said.say(lang));
    }
}

const MORE: Noun = Noun::new(
    ("offre écartée ou cellule non lue de plus", "offres écartées ou cellules non lues de plus"),
    ("offer set aside or cell not read more", "offers set aside or cells not read more"),
);
const OFFER: Noun = Noun::new(("offre", "offres"), ("offer", "offers"));
const TWICE: Noun = Noun::new(("doublon", "doublons"), ("duplicate", "duplicates"));
