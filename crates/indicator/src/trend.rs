//! How a value stands against an earlier one: higher, lower, or not to be told.

use super::basis::{Break, YearBasis};
use super::catalogue::{Definition, Direction, Family, MeasuresMove};
use super::lifetime::WORKSTATIONS;
use super::lines::{Covers, EQUIPMENT, Lines};
use super::value::{Figure, Value};
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::text;

/// What is counted of fewer is a handful, which says nothing of a trend.
const HANDFUL: f64 = 10.0;
/// Counts below that are told apart by chance's own measure.
const FEW: f64 = 30.0;
/// Standard deviations beyond which chance leaves one case in ten.
const Z90: f64 = 1.645;

/// How a value stands against the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// Higher.
    Up,
    /// Lower.
    Down,
    /// Not distinguishable: the interval of the difference holds zero.
    Level,
}

impl Trend {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Level => "level",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Up => lang.label("en hausse", "up"),
            Self::Down => lang.label("en baisse", "down"),
            Self::Level => lang.label("stable ou indiscernable", "level or not distinguishable"),
        }
    }
}

impl Trend {
    /// Whether it goes the better way; `None` where neither way is better, or nothing moved.
    pub fn is_better(self, definition: &Definition) -> Option<bool> {
        match (self, definition.direction) {
            (Self::Level, _) | (_, Direction::Context) => None,
            (Self::Up, Direction::Lower) | (Self::Down, Direction::Higher | Direction::Yes) => {
                Some(false)
            }
            (Self::Up, Direction::Higher | Direction::Yes) | (Self::Down, Direction::Lower) => {
                Some(true)
            }
        }
    }

    /// Whether it is the same way whatever was not read of both years is: each year's interval with what
    /// that could take from it, and add to it.
    pub fn stands_with(
        self,
        (before, was): (Interval, [f64; 2]),
        (now, is): (Interval, [f64; 2]),
    ) -> bool {
        let differences =
            [now.low - before.low, now.high - before.high, now.value - before.value].into_iter();
        let [low, high] = [
            differences.clone().fold(f64::INFINITY, f64::min) - is[0] - was[1],
            differences.fold(f64::NEG_INFINITY, f64::max) + is[1] + was[0],
        ];
        match self {
            Self::Up => low > 0.0,
            Self::Down => high < 0.0,
            Self::Level => true,
        }
    }

    /// Whether a pair of figures went another way.
    pub(super) fn is_against(self, (before, now): (f64, f64)) -> bool {
        let nothing = 1e-9 * before.abs().max(now.abs());
        match self {
            Self::Up => now - before <= nothing,
            Self::Down => now - before >= -nothing,
            Self::Level => false,
        }
    }

    /// What that is called.
    pub fn better_said(better: bool, lang: Lang) -> &'static str {
        if better { lang.label("mieux", "better") } else { lang.label("moins bien", "worse") }
    }
}

/// How a figure was counted: of how many it speaks, and, of a share, how many are its part.
#[derive(Debug, Clone, Copy, PartialEq)]
enum TrendCount {
    /// So many things.
    Things(f64),
    /// So many of so many.
    Share(f64, f64),
    /// A mean or a median over so many rows.
    Rows(f64),
    /// A ratio of so many units.
    Per(f64),
}

impl TrendCount {
    fn of(definition: &Definition, value: &Value) -> Option<Self> {
        let Ok(Figure::Number(figure)) = value.figure else { return None };
        let units = ["units", "count", "organisations", "suppliers"];
        if units.contains(&definition.unit.as_str()) {
            return Some(Self::Things(figure.value));
        }
        // Units by person, or persons by unit, are as many units.
        let of = match definition.unit.as_str() {
            "units/user" | "screens/user" | "units/user/yr" => value.terms.first(),
            "users/printer" => value.terms.get(1),
            _ => None,
        };
        if let Some(units) = of.filter(|term| term.unit.is_empty()) {
            return Some(Self::Per(units.value));
        }
        if let ([part, whole, ..], "%") = (value.terms.as_slice(), definition.unit.as_str())
            && part.unit.is_empty()
            && whole.unit.is_empty()
        {
            return Some(Self::Share(part.value, whole.value));
        }
        // A mean or a median speaks of the rows it was taken over.
        let of_rows = ["days", "months", "years", "/10"].contains(&definition.unit.as_str());
        (of_rows && value.n_rows > 0).then_some(Self::Rows(value.n_rows as f64))
    }

    /// Of how many it speaks.
    fn base(self) -> f64 {
        match self {
            Self::Things(n) | Self::Share(_, n) | Self::Rows(n) | Self::Per(n) => n,
        }
    }
}

/// Why chance alone may have moved a figure: both years speak of a handful.
pub(super) fn handful(definition: &Definition, before: &Value, now: &Value) -> Option<Break> {
    let (old, new) = (TrendCount::of(definition, before)?, TrendCount::of(definition, now)?);
    let most = old.base().max(new.base());
    is_handful(most).then(few)
}

/// Why chance alone may have moved a figure of impacts or electricity: in both years the equipment
/// that makes most of it is a handful.
pub(super) fn of_a_handful(
    definition: &Definition,
    before: &YearBasis,
    now: &YearBasis,
) -> Option<Break> {
    let covers = Covers::of(definition);
    let is_of_units = matches!(definition.family, Family::Carbon | Family::Energy)
        && !definition.is_declared()
        && covers.holds(EQUIPMENT);
    let (old, new) = before.lines.as_ref().zip(now.lines.as_ref()).filter(|_| is_of_units)?;
    let is_few = |lines: &Lines| {
        let counted = match (definition.id.as_str(), definition.measures) {
            ("it_scope3_2_capital" | "it_mfg_ghg_per_unit_bought", _) => lines.bought,
            (_, MeasuresMove::Workstations) => {
                WORKSTATIONS.iter().filter_map(|code| lines.units.get(*code)).sum()
            }
            _ => lines.units.values().sum(),
        };
        is_handful(counted) && lines.is_mostly_equipment(covers)
    };
    (is_few(old) && is_few(new)).then(few)
}

/// Whether so many units are a handful, which chance moves.
pub fn is_handful(units: f64) -> bool {
    units < HANDFUL
}

/// That a handful tells no trend.
pub fn no_trend_of_a_handful() -> Text {
    let least = HANDFUL;
    text!(
        "moins de {least} équipements ou lignes : pas de tendance",
        "fewer than {least} units or rows: no trend"
    )
}

fn few() -> Break {
    Break::Handful(no_trend_of_a_handful())
}

/// Whether two counts are too few for their difference to be more than chance.
fn is_chance(definition: &Definition, before: &Value, now: &Value) -> bool {
    match (TrendCount::of(definition, before), TrendCount::of(definition, now)) {
        (Some(TrendCount::Things(a)), Some(TrendCount::Things(b))) => {
            a.min(b) < FEW && (a - b).abs() <= Z90 * (a + b).sqrt()
        }
        (Some(TrendCount::Share(a, n)), Some(TrendCount::Share(b, m))) if n > 0.0 && m > 0.0 => {
            let few = a.min(b).min(n - a).min(m - b) < FEW;
            let share = (a + b) / (n + m);
            let deviation = (share * (1.0 - share) * (1.0 / n + 1.0 / m)).sqrt();
            few && (a / n - b / m).abs() <= Z90 * deviation
        }
        _ => false,
    }
}

/// How a value stands against an earlier one; `None` where one of them has no interval.
pub(super) fn trend(definition: &Definition, before: &Value, now: &Value) -> Option<Trend> {
    // A yes is neither higher nor lower than a no.
    if definition.is_yes_no() {
        return None;
    }
    let (old, new) = before.interval().zip(now.interval())?;
    if is_chance(definition, before, now) {
        return Some(Trend::Level);
    }
    Some(of_bounds(definition, old, new))
}

/// How bounds stand against earlier ones.
///
/// Factors are shared between the years, so that their errors move together: both low, or both
/// high. Estimates from samples are taken as apart.
fn of_bounds(definition: &Definition, before: Interval, now: Interval) -> Trend {
    let sampled = definition.id.starts_with("lifetime_") || definition.id == "holding_duration";
    let differences = if sampled {
        [now.low - before.high, now.high - before.low]
    } else {
        [now.low - before.low, now.high - before.high]
    };
    let middle = now.value - before.value;
    let low = differences.into_iter().fold(middle, f64::min);
    let high = differences.into_iter().fold(middle, f64::max);
    let nothing = 1e-9 * before.value.abs().max(now.value.abs());
    if low > nothing {
        Trend::Up
    } else if high < -nothing {
        Trend::Down
    } else {
        Trend::Level
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalogue;
    use crate::lines::{LinePart, Weighs};
    use std::collections::BTreeMap;

    fn definition(id: &str) -> Definition {
        Catalogue::shipped().unwrap().named(id).unwrap().clone()
    }

    #[test]
    fn shared_factors_do_not_hide_a_change_and_samples_do() {
        let wide = |value: f64| Interval { value, low: 0.7 * value, high: 1.4 * value };
        let of = |id: &str, a: f64, b: f64| of_bounds(&definition(id), wide(a), wide(b));
        // Both low: 70 to 63; both high: 140 to 126: down in each case.
        assert_eq!(of("it_ghg_per_user", 100.0, 90.0), Trend::Down);
        // The lowest difference is 63 − 140, the highest 126 − 70: it may be either.
        assert_eq!(of("lifetime_rmst", 100.0, 90.0), Trend::Level);
        assert_eq!(of("stock_rate", 5.0, 5.0), Trend::Level);
    }

    /// 100 to 80: with 19 more of the later year it is still a fall, with 21 more it may be none; so with
    /// 21 less of the earlier one.
    #[test]
    fn a_trend_stands_where_nothing_unread_could_undo_it() {
        let at = Interval::exact;
        let of =
            |was: [f64; 2], is: [f64; 2]| Trend::Down.stands_with((at(100.0), was), (at(80.0), is));
        assert!(of([0.0; 2], [0.0, 19.0]) && of([0.0, 500.0], [70.0, 0.0]));
        assert!(!of([0.0; 2], [0.0, 21.0]) && !of([21.0, 0.0], [0.0; 2]));
        assert!(!of([11.0, 0.0], [0.0, 11.0]) && !of([0.0; 2], [0.0, f64::INFINITY]));
        let up = |is: [f64; 2]| Trend::Up.stands_with((at(80.0), [0.0; 2]), (at(100.0), is));
        assert!(up([19.0, 500.0]) && !up([21.0, 0.0]));
    }

    #[test]
    fn an_arrow_knows_which_way_is_better() {
        let better = |id: &str, trend: Trend| trend.is_better(&definition(id));
        assert_eq!(better("it_ghg_per_user", Trend::Down), Some(true));
        assert_eq!(better("it_ghg_per_user", Trend::Up), Some(false));
        assert_eq!(better("electricity_measured_share", Trend::Up), Some(true));
        assert_eq!(better("it_ghg_per_user", Trend::Level), None);
        assert_eq!(better("share_under_warranty", Trend::Up), None, "it says how things are");
    }

    #[test]
    fn what_rests_on_a_handful_of_units_is_no_trend() {
        let year = |laptops: f64, servers: f64, bought: f64, paper: f64| {
            let units = [("laptop".to_owned(), laptops), ("server".to_owned(), servers)];
            let weighs = Weighs { impact: 40.0, kwh: 30.0 };
            let label = text!("papier", "paper");
            let sheets = LinePart { label, impact: paper, kwh: 0.0, is_goods: true };
            let lines = Lines {
                units: units.into_iter().collect(),
                bought,
                equipment: [(("laptop".to_owned(), String::new()), weighs)].into_iter().collect(),
                parts: [("service:paper".to_owned(), sheets)].into_iter().collect(),
                ..Lines::default()
            };
            YearBasis {
                year: 2025,
                factor_set: String::new(),
                factor_hash: String::new(),
                method: String::new(),
                perimeter: BTreeMap::new(),
                lines: Some(lines),
            }
        };
        let few = |id: &str, old: &YearBasis, new: &YearBasis| {
            super::of_a_handful(&definition(id), old, new).is_some()
        };
        let (old, new) = (year(5.0, 0.0, 1.0, 0.0), year(8.0, 0.0, 3.0, 0.0));
        for id in ["it_electricity", "it_ghg_annualised", "it_ghg_per_user", "it_scope2_location"] {
            assert!(few(id, &old, &new), "{id}");
            assert!(!few(id, &old, &year(12.0, 0.0, 3.0, 0.0)), "{id}");
        }
        let paper = year(5.0, 0.0, 1.0, 900.0);
        assert!(!few("it_ghg_annualised", &paper, &paper), "paper makes it, not the handful");
        assert!(few("it_electricity", &paper, &paper));
        // Many units, of which a handful is bought, or a workstation.
        let many = year(6.0, 500.0, 4.0, 0.0);
        assert!(few("it_scope3_2_capital", &many, &many) && !few("it_electricity", &many, &many));
        assert!(few("workstation_electricity_per_unit", &many, &many));
        let each = definition("devices_per_user");
        let of = |units: f64| {
            let unit = || text!("x", "x");
            Value::ratio((unit(), units), (unit(), 100.0), "", 1.0, crate::Datum::Headcount)
        };
        assert!(super::handful(&each, &of(5.0), &of(8.0)).is_some());
        assert!(super::handful(&each, &of(50.0), &of(80.0)).is_none());
    }

    #[test]
    fn a_handful_is_no_trend_and_few_are_told_by_chance() {
        let donated = definition("donated_count");
        let handful =
            |a: f64, b: f64| super::handful(&donated, &Value::exact(a), &Value::exact(b)).is_some();
        assert!(handful(2.0, 7.0) && !handful(2.0, 40.0));
        let of = |a: f64, b: f64| trend(&donated, &Value::exact(a), &Value::exact(b));
        // 20 and 25: chance moves either by five; 20 and 60 it does not.
        assert_eq!(of(20.0, 25.0), Some(Trend::Level));
        assert_eq!(of(20.0, 60.0), Some(Trend::Up));
        assert_eq!(of(400.0, 380.0), Some(Trend::Down), "many are counted, not drawn");
        let rate = definition("reuse_proven_share");
        let share = |part: f64, whole: f64| {
            let name = || text!("x", "x");
            Value::share((name(), part), (name(), whole), "", crate::Datum::Exits)
        };
        assert_eq!(trend(&rate, &share(5.0, 12.0), &share(7.0, 13.0)), Some(Trend::Level));
        assert_eq!(trend(&rate, &share(2.0, 40.0), &share(30.0, 40.0)), Some(Trend::Up));
    }
}
