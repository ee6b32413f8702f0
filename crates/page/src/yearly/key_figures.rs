//! The figures of the year, as cards.

use super::page::Page;
use ground::lang::{Noun, Text};
use ground::stage::Stage;
use ground::text;
use ground::way::Way;
use maud::{Markup, html};
use report::services::groups;
use report::stages::Column;
use report::{NOTHING, UNKNOWN, use_unsaid};

pub(super) fn cards(page: Page<'_>) -> Markup {
    let footprint = &page.story.outcome.footprint;
    let criterion = &footprint.criteria[0];
    let total = footprint.headline().interval;
    // That of services is their provider's.
    let electricity = page.story.supplied().map(|kwh| kwh.value);
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
                        p.detail { (page.say("sous le jeu ", "under set ")) (other) (page.colon()) (page.mass(total))
                            @if let Some(said) = page.story.beside_other() { " (" (page.text(&said)) ")" }
                        }
                    }
                    @if let Some(services) = services(page) {
                        p.detail { (page.say("dont services achetés : ", "of which services bought: ")) (services) }
                    }
                } @else {
                    p.figure { "–" }
                    p.detail { (page.say("pas de chiffre : aucun facteur pour ce parc", "no figure: no factor for this estate")) }
                }
                p.detail { (page.say("critère : ", "criterion: ")) (page.fine(criterion.label(page.lang))) }
            }
            (per_person(page))
            (stages(page))
            div.card {
                h2 { (page.say("Électricité de l'année", "Electricity of the year")) }
                @if let Some(kwh) = electricity { p.figure { (page.kwh(kwh)) } } @else { (untold(page)) }
                @if let Some(measured) = report::measured::shares(page.story, page.lang) {
                    p.detail { (page.say("mesurée : ", "measured: ")) (page.fine(&measured)) }
                }
                @if let (Some(people), Some(kwh)) = (page.story.headcount, electricity) {
                    p.detail { (page.kwh(kwh / people)) (page.say(" par personne", " per person")) }
                }
                @let hosted = footprint.perimeters.services.kwh.value;
                @if electricity.is_some() && 0.0 < hosted {
                    p.detail { "+ " (page.kwh(hosted)) (page.say(
                        " chez les prestataires, comptés dans les tableaux",
                        " at providers', counted in the tables",
                    )) }
                }
            }
            div.card {
                h2 { (page.say("Équipements comptés", "Units counted")) }
                @let weigh = footprint.counted();
                p.figure { (page.lang.number(weigh, usize::from(0.05 < weigh.fract()))) }
                p.detail { (page.say("sur ", "on ")) (page.rows(footprint.rows)) (page.say(" d'inventaire", " of inventory")) }
                @if 0.0 < footprint.idle {
                    p.detail { (page.text(&idle(footprint.idle))) }
                }
                @let lacking = footprint.totals.lacking(0);
                @if 0.0 < lacking {
                    p.detail { (page.say("dont ", "of which ")) (page.units(lacking)) (page.say(" sans facteur", " without factor")) }
                }
            }
        }
    }
}

/// An electricity that is not known, or that the method leaves out.
fn untold(page: Page<'_>) -> Markup {
    let mark = if page.story.counts_use() { UNKNOWN } else { NOTHING };
    html! { p.figure { (mark) } p.detail { (use_unsaid(page.story, page.lang)) } }
}

/// Units of the inventory that nothing of the year rests on.
fn idle(units: f64) -> Text {
    let Text { fr, en } = Noun::UNIT.count(units);
    text!(
        "{fr} de plus ne pèsent rien dans l'année : partis avant elle, commandés, ou non comptés par la méthode",
        "{en} more weigh nothing in the year: gone before it, ordered, or not counted by the method"
    )
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
    let known = page.story.figure(totals, 0, Stage::Use).is_some();
    // A meter below its equipment can leave use negative: shares then mean nothing.
    let shares = known && 0.0 <= used && 0.0 <= embodied && 0.0 < embodied + used;
    let made = Column::Embodied.known(totals, 0).is_some();
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
                p.figure { @if made { (page.mass(embodied)) } @else { (UNKNOWN) } }
                p.detail { (page.say("utilisation : ", "use: ")) @if known { (page.mass(used)) } @else { (use_unsaid(page.story, page.lang)) } }
            }
        }
    }
}
