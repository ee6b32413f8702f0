//! Which way a sentence says that something went since another year, without saying by how much: "less
//! than in 2024", "fell between 2024 and 2025". It is a comparison as any other.

use super::rules::made;
use super::ways::{Said, WayWord, Ways};
use ground::fault::Fault;
use regex::bytes::Regex;
use std::ops::Range;

/// The year before, by no number.
const YEAR_BEFORE: &str = r"(?:l'an dernier|l'an passe|l'annee (?:derniere|passee|precedente|d'avant)|(?:the )?(?:last|previous|prior) year|(?:the )?year before)";

/// What finds them.
pub(super) struct Directions {
    /// The year that less or more is told from; no figure stands between, which would be a bound.
    tail: Regex,
    /// A year that all of a sentence is told from.
    since: Regex,
    before: Regex,
    /// What parts what is said of one thing from what is said of another.
    clause: Regex,
    /// What makes of a verb that stands behind it something that is so.
    told: Regex,
}

/// Which way something is said to have gone.
pub(super) struct Direction {
    /// As it is written.
    pub(super) text: String,
    pub(super) said: Said,
    /// The clauses that say it, as one text.
    pub(super) words: String,
    /// The years that it is told of.
    pub(super) years: Vec<i32>,
    /// Whether it is told from the year before.
    pub(super) from_year_before: bool,
}

impl Direction {
    /// Whether it is told as what did not happen.
    pub(super) fn is_denied(&self) -> bool {
        matches!(self.said, Said::Denies(_))
    }
}

/// What a clause is about, of greenhouse gases and of electricity.
type About = (bool, bool);

impl Directions {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            tail: made(&format!(
                r"^[^.;\d]{{0,40}}?\b(?:depuis|en|de|a|par rapport a|since|than|from|to|in|of|with)? ?(?:(?:19|20)\d\d\b|{YEAR_BEFORE})"
            ))?,
            since: made(&format!(
                r"\b(?:depuis|par rapport a|compare\w* (?:a|to|with)|since|against|versus) (?:l'annee |the year |fin )?(?:(?:19|20)\d\d\b|{YEAR_BEFORE})"
            ))?,
            before: made(&format!(r"\b{YEAR_BEFORE}\b"))?,
            clause: made(
                r"[,;:] |[()]|\b(?:et|and|mais|but|tandis que|alors que|while|whereas|puis|then|malgre|despite) ",
            )?,
            told: made(
                r"\b(?:a|ont|avons|est|sont|has|have|is|are) (?:(?:bien|fortement|nettement|encore|deja|beaucoup|largement|been|ete|already|greatly|sharply) )*(?:en )?$",
            )?,
        })
    }

    /// Those of a plain sentence of these years: one of each thing that it speaks of. `about` tells what
    /// words are about; what stands with one of the figures at `taken` is held by how much it is.
    pub(super) fn of(
        &self,
        ways: &Ways,
        (plain, years): (&str, &[i32]),
        taken: &[Range<usize>],
        about: impl Fn(&str) -> About,
        is_of_it: impl Fn(&str, &str) -> bool,
    ) -> Vec<Direction> {
        let bytes = plain.as_bytes();
        let from_year_before = self.before.is_match(bytes);
        let has_year = from_year_before || !years.is_empty();
        let is_since = self.since.is_match(bytes);
        let clauses = self.clauses(plain);
        let mut of_each: Vec<(About, Vec<WayWord>, Vec<usize>)> = Vec::new();
        for word in ways.found(plain) {
            let after = &plain[word.at.end..];
            let is_told = if word.is_verb {
                has_year
            } else {
                let bare = &plain[word.at.clone()];
                !word.is_amount
                    && (self.tail.is_match(after.as_bytes()) || is_since)
                    && is_of_it(bare, after)
            };
            let place = clauses.iter().position(|clause| clause.contains(&word.at.start));
            let Some(place) = place.filter(|_| is_told) else { continue };
            let clause = &clauses[place];
            if taken.iter().any(|at| clause.start < at.end && at.start < clause.end) {
                continue;
            }
            // What a clause does not name was named before it, or is named by the sentence.
            let own = clauses[..=place].iter().rev().map(|clause| about(&plain[clause.clone()]));
            let of =
                own.into_iter().find(|of| *of != (false, false)).unwrap_or_else(|| about(plain));
            match of_each.iter_mut().find(|(known, ..)| *known == of) {
                Some((_, words, places)) => {
                    words.push(word);
                    places.push(place);
                }
                None => of_each.push((of, vec![word], vec![place])),
            }
        }
        let is_one = of_each.len() == 1;
        let direction = |(_, words, mut places): (About, Vec<WayWord>, Vec<usize>)| {
            places.dedup();
            let said = Said::of(&words.iter().collect::<Vec<_>>())?;
            let of = |places: &[usize]| -> String {
                let texts = places.iter().map(|place| plain[clauses[*place].clone()].trim());
                texts.collect::<Vec<_>>().join(" ")
            };
            let first = words.first()?.at.clone();
            Some(Direction {
                text: plain[first].to_owned(),
                said,
                words: if is_one { plain.to_owned() } else { of(&places) },
                years: years.to_vec(),
                from_year_before,
            })
        };
        of_each.into_iter().filter_map(direction).collect()
    }

    /// The word by which a sentence that names no year tells which way something went.
    pub(super) fn since_nothing(&self, ways: &Ways, plain: &str, years: &[i32]) -> Option<String> {
        if !years.is_empty() || self.before.is_match(plain.as_bytes()) {
            return None;
        }
        let is_told = |word: &WayWord| {
            let (before, text) = (&plain[..word.at.start], &plain[word.at.clone()]);
            let is_past = ["fell", "rose", "grew", "shrank", "sank"].contains(&text)
                || text.ends_with("ed") && before.trim_end().ends_with(|c: char| c.is_alphabetic());
            let qualifies = ["a ", "the ", "our ", "its ", "with ", "of "];
            word.is_verb
                && (is_past && !qualifies.iter().any(|word| before.ends_with(word))
                    || self.told.is_match(before.as_bytes())
                        && !(text.ends_with("er") || text.ends_with("re")))
        };
        let found = ways.found(plain).into_iter().find(is_told)?;
        Some(plain[found.at].to_owned())
    }

    /// What a sentence says of one thing, then of another.
    pub(super) fn clauses(&self, plain: &str) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut out = Vec::new();
        for found in self.clause.find_iter(plain.as_bytes()) {
            out.push(from..found.start());
            from = found.start();
        }
        out.push(from..plain.len());
        out
    }
}
