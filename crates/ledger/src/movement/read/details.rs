//! What each kind of movement adds to its row.

use super::{LedgerNames, MovementRow, RowFault, push};
use crate::movement::closed::{OWNERSHIPS, ownership_named};
use crate::movement::{
    AcquisitionMode, Assignment, BeneficiaryStatus, Channel, Column, Decommission,
    DecommissionReason, Details, Exit, Handover, Ledger, MovementKind, Purchase, ServiceEntry,
    Treatment, TreatmentMode, WeightBasis,
};
use ground::table::Why;

/// Reads what a kind adds; only its own columns are looked at.
pub(super) fn details(
    ledger: &mut Ledger,
    known: &mut LedgerNames,
    row: &MovementRow<'_>,
    kind: MovementKind,
    told_reason: Option<DecommissionReason>,
) -> Result<Details, RowFault> {
    use MovementKind as K;
    Ok(match kind {
        K::Purchase => {
            let record = purchase(ledger, known, row)?;
            Details::Purchase(push(&mut ledger.purchases, record))
        }
        K::Assign | K::Return | K::Reassign => {
            let record = assignment(ledger, row)?;
            Details::Assignment(push(&mut ledger.assignments, record))
        }
        K::Fault | K::Repair | K::Upgrade | K::Refurbish => {
            let record = service(ledger, known, row)?;
            Details::Service(push(&mut ledger.services, record))
        }
        K::Decommission => {
            let reason = row.of_list(
                Column::Reason,
                &mut known.reasons,
                DecommissionReason::named,
                DecommissionReason::CODES,
            )?;
            let record = Decommission {
                reason: told_reason.or(reason),
                functional: row.answer(Column::Functional, &mut known.answers)?,
                classified: row.answer(Column::Classified, &mut known.answers)?,
                wipe_certificate: row.word(ledger, Column::WipeCertificate)?,
            };
            Details::Decommission(push(&mut ledger.decommissions, record))
        }
        K::Transfer | K::Donate | K::Sell => {
            let record = exit(ledger, known, row)?;
            Details::Exit(push(&mut ledger.exits, record))
        }
        K::WeeeHandover => {
            let record = handover(ledger, known, row)?;
            Details::Handover(push(&mut ledger.handovers, record))
        }
        K::WeeeTreated => {
            let record = treatment(ledger, known, row)?;
            Details::Treatment(push(&mut ledger.treatments, record))
        }
    })
}

/// The most a row may weigh, kg, and cost, EUR.
const MOST_KG: f64 = 1_000_000.0;
const MOST_EUR: f64 = 1_000_000_000.0;
/// The least a row may weigh, kg: a gram.
const LEAST_KG: f64 = 0.001;
const MOST_MONTHS: f64 = 600.0;

fn purchase(
    ledger: &mut Ledger,
    known: &mut LedgerNames,
    row: &MovementRow<'_>,
) -> Result<Purchase, RowFault> {
    Ok(Purchase {
        invoice: row.word(ledger, Column::InvoiceRef)?,
        supplier: row.word(ledger, Column::SupplierId)?,
        price_eur: row.number(Column::PriceEur, 0.0, MOST_EUR)?,
        mode: row.of_list(
            Column::AcquisitionMode,
            &mut known.modes,
            AcquisitionMode::named,
            AcquisitionMode::CODES,
        )?,
        upstream_months: row.number(Column::UpstreamMonths, 0.0, MOST_MONTHS)?,
        upstream_proof: row.word(ledger, Column::UpstreamProof)?,
        warranty_months: row.number(Column::WarrantyMonths, 0.0, MOST_MONTHS)?,
        repair_index: row.number(Column::RepairIndex, 0.0, 10.0)?,
        durability_index: row.number(Column::DurabilityIndex, 0.0, 10.0)?,
        ecolabel: row.word(ledger, Column::Ecolabel)?,
        recycled_content_pct: row.number(Column::RecycledContentPct, 0.0, 100.0)?,
        weight_kg: row.number(Column::WeightKg, LEAST_KG, MOST_KG)?,
        protection: row.answer(Column::Protection, &mut known.answers)?,
        cpv: row.word(ledger, Column::Cpv)?,
    })
}

fn assignment(ledger: &mut Ledger, row: &MovementRow<'_>) -> Result<Assignment, RowFault> {
    let ownership = match row.text(Column::Ownership)? {
        None => None,
        Some(cell) => {
            let known = ownership_named(cell);
            Some(known.ok_or((Column::Ownership, Why::NotOneOf(OWNERSHIPS)))?)
        }
    };
    Ok(Assignment {
        user: row.user(Column::UserKey)?,
        previous_user: row.user(Column::PreviousUserKey)?,
        ownership,
        profile: row.word(ledger, Column::Profile)?,
    })
}

fn service(
    ledger: &mut Ledger,
    known: &mut LedgerNames,
    row: &MovementRow<'_>,
) -> Result<ServiceEntry, RowFault> {
    Ok(ServiceEntry {
        internal: row.answer(Column::Internal, &mut known.answers)?,
        parts_replaced: row.word(ledger, Column::PartsReplaced)?,
        success: row.answer(Column::Success, &mut known.answers)?,
        cost_eur: row.number(Column::CostEur, 0.0, MOST_EUR)?,
        downtime_days: row.number(Column::DowntimeDays, 0.0, 3650.0)?,
    })
}

fn exit(
    ledger: &mut Ledger,
    known: &mut LedgerNames,
    row: &MovementRow<'_>,
) -> Result<Exit, RowFault> {
    Ok(Exit {
        beneficiary: row.word(ledger, Column::BeneficiaryId)?,
        status: row.of_list(
            Column::BeneficiaryStatus,
            &mut known.statuses,
            BeneficiaryStatus::named,
            BeneficiaryStatus::CODES,
        )?,
        value_eur: row.number(Column::ValueEur, 0.0, MOST_EUR)?,
        agreement: row.word(ledger, Column::AgreementRef)?,
        reuse_commitment: row.word(ledger, Column::ReuseCommitmentRef)?,
        resale_ban: row.answer(Column::ResaleBan, &mut known.answers)?,
        wipe_certificate: row.word(ledger, Column::WipeCertificate)?,
        weight_kg: row.number(Column::WeightKg, LEAST_KG, MOST_KG)?,
    })
}

fn handover(
    ledger: &mut Ledger,
    known: &mut LedgerNames,
    row: &MovementRow<'_>,
) -> Result<Handover, RowFault> {
    Ok(Handover {
        channel: row.of_list(
            Column::Channel,
            &mut known.channels,
            Channel::named,
            Channel::CODES,
        )?,
        eco_organisme: row.word(ledger, Column::EcoOrganisme)?,
        eco_organisme_siren: row.word(ledger, Column::EcoOrganismeSiren)?,
        sender_siret: row.word(ledger, Column::SenderSiret)?,
        sender_address: row.word(ledger, Column::SenderAddress)?,
        pickup_site: row.word(ledger, Column::PickupSite)?,
        destination: row.word(ledger, Column::Destination)?,
        destination_siret: row.word(ledger, Column::DestinationSiret)?,
        destination_address: row.word(ledger, Column::DestinationAddress)?,
        contract_proof: row.word(ledger, Column::ContractProof)?,
        transporter: row.word(ledger, Column::Transporter)?,
        transporter_siret: row.word(ledger, Column::TransporterSiret)?,
        transporter_receipt: row.word(ledger, Column::TransporterReceipt)?,
        transport_mode: row.word(ledger, Column::TransportMode)?,
        broker_receipt: row.word(ledger, Column::BrokerReceipt)?,
        bsdd_no: row.word(ledger, Column::BsddNo)?,
        collection_note: row.word(ledger, Column::CollectionNote)?,
        waste_code: row.word(ledger, Column::WasteCode)?,
        waste_name: row.word(ledger, Column::WasteName)?,
        pop: row.answer(Column::Pop, &mut known.answers)?,
        weight_kg: row.number(Column::WeightKg, LEAST_KG, MOST_KG)?,
        weight_basis: row.of_list(
            Column::WeightBasis,
            &mut known.bases,
            WeightBasis::named,
            WeightBasis::CODES,
        )?,
        packaging: row.word(ledger, Column::Packaging)?,
        planned_code: row.word(ledger, Column::PlannedCode)?,
        planned_mode: row.of_list(
            Column::Mode,
            &mut known.treatments,
            TreatmentMode::named,
            TreatmentMode::CODES,
        )?,
        wipe_certificate: row.word(ledger, Column::WipeCertificate)?,
    })
}

fn treatment(
    ledger: &mut Ledger,
    known: &mut LedgerNames,
    row: &MovementRow<'_>,
) -> Result<Treatment, RowFault> {
    Ok(Treatment {
        bsdd_no: row.word(ledger, Column::BsddNo)?,
        received_kg: row.number(Column::ReceivedKg, 0.0, MOST_KG)?,
        refused_kg: row.number(Column::RefusedKg, 0.0, MOST_KG)?,
        planned_code: row.word(ledger, Column::PlannedCode)?,
        done_code: row.word(ledger, Column::DoneCode)?,
        mode: row.of_list(
            Column::Mode,
            &mut known.treatments,
            TreatmentMode::named,
            TreatmentMode::CODES,
        )?,
        processed_on: row.day(Column::ProcessedOn)?,
        final_code: row.word(ledger, Column::FinalCode)?,
        final_siret: row.word(ledger, Column::FinalSiret)?,
        next_destination: row.word(ledger, Column::NextDestination)?,
        no_traceability: row.answer(Column::NoTraceability, &mut known.answers)?,
    })
}
