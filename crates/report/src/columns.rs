//! Columns that could move the figure: those left unread, and those read by their values alone.

use super::Story;
use ground::lang::{Lang, Text};
use inventory::Found;
use std::fmt::Write;

/// Columns left unread that could move the total, each with what to write; the gravest first.
pub fn unread(story: &Story<'_>) -> Vec<Text> {
    let mut found: Vec<&Found> =
        story.outcome.intake.columns_unread().map(|(_, found)| found).collect();
    // What may be units before what says something of them.
    found.sort_by_key(|found| found.gravity());
    found.into_iter().map(Found::say).collect()
}

/// Columns read as what their values are, each with what undoes it.
pub fn assumed(story: &Story<'_>) -> Vec<Text> {
    let found = story.outcome.intake.inputs.iter().flat_map(|input| &input.found);
    found.filter(|found| found.sure).map(Found::say).collect()
}

/// What is said of them in the summary.
pub(super) fn section(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let parts = [
        (
            unread(story),
            "Non lu, et qui pourrait changer ce total :",
            "Not read, and it could move this total:",
        ),
        (assumed(story), "Lu d'après les valeurs :", "Read by the values:"),
    ];
    for (said, fr, en) in parts.iter().filter(|(said, ..)| !said.is_empty()) {
        writeln!(out, "\n{}", lang.label(fr, en))?;
        for one in said {
            writeln!(out, "  - {}", one.say(lang))?;
        }
    }
    Ok(())
}
