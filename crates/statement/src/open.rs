//! Figures of which less is known than they say, and those that what was not read of a year could move:
//! each is told with its own bounds, or not.

use super::about::About;
use super::facts::{Dimension, Facts, Known};
use super::figures::Stated;
use super::hold::Holder;
use ground::lang::{Lang, Text};
use ground::text;

/// The figures of a year of which not all was read, that a sentence tells.
struct OpenFigures<'a>(Vec<&'a Known>);

impl Holder {
    /// Why a sentence does not tell a share or a weight of the year: what is known of it is less than the
    /// figure says, and the sentence has not the bounds of it.
    pub(super) fn unsure(
        &self,
        (plain, figures): (&str, &[Stated]),
        matched: &[&Known],
    ) -> Option<Text> {
        let is_bare = |figure: &&Stated| !self.is_bound(figure, plain);
        let unsure = figures.iter().filter(is_bare).find_map(|figure| {
            let is_of = |known: &&Known| {
                let is_told = match known.of {
                    Dimension::Percent => known.part.is_none(),
                    Dimension::Mass => About::is_weighed(known, plain),
                    _ => false,
                };
                is_told && self.holds(figure, known, plain)
            };
            let held: Vec<&Known> = matched.iter().copied().filter(is_of).collect();
            let most = held.iter().map(|known| About::told(known, plain)).max()?;
            // The figures of whose names the sentence has most words: it may be of any of them.
            let mut named = held.into_iter().filter(|known| About::told(known, plain) == most);
            let unsure = named.find(|known| !figure.is_sure(known))?;
            let open = OpenFigures(vec![unsure]);
            open.lacks_bounds(self, plain, figures).then_some((figure, unsure))
        });
        let (figure, known) = unsure?;
        let (shown, label) = (&figure.text, &known.label);
        let [fr, en] = [Lang::Fr, Lang::En].map(|lang| super::allowed::figure(known, lang));
        Some(Text {
            fr: format!(
                "« {shown} » : de « {} », les données ne montrent que {fr} : dites-le avec ces bornes",
                label.fr
            ),
            en: format!(
                "\"{shown}\": of \"{}\", the data show {en} and no more: tell it with these bounds",
                label.en
            ),
        })
    }

    /// Why a sentence does not tell the figures of the year: one of them is told as if all had been read.
    pub(super) fn open_of_year(
        &self,
        (plain, figures): (&str, &[Stated]),
        facts: &Facts,
        matched: &[&Known],
    ) -> Option<Text> {
        let Text { fr, en } = facts.rows_unread.as_ref()?;
        let year = facts.year;
        let open = OpenFigures(matched.iter().copied().filter(|known| known.open).collect());
        if open.is_bare(self, plain) {
            return Some(text!(
                "le chiffre de {year} est celui de ce qui a été lu ; {fr} : lisez d'abord ce qui ne l'a pas été",
                "the figure of {year} is of what was read; {en}: read first what was not"
            ));
        }
        open.lacks_bounds(self, plain, figures).then(|| {
            text!(
                "le chiffre de {year} est celui de ce qui a été lu ; {fr} : dites-le avec ses bornes, ou lisez d'abord ce qui ne l'a pas été",
                "the figure of {year} is of what was read; {en}: tell it with its bounds, or read first what was not"
            )
        })
    }
}

impl OpenFigures<'_> {
    /// Whether what it tells has no bounds to be told with: a number of things, a PUE, a share of the
    /// footprint.
    fn is_bare(&self, holder: &Holder, plain: &str) -> bool {
        holder.counts.tells_all(plain)
            || self.0.iter().any(|known| known.of == Dimension::Ratio)
            || holder.is_part(plain) && self.0.iter().any(|known| known.part.is_some())
    }

    /// Whether a figure stands without its own bounds: those of another are none of it.
    fn lacks_bounds(&self, holder: &Holder, plain: &str, figures: &[Stated]) -> bool {
        let passages = holder.amounts.passages(plain);
        let ranges = holder.amounts.ranges(plain, &passages);
        let in_range =
            |figure: &&Stated| ranges.iter().any(|range| range.at.contains(&figure.at.start));
        let has_bounds = |figure: &Stated, known: &Known| {
            let told = |range: &super::amounts::FigurePair| {
                Stated::are_bounds(&range.from, &range.to, known)
            };
            known.bounds.is_some() && (holder.is_bound(figure, plain) || ranges.iter().any(told))
        };
        figures.iter().filter(|figure| !in_range(figure)).any(|figure| {
            let mut held =
                self.0.iter().filter(|known| holder.holds(figure, known, plain)).peekable();
            held.peek().is_some() && !held.any(|known| has_bounds(figure, known))
        })
    }
}
