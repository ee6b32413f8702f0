//! Names of families written in two words (`Elite Book`, `Think-Pad`, `i Pad`): the words that are
//! one family's name together are one word.

use super::{ModelLine, ModelRank, Models, plain};
use std::collections::HashMap;

/// The shortest name that is looked for: shorter ones are letters of anything.
const SHORTEST: usize = 4;

impl Models {
    /// A folded name with the words that are a family's name together put together; `None` where
    /// there are none.
    pub(super) fn joined(&self, name: &str) -> Option<String> {
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase());
        let is_one = |word: &str, next: &str| {
            is_word(word)
                && is_word(next)
                && self.families.has(word, next)
                && !self.is_told_apart(&format!("{word} {next}"))
        };
        let pairs = name.split(' ').zip(name.split(' ').skip(1));
        if !pairs.into_iter().any(|(word, next)| is_one(word, next)) {
            return None;
        }
        let mut words = name.split(' ').peekable();
        let mut done = String::new();
        while let Some(word) = words.next() {
            if !done.is_empty() {
                done.push(' ');
            }
            done.push_str(word);
            if let Some(next) = words.next_if(|next| is_one(word, next)) {
                done.push_str(next);
            }
        }
        Some(done)
    }

    /// Whether a line of the models is of the two words apart: `galaxy tab`.
    fn is_told_apart(&self, words: &str) -> bool {
        let Some([first, second]) = words.as_bytes().first_chunk::<2>() else { return false };
        let start = [plain(*first), plain(*second)];
        self.by_maker.values().any(|lines| {
            let starting = lines.by_start.get(&start).into_iter().flatten();
            let mut own = starting.filter_map(|at| lines.all.get(*at as usize));
            own.any(|line| line.pattern.letters.starts_with(words.as_bytes()))
        })
    }
}

/// The first words of families' names, whoever makes them, by their first two letters.
#[derive(Default)]
pub(super) struct Families(HashMap<[u8; 2], Vec<Box<[u8]>>>);

impl Families {
    /// Notes a line of the models, where it is of a family.
    pub(super) fn note(&mut self, line: &ModelLine) {
        let word = first_word(&line.pattern.letters);
        if line.rank != ModelRank::Family || word.len() < SHORTEST {
            return;
        }
        let of = self.0.entry([word[0], word[1]]).or_default();
        if of.iter().all(|known| **known != *word) {
            of.push(word.into());
        }
    }

    /// Whether two words are one of them together.
    fn has(&self, word: &str, next: &str) -> bool {
        let mut letters = word.bytes().chain(next.bytes());
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else { return false };
        let is_both = |name: &[u8]| {
            name.len() == word.len() + next.len()
                && name.starts_with(word.as_bytes())
                && name.ends_with(next.as_bytes())
        };
        self.0.get(&[first, second]).is_some_and(|of| of.iter().any(|name| is_both(name)))
    }
}

/// The letters of a pattern up to the first that is none.
fn first_word(pattern: &[u8]) -> &[u8] {
    let end = pattern.iter().position(|letter| !letter.is_ascii_lowercase());
    &pattern[..end.unwrap_or(pattern.len())]
}

#[cfg(test)]
mod tests {
    use crate::kind::{Clues, KindAnswer, KindWeigher, Thing};
    use factor::FactorSet;

    #[test]
    fn the_name_of_a_family_in_two_words_is_that_family() {
        let set = FactorSet::shipped().unwrap();
        let kinds = KindWeigher::new(&set).unwrap();
        for (maker, name, code) in [
            ("HP", "Pro Desk 400 G5", "desktop"),
            ("HP", "Elite Book 840", "laptop"),
            ("", "Elite-Book 850", "laptop"),
            ("Lenovo", "Think Pad T14", "laptop"),
            ("", "Think-Pad X1", "laptop"),
            ("Dell", "Opti Plex 7060", "desktop"),
            ("", "Opti-plex 3070", "desktop"),
            ("Apple", "Mac Book Pro", "laptop"),
            ("", "Mac-Book Air", "laptop"),
            ("HPE", "Pro Liant DL380", "server"),
            ("", "i Pad Pro", "tablet"),
            ("HP", "Work Station Z2", "workstation"),
            ("Lenovo", "Think Centre M70", "desktop"),
            ("", "Elite Desk 800 G4", "desktop"),
            ("", "Laser Jet M404", "printer_laser"),
            ("", "Office Jet Pro 9010", "printer_inkjet"),
            ("", "Power Edge R740", "server"),
            ("", "Chrome Book 14", "laptop"),
        ] {
            let both = format!("{maker} {name}");
            for (word, maker, model) in
                [("", maker, name), (both.trim(), "", ""), (both.trim(), "", both.trim())]
            {
                let clues = Clues { word, maker, model, ..Clues::default() };
                let told = match kinds.weigh(&clues).verdict.answer {
                    KindAnswer::Type(id) => Thing::Type(id).code(&set).to_owned(),
                    answer => format!("{answer:?}"),
                };
                assert_eq!(told, code, "{word} | {maker} | {model}");
            }
        }
    }

    #[test]
    fn words_that_are_no_family_together_stay_apart() {
        let set = FactorSet::shipped().unwrap();
        let models = &KindWeigher::new(&set).unwrap().models;
        assert_eq!(models.joined("hp elite book 840 g8").as_deref(), Some("hp elitebook 840 g8"));
        for name in [
            "surface pro 7",
            "galaxy tab a8",
            "mac mini",
            "ecran 24 dell",
            "optiplex 7060",
            "",
            "pro 400",
        ] {
            assert_eq!(models.joined(name), None, "{name}");
        }
    }
}
