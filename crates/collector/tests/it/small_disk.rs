//! File systems that fill up.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::process::Command;

/// Works on a file system of such a size, which is gone after; `None`, and said, where none can be
/// mounted.
#[expect(clippy::print_stdout, reason = "who reads the tests is told what was left out")]
pub(crate) fn on<T>(size: &str, work: impl FnOnce(&Path) -> T) -> Option<T> {
    let disk = tempfile::tempdir().unwrap();
    let run = |program: &str, words: &[&str]| {
        let mut command = Command::new(program);
        command.args(words).arg(disk.path()).status().is_ok_and(|status| status.success())
    };
    if !run("mount", &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]) {
        println!("skipped: a file system cannot be mounted here");
        return None;
    }
    let done = catch_unwind(AssertUnwindSafe(|| work(disk.path())));
    assert!(run("umount", &[]));
    Some(done.unwrap_or_else(|panic| resume_unwind(panic)))
}
