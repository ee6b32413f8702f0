//! The size of a monitor: told by its column, else by the inches that its model or its type says
//! (`Écran 24 pouces`, `27" LED`), else by the number that makers put it in the name by (`P2419H`).

use super::{SortCell, SortedType, closed};
use crate::cells::number_of;
use ground::table::parse_number;
use inventory::{Field, Row, begins_with_inches};

pub(super) const MONITORS: SortedType = SortedType {
    code: "monitor",
    sorts: &["monitor_upto_23in", "monitor_24_27in", "monitor_28_31in", "monitor_32in_plus"],
    told,
    is_open: closed,
    measured,
};

/// The diagonal up to which each sort goes, inches: 23.8 is sold as 24.
const UP_TO: [f64; 4] = [23.5, 27.9, 31.4, f64::INFINITY];
/// The diagonals that a monitor may have, inches.
const DIAGONALS: std::ops::RangeInclusive<f64> = 10.0..=110.0;
/// Those that the first two digits of a name may be.
const NAMED: std::ops::RangeInclusive<u16> = 15..=57;
/// What a number measures that is no size.
const OTHER_UNITS: [&str; 12] =
    ["hz", "ms", "cd", "w", "mm", "cm", "m", "go", "gb", "mp", "p", "bit"];

fn sort_of(inches: f64) -> Option<usize> {
    DIAGONALS.contains(&inches).then(|| UP_TO.iter().position(|most| inches <= *most))?
}

fn measured(row: &Row<'_>) -> Option<usize> {
    sort_of(number_of(row, Field::ScreenSizeIn).unwrap_or(None)?)
}

fn told(text: &str, stands: SortCell) -> Option<usize> {
    said(text).or_else(|| named(text, stands)).and_then(sort_of)
}

/// The inches that a cell says, with their unit.
fn said(text: &str) -> Option<f64> {
    let starts = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at);
    let fresh =
        |at: &usize| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == ',');
    starts.filter(fresh).find_map(|at| {
        let rest = &text[at..];
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .unwrap_or(rest.len());
        let unit = rest[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
        begins_with_inches(unit).then(|| parse_number(&rest[..end], false).ok()).flatten()
    })
}

/// The inches that a model's name begins its number with: the first word that has some.
fn named(text: &str, stands: SortCell) -> Option<f64> {
    text.to_lowercase()
        .split([' ', '\u{a0}', '/', '_', '(', ')', ','])
        .find_map(|word| of_word(word, stands))
}

/// `p2419h`, `24mk600`, `e243`, `xub2492hsu`, `24`; no `5400`, as any series may be called, nor `x2`,
/// `1080p`, `1920x1080`, `16:9`, `75hz`, `g4`.
fn of_word(word: &str, stands: SortCell) -> Option<f64> {
    let letters = word.find(|c: char| c.is_ascii_digit())?;
    let (head, rest) = word.split_at(letters);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, tail) = rest.split_at(end);
    let is_bare = head.is_empty() && tail.is_empty();
    let is_pixels =
        tail.strip_prefix('x').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
    let is_name = (2..=4).contains(&end)
        && head.len() <= 6
        && head.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        && !(is_bare && (stands == SortCell::Type || end > 2))
        && !(head == "x" && tail.is_empty() && end == 2)
        && !is_pixels
        && !tail.starts_with([':', '.', ',', '%'])
        && !OTHER_UNITS.contains(&tail);
    let inches: u16 = digits.get(..2)?.parse().ok()?;
    (is_name && NAMED.contains(&inches)).then(|| f64::from(inches))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inches_are_read_where_their_unit_is_said() {
        let check = |text: &str, inches| assert_eq!(said(text), inches, "{text}");
        check("Écran 24 pouces", Some(24.0));
        check("Ecran 19\" 4/3", Some(19.0));
        check("LED 23,8 po", Some(23.8));
        check("27-inch monitor", Some(27.0));
        check("Écran 32''", Some(32.0));
        check("Dell P2419H", None);
        check("24", None);
        check("2 écrans", None);
    }

    #[test]
    fn the_number_of_a_name_begins_with_its_inches() {
        let check = |text: &str, inches| {
            assert_eq!(named(text, SortCell::Model), inches, "{text}");
        };
        check("P2419H", Some(24.0));
        check("Dell U2720Q", Some(27.0));
        check("EliteDisplay E243", Some(24.0));
        check("ProLite XUB2492HSU-B1", Some(24.0));
        check("ThinkVision T24i-10", Some(24.0));
        check("LS32R350FHUXEN", Some(32.0));
        check("1907FP", Some(19.0));
        check("Full HD 1920x1080 75Hz", None);
        check("SyncMaster 940", None);
        check("G4", None);
        check("2019", None);
        check("5400", None);
        check("225", None);
        check("Dell 24", Some(24.0));
        check("x24", None);
        check("F22238FT1", None);
    }

    #[test]
    fn a_number_alone_in_the_cell_of_types_is_no_size() {
        assert_eq!(named("24 écrans", SortCell::Type), None);
        assert_eq!(named("Écran 24", SortCell::Type), None);
        assert_eq!(named("Écran P2419H", SortCell::Type), Some(24.0));
    }
}
