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
}

/// Who made it, as far as the maker's column tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Maker {
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
        Self { by_spelling }
    }
}

impl Makers {
    /// Reads a maker's column.
    pub(super) fn read(&self, text: &str) -> Maker {
        let folded = fold(text);
        if folded.is_empty() || NOBODY.contains(&folded.as_str()) {
            return Maker::Unsaid;
        }
        if let Some(maker) = self.by_spelling.get(&folded) {
            return Maker::Known(maker.clone());
        }
        let words: Vec<&str> = folded.split(' ').filter(|word| !LEGAL.contains(word)).collect();
        match self.by_spelling.get(&words.join(" ")) {
            Some(maker) => Maker::Known(maker.clone()),
            None => Maker::Other,
        }
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
