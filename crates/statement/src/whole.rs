//! What a share is of: a sentence that tells it has to say so, for the same number of another whole is
//! false.

use super::facts::{Dimension, Known};
use super::figures::Stated;
use super::rules::{broken, made};
use ground::fault::Fault;
use ground::lang::Text;
use regex::bytes::Regex;

const WHOLES: &str = include_str!("wholes.csv");

/// By the catalogue's code: the words that say it, and its name.
pub(super) struct Wholes(Vec<(String, Regex, Text)>);

impl Wholes {
    pub(super) fn new() -> Result<Self, Fault> {
        let mut all = Vec::new();
        for row in csv::Reader::from_reader(WHOLES.as_bytes()).records() {
            let row = row.map_err(broken)?;
            let cell = |at| row.get(at).unwrap_or("").to_owned();
            let words = made(&format!(r"\b(?:{})\b", cell(1)))?;
            all.push((cell(0), words, Text { fr: cell(2), en: cell(3) }));
        }
        Ok(Self(all))
    }

    /// Whether a word says what a share of waste is of; of devices and people it may say which they are.
    pub(super) fn says(&self, known: &Known, word: &str) -> bool {
        let is_own = |code: &str| code == known.whole && code == "waste";
        let words = self.0.iter().find(|(code, ..)| is_own(code));
        words.is_some_and(|(_, words, _)| {
            words.find(word.as_bytes()).is_some_and(|found| found.len() == word.len())
        })
    }

    /// The whole of a share that a sentence does not say, by its name.
    fn unsaid(&self, known: &Known, plain: &str) -> Option<&Text> {
        let (_, words, name) = self.0.iter().find(|(code, ..)| *code == known.whole)?;
        (!words.is_match(plain.as_bytes())).then_some(name)
    }

    /// That a share is not told of what it is of: no figure of the run which it may be is.
    pub(super) fn missing(
        &self,
        plain: &str,
        figures: &[Stated],
        matched: &[&Known],
    ) -> Option<Text> {
        figures.iter().filter(|one| one.of == Dimension::Percent).find_map(|one| {
            let is = |known: &&&Known| known.of == Dimension::Percent && one.is(known);
            let may: Vec<&Known> = matched.iter().filter(is).copied().collect();
            let unsaid: Vec<&Text> =
                may.iter().filter_map(|known| self.unsaid(known, plain)).collect();
            let name = unsaid.first().filter(|_| unsaid.len() == may.len())?;
            let (shown, Text { fr, en }) = (&one.text, name);
            Some(Text {
                fr: format!(
                    "« {shown} » : dans le calcul, cette part est de ceci : {fr} ; dites-le"
                ),
                en: format!("\"{shown}\": in the run, this share is of {en}: say so"),
            })
        })
    }
}
