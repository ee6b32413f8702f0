//! Which source a table is, told by its headings and nothing else.

use super::headings::{headings, key};
use super::other_lists::what_it_lists;
use super::{Confidence, Field, Layout, SourceFormat};
use ground::fault::Fault;
use ground::lang::Text;
use ground::text;
use std::collections::HashSet;
use std::path::Path;

/// The fewest fields that a plain table must have besides the type of the equipment.
const FEWEST_FIELDS: usize = 2;

impl Layout {
    /// Recognises a table by its headings.
    ///
    /// # Errors
    ///
    /// The headings are of no source that is read: the fault says what the table looks like.
    pub fn recognise(path: &Path, headers: &[String]) -> Result<Self, Fault> {
        let keys: HashSet<String> = headers.iter().map(|header| key(header)).collect();
        if let Some((what, hint)) = what_it_is_not(&keys).or_else(|| what_it_lists(&keys)) {
            return Err(Fault::new(what).at(path, 1, "", "").hint(hint));
        }
        if headers.len() > usize::from(u16::MAX) {
            return Err(unrecognised(path, headers));
        }
        if headers.iter().any(|header| header.trim() == "equipment_type") {
            return Ok(Self::of(SourceFormat::Canonical, Confidence::Certain, headers));
        }
        let signed = headings().signatures.iter().find(|(_, groups)| {
            groups.iter().all(|group| group.iter().any(|heading| keys.contains(heading)))
        });
        let plain = Self::of(SourceFormat::Spreadsheet, Confidence::Likely, headers);
        if let Some((format, _)) = signed {
            let signed = Self::of(*format, Confidence::Certain, headers);
            // A plain table may have a type, a maker and a serial number too: what reads more of it
            // counts, so that its other columns are not left at the door.
            let more = plain.fields().count() > signed.fields().count();
            if *format != SourceFormat::Glpi || !more {
                return Ok(signed);
            }
        }
        let others = plain.fields().filter(|field| *field != Field::EquipmentType).count();
        if plain.column(Field::EquipmentType).is_some() && others >= FEWEST_FIELDS {
            return Ok(plain);
        }
        ecodiag(headers).ok_or_else(|| unrecognised(path, headers))
    }
}

/// The four columns of EcoDiag, which takes any heading that holds its words.
fn ecodiag(headers: &[String]) -> Option<Layout> {
    let keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
    let first = |holds: &dyn Fn(&str) -> bool| keys.iter().position(|key| holds(key));
    let found = [
        (
            Field::Manufacturer,
            first(&|k| ["fabricant", "brand", "marque"].iter().any(|w| k.contains(w)))?,
        ),
        (
            Field::EquipmentType,
            first(&|k| ["type", "categor", "kind"].iter().any(|w| k.contains(w)))?,
        ),
        (Field::Model, first(&|k| k.contains("model"))?),
        (
            Field::AcquiredOn,
            first(&|k| {
                k.find("date")
                    .is_some_and(|at| ["achat", "acquisition"].iter().any(|w| k[at..].contains(w)))
            })?,
        ),
    ];
    let mut layout = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, headers);
    let mut roles = layout.roles.clone();
    for (field, at) in found {
        for role in &mut roles {
            if *role == super::Role::Field(field) {
                *role = super::Role::Second(field);
            }
        }
        roles[at] = super::Role::Field(field);
    }
    layout = Layout::with_roles(SourceFormat::EcoDiag, Confidence::Likely, headers, roles);
    Some(layout)
}

fn what_it_is_not(keys: &HashSet<String>) -> Option<(Text, Text)> {
    let has = |heading: &str| keys.contains(&key(heading));
    if has("nomEquipementVirtuel") {
        return Some((
            text!(
                "c'est un fichier G4IT/NumEcoEval (les équipements virtuels), pas celui des équipements physiques",
                "this is a G4IT/NumEcoEval file (the virtual equipment), not that of physical equipment"
            ),
            text!(
                "il a sa place dans le dossier de parc, à côté d'estate.toml, sous le nom `virtual-machines.csv`",
                "it belongs in the estate folder, beside estate.toml, as `virtual-machines.csv`"
            ),
        ));
    }
    if has("nomApplication") {
        return Some((
            text!(
                "c'est un fichier G4IT/NumEcoEval (les applications), pas celui des équipements physiques",
                "this is a G4IT/NumEcoEval file (the applications), not that of physical equipment"
            ),
            text!(
                "il a sa place dans le dossier de parc, à côté d'estate.toml, sous le nom `applications.csv`",
                "it belongs in the estate folder, beside estate.toml, as `applications.csv`"
            ),
        ));
    }
    if has("nomLongDatacenter") || (has("nomCourtDatacenter") && has("pue")) {
        return Some((
            text!(
                "c'est un fichier G4IT/NumEcoEval (les centres de données), pas celui des équipements physiques",
                "this is a G4IT/NumEcoEval file (the datacentres), not that of physical equipment"
            ),
            text!(
                "posez-le tel quel dans le dossier de parc, à côté d'estate.toml, sous le nom `datacentres.csv`",
                "put it as it is in the estate folder, beside estate.toml, as `datacentres.csv`"
            ),
        ));
    }
    let opened = ["Date d'ouverture", "Opening date", "Fecha de apertura", "Data de abertura"];
    let asked = [
        "Demandeur - Demandeur",
        "Requester - Requester",
        "Solicitante - Solicitante",
        "Requerente - Requerente",
    ];
    let ticket = opened.into_iter().any(has)
        && (asked.into_iter().any(has) || ["Titre", "Title", "Título"].into_iter().any(has));
    ticket.then(|| {
        (
            text!(
                "c'est un export de tickets de GLPI, pas un inventaire d'équipements",
                "this is a GLPI ticket export, not an equipment inventory"
            ),
            text!(
                "donnez la liste des équipements eux-mêmes (GLPI : Parc > Ordinateurs > Export CSV)",
                "give the list of the equipment itself (GLPI: Assets > Computers > CSV export)"
            ),
        )
    })
}

/// The fault of a table of no known source.
pub(super) fn unrecognised(path: &Path, headers: &[String]) -> Fault {
    let seen: Vec<String> =
        headers.iter().take(12).map(|h| ground::fault::clip(h.trim())).collect();
    let seen = seen.join(", ");
    let file = path.display();
    Fault::new(text!(
        "les titres de colonnes ne sont d'aucune source connue",
        "the column headings are of no known source"
    ))
    .at(path, 1, "", &seen)
    .hint(text!(
        "faites proposer une correspondance de colonnes, relisez-la, et gardez-la : `empreinte import --propose-map {file} --out correspondance.toml`",
        "have a mapping proposed, read it over, and keep it: `empreinte import --propose-map {file} --out mapping.toml`"
    ))
    .hint(text!(
        "sinon, renommez la colonne du type en `equipment_type` (et les autres d'après docs/formats/inventory.md)",
        "else rename the type column to `equipment_type` (and the others after docs/formats/inventory.md)"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognise(line: &str) -> Result<Layout, Fault> {
        let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
        Layout::recognise(Path::new("x.csv"), &headers)
    }

    #[track_caller]
    fn check(line: &str, format: SourceFormat) {
        assert_eq!(recognise(line).unwrap().format, format, "{line}");
    }

    #[test]
    fn glpi_headings_are_found_in_both_languages_with_or_without_their_group() {
        let fr = recognise("Nom;Statut;Fabricant;Numéro de série;Type;Modèle;Informations financières et administratives - Date d'achat;").unwrap();
        assert_eq!(fr.format, SourceFormat::Glpi);
        assert_eq!(fr.column(Field::AcquiredOn), Some(6));
        assert_eq!(
            fr.heading(Field::AcquiredOn),
            "Informations financières et administratives - Date d'achat"
        );
        let en = recognise("Name;Status;Manufacturer;Serial number;Type;Model;Financial and administrative information - Date of purchase").unwrap();
        assert_eq!(en.column(Field::AcquiredOn), Some(6));
        assert!(en.may_show(2) && !en.may_show(3), "the serial number is read and never shown");
    }

    #[test]
    fn g4it_and_canonical_are_told_apart() {
        check("nomEquipementPhysique;modele;quantite;type", SourceFormat::G4it);
        let canonical = recognise("equipment_type;quantity;colour").unwrap();
        assert_eq!(canonical.format, SourceFormat::Canonical);
        assert_eq!(canonical.ignored, ["colour"]);
    }

    #[test]
    fn each_tool_is_known_by_headings_that_only_it_writes() {
        check("Asset Name;Asset Tag;Serial;Model;Category;Status", SourceFormat::SnipeIt);
        check("Nom de l'actif;Étiquette de l'actif;Série ;Modèle;Сatégorie", SourceFormat::SnipeIt);
        check("Device ID;Device name;Enrollment date;OS;Model", SourceFormat::Intune);
        check("Device Serial Number;Windows Product ID;Hardware Hash", SourceFormat::Autopilot);
        check("Machine;RAM (Mo);BIOS Numéro de série;Fabricant", SourceFormat::Ocs);
        check(
            "asset_tag;serial_number;model_category;install_status;substatus",
            SourceFormat::ServiceNow,
        );
        check("AssetID;AssetName;AssetTypename;Model", SourceFormat::Lansweeper);
        check("hostname;hardware_serial;hardware_model;platform", SourceFormat::Fleet);
        check("sn;barcode;model_str;status", SourceFormat::Ralph);
        check("Computer Name;Jamf Pro Computer ID;Model", SourceFormat::Jamf);
        check(
            "Marque du matériel;Sorte (type);Modèle exact;Date de l'achat",
            SourceFormat::EcoDiag,
        );
    }

    #[test]
    fn a_plain_spreadsheet_is_known_by_the_words_of_the_field() {
        let plain =
            recognise("Catégorie;Marque;Modèle;N° de série;Mise en service;Affecté à").unwrap();
        assert_eq!(
            (plain.format, plain.confidence),
            (SourceFormat::Spreadsheet, Confidence::Likely)
        );
        assert_eq!(plain.column(Field::InServiceOn), Some(4));
        assert_eq!(plain.roles[5], crate::Role::Personal);
    }

    #[test]
    fn a_plain_table_with_glpis_three_headings_keeps_its_date() {
        let plain =
            recognise("Type;Manufacturer;Model;Serial number;Purchase date;Status").unwrap();
        assert_eq!(plain.format, SourceFormat::Spreadsheet);
        assert_eq!(plain.heading(Field::AcquiredOn), "Purchase date");
    }

    #[test]
    fn a_persons_name_in_a_plain_table_is_not_read() {
        let plain = recognise("Type;Marque;Modèle;Nom;Prénom").unwrap();
        assert_eq!(plain.column(Field::Name), None);
    }

    #[test]
    fn a_ticket_export_is_refused_by_what_it_looks_like() {
        let fault = recognise("ID;Título;Estado;Fecha de apertura;Prioridad").unwrap_err();
        assert!(fault.render(ground::lang::Lang::Fr).contains("export de tickets de GLPI"));
    }

    #[test]
    fn virtual_machines_and_applications_are_told_where_they_belong() {
        let fault = recognise("nomEquipementVirtuel;nomEquipementPhysique;vCPU").unwrap_err();
        assert!(fault.render(ground::lang::Lang::En).contains("`virtual-machines.csv`"));
        let fault = recognise("nomApplication;typeEnvironnement").unwrap_err();
        assert!(fault.render(ground::lang::Lang::En).contains("`applications.csv`"));
    }

    #[test]
    fn an_unknown_table_is_refused_with_its_headings() {
        let fault = recognise("Colour;Shape").unwrap_err().render(ground::lang::Lang::En);
        assert!(fault.contains("`Colour, Shape`") && fault.contains("--propose-map"), "{fault}");
    }

    #[test]
    fn of_two_columns_of_a_field_the_preferred_heading_counts() {
        let two = recognise("Asset Tag;Company;Category;Default Location;Location").unwrap();
        assert_eq!(two.column(Field::Site), Some(4));
        assert_eq!(two.roles[3], crate::Role::Second(Field::Site));
    }
}
