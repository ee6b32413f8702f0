//! What a sentence tells of another year: its figure, a passage from one to the other, a change.

use super::amounts::FigurePair;
use super::direction::Direction;
use super::facts::{Dimension, StatedChange, Subject};
use super::figures::Stated;
use super::hold::{FIGURES, Holder};
use super::holding::HeldFigure;
use super::told::ToldFigure;
use super::why::{differs, not_compared, unit};
use ground::lang::{Lang, Text};
use ground::text;

impl ToldFigure<'_> {
    /// Holds the figure of an earlier year, where the sentence names no other.
    pub(super) fn of_other_year(&self, figure: &Stated) -> Option<HeldFigure> {
        let (facts, named) = (self.facts, &self.years);
        if named.is_empty() || named.contains(&facts.year) {
            return None;
        }
        let subject = self.changing(figure.of);
        let known = self.changes(figure.of, subject).find(|change| named.contains(&change.year));
        let shown = &figure.text;
        Some(match known.filter(|_| subject.is_some()) {
            Some(change) if figure.is_value(change.before) => HeldFigure::Shown,
            Some(change) => {
                let (year, before) = (change.year, change.before);
                let unit = unit(change.of);
                let said = |lang: Lang| lang.short(before);
                HeldFigure::Refused(
                    FIGURES,
                    Text {
                        fr: format!("« {shown} » : {year} avait {} {unit}", said(Lang::Fr)),
                        en: format!("\"{shown}\": {year} had {} {unit}", said(Lang::En)),
                    },
                )
            }
            None if self.of(figure.of).next().is_none() => {
                return self.unknown(figure.of, shown);
            }
            None => HeldFigure::Unknown(text!(
                "« {shown} » : le calcul est de {0}",
                "\"{shown}\": the run is of {0}",
                facts.year
            )),
        })
    }

    /// Whether it is the figure of another year that the sentence names beside that of the run.
    pub(super) fn is_of_another_year(&self, figure: &Stated) -> bool {
        let subject = self.changing(figure.of);
        let mut changes = self.changes(figure.of, subject);
        changes.any(|one| self.years.contains(&one.year) && figure.is_value(one.before))
    }

    /// From one year's footprint to the other's.
    pub(super) fn passage(&self, passage: &FigurePair) -> Option<HeldFigure> {
        let shown = passage.text();
        if let Some(base) = self.declared_from() {
            return Some(base.not_compared(&shown));
        }
        let of = self.changing(passage.of());
        let whole = self.of(passage.of()).find(|known| Some(known.subject) == of);
        let mut changes = self.changes(passage.of(), of).peekable();
        let compared = changes.peek().is_some();
        let Some(known) = whole.filter(|_| compared) else {
            return self.unknown(passage.of(), &shown);
        };
        let from = changes.find(|change| passage.from.is_value(change.before));
        Some(match from.filter(|_| passage.to.is(known)) {
            Some(change) => not_compared(change, self.facts).unwrap_or(HeldFigure::Shown),
            None => HeldFigure::Refused(FIGURES, differs(&shown, known)),
        })
    }

    /// What a sentence says to have changed: what is of greenhouse gases and of electricity is not
    /// told apart.
    fn dimension(&self) -> Option<Dimension> {
        match (self.carbon, self.energy) {
            (true, false) => Some(Dimension::Carbon),
            (false, true) => Some(Dimension::Energy),
            _ => None,
        }
    }

    /// Whose it is.
    pub(super) fn changing(&self, of: Dimension) -> Option<Subject> {
        [Subject::Estate, Subject::Person].into_iter().find(|subject| {
            let mut about = self.about.iter();
            about.any(|known| known.subject == *subject && known.of == of)
        })
    }

    /// How it changed against the earlier years.
    pub(super) fn changes(
        &self,
        of: Dimension,
        subject: Option<Subject>,
    ) -> impl Iterator<Item = &StatedChange> {
        let is = move |one: &&StatedChange| one.of == of && Some(one.subject) == subject;
        self.facts.changes.iter().filter(is)
    }

    /// A change of the footprint, or of the electricity, against an earlier year.
    pub(super) fn change(&self, shown: &str, percent: f64, is: impl Fn(f64) -> bool) -> HeldFigure {
        if let Some(base) = self.declared_from() {
            return base.not_compared(shown);
        }
        let of = self.dimension();
        let subject = of.and_then(|of| self.changing(of));
        let of = of.filter(|of| {
            // That the footprint has no earlier year is known of the estate.
            let footprint = (*of, subject) == (Dimension::Carbon, Some(Subject::Estate));
            footprint || self.changes(*of, subject).next().is_some()
        });
        // Of what was said to have changed beside another thing, a year has to be named.
        let is_named =
            |of: &Dimension| self.changes(*of, subject).any(|one| self.years.contains(&one.year));
        let Some(of) = of.filter(|of| !self.is_of_both() || is_named(of)) else {
            return HeldFigure::Unknown(text!(
                "« {shown} » : le calcul ne donne pas cette évolution",
                "\"{shown}\": the run does not give this change"
            ));
        };
        let mut changes = self.changes(of, subject);
        let named = |change: &&StatedChange| self.plain.contains(&change.year.to_string());
        let known = changes.find(|change| is(change.percent) && named(change));
        if let Some(change) = known {
            return not_compared(change, self.facts).unwrap_or(HeldFigure::Shown);
        }
        let told = format!("{percent:+.0} %");
        let none = text!(
            "aucune année comparable ne donne « {shown} » ({told})",
            "no comparable year gives \"{shown}\" ({told})"
        );
        HeldFigure::Refused(FIGURES, none)
    }
}

impl Holder {
    /// Holds which way a sentence says that the footprint or the electricity went; whether it says one.
    pub(super) fn direction(&self, told: &ToldFigure<'_>) -> Option<HeldFigure> {
        if !(told.carbon || told.energy) || self.about.is_elsewhere(told.plain) {
            return None;
        }
        told.went(&self.directions.of(told.plain, self.years(told.plain))?)
    }
}

impl ToldFigure<'_> {
    fn went(&self, direction: &Direction) -> Option<HeldFigure> {
        let (shown, year) = (&direction.text, self.facts.year);
        let is_earlier = |told: i32| {
            direction.years.contains(&told) || direction.from_year_before && told == year - 1
        };
        let others = direction.years.iter().any(|told| *told < year);
        if !others && !direction.from_year_before {
            return None;
        }
        if let Some(base) = self.declared_from() {
            return Some(base.not_compared(shown));
        }
        let of = match (self.carbon, self.energy) {
            (_, false) => Some(Dimension::Carbon),
            (false, true) => Some(Dimension::Energy),
            _ => None,
        };
        let known = of.and_then(|of| {
            let subject = self.changing(of);
            let mut changes = self.changes(of, subject).filter(|one| one.year < year);
            changes.find(|one| is_earlier(one.year))
        });
        let Some(change) = known else {
            return Some(HeldFigure::Unknown(text!(
                "« {shown} » : le calcul ne donne pas cette évolution",
                "\"{shown}\": the run does not give this change"
            )));
        };
        if let Some(held) = not_compared(change, self.facts) {
            return Some(held);
        }
        if direction.denied {
            return Some(HeldFigure::Unknown(text!(
                "« {shown} » : ce que la phrase nie n'est pas vérifié",
                "\"{shown}\": what the sentence denies is not checked"
            )));
        }
        let (before, is_right) = (change.year, (change.percent < 0.0) == direction.falls);
        Some(if is_right {
            HeldFigure::Shown
        } else {
            HeldFigure::Refused(
                FIGURES,
                text!(
                    "« {shown} » : de {before} à {year}, c'est l'inverse",
                    "\"{shown}\": from {before} to {year} it is the other way round"
                ),
            )
        })
    }
}
