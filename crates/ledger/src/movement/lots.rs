//! WEEE lots: handovers with the units they hold and the treatments that follow.

use super::{
    Channel, Details, Handover, Ledger, LedgerWord, Movement, MovementKind, Operation, Treatment,
    TreatmentMode, WeightBasis,
};
use ground::table::Day;
use std::collections::BTreeMap;

/// What was handed over together: a lot, or a unit that makes its own.
#[derive(Debug, Clone)]
pub struct WeeeLot {
    /// The lot; `None` for a unit handed over on its own.
    pub lot: Option<LedgerWord>,
    /// Places in [`Ledger::movements`] of its handovers: the lot's own rows first, then those of
    /// its units.
    pub handovers: Vec<usize>,
    /// Places in [`Ledger::movements`] of its treatments.
    pub treatments: Vec<usize>,
    /// The day it was handed over: of its own row, else of its first unit.
    pub date: Day,
    /// How many units: what the lot says, else its unit rows; `None` where neither says.
    pub units: Option<f64>,
    /// The units named.
    pub named_units: Vec<LedgerWord>,
    /// Its weight, kg: of its own rows, else of its unit rows where each says one.
    pub weight_kg: Option<f64>,
    /// Whether that was weighed.
    pub weight_basis: Option<WeightBasis>,
}

/// What became of a treated weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Treated {
    /// Weight treated: received less refused, kg.
    pub kg: Option<f64>,
    /// The operation: the last one where the first was a transit and the last is told.
    pub operation: Option<Operation>,
    /// What it made of the waste; `None` for a transit, or where code and mode do not tell.
    pub mode: Option<TreatmentMode>,
    /// The day of the treatment.
    pub on: Day,
}

impl Ledger {
    /// The WEEE lots handed over, by date, then in the order of the file.
    ///
    /// Rows with the same `lot_id` are one lot; a row without one is a lot of its own. Where the
    /// lot has a row of its own (no `unit_id`), that row tells its weight and papers, and the rows
    /// of its units only name them: weights are never counted twice. A treatment belongs to the
    /// lot with its `lot_id`, else with its `bsdd_no`, else to the unit's.
    pub fn weee_lots(&self) -> Vec<WeeeLot> {
        let mut lots: Vec<WeeeLot> = Vec::new();
        let mut by_lot: BTreeMap<LedgerWord, usize> = BTreeMap::new();
        let mut by_slip: BTreeMap<LedgerWord, usize> = BTreeMap::new();
        let mut by_unit: BTreeMap<LedgerWord, usize> = BTreeMap::new();
        for (place, movement) in self.movements.iter().enumerate() {
            let Some(handover) = self.handover(movement) else { continue };
            let known = movement.lot.and_then(|lot| by_lot.get(&lot).copied());
            let at = known.unwrap_or(lots.len());
            if known.is_none() {
                lots.push(WeeeLot {
                    lot: movement.lot,
                    handovers: Vec::new(),
                    treatments: Vec::new(),
                    date: movement.date,
                    units: None,
                    named_units: Vec::new(),
                    weight_kg: None,
                    weight_basis: None,
                });
            }
            lots[at].handovers.push(place);
            if let Some(lot) = movement.lot {
                by_lot.insert(lot, at);
            }
            if let Some(slip) = handover.bsdd_no {
                by_slip.entry(slip).or_insert(at);
            }
            if let Some(unit) = movement.unit {
                by_unit.insert(unit, at);
            }
        }
        for (place, movement) in self.movements.iter().enumerate() {
            let Some(treatment) = self.treatment(movement) else { continue };
            let lot = movement.lot.and_then(|lot| by_lot.get(&lot));
            let slip = || treatment.bsdd_no.and_then(|slip| by_slip.get(&slip));
            let unit = || movement.unit.and_then(|unit| by_unit.get(&unit));
            if let Some(at) = lot.or_else(slip).or_else(unit) {
                lots[*at].treatments.push(place);
            }
        }
        for lot in &mut lots {
            self.sum_up(lot);
        }
        lots.sort_by_key(|lot| (lot.date, lot.handovers[0]));
        lots
    }

    fn sum_up(&self, lot: &mut WeeeLot) {
        lot.handovers.sort_by_key(|place| (self.movements[*place].unit.is_some(), *place));
        let rows: Vec<(&Movement, &Handover)> = lot
            .handovers
            .iter()
            .map(|place| &self.movements[*place])
            .filter_map(|movement| Some((movement, self.handover(movement)?)))
            .collect();
        lot.named_units = rows.iter().filter_map(|(movement, _)| movement.unit).collect();
        let own = rows.iter().filter(|(movement, _)| movement.unit.is_none()).count();
        let own_units: Option<f64> = rows[..own]
            .iter()
            .map(|(movement, _)| movement.units())
            .try_fold(0.0, |sum, units| Some(sum + units?));
        let unit_rows: f64 = rows[own..].iter().filter_map(|(movement, _)| movement.units()).sum();
        lot.units = if own == 0 { Some(unit_rows) } else { own_units }
            .or_else(|| (unit_rows > 0.0).then_some(unit_rows));
        let telling = if own == 0 { &rows[..] } else { &rows[..own] };
        let sum_of = |rows: &[(&Movement, &Handover)]| {
            rows.iter()
                .map(|(_, handover)| handover.weight_kg)
                .try_fold(0.0, |sum, kg| Some(sum + kg?))
        };
        let (weight, from) = match sum_of(telling) {
            None if own > 0 && own < rows.len() => (sum_of(&rows[own..]), &rows[own..]),
            sum => (sum, telling),
        };
        lot.weight_kg = weight;
        let bases: Vec<Option<WeightBasis>> = from.iter().map(|(_, h)| h.weight_basis).collect();
        lot.weight_basis = if weight.is_none() || bases.contains(&None) {
            None
        } else if bases.contains(&Some(WeightBasis::Estimated)) {
            Some(WeightBasis::Estimated)
        } else {
            Some(WeightBasis::Real)
        };
        if let Some((movement, _)) = telling.first() {
            lot.date = movement.date;
        }
    }

    /// What a lot's handovers say of one thing: the first that says it, the lot's own rows first.
    pub fn said<T>(
        &self,
        lot: &WeeeLot,
        what: impl Fn(&Movement, &Handover) -> Option<T>,
    ) -> Option<T> {
        lot.handovers.iter().find_map(|place| {
            let movement = &self.movements[*place];
            self.handover(movement).and_then(|handover| what(movement, handover))
        })
    }

    /// How many units the rows of a lot's units move.
    pub fn units_named(&self, lot: &WeeeLot) -> f64 {
        let rows = lot.handovers.iter().map(|place| &self.movements[*place]);
        rows.filter(|movement| movement.unit.is_some()).filter_map(Movement::units).sum()
    }

    /// Who took a lot over.
    pub fn channel(&self, lot: &WeeeLot) -> Option<Channel> {
        self.said(lot, |_, handover| handover.channel)
    }

    /// Whether a lot has its document: a slip, or the collection note that stands for it where an
    /// eco-organisation, an individual system or a distributor takes it over.
    pub fn has_document(&self, lot: &WeeeLot) -> bool {
        let slip = self.said(lot, |_, handover| handover.bsdd_no).is_some();
        let note = self.said(lot, |_, handover| handover.collection_note).is_some();
        let note_will_do = self.channel(lot).is_some_and(|channel| channel != Channel::Operator);
        slip || (note && (note_will_do || !self.is_hazardous(lot)))
    }

    /// Whether a lot's waste code is of hazardous waste; not, where it has none.
    pub fn is_hazardous(&self, lot: &WeeeLot) -> bool {
        let code = self.said(lot, |_, handover| handover.waste_code);
        code.and_then(|code| super::WasteCode::read(self.words.text(code)))
            .is_some_and(|code| code.is_hazardous)
    }

    /// What became of a treatment's weight.
    pub fn treated(&self, movement: &Movement, treatment: &Treatment) -> Treated {
        let operation = |word: Option<LedgerWord>| Operation::read(self.words.or_empty(word));
        let done = operation(treatment.done_code);
        let last = operation(treatment.final_code);
        let operation = match (done, last) {
            (Some(done), Some(last)) if done.is_transit() => Some(last),
            (done, last) => done.or(last),
        };
        let kg = treatment.received_kg.map(|kg| kg - treatment.refused_kg.unwrap_or(0.0));
        Treated {
            kg: kg.filter(|kg| *kg >= 0.0),
            operation,
            mode: operation.and_then(|operation| operation.mode(treatment.mode)),
            on: treatment.processed_on.unwrap_or(movement.date),
        }
    }

    /// The treatments that belong to no handover: places in [`Ledger::movements`].
    pub fn stray_treatments(&self, lots: &[WeeeLot]) -> Vec<usize> {
        let known: std::collections::BTreeSet<usize> =
            lots.iter().flat_map(|lot| lot.treatments.iter().copied()).collect();
        let treatments = self.movements.iter().enumerate().filter(|(_, movement)| {
            movement.kind == MovementKind::WeeeTreated
                && matches!(movement.details, Details::Treatment(_))
        });
        treatments.map(|(place, _)| place).filter(|place| !known.contains(place)).collect()
    }
}
