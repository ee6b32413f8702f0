//! Where the values of commitments come from: the indicators of the estate's years, and the change
//! between two of them.

use super::coverage::{CoveredCriterion, coverage};
use super::evidence::Seals;
use super::model::{Commitment, Plan};
use super::moved;
use super::standing::Handed;
use super::words::TargetKind;
use change::{Against, Change, Unmoved};
use factor::FactorSet;
use footprint::WantedDatum;
use ground::lang::Text;
use ground::text;
use indicator::{
    Break, Catalogue, CountedBefore, Definition, EstateYear, Gathered, Lacking, Quality, Series,
    Value, compute, counted_as_before, with_aside,
};
use ledger::movement::{Register, RegisterField, RegisterLine};
use std::collections::BTreeMap;
use walk::TotalLack;

/// The indicators whose change is held by the draws of their factors, each with whether it is of
/// electricity, and of a person.
const BY_FACTORS: [(&str, bool, bool); 4] = [
    ("it_ghg_annualised", false, false),
    ("it_ghg_per_user", false, true),
    ("it_electricity", true, false),
    ("it_electricity_per_user", true, true),
];

/// What a commitment is held against.
pub trait HeldAgainst {
    /// The years there are.
    fn years(&self) -> Vec<i32>;
    /// The value of a commitment's indicator in a year, of the part that it is about.
    fn value(&self, one: &Commitment, definition: &Definition, year: i32) -> Option<Value>;
    /// The parts of an axis that the indicator has in a year, by their codes.
    fn parts(&self, _definition: &Definition, _axis: &str, _year: i32) -> Vec<String> {
        Vec::new()
    }
    /// The value of another indicator, of the whole estate.
    fn other(&self, _id: &str, _year: i32) -> Option<Value> {
        None
    }
    /// Why two years must not be compared as they stand.
    fn breaks(&self, _definition: &Definition, _from: i32, _to: i32) -> Vec<Text> {
        Vec::new()
    }
    /// The later year less `keep` times the earlier, by the draws of shared factors, in the unit of
    /// the indicator; nothing where the indicator is none of factors.
    fn against(&self, _one: &Commitment, _from: i32, _to: i32, _keep: f64) -> Option<Against> {
        None
    }
    /// What was not read of a year could take from an indicator of factors, and add to it, in its unit.
    fn could_be(&self, _one: &Commitment, _year: i32) -> [f64; 2] {
        [0.0; 2]
    }
    /// By how much the later value would be another, had what is no act not moved since the earlier
    /// year, in the unit of the indicator; nothing where the indicator is none of factors.
    fn unmoved(&self, _one: &Commitment, _from: i32, _to: i32) -> Option<Unmoved> {
        None
    }
    /// What the earlier year counts of a count by person of the later one; nothing where the indicator
    /// is none, or where what both hold is not known.
    fn as_counted(
        &self,
        _one: &Commitment,
        _of: &Definition,
        _from: i32,
        _to: i32,
    ) -> Option<CountedBefore> {
        None
    }
    /// The later value at the ages of the earlier year, of an indicator that time alone moves.
    fn at_ages_of(
        &self,
        _one: &Commitment,
        _of: &Definition,
        _from: i32,
        _to: i32,
    ) -> Option<Value> {
        None
    }
    /// That age or the grid moved an indicator whose change is not shared out.
    fn moved(&self, _one: &Commitment, _from: i32, _to: i32) -> Option<Text> {
        None
    }
    /// How many people a year is counted over, where it is known.
    fn people(&self, _year: i32) -> Option<f64> {
        None
    }
    /// What is counted otherwise in a year than in an earlier one, over all of the estate.
    fn changed(&self, _from: i32, _to: i32) -> Vec<Text> {
        Vec::new()
    }
    /// The datum that would narrow a year's footprint most.
    fn wanted(&self, _year: i32) -> Option<Text> {
        None
    }
    /// What the total of a year does not include; nothing where it is whole.
    fn lacks(&self, _year: i32) -> Vec<Text> {
        Vec::new()
    }
    /// What was handed over as waste in a year, by the ledger.
    fn waste(&self, _year: i32) -> Vec<Handed> {
        Vec::new()
    }
    /// What is shown of each criterion of a plan; nothing where its evidence is not to be looked at.
    fn covered(&self, _plan: &Plan) -> Vec<CoveredCriterion> {
        Vec::new()
    }
    /// The types of equipment there are; nothing where they are not to be looked at.
    fn types(&self) -> Option<&FactorSet> {
        None
    }
}

/// The values of an estate.
pub struct EstateValues<'a> {
    catalogue: &'a Catalogue,
    set: &'a FactorSet,
    gathered: &'a Gathered<'a>,
    facts: BTreeMap<i32, EstateYear<'a>>,
    changes: BTreeMap<(i32, i32), Change>,
}

impl<'a> EstateValues<'a> {
    /// The values of what was gathered, with the changes that commitments on the footprint need.
    pub fn of(
        gathered: &'a Gathered<'a>,
        catalogue: &'a Catalogue,
        changes: BTreeMap<(i32, i32), Change>,
    ) -> Self {
        let years = gathered.years.keys();
        let facts = years.filter_map(|year| Some((*year, EstateYear::of(gathered, *year)?)));
        Self { catalogue, set: gathered.set, gathered, facts: facts.collect(), changes }
    }

    /// The years whose change a plan needs to be held against a year.
    pub fn needed(plan: &Plan, catalogue: &Catalogue, years: &[i32], year: i32) -> Vec<(i32, i32)> {
        let moves = |one: &Commitment| {
            let of = catalogue.named(&one.indicator);
            let is_relative = matches!(one.target, Some(TargetKind::Change | TargetKind::Trend));
            of.is_some_and(|of| {
                of.moved_by.age || of.moved_by.grid || (of.counts_by_person() && !is_relative)
            })
        };
        let mut pairs: Vec<(i32, i32)> = plan
            .commitments
            .iter()
            .filter(|one| is_by_factors(one) || moves(one))
            .filter_map(|one| since(one, plan, years, year))
            .filter(|_| years.contains(&year))
            .map(|from| (from, year))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// The year that a commitment is set beside: the one it starts from; of a target that is a value,
/// where that is not held, the first there is.
pub(crate) fn since(one: &Commitment, plan: &Plan, years: &[i32], year: i32) -> Option<i32> {
    let own = one.starts_from(plan).filter(|from| years.contains(from));
    let is_relative = matches!(one.target, Some(TargetKind::Change | TargetKind::Trend));
    let first = years.iter().copied().min().filter(|_| !is_relative);
    own.or(first).filter(|from| *from < year)
}

/// Whether the interval of a commitment's indicator, and of its change, is made of what errs in it.
pub(crate) fn is_by_factors(one: &Commitment) -> bool {
    by_factors(one).is_some()
}

/// Whether its indicator is of electricity, and of a person; none where it is not held by draws.
fn by_factors(one: &Commitment) -> Option<(bool, bool)> {
    let known = BY_FACTORS.iter().find(|(id, ..)| *id == one.indicator && one.filter.is_empty());
    known.map(|(_, of_electricity, of_a_person)| (*of_electricity, *of_a_person))
}

/// The part of a year's value that a commitment is of, with what was not read in its bounds.
fn with_unread(facts: &EstateYear<'_>, one: &Commitment, of: &Definition) -> Option<Value> {
    let value = part(compute(facts, of), &one.filter)?;
    let filter = one.filter.iter().next().map(|(axis, code)| (axis.as_str(), code.as_str()));
    Some(with_aside(facts, of, filter, value))
}

impl EstateValues<'_> {
    /// The change between two years; of greenhouse gases, where it is not of electricity.
    fn change(&self, from: i32, to: i32, of_electricity: bool) -> Option<&Change> {
        let change = self.changes.get(&(from, to))?;
        (of_electricity || change.criterion.0 == "gwp").then_some(change)
    }
}

impl HeldAgainst for EstateValues<'_> {
    fn years(&self) -> Vec<i32> {
        self.facts.keys().copied().collect()
    }

    fn value(&self, one: &Commitment, definition: &Definition, year: i32) -> Option<Value> {
        with_unread(self.facts.get(&year)?, one, definition)
    }

    fn parts(&self, definition: &Definition, axis: &str, year: i32) -> Vec<String> {
        let whole = self.facts.get(&year).map(|facts| compute(facts, definition));
        let groups = whole.map_or_else(Vec::new, |whole| whole.groups);
        groups.into_iter().filter(|one| one.axis == axis).map(|one| one.code).collect()
    }

    fn other(&self, id: &str, year: i32) -> Option<Value> {
        let (facts, of) = (self.facts.get(&year)?, self.catalogue.named(id)?);
        // With what was not read in its bounds, as each commitment's value, and as the statement has it.
        Some(with_aside(facts, of, None, compute(facts, of)))
    }

    fn breaks(&self, definition: &Definition, from: i32, to: i32) -> Vec<Text> {
        let series = Series::of(self.gathered, &[from, to], &[definition], &[]);
        let last = series.rows.first().and_then(|(_, entries)| entries.last());
        let breaks = last.map_or(&[][..], |entry| entry.breaks.as_slice());
        // What counts one year otherwise; a handful is a matter of chance, which bounds say.
        let counted = breaks.iter().filter(|one| !matches!(one, Break::Handful(_)));
        counted.map(|one| one.said().clone()).collect()
    }

    fn against(&self, one: &Commitment, from: i32, to: i32, keep: f64) -> Option<Against> {
        let (of_electricity, of_a_person) = by_factors(one)?;
        let change = self.change(from, to, of_electricity)?;
        let against = |keep: f64| {
            if of_electricity {
                change.against_electricity(keep, self.set)
            } else {
                Some(change.against(keep))
            }
        };
        if !of_a_person {
            return against(keep);
        }
        let (before, now) = self.people(from).zip(self.people(to))?;
        let against = against(keep * now / before)?;
        let each = 1.0 / now;
        Some(Against {
            raw: against.raw * each,
            net: against.net * each,
            without_ageing: against.without_ageing * each,
            without_grid: against.without_grid * each,
            acts: against.acts * each,
            restated: against.restated / before,
            ageing: against.ageing * each,
            grid: against.grid * each,
        })
    }

    fn could_be(&self, one: &Commitment, year: i32) -> [f64; 2] {
        let Some(((of_electricity, of_a_person), facts)) =
            by_factors(one).zip(self.facts.get(&year))
        else {
            return [0.0; 2];
        };
        let people = if of_a_person { facts.headcount() } else { Some(1.0) };
        let could = facts.could_be(of_electricity);
        people.map_or([0.0; 2], |people| could.map(|one| one / people))
    }

    fn unmoved(&self, one: &Commitment, from: i32, to: i32) -> Option<Unmoved> {
        let (of_electricity, of_a_person) = by_factors(one)?;
        let change = self.change(from, to, of_electricity)?;
        let each = if of_a_person { 1.0 / self.facts.get(&to)?.headcount()? } else { 1.0 };
        let unmoved =
            if of_electricity { change.unmoved_electricity(self.set)? } else { change.unmoved() };
        Some(unmoved.times(each))
    }

    fn as_counted(
        &self,
        one: &Commitment,
        of: &Definition,
        from: i32,
        to: i32,
    ) -> Option<CountedBefore> {
        let facts = self.facts.get(&to)?;
        let mut named = one.filter.iter();
        let kind = match (named.next(), named.next()) {
            (None, _) => None,
            (Some((axis, code)), None) if axis == "type" => Some(code.as_str()),
            _ => return None,
        };
        counted_as_before(facts, of, kind, &self.changes.get(&(from, to))?.both)
    }

    fn at_ages_of(&self, one: &Commitment, of: &Definition, from: i32, to: i32) -> Option<Value> {
        let (before, now) = (self.facts.get(&from)?, self.facts.get(&to)?);
        let then = EstateYear::of(self.gathered, now.number())?.standing_on(before.year.as_of);
        with_unread(&then, one, of)
    }

    fn moved(&self, one: &Commitment, from: i32, to: i32) -> Option<Text> {
        let by = self.catalogue.named(&one.indicator)?.moved_by;
        moved::moved(by, self.changes.get(&(from, to))?)
    }

    fn people(&self, year: i32) -> Option<f64> {
        self.facts.get(&year)?.headcount()
    }

    fn changed(&self, from: i32, to: i32) -> Vec<Text> {
        self.changes.get(&(from, to)).map_or_else(Vec::new, moved::changed)
    }

    fn lacks(&self, year: i32) -> Vec<Text> {
        let outcome = self.facts.get(&year).map(|facts| &facts.rows.outcome);
        let lacks = outcome.map_or_else(Vec::new, |outcome| outcome.lacks(self.set));
        lacks.iter().map(TotalLack::text).collect()
    }

    fn waste(&self, year: i32) -> Vec<Handed> {
        let ledger = self.facts.get(&year).and_then(EstateYear::ledger);
        ledger.map_or_else(Vec::new, |ledger| handed(&Register::of(ledger, year, "")))
    }

    fn covered(&self, plan: &Plan) -> Vec<CoveredCriterion> {
        coverage(plan, &Seals::of(plan, &self.gathered.estate.root))
    }

    fn types(&self) -> Option<&FactorSet> {
        Some(self.set)
    }

    fn wanted(&self, year: i32) -> Option<Text> {
        let facts = self.facts.get(&year)?;
        let wanted = facts.rows.outcome.footprint.headline().wanted.as_ref()?;
        let of = match wanted.datum {
            WantedDatum::Model(id) | WantedDatum::Lifetime(id) | WantedDatum::Energy(id) => {
                let kind = self.set.equipment_type(id);
                kind.label.clone()
            }
            WantedDatum::Pue(_) => text!("salles", "rooms"),
        };
        let (fr, en) = match wanted.datum {
            WantedDatum::Model(_) => ("les modèles", "the models"),
            WantedDatum::Lifetime(_) => ("la durée de vie", "the lifetime"),
            WantedDatum::Energy(_) => ("l'électricité mesurée", "the measured electricity"),
            WantedDatum::Pue(_) => ("le PUE", "the PUE"),
        };
        Some(Text { fr: format!("{fr} ({})", of.fr), en: format!("{en} ({})", of.en) })
    }
}

/// The lots of a register, as a document tells them.
fn handed(register: &Register) -> Vec<Handed> {
    let lot = |line: &RegisterLine| {
        let said = |field| Text::of(|lang| line.say(field, lang));
        let taker = [RegisterField::EcoOrganisme, RegisterField::Destination].map(said);
        let [eco, other] = taker;
        Handed {
            lot: line.subject.clone(),
            sent_on: said(RegisterField::SentOn),
            name: said(RegisterField::WasteName),
            code: said(RegisterField::WasteCode),
            weight_kg: line.weight_kg,
            basis: said(RegisterField::WeightBasis),
            taker: if eco.fr.is_empty() { other } else { eco },
            operation: said(RegisterField::OperationCode),
            missing: Text::of(|lang| lang.list(line.missing.iter().map(|field| field.label(lang)))),
        }
    };
    register.lines.iter().map(lot).collect()
}

/// The value of the one part that a filter names; all of it where it names none. Parts are known
/// one axis at a time, so that a filter of two names nothing.
fn part(whole: Value, filter: &BTreeMap<String, String>) -> Option<Value> {
    let mut named = filter.iter();
    let (axis, code) = match (named.next(), named.next()) {
        (None, _) => return Some(whole),
        (Some(one), None) => one,
        (Some(_), Some(_)) => return None,
    };
    let group = whole.groups.into_iter().find(|one| one.axis == axis && one.code == *code)?;
    // What is known of the whole is not what is known of a part; what lacks of the whole may be of it.
    let of_all = |one: &Lacking| {
        let Text { fr, en } = &one.of;
        let of = text!("{fr} de tout le parc", "{en} of the whole estate");
        Lacking { of, ..one.clone() }
    };
    let lacking = group.lacking.unwrap_or_else(|| whole.lacking.iter().map(of_all).collect());
    Some(Value {
        figure: group.figure,
        quality: whole.quality,
        coverage: None,
        lacking,
        ..Value::exact(0.0)
    })
}

/// What a value of this quality rests on, where it is no proof.
pub(crate) fn is_unproven(value: &Value) -> bool {
    value.quality == Quality::Unproven
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicator::{Datum, Figure, GroupValue};

    #[test]
    fn a_part_is_judged_by_itself_and_two_at_once_are_none() {
        let group = |axis, code: &str, value| GroupValue {
            axis,
            code: code.to_owned(),
            label: text!("x", "x"),
            figure: Value::exact(value).figure,
            lacking: None,
        };
        let whole = || {
            let groups = vec![group("site", "Nord", 3.0), group("type", "laptop", 4.0)];
            Value::exact(9.0).covering(1.0, 2.0).split(groups)
        };
        let of = |filter: &[(&str, &str)]| {
            let words = filter.iter().map(|(axis, code)| ((*axis).into(), (*code).into()));
            part(whole(), &words.collect())
        };
        let told = |value: Option<Value>| value.and_then(|one| one.interval()).map(|one| one.value);
        assert_eq!(told(of(&[])), Some(9.0));
        assert_eq!(of(&[]).unwrap().coverage, Some(0.5));
        let one = of(&[("type", "laptop")]).unwrap();
        assert_eq!((one.figure.clone(), one.coverage), (Value::exact(4.0).figure, None));
        assert!(matches!(one.figure, Ok(Figure::Number(_))));
        assert_eq!(told(of(&[("type", "server")])), None);
        // What lacks of the whole may be of a part of which nothing is known, and of no other.
        let lacks = |known: Option<Vec<Lacking>>| {
            let groups = vec![GroupValue { lacking: known, ..group("type", "laptop", 4.0) }];
            let whole = Value::exact(9.0).lacking(Datum::Modes, 2.0).split(groups);
            let of = BTreeMap::from([("type".to_owned(), "laptop".to_owned())]);
            let said = part(whole, &of).unwrap().lacking.into_iter().map(|one| one.of.en);
            said.collect::<Vec<String>>()
        };
        assert_eq!(lacks(None), ["2 units of the whole estate"]);
        assert!(lacks(Some(Vec::new())).is_empty());
        let own = Value::exact(4.0).lacking(Datum::Modes, 1.0).lacking;
        assert_eq!(lacks(Some(own)), ["1 unit"]);
        assert_eq!(told(of(&[("site", "Nord"), ("type", "laptop")])), None);
    }
}
