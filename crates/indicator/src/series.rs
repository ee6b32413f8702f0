//! Several years of values, and what keeps them from being compared.

use super::catalogue::{Catalogue, Definition, Family};
use super::datum::Datum;
use super::earlier::EarlierYear;
use super::facts::{EstateYear, Gathered};
use super::registry::compute;
use super::value::{Figure, Value};
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::text;
use std::collections::{BTreeMap, BTreeSet};

/// The share of the units from which a type or a site makes the perimeter.
const WEIGHTY: f64 = 0.05;

/// What the values of a year rest on besides its data.
#[derive(Debug, Clone, PartialEq)]
pub struct YearBasis {
    /// The year.
    pub year: i32,
    /// The factor set's name.
    pub factor_set: String,
    /// Its hash.
    pub factor_hash: String,
    /// The method.
    pub method: String,
    /// The share of the units of each type and site, by name.
    pub perimeter: BTreeMap<String, f64>,
}

/// Why two years must not be compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Break {
    /// The text that defines the indicator changed.
    Definition(Text),
    /// A type or a site is in one year and not in the other.
    Perimeter(Text),
    /// The factor set changed.
    Factors(Text),
    /// The method changed.
    Method(Text),
}

impl Break {
    /// Its name in files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Definition(_) => "definition",
            Self::Perimeter(_) => "perimeter",
            Self::Factors(_) => "factor_set",
            Self::Method(_) => "method",
        }
    }

    /// What changed, for people.
    pub fn said(&self) -> &Text {
        match self {
            Self::Definition(said)
            | Self::Perimeter(said)
            | Self::Factors(said)
            | Self::Method(said) => said,
        }
    }
}

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
            Self::Up => lang.pick("en hausse", "up"),
            Self::Down => lang.pick("en baisse", "down"),
            Self::Level => lang.pick("stable ou indiscernable", "level or not distinguishable"),
        }
    }
}

/// An indicator in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The year.
    pub year: i32,
    /// Its value.
    pub value: Value,
    /// Against the last earlier year that has a figure; `None` where there is none, or it must
    /// not be compared.
    pub trend: Option<Trend>,
    /// That year, and its value.
    pub before: Option<(i32, Figure)>,
    /// Why it must not be compared with that year.
    pub breaks: Vec<Break>,
}

/// Indicators over years.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What each year rests on, first year first.
    pub years: Vec<YearBasis>,
    /// Each indicator with its years, in the order of the catalogue.
    pub rows: Vec<(Definition, Vec<Entry>)>,
}

impl YearBasis {
    fn of(facts: &EstateYear<'_>) -> Self {
        let layers = &facts.set().layers;
        let held: Vec<_> = facts.held().collect();
        let all: f64 = held.iter().map(|unit| unit.quantity).sum();
        let mut perimeter: BTreeMap<String, f64> = BTreeMap::new();
        for unit in &held {
            let kind = &facts.set().equipment_type(facts.root(unit)).code;
            let site = facts.gathered.sites.name(unit.site);
            *perimeter.entry(kind.clone()).or_default() += unit.quantity / all;
            if !site.is_empty() {
                *perimeter.entry(format!("site {site}")).or_default() += unit.quantity / all;
            }
        }
        Self {
            year: facts.number(),
            factor_set: joined(layers.iter().map(|layer| layer.name.as_str())),
            factor_hash: joined(layers.iter().map(|layer| layer.hash.as_str())),
            method: facts.gathered.method.name.clone(),
            perimeter,
        }
    }
}

/// Names of layers, lowest first.
fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(" + ")
}

/// The version of an indicator's definition that held in a year, where the text that defines it
/// changed.
fn definition_in(id: &str, year: i32) -> &'static str {
    match id {
        "refurbished_rate_spend" if year < 2024 => "décret 2021-254",
        "refurbished_rate_spend" => "décret 2024-134",
        _ => "",
    }
}

/// What keeps two years of an indicator from being compared.
pub(super) fn breaks(definition: &Definition, before: &YearBasis, now: &YearBasis) -> Vec<Break> {
    let mut found = Vec::new();
    let (old, new) =
        (definition_in(&definition.id, before.year), definition_in(&definition.id, now.year));
    if old != new {
        found.push(Break::Definition(text!("{old} puis {new}", "{old}, then {new}")));
    }
    if definition.is_declared() {
        return found;
    }
    let gone = |from: &YearBasis, to: &YearBasis| -> Vec<String> {
        let weighty = from.perimeter.iter().filter(|(_, share)| **share >= WEIGHTY);
        weighty
            .map(|(name, _)| name.clone())
            .filter(|name| !to.perimeter.contains_key(name))
            .collect()
    };
    // An earlier run does not tell its perimeter.
    let known = !before.perimeter.is_empty() && !now.perimeter.is_empty();
    let (left, came) = (gone(before, now).join(", "), gone(now, before).join(", "));
    if known && (!left.is_empty() || !came.is_empty()) {
        let dash = |list: String| if list.is_empty() { "–".to_owned() } else { list };
        let (left, came) = (dash(left), dash(came));
        found.push(Break::Perimeter(text!(
            "n'y sont plus : {left} ; n'y étaient pas : {came}",
            "no longer in it: {left}; not in it before: {came}"
        )));
    }
    // What is only counted does not rest on factors.
    let rests_on_factors = matches!(definition.family, Family::Carbon | Family::Energy)
        || definition.id.starts_with("weee_")
        || definition.id == "lifetime_amortisation"
        || definition.id == "dc_cue";
    if rests_on_factors
        && (&before.factor_set, &before.factor_hash) != (&now.factor_set, &now.factor_hash)
    {
        let (old, new) = (&before.factor_set, &now.factor_set);
        found.push(Break::Factors(text!("jeu {old} puis {new}", "set {old}, then {new}")));
    }
    if rests_on_factors && before.method != now.method {
        let (old, new) = (&before.method, &now.method);
        found.push(Break::Method(text!("méthode {old} puis {new}", "method {old}, then {new}")));
    }
    found
}

/// How a value stands against an earlier one.
///
/// Factors are shared between the years, so that their errors move together: both low, or both
/// high. Estimates from samples are taken as apart.
fn trend(definition: &Definition, before: Interval, now: Interval) -> Trend {
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

impl Series {
    /// Computes indicators over years, each year's facts put together once; `earlier` are years of
    /// earlier runs, laid before where no inventory of theirs is there to compute them again.
    pub fn of(
        gathered: &Gathered<'_>,
        years: &[i32],
        wanted: &[&Definition],
        earlier: &[EarlierYear],
    ) -> Self {
        let mut series = Self {
            years: Vec::new(),
            rows: wanted.iter().map(|definition| ((*definition).clone(), Vec::new())).collect(),
        };
        let first = years.iter().min();
        let mut before: Vec<&EarlierYear> = earlier
            .iter()
            .filter(|one| first.is_none_or(|first| one.basis.year < *first))
            .collect();
        before.sort_by_key(|one| one.basis.year);
        before.dedup_by_key(|one| one.basis.year);
        for one in before {
            let value = |definition: &&Definition| {
                let read = one.values.get(&definition.id).cloned();
                read.unwrap_or_else(|| Value::missing(Datum::EarlierInventories))
            };
            series.add(one.basis.clone(), wanted.iter().map(value).collect());
        }
        for year in years {
            let Some(facts) = EstateYear::of(gathered, *year) else { continue };
            let values = wanted.iter().map(|definition| compute(&facts, definition)).collect();
            series.add(YearBasis::of(&facts), values);
        }
        series.count_tracked();
        series
    }

    /// Adds the values of a later year, in the order of the rows.
    pub fn add(&mut self, basis: YearBasis, values: Vec<Value>) {
        for ((definition, entries), value) in self.rows.iter_mut().zip(values) {
            let before = entries.iter().rev().find(|entry| entry.value.figure.is_ok());
            let mut entry =
                Entry { year: basis.year, value, trend: None, before: None, breaks: Vec::new() };
            if let Some(before) = before
                && let Some(old) = self.years.iter().find(|known| known.year == before.year)
                && entry.value.figure.is_ok()
            {
                entry.before =
                    before.value.figure.as_ref().ok().map(|figure| (before.year, *figure));
                entry.breaks = breaks(definition, old, &basis);
                if entry.breaks.is_empty() {
                    // A yes is neither higher nor lower than a no.
                    let both = before.value.interval().zip(entry.value.interval());
                    let both = both.filter(|_| !definition.is_yes_no());
                    entry.trend = both.map(|(before, now)| trend(definition, before, now));
                }
            }
            entries.push(entry);
        }
        self.years.push(basis);
    }

    /// How many indicators have two dated values or more: an indicator itself.
    fn count_tracked(&mut self) {
        let two = |entries: &[Entry]| {
            entries.iter().filter(|entry| entry.value.figure.is_ok()).count() >= 2
        };
        let tracked = self.rows.iter().filter(|(_, entries)| two(entries)).count();
        let all = self.rows.len();
        if self.years.len() < 2 || all < 2 {
            return;
        }
        if let Some((_, entries)) = self.rows.iter_mut().find(|(d, _)| d.id == "indicators_tracked")
            && let Some(last) = entries.last_mut()
            && last.value.figure.is_err()
        {
            last.value = Value::exact(tracked as f64).term(
                text!("indicateurs calculés ici", "indicators computed here"),
                all as f64,
                "",
            );
        }
    }

    /// Leaves only these years to be shown; what they were held against stays in their trends.
    pub fn keep(&mut self, years: &[i32]) {
        for (_, entries) in &mut self.rows {
            entries.retain(|entry| years.contains(&entry.year));
        }
        self.years.retain(|basis| years.contains(&basis.year));
    }

    /// The last year.
    pub fn last_year(&self) -> Option<i32> {
        self.years.last().map(|basis| basis.year)
    }
}

/// What a datum would open.
#[derive(Debug, Clone, PartialEq)]
pub struct Openings {
    /// The datum.
    pub datum: Datum,
    /// The indicators that it would open, or bring nearer.
    pub indicators: Vec<String>,
    /// How many of them are of the sixteen.
    pub core: usize,
}

/// What is missing in the last year, what opens most indicators first.
///
/// An answer opens one indicator: those that only an answer opens come last, together.
pub fn missing_data(series: &Series, catalogue: &Catalogue) -> Vec<Openings> {
    let mut opened: BTreeMap<Datum, BTreeSet<&str>> = BTreeMap::new();
    for (definition, entries) in &series.rows {
        let Some(entry) = entries.last() else { continue };
        let Err(missing) = &entry.value.figure else { continue };
        for datum in &missing.data {
            opened.entry(*datum).or_default().insert(&definition.id);
        }
    }
    let is_core = |id: &&str| catalogue.named(id).is_some_and(|definition| definition.core);
    let mut all: Vec<Openings> = opened
        .into_iter()
        .map(|(datum, ids)| Openings {
            datum,
            core: ids.iter().filter(|id| is_core(id)).count(),
            indicators: ids.into_iter().map(str::to_owned).collect(),
        })
        .collect();
    all.sort_by(|a, b| {
        let one_by_one = |openings: &Openings| openings.datum == Datum::Answer;
        one_by_one(a)
            .cmp(&one_by_one(b))
            .then(b.indicators.len().cmp(&a.indicators.len()))
            .then(b.core.cmp(&a.core))
            .then(a.datum.cmp(&b.datum))
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basis(year: i32, set: &str, perimeter: &[(&str, f64)]) -> YearBasis {
        YearBasis {
            year,
            factor_set: set.into(),
            factor_hash: set.into(),
            method: "rcp-si".into(),
            perimeter: perimeter.iter().map(|(name, share)| ((*name).to_owned(), *share)).collect(),
        }
    }

    fn definition(id: &str) -> Definition {
        Catalogue::shipped().unwrap().named(id).unwrap().clone()
    }

    fn codes(id: &str, before: &YearBasis, now: &YearBasis) -> Vec<&'static str> {
        breaks(&definition(id), before, now).iter().map(Break::code).collect()
    }

    #[test]
    fn another_factor_set_breaks_what_rests_on_factors_and_nothing_else() {
        let (old, new) = (basis(2024, "a", &[]), basis(2025, "b", &[]));
        assert_eq!(codes("it_ghg_per_user", &old, &new), ["factor_set"]);
        assert_eq!(codes("weee_weight", &old, &new), ["factor_set"]);
        assert!(codes("stock_rate", &old, &new).is_empty());
    }

    #[test]
    fn a_type_or_site_that_comes_or_goes_breaks_the_perimeter() {
        let old = basis(2024, "a", &[("laptop", 0.9), ("site A", 0.98), ("site B", 0.02)]);
        let new = basis(2025, "a", &[("laptop", 0.6), ("monitor", 0.4), ("site A", 1.0)]);
        // Monitors came; site B is too small to make the perimeter.
        let found = breaks(&definition("stock_rate"), &old, &new);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].said().en, "no longer in it: –; not in it before: monitor");
        assert!(codes("nr_charter", &old, &new).is_empty(), "an answer has no such perimeter");
    }

    #[test]
    fn the_purchase_quotas_definition_changed_in_2024() {
        let years = [basis(2023, "a", &[]), basis(2024, "a", &[]), basis(2025, "a", &[])];
        assert_eq!(codes("refurbished_rate_spend", &years[0], &years[1]), ["definition"]);
        assert!(codes("refurbished_rate_spend", &years[1], &years[2]).is_empty());
    }

    #[test]
    fn broken_years_have_no_trend() {
        let mut series =
            Series { years: Vec::new(), rows: vec![(definition("it_ghg_per_user"), Vec::new())] };
        series.add(basis(2023, "a", &[]), vec![Value::exact(100.0)]);
        series.add(basis(2024, "a", &[]), vec![Value::exact(90.0)]);
        series.add(basis(2025, "b", &[]), vec![Value::exact(50.0)]);
        let entries = &series.rows[0].1;
        assert_eq!(entries[1].trend, Some(Trend::Down));
        assert_eq!(entries[2].trend, None);
        assert_eq!(entries[2].breaks[0].code(), "factor_set");
    }

    #[test]
    fn shared_factors_do_not_hide_a_change_and_samples_do() {
        let wide = |value: f64| Interval { value, low: 0.7 * value, high: 1.4 * value };
        // Both low: 70 to 63; both high: 140 to 126: down in each case.
        assert_eq!(trend(&definition("it_ghg_per_user"), wide(100.0), wide(90.0)), Trend::Down);
        // The lowest difference is 63 − 140, the highest 126 − 70: it may be either.
        assert_eq!(trend(&definition("lifetime_rmst"), wide(100.0), wide(90.0)), Trend::Level);
        assert_eq!(trend(&definition("stock_rate"), wide(5.0), wide(5.0)), Trend::Level);
    }
}
