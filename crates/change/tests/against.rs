//! A later year held against so much of an earlier one, on years that were walked.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

mod two_years;

use empreinte_change::{Against, Change, Effect, Unmoved};
use factor::{FactorSet, SetPlace};
use std::path::Path;
use two_years::root;

fn between(place: &Path, factors: SetPlace, from: i32, to: i32) -> (Change, FactorSet) {
    two_years::between(place, factors, "rcp-si", [from, to])
}

#[track_caller]
fn near(found: f64, expected: f64, size: f64) {
    assert!((found - expected).abs() < 1e-9 * size.abs().max(1.0), "{found} {expected}");
}

/// What must hold of any two years.
#[track_caller]
fn holds(change: &Change) {
    let size = change.from.total.value;
    let counted: f64 = [Effect::FactorSet, Effect::Perimeter, Effect::Quality]
        .map(|effect| change.worth(effect).value)
        .iter()
        .sum();
    for keep in [1.0, 0.85, 0.0] {
        let of = change.against(keep);
        let Against { raw, net, without_ageing, without_grid, acts, restated, ageing, grid } = of;
        near(raw.value, change.to.total.value - keep * size, size);
        near(restated, size + counted, size);
        near(net.value, change.to.total.value - keep * restated, size);
        near(ageing, change.worth(Effect::Ageing).value, size);
        near(net.value - without_ageing.value, ageing, size);
        near(grid, change.worth(Effect::Electricity).value, size);
        near(net.value - without_grid.value, grid, size);
        near(net.value - acts.value, grid + ageing.min(0.0), size);
        for one in [raw, net, without_ageing, without_grid, acts] {
            assert!(one.low <= one.value && one.value <= one.high, "{one:?}");
        }
    }
    // Against all of it, it is the difference itself; its bounds are drawn among other sums, which
    // moves them by what two thousand draws differ: three deviations are 6 % of the width.
    let whole = change.against(1.0);
    near(whole.raw.value, change.difference.value, size);
    let width = change.difference.high - change.difference.low;
    for (found, expected) in
        [(whole.raw.low, change.difference.low), (whole.raw.high, change.difference.high)]
    {
        assert!((found - expected).abs() <= 0.06 * width, "{found} {expected} of {width}");
    }
    near(whole.net.value, change.like_for_like(), size);
    // What is no act moves the figure by what it is worth, and its bounds by draws of the same law.
    let Unmoved { as_is, net, without_ageing, without_grid, acts, ageing, grid } = change.unmoved();
    near(as_is.value, change.to.total.value, size);
    near(net.value, -counted, size);
    near(without_ageing.value, -counted - ageing, size);
    near(without_grid.value, -counted - grid, size);
    near(acts.value, -counted - grid - ageing.min(0.0), size);
    if counted == 0.0 {
        near(net.low, 0.0, size);
        near(net.high, 0.0, size);
    }
}

#[test]
fn against_all_of_it_is_the_difference_and_net_of_it_like_for_like() {
    let place = root().join("inventories/mairie-exemple");
    for (from, to) in [(2024, 2025), (2023, 2025)] {
        let (change, _) = between(&place, SetPlace::Shipped(factor::DEFAULT_SET), from, to);
        assert!(change.worth(Effect::Ageing).value < 0.0, "{from}");
        holds(&change);
    }
}

/// Laptops of 200 kg over four years and 50 kWh a year, at 0.2 kg/kWh in 2024 and 0.1 in 2025: 60 kg
/// each, then 55.
#[test]
fn a_fall_by_fifteen_percent_is_held_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let rows = |site: &str, count: u32| -> String {
        let row = |n| format!("{site}{n},laptop,{site},2023-01-01,SN-{site}-{n:04}\n");
        (1..=count).map(row).collect()
    };
    let head = "equipment_id,equipment_type,site,acquired_on,serial\n";
    std::fs::create_dir(folder.path().join("inventories")).unwrap();
    write("estate.toml", "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n");
    write("inventories/2024.csv", &format!("{head}{}", rows("Nord", 10)));
    write("inventories/2025.csv", &format!("{head}{}{}", rows("Nord", 8), rows("Sud", 2)));
    // Two were sold: what is merely listed no more is a matter of perimeter.
    write("movements.csv", "date,kind,unit_id\n2025-01-01,sell,Nord9\n2025-01-01,sell,Nord10\n");
    let factors = SetPlace::Folder(root().join("tests/golden/factors-round"));
    let (change, set) = between(folder.path(), factors, 2024, 2025);
    holds(&change);
    let against = change.against(0.85);
    // 10 × 60 = 600, then 8 × 55 + 2 × 55 = 550: 550 − 0.85 × 600 = 40, 6.7 % short of the target.
    near(change.from.total.value, 600.0, 1.0);
    near(against.raw.value, 40.0, 1.0);
    // The site Sud, which 2024 did not have, is 110 kg: 550 − 0.85 × 710 = −53.5, beyond it.
    near(against.restated, 710.0, 1.0);
    near(against.net.value, -53.5, 1.0);
    // None is beyond its four years.
    near(against.ageing, 0.0, 1.0);
    near(against.without_ageing.value, -53.5, 1.0);
    // 8 machines of the ten were 50 kg of making and 10 of use: the kilowatt-hour took 5 kg off each.
    let (grid, unmoved) = (against.grid, change.unmoved());
    near(grid, change.worth(Effect::Electricity).value, 1.0);
    assert!(grid < 0.0, "{grid}");
    near(against.acts.value, -53.5 - grid, 1.0);
    near(change.to.total.value + unmoved.acts.value, 550.0 - 110.0 - grid, 1.0);
    // 10 × 50 kWh, then 8 × 50 and 2 × 50 of Sud: 500 − 0.85 × 500, and 500 − 0.85 × 600.
    let of = change.against_electricity(0.85, &set).unwrap();
    near(of.raw.value, 75.0, 1.0);
    near(of.restated, 600.0, 1.0);
    near(of.net.value, -10.0, 1.0);
    near(change.unmoved_electricity(&set).unwrap().acts.value, -100.0, 1.0);
}

/// 60 laptops and 60 screens, then 42 of each: what a laptop draws errs by as much in both years, and
/// 30 % fewer is 30 % less, whatever it draws.
#[test]
fn an_error_that_both_years_share_is_none_of_their_electricity() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("inventories")).unwrap();
    write("estate.toml", "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n");
    let head = "equipment_id,equipment_type,status,acquired_on\n";
    for (year, count) in [(2024, 60), (2025, 42)] {
        let row = |n, kind| format!("{kind}{n},{kind},in service,2022-01-01\n");
        let rows: String = (1..=count).map(|n| row(n, "laptop") + &row(n, "monitor")).collect();
        write(&format!("inventories/{year}.csv"), &format!("{head}{rows}"));
    }
    let shipped = SetPlace::Shipped(factor::DEFAULT_SET);
    let (change, set) = between(folder.path(), shipped, 2024, 2025);
    for (keep, sign) in [(0.69, 1.0), (0.71, -1.0)] {
        let raw = change.against_electricity(keep, &set).unwrap().raw;
        assert!([raw.low, raw.value, raw.high].iter().all(|one| one * sign > 0.0), "{raw:?}");
    }
    let none = change.against_electricity(0.7, &set).unwrap().raw;
    assert!(none.low.abs() < 1e-6 && none.high.abs() < 1e-6, "{none:?}");
    // A year by itself errs by all of it.
    let alone = change.against_electricity(0.0, &set).unwrap().raw;
    assert!(alone.high > 1.2 * alone.value, "{alone:?}");
}
