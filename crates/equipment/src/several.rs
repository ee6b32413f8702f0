//! Cells of serial numbers and names that list several machines: `ABC1 / ABC2`, `PC-01 à PC-10`.

use inventory::{Field, Row, is_serial};

/// The digits of an IMEI: a telephone has one for each of its lines.
const IMEI: usize = 15;

/// Whether a row tells of more machines than it counts: its words say more units (« Lot de 10 PC »),
/// or a cell of one machine lists several.
pub(crate) fn tells_more(row: &Row<'_>, units: Option<u16>, quantity: f64) -> bool {
    let listed = || [Field::Serial, Field::Name].iter().any(|of| lists_several(row.bytes(*of)));
    let fewer = units.is_some_and(|units| f64::from(units) > quantity);
    (fewer && row.bytes(Field::Serial).is_empty())
        || (row.bytes(Field::Quantity).len() < 2 && listed())
}

/// Whether a cell lists several machines: two parts or more of one form, apart by a mark or by the
/// words of a range.
fn lists_several(cell: &[u8]) -> bool {
    const RANGES: [&str; 4] = [" à ", " to ", " bis ", " -> "];
    if !cell.iter().any(|byte| matches!(byte, b' ' | b'/' | b',' | b';' | b'+' | b'\n')) {
        return false;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let mut parts: Vec<&str> = text.split(['/', ',', ';', '+', '\n']).map(str::trim).collect();
    if parts.len() == 1 {
        parts = RANGES
            .into_iter()
            .find_map(|range| text.split_once(range))
            .map_or_else(Vec::new, |(first, last)| vec![first.trim(), last.trim()]);
    }
    let Some((first, others)) = parts.split_first().filter(|(_, others)| !others.is_empty()) else {
        return false;
    };
    let digits = |part: &str| part.bytes().rev().take_while(u8::is_ascii_digit).count();
    let whole = |part: &&str| {
        part.len() == first.len() && !part.contains(' ') && is_serial(part.as_bytes())
    };
    // `PC-11/12/13`: the ends alone.
    let ends = |part: &&str| digits(part) == part.len() && digits(first) == part.len();
    is_serial(first.as_bytes())
        && !first.contains(' ')
        && first.bytes().any(|byte| byte.is_ascii_digit())
        && digits(first) < IMEI
        // `2024/2025` are years.
        && (first.len() > digits(first) || first.len() > 4)
        && (others.iter().all(whole) || first.len() > digits(first) && others.iter().all(ends))
}

#[cfg(test)]
mod tests {
    use super::lists_several;

    #[test]
    fn a_list_of_serial_numbers_or_names_is_of_several_machines() {
        for cell in [
            "ABC1 / ABC2 / ABC3",
            "XYZ1, XYZ2",
            "QWE1 à QWE9",
            "PC-01 à PC-10",
            "PC-11/12/13",
            "SRV1+SRV2",
            "5CG1234ABC\n5CG1234ABD",
        ] {
            assert!(lists_several(cell.as_bytes()), "`{cell}`");
        }
        for cell in [
            "",
            "ABC1",
            "MXL1234/001",
            "S/N CZC1234567",
            "PC de Marie",
            "Salle 12 / Salle 14",
            "352066060926230 / 352066060926248",
            "CN-0XY123",
            "srv1, prod",
            "2024/2025",
            "2024 - 2025",
            "A/B",
        ] {
            assert!(!lists_several(cell.as_bytes()), "`{cell}`");
        }
    }
}
