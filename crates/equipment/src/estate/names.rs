//! What an estate reads by its name, and by the ending of its name: said once, for those who read it,
//! and for those who say what is not read.

use std::path::Path;

pub(super) const CARD: &str = "estate.toml";
pub(super) const DATACENTRES: &str = "datacentres.csv";
pub(super) const MOVEMENTS: &str = "movements.csv";
pub(super) const SERVICES: &str = "services.csv";
pub(super) const MACHINES: &str = "virtual-machines.csv";
pub(super) const APPLICATIONS: &str = "applications.csv";
pub(super) const ANSWERS: &str = "answers.toml";
pub(super) const PLAN: &str = "plan.toml";
pub(super) const INVENTORIES: &str = "inventories";
pub(super) const USAGE: &str = "usage";
pub(super) const MAPPINGS: &str = "mappings";
pub(super) const FACTORS: &str = "emission-factors";

/// The files that are read by their names, which are written so and in no other way.
pub(super) const FILES: [&str; 8] =
    [CARD, DATACENTRES, MOVEMENTS, SERVICES, MACHINES, APPLICATIONS, ANSWERS, PLAN];
/// The folders that are.
pub(super) const FOLDERS: [&str; 4] = [INVENTORIES, USAGE, MAPPINGS, FACTORS];

/// Which files of a folder are meant, by what their endings say of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A table or a workbook that is read wherever inventories are looked for.
    Table,
    /// A table that is read in `inventories/`.
    OwnTable,
    /// A document of an agent, which is read in `inventories/`.
    Document,
    /// A workbook of an old or unsafe kind: one that tells a year says itself how it can be read.
    OldWorkbook,
    /// A text or a page, which may be notes: one that tells a year is a table.
    Text,
    /// Settings.
    Settings,
}

const ENDINGS: [(&str, Ending); 15] = [
    ("csv", Ending::Table),
    ("xlsx", Ending::Table),
    ("ods", Ending::Table),
    ("tsv", Ending::OwnTable),
    ("tab", Ending::OwnTable),
    ("json", Ending::Document),
    ("xml", Ending::Document),
    ("ocs", Ending::Document),
    ("xls", Ending::OldWorkbook),
    ("xlsm", Ending::OldWorkbook),
    ("xlsb", Ending::OldWorkbook),
    ("txt", Ending::Text),
    ("html", Ending::Text),
    ("htm", Ending::Text),
    ("toml", Ending::Settings),
];

impl Ending {
    /// What the ending of a file's name says of it.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let end = path.extension()?;
        ENDINGS.iter().find(|(own, _)| end.eq_ignore_ascii_case(own)).map(|(_, kind)| *kind)
    }

    /// Whether it is of rows, whatever reads them.
    pub(super) fn is_of_rows(self) -> bool {
        matches!(self, Self::Table | Self::OwnTable | Self::OldWorkbook)
    }
}

/// Whether a file is a CSV, the one form that ledgers and records are read in.
pub(super) fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"))
}

/// The file of rows besides inventories that a file is called as, whatever its form and its capitals.
pub(super) fn form_of(path: &Path) -> Option<&'static str> {
    let stem = path.file_stem()?.to_str()?;
    let own = FILES.into_iter().filter_map(|name| Some((name, name.strip_suffix(".csv")?)));
    own.into_iter().find(|(_, own)| own.eq_ignore_ascii_case(stem)).map(|(name, _)| name)
}

/// The name that is read, of what is called so but for its capitals.
pub(super) fn misspelt(name: &str) -> Option<&'static str> {
    let all = FILES.into_iter().chain(FOLDERS);
    all.into_iter().find(|own| own.eq_ignore_ascii_case(name) && *own != name)
}
