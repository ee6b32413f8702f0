//! Reads a page: the elements that a browser would show, as blocks of the document.
//!
//! It knows the elements of HTML, not the sections of the report: what the page gains, the PDF has.

mod anchors;
mod colours;
mod drawing;
mod line;
mod table;
#[cfg(test)]
mod tests;

use super::content::{Inline, PdfBlock, PdfDocument, PdfTerm, words};
use super::letters::Letters;
use anchors::Anchors;
use colours::Colours;
use ego_tree::NodeRef;
use line::TextLine;
use scraper::{ElementRef, Html, Node};

/// Elements that are no part of what is read.
const UNREAD: [&str; 14] = [
    "head", "script", "style", "template", "noscript", "button", "input", "select", "textarea",
    "iframe", "object", "title", "link", "meta",
];
/// Classes of what is for a screen alone: links to skip and to go back, charts of a phone's width.
const ON_SCREEN: [&str; 3] = ["skip", "back", "on-narrow"];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];
/// What holds headings that are no sections of the document.
const ASIDE: [&str; 2] = ["card", "callout"];

/// Reads a page.
pub(crate) fn document(page: &str, letters: &Letters<'_>) -> PdfDocument {
    let html = Html::parse_document(page);
    let root = html.root_element();
    let mut reader = PageReader {
        letters,
        colours: Colours::of(root),
        anchors: Anchors::of(root),
        document: PdfDocument::default(),
        level: 0,
        asides: 0,
    };
    let title = find(root, "title").map(|title| title.text().collect::<String>());
    reader.document.title = letters.shown(title.as_deref().unwrap_or("").trim());
    let lang = root.attr("lang").unwrap_or("");
    if lang.starts_with("en") { "en" } else { "fr" }.clone_into(&mut reader.document.lang);
    let body = find(root, "body").unwrap_or(root);
    reader.document.blocks = reader.flow(body);
    reader.document
}

/// What reads a page, and what it has met so far.
struct PageReader<'a> {
    letters: &'a Letters<'a>,
    colours: Colours,
    anchors: Anchors,
    document: PdfDocument,
    /// The level of the last heading: none is skipped.
    level: usize,
    /// How deep it stands in cards and callouts.
    asides: usize,
}

impl PageReader<'_> {
    /// What stands in an element, block after block.
    fn flow(&mut self, of: ElementRef<'_>) -> Vec<PdfBlock> {
        self.flow_of(of.children())
    }

    fn flow_of<'n>(&mut self, nodes: impl Iterator<Item = NodeRef<'n, Node>>) -> Vec<PdfBlock> {
        let mut blocks = Vec::new();
        let mut line = TextLine::default();
        for node in nodes {
            match ElementRef::wrap(node) {
                Some(element) if is_unread(element) => {}
                Some(element) if stands_alone(element) => {
                    paragraph(&mut blocks, std::mem::take(&mut line), Vec::new());
                    self.block(element, &mut blocks);
                }
                _ => self.inline(node, &mut line),
            }
        }
        paragraph(&mut blocks, line, Vec::new());
        blocks
    }

    fn block(&mut self, element: ElementRef<'_>, blocks: &mut Vec<PdfBlock>) {
        match element.value().name() {
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                let level = name[1..].parse().unwrap_or(1);
                self.heading(element, level, blocks);
            }
            "p" | "figcaption" | "pre" => {
                let blocks_inside = element.child_elements().any(stands_alone);
                if blocks_inside {
                    blocks.extend(self.flow(element));
                } else {
                    let line = self.line(element);
                    paragraph(blocks, line, classes(element));
                }
            }
            name @ ("ul" | "ol") => {
                let items: Vec<ElementRef<'_>> =
                    element.child_elements().filter(|item| !is_unread(*item)).collect();
                let items: Vec<Vec<PdfBlock>> = items
                    .into_iter()
                    .map(|item| self.flow(item))
                    .filter(|item| !item.is_empty())
                    .collect();
                if !items.is_empty() {
                    blocks.push(PdfBlock::List {
                        ordered: name == "ol",
                        class: classes(element),
                        items,
                    });
                }
            }
            "dl" => self.terms(element, blocks),
            "table" => blocks.extend(self.table(element).map(PdfBlock::Table)),
            "svg" => blocks.push(self.drawing(element)),
            "nav" => {
                let title = element.attr("aria-label").unwrap_or("");
                blocks.push(PdfBlock::Contents { title: self.letters.shown(title) });
            }
            "details" => self.details(element, blocks),
            "hr" => {}
            name => {
                let class = classes(element);
                let aside = name == "aside" || class.iter().any(|one| ASIDE.contains(&&**one));
                self.asides += usize::from(aside);
                let inside = self.flow(element);
                self.asides -= usize::from(aside);
                if class.is_empty() && !matches!(name, "figure" | "aside") {
                    blocks.extend(inside);
                } else if !inside.is_empty() {
                    blocks.push(PdfBlock::Group { tag: name.to_owned(), class, blocks: inside });
                }
            }
        }
    }

    fn heading(&mut self, element: ElementRef<'_>, level: usize, blocks: &mut Vec<PdfBlock>) {
        let text = self.line(element).whole();
        if words(&text).trim().is_empty() {
            return;
        }
        let level = level.min(self.level + 1);
        self.level = level;
        let label = self.label(element);
        blocks.push(PdfBlock::Heading { level, label, listed: self.asides == 0, text });
    }

    /// The label of an element that links lead to.
    fn label(&mut self, element: ElementRef<'_>) -> Option<String> {
        let label = self.anchors.label(element)?;
        self.document.labels.push(label.clone());
        Some(label)
    }

    fn terms(&mut self, list: ElementRef<'_>, blocks: &mut Vec<PdfBlock>) {
        let mut items: Vec<PdfTerm> = Vec::new();
        let parts = list.descendent_elements().filter(|part| {
            matches!(part.value().name(), "dt" | "dd") && nearest_list(*part) == Some(list.id())
        });
        for part in parts.collect::<Vec<_>>() {
            if part.value().name() == "dt" {
                let label = self.label(part);
                items.push(PdfTerm { label, name: self.line(part).whole(), said: Vec::new() });
            } else if let Some(last) = items.last_mut() {
                last.said.extend(self.flow(part));
            }
        }
        if !items.is_empty() {
            blocks.push(PdfBlock::Terms { class: classes(list), items });
        }
    }

    /// What a browser opens on demand, laid open; its summary stays, unless a table's caption, a
    /// heading below or the chart above says what it is.
    fn details(&mut self, element: ElementRef<'_>, blocks: &mut Vec<PdfBlock>) {
        let of_a_chart = element
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|one| one.value().name() == "figure");
        let named = of_a_chart
            || element.descendent_elements().any(|inside| {
                matches!(inside.value().name(), "caption" | "h2" | "h3" | "h4" | "h5" | "h6")
            });
        for summary in element.child_elements().filter(|one| one.value().name() == "summary") {
            if summary.child_elements().any(stands_alone) {
                blocks.extend(self.flow(summary));
            } else if !named {
                let line = self.line(summary);
                paragraph(blocks, line, vec!["summary".to_owned()]);
            }
        }
        let rest = element.children().filter(|node| {
            ElementRef::wrap(*node).is_none_or(|one| one.value().name() != "summary")
        });
        blocks.extend(self.flow_of(rest));
    }
}

/// Puts a line down as a paragraph, where it says anything.
fn paragraph(blocks: &mut Vec<PdfBlock>, line: TextLine, class: Vec<String>) {
    let text = line.whole();
    let shows = |part: &Inline| !matches!(part, Inline::Text { .. } | Inline::Break);
    if !words(&text).trim().is_empty() || text.iter().any(shows) {
        blocks.push(PdfBlock::Paragraph { class, text });
    }
}

fn nearest_list(part: ElementRef<'_>) -> Option<ego_tree::NodeId> {
    part.ancestors()
        .filter_map(ElementRef::wrap)
        .find(|one| one.value().name() == "dl")
        .map(|list| list.id())
}

fn find<'n>(root: ElementRef<'n>, name: &str) -> Option<ElementRef<'n>> {
    root.descendent_elements().find(|element| element.value().name() == name)
}

fn classes(element: ElementRef<'_>) -> Vec<String> {
    element.value().classes().map(str::to_owned).collect()
}

/// Whether an element is no part of what is read: it is hidden, or for use on a screen alone.
fn is_unread(element: ElementRef<'_>) -> bool {
    UNREAD.contains(&element.value().name())
        || element.attr("hidden").is_some()
        || element.value().classes().any(|class| ON_SCREEN.contains(&class))
}

/// Whether an element stands on lines of its own.
fn stands_alone(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    BLOCKS.contains(&name) || (name == "svg" && drawing::is_chart(element))
}
