//! What a line is before it is taken apart into cells.

use ground::table::Dialect;
use std::io::{self, BufRead, BufReader, Read};

/// The records of a table that is written anew, each on the lines that people count.
pub(crate) fn even_records<R: Read>(text: R, dialect: Dialect) -> csv::Reader<EvenLines<R>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .from_reader(EvenLines::new(text))
}

/// A text whose lines a reader of records counts as people do: none is empty, and all end alike.
pub(crate) struct EvenLines<R> {
    text: BufReader<R>,
    line: Vec<u8>,
    /// How much of the line was given.
    given: usize,
}

impl<R: Read> EvenLines<R> {
    fn new(text: R) -> Self {
        Self { text: BufReader::with_capacity(1 << 16, text), line: Vec::new(), given: 0 }
    }
}

impl<R: Read> Read for EvenLines<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given == self.line.len() {
            self.line.clear();
            self.given = 0;
            self.text.read_until(b'\n', &mut self.line)?;
            if self.line.ends_with(b"\r\n") {
                let end = self.line.len() - 2;
                self.line.remove(end);
            }
            if self.line == b"\n" {
                self.line.insert(0, b' ');
            }
        }
        let rest = &self.line[self.given..];
        let length = rest.len().min(out.len());
        out[..length].copy_from_slice(&rest[..length]);
        self.given += length;
        Ok(length)
    }
}

/// A line without the file and the line that it stands on, where rows say them (`placed`).
pub(super) fn own_part(line: &[u8], delimiter: u8, placed: bool) -> Option<&[u8]> {
    let mut own = line.trim_ascii_end();
    if placed {
        own = own.strip_suffix(&[delimiter]).unwrap_or(own);
        for _ in 0..2 {
            own = &own[..memchr::memrchr(delimiter, own)?];
        }
    }
    Some(own)
}

/// The one cell of a line that has no other, and which stands first.
pub(super) fn lone(line: &[u8], delimiter: u8) -> Option<&[u8]> {
    let mut own = line;
    while let [rest @ .., last] = own
        && (*last == delimiter || last.is_ascii_whitespace() || *last == b'"')
    {
        own = rest;
    }
    let own = own.strip_prefix(b"\"").unwrap_or(own);
    (!own.is_empty() && memchr::memchr(delimiter, own).is_none()).then_some(own)
}
