//! Merged cells: what one holds, it holds for all its rows that have something of their own.

use super::references::unescaped;
use super::unreadable;
use ground::fault::Fault;
use quick_xml::events::Event;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufReader, Read};
use std::path::Path;

/// The most merged cells of a sheet that are heeded.
pub(super) const MOST_MERGED: usize = 100_000;

/// A cell that holds for rows below it.
#[derive(Debug)]
struct Span {
    column: u32,
    last: u64,
    text: Option<String>,
}

/// The merged cells of a sheet, those still ahead by their first row.
#[derive(Debug, Default)]
pub(super) struct Spans {
    ahead: BTreeMap<u64, Vec<Span>>,
    open: Vec<Span>,
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
            self.ahead.entry(first).or_default().push(Span { column, last, text: None });
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

/// The merged cells of several rows of a sheet of Excel: column, first and last row, from 0.
///
/// # Errors
///
/// The workbook does not hold together.
pub(super) fn of_excel(path: &Path, sheet: &str) -> Result<Vec<(u32, u64, u64)>, Fault> {
    let broken = |error: &dyn std::fmt::Display| unreadable(path, error);
    let file = ground::table::open_input(path).map_err(|error| broken(&error))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&error))?;
    let Some(part) = part_of(&mut archive, sheet) else { return Ok(Vec::new()) };
    let Ok(part) = archive.by_name(&part) else { return Ok(Vec::new()) };
    ranges(BufReader::with_capacity(1 << 16, part)).map_err(|error| broken(&error))
}

/// The part of the archive that a sheet is.
fn part_of<R: Read + std::io::Seek>(
    archive: &mut zip::ZipArchive<R>,
    sheet: &str,
) -> Option<String> {
    let attributes = |archive: &mut zip::ZipArchive<R>, part: &str, tag: &str, of: [&str; 2]| {
        let mut found = HashMap::new();
        let mut reader =
            quick_xml::Reader::from_reader(BufReader::new(archive.by_name(part).ok()?));
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).ok()? {
                Event::Start(this) | Event::Empty(this) if this.local_name().as_ref() == tag => {
                    let get = |name: &str| {
                        let mut all = this.attributes().flatten();
                        let own = all.find(|a| a.key.as_ref().rsplit(':').next() == Some(name))?;
                        Some(unescaped(&own.value))
                    };
                    if let (Some(key), Some(value)) = (get(of[0]), get(of[1])) {
                        found.insert(key, value);
                    }
                }
                Event::Eof => return Some(found),
                _ => {}
            }
        }
    };
    let sheets = attributes(archive, "xl/workbook.xml", "sheet", ["name", "id"])?;
    let targets =
        attributes(archive, "xl/_rels/workbook.xml.rels", "Relationship", ["Id", "Target"])?;
    let target = targets.get(sheets.get(sheet)?)?;
    Some(match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    })
}

/// The ranges of `<mergeCell ref="A2:A3"/>` in a part, found without reading the rest of it.
fn ranges(mut part: impl Read) -> std::io::Result<Vec<(u32, u64, u64)>> {
    const MARK: &[u8] = b"mergeCell ";
    const LONGEST: usize = 256;
    let mut found = Vec::new();
    let mut window: Vec<u8> = Vec::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = part.read(&mut piece)?;
        window.extend_from_slice(&piece[..read]);
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
        assert_eq!(ranges(text.as_bytes()).unwrap(), expected);
        assert_eq!(ranges(Drops(&text.as_bytes()[119_900..])).unwrap(), expected);
    }

    #[test]
    fn a_place_is_a_column_and_a_row() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("AB12"), Some((27, 11)));
        assert_eq!((place("12"), place("A0"), place("ZZZZZZZZZZ1")), (None, None, None));
    }
}
