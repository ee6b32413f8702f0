//! Files of virtual machines and applications, told from inventories by their headings.

use super::names::{APPLICATIONS, MACHINES};
use ground::fault::Fault;
use ground::text;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How much of a file is read to see its headings, bytes.
const HEAD: u64 = 8192;

/// What a CSV of an estate lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Equipment, or nothing that is known.
    Inventory,
    /// Virtual machines.
    Machines,
    /// Applications.
    Applications,
}

impl FileKind {
    /// What a file lists, by the headings of its first line: canonical, or G4IT's and NumEcoEval's.
    pub fn of(path: &Path) -> Self {
        let mut head = Vec::new();
        // A file that cannot be read is told of where it is read.
        let _ =
            ground::table::open_input(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
        // Headings are plain letters: without its NULs, UTF-16 reads like the rest.
        head.retain(|byte| *byte != 0);
        let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(&[]);
        let headings = String::from_utf8_lossy(line).to_lowercase();
        let words: Vec<&str> = headings
            .split([';', ',', '\t', '|'])
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .collect();
        let has = |word: &str| words.contains(&word);
        if has("application_id") || has("nomapplication") {
            Self::Applications
        } else if has("vm_id") || (has("nomequipementvirtuel") && !has("type")) {
            Self::Machines
        } else {
            Self::Inventory
        }
    }
}

/// The files of a folder that are known by their names.
pub(super) fn own_virtual_files(root: &Path) -> Vec<(FileKind, Option<i32>, PathBuf)> {
    [(FileKind::Machines, MACHINES), (FileKind::Applications, APPLICATIONS)]
        .into_iter()
        .map(|(kind, name)| (kind, None, root.join(name)))
        .filter(|(_, _, path)| path.exists())
        .collect()
}

/// Files with what they list.
type VirtualFiles = Vec<(FileKind, Option<i32>, PathBuf)>;

/// Tells files given together apart: virtual machines and applications, and inventories.
pub(super) fn apart(files: &[PathBuf]) -> Result<(VirtualFiles, Vec<PathBuf>), Fault> {
    let (mut others, mut inventories) = (Vec::new(), Vec::new());
    for file in files {
        match FileKind::of(file) {
            FileKind::Inventory => inventories.push(file.clone()),
            kind => others.push((kind, None, file.clone())),
        }
    }
    match (inventories.is_empty(), others.first()) {
        (true, Some((kind, _, file))) => {
            let what = match kind {
                FileKind::Applications => {
                    text!("ce fichier liste des applications", "this file lists applications")
                }
                _ => text!(
                    "ce fichier liste des machines virtuelles",
                    "this file lists virtual machines"
                ),
            };
            Err(Fault::new(what).in_file(file).hint(text!(
                "donnez aussi l'inventaire de leurs serveurs",
                "give the inventory of their servers too"
            )))
        }
        _ => Ok((others, inventories)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_their_headings_not_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let kind = |headings: &[u8]| {
            let path = folder.path().join("x.csv");
            std::fs::write(&path, headings).unwrap();
            FileKind::of(&path)
        };
        assert_eq!(kind(b"vm_id,server_id\n"), FileKind::Machines);
        assert_eq!(
            kind("\u{feff}nomEquipementVirtuel;nomEquipementPhysique;vCPU;\n".as_bytes()),
            FileKind::Machines
        );
        assert_eq!(
            kind(b"nomApplication;typeEnvironnement;nomEquipementVirtuel\r\n"),
            FileKind::Applications
        );
        assert_eq!(kind(b"\"application_id\",\"vm_id\"\n"), FileKind::Applications);
        assert_eq!(kind(b"nomEquipementPhysique;modele;type\n"), FileKind::Inventory);
        assert_eq!(kind(b"equipment_id,equipment_type\nvm_id,x\n"), FileKind::Inventory);
        let wide: Vec<u8> = "vm_id;server_id\n".bytes().flat_map(|byte| [byte, 0]).collect();
        assert_eq!(kind(&wide), FileKind::Machines);
    }
}
