//! The ledger in memory.

use super::{
    Assignment, BeneficiaryStatus, Decommission, Details, Exit, ExitRoute, Handover, LedgerWord,
    LedgerWords, Movement, MovementKind, Purchase, ServiceEntry, Treatment,
};
use ground::table::Day;
use std::sync::Arc;

/// A row of the ledger that was set aside: what it may be of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MovementAside {
    /// Its kind; not known where that cannot be read.
    pub kind: Option<MovementKind>,
    /// Its day, likewise.
    pub day: Option<Day>,
    /// How many units it moves, one where it says none; not known where that cannot be read.
    pub units: Option<f64>,
    /// Whose unit it is, where that is read.
    pub unit: Option<LedgerWord>,
}

/// The movements of an estate, in the order of the file.
///
/// Rows that a later row replaces are left out. What a kind adds stands beside, so that a ledger of
/// millions of rows stays small: read it with [`Ledger::purchase`] and its like.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The file's name in messages; empty for an estate without one.
    pub file: Arc<str>,
    /// The movements, in the order of the file.
    pub movements: Vec<Movement>,
    /// Their texts.
    pub words: LedgerWords,
    /// Rows read, those set aside or replaced included.
    pub rows_read: u64,
    /// Rows that do not count: those that a later row replaces or takes away, and the rows of the
    /// kind `cancel` that took one away. Rows kept, set aside and these sum to the rows read.
    pub replaced: u64,
    /// Those set aside.
    pub aside: Vec<MovementAside>,
    /// Columns of the file that are not read.
    pub ignored: Vec<String>,
    /// Lines whose user key looks like a name or an address, at most a hundred of them.
    pub users_in_clear: Vec<u32>,
    pub(super) purchases: Vec<Purchase>,
    pub(super) assignments: Vec<Assignment>,
    pub(super) services: Vec<ServiceEntry>,
    pub(super) decommissions: Vec<Decommission>,
    pub(super) exits: Vec<Exit>,
    pub(super) handovers: Vec<Handover>,
    pub(super) treatments: Vec<Treatment>,
}

macro_rules! details {
    ($($(#[$doc:meta])* $name:ident, $variant:ident, $record:ident, $place:ident;)*) => {
        $($(#[$doc])*
        #[inline]
        pub fn $name(&self, movement: &Movement) -> Option<&$record> {
            match movement.details {
                Details::$variant(at) => self.$place.get(at as usize),
                _ => None,
            }
        })*
    };
}

impl Ledger {
    details! {
        /// What a purchase says; `None` for another kind.
        purchase, Purchase, Purchase, purchases;
        /// What an assignment, a return or a reassignment says; `None` for another kind.
        assignment, Assignment, Assignment, assignments;
        /// What a fault, a repair, an upgrade or a refurbishment says; `None` for another kind.
        service, Service, ServiceEntry, services;
        /// What a decommissioning says; `None` for another kind.
        decommission, Decommission, Decommission, decommissions;
        /// What a transfer, a donation or a sale says; `None` for another kind.
        exit, Exit, Exit, exits;
        /// What a WEEE handover says; `None` for another kind.
        handover, Handover, Handover, handovers;
        /// What a WEEE treatment says; `None` for another kind.
        treatment, Treatment, Treatment, treatments;
    }

    /// How an equipment left by a movement; `None` where it stays. A unit that belongs to a WEEE
    /// lot leaves by its own row, if it has one, and else by the lot's.
    pub fn exit_route(&self, movement: &Movement) -> Option<ExitRoute> {
        match movement.kind {
            MovementKind::Transfer => Some(self.transferred(movement)),
            MovementKind::Donate => Some(ExitRoute::Donation),
            MovementKind::Sell => Some(ExitRoute::Sale),
            MovementKind::WeeeHandover => Some(ExitRoute::Weee),
            MovementKind::Decommission => {
                self.decommission(movement).and_then(Decommission::exit_route)
            }
            _ => None,
        }
    }

    /// What a transfer is: to a public body, as long as nothing says otherwise; to a company, back to its
    /// owner; to an association or a person, a gift.
    fn transferred(&self, movement: &Movement) -> ExitRoute {
        use BeneficiaryStatus as B;
        match self.exit(movement).and_then(|exit| exit.status) {
            Some(B::Company) => ExitRoute::LeaseEnd,
            Some(B::Esus | B::Rup | B::Rig | B::Staff | B::Other) => ExitRoute::Donation,
            Some(B::State | B::LocalAuthority | B::School) | None => ExitRoute::Transfer,
        }
    }

    /// Whether there is no movement.
    pub fn is_empty(&self) -> bool {
        self.movements.is_empty()
    }
}
