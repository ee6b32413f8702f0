//! The blocks of an inventory file, their faults told with its name.

use ground::fault::Fault;
use ground::table::{Block, BlockFault, Blocks, LONGEST_RECORD, TextSource, record_too_long};
use ground::text;
use std::io::{self, Read};
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
            BlockFault::TooLong { line } => record_too_long(self.path, line),
            BlockFault::OpenQuote { line } => open_quote(self.path, line),
        })?;
        match block {
            Some(block) if block.first_line > LAST_LINE => Err(too_many(self.path)),
            block => Ok(block),
        }
    }
}

/// The text of a file as its blocks have it, for what reads records one after the other: it ends in
/// an error where they end in a fault.
pub(super) struct WholeRecords<'a, T> {
    reading: Reading<'a, T>,
    block: io::Cursor<Vec<u8>>,
    fault: Option<Fault>,
}

impl<'a, T: Read> WholeRecords<'a, T> {
    /// Of a text whose first line is that of its file.
    pub(super) fn of(text: T, path: &'a Path, (delimiter, first_line): (u8, u64)) -> Self {
        let blocks = Blocks::new(text, delimiter).from_line(first_line);
        Self { reading: Reading { blocks, path }, block: io::Cursor::default(), fault: None }
    }

    /// The fault that it ended in, else that of what is made of it.
    pub(super) fn fault(self, other: impl Into<io::Error>) -> Fault {
        let path = self.reading.path;
        self.fault.unwrap_or_else(|| TextSource::cannot_read(path, &other.into()))
    }
}

impl<T: Read> Read for WholeRecords<'_, T> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.block.read(out)?;
            if length > 0 || out.is_empty() {
                return Ok(length);
            }
            match self.reading.next_block() {
                Ok(Some(block)) => self.block = io::Cursor::new(block.text),
                Ok(None) => return Ok(0),
                Err(fault) => {
                    self.fault = Some(fault);
                    return Err(io::ErrorKind::InvalidData.into());
                }
            }
        }
    }
}

/// The fault of a quote that nothing closes: the rows after it cannot be told apart.
pub fn open_quote(path: &Path, line: u64) -> Fault {
    Fault::new(text!(
        "un guillemet est ouvert et jamais fermé : les lignes suivantes ne peuvent pas être lues",
        "a quote is opened and never closed: the rows after it cannot be read"
    ))
    .at(path, line, "", "")
    .hint(text!(
        "fermez ou retirez le guillemet de cette ligne, ou exportez le fichier de nouveau",
        "close or remove the quote on that line, or export the file again"
    ))
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
