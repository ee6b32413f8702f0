//! The labelled list: how much of it is read right.

use super::{code, told};
use ground::table::SmallTable;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// The half of the list that a line is of: told by its own cells, so that none is chosen.
///
/// # Source
///
/// FNV-1a, 64 bits, its 33rd bit.
fn half(cells: [&str; 4]) -> u64 {
    let bytes = cells.join("\u{1f}");
    let hash = bytes.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) & 1
}

#[derive(Default)]
struct Score {
    right: f64,
    wrong: f64,
    silent: f64,
    faults: Vec<Fault>,
}

/// A line that is not read right.
struct Fault {
    cells: String,
    expected: String,
    found: String,
}

impl Score {
    fn precision(&self) -> f64 {
        self.right / (self.right + self.wrong)
    }

    fn coverage(&self) -> f64 {
        self.right / (self.right + self.wrong + self.silent)
    }
}

fn score(asked: u64) -> Score {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/type-words.csv");
    let text = std::fs::read_to_string(path).unwrap();
    let table = SmallTable::parse(Path::new(path), &text, &[]).unwrap();
    let mut score = Score::default();
    for row in table.rows() {
        let cells =
            [row.get("type_word"), row.get("manufacturer"), row.get("model"), row.get("system")];
        if half(cells) != asked {
            continue;
        }
        let expected = row.get("equipment_type");
        let found = code(told(cells[0], cells[1], cells[2], cells[3]).answer);
        let may_stay_open = expected.split('|').any(|code| code == "?");
        let right = expected.split('|').any(|code| code == found);
        match found.strip_prefix('?') {
            Some(_) if may_stay_open => continue,
            Some(_) => score.silent += 1.0,
            None if right => score.right += 1.0,
            None => score.wrong += 1.0,
        }
        if !right {
            score.faults.push(Fault {
                cells: cells.join(" ; "),
                expected: expected.to_owned(),
                found,
            });
        }
    }
    score
}

#[track_caller]
fn holds(half: u64) {
    let score = score(half);
    let shown: Vec<String> = score
        .faults
        .iter()
        .map(|one| format!("{} -> {}, not {}", one.cells, one.found, one.expected))
        .collect();
    let said = format!(
        "precision {:.4}, coverage {:.4}, {} wrong, {} silent",
        score.precision(),
        score.coverage(),
        score.wrong,
        score.silent
    );
    assert!(score.precision() >= 0.99 && score.coverage() >= 0.95, "{said}\n{}", shown.join("\n"));
}

#[test]
fn the_half_of_the_list_that_was_looked_at_is_read_right() {
    holds(0);
}

#[test]
fn the_half_of_the_list_that_was_not_looked_at_is_read_right() {
    holds(1);
}

/// The lines that are not read right, by what was expected and what was found.
fn confusion() -> String {
    let mut pairs: BTreeMap<(String, String), [u32; 2]> = BTreeMap::new();
    let mut lines = Vec::new();
    for half in [0, 1] {
        let score = score(half);
        let count = score.right + score.wrong + score.silent;
        let (precision, coverage) = (score.precision(), score.coverage());
        lines.push(format!("{count} lines, precision {precision:.4}, coverage {coverage:.4}"));
        for fault in score.faults {
            pairs.entry((fault.expected, fault.found)).or_default()[usize::from(half == 1)] += 1;
        }
    }
    let mut table = format!(
        "First half: {}. Second half: {}.\n\n| expected | found | first half | second half |\n|---|---|---|---|\n",
        lines[0], lines[1]
    );
    for ((expected, found), [seen, unseen]) in pairs {
        let expected = expected.replace('|', "` or `");
        writeln!(table, "| `{expected}` | `{found}` | {seen} | {unseen} |").unwrap();
    }
    table
}

#[test]
fn the_page_shows_what_the_list_comes_to() {
    const HEADING: &str = "### What is not read right\n\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/types.md");
    let page = std::fs::read_to_string(path).unwrap();
    let at = page.find(HEADING).unwrap() + HEADING.len();
    let expected = confusion();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, format!("{}{expected}", &page[..at])).unwrap();
        return;
    }
    assert_eq!(&page[at..], expected, "UPDATE_GOLDEN=1 writes it again");
}
