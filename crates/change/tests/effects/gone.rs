//! Lots of which some units leave in one year and some in the next: each flow has what its units weigh.

use super::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Uniform};

/// An estate of the lots of each of three years, by their units, of which so many left by the ledger on
/// days.
fn lots(first: i32, held: [&[u32]; 3], left: &[(usize, &str, u32)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("inventories")).unwrap();
    write("estate.toml", "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n");
    for (year, units) in (first..).zip(held) {
        let row = |(at, units): (usize, &u32)| match units {
            0 => String::new(),
            _ => format!("L{at},laptop,2021-01-01,in_service,A,{units}\n"),
        };
        let rows: Vec<String> = units.iter().enumerate().map(row).collect();
        let columns = "equipment_id,equipment_type,acquired_on,status,site,quantity\n";
        write(&format!("inventories/{year}.csv"), &format!("{columns}{}", rows.concat()));
    }
    let rows = left
        .iter()
        .zip(1..)
        .map(|((at, day, units), number)| format!("M{number},{day},donate,L{at},{units},Z\n"));
    let columns = "movement_id,date,kind,unit_id,quantity,to_party\n";
    write("movements.csv", &format!("{columns}{}", rows.collect::<Vec<_>>().concat()));
    folder
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} {expected}");
}

/// Of twenty, five left in 2024 and three in 2025, which no list of 2025 counts the five of: fifteen are
/// of both years, twelve of them stay, and the three weigh in 2025 until the second of July.
#[test]
fn those_that_left_in_the_earlier_year_are_not_those_that_left_in_the_later() {
    let folder = lots(2023, [&[20], &[20], &[15]], &[(0, "2024-07-01", 5), (0, "2025-07-02", 3)]);
    let flows = by("rcp-si", folder.path()).flows;
    near(flows.stayed.units, 12.0);
    near(flows.left.units, 8.0);
    near(flows.arrived.units, 0.0);
    // 200 kg over the four years and a half that they had then; 50 kWh at 0.1 in 2025: half a year of
    // three.
    let days = f64::from(Day::new(2025, 7, 2).unwrap().0 - Day::first_of(2025).0) / 365.0;
    assert!(
        (flows.left.after / (3.0 * days * (200.0 / 4.5 + 5.0)) - 1.0).abs() < 0.01,
        "{flows:?}"
    );
}

/// Two, then ten, all of which left in the later year: two of the ten weigh a fifth of them.
#[test]
fn what_came_and_left_in_a_year_weighs_as_what_came() {
    let folder = lots(2023, [&[2], &[2], &[10]], &[(0, "2025-07-02", 10)]);
    let flows = by("rcp-si", folder.path()).flows;
    near(flows.left.units, 2.0);
    near(flows.arrived.units, 8.0);
    assert!(flows.arrived.after > 0.0);
    near(flows.arrived.after, 4.0 * flows.left.after);
}

/// Whatever is held and leaves in three years, the flows of each two of them sum to their difference.
#[test]
fn flows_of_any_lots_sum_to_the_difference() {
    const LOTS: usize = 8;
    let mut random = ChaCha8Rng::seed_from_u64(101);
    let mut upto = |most: u32| Uniform::new_inclusive(0, most).unwrap().sample(&mut random);
    for _ in 0..8 {
        let mut held = [[0; LOTS]; 3];
        let mut left = Vec::new();
        for at in 0..LOTS {
            let mut units = upto(20);
            for (year, held) in (2024..).zip(&mut held) {
                // Lists are corrected for what left, or not, and lots are filled up.
                held[at] = units;
                let gone = upto(6);
                if gone > 0 {
                    left.push((at, format!("{year}-{:02}-15", 1 + upto(11)), gone));
                }
                units = (units + upto(1) * upto(9)).saturating_sub(gone * upto(1));
            }
        }
        let left: Vec<_> = left.iter().map(|(at, day, gone)| (*at, day.as_str(), *gone)).collect();
        let folder = lots(2024, held.each_ref().map(<[u32; LOTS]>::as_slice), &left);
        for years in [[2024, 2025], [2025, 2026], [2024, 2026]] {
            // It asks that they sum, read either way.
            by_years("rcp-si", folder.path(), years);
        }
    }
}
