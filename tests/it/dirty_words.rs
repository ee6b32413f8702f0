//! Words of dirty lists that may mean two things: what decides, and what is asked.

use crate::dirty::{columns, import};
use crate::support::Folder;

#[test]
fn known_models_go_before_words_met_beside_them() {
    for (list, types) in [
        (
            "Hôte;Xyz\nVMware;PowerEdge R740\nVMware;PowerEdge R640\nHyper-V;ProLiant DL380\n",
            ["server"; 3],
        ),
        (
            "Lieu d'usage;Détail;Nb\nSalle serveur;OptiPlex 7060;2\nLocal imprimantes;OptiPlex 3050;3\nSalle serveur;OptiPlex 3050;1\n",
            ["desktop"; 3],
        ),
    ] {
        let read = import("parc.csv", list);
        columns(&read, "equipment_type", &types);
        assert!(read.rejects.is_empty(), "{:?}", read.rejects);
    }
}

#[test]
fn a_column_of_makers_and_models_tells_both() {
    for heading in ["Marque / Modèle", "Make/Model", "Fabricant et modèle"] {
        let list = format!(
            "Type;{heading};Nombre\nPortable;HP Elite Book 840 G8;4\nÉcran;Zorg 24X;3\nServeur;Dell PowerEdge R740;1\n"
        );
        let read = import("parc.csv", &list);
        columns(&read, "manufacturer", &["HP", "", "Dell"]);
        columns(&read, "model", &["Elite Book 840 G8", "Zorg 24X", "PowerEdge R740"]);
        columns(&read, "quantity", &["4", "3", "1"]);
    }
}

#[test]
fn what_may_be_two_things_is_decided_or_asked() {
    let read = import(
        "parc.csv",
        "Désignation;Qté\nPC – licence Windows incluse;2\nWi-Fi + Cellular iPad;3\nElite Desk 800 G4;4\n\
         Micro;5\nPortable d'astreinte;6\nPC à prévoir;7\n=> DRH;8\n",
    );
    columns(&read, "equipment_type", &["desktop", "tablet", "desktop"]);
    columns(&read, "quantity", &["2", "3", "4"]);
    let said: Vec<&str> = read.rejects.iter().map(|row| row["reason"].as_str()).collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[2].contains("a plan") && said[3].contains("points to another row"), "{said:?}");
}

#[test]
fn what_the_user_says_of_a_plan_goes_before() {
    let folder =
        Folder::new().with("parc.csv", "Type;Nombre\nBesoin PC;4\nPC à prévoir;7\nÉcran;2\n");
    let own = ["--type", "Besoin PC=desktop", "--type", "PC à prévoir=desktop"];
    let ran = folder.run(&[&["import", "parc.csv", "--out", "out"][..], &own].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = folder.read("out/inventory.csv");
    assert_eq!(rows.matches(",desktop,").count(), 2, "{rows}");
}

/// `PC number` and `Phone number` call a machine and reach a person: below them stands no number of
/// machines, alone, in a list of several machines a row or in a cross table.
#[test]
fn what_calls_a_machine_counts_none() {
    let ones = &["1"; 3];
    for heading in ["PC number", "Phone number", "Numéro PC"] {
        let list = format!(
            "Nom;{heading};Ecran;Imprimante\nAnne;4011;P2422H;LaserJet M404\nLuc;4012;P2422H;\nEva;4013;P2419H;\n"
        );
        let read = import("parc.csv", &list);
        let types: Vec<&str> = read.rows.iter().map(|row| row["equipment_type"].as_str()).collect();
        assert!(types.iter().all(|one| !["desktop", "ip_phone"].contains(one)), "{types:?}");
        assert!(read.rows.iter().all(|row| row["quantity"] == "1"), "{heading}");
        columns(&import("parc.csv", &list.replace(";Imprimante", "")), "quantity", ones);
        let crossed = format!("Salle;{heading};Ecran;Imprimante\nA;101;2;1\nB;102;3;1\nC;103;1;\n");
        columns(&import("parc.csv", &crossed), "quantity", &["2", "1", "3", "1", "1"]);
    }
    let crossed = "Salle;PC (number);Ecrans nombre\nA;4;2\nB;5;3\nC;6;1\n";
    columns(&import("parc.csv", crossed), "quantity", &["4", "2", "5", "3", "6", "1"]);
}

/// A word in the place of a model is no model: it denies the machine, says its state, or leaves it
/// open whether there is one.
#[test]
fn words_where_a_model_would_stand_make_no_sure_machine() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Salle\nPC;plus de PC;1\nPC;pas de PC;2\nPC;HS;3\nPC;rendu;4\nPC;à voir;5\nPC;en commande;6\n\
         PC;à commander;7\nPC;PC sans écran;8\nPC;OptiPlex 3080;9\nPC;Zeus;10\nPC;N/A;11\n",
    );
    columns(
        &read,
        "status",
        &[
            "decommissioned",
            "in_stock",
            "ordered",
            "in_service",
            "in_service",
            "in_service",
            "in_service",
        ],
    );
    let why: Vec<(&str, &str)> =
        read.rejects.iter().map(|row| (row["value"].as_str(), row["reason"].as_str())).collect();
    let none = "the words say that there is none";
    let open = "the model is to be checked, and nothing else says whether there is equipment";
    let plan = "a plan, a need or a computation, or equipment?";
    assert_eq!(why, [("plus de PC", none), ("pas de PC", none), ("à voir", open), ("PC", plan)],);
    // Of what else says a machine, the model alone is unknown.
    let read = import(
        "parc.csv",
        "Type;Modèle;N° de série\nPC;à voir;CND1234567\nPC;plus de PC;CND1234568\n",
    );
    columns(&read, "serial", &[""]);
    assert_eq!(read.rejects.len(), 1, "{:?}", read.rejects);
    // Still to be ordered, a machine that nothing names is not there.
    let read = import(
        "parc.csv",
        "Type;Modèle;Statut;N° de série\nPC;OptiPlex 3080;à commander;\nPC;;en service;\nPC;;commandé;\n\
         PC;;à commander;CND1234567\nPC;;à commander;\nPC;N/A;à commander;-\n",
    );
    columns(&read, "status", &["in_service", "in_service", "ordered", "in_service"]);
    let asked: Vec<[&str; 3]> = read
        .rejects
        .iter()
        .map(|row| ["line", "column", "value"].map(|name| row[name].as_str()))
        .collect();
    assert_eq!(asked, [["6", "Statut", "à commander"], ["7", "Statut", "à commander"]]);
}

/// A cell that says nothing is no serial number, and the cell that denies a machine is the one asked.
#[test]
fn a_row_is_asked_by_the_cell_that_is_open() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Quantité;N° de série\nLot de 10 écrans;P2422H;1;N/A\nLot de 10 écrans;P2422H;4;-\n\
         plus de PC;;1;\nPC;pas de PC;1;\n",
    );
    let cells = ["column", "value"];
    let asked: Vec<[String; 2]> =
        read.rejects.iter().map(|row| cells.map(|name| row[name].clone())).collect();
    let expected =
        [["Quantité", "1"], ["Quantité", "4"], ["Type", "plus de PC"], ["Modèle", "pas de PC"]];
    assert_eq!(asked, expected.map(|row| row.map(str::to_owned)));
}

#[test]
fn a_cell_that_alone_stands_for_a_machine_names_one_or_is_asked() {
    let read = import(
        "parc.csv",
        "Bureau;PC;Écran\nB1;Zeus;1\nB2;OptiPlex 3080;1\nB3;plus de PC;1\nB4;fermé;0\nB5;télétravail;0\n\
         B6;latitude;1\nB7;en panne;1\nB8;Titan;1\nB9;Athena;1\nB10;à voir;1\nB11;volé;1\nB12;sans;1\n",
    );
    let units = |kind: &str| read.rows.iter().filter(|row| row["equipment_type"] == kind).count();
    assert_eq!(units("desktop") + units("laptop"), 7, "{:?}", read.rows);
    assert_eq!(units("monitor"), 10);
    let asked: Vec<&str> = read.rejects.iter().map(|row| row["line"].as_str()).collect();
    assert_eq!(asked, ["4", "5", "6", "11"]);
}

#[test]
fn a_number_behind_a_whole_name_counts_and_a_name_s_own_end_does_not() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Salle\nPC portable;ProBook 450 G8 x2;1\nPC portable;ProBook 450 G8 x 2;2\nÉcran;P2422H *2;3\n\
         PC fixe;OptiPlex 3080 X3;4\nPC portable;2x ProBook 450 G8;5\nPC portable;2 × ProBook 450 G8;6\n\
         Serveur;PowerEdge R740xd2;7\nPC portable;ThinkPad X2;8\nPC portable;XPS 13 x360;9\n\
         PC portable;HP Spectre 13 x2;10\nPC fixe;OptiPlex 990 PC;11\nSwitch;Catalyst 2960 X 24;12\n",
    );
    columns(&read, "quantity", &["2", "2", "2", "1", "2", "2", "1", "1", "1", "1", "1", "1"]);
    // A row of one machine is of one.
    let read =
        import("parc.csv", "Type;Modèle;N° de série\nPC portable;ProBook 450 G8 x2;CND1234567\n");
    columns(&read, "quantity", &["1"]);
    let read = import("parc.csv", "Type;Modèle;Quantité\nPC portable;ProBook 450 G8 x2;4\n");
    columns(&read, "quantity", &["4"]);
}

#[test]
fn the_other_thing_that_a_cell_names_is_said() {
    let read = import(
        "parc.csv",
        "Type;Modèle;N° de série\nPC fixe;HP + écran;CND1234561\nPC fixe;PC + écran;CND1234562\nPC fixe;Tour et écran;CND1234563\n\
         PC fixe;PC + clavier + souris;CND1234564\nPC portable;Portable + sacoche;CND1234565\n",
    );
    let said = read.rows.iter().map(|row| row["assumed"].contains("more_in_row"));
    assert!(said.eq([true, true, true, false, false]), "{:?}", read.rows);
    let read = import(
        "parc.csv",
        "Matériel;Bureau\nPC, écran, clavier, souris;B1\nPC, clavier, souris;B2\nPortable;B3\nPC fixe;B4\n",
    );
    let said = read.rows.iter().map(|row| row["assumed"].contains("more_in_row"));
    assert!(said.eq([true, false, false, false]), "{:?}", read.rows);
}

/// Numbers that count in any cell, and numbers of a name beside a row that says which machine it is.
#[test]
fn what_is_counted_in_words_counts_but_of_a_machine_that_is_told_apart() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Prix\nÉcran;24\"\" x2;100\nÉcran;2x24 pouces;100\nÉcran;deux 24 pouces;100\n\
         Écran;lot de 3 E24;100\nPortable *2;;500\nDisque dur externe;2x1 To;80\nPC;Elite x2;900\n\
         Serveur;4 x 3,5 pouces;900\n",
    );
    columns(&read, "quantity", &["2", "2", "2", "3", "2", "1", "1", "1"]);
    for (heading, own) in [
        ("Nom", ["SRV-DC", "PC-12", "Compta", "Paie"]),
        ("GUID", ["6f9619ff-8b86", "6f9619ff-8b87", "6f9619ff-8b88", "6f9619ff-8b89"]),
        ("Adresse MAC", ["00:11:22:33:44:55", "00:11:22:33:44:56", "00:11:22:33:44:57", "x"]),
        ("Couleur", ["noir", "blanc", "noir", "gris"]),
    ] {
        let [a, b, c, d] = own;
        let list = format!(
            "{heading};Type;Modèle;Prix\n{a};Serveur;DL380 Gen10 x2;5000\n{b};PC;OptiPlex 3080 (2);500\n\
             {c};Écran;2 x P2422H;200\n{d};PC;OptiPlex 3080;500\n"
        );
        let read = import("parc.csv", &list);
        let units = if heading == "Couleur" { ["2", "2", "2", "1"] } else { ["1"; 4] };
        columns(&read, "quantity", &units);
        let more = read.rows.iter().filter(|row| row["assumed"].contains("more_in_row")).count();
        assert_eq!(more, if heading == "Couleur" { 0 } else { 3 }, "{heading}");
    }
}

/// What is still to come, what is denied and what is in doubt beside a type is no unit in service; in a
/// column of comments it is said of a machine.
#[test]
fn what_is_to_be_ordered_denied_or_in_doubt_is_no_unit_in_service() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Prix\nPC;à racheter;9\nPC;OptiPlex 3080 (à commander);9\nPC to be ordered;;9\n\
         PC : aucun;;9\nÉcran;pas d'écran;9\nplus de PC;;9\nPC ?;;9\nPortable;Latitude 5420;9\n",
    );
    columns(&read, "model", &["Latitude 5420"]);
    assert_eq!(read.rejects.len(), 7, "{:?}", read.rejects);
    let denied = read.rejects.iter().filter(|row| row["reason"].contains("there is none"));
    let denied: Vec<(&str, &str)> =
        denied.map(|row| (row["column"].as_str(), row["value"].as_str())).collect();
    assert_eq!(denied, [("Type", "PC : aucun"), ("Modèle", "pas d'écran"), ("Type", "plus de PC")]);
    let read = import(
        "parc.csv",
        "Type;Modèle\nPC;en cours d'achat\nPC;OptiPlex 3080 on order\nPC;OptiPlex 3080\n",
    );
    columns(&read, "status", &["ordered", "ordered", "in_service"]);
    // Of a machine that is there, it is a remark.
    let read = import(
        "parc.csv",
        "Type;Modèle;N° de série;Commentaire\nPC;OptiPlex 3080;ABC1234;à racheter\n\
         PC;OptiPlex 7060;ABC1235;en cours d'achat d'un écran\nPC;OptiPlex 7060 ?;ABC1236;\n",
    );
    columns(&read, "status", &["in_service"; 3]);
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
}

/// In a list of several machines a row, as in a list of one.
#[test]
fn what_is_counted_or_to_be_ordered_in_a_list_of_several_machines_is_so() {
    let read = import(
        "parc.csv",
        "Nom;PC;Écran\nMarie;OptiPlex 3080;2x24 pouces\nLuc;OptiPlex 3080;deux 24 pouces\n\
         Eva;OptiPlex 3080;lot de 3 E24\nPaul;OptiPlex 3080;3 écrans\nAnne;OptiPlex 3080;24\" x2\n\
         Jean;à réformer;P2422H\nLise;à commander;P2422H\nHugo;Elite x2;P2422H\n",
    );
    let screens = read.rows.iter().filter(|row| row["equipment_type"].starts_with("monitor"));
    let units: Vec<&str> = screens.map(|row| row["quantity"].as_str()).collect();
    assert_eq!(units, ["2", "2", "3", "3", "2", "1", "1", "1"]);
    // One to leave is there, and one to order is not.
    assert_eq!(read.rows.len(), 15, "{:?}", read.rejects);
    assert!(read.rows.iter().all(|row| row["status"] == "in_service"));
    let asked: Vec<&str> = read.rejects.iter().map(|row| row["line"].as_str()).collect();
    assert_eq!(asked, ["8"], "{:?}", read.rejects);
}

#[test]
fn a_word_of_two_senses_is_what_its_category_says() {
    for list in [
        "Catégorie;Type;Nb\nTéléphonie;Fixe;20\nTéléphonie;Portable;15\nInformatique;Fixe;12\nInformatique;Portable;8\n",
        "Famille;Désignation;Nb\nTéléphone;Fixe;20\nTéléphone;Portable;15\nOrdinateur;Fixe;12\nOrdinateur;Portable;8\n",
        "Usage;Type;Nb\nTelephony;Fixe;20\nTelephony;Portables;15\nIT;Fixe;12\nIT;Portables;8\n",
        "Usage;Sous-catégorie;Marque;Modèle;Nb\nTélécom;Fixe;Alcatel;8018;20\nTélécom;Portable;Samsung;Galaxy A52;15\nPC;Fixe;HP;ProDesk 600;12\nPC;Portable;Dell;Latitude 5420;8\n",
    ] {
        let read = import("parc.csv", list);
        columns(&read, "equipment_type", &["ip_phone", "smartphone", "desktop", "laptop"]);
        columns(&read, "quantity", &["20", "15", "12", "8"]);
    }
    // A department is no category, a category of both settles nothing, and neither does an unknown one.
    for list in [
        "Service;Type;Nb\nTéléphonie;Fixe;20\nTéléphonie;Portable;8\n",
        "Catégorie;Type;Nb\nInformatique et téléphonie;Fixe;20\nZork;Portable;8\n",
        "Catégorie;Type;Nb\nTéléphonie;PC fixe;20\nTéléphonie;Ordinateur portable;8\n",
        "Catégorie;Type;Modèle;Nb\nTéléphonie;Fixe;OptiPlex 3080;20\nTéléphonie;Portable;Latitude 5420;8\n",
    ] {
        let read = import("parc.csv", list);
        columns(&read, "equipment_type", &["desktop", "laptop"]);
    }
    // A row that says no type is not what its category says.
    let read = import(
        "parc.csv",
        "Catégorie;Type;Modèle;Nb\nTéléphonie;Portable;;3\nTéléphonie;;Latitude 5420;4\n",
    );
    columns(&read, "equipment_type", &["smartphone", "laptop"]);
}

#[test]
fn what_the_user_says_of_a_word_of_two_senses_goes_before() {
    let list = "Catégorie;Type;Nb\nTéléphonie;Fixe;20\nTéléphonie;Portable;15\n";
    for (own, phones) in [("--type=Fixe=desktop", 1), ("--column=Catégorie=unread", 0)] {
        let folder = Folder::new().with("parc.csv", list);
        let (option, said) = own.split_once('=').unwrap();
        let ran = folder.run(&["import", "parc.csv", "--out", "out", option, said]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let rows = folder.read("out/inventory.csv");
        assert_eq!(rows.matches(",desktop,").count(), 1, "{rows}");
        assert_eq!(rows.matches(",smartphone,").count(), phones, "{rows}");
    }
}

#[test]
fn a_type_alone_among_models_that_are_counted_is_a_title() {
    for list in [
        "Modèle;Quantité\nImprimantes;\nHP LaserJet M404;3\nServeurs;\nPowerEdge T440;2\n",
        "Modèle;Quantité;Date d'achat\nImprimante;;\nHP LaserJet M404;3;2021\nServeur;;\nPowerEdge T440;2;2020\n",
        "Modèle;Marque;Nombre\nImprimantes laser;;\nLaserJet M404;HP;3\nSERVEURS;;\nPowerEdge T440;Dell;2\n",
    ] {
        let read = import("parc.csv", list);
        columns(&read, "equipment_type", &["printer_laser", "server"]);
        columns(&read, "quantity", &["3", "2"]);
        assert!(read.rejects.is_empty(), "{list}: {:?}", read.rejects);
    }
    // Above another thing, or above nothing, it is asked.
    let read = import("parc.csv", "Modèle;Quantité\nScanner;\nLatitude 5420;4\nImprimante;\n");
    columns(&read, "equipment_type", &["laptop"]);
    assert_eq!(read.rejects.len(), 2, "{:?}", read.rejects);
    // Where other rows have no quantity either, it is a machine as they are.
    for list in [
        "Modèle;Site\nImprimante;Mairie\nOptiPlex 3080;École\n",
        "Modèle;Quantité\nImprimante;\nOptiPlex 3080;\n",
        "Type;Modèle;Quantité\nImprimante;LaserJet M404;\nPC fixe;OptiPlex 3080;1\n",
        "Modèle;Quantité\nImprimante;1\nOptiPlex 3080;1\n",
    ] {
        let read = import("parc.csv", list);
        columns(&read, "equipment_type", &["printer_laser", "desktop"]);
        columns(&read, "quantity", &["1", "1"]);
    }
}
