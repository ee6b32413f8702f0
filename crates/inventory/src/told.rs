//! What the user says of a column: `--column "Stock=quantity"`, or `[columns]` of `estate.toml`.

use super::heading_unit::contradiction;
use super::headings::{Hint, key};
use super::mapping::nearest;
use super::{Field, KnownBy, Layout, Role};
use ground::fault::Fault;
use ground::text;

/// A column, and what the user says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldColumn {
    heading: String,
    /// The field; none where the column is not to be read.
    field: Option<Field>,
}

/// What a column that is not to be read is said to be.
pub(super) const UNREAD: &str = "unread";

impl ToldColumn {
    /// What is said of a heading.
    ///
    /// # Errors
    ///
    /// There is no such canonical column, or the heading says that its unit is another.
    pub fn new(heading: &str, code: &str) -> Result<Self, Fault> {
        let field = Field::ALL.into_iter().find(|field| field.code() == code.trim());
        if field.is_none() && code.trim() != UNREAD {
            let nearest = nearest(code, Field::ALL.into_iter().map(Field::code));
            return Err(Fault::new(text!(
                "colonne « {heading} » : il n'y a pas de colonne canonique `{code}`",
                "column \"{heading}\": there is no canonical column `{code}`"
            ))
            .hint(text!(
                "la plus proche : `{nearest}` ; `unread` pour ne pas la lire",
                "the nearest: `{nearest}`; `unread` to leave it unread"
            )));
        }
        match field.and_then(|field| contradiction(heading, field)) {
            Some(fault) => Err(fault),
            None => Ok(Self { heading: heading.trim().to_owned(), field }),
        }
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

    /// The heading nearest to it where none of them is the one it is said of; empty where there is
    /// none to be near.
    pub fn unmet<'a>(&self, headings: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
        let met = headings.clone().any(|heading| self.is_of(heading));
        (!met).then(|| nearest(&self.heading, headings.filter(|heading| !key(heading).is_empty())))
    }

    /// As [`ToldColumn::new`], of `Stock=quantity`.
    ///
    /// # Errors
    ///
    /// As [`ToldColumn::new`]; or it has no `=`.
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
    pub(super) fn told(self, told: &[ToldColumn]) -> Self {
        let mut roles = self.roles.clone();
        let mut columns = Vec::new();
        for one in told {
            let Some(at) = self.headers[..roles.len()].iter().position(|h| one.is_of(h)) else {
                continue;
            };
            let role = match one.field {
                // What runs on a machine tells its type.
                Some(Field::Os) if self.format.traits().known_by != KnownBy::Canonical => {
                    Role::Hint(Hint::Os)
                }
                field => field.map_or(Role::Ignored, Role::Field),
            };
            let same = roles.iter_mut().enumerate().filter(|(_, other)| **other == role);
            for (other_at, other) in same.filter(|_| one.field.is_some()) {
                // What is told of two columns is refused, but for numbers of units in a state each.
                *other = match one.field.filter(|_| columns.contains(&other_at)) {
                    Some(field) => Role::Second(field),
                    None => Role::Ignored,
                };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_that_no_file_has_is_told_with_the_nearest() {
        let told = ToldColumn::parse("Nb. postes=quantity").unwrap();
        let headings = ["Type", "Nombre de postes", "Marque", ""];
        assert_eq!(told.unmet(headings.into_iter()), Some("Nombre de postes"));
        assert_eq!(told.unmet(["Type", "nb postes"].into_iter()), None, "as headings are compared");
    }
}
