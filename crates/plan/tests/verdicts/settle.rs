//! What would settle a commitment is the datum that its bounds are wide for want of.

use super::*;
use ground::lang::Noun;
use indicator::Datum;

fn settled(held: &Told, id: &str, target: &str) -> Text {
    let one = stand(&format!("indicator = \"{id}\"\n{target}"), held);
    assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable, "{id}");
    one.settle.unwrap()
}

const FLOOR: &str = "target = \"floor\"\ntargets = { 2025 = 30 }";

/// 10 % refurbished, and at most 60 with five that do not say how they were bought.
#[test]
fn what_is_missing_is_named_with_how_much_and_where_to_write_it() {
    let value = number(10.0, 10.0, 60.0).lacking(Datum::Modes, 5.0).lacking(Datum::Prices, 1.0);
    let said = settled(
        &Told::default().with("refurbished_rate_spend", 2025, value),
        "refurbished_rate_spend",
        FLOOR,
    );
    assert_eq!(
        said.fr,
        "le mode d'acquisition des achats, pour 5 équipements (acquisition_mode dans l'inventaire ou movements.csv) ; le prix hors taxes des achats, pour 1 équipement (price_eur dans l'inventaire ou movements.csv)"
    );
    assert!(said.en.contains("acquisition mode of purchases, of 5 units"), "{}", said.en);
}

/// Of each kind: dates, routes, weights, each by its own datum, and never "another year".
#[test]
fn each_kind_of_indicator_names_its_own_datum() {
    const KG: Noun = Noun::new(("kg", "kg"), ("kg", "kg"));
    for (id, value, datum) in [
        ("reuse_rate_cohort", number(10.0, 10.0, 60.0).lacking(Datum::Routes, 3.0), "exit_route"),
        (
            "share_over_reference_age",
            number(10.0, 10.0, 60.0).lacking(Datum::StartDates, 3.0),
            "in_service_on",
        ),
        (
            "weee_ecoorg_share",
            number(10.0, 10.0, 60.0).lacking_of(Datum::Channels, 44.0, &KG),
            "44 kg (channel",
        ),
    ] {
        let said = settled(&Told::default().with(id, 2025, value), id, FLOOR);
        assert!(said.en.contains(datum) && !said.en.contains("another year"), "{}", said.en);
    }
    // Of a change, what the base lacks widens it too.
    let base = number(10.0, 30.0, 60.0).lacking(Datum::Routes, 3.0);
    let told = Told::default().with("reuse_rate_cohort", 2024, base);
    let told = told.with("reuse_rate_cohort", 2025, Value::exact(40.0));
    let change = "target = \"change\"\ntargets = { 2025 = 10 }";
    let said = settled(&told, "reuse_rate_cohort", change);
    assert!(said.fr.starts_with("pour la base, la voie de chaque sortie"), "{}", said.fr);
}
