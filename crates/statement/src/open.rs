//! Figures that what was not read of a year could move: each is told with its own bounds, or not.

use super::facts::{Dimension, Facts, Known};
use super::figures::Stated;
use super::hold::Holder;
use ground::lang::Text;
use ground::text;

/// What is told of a year of which not all was read.
pub(super) struct OpenYear<'a> {
    pub(super) facts: &'a Facts,
    /// The figures of that year that a sentence tells.
    pub(super) matched: &'a [&'a Known],
}

impl OpenYear<'_> {
    /// Why a sentence does not tell the figures of the year: one of them is told as if all had been read.
    pub(super) fn why(&self, holder: &Holder, plain: &str, figures: &[Stated]) -> Option<Text> {
        let Text { fr, en } = self.facts.rows_unread.as_ref()?;
        let year = self.facts.year;
        if self.is_bare(holder, plain) {
            return Some(text!(
                "le chiffre de {year} est celui de ce qui a été lu ; {fr} : lisez d'abord ce qui ne l'a pas été",
                "the figure of {year} is of what was read; {en}: read first what was not"
            ));
        }
        self.lacks_bounds(holder, plain, figures).then(|| {
            text!(
                "le chiffre de {year} est celui de ce qui a été lu ; {fr} : dites-le avec ses bornes, ou lisez d'abord ce qui ne l'a pas été",
                "the figure of {year} is of what was read; {en}: tell it with its bounds, or read first what was not"
            )
        })
    }

    fn open(&self) -> impl Iterator<Item = &Known> {
        self.matched.iter().copied().filter(|known| known.open)
    }

    /// Whether what it tells has no bounds to be told with: a number of things, a PUE, a share of the
    /// footprint.
    fn is_bare(&self, holder: &Holder, plain: &str) -> bool {
        holder.counts.tells_all(plain)
            || self.open().any(|known| known.of == Dimension::Ratio)
            || holder.is_part(plain) && self.open().any(|known| known.part.is_some())
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
                self.open().filter(|known| holder.holds(figure, known, plain)).peekable();
            held.peek().is_some() && !held.any(|known| has_bounds(figure, known))
        })
    }
}
