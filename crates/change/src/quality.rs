//! The same machine, better or otherwise known: the earlier year's row, weighed once more with what
//! the later one tells of it.
//!
//! What a machine is does not change: its type, its model, the day it was bought, the use others
//! made of it before. Where two years tell it otherwise, one of them did not know. What may change
//! (how many, their state, their country, their room, what they draw) is otherwise known where one
//! year tells it and something stands in for it in the other.

use super::pairs::Pairs;
use super::seen::WeighedRow;
use super::year::{Both, NumberedRows};
use equipment::State;
use ground::provenance::{Assumption, Origin};
use ground::table::Day;
use inventory::Field;

/// What stands in for a date, or makes one of a part.
const OF_DATES: [Assumption; 3] =
    [Assumption::DateStandsIn, Assumption::DateRounded, Assumption::DayFirst];
const OF_STATE: [Assumption; 2] = [Assumption::InService, Assumption::StateOfName];
const OF_QUANTITY: [Assumption; 2] = [Assumption::OneUnit, Assumption::UnitsInWords];

/// The earlier rows as they would have been, had they been known as they are later; `None` where
/// nothing about them became known otherwise.
pub(crate) fn known_later(both: &Both<'_>, pairs: &Pairs) -> Vec<Option<WeighedRow>> {
    let [earlier, later] = &both.years;
    // A list of which no row is of several tells no numbers, beside one of which some are.
    let tells_numbers = |year: &NumberedRows<'_>| year.rows.iter().any(|row| row.units > 1.0);
    let one_tells_numbers = tells_numbers(earlier) != tells_numbers(later);
    let rows = earlier.rows.iter().zip(&pairs.later);
    rows.map(|(row, pair)| known_as(row, &later.rows[(*pair)? as usize], both, one_tells_numbers))
        .collect()
}

fn known_as(
    row: &WeighedRow,
    later: &WeighedRow,
    both: &Both<'_>,
    one_tells_numbers: bool,
) -> Option<WeighedRow> {
    // What is rented of others is what was rented in the year.
    if row.told.is_rented || later.told.is_rented {
        return None;
    }
    let [kernel, later_kernel] = [both.years[0].kernel, both.years[1].kernel];
    let end = Day(kernel.year.first.0 + kernel.year.days - 1);
    let otherwise = |of: &[Assumption]| {
        of.iter().any(|one| row.told.assumed.contains(*one) != later.told.assumed.contains(*one))
    };
    let is_assumed = otherwise(&[Assumption::AssumedMonitors]);
    let mut line = row.equipment();
    let mut choice = row.told.choice;
    let mut made = row.made;
    let mut measure = row.told.measure;
    let none_left = [row, later].iter().all(|of| (of.there - of.units).abs() < 1e-9);
    if otherwise(&OF_QUANTITY) || one_tells_numbers && none_left {
        line.quantity = later.units;
    }
    // Whose a machine is said to be makes it no other machine: what is sold to who uses it leaves.
    line.ownership = later.told.ownership;
    // A lot is filled up and renewed under one name; a machine is not.
    let is_one = is_assumed || [line.quantity, later.units].iter().all(|n| (n - 1.0).abs() < 1e-9);
    let made_of = |row: &WeighedRow| &both.made[row.made as usize];
    let retyped = row.type_id != later.type_id;
    let other_match = made_of(row).matched != made_of(later).matched;
    // A lifetime that the organisation comes to declare is of all its machines, and is no model.
    let other_terms =
        || is_one && made_of(row).terms != made_of(later).terms && !was_upgraded(row, later, both);
    let other_model = other_match || other_terms();
    if retyped || other_model {
        line.type_id = later.type_id;
        choice = kernel.choices.taken(later_kernel.choice(later.told.choice));
        made = later.made;
    }
    let dates = |row: &WeighedRow| (row.told.acquired.map(day), row.told.started.map(day));
    let is_told = |row: &WeighedRow| (row.told.acquired.is_some(), row.told.started.is_some());
    if dates(row) != dates(later)
        && (is_one || is_told(row) != is_told(later) || otherwise(&OF_DATES))
    {
        // What is bought or put to use after the earlier year was so in it, too.
        let known = |old, new: Option<(Day, Field)>| match new {
            Some((day, _)) if end < day => old,
            _ => new,
        };
        line.acquired = known(line.acquired, later.told.acquired);
        line.started = known(line.started, later.told.started);
    }
    line.upstream_years = later.told.upstream_years;
    let left = |old: Option<Day>, new: Option<Day>| old.or(new.filter(|day| *day <= end));
    line.exited = left(line.exited, later.told.exited);
    line.decommissioned = left(line.decommissioned, later.told.decommissioned);
    let stays = |state| !matches!(state, State::Exited | State::Decommissioned);
    if otherwise(&OF_STATE) && stays(row.told.state) && stays(later.told.state) {
        line.state = later.told.state;
    }
    // A machine told at one site, then at another, was taken there: nothing was learnt of the first.
    let is_named =
        |row: &WeighedRow| both.sites.get(row.site as usize).is_some_and(|s| !s.is_empty());
    let was_moved = row.site != later.site && is_named(row) && is_named(later);
    let learnt = |of: &[Assumption]| otherwise(of) && !was_moved;
    // Where nothing says what its kilowatt-hours weighed then, they are as they were taken.
    if learnt(&[Assumption::OwnCountry]) && both.years[0].mix(later.zone).is_some() {
        line.zone = later.zone;
    }
    let centre = later.centre_in(&both.years[1].centres, &both.years[0].centres);
    // What stands elsewhere, or is out of use, was taken out of its room or brought there.
    let other_room = row.centre.is_some() != later.centre.is_some()
        && row.site == later.site
        && stays(row.told.state)
        && stays(later.told.state);
    if other_room {
        line.datacentre = centre;
    }
    let origin = |row: &WeighedRow| row.told.energy.map(|(_, origin)| origin);
    let energy = retyped
        || choice != row.told.choice
        || origin(row) != origin(later)
        || (is_one && by_default(later) && row.energy_factor != later.energy_factor);
    if energy && let Some((kwh, _)) = later.told.energy {
        measure = None;
        line.declared_kwh = if by_default(later) { None } else { Some(kwh) };
        if by_default(later) {
            choice = kernel.choices.taken(later_kernel.choice(later.told.choice));
        }
    }
    // What is told as it was weighs what it did.
    let as_told = (row.equipment(), row.told.choice, row.told.measure);
    let again = if (line, choice, measure) == as_told {
        *row
    } else {
        WeighedRow::of(kernel, &line, &kernel.weigh(&line, choice, measure), measure)
    };
    let mut known = WeighedRow { marks: row.marks, files: row.files, made, ..again };
    if other_room || learnt(&[Assumption::DefaultPue]) {
        known.kwh *= later.pue / known.pue;
        known.pue = later.pue;
        known.pue_factor = later.pue_factor;
    }
    // In use, and nobody knows what it draws any more.
    if energy && later.told.energy.is_none() && later.told.in_use > 0.0 {
        known.kwh = 0.0;
        known.used = 0.0;
    }
    known.differs(row).then_some(known)
}

/// Whether both years tell as much of a machine's parts: what they tell otherwise was put in it, or
/// taken out.
fn was_upgraded(row: &WeighedRow, later: &WeighedRow, both: &Both<'_>) -> bool {
    let [old, new] = [(0, row), (1, later)].map(|(at, row): (usize, &WeighedRow)| {
        both.years[at].kernel.choice(row.told.choice).machine.as_ref()
    });
    old.zip(new).is_some_and(|(old, new)| old.tells_as_much_as(new))
}

fn day((day, _): (Day, Field)) -> Day {
    day
}

/// Whether what a unit draws is a default: of its type, its model or its parts.
fn by_default(row: &WeighedRow) -> bool {
    let origin = row.told.energy.map(|(_, origin)| origin);
    origin.is_some_and(|origin| !matches!(origin, Origin::Measured | Origin::Declared))
}

impl WeighedRow {
    /// Whether anything that weighs differs.
    fn differs(&self, other: &Self) -> bool {
        let of = |row: &Self| {
            let numbers = [
                row.units, row.whole, row.held, row.life, row.age, row.up, row.used, row.kwh,
                row.pue,
            ];
            (numbers.map(f64::to_bits), row.type_id, row.zone, row.made, row.energy_factor)
        };
        of(self) != of(other) || self.pue_factor != other.pue_factor
    }
}
