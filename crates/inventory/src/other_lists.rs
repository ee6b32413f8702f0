//! Lists of something else than equipment, known by their headings: `other-lists.csv`.
//!
//! They are refused by name, with what to export instead: a licence read as a machine would be a
//! wrong figure that nothing tells.

use super::headings::key;
use ground::lang::Text;
use ground::table::SmallTable;
use ground::text;
use std::collections::HashSet;
use std::path::Path;
use std::sync::OnceLock;

/// A list of something else.
struct Other {
    kind: String,
    /// Groups of headings that must all be there, each with one of its alternatives.
    signature: Vec<Vec<String>>,
    /// Headings that speak for equipment all the same.
    unless: Vec<String>,
}

const TABLE: &str = include_str!("other-lists.csv");

fn others() -> &'static [Other] {
    static OTHERS: OnceLock<Vec<Other>> = OnceLock::new();
    OTHERS.get_or_init(|| {
        let columns = ["kind", "signature", "unless"];
        let table = SmallTable::parse(Path::new("other-lists.csv"), TABLE, &columns)
            .expect("a test reads the tables that come with the program");
        let keys = |cell: &str| -> Vec<String> {
            cell.split('|').map(key).filter(|key| !key.is_empty()).collect()
        };
        let other = |row: ground::table::TableRow<'_>| Other {
            kind: row.get("kind").to_owned(),
            signature: row.get("signature").split(" & ").map(keys).collect(),
            unless: keys(row.get("unless")),
        };
        table.rows().map(other).collect()
    })
}

/// What a table lists, if that is no equipment, and what to export instead.
pub(super) fn what_it_lists(keys: &HashSet<String>) -> Option<(Text, Text)> {
    let has = |group: &Vec<String>| group.iter().any(|heading| keys.contains(heading));
    let found =
        others().iter().find(|other| other.signature.iter().all(has) && !has(&other.unless))?;
    told(&found.kind)
}

fn told(kind: &str) -> Option<(Text, Text)> {
    Some(match kind {
        "licence" => (
            text!(
                "c'est une liste de licences de logiciels, pas un inventaire d'équipements",
                "this is a list of software licences, not an equipment inventory"
            ),
            text!(
                "exportez la liste des équipements eux-mêmes (Snipe-IT : Actifs ; GLPI : Parc > Ordinateurs) ; les licences n'ont pas d'empreinte matérielle",
                "export the list of the equipment itself (Snipe-IT: Assets; GLPI: Assets > Computers); licences have no footprint of their own"
            ),
        ),
        "software" => (
            text!(
                "c'est une liste de logiciels installés, pas un inventaire d'équipements",
                "this is a list of installed software, not an equipment inventory"
            ),
            text!(
                "exportez du même outil la liste des machines, avec leur type, leur modèle et leur date d'achat",
                "export from the same tool the list of machines, with their type, model and date of purchase"
            ),
        ),
        "consumable" => (
            text!(
                "c'est une liste de consommables, pas un inventaire d'équipements",
                "this is a list of consumables, not an equipment inventory"
            ),
            text!(
                "exportez la liste des équipements (Snipe-IT : Actifs ; GLPI : Parc > Imprimantes) ; les consommables ne sont pas comptés",
                "export the list of the equipment (Snipe-IT: Assets; GLPI: Assets > Printers); consumables are not counted"
            ),
        ),
        "accessory" => (
            text!(
                "c'est une liste d'accessoires ou de consommables en stock, pas un inventaire d'équipements",
                "this is a list of accessories or consumables in stock, not an equipment inventory"
            ),
            text!(
                "exportez la liste des équipements (Snipe-IT : Actifs) ; des écrans ou claviers suivis comme accessoires se comptent dans un CSV `equipment_type;quantity`",
                "export the list of the equipment (Snipe-IT: Assets); monitors or keyboards kept as accessories count in a CSV `equipment_type;quantity`"
            ),
        ),
        "user" => (
            text!(
                "c'est une liste de personnes, pas un inventaire d'équipements",
                "this is a list of people, not an equipment inventory"
            ),
            text!(
                "exportez la liste des équipements ; d'une personne, rien n'est lu ni gardé",
                "export the list of the equipment; of a person, nothing is read or kept"
            ),
        ),
        "ticket" => (
            text!(
                "c'est un export de tickets, pas un inventaire d'équipements",
                "this is an export of tickets, not an equipment inventory"
            ),
            text!(
                "exportez du même outil la liste des équipements (actifs, éléments de configuration)",
                "export from the same tool the list of the equipment (assets, configuration items)"
            ),
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::lang::Lang;

    fn said(line: &str) -> Option<String> {
        let keys: HashSet<String> = line.split(';').map(key).collect();
        what_it_lists(&keys).map(|(what, _)| what.say(Lang::En).to_owned())
    }

    #[test]
    fn every_line_of_the_table_has_its_sentence() {
        for other in others() {
            assert!(told(&other.kind).is_some() && !other.signature.is_empty(), "{}", other.kind);
        }
    }

    #[test]
    fn lists_of_something_else_are_told_by_name() {
        for (line, what) in [
            ("Name;Product Key;Expiration Date;Licensed to Email;Seats;Manufacturer", "licences"),
            ("Nom;Entité;Logiciel;Nombre;Type;Éditeur;Date d'expiration", "licences"),
            ("Software Name;Version;Publisher;Installations", "software"),
            ("Name;Category;Item No.;Min. QTY;Total;Remaining;Location", "consumables"),
            ("Name;Category;Model No.;Min. QTY;Total;Avail;Checked Out", "accessories"),
            ("First Name;Last Name;Email;Department;Manager", "people"),
            ("userPrincipalName;displayName;accountEnabled;department", "people"),
            ("Ticket ID;Subject;Status;Priority;Requester", "tickets"),
            ("Number;Short description;Caller;Priority;State", "tickets"),
        ] {
            let said = said(line);
            assert!(said.as_ref().is_some_and(|said| said.contains(what)), "{line}: {said:?}");
        }
    }

    #[test]
    fn an_inventory_that_names_people_or_software_stays_one() {
        for line in [
            "Type;Marque;Modèle;Nom;Prénom;Email",
            "Asset Tag;Serial;Model;Category;Manufacturer;Expiration Date",
            "equipment_type;quantity;Email;First Name;Last Name",
            "displayName;operatingSystem;deviceId;accountEnabled;userPrincipalName;model",
            "Nom;Logiciel;Modèle;Type;Éditeur;Nombre",
        ] {
            assert_eq!(said(line), None, "{line}");
        }
    }
}
