//! Days of a machine as stretches over which its energy is known.
//!
//! A day without a record between two that have one is a day on which the machine was off: it used
//! nothing that is measured. A longer silence is no measure: the agent was gone, or the machine in a
//! cupboard; the stretch ends, and the walk extends its mean. So does a day on which the machine was
//! on and its energy only assumed: it is neither measured nor nothing. So does a record that the agent
//! numbered and that never came: what it said is not known.

use std::collections::BTreeMap;

/// Days without a record that may be days off; after more of them nothing is known.
pub(super) const SILENCE: i32 = 45;

/// A day that is known, or several folded into one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Known {
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) wh: f64,
    pub(super) grade: char,
    pub(super) awake_s: f64,
    /// Whether its energy was derived again.
    pub(super) again: bool,
    /// The number of its record.
    pub(super) seq: i64,
    /// Whether a record between it and the day before it never came.
    pub(super) lost_before: bool,
}

/// Lays the days that were folded together in a month one after another, those measured first.
///
/// A fold says how many days it sums and the first of them, not which: folds of one month, one for each
/// method and grade, would cover one another, and what is assumed of some days take those measured
/// with it.
pub(super) fn lay(days: &mut [Known], month_end: impl Fn(i32) -> i32) {
    let mut folds: BTreeMap<i32, Vec<&mut Known>> = BTreeMap::new();
    for day in days.iter_mut() {
        folds.entry(month_end(day.first)).or_default().push(day);
    }
    for (end, of_month) in folds {
        if of_month.iter().all(|day| day.first == day.last) {
            continue;
        }
        let mut of_month: Vec<_> = of_month.into_iter().filter(|day| day.last <= end).collect();
        let from = of_month.iter().filter(|day| day.last > day.first).map(|day| day.first).min();
        let Some(mut next) = from else { continue };
        let until = of_month.iter().filter(|day| day.last > day.first).map(|day| day.last).max();
        // A lone day among them was a fold of one.
        of_month.retain(|day| day.first >= next && until.is_some_and(|until| day.first <= until));
        of_month.sort_by_key(|day| (!day.is_measured(), day.first, day.last, day.seq));
        for day in of_month {
            let length = day.last - day.first;
            day.first = next.min(end);
            day.last = (next + length).min(end);
            next = day.last + 1;
        }
    }
}

/// Puts days in order, what is assumed of a day first, and marks those before which a record lacks:
/// its number was given, and is neither a day's nor one of the others. How many there are.
///
/// Days folded together have swallowed numbers: beside them nothing is said.
pub(super) fn mark_lost(days: &mut [Known], others: &[i64]) -> usize {
    days.sort_by_key(|day| (day.first, day.is_measured(), day.last));
    let mut lost = 0;
    for at in 1..days.len() {
        let (before, day) = (&days[at - 1], &days[at]);
        let single = before.first == before.last && day.first == day.last;
        let between = before.seq + 1..day.seq;
        let given = day.seq.saturating_sub(before.seq + 1).max(0);
        let came = others.iter().filter(|seq| between.contains(seq)).count();
        let lacks = single
            && day.first > before.last + 1
            && usize::try_from(given).is_ok_and(|given| given > came);
        days[at].lost_before = lacks;
        lost += usize::from(lacks);
    }
    lost
}

impl Known {
    /// Whether its energy is measured: F is assumed, and V a share of a host's.
    pub(super) fn is_measured(&self) -> bool {
        is_measured(self.grade)
    }
}

/// The letter of a grade as a record writes it; what says none is assumed.
pub(super) fn grade_of(word: &str) -> char {
    word.chars().next().unwrap_or('F')
}

/// Whether a grade says that energy is measured.
pub(super) fn is_measured(grade: char) -> bool {
    ('A'..='E').contains(&grade)
}

/// A row of usage: a month of a stretch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) wh: f64,
    pub(super) awake_s: f64,
    /// Whether a day of it was derived again.
    pub(super) again: bool,
    /// Watt-hours by grade.
    pub(super) grades: Vec<(char, f64)>,
}

impl Span {
    /// The weakest grade that gives more than a twentieth of the energy.
    pub(super) fn grade(&self) -> char {
        grade_of_all(self.grades.iter().copied())
    }
}

/// The weakest grade that gives more than a twentieth of the energy; where none does, the weakest.
fn grade_of_all(parts: impl Iterator<Item = (char, f64)>) -> char {
    let mut grades: BTreeMap<char, f64> = BTreeMap::new();
    for (grade, wh) in parts {
        *grades.entry(grade).or_default() += wh;
    }
    let enough = grades.values().sum::<f64>() / 20.0;
    let weakest = grades.iter().rev().find(|(_, wh)| **wh > enough);
    weakest.or_else(|| grades.last_key_value()).map_or('F', |(grade, _)| *grade)
}

/// The spans of a machine's days within a year, a month each at most.
pub(super) fn spans(
    days: &mut [Known],
    year: (i32, i32),
    month_end: impl Fn(i32) -> i32,
) -> Vec<Span> {
    // Of one day, what is assumed of it first: the rest is no measure of the whole day.
    days.sort_by_key(|day| (day.first, day.is_measured(), day.last));
    let mut spans: Vec<Span> = Vec::new();
    let mut run: Vec<Known> = Vec::new();
    let (mut from, mut last, mut assumed_until) = (i32::MIN, i32::MIN, i32::MIN);
    for day in days.iter() {
        let heard = !day.lost_before && day.first.saturating_sub(last) <= SILENCE + 1;
        let cut = !day.is_measured() || !heard;
        if cut && !run.is_empty() {
            // The days before one that is assumed are days off, as before one that is measured.
            let until = if heard { last.max(day.first - 1) } else { last };
            stretch(&run, (from, until), year, &month_end, &mut spans);
            run.clear();
        }
        if !day.is_measured() {
            assumed_until = assumed_until.max(day.last);
        } else if day.first > assumed_until {
            if run.is_empty() {
                // And so are those after it.
                let since = assumed_until.saturating_add(1);
                let near = !day.lost_before && day.first.saturating_sub(since) <= SILENCE;
                from = if near { since } else { day.first };
                last = day.last;
            }
            last = last.max(day.last);
            run.push(day.clone());
        }
    }
    if !run.is_empty() {
        stretch(&run, (from, last), year, &month_end, &mut spans);
    }
    spans
}

fn stretch(
    days: &[Known],
    (from, last): (i32, i32),
    year: (i32, i32),
    month_end: &impl Fn(i32) -> i32,
    spans: &mut Vec<Span>,
) {
    let mut first = from.max(year.0);
    let end = last.min(year.1);
    let around = grade_of_all(days.iter().map(|day| (day.grade, day.wh)));
    while first <= end {
        let until = month_end(first).min(end);
        let mut span =
            Span { first, last: until, wh: 0.0, awake_s: 0.0, again: false, grades: Vec::new() };
        for day in days {
            let within = day.last.min(until) - day.first.max(first) + 1;
            if within <= 0 {
                continue;
            }
            // Of days folded together each has its share.
            let share = f64::from(within) / f64::from(day.last - day.first + 1);
            span.wh += day.wh * share;
            span.again |= day.again;
            span.awake_s += day.awake_s * share;
            match span.grades.iter_mut().find(|(grade, _)| *grade == day.grade) {
                Some((_, wh)) => *wh += day.wh * share,
                None => span.grades.push((day.grade, day.wh * share)),
            }
        }
        if span.grades.is_empty() {
            // Off all the month: known as well as the days around it are.
            span.grades.push((around, 0.0));
        }
        spans.push(span);
        first = until + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, lay, mark_lost, spans};

    fn day(first: i32, wh: f64, grade: char) -> Known {
        let (awake_s, seq) = (3600.0, i64::from(first));
        Known { first, last: first, wh, grade, awake_s, again: false, seq, lost_before: false }
    }

    /// Months of ten days, for counting by hand.
    fn tens(day: i32) -> i32 {
        day - day.rem_euclid(10) + 9
    }

    #[test]
    fn days_off_within_a_stretch_are_days_that_used_nothing() {
        let mut days = [day(3, 100.0, 'B'), day(7, 100.0, 'B'), day(12, 50.0, 'D')];
        let spans = spans(&mut days, (0, 99), tens);
        let told: Vec<_> = spans.iter().map(|s| (s.first, s.last, s.wh, s.grade())).collect();
        assert_eq!(told, [(3, 9, 200.0, 'B'), (10, 12, 50.0, 'D')]);
    }

    #[test]
    fn a_long_silence_is_no_measure() {
        let mut days = [day(3, 100.0, 'B'), day(63, 100.0, 'B')];
        let spans = spans(&mut days, (0, 99), tens);
        assert_eq!(spans.iter().map(|s| (s.first, s.last)).collect::<Vec<_>>(), [(3, 3), (63, 63)]);
    }

    #[test]
    fn a_silence_of_45_days_is_days_off_and_one_of_46_is_not() {
        let ends = |last| {
            let mut days = [day(3, 100.0, 'B'), day(last, 100.0, 'B')];
            spans(&mut days, (0, 99), |_| 99).iter().map(|s| (s.first, s.last)).collect::<Vec<_>>()
        };
        // Days 4 to 48 are 45 days.
        assert_eq!(ends(49), [(3, 49)]);
        assert_eq!(ends(50), [(3, 3), (50, 50)]);
    }

    #[test]
    fn a_day_on_whose_energy_is_assumed_is_neither_measured_nor_off() {
        let mut days =
            [day(1, 100.0, 'B'), day(2, 70.0, 'F'), day(3, 100.0, 'B'), day(4, 9.0, 'V')];
        let told: Vec<_> =
            spans(&mut days, (0, 99), tens).iter().map(|s| (s.first, s.last, s.wh)).collect();
        assert_eq!(told, [(1, 1, 100.0), (3, 3, 100.0)]);
        // A day that is assumed in part is not measured whole.
        let mut days = [day(1, 100.0, 'B'), day(2, 50.0, 'B'), day(2, 70.0, 'F')];
        let told: Vec<_> =
            spans(&mut days, (0, 99), tens).iter().map(|s| (s.first, s.last, s.wh)).collect();
        assert_eq!(told, [(1, 1, 100.0)]);
    }

    #[test]
    fn a_record_that_never_came_is_no_day_off() {
        // Numbers 1, 2 and 5, where 3 is an inventory: 4 never came.
        let numbered = |days: [(i32, i64); 3]| {
            days.map(|(first, seq)| Known { seq, ..day(first, 100.0, 'B') })
        };
        let told = |days: &mut [Known], others: &[i64]| {
            let lost = mark_lost(days, others);
            let spans = spans(days, (0, 99), |_| 99);
            (lost, spans.iter().map(|s| (s.first, s.last)).collect::<Vec<_>>())
        };
        let mut days = numbered([(1, 1), (2, 2), (6, 5)]);
        assert_eq!(told(&mut days, &[3]), (1, vec![(1, 2), (6, 6)]));
        // All that was numbered came: the machine was off.
        assert_eq!(told(&mut days, &[3, 4]), (0, vec![(1, 6)]));
        // Nothing lacks between a day and the next, whatever lies between their numbers.
        let mut days = numbered([(1, 1), (2, 9), (3, 10)]);
        assert_eq!(told(&mut days, &[]), (0, vec![(1, 3)]));
    }

    #[test]
    fn a_month_all_off_used_nothing_and_is_known_as_the_days_around_it() {
        let mut days = [day(9, 100.0, 'B'), day(20, 100.0, 'C')];
        let spans = spans(&mut days, (0, 99), tens);
        let told: Vec<_> = spans.iter().map(|s| (s.first, s.last, s.wh, s.grade())).collect();
        assert_eq!(told, [(9, 9, 100.0, 'B'), (10, 19, 0.0, 'C'), (20, 20, 100.0, 'C')]);
    }

    #[test]
    fn days_off_at_the_turn_of_the_year_are_days_off_in_both() {
        let days = [day(-8, 100.0, 'B'), day(4, 100.0, 'B')];
        let within = |year| {
            let spans = spans(&mut days.clone(), year, tens);
            spans.iter().map(|s| (s.first, s.last, s.wh)).collect::<Vec<_>>()
        };
        assert_eq!(within((-10, -1)), [(-8, -1, 100.0)]);
        assert_eq!(within((0, 9)), [(0, 4, 100.0)]);
    }

    #[test]
    fn folded_days_are_shared_out_and_the_year_cuts() {
        let mut days = [Known { last: 14, ..day(5, 100.0, 'C') }];
        let spans = spans(&mut days, (8, 99), tens);
        let told: Vec<_> = spans.iter().map(|s| (s.first, s.last, s.wh)).collect();
        assert_eq!(told, [(8, 9, 20.0), (10, 14, 50.0)]);
    }

    #[test]
    fn days_off_around_one_that_is_assumed_are_days_off() {
        let mut days = [day(3, 100.0, 'B'), day(8, 70.0, 'F'), day(12, 60.0, 'B')];
        let ends = |days: &mut [Known]| {
            spans(days, (0, 99), |_| 99).iter().map(|s| (s.first, s.last, s.wh)).collect::<Vec<_>>()
        };
        assert_eq!(ends(&mut days), [(3, 7, 100.0), (9, 12, 60.0)]);
        // Not where a record lacks, nor over a long silence.
        days[1].lost_before = true;
        days[2].lost_before = true;
        assert_eq!(ends(&mut days), [(3, 3, 100.0), (12, 12, 60.0)]);
        let mut days = [day(3, 100.0, 'B'), day(63, 70.0, 'F'), day(123, 60.0, 'B')];
        let told = spans(&mut days, (0, 199), |_| 199);
        let told: Vec<_> = told.iter().map(|s| (s.first, s.last)).collect();
        assert_eq!(told, [(3, 3), (123, 123)]);
    }

    #[test]
    fn folds_of_one_month_lie_one_after_another_and_take_nothing_from_each_other() {
        let fold = |first: i32, days: i32, wh, grade| Known {
            last: first + days - 1,
            ..day(first, wh, grade)
        };
        // Of days 0 to 9: one assumed first, then four measured by B, three by C; one of F alone.
        let folds = [fold(0, 2, 90.0, 'F'), fold(1, 4, 400.0, 'B'), fold(2, 3, 150.0, 'C')];
        let mut days = folds.to_vec();
        days.push(day(3, 7.0, 'F'));
        // A day of the month after stays where it is.
        days.push(day(12, 100.0, 'B'));
        lay(&mut days, tens);
        days.sort_by_key(|day| day.first);
        let told: Vec<_> = days.iter().map(|day| (day.first, day.last, day.grade)).collect();
        assert_eq!(told, [(0, 3, 'B'), (4, 6, 'C'), (7, 8, 'F'), (9, 9, 'F'), (12, 12, 'B')]);
        let spans = spans(&mut days, (0, 99), tens);
        let told: Vec<_> = spans.iter().map(|s| (s.first, s.last, s.wh)).collect();
        // Days 10 and 11 are days off.
        assert_eq!(told, [(0, 6, 550.0), (10, 12, 100.0)]);
        // What cannot lie in the month stays on its last day.
        let mut days = [fold(2, 6, 60.0, 'B'), fold(3, 5, 50.0, 'C')];
        lay(&mut days, tens);
        let told = days.map(|day| (day.first, day.last, day.wh));
        assert_eq!(told, [(2, 7, 60.0), (8, 9, 50.0)]);
    }

    #[test]
    fn a_grade_that_hardly_counts_does_not_name_the_row() {
        let mut days = [day(1, 96.0, 'B'), day(2, 4.0, 'D')];
        assert_eq!(spans(&mut days, (0, 99), tens)[0].grade(), 'B');
    }
}
