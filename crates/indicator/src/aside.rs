//! What was not read and could be in a figure: rows set aside are none of a year's zero.
//!
//! A figure of a year is of the rows that were read. What those set aside could make of it is a bound:
//! `docs/decisions/0015-plan-verdicts.md` has the rule of each kind.

mod amounts;
mod any_type;
mod bearing;
mod means;
mod open;
mod said;
#[cfg(test)]
mod simulated;

use super::catalogue::{Definition, Family};
use super::datum::Datum;
use super::facts::{EstateYear, Unit, UnitsAside, told};
use super::registry::function;
use super::value::{Figure, Lacking, Quality, Value};
use amounts::{impact_aside, impact_could, kwh_could, services_aside};
use bearing::{
    AsideBearing, EXITS, LOOKS_BACK, OF_TYPES, STAYS_OF_EXITS, bearing, has_vanished_in,
    is_of_exits, is_of_purchases, of_ledger, states_of,
};
use factor::{TypeId, TypeKind};
use ground::quantity::Interval;
use ledger::movement::{MovementAside, MovementKind};
use means::end_of;
use open::UnitsOpen;
use said::RowsAside;
pub use said::{rows_unread, sums_are_open};

/// What was not read of a year that an indicator rests on.
#[derive(Debug, Clone, PartialEq)]
struct UnitsUnread {
    /// Units of the inventory, without end where nobody knows.
    listed: f64,
    /// Units of the ledger, likewise.
    moved: f64,
    /// Units that rows of the ledger may have taken out of use, of which the inventory alone is read.
    stirred: f64,
    /// Whether rows of services were set aside that it holds.
    services: bool,
    /// How many usage records that it rests on were set aside.
    measures: u64,
    /// The rows in which all this stands.
    rows: RowsAside,
    /// What cells of rows that were read leave open.
    open: UnitsOpen,
}

impl UnitsUnread {
    fn of(facts: &EstateYear<'_>, of: &Definition, part: Option<(&str, &str)>) -> Self {
        let types = OF_TYPES.iter().find(|(id, _)| *id == of.id).map(|(_, types)| *types);
        let is_of_type = |id: TypeId| {
            let in_rooms = of.family != Family::Datacentre
                || facts.is_kind(id, &[TypeKind::Datacentre, TypeKind::Network]);
            // Parts of the footprint are parts of one whole, to which any row adds.
            let of_one_whole = matches!(of.whole.as_str(), "equipment_footprint" | "electricity");
            let of_part = part.is_none_or(|(axis, code)| {
                axis != "type" || of_one_whole || facts.is_a(id, &[code])
            });
            in_rooms && of_part && types.is_none_or(|types| facts.is_a(id, types))
        };
        let (of_purchases, of_exits) = (is_of_purchases(of), is_of_exits(of));
        let states = states_of(of);
        let may_be = |one: &&UnitsAside| {
            let came = one.came.is_none_or(|day| facts.in_year(day));
            let is_in = one.state.is_none_or(|is| states.is_none_or(|all| all.contains(&is)));
            // Of the year by purchases, the use of what was bought before is a part too.
            let of_year = !of_purchases || came || of.id == "it_ghg_purchase_year";
            one.type_id.is_none_or(is_of_type) && of_year && is_in
        };
        let rests_on_moves = of.computable_from.contains("movements") || of_purchases;
        let is_of_stays = STAYS_OF_EXITS.contains(&of.id.as_str());
        let kinds = match (of_ledger(of), of_purchases) {
            (Some(kinds), _) => Some(kinds),
            (None, true) => Some(&[MovementKind::Purchase][..]),
            (None, false) => (of_exits && !is_of_stays).then_some(EXITS),
        };
        let looks_back = of.family == Family::Lifetime || LOOKS_BACK.contains(&of.id.as_str());
        let is_of_stock = of_ledger(of).is_none() && !of_purchases && !of_exits;
        let is_of_all = matches!(bearing(of), AsideBearing::Impacts(_))
            || of.id == "it_ghg_purchase_year"
            || of.id == "it_scope3_1_services";
        let is_of_electricity = matches!(bearing(of), AsideBearing::Impacts(_))
            || of.id == "it_ghg_purchase_year"
            || of.whole == "electricity"
            || of.id == "workstation_electricity_per_unit";
        let listed = || facts.rows.aside.iter().filter(may_be).filter(|_| of_ledger(of).is_none());
        // What left the list is counted as what may have left already, whichever rows say how.
        let is_told = |one: &MovementAside| has_vanished_in(of) && facts.is_of_vanished(one);
        let moved = |one: &&MovementAside| {
            rests_on_moves && is_of(facts, one, kinds, looks_back) && !is_told(one)
        };
        let stirred = |one: &&MovementAside| is_of_stock && is_of(facts, one, Some(EXITS), false);
        let rows = RowsAside::of(listed(), moves(facts).filter(|one| moved(one) || stirred(one)));
        Self {
            listed: if of_ledger(of).is_none() { listed_aside(facts, listed()) } else { 0.0 },
            moved: moved_aside(moves(facts).filter(moved)),
            stirred: moved_aside(moves(facts).filter(stirred)),
            rows,
            services: is_of_all && services_aside(facts) > 0,
            measures: if is_of_electricity || bearing(of) == AsideBearing::Electricity {
                facts.rows.outcome.intake.usage_unread
            } else {
                0
            },
            open: UnitsOpen::of(facts, of, is_of_type),
        }
    }

    /// What cells leave open alone.
    fn of_cells(self) -> Self {
        let none = RowsAside::of(std::iter::empty(), std::iter::empty());
        let rows = Self { listed: 0.0, moved: 0.0, stirred: 0.0, ..self };
        Self { services: false, measures: 0, rows: none, ..rows }
    }

    /// Whether rows were set aside beside those of the ledger.
    fn has_rows_of_the_year(&self) -> bool {
        self.listed > 0.0 || self.services || self.measures > 0
    }

    /// Whether all rows that it rests on were read.
    fn has_no_rows(&self) -> bool {
        self.units_of_rows() <= 0.0 && self.stirred <= 0.0 && !self.services && self.measures == 0
    }

    fn is_none(&self) -> bool {
        self.has_no_rows() && self.open.is_none()
    }

    fn units_of_rows(&self) -> f64 {
        self.listed + self.moved
    }

    /// Units that may be of it and are not counted.
    fn units(&self) -> f64 {
        self.units_of_rows() + self.open.more
    }

    /// Units that are counted and may not be of it.
    fn less(&self) -> f64 {
        self.stirred + self.open.less
    }
}

/// Units that rows of the ledger set aside may have taken out of use in the year.
fn stirred(facts: &EstateYear<'_>) -> f64 {
    moved_aside(moves(facts).filter(|one| is_of(facts, one, Some(EXITS), false)))
}

/// Whether files of the year's inventory were not read: nobody knows what is in them.
fn is_open(facts: &EstateYear<'_>) -> bool {
    !facts.rows.outcome.intake.not_read.is_empty()
}

/// Units of rows set aside; without end where a whole file was not read.
fn listed_aside<'f>(facts: &EstateYear<'_>, rows: impl Iterator<Item = &'f UnitsAside>) -> f64 {
    if is_open(facts) {
        return f64::INFINITY;
    }
    rows.map(|one| one.units.unwrap_or(f64::INFINITY)).sum()
}

/// The rows of the ledger that were set aside.
fn moves<'f>(facts: &'f EstateYear<'_>) -> impl Iterator<Item = &'f MovementAside> {
    facts.ledger().into_iter().flat_map(|ledger| &ledger.aside)
}

/// Whether a row of the ledger set aside may be of some kinds, of the year or, where it looks back, of
/// before too.
fn is_of(
    facts: &EstateYear<'_>,
    one: &MovementAside,
    kinds: Option<&[MovementKind]>,
    looks_back: bool,
) -> bool {
    let bears = |day| facts.in_year(day) || (looks_back && day < facts.year.first);
    one.day.is_none_or(bears)
        && one.kind.is_none_or(|kind| kinds.is_none_or(|kinds| kinds.contains(&kind)))
}

fn moved_aside<'f>(rows: impl Iterator<Item = &'f MovementAside>) -> f64 {
    rows.map(|one| one.units.unwrap_or(f64::INFINITY)).sum()
}

/// A value, or that of one part, with bounds that have what was not read of its year in them, and what
/// that is among what lacks.
#[must_use]
pub fn with_aside(
    facts: &EstateYear<'_>,
    of: &Definition,
    part: Option<(&str, &str)>,
    value: Value,
) -> Value {
    with_unread(facts, of, part, value, &UnitsUnread::of(facts, of, part))
}

/// The same of what is given as not read.
fn with_unread(
    facts: &EstateYear<'_>,
    of: &Definition,
    part: Option<(&str, &str)>,
    mut value: Value,
    unread: &UnitsUnread,
) -> Value {
    let is_answered = matches!(value.quality, Quality::Declared | Quality::Unproven);
    let Ok(figure) = value.figure else { return value };
    if is_answered || function(&of.id).is_none() || bearing(of) == AsideBearing::Nothing {
        return value;
    }
    if unread.is_none() {
        return value;
    }
    if unread.has_rows_of_the_year() {
        value.lacking.push(Lacking { datum: Datum::RowsAside, of: said::of_year(facts, unread) });
    }
    if let Some(of) = said::of_ledger(facts, unread) {
        value.lacking.push(Lacking { datum: Datum::MovesAside, of });
    }
    for (datum, units) in &unread.open.data {
        value = value.lacking(*datum, *units);
    }
    // An estimate of which nothing is known to err has no bounds to widen.
    let is_bare = value.quality == Quality::Estimated
        && matches!(figure, Figure::Number(one) if one.high - one.low <= 0.0);
    if !is_bare {
        let whole = value.terms.get(1).map_or(0.0, |term| term.value);
        let wide = widened(facts, of, part, (figure, whole), unread);
        // What cells leave open is in the bounds that are shown; what rows do, beside them.
        let has_ends = matches!(wide, Figure::Number(one) if one.high.is_finite());
        value.read = (!unread.has_no_rows() || !has_ends).then_some(figure);
        value.figure = Ok(wide);
    }
    value
}

/// A value as indicators tell it: with what cells leave open in its bounds, as verdicts have it. What rows
/// set aside could make of it is told beside.
pub(super) fn with_cells(facts: &EstateYear<'_>, of: &Definition, value: Value) -> Value {
    let unread = UnitsUnread::of(facts, of, None);
    // An amount is widened by all that was not read at once.
    let by_amount = matches!(
        bearing(of),
        AsideBearing::Impacts(_) | AsideBearing::Electricity | AsideBearing::Making
    );
    if by_amount && !unread.has_no_rows() {
        return value;
    }
    let wide = with_unread(facts, of, None, value.clone(), &unread.of_cells());
    if wide.read.is_some() { value } else { wide }
}

/// The figure with what was not read in its bounds.
fn widened(
    facts: &EstateYear<'_>,
    of: &Definition,
    part: Option<(&str, &str)>,
    (figure, whole): (Figure, f64),
    unread: &UnitsUnread,
) -> Figure {
    let units = unread.units();
    let (low, high) = match figure {
        Figure::Number(one) => (one.low, one.high),
        Figure::MoreThan(low) => (low, f64::INFINITY),
        Figure::AtMost(high) => (f64::NEG_INFINITY, high),
        // What is not read may be what a no would rest on.
        Figure::YesNo(_) => return figure,
    };
    let middle = match figure {
        Figure::Number(one) => one.value,
        _ => high.min(low.max(0.0)),
    };
    let footprint = &facts.rows.outcome.footprint;
    let times = |more: f64, all: f64| {
        if more <= 0.0 {
            0.0
        } else if all > 0.0 {
            middle * more / all
        } else {
            f64::INFINITY
        }
    };
    let (low, high) = match bearing(of) {
        AsideBearing::Nothing | AsideBearing::YesNo => (low, high),
        AsideBearing::Impacts(code) => {
            let at = footprint.criteria.iter().position(|criterion| criterion.code == code);
            let [less, more] = at.map_or([f64::INFINITY; 2], |at| {
                let all = footprint.totals.total(at).value;
                impact_could(facts, at).map(|one| times(one, all))
            });
            (least(low, less), high + more)
        }
        AsideBearing::Electricity => {
            let all = footprint.perimeters.supplied_kwh().value;
            let [less, more] = kwh_could(facts).map(|one| times(one, all));
            (least(low, less), high + more)
        }
        AsideBearing::Making => (low, high + makings(facts, unread)),
        AsideBearing::Count => {
            let each = per_unit(of, facts);
            (least(low, unread.less() * each), high + units * each)
        }
        AsideBearing::PeoplePer => {
            // So many people to so many printers: with more of them, fewer people to each.
            let counted = whole;
            let left = counted - unread.less();
            (
                if counted > 0.0 { low * counted / (counted + units) } else { 0.0 },
                if left > 0.0 { high * counted / left } else { f64::INFINITY },
            )
        }
        AsideBearing::Share => {
            let more = more_of_whole(facts, of, unread);
            let whole = part.map_or(Some(whole), |part| part_held(facts, of, part, whole));
            let less = less_of_whole(facts, of, unread);
            share_without(share(of, (low, high), whole, more), whole, less)
        }
        AsideBearing::Quotient => {
            let units = units + unread.less();
            let kept = if units.is_finite() && whole > 0.0 { whole / (whole + units) } else { 0.0 };
            (low * kept, f64::INFINITY)
        }
        AsideBearing::Mean => {
            // A part by another axis than types has units that are not known one by one.
            let is_known = part.is_none_or(|(axis, _)| axis == "type") && unread.measures == 0;
            let end = end_of(of);
            match unread.open.mean.filter(|_| is_known) {
                Some(mean) => {
                    // A row of the ledger may be of a unit that is counted, and date it otherwise.
                    let stays = if is_of_exits(of) { unread.moved } else { 0.0 };
                    let could = [units + mean.lacks, unread.less() + stays];
                    mean.mean_without((low, high), could, end)
                }
                None => (0.0, end),
            }
        }
        AsideBearing::Least => (0.0, high),
        AsideBearing::Open => (low, f64::INFINITY),
    };
    match figure {
        Figure::Number(one) => Figure::Number(Interval {
            value: one.value,
            low: low.min(one.low),
            high: high.max(one.high),
        }),
        Figure::MoreThan(_) => Figure::MoreThan(low),
        Figure::AtMost(_) => Figure::AtMost(high),
        Figure::YesNo(_) => figure,
    }
}

/// A low bound with so much less.
fn least(low: f64, less: f64) -> f64 {
    if less > 0.0 { (low - less).max(0.0) } else { low }
}

/// What a unit is of a count: one, or one over the people.
fn per_unit(of: &Definition, facts: &EstateYear<'_>) -> f64 {
    let Some(people) = facts.headcount().filter(|_| of.headcount.is_some()) else { return 1.0 };
    if of.unit == "%" { 100.0 / people } else { 1.0 / people }
}

/// The most that units could weigh whole: each that may have come in the year as the heaviest making
/// there is, and all with a year's use.
fn makings(facts: &EstateYear<'_>, unread: &UnitsUnread) -> f64 {
    if unread.units() <= 0.0 && !unread.services {
        return 0.0;
    }
    let made = facts.held().filter_map(|unit| unit.made.map(|[_, _, high]| told(high)));
    let most = made.fold(0.0, f64::max);
    let came = |one: &&UnitsAside| one.came.is_none_or(|day| facts.in_year(day));
    let came = listed_aside(facts, facts.rows.aside.iter().filter(came));
    let units = came + unread.moved + unread.open.more;
    if unread.services || (units > 0.0 && most <= 0.0) {
        return f64::INFINITY;
    }
    units * most + impact_aside(facts, 0)
}

/// What was not read could add to the whole of a share, in the whole's unit.
fn more_of_whole(facts: &EstateYear<'_>, of: &Definition, unread: &UnitsUnread) -> f64 {
    match of.whole.as_str() {
        "electricity" => kwh_could(facts)[1],
        "equipment_footprint" => impact_could(facts, 0)[1],
        "spend" if unread.units() > 0.0 => {
            let each = |unit: &Unit| Some(told(unit.price_eur?) / unit.quantity);
            let most = facts.spent().into_iter().filter_map(each).fold(0.0, f64::max);
            // A unit that nothing dates has a price of its own, which may be any.
            let is_priced = most > 0.0 && unread.open.more <= 0.0;
            if is_priced { unread.units() * most } else { f64::INFINITY }
        }
        // A lot weighs what it weighs.
        "waste" => f64::INFINITY,
        _ => unread.units(),
    }
}

/// What of the whole of a share may not be, in the whole's unit.
fn less_of_whole(facts: &EstateYear<'_>, of: &Definition, unread: &UnitsUnread) -> f64 {
    match of.whole.as_str() {
        "electricity" => kwh_could(facts)[0],
        "equipment_footprint" => impact_could(facts, 0)[0],
        _ => unread.less(),
    }
}

/// A share of a whole of which so much may not be, of its part or beside it.
fn share_without((low, high): (f64, f64), whole: Option<f64>, less: f64) -> (f64, f64) {
    if less <= 0.0 {
        return (low, high);
    }
    let most = high.max(100.0);
    let Some((whole, left)) = whole.map(|whole| (whole, whole - less)).filter(|one| one.1 > 0.0)
    else {
        return (0.0, most);
    };
    (((low * whole - 100.0 * less) / left).max(0.0), (high * whole / left).min(most))
}

/// How many units of a part there are at least, where that is known of the kind of share.
fn part_held(
    facts: &EstateYear<'_>,
    of: &Definition,
    (axis, code): (&str, &str),
    whole: f64,
) -> Option<f64> {
    match (of.whole.as_str(), axis) {
        // Parts of the footprint are parts of one whole.
        ("equipment_footprint", _) => Some(whole),
        ("fleet" | "workstations" | "printers", "type") => {
            let own = facts.in_service().filter(|unit| facts.is_a(unit.type_id, &[code]));
            Some(own.map(|unit| unit.quantity).sum())
        }
        _ => None,
    }
}

/// A share of a whole of which so much more may be, on either side.
fn share(of: &Definition, (low, high): (f64, f64), whole: Option<f64>, more: f64) -> (f64, f64) {
    let Some(whole) = whole.filter(|whole| *whole > 0.0 && more.is_finite()) else {
        return (0.0, high.max(100.0));
    };
    let all = whole + more;
    // A machine more may make a person who has one a person who has two.
    let over = if of.whole == "people" { whole } else { all };
    (low * whole / all, ((high * whole + 100.0 * more) / over).min(high.max(100.0)))
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::Catalogue;
    use super::*;

    fn indicator(id: &str) -> Definition {
        Catalogue::shipped().unwrap().named(id).unwrap().clone()
    }

    /// 1 of 5 is 20 %; with 20 more, 1 to 21 of 25.
    #[test]
    fn a_share_of_which_rows_lack_is_worked_out_by_hand() {
        let of = indicator("refurbished_rate_units");
        let (low, high) = share(&of, (20.0, 20.0), Some(5.0), 20.0);
        assert!((low - 4.0).abs() < 1e-9 && (high - 84.0).abs() < 1e-9, "{low} {high}");
        assert_eq!(share(&of, (20.0, 20.0), Some(5.0), f64::INFINITY), (0.0, 100.0));
        assert_eq!(share(&of, (20.0, 20.0), None, 1.0), (0.0, 100.0));
        // Two people with a computer each: two more computers may make both have two.
        let people = indicator("multi_computer_user_rate");
        assert_eq!(share(&people, (0.0, 0.0), Some(2.0), 2.0), (0.0, 100.0));
    }

    /// 4 of 10 are 40 %; two of them may not be: 2 of 8 to 4 of 8.
    #[test]
    fn a_share_of_which_some_may_not_be_is_worked_out_by_hand() {
        assert_eq!(share_without((40.0, 40.0), Some(10.0), 2.0), (25.0, 50.0));
        assert_eq!(share_without((40.0, 40.0), Some(10.0), 0.0), (40.0, 40.0));
        assert_eq!(share_without((40.0, 40.0), Some(10.0), 10.0), (0.0, 100.0));
        assert_eq!(share_without((40.0, 40.0), None, 1.0), (0.0, 100.0));
    }
}
