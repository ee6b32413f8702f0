//! A movement, and what its kind adds to it.

use super::{
    AcquisitionMode, BeneficiaryStatus, Channel, DecommissionReason, Evidence, ExitRoute,
    LedgerWord, MovementKind, TreatmentMode, WeightBasis,
};
use equipment::Ownership;
use ground::table::Day;
use std::num::{NonZeroU32, NonZeroU64};

/// A row of the ledger: what every kind has. Texts are [`LedgerWord`]s of [`super::Ledger::words`].
///
/// Weights, prices and quantities are those of the whole row, all units together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Movement {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Its `movement_id`, unique in the ledger.
    pub id: Option<LedgerWord>,
    /// The day it happened.
    pub date: Day,
    /// What happened.
    pub kind: MovementKind,
    /// What the row rests on.
    pub evidence: Evidence,
    /// The equipment, by its identifier in the inventories; `None` for a lot.
    pub unit: Option<LedgerWord>,
    /// The lot it is, or belongs to.
    pub lot: Option<LedgerWord>,
    /// The type word, a code of the factor set or a word that the vocabulary knows.
    pub equipment_type: Option<LedgerWord>,
    /// How many units: 1 for a unit; for a lot what it says, if it says it.
    pub quantity: Option<NonZeroU32>,
    /// Who had it before: a supplier, a service, the organisation.
    pub from_party: Option<LedgerWord>,
    /// Who has it after: a service, a beneficiary, a waste operator.
    pub to_party: Option<LedgerWord>,
    /// The site it moves to, or is taken from.
    pub site: Option<LedgerWord>,
    /// The entity it moves to, or is taken from.
    pub entity: Option<LedgerWord>,
    /// The document that proves it.
    pub document: Option<LedgerWord>,
    /// The SHA-256 of that document, 64 hexadecimal digits.
    pub document_sha256: Option<LedgerWord>,
    /// The day the row was written.
    pub entered_on: Option<Day>,
    /// What its kind adds.
    pub details: Details,
}

impl Movement {
    /// How many units it moves: 1 for a unit, the lot's quantity, `None` where a lot tells none.
    pub fn units(&self) -> Option<f64> {
        self.quantity.map(|n| f64::from(n.get()))
    }

    /// The thing that moves: its unit, else its lot. Every movement has one.
    pub fn subject(&self) -> Option<LedgerWord> {
        self.unit.or(self.lot)
    }
}

/// What a kind adds to a movement: the place of its record in the ledger; read it with
/// [`super::Ledger::purchase`] and its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Details {
    /// Of a purchase.
    Purchase(u32),
    /// Of an assignment, a return, a reassignment.
    Assignment(u32),
    /// Of a fault, a repair, an upgrade, a refurbishment.
    Service(u32),
    /// Of a decommissioning.
    Decommission(u32),
    /// Of a transfer, a donation, a sale.
    Exit(u32),
    /// Of a WEEE handover.
    Handover(u32),
    /// Of a WEEE treatment.
    Treatment(u32),
}

/// A user, as a number that tells users apart; the key of the file is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserNumber(pub(super) NonZeroU64);

/// What a purchase says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Purchase {
    /// Its invoice.
    pub invoice: Option<LedgerWord>,
    /// Its supplier.
    pub supplier: Option<LedgerWord>,
    /// Price of the row, EUR, excluding VAT.
    pub price_eur: Option<f64>,
    /// How it came; `None` where nothing is said.
    pub mode: Option<AcquisitionMode>,
    /// Months it was used by others before.
    pub upstream_months: Option<f64>,
    /// The document that proves those months.
    pub upstream_proof: Option<LedgerWord>,
    /// Warranty, months.
    pub warranty_months: Option<f64>,
    /// Repairability index, of 10.
    pub repair_index: Option<f64>,
    /// Durability index, of 10.
    pub durability_index: Option<f64>,
    /// Its ecolabel.
    pub ecolabel: Option<LedgerWord>,
    /// Recycled content, %.
    pub recycled_content_pct: Option<f64>,
    /// Weight of the row, kg.
    pub weight_kg: Option<f64>,
    /// Whether it came with a protection (case, glass).
    pub protection: Option<bool>,
    /// Its code in the common procurement vocabulary.
    pub cpv: Option<LedgerWord>,
}

/// What an assignment, a return or a reassignment says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assignment {
    /// Its user after an assignment or reassignment; the one who returns it.
    pub user: Option<UserNumber>,
    /// Its user before a reassignment.
    pub previous_user: Option<UserNumber>,
    /// Whose it is.
    pub ownership: Option<Ownership>,
    /// The kind of use it goes to.
    pub profile: Option<LedgerWord>,
}

/// What a fault, a repair, an upgrade or a refurbishment says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServiceEntry {
    /// Whether the organisation did it itself.
    pub internal: Option<bool>,
    /// What was replaced.
    pub parts_replaced: Option<LedgerWord>,
    /// Whether it worked afterwards.
    pub success: Option<bool>,
    /// Cost of the row, EUR, excluding VAT.
    pub cost_eur: Option<f64>,
    /// Days it could not be used.
    pub downtime_days: Option<f64>,
}

/// What a decommissioning says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decommission {
    /// Why.
    pub reason: Option<DecommissionReason>,
    /// Whether it still worked.
    pub functional: Option<bool>,
    /// Whether it was classified or specially secured.
    pub classified: Option<bool>,
    /// The certificate that its data were erased.
    pub wipe_certificate: Option<LedgerWord>,
}

/// What a transfer, a donation or a sale says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exit {
    /// Who received it; [`Movement::to_party`] names it too.
    pub beneficiary: Option<LedgerWord>,
    /// What the beneficiary is.
    pub status: Option<BeneficiaryStatus>,
    /// Value or price of the row, EUR.
    pub value_eur: Option<f64>,
    /// The agreement or deed.
    pub agreement: Option<LedgerWord>,
    /// The beneficiary's commitment to use it again.
    pub reuse_commitment: Option<LedgerWord>,
    /// Whether it must not be sold on.
    pub resale_ban: Option<bool>,
    /// The certificate that its data were erased.
    pub wipe_certificate: Option<LedgerWord>,
    /// Weight of the row, kg.
    pub weight_kg: Option<f64>,
}

/// What a WEEE handover says: of a lot, or of a unit that makes its own lot or belongs to one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Handover {
    /// Who takes it over.
    pub channel: Option<Channel>,
    /// The eco-organisation's name.
    pub eco_organisme: Option<LedgerWord>,
    /// Its SIREN.
    pub eco_organisme_siren: Option<LedgerWord>,
    /// The SIRET of the establishment that sends it.
    pub sender_siret: Option<LedgerWord>,
    /// The address of that establishment.
    pub sender_address: Option<LedgerWord>,
    /// Where it is picked up, where that is not the site.
    pub pickup_site: Option<LedgerWord>,
    /// The name of the installation it goes to; [`Movement::to_party`] where this is missing.
    pub destination: Option<LedgerWord>,
    /// The SIRET of that installation, or of the operator.
    pub destination_siret: Option<LedgerWord>,
    /// The address of that installation.
    pub destination_address: Option<LedgerWord>,
    /// The proof of the contract with the operator (R. 543-200-1).
    pub contract_proof: Option<LedgerWord>,
    /// The carrier's name.
    pub transporter: Option<LedgerWord>,
    /// The carrier's SIRET.
    pub transporter_siret: Option<LedgerWord>,
    /// The number of the carrier's receipt.
    pub transporter_receipt: Option<LedgerWord>,
    /// Road, rail, air, river, sea.
    pub transport_mode: Option<LedgerWord>,
    /// The number of the receipt of a trader or broker, where there is one.
    pub broker_receipt: Option<LedgerWord>,
    /// The number of the waste tracking slip (*BSDD*).
    pub bsdd_no: Option<LedgerWord>,
    /// The number of the collection note, where no slip is due.
    pub collection_note: Option<LedgerWord>,
    /// The waste code, six digits, with a star where it is hazardous.
    pub waste_code: Option<LedgerWord>,
    /// What the waste is usually called.
    pub waste_name: Option<LedgerWord>,
    /// Whether it holds persistent organic pollutants.
    pub pop: Option<bool>,
    /// Weight of the row, kg.
    pub weight_kg: Option<f64>,
    /// Whether that was weighed.
    pub weight_basis: Option<WeightBasis>,
    /// How it is packed.
    pub packaging: Option<LedgerWord>,
    /// The treatment planned: an operation code.
    pub planned_code: Option<LedgerWord>,
    /// What that treatment is to make of the waste.
    pub planned_mode: Option<TreatmentMode>,
    /// The certificate that data were erased.
    pub wipe_certificate: Option<LedgerWord>,
}

/// What a WEEE treatment says; it belongs to the handover of the same lot, slip or unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Treatment {
    /// The slip of the handover it belongs to, where it is not told by its lot.
    pub bsdd_no: Option<LedgerWord>,
    /// Weight received, kg.
    pub received_kg: Option<f64>,
    /// Weight refused, kg.
    pub refused_kg: Option<f64>,
    /// The treatment planned.
    pub planned_code: Option<LedgerWord>,
    /// The treatment done: an operation code, D 1 to D 15 or R 0 to R 13.
    pub done_code: Option<LedgerWord>,
    /// What it made of the waste.
    pub mode: Option<TreatmentMode>,
    /// The day it was treated; the movement's date where this is missing.
    pub processed_on: Option<Day>,
    /// The operation code of the last treatment, where the first was a transit.
    pub final_code: Option<LedgerWord>,
    /// The SIRET of the installation of the last treatment.
    pub final_siret: Option<LedgerWord>,
    /// Where it goes next, where the treatment was a transit.
    pub next_destination: Option<LedgerWord>,
    /// Whether what follows is allowed to be untraced.
    pub no_traceability: Option<bool>,
}

impl Decommission {
    /// How it left with that decision, where it left at once.
    pub fn exit_route(&self) -> Option<ExitRoute> {
        self.reason.and_then(DecommissionReason::exit_route)
    }
}
