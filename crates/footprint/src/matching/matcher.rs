//! The way down from the best match to the plainest: model, family, configuration, type.

use super::choice::{Choice, ChoiceId, Choices, Energy, Term};
use equipment::{Equipment, HOURS_OF_YEAR, Memo, Rented, Told};
use factor::configuration::{Configuration, Estimate, Miss, cloud, estimate};
use factor::models::Found;
use factor::{FactorSet, StageFactor, TypeId};
use ground::provenance::{MatchedBy, Origin};
use ground::quantity::Interval;
use inventory::Field;

/// Chooses factors for rows; one a thread, with its own memory of what it met.
pub struct Matcher<'a> {
    set: &'a FactorSet,
    choices: &'a Choices,
    has_models: bool,
    has_parts: Vec<bool>,
    memo: Memo<ChoiceId>,
    key: Vec<u8>,
}

impl<'a> Matcher<'a> {
    /// Starts with an empty memory.
    pub fn new(set: &'a FactorSet, choices: &'a Choices) -> Self {
        let has_parts = set.types.iter().enumerate().map(|(at, _)| is_built(set, at)).collect();
        let has_models = !set.models().entries().is_empty();
        Self { set, choices, has_models, has_parts, memo: Memo::new(), key: Vec::new() }
    }

    /// The choice for a row: worked out once for all that its words share.
    #[inline]
    pub fn choose(&mut self, told: Told<'_>, line: &Equipment) -> ChoiceId {
        let of_type = ChoiceId::of_type(line.type_id);
        if let Some(rented) = &line.rented {
            return self.rented(line.type_id, rented);
        }
        let built = self.has_parts[usize::from(line.type_id.0)] && told.has_parts();
        let named = self.has_models && !told.model_word().is_empty();
        if !built && !named {
            return of_type;
        }
        self.key.clear();
        self.key.extend_from_slice(&line.type_id.0.to_le_bytes());
        if self.has_models {
            for word in [told.maker_word(), told.model_word()] {
                self.key.push(0x1f);
                self.key.extend_from_slice(word);
            }
        }
        if built {
            told.parts_key(&mut self.key);
        }
        let (set, choices) = (self.set, self.choices);
        self.memo.get(&self.key, |_| find(set, choices, told, line.type_id, built))
    }

    /// The choice of an instance in a region: a share of its host, whole life, and its electricity.
    fn rented(&mut self, type_id: TypeId, rented: &Rented) -> ChoiceId {
        let (set, choices) = (self.set, self.choices);
        self.key.clear();
        self.key.extend_from_slice(b"\x1e");
        self.key.extend_from_slice(&rented.instance.to_le_bytes());
        self.key.extend_from_slice(&rented.region.to_le_bytes());
        self.memo.get(&self.key, |_| {
            let instance = &set.cloud_instances()[rented.instance as usize];
            let region = &set.cloud_regions()[rented.region as usize];
            let name = format!("{} {} {}", instance.provider, instance.name, region.name);
            choices.intern(&format!("cloud/{name}"), type_id, || {
                let rent = cloud::rent(
                    set,
                    &instance.provider,
                    &instance.name,
                    &region.name,
                    HOURS_OF_YEAR,
                );
                match rent {
                    Ok(rental) => Choice {
                        type_id,
                        matched_by: Some(MatchedBy::Configuration),
                        terms: terms(set, &rental.share),
                        lacking: rental.share.lacking.clone(),
                        lifetime: Some(rental.lifetime),
                        energy: rental.kwh.map(|kwh| Energy {
                            kwh,
                            origin: Origin::Configuration,
                            factor: None,
                        }),
                        energy_of: String::new(),
                        weight: None,
                        machine: None,
                        assumed: rental.share.assumed.clone(),
                        miss: None,
                        name: name.clone(),
                    },
                    Err(miss) => Choice { miss: Some(miss), ..Choice::of_type(set, type_id) },
                }
            })
        })
    }
}

/// Whether a type's embodied impact may be built up from its parts: servers, storage,
/// workstations. For what stands on desks, the figures of types are better.
fn is_built(set: &FactorSet, at: usize) -> bool {
    let id = TypeId(u16::try_from(at).unwrap_or(u16::MAX));
    let mut line = std::iter::successors(Some(id), |id| set.equipment_type(*id).parent);
    line.any(|id| {
        let code = set.equipment_type(id).code.as_str();
        ["server", "storage_array", "nas", "workstation"].contains(&code)
    })
}

fn find(
    set: &FactorSet,
    choices: &Choices,
    told: Told<'_>,
    type_id: TypeId,
    built: bool,
) -> ChoiceId {
    let (maker, model) = (told.shown(Field::Manufacturer), told.shown(Field::Model));
    let found = set.models().found(&maker, &model, Some(type_id));
    let machine = built.then(|| configuration(set, told, type_id));
    let mut choice = Choice::of_type(set, type_id);
    let mut key = String::new();
    if let Some(Ok((machine, estimate))) = &machine {
        key = format!("{machine}");
        take_configuration(&mut choice, set, machine, estimate);
    }
    if let Some(found) = &found {
        key = format!("{}|{key}", found.entry.id);
        take_model(&mut choice, set, found);
    }
    if let Some(Err(miss)) = machine {
        // What the parts would have said better is said to be missing.
        if !matches!(choice.matched_by, Some(MatchedBy::Model | MatchedBy::Family)) {
            key = format!("{key}|{}", miss.what.en);
            choice.miss = Some(miss);
        }
    }
    if key.is_empty() {
        return ChoiceId::of_type(type_id);
    }
    let key = format!("{}/{key}", set.equipment_type(type_id).code);
    choices.intern(&key, type_id, || choice)
}

fn configuration(
    set: &FactorSet,
    told: Told<'_>,
    type_id: TypeId,
) -> Result<(Configuration, Estimate), Miss> {
    let machine = told.configuration(&set.equipment_type(type_id).code)?;
    let estimate = estimate(set, &machine)?;
    Ok((machine, estimate))
}

/// Embodied from the parts; energy from them too, where they tell.
fn take_configuration(
    choice: &mut Choice,
    set: &FactorSet,
    machine: &Configuration,
    estimate: &Estimate,
) {
    choice.matched_by = Some(MatchedBy::Configuration);
    choice.name = format!("{machine}");
    choice.terms = terms(set, estimate);
    choice.lacking.clone_from(&estimate.lacking);
    choice.machine = Some(Box::new(machine.clone()));
    choice.assumed.clone_from(&estimate.assumed);
    if let Some(kwh) = estimate.energy_kwh {
        choice.energy = Some(Energy { kwh, origin: Origin::Configuration, factor: None });
    }
}

/// What the maker's sheet says goes before what parts or types say, figure by figure.
fn take_model(choice: &mut Choice, set: &FactorSet, found: &Found<'_>) {
    if let Some(part) = found.embodied {
        choice.matched_by = Some(part.matched_by);
        choice.name.clone_from(&part.entry.name);
        let stages: &[StageFactor] = found.stages();
        // A criterion that the sheet does not have stays as it was.
        choice.terms.retain(|term| stages.iter().all(|stage| stage.criterion != term.criterion));
        let one = Interval::exact(1.0);
        choice
            .terms
            .extend(stages.iter().map(|s| Term::new(set, s.stage, s.criterion, s.factor, one)));
        choice.lacking.retain(|at| stages.iter().all(|stage| stage.criterion != *at));
    }
    if let Some(part) = found.energy {
        choice.energy = Some(Energy {
            kwh: set.factor(part.factor).amount,
            origin: Origin::Model,
            factor: Some(part.factor),
        });
        choice.energy_of.clone_from(&part.entry.id);
    }
    choice.weight = found.weight.map(|part| part.factor).or(choice.weight);
}

fn terms(set: &FactorSet, estimate: &Estimate) -> Vec<Term> {
    let terms = estimate.terms.iter();
    terms.map(|t| Term::new(set, t.stage, t.criterion, t.factor, t.quantity)).collect()
}
