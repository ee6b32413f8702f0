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

/// Units of a row, and what they weigh in its year.
#[derive(Clone, Copy, Default)]
struct WeighedUnits {
    units: f64,
    weight: f64,
}

impl WeighedUnits {
    /// What so many of them weigh.
    fn of(self, units: f64) -> f64 {
        if units > 0.0 { self.weight * units / self.units } else { 0.0 }
    }
}

/// A row's units of its year: those that left in it, and those that are there when it is over. What was
/// gone before is neither.
#[derive(Clone, Copy)]
struct SplitRow {
    left: WeighedUnits,
    there: WeighedUnits,
}

impl SplitRow {
    /// A row with what it weighs, and what those weigh of it that are gone.
    fn of(row: &WeighedRow, weight: f64, gone: f64) -> Self {
        let none = WeighedUnits::default();
        let left = row.units - row.there - row.gone_before;
        if row.there <= 0.0 {
            // What weighs though all of it was gone before its year weighs as what left in it.
            let units = if left > 0.0 { left } else { row.units };
            Self { left: WeighedUnits { units, weight }, there: none }
        } else if left > 0.0 {
            let there = WeighedUnits { units: row.there, weight: weight - gone };
            Self { left: WeighedUnits { units: left, weight: gone }, there }
        } else {
            Self { left: none, there: WeighedUnits { units: row.there, weight } }
        }
    }

    /// A row of the earlier year; where the later one counts its units otherwise, those are so many.
    fn known(row: &WeighedRow, known: Option<&WeighedRow>, weight: f64, gone: f64) -> Self {
        match known.map(|known| known.units).filter(|units| (units - row.units).abs() > 1e-9) {
            Some(units) => {
                Self { left: WeighedUnits::default(), there: WeighedUnits { units, weight } }
            }
            None => Self::of(row, weight, gone),
        }
    }

    fn units(&self) -> f64 {
        self.left.units + self.there.units
    }

    /// The units of a row that weigh in its year.
    fn weighing(row: &WeighedRow, weight: f64, gone: f64) -> f64 {
        if row.counts() { Self::of(row, weight, gone).units() } else { 0.0 }
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
    /// In the earlier year alone, of which nothing tells that they left.
    pub unlisted: MachineFlow,
    /// Services and meters, and another factor set where there was one.
    pub others: MachineFlow,
}

impl Flows {
    /// All flows, in order, with their names in files.
    pub fn each(&self) -> [(&'static str, MachineFlow); 7] {
        [
            ("stayed", self.stayed),
            ("left", self.left),
            ("arrived", self.arrived),
            ("unnamed", self.unnamed),
            ("row_aside", self.aside),
            ("unlisted", self.unlisted),
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
                flows.aside.take(SplitRow::weighing(row, *weight, *gone), *weight, 0.0);
                continue;
            }
            let Some(pair) = pair.filter(|at| later[*at as usize].counts()) else {
                if matches!(reason, Some((ApartKind::Unlisted, _))) {
                    flows.unlisted.take(SplitRow::weighing(row, *weight, *gone), *weight, 0.0);
                } else if !row.is_named() {
                    flows.unnamed.take(0.0, *weight, 0.0);
                } else if row.counts() {
                    flows.left.take(SplitRow::of(row, *weight, *gone).units(), *weight, 0.0);
                }
                continue;
            };
            let at = pair as usize;
            let next = SplitRow::of(&later[at], after[at], after_gone[at]);
            if !row.counts() {
                flows.arrived.take(next.units(), 0.0, after[at]);
                continue;
            }
            flows.pair(SplitRow::known(row, known.as_ref(), *weight, *gone), next, after[at]);
        }
        let rows = later.iter().zip(after.iter().zip(after_gone)).zip(&pairs.earlier);
        for (((row, (weight, gone)), pair), reason) in rows.zip(&reasons[1]) {
            if is_aside(reason) {
                flows.aside.take(SplitRow::weighing(row, *weight, *gone), 0.0, *weight);
                continue;
            }
            if pair.is_some() {
                continue;
            }
            if !row.is_named() {
                flows.unnamed.take(SplitRow::weighing(row, *weight, *gone), 0.0, *weight);
            } else if row.counts() {
                flows.arrived.take(SplitRow::of(row, *weight, *gone).units(), 0.0, *weight);
            }
        }
        flows
    }

    /// Of the units of a row that both years have: those that left in the earlier year are none of the
    /// later one's; of the others what both years have stayed, and some of those may have left before
    /// the later one was over, and weigh in it until then.
    fn pair(&mut self, old: SplitRow, next: SplitRow, after: f64) {
        self.left.take(old.left.units, old.left.weight, 0.0);
        let old = old.there;
        let stayed = old.units.min(next.units());
        let gone = next.left.units.min(stayed);
        let here = stayed - gone;
        let (weighs_gone, weighs_here) = (next.left.of(gone), next.there.of(here));
        self.left.take(gone, old.of(gone), weighs_gone);
        self.stayed.take(here, old.of(here), weighs_here);
        let (left, came) = (old.units - stayed, next.units() - stayed);
        self.left.take(left, old.of(left), 0.0);
        if came > 0.0 {
            self.arrived.take(came, 0.0, after - weighs_gone - weighs_here);
        }
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
            unlisted: turned(self.unlisted),
            others: turned(self.others),
        }
    }
}
