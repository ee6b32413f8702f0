//! What a cell of states says.

use crate::State;
use crate::cells::first_of;
use crate::condition::{is_condition, is_refurbished};
use crate::kind::{OpenState, SomeUnits};
use crate::vocabulary::Vocabulary;
use ground::table::masked_in;
use inventory::{Field, Kinds, ShareSaid, is_placeholder, share_said, some_said};

/// Why a cell says no state of its row.
#[derive(Clone, Copy)]
pub(super) enum UnreadState {
    /// It says one of some of the units.
    OfSome,
    /// It leaves it open.
    Open(OpenState),
    /// Nobody knows.
    Unknown,
}

/// What a cell of states says, worked out once for each of its words.
#[derive(Clone, Copy)]
pub(super) struct StateCell {
    /// The state, nothing, or why it cannot be read.
    pub(super) state: Result<Option<State>, UnreadState>,
    /// Some units that a state is said of.
    some: Option<SomeUnits<'static>>,
    /// Whether a day or a year stands beside it.
    pub(super) is_dated: bool,
    /// Whether it says that others used the machine before.
    pub(super) is_used: bool,
    /// Whether it says that the machine is still to be ordered.
    pub(super) is_to_order: bool,
}

impl StateCell {
    pub(super) fn read(cell: &[u8], words: &Vocabulary) -> Self {
        let text = String::from_utf8_lossy(cell);
        let word = first_of(&text);
        let some = || SomeUnits::in_words(word, words).map(SomeUnits::unnamed);
        let share = share_said(word)
            .filter(|share| words.own_state(word).is_none() && words.state(share.said()).is_some());
        let said = match share {
            Some(ShareSaid::All(said)) => said,
            _ => word,
        };
        let (state, some) = match words.state_of(said) {
            // `HS (sauf 2)`: the words hold a state, and it is not that of all units.
            _ if share.is_some_and(ShareSaid::is_part) => (Err(UnreadState::OfSome), None),
            // `No operativo` is a state by itself.
            Some(state) => (Ok(Some(state)), None),
            // `aucun HS` says none of the row.
            _ if matches!(share, Some(ShareSaid::None(_))) => (Ok(None), None),
            // What condition a machine is in says nothing of where it is in its life.
            None if is_placeholder(word.as_bytes()) || is_condition(word) => (Ok(None), None),
            None => match some() {
                Some(some) => (Err(UnreadState::OfSome), Some(some)),
                None => (Err(open_in(word, words)), None),
            },
        };
        let figures = cell.iter().filter(|byte| byte.is_ascii_digit()).count();
        let is_code = State::ALL.iter().any(|own| own.code().as_bytes() == cell);
        Self {
            state,
            some,
            is_dated: figures >= 4 && !is_code,
            is_used: is_refurbished(word),
            is_to_order: words.is_to_order(word),
        }
    }

    /// As the quantity of the row settles it: what is said of as many units as the row has is said of it.
    pub(super) fn settled(self, quantity: f64) -> Self {
        match self.some.and_then(|some| some.state_of_all(quantity)) {
            Some(state) => Self { state: Ok(Some(state)), ..self },
            None => self,
        }
    }
}

/// Why a cell that says no state says none: it may leave one open of its whole row, in words that can be
/// quoted.
fn open_in(word: &str, words: &Vocabulary) -> UnreadState {
    let Some((_, open)) = OpenState::said_in(word, words) else { return UnreadState::Unknown };
    let is_quoted =
        || !words.may_name_somebody(word) && masked_in(Field::Status.holds(), word) == word;
    if some_said(word).is_none() && is_quoted() {
        UnreadState::Open(open)
    } else {
        UnreadState::Unknown
    }
}
