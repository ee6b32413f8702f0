//! Lines that are no equipment: services, and what the meters of rooms say more than their machines.

use super::effect::Effect;
use super::flows::MachineFlow;
use super::perimeter::{Apart, ApartKind};
use super::stakes::{ChangeParts, StakePlace, StakeRest};
use super::year::Both;
use factor::{FactorId, FactorSet};
use footprint::Stake;
use ground::lang::Text;
use ground::stage::Stage;
use ground::text;
use std::collections::{BTreeMap, BTreeSet};
use walk::Outcome;

/// The number of the site of what stands at none.
const NO_SITE: u32 = u32::MAX;

/// A service in a year.
struct ServiceInYear {
    label: Text,
    by_stage: BTreeMap<Stage, f64>,
    stakes: Vec<Stake>,
}

/// Adds services and meters: those of one year to the perimeter, the others to effects of their
/// own. Gives back what they weighed and weigh.
pub(crate) fn other_lines(
    both: &Both<'_>,
    outcomes: [&Outcome; 2],
    set: &FactorSet,
    parts: &mut ChangeParts,
    aside: &mut Vec<Apart>,
) -> MachineFlow {
    let (mut before, mut after) = (0.0, 0.0);
    let bought = outcomes.map(|outcome| services(outcome, set));
    let codes: BTreeSet<&String> = bought.iter().flat_map(|year| year.keys()).collect();
    for code in codes {
        let is_common = bought.iter().all(|year| year.contains_key(code));
        let effect = if is_common { Effect::Services } else { Effect::Perimeter };
        for (at, sign) in [(0, -1.0), (1, 1.0)] {
            let Some(one) = bought[at].get(code) else { continue };
            let value: f64 = one.by_stage.values().sum();
            if at == 0 {
                before += value;
            } else {
                after += value;
            }
            for (stage, value) in &one.by_stage {
                let place = StakePlace { effect, type_id: None, site: NO_SITE, stage: *stage };
                parts.add_exact(place, sign * value);
            }
            let signed = one.stakes.iter().map(|stake| (effect, stake.times(sign)));
            parts.others.extend(signed);
            if !is_common {
                aside.push(Apart {
                    kind: ApartKind::Service,
                    code: code.clone(),
                    label: one.label.clone(),
                    is_later: at == 1,
                    units: 0.0,
                    value: sign * value,
                });
            }
        }
    }
    let code = &outcomes[1].footprint.criteria[0].code;
    let criterion = set.criteria.iter().position(|known| known.code == *code).unwrap_or(0);
    let meters = [0, 1].map(|at: usize| meters(both, outcomes[at], at, criterion));
    let rooms: BTreeSet<&String> = meters.iter().flat_map(|year| year.keys()).collect();
    for room in rooms {
        let is_common = meters.iter().all(|year| year.contains_key(room));
        let effect = if is_common { Effect::Meters } else { Effect::Perimeter };
        for (at, sign) in [(0, -1.0), (1, 1.0)] {
            let Some((factor, kwh)) = meters[at].get(room) else { continue };
            let value = factor.map_or(0.0, |id| set.factor(id).amount.value * kwh);
            if at == 0 {
                before += value;
            } else {
                after += value;
            }
            let place = StakePlace { effect, type_id: None, site: NO_SITE, stage: Stage::Use };
            if let Some(factor) = *factor {
                parts.add(place, StakeRest::on(factor, [None, None]), sign * value);
            }
            if !is_common {
                aside.push(Apart {
                    kind: ApartKind::Meter,
                    code: room.clone(),
                    label: text!(
                        "écart au compteur de {room}",
                        "difference at the meter of {room}"
                    ),
                    is_later: at == 1,
                    units: 0.0,
                    value: sign * value,
                });
            }
        }
    }
    MachineFlow::of_lines(before, after)
}

/// Adds what the services and meters of the earlier year rest on.
pub(crate) fn earlier_lines(
    both: &Both<'_>,
    outcome: &Outcome,
    set: &FactorSet,
    parts: &mut ChangeParts,
) {
    for one in services(outcome, set).into_values() {
        parts.others.extend(one.stakes.into_iter().map(|stake| (Effect::Services, stake)));
    }
    let code = &outcome.footprint.criteria[0].code;
    let criterion = set.criteria.iter().position(|known| known.code == *code).unwrap_or(0);
    for (factor, kwh) in meters(both, outcome, 0, criterion).into_values() {
        if let Some(factor) = factor {
            let place = StakePlace {
                effect: Effect::Meters,
                type_id: None,
                site: NO_SITE,
                stage: Stage::Use,
            };
            parts.add(
                place,
                StakeRest::on(factor, [None, None]),
                set.factor(factor).amount.value * kwh,
            );
        }
    }
}

fn services(outcome: &Outcome, set: &FactorSet) -> BTreeMap<String, ServiceInYear> {
    let mut bought: BTreeMap<String, ServiceInYear> = BTreeMap::new();
    let extras = outcome.services.as_ref().map_or(&[][..], |services| &services.extras);
    for extra in extras {
        let one = bought.entry(extra.code.clone()).or_insert_with(|| ServiceInYear {
            label: extra.label.clone(),
            by_stage: BTreeMap::new(),
            stakes: Vec::new(),
        });
        for part in extra.parts.iter().filter(|part| part.criterion == 0) {
            let value = set.factor(part.factor).amount.value * part.weight.value;
            *one.by_stage.entry(part.stage).or_default() += value;
            let by = part.stretched_by.clone();
            one.stakes.push(Stake::of(part.factor, part.weight.value, by));
        }
    }
    bought
}

/// The electricity of each room's meter that its equipment does not explain, and its factor.
pub(crate) fn meters(
    both: &Both<'_>,
    outcome: &Outcome,
    at: usize,
    criterion: usize,
) -> BTreeMap<String, (Option<FactorId>, f64)> {
    let year = &both.years[at];
    let footprint = &outcome.footprint;
    let balances = footprint.centres.iter().map(|balance| {
        let centre = year.centres.iter().position(|centre| centre.id == balance.id);
        // Added up in an order that the file does not decide.
        let within = |row: &&super::seen::WeighedRow| row.centre.map(usize::from) == centre;
        let kwh: f64 = year.rows.iter().filter(within).map(|row| row.kwh).sum();
        let mix = footprint.electricity.iter().find(|(zone, _)| *zone == balance.zone);
        let factor = mix.and_then(|(_, mix)| mix.factors[criterion]);
        (balance.id.clone(), (factor, balance.measured_kwh - kwh))
    });
    balances.collect()
}
