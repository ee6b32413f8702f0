//! What left or arrived ages nobody, moves no room and no kilowatt-hour: it is of the mix.

use super::*;
use empreinte_change::shapley;

const HEAD: &str = "equipment_id,equipment_type,acquired_on,status,site";

/// What a laptop of 200 kg weighs a year, so old.
fn spread(years: f64) -> f64 {
    200.0 / years.max(4.0)
}

/// Volume, mix and ageing of a game of making: units, and what one weighs by which machines there
/// are and by the ages of which year.
fn played(units: [f64; 2], each: [[f64; 2]; 2]) -> [(Effect, f64); 3] {
    let year = |set: usize, player: usize| set >> player & 1;
    let worth = shapley::<3>(|set| units[year(set, 0)] * each[year(set, 1)][year(set, 2)]);
    let [volume, mix, ageing] = worth;
    [(Effect::Volume, volume), (Effect::Mix, mix), (Effect::Ageing, ageing)]
}

/// Ten laptops of 2010 stay and ten young ones leave: those that stay are a year older, and nothing
/// else aged.
#[test]
fn the_old_that_stay_alone_did_not_age_by_the_young_that_left() {
    let old = ten("O#,laptop,2010-01-01,stock,A");
    let young = ten("Y#,laptop,2023-01-01,stock,A");
    let day = Day::new(2010, 1, 1).unwrap();
    let (then, now) = (age(day, 2024), age(day, 2025));
    let both = |old: f64| f64::midpoint(spread(old), spread(0.0));
    let each = [[both(then), both(now)], [spread(then), spread(now)]];
    let names: Vec<String> = (1..=10).map(|at| format!("Y{at}")).collect();
    let left = change_sold(HEAD, &format!("{old}|{young}"), &old, &names);
    let expected = played([20.0, 10.0], each);
    worth(&left, &expected);
    // Ten of them aged, of twenty or of ten: no more than twenty could have.
    let aged = spread(now) - spread(then);
    let ageing = left.worth(Effect::Ageing).value;
    assert!(20.0 * aged < ageing && ageing < 5.0 * aged, "{ageing} {aged}");
    // The other way round: young ones come beside the old.
    let each = [[spread(then), spread(now)], [both(then), both(now)]];
    let came = change(HEAD, &old, &format!("{old}|{young}"));
    worth(&came, &played([10.0, 20.0], each));
}

/// Nobody bought anything, and nothing names the machines: lots of one day are the same machines.
#[test]
fn a_lot_that_nothing_names_ages() {
    let head = "equipment_type,acquired_on,quantity,status,site";
    let day = Day::new(2015, 6, 1).unwrap();
    let (then, now) = (age(day, 2024), age(day, 2025));
    let lot = |units: u32| format!("laptop,2015-06-01,{units},stock,A");
    let aged = 10.0 * (spread(now) - spread(then));
    worth(&change(head, &lot(10), &lot(10)), &[(Effect::Ageing, aged)]);
    // Four of them left, as old as they were: six of ten grow older.
    let some = 0.6 * spread(now) + 0.4 * spread(then);
    let each = [[spread(then), some], [spread(then), spread(now)]];
    let expected = played([10.0, 6.0], each);
    worth(&change(head, &lot(10), &lot(6)), &expected);
    // Of another day they are other machines.
    let found = change(head, &lot(10), "laptop,2014-06-01,10,stock,A");
    assert!(found.worth(Effect::Ageing).value.abs() < 1e-9);
    assert!(found.worth(Effect::Mix).value < 0.0);
}

const ROOMS: &str = "datacentre_id,name,country,pue,year\nD,Salle,FR,1.6,2025\nD,Salle,FR,1.6,2026\nE,Autre,FR,1.2,2025\nE,Autre,FR,1.2,2026\n";

/// Electricity is 0.1 in both years: what is left is where the servers stand.
fn in_rooms(old: &str, new: &str) -> Change {
    in_rooms_sold(old, new, &[])
}

/// The same, some of them being sold.
fn in_rooms_sold(old: &str, new: &str, names: &[String]) -> Change {
    let head = "equipment_id,equipment_type,acquired_on,datacentre_id,site";
    let years = [2025, 2026];
    let table = |rows: &str| format!("{head}\n{}\n", rows.replace('|', "\n"));
    let ledger = sold(names, 2026);
    let files = [("datacentres.csv", ROOMS), ("movements.csv", ledger.as_str())];
    by_years("rcp-si", estate_of(years, &table(old), &table(new), &files).path(), years)
}

#[test]
fn a_room_that_loses_a_server_adds_no_less() {
    let rest = "S1,server,2024-01-01,D,A|S2,server,2024-01-01,,A";
    let none = |found: &Change| {
        assert!(found.worth(Effect::Pue).value.abs() < 1e-9, "{:?}", found.effects);
        assert!(found.worth(Effect::Energy).value.abs() < 1e-9, "{:?}", found.effects);
    };
    let third = ["S3".to_owned()];
    let left = in_rooms_sold(&format!("{rest}|S3,server,2024-01-01,D,A"), rest, &third);
    none(&left);
    assert!(left.worth(Effect::Mix).value < 0.0);
    // One left a room, and another came to the other: neither was moved.
    none(&in_rooms(
        &format!("{rest}|S3,server,2024-01-01,D,A"),
        &format!("{rest}|S4,server,2026-01-01,E,B"),
    ));
    // Taken from the one to the other it was: 1,000 × (1.2 − 1.6) × 0.1.
    let there = |room: &str| format!("{rest}|S3,server,2024-01-01,{room},A");
    worth(&in_rooms(&there("D"), &there("E")), &[(Effect::Pue, -40.0)]);
}

#[test]
fn a_country_that_loses_a_server_has_no_lighter_kilowatt_hour() {
    let years = [2025, 2026];
    let of = |old: &str, new: &str| {
        let table = |rows: &str| format!("{COUNTRY}\n{}\n", rows.replace('|', "\n"));
        let is_gone = old.contains("S2") && !new.contains("S2");
        let names = if is_gone { vec!["S2".to_owned()] } else { Vec::new() };
        let ledger = sold(&names, 2026);
        let files = [("movements.csv", ledger.as_str())];
        by_years("rcp-si", estate_of(years, &table(old), &table(new), &files).path(), years)
    };
    let home = "S1,server,2024-01-01,FR,A";
    let german = |id: u32| format!("{home}|S{id},server,2024-01-01,DE,A");
    let left = of(&german(2), home);
    assert!(left.worth(Effect::Electricity).value.abs() < 1e-9, "{:?}", left.effects);
    // 1,000 kWh, at the mean of 0.5 and 0.1 by number; and at 0.5 less it by where they stood.
    let using = |effect: Effect| -> f64 {
        let of = left.shares.iter().filter(|share| share.effect == effect);
        of.filter(|share| share.stage == ground::stage::Stage::Use).map(|share| share.value).sum()
    };
    assert!((using(Effect::Volume) + using(Effect::Mix) + 500.0).abs() < 1e-9);
    assert!(using(Effect::Mix) < -100.0, "{:?}", left.effects);
    // Taken home, it draws the same at 0.1.
    let taken = of(&german(2), &format!("{home}|S2,server,2024-01-01,FR,A"));
    worth(&taken, &[(Effect::Electricity, -400.0)]);
}

/// Five of twenty laptops given away in the middle of the later year: of a lot as of machines with a
/// name each.
#[test]
fn what_leaves_a_lot_by_the_ledger_left_as_named_machines_do() {
    let read = |rows: &str, ledger: &str| {
        let folder = tempfile::tempdir().unwrap();
        let inventories = folder.path().join("inventories");
        std::fs::create_dir(&inventories).unwrap();
        let card = "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n";
        std::fs::write(folder.path().join("estate.toml"), card).unwrap();
        for year in ["2024.csv", "2025.csv"] {
            let head = "equipment_id,equipment_type,acquired_on,status,site,quantity";
            std::fs::write(inventories.join(year), format!("{head}\n{rows}")).unwrap();
        }
        let head = "movement_id,date,kind,unit_id,quantity,to_party";
        std::fs::write(folder.path().join("movements.csv"), format!("{head}\n{ledger}")).unwrap();
        by("rcp-si", folder.path())
    };
    let rest = "laptop,2021-01-01,in_service,A";
    for day in ["2025-07-01", "2024-07-01"] {
        let lot = read(&format!("L,{rest},20\n"), &format!("M1,{day},donate,L,5,Z\n"));
        let each = (0..20).map(|n| format!("N{n},{rest},1\n")).collect::<Vec<_>>().concat();
        let left =
            (0..5).map(|n| format!("M{n},{day},donate,N{n},1,Z\n")).collect::<Vec<_>>().concat();
        let named = read(&each, &left);
        let was = if day.starts_with("2024") { 15.0 } else { 20.0 };
        for found in [&lot, &named] {
            let [before, after] = found.common[0].units;
            assert!(
                (before - was).abs() < 1e-9 && (after - 15.0).abs() < 1e-9,
                "{day}: {before} {after}"
            );
        }
        for ((name, one), (_, other)) in lot.flows.each().into_iter().zip(named.flows.each()) {
            assert!((one.units - other.units).abs() < 1e-9, "{day} {name}: {one:?} {other:?}");
            assert!((one.before - other.before).abs() < 1e-6, "{day} {name}: {one:?} {other:?}");
            assert!((one.after - other.after).abs() < 1e-6, "{day} {name}: {one:?} {other:?}");
        }
    }
}
