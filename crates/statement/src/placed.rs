//! Figures and years as they stand in a sentence.

use super::rules::made;
use ground::fault::Fault;
use regex::bytes::Regex;
use std::ops::Range;

/// The year before, by no number.
pub(super) const YEAR_BEFORE: &str = r"(?:l'an dernier|l'an passe|l'annee (?:derniere|passee|precedente|d'avant)|(?:the )?(?:last|previous|prior) year|(?:the )?year before)";

/// A figure in its sentence.
pub(super) struct PlacedFigure {
    /// As it is written.
    pub(super) text: String,
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// What it is of, as a number that tells one dimension from others.
    pub(super) of: u8,
    /// Its smallest and largest reading.
    pub(super) span: (f64, f64),
    /// The year that it is told of, where the sentence says one.
    pub(super) year: Option<i32>,
    /// The words about it.
    pub(super) own: Range<usize>,
}

impl PlacedFigure {
    /// The next one behind a place, with what stands between.
    pub(super) fn after<'a, 'p>(
        all: &'a [Self],
        plain: &'p str,
        from: usize,
    ) -> Option<(&'a Self, &'p str)> {
        let next = all.iter().find(|one| one.at.start >= from)?;
        let gap = plain.get(from..next.at.start)?;
        (!gap.contains(['.', ';'])).then_some((next, gap))
    }

    /// The figure that another is compared with, by a word at this place: the one before it; where there
    /// is none, the next one.
    pub(super) fn beside<'a>(all: &'a [Self], object: &Self, word: usize) -> Option<&'a Self> {
        let of = |one: &&Self| one.of == object.of;
        let before = all.iter().rev().filter(of).find(|one| one.at.end <= word);
        before.or_else(|| all.iter().filter(of).find(|one| one.at.start >= object.at.end))
    }
}

/// What a sentence tells, for the words of ways in it.
#[derive(Clone, Copy)]
pub(super) struct ToldSentence<'a> {
    pub(super) plain: &'a str,
    /// The years that it names.
    pub(super) years: &'a [i32],
    /// The year of the run.
    pub(super) run: i32,
    pub(super) figures: &'a [PlacedFigure],
}

/// What finds the years of figures, and how figures stand to one another.
pub(super) struct Besides {
    /// A year right behind a figure, and any year.
    behind: Regex,
    pub(super) year: Regex,
    /// The figure that follows is a part of the one before; it is the same, told otherwise.
    pub(super) part: Regex,
    pub(super) same: Regex,
    /// Nothing stands between but what a figure is of, and its year.
    pub(super) next: Regex,
    /// The most, or the least, of all.
    pub(super) most: Regex,
}

impl Besides {
    pub(super) fn new() -> Result<Self, Fault> {
        let before = YEAR_BEFORE;
        Ok(Self {
            behind: made(&format!(
                r"^ ?(?:(?:de |d'|of )?(?:co2\w*|carbone?|electricit[ey]|energie|energy) ?)?(?:(?:par|per|a|each) \w+ ?)?\(?(?:(?:en|in|for|pour|de|of|sur|during) )?(?:l'annee |the year |fin )?((?:19|20)\d\d|{before})\b"
            ))?,
            year: made(&format!(r"\b((?:19|20)\d\d|{before})\b"))?,
            part: made(r"\b(?:dont|of which|including|y compris|parmi lesquel\w+)\b")?,
            same: made(r"\b(?:soit|c'est-a-dire|that is|i\.e\.|namely|autrement dit)(?:\W|$)")?,
            next: made(r"^(?: ?(?:de |of )?co2\w*| ?(?:en|in|for|pour|par|per) \w+|,| )*$")?,
            most: made(
                r"\b(?:le|la|les|the) (?:plus|moins|most|least|largest|biggest|heaviest|highest|lowest|smallest|lightest)\b",
            )?,
        })
    }

    /// Where the year stands that a figure is told of right behind it, from where the figure ends.
    pub(super) fn year_behind(&self, plain: &str, end: usize) -> Option<Range<usize>> {
        let year = self.behind.captures(&plain.as_bytes()[end..])?.get(1)?.range();
        Some(end + year.start..end + year.end)
    }
}
