//! Days made up for tests.

use record::{Counters, EnergyEstimate, EnergyMethod, Grade, Record, RecordDay, UseDay};

/// A day of the given number since 1970, with so many watt-hours.
pub(crate) fn day(seq: u64, number: i32, wh: u32) -> String {
    Record::UseDay(Box::new(use_day(seq, number, wh))).seal().unwrap().1
}

pub(crate) fn use_day(seq: u64, number: i32, wh: u32) -> UseDay {
    UseDay {
        schema: UseDay::SCHEMA.to_owned(),
        seq,
        day: RecordDay::from_number(number).unwrap(),
        days: 1,
        tz_min: 60,
        awake_s: 3_600,
        sleep_s: 0,
        covered_s: 3_600,
        ac_s: 3_600,
        batt_s: 0,
        boots: 1,
        is_virtual: false,
        load_s: [3_600, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        load_batt_s: None,
        load_mean: Some(0.02),
        steal_s: 0,
        cnt: Counters::default(),
        fit: None,
        est: EnergyEstimate {
            wh: f64::from(wh),
            lo: f64::from(wh) / 2.0,
            hi: f64::from(wh) * 2.0,
            method: EnergyMethod::LoadModel,
            mv: 1,
            grade: Grade::D,
        },
        flags: Vec::new(),
        digest: String::new(),
    }
}

/// The days and watt-hours of a record as it was sent; none of an inventory.
pub(crate) fn sums(body: &str) -> (u64, u64) {
    match Record::parse(&serde_json::from_str(body).unwrap()).unwrap() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole Wh")]
        Record::UseDay(day) => (u64::from(day.days), day.est.wh as u64),
        Record::Inventory(_) => (0, 0),
    }
}
