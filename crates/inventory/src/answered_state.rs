//! Columns that say by yes or no whether a machine is in a state: `Réformé`, `En service ?`,
//! `Sorti du parc`.
//!
//! The heading is the state, and every cell an answer. What the column of states says of a row
//! stands, but where a machine has left or is out of use by such a column.

use super::column_words::against;
use super::derive::{DeriveRule, DerivedField};
use super::found::{Found, RowsAsked, ValuesTell};
use super::kinds::{WordJudge, count};
use super::named_state::{OwnState, StateSays, says_new, state_in};
use super::placeholder::is_placeholder;
use super::sample::RowSample;
use super::{Field, Layout, Role};
use ground::table::{RecordCells, fold, yes_no};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A column of answers, and the states that they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answered {
    pub(super) at: usize,
    yes: &'static str,
    /// That of a no, where the heading says that a machine is in service.
    no: Option<&'static str>,
    /// What remarks say that stand behind an answer, folded: the state of some, nothing of others.
    remarks: BTreeMap<String, Option<&'static str>>,
    /// Whether a remark says another state than the answer before it.
    is_against: bool,
}

impl Answered {
    /// Whether it says that a machine is used or kept, and not that it is in service or has left.
    pub(super) fn is_of_use(&self) -> bool {
        self.no == Some("in_stock") || self.yes == "in_stock"
    }
}

/// The columns of answers of a file, and what its rows say of their states besides.
#[derive(Debug, Clone)]
pub(super) struct AnswerColumns {
    columns: Vec<Answered>,
    own: OwnState,
}

impl AnswerColumns {
    /// What a row says of its state.
    pub(super) fn state(&self, layout: &Layout, record: &RecordCells<'_>) -> String {
        let own = self.own.of(layout, record);
        let says = !own.is_empty() && !is_placeholder(own.as_bytes());
        let mut state = if says { own } else { String::new() };
        for column in &self.columns {
            let cell = String::from_utf8_lossy(record.get(column.at).unwrap_or(b""));
            let Some((answer, remark)) = answer_with(&cell) else {
                // What is no answer may be a state; if it is none, that is said of its cell.
                if !is_placeholder(cell.trim().as_bytes()) {
                    add(&mut state, cell.trim());
                }
                continue;
            };
            let by_remark = column.said_by(remark);
            let said = match (answer, column.no) {
                // That it is not in service, a column of states or a remark may say better.
                (false, Some(_)) if by_remark.is_some() => None,
                (false, Some(no)) if state.is_empty() => Some(no),
                (true, Some(_)) if state.is_empty() => Some(column.yes),
                // So does one of what is kept; that it has left stands whatever is said.
                (true, None) if state.is_empty() || column.yes != "in_stock" => Some(column.yes),
                _ => None,
            };
            // Of two states the later in a life counts.
            for said in [said, by_remark].into_iter().flatten() {
                add(&mut state, said);
            }
        }
        state
    }
}

/// Adds what is said of a state.
fn add(state: &mut String, said: &str) {
    if !state.is_empty() {
        state.push_str(" / ");
    }
    state.push_str(said);
}

impl Answered {
    /// The state that a remark behind an answer says; of one that nobody looked at the answer stands.
    fn said_by(&self, remark: &str) -> Option<&'static str> {
        self.remarks.get(&fold(remark)).copied().flatten()
    }

    /// Looks at a remark behind an answer.
    fn meet(&mut self, (answer, remark): (bool, &str), judge: &WordJudge<'_>) {
        if remark.is_empty() {
            return;
        }
        let within = || match state_in(remark, judge.kinds()?)? {
            StateSays::Told(state) | StateSays::Sure(state) => Some(state),
            StateSays::Perhaps(_) => None,
        };
        let state = judge.state(remark).or_else(within);
        self.is_against |= state.is_some_and(|state| match (answer, self.no) {
            (true, Some(_)) => state != self.yes,
            (true, None) => !is_alike(state, self.yes),
            (false, Some(_)) => state == self.yes,
            (false, None) => is_alike(state, self.yes),
        });
        self.remarks.insert(fold(remark), state);
    }
}

/// Whether two states are the same, or both of what is used no longer.
fn is_alike(one: &str, other: &str) -> bool {
    const GONE: [&str; 2] = ["decommissioned", "exited"];
    one == other || GONE.contains(&one) && GONE.contains(&other)
}

/// What a cell answers, and the remark behind it: `non, en stock`, `oui (2023)`.
fn answer_with(cell: &str) -> Option<(bool, &str)> {
    const MARKS: &str = ",;:.([-–—/!";
    const AHEAD: [&str; 7] = ["le", "depuis", "en", "since", "on", "the", "seit"];
    if let Some(answer) = answer(cell) {
        return Some((answer, ""));
    }
    let cell = cell.trim();
    let (word, rest) = cell.split_at(cell.find(|c: char| !c.is_alphabetic())?);
    let behind = rest.trim_start();
    // A letter alone may be anything, and `No 12` is what something is called.
    let (first, is_no) = (behind.split(' ').next().unwrap_or(""), fold(word) == "no");
    let is_apart = behind.starts_with(|c: char| MARKS.contains(c))
        || !is_no && (behind.starts_with(|c: char| c.is_ascii_digit()) || AHEAD.contains(&first));
    let is_remark = |c: char| !c.is_whitespace() && !MARKS.contains(c) && !")]".contains(c);
    let remark = behind.trim_matches(|c| !is_remark(c));
    let said = yes_no(word).filter(|_| is_apart && word.chars().count() > 1)?;
    Some((said, remark))
}

/// What a cell answers; a mark alone is a yes.
pub(super) fn answer(cell: &str) -> Option<bool> {
    match cell.trim() {
        "x" | "X" | "✓" | "✔" | "☑" => Some(true),
        cell => yes_no(cell),
    }
}

/// The states that a column of answers says, if it is one.
pub(super) fn answered(
    at: usize,
    heading: &str,
    cells: &[&str],
    judge: &WordJudge<'_>,
) -> Option<Answered> {
    let told: Vec<(bool, &str)> = cells.iter().filter_map(|cell| answer_with(cell)).collect();
    // A few others may be states, or say nothing: that is said of their cells.
    let answers = !cells.is_empty() && told.len() * 5 >= cells.len() * 4;
    if !answers || against(Field::Status, heading) {
        return None;
    }
    // Answers that are all the same in the sample may be others below it.
    let (yes, no) = state_of(heading, judge)?;
    // Ones and zeros in stock may be as many.
    if yes == "in_stock" && are_numbers(cells) {
        return None;
    }
    let (remarks, is_against) = (BTreeMap::new(), false);
    let mut answered = Answered { at, yes, no, remarks, is_against };
    for told in told {
        answered.meet(told, judge);
    }
    Some(answered)
}

/// Whether all cells answer yes or no in words.
pub(super) fn are_answers(cells: &[&str]) -> bool {
    // A letter alone, or a figure, may be a name.
    let word = |cell: &str| fold(cell).chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    let answers = |cell: &&str| word(cell) && yes_no(cell).is_some();
    !cells.is_empty() && cells.iter().all(answers)
}

pub(super) fn are_numbers(cells: &[&str]) -> bool {
    cells.iter().all(|cell| cell.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a column answers by yes or no what may be the life of a machine, and may be something else's:
/// `Enabled`, of its account, or `Disponible`; and some answer says that it is out of use.
pub(super) fn may_answer(heading: &str, cells: &[&str], judge: &WordJudge<'_>) -> bool {
    const USED: [&str; 4] = ["enabled", "account enabled", "is enabled", "active"];
    let folded = fold(heading);
    let out = match () {
        () if USED.contains(&folded.as_str()) => false,
        () if VAGUE.contains(&folded.as_str()) => true,
        () if are_numbers(cells) || against(Field::Status, heading) => return false,
        () => match asked_state(heading, judge) {
            Some(state) => state != "in_service",
            None => return false,
        },
    };
    let answers: Option<Vec<bool>> =
        cells.iter().map(|cell| answer_with(cell).map(|(answer, _)| answer)).collect();
    answers.is_some_and(|answers| answers.contains(&out))
}

/// Words of states that may be of something else than the life of a machine.
const VAGUE: [&str; 12] = [
    "recycle",
    "recycled",
    "eol",
    "end of life",
    "obsolete",
    "obsolescent",
    "fin de vie",
    "disabled",
    "desactive",
    "don",
    "casse",
    "surplus",
];

/// Words of a question, and of what is asked about.
const BESIDE: [&str; 21] = [
    "is",
    "est",
    "has",
    "been",
    "a",
    "ete",
    "o",
    "n",
    "oui",
    "non",
    "y",
    "yes",
    "no",
    "pc",
    "poste",
    "materiel",
    "equipement",
    "machine",
    "device",
    "asset",
    "computer",
];

/// A heading whole, and but for the words of a question.
fn phrases(heading: &str) -> [String; 2] {
    let folded = fold(heading);
    let kept: Vec<&str> = folded.split(' ').filter(|word| !BESIDE.contains(word)).collect();
    let kept = kept.join(" ");
    [folded, kept]
}

/// The state that a heading is of which answers are asked: one that is read, or the condition of a
/// machine (`Neuf`), is none.
fn asked_state(heading: &str, judge: &WordJudge<'_>) -> Option<&'static str> {
    if state_of(heading, judge).is_some() {
        return None;
    }
    let named = |phrase: &String| !says_new(phrase) && !judge.is_condition(phrase);
    phrases(heading).iter().filter(|phrase| named(phrase)).find_map(|phrase| judge.state(phrase))
}

/// The state that a heading is, and that of a no.
fn state_of(heading: &str, judge: &WordJudge<'_>) -> Option<(&'static str, Option<&'static str>)> {
    // What else is in stock by its word may be of something else: `Disponible`, `Reçu`.
    const KEPT: [&str; 13] = [
        "en stock",
        "in stock",
        "stock",
        "au stock",
        "spare",
        "en reserve",
        "in storage",
        "auf lager",
        "im lager",
        "en almacen",
        "in magazzino",
        "em estoque",
        "op voorraad",
    ];
    const IN_SERVICE: [&str; 14] = [
        "en service",
        "in service",
        "actif",
        "active",
        "in use",
        "en utilisation",
        "utilise",
        "en production",
        "in betrieb",
        "aktiv",
        "en uso",
        "in uso",
        "activo",
        "attivo",
    ];
    for phrase in phrases(heading) {
        if VAGUE.contains(&phrase.as_str()) {
            return None;
        }
        if IN_SERVICE.contains(&phrase.as_str()) {
            // As `hors service` is out of use, and `inactif` held in stock.
            let out = phrase.contains("servi") || phrase.contains("betrieb");
            let no = if out { "decommissioned" } else { "in_stock" };
            return Some(("in_service", Some(no)));
        }
        if ["corbeille", "deleted", "trash", "papierkorb", "papelera"].contains(&phrase.as_str()) {
            return Some(("exited", None));
        }
        if KEPT.contains(&phrase.as_str()) {
            return Some(("in_stock", None));
        }
        let state = judge.state(&phrase);
        if let Some(state) = state.filter(|state| ["decommissioned", "exited"].contains(state)) {
            return Some((state, None));
        }
    }
    None
}

impl Layout {
    /// Whether some row of a sample has more than one unit.
    pub(super) fn has_several(&self, sample: &RowSample) -> bool {
        let units = self.column(Field::Quantity).map_or_else(Vec::new, |at| sample.told(at));
        units.iter().any(|cell| count(cell).is_some_and(|units| units > 1))
    }

    /// Asks of a column whose ones may be of some of the units, unless it is asked already.
    pub(super) fn ask_of_units(&mut self, heading: &str) {
        if self.found.iter().all(|one| !one.is_said_of(heading.trim())) {
            let asked = RowsAsked::PartsOrBesides;
            self.found.push(Found::of_rows_asked(heading, Field::Status, asked));
        }
    }

    /// Has the rows take the states that columns of answers say.
    pub(super) fn answer_states(&mut self, columns: Vec<Answered>) {
        if columns.is_empty() {
            return;
        }
        for Answered { at, yes, no, is_against, .. } in &columns {
            let heading = self.headers[*at].trim().to_owned();
            // What was asked of it is settled.
            self.found.retain(|one| one.sure || !one.is_said_of(&heading));
            if *is_against {
                let asked = RowsAsked::AnswersAgainst;
                self.found.push(Found::of_rows_asked(&heading, Field::Status, asked));
            }
            let untold = |other: &String| other.trim() != heading;
            self.ignored.retain(untold);
            self.roles[*at] = Role::Second(Field::Status);
            let values = ValuesTell::Answers { yes, no: *no };
            self.found.push(Found::sure_of(&heading, Field::Status, values));
        }
        let own = OwnState::of_layout(self);
        let from = self.read_of(Field::Status).or(columns.first().map(|column| column.at));
        let rule = DeriveRule::StateOfAnswers(Arc::new(AnswerColumns { columns, own }));
        self.derive(DerivedField { field: Field::Status, from, rule });
    }
}
/// Whether words of states are of machines: `actif` and `ok` may be said of anything.
pub(super) fn tells_states(cells: &[&str]) -> bool {
    const VAGUE: [&str; 16] = [
        "actif",
        "active",
        "inactif",
        "inactive",
        "ok",
        "oui",
        "non",
        "yes",
        "no",
        "on",
        "off",
        "1",
        "0",
        "2",
        "3",
        "production",
    ];
    let vague = |cell: &&&str| VAGUE.contains(&ground::table::fold(cell).as_str());
    cells.iter().filter(vague).count() * 2 < cells.len()
}
