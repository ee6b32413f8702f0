//! The capacities that one cell lists: `480 + 480`, `2 x 480 Go SSD, 960 Go`, `480/480`.

use crate::hardware::plain;
use ground::table::parse_number;

/// The pieces of a cell that each say a capacity, in its order. What else is between the signs that
/// part them (a speed, a bus, a size in inches) is left out, but for a cell that says nothing else.
pub fn pieces(words: &str) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    let mut from = 0;
    let bytes = words.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    for (at, sign) in words.char_indices() {
        let parts = match sign {
            '+' | ';' | '|' | '\n' | '&' => true,
            // A decimal comma stands between digits.
            ',' => !(digit(at.checked_sub(1)) && digit(Some(at + 1))),
            // `6 Gb/s` is a speed.
            '/' => words[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit()),
            _ => false,
        };
        if parts {
            all.push(&words[from..at]);
            from = at + sign.len_utf8();
        }
    }
    all.push(&words[from..]);
    let all = all.into_iter().flat_map(|part| part.split("<br>"));
    let all = all.flat_map(|part| part.split(" et ")).flat_map(|part| part.split(" and "));
    let all: Vec<&str> = all.map(str::trim).filter(|part| !part.is_empty()).collect();
    match all.len() {
        0 | 1 => all,
        _ => {
            let told: Vec<&str> = all.iter().copied().filter(|part| says_capacity(part)).collect();
            match told.as_slice() {
                [] => vec![words.trim()],
                [whole, parts @ ..] if is_said_again(whole, parts) => vec![whole],
                _ => told,
            }
        }
    }
}

/// Whether pieces say once more, module by module, what a first one says: `16 Go / 2 x 8 Go`.
fn is_said_again(whole: &str, parts: &[&str]) -> bool {
    let counted = |piece: &str| {
        plain(piece).split_once('x').is_some_and(|(count, _)| count.trim().parse::<u32>().is_ok())
    };
    let gb = |piece: &str| stated(&plain(piece)).iter().sum::<f64>();
    let sum: f64 = parts.iter().map(|part| gb(part)).sum();
    !counted(whole)
        && parts.iter().all(|part| counted(part))
        && sum > 0.0
        && (gb(whole) / sum - 1.0).abs() < 0.1
}

/// Whether a piece says a capacity: a number alone, of a kind of drive, or with a unit of capacity.
fn says_capacity(piece: &str) -> bool {
    let plain = plain(piece);
    let size = match plain.split_once('x') {
        Some((before, after)) if before.trim().bytes().all(|byte| byte.is_ascii_digit()) => after,
        _ => plain.as_str(),
    };
    let size = size.trim();
    let end = size.find(|c: char| !(c.is_ascii_digit() || " .,\u{a0}\u{202f}".contains(c)));
    let (figures, after) = size.split_at(end.unwrap_or(size.len()));
    let word: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
    if !figures.trim().is_empty() {
        return after.is_empty() || KINDS.contains(&word.as_str()) || !stated(size).is_empty();
    }
    !stated(size).is_empty()
}

/// Words that may stand after a number of gigabytes whose unit is not said.
const KINDS: [&str; 10] =
    ["ssd", "hdd", "nvme", "sas", "sata", "scsi", "flash", "disque", "disk", "disks"];

/// The capacities that stand in words with their unit, in GB, each times its count; a speed and a
/// cache are none.
pub(super) fn stated(words: &str) -> Vec<f64> {
    let mut found = Vec::new();
    let (mut rest, mut times) = (words, 1.0);
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[at..];
        let end = tail.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c)));
        let (digits, after) = tail.split_at(end.unwrap_or(tail.len()));
        let after = after.trim_start();
        let unit: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
        let beyond = &after[unit.len()..];
        let number = parse_number(digits, false).ok();
        if let (Some(number), Some(by)) = (number, factor_of(&unit, TB_OF_DISK))
            && !beyond.starts_with("/s")
            && !beyond.trim_start().starts_with("cache")
        {
            found.push(times * number * by);
        }
        times = match (number, after.strip_prefix('x')) {
            (Some(count), Some(_)) => count,
            _ => 1.0,
        };
        rest = if after.len() < rest.len() { after } else { "" };
    }
    found
}

/// Gigabytes in a terabyte of disks: makers count these in thousands.
pub(super) const TB_OF_DISK: f64 = 1000.0;

/// A unit of capacity, in GB; `tb` is how many are in a terabyte.
pub(super) fn factor_of(unit: &str, tb: f64) -> Option<f64> {
    match unit {
        "go" | "gb" | "gio" | "gib" | "g" => Some(1.0),
        "to" | "tb" | "tio" | "tib" | "t" => Some(tb),
        "po" | "pb" | "pio" | "pib" => Some(tb * tb),
        "mo" | "mb" | "mio" | "mib" => Some(1.0 / tb),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn are(cell: &str, expected: &[&str]) {
        assert_eq!(pieces(cell), expected, "{cell}");
    }

    #[test]
    fn capacities_are_told_apart_whatever_parts_them() {
        for cell in ["480 + 480", "480/480", "480;480", "480, 480", "480 | 480", "480 et 480"] {
            are(cell, &["480", "480"]);
        }
        are("480 Go SSD + 960 Go SSD", &["480 Go SSD", "960 Go SSD"]);
        are("2 x 480, 1 x 960", &["2 x 480", "1 x 960"]);
        are("480Go,960Go", &["480Go", "960Go"]);
        are("128+128", &["128", "128"]);
        are("16 Go / 2 x 8 Go", &["16 Go"]);
        are("16 Go, 2 x 8 Go", &["16 Go"]);
        are("16 Go + 1 x 8 Go", &["16 Go", "1 x 8 Go"]);
    }

    #[test]
    fn what_is_no_capacity_beside_one_is_left_out() {
        are("1 To, 7200 rpm", &["1 To"]);
        are("480 Go SATA 6 Gb/s", &["480 Go SATA 6 Gb/s"]);
        are("1 To / 2,5 pouces", &["1 To"]);
        are("SATA/SAS 600", &["SATA/SAS 600"]);
        are("1,5 To", &["1,5 To"]);
        are("16 Go, DDR4, 3200 MHz", &["16 Go"]);
    }

    #[test]
    fn a_speed_and_a_cache_are_no_capacity() {
        assert_eq!(stated("ssd 6 gb/s"), Vec::<f64>::new());
        assert_eq!(stated("2 x 960 go"), [1920.0]);
        assert_eq!(stated("64 mo cache"), Vec::<f64>::new());
        assert_eq!(stated("1 to 2 to"), [1000.0, 2000.0]);
    }
}
