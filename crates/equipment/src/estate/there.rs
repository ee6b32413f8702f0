//! What stands in an estate's folder and is no file: a link that leads nowhere, a pipe, a device.
//! Taken for absent, a year would be without its card or its meters and nobody would know.

use super::virtual_files::{APPLICATIONS, MACHINES};
use ground::fault::Fault;
use ground::table::{TextSource, open_input};
use std::path::{Path, PathBuf};

/// The folders whose tables are read, whatever their names.
const FOLDERS: [&str; 3] = ["inventories", "usage", "mappings"];
/// What is read of an estate by its name.
const NAMED: [&str; 9] = [
    "estate.toml",
    "datacentres.csv",
    "movements.csv",
    "services.csv",
    MACHINES,
    APPLICATIONS,
    "answers.toml",
    "plan.toml",
    "emission-factors",
];
/// The endings of files that are read.
const READ: [&str; 8] = ["csv", "tsv", "txt", "xlsx", "ods", "json", "xml", "toml"];

/// Refuses what is there under a name that is read, and can be neither opened nor listed.
///
/// # Errors
///
/// There is such a thing.
pub(super) fn refuse_what_is_no_file(root: &Path) -> Result<(), Fault> {
    let named = NAMED.iter().chain(&FOLDERS).map(|name| root.join(name));
    let mut all: Vec<PathBuf> = named.collect();
    for folder in FOLDERS.iter().map(|name| root.join(name)).filter(|folder| folder.is_dir()) {
        let entries =
            std::fs::read_dir(&folder).map_err(|error| TextSource::cannot_read(&folder, &error))?;
        let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
        all.extend(paths.filter(|path| is_read(path)));
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

/// Whether a file of that name in a folder of tables would be read.
fn is_read(path: &Path) -> bool {
    let name = path.file_name().map_or("".into(), |name| name.to_string_lossy());
    let ends = |end: &std::ffi::OsStr| READ.iter().any(|own| end.eq_ignore_ascii_case(own));
    !name.starts_with(['.', '~']) && path.extension().is_some_and(ends)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

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
