//! What was not read, in words: only what bears on the figure is told.

use super::super::facts::{EstateYear, UnitsAside};
use super::amounts::services_aside;
use super::open::UnitsOpen;
use super::{UnitsUnread, is_open, moves};
use ground::lang::{Lang, Noun, Text};
use ground::text;
use ledger::movement::{MovementAside, MovementKind};
use std::collections::{BTreeMap, BTreeSet};

const FILE: Noun =
    Noun::new(("fichier non lu", "fichiers non lus"), ("file not read", "files not read"));

/// How many rows that bear on a figure were set aside.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct RowsAside {
    /// Of the inventory, by the place of their file; without one, where it is not known.
    listed: BTreeMap<Option<u16>, u64>,
    /// Of the ledger.
    moved: u64,
}

impl RowsAside {
    pub(super) fn of<'f>(
        listed: impl Iterator<Item = &'f UnitsAside>,
        moved: impl Iterator<Item = &'f MovementAside>,
    ) -> Self {
        let mut rows = Self { moved: moved.count() as u64, ..Self::default() };
        for one in listed {
            *rows.listed.entry(one.file).or_default() += one.rows;
        }
        rows
    }
}

/// The rows of the ledger that were not read: `2 rows set aside of movements.csv`.
pub(super) fn of_ledger(facts: &EstateYear<'_>, unread: &UnitsUnread) -> Option<Text> {
    let ledger = facts.ledger().filter(|_| unread.rows.moved > 0)?;
    Some(rows_of(Some(&ledger.file), unread.rows.moved))
}

fn rows_of(file: Option<&str>, rows: u64) -> Text {
    let Text { fr, en } = Noun::ROW_ASIDE.count(rows as f64);
    match file {
        Some(file) => text!("{fr} de {file}", "{en} of {file}"),
        None => text!("{fr} dont le fichier n'est pas connu", "{en} whose file is not known"),
    }
}

/// What was not read, by file: `20 rows set aside of 2025.csv`.
pub(super) fn of_year(facts: &EstateYear<'_>, unread: &UnitsUnread) -> Text {
    let files = &facts.gathered.files;
    let file = |at: Option<u16>| at.and_then(|at| files.get(usize::from(at))).map(String::as_str);
    let listed = unread.rows.listed.iter().map(|(at, rows)| (file(*at), *rows));
    let mut all: Vec<(Option<&str>, u64)> = listed.collect();
    if unread.services {
        all.push((Some("services.csv"), services_aside(facts)));
    }
    let usage = usage_file(facts, unread.measures);
    if unread.measures > 0 {
        all.push((Some(usage.as_deref().unwrap_or("usage/")), unread.measures));
    }
    // By name, and what has none last.
    all.sort_by_key(|(file, _)| (file.is_none(), *file));
    let not_read = &facts.rows.outcome.intake.not_read;
    Text::of(|lang: Lang| {
        let rows = all.iter().map(|(file, rows)| rows_of(*file, *rows));
        let mut all: Vec<String> = rows.map(|one| one.say(lang).to_owned()).collect();
        if unread.listed > 0.0 && !not_read.is_empty() {
            let names = not_read.join(", ");
            let Text { fr, en } = FILE.count(not_read.len() as f64);
            all.push(text!("{fr} ({names})", "{en} ({names})").say(lang).to_owned());
        }
        lang.list(all)
    })
}

/// All that was not read of a year, whatever it bears on: rows of its inventory, of the ledger up to its
/// end, of services, usage records, files; none where all was read.
pub fn rows_unread(facts: &EstateYear<'_>) -> Option<Text> {
    unread(facts, |_| true)
}

/// Whether rows were not read that a sum of the year's footprint may have: those of the ledger that move no
/// unit (a repair, a treatment) weigh nothing.
pub fn sums_are_open(facts: &EstateYear<'_>) -> bool {
    unread(facts, |one| one.kind.is_none_or(MovementKind::moves_units)).is_some()
}

fn unread(facts: &EstateYear<'_>, counts: impl Fn(&MovementAside) -> bool) -> Option<Text> {
    let listed = || facts.rows.aside.iter();
    let known = |one: &&MovementAside| {
        counts(one) && one.day.is_none_or(|day| day < facts.year.first || facts.in_year(day))
    };
    let unread = UnitsUnread {
        listed: if listed().next().is_some() || is_open(facts) { 1.0 } else { 0.0 },
        moved: 0.0,
        stirred: 0.0,
        services: services_aside(facts) > 0,
        measures: facts.rows.outcome.intake.usage_unread,
        rows: RowsAside::of(listed(), moves(facts).filter(known)),
        open: UnitsOpen::default(),
    };
    let of_year = unread.has_rows_of_the_year().then(|| of_year(facts, &unread));
    let all: Vec<Text> = of_year.into_iter().chain(of_ledger(facts, &unread)).collect();
    (!all.is_empty())
        .then(|| Text::of(|lang| lang.list(all.iter().map(|one| one.say(lang).to_owned()))))
}

/// The file of all usage records set aside, where it is one.
fn usage_file(facts: &EstateYear<'_>, records: u64) -> Option<String> {
    let unread = facts.rows.first_rejects.iter().filter(|first| !first.why.is_told_elsewhere());
    let rejects = unread.map(|first| first.file.to_string());
    let of_usage: Vec<String> = rejects.filter(|file| file.starts_with("usage")).collect();
    let is_all = of_usage.len() as u64 == records;
    let mut files: BTreeSet<String> = of_usage.into_iter().collect();
    files.pop_first().filter(|_| is_all && files.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows of a file and three that no recorder heard of: nobody tells whose those three are.
    #[test]
    fn rows_are_told_by_their_file_and_no_other() {
        let one = UnitsAside {
            type_id: None,
            units: Some(1.0),
            rows: 1,
            came: None,
            state: None,
            file: Some(4),
        };
        let unheard = UnitsAside { rows: 3, units: Some(3.0), file: None, ..one };
        let rows = RowsAside::of([one, one, unheard].iter(), std::iter::empty());
        assert_eq!(rows.listed, BTreeMap::from([(None, 3), (Some(4), 2)]));
        assert_eq!(rows.moved, 0);
        let Text { fr, en } = rows_of(None, 3);
        assert_eq!(en, "3 rows set aside whose file is not known");
        assert_eq!(fr, "3 lignes écartées dont le fichier n'est pas connu");
        assert_eq!(rows_of(Some("2025.csv"), 2).en, "2 rows set aside of 2025.csv");
    }
}
