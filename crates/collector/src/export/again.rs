//! Days derived again where the figures that they rest on have changed, without their agents.
//!
//! A day keeps its histogram of load, its counters and its hours. One whose energy rests on published
//! figures (a processor's power, a class's base or typical consumption) is estimated anew by the
//! methods that agents use; one that was measured stays. First the figures of the day's own version
//! must give what the agent said: where they do not, something is not in the record (a source on one
//! side alone, what the machine was before it was changed), and the day stays as it was sent, and is
//! counted.
//!
//! The record does not tell whose a processor's power is: the table's, the firmware's, or set by
//! hand. One that is the table's is taken as the table's, and goes with it; another stays as sent.

use super::inventory_rows;
use crate::store::StoreEntry;
use record::energy::{KnownMachine, METHOD_VERSION, MethodFigures, estimate, sides_of};
use record::{AgentId, EnergyEstimate, EnergyMethod, Inventory, UseDay};
use std::collections::HashMap;

/// How far the figures of a day's own version may be from what its agent said: whole seconds, and
/// counters of two sides told as one.
const SAME: f64 = 0.02;

/// What derives days again.
pub(super) struct Again {
    figures: MethodFigures,
    /// Whether these are the organisation's own.
    own: bool,
    /// What is known of each agent's machine, where its record can be read; of none where no day can
    /// have another energy.
    machines: HashMap<AgentId, Option<Inventory>>,
}

/// What became of a day.
#[derive(Debug, PartialEq)]
pub(super) enum DayAgain {
    /// It stays: it was measured, its figures have not changed, or no inventory says of what it is.
    Same,
    /// It has another energy now.
    Anew(EnergyEstimate),
    /// It rests on figures that have changed, and its record does not give what its agent said.
    Cannot,
}

impl Again {
    pub(super) fn new(figures: Option<MethodFigures>, machines: &[StoreEntry]) -> Self {
        let own = figures.is_some();
        // Days of the first version rest on what is shipped until there is another.
        let any = own || METHOD_VERSION > 1;
        let machines = machines.iter().filter(|_| any);
        Self {
            figures: figures.unwrap_or(MethodFigures::shipped()),
            own,
            machines: machines
                .map(|kept| (kept.agent.clone(), inventory_rows::machine(kept)))
                .collect(),
        }
    }

    /// A day as its record is kept.
    pub(super) fn of(&self, kept: &StoreEntry) -> DayAgain {
        let Some(machine) = self.machines.get(&kept.agent) else { return DayAgain::Same };
        let Ok(day) = serde_json::from_str::<UseDay>(&kept.body) else { return DayAgain::Same };
        let modelled = matches!(
            day.est.method,
            EnergyMethod::RaplModel
                | EnergyMethod::LoadModel
                | EnergyMethod::TecHours
                | EnergyMethod::TecDefault
        );
        // A later version than this program's knows better.
        if !modelled || !(self.own || day.est.mv < METHOD_VERSION) {
            return DayAgain::Same;
        }
        let both = machine.as_ref().and_then(|machine| self.both(machine, &day));
        let Some((before, now)) = both else { return DayAgain::Cannot };
        let near = |a: f64, b: f64| (a - b).abs() <= SAME * b.abs().max(0.1);
        if before.method != day.est.method || !near(before.wh, day.est.wh) {
            return DayAgain::Cannot;
        }
        // What the same sums give by either figures; rounding is no change, and bounds alone are not
        // exported.
        let exported = |estimate: &EnergyEstimate| (estimate.wh.to_bits(), estimate.grade);
        if exported(&now) == exported(&before) { DayAgain::Same } else { DayAgain::Anew(now) }
    }

    /// The estimates by the figures of the day's own version, and by those of now.
    fn both(&self, machine: &Inventory, day: &UseDay) -> Option<(EnergyEstimate, EnergyEstimate)> {
        let (old, sides) = (MethodFigures::of(day.est.mv)?, sides_of(day));
        let published = |figures: &MethodFigures| {
            let name = machine.processor.name.as_deref()?;
            figures.published_power(name)
        };
        let told = machine.processor.tdp_w;
        // Whose it is is not told: one that is the table's is taken as the table's.
        let power = if told == published(&old) { published(&self.figures).or(told) } else { told };
        let by = |figures: &MethodFigures, power: Option<u32>| {
            let told = (machine.class, &machine.processor, &machine.memory);
            let known = KnownMachine::of(told, power.map(f64::from), day.fit.clone());
            estimate([&sides[0], &sides[1]], &known, &figures.assumed(machine.class))
        };
        Some((by(&old, told)?, by(&self.figures, power)?))
    }
}
