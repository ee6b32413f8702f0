//! The annex: the outgoing waste register of the year.

use super::page::Page;
use super::plate::Annex;
use super::sentence::{code, plain, strong};
use ground::lang::Noun;
use ledger::movement::{Register, RegisterField, RegisterLine};
use maud::{Markup, html};

/// How many lots the page shows; all are in the register's own file.
const SHOWN: usize = 100;

/// The register, where the estate handed waste over in the year.
pub(super) fn section(page: Page<'_>, annex: &mut Annex) -> Markup {
    let Some(register) = page.story.register.filter(|register| !register.lines.is_empty()) else {
        return html! {};
    };
    annex.push(html! {
        section #whole-lines {
            h3 { (page.say("Registre des déchets sortants : lignes entières", "Outgoing waste register: whole lines")) }
            @for line in register.lines.iter().take(SHOWN) { (details(page, line)) }
            p.note.back { a href="#waste" { (page.say("Retour au registre", "Back to the register")) } }
        }
    });
    html! {
        section #waste {
            h2 { (page.say("Registre des déchets sortants (DEEE)", "Outgoing waste register (WEEE)")) }
            p {
                (page.count(register.lines.len() as f64, &Noun::new(("lot remis dans l'année", "lots remis dans l'année"), ("lot handed over in the year", "lots handed over in the year"))))
                ", " (page.lang.number(register.weight_kg(), 1)) " kg. "
                (page.say(
                    "Les champs sont ceux de l'article 2 de l'arrêté du 31 mai 2021. Avec un éco-organisme, le bon de collecte tient lieu de bordereau.",
                    "The fields are those of article 2 of the French order of 31 May 2021. With an eco-organisation, the collection note stands for the slip.",
                ))
            }
            @if 0 < register.set_aside {
                p {
                    @let rows = Noun::new(("ligne de movements.csv écartée", "lignes de movements.csv écartées"), ("row of movements.csv set aside", "rows of movements.csv set aside"));
                    (page.sentence(
                        "{rows} : si c'est une remise, elle manque ici. {command}",
                        "{rows}: if it is a handover, it is missing here. {command}",
                        &[
                            ("rows", strong(page.count(register.set_aside as f64, &rows))),
                            ("command", code("empreinte movements check")),
                        ],
                    ))
                }
            }
            @if register.lines.len() > SHOWN {
                p {
                    (page.sentence(
                        "Les 100 premiers lots sont ci-dessous ; tous sont dans le registre qu'écrit {command}.",
                        "The first 100 lots stand below; all are in the register that is written by {command}.",
                        &[("command", code("empreinte movements register"))],
                    ))
                }
            }
            (table(page, register))
            p.note.see { a href="#whole-lines" { (page.say("Les lignes entières, en annexe", "The whole lines, in the annex")) } }
        }
    }
}

/// The columns of the short table; the whole lines stand in the annex.
const SHORT: [RegisterField; 7] = [
    RegisterField::SentOn,
    RegisterField::WasteName,
    RegisterField::WasteCode,
    RegisterField::QuantityTonnes,
    RegisterField::Destination,
    RegisterField::OperationCode,
    RegisterField::Qualification,
];

fn table(page: Page<'_>, register: &Register) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : registre des déchets", "Table: waste register")) {
            table.small {
                thead {
                    tr {
                        th scope="col" { "lot" }
                        @for field in SHORT { th scope="col" { (page.fine(field.label(page.lang))) } }
                        th scope="col" { (page.say("document", "document")) }
                        th scope="col" { (page.say("manque", "missing")) }
                    }
                }
                tbody {
                    @for line in register.lines.iter().take(SHOWN) {
                        tr {
                            th.as-is scope="row" { (line.subject) }
                            @for field in SHORT { td { (cell(page, line, field)) } }
                            td { (cell(page, line, document(line, page))) }
                            td { (missing(page, line)) }
                        }
                    }
                }
            }
        }
    }
}

/// The column that holds a line's document.
fn document(line: &RegisterLine, page: Page<'_>) -> RegisterField {
    if line.say(RegisterField::SlipNumber, page.lang).is_empty() {
        RegisterField::CollectionNote
    } else {
        RegisterField::SlipNumber
    }
}

fn cell(page: Page<'_>, line: &RegisterLine, field: RegisterField) -> String {
    let said = line.say(field, page.lang);
    if said.is_empty() { "–".to_owned() } else { said }
}

fn missing(page: Page<'_>, line: &RegisterLine) -> String {
    if line.missing.is_empty() {
        return page.say("rien", "nothing");
    }
    let fields: Vec<&str> = line.missing.iter().map(|field| field.label(page.lang)).collect();
    page.fine(&fields.join(", "))
}

fn details(page: Page<'_>, line: &RegisterLine) -> Markup {
    html! {
        details {
            summary { (page.sentence("Ligne entière : {line}", "Whole line: {line}", &[("line", plain(&line.subject))])) }
            table.small {
                caption.printed { (page.sentence("Ligne entière : {line}", "Whole line: {line}", &[("line", plain(&line.subject))])) }
                tbody {
                    @for field in RegisterField::ALL {
                        tr {
                            th scope="row" { (page.fine(field.label(page.lang))) }
                            td { (cell(page, line, *field)) }
                        }
                    }
                    @if !line.treated.is_empty() {
                        tr {
                            th scope="row" { (page.say("poids traités", "weights treated")) }
                            td { (treated(page, line)) }
                        }
                    }
                }
            }
        }
    }
}

fn treated(page: Page<'_>, line: &RegisterLine) -> String {
    let parts: Vec<String> = line
        .treated
        .iter()
        .map(|(mode, kg)| {
            let mode = mode.map_or_else(
                || page.say("sans suite connue", "outcome unknown"),
                |mode| mode.label(page.lang).to_owned(),
            );
            format!("{mode} {} kg", page.lang.number(*kg, 1))
        })
        .collect();
    page.fine(&parts.join(", "))
}
