//! Electricity by contract, in the summary.

use crate::Story;
use footprint::ContractCover;
use ground::lang::Lang;
use std::fmt::Write;

/// Use by contract, beside use by place.
pub(super) fn market(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let Some(market) = story.market() else { return Ok(()) };
    writeln!(
        out,
        "\n{} {} {} ; {} {} ({} {})",
        lang.label("Électricité, selon le lieu :", "Electricity, location-based:"),
        story.mass(lang, market.by_place.value),
        lang.label("(dans le total)", "(in the total)"),
        lang.label("selon les contrats :", "market-based:"),
        story.mass(lang, market.by_contract.value),
        lang.percent(market.uncovered_share()),
        lang.label(
            "sans contrat, compté selon le lieu",
            "without contract, counted location-based"
        ),
    )?;
    for one in &market.contracts {
        writeln!(
            out,
            "  {} ({}){} {} kWh, {} {} {}{}",
            one.name,
            one.kind.label(lang),
            lang.end_colon(),
            lang.number(one.kwh, 0),
            story.mass(lang, one.amount.value),
            lang.label("au lieu de", "instead of"),
            story.mass(lang, one.by_place),
            accepted(one, lang),
        )?;
        if one.beyond_kwh > 0.0 {
            writeln!(
                out,
                "    ! {} {}",
                lang.number(one.beyond_kwh, 0),
                lang.label(
                    "kWh de ce contrat dépassent ce qui est consommé : non comptés",
                    "kWh of this contract are beyond what is drawn: not counted",
                ),
            )?;
        }
    }
    Ok(())
}

fn accepted(one: &ContractCover, lang: Lang) -> String {
    if one.kind.is_accepted_by_ademe() {
        return String::new();
    }
    let said = lang.label(
        "non admis par les règles ADEME des centres de données",
        "not accepted by ADEME's rules for datacentres",
    );
    lang.semicolon().to_owned() + said
}
