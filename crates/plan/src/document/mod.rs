//! The plan as a document: pages of blocks, once, written as HTML, Markdown, CSV and JSON.

mod data;
mod pages;
mod pillars;
mod proofs;
mod reen;
mod render;

use crate::standing::Status;
use ground::lang::Lang;
use ground::table::{Holds, masked_in};

pub use data::{DOCUMENT_COLUMNS, document_csv, document_json, is_document_json};
pub use pages::plan_document;
pub(crate) use pillars::by_pillar;
pub use reen::reen_document;
pub use render::{PLAN_MARKDOWN_MARK, PLAN_PAGE_MARK, html, markdown};

/// A document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanDocument {
    /// Its title.
    pub title: String,
    /// Its parts, in order.
    pub parts: Vec<DocumentPart>,
    /// Parts that would be empty, with what would fill them.
    pub left_out: Vec<(String, String)>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DocumentPart {
    /// Its heading.
    pub title: String,
    /// Whether it is a page of its own in print.
    pub own_page: bool,
    /// What it holds.
    pub blocks: Vec<DocumentBlock>,
}

/// A piece of a part.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentBlock {
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// Names and what they are.
    Facts(Vec<(String, String)>),
    /// A table with its heading.
    Table(Vec<String>, Vec<Vec<String>>),
}

impl PlanDocument {
    /// Adds a part, or says that it is left out where it holds nothing.
    ///
    /// What `plan check` finds to be of people (addresses, numbers, names that a title announces) is
    /// masked: documents go out.
    pub(crate) fn add(
        &mut self,
        title: &str,
        own_page: bool,
        blocks: Vec<DocumentBlock>,
        filled_by: &str,
    ) {
        let blocks = blocks.into_iter().filter(|block| !block.is_empty());
        let blocks: Vec<DocumentBlock> = blocks.map(DocumentBlock::masked).collect();
        let title = masked_in(Holds::Writing, title).into_owned();
        if blocks.is_empty() {
            self.left_out.push((title, filled_by.to_owned()));
        } else {
            self.parts.push(DocumentPart { title, own_page, blocks });
        }
    }
}

impl DocumentBlock {
    /// Without what is of people, in any of its texts.
    fn masked(self) -> Self {
        let of = |text: String| masked_in(Holds::Writing, &text).into_owned();
        let all = |texts: Vec<String>| texts.into_iter().map(of).collect();
        match self {
            Self::Text(text) => Self::Text(of(text)),
            Self::List(texts) => Self::List(all(texts)),
            Self::Facts(facts) => {
                Self::Facts(facts.into_iter().map(|(name, value)| (name, of(value))).collect())
            }
            Self::Table(head, rows) => Self::Table(head, rows.into_iter().map(all).collect()),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(all) => all.is_empty(),
            Self::Facts(all) => all.iter().all(|(_, value)| value.is_empty()),
            Self::Table(_, rows) => rows.is_empty(),
        }
    }
}

/// That the ledger and the inventories contradict each other, with the first findings.
fn contradicted(status: &Status, lang: Lang) -> Option<DocumentBlock> {
    let all = status.contradictions(lang);
    (!all.is_empty()).then_some(DocumentBlock::List(all))
}
