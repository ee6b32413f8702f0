//! One figure of a sentence, with the words about it, held against the run.

use super::about::About;
use super::facts::{Dimension, Facts, Known, LEVEL, Subject};
use super::figures::Stated;
use super::hold::{HoldItem, Holder};
use super::holding::{FIGURES, HeldFigure};
use super::told::ToldFigure;
use super::ways::{Said, Way};
use super::why::{differs, of_which_year, unclear};
use ground::lang::Text;
use ground::text;

impl Holder {
    /// Why a weight is not what the sentence says that became of it.
    pub(super) fn weighs_otherwise(
        &self,
        figure: &Stated,
        known: &Known,
        told: &ToldFigure<'_>,
    ) -> Option<Text> {
        let rate = self.apart.rate(figure, Subject::Label, told.own);
        rate.or_else(|| self.apart.other_fate(figure, known, told.words))
    }

    /// A figure with the words about it.
    pub(super) fn told<'a>(
        &'a self,
        plain: &'a str,
        words: &'a str,
        own: &'a str,
        facts: &'a Facts,
    ) -> ToldFigure<'a> {
        // What it is of is said by the nearest words that say it.
        let says = |words: &&str| {
            self.is_carbon(words) || self.is_energy(words) || self.is_of_things(words)
        };
        let nearest = [own, words, plain].into_iter().find(says).unwrap_or(plain);
        let years = [own, words, plain].map(|words| self.years(words));
        ToldFigure {
            holder: self,
            plain,
            words,
            own,
            facts,
            about: self.about.of(words, facts),
            carbon: self.is_carbon(nearest),
            energy: self.is_energy(nearest),
            things: self.is_of_things(nearest),
            years: years.into_iter().find(|years| !years.is_empty()).unwrap_or(Vec::new()),
        }
    }

    /// Holds a figure, and whether a declared base is of it.
    pub(super) fn item(
        &self,
        item: &HoldItem<'_>,
        told: &ToldFigure<'_>,
    ) -> Option<(HeldFigure, bool)> {
        match item {
            HoldItem::Passage(pair) => told.passage(pair).map(|held| (held, false)),
            HoldItem::Range(pair) => told.range(pair).map(|held| (held, false)),
            HoldItem::Single(figure) => {
                let is_declared = told.declared(figure).is_some();
                self.single(figure, told).map(|held| (held, is_declared))
            }
        }
    }

    /// Holds one figure; nothing where it is none of a footprint.
    fn single(&self, figure: &Stated, told: &ToldFigure<'_>) -> Option<HeldFigure> {
        let shown = &figure.text;
        if figure.of == Dimension::Percent {
            if self.is_level(figure, told.plain) {
                let own = text!(
                    "« {shown} » : l'intervalle du calcul est à {LEVEL} %",
                    "\"{shown}\": the interval of the run is at {LEVEL}%"
                );
                let is_own = figure.is_percent(f64::from(LEVEL));
                return Some(if is_own {
                    HeldFigure::Shown
                } else {
                    HeldFigure::Refused(FIGURES, own)
                });
            }
            let way = self.way_of(figure, told);
            if let Some(held) = told.part_of_total(figure).filter(|_| way.is_none()) {
                return Some(held);
            }
            let (before, after) = told.plain.split_at(figure.at.start);
            if self.sorts.is_left(before, &after[figure.at.len()..]) {
                return Some(HeldFigure::Unknown(unclear(shown)));
            }
            if let Some(way) = way.filter(|_| told.carbon || told.energy) {
                let Said::Goes(way @ (Way::Falls | Way::Rises)) = way else {
                    return Some(HeldFigure::Unknown(unclear(shown)));
                };
                let sign = if way == Way::Falls { -1.0 } else { 1.0 };
                let is = |percent: f64| {
                    figure.is_percent(percent) && (percent * sign >= 0.0 || figure.is_percent(0.0))
                };
                let (low, _) = figure.span();
                return Some(told.change((shown, figure.at.start), low * sign, is));
            }
        }
        if figure.of == Dimension::Carbon && told.things {
            return Some(told.weight(figure));
        }
        if let Some(base) = told.declared(figure) {
            return Some(base.hold(figure, told.plain));
        }
        if let Some(amount) = self.amount_of_change(figure, told.plain) {
            return Some(told.amount(figure, &amount));
        }
        if let Some(held) = told.of_other_year(figure) {
            return Some(held);
        }
        let candidates: Vec<&Known> = told.of(figure.of).collect();
        let Some(first) = candidates.first() else {
            return told.by_value(figure).or_else(|| told.unknown(figure.of, shown));
        };
        let apart = |subject| self.apart.why(figure, subject, told.own, told.plain);
        if let Some(known) = candidates.iter().find(|known| self.holds(figure, known, told.plain)) {
            // Two things of one name are one or the other.
            let other = |one: &&&Known| {
                one.part.is_some()
                    && one.part == known.part
                    && About::is_one_name(one, known)
                    && !self.holds(figure, one, told.plain)
            };
            if let Some(other) = candidates.iter().find(other) {
                return Some(HeldFigure::Unknown(differs(shown, other)));
            }
            let why = apart(known.subject).or_else(|| told.of_more(figure, known));
            return Some(why.map_or(HeldFigure::Shown, HeldFigure::Unknown));
        }
        if told.is_of_another_year(figure) {
            let is_since = self.is_since(figure, told.plain);
            return Some(if is_since {
                HeldFigure::Unknown(of_which_year(shown))
            } else {
                HeldFigure::Shown
            });
        }
        // What is no figure of the whole is not held against it.
        if let Some(why) = apart(first.subject).filter(|_| self.apart.is_of_other(told.own)) {
            return Some(HeldFigure::Unknown(why));
        }
        if let Some(held) = told.of_some_parts(figure, &candidates) {
            return Some(held);
        }
        if let Some(why) = told.of_sum_or_other(figure) {
            return Some(HeldFigure::Unknown(why));
        }
        let differs = differs(shown, first);
        let of_one = matches!(first.subject, Subject::Label | Subject::Person);
        let of_others = of_one && self.about.is_elsewhere(told.words);
        let of_some = first.part.is_some() && self.about.is_of_some(told.words);
        Some(if of_others || of_some {
            HeldFigure::Unknown(differs)
        } else {
            HeldFigure::Refused(FIGURES, differs)
        })
    }
}
