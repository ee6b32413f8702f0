//! Tables one below another: a line of other headings begins a table of its own.

use crate::amount::euros_of;
use crate::headings::{ColumnSlot, headings, is_quantity, key};
use crate::price_heading::{has_tax, is_of_a_unit};
use crate::{Field, FieldKind, SourceFormat};

/// The fewest cells of a line of headings that are known, where it has more than those.
const KNOWN: usize = 3;
/// The longest line that is looked at, in bytes.
const LONGEST: usize = 2048;

/// What a plain table knows a heading as.
fn slot(heading: &str) -> Option<ColumnSlot> {
    let name = key(heading);
    let all = headings();
    let known = all.of(SourceFormat::Spreadsheet).iter().find(|known| known.key == name);
    known.map(|known| known.slot).or_else(|| all.canonical(&name).map(ColumnSlot::Field))
}

/// The field that a heading of a plain table says.
pub(crate) fn field(heading: &str) -> Option<Field> {
    match slot(heading)? {
        ColumnSlot::Field(field) => Some(field),
        ColumnSlot::Hint(_) => None,
    }
}

/// Whether cells are the headings of a table: words alone, each another, nearly all of them known,
/// and the type or the model among them. Two alone are, where one counts: a thing may be called
/// `Équipement` and stand in a `Service`.
pub(crate) fn are_headings<'a>(cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let (mut filled, mut known, mut telling, mut counts) = (0, 0, false, false);
    let mut met: Vec<String> = Vec::new();
    for cell in cells.map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty()) {
        let Ok(cell) = std::str::from_utf8(cell) else { return false };
        if cell.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let name = key(cell);
        if met.contains(&name) {
            return false;
        }
        filled += 1;
        known += usize::from(slot(cell).is_some() || headings().is_personal(&name));
        counts |= field(cell) == Some(Field::Quantity);
        telling |= matches!(field(cell), Some(Field::EquipmentType | Field::Model));
        met.push(name);
    }
    telling && known * 10 >= filled * 6 && (known >= KNOWN || counts)
}

/// Whether a line is one of headings, of a table of few columns too: the type or the model among them,
/// and all known.
pub(crate) fn are_few_headings(line: &[String]) -> bool {
    let filled = || line.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let is_telling = |cell: &str| matches!(field(cell), Some(Field::EquipmentType | Field::Model));
    filled().count() > 1
        && filled().all(|cell| slot(cell).is_some() || is_quantity(cell))
        && filled().any(is_telling)
}

/// As [`are_headings`], of a line that nobody took apart: nearly none has no digit.
pub(super) fn is_line_of_headings(line: &[u8], delimiter: u8) -> bool {
    line.len() <= LONGEST
        && !line.iter().any(u8::is_ascii_digit)
        && are_headings(cells(line, delimiter))
}

/// The cells of a line, by its delimiter alone: headings that hold it are no such line.
pub(super) fn cells(line: &[u8], delimiter: u8) -> impl Iterator<Item = &[u8]> {
    line.split(move |byte| *byte == delimiter).map(|cell| {
        let cell = cell.trim_ascii();
        cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell)
    })
}

/// The columns that a table has in common with the first one, and those it has besides.
pub(super) struct CommonColumns {
    /// The headings of all tables, those of the first one first.
    pub(super) headers: Vec<String>,
    pub(super) keys: Vec<String>,
    pub(super) fields: Vec<Option<Field>>,
}

impl CommonColumns {
    /// Where each of its headings stands in a line of others. What has another name stands under
    /// the heading of its field, but for figures, whose unit the heading says.
    pub(super) fn places(&self, line: &[&[u8]]) -> Vec<Option<usize>> {
        let said: Vec<String> =
            line.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let names: Vec<String> = said.iter().map(|heading| key(heading)).collect();
        let fields: Vec<Option<Field>> = said.iter().map(|heading| field(heading)).collect();
        let own = |at: usize| {
            let (name, field) = (&self.keys[at], self.fields[at]);
            let same = || names.iter().position(|known| !known.is_empty() && known == name);
            let alike = || {
                let field = field?;
                let taken = |at: &usize| self.keys.contains(&names[*at]);
                let others = (0..names.len()).filter(|at| fields[*at] == Some(field));
                // Of two columns of a field the first one counts, as in any table.
                let first = self.fields.iter().position(|own| *own == Some(field));
                let same = |other: &usize| {
                    is_without_unit(field)
                        || field == Field::PriceEur && are_alike(&self.headers[at], &said[*other])
                };
                others.into_iter().find(|at| !taken(at) && same(at)).filter(|_| first == Some(at))
            };
            same().or_else(alike)
        };
        (0..self.keys.len()).map(own).collect()
    }

    /// Adds the headings of a line that none of its own stands for.
    pub(super) fn add(&mut self, line: &[&[u8]]) {
        let known: Vec<usize> = self.places(line).into_iter().flatten().collect();
        for (at, cell) in line.iter().enumerate() {
            let heading = String::from_utf8_lossy(cell).trim().to_owned();
            let name = key(&heading);
            if !name.is_empty() && !known.contains(&at) && !self.keys.contains(&name) {
                self.fields.push(field(&heading));
                self.headers.push(heading);
                self.keys.push(name);
            }
        }
    }
}

/// Whether two headings say the price of one unit, with the same tax and in the same money.
fn are_alike(one: &str, other: &str) -> bool {
    let said = |heading: &str| (is_of_a_unit(heading), has_tax(heading), euros_of(heading) > 1.0);
    said(one) == said(other) && is_of_a_unit(one)
}

/// Whether a heading of a field says nothing of a unit.
fn is_without_unit(field: Field) -> bool {
    field == Field::Quantity || !matches!(field.kind(), FieldKind::Number(_))
}
