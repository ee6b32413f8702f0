//! What stands in an estate's folder and is no file: a link that leads nowhere, a pipe, a device.
//! Taken for absent, a year would be without its card or its meters and nobody would know.

use super::listed::{entries, is_hidden, is_inventory, year_in_name};
use super::names::{Ending, FILES, FOLDERS, INVENTORIES, MAPPINGS, USAGE};
use ground::fault::Fault;
use ground::table::{TextSource, open_input};
use std::path::{Path, PathBuf};

/// Refuses what is there under a name that is read, and can be neither opened nor listed.
///
/// # Errors
///
/// There is such a thing.
pub(super) fn refuse_what_is_no_file(root: &Path) -> Result<(), Fault> {
    let mut all: Vec<PathBuf> = FILES.iter().chain(&FOLDERS).map(|name| root.join(name)).collect();
    let own = root.join(INVENTORIES);
    for folder in [&own, &root.join(USAGE), &root.join(MAPPINGS)] {
        all.extend(of_folder(folder, |path| Ending::of(path).is_some())?);
    }
    // Folders of years; and the inventories that stand beside the card, where there is no folder.
    for folder in of_folder(&own, |path| path.is_dir() && year_in_name(path).is_some())? {
        all.extend(of_folder(&folder, |path| is_inventory(path, false))?);
    }
    if !own.is_dir() {
        all.extend(of_folder(root, |path| is_inventory(path, false))?);
    }
    all.sort();
    for path in all.iter().filter(|path| path.symlink_metadata().is_ok()) {
        let is_folder = std::fs::metadata(path).is_ok_and(|there| there.is_dir());
        if !is_folder {
            open_input(path).map_err(|error| TextSource::cannot_read(path, &error))?;
        }
    }
    Ok(())
}

/// What stands in a folder that would be read, by its name; nothing where there is no folder.
fn of_folder(folder: &Path, is_read: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Fault> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let read = |path: &PathBuf| !is_hidden(path) && is_read(path);
    Ok(entries(folder)?.into_iter().filter(read).collect())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_link_that_leads_nowhere_is_never_an_absent_inventory_wherever_one_is_read() {
        for (own, name) in [
            ("inventories/2025", "inventories/2025/a.csv"),
            ("inventories", "inventories/a.ocs"),
            ("inventories", "inventories/2025.xls"),
            ("inventories", "inventories/a.tab"),
            ("usage", "2025.csv"),
            ("usage", "parc.xlsx"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            std::fs::create_dir_all(root.join(own)).unwrap();
            refuse_what_is_no_file(root).unwrap();
            symlink("nowhere", root.join(name)).unwrap();
            let fault = refuse_what_is_no_file(root).unwrap_err();
            let said = fault.render(ground::lang::Lang::En);
            assert!(said.contains(name.rsplit('/').next().unwrap()), "{name}: {said}");
        }
    }

    #[test]
    fn a_link_that_leads_nowhere_is_never_an_absent_file() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("usage")).unwrap();
        std::fs::create_dir_all(root.join("inventories")).unwrap();
        std::fs::write(root.join("2025.csv"), "x").unwrap();
        symlink(root.join("2025.csv"), root.join("inventories/2025.csv")).unwrap();
        // What is not read may lead anywhere.
        symlink("nowhere", root.join("photo.jpg")).unwrap();
        symlink("nowhere", root.join("usage/.lock.csv")).unwrap();
        refuse_what_is_no_file(root).unwrap();
        for name in ["estate.toml", "usage/meters.csv", "emission-factors", "plan.toml"] {
            for target in ["nowhere", "/dev/zero", name.rsplit('/').next().unwrap()] {
                let link = root.join(name);
                symlink(target, &link).unwrap();
                let fault = refuse_what_is_no_file(root).unwrap_err();
                assert!(fault.render(ground::lang::Lang::En).contains(name), "{name} -> {target}");
                std::fs::remove_file(link).unwrap();
            }
        }
    }
}
