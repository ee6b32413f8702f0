//! Counts of which some is not known: nothing found among what is known is no zero of the whole.

use super::datum::Datum;
use super::facts::Unit;
use super::reuse::add;
use super::tally::UnitTally;
use super::value::{Quality, Value};
use ground::lang::Text;
use ground::quantity::Interval;
use ground::text;

/// A count of which some is not known.
pub(super) struct PartlyKnown {
    /// What counts, or is taken to.
    pub(super) tally: UnitTally,
    /// What counts for sure, and what may.
    pub(super) bounds: (f64, f64),
    /// What is known to count or not to.
    pub(super) known: f64,
    /// All.
    pub(super) all: f64,
    /// What is taken to count, although nothing tells since when.
    pub(super) undated: f64,
    /// What counts, and may be what counts already.
    twice: f64,
    /// What left the list without a movement: it may count.
    vanished: f64,
}

impl PartlyKnown {
    /// Counts the units for which `counts` holds; `None` is not known, and `Some((true, false))`
    /// is taken to hold without a date.
    pub(super) fn of<'u>(
        units: impl Iterator<Item = &'u Unit>,
        counts: impl Fn(&Unit) -> Option<(bool, bool)>,
    ) -> Self {
        let mut sum = Self {
            tally: UnitTally::default(),
            bounds: (0.0, 0.0),
            known: 0.0,
            all: 0.0,
            undated: 0.0,
            twice: 0.0,
            vanished: 0.0,
        };
        for unit in units {
            let n = unit.quantity;
            sum.all += n;
            match counts(unit) {
                None => sum.bounds.1 += n,
                Some((false, _)) => sum.known += n,
                Some((true, dated)) => {
                    add(&mut sum.tally, unit);
                    sum.bounds.1 += n;
                    if dated {
                        (sum.bounds.0, sum.known) = (sum.bounds.0 + n, sum.known + n);
                    } else {
                        sum.undated += n;
                    }
                }
            }
        }
        sum
    }

    /// With what of it may be told twice: the low bound counts it once.
    pub(super) fn told_twice(mut self, twice: f64) -> Self {
        self.bounds.0 = (self.bounds.0 - twice).max(0.0);
        self.twice = twice;
        self
    }

    /// With so much that left the list without a movement: the high bound counts it.
    pub(super) fn or_vanished(mut self, units: f64) -> Self {
        self.bounds.1 += units;
        self.all += units;
        self.vanished = units;
        self
    }

    /// Whether there is something, and nothing of it is known.
    pub(super) fn is_unknown(&self) -> bool {
        self.all > self.vanished && self.known + self.undated <= 0.0
    }

    /// How many of which not enough is known.
    pub(super) fn unsaid(&self) -> f64 {
        self.all - self.known - self.undated
    }

    /// Its value; none for want of `datum` where there is something and nothing of it is known.
    pub(super) fn value(&self, datum: Datum) -> Value {
        let (low, high) = self.bounds;
        let value = if self.is_unknown() {
            Value::missing(datum)
        } else {
            Value::number(Interval { value: self.tally.sum, low, high })
        };
        let mut value = value.covering(self.known, self.all).from_rows(&self.tally);
        let unsaid = self.unsaid();
        value = value.lacking(datum, unsaid).lacking(Datum::ReformedStock, self.undated);
        if unsaid > 0.0 && value.figure.is_ok() {
            let Text { fr, en } = Text::of(|lang| lang.number(unsaid, 0));
            value = value.note(text!(
                "{fr} de plus dont on ne sait pas assez : ils ne comptent que dans la borne haute",
                "{en} more of which not enough is known: they count in the high bound alone"
            ));
        }
        if self.twice > 0.0 {
            let Text { fr, en } = Text::of(|lang| lang.number(self.twice, 0));
            value = value.note(text!(
                "{fr} sortis dans un lot et un à un, du même type, le même jour ou sans jour : la borne basse ne les compte qu'une fois (`lot_id` sur les lignes des équipements le dit)",
                "{en} that left in a lot and one by one, of the same type, on the same day or on none: the low bound counts them once (`lot_id` on the rows of the units says so)"
            ));
        }
        if self.undated <= 0.0 {
            return value;
        }
        value.with(Quality::Estimated).note(undated_note(self.undated))
    }
}

fn undated_note(units: f64) -> Text {
    let Text { fr, en } = Text::of(|lang| lang.number(units, 0));
    text!(
        "dont {fr} réformés sans date, hors d'usage depuis avant l'année comme dans l'empreinte : la borne basse les laisse de côté",
        "of which {en} are decommissioned without a date, out of use since before the year as in the footprint: the low bound leaves them out"
    )
}
