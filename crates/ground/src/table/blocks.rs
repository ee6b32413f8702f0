//! Cuts a text into blocks of whole records, so that a file of any size takes little memory and
//! several threads can read it.
//!
//! The cuts depend on the text alone, never on the number of threads: partial sums merged block
//! by block give the same bits on every machine.

use super::marks::Marks;
use super::visible::visible;
use crate::fault::Fault;
use crate::text;
use std::io::{self, Read};
use std::path::Path;

/// The longest record accepted, in bytes; a longer one is a fault of the file.
pub const LONGEST_RECORD: usize = 16 << 20;

/// How much text a block holds, in bytes; its records are whole, so it may hold a little more.
const BLOCK: usize = 4 << 20;

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
    /// Up to where the rest holds nothing that cannot be seen.
    clean: usize,
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
    TooLong {
        /// The line it starts on.
        line: u64,
    },
    /// A quote is opened and never closed: what follows it cannot be told apart.
    OpenQuote {
        /// The line it stands on.
        line: u64,
    },
}

impl<R: Read> Blocks<R> {
    /// Starts cutting a text whose fields are separated by `delimiter`.
    pub fn new(reader: R, delimiter: u8) -> Self {
        Self {
            reader,
            delimiter,
            rest: Vec::new(),
            clean: 0,
            number: 0,
            line: 1,
            ended: false,
            size: BLOCK,
        }
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
    /// The file cannot be read, a record is longer than [`LONGEST_RECORD`], or a quote is never
    /// closed.
    pub fn next_block(&mut self) -> Result<Option<Block>, BlockFault> {
        let mut wanted = self.size;
        loop {
            self.fill(wanted)?;
            if self.rest.is_empty() {
                return Ok(None);
            }
            let seen = look(&self.rest, self.delimiter, self.ended);
            let cut = match (self.ended, seen.open_quote) {
                (true, Some(quote)) => {
                    let before = memchr::memchr_iter(b'\n', &self.rest[..quote]).count() as u64;
                    return Err(BlockFault::OpenQuote { line: self.line + before });
                }
                (true, None) if self.rest.len() - seen.end <= LONGEST_RECORD => self.rest.len(),
                _ => seen.end,
            };
            if cut > 0 {
                let mut text = Vec::with_capacity(self.size + (self.size >> 2));
                text.extend_from_slice(&self.rest[cut..]);
                std::mem::swap(&mut text, &mut self.rest);
                text.truncate(cut);
                self.clean -= cut;
                let (number, first_line) = (self.number, self.line);
                self.number += 1;
                self.line += memchr::memchr_iter(b'\n', &text).count() as u64;
                return Ok(Some(Block { text, number, first_line }));
            }
            if self.rest.len() > LONGEST_RECORD {
                return Err(BlockFault::TooLong { line: self.line });
            }
            wanted = (self.rest.len() * 2).min(LONGEST_RECORD + 1);
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
            self.make_visible();
        }
        Ok(())
    }

    /// Takes what cannot be seen out of the whole lines read last: no character stands on two lines.
    fn make_visible(&mut self) {
        let new = &self.rest[self.clean..];
        let whole = if self.ended {
            new.len()
        } else {
            memchr::memrchr(b'\n', new).map_or(0, |last| last + 1)
        };
        let tail = self.rest.split_off(self.clean + whole);
        visible(&mut self.rest, self.clean);
        self.clean = self.rest.len();
        self.rest.extend_from_slice(&tail);
    }
}

/// What a text shows of its records.
struct SeenRecords {
    /// Where the last whole record ends: after the last line feed outside quotes, or 0.
    end: usize,
    /// The quote that nothing closes, if there is one.
    open_quote: Option<usize>,
}

/// Looks for the end of the last whole record; `whole` says that no more text follows.
///
/// A quote opens only at the start of a field, as the reader sees it: in `Serveur "100` it is a
/// character like any other.
fn look(text: &[u8], delimiter: u8, whole: bool) -> SeenRecords {
    let (mut end, mut clean_from) = (0, 0);
    let mut quotes = Quotes::of(text);
    while let Some(quote) = quotes.next() {
        if !opens(text, quote, delimiter) {
            continue;
        }
        // Between two quoted cells of a row stands one delimiter.
        let line = match &text[clean_from..quote] {
            [byte] => (*byte == b'\n').then_some(0),
            between => memchr::memrchr(b'\n', between),
        };
        end = line.map_or(end, |line| clean_from + line + 1);
        let Some(close) = closing_quote(text, &mut quotes, whole) else {
            return SeenRecords { end, open_quote: Some(quote) };
        };
        clean_from = close + 1;
    }
    let last = memchr::memrchr(b'\n', &text[clean_from..]);
    SeenRecords { end: last.map_or(end, |line| clean_from + line + 1), open_quote: None }
}

/// The quotes of a text, in order: of one that has none, or few, most is passed over at once.
struct Quotes<'t> {
    from: usize,
    marks: Marks<'t, 1>,
}

impl<'t> Quotes<'t> {
    fn of(text: &'t [u8]) -> Self {
        let from = memchr::memchr(b'"', text).unwrap_or(text.len());
        Self { from, marks: Marks::of(&text[from..], [b'"']) }
    }
}

impl Iterator for Quotes<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        self.marks.next().map(|at| self.from + at)
    }
}

/// Whether a quote opens a field: it stands at its start.
fn opens(text: &[u8], quote: usize, delimiter: u8) -> bool {
    quote == 0 || matches!(text[quote - 1], b'\n' | b'\r') || text[quote - 1] == delimiter
}

/// The first line of each record of a whole text: a cell of several lines begins none.
///
/// ```
/// let text = b"a;\"b\nc\";d\n\xc9cran 24\";1\n";
/// let lines: Vec<&[u8]> = empreinte_ground::table::first_lines(text, b';').collect();
/// assert_eq!(lines, [&b"a;\"b"[..], b"\xc9cran 24\";1"]);
/// ```
pub fn first_lines(text: &[u8], delimiter: u8) -> impl Iterator<Item = &[u8]> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from;
        let line = text.get(start..).filter(|rest| !rest.is_empty())?;
        let line = &line[..memchr::memchr(b'\n', line).unwrap_or(line.len())];
        from = record_end(text, start, delimiter);
        Some(line)
    })
}

/// Where the record that begins at a place ends, its line feed included.
fn record_end(text: &[u8], start: usize, delimiter: u8) -> usize {
    let mut at = start;
    while let Some(found) = memchr::memchr2(b'\n', b'"', &text[at..]) {
        let found = at + found;
        if text[found] == b'\n' {
            return found + 1;
        }
        at = found + 1;
        if opens(text, found, delimiter) {
            let after = &text[at..];
            let closed = closing_quote(after, &mut Quotes::of(after), true);
            let Some(closed) = closed else { break };
            at += closed + 1;
        }
    }
    text.len()
}

/// The line of the quote that nothing closes in a whole text, if there is one.
pub fn open_quote_line(text: &[u8], delimiter: u8) -> Option<u64> {
    let quote = look(text, delimiter, true).open_quote?;
    Some(memchr::memchr_iter(b'\n', &text[..quote]).count() as u64 + 1)
}

/// The quote, of those that follow an opening one, that closes its cell.
fn closing_quote(text: &[u8], quotes: &mut Quotes<'_>, whole: bool) -> Option<usize> {
    loop {
        let quote = quotes.next()?;
        match text.get(quote + 1) {
            Some(b'"') => quotes.next()?,
            // The next character is not here yet, and it may be the other half of a quote.
            None if !whole => return None,
            _ => return Some(quote),
        };
    }
}

/// The fault of a record longer than any row of a table.
pub fn record_too_long(path: &Path, line: u64) -> Fault {
    let mega = LONGEST_RECORD >> 20;
    Fault::new(text!("une ligne dépasse {mega} Mo", "a line is longer than {mega} MB"))
        .at(path, line, "", "")
        .hint(text!(
            "un guillemet ouvert et jamais fermé, ou un fichier qui n'est pas un CSV : exportez-le de nouveau",
            "a quote opened and never closed, or a file that is no CSV: export it again"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_within_a_cell_begins_no_record() {
        let lines = |text: &str| first_lines(text.as_bytes(), b';').count();
        assert_eq!(lines("a;\"b\nc\nd\";e\nf;g"), 2);
        assert_eq!(lines("a;\"b \"\"c\nd\"\"\"\nf"), 2);
        assert_eq!(lines("Écran 24\";1\nÉcran 27\"\";2\nEn stock"), 3);
        assert_eq!((lines(""), lines("a;\"b\nc"), lines("\n\na")), (0, 1, 3));
    }

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
        assert!(matches!(blocks.next_block(), Err(BlockFault::TooLong { line: 1 })));
    }

    #[test]
    fn a_quote_never_closed_is_a_fault_with_its_line() {
        for size in [1, 8, 1 << 20] {
            let mut blocks = Blocks::new(&b"a;b\nc;\"d\ne;f\n"[..], b';').sized(size);
            let fault =
                std::iter::from_fn(|| blocks.next_block().transpose()).find_map(Result::err);
            assert!(matches!(fault, Some(BlockFault::OpenQuote { line: 2 })), "blocks of {size}");
        }
    }

    proptest! {
        #[test]
        fn blocks_hold_the_same_records_as_the_text(
            text in "([ab;\"]{0,6}\n?){0,12}", size in 1_usize..40
        ) {
            if look(text.as_bytes(), b';', true).open_quote.is_none() {
                prop_assert_eq!(records_in_blocks(text.as_bytes(), size), records(text.as_bytes()));
            }
        }
    }
}
