//! What the interval of the total comes from, in the summary.

use crate::Story;
use crate::errors::{datum_text, driver_text, edges, stretched};
use ground::lang::Lang;
use ground::text;
use std::fmt::Write;

/// How many drivers of the error are shown.
const DRIVERS: usize = 5;

/// What weighs most on the uncertainty, and which datum would narrow it most.
pub(super) fn sureness(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let sure = story.outcome.footprint.headline();
    let set = story.set;
    let edges = edges(story);
    if !edges.is_empty() {
        writeln!(
            out,
            "\n{}",
            lang.label(
                "Valeurs officielles au bord de ce qui est publié (part de la fabrication) :",
                "Official figures at the edge of what is published (share of the making):"
            ),
        )?;
    }
    for edge in edges {
        writeln!(out, "  {:>6}  {}", lang.percent(edge.share), edge.text.say(lang))?;
    }
    if let Some(said) = stretched(story) {
        writeln!(out, "\n{}", said.say(lang))?;
    }
    if sure.drivers.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{}",
        lang.label(
            "Ce qui pèse le plus sur l'incertitude (part de la variance) :",
            "What weighs most on the uncertainty (share of the variance):"
        ),
    )?;
    for driver in sure.drivers.iter().take(DRIVERS) {
        // What is no factor has no other name than its text.
        let id = driver.factor.map_or_else(String::new, |_| format!(" ({})", driver.id));
        let (share, what) = (lang.percent(driver.variance_share), driver_text(set, driver));
        writeln!(out, "  {share:>6}  {}{id}", what.say(lang))?;
    }
    if let Some(wanted) = sure.wanted {
        let [_, low, high] = story.range(lang, wanted.interval);
        writeln!(
            out,
            "{}",
            text!(
                "La donnée qui la réduirait le plus : {}\n  au mieux, intervalle à 90 % : {} – {}",
                "The datum that would narrow it most: {}\n  at best, 90% interval: {} – {}",
                datum_text(set, wanted.datum).say(lang),
                low,
                high
            )
            .say(lang)
        )?;
    }
    Ok(())
}
