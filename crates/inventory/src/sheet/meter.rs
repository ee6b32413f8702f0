//! What the parser of a workbook would keep of a part in memory, measured as the part is unpacked and
//! before any of it is parsed: a part of many bytes may be a single text, and one of few a million
//! formats.

use super::references::unescaped;
use std::io::{self, Write};

/// The most bytes between two cells, and of one tag: a cell of Excel has 32,767 letters at most.
const LONGEST: u64 = 16 << 20;
/// The most shared words; each takes 56 bytes besides its text.
const MOST_WORDS: u64 = 5_000_000;
/// The fewest bytes of one: `<si/>`.
const SMALLEST_WORD: u64 = 5;
/// The most tags of what is kept whole (formats, names of sheets, links): Excel has 65,490 formats.
const MOST_KEPT_TAGS: u64 = 1_500_000;
/// The most bytes of it.
const MOST_KEPT: u64 = 64 << 20;
/// The most sheets of one document.
const MOST_SHEETS: u64 = 20_000;
/// How much of a tag is looked at.
const TAG_LOOKED_AT: usize = 1 << 12;

/// What a part of a workbook is to its parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Its cells are given one by one.
    Cells,
    /// The table of shared words, kept whole.
    Words,
    /// Formats, names and links, kept whole.
    Kept,
    /// A picture and its likes, which nobody reads.
    Unread,
}

impl PartKind {
    /// What a part is, by its name in the archive.
    pub(super) fn of(name: &str) -> Self {
        let name = name.replace('\\', "/").to_ascii_lowercase();
        let file = name.rsplit('/').next().unwrap_or("");
        match file {
            "sharedstrings.xml" => Self::Words,
            "styles.xml" | "workbook.xml" => Self::Kept,
            _ => match file.rsplit('.').next() {
                Some("rels") => Self::Kept,
                Some("xml") => Self::Cells,
                _ => Self::Unread,
            },
        }
    }
}

/// What a part has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    /// The text of a cell, or one tag.
    Text,
    /// Formats, names, words or sheets.
    Things,
    /// The number of words that it says it has.
    SaidWords,
}

/// Where a meter stands in the text of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Text,
    /// The first letter of a tag, or the mark of a comment, a section or an instruction.
    Name,
    Tag,
    Quoted(u8),
    /// A comment, a section or an instruction: what stands before the `>` that ends it.
    Until(&'static [u8]),
}

/// Measures the part that is written to it.
#[derive(Debug)]
pub(super) struct XmlMeter {
    kind: PartKind,
    /// How many bytes the part has.
    size: u64,
    within: Within,
    /// The tag being written, or its start.
    tag: Vec<u8>,
    /// The bytes of the text or tag so far.
    piece: u64,
    /// The bytes of text since the last cell began.
    cell: u64,
    /// What is kept of each: words, tags, sheets.
    things: u64,
    excess: Option<Excess>,
}

impl XmlMeter {
    pub(super) fn new(kind: PartKind, size: u64) -> Self {
        let excess = (kind == PartKind::Kept && size > MOST_KEPT).then_some(Excess::Things);
        let (within, tag) = (Within::Text, Vec::new());
        Self { kind, size, within, tag, piece: 0, cell: 0, things: 0, excess }
    }

    /// What there is too much of.
    pub(super) fn excess(&self) -> Option<Excess> {
        self.excess
    }

    /// Takes bytes up to what ends the piece it stands in; how many.
    fn step(&mut self, bytes: &[u8]) -> usize {
        let end = match self.within {
            Within::Text => memchr::memchr(b'<', bytes),
            Within::Name => Some(0),
            Within::Tag => memchr::memchr3(b'>', b'"', b'\'', bytes),
            Within::Quoted(quote) => memchr::memchr(quote, bytes),
            Within::Until(_) => memchr::memchr(b'>', bytes),
        };
        let taken = end.map_or(bytes.len(), |at| at + 1);
        self.piece += taken as u64;
        if matches!(self.within, Within::Text | Within::Until(b"]]")) {
            self.cell += taken as u64;
        }
        if self.within != Within::Text && self.within != Within::Name {
            self.keep(&bytes[..taken]);
        }
        self.note_longest();
        let last = bytes[taken - 1];
        match self.within {
            Within::Text if end.is_some() => {
                self.begin(Within::Name);
                self.tag.clear();
            }
            Within::Name => self.name(last),
            Within::Tag if end.is_some() && last == b'>' => self.end_of_tag(),
            Within::Tag if end.is_some() => self.within = Within::Quoted(last),
            Within::Quoted(_) if end.is_some() => self.within = Within::Tag,
            Within::Until(mark) if end.is_some() && self.ends_with(mark) => {
                self.begin(Within::Text);
            }
            _ => {}
        }
        taken
    }

    /// Whether what is written ends with that mark and a `>`.
    fn ends_with(&self, mark: &[u8]) -> bool {
        self.tag.strip_suffix(b">").is_some_and(|before| before.ends_with(mark))
    }

    fn begin(&mut self, within: Within) {
        self.within = within;
        self.piece = 0;
    }

    /// Keeps the start of a tag, and of what is no tag its end.
    fn keep(&mut self, bytes: &[u8]) {
        if matches!(self.within, Within::Until(_)) {
            let end = &bytes[bytes.len().saturating_sub(4)..];
            self.tag.extend_from_slice(end);
            let from = self.tag.len().saturating_sub(4);
            self.tag.drain(..from);
        } else {
            let room = TAG_LOOKED_AT.saturating_sub(self.tag.len()).min(bytes.len());
            self.tag.extend_from_slice(&bytes[..room]);
        }
    }

    /// Takes the first letter of a tag, or one of what may be the mark of a comment or a section.
    fn name(&mut self, letter: u8) {
        if self.tag.len() < TAG_LOOKED_AT {
            self.tag.push(letter);
        }
        match (self.tag.as_slice(), letter) {
            (b"!--", _) => self.within = Within::Until(b"--"),
            (b"![CDATA[", _) => self.within = Within::Until(b"]]"),
            (b"?", _) => self.within = Within::Until(b"?"),
            (_, b'>') => self.end_of_tag(),
            (_, b'"' | b'\'') => self.within = Within::Quoted(letter),
            // What may begin a comment or a section is told letter by letter; a name is not.
            (tag, other) if other.is_ascii_whitespace() || tag[0] != b'!' => {
                self.within = Within::Tag;
            }
            _ => return,
        }
        if matches!(self.within, Within::Until(_)) {
            self.tag.clear();
        }
    }

    /// Counts a tag that ends.
    fn end_of_tag(&mut self) {
        self.begin(Within::Text);
        let name = self.tag.split(|b| b.is_ascii_whitespace() || *b == b'>').next().unwrap_or(&[]);
        if name.first() == Some(&b'/') {
            return;
        }
        let name = name.strip_suffix(b"/").unwrap_or(name);
        let name = name.rsplit(|b| *b == b':').next().unwrap_or(&[]);
        if matches!(name, b"c" | b"row" | b"si" | b"table-cell" | b"table-row") {
            self.cell = 0;
        }
        let most = match (self.kind, name) {
            (PartKind::Words, b"sst") => {
                // Room is made for as many as it says. Some tools say how often words are told, which
                // harms nobody; more than any table has, and than its bytes hold, does.
                let most = MOST_WORDS.max(self.size / SMALLEST_WORD);
                if said_words(&self.tag).is_some_and(|said| said > most) {
                    self.excess = self.excess.or(Some(Excess::SaidWords));
                }
                return;
            }
            (PartKind::Words, b"si") => MOST_WORDS,
            (PartKind::Cells, b"table") => MOST_SHEETS,
            // What is kept may stand in a part of any name.
            (PartKind::Kept, _) | (_, b"xf" | b"numFmt" | b"sheet" | b"definedName") => {
                MOST_KEPT_TAGS
            }
            _ => return,
        };
        self.things += 1;
        if self.things > most {
            self.excess = self.excess.or(Some(Excess::Things));
        }
    }

    fn note_longest(&mut self) {
        if self.piece > LONGEST || self.cell > LONGEST {
            self.excess = self.excess.or(Some(Excess::Text));
        }
    }
}

impl Write for XmlMeter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while !rest.is_empty() && self.kind != PartKind::Unread && self.excess.is_none() {
            rest = &rest[self.step(rest)..];
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many words the tag of their table says it has.
fn said_words(tag: &[u8]) -> Option<u64> {
    let tag = std::str::from_utf8(tag).ok()?.trim_end_matches(['>', '/']);
    let tag = quick_xml::events::BytesStart::from_content(tag, 3);
    let said = tag.attributes().flatten().find(|a| a.key.as_ref() == "uniqueCount")?;
    let digits = unescaped(&said.value);
    // What is more than any number is more than any table.
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What there is too much of in a part, however it is cut.
    #[track_caller]
    fn excess(kind: PartKind, text: &str) -> Option<Excess> {
        let measured = |cut: usize| {
            let mut meter = XmlMeter::new(kind, text.len() as u64);
            text.as_bytes().chunks(cut).for_each(|piece| meter.write_all(piece).unwrap());
            meter.excess()
        };
        let whole = measured(1 << 16);
        if text.len() < 10_000 {
            (1..20).for_each(|cut| assert_eq!(measured(cut), whole, "cut by {cut}"));
        }
        whole
    }

    #[test]
    fn a_cell_of_more_text_than_any_is_seen_however_it_is_written() {
        let long = "z".repeat(1 << 20);
        let of = |inner: &str| format!("<row r=\"1\"><c r=\"A1\"><is>{inner}</is></c></row>");
        let pieces = |one: &str| of(&one.repeat(17));
        for text in [
            pieces(&long),
            pieces(&format!("<r><t>{long}</t></r>")),
            pieces(&format!("<t><![CDATA[{long}<c r=\"B1\">]]></t>")),
            pieces(&format!("<!--{long}--><t>{long}</t>")),
            of(&format!("<t a=\"{}\"/>", long.repeat(17))),
            of(&format!("<!--{}-->", long.repeat(17))),
        ] {
            assert_eq!(excess(PartKind::Cells, &text), Some(Excess::Text));
        }
        let row = of(&format!("<t>{long}</t>"));
        assert_eq!(excess(PartKind::Cells, &row.repeat(20)), None, "each cell is read alone");
        assert_eq!(excess(PartKind::Unread, &long.repeat(17)), None);
    }

    #[test]
    fn a_table_that_says_it_has_more_words_than_bytes_is_seen() {
        let table = |said: &str| {
            format!(
                "<?xml version='1.0'?><!-- <sst uniqueCount=\"9\"> --><x:sst count = \"2\" {said}><si/><si><t>a > b</t></si></x:sst>"
            )
        };
        for said in [
            "uniqueCount=\"100000000000\"",
            "uniqueCount='18446744073709551615'",
            "a=\">\" uniqueCount = \"99999999999999999999999\"",
            "uniqueCount=\"&#57;999999\"",
        ] {
            assert_eq!(excess(PartKind::Words, &table(said)), Some(Excess::SaidWords), "{said}");
        }
        // As often as words are told, by some tools.
        for said in [
            "uniqueCount=\"2\"",
            "uniqueCount=\"1000000\"",
            "",
            "uniqueCount=\"x\"",
            "uniqueCount=\"-1\"",
        ] {
            assert_eq!(excess(PartKind::Words, &table(said)), None, "{said}");
        }
    }

    #[test]
    fn more_formats_or_sheets_than_any_workbook_has_are_seen() {
        let formats = |count| format!("<cellXfs>{}</cellXfs>", "<xf/>".repeat(count));
        assert_eq!(excess(PartKind::Kept, &formats(65_490)), None);
        assert_eq!(excess(PartKind::Kept, &formats(1_500_000)), Some(Excess::Things));
        let sheets = "<table:table table:name=\"a\"/>".repeat(20_001);
        assert_eq!(excess(PartKind::Cells, &sheets), Some(Excess::Things));
        let meter = XmlMeter::new(PartKind::of("xl/Styles.xml"), 65 << 20);
        assert_eq!(meter.excess(), Some(Excess::Things));
    }

    #[test]
    fn a_tag_is_taken_whole_however_long_its_name() {
        let steps = |text: &str| {
            let mut meter = XmlMeter::new(PartKind::Cells, text.len() as u64);
            let (mut rest, mut steps) = (text.as_bytes(), 0);
            while !rest.is_empty() {
                rest = &rest[meter.step(rest)..];
                steps += 1;
            }
            assert_eq!((meter.within, meter.excess()), (Within::Text, None), "{text}");
            steps
        };
        assert_eq!(steps("<table:covered-table-cell/>"), 3);
        assert_eq!(steps("</table:table-cell>"), 3);
        assert_eq!(steps("<>"), 2);
        assert_eq!(steps("<a>"), 3);
        let sheets = "<><table:table/>".repeat(20_001);
        assert_eq!(excess(PartKind::Cells, &sheets), Some(Excess::Things));
    }

    #[test]
    fn a_part_is_known_by_its_name() {
        assert_eq!(PartKind::of("xl\\sharedStrings.xml"), PartKind::Words);
        assert_eq!(PartKind::of("xl/_rels/workbook.xml.rels"), PartKind::Kept);
        assert_eq!(PartKind::of("xl/worksheets/sheet1.xml"), PartKind::Cells);
        assert_eq!(PartKind::of("xl/media/image1.png"), PartKind::Unread);
    }
}
