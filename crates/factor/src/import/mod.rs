//! An organisation's own licensed data, laid over a set: what an export says, as the rows of an
//! overlay.
//!
//! An export is read into `Fact`s by its own room (`g4it`, `tables`, `sheets`); `lay`
//! finds the types and criteria that they are about and writes the files of a set. What cannot be
//! placed without a guess is left out, and said.

mod g4it;
mod lay;
mod sheets;
mod tables;

use super::FactorSet;
use ground::fault::Fault;
use ground::lang::Text;
use ground::stage::Stage;
use ground::table::{SmallTable, TableRow, fold};
use ground::text;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Where an export comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// The reference tables of G4IT or NumEcoEval: items, types, electricity mixes.
    G4it,
    /// Boavizta: product sheets, or impacts by device.
    Boavizta,
    /// Base Carbone, Base Empreinte, Base IMPACTS.
    BaseEmpreinte,
}

/// What the user says of an export.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// The overlay's name.
    pub name: String,
    /// Its date.
    pub date: String,
    /// The licence the data is held under, in the user's words.
    pub licence: String,
    /// The year its electricity is laid for.
    pub year: i32,
    /// Which type an item is, by its folded name, where the user says it.
    pub types: HashMap<String, String>,
}

/// An overlay ready to be written.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// Its files: name and content.
    pub files: Vec<(String, String)>,
    /// Rows taken, by file.
    pub taken: BTreeMap<String, usize>,
    /// What was left out, and why.
    pub left: Vec<Left>,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: u64,
    /// What it is about.
    pub item: String,
    /// Why it was left out.
    pub why: Text,
}

/// What a row of an export says.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) file: String,
    pub(super) line: u64,
    /// The item, or the place of an electricity mix, as the export names it.
    pub(super) item: String,
    pub(super) what: ImportedWhat,
    pub(super) value: f64,
    /// The relative uncertainty published, at 95 %.
    pub(super) within: Option<f64>,
    /// Whom the export names as its source.
    pub(super) source: String,
    pub(super) year: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ImportedWhat {
    /// An embodied stage, by the criterion's place in [`Criteria`].
    Made(Stage, usize),
    /// kWh a year and unit.
    Energy,
    /// Years.
    Lifetime,
    /// Electricity, per kWh.
    Mix(usize),
}

/// A model of a maker's sheet.
#[derive(Debug, Clone)]
pub(super) struct MakerSheet {
    pub(super) line: u64,
    pub(super) file: String,
    pub(super) manufacturer: String,
    pub(super) name: String,
    pub(super) kind: String,
    /// Embodied kilograms, kWh a year, years, kilograms of weight.
    pub(super) embodied: Option<f64>,
    pub(super) within: Option<f64>,
    pub(super) energy: Option<f64>,
    pub(super) lifetime: Option<f64>,
    pub(super) weight: Option<f64>,
    pub(super) year: String,
}

/// All that exports said.
#[derive(Debug, Default)]
pub(super) struct SaidByExports {
    pub(super) facts: Vec<Fact>,
    pub(super) sheets: Vec<MakerSheet>,
    /// The item that stands for a type, where a table of types says it: item, then type.
    pub(super) stands_for: Vec<(String, String)>,
    pub(super) left: Vec<Left>,
}

/// Reads exports and lays them over a set.
///
/// # Errors
///
/// A file cannot be read, or has none of the columns that such an export has.
pub fn import(
    set: &FactorSet,
    paths: &[PathBuf],
    from: Export,
    options: &ImportOptions,
) -> Result<Overlay, Fault> {
    let criteria = Criteria::known();
    let mut said = SaidByExports::default();
    for path in paths {
        let table = SmallTable::open(path, &[])?;
        let sheet = ImportTables { table: &table, file: name_of(path) };
        match from {
            Export::G4it => g4it::read(&sheet, &criteria, &mut said),
            Export::Boavizta if sheets::is_sheets(&sheet) => sheets::read(&sheet, &mut said),
            Export::BaseEmpreinte if tables::is_base_carbone(&sheet) => {
                tables::base_carbone(&sheet, &criteria, &mut said)
            }
            Export::Boavizta | Export::BaseEmpreinte => {
                tables::by_device(&sheet, &criteria, &mut said)
            }
        }
        .map_err(|fault: Fault| fault.in_file(path))?;
    }
    Ok(lay::lay(set, said, &criteria, options))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// A table, and the name of its file.
pub(super) struct ImportTables<'a> {
    pub(super) table: &'a SmallTable,
    pub(super) file: String,
}

impl ImportTables<'_> {
    /// The heading that is one of these, however it is written: `refEquipement`, `ref_equipement`.
    pub(super) fn column(&self, names: &[&str]) -> Option<String> {
        let headings = self.table.headings();
        let is = |name: &str| headings.iter().find(|heading| plain(heading) == plain(name));
        names.iter().find_map(|name| is(name).cloned())
    }

    /// As [`ImportTables::column`]; an empty name, which no row has a cell of, where there is none.
    pub(super) fn maybe(&self, names: &[&str]) -> String {
        self.column(names).into_iter().collect()
    }

    /// As [`ImportTables::column`], needed.
    pub(super) fn needed(&self, names: &[&str]) -> Result<String, Fault> {
        self.column(names).ok_or_else(|| {
            let headings = self.table.headings().join(", ");
            Fault::new(text!(
                "ce n'est pas un tel export : aucune colonne `{0}`",
                "not such an export: no column `{0}`",
                names.join("`, `")
            ))
            .hint(text!("colonnes du fichier : {headings}", "columns of the file: {headings}"))
        })
    }

    pub(super) fn left(&self, row: &TableRow<'_>, item: &str, why: Text) -> Left {
        Left { file: self.file.clone(), line: row.line, item: item.to_owned(), why }
    }

    /// A number of a row; what is none is left out, an empty cell without a word.
    pub(super) fn number(
        &self,
        row: &TableRow<'_>,
        column: &str,
        item: &str,
        said: &mut SaidByExports,
    ) -> Option<f64> {
        let cell = row.get(column);
        if cell.is_empty() {
            return None;
        }
        // Exports mix decimal points and commas; a lone comma between digits is decimal.
        let value = row.number(column).ok().or_else(|| cell.replace(',', ".").parse().ok());
        let value = value.filter(|value: &f64| value.is_finite());
        if value.is_none() {
            let why = text!(
                "`{column}` : `{cell}` n'est pas un nombre",
                "`{column}`: `{cell}` is no number"
            );
            said.left.push(self.left(row, item, why));
        }
        value
    }
}

/// A heading without what tells one spelling from another.
fn plain(word: &str) -> String {
    fold(word).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The criteria of the Environmental Footprint and primary energy, by all their names.
pub(super) struct Criteria {
    pub(super) rows: Vec<CriterionRow>,
}

pub(super) struct CriterionRow {
    pub(super) code: String,
    pub(super) unit: String,
    pub(super) label_en: String,
    pub(super) label_fr: String,
    words: Vec<String>,
}

impl Criteria {
    fn known() -> Self {
        let table = SmallTable::parse(
            Path::new("criteria.csv"),
            include_str!("criteria.csv"),
            &["criterion", "unit", "words"],
        )
        .expect("the program's own table is a CSV with these columns");
        let rows = table.rows().map(|row| CriterionRow {
            code: row.get("criterion").to_owned(),
            unit: row.get("unit").to_owned(),
            label_en: row.get("label_en").to_owned(),
            label_fr: row.get("label_fr").to_owned(),
            words: row.get("words").split('|').map(plain).collect(),
        });
        Self { rows: rows.collect() }
    }

    /// The criterion that a word names, its unit in brackets left aside.
    pub(super) fn named(&self, word: &str) -> Option<usize> {
        let front = word.split(['(', '[']).next().unwrap_or(word);
        let tried = [plain(word), plain(front)];
        self.rows.iter().position(|row| row.words.iter().any(|known| tried.contains(known)))
    }
}

/// The stage that a word names; none for use, or for a word that names none.
pub(super) fn stage_of(word: &str) -> Option<Stage> {
    let is = |words: &[&str]| words.contains(&plain(word).as_str());
    if is(&["manufacturing", "fabrication", "production", "bld", "build", "manufacture"]) {
        Some(Stage::Manufacturing)
    } else if is(&["transportation", "distribution", "transport", "dis"]) {
        Some(Stage::Distribution)
    } else if is(&["endoflife", "findevie", "eol", "traitement", "end"]) {
        Some(Stage::EndOfLife)
    } else if is(&["embodied", "embedded", "total", "cycledevie", "lifecycle"]) {
        Some(Stage::Embodied)
    } else {
        None
    }
}
