//! The table of functions: one an indicator, by its identifier.

use super::catalogue::Definition;
use super::datum::Datum;
use super::disputed::with_disputes;
use super::facts::EstateYear;
use super::value::{Quality, Value};
use super::{
    batteries, carbon, datacentre, density, energy, governance, lifetime, purchasing, reformed,
    reuse, survival, waste,
};
use ground::text;

/// Computes an indicator of a year.
pub type Compute = fn(&EstateYear<'_>) -> Value;

macro_rules! table {
    ($($room:ident { $($id:ident),* $(,)? })*) => {
        &[$($((stringify!($id), $room::$id as Compute)),*),*]
    };
}

/// The functions, by identifier.
const COMPUTED: &[(&str, Compute)] = table! {
    lifetime {
        age_mean_in_service, share_over_reference_age, lifetime_mean_retired,
        lifetime_implied_stock_flow, use_duration, lifetime_total_reused, lifetime_amortisation,
        warranty_min_bought, share_under_warranty, repair_index_min_bought,
        repair_index_mean_fleet, upgrade_instead_of_renewal_rate, early_exit_share,
        exit_reason_broken_share, os_support_end_share,
    }
    batteries { battery_worn_share }
    survival { lifetime_km_median, lifetime_rmst, holding_duration }
    reuse {
        internal_reassigned_count, internal_reassigned_rate, refurbished_internally_count,
        repaired_in_house_rate, failure_return_rate, protected_equipment_rate,
        donation_beneficiaries, reuse_rate_cohort, reuse_proven_share,
        data_erasure_proven_share, storage_wait_before_exit,
    }
    reformed {
        reformed_stock_1jan, reformed_stock_1jan_under10, reformed_to_reuse,
        reformed_to_reuse_under10, donated_count, sold_count, transferred_public_count,
        reen_reuse_rate,
    }
    purchasing {
        refurbished_rate_units, refurbished_rate_spend, recycled_content_rate,
        ecolabel_rate_units, ecolabel_rate_spend, functional_lease_count,
        functional_lease_purchase_rate, renewed_alone_rate, renewal_rate, purchases_per_user,
    }
    waste {
        weee_weight, weee_weight_per_user, weee_ecoorg_share, weee_individual_system_share,
        weee_operator_share, weee_register_kept, weee_traced_share, weee_reuse_prep_rate,
        weee_recycling_rate, weee_recovery_rate, weee_disposal_weight, weee_diverted_weight, weee_non_recycled,
        weee_hazardous_weight, weee_collection_proxy, weee_weight_estimated_share,
    }
    density {
        screens_per_user, smartphone_equipped_rate, users_per_printer, shared_printer_rate,
        devices_per_user, multi_computer_user_rate, stock_rate, silent_in_service_rate,
        printer_ecolabel_rate,
    }
    energy {
        it_electricity, it_electricity_per_user, workstation_electricity_per_unit,
        electricity_measured_share, mwh_saved, mwh_shifted,
    }
    carbon {
        it_footprint_assessed, it_ghg_annualised, it_ghg_purchase_year, it_ghg_per_user,
        it_ghg_manufacturing_share, it_ghg_share_by_type, it_scope2_location, it_scope2_market, it_scope3_1_services,
        it_scope3_2_capital, it_scope3_3_energy, it_scope3_5_waste, it_adpe, it_adpe_per_user,
        it_acidification, it_particulate, it_ionising, it_primary_energy_per_user,
        it_ghg_interval, it_ghg_change_factors, it_mfg_ghg_per_unit_bought,
    }
    datacentre { dc_pue, dc_cue, dc_wue, dc_ref, storage_per_user }
    governance { data_quality_split, inventory_completeness }
};

/// Those that share a function, because the same datum is missing.
const WANTING: &[(&str, Compute)] = &[
    ("avoided_assessed", carbon::avoided),
    ("avoided_ghg", carbon::avoided),
    ("avoided_adpe", carbon::avoided),
    ("dc_min_efficiency_purchases", datacentre::supervised),
    ("dc_servers_power_managed", datacentre::supervised),
    ("server_virtualisation_rate", datacentre::supervised),
    ("vm_idle_share", datacentre::supervised),
    ("server_load_mean", datacentre::supervised),
    ("dc_cop", datacentre::supervised),
    ("dc_erf", datacentre::supervised),
    ("dc_component_reuse_rate", datacentre::supervised),
    ("storage_total", datacentre::supervised),
];

/// The function of an indicator, where it has one.
pub fn function(id: &str) -> Option<Compute> {
    COMPUTED.iter().chain(WANTING).find(|(known, _)| *known == id).map(|(_, compute)| *compute)
}

/// The identifiers that have a function.
pub fn computed() -> impl Iterator<Item = &'static str> {
    COMPUTED.iter().chain(WANTING).map(|(id, _)| *id)
}

/// The value of an indicator in a year: computed, else answered, else missing.
///
/// An answer never replaces what the files tell; where both are there, the answer is said.
pub fn compute(facts: &EstateYear<'_>, definition: &Definition) -> Value {
    let answer = facts.gathered.answers.to(&definition.id, facts.number());
    let computed = function(&definition.id).map(|compute| {
        let value = with_disputes(facts, compute, &definition.unit, compute(facts));
        if facts.is_all_gone() { value.of_nothing_held() } else { value }
    });
    match (computed, answer) {
        (Some(value), None) => value,
        (Some(value), Some(answer)) if value.figure.is_ok() => {
            let said = answer.value().interval().map_or(f64::NAN, |interval| interval.value);
            value.note(text!(
                "answers.toml déclare {said} ; la valeur calculée prime",
                "answers.toml declares {said}; the computed value comes first"
            ))
        }
        (_, Some(answer)) => answer.value(),
        (None, None) => Value::missing(Datum::Answer).with(Quality::Unproven),
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::{Catalogue, Family};
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_function_is_of_an_indicator_and_stands_once() {
        let catalogue = Catalogue::shipped().unwrap();
        let ids: Vec<&str> = computed().collect();
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), once.len());
        for id in ids {
            assert!(catalogue.named(id).is_some(), "{id}");
        }
    }

    #[test]
    fn every_computable_indicator_of_the_estates_families_has_a_function() {
        let families = [
            Family::Lifetime,
            Family::Reuse,
            Family::Purchasing,
            Family::Waste,
            Family::Density,
            Family::Energy,
            Family::Carbon,
            Family::Datacentre,
        ];
        let without: Vec<String> = Catalogue::shipped()
            .unwrap()
            .all()
            .iter()
            .filter(|one| families.contains(&one.family) && !one.is_declared())
            .filter(|one| function(&one.id).is_none())
            .map(|one| one.id.clone())
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }
}
