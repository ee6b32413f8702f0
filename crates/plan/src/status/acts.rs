//! What acts made of a figure: nobody is ahead by what is no act, be it age, the grid, the headcount
//! or what is counted otherwise.

use super::StatusJudge;
use super::doubts::with_unread;
use crate::judge::{Call, against_line};
use crate::model::Commitment;
use crate::standing::{CommitmentVerdict, Net, Standing};
use crate::target::KeepingWay;
use crate::values::{is_by_factors, since};
use change::Unmoved;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::text;
use indicator::{Definition, Direction, Figure, Quality, Value};

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
            let base = standing.base.filter(|(year, _)| *year == from).and(base);
            let keeps = base
                .and_then(with_unread)
                .is_some_and(|base| against_line(base, asked, way) == Call::Ahead);
            self.counted_otherwise((one, definition), standing, (from, keeps));
            return self.unhired_value(definition, standing, from, (figure, asked, way));
        };
        let Figure::Number(last) = figure else { return };
        // What is shown is of the rows read.
        let read = match standing.last {
            Some((_, Figure::Number(read))) => read,
            _ => last,
        };
        let moved = |by: Interval| {
            let one = moved_by(read, (as_is, by));
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
        let figure = Some(moved_by(read, (as_is, net)));
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
    }

    /// Of a sum that the change does not share out, what one of the two years does not hold may keep
    /// the target, or miss it, as that of a count by person; a share is of what the year holds.
    fn counted_otherwise(
        &self,
        (one, definition): (&Commitment, &Definition),
        standing: &mut Standing,
        (from, base_keeps): (i32, bool),
    ) {
        let is_counted = is_a_sum(definition) || definition.headcount.is_some();
        if standing.verdict == CommitmentVerdict::Late && base_keeps && is_counted {
            let breaks = self.held.breaks(definition, from, self.year);
            if !breaks.is_empty() {
                standing.because.extend(breaks);
                standing.settle = Some(text!(
                    "une base refaite sur ce que l'année compte, ou une cible qui en tient compte",
                    "a base made again on what the year counts, or a target that takes it into account"
                ));
                let said = text!(
                    "{from} tenait la cible, et l'année n'est pas comptée de la même façon : rien ne dit que le retard vienne d'un acte",
                    "{from} kept the target, and the year is not counted alike: nothing tells that being late comes of an act"
                );
                undone(standing, Some(from), said);
            }
            return;
        }
        if standing.verdict != CommitmentVerdict::Ahead {
            return;
        }
        if is_counted {
            let breaks = self.held.breaks(definition, from, self.year);
            if !breaks.is_empty() {
                standing.because.extend(breaks);
                let said = text!(
                    "{from} et l'année ne sont pas comptées de la même façon : rien ne dit que la baisse vienne d'un acte",
                    "{from} and the year are not counted alike: nothing tells that the fall comes of an act"
                );
                return undone(standing, Some(from), said);
            }
        }
        if !base_keeps && let Some(said) = self.held.moved(one, from, self.year) {
            undone(standing, Some(from), said);
        }
    }
}

/// A figure so much more, with its bounds: as far off as those of its draws, which are not all that its
/// own bounds are, and in the proportion of both. What is below nothing is nothing, but where the figure is.
fn moved_by(one: Interval, (as_is, by): (Interval, Interval)) -> Interval {
    let value = one.value + by.value;
    let off = |own: f64, drawn: f64, more: f64| {
        let left = drawn + more;
        if drawn > 0.0 { left * own / drawn } else { own + left }
    };
    let below = off(one.value - one.low, as_is.value - as_is.low, by.value - by.low).max(0.0);
    let above = off(one.high - one.value, as_is.high - as_is.value, by.high - by.value).max(0.0);
    let least = if one.low < 0.0 || value < 0.0 { f64::NEG_INFINITY } else { 0.0 };
    Interval { value, low: (value - below).max(least), high: value + above }
}

/// A verdict of which nothing tells that it comes of an act.
pub(super) fn undone(standing: &mut Standing, since: Option<i32>, said: Text) {
    standing.because.push(said);
    standing.net = Some(Net { since, ..Net::of(CommitmentVerdict::NotDistinguishable) });
    standing.verdict = CommitmentVerdict::NotDistinguishable;
}

/// Whether an indicator is a sum over what the year holds, which falls where less is listed.
fn is_a_sum(definition: &Definition) -> bool {
    let unit = definition.unit.as_str();
    let of_a_thing = unit.contains("/unit") || unit.contains("/kWh");
    definition.direction == Direction::Lower
        && !of_a_thing
        && (unit.contains("/yr") || unit.starts_with("units"))
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
