//! Columns of states that are asked: those on few rows, and words of states among others.

use super::holders::{is_of_holders, is_of_uses};
use super::remarks::may_remark;
use super::{SURE, Search, percent};
use crate::answered_state::tells_states;
use crate::column_words::{against, comments, is_of_names};
use crate::counted_name::{ShareSaid, share_said, some_said};
use crate::derive::{DeriveRule, DerivedField};
use crate::found::{Found, ValuesTell};
use crate::headings::Hint;
use crate::kinds::{WordJudge, WordKind, is_day, is_number};
use crate::named_state::OwnState;
use crate::placeholder::is_placeholder;
use crate::sample::RowSample;
use crate::{Field, Layout, Role};
use ground::table::fold;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The states of what is no longer used.
const GONE: [&str; 2] = ["decommissioned", "exited"];

/// The fields whose cells say no state.
const HOLD_NO_STATE: [Field; 8] = [
    Field::AcquiredOn,
    Field::InServiceOn,
    Field::Serial,
    Field::Manufacturer,
    Field::Os,
    Field::AssetTag,
    Field::CpuModel,
    Field::PriceEur,
];

/// The longest comment that is looked at, in bytes.
const LONGEST: usize = 120;

impl Search<'_> {
    /// Columns of states on too few rows to be sure of them: reasons why machines left.
    pub(super) fn sparse_states(&mut self) {
        if self.has(Field::Status) {
            return;
        }
        for index in 0..self.unread.len() {
            let column = &self.unread[index];
            let sparse = column.cells.len() * 2 < self.rows;
            let other = against(Field::Status, column.heading) || is_of_names(column.heading);
            let share = self.share(index, WordKind::State);
            let states = share >= SURE && tells_states(&column.cells);
            if sparse && !other && column.said.is_none() && states {
                self.ask(index, Field::Status, ValuesTell::States, share);
            }
        }
        self.codes();
    }

    /// The column that is read as the states, or will be.
    fn read_as_states(&self, layout: &Layout) -> Option<usize> {
        let status = Role::Field(Field::Status);
        let taken = self.taken.iter().find(|(_, role)| *role == status).map(|(at, _)| *at);
        taken.or_else(|| layout.read_of(Field::Status))
    }

    /// A column that is no column of states and says of machines that they left, are broken or are
    /// kept: comments, places or users. Whether it is so is asked, of the rows that say no state. Of these
    /// one is, the first, and all whose cells say no state.
    fn states_among(&self, layout: &Layout, sample: &RowSample, is_stated: bool) -> Vec<Found> {
        let own = self.read_as_states(layout);
        if is_stated && own.is_none() {
            return Vec::new();
        }
        let told = |at: usize| match own {
            None => sample.told(at),
            Some(own) => {
                let pairs = sample.paired(at, own).into_iter();
                let untold = pairs.filter(|(_, state)| is_placeholder(state.as_bytes()));
                untold
                    .map(|(cell, _)| cell)
                    .filter(|cell| !is_placeholder(cell.as_bytes()))
                    .collect()
            }
        };
        let found = |at: usize| {
            let heading = layout.headers[at].trim();
            let read = match layout.roles[at] {
                Role::Ignored | Role::Personal => None,
                Role::Field(field @ (Field::Site | Field::Entity | Field::UserKey)) => Some(field),
                Role::Field(field) if HOLD_NO_STATE.contains(&field) => Some(field),
                Role::Hint(Hint::Os) => Some(Field::Os),
                // `Nom` may be that of who has the machine.
                Role::Field(Field::Name) if is_of_holders(heading) => Some(Field::Name),
                _ => return None,
            };
            let commented = comments(heading);
            // A word of a state below a day, a number or a maker is none of these.
            let is_odd = read.is_some_and(|field| HOLD_NO_STATE.contains(&field));
            // Where places or people are named, a word alone says where a machine is.
            let of_uses = is_of_uses(heading);
            let holders = is_of_holders(heading) || of_uses;
            let placed = read.is_some() && !is_odd
                || holders
                || layout.roles[at] == Role::Personal && !commented;
            if self.is_said(at, layout)
                || is_of_names(heading) && !holders
                || against(Field::Status, heading) && !placed && !is_odd
            {
                return None;
            }
            // Beside a column of states, comments are held against it.
            if is_stated && !placed && !is_odd {
                return None;
            }
            let cells: Vec<&str> = told(at);
            let is_odd =
                is_odd || read.is_none() && !placed && !commented && self.are_figures(&cells);
            // Days and numbers of machines have digits, and words of states have none.
            let no_state = |cell: &str| is_odd && cell.bytes().any(|byte| byte.is_ascii_digit());
            let state = |cell: &str| if no_state(cell) { None } else { self.judge.state(cell) };
            let says = |cell: &&&str| match state(cell) {
                state if is_odd => {
                    let is_out = |state| !["in_service", "ordered"].contains(&state);
                    state.is_some_and(is_out) && !self.judge.is_condition(cell)
                }
                _ if of_uses && is_a_use(cell) => false,
                _ if placed && says_a_part(cell, self.judge) => true,
                _ if of_uses && is_backup(cell) => true,
                _ if placed && self.judge.is_kept_from_use(cell) => true,
                None => {
                    commented && may_have_left(cell) || placed && is_a_kept_thing(cell, self.judge)
                }
                Some("in_service") => false,
                Some(state) if GONE.contains(&state) => commented || placed || cell.contains(' '),
                Some("in_repair") => commented || placed,
                // `Livré le 3 mai`, `Commandé en 2021`, `Neuf` say how it came.
                Some(_) => commented && !tells_its_coming(cell) && !self.judge.is_condition(cell),
            };
            let share = cells.iter().filter(says).count() as f64 / cells.len().max(1) as f64;
            let values = if commented { ValuesTell::States } else { ValuesTell::StatesAmong(read) };
            let percent = percent(share);
            let found = Found::asked_of(heading, Field::Status, values);
            (share > 0.0).then_some(Found { percent, ..found })
        };
        let is_odd = |one: &Found| match one.values {
            ValuesTell::StatesAmong(Some(field)) => HOLD_NO_STATE.contains(&field),
            _ => false,
        };
        let all = (0..layout.roles.len()).filter_map(found);
        let (mut odd, others): (Vec<Found>, Vec<Found>) = all.partition(is_odd);
        odd.extend(others.into_iter().next());
        odd
    }

    /// Whether cells are numbers or days, but for words of states among them.
    fn are_figures(&self, cells: &[&str]) -> bool {
        let is_figure = |cell: &&&str| is_number(cell) || is_day(cell);
        let figures = cells.iter().filter(is_figure).count();
        figures * 2 >= cells.len()
            && figures > 0
            && cells.iter().all(|cell| is_figure(&cell) || self.judge.state(cell).is_some())
    }

    /// What is asked of the states: of the columns beside the one that `said` them, else of all.
    pub(super) fn asks_of_states(
        &self,
        layout: &Layout,
        sample: &RowSample,
        said: bool,
        plain: bool,
    ) -> Vec<Found> {
        let is_stated = said || self.has(Field::Status);
        let mut asks = self.states_among(layout, sample, is_stated);
        if is_stated && plain {
            asks.extend(self.other_states(layout, sample));
        }
        if plain {
            let comments = self.asked_of_comments(layout, sample);
            let others: Vec<Found> = comments
                .into_iter()
                .filter(|one| asks.iter().all(|ask| ask.heading != one.heading))
                .collect();
            asks.extend(others);
        }
        asks
    }

    /// Columns of comments that say of some units of a row that they are out of use (`dont 2 HS`), or so of
    /// another thing (`VP HS`).
    fn asked_of_comments(&self, layout: &Layout, sample: &RowSample) -> Vec<Found> {
        let columns = layout.roles.iter().enumerate();
        let commented = columns.filter(|(at, role)| {
            matches!(role, Role::Ignored | Role::Personal)
                && (comments(&layout.headers[*at])
                    || **role == Role::Ignored && may_remark(&layout.headers[*at], self.judge))
                && !self.is_settled(*at, layout)
        });
        let found = commented.filter_map(|(at, _)| {
            let cells = sample.told(at);
            let number = |says: fn(&str, &WordJudge<'_>) -> bool| {
                cells.iter().filter(|cell| says(cell, self.judge)).count()
            };
            let is_of_comments = comments(&layout.headers[at]);
            let things = if is_of_comments { number(says_a_thing) } else { 0 };
            let parts = number(says_a_part);
            let values = if parts > 0 { ValuesTell::Part } else { ValuesTell::Further };
            let said = parts.max(things);
            let percent = percent(said as f64 / cells.len().max(1) as f64);
            let found = Found::asked_of(&layout.headers[at], Field::Quantity, values);
            (said > 0).then_some(Found { percent, ..found })
        });
        found.collect()
    }

    /// Whether a column is taken, asked or told of already.
    fn is_settled(&self, at: usize, layout: &Layout) -> bool {
        is_of_names(layout.headers[at].trim()) || self.is_said(at, layout)
    }

    /// As [`Self::is_settled`], whatever it names.
    fn is_said(&self, at: usize, layout: &Layout) -> bool {
        let heading = layout.headers[at].trim();
        layout.is_told(at)
            || self.taken.iter().any(|(taken, _)| *taken == at)
            || self.found.iter().any(|one| one.heading == heading)
    }

    /// Columns of states, or of comments, that say of machines in use that they are not: which one
    /// counts is asked.
    fn other_states(&self, layout: &Layout, sample: &RowSample) -> Vec<Found> {
        let Some(own) = self.read_as_states(layout) else { return Vec::new() };
        let text = |row: &csv::ByteRecord, at: usize| {
            String::from_utf8_lossy(row.get(at).unwrap_or(b"").trim_ascii()).into_owned()
        };
        let mut found = Vec::new();
        for (at, role) in layout.roles.iter().enumerate() {
            let heading = layout.headers[at].trim();
            let commented = comments(heading);
            let may_say = match role {
                Role::Ignored | Role::Second(Field::Status) => true,
                Role::Personal => commented,
                _ => false,
            };
            if !may_say
                || at == own
                || self.is_settled(at, layout)
                || against(Field::Status, heading)
            {
                continue;
            }
            let cells = sample.told(at);
            let told = cells.iter().filter(|cell| self.judge.is(WordKind::State, cell)).count();
            if !commented && (told * 2 < cells.len() || !tells_states(&cells)) {
                continue;
            }
            let gone = |state: Option<&str>| state.is_some_and(|state| GONE.contains(&state));
            let contradicts = |row: &&csv::ByteRecord| {
                let (said, other) =
                    (self.judge.state(&text(row, own)), self.judge.state(&text(row, at)));
                let kept = !commented && other == Some("in_stock");
                !gone(said) && (gone(other) || kept) && said != other
            };
            let rows = sample.rows.iter().filter(contradicts).count();
            if rows > 0 {
                let percent = percent(rows as f64 / sample.rows.len() as f64);
                let asked = Found::asked_of(heading, Field::Status, ValuesTell::OtherStates);
                found.push(Found { percent, ..asked });
            }
        }
        found
    }
}

/// Whether a word of states is of what machines do: `Stockage`, `Maintenance`, `Archives`.
fn is_a_use(cell: &str) -> bool {
    const DONE: &str = "stockage storage archivage archive archives maintenance depannage diagnostic \
        diagnostics reparation repair sav preparation staging sauvegarde implementation magasin \
        warehouse lager wartung magazzino";
    let folded = fold(cell);
    DONE.split_whitespace().any(|word| word == folded)
}

/// Whether a cell says that machines stand by: a server may, and runs.
pub fn is_backup(cell: &str) -> bool {
    const STANDS_BY: [&str; 6] =
        ["backup", "backups", "back up", "back ups", "standby", "en backup"];
    STANDS_BY.contains(&fold(cell).as_str())
}

/// Whether a comment says of some units, or of all, that they are out of use: `dont 2 HS`, `quelques HS`,
/// `tous HS`.
fn says_a_part(cell: &str, judge: &WordJudge<'_>) -> bool {
    if cell.len() > LONGEST || !cell.contains(' ') {
        return false;
    }
    let some = some_said(cell).filter(|some| some.is_led || some.name.is_empty());
    // `tous neufs`, `tous livrés` say how they came.
    let is_of_these = |share: &ShareSaid<'_>| match share {
        ShareSaid::All(said) => !judge.is_condition(said) && !tells_its_coming(said),
        ShareSaid::AllBut(..) | ShareSaid::Part(_) => true,
        ShareSaid::None(_) => false,
    };
    let share = || share_said(cell).filter(is_of_these);
    if may_be_placed(cell) {
        return crate::unfolded::placed_lots(cell, judge).is_some();
    }
    let said = some.map(|some| some.said).or_else(|| share().map(ShareSaid::said));
    said.and_then(|said| judge.state(said))
        .is_some_and(|state| !["in_service", "ordered"].contains(&state))
}

/// Whether a cell may say where some units are, and in what state others.
fn may_be_placed(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit()) && cell.contains(['/', ',', '+', ';'])
}

/// Whether a comment says of a thing that it is broken or gone: `VP HS`. Of what comes in the box of a
/// machine, or is a part of it, it says nothing.
fn says_a_thing(cell: &str, judge: &WordJudge<'_>) -> bool {
    let is_out = |state: &str| state == "in_repair" || GONE.contains(&state);
    cell.len() <= LONGEST
        && parted(&fold(cell)).any(|(thing, state)| is_thing_so(thing, state, judge, is_out))
}

/// Whether a cell of a name says of a thing that it is kept from use: `PC de secours`, `Spare laptop`.
fn is_a_kept_thing(cell: &str, judge: &WordJudge<'_>) -> bool {
    let is_out = |state: &str| state != "in_service" && state != "ordered";
    cell.len() <= LONGEST
        && parted(&fold(cell)).any(|(first, last)| {
            is_thing_so(first, last, judge, is_out) || is_thing_so(last, first, judge, is_out)
        })
}

/// A folded text parted in two at its first blanks.
fn parted(folded: &str) -> impl Iterator<Item = (&str, &str)> {
    folded.match_indices(' ').map(|(at, _)| (&folded[..at], &folded[at + 1..])).take(4)
}

/// Whether words are of a thing that counts by itself, and others of such a state.
fn is_thing_so(
    thing: &str,
    state: &str,
    judge: &WordJudge<'_>,
    is_out: impl Fn(&str) -> bool,
) -> bool {
    judge.is_counted(thing)
        && !judge.come_in_the_box(&[thing])
        && judge.state(state).is_some_and(is_out)
}

/// Whether a comment says that a machine went, with somebody or for good, or that another is in its
/// place.
fn may_have_left(cell: &str) -> bool {
    const LEFT: [&str; 34] = [
        "parti ",
        "partie ",
        "partis ",
        "parties ",
        "emporte",
        "emmene",
        "repris ",
        "reprise par ",
        "restitue",
        "retourne",
        "retour loueur",
        "retour bailleur",
        "retour leasing",
        "envoye au rec",
        "envoye en rec",
        "envoye en dech",
        "envoye a la dech",
        "envoye en destruction",
        "remplace par ",
        "remplacee par ",
        "remplaces par ",
        "vole ",
        "volee ",
        "perdu ",
        "perdue ",
        "left with ",
        "left ",
        "taken by ",
        "returned",
        "lost ",
        "replaced by ",
        "mitgenommen",
        "gone ",
        "went with ",
    ];
    // It is back.
    const NOT: [&str; 2] = ["retourne en service", "returned to service"];
    let folded = fold(cell);
    cell.len() <= LONGEST
        && LEFT.iter().any(|left| folded.starts_with(left))
        && !NOT.iter().any(|not| folded.starts_with(not))
}

/// Whether a comment tells how a machine came: that it was ordered or delivered once.
fn tells_its_coming(cell: &str) -> bool {
    const CAME: [&str; 10] = [
        "livr",
        "deliver",
        "recu",
        "receiv",
        "command",
        "order",
        "bestellt",
        "geliefert",
        "pedido",
        "request",
    ];
    let folded = fold(cell);
    CAME.iter().any(|came| folded.starts_with(came)) && !folded.contains("en cours")
}

impl Layout {
    /// Takes for no states the words of a column that are of conditions too, where others in it are
    /// of nothing else: `Neuf` beside `Usé`.
    pub(super) fn tell_conditions(&mut self, sample: &RowSample, judge: &WordJudge<'_>) {
        let Some(at) = self.read_of(Field::Status) else { return };
        let cells: BTreeSet<&str> = sample.told(at).into_iter().collect();
        let conditions = cells.into_iter().filter(|cell| judge.is_condition(cell));
        let (both, alone): (Vec<&str>, Vec<&str>) =
            conditions.partition(|cell| judge.state(cell).is_some());
        if both.is_empty() || alone.is_empty() {
            return;
        }
        let words = both.into_iter().map(fold).collect();
        let rule =
            DeriveRule::Without(Arc::new(SaysNothing { words, own: OwnState::of_layout(self) }));
        self.derive(DerivedField { field: Field::Status, from: Some(at), rule });
    }
}

/// Words of a column that say nothing of what it holds.
#[derive(Debug, Clone)]
pub(crate) struct SaysNothing {
    words: BTreeSet<String>,
    own: OwnState,
}

impl SaysNothing {
    /// The cell of a row, but for those words.
    pub(crate) fn cell(&self, layout: &Layout, record: &ground::table::RecordCells<'_>) -> String {
        let own = self.own.of(layout, record);
        if self.words.contains(&fold(&own)) { String::new() } else { own }
    }
}

#[cfg(test)]
mod tests {
    use super::{may_have_left, tells_its_coming};

    #[test]
    fn comments_of_machines_that_went_are_told_from_those_of_how_they_came() {
        for cell in [
            "parti à la benne",
            "Emmené à la déchèterie",
            "restitué",
            "retour leasing",
            "repris par le fournisseur",
            "volé dans le train",
            "remplacé par PC-12",
            "returned; wiped and sold",
            "lost at the airport",
        ] {
            assert!(may_have_left(cell), "{cell}");
        }
        for cell in ["remplace PC-11", "à remplacer en 2026", "retourné en service", "volet B"] {
            assert!(!may_have_left(cell), "{cell}");
        }
        for cell in ["Livré le 3 mai 2021", "commandé en 2021", "Ordered 2020"] {
            assert!(tells_its_coming(cell), "{cell}");
        }
        for cell in ["commande en cours", "pas encore livré", "en réserve", "in storage"] {
            assert!(!tells_its_coming(cell), "{cell}");
        }
    }
}
