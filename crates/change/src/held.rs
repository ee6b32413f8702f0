//! What two years both hold, the earlier one as it is known later: what like for like compares.

use super::effect::Effect;
use super::lines::meters;
use super::perimeter::{Apart, ApartKind, Reason};
use super::seen::WeighedRow;
use super::stakes::ChangeParts;
use super::work::Work;
use ground::lang::Text;
use indicator::{BothHold, HeldByOneYear};
use std::collections::BTreeMap;
use walk::Outcome;

/// What both years hold, from what each weighs (`totals`), what one has alone, and what is otherwise
/// known.
pub(crate) fn both_hold(
    work: &Work<'_>,
    reasons: &[Vec<Option<Reason>>; 2],
    known: &[Option<WeighedRow>],
    outcomes: [&Outcome; 2],
    (totals, parts, apart): ((f64, f64), &ChangeParts, &[Apart]),
) -> BothHold {
    // In the change, what the earlier year has alone is taken off; a meter may say less than its
    // equipment.
    let of = |later: bool| {
        let own = apart.iter().filter(|one| one.is_later == later);
        own.fold(0.0, |sum, one| sum + one.value)
    };
    let impact = (totals.0 + of(false) + parts.value(Effect::Quality), totals.1 - of(true));
    BothHold {
        criterion: outcomes[1].footprint.criteria[0].code.clone(),
        impact,
        kwh: electricity(work, reasons, known, outcomes),
        alone: [0, 1].into_iter().flat_map(|at| alone(work, at, &reasons[at])).collect(),
        in_service: in_service(work, reasons),
    }
}

/// The units in service at the end of each year that it alone has, by the code of their type.
fn in_service(work: &Work<'_>, reasons: &[Vec<Option<Reason>>; 2]) -> BTreeMap<String, [f64; 2]> {
    let mut sums: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    for at in [0, 1] {
        let year = &work.both.years[at];
        let alone = year.rows.iter().zip(&reasons[at]).filter(|(_, reason)| reason.is_some());
        let own = alone.map(|(row, _)| row).filter(|row| row.counts() && !row.told.is_rented);
        for row in own.filter(|row| row.serving > 0.0) {
            let code = &work.set.equipment_type(work.set.root(row.type_id)).code;
            sums.entry(code.clone()).or_default()[at] += row.serving;
        }
    }
    sums
}

/// The electricity of the equipment that both years have, and of the rooms' meters that both have.
fn electricity(
    work: &Work<'_>,
    reasons: &[Vec<Option<Reason>>; 2],
    known: &[Option<WeighedRow>],
    outcomes: [&Outcome; 2],
) -> (f64, f64) {
    let years = &work.both.years;
    let rooms = [0, 1].map(|at: usize| meters(work.both, outcomes[at], at, 0));
    let of = |at: usize| {
        let rows = years[at].rows.iter().enumerate().zip(&reasons[at]);
        let common = rows.filter(|((_, row), reason)| reason.is_none() && !row.told.is_rented);
        let rows: f64 = common
            .map(|((place, row), _)| match at {
                0 => known[place].as_ref().unwrap_or(row).kwh,
                _ => row.kwh,
            })
            .sum();
        let both = rooms[at].iter().filter(|(room, _)| rooms[1 - at].contains_key(*room));
        rows + both.map(|(_, (_, kwh))| kwh).sum::<f64>()
    };
    (of(0), of(1))
}

/// What of the equipment one year has alone, and its share of the units of that year.
fn alone(work: &Work<'_>, at: usize, reasons: &[Option<Reason>]) -> Vec<HeldByOneYear> {
    let mut all = 0.0;
    let mut sums: BTreeMap<(ApartKind, u32), f64> = BTreeMap::new();
    for (row, reason) in work.both.years[at].rows.iter().zip(reasons) {
        if row.told.is_rented || !row.counts() {
            continue;
        }
        all += row.units;
        if let Some(reason) = reason {
            *sums.entry(*reason).or_default() += row.units;
        }
    }
    let named = |(kind, number): (ApartKind, u32)| {
        let (_, label) = work.named(kind, number, at == 1);
        match kind {
            ApartKind::Site => prefixed("site", "site", &label),
            ApartKind::Entity => prefixed("entité", "entity", &label),
            ApartKind::Source => prefixed("source", "source", &label),
            ApartKind::Unlisted => Text {
                fr: format!("{} sans sortie dite", label.fr),
                en: format!("{} of which no exit is told", label.en),
            },
            _ => label,
        }
    };
    let own = sums.into_iter();
    own.map(|(reason, units)| HeldByOneYear {
        label: named(reason),
        is_later: at == 1,
        share: units / all,
    })
    .collect()
}

fn prefixed(fr: &str, en: &str, label: &Text) -> Text {
    Text { fr: format!("{fr} {}", label.fr), en: format!("{en} {}", label.en) }
}
