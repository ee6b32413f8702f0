//! What is not in the total, said before anything is read into it.

use super::page::Page;
use super::sentence::rows_read;
use ground::lang::{Noun, Text};
use maud::{Markup, html};
use report::columns::{assumed, unread};

/// How many types without factor are named.
const TYPES: usize = 6;

/// What could move the total, with what is to be written.
fn list(page: Page<'_>, id: &str, said: &[Text], (fr, en): (&'static str, &'static str)) -> Markup {
    html! {
        @if !said.is_empty() {
            aside.callout id=(id) role="note" {
                h2 { (page.say(fr, en)) }
                ul { @for one in said { li { (page.marked(one)) } } }
            }
        }
    }
}

pub(super) fn callout(page: Page<'_>) -> Markup {
    let outcome = &page.story.outcome;
    let lacks = outcome.lacks(page.story.set);
    html! {
        @if lacks.is_empty() && outcome.intake.counts.kept == 0 {
            aside.callout role="note" {
                h2 { (page.say("Aucun équipement compté", "No unit counted")) }
                p { (page.say("L'inventaire ne contient aucune ligne d'équipement : ce zéro est une absence de donnée.", "The inventory has no row of equipment: this zero is an absence of data.")) }
            }
        } @else if lacks.is_empty() {
            div.callout.good { p { (page.say(
                "Toutes les lignes d'équipement lues sont dans le total, et toutes ont leurs facteurs.",
                "All rows of equipment read are in the total, and all have their factors.",
            )) } (see_too(page)) }
        } @else {
            aside.callout role="note" {
                h2 { (page.say("Le total ne comprend pas…", "The total does not include…")) }
                ul {
                    @for lack in &lacks {
                        li {
                            @let told = html! {
                                strong { (page.text(&lack.count)) }
                                @if !lack.reason.fr.is_empty() { (page.colon()) (page.text(&lack.reason)) }
                                (types(page, &lack.types))
                            };
                            @if lack.rows_aside() {
                                (page.sentence(
                                    "{lack} ; pourquoi : voir {rows}.",
                                    "{lack}; why: see {rows}.",
                                    &[("lack", told), ("rows", rows_read(page))],
                                ))
                            } @else { (told) "." }
                        }
                    }
                }
                p { (page.say("Manquant ne veut pas dire nul : doublons mis à part, ce qui manque a une empreinte, que le total ignore.", "Missing does not mean zero: repeats apart, what is missing has a footprint, which the total leaves out.")) }
                (see_too(page))
            }
        }
    }
}

/// Where the rest of what limits the figure is told; nothing where there is none.
fn see_too(page: Page<'_>) -> Markup {
    let beside = beside(page);
    html! {
        @if !beside.is_empty() {
            @let places = html! {
                @for (at, (id, said)) in beside.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "#" (id) } { (said) }
                }
            };
            p.note.see { (page.sentence("À voir aussi : {places}.", "See too: {places}.", &[("places", places)])) }
        }
    }
}

/// What else limits the figure, told after the first page: its place, and how many.
fn beside(page: Page<'_>) -> Vec<(&'static str, String)> {
    const NOT_READ: Noun = Noun::new(
        ("colonne non lue", "colonnes non lues"),
        ("column not read", "columns not read"),
    );
    const BY_VALUES: Noun = Noun::new(
        ("colonne lue d'après ses valeurs", "colonnes lues d'après leurs valeurs"),
        ("column read by its values", "columns read by their values"),
    );
    const LOOKS_MISSING: Noun = Noun::new(
        ("chose qui semble manquer", "choses qui semblent manquer"),
        ("thing that looks missing", "things that look missing"),
    );
    let story = page.story;
    let counts = [
        ("not-read", unread(story).len(), NOT_READ),
        ("by-values", assumed(story).len(), BY_VALUES),
        ("looks-missing", story.findings().len(), LOOKS_MISSING),
    ];
    let said = |(id, count, noun): (&'static str, usize, Noun)| {
        (count > 0).then(|| (id, page.count(count as f64, &noun)))
    };
    counts.into_iter().filter_map(said).collect()
}

/// What else limits the figure: columns, what looks missing, an unsigned set.
pub(super) fn limits(page: Page<'_>) -> Markup {
    let found: Vec<Text> = page.story.findings().into_iter().map(|one| one.text).collect();
    html! {
        (list(page, "not-read", &unread(page.story), ("Non lu, et qui pourrait changer le total", "Not read, and it could move the total")))
        (list(page, "by-values", &assumed(page.story), ("Lu d'après les valeurs", "Read by the values")))
        (list(page, "looks-missing", &found, ("Semble manquer", "Looks missing")))
        @if !page.story.set.is_signed() {
            p.callout role="note" { (page.say(
                "Le jeu de facteurs n'a pas de manifeste : rien ne prouve que ses valeurs sont celles d'origine.",
                "The factor set has no manifest: nothing proves that its values are the original ones.",
            )) }
        }
    }
}

/// The types that met no factor, in brackets: they are few, and the user can look for theirs.
fn types(page: Page<'_>, types: &[(Text, f64)]) -> Markup {
    let mut names: Vec<String> =
        types.iter().take(TYPES).map(|(label, _)| page.text(label)).collect();
    if TYPES < types.len() {
        names.push("…".into());
    }
    html! { @if !names.is_empty() { " (" (page.lang.list(&names)) ")" } }
}
