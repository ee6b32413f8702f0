//! Forecasts of estates whose law is known, held against what their units then do.

use super::with;
use empreinte_change::renewal::{Forecast, TypeStay};
use ground::table::Day;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, StandardUniform, Weibull};
use std::fmt::Write;

const HEAD: &str = "equipment_id;equipment_type;acquired_on;exited_on;status\n";

/// A number without its part, which is small here.
#[expect(clippy::cast_possible_truncation, reason = "days and years of this century")]
fn whole(number: f64) -> i32 {
    number.floor() as i32
}

/// An estate of so many desks, each with its laptop, replaced as it leaves.
struct Desks {
    shape: f64,
    scale: f64,
    /// The years that the first laptops were bought in.
    bought: (f64, f64),
    /// Whether what left before 2026 is in the inventory.
    is_recorded: bool,
}

impl Desks {
    /// The inventory of the end of 2025, and how many laptops leave in each of the years after it.
    fn drawn(&self, desks: u32, seed: u64) -> (String, [u32; 5]) {
        const END: f64 = 2026.0;
        let day = |at: f64| Day::first_of(2000).0 + whole((at - 2000.0) * 365.25);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let stay = Weibull::new(self.scale, self.shape).unwrap();
        let (first, last) = self.bought;
        let (mut rows, mut leaving, mut number) = (HEAD.to_owned(), [0; 5], 0);
        for _ in 0..desks {
            let share: f64 = StandardUniform.sample(&mut random);
            let mut bought = first + share * (last - first);
            loop {
                let left = bought + stay.sample(&mut random);
                number += 1;
                let start = Day(day(bought));
                if left >= END {
                    writeln!(rows, "L{number};laptop;{start};;in_service").unwrap();
                    // What takes the place of what leaves may leave in its turn.
                    let mut next = left;
                    while next < END + 5.0 {
                        leaving[usize::try_from(whole(next - END)).unwrap()] += 1;
                        next += stay.sample(&mut random);
                    }
                    break;
                }
                if self.is_recorded {
                    let end = Day(day(left).max(start.0));
                    writeln!(rows, "L{number};laptop;{start};{end};exited").unwrap();
                }
                bought = left;
            }
        }
        (rows, leaving)
    }

    /// Of how many forecasts, and of how many of them the interval holds what happens.
    fn held(&self, desks: u32, estates: u64) -> (usize, usize) {
        let (mut told, mut held) = (0, 0);
        for seed in 0..estates {
            let (rows, leaving) = self.drawn(desks, seed * 7_919 + u64::from(desks));
            let forecast =
                with(&[("inventories/2025.csv", &rows)], None, |facts| Forecast::of(facts, 5));
            let all = forecast.lines.iter().filter(|line| line.type_code.is_empty());
            for (line, leaving) in all.zip(leaving) {
                let units = f64::from(leaving);
                told += 1;
                held += usize::from(line.units.low <= units && units <= line.units.high);
            }
        }
        (told, held)
    }
}

/// Of a wave of purchases nobody has seen old ones leave: how much faster they go is believed, not
/// read off the last years watched.
#[test]
fn a_young_estate_is_told_of_nine_times_of_ten() {
    for (shape, scale, bought) in
        [(3.0, 6.7, (2019.0, 2022.0)), (5.0, 6.5, (2020.0, 2022.0)), (2.0, 6.0, (2020.0, 2023.0))]
    {
        let desks = Desks { shape, scale, bought, is_recorded: true };
        let (told, held) = desks.held(200, 24);
        let share = held as f64 / told as f64;
        assert!(share > 0.83, "shape {shape}: {held} of {told}");
    }
}

/// Nor is a law that nothing shows known: its lifetime may be another by a third or a half.
#[test]
fn a_law_that_nobody_watched_holds_where_it_is_not_the_one_believed() {
    let bought = (2017.0, 2023.0);
    let (mut told, mut held) = (0, 0);
    for (shape, mean) in [(3.0, 5.0), (2.0, 6.0), (4.0, 4.2), (3.0, 6.5), (2.5, 4.0)] {
        // Γ(1 + 1/k) lies between 0.886 and 0.907 for these shapes.
        let desks = Desks { shape, scale: mean / 0.893, bought, is_recorded: false };
        let (some, of_them) = desks.held(120, 12);
        (told, held) = (told + some, held + of_them);
    }
    let share = held as f64 / told as f64;
    assert!((0.85..=0.999).contains(&share), "{held} of {told}");
}

/// What enough units were watched to do is not believed otherwise.
#[test]
fn a_mature_estate_is_told_as_before() {
    let desks = Desks { shape: 3.0, scale: 5.6, bought: (2008.0, 2013.0), is_recorded: true };
    let (told, held) = desks.held(200, 24);
    let share = held as f64 / told as f64;
    assert!((0.85..=0.99).contains(&share), "{held} of {told}");
    // Its mean stay is found, and not the type's five years.
    let longer = Desks { scale: 9.0, ..desks };
    let (rows, _) = longer.drawn(400, 3);
    let mean = with(&[("inventories/2025.csv", &rows)], None, |facts| {
        let stays = empreinte_change::renewal::stays(facts);
        stays.values().map(|stay: &TypeStay| stay.mean).fold(0.0, f64::max)
    });
    assert!((mean - 9.0 * 0.893).abs() < 0.35, "{mean}");
}
