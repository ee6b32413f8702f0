//! A result folder: written aside, then switched in as one.
//!
//! The new folder gathers in a hidden one beside the old, under a lock, and takes its place in one
//! exchange: whoever looks sees all of one run or all of the other. Where folders cannot be
//! exchanged (another disk, no right beside it), files are moved in one by one, `run.json` taken
//! away first and put back last, so that a folder without it is no result.

use super::leftovers::{Leftover, not_now};
use super::unwritable::unwritable;
use crate::fault::Fault;
use crate::text;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The file that tells a result folder.
const RUN: &str = "run.json";

/// The names of the files that runs write; what else stands in a result folder is left there.
pub const RESULT_FILES: [&str; 22] = [
    "allocation.csv",
    "conflicts.csv",
    "datacenter.csv",
    "datacentres.csv",
    "disappeared.csv",
    "ecodiag.csv",
    "equipementPhysique.csv",
    "footprint.csv",
    "impacts.csv",
    "impacts.parquet",
    "indicator_groups.csv",
    "indicators.csv",
    "inventory.csv",
    "inventory.parquet",
    "out-of-scope.csv",
    "pcr-si.json",
    "rejects.csv",
    RUN,
    "services.csv",
    "unmatched.csv",
    "unread-cells.csv",
    "usage.csv",
];

/// A result folder being written.
pub struct Folder {
    target: PathBuf,
    /// The hidden folder that holds the lock and what is written.
    aside: PathBuf,
    /// Held as long as the run lasts.
    _lock: File,
    names: Vec<String>,
    /// Whether the old folder can be exchanged for the new one.
    exchanges: bool,
    /// What is aside goes with a run that is told to stop.
    _aside: Leftover,
}

impl Folder {
    /// Starts the result folder `target`.
    ///
    /// # Errors
    ///
    /// Something else stands there, another run is writing it, or nothing can be written there.
    pub fn start(target: &Path) -> Result<Self, Fault> {
        let refused = |error: io::Error| unwritable(target, &error);
        check_is_ours(target)?;
        // Beside the target, or in the nearest folder above it that is there: a run that fails
        // leaves not even an empty folder.
        let absolute = std::path::absolute(target).map_err(refused)?;
        let base = absolute.ancestors().skip(1).find(|folder| folder.exists());
        let base = base.unwrap_or(&absolute);
        let name = absolute.strip_prefix(base).unwrap_or(&absolute).to_string_lossy();
        let name = name.replace(['/', '\\'], "-");
        let mut exchanges =
            (!target.exists() || same_disk(base, &absolute)) && !holds_folders(&absolute);
        let mut lock = None;
        if exchanges {
            match take(&base.join(format!(".empreinte-{name}"))) {
                Err(error)
                    if error.kind() == io::ErrorKind::PermissionDenied && absolute.exists() =>
                {
                    exchanges = false;
                }
                taken => lock = Some(taken.map_err(refused)?),
            }
        }
        let taken = match lock {
            Some(taken) => taken,
            None => take(&absolute.join(".empreinte-run")).map_err(refused)?,
        };
        let Some((aside, lock)) = taken else {
            return Err(being_written(target));
        };
        let folder = Self {
            target: target.to_owned(),
            _aside: Leftover::of(&aside),
            aside,
            _lock: lock,
            names: Vec::new(),
            exchanges,
        };
        folder.clear_what_a_dead_run_left().map_err(refused)?;
        fs::create_dir(folder.new_folder()).map_err(refused)?;
        Ok(folder)
    }

    fn new_folder(&self) -> PathBuf {
        self.aside.join("new")
    }

    fn old_folder(&self) -> PathBuf {
        self.aside.join("old")
    }

    fn clear_what_a_dead_run_left(&self) -> io::Result<()> {
        let old = self.old_folder();
        // It had moved the old folder away, and the new one not yet in.
        if old.exists() && !self.target.exists() {
            fs::rename(&old, &self.target)?;
        }
        for left in [self.new_folder(), old] {
            if left.exists() {
                fs::remove_dir_all(left)?;
            }
        }
        Ok(())
    }

    /// Starts a file in it.
    ///
    /// # Errors
    ///
    /// The file cannot be made.
    pub fn file(&mut self, name: &str) -> Result<BufWriter<File>, Fault> {
        debug_assert!(RESULT_FILES.contains(&name), "{name} is no result file yet");
        let path = self.written(name);
        let file = File::create(&path).map_err(|error| unwritable(&path, &error))?;
        self.names.push(name.to_owned());
        Ok(BufWriter::with_capacity(1 << 20, file))
    }

    /// Where a file started in it is until the folder is finished.
    pub fn written(&self, name: &str) -> PathBuf {
        self.new_folder().join(name)
    }

    /// Writes a whole file in it.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        let mut file = self.file(name)?;
        file.write_all(bytes)
            .and_then(|()| file.flush())
            .map_err(|error| unwritable(&self.target.join(name), &error))
    }

    /// Puts the new folder in the place of the old one.
    ///
    /// # Errors
    ///
    /// It cannot be; the old folder is then as it was.
    pub fn finish(self) -> Result<(), Fault> {
        self.switch().map_err(|error| unwritable(&self.target, &error))
    }

    fn switch(&self) -> io::Result<()> {
        let new = self.new_folder();
        for name in &self.names {
            File::open(new.join(name))?.sync_all()?;
        }
        let _whole = not_now();
        if !self.exchanges {
            return self.move_one_by_one();
        }
        if !self.target.exists() {
            if let Some(parent) = self.target.parent().filter(|p| !p.as_os_str().is_empty()) {
                fs::create_dir_all(parent)?;
            }
            sync_folder(&new)?;
            fs::rename(&new, &self.target)?;
            return sync_folder(self.aside.parent().unwrap_or(&self.aside));
        }
        for other in others(&self.target)? {
            let (from, to) = (self.target.join(&other), new.join(&other));
            fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(|_| ()))?;
        }
        fs::set_permissions(&new, fs::metadata(&self.target)?.permissions())?;
        sync_folder(&new)?;
        if !exchange(&new, &self.target)? {
            fs::rename(&self.target, self.old_folder())?;
            fs::rename(&new, &self.target)?;
        }
        sync_folder(self.aside.parent().unwrap_or(&self.aside))
    }

    fn move_one_by_one(&self) -> io::Result<()> {
        fs::create_dir_all(&self.target)?;
        let gone = |name: &str| match fs::remove_file(self.target.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        gone(RUN)?;
        sync_folder(&self.target)?;
        for stale in RESULT_FILES.iter().filter(|name| !self.names.iter().any(|new| new == *name)) {
            gone(stale)?;
        }
        let (last, first): (Vec<_>, Vec<_>) = self.names.iter().partition(|name| *name == RUN);
        for name in first.into_iter().chain(last) {
            fs::rename(self.written(name), self.target.join(name))?;
        }
        sync_folder(&self.target)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Under the lock still, so that no other run is cleared away.
        let _ = fs::remove_dir_all(&self.aside);
    }
}

/// Refuses a target that is a link, no folder, or a folder with other files than results.
fn check_is_ours(target: &Path) -> Result<(), Fault> {
    let Ok(there) = fs::symlink_metadata(target) else { return Ok(()) };
    if !there.is_dir() {
        return Err(Fault::new(text!(
            "la sortie est un lien, un fichier ou un périphérique, et non un dossier",
            "the output is a link, a file or a device, not a folder"
        ))
        .in_file(target)
        .hint(text!(
            "donnez le nom d'un dossier nouveau, ou d'un dossier de résultats",
            "give the name of a new folder, or of a result folder"
        )));
    }
    let entries = fs::read_dir(target).map_err(|error| unwritable(target, &error))?;
    let mut names = entries.filter_map(Result::ok).map(|entry| entry.file_name()).peekable();
    let is_empty = names.peek().is_none();
    let interrupted = target.join(".empreinte-run").exists();
    if is_empty || interrupted || is_result(target) {
        return Ok(());
    }
    let other = names.next().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Err(Fault::new(text!(
        "ce dossier n'est pas un dossier de résultats : il contient `{other}`",
        "this folder is no result folder: it holds `{other}`"
    ))
    .in_file(target)
    .hint(text!(
        "donnez le nom d'un dossier nouveau, ou vide, avec `--out`",
        "give the name of a new or empty folder with `--out`"
    )))
}

/// Whether a folder holds the results of a run.
pub fn is_result(folder: &Path) -> bool {
    use std::io::Read;
    let mut head = Vec::new();
    let read =
        File::open(folder.join(RUN)).and_then(|run| run.take(4 << 20).read_to_end(&mut head));
    read.is_ok() && memchr::memmem::find(&head, b"\"empreinte\"").is_some()
}

/// What stands in a result folder that no run wrote.
fn others(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    let names = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name()));
    let names: Vec<_> = names.collect::<io::Result<_>>()?;
    Ok(names.into_iter().filter(|name| !RESULT_FILES.iter().any(|own| name == own)).collect())
}

/// Whether a folder holds folders, or links: they cannot be carried over to another.
fn holds_folders(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.filter_map(Result::ok).any(|entry| !entry.file_type().is_ok_and(|kind| kind.is_file()))
}

/// Makes the hidden folder and locks it; `None` where another run has it.
fn take(aside: &Path) -> io::Result<Option<(PathBuf, File)>> {
    let folder = || match fs::create_dir(aside) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    };
    let lock = locked(&aside.join("lock"), folder)?;
    Ok(lock.map(|lock| (aside.to_owned(), lock)))
}

/// Opens and locks a file that only one run at a time may have; `None` where another has it.
pub(super) fn locked(
    place: &Path,
    before: impl Fn() -> io::Result<()>,
) -> io::Result<Option<File>> {
    for _ in 0..100 {
        before()?;
        let lock = match File::options().create(true).append(true).open(place) {
            // The run that had it has just cleared it away.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            opened => opened?,
        };
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            // A disk without locks: the run goes on without.
            Err(TryLockError::Error(_)) | Ok(()) => {}
        }
        if is_still(&lock, place) {
            return Ok(Some(lock));
        }
    }
    Ok(None)
}

/// The fault of what another run is writing.
pub(super) fn being_written(target: &Path) -> Fault {
    Fault::new(text!(
        "une autre exécution écrit au même endroit en ce moment",
        "another run is writing to the same place at this moment"
    ))
    .in_file(target)
    .hint(text!(
        "attendez qu'elle finisse, ou choisissez un autre endroit avec `--out`",
        "wait until it ends, or choose another place with `--out`"
    ))
}

/// Whether the file at a place is still the one that was opened.
#[cfg(unix)]
fn is_still(file: &File, place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(place)) {
        (Ok(mine), Ok(there)) => (mine.dev(), mine.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_: &File, place: &Path) -> bool {
    place.exists()
}

/// Whether two folders are on the same disk.
#[cfg(unix)]
fn same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => one.dev() == other.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn same_disk(_: &Path, _: &Path) -> bool {
    true
}

/// Exchanges two folders in one step; `false` where the system or the disk cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Writes a folder's names through to the disk, where the system does that.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn write(target: &Path, files: &[&str]) {
        let mut folder = Folder::start(target).unwrap();
        for name in files {
            folder.put(name, b"{\"tool\": \"empreinte\"}").unwrap();
        }
        folder.finish().unwrap();
    }

    #[test]
    fn an_unfinished_folder_leaves_the_old_one_whole() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("result");
        write(&target, &["footprint.csv", RUN]);
        let mut second = Folder::start(&target).unwrap();
        second.put("footprint.csv", b"half").unwrap();
        drop(second);
        assert_eq!(names(&target), ["footprint.csv", RUN]);
        assert_ne!(fs::read(target.join("footprint.csv")).unwrap(), b"half");
        assert_eq!(names(place.path()), ["result"], "nothing hidden is left");
    }

    #[test]
    fn a_run_that_fails_leaves_not_even_an_empty_folder() {
        let place = tempfile::tempdir().unwrap();
        let mut folder = Folder::start(&place.path().join("a/b/result")).unwrap();
        folder.put("footprint.csv", b"half").unwrap();
        drop(folder);
        assert_eq!(names(place.path()), [""; 0]);
    }

    #[test]
    fn a_folder_holds_one_runs_files_only_and_what_others_left_there() {
        let place = tempfile::tempdir().unwrap();
        for with_folder in [false, true] {
            let target = place.path().join(format!("result-{with_folder}"));
            write(&target, &["footprint.csv", "unmatched.csv", RUN]);
            fs::write(target.join("notes.txt"), "mine").unwrap();
            if with_folder {
                fs::create_dir(target.join("mine")).unwrap();
            }
            write(&target, &["inventory.csv", RUN]);
            let mut kept = names(&target);
            kept.retain(|name| name != "mine");
            assert_eq!(kept, ["inventory.csv", "notes.txt", RUN]);
            assert_eq!(target.join("mine").exists(), with_folder);
        }
    }

    #[test]
    fn one_of_two_runs_into_one_folder_says_that_the_other_is_there() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("result");
        let first = Folder::start(&target).unwrap();
        let second = Folder::start(&target).map(|_| ()).unwrap_err();
        assert!(second.to_string().contains("another run is writing"), "{second}");
        first.finish().unwrap();
        assert!(Folder::start(&target).is_ok());
    }

    #[test]
    fn what_a_dead_run_left_is_cleared_by_the_next() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("result");
        fs::create_dir_all(place.path().join(".empreinte-result/new")).unwrap();
        fs::write(place.path().join(".empreinte-result/new/inventory.csv"), "half").unwrap();
        // It had moved the old folder away, and the new one not yet in.
        fs::create_dir_all(place.path().join(".empreinte-result/old")).unwrap();
        fs::write(place.path().join(".empreinte-result/old/run.json"), "\"empreinte\"").unwrap();
        drop(Folder::start(&target).unwrap());
        assert_eq!(names(place.path()), ["result"]);
        assert_eq!(names(&target), [RUN]);
        write(&target, &["inventory.csv", RUN]);
        assert_eq!(names(&target), ["inventory.csv", RUN]);
    }

    #[test]
    fn a_folder_of_other_files_and_what_is_no_folder_are_refused() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("inventory.csv"), "mine").unwrap();
        for target in [place.path().to_owned(), place.path().join("inventory.csv")] {
            assert!(Folder::start(&target).is_err());
        }
        assert_eq!(names(place.path()), ["inventory.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_given_as_output_is_refused_not_replaced() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("there")).unwrap();
        let link = place.path().join("link");
        std::os::unix::fs::symlink(place.path().join("there"), &link).unwrap();
        assert!(Folder::start(&link).is_err());
        let file = place.path().join("file");
        std::os::unix::fs::symlink("/dev/null", &file).unwrap();
        assert!(super::super::write_whole(&file, b"x").is_err());
        assert!(fs::symlink_metadata(file).unwrap().is_symlink());
    }
}
