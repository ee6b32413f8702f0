//! What is not in the total, said before anything is read into it.

use super::page::Page;
use footprint::impact::Gap;
use maud::{Markup, html};
use report::services::unit;

/// How many types without factor are named.
const TYPES: usize = 6;

pub(super) fn callout(page: Page<'_>) -> Markup {
    let outcome = &page.story.outcome;
    let gaps = &outcome.footprint.coverage.gaps;
    let unpriced = outcome.services.as_ref().map_or(&[][..], |services| &services.unpriced);
    let lacking = outcome.footprint.totals.lacking(0);
    let whole = gaps.is_empty() && unpriced.is_empty() && lacking == 0.0;
    let none = outcome.intake.counts.rejected == 0 && whole;
    html! {
        @if none && outcome.intake.counts.kept == 0 {
            aside.callout role="note" {
                h2 { (page.say("Aucun équipement compté", "No unit counted")) }
                p { (page.say("L'inventaire ne contient aucune ligne d'équipement : ce zéro est une absence de donnée.", "The inventory has no row of equipment: this zero is an absence of data.")) }
            }
        } @else if none {
            p.callout.good { (page.say(
                "Toutes les lignes d'équipement lues sont dans le total, et toutes ont leurs facteurs.",
                "All rows of equipment read are in the total, and all have their factors.",
            )) }
        } @else {
            aside.callout role="note" {
                h2 { (page.say("Le total ne comprend pas…", "The total does not include…")) }
                ul {
                    @if 0 < outcome.intake.counts.rejected {
                        li {
                            strong { (page.count(outcome.intake.counts.rejected as f64, ("ligne écartée", "lignes écartées"), ("row set aside", "rows set aside"))) }
                            (page.say(", illisibles ou en double : voir ", ", unreadable or repeated: see "))
                            a href="#rows" { (page.say("les lignes lues", "the rows read")) } "."
                        }
                    }
                    @if 0.0 < lacking {
                        @let criterion = &outcome.footprint.criteria[0];
                        li {
                            strong { (page.units(lacking)) } (page.colon())
                            (page.say("aucun facteur pour ce critère (", "no factor for this criterion ("))
                            (page.fine(page.lang.pick(&criterion.label_fr, &criterion.label_en))) ")."
                        }
                    }
                    @for gap in gaps {
                        li {
                            @if gap.gap.is_embodied() {
                                (page.say("la fabrication de ", "the manufacturing of "))
                            } @else {
                                (page.say("l'utilisation de ", "the use of "))
                            }
                            strong { (page.units(gap.units)) }
                            (page.colon()) (page.fine(gap.gap.label(page.lang))) (types(page, gap.gap)) "."
                        }
                    }
                    @for missing in unpriced {
                        li {
                            strong {
                                (page.text(&missing.label)) (page.colon())
                                (page.lang.short(missing.amount)) "\u{a0}"
                                (unit(&missing.unit, missing.amount, page.lang))
                            }
                            (page.say(", service sans facteur.", ", a service without factor."))
                        }
                    }
                }
                p { (page.say("Manquant ne veut pas dire nul : doublons mis à part, ces équipements ont une empreinte, que le total ignore.", "Missing does not mean zero: repeats apart, this equipment has a footprint, which the total leaves out.")) }
            }
        }
        @if 0 < outcome.intake.unchecked {
            p.callout role="note" {
                strong { (page.rows(outcome.intake.unchecked)) }
                (page.say(
                    " au-delà de la mémoire réservée à la recherche de doublons : le total peut compter deux fois un équipement.",
                    " beyond the memory kept for finding duplicates: the total may count a unit twice.",
                ))
            }
        }
        @if !page.story.set.is_signed() {
            p.callout role="note" { (page.say(
                "Le jeu de facteurs n'a pas de manifeste : rien ne prouve que ses valeurs sont celles d'origine.",
                "The factor set has no manifest: nothing proves that its values are the original ones.",
            )) }
        }
    }
}

/// The types that met no factor, in brackets: they are few, and the user can look for theirs.
fn types(page: Page<'_>, gap: Gap) -> Markup {
    let unmatched = &page.story.outcome.footprint.coverage.unmatched;
    let shown = unmatched.iter().take(TYPES).map(|unmatched| {
        page.fine(page.story.set.equipment_type(unmatched.type_id).label(page.lang))
    });
    let mut names: Vec<String> = shown.collect();
    if TYPES < unmatched.len() {
        names.push("…".into());
    }
    html! { @if gap == Gap::NoFactor && !names.is_empty() { " (" (names.join(", ")) ")" } }
}
