//! What changed from one set to another: figure by figure, for what each is the default of.

use super::{Factor, FactorId, FactorSet, StageFactor};
use ground::quantity::Interval;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a set says of something: a factor, or the sum of its stages.
#[derive(Debug, Clone, PartialEq)]
pub struct SetFigure {
    /// Value and bounds, in `unit`.
    pub amount: Interval,
    /// The least share of cases that its bounds hold, 0 to 1.
    pub coverage: f64,
    /// Its unit.
    pub unit: String,
    /// The factor, or those it is the sum of, joined by ` + `.
    pub factor_id: String,
    /// Where it comes from: title and year of the sources.
    pub sources: Vec<String>,
}

/// A figure that the two sets do not share.
#[derive(Debug, Clone)]
pub struct FactorChange {
    /// The topic.
    pub topic: &'static str,
    /// What it is the default of: a type and stage, a zone and year; an identifier otherwise.
    pub subject: String,
    /// The first set's figure; `None` where it was added.
    pub before: Option<SetFigure>,
    /// The second set's figure; `None` where it was removed.
    pub after: Option<SetFigure>,
}

impl FactorChange {
    /// The new value over the old one; `None` where one is missing or the old one is zero.
    pub fn ratio(&self) -> Option<f64> {
        let (before, after) = (self.before.as_ref()?, self.after.as_ref()?);
        (before.amount.value != 0.0).then(|| after.amount.value / before.amount.value)
    }

    /// `added`, `removed`, `changed`, or `restated`: the same value with another interval or
    /// source.
    pub fn kind(&self) -> &'static str {
        match (&self.before, &self.after) {
            (None, _) => "added",
            (_, None) => "removed",
            (Some(before), Some(after)) => {
                let same = before.amount.value.to_bits() == after.amount.value.to_bits();
                if same && before.unit == after.unit { "restated" } else { "changed" }
            }
        }
    }

    /// How far the value moved, whatever the direction; what has no ratio moved most.
    fn size(&self) -> f64 {
        match self.kind() {
            "changed" => self.ratio().map_or(f64::INFINITY, |ratio| ratio.abs().ln().abs()),
            "added" => -1.0,
            "removed" => -2.0,
            _ => -3.0,
        }
    }
}

type DiffSlots = BTreeMap<(&'static str, String), SetFigure>;

/// What differs between two sets, by topic, the largest relative change first; then what was
/// added, removed, and restated. Where they cut the life cycle of a type into different stages,
/// the sums of the stages are compared; where a type has a figure of its own in one set only, it
/// is compared with that of the type it is a kind of.
pub fn diff(a: &FactorSet, b: &FactorSet) -> Vec<FactorChange> {
    let (mut before, mut after) = (defaults(a), defaults(b));
    for code in codes(a, b, |set| set.types.iter().map(|kind| kind.code.as_str()).collect()) {
        by_type(a, b, code, &mut before, &mut after);
        for criterion in codes(a, b, |set| set.criteria.iter().map(|c| c.code.as_str()).collect()) {
            embodied(a, b, (code, criterion), &mut before, &mut after);
        }
    }
    let mut changes = Vec::new();
    for (key, old) in before {
        let new = after.remove(&key);
        if new.as_ref().is_none_or(|new| differs(&old, new)) {
            let (topic, subject) = key;
            changes.push(FactorChange { topic, subject, before: Some(old), after: new });
        }
    }
    for ((topic, subject), new) in after {
        changes.push(FactorChange { topic, subject, before: None, after: Some(new) });
    }
    changes.sort_by(|x, y| {
        (x.topic.cmp(y.topic))
            .then(y.size().total_cmp(&x.size()))
            .then_with(|| x.subject.cmp(&y.subject))
    });
    changes
}

fn differs(old: &SetFigure, new: &SetFigure) -> bool {
    old.amount != new.amount
        || old.coverage.to_bits() != new.coverage.to_bits()
        || old.unit != new.unit
        || old.sources != new.sources
}

/// The sum of some factors.
fn figure(set: &FactorSet, factors: &[&Factor]) -> SetFigure {
    let mut amount = Interval::ZERO;
    let mut sources: Vec<String> = Vec::new();
    for factor in factors {
        amount += factor.amount;
        let said = set.source(&factor.source_id);
        sources.extend(said.map(|source| format!("{} ({})", source.title, source.year)));
    }
    sources.dedup();
    let ids: Vec<&str> = factors.iter().map(|factor| factor.id.as_str()).collect();
    let shares = factors.iter().map(|factor| factor.coverage.share());
    SetFigure {
        amount,
        coverage: shares.fold(1.0, f64::min),
        unit: factors.first().map_or_else(String::new, |factor| factor.unit.clone()),
        factor_id: ids.join(" + "),
        sources,
    }
}

/// The codes of both sets, once each.
fn codes<'a>(
    a: &'a FactorSet,
    b: &'a FactorSet,
    of: impl Fn(&'a FactorSet) -> Vec<&'a str>,
) -> BTreeSet<&'a str> {
    of(a).into_iter().chain(of(b)).collect()
}

type DiffPlaces = fn(&FactorSet) -> &Vec<Option<FactorId>>;

/// The topics with one factor a type.
const BY_TYPE: [(&str, DiffPlaces); 3] = [
    ("lifetimes", |set| &set.lifetimes),
    ("energy", |set| &set.energy),
    ("weights", |set| &set.weights),
];

/// Compares what a type has of its own in one of the sets.
fn by_type(
    a: &FactorSet,
    b: &FactorSet,
    code: &str,
    before: &mut DiffSlots,
    after: &mut DiffSlots,
) {
    for (topic, places) in BY_TYPE {
        let own = |set: &FactorSet| {
            set.type_named(code).is_some_and(|id| places(set)[usize::from(id.0)].is_some())
        };
        if !own(a) && !own(b) {
            continue;
        }
        for (set, slots) in [(a, &mut *before), (b, &mut *after)] {
            let Some(id) = set.type_named(code) else { continue };
            let found = set.kin(id).find_map(|kin| places(set)[usize::from(kin.0)]);
            if let Some(factor) = found {
                slots.insert((topic, code.to_owned()), figure(set, &[set.factor(factor)]));
            }
        }
    }
}

/// The embodied factors of a type and criterion in the order of their stages, and whether they are
/// its own, not those of a type it is a kind of.
fn stages(set: &FactorSet, (code, criterion): (&str, &str)) -> (Vec<StageFactor>, bool) {
    let Some(id) = set.type_named(code) else { return (Vec::new(), false) };
    let attached = set.attach(id);
    let mut of = attached.stages;
    of.retain(|one| set.criteria[one.criterion].code == criterion);
    of.sort_by_key(|one| one.stage);
    let own = attached.embodied_of == Some(id) && !of.is_empty();
    (of, own)
}

fn embodied(
    a: &FactorSet,
    b: &FactorSet,
    (kind, criterion): (&str, &str),
    before: &mut DiffSlots,
    after: &mut DiffSlots,
) {
    let ((old, own_old), (new, own_new)) =
        (stages(a, (kind, criterion)), stages(b, (kind, criterion)));
    if !own_old && !own_new {
        return;
    }
    let same_cut = old.iter().map(|one| one.stage).eq(new.iter().map(|one| one.stage));
    let summed = !same_cut && !old.is_empty() && !new.is_empty();
    for (set, of, slots) in [(a, old, before), (b, new, after)] {
        let factors: Vec<&Factor> = of.iter().map(|one| set.factor(one.factor)).collect();
        if summed {
            slots.insert(("equipment", format!("{kind} {criterion}")), figure(set, &factors));
            continue;
        }
        for (one, factor) in of.iter().zip(factors) {
            let subject = format!("{kind} {} {criterion}", one.stage.code());
            slots.insert(("equipment", subject), figure(set, &[factor]));
        }
    }
}

/// The factors in use but those of types, by what they are the default of.
fn defaults(set: &FactorSet) -> DiffSlots {
    let mut slots: HashMap<FactorId, String> = HashMap::new();
    let code = |criterion: usize| set.criteria[criterion].code.as_str();
    for (zone, years) in &set.electricity {
        for (year, factors) in years {
            for (criterion, factor) in factors.iter().enumerate() {
                slots.extend(factor.map(|f| (f, format!("{zone} {year} {}", code(criterion)))));
            }
        }
    }
    for (zone, years) in &set.parts {
        for (year, one) in years.iter().flat_map(|(year, all)| all.iter().map(move |p| (year, p))) {
            for (part, factor) in ["generation", "upstream", "losses"].iter().zip(one.factors()) {
                let slot = format!("{zone} {year} {part} {}", code(one.criterion));
                slots.extend(factor.map(|factor| (factor, slot)));
            }
        }
    }
    for ((key, metric, geography), factor) in &set.datacentres {
        let slot = format!("{key} {metric} {geography}");
        slots.insert(*factor, slot.trim_end().to_owned());
    }
    let mut out = DiffSlots::new();
    for (at, factor) in (0..).map(FactorId).zip(&set.factors) {
        let slot = match slots.remove(&at) {
            Some(slot) => slot,
            // A topic without defaults is told apart by its identifiers.
            None if !PLACED.contains(&factor.topic) => factor.id.clone(),
            None => continue,
        };
        out.insert((factor.topic, slot), figure(set, &[factor]));
    }
    out
}

/// The topics whose factors are the default of something, or not used.
const PLACED: [&str; 7] = [
    "equipment",
    "electricity",
    "electricity-parts",
    "lifetimes",
    "energy",
    "weights",
    "datacentres",
];
