//! Sizes of memory and storage, in whatever unit a tool writes them.

use ground::table::parse_number;

/// Gigabytes in a gigabyte, a megabyte, a byte.
pub(super) const GB: f64 = 1.0;
pub(super) const MB: f64 = 1.0 / 1024.0;
pub(super) const BYTE: f64 = 1.0 / 1024.0 / 1024.0 / 1024.0;

/// The gigabytes of a cell, memory as it is sold: what a system sees is a little less.
///
/// A number without unit is in `unit` gigabytes; where that is not known either, up to 512 is in
/// gigabytes and more in megabytes. What is no size comes back empty.
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
                None if number <= 512.0 => GB,
                None => MB,
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

#[cfg(test)]
mod tests {
    use super::*;

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
        check("DDR4", None, "");
        check("", None, "");
    }
}
