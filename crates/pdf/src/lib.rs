//! PDF: the page of a result, set on paper, with its data inside.
//!
//! `read` ─▶ `content` ─▶ `typeset`. It reads the HTML page that `page` wrote, so that the two
//! never say different things, and lays its content before a typesetter as data: no word of an
//! inventory is ever code of a document, whatever it is written with. What leaves is held to
//! PDF/UA-1 (it can be heard) and PDF/A-3a (it will open in thirty years), or does not leave.
//!
//! It knows no footprint and computes nothing. Start at [`pdf`].

mod content;
mod letters;
mod read;
mod typeset;

use ground::fault::Fault;
use ground::table::Day;

/// A file that travels inside the PDF.
#[derive(Debug, Clone, PartialEq)]
pub struct AttachedFile {
    /// Its name, of ASCII letters, digits, `-` and `.`.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// What it is, in the reader's language.
    pub about: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Sets a page on paper, dated, with its data attached: the same bytes for the same page.
///
/// # Errors
///
/// The typesetter refuses the document, or it would break one of the standards.
pub fn pdf(page: &str, date: Day, attached: &[AttachedFile]) -> Result<Vec<u8>, Fault> {
    let fonts = typeset::fonts();
    let document = read::document(page, &letters::Letters::of(fonts.book()));
    typeset::pdf(&document, fonts, date, attached)
}

/// Whether a file is a PDF that this program wrote.
pub fn is_ours(bytes: &[u8]) -> bool {
    let mark = b"<xmp:CreatorTool>empreinte ";
    bytes.starts_with(b"%PDF-") && bytes.windows(mark.len()).any(|part| part == mark)
}
