//! The titles between the rows of a table, and what each says of the rows below it.

use crate::Kinds;
use crate::named_state::{Says, is_one_thing, says_service, state_in};

/// The longest title that is looked at, in bytes.
const LONGEST: usize = 120;
/// What stands between the title of a state and another below it.
const WITHIN: &str = " › ";

/// What a title says of the rows below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// Their state, or what may be one.
    State,
    /// That they are in service.
    Service,
}

/// Whether a cell alone in its row may be a title: neither a thing, nor a legend, which explains its
/// words (`S = stock`).
pub(super) fn is_title(cell: &str, kinds: &dyn Kinds) -> bool {
    cell.len() <= LONGEST && !cell.contains(['=', ':']) && !is_one_thing(cell, kinds)
}

/// What a cell alone in its row says as a title.
pub(super) fn title(cell: &str, kinds: &dyn Kinds) -> Option<Title> {
    if !is_title(cell, kinds) {
        return None;
    }
    match state_in(cell, kinds) {
        Some(_) => Some(Title::State),
        None => says_service(cell, kinds).then_some(Title::Service),
    }
}

/// A title of another kind (`École Jules Ferry`) below that of a state (`Rebut 2024`): part of it, or
/// the end of it.
pub(super) fn within(state: &str, title: &str) -> String {
    let state = state.split(WITHIN).next().unwrap_or(state);
    format!("{state}{WITHIN}{title}")
}

/// What a title says of the state of the rows below it: where another stands between, perhaps.
pub(crate) fn state_of_title(title: &str, kinds: &dyn Kinds) -> Option<Says> {
    let Some((state, _)) = title.split_once(WITHIN) else { return state_in(title, kinds) };
    if let Some(state) = kinds.own_state(title) {
        return Some(Says::Told(state));
    }
    let (Says::Told(state) | Says::Sure(state) | Says::Perhaps(state)) = state_in(state, kinds)?;
    Some(Says::Perhaps(state))
}
