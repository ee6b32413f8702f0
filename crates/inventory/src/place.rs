//! Where the headings of a table stand in its file: what is wrong with them is said at that line.

use ground::fault::Fault;
use ground::lang::Text;
use std::path::Path;

/// The file and the line of the headings of a table. A fault of headings is made of it alone, so that
/// none can name another line.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeadingPlace<'a> {
    path: &'a Path,
    line: u64,
}

impl<'a> HeadingPlace<'a> {
    /// Of headings below so many lines of their file.
    pub(super) fn below(path: &'a Path, lines: u64) -> Self {
        Self { path, line: lines + 1 }
    }

    /// The file.
    pub(super) fn path(self) -> &'a Path {
        self.path
    }

    /// A fault of the headings.
    pub(super) fn fault(self, what: Text) -> Fault {
        self.fault_of(what, "")
    }

    /// A fault of the headings, which shows what of them is at fault.
    pub(super) fn fault_of(self, what: Text, value: &str) -> Fault {
        Fault::new(what).at(self.path, self.line, "", value)
    }
}
