//! Days that were folded into one record, laid on the days of the calendar.

use super::stretch::KnownDay;
use std::collections::BTreeSet;

/// Lays folded days on days that no other record has, from the first that each fold says.
///
/// A fold says how many days it sums and the first of them, not which: folds, one for each method and
/// grade of a period, would cover one another and the days that stand alone, and what is assumed of
/// some days take those measured with it. A day of its own record stays where it says: it is that
/// day. In whichever order folds are laid, they take the same days between them, and none outside of
/// their period where what they say is true. After `until` nothing is laid: nobody asks.
pub(super) fn lay(days: &mut Vec<KnownDay>, until: i32) {
    let (mut folds, mut laid): (Vec<_>, Vec<_>) =
        std::mem::take(days).into_iter().partition(|day| day.last > day.first);
    let mut taken: BTreeSet<i32> = laid.iter().map(|day| day.first).collect();
    folds.sort_by_key(|fold| (!fold.is_measured(), fold.first, fold.last, fold.seq));
    for fold in folds {
        let length = fold.last - fold.first + 1;
        let count = usize::try_from(length).unwrap_or(0);
        let free: Vec<i32> =
            (fold.first..=until).filter(|day| !taken.contains(day)).take(count).collect();
        for part in free.chunk_by(|day, next| day + 1 == *next) {
            let (Some(&first), Some(&last)) = (part.first(), part.last()) else { continue };
            let share = f64::from(last - first + 1) / f64::from(length);
            let (wh, awake_s) = (fold.wh * share, fold.awake_s * share);
            laid.push(KnownDay { first, last, wh, awake_s, folded: true, ..fold.clone() });
        }
        taken.extend(free);
    }
    *days = laid;
}

#[cfg(test)]
mod tests {
    use super::lay;
    use crate::export::stretch::{KnownDay, mark_lost, spans};

    fn fold(first: i32, days: i32, wh: f64, grade: char) -> KnownDay {
        let seq = i64::from(first);
        KnownDay { first, last: first + days - 1, wh, grade, seq, ..KnownDay::default() }
    }

    fn laid(mut days: Vec<KnownDay>) -> Vec<KnownDay> {
        lay(&mut days, 93);
        days.sort_by_key(|day| day.first);
        days
    }

    /// First and last days, watt-hours and grades, in months of 31 days.
    fn rows(days: Vec<KnownDay>) -> Vec<(i32, i32, f64, char)> {
        let mut days = laid(days);
        mark_lost(&mut days, &[]);
        let spans = spans(&mut days, (1, 93), |day| day - (day - 1).rem_euclid(31) + 30);
        spans.iter().map(|span| (span.first, span.last, span.wh, span.grade())).collect()
    }

    #[test]
    fn folds_lie_around_one_another_and_around_days_that_stand_alone() {
        let days = [
            fold(0, 2, 90.0, 'F'),
            fold(1, 4, 400.0, 'B'),
            fold(2, 3, 150.0, 'C'),
            fold(3, 1, 7.0, 'F'),
        ];
        let told: Vec<_> = laid(days.to_vec())
            .iter()
            .map(|day| (day.first, day.last, day.wh, day.grade))
            .collect();
        // B of days 1, 2, 4 and 5; C of the three after; what is assumed has what is left.
        assert_eq!(
            told,
            [
                (0, 0, 45.0, 'F'),
                (1, 2, 200.0, 'B'),
                (3, 3, 7.0, 'F'),
                (4, 5, 200.0, 'B'),
                (6, 8, 150.0, 'C'),
                (9, 9, 45.0, 'F'),
            ]
        );
    }

    #[test]
    fn what_is_assumed_takes_nothing_from_what_is_measured() {
        let of = [fold(1, 10, 1000.0, 'B'), fold(2, 9, 900.0, 'C'), fold(11, 1, 70.0, 'F')];
        // Nineteen days, 1.9 kWh.
        assert_eq!(rows(of.to_vec()), [(1, 10, 1000.0, 'B'), (12, 20, 900.0, 'C')]);
        let of = [
            fold(9, 3, 100.0, 'F'),
            fold(10, 4, 356.0, 'B'),
            fold(14, 1, 88.0, 'A'),
            fold(18, 1, 100.0, 'B'),
        ];
        // Of days 9 to 18: F on 9, 15 and 16; one day off, of which five ninths count: one.
        assert_eq!(rows(of.to_vec()), [(10, 14, 444.0, 'B'), (17, 18, 100.0, 'B')]);
    }

    #[test]
    fn a_lone_day_after_a_fold_of_two_grades_stays_and_nothing_lacks_beside_them() {
        let of = [
            fold(2, 11, 1300.0, 'B'),
            fold(3, 5, 450.0, 'A'),
            fold(13, 1, 70.0, 'F'),
            fold(26, 1, 50.0, 'C'),
            fold(33, 1, 100.0, 'B'),
        ];
        let kwh: f64 = rows(of.to_vec()).iter().map(|(_, _, wh, _)| wh).sum();
        assert!((kwh - 1900.0).abs() < 1e-9, "{kwh}");
        // A part of one day of a fold is no record of a day.
        let mut days =
            laid(vec![fold(1, 2, 20.0, 'B'), fold(2, 1, 5.0, 'B'), fold(9, 1, 5.0, 'B')]);
        days[2].seq = 2;
        assert_eq!((days[2].first, days[2].wh, mark_lost(&mut days, &[])), (3, 10.0, 0));
    }

    #[test]
    fn folds_of_a_year_lie_around_the_days_of_other_months() {
        let of = [fold(20, 20, 200.0, 'B'), fold(32, 1, 5.0, 'C')];
        assert_eq!(rows(of.to_vec()), [(20, 31, 120.0, 'B'), (32, 40, 85.0, 'C')]);
        // What would lie after the days that are asked for is not theirs: two of four days.
        assert_eq!(rows(vec![fold(92, 4, 40.0, 'B')]), [(92, 93, 20.0, 'B')]);
    }

    #[test]
    fn no_month_loses_energy_or_days_by_being_folded() {
        let mut seed = 1_u64;
        let mut below = |bound: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % bound
        };
        for _ in 0..300 {
            // Days of 31: three of ten off, the others of four grades, F among them.
            let mut folds: Vec<KnownDay> = Vec::new();
            let (mut wh, mut measured) = (0.0, 0);
            for day in 1..=31 {
                if below(10) < 3 {
                    continue;
                }
                let grade = ['A', 'B', 'C', 'F'][usize::try_from(below(4)).unwrap()];
                if grade != 'F' {
                    (wh, measured) = (wh + 100.0, measured + 1);
                }
                match folds.iter_mut().find(|fold| fold.grade == grade) {
                    Some(fold) => (fold.last, fold.wh) = (fold.last + 1, fold.wh + 100.0),
                    None => folds.push(fold(day, 1, 100.0, grade)),
                }
            }
            let told = rows(folds.clone());
            let sum: f64 = told.iter().map(|(_, _, wh, _)| wh).sum();
            let days: i32 = told.iter().map(|(first, last, ..)| last - first + 1).sum();
            assert!((sum - wh).abs() < 1e-6, "{folds:?}: {told:?}");
            assert!(days >= measured && told.iter().all(|row| row.1 <= 31), "{folds:?}: {told:?}");
        }
    }
}
