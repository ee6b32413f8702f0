//! What is not in the total, said before anything is read into it.

use super::page::Page;
use ground::lang::Text;
use maud::{Markup, html};
use report::columns::{assumed, unread};

/// How many types without factor are named.
const TYPES: usize = 6;

/// Columns that could move the total, with what is to be written.
fn columns(page: Page<'_>, said: &[Text], (fr, en): (&str, &str)) -> Markup {
    html! {
        @if !said.is_empty() {
            aside.callout role="note" {
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
            p.callout.good { (page.say(
                "Toutes les lignes d'équipement lues sont dans le total, et toutes ont leurs facteurs.",
                "All rows of equipment read are in the total, and all have their factors.",
            )) }
        } @else {
            aside.callout role="note" {
                h2 { (page.say("Le total ne comprend pas…", "The total does not include…")) }
                ul {
                    @for lack in &lacks {
                        li {
                            strong { (page.text(&lack.count)) }
                            @if !lack.reason.fr.is_empty() { (page.colon()) (page.text(&lack.reason)) }
                            (types(page, &lack.types))
                            @if lack.rows_aside() {
                                (page.say(", illisibles ou en double : voir ", ", unreadable or repeated: see "))
                                a href="#rows" { (page.say("les lignes lues", "the rows read")) }
                            }
                            "."
                        }
                    }
                }
                p { (page.say("Manquant ne veut pas dire nul : doublons mis à part, ces équipements ont une empreinte, que le total ignore.", "Missing does not mean zero: repeats apart, this equipment has a footprint, which the total leaves out.")) }
            }
        }
        (columns(page, &unread(page.story), ("Non lu, et qui pourrait changer le total", "Not read, and it could move the total")))
        (columns(page, &assumed(page.story), ("Lu d'après les valeurs", "Read by the values")))
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
    html! { @if !names.is_empty() { " (" (names.join(", ")) ")" } }
}
