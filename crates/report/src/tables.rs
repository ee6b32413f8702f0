//! The CSV tables of the result folder.

use super::Story;
use super::known_texts::KnownTexts;
use equipment::OutOfScope;
use equipment::merge::Conflict;
use footprint::{Axis, Sums};
use ground::lang::Lang;
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::table::{CsvDialect, CsvOut, UnreadCell, Why};
use ground::way::Way;
use std::io::{self, Write};
use walk::SinceInventory;

/// The columns of `footprint.csv`.
pub(crate) const FOOTPRINT: [&str; 14] = [
    "axis",
    "key",
    "label",
    "rows",
    "units",
    "idle_units",
    "energy_kwh",
    "stage",
    "criterion",
    "value",
    "low",
    "high",
    "unit",
    "units_without_factor",
];

/// The columns of `unmatched.csv`.
pub(crate) const UNMATCHED: [&str; 5] = ["equipment_type", "label", "rows", "units", "nearest"];

/// The columns of `conflicts.csv`.
pub(crate) const CONFLICTS: [&str; 9] = [
    "equipment_id",
    "field",
    "kept",
    "other",
    "kept_file",
    "kept_line",
    "other_file",
    "other_line",
    "rule",
];

/// `footprint.csv`: the total and every group of the axes, a row a stage and criterion.
///
/// # Errors
///
/// The writer fails.
pub fn footprint_csv<W: Write>(
    writer: W,
    story: &Story<'_>,
    axes: &[Axis],
    dialect: CsvDialect,
    lang: Lang,
) -> io::Result<()> {
    let footprint = &story.outcome.footprint;
    let mut out = CsvOut::new(writer, dialect, &FOOTPRINT)?;
    if !story.is_counted() {
        return out.finish()?.flush();
    }
    let all = (
        footprint.rows,
        (footprint.units, footprint.idle),
        story.all_electricity(),
        &footprint.totals,
    );
    rows(&mut out, story, ("total", "", lang.label("total", "total")), all)?;
    for axis in axes {
        for group in footprint.axis(*axis) {
            let words = (axis.code(), group.code.as_str(), group.label.say(lang));
            let kwh = story.electricity(group);
            rows(
                &mut out,
                story,
                words,
                (group.rows, (group.units, group.idle), kwh, &group.sums),
            )?;
        }
    }
    out.finish()?.flush()
}

fn rows<W: Write>(
    out: &mut CsvOut<W>,
    story: &Story<'_>,
    (axis, key, label): (&str, &str, &str),
    (rows, (units, idle), kwh, sums): (u64, (f64, f64), Option<Interval>, &Sums),
) -> io::Result<()> {
    for (at, criterion) in story.outcome.footprint.criteria.iter().enumerate() {
        for stage in Stage::ALL {
            let amount = story.figure(sums, at, stage);
            out.text(axis).text(key).text(label).number(rows as f64).number(units).number(idle);
            out.maybe(kwh.map(|kwh| kwh.value)).text(stage.code()).text(&criterion.code);
            // Missing is an empty cell, never 0.
            for bound in [amount.map(|a| a.value), amount.map(|a| a.low), amount.map(|a| a.high)] {
                out.maybe(bound);
            }
            out.text(&criterion.unit).number(sums.lacking(at)).end()?;
        }
    }
    Ok(())
}

/// `unmatched.csv`: types of equipment that met no embodied factor, with the nearest that would.
///
/// # Errors
///
/// The writer fails.
pub fn unmatched_csv<W: Write>(
    writer: W,
    story: &Story<'_>,
    dialect: CsvDialect,
    lang: Lang,
) -> io::Result<()> {
    let mut out = CsvOut::new(writer, dialect, &UNMATCHED)?;
    for one in &story.outcome.footprint.coverage.unmatched {
        let kind = story.set.equipment_type(one.type_id);
        out.text(&kind.code).text(kind.label(lang)).number(one.rows as f64).number(one.units);
        out.text(&one.nearest(story.set).join(" ")).end()?;
    }
    out.finish()?.flush()
}

/// The columns of `unread-cells.csv`.
pub(crate) const UNREAD: [&str; 6] = ["file", "line", "column", "value", "reason", "hint"];

/// `unread-cells.csv`: cells of rows kept that cannot be read, written as they come.
pub struct UnreadOut<W: Write> {
    out: CsvOut<W>,
    known: KnownTexts,
    lang: Lang,
    way: Way,
}

impl<W: Write> UnreadOut<W> {
    /// Starts the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn new(writer: W, dialect: CsvDialect, lang: Lang, way: Way) -> io::Result<Self> {
        let out = CsvOut::new(writer, dialect, &UNREAD)?;
        Ok(Self { out, known: KnownTexts::default(), lang, way })
    }

    /// Adds a cell.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn put(&mut self, cell: &UnreadCell) -> io::Result<()> {
        let (reason, hint) = (cell.why.reason(), cell.hint(self.way));
        let (out, known) = (&mut self.out, &mut self.known);
        known.put(out, &cell.file).number(cell.line as f64);
        for text in [cell.column.as_str(), &cell.value, reason.say(self.lang)] {
            known.put(out, text);
        }
        put_hint(out, known, &cell.why, hint.say(self.lang)).end()
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn finish(self) -> io::Result<()> {
        self.out.finish()?.flush()
    }
}

/// Adds what to do about a value, with its line to paste whole.
pub(crate) fn put_hint<'o, W: Write>(
    out: &'o mut CsvOut<W>,
    known: &mut KnownTexts,
    why: &Why,
    hint: &str,
) -> &'o mut CsvOut<W> {
    if why.asks_for_a_word() { out.unmasked(hint) } else { known.put(out, hint) }
}

/// The columns of `out-of-scope.csv`.
pub(crate) const OUT_OF_SCOPE: [&str; 6] = ["file", "line", "column", "value", "kind", "label"];

/// `out-of-scope.csv`: rows that are no equipment, with what they are, written as they come.
pub struct OutOfScopeOut<W: Write> {
    out: CsvOut<W>,
    lang: Lang,
}

impl<W: Write> OutOfScopeOut<W> {
    /// Starts the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn new(writer: W, dialect: CsvDialect, lang: Lang) -> io::Result<Self> {
        Ok(Self { out: CsvOut::new(writer, dialect, &OUT_OF_SCOPE)?, lang })
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn put(&mut self, row: &OutOfScope) -> io::Result<()> {
        self.out.text(&row.file).number(row.line as f64).text(&row.column).text(&row.value);
        self.out.code(&row.kind).text(row.label.say(self.lang)).end()
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn finish(self) -> io::Result<()> {
        self.out.finish()?.flush()
    }
}

/// The columns of `disappeared.csv`.
pub(crate) const DISAPPEARED: [&str; 6] =
    ["equipment_id", "equipment_type", "model", "status", "file", "line"];

/// `disappeared.csv`: what an earlier inventory has and today's has not.
///
/// # Errors
///
/// The writer fails.
pub fn disappeared_csv<W: Write>(
    writer: W,
    since: &SinceInventory,
    dialect: CsvDialect,
) -> io::Result<()> {
    let mut out = CsvOut::new(writer, dialect, &DISAPPEARED)?;
    for one in &since.disappeared {
        out.text(&one.equipment_id).text(&one.equipment_type).text(&one.model);
        out.text(one.state.code()).text(&one.file).number(one.line as f64).end()?;
    }
    out.finish()?.flush()
}

/// `conflicts.csv`: what several files say differently of one equipment, written as it comes.
pub struct ConflictsOut<W: Write> {
    out: CsvOut<W>,
}

impl<W: Write> ConflictsOut<W> {
    /// Starts the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn new(writer: W, dialect: CsvDialect) -> io::Result<Self> {
        Ok(Self { out: CsvOut::new(writer, dialect, &CONFLICTS)? })
    }

    /// Adds a conflict.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn put(&mut self, conflict: &Conflict) -> io::Result<()> {
        let Conflict { equipment_id, field, kept, other, kept_at, other_at, rule } = conflict;
        self.out.text(equipment_id).text(field.code()).text(kept).text(other);
        self.out.text(&kept_at.0).number(kept_at.1 as f64);
        self.out.text(&other_at.0).number(other_at.1 as f64).text(rule).end()
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn finish(self) -> io::Result<()> {
        self.out.finish()?.flush()
    }
}
