//! The electricity taken for each zone.

use super::page::Page;
use super::sentence::{plain, strong};
use super::uncertainty::{factor_number, source, unit};
use maud::{Markup, html};

pub(super) fn section(page: Page<'_>) -> Markup {
    let footprint = &page.story.outcome.footprint;
    let set = page.story.set;
    let place =
        set.criteria.iter().position(|criterion| criterion.code == footprint.criteria[0].code);
    html! {
        section #electricity {
            h2 { (page.say("Électricité retenue", "Electricity used")) }
            @if !page.story.counts_use() {
                p { (page.say("La méthode ne compte pas l'électricité.", "The method does not count electricity.")) }
            } @else if footprint.electricity.is_empty() {
                p { (page.say("Aucune électricité n'a été comptée.", "No electricity was counted.")) }
            } @else {
                div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : électricité", "Table: electricity")) {
                    table {
                        thead {
                            tr {
                                th scope="col" { (page.say("zone", "zone")) }
                                th scope="col" { (page.say("facteur de", "factor of")) }
                                th.n scope="col" { (page.say("valeur", "value")) }
                                th.n scope="col" { (page.say("bornes", "bounds")) }
                                th scope="col" { (page.say("unité", "unit")) }
                                th scope="col" { (page.say("à défaut de mieux", "for want of better")) }
                                th scope="col" { (page.say("source", "source")) }
                            }
                        }
                        tbody {
                            @for (asked, mix) in &footprint.electricity {
                                @let factor = place.and_then(|at| mix.factors.get(at).copied().flatten()).map(|id| set.factor(id));
                                tr {
                                    th scope="row" { (page.text(&set.zones[usize::from(asked.0)].text())) }
                                    td { (zone(page, &mix.zone)) " " (mix.year) }
                                    @if let Some(factor) = factor {
                                        td.n { (factor_number(page, factor.amount.value)) }
                                        td.n { (factor_number(page, factor.amount.low)) " – " (factor_number(page, factor.amount.high)) }
                                        td { (unit(page, &factor.unit)) }
                                    } @else {
                                        td.n { "–" } td.n { "–" } td { "–" }
                                    }
                                    td { (mix.fallback.map_or_else(|| "–".to_owned(), |fallback| page.fine(fallback.label(page.lang)))) }
                                    td { @if let Some(factor) = factor { (source(page, &factor.source_id)) } @else { "–" } }
                                }
                            }
                        }
                    }
                }
            }
            (contracts(page))
        }
    }
}

/// Use by contract, beside use by place.
fn contracts(page: Page<'_>) -> Markup {
    let Some(market) = page.story.market() else { return html! {} };
    html! {
        h3 { (page.say("Selon les contrats", "By contract")) }
        p {
            (page.sentence(
                "Selon le lieu (c'est ce que compte le total), l'électricité des équipements et des salles pèse {place} ; selon les contrats, {contract}. {uncovered} de l'électricité n'ont pas de contrat et comptent selon le lieu, faute de mix résiduel. Les deux ne s'ajoutent jamais.",
                "Location-based, as the total counts it, the electricity of equipment and rooms weighs {place}; market-based, {contract}. {uncovered} of the electricity has no contract and counts location-based, for want of a residual mix. The two are never summed.",
                &[
                    ("place", plain(page.mass(market.by_place.value))),
                    ("contract", strong(page.mass(market.by_contract.value))),
                    ("uncovered", plain(page.percent(market.uncovered_share()))),
                ],
            ))
        }
        div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : contrats", "Table: contracts")) {
            table {
                thead {
                    tr {
                        th scope="col" { (page.say("contrat", "contract")) }
                        th scope="col" { (page.say("nature", "kind")) }
                        th.n.as-is scope="col" { "kWh" }
                        th.n scope="col" { (page.say("selon le contrat", "market-based")) }
                        th.n scope="col" { (page.say("selon le lieu", "location-based")) }
                        th scope="col" { (page.say("règles ADEME des centres de données", "ADEME's rules for datacentres")) }
                        th scope="col" { (page.say("source", "source")) }
                    }
                }
                tbody {
                    @for one in &market.contracts {
                        tr {
                            th scope="row" { (one.name) }
                            td { (page.fine(one.kind.label(page.lang))) }
                            td.n {
                                (page.lang.number(one.kwh, 0))
                                @if one.beyond_kwh > 0.0 {
                                    br;
                                    (page.sentence(
                                        "au-delà de la consommation, non comptés : {kwh}",
                                        "beyond what is drawn, not counted: {kwh}",
                                        &[("kwh", plain(page.lang.number(one.beyond_kwh, 0)))],
                                    ))
                                }
                            }
                            td.n { (page.mass(one.amount.value)) }
                            td.n { (page.mass(one.by_place)) }
                            td {
                                @if one.kind.is_accepted_by_ademe() { (page.say("admis", "accepted")) }
                                @else { (page.say("non admis", "not accepted")) }
                            }
                            td { (one.source) }
                        }
                    }
                }
            }
        }
    }
}

fn zone(page: Page<'_>, code: &str) -> String {
    let zones = &page.story.set.zones;
    zones
        .iter()
        .find(|zone| zone.code == code)
        .map_or_else(|| code.to_owned(), |zone| page.text(&zone.text()))
}
