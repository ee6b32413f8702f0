//! Records that sum several days: in which months their days are, and when they go.

use crate::collector::{agent, forget_days};
use crate::estate::with_days;
use empreinte_collector::export::summary;
use empreinte_collector::store::{DayFigures, Month, Store, StoreEntry, StorePlace, Write, open};

#[test]
fn folded_days_are_of_the_months_that_they_reach_into_and_go_with_the_last() {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 6, |_| "Lyon");
    let mut store = open(&StorePlace::Folder(state.path().join("store"))).unwrap();
    // Of each of six machines 60 days from 2 December, 600 Wh: 30 days there, 30 in January.
    let figures = DayFigures {
        days: 60,
        wh: 600.0,
        lo: 540.0,
        hi: 660.0,
        grade: "C".to_owned(),
        awake_s: 60,
    };
    let folded = (1..=6).map(|name| StoreEntry {
        agent: agent(name),
        day: record::RecordDay::parse("2025-12-02").unwrap().number(),
        seq: 90,
        digest: "1".to_owned(),
        received: 1_780_000_000,
        skew_s: 0,
        figures: Some(figures.clone()),
        body: "{}".to_owned(),
    });
    store.commit(&[Write::Records(folded.collect())]).unwrap();
    let month = |month: i8, year: i16| Month { year, month };
    let told = |store: &mut dyn Store, of| -> Vec<(i64, i64, f64)> {
        let sums = summary(store, of).unwrap();
        sums.iter()
            .filter(|sum| sum.grade == "C")
            .map(|sum| (sum.machines, sum.days, sum.wh))
            .collect()
    };
    let half = vec![(6, 180, 1800.0)];
    for of in [month(12, 2025), month(1, 2026)] {
        assert_eq!(told(store.as_mut(), of), half);
    }
    // January is thirteen months old in February 2027: December stays until then.
    let forget = |store: &mut dyn Store, today| forget_days(store, today, 13).unwrap().join("\n");
    let said = forget(store.as_mut(), month(2, 2027));
    assert!(said.contains("kept month=2025-12 folded_until=2026-01"), "{said}");
    assert!(said.contains("deleted month=2025-11"), "{said}");
    let said = forget(store.as_mut(), month(3, 2027));
    assert!(said.contains("deleted month=2025-12 records=6"), "{said}");
    for of in [month(12, 2025), month(1, 2026)] {
        assert_eq!(told(store.as_mut(), of), half);
    }
}

#[test]
fn a_record_that_reaches_far_keeps_no_month_for_ever() {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 6, |_| "Lyon");
    let mut store = open(&StorePlace::Folder(state.path().join("store"))).unwrap();
    let figures =
        DayFigures { days: 4000, wh: 4e5, lo: 3e5, hi: 5e5, grade: "C".to_owned(), awake_s: 60 };
    let far = StoreEntry {
        agent: agent(1),
        day: record::RecordDay::parse("2025-11-02").unwrap().number(),
        seq: 90,
        digest: "1".to_owned(),
        received: 1_780_000_000,
        skew_s: 0,
        figures: Some(figures),
        body: "{}".to_owned(),
    };
    store.commit(&[Write::Records(vec![far])]).unwrap();
    let mut forget = |month| {
        let today = Month { year: 2028, month };
        forget_days(store.as_mut(), today, 13).unwrap().join("\n")
    };
    // 26 months after November 2025 is January 2028.
    assert!(forget(1).contains("kept month=2025-11"));
    assert!(forget(2).contains("deleted month=2025-11"));
    // All of it is summed, each month's part in its own.
    let sums = store.sums().unwrap();
    let of_it: Vec<_> = sums.iter().filter(|sum| sum.grade == "all" || sum.grade == "C").collect();
    assert!((of_it.iter().map(|sum| sum.wh).sum::<f64>() - 4e5).abs() < 1e-6, "{sums:?}");
    assert!(of_it.iter().any(|sum| sum.month == "2027-03" && sum.days == 31), "{sums:?}");
}
