//! The words of inventories: which type a thing is, which state a status word means.
//!
//! The lists are data (`kind/vocabulary.csv`, `kind/models.csv`, `states.csv`); the organisation's
//! own words in `estate.toml` come first.

mod shipped;
mod states;

use super::State;
use super::kind::{
    Clues, Evidence, EvidenceSource, KindAnswer, KindVerdict, KindWeigher, Outside, Strength,
    Thing, WeighedKind, but_for_parts,
};
use super::own_word::{OwnWord, unmet};
use factor::{FactorSet, TypeId, ZoneId};
use foldhash::fast::FixedState;
use ground::fault::Fault;
use ground::provenance::{Assumption, AssumptionSet};
use ground::table::fold;
use ground::text;
use shipped::StateWords;
use states::{own_key, start_of};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher;
use std::path::Path;
use std::sync::Arc;

/// What a type word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeAnswer {
    /// One type.
    Plain(TypeId),
    /// One type in the word's usual sense, said as an assumption.
    Usual(TypeId),
    /// No equipment, of a kind that no factor set knows.
    Outside(Outside),
    /// One of several types: the model may tell which.
    Several,
    /// None.
    Unknown,
    /// The cell is not readable text.
    Broken,
}

impl TypeAnswer {
    /// Whether it is known what a word means, a type or no equipment.
    pub fn is_known(self) -> bool {
        matches!(self, Self::Plain(_) | Self::Usual(_) | Self::Outside(_))
    }
}

/// Words of types, models, states and countries.
pub struct Vocabulary {
    kinds: Arc<KindWeigher>,
    own_types: HashMap<String, OwnWord<Thing>>,
    states: &'static StateWords,
    own_states: HashMap<String, OwnWord<State>>,
    /// How the user's own states begin.
    own_starts: HashSet<Vec<u8>, FixedState>,
    countries: Arc<HashMap<String, ZoneId>>,
    /// What tells these words apart from others: the types, the zones, and the user's own words.
    told: u64,
}

impl Vocabulary {
    /// Builds the vocabulary for a factor set, with the organisation's own words.
    ///
    /// # Errors
    ///
    /// One of the organisation's words stands for a type or a state that does not exist.
    pub fn new(
        set: &FactorSet,
        own_types: &BTreeMap<String, String>,
        own_states: &BTreeMap<String, String>,
        estate_file: &Path,
    ) -> Result<Self, Fault> {
        let mut words = Self {
            kinds: KindWeigher::of(set)?,
            own_types: HashMap::new(),
            states: StateWords::shipped()?,
            own_states: HashMap::new(),
            own_starts: HashSet::default(),
            countries: shipped::countries(set)?,
            told: FixedState::default()
                .hash_one(format!("{:?}", (&set.types, &set.zones, own_types, own_states))),
        };
        for (word, code) in own_types {
            let kind = Thing::named(code, set).ok_or_else(|| {
                let nearest = nearest(code, set.types.iter().map(|t| t.code.as_str()));
                Fault::new(text!(
                    "[types] `{word}` : le type `{code}` n'existe pas",
                    "[types] `{word}`: there is no type `{code}`"
                ))
                .in_file(estate_file)
                .hint(text!(
                    "les plus proches : {0} ; `empreinte factors list` montre tous les types",
                    "the nearest: {0}; `empreinte factors list` shows all types",
                    nearest.join(", ")
                ))
            })?;
            words.own_types.insert(fold(word), OwnWord::new(word, kind));
        }
        for (word, code) in own_states {
            let state = State::named(code).ok_or_else(|| {
                Fault::new(text!(
                    "[states] `{word}` : l'état `{code}` n'existe pas",
                    "[states] `{word}`: there is no state `{code}`"
                ))
                .in_file(estate_file)
                .hint(text!(
                    "états : {0}",
                    "states: {0}",
                    State::ALL.map(State::code).join(", ")
                ))
            })?;
            words.own_starts.insert(start_of(&fold(word)).to_owned());
            words.own_states.insert(own_key(word), OwnWord::new(word, state));
        }
        Ok(words)
    }

    /// What a type word means by itself: the organisation's own words, then the vocabulary.
    pub fn type_of(&self, word: &str) -> TypeAnswer {
        if let Some(own) = self.own_types.get(&fold(word)) {
            return answer_of(own.meet(), false);
        }
        let clues = Clues { word: but_for_parts(word, self), ..Clues::default() };
        let KindVerdict { answer, assumed, .. } = self.kinds.weigh(&clues).verdict;
        let usual = assumed.contains(Assumption::UsualType);
        match answer {
            KindAnswer::Type(id) => answer_of(Thing::Type(id), usual),
            KindAnswer::Outside(outside) => answer_of(Thing::Outside(outside), usual),
            KindAnswer::Several => TypeAnswer::Several,
            KindAnswer::Unknown | KindAnswer::Missing => TypeAnswer::Unknown,
        }
    }

    /// The organisation's own words of types that no cell was, and those of states.
    pub fn unmet(&self) -> [Vec<&str>; 2] {
        [unmet(&self.own_types), unmet(&self.own_states)]
    }

    /// Whether the organisation says what a word of a type is.
    pub(crate) fn is_own_type(&self, word: &str) -> bool {
        self.own_types.contains_key(&fold(word))
    }

    /// The words that name things.
    pub(crate) fn kinds(&self) -> &KindWeigher {
        &self.kinds
    }

    /// Whether a maker and a model are known as those of another thing than one of a type.
    pub(crate) fn names_another(&self) -> impl Fn(&str, &str, TypeId) -> bool + '_ {
        |maker, model, of| self.kinds.names_another(maker, model, of)
    }

    /// What a thing is, by all that is known of it.
    pub fn weigh(&self, clues: &Clues<'_>) -> WeighedKind {
        // What the organisation says of a word comes before any reading of maker and model.
        let word = but_for_parts(clues.word, self);
        let own = |word: &str| {
            if self.own_types.is_empty() { None } else { self.own_types.get(&fold(word)) }
        };
        let Some(own) = own(clues.word).or_else(|| own(word)) else {
            let model = but_for_parts(clues.model, self);
            return self.kinds.weigh(&Clues { word, model, ..*clues });
        };
        let own = own.meet();
        let answer = match own {
            Thing::Type(id) => KindAnswer::Type(id),
            Thing::Outside(outside) => KindAnswer::Outside(outside),
        };
        let evidence = Evidence {
            source: EvidenceSource::Own,
            heard: clues.word.to_owned(),
            kinds: vec![own],
            strength: Strength::Certain,
        };
        let verdict =
            KindVerdict { answer, rests_on: EvidenceSource::Own, assumed: AssumptionSet::NONE };
        WeighedKind { verdict, evidence: vec![evidence] }
    }

    /// The codes of the types a type word may stand for.
    pub fn candidates(&self, word: &str, set: &FactorSet) -> Vec<String> {
        let clues = Clues { word, ..Clues::default() };
        let evidence = self.kinds.weigh(&clues).evidence;
        let kinds = evidence.iter().flat_map(|one| &one.kinds);
        let mut codes: Vec<String> = kinds.map(|kind| kind.code(set).to_owned()).collect();
        // One word alone is in doubt where it is of another world too.
        if codes.len() == 1 {
            codes.push(Outside::MedicalDevice.code(set).to_owned());
        }
        codes
    }

    /// The zone of a country's name or code.
    pub fn country_of(&self, word: &str) -> Option<ZoneId> {
        self.countries.get(&fold(word)).copied()
    }

    /// The type words nearest to an unknown one.
    pub fn nearest_types(&self, word: &str, set: &FactorSet) -> Vec<String> {
        // A word is a word: what is longer has no neighbours, and would take long to tell.
        if word.len() > LONGEST_WORD {
            return Vec::new();
        }
        let folded = fold(word);
        // A slip of the pen, no more: words that share a beginning are other words.
        let slips = (folded.chars().count() / 5).clamp(1, 3);
        let near = |term: &str| term.len().abs_diff(folded.len()) <= slips;
        let terms = self.kinds.terms().filter(|(term, _)| near(term));
        let mut scored: Vec<(usize, Thing)> = terms
            .filter(|(_, kind)| matches!(kind, Thing::Type(_)))
            .map(|(term, kind)| (strsim::damerau_levenshtein(&folded, term), kind))
            .filter(|(apart, _)| *apart <= slips)
            .collect();
        scored.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut nearest = Vec::new();
        for (_, kind) in scored {
            let code = kind.code(set).to_owned();
            if !nearest.contains(&code) && nearest.len() < 3 {
                nearest.push(code);
            }
        }
        nearest
    }
}

impl inventory::Kinds for Vocabulary {
    fn told(&self) -> Option<u64> {
        Some(self.told)
    }

    fn is_type(&self, word: &str) -> bool {
        self.is_own_type(word) || self.kinds.names_a_thing(word)
    }

    fn is_counted(&self, word: &str) -> bool {
        self.is_own_type(word) || self.kinds.names_equipment(word)
    }

    fn comes_in_the_box(&self, word: &str) -> bool {
        !self.is_own_type(word) && self.kinds.comes_in_the_box(word)
    }

    fn leaves_open(&self, thing: &str) -> bool {
        !self.is_own_type(thing) && self.kinds.leaves_open(thing)
    }

    fn sort_said(&self, thing: &str, beside: &str) -> Option<String> {
        self.kinds.sort_said(thing, beside)
    }

    fn telephone_of(&self, word: &str) -> Option<String> {
        if self.is_own_type(word) { None } else { self.kinds.telephone_of(word) }
    }

    fn says_telephony(&self, words: &str) -> bool {
        !self.is_own_type(words) && self.kinds.says_telephony(words)
    }

    fn number_beside(&self, name: &str, number: u16, leads: bool) -> inventory::NumberBeside {
        self.kinds.number_beside(name, number, leads)
    }

    fn is_state(&self, word: &str) -> bool {
        self.state_but_for_doubt(word).is_some() || self.states.ahead.contains_key(&fold(word))
    }

    fn is_condition(&self, word: &str) -> bool {
        crate::condition::is_condition(word)
    }

    fn is_way_of_coming(&self, word: &str) -> bool {
        crate::condition::is_way_of_coming(word)
    }

    fn state_ahead(&self, word: &str) -> Option<&'static str> {
        self.ahead(word).map(State::code)
    }

    fn state(&self, word: &str) -> Option<&'static str> {
        self.state_of(word).map(State::code)
    }

    fn own_state(&self, word: &str) -> Option<&'static str> {
        if self.own_states.is_empty() {
            return None;
        }
        self.own_states.get(&own_key(word)).map(|own| own.meet().code())
    }

    fn is_model(&self, name: &str) -> bool {
        // A word such as `Laptop` says what a thing is, and is the name of no model.
        !self.kinds.names_a_thing(name) && self.kinds.names_a_model(name)
    }

    fn contradict(&self, word: &str, model: &str) -> bool {
        !self.is_own_type(word) && self.kinds.contradict(word, model)
    }

    fn is_processor(&self, name: &str) -> bool {
        factor::configuration::names_a_processor(name)
    }

    fn is_country(&self, word: &str) -> bool {
        self.country_of(word).is_some()
    }
}

/// The longest type word that neighbours are looked for, in bytes.
const LONGEST_WORD: usize = 64;

/// The words of a list nearest to a word, best first, at most three.
pub fn nearest<'a>(word: &str, among: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> =
        among.map(|candidate| (strsim::jaro_winkler(word, candidate), candidate)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored
        .into_iter()
        .filter(|(score, _)| *score >= 0.7)
        .take(3)
        .map(|(_, w)| w.to_owned())
        .collect()
}

fn answer_of(kind: Thing, usual: bool) -> TypeAnswer {
    match kind {
        Thing::Type(id) | Thing::Outside(Outside::Type(id)) if usual => TypeAnswer::Usual(id),
        Thing::Type(id) | Thing::Outside(Outside::Type(id)) => TypeAnswer::Plain(id),
        Thing::Outside(outside) => TypeAnswer::Outside(outside),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, code: &str) {
        let set = FactorSet::shipped().unwrap();
        let words =
            Vocabulary::new(&set, &BTreeMap::new(), &BTreeMap::new(), Path::new("")).unwrap();
        let found = match words.type_of(word) {
            TypeAnswer::Plain(kind) => set.equipment_type(kind).code.clone(),
            TypeAnswer::Usual(kind) => format!("{}?", set.equipment_type(kind).code),
            TypeAnswer::Outside(outside) => outside.code(&set).to_owned(),
            TypeAnswer::Several => "several".into(),
            TypeAnswer::Unknown => "unknown".into(),
            TypeAnswer::Broken => "broken".into(),
        };
        assert_eq!(found, code, "`{word}`");
    }

    #[test]
    fn type_words_seen_in_exports_are_known() {
        check("Poste de travail - Dalle (Tout en un)", "all_in_one");
        check("Poste de travail - Slim", "desktop_sff");
        check("Poste de travail - Tiny", "desktop_mini");
        check("Portable", "laptop");
        check("Téléphone portable", "smartphone?");
        check("PC_SERVEUR", "server");
        check("VMware", "virtual_machine");
        check("Moniteur 24''", "monitor");
        check("Station d'accueil", "docking_station");
        check("Imprimante", "printer_laser?");
        check("laptop_14in", "laptop_14in");
        check("Serveur rack", "server_rack");
        check("Serveur VMware", "server");
        check("Switch KVM", "professional_it_mixed");
        check("Baie de stockage", "storage_array");
        check("Onduleur rack", "ups");
        check("Imprimante toner", "printer_laser");
        check("Toner", "consumable");
        check("Rack", "chassis_rack?");
        check("Vidéoprojecteur (lampe HS)", "projector");
        check("Vidéoprojecteur - lampe HS", "projector");
        check("Personal Computer", "several");
        check("Aspirateur", "unknown");
        check("", "unknown");
    }
}
