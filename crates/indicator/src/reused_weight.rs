//! What goes on being used by others weighs.

use super::facts::EstateYear;
use ledger::movement::{ExitRoute, MovementAside, MovementKind};

/// The weight of what left in the year to be reused, kg, and of how many units nobody knows it. What was
/// sold and no list has any more weighs what its type does; of what nothing tells the type, nobody knows.
pub(super) fn reused_kg(facts: &EstateYear<'_>) -> (f64, f64) {
    const REUSE: [MovementKind; 3] =
        [MovementKind::Transfer, MovementKind::Donate, MovementKind::Sell];
    let (mut kg, mut unweighed) = (0.0, 0.0);
    for unit in facts.left().filter(|unit| unit.route.is_some_and(ExitRoute::is_reuse)) {
        match facts.weight(unit) {
            Some((weight, _)) => kg += weight.value * unit.quantity,
            None => unweighed += unit.quantity,
        }
    }
    let is_open = |one: &&MovementAside| {
        one.day.is_some_and(|day| facts.in_year(day))
            && one.kind.is_some_and(|kind| REUSE.contains(&kind))
    };
    let open = facts.open_moves.iter().filter(is_open);
    unweighed += open.map(|one| one.units.unwrap_or(1.0)).sum::<f64>();
    (kg, unweighed)
}
