//! Sizes of memory and storage, in whatever unit a tool writes them.

use ground::table::parse_number;

/// Gigabytes in a gigabyte, a megabyte, a byte.
pub(super) const GB: f64 = 1.0;
pub(super) const MB: f64 = 1.0 / 1024.0;
pub(super) const BYTE: f64 = 1.0 / 1024.0 / 1024.0 / 1024.0;

/// The gigabytes of a cell, memory as it is sold: what a system sees is a little less.
///
/// A number without unit is in `unit` gigabytes; where that is not known either, its magnitude says it
/// ([`by_magnitude`]). What is no size comes back empty.
pub(super) fn gigabytes(cell: &str, unit: Option<f64>) -> String {
    let mut total = 0.0;
    let parts = cell.split(['\n', '+']).flat_map(|part| part.split("<br>"));
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let digits = part.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
        let said = part[digits.len()..].trim_matches('.').to_lowercase();
        let Ok(number) = parse_number(digits.trim(), false) else { return String::new() };
        let size = match said.as_str() {
            "" => match unit {
                Some(unit) => unit,
                None => by_magnitude(number).0,
            },
            "to" | "tb" | "tio" | "tib" | "t" => 1024.0,
            "go" | "gb" | "gio" | "gib" | "g" => GB,
            "mo" | "mb" | "mio" | "mib" | "m" => MB,
            "ko" | "kb" | "kio" | "kib" => MB / 1024.0,
            "o" | "b" | "octets" | "bytes" => BYTE,
            _ => return String::new(),
        };
        total += number * size;
    }
    if total <= 0.0 {
        return String::new();
    }
    let sold = if total >= 1.0 { total.ceil() } else { total };
    format!("{sold}")
}

/// The unit of a number of memory that does not say it, and its name: up to 512 gigabytes, below 4 Ti
/// megabytes, below 512 Mi kilobytes, and from there on bytes.
pub(super) fn by_magnitude(number: f64) -> (f64, &'static str) {
    if number <= 512.0 {
        (GB, "Go")
    } else if number < 4_194_304.0 {
        (MB, "Mo")
    } else if number < 536_870_912.0 {
        (MB / 1024.0, "Ko")
    } else {
        (BYTE, "octets")
    }
}

/// Whether a cell is a size that memory is sold in: with its unit; a whole number of gigabytes, or
/// one of megabytes of which a system sees nearly all.
pub(super) fn is_memory(cell: &str) -> bool {
    let Ok(number) = parse_number(cell.trim(), false) else {
        return !gigabytes(cell, None).is_empty();
    };
    let number = if number > 512.0 { number * by_magnitude(number).0 * 1024.0 } else { number };
    // Large modules are of four gigabytes.
    let step = if number > 8192.0 { 4096.0 } else { 1024.0 };
    let above = (number / step).ceil() * step;
    let half = (number * 2.0).fract().abs() < f64::EPSILON;
    number > 0.0 && if number <= 512.0 { half } else { number >= above * 0.88 }
}

/// The drives of a cell that are of a kind, flash or discs, as a number of gigabytes is written:
/// `512 Go SSD + 1 To HDD` has `512 Go` and `1 To`. What does not say its kind is of none.
pub(super) fn drives(cell: &str, flash: bool) -> String {
    const FLASH: [&str; 4] = ["ssd", "nvme", "flash", "emmc"];
    const DISCS: [&str; 4] = ["hdd", "rpm", "disque dur", "hard disk"];
    const UNITS: [&str; 12] =
        ["", "go", "gb", "gio", "gib", "to", "tb", "tio", "tib", "mo", "mb", "x"];
    let mut said = Vec::new();
    for part in cell.split(['+', ';', '\n']) {
        let lower = part.to_lowercase();
        let is = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        if is(&FLASH) != flash || is(&DISCS) == flash {
            continue;
        }
        let words: Vec<&str> = part.split_whitespace().collect();
        let size = words.iter().enumerate().filter(|(at, word)| {
            let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
            let known = UNITS.contains(&unit.to_lowercase().as_str());
            let turns = words.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case("rpm"));
            known && !turns
        });
        let size: Vec<&str> = size.map(|(_, word)| *word).collect();
        if size.iter().any(|word| word.contains(|c: char| c.is_ascii_digit())) {
            said.push(size.join(" "));
        }
    }
    said.join(" + ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_told_from_other_numbers() {
        for cell in ["8", "16 Go", "7800", "16384", "0,5", "24", "32 GB", "8589934592", "16777216"]
        {
            assert!(is_memory(cell), "{cell}");
        }
        for cell in ["2183", "2154", "DDR4", "0", "12345", "16,3"] {
            assert!(!is_memory(cell), "{cell}");
        }
    }

    #[test]
    fn drives_are_told_by_their_kind() {
        let check = |cell: &str, flash: &str, discs: &str| {
            assert_eq!((drives(cell, true), drives(cell, false)), (flash.into(), discs.into()));
        };
        check("512 Go SSD", "512 Go", "");
        check("NVMe 1 To + HDD 2 To 7200 rpm", "1 To", "2 To");
        check("2 x 480Go SSD", "2 x 480Go", "");
        check("Disque dur 500 Go", "", "500 Go");
        check("512 Go", "", "");
        check("SSD M.2", "", "");
    }

    #[test]
    fn sizes_become_gigabytes_as_sold() {
        // 7800 MB seen of 8192: 7800 / 1024 = 7.6, sold as 8. 17179869184 bytes are 16 GB.
        let check = |cell: &str, unit: Option<f64>, expected: &str| {
            assert_eq!(gigabytes(cell, unit), expected, "{cell}");
        };
        check("7800", Some(MB), "8");
        check("17179869184", Some(BYTE), "16");
        check("16 Go", None, "16");
        check("8 Gio\n8 Gio", None, "16");
        check("16384", None, "16");
        check("512 Mo", None, "0.5");
        // 8 GiB in bytes and in kilobytes; 1.5 TiB in megabytes, as a large host has.
        check("8589934592", None, "8");
        check("8388608", None, "8");
        check("1572864", None, "1536");
        check("DDR4", None, "");
        check("", None, "");
    }
}
