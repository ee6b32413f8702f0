//! The headings that tools write, as data: `headers.csv`, `sources.csv` and `words.csv`.
//!
//! It knows what each heading of each source holds, which headings are of people, and the closed
//! lists of words that a tool writes in a column. Headings are compared without case, accents,
//! spaces, punctuation and GLPI's group before them.

use super::{Field, SourceFormat};
use ground::table::{SmallTable, fold};
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

            /// Its name in `headers.csv`.
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
    /// Storage with its unit, of a kind not known.
    Storage = "+storage",
    /// Storage, GB, of a kind not known.
    StorageGb = "+storage_gb",
    /// Storage, MB, of a kind not known.
    StorageMb = "+storage_mb",
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
pub(super) enum Slot {
    /// A field, as it stands.
    Field(Field),
    /// What tells of a field.
    Hint(Hint),
}

impl Slot {
    /// The slot of that name, if there is one.
    pub(super) fn named(code: &str) -> Option<Self> {
        let field = Field::ALL.into_iter().find(|field| field.code() == code).map(Self::Field);
        field.or_else(|| Hint::ALL.into_iter().find(|hint| hint.code() == code).map(Self::Hint))
    }
}

/// A heading that a source writes.
pub(super) struct Known {
    pub(super) slot: Slot,
    pub(super) key: String,
    /// As the tool writes it.
    pub(super) heading: String,
}

/// All that is known of headings.
pub(super) struct Headings {
    sources: HashMap<SourceFormat, Vec<Known>>,
    personal: HashSet<String>,
    /// Sources with the headings that only they have: groups that must all be there, each with
    /// one of its alternatives.
    pub(super) signatures: Vec<(SourceFormat, Vec<Vec<String>>)>,
    words: HashMap<(SourceFormat, String, String), String>,
}

/// GLPI puts the heading's group before it; the same word may stand in several groups.
const GLPI_GROUPS: [&str; 3] = [
    "informations financieres et administratives ",
    "financial and administrative information ",
    "informacoes financeiras e administrativas ",
];

/// What headings are compared by.
pub(super) fn key(heading: &str) -> String {
    let folded = fold(heading);
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
        };
        let headers = include_str!("headers.csv");
        for row in table("headers.csv", headers, &["source", "field", "heading"]).rows() {
            let heading = row.get("heading");
            match (SourceFormat::named(row.get("source")), Slot::named(row.get("field"))) {
                (Some(source), Some(slot)) => all.sources.entry(source).or_default().push(Known {
                    slot,
                    key: key(heading),
                    heading: heading.to_owned(),
                }),
                _ => {
                    all.personal.insert(key(heading));
                }
            }
        }
        for row in
            table("sources.csv", include_str!("sources.csv"), &["source", "signature"]).rows()
        {
            if let Some(source) = SourceFormat::named(row.get("source")) {
                let groups = row.get("signature").split(" & ");
                let groups = groups.map(|group| group.split('|').map(key).collect()).collect();
                all.signatures.push((source, groups));
            }
        }
        let words = include_str!("words.csv");
        for row in table("words.csv", words, &["source", "field", "word", "value"]).rows() {
            if let Some(source) = SourceFormat::named(row.get("source")) {
                let at = (source, row.get("field").to_owned(), fold(row.get("word")));
                all.words.insert(at, row.get("value").to_owned());
            }
        }
        all
    }

    /// The headings of a source, the preferred first.
    pub(super) fn of(&self, source: SourceFormat) -> &[Known] {
        self.sources.get(&source).map_or(&[], Vec::as_slice)
    }

    /// Whether a heading is of people, or of a number that leads to one machine.
    pub(super) fn is_personal(&self, key: &str) -> bool {
        self.personal.contains(key)
    }

    /// What a tool's word in a column means.
    pub(super) fn word(&self, source: SourceFormat, column: &str, word: &str) -> Option<&str> {
        self.words.get(&(source, column.to_owned(), fold(word))).map(String::as_str)
    }

    /// Every heading of every source that holds a field, with the field.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, Slot)> {
        let sources = SourceFormat::ALL.iter().flat_map(|source| self.of(*source));
        sources.map(|known| (known.heading.as_str(), known.slot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_shipped_tables_is_understood() {
        for line in include_str!("headers.csv").lines().skip(1) {
            let cells: Vec<&str> = line.splitn(4, ',').collect();
            let known = SourceFormat::named(cells[0]).is_some() && Slot::named(cells[1]).is_some();
            assert!(known || (cells[0] == "personal" && cells[1].is_empty()), "{line}");
        }
        for line in include_str!("sources.csv").lines().skip(1) {
            assert!(SourceFormat::named(line.split(',').next().unwrap()).is_some(), "{line}");
        }
        for line in include_str!("words.csv").lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert!(SourceFormat::named(cells[0]).is_some() && cells.len() == 4, "{line}");
        }
        assert!(headings().of(SourceFormat::Glpi).len() > 60);
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
