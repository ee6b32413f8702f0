//! What the total rests on: assumptions, coverage, and what met no factor.

use super::page::Page;
use super::sentence::plain;
use footprint::Share;
use maud::{Markup, html};

pub(super) fn section(page: Page<'_>) -> Markup {
    let coverage = &page.story.outcome.footprint.coverage;
    html! {
        section #assumptions {
            h2 { (page.say("Hypothèses et couverture", "Assumptions and coverage")) }
            (assumptions(page))
            h3 { (page.say("D'où viennent les données", "Where the data come from")) }
            div.three {
                (shares(page, &page.say("facteur de fabrication trouvé par", "manufacturing factor found by"), &page.say("part de la fabrication", "share of embodied"), &coverage.matched_by))
                (shares(page, &page.say("durée de vie", "lifetime"), &page.say("part de la fabrication", "share of embodied"), &coverage.lifetime_origin))
                (shares(page, &page.say("consommation", "energy"), &page.say("part de l'utilisation", "share of use"), &coverage.energy_origin))
            }
            (gaps(page))
            (unmatched(page))
        }
    }
}

fn assumptions(page: Page<'_>) -> Markup {
    let total = page.total().value;
    let mut made: Vec<_> = page.story.outcome.footprint.coverage.assumptions.iter().collect();
    made.sort_by(|a, b| b.impact.total_cmp(&a.impact).then(a.assumption.cmp(&b.assumption)));
    let scale = page.scale(made.first().map_or(0.0, |first| first.impact));
    html! {
        @if made.is_empty() {
            p { (page.say("Aucune hypothèse n'a été faite.", "No assumption was made.")) }
        } @else {
            p { (page.say(
                "Là où l'inventaire ne dit rien, une valeur a été supposée ; voici l'empreinte qui en dépend. Une même ligne peut dépendre de plusieurs hypothèses : les parts ne s'additionnent pas.",
                "Where the inventory says nothing, a value was assumed; this is the footprint that rests on it. A row may rest on several assumptions: the shares do not add up.",
            )) }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : hypothèses", "Table: assumptions")) {
                table {
                    thead {
                        tr {
                            th scope="col" { (page.say("hypothèse", "assumption")) }
                            th.n scope="col" { (page.say("lignes", "rows")) }
                            th.n scope="col" { (page.sentence("empreinte qui en dépend ({unit})", "footprint resting on it ({unit})", &[("unit", plain(&scale.unit))])) }
                            th.n scope="col" { (page.say("part du total", "share of the total")) }
                        }
                    }
                    tbody {
                        @for made in made {
                            tr {
                                th scope="row" { (page.fine(&made.assumption.label(page.lang))) }
                                td.n { (page.whole(made.rows)) }
                                td.n { (scale.cell(page.lang, made.impact)) }
                                td.n { (page.part(made.impact, total)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn shares(page: Page<'_>, heading: &str, of: &str, shares: &[Share]) -> Markup {
    html! {
        div {
            table {
                thead {
                    tr {
                        th scope="col" { (heading) }
                        th.n scope="col" { (page.say("lignes", "rows")) }
                        th.n scope="col" { (of) }
                    }
                }
                tbody {
                    @for share in shares {
                        tr {
                            th scope="row" { (page.fine(page.lang.label(share.label_fr, share.label_en))) }
                            td.n { (page.whole(share.rows)) }
                            td.n { (page.percent(share.share)) }
                        }
                    }
                    @if shares.is_empty() { tr { th scope="row" { "–" } td.n { "–" } td.n { "–" } } }
                }
            }
        }
    }
}

fn gaps(page: Page<'_>) -> Markup {
    let gaps = &page.story.outcome.footprint.coverage.gaps;
    html! {
        h3 { (page.say("Ce qui manque", "What is missing")) }
        @if gaps.is_empty() {
            p { (page.say("Chaque équipement compté a un chiffre pour chaque étape.", "Every unit counted has a figure for every stage.")) }
        } @else {
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : ce qui manque", "Table: what is missing")) {
                table {
                    thead {
                        tr {
                            th scope="col" { (page.say("donnée manquante", "missing datum")) }
                            th.n scope="col" { (page.say("lignes", "rows")) }
                            th.n scope="col" { (page.say("équipements", "units")) }
                        }
                    }
                    tbody {
                        @for gap in gaps {
                            tr {
                                th scope="row" { (page.text(&gap.gap.label())) }
                                td.n { (page.whole(gap.rows)) }
                                td.n { (page.lang.number(gap.units, 0)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn unmatched(page: Page<'_>) -> Markup {
    let set = page.story.set;
    let unmatched = &page.story.outcome.footprint.coverage.unmatched;
    html! {
        @if !unmatched.is_empty() {
            h3 { (page.say("Types sans facteur de fabrication", "Types without manufacturing factor")) }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : types sans facteur", "Table: types without factor")) {
                table {
                    thead {
                        tr {
                            th scope="col" { (page.say("type", "type")) }
                            th.n scope="col" { (page.say("lignes", "rows")) }
                            th.n scope="col" { (page.say("équipements", "units")) }
                            th scope="col" { (page.say("noms voisins qui ont un facteur", "near names that have a factor")) }
                        }
                    }
                    tbody {
                        @for unmatched in unmatched {
                            @let kind = set.equipment_type(unmatched.type_id);
                            @let nearest = unmatched.nearest(set);
                            tr {
                                th scope="row" { (page.fine(kind.label(page.lang))) " (" code { (kind.code) } ")" }
                                td.n { (page.whole(unmatched.rows)) }
                                td.n { (page.lang.number(unmatched.units, 0)) }
                                td {
                                    @if nearest.is_empty() { "–" }
                                    @for (at, name) in nearest.iter().enumerate() {
                                        @if 0 < at { ", " } code { (name) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
