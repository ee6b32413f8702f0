//! What the user says of a column: `--column "Stock=quantity"`, or `[columns]` of `estate.toml`.

use super::headings::key;
use super::{Field, Layout, Role};
use ground::fault::Fault;
use ground::text;

/// A column, and what the user says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    heading: String,
    /// The field; none where the column is not to be read.
    field: Option<Field>,
}

/// What a column that is not to be read is said to be.
const UNREAD: &str = "unread";

impl Told {
    /// What is said of a heading.
    ///
    /// # Errors
    ///
    /// There is no such canonical column.
    pub fn new(heading: &str, code: &str) -> Result<Self, Fault> {
        let field = Field::ALL.into_iter().find(|field| field.code() == code.trim());
        if field.is_none() && code.trim() != UNREAD {
            let nearest = Field::ALL.into_iter().map(Field::code).min_by_key(|known| {
                std::cmp::Reverse(
                    (strsim::jaro_winkler(known, code.trim()) * 1e9).round().to_bits(),
                )
            });
            let nearest = nearest.unwrap_or("equipment_type");
            return Err(Fault::new(text!(
                "colonne « {heading} » : il n'y a pas de colonne canonique `{code}`",
                "column \"{heading}\": there is no canonical column `{code}`"
            ))
            .hint(text!(
                "la plus proche : `{nearest}` ; `unread` pour ne pas la lire",
                "the nearest: `{nearest}`; `unread` to leave it unread"
            )));
        }
        Ok(Self { heading: heading.trim().to_owned(), field })
    }

    /// The heading it is said of.
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// What it is said to be, as it is written: a canonical column, or `unread`.
    pub fn code(&self) -> &'static str {
        self.field.map_or(UNREAD, Field::code)
    }

    /// The field it is said to be; none where it is not to be read.
    pub(super) fn field(&self) -> Option<Field> {
        self.field
    }

    /// Whether it is said of a heading.
    pub(super) fn is_of(&self, heading: &str) -> bool {
        key(heading) == key(&self.heading)
    }

    /// As [`Told::new`], of `Stock=quantity`.
    ///
    /// # Errors
    ///
    /// As [`Told::new`]; or it has no `=`.
    pub fn parse(said: &str) -> Result<Self, Fault> {
        match said.rsplit_once('=') {
            Some((heading, code)) if !heading.trim().is_empty() => Self::new(heading, code),
            _ => Err(Fault::new(text!(
                "`--column {said}` : un titre et une colonne attendus",
                "`--column {said}`: a heading and a column expected"
            ))
            .hint(text!(
                "par exemple `--column \"Nombre de postes=quantity\"`",
                "for example `--column \"Number of seats=quantity\"`"
            ))),
        }
    }
}

impl Layout {
    /// The layout with what the user says of its columns.
    pub(super) fn told(self, told: &[Told]) -> Self {
        let mut roles = self.roles.clone();
        let mut columns = Vec::new();
        for one in told {
            let Some(at) = self.headers[..roles.len()].iter().position(|h| one.is_of(h)) else {
                continue;
            };
            let role = one.field.map_or(Role::Ignored, Role::Field);
            for other in roles.iter_mut().filter(|other| one.field.is_some() && **other == role) {
                *other = Role::Ignored;
            }
            roles[at] = role;
            columns.push(at);
        }
        if columns.is_empty() {
            return self;
        }
        let mut layout = self.with(roles);
        layout.told = columns;
        layout
    }

    /// Whether the user said what a column is.
    pub(super) fn is_told(&self, column: usize) -> bool {
        self.told.contains(&column)
    }
}
