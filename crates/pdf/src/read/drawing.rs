//! Drawings: the SVG of a page as a file of its own, its words and colours made to be shown alone.

use super::PageReader;
use crate::content::{Inline, PdfBlock};
use scraper::{ElementRef, Node};
use std::fmt::Write as _;

/// Points of paper for a unit of a chart, which is 860 wide.
const POINT: f64 = 0.586;
/// A chart is no wider and no higher than the paper takes.
const WIDEST: f64 = 504.0;
const HIGHEST: f64 = 560.0;

/// Whether a drawing stands alone, and not in a line of text.
pub(super) fn is_chart(svg: ElementRef<'_>) -> bool {
    let (wide, high) = size(svg);
    120.0 < wide && 24.0 < high
}

impl PageReader<'_> {
    /// A chart.
    pub(super) fn drawing(&mut self, svg: ElementRef<'_>) -> PdfBlock {
        let (wide, high) = size(svg);
        let width = (wide * POINT).min(WIDEST).min(HIGHEST * wide / high);
        let alt = self.alternative(svg);
        PdfBlock::Drawing { file: self.keep(svg), alt, width }
    }

    /// A drawing in a line.
    pub(super) fn sign(&mut self, svg: ElementRef<'_>) -> Inline {
        let width = (size(svg).0 * POINT).min(WIDEST / 3.0);
        let alt = self.alternative(svg);
        Inline::Sign { file: self.keep(svg), alt, width }
    }

    /// What a drawing says to those who do not see it; nothing for an ornament.
    fn alternative(&self, svg: ElementRef<'_>) -> Option<String> {
        if svg.attr("aria-hidden") == Some("true") {
            return None;
        }
        let titles = ["title", "desc"].map(|name| {
            svg.child_elements()
                .find(|inside| inside.value().name() == name)
                .map(|inside| inside.text().collect::<String>())
        });
        let said = match svg.attr("aria-label") {
            Some(label) => label.to_owned(),
            None => titles.into_iter().flatten().collect::<Vec<_>>().join(" "),
        };
        let said = self.letters.shown(said.trim());
        (!said.is_empty()).then_some(said)
    }

    /// Keeps a drawing as a file, and gives its name.
    fn keep(&mut self, svg: ElementRef<'_>) -> String {
        let mut out = String::new();
        self.write(svg, true, &mut out);
        let file = format!("drawing-{}.svg", self.document.drawings.len() + 1);
        self.document.drawings.push((file.clone(), out));
        file
    }

    /// An element as XML.
    fn write(&self, element: ElementRef<'_>, outermost: bool, out: &mut String) {
        let name = element.value().name();
        if matches!(name, "script" | "foreignObject" | "image" | "a") && !outermost {
            return;
        }
        out.push('<');
        out.push_str(name);
        if outermost {
            let (wide, high) = size(element);
            // Writing to a string cannot fail.
            let _ = write!(
                out,
                " xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\""
            );
        }
        for (key, value) in element.value().attrs() {
            // What would fetch, name or act has no part in a drawing.
            if key.starts_with("xmlns") || key.starts_with("on") || key.starts_with("aria-") {
                continue;
            }
            if outermost && matches!(key, "width" | "height") {
                continue;
            }
            out.push(' ');
            out.push_str(key);
            out.push_str("=\"");
            escape(&self.colours.plain(value), out);
            out.push('"');
        }
        out.push('>');
        if outermost {
            out.push_str("<style>");
            escape(self.colours.style(), out);
            out.push_str("</style>");
        }
        for node in element.children() {
            if let Node::Text(text) = node.value() {
                let text = if name == "style" {
                    self.colours.plain(text)
                } else {
                    self.letters.shown(text)
                };
                escape(&text, out);
            } else if let Some(inside) = ElementRef::wrap(node) {
                self.write(inside, false, out);
            }
        }
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
}

/// How wide and high a drawing is in its own units.
fn size(svg: ElementRef<'_>) -> (f64, f64) {
    let boxed: Vec<f64> = svg
        .attr("viewBox")
        .unwrap_or("")
        .split([' ', ','])
        .filter_map(|number| number.parse().ok())
        .collect();
    let length = |name: &str, at: usize| {
        let said = svg.attr(name).and_then(|said| said.trim_end_matches("px").parse().ok());
        said.or(boxed.get(at).copied())
            .filter(|length: &f64| length.is_finite() && 0.0 < *length)
            .unwrap_or(16.0)
    };
    (length("width", 2), length("height", 3))
}
