//! Waste codes of the European list, and those under which IT equipment is handed over.

/// A waste code: six digits, and a star where the waste is hazardous.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WasteCode {
    /// Its three pairs of digits.
    pub pairs: [u8; 3],
    /// Whether it is hazardous: a star follows it.
    pub is_hazardous: bool,
}

/// The codes of waste from IT equipment and its consumables.
///
/// # Source
///
/// European list of waste, decision 2000/532/CE: 08 03 (toners), 16 02 and 20 01 (electric and
/// electronic equipment), 16 06 and 20 01 (batteries).
const OF_EQUIPMENT: [&str; 20] = [
    "08 03 17*",
    "08 03 18",
    "16 02 10*",
    "16 02 11*",
    "16 02 12*",
    "16 02 13*",
    "16 02 14",
    "16 02 15*",
    "16 02 16",
    "16 06 01*",
    "16 06 02*",
    "16 06 04",
    "16 06 05",
    "20 01 21*",
    "20 01 23*",
    "20 01 33*",
    "20 01 34",
    "20 01 35*",
    "20 01 36",
    "16 02 09*",
];

impl WasteCode {
    /// Reads a code, with or without spaces: `16 02 14`, `160213*`; `None` where it is none.
    pub fn read(cell: &str) -> Option<Self> {
        let bare: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
        let (digits, is_hazardous) = match bare.strip_suffix('*') {
            Some(digits) => (digits, true),
            None => (bare.as_str(), false),
        };
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let pair = |at: usize| digits.get(at..at + 2).and_then(|pair| pair.parse().ok());
        Some(Self { pairs: [pair(0)?, pair(2)?, pair(4)?], is_hazardous })
    }

    /// Its code, pairs apart.
    pub fn code(self) -> String {
        let [a, b, c] = self.pairs;
        format!("{a:02} {b:02} {c:02}{}", if self.is_hazardous { "*" } else { "" })
    }

    /// Whether IT equipment or its consumables are handed over under it.
    pub fn is_of_equipment(self) -> bool {
        OF_EQUIPMENT.contains(&self.code().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_with_and_without_spaces_and_keep_their_star() {
        let hazardous = WasteCode::read("160213*").unwrap();
        assert!(hazardous.is_hazardous && hazardous.is_of_equipment());
        assert_eq!(hazardous.code(), "16 02 13*");
        assert_eq!(WasteCode::read(" 20 01 36 ").unwrap().code(), "20 01 36");
        // 16 02 13 exists with its star only.
        assert!(!WasteCode::read("16 02 13").unwrap().is_of_equipment());
        assert!(!WasteCode::read("17 01 01").unwrap().is_of_equipment());
    }

    #[test]
    fn what_is_no_code_is_none() {
        for cell in ["", "16 02", "16 02 1A", "1602144", "*", "DEEE"] {
            assert_eq!(WasteCode::read(cell), None, "`{cell}`");
        }
    }
}
