//! How equipment met the factors of its making, in the summary.

use crate::Story;
use ground::lang::{Lang, Noun};
use std::fmt::Write;

/// The share of the making that each way of matching carries, most first.
pub(super) fn met(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let ways = story.outcome.footprint.coverage.matched_by.iter();
    let said: Vec<String> = ways
        .filter(|way| way.code != "none" && way.share > 0.0)
        .map(|way| {
            let label = lang.label(way.label_fr, way.label_en);
            let rows = Noun::ROW.said(lang, way.rows as f64);
            format!("{label} {} ({rows})", lang.percent(way.share))
        })
        .collect();
    if said.is_empty() {
        return Ok(());
    }
    let heading = lang.label(
        "fabrication des équipements, chiffrée par",
        "making of the equipment, its factor met by",
    );
    writeln!(out, "  {heading}{} {}", lang.end_colon(), said.join(", "))
}
