//! What acts made of a figure: nobody is ahead by what is no act, be it age, the grid, the headcount
//! or what is counted otherwise.

use super::StatusJudge;
use super::doubts::with_unread;
use super::headcount::times;
use crate::judge::{Call, against_line};
use crate::model::Commitment;
use crate::standing::{CommitmentVerdict, Net, Standing, middle};
use crate::target::KeepingWay;
use crate::values::{is_by_factors, since};
use change::Unmoved;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::text;
use indicator::{CountedBefore, Definition, Direction, Figure, Quality, Value};

/// A net verdict, and the same without what is no act.
#[derive(Debug, Clone, Copy)]
pub(super) struct VerdictSides {
    pub(super) net: CommitmentVerdict,
    pub(super) without_ageing: CommitmentVerdict,
    pub(super) without_grid: CommitmentVerdict,
    pub(super) acts: CommitmentVerdict,
    pub(super) ageing: f64,
    pub(super) grid: f64,
    /// What the headcount is worth, and the verdict without it.
    pub(super) headcount: Option<(f64, CommitmentVerdict)>,
}

impl VerdictSides {
    /// The parts that are no act, each with the verdict without it.
    pub(super) fn net(&self) -> Net {
        Net {
            ageing: Some(self.ageing),
            without_ageing: Some(self.without_ageing),
            grid: Some(self.grid),
            without_grid: Some(self.without_grid),
            headcount: self.headcount.map(|(moved, _)| moved),
            without_headcount: self.headcount.map(|(_, without)| without),
            acts: Some(self.acts),
            ..Net::of(self.net)
        }
    }
}

/// That the two verdicts differ by what is counted otherwise.
pub(super) fn differ() -> Text {
    text!(
        "les deux verdicts diffèrent par ce qui est compté autrement : périmètre, facteurs, qualité des données (`empreinte change` le détaille)",
        "the two verdicts differ by what is counted otherwise: perimeter, factors, quality of data (`empreinte change` details it)"
    )
}

/// What is no act, as sentences name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoAct {
    Ageing,
    Grid,
    Headcount,
}

impl NoAct {
    /// That nothing else did it, in French, with the gender of its name.
    fn alone(self) -> &'static str {
        if self == Self::Grid { "seule" } else { "seul" }
    }

    fn name(self) -> Text {
        match self {
            Self::Ageing => text!("le vieillissement", "ageing"),
            Self::Grid => text!(
                "l'électricité de l'année (kg par kWh)",
                "the year's electricity (kg per kWh)"
            ),
            Self::Headcount => text!("l'effectif", "headcount"),
        }
    }

    /// Without it, in French.
    fn without(self) -> &'static str {
        if self == Self::Grid { "sans elle" } else { "sans lui" }
    }

    /// Several of them.
    fn names(all: &[Self]) -> Text {
        let join = |and: &str, of: fn(Text) -> String| {
            let names: Vec<String> = all.iter().map(|one| of(one.name())).collect();
            match names.split_last() {
                Some((last, [])) => last.clone(),
                Some((last, rest)) => format!("{}{and}{last}", rest.join(", ")),
                None => String::new(),
            }
        };
        Text { fr: join(" et ", |name| name.fr), en: join(" and ", |name| name.en) }
    }
}

/// The verdict that is left of one once what is no act is taken off it, with why.
pub(super) fn of_acts(
    standing: &mut Standing,
    verdict: CommitmentVerdict,
    sides: &VerdictSides,
) -> CommitmentVerdict {
    let parts: Vec<(NoAct, f64, CommitmentVerdict)> = [
        (NoAct::Ageing, Some((sides.ageing, sides.without_ageing))),
        (NoAct::Grid, Some((sides.grid, sides.without_grid))),
        (NoAct::Headcount, sides.headcount),
    ]
    .into_iter()
    .filter_map(|(one, told)| told.map(|(moved, without)| (one, moved, without)))
    .collect();
    let that = |is: &dyn Fn(&(NoAct, f64, CommitmentVerdict)) -> bool| -> Vec<NoAct> {
        parts.iter().filter(|part| is(part)).map(|(one, ..)| *one).collect()
    };
    let said = match (verdict, sides.acts) {
        (
            CommitmentVerdict::Ahead,
            CommitmentVerdict::Late | CommitmentVerdict::NotDistinguishable,
        ) => {
            let alone =
                that(&|(_, moved, without)| *moved < 0.0 && *without != CommitmentVerdict::Ahead);
            let helped = that(&|(_, moved, _)| *moved < 0.0);
            standing.settle = Some(text!(
                "une baisse qui vient d'un acte : moins d'unités, du réemploi, moins d'électricité",
                "a fall that comes of an act: fewer units, reuse, less electricity"
            ));
            let led = if alone.is_empty() { helped } else { alone };
            let Text { fr, en } = NoAct::names(&led);
            match led[..] {
                [] => differ(),
                [one] => {
                    let (seul, without) = (one.alone(), one.without());
                    text!(
                        "{fr} {seul} y mène : {without}, rien ne dit que l'engagement est tenu",
                        "{en} alone leads there: without it, nothing tells that the commitment is kept"
                    )
                }
                _ => text!(
                    "{fr} y mènent : sans eux, rien ne dit que l'engagement est tenu",
                    "{en} lead there: without them, nothing tells that the commitment is kept"
                ),
            }
        }
        (CommitmentVerdict::Late, CommitmentVerdict::Ahead) => {
            let led = that(&|(one, moved, _)| *one != NoAct::Ageing && *moved > 0.0);
            let Text { fr, en } = NoAct::names(&led);
            match led[..] {
                [] => return verdict,
                [one] => {
                    let (seul, without) = (one.alone(), one.without());
                    standing.settle = Some(if one == NoAct::Grid {
                        text!(
                            "une année dont l'électricité (kg par kWh) est celle de la base, ou une baisse plus forte",
                            "a year whose electricity (kg per kWh) is that of the base, or a larger fall"
                        )
                    } else {
                        text!(
                            "une année dont l'effectif est celui de la base, ou une baisse plus forte",
                            "a year whose headcount is that of the base, or a larger fall"
                        )
                    });
                    text!(
                        "{fr} {seul} l'en éloigne : {without}, l'engagement serait tenu",
                        "{en} alone leads away: without it, the commitment would be kept"
                    )
                }
                _ => {
                    standing.settle = Some(text!(
                        "une année dont l'effectif et l'électricité (kg par kWh) sont ceux de la base, ou une baisse plus forte",
                        "a year whose headcount and electricity (kg per kWh) are those of the base, or a larger fall"
                    ));
                    text!(
                        "{fr} l'en éloignent : sans eux, l'engagement serait tenu",
                        "{en} lead away: without them, the commitment would be kept"
                    )
                }
            }
        }
        _ => return verdict,
    };
    standing.because.push(said);
    CommitmentVerdict::NotDistinguishable
}

impl StatusJudge<'_> {
    /// The year that a figure is set beside: that of the commitment, else the first there is.
    fn since(&self, one: &Commitment) -> Option<i32> {
        since(one, self.plan, &self.held.years(), self.year)
    }

    /// The second verdict of a target that is a value: what perimeter, factors, quality of data, age,
    /// the grid and the headcount moved since the year that it is set beside keeps nothing.
    pub(super) fn net_of_value(
        &self,
        (one, definition): (&Commitment, &Definition),
        standing: &mut Standing,
        base: Option<&Value>,
        (figure, asked, way): (Figure, Interval, KeepingWay),
    ) {
        let Some(from) = self.since(one) else { return };
        let Some(Unmoved { as_is, net, without_ageing, without_grid, acts, ageing, grid }) =
            self.held.unmoved(one, from, self.year)
        else {
            let on = (figure, asked, way);
            match self.held.as_counted(one, definition, from, self.year) {
                Some(CountedBefore::Times(by)) => {
                    return self.as_counted((definition, from, by), standing, on);
                }
                Some(CountedBefore::Nothing(none)) => {
                    return self.not_counted((definition, from, none), standing, (asked, way));
                }
                None => {}
            }
            let base = standing.base.filter(|(year, _)| *year == from).and(base);
            let keeps = base
                .and_then(with_unread)
                .map(|base| against_line(base, asked, way) == Call::Ahead);
            self.counted_otherwise((one, definition), standing, (from, keeps));
            self.without_calendar((one, definition), standing, from, (asked, way));
            return self.unhired_value(definition, standing, from, (figure, asked, way));
        };
        let Figure::Number(last) = figure else { return };
        // What is shown is of the rows read.
        let read = match standing.last {
            Some((_, Figure::Number(read))) => read,
            _ => last,
        };
        let moved = |by: Interval| {
            let one = moved_by(read, as_is, by);
            if read == last {
                return one;
            }
            // Whether a machine that is not read has left nobody knows: it may be no matter of perimeter.
            let (less, more) = (read.low - last.low, last.high - read.high);
            let (low, high) = (one.low - less, one.high + more);
            Interval { low: low.min(last.low), high: high.max(last.high), ..one }
        };
        let at = |by: Interval, times: f64| {
            CommitmentVerdict::from(against_line(Figure::Number(moved(by) * times), asked, way))
        };
        let unhired = self.unhired(definition, from);
        let sides = VerdictSides {
            net: at(net, 1.0),
            without_ageing: at(without_ageing, 1.0),
            without_grid: at(without_grid, 1.0),
            acts: at(acts, unhired.unwrap_or(1.0)),
            ageing,
            grid,
            headcount: unhired.map(|times| (last.value * (1.0 - times), at(net, times))),
        };
        let figure = Some(moved_by(read, as_is, net));
        standing.net = Some(Net { since: Some(from), figure, ..sides.net() });
        // The figure itself was committed to: it is ahead where both are.
        let verdict = match (standing.raw, sides.net) {
            (CommitmentVerdict::Ahead, net) => net,
            (_, CommitmentVerdict::Ahead) => CommitmentVerdict::NotDistinguishable,
            (_, net) => net,
        };
        let is_counted_otherwise = [net.value, net.low, net.high].iter().any(|by| *by != 0.0);
        if sides.net != standing.raw && is_counted_otherwise {
            standing.because.push(differ());
        }
        standing.verdict = of_acts(standing, verdict, &sides);
        if (standing.raw, sides.net) == (CommitmentVerdict::Late, CommitmentVerdict::Ahead) {
            standing.settle.get_or_insert(counted_alike(from));
        }
    }

    /// The second verdict of a count by person: what one of the two years alone counts keeps nothing, and
    /// misses nothing. `by` is what its figure is to be multiplied by to be counted as the earlier year.
    fn as_counted(
        &self,
        (definition, from, by): (&Definition, i32, f64),
        standing: &mut Standing,
        (figure, asked, way): (Figure, Interval, KeepingWay),
    ) {
        let alike = times(figure, by);
        if (by - 1.0).abs() > 1e-9 {
            let net = CommitmentVerdict::from(against_line(alike, asked, way));
            let figure = match standing.last.map(|(_, read)| times(read, by)) {
                Some(Figure::Number(read)) => Some(read),
                _ => None,
            };
            standing.net = Some(Net { since: Some(from), figure, ..Net::of(net) });
            standing.because.extend(self.held.breaks(definition, from, self.year));
            if net != standing.raw {
                standing.because.push(differ());
                standing.verdict = CommitmentVerdict::NotDistinguishable;
                standing.settle.get_or_insert(counted_alike(from));
            }
        }
        self.unhired_value(definition, standing, from, (alike, asked, way));
    }

    /// Of a sum that the change does not share out, and of a count by person, what one of the two years
    /// does not hold may keep the target, or miss what the base kept; a share is of what the year holds,
    /// and what one of them does not hold is said where it went to the other side.
    fn counted_otherwise(
        &self,
        (one, definition): (&Commitment, &Definition),
        standing: &mut Standing,
        (from, base_keeps): (i32, Option<bool>),
    ) {
        let is_ahead = standing.verdict == CommitmentVerdict::Ahead;
        let fell_behind = standing.verdict == CommitmentVerdict::Late && base_keeps == Some(true);
        if !is_ahead && !fell_behind {
            return;
        }
        let is_sum = is_a_sum(definition);
        if is_sum || fell_behind || base_keeps == Some(false) {
            let breaks = self.held.breaks(definition, from, self.year);
            let is_otherwise = !breaks.is_empty();
            standing.because.extend(breaks);
            if is_sum && is_otherwise {
                let said = if is_ahead {
                    text!(
                        "{from} et l'année ne sont pas comptées de la même façon : rien ne dit que la baisse vienne d'un acte",
                        "{from} and the year are not counted alike: nothing tells that the fall comes of an act"
                    )
                } else {
                    standing.settle = Some(counted_alike(from));
                    text!(
                        "{from} et l'année ne sont pas comptées de la même façon : rien ne dit que le retard vienne d'un acte",
                        "{from} and the year are not counted alike: nothing tells that the delay comes of an act"
                    )
                };
                return undone(standing, Some(from), said);
            }
        }
        if is_ahead
            && base_keeps != Some(true)
            && let Some(said) = self.held.moved(one, from, self.year)
        {
            undone(standing, Some(from), said);
        }
    }

    /// Of what time alone moves: the verdict at the ages of the earlier year. Nobody is ahead by having
    /// bought nothing.
    fn without_calendar(
        &self,
        (one, definition): (&Commitment, &Definition),
        standing: &mut Standing,
        from: i32,
        (asked, way): (Interval, KeepingWay),
    ) {
        if standing.verdict != CommitmentVerdict::Ahead || !definition.moved_by.calendar {
            return;
        }
        let Some(then) = self.held.at_ages_of(one, definition, from, self.year) else { return };
        let Ok(figure) = then.figure else { return };
        let without = CommitmentVerdict::from(against_line(figure, asked, way));
        led_by_calendar(standing, Some(from), figure, without);
    }
}

/// The verdict that is left of one that is ahead, where time alone made it.
pub(super) fn led_by_calendar(
    standing: &mut Standing,
    since: Option<i32>,
    then: Figure,
    without: CommitmentVerdict,
) {
    if without == CommitmentVerdict::Ahead {
        return;
    }
    let last = standing.last.and_then(|(_, last)| middle(last));
    let ageing = last.zip(middle(then)).map(|(last, then)| last - then);
    let net = Net { since, ageing, without_ageing: Some(without), ..Net::of(standing.raw) };
    standing.net = Some(Net { acts: Some(without), ..net });
    standing.because.push(text!(
        "le vieillissement seul y mène : aux âges de l'année de départ, rien ne dit que l'engagement est tenu",
        "ageing alone leads there: at the ages of the year it starts from, nothing tells that the commitment is kept"
    ));
    standing.settle = Some(text!(
        "une amélioration qui vient d'un acte, et non du temps qui passe",
        "an improvement that comes of an act, and not of time going by"
    ));
    standing.verdict = CommitmentVerdict::NotDistinguishable;
}

/// What settles a figure that is on one side as it stands, and on the other as the earlier year counted.
pub(super) fn counted_alike(from: i32) -> Text {
    text!(
        "une base et une année qui comptent la même chose : un inventaire de {from} complété, ou une cible dite sur le périmètre d'aujourd'hui",
        "a base and a year that count the same things: the inventory of {from} completed, or a target told of today's perimeter"
    )
}

/// A figure, so much more, and its bounds in the proportion in which those of the draws widen or narrow
/// with it: what is taken off takes its own error with it, and nothing is below nothing by that.
fn moved_by(one: Interval, as_is: Interval, by: Interval) -> Interval {
    let value = one.value + by.value;
    // How far a bound lies from the value: of the figure, of the draws, and how much further there.
    let part = |own: f64, drawn: f64, more: f64| {
        let then = drawn + more;
        let nothing = NO_ERROR * as_is.value.abs().max(drawn);
        match (drawn > nothing, then > nothing) {
            (_, false) if more < 0.0 => 0.0,
            (true, _) => own * (then / drawn),
            (false, _) => own + then.max(0.0),
        }
    };
    let below = part(one.value - one.low, as_is.value - as_is.low, by.value - by.low);
    let above = part(one.high - one.value, as_is.high - as_is.value, by.high - by.value);
    let low = if one.low >= 0.0 { (value - below).max(value.min(0.0)) } else { value - below };
    Interval { value, low, high: value + above }
}

/// What is left of draws that cancel, of a figure.
const NO_ERROR: f64 = 1e-9;

/// A verdict of which nothing tells that it comes of an act.
pub(super) fn undone(standing: &mut Standing, since: Option<i32>, said: Text) {
    standing.because.push(said);
    standing.net = Some(Net { since, ..Net::of(CommitmentVerdict::NotDistinguishable) });
    standing.verdict = CommitmentVerdict::NotDistinguishable;
}

/// Whether an indicator is a sum over what the year holds, which falls where less is listed, or a count of
/// it by person.
fn is_a_sum(definition: &Definition) -> bool {
    let unit = definition.unit.as_str();
    let of_a_thing = unit.contains("/unit") || unit.contains("/kWh");
    let is_sum = definition.direction == Direction::Lower
        && !of_a_thing
        && (unit.contains("/yr") || unit.starts_with("units"));
    // By person, what the year holds is counted, whatever the unit.
    is_sum || definition.headcount.is_some() && !definition.is_declared()
}

/// An estimate of which nothing tells how sure it is decides nothing: neither value nor difference has
/// an interval that 95 % could be told by. A PUE alone is said to be late on its value: a room that
/// uses more than was promised is no claim that anyone gains by.
///
/// A footprint or an electricity is never one: its interval is made of all that errs in it, and is
/// nothing where nothing does, as of figures that the organisation declares.
pub(super) fn bare<'v>(
    (one, definition): (&Commitment, &Definition),
    standing: &mut Standing,
    rests_on: impl IntoIterator<Item = &'v Value>,
) {
    let is_bare = |value: &Value| {
        let without = match value.figure {
            Ok(Figure::Number(one)) => one.high - one.low <= 0.0,
            // At most a quotient over what is itself an estimate.
            Ok(Figure::AtMost(_)) => definition.id.starts_with("dc_"),
            _ => false,
        };
        value.quality == Quality::Estimated && without
    };
    if is_by_factors(one) || !rests_on.into_iter().any(is_bare) {
        return;
    }
    if standing.verdict == CommitmentVerdict::Late && definition.id == "dc_pue" {
        standing.because.push(text!(
            "cette estimation n'a pas d'intervalle : le verdict tient à la valeur seule",
            "this estimate has no interval: the verdict rests on the value alone"
        ));
        return;
    }
    let is_said = |verdict| matches!(verdict, CommitmentVerdict::Ahead | CommitmentVerdict::Late);
    if is_said(standing.verdict) {
        standing.because.push(text!(
            "cette estimation n'a pas d'intervalle : sa valeur seule ne dit rien à 95 %",
            "this estimate has no interval: its value alone tells nothing at 95%"
        ));
        standing.verdict = CommitmentVerdict::NotDistinguishable;
        standing.settle = match definition.id.as_str() {
            "dc_pue" | "dc_cue" => Some(text!(
                "un compteur à l'entrée des équipements de la salle",
                "a meter at the inlet of the room's equipment"
            )),
            "it_ghg_manufacturing_share" | "it_ghg_share_by_type" => Some(text!(
                "une cible sur l'empreinte elle-même (it_ghg_annualised), qui a un intervalle",
                "a target on the footprint itself (it_ghg_annualised), which has an interval"
            )),
            _ => None,
        };
    }
    if is_said(standing.raw) {
        standing.raw = CommitmentVerdict::NotDistinguishable;
    }
}
