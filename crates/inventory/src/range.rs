//! Ranges of numbers in a cell that names one machine: `INV012-INV015` is four of them.
//!
//! From a name to another of equal letters, each is a machine. Numbers alone, and those of places, may be
//! anything, and are asked.

use ground::table::{fold, parse_day};

/// The most machines that a range names.
const MOST: u32 = 1000;
/// The longest cell that is looked at, in bytes.
const LONGEST: usize = 64;

/// What parts two numbers, besides a dash.
const WORDS: [&str; 10] =
    [" à ", " a ", " au ", " to ", " bis ", "..", "…", "→", "->", " jusqu'à "];

/// What a cell that names a range is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// So many machines.
    Of(u32),
    /// So many, or something else.
    Perhaps,
}

/// The range that a cell names; what stands before the number may be the name of a place.
pub(super) fn range(cell: &str, is_place: fn(&str) -> bool) -> Option<Range> {
    let cell = but_for_lead(cell.trim());
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    if cell.len() > LONGEST || digits < 2 {
        return None;
    }
    // Words and dots part two numbers; a dash is in many names, and parts two whole ones.
    let lower = cell.to_lowercase();
    let worded = WORDS.iter().find_map(|word| {
        let at = lower.find(word).filter(|_| lower.len() == cell.len())?;
        Some((cell.get(..at)?, cell.get(at + word.len()..)?, true))
    });
    let dashes = || {
        let parted = cell.match_indices(['-', '–']);
        parted.filter_map(|(at, dash)| Some((cell.get(..at)?, cell.get(at + dash.len()..)?, false)))
    };
    worded
        .into_iter()
        .chain(dashes())
        .find_map(|(from, to, worded)| between(from, to, worded, is_place))
}

/// The range of numbered things that a cell of types names, and the word for them: `Tablettes 1 à 12`.
/// From another number than the first on it may be something else: `Écran 22 à 24`.
pub(super) fn range_of_things(cell: &str) -> Option<(Range, &str)> {
    let cell = but_for_lead(cell.trim());
    let is_worded = || {
        let lower = cell.to_lowercase();
        WORDS.iter().any(|word| lower.contains(word))
    };
    let found = range(cell, |_| false).filter(|_| is_worded())?;
    let digit = cell.find(|c: char| c.is_ascii_digit())?;
    let (name, number) = cell.split_at(digit);
    let number = number.split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
    let is_first = number.trim_start_matches('0') == "1" || number.starts_with('0');
    let name = name.trim_end_matches(|c: char| " -_n°".contains(c));
    (!name.is_empty()).then_some((if is_first { found } else { Range::Perhaps }, name))
}

/// A cell without the word that leads to the first of a range: `de TAB01 à TAB10`.
fn but_for_lead(cell: &str) -> &str {
    const LEADS: [&str; 8] = ["de ", "du ", "des ", "from ", "von ", "vom ", "desde ", "da "];
    let lead =
        |lead: &&str| cell.get(..lead.len()).is_some_and(|own| own.eq_ignore_ascii_case(lead));
    LEADS.iter().find(|own| lead(own)).map_or(cell, |lead| cell[lead.len()..].trim_start())
}

/// Whether two numbers are written alike, with zeros before them: `0101-0110`.
fn are_padded(from: &str, to: &str) -> bool {
    from.len() == to.len() && from.len() > 2 && from.starts_with('0')
}

/// The range from one name to another.
fn between(from: &str, to: &str, worded: bool, is_place: fn(&str) -> bool) -> Option<Range> {
    let (from, to) = (from.trim().trim_end_matches('.'), to.trim().trim_start_matches('.').trim());
    if parse_day(from).is_some() || parse_day(to).is_some() {
        return None;
    }
    let ((name, first), (other, last)) = (numbered(from)?, numbered(to)?);
    let is_same = fold(name) == fold(other) && name.len() == other.len();
    let (is_bare, is_short) = (name.is_empty() && other.is_empty(), other.is_empty());
    let is_range = (is_same || is_short && worded) && last > first;
    if !is_range {
        return None;
    }
    let of_machines = name.chars().any(char::is_alphabetic) && !is_place(from);
    match last - first + 1 {
        units if units > MOST => None,
        // `3-6` may be a place, a model or a score.
        _ if is_bare && !worded && !are_padded(from, to) => None,
        _ if !of_machines => Some(Range::Perhaps),
        units => Some(Range::Of(units)),
    }
}

/// A name and the number it ends with.
fn numbered(name: &str) -> Option<(&str, u32)> {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &name[letters.len()..];
    (1..=9).contains(&number.len()).then(|| Some((letters, number.parse().ok()?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_a_name_to_another_of_its_letters_each_is_a_machine() {
        for (cell, units) in [
            ("INV012-INV015", 4),
            ("INV012 - INV015", 4),
            ("PC01 à PC12", 12),
            ("PC-001..PC-010", 10),
            ("PC-001-PC-010", 10),
            ("Poste 1 à 12", 12),
            ("PC001 to PC003", 3),
            ("inv7 → INV9", 3),
            ("de TAB01 à TAB10", 10),
            ("De TAB01 à 10", 10),
            ("from PC-001 to PC-010", 10),
            ("von PC1 bis PC4", 4),
        ] {
            assert_eq!(
                range(cell, |name| name.starts_with("Salle") || name.starts_with("Bureau")),
                Some(Range::Of(units)),
                "{cell}"
            );
        }
        for cell in
            ["7 à 9", "Salle 3 à 6", "Bureau 101 à 104", "0101-0110", "0101 - 0110", "de 7 à 9"]
        {
            assert_eq!(
                range(cell, |name| name.starts_with("Salle") || name.starts_with("Bureau")),
                Some(Range::Perhaps),
                "{cell}"
            );
        }
        for cell in [
            "3-6",
            "101-110",
            "2019-2024",
            "0612-345",
            "X1-9",
            "INV-2021-001",
            "PC-ADM-012",
            "Salle 3-6",
            "Étage 1-2",
            "01/01/2020 à 31/12/2021",
            "2020-01-15",
            "06 12 34 56 78",
            "PC12-PC03",
            "PC01 à SRV12",
            "LAT5420-LAT5420",
            "PC1-PC99999",
            "Latitude 5420",
        ] {
            assert_eq!(
                range(cell, |name| name.starts_with("Salle") || name.starts_with("Bureau")),
                None,
                "{cell}"
            );
        }
    }

    #[test]
    fn a_type_may_name_a_range_of_numbered_things() {
        for (cell, units, name) in [
            ("PC 1 à 10", 10, "PC"),
            ("Tablettes 1 à 12", 12, "Tablettes"),
            ("PC-001 to PC-010", 10, "PC"),
            ("Portables n°1 à 8", 8, "Portables"),
            ("de TAB01 à TAB10", 10, "TAB"),
        ] {
            assert_eq!(range_of_things(cell), Some((Range::Of(units), name)), "{cell}");
        }
        assert_eq!(range_of_things("Tablettes 13 à 24"), Some((Range::Perhaps, "Tablettes")));
        for cell in
            ["8028", "840-850 G5", "Series 5-7", "PC 1-10", "Écran 24 pouces", "PC", "PC 10"]
        {
            assert_eq!(range_of_things(cell), None, "{cell}");
        }
    }
}
