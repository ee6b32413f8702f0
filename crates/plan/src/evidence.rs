//! Whether a piece of evidence is there, and is the one that was sealed.

use super::model::{Plan, PlanEvidence};
use factor::{NamedDocument, file_digest};
use std::path::Path;

/// What became of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EvidenceSeal {
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
pub struct Seals(pub(crate) Vec<EvidenceSeal>);

impl Seals {
    /// Looks the evidence of a plan up below the estate's folder.
    pub fn of(plan: &Plan, root: &Path) -> Self {
        Self(plan.evidence.iter().map(|piece| seal(root, piece)).collect())
    }
}

impl EvidenceSeal {
    /// Whether it proves something: it is there, and nothing says that it was changed.
    pub(crate) fn holds(&self) -> bool {
        matches!(self, Self::Sealed | Self::Unsealed(_))
    }
}

/// Looks a piece of evidence up below the estate's folder.
fn seal(root: &Path, evidence: &PlanEvidence) -> EvidenceSeal {
    let file = match NamedDocument::of(root, &evidence.file) {
        NamedDocument::File(file) => file,
        NamedDocument::Empty => return EvidenceSeal::Empty,
        NamedDocument::Folder => return EvidenceSeal::Folder,
        NamedDocument::Absent => return EvidenceSeal::Missing,
        NamedDocument::Outside => return EvidenceSeal::Outside,
        NamedDocument::Unnamed => return EvidenceSeal::NoFile,
    };
    let Ok(digest) = file_digest(&file) else { return EvidenceSeal::Missing };
    match evidence.sha256.trim() {
        "" => EvidenceSeal::Unsealed(digest),
        sealed if sealed.len() != 64 || !sealed.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            EvidenceSeal::Unreadable(digest)
        }
        sealed if sealed.eq_ignore_ascii_case(&digest) => EvidenceSeal::Sealed,
        _ => EvidenceSeal::Changed(digest),
    }
}
