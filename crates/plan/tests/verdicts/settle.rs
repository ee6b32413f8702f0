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

/// What the plan says of itself is the figure of the indicators that are of it; an answer stands where it
/// says nothing.
#[test]
fn a_plan_is_the_value_of_the_indicators_that_are_of_it() {
    let of = |more: &str, commitment: &str, told: &Told| {
        let text = format!(
            "[plan]\nbase_year = 2024\n{more}\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\n{commitment}"
        );
        let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
        let catalogue = Catalogue::shipped().unwrap();
        let one = Status::of(&plan, told, &catalogue, 2025).standings.remove(0);
        (one.verdict, one.last.map(|(_, figure)| figure))
    };
    let told = Told::default();
    let validated = "indicator = \"plan_validated\"\ntarget = \"yes\"\ntargets = { 2025 = 1 }";
    let by = |state: &str, day: &str| {
        format!(
            "communicated_on = 2025-02-02\n[[validation]]\nstate = \"{state}\"\non = {day}\nby = \"c\""
        )
    };
    let yes = |yes| Some(Figure::YesNo(yes));
    let kept = of(&by("committee", "2025-01-28"), validated, &told);
    assert_eq!(kept, (CommitmentVerdict::Ahead, yes(true)));
    // A draft validates nothing, nor does what comes after the year, nor what is not told.
    for more in [
        by("draft", "2025-01-28"),
        by("committee", "2026-01-28"),
        "communicated_on = 2025-02-02".into(),
    ] {
        assert_eq!(of(&more, validated, &told).1, yes(false), "{more}");
    }
    assert_eq!(of("", validated, &told), (CommitmentVerdict::NoValue, None));
    let meetings = "indicator = \"steering_frequency\"\ntarget = \"floor\"\ntargets = { 2025 = 2 }";
    let on = |day: &str| format!("[[meeting]]\non = {day}\nbody = \"x\"\n");
    let two = [on("2025-03-01"), on("2025-09-01"), on("2024-09-01")].concat();
    let number = |value| Some(Figure::Number(Interval::exact(value)));
    assert_eq!(of(&two, meetings, &told), (CommitmentVerdict::Ahead, number(2.0)));
    assert_eq!(of(&on("2024-09-01"), meetings, &told), (CommitmentVerdict::Late, number(0.0)));
    assert_eq!(of("", meetings, &told).0, CommitmentVerdict::NoValue);
    let answered = Told::default().with("steering_frequency", 2025, Value::exact(4.0));
    assert_eq!(of(&two, meetings, &answered).1, number(2.0));
    assert_eq!(of("", meetings, &answered).1, number(4.0));
    let share =
        "indicator = \"actions_measurable_share\"\ntarget = \"floor\"\ntargets = { 2025 = 50 }";
    let action = |id: &str, of: &str| format!("[[action]]\nid = \"{id}\"\nlabel = \"y\"\n{of}");
    let both = [action("A", "commitments = [\"E\"]\n"), action("B", "")].concat();
    assert_eq!(of(&both, share, &told).1, number(50.0));
    assert_eq!(of("", share, &told).0, CommitmentVerdict::NoValue);
}

/// A base of which the inventory is read lacks what its figure rests on, and no inventory.
#[test]
fn a_base_that_lacks_its_headcount_asks_for_no_inventory() {
    let text = "indicator = \"it_ghg_per_user\"\ntarget = \"change\"\ntargets = { 2025 = -10 }";
    let told = Told::default().with("it_ghg_per_user", 2025, Value::exact(80.0));
    let asked = |told: &Told| stand(text, told).settle.unwrap().en;
    assert!(asked(&told).contains("the inventory of 2024"), "{}", asked(&told));
    let told = told.with("it_ghg_per_user", 2024, Value::missing(Datum::Headcount));
    assert!(asked(&told).contains("the inventory of 2024 is read, and it needs: "));
    assert!(asked(&told).contains("[headcount]"), "{}", asked(&told));
}
