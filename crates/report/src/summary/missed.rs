//! What could have matched better, in the summary.

use crate::Story;
use ground::lang::{Lang, Noun};
use ground::text;
use std::fmt::Write;

/// How many are shown.
const SHOWN: usize = 3;

/// Equipment whose parts were given and could not price it: its type's figure stands in.
pub(super) fn missed(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let missed = &story.outcome.footprint.coverage.missed;
    if missed.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{}",
        lang.label(
            "Composants donnés mais non chiffrables, le facteur du type tient lieu :",
            "Parts given that cannot be priced, the type's factor stands in:"
        )
    )?;
    for one in missed.iter().take(SHOWN) {
        writeln!(
            out,
            "  {}{} {} ({})",
            story.set.equipment_type(one.type_id).label(lang),
            lang.end_colon(),
            one.miss.what.say(lang),
            Noun::UNIT.said(lang, one.units),
        )?;
        let nearest = one.miss.nearest();
        if !nearest.is_empty() {
            writeln!(
                out,
                "{}",
                text!(
                    "      noms connus les plus proches : {}",
                    "      nearest known names: {}",
                    nearest.join(", ")
                )
                .say(lang)
            )?;
        }
    }
    if missed.len() > SHOWN {
        let rest = missed.len() - SHOWN;
        writeln!(out, "{}", text!("  et {rest} de plus", "  and {rest} more").say(lang))?;
    }
    Ok(())
}
