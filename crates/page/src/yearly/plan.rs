//! Where the plan stands: each commitment by its verdict, with its number, and the next dates; or
//! where it is wrong, or how to make a plan.

use super::page::Page;
use super::sentence::plain;
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::table::told_path;
use ground::text;
use ground::way::Way;
use maud::{Markup, html};
use plan::{Became, Due, DueKind, Standing};
use report::Planned;
use std::path::Path;

/// How many dates are told.
const DATES: usize = 4;

/// The order of reading: what asks for a decision comes first.
const ORDER: [Became; 6] = [
    Became::Late,
    Became::Undecided,
    Became::Trend,
    Became::NotMeasurable,
    Became::Kept,
    Became::Aside,
];

pub(super) fn section(page: Page<'_>) -> Markup {
    match page.story.plan {
        Some(Ok(planned)) => verdicts(page, planned),
        Some(Err(fault)) => untold(page, fault),
        None => how_to(page),
    }
}

/// A plan that cannot be told, with where it is wrong: the rest of the page stands without it.
fn untold(page: Page<'_>, fault: &Fault) -> Markup {
    let place = |lang: Lang| match fault.place() {
        Some(place) => {
            let file = told_path(Path::new(&place.file));
            match place.line {
                Some(line) => {
                    text!(" ({file}, ligne {line})", " ({file}, line {line})").say(lang).to_owned()
                }
                None => format!(" ({file})"),
            }
        }
        None => String::new(),
    };
    let (fr, en) = (place(Lang::Fr), place(Lang::En));
    let said = text!(
        "Le plan n'est pas dit{fr} : `empreinte plan status DOSSIER` dit ce qu'il faut corriger.",
        "The plan is not told{en}: `empreinte plan status FOLDER` says what to correct."
    );
    html! { p.note.plan #plan { (page.marked(&said)) } }
}

fn verdicts(page: Page<'_>, planned: &Planned) -> Markup {
    let counts = planned.status.counted(page.lang);
    let colon = page.colon();
    html! {
        section.card.plan #plan {
            h2 {
                @if planned.title.is_empty() { (page.say("Le plan", "The plan")) } @else { (planned.title) }
                @if !counts.is_empty() { (colon) (page.fine(&counts)) }
            }
            @if counts.is_empty() {
                p { (page.marked(&text!(
                    "Aucun engagement : `empreinte plan check` dit ce qu'il faut écrire.",
                    "No commitment: `empreinte plan check` says what to write."
                ))) }
            } @else {
                ul.verdicts {
                    @for became in ORDER {
                        @for one in planned.status.that(became) { (line(page, became, one)) }
                    }
                }
            }
            @if !planned.next.is_empty() {
                p.detail {
                    strong { (page.say("Prochaines dates", "Next dates")) } (colon)
                    @for (at, due) in planned.next.iter().take(DATES).enumerate() {
                        @if at > 0 { (page.lang.semicolon()) }
                        (date(page, due))
                    }
                    "."
                }
            }
        }
    }
}

fn line(page: Page<'_>, became: Became, one: &Standing) -> Markup {
    let of = match became {
        Became::Kept => "kept",
        Became::Late => "late",
        Became::Undecided | Became::Trend => "undecided",
        Became::NotMeasurable => "unmeasurable",
        Became::Aside => "aside",
    };
    html! {
        li data-commitment=(one.id) data-verdict=(one.verdict.code()) {
            span class={ "verdict " (of) } { (page.fine(one.verdict_said(page.lang))) } " "
            strong { (one.id) } " " (page.fine(&one.label))
            @if let Some(reached) = one.reached(page.lang) {
                (page.colon()) strong { (page.fine(&reached)) }
            }
            @if let Some(asked) = one.asked_for(page.lang) {
                ", " (page.sentence("demandé {asked}", "asked {asked}", &[("asked", plain(page.fine(&asked)))]))
            }
            @if let Some(raw) = one.reached_raw(page.lang) {
                p.detail { (page.sentence(
                    "Les deux années comptées de la même façon ; telles quelles : {raw}.",
                    "Both years counted alike; as they stand: {raw}.",
                    &[("raw", plain(page.fine(&raw)))],
                )) }
            }
            @if let Some(Text { fr, en }) = one.why() {
                p.detail { (page.marked(&Text { fr: super::capital(fr), en: super::capital(en) })) "." }
            }
        }
    }
}

fn date(page: Page<'_>, due: &Due) -> Markup {
    html! {
        (page.day(due.on)) ", "
        @match due.kind {
            // The label of a milestone says all; the others are told by what they are of.
            DueKind::Milestone => { (page.text(&due.label)) }
            kind => { (page.fine(kind.label(page.lang))) " " (due.id) }
        }
    }
}

/// One line on how to make a plan.
fn how_to(page: Page<'_>) -> Markup {
    let said = match page.story.way {
        Way::Card => text!(
            "Pas de plan : `empreinte plan init DOSSIER` en écrit un à compléter, obligations légales et leviers de ce parc compris.",
            "No plan: `empreinte plan init FOLDER` writes one to complete, with the statutory duties and the levers of this estate."
        ),
        Way::Option => text!(
            "Pas de plan : `empreinte init FICHIER --out DOSSIER` puis `empreinte plan init DOSSIER` en écrivent un à compléter, obligations légales et leviers de ce parc compris.",
            "No plan: `empreinte init FILE --out FOLDER` then `empreinte plan init FOLDER` write one to complete, with the statutory duties and the levers of this estate."
        ),
    };
    html! { p.note.plan #plan { (page.marked(&said)) } }
}
