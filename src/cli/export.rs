//! `empreinte export`: the rows kept, in the formats of neighbouring tools.

use super::args::EstateArgs;
use super::assess::command_line;
use super::run::{
    Doors, ShownRows, Take, cannot_write, counted, digests, ended, story, strictly, walk,
};
use super::{CommandEnd, CommandFailure, out, terminal};
use clap::{Args, ValueEnum};
use empreinte::disclosure::Standard;
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun};
use empreinte::report::{
    ConflictsOut, EcoDiagRows, Exchange, G4itRows, LeftOut, PcrSiItems, RejectsOut,
    g4it_datacentres, rows_said, run_json,
};
use empreinte::table::{CsvDialect, Folder};
use empreinte::text;
use empreinte::walk::{Outcome, Recorder, Walk};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Write the inventory in the format of a neighbouring tool
///
/// Writes the equipment kept, rejects.csv (rows set aside), conflicts.csv (what several files say
/// differently of one equipment) and run.json (counts and digests).
///
/// g4it: equipementPhysique.csv and datacenter.csv, for G4IT and NumEcoEval.
/// ecodiag: ecodiag.csv, its four columns, a row an equipment.
/// pcr-si: pcr-si.json, the request of the exchange format for information systems.
/// esrs, vsme, beges, purchases: one CSV, the IT part under the codes of the standard of the year:
/// value, interval and origin, or why it is empty.
///
/// Examples:
///   empreinte export glpi.csv --to g4it --out pour-g4it
///   empreinte export inventories/mairie-exemple --to beges --out beges-2025.csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Format to write
    #[arg(long, value_name = "FORMAT", value_enum)]
    to: FormatArg,
    /// Write the files there; for esrs, vsme, beges and purchases, the CSV to write
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// End with status 3 when anything is missing from the total, or rows have no place in the format
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArg {
    /// G4IT and NumEcoEval
    G4it,
    /// EcoDiag
    Ecodiag,
    /// PCR for information systems
    PcrSi,
    /// European standards, the IT part, as CSV
    Esrs,
    /// The voluntary standard, the IT part, as CSV
    Vsme,
    /// Lines of the French regulatory balance, as CSV
    Beges,
    /// Declaration of public purchases, as CSV
    Purchases,
}

impl FormatArg {
    /// The format of a neighbouring tool, or the standard, that it is.
    fn meant(self) -> Result<Exchange, Standard> {
        match self {
            Self::G4it => Ok(Exchange::G4it),
            Self::Ecodiag => Ok(Exchange::EcoDiag),
            Self::PcrSi => Ok(Exchange::PcrSi),
            Self::Esrs => Err(Standard::Esrs),
            Self::Vsme => Err(Standard::Vsme),
            Self::Beges => Err(Standard::Beges),
            Self::Purchases => Err(Standard::Purchases),
        }
    }
}

pub(super) fn run(args: &ExportArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let to = match args.to.meant() {
        Ok(to) => to,
        Err(standard) => {
            return super::disclosure::run(&args.estate, standard, (&args.out, args.strict), lang);
        }
    };
    let meant = args.estate.meant(lang)?;
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
    let refused = |error: std::io::Error| cannot_write(&error);
    let mut folder = out::folder(&args.out, &meant, &[])?;
    let left_out = LeftOut::default();
    let (names, centres) = (prepared.names(), prepared.datacentres.as_slice());
    let mut file = folder.file(to.file())?;
    let head = to.heading(&meant.estate.card.organisation.name, meant.options.year.year);
    file.write_all(&head).map_err(refused)?;
    let (outcome, first) = match to {
        Exchange::G4it => {
            write(&prepared, (to, file), &mut folder, || G4itRows::new(names, centres), lang)?
        }
        Exchange::EcoDiag => {
            write(&prepared, (to, file), &mut folder, || EcoDiagRows::new(&left_out), lang)?
        }
        Exchange::PcrSi => {
            let items = || PcrSiItems::new(names, centres, &left_out);
            write(&prepared, (to, file), &mut folder, items, lang)?
        }
    };
    if to == Exchange::G4it {
        let country = |country: &str| {
            let zone = prepared.words.country_of(country);
            zone.map_or_else(String::new, |zone| {
                meant.set.zones[usize::from(zone.0)].label.fr.clone()
            })
        };
        folder.put("datacenter.csv", &g4it_datacentres(centres, country).map_err(refused)?)?;
    }
    let digests = digests(&outcome.intake.inputs)?;
    let story = story(&meant, &outcome, &first, &digests);
    folder.put("run.json", run_json(&story, &command_line(), &[]).as_bytes())?;
    folder.finish()?;
    counted(&prepared, &outcome, &first.rejects)?;
    say(to, &outcome, &left_out, &args.out, lang);
    // What lacks in the total lacks in the file; the format leaves more behind.
    if left_out.gone() + left_out.parts() == 0 {
        return Ok(ended(args.strict, &outcome, &meant.set, lang));
    }
    let why = text!("des lignes sont restées de côté", "rows stayed behind");
    Ok(strictly(args.strict, true, &why, lang))
}

/// The file of equipment being written.
struct ExportRows {
    file: BufWriter<File>,
    to: Exchange,
    any: bool,
}

impl Take<Vec<u8>> for ExportRows {
    fn take(&mut self, batch: Vec<u8>) -> Result<(), Fault> {
        // Each item of a JSON array comes after a comma, but for the first.
        let first = self.to == Exchange::PcrSi && !self.any;
        let bytes = if first { batch.strip_prefix(b",").unwrap_or(&batch) } else { &batch };
        self.any |= !batch.is_empty();
        self.file.write_all(bytes).map_err(|error| cannot_write(&error))
    }
}

type ExportWalked = (Outcome, ShownRows);

fn write<R: Recorder<Batch = Vec<u8>>>(
    prepared: &Walk<'_>,
    (to, file): (Exchange, BufWriter<File>),
    folder: &mut Folder,
    recorder: impl Fn() -> R,
    lang: Lang,
) -> Result<ExportWalked, Fault> {
    let refused = |error: std::io::Error| cannot_write(&error);
    let rejects = RejectsOut::new(
        folder.file("rejects.csv")?,
        CsvDialect::Standard,
        lang,
        prepared.estate.way(),
    );
    let conflicts = ConflictsOut::new(folder.file("conflicts.csv")?, CsvDialect::Standard);
    let rows = ExportRows { file, to, any: false };
    let doors = Doors::new(Some(rejects), rows, lang).with_conflicts(conflicts.map_err(refused)?);
    let (outcome, mut doors) = walk(prepared, recorder, doors)?;
    doors.end_tables()?;
    doors.batches.file.write_all(to.ending()).map_err(refused)?;
    doors.batches.file.flush().map_err(refused)?;
    Ok((outcome, doors.first))
}

fn say(to: Exchange, outcome: &Outcome, left_out: &LeftOut, target: &std::path::Path, lang: Lang) {
    let rows = rows_said(outcome.intake.counts, lang);
    let target = target.display();
    let said = text!("{rows} ; résultats dans {target}", "{rows}; results in {target}");
    terminal::say(said.say(lang));
    terminal::say(to.limits().say(lang));
    let (gone, parts) = (left_out.gone(), left_out.parts());
    if gone > 0 {
        let left = Noun::new(
            (
                "ligne gardée est sortie du parc : elle n'y est pas",
                "lignes gardées sont sorties du parc : elles n'y sont pas",
            ),
            (
                "row kept has left the estate: it is not in it",
                "rows kept have left the estate: they are not in it",
            ),
        );
        terminal::say(&left.said(lang, gone as f64));
    }
    if parts > 0 {
        let odd = Noun::new(
            (
                "ligne gardée a une quantité fractionnaire, ou de plus de 10 000 : elle n'y est pas",
                "lignes gardées ont une quantité fractionnaire, ou de plus de 10 000 : elles n'y sont pas",
            ),
            (
                "row kept has part of a unit, or more than 10,000: it is not in it",
                "rows kept have part of a unit, or more than 10,000: they are not in it",
            ),
        );
        terminal::say(&odd.said(lang, parts as f64));
    }
}
