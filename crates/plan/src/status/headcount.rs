//! What the headcount made of a figure of a person: nobody is ahead by having hired, nor late by it.

use super::StatusJudge;
use crate::judge::{against_line, against_nothing, difference};
use crate::standing::{CommitmentVerdict, Net, Standing, middle};
use crate::target::KeepingWay;
use ground::quantity::Interval;
use ground::text;
use indicator::{Definition, Figure, Headcount, Value};

impl StatusJudge<'_> {
    /// By what the year's figure is to be multiplied to be that of the earlier year's headcount. None
    /// where the indicator is of no person, or where the headcount did not move or is not known.
    pub(super) fn unhired(&self, definition: &Definition, from: i32) -> Option<f64> {
        let by = self.held.people(self.year)? / self.held.people(from)?;
        let by = match definition.headcount? {
            Headcount::Divides => by,
            Headcount::Multiplies => 1.0 / by,
        };
        (by.is_finite() && by > 0.0 && (by - 1.0).abs() > 1e-9).then_some(by)
    }

    /// Of a change that draws do not hold: the verdict with the earlier headcount.
    pub(super) fn unhired_change(
        &self,
        definition: &Definition,
        standing: &mut Standing,
        (from, start): (i32, f64),
        (base, last): (&Value, &Value),
        (keep, way): (f64, KeepingWay),
    ) {
        let Some(by) = self.unhired(definition, from) else { return };
        let Ok(figure) = last.figure else { return };
        let alike = Value::of(times(figure, by)).with(last.quality);
        let Some(held) = difference(base, &alike, keep) else { return };
        without_headcount(standing, None, by, against_nothing(held, start, way).into());
    }

    /// Of a value that draws do not hold: the verdict with the headcount of the year it is set beside.
    pub(super) fn unhired_value(
        &self,
        definition: &Definition,
        standing: &mut Standing,
        from: i32,
        (figure, asked, way): (Figure, Interval, KeepingWay),
    ) {
        let Some(by) = self.unhired(definition, from) else { return };
        let without = CommitmentVerdict::from(against_line(times(figure, by), asked, way));
        without_headcount(standing, Some(from), by, without);
    }
}

/// A figure so many times.
pub(super) fn times(figure: Figure, by: f64) -> Figure {
    match figure {
        Figure::Number(one) => Figure::Number(one * by),
        Figure::MoreThan(low) => Figure::MoreThan(low * by),
        Figure::AtMost(high) => Figure::AtMost(high * by),
        Figure::YesNo(yes) => Figure::YesNo(yes),
    }
}

/// The verdict that is left where the headcount alone made another.
fn without_headcount(
    standing: &mut Standing,
    since: Option<i32>,
    by: f64,
    without: CommitmentVerdict,
) {
    // What is undecided by itself stays so.
    let net = standing.net.get_or_insert_with(|| Net { since, ..Net::of(standing.raw) });
    net.without_headcount = Some(without);
    net.headcount = standing.last.and_then(|(_, last)| middle(last)).map(|last| last * (1.0 - by));
    match (standing.verdict, without) {
        (
            CommitmentVerdict::Ahead,
            CommitmentVerdict::Late | CommitmentVerdict::NotDistinguishable,
        ) => {
            standing.because.push(text!(
                "l'effectif seul y mène : sans lui, rien ne dit que l'engagement est tenu",
                "headcount alone leads there: without it, nothing tells that the commitment is kept"
            ));
            standing.settle = Some(text!(
                "une amélioration qui vient d'un acte, à effectif égal",
                "an improvement that comes of an act, with the same headcount"
            ));
        }
        (CommitmentVerdict::Late, CommitmentVerdict::Ahead) => {
            standing.because.push(text!(
                "l'effectif seul l'en éloigne : sans lui, l'engagement serait tenu",
                "headcount alone leads away: without it, the commitment would be kept"
            ));
            standing.settle = Some(text!(
                "une année dont l'effectif est celui de la base, ou une amélioration plus forte",
                "a year whose headcount is that of the base, or a larger improvement"
            ));
        }
        _ => return,
    }
    standing.verdict = CommitmentVerdict::NotDistinguishable;
}
