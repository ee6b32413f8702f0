//! A mapping of columns that an organisation writes once, for a table that no tool is known by.
//!
//! It knows the TOML file and the headings it is for; what a column's cells mean is known further
//! on. It goes by the headings alone, so that next year's file of the same form is read alike.

use super::derive::{DeriveRule, DerivedField};
use super::heading_unit::contradiction;
use super::headings::key;
use super::{Confidence, Field, Layout, Role, SourceFormat};
use ground::fault::Fault;
use ground::text;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A mapping with every key, for what is written otherwise.
const EXAMPLE: &str = include_str!("mapping.toml");

/// A mapping, read and checked.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Its file.
    pub path: PathBuf,
    headings: Vec<String>,
    columns: Vec<(Field, String)>,
    constants: Vec<(Field, String)>,
    personal: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    headings: Vec<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    personal: Vec<String>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    ///
    /// It cannot be read, is no mapping, names a field or a column that is not there, or says
    /// nothing of the type of the equipment.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let text = ground::table::text_of_input(path)
            .map_err(|error| ground::table::TextSource::cannot_read(path, &error))?;
        Self::parse(path, &text)
    }

    /// Reads a mapping from text; `path` names it in faults.
    ///
    /// # Errors
    ///
    /// As [`Mapping::open`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, Fault> {
        let what = text!(
            "ce n'est pas une correspondance de colonnes lisible",
            "not a readable mapping of columns"
        );
        let file: MappingFile = ground::table::read_toml(path, text, what, EXAMPLE)?;
        let mut columns = Vec::new();
        for (code, heading) in file.columns {
            let field = field_named(path, "columns", &code)?;
            if !file.headings.iter().any(|known| key(known) == key(&heading)) {
                return Err(no_such_column(path, &code, &heading, &file.headings));
            }
            if let Some(fault) = contradiction(&heading, field) {
                return Err(fault.in_file(path));
            }
            columns.push((field, heading));
        }
        let mut constants = Vec::new();
        for (code, value) in file.constants {
            let field = field_named(path, "constants", &code)?;
            if columns.iter().any(|(known, _)| *known == field) {
                return Err(Fault::new(text!(
                    "`{code}` est à la fois une colonne et une constante",
                    "`{code}` is both a column and a constant"
                ))
                .in_file(path)
                .hint(text!("gardez l'une des deux lignes", "keep one of the two lines")));
            }
            constants.push((field, value));
        }
        let has_type = columns.iter().chain(&constants).any(|(f, _)| *f == Field::EquipmentType);
        if !has_type {
            return Err(Fault::new(text!(
                "la correspondance ne dit rien du type d'équipement",
                "the mapping says nothing of the type of the equipment"
            ))
            .in_file(path)
            .hint(text!(
                "ajoutez `equipment_type = \"…\"` sous [columns], ou, pour une liste d'un seul type, sous [constants]",
                "add `equipment_type = \"…\"` under [columns] or, for a list of a single type, under [constants]"
            )));
        }
        let personal = file.personal;
        Ok(Self { path: path.to_owned(), headings: file.headings, columns, constants, personal })
    }

    /// Whether a table has the very headings this mapping was written for, in any order.
    pub fn is_for(&self, headers: &[String]) -> bool {
        let keys = |headings: &[String]| -> BTreeSet<String> {
            headings.iter().map(|heading| key(heading)).filter(|key| !key.is_empty()).collect()
        };
        keys(&self.headings) == keys(headers)
    }

    /// The columns of a table by this mapping.
    ///
    /// # Errors
    ///
    /// The table lacks a column that the mapping names.
    pub(super) fn layout(&self, file: &Path, headers: &[String]) -> Result<Layout, Fault> {
        let personal: Vec<String> = self.personal.iter().map(|heading| key(heading)).collect();
        let mut roles: Vec<Role> = headers
            .iter()
            .map(|header| match key(header) {
                key if key.is_empty() => Role::Blank,
                key if personal.contains(&key) => Role::Personal,
                _ => Role::Ignored,
            })
            .collect();
        for (field, heading) in &self.columns {
            let at = headers.iter().position(|header| key(header) == key(heading));
            let Some(at) = at else {
                return Err(no_such_column(&self.path, field.code(), heading, headers).hint(text!(
                    "les titres de `{0}` ont changé : proposez une nouvelle correspondance avec `--propose-map`",
                    "the headings of `{0}` have changed: have a new mapping proposed with `--propose-map`",
                    file.display()
                )));
            };
            roles[at] = Role::Field(*field);
        }
        let mut layout = Layout::with_roles(SourceFormat::Mapped, Confidence::Told, headers, roles);
        for field in [Field::RamGb, Field::SsdGb, Field::HddGb] {
            if let Some(at) = layout.column(field) {
                layout.derive(DerivedField {
                    field,
                    from: Some(at),
                    rule: DeriveRule::Size(Some(1.0)),
                });
            }
        }
        for (field, value) in &self.constants {
            let rule = DeriveRule::Constant(value.clone());
            layout.derive(DerivedField { field: *field, from: None, rule });
        }
        Ok(layout)
    }
}

fn field_named(path: &Path, section: &str, code: &str) -> Result<Field, Fault> {
    Field::ALL.into_iter().find(|field| field.code() == code).ok_or_else(|| {
        let nearest = nearest(code, Field::ALL.iter().map(|field| field.code()));
        Fault::new(text!(
            "[{section}] : il n'y a pas de colonne canonique `{code}`",
            "[{section}]: there is no canonical column `{code}`"
        ))
        .in_file(path)
        .hint(text!("la plus proche : `{nearest}`", "the nearest: `{nearest}`"))
    })
}

fn no_such_column(path: &Path, code: &str, heading: &str, headings: &[String]) -> Fault {
    let nearest = nearest(heading, headings.iter().map(String::as_str));
    Fault::new(text!(
        "`{code}` : le tableau n'a pas de colonne `{heading}`",
        "`{code}`: the table has no column `{heading}`"
    ))
    .in_file(path)
    .hint(text!("la plus proche : `{nearest}`", "the nearest: `{nearest}`"))
}

/// The word nearest to another.
pub(super) fn nearest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> &'a str {
    let far = |known: &str| {
        let likeness = strsim::jaro_winkler(&key(word), &key(known));
        std::cmp::Reverse((likeness * 1e9).round().to_bits())
    };
    words.min_by_key(|known| far(known)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::lang::Lang;

    const MAP: &str = "headings = [\"Réf\", \"Sorte\", \"Chef\", \"Mém.\"]\npersonal = [\"Chef\"]\n[columns]\nequipment_type = \"sorte\"\nram_gb = \"Mém.\"\n[constants]\nmanufacturer = \"HP\"\n";

    fn headers(line: &str) -> Vec<String> {
        line.split(';').map(str::to_owned).collect()
    }

    #[track_caller]
    fn refused(toml: &str, message: &str) {
        let fault = Mapping::parse(Path::new("m.toml"), toml).unwrap_err().render(Lang::En);
        assert!(fault.contains(message), "{fault}");
    }

    #[test]
    fn a_mapping_gives_columns_constants_and_what_is_personal() {
        let map = Mapping::parse(Path::new("m.toml"), MAP).unwrap();
        let head = headers("Sorte;Réf;Chef;Mém.;");
        assert!(map.is_for(&head), "the order does not count");
        let layout = map.layout(Path::new("x.csv"), &head).unwrap();
        assert_eq!(layout.column(Field::EquipmentType), Some(0));
        assert_eq!(layout.roles[2], Role::Personal);
        let mut record = ground::table::RecordCells::of(["portable", "1", "x", "16384 Mo", ""]);
        layout.complete(&mut record);
        let cell = |field| {
            let at = layout.column(field).unwrap();
            String::from_utf8(record[at].to_vec()).unwrap()
        };
        assert_eq!(cell(Field::Manufacturer), "HP");
        assert_eq!(cell(Field::RamGb), "16");
    }

    #[test]
    fn another_heading_makes_it_another_table() {
        let map = Mapping::parse(Path::new("m.toml"), MAP).unwrap();
        assert!(!map.is_for(&headers("Sorte;Réf;Chef")));
    }

    #[test]
    fn a_column_that_is_not_there_is_named_with_the_nearest() {
        refused(&MAP.replace("= \"sorte\"", "= \"Sortes\""), "no column `Sortes`");
        refused(&MAP.replace("= \"sorte\"", "= \"Sortes\""), "nearest: `Sorte`");
        let map = Mapping::parse(Path::new("m.toml"), MAP).unwrap();
        let fault = map.layout(Path::new("x.csv"), &headers("Genre;Réf")).unwrap_err();
        assert!(fault.render(Lang::En).contains("no column"), "{fault}");
    }

    #[test]
    fn a_field_that_is_not_there_is_named_with_the_nearest() {
        refused(&MAP.replace("ram_gb", "ram_gib"), "nearest: `ram_gb`");
    }

    #[test]
    fn a_mapping_without_type_is_refused() {
        refused(&MAP.replace("equipment_type", "model"), "the type of the equipment");
    }
}
