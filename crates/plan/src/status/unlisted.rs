//! What the year that a figure is set beside lists none of: nobody knows whether there was none.

use super::StatusJudge;
use super::acts::{counted_alike, undone};
use crate::judge::against_line;
use crate::standing::{CommitmentVerdict, Standing};
use crate::target::KeepingWay;
use ground::quantity::Interval;
use ground::text;
use indicator::{Definition, Figure};

impl StatusJudge<'_> {
    /// Of a count by person of what the earlier year lists none of, which is not to say that there was
    /// none: it is on no side that the figure of `none` is not on.
    pub(super) fn not_counted(
        &self,
        (definition, from, none): (&Definition, i32, f64),
        standing: &mut Standing,
        (asked, way): (Interval, KeepingWay),
    ) {
        let none = Figure::Number(Interval::exact(none));
        if CommitmentVerdict::from(against_line(none, asked, way)) == standing.raw {
            return;
        }
        standing.because.extend(self.held.breaks(definition, from, self.year));
        standing.settle.get_or_insert(counted_alike(from));
        let said = text!(
            "{from} n'en compte aucun de ce type : rien ne dit s'il n'y en avait pas, ou s'ils n'étaient pas inventoriés",
            "{from} counts none of that type: nothing tells whether there was none, or none was listed"
        );
        undone(standing, Some(from), said);
    }
}
