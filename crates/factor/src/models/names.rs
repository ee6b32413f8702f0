//! The names of a set's models and families, taken apart once for all that is asked.

use super::entry::{ModelEntry, ModelLevel};
use super::maker::NamedMaker;
use super::name::{NameReader, ProductName};
use std::collections::{BTreeSet, HashMap};

/// The names of a list of entries, by maker.
#[derive(Debug, Clone)]
pub(super) struct EntryNames {
    pub(super) reader: NameReader,
    /// The names of each model: its own and its others, with the model's place.
    pub(super) all: Vec<(usize, ProductName)>,
    /// The places of these by maker and key.
    pub(super) by_key: HashMap<String, HashMap<String, Vec<usize>>>,
    /// The places of a maker's families.
    pub(super) families: HashMap<String, Vec<usize>>,
    /// The words of a maker's names.
    pub(super) vocabulary: HashMap<String, BTreeSet<String>>,
    /// The maker of a word that only one maker uses.
    pub(super) line: HashMap<String, Option<String>>,
}

impl EntryNames {
    /// Takes the names of entries apart.
    pub(super) fn of(entries: &[ModelEntry]) -> Self {
        let mut reader = NameReader::default();
        for entry in entries {
            reader.makers.learn(&entry.manufacturer);
        }
        let mut names = Self {
            reader,
            all: Vec::new(),
            by_key: HashMap::new(),
            families: HashMap::new(),
            vocabulary: HashMap::new(),
            line: HashMap::new(),
        };
        for (place, entry) in entries.iter().enumerate() {
            names.learn(place, entry);
        }
        names
    }

    fn learn(&mut self, place: usize, entry: &ModelEntry) {
        let NamedMaker::Known(maker) = self.reader.makers.read(&entry.manufacturer) else {
            // Nobody is named: `Unknown`, `N/A`.
            return;
        };
        let texts = std::iter::once(&entry.name).chain(&entry.also);
        let names: Vec<ProductName> =
            texts.map(|text| self.reader.read(&entry.manufacturer, text)).collect();
        for word in names.iter().flat_map(|name| &name.tokens) {
            if word.len() >= 4 && word.chars().all(|c| c.is_ascii_alphabetic()) {
                self.vocabulary.entry(maker.clone()).or_default().insert(word.clone());
                let only = self.line.entry(word.clone()).or_insert(Some(maker.clone()));
                if only.as_ref().is_some_and(|of| *of != maker) {
                    *only = None;
                }
            }
        }
        if entry.level == ModelLevel::Family {
            self.families.entry(maker).or_default().push(place);
            return;
        }
        for name in names {
            let key = name.key();
            // A name of digits alone, or of nothing, means no product by itself.
            if key.chars().any(char::is_alphabetic) || key.contains(' ') {
                let at = self.all.len();
                let keys = self.by_key.entry(maker.clone()).or_default();
                keys.entry(key).or_default().push(at);
                self.all.push((place, name));
            }
        }
    }
}
