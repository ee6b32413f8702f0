//! What a row says of how its units left, where the ledger, which wins, says something else.

use equipment::{Equipment, ExitRoute, State};
use ground::provenance::Assumption;
use ground::table::Day;
use ledger::movement::{MovedTogether, are_days_apart, are_routes_apart};

/// How its units left, or did not, as a row has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowLeaving {
    /// Their state.
    pub state: State,
    /// The day they were taken out of use.
    pub decommissioned: Option<Day>,
    /// The day they left.
    pub exited: Option<Day>,
    /// How they left.
    pub route: Option<ExitRoute>,
}

impl RowLeaving {
    /// What a row says of units that the ledger moved, where both cannot be: it has them here, dates it
    /// otherwise, or has them leave another way. A row that says no state has them nowhere, and one of
    /// several units tells those that stayed.
    pub(super) fn against(row: &Equipment, moved: &MovedTogether, is_line: bool) -> Option<Self> {
        let days =
            [(row.decommissioned, moved.out_of_use), (row.exited, moved.left.map(|one| one.0))];
        let is_dated = |(own, told): &(Option<Day>, Option<(Day, u32)>)| {
            own.zip(*told).is_some_and(|(own, (told, _))| are_days_apart(own, told))
        };
        let says_state = !is_line && !row.assumed.contains(Assumption::InService);
        let is_here = if moved.left.is_some() {
            row.state != State::Exited
        } else {
            let is_out = moved.out_of_use.is_some() && moved.again.is_none();
            is_out && row.state == State::InService
        };
        let way = row.route.zip(moved.left);
        let is_other_way = way.is_some_and(|(own, (_, told))| are_routes_apart(own, told));
        let is_otherwise = says_state && is_here || days.iter().any(is_dated) || is_other_way;
        is_otherwise.then_some(Self {
            state: row.state,
            decommissioned: row.decommissioned,
            exited: row.exited,
            route: row.route,
        })
    }
}
