//! A difference errs by the law of the figures that it is between, and by the same draws.

use super::two_years;
use super::*;
use ground::quantity::Interval;

const HEAD: &str = "equipment_id,equipment_type,acquired_on,datacentre_id,exited_on,site";

/// The change of an estate by the factors that the program carries.
fn shipped(years: [i32; 2], old: &str, new: &str, more: &[(&str, &str)]) -> Change {
    let table = |rows: &str| format!("{HEAD}\n{rows}");
    let folder = estate_of(years, &table(old), &table(new), more);
    let factors = SetPlace::named(Path::new("core-2026.12")).unwrap();
    two_years::between(folder.path(), factors, "rcp-si", years).0
}

fn rows(kind: &str, count: usize, day: &str, room: &str, exited: &str) -> String {
    let row = |n| format!("{kind}{n},{kind},{day},{room},{exited},A\n");
    (0..count).map(row).collect::<Vec<_>>().concat()
}

#[track_caller]
fn near(found: f64, expected: f64, within: f64) {
    assert!((found / expected - 1.0).abs() <= within, "{found}, not {expected}");
}

#[track_caller]
fn holds_its_value(one: Interval) {
    assert!(one.low <= one.value && one.value <= one.high, "{one:?}");
}

/// Of monitors the figure used is the lowest published: the level reaches far above it, and so does
/// half of it.
#[test]
fn half_of_identical_units_errs_as_half_of_all() {
    for kind in ["monitor", "laptop", "smartphone", "server"] {
        let of = |count: usize| rows(kind, count, "2025-01-01", "", "");
        let names: Vec<String> = (100..200).map(|at| format!("{kind}{at}")).collect();
        let ledger = sold(&names, 2026);
        let files = [("movements.csv", ledger.as_str())];
        let found = shipped([2025, 2026], &of(200), &of(100), &files);
        let (volume, level) = (found.worth(Effect::Volume), found.from.total);
        holds_its_value(volume);
        // Electricity weighs next to nothing beside making, but of a server.
        let part = volume.value / level.value;
        near(volume.low, part * level.high, 0.06);
        near(volume.high, part * level.low, 0.06);
    }
}

#[test]
fn what_goes_whole_errs_as_it_did() {
    for kind in ["monitor", "laptop", "smartphone"] {
        let old = rows(kind, 50, "2022-01-01", "", "");
        let new = rows(kind, 50, "2022-01-01", "", "2025-12-31");
        let found = shipped([2025, 2026], &old, &new, &[]);
        let (gone, level) = (found.difference, found.from.total);
        near(gone.value, -level.value, 1e-9);
        holds_its_value(gone);
        assert!(-gone.low <= level.high * 1.03, "{gone:?} {level:?}");
        assert!(-gone.high >= level.low * 0.97, "{gone:?} {level:?}");
    }
}

/// Laptops of 4.75 years, whose lifetime is five: they age where it is shorter, and that is drawn.
#[test]
fn an_effect_that_comes_to_nothing_keeps_its_interval() {
    let of = rows("laptop", 100, "2020-04-01", "", "");
    let found = shipped([2023, 2024], &of, &of, &[]);
    let ageing = found.worth(Effect::Ageing);
    assert!(ageing.value == 0.0 && ageing.high == 0.0, "{ageing:?}");
    // Of a lifetime of four years or less: 1/3.75, or 1/4, less 1/4.75 of what the hundred weigh.
    assert!(-900.0 < ageing.low && ageing.low < -400.0, "{ageing:?}");
    // Not yet as old as any lifetime that could be: nothing.
    let of = rows("laptop", 100, "2023-04-01", "", "");
    let found = shipped([2023, 2024], &of, &of, &[]);
    assert_eq!(found.worth(Effect::Ageing), Interval::ZERO);
}

/// The meter is exact: the room errs by what its kilowatt-hours weigh, and by nothing else.
#[test]
fn a_room_with_a_meter_errs_by_its_electricity_alone() {
    let rooms = "datacentre_id,name,country,pue,measured_kwh,year\nD,Salle,FR,1.6,60000,2024\nD,Salle,FR,1.2,45000,2025\n";
    let of = rows("server", 20, "2023-01-01", "D", "");
    let metered = shipped([2024, 2025], &of, &of, &[("datacentres.csv", rooms)]);
    let unmetered = "datacentre_id,name,country,pue,measured_kwh,year\nD,Salle,FR,1.6,,2024\nD,Salle,FR,1.2,,2025\n";
    let unmetered = shipped([2024, 2025], &of, &of, &[("datacentres.csv", unmetered)]);
    let width = |one: Interval| (one.high - one.low) / one.value.abs();
    let pue = [&metered, &unmetered].map(|change| change.worth(Effect::Pue));
    near(pue[0].value, pue[1].value, 1e-9);
    // French electricity errs by 8 % of each year, the default draw of a server by half.
    assert!(width(pue[0]) < 0.2 && width(pue[1]) > 0.6, "{pue:?}");
    holds_its_value(metered.difference);
    assert!(width(metered.difference) < 1.0 / 1.5 + 0.05, "{:?}", metered.difference);
}

/// Under the makers' figures, the difference lies within what the official ones say of it.
#[test]
fn what_other_factors_say_of_a_difference_is_within() {
    let place = two_years::root().join("inventories/mairie-exemple");
    for years in [[2023, 2024], [2024, 2025]] {
        let of = |sets: &[&str]| {
            let sets: Vec<SetPlace> =
                sets.iter().map(|name| SetPlace::named(Path::new(name)).unwrap()).collect();
            two_years::between_by(&place, &sets, "rcp-si", years).0.difference
        };
        let official = of(&["core-2026.12"]);
        holds_its_value(official);
        for other in ["pcf-2026.12", "models-2026.12"] {
            let told = of(&["core-2026.12", other]).value;
            assert!(official.low <= told && told <= official.high, "{other} {told} {official:?}");
        }
    }
}

/// What machines are made of errs for all of them at once: half of them errs as half of all, whether
/// their memories are one or differ by a gigabyte.
#[test]
fn machines_priced_from_their_parts_err_by_what_they_are_made_of() {
    const HEAD: &str = "equipment_id,equipment_type,acquired_on,cpu_model,cpu_count,ram_gb,ssd_gb";
    let of = |count: usize, spread: usize| {
        let row = |n| {
            let ram = 192 + n % spread;
            format!("s{n},server,2025-01-01,Intel Xeon Gold 6130,2,{ram},960\n")
        };
        format!("{HEAD}\n{}", (0..count).map(row).collect::<Vec<_>>().concat())
    };
    let factors = || SetPlace::named(Path::new("core-2026.12")).unwrap();
    let of_spread = |spread| {
        let names: Vec<String> = (30..60).map(|at| format!("s{at}")).collect();
        let ledger = sold(&names, 2026);
        let files = [("movements.csv", ledger.as_str())];
        let folder = estate_of([2025, 2026], &of(60, spread), &of(30, spread), &files);
        two_years::between(folder.path(), factors(), "rcp-si", [2025, 2026]).0
    };
    let [alike, apart] = [1, 3].map(of_spread);
    for found in [&alike, &apart] {
        let (volume, level) = (found.worth(Effect::Volume), found.from.total);
        holds_its_value(volume);
        let part = volume.value / level.value;
        near(volume.low, part * level.high, 0.02);
        near(volume.high, part * level.low, 0.02);
        // Their electricity's factor alone would leave 8 % on each side.
        assert!(level.high - level.low > 0.4 * level.value, "{level:?}");
    }
    near(alike.worth(Effect::Volume).low, apart.worth(Effect::Volume).low, 0.01);
}
