//! Types in the headings of a cross table: `Site;PC fixe;Écran`.

use super::super::column_words::{against, calls_ahead, counted_thing, is_a_part};
use super::super::dated_heading::OtherDay;
use super::super::found::{Found, NumbersAsked, ValuesTell};
use super::super::kinds::{
    WordJudge, WordKind, are_called_in_order, count, is_number, tells_units,
};
use super::super::sample::RowSample;
use super::super::{Confidence, Field, Layout, Role, SourceFormat, ToldColumn};
use super::heads::{Head, heads_where, is_of_a_measure, is_of_a_size, is_of_some_by_form};
use super::named_thing::{in_singular, thing_of};
use super::stated_things::{HeadedThing, StatedThings};
use super::sums::sums_its_row;
use super::thing_sums::ThingTotals;
use super::years::dated_columns;
use super::{Crossed, may_cross};
use crate::sum_words::{is_sum_word, is_total_word};
use ground::table::fold;
use std::collections::{BTreeSet, HashMap};

/// The most labels beside one thing alone.
const MOST_LABELS: usize = 3;

impl Crossed {
    /// As [`Crossed::of`], of types in the headings: `Site;PC fixe;Écran`.
    pub(in super::super) fn of_things(
        headers: &[String],
        sample: &RowSample,
        judge: &WordJudge<'_>,
        told: &[ToldColumn],
    ) -> Option<Self> {
        if !may_cross(Some(Field::EquipmentType), judge, told) {
            return None;
        }
        let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, headers).told(told);
        let left = |at: &usize| {
            told.iter().any(|one| one.is_of(headers[*at].trim()) && one.field().is_none())
        };
        let unread: Vec<usize> = (0..headers.len()).filter(left).collect();
        let years = dated_columns(headers, &unread, judge);
        let mut columns = ThingColumns {
            headers,
            plain: &plain,
            sample,
            judge,
            named: NamedThings::of(headers),
            labels: Vec::new(),
            things: Vec::new(),
            asked: Vec::new(),
            aside: BTreeSet::new(),
            strangers: Vec::new(),
            stated: StatedThings::default(),
        };
        let totals = ThingTotals::of(headers, &unread, sample, judge);
        for (at, heading) in headers.iter().enumerate() {
            let heading = years.but_for(at, heading.trim());
            let heading = totals.part(at).unwrap_or(heading);
            let blank = heading.is_empty() && sample.told(at).is_empty();
            let place = heading.eq_ignore_ascii_case("somme") && !sums_its_row(sample, at);
            if blank || unread.contains(&at) || (is_total_word(heading.as_bytes()) && !place) {
                continue;
            }
            columns.take(at, heading, years.instead_of(at))?;
        }
        let (counted, asked) = totals.settled(&columns.things, headers, sample, judge);
        for (at, thing) in counted {
            columns.take(at, &thing, None)?;
        }
        columns.things.sort_by_key(|(at, _)| *at);
        columns.asked.extend(asked);
        columns.crossed(told)
    }
}

/// The columns of a table of things, by what their headings are.
struct ThingColumns<'t, 'w> {
    headers: &'t [String],
    plain: &'t Layout,
    sample: &'t RowSample,
    judge: &'t WordJudge<'w>,
    named: NamedThings,
    /// What is said of a row as a whole, or left.
    labels: Vec<usize>,
    /// Numbers of things.
    things: Vec<(usize, String)>,
    asked: Vec<Found>,
    /// Of the labels, those that are not read.
    aside: BTreeSet<usize>,
    /// Numbers below names that nobody knows.
    strangers: Vec<usize>,
    stated: StatedThings,
}

impl ThingColumns<'_, '_> {
    /// Places a column by its heading and its cells; none where it is that of the types of rows. Another
    /// day may count `instead` of its own.
    fn take(&mut self, at: usize, heading: &str, instead: Option<&OtherDay>) -> Option<()> {
        let (judge, headers) = (self.judge, self.headers);
        let cells = self.sample.told(at);
        // `Bureau` over room numbers is where the row stands; furniture is counted nowhere.
        let is_where = heads_where(heading, self.plain.roles[at]) && !judge.is_counted(heading);
        let thing = thing_of(heading, judge);
        let headed = if is_where { None } else { HeadedThing::of(heading, thing, judge) };
        let in_a_state = headed.as_ref().is_some_and(|headed| headed.state.is_some());
        // `Numéro PC` over 101 and 102 calls them; over 4 and 12 it counts.
        if headed.is_some()
            && calls_ahead(heading)
            && (are_large_and_apart(&cells) || are_called_in_order(&cells))
        {
            self.leave(at, Some(further(&headers[at])));
            return Some(());
        }
        // `Année PC`, `PC de plus de 5 ans`, `Élèves par PC` say something of them, and count none.
        let is_said_of_it = headed.is_some() && !in_a_state && says_of_it(heading);
        // Nor does what is counted that is no type: `Nb d'élèves`.
        let is_of_another = headed.is_none()
            && counted_thing(heading).is_some()
            && !cells.is_empty()
            && cells.iter().all(|cell| is_number(cell));
        if is_said_of_it || is_of_another {
            let is_size = is_said_of_it && is_of_a_size(heading);
            let asks = is_size && is_counted_nowhere(headers, at, judge);
            self.leave(at, asks.then(|| further(&headers[at])));
            return Some(());
        }
        // Below a type, a cell that is no number costs its row, and not the column.
        let half = cells.iter().filter(|cell| tells_units(cell)).count() * 2 >= cells.len();
        let part = || Found::asked_of(&headers[at], Field::Quantity, ValuesTell::Part);
        let asked = match instead {
            Some(other) if headed.is_some() => Some(Found::of_other_day(&headers[at], other)),
            _ if headed.is_none() && is_a_part(heading) => Some(part()),
            _ if !in_a_state && self.named.have_all_of(heading, judge) => Some(part()),
            _ => None,
        };
        match (headed, asked) {
            (_, Some(asked)) if half && !cells.is_empty() => self.leave(at, Some(asked)),
            (Some(headed), None) if half && !cells.is_empty() => {
                self.stated.note(at, &headed);
                self.things.push((at, headed.kind));
            }
            _ => self.label(at, heading, &cells)?,
        }
        Some(())
    }

    /// Whether the user leaves a column of numbers.
    fn leaves_numbers(&self, told: &[ToldColumn]) -> bool {
        let is_left = |at: &usize| {
            told.iter().any(|one| one.field().is_none() && one.is_of(self.headers[*at].trim()))
        };
        let are_numbers = |at: usize| {
            let cells = self.sample.told(at);
            !cells.is_empty() && cells.iter().all(|cell| tells_units(cell))
        };
        (0..self.headers.len()).filter(is_left).any(are_numbers)
    }

    /// Leaves a column, and asks of it.
    fn leave(&mut self, at: usize, asked: Option<Found>) {
        self.asked.extend(asked);
        self.aside.insert(at);
        self.labels.push(at);
    }

    /// Takes a column for what is said of its rows; none where it is that of their types.
    fn label(&mut self, at: usize, heading: &str, cells: &[&str]) -> Option<()> {
        let judge = self.judge;
        let is_type = |cell: &&&str| {
            let is_type = |word: &str| judge.is(WordKind::Type, word);
            is_type(cell) || is_total_word(cell.as_bytes()) || is_sum_word(cell, &is_type)
        };
        let types = cells.iter().filter(is_type).count();
        // What has a column of types has its things there.
        if !cells.is_empty() && types * 10 >= cells.len() * 9 {
            return None;
        }
        // `Écran` over yes and no says that there are some, and not how many.
        if !self.labels.is_empty() && !cells.is_empty() && judge.is_counted(heading) {
            self.asked.push(further(heading));
        }
        // `Stock` alone over numbers: of what, nothing says.
        let is_of_a_state = judge.state(heading).is_some_and(|state| state != "in_service");
        if is_of_a_state && !cells.is_empty() && cells.iter().all(|cell| tells_units(cell)) {
            let values = ValuesTell::InAnotherState;
            self.leave(at, Some(Found::asked_of(heading, Field::Quantity, values)));
            return Some(());
        }
        let role = self.plain.roles[at];
        if !self.labels.is_empty() && is_a_stranger(heading, role, cells, judge) {
            self.strangers.push(at);
        }
        self.labels.push(at);
        Some(())
    }

    /// The table, where it is one of things.
    fn crossed(mut self, told: &[ToldColumn]) -> Option<Crossed> {
        let (headers, sample, judge) = (self.headers, self.sample, self.judge);
        self.asked.extend(tell_telephones(&mut self.things, headers, judge));
        let enough = match self.stated.distinct(&self.things).len() {
            2.. => self.labels.len() <= self.things.len() + self.aside.len(),
            // One thing, at several days, or beside some of it: `PC;dont en réserve`; or the user left others.
            1 if self.asked.iter().any(|one| one.is_of_another_day() || one.is_of_a_part())
                || self.leaves_numbers(told) =>
            {
                self.labels.len() <= self.aside.len() + MOST_LABELS
            }
            _ => counts_alone(headers, &self.things, &self.labels, sample, judge),
        };
        if !enough {
            return None;
        }
        let mut crossed =
            Crossed::plain(self.plain, self.labels, Field::EquipmentType, self.things);
        let numbers = ValuesTell::Numbers(NumbersAsked::AmongThings);
        let ask = |at: &usize| Found::asked_of(&headers[*at], Field::EquipmentType, numbers);
        self.asked.extend(self.strangers.iter().map(ask));
        crossed.asked = self.asked;
        crossed.unread = self.aside;
        self.stated.tell(&mut crossed, judge);
        crossed.ask_of_rows(sample, judge);
        crossed.ask_of_states(sample, judge, told);
        crossed.ask_of_years(sample, self.plain, judge);
        Some(crossed)
    }
}

/// Takes `Fixes` between telephones for telephones, and says so; between a telephone and a computer it
/// may be either, and is asked.
fn tell_telephones(
    things: &mut [(usize, String)],
    headers: &[String],
    judge: &WordJudge<'_>,
) -> Vec<Found> {
    let open: Vec<Option<String>> =
        things.iter().map(|(_, thing)| judge.telephone_of(thing)).collect();
    // `Fixes;Portables` are computers, whatever stands beside them.
    let [at] = (0..things.len()).filter(|at| open[*at].is_some()).collect::<Vec<_>>()[..] else {
        return Vec::new();
    };
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let beside = beside.filter_map(|at| things.get(at));
    let (telephones, others): (Vec<_>, Vec<_>) =
        beside.partition(|(_, thing)| judge.says_telephony(thing));
    let (telephones, others) = (telephones.len(), others.len());
    let Some(telephone) = open[at].clone().filter(|_| telephones > 0) else { return Vec::new() };
    let values = ValuesTell::Numbers(NumbersAsked::AmongTelephones);
    let found = Found::asked_of(&headers[things[at].0], Field::EquipmentType, values);
    if others == 0 {
        things[at].1 = telephone;
    }
    vec![Found { sure: others == 0, ..found }]
}

/// Whether numbers are each another, and larger than those of machines in a room.
pub(super) fn are_large_and_apart(cells: &[&str]) -> bool {
    let distinct: BTreeSet<&&str> = cells.iter().collect();
    cells.len() > 1
        && distinct.len() == cells.len()
        && cells.iter().all(|cell| count(cell).is_some_and(|number| number >= 100))
}

/// Whether a heading that names a type says something of it.
fn says_of_it(heading: &str) -> bool {
    against(Field::EquipmentType, heading) || is_of_a_measure(heading) || is_of_a_size(heading)
}

/// What is asked of a column of machines that nothing counts.
fn further(heading: &str) -> Found {
    Found::asked_of(heading, Field::Quantity, ValuesTell::Further)
}

/// Whether a table of one thing alone counts it: its heading says so, and no model says what the rows are.
fn counts_alone(
    headers: &[String],
    things: &[(usize, String)],
    labels: &[usize],
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> bool {
    let of_models = |at: &usize| {
        let cells = sample.told(*at);
        let models = cells.iter().filter(|cell| judge.is(WordKind::Model, cell)).count();
        models * 3 >= cells.len() && !cells.is_empty()
    };
    labels.len() <= MOST_LABELS
        && things.iter().any(|(at, _)| counted_thing(headers[*at].trim()).is_some())
        && !labels.iter().any(of_models)
}

/// Whether a heading says the size of a thing that no other counts: `Écran (pouces)` says that there are
/// screens, and not how many.
fn is_counted_nowhere(headers: &[String], at: usize, judge: &WordJudge<'_>) -> bool {
    let first = |heading: &str| {
        fold(heading).split(' ').next().unwrap_or("").trim_end_matches(['s', 'x']).to_owned()
    };
    let own = first(&headers[at]);
    let counts = |heading: &String| {
        !is_of_a_size(heading)
            && thing_of(heading.trim(), judge).is_some_and(|it| first(&it) == own)
    };
    judge.is_counted(headers[at].trim()) && !headers.iter().any(counts)
}

/// Whether numbers below a name that nobody knows may be of machines too: `Visualiseur`.
pub(in super::super) fn is_a_stranger(
    heading: &str,
    role: Role,
    cells: &[&str],
    judge: &WordJudge<'_>,
) -> bool {
    role == Role::Ignored
        && !cells.is_empty()
        && cells.iter().all(|cell| tells_units(cell))
        && Head::of(heading, role, judge) == Head::MayBe
}

/// The things that the headings of a table name or count, each looked at once.
pub(in super::super) struct NamedThings {
    /// By the thing in the singular, a heading that names it, folded, and whether another does.
    headings: HashMap<String, (String, bool)>,
}

impl NamedThings {
    pub(in super::super) fn of(headers: &[String]) -> Self {
        let mut headings: HashMap<String, (String, bool)> = HashMap::new();
        for header in headers {
            let (thing, own) = (singular(header), fold(header));
            match headings.get_mut(&thing) {
                Some((first, others)) => *others |= *first != own,
                None if !thing.is_empty() => drop(headings.insert(thing, (own, false))),
                None => {}
            }
        }
        Self { headings }
    }

    /// Whether a heading names a thing that another heading counts, and says behind it which of them.
    pub(in super::super) fn have_all_of(&self, heading: &str, judge: &WordJudge<'_>) -> bool {
        /// The most words of a heading before those that say which.
        const MOST: usize = 12;
        let words: Vec<&str> = heading.split_whitespace().collect();
        (1..words.len().min(MOST)).any(|at| {
            let Some((first, others)) = self.headings.get(&singular(&words[..at].join(" "))) else {
                return false;
            };
            let rest = words[at..].join(" ");
            let rest = rest.trim_matches(['(', ')', '-', ',', ' ']);
            (*others || *first != fold(heading))
                && (is_of_some_by_form(rest) || judge.state_ahead(rest).is_some())
        })
    }
}

/// The thing that a heading names or counts, in the singular.
fn singular(heading: &str) -> String {
    in_singular(&counted_thing(heading).unwrap_or_else(|| fold(heading)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::CrossedWords;
    use super::*;

    #[test]
    fn a_table_of_many_columns_is_looked_at_in_no_time() {
        let headers: Vec<String> =
            (0..16_384).map(|at| format!("Mesure {at} de la salle")).collect();
        let judge = WordJudge::new(Some(&CrossedWords));
        let before = std::time::Instant::now();
        let named = NamedThings::of(&headers);
        assert!(!headers.iter().any(|heading| named.have_all_of(heading, &judge)));
        // Each heading against each other took minutes.
        assert!(before.elapsed().as_secs() < 20, "{:?}", before.elapsed());
    }

    #[test]
    fn some_of_a_thing_are_said_beside_the_whole() {
        let judge = WordJudge::new(Some(&CrossedWords));
        let is = |heading: &str, whole: &str| {
            NamedThings::of(&[heading.to_owned(), whole.to_owned()]).have_all_of(heading, &judge)
        };
        for (heading, whole) in [
            ("PCs to replace", "PCs"),
            ("PC à remplacer", "Nb de PC"),
            ("Écrans (loués)", "Écran"),
            ("PC > 5 ans", "PC"),
            ("Nb PC sous garantie", "Nb PC"),
        ] {
            assert!(is(heading, whole), "{heading}");
        }
        for (heading, whole) in [
            ("PC portables", "PC"),
            ("PCs to replace", "Écrans"),
            ("PC neufs", "PC anciens"),
            ("Écran 2", "Écran"),
        ] {
            assert!(!is(heading, whole), "{heading}");
        }
    }
}
