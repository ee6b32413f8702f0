//! What a lever moves errs as the year's figure of it does.

use super::*;
use ground::quantity::Interval;

const CARD: (&str, &str) = ("estate.toml", "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n");

#[track_caller]
fn near(found: f64, expected: f64, within: f64) {
    assert!((found / expected - 1.0).abs() <= within, "{found}, not {expected}");
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n") + "\n"
}

/// Of monitors the figure used is the lowest published: what half of them weigh less is within what
/// the half of all may weigh.
#[test]
fn half_of_a_type_errs_as_half_of_its_figure() {
    let rows = (0..200).map(|n| format!("M{n},monitor,2025-01-01"));
    let list = table("equipment_id,equipment_type,acquired_on", rows);
    with(&[CARD, ("inventories/2025.csv", &list)], None, |facts| {
        let found = played(facts, &["monitor.count=-50%"], &[10.0; 6]);
        let (first, difference) = (&found.baseline[0], found.alone[0].differences[2]);
        let level = facts.rows.outcome.footprint.headline().interval;
        // A full year of all of it, two years on; units bought in 2025 count whole in it too.
        let part = difference.value / first.total();
        near(part, -0.5, 0.02);
        near(difference.low, part * level.high, 0.05);
        near(difference.high, part * level.low, 0.05);
    });
}

/// French electricity errs by 8 %; the default draw of a server by far more. Their number leaves the
/// meter's difference as it is, so that what goes errs by what it drew.
#[test]
fn a_room_that_its_meter_tells_errs_by_its_electricity_where_all_of_it_moves() {
    let rows = (0..10).map(|n| format!("S{n},server,2025-01-01,D"));
    let list = table("equipment_id,equipment_type,acquired_on,datacentre_id", rows);
    let rooms = "datacentre_id,name,country,pue,measured_kwh\nD,Salle,FR,1.6,60000\n";
    let files = [CARD, ("inventories/2025.csv", list.as_str()), ("datacentres.csv", rooms)];
    with(&files, None, |facts| {
        let width = |one: Interval| (one.high - one.low) / one.value.abs();
        let found = played(facts, &["D.pue=1.2", "server.count=-50%"], &[10.0; 6]);
        let of = |said: &str| {
            found.alone.iter().find(|one| one.said[0].starts_with(said)).unwrap().differences[2]
        };
        assert!(width(of("D.pue")) < 0.3, "{:?}", of("D.pue"));
        assert!(width(of("server")) > 0.3, "{:?}", of("server"));
        // 60,000 kWh × (1.2 − 1.6) / 1.6, of which the equipment's part is another than was guessed.
        let per_kwh = facts.rows.outcome.footprint.centres[0].sums.total(0).value
            / facts.rows.outcome.footprint.centres[0].difference_kwh();
        near(of("D.pue").value, -15_000.0 * per_kwh, 1e-6);
    });
}

#[test]
fn money_that_rises_and_a_way_that_is_not_certain_are_told() {
    let rows = (0..20).map(|n| {
        let (kind, price) = if n < 10 { ("desktop", 500) } else { ("laptop", 1200) };
        format!("E{n},{kind},20{}-01-01,{price}", 16 + n % 8)
    });
    let list = table("equipment_id,equipment_type,acquired_on,price_eur", rows);
    with(&[CARD, ("inventories/2025.csv", &list)], None, |facts| {
        let found = played(facts, &["desktop.replaced_by=100% laptop"], &[10.0; 6]);
        let one = &found.alone[0];
        assert!(one.over(&found.baseline, |year| year.eur) > 0.0);
        assert!(one.raises.iter().any(|said| said.say(Lang::En) == "the euros of purchases"));
        let whole = one.cumulated;
        assert_eq!(one.may_go_either_way(), whole.low < 0.0 && 0.0 < whole.high, "{whole:?}");
        assert!(one.may_go_either_way(), "{whole:?}");
    });
}

/// Kilograms of all levers over the cost of some of them are no effect by euro.
#[test]
fn all_together_is_by_euro_where_each_lever_has_a_cost() {
    let list =
        "equipment_id,equipment_type,acquired_on\nL1,laptop,2020-01-01\nM1,monitor,2020-01-01\n";
    with(&[CARD, ("inventories/2025.csv", list)], None, |facts| {
        let of = |cost: &str| {
            let text = format!(
                "[[lever]]\nset = \"laptop.lifetime = +1\"\ncost_eur = 100\n[[lever]]\nset = \"monitor.lifetime = +1\"\n{cost}"
            );
            written(facts, &text, &[10.0; 6]).together
        };
        let (some, all) = (of(""), of("cost_eur = 50\n"));
        assert_eq!((some.cost_eur, some.per_euro()), (Some(100.0), None));
        near(all.per_euro().unwrap(), all.cumulated.value / 150.0, 1e-12);
    });
}
