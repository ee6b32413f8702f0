//! What other rooms must know of a source, each said once.

/// What kind of source a file is: which is believed for which field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A program on the machine looked: agents, device management.
    Agent,
    /// A register that people keep: GLPI, Snipe-IT, `ServiceNow`.
    Register,
    /// A list that somebody wrote: purchases, a spreadsheet, a canonical inventory.
    List,
}

impl SourceKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Agent, Self::Register, Self::List];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Register => "register",
            Self::List => "list",
        }
    }

    /// The kind of that name.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where an identifier of a source names one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdScope {
    /// In all files of the organisation.
    Everywhere,
    /// In its own list: tools number the rows of each list from 1.
    InItsList,
    /// In its own list, thousands of a number apart by a space.
    InItsListSpaced,
}

/// What the quantities of a source are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityUnits {
    /// Whole units: people count machines.
    Whole,
    /// Parts too, of a machine that several share: a program wrote them.
    Parts,
}

/// What a source is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    /// The canonical headings.
    Canonical,
    /// Headings that only it has.
    Signature,
    /// What its documents hold; they have no headings.
    Content,
    /// Words of the field in its headings: it is of no tool in particular.
    Words,
    /// A mapping of the organisation's own.
    Mapping,
}

/// What other rooms must know of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Where its identifiers name one thing.
    pub ids: IdScope,
    /// What it is known by.
    pub known_by: KnownBy,
    /// Whether its numbers have a decimal point, whatever stands between its fields.
    pub points: bool,
    /// Whether 0 as electricity means that it is not known.
    pub zero_is_unknown: bool,
    /// Whether its places and entities are trees, written with ` > ` between levels.
    pub levels: bool,
    /// What its quantities are of.
    pub units: QuantityUnits,
}

impl Traits {
    /// A list that somebody wrote.
    pub(super) const PLAIN: Self = Self {
        kind: SourceKind::List,
        ids: IdScope::InItsList,
        known_by: KnownBy::Words,
        points: false,
        zero_is_unknown: false,
        levels: false,
        units: QuantityUnits::Whole,
    };

    /// A register that people keep.
    pub(super) const REGISTER: Self =
        Self { kind: SourceKind::Register, known_by: KnownBy::Signature, ..Self::PLAIN };

    /// A program that looked at the machines.
    pub(super) const AGENT: Self = Self { kind: SourceKind::Agent, ..Self::REGISTER };
}
