//! The figures of the year, as cards.

use super::page::Page;
use ground::lang::Noun;
use ground::way::Way;
use maud::{Markup, html};
use report::services::groups;

pub(super) fn cards(page: Page<'_>) -> Markup {
    let footprint = &page.story.outcome.footprint;
    let criterion = &footprint.criteria[0];
    let total = footprint.headline().interval;
    // That of services is their provider's.
    let electricity = footprint.perimeters.supplied_kwh().value;
    html! {
        section.cards aria-label=(page.say("Chiffres clés", "Key figures")) {
            div.card.first {
                h2 { (page.say("Empreinte de l'année", "Footprint of the year")) }
                @if footprint.totals.overall(0).is_some() {
                    p.figure { (page.mass(total.value)) }
                    p.detail {
                        (page.say("intervalle à 90 % : ", "90% interval: ")) (page.bounds(total))
                    }
                    @if let Some((other, total)) = page.story.other_set.as_ref().and_then(|other| other.known()) {
                        p.detail { (page.say("sous le jeu ", "under set ")) (other) (page.colon()) (page.mass(total)) }
                    }
                    @if let Some(services) = services(page) {
                        p.detail { (page.say("dont services achetés : ", "of which services bought: ")) (services) }
                    }
                } @else {
                    p.figure { "–" }
                    p.detail { (page.say("pas de chiffre : aucun facteur pour ce parc", "no figure: no factor for this estate")) }
                }
                p.detail { (page.say("critère : ", "criterion: ")) (page.fine(page.lang.pick(&criterion.label_fr, &criterion.label_en))) }
            }
            (per_person(page))
            (stages(page))
            div.card {
                h2 { (page.say("Électricité de l'année", "Electricity of the year")) }
                p.figure { (page.kwh(electricity)) }
                @if let Some(measured) = report::measured::shares(page.story, page.lang) {
                    p.detail { (page.say("mesurée : ", "measured: ")) (page.fine(&measured)) }
                }
                @if let Some(people) = page.story.headcount {
                    p.detail { (page.kwh(electricity / people)) (page.say(" par personne", " per person")) }
                }
            }
            div.card {
                h2 { (page.say("Équipements comptés", "Units counted")) }
                p.figure { (page.lang.number(footprint.units, usize::from(0.05 < footprint.units.fract()))) }
                p.detail { (page.say("sur ", "on ")) (page.rows(footprint.rows)) (page.say(" d'inventaire", " of inventory")) }
            }
        }
    }
}

/// What services bought weigh, where there are some.
fn services(page: Page<'_>) -> Option<String> {
    let sum: f64 = groups(page.story).map(|group| group.sums.total(0).value).sum();
    (0.0 < sum).then(|| format!("{} ({})", page.mass(sum), page.part(sum, page.total().value)))
}

fn per_person(page: Page<'_>) -> Markup {
    html! {
        div.card {
            h2 { (page.say("Par personne", "Per person")) }
            @if let (Some(each), Some(people)) = (page.story.per_person(), page.story.headcount) {
                p.figure { (page.mass(each.value)) }
                p.detail {
                    (page.say("pour ", "for "))
                    (page.count(people, &Noun::PERSON))
                }
            } @else {
                p.figure { "–" }
                p.detail { @if page.story.headcount.is_some() {
                    (page.say("empreinte inconnue", "footprint unknown"))
                } @else { (page.say("effectif inconnu : ", "headcount unknown: ")) @match page.story.way {
                    Way::Card => { code { "estate.toml" } ", " code { "[headcount]" } }
                    Way::Option => { code.whole { "--headcount" } }
                } } }
            }
        }
    }
}

fn stages(page: Page<'_>) -> Markup {
    let totals = &page.story.outcome.footprint.totals;
    let (embodied, used) = (totals.embodied(0).value, totals.used(0).value);
    // A meter below its equipment can leave use negative: shares then mean nothing.
    let shares = 0.0 <= used && 0.0 <= embodied && 0.0 < embodied + used;
    html! {
        div.card {
            h2 { (page.say("Fabrication, distribution, fin de vie", "Manufacturing, distribution, end of life")) }
            @if shares {
                p.figure { (page.percent(embodied / (embodied + used))) }
                p.detail { (page.say("soit ", "that is ")) (page.mass(embodied)) }
                p.detail {
                    (page.say("utilisation : ", "use: ")) (page.percent(used / (embodied + used))) ", " (page.mass(used))
                }
            } @else {
                p.figure { (page.mass(embodied)) }
                p.detail { (page.say("utilisation : ", "use: ")) (page.mass(used)) }
            }
        }
    }
}
