//! Backups: the files of a store, each as it stands at one moment, and the list that makes them whole.

use super::fault::MAIN;
use super::files::databases;
use super::{StoreFault, StorePlace};
use record::hex;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

/// The list of a backup's files, as `sha256sum -c` reads it; written last, so that what was cut has
/// none.
const LIST: &str = "SHA256SUMS";

/// How often a backup begins again where a month was deleted meanwhile.
const TRIES: u8 = 5;

/// Copies the files of a folder into an empty one while the collector runs, each as it stands at one
/// moment; the number of files. Nothing is left of a copy that fails.
///
/// # Errors
/// A store that is no folder, a folder that is not empty, or `SQLite`'s word.
pub fn backup(place: &StorePlace, to: &Path) -> Result<usize, StoreFault> {
    let StorePlace::Folder(folder) = place else { return Err(StoreFault::OwnTools) };
    let made = std::fs::create_dir_all(to);
    made.map_err(|error| StoreFault::from(error).of_file(to))?;
    if std::fs::read_dir(to)?.next().is_some() {
        return Err(StoreFault::NotEmpty(to.display().to_string()));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(to, std::fs::Permissions::from_mode(0o700))?;
    }
    let empty = || -> Result<(), StoreFault> {
        let made = std::fs::read_dir(to)?.filter_map(Result::ok);
        made.for_each(|entry| drop(std::fs::remove_file(entry.path())));
        Ok(())
    };
    for _ in 0..TRIES {
        let before = numbers(folder)?;
        let copied = copy(folder, to).map_err(|fault| fault.of_disk(to));
        // A month that was deleted meanwhile is in neither copy: not its days, nor what they came to.
        let after = numbers(folder)?;
        if copied.is_ok() && before.iter().all(|file| after.contains(file)) {
            return copied;
        }
        empty()?;
        if before.iter().all(|file| after.contains(file)) {
            return copied;
        }
    }
    Err(StoreFault::Changed)
}

/// The files of a store, each with what tells it from another of its name.
fn numbers(folder: &Path) -> Result<Vec<(PathBuf, Option<u64>)>, StoreFault> {
    let files = databases(folder)?.into_iter();
    Ok(files.map(|path| (path.clone(), super::files::file_number(&path))).collect())
}

fn copy(folder: &Path, to: &Path) -> Result<usize, StoreFault> {
    let mut list = String::new();
    let mut files = 0;
    for path in databases(folder)? {
        let Some(name) = path.file_name() else { continue };
        let copy = to.join(name);
        let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(std::time::Duration::from_secs(10))?;
        db.execute("VACUUM INTO ?1", [copy.to_string_lossy()])
            .map_err(|error| StoreFault::from(error).of_file(&path))?;
        File::open(&copy)?.sync_all()?;
        list.push_str(&[&digest(&copy)?, "  ", &name.to_string_lossy(), "\n"].concat());
        files += 1;
    }
    let mut out = File::create(to.join(LIST))?;
    out.write_all(list.as_bytes())?;
    out.sync_all()?;
    Ok(files)
}

/// The files of a backup, each as its list says; of one that an earlier version made, and which has no
/// list, all of them where that is wanted.
///
/// # Errors
/// A folder without a list, or a file that is not as it was copied.
pub(super) fn whole(from: &Path, may_lack: bool) -> Result<Vec<PathBuf>, StoreFault> {
    let list = match std::fs::read_to_string(from.join(LIST)) {
        Ok(list) => list,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if !from.exists() {
                return Err(StoreFault::from(error).of_file(from));
            }
            let files = databases(from)?;
            if may_lack && files.contains(&from.join(MAIN)) {
                return Ok(files);
            }
            return Err(StoreFault::NoBackup(from.display().to_string()));
        }
        Err(error) => return Err(StoreFault::from(error).of_file(from)),
    };
    let mut files = Vec::new();
    for line in list.lines() {
        let Some((said, name)) = line.split_once("  ") else { continue };
        let path = from.join(name);
        // A name, and no way out of the folder.
        let is_own = Path::new(name).file_name().is_some_and(|own| own == name);
        if !is_own || !path.is_file() || digest(&path)? != said {
            return Err(StoreFault::Altered(path.display().to_string()));
        }
        files.push(path);
    }
    if files.is_empty() {
        return Err(StoreFault::NoBackup(from.display().to_string()));
    }
    Ok(files)
}

fn digest(path: &Path) -> Result<String, StoreFault> {
    let (mut sum, mut file) = (Sha256::new(), File::open(path)?);
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex(&sum.finalize())),
            read => sum.update(&piece[..read]),
        }
    }
}
