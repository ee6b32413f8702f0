//! Figures that what was not read of a year could move: each is told with its own bounds, or not.

use super::facts::{Dimension, Facts, Known};
use super::figures::Stated;
use super::hold::Holder;
use ground::lang::Text;
use ground::text;

/// The figures of a year of which not all was read, that a sentence tells.
struct OpenFigures<'a>(Vec<&'a Known>);

impl Holder {
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
