//! The plan as a document: pages of blocks, once, written as HTML, Markdown, CSV and JSON.

mod data;
mod pages;
mod reen;
mod render;

pub use data::{DOCUMENT_COLUMNS, document_csv, document_json, is_document_json};
pub use pages::plan_document;
pub use reen::reen_document;
pub use render::{PLAN_MARKDOWN_MARK, PLAN_PAGE_MARK, html, markdown};

/// A document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// Parts that would be empty, with what would fill them.
    pub left_out: Vec<(String, String)>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// Its heading.
    pub title: String,
    /// Whether it is a page of its own in print.
    pub own_page: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a part.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// Names and what they are.
    Facts(Vec<(String, String)>),
    /// A table with its heading.
    Table(Vec<String>, Vec<Vec<String>>),
}

impl Document {
    /// Adds a part, or says that it is left out where it holds nothing.
    pub(crate) fn add(&mut self, title: &str, own_page: bool, blocks: Vec<Block>, filled_by: &str) {
        let blocks: Vec<Block> = blocks.into_iter().filter(|block| !block.is_empty()).collect();
        if blocks.is_empty() {
            self.left_out.push((title.to_owned(), filled_by.to_owned()));
        } else {
            self.parts.push(Part { title: title.to_owned(), own_page, blocks });
        }
    }
}

impl Block {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(all) => all.is_empty(),
            Self::Facts(all) => all.iter().all(|(_, value)| value.is_empty()),
            Self::Table(_, rows) => rows.is_empty(),
        }
    }
}
