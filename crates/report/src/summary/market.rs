//! Electricity by contract, in the summary.

use crate::Story;
use footprint::ContractCover;
use ground::lang::Lang;
use ground::text;
use std::fmt::Write;

/// Use by contract, beside use by place.
pub(super) fn market(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let Some(market) = story.market() else { return Ok(()) };
    writeln!(out, "{}", text!(
        "\nÉlectricité, selon le lieu : {} (dans le total) ; selon les contrats : {} ({} sans contrat, compté selon le lieu)",
        "\nElectricity, location-based: {} (in the total) ; market-based: {} ({} without contract, counted location-based)",
        story.mass(lang, market.by_place.value),
        story.mass(lang, market.by_contract.value),
        lang.percent(market.uncovered_share())
    ).say(lang))?;
    for one in &market.contracts {
        writeln!(
            out,
            "{}",
            text!(
                "  {} ({}) : {} kWh, {} au lieu de {}{}",
                "  {} ({}): {} kWh, {} instead of {}{}",
                one.name,
                one.kind.label(lang),
                lang.number(one.kwh, 0),
                story.mass(lang, one.amount.value),
                story.mass(lang, one.by_place),
                accepted(one, lang)
            )
            .say(lang)
        )?;
        if one.beyond_kwh > 0.0 {
            writeln!(
                out,
                "{}",
                text!(
                    "    ! {} kWh de ce contrat dépassent ce qui est consommé : non comptés",
                    "    ! {} kWh of this contract are beyond what is drawn: not counted",
                    lang.number(one.beyond_kwh, 0)
                )
                .say(lang)
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
