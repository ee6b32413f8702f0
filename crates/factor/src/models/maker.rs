//! Makers, in all their spellings.

use ground::table::{SmallTable, fold};
use std::collections::HashMap;
use std::path::Path;

/// Words of a company's name that say its legal form or trade, not who it is.
const LEGAL: [&str; 32] = [
    "ab",
    "ag",
    "asia",
    "b",
    "bv",
    "co",
    "company",
    "computer",
    "computers",
    "corp",
    "corporation",
    "development",
    "electronics",
    "europe",
    "france",
    "gmbh",
    "group",
    "inc",
    "incorporated",
    "international",
    "limited",
    "llc",
    "ltd",
    "products",
    "s",
    "sa",
    "sarl",
    "sas",
    "srl",
    "technologies",
    "technology",
    "v",
];

/// What is written in place of a maker.
const NOBODY: [&str; 10] = [
    "default string",
    "inconnu",
    "n a",
    "o e m",
    "oem",
    "not specified",
    "system manufacturer",
    "to be filled by o e m",
    "unknown",
    "autre",
];

/// The makers that are known by name.
#[derive(Debug, Clone)]
pub(super) struct Makers {
    by_spelling: HashMap<String, String>,
    /// Makers that a set names and the table does not: known where they are written as the maker,
    /// and not in front of a model, where they may be any word.
    of_sets: HashMap<String, String>,
}

/// Who made it, as far as the maker's column tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NamedMaker {
    /// A maker that is known.
    Known(String),
    /// Somebody else.
    Other,
    /// Nobody is named.
    Unsaid,
}

impl Default for Makers {
    fn default() -> Self {
        let table = SmallTable::parse(
            Path::new("makers.csv"),
            include_str!("makers.csv"),
            &["spelling", "maker"],
        )
        .expect("the program's own table is a CSV with these columns");
        let by_spelling = table
            .rows()
            .map(|row| (row.get("spelling").to_owned(), row.get("maker").to_owned()))
            .collect();
        Self { by_spelling, of_sets: HashMap::new() }
    }
}

impl Makers {
    /// Takes in the maker that a set names, by its own name where no table has it.
    pub(super) fn learn(&mut self, name: &str) {
        if self.read(name) == NamedMaker::Other {
            let plain = without_form(&fold(name));
            self.of_sets.insert(plain.clone(), plain);
        }
    }

    /// Reads a maker's column.
    pub(super) fn read(&self, text: &str) -> NamedMaker {
        let folded = fold(text);
        if folded.is_empty() || NOBODY.contains(&folded.as_str()) {
            return NamedMaker::Unsaid;
        }
        if let Some(maker) = self.by_spelling.get(&folded) {
            return NamedMaker::Known(maker.clone());
        }
        let plain = without_form(&folded);
        match self.by_spelling.get(&plain).or_else(|| self.of_sets.get(&plain)) {
            Some(maker) => NamedMaker::Known(maker.clone()),
            None => NamedMaker::Other,
        }
    }

    /// How many words of a model's name are the maker that a set names, in front of it.
    pub(super) fn repeated(&self, maker: &NamedMaker, words: &[String]) -> usize {
        let NamedMaker::Known(maker) = maker else { return 0 };
        if !self.of_sets.contains_key(maker) {
            return 0;
        }
        let n = maker.split(' ').count();
        if words.len() > n && words[..n].join(" ") == *maker { n } else { 0 }
    }

    /// The maker that a model's name starts with, and how many words name it.
    pub(super) fn leading(&self, words: &[String]) -> Option<(&str, usize)> {
        (1..=3.min(words.len())).rev().find_map(|n| {
            let maker = self.by_spelling.get(&words[..n].join(" "))?;
            // "Mac mini" and "App" are no makers in front of a model.
            let short = n == 1 && matches!(words[0].as_str(), "mac" | "app");
            // "Hewlett-Packard Company", "Dell Inc.": the legal form goes with the maker.
            let legal = words[n..].iter().take_while(|word| LEGAL.contains(&word.as_str()));
            let with_form = n + legal.filter(|word| word.len() > 1).count();
            (!short).then_some((maker.as_str(), with_form))
        })
    }
}

/// A company's name without the words of its legal form; whole where nothing else is left.
fn without_form(folded: &str) -> String {
    let words: Vec<&str> = folded.split(' ').filter(|word| !LEGAL.contains(word)).collect();
    if words.is_empty() { folded.to_owned() } else { words.join(" ") }
}
