//! How inches are written behind a number: GLPI 10 writes two apostrophes for a quotation mark, and
//! cells quoted twice have two of these.

use ground::table::fold;

const MARKS: [&str; 6] = ["\"", "\"\"", "''", "\u{2033}", "\u{201d}", "\u{2019}\u{2019}"];
/// The words for them, folded.
pub(super) const INCH_WORDS: [&str; 9] =
    ["pouces", "pouce", "po", "inch", "inches", "in", "zoll", "pulgadas", "pollici"];

/// Whether a text is the unit, and no more: `pouces`, `"`.
pub fn are_inches(text: &str) -> bool {
    MARKS.contains(&text) || INCH_WORDS.contains(&fold(text).as_str())
}

/// Whether a text begins with the unit: `pouces LED`, `" IPS`.
pub fn begins_with_inches(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    MARKS.iter().any(|mark| text.starts_with(mark)) || INCH_WORDS.contains(&fold(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inches_are_marks_and_words() {
        for unit in ["\"", "\"\"", "”", "''", "pouces", "Zoll", "in"] {
            assert!(are_inches(unit) && begins_with_inches(&format!("{unit} 75 Hz")), "{unit}");
        }
        for unit in ["", "ports", "pouces LED", "Go", "inox"] {
            assert!(!are_inches(unit), "{unit}");
        }
        assert!(!begins_with_inches("inox") && !begins_with_inches("ports"));
    }
}
