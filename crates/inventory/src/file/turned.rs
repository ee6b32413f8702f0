//! Tables whose rows are written anew before they are read: cross tables, and tables of several
//! parts.

use super::super::body::Body;
use super::super::found::Found;
use super::super::head::{Heading, WrittenTable, find_heading};
use super::super::kinds::WordJudge;
use super::super::refusal::unrecognised;
use super::super::sheet;
use super::{IN_MEMORY, InventoryFile, Opening, SheetNames, name_states, rewound};
use crate::Field;
use ground::fault::Fault;
use ground::table::{Encoding, TextSource};
use ground::text;
use std::io::Read;
use std::path::Path;

impl InventoryFile {
    /// Turns a cross table round; `text` is all of it, its headings included.
    pub(super) fn crossed(
        path: &Path,
        name: &str,
        (encoding, mut heading, of_sheets): (Encoding, Heading, bool),
        mut text: Box<dyn Read + Send>,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let Some(crossed) = heading.crossed.take() else {
            return Err(unrecognised(path, &heading.layout.headers));
        };
        let cannot = |error: std::io::Error| TextSource::cannot_read(path, &error);
        let mut skipped = vec![0; heading.bytes];
        text.read_exact(&mut skipped).map_err(cannot)?;
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        // The rows of sheets say their sheet and their number after their own cells.
        let width = crossed.headers().len();
        let place = |row: &csv::ByteRecord, line: u64| match (row.get(width), row.get(width + 1)) {
            (Some(file), Some(line)) if of_sheets => (file.to_vec(), line.to_vec()),
            _ => (name.as_bytes().to_vec(), (heading.lines + line).to_string().into_bytes()),
        };
        let rows = crossed
            .turn(text, heading.dialect, place, &mut spool)
            .map_err(|error| cannot(error.into()))?;
        let (length, _) = rewound(path, &mut spool)?;
        let mut layout = heading.layout.clone();
        name_states(path, &mut layout, (None, &[]), opening);
        Ok(Self {
            path: path.to_owned(),
            name: name.into(),
            encoding,
            length,
            rows_expected: rows,
            notes: heading.notes(),
            contest: Vec::new(),
            set_aside: Vec::new(),
            unread: Vec::new(),
            dialect: sheet::DIALECT,
            header_lines: 0,
            heading_line: heading.line,
            header_bytes: 0,
            layout,
            body: Body::Spool(spool.into()),
        })
    }

    /// Puts the parts of a table one after another; `text` is all of it, its headings included.
    pub(super) fn parted(
        path: &Path,
        name: &str,
        (encoding, mut heading, sheets): (Encoding, Heading, Option<SheetNames>),
        mut text: Box<dyn Read + Send>,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let Some(sections) = heading.sections.take() else {
            return Err(unrecognised(path, &heading.layout.headers));
        };
        let cannot = |error: std::io::Error| TextSource::cannot_read(path, &error);
        let mut skipped = vec![0; heading.bytes];
        text.read_exact(&mut skipped).map_err(cannot)?;
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        let of_sheets = sheets.as_ref().map(|(width, _)| *width);
        let place = |row: &csv::ByteRecord, line: u64| {
            let said =
                of_sheets.and_then(|at| Some((row.get(at)?.to_vec(), row.get(at + 1)?.to_vec())));
            let own = || (name.into(), (heading.lines + line).to_string().into_bytes());
            said.unwrap_or_else(own)
        };
        let met = sections
            .turn(text, heading.dialect, place, opening.kinds, &mut spool)
            .map_err(|error| cannot(error.into()))?;
        let (length, head) = rewound(path, &mut spool)?;
        let width = sections.width();
        let whole = head.len() as u64 == length;
        let mut parts = find_heading(path, &head, whole, opening, WrittenTable::here(Some(width)))?;
        parts.layout.of_sheets(width);
        parts.layout.above = heading.layout.above.clone();
        let sheets = sheets.map_or_else(Vec::new, |(_, sheets)| sheets);
        let named = (Some((width + 2, sheets)), &met.titles[..]);
        name_states(path, &mut parts.layout, named, opening);
        let mut notes = heading.notes();
        notes.extend(met.notes());
        Ok(Self {
            path: path.to_owned(),
            name: name.into(),
            encoding,
            length,
            rows_expected: met.rows,
            notes,
            contest: parts.contest,
            set_aside: Vec::new(),
            unread: Vec::new(),
            dialect: sheet::DIALECT,
            header_lines: parts.lines,
            heading_line: heading.line,
            header_bytes: parts.bytes,
            layout: parts.layout,
            body: Body::Spool(spool.into()),
        })
    }

    /// Gives each machine of a list of several a row; `text` is all of it, its headings included.
    pub(super) fn unfolded(
        path: &Path,
        name: &str,
        (encoding, mut heading, sheets): (Encoding, Heading, Option<SheetNames>),
        mut text: Box<dyn Read + Send>,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let Some(unfolded) = heading.unfolded.take() else {
            return Err(unrecognised(path, &heading.layout.headers));
        };
        let cannot = |error: std::io::Error| TextSource::cannot_read(path, &error);
        let mut skipped = vec![0; heading.bytes];
        text.read_exact(&mut skipped).map_err(cannot)?;
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        let of_sheets = sheets.as_ref().map(|(width, _)| *width);
        let place = |row: &csv::ByteRecord, line: u64| {
            let said =
                of_sheets.and_then(|at| Some((row.get(at)?.to_vec(), row.get(at + 1)?.to_vec())));
            said.unwrap_or_else(|| (name.into(), (heading.lines + line).to_string().into_bytes()))
        };
        let judge = WordJudge::new(opening.kinds);
        let (rows, without) = unfolded
            .turn(text, heading.dialect, place, &judge, &mut spool)
            .map_err(|error| cannot(error.into()))?;
        let (length, head) = rewound(path, &mut spool)?;
        let width = unfolded.written();
        let whole = head.len() as u64 == length;
        let mut plain = find_heading(path, &head, whole, opening, WrittenTable::here(Some(width)))?;
        plain.layout.of_machines(width);
        plain.layout.above = heading.layout.above.clone();
        let read = std::mem::take(&mut plain.layout.found);
        plain.layout.found = unfolded.said();
        let asked = plain.layout.found.clone();
        // The units are told: other numbers (`Chambre`) are none of these rows.
        let new = |one: &Found| {
            let of_units = !one.sure && one.field == Field::Quantity;
            !of_units && !asked.iter().any(|own| own.heading == one.heading)
        };
        plain.layout.found.extend(read.into_iter().filter(new));
        let sheets = sheets.map(|(_, sheets)| (width, sheets));
        name_states(path, &mut plain.layout, (sheets, &[]), opening);
        let mut notes = heading.notes();
        if without > 0 {
            notes.push(text!(
                "lignes sans aucun équipement, qui ne comptent pas : {without}",
                "lines without any machine, which do not count: {without}"
            ));
        }
        Ok(Self {
            path: path.to_owned(),
            name: name.into(),
            encoding,
            length,
            rows_expected: rows,
            notes,
            contest: plain.contest,
            set_aside: Vec::new(),
            unread: Vec::new(),
            dialect: sheet::DIALECT,
            header_lines: plain.lines,
            heading_line: heading.line,
            header_bytes: plain.bytes,
            layout: plain.layout,
            body: Body::Spool(spool.into()),
        })
    }
}
