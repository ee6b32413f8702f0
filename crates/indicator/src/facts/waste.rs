//! The year's waste: what was handed over, what it weighs, and what became of it.

use factor::TypeId;
use ground::quantity::Interval;
use ground::table::Day;
use ledger::movement::{
    Channel, Ledger, LedgerWord, Movement, Register, Treated, TreatmentMode, WasteCode, WeeeLot,
    WeightBasis, is_no_weight_of, weighs_as_much,
};
use std::collections::{BTreeMap, BTreeSet};

/// A lot handed over as waste: the rows of one lot, or one unit that makes its own.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "a row of facts, each apart")]
pub struct WasteLot {
    /// Its name: its lot's, or its unit's where a unit makes its own.
    pub name: Option<LedgerWord>,
    /// The line of the ledger it stands in.
    pub line: u32,
    /// The day it was handed over.
    pub date: Day,
    /// Units in it, where known.
    pub units: f64,
    /// Its weight, kg; `None` where neither weighed nor to be estimated.
    pub weight: Option<Interval>,
    /// Whether the weight told is one that its units cannot have.
    pub doubted: bool,
    /// Whether the weight was estimated, by the holder or from the types; `None` where it is told, and
    /// nobody says how it is known.
    pub estimated: Option<bool>,
    /// Who took it over, as parts of it that sum to 1: several where its units say several.
    pub channels: Vec<(Option<Channel>, f64)>,
    /// Whether those parts are weighed; else they are by the units.
    pub channels_weighed: bool,
    /// Whether the contract with an operator is proven.
    pub contract: bool,
    /// Whether a slip, or a collection note that will do, goes with it.
    pub document: bool,
    /// Whether its waste code is hazardous; `None` where there is no code.
    pub hazardous: Option<bool>,
    /// What the register asks for and the rows do not say, by column.
    pub gaps: Vec<&'static str>,
    /// What became of it: the mode, `None` for a transit or an unknown one, with its weight in kg.
    pub treated: Vec<(Option<TreatmentMode>, f64)>,
    /// The parts of it, which sum to 1: that with a document, whose final operation is known with its day;
    /// that of which it is not; and that which may be of either.
    pub traced: [f64; 3],
    /// Its units by type, of those whose type is known.
    pub types: Vec<(TypeId, f64)>,
}

impl WasteLot {
    /// The part of it, 0 to 1, that somebody took over; that of nobody known.
    pub fn taken_by(&self, channel: Option<Channel>) -> f64 {
        self.channels.iter().filter(|(own, _)| *own == channel).map(|(_, part)| part).sum()
    }

    /// Its units whose type is known.
    pub fn typed(&self) -> f64 {
        self.types.iter().map(|(_, units)| units).sum()
    }

    /// Whether all of it was prepared for reuse, with a document.
    pub fn was_reused(&self) -> bool {
        self.traced[0] >= 1.0
            && !self.treated.is_empty()
            && self.treated.iter().all(|(mode, _)| *mode == Some(TreatmentMode::Reuse))
    }
}

/// The lots handed over in a year, by date, then in the order of the file.
///
/// `type_of` tells the type of what a movement moves, `weight_of` what one unit of it weighs, kg.
pub(super) fn lots_of_year(
    ledger: &Ledger,
    year: i32,
    mut type_of: impl FnMut(&Movement) -> Option<TypeId>,
    weight_of: impl Fn(&Movement, Option<TypeId>) -> Option<Interval>,
) -> Vec<WasteLot> {
    let register = Register::of(ledger, year, "");
    let lots = ledger.weee_lots();
    let of_year = lots.iter().filter(|lot| lot.date.year() == year);
    // The register has a line for each of these lots, in the same order.
    of_year
        .zip(register.lines)
        .map(|(lot, line)| {
            let gaps = line.missing.iter().map(|field| field.code()).collect();
            of(ledger, lot, gaps, &mut type_of, &weight_of)
        })
        .collect()
}

/// The units of these rows, by type, of those whose type is known.
fn by_types(
    rows: &[&Movement],
    type_of: &mut impl FnMut(&Movement) -> Option<TypeId>,
) -> BTreeMap<TypeId, f64> {
    let mut types = BTreeMap::new();
    for row in rows {
        if let Some(id) = type_of(row) {
            *types.entry(id).or_default() += row.units().unwrap_or(0.0);
        }
    }
    types
}

/// The units of a lot by type: its units' rows name what was in it, and the lot's own row names the
/// rest of the number that it says.
fn named_by_units(
    by_lot: BTreeMap<TypeId, f64>,
    by_units: BTreeMap<TypeId, f64>,
    units: Option<f64>,
) -> BTreeMap<TypeId, f64> {
    let named: f64 = by_units.values().sum();
    let rest = (units.unwrap_or(0.0) - named).max(0.0);
    let mut types = by_units;
    // Of several types, the rest is of those of which units are not named yet.
    let open: Vec<(TypeId, f64)> = by_lot
        .into_iter()
        .map(|(id, said)| (id, (said - types.get(&id).unwrap_or(&0.0)).max(0.0)))
        .collect();
    let all: f64 = open.iter().map(|(_, units)| units).sum();
    let part = if all > 0.0 { rest.min(all) / all } else { 0.0 };
    for (id, units) in open {
        *types.entry(id).or_default() += units * part;
    }
    types
}

/// Who took a lot over, as parts of it. What one row tells of it is told of all; where its units tell
/// several, each is its own, by its weight, and what says nothing is the lot's. Whether those are
/// weights that were told stands beside.
fn channels(
    ledger: &Ledger,
    lot: &WeeeLot,
    (own, units): (&[&Movement], &[&Movement]),
    mut weight_of: impl FnMut(&Movement) -> Option<f64>,
) -> (Vec<(Option<Channel>, f64)>, bool) {
    let told = |row: &Movement| ledger.handover(row).and_then(|told| told.channel);
    let all: BTreeSet<Channel> = own.iter().chain(units).filter_map(|row| told(row)).collect();
    if all.len() < 2 {
        return (vec![(ledger.channel(lot), 1.0)], true);
    }
    let of_lot = own.iter().find_map(|row| told(row));
    let weighed = |row: &Movement| ledger.handover(row).and_then(|told| told.weight_kg);
    let named: f64 = units.iter().filter_map(|row| row.units()).sum();
    let rest = (lot.units.unwrap_or(named) - named).max(0.0);
    let is_weighed = rest <= 0.0 && units.iter().all(|row| weighed(row).is_some());
    let by_weight: Option<Vec<f64>> = if is_weighed {
        units.iter().map(|row| weighed(row)).collect()
    } else if rest > 0.0 {
        None
    } else {
        units.iter().map(|row| weight_of(row)).collect()
    };
    let by_unit = || units.iter().map(|row| row.units().unwrap_or(1.0)).collect();
    let parts: Vec<f64> = by_weight.unwrap_or_else(by_unit);
    let mut out: Vec<(Option<Channel>, f64)> =
        units.iter().zip(parts).map(|(row, part)| (told(row).or(of_lot), part)).collect();
    out.push((of_lot, rest));
    let sum: f64 = out.iter().map(|(_, part)| part).sum();
    out.retain(|(_, part)| *part > 0.0);
    if sum > 0.0 {
        for (_, part) in &mut out {
            *part /= sum;
        }
    }
    (out, is_weighed)
}

/// The parts of a lot of so many kg by whether its final operation is known, is not, or may be: a treatment
/// that tells no weight is of all that others leave.
fn traced(treatments: &[Treated], kg: f64) -> [f64; 3] {
    let is_final =
        |one: &Treated| one.operation.as_ref().is_some_and(|operation| !operation.is_transit());
    let (finals, others): (Vec<&Treated>, Vec<&Treated>) =
        treatments.iter().partition(|one| is_final(one));
    let part_of = |some: &[&Treated]| {
        let told: f64 = some.iter().filter_map(|one| one.kg).sum();
        if kg <= 0.0 {
            0.0
        } else if weighs_as_much(told, kg) {
            1.0
        } else {
            told / kg
        }
    };
    let is_silent = |some: &[&Treated]| some.iter().any(|one| one.kg.is_none());
    let part = part_of(&finals);
    let other = part_of(&others).min(1.0 - part);
    let left = 1.0 - part - other;
    match (is_silent(&finals), is_silent(&others)) {
        (true, false) => [part + left, other, 0.0],
        (true, true) => [part, other, left],
        (false, _) => [part, other + left, 0.0],
    }
}

fn of(
    ledger: &Ledger,
    lot: &WeeeLot,
    gaps: Vec<&'static str>,
    type_of: &mut impl FnMut(&Movement) -> Option<TypeId>,
    weight_of: &impl Fn(&Movement, Option<TypeId>) -> Option<Interval>,
) -> WasteLot {
    let rows: Vec<&Movement> =
        lot.handovers.iter().map(|place| &ledger.movements[*place]).collect();
    // A lot's own row says its whole weight and number; else its units' rows do.
    let own = rows.iter().take_while(|row| row.unit.is_none()).count();
    let counted = if own > 0 { &rows[..own] } else { &rows[..] };
    let types = match own {
        0 => by_types(&rows, type_of),
        _ => named_by_units(
            by_types(&rows[..own], type_of),
            by_types(&rows[own..], type_of),
            lot.units,
        ),
    };
    let mut by_type = |rows: &[&Movement]| -> Option<Interval> {
        rows.iter()
            .map(|row| {
                let told = ledger.handover(row).and_then(|told| told.weight_kg);
                let kind = type_of(row);
                let one = || weight_of(row, kind);
                told.map(Interval::exact).or_else(|| Some(one()? * row.units()?))
            })
            .sum()
    };
    let weighed = lot.weight_kg.map(Interval::exact);
    // Where no row tells the units, nothing is weighed by them: nothing known is no zero.
    let units = &rows[own..];
    let weight = weighed
        .or_else(|| by_type(counted))
        .or_else(|| if units.is_empty() { None } else { by_type(units) });
    // What its units weigh by their types, where all of them are told.
    let usual: Option<Interval> = if own > 0 {
        let known: f64 = types.values().sum();
        let all_known = lot.units.is_some_and(|units| units > 0.0 && units <= known);
        let of_type = |(id, n): (&TypeId, &f64)| Some(weight_of(rows[0], Some(*id))? * *n);
        if all_known { types.iter().map(of_type).sum() } else { None }
    } else {
        let of_row = |row: &&Movement| Some(weight_of(row, type_of(row))? * row.units()?);
        rows.iter().map(of_row).sum()
    };
    let usual =
        usual.filter(|usual| lot.weight_kg.is_some_and(|told| is_no_weight_of(told, *usual)));
    let weight = weight.map(|told| match usual {
        Some(usual) => Interval {
            value: told.value,
            low: told.low.min(usual.low),
            high: told.high.max(usual.high),
        },
        None => told,
    });
    let (channels, channels_weighed) = channels(ledger, lot, (&rows[..own], units), |row| {
        let kind = type_of(row);
        Some((weight_of(row, kind)? * row.units()?).value)
    });
    let code = ledger.said(lot, |_, handover| handover.waste_code);
    let document = ledger.has_document(lot);
    let treatments: Vec<_> = lot
        .treatments
        .iter()
        .map(|place| &ledger.movements[*place])
        .filter_map(|movement| Some(ledger.treated(movement, ledger.treatment(movement)?)))
        .collect();
    let even = weight.map_or(0.0, |weight| weight.value) / treatments.len().max(1) as f64;
    WasteLot {
        name: lot.lot.or(rows[0].unit),
        line: rows[0].line,
        date: lot.date,
        units: lot.units.unwrap_or(0.0),
        doubted: usual.is_some(),
        estimated: match (weighed, weight) {
            (Some(_), _) => lot.weight_basis.map(|basis| basis == WeightBasis::Estimated),
            (None, weight) => Some(weight.is_some()),
        },
        weight,
        channels,
        channels_weighed,
        contract: ledger.said(lot, |_, handover| handover.contract_proof).is_some(),
        document,
        hazardous: code
            .and_then(|code| WasteCode::read(ledger.words.text(code)))
            .map(|code| code.is_hazardous),
        gaps,
        traced: if document {
            traced(&treatments, weight.map_or(0.0, |weight| weight.value))
        } else {
            [0.0, 1.0, 0.0]
        },
        treated: treatments.iter().map(|one| (one.mode, one.kg.unwrap_or(even))).collect(),
        types: types.into_iter().collect(),
    }
}
