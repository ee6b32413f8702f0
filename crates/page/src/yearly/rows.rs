//! Where every row went: kept, set aside, out of scope or merged.

use super::page::Page;
use super::sentence::{code, strong, typed};
use ground::fault::clip;
use ground::lang::Noun;
use ground::table::masked;
use maud::{Markup, html};

pub(super) fn section(page: Page<'_>) -> Markup {
    let outcome = &page.story.outcome;
    html! {
        section #rows {
            h2 { (page.say("Où est allée chaque ligne", "Where every row went")) }
            (sum(page))
            (out_of_scope(page))
            (rejects(page))
            (unread(page))
            @if 0 < outcome.intake.usage_rejected {
                p {
                    @let records = Noun::new(("relevé de consommation écarté", "relevés de consommation écartés"), ("usage record set aside", "usage records set aside"));
                    (page.sentence(
                        "{records} : l'équipement garde ses autres mesures, sinon sa consommation déclarée ou par défaut.",
                        "{records}: the equipment keeps its other measures, else its declared or default energy.",
                        &[("records", strong(page.count(outcome.intake.usage_rejected as f64, &records)))],
                    ))
                }
            }
        }
    }
}

/// The addition, in boxes.
fn sum(page: Page<'_>) -> Markup {
    let counts = page.story.outcome.intake.counts;
    let parts = [
        ("rows-kept", counts.kept, Noun::KEPT),
        ("rows-rejected", counts.rejected, Noun::ASIDE),
        ("rows-out-of-scope", counts.out_of_scope, Noun::OUT_OF_SCOPE),
        ("rows-merged", counts.merged, Noun::MERGED),
    ];
    html! {
        p.sum {
            span.box { data #rows-read value=(counts.rows_read) { (page.whole(counts.rows_read)) } (page.say("lues", "read")) }
            @for (at, (id, rows, said)) in parts.iter().enumerate() {
                span.sign { (if at == 0 { "=" } else { "+" }) }
                span.box { data id=(id) value=(rows) { (page.whole(*rows)) } (page.text(&said.named(*rows as f64))) }
            }
        }
    }
}

fn out_of_scope(page: Page<'_>) -> Markup {
    let kinds = &page.story.outcome.intake.out_of_scope;
    html! {
        @if !kinds.is_empty() {
            h3 { (page.say("Hors périmètre", "Out of scope")) }
            p { (page.say(
                "Ces lignes ne sont pas des équipements du parc : elles sont comptées ici et n'entrent pas dans le total.",
                "These rows are no equipment of the estate: they are counted here and are not in the total.",
            )) }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : hors périmètre", "Table: out of scope")) {
                table {
                    thead { tr { th scope="col" { (page.say("type", "type")) } th.n scope="col" { (page.say("lignes", "rows")) } } }
                    tbody {
                        @for (kind, rows) in kinds {
                            tr {
                                th scope="row" { (page.fine(kind.label(page.story.set, page.lang))) }
                                td.n { (page.whole(*rows)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Cells that cannot be read: the rows count, as if these were empty.
fn unread(page: Page<'_>) -> Markup {
    let (all, cells) = (page.story.outcome.intake.unread_cells, page.story.first_unread);
    html! {
        @if all > 0 {
            h3 { (page.say("Cellules illisibles", "Cells that cannot be read")) }
            p {
                (page.sentence(
                    "{cells} : leurs lignes comptent, la cellule comme vide, et la part du total qui en dépend est parmi les hypothèses. Elles sont toutes dans {file}, qu'écrit {command}.",
                    "{cells}: their rows count, the cell as empty, and the share of the total that rests on them stands among the assumptions. All of them are in {file}, which is written by {command}.",
                    &[
                        ("cells", strong(page.count(all as f64, &Noun::new(("cellule", "cellules"), ("cell", "cells"))))),
                        ("file", code("unread-cells.csv")),
                        ("command", typed("assess --out")),
                    ],
                ))
            }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : cellules illisibles", "Table: cells that cannot be read")) {
                table.small {
                    thead {
                        tr {
                            th scope="col" { (page.say("fichier", "file")) }
                            th.n scope="col" { (page.say("ligne", "line")) }
                            th scope="col" { (page.say("colonne", "column")) }
                            th scope="col" { (page.say("valeur", "value")) }
                            th scope="col" { (page.say("motif", "reason")) }
                            th scope="col" { (page.say("que faire", "what to do")) }
                        }
                    }
                    tbody {
                        @for cell in cells {
                            tr {
                                td { (cell.file) }
                                td.n { (cell.line) }
                                td { (clip(&cell.column)) }
                                td.value { @if cell.value.is_empty() { "–" } @else { code { (clip(&masked(&cell.value))) } } }
                                td { (page.marked(&cell.why.reason())) }
                                td { (page.marked(&cell.hint(page.story.way))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn rejects(page: Page<'_>) -> Markup {
    let rejects = page.story.first_rejects;
    let all = page.story.outcome.all_rejected();
    html! {
        @if !rejects.is_empty() {
            h3 {
                @if page.story.outcome.intake.usage_rejected == 0 {
                    (page.say("Lignes écartées", "Rows set aside"))
                } @else {
                    (page.say("Lignes et relevés écartés", "Rows and usage records set aside"))
                }
            }
            @if (rejects.len() as u64) < all {
                p {
                    (page.sentence(
                        "Les premières ; toutes sont dans {file}, avec leur texte d'origine.",
                        "The first ones; all are in {file}, with their original text.",
                        &[("file", code("rejects.csv"))],
                    ))
                }
            }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : lignes écartées", "Table: rows set aside")) {
                table.small {
                    thead {
                        tr {
                            th scope="col" { (page.say("fichier", "file")) }
                            th.n scope="col" { (page.say("ligne", "line")) }
                            th scope="col" { (page.say("colonne", "column")) }
                            th scope="col" { (page.say("valeur", "value")) }
                            th scope="col" { (page.say("motif", "reason")) }
                            th scope="col" { (page.say("que faire", "what to do")) }
                        }
                    }
                    tbody {
                        @for reject in rejects {
                            tr {
                                td { (reject.file) }
                                td.n { (reject.line) }
                                td { (clip(&reject.column)) }
                                td.value { @if reject.value.is_empty() { "–" } @else { code { (clip(&masked(&reject.value))) } } }
                                td { (page.marked(&reject.why.reason())) }
                                td { (page.marked(&reject.hint(page.story.way))) }
                            }
                        }
                    }
                }
            }
        }
    }
}
