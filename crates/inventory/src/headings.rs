//! The headings that tools write, as data: what the folders of `source` hold.
//!
//! It knows what each heading of each source holds, which headings are of people, and the closed
//! lists of words that a tool writes in a column. Headings are compared without case, accents,
//! spaces, punctuation and GLPI's group before them.

use super::column_words::{CountsUnits, counts};
use super::in_part::part_within;
use super::quantity_heading::without_unit;
use super::source::PERSONAL;
use super::{Field, SourceFormat};
use ground::table::{SmallTable, TableRow, fold};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::OnceLock;

macro_rules! hints {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// What a column tells of a field without holding it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Hint { $($(#[$doc])* $name),* }

        impl Hint {
            /// All of them.
            pub const ALL: [Self; hints!(@count $($name)*)] = [$(Self::$name),*];

            /// Its name in `headings.csv`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
    (@count $($name:ident)*) => { 0 $(+ { let _ = stringify!($name); 1 })* };
}

hints! {
    /// Memory with its unit, or in GB where small and in MB where large.
    Memory = "+memory",
    /// Memory, GB.
    MemoryGb = "+memory_gb",
    /// Memory, MB.
    MemoryMb = "+memory_mb",
    /// Memory, bytes.
    MemoryBytes = "+memory_bytes",
    /// Memory, kB.
    MemoryKb = "+memory_kb",
    /// Storage with its unit, of a kind not known.
    Storage = "+storage",
    /// Storage, GB, of a kind not known.
    StorageGb = "+storage_gb",
    /// Storage, MB, of a kind not known.
    StorageMb = "+storage_mb",
    /// Storage, bytes, of a kind not known.
    StorageBytes = "+storage_bytes",
    /// The operating system or platform.
    Os = "+os",
    /// A second status, finer than the first.
    Substatus = "+substatus",
    /// Whether the machine is virtual.
    Virtual = "+virtual",
    /// Whether or when the record was deleted.
    Deleted = "+deleted",
    /// Whether the record is archived.
    Archived = "+archived",
    /// Whose it is, in the tool's words.
    Ownership = "+ownership",
    /// The class of the record.
    Class = "+class",
    /// The form of the machine.
    Form = "+form",
    /// Type, maker and model in one cell.
    ModelText = "+model_str",
    /// Whether one record stands for many units.
    Global = "+global",
    /// Which list of GLPI the row is of.
    ItemType = "+itemtype",
    /// A heading that only lists of monitors have.
    Monitor = "+monitor",
    /// A heading that only lists of phones have.
    Phone = "+phone",
    /// A heading that only lists of printers have.
    Printer = "+printer",
    /// Whether somebody has it: only yes or no is taken from the cell.
    CheckedOut = "+checkedout",
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnSlot {
    /// A field, as it stands.
    Field(Field),
    /// What tells of a field.
    Hint(Hint),
}

impl ColumnSlot {
    /// The slot of that name, if there is one.
    pub(super) fn named(code: &str) -> Option<Self> {
        let field = Field::ALL.into_iter().find(|field| field.code() == code).map(Self::Field);
        field.or_else(|| Hint::ALL.into_iter().find(|hint| hint.code() == code).map(Self::Hint))
    }
}

/// A heading that a source writes.
pub(super) struct KnownHeading {
    pub(super) slot: ColumnSlot,
    pub(super) key: String,
    /// As the tool writes it.
    pub(super) heading: String,
}

impl KnownHeading {
    fn of(row: TableRow<'_>) -> Option<Self> {
        let heading = row.get("heading");
        let slot = ColumnSlot::named(row.get("field"))?;
        Some(Self { slot, key: key(heading), heading: heading.to_owned() })
    }
}

/// All that is known of headings.
pub(super) struct Headings {
    sources: HashMap<SourceFormat, Vec<KnownHeading>>,
    personal: HashSet<String>,
    /// Sources with the headings that only they have: groups that must all be there, each with
    /// one of its alternatives.
    pub(super) signatures: Vec<(SourceFormat, Vec<Vec<String>>)>,
    words: HashMap<(SourceFormat, String, String), String>,
    canonical: HashMap<String, Field>,
}

/// GLPI puts the heading's group before it; the same word may stand in several groups.
const GLPI_GROUPS: [&str; 3] = [
    "informations financieres et administratives ",
    "financial and administrative information ",
    "informacoes financeiras e administrativas ",
];

/// What headings are compared by.
pub(super) fn key(heading: &str) -> String {
    let heading = part_within(heading).map_or(heading, |(before, _)| before);
    let folded = fold(without_unit(heading).unwrap_or(heading));
    let own = GLPI_GROUPS.iter().find_map(|group| folded.strip_prefix(group)).unwrap_or(&folded);
    own.chars().filter(|c| *c != ' ').collect()
}

/// The tables that come with the program, read once.
pub(super) fn headings() -> &'static Headings {
    static TABLES: OnceLock<Headings> = OnceLock::new();
    TABLES.get_or_init(Headings::shipped)
}

impl Headings {
    fn shipped() -> Self {
        let table = |name: &str, text: &str, columns: &[&str]| {
            SmallTable::parse(Path::new(name), text, columns)
                .expect("a test reads the tables that come with the program")
        };
        let mut all = Self {
            sources: HashMap::new(),
            personal: HashSet::new(),
            signatures: Vec::new(),
            words: HashMap::new(),
            canonical: Field::canonical().iter().map(|field| (key(field.code()), *field)).collect(),
        };
        for row in table("personal.csv", PERSONAL, &["heading"]).rows() {
            all.personal.insert(key(row.get("heading")));
        }
        for format in SourceFormat::ALL {
            let source = format.source();
            if !source.headings.is_empty() {
                let rows = table(format.code(), source.headings, &["field", "heading"]);
                all.sources.insert(*format, rows.rows().filter_map(KnownHeading::of).collect());
            }
            if !source.words.is_empty() {
                let columns = ["field", "word", "value"];
                for row in table(format.code(), source.words, &columns).rows() {
                    let at = (*format, row.get("field").to_owned(), fold(row.get("word")));
                    all.words.insert(at, row.get("value").to_owned());
                }
            }
        }
        // Of two signatures that a table has, the later source's counts.
        for format in SourceFormat::ALL.iter().rev() {
            for signature in format.source().signatures {
                let groups = signature.split(" & ");
                let groups = groups.map(|group| group.split('|').map(key).collect()).collect();
                all.signatures.push((*format, groups));
            }
        }
        all
    }

    /// The headings of a source, the preferred first.
    pub(super) fn of(&self, source: SourceFormat) -> &[KnownHeading] {
        self.sources.get(&source).map_or(&[], Vec::as_slice)
    }

    /// The canonical column of that name.
    pub(super) fn canonical(&self, key: &str) -> Option<Field> {
        self.canonical.get(key).copied()
    }

    /// Whether a heading is of people, or of a number that leads to one machine.
    pub(super) fn is_personal(&self, key: &str) -> bool {
        self.personal.contains(key)
    }

    /// What a tool's word in a column means.
    pub(super) fn word(&self, source: SourceFormat, column: &str, word: &str) -> Option<&str> {
        self.words.get(&(source, column.to_owned(), fold(word))).map(String::as_str)
    }

    /// What a heading holds by its key, in the sources that write it.
    pub(super) fn slots<'h>(&'h self, key: &'h str) -> impl Iterator<Item = ColumnSlot> + 'h {
        let known = self.sources.values().flatten().filter(move |known| known.key == key);
        known.map(|known| known.slot)
    }

    /// Every heading of every source that holds a field, with the field.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, ColumnSlot)> {
        let sources = SourceFormat::ALL.iter().flat_map(|source| self.of(*source));
        sources.map(|known| (known.heading.as_str(), known.slot))
    }
}

/// Whether a source has a heading of its own by that name.
pub(super) fn knows(source: SourceFormat, heading: &str) -> bool {
    let name = key(heading);
    headings().of(source).iter().any(|known| known.key == name)
}

/// What a heading says in any table: in words of the field, or as a canonical column.
pub(super) fn general(heading: &str) -> Option<ColumnSlot> {
    let name = key(heading);
    let known = headings().of(SourceFormat::Spreadsheet).iter().find(|known| known.key == name);
    let own = || headings().canonical(&name).map(ColumnSlot::Field);
    known.map(|known| known.slot).or_else(own)
}

/// Whether a heading says, in the words of a source or of people, the number of units of a row.
pub fn is_quantity(heading: &str) -> bool {
    let own = key(heading);
    headings().canonical(&own) == Some(Field::Quantity)
        || headings().slots(&own).any(|slot| slot == ColumnSlot::Field(Field::Quantity))
        || matches!(counts(heading), CountsUnits::Yes | CountsUnits::Head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_shipped_tables_is_understood() {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        for format in SourceFormat::ALL {
            for line in format.source().headings.lines().skip(1).map(cells) {
                assert!(
                    ColumnSlot::named(&line[0]).is_some() && line.len() <= 4,
                    "{format:?} {line:?}"
                );
                let mark = line.get(3).map_or("verified", String::as_str);
                assert!(["verified", "unverified"].contains(&mark), "{format:?} {line:?}");
            }
            for line in format.source().words.lines().skip(1).map(cells) {
                assert!(line.len() == 3 && !line[2].is_empty(), "{format:?} {line:?}");
            }
        }
        assert!(headings().of(SourceFormat::Glpi).len() > 60);
    }

    #[test]
    fn headings_of_quantities_are_told() {
        for heading in ["quantity", "Quantité", "Qté", "Nombre", "Count", "N. pezzi"] {
            assert!(is_quantity(heading), "`{heading}`");
        }
        for heading in ["", "Type", "Modèle", "Nb écrans", "Date d'achat"] {
            assert!(!is_quantity(heading), "`{heading}`");
        }
    }

    #[test]
    fn headings_compare_without_case_accents_spaces_and_group() {
        assert_eq!(key("Сatégorie"), "categorie", "its first letter is Cyrillic");
        assert_eq!(key("Serial Number"), key("serial_number"));
        assert_eq!(key(" Série "), "serie");
        assert_eq!(
            key("Informations financières et administratives - Date d'achat"),
            key("Date d’achat")
        );
    }
}
