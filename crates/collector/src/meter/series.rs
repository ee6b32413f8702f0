//! From readings to stretches of known energy: steps, gaps, repeats, an index that starts again.

use super::why::{contradicted, far_apart, overlap, twice, without_step};
use super::{MeterReading, MeterValueKind};
use ground::table::Why;

/// A stretch of time, and its energy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MeterStretch {
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) wh: f64,
}

/// What a device's readings come to.
#[derive(Debug, Default)]
pub(super) struct MeterSeries {
    pub(super) stretches: Vec<MeterStretch>,
    /// Readings that say what another said.
    pub(super) again: usize,
    /// Times at which an index started again.
    pub(super) resets: usize,
    /// Readings set aside, by their place in the list.
    pub(super) aside: Vec<(usize, Why)>,
}

/// How a time stands to what its value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeSide {
    /// It is the end.
    End,
    /// It is the start.
    Start,
    /// It is a date alone, and stands for the whole day.
    Day,
}

/// Beyond so many steps from one reading to the next, nothing is known of what lies between.
const MOST_STEPS: f64 = 1.5;

/// Most of a day beside a day, and of a week, in seconds: a step that is said to be longer than the
/// first is no day, and values whose dates alone are further apart than the second are of weeks or
/// months; between, days lack.
const A_DAY_OR_SO: i64 = 36 * 3600;
const ALMOST_A_WEEK: i64 = 6 * 86_400 + 43_200;

/// The stretches of one device's readings, in any order; those of a value that falls are known
/// where the energy itself was counted. `sides` are those of the files.
pub(super) fn stretches(readings: &[MeterReading], sides: &[TimeSide]) -> MeterSeries {
    let mut series = MeterSeries::default();
    let mut order: Vec<usize> = (0..readings.len()).collect();
    // The sort is stable: of two readings of one time the first of the files stays.
    let key = |at: usize| {
        let reading = &readings[at];
        // What ends at a time and what starts then are two; an index is at it.
        let side = sides[reading.file];
        (
            reading.at,
            (reading.kind != MeterValueKind::Index && reading.from.is_none()).then_some(side),
        )
    };
    order.sort_by_key(|at| key(*at));
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        let reading = &readings[at];
        match kept.last().filter(|last| key(**last) == key(at)).map(|last| &readings[*last]) {
            Some(last) if is_same(last, reading) => series.again += 1,
            Some(_) => series.aside.push((at, twice())),
            None => kept.push(at),
        }
    }
    let Some(first) = kept.first() else { return series };
    match readings[*first].kind {
        MeterValueKind::Index => of_index(readings, &kept, &mut series),
        kind => of_steps(readings, &kept, (sides, kind), &mut series),
    }
    series
}

fn is_same(one: &MeterReading, other: &MeterReading) -> bool {
    (one.value - other.value).abs() <= 1e-9 * one.value.abs().max(1.0)
        && one.from == other.from
        && one.kind == other.kind
}

fn of_index(readings: &[MeterReading], kept: &[usize], series: &mut MeterSeries) {
    let value = |place: usize| kept.get(place).map(|at| readings[*at].value);
    let mut before: Option<&MeterReading> = None;
    let mut place = 0;
    while let Some(at) = kept.get(place) {
        let reading = &readings[*at];
        // Readings of one value in a row, as a meter that failed gives, are right or wrong together.
        let run = (place..kept.len()).take_while(|at| value(*at) == Some(reading.value)).count();
        let wrong = match (before, value(place + run)) {
            (None, Some(_)) if reading.value == 0.0 => {
                is_no_start(readings, &kept[place + run - 1..]).then_some(true)
            }
            (Some(before), Some(next)) => contradicts(before.value, reading.value, next, run),
            _ => None,
        };
        if let Some(bridged) = wrong {
            series.aside.extend(kept[place..place + run].iter().map(|at| (*at, contradicted())));
            before = before.filter(|_| bridged);
            place += run;
            continue;
        }
        if let Some(before) = before {
            if reading.value < before.value {
                series.resets += 1;
            } else {
                let wh = reading.value - before.value;
                series.stretches.push(MeterStretch { start: before.at, end: reading.at, wh });
            }
        }
        before = Some(reading);
        place += 1;
    }
}

/// Whether the readings before and after contradict those of a value between them: they are then a
/// mistake of their own, and no start of the meter. Says whether what lies between those two is then
/// known, which it is not where an index that starts again at each reading explains all three.
fn contradicts(before: f64, value: f64, next: f64, run: usize) -> Option<bool> {
    let alike = |one: f64, other: f64| one > 0.0 && (one / 10.0..=one * 10.0).contains(&other);
    if value < before && before <= next {
        return Some(!alike(value, next - value));
    }
    if before < value && next < value && before <= next {
        return Some(run == 1 && next > before && !alike(value - before, next));
    }
    None
}

/// Whether a zero, the first of these readings, is no start of the others: the meter would have
/// counted faster to the second than ten times the most that it counts after. Two tell nothing.
fn is_no_start(readings: &[MeterReading], places: &[usize]) -> bool {
    let mut rates = places.windows(2).map(|pair| {
        let (one, other) = (&readings[pair[0]], &readings[pair[1]]);
        (other.value - one.value) / (other.at - one.at).max(1) as f64
    });
    let first = rates.next();
    first.is_some_and(|first| {
        rates.next().is_some_and(|second| first > 10.0 * rates.fold(second, f64::max))
    })
}

fn of_steps(
    readings: &[MeterReading],
    kept: &[usize],
    (sides, kind): (&[TimeSide], MeterValueKind),
    series: &mut MeterSeries,
) {
    let usual = usual_step(readings, kept);
    let apart = kept.windows(2).map(|pair| readings[pair[1]].at - readings[pair[0]].at);
    let daily = apart.filter(|step| *step < ALMOST_A_WEEK).count() * 2 + 1 >= kept.len();
    let mut end = i64::MIN;
    for (place, at) in kept.iter().enumerate() {
        let reading = &readings[*at];
        let side = sides[reading.file];
        let (start, stop) = match (reading.from, reading.step.or(usual)) {
            (Some(from), _) => (from, reading.at),
            _ if side == TimeSide::Day => match reading.until {
                Some(until) if reading.step.map_or(daily, |step| step <= A_DAY_OR_SO) => {
                    (reading.at, until)
                }
                _ => {
                    series.aside.push((*at, far_apart()));
                    continue;
                }
            },
            (None, None) => {
                series.aside.push((*at, without_step()));
                continue;
            }
            (None, Some(step)) => {
                let neighbour = match side {
                    TimeSide::End => place.checked_sub(1).map(|place| &readings[kept[place]]),
                    TimeSide::Start | TimeSide::Day => {
                        kept.get(place + 1).map(|next| &readings[*next])
                    }
                };
                // From what began at its time to what ended at its own lies not one step.
                let neighbour = neighbour.filter(|other| sides[other.file] == side);
                let away = neighbour.map(|other| (reading.at - other.at).abs());
                #[expect(clippy::cast_possible_truncation, reason = "seconds")]
                let most = (step as f64 * MOST_STEPS) as i64;
                let long = match away {
                    // What was counted over its step is not what lies since the other reading.
                    Some(away)
                        if away <= most && (kind == MeterValueKind::Power || away * 2 > step) =>
                    {
                        away
                    }
                    _ => step,
                };
                match side {
                    TimeSide::End => (reading.at - long, reading.at),
                    TimeSide::Start | TimeSide::Day => (reading.at, reading.at + long),
                }
            }
        };
        if start < end {
            series.aside.push((*at, overlap()));
            continue;
        }
        end = stop;
        let hours = (stop - start) as f64 / 3600.0;
        let wh = if kind == MeterValueKind::Power { reading.value * hours } else { reading.value };
        series.stretches.push(MeterStretch { start, end: stop, wh });
    }
}

/// The step of most readings: the middle of all.
fn usual_step(readings: &[MeterReading], kept: &[usize]) -> Option<i64> {
    let mut steps: Vec<i64> =
        kept.windows(2).map(|pair| readings[pair[1]].at - readings[pair[0]].at).collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::{MeterSeries, MeterStretch, TimeSide, stretches};
    use crate::meter::{MeterReading, MeterValueKind};

    fn reading(kind: MeterValueKind, at: i64, value: f64) -> MeterReading {
        let cell = Box::from("");
        MeterReading {
            at,
            from: None,
            until: None,
            value,
            kind,
            step: None,
            line: 0,
            file: 0,
            cell,
        }
    }

    fn of(kind: MeterValueKind, side: TimeSide, values: &[(i64, f64)]) -> MeterSeries {
        let readings: Vec<MeterReading> =
            values.iter().map(|(at, value)| reading(kind, *at, *value)).collect();
        stretches(&readings, &[side])
    }

    fn sum(series: &MeterSeries) -> f64 {
        series.stretches.iter().map(|stretch| stretch.wh).sum()
    }

    #[test]
    fn a_power_stands_for_its_step_and_a_gap_for_nothing() {
        // 100 W each hour from 1 to 3, then at 9 and 10: five hours, and not nine.
        let hours = [3600, 7200, 10_800, 32_400, 36_000].map(|at| (at, 100.0));
        for side in [TimeSide::End, TimeSide::Start] {
            assert!((sum(&of(MeterValueKind::Power, side, &hours)) - 500.0).abs() < 1e-9);
        }
        let series = of(MeterValueKind::Power, TimeSide::End, &hours);
        assert_eq!(series.stretches[3], MeterStretch { start: 28_800, end: 32_400, wh: 100.0 });
    }

    #[test]
    fn each_file_has_times_of_its_own() {
        // The hour from 0 to 3600 in a file of starts, the next in one of ends: the order of the
        // files and that the two meet at no time moves nothing.
        for (start, end) in [(0, 1), (1, 0)] {
            let mut readings = Vec::new();
            for (file, times) in [(start, [0, 3600]), (end, [10_800, 14_400])] {
                readings.extend(
                    times.map(|at| MeterReading {
                        file,
                        ..reading(MeterValueKind::Power, at, 100.0)
                    }),
                );
            }
            let mut sides = [TimeSide::Start, TimeSide::Start];
            sides[end] = TimeSide::End;
            let series = stretches(&readings, &sides);
            let starts: Vec<i64> = series.stretches.iter().map(|one| one.start).collect();
            assert_eq!(starts, [0, 3600, 7200, 10_800]);
            assert_eq!((sum(&series), series.aside.len()), (400.0, 0));
        }
        // What ends at a time and what starts then are not one value.
        let mut both = [
            reading(MeterValueKind::Increment, 3600, 10.0),
            reading(MeterValueKind::Increment, 3600, 5.0),
        ];
        for (file, one) in both.iter_mut().enumerate() {
            (one.file, one.step) = (file, Some(3600));
        }
        for sides in [[TimeSide::Start, TimeSide::End], [TimeSide::End, TimeSide::Start]] {
            let series = stretches(&both, &sides);
            assert_eq!((sum(&series), series.again, series.aside.len()), (15.0, 0, 0));
        }
    }

    #[test]
    fn a_date_alone_is_its_day_unless_dates_are_far_apart() {
        let day = |number: i64, value: f64| MeterReading {
            until: Some((number + 1) * 86_400),
            ..reading(MeterValueKind::Increment, number * 86_400, value)
        };
        // A day that lacks is not what lies about it.
        let daily = stretches(&[day(1, 10.0), day(2, 11.0), day(4, 12.0)], &[TimeSide::Day]);
        let starts: Vec<i64> = daily.stretches.iter().map(|one| one.start / 86_400).collect();
        assert_eq!((starts, sum(&daily)), (vec![1, 2, 4], 33.0));
        let of = |days: &[MeterReading]| {
            let series = stretches(days, &[TimeSide::Day]);
            (sum(&series), series.aside.len())
        };
        assert_eq!(of(&[day(7, 10.0)]), (10.0, 0));
        assert_eq!(of(&[day(1, 10.0), day(4, 12.0)]), (22.0, 0));
        // The values of weeks or months are not those of their first days.
        assert_eq!(of(&[day(1, 10.0), day(8, 12.0)]), (0.0, 2));
        let monthly = [day(0, 310.0), day(31, 280.0), day(59, 300.0)];
        assert_eq!(of(&monthly), (0.0, 3));
        let stepped =
            |step: i64| monthly.clone().map(|one| MeterReading { step: Some(step), ..one });
        assert_eq!(of(&stepped(86_400)), (890.0, 0));
        assert_eq!(of(&stepped(30 * 86_400)), (0.0, 3));
    }

    #[test]
    fn what_is_said_twice_counts_once() {
        let series = of(
            MeterValueKind::Power,
            TimeSide::End,
            &[(3600, 100.0), (7200, 100.0), (7200, 100.0)],
        );
        assert_eq!((sum(&series), series.again, series.aside.len()), (200.0, 1, 0));
        let series = of(
            MeterValueKind::Power,
            TimeSide::End,
            &[(3600, 100.0), (7200, 100.0), (7200, 300.0)],
        );
        assert_eq!((sum(&series), series.again, series.aside.len()), (200.0, 0, 1));
        // Two grids of increments over one another: those of the first hour stay.
        let mut both = [
            reading(MeterValueKind::Increment, 3600, 10.0),
            reading(MeterValueKind::Increment, 5400, 5.0),
        ];
        for one in &mut both {
            one.step = Some(3600);
        }
        let series = stretches(&both, &[TimeSide::End]);
        assert_eq!((sum(&series), series.aside.len()), (10.0, 1));
    }

    #[test]
    fn an_index_that_starts_again_loses_what_nobody_read() {
        let series = of(
            MeterValueKind::Index,
            TimeSide::End,
            &[(0, 900.0), (10, 950.0), (20, 5.0), (30, 25.0)],
        );
        assert_eq!((sum(&series), series.resets), (70.0, 1));
        assert_eq!(series.stretches.len(), 2);
        // A zero between two readings that agree is a mistake, and so is one that is far above.
        for wrong in [0.0, 99_999.0] {
            let values = [(0, 900.0), (10, 910.0), (20, wrong), (30, 930.0), (40, 940.0)];
            let series = of(MeterValueKind::Index, TimeSide::End, &values);
            assert_eq!((sum(&series), series.resets, series.aside.len()), (40.0, 0, 1), "{wrong}");
        }
    }

    /// Of readings ten seconds apart: what is known, the seconds of it, and how many are set aside.
    fn index(values: &[f64]) -> (f64, i64, usize) {
        let values: Vec<(i64, f64)> = (0..).step_by(10).zip(values.iter().copied()).collect();
        let series = of(MeterValueKind::Index, TimeSide::End, &values);
        let known = series.stretches.iter().map(|stretch| stretch.end - stretch.start).sum();
        (sum(&series), known, series.aside.len())
    }

    #[test]
    fn readings_that_fail_in_a_row_are_no_energy() {
        // 910 - 900, over the whole of the 30 s.
        assert_eq!(index(&[900.0, 0.0, 0.0, 910.0]), (10.0, 30, 2));
        assert_eq!(index(&[900.0, 3.0, 3.0, 3.0, 910.0, 915.0]), (15.0, 50, 3));
        // Two that are far above: what lies between is not known, 920 - 910 is.
        assert_eq!(index(&[900.0, 99_999.0, 99_999.0, 910.0, 920.0]), (10.0, 10, 2));
        // 900,010 - 900,000: the meter did not count its life in ten seconds.
        assert_eq!(index(&[0.0, 900_000.0, 900_010.0]), (10.0, 10, 1));
        assert_eq!(index(&[0.0, 0.0, 900_000.0, 900_010.0]), (10.0, 10, 2));
        // A new meter starts at zero, and a machine may be off until it is put to use.
        assert_eq!(index(&[0.0, 12.0, 20.0]), (20.0, 20, 0));
        assert_eq!(index(&[0.0, 0.0, 5.0, 10.0]), (10.0, 30, 0));
        // One that starts again and goes on from there: 950 - 900 and 25 - 5.
        assert_eq!(index(&[900.0, 950.0, 5.0, 25.0]), (70.0, 20, 0));
    }

    #[test]
    fn a_counter_that_starts_again_at_each_reading_is_no_zero() {
        // From 1.2 to 2.4 at the end alone; what lies before is unknown, and not 0 Wh.
        assert_eq!(index(&[1.2, 2.4, 1.2, 2.4]), (1.2, 10, 1));
        assert_eq!(index(&[1.2, 2.4, 1.3, 2.5]), (1.2, 10, 1));
        assert_eq!(index(&[2.4, 1.2, 2.4]), (0.0, 0, 1));
    }
}
