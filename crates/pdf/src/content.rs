//! What a page holds, as the typesetter takes it: data, never code.

use serde::Serialize;

/// A document.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(crate) struct PdfDocument {
    pub(crate) title: String,
    /// The code of its language.
    pub(crate) lang: String,
    pub(crate) blocks: Vec<PdfBlock>,
    /// The labels that blocks carry: a link goes to no other.
    pub(crate) labels: Vec<String>,
    /// The drawings, each an SVG file by its name.
    #[serde(skip)]
    pub(crate) drawings: Vec<(String, String)>,
}

/// A block.
#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum PdfBlock {
    /// A heading; `listed` where it is of the contents.
    Heading { level: usize, label: Option<String>, listed: bool, text: Vec<Inline> },
    /// A paragraph.
    Paragraph { class: Vec<String>, text: Vec<Inline> },
    /// A list.
    List { ordered: bool, class: Vec<String>, items: Vec<Vec<PdfBlock>> },
    /// Terms, each with what is said of it.
    Terms { class: Vec<String>, items: Vec<PdfTerm> },
    /// A table.
    Table(PdfTable),
    /// A drawing, so many points wide; without words it is an ornament.
    Drawing { file: String, alt: Option<String>, width: f64 },
    /// Blocks that belong together: `tag` is their element.
    Group { tag: String, class: Vec<String>, blocks: Vec<PdfBlock> },
    /// The contents.
    Contents { title: String },
}

/// A term, and what is said of it.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct PdfTerm {
    pub(crate) label: Option<String>,
    pub(crate) name: Vec<Inline>,
    pub(crate) said: Vec<PdfBlock>,
}

/// A table: every row fills every column.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(crate) struct PdfTable {
    pub(crate) caption: Vec<Inline>,
    /// Shares of the width, column by column.
    pub(crate) widths: Vec<f64>,
    /// Size of its letters, in points.
    pub(crate) size: f64,
    /// Whether it needs a page that lies.
    pub(crate) lies: bool,
    pub(crate) head: Vec<Vec<PdfCell>>,
    pub(crate) body: Vec<Vec<PdfCell>>,
    pub(crate) foot: Vec<Vec<PdfCell>>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct PdfCell {
    /// What it heads, where it is a header: `column`, `row` or `both`.
    pub(crate) heads: Option<&'static str>,
    /// Whether it holds a figure, which stands to the right.
    pub(crate) right: bool,
    pub(crate) colspan: usize,
    pub(crate) rowspan: usize,
    pub(crate) text: Vec<Inline>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Inline {
    /// Words, with a zero-width space where a long one may break.
    Text {
        text: String,
    },
    Strong {
        parts: Vec<Inline>,
    },
    Emphasis {
        parts: Vec<Inline>,
    },
    Code {
        parts: Vec<Inline>,
    },
    /// Words in another language.
    Foreign {
        lang: String,
        parts: Vec<Inline>,
    },
    /// A link within the document.
    Within {
        label: String,
        parts: Vec<Inline>,
    },
    /// A link that leaves it.
    Link {
        url: String,
        parts: Vec<Inline>,
    },
    /// Words with a look of their own.
    Span {
        class: Vec<String>,
        parts: Vec<Inline>,
    },
    /// A square of a colour, hatched where the chart's bars of it are.
    Swatch {
        colour: String,
        hatched: bool,
    },
    /// A small drawing.
    Sign {
        file: String,
        alt: Option<String>,
        width: f64,
    },
    /// The end of a line.
    Break,
}

/// The words of a line.
pub(crate) fn words(parts: &[Inline]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Inline::Text { text } => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Swatch { .. } | Inline::Sign { .. } => {}
            Inline::Strong { parts }
            | Inline::Emphasis { parts }
            | Inline::Code { parts }
            | Inline::Foreign { parts, .. }
            | Inline::Within { parts, .. }
            | Inline::Link { parts, .. }
            | Inline::Span { parts, .. } => out.push_str(&words(parts)),
        }
    }
    out
}
