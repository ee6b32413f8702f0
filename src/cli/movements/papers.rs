//! `empreinte movements reconcile` and `register`: the papers of waste.

use super::{LedgerArgs, MovementsShape, OpenedLedger, counted, give, unwritten};
use crate::cli::args::DialectArg;
use crate::cli::run::strictly;
use crate::cli::{CommandEnd, CommandFailure, terminal};
use clap::Args;
use empreinte::fault::clip;
use empreinte::lang::{Lang, Noun};
use empreinte::movement::{
    Reconciliation, Register, RegisterField, Slip, WeeeLot, read_trackdechets, reconcile,
    write_treatments,
};
use empreinte::table::{CsvOut, Day};
use empreinte::text;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct ReconcileArgs {
    #[command(flatten)]
    ledger: LedgerArgs,
    /// Outgoing register exported from Trackdéchets, in CSV
    #[arg(value_name = "REGISTER")]
    register: PathBuf,
    /// Write the treatments that the register tells and the ledger lacks to this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What goes to standard output
    #[arg(long = "format", value_enum, default_value_t = MovementsShape::Table)]
    shape: MovementsShape,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
    /// End with status 3 when one side lacks what the other has
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
pub(super) struct RegisterArgs {
    #[command(flatten)]
    ledger: LedgerArgs,
    /// Year of the register [default: the last inventory's]
    #[arg(long = "year", value_name = "YEAR")]
    register_year: Option<i32>,
    /// What goes to standard output
    #[arg(long = "format", value_enum, default_value_t = MovementsShape::Table)]
    shape: MovementsShape,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
    /// End with status 3 when a line lacks anything
    #[arg(long)]
    strict: bool,
}

/// Both sides.
struct PaperSides {
    opened: OpenedLedger,
    lots: Vec<WeeeLot>,
    slips: Vec<Slip>,
    found: Reconciliation,
}

pub(super) fn reconciliation(
    args: &ReconcileArgs,
    lang: Lang,
) -> Result<CommandEnd, CommandFailure> {
    let opened = args.ledger.open(false)?;
    let (slips, rejects) = read_trackdechets(&args.register)?;
    opened.say_rejects(lang);
    for reject in &rejects {
        terminal::say(&reject.say(lang));
    }
    // A register of 2025 says nothing of the handovers of 2023.
    let years = slips.iter().filter_map(|slip| slip.sent_on).map(Day::year);
    let (from, to) = (years.clone().min(), years.max());
    let mut lots = opened.ledger.weee_lots();
    lots.retain(|lot| {
        from.is_none_or(|year| lot.date.year() >= year)
            && to.is_none_or(|year| lot.date.year() <= year)
    });
    let found = reconcile(&opened.ledger, &lots, &slips);
    let sides = PaperSides { opened, lots, slips, found };
    match args.shape {
        MovementsShape::Table => terminal::show(&sides.table(lang))?,
        MovementsShape::Json => terminal::print(format!("{:#}\n", sides.json()).as_bytes())?,
        MovementsShape::Csv => {
            let bytes = sides.csv(args).map_err(|error| unwritten(&error))?;
            terminal::print(&bytes)?;
        }
    }
    if let Some(out) = &args.out {
        let rows: Vec<_> = sides.found.treatments(&sides.lots, &sides.slips).collect();
        let bytes =
            write_treatments(&sides.opened.ledger, &rows, Vec::new(), args.csv_dialect.into())
                .map_err(|error| unwritten(&error))?;
        give(Some(out), &bytes)?;
        let n = rows.len();
        terminal::say(
            text!(
                "{n} traitements écrits : relisez-les, puis ajoutez-les à la fin de movements.csv",
                "{n} treatments written: read them, then add them at the end of movements.csv"
            )
            .say(lang),
        );
    }
    let found = &sides.found;
    let lacks = !found.only_in_ledger.is_empty()
        || !found.only_in_register.is_empty()
        || !rejects.is_empty();
    let why = text!(
        "les deux registres ne disent pas la même chose",
        "the two registers do not say the same"
    );
    Ok(strictly(args.strict, lacks, &why, lang))
}

impl PaperSides {
    fn lot(&self, at: usize) -> String {
        let (lot, words) = (&self.lots[at], &self.opened.ledger.words);
        let subject = lot.lot.or_else(|| lot.named_units.first().copied());
        format!("{} {}", lot.date, words.or_empty(subject))
    }

    fn slip(&self, at: usize) -> String {
        let slip = &self.slips[at];
        let sent = slip.sent_on.map_or_else(String::new, |day| format!(" {day}"));
        format!("{}{sent} {} {}", slip.number, slip.waste_code, clip(&slip.waste_name))
    }

    fn table(&self, lang: Lang) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_table(&mut out, lang);
        out
    }

    fn write_table(&self, out: &mut String, lang: Lang) -> std::fmt::Result {
        let found = &self.found;
        let label = lang.label("rapprochés", "matched");
        writeln!(out, "{}", counted(label, found.matches.len(), lang))?;
        for matched in &found.matches {
            let apart = matched.difference_kg.map_or_else(String::new, |kg| {
                text!(", écart {} kg", ", difference {} kg", lang.number(kg, 1))
                    .say(lang)
                    .to_owned()
            });
            let (lot, slip, by) =
                (self.lot(matched.lot), self.slip(matched.slip), matched.by.label(lang));
            writeln!(out, "  {lot} = {slip}  ({by}{apart})")?;
        }
        let lists: [(&str, Vec<String>); 3] = [
            (
                lang.label("au registre des mouvements seulement", "in the ledger only"),
                found.only_in_ledger.iter().map(|at| self.lot(*at)).collect(),
            ),
            (
                lang.label(
                    "sans bordereau à attendre (bon de collecte)",
                    "no slip to expect (collection note)",
                ),
                found.without_slip.iter().map(|at| self.lot(*at)).collect(),
            ),
            (
                lang.label("dans Trackdéchets seulement", "in Trackdéchets only"),
                found.only_in_register.iter().map(|at| self.slip(*at)).collect(),
            ),
        ];
        for (label, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
            writeln!(out, "\n{}", counted(label, list.len(), lang))?;
            for one in list {
                writeln!(out, "  {one}")?;
            }
        }
        let new = found.treatments(&self.lots, &self.slips).count();
        if new > 0 {
            writeln!(
                out,
                "\n{}",
                text!(
                    "{new} traitements que le registre des mouvements n'a pas : `--out FICHIER` les écrit",
                    "{new} treatments that the ledger lacks: `--out FILE` writes them"
                )
                .say(lang)
            )?;
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let found = &self.found;
        json!({
            "matches": found.matches.iter().map(|matched| json!({
                "lot": self.lot(matched.lot),
                "slip": self.slips[matched.slip].number,
                "by": matched.by.code(),
                "difference_kg": matched.difference_kg,
            })).collect::<Vec<_>>(),
            "only_in_ledger": found.only_in_ledger.iter().map(|at| self.lot(*at)).collect::<Vec<_>>(),
            "without_slip": found.without_slip.iter().map(|at| self.lot(*at)).collect::<Vec<_>>(),
            "only_in_register": found.only_in_register.iter()
                .map(|at| self.slips[*at].number.clone()).collect::<Vec<_>>(),
        })
    }

    fn csv(&self, args: &ReconcileArgs) -> std::io::Result<Vec<u8>> {
        let headers = ["side", "lot", "slip", "by", "difference_kg"];
        let mut out = CsvOut::new(Vec::new(), args.csv_dialect.into(), &headers)?;
        let found = &self.found;
        for matched in &found.matches {
            out.text("both")
                .text(&self.lot(matched.lot))
                .text(&self.slips[matched.slip].number)
                .text(matched.by.code())
                .maybe(matched.difference_kg)
                .end()?;
        }
        for (side, list) in [("ledger", &found.only_in_ledger), ("no_slip", &found.without_slip)] {
            for at in list {
                out.text(side).text(&self.lot(*at)).text("").text("").text("").end()?;
            }
        }
        for at in &found.only_in_register {
            let number = &self.slips[*at].number;
            out.text("register").text("").text(number).text("").text("").end()?;
        }
        out.finish()
    }
}

pub(super) fn register(args: &RegisterArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let mut opened = args.ledger.open(false)?;
    opened.set_aside_beyond()?;
    opened.say_rejects(lang);
    let years = opened.estate.years();
    let year = args.register_year.or_else(|| years.last().copied()).unwrap_or(0);
    let register = Register::of(&opened.ledger, year, &opened.estate.card.organisation.name);
    match args.shape {
        MovementsShape::Table => terminal::show(&table(&register, lang))?,
        MovementsShape::Json => terminal::print(format!("{:#}\n", json_of(&register)).as_bytes())?,
        MovementsShape::Csv => {
            let bytes = register
                .write(Vec::new(), args.csv_dialect.into())
                .map_err(|error| unwritten(&error))?;
            terminal::print(&bytes)?;
        }
    }
    let lacks = register.complete() < register.lines.len();
    let why =
        text!("des lignes du registre sont incomplètes", "lines of the register are incomplete");
    Ok(strictly(args.strict, lacks, &why, lang))
}

fn table(register: &Register, lang: Lang) -> String {
    let (year, n, complete) = (register.year, register.lines.len(), register.complete());
    let kilograms = lang.number(register.weight_kg(), 1);
    let lots = Noun::new(("lot", "lots"), ("lot", "lots")).said(lang, n as f64);
    let mut out = text!(
        "registre des déchets sortants de {year} : {lots}, {kilograms} kg ; lignes complètes : {complete} sur {n}\n",
        "outgoing waste register of {year}: {lots}, {kilograms} kg; complete lines: {complete} of {n}\n"
    )
    .say(lang)
    .to_owned();
    for line in &register.lines {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}",
            text!("\n{} (ligne {})", "\n{} (line {})", line.subject, line.line).say(lang)
        );
        for field in RegisterField::ALL {
            let cell = line.say(*field, lang);
            if !cell.is_empty() {
                let _ = writeln!(out, "  {:<34} {}", field.label(lang), clip(&cell));
            }
        }
        if !line.missing.is_empty() {
            let missing: Vec<&str> = line.missing.iter().map(|f| f.label(lang)).collect();
            let _ =
                writeln!(out, "  {:<34} {}", lang.label("manque", "missing"), missing.join(", "));
        }
    }
    out
}

fn json_of(register: &Register) -> Value {
    let lines: Vec<Value> = register
        .lines
        .iter()
        .map(|line| {
            let mut one = serde_json::Map::new();
            one.insert("lot_id".to_owned(), line.subject.clone().into());
            one.insert("line".to_owned(), line.line.into());
            for field in RegisterField::ALL {
                one.insert(field.code().to_owned(), line.json(*field));
            }
            let missing: Vec<&str> = line.missing.iter().map(|field| field.code()).collect();
            one.insert("missing".to_owned(), missing.into());
            Value::Object(one)
        })
        .collect();
    json!({
        "year": register.year,
        "weight_kg": register.weight_kg(),
        "complete": register.complete(),
        "lines": lines,
    })
}
