//! A document as one HTML file, and as Markdown.

use super::{DocumentBlock, PlanDocument};
use ground::lang::Lang;
use maud::{DOCTYPE, Markup, PreEscaped, html as page};
use std::fmt::Write as _;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}h1{font-size:1.8rem}h2{margin-top:2.5rem;border-bottom:2px solid #1f5f4a}table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid #bbb;padding:.35rem .5rem;text-align:left;vertical-align:top}th{background:#eef4f1}dt{font-weight:600}dd{margin:0 0 .4rem 1rem}@page{size:A4;margin:14mm}@media print{body{max-width:none;margin:0;padding:0;font-size:11px;line-height:1.35}h2{margin-top:1rem}section.own{break-before:page}dl{display:grid;grid-template-columns:minmax(9rem,28%) 1fr;gap:.15rem .8rem}dd{margin:0}table,dl{break-inside:avoid}}";

/// What a page of a plan says of itself near its start, and no other file does.
pub const PLAN_PAGE_MARK: &str = "name=\"generator\" content=\"plan empreinte\"";

/// What a document of a plan in Markdown says of itself below its title, and no other file does.
pub const PLAN_MARKDOWN_MARK: &str = "<!-- plan empreinte -->";

/// The document as one HTML file, that loads nothing.
pub fn html(document: &PlanDocument, lang: Lang) -> String {
    let whole = page! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="plan empreinte";
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (document.title) }
                    @for part in &document.parts {
                        section class=[part.own_page.then_some("own")] {
                            h2 { (part.title) }
                            @for block in &part.blocks { (markup(block)) }
                        }
                    }
                    @if !document.left_out.is_empty() {
                        section {
                            h2 { (left_out_title(lang)) }
                            ul {
                                @for (title, filled_by) in &document.left_out {
                                    li { (title) (lang.colon()) (filled_by) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    whole.into_string() + "\n"
}

fn markup(block: &DocumentBlock) -> Markup {
    page! {
        @match block {
            DocumentBlock::Text(text) => p { (text) },
            DocumentBlock::List(all) => ul { @for one in all { li { (one) } } },
            DocumentBlock::Facts(all) => dl {
                @for (name, value) in all.iter().filter(|(_, value)| !value.is_empty()) {
                    dt { (name) }
                    dd { (value) }
                }
            },
            DocumentBlock::Table(head, rows) => table {
                thead { tr { @for cell in head { th scope="col" { (cell) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
            },
        }
    }
}

fn left_out_title(lang: Lang) -> &'static str {
    lang.label("Parties vides, laissées de côté", "Empty parts, left out")
}

/// The document as Markdown.
pub fn markdown(document: &PlanDocument, lang: Lang) -> String {
    let mut out = format!("# {}\n\n{PLAN_MARKDOWN_MARK}\n", plain(&document.title));
    for part in &document.parts {
        let _ = write!(out, "\n## {}\n", plain(&part.title));
        for block in &part.blocks {
            out.push('\n');
            match block {
                DocumentBlock::Text(text) => {
                    let _ = writeln!(out, "{}", plain(text));
                }
                DocumentBlock::List(all) => {
                    for one in all {
                        let _ = writeln!(out, "- {}", plain(one));
                    }
                }
                DocumentBlock::Facts(all) => {
                    for (name, value) in all.iter().filter(|(_, value)| !value.is_empty()) {
                        let _ =
                            writeln!(out, "- **{}**{}{}", plain(name), lang.colon(), plain(value));
                    }
                }
                DocumentBlock::Table(head, rows) => {
                    let line = |cells: &[String]| {
                        let cells: Vec<String> =
                            cells.iter().map(|cell| plain(cell).replace('|', "\\|")).collect();
                        format!("| {} |\n", cells.join(" | "))
                    };
                    out.push_str(&line(head));
                    let _ = writeln!(out, "|{}", "---|".repeat(head.len()));
                    for row in rows {
                        out.push_str(&line(row));
                    }
                }
            }
        }
    }
    if !document.left_out.is_empty() {
        let _ = write!(out, "\n## {}\n\n", left_out_title(lang));
        for (title, filled_by) in &document.left_out {
            let _ = writeln!(out, "- {}{}{}", plain(title), lang.colon(), plain(filled_by));
        }
    }
    out
}

/// Text on one line, with what Markdown or HTML would take for itself made plain.
fn plain(text: &str) -> String {
    let mut out = String::new();
    // Spaces that keep French signs with their words stay what they are.
    let parts = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
    let words: Vec<&str> = text.split(parts).filter(|word| !word.is_empty()).collect();
    for c in words.join(" ").chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '*' | '_' | '`' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
