//! What a run that is told to stop takes away with it: half a result, copies of what it reads.
//!
//! A run that is killed outright takes nothing away; the next one of the same place does.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What stands on the disk only as long as the run lasts.
static LEFT: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn left() -> MutexGuard<'static, Vec<PathBuf>> {
    LEFT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file or folder that is cleared away when the run is told to stop, as long as this is held.
#[derive(Debug)]
pub struct Leftover(PathBuf);

impl Leftover {
    /// Of this file or folder.
    pub fn of(path: &Path) -> Self {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        left().push(path.clone());
        Self(path)
    }
}

impl Drop for Leftover {
    fn drop(&mut self) {
        let mut left = left();
        if let Some(at) = left.iter().position(|path| *path == self.0) {
            left.swap_remove(at);
        }
    }
}

/// As long as this is held, nothing is cleared away: a result is being put in its place, whole.
pub(super) fn not_now() -> MutexGuard<'static, Vec<PathBuf>> {
    left()
}

/// Clears away what is left; the caller ends the program before anything else is made.
///
/// What is being put in its place is waited for. Nothing can be made from then on.
#[must_use = "as long as it is held, nothing is made"]
pub fn clear_leftovers() -> MutexGuard<'static, Vec<PathBuf>> {
    let mut left = left();
    for path in left.drain(..) {
        // What cannot be removed is cleared by the next run.
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    }
    left
}
