//! A table of few columns that stands above another: `Type;Qté` above `Type;État;Quantité`. Its headings
//! alone are too few to be known, and its rows are no lines of title.

use super::super::kinds::{WordKind, count};
use super::super::recognise::recognise_by_values;
use super::super::sample::RowSample;
use super::super::sections::stacked::{are_few_headings, are_headings};
use super::super::{Field, KnownBy, Layout};
use super::{Heading, SeenLine, TableText};
use ground::table::fold;
use std::collections::BTreeMap;

impl SeenLine {
    /// The heading of the table above a line of headings; nothing where there are but titles.
    pub(super) fn below_a_table(&self, seen: &[Self], text: TableText<'_>) -> Option<Heading> {
        let opening = text.opening;
        let at = seen.iter().position(|line| are_few_headings(line.own(text.table)))?;
        let own = self.own(text.table).iter().map(String::as_bytes);
        if opening.source.is_some() || self.mapping(opening).is_some() || !are_headings(own) {
            return None;
        }
        let first = &seen[at];
        let above = TableText { head: &text.head[..self.at], whole: true, ..text };
        let (place, headers) = (first.place(text), &first.first.cells);
        let known = first.known(above);
        let mut found = known.with(|known| recognise_by_values(place, headers, known)).ok()?;
        let types = found.layout.read_of(Field::EquipmentType)?;
        let is_machine = |line: &Self| {
            let cell = line.own(text.table).get(types).map_or("", |cell| cell.trim());
            text.judge.is(WordKind::Type, cell) || text.judge.is(WordKind::Model, cell)
        };
        if found.layout.traits.known_by != KnownBy::Words || !seen[at + 1..].iter().any(is_machine)
        {
            return None;
        }
        if sums_up(&found.layout, &first.sample(above), &self.sample_of(text)?) {
            return None;
        }
        first.note_rows(&mut found.layout, above);
        first.note_titles(&mut found.layout, &seen[..at], above);
        Some(first.heading(found, at))
    }

    /// The rows below it, with its columns of types and of units.
    fn sample_of(&self, text: TableText<'_>) -> Option<Counted> {
        let layout = self.recognised(text).ok()?.layout;
        Some(Counted::of(&layout, &self.sample(text)))
    }
}

/// How many there are of each type, by the first letters of its word.
struct Counted(BTreeMap<String, u64>);

impl Counted {
    fn of(layout: &Layout, sample: &RowSample) -> Self {
        let mut all = BTreeMap::new();
        let cell = |row: &csv::ByteRecord, field| {
            let at = layout.read_of(field)?;
            Some(String::from_utf8_lossy(row.get(at)?.trim_ascii()).into_owned())
        };
        for row in &sample.rows {
            let Some(word) = cell(row, Field::EquipmentType) else { continue };
            let units = cell(row, Field::Quantity).map_or(Some(1), |cell| count(&cell));
            // `Écrans` above are each `Écran` below.
            let words = fold(&word);
            let words: Vec<&str> =
                words.split(' ').map(|word| word.trim_end_matches('s')).collect();
            *all.entry(words.join(" ")).or_insert(0) += u64::from(units.unwrap_or(0));
        }
        Self(all)
    }
}

/// Whether the rows of a table say how many there are of each type in the one below.
fn sums_up(layout: &Layout, sample: &RowSample, below: &Counted) -> bool {
    let Counted(own) = Counted::of(layout, sample);
    layout.column(Field::Quantity).is_some()
        && !own.is_empty()
        && own.iter().all(|(word, units)| below.0.get(word) == Some(units))
}
