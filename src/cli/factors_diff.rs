//! `empreinte factors diff`: what changed between two sets, and what that does to an estate.

use super::CommandFailure;
use super::args::{DialectArg, EstateArgs, factor_set};
use super::run::{Doors, Nothing, cannot_write, walk};
use clap::{Args, ValueEnum};
use empreinte::factor::{FactorChange, FactorSet, SetFigure, unit_behind};
use empreinte::fault::Fault;
use empreinte::footprint::{Axis, Footprint};
use empreinte::lang::{Lang, Text};
use empreinte::table::CsvOut;
use empreinte::text;
use empreinte::walk::{NoRecord, Walk};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// How many changes of a topic are shown to people.
const SHOWN: usize = 15;

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The first set: a folder, or the name of one in the program
    #[arg(value_name = "A")]
    before: PathBuf,
    /// The second set, compared with the first
    #[arg(value_name = "B")]
    after: PathBuf,
    /// Also say what the change does to this estate folder or inventory
    #[arg(long, value_name = "PATH")]
    estate: Option<PathBuf>,
    /// Year to assess [default: the latest inventory's]
    #[arg(long, value_name = "YEAR", requires = "estate")]
    year: Option<i32>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = DiffFormat::Table)]
    format: DiffFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
    /// Take a factor set that has no manifest
    #[arg(long)]
    unsigned_factors: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// A comparison for people, the largest changes first
    Table,
    /// All changes, as JSON
    Json,
    /// All changes, one row each
    Csv,
}

/// What an estate comes to under both sets, in the unit of the first criterion.
struct EstateUnderSets {
    year: i32,
    criterion: String,
    unit: String,
    total: [f64; 2],
    /// By type: code, label, value before and after; the largest difference first.
    types: Vec<(String, String, TypePair)>,
}

/// What a type weighs under a set.
#[derive(Clone, Copy)]
enum TypeWeight {
    /// The set makes nothing of this type.
    Absent,
    /// Nothing of it has a factor, which is no zero.
    NoFactor,
    /// So much.
    Known(f64),
}

impl TypeWeight {
    fn known(self) -> Option<f64> {
        if let Self::Known(value) = self { Some(value) } else { None }
    }
}

/// A type before and after.
type TypePair = [TypeWeight; 2];

pub(super) fn diff(args: &DiffArgs, lang: Lang) -> Result<String, CommandFailure> {
    let open = |word: &Path| factor_set(&[word.to_owned()], None, args.unsigned_factors);
    let (before, after) = (open(&args.before)?, open(&args.after)?);
    let changes = empreinte::factor::diff(&before, &after);
    let estate = match &args.estate {
        None => None,
        Some(path) => Some(estate(args, path, lang)?),
    };
    Ok(match args.format {
        DiffFormat::Table => table(&before, &after, &changes, estate.as_ref(), lang),
        DiffFormat::Json => json_text(&before, &after, &changes, estate.as_ref()),
        DiffFormat::Csv => csv(&changes, estate.as_ref(), args.csv_dialect)
            .map_err(|error| cannot_write(&error))?,
    })
}

/// Walks the estate under each set.
fn estate(args: &DiffArgs, path: &Path, lang: Lang) -> Result<EstateUnderSets, Fault> {
    let walked = |factors: &Path| -> Result<(Footprint, i32), Fault> {
        let args = EstateArgs::of(path.to_owned(), args.year, factors, args.unsigned_factors);
        let meant = args.meant(lang)?;
        let year = meant.options.year.year;
        let prepared =
            Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
        let (outcome, _) = walk(&prepared, || NoRecord, Doors::new(None, Nothing, lang))?;
        Ok((outcome.footprint, year))
    };
    let (before, year) = walked(&args.before)?;
    let (after, _) = walked(&args.after)?;
    let mut types: BTreeMap<&str, (String, TypePair)> = BTreeMap::new();
    for (side, footprint) in [&before, &after].into_iter().enumerate() {
        for group in footprint.axis(Axis::Type) {
            let label = group.label.say(lang).to_owned();
            let figure = group.sums.overall(0);
            let weight =
                figure.map_or(TypeWeight::NoFactor, |total| TypeWeight::Known(total.value));
            types.entry(&group.code).or_insert((label, [TypeWeight::Absent; 2])).1[side] = weight;
        }
    }
    let mut types: Vec<(String, String, TypePair)> =
        types.into_iter().map(|(code, (label, pair))| (code.to_owned(), label, pair)).collect();
    types.sort_by(|x, y| moved(y.2).abs().total_cmp(&moved(x.2).abs()).then(x.0.cmp(&y.0)));
    Ok(EstateUnderSets {
        year,
        criterion: after.criteria[0].code.clone(),
        unit: after.criteria[0].unit.clone(),
        total: [before.totals.total(0).value, after.totals.total(0).value],
        types,
    })
}

fn moved([before, after]: TypePair) -> f64 {
    after.known().unwrap_or(0.0) - before.known().unwrap_or(0.0)
}

fn kind_label(kind: &str, lang: Lang) -> &'static str {
    match kind {
        "added" => lang.label("ajouté", "added"),
        "removed" => lang.label("retiré", "removed"),
        "restated" => lang.label("bornes ou source", "bounds or source"),
        _ => lang.label("changé", "changed"),
    }
}

fn table(
    before: &FactorSet,
    after: &FactorSet,
    changes: &[FactorChange],
    estate: Option<&EstateUnderSets>,
    lang: Lang,
) -> String {
    let mut out = format!("{} → {}\n", before.name, after.name);
    if changes.is_empty() {
        out.push_str(lang.label("aucune différence\n", "no difference\n"));
    }
    for topic in topics(changes) {
        let of: Vec<&FactorChange> = changes.iter().filter(|one| one.topic == topic).collect();
        let count = |kind: &str| of.iter().filter(|one| one.kind() == kind).count();
        let counts: Vec<String> = ["changed", "added", "removed", "restated"]
            .into_iter()
            .filter(|kind| count(kind) > 0)
            .map(|kind| format!("{} {}", kind_label(kind, lang), count(kind)))
            .collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n{}", lang.labelled(&format!("{topic}.csv"), counts.join(", ")));
        for change in of.iter().take(SHOWN) {
            let _ = writeln!(out, "  {}", sentence(change, lang));
        }
        if of.len() > SHOWN {
            let more = of.len() - SHOWN;
            let said = text!(
                "et {more} de plus ; `--format csv` les donne tous",
                "and {more} more; `--format csv` gives them all"
            );
            let _ = writeln!(out, "  {}", said.say(lang));
        }
    }
    if let Some(estate) = estate {
        effect(&mut out, estate, lang);
    }
    out
}

fn topics(changes: &[FactorChange]) -> Vec<&'static str> {
    let mut topics: Vec<&'static str> = changes.iter().map(|change| change.topic).collect();
    topics.dedup();
    topics
}

fn sentence(change: &FactorChange, lang: Lang) -> String {
    let value = |side: &Option<SetFigure>| {
        side.as_ref().map_or_else(|| "–".to_owned(), |figure| plain(figure.amount.value, lang))
    };
    let ratio = match (change.kind(), change.ratio()) {
        ("changed", Some(ratio)) => format!("× {}", plain(ratio, lang)),
        (kind, _) => kind_label(kind, lang).to_owned(),
    };
    format!(
        "{:<44} {:>12} → {:<12} {:<12} {ratio}",
        change.subject,
        value(&change.before),
        value(&change.after),
        said_unit(change).say(lang),
    )
}

fn unit(change: &FactorChange) -> &str {
    let side = change.after.as_ref().or(change.before.as_ref());
    side.map_or("", |figure| figure.unit.as_str())
}

/// The unit, as it is told behind the figure that is.
fn said_unit(change: &FactorChange) -> Text {
    let side = change.after.as_ref().or(change.before.as_ref());
    unit_behind(unit(change), side.map_or(0.0, |figure| figure.amount.value))
}

/// A figure in four significant digits.
fn plain(value: f64, lang: Lang) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if (1000.0..1e9).contains(&value.abs()) {
        return lang.number(value, 0);
    }
    let enough = |n: &u8| value.abs() * 10_f64.powi(i32::from(*n)) >= 1000.0;
    let text = match (0..9).find(enough) {
        Some(digits) => {
            let fixed = format!("{value:.*}", usize::from(digits));
            fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        None => format!("{value:.3e}"),
    };
    lang.decimal(&text)
}

fn effect(out: &mut String, estate: &EstateUnderSets, lang: Lang) {
    let said = |side: TypeWeight| side.known().map_or_else(|| "–".to_owned(), |kg| plain(kg, lang));
    let line = |out: &mut String, label: &str, pair: TypePair| {
        let share = match (ratio(pair), pair) {
            (Some(ratio), _) => signed(ratio - 1.0),
            (None, [TypeWeight::NoFactor, _]) => {
                lang.label("sans facteur avant", "no factor before").into()
            }
            (None, [_, TypeWeight::NoFactor]) => {
                lang.label("sans facteur après", "no factor after").into()
            }
            (None, _) => String::new(),
        };
        let share = lang.decimal(&share);
        let _ = writeln!(
            out,
            "  {label:<44} {:>12} → {:<12} {:<12} {share}",
            said(pair[0]),
            said(pair[1]),
            estate.unit,
        );
    };
    let _ = writeln!(
        out,
        "{}",
        text!(
            "\nCe que cela change pour le parc en {}, {}",
            "\nWhat this does to the estate in {}, {}",
            estate.year,
            estate.criterion
        )
        .say(lang)
    );
    line(out, lang.label("total", "total"), estate.total.map(TypeWeight::Known));
    let changed: Vec<_> = estate.types.iter().filter(|one| moved(one.2) != 0.0).collect();
    if changed.is_empty() {
        let _ = writeln!(
            out,
            "  {}",
            lang.label("aucun type n'en est touché", "no type is touched by it")
        );
    }
    for (_, label, pair) in changed {
        line(out, label, *pair);
    }
}

/// The second figure over the first, where both are there.
fn ratio([before, after]: TypePair) -> Option<f64> {
    let before = before.known().filter(|before| *before != 0.0);
    before.zip(after.known()).map(|(before, after)| after / before)
}

fn signed(share: f64) -> String {
    format!("{:+.1} %", share * 100.0)
}

fn json_text(
    before: &FactorSet,
    after: &FactorSet,
    changes: &[FactorChange],
    estate: Option<&EstateUnderSets>,
) -> String {
    let side = |figure: &Option<SetFigure>| {
        figure.as_ref().map(|figure| {
            json!({
                "factor_id": figure.factor_id,
                "value": figure.amount.value,
                "low": figure.amount.low,
                "high": figure.amount.high,
                "unit": figure.unit,
                "sources": figure.sources,
            })
        })
    };
    let rows: Vec<Value> = changes
        .iter()
        .map(|change| {
            json!({
                "topic": change.topic,
                "subject": change.subject,
                "change": change.kind(),
                "before": side(&change.before),
                "after": side(&change.after),
                "ratio": change.ratio(),
            })
        })
        .collect();
    let of = |set: &FactorSet| json!({ "name": set.name, "hash": set.hash });
    let mut out = json!({ "before": of(before), "after": of(after), "changes": rows });
    if let Some(estate) = estate {
        out["estate"] = json!({
            "year": estate.year,
            "criterion": estate.criterion,
            "unit": estate.unit,
            "before": estate.total[0],
            "after": estate.total[1],
            "by_type": estate.types.iter().map(|(code, _, pair)| json!({
                "equipment_type": code, "before": pair[0].known(), "after": pair[1].known(),
            })).collect::<Vec<_>>(),
        });
    }
    let mut text = serde_json::to_string_pretty(&out).unwrap_or_else(|_| "{}".into());
    text.push('\n');
    text
}

fn csv(
    changes: &[FactorChange],
    estate: Option<&EstateUnderSets>,
    dialect: DialectArg,
) -> std::io::Result<String> {
    let columns = [
        "topic",
        "subject",
        "change",
        "value_before",
        "value_after",
        "ratio",
        "unit",
        "factor_id_before",
        "factor_id_after",
    ];
    let mut out = CsvOut::new(Vec::new(), dialect.into(), &columns)?;
    for change in changes {
        out.text(change.topic).text(&change.subject).text(change.kind());
        for side in [&change.before, &change.after] {
            out.maybe(side.as_ref().map(|figure| figure.amount.value));
        }
        out.maybe(change.ratio()).text(unit(change));
        for side in [&change.before, &change.after] {
            out.text(side.as_ref().map_or("", |figure| figure.factor_id.as_str()));
        }
        out.end()?;
    }
    let rows = estate.into_iter().flat_map(|estate| {
        let total = ("", "", estate.total.map(TypeWeight::Known));
        let types =
            estate.types.iter().map(|(code, label, pair)| (code.as_str(), label.as_str(), *pair));
        std::iter::once(total).chain(types).map(move |row| (estate, row))
    });
    for (estate, (code, _, pair)) in rows {
        out.text("estate").text(if code.is_empty() { "total" } else { code });
        out.text(if moved(pair) == 0.0 { "same" } else { "changed" });
        out.maybe(pair[0].known()).maybe(pair[1].known()).maybe(ratio(pair));
        out.text(&estate.unit).text("").text("");
        out.end()?;
    }
    Ok(String::from_utf8_lossy(&out.finish()?).into_owned())
}
