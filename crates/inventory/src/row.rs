//! A row of an inventory: its cells by field, and where it stands.

use super::source::is_yes;
use super::{Field, InventoryShape};
use ground::table::{Reject, Unread, Why, disarmed, fold, masked};
use std::sync::Arc;

/// A row of an inventory: cells by field, and where it stands.
pub struct Row<'a> {
    /// The file it stands in.
    pub file: &'a InventoryShape,
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its cells.
    pub record: &'a csv::ByteRecord,
}

impl<'a> Row<'a> {
    /// The cell of a field, trimmed and as it was before a formula in it was disarmed; empty where the file or the row has none.
    #[inline]
    pub fn bytes(&self, field: Field) -> &'a [u8] {
        match self.file.layout.column(field) {
            Some(at) => self.record.get(at).map_or(b"", |cell| disarmed(cell.trim_ascii())),
            None => b"",
        }
    }

    /// The operating system, trimmed; empty where the file or the row has none.
    #[inline]
    pub fn system(&self) -> &'a [u8] {
        match self.file.layout.system() {
            Some(at) => self.record.get(at).map_or(b"", |cell| disarmed(cell.trim_ascii())),
            None => b"",
        }
    }

    /// The cell of a field as text, broken characters replaced, addresses of people masked.
    pub fn text(&self, field: Field) -> String {
        masked(String::from_utf8_lossy(self.bytes(field)).trim()).into_owned()
    }

    /// Whether the row has nothing in it.
    pub fn is_blank(&self) -> bool {
        let own = self.file.layout.roles.len();
        self.record.iter().take(own).all(|cell| cell.trim_ascii().is_empty())
    }

    /// The file it is quoted as: a document's own name where rows are of documents.
    fn file_name(&self) -> Arc<str> {
        self.file
            .layout
            .document()
            .and_then(|at| self.record.get(at))
            .map_or_else(|| self.file.name.clone(), |name| String::from_utf8_lossy(name).into())
    }

    /// Sets the row aside where one record stands for many units whose number it does not say.
    #[inline]
    pub fn refused(&self) -> Option<Box<Reject>> {
        let at = self.file.layout.global()?;
        if !self.bytes(Field::Quantity).is_empty() {
            return None;
        }
        let cell = String::from_utf8_lossy(self.record.get(at)?).trim().to_owned();
        let folded = fold(&cell);
        let global = is_yes(&cell) || folded.contains("global");
        global.then(|| {
            Box::new(Reject {
                column: self.file.layout.headers[at].trim().to_owned(),
                value: cell,
                ..self.reject(Field::Quantity, Why::ManyUnits)
            })
        })
    }

    /// Sets the row aside for a field.
    pub fn reject(&self, field: Field, why: Why) -> Reject {
        let Unread { file, line, column, value, why } = self.unread(field, why);
        Reject { file, line, column, value, why, row: self.original() }
    }

    /// Sets the cell of a field aside.
    pub fn unread(&self, field: Field, why: Why) -> Unread {
        // What was worked out of a column is shown as that column has it.
        let shown = self.file.layout.origin(field).filter(|at| self.file.layout.may_show(*at));
        let value = match shown.and_then(|at| self.record.get(at)) {
            Some(cell) => String::from_utf8_lossy(cell).trim().to_owned(),
            None => String::new(),
        };
        Unread {
            file: self.file_name(),
            line: if self.file.layout.document().is_some() { 1 } else { self.line },
            column: self.file.layout.heading(field).to_owned(),
            value,
            why,
        }
    }

    /// The row's text, cells quoted where they must be; cells of columns that are not read, and
    /// personal data, are left empty.
    pub fn original(&self) -> String {
        let mut out = String::new();
        for (at, cell) in self.record.iter().enumerate().take(self.file.layout.roles.len()) {
            if at > 0 {
                out.push(if self.file.comma { ',' } else { ';' });
            }
            if !self.file.layout.may_show(at) {
                continue;
            }
            let cell = String::from_utf8_lossy(cell);
            if cell.contains(['"', ';', ',', '\n', '\r']) {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(&cell);
            }
        }
        out
    }
}
