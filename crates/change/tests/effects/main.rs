//! What goes into which effect, by hand.
//!
//! The factors are round: a laptop is 200 kg over four years and 50 kWh a year, a server 1,000 kg
//! over five years and 1,000 kWh, a monitor 300 kg over six years and 40 kWh; a kWh in France 0.2 kg
//! in 2024 and 0.1 from 2025 on, in Germany 0.5 from 2025 on.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

mod earlier_use;
mod few;
mod gone;
mod intervals;
mod lists;
mod sites;
mod stayed;
#[path = "../two_years/mod.rs"]
mod two_years;

use empreinte_change::{ApartKind, Change, Effect};
use factor::SetPlace;
use ground::table::Day;
use std::path::Path;

/// An estate of two years, its tables in the order of the years.
fn estate(old: &str, new: &str, more: &[(&str, &str)]) -> tempfile::TempDir {
    estate_of([2024, 2025], old, new, more)
}

fn estate_of(years: [i32; 2], old: &str, new: &str, more: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("inventories")).unwrap();
    write("estate.toml", "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n");
    write(&format!("inventories/{}.csv", years[0]), old);
    write(&format!("inventories/{}.csv", years[1]), new);
    for (name, text) in more {
        write(name, text);
    }
    folder
}

#[track_caller]
fn by(method: &str, place: &Path) -> Change {
    by_years(method, place, [2024, 2025])
}

#[track_caller]
fn by_years(method: &str, place: &Path, [from, to]: [i32; 2]) -> Change {
    let factors = || SetPlace::Folder(two_years::root().join("tests/golden/factors-round"));
    let (change, _) = two_years::between(place, factors(), method, [from, to]);
    let (back, _) = two_years::between(place, factors(), method, [to, from]);
    // Whatever was told: effects, flows and shares each sum to the difference; swapped, they turn.
    let size = change.from.total.value.abs().max(1.0);
    let difference = change.to.total.value - change.from.total.value;
    let sums = [
        change.effects.iter().map(|line| line.value.value).sum::<f64>(),
        change.flows.each().iter().map(|(_, flow)| flow.change()).sum(),
        change.shares.iter().map(|share| share.value).sum(),
    ];
    for sum in sums {
        assert!((sum - difference).abs() < 1e-9 * size, "{sum} {difference}");
    }
    // What both years hold moved by what is neither perimeter nor otherwise known.
    let otherwise = [Effect::FactorSet, Effect::Perimeter, Effect::Quality];
    let counted: f64 = otherwise.into_iter().map(|effect| change.worth(effect).value).sum();
    for (of, sign) in [(&change, 1.0), (&back, -1.0)] {
        let moved = sign * (of.both.impact.1 - of.both.impact.0);
        assert!(
            (moved - difference + counted).abs() < 1e-9 * size,
            "{moved} {difference} {counted}"
        );
    }
    for effect in Effect::ALL {
        let (there, back) = (change.worth(effect).value, back.worth(effect).value);
        assert!((there + back).abs() <= 0.0, "{effect:?} {there} {back}");
    }
    change
}

/// The change from table to table under one heading, `|` between rows.
#[track_caller]
fn change(head: &str, old: &str, new: &str) -> Change {
    let table = |rows: &str| format!("{head}\n{}\n", rows.replace('|', "\n"));
    by("rcp-si", estate(&table(old), &table(new), &[]).path())
}

/// A ledger that tells the sale of machines, as the later year begins: what is merely listed no more is a
/// matter of perimeter.
fn sold(names: &[String], year: i32) -> String {
    let rows: Vec<String> =
        names.iter().map(|name| format!("{year}-01-01,sell,{name}\n")).collect();
    format!("date,kind,unit_id\n{}", rows.concat())
}

/// The change from table to table under one heading, `|` between rows, some machines being sold.
#[track_caller]
fn change_sold(head: &str, old: &str, new: &str, names: &[String]) -> Change {
    let table = |rows: &str| format!("{head}\n{}\n", rows.replace('|', "\n"));
    let ledger = sold(names, 2025);
    by("rcp-si", estate(&table(old), &table(new), &[("movements.csv", &ledger)]).path())
}

/// These effects are worth so much, and no other anything.
#[track_caller]
fn worth(change: &Change, expected: &[(Effect, f64)]) {
    for effect in Effect::ALL {
        let of = expected.iter().find(|(one, _)| *one == effect).map_or(0.0, |(_, value)| *value);
        let found = change.worth(effect).value;
        assert!((found - of).abs() < 1e-9, "{effect:?}: {found}, not {of}; {:?}", change.effects);
    }
}

/// Years from a day to the end of a year.
fn age(day: Day, year: i32) -> f64 {
    f64::from(Day::first_of(year + 1).days_since(day)) / 365.25
}

const COUNTRY: &str = "equipment_id,equipment_type,acquired_on,country,site";

/// Ten laptops of 50 kg of making, and 50 kWh each.
fn ten(row: &str) -> String {
    (1..=10).map(|n| row.replace('#', &n.to_string())).collect::<Vec<_>>().join("|")
}

/// So many units, to a billionth.
#[track_caller]
fn units_are(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
}

#[test]
fn a_country_that_was_not_known_is_better_known_and_another_is_electricity() {
    let years = [2025, 2026];
    let change = |old: &str, new: &str| {
        let table = |rows: &str| format!("{COUNTRY}\n{}\n", rows.replace('|', "\n"));
        by_years("rcp-si", estate_of(years, &table(old), &table(new), &[]).path(), years)
    };
    let row = |country: &str| ten(&format!("L#,laptop,2024-01-01,{country},A"));
    // 500 kWh at 0.1, then at 0.5: the organisation's country stood in.
    worth(&change(&row(""), &row("DE")), &[(Effect::Quality, 200.0)]);
    worth(&change(&row("DE"), &row("")), &[(Effect::Quality, -200.0)]);
    worth(&change(&row("FR"), &row("DE")), &[(Effect::Electricity, 200.0)]);
    // Nor is it the mix of what nothing names: fifty kilowatt-hours of one.
    let line = |country: &str| format!(",laptop,2024-01-01,{country},A");
    worth(&change(&line("FR"), &line("DE")), &[(Effect::Electricity, 20.0)]);
}

#[test]
fn where_no_factor_is_of_the_earlier_year_its_electricity_stands() {
    let row = |country: &str| ten(&format!("L#,laptop,2024-01-01,{country},A"));
    // 500 kWh at 0.2, then at 0.5: of Germany in 2024 the set has nothing.
    worth(&change(COUNTRY, &row(""), &row("DE")), &[(Effect::Electricity, 150.0)]);
}

/// Which site a machine stands at is no mix where all weigh the same.
#[test]
fn one_laptop_less_is_number_wherever_the_others_stand() {
    let old = "L0,laptop,2024-01-01,FR,A|L1,laptop,2024-01-01,FR,A\
               |B0,laptop,2024-01-01,FR,B|B1,laptop,2024-01-01,FR,B";
    let new = "L0,laptop,2024-01-01,FR,A|L1,laptop,2024-01-01,FR,A|B0,laptop,2024-01-01,FR,A";
    // One of 50 kg, and 50 kWh at 0.15 between the two years; 0.1 less of 50 kWh of three and a half.
    let expected = [(Effect::Volume, -57.5), (Effect::Electricity, -17.5)];
    worth(&change_sold(COUNTRY, old, new, &["B1".to_owned()]), &expected);
}

const DATES: &str = "equipment_id,equipment_type,acquired_on,commissioned_on,site";

#[test]
fn a_date_that_was_not_known_is_better_known() {
    let bought = Day::new(2015, 3, 1).unwrap();
    let found = change(DATES, "L1,laptop,,,A", "L1,laptop,2015-03-01,,A");
    let (old, new) = (200.0 / age(bought, 2024), 200.0 / age(bought, 2025));
    let expected =
        [(Effect::Quality, old - 50.0), (Effect::Ageing, new - old), (Effect::Electricity, -5.0)];
    worth(&found, &expected);
    // Bought in the middle of the earlier year: half of it was no matter of number.
    let found = change(DATES, "L1,laptop,,,A", "L1,laptop,2024-07-01,,A");
    let half = 184.0 / 366.0;
    let expected = [
        (Effect::Quality, (half - 1.0) * 60.0),
        (Effect::Volume, (1.0 - half) * 50.0 + (1.0 - half) * 50.0 * 0.15),
        (Effect::Electricity, -5.0 * (1.0 + half) / 2.0),
    ];
    worth(&found, &expected);
    // Put to use after the earlier year: nothing of it is known otherwise.
    let stock = "equipment_id,equipment_type,acquired_on,status,commissioned_on,site";
    let found = change(
        stock,
        "L1,laptop,2024-01-01,in_stock,,A",
        "L1,laptop,2024-01-01,in_service,2025-01-01,A",
    );
    worth(&found, &[(Effect::Volume, 5.0)]);
}

#[test]
fn a_quantity_that_was_not_known_is_better_known() {
    let head = "equipment_id,equipment_type,quantity,acquired_on,site";
    let found = change(head, "L,laptop,,2024-01-01,A", "L,laptop,12,2024-01-01,A");
    worth(&found, &[(Effect::Quality, 660.0), (Effect::Electricity, -60.0)]);
    assert_eq!((found.flows.stayed.units, found.flows.arrived.units), (12.0, 0.0));
    let more = change(head, "L,laptop,10,2024-01-01,A", "L,laptop,12,2024-01-01,A");
    assert!(more.worth(Effect::Quality).value.abs() < 1e-9);
    assert!(more.worth(Effect::Volume).value > 0.0);
}

#[test]
fn use_by_others_before_is_known_and_nothing_is_outlived_by_it() {
    let head = "equipment_id,equipment_type,acquired_on,acquisition_mode,upstream_months,site";
    let plain = "L1,laptop,2023-01-01,,,A";
    let found = change(head, plain, "L1,laptop,2023-01-01,refurbished,36,A");
    // Over seven years instead of four.
    let expected = [(Effect::Quality, 200.0 / 7.0 - 50.0), (Effect::Electricity, -5.0)];
    worth(&found, &expected);
    // Another machine, bought refurbished: the lifetime, and no age beyond it.
    let found = change(head, plain, "L2,laptop,2023-01-01,refurbished,36,A");
    worth(&found, &[(Effect::Lifetime, 200.0 / 7.0 - 50.0), (Effect::Electricity, -5.0)]);
}

#[test]
fn a_room_whose_pue_was_not_known_is_better_known() {
    let head = "equipment_id,equipment_type,acquired_on,datacentre_id,site";
    let row = format!("{head}\nS1,server,2024-01-01,D,A\n");
    let rooms = |old: &str, new: &str| {
        format!(
            "datacentre_id,name,country,pue,year\nD,Salle,FR,{old},2024\nD,Salle,FR,{new},2025\n"
        )
    };
    let of = |old: &str, new: &str| {
        by("rcp-si", estate(&row, &row, &[("datacentres.csv", &rooms(old, new))]).path())
    };
    // 1,000 kWh × 1.4 × 0.2 = 280; known to be × 1.2: 240; in 2025 at 0.1: 120.
    worth(&of("", "1.2"), &[(Effect::Quality, -40.0), (Effect::Electricity, -120.0)]);
    // The room itself was not known: × 1.2 from nothing.
    let head = "equipment_id,equipment_type,acquired_on,datacentre_id,status,site";
    let told = |room: &str, more: &str| format!("{head}\nS1,server,2024-01-01,{room},{more}\n");
    let files = rooms("1.2", "1.2");
    let change = |old: &str, new: &str| {
        by("rcp-si", estate(old, new, &[("datacentres.csv", &files)]).path())
    };
    let found = change(&told("", "in_service,A"), &told("D", "in_service,A"));
    worth(&found, &[(Effect::Quality, 40.0), (Effect::Electricity, -120.0)]);
    // Taken out of it, out of use: 240 kg less, all of it in number.
    let found = change(&told("D", "in_service,A"), &told("", "decommissioned,Dépôt"));
    worth(&found, &[(Effect::Volume, -240.0)]);
    // Told in both years it is the room: 1,000 × (1.2 − 1.4) × 0.15, and 1,300 × (0.1 − 0.2).
    worth(&of("1.4", "1.2"), &[(Effect::Pue, -30.0), (Effect::Electricity, -130.0)]);
}

/// 1,000 kWh at the server, of which its room's meter saw 600 in 2025 alone: 40 kg less, of that year.
#[test]
fn a_meter_that_says_less_than_its_equipment_is_apart_with_its_sign() {
    let row =
        "equipment_id,equipment_type,acquired_on,datacentre_id,site\nS1,server,2024-01-01,D,A\n";
    let rooms = "datacentre_id,name,country,pue,measured_kwh,year\nD,Salle,FR,1,,2024\nD,Salle,FR,1,600,2025\n";
    let found = by("rcp-si", estate(row, row, &[("datacentres.csv", rooms)]).path());
    worth(&found, &[(Effect::Perimeter, -40.0), (Effect::Electricity, -100.0)]);
    // 1,000 kg over five years, 1,000 kWh at 0.2 and at 0.1: the same server in both.
    let (before, now) = found.both.impact;
    assert!((before - 400.0).abs() < 1e-9 && (now - 300.0).abs() < 1e-9, "{before} {now}");
}

#[test]
fn a_state_that_was_not_known_is_better_known_and_another_is_number() {
    let head = "equipment_id,equipment_type,acquired_on,status,site";
    let row =
        |state: &str| format!("S1,laptop,2024-01-01,{state},A|S2,laptop,2024-01-01,in_service,A");
    let unknown = change(head, &row(""), &row("in_stock"));
    worth(&unknown, &[(Effect::Quality, -10.0), (Effect::Electricity, -5.0)]);
    // One of two draws no more: 50 kWh × 0.15, and 75 kWh × 0.1 less.
    let stock = change(head, &row("in_service"), &row("in_stock"));
    worth(&stock, &[(Effect::Volume, -7.5), (Effect::Electricity, -7.5)]);
    // The only one: nothing of a mix.
    let one = change(head, "S1,laptop,2024-01-01,in_service,A", "S1,laptop,2024-01-01,in_stock,A");
    worth(&one, &[(Effect::Volume, -10.0)]);
}

#[test]
fn under_numecoeval_the_years_since_purchase_are_the_lifetime() {
    let head = "equipment_id,equipment_type,acquired_on,site";
    let table = |kind: &str| format!("{head}\nL1,{kind},2016-01-01,A\n");
    let found = by("numecoeval", estate(&table("laptop"), &table("laptop_14in"), &[]).path());
    let bought = Day::new(2016, 1, 1).unwrap();
    let over =
        |year: i32| 200.0 / (f64::from(Day::first_of(year + 1).days_since(bought) - 1) / 365.0);
    let expected = [(Effect::Lifetime, over(2025) - over(2024)), (Effect::Electricity, -5.0)];
    worth(&found, &expected);
}

#[test]
fn one_key_however_it_is_written() {
    let head = "equipment_id,serial,equipment_type,acquired_on,site";
    for (old, new) in [
        ("pc-001,,laptop,2018-01-01,A", "PC 001,,laptop,2018-01-01,A"),
        ("PC1,5CG 9WG-8LX0,laptop,2018-01-01,A", "X9,5cg9wg8lx0,laptop,2018-01-01,A"),
    ] {
        let found = change(head, old, new);
        units_are(found.flows.stayed.units, 1.0);
        units_are(found.flows.left.units + found.flows.arrived.units, 0.0);
    }
    // Two that only a dash tells apart stay two.
    let two = "A-11,,laptop,2018-01-01,A|A1-1,,desktop,2018-01-01,A";
    let found = change(head, two, two);
    units_are(found.flows.stayed.units, 2.0);
}

#[test]
fn a_name_given_to_another_machine_is_a_purchase() {
    let head = "equipment_id,serial,equipment_type,acquired_on,site";
    let old = "PC1,,laptop,2018-01-01,A|PC2,,laptop,2018-01-01,A";
    for new in
        ["PC1,,desktop,2025-01-01,A", "PC1,,laptop,2025-03-01,A", "PC1,,desktop,2021-01-01,A"]
    {
        let found = change(head, old, &format!("{new}|PC2,,laptop,2018-01-01,A"));
        assert_eq!((found.flows.left.units, found.flows.arrived.units), (1.0, 1.0), "{new}");
        assert!(found.worth(Effect::Quality).value.abs() < 1e-9, "{new}");
    }
    // A serial number says that it is the same.
    let same =
        change(head, "PC1,SN-1234567,laptop,2018-01-01,A", "PC1,SN-1234567,desktop,2018-01-01,A");
    units_are(same.flows.stayed.units, 1.0);
    assert!(same.worth(Effect::Quality).value != 0.0);
}

#[test]
fn screens_assumed_and_then_listed_are_the_same_screens() {
    let head = "equipment_id,equipment_type,quantity,acquired_on,site";
    let old = format!("{head}\nD,desktop,10,2024-01-01,A\n");
    let card = "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n[assumptions]\nmonitors_per_desktop = 1.0\n";
    for listed in [10.0, 6.0] {
        let new = format!("{old}M,monitor,{listed},2018-01-01,A\n");
        let found = by("rcp-si", estate(&old, &new, &[("estate.toml", card)]).path());
        units_are(found.flows.stayed.units, 20.0);
        units_are(found.flows.left.units + found.flows.arrived.units, 0.0);
        let bought = Day::new(2018, 1, 1).unwrap();
        let (then, now) = (300.0 / age(bought, 2024), 300.0 / age(bought, 2025));
        let expected = [
            (Effect::Quality, listed * (then - 50.0)),
            (Effect::Ageing, listed * (now - then)),
            // 10 desktops and 10 screens: 1,400 kWh.
            (Effect::Electricity, -140.0),
        ];
        worth(&found, &expected);
    }
}

#[test]
fn rows_set_aside_in_a_year_are_no_growth() {
    let head = "equipment_id,equipment_type,quantity,acquired_on,site";
    let laptops = "L1,laptop,1,2024-01-01,A|L2,laptop,1,2024-01-01,A";
    let found = change(
        head,
        &format!("{laptops}|L3,laptop,~12,2024-01-01,A"),
        &format!("{laptops}|L3,laptop,12,2024-01-01,A"),
    );
    worth(&found, &[(Effect::Perimeter, 12.0 * 55.0), (Effect::Electricity, -10.0)]);
    assert_eq!((found.apart[0].kind, found.apart[0].units), (ApartKind::Aside, 12.0));
    assert_eq!(found.from.left_out[0].rows, Some(1));
    assert!(found.to.left_out.is_empty());
}

#[test]
fn what_was_bought_since_is_no_row_that_was_set_aside() {
    let head = "equipment_id,equipment_type,quantity,acquired_on,serial";
    let laptop = "L1,laptop,1,2020-01-01,";
    let apart = |old: &str, new: &str| {
        let found = change(head, &format!("{laptop}|{old}"), &format!("{laptop}|{new}"));
        found.apart.iter().map(|one| one.kind).collect::<Vec<_>>()
    };
    // The name of a row that could not be read was given to a machine bought in the later year.
    assert_eq!(apart("L3,laptop,~1,,", "L3,laptop,1,2025-01-01,"), []);
    assert_eq!(apart("L3,laptop,~1,,", "L3,laptop,1,2024-01-01,"), [ApartKind::Aside]);
    // Bought in the later year, whatever its serial number was listed as before.
    assert_eq!(apart("L3,laptop,~1,,8HX2KM3", "L3,laptop,1,2025-02-01,8HX2KM3"), []);
}

#[test]
fn identifiers_and_serial_numbers_are_two_sets_of_names() {
    let head = "equipment_id,equipment_type,quantity,acquired_on,serial";
    let laptop = "L1,laptop,1,2020-01-01,";
    let apart = |old: &str, new: &str| {
        let found = change(head, &format!("{laptop}|{old}"), &format!("{laptop}|{new}"));
        found.apart.iter().map(|one| one.kind).collect::<Vec<_>>()
    };
    let new = |id: &str, serial: &str| format!("{id},laptop,1,2023-01-01,{serial}");
    // The identifier of the one is the serial number of the other.
    assert_eq!(apart("8HX2KM3,laptop,~1,,", &new("N1", "8HX2KM3")), []);
    assert_eq!(apart("N1,laptop,~1,,8HX2KM3", &new("8HX2KM3", "")), []);
    assert_eq!(apart("N1,laptop,~1,,8HX2KM3", &new("N2", "8HX2KM3")), [ApartKind::Aside]);
    // One identifier with two serial numbers is two machines.
    assert_eq!(apart("N1,laptop,~1,,8HX2KM3", &new("N1", "8HX2KM4")), []);
    assert_eq!(apart("N1,laptop,~1,,8HX2KM3", &new("N1", "")), [ApartKind::Aside]);
    // Nor do they pair two machines that were kept.
    let kept = |id: &str, serial: &str| format!("{id},laptop,1,2023-01-01,{serial}");
    let found = change(head, &kept("8HX2KM3", ""), &kept("N1", "8HX2KM3"));
    units_are(found.flows.stayed.units, 0.0);
}

#[test]
fn the_part_of_the_year_is_number_and_the_units_stay() {
    let found = change(DATES, "L1,laptop,2024-10-01,,A", "L1,laptop,2024-10-01,,A");
    let part = 92.0 / 366.0;
    let expected = [
        (Effect::Volume, (1.0 - part) * (50.0 + 50.0 * 0.15)),
        (Effect::Electricity, -5.0 * (1.0 + part) / 2.0),
    ];
    worth(&found, &expected);
    units_are(found.common[0].units[0], 1.0);
    units_are(found.common[0].units[1], 1.0);
}

#[test]
fn a_type_of_which_a_year_uses_none_anywhere_is_put_into_use_by_number() {
    let head = "equipment_id,equipment_type,acquired_on,status,site";
    let laptops = (1..=4).map(|n| format!("L{n},laptop,2024-01-01,in_service,A|"));
    let laptops: String = laptops.collect();
    let rows = |first: &str, second: &str| {
        let of = |id: &str, state: &str| format!("{id},server,2024-01-01,{state},A");
        format!("{laptops}{}|{}", of("S1", first), of("S2", second))
    };
    // One of two servers put into use, the other in stock: 1,000 kWh at 0.1; four laptops of
    // 50 kWh, at 0.2 then 0.1.
    let first = change(head, &rows("in_stock", "in_stock"), &rows("in_service", "in_stock"));
    worth(&first, &[(Effect::Volume, 100.0), (Effect::Electricity, -20.0)]);
    // The second of two: five units in use, then six, of 240 kWh, then 2,200 / 6.
    let second = change(head, &rows("in_stock", "in_service"), &rows("in_service", "in_service"));
    let mean = [240.0, 2200.0 / 6.0];
    let by = |from: [f64; 2], to: [f64; 2]| {
        (from[0] * from[1] + to[0] * to[1]) / 3.0 + (from[0] * to[1] + to[0] * from[1]) / 6.0
    };
    let expected = [
        (Effect::Volume, by([mean[0], 0.2], [mean[1], 0.1])),
        (Effect::Mix, (mean[1] - mean[0]) * by([5.0, 0.2], [6.0, 0.1])),
        (Effect::Electricity, -0.1 * by([5.0, mean[0]], [6.0, mean[1]])),
    ];
    worth(&second, &expected);
}
