//! Results as sheets of typed cells: one content, written as a workbook or as Markdown.
//!
//! It knows what stands on each sheet; `xlsx` and `markdown` know how it is written.

mod followed;
mod markdown;
mod xlsx;
mod year;

pub use followed::followed_sheets;
use ground::lang::Lang;
pub use markdown::markdown;
pub use xlsx::workbook;
pub use year::year_sheets;

/// A cell of its own kind.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetCell {
    /// Words: never a formula, whatever they start with.
    Text(String),
    /// A figure in full precision.
    Number(f64),
    /// A count.
    Whole(f64),
    /// A share, 0 to 1.
    Share(f64),
    /// Nothing known: an empty cell, which is no zero.
    Empty,
}

impl SheetCell {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn maybe(number: Option<f64>) -> Self {
        number.filter(|number| number.is_finite()).map_or(Self::Empty, Self::Number)
    }
}

/// Headings in one language.
fn headings(lang: Lang, both: &[(&'static str, &'static str)]) -> Vec<String> {
    both.iter().map(|(fr, en)| lang.label(fr, en).to_owned()).collect()
}

/// A chart of a sheet: a column of names against one or more columns of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// What it shows: its title, and what those who do not see it read.
    pub title: String,
    /// The column of names.
    pub names: usize,
    /// The columns of figures, one a series.
    pub figures: Vec<usize>,
    /// The unit of the figures.
    pub unit: String,
    /// How many rows, from the first.
    pub rows: usize,
    /// Whether the series lie on one bar.
    pub stacked: bool,
}

/// A sheet: a name, a sentence, a table, and a chart where one helps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BookSheet {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub note: String,
    /// The headings of its table, none twice.
    pub headings: Vec<String>,
    /// Its rows, as wide as the headings.
    pub rows: Vec<Vec<SheetCell>>,
    /// Its chart.
    pub drawing: Option<Drawing>,
    /// Columns to fill with a word of a list.
    pub choices: Vec<WordChoice>,
}

/// A column of which a cell holds a word of a list, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordChoice {
    /// The column.
    pub column: usize,
    /// The words.
    pub words: Vec<String>,
    /// What is said of another word.
    pub otherwise: String,
}

/// Sheets, and what the file says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportBook {
    /// Its title.
    pub title: String,
    /// The organisation; empty where it is not known.
    pub organisation: String,
    /// The year, whose last day the file is dated by: the same content is the same bytes.
    pub year: i32,
    /// Its sheets, in order.
    pub sheets: Vec<BookSheet>,
}
