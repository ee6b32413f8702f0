//! A date to keep, and what it is of.

use ground::lang::{Lang, Text};
use ground::table::Day;

/// What a date is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    /// A milestone, a legal date.
    Milestone,
    /// The target of a commitment.
    Target,
    /// The start of an action.
    ActionStart,
    /// The end of an action.
    ActionEnd,
}

impl DueKind {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Milestone => "milestone",
            Self::Target => "target",
            Self::ActionStart => "action_start",
            Self::ActionEnd => "action_end",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Milestone => lang.label("échéance", "milestone"),
            Self::Target => lang.label("cible", "target"),
            Self::ActionStart => lang.label("début d'action", "action starts"),
            Self::ActionEnd => lang.label("fin d'action", "action ends"),
        }
    }
}

/// A date to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub on: Day,
    /// What it is of.
    pub kind: DueKind,
    /// The identifier of the action or commitment; empty for a milestone.
    pub id: String,
    /// In words.
    pub label: Text,
    /// The text of law, where it is one.
    pub law: String,
    /// A name that stays the same when the date or the wording of others moves.
    pub key: String,
}
