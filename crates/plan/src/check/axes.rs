//! By what indicators are split: what a filter may name.

use equipment::AcquisitionMode;
use factor::FactorSet;
use std::collections::BTreeSet;

/// Of all units, by what they are, where they stand, who made them, how they came.
const OF_LIVES: &[&str] = &["type", "site", "manufacturer", "acquisition_mode"];

/// The axes that indicators are split by; the others have no parts.
const SPLIT: &[(&[&str], &[&str])] = &[
    (&["lifetime_km_median", "lifetime_rmst", "holding_duration"], OF_LIVES),
    (
        &[
            "age_mean_in_service",
            "share_over_reference_age",
            "lifetime_mean_retired",
            "lifetime_total_reused",
            "lifetime_amortisation",
            "warranty_min_bought",
            "repair_index_min_bought",
            "repair_index_mean_fleet",
            "failure_return_rate",
            "reuse_rate_cohort",
            "refurbished_rate_units",
            "recycled_content_rate",
            "ecolabel_rate_units",
            "functional_lease_count",
            "functional_lease_purchase_rate",
            "renewal_rate",
            "purchases_per_user",
            "screens_per_user",
            "devices_per_user",
            "stock_rate",
            "workstation_electricity_per_unit",
            "it_ghg_share_by_type",
            "it_mfg_ghg_per_unit_bought",
        ],
        &["type"],
    ),
    (&["weee_weight"], &["weee_category"]),
    (&["dc_pue", "dc_cue"], &["datacentre"]),
    (&["data_quality_split"], &["quality"]),
    (&["inventory_completeness"], &["field"]),
];

/// The axes of an indicator.
pub(super) fn axes(id: &str) -> &'static [&'static str] {
    SPLIT.iter().find(|(ids, _)| ids.contains(&id)).map_or(&[], |(_, axes)| *axes)
}

/// The parts that there can be of an axis, where they are a closed list; those of types and of
/// categories of waste are the factor set's.
pub(super) fn listed(axis: &str, types: Option<&FactorSet>) -> Option<BTreeSet<String>> {
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
    match axis {
        "acquisition_mode" => Some(words(AcquisitionMode::CODES)),
        "weee_category" => {
            let categories = types?.types.iter().filter_map(|one| one.weee_category);
            Some(categories.map(|category| category.to_string()).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_axis_and_every_indicator_of_the_table_is_one() {
        let catalogue = indicator::Catalogue::shipped().unwrap();
        for (ids, axes) in SPLIT {
            assert!(axes.iter().all(|axis| indicator::AXES.contains(axis)), "{axes:?}");
            for id in *ids {
                assert!(catalogue.named(id).is_some(), "{id}");
            }
        }
    }
}
