//! What an auditor needs to replay the report: sources, factor set, inputs and version.

use super::page::Page;
use super::sentence::plain;
use factor::{FactorId, Layer, Source};
use footprint::Supposed;
use ground::provenance::Assumption;
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(super) fn section(page: Page<'_>) -> Markup {
    let used = used(page);
    html! {
        section #sources {
            h2 { (page.say("Sources et traçabilité", "Sources and traceability")) }
            h3 { (page.say("Sources des facteurs employés", "Sources of the factors used")) }
            @if used.is_empty() {
                p { (page.say("Aucun facteur n'a servi.", "No factor was used.")) }
            } @else {
                dl.sources { @for source in used { (entry(page, source)) } }
            }
            h3 { (page.say("Pour refaire ce rapport", "To make this report again")) }
            table.facts {
                tbody {
                    tr { th scope="row" { (page.say("outil", "tool")) } td { "empreinte " (env!("CARGO_PKG_VERSION")) } }
                    @if !page.story.command.is_empty() {
                        tr { th scope="row" { (page.say("commande", "command")) } td { code { (page.story.command) } } }
                    }
                    tr { th scope="row" { (page.say("méthode", "method")) } td { code { (page.story.method.name) } ", " (page.fine(page.story.method.label().say(page.lang))) } }
                    @for (at, layer) in page.story.set.layers.iter().enumerate() { (set(page, at, layer)) }
                }
            }
            (inputs(page))
        }
    }
}

/// A factor set: what it is, what it changed of those below, and its hash.
fn set(page: Page<'_>, at: usize, layer: &Layer) -> Markup {
    html! {
        tr {
            th scope="row" { (page.say("jeu de facteurs", "factor set")) }
            td {
                @let named = [("name", plain(&layer.name)), ("date", plain(&layer.date))];
                @if at == 0 {
                    (page.sentence("{name}, du {date}", "{name}, of {date}", &named))
                } @else {
                    @let [name, date] = named;
                    (page.sentence(
                        "{name}, du {date} ; posé sur le précédent, facteurs remplacés : {replaced}, ajoutés : {added}",
                        "{name}, of {date}; laid over the one before, factors replaced: {replaced}, added: {added}",
                        &[
                            name,
                            date,
                            ("replaced", plain(layer.rows_replaced.to_string())),
                            ("added", plain(layer.rows_added.to_string())),
                        ],
                    ))
                }
            }
        }
        tr {
            th scope="row" { (page.say("SHA-256 de son manifeste", "SHA-256 of its manifest")) }
            td {
                code { (layer.hash) }
                @if !layer.signed { " " (page.say("(sans manifeste : celui qu'il aurait)", "(no manifest: the one it would have)")) }
            }
        }
    }
}

fn entry(page: Page<'_>, source: &Source) -> Markup {
    let linked = source.url.starts_with("https://") || source.url.starts_with("http://");
    let told = source.told();
    html! {
        dt id={ "source-" (source.id) } { (page.text(&told.publisher)) (source.in_brackets()) }
        dd {
            (page.text(&told.title)) ". "
            (page.sentence("Licence : {licence}.", "Licence: {licence}.", &[("licence", plain(page.text(&told.licence)))])) " "
            @if linked { a href=(source.url) rel="noreferrer" { (source.url) } } @else { (source.url) }
        }
    }
}

/// The sources of the factors that the total rests on, in the order of the set.
fn used(page: Page<'_>) -> Vec<&Source> {
    let (set, footprint) = (page.story.set, &page.story.outcome.footprint);
    let mut factors: BTreeSet<FactorId> = footprint
        .uncertainty
        .iter()
        .flat_map(|sure| &sure.drivers)
        .filter_map(|d| d.factor)
        .collect();
    factors.extend(
        footprint.electricity.iter().flat_map(|(_, mix)| mix.factors.iter().copied().flatten()),
    );
    let default_pue = footprint
        .coverage
        .assumptions
        .iter()
        .any(|a| a.assumption == Supposed::Line(Assumption::DefaultPue));
    if default_pue {
        factors.extend(footprint.electricity.iter().filter_map(|(zone, _)| set.default_pue(*zone)));
    }
    let mut ids: BTreeSet<&str> =
        factors.into_iter().map(|factor| set.factor(factor).source_id.as_str()).collect();
    if page.story.planetary {
        let budgets = footprint.criteria.iter().filter_map(|criterion| set.budget(criterion));
        ids.extend(budgets.map(|budget| budget.source_id.as_str()));
    }
    set.sources.iter().filter(|source| ids.contains(source.id.as_str())).collect()
}

fn inputs(page: Page<'_>) -> Markup {
    let (inputs, digests): (Vec<_>, _) = (page.story.inputs().collect(), page.story.digests);
    html! {
        @if !inputs.is_empty() {
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : fichiers lus", "Table: files read")) {
                table.small {
                    caption { (page.say("Fichiers lus", "Files read")) }
                    thead {
                        tr {
                            th scope="col" { (page.say("fichier", "file")) }
                            th scope="col" { (page.say("format", "format")) }
                            th scope="col" { (page.say("codage", "encoding")) }
                            @if !digests.is_empty() { th scope="col" { "SHA-256" } }
                        }
                    }
                    tbody {
                        @for (at, input) in inputs.iter().enumerate() {
                            tr {
                                th.as-is scope="row" { (ground::table::told_path(&input.path)) }
                                td { (input.format) }
                                td { (input.encoding) }
                                @if !digests.is_empty() { td { code.digest { (digests.get(at).map_or("–", String::as_str)) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
