//! Units of power and energy, as headings and cells write them.

use super::Kind;

/// A unit of power or of energy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Whether it is a power's.
    pub power: bool,
    /// Its name.
    pub name: &'static str,
}

/// Words, whether they are a power's, and the watts or watt-hours of one. `MW` and `mW` differ by
/// their first letter alone; others are read in any case.
const UNITS: [(&str, bool, f64); 9] = [
    ("MW", true, 1e6),
    ("kW", true, 1e3),
    ("W", true, 1.0),
    ("mW", true, 1e-3),
    ("MWh", false, 1e6),
    ("kWh", false, 1e3),
    ("Wh", false, 1.0),
    ("kJ", false, 1.0 / 3.6),
    ("J", false, 1.0 / 3600.0),
];

/// Words in full, folded.
const WORDS: [(&str, &str); 12] = [
    ("watt", "W"),
    ("watts", "W"),
    ("kilowatt", "kW"),
    ("kilowatts", "kW"),
    ("kilowattheure", "kWh"),
    ("kilowattheures", "kWh"),
    ("kilowatthour", "kWh"),
    ("kilowatthours", "kWh"),
    ("wattheures", "Wh"),
    ("watthours", "Wh"),
    ("joule", "J"),
    ("joules", "J"),
];

impl Unit {
    /// The unit of a word.
    pub fn named(word: &str) -> Option<Self> {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        let name = WORDS.iter().find(|(full, _)| *full == lower).map_or(word, |(_, name)| name);
        let as_written = |(unit, _, _): &&(&'static str, bool, f64)| *unit == name;
        let in_any_case = |(unit, _, _): &&(&'static str, bool, f64)| {
            !unit.starts_with(['M', 'm']) && unit.eq_ignore_ascii_case(name)
        };
        let found = UNITS.iter().find(as_written).or_else(|| UNITS.iter().find(in_any_case));
        found.map(|(name, power, _)| Self { power: *power, name })
    }

    /// The unit in a heading, and where it stands among its words: the last that is one.
    pub fn in_heading(words: &[&str]) -> Option<(usize, Self)> {
        words.iter().enumerate().rev().find_map(|(at, word)| Some((at, Self::named(word)?)))
    }

    /// Watts, or watt-hours, of a value.
    pub fn of(self, value: f64) -> f64 {
        let factor = UNITS.iter().find(|(name, _, _)| *name == self.name).map_or(1.0, |u| u.2);
        value * factor
    }

    /// What a column of this unit can be.
    pub fn allows(self, kind: Kind) -> bool {
        self.power == (kind == Kind::Power)
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn units_are_known_as_they_are_written() {
        let wh = |word: &str, value: f64| Unit::named(word).map(|unit| unit.of(value));
        assert_eq!(wh("(kWh)", 2.0), Some(2000.0));
        assert_eq!(wh("KWH", 2.0), Some(2000.0));
        assert_eq!(wh("MW", 1.0), Some(1e6));
        assert_eq!(wh("mW", 1.0), Some(1e-3));
        assert_eq!(wh("Watt", 5.0), Some(5.0));
        assert_eq!(wh("J", 7200.0), Some(2.0));
        // A mega or a milli that is written in another case is neither.
        assert_eq!(wh("mwh", 1.0), None);
        assert_eq!(wh("VA", 1.0), None);
        assert_eq!(Unit::in_heading(&["power", "W", "avg"]).map(|(at, _)| at), Some(1));
    }
}
