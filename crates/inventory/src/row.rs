//! A row of an inventory: its cells by field, and where it stands.

use super::headings::Hint;
use super::layout::{Role, RowOrigin};
use super::source::is_yes;
use super::totals::RowStanding;
use super::{Field, FieldKind, InventoryShape};
use ground::table::{
    Holds, RecordCells, Reject, UnreadCell, Why, disarmed, fold, masked_but, masked_in,
};
use std::borrow::Cow;
use std::sync::Arc;

/// The longest name of a thing, a place or a state, in bytes: what is longer is something else, pasted there.
const LONGEST_NAME: usize = 1_000;
/// What is shown of a longer cell.
const SHOWN_OF_IT: usize = 200;

/// Whether a field names things, places or states, all of which are known by what they are called.
#[cold]
fn names(field: Field) -> bool {
    let is_mark = matches!(
        field,
        Field::EquipmentId | Field::Serial | Field::AssetTag | Field::Uuid | Field::Name
    );
    !is_mark && matches!(field.kind(), FieldKind::Text | FieldKind::Code)
}

/// A row of an inventory: cells by field, and where it stands.
pub struct Row<'a> {
    /// The file it stands in.
    pub file: &'a InventoryShape,
    /// Its line in the text that is read, from 1; [`Row::place`] is where people find it.
    pub line: u64,
    /// Its cells.
    pub record: &'a RecordCells<'a>,
}

impl<'a> Row<'a> {
    /// The cell of a field, trimmed and as it was before a formula in it was disarmed; empty where the file or the row has none,
    /// and where it is longer than any name ([`Row::is_too_long`]).
    #[inline]
    pub fn bytes(&self, field: Field) -> &'a [u8] {
        let cell = self.whole(field);
        if cell.len() > LONGEST_NAME && names(field) { b"" } else { cell }
    }

    #[inline]
    fn whole(&self, field: Field) -> &'a [u8] {
        match self.file.layout.column(field) {
            Some(at) => self.record.get(at).map_or(b"", bare),
            None => b"",
        }
    }

    /// Whether the cell of a field that names something is longer than any name: nothing is read of it.
    pub fn is_too_long(&self, field: Field) -> bool {
        names(field) && self.whole(field).len() > LONGEST_NAME
    }

    /// Whether a cell of it may be so.
    #[inline]
    pub fn may_be_too_long(&self) -> bool {
        self.record.length() > LONGEST_NAME
    }

    /// The operating system, trimmed; empty where the file or the row has none.
    #[inline]
    pub fn system(&self) -> &'a [u8] {
        self.beside(self.file.layout.system())
    }

    /// The operating system wherever it is told, by hints or a field of its own; with its version
    /// where another column has that: `Windows`, and `10.0.19045`.
    #[inline]
    pub fn os(&self) -> Cow<'a, [u8]> {
        let system = self.system();
        if !self.file.layout.has_more_systems() {
            return Cow::Borrowed(if system.is_empty() { self.bytes(Field::Os) } else { system });
        }
        if system.is_empty() || !system.iter().any(u8::is_ascii_digit) {
            return self.system_with_version(system);
        }
        Cow::Borrowed(system)
    }

    fn system_with_version(&self, system: &'a [u8]) -> Cow<'a, [u8]> {
        let layout = &self.file.layout;
        let others =
            layout.roles.iter().enumerate().filter(|(at, role)| {
                **role == Role::Hint(Hint::Os) && layout.system() != Some(*at)
            });
        let mut told = system.to_vec();
        for cell in others.map(|(at, _)| self.beside(Some(at))).filter(|cell| !cell.is_empty()) {
            if !told.is_empty() {
                told.push(b' ');
            }
            told.extend_from_slice(cell);
        }
        match told.len() {
            0 => Cow::Borrowed(self.bytes(Field::Os)),
            length if length == system.len() => Cow::Borrowed(system),
            _ => Cow::Owned(told),
        }
    }

    #[inline]
    fn beside(&self, column: Option<usize>) -> &'a [u8] {
        let cell = column.and_then(|at| self.record.get(at));
        cell.map_or(b"", bare)
    }

    /// The cell of a field as text, broken characters replaced, addresses of people masked.
    pub fn text(&self, field: Field) -> String {
        masked_in(field.holds(), String::from_utf8_lossy(self.bytes(field)).trim()).into_owned()
    }

    /// Its own cells, as they stand: what two rows that are the same have in common.
    pub fn own_cells(&self) -> Cow<'a, [u8]> {
        self.record.joined(self.file.layout.own_columns())
    }

    /// The file and the line where people find it: a document's own name where rows are of
    /// documents, a sheet and its row where they are of sheets.
    pub fn place(&self) -> (Arc<str>, u64) {
        let Some(origin) = self.file.layout.origin() else {
            return (self.file.name.clone(), self.line);
        };
        let cell = |at: usize| self.record.get(at).map(String::from_utf8_lossy);
        let file = cell(origin.file).map_or_else(|| self.file.name.clone(), |name| (*name).into());
        let line = match origin.line {
            Some(at) => cell(at).and_then(|line| line.parse().ok()).unwrap_or(self.line),
            None => 1,
        };
        (file, line)
    }

    /// What it is called where nothing identifies it.
    pub fn label(&self) -> String {
        match self.file.layout.origin() {
            // Several rows may be of one document.
            None | Some(RowOrigin { line: None, .. }) => {
                format!("{}:{}", self.file.name, self.line)
            }
            _ => {
                let (file, line) = self.place();
                match self.column_said() {
                    "" => format!("{file}:{line}"),
                    column => format!("{file}:{line}:{column}"),
                }
            }
        }
    }

    /// The heading below which it stands, where a row of the file has several; empty where it has not.
    pub fn column_said(&self) -> &'a str {
        let column = self.file.layout.origin().and_then(|origin| origin.column);
        let cell = column.and_then(|at| self.record.get(at));
        cell.and_then(|cell| std::str::from_utf8(cell).ok()).unwrap_or("")
    }

    /// Sets the row aside where one record stands for many units whose number it does not say, or
    /// may be a total or a title as well as equipment.
    #[inline]
    pub fn refused(&self, standing: RowStanding) -> Option<Box<Reject>> {
        match standing {
            RowStanding::Doubtful => Some(self.doubted()),
            _ => self.of_many_units(),
        }
    }

    /// Sets the row aside where one record stands for many units whose number it does not say.
    #[inline]
    pub fn of_many_units(&self) -> Option<Box<Reject>> {
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
        let UnreadCell { file, line, column, value, why } = self.unread(field, why);
        Reject { file, line, column, value, why, row: self.original() }
    }

    /// Sets the cell of a field aside.
    pub fn unread(&self, field: Field, why: Why) -> UnreadCell {
        let (file, line) = self.place();
        let column = match self.column_said() {
            "" => self.file.layout.heading(field).to_owned(),
            column => column.to_owned(),
        };
        UnreadCell { file, line, column, value: self.shown(field), why }
    }

    /// The cell of a field as people may see it, empty where it is personal; what was worked out of
    /// a column is shown as that column has it.
    pub fn shown(&self, field: Field) -> String {
        let shown = self.file.layout.read_of(field).filter(|at| self.file.layout.may_show(*at));
        match shown.and_then(|at| self.record.get(at)) {
            Some(cell) => {
                let cell = String::from_utf8_lossy(cell);
                let cell = cell.trim();
                if cell.len() <= LONGEST_NAME {
                    return self.masked(field.holds(), cell).into_owned();
                }
                // Masked before it is cut, so that no half of an address is shown.
                let beginning = &cell[..cell.floor_char_boundary(LONGEST_NAME)];
                let shown = self.masked(field.holds(), beginning);
                format!("{}…", &shown[..shown.floor_char_boundary(SHOWN_OF_IT)])
            }
            None => String::new(),
        }
    }

    /// A cell as people may see it: a place that the file names in its columns of places is nobody.
    fn masked<'t>(&self, holds: Holds, cell: &'t str) -> Cow<'t, str> {
        masked_but(holds, cell, &|name| {
            let name = fold(name);
            let own = [Field::Site, Field::Entity, Field::Country];
            let names = |field: &Field| {
                place_names(&String::from_utf8_lossy(self.bytes(*field))).any(|own| own == name)
            };
            self.file.layout.places.contains(&name) || own.iter().any(names)
        })
    }

    /// The row's text, cells quoted where they must be; cells of columns that are not read, and
    /// personal data, are left empty.
    pub fn original(&self) -> String {
        let mut out = String::new();
        for (at, cell) in self.record.iter().enumerate().take(self.file.layout.own_columns()) {
            if at > 0 {
                out.push(if self.file.comma { ',' } else { ';' });
            }
            if !self.file.layout.may_show(at) {
                continue;
            }
            let cell = String::from_utf8_lossy(cell);
            let cell = self.masked(self.file.layout.holds(at), &cell);
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

/// A cell trimmed, and as it was before a formula in it was disarmed.
#[inline]
fn bare(cell: &[u8]) -> &[u8] {
    match *cell {
        // Nearly every cell begins and ends with a letter or a digit: there is nothing to take off.
        [] => cell,
        [first, ..] if first > b'\'' && cell[cell.len() - 1] > b' ' => cell,
        _ => disarmed(cell.trim_ascii()),
    }
}

/// What a cell of places names, folded: the whole, and the first level of a tree.
pub(super) fn place_names(cell: &str) -> impl Iterator<Item = String> {
    let first = [" > ", " - ", ",", "/"].iter().filter_map(|apart| cell.find(apart)).min();
    let names = [Some(cell), first.map(|end| &cell[..end])];
    let names: Vec<String> = names.into_iter().flatten().map(fold).collect();
    names.into_iter().filter(|name| !name.is_empty())
}
