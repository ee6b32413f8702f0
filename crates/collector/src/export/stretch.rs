//! Days of a machine as stretches over which its energy is known.
//!
//! A day without a record between two that have one is a day on which the machine was off: it used
//! nothing that is measured. A longer silence is no measure: the agent was gone, or the machine in a
//! cupboard; the stretch ends, and the walk extends its mean.

/// Days without a record after which nothing is known any more.
const SILENCE: i32 = 45;

/// A day that is known, or several folded into one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) wh: f64,
    pub(super) grade: char,
    pub(super) awake_s: f64,
}

/// A row of usage: a month of a stretch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) wh: f64,
    pub(super) awake_s: f64,
    /// Watt-hours by grade.
    pub(super) grades: Vec<(char, f64)>,
}

impl Span {
    /// The weakest grade that gives more than a twentieth of the energy.
    pub(super) fn grade(&self) -> char {
        let mut grades = self.grades.clone();
        grades.sort_by_key(|(grade, _)| *grade);
        let enough = |wh: f64| wh > self.wh / 20.0;
        let weakest = grades.iter().rev().find(|(_, wh)| enough(*wh)).or_else(|| grades.last());
        weakest.map_or('F', |(grade, _)| *grade)
    }
}

/// The spans of a machine's days within a year, a month each at most.
pub(super) fn spans(
    days: &mut [Known],
    year: (i32, i32),
    month_end: impl Fn(i32) -> i32,
) -> Vec<Span> {
    days.sort_by_key(|day| (day.first, day.last));
    let mut spans: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < days.len() {
        let mut end = at + 1;
        let mut last = days[at].last;
        while end < days.len() && days[end].first - last <= SILENCE {
            last = last.max(days[end].last);
            end += 1;
        }
        stretch(&days[at..end], last, year, &month_end, &mut spans);
        at = end;
    }
    spans
}

fn stretch(
    days: &[Known],
    last: i32,
    year: (i32, i32),
    month_end: &impl Fn(i32) -> i32,
    spans: &mut Vec<Span>,
) {
    let mut first = days[0].first.max(year.0);
    let end = last.min(year.1);
    while first <= end {
        let until = month_end(first).min(end);
        let mut span = Span { first, last: until, wh: 0.0, awake_s: 0.0, grades: Vec::new() };
        for day in days {
            let within = day.last.min(until) - day.first.max(first) + 1;
            if within <= 0 {
                continue;
            }
            // Of days folded together each has its share.
            let share = f64::from(within) / f64::from(day.last - day.first + 1);
            span.wh += day.wh * share;
            span.awake_s += day.awake_s * share;
            match span.grades.iter_mut().find(|(grade, _)| *grade == day.grade) {
                Some((_, wh)) => *wh += day.wh * share,
                None => span.grades.push((day.grade, day.wh * share)),
            }
        }
        spans.push(span);
        first = until + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, spans};

    fn day(first: i32, wh: f64, grade: char) -> Known {
        Known { first, last: first, wh, grade, awake_s: 3600.0 }
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
    fn folded_days_are_shared_out_and_the_year_cuts() {
        let mut days = [Known { first: 5, last: 14, wh: 100.0, grade: 'C', awake_s: 0.0 }];
        let spans = spans(&mut days, (8, 99), tens);
        let told: Vec<_> = spans.iter().map(|s| (s.first, s.last, s.wh)).collect();
        assert_eq!(told, [(8, 9, 20.0), (10, 14, 50.0)]);
    }

    #[test]
    fn a_grade_that_hardly_counts_does_not_name_the_row() {
        let mut days = [day(1, 96.0, 'B'), day(2, 4.0, 'D')];
        assert_eq!(spans(&mut days, (0, 99), tens)[0].grade(), 'B');
    }
}
