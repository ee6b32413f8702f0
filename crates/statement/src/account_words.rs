//! The words of a sentence that add nothing to its figures.

use super::rules::{broken, made};
use super::ways::verbs;
use ground::fault::Fault;
use regex::bytes::Regex;
use std::collections::BTreeMap;

const WORDS: &str = include_str!("words.csv");

/// Words, each with what it takes for them to add nothing: `plain` nothing; else figures of the kind.
pub(super) struct AccountWords {
    /// By the first letters; whether the word may go on.
    known: BTreeMap<String, Vec<(bool, String)>>,
    pub(super) number: Regex,
    /// What stands of the whole with the estate.
    pub(super) bought: Regex,
    /// What is said of gas is of no greenhouse but in these words.
    pub(super) greenhouse: Regex,
    pub(super) changing: Regex,
    /// Several years as one time.
    pub(super) spans: Regex,
    /// The estate, for all that an organisation has besides.
    pub(super) of_it: Regex,
}

impl AccountWords {
    pub(super) fn new() -> Result<Self, Fault> {
        let mut known: BTreeMap<String, Vec<(bool, String)>> = BTreeMap::new();
        for row in csv::Reader::from_reader(WORDS.as_bytes()).records() {
            let row = row.map_err(broken)?;
            let kind = row.get(0).unwrap_or("");
            for word in row.iter().skip(1).flat_map(|cell| cell.split([' ', '\'', '-'])) {
                let (word, goes_on) = word.strip_suffix('*').map_or((word, false), |w| (w, true));
                known.entry(word.to_owned()).or_default().push((goes_on, kind.to_owned()));
            }
        }
        Ok(Self {
            known,
            number: made(r"\b\d[\d.,]*\b")?,
            bought: made(
                r"\b(?:et|and) (?:(?:les|nos|the|our) )?(?:services achetes|services bought|bought services)\b",
            )?,
            greenhouse: made(r"\bgaz a effet de serre\b|\bgreenhouse gas(?:es)?\b")?,
            spans: made(
                r"\b(?:19|20)\d\d(?:[-/]\d\d\b| ?(?:et|and|a|to|-|/|&|ou|or|jusqu'en|through|until) ?(?:(?:en|in|de|of) )?(?:19|20)\d\d\b)",
            )?,
            of_it: made(
                r"\b(?:informatiques?|numeriques?|parc|equipements?|appareils?|materiels?|si|systeme d'information|d?eee|weee|e-?waste|digital|estate|fleet|equipment|devices?|hardware|information system|computing|(?:our|of|the|'s) it|it (?:estate|equipment|footprint|emissions|department))\b",
            )?,
            changing: made(&format!(
                r"\b(?:n'(?:est|etait|emet|emettons|a emis|pese|atteint) (?:donc |ainsi |maintenant |desormais )?plus|{}|pass(?:e|ee|ant)|ramene\w*|down|up|went|lower|higher|from|now only|only|contre|against|versus|vs|compared)\b",
                verbs()?
            ))?,
        })
    }

    /// Whether a word adds nothing to figures of these kinds.
    pub(super) fn is_plain(&self, word: &str, kinds: &[&str]) -> bool {
        let of = |kind: &String| kind == "plain" || kinds.contains(&kind.as_str());
        (1..=word.len()).any(|end| {
            let entries = word.get(..end).and_then(|begin| self.known.get(begin));
            entries.is_some_and(|all| {
                all.iter().any(|(goes_on, kind)| (*goes_on || end == word.len()) && of(kind))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_both_languages_and_by_a_kind_that_is_used() {
        let kinds = [
            "plain",
            "carbon",
            "energy",
            "person",
            "out",
            "in",
            "used",
            "pue",
            "change",
            "denied",
            "declared",
            "method",
            "organisation",
        ];
        for row in csv::Reader::from_reader(WORDS.as_bytes()).records() {
            let row = row.unwrap();
            assert!(kinds.contains(&&row[0]), "{row:?}");
            assert!(!row[1].is_empty() && !row[2].is_empty() && row.len() == 3, "{row:?}");
        }
        let words = AccountWords::new().unwrap();
        assert!(words.is_plain("empreinte", &[]) && words.is_plain("represented", &[]));
        assert!(!words.is_plain("electricite", &[]) && words.is_plain("electricite", &["energy"]));
        assert!(!words.is_plain("compense", &[]) && !words.is_plain("vehicules", &["energy"]));
    }
}
