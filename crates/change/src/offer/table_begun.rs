//! Several tables in one file of quotations: each is read under its own headings, or not at all.

use equipment::ToldRow;
use ground::lang::{Noun, Text};
use ground::table::fold;
use inventory::Field;

/// A row that is headings once more: a table begins there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableBegun {
    /// The file.
    pub file: String,
    /// The line of the headings.
    pub line: u64,
    /// Whether its columns are those of the table that the file is read by.
    pub is_same: bool,
    /// Its headings, as far as the columns that are read go.
    pub headings: Vec<String>,
}

impl TableBegun {
    /// What a row that was set aside begins: a table, where two of its cells are headings of the
    /// file, whichever columns they stand in.
    pub(super) fn of(told: ToldRow<'_>) -> Option<Self> {
        let columns: Vec<(String, String)> = Field::ALL
            .into_iter()
            .map(|field| (told.heading(field).trim().to_owned(), told.shown(field)))
            .filter(|(heading, cell)| !heading.is_empty() && !cell.is_empty())
            .collect();
        let is_heading = |cell: &str| {
            let cell = fold(cell);
            columns.iter().any(|(heading, _)| fold(heading) == cell)
        };
        let known = columns.iter().filter(|(_, cell)| is_heading(cell)).count();
        (known >= 2).then(|| Self {
            file: told.file().to_string(),
            line: told.line(),
            is_same: columns.iter().all(|(heading, cell)| fold(heading) == fold(cell)),
            headings: columns.into_iter().map(|(_, cell)| cell).collect(),
        })
    }

    /// What is said of its rows, so many of which were left out.
    pub fn say(&self, rows: usize) -> Text {
        let Self { file, line, headings, .. } = self;
        let headings = headings.join("`, `");
        let Text { fr, en } = ROW.count(rows as f64);
        Text {
            fr: format!(
                "{file}, ligne {line} : un autre tableau y commence, sous d'autres titres (`{headings}`) ; {fr} dessous, à mettre dans un fichier à part"
            ),
            en: format!(
                "{file}, line {line}: another table begins there, under other headings (`{headings}`); {en} below, to put in a file of its own"
            ),
        }
    }
}

const ROW: Noun =
    Noun::new(("ligne non lue", "lignes non lues"), ("row not read", "rows not read"));

/// Which of the tables a line stands in, where that is not the one that its file is read by.
pub(super) fn other_of(tables: &[TableBegun], file: &str, line: u64) -> Option<usize> {
    let before = tables.iter().enumerate().filter(|(_, own)| own.file == file && own.line < line);
    let (at, own) = before.max_by_key(|(_, own)| own.line)?;
    (!own.is_same).then_some(at)
}

/// Whether a line is the headings of one of these tables, or stands in another than that which its
/// file is read by.
pub fn is_elsewhere(tables: &[TableBegun], file: &str, line: u64) -> bool {
    let is_headings = tables.iter().any(|table| table.file == file && table.line == line);
    is_headings || other_of(tables, file, line).is_some()
}
