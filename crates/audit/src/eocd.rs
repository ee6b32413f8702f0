//! The end of a ZIP's list of files: how many it says it has, and what stands after it.
//!
//! The reader keeps one file of a name; what it leaves out shows here.

/// The signature of the end of the list, and the size of that record.
const END: &[u8] = b"PK\x05\x06";
const SIZE: usize = 22;

/// What the end of the list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EndOfList {
    /// Files listed; `None` where there are more than it can say.
    pub(super) files: Option<u64>,
    /// Whether bytes stand after the archive.
    pub(super) more: bool,
}

/// Reads it from the tail of a file.
pub(super) fn end(tail: &[u8]) -> Option<EndOfList> {
    let at = (0..=tail.len().checked_sub(SIZE)?).rev().find(|at| tail[*at..].starts_with(END))?;
    let two = |from: usize| u16::from_le_bytes([tail[at + from], tail[at + from + 1]]);
    let files = Some(u64::from(two(10))).filter(|files| *files < u64::from(u16::MAX));
    Some(EndOfList { files, more: at + SIZE < tail.len() })
}
