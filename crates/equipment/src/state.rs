//! The states an equipment goes through.

use ground::lang::Lang;

/// Where an equipment is in its life: `ordered → in_stock → in_service ⇄ in_repair →
/// decommissioned → exited`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Bought and not yet delivered.
    Ordered,
    /// Held, not used.
    InStock,
    /// Used.
    InService,
    /// Held, being repaired.
    InRepair,
    /// Taken out of use, still held.
    Decommissioned,
    /// Gone.
    Exited,
}

impl State {
    /// All states, in order.
    pub const ALL: [Self; 6] = [
        Self::Ordered,
        Self::InStock,
        Self::InService,
        Self::InRepair,
        Self::Decommissioned,
        Self::Exited,
    ];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::InStock => "in_stock",
            Self::InService => "in_service",
            Self::InRepair => "in_repair",
            Self::Decommissioned => "decommissioned",
            Self::Exited => "exited",
        }
    }

    /// The state of that name in files.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Ordered => lang.label("commandé", "ordered"),
            Self::InStock => lang.label("en stock", "in stock"),
            Self::InService => lang.label("en service", "in service"),
            Self::InRepair => lang.label("en réparation", "in repair"),
            Self::Decommissioned => lang.label("réformé", "decommissioned"),
            Self::Exited => lang.label("sorti", "exited"),
        }
    }
}
