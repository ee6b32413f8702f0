//! Who is at a store at once: many that use it, or one that changes all of it.

use super::StoreFault;
use super::files::{file_number, own_as_folder};
use std::fs::File;
use std::path::Path;

/// How a store is held while it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// Beside others: collectors that serve, and commands.
    Shared,
    /// By nobody else: it is moved, put back, or under another key after.
    Alone,
}

impl Hold {
    /// Why it cannot be held so.
    pub(super) fn refused(self, place: &str) -> StoreFault {
        match self {
            Self::Shared => StoreFault::Changing(place.to_owned()),
            Self::Alone => StoreFault::InUse(place.to_owned()),
        }
    }
}

/// Holds a folder until what is given back goes; the system takes it back of a process that is killed.
pub(super) fn hold(folder: &Path, how: Hold) -> Result<File, StoreFault> {
    let path = folder.join("store.lock");
    loop {
        let is_new = !path.exists();
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| StoreFault::from(error).of_file(&path))?;
        if is_new {
            own_as_folder(&path);
        }
        let held = match how {
            Hold::Shared => file.try_lock_shared(),
            Hold::Alone => file.try_lock(),
        };
        match held {
            Err(std::fs::TryLockError::WouldBlock) => {
                return Err(how.refused(&folder.display().to_string()));
            }
            Err(std::fs::TryLockError::Error(error)) => {
                return Err(StoreFault::from(error).of_file(&path));
            }
            // A folder that was put in its place meanwhile has a lock of its own.
            Ok(()) if is_at(&file, &path) => return Ok(file),
            Ok(()) => {}
        }
    }
}

fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        let own = file.metadata().ok().map(|own| std::os::unix::fs::MetadataExt::ino(&own));
        own == file_number(path)
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        file_number(path).is_some()
    }
}
