//! Lines: text and what marks it, spaces folded as a browser folds them.

use super::{PageReader, is_unread, stands_alone};
use crate::content::Inline;
use crate::letters::breakable;
use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

/// A line as it grows.
#[derive(Debug, Default)]
pub(super) struct TextLine {
    parts: Vec<Inline>,
    /// Whether what it ends with is no space, so that one may follow.
    takes_space: bool,
}

impl TextLine {
    /// The whole line, no space at its end.
    pub(super) fn whole(mut self) -> Vec<Inline> {
        while let Some(last) = self.parts.last_mut() {
            match last {
                Inline::Break => {
                    self.parts.pop();
                }
                Inline::Text { text } => {
                    text.truncate(text.trim_end_matches(' ').len());
                    if !text.is_empty() {
                        break;
                    }
                    self.parts.pop();
                }
                _ => break,
            }
        }
        self.parts
    }

    fn text(&mut self, text: &str) {
        let mut folded = String::with_capacity(text.len());
        for letter in text.chars() {
            if letter.is_ascii_whitespace() {
                if self.takes_space {
                    folded.push(' ');
                }
                self.takes_space = false;
            } else {
                folded.push(letter);
                self.takes_space = true;
            }
        }
        if folded.is_empty() {
            return;
        }
        if let Some(Inline::Text { text }) = self.parts.last_mut() {
            text.push_str(&folded);
        } else {
            self.parts.push(Inline::Text { text: folded });
        }
    }

    /// Begins another line within the paragraph.
    pub(super) fn end(&mut self) {
        if !self.parts.is_empty() && self.parts.last() != Some(&Inline::Break) {
            self.parts.push(Inline::Break);
        }
        self.takes_space = false;
    }

    /// Puts a first letter in upper case.
    pub(super) fn capital(&mut self) {
        capital(&mut self.parts);
    }
}

fn capital(parts: &mut [Inline]) {
    match parts.first_mut() {
        Some(Inline::Text { text }) => {
            let mut letters = text.chars();
            if let Some(first) = letters.next() {
                *text = first.to_uppercase().chain(letters).collect();
            }
        }
        Some(
            Inline::Strong { parts }
            | Inline::Emphasis { parts }
            | Inline::Foreign { parts, .. }
            | Inline::Within { parts, .. }
            | Inline::Link { parts, .. }
            | Inline::Span { parts, .. },
        ) => capital(parts),
        _ => {}
    }
}

impl PageReader<'_> {
    /// What an element says, as one line.
    pub(super) fn line(&mut self, of: ElementRef<'_>) -> TextLine {
        let mut line = TextLine::default();
        for node in of.children() {
            self.inline(node, &mut line);
        }
        line
    }

    /// Adds what a node says.
    pub(super) fn inline(&mut self, node: NodeRef<'_, Node>, line: &mut TextLine) {
        if let Node::Text(text) = node.value() {
            line.text(&breakable(&self.letters.shown(&text.text)));
            return;
        }
        let Some(element) = ElementRef::wrap(node).filter(|element| !is_unread(*element)) else {
            return;
        };
        let name = element.value().name();
        match name {
            "br" => line.end(),
            "svg" => line.parts.push(self.sign(element)),
            "wbr" => {}
            _ if element.value().classes().any(|class| class == "swatch") => {
                let style = element.attr("style").unwrap_or("");
                let hatched = style.contains("repeating-linear-gradient");
                let colour = self.colours.first(style);
                line.parts.extend(colour.map(|colour| Inline::Swatch { colour, hatched }));
                line.parts.push(Inline::Text { text: " ".to_owned() });
                line.takes_space = false;
            }
            _ => {
                if stands_alone(element) && name != "svg" {
                    line.end();
                }
                let parts = self.inside(element, line);
                if parts.is_empty() {
                    return;
                }
                match self.marked(element, parts) {
                    Ok(one) => line.parts.push(one),
                    Err(plain) => line.parts.extend(plain),
                }
                if stands_alone(element) {
                    line.end();
                }
                // A figure, then its words: they stand apart on the page.
                if name == "data" && node.next_sibling().is_some() {
                    line.text(" ");
                }
            }
        }
    }

    /// What stands inside an element, its spaces folded with those around it.
    fn inside(&mut self, element: ElementRef<'_>, line: &mut TextLine) -> Vec<Inline> {
        let mut inner = TextLine { parts: Vec::new(), takes_space: line.takes_space };
        for node in element.children() {
            self.inline(node, &mut inner);
        }
        line.takes_space = inner.takes_space;
        inner.parts
    }

    /// The parts as their element marks them; as they are where it marks nothing.
    fn marked(&self, element: ElementRef<'_>, parts: Vec<Inline>) -> Result<Inline, Vec<Inline>> {
        let class: Vec<String> = element.value().classes().map(str::to_owned).collect();
        Ok(match element.value().name() {
            "strong" | "b" => Inline::Strong { parts },
            "em" | "i" | "cite" | "dfn" | "var" => Inline::Emphasis { parts },
            "code" | "kbd" | "samp" => Inline::Code { parts },
            "a" => match element.attr("href") {
                Some(to) if to.starts_with('#') => match self.anchors.named(&to[1..]) {
                    Some(label) => Inline::Within { label: label.to_owned(), parts },
                    None => return Err(parts),
                },
                Some(url) if url.starts_with("https://") || url.starts_with("http://") => {
                    Inline::Link { url: url.to_owned(), parts }
                }
                _ => return Err(parts),
            },
            _ => match element.attr("lang").filter(|lang| is_code(lang)) {
                Some(lang) => Inline::Foreign { lang: lang.to_owned(), parts },
                None if !class.is_empty() => Inline::Span { class, parts },
                None => return Err(parts),
            },
        })
    }
}

fn is_code(lang: &str) -> bool {
    matches!(lang.len(), 2 | 3) && lang.bytes().all(|letter| letter.is_ascii_lowercase())
}
