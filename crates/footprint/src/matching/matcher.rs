//! The way down from the best match to the plainest: model, family, configuration, type.

use super::choice::{Choice, ChoiceId, Choices, Energy, FactorTerm};
use equipment::{Equipment, Memo, Rented, ToldRow};
use factor::configuration::{Configuration, CpuName, MachineEstimate, Miss, cloud, estimate};
use factor::models::FoundEntry;
use factor::{FactorSet, StageFactor, TypeId};
use ground::provenance::{MatchedBy, Origin};
use ground::quantity::{HOURS_OF_YEAR, Interval, Kwh};
use ground::table::numbered;
use inventory::Field;

/// How many models and processors a thread remembers; beyond, it starts anew.
const KEPT: usize = 1 << 16;

/// Chooses factors for rows; one a thread, with its own memory of what it met.
pub struct Matcher<'a> {
    set: &'a FactorSet,
    choices: &'a Choices,
    has_models: bool,
    has_parts: Vec<bool>,
    memo: Memo<ChoiceId>,
    models: RememberedAnswers<Option<FoundEntry<'a>>>,
    processors: RememberedAnswers<CpuName>,
    key: Vec<u8>,
}

/// Answers by the words they answer, looked for once.
struct RememberedAnswers<T> {
    places: Memo<u32>,
    answers: Vec<T>,
}

impl<T> RememberedAnswers<T> {
    fn new() -> Self {
        Self { places: Memo::new(), answers: Vec::new() }
    }

    fn get(&mut self, words: &[u8], answer: impl FnOnce() -> T) -> &T {
        if self.answers.len() >= KEPT {
            *self = Self::new();
        }
        let answers = &mut self.answers;
        let at = self.places.get(words, |_| {
            answers.push(answer());
            numbered(answers.len() - 1)
        });
        &self.answers[at as usize]
    }
}

impl<'a> Matcher<'a> {
    /// Starts with an empty memory.
    pub fn new(set: &'a FactorSet, choices: &'a Choices) -> Self {
        Self {
            set,
            choices,
            has_models: !set.models().entries().is_empty(),
            has_parts: (0..set.types.len()).map(|at| is_built(set, at)).collect(),
            memo: Memo::new(),
            models: RememberedAnswers::new(),
            processors: RememberedAnswers::new(),
            key: Vec::new(),
        }
    }

    /// The choice for a row: worked out once for all that its words share.
    #[inline]
    pub fn choose(&mut self, told: ToldRow<'_>, line: &Equipment) -> ChoiceId {
        let built = self.has_parts[usize::from(line.type_id.0)] && told.has_parts();
        let named = self.has_models && !told.naming_word().is_empty();
        if !built && !named && line.rented.is_none() {
            return ChoiceId::of_type(line.type_id);
        }
        self.chosen(told, line, built)
    }

    /// The choice for a row of which more is known than its type.
    fn chosen(&mut self, told: ToldRow<'_>, line: &Equipment, built: bool) -> ChoiceId {
        if let Some(rented) = &line.rented {
            return self.rented(line.type_id, rented);
        }
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        key.extend_from_slice(&line.type_id.0.to_be_bytes());
        if self.has_models {
            for word in [told.maker_word(), told.naming_word()] {
                key.push(0x1f);
                key.extend_from_slice(word);
            }
        }
        if built {
            told.parts_key(&mut key);
        }
        let known = self.memo.known(&key);
        let id = known.unwrap_or_else(|| {
            let id = self.find(told, line.type_id, built);
            self.memo.get(&key, |_| id)
        });
        self.key = key;
        id
    }

    /// Looks for the best match of a row, by model and by parts.
    fn find(&mut self, told: ToldRow<'_>, type_id: TypeId, built: bool) -> ChoiceId {
        let set = self.set;
        let found = self.model(told, type_id);
        let machine = built.then(|| self.configuration(told, type_id));
        let mut key = Vec::with_capacity(64);
        key.extend(type_id.0.to_be_bytes());
        if let Some(found) = &found {
            key.extend(found.entry.id.bytes());
            // What its families lend it.
            for part in [found.embodied, found.energy, found.weight] {
                key.extend(part.map_or(u32::MAX, |part| part.factor.0).to_be_bytes());
            }
        }
        key.push(0x1f);
        let known_by = key.len();
        let priced = match &machine {
            Some(Ok(machine)) => Some(machine.priced_as(set)),
            _ => None,
        };
        if let Some(priced) = &priced {
            key.push(b'c');
            priced.write_key(&mut key);
            if let Some(known) = self.choices.known(&key) {
                return known;
            }
        }
        let estimated = priced.map(|priced| estimate(set, &priced).map(|parts| (priced, parts)));
        let missed = match (machine, &estimated) {
            (Some(Err(miss)), _) => Some(miss),
            // What is wanting is said in the row's own words.
            (Some(Ok(machine)), Some(Err(miss))) => {
                Some(estimate(set, &machine).err().unwrap_or_else(|| miss.clone()))
            }
            _ => None,
        };
        if missed.is_some() {
            key.truncate(known_by);
        }
        let mut choice = Choice::of_type(set, type_id);
        if let Some(Ok((machine, estimate))) = &estimated {
            take_configuration(&mut choice, set, machine, estimate);
        }
        if let Some(found) = &found {
            take_model(&mut choice, set, found);
        }
        // What the parts would have said better is said to be missing.
        if let Some(miss) = missed
            && !matches!(choice.matched_by, Some(MatchedBy::Model | MatchedBy::Family))
        {
            key.push(b'm');
            key.extend_from_slice(miss.what.en.as_bytes());
            choice.miss = Some(miss);
            let code = &set.equipment_type(type_id).code;
            let cards = told.graphics_cards(code).ok().and_then(|all| all.cards_beside_type());
            if let Some(cards) = cards {
                key.push(0x1f);
                cards.write_key(&mut key);
                take_cards(&mut choice, set, cards);
            }
        }
        if key.len() == known_by && found.is_none() {
            return ChoiceId::of_type(type_id);
        }
        self.choices.intern(&key, choice)
    }

    /// The model that a row names.
    fn model(&mut self, told: ToldRow<'_>, type_id: TypeId) -> Option<FoundEntry<'a>> {
        if !self.has_models {
            return None;
        }
        let mut words = Vec::with_capacity(64);
        words.extend(type_id.0.to_be_bytes());
        words.extend_from_slice(told.maker_word());
        words.push(0x1f);
        words.extend_from_slice(told.naming_word());
        let models = self.set.models();
        let look = || {
            let (maker, model) = (told.shown(Field::Manufacturer), told.shown(told.named_in()));
            models.found(&maker, &model, Some(type_id))
        };
        self.models.get(&words, look).clone()
    }

    /// The machine that a row's parts make; a processor's name is read once.
    fn configuration(&mut self, told: ToldRow<'_>, type_id: TypeId) -> Result<Configuration, Miss> {
        let name = self.processors.get(told.processor_word(), || told.processor()).clone();
        told.configuration_with(&self.set.equipment_type(type_id).code, name)
    }

    /// The choice of an instance in a region: a share of its host, whole life, and its electricity.
    fn rented(&mut self, type_id: TypeId, rented: &Rented) -> ChoiceId {
        let (set, choices) = (self.set, self.choices);
        self.key.clear();
        self.key.extend_from_slice(&type_id.0.to_be_bytes());
        self.key.push(b'r');
        self.key.extend_from_slice(&rented.instance.to_be_bytes());
        self.key.extend_from_slice(&rented.region.to_be_bytes());
        self.memo.get(&self.key, |key| {
            let instance = &set.cloud_instances()[rented.instance as usize];
            let region = &set.cloud_regions()[rented.region as usize];
            let name = format!("{} {} {}", instance.provider, instance.name, region.name);
            let rent =
                cloud::rent(set, &instance.provider, &instance.name, &region.name, HOURS_OF_YEAR);
            let of_type = Choice::of_type(set, type_id);
            let choice = match rent {
                Ok(rental) => Choice {
                    matched_by: Some(MatchedBy::Configuration),
                    terms: terms(set, &rental.share),
                    lacking: rental.share.lacking.clone(),
                    lifetime: Some(rental.lifetime),
                    energy: rental.kwh.map(|kwh| Energy {
                        kwh,
                        origin: Origin::Configuration,
                        factor: None,
                    }),
                    assumed: rental.share.assumed.clone(),
                    name,
                    ..of_type
                },
                Err(miss) => Choice { miss: Some(miss), ..of_type },
            };
            choices.intern(key, choice)
        })
    }
}

/// The machine that a row's words describe, where its type is built up from parts and it says some.
pub fn machine_of(set: &FactorSet, told: ToldRow<'_>, type_id: TypeId) -> Option<Configuration> {
    let built = is_built(set, usize::from(type_id.0)) && told.has_parts();
    built.then(|| told.configuration(&set.equipment_type(type_id).code).ok()).flatten()
}

/// Whether a type's embodied impact may be built up from its parts: servers, storage,
/// workstations. For what stands on desks, the figures of types are better.
fn is_built(set: &FactorSet, at: usize) -> bool {
    let id = TypeId(numbered(at));
    set.kin(id).any(|id| {
        let code = set.equipment_type(id).code.as_str();
        ["server", "storage_array", "nas", "workstation"].contains(&code)
    })
}

/// Embodied from the parts; energy from them too, where they tell.
fn take_configuration(
    choice: &mut Choice,
    set: &FactorSet,
    machine: &Configuration,
    estimate: &MachineEstimate,
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

/// Graphics cards beside the figure of the type; of a type made for them, whose figure has any cards
/// in it, beside that of the type it is a kind of.
fn take_cards(choice: &mut Choice, set: &FactorSet, cards: Configuration) {
    let Ok(estimate) = estimate(set, &cards) else { return };
    let has_cards = |id: TypeId| set.equipment_type(id).code.split('_').any(|word| word == "gpu");
    let plain = set.kin(choice.type_id).find(|id| !has_cards(*id));
    let Some(plain) = plain.filter(|_| !estimate.terms.is_empty()) else { return };
    if plain != choice.type_id {
        let of_plain = Choice::of_type(set, plain);
        choice.matched_by = of_plain.matched_by.map(|_| MatchedBy::ParentType);
        choice.terms = of_plain.terms;
    }
    if choice.terms.is_empty() {
        return;
    }
    choice.terms.extend(terms(set, &estimate));
    choice.lacking.extend(estimate.lacking);
    choice.assumed = estimate.assumed;
    choice.machine = Some(Box::new(cards));
}

/// What the maker's sheet says goes before what parts or types say, figure by figure.
fn take_model(choice: &mut Choice, set: &FactorSet, found: &FoundEntry<'_>) {
    if let Some(part) = found.embodied {
        choice.matched_by = Some(part.matched_by);
        choice.name.clone_from(&part.entry.name);
        let stages: &[StageFactor] = found.stages();
        // A criterion that the sheet does not have stays as it was.
        choice.terms.retain(|term| stages.iter().all(|stage| stage.criterion != term.criterion));
        let one = Interval::exact(1.0);
        choice.terms.extend(
            stages.iter().map(|s| FactorTerm::new(set, s.stage, s.criterion, s.factor, one)),
        );
        choice.lacking.retain(|at| stages.iter().all(|stage| stage.criterion != *at));
    }
    if let Some(part) = found.energy {
        choice.energy = Some(Energy {
            kwh: Kwh(set.factor(part.factor).amount),
            origin: Origin::Model,
            factor: Some(part.factor),
        });
        choice.energy_of.clone_from(&part.entry.id);
    }
    choice.weight = found.weight.map(|part| part.factor).or(choice.weight);
}

fn terms(set: &FactorSet, estimate: &MachineEstimate) -> Vec<FactorTerm> {
    let terms = estimate.terms.iter();
    terms.map(|t| FactorTerm::new(set, t.stage, t.criterion, t.factor, t.quantity)).collect()
}
