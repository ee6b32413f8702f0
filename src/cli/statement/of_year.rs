//! What a year of an estate holds for sentences: its figures, as open as verdicts take them.

use super::super::args::Meant;
use super::weighed;
use empreinte::footprint::Footprint;
use empreinte::indicator::{
    Definition, EstateYear, Figure, Gathered, Quality, Series, SeriesEntry, Trend, Unit, Value,
    YearRows, compute, rows_unread, with_aside,
};
use empreinte::lang::Text;
use empreinte::quantity::Interval;
use empreinte::statement::{Dimension, Facts, Flow, Known, StatedChange, Subject};
use empreinte::text;
use std::collections::BTreeMap;

/// The indicators that a sentence for the public tells.
const TOLD: [&str; 6] = [
    "it_ghg_per_user",
    "it_electricity",
    "it_electricity_per_user",
    "refurbished_rate_spend",
    "reen_reuse_rate",
    "weee_weight",
];

/// The indicators whose change a sentence may tell.
const CHANGING: [&str; 4] =
    ["it_ghg_annualised", "it_ghg_per_user", "it_electricity", "it_electricity_per_user"];

/// The indicator that is told of each room too.
const PUE: &str = "dc_pue";

/// An indicator's value in each room, for texts that tell one.
fn rooms<'a>(of: &'a Definition, value: &'a Value) -> impl Iterator<Item = Known> + 'a {
    value.groups.iter().filter(|group| group.axis == "datacentre").filter_map(|group| {
        let Ok(Figure::Number(number)) = &group.figure else { return None };
        let (code, label) = (&group.code, &of.label);
        let label =
            Text { fr: format!("{}, {code}", label.fr), en: format!("{}, {code}", label.en) };
        let (id, unit) = (format!("{}: {code}", of.id), dimension(&of.unit)?);
        Some(Known::exact(id, label, unit, Subject::Label, number.value))
    })
}

/// The years of an estate, for what sentences hold of each.
pub(super) struct StatedYears<'g> {
    pub(super) series: &'g Series,
    pub(super) meant: &'g Meant,
    /// What indicators are computed from, by year.
    facts: BTreeMap<i32, EstateYear<'g>>,
}

impl<'g> StatedYears<'g> {
    pub(super) fn of(gathered: &'g Gathered<'g>, series: &'g Series, meant: &'g Meant) -> Self {
        let years = gathered.years.keys();
        let facts = years.filter_map(|year| Some((*year, EstateYear::of(gathered, *year)?)));
        Self { series, meant, facts: facts.collect() }
    }

    /// The value of an indicator with what was not read of its year in its bounds, as verdicts have it.
    fn wide(&self, of: &Definition, entry: &SeriesEntry) -> Value {
        match self.facts.get(&entry.year) {
            Some(facts) => with_aside(facts, of, None, compute(facts, of)),
            None => entry.value.clone(),
        }
    }

    /// What a year holds.
    pub(super) fn held(&self, rows: &YearRows) -> Facts {
        let outcome = &rows.outcome;
        let footprint = &outcome.footprint;
        // What the first criterion is else is no carbon footprint, and what has no figure is none.
        let carbon = footprint.criteria.first().is_some_and(|criterion| criterion.code == "gwp");
        let year = rows.year.year;
        let facts = self.facts.get(&year);
        let mut figures = Vec::new();
        let mut changes = Vec::new();
        for (definition, entries) in &self.series.rows {
            let Some(entry) = entries.iter().find(|entry| entry.year == year) else { continue };
            let wide = self.wide(definition, entry);
            let Ok(Figure::Number(value)) = &wide.figure else { continue };
            let Some(of) = dimension(&definition.unit) else { continue };
            if CHANGING.contains(&definition.id.as_str()) {
                changes.extend(self.change(definition, (entries, entry), of));
            }
            let (id, label) = (definition.id.clone(), definition.label.clone());
            figures.push(Known {
                bounds: (value.high > value.low).then_some((value.low, value.high)),
                flow: flow(definition),
                // What was answered without proof is not told to the public.
                told: TOLD.contains(&definition.id.as_str())
                    && entry.value.quality != Quality::Unproven
                    && says_something(value, &definition.unit),
                whole: definition.whole.clone(),
                open: facts.is_some_and(|facts| wide.lacking != compute(facts, definition).lacking),
                ..Known::exact(id, label, of, subject(&definition.id), value.value)
            });
            if definition.id == PUE {
                figures.extend(rooms(definition, &entry.value));
            }
        }
        let unread = facts.and_then(rows_unread);
        // What tables count and weigh is of the rows read, whatever was not.
        let mut tables = Vec::new();
        if carbon {
            // What each type and service weighs, for texts that tell it.
            tables.extend(facts.map_or_else(Vec::new, |of| weighed::weights(footprint, of)));
        }
        tables.extend(counts(facts, footprint, year));
        figures.extend(tables.into_iter().map(|known| Known { open: unread.is_some(), ..known }));
        let sets: Vec<&str> =
            self.meant.set.layers.iter().map(|layer| layer.name.as_str()).collect();
        Facts {
            year,
            units: footprint.units - footprint.idle,
            listed: footprint.units,
            method: self.meant.method.name.clone(),
            factors: sets.join(" + "),
            total: carbon.then(|| total(footprint, facts)).flatten(),
            figures,
            changes,
            people: facts.and_then(EstateYear::headcount),
            partial: !outcome.lacks(&self.meant.set).is_empty(),
            rows_unread: unread,
            unread: outcome.intake.columns_unread().map(|(_, found)| found.say()).collect(),
            services: outcome.services.is_some(),
            ..Facts::default()
        }
    }

    /// How a year stands against the last one before it: by its trend, as indicators tell it, where what
    /// was not read of either year could not undo it.
    fn change(
        &self,
        of: &Definition,
        (entries, entry): (&[SeriesEntry], &SeriesEntry),
        dimension: Dimension,
    ) -> Option<StatedChange> {
        let (year, before) = entry.before.as_ref()?;
        let (Figure::Number(old), Ok(Figure::Number(new))) = (before, &entry.value.figure) else {
            return None;
        };
        let earlier = entries.iter().find(|one| one.year == *year);
        let could = |one: &SeriesEntry| match (&one.value.figure, &self.wide(of, one).figure) {
            (Ok(Figure::Number(read)), Ok(Figure::Number(wide))) => {
                [(read.low - wide.low).max(0.0), (wide.high - read.high).max(0.0)]
            }
            _ => [0.0; 2],
        };
        let (was, is) = (earlier.map_or([0.0; 2], could), could(entry));
        let stands = |trend: &Trend| trend.stands_with((*old, was), (*new, is));
        let moved = entry.trend.filter(|trend| *trend != Trend::Level);
        let unread =
            moved.filter(|trend| !stands(trend)).and_then(|_| self.unread(&[*year, entry.year]));
        (old.value > 0.0).then(|| StatedChange {
            subject: subject(&of.id),
            of: dimension,
            year: *year,
            before: old.value,
            percent: (new.value / old.value - 1.0) * 100.0,
            comparable: entry.breaks.is_empty(),
            distinguishable: moved.as_ref().is_some_and(stands),
            unread,
        })
    }

    /// What was not read of some years.
    fn unread(&self, years: &[i32]) -> Option<Text> {
        let of = |year: &i32| self.facts.get(year).and_then(rows_unread);
        let all: Vec<Text> = years.iter().filter_map(of).collect();
        (!all.is_empty())
            .then(|| Text::of(|lang| lang.list(all.iter().map(|one| one.say(lang).to_owned()))))
    }
}

/// The footprint with its 90 % interval, and with what was not read of the year in it.
fn total(footprint: &Footprint, facts: Option<&EstateYear<'_>>) -> Option<Known> {
    footprint.totals.overall(0)?;
    let sure = footprint.headline().interval;
    let [less, more] = facts.map_or([0.0; 2], |facts| facts.could_be(false));
    let low = if less > 0.0 { (sure.low - less).max(0.0) } else { sure.low };
    let label = text!("empreinte du parc informatique", "footprint of the IT estate");
    let (id, of) = ("run.json: interval_90".to_owned(), Dimension::Carbon);
    let wide = Interval { value: sure.value, low, high: sure.high + more };
    Some(Known {
        bounds: Some((wide.low, wide.high)),
        told: says_something(&wide, "kg"),
        open: less > 0.0 || more > 0.0,
        ..Known::exact(id, label, of, Subject::Estate, sure.value)
    })
}

/// Whether bounds leave out anything that a figure could be.
fn says_something(value: &Interval, unit: &str) -> bool {
    let most = if unit == "%" { 100.0 } else { f64::INFINITY };
    value.low > 0.0 || value.high < most
}

/// How many units there are: in service at the end of the year, and over the year by type.
fn counts(facts: Option<&EstateYear<'_>>, footprint: &Footprint, year: i32) -> Vec<Known> {
    let count =
        |id, label, value| Known::exact(id, label, Dimension::Units, Subject::Estate, value);
    let mut out = Vec::new();
    if let Some(facts) = facts {
        let sum = |units: &mut dyn Iterator<Item = &Unit>| units.map(|unit| unit.quantity).sum();
        let held = text!("en fin d'année", "at the end of the year");
        let serving = text!("en service en fin d'année", "in service at the end of the year");
        let id = || format!("inventories/{year}");
        out.push(count(id(), held, sum(&mut facts.held())));
        out.push(count(id(), serving, sum(&mut facts.in_service())));
        out.extend(weighed::counts(footprint, facts));
    }
    out
}

/// Whether an indicator is of what comes in or of what leaves: by its name, else by its definition.
fn flow(of: &Definition) -> Option<Flow> {
    // What is of the whole estate is of neither, whatever services its definition says are bought.
    if subject(&of.id) != Subject::Label {
        return None;
    }
    Flow::of(&of.label).or_else(|| Flow::of(&of.definition))
}

/// What an indicator is the figure of.
pub(super) fn subject(id: &str) -> Subject {
    match id {
        "it_ghg_annualised" | "it_electricity" => Subject::Estate,
        id if id.ends_with("_per_user") => Subject::Person,
        _ => Subject::Label,
    }
}

/// What a unit of the catalogue is of.
pub(super) fn dimension(unit: &str) -> Option<Dimension> {
    Some(match unit {
        "%" => Dimension::Percent,
        "units" => Dimension::Units,
        "ratio" => Dimension::Ratio,
        unit if unit.starts_with("kgCO2e") => Dimension::Carbon,
        unit if unit.starts_with("kWh") => Dimension::Energy,
        unit if unit.starts_with("kg") => Dimension::Mass,
        _ => return None,
    })
}
