//! Headings on two lines: groups, and below each what it has. `En service;;En stock;` stands over places,
//! `Ordinateur;;Écran;` over what is told of each.

use super::super::column_words::{CountsUnits, counts};
use super::super::crossed::{Crossed, is_of_a_measure, is_of_a_size};
use super::super::first_record::first_record;
use super::super::kinds::WordJudge;
use super::super::sample::RowSample;
use super::super::unfolded::Unfolded;
use super::super::{Confidence, Field, Layout, Role, SourceFormat, ToldColumn};
use super::{Heading, SeenLine, TableText};
use ground::table::fold;
use std::collections::{BTreeMap, BTreeSet};

/// A table below two lines of headings.
enum TwoLines {
    /// Its numbers are of a state and a place, or a thing, each.
    States(Crossed),
    /// Its rows have several machines, with the headings that the lines make together.
    Machines(Unfolded, Vec<String>),
}

impl SeenLine {
    /// The heading that a line makes together with the one right below, where it groups that: of a table
    /// whose groups are states or things.
    pub(super) fn above_another(&self, titles: usize, text: TableText<'_>) -> Option<Heading> {
        let (opening, own) = (text.opening, self.own(text.table));
        if opening.mapping.is_some() || opening.source.is_some() || !groups_some(own) {
            return None;
        }
        let at = self.at + self.first.bytes;
        let lines = self.lines + self.first.lines;
        let first = first_record(text.head.get(at..)?, self.dialect)?;
        let line = Self { first, dialect: self.dialect, at, lines };
        let two = TwoLines::of(
            (own, line.own(text.table)),
            &line.sample(text),
            text.judge,
            opening.columns,
        )?;
        Some(match two {
            TwoLines::States(crossed) => line.of_crossed(crossed, titles, opening),
            TwoLines::Machines(unfolded, headings) => {
                line.of_unfolded(unfolded, &headings, titles, opening)
            }
        })
    }
}

/// Whether a line may group the one below: a cell stands again, or has nothing behind it.
fn groups_some(above: &[String]) -> bool {
    let said = above.iter().filter(|cell| !cell.trim().is_empty()).count();
    said > 1 && above.windows(2).any(|two| goes_on(&two[0], &two[1]))
}

/// Whether a cell goes on with the group of the one before it.
fn goes_on(before: &str, cell: &str) -> bool {
    cell.trim().is_empty() || fold(before) == fold(cell)
}

/// A column below two lines of headings.
struct GroupedColumn<'h> {
    /// What groups it; nothing where it stands alone.
    group: &'h str,
    own: &'h str,
}

impl<'h> GroupedColumn<'h> {
    /// Those of two lines. A cell of the line above with nothing below it is a heading of its own.
    fn all(above: &'h [String], own: &'h [String]) -> Vec<Self> {
        let mut group = "";
        let said = |line: &'h [String], at: usize| line.get(at).map_or("", |cell| cell.trim());
        let columns = (0..above.len().max(own.len())).map(|at| {
            let (over, own) = (said(above, at), said(own, at));
            match (over, own) {
                ("", "") => Self { group: "", own: "" },
                (over, "") => {
                    group = "";
                    Self { group: "", own: over }
                }
                ("", own) => Self { group, own },
                // A cell merged over both lines.
                (over, own) if fold(over) == fold(own) => {
                    group = "";
                    Self { group, own }
                }
                (over, own) => {
                    group = over;
                    Self { group, own }
                }
            }
        });
        columns.collect()
    }
}

impl TwoLines {
    fn of(
        (above, own): (&[String], &[String]),
        sample: &RowSample,
        judge: &WordJudge<'_>,
        told: &[ToldColumn],
    ) -> Option<Self> {
        if !judge.knows_words() {
            return None;
        }
        let columns = GroupedColumn::all(above, own);
        let states = || of_states(&columns, sample, judge, told).map(Self::States);
        of_machines(&columns, sample, judge, told).or_else(states)
    }
}

/// The table whose numbers are below a state and a place or a thing each: `En service;;En stock;` over
/// `Mairie;École;Mairie;École`, or over `PC fixe;Écran;PC fixe;Écran`, or the other way round.
fn of_states(
    columns: &[GroupedColumn<'_>],
    sample: &RowSample,
    judge: &WordJudge<'_>,
    told: &[ToldColumn],
) -> Option<Crossed> {
    let (mut headers, mut stated) = (Vec::new(), BTreeMap::new());
    for (at, GroupedColumn { group, own }) in columns.iter().enumerate() {
        let either = if group.is_empty() || !own.chars().any(char::is_alphabetic) {
            (None, None)
        } else {
            (judge.state(group), judge.state(own))
        };
        match either {
            (Some(state), None) => {
                stated.insert(at, state);
                headers.push((*own).to_owned());
            }
            (None, Some(state)) => {
                stated.insert(at, state);
                headers.push((*group).to_owned());
            }
            _ => headers.push((*own).to_owned()),
        }
    }
    let distinct: BTreeSet<&&str> = stated.values().collect();
    if distinct.len() < 2 {
        return None;
    }
    let crossed = Crossed::of_types(&headers, sample, judge, told)
        .or_else(|| Crossed::of_things(&headers, sample, judge, told))?;
    let written = columns.iter().map(|GroupedColumn { group, own }| format!("{group} {own}"));
    crossed.with_states(stated, written.map(|heading| heading.trim().to_owned()).collect())
}

/// The list of several machines a row whose groups are things: `Ordinateur;;Écran;` over
/// `Type;Modèle;Modèle;Nombre`.
///
/// One thing alone is beside the rows' own machine, which columns outside it tell.
fn of_machines(
    columns: &[GroupedColumn<'_>],
    sample: &RowSample,
    judge: &WordJudge<'_>,
    told: &[ToldColumn],
) -> Option<TwoLines> {
    let own: Vec<String> = columns.iter().map(|column| column.own.to_owned()).collect();
    let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &own);
    let is_known = |at: &usize| {
        let is_read = matches!(plain.roles[*at], Role::Field(_) | Role::Second(_) | Role::Hint(_));
        let own = columns[*at].own;
        is_read || counts(own) == CountsUnits::Yes || is_of_a_size(own) || is_of_a_measure(own)
    };
    let is_thing =
        |at: &usize| !columns[*at].group.is_empty() && judge.is_counted(columns[*at].group);
    let below: Vec<usize> = (0..columns.len()).filter(is_thing).collect();
    // What stands below a thing says something of it, and is no sort of it.
    if below.is_empty() || !below.iter().all(is_known) {
        return None;
    }
    let things: BTreeSet<String> = below.iter().map(|at| fold(columns[*at].group)).collect();
    let is_of_rows = |at: usize| {
        let tells = [Field::EquipmentType, Field::Model];
        !below.contains(&at)
            && matches!(plain.roles[at], Role::Field(field) if tells.contains(&field))
    };
    if things.len() < 2 && !(0..columns.len()).any(is_of_rows) {
        return None;
    }
    let heading = |(at, GroupedColumn { group, own }): (usize, &GroupedColumn<'_>)| {
        if !below.contains(&at) {
            (*own).to_owned()
        } else if counts(own) == CountsUnits::Yes {
            format!("{own} {group}")
        } else {
            format!("{group} {own}")
        }
    };
    let headings: Vec<String> = columns.iter().enumerate().map(heading).collect();
    let mut unfolded = Unfolded::of(&headings, sample, judge, told)?;
    unfolded.is_grouped = true;
    Some(TwoLines::Machines(unfolded, headings))
}
