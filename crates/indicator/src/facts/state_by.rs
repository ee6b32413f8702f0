//! By what the state of units is known: told, unread, or not told at all.

use equipment::Vocabulary;
use ground::provenance::Assumption;
use walk::Line;

/// By what the state of units is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StateBy {
    /// By a word, a day, or several files of which none has to say it.
    Told,
    /// By a word that cannot be read: they are taken as in service.
    Unread,
    /// By nothing: they are taken as in service.
    Nothing,
}

impl StateBy {
    /// By what that of a line is known.
    pub(crate) fn of(line: &Line<'_>, words: &Vocabulary) -> Self {
        let assumed = line.weighed.assumed;
        let is_unread =
            || assumed.contains(Assumption::UnreadCell) && line.told.is_state_unread(words);
        if !assumed.contains(Assumption::InService) {
            Self::Told
        } else if line.is_joined() {
            // Of several files one may have had a cell that cannot be read.
            if assumed.contains(Assumption::UnreadCell) { Self::Unread } else { Self::Told }
        } else if is_unread() {
            Self::Unread
        } else {
            Self::Nothing
        }
    }
}
