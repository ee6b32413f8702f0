//! Cuts a text into blocks of whole records, so that a file of any size takes little memory and
//! several threads can read it.
//!
//! The cuts depend on the text alone, never on the number of threads: partial sums merged block
//! by block give the same bits on every machine.

use std::io::{self, Read};

/// The longest record accepted, in bytes; a longer one is a fault of the file.
pub const LONGEST_RECORD: usize = 16 << 20;

/// How much text a block holds, in bytes; its records are whole, so it may hold a little more.
const BLOCK: usize = 2 << 20;

/// Whole records of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The text, ending at the end of a record.
    pub text: Vec<u8>,
    /// Its place among the blocks, from 0.
    pub number: usize,
    /// The line its first record stands on, from 1.
    pub first_line: u64,
}

/// The blocks of a text, in order.
pub struct Blocks<R> {
    reader: R,
    delimiter: u8,
    rest: Vec<u8>,
    number: usize,
    line: u64,
    ended: bool,
    size: usize,
}

/// Why no further block can be given.
#[derive(Debug)]
pub enum BlockFault {
    /// The file could not be read further.
    Unreadable(io::Error),
    /// A record is longer than [`LONGEST_RECORD`].
    TooLong,
}

impl<R: Read> Blocks<R> {
    /// Starts cutting a text whose fields are separated by `delimiter`.
    pub fn new(reader: R, delimiter: u8) -> Self {
        Self { reader, delimiter, rest: Vec::new(), number: 0, line: 1, ended: false, size: BLOCK }
    }

    /// Says on which line the text starts, where it is not the first.
    #[must_use]
    pub fn from_line(mut self, line: u64) -> Self {
        self.line = line;
        self
    }

    /// The same cuts for tests, in smaller blocks.
    #[must_use]
    pub fn sized(mut self, size: usize) -> Self {
        self.size = size;
        self
    }

    /// The next block, or `None` at the end of the text.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a record is longer than [`LONGEST_RECORD`].
    pub fn next_block(&mut self) -> Result<Option<Block>, BlockFault> {
        let mut wanted = self.size;
        loop {
            self.fill(wanted)?;
            if self.rest.is_empty() {
                return Ok(None);
            }
            let cut = if self.ended { self.rest.len() } else { last_record_end(&self.rest, self.delimiter) };
            if cut > 0 {
                let mut text = Vec::with_capacity(self.size + (self.size >> 2));
                text.extend_from_slice(&self.rest[cut..]);
                std::mem::swap(&mut text, &mut self.rest);
                text.truncate(cut);
                let (number, first_line) = (self.number, self.line);
                self.number += 1;
                self.line += memchr::memchr_iter(b'\n', &text).count() as u64;
                return Ok(Some(Block { text, number, first_line }));
            }
            if self.rest.len() > LONGEST_RECORD {
                return Err(BlockFault::TooLong);
            }
            wanted = self.rest.len() * 2;
        }
    }

    fn fill(&mut self, wanted: usize) -> Result<(), BlockFault> {
        while self.rest.len() < wanted && !self.ended {
            let missing = (wanted - self.rest.len()) as u64;
            let read = self
                .reader
                .by_ref()
                .take(missing)
                .read_to_end(&mut self.rest)
                .map_err(BlockFault::Unreadable)?;
            self.ended = (read as u64) < missing;
        }
        Ok(())
    }
}

/// Where the last whole record ends: after the last line feed outside quotes, or 0.
///
/// A quote opens only at the start of a field, as the reader sees it: in `Serveur "100` it is a
/// character like any other.
fn last_record_end(text: &[u8], delimiter: u8) -> usize {
    if memchr::memchr(b'"', text).is_none() {
        return memchr::memrchr(b'\n', text).map_or(0, |at| at + 1);
    }
    let (mut at, mut end) = (0, 0);
    let mut clean_from = 0;
    while let Some(offset) = memchr::memchr(b'"', &text[at..]) {
        let quote = at + offset;
        let opens = quote == 0 || matches!(text[quote - 1], b'\n' | b'\r') || text[quote - 1] == delimiter;
        if !opens {
            at = quote + 1;
            continue;
        }
        if let Some(line) = memchr::memrchr(b'\n', &text[clean_from..quote]) {
            end = clean_from + line + 1;
        }
        let Some(close) = closing_quote(text, quote + 1) else { return end };
        at = close + 1;
        clean_from = at;
    }
    memchr::memrchr(b'\n', &text[clean_from..]).map_or(end, |line| clean_from + line + 1)
}

fn closing_quote(text: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let quote = from + memchr::memchr(b'"', &text[from..])?;
        match text.get(quote + 1) {
            Some(b'"') => from = quote + 2,
            // The next character is not here yet, and it may be the other half of a quote.
            None => return None,
            Some(_) => return Some(quote),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn records(text: &[u8]) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(b';')
            .from_reader(text);
        reader
            .byte_records()
            .map(|r| r.unwrap().iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect())
            .collect()
    }

    fn records_in_blocks(text: &[u8], size: usize) -> Vec<Vec<String>> {
        let mut blocks = Blocks::new(text, b';').sized(size);
        let mut all = Vec::new();
        while let Some(block) = blocks.next_block().unwrap() {
            all.extend(records(&block.text));
        }
        all
    }

    #[test]
    fn quoted_line_feeds_do_not_cut_a_record() {
        let text = b"a;\"x\ny\"\nb;\"c\"\"\nd\"\n\"e\";Serveur \"100\nf;g";
        for size in 1..text.len() + 2 {
            assert_eq!(records_in_blocks(text, size), records(text), "blocks of {size} bytes");
        }
    }

    #[test]
    fn a_record_without_end_is_refused_before_it_fills_memory() {
        let endless = io::repeat(b'x').take(1 << 30);
        let mut blocks = Blocks::new(endless, b';');
        assert!(matches!(blocks.next_block(), Err(BlockFault::TooLong)));
    }

    proptest! {
        #[test]
        fn blocks_hold_the_same_records_as_the_text(
            text in "([ab;\"]{0,6}\n?){0,12}", size in 1_usize..40
        ) {
            prop_assert_eq!(records_in_blocks(text.as_bytes(), size), records(text.as_bytes()));
        }
    }
}
