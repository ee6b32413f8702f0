//! Lifetimes estimated from exits and from what is still there, as indicators.

use super::datum::Datum;
use super::facts::{EstateYear, StayClock};
use super::value::{Figure, GroupValue, Missing, Quality, Value};
use factor::TypeId;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::table::numbered;
use ground::text;
use ledger::lifetime::{Lifetime, LifetimeAxis, LifetimeEstimate, Median};
use ledger::movement::AcquisitionMode;
use std::collections::BTreeMap;

/// A lifetime as the figure that `pick` takes from it.
fn figure_of(
    lifetime: &Lifetime,
    pick: &impl Fn(&LifetimeEstimate) -> Figure,
) -> Result<Figure, Missing> {
    lifetime
        .estimate
        .as_ref()
        .map(pick)
        .map_err(|why| Missing { data: vec![Datum::MoreExits], because: Some(why.reason()) })
}

/// The value of an estimate: all units together, and by each axis.
fn estimated(
    facts: &EstateYear<'_>,
    clock: StayClock,
    pick: impl Fn(&LifetimeEstimate) -> Figure,
) -> Value {
    let lives = facts.lives(clock);
    let lifetime = &lives.together;
    let mut groups = Vec::new();
    for (axis, lifetimes) in &lives.by_axis {
        groups.extend(axis_groups(facts, *axis, lifetimes, &pick));
    }
    let (unseen, all) = facts.unseen_exits(clock);
    let mut value =
        Value { figure: figure_of(lifetime, &pick), ..Value::exact(0.0).with(Quality::Estimated) }
            .covering(all - unseen, all)
            .term(text!("équipements suivis", "units watched"), lifetime.units, "")
            .term(text!("sorties parmi eux", "exits among them"), lifetime.exits, "")
            .from_rows(&lives.exits)
            .split(groups);
    if let Ok(estimate) = &lifetime.estimate {
        value = value.term(
            text!("horizon de la moyenne", "horizon of the mean"),
            estimate.horizon * 12.0,
            "months",
        );
    }
    let naive = &lifetime.naive;
    for (name, years) in [
        (text!("âge moyen à la sortie (biaisé)", "mean age at exit (biased)"), naive.age_at_exit),
        (
            text!(
                "âge moyen de ce qui est là (pas une durée de vie)",
                "mean age of what is there (no lifetime)"
            ),
            naive.age_in_service,
        ),
        (
            text!(
                "parc / achats annuels (parc stationnaire seulement)",
                "fleet / yearly purchases (stationary fleet only)"
            ),
            naive.stock_over_flow,
        ),
    ] {
        if let Some(years) = years {
            value = value.term(name, years * 12.0, "months");
        }
    }
    let since = facts.records.since;
    value = value.note(text!(
        "sorties connues depuis le {since} ; les équipements plus anciens ne sont suivis qu'à partir de là",
        "exits known since {since}; older units are watched from then on only"
    ));
    if unseen > 0.0 {
        value = value.note(text!(
            "sortis sans date connue, ou disparus entre deux inventaires, ils ne comptent pas comme sorties : {unseen}",
            "gone on no known day, or vanished between two inventories, they do not count as exits: {unseen}"
        ));
    }
    value
}

fn axis_groups(
    facts: &EstateYear<'_>,
    axis: LifetimeAxis,
    lifetimes: &BTreeMap<u32, Lifetime>,
    pick: &impl Fn(&LifetimeEstimate) -> Figure,
) -> Vec<GroupValue> {
    let mut groups: Vec<GroupValue> = lifetimes
        .iter()
        .map(|(key, lifetime)| {
            let (code, label) = group_name(facts, axis, *key);
            GroupValue {
                axis: axis.code(),
                code,
                label,
                figure: figure_of(lifetime, pick),
                lacking: None,
            }
        })
        .collect();
    groups.sort_by(|a, b| a.code.cmp(&b.code));
    groups
}

fn group_name(facts: &EstateYear<'_>, axis: LifetimeAxis, key: u32) -> (String, Text) {
    let plain = |name: &str| {
        if name.is_empty() {
            (String::new(), text!("(non renseigné)", "(not given)"))
        } else {
            (name.to_owned(), text!("{name}", "{name}"))
        }
    };
    match axis {
        LifetimeAxis::Type => {
            let id = TypeId(numbered(key));
            let kind = facts.set().equipment_type(id);
            let label = kind.label.clone();
            (kind.code.clone(), label)
        }
        LifetimeAxis::Site => plain(facts.gathered.sites.name(key)),
        LifetimeAxis::Manufacturer => plain(facts.gathered.makers.name(key)),
        LifetimeAxis::AcquisitionMode => match AcquisitionMode::ALL.get(key as usize) {
            Some(mode) => {
                let say = |lang| mode.label(lang).to_owned();
                let label =
                    Text { fr: say(ground::lang::Lang::Fr), en: say(ground::lang::Lang::En) };
                (mode.code().to_owned(), label)
            }
            None => plain(""),
        },
    }
}

fn median(estimate: &LifetimeEstimate) -> Figure {
    match estimate.median {
        Median::At(years) => {
            let (low, high) = estimate.median_interval;
            Figure::Number(Interval {
                value: years * 12.0,
                low: low.unwrap_or(years) * 12.0,
                high: high.map_or(f64::INFINITY, |years| years * 12.0),
            })
        }
        // How long it may be nobody knows; how short, the interval of the curve tells.
        Median::Beyond(years) => {
            let low = estimate.median_interval.0.unwrap_or(years).min(years);
            Figure::MoreThan(low * 12.0)
        }
    }
}

/// The median of all units and by each axis; where it was not reached, the age it lies beyond is told.
fn medians(facts: &EstateYear<'_>, clock: StayClock) -> Value {
    let value = estimated(facts, clock, median);
    match facts.lives(clock).together.estimate.as_ref().map(|estimate| estimate.median) {
        Ok(Median::Beyond(years)) => value
            .term(
                text!("plus de la moitié sont encore là à", "more than half are still there at"),
                years * 12.0,
                "months",
            )
            .note(text!(
                "médiane non atteinte ; sa borne basse est celle de l'intervalle à 95 % de la courbe",
                "median not reached; its low bound is that of the curve's 95% interval"
            )),
        _ => value,
    }
}

/// Kaplan-Meier median.
pub(super) fn lifetime_km_median(facts: &EstateYear<'_>) -> Value {
    medians(facts, StayClock::InUse)
}

/// Restricted mean.
pub(super) fn lifetime_rmst(facts: &EstateYear<'_>) -> Value {
    estimated(facts, StayClock::InUse, |estimate| Figure::Number(estimate.mean * 12.0))
}

/// Holding duration, storage included.
pub(super) fn holding_duration(facts: &EstateYear<'_>) -> Value {
    medians(facts, StayClock::Held)
}

/// The survival of one type, or of all together, for a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// The type's code; empty for all together.
    pub code: String,
    /// Its name.
    pub label: Text,
    /// What is known of its lifetime.
    pub lifetime: Lifetime,
}

/// The survival of every root type that has an estimate, most units first.
pub fn survival_by_type(facts: &EstateYear<'_>) -> Vec<Survival> {
    let lives = facts.lives(StayClock::InUse);
    let of_types = lives.by_axis.iter().filter(|(axis, _)| *axis == LifetimeAxis::Type);
    let mut found: Vec<Survival> = of_types
        .flat_map(|(_, lifetimes)| lifetimes)
        .filter(|(_, lifetime)| lifetime.estimate.is_ok())
        .map(|(key, lifetime)| {
            let (code, label) = group_name(facts, LifetimeAxis::Type, *key);
            Survival { code, label, lifetime: lifetime.clone() }
        })
        .collect();
    found.sort_by(|a, b| b.lifetime.units.total_cmp(&a.lifetime.units).then(a.code.cmp(&b.code)));
    found
}
