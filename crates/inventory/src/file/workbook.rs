//! Workbooks: written as a table once, which is remembered, as the walks of one run open the same
//! ones.

use super::super::body::{Body, SpilledTable};
use super::super::head::{WrittenTable, find_heading};
use super::super::sheet::{self, Chosen, WorkbookKind};
use super::{IN_MEMORY, InventoryFile, Opening, name_states, rewound};
use ground::fault::Fault;
use ground::table::{Encoding, TextSource};
use std::path::Path;
use std::sync::Arc;

/// A workbook written as a table.
#[derive(Clone)]
pub(crate) struct WrittenWorkbook {
    chosen: Arc<Chosen>,
    /// The first bytes of the table, and how many it has.
    head: Arc<[u8]>,
    pub(crate) length: u64,
    table: SpilledTable,
}

impl WrittenWorkbook {
    /// How much memory it takes, in bytes.
    pub(crate) fn in_memory(&self) -> u64 {
        match &self.table {
            SpilledTable::Memory(bytes) => bytes.len() as u64,
            SpilledTable::Disk(_) => 0,
        }
    }

    pub(crate) fn of(
        path: &Path,
        kind: WorkbookKind,
        name: &str,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        let chosen = sheet::read(path, name, kind, opening, &mut spool)?;
        let (length, head) = rewound(path, &mut spool)?;
        Ok(Self { chosen: chosen.into(), head: head.into(), length, table: spool.into() })
    }
}

impl InventoryFile {
    /// Opens an archive: a workbook, or one table.
    pub(super) fn packed(path: &Path, name: &str, opening: &Opening<'_>) -> Result<Self, Fault> {
        let remembered =
            opening.remembered.and_then(|own| Some((own, own.asked(path, name, opening)?)));
        if let Some(known) = remembered.as_ref().and_then(|(own, asked)| own.workbook(asked)) {
            return Self::sheet(path, known, name, opening);
        }
        match sheet::check(path)? {
            WorkbookKind::Table(at) => {
                let source = TextSource::of(sheet::unpack(path, at)?, path, opening.encoding)?;
                Self::table(path, (source, Some(at)), name, opening)
            }
            kind => {
                let written = WrittenWorkbook::of(path, kind, name, opening)?;
                if let Some((own, asked)) = remembered {
                    own.keep(asked, &written);
                }
                Self::sheet(path, written, name, opening)
            }
        }
    }

    fn sheet(
        path: &Path,
        written: WrittenWorkbook,
        name: &str,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let WrittenWorkbook { chosen, head, length, table } = written;
        let unread = chosen.formulas.clone();
        let whole = head.len() as u64 == length;
        let mut heading =
            find_heading(path, &head, whole, opening, WrittenTable::here(chosen.width))?;
        heading.keep_titles(&head, chosen.width);
        if heading.crossed.is_some() {
            let mut notes = chosen.notes();
            let encoding = Encoding::Utf8;
            let text = table.into_text();
            let mut file = Self::crossed(path, name, (encoding, heading, true), text, opening)?;
            file.name = chosen.name(name).into();
            notes.append(&mut file.notes);
            return Ok(Self { notes, unread, ..file });
        }
        let sheets = chosen.width.map(|width| (width, chosen.sheets(name)));
        if heading.unfolded.is_some() {
            let mut notes = chosen.notes();
            let text = table.into_text();
            let what = (Encoding::Utf8, heading, sheets);
            let mut file = Self::unfolded(path, &chosen.name(name), what, text, opening)?;
            notes.append(&mut file.notes);
            return Ok(Self { notes, unread, ..file });
        }
        if heading.sections.is_some() {
            let mut notes = chosen.notes();
            let text = table.into_text();
            let what = (Encoding::Utf8, heading, sheets);
            let mut file = Self::parted(path, &chosen.name(name), what, text, opening)?;
            notes.append(&mut file.notes);
            return Ok(Self { notes, unread, ..file });
        }
        if let Some(stated) = Self::stated_units((&heading, chosen.width), (&head, whole), opening)
        {
            let mut notes = chosen.notes();
            let what = (Encoding::Utf8, heading, sheets);
            let text = (stated, table.into_text());
            let mut file = Self::states_apart(path, &chosen.name(name), what, text, opening)?;
            notes.append(&mut file.notes);
            return Ok(Self { notes, unread, ..file });
        }
        if let Some(sheets) = sheets {
            heading.layout.of_sheets(sheets.0);
            name_states(path, &mut heading.layout, (Some(sheets), &[]), opening);
        }
        let mut notes = chosen.notes();
        notes.extend(heading.notes());
        Ok(Self {
            path: path.to_owned(),
            name: chosen.name(name).into(),
            encoding: Encoding::Utf8,
            length,
            rows_expected: chosen.rows,
            notes,
            contest: heading.contest,
            set_aside: Vec::new(),
            unread,
            dialect: heading.dialect,
            header_lines: heading.lines,
            heading_line: heading.line,
            header_bytes: heading.bytes,
            layout: heading.layout,
            dates: None,
            body: Body::Spool(table),
        })
    }
}
