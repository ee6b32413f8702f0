//! Files of the system below a root, believed only where nobody but their owner may write them.

use crate::lang::AgentText;
use crate::text;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The most that is read of one file.
const MOST: u64 = 64 * 1024;

/// The system's files: `/`, or a folder that stands in for it.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    root: PathBuf,
    owners: Owners,
}

/// Whose files are believed.
#[derive(Clone, Copy, Debug)]
struct Owners {
    /// The one the agent runs as.
    own: u32,
    /// The kernel, by who owns its own folder: root, or whoever stands for root in a container
    /// whose users are not the host's.
    kernel: u32,
}

impl Owners {
    /// Nobody but root and oneself.
    fn own() -> Self {
        // The owner of one's own entry in /proc is oneself.
        let own = fs::metadata("/proc/self").map_or(0, |data| data.uid());
        Self { own, kernel: 0 }
    }

    /// One of these owns it, and nobody else may write it.
    fn believe(self, owner: u32, mode: u32) -> bool {
        [0, self.own, self.kernel].contains(&owner) && mode & 0o022 == 0
    }
}

/// Why a file gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    Absent,
    Forbidden,
    /// Anyone may write it.
    NotBelieved,
}

impl Tree {
    pub(super) fn new(root: &Path) -> Self {
        let kernel = fs::metadata(root.join("proc")).map_or(0, |data| data.uid());
        Self { root: root.to_owned(), owners: Owners { kernel, ..Owners::own() } }
    }

    /// A file's text, trimmed.
    pub(super) fn text(&self, path: &str) -> Result<String, Silence> {
        let bytes = self.bytes(path)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\0', '\n', ' ']).to_owned())
    }

    /// A file's text, where there is one.
    pub(super) fn read(&self, path: &str) -> Option<String> {
        self.text(path).ok().filter(|text| !text.is_empty())
    }

    /// A file's text, empty where there is none.
    pub(super) fn or_empty(&self, path: &str) -> String {
        self.text(path).unwrap_or_else(|_| String::new())
    }

    /// A file's number, where there is one.
    pub(super) fn number(&self, path: &str) -> Option<u64> {
        self.read(path)?.trim().parse().ok()
    }

    pub(super) fn bytes(&self, path: &str) -> Result<Vec<u8>, Silence> {
        let silence = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::PermissionDenied => Silence::Forbidden,
            _ => Silence::Absent,
        };
        let file = File::open(self.root.join(path)).map_err(silence)?;
        // Of the file that was opened, so that nothing can be put in its place in between.
        let data = file.metadata().map_err(silence)?;
        if !data.is_file() || !self.owners.believe(data.uid(), data.mode()) {
            return Err(Silence::NotBelieved);
        }
        let mut bytes = Vec::new();
        file.take(MOST).read_to_end(&mut bytes).map_err(silence)?;
        Ok(bytes)
    }

    /// The names in a folder, in order.
    pub(super) fn names(&self, path: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.root.join(path)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        names
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }
}

/// A file's bytes, where nobody but root or the agent can write it or move another in its place.
pub fn read_own_file(path: &Path, most: u64) -> Result<Vec<u8>, AgentText> {
    let owners = Owners::own();
    // The system's own words, in its own language.
    let words = |error: std::io::Error| text!("{error}"; "{error}");
    let no_file = || text!("ce n’est pas un fichier"; "it is not a file");
    // Asked first: opening a pipe would wait for whoever writes into it.
    if !fs::metadata(path).map_err(words)?.is_file() {
        return Err(no_file());
    }
    let file = File::open(path).map_err(words)?;
    let data = file.metadata().map_err(words)?;
    if !data.is_file() {
        return Err(no_file());
    }
    if !owners.believe(data.uid(), data.mode()) {
        return Err(text!("d’autres peuvent l’écrire"; "others may write it"));
    }
    let whole = fs::canonicalize(path).map_err(words)?;
    for folder in whole.ancestors().skip(1) {
        let data = fs::metadata(folder).map_err(words)?;
        // In a sticky folder nobody can move what is another's.
        let sticky = data.mode() & 0o1000 != 0 && data.uid() == 0;
        if !owners.believe(data.uid(), data.mode()) && !sticky {
            let shown = folder.display();
            return Err(text!("d’autres peuvent écrire {shown}"; "others may write {shown}"));
        }
    }
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(words)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Owners, Silence, Tree};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn root_oneself_and_the_kernel_are_believed_and_nobody_else() {
        let container = Owners { own: 1000, kernel: 65_534 };
        for owner in [0, 1000, 65_534] {
            assert!(container.believe(owner, 0o100_444), "{owner}");
            assert!(!container.believe(owner, 0o100_464), "{owner}");
        }
        assert!(!container.believe(1001, 0o100_444));
        let host = Owners { own: 1000, kernel: 0 };
        assert!(!host.believe(65_534, 0o100_444));
    }

    #[test]
    fn a_file_that_anyone_may_write_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("name");
        std::fs::write(&path, "Portable\n").unwrap();
        let tree = Tree::new(folder.path());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(tree.read("name").as_deref(), Some("Portable"));
        for mode in [0o666, 0o664, 0o646] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(tree.text("name"), Err(Silence::NotBelieved), "{mode:o}");
        }
        assert_eq!(tree.text("other"), Err(Silence::Absent));
    }
}
