//! The first page: a sentence, why the figure moved, what to do. The detail comes after.

use super::gaps;
use super::page::{Page, Scale};
use footprint::{Axis, Group};
use ground::lang::{Lang, Noun, Text};
use ground::text;
use indicator::no_trend_of_a_handful;
use maud::{Markup, html};

/// How many of the largest lines the sentence names.
const NAMED: usize = 3;
/// How many causes of the change are told.
const CAUSES: usize = 3;

/// The year in a sentence; nothing where it has no figure.
pub(super) fn sentence(page: Page<'_>) -> Markup {
    let footprint = &page.story.outcome.footprint;
    let Some(total) = footprint.totals.overall(0) else { return html! {} };
    let (year, all) = (page.story.year.year, page.mass(total.value));
    let bounds = page.bounds(footprint.headline().interval);
    let each = page.story.per_person().map(|each| {
        let each = page.mass(each.value);
        page.text(&text!(", soit {each} par personne", ", that is {each} a person"))
    });
    let first: Vec<String> = largest(page)
        .into_iter()
        .map(|group| {
            let share = page.part(group.sums.total(0).value, total.value);
            format!("{} ({share})", page.text(&group.label))
        })
        .collect();
    let each = each.as_deref().unwrap_or("");
    let said = text!(
        "En {year}, le parc pèse {all} ({bounds}, à 90 %){each}.",
        "In {year} the estate weighs {all} ({bounds}, at 90%){each}."
    );
    let first = (!first.is_empty()).then(|| {
        let first = first.join(", ");
        text!(" D'abord : {first}.", " First: {first}.")
    });
    let lacking = footprint.totals.lacking(0);
    let without = (lacking > 0.0).then(|| {
        let Text { fr, en } = Noun::UNIT.count(lacking);
        let all = footprint.counted();
        let (all_fr, all_en) = (Lang::Fr.number(all, 0), Lang::En.number(all, 0));
        text!(
            " Sans facteur, donc en tout ou en partie hors de ce total : {fr} sur {all_fr}.",
            " Without factor, and so wholly or partly left out of it: {en} of {all_en}."
        )
    });
    html! {
        p.lead {
            (page.text(&said))
            @if let Some(without) = &without { (page.text(without)) }
            @if let Some(first) = &first { (page.text(first)) }
        }
    }
}

fn largest(page: Page<'_>) -> Vec<&Group> {
    let groups = page.story.outcome.footprint.axis(Axis::Type).iter();
    let of = |group: &Group| group.sums.total(0).value;
    groups.filter(|group| of(group) > 0.0).take(NAMED).collect()
}

/// Why it moved, what to do, and what is not counted, side by side.
pub(super) fn section(page: Page<'_>) -> Markup {
    html! {
        section.answer aria-label=(page.say("Évolution, leviers et lacunes", "Change, levers and gaps")) {
            (moved(page))
            (to_do(page))
            (gaps::callout(page))
        }
    }
}

fn moved(page: Page<'_>) -> Markup {
    let Some(change) = page.story.change else { return html! {} };
    let scale = Scale::of(&change.criterion.1, change.difference.value);
    let signed = |value: f64| {
        let scale = Scale::of(&change.criterion.1, value);
        let plus = if value > 0.0 { "+" } else { "" };
        format!("{plus}{}\u{a0}{}", scale.number(page.lang, value), scale.unit)
    };
    let (from, to) = (change.from.year, change.to.year);
    let (by, alike) = (signed(change.difference.value), signed(change.like_for_like()));
    let low = scale.number(page.lang, change.difference.low);
    let high = scale.number(page.lang, change.difference.high);
    let said = text!(
        "{by} (à 90 % : {low} à {high}) ; à comptage égal (mêmes facteurs, même périmètre, mêmes données) : {alike}.",
        "{by} (90%: {low} to {high}); like for like (same factors, perimeter and data): {alike}."
    );
    html! {
        div.card {
            h2 { (page.text(&text!("De {from} à {to}", "From {from} to {to}"))) }
            p { (page.text(&said)) }
            @if change.is_of_a_handful { p.detail { (page.text(&no_trend_of_a_handful())) } }
            ul {
                @for line in change.causes(CAUSES) {
                    li {
                        (page.fine(line.effect.label(page.lang))) (page.colon())
                        strong { (signed(line.value.value)) }
                    }
                }
            }
            p.detail { a href="#change" { (page.say("pourquoi, effet par effet", "why, effect by effect")) } }
        }
    }
}

fn to_do(page: Page<'_>) -> Markup {
    let Some(first) = page.story.advice.first() else { return html! {} };
    let Text { fr, en } = Noun::YEAR.count(f64::from(first.years));
    let note = text!(
        "Chacun seul, en moyenne par an sur {fr} ; `empreinte scenario` les joue ensemble.",
        "Each alone, a year, on average over {en}; `empreinte scenario` plays them together."
    );
    html! {
        div.card {
            h2 { (page.say("Ce qui le baisserait le plus", "What would lower it most")) }
            ol {
                @for one in page.story.advice {
                    li { (page.text(&one.said)) ", " strong { (page.mass(one.by_year())) } }
                }
            }
            p.detail {
                (page.marked(&note))
                @if let Some(by) = page.story.levers_by() { " " (page.marked(&by)) }
            }
        }
    }
}
