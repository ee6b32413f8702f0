//! Whether a piece of evidence is there, and is the one that was sealed.

use super::model::{Evidence, Plan};
use factor::{NamedDocument, file_digest};
use std::path::Path;

/// What became of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seal {
    /// There, and the one that was sealed.
    Sealed,
    /// There, without a SHA-256; the one it has now.
    Unsealed(String),
    /// There, and another; the SHA-256 it has now.
    Changed(String),
    /// There, and the seal in the plan is no SHA-256.
    Unreadable(String),
    /// A folder, and no file.
    Folder,
    /// A file that holds nothing.
    Empty,
    /// Not there, or no file.
    Missing,
    /// It leads out of the estate's folder.
    Outside,
    /// It names no file.
    NoFile,
}

/// What became of each piece of evidence of a plan, in its order: files are read for it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seals(pub(crate) Vec<Seal>);

impl Seals {
    /// Looks the evidence of a plan up below the estate's folder.
    pub fn of(plan: &Plan, root: &Path) -> Self {
        Self(plan.evidence.iter().map(|piece| seal(root, piece)).collect())
    }
}

impl Seal {
    /// Whether it proves something: it is there, and nothing says that it was changed.
    pub(crate) fn holds(&self) -> bool {
        matches!(self, Self::Sealed | Self::Unsealed(_))
    }
}

/// Looks a piece of evidence up below the estate's folder.
fn seal(root: &Path, evidence: &Evidence) -> Seal {
    let file = match NamedDocument::of(root, &evidence.file) {
        NamedDocument::File(file) => file,
        NamedDocument::Empty => return Seal::Empty,
        NamedDocument::Folder => return Seal::Folder,
        NamedDocument::Absent => return Seal::Missing,
        NamedDocument::Outside => return Seal::Outside,
        NamedDocument::Unnamed => return Seal::NoFile,
    };
    let Ok(digest) = file_digest(&file) else { return Seal::Missing };
    match evidence.sha256.trim() {
        "" => Seal::Unsealed(digest),
        sealed if sealed.len() != 64 || !sealed.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            Seal::Unreadable(digest)
        }
        sealed if sealed.eq_ignore_ascii_case(&digest) => Seal::Sealed,
        _ => Seal::Changed(digest),
    }
}
