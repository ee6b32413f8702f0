//! What the user says of a column: `--column "Stock=quantity"`, or `[columns]` of `estate.toml`.

use super::by_values::state_of_numbers;
use super::heading_unit::contradiction;
use super::headings::{Hint, key};
use super::kinds::WordJudge;
use super::mapping::nearest;
use super::place::HeadingPlace;
use super::{Field, KnownBy, Layout, Role};
use ground::fault::{Fault, clip};
use ground::text;
use ground::word::within_quotes;

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

    /// The field that the user says two columns to be, and their headings: one alone would be read. Numbers
    /// of units in a state each, beside what counts them all, are read together.
    pub(super) fn told_twice(
        &self,
        told: &[ToldColumn],
        judge: &WordJudge<'_>,
    ) -> Option<(Field, &str, &str)> {
        let fields: Vec<(Field, &str)> = self
            .own_headings()
            .filter_map(|own| Some((told.iter().find(|one| one.is_of(own))?.field?, own.trim())))
            .collect();
        let is_of_numbers = |(field, heading): &(Field, &str)| {
            *field == Field::Status
                && self.column(Field::Quantity).is_some()
                && state_of_numbers(heading, judge).is_some()
        };
        let read: Vec<&(Field, &str)> = fields.iter().filter(|told| !is_of_numbers(told)).collect();
        read.iter().enumerate().find_map(|(at, (field, heading))| {
            let other = |one: &&&(Field, &str)| one.0 == *field && key(one.1) != key(heading);
            read[at + 1..].iter().find(other).map(|(_, other)| (*field, *heading, *other))
        })
    }

    /// Whether the user said what a column is.
    pub(super) fn is_told(&self, column: usize) -> bool {
        self.told.contains(&column)
    }
}

/// The fault of two columns that the user says to be one field.
pub(super) fn fault_of_two(
    place: HeadingPlace<'_>,
    (field, one, other): (Field, &str, &str),
) -> Fault {
    let code = field.code();
    let (told, others) = (clip(one), clip(other));
    let (pasted, left) = (within_quotes(one), within_quotes(other));
    let fault = place.fault(text!(
        "deux colonnes sont dites `{code}`, « {told} » et « {others} », et une seule peut l'être",
        "two columns are said to be `{code}`, \"{told}\" and \"{others}\", and only one can be"
    ));
    let fault = fault.hint(text!(
        "gardez celle qui compte : `--column \"{pasted}={code}\" --column \"{left}=unread\"`, ou l'inverse",
        "keep the one that counts: `--column \"{pasted}={code}\" --column \"{left}=unread\"`, or the other way round"
    ));
    match field {
        Field::Quantity => fault.hint(text!(
            "si leurs nombres s'ajoutent, comme ceux de lieux, dites de chacune qu'elle est un lieu : `--column \"{pasted}=site\" --column \"{left}=site\"`",
            "if their numbers add up, as those of places do, say of each that it is a place: `--column \"{pasted}=site\" --column \"{left}=site\"`"
        )),
        _ => fault.hint(text!(
            "si chaque ligne a besoin des deux, réunissez-les en une colonne dans le fichier",
            "if each row needs both, join them in one column of the file"
        )),
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
