//! Which days count: one rule for `export`, `summary` and the sums that `forget` keeps.

use super::StoreEntry;
use crate::clock;
use serde::Deserialize;

impl StoreEntry {
    /// Whether its day came before it was, by a clock that was wrong: its date is not its own, and
    /// nothing counts it. A day is told once it is over, where the machine is; of a record that does
    /// not say where, once it is over somewhere on earth.
    pub(crate) fn is_ahead(&self) -> bool {
        let came = clock::day_of(self.received);
        // Away from these all zones agree.
        if self.day < came || self.day > came + 1 {
            return self.day > came;
        }
        let zone = serde_json::from_str::<DayZone>(&self.body).ok().and_then(|said| said.tz_min);
        let east_s = zone.map_or(86_400, |minutes| i64::from(minutes) * 60);
        self.day > clock::day_of(self.received + east_s)
    }

    /// Whether less than half of the time that the machine was awake was measured: the energy is that
    /// of the time measured, and no day's. The machine was on, and what it used is not known.
    pub(crate) fn is_partial(&self) -> bool {
        serde_json::from_str::<DayCoverage>(&self.body)
            .is_ok_and(|day| day.covered_s < day.awake_s.div_ceil(2))
    }
}

/// Where a day's record says that its machine was.
#[derive(Deserialize)]
struct DayZone {
    tz_min: Option<i16>,
}

/// What a day says of how long it was measured.
#[derive(Deserialize)]
struct DayCoverage {
    awake_s: u64,
    covered_s: u64,
}

#[cfg(test)]
mod tests {
    use crate::store::StoreEntry;

    fn came(day: i32, received: i64, body: &str) -> StoreEntry {
        let agent = record::AgentId::parse(&"a".repeat(32)).unwrap();
        let (seq, digest, body) = (1, String::new(), body.to_owned());
        StoreEntry { agent, day, seq, digest, received, skew_s: 0, figures: None, body }
    }

    #[test]
    fn a_day_is_ahead_of_its_coming_where_its_machine_is() {
        // Day 100, at 17:01 of universal time.
        let at = 100 * 86_400 + 17 * 3600 + 60;
        let ahead = |day, body: &str| came(day, at, body).is_ahead();
        assert_eq!([99, 100, 101, 102].map(|day| ahead(day, "{}")), [false, false, false, true]);
        // One hour, then ten hours east; eighteen hours west it is still yesterday.
        assert!(ahead(101, r#"{"tz_min":60}"#) && !ahead(101, r#"{"tz_min":600}"#));
        assert!(ahead(100, r#"{"tz_min":-1080}"#) && !ahead(99, r#"{"tz_min":-1080}"#));
        assert!(!ahead(100, r#"{"tz_min":-600}"#) && ahead(102, r#"{"tz_min":840}"#));
    }

    #[test]
    fn a_day_of_which_less_than_half_was_measured_is_no_day() {
        let of = |awake: u64, covered: u64| {
            came(1, 1, &format!(r#"{{"awake_s":{awake},"covered_s":{covered}}}"#)).is_partial()
        };
        assert_eq!([of(80_000, 8000), of(80_000, 39_999), of(3, 1)], [true; 3]);
        assert_eq!([of(80_000, 40_000), of(80_000, 80_000), of(0, 0)], [false; 3]);
    }
}
