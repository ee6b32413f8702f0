//! The life-cycle stages.

use crate::lang::Lang;

/// A stage of the life cycle, or `embodied` where a source gives the stages before use together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Making the equipment, raw materials included.
    Manufacturing,
    /// Bringing it to its user.
    Distribution,
    /// Manufacturing, distribution and, where the source counts it, end of life, not told apart.
    Embodied,
    /// Its electricity.
    Use,
    /// Its treatment as waste.
    EndOfLife,
}

impl Stage {
    /// All stages in the order they are printed.
    pub const ALL: [Self; 5] =
        [Self::Manufacturing, Self::Distribution, Self::Embodied, Self::Use, Self::EndOfLife];

    /// Its place in [`Stage::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Manufacturing => "manufacturing",
            Self::Distribution => "distribution",
            Self::Embodied => "embodied",
            Self::Use => "use",
            Self::EndOfLife => "end_of_life",
        }
    }

    /// The stage of that name in files.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Manufacturing => lang.label("fabrication", "manufacturing"),
            Self::Distribution => lang.label("distribution", "distribution"),
            Self::Embodied => lang.label(
                "fabrication à fin de vie (source non détaillée)",
                "embodied (source not split)",
            ),
            Self::Use => lang.label("utilisation", "use"),
            Self::EndOfLife => lang.label("fin de vie", "end of life"),
        }
    }
}
