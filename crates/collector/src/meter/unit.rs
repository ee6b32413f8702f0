//! Units of power and energy, as headings and cells write them.

use super::MeterValueKind;

/// A unit of power or of energy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MeterUnit {
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
const WORDS: [(&str, &str); 14] = [
    ("watt", "W"),
    ("watts", "W"),
    ("kilowatt", "kW"),
    ("kilowatts", "kW"),
    ("kilowattheure", "kWh"),
    ("kilowattheures", "kWh"),
    ("kilowatthour", "kWh"),
    ("kilowatthours", "kWh"),
    ("wattheure", "Wh"),
    ("watthour", "Wh"),
    ("wattheures", "Wh"),
    ("watthours", "Wh"),
    ("joule", "J"),
    ("joules", "J"),
];

/// What stands between the two words of `kW.h`, `kW·h`, `kW/h` or `kilowatt-hour`.
const JOINTS: [char; 8] = ['.', '·', '⋅', '/', ' ', '-', '*', '×'];
const HOURS: [&str; 5] = ["h", "heure", "heures", "hour", "hours"];

/// The words of a heading or a cell; a unit of energy that is written as two is one.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joint = String::new();
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            let power = words.last().filter(|_| joint.chars().count() == 1);
            let power = power.and_then(|last| MeterUnit::of_word(last)).filter(|unit| unit.power);
            let hours = HOURS.contains(&word.to_lowercase().as_str());
            match power.filter(|_| hours && joint.starts_with(JOINTS)) {
                Some(unit) => {
                    words.pop();
                    words.push(format!("{}h", unit.name));
                }
                None => words.push(word.to_owned()),
            }
            joint.clear();
        }
        joint.push_str(&part[word.len()..]);
    }
    words
}

impl MeterUnit {
    /// The unit of a word, or of two that are one unit.
    pub fn named(word: &str) -> Option<Self> {
        match &words(word)[..] {
            [one] => Self::of_word(one),
            _ => None,
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        let lower = word.to_lowercase();
        let name = WORDS.iter().find(|(full, _)| *full == lower).map_or(word, |(_, name)| name);
        let as_written = |(unit, _, _): &&(&'static str, bool, f64)| *unit == name;
        let in_any_case = |(unit, _, _): &&(&'static str, bool, f64)| {
            // A small j after a unit is a day.
            !unit.starts_with(['M', 'm', 'J']) && unit.eq_ignore_ascii_case(name)
        };
        let found = UNITS.iter().find(as_written).or_else(|| UNITS.iter().find(in_any_case));
        found.map(|(name, power, _)| Self { power: *power, name })
    }

    /// The unit in a heading, and where it stands among its words: the last that is one; joules
    /// only where there is no other.
    pub(super) fn in_heading(words: &[String]) -> Option<(usize, Self)> {
        let units = words.iter().enumerate().rev();
        let units = units.filter_map(|(at, word)| Some((at, Self::of_word(word)?)));
        let (mut others, mut joules) = (units.clone().filter(|unit| unit.1.name != "J"), units);
        others.next().or_else(|| joules.next())
    }

    /// Watts, or watt-hours, of a value.
    pub fn of(self, value: f64) -> f64 {
        let factor = UNITS.iter().find(|(name, _, _)| *name == self.name).map_or(1.0, |u| u.2);
        value * factor
    }

    /// What a column of this unit can be.
    pub fn allows(self, kind: MeterValueKind) -> bool {
        self.power == (kind == MeterValueKind::Power)
    }
}

#[cfg(test)]
mod tests {
    use super::{MeterUnit, words};

    #[test]
    fn units_are_known_as_they_are_written() {
        let wh = |word: &str, value: f64| MeterUnit::named(word).map(|unit| unit.of(value));
        assert_eq!(wh("(kWh)", 2.0), Some(2000.0));
        assert_eq!(wh("KWH", 2.0), Some(2000.0));
        assert_eq!(wh("MW", 1.0), Some(1e6));
        assert_eq!(wh("mW", 1.0), Some(1e-3));
        assert_eq!(wh("Watt", 5.0), Some(5.0));
        assert_eq!(wh("J", 7200.0), Some(2.0));
        // A mega or a milli that is written in another case is neither.
        assert_eq!(wh("mwh", 1.0), None);
        assert_eq!(wh("VA", 1.0), None);
        let found =
            |heading: &str| MeterUnit::in_heading(&words(heading)).map(|(at, u)| (at, u.name));
        assert_eq!(found("power W avg"), Some((1, "W")));
        assert_eq!(found("Conso kWh/J"), Some((1, "kWh")));
        assert_eq!(found("Energy (J)"), Some((1, "J")));
        assert_eq!(found("Relevé du j"), None);
    }

    #[test]
    fn a_unit_of_energy_in_two_words_is_one() {
        for unit in ["kW.h", "kW·h", "kW/h", "kW h", "KW.H", "kilowatt-hours", "Kilowatts heures"]
        {
            assert_eq!(MeterUnit::named(unit).map(|unit| unit.name), Some("kWh"), "{unit}");
            assert_eq!(words(&format!("Energie ({unit})")), ["Energie", "kWh"]);
        }
        assert_eq!(MeterUnit::named("W.h").map(|unit| unit.name), Some("Wh"));
        // An hour of another thing is none.
        assert_eq!(words("Power (W) hour"), ["Power", "W", "hour"]);
        assert_eq!(words("kW HP"), ["kW", "HP"]);
    }
}
