//! Waste: what is handed over as WEEE, and what becomes of it.

use super::datum::Datum;
use super::facts::{EstateYear, LEDGER_FILE, Unit, WasteLot};
use super::reuse::count;
use super::reused_weight::reused_kg;
use super::tally::{RowRef, UnitTally};
use super::value::{Figure, GroupValue, Quality, Value};
use ground::lang::{Noun, Text};
use ground::quantity::Interval;
use ground::table::Day;
use ground::text;
use ledger::movement::{Channel, TreatmentMode};

/// The lots of the year, added up.
struct Lots {
    weight: Interval,
    estimated_kg: f64,
    unweighed: usize,
    /// Lots whose weight is none that their units can have.
    doubted: usize,
    n: usize,
    tally: UnitTally,
}

const LOT: Noun = Noun::new(("lot", "lots"), ("lot", "lots"));
const KG: Noun = Noun::new(("kg", "kg"), ("kg", "kg"));
const KG_ESTIMATED: Noun = Noun::new(("kg estimé", "kg estimés"), ("kg estimated", "kg estimated"));

fn kg(lot: &WasteLot) -> f64 {
    lot.weight.map_or(0.0, |weight| weight.value)
}

/// The lots of the year; no value where the ledger has none, or no weight is known.
fn lots(facts: &EstateYear<'_>) -> Result<Lots, Datum> {
    if facts.lots.is_empty() {
        return Err(Datum::Handovers);
    }
    let mut sum = Lots {
        weight: Interval::ZERO,
        estimated_kg: 0.0,
        unweighed: 0,
        doubted: facts.lots.iter().filter(|lot| lot.doubted).count(),
        n: facts.lots.len(),
        tally: UnitTally::default(),
    };
    for lot in &facts.lots {
        let row = RowRef { file: LEDGER_FILE, line: lot.line };
        sum.tally.add(kg(lot), row);
        match lot.weight {
            Some(weight) => {
                sum.weight += weight;
                sum.estimated_kg += if lot.estimated == Some(true) { weight.value } else { 0.0 };
            }
            None => sum.unweighed += 1,
        }
    }
    if sum.unweighed == sum.n { Err(Datum::Weights) } else { Ok(sum) }
}

impl Lots {
    /// A value with the coverage and quality of these lots.
    fn dress(&self, value: Value) -> Value {
        let value = value.covering((self.n - self.unweighed) as f64, self.n as f64);
        let value = value
            .from_rows(&self.tally)
            .lacking_of(Datum::Weights, (self.unweighed + self.doubted) as f64, &LOT)
            .lacking_of(Datum::Weights, self.estimated_kg, &KG_ESTIMATED);
        if self.estimated_kg > 0.0 {
            let share = self.estimated_kg / self.weight.value;
            let Text { fr, en } = Text::of(|lang| lang.percent(share));
            return value.with(Quality::Estimated).note(text!(
                "{fr} du poids est estimé, par le détenteur ou d'après le type",
                "{en} of the weight is estimated, by the holder or from the type"
            ));
        }
        value
    }

    /// What nobody knows the weight of may weigh anything: a weight has no upper bound then.
    fn open(&self, mut value: Value) -> Value {
        if self.unweighed == 0 {
            return value;
        }
        let Ok(Figure::Number(one)) = &mut value.figure else { return value };
        one.high = f64::INFINITY;
        let Text { fr, en } = LOT.count(self.unweighed as f64);
        value.note(text!(
            "{fr} sans poids : pas de borne haute",
            "{en} without weight: no upper bound"
        ))
    }

    /// A share of what is weighed tells nothing of the whole where what is not weighed may be more.
    fn open_share(&self, mut value: Value) -> Value {
        if self.unweighed == 0 {
            return value;
        }
        let Ok(Figure::Number(one)) = &mut value.figure else { return value };
        (one.low, one.high) = (0.0, 100.0);
        let Text { fr, en } = LOT.count(self.unweighed as f64);
        value.note(text!(
            "{fr} sans poids : la part va de 0 à 100\u{a0}%",
            "{en} without weight: the share is from 0 to 100%"
        ))
    }

    /// The share of the weight of the lots, of each of which a part is of something, a part is not and of a
    /// part nobody knows it, each from 0 to 1; where those parts are not weighed, any of them may be all of
    /// the lot but nothing. Its bounds are those that estimated weights leave, and the parts that nobody knows.
    fn share_of(
        &self,
        facts: &EstateYear<'_>,
        of: impl Fn(&WasteLot) -> ([f64; 3], bool),
    ) -> Value {
        let mut sums = [Interval::ZERO; 3];
        for lot in &facts.lots {
            let weight = lot.weight.unwrap_or(Interval::ZERO);
            let (parts, is_weighed) = of(lot);
            for (sum, part) in sums.iter_mut().zip(parts) {
                let own = weight * part;
                *sum += if is_weighed || part <= 0.0 || part >= 1.0 {
                    own
                } else {
                    Interval { value: own.value, low: 0.0, high: weight.high }
                };
            }
        }
        let [part, rest, open] = sums;
        let mut value = Value::share(
            (text!("poids concerné", "weight concerned"), part.value),
            (text!("poids remis", "weight handed over"), self.weight.value),
            "kg",
            Datum::Weights,
        );
        if let Ok(Figure::Number(one)) = &mut value.figure {
            let share = |part: f64, rest: f64| {
                if part + rest > 0.0 { 100.0 * part / (part + rest) } else { 0.0 }
            };
            one.low = share(part.low, rest.high + open.high).min(one.value);
            one.high = share(part.high + open.high, rest.low).max(one.value);
        }
        self.open_share(self.dress(value))
    }
}

/// Weight handed over.
pub(super) fn weee_weight(facts: &EstateYear<'_>) -> Value {
    let sum = match lots(facts) {
        Ok(sum) => sum,
        Err(datum) => return Value::missing(datum),
    };
    let groups = [1_u8, 2, 3, 4, 5, 6].into_iter().filter_map(|category| {
        let figure = Ok(by_category(facts, category)?);
        let label = text!("catégorie {category}", "category {category}");
        Some(GroupValue {
            axis: "weee_category",
            code: category.to_string(),
            label,
            figure,
            lacking: None,
        })
    });
    let groups: Vec<GroupValue> = groups.collect();
    sum.open(sum.dress(Value::number(sum.weight)))
        .term(text!("lots remis", "lots handed over"), sum.n as f64, "")
        .split(groups)
}

/// The weight of one WEEE category: of the lots whose units are all of it, and at most, with it, all
/// that the lots weigh of which some units may be. None where no unit is known to be of it, or nothing is
/// known of what those weigh.
fn by_category(facts: &EstateYear<'_>, category: u8) -> Option<Figure> {
    let set = facts.set();
    let is_of = |id| set.equipment_type(id).weee_category == Some(category);
    let (mut sure, mut may_be, mut whole, mut is_known) = (Interval::ZERO, 0.0, false, false);
    for lot in &facts.lots {
        let weight = lot.weight.unwrap_or(Interval { high: f64::INFINITY, ..Interval::ZERO });
        let of_it = lot.types.iter().filter(|(id, _)| is_of(*id)).count();
        let is_told_whole = !lot.types.is_empty() && lot.units <= lot.typed();
        is_known |= of_it > 0 && lot.weight.is_some();
        if is_told_whole && of_it == lot.types.len() {
            sure += weight;
            whole = true;
        } else if of_it > 0 || !is_told_whole {
            may_be += weight.high;
        }
    }
    let most = sure.high + may_be;
    if !is_known {
        return None;
    }
    if whole {
        Some(Figure::Number(Interval { high: most, ..sure }))
    } else {
        // Without any bound nothing is told.
        most.is_finite().then_some(Figure::AtMost(most))
    }
}

/// Weight handed over per person.
pub(super) fn weee_weight_per_user(facts: &EstateYear<'_>) -> Value {
    let Some(people) = facts.headcount() else { return Value::missing(Datum::Headcount) };
    match lots(facts) {
        Ok(sum) => {
            let value = Value::number(sum.weight * (1.0 / people))
                .term(text!("poids remis", "weight handed over"), sum.weight.value, "kg")
                .term(text!("effectif", "headcount"), people, "");
            sum.open(sum.dress(value))
        }
        Err(datum) => Value::missing(datum),
    }
}

fn by_channel(facts: &EstateYear<'_>, channel: Channel) -> Value {
    let sum = match lots(facts) {
        Ok(sum) => sum,
        Err(datum) => return Value::missing(datum),
    };
    let unknown = |lot: &WasteLot| lot.taken_by(None);
    if facts.lots.iter().all(|lot| unknown(lot) >= 1.0) {
        return Value::missing(Datum::Channels);
    }
    let known: f64 = facts.lots.iter().map(|lot| kg(lot) * (1.0 - unknown(lot))).sum();
    let all = sum.weight.value;
    // What went nobody knows where may have gone there.
    let value = sum.share_of(facts, |lot| {
        let (part, open) = (lot.taken_by(Some(channel)), unknown(lot));
        ([part, (1.0 - part - open).max(0.0), open], lot.channels_weighed)
    });
    value.covering(known, all).lacking_of(Datum::Channels, all - known, &KG)
}

/// Handed to eco-organisations.
pub(super) fn weee_ecoorg_share(facts: &EstateYear<'_>) -> Value {
    by_channel(facts, Channel::EcoOrganisme)
}

/// Handed to individual systems.
pub(super) fn weee_individual_system_share(facts: &EstateYear<'_>) -> Value {
    by_channel(facts, Channel::IndividualSystem)
}

/// Handed to operators, the contract being required.
pub(super) fn weee_operator_share(facts: &EstateYear<'_>) -> Value {
    let value = by_channel(facts, Channel::Operator);
    let unproven: f64 = facts
        .lots
        .iter()
        .filter(|lot| !lot.contract)
        .map(|lot| kg(lot) * lot.taken_by(Some(Channel::Operator)))
        .sum();
    if unproven > 0.0 {
        return value.note(text!(
            "{unproven} kg remis à un opérateur sans preuve de contrat (article R. 543-200-1)",
            "{unproven} kg handed to an operator without proof of a contract (article R. 543-200-1)"
        ));
    }
    value
}

/// Every lot has what the register asks for.
pub(super) fn weee_register_kept(facts: &EstateYear<'_>) -> Value {
    if facts.lots.is_empty() {
        return Value::missing(Datum::Handovers);
    }
    let tally = UnitTally::of(
        facts
            .lots
            .iter()
            .filter(|lot| !lot.gaps.is_empty())
            .map(|lot| (1.0, RowRef { file: LEDGER_FILE, line: lot.line })),
    );
    let mut columns: Vec<&str> = facts.lots.iter().flat_map(|lot| lot.gaps.clone()).collect();
    columns.sort_unstable();
    columns.dedup();
    let value = Value::yes_no(tally.sum <= 0.0)
        .term(text!("lots remis", "lots handed over"), facts.lots.len() as f64, "")
        .term(text!("lots incomplets", "incomplete lots"), tally.sum, "")
        .from_rows(&tally);
    if columns.is_empty() {
        return value;
    }
    let columns = columns.join(", ");
    value.note(text!("colonnes manquantes : {columns}", "columns missing: {columns}"))
}

/// Weight with document, final operation and date.
pub(super) fn weee_traced_share(facts: &EstateYear<'_>) -> Value {
    match lots(facts) {
        Ok(sum) => {
            let open: f64 = facts.lots.iter().map(|lot| kg(lot) * lot.traced[2]).sum();
            sum.share_of(facts, |lot| (lot.traced, true)).lacking_of(Datum::Treatments, open, &KG)
        }
        Err(datum) => Value::missing(datum),
    }
}

/// Weights treated for good, by mode.
struct TreatedByMode {
    by_mode: [f64; 5],
    final_kg: f64,
    handed_kg: f64,
}

fn treated(facts: &EstateYear<'_>) -> Result<(Lots, TreatedByMode), Datum> {
    let sum = lots(facts)?;
    let mut treated =
        TreatedByMode { by_mode: [0.0; 5], final_kg: 0.0, handed_kg: sum.weight.value };
    for (mode, kg) in facts.lots.iter().flat_map(|lot| &lot.treated) {
        if let Some(mode) = mode {
            treated.by_mode[*mode as usize] += kg;
            treated.final_kg += kg;
        }
    }
    if treated.final_kg > 0.0 { Ok((sum, treated)) } else { Err(Datum::Treatments) }
}

fn treated_share(facts: &EstateYear<'_>, modes: &[TreatmentMode]) -> Value {
    match treated(facts) {
        Ok((sum, treated)) => {
            let part: f64 = modes.iter().map(|mode| treated.by_mode[*mode as usize]).sum();
            let value = Value::share(
                (text!("poids ainsi traité", "weight so treated"), part),
                (
                    text!(
                        "poids au traitement final connu",
                        "weight whose final treatment is known"
                    ),
                    treated.final_kg,
                ),
                "kg",
                Datum::Treatments,
            );
            // What was handed over may weigh more than it is estimated to.
            let most = sum.weight.high.max(treated.final_kg);
            let value = sum.dress(value).among(treated.final_kg, most);
            let value = value.covering(treated.final_kg, treated.handed_kg);
            let untreated = treated.handed_kg - treated.final_kg;
            sum.open_share(value).lacking_of(Datum::Treatments, untreated, &KG)
        }
        Err(datum) => Value::missing(datum),
    }
}

/// Prepared for reuse.
pub(super) fn weee_reuse_prep_rate(facts: &EstateYear<'_>) -> Value {
    treated_share(facts, &[TreatmentMode::Reuse])
}

/// Reused or recycled.
pub(super) fn weee_recycling_rate(facts: &EstateYear<'_>) -> Value {
    treated_share(facts, &[TreatmentMode::Reuse, TreatmentMode::Recycling])
}

/// Recovered in any way.
pub(super) fn weee_recovery_rate(facts: &EstateYear<'_>) -> Value {
    let modes = [
        TreatmentMode::Reuse,
        TreatmentMode::Recycling,
        TreatmentMode::OtherRecovery,
        TreatmentMode::EnergyRecovery,
    ];
    treated_share(facts, &modes)
}

/// Disposed of.
pub(super) fn weee_disposal_weight(facts: &EstateYear<'_>) -> Value {
    weight_treated(facts, |mode| mode == TreatmentMode::Disposal)
}

/// Treated otherwise.
pub(super) fn weee_diverted_weight(facts: &EstateYear<'_>) -> Value {
    weight_treated(facts, |mode| mode != TreatmentMode::Disposal)
}

/// The weight treated by some modes; what nothing tells the treatment of may have been.
fn weight_treated(facts: &EstateYear<'_>, by: impl Fn(TreatmentMode) -> bool) -> Value {
    match treated(facts) {
        Ok((sum, treated)) => {
            let own = facts.lots.iter().flat_map(|lot| &lot.treated);
            let weight = own.filter(|(mode, _)| mode.is_some_and(&by)).map(|(_, kg)| kg).sum();
            sum.open(sum.dress(Value::exact(weight)))
                .at_most_more(sum.weight.high - treated.final_kg)
                .covering(treated.final_kg, treated.handed_kg)
                .lacking_of(Datum::Treatments, treated.handed_kg - treated.final_kg, &KG)
        }
        Err(datum) => Value::missing(datum),
    }
}

/// Not known to be reused or recycled.
pub(super) fn weee_non_recycled(facts: &EstateYear<'_>) -> Value {
    match treated(facts) {
        Ok((sum, treated)) => {
            let again = treated.by_mode[TreatmentMode::Reuse as usize]
                + treated.by_mode[TreatmentMode::Recycling as usize];
            let rest = (sum.weight.value - again).max(0.0);
            let share = if sum.weight.value > 0.0 { rest / sum.weight.value } else { 0.0 };
            let Text { fr, en } = Text::of(|lang| lang.percent(share));
            // What is known to have gone another way is the least.
            let low = (treated.final_kg - again).clamp(0.0, rest);
            let high = (sum.weight.high - again).max(rest);
            let value = Value::number(Interval { value: rest, low, high })
                .term(text!("poids remis", "weight handed over"), sum.weight.value, "kg")
                .term(text!("poids réutilisé ou recyclé", "weight reused or recycled"), again, "kg")
                .note(text!("soit {fr} du poids remis", "that is {en} of the weight"));
            let untreated = treated.handed_kg - treated.final_kg;
            sum.open(sum.dress(value)).covering(treated.final_kg, treated.handed_kg).lacking_of(
                Datum::Treatments,
                untreated,
                &KG,
            )
        }
        Err(datum) => Value::missing(datum),
    }
}

/// Hazardous weight.
pub(super) fn weee_hazardous_weight(facts: &EstateYear<'_>) -> Value {
    let sum = match lots(facts) {
        Ok(sum) => sum,
        Err(datum) => return Value::missing(datum),
    };
    let known: f64 = facts.lots.iter().filter(|lot| lot.hazardous.is_some()).map(kg).sum();
    if facts.lots.iter().all(|lot| lot.hazardous.is_none()) {
        return Value::missing(Datum::WasteCodes);
    }
    let of = |is: Option<bool>| -> Interval {
        facts.lots.iter().filter(|lot| lot.hazardous == is).filter_map(|lot| lot.weight).sum()
    };
    sum.open(sum.dress(Value::number(of(Some(true)))))
        .at_most_more(of(None).high)
        .covering(known, sum.weight.value)
        .lacking_of(Datum::WasteCodes, sum.weight.value - known, &KG)
}

/// The national collection rate, carried over to an organisation.
pub(super) fn weee_collection_proxy(facts: &EstateYear<'_>) -> Value {
    let sum = match lots(facts) {
        Ok(sum) => sum,
        Err(datum) => return Value::missing(datum),
    };
    let year = facts.number();
    let (from, to) = (Day::first_of(year - 3), facts.year.first);
    let is_acquired = |unit: &Unit| {
        unit.is_of_the_organisation() && unit.acquired.is_some_and(|day| from <= day && day < to)
    };
    let (mut acquired, mut weighed, mut all) = (0.0, 0.0, 0.0);
    for unit in &facts.units {
        if !is_acquired(unit) {
            continue;
        }
        all += unit.quantity;
        if let Some((weight, _)) = facts.weight(unit) {
            acquired += weight.value * unit.quantity;
            weighed += unit.quantity;
        }
    }
    let (again, unweighed) = reused_kg(facts);
    let tally = count(facts.units.iter().filter(|unit| is_acquired(unit)));
    Value::share(
        (text!("poids remis et réemployé", "weight handed over and reused"), sum.weight.value + again),
        (text!("poids acquis par an, moyenne des trois années d'avant", "weight acquired a year, mean of the three years before"), acquired / 3.0),
        "kg",
        Datum::Purchases,
    )
    .with(Quality::Proxy)
    .covering(weighed, all)
    .at_most_more(if unweighed > 0.0 { f64::INFINITY } else { 0.0 })
    .lacking(Datum::Weights, unweighed)
    .from_rows(&tally)
    .note(text!(
        "transposition du taux national (directive 2012/19/UE, article 7) à une organisation : ce n'est pas un taux réglementaire",
        "the national rate (directive 2012/19/EU, article 7) carried over to an organisation: no statutory rate"
    ))
}

/// Share of the weight that was estimated; a weight of which nobody says how it is known may have been.
pub(super) fn weee_weight_estimated_share(facts: &EstateYear<'_>) -> Value {
    let sum = match lots(facts) {
        Ok(sum) => sum,
        Err(datum) => return Value::missing(datum),
    };
    let untold: f64 = facts.lots.iter().filter(|lot| lot.estimated.is_none()).map(kg).sum();
    let parts = |lot: &WasteLot| match lot.estimated {
        Some(true) => [1.0, 0.0, 0.0],
        Some(false) => [0.0, 1.0, 0.0],
        None => [0.0, 0.0, 1.0],
    };
    let all = sum.weight.value;
    if untold >= all {
        return Value::missing(Datum::WeightBases);
    }
    sum.share_of(facts, |lot| (parts(lot), true)).covering(all - untold, all).lacking_of(
        Datum::WeightBases,
        untold,
        &KG,
    )
}
