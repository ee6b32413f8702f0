//! Of a handful, chance makes what changes: where equipment makes most of both years.

use super::two_years;
use super::*;

/// Five laptops, and so many instances that are rented all year.
fn beside(instances: u32) -> Change {
    let head =
        "equipment_id,equipment_type,quantity,acquired_on,hours,cloud_region,manufacturer,model";
    let rows = format!(
        "{head}\nL,laptop,5,2024-01-01,,,,\nC,cloud_instance,{instances},2025-01-01,8760,eu-west-3,aws,m5.large\n"
    );
    let folder = estate_of([2025, 2026], &rows, &rows, &[]);
    let factors = SetPlace::named(Path::new("core-2026.12")).unwrap();
    two_years::between(folder.path(), factors, "rcp-si", [2025, 2026]).0
}

/// What is rented in a cloud is no equipment of the estate, as for the indicators.
#[test]
fn what_a_cloud_makes_most_of_is_no_matter_of_a_handful() {
    assert!(beside(1).is_of_a_handful);
    assert!(!beside(400).is_of_a_handful);
}
