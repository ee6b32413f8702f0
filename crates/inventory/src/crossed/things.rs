//! Types in the headings of a cross table: `Site;PC fixe;Écran`.

use super::super::column_words::{
    CountsUnits, against, calls_ahead, calls_one, counted_thing, counts, is_a_part,
};
use super::super::found::{Found, NumbersAsked, ValuesTell};
use super::super::kinds::{WordJudge, WordKind, count, is_number, tells_units};
use super::super::sample::RowSample;
use super::super::totals::{is_sum_word, is_total_word};
use super::super::{Confidence, Field, Layout, Role, SourceFormat, ToldColumn};
use super::heads::{Head, is_of_a_measure, is_of_a_size, is_of_some_by_form};
use super::sums::sums_its_row;
use super::years::CrossedYears;
use super::{Crossed, may_cross};
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
        let years = CrossedYears::of(headers, &unread);
        let named = NamedThings::of(headers);
        let (mut labels, mut things, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        let (mut aside, mut strangers) = (BTreeSet::new(), Vec::new());
        for (at, heading) in headers.iter().enumerate() {
            let cells = sample.told(at);
            let heading = years.but_for(at, heading.trim());
            let blank = heading.is_empty() && cells.is_empty();
            let place = heading.eq_ignore_ascii_case("somme") && !sums_its_row(sample, at);
            if blank || unread.contains(&at) || (is_total_word(heading.as_bytes()) && !place) {
                continue;
            }
            let thing = thing_of(heading, judge);
            // `Numéro PC` over 101 and 102 calls them; over 4 and 12 it counts.
            if thing.is_some()
                && calls_ahead(heading)
                && (are_large_and_apart(&cells) || are_called_in_order(&cells))
            {
                asked.push(further(&headers[at]));
                aside.insert(at);
                labels.push(at);
                continue;
            }
            // `Année PC`, `PC de plus de 5 ans`, `Élèves par PC` say something of them, and count none.
            let is_said_of_it = thing.is_some() && says_of_it(heading);
            // Nor does what is counted that is no type: `Nb d'élèves`.
            let is_of_another = thing.is_none()
                && counted_thing(heading).is_some()
                && !cells.is_empty()
                && cells.iter().all(|cell| is_number(cell));
            if is_said_of_it && is_of_a_size(heading) && is_counted_nowhere(headers, at, judge) {
                asked.push(further(&headers[at]));
            }
            if is_said_of_it || is_of_another {
                aside.insert(at);
                labels.push(at);
                continue;
            }
            // Below a type, a cell that is no number costs its row, and not the column.
            let half = cells.iter().filter(|cell| tells_units(cell)).count() * 2 >= cells.len();
            let is_type = |cell: &&&str| {
                let is_type = |word: &str| judge.is(WordKind::Type, word);
                is_type(cell) || is_total_word(cell.as_bytes()) || is_sum_word(cell, &is_type)
            };
            let values = match years.after(at) {
                Some(last) if thing.is_some() => {
                    Some(ValuesTell::Numbers(NumbersAsked::OtherYear(last)))
                }
                _ if thing.is_none() && is_a_part(heading) => Some(ValuesTell::Part),
                _ if named.have_all_of(heading, judge) => Some(ValuesTell::Part),
                _ => None,
            };
            match (thing, values) {
                (_, Some(values)) if half && !cells.is_empty() => {
                    asked.push(Found::asked_of(&headers[at], Field::Quantity, values));
                    aside.insert(at);
                    labels.push(at);
                }
                (Some(thing), None) if half && !cells.is_empty() => things.push((at, thing)),
                _ => {
                    let types = cells.iter().filter(is_type).count();
                    // What has a column of types has its things there.
                    if !cells.is_empty() && types * 10 >= cells.len() * 9 {
                        return None;
                    }
                    let role = plain.roles[at];
                    // `Écran` over yes and no says that there are some, and not how many.
                    if !labels.is_empty() && !cells.is_empty() && judge.is_counted(heading) {
                        asked.push(further(heading));
                    }
                    if !labels.is_empty() && is_a_stranger(heading, role, &cells, judge) {
                        strangers.push(at);
                    }
                    labels.push(at);
                }
            }
        }
        let distinct: BTreeSet<String> = things.iter().map(|(_, said)| fold(said)).collect();
        let enough = match distinct.len() {
            2.. => labels.len() <= things.len() + aside.len(),
            _ => counts_alone(headers, &things, &labels, sample, judge),
        };
        if !enough {
            return None;
        }
        let mut crossed = Self::plain(&plain, labels, Field::EquipmentType, things);
        let numbers = ValuesTell::Numbers(NumbersAsked::AmongThings);
        let ask = |at: &usize| Found::asked_of(&headers[*at], Field::EquipmentType, numbers);
        asked.extend(strangers.iter().map(ask));
        crossed.asked = asked;
        crossed.unread = aside;
        crossed.ask_of_rows(sample, judge);
        crossed.ask_of_states(sample, judge, told);
        crossed.ask_of_years(sample, &plain);
        Some(crossed)
    }
}

/// Whether numbers are each another, and larger than those of machines in a room.
pub(super) fn are_large_and_apart(cells: &[&str]) -> bool {
    let distinct: BTreeSet<&&str> = cells.iter().collect();
    cells.len() > 1
        && distinct.len() == cells.len()
        && cells.iter().all(|cell| count(cell).is_some_and(|number| number >= 100))
}

/// Whether numbers call one after another: 1, 2, 3.
pub(super) fn are_called_in_order(cells: &[&str]) -> bool {
    let numbers: Option<Vec<u32>> = cells.iter().map(|cell| count(cell)).collect();
    numbers.is_some_and(|numbers| {
        numbers.len() > 2 && numbers.windows(2).all(|two| two[1] == two[0].saturating_add(1))
    })
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

/// The type that a heading says, alone or counted: `PC fixe`, `Nb d'écrans`.
pub(super) fn thing_of(heading: &str, judge: &WordJudge<'_>) -> Option<String> {
    // What is counted follows the word that counts: « Nb d'élèves » is of no notebook (NB).
    // `Nb` alone is a number of what the row says elsewhere.
    let thing = match counted_thing(heading) {
        Some(thing) => thing,
        None if counts(heading) == CountsUnits::Yes || calls_one(heading) => return None,
        None => heading.to_owned(),
    };
    judge.is(WordKind::Type, &thing).then_some(thing)
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
    let thing = counted_thing(heading).unwrap_or_else(|| fold(heading));
    let one = |word: &str| match word.strip_suffix(['s', 'x']) {
        Some(one) if one.len() > 1 => one.to_owned(),
        _ => word.to_owned(),
    };
    thing.split(' ').map(one).collect::<Vec<_>>().join(" ")
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
