//! Columns that the user says to be one field, of which one alone would be read.

use super::super::by_values::state_of_numbers;
use super::super::headings::key;
use super::super::kinds::WordJudge;
use super::super::place::HeadingPlace;
use super::super::{Field, Layout, ToldColumn};
use super::{Heading, TableText};
use ground::fault::{Fault, clip};
use ground::text;
use ground::word::within_quotes;

impl Heading {
    /// Refuses what the user says of two columns, of which one alone would be read. Those of places may be
    /// several, where numbers stand below them.
    pub(super) fn refuse_told_twice(&self, text: TableText<'_>) -> Result<(), Fault> {
        let told = text.opening.columns;
        match self.layout.told_twice(told, text.judge).filter(|_| told.len() > 1) {
            Some(two) if self.crossed.is_none() => Err(fault_of_two(self.place(text.path), two)),
            _ => Ok(()),
        }
    }
}

impl Layout {
    /// The field that the user says two columns to be, and their headings: one alone would be read. Numbers
    /// of units in a state each, beside what counts them all, are read together.
    fn told_twice(
        &self,
        told: &[ToldColumn],
        judge: &WordJudge<'_>,
    ) -> Option<(Field, &str, &str)> {
        let fields: Vec<(Field, &str)> = self
            .own_headings()
            .filter_map(|own| Some((told.iter().find(|one| one.is_of(own))?.field()?, own.trim())))
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
}

/// The fault of two columns that the user says to be one field.
fn fault_of_two(place: HeadingPlace<'_>, (field, one, other): (Field, &str, &str)) -> Fault {
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
