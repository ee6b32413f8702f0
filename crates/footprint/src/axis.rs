//! The axes a footprint is seen along.

use ground::lang::Lang;

/// An axis of the footprint; the stage is in every figure already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// By equipment type.
    Type,
    /// By site.
    Site,
    /// By entity.
    Entity,
    /// By country.
    Country,
    /// By state.
    Status,
    /// By year of purchase.
    Year,
    /// By category of the GHG Protocol and of the BEGES.
    Scope,
}

impl Axis {
    /// All axes.
    pub const ALL: [Self; 7] = [
        Self::Type,
        Self::Site,
        Self::Entity,
        Self::Country,
        Self::Status,
        Self::Year,
        Self::Scope,
    ];

    /// Its name in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Site => "site",
            Self::Entity => "entity",
            Self::Country => "country",
            Self::Status => "status",
            Self::Year => "year",
            Self::Scope => "scope",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Type => lang.label("type d'équipement", "equipment type"),
            Self::Site => lang.label("site", "site"),
            Self::Entity => lang.label("entité", "entity"),
            Self::Country => lang.label("pays", "country"),
            Self::Status => lang.label("état", "status"),
            Self::Year => lang.label("année d'achat", "year of purchase"),
            Self::Scope => lang.label("scope", "scope"),
        }
    }
}
