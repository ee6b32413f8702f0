//! Relative targets: the change to the base, its interval, and the two verdicts on it.

use super::acts::{VerdictSides, bare, differ, led_by_calendar, of_acts, undone};
use super::{StatusJudge, unproven};
use crate::impossible::beyond;
use crate::judge::{against_nothing, bounds, difference};
use crate::model::Commitment;
use crate::standing::{CommitmentVerdict, Net, Standing, middle};
use crate::target::{KeepingWay, Trajectory};
use crate::words::TargetKind;
use change::Against;
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::text;
use indicator::{Datum, Definition, Figure, Value};
use std::collections::BTreeMap;

/// The most steps towards a bound of a change.
const STEPS: usize = 4;
/// What is nothing of a base: a thousandth of a percent.
const SMALL: f64 = 1e-5;
/// How exact a bound of a change so found is, in %.
const EXACT: f64 = 2.0 * 100.0 * SMALL;

impl StatusJudge<'_> {
    /// A target that is a change to the base.
    pub(super) fn change(
        &self,
        one: &Commitment,
        definition: &Definition,
        standing: &mut Standing,
        way: KeepingWay,
        base: Option<&Value>,
        last: &Value,
    ) {
        let in_steps = one.in_steps(TargetKind::Change);
        let line = standing.base.map(|(from, _)| {
            let mut points = one.placed();
            // The base is where a line starts, and no step.
            points.extend((!in_steps).then_some((f64::from(from), 0.0)));
            Trajectory::new(points, in_steps)
        });
        let asked = line.as_ref().and_then(|line| line.at(self.year));
        let (Some(base), Some((from, _)), Some(line)) = (base, standing.base, line) else {
            return self.without_base((one, definition), standing);
        };
        // The line starts from the base, which is behind; steps from the first of them.
        let Some(asked) = asked else {
            standing.is(CommitmentVerdict::NotDue);
            return;
        };
        let keep = 1.0 + asked / 100.0;
        // From what only a bound is known of no percentage starts.
        let is_known = |base: &Figure| {
            let (low, high) = bounds(*base);
            low.is_finite() && high.is_finite()
        };
        let known = standing.base.map(|(_, base)| base).filter(is_known);
        let start = known.and_then(middle);
        if let Some(start) = start {
            let value = |(year, percent): (i32, f64)| (year, start * (1.0 + percent / 100.0));
            standing.course = line.course().into_iter().map(value).collect();
            standing.in_steps = in_steps;
        }
        standing.asked = Some(asked);
        standing.asked_value = start.map(|start| start * keep).filter(|value| value.is_finite());
        if standing.base_is_declared {
            trend(one, standing);
            return;
        }
        let Some(start) = start.filter(|start| *start != 0.0) else {
            standing.because.push(if start.is_some() {
                text!(
                    "aucun pourcentage ne se calcule sur une base nulle",
                    "no percentage can be computed from a base of zero"
                )
            } else {
                text!(
                    "de la base, seule une borne est connue : aucun pourcentage ne s'en calcule",
                    "of the base only a bound is known: no percentage can be computed from it"
                )
            });
            standing.settle = Some(text!(
                "une base chiffrée et non nulle (base_year), ou une cible en valeur : floor, ceiling, value",
                "a base with a figure that is not nothing (base_year), or a target that is a value: floor, ceiling, value"
            ));
            standing.is(CommitmentVerdict::NotDistinguishable);
            return;
        };
        if let Some(said) = known.and_then(|base| beyond(one, definition, base)) {
            standing.because.push(said);
            standing.settle = Some(text!(
                "une cible que l'indicateur peut atteindre (`empreinte explain`)",
                "a target that the indicator can reach (`empreinte explain`)"
            ));
            standing.is(CommitmentVerdict::NotMeasurable);
            return;
        }
        // Each is drawn: the raw and the net change step over the same ones.
        let mut known: BTreeMap<u64, Option<Against>> = BTreeMap::new();
        let mut of = |keep: f64| {
            let draw = || self.held.against(one, from, self.year, keep);
            *known.entry(keep.to_bits()).or_insert_with(draw)
        };
        if let Some(against) = of(keep) {
            // The same draws hold a figure of a person at the headcount of the base.
            let unhired = self.unhired(definition, from);
            let unhired = unhired.and_then(|times| Some((times, of(keep / times)?)));
            let [before, now] = [from, self.year].map(|year| self.held.could_be(one, year));
            // Of the earlier year, what could be more makes the difference less, and the reverse.
            let held = |keep: f64, against: Against| {
                let [less, more] = before.map(|one| if keep > 0.0 { keep * one } else { 0.0 });
                against.widened(more + now[0], now[1] + less)
            };
            let unhired = unhired.map(|(times, one)| (times, held(keep / times, one)));
            let wide = held(keep, against);
            let call = |one: Interval| against_nothing(one, start, way);
            standing.hangs_on_unread = call(wide.net) != call(against.net);
            by_factors(standing, &wide, unhired, of, (start, way));
        } else {
            self.by_bounds((one, definition), standing, (from, start, base), last, keep, way);
            bare((one, definition), standing, [last, base]);
        }
        unproven(standing, [last, base]);
    }

    /// A change that starts from nowhere is not measurable, as the check says; of a year that has an
    /// inventory, what its value lacks is what is missing.
    fn without_base(&self, (one, definition): (&Commitment, &Definition), standing: &mut Standing) {
        let Some(year) = one.starts_from(self.plan) else {
            return standing.is(CommitmentVerdict::NoValue);
        };
        if !self.held.years().contains(&year) {
            standing.because.push(text!("pas d'inventaire de {year}", "no inventory of {year}"));
            standing.settle = Some(text!(
                "la base manque : l'inventaire de {year}",
                "the base is missing: the inventory of {year}"
            ));
            return standing.is(CommitmentVerdict::NotMeasurable);
        }
        let value = self.value_in(one, definition, year);
        let lacks = value.as_ref().and_then(|value| value.figure.as_ref().err());
        let named = |lang: Lang| {
            let data = lacks.into_iter().flat_map(|missing| &missing.data);
            let one =
                |datum: &Datum| format!("{} ({})", datum.label(lang), datum.place().say(lang));
            lang.list(data.map(one))
        };
        let Text { fr, en } = Text::of(named);
        standing.settle = Some(if en.is_empty() {
            text!(
                "la base manque : l'inventaire de {year} n'en dit rien",
                "the base is missing: the inventory of {year} says nothing of it"
            )
        } else {
            text!(
                "la base manque ; l'inventaire de {year} est lu, et il manque : {fr}",
                "the base is missing; the inventory of {year} is read, and it needs: {en}"
            )
        });
        standing.is(CommitmentVerdict::NoValue);
    }

    fn by_bounds(
        &self,
        (one, definition): (&Commitment, &Definition),
        standing: &mut Standing,
        (from, start, base): (i32, f64, &Value),
        last: &Value,
        keep: f64,
        way: KeepingWay,
    ) {
        let Some(held) = difference(base, last, keep) else {
            standing.because.push(text!(
                "de l'année, seule une borne est connue : son écart à la base ne se calcule pas",
                "of the year only a bound is known: its difference to the base cannot be computed"
            ));
            let as_read = difference(&base.as_read(), &last.as_read(), keep);
            standing.hangs_on_unread = as_read.is_some();
            standing.is(CommitmentVerdict::NotDistinguishable);
            return;
        };
        let (read, read_base) = (last.as_read(), base.as_read());
        standing.percent = change_between(|keep| difference(&read_base, &read, keep), start);
        standing.raw = against_nothing(held, start, way).into();
        let as_read = difference(&read_base, &read, keep);
        standing.hangs_on_unread =
            as_read.is_some_and(|one| standing.raw != against_nothing(one, start, way).into());
        let breaks = self.held.breaks(definition, from, self.year);
        standing.verdict = standing.raw;
        if !breaks.is_empty() {
            standing.because.extend(breaks);
            standing.verdict = CommitmentVerdict::NotDistinguishable;
            standing.net = Some(Net::of(CommitmentVerdict::NotDistinguishable));
            standing.because.push(text!(
                "les deux années ne sont pas comptées de la même façon : le verdict brut ne vaut pas",
                "the two years are not counted alike: the raw verdict does not hold"
            ));
        } else if standing.verdict == CommitmentVerdict::Ahead
            && let Some(said) = self.held.moved(one, from, self.year)
        {
            undone(standing, None, said);
        }
        if standing.verdict == CommitmentVerdict::Ahead
            && definition.moved_by.calendar
            && let Some(then) = self.held.at_ages_of(one, definition, from, self.year)
            && let (Ok(figure), Some(held)) = (&then.figure, difference(base, &then, keep))
        {
            led_by_calendar(standing, None, *figure, against_nothing(held, start, way).into());
        }
        self.unhired_change(definition, standing, (from, start), (base, last), (keep, way));
    }
}

/// Two verdicts on the footprint: as the figures stand, and net of what is counted otherwise.
/// `unhired` holds the year, times what it is, at the headcount of the base.
fn by_factors(
    standing: &mut Standing,
    against: &Against,
    unhired: Option<(f64, Against)>,
    mut of: impl FnMut(f64) -> Option<Against>,
    (start, way): (f64, KeepingWay),
) {
    let call = |one: Interval| CommitmentVerdict::from(against_nothing(one, start, way));
    standing.raw = call(against.raw);
    standing.percent = change_between(|keep| Some(of(keep)?.raw), start);
    let sides = VerdictSides {
        net: call(against.net),
        without_ageing: call(against.without_ageing),
        without_grid: call(against.without_grid),
        acts: call(unhired.map_or(against.acts, |(times, one)| one.acts * times)),
        ageing: against.ageing,
        grid: against.grid,
        headcount: unhired.and_then(|(times, one)| {
            let last = middle(standing.last?.1)?;
            Some((last * (1.0 - times), call(one.net * times)))
        }),
    };
    standing.net = Some(Net {
        restated: Some(against.restated),
        percent: change_between(|keep| Some(of(keep)?.net), against.restated),
        ..sides.net()
    });
    if sides.net != standing.raw && against.net != against.raw {
        standing.because.push(differ());
    }
    standing.verdict = of_acts(standing, sides.net, &sides);
}

/// The change from the base in %, with the two changes between which nothing can be told: a target
/// beyond one of them is kept, or missed, at 95 %. It is of the two years alone, whatever target
/// they are held against. `of` is `later - keep * earlier`.
fn change_between(mut of: impl FnMut(f64) -> Option<Interval>, start: f64) -> Option<Interval> {
    if start.abs() <= 0.0 {
        return None;
    }
    let first = of(1.0)?;
    // Where a bound of the difference crosses nothing; bounds are all but straight in `keep`.
    let mut crossing = |side: fn(&Interval) -> f64| {
        let (mut before, mut there) = (1.0, side(&first));
        // Nothing falls by more than all of it.
        let mut at = (1.0 + there / start).max(0.0);
        for _ in 0..STEPS {
            let Some(now) = of(at).map(|one| side(&one)) else { break };
            let next = (at - now * (at - before) / (now - there)).max(0.0);
            if !next.is_finite() || now.abs() <= SMALL * start.abs() {
                break;
            }
            (before, there, at) = (at, now, next);
        }
        100.0 * (at - 1.0)
    };
    let value = (100.0 * first.value / start).max(-100.0);
    // What is no further off than the steps are exact to is no width of its own.
    let exact = |bound: f64| if (bound - value).abs() <= EXACT { value } else { bound };
    let [low, high] = [crossing(|one| one.low), crossing(|one| one.high)].map(exact);
    Some(Interval { value, low, high })
}

/// The change of the points alone, where no verdict is due; from a base that nothing proves, none.
pub(super) fn trend(one: &Commitment, standing: &mut Standing) {
    if standing.base_is_declared && one.is_unsourced() {
        standing.settle = Some(text!(
            "la source de la base : baseline = {{ …, source = \"…\" }}",
            "the source of the base: baseline = {{ …, source = \"…\" }}"
        ));
        return standing.is(CommitmentVerdict::NoValue);
    }
    standing.is(CommitmentVerdict::TrendOnly);
    let (Some((_, base)), Some((_, last))) = (standing.base, standing.last) else { return };
    let Some((base, last)) = middle(base).zip(middle(last)) else { return };
    if base != 0.0 {
        // Nothing is known of how sure a trend is.
        let value = 100.0 * (last / base - 1.0);
        standing.percent = Some(Interval { value, low: f64::NEG_INFINITY, high: f64::INFINITY });
    }
}
