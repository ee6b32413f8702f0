//! The change as one CSV table: `table` says what a row is of.

use super::Changed;
use change::YearTotal;
use ground::quantity::Interval;
use ground::table::{CsvDialect, CsvOut};
use walk::TotalLack;

/// The columns of the change as CSV.
pub const CHANGE_COLUMNS: [&str; 14] = [
    "table", "from", "to", "effect", "kind", "code", "site", "stage", "units", "before", "after",
    "value", "low", "high",
];

/// A row, its cells in the order of the columns after the years.
#[derive(Default)]
struct ChangeRow<'a> {
    effect: &'a str,
    kind: &'a str,
    code: &'a str,
    site: &'a str,
    stage: &'a str,
    units: Option<f64>,
    before: Option<f64>,
    after: Option<f64>,
    value: Option<f64>,
    bounds: Option<(f64, f64)>,
}

/// Writes the change as CSV.
///
/// # Errors
///
/// The writer fails.
#[expect(clippy::too_many_lines, reason = "a row of each kind")]
pub fn change_csv<W: std::io::Write>(
    writer: W,
    changed: &Changed<'_>,
    dialect: CsvDialect,
) -> std::io::Result<()> {
    let change = changed.change;
    let mut out = CsvOut::new(writer, dialect, &CHANGE_COLUMNS)?;
    let years = (change.from.year.to_string(), change.to.year.to_string());
    let mut put = |table: &str, cells: &ChangeRow<'_>| {
        for word in [
            table,
            &years.0,
            &years.1,
            cells.effect,
            cells.kind,
            cells.code,
            cells.site,
            cells.stage,
        ] {
            out.text(word);
        }
        let (low, high) = cells.bounds.unzip();
        for number in [cells.units, cells.before, cells.after, cells.value, low, high] {
            match number {
                Some(number) => out.number(number),
                None => out.text(""),
            };
        }
        out.end()
    };
    let bounds = |one: Interval| Some((one.low, one.high));
    put(
        "total",
        &ChangeRow {
            before: Some(change.before()),
            after: Some(change.to.total.value),
            value: Some(change.difference.value),
            bounds: bounds(change.difference),
            ..ChangeRow::default()
        },
    )?;
    if let Some(published) = &change.published {
        let code = &*published.factors;
        put(
            "published",
            &ChangeRow {
                code,
                kind: &published.method,
                before: Some(published.total),
                after: Some(change.from.total.value),
                value: Some(change.from.total.value - published.total),
                ..ChangeRow::default()
            },
        )?;
    }
    for year in [&change.from, &change.to] {
        let code = year.year.to_string();
        for (kind, count) in left_out(year) {
            let units = Some(count);
            put("left_out", &ChangeRow { kind, code: &code, units, ..ChangeRow::default() })?;
        }
    }
    for line in &change.effects {
        let bounds = if line.has_interval { bounds(line.value) } else { None };
        let value = Some(line.value.value);
        put(
            "effect",
            &ChangeRow { effect: line.effect.code(), value, bounds, ..ChangeRow::default() },
        )?;
    }
    for one in &change.apart {
        let (before, after) = if one.is_later == (change.from.year <= change.to.year) {
            (None, Some(one.value.abs()))
        } else {
            (Some(one.value.abs()), None)
        };
        let units = Some(one.units).filter(|units| *units > 0.0);
        let (kind, code, value) = (one.kind.code(), &*one.code, Some(one.value));
        let cells = ChangeRow { kind, code, units, before, after, value, ..ChangeRow::default() };
        put("apart", &ChangeRow { effect: "perimeter", ..cells })?;
    }
    for share in &change.shares {
        let value = Some(share.value);
        let (code, site, stage) = (&*share.type_code, &*share.site, share.stage.code());
        let effect = share.effect.code();
        put("share", &ChangeRow { effect, code, site, stage, value, ..ChangeRow::default() })?;
    }
    for (kind, flow) in change.flows.each() {
        put(
            "flow",
            &ChangeRow {
                kind,
                units: Some(flow.units),
                before: Some(flow.before),
                after: Some(flow.after),
                value: Some(flow.change()),
                ..ChangeRow::default()
            },
        )?;
    }
    for check in &change.checks {
        let (effect, kind) = (check.effect.code(), "lmdi");
        let (before, value) = (Some(check.shapley), Some(check.lmdi));
        put("check", &ChangeRow { effect, kind, before, value, ..ChangeRow::default() })?;
    }
    std::io::Write::flush(&mut out.finish()?)
}

/// What a year leaves out, and how many rows or units.
fn left_out(year: &YearTotal) -> impl Iterator<Item = (&'static str, f64)> + '_ {
    let count = |lack: &TotalLack| lack.rows.map_or(lack.units.unwrap_or(0.0), |rows| rows as f64);
    let lacks = year.left_out.iter().map(move |lack| (lack.code, count(lack)));
    let cells = (year.unread_cells > 0).then_some(("unread_cells", year.unread_cells as f64));
    lacks.chain(cells)
}
