//! What a target says that it can hardly mean: worse than its base, beyond what can be, in another
//! unit.

use super::settle::unread;
use crate::judge::{Call, against_value, bounds};
use crate::model::Commitment;
use crate::said::written;
use crate::standing::{Standing, middle};
use crate::target::KeepingWay;
use crate::words::TargetKind;
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::text;
use indicator::{Definition, Figure, Value};

/// How many times further off than the value a target is in another unit: tonnes for kilograms are a
/// thousand.
const OTHER_UNIT: f64 = 300.0;

/// A value to reach that is worse than where it starts: any year would keep it.
pub(super) fn backward(one: &Commitment, way: KeepingWay, standing: &Standing) -> Option<Text> {
    let (year, base) = standing.base?;
    let base = middle(base)?;
    let asked = written(one.backward(way, base)?);
    let [fr, en] = [Lang::Fr, Lang::En].map(|lang| lang.short(base));
    Some(Text {
        fr: format!(
            "la cible ({}) est moins bonne que la base de {year} ({fr}) : aucun verdict",
            asked.fr
        ),
        en: format!(
            "the target ({}) is worse than the base of {year} ({en}): no verdict",
            asked.en
        ),
    })
}

/// That the start keeps the last floor or ceiling already.
pub(super) fn already(
    one: &Commitment,
    way: KeepingWay,
    standing: &Standing,
    base: Option<&Value>,
) -> Option<Text> {
    let (year, _) = standing.base?;
    let (_, last) = one.dated().pop()?;
    let keeps = against_value(with_unread(base?)?, last, way) == Call::Ahead;
    keeps.then(|| {
        text!(
            "la base de {year} tenait déjà la cible",
            "the base of {year} already kept the target"
        )
    })
}

/// A figure with what was not read of it; none where its bounds do not tell that.
pub(super) fn with_unread(value: &Value) -> Option<Figure> {
    let tells = value.read.is_some() || unread(value).is_none();
    value.figure.as_ref().ok().copied().filter(|_| tells)
}

/// Where a line may start: at the value of its base, or where what was not read of it puts that.
pub(super) fn starts(base: &Value) -> Option<Interval> {
    let read = base.as_read().figure.ok()?;
    let value = middle(read)?;
    let Some(wide) = with_unread(base) else {
        return Some(Interval { value, low: f64::NEG_INFINITY, high: f64::INFINITY });
    };
    let ((low, high), (least, most)) = (bounds(read), bounds(wide));
    // Its own interval is no matter of reading.
    let below = if least < low { low - least } else { 0.0 };
    let above = if high < most { most - high } else { 0.0 };
    Some(Interval { value, low: value - below, high: value + above })
}

/// That a target looks as one of another unit does.
pub(super) fn slip(of: &Definition, way: KeepingWay, standing: &Standing) -> Option<Text> {
    let asked = standing.asked.filter(|asked| *asked > 0.0)?;
    if standing.kind == Some(TargetKind::Change) || of.is_yes_no() {
        return None;
    }
    let (low, high) = bounds(standing.last?.1);
    let said = written(asked);
    if of.unit == "%" && asked < 1.0 && way == KeepingWay::Up && high > 20.0 * asked {
        let hundred = written(asked * 100.0);
        return Some(Text {
            fr: format!(
                "{}\u{a0}% est demandé : si c'est {}\u{a0}%, écrivez-le",
                said.fr, hundred.fr
            ),
            en: format!("{}% is asked for: if it is {}%, write so", said.en, hundred.en),
        });
    }
    let (times, of_value) = match way {
        KeepingWay::Down => (low / asked, true),
        KeepingWay::Up if high > 0.0 => (asked / high, false),
        KeepingWay::Up => return None,
    };
    if !times.is_finite() || times < OTHER_UNIT {
        return None;
    }
    let unit = |lang: Lang| indicator::unit_label(&of.unit, lang);
    let times = Text::of(|lang| lang.number(times, 0));
    let [fr, en] = if of_value {
        [
            format!("la valeur fait {} fois la cible", times.fr),
            format!("the value is {} times the target", times.en),
        ]
    } else {
        [
            format!("la cible fait {} fois la valeur", times.fr),
            format!("the target is {} times the value", times.en),
        ]
    };
    Some(Text {
        fr: format!("{fr} : est-elle bien en {}\u{a0}?", unit(Lang::Fr)),
        en: format!("{en}: is the target in {}?", unit(Lang::En)),
    })
}
