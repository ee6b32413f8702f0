//! Words in headings that nobody listed: what they say for or against a field (`column-words.csv`).

use super::Field;
use ground::table::{SmallTable, fold};
use std::path::Path;
use std::sync::OnceLock;

/// What a word says of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// It is the field's own word.
    Counts,
    /// It may stand beside the field's own word.
    Beside,
    /// A word of the heading begins with it, and the column is the field.
    Begins,
    /// The column is something else.
    Against,
    /// The column is of names, which may hold words of the field.
    Named,
}

/// What a heading says of its column holding the numbers of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// It says so.
    Yes,
    /// It says that it is something else.
    No,
    /// It says neither.
    Silent,
}

fn words() -> &'static [(Field, Says, String)] {
    static WORDS: OnceLock<Vec<(Field, Says, String)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let columns = ["field", "says", "word"];
        let text = include_str!("column-words.csv");
        let table = SmallTable::parse(Path::new("column-words.csv"), text, &columns)
            .expect("a test reads the tables that come with the program");
        table
            .rows()
            .filter_map(|row| line(row.get("field"), row.get("says"), row.get("word")))
            .collect()
    })
}

fn line(field: &str, says: &str, word: &str) -> Option<(Field, Says, String)> {
    let says = match says {
        "counts" => Says::Counts,
        "beside" => Says::Beside,
        "begins" => Says::Begins,
        "against" => Says::Against,
        "named" => Says::Named,
        _ => return None,
    };
    let field = Field::ALL.into_iter().find(|known| known.code() == field)?;
    Some((field, says, word.to_owned()))
}

/// The words of a heading, those run together as in `PurchaseDate` apart.
fn parts(heading: &str) -> Vec<String> {
    let mut apart = String::new();
    let mut before = ' ';
    for letter in heading.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        apart.push(letter);
        before = letter;
    }
    fold(&apart).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is(field: Field, says: Says, word: &str) -> bool {
    words().iter().any(|(of, known, own)| *of == field && *known == says && own == word)
}

fn begins(field: Field, says: Says, word: &str) -> bool {
    words().iter().any(|(of, known, own)| {
        // Two letters say little of how a longer word begins.
        *of == field
            && *known == says
            && (own == word || (own.len() >= 3 && word.starts_with(own.as_str())))
    })
}

/// What a heading says of its column holding the numbers of units.
pub(super) fn counts(heading: &str) -> Counts {
    let words = parts(heading);
    let own = words.iter().any(|word| is(Field::Quantity, Says::Counts, word));
    if words.iter().any(|word| is(Field::Quantity, Says::Against, word)) {
        return Counts::No;
    }
    let beside = |word: &String| {
        is(Field::Quantity, Says::Counts, word) || is(Field::Quantity, Says::Beside, word)
    };
    if own && words.iter().all(beside) { Counts::Yes } else { Counts::Silent }
}

/// The field of the days below a heading, if it says one; `Err` where it says that they are of
/// something else than the coming of a machine.
pub(super) fn days(heading: &str) -> Result<Option<Field>, ()> {
    let words = parts(heading);
    if words.iter().any(|word| begins(Field::AcquiredOn, Says::Against, word)) {
        return Err(());
    }
    let fields = [Field::AcquiredOn, Field::DeliveredOn, Field::InServiceOn, Field::OrderedOn];
    let says = |field: &Field| words.iter().any(|word| begins(*field, Says::Begins, word));
    Ok(fields.into_iter().find(says))
}

/// Whether a heading says that its column is not this field.
pub(super) fn against(field: Field, heading: &str) -> bool {
    parts(heading).iter().any(|word| is(field, Says::Against, word))
}

/// Whether a heading says that its column is of names, which may hold words of types.
pub(super) fn is_of_names(heading: &str) -> bool {
    parts(heading).iter().any(|word| is(Field::EquipmentType, Says::Named, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        for row in include_str!("column-words.csv").lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            assert!(line(cells[0], cells[1], cells[2]).is_some() && cells.len() == 3, "{row}");
            assert_eq!(fold(cells[2]), cells[2], "{row}");
        }
    }

    #[test]
    fn a_heading_counts_units_or_something_else() {
        for heading in [
            "Nombre de postes",
            "Nb. unités",
            "Qté totale",
            "Number of devices",
            "QTY",
            "DeviceCount",
        ] {
            assert_eq!(counts(heading), Counts::Yes, "{heading}");
        }
        for heading in
            ["Nombre de ports", "CPU count", "Étage", "N°", "Nombre d'utilisateurs", "Prix"]
        {
            assert_eq!(counts(heading), Counts::No, "{heading}");
        }
        for heading in ["Stock", "Lyon", "Nombre d'écrans"] {
            assert_eq!(counts(heading), Counts::Silent, "{heading}");
        }
    }

    #[test]
    fn a_heading_says_of_what_its_days_are() {
        assert_eq!(days("Acquis le"), Ok(Some(Field::AcquiredOn)));
        assert_eq!(days("purchase_year"), Ok(Some(Field::AcquiredOn)));
        assert_eq!(days("Dt livraison"), Ok(Some(Field::DeliveredOn)));
        assert_eq!(days("Depuis"), Ok(None));
        for heading in ["Fin de garantie", "Date achat licence", "Dernier inventaire", "LastSeen"] {
            assert_eq!(days(heading), Err(()), "{heading}");
        }
    }
}
