//! A row that is no equipment, as it is listed: where it stands, what it says, what that is.

use super::kind::Outside;
use factor::FactorSet;
use ground::lang::{Lang, Text};
use inventory::{Field, Row};
use std::sync::Arc;

/// A row that is out of scope.
#[derive(Debug, Clone, PartialEq)]
pub struct OutOfScope {
    /// The file it stands in, as people find it.
    pub file: Arc<str>,
    /// Its line there, from 1.
    pub line: u64,
    /// The heading of the cell that is shown of it.
    pub column: String,
    /// That cell, addresses of people masked: the type, else the model or the maker.
    pub value: String,
    /// The code of what it is.
    pub kind: String,
    /// Its name for people.
    pub label: Text,
}

impl OutOfScope {
    /// A row of that kind.
    pub fn of(row: &Row<'_>, kind: Outside, set: &FactorSet) -> Self {
        const TELLING: [Field; 3] = [Field::EquipmentType, Field::Model, Field::Manufacturer];
        let told = TELLING.into_iter().find(|field| !row.bytes(*field).is_empty());
        let field = told.unwrap_or(Field::EquipmentType);
        let (file, line) = row.place();
        let column = row.file.layout.heading(field).to_owned();
        let label = |lang| kind.label(set, lang).to_owned();
        Self {
            file,
            line,
            column,
            value: row.shown(field),
            kind: kind.code(set).to_owned(),
            label: Text { fr: label(Lang::Fr), en: label(Lang::En) },
        }
    }
}
