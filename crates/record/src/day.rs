//! A calendar day.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;

/// A day of the calendar where the machine is, written `2026-11-21`.
///
/// The day has no time zone of its own: it is what the machine's clock showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordDay(Date);

impl RecordDay {
    /// The day of a civil date.
    pub fn new(date: Date) -> Self {
        Self(date)
    }

    /// Reads `2026-11-21`, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return None;
        }
        text.parse().ok().map(Self)
    }

    /// The civil date.
    pub fn date(self) -> Date {
        self.0
    }

    /// Days since 1 January 1970, negative before.
    pub fn number(self) -> i32 {
        let epoch = jiff::civil::date(1970, 1, 1);
        // Whole days between two civil dates always fit.
        self.0.duration_since(epoch).as_hours().div_euclid(24).try_into().unwrap_or(i32::MAX)
    }

    /// The day that many days after 1 January 1970.
    pub fn from_number(number: i32) -> Option<Self> {
        let days = jiff::SignedDuration::from_hours(i64::from(number) * 24);
        jiff::civil::date(1970, 1, 1).checked_add(days).ok().map(Self)
    }
}

impl fmt::Display for RecordDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Serialize for RecordDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("expected a day such as 2026-11-21"))
    }
}

#[cfg(test)]
mod tests {
    use super::RecordDay;

    #[test]
    fn a_day_is_read_in_one_form_only() {
        assert_eq!(RecordDay::parse("2026-11-21").unwrap().to_string(), "2026-11-21");
        for other in ["20261121", "2026-11-21T00:00", "2026-13-01", "2026-02-30", "", "+026-11-21"]
        {
            assert_eq!(RecordDay::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_day_and_its_number_are_the_same() {
        assert_eq!(RecordDay::parse("1970-01-02").unwrap().number(), 1);
        assert_eq!(RecordDay::parse("1969-12-31").unwrap().number(), -1);
        for number in [-700_000, -1, 0, 20_778, 100_000] {
            assert_eq!(RecordDay::from_number(number).unwrap().number(), number);
        }
    }
}
