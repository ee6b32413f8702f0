//! Cells worked out of others: gigabytes of megabytes, a day of a year, and what a source says in
//! its own way.

use super::headings::Hint;
use super::size::{BYTE, GB, MB, gigabytes};
use super::source::{Cells, KnownBy, Own};
use super::{Field, Layout};
use csv::ByteRecord;

/// A field worked out of other columns.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    /// The field.
    pub(super) field: Field,
    /// The column that says most of it, for messages.
    pub(super) from: Option<usize>,
    /// How.
    pub(super) rule: Rule,
}

/// How a cell is worked out.
#[derive(Debug, Clone)]
pub(super) enum Rule {
    /// By the source's own way of saying it.
    Own(fn(&Cells<'_>) -> String),
    /// A size in gigabytes, of a cell whose unit is this many gigabytes where it says none.
    Size(Option<f64>),
    /// A date, or a year alone.
    Year,
    /// The same for all rows.
    Constant(String),
}

/// What must be worked out of the columns of a file.
pub(super) fn rules(layout: &Layout) -> Vec<Derived> {
    let mut rules = Vec::new();
    let sizes = [
        (Hint::MemoryGb, Some(GB)),
        (Hint::MemoryMb, Some(MB)),
        (Hint::MemoryBytes, Some(BYTE)),
        (Hint::Memory, None),
    ];
    if layout.column(Field::RamGb).is_none()
        && let Some((at, unit)) = sizes.iter().find_map(|(h, unit)| Some((layout.hint(*h)?, *unit)))
    {
        rules.push(Derived { field: Field::RamGb, from: Some(at), rule: Rule::Size(unit) });
    }
    // What people write in a table of their own may be a year.
    if matches!(layout.traits.known_by, KnownBy::Words | KnownBy::Mapping)
        && let Some(at) = layout.column(Field::AcquiredOn)
    {
        rules.push(Derived { field: Field::AcquiredOn, from: Some(at), rule: Rule::Year });
    }
    for Own { field, from, cell } in (layout.format.source().own)(layout) {
        rules.push(Derived { field, from, rule: Rule::Own(cell) });
    }
    rules
}

impl Derived {
    /// Whether the cell is normally what its column holds.
    pub(super) fn as_it_stands(&self) -> bool {
        matches!(self.rule, Rule::Year)
    }

    /// The cell of a row.
    pub(super) fn work_out(&self, layout: &Layout, record: &ByteRecord) -> String {
        let cells = Cells { layout, record };
        match &self.rule {
            Rule::Constant(value) => value.clone(),
            Rule::Size(unit) => gigabytes(&cells.at(self.from), *unit),
            Rule::Year => year(cells.at(self.from)),
            Rule::Own(cell) => cell(&cells),
        }
    }
}

/// A year alone stands for its middle, the day that is wrong by least.
fn year(cell: String) -> String {
    let digits = cell.strip_suffix(".0").unwrap_or(&cell);
    let is_year = digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.starts_with("19") || digits.starts_with("20"));
    if is_year { format!("{digits}-07-01") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_alone_stands_for_its_middle() {
        assert_eq!(year("2021".to_owned()), "2021-07-01");
        assert_eq!(year("2021.0".to_owned()), "2021-07-01");
        assert_eq!(year("03/02/2021".to_owned()), "03/02/2021");
    }
}
