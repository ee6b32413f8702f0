//! The blocks of an inventory file, their faults told with its name.

use super::file::{open_quote, too_long};
use ground::fault::Fault;
use ground::table::{Block, BlockFault, Blocks, LONGEST_RECORD, TextSource};
use ground::text;
use std::io::Read;
use std::path::Path;

/// The last line on which a block may begin: its rows are known by numbers of 32 bits, and it has
/// fewer than its bytes.
const LAST_LINE: u64 = u32::MAX as u64 - 2 * LONGEST_RECORD as u64;

/// The blocks of a file, with its name for faults.
pub struct Reading<'a, T> {
    /// Its blocks.
    pub blocks: Blocks<T>,
    /// Its name, for faults.
    pub path: &'a Path,
}

impl<T: Read> Reading<'_, T> {
    /// The next block of whole records.
    pub fn next_block(&mut self) -> Result<Option<Block>, Fault> {
        let block = self.blocks.next_block().map_err(|fault| match fault {
            BlockFault::Unreadable(error) => TextSource::cannot_read(self.path, &error),
            BlockFault::TooLong { line } => too_long(self.path, line),
            BlockFault::OpenQuote { line } => open_quote(self.path, line),
        })?;
        match block {
            Some(block) if block.first_line > LAST_LINE => Err(too_many(self.path)),
            block => Ok(block),
        }
    }
}

/// The fault of a file with more lines than are told apart.
#[cold]
fn too_many(path: &Path) -> Fault {
    Fault::new(text!(
        "le fichier a plus de lignes que ce que l'outil sait distinguer (4 milliards)",
        "the file has more lines than can be told apart (4 billion)"
    ))
    .in_file(path)
    .hint(text!(
        "partagez-le en plusieurs fichiers, et donnez-les ensemble",
        "cut it into several files, and give them together"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beyond_the_numbers_of_rows_are_refused_not_counted_as_one() {
        let read = |first_line: u64| {
            let blocks = Blocks::new(&b"a;1\nb;2\n"[..], b';').from_line(first_line);
            Reading { blocks, path: Path::new("x.csv") }.next_block().map(|block| block.is_some())
        };
        assert!(read(LAST_LINE).unwrap() && read(2).unwrap());
        let fault = read(LAST_LINE + 1).unwrap_err();
        assert!(fault.to_string().contains("x.csv"), "{fault}");
    }
}
