//! The records of a block, read where they stand: a cell without quotes is never copied.
//!
//! What a record is follows the csv crate: a quote opens a cell at its start alone, two of them
//! inside are one, lines end at a line feed or a carriage return, and empty lines are no records.

use super::Block;
use super::marks::Marks;
use super::visible::is_broken;
use memchr::{memchr, memchr3};
use std::borrow::Cow;
use std::ops::Index;

/// Stands between the cells of a copied record of which one holds the delimiter itself.
const APART: u8 = 0x1E;

/// The cells of a record, and where it stands in its block.
#[derive(Debug, Clone, Default)]
pub struct RecordCells<'t> {
    /// The text that the cells stand in, where they were not copied.
    text: &'t [u8],
    /// The cells that were copied, with what stands between them.
    copied: Vec<u8>,
    is_copied: bool,
    /// What its block has between cells; 0 where it stands in none.
    delimiter: u8,
    /// Whether a copied cell holds the delimiter, so that [`APART`] stands between them.
    is_apart: bool,
    /// From where to where each cell goes.
    spans: Vec<(usize, usize)>,
    /// The record as it stands in its block, without its line end.
    raw: &'t [u8],
    line: u64,
    is_on_lines: bool,
    /// What its block holds.
    block: BlockSigns,
}

/// Signs that most blocks do not hold: looked for once a block, and not once a row.
#[derive(Debug, Clone, Copy)]
struct BlockSigns {
    /// `<`, `&` or an apostrophe.
    marks: bool,
    /// The sign that stands for bytes that were no character.
    broken: bool,
}

impl Default for BlockSigns {
    fn default() -> Self {
        Self { marks: true, broken: true }
    }
}

impl<'t> RecordCells<'t> {
    /// No cell.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cells that stand in no block.
    pub fn of<C: AsRef<[u8]>>(cells: impl IntoIterator<Item = C>) -> Self {
        let mut record = Self { is_copied: true, ..Self::default() };
        for cell in cells {
            record.push(cell.as_ref());
        }
        record
    }

    /// The text that the cells stand in.
    #[inline]
    fn text(&self) -> &[u8] {
        if self.is_copied { &self.copied } else { self.text }
    }

    /// The cell at a place, if the record is as long.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&[u8]> {
        let (from, to) = *self.spans.get(at)?;
        self.text().get(from..to)
    }

    /// The cells in order.
    #[inline]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator + Clone {
        let text = self.text();
        self.spans.iter().map(move |(from, to)| &text[*from..*to])
    }

    /// How many cells there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The first so many cells with what stands between them, without empty ones at the end: records
    /// whose cells are the same have the same, quoted, added, put or not, and others have another.
    #[inline]
    pub fn joined(&self, cells: usize) -> Cow<'_, [u8]> {
        let own = &self.spans[..self.spans.len().min(cells)];
        let Some(last) = own.iter().rposition(|(from, to)| from < to) else {
            return Cow::Borrowed(b"");
        };
        if self.is_apart {
            return self.joined_anew(last);
        }
        Cow::Borrowed(&self.text()[own[0].0..own[last].1])
    }

    /// As [`RecordCells::joined`], where the cell that holds the delimiter may not be one of them.
    #[cold]
    fn joined_anew(&self, last: usize) -> Cow<'_, [u8]> {
        let own = || self.iter().take(last + 1);
        let holds = own().any(|cell| memchr(self.delimiter, cell).is_some());
        let between = if holds { APART } else { self.delimiter };
        Cow::Owned(own().collect::<Vec<_>>().join(&between))
    }

    /// All cells with what stands between them.
    fn all(&self) -> &[u8] {
        match (self.spans.first(), self.spans.last()) {
            (Some((from, _)), Some((_, to))) => &self.text()[*from..*to],
            _ => b"",
        }
    }

    /// How long its cells are together, with what stands between them, in bytes.
    #[inline]
    pub fn length(&self) -> usize {
        self.all().len()
    }

    /// The record as it stands in its block, quotes and all, without its line end.
    pub fn raw(&self) -> &'t [u8] {
        self.raw
    }

    /// Whether a cell may hold HTML, or a mark before what looks like a formula.
    #[inline]
    pub fn may_be_marked(&self) -> bool {
        self.block.marks && memchr3(b'<', b'&', b'\'', self.all()).is_some()
    }

    /// Whether a cell holds bytes that were no character.
    #[inline]
    pub fn is_broken(&self) -> bool {
        self.block.broken && is_broken(self.all())
    }

    /// Whether it stands on several lines of its block.
    #[inline]
    pub fn spans_lines(&self) -> bool {
        self.is_on_lines
    }

    /// The line of the block that it starts on, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Forgets the cells after the first so many.
    pub fn truncate(&mut self, cells: usize) {
        self.spans.truncate(cells);
    }

    /// Adds a cell at the end.
    pub fn push(&mut self, cell: &[u8]) {
        let (first, last) = match (self.spans.first(), self.spans.last()) {
            (Some((from, _)), Some((_, to))) => (*from, *to),
            _ => (0, 0),
        };
        if self.is_copied {
            self.copied.truncate(last);
        } else {
            self.copied.clear();
            self.copied.extend_from_slice(&self.text[first..last]);
            for (from, to) in &mut self.spans {
                (*from, *to) = (*from - first, *to - first);
            }
            (self.is_copied, self.is_apart) = (true, false);
        }
        self.block = BlockSigns::default();
        if !self.spans.is_empty() {
            self.copied.push(if self.is_apart { APART } else { self.delimiter });
        }
        let from = self.copied.len();
        self.copied.extend_from_slice(cell);
        self.spans.push((from, self.copied.len()));
        if !self.is_apart && memchr(self.delimiter, cell).is_some() {
            self.set_apart();
        }
    }

    /// Has another byte than the delimiter stand between the copied cells, as one of them holds it.
    fn set_apart(&mut self) {
        self.is_apart = true;
        for (from, _) in self.spans.iter().skip(1) {
            self.copied[from - 1] = APART;
        }
    }

    /// Puts other cells in the place of its own; where it stands is still the same.
    pub fn put<C: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.copied.clear();
        self.spans.clear();
        (self.is_copied, self.is_apart) = (true, false);
        self.block = BlockSigns::default();
        for cell in cells {
            self.push(cell.as_ref());
        }
    }

    /// Takes a cell that was copied as far as it goes, from a place on.
    fn end_copied(&mut self, from: usize) {
        self.spans.push((from, self.copied.len()));
    }
}

impl Index<usize> for RecordCells<'_> {
    type Output = [u8];

    fn index(&self, at: usize) -> &[u8] {
        let (from, to) = self.spans[at];
        &self.text()[from..to]
    }
}

impl PartialEq for RecordCells<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// Reads the records of a block one after the other.
pub struct RecordReader<'t> {
    text: &'t [u8],
    delimiter: u8,
    at: usize,
    line: u64,
    /// Whether a quote stands in the text.
    has_quotes: bool,
    /// Whether a carriage return stands in the text, elsewhere than before a line feed.
    has_returns: bool,
    signs: BlockSigns,
}

impl<'t> RecordReader<'t> {
    /// Of a block whose cells are separated by `delimiter`.
    pub fn of(block: &'t Block, delimiter: u8) -> Self {
        let text = block.text.as_slice();
        let (has_quotes, has_returns) = (memchr(b'"', text).is_some(), has_lone_return(text));
        let marks = memchr3(b'<', b'&', b'\'', text).is_some();
        let signs = BlockSigns { marks, broken: is_broken(text) };
        Self { text, delimiter, at: 0, line: 1, has_quotes, has_returns, signs }
    }

    /// Reads the next record in the place of the last; false where there is none.
    #[inline]
    pub fn read(&mut self, record: &mut RecordCells<'t>) -> bool {
        while let Some(byte @ (b'\n' | b'\r')) = self.text.get(self.at) {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return false;
        }
        record.line = self.line;
        record.block = self.signs;
        record.delimiter = self.delimiter;
        record.spans.clear();
        let end = memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let is_quoted = self.has_quotes && memchr(b'"', line).is_some();
        if self.has_returns && (is_quoted || memchr(b'\r', line).is_some()) {
            self.read_on_lines(record);
            return true;
        }
        if is_quoted {
            if !read_quoted(line, self.delimiter, record) {
                self.read_on_lines(record);
                return true;
            }
        } else {
            (record.is_copied, record.is_apart) = (false, false);
            record.text = line;
            split(line, self.delimiter, &mut record.spans);
        }
        record.raw = line;
        record.is_on_lines = false;
        self.at = (self.at + end + 1).min(self.text.len());
        self.line += 1;
        true
    }

    /// As [`RecordReader::read`], of a record that may hold anything: its cells are copied without
    /// their quotes.
    fn read_on_lines(&mut self, record: &mut RecordCells<'t>) {
        let (text, delimiter) = (self.text, self.delimiter);
        let (start, mut at, mut holds_delimiter) = (self.at, self.at, false);
        record.copied.clear();
        record.spans.clear();
        (record.is_copied, record.is_apart) = (true, false);
        let end = loop {
            if !record.spans.is_empty() {
                record.copied.push(delimiter);
            }
            let from = record.copied.len();
            if text.get(at) == Some(&b'"') {
                at = unquoted(text, at + 1, &mut record.copied);
                holds_delimiter |= memchr(delimiter, &record.copied[from..]).is_some();
            }
            let stop = memchr3(delimiter, b'\n', b'\r', &text[at..]).map_or(text.len(), |n| at + n);
            record.copied.extend_from_slice(&text[at..stop]);
            record.end_copied(from);
            match text.get(stop) {
                Some(byte) if *byte == delimiter => at = stop + 1,
                _ => break stop,
            }
        };
        if holds_delimiter {
            record.set_apart();
        }
        record.raw = &text[start..end];
        let more_lines = memchr::memchr_iter(b'\n', record.raw).count() as u64;
        record.is_on_lines = more_lines > 0;
        self.line += more_lines;
        self.at = end;
    }
}

/// Reads a line whose quoted cells end on it and hold no quote, as nearly all of a list with quotes
/// are; false where it is another.
fn read_quoted(line: &[u8], delimiter: u8, record: &mut RecordCells<'_>) -> bool {
    let (mut from, mut holds_delimiter) = (0, false);
    let mut marks = Marks::of(line, [b'"', delimiter]);
    record.copied.clear();
    record.copied.reserve(line.len());
    (record.is_copied, record.is_apart) = (true, false);
    loop {
        let (cell, end) = if line.get(from) == Some(&b'"') {
            // The first mark is that quote.
            marks.next();
            let close = loop {
                match marks.next() {
                    Some(at) if line[at] == b'"' => break at,
                    Some(_) => holds_delimiter = true,
                    None => return false,
                }
            };
            let next = marks.next();
            if close + 1 != next.unwrap_or(line.len()) || line.get(close + 1) == Some(&b'"') {
                return false;
            }
            (&line[from + 1..close], next)
        } else {
            let end = marks.find(|at| line[*at] == delimiter);
            (&line[from..end.unwrap_or(line.len())], end)
        };
        if !record.spans.is_empty() {
            record.copied.push(delimiter);
        }
        let start = record.copied.len();
        record.copied.extend_from_slice(cell);
        record.end_copied(start);
        let Some(end) = end else { break };
        from = end + 1;
    }
    if holds_delimiter {
        record.set_apart();
    }
    true
}

/// Copies a quoted cell, which begins there, and gives where what follows its closing quote stands.
fn unquoted(text: &[u8], mut at: usize, copied: &mut Vec<u8>) -> usize {
    loop {
        let Some(offset) = memchr(b'"', &text[at..]) else {
            copied.extend_from_slice(&text[at..]);
            return text.len();
        };
        copied.extend_from_slice(&text[at..at + offset]);
        at += offset + 1;
        if text.get(at) != Some(&b'"') {
            return at;
        }
        copied.push(b'"');
        at += 1;
    }
}

/// Whether a carriage return stands elsewhere than before a line feed.
fn has_lone_return(text: &[u8]) -> bool {
    memchr::memchr_iter(b'\r', text).any(|at| text.get(at + 1) != Some(&b'\n'))
}

/// Cuts a line at each delimiter.
#[inline]
fn split(line: &[u8], delimiter: u8, spans: &mut Vec<(usize, usize)>) {
    let mut from = 0;
    for at in Marks::of(line, [delimiter]) {
        spans.push((from, at));
        from = at + 1;
    }
    spans.push((from, line.len()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(text: &str) -> Block {
        Block { text: text.as_bytes().to_vec(), number: 0, first_line: 1 }
    }

    /// The records of a text: cells, line and lines spanned.
    fn ours(text: &str) -> Vec<(Vec<Vec<u8>>, u64)> {
        let (block, mut record) = (block(text), RecordCells::new());
        let mut reader = RecordReader::of(&block, b';');
        let mut all = Vec::new();
        while reader.read(&mut record) {
            all.push((record.iter().map(<[u8]>::to_vec).collect(), record.line()));
        }
        all
    }

    fn of_the_crate(text: &str) -> Vec<(Vec<Vec<u8>>, u64)> {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(b';');
        let records = reader.from_reader(text.as_bytes()).into_byte_records();
        records
            .map(Result::unwrap)
            .map(|record| {
                let line = super::super::line_of(&record, text.as_bytes());
                (record.iter().map(<[u8]>::to_vec).collect(), line)
            })
            .collect()
    }

    #[track_caller]
    fn joined(text: &str) -> Vec<u8> {
        let (block, mut record) = (block(text), RecordCells::new());
        assert!(RecordReader::of(&block, b';').read(&mut record));
        let own = record.joined(usize::MAX).to_vec();
        // The same cells have the same, whatever was done to them.
        let cells: Vec<Vec<u8>> = record.iter().map(<[u8]>::to_vec).collect();
        let mut put = record.clone();
        put.put(&cells);
        assert_eq!(put.joined(usize::MAX), own, "put");
        record.truncate(1);
        for cell in &cells[1..] {
            record.push(cell);
        }
        assert_eq!(record.joined(usize::MAX), own, "added");
        record.push(b"with ; in it");
        assert_eq!(record.joined(cells.len()), own, "beside another");
        own
    }

    #[test]
    fn records_are_joined_by_their_cells_and_not_by_their_quotes() {
        assert_eq!(joined("a;b;\n"), joined("\"a\";b;\"\""));
        assert_eq!(joined("a;b"), joined("a;b;;"));
        assert_eq!(joined("a;\"b;c\""), joined("a;\"b;c\";;"));
        assert_ne!(joined("a;b"), joined(";a;b"));
        assert_ne!(joined("\"a;b\";c"), joined("a;\"b;c\""));
        assert_ne!(joined("ab;c"), joined("a;bc"));
    }

    #[test]
    fn cells_may_be_added_and_put_in_the_place_of_others() {
        let block = block("x\na;b;c\n");
        let (mut reader, mut record) = (RecordReader::of(&block, b';'), RecordCells::new());
        assert!(reader.read(&mut record) && reader.read(&mut record));
        record.truncate(2);
        record.push(b"d");
        assert_eq!(record, RecordCells::of(["a", "b", "d"]));
        assert_eq!((record.raw(), record.line(), record.get(3)), (&b"a;b;c"[..], 2, None));
        record.put(["e"]);
        assert_eq!((record.len(), record.get(0)), (1, Some(&b"e"[..])));
        assert!(!reader.read(&mut record));
    }

    proptest! {
        #[test]
        fn records_are_those_of_the_csv_crate(
            text in "([ab]{0,9}|[ab;\"\r\n]{0,6}|\"[ab;]{0,3}\"|;{0,9}|\r?\n){0,12}"
        ) {
            prop_assert_eq!(ours(&text), of_the_crate(&text));
        }
    }
}
