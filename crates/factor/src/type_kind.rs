//! What sort of equipment a type is: a closed list, that of the column `kind` of `types.csv`.

/// What sort of equipment a type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeKind {
    /// What stands at a place of work.
    Workplace,
    /// What stands in a server room.
    Datacentre,
    /// What carries data.
    Network,
    /// What prints.
    Printing,
    /// What is carried about.
    Mobile,
    /// Any other equipment.
    Other,
    /// An instance rented of a cloud provider.
    Cloud,
    /// What is no equipment: a virtual machine, a consumable, furniture.
    OutOfScope,
}

impl TypeKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Workplace,
        Self::Datacentre,
        Self::Network,
        Self::Printing,
        Self::Mobile,
        Self::Other,
        Self::Cloud,
        Self::OutOfScope,
    ];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Workplace => "workplace",
            Self::Datacentre => "datacentre",
            Self::Network => "network",
            Self::Printing => "printing",
            Self::Mobile => "mobile",
            Self::Other => "other",
            Self::Cloud => "cloud",
            Self::OutOfScope => "out_of_scope",
        }
    }

    /// The kind of that name.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
