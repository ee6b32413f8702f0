//! How what was not read bears on an indicator: what it is of, and what more of that makes of it.

use super::super::catalogue::{Definition, Family, Headcount};
use super::super::lifetime::WORKSTATIONS;
use equipment::State;
use ledger::movement::MovementKind;

/// How what was not read bears on a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AsideBearing {
    /// In no way.
    Nothing,
    /// It adds impacts of a criterion.
    Impacts(&'static str),
    /// It adds electricity, or what goes with it.
    Electricity,
    /// It adds whole makings.
    Making,
    /// It adds units.
    Count,
    /// It adds units, of which people are divided by.
    PeoplePer,
    /// It adds to the part of a share and to its whole, or to its whole alone.
    Share,
    /// It adds to either side of a quotient.
    Quotient,
    /// It moves a mean or a median either way.
    Mean,
    /// It may be less than the least.
    Least,
    /// It adds so much as nobody knows.
    Open,
    /// It may be what makes a yes a no.
    YesNo,
}

/// The indicators that are no sum, share or mean as their unit tells.
pub(super) const BEARINGS: &[(&str, AsideBearing)] = &[
    ("it_footprint_assessed", AsideBearing::Nothing),
    ("avoided_assessed", AsideBearing::Nothing),
    ("it_ghg_annualised", AsideBearing::Impacts("gwp")),
    ("it_ghg_per_user", AsideBearing::Impacts("gwp")),
    ("it_adpe", AsideBearing::Impacts("adpe")),
    ("it_adpe_per_user", AsideBearing::Impacts("adpe")),
    ("it_acidification", AsideBearing::Impacts("ap")),
    ("it_particulate", AsideBearing::Impacts("pm")),
    ("it_ionising", AsideBearing::Impacts("ir")),
    ("it_primary_energy_per_user", AsideBearing::Impacts("adpf")),
    ("it_electricity", AsideBearing::Electricity),
    ("it_electricity_per_user", AsideBearing::Electricity),
    ("it_scope2_location", AsideBearing::Electricity),
    ("it_scope3_3_energy", AsideBearing::Electricity),
    ("it_ghg_purchase_year", AsideBearing::Making),
    ("it_scope3_2_capital", AsideBearing::Making),
    ("warranty_min_bought", AsideBearing::Least),
    ("repair_index_min_bought", AsideBearing::Least),
];

/// The types that an indicator is of, where it is not of all.
pub(super) const OF_TYPES: &[(&str, &[&str])] = &[
    ("screens_per_user", &["monitor"]),
    ("smartphone_equipped_rate", &["smartphone"]),
    ("users_per_printer", &["printer"]),
    ("shared_printer_rate", &["printer"]),
    ("printer_ecolabel_rate", &["printer"]),
    ("multi_computer_user_rate", &WORKSTATIONS),
    ("workstation_electricity_per_unit", &WORKSTATIONS),
];

/// What movements an indicator is of that the ledger alone tells.
pub(super) const OF_LEDGER: &[(&str, &[MovementKind])] = &[
    ("internal_reassigned_count", &[MovementKind::Reassign]),
    ("internal_reassigned_rate", &[MovementKind::Reassign, MovementKind::Return]),
    (
        "refurbished_internally_count",
        &[MovementKind::Repair, MovementKind::Upgrade, MovementKind::Refurbish],
    ),
    ("repaired_in_house_rate", &[MovementKind::Fault, MovementKind::Repair]),
    ("it_scope3_5_waste", WASTE),
];

pub(super) const EXITS: &[MovementKind] = &[
    MovementKind::Decommission,
    MovementKind::Transfer,
    MovementKind::Donate,
    MovementKind::Sell,
    MovementKind::WeeeHandover,
    MovementKind::WeeeTreated,
];

pub(super) const WASTE: &[MovementKind] = &[MovementKind::WeeeHandover, MovementKind::WeeeTreated];

/// The movements that an indicator is of, where the ledger alone tells it.
pub(super) fn of_ledger(of: &Definition) -> Option<&'static [MovementKind]> {
    let listed = OF_LEDGER.iter().find(|(id, _)| *id == of.id).map(|(_, kinds)| *kinds);
    let waste = of.family == Family::Waste && of.id != "weee_collection_proxy";
    listed.or(waste.then_some(WASTE))
}

/// What rests on movements of before the year too, beside the lifetimes.
pub(super) const LOOKS_BACK: [&str; 5] = [
    "reen_reuse_rate",
    "reformed_stock_1jan",
    "reformed_stock_1jan_under10",
    "storage_wait_before_exit",
    "weee_collection_proxy",
];

pub(super) fn bearing(of: &Definition) -> AsideBearing {
    if let Some((_, known)) = BEARINGS.iter().find(|(id, _)| *id == of.id) {
        return *known;
    }
    let unit = of.unit.as_str();
    match of.headcount {
        Some(Headcount::Multiplies) => return AsideBearing::PeoplePer,
        // Those of impacts and of electricity stand above; a weight is the ledger's.
        Some(Headcount::Divides) if !unit.starts_with("kg") => return AsideBearing::Count,
        _ => {}
    }
    match unit {
        "%" if of.is_part() => AsideBearing::Share,
        "%" => AsideBearing::Quotient,
        "units" | "organisations" => AsideBearing::Count,
        "yes/no" => AsideBearing::YesNo,
        _ if unit.starts_with("kg") && !unit.contains("/unit") && !unit.contains("/kWh") => {
            AsideBearing::Open
        }
        _ => AsideBearing::Mean,
    }
}

/// Whether it is of what was bought in the year alone.
pub(super) fn is_of_purchases(of: &Definition) -> bool {
    const MORE: [&str; 6] = [
        "purchases_per_user",
        "it_ghg_purchase_year",
        "it_scope3_2_capital",
        "it_mfg_ghg_per_unit_bought",
        "warranty_min_bought",
        "repair_index_min_bought",
    ];
    matches!(of.whole.as_str(), "units_bought" | "spend") || MORE.contains(&of.id.as_str())
}

/// What is of the stay of what left in the year, which any movement of it may tell.
pub(super) const STAYS_OF_EXITS: [&str; 3] =
    ["lifetime_mean_retired", "lifetime_total_reused", "use_duration"];

/// What has units that left the list without a movement in its own bounds.
const WITH_VANISHED: [&str; 8] = [
    "reuse_rate_cohort",
    "reuse_proven_share",
    "reen_reuse_rate",
    "reformed_to_reuse",
    "reformed_to_reuse_under10",
    "donated_count",
    "sold_count",
    "transferred_public_count",
];

pub(super) fn has_vanished_in(of: &Definition) -> bool {
    WITH_VANISHED.contains(&of.id.as_str())
}

/// Whether it is of what was taken out of use, or left, alone.
pub(super) fn is_of_exits(of: &Definition) -> bool {
    const MORE: [&str; 9] = [
        "reformed_stock_1jan",
        "reformed_stock_1jan_under10",
        "reformed_to_reuse",
        "reformed_to_reuse_under10",
        "donated_count",
        "sold_count",
        "transferred_public_count",
        "donation_beneficiaries",
        "storage_wait_before_exit",
    ];
    let id = of.id.as_str();
    matches!(of.whole.as_str(), "exits" | "reuse" | "statutory")
        || MORE.contains(&id)
        || STAYS_OF_EXITS.contains(&id)
}

/// What is of the units in service, beside the shares of the fleet and what is of some types.
const IN_SERVICE: [&str; 4] = [
    "age_mean_in_service",
    "devices_per_user",
    "functional_lease_count",
    "repair_index_mean_fleet",
];

/// The states of what an indicator is of, as a row's own word tells it, where it is of some alone.
pub(super) fn states_of(of: &Definition) -> Option<&'static [State]> {
    let id = of.id.as_str();
    if is_of_exits(of) {
        return Some(&[State::Decommissioned, State::Exited]);
    }
    if id == "stock_rate" {
        return Some(&[State::InService, State::InStock, State::InRepair]);
    }
    let of_service = matches!(of.whole.as_str(), "fleet" | "workstations" | "printers")
        || IN_SERVICE.contains(&id)
        || OF_TYPES.iter().any(|(known, _)| *known == id);
    of_service.then_some(&[State::InService])
}

#[cfg(test)]
mod tests {
    use super::super::super::catalogue::Catalogue;
    use super::*;

    fn indicator(id: &str) -> Definition {
        Catalogue::shipped().unwrap().named(id).unwrap().clone()
    }

    /// Each indicator that is computed has a way that rows set aside bear on it, and those named here
    /// are in the catalogue.
    #[test]
    fn what_is_named_here_is_in_the_catalogue() {
        let catalogue = Catalogue::shipped().unwrap();
        let named = BEARINGS.iter().map(|(id, _)| *id).chain(OF_TYPES.iter().map(|(id, _)| *id));
        let named = named.chain(OF_LEDGER.iter().map(|(id, _)| *id)).chain(LOOKS_BACK);
        let named = named.chain(STAYS_OF_EXITS).chain(IN_SERVICE).chain(WITH_VANISHED);
        for id in named {
            assert!(catalogue.named(id).is_some(), "{id}");
        }
        let of = |id: &str| bearing(&indicator(id));
        assert_eq!(of("screens_per_user"), AsideBearing::Count);
        assert_eq!(of("users_per_printer"), AsideBearing::PeoplePer);
        assert_eq!(of("stock_rate"), AsideBearing::Share);
        assert_eq!(of("reen_reuse_rate"), AsideBearing::Quotient);
        assert_eq!(of("donated_count"), AsideBearing::Count);
        assert_eq!(of("weee_weight"), AsideBearing::Open);
        assert_eq!(of("weee_weight_per_user"), AsideBearing::Open);
        assert_eq!(of("it_scope2_market"), AsideBearing::Open);
        assert_eq!(of("lifetime_km_median"), AsideBearing::Mean);
        assert_eq!(of("dc_pue"), AsideBearing::Mean);
        assert_eq!(of("it_mfg_ghg_per_unit_bought"), AsideBearing::Mean);
    }
}
