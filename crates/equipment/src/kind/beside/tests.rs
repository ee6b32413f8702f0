//! What types and models say besides.

use super::*;
use factor::FactorSet;
use std::collections::BTreeMap;
use std::path::Path;

fn vocabulary() -> Vocabulary {
    let set = FactorSet::shipped().unwrap();
    Vocabulary::new(&set, &BTreeMap::new(), &BTreeMap::new(), Path::new("")).unwrap()
}

/// What a word and a model say besides.
fn beside(word: &str, model: &str, words: &Vocabulary) -> SaidBeside {
    SaidBeside::of_word(word, words).and_by_model(SaidBeside::of_model(model, words))
}

#[test]
fn a_number_beside_a_thing_says_how_many() {
    let words = vocabulary();
    for (word, units) in [
        ("14 PC portables", Some(14)),
        ("6 écrans 27\"", Some(6)),
        ("3 wireless keyboards", Some(3)),
        ("2x imprimante jet d'encre", Some(2)),
        ("LOT DE 25 TABLETTES SAMSUNG", Some(25)),
        ("Unité centrale x8", Some(8)),
        ("Vidéoprojecteurs (3)", Some(3)),
        ("Téléphones : 40", Some(40)),
        ("Écrans : 30", Some(30)),
        ("Switchs: 24", Some(24)),
        ("PC portables = 25", Some(25)),
        ("PC portables → 25", Some(25)),
        ("Imprimantes ..... 3", Some(3)),
        ("Ordinateurs fixes… 12", Some(12)),
        ("Serveurs : environ 4", Some(4)),
        ("Monitors: 30", Some(30)),
        ("Écran : 24", None),
        ("Switch : 24", None),
        ("Imprimantes HP. 3", None),
        ("PC portables (x7)", Some(7)),
        ("PC fixe x10", Some(10)),
        ("PC fixe *10", Some(10)),
        ("PC fixe * 10", Some(10)),
        ("PC x 12", Some(12)),
        ("Portable *2", Some(2)),
        ("Écran 24\" *3", Some(3)),
        ("écrans (x3)", Some(3)),
        ("3 écrans", Some(3)),
        ("PC portable x12", Some(12)),
        ("PC portables Dell x12", Some(12)),
        ("Écran P2422H x4", Some(4)),
        ("PC portable Dell x12", Some(12)),
        ("Tablette Samsung x8", Some(8)),
        ("Switch Cisco x3", Some(3)),
        ("PC portable Lenovo ×12", Some(12)),
        ("Tablettes x 8 (école)", Some(8)),
        ("Deux écrans", Some(2)),
        ("Trois imprimantes HP", Some(3)),
        ("Dix tablettes", Some(10)),
        ("Une dizaine de PC portables", Some(10)),
        ("2 lots de 5 écrans", Some(10)),
        ("Deux lots de 5 écrans", Some(10)),
        ("Lot de 2x8 tablettes", Some(16)),
        ("Téléphones (env. 30)", Some(30)),
        ("Deux-en-un", None),
        ("Dix pouces tablette", None),
        ("Pile de 3 switchs", Some(3)),
        ("Stack de 2 switchs", Some(2)),
        ("Cluster de 2 serveurs", Some(2)),
        ("Pare-feu (cluster de 2)", Some(2)),
        ("Serveur (cluster)", None),
        ("Classe mobile (12 portables)", Some(12)),
        ("Serveur (2 disques)", None),
        ("PC portables (x7) (école)", Some(7)),
        ("Écran (école)", None),
        ("1 PC fixe", None),
        ("24 ports switch", None),
        ("27 pouces écran", None),
        ("Écrans (24)", None),
        ("Switchs (48)", None),
        ("PC portables 2021", None),
        ("Écran 24", None),
        ("2 en 1 tablette", None),
        ("2019 imprimantes", None),
        ("Serveur 2", None),
        ("1500 VA UPS", None),
        ("1.5 kVA UPS", None),
        ("3 kVA onduleurs", None),
        ("8 core server", None),
        ("2 socket server", None),
        ("16 cœurs serveurs", None),
        ("2 TB NAS", None),
        ("4 To NAS", None),
        ("4 disk NAS", None),
        ("4 drives NAS", None),
        ("48 PoE switch", None),
        ("24 switch", None),
        ("10 Gbps switches", None),
        ("4 K écrans", None),
        ("5 MP caméras", None),
        ("8 xyz serveurs", None),
        ("2 NAS", Some(2)),
        ("3 UPS", Some(3)),
        ("3 switchs", Some(3)),
        ("25 bornes wifi", Some(25)),
        ("Lot de 12 switchs", Some(12)),
        ("12 x switch", Some(12)),
        ("12 PC HP", Some(12)),
        ("12 Dell laptops", Some(12)),
    ] {
        assert_eq!(beside(word, "", &words).units, units, "{word}");
    }
}

#[test]
fn a_number_beside_a_model_says_how_many() {
    let words = vocabulary();
    for (model, units) in [
        ("Latitude 5490 (x4)", Some(4)),
        ("4 écrans Dell P2422H", Some(4)),
        ("ThinkPad X13", None),
        ("Catalyst 2960 (24)", None),
        ("EliteDesk 800 x2", None),
        ("2 x P2422H", Some(2)),
        ("2x P2419H", Some(2)),
        ("12 × OptiPlex 3080", Some(12)),
        ("Latitude 5420 x4", Some(4)),
        ("ThinkPad x13", None),
        ("2 x 16 Go", None),
        ("HP Elite x2 1012", None),
        ("24\" x2", Some(2)),
        ("2x24 pouces", Some(2)),
        ("2 x 24\"", Some(2)),
        ("deux 24 pouces", Some(2)),
        ("lot de 3 E24", Some(3)),
        ("3 écrans", Some(3)),
        ("écrans (x3)", Some(3)),
        ("Elite x2", None),
        ("ThinkPad X1", None),
        ("2x1 To", None),
        ("8x3.2 GHz", None),
        ("RTX 2x", None),
        ("x64", None),
        ("HP x360", None),
    ] {
        assert_eq!(beside("", model, &words).units, units, "{model}");
    }
}

/// What a maker calls them says nothing of how many.
#[test]
fn an_x_and_a_number_of_a_name_count_nothing() {
    let words = vocabulary();
    for word in [
        "Portable Lenovo ThinkPad X13",
        "Portable ThinkPad X13",
        "Ordinateur portable X13",
        "Tablette Lenovo X12",
        "Smartphone Oppo Find X3",
        "Smartphone Honor x8",
        "Smartphone Poco x3",
        "Écran Acer X34",
        "Écran X27",
        "Vidéoprojecteur Optoma X3",
        "Smartphone Crosscall Core-X4",
        "Onduleur Smart-UPS 1500 X2",
        "PC Win10 x64",
    ] {
        assert_eq!(beside(word, "", &words).units, None, "{word}");
    }
}

/// What may be how many or a name's end is one, and said.
#[test]
fn a_small_x_behind_a_name_is_one_and_more_perhaps() {
    let words = vocabulary();
    for (word, units, more) in [
        ("Smartphone Honor x8", None, true),
        ("Portable Dell Latitude x3", None, true),
        ("PC portable Lenovo x13", None, true),
        ("PC portable x12", Some(12), false),
        ("Portable Lenovo ThinkPad X13", None, false),
        ("PC Win10 x64", None, false),
        ("PC portable", None, false),
    ] {
        let said = beside(word, "", &words);
        assert_eq!((said.units, said.more), (units, more), "{word}");
    }
}

#[test]
fn a_state_may_stand_beside_a_thing() {
    let words = vocabulary();
    for (word, model, state) in [
        ("Imprimantes au rebut", "", Some(State::Decommissioned)),
        ("PC fixe réformé", "", Some(State::Decommissioned)),
        ("Serveur HS", "", Some(State::Decommissioned)),
        ("Tablettes en stock", "", Some(State::InStock)),
        ("Vieux serveur (débranché)", "", Some(State::Decommissioned)),
        ("Portable", "EliteBook 840 - volé", Some(State::Exited)),
        ("Portable", "EliteBook 840 [volé]", Some(State::Exited)),
        ("Portable", "EliteBook 840, réformé", Some(State::Decommissioned)),
        ("Portable", "EliteBook 840, i5, 8 Go", None),
        ("Portable", "EliteBook 840 (en réparation)", Some(State::InRepair)),
        ("Serveur de secours", "", None),
        ("PC portable neuf", "", None),
        ("PC portable en service", "", None),
        ("Portable", "EliteBook 840 - G8", None),
        ("PC (batterie HS)", "", None),
        ("Serveur (disque HS)", "", None),
        ("PC portable HP 250 (chargeur perdu)", "", None),
        ("Vidéoprojecteur - lampe HS", "", None),
        ("PC portable", "250 G8 - clavier HS", None),
        ("PC (batterie HS) (réformé)", "", Some(State::Decommissioned)),
    ] {
        assert_eq!(beside(word, model, &words).state, state, "{word} {model}");
    }
}

#[test]
fn a_thing_may_be_planned() {
    let words = vocabulary();
    for (word, plans) in [
        ("PC à prévoir", true),
        ("PC portables : reste à acheter", true),
        ("Écrans prévus", true),
        ("Laptops to buy", true),
        ("Écran (à acquérir)", true),
        ("PC à racheter", true),
        ("PC to be ordered", true),
        ("Laptops to be purchased", true),
        ("Écran (à racheter)", true),
        ("PC portable", false),
        ("Imprimante à jet d'encre", false),
        ("Écran à led", false),
    ] {
        assert_eq!(beside(word, "", &words).there == IsThere::Planned, plans, "{word}");
    }
    for (model, state, there) in [
        ("à racheter", None, IsThere::Planned),
        ("à commander", None, IsThere::Planned),
        ("to be ordered", None, IsThere::Planned),
        ("OptiPlex 3080 (à commander)", None, IsThere::Planned),
        ("OptiPlex 3080 à commander", None, IsThere::Planned),
        ("Latitude 5420 - to be ordered", None, IsThere::Planned),
        ("prévu", Some(State::Ordered), IsThere::Surely),
        ("en cours d'achat", Some(State::Ordered), IsThere::Surely),
        ("on order", Some(State::Ordered), IsThere::Surely),
        ("OptiPlex 3080 en cours d'achat", Some(State::Ordered), IsThere::Surely),
        ("OptiPlex 3080 on order", Some(State::Ordered), IsThere::Surely),
        ("OptiPlex 3080 (commandé)", Some(State::Ordered), IsThere::Surely),
        // Names.
        ("OptiPlex 3080", None, IsThere::Surely),
        ("Latitude 5420 order", None, IsThere::Surely),
        ("Order 66", None, IsThere::Surely),
        ("Portable à bandoulière", None, IsThere::Surely),
    ] {
        let said = beside("PC", model, &words);
        assert_eq!((said.state, said.there), (state, there), "{model}");
    }
    // A state says what becomes of it.
    let ordered = beside("Écrans (reste à livrer)", "", &words);
    assert_eq!((ordered.state, ordered.there), (Some(State::Ordered), IsThere::Surely));
}

#[test]
fn what_comes_with_a_thing_is_seen() {
    let words = vocabulary();
    for (word, more) in [
        ("Tour + écran", true),
        ("Laptop with docking station", true),
        ("PC portable avec dock et deux écrans", true),
        ("UC / Moniteur / Clavier", true),
        ("Imprimante + scanner", false),
        ("PC portable + souris", false),
        ("Laptop with charger", false),
        ("PC portable + câble réseau", false),
        ("PC + webcam", false),
        ("PC + 1 SSD", false),
        ("Portable / Fixe", false),
        ("Écran + bras", false),
        ("Imprimante, copieur et scanner", false),
        // A number that nothing marks may be of them.
        ("PC portables 25", true),
        ("Écrans - 30", true),
        ("PC portable 25", false),
        ("PC portables 2021", false),
        ("Imprimantes HP 400", false),
        ("Smartphones Galaxy A54", false),
    ] {
        assert_eq!(beside(word, "", &words).more, more, "{word}");
    }
}

#[test]
fn the_words_of_types_seen_in_exports_say_nothing_besides() {
    let words = vocabulary();
    let list = include_str!("../../../../../tests/golden/type-words.csv");
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let mut said = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        let found = beside(&row[0], &row[2], &words);
        if found.units.is_some() || found.state.is_some() {
            said.push(format!("{} | {}: {found:?}", &row[0], &row[2]));
        }
    }
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn what_stands_for_a_model_may_be_a_state_or_leave_it_open_whether_there_is_a_machine() {
    let words = vocabulary();
    for (model, state, there) in [
        ("HS", Some(State::Decommissioned), IsThere::Surely),
        ("PC HS", Some(State::Decommissioned), IsThere::Surely),
        ("rendu", Some(State::InStock), IsThere::Surely),
        ("en panne", Some(State::InRepair), IsThere::Surely),
        ("volé", Some(State::Exited), IsThere::Surely),
        ("en commande", Some(State::Ordered), IsThere::Surely),
        ("à voir", None, IsThere::Doubted),
        ("à confirmer ?", None, IsThere::Doubted),
        ("voir Paul", None, IsThere::Doubted),
        ("télétravail", None, IsThere::Unnamed),
        ("fermé", None, IsThere::Unnamed),
        // Names, and words for things.
        ("Zeus", None, IsThere::Surely),
        ("latitude", None, IsThere::Surely),
        ("optiplex", None, IsThere::Surely),
        ("portable", None, IsThere::Surely),
        ("dell", None, IsThere::Surely),
        ("Latitude 5420", None, IsThere::Surely),
        ("prêté", None, IsThere::Surely),
        ("Voirie", None, IsThere::Surely),
        ("Reserve 5", None, IsThere::Surely),
        ("New", None, IsThere::Surely),
        ("", None, IsThere::Surely),
    ] {
        let said = beside("PC", model, &words);
        assert_eq!((said.state, said.there), (state, there), "{model}");
    }
}
