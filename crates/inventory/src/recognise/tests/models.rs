//! Models below headings that nobody listed, beside words for other things; makers and models in one
//! column.

use super::*;
use ground::table::fold;

/// As [`Words`], with words that hold one for a thing, and what models speak against.
struct Things;

impl crate::Kinds for Things {
    fn is_type(&self, word: &str) -> bool {
        fold(word).split(' ').any(|word| word == "vmware" || Words.is_type(word))
    }
    fn is_state(&self, word: &str) -> bool {
        Words.is_state(word)
    }
    fn is_model(&self, name: &str) -> bool {
        Words.is_model(name)
    }
    fn is_country(&self, word: &str) -> bool {
        Words.is_country(word)
    }
    fn contradict(&self, word: &str, model: &str) -> bool {
        let server = fold(word).contains("server");
        self.is_model(model) && model.starts_with("PowerEdge") != server
    }
}

#[test]
fn models_known_by_their_values_go_before_words_for_other_things() {
    for table in [
        "Machine;Xyz;N\nVMware;PowerEdge R740;1\nVMware;PowerEdge R640;2\nVMware;Zorg 12;3\n",
        "Xyz;Lieu d'usage;N\nPowerEdge R740;Local switch;1\nPowerEdge R640;Écran accueil;2\n",
        "Poste;Xyz;N\nÉcran accueil;Zorg 12;1\nSwitch compta;PowerEdge R740;2\n",
    ] {
        let read = read(table, &Opening { kinds: Some(&Things), ..Opening::default() }).unwrap();
        let at = read.layout.headers.iter().position(|heading| heading == "Xyz");
        assert_eq!(read.layout.read_of(Field::Model), at, "{table}");
        assert_eq!(read.layout.read_of(Field::EquipmentType), at, "{table}");
    }
    // Words that the models do not contradict are the types.
    let table = "Genre;Xyz;N\nServer;PowerEdge R740;1\nServer;PowerEdge R640;2\n";
    let read = read(table, &Opening { kinds: Some(&Things), ..Opening::default() }).unwrap();
    assert_eq!(read.layout.read_of(Field::EquipmentType), Some(0));
    assert_eq!(read.layout.read_of(Field::Model), Some(1));
}

#[test]
fn a_column_of_makers_and_models_is_that_of_the_models() {
    for heading in [
        "Make/Model",
        "Marque / Modèle",
        "Marque-Modèle",
        "Fabricant et modèle",
        "Marque & modèle",
        "Modèle / Marque",
        "Manufacturer and model",
        "Hersteller/Modell",
        "Marca y modelo",
        "Marque (modèle)",
    ] {
        let layout = recognise_line(&format!("Type;{heading};Quantité")).unwrap();
        assert_eq!(layout.column(Field::Model), Some(1), "{heading}");
    }
    // A column of the models alone goes before.
    let layout = recognise_line("Type;Marque / Modèle;Modèle;Quantité").unwrap();
    assert_eq!(layout.column(Field::Model), Some(2));
    for heading in ["Marque", "Modèle de remplacement", "Marque du fournisseur"] {
        let layout = recognise_line(&format!("Type;{heading};Quantité;Statut")).unwrap();
        assert_eq!(layout.column(Field::Model), None, "{heading}");
    }
}

#[test]
fn lots_in_a_column_of_units_are_asked() {
    let asked = |table: &str| {
        let read = of_values(table);
        let asked = read.layout.found().iter().filter(|one| one.field == Field::Quantity);
        asked.map(|one| one.say().fr).collect::<Vec<_>>()
    };
    let said = asked("Type;Unité;Quantité\nEcran;lot de 10;1\nPortable;pièce;3\n");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("`--column \"Unité=unread\"`"), "{said:?}");
    assert!(asked("Type;Unité;Quantité\nEcran;pièce;1\nPortable;pièce;3\n").is_empty());
    assert!(asked("Type;Bureau;Quantité\nEcran;lot 12;1\nPortable;A;3\n").is_empty());
}

#[test]
fn comments_that_say_of_some_units_or_of_a_machine_that_they_left_are_asked() {
    let asked = |comment: &str| {
        let table = format!("Type;Quantité;Commentaire\nPortable;4;{comment}\nEcran;3;\n");
        let read = of_values(&table);
        let mut asked = read.layout.found().iter().filter(|one| one.heading == "Commentaire");
        let first = asked.next().map(|one| one.field);
        assert_eq!(asked.count(), 0, "{comment}");
        first
    };
    assert_eq!(asked("dont 2 HS"), Some(Field::Quantity));
    assert_eq!(asked("1 en panne"), Some(Field::Quantity));
    assert_eq!(asked("parti avec Mme Exemple"), Some(Field::Status));
    assert_eq!(asked("vendu"), Some(Field::Status));
    for comment in ["emmené à la benne", "restitué", "retour leasing", "remplacé par PC-12"] {
        assert_eq!(asked(comment), Some(Field::Status), "{comment}");
    }
    for comment in
        ["dont 2 en service", "remplace PC-11", "2 écrans", "chez M. Exemple", "bureau 2"]
    {
        assert_eq!(asked(comment), None, "{comment}");
    }
}

#[test]
fn a_state_that_stands_for_a_user_or_a_place_is_asked() {
    let asked = |heading: &str, cell: &str| {
        let table = format!("Type;Quantité;{heading}\nPortable;4;Garnier\nEcran;3;{cell}\n");
        let read = of_values(&table);
        read.layout.found().iter().any(|one| one.field == Field::Status && one.heading == heading)
    };
    for heading in ["Nom", "Bureau", "Benutzer", "Utilisateur", "Site", "Service"] {
        assert!(asked(heading, "Vendu"), "{heading}");
        assert!(!asked(heading, "Lyon"), "{heading}");
    }
    assert!(asked("Service", "Budget 2026"));
    assert!(!asked("Service", "Budget"), "a department may be called so");
}

#[test]
fn systems_are_no_types_and_a_heading_of_types_goes_before_others() {
    let list = "Nom du poste;Type de poste;Constructeur;Modèle;Windows\n\
        M1;Portable;HP;;Windows 10\nM2;Ecran;Lenovo;;Windows 11\nM3;Portable;HP;;Windows 10\n";
    let table = of_values(list);
    assert_eq!(table.layout.read_of(Field::EquipmentType), Some(1));
    assert_eq!(table.layout.system(), Some(4));
    assert!(found(&table).contains(&("Windows", Field::Os, true)), "{:?}", found(&table));
    let told = [crate::ToldColumn::parse("Windows=os").unwrap()];
    let opening = Opening { kinds: Some(&Words), columns: &told, ..Opening::default() };
    assert_eq!(read(list, &opening).unwrap().layout.system(), Some(4), "as the line to write says");
    // Of two columns of types alike, the one whose heading says so.
    let two = "Nom;Chose;Type de poste;Marque\nM1;server;Portable;HP\nM2;server;Ecran;HP\n";
    assert_eq!(of_values(two).layout.read_of(Field::EquipmentType), Some(2));
}

#[test]
fn machines_beside_those_of_the_rows_are_refused_or_said() {
    let posts = "Bâtiment;Bureau;Poste;Année achat;Écran;Imprimante\n\
        Mairie;1;Latitude 5420;2019;P2419H;\nMairie;2;Latitude 5430;2021;P2419H;\n";
    for heading in ["Poste", "Matériel", "Machine", "Équipement"] {
        let list = posts.replace("Poste", heading);
        let refused = read(&list, &Opening { kinds: Some(&Words), ..Opening::default() });
        let Err(NoReading::Other(fault)) = refused else { panic!("{heading}: {refused:?}") };
        let said = fault.render(ground::lang::Lang::Fr);
        assert!(said.contains(heading) && said.contains("Écran"), "{said}");
    }
    let list = "Agent;Type;Marque;Date achat;Double écran;Badge\n\
        A;Portable;Dell;12/03/2021;oui;oui\nB;Portable;HP;15/03/2019;non;oui\n";
    assert_eq!(found(&of_values(list)), [("Double écran", Field::Model, false)]);
}

#[test]
fn what_stands_for_the_serial_numbers_of_several_models_is_none() {
    let list = "Type;Marque;Modèle;N° de série\n\
        Ecran;Dell;P2419H;B204\nEcran;HP;E24;B204\nEcran;HP;E24;B204\nEcran;HP;E24;B205\n";
    let mut layout = of_values(list).layout;
    layout.note_serials(list.as_bytes(), ground::table::Dialect { delimiter: b';' });
    assert!(!layout.tells_by_serial(b"B204") && layout.tells_by_serial(b"B205"));
}
