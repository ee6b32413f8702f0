//! Whether an IP telephone is one of a meeting's table: it says so.

use super::{SortCell, SortedType, closed, unmeasured};
use ground::table::fold;

pub(super) const IP_PHONES: SortedType = SortedType {
    code: "ip_phone",
    sorts: &["ip_phone_conference"],
    told,
    is_open: closed,
    measured: unmeasured,
};

/// The beginnings of words that only such a telephone is called by.
const TABLES: [&str; 5] = ["conferenc", "konferenz", "audioconf", "soundstation", "conferenz"];

fn told(text: &str, _: SortCell) -> Option<usize> {
    let folded = fold(text);
    folded.split(' ').any(|word| TABLES.iter().any(|of| word.starts_with(of))).then_some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conference_is_named() {
        for (text, expected) in [
            ("Téléphone de conférence", Some(0)),
            ("Konferenztelefon", Some(0)),
            ("SoundStation IP 6000", Some(0)),
            ("Téléphone IP", None),
            ("T42S", None),
        ] {
            assert_eq!(told(text, SortCell::Model), expected, "{text}");
        }
    }
}
