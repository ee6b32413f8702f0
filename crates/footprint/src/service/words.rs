//! The services there are, their names, and the units they come in.

use equipment::nearest;
use factor::FactorSet;
use ground::lang::{Noun, Text};
use ground::table::{SmallTable, fold};
use std::path::Path;

/// A service.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ServiceWord {
    pub(super) code: String,
    /// The unit its quantities are brought to.
    pub(super) counted_in: String,
    pub(super) label: Text,
    words: Vec<String>,
}

/// All services.
#[derive(Debug, Clone)]
pub(super) struct ServiceWords(Vec<ServiceWord>);

const WORDS: &str = include_str!("words.csv");

/// Units by what they are brought to: words, and how much one is.
const UNITS: [(&str, &str, f64); 36] = [
    ("GB", "gb", 1.0),
    ("GB", "go", 1.0),
    ("GB", "mb", 1e-3),
    ("GB", "mo", 1e-3),
    ("GB", "tb", 1e3),
    ("GB", "to", 1e3),
    ("GB", "pb", 1e6),
    ("GB", "po", 1e6),
    ("GB", "gib", 1.073_741_824),
    ("GB", "gio", 1.073_741_824),
    ("GB", "tib", 1_099.511_627_776),
    ("GB", "tio", 1_099.511_627_776),
    ("TB", "tb", 1.0),
    ("TB", "to", 1.0),
    ("TB", "gb", 1e-3),
    ("TB", "go", 1e-3),
    ("TB", "pb", 1e3),
    ("TB", "po", 1e3),
    ("TB", "gib", 1.073_741_824e-3),
    ("TB", "gio", 1.073_741_824e-3),
    ("TB", "tib", 1.099_511_627_776),
    ("TB", "tio", 1.099_511_627_776),
    ("sheet", "sheet", 1.0),
    ("sheet", "sheets", 1.0),
    ("sheet", "feuille", 1.0),
    ("sheet", "feuilles", 1.0),
    ("sheet", "ream", SHEETS_A_REAM),
    ("sheet", "reams", SHEETS_A_REAM),
    ("sheet", "ramette", SHEETS_A_REAM),
    ("sheet", "ramettes", SHEETS_A_REAM),
    ("kg", "kg", 1.0),
    ("kg", "t", 1e3),
    ("cartridge", "cartridge", 1.0),
    ("cartridge", "cartridges", 1.0),
    ("cartridge", "cartouche", 1.0),
    ("cartridge", "cartouches", 1.0),
];

/// Sheets of a ream.
pub(super) const SHEETS_A_REAM: f64 = 500.0;

/// What a service of the set is called: its code, where the program has no words for it.
pub fn service_label(set: &FactorSet, code: &str) -> Text {
    let known = ServiceWords::new(set).0.into_iter().find(|service| service.code == code);
    known.map_or_else(|| Text { fr: code.to_owned(), en: code.to_owned() }, |one| one.label)
}

/// The service that a word names: its code, its name, or a word for it.
pub fn service_named(set: &FactorSet, word: &str) -> Option<String> {
    let words = ServiceWords::new(set);
    let folded = fold(word);
    let labelled = |service: &ServiceWord| {
        [&service.label.fr, &service.label.en].iter().any(|label| fold(label) == folded)
    };
    let at = words.of(word).or_else(|| words.0.iter().position(labelled))?;
    Some(words.get(at).code.clone())
}

impl ServiceWords {
    /// The services the program knows, and those that only the set has factors for.
    pub(super) fn new(set: &FactorSet) -> Self {
        let required = ["service", "counted_in", "label_fr", "label_en", "words"];
        let table = SmallTable::parse(Path::new("words.csv"), WORDS, &required)
            .expect("the words shipped are read by a test");
        let mut services: Vec<ServiceWord> = table
            .rows()
            .map(|row| ServiceWord {
                code: row.get("service").to_owned(),
                counted_in: row.get("counted_in").to_owned(),
                label: Text {
                    fr: row.get("label_fr").to_owned(),
                    en: row.get("label_en").to_owned(),
                },
                words: row.get("words").split('|').map(fold).collect(),
            })
            .collect();
        for factor in set.services() {
            if services.iter().any(|service| service.code == factor.service) {
                continue;
            }
            let counted_in = match factor.per(set).0 {
                "TBh" => "TB",
                "ream" => "sheet",
                per => per,
            };
            let code = &factor.service;
            services.push(ServiceWord {
                code: code.clone(),
                counted_in: counted_in.to_owned(),
                label: Text { fr: code.clone(), en: code.clone() },
                words: Vec::new(),
            });
        }
        Self(services)
    }

    pub(super) fn get(&self, at: usize) -> &ServiceWord {
        &self.0[at]
    }

    /// The service of a word: its code, or a word for it.
    pub(super) fn of(&self, word: &str) -> Option<usize> {
        let folded = fold(word);
        self.0.iter().position(|service| {
            service.code == word || fold(&service.code) == folded || service.words.contains(&folded)
        })
    }

    /// The services nearest to an unknown word.
    pub(super) fn nearest(&self, word: &str) -> Vec<String> {
        if word.len() > 64 {
            return Vec::new();
        }
        let folded = fold(word);
        let words = self.0.iter().flat_map(|service| {
            service.words.iter().map(String::as_str).chain([service.code.as_str()])
        });
        let mut codes: Vec<String> = Vec::new();
        for word in nearest(&folded, words) {
            let at = self.of(&word);
            let code = at.map_or(word, |at| self.0[at].code.clone());
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }

    /// How much one of a unit is in what the service is counted in; `None` for another unit.
    pub(super) fn unit(&self, at: usize, word: &str) -> Option<f64> {
        let folded = fold(word);
        let counted_in = self.0[at].counted_in.as_str();
        UNITS
            .iter()
            .find(|(base, word, _)| *base == counted_in && *word == folded)
            .map(|(_, _, one)| *one)
    }

    /// The words of units that a service takes.
    pub(super) fn units(&self, at: usize) -> Vec<&'static str> {
        let counted_in = self.0[at].counted_in.as_str();
        UNITS.iter().filter(|(base, ..)| *base == counted_in).map(|(_, word, _)| *word).collect()
    }
}

/// The name of a unit that services are counted in.
pub fn unit_noun(code: &str) -> Noun {
    match code {
        "GB" => Noun::new(("Go", "Go"), ("GB", "GB")),
        "TB" => Noun::new(("To", "To"), ("TB", "TB")),
        "kg" => Noun::new(("kg", "kg"), ("kg", "kg")),
        "sheet" => Noun::new(("feuille", "feuilles"), ("sheet", "sheets")),
        "cartridge" => Noun::new(("cartouche", "cartouches"), ("cartridge", "cartridges")),
        _ => Noun::new(("unité", "unités"), ("unit", "units")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_and_units_are_known_by_their_words() {
        let words = ServiceWords::new(&FactorSet::shipped().unwrap());
        let of = |word: &str| words.of(word).map(|at| words.get(at).code.clone());
        assert_eq!(of("Réseau fixe").as_deref(), Some("network_fixed"));
        assert_eq!(of("Ramettes").as_deref(), Some("paper"));
        assert_eq!(of("fax"), None);
        let (net, paper) = (words.of("network_fixed").unwrap(), words.of("paper").unwrap());
        assert_eq!((words.unit(net, "To"), words.unit(net, "ramette")), (Some(1000.0), None));
        assert_eq!(words.unit(paper, "ramettes"), Some(500.0));
        assert_eq!(words.nearest("netwrk_fixed")[0], "network_fixed");
    }
}
