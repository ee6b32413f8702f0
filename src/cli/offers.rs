//! `empreinte offers`: quotations side by side.

use super::args::{DialectArg, EstateArgs};
use super::run::{Doors, Shown, Take, cannot_write, counted, walk};
use super::scenario::{facts, gathered};
use super::{Done, Failure, terminal};
use clap::{Arg, Args, ValueEnum};
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun, Text};
use empreinte::offer::{Quoted, QuotedRecorder, compare};
use empreinte::renewal::stays;
use empreinte::report::{offers_csv, offers_json, offers_text};
use empreinte::table::{Unread, Why};
use empreinte::text;
use empreinte::walk::{Intake, Walk};
use std::collections::BTreeMap;
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
struct All(Vec<Quoted>);

impl Take<Vec<Quoted>> for All {
    fn take(&mut self, batch: Vec<Quoted>) -> Result<(), Fault> {
        self.0.extend(batch);
        Ok(())
    }
}

pub(super) fn run(args: &OffersArgs, lang: Lang) -> Result<Done, Failure> {
    let meant = args.offers.meant(lang)?;
    let walked = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
    let doors = Doors::new(None, All(Vec::new()), lang);
    let (outcome, doors) = walk(&walked, || QuotedRecorder, doors)?;
    counted(&walked, &outcome, &doors.first.rejects)?;
    for input in outcome.intake.inputs.iter().filter(|input| !input.ignored.is_empty()) {
        let columns = input.ignored.join(", ");
        let said = text!("colonnes non lues : {columns}", "columns not read: {columns}");
        terminal::say(said.say(lang));
    }
    left_behind(&outcome.intake, &doors.first, lang);
    let stays = match &args.estate {
        None => BTreeMap::new(),
        Some(folder) => {
            let estate = args.offers.elsewhere(vec![folder.clone()]);
            let meant = estate.meant(lang)?;
            let gathered = gathered(&meant, lang)?;
            stays(&facts(&gathered, &meant)?)
        }
    };
    let offers = compare(&meant.set, doors.batches.0, &stays);
    let unit = &outcome.footprint.criteria[0].unit;
    let mut data = Vec::new();
    match args.format {
        OffersFormat::Table => data = offers_text(&offers, unit, lang).into_bytes(),
        OffersFormat::Json => data = offers_json(&offers, unit).into_bytes(),
        OffersFormat::Csv => offers_csv(&mut data, &offers, args.csv_dialect.into())
            .map_err(|error| cannot_write(&error))?,
    }
    terminal::print(&data)?;
    Ok(Done::Whole)
}

/// Says what is not among the offers, and what of them was not read.
fn left_behind(intake: &Intake, first: &Shown, lang: Lang) {
    let counts = &intake.counts;
    for reject in &first.rejects {
        let said = reject.say(lang);
        terminal::say(text!("offre écartée : {said}", "offer set aside: {said}").say(lang));
    }
    // A class of repairability stands in the column of the index, and is read.
    let is_class = |cell: &Unread| {
        let value = cell.value.trim();
        value.len() == 1
            && matches!(value.to_ascii_uppercase().as_str(), "A" | "B" | "C" | "D" | "E")
            && cell.why == Why::NotANumber
    };
    for cell in first.unread.iter().filter(|cell| !is_class(cell)) {
        let said = cell.say(lang);
        terminal::say(text!("cellule non lue : {said}", "cell not read: {said}").say(lang));
    }
    let gone = counts.out_of_scope + counts.merged + counts.rejected;
    if gone > 0 {
        let rows = Noun::ROW.count(counts.rows_read as f64);
        let kept = OFFER.count(counts.kept as f64);
        let aside = ASIDE.count(counts.rejected as f64);
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

const OFFER: Noun = Noun::new(("offre", "offres"), ("offer", "offers"));
const ASIDE: Noun = Noun::new(("écartée", "écartées"), ("set aside", "set aside"));
const TWICE: Noun = Noun::new(("doublon", "doublons"), ("duplicate", "duplicates"));
