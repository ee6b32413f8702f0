//! Sources of the sets carried, in the words of their reader: titles and licences in both
//! languages, without the notes that a set keeps for those who check it.

use super::{Source, shipped};
use ground::lang::Text;
use ground::table::SmallTable;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

/// A source as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldSource {
    /// Its title.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// Its licence.
    pub licence: Text,
}

/// What the words are of: a source of a set carried, by its name and its own title.
static CARRIED: LazyLock<HashSet<(String, String)>> = LazyLock::new(|| {
    let files = shipped::names().flat_map(shipped::files);
    let sources = files.filter(|(name, _)| *name == "sources.csv");
    let mut carried = HashSet::new();
    for (name, bytes) in sources {
        let text = String::from_utf8_lossy(bytes);
        let table = SmallTable::parse(Path::new(name), &text, &["source_id", "title"]);
        for row in table.iter().flat_map(SmallTable::rows) {
            carried.insert((row.get("source_id").to_owned(), row.get("title").to_owned()));
        }
    }
    carried
});

static WORDS: LazyLock<HashMap<String, ToldSource>> = LazyLock::new(|| {
    let text = include_str!("source-words.csv");
    let table = SmallTable::parse(Path::new("source-words.csv"), text, &["source_id"]);
    let both = |row: &ground::table::TableRow<'_>, what: &str| Text {
        fr: row.get(&format!("{what}_fr")).to_owned(),
        en: row.get(&format!("{what}_en")).to_owned(),
    };
    let told = |row: ground::table::TableRow<'_>| ToldSource {
        title: both(&row, "title"),
        publisher: both(&row, "publisher"),
        licence: both(&row, "licence"),
    };
    let rows = table.iter().flat_map(SmallTable::rows);
    rows.map(|row| (row.get("source_id").to_owned(), told(row))).collect()
});

impl Source {
    /// Its year behind its title, where it has one: ` (2024)`.
    pub fn in_brackets(&self) -> String {
        let has_year = self.year.starts_with(|c: char| c.is_ascii_digit());
        if has_year { format!(" ({})", self.year) } else { String::new() }
    }

    /// As it is told in both languages: in our words where it is a source of a set carried, else in
    /// those of its set.
    pub fn told(&self) -> ToldSource {
        let own = |text: &str| Text { fr: text.to_owned(), en: text.to_owned() };
        let is_carried = CARRIED.contains(&(self.id.clone(), self.title.clone()));
        let words = WORDS.get(&self.id).filter(|_| is_carried);
        let or = |words: Option<&Text>, text: &str| match words {
            Some(words) if !words.fr.is_empty() => words.clone(),
            _ => own(text),
        };
        ToldSource {
            title: or(words.map(|one| &one.title), &self.title),
            publisher: or(words.map(|one| &one.publisher), &self.publisher),
            licence: or(words.map(|one| &one.licence), &self.licence),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_carried_is_told_in_both_languages_without_notes() {
        assert!(CARRIED.len() > 50, "{}", CARRIED.len());
        for (id, title) in CARRIED.iter() {
            let told = WORDS.get(id).unwrap_or_else(|| panic!("no words of {id} ({title})"));
            for text in [&told.title, &told.publisher, &told.licence] {
                assert!(!text.fr.is_empty() && !text.en.is_empty(), "{id}");
            }
            for text in [&told.title.fr, &told.title.en, &told.licence.fr, &told.licence.en] {
                for note in ["not verified", "not read", "read at", "snapshot", "README", ".csv"] {
                    assert!(!text.contains(note), "{id}: {text}");
                }
            }
        }
    }

    #[test]
    fn a_source_of_ones_own_keeps_its_words_whatever_its_name() {
        let own = Source {
            id: "BC22".to_owned(),
            title: "Relevé du fournisseur".to_owned(),
            publisher: "Nous".to_owned(),
            year: String::new(),
            url: String::new(),
            licence: "interne".to_owned(),
        };
        let told = own.told();
        assert_eq!(
            (told.title.fr.as_str(), told.licence.en.as_str()),
            ("Relevé du fournisseur", "interne")
        );
    }
}
