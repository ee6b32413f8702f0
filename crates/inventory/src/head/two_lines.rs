//! Headings on two lines: groups, and below each what it has. `En service;;En stock;` stands over places,
//! `Ordinateur;;Écran;` over what is told of each.

use super::super::column_words::{CountsUnits, counts};
use super::super::crossed::{Crossed, is_of_a_measure, is_of_a_size};
use super::super::dated_heading::apart;
use super::super::first_record::first_record;
use super::super::kinds::{WordJudge, WordKind, count};
use super::super::place::HeadingPlace;
use super::super::sample::RowSample;
use super::super::unfolded::Unfolded;
use super::super::{Confidence, Field, Layout, Role, SourceFormat, ToldColumn};
use super::{Heading, SeenLine, TableText};
use crate::sum_words::is_total_word;
use ground::fault::Fault;
use ground::table::fold;
use ground::text;
use std::collections::{BTreeMap, BTreeSet};

/// A table below two lines of headings.
enum TwoLines {
    /// Its numbers are of a state and a place, or a thing, each; or of a year and one of these.
    Numbers(Crossed),
    /// Its rows have several machines, with the headings that the lines make together.
    Machines(Unfolded, Vec<String>),
    /// Its numbers are below states, and nothing tells of what.
    Untold,
}

impl SeenLine {
    /// The heading that a line makes together with the one right below, where it groups that: of a table
    /// whose groups are states or things.
    ///
    /// States above numbers that are read in no such way are no title: what is in stock would be in service.
    pub(super) fn above_another(
        &self,
        titles: usize,
        text: TableText<'_>,
    ) -> Option<Result<Heading, Fault>> {
        let (opening, own) = (text.opening, self.own(text.table));
        if self.mapping(opening).is_some() || opening.source.is_some() || !groups_some(own) {
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
            TwoLines::Numbers(crossed) => Ok(line.of_crossed(crossed, titles, opening)),
            TwoLines::Machines(unfolded, headings) => {
                Ok(line.of_unfolded(unfolded, &headings, titles, opening))
            }
            TwoLines::Untold => Err(fault_of_states(self.place(text))),
        })
    }
}

/// The fault of numbers below states that nothing else tells.
fn fault_of_states(place: HeadingPlace<'_>) -> Fault {
    let fault = place.fault(text!(
        "cette ligne de titres dit des états au-dessus d'une autre, et ces deux lignes ne se lisent pas ensemble : tout serait compté en service",
        "this line of headings says states above another, and the two cannot be read together: all would count as in service"
    ));
    fault.hint(text!(
        "donnez une ligne par site, type et état, avec les colonnes `site`, `type`, `état` et `quantité`",
        "give a row for each site, type and state, with the columns `site`, `type`, `state` and `quantity`"
    ))
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

impl GroupedColumn<'_> {
    /// Whether a state may stand in one line, and something else in the other. A total within a group is of
    /// the state too, and of all its places.
    fn may_be_stated(&self) -> bool {
        let is_total = |cell: &str| is_total_word(cell.as_bytes());
        !self.group.is_empty()
            && self.own.chars().any(char::is_alphabetic)
            && !is_total(self.group)
            && !is_total(self.own)
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
        let states = || of_states(&columns, sample, judge, told).map(Self::Numbers);
        let years = || of_years(&columns, sample, judge, told).map(Self::Numbers);
        let untold = || has_numbers_below_states(&columns, sample, judge).then_some(Self::Untold);
        let sorts = || of_sorts(&columns, sample, judge, told).map(Self::Numbers);
        let machines = of_machines(&columns, sample, judge, told);
        machines.or_else(states).or_else(years).or_else(sorts).or_else(untold)
    }
}

/// Whether whole numbers alone stand below two states at least.
fn has_numbers_below_states(
    columns: &[GroupedColumn<'_>],
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> bool {
    let mut met = BTreeSet::new();
    let is_of_numbers = |at: usize| {
        let told = sample.told(at);
        !told.is_empty() && told.iter().all(|cell| count(cell).is_some())
    };
    columns.iter().enumerate().all(|(at, column)| {
        let above = column.may_be_stated().then(|| judge.state(column.group)).flatten();
        let Some(state) = above else { return true };
        met.insert(state);
        is_of_numbers(at)
    }) && met.len() > 1
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
    for (at, column) in columns.iter().enumerate() {
        let (group, own) = (&column.group, &column.own);
        let either = if column.may_be_stated() {
            (judge.state(group), judge.state(own))
        } else {
            (None, None)
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

/// The table whose numbers are below a year, a month or a day, and a place or a thing each: `2024;;2025;`
/// over `Mairie;École;Mairie;École`, or the other way round. They are read as those below `Mairie 2024`.
fn of_years(
    columns: &[GroupedColumn<'_>],
    sample: &RowSample,
    judge: &WordJudge<'_>,
    told: &[ToldColumn],
) -> Option<Crossed> {
    let dated = |heading: &str| apart(heading).map(|apart| (apart.when, apart.said));
    let mut whens = BTreeMap::new();
    let mut read = Vec::with_capacity(columns.len());
    let mut is_above = None;
    for GroupedColumn { group, own } in columns {
        if group.is_empty() || own.is_empty() {
            read.push((*own, None));
            continue;
        }
        let (when, thing, above) = match (dated(group), dated(own)) {
            (Some(when), None) => (when, own, true),
            (None, Some(when)) => (when, group, false),
            // A row of a list has other cells beside its days.
            _ => return None,
        };
        if *is_above.get_or_insert(above) != above {
            return None;
        }
        read.push((*thing, Some(when.0)));
        whens.insert(when.0, when.1);
    }
    let years: BTreeSet<Option<u16>> = whens.keys().map(|when| when.year()).collect();
    let by_year = years.len() == whens.len() && !years.contains(&None);
    let headers: Vec<String> = read
        .into_iter()
        .map(|(thing, when)| match when {
            Some(when) => match when.year().filter(|_| by_year) {
                Some(year) => format!("{thing} {year}"),
                None => format!("{thing} {}", whens[&when]),
            },
            None => thing.to_owned(),
        })
        .collect();
    (whens.len() > 1).then(|| Crossed::of(&headers, sample, judge, told)).flatten()
}

/// The table whose numbers are below a thing and a sort of it each: `PC;;Écrans` over `Fixes;Portables;`.
fn of_sorts(
    columns: &[GroupedColumn<'_>],
    sample: &RowSample,
    judge: &WordJudge<'_>,
    told: &[ToldColumn],
) -> Option<Crossed> {
    // Behind the last sort of a group stands another thing.
    let is_alone = |group: &str, own: &str| {
        group.is_empty() || judge.is_counted(own) && judge.sort_said(group, own).is_none()
    };
    let written = |GroupedColumn { group, own }: &GroupedColumn<'_>| {
        if is_alone(group, own) { (*own).to_owned() } else { format!("{group} {own}") }
    };
    let headings: Vec<String> = columns.iter().map(written).collect();
    let is_sort = |at: usize| {
        let cells = sample.told(at);
        let own = columns[at].own;
        // `Windows 10` is no sort of a machine.
        !own.is_empty()
            && !own.contains(|c: char| c.is_ascii_digit())
            && judge.is_counted(columns[at].group)
            && judge.is(WordKind::Type, &headings[at])
            && !cells.is_empty()
            && cells.iter().all(|cell| count(cell).is_some())
    };
    let mut grouped = (0..columns.len()).filter(|at| !columns[*at].group.is_empty()).peekable();
    let is_grouped = grouped.peek().is_some() && grouped.all(is_sort);
    is_grouped.then(|| Crossed::of_things(&headings, sample, judge, told)).flatten()
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
    let (below, unknown): (Vec<usize>, Vec<usize>) =
        (0..columns.len()).filter(is_thing).partition(is_known);
    // A remark among them is left, where it is neither a sort of the thing nor a number of them.
    let is_left = |at: &usize| {
        !judge.is_counted(columns[*at].own)
            && sample.told(*at).iter().all(|cell| count(cell).is_none())
    };
    let thing = |at: &usize| fold(columns[*at].group);
    // What stands below a thing says something of it, and is no sort of it.
    let things: BTreeSet<String> = below.iter().map(thing).collect();
    let is_told = unknown.iter().all(|at| is_left(at) && things.contains(&thing(at)));
    if below.is_empty() || !is_told {
        return None;
    }
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
