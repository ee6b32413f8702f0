//! The makers of equipment: one name for all spellings, and what a maker's name tells.

use ground::table::{SmallTable, fold};
use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

/// What a maker's name tells of its machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MakerAnswer {
    /// Maker of hardware only.
    Hardware,
    /// Maker of virtual machines.
    Virtual,
    /// Either: the model tells.
    Either,
    /// Maker of panels, which stand in laptops and not on desks.
    Panel,
    /// Maker of panels and of screens: the size tells.
    PanelIfSmall,
}

struct Maker {
    name: String,
    answer: MakerAnswer,
}

static MAKERS: LazyLock<HashMap<String, Maker>> = LazyLock::new(|| {
    let tables = [include_str!("makers.csv"), inventory::PANEL_MAKERS].map(|text| {
        let table = SmallTable::parse(Path::new("makers.csv"), text, &["alias", "maker", "kind"]);
        table.expect("the program's own list of makers is a table, which a test holds")
    });
    let maker = |row: ground::table::TableRow<'_>| {
        let answer = match row.get("kind") {
            "hardware" => MakerAnswer::Hardware,
            "virtual" => MakerAnswer::Virtual,
            "panel" => MakerAnswer::Panel,
            "panel_if_small" => MakerAnswer::PanelIfSmall,
            _ => MakerAnswer::Either,
        };
        (fold(row.get("alias")), Maker { name: row.get("maker").to_owned(), answer })
    };
    tables.iter().flat_map(SmallTable::rows).map(maker).collect()
});

/// A maker's name, in its usual spelling; as it stands where the maker is not known.
///
/// ```
/// use empreinte_equipment::maker_name;
/// assert_eq!(maker_name("HEWLETT-PACKARD"), "HP");
/// assert_eq!(maker_name("DELl"), "Dell");
/// assert_eq!(maker_name("Kinnarps"), "Kinnarps");
/// ```
pub fn maker_name(maker: &str) -> &str {
    MAKERS.get(&fold(maker)).map_or(maker, |known| known.name.as_str())
}

/// Words of a company's name that do not say who it is.
const LEGAL: [&str; 14] = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "gmbh",
    "sa",
    "sas",
    "ag",
    "computer",
    "electronics",
];

/// The name that all spellings of a maker are counted under, a known one or not: `Dell Inc.` is
/// Dell, `EXOTIC SAS` and `Exotic` are one.
pub fn maker_group(cell: &str) -> String {
    if let Some(known) = MAKERS.get(&fold(cell)) {
        return known.name.clone();
    }
    let folded = fold(cell);
    let words: Vec<&str> = folded.split(' ').filter(|word| !LEGAL.contains(word)).collect();
    let name = match words.join(" ").as_str() {
        "hewlett packard" => "hp".to_owned(),
        "hewlett packard enterprise" => "hpe".to_owned(),
        name => name.to_owned(),
    };
    if name.len() <= 3 {
        return name.to_uppercase();
    }
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a maker's name tells.
pub(super) fn maker_answer(maker: &str) -> Option<MakerAnswer> {
    MAKERS.get(&fold(maker)).map(|known| known.answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_stands_once_and_has_a_kind() {
        let tables = [include_str!("makers.csv"), inventory::PANEL_MAKERS]
            .map(|text| SmallTable::parse(Path::new("makers.csv"), text, &[]).unwrap());
        let rows = || tables.iter().flat_map(SmallTable::rows);
        assert_eq!(rows().count(), MAKERS.len(), "a spelling stands twice");
        let kinds = ["hardware", "virtual", "either", "panel", "panel_if_small"];
        for row in rows() {
            assert!(kinds.contains(&row.get("kind")), "line {}", row.line);
            assert_eq!(fold(row.get("alias")), row.get("alias"), "line {}", row.line);
        }
    }

    #[test]
    fn a_maker_is_counted_under_one_name() {
        for (cell, name) in [
            ("Dell Inc.", "Dell"),
            ("DELL", "Dell"),
            ("HEWLETT-PACKARD", "HP"),
            ("EXOTIC SAS", "Exotic"),
            ("Exotic", "Exotic"),
            ("", ""),
        ] {
            assert_eq!(maker_group(cell), name, "`{cell}`");
        }
    }

    #[test]
    fn a_maker_is_the_same_in_all_its_spellings() {
        for spelling in ["HP", "Hp Inc.", "Hewlett-Packard", "HEWLETT-PACKARD COMPANY"] {
            assert_eq!(maker_name(spelling), "HP", "`{spelling}`");
        }
        assert_eq!(maker_name("Dell Inc."), "Dell");
        assert_eq!(maker_name("MAC"), "Apple");
        assert_eq!(maker_name("Exotic"), "Exotic");
    }
}
