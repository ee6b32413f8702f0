//! Several years of values, and how they stand against one another.

use super::aside::with_cells;
use super::basis::{Break, YearBasis, alike, breaks};
use super::both::BothHold;
use super::catalogue::{Catalogue, Definition, TRACKED};
use super::datum::Datum;
use super::earlier::EarlierYear;
use super::facts::{EstateYear, Gathered};
use super::registry::compute;
use super::trend::{Trend, handful, of_a_handful, trend};
use super::value::{Figure, Quality, Value};
use ground::text;
use std::collections::{BTreeMap, BTreeSet};

/// An indicator in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesEntry {
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
    /// That year and this one over what both hold, where their perimeters differ.
    pub alike: Option<(f64, f64)>,
}

impl SeriesEntry {
    /// Holds the value against an earlier year's.
    fn stand(
        &mut self,
        definition: &Definition,
        (old, before): (&YearBasis, &Value),
        now: &YearBasis,
        both: Option<&BothHold>,
    ) {
        self.breaks = breaks(definition, old, now, both);
        // What was answered in both years is what the organisation says it is.
        let answered =
            |value: &Value| matches!(value.quality, Quality::Declared | Quality::Unproven);
        if answered(before) && answered(&self.value) {
            self.breaks.retain(|one| !matches!(one, Break::Perimeter(_)));
        }
        let is_broken = self.breaks.iter().any(|one| matches!(one, Break::Perimeter(_)));
        if is_broken || both.is_some() {
            // Where both years hold all that either does, and know it alike, the values say it.
            self.alike = alike(definition, old, now, both)
                .filter(|alike| is_broken || differ(*alike, before, &self.value));
        }
        let few = handful(definition, before, &self.value);
        self.breaks.extend(few.or_else(|| of_a_handful(definition, old, now)));
        if self.breaks.is_empty() {
            let trend = trend(definition, before, &self.value);
            // An arrow says what happened to what both years hold, or nothing.
            match self.alike.filter(|alike| trend.is_some_and(|trend| trend.is_against(*alike))) {
                Some(_) => self.breaks.push(Break::otherwise()),
                None => self.trend = trend,
            }
        }
    }
}

/// Whether two years over what both hold are other than as they stand.
fn differ((old, new): (f64, f64), before: &Value, now: &Value) -> bool {
    let is_other = |alike: f64, value: &Value| {
        let plain = value.interval().map(|interval| interval.value);
        plain.is_none_or(|plain| (plain - alike).abs() > 1e-6 * plain.abs())
    };
    is_other(old, before) || is_other(new, now)
}

/// Indicators over years.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What each year rests on, first year first.
    pub years: Vec<YearBasis>,
    /// Each indicator with its years, in the order of the catalogue.
    pub rows: Vec<(Definition, Vec<SeriesEntry>)>,
    /// What two years both hold, where their machines were paired.
    both: BTreeMap<(i32, i32), BothHold>,
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
            both: gathered.both.clone(),
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
            let value = |of: &&Definition| with_cells(&facts, of, compute(&facts, of));
            let values = wanted.iter().map(value).collect();
            series.add(YearBasis::of(&facts), values);
        }
        series.count_tracked();
        series
    }

    /// Adds the values of a later year, in the order of the rows.
    pub fn add(&mut self, basis: YearBasis, values: Vec<Value>) {
        for ((definition, entries), value) in self.rows.iter_mut().zip(values) {
            let before = entries.iter().rev().find(|entry| entry.value.figure.is_ok());
            let mut entry = SeriesEntry {
                year: basis.year,
                value,
                trend: None,
                before: None,
                breaks: Vec::new(),
                alike: None,
            };
            if let Some(before) = before
                && let Some(old) = self.years.iter().find(|known| known.year == before.year)
                && entry.value.figure.is_ok()
            {
                entry.before =
                    before.value.figure.as_ref().ok().map(|figure| (before.year, *figure));
                let both = self.both.get(&(old.year, basis.year));
                entry.stand(definition, (old, &before.value), &basis, both);
            }
            entries.push(entry);
        }
        self.years.push(basis);
    }

    /// How many indicators have two dated values or more: an indicator itself.
    fn count_tracked(&mut self) {
        let two = |entries: &[SeriesEntry]| {
            entries.iter().filter(|entry| entry.value.figure.is_ok()).count() >= 2
        };
        let tracked = self.rows.iter().filter(|(_, entries)| two(entries)).count();
        let all = self.rows.len();
        if self.years.len() < 2 || all < 2 {
            return;
        }
        if let Some((_, entries)) = self.rows.iter_mut().find(|(d, _)| d.id == TRACKED)
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

    /// Leaves only these indicators to be shown.
    pub fn only(&mut self, wanted: &[&Definition]) {
        self.rows.retain(|(own, _)| wanted.iter().any(|one| one.id == own.id));
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
    use std::collections::BTreeMap;

    fn basis(year: i32, set: &str) -> YearBasis {
        YearBasis {
            year,
            factor_set: set.into(),
            factor_hash: set.into(),
            method: "rcp-si".into(),
            perimeter: BTreeMap::new(),
            lines: None,
        }
    }

    #[test]
    fn broken_years_have_no_trend() {
        let definition = Catalogue::shipped().unwrap().named("it_ghg_per_user").unwrap().clone();
        let mut series = Series {
            years: Vec::new(),
            rows: vec![(definition, Vec::new())],
            both: BTreeMap::new(),
        };
        series.add(basis(2023, "a"), vec![Value::exact(100.0)]);
        series.add(basis(2024, "a"), vec![Value::exact(90.0)]);
        series.add(basis(2025, "b"), vec![Value::exact(50.0)]);
        let entries = &series.rows[0].1;
        assert_eq!(entries[1].trend, Some(Trend::Down));
        assert_eq!(entries[2].trend, None);
        assert_eq!(entries[2].breaks[0].code(), "factor_set");
    }
}
