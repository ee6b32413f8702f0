//! The figures of the year, as cards.

use super::page::Page;
use super::sentence::{plain, typed};
use ground::lang::{Noun, Text};
use ground::stage::Stage;
use ground::text;
use ground::way::Way;
use maud::{Markup, html};
use report::services::groups;
use report::stages::StageColumn;
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
                        (page.sentence("intervalle à 90 % : {bounds}", "90% interval: {bounds}", &[("bounds", plain(page.bounds(total)))]))
                    }
                    @if let Some((other, total)) = page.story.other_set.as_ref().and_then(|other| other.known()) {
                        p.detail {
                            (page.sentence("sous le jeu {other} : {total}", "under set {other}: {total}", &[("other", plain(other)), ("total", plain(page.mass(total)))]))
                            @if let Some(said) = page.story.beside_other() { " (" (page.text(&said)) ")" }
                        }
                    }
                    @if let Some(services) = services(page) {
                        p.detail { (page.sentence("dont services achetés : {services}", "of which services bought: {services}", &[("services", plain(services))])) }
                    }
                } @else {
                    p.figure { "–" }
                    p.detail { (page.say("pas de chiffre : aucun facteur pour ce parc", "no figure: no factor for this estate")) }
                }
                p.detail { (page.sentence("critère : {criterion}", "criterion: {criterion}", &[("criterion", plain(page.fine(criterion.label(page.lang))))])) }
            }
            (per_person(page))
            (stages(page))
            div.card {
                h2 { (page.say("Électricité de l'année", "Electricity of the year")) }
                @if let Some(kwh) = electricity { p.figure { (page.kwh(kwh)) } } @else { (untold(page)) }
                @if let Some(measured) = report::measured::shares(page.story, page.lang) {
                    p.detail { (page.sentence("mesurée : {shares}", "measured: {shares}", &[("shares", plain(page.fine(&measured)))])) }
                }
                @if let (Some(people), Some(kwh)) = (page.story.headcount, electricity) {
                    p.detail { (page.sentence("{kwh} par personne", "{kwh} per person", &[("kwh", plain(page.kwh(kwh / people)))])) }
                }
                @let hosted = footprint.perimeters.services.kwh.value;
                @if electricity.is_some() && 0.0 < hosted {
                    p.detail { (page.sentence(
                        "+ {kwh} chez les prestataires, comptés dans les tableaux",
                        "+ {kwh} at providers', counted in the tables",
                        &[("kwh", plain(page.kwh(hosted)))],
                    )) }
                }
            }
            div.card {
                h2 { (page.say("Équipements comptés", "Units counted")) }
                @let weigh = footprint.counted();
                p.figure { (page.lang.number(weigh, usize::from(0.05 < weigh.fract()))) }
                p.detail { (page.sentence("sur {rows} d'inventaire", "on {rows} of inventory", &[("rows", plain(page.rows(footprint.rows)))])) }
                @if 0.0 < footprint.idle {
                    p.detail { (page.text(&idle(footprint.idle))) }
                }
                @let lacking = footprint.totals.lacking(0);
                @if 0.0 < lacking {
                    p.detail { (page.sentence("dont {units} sans facteur", "of which {units} without factor", &[("units", plain(page.units(lacking)))])) }
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
                    (page.sentence("pour {people}", "for {people}", &[("people", plain(page.count(people, &Noun::PERSON)))]))
                }
            } @else {
                p.figure { "–" }
                p.detail { @if page.story.headcount.is_some() {
                    (page.say("empreinte inconnue", "footprint unknown"))
                } @else {
                    @let place = match page.story.way {
                        Way::Card => html! { code { "estate.toml" } ", " code { "[headcount]" } },
                        Way::Option => typed("--headcount"),
                    };
                    (page.sentence("effectif inconnu : {place}", "headcount unknown: {place}", &[("place", place)]))
                } }
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
    let made = StageColumn::Embodied.known(totals, 0).is_some();
    html! {
        div.card {
            h2 { (page.say("Fabrication, distribution, fin de vie", "Manufacturing, distribution, end of life")) }
            @if shares {
                p.figure { (page.percent(embodied / (embodied + used))) }
                p.detail { (page.sentence("soit {mass}", "that is {mass}", &[("mass", plain(page.mass(embodied)))])) }
                p.detail {
                    (page.sentence("utilisation : {share}, {mass}", "use: {share}, {mass}", &[
                        ("share", plain(page.percent(used / (embodied + used)))),
                        ("mass", plain(page.mass(used))),
                    ]))
                }
            } @else {
                p.figure { @if made { (page.mass(embodied)) } @else { (UNKNOWN) } }
                @let said = if known { page.mass(used) } else { use_unsaid(page.story, page.lang).to_string() };
                p.detail { (page.sentence("utilisation : {said}", "use: {said}", &[("said", plain(said))])) }
            }
        }
    }
}
