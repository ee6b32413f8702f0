//! Which columns of a row are of machines, and which is of its own.

use super::super::by_values::beside::are_others;
use super::super::column_words::parts;
use super::super::crossed::{NamedThings, is_headcount, is_of_a_size, thing_of_all};
use super::super::kinds::{WordJudge, WordKind, count, tells_units};
use super::super::sample::RowSample;
use super::super::shape::is_plural;
use super::super::{Field, Layout, Role};
use super::cell::{Says, says};
use super::heading::{Named, Part, said};
use super::peripheral::{Peripheral, is_a_size, tells_one};
use super::units::RowUnit;
use super::{cell, lots};
use crate::sum_words::is_total_word;
use csv::ByteRecord;
use ground::table::yes_no;
use std::collections::BTreeSet;

/// From this share of its cells on, a column beside typed rows is of models.
const SURE: f64 = 0.6;
/// The most of a thing that a number beside a typed row says.
const MOST_BESIDE: u32 = 9;

/// The columns whose headings name a machine, and whose cells may be of it; and the headings of those
/// whose cells are not.
pub(super) fn named(
    plain: &Layout,
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> (Vec<(usize, Named, Part)>, Vec<String>) {
    let (mut named, mut left): (Vec<(usize, Named, Part)>, _) = (Vec::new(), Vec::new());
    let mut others = Vec::new();
    let things = NamedThings::of(&plain.headers);
    let of_rooms = lots::are_of_rooms(plain, sample, judge);
    for (at, heading) in plain.headers[..plain.roles.len()].iter().enumerate() {
        if plain.is_told(at) {
            continue;
        }
        // What counts all of a thing is a number of a cross table.
        if is_total_word(heading.trim().as_bytes()) && thing_of_all(heading, judge).is_some() {
            left.push(heading.clone());
            continue;
        }
        let Some((thing, mut part)) = said(heading, judge) else { continue };
        // `Nb` is a number before it is a notebook.
        let is_known = matches!(plain.roles[at], Role::Field(field) | Role::Second(field)
            if field != Field::EquipmentType);
        // `Phone number` reaches a person: it neither counts telephones nor calls one.
        let is_personal = plain.roles[at] == Role::Personal && part != Part::Itself;
        if part == Part::Itself && is_known || is_personal {
            continue;
        }
        let cells = sample.told(at);
        let units = cells.iter().filter(|cell| tells_units(cell)).count();
        // A cell that is no number costs its row, and not the column.
        let are_units = units * 2 >= cells.len();
        // `PCs to replace` are some of the `PCs` beside them.
        if are_units && things.have_all_of(heading, judge) {
            left.push(heading.clone());
            continue;
        }
        // `Storage` over numbers is where some are, and what they are not.
        if part == Part::Itself && are_units && judge.state(heading).is_some() {
            left.push(heading.clone());
            continue;
        }
        // Of rooms, a size tells none: how many there are of it is not said.
        if part == Part::Itself && of_rooms && is_of_a_size(heading) {
            left.push(heading.clone());
            continue;
        }
        if part == Part::Itself && of_rooms && is_plural(heading, judge) && are_units {
            part = Part::Count;
        }
        // `Numero PC` over 10 and 10 counts them: numbers of machines are each another.
        if part == Part::Of(Field::Name) && thing.thing.is_some() && are_repeated(&cells) {
            part = Part::Count;
        }
        // A room of computers with screens has not one of them.
        if part == Part::Itself && of_rooms && are_answers(&cells) && lots::is_of_each(&thing) {
            left.push(heading.clone());
            continue;
        }
        let fits = match part {
            Part::Itself => cell::may_be_of(&cells, thing.thing.as_deref(), judge),
            Part::Count => are_units,
            Part::Of(Field::Model) if thing.thing.is_none() => {
                cells.iter().filter(|cell| cell::names_models(cell, judge)).count() * 2
                    >= cells.len()
            }
            _ => true,
        };
        if fits && !cells.is_empty() {
            named.push((at, thing, part));
        } else if thing.thing.is_some() && part.tells() && !are_short_numbers(&cells) {
            left.push(heading.clone());
        } else if part == Part::Itself && thing.thing.is_none() && !thing.number.is_empty() {
            others.push((at, thing, part));
        }
    }
    // `Poste 3`, of which none works, is one of the machines that `Poste 1` and `Poste 2` are.
    others.retain(|(_, other, _)| {
        named.iter().any(|(_, own, part)| *part == Part::Itself && own.thing == other.thing)
    });
    named.extend(others);
    named.sort_by_key(|(at, ..)| *at);
    (named, left)
}

/// Whether cells are numbers of which some are the same.
fn are_repeated(cells: &[&str]) -> bool {
    let numbers: Option<Vec<u32>> = cells.iter().map(|cell| count(cell)).collect();
    let distinct: BTreeSet<&&str> = cells.iter().collect();
    numbers.is_some_and(|numbers| numbers.len() > 1 && distinct.len() < numbers.len())
}

/// Whether cells answer yes or no, and count nothing.
fn are_answers(cells: &[&str]) -> bool {
    cells.iter().all(|cell| count(cell).is_none() && yes_no(cell).is_some())
}

/// Whether headings stand again on most rows: they are no headings then.
pub(super) fn are_rows(
    headers: &[String],
    named: &[(usize, Named, Part)],
    sample: &RowSample,
) -> bool {
    let again = |row: &&ByteRecord| {
        let is = |at: usize| row.get(at).is_some_and(|cell| cell == headers[at].as_bytes());
        named.iter().all(|(at, ..)| is(*at))
    };
    sample.rows.iter().filter(again).count() * 2 >= sample.rows.len()
}

/// Whether cells are the short numbers of an internal line or a department.
fn are_short_numbers(cells: &[&str]) -> bool {
    cells.iter().all(|cell| cell.len() <= 6 && cell.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The column that says the row's own machine, where it has one besides: its type, or its model before
/// those of others.
pub(super) fn own_machine(
    plain: &Layout,
    named: &[(usize, Named, Part)],
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> Option<usize> {
    let share = |at: usize, word| {
        let cells = sample.told(at);
        let of = cells.iter().filter(|cell| judge.is(word, cell)).count();
        of as f64 / cells.len().max(1) as f64
    };
    let numbered =
        |at: usize| named.iter().any(|(own, thing, _)| *own == at && !thing.number.is_empty());
    let is_type = |role: &Role| {
        matches!(role, Role::Field(Field::EquipmentType) | Role::Second(Field::EquipmentType))
    };
    let mut typed = (0..plain.roles.len()).filter(|at| is_type(&plain.roles[*at]));
    let of_types = typed.find(|at| !numbered(*at) && share(*at, WordKind::Type) >= 0.5);
    let first =
        named.iter().filter(|(_, thing, _)| thing.thing.is_some()).map(|(at, ..)| *at).min();
    let model = plain.column(Field::Model).filter(|at| *at < plain.roles.len());
    let model = model.filter(|at| {
        let own = named.iter().any(|(named, ..)| named == at);
        !own && first.is_none_or(|first| *at < first) && share(*at, WordKind::Model) >= 0.3
    });
    // So many before the numbers of others are of a machine that no heading names: `Nb postes;Écrans`.
    let counted = plain.column(Field::Quantity).filter(|at| {
        let others = first.filter(|first| at < first).map_or_else(Vec::new, |at| sample.told(at));
        let are_units = others.iter().all(|cell| tells_units(cell));
        *at < plain.roles.len()
            && named.iter().all(|(named, ..)| named > at)
            && !others.is_empty()
            && are_units
            && !is_headcount(&plain.headers[*at])
    });
    of_types.or(model).or(counted)
}

/// Whether rows count several of their machines: how many others they have is not known then.
pub(super) fn counts_several(plain: &Layout, sample: &RowSample) -> bool {
    let units = plain.column(Field::Quantity).map_or_else(Vec::new, |at| sample.told(at));
    units.iter().any(|cell| !matches!(*cell, "1" | "1.0" | "1,0"))
}

/// Whether cells call machines that have rows of their own in the list: `Écran`, with the number of one.
fn are_of_other_rows(cells: &[&str], plain: &Layout, sample: &RowSample) -> bool {
    let own = [Field::Serial, Field::AssetTag, Field::Name, Field::EquipmentId];
    let columns = own.into_iter().filter_map(|field| plain.column(field));
    let called: BTreeSet<&str> =
        columns.filter(|at| *at < plain.roles.len()).flat_map(|at| sample.told(at)).collect();
    cells.iter().any(|cell| called.contains(cell))
}

/// Whether a machine beside the row's own is another for sure.
pub(super) fn is_sure_beside(
    unit: &RowUnit,
    plain: &Layout,
    own: Option<usize>,
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> bool {
    let types =
        plain.column(Field::EquipmentType).or(own).map_or_else(Vec::new, |at| sample.told(at));
    let words = |text: &str| -> BTreeSet<String> {
        parts(text).iter().map(|word| word.trim_end_matches('s').to_owned()).collect()
    };
    let thing = unit.named.thing.as_deref();
    let named = thing.map_or_else(BTreeSet::new, words);
    // What the rows are themselves is theirs: `Modèle PC` beside `PC portable`.
    // So is `Ordinateur` beside `Portable`, a sort of it.
    let is_sort = |cell: &&str| thing.is_some_and(|of| judge.sort_said(of, cell).is_some());
    let of_rows = types.iter().any(|cell| !words(cell).is_disjoint(&named))
        || types.iter().filter(|cell| is_sort(cell)).count() * 2 > types.len();
    // A second description of the row's own machine is no other: `Dell Latitude 5420`, `Latitude 5420`.
    let model = plain.column(Field::Model).or(own);
    let is_same = |at| model.is_some_and(|own| own == at || !are_others(sample, at, own));
    let numbered = !unit.named.number.is_empty();
    // What says that there is none says of no machine what it is.
    let is_told = |cell: &&str| {
        says(cell) != Says::None && !thing.is_some_and(|thing| cell::denies(cell, thing))
    };
    let is_peripheral = |cells: &[&str]| {
        let tells = cells.iter().filter(|cell| tells_one(cell, judge)).count() as f64;
        thing.and_then(Peripheral::of).is_some()
            && tells >= SURE * cells.len() as f64
            && !are_of_other_rows(cells, plain, sample)
    };
    // `Moniteur 2`, of 24 inches, is one; `Écran` alone may be the size of the row's own.
    let are_sized = |cells: &[&str]| {
        numbered
            && thing.and_then(Peripheral::of) == Some(Peripheral::Screen)
            && cells.iter().all(|cell| is_a_size(cell))
    };
    unit.parts.iter().any(|(at, part)| {
        let all = sample.told(*at);
        let told: Vec<&str> = all.iter().copied().filter(is_told).collect();
        // A column of nothing but denials has none of them.
        let cells = if told.is_empty() { all } else { told };
        let models = cells.iter().filter(|cell| cell::names_models(cell, judge)).count() as f64;
        let models = models >= SURE * cells.len() as f64 && !is_same(*at);
        let few = |cell: &&str| count(cell).is_some_and(|units| units <= MOST_BESIDE);
        match part {
            Part::Itself | Part::Of(Field::EquipmentType) if unit.named.thing.is_none() => {
                numbered && (models || cells.iter().all(|cell| judge.is(WordKind::Type, cell)))
            }
            Part::Itself if cells.iter().all(few) => !of_rows,
            Part::Itself => (models || is_peripheral(&cells) || are_sized(&cells)) && !of_rows,
            Part::Of(Field::Model) => models && !of_rows && (numbered || thing.is_some()),
            Part::Of(Field::Serial) => {
                !of_rows
                    && thing.is_some()
                    && plain.column(Field::Serial).is_some_and(|own| own != *at)
            }
            Part::Count => cells.iter().all(few) && !of_rows,
            _ => false,
        }
    })
}
