//! What was understood of a file, for a person to check: its source, and what became of each column.

use super::{Confidence, Field, Found, InventoryFile, Role, Score, SourceFormat};
use ground::lang::Text;

/// What was understood of a file.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Its name.
    pub file: String,
    /// What made it.
    pub source: SourceFormat,
    /// How sure that is.
    pub confidence: Confidence,
    /// How many of its headings are known.
    pub known: usize,
    /// How many headings it has.
    pub headings: usize,
    /// Its encoding; that of a text.
    pub encoding: &'static str,
    /// The character between its fields; none for sheets and documents.
    pub delimiter: Option<char>,
    /// The line its headings stand on; 0 for documents.
    pub heading_line: u64,
    /// What was chosen or left out, for people.
    pub notes: Vec<Text>,
    /// Its columns, in order; none for documents.
    pub columns: Vec<ExplainedColumn>,
    /// The readings tried, the best first; none for documents and for what the user's mapping reads.
    pub contest: Vec<Score>,
    /// Columns known by their values, and those that could move the figure and are not read.
    pub found: Vec<Found>,
    /// Fields worked out, with the heading that says most of each.
    pub worked_out: Vec<(Field, Option<String>)>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedColumn {
    /// Its heading, as the file writes it.
    pub heading: String,
    /// What becomes of it.
    pub role: Role,
}

impl InventoryFile {
    /// What was understood of it.
    pub fn explain(&self) -> Explanation {
        let layout = &self.layout;
        let table = self.has_headings();
        let (known, headings) = if table { layout.known() } else { (0, 0) };
        let columns = layout.headers.iter().zip(&layout.roles);
        Explanation {
            file: self.name.to_string(),
            source: layout.format,
            confidence: layout.confidence,
            known,
            headings,
            encoding: self.encoding.name(),
            delimiter: self.is_text().then(|| char::from(self.dialect.delimiter)),
            heading_line: self.heading_line,
            notes: self.notes.clone(),
            columns: columns
                .filter(|(_, role)| table && **role != Role::Blank)
                .map(|(heading, role)| ExplainedColumn {
                    heading: heading.trim().to_owned(),
                    role: *role,
                })
                .collect(),
            contest: self.contest.clone(),
            found: layout.found().to_vec(),
            worked_out: layout
                .worked_out()
                .map(|(field, from)| (field, from.map(|from| from.trim().to_owned())))
                .collect(),
        }
    }
}

impl Role {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Field(_) => "field",
            Self::Hint(_) => "hint",
            Self::Second(_) => "second",
            Self::Personal => "personal",
            Self::Ignored => "ignored",
            Self::Blank => "blank",
        }
    }

    /// The field it holds or tells of, as `headings.csv` names it; empty where there is none.
    pub fn field(self) -> &'static str {
        match self {
            Self::Field(field) | Self::Second(field) => field.code(),
            Self::Hint(hint) => hint.code(),
            _ => "",
        }
    }
}
