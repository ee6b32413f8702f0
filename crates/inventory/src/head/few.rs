//! A table of few columns that stands above another: `Type;Qté` above `Type;État;Quantité`. Its headings
//! alone are too few to be known, and its rows are no lines of title.

use super::super::kinds::{WordKind, count};
use super::super::recognise::recognise_by_values;
use super::super::sample::{each_first_row, sums_up};
use super::super::sections::stacked::{are_few_headings, are_headings};
use super::super::{Field, KnownBy, Layout};
use super::{Heading, SeenLine, TableText};
use ground::table::{Dialect, fold};
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
        // What nobody can add up is no table of other machines for sure.
        let whole = (self.rows(text), text.whole, self.dialect);
        let counted = || Counted::of(&self.recognised(text).ok()?.layout, whole);
        let own = Counted::of(&found.layout, (first.rows(above), true, first.dialect))?;
        if own.may_sum_up(&counted()?) {
            return None;
        }
        first.note_rows(&mut found.layout, above);
        first.note_titles(&mut found.layout, &seen[..at], above);
        Some(first.heading(found, at))
    }
}

/// How many there are of each type, by its words without their plural.
struct Counted {
    by_word: BTreeMap<String, u64>,
    /// Whether all rows were looked at.
    whole: bool,
}

impl Counted {
    /// Those of a text whose rows a layout reads; `whole` says that it is cut nowhere.
    fn of(layout: &Layout, (text, whole, dialect): (&[u8], bool, Dialect)) -> Option<Self> {
        let types = layout.read_of(Field::EquipmentType)?;
        let units = layout.read_of(Field::Quantity);
        let mut by_word = BTreeMap::new();
        each_first_row((text, whole), dialect, |row| {
            let cell = |at: usize| String::from_utf8_lossy(row.get(at).unwrap_or(b"").trim_ascii());
            let word = fold(&cell(types));
            if word.is_empty() || sums_up(row.iter()) {
                return;
            }
            // `Écrans` above are each `Écran` below.
            let words: Vec<&str> = word.split(' ').map(|word| word.trim_end_matches('s')).collect();
            let units = units.map(cell).filter(|cell| !cell.is_empty());
            let units = units.map_or(Some(1), |cell| count(&cell)).unwrap_or(0);
            *by_word.entry(words.join(" ")).or_insert(0) += u64::from(units);
        });
        Some(Self { by_word, whole })
    }

    /// Whether these may say how many there are below: of each type, or of all by other words; or of what
    /// was not looked at to its end.
    fn may_sum_up(&self, below: &Self) -> bool {
        let all = |counted: &Self| counted.by_word.values().sum::<u64>();
        let is_each =
            || self.by_word.iter().all(|(word, units)| below.by_word.get(word) == Some(units));
        !below.whole || !self.by_word.is_empty() && (all(self) == all(below) || is_each())
    }
}
