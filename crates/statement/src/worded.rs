//! What a sentence tells in words: parts, comparisons, falls and rises, and numbers of things.

use super::compared::Compared;
use super::facts::Dimension;
use super::hold::Holder;
use super::holding::{HeldFigure, Holding};
use super::told::ToldFigure;
use super::ways::{Said, Way};
use super::why::unclear;
use ground::text;

impl Holder {
    /// The changes that a sentence tells in words.
    pub(super) fn shares(&self, plain: &str) -> Vec<(String, f64)> {
        self.amounts.shares(plain, self.ways.is_in(plain))
    }

    /// The comparisons that it tells in words.
    pub(super) fn compared(&self, plain: &str) -> Vec<Compared> {
        let falls = self.ways.said(plain) == Some(Said::Goes(Way::Falls));
        self.comparisons.of(plain, falls, |word: &str| self.is_ours(word))
    }

    /// Whether a word is of gases or of energy.
    fn is_ours(&self, word: &str) -> bool {
        let words = ["pollution", "impact", "impacts", "gaz", "tonnes", "kg", "kilos", "gas"];
        self.is_carbon(word) || self.is_energy(word) || words.contains(&word)
    }

    /// Whether less or more of something is of the footprint: "less paper" is none of it.
    pub(super) fn is_of_footprint(&self, words: &str, after: &str) -> bool {
        self.comparisons.is_of_it(words, after, &|word: &str| self.is_ours(word))
    }

    /// The word by which a sentence tells a fall or a rise of the footprint since no year.
    pub(super) fn since_nothing(&self, plain: &str) -> Option<String> {
        let is_ours = self.is_carbon(plain) || self.is_energy(plain) || self.is_weighed(plain);
        let word = || self.directions.since_nothing(&self.ways, plain, &self.years(plain));
        is_ours.then(word).flatten()
    }

    /// Holds what is told without a unit of a footprint: numbers of things, a PUE, parts and amounts in
    /// words.
    pub(super) fn others(&self, told: &ToldFigure<'_>, out: &mut Holding) {
        let (plain, facts) = (told.plain, told.facts);
        for count in self.counts.of(plain) {
            out.add(self.counts.hold(&count, plain, facts, told.is_of_run()));
        }
        if let Some(pue) = self.pue(plain) {
            let base = told.declared(&pue);
            let held = base.map_or_else(|| told.pue(&pue), |base| base.hold(&pue, plain));
            out.declared |= base.is_some() && matches!(held, HeldFigure::Shown);
            out.add(held);
        }
        for words in self.loose.of(plain) {
            out.add(HeldFigure::Unknown(told.not_given(Dimension::Percent, &words)));
        }
        if !(told.carbon || told.energy) {
            return;
        }
        for (words, percent) in self.shares(plain) {
            let at = plain.find(&words).unwrap_or(0);
            let clause = self.clause_at(at, plain);
            let Some(Said::Goes(way)) = self.ways.said(clause) else {
                out.add(HeldFigure::Unknown(unclear(&words)));
                continue;
            };
            let signed = if way == Way::Falls { -percent } else { percent };
            out.add(told.change((&words, at), signed, |change| (change - signed).abs() <= 2.0));
        }
        for words in self.amounts.spelled(plain) {
            out.add(HeldFigure::Unknown(text!(
                "« {words} » : écrivez le nombre en chiffres",
                "\"{words}\": write the number in figures"
            )));
        }
    }

    /// Holds what is compared in words; whether there is any.
    pub(super) fn compares(&self, mut told: ToldFigure<'_>, out: &mut Holding) -> bool {
        if !(told.carbon || told.energy) {
            told.carbon = self.is_weighed(told.plain);
        }
        if !(told.carbon || told.energy) {
            return false;
        }
        let compared = self.compared(told.plain);
        for one in &compared {
            // What others have is compared with nothing of the run.
            let held = if self.about.is_elsewhere(told.plain) {
                HeldFigure::Unknown(told.not_given(Dimension::Percent, &one.text))
            } else {
                let at = told.plain.find(&one.text).unwrap_or(0);
                told.change((&one.text, at), one.percent, |change| one.is(change))
            };
            out.add(held);
        }
        !compared.is_empty()
    }
}
