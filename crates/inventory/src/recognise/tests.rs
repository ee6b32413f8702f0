//! Tables recognised, and refused.

use super::*;
use crate::refusal::unrecognised;

mod known;
mod models;

struct Words;

impl crate::Kinds for Words {
    fn is_type(&self, word: &str) -> bool {
        ["portable", "ecran", "laptop", "monitor", "server", "switch", "computer"]
            .contains(&ground::table::fold(word).as_str())
    }
    fn is_state(&self, word: &str) -> bool {
        ["en service", "en stock", "in_service", "in use", "retired", "in stock", "vendu", "rebut"]
            .contains(&ground::table::fold(word).as_str())
    }
    fn state(&self, word: &str) -> Option<&'static str> {
        let folded = ground::table::fold(word);
        match folded.split(" le ").next().unwrap_or("") {
            "en panne" => Some("in_repair"),
            "en service" | "in service" | "actif" => Some("in_service"),
            "hs" | "reforme" | "mis au rebut" => Some("decommissioned"),
            "sorti du parc" | "retired" | "vendu" => Some("exited"),
            _ => None,
        }
    }
    fn is_model(&self, name: &str) -> bool {
        ["latitude", "p2419h", "poweredge"].iter().any(|own| name.to_lowercase().starts_with(own))
    }
    fn is_processor(&self, name: &str) -> bool {
        name.starts_with("Intel Core") || name.starts_with("AMD Ryzen")
    }
    fn is_country(&self, word: &str) -> bool {
        word == "FR"
    }
}

fn read(table: &str, opening: &Opening<'_>) -> Result<Recognised, NoReading> {
    let dialect = ground::table::Dialect { delimiter: b';' };
    let (line, rows) = table.split_once('\n').unwrap_or((table, ""));
    let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
    let judge = WordJudge::new(opening.kinds);
    let (sample, rows) = (OnceCell::new(), || RowSample::of(rows.as_bytes(), dialect, true));
    let known = KnownTable { opening, judge: &judge, sample: &sample, rows: &rows };
    recognise(place(), &headers, &known).or_else(|refusal| {
        match recognise_by_values(place(), &headers, &known) {
            Err(NoReading::Unknown) => Err(refusal),
            other => other,
        }
    })
}

fn place() -> HeadingPlace<'static> {
    HeadingPlace::below(std::path::Path::new("x.csv"), 0)
}

fn of_values(table: &str) -> Recognised {
    read(table, &Opening { kinds: Some(&Words), ..Opening::default() }).unwrap()
}

fn recognise_line(line: &str) -> Result<Layout, Fault> {
    match read(line, &Opening::default()) {
        Ok(found) => Ok(found.layout),
        Err(NoReading::Other(fault) | NoReading::Stops(fault)) => Err(fault),
        Err(NoReading::Unknown) => {
            let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
            Err(unrecognised(place(), &headers))
        }
    }
}

/// What was found of columns by their values: heading, field, whether it is sure.
fn found(recognised: &Recognised) -> Vec<(&str, Field, bool)> {
    let found = recognised.layout.found().iter();
    found.map(|one| (one.heading.as_str(), one.field, one.sure)).collect()
}

#[test]
fn a_signature_does_not_outweigh_a_reading_that_gets_more() {
    let table = "Asset ID;Asset Name;Kind;Model;Status;Purchase Date;Quantity\n\
        1;A;Laptop;Latitude 5440;In use;2023-03-15;1\n2;B;Monitor;P2419H;In stock;2021-03-15;50\n";
    let read = of_values(table);
    for field in [Field::EquipmentType, Field::Status, Field::Quantity, Field::AcquiredOn] {
        assert!(read.layout.column(field).is_some(), "{field:?}");
    }
    assert_ne!(read.layout.confidence, Confidence::Certain);
    assert!(read.contest.len() >= 2, "the plain table was tried too");
}

#[test]
fn a_type_that_is_a_model_gives_way_to_the_column_of_types() {
    let table = "Name;Status;Role;Manufacturer;Type;Serial number\n\
        s1;In use;Server;Dell;PowerEdge R720;1\nw1;In use;Switch;Dell;PowerEdge R730;2\n";
    let read = of_values(table);
    assert_eq!(read.layout.heading(Field::EquipmentType), "Role");
    assert_eq!(read.layout.heading(Field::Model), "Type");
    assert_ne!(read.layout.confidence, Confidence::Certain);
}

#[test]
fn whole_numbers_are_units_where_the_heading_says_so_and_asked_where_it_does_not() {
    let read = of_values(
        "Type;Marque;Modèle;Nombre de postes\nPortable;Dell;Latitude;120\nEcran;Dell;P2419H;200\n",
    );
    assert_eq!(found(&read), [("Nombre de postes", Field::Quantity, true)]);
    assert_eq!(read.layout.column(Field::Quantity), Some(3));
    let read =
        of_values("Type;Marque;Modèle;Stock\nPortable;Dell;Latitude;120\nEcran;Dell;P2419H;20\n");
    assert_eq!(found(&read), [("Stock", Field::Quantity, false)]);
    assert_eq!(read.layout.column(Field::Quantity), None);
    for heading in ["Étage", "Nombre de ports", "Année de fabrication"] {
        let read = of_values(&format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;12\nEcran;Dell;P2419H;2\n"
        ));
        assert_eq!(read.layout.column(Field::Quantity), None, "{heading}");
    }
}

#[test]
fn a_number_written_otherwise_costs_its_row_and_not_the_column() {
    for heading in ["Count", "Units", "Nbre", "Stück", "Nb PC", "Nombre de postes"] {
        for odd in ["3,400", "3.400", "14 pcs", "3,5", "~30"] {
            let read = of_values(&format!(
                "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;{odd}\nEcran;Dell;P2419H;20\nTotal;;;\"3,420\"\n"
            ));
            assert_eq!(read.layout.column(Field::Quantity), Some(3), "{heading}: {odd}");
            assert_eq!(read.layout.column(Field::PriceEur), None, "{heading}: {odd}");
        }
    }
    let read = of_values(
        "Type;Marque;Modèle;Nombre de postes\nPortable;Dell;Latitude;beaucoup\nEcran;Dell;P2419H;peu\nEcran;Dell;P2419H;4\n",
    );
    assert_eq!(found(&read), [("Nombre de postes", Field::Quantity, false)], "asked");
}

#[test]
fn a_short_word_for_a_number_before_several_things_counts_them() {
    for heading in ["No. of devices", "N. pezzi", "Nº equipos"] {
        let read = of_values(&format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;12\nEcran;Dell;P2419H;2\n"
        ));
        assert_eq!(found(&read), [(heading, Field::Quantity, true)]);
    }
    let read =
        of_values("Type;Marque;Modèle;Amount\nPortable;Dell;Latitude;12\nEcran;Dell;P2419H;2\n");
    assert_eq!(found(&read), [("Amount", Field::Quantity, false)]);
}

/// The state of each row of a table.
fn states(table: &str) -> Vec<String> {
    let read = of_values(table);
    let at = read.layout.column(Field::Status).expect("a state is read");
    let rows = table.lines().skip(1).map(|row| {
        let mut record = ground::table::RecordCells::of(row.split(';'));
        read.layout.complete(&mut record);
        String::from_utf8_lossy(&record[at]).into_owned()
    });
    rows.collect()
}

#[test]
fn yes_and_no_below_a_state_are_states() {
    let three = |heading: &str, cells: [&str; 3]| {
        states(&format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;{}\nEcran;Dell;P2419H;{}\nEcran;HP;P2419H;{}\n",
            cells[0], cells[1], cells[2]
        ))
    };
    assert_eq!(three("En service ?", ["Oui", "Non", ""]), ["in_service", "decommissioned", ""]);
    assert_eq!(three("Actif", ["1", "0", "1"]), ["in_service", "in_stock", "in_service"]);
    assert_eq!(three("Réformé (O/N)", ["N", "O", ""]), ["", "decommissioned", ""]);
    assert_eq!(three("Mis au rebut", ["", "X", "x"]), ["", "decommissioned", "decommissioned"]);
    assert_eq!(three("Retired", ["TRUE", "FALSE", "FALSE"]), ["exited", "", ""]);
    // The first yes, or the first no, may stand below the rows that are looked at.
    let late = |heading: &str, first: &str, last: &str| {
        let rows = format!("Portable;Dell;Latitude;{first}\n").repeat(200);
        let table = format!("Type;Marque;Modèle;{heading}\n{rows}Ecran;Dell;P2419H;{last}\n");
        states(&table).swap_remove(200)
    };
    assert_eq!(late("Réformé", "non", "oui"), "decommissioned");
    assert_eq!(late("En service", "oui", "non"), "decommissioned");
    assert_eq!(late("Actif", "x", "non"), "in_stock");
    let both = "Type;Marque;Modèle;Statut;Sorti du parc\nPortable;Dell;Latitude;En service;Non\nEcran;Dell;P2419H;En service;Oui\nEcran;HP;P2419H;En stock;Oui\n";
    assert_eq!(states(both), ["En service", "En service / exited", "En stock / exited"]);
    let read = of_values(both);
    assert_eq!(found(&read), [("Sorti du parc", Field::Status, true)]);
    assert!(read.layout.ignored.iter().all(|heading| heading != "Sorti du parc"));
    for heading in ["Garantie", "Compte actif", "Recyclé"] {
        let read = of_values(&format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;Oui\nEcran;Dell;P2419H;Non\n"
        ));
        assert_eq!(read.layout.column(Field::Status), None, "{heading}");
    }
}

#[test]
fn a_comment_that_says_a_machine_left_is_asked() {
    let read = of_values(
        "Type;Marque;Modèle;Remarques du service\nPortable;Dell;Latitude;écran rayé\nEcran;Dell;P2419H;mis au rebut le 12/05/2020\n",
    );
    assert_eq!(found(&read), [("Remarques du service", Field::Status, false)]);
    assert_ne!(read.layout.confidence, Confidence::Certain);
}

#[test]
fn a_comment_is_no_maker_for_the_letters_in_its_heading() {
    for heading in ["Remarques", "Remarque", "Remarques sur la marque"] {
        let read = of_values(&format!(
            "Type;Modèle;Date achat;{heading}\nPortable;Latitude;2022;rayé\nPortable;Latitude;2022;HS\n"
        ));
        assert_eq!(read.layout.format, SourceFormat::Spreadsheet, "{heading}");
        assert_eq!(read.layout.column(Field::Manufacturer), None, "{heading}");
        assert_eq!(found(&read), [(heading, Field::Status, false)]);
    }
    let headings = "Type;Remarque;Marques;Modèle;Date achat".split(';').map(str::to_owned);
    let both = ecodiag(&headings.collect::<Vec<_>>()).expect("it has the four");
    assert_eq!(both.heading(Field::Manufacturer), "Marques");
}

#[test]
fn a_word_alone_in_a_comment_is_asked_and_elsewhere_may_be_a_place() {
    let read = |heading: &str, cell: &str| {
        of_values(&format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;rayé\nEcran;Dell;P2419H;{cell}\n"
        ))
    };
    for cell in ["HS", "en panne"] {
        for heading in ["Remarques", "Observations", "Divers"] {
            assert_eq!(found(&read(heading, cell)), [(heading, Field::Status, false)], "{cell}");
        }
        assert!(found(&read("Emplacement réel", cell)).is_empty(), "{cell}");
    }
}

#[test]
fn states_on_few_rows_are_asked() {
    for heading in ["Motif", "Motif de sortie"] {
        let rows = format!(
            "Portable;Latitude;2022;VENDU\nPortable;Latitude;2022;REBUT\n{}",
            "Portable;Latitude;2022;\n".repeat(8)
        );
        let read = of_values(&format!("Type;Modèle;Date achat;{heading}\n{rows}"));
        assert_eq!(found(&read), [(heading, Field::Status, false)]);
        assert_eq!(read.layout.column(Field::Status), None);
    }
    // One of two is too few to be a column of states.
    let read = of_values(
        "Type;Modèle;Date achat;Motif\nPortable;Latitude;2022;VENDU\nPortable;Latitude;2022;neuf\nPortable;Latitude;2022;\nPortable;Latitude;2022;\nPortable;Latitude;2022;\n",
    );
    assert!(found(&read).is_empty());
}

#[test]
fn columns_of_other_things_are_said() {
    let read = of_values(
        "Type;Marque;Modèle;Deuxième écran;Nb écrans\nPortable;Dell;Latitude;P2419H;1\nPortable;Dell;Latitude;P2419H;2\n",
    );
    let asked = found(&read);
    assert_eq!(
        asked,
        [("Nb écrans", Field::Quantity, false), ("Deuxième écran", Field::Model, false)]
    );
    let other = of_values(
        "Type;Marque;Modèle;Référence\nPortable;Dell;Latitude;P2419H\nPortable;Dell;Latitude;P2419H\n",
    );
    assert!(found(&other).is_empty(), "a number of the model is no other thing");
    let said = read.layout.found()[0].say();
    assert!(said.en.contains("`--column \"Nb écrans=unread\"`"), "{}", said.en);
}

#[test]
fn a_list_of_people_with_a_column_for_each_thing_is_refused_by_what_it_is() {
    let opening = Opening { kinds: Some(&Words), ..Opening::default() };
    let refused = read(
        "Nom;Prénom;Portable;Écran 1;Écran 2\nE;Z;Latitude 5490;P2419H;P2419H\nX;Y;Latitude 5490;P2419H;\n",
        &opening,
    );
    let Err(NoReading::Other(fault)) = refused else { panic!("it is read") };
    let said = fault.render(ground::lang::Lang::En);
    assert!(said.contains("a row for each person") && said.contains("`Écran 2`"), "{said}");
}

#[test]
fn a_second_column_of_quantities_is_asked() {
    let read = of_values(
        "Type;Marque;Modèle;Quantité;Qté livrée\nPortable;Dell;Latitude;120;110\nEcran;Dell;P2419H;20;18\n",
    );
    assert_eq!(found(&read), [("Qté livrée", Field::Quantity, false)]);
}

#[test]
fn whole_numbers_beside_the_quantity_are_asked_where_they_may_be_of_units() {
    let read = |heading: &str, cells: [&str; 3]| {
        let [one, two, three] = cells;
        of_values(&format!(
            "Type;Marque;Modèle;Nombre de postes;{heading}\nPortable;Dell;Latitude;50;{one}\nEcran;Dell;P2419H;30;{two}\nEcran;HP;P2419H;3;{three}\n"
        ))
    };
    let asked = read("En réserve", ["20", "4", "0"]);
    assert_eq!(found(&asked)[1..], [("En réserve", Field::Quantity, false)]);
    let said = asked.layout.found()[1].say();
    assert!(said.en.contains("`--column \"En réserve=unread\"`"), "{}", said.en);
    // What is broken, gone or to come is said, however few cells are filled.
    for (heading, field) in [
        ("HS", Field::Status),
        ("Réforme", Field::Status),
        ("À acheter", Field::Quantity),
        ("Dont HS", Field::Quantity),
    ] {
        for cells in [["3", "0", "2"], ["3", "", ""]] {
            let read = read(heading, cells);
            assert_eq!(found(&read)[1..], [(heading, field, false)], "{heading} {cells:?}");
        }
    }
    for (heading, cells) in [
        ("HS", ["1", "0", "1"]),
        ("Vendu", ["2022", "", "2023"]),
        ("Marché", ["2183", "2183", "2183"]),
        ("Compte", ["218", "205", "218"]),
        ("Compteur NB", ["1204", "310", "55"]),
        ("Actif depuis", ["2019", "2020", "2020"]),
        ("Présence", ["1", "0", "1"]),
    ] {
        let second = (heading, Field::Quantity, false);
        assert!(!found(&read(heading, cells)).contains(&second), "{heading}");
        let alone = of_values(&format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;{}\nEcran;Dell;P2419H;{}\nEcran;HP;P2419H;{}\n",
            cells[0], cells[1], cells[2]
        ));
        assert!(found(&alone).iter().all(|one| one.1 != Field::Quantity), "{heading}");
    }
}

#[test]
fn a_table_of_unheard_headings_is_read_by_its_values() {
    let read = of_values(
        "Quoi;Truc;Où ça en est;Acquis le;Divers\nPortable;Latitude 5440;En service;03/02/2021;x\nEcran;P2419H;En stock;04/03/2022;y\n",
    );
    assert_eq!(found(&read).len(), 4, "{:?}", read.layout.found());
    assert_eq!(read.layout.heading(Field::EquipmentType), "Quoi");
    assert_eq!(read.layout.heading(Field::Model), "Truc");
    assert_eq!(read.layout.heading(Field::Status), "Où ça en est");
    assert_eq!(read.layout.heading(Field::AcquiredOn), "Acquis le");
}

#[test]
fn a_list_of_types_alone_is_read_where_its_values_are_types() {
    let list = of_values("Nom;Type\nPC1;Portable\nE1;Ecran\n");
    assert_eq!(list.layout.heading(Field::EquipmentType), "Type");
    let opening = Opening { kinds: Some(&Words), ..Opening::default() };
    assert!(read("Nom;Type\nA;Chaise\nB;Portable\n", &opening).is_err());
    let told = [crate::ToldColumn::parse("Bidule=equipment_type").unwrap()];
    let opening = Opening { columns: &told, ..opening };
    let asked = read("Bidule\nChaise\nPortable\n", &opening).unwrap();
    assert_eq!(asked.layout.heading(Field::EquipmentType), "Bidule");
}

#[test]
fn names_of_machines_do_not_stand_for_types_where_a_column_of_shapes_does() {
    let read = of_values("Device name;Chassis;Maker\nLaptop-1;Laptop;Dell\nLaptop-2;Blob;HP\n");
    assert_eq!(read.layout.heading(Field::EquipmentType), "Chassis");
}

#[test]
fn a_column_that_begins_late_is_known_by_its_values() {
    let mut table = "Type;Marque;Modèle;Acquis le\n".to_owned();
    for at in 0..300 {
        let day = if at < 230 { "" } else { "03/02/2021" };
        table += &["Portable;Dell;Latitude;", day, "\n"].concat();
    }
    assert_eq!(found(&of_values(&table)), [("Acquis le", Field::AcquiredOn, true)]);
}

#[test]
fn days_of_something_else_are_not_taken_and_days_of_nothing_said_are_asked() {
    let read = of_values(
        "Type;Marque;Modèle;Fin de garantie;Depuis\nPortable;Dell;Latitude;2026-02-03;2021-02-03\n",
    );
    assert_eq!(found(&read), [("Depuis", Field::AcquiredOn, false)]);
}

#[test]
fn names_that_hold_a_word_of_types_do_not_stand_for_the_types() {
    let read = of_values("Nom;Type;Modèle;Marque\nPortable;Aspirateur;X;Dell\n");
    assert_eq!(read.layout.heading(Field::EquipmentType), "Type");
    let read = of_values("Name;Model;Brand\nMonitor;Zork 3;Dell\n");
    assert_eq!(read.layout.heading(Field::EquipmentType), "Name");
}

#[test]
fn what_the_user_says_of_a_column_is_not_asked_again() {
    let told = [
        crate::ToldColumn::parse("Stock=quantity").unwrap(),
        crate::ToldColumn::parse("Modèle=unread").unwrap(),
    ];
    let opening = Opening { kinds: Some(&Words), columns: &told, ..Opening::default() };
    let read = read("Type;Marque;Modèle;Stock\nPortable;Dell;Latitude;120\n", &opening).unwrap();
    assert_eq!(read.layout.column(Field::Quantity), Some(3));
    assert_eq!(read.layout.column(Field::Model), None);
    assert!(found(&read).is_empty());
}

#[test]
fn the_user_decides_the_source() {
    let opening = Opening {
        kinds: Some(&Words),
        source: Some(SourceFormat::Lansweeper),
        ..Opening::default()
    };
    let read = read("Type;Model;Manufacturer\nLaptop;Latitude;Dell\n", &opening).unwrap();
    assert_eq!(read.layout.format, SourceFormat::Lansweeper);
    assert_eq!(read.layout.confidence, Confidence::Told);
}

#[test]
fn a_power_is_no_electricity_of_a_year_and_is_said() {
    for (heading, cells) in [
        ("Puissance (W)", ["25", "65"]),
        ("Conso. en veille (W)", ["0,3", "0,5"]),
        ("Power draw", ["18", "40"]),
        ("Max", ["65 W", "0.3 kW"]),
    ] {
        let [one, other] = cells;
        let read = of_values(&format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;{one}\nEcran;Dell;P2419H;{other}\n"
        ));
        assert_eq!(found(&read), [(heading, Field::AnnualEnergyKwh, false)]);
        let said = &read.layout.found()[0];
        assert_eq!(said.code(), "unread");
        assert!(said.say().fr.contains(&format!("--column \"{heading}=unread\"")), "{heading}");
        assert_eq!(read.layout.column(Field::AnnualEnergyKwh), None, "{heading}");
    }
    for (heading, cell) in [("Power state", "on"), ("Consommation (kW.h)", "55"), ("Étage", "2")] {
        let read = of_values(&format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;{cell}\nEcran;Dell;P2419H;{cell}\n"
        ));
        assert!(read.layout.found().iter().all(|one| one.code() != "unread"), "{heading}");
    }
}

#[test]
fn a_diagonal_is_read_where_its_values_look_like_one_and_asked_where_they_do_not() {
    let read = |heading: &str, cell: &str| {
        of_values(&format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude;14\nEcran;Dell;P2419H;{cell}\n"
        ))
    };
    for heading in ["Taille (pouces)", "Diagonale écran", "Taille en pouces"] {
        let read = read(heading, "23,8\"");
        assert_eq!(found(&read), [(heading, Field::ScreenSizeIn, true)]);
        assert_eq!(read.layout.column(Field::ScreenSizeIn), Some(3), "{heading}");
    }
    assert_eq!(
        found(&read("Taille (pouces)", "610")),
        [("Taille (pouces)", Field::ScreenSizeIn, false)]
    );
    for heading in ["Taille (cm)", "Taille (Go)", "Taille [U]"] {
        assert_eq!(read(heading, "24").layout.column(Field::ScreenSizeIn), None, "{heading}");
    }
}

#[test]
fn a_processor_is_no_model_where_another_column_has_them() {
    let read = of_values(
        "Type;Modèle;Produit\nPortable;Intel Core i5-8250U;Latitude 5420\nPortable;AMD Ryzen 5;Latitude 5430\n",
    );
    assert_eq!(read.layout.heading(Field::Model), "Produit");
    assert_eq!(read.layout.heading(Field::CpuModel), "Modèle");
    let read =
        of_values("Type;Marque;Puce\nPortable;Dell;Intel Core i5-8250U\nPortable;HP;AMD Ryzen 5\n");
    assert_eq!(found(&read), [("Puce", Field::CpuModel, true)]);
    // Where no other column is the model, the heading is taken at its word.
    let read = of_values("Type;Marque;Modèle\nPortable;Dell;Intel Core i5-8250U\n");
    assert_eq!(read.layout.heading(Field::Model), "Modèle");
}
