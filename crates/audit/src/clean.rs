//! Tables of the estate as they go into a pack: the columns that are read, nothing else.

use ground::fault::Fault;
use ground::table::{CsvDialect, CsvOut, Holds, SmallTable, masked_in};
use ground::text;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A table as it goes into a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The table.
    pub bytes: Vec<u8>,
    /// How many of its cells are masked, or have a number in place of somebody.
    pub masked: usize,
}

/// A table with the columns that `named` knows, under the names it gives, addresses masked.
///
/// # Errors
///
/// The table cannot be read.
pub fn cleaned(
    path: &Path,
    named: impl Fn(&str) -> Option<&'static str>,
) -> Result<Cleaned, Fault> {
    write(path, named, |_, _, cell| masked_in(Holds::Places, cell).into_owned())
}

/// What a column of a ledger may hold of people, and the column that says that it is an organisation
/// where it has anything.
fn holds(column: &str) -> (Holds, &'static str) {
    match column {
        "from_party" => (Holds::Somebody, "sender_siret"),
        "to_party" | "destination" => (Holds::Somebody, "destination_siret"),
        "beneficiary_id" | "supplier_id" | "next_destination" => (Holds::Somebody, ""),
        "transporter" => (Holds::Somebody, "transporter_siret"),
        "collection_note"
        | "document_ref"
        | "invoice_ref"
        | "agreement_ref"
        | "contract_proof"
        | "upstream_proof"
        | "wipe_certificate"
        | "reuse_commitment_ref"
        | "transporter_receipt"
        | "broker_receipt"
        | "bsdd_no" => (Holds::Papers, ""),
        "reason" | "parts_replaced" | "waste_name" | "packaging" => (Holds::Remarks, ""),
        _ => (Holds::Places, ""),
    }
}

/// A ledger with the columns that are read: users as numbers that tell them apart; the parties of a
/// row stay where `keeps` says so of its kind and its beneficiary's status. Who is named in any cell
/// has a number, the same for the same cell: those that a count tells apart stay apart.
///
/// # Errors
///
/// As [`cleaned`].
pub fn cleaned_ledger(
    path: &Path,
    named: impl Fn(&str) -> Option<&'static str>,
    keeps: impl Fn(&str, &str) -> bool,
) -> Result<Cleaned, Fault> {
    let mut users: BTreeMap<String, usize> = BTreeMap::new();
    let mut people: BTreeMap<String, usize> = BTreeMap::new();
    write(path, named, |row, column, cell| match column {
        _ if USERS.contains(&column) && !cell.is_empty() => {
            let next = users.len() + 1;
            format!("u{}", users.entry(cell.to_owned()).or_insert(next))
        }
        "from_party" | "to_party" if !keeps(of(row, "kind"), of(row, "beneficiary_status")) => {
            String::new()
        }
        _ => {
            let (own, organisation) = holds(column);
            let own = if of(row, organisation).is_empty() { own } else { Holds::Places };
            let shown = masked_in(own, cell);
            if own != Holds::Somebody || shown == cell {
                return shown.into_owned();
            }
            let next = people.len() + 1;
            let number = people.entry(cell.trim().to_owned()).or_insert(next);
            shown.replace(MASK, &format!("p{number}"))
        }
    })
}

/// What stands in a masked text for what was masked.
const MASK: &str = "***";
/// Columns whose every cell is a number of its own: nobody was looked for in them.
const USERS: [&str; 2] = ["user_key", "previous_user_key"];

/// The cell of a column; empty where the row has none.
fn of<'a>(row: &[(&str, &'a str)], column: &str) -> &'a str {
    row.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell)
}

fn write(
    path: &Path,
    named: impl Fn(&str) -> Option<&'static str>,
    mut said: impl FnMut(&[(&str, &str)], &str, &str) -> String,
) -> Result<Cleaned, Fault> {
    let table = SmallTable::open(path, &[])?;
    let mut taken = BTreeSet::new();
    let columns: Vec<(usize, &'static str)> = table
        .headings()
        .iter()
        .enumerate()
        .filter_map(|(at, heading)| Some((at, named(heading.trim_start_matches('\u{feff}'))?)))
        .filter(|(_, name)| taken.insert(*name))
        .collect();
    let broken = |error: std::io::Error| {
        Fault::new(text!("le tableau ne peut pas être recopié", "the table cannot be copied"))
            .in_file(path)
            .because(error)
    };
    // Numbers are read by how their table parts its fields: what was no comma is none here either.
    let dialect = if table.is_comma() { CsvDialect::Standard } else { CsvDialect::Semicolon };
    let headings: Vec<&str> = columns.iter().map(|(_, name)| *name).collect();
    let mut bytes = Vec::new();
    let mut out = CsvOut::new(&mut bytes, dialect, &headings).map_err(broken)?;
    let mut masked = 0;
    for row in table.rows() {
        let cell = |at: usize| row.cell(at);
        let known: Vec<(&str, &str)> =
            columns.iter().map(|(at, name)| (*name, cell(*at))).collect();
        let cells: Vec<String> =
            known.iter().map(|(name, cell)| said(&known, name, cell)).collect();
        let changed = known.iter().zip(&cells);
        masked +=
            changed.filter(|((name, cell), own)| !USERS.contains(name) && cell != own).count();
        for cell in &cells {
            // What was to be masked is; what a spreadsheet would run is text.
            out.unmasked(cell);
        }
        out.end().map_err(broken)?;
    }
    out.finish().map_err(broken)?;
    Ok(Cleaned { bytes, masked })
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
        String::from_utf8(cleaned_ledger(&path, named, keeps).unwrap().bytes).unwrap()
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

    #[test]
    fn what_a_spreadsheet_would_run_is_text_in_a_pack_and_reads_back_as_it_was() {
        let said = cleaned_of("Type de mouvement,site\nreturn,=1+1\nreturn,\"a;@b\"\nreturn,-3\n");
        assert_eq!(said, "kind,site\nreturn,'=1+1\nreturn,a;'@b\nreturn,'-3\n");
        let table = SmallTable::parse(Path::new("movements.csv"), &said, &[]).unwrap();
        let sites: Vec<&str> = table.rows().map(|row| row.get("site")).collect();
        assert_eq!(sites, ["=1+1", "a;@b", "-3"]);
        assert_eq!(cleaned_of(&said.replace("kind", "Type de mouvement")), said, "twice is once");
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

    /// People stand in the columns of parties and in those of papers; two of them stay two, one stays
    /// one, and organisations keep their names.
    #[test]
    fn whoever_is_named_has_a_number_and_companies_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("movements.csv");
        let text = "kind,to_party,beneficiary_id,beneficiary_status,collection_note,transporter,transporter_siret,agreement_ref,reason\n\
             sell,\"Jean Dupont, agent\",Jean Dupont,other,remis en main propre à Jean Dupont,,,VTE-12,\n\
             donate,Famille Lefebvre,LEFEBVRE Paul,rig,\"voir avec Martine Durand, bureau 12\",,,,\n\
             donate,LEFEBVRE Paul,,rig,BC-2024-20311,,,,cassé par Mme Durand\n\
             donate,Emmaüs Connect,B-ECO,esus,,Transports Durand,99900003300018,,\n\
             sell,École Jean Moulin,,school,chauffeur : Karim Benali 06 11 22 33 44,Karim Benali,,,\n";
        std::fs::write(&path, text).unwrap();
        let named =
            |heading: &str| text.lines().next()?.split(',').find(|column| *column == heading);
        let cleaned = cleaned_ledger(&path, named, |_, _| true).unwrap();
        let said = String::from_utf8(cleaned.bytes).unwrap();
        let rows: Vec<&str> = said.lines().skip(1).collect();
        assert_eq!(
            rows,
            [
                "sell,\"p1, agent\",p2,other,remis en main propre à ***,,,VTE-12,",
                "donate,p3,p4,rig,\"voir avec ***, bureau 12\",,,,",
                "donate,p4,,rig,BC-2024-20311,,,,cassé par ***",
                "donate,Emmaüs Connect,B-ECO,esus,,Transports Durand,99900003300018,,",
                "sell,École Jean Moulin,,school,chauffeur : *** ***,p5,,,",
            ]
        );
        assert_eq!(cleaned.masked, 10);
    }

    /// A table parted by semicolons writes decimals with commas: read again they are the same.
    #[test]
    fn numbers_stay_in_a_table_that_reads_them_alike() {
        let said = cleaned_of("Type de mouvement;site\nassign;1,250\n");
        assert_eq!(said, "kind;site\nassign;1,250\n");
    }
}
