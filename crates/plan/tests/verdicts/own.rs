//! What the plan tells of itself, and a base that is missing.

use super::*;

fn stands(plan: &str, held: &dyn HeldAgainst) -> Vec<empreinte_plan::Standing> {
    let plan = Plan::parse(Path::new("plan.toml"), plan).unwrap();
    Status::of(&plan, held, &Catalogue::shipped().unwrap(), 2025).standings
}

fn asks(id: &str, indicator: &str, target: &str, value: f64) -> String {
    format!(
        "[[commitment]]\nid = \"{id}\"\nlabel = \"x\"\nindicator = \"{indicator}\"\ntarget = \"{target}\"\ntargets = {{ 2025 = {value} }}\n"
    )
}

const TOLD: &str = "[plan]\nbase_year = 2024\ncommunicated_on = 2025-02-02\n[[validation]]\nstate = \"committee\"\non = 2025-01-28\nby = \"c\"\n[[meeting]]\non = 2025-03-01\nbody = \"c\"\n[[meeting]]\non = 2025-09-01\nbody = \"c\"\n[[meeting]]\non = 2026-03-01\nbody = \"c\"\n";
const SILENT: &str = "[plan]\nbase_year = 2024\n";

fn verdict(told: &str, indicator: &str, target: &str, value: f64) -> CommitmentVerdict {
    let held = Told::default().with("steering_frequency", 2025, Value::exact(9.0));
    stands(&format!("{told}{}", asks("E", indicator, target, value)), &held)[0].verdict
}

#[test]
fn a_plan_that_is_validated_and_steered_keeps_what_it_says() {
    let of = |indicator: &str, target: &str, value| verdict(TOLD, indicator, target, value);
    assert_eq!(of("plan_validated", "yes", 1.0), CommitmentVerdict::Ahead);
    assert_eq!(of("steering_frequency", "floor", 2.0), CommitmentVerdict::Ahead);
    // Two meetings of 2025, whatever was answered: one of 2026 is none of it.
    assert_eq!(of("steering_frequency", "floor", 3.0), CommitmentVerdict::Late);
    // Validated and not made known, made known later, or as a draft alone: not yet.
    for (what, by) in [
        ("communicated_on = 2025-02-02\n", ""),
        ("2025-02-02", "2026-02-02"),
        ("committee", "draft"),
    ] {
        let head = TOLD.replace(what, by);
        assert_eq!(verdict(&head, "plan_validated", "yes", 1.0), CommitmentVerdict::Late, "{by}");
    }
    // Of a plan that has nothing of it, what was answered stands, or nothing.
    assert_eq!(verdict(SILENT, "steering_frequency", "floor", 9.0), CommitmentVerdict::Ahead);
    assert_eq!(verdict(SILENT, "plan_validated", "yes", 1.0), CommitmentVerdict::NoValue);
}

#[test]
fn commitments_kept_and_actions_that_can_be_measured_are_counted() {
    let one = |id: &str, indicator: &str, target: &str, value| asks(id, indicator, target, value);
    let plan = [
        SILENT.to_owned(),
        // Its own kind first: it is held once the others are, and counts none of its own.
        one("T", "commitments_on_track", "floor", 50.0),
        one("K", "stock_rate", "ceiling", 10.0),
        one("L", "stock_rate", "ceiling", 4.0),
        one("V", "battery_worn_share", "ceiling", 4.0),
        one("M", "actions_measurable_share", "floor", 50.0),
        "[[commitment]]\nid = \"N\"\nlabel = \"y\"\n".to_owned(),
        "[[action]]\nid = \"A\"\nlabel = \"a\"\ncommitments = [\"K\"]\n".to_owned(),
        "[[action]]\nid = \"B\"\nlabel = \"b\"\ncommitments = [\"N\"]\n".to_owned(),
        "[[action]]\nid = \"C\"\nlabel = \"c\"\nstatus = \"dropped\"\n".to_owned(),
    ];
    let held = Told::default().with("stock_rate", 2025, Value::exact(5.0));
    let standings = stands(&plan.concat(), &held);
    // K and M are kept, L is late, of V nobody knows: 50 % at least, 75 % at most; N cannot be measured.
    let Some((_, Figure::Number(track))) = standings[0].last else { panic!("{standings:?}") };
    assert_eq!(track, Interval { value: 50.0, low: 50.0, high: 75.0 });
    assert_eq!(standings[0].verdict, CommitmentVerdict::Ahead);
    // One action of the two that are not dropped serves what has an indicator, a target and a date.
    assert_eq!(standings[4].verdict, CommitmentVerdict::Ahead);
    assert_eq!(standings[4].last, Some((2025, Figure::Number(Interval::exact(50.0)))));
}

#[test]
fn a_change_from_a_year_without_inventory_is_not_measurable() {
    let change = asks("E", "it_ghg_per_user", "change", -10.0);
    let text = format!("{SILENT}{change}");
    let held = Told::default().with("it_ghg_per_user", 2025, Value::exact(40.0));
    let one = stands(&text, &held).remove(0);
    assert_eq!(one.verdict, CommitmentVerdict::NotMeasurable);
    assert!(one.settle.unwrap().en.contains("the inventory of 2024"));
    // The inventory is there, and the headcount lacks: that is what is asked for.
    let held = held.with("it_ghg_per_user", 2024, Value::missing(Datum::Headcount));
    let one = stands(&text, &held).remove(0);
    assert_eq!(one.verdict, CommitmentVerdict::NoValue);
    let settle = one.settle.unwrap();
    let asked = settle
        .en
        .strip_prefix("the base is missing; the inventory of 2024 is read, and it needs: ");
    assert!(
        asked.unwrap().contains("headcount") && !asked.unwrap().contains("inventory"),
        "{settle:?}"
    );
}
