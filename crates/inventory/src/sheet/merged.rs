//! Merged cells: what one holds, it holds for all its rows that have something of their own.

use std::collections::BTreeMap;
use std::io::Read;

/// The most merged cells of a sheet that are heeded.
pub(super) const MOST_MERGED: usize = 100_000;

/// A cell that holds for rows below it.
#[derive(Debug)]
struct MergedSpan {
    column: u32,
    last: u64,
    text: Option<String>,
}

/// The merged cells of a sheet, those still ahead by their first row.
#[derive(Debug, Default)]
pub(super) struct Spans {
    ahead: BTreeMap<u64, Vec<MergedSpan>>,
    open: Vec<MergedSpan>,
    spared: Vec<u32>,
    count: usize,
}

impl Spans {
    /// Does not fill these columns.
    pub(super) fn spare(&mut self, columns: &[u32]) {
        self.spared = columns.to_vec();
    }

    /// Adds a merged cell of several rows.
    pub(super) fn add(&mut self, column: u32, first: u64, last: u64) {
        if last > first && self.count < MOST_MERGED {
            self.count += 1;
            self.ahead.entry(first).or_default().push(MergedSpan { column, last, text: None });
        }
    }

    /// Fills a row's cells that are empty below a merged one; how many were spared.
    pub(super) fn fill(&mut self, row: u64, cells: &mut Vec<(u32, String)>) -> u64 {
        if self.ahead.is_empty() && self.open.is_empty() {
            return 0;
        }
        self.open.retain(|span| span.last >= row);
        while let Some(entry) = self.ahead.first_entry().filter(|entry| *entry.key() <= row) {
            let (first, spans) = entry.remove_entry();
            self.open.extend(spans.into_iter().filter(|span| first == row && span.last >= row));
        }
        if cells.is_empty() {
            return 0;
        }
        let mut spared = 0;
        for span in &mut self.open {
            let place = cells.binary_search_by_key(&span.column, |(column, _)| *column);
            match (place, &span.text) {
                (Ok(at), None) => span.text = Some(cells[at].1.clone()),
                (Err(_), Some(_)) if self.spared.contains(&span.column) => spared += 1,
                (Err(at), Some(text)) => cells.insert(at, (span.column, text.clone())),
                _ => {}
            }
        }
        spared
    }
}

/// The merged cells of several rows of a part of a workbook of Excel: column, first and last row,
/// from 0. They are found without reading the rest of it.
///
/// # Errors
///
/// The part cannot be unpacked, or has a cell where no sheet has one: its place would be read as
/// another's.
pub(super) fn of_excel(mut part: impl Read) -> Result<Vec<(u32, u64, u64)>, Broken> {
    const MARK: &[u8] = b"mergeCell ";
    const LONGEST: usize = 256;
    let mut found = Vec::new();
    let mut window: Vec<u8> = Vec::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = part.read(&mut piece)?;
        window.extend_from_slice(&piece[..read]);
        if let Some(place) = beyond_any_sheet(&window) {
            return Err(Broken::Place(place));
        }
        let mut at = 0;
        while let Some(mark) = memchr::memmem::find(&window[at..], MARK) {
            let start = at + mark + MARK.len();
            let rest = &window[start..window.len().min(start + LONGEST)];
            let Some(end) = memchr::memchr(b'>', rest) else {
                if rest.len() < LONGEST && read > 0 {
                    break;
                }
                at = start;
                continue;
            };
            found.extend(range_in(&rest[..end]).filter(|(_, first, last)| first < last));
            at = start + end;
            if found.len() >= MOST_MERGED {
                return Ok(found);
            }
        }
        if read == 0 {
            return Ok(found);
        }
        // What may be the start of a mark stays.
        let from = window.len().saturating_sub(LONGEST + MARK.len()).max(at);
        window.drain(..from);
    }
}

/// Why a part of a workbook of Excel cannot be read.
#[derive(Debug)]
pub(super) enum Broken {
    /// It cannot be unpacked.
    Io(std::io::Error),
    /// It has a cell or a row at that place, which no sheet has.
    Place(String),
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// The most letters and digits of a place: `XFD1048576` is the last of a sheet, and seven letters or
/// ten digits are more than a number of 32 bits holds.
const MOST_LETTERS: usize = 6;
const MOST_DIGITS: usize = 9;

/// A place of a row or a cell in some of a sheet's text that has more letters or digits than any; or
/// of the sheet's extent, or the extent of a formula.
fn beyond_any_sheet(text: &[u8]) -> Option<String> {
    place_beyond(text).or_else(|| extent_beyond(text))
}

/// A side of an extent that lies beyond any sheet.
fn extent_beyond(text: &[u8]) -> Option<String> {
    value_beyond(text, b"ref=", [b"dimension", b"f"], |value| {
        value.split(|b| *b == b':').find(|side| {
            let digits = side.iter().filter(|b| b.is_ascii_digit()).count();
            digits > MOST_DIGITS || side.len() - digits > MOST_LETTERS
        })
    })
}

/// A place of a row or a cell, and no words of one, that lies beyond any sheet.
fn place_beyond(text: &[u8]) -> Option<String> {
    value_beyond(text, b" r=", [b"c", b"row"], |value| {
        if value.len() <= MOST_LETTERS {
            return None;
        }
        let letters = value.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let digits = value[letters..].iter().take_while(|b| b.is_ascii_digit()).count();
        let is_beyond = letters > MOST_LETTERS || digits > MOST_DIGITS;
        (letters + digits == value.len() && is_beyond).then_some(value)
    })
}

/// The first value of an attribute of one of two tags, of which a part lies beyond any sheet.
fn value_beyond(
    text: &[u8],
    attribute: &[u8],
    tags: [&[u8]; 2],
    beyond: impl Fn(&[u8]) -> Option<&[u8]>,
) -> Option<String> {
    memchr::memmem::find_iter(text, attribute).find_map(|at| {
        let from = at + attribute.len();
        let quote = *text.get(from).filter(|quote| matches!(quote, b'"' | b'\''))?;
        let value = &text[from + 1..text.len().min(from + 1 + LONGEST_PLACE)];
        // One that is cut comes whole with what follows.
        let cut = Some(value.len()).filter(|length| *length == LONGEST_PLACE);
        let end = memchr::memchr(quote, value).or(cut)?;
        let found = beyond(&value[..end])?;
        let tag = &text[text[..at].iter().rposition(|b| *b == b'<')? + 1..at];
        let name = tag.split(u8::is_ascii_whitespace).next()?.rsplit(|b| *b == b':').next()?;
        let is_own = !tag.contains(&b'>') && tags.contains(&name);
        is_own.then(|| String::from_utf8_lossy(found).into_owned())
    })
}

/// The longest place that is told apart from words.
const LONGEST_PLACE: usize = 64;

fn range_in(tag: &[u8]) -> Option<(u32, u64, u64)> {
    let tag = std::str::from_utf8(tag).ok()?;
    let range = tag.split("ref=").nth(1)?.trim_start_matches(['"', '\'']);
    let range = range.split(['"', '\'']).next()?;
    let (from, to) = range.split_once(':')?;
    let ((column, first), (_, last)) = (place(from)?, place(to)?);
    Some((column, first, last))
}

/// The column and the row of `B12`, from 0.
fn place(name: &str) -> Option<(u32, u64)> {
    let name = name.replace('$', "");
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase().checked_sub(b'A').filter(|at| *at < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(letter) + 1)?;
    }
    Some((column.checked_sub(1)?, row.parse::<u64>().ok()?.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Drops<'a>(&'a [u8]);
    impl Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let take = self.0.len().min(7).min(out.len());
            out[..take].copy_from_slice(&self.0[..take]);
            self.0 = &self.0[take..];
            Ok(take)
        }
    }

    #[test]
    fn merged_ranges_are_found_wherever_they_are_cut() {
        let text = format!(
            "{}<mergeCells count=\"3\"><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"$AB$4:$AC$4\" /><x:mergeCell ref='C10:D12'/></mergeCells>",
            "<row/>".repeat(20_000)
        );
        // A2:A3 and C10:D12 hold for rows; AB4:AC4 only goes across.
        let expected = vec![(0, 1, 2), (2, 9, 11)];
        assert_eq!(of_excel(text.as_bytes()).unwrap(), expected);
        assert_eq!(of_excel(Drops(&text.as_bytes()[119_900..])).unwrap(), expected);
    }

    #[test]
    fn a_place_beyond_any_sheet_is_refused_wherever_it_is_cut() {
        let cell = |tag: &str| {
            let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".repeat(4_000);
            format!("{rows}<{tag}><v>2</v></c>")
        };
        for (tag, place) in [
            ("c r=\"ZZZZZZ99999999999\"", "ZZZZZZ99999999999"),
            ("c s=\"1\" r='A99999999999'", "A99999999999"),
            ("x:c r=\"ZZZZZZZ1\"", "ZZZZZZZ1"),
            ("row spans=\"1:2\" r=\"99999999999\"", "99999999999"),
            ("dimension ref=\"ZZZZ9:A99999999999\"", "A99999999999"),
            ("c><f t=\"shared\" ref='ABCDEFGH1'", "ABCDEFGH1"),
        ] {
            let text = cell(tag);
            for read in [of_excel(text.as_bytes()), of_excel(Drops(text.as_bytes()))] {
                assert!(matches!(&read, Err(Broken::Place(of)) if of == place), "{tag}: {read:?}");
            }
        }
        for tag in
            ["c r=\"XFD1048576\"", "t>lu sur r=\"ABCDEFGH12345678901\"</t", "c er=\"A99999999999\""]
        {
            let read = of_excel(cell(tag).as_bytes());
            assert!(read.is_ok(), "{tag}: {read:?}");
        }
    }

    #[test]
    fn a_place_is_a_column_and_a_row() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("AB12"), Some((27, 11)));
        assert_eq!((place("12"), place("A0"), place("ZZZZZZZZZZ1")), (None, None, None));
    }
}
