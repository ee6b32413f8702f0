//! Bases that a plan declares: told as declared, with their source, and never compared.

use super::allowed::{Allowed, figure};
use super::facts::{Declared, Flow, Known, Subject};
use super::figures::Stated;
use super::holding::{COMPARISON, FIGURES, HeldFigure};
use super::plain::plain;
use ground::lang::{Lang, Text};
use ground::table::{Holds, masked_in};
use ground::text;
use std::borrow::Cow;

impl Declared {
    /// It as a figure without bounds.
    fn known(&self) -> Known {
        Known {
            flow: Flow::of(&self.label),
            told: true,
            ..Known::exact(self.id.clone(), self.label.clone(), self.of, self.subject, self.value)
        }
    }

    /// Where it is from, without addresses, numbers and names of people: a sentence goes to the public.
    fn source(&self) -> Cow<'_, str> {
        masked_in(Holds::Writing, self.source.trim())
    }

    /// Its value in its own digits, in the unit of a language.
    fn figure(&self, lang: Lang) -> String {
        figure(&self.known(), lang)
    }

    /// The sentence that it holds: none without its source.
    pub(super) fn allowed(&self) -> Option<Allowed> {
        let source = self.source();
        if source.is_empty() {
            return None;
        }
        let year = self.year;
        let sentence = Text {
            fr: format!(
                "Pour {year}, notre point de départ déclaré ({}) est de {}, selon {source} ; une autre méthode l'a établi, et il ne se compare pas à nos calculs.",
                self.label.fr,
                self.figure(Lang::Fr)
            ),
            en: format!(
                "For {year}, our declared starting point ({}) is {}, from {source}; another method made it, and it does not compare with our computations.",
                self.label.en,
                self.figure(Lang::En)
            ),
        };
        Some(Allowed { sentence, rests_on: format!("plan.toml: baseline ({})", self.id) })
    }

    /// Whether a sentence that names these years is of this base.
    pub(super) fn is_of(&self, years: &[i32], about: &[&Known]) -> bool {
        let same = |known: &&Known| {
            known.id == self.id
                || self.subject != Subject::Label
                    && known.subject == self.subject
                    && known.of == self.of
        };
        years.contains(&self.year) && about.iter().any(same)
    }

    /// Holds a figure that a sentence tells of this base.
    pub(super) fn hold(&self, told: &Stated, sentence: &str) -> HeldFigure {
        let (shown, year) = (&told.text, self.year);
        let source = self.source();
        if !told.is_value(self.value) {
            let said = |lang| self.figure(lang);
            return HeldFigure::Refused(
                FIGURES,
                Text {
                    fr: format!(
                        "« {shown} » : la base déclarée de {year} est de {}",
                        said(Lang::Fr)
                    ),
                    en: format!("\"{shown}\": the declared base of {year} is {}", said(Lang::En)),
                },
            );
        }
        if source.is_empty() {
            return HeldFigure::Refused(
                FIGURES,
                text!(
                    "« {shown} » : la base de {year} est déclarée sans source, et ne se publie pas",
                    "\"{shown}\": the base of {year} is declared without source, and is not published"
                ),
            );
        }
        let is_named = sentence.contains("declar");
        let named = [self.source.trim(), source.as_ref()];
        if !is_named || !named.iter().any(|name| sentence.contains(&plain(name))) {
            return HeldFigure::Refused(
                FIGURES,
                text!(
                    "« {shown} » : ce chiffre de {year} est déclaré, et non calculé ; dites-le, avec sa source : {source}",
                    "\"{shown}\": this figure of {year} is declared, not computed; say so, with its source: {source}"
                ),
            );
        }
        HeldFigure::Shown
    }

    /// Why no change is told from this base.
    pub(super) fn not_compared(&self, shown: &str) -> HeldFigure {
        let year = self.year;
        let source = self.source();
        let source = if source.is_empty() { "–" } else { source.as_ref() };
        HeldFigure::Refused(
            COMPARISON,
            text!(
                "« {shown} » : la base de {year} est déclarée (source : {source}) ; une autre méthode l'a faite, et aucune évolution ne s'en dit",
                "\"{shown}\": the base of {year} is declared (source: {source}); another method made it, and no change is told from it"
            ),
        )
    }
}
