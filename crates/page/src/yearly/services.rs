//! Services bought: network, hosted storage, printing.

use super::page::Page;
use super::sentence::{plain, rows_read};
use ground::lang::Noun;
use maud::{Markup, html};
use report::UNKNOWN;
use report::services::{amount, counted_twice, groups, unit};

pub(super) fn section(page: Page<'_>) -> Markup {
    let Some(services) = &page.story.outcome.services else { return html! {} };
    let all = page.total().value;
    html! {
        section #services {
            h2 { (page.say("Services achetés", "Services bought")) }
            p { (page.say(
                "Réseau de l'opérateur, stockage hébergé et impression : des lignes à part du total, jamais mêlées aux équipements.",
                "The operator's network, hosted storage and printing: lines of their own in the total, never mixed with equipment.",
            )) }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : services", "Table: services")) {
                table {
                    thead {
                        tr {
                            th scope="col" { (page.say("service", "service")) }
                            th.n scope="col" { (page.say("quantité de l'année", "quantity of the year")) }
                            th.n scope="col" { (page.say("empreinte", "footprint")) }
                            th.n scope="col" { (page.say("intervalle à 90 %", "90% interval")) }
                            th.n scope="col" { (page.say("part du total", "share of the total")) }
                        }
                    }
                    tbody {
                        @for group in groups(page.story) {
                            @let total = group.sums.total(0);
                            @let known = group.sums.overall(0).is_some();
                            tr {
                                th scope="row" { (page.text(&group.label)) }
                                td.n { (amount(services, &group.code, page.lang)) }
                                @if known {
                                    td.n { (page.mass(total.value)) }
                                    td.n { (page.bounds(group.interval().unwrap_or(total))) }
                                    td.n { (page.part(total.value, all)) }
                                } @else {
                                    td.n { (UNKNOWN) } td.n { (UNKNOWN) } td.n { (UNKNOWN) }
                                }
                            }
                        }
                        @for missing in &services.unpriced {
                            tr {
                                th scope="row" { (page.text(&missing.label)) }
                                td.n { (page.lang.short(missing.amount)) " " (unit(&missing.unit, missing.amount, page.lang)) }
                                td.n { (page.say("aucun facteur", "no factor")) }
                                td.n { (UNKNOWN) } td.n { (UNKNOWN) }
                            }
                        }
                    }
                }
            }
            @if let Some(said) = counted_twice(page.story, page.lang) { p.note { (super::capital(&page.fine(&said))) "." } }
            @if 0 < services.rejected {
                @let rows = Noun::new(("ligne de services écartée", "lignes de services écartées"), ("row of services set aside", "rows of services set aside"));
                p.note { (page.sentence("{rows} : voir {read}.", "{rows}: see {read}.", &[
                    ("rows", plain(page.count(services.rejected as f64, &rows))),
                    ("read", rows_read(page)),
                ])) }
            }
        }
    }
}
