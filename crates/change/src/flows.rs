//! The same change as machines see it: those that stayed, left and arrived.

use super::pairs::Pairs;
use super::perimeter::{ApartKind, Reason};
use super::seen::WeighedRow;

/// Machines of a kind of flow.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MachineFlow {
    /// Units.
    pub units: f64,
    /// What they weighed in the earlier year, in the criterion's unit.
    pub before: f64,
    /// What they weigh in the later one.
    pub after: f64,
}

impl MachineFlow {
    /// What they are worth in the change.
    pub fn change(&self) -> f64 {
        self.after - self.before
    }

    /// What lines that are no machines weighed and weigh.
    pub(crate) fn of_lines(before: f64, after: f64) -> Self {
        Self { units: 0.0, before, after }
    }

    fn take(&mut self, units: f64, before: f64, after: f64) {
        self.units += units;
        self.before += before;
        self.after += after;
    }
}

/// A change as flows of machines; with the lines that are no machines they sum to it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Flows {
    /// In both years, the same machine, held when they are over.
    pub stayed: MachineFlow,
    /// In the earlier year alone, or gone before the later one was over.
    pub left: MachineFlow,
    /// In the later year alone.
    pub arrived: MachineFlow,
    /// Lines that nothing names, of which nobody can say whether they stayed; units of the later
    /// year.
    pub unnamed: MachineFlow,
    /// In one year alone, the other having set their rows aside: they neither left nor arrived.
    pub aside: MachineFlow,
    /// Services and meters, and another factor set where there was one.
    pub others: MachineFlow,
}

impl Flows {
    /// All flows, in order, with their names in files.
    pub fn each(&self) -> [(&'static str, MachineFlow); 6] {
        [
            ("stayed", self.stayed),
            ("left", self.left),
            ("arrived", self.arrived),
            ("unnamed", self.unnamed),
            ("row_aside", self.aside),
            ("others", self.others),
        ]
    }

    pub(crate) fn of(
        (earlier, [before, before_gone]): (&[WeighedRow], [&[f64]; 2]),
        known: &[Option<WeighedRow>],
        (later, [after, after_gone]): (&[WeighedRow], [&[f64]; 2]),
        pairs: &Pairs,
        reasons: &[Vec<Option<Reason>>; 2],
    ) -> Self {
        let is_aside = |reason: &Option<Reason>| matches!(reason, Some((ApartKind::Aside, _)));
        let mut flows = Self::default();
        let weights = before.iter().zip(before_gone);
        let rows = earlier.iter().zip(weights).zip(known);
        for ((((row, (weight, gone)), known), pair), reason) in
            rows.zip(&pairs.later).zip(&reasons[0])
        {
            if is_aside(reason) {
                flows.aside.take(row.units, *weight, 0.0);
                continue;
            }
            let Some(pair) = pair.filter(|at| later[*at as usize].counts()) else {
                if !row.is_named() {
                    flows.unnamed.take(0.0, *weight, 0.0);
                } else if row.counts() {
                    flows.left.take(row.units, *weight, 0.0);
                }
                continue;
            };
            let next = &later[pair as usize];
            let after = after[pair as usize];
            if !row.counts() {
                flows.arrived.take(next.units, 0.0, after);
                continue;
            }
            // Of a line of several units, what both years have stayed.
            let units = known.as_ref().map_or(row.units, |known| known.units);
            // Those that left in the earlier year already are none of the later one's.
            let is_partly_gone = row.there > 0.0 && (units - row.units).abs() < 1e-9;
            let early = if is_partly_gone { row.units - row.there } else { 0.0 };
            let weighs_early = if early > 0.0 { *gone } else { 0.0 };
            if early > 0.0 {
                flows.left.take(early, weighs_early, 0.0);
            }
            let (units, weight) = (units - early, weight - weighs_early);
            let next_units = next.units - early.min(next.units - next.there);
            let stayed = units.min(next_units);
            // Of those, some may have left before the year was over, and weigh in it until then.
            let gone = (next_units - next.there).min(stayed);
            let here = stayed - gone;
            let weighs_gone = after_gone[pair as usize];
            if gone > 0.0 {
                flows.left.take(gone, weight * gone / units, weighs_gone);
            }
            if here > 0.0 {
                let kept = (after - weighs_gone) * here / next.there;
                flows.stayed.take(here, weight * here / units, kept);
            }
            if stayed < units {
                flows.left.take(units - stayed, weight * (1.0 - stayed / units), 0.0);
            }
            if stayed < next_units {
                let came = next_units - stayed;
                let kept = if here > 0.0 { (after - weighs_gone) * here / next.there } else { 0.0 };
                let gone = if gone > 0.0 { weighs_gone } else { 0.0 };
                flows.arrived.take(came, 0.0, after - kept - gone);
            }
        }
        let rows = later.iter().zip(after).zip(&pairs.earlier);
        for (((row, weight), pair), reason) in rows.zip(&reasons[1]) {
            if is_aside(reason) {
                flows.aside.take(row.units, 0.0, *weight);
                continue;
            }
            if pair.is_some() {
                continue;
            }
            if !row.is_named() {
                flows.unnamed.take(row.units, 0.0, *weight);
            } else if row.counts() {
                flows.arrived.take(row.units, 0.0, *weight);
            }
        }
        flows
    }

    /// The flows seen the other way round in time.
    pub(crate) fn reversed(self) -> Self {
        let turned =
            |flow: MachineFlow| MachineFlow { before: flow.after, after: flow.before, ..flow };
        Self {
            stayed: turned(self.stayed),
            left: turned(self.arrived),
            arrived: turned(self.left),
            unnamed: turned(self.unnamed),
            aside: turned(self.aside),
            others: turned(self.others),
        }
    }
}
