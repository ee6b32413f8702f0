//! Where a table's heading stands: on its first line, or below titles that people write.

use super::file::too_long;
use super::recognise::unrecognised;
use super::{Layout, Opening};
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::Dialect;
use ground::text;
use std::path::Path;

/// How many lines are looked at for a heading.
const LINES: usize = 30;

/// A heading found.
pub(super) struct Heading {
    pub(super) dialect: Dialect,
    pub(super) layout: Layout,
    /// How many bytes of text it ends after.
    pub(super) bytes: usize,
    /// How many lines it ends after.
    pub(super) lines: u64,
    /// The line it starts on, from 1.
    pub(super) line: u64,
    /// Lines with something in them before it.
    pub(super) titles: usize,
}

impl Heading {
    /// What is said of where it was found.
    pub(super) fn notes(&self) -> Vec<Text> {
        let titles = self.titles;
        let mut notes = Vec::new();
        if titles > 0 {
            notes.push(text!(
                "lignes de titre passées avant les titres de colonnes : {titles}",
                "title lines passed over before the headings: {titles}"
            ));
        }
        notes
    }
}

/// A record at the start of a text: its cells, its bytes, its lines.
pub(super) struct First {
    pub(super) cells: Vec<String>,
    pub(super) bytes: usize,
    pub(super) lines: u64,
}

/// The first record of a text.
pub(super) fn first_record(text: &[u8], dialect: Dialect) -> Option<First> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .from_reader(text);
    let mut record = csv::ByteRecord::new();
    if !reader.read_byte_record(&mut record).ok()? {
        return None;
    }
    let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    let bytes = usize::try_from(reader.position().byte()).ok()?;
    Some(First { cells, bytes, lines: reader.position().line() - 1 })
}

/// Finds the heading of a table in its first bytes; `whole` says that they are all of it.
///
/// # Errors
///
/// There is none, the table is of no known source, or its first record is far too long.
pub(super) fn find_heading(
    path: &Path,
    head: &[u8],
    whole: bool,
    opening: &Opening<'_>,
    dialect: Option<Dialect>,
) -> Result<Heading, Fault> {
    let (mut at, mut lines, mut seen) = (0, 0, 0);
    let mut refused: Option<Fault> = None;
    let mut widest: Vec<String> = Vec::new();
    while at < head.len() && seen < LINES {
        let line_end = memchr::memchr(b'\n', &head[at..]).map_or(head.len(), |end| at + end + 1);
        if head[at..line_end].iter().all(|byte| b" \t\r\n;,\"|".contains(byte)) {
            at = line_end;
            lines += 1;
            continue;
        }
        let dialect = dialect.unwrap_or_else(|| Dialect::detect(&head[at..]));
        let Some(first) = first_record(&head[at..], dialect) else { break };
        if at + first.bytes == head.len() && !whole {
            return Err(too_long(path, lines + 1));
        }
        match layout(path, &first.cells, opening) {
            Ok(layout) => {
                let (bytes, line, lines) = (at + first.bytes, lines + 1, lines + first.lines);
                return Ok(Heading { dialect, layout, bytes, lines, line, titles: seen });
            }
            // What the first line is refused for is said, unless a heading stands below it.
            Err(fault) => refused = refused.or(Some(fault)),
        }
        if first.cells.len() > widest.len() {
            widest = first.cells;
        }
        seen += 1;
        at = line_end;
        lines += 1;
    }
    let Some(fault) = refused else {
        return Err(Fault::new(text!(
            "le fichier n'a pas de titres de colonnes",
            "the file has no column headings"
        ))
        .in_file(path));
    };
    if let Some(mapping) = opening.mapping {
        return Err(mapping.layout(path, &widest).err().unwrap_or(fault));
    }
    // A title says nothing of a table; the widest of its first lines is its heading.
    match Layout::recognise(path, &widest) {
        Err(_) if is_title(&fault, &widest) => Err(unrecognised(path, &widest)),
        _ => Err(fault),
    }
}

/// Whether the refusal was of a line that has one cell, in a table that has several.
fn is_title(fault: &Fault, widest: &[String]) -> bool {
    let said = fault.place().and_then(|place| place.value.as_deref());
    widest.len() > 1 && said.is_some_and(|said| !said.contains(", "))
}

/// The columns of a heading: by the mapping asked for, by one written for it, or recognised.
fn layout(path: &Path, headers: &[String], opening: &Opening<'_>) -> Result<Layout, Fault> {
    if let Some(mapping) = opening.mapping {
        return mapping.layout(path, headers);
    }
    match opening.mappings.iter().find(|mapping| mapping.is_for(headers)) {
        Some(mapping) => mapping.layout(path, headers),
        None => Layout::recognise(path, headers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, SourceFormat};

    fn find(text: &str) -> Result<Heading, Fault> {
        find_heading(Path::new("x.csv"), text.as_bytes(), true, &Opening::default(), None)
    }

    #[test]
    fn titles_above_the_heading_are_passed_over() {
        let found = find("Parc informatique 2025\n\nMis à jour le 3 mars;;;\nType;Marque;Modèle;N° de série\nPC;HP;x;1\n").unwrap();
        assert_eq!(found.layout.format, SourceFormat::Spreadsheet);
        assert_eq!((found.titles, found.lines), (2, 4));
        assert_eq!(found.layout.column(Field::Model), Some(2));
    }

    #[test]
    fn a_title_does_not_hide_the_commas_of_the_table() {
        let found = find("Parc 2025\nType,Brand,Model,Serial\nPC,HP,x,1\n").unwrap();
        assert_eq!(found.dialect.delimiter, b',');
        assert_eq!(found.lines, 2);
    }

    #[test]
    fn a_table_of_no_source_is_refused_by_its_heading_not_its_title() {
        let fault = find("Parc 2025\nColour;Shape\nred;round\n").err().unwrap();
        assert!(fault.render(ground::lang::Lang::En).contains("`Colour, Shape`"), "{fault}");
    }
}
