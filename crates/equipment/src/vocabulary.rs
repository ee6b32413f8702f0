//! The words of inventories: which type a type word means, which state a status word means.
//!
//! The lists are data (`vocabulary.csv`, `models.csv`, `states.csv`); the organisation's own words
//! in `estate.toml` come first.

use super::State;
use super::lenovo::type_of_machine_type;
use super::makers::{MakerAnswer, maker_answer};
use factor::{FactorSet, TypeId, ZoneId};
use ground::fault::Fault;
use ground::table::{SmallTable, fold};
use ground::text;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// What a type word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeAnswer {
    /// One type.
    Plain(TypeId),
    /// One type in the word's usual sense, said as an assumption.
    Usual(TypeId),
    /// One of several types: the model may tell which.
    Several,
    /// None.
    Unknown,
    /// The cell is not readable text.
    Broken,
}

/// Words of types, models, states and countries.
pub struct Vocabulary {
    types: Vec<(String, TypeAnswer, Vec<TypeId>)>,
    own_types: HashMap<String, TypeId>,
    models: Vec<(String, TypeId)>,
    states: HashMap<String, State>,
    countries: HashMap<String, ZoneId>,
    codes: Vec<(String, TypeId)>,
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
            types: Vec::new(),
            own_types: HashMap::new(),
            models: Vec::new(),
            states: HashMap::new(),
            countries: HashMap::new(),
            codes: Vec::new(),
        };
        for (i, kind) in set.types.iter().enumerate() {
            words.codes.push((fold(&kind.code), TypeId(u16::try_from(i).unwrap_or(u16::MAX))));
        }
        words.read_shipped(set)?;
        for (word, code) in own_types {
            let type_id = set.type_named(code).ok_or_else(|| {
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
            words.own_types.insert(fold(word), type_id);
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
            words.states.insert(fold(word), state);
        }
        for (i, zone) in set.zones.iter().enumerate() {
            let id = ZoneId(u16::try_from(i).unwrap_or(u16::MAX));
            for name in [&zone.code, &zone.iso2, &zone.label_en, &zone.label_fr] {
                if !name.is_empty() {
                    words.countries.entry(fold(name)).or_insert(id);
                }
            }
        }
        let aliases = SmallTable::parse(
            Path::new("countries.csv"),
            include_str!("countries.csv"),
            &["alias", "code"],
        )?;
        for row in aliases.rows() {
            if let Some(id) = words.countries.get(&fold(row.get("code"))).copied() {
                words.countries.entry(fold(row.get("alias"))).or_insert(id);
            }
        }
        Ok(words)
    }

    fn read_shipped(&mut self, set: &FactorSet) -> Result<(), Fault> {
        let table = |name: &str, text: &str, columns: &[&str]| {
            SmallTable::parse(Path::new(name), text, columns)
        };
        let types = include_str!("vocabulary.csv");
        for row in table("vocabulary.csv", types, &["term", "equipment_type", "sense"])?.rows() {
            // A set of the organisation's own may know fewer types than the words do.
            let kinds: Vec<TypeId> = row
                .get("equipment_type")
                .split('|')
                .filter_map(|code| set.type_named(code))
                .collect();
            let answer = match (row.get("sense"), kinds.as_slice()) {
                (_, []) => continue,
                ("plain", [one]) => TypeAnswer::Plain(*one),
                ("usual", [one]) => TypeAnswer::Usual(*one),
                _ => TypeAnswer::Several,
            };
            self.types.push((fold(row.get("term")), answer, kinds));
        }
        for row in
            table("models.csv", include_str!("models.csv"), &["term", "equipment_type"])?.rows()
        {
            if let Some(kind) = set.type_named(row.get("equipment_type")) {
                self.models.push((fold(row.get("term")), kind));
            }
        }
        for row in table("states.csv", include_str!("states.csv"), &["term", "state"])?.rows() {
            if let Some(state) = State::named(row.get("state")) {
                self.states.insert(fold(row.get("term")), state);
            }
        }
        Ok(())
    }

    /// What a type word means: the organisation's own words, then the type's code, then the first
    /// term of the vocabulary whose words the text holds.
    pub fn type_of(&self, word: &str) -> TypeAnswer {
        let folded = fold(word);
        if let Some(own) = self.own_types.get(&folded) {
            return TypeAnswer::Plain(*own);
        }
        if let Some((_, kind)) = self.codes.iter().find(|(code, _)| *code == folded) {
            return TypeAnswer::Plain(*kind);
        }
        self.types
            .iter()
            .find(|(term, _, _)| holds(&folded, term))
            .map_or(TypeAnswer::Unknown, |(_, answer, _)| *answer)
    }

    /// The type that the organisation's own words give a type word.
    pub fn own_type_of(&self, word: &str) -> Option<TypeId> {
        self.own_types.get(&fold(word)).copied()
    }

    /// The types a type word may stand for.
    pub fn candidates(&self, word: &str) -> &[TypeId] {
        let folded = fold(word);
        self.types
            .iter()
            .find(|(term, _, _)| holds(&folded, term))
            .map_or(&[], |(_, _, kinds)| kinds)
    }

    /// The type a model's name tells, if it does.
    pub fn type_of_model(&self, model: &str) -> Option<TypeId> {
        let folded = fold(model);
        let named = self.models.iter().find(|(term, _)| starts_word(&folded, term));
        named.map(|(_, kind)| *kind).or_else(|| {
            let code = type_of_machine_type(model)?;
            let at = self.codes.iter().find(|(known, _)| *known == fold(code))?;
            Some(at.1)
        })
    }

    /// What a maker's name tells of its machines.
    pub fn maker_of(maker: &str) -> MakerAnswer {
        match maker_answer(maker) {
            Some(answer) => answer,
            None if Self::is_virtual(maker) => MakerAnswer::Virtual,
            None => MakerAnswer::Either,
        }
    }

    /// Whether a maker or model is that of a virtual machine.
    pub fn is_virtual(maker_or_model: &str) -> bool {
        let folded = fold(maker_or_model);
        folded == "vm"
            || [
                "vmware",
                "virtual machine",
                "virtual platform",
                "virtualbox",
                "qemu",
                "hvm domu",
                "innotek gmbh",
                "bhyve",
                "kvm virtual",
                "standard pc i440fx",
                "standard pc q35",
            ]
            .iter()
            .any(|term| holds(&folded, term))
    }

    /// What a status word means.
    pub fn state_of(&self, word: &str) -> Option<State> {
        self.states.get(&fold(word)).copied()
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
        let terms =
            self.types.iter().map(|(term, _, kinds)| (term.as_str(), kinds.first().copied()));
        let codes = self.codes.iter().map(|(code, kind)| (code.as_str(), Some(*kind)));
        let mut scored: Vec<(f64, TypeId)> = terms
            .chain(codes)
            .filter_map(|(term, kind)| kind.map(|kind| (strsim::jaro_winkler(&folded, term), kind)))
            .filter(|(score, _)| *score >= 0.8)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut nearest = Vec::new();
        for (_, kind) in scored {
            let code = set.equipment_type(kind).code.clone();
            if !nearest.contains(&code) && nearest.len() < 3 {
                nearest.push(code);
            }
        }
        nearest
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

/// Whether the words of `term` stand in `text`, whole and in order.
fn holds(text: &str, term: &str) -> bool {
    text.match_indices(term).any(|(at, _)| {
        let before = at == 0 || text.as_bytes()[at - 1] == b' ';
        let end = at + term.len();
        before && (end == text.len() || text.as_bytes()[end] == b' ')
    })
}

/// Whether a word of `text` starts with `term`.
fn starts_word(text: &str, term: &str) -> bool {
    text.match_indices(term).any(|(at, _)| at == 0 || text.as_bytes()[at - 1] == b' ')
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
        check("Switch KVM", "network_switch");
        check("Baie de stockage", "storage_array");
        check("Onduleur rack", "ups");
        check("Imprimante toner", "printer_laser");
        check("Toner", "consumable");
        check("Rack", "chassis_rack");
        check("Personal Computer", "several");
        check("Aspirateur", "unknown");
        check("", "unknown");
    }

    #[test]
    fn every_word_list_names_types_and_states_that_exist() {
        let set = FactorSet::shipped().unwrap();
        let types = SmallTable::parse(Path::new("v"), include_str!("vocabulary.csv"), &[]).unwrap();
        for row in types.rows() {
            for code in row.get("equipment_type").split('|') {
                assert!(set.type_named(code).is_some(), "{}: {code}", row.line);
            }
            assert!(["plain", "usual", "model"].contains(&row.get("sense")), "{}", row.line);
        }
        let states = SmallTable::parse(Path::new("s"), include_str!("states.csv"), &[]).unwrap();
        for row in states.rows() {
            assert!(State::named(row.get("state")).is_some(), "{}", row.line);
        }
        let models = SmallTable::parse(Path::new("m"), include_str!("models.csv"), &[]).unwrap();
        for row in models.rows() {
            assert!(set.type_named(row.get("equipment_type")).is_some(), "{}", row.line);
        }
    }
}
