//! Columns of a cross table of things that count all of them, or all of one: `Total postes`, `Total PC`; and
//! those that say which of these some are: `dont portables`.

use super::super::Field;
use super::super::column_words::is_a_part;
use super::super::found::{Found, ValuesTell};
use super::super::kinds::{WordJudge, count_or_none};
use super::super::price_heading::is_of_a_price;
use super::super::sample::RowSample;
use super::MOST;
use super::named_thing::{in_singular, thing_of};
use super::sums::is_sum_of;
use crate::sum_words::{is_total_alone, is_total_word};
use ground::table::fold;

/// The most columns of things of which some may make a total.
const MOST_SUMMED: usize = 10;
/// Words before a part and its thing, folded.
const PARTS: [&str; 11] =
    ["dont", "soit", "parmi", "of", "which", "including", "incl", "davon", "di", "cui", "de"];

/// A column that counts all the things of its rows, or all of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ThingTotal {
    at: usize,
    thing: Option<String>,
}

/// The columns of totals, and of parts of them.
#[derive(Debug, Default)]
pub(super) struct ThingTotals {
    totals: Vec<ThingTotal>,
    /// Columns of parts that make up a total together, each with its thing.
    parts: Vec<(usize, String)>,
}

impl ThingTotals {
    /// Those of a line of headings, but for what the user leaves.
    pub(super) fn of(
        headers: &[String],
        unread: &[usize],
        sample: &RowSample,
        judge: &WordJudge<'_>,
    ) -> Self {
        let own = || (0..headers.len()).filter(|at| !unread.contains(at));
        let are_units = |at: &usize| {
            let cells = sample.told(*at);
            let is_number = |cell: &&str| count_or_none(cell).is_some_and(|units| units <= MOST);
            !cells.is_empty() && cells.iter().all(is_number) && !is_of_a_price(&headers[*at])
        };
        let is_total = |at: &usize| {
            let heading = headers[*at].trim();
            is_total_word(heading.as_bytes())
                && !heading.eq_ignore_ascii_case("somme")
                && (is_total_alone(heading.as_bytes())
                    || is_of_machines(heading)
                    || thing_of_all(heading, judge).is_some())
        };
        let totals = own().filter(|at| is_total(at) && are_units(at));
        let totals: Vec<ThingTotal> =
            totals.map(|at| ThingTotal { at, thing: thing_of_all(&headers[at], judge) }).collect();
        let parts = own().filter(|at| is_a_part(&headers[*at]) && are_units(at));
        let parts: Vec<(usize, String)> =
            parts.filter_map(|at| Some((at, thing_of_some(&headers[at], judge)?))).collect();
        let of_parts: Vec<usize> = parts.iter().map(|(at, _)| *at).collect();
        let make_it = |total: &ThingTotal| is_sum_of(sample, total.at, &of_parts);
        let are_all = parts.len() > 1 && totals.iter().any(make_it);
        // Of a total of no thing they are all that is known.
        let is_open = totals.len() == 1 && totals[0].thing.is_none();
        Self { totals, parts: if are_all || is_open { parts } else { Vec::new() } }
    }

    /// The thing of a column of a part that counts by itself.
    pub(super) fn part(&self, at: usize) -> Option<&str> {
        self.parts.iter().find(|(own, _)| *own == at).map(|(_, thing)| thing.as_str())
    }

    /// The totals of a thing of which no other column counts a sort, and what is asked of those that no other
    /// columns make up.
    pub(super) fn settled(
        self,
        things: &[(usize, String)],
        headers: &[String],
        sample: &RowSample,
        judge: &WordJudge<'_>,
    ) -> (Vec<(usize, String)>, Vec<Found>) {
        let (mut counted, mut asked) = (Vec::new(), Vec::new());
        for ThingTotal { at, thing } in self.totals {
            let is_sort = |other: &str| {
                thing.as_deref().is_some_and(|thing| {
                    let [own, other] = [thing, other].map(|one| in_singular(&fold(one)));
                    let rest = other.strip_prefix(&own).map_or(&*other, str::trim);
                    own == other
                        || rest.len() < other.len()
                        || judge.sort_said(&own, rest).is_some()
                })
            };
            let is_part = |(other, own): &&(usize, String)| {
                is_sort(own) || is_a_part(&headers[*other]) || thing.is_none()
            };
            let of: Vec<usize> = things.iter().filter(is_part).map(|(at, _)| *at).collect();
            match thing {
                Some(thing) if of.is_empty() => counted.push((at, thing)),
                _ if of.is_empty() || are_made_up(sample, at, &of) => {}
                _ => {
                    asked.push(Found::asked_of(&headers[at], Field::Quantity, ValuesTell::Further));
                }
            }
        }
        (counted, asked)
    }
}

/// Whether a total is of machines, whatever they are: `Total postes`. `Total budget` is of none.
fn is_of_machines(heading: &str) -> bool {
    const ANY: &str = "poste postes materiel materiels equipement equipements machine machines appareil \
        appareils parc general unite unites device devices equipment units items assets gerate equipos";
    fold(heading).split(' ').any(|word| ANY.split_whitespace().any(|own| own == word))
}

/// Whether a column is the sum of some of these.
fn are_made_up(sample: &RowSample, at: usize, of: &[usize]) -> bool {
    of.len() > MOST_SUMMED
        || (1_u32..1 << of.len()).any(|chosen| {
            let own = of.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1);
            let own: Vec<usize> = own.map(|(_, at)| *at).collect();
            is_sum_of(sample, at, &own)
        })
}

/// The thing of which a heading counts all: `Total PC`, `PC total`.
pub(in super::super) fn thing_of_all(heading: &str, judge: &WordJudge<'_>) -> Option<String> {
    const ALL: [&str; 9] =
        ["total", "totaux", "totale", "totales", "totals", "somme", "sum", "nb", "nombre"];
    const OF: [&str; 5] = ["de", "des", "d", "of", "du"];
    let folded = fold(heading);
    let words = folded.split(' ').filter(|word| !ALL.contains(word) && !OF.contains(word));
    let rest = words.collect::<Vec<_>>().join(" ");
    // `Bureaux` may be those of people.
    thing_of(&rest, judge).filter(|_| rest.len() < folded.len() && judge.is_counted(&rest))
}

/// The thing of which a heading counts some: `dont portables`.
fn thing_of_some(heading: &str, judge: &WordJudge<'_>) -> Option<String> {
    let folded = fold(heading);
    let mut words: Vec<&str> = folded.split(' ').collect();
    while words.first().is_some_and(|word| PARTS.contains(word)) {
        words.remove(0);
    }
    thing_of(&words.join(" "), judge)
}

#[cfg(test)]
mod tests {
    use super::super::tests::counts_and_asks as is;

    #[test]
    fn a_total_of_a_thing_counts_where_no_other_column_does() {
        is("Site;Total écrans;PC fixe\nA;10;4\nB;5;2\n", "Total écrans;PC fixe", "");
        is("Site;Total;PC fixe;Écran\nA;14;4;10\nB;7;2;5\n", "PC fixe;Écran", "");
        is("Site;Total;PC fixe;Écran\nA;15;4;10\nB;7;2;5\n", "PC fixe;Écran", "Total");
        // The total of computers alone.
        is(
            "Site;PC fixe;PC portable;Écran;Total\nA;1;2;3;3\nB;3;4;5;7\n",
            "PC fixe;PC portable;Écran",
            "",
        );
        let parts = "Site;Total;dont PC fixe;dont écrans\nA;14;4;10\nB;7;2;5\n";
        is(parts, "dont PC fixe;dont écrans", "");
    }
}
