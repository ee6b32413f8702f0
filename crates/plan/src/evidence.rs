//! Whether a piece of evidence is there, and is the one that was sealed.

use super::model::{Evidence, Plan};
use factor::file_digest;
use std::path::{Component, Path};

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
    if evidence.file.trim().is_empty() {
        return Seal::NoFile;
    }
    let path = Path::new(evidence.file.trim());
    if path.components().any(|part| !matches!(part, Component::Normal(_))) {
        return Seal::Outside;
    }
    let whole = root.join(path);
    // A link may lead anywhere: what it leads to must lie below the folder too.
    match (whole.canonicalize(), root.canonicalize()) {
        (Ok(file), Ok(root)) if !file.starts_with(&root) => return Seal::Outside,
        (Ok(file), _) if file.is_dir() => return Seal::Folder,
        (Ok(file), _) if file.is_file() => {}
        _ => return Seal::Missing,
    }
    let Ok(digest) = file_digest(&whole) else { return Seal::Missing };
    match evidence.sha256.trim() {
        "" => Seal::Unsealed(digest),
        sealed if sealed.len() != 64 || !sealed.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            Seal::Unreadable(digest)
        }
        sealed if sealed.eq_ignore_ascii_case(&digest) => Seal::Sealed,
        _ => Seal::Changed(digest),
    }
}
