//! The titles between the rows of a table, and what each says of the rows below it.

use super::MetInSections;
use crate::Kinds;
use crate::named_state::{StateSays, is_one_thing, says_service, state_in};

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
/// words (`S = stock`). The colon that a title ends with explains nothing: `Réformés :`.
fn is_title(cell: &str, kinds: &dyn Kinds) -> bool {
    let own = but_for_colon(cell);
    cell.len() <= LONGEST && !own.contains(['=', ':']) && !is_one_thing(own, kinds)
}

/// A title without the colon that it ends with.
fn but_for_colon(title: &str) -> &str {
    title.trim_end().trim_end_matches(':').trim_end()
}

/// What a cell alone in its row says as a title.
pub(super) fn title(cell: &str, kinds: &dyn Kinds) -> Option<Title> {
    if !is_title(cell, kinds) {
        return None;
    }
    let cell = but_for_colon(cell);
    match state_in(cell, kinds) {
        Some(_) => Some(Title::State),
        None => says_service(cell, kinds).then_some(Title::Service),
    }
}

/// The titles that rows stand below.
#[derive(Debug, Clone, Default)]
pub(super) struct Above {
    /// That of a state.
    pub(super) state: Option<String>,
    /// Whether the last row was a title.
    pub(super) is_title_last: bool,
    /// A title of another kind, of which no row was met yet.
    other: Option<String>,
    /// Whether titles of types stood where no state did: they are as high as those of states.
    types: bool,
}

impl Above {
    /// Begins what stands below the title of a state, or of what is in service.
    pub(super) fn begin(&mut self, state: Option<String>) {
        (self.state, self.other, self.is_title_last) = (state, None, false);
    }

    /// Meets a title of another kind: below that of a state it is part of it, or its end, and nobody
    /// knows which; but for types, which are told apart within it.
    pub(super) fn meet(&mut self, title: &str, kinds: &dyn Kinds) {
        if !is_title(title, kinds) {
            return self.other = None;
        }
        let is_type = kinds.is_type(title);
        if self.state.is_none() {
            self.types |= is_type;
        } else if !is_type || self.types {
            self.other = Some(title.to_owned());
        }
    }

    /// A row stands below what was met.
    pub(super) fn stand_below(&mut self, met: &mut MetInSections) {
        if let (Some(other), Some(state)) = (self.other.take(), &self.state) {
            self.state = Some(met.title(within(state, &other)));
        }
    }
}

/// A title of another kind (`École Jules Ferry`) below that of a state (`Rebut 2024`).
fn within(state: &str, title: &str) -> String {
    let state = state.split(WITHIN).next().unwrap_or(state);
    format!("{state}{WITHIN}{title}")
}

/// What a title says of the state of the rows below it: where another stands between, perhaps.
pub(crate) fn state_of_title(title: &str, kinds: &dyn Kinds) -> Option<StateSays> {
    let Some((state, _)) = title.split_once(WITHIN) else {
        return state_in(but_for_colon(title), kinds);
    };
    if let Some(state) = kinds.own_state(title) {
        return Some(StateSays::Told(state));
    }
    let (StateSays::Told(state) | StateSays::Sure(state) | StateSays::Perhaps(state)) =
        state_in(but_for_colon(state), kinds)?;
    Some(StateSays::Perhaps(state))
}
