//! The change between two years, shared out.

use super::assumed;
use super::basis::Basis;
use super::common::CommonOfType;
use super::effect::{Effect, EffectShare};
use super::flows::Flows;
use super::held::both_hold;
use super::lines::{earlier_lines, other_lines};
use super::pairs::Pairs;
use super::perimeter::{Apart, Reason, apart, renamed};
use super::play::Checks;
use super::quality::known_later;
use super::seen::WeighedRow;
use super::stakes::{ChangeParts, SAME};
use super::supply::Supply;
use super::unlisted;
use super::work::Work;
use super::year::{Both, YearSeen};
use factor::FactorSet;
use footprint::StakesAmong;
use ground::fault::Fault;
use ground::quantity::Interval;
use ground::table::Day;
use indicator::{BothHold, is_handful, is_mostly_equipment};
use walk::TotalLack;

/// A year's total.
#[derive(Debug, Clone, PartialEq)]
pub struct YearTotal {
    /// The year.
    pub year: i32,
    /// The day that ages are taken on, normally its last.
    pub as_of: Day,
    /// Its total, in the criterion's unit, with its 90 % interval.
    pub total: Interval,
    /// What it does not include.
    pub left_out: Vec<TotalLack>,
    /// Cells of its rows that cannot be read, and were taken as empty ones.
    pub unread_cells: u64,
}

/// The earlier figure as it was published, before today's factors and method.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedBefore {
    /// The total, in the criterion's unit.
    pub total: f64,
    /// The factor sets it was made with.
    pub factors: String,
    /// The method.
    pub method: String,
    /// The version of the program, where it is known.
    pub version: String,
    /// Whether today's factors or method are others.
    pub is_other: bool,
    /// Whether today's program is another version.
    pub is_other_version: bool,
    /// Files of that year that are no longer as they were then, by their names: what was corrected
    /// in them moves the figure too.
    pub changed_files: Vec<String>,
}

/// An earlier figure that two years are compared from.
pub type EarlierFigure = Option<PublishedBefore>;

/// What an effect is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectLine {
    /// The effect.
    pub effect: Effect,
    /// Its value with its 90 % interval, errors that both years share being one; no interval where
    /// the two figures share no factors.
    pub value: Interval,
    /// Whether the interval is known.
    pub has_interval: bool,
}

impl YearTotal {
    /// The day that its ages are taken on, where that is not its last.
    pub fn day_within(&self) -> Option<Day> {
        let last = Day(Day::first_of(self.year + 1).0 - 1);
        (self.as_of != last).then_some(self.as_of)
    }
}

/// The two ways side by side, over cells that are pure products.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogMeanCheck {
    /// The effect.
    pub effect: Effect,
    /// By Shapley's value.
    pub shapley: f64,
    /// By the logarithmic mean.
    pub lmdi: f64,
}

/// A change between two years, without anything left unexplained.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The criterion's code and unit.
    pub criterion: (String, String),
    /// The year that is compared from.
    pub from: YearTotal,
    /// The year that is compared.
    pub to: YearTotal,
    /// The figure that was published, where it was made otherwise.
    pub published: EarlierFigure,
    /// The difference with its 90 % interval; from the published figure where there is one.
    pub difference: Interval,
    /// What each effect is worth, all of them, in order.
    pub effects: Vec<EffectLine>,
    /// What only one year has, largest first.
    pub apart: Vec<Apart>,
    /// Whether nothing known of the estate is of before the year that is compared from, and the
    /// other follows it.
    pub since_the_first: bool,
    /// What both perimeters have of each type.
    pub common: Vec<CommonOfType>,
    /// The same by type, site and stage.
    pub shares: Vec<EffectShare>,
    /// The same as flows of machines.
    pub flows: Flows,
    /// A second way of sharing, where it applies.
    pub checks: Vec<LogMeanCheck>,
    /// What both years hold, of one year as of the other.
    pub both: BothHold,
    /// Whether what makes most of both years is equipment, a handful of units, which chance moves:
    /// the rule of the indicators.
    pub is_of_a_handful: bool,
    /// What it rests on.
    pub(crate) basis: Basis,
    /// The electricity of both years, where it is known.
    pub(crate) supply: Option<Supply>,
}

impl Change {
    /// The change from a year to another, whichever comes first in time: the same machines are
    /// the same, and what was listed later was listed later, whichever way the change is read.
    ///
    /// # Errors
    ///
    /// The electricity of a year has no factor for the criterion.
    pub fn between(
        from: YearSeen<'_>,
        to: YearSeen<'_>,
        set: &FactorSet,
        before: EarlierFigure,
    ) -> Result<Self, Fault> {
        from.has_electricity(set)?;
        to.has_electricity(set)?;
        Ok(if from.year.year <= to.year.year {
            Self::forward(from, to, set, before)
        } else {
            let mut change = Self::forward(to, from, set, None).reversed();
            change.publish(before);
            change
        })
    }

    fn forward(
        earlier: YearSeen<'_>,
        later: YearSeen<'_>,
        set: &FactorSet,
        before: EarlierFigure,
    ) -> Self {
        let figure = |seen: &YearSeen<'_>| YearTotal {
            year: seen.year.year,
            as_of: seen.year.as_of,
            total: seen.outcome.footprint.headline().interval,
            left_out: seen.outcome.lacks(set),
            unread_cells: seen.outcome.intake.unread_cells,
        };
        let (from, to) = (figure(&earlier), figure(&later));
        let first = earlier.first_of_all.into_iter().chain(later.first_of_all).min();
        let since_the_first =
            to.year == from.year + 1 && first.is_none_or(|first| first >= from.year);
        let criterion = earlier.outcome.footprint.criteria[0].clone();
        let outcomes = [earlier.outcome, later.outcome];
        let (both, pairs, reasons) = tied(earlier, later, set);
        let work = Work { both: &both, set, later: &pairs.later };
        let mut parts = ChangeParts::default();
        let mut checks = Checks::new();
        let mut aside = work.perimeter(&reasons, &mut parts);
        let known = known_later(&both, &pairs);
        work.quality(&known, &mut parts);
        let cells = work.cells(&reasons, &known);
        work.game(&cells, &mut parts, &mut checks);
        let others = other_lines(&both, outcomes, set, &mut parts, &mut aside);
        let mut earlier = work.earlier();
        earlier_lines(&both, outcomes[0], set, &mut earlier);
        aside.retain(|one| one.value != 0.0 || one.units != 0.0);
        aside.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()).then(a.code.cmp(&b.code)));
        let weights = |at: usize| -> Vec<f64> {
            both.years[at].rows.iter().map(|row| work.weight(at, row)).collect()
        };
        let (old, new) = (weights(0), weights(1));
        let rows = [&both.years[0].rows, &both.years[1].rows];
        let gone = [0, 1].map(|at: usize| -> Vec<f64> {
            rows[at].iter().map(|row| work.weight_of_gone(at, row)).collect()
        });
        let (earlier_rows, later_rows) = (
            (rows[0].as_slice(), [&old[..], &gone[0]]),
            (rows[1].as_slice(), [&new[..], &gone[1]]),
        );
        let mut flows = Flows::of(earlier_rows, &known, later_rows, &pairs, &reasons);
        flows.others = others;
        // Added up in an order of their own: no byte rests on the order of the files.
        let own = |mut figure: YearTotal, rows: &[f64], others: f64| {
            figure.total.value = rows.iter().sum::<f64>() + others;
            figure.total.low = (figure.total.low * 1e6).round() / 1e6;
            figure.total.high = (figure.total.high * 1e6).round() / 1e6;
            figure
        };
        let (from, to) = (own(from, &old, others.before), own(to, &new, others.after));
        let totals = (from.total.value, to.total.value);
        let is_few = |at: usize| {
            let held: f64 = rows[at].iter().map(WeighedRow::held_at_end).sum();
            is_handful(held) && is_mostly_equipment(&outcomes[at].footprint, set)
        };
        let is_of_a_handful = is_few(0) && is_few(1);
        let held = both_hold(&work, &reasons, &known, outcomes, (totals, &parts, &aside));
        let among = StakesAmong { lines: work.lines(), bent: work.bent() };
        let mut change = Self {
            criterion: (criterion.code, criterion.unit),
            from,
            to,
            published: None,
            difference: Interval::ZERO,
            effects: Vec::new(),
            apart: aside,
            both: held,
            is_of_a_handful,
            since_the_first,
            common: work.common(&cells),
            shares: work.shares(&parts),
            flows,
            checks: checks
                .into_iter()
                .map(|(effect, (shapley, lmdi))| LogMeanCheck { effect, shapley, lmdi })
                .collect(),
            supply: Supply::of(&work, outcomes, &reasons, &known),
            basis: Basis::of(
                set,
                earlier.stakes(set, &among.bent, None),
                Effect::ALL.map(|effect| parts.stakes(set, &among.bent, Some(effect))),
                &among,
            ),
        };
        change.price(&parts);
        change.publish(before);
        change
    }

    /// What two years both hold, without what else is told of their change.
    ///
    /// # Errors
    ///
    /// As [`Change::between`].
    pub(crate) fn held_by_both(
        earlier: YearSeen<'_>,
        later: YearSeen<'_>,
        set: &FactorSet,
    ) -> Result<BothHold, Fault> {
        earlier.has_electricity(set)?;
        later.has_electricity(set)?;
        let outcomes = [earlier.outcome, later.outcome];
        let (both, pairs, reasons) = tied(earlier, later, set);
        let work = Work { both: &both, set, later: &pairs.later };
        let mut parts = ChangeParts::default();
        let mut aside = work.perimeter(&reasons, &mut parts);
        let known = known_later(&both, &pairs);
        work.quality(&known, &mut parts);
        let others = other_lines(&both, outcomes, set, &mut parts, &mut aside);
        let total = |at: usize, others: f64| {
            let rows = both.years[at].rows.iter().map(|row| work.weight(at, row));
            rows.sum::<f64>() + others
        };
        let totals = (total(0, others.before), total(1, others.after));
        Ok(both_hold(&work, &reasons, &known, outcomes, (totals, &parts, &aside)))
    }

    /// Values each effect, all drawn together.
    fn price(&mut self, parts: &ChangeParts) {
        // What is left of sums that cancel is no effect.
        let nothing = 1e-12 * self.from.total.value.abs().max(self.to.total.value.abs());
        self.shares.retain(|share| share.value.abs() > nothing);
        let known = |value: f64| if value.abs() > nothing { value } else { 0.0 };
        let drawn = |effect: Effect| {
            // An effect that comes to nothing may still err: a lifetime may be shorter than ages.
            let only = |one: Effect| f64::from(u8::from(one == effect));
            let value = known(parts.value(effect));
            let Interval { low, high, .. } = self.basis.around(value, 0.0, only);
            let value = Interval { value, low: known(low), high: known(high) };
            EffectLine { effect, value, has_interval: true }
        };
        self.effects = Effect::ALL.map(drawn).to_vec();
        let sum = self.effects.iter().map(|line| line.value.value).sum();
        self.difference = self.basis.around(sum, 0.0, |_| 1.0);
    }

    /// Compares from the figure that was published, which other factors or another method made.
    fn publish(&mut self, before: EarlierFigure) {
        let Some(mut published) = before else { return };
        let made_again = self.from.total.value;
        // Two sums of the same rows in two orders are one figure.
        if (made_again - published.total).abs() <= SAME * made_again.abs() {
            published.total = made_again;
        }
        let step = made_again - published.total;
        if let Some(line) = self.effects.iter_mut().find(|line| line.effect == Effect::FactorSet) {
            *line = EffectLine {
                effect: Effect::FactorSet,
                value: Interval::exact(step),
                has_interval: false,
            };
        }
        let Interval { value, low, high } = self.difference;
        self.difference = Interval { value: value + step, low: low + step, high: high + step };
        self.flows.others.before -= step;
        self.published = Some(published);
    }

    fn reversed(mut self) -> Self {
        let turned = |one: Interval| Interval { value: -one.value, low: -one.high, high: -one.low };
        std::mem::swap(&mut self.from, &mut self.to);
        self.difference = turned(self.difference);
        for line in &mut self.effects {
            line.value = turned(line.value);
        }
        for one in &mut self.apart {
            one.value = -one.value;
        }
        for share in &mut self.shares {
            share.value = -share.value;
        }
        for check in &mut self.checks {
            (check.shapley, check.lmdi) = (-check.shapley, -check.lmdi);
        }
        self.flows = self.flows.reversed();
        // It is held from the earlier year to the later one alone.
        self.supply = None;
        let turned = |(before, now): (f64, f64)| (now, before);
        self.both.impact = turned(self.both.impact);
        self.both.kwh = turned(self.both.kwh);
        for one in &mut self.both.alone {
            one.is_later = !one.is_later;
        }
        self.common = self.common.into_iter().map(CommonOfType::reversed).collect();
        self
    }

    /// The figure that is compared from: the published one, where there is one.
    pub fn before(&self) -> f64 {
        self.published.as_ref().map_or(self.from.total.value, |one| one.total)
    }

    /// What an effect is worth.
    pub fn worth(&self, effect: Effect) -> Interval {
        let line = self.effects.iter().find(|line| line.effect == effect);
        line.map_or(Interval::ZERO, |line| line.value)
    }

    /// What the effects that count a year otherwise are worth together.
    pub(crate) fn counted_otherwise(&self) -> f64 {
        let of = Effect::ALL.into_iter().filter(|effect| effect.is_counted_otherwise());
        of.fold(0.0, |sum, effect| sum + self.worth(effect).value)
    }

    /// The difference on what both years count, as they count it: without perimeter, factor set and
    /// data quality.
    pub fn like_for_like(&self) -> f64 {
        self.difference.value - self.counted_otherwise()
    }

    /// The effects that weigh most, at most so many, largest first.
    pub fn causes(&self, most: usize) -> Vec<&EffectLine> {
        let mut lines: Vec<&EffectLine> =
            self.effects.iter().filter(|line| line.value.value != 0.0).collect();
        lines.sort_by(|a, b| b.value.value.abs().total_cmp(&a.value.value.abs()));
        lines.truncate(most);
        lines
    }

    /// What the equipment of both years did itself, all its effects together.
    pub fn of_equipment(&self) -> f64 {
        let own = self.effects.iter().filter(|line| line.effect.is_of_equipment());
        own.map(|line| line.value.value).fold(0.0, |sum, value| sum + value)
    }
}

/// Two years under the same numbers, sites that go by another name included, their pairs, and what one of
/// them alone has.
fn tied<'a>(
    earlier: YearSeen<'a>,
    later: YearSeen<'a>,
    set: &FactorSet,
) -> (Both<'a>, Pairs, [Vec<Option<Reason>>; 2]) {
    let mut both = Both::of(earlier, later);
    let mut pairs = paired(&both, set);
    let renamed = renamed(&both, &pairs);
    if !renamed.is_empty() {
        both.rename(&renamed);
        pairs = paired(&both, set);
    }
    assumed::tie(&mut both, &mut pairs, set);
    let mut reasons = apart(&both, &pairs, set);
    unlisted::mark(&mut both, &mut pairs, &mut reasons, set);
    (both, pairs, reasons)
}

/// The machines that both years have.
fn paired(both: &Both<'_>, set: &FactorSet) -> Pairs {
    let [earlier, later] = &both.years;
    Pairs::of([&earlier.rows, &later.rows], both.since(), set)
}
