//! Units of which no date is known.

use super::{near, with};
use empreinte_change::renewal::{Forecast, Renewed};

const HEAD: &str = "equipment_id;equipment_type;quantity;acquired_on\n";

/// What is to be replaced in the year after, of all types and of laptops.
fn next(rows: &str) -> [Renewed; 2] {
    let inventory = format!("{HEAD}{rows}");
    with(&[("inventories/2025.csv", &inventory)], None, |facts| {
        let lines = Forecast::of(facts, 1).lines;
        let is_of_all_sites = |line: &&Renewed| line.site.is_none();
        let mut lines = lines.iter().filter(is_of_all_sites).cloned();
        [lines.next().unwrap(), lines.next().unwrap()]
    })
}

/// Laptops have a lifetime of five years: half way through, 2.5 years old, by Weibull's law of shape
/// 3 and mean 5 years. By hand: scale 5 / Γ(4/3) = 5.5992; S(2.5) = exp(-(2.5/5.5992)³) = 0.91484,
/// S(3.5) = 0.78330: of forty, 5.751 leave.
#[test]
fn units_without_a_date_are_half_way_through_and_are_no_zero() {
    let scale = 5.0 / 0.892_979_511_569_249_2_f64;
    let stays = |age: f64| (-(age / scale).powi(3)).exp();
    let by_hand = 40.0 * (1.0 - stays(3.5) / stays(2.5));
    assert!((by_hand - 5.751).abs() < 1e-3, "{by_hand}");
    let [all, laptops] = next("L;laptop;40;\n");
    near(all.units.value, by_hand);
    near(laptops.units.value, by_hand);
    // They may be new, and none leaves; or all of the last year of their lifetime.
    let oldest = 40.0 * (1.0 - stays(5.0) / stays(4.0));
    for of in [all, laptops] {
        assert!(of.units.low <= 0.0 && of.units.high >= oldest, "{:?} {oldest}", of.units);
    }
}

/// With a date of 2.5 years before the end of 2025 as many leave, and how many is better known.
#[test]
fn a_date_narrows_what_no_date_leaves_open() {
    let [_, undated] = next("L;laptop;40;\n");
    let [_, dated] = next("L;laptop;40;2023-07-02\n");
    assert!((dated.units.value - undated.units.value).abs() < 0.02 * dated.units.value);
    // Below, both end at none.
    let above = |of: &Renewed| of.units.high - of.units.value;
    assert!(above(&dated) * 1.3 < above(&undated), "{:?} {:?}", dated.units, undated.units);
}

/// The law of what nobody watched is believed, and may be another. By hand, of forty laptops 2.5 years
/// old: chance, 40 p (1 - p) = 4.924 with p = 0.14378; a shape of 4.705 or 1.913 (e^±0.45 of 3) moves
/// half of (0.0834 - 0.1757) × 40 = -1.845; a scale longer or shorter by e^0.2465 half of
/// (0.0714 - 0.2776) × 40 = -4.124. So ±1.645 × √(4.924 + 1.845² + 4.124²) = ±8.28, to whole units.
#[test]
fn what_is_believed_of_a_law_may_be_otherwise() {
    let [_, dated] = next("L;laptop;40;2023-07-02\n");
    let units = dated.units;
    near(units.high, (units.value + 8.28 + 0.5).floor());
    near(units.low, 0.0);
}

/// One organisation keeps all it has longer, or less long: types around their lifetimes err together in
/// that. By the same hand, of forty laptops and forty desktops (six years, half way through: three).
#[test]
fn types_that_nobody_watched_err_together() {
    let moved = |life: f64| {
        let scale = life / 0.892_979_511_569_249_2;
        let leave = |shape: f64, scale: f64| {
            let hazard = |age: f64| (age / scale).powf(shape);
            40.0 * (1.0 - (hazard(life / 2.0) - hazard(life / 2.0 + 1.0)).exp())
        };
        let (up, down) = (0.45_f64.exp(), 0.246_504_f64.exp());
        let half = |a: f64, b: f64| (a - b) / 2.0;
        let mean = leave(3.0, scale);
        (
            mean,
            mean * (1.0 - mean / 40.0),
            half(leave(3.0 * up, scale), leave(3.0 / up, scale)),
            half(leave(3.0, scale * down), leave(3.0, scale / down)),
        )
    };
    let (laptops, desktops) = (moved(5.0), moved(6.0));
    let chance = laptops.1 + desktops.1 + laptops.2.powi(2) + desktops.2.powi(2);
    let spread = 1.644_853_6 * (chance + (laptops.3 + desktops.3).powi(2)).sqrt();
    let [all, _] = next("L;laptop;40;2023-07-02\nD;desktop;40;2023-01-01\n");
    assert!((all.units.value - laptops.0 - desktops.0).abs() < 0.05, "{:?}", all.units);
    near(all.units.high, (all.units.value + spread + 0.5).floor());
}
