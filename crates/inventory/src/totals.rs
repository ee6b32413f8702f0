//! Rows that are no equipment: they sum up others, or stand above them as a title.

use super::{Field, Role, Row};
use ground::table::fold;

impl Row<'_> {
    /// Whether it sums up other rows, or is a title above some: it says so, and nothing of it names
    /// a machine.
    #[inline]
    pub fn is_total(&self) -> bool {
        let own = self.file.layout.own_columns();
        let all = self.record.iter().take(own).map(<[u8]>::trim_ascii).enumerate();
        let mut cells = all.filter(|(_, cell)| !cell.is_empty());
        let Some((at, first)) = cells.next() else { return false };
        let kind = self.bytes(Field::EquipmentType);
        let alone = cells.next().is_none();
        ((may_sum(first) || may_sum(kind)) && self.sums_up(at, first, kind))
            || (alone && self.is_bare(at, first))
    }

    /// As [`Row::is_total`], for the few rows whose first letter leaves it open.
    fn sums_up(&self, at: usize, first: &[u8], kind: &[u8]) -> bool {
        const MACHINE: [Field; 4] =
            [Field::Serial, Field::AssetTag, Field::AcquiredOn, Field::Uuid];
        if MACHINE.into_iter().any(|field| !self.bytes(field).is_empty()) {
            return false;
        }
        let model = self.bytes(Field::Model);
        // A list may name its total where models stand.
        if !model.is_empty() && total_word(model).is_none() {
            return false;
        }
        if total_word(kind).is_some() {
            return true;
        }
        let Some(plain) = total_word(first) else { return false };
        // A place may be called so; its row says a type.
        let role = self.file.layout.roles.get(at);
        let place = matches!(role, Some(Role::Field(Field::Site | Field::Entity)));
        kind.is_empty() || !(plain && place)
    }

    /// Whether the only cell of a row is a number of units, or a title where models stand.
    fn is_bare(&self, at: usize, cell: &[u8]) -> bool {
        let layout = &self.file.layout;
        match layout.roles.get(at) {
            Some(Role::Field(Field::Quantity)) => true,
            // A list of models alone has no titles to be told from them.
            Some(Role::Field(Field::Model)) => layout.known().0 > 1 && is_title(cell),
            _ => false,
        }
    }
}

/// Whether a cell may say that its row sums up others: by its first letters, or its last word.
#[inline]
fn may_sum(cell: &[u8]) -> bool {
    let Some((first, rest)) = cell.split_first() else { return false };
    let second = rest.first().copied().unwrap_or(0).to_ascii_lowercase();
    match first.to_ascii_lowercase() {
        b't' | b's' | b'g' => true,
        // `Nb total`, `Nombre total`, `Ensemble`.
        b'n' => matches!(second, b'b' | b'o'),
        b'e' if second == b'n' => true,
        _ => {
            let cell = cell.strip_suffix(b")").unwrap_or(cell);
            cell.len() > 5 && cell[cell.len() - 5..].eq_ignore_ascii_case(b"total")
        }
    }
}

/// Whether a cell says that its row sums up others.
pub(super) fn is_total_word(cell: &[u8]) -> bool {
    total_word(cell).is_some()
}

/// Whether a cell says that a row sums up others: `Some(true)` where it is the word alone.
fn total_word(cell: &[u8]) -> Option<bool> {
    const WORDS: [&str; 12] = [
        "total",
        "totaux",
        "totals",
        "totale",
        "sous total",
        "sous totaux",
        "subtotal",
        "sub total",
        "grand total",
        "somme",
        "gesamt",
        "summe",
    ];
    const COUNTS: [&str; 5] = ["nb ", "nbre ", "nombre ", "number ", "nb de "];
    if !may_sum(cell) {
        return None;
    }
    let cell = fold(std::str::from_utf8(cell).ok()?);
    let counted = COUNTS.into_iter().find_map(|count| cell.strip_prefix(count)).unwrap_or(&cell);
    let begins = WORDS.iter().any(|word| {
        counted.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let whole = ["ensemble", "ensemble du parc"].contains(&cell.as_str());
    (begins || whole || cell.ends_with(" total")).then_some(cell == "total")
}

/// Whether a cell that stands alone where models do is a title: several things, or capitals, and no
/// number.
fn is_title(cell: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let number = text.chars().any(|c| c.is_ascii_digit());
    let several = fold(text).split(' ').any(|word| word.len() > 3 && word.ends_with(['s', 'x']));
    let capitals = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    !number && several && (capitals || text.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Confidence, Layout, SourceFormat};
    use std::sync::Arc;

    #[track_caller]
    fn check(headings: &str, rows: &str, expected: bool) {
        let headers: Vec<String> = headings.split(';').map(str::to_owned).collect();
        let layout = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers);
        let file = crate::InventoryShape {
            name: Arc::from("x.csv"),
            layout,
            delimiter: b';',
            comma: false,
            orders: [None; Field::ALL.len()],
        };
        for row in rows.lines() {
            let mut record = csv::ByteRecord::from(row.split(';').collect::<Vec<_>>());
            file.layout.complete(&mut record);
            let read = Row { file: &file, line: 2, record: &record };
            assert_eq!(read.is_total(), expected, "{row}");
        }
    }

    #[test]
    fn rows_of_totals_are_known_wherever_they_say_so() {
        let headings = "Type;Modèle;Quantité";
        check(
            headings,
            "Total;;15\n;Total portables;7\nPC fixes - Total;;5\nNombre total de PC;;20\nEnsemble;;20\nÉcrans (total);;4\n;;15\n;Total;15\nNb total;;15\nSous-total;;3",
            true,
        );
        check(
            headings,
            "Portable;Latitude;15\nTablette;Total X;1\nSwitch;;2\nEncre;;1\nNotebook;;3\nServeur;;1",
            false,
        );
        check("Site;Type;Quantité", "Total;Portable;1", false);
    }

    #[test]
    fn a_title_that_stands_alone_where_models_do_is_no_machine() {
        let headings = "Modèle;Marque;N° de série;Date d'achat";
        check(headings, "ORDINATEURS PORTABLES;;;\nÉcrans et accessoires;;;", true);
        check(headings, "Latitude 5440;;;\nORDINATEURS PORTABLES;Dell;;\nEliteBooks;;;", false);
    }
}
