//! `SHA256SUMS`: every file of a pack with its digest, as `sha256sum -c` reads it.

use ground::fault::Fault;
use ground::lang::Text;
use ground::table::TextSource;
use ground::text;
use std::collections::BTreeMap;
use std::path::Path;

/// The file of checksums.
pub const CHECKSUMS: &str = "SHA256SUMS";

/// What speaks against the checksums of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrokenSums {
    /// A file listed is not there.
    Missing(String),
    /// A file is not the one that was sealed.
    Changed(String),
    /// A file is not listed.
    Unlisted(String),
    /// A line is no checksum, or names a file again.
    Line(u64),
}

impl BrokenSums {
    /// Says it.
    pub fn say(&self) -> Text {
        match self {
            Self::Missing(name) => text!(
                "{name} : dans SHA256SUMS, absent du dossier d'audit",
                "{name}: in SHA256SUMS, missing from the pack"
            ),
            Self::Changed(name) => text!(
                "{name} : changé depuis que le dossier d'audit a été fait",
                "{name}: changed since the pack was made"
            ),
            Self::Unlisted(name) => {
                text!("{name} : ajouté, absent de SHA256SUMS", "{name}: added, not in SHA256SUMS")
            }
            Self::Line(line) => text!(
                "SHA256SUMS, ligne {line} : ni une somme et un fichier, ou un fichier déjà nommé",
                "SHA256SUMS, line {line}: no checksum and file, or a file named before"
            ),
        }
    }
}

/// The checksums of files of a folder, a line each.
pub(super) fn checksums(folder: &Path, names: &[String]) -> Result<String, Fault> {
    let mut out = String::new();
    for name in names {
        let digest = factor::file_digest(&folder.join(name))?;
        out.extend([digest.as_str(), "  ", name, "\n"]);
    }
    Ok(out)
}

/// Holds the files of an opened pack against its checksums; `names` are its files, but for the mark
/// and the checksums themselves.
///
/// # Errors
///
/// It has no checksums, or a file cannot be read.
pub fn check(folder: &Path, names: &[String]) -> Result<Vec<BrokenSums>, Fault> {
    let path = folder.join(CHECKSUMS);
    let text = std::fs::read_to_string(&path).map_err(|error| {
        TextSource::cannot_read(Path::new(CHECKSUMS), &error).hint(text!(
            "sans ses sommes de contrôle, un dossier d'audit ne prouve rien",
            "without its checksums, a pack proves nothing"
        ))
    })?;
    let mut listed: BTreeMap<&str, &str> = BTreeMap::new();
    let mut broken = Vec::new();
    for (at, line) in (1..).zip(text.lines()) {
        let cut = line.split_once("  ").filter(|(digest, name)| {
            digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()) && !name.is_empty()
        });
        match cut {
            Some((digest, name)) if !listed.contains_key(name) => {
                listed.insert(name, digest);
            }
            _ => broken.push(BrokenSums::Line(at)),
        }
    }
    for (name, digest) in &listed {
        if !names.iter().any(|own| own == name) {
            broken.push(BrokenSums::Missing((*name).to_owned()));
        } else if !factor::file_digest(&folder.join(name))?.eq_ignore_ascii_case(digest) {
            broken.push(BrokenSums::Changed((*name).to_owned()));
        }
    }
    let unlisted = names.iter().filter(|name| !listed.contains_key(name.as_str()));
    broken.extend(unlisted.map(|name| BrokenSums::Unlisted(name.clone())));
    Ok(broken)
}
