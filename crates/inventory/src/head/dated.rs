//! A list whose numbers of units stand in several columns, each of another day: `Stock au 01/01;Stock au
//! 31/12`. One of them counts, and the others are named.

use super::super::column_words::{CountsUnits, counts, is_count};
use super::super::dated_heading::{
    Apart, DatedColumns, OtherDay, apart, is_of_an_end, told_by_stage, told_from_another,
};
use super::super::found::{Found, ValuesTell};
use super::super::headings::is_quantity;
use super::super::kinds::{count, count_or_none};
use super::super::recognise::{NoReading, recognise_by_values};
use super::super::sample::RowSample;
use super::super::{Field, Layout, Opening, ToldColumn};
use super::{Heading, SeenLine, TableText};
use crate::sum_words::is_total_word;
use ground::table::fold;

/// Words of how many there are on a day, and words that join them.
const HELD: [&str; 20] = [
    "comptage",
    "recensement",
    "releve",
    "count",
    "census",
    "stock",
    "stocks",
    "parc",
    "situation",
    "etat",
    "inventaire",
    "inventory",
    "bestand",
    "existencias",
    "nombre",
    "nb",
    "en",
    "de",
    "the",
    "units",
];

/// Words of a time that begins and ends: `Début d'année`.
const PERIOD: [&str; 9] =
    ["d", "l", "annee", "exercice", "periode", "mois", "year", "period", "month"];

/// Whether a thing may be all there are on a day: `Stock`.
fn is_held(thing: &str) -> bool {
    fold(thing).split(' ').all(|word| HELD.contains(&word))
}

/// Whether what stands beside a day says how many there are then: `Stock`, `Qté`, `Au`.
fn says_how_many(own: &Apart) -> bool {
    let folded = fold(&own.thing);
    let mut words = folded.split(' ').filter(|word| !word.is_empty());
    if folded.is_empty() {
        return own.is_led_to;
    }
    if words.clone().all(|word| PERIOD.contains(&word)) {
        return is_of_an_end(own);
    }
    counts(&own.thing) == CountsUnits::Yes
        || words.all(|word| {
            // `Total 2025` alone may sum up the places beside it.
            HELD.contains(&word) || is_count(word) || word == "total" && own.is_led_to
        })
}

/// The most columns that may say what came and went.
const MOST_MOVES: usize = 6;

/// The columns asked of that say what came and went between the first of two columns of units and the last:
/// added to it or taken off, they make the other in every row.
fn moves_between(
    columns: &[(usize, Option<&OtherDay>)],
    layout: &Layout,
    sample: &RowSample,
) -> Vec<usize> {
    let [(one, _), (other, _)] = columns else { return Vec::new() };
    let is_asked = |at: &usize| {
        let heading = layout.headers[*at].trim();
        layout.found.iter().any(|own| !own.sure && own.is_said_of(heading))
    };
    let is_other = |at: &usize| ![*one, *other].contains(at);
    let are_numbers = |at: &usize| {
        let cells = sample.told(*at);
        !cells.is_empty() && cells.iter().all(|cell| count(cell).is_some())
    };
    let moves: Vec<usize> =
        (0..layout.roles.len()).filter(|at| is_other(at) && are_numbers(at)).collect();
    if !moves.iter().any(is_asked) || moves.len() > MOST_MOVES {
        return Vec::new();
    }
    let number = |row: &csv::ByteRecord, at: usize| {
        let cell = row.get(at).unwrap_or(b"").trim_ascii();
        std::str::from_utf8(cell).ok().and_then(count_or_none).map(i64::from)
    };
    let rows: Option<Vec<(i64, Vec<i64>)>> = sample
        .rows
        .iter()
        .map(|row| {
            let units: Option<Vec<i64>> = moves.iter().map(|at| number(row, *at)).collect();
            Some((number(row, *other)? - number(row, *one)?, units?))
        })
        .collect();
    let are_all = |signs: u32| {
        let added = |moved: &[i64]| -> i64 {
            let signed =
                |(at, units): (usize, &i64)| if signs >> at & 1 == 1 { -units } else { *units };
            moved.iter().enumerate().map(signed).sum()
        };
        rows.as_ref().is_some_and(|rows| rows.iter().all(|(left, moved)| added(moved) == *left))
    };
    if (0..1 << moves.len()).any(are_all) { moves } else { Vec::new() }
}

impl SeenLine {
    /// The heading that a line is of a list whose units stand in columns of several days.
    pub(super) fn dated(&self, seen: &[Self], text: TableText<'_>) -> Option<Heading> {
        let (opening, own) = (text.opening, self.own(text.table));
        let by_user = |one: &ToldColumn| one.field() == Some(Field::Quantity);
        if self.mapping(opening).is_some()
            || opening.source.is_some()
            || opening.columns.iter().any(by_user)
            || !text.judge.knows_words()
        {
            return None;
        }
        // What the user says of a column is of no other.
        let is_told = |at: &usize| opening.columns.iter().any(|one| one.is_of(&own[*at]));
        let told: Vec<usize> = (0..own.len()).filter(is_told).collect();
        let by_stage = told_by_stage(own);
        let dated = DatedColumns::of(own, &told, text.judge.year, |heading| {
            let by_day = || apart(heading).or_else(|| told_from_another(heading));
            by_stage(heading).or_else(by_day).filter(says_how_many)
        });
        let columns: Vec<(usize, Option<&OtherDay>)> = dated.all().collect();
        let of = columns.iter().find(|(_, instead)| instead.is_none())?;
        // Where another column counts the units of the rows, these are others.
        let is_dated = |at: &usize| columns.iter().any(|(own, _)| own == at);
        let counts_rows =
            |at: &usize| is_quantity(&own[*at]) && !is_total_word(own[*at].trim().as_bytes());
        if (0..own.len()).any(|at| !is_dated(&at) && counts_rows(&at)) {
            return None;
        }
        // States at several days are each of their own: `En service 2024;Stock 2024`.
        let is_stated = |heading: &String| {
            let thing = apart(heading).map(|own| own.thing);
            thing.is_some_and(|thing| !is_held(&thing) && text.judge.state(&thing).is_some())
        };
        if own.iter().any(is_stated) {
            return None;
        }
        let sample = self.sample(text);
        let is_counted = |(at, _): &(usize, Option<&OtherDay>)| {
            let cells = sample.told(*at);
            cells.iter().filter(|cell| count(cell).is_some()).count() * 2 > cells.len()
        };
        if !columns.iter().all(is_counted) {
            return None;
        }
        let told = |(at, instead): &(usize, Option<&OtherDay>)| {
            let code =
                if instead.is_none() { Field::Quantity.code() } else { super::super::told::UNREAD };
            ToldColumn::new(&own[*at], code).ok()
        };
        let told: Option<Vec<ToldColumn>> = columns.iter().map(told).collect();
        let told: Vec<ToldColumn> = opening.columns.iter().cloned().chain(told?).collect();
        let opening = Opening { columns: &told, ..*opening };
        let text = TableText { opening: &opening, ..text };
        let by_values = || {
            let place = self.place(text);
            let known = self.known(text);
            let found = known.with(|known| recognise_by_values(place, &self.first.cells, known));
            let mut found = found?;
            self.note_rows(&mut found.layout, text);
            self.note_titles(&mut found.layout, seen, text);
            Ok::<Heading, NoReading>(self.heading(found, seen.len()))
        };
        let heading = self.recognised(text).and_then(|found| self.known_heading(found, seen, text));
        let mut heading = match heading {
            Err(NoReading::Unknown) => by_values().ok()?,
            heading => heading.ok()?,
        };
        let layout = &mut heading.layout;
        if layout.column(Field::Quantity) != Some(of.0) {
            return None;
        }
        layout.told.retain(|at| columns.iter().all(|(own, _)| own != at));
        // What came and went between the first and the last is in the last.
        let moves = moves_between(&columns, layout, &sample);
        layout.found.retain(|own| moves.iter().all(|at| !own.is_said_of(&layout.headers[*at])));
        for (at, instead) in &columns {
            let counted = || Found::sure_of(&own[*at], Field::Quantity, ValuesTell::Counts);
            let asked = |other: &OtherDay| Found::of_other_day(&own[*at], other);
            layout.asks(vec![instead.map_or_else(counted, asked)]);
        }
        Some(heading)
    }
}
