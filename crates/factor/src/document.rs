//! A document that an estate's own file names, looked up below its folder.

use std::borrow::Cow;
use std::fs::{metadata, read_dir};
use std::path::{Component, Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// What stands where a document is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedDocument {
    /// A file that holds something, and where it is.
    File(PathBuf),
    /// A file of no byte: it proves nothing.
    Empty,
    /// A folder, and no file.
    Folder,
    /// Nothing.
    Absent,
    /// It leads out of the folder, by its path or by a link; it is not opened.
    Outside,
    /// It names no file.
    Unnamed,
}

impl NamedDocument {
    /// Looks a document up below a folder. `./a/b.pdf` and `a/../a/b.pdf` lie in it, `a\\b.pdf` is as
    /// Windows writes it, and a letter with its accent is one however a system writes it.
    pub fn of(root: &Path, named: &str) -> Self {
        let named = named.trim();
        if named.is_empty() {
            return Self::Unnamed;
        }
        if named.contains("://") {
            return Self::Outside;
        }
        let Some(parts) = below(named) else { return Self::Outside };
        let Some(path) = found(root, &parts) else { return Self::Absent };
        // A link may lead anywhere: what it leads to must lie below the folder too.
        match (path.canonicalize(), root.canonicalize()) {
            (Ok(file), Ok(root)) if !file.starts_with(&root) => Self::Outside,
            (Ok(file), Ok(_)) if file.is_dir() => Self::Folder,
            (Ok(file), Ok(_)) if file.is_file() => match metadata(&file) {
                Ok(held) if held.len() == 0 => Self::Empty,
                Ok(_) => Self::File(path),
                Err(_) => Self::Absent,
            },
            _ => Self::Absent,
        }
    }

    /// Whether what is named may lie below a folder, by its name alone: no address, no path from the root
    /// of a disk, none that climbs out.
    pub fn may_lie_below(named: &str) -> bool {
        !named.contains("://") && below(named.trim()).is_some()
    }
}

/// The names of a path from a folder down; none where it leads out of it.
fn below(named: &str) -> Option<Vec<String>> {
    let there =
        if cfg!(windows) { Cow::Borrowed(named) } else { Cow::Owned(named.replace('\\', "/")) };
    let mut parts = Vec::new();
    for part in Path::new(there.as_ref()).components() {
        match part {
            Component::Normal(name) => parts.push(name.to_str()?.to_owned()),
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    // Without a backslash for a drive: `C:/Users`.
    let drive = parts.first().is_some_and(|first| first.len() == 2 && first.ends_with(':'));
    (!drive).then_some(parts)
}

/// Where names stand below a folder: as they are written, else as the same letters are written
/// otherwise (a Mac takes accents apart). Two files of the same letters are not told apart by luck.
fn found(root: &Path, parts: &[String]) -> Option<PathBuf> {
    let mut path = root.to_owned();
    for part in parts {
        let own = path.join(part);
        path = if own.symlink_metadata().is_ok() {
            own
        } else {
            let same = |name: &str| name.nfc().eq(part.nfc());
            let mut like = read_dir(&path)
                .ok()?
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|entry| entry.file_name().and_then(|name| name.to_str()).is_some_and(same));
            let one = like.next()?;
            if like.next().is_some() {
                return None;
            }
            one
        };
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_found_below_its_folder_and_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("estate");
        std::fs::create_dir_all(root.join("preuves/lots")).unwrap();
        std::fs::write(folder.path().join("out.pdf"), "x").unwrap();
        std::fs::write(root.join("preuves/b.pdf"), "x").unwrap();
        std::fs::write(root.join("preuves/empty.pdf"), "").unwrap();
        // As a Mac writes `é`: the letter, then its accent.
        std::fs::write(root.join("preuves/re\u{301}sume\u{301}.pdf"), "x").unwrap();
        let of = |named: &str| NamedDocument::of(&root, named);
        for named in [
            "preuves/b.pdf",
            "./preuves/b.pdf",
            "preuves/../preuves/b.pdf",
            "preuves/./b.pdf",
            " preuves/b.pdf ",
            "preuves\\b.pdf",
            "preuves/r\u{e9}sum\u{e9}.pdf",
            "preuves/re\u{301}sum\u{e9}.pdf",
        ] {
            assert!(matches!(of(named), NamedDocument::File(_)), "{named}: {:?}", of(named));
        }
        for named in ["../out.pdf", "preuves/../../out.pdf", "/etc/hosts", "https://x.test/b.pdf"] {
            assert_eq!(of(named), NamedDocument::Outside, "{named}");
        }
        assert_eq!(of("preuves/empty.pdf"), NamedDocument::Empty);
        assert_eq!(
            [of("preuves"), of("preuves/lots/")],
            [NamedDocument::Folder, NamedDocument::Folder]
        );
        for named in ["preuves/c.pdf", "preuves/resume.pdf", "autres/b.pdf", "preuves/b.pdf/x"] {
            assert_eq!(of(named), NamedDocument::Absent, "{named}");
        }
        assert_eq!(of("  "), NamedDocument::Unnamed);
    }
}
