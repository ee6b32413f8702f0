//! A line of title of a file of quotations.

use equipment::{TitleSays, ToldRow};
use ground::table::{Holds, masked_in};

/// A line of title.
#[derive(Debug, Clone, PartialEq)]
pub struct TitleLine {
    /// The file.
    pub file: String,
    /// Its line; 0 of those above the headings.
    pub line: u64,
    /// What it is shown as.
    pub words: String,
    /// What it says.
    pub says: TitleSays,
}

impl TitleLine {
    /// Of a row, and the cells that it is read by.
    pub(super) fn of(told: ToldRow<'_>, line: u64, cells: &[String]) -> Self {
        let file = told.file().to_string();
        Self { file, line, words: shown(&cells.join(" ")), says: TitleSays::of(cells) }
    }
}

/// A title as it is shown: the start of a long one, people masked.
fn shown(words: &str) -> String {
    const LONGEST: usize = 60;
    let words = masked_in(Holds::Writing, words);
    let start: String = words.chars().take(LONGEST).collect();
    if start.len() < words.len() {
        format!("`{}…`", start.trim_end())
    } else {
        format!("`{words}`")
    }
}
