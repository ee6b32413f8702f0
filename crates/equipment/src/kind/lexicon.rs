//! The words that name things, and which of them a row of words holds.

use super::outside::Thing;
use super::plural::plurals;
use super::words::{PhraseWord, words};
use factor::FactorSet;
use foldhash::fast::FixedState;
use ground::fault::Fault;
use ground::table::{SmallTable, numbered};
use std::path::Path;

/// What a word does in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// It names one thing.
    Plain,
    /// It names one thing in its usual sense, and may name the others of its line.
    Usual,
    /// It names a class of things; the model tells which.
    Class,
    /// A thing where it stands alone, a quality beside another (`portable`, `tour`).
    Adjective,
    /// A place or a part in a network (`core`, `edge`): the usual thing there, where no other word of the
    /// phrase names one.
    Role,
    /// It tells the world a thing is of: `patient` makes a monitor no screen.
    Domain,
    /// It names anything (`matériel`).
    Silent,
    /// It says how a thing is, not what (`wireless`).
    Qualifier,
    /// What follows it is a complement (`pour`, `of`).
    Function,
}

impl Sense {
    pub(super) fn named(code: &str) -> Option<Self> {
        Some(match code {
            "plain" => Self::Plain,
            "usual" => Self::Usual,
            "class" => Self::Class,
            "adjective" => Self::Adjective,
            "role" => Self::Role,
            "domain" => Self::Domain,
            "silent" => Self::Silent,
            "qualifier" => Self::Qualifier,
            "function" => Self::Function,
            _ => return None,
        })
    }
}

/// What the languages of a word say of where the head of a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    /// French, Spanish, Italian, Portuguese: first.
    First,
    /// English, with others or alone: last.
    Last,
    /// German and Dutch: last in a compound.
    Compound,
    /// Nothing: it is of languages of both kinds.
    Any,
}

impl Tongue {
    fn of(languages: &[String]) -> Self {
        let of = |those: &[&str]| languages.iter().any(|own| those.contains(&own.as_str()));
        match (of(&["fr", "es", "it", "pt"]), of(&["de", "nl"]), of(&["en"])) {
            (true, false, false) => Self::First,
            (false, true, false) => Self::Compound,
            (false, _, true) => Self::Last,
            _ => Self::Any,
        }
    }
}

/// A word, or several, of the vocabulary.
#[derive(Debug, Clone)]
pub(super) struct LexiconTerm {
    /// It, as the vocabulary writes it.
    pub(super) text: String,
    /// What it names; for a word of the usual sense, that first.
    pub(super) kinds: Vec<Thing>,
    pub(super) sense: Sense,
    pub(super) tongue: Tongue,
    /// Whether it may end a compound: German and Dutch.
    compounds: bool,
}

/// Tables of words of ours: what a file says is looked up in them and never put there.
type HashMap<K, V> = std::collections::HashMap<K, V, FixedState>;
type HashSet<T> = std::collections::HashSet<T, FixedState>;

/// The vocabulary, by its words.
pub(super) struct Lexicon {
    pub(super) terms: Vec<LexiconTerm>,
    by_key: HashMap<String, u32>,
    /// The word as the vocabulary writes it, by any form it may have.
    forms: HashMap<String, String>,
    longest: usize,
    /// The words of all terms.
    spoken: HashSet<String>,
}

/// The shortest word that ends a compound, in letters.
const SHORTEST_HEAD: usize = 5;
/// The shortest part of a compound behind another word.
const SHORTEST_PART: usize = 3;

impl Lexicon {
    /// The shipped vocabulary, and the codes and labels of a set's types.
    pub(super) fn new(set: &FactorSet) -> Result<Self, Fault> {
        let table = SmallTable::parse(
            Path::new("vocabulary.csv"),
            include_str!("vocabulary.csv"),
            &["term", "equipment_type", "sense", "language"],
        )?;
        let mut lines: Vec<(LexiconTerm, Vec<String>)> = Vec::new();
        for row in table.rows() {
            let Some(sense) = Sense::named(row.get("sense")) else { continue };
            let codes = row.get("equipment_type");
            // A set may know fewer types than the words do: the next best is taken.
            let kinds: Vec<Thing> =
                codes.split('|').filter_map(|code| Thing::named(code, set)).collect();
            if kinds.is_empty() && !codes.is_empty() {
                continue;
            }
            let languages: Vec<String> =
                row.get("language").split(' ').map(str::to_owned).collect();
            lines.push((term(row.get("term"), kinds, sense, &languages), languages));
        }
        for kind in &set.types {
            let Some(meant) = Thing::named(&kind.code, set) else { continue };
            for (name, language) in
                [(&kind.code, "*"), (&kind.label.en, "en"), (&kind.label.fr, "fr")]
            {
                let languages = vec![language.to_owned()];
                lines.push((term(name, vec![meant], Sense::Plain, &languages), languages));
            }
        }
        Ok(Self::of(lines))
    }

    fn of(lines: Vec<(LexiconTerm, Vec<String>)>) -> Self {
        let cut: Vec<Vec<PhraseWord>> = lines.iter().map(|(term, _)| words(&term.text)).collect();
        let mut forms: HashMap<String, String> = HashMap::default();
        // A word with a meaning of its own is no plural of another: `sans` is not several `SAN`.
        let mut alone: HashMap<&str, &LexiconTerm> = HashMap::default();
        for ((term, _), words) in lines.iter().zip(&cut) {
            if let [word] = words.as_slice() {
                alone.entry(&word.text).or_insert(term);
            }
        }
        let mut met: HashSet<(&str, &str)> = HashSet::default();
        for ((_, languages), words) in lines.iter().zip(&cut) {
            for word in words {
                let one = alone.get(word.text.as_str());
                let new = languages.iter().filter(|own| met.insert((&word.text, own)));
                for plural in new.flat_map(|language| plurals(&word.text, language)) {
                    let other = alone.get(plural.as_str()).is_some_and(|own| {
                        one.is_none_or(|one| (own.sense, &own.kinds) != (one.sense, &one.kinds))
                    });
                    if !other && plural != word.text {
                        forms.entry(plural).or_insert_with(|| word.text.clone());
                    }
                }
            }
        }
        settle(&mut forms);
        let spoken = cut.iter().flatten().map(|word| word.text.clone()).collect();
        let (terms, by_key) = (Vec::new(), HashMap::default());
        let mut lexicon = Self { terms, by_key, forms, longest: 1, spoken };
        for ((term, languages), words) in lines.into_iter().zip(cut) {
            let key = lexicon.key(&words);
            let at = numbered(lexicon.terms.len());
            if key.is_empty() || lexicon.by_key.contains_key(&key) {
                continue;
            }
            // Written as one word, it has a plural of its own.
            if words.len() > 1 {
                for plural in languages.iter().flat_map(|language| plurals(&key, language)) {
                    lexicon.forms.entry(plural).or_insert_with(|| key.clone());
                }
            }
            lexicon.longest = lexicon.longest.max(words.len());
            lexicon.by_key.insert(key, at);
            lexicon.terms.push(term);
        }
        lexicon
    }

    fn canonical<'a>(&'a self, word: &'a str) -> &'a str {
        self.forms.get(word).map_or(word, String::as_str)
    }

    /// What words are looked up by: each as the vocabulary writes it, without what is between.
    fn key(&self, words: &[PhraseWord]) -> String {
        words.iter().map(|word| self.canonical(&word.text)).collect()
    }

    /// The term that words make, all of them together.
    pub(super) fn term_of(&self, words: &[PhraseWord]) -> Option<u32> {
        let known = self.by_key.get(&self.key(words));
        known.copied().or_else(|| {
            let joined: String = words.iter().map(|word| word.text.as_str()).collect();
            self.by_key.get(self.canonical(&joined)).copied()
        })
    }

    /// Whether a word of a text, as it is compared, is one of a term: nearly no model's name
    /// has any.
    pub(super) fn may_name(&self, folded: &str) -> bool {
        folded.split(|c: char| !c.is_alphanumeric()).any(|word| {
            let said = self.canonical(word);
            self.spoken.contains(said) || self.by_key.contains_key(said)
        })
    }

    /// The term a compound ends with: `Netzwerkdrucker` is a `Drucker`.
    pub(super) fn head_of_compound(&self, word: &str) -> Option<u32> {
        (3..word.len().saturating_sub(SHORTEST_HEAD - 1))
            .filter(|at| word.is_char_boundary(*at))
            .find_map(|at| {
                let found = *self.by_key.get(self.canonical(&word[at..]))?;
                self.terms[found as usize].compounds.then_some(found)
            })
    }

    /// The sense of the term that a phrase was heard by.
    pub(super) fn sense_of(&self, heard: &str) -> Option<Sense> {
        let at = self.by_key.get(self.canonical(heard))?;
        Some(self.term(*at).sense)
    }

    /// The words of terms that begin so, in order; of those that a compound begins with, the word alone:
    /// `server`, and no `serverschrank`.
    pub(super) fn begun(&self, cut: &str) -> Vec<&str> {
        let is_longer = |word: &&str| word.len() > cut.len() && word.starts_with(cut);
        let mut all: Vec<&str> = self.spoken.iter().map(String::as_str).filter(is_longer).collect();
        all.sort_unstable_by_key(|word| (word.len(), *word));
        let mut found: Vec<&str> = Vec::new();
        for word in all {
            let of_compound = |own: &&str| {
                let rest = word.strip_prefix(*own);
                rest.is_some_and(|rest| rest.len() >= SHORTEST_PART)
            };
            if !found.iter().any(of_compound) {
                found.push(word);
            }
        }
        found
    }

    /// Whether a word by itself is a quality of another.
    pub(super) fn is_a_quality(&self, word: &str) -> bool {
        self.sense_of(word) == Some(Sense::Adjective)
    }

    /// The most words of a term.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    pub(super) fn term(&self, at: u32) -> &LexiconTerm {
        &self.terms[at as usize]
    }
}

/// Makes every form lead to a word that leads no further: `externes`, `externe`, `extern`.
fn settle(forms: &mut HashMap<String, String>) {
    let mut settled = HashMap::with_capacity_and_hasher(forms.len(), FixedState::default());
    for (form, word) in forms.iter() {
        let mut last = word;
        for _ in 0..4 {
            match forms.get(last) {
                Some(further) if further != form => last = further,
                // Two words that are each other's form: the first by name stands for both.
                Some(_) => {
                    last = last.min(form);
                    break;
                }
                None => break,
            }
        }
        if last != form {
            settled.insert(form.clone(), last.clone());
        }
    }
    *forms = settled;
}

fn term(text: &str, kinds: Vec<Thing>, sense: Sense, languages: &[String]) -> LexiconTerm {
    let compounding = languages.iter().any(|own| ["de", "nl", "*"].contains(&own.as_str()));
    let names = matches!(sense, Sense::Plain | Sense::Usual | Sense::Class | Sense::Role);
    LexiconTerm {
        text: text.to_owned(),
        kinds,
        sense,
        tongue: Tongue::of(languages),
        compounds: names && compounding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_types_that_exist_and_is_well_formed() {
        let set = FactorSet::shipped().unwrap();
        let table = SmallTable::parse(Path::new("v"), include_str!("vocabulary.csv"), &[]).unwrap();
        for row in table.rows() {
            let (term, codes) = (row.get("term"), row.get("equipment_type"));
            assert!(Sense::named(row.get("sense")).is_some(), "`{term}`: line {}", row.line);
            let known = |code: &str| Thing::named(code, &set).is_some() || LATER.contains(&code);
            assert!(codes.is_empty() || codes.split('|').all(known), "`{term}`: {codes}");
            let languages = row.get("language").split(' ');
            let all = ["*", "fr", "en", "de", "es", "it", "pt", "nl"];
            assert!(languages.into_iter().all(|own| all.contains(&own)), "`{term}`");
        }
    }

    /// Types that later factor sets tell apart; until then the next of the line stands in.
    const LATER: [&str; 6] =
        ["telephone_analog", "mfp_a3", "plotter", "label_printer", "signage_display", "camera"];

    #[test]
    fn no_line_of_the_vocabulary_hides_another() {
        let set = FactorSet::shipped().unwrap();
        let lexicon = Lexicon::new(&set).unwrap();
        let table = SmallTable::parse(Path::new("v"), include_str!("vocabulary.csv"), &[]).unwrap();
        let mut hidden = Vec::new();
        for row in table.rows() {
            let own = row.get("term");
            let found = lexicon.term_of(&words(own)).map(|at| lexicon.term(at).text.as_str());
            if found != Some(own) {
                hidden.push(format!("line {} `{own}` is read as {found:?}", row.line));
            }
        }
        assert!(hidden.is_empty(), "{}", hidden.join("\n"));
    }
}
