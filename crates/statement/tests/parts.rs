//! Parts of the footprint and shares of a whole: each is told of what it is of.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_statement::{Dimension, Facts, Flow, Known, PartOfTotal, Subject, lint};
use ground::lang::Text;
use ground::text;

fn part(label: Text, value: f64, part: PartOfTotal) -> Known {
    let id = format!("footprint.csv: {}", label.en);
    Known { part: Some(part), ..Known::exact(id, label, Dimension::Carbon, Subject::Label, value) }
}

fn units(label: Text, value: f64) -> Known {
    let id = format!("footprint.csv, units: {}", label.en);
    Known::exact(id, label, Dimension::Units, Subject::Label, value)
}

fn share(label: Text, value: f64, whole: &str) -> Known {
    let (flow, id) = (Flow::of(&label), label.en.clone());
    Known {
        flow,
        whole: whole.to_owned(),
        ..Known::exact(id, label, Dimension::Percent, Subject::Label, value)
    }
}

fn weight(label: Text, value: f64) -> Known {
    let flow = Flow::of(&label);
    let id = label.en.clone();
    Known { flow, ..Known::exact(id, label, Dimension::Mass, Subject::Label, value) }
}

/// The invented town, with its desktops and screens in several forms.
fn facts() -> Facts {
    let small = || text!("ordinateur fixe, petit format", "small desktop computer");
    let desktops = || text!("ordinateur fixe, toutes formes", "desktop computer, all forms");
    let bare = || text!("écran, sans autre précision", "monitor, nothing more told");
    let screens = || text!("écran, toutes formes", "monitor, all forms");
    let laptop = || text!("ordinateur portable", "laptop");
    let making = || text!("fabrication", "manufacturing");
    let label = text!("empreinte du parc informatique", "footprint of the IT estate");
    let equipment = text!("ce que pèsent les équipements", "what the equipment weighs");
    let (carbon, id) = (Dimension::Carbon, || "run.json".to_owned());
    Facts {
        year: 2025,
        units: 492.0,
        listed: 492.0,
        method: "rcp-si".to_owned(),
        factors: "core".to_owned(),
        people: Some(420.0),
        total: Some(Known::exact(id(), label, carbon, Subject::Estate, 24_100.0)),
        figures: vec![
            Known::exact(id(), equipment, carbon, Subject::Equipment, 16_703.0),
            part(desktops(), 5_758.0, PartOfTotal::OfEquipment),
            part(small(), 2_362.0, PartOfTotal::OfEquipment),
            part(screens(), 1_286.0, PartOfTotal::OfEquipment),
            part(bare(), 774.0, PartOfTotal::OfEquipment),
            part(laptop(), 3_447.0, PartOfTotal::OfEquipment),
            part(text!("serveur", "server"), 3_500.0, PartOfTotal::OfEquipment),
            part(text!("papier A4", "A4 paper"), 4_923.0, PartOfTotal::OfWhole),
            part(making(), 18_667.0, PartOfTotal::OfWhole),
            part(text!("utilisation", "use"), 5_433.0, PartOfTotal::OfWhole),
            part(making(), 12_645.0, PartOfTotal::OfEquipmentAlone),
            units(desktops(), 153.0),
            units(small(), 79.0),
            units(screens(), 108.0),
            units(bare(), 63.0),
            units(laptop(), 114.0),
            share(
                text!("Part d'équipements écolabellisés achetés", "Ecolabelled units purchased"),
                76.7,
                "units_bought",
            ),
            share(
                text!("Part du montant d'achat écolabellisé", "Ecolabelled share of spend"),
                89.9,
                "spend",
            ),
            share(text!("Part du parc sous garantie", "Fleet under warranty"), 35.0, "fleet"),
            share(text!("Taux de valorisation", "Recovery rate"), 90.4, "waste"),
            share(
                text!(
                    "Part du matériel défectueux réparé en interne",
                    "Faulty equipment repaired in house"
                ),
                83.3,
                "faults",
            ),
            weight(text!("Poids total des DEEE", "WEEE weight handed over"), 121.1),
            weight(text!("Poids des DEEE non recyclés", "WEEE not recycled"), 49.5),
            weight(text!("Poids des DEEE éliminés", "WEEE disposed of"), 9.1),
        ],
        ..Facts::default()
    }
}

/// Sentences with what becomes of them: the first word is a verdict, or one that is not.
fn hold(all: &[(&str, &str)]) {
    let facts = facts();
    let mut wrong = Vec::new();
    for (expected, sentence) in all {
        let linted = lint(sentence, Some(&facts)).unwrap();
        let verdicts: Vec<&str> = linted.iter().map(|one| one.verdict.code()).collect();
        let holds = match expected.strip_prefix("not ") {
            Some(other) => verdicts.iter().all(|verdict| *verdict != other),
            None => verdicts.iter().all(|verdict| verdict == expected),
        };
        if !holds || verdicts.is_empty() {
            let notes: Vec<&str> =
                linted.iter().flat_map(|one| &one.notes).map(|note| note.fr.as_str()).collect();
            wrong.push(format!("{sentence} → {verdicts:?}, expected {expected}: {notes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The name of a type is all its forms, and never one of them.
#[test]
fn a_type_is_all_its_forms() {
    hold(&[
        ("shown", "En 2025, nos ordinateurs fixes, toutes formes, pèsent 5,8 t CO2e."),
        ("shown", "En 2025, l'empreinte de nos ordinateurs fixes est de 5,76 t CO2e."),
        ("shown", "In 2025, our desktop computers weigh 5.8 t CO2e."),
        ("refused", "En 2025, nos ordinateurs fixes pèsent 2,4 t CO2e."),
        ("shown", "En 2025, nos ordinateurs fixes de petit format pèsent 2,4 t CO2e."),
        ("refused", "En 2025, nos écrans pèsent 774 kg CO2e."),
        ("shown", "En 2025, nos écrans pèsent 1,3 t CO2e."),
        ("refused", "In 2025, our monitors emitted 774 kg CO2e."),
        ("shown", "En 2025, nos écrans font 5,3 % de l'empreinte de notre parc."),
        ("refused", "En 2025, nos écrans font 3,2 % de l'empreinte de notre parc."),
        ("shown", "En 2025, nous avons 108 écrans."),
        ("not shown", "En 2025, nous avons 63 écrans."),
        ("shown", "En 2025, notre parc compte 153 ordinateurs fixes."),
        ("not shown", "En 2025, notre parc compte 79 ordinateurs fixes."),
        ("not shown", "In 2025, we have 79 desktop computers."),
        ("shown", "En 2025, nous avons 114 portables."),
        // Laptops and desktops are computers, and neither alone.
        ("not shown", "En 2025, nous avons 114 ordinateurs."),
        ("not shown", "En 2025, nos ordinateurs portables et nos serveurs pèsent 3,0 t CO2e."),
        ("unchecked", "En 2025, nos ordinateurs portables et nos serveurs pèsent 6,9 t CO2e."),
    ]);
}

/// A share is of the whole, as `assess` prints it, or of the equipment where the sentence says so.
#[test]
fn a_share_of_the_footprint_is_of_all_or_of_the_equipment() {
    hold(&[
        ("shown", "En 2025, 77 % de l'empreinte de notre parc vient de la fabrication."),
        ("shown", "En 2025, la fabrication pèse 77 % de l'empreinte et l'utilisation 23 %."),
        ("refused", "En 2025, la fabrication pèse 23 % de l'empreinte et l'utilisation 77 %."),
        ("shown", "En 2025, la fabrication fait 77 % de l'empreinte et l'usage 23 %."),
        ("shown", "In 2025, making is 77% of our IT footprint and use 23%."),
        ("refused", "En 2025, la fabrication fait 23 % de l'empreinte et l'usage 77 %."),
        ("refused", "En 2025, la fabrication pèse 76 % de l'empreinte de notre parc informatique."),
        ("shown", "En 2025, la fabrication pèse 76 % de l'empreinte de nos équipements."),
        ("shown", "In 2025, manufacturing makes 77% of the footprint of our IT estate."),
        ("refused", "In 2025, use makes 77% of the footprint of our IT estate."),
        ("shown", "En 2025, les serveurs font 21 % de l'empreinte des équipements."),
        ("shown", "In 2025, servers make 21% of the footprint of our equipment."),
        ("shown", "En 2025, les serveurs font 15 % de l'empreinte du parc informatique."),
        ("refused", "En 2025, les serveurs font 21 % de l'empreinte de notre parc informatique."),
        ("refused", "En 2025, les serveurs font 15 % de l'empreinte de nos équipements."),
        ("shown", "En 2025, le papier A4 fait 20 % de l'empreinte du parc informatique."),
        ("not shown", "En 2025, le papier A4 fait 29 % de l'empreinte de nos équipements."),
        // The estate is not the organisation.
        ("not shown", "En 2025, les serveurs font 15 % de l'empreinte carbone de la ville."),
        ("not shown", "In 2025, servers make 15% of the footprint of our organisation."),
    ]);
}

/// What is said of the equipment is neither the estate's nor that of some of it.
#[test]
fn the_equipment_is_not_the_estate_and_some_of_it_is_not_all() {
    hold(&[
        ("shown", "En 2025, nos équipements pèsent 16,7 t CO2e."),
        ("shown", "In 2025, our equipment emitted 16.7 t CO2e."),
        ("refused", "En 2025, nos équipements pèsent 24,1 t CO2e."),
        ("refused", "En 2025, notre matériel informatique pèse 24,1 t CO2e."),
        ("refused", "En 2025, nos 492 équipements ont émis 24,1 t CO2e."),
        ("refused", "In 2025, our devices emitted 24.1 t CO2e."),
        ("shown", "En 2025, notre parc informatique de 492 équipements a émis 24,1 t CO2e."),
        ("not shown", "En 2025, nos équipements neufs ont émis 24,1 t CO2e."),
        ("not shown", "En 2025, nos équipements neufs ont émis 16,7 t CO2e."),
        ("not shown", "En 2025, le matériel reconditionné a émis 16,7 t CO2e."),
        ("not shown", "En 2025, le parc acheté dans l'année a émis 24,1 t CO2e."),
        ("not shown", "In 2025, the second-hand equipment emitted 16.7 t CO2e."),
        ("not shown", "En 2025, neuf équipements ont émis 16,7 t CO2e."),
    ]);
}

/// The same number of another whole is false: the sentence says of what it is.
#[test]
fn a_share_says_what_it_is_of() {
    hold(&[
        ("not shown", "En 2025, 90 % des achats portent un écolabel."),
        ("not shown", "In 2025, 90% of our purchases were ecolabelled."),
        ("not shown", "En 2025, 77 % des achats sont écolabellisés."),
        ("shown", "En 2025, 77 % des équipements achetés sont écolabellisés."),
        ("shown", "En 2025, 90 % du montant des achats est écolabellisé."),
        ("not shown", "En 2025, 90 % de notre parc a été valorisé."),
        ("not shown", "En 2025, 90 % des déchets ont été valorisés."),
        ("shown", "En 2025, 90 % de nos DEEE ont été valorisés."),
        ("not shown", "En 2025, 83 % de nos équipements sont réparés en interne."),
        ("not shown", "In 2025, 83% of our equipment was repaired in house."),
        ("shown", "En 2025, 35 % du parc était sous garantie."),
        ("not shown", "En 2025, 35 % de nos ordinateurs portables étaient sous garantie."),
        ("shown", "En 2025, 83 % du matériel défectueux a été réparé en interne."),
    ]);
}

/// Of several weights of waste each is told by its own name, and the total by none of theirs.
#[test]
fn a_weight_of_waste_is_the_one_that_is_named() {
    hold(&[
        ("shown", "En 2025, nous avons remis 121 kg de DEEE."),
        ("shown", "In 2025, we handed over 121 kg of WEEE."),
        ("not shown", "En 2025, nous avons remis 9,1 kg de DEEE."),
        ("not shown", "En 2025, nous avons remis 49,5 kg de DEEE."),
        ("not shown", "In 2025, we handed over 49.5 kg of WEEE."),
        ("not shown", "En 2025, 121 kg de DEEE ont été éliminés."),
    ]);
}

/// A year's figure is not that of two.
#[test]
fn a_figure_of_a_year_is_not_of_several() {
    hold(&[
        ("shown", "En 2025, notre parc informatique a émis 24,1 t CO2e."),
        ("not shown", "En 2024 et 2025, notre parc informatique a émis 24,1 t CO2e."),
        ("not shown", "Entre 2024 et 2025, notre parc informatique a émis 24,1 t CO2e."),
        ("not shown", "En 2024-2025, notre parc informatique a émis 24,1 t CO2e."),
        ("not shown", "De 2023 à 2025, notre parc informatique a émis 24,1 t CO2e."),
        ("not shown", "In 2024 and 2025, our IT estate emitted 24.1 t CO2e."),
        ("not shown", "Between 2024 and 2025, our IT estate emitted 24.1 t CO2e."),
    ]);
}

/// A figure of one thing is not of several, nor one of all of them of a number of some.
#[test]
fn a_figure_of_one_thing_is_not_of_several_nor_of_some_of_them() {
    hold(&[
        ("unchecked", "In 2025, our laptops and our servers emitted 3.5 t CO2e."),
        ("unchecked", "En 2025, nos ordinateurs portables et nos serveurs ont émis 3,5 t CO2e."),
        ("unchecked", "In 2025, 114 laptops and 108 monitors emitted 3.45 t CO2e."),
        ("unchecked", "En 2025, nos 114 ordinateurs portables et 108 écrans ont émis 1,29 t CO2e."),
        ("unchecked", "In 2025, our monitors emitted 1.29 t CO2e, more than our laptops."),
        ("unchecked", "En 2025, la fabrication de nos ordinateurs portables pèse 3,45 t CO2e."),
        ("unchecked", "In 2025, the 114 devices of our IT emitted 16.7 t CO2e."),
        ("not shown", "En 2025, nos 60 ordinateurs portables ont émis 3,45 t CO2e."),
        ("unchecked", "In 2025, 114 laptops and 10 desktops emitted 3.45 t CO2e."),
        // What is of one, and all of it.
        ("shown", "En 2025, nos 114 ordinateurs portables ont émis 3,45 t CO2e."),
        ("shown", "In 2025, our 114 laptops emitted 3.45 t CO2e."),
        ("shown", "In 2025, our laptops emitted 3.45 t CO2e and our monitors 1.29 t CO2e."),
        ("shown", "En 2025, nos 492 équipements ont émis 16,7 t CO2e."),
        ("shown", "En 2025, notre parc informatique (492 équipements) a émis 24,1 t CO2e."),
    ]);
}

/// What stands behind "of which" is a part, and behind "that is" the same.
#[test]
fn a_part_is_one_and_the_same_is_the_same() {
    hold(&[
        (
            "shown",
            "En 2025, notre parc informatique a émis 24,1 t CO2e, dont 3,45 t CO2e pour les ordinateurs portables.",
        ),
        ("shown", "In 2025, our IT estate emitted 24.1 t CO2e, of which 3.45 t CO2e for laptops."),
        ("shown", "In 2025, our IT estate emitted 24.1 t CO2e, that is 24,100 kg CO2e."),
        (
            "unchecked",
            "In 2025, our laptops emitted 3.45 t CO2e, of which 1.29 t CO2e for monitors.",
        ),
        (
            "unchecked",
            "En 2025, nos ordinateurs portables ont émis 3,45 t CO2e, dont 1,29 t CO2e pour les écrans.",
        ),
        (
            "unchecked",
            "En 2025, nos écrans ont émis 1,29 t CO2e, soit 3,45 t CO2e pour les ordinateurs portables.",
        ),
        (
            "unchecked",
            "In 2025, our servers emitted 3.5 t CO2e, including 24.1 t CO2e for the IT estate.",
        ),
        (
            "not shown",
            "En 2025, nos équipements ont émis 16,7 t CO2e, dont 4,92 t CO2e pour le papier A4.",
        ),
    ]);
}

/// Two things of one year are compared by their figures.
#[test]
fn things_of_one_year_are_compared_by_their_figures() {
    hold(&[
        (
            "shown",
            "In 2025, our laptops emitted 3.45 t CO2e, more than the 1.29 t CO2e of our monitors.",
        ),
        (
            "refused",
            "In 2025, our monitors emitted 1.29 t CO2e, more than the 3.45 t CO2e of our laptops.",
        ),
        (
            "refused",
            "En 2025, nos écrans ont émis 1,29 t CO2e, plus que nos ordinateurs portables (3,45 t CO2e).",
        ),
        (
            "shown",
            "En 2025, nos écrans ont émis 1,29 t CO2e, moins que nos ordinateurs portables (3,45 t CO2e).",
        ),
        (
            "not shown",
            "En 2025, nos écrans (1,29 t CO2e) dépassent les 3,45 t CO2e de nos ordinateurs portables.",
        ),
        (
            "not shown",
            "In 2025, our monitors emit the most: 1.29 t CO2e, against 3.45 t CO2e for laptops.",
        ),
        (
            "not shown",
            "En 2025, nos écrans pèsent plus : 1,29 t CO2e, contre 3,45 t CO2e pour les ordinateurs portables.",
        ),
    ]);
}

/// A sum of what the sentence names is true, though the run has no figure of it: it is not refused. Nor is
/// what the use emits, told of electricity.
#[test]
fn a_sum_of_named_parts_is_not_refused_and_never_shown() {
    hold(&[
        ("unchecked", "En 2025, nos serveurs et nos portables ont émis 6,95 t CO2e."),
        ("unchecked", "In 2025, our servers and laptops emitted 6.95 t CO2e."),
        (
            "unchecked",
            "In 2025, laptops and servers account for 29% of the footprint of our IT estate.",
        ),
        (
            "unchecked",
            "En 2025, les portables et les serveurs pèsent 29 % de l'empreinte de notre parc.",
        ),
        (
            "refused",
            "In 2025, laptops and servers account for 40% of the footprint of our IT estate.",
        ),
        ("refused", "En 2025, nos serveurs et nos portables ont émis 9,95 t CO2e."),
        ("unchecked", "En 2025, l'électricité de notre parc informatique a émis 5,43 t CO2e."),
        ("unchecked", "In 2025, the electricity of our IT estate emitted 5.43 t CO2e."),
        ("refused", "In 2025, the electricity of our IT estate emitted 9.43 t CO2e."),
        ("refused", "In 2025, our IT estate emitted 5.43 t CO2e."),
    ]);
}
