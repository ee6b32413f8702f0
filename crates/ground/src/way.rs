//! Where the user can say more of the estate: in its card, or on the command line.

use crate::lang::Text;

/// The way that works for what the user has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// An estate folder: a line of its `estate.toml`.
    #[default]
    Card,
    /// Lone files: an option of the command.
    Option,
}

impl Way {
    /// What to say to a user who has a card, or has none.
    pub fn pick(self, card: Text, option: Text) -> Text {
        match self {
            Self::Card => card,
            Self::Option => option,
        }
    }
}
