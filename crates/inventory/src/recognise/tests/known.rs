//! Tools known by what they write, and tables refused by what they are.

#[cfg(test)]
use super::*;

#[track_caller]
fn check(line: &str, format: SourceFormat) {
    assert_eq!(recognise_line(line).unwrap().format, format, "{line}");
}

#[test]
fn glpi_headings_are_found_in_both_languages_with_or_without_their_group() {
    let fr = recognise_line("Nom;Statut;Fabricant;Numéro de série;Type;Modèle;Informations financières et administratives - Date d'achat;").unwrap();
    assert_eq!(fr.format, SourceFormat::Glpi);
    assert_eq!(fr.column(Field::AcquiredOn), Some(6));
    assert_eq!(
        fr.heading(Field::AcquiredOn),
        "Informations financières et administratives - Date d'achat"
    );
    let en = recognise_line("Name;Status;Manufacturer;Serial number;Type;Model;Financial and administrative information - Date of purchase").unwrap();
    assert_eq!(en.column(Field::AcquiredOn), Some(6));
    assert!(en.may_show(2) && !en.may_show(3), "the serial number is read and never shown");
}

#[test]
fn g4it_and_canonical_are_told_apart() {
    check("nomEquipementPhysique;modele;quantite;type", SourceFormat::G4it);
    let canonical = recognise_line("equipment_type;quantity;colour").unwrap();
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
    check("Marque du matériel;Sorte (type);Modèle exact;Date de l'achat", SourceFormat::EcoDiag);
}

#[test]
fn a_plain_spreadsheet_is_known_by_the_words_of_the_field() {
    let plain =
        recognise_line("Catégorie;Marque;Modèle;N° de série;Mise en service;Affecté à").unwrap();
    assert_eq!((plain.format, plain.confidence), (SourceFormat::Spreadsheet, Confidence::Likely));
    assert_eq!(plain.column(Field::InServiceOn), Some(4));
    assert_eq!(plain.roles[5], crate::Role::Personal);
}

#[test]
fn a_plain_table_with_glpis_three_headings_keeps_its_date() {
    let plain =
        recognise_line("Type;Manufacturer;Model;Serial number;Purchase date;Status").unwrap();
    assert_eq!(plain.format, SourceFormat::Spreadsheet);
    assert_eq!(plain.heading(Field::AcquiredOn), "Purchase date");
}

#[test]
fn a_persons_name_in_a_plain_table_is_not_read() {
    let plain = recognise_line("Type;Marque;Modèle;Nom;Prénom").unwrap();
    assert_eq!(plain.column(Field::Name), None);
}

#[test]
fn a_ticket_export_is_refused_by_what_it_looks_like() {
    let fault = recognise_line("ID;Título;Estado;Fecha de apertura;Prioridad").unwrap_err();
    assert!(fault.render(ground::lang::Lang::Fr).contains("export de tickets de GLPI"));
}

#[test]
fn virtual_machines_and_applications_are_told_where_they_belong() {
    let fault = recognise_line("nomEquipementVirtuel;nomEquipementPhysique;vCPU").unwrap_err();
    assert!(fault.render(ground::lang::Lang::En).contains("`virtual-machines.csv`"));
    let fault = recognise_line("nomApplication;typeEnvironnement").unwrap_err();
    assert!(fault.render(ground::lang::Lang::En).contains("`applications.csv`"));
}

#[test]
fn an_unknown_table_is_refused_with_its_headings() {
    let fault = recognise_line("Colour;Shape").unwrap_err().render(ground::lang::Lang::En);
    assert!(fault.contains("`Colour, Shape`") && fault.contains("--propose-map"), "{fault}");
}

#[test]
fn of_two_columns_of_a_field_the_preferred_heading_counts() {
    let two = recognise_line("Asset Tag;Company;Category;Default Location;Location").unwrap();
    assert_eq!(two.column(Field::Site), Some(4));
    assert_eq!(two.roles[3], crate::Role::Second(Field::Site));
}

#[test]
fn a_heading_of_units_over_names_counts_nothing() {
    let rows = |names: [&str; 3]| {
        let [first, second, third] = names;
        of_values(&format!(
            "Nombre;Tipo;Marca;Modelo\n{first};Laptop;Dell;Latitude 5420\n\
             {second};Monitor;Dell;P2419H\n{third};Server;Dell;PowerEdge R740\n"
        ))
    };
    let read = rows(["PC-01", "PC-02", "SRV-MAD-1"]);
    assert_eq!(read.layout.column(Field::Quantity), None);
    assert_eq!(read.layout.heading(Field::Name), "Nombre");
    // Those of people are read of no one.
    let read = rows(["María García", "José Pérez", "Recepción"]);
    assert_eq!(read.layout.column(Field::Quantity), None);
    assert_eq!(read.layout.roles[0], crate::Role::Personal);
    // Numbers in words, and a number among words, are asked row by row as before.
    for numbers in [["deux", "trois", "lot de 10"], ["2", "PC-02", "PC-03"], ["12", "3", "1"]] {
        assert_eq!(rows(numbers).layout.heading(Field::Quantity), "Nombre", "{numbers:?}");
    }
    // The units stand elsewhere.
    let read = of_values(
        "Nombre;Tipo;Modelo;Cantidad\nPC-01;Laptop;Latitude 5420;2\nPC-02;Monitor;P2419H;3\n",
    );
    assert_eq!(read.layout.heading(Field::Quantity), "Cantidad");
}

#[test]
fn headings_that_a_source_does_not_know_are_read_as_any_tables_are() {
    let list = "Nom;Type;Fabricant;Modèle;Numéro de série;Statut;Date d'achat;RAM;Système d'exploitation;SSD;Nb GPU\n\
        SRV1;server;Dell;PowerEdge R640;X1;En service;12/03/2021;384 Go;Windows Server 2019;4 To;\n\
        SRV2;computer;Dell;PowerEdge R640;X2;En service;12/03/2021;128 Go;Windows Server 2016;2 To;\n";
    let recognised = of_values(list);
    let layout = &recognised.layout;
    assert_eq!(layout.format, SourceFormat::Glpi);
    assert_eq!(layout.read_of(Field::RamGb), Some(7));
    assert_eq!(layout.system(), Some(8));
    assert_eq!(layout.column(Field::SsdGb), Some(9));
    assert_eq!(layout.column(Field::GpuCount), Some(10), "its cells may come later");
    assert!(layout.ignored.is_empty(), "{:?}", layout.ignored);
    // What the tool has a column of its own for is not asked of another.
    let own = list.replace("Date d'achat", "Composants - Mémoire").replace("12/03/2021", "8 Go");
    assert_eq!(of_values(&own).layout.read_of(Field::RamGb), Some(6));
    let english = list.replace("RAM;Système d'exploitation", "Memory;Operating system");
    assert_eq!(of_values(&english).layout.system(), Some(8));
    // Names below the Spanish for a name are no units, in a tool's list either, nor where they repeat.
    let spanish = "Nombre;Tipo;Fabricante;Modelo;Número de serie\n\
        Aula;laptop;Dell;Latitude 5420;A1\nAula;monitor;Dell;P2419H;A2\nM1;monitor;Dell;P2419H;A3\n";
    let named = of_values(spanish).layout;
    assert_eq!((named.format, named.column(Field::Quantity)), (SourceFormat::Glpi, None));
    // What is in the machines counts in the contest.
    let points = |list: &str| of_values(list).contest[0].points;
    assert!(points(list) > points(&list.replace(";RAM;", ";Divers;")));
}
