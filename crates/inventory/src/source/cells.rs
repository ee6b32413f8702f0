//! The cells of a row, as a source's own rules read them.

use super::system::machine_of;
use crate::headings::{Hint, headings};
use crate::placeholder::is_placeholder;
use crate::{Field, Layout, Role};
use ground::table::{RecordCells, fold, yes_no};

/// A field that a source says in its own way.
#[derive(Debug, Clone)]
pub(crate) struct OwnField {
    /// The field.
    pub(crate) field: Field,
    /// The column that says most of it, for messages.
    pub(crate) from: Option<usize>,
    /// Its cell in a row.
    pub(crate) cell: fn(&Cells<'_>) -> String,
}

impl OwnField {
    /// A field that is worked out of a column; none where the file has no such column.
    pub(super) fn of(
        field: Field,
        from: Option<usize>,
        cell: fn(&Cells<'_>) -> String,
    ) -> Option<Self> {
        from.map(|at| Self { field, from: Some(at), cell })
    }

    /// A field whose words the source has a list of; none where the file has no such column.
    pub(super) fn by_words(layout: &Layout, field: Field) -> Option<Self> {
        let cell: fn(&Cells<'_>) -> String = match field {
            Field::Status => |cells| cells.word("status", &cells.field(Field::Status)),
            _ => |cells| cells.word("equipment_type", &cells.field(Field::EquipmentType)),
        };
        Self::of(field, layout.column(field), cell)
    }

    /// The type, by the operating system and the model.
    pub(super) fn by_system(layout: &Layout) -> Option<Self> {
        Self::always(Field::EquipmentType, layout.hint(Hint::Os), |cells| {
            machine_of(&cells.hint(Hint::Os), &cells.field(Field::Model))
        })
    }

    /// A field that is worked out whatever columns the file has.
    #[expect(clippy::unnecessary_wraps, reason = "it stands in lists beside `Own::of`")]
    pub(super) fn always(
        field: Field,
        from: Option<usize>,
        cell: fn(&Cells<'_>) -> String,
    ) -> Option<Self> {
        Some(Self { field, from, cell })
    }
}

/// A row's own cells, by what they hold.
pub(crate) struct Cells<'a> {
    /// Where each field stands.
    pub(crate) layout: &'a Layout,
    /// The row.
    pub(crate) record: &'a RecordCells<'a>,
}

impl Cells<'_> {
    /// The cell of a column of the file.
    pub(crate) fn at(&self, column: Option<usize>) -> String {
        let cell = column.and_then(|at| self.record.get(at)).unwrap_or(b"");
        String::from_utf8_lossy(cell).trim().to_owned()
    }

    /// A field as the file has it, not as it was worked out. Where its column says nothing in the
    /// row, another column of the type does.
    pub(crate) fn field(&self, field: Field) -> String {
        let roles = &self.layout.roles;
        let own = self.at(roles.iter().position(|known| *known == Role::Field(field)));
        let says = |cell: &String| !cell.is_empty() && !is_placeholder(cell.as_bytes());
        if field != Field::EquipmentType || says(&own) {
            return own;
        }
        let others = (0..roles.len()).filter(|at| roles[*at] == Role::Second(field));
        others.map(|at| self.at(Some(at))).find(says).unwrap_or(own)
    }

    /// What tells of a field.
    pub(super) fn hint(&self, hint: Hint) -> String {
        self.at(self.layout.hint(hint))
    }

    /// What the machine is by its operating system and model.
    pub(super) fn system(&self) -> String {
        machine_of(&self.hint(Hint::Os), &self.field(Field::Model))
    }

    /// As [`Cells::system`], for lists of anything: nothing where no system is said and the model
    /// tells nothing.
    pub(super) fn known_system(&self) -> String {
        match self.system() {
            word if word == "computer" && self.hint(Hint::Os).is_empty() => String::new(),
            word => word,
        }
    }

    /// What the source's own word in a column means; the word itself where that is not known.
    pub(super) fn word(&self, column: &str, word: &str) -> String {
        self.known(column, word).unwrap_or_else(|| word.to_owned())
    }

    /// What the source's own word in a column means.
    pub(super) fn known(&self, column: &str, word: &str) -> Option<String> {
        headings().word(self.layout.format, column, word).map(str::to_owned)
    }
}

/// Whether a cell says yes.
pub(crate) fn is_yes(cell: &str) -> bool {
    yes_no(cell) == Some(true) || fold(cell) == "byod"
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{Confidence, SourceFormat};

    /// The cell of a field in a row of a source.
    #[track_caller]
    pub(in crate::source) fn check(
        source: SourceFormat,
        head: &str,
        row: &str,
        field: Field,
        expected: &str,
    ) {
        let headers: Vec<String> = head.split(';').map(str::to_owned).collect();
        let layout = Layout::of(source, Confidence::Certain, &headers);
        let mut record = RecordCells::of(row.split(';'));
        layout.complete(&mut record);
        let at = layout.column(field).expect("the field is there");
        assert_eq!(std::str::from_utf8(&record[at]).unwrap(), expected, "{head} / {row}");
    }
}
