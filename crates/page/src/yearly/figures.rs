//! Totals by criterion, and meters against equipment.

use super::page::{Page, Scale};
use super::sentence::{plain, strong};
use ground::stage::Stage;
use maud::{Markup, html};
use report::NOTHING;

/// Totals by criterion, where there are several.
pub(super) fn criteria(page: Page<'_>) -> Markup {
    let footprint = &page.story.outcome.footprint;
    if footprint.criteria.len() < 2 {
        return html! {};
    }
    html! {
        section #criteria {
            h2 { (page.say("Tous les critères", "All criteria")) }
            p { (page.say(
                "Chaque critère a son unité : ces totaux ne s'additionnent pas.",
                "Each criterion has its unit: these totals do not add up.",
            )) }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : critères", "Table: criteria")) {
                table {
                    thead {
                        tr {
                            th scope="col" { (page.say("critère", "criterion")) }
                            th.n scope="col" { (page.say("total", "total")) }
                            th scope="col" { (page.say("unité", "unit")) }
                            th.n scope="col" { (page.say("part de l'utilisation", "share of use")) }
                            th scope="col" { (page.say("couverture", "coverage")) }
                        }
                    }
                    tbody {
                        @for (at, criterion) in footprint.criteria.iter().enumerate() {
                            @let known = footprint.totals.overall(at);
                            @let total = known.map(|total| total.value);
                            @let used = page.story.figure(&footprint.totals, at, Stage::Use).map(|used| used.value);
                            @let scale = Scale::of(&criterion.unit, total.unwrap_or(0.0));
                            tr {
                                th scope="row" { (page.fine(criterion.label(page.lang))) " (" (criterion.code) ")" }
                                td.n { (scale.known(page.lang, total)) }
                                td { (scale.unit) }
                                td.n { @if page.story.counts_use() { (page.known_part(used, total)) } @else { (NOTHING) } }
                                td { (coverage(page, known.is_some(), footprint.totals.lacking(at))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a total is whole, in words: a partial one never looks complete.
fn coverage(page: Page<'_>, is_known: bool, lacking: f64) -> Markup {
    html! {
        @if lacking == 0.0 {
            (page.say("tous les équipements rattachés", "all matched units"))
        } @else {
            @let how = if is_known { page.say("partiel", "partial") } else { page.say("inconnu", "unknown") };
            (page.sentence(
                "{how} : {units} sans facteur",
                "{how}: {units} without factor",
                &[("how", strong(how)), ("units", plain(page.units(lacking)))],
            ))
        }
    }
}

/// The datacentres' meters held against what stands in them.
pub(super) fn centres(page: Page<'_>) -> Markup {
    let centres = &page.story.outcome.footprint.centres;
    if centres.is_empty() {
        return html! {};
    }
    html! {
        section #datacentres {
            h2 { (page.say("Centres de données : compteur et équipements", "Datacentres: meter and equipment")) }
            p { (page.say(
                "Le compteur fait foi : son écart avec l'électricité calculée des équipements, PUE compris, est une ligne à part du total. Un écart positif est une électricité que l'inventaire n'explique pas ; un écart négatif, une électricité qu'il surestime.",
                "The meter decides: its difference with the computed electricity of the equipment, PUE included, is a line of its own in the total. A positive difference is electricity that the inventory does not explain; a negative one, electricity that it overestimates.",
            )) }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : centres de données", "Table: datacentres")) {
                table {
                    thead {
                        tr {
                            th scope="col" { (page.say("centre de données", "datacentre")) }
                            th.n scope="col" { (page.say("compteur (kWh)", "meter (kWh)")) }
                            th.n scope="col" { (page.say("équipements, PUE compris (kWh)", "equipment, PUE included (kWh)")) }
                            th.n scope="col" { (page.say("écart (kWh)", "difference (kWh)")) }
                            th.n scope="col" { (page.say("écart / compteur", "difference / meter")) }
                            th.n scope="col" { (page.say("empreinte de l'écart", "footprint of the difference")) }
                        }
                    }
                    tbody {
                        @for centre in centres {
                            tr {
                                th.as-is scope="row" { (centre.id) }
                                td.n { (page.lang.number(centre.measured_kwh, 0)) }
                                td.n { (page.lang.number(centre.equipment_kwh, 0)) }
                                td.n { (page.lang.number(centre.difference_kwh(), 0)) }
                                td.n { (page.part(centre.difference_kwh(), centre.measured_kwh)) }
                                td.n { (page.mass(centre.sums.total(0).value)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
