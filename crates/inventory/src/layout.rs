//! Where each field stands in a file, and what becomes of every column.

use super::column_words::parts;
use super::derive::{DerivedField, rules};
use super::found::Found;
use super::headings::{ColumnSlot, Hint, headings, key};
use super::markup::reduce;
use super::placeholder::is_placeholder;
use super::totals::TypeTitles;
use super::totals::summed::SummedRows;
use super::{Confidence, Field, KnownBy, SourceFormat, Traits};
use ground::table::{Holds, RecordCells};
use std::collections::HashSet;
use std::sync::Arc;

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is a field.
    Field(Field),
    /// It tells of a field: a status of its second part, a type of its operating system.
    Hint(Hint),
    /// It holds a field that another column holds already.
    Second(Field),
    /// It is of people, and never read.
    Personal,
    /// It is not read.
    Ignored,
    /// It has neither heading nor use.
    Blank,
}

/// The columns that say where a row stands: in which document; or in which sheet, and its row there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowOrigin {
    /// The column of the document or the sheet.
    pub(super) file: usize,
    /// The column of the row's number; a document is all on its first line.
    pub(super) line: Option<usize>,
    /// The column of the heading below which it stands, where a row of the file has several.
    pub(super) column: Option<usize>,
}

/// Where each field stands in a file.
#[derive(Debug, Clone)]
pub struct Layout {
    /// What made the file.
    pub format: SourceFormat,
    /// What other rooms must know of what made it.
    pub traits: Traits,
    /// How sure that is.
    pub confidence: Confidence,
    /// The headings, as the file writes them; after them, that of each column worked out.
    pub headers: Vec<String>,
    /// Headings that are not read.
    pub ignored: Vec<String>,
    /// What becomes of each column of the file.
    pub roles: Vec<Role>,
    /// Columns known by their values, and those that could move the figure and are not read.
    pub(super) found: Vec<Found>,
    /// The places that the first rows name, folded: they are no people.
    pub(super) places: Arc<HashSet<String>>,
    /// Serial numbers that the first rows have of several makers or models: they are of no machine.
    pub(super) shared_serials: Arc<HashSet<Vec<u8>>>,
    /// Whether a row that begins as a count (`Nb PC`) may sum up the others: few do.
    pub(super) doubts_counts: bool,
    /// Rows that sum up others by their numbers; none where there are none.
    pub(super) summed: Option<Arc<SummedRows>>,
    /// Words for things that stand alone among the models of a list of quantities; none where there are none.
    pub(super) type_titles: Option<TypeTitles>,
    /// Columns that the user said something of.
    pub(super) told: Vec<usize>,
    /// The cells of each line of title above the headings.
    pub(super) above: Arc<[Vec<String>]>,
    columns: [Option<u16>; Field::ALL.len()],
    derived: Vec<DerivedField>,
    /// The columns that say where a row stands, where its own line does not.
    origin: Option<RowOrigin>,
    /// The column that says whether one record stands for many units.
    global: Option<usize>,
    /// The column that names the operating system.
    system: Option<usize>,
    /// Whether other columns say more of it: its version.
    has_more_systems: bool,
}

impl Layout {
    /// The columns of a source, by its headings.
    pub(super) fn of(format: SourceFormat, confidence: Confidence, headers: &[String]) -> Self {
        let known = headings();
        let mut ranks: [Option<(usize, usize)>; Field::ALL.len()] = [None; Field::ALL.len()];
        let mut slots = Vec::with_capacity(headers.len());
        for (at, header) in headers.iter().enumerate() {
            let name = key(header);
            let slot = match format.traits().known_by {
                KnownBy::Canonical => Field::canonical()
                    .iter()
                    .find(|field| field.code() == header.trim())
                    .map(|field| (0, ColumnSlot::Field(*field)))
                    .or_else(|| {
                        let besides = known.of(format).iter();
                        let mut own = besides.filter(|known| known.heading == header.trim());
                        own.next().map(|known| (0, known.slot))
                    }),
                _ => known
                    .of(format)
                    .iter()
                    .enumerate()
                    .find(|(_, known)| known.key == name)
                    .map(|(rank, known)| (rank, known.slot))
                    .or_else(|| canonical(format, &name))
                    .or_else(|| of_maker_and_model(format, header)),
            };
            // Of two columns of a field, the preferred heading counts; of two alike, the first.
            if let Some((rank, ColumnSlot::Field(field))) = slot {
                let best = &mut ranks[field as usize];
                if best.is_none_or(|(known, _)| rank < known) {
                    *best = Some((rank, at));
                }
            }
            // A heading `€` has no letter, and says something.
            let is_blank = name.is_empty() && !header.contains('€');
            slots.push((slot.map(|(_, slot)| slot), known.is_personal(&name), is_blank));
        }
        let roles = slots.iter().enumerate().map(|(at, slot)| match *slot {
            (Some(ColumnSlot::Field(field)), _, _) => match ranks[field as usize] {
                Some((_, best)) if best == at => Role::Field(field),
                _ => Role::Second(field),
            },
            (Some(ColumnSlot::Hint(hint)), _, _) => Role::Hint(hint),
            (None, true, _) => Role::Personal,
            (None, false, true) => Role::Blank,
            (None, false, false) => Role::Ignored,
        });
        Self::with_roles(format, confidence, headers, roles.collect())
    }

    /// The columns of a file whose roles are known.
    pub(super) fn with_roles(
        format: SourceFormat,
        confidence: Confidence,
        headers: &[String],
        roles: Vec<Role>,
    ) -> Self {
        let mut layout = Self {
            format,
            traits: format.traits(),
            confidence,
            headers: headers.to_vec(),
            ignored: Vec::new(),
            roles,
            found: Vec::new(),
            places: Arc::default(),
            shared_serials: Arc::default(),
            doubts_counts: false,
            summed: None,
            type_titles: None,
            told: Vec::new(),
            above: Arc::default(),
            columns: [None; Field::ALL.len()],
            derived: Vec::new(),
            origin: None,
            global: None,
            system: None,
            has_more_systems: false,
        };
        layout.global = layout.hint(Hint::Global);
        layout.system = layout.hint(Hint::Os);
        let of_systems = layout.roles.iter().filter(|role| **role == Role::Hint(Hint::Os));
        layout.has_more_systems = of_systems.count() > 1;
        for (at, role) in layout.roles.iter().enumerate() {
            match role {
                Role::Field(field) => layout.columns[*field as usize] = place(at),
                Role::Blank | Role::Hint(_) => {}
                _ => layout.ignored.push(headers[at].clone()),
            }
        }
        for rule in rules(&layout) {
            layout.derive(rule);
        }
        layout
    }

    /// The same file with other roles.
    pub(super) fn with(&self, roles: Vec<Role>) -> Self {
        let headers = &self.headers[..self.roles.len()];
        let mut layout = Self::with_roles(self.format, self.confidence, headers, roles);
        layout.found.clone_from(&self.found);
        layout.places = self.places.clone();
        layout.shared_serials = self.shared_serials.clone();
        layout.doubts_counts = self.doubts_counts;
        layout.summed.clone_from(&self.summed);
        layout.type_titles.clone_from(&self.type_titles);
        layout.told.clone_from(&self.told);
        layout.above = self.above.clone();
        layout.origin = self.origin;
        layout
    }

    /// Whether each machine has its own cell in a column: its number, its serial number, its name.
    pub(super) fn is_of_each(&self, at: usize) -> bool {
        matches!(
            self.roles.get(at),
            Some(Role::Field(field) | Role::Second(field)) if field.is_of_each()
        )
    }

    /// Whether a row of the file says which machine it is of; words for nothing say none.
    pub(super) fn tells_one_machine<'c>(&self, cell: &dyn Fn(usize) -> &'c [u8]) -> bool {
        let told = |field: Field| self.column(field).is_some_and(|at| !is_placeholder(cell(at)));
        Field::ALL.into_iter().filter(|field| field.is_of_one_machine()).any(told)
    }

    /// Whether another layout of the same file reads the same cells.
    pub(super) fn reads_as(&self, other: &Self) -> bool {
        self.roles == other.roles
            && self.columns == other.columns
            && self.derived.len() == other.derived.len()
    }

    /// Columns known by their values, and those that could move the figure and are not read.
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// The layout of rows made of documents: every field in its order, then the document's name.
    pub(super) fn of_documents() -> Self {
        let mut headers: Vec<String> =
            Field::ALL.iter().map(|field| field.code().to_owned()).collect();
        let mut roles: Vec<Role> = Field::ALL.into_iter().map(Role::Field).collect();
        headers.push("document".to_owned());
        roles.push(Role::Blank);
        let format = SourceFormat::GlpiInventory;
        let mut layout = Self::with_roles(format, Confidence::Certain, &headers, roles);
        layout.origin = Some(RowOrigin { file: Field::ALL.len(), line: None, column: None });
        layout
    }

    /// Adds a column that is worked out of others.
    pub(super) fn derive(&mut self, rule: DerivedField) {
        let heading = rule
            .from
            .and_then(|at| self.headers.get(at).cloned())
            .unwrap_or_else(|| rule.field.code().to_owned());
        self.columns[rule.field as usize] = place(self.headers.len());
        self.headers.push(heading);
        self.derived.push(rule);
    }

    /// A layout of every field, in order: that of rows made in the program. Their places are written
    /// as those of the source they come from.
    pub fn whole(levels: bool) -> Self {
        let format = SourceFormat::Canonical;
        let headers: Vec<String> = Field::ALL.iter().map(|field| field.code().to_owned()).collect();
        let roles: Vec<Role> = Field::ALL.into_iter().map(Role::Field).collect();
        let mut layout = Self::with_roles(format, Confidence::Certain, &headers, roles);
        // Nothing is worked out of them: they are in canonical form.
        for field in Field::ALL {
            layout.columns[field as usize] = place(field as usize);
        }
        layout.derived.clear();
        layout.traits.levels = levels;
        layout
    }

    /// The column of a field, if the file has it.
    #[inline]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns[field as usize].map(usize::from)
    }

    /// The column that names the operating system, if the file has it.
    #[inline]
    pub(super) fn system(&self) -> Option<usize> {
        self.system
    }

    /// Whether more than one column tells of the operating system.
    #[inline]
    pub(super) fn has_more_systems(&self) -> bool {
        self.has_more_systems
    }

    /// The column of the file that tells a hint, if there is one.
    pub(super) fn hint(&self, hint: Hint) -> Option<usize> {
        self.roles.iter().position(|role| *role == Role::Hint(hint))
    }

    /// The column of the file that a field is read of, if there is one.
    pub(super) fn read_of(&self, field: Field) -> Option<usize> {
        let at = self.column(field)?;
        match at.checked_sub(self.roles.len()) {
            Some(derived) => self.derived.get(derived).and_then(|rule| rule.from),
            None => Some(at),
        }
    }

    /// How a field is worked out, if it is.
    pub(super) fn rule_of(&self, field: Field) -> Option<&DerivedField> {
        let at = self.column(field)?.checked_sub(self.roles.len())?;
        self.derived.get(at)
    }

    /// The heading of a field as the file writes it, or the canonical name where it has none.
    pub fn heading(&self, field: Field) -> &str {
        self.column(field)
            .and_then(|at| self.headers.get(at))
            .map_or_else(|| field.code(), |header| header.trim())
    }

    /// The headings on one line, as rows are quoted in rejects: with commas where the file has
    /// them, else semicolons.
    pub fn heading_line(&self, delimiter: u8) -> String {
        let cells: Vec<String> = self
            .headers
            .iter()
            .take(self.own_columns())
            .map(|header| {
                if header.contains(['"', ';', ',', '\n', '\r']) {
                    format!("\"{}\"", header.replace('"', "\"\""))
                } else {
                    header.clone()
                }
            })
            .collect();
        cells.join(if delimiter == b',' { "," } else { ";" })
    }

    /// Whether a column may be shown where a row is quoted: it is read, and it holds no personal
    /// data. What is not read may hold anything, and stays at the door.
    pub fn may_show(&self, column: usize) -> bool {
        match self.roles.get(column) {
            Some(Role::Field(Field::Serial | Field::UserKey | Field::Uuid)) => false,
            // A column of yes and no that says the state is read, and so is a second one of types.
            Some(Role::Field(_) | Role::Second(Field::Status | Field::EquipmentType)) => true,
            Some(Role::Hint(hint)) => *hint != Hint::CheckedOut,
            _ => false,
        }
    }

    /// What a column that is shown may hold.
    pub(super) fn holds(&self, column: usize) -> Holds {
        match self.roles.get(column) {
            Some(Role::Field(field) | Role::Second(field)) => field.holds(),
            _ => Holds::Remarks,
        }
    }

    /// The fields that the file has, worked out ones included, in canonical order.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(|field| self.column(*field).is_some())
    }

    /// The fields worked out, each with the heading it is worked out of, if it is of one.
    pub fn worked_out(&self) -> impl Iterator<Item = (Field, Option<&str>)> {
        let said = self.derived.iter();
        said.map(|rule| {
            (rule.field, rule.from.and_then(|at| self.headers.get(at)).map(String::as_str))
        })
    }

    /// How many of the headings are known, and how many there are.
    pub fn known(&self) -> (usize, usize) {
        let named = self.roles.iter().filter(|role| **role != Role::Blank).count();
        let strangers = self.roles.iter().filter(|role| **role == Role::Ignored).count();
        (named - strangers, named)
    }

    /// Reduces HTML in the cells of a record to its words, and adds the cells that are worked out of
    /// its others.
    #[inline]
    pub fn complete(&self, record: &mut RecordCells<'_>) {
        reduce(record);
        if !self.derived.is_empty() {
            self.work_out(record);
        }
    }

    fn work_out(&self, record: &mut RecordCells<'_>) {
        record.truncate(self.roles.len());
        let cells: Vec<String> =
            self.derived.iter().map(|rule| rule.work_out(self, record)).collect();
        for _ in record.len()..self.roles.len() {
            record.push(b"");
        }
        for cell in cells {
            record.push(cell.as_bytes());
        }
    }

    /// The column that says whether one record stands for many units, if there is one.
    #[inline]
    pub(super) fn global(&self) -> Option<usize> {
        self.global
    }

    /// The columns that say where a row stands, where its own line does not.
    pub(super) fn origin(&self) -> Option<RowOrigin> {
        self.origin
    }

    /// Whether its rows say on which line of the file they stand.
    pub fn says_lines(&self) -> bool {
        self.origin.is_some_and(|origin| origin.line.is_some())
    }

    /// Says that a sheet and a row stand in the two columns after the first `width`.
    pub(super) fn of_sheets(&mut self, width: usize) {
        self.origin = Some(RowOrigin { file: width, line: Some(width + 1), column: None });
    }

    /// As [`Layout::of_sheets`], with the heading below which it stands after them.
    pub(super) fn of_machines(&mut self, width: usize) {
        self.origin =
            Some(RowOrigin { file: width, line: Some(width + 1), column: Some(width + 2) });
    }

    /// The cells of each line of title above the headings.
    pub fn titles_above(&self) -> &[Vec<String>] {
        &self.above
    }

    /// The headings of the file's own columns.
    pub fn own_headings(&self) -> impl Iterator<Item = &str> + Clone {
        self.headers.iter().take(self.own_columns()).map(String::as_str)
    }

    /// How many columns the file itself has.
    #[inline]
    pub fn own_columns(&self) -> usize {
        self.origin.map_or(self.roles.len(), |origin| origin.file)
    }
}

/// The canonical column of that name, which a plain table may write in its own case.
fn canonical(format: SourceFormat, name: &str) -> Option<(usize, ColumnSlot)> {
    let plain = format == SourceFormat::Spreadsheet;
    let field = if plain { headings().canonical(name) } else { None };
    field.map(|field| (usize::MAX, ColumnSlot::Field(field)))
}

/// A heading of a maker and a model in one cell (`Marque / Modèle`, `Make and model`) is that of the
/// model: where no column has the maker, the name begins with it.
fn of_maker_and_model(format: SourceFormat, heading: &str) -> Option<(usize, ColumnSlot)> {
    const LINKS: [&str; 8] = ["et", "and", "und", "y", "e", "en", "ou", "or"];
    if format.traits().known_by != KnownBy::Words {
        return None;
    }
    let mut words = parts(heading);
    words.retain(|word| !LINKS.contains(&word.as_str()));
    let is = |words: &[String], field: Field| {
        let name = words.concat();
        let mut known = headings().of(SourceFormat::Spreadsheet).iter();
        known.any(|known| known.key == name && known.slot == ColumnSlot::Field(field))
    };
    let both = |at: usize| {
        let (first, second) = words.split_at(at);
        let said = |maker, model| is(maker, Field::Manufacturer) && is(model, Field::Model);
        said(first, second) || said(second, first)
    };
    let found = (2..=4).contains(&words.len()) && (1..words.len()).any(both);
    found.then_some((usize::MAX, ColumnSlot::Field(Field::Model)))
}

/// A column's place; a file of more columns than that has them left unread.
fn place(at: usize) -> Option<u16> {
    u16::try_from(at).ok()
}
