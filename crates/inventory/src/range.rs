//! Ranges and lists of numbers in a cell that names one machine: `INV012-INV015` is four of them,
//! `P01, P02, P05` three.
//!
//! From a name to another of equal letters, each is a machine, and so is each of a list of these. Numbers
//! alone, and those of places, may be anything, and are asked.

use super::counted_name::but_for;
use ground::table::{fold, parse_day};

/// The most machines that a range names.
const MOST: u32 = 1000;
/// The longest cell that is looked at, in bytes.
const LONGEST: usize = 64;

/// What parts two numbers, besides a dash.
const WORDS: [&str; 11] =
    [" à ", " a ", " au ", " to ", " bis ", "..", "…", "→", "->", " jusqu'à ", " > "];

/// The most machines that a range of a name and a number names: `LAP011-015`.
const MOST_SHORT: u32 = 50;

/// What a cell that names a range is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// So many machines.
    Of(u32),
    /// So many, or something else.
    Perhaps,
}

impl Range {
    /// But for so many; where it may be anything, or nobody knows of how many, it may be.
    fn but_for(self, units: Option<u32>) -> Self {
        match (self, units) {
            (Self::Of(all), Some(units)) if units + 1 < all => Self::Of(all - units),
            _ => Self::Perhaps,
        }
    }
}

/// The machines that a cell names: a range, or a list of names and ranges, but for some it may except
/// (`PC01-PC10 (sauf P05)`); what stands before a number may be the name of a place.
///
/// A name, a dash and a number are a range where `dashed` says so.
pub(super) fn machines(cell: &str, dashed: bool, is_place: fn(&str) -> bool) -> Option<Range> {
    // Nearly no number or name has a mark in it.
    if cell.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let cell = but_for_lead(cell.trim());
    if cell.len() > LONGEST || cell.bytes().filter(u8::is_ascii_digit).count() < 2 {
        return None;
    }
    let (named, but) = but_for(cell).map_or((cell, None), |(named, but)| (named, Some(but)));
    let found = range(named, is_place)
        .or_else(|| list(named, dashed, is_place))
        .or_else(|| dashed_range(named).filter(|_| dashed).map(|(_, found)| found))?;
    let Some(but) = but else { return Some(found) };
    let excepted = Stretch::listed(but).map(|own| own.iter().map(Stretch::units).sum());
    Some(found.but_for(excepted))
}

/// Numbers one after another of one name, or one alone.
#[derive(Debug, Clone, Copy)]
struct Stretch<'a> {
    name: &'a str,
    first: u32,
    last: u32,
    /// Of how many digits the first is.
    digits: usize,
}

impl<'a> Stretch<'a> {
    /// The one that a part of a list is: `PC01`, `12`, `1-5`, `PC01 à PC05`.
    fn of(part: &'a str) -> Option<Self> {
        let part = part.trim();
        let own = |(name, first): (&'a str, u32), last: u32| {
            let digits = part[name.len()..].bytes().take_while(u8::is_ascii_digit).count();
            (last >= first).then_some(Self { name, first, last, digits })
        };
        let between = |(from, to, worded): (&'a str, &'a str, bool)| {
            let (from, to) = (from.trim(), to.trim());
            let ((name, first), (other, last)) = (numbered(from)?, numbered(to)?);
            let is_short = other.is_empty() && (worded || name.is_empty());
            (is_short || fold(name) == fold(other)).then(|| own((name, first), last))?
        };
        parted(part).into_iter().find_map(between).or_else(|| {
            let (name, number) = numbered(part)?;
            own((name, number), number)
        })
    }

    /// Those of a list, each of its parts.
    fn listed(list: &'a str) -> Option<Vec<Self>> {
        parts_of(list).into_iter().map(Self::of).collect()
    }

    fn units(&self) -> u32 {
        self.last - self.first + 1
    }
}

/// The parts of a list: apart by commas and their like, else by slashes.
fn parts_of(list: &str) -> Vec<&str> {
    const WORDS: [&str; 5] = [" et ", " and ", " und ", " y ", " & "];
    let mut parts: Vec<&str> = list.split([',', ';', '+', '\n']).collect();
    for word in WORDS.into_iter().filter(|_| list.contains(' ')) {
        parts = parts.into_iter().flat_map(|part| part.split(word)).collect();
    }
    if parts.len() == 1 { list.split('/').collect() } else { parts }
}

/// The machines that a list of names names: `P01, P02`, `P01/P02/P03`, `PC-11/12/13`, `1-5, 8`.
fn list(cell: &str, dashed: bool, is_place: fn(&str) -> bool) -> Option<Range> {
    const YEARS: std::ops::RangeInclusive<u32> = 1990..=2040;
    let parts = parts_of(cell);
    let is_day = |text: &str| parse_day(text.trim()).is_some();
    if parts.len() < 2 || is_day(cell) || parts.iter().any(|part| is_day(part)) {
        return None;
    }
    let all = Stretch::listed(cell)?;
    let (first, others) = all.split_first()?;
    let is_whole = |own: &Stretch| fold(own.name) == fold(first.name);
    let are_bare = first.name.is_empty();
    let all_whole = others.iter().all(is_whole);
    let is_rising = all.windows(2).all(|two| two[0].last < two[1].first);
    let mut firsts: Vec<u32> = all.iter().map(|own| own.first).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let is_spaced = cell.contains([' ', '\n']);
    let is_slashed = cell.contains('/');
    let of_one = others.iter().all(|own| own.name.is_empty() || is_whole(own))
        && !first.name.contains('.')
        && (is_rising || all_whole && !are_bare && firsts.len() == all.len());
    // `1,5` is a number, `12/345` one of a year, `06/12/34/56` that of a telephone.
    let may_list = || {
        let is_short = all.iter().all(|own| own.digits < 4 && !YEARS.contains(&own.first));
        let is_list = parts.len() > 2 || is_spaced && !is_slashed;
        is_short && is_list && all.iter().any(|own| own.digits != 2)
    };
    // `IT-2023/045` is one number, and `MXL1234-12/15` may be.
    let ends_alike = || {
        let alike = others.iter().all(|own| own.digits == first.digits) && first.digits > 1;
        dashed && (parts.len() > 2 || alike)
    };
    if !of_one || are_bare && !may_list() || !are_bare && !all_whole && !ends_alike() {
        return None;
    }
    let units: u32 = all.iter().map(Stretch::units).sum();
    let is_sure = all_whole || parts.len() > 2 || is_spaced;
    let of_machines =
        first.name.chars().any(char::is_alphabetic) && !is_place(parts[0].trim()) && is_sure;
    match units {
        units if units > MOST => None,
        units if of_machines => Some(Range::Of(units)),
        _ => Some(Range::Perhaps),
    }
}

/// The range that a name, a dash and a number are, the number as long as that of the name, which begins
/// with a zero: `LAP011-015`; and the name. Of two digits it may be a room and what stands there.
pub(super) fn dashed_range(cell: &str) -> Option<(&str, Range)> {
    let (from, to) = cell.rsplit_once(['-', '–'])?;
    let (from, to) = (from.trim(), to.trim());
    let ((name, first), (other, last)) = (numbered(from)?, numbered(to)?);
    let number = &from[name.len()..];
    let is_range = other.is_empty()
        && name.ends_with(|c: char| c.is_alphabetic() || c == '-' || c == '_')
        && number.len() == to.len()
        && number.starts_with('0')
        && last > first
        && last - first < MOST_SHORT;
    let found =
        if number.len() > 2 { Range::Of(last.saturating_sub(first) + 1) } else { Range::Perhaps };
    (is_range && number.len() > 1).then_some((from, found))
}

/// The range that a cell names; what stands before the number may be the name of a place.
fn range(cell: &str, is_place: fn(&str) -> bool) -> Option<Range> {
    let cell = but_for_lead(cell.trim());
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    if cell.len() > LONGEST || digits < 2 {
        return None;
    }
    parted(cell).into_iter().find_map(|(from, to, worded)| between(from, to, worded, is_place))
}

/// A cell parted in two, by each mark that may stand between two numbers, and whether words do: these and
/// dots part two numbers; a dash is in many names, and parts two whole ones.
fn parted(cell: &str) -> Vec<(&str, &str, bool)> {
    let lower = cell.to_lowercase();
    let worded = WORDS.iter().find_map(|word| {
        let at = lower.find(word).filter(|_| lower.len() == cell.len())?;
        let (from, to) = (cell.get(..at)?, cell.get(at + word.len()..)?);
        // `PC-12-1 à -15`: a dash of the name before the number alone.
        let end = to.trim_start().strip_prefix(['-', '–']);
        let end = end.filter(|end| end.trim().bytes().all(|byte| byte.is_ascii_digit()));
        Some((from, end.unwrap_or(to), true))
    });
    let dashes = cell.match_indices(['-', '–']);
    let dashes = dashes
        .filter_map(|(at, dash)| Some((cell.get(..at)?, cell.get(at + dash.len()..)?, false)));
    worded.into_iter().chain(dashes).collect()
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
            assert_eq!(range(cell, is_place), Some(Range::Of(units)), "{cell}");
        }
        for cell in
            ["7 à 9", "Salle 3 à 6", "Bureau 101 à 104", "0101-0110", "0101 - 0110", "de 7 à 9"]
        {
            assert_eq!(range(cell, is_place), Some(Range::Perhaps), "{cell}");
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
            assert_eq!(range(cell, is_place), None, "{cell}");
        }
    }

    fn is_place(name: &str) -> bool {
        name.starts_with("Salle") || name.starts_with("Bureau")
    }

    #[test]
    fn each_of_a_list_of_names_is_a_machine() {
        for (cell, units) in [
            ("P01, P02, P03", 3),
            ("P01/P02/P03", 3),
            ("P01;P02", 2),
            ("P01 + P02", 2),
            ("P03, P01", 2),
            ("P01\nP02", 2),
            ("PC-011 et PC-012", 2),
            ("PC-011, PC-012 and PC-020", 3),
            ("PC-11/12/13", 3),
            ("PC 11, 12, 13", 3),
            ("LAP011, 012", 2),
            ("PC01-PC05, PC08", 6),
            ("PC01 à PC05, PC08 et PC09", 7),
            ("LAP011-015", 5),
            ("LAP-011-015", 5),
            ("LAP011 à 015", 5),
            ("PC-SALLE12-1 à -15", 15),
            ("PC01-PC10 (sauf P05)", 9),
            ("PC01 à PC10 sauf PC03 et PC05", 8),
            ("PC01 to PC10 except PC03-PC05", 7),
        ] {
            assert_eq!(machines(cell, true, is_place), Some(Range::Of(units)), "{cell}");
        }
        for cell in [
            "1-5, 8",
            "1, 2, 3",
            "1/2/3",
            "7 à 9",
            "1 à 5 sauf 3",
            "Salle 12, Salle 14",
            "PC-11/12",
            "PC01-05",
            "PC01-PC10 (sauf celui de Paul)",
        ] {
            assert_eq!(machines(cell, true, is_place), Some(Range::Perhaps), "{cell}");
        }
        for cell in [
            "P01",
            "1,5",
            "12/345",
            "2023, 2024",
            "06/12/34/56/78",
            "06 12 34 56 78",
            "IT-2023/045",
            "MXL1234/001",
            "SW1/2",
            "12/03/2021, 15/04/2021",
            "10.0.0.1, 10.0.0.2",
            "P01, ECR02",
            "srv1, prod",
            "Latitude 5420, 16 Go",
            "P01, P01",
            "X1-9",
            "AB012-345",
            "IT21-045",
            "INV-2021-001",
            "0612-345",
            "840-850 G5",
            "Series 5-7",
            "8028",
            "Salle 3-6",
            "352066060926230 / 352066060926248",
        ] {
            assert_eq!(machines(cell, true, is_place), None, "{cell}");
        }
        // A serial number may have a dash, or a slash and a number.
        for cell in ["LAP011-015", "PC-11/12/13", "CN-0123-45/67"] {
            assert_eq!(machines(cell, false, is_place), None, "{cell}");
        }
        assert_eq!(machines("CNC001, CNC002", false, is_place), Some(Range::Of(2)));
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
