//! Tables of the estate as they go into a pack: the columns that are read, nothing else.

use ground::fault::Fault;
use ground::table::{SmallTable, masked};
use ground::text;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A table with the columns that `named` knows, under the names it gives, addresses masked.
///
/// # Errors
///
/// The table cannot be read.
pub fn cleaned(
    path: &Path,
    named: impl Fn(&str) -> Option<&'static str>,
) -> Result<Vec<u8>, Fault> {
    write(path, named, |_, _, cell| masked(cell).into_owned())
}

/// A ledger with the columns that are read: users as numbers that tell them apart; the parties of a
/// row stay where `keeps` says so of its kind and its beneficiary's status.
///
/// # Errors
///
/// As [`cleaned`].
pub fn cleaned_ledger(
    path: &Path,
    named: impl Fn(&str) -> Option<&'static str>,
    keeps: impl Fn(&str, &str) -> bool,
) -> Result<Vec<u8>, Fault> {
    let mut users: BTreeMap<String, usize> = BTreeMap::new();
    write(path, named, |row, column, cell| match column {
        "user_key" | "previous_user_key" if !cell.is_empty() => {
            let next = users.len() + 1;
            format!("u{}", users.entry(cell.to_owned()).or_insert(next))
        }
        "from_party" | "to_party" if !keeps(of(row, "kind"), of(row, "beneficiary_status")) => {
            String::new()
        }
        _ => masked(cell).into_owned(),
    })
}

/// The cell of a column; empty where the row has none.
fn of<'a>(row: &[(&str, &'a str)], column: &str) -> &'a str {
    row.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell)
}

fn write(
    path: &Path,
    named: impl Fn(&str) -> Option<&'static str>,
    mut said: impl FnMut(&[(&str, &str)], &str, &str) -> String,
) -> Result<Vec<u8>, Fault> {
    let table = SmallTable::open(path, &[])?;
    let mut taken = BTreeSet::new();
    let columns: Vec<(usize, &'static str)> = table
        .headings()
        .iter()
        .enumerate()
        .filter_map(|(at, heading)| Some((at, named(heading.trim_start_matches('\u{feff}'))?)))
        .filter(|(_, name)| taken.insert(*name))
        .collect();
    let broken = |error: csv::Error| {
        Fault::new(text!("le tableau ne peut pas être recopié", "the table cannot be copied"))
            .in_file(path)
            .because(error)
    };
    // Numbers are read by how their table parts its fields: what was no comma is none here either.
    let delimiter = if table.is_comma() { b',' } else { b';' };
    let mut out = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    out.write_record(columns.iter().map(|(_, name)| *name)).map_err(broken)?;
    for row in table.rows() {
        let cell = |at: usize| row.cell(at);
        let known: Vec<(&str, &str)> =
            columns.iter().map(|(at, name)| (*name, cell(*at))).collect();
        let cells: Vec<String> =
            known.iter().map(|(name, cell)| said(&known, name, cell)).collect();
        out.write_record(&cells).map_err(broken)?;
    }
    out.into_inner().map_err(|error| broken(error.into_error().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned_of(text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("movements.csv");
        std::fs::write(&path, text).unwrap();
        let named = |heading: &str| match heading {
            "Type de mouvement" => Some("kind"),
            "user_key" => Some("user_key"),
            "to_party" => Some("to_party"),
            "site" => Some("site"),
            "beneficiary_status" => Some("beneficiary_status"),
            _ => None,
        };
        let keeps =
            |kind: &str, to: &str| ["weee_handover", "sell"].contains(&kind) && to != "staff";
        String::from_utf8(cleaned_ledger(&path, named, keeps).unwrap()).unwrap()
    }

    #[test]
    fn a_ledger_keeps_no_person() {
        let said = cleaned_of(
            "Type de mouvement,user_key,to_party,site,note\n\
                       assign,jdurand,Jeanne Durand,Lyon (j.durand@example.org),vu\n\
                       return,jdurand,Jeanne Durand,Lyon,\n\
                       assign,pmartin,,Lyon,\n\
                       weee_handover,,Ecologic,Lyon,\n",
        );
        assert_eq!(
            said,
            "kind,user_key,to_party,site\nassign,u1,,Lyon (***)\nreturn,u1,,Lyon\n\
             assign,u2,,Lyon\nweee_handover,,Ecologic,Lyon\n"
        );
    }

    /// Staff that a machine is sold to are people.
    #[test]
    fn a_sale_to_staff_keeps_no_name() {
        let said = cleaned_of(
            "Type de mouvement,to_party,beneficiary_status\n\
                       sell,Jeanne Durand,staff\nsell,Envie,\n",
        );
        assert_eq!(said, "kind,to_party,beneficiary_status\nsell,,staff\nsell,Envie,\n");
    }

    /// A table parted by semicolons writes decimals with commas: read again they are the same.
    #[test]
    fn numbers_stay_in_a_table_that_reads_them_alike() {
        let said = cleaned_of("Type de mouvement;site\nassign;1,250\n");
        assert_eq!(said, "kind;site\nassign;1,250\n");
    }
}
