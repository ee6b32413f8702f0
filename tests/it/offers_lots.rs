//! What of a quotation is sold together, and what its price is then.

use crate::offers_read::of;
use crate::support::Folder;
use serde_json::Value;

/// The price of the offer on a line, and what is assumed of it.
#[track_caller]
fn told(all: &[Value], line: usize) -> (Value, String) {
    let own = |one: &&Value| one["offer"].as_str().unwrap().ends_with(&format!(":{line}"));
    let one = all.iter().find(own).unwrap();
    (one["price_eur"].clone(), one["assumed"].to_string())
}

#[test]
fn a_pack_is_divided_by_what_it_says_in_whatever_cell() {
    let price = Value::from(899.0);
    for (headings, row) in [
        ("Désignation;Qté;PU HT", "Pack 10 PC portables Dell Latitude 5440;1;8990"),
        ("Désignation;Qté;PU HT", "10 x PC portable Dell Latitude 5440;1;8990"),
        ("Désignation;Qté;PU HT", "PC portable Dell Latitude 5440 (par lot de 10);1;8990"),
        ("Désignation;Qté;PU HT", "Smartphones Samsung Galaxy A54 (50 unités);1;44950"),
        ("Type;Modèle;Qté;Prix HT", "Portable;Dell Latitude 5440 x10;2;8990"),
        ("Type;Modèle;Qté;Prix HT", "Portable;Lot de 20 HP ProBook 440 G10;1;17980"),
        ("Type;Model;Qty;Unit price ex. VAT", "Laptop;Dell Latitude 5450 (5-pack);2;4495"),
        ("Désignation;Qté;PU HT;Unité de vente", "PC portable HP 450 G10;2;4495;Carton de 5"),
        ("Désignation;Qté;PU HT;Conditionnement", "PC portable HP 450 G10;2;4495;Lot de 5"),
        ("Désignation;Qté;PU HT;Unité", "PC portable HP 450 G10 (lot de 5);8;4495;lot"),
    ] {
        let (all, ran) = of(&format!("{headings}\n{row}\n"));
        let (found, said) = told(&all, 2);
        assert_eq!(found, price, "{row}: {}", ran.err);
        assert!(said.contains("divisé"), "{row}: {said}");
    }
}

#[test]
fn a_pack_whose_price_may_be_of_one_has_none() {
    for (headings, row) in [
        // As many or more as the pack has: of machines, or of packs.
        ("Désignation;Qté;PU HT", "PC portable Dell Latitude 5440 (lot de 10);20;899"),
        ("Désignation;Qté;PU HT", "Lot de 10 PC portables Dell Latitude 5440;10;899"),
        // Nothing counts them.
        ("Désignation;PU HT;Conditionnement", "PC portable Dell Latitude 5440;4495;Lot de 5"),
        ("Désignation;Qté;PU HT;Unité", "PC portable Dell Latitude 5440;2;4495;lot"),
        // Its price is of another thing too.
        ("Désignation;Qté;PU HT", "Lot de 10 PC portables + 10 écrans;1;9990"),
    ] {
        let (all, ran) = of(&format!("{headings}\n{row}\n"));
        let (found, said) = told(&all, 2);
        assert_eq!(found, Value::Null, "{row}: {}", ran.err);
        assert!(said.contains("n'est pas compté"), "{row}: {said}");
    }
    let (all, _) = of("Désignation;Qté;PU HT\n20 PC portables Dell Latitude 5440;20;899\n");
    let (found, said) = told(&all, 2);
    assert_eq!(found, 899.0);
    assert!(said.contains("comme dans sa quantité"), "{said}");
}

#[test]
fn what_the_line_costs_is_no_price_of_one_and_what_may_be_is_said() {
    let (all, ran) = of(
        "Type;Modèle;Quantité;Prix HT;Total HT;Total TTC\nPortable;Dell Latitude 5440;10;8990;8990;10788\nPortable;HP ProBook 450 G10;5;3745;3745;4494\n",
    );
    assert_eq!(told(&all, 2).0, Value::Null);
    assert!(ran.err.contains("total de la ligne"), "{}", ran.err);
    let (all, _) = of("Désignation;Qté;Prix HT\nPC portable Dell Latitude 5440;10;8990\n");
    let (price, said) = told(&all, 2);
    assert_eq!(price, 8990.0);
    assert!(said.contains("rien ne dit s'il est celui de la ligne"), "{said}");
    for (headings, row) in [
        ("Qté;PU HT", "10;899"),
        ("Qté;Prix HT;Total HT", "10;899;8990"),
        ("Qté;Prix HT;Total TTC", "10;899;10788"),
        ("Qté;Prix HT", "1;899"),
    ] {
        let (all, _) =
            of(&format!("Désignation;{headings}\nPC portable Dell Latitude 5440;{row}\n"));
        let (price, said) = told(&all, 2);
        assert_eq!(price, 899.0, "{headings}");
        assert!(!said.contains("de la ligne"), "{headings}: {said}");
    }
}

#[test]
fn what_is_assumed_of_an_offer_stands_in_its_csv_too() {
    let text = "Désignation;Qté;PU HT\nPack 10 PC portables Dell Latitude 5440;1;8990\n";
    let folder = Folder::new().with("devis.csv", text);
    for (lang, said) in [("fr", "le prix dit est celui de 10"), ("en", "that of 10")] {
        let args = ["offers", "devis.csv", "--year", "2025", "--format", "csv", "--lang", lang];
        let ran = folder.run(&args);
        let (heading, row) = ran.out.trim_end().split_once('\n').unwrap();
        assert!(heading.trim_end().ends_with("assumed") && row.contains(said), "{}", ran.out);
    }
}

#[test]
fn what_another_column_says_against_a_price_or_a_warranty_is_heeded() {
    let of_row = |heading: &str, cell: &str| {
        let text = format!(
            "Désignation;Qté;PU HT;Garantie;{heading}\n\
            PC portable HP ProBook 440 G11;10;24,90;3 ans;{cell}\n\
            PC portable HP ProBook 450 G11;10;749,00;3 ans;\n"
        );
        let (all, _) = of(&text);
        let warranty = all.iter().find(|one| one["offer"].as_str().unwrap().ends_with(":2"));
        let (price, said) = told(&all, 2);
        assert_eq!(told(&all, 3).0, 749.0, "{heading}");
        (price, warranty.unwrap()["warranty_months"].clone(), said)
    };
    for (heading, cell) in [
        ("Durée", "36 mois"),
        ("Engagement", "36 mois"),
        ("Facturation", "Mensuel"),
        ("Commentaire", "loyer mensuel sur 36 mois"),
        ("Mode de financement", "Location financière"),
        ("Devise", "USD"),
        ("Currency", "GBP"),
    ] {
        let (price, warranty, said) = of_row(heading, cell);
        assert_eq!((price, warranty), (Value::Null, 36.0.into()), "{heading}: {said}");
        // What a remark says is not repeated: it may name people.
        let is_repeated = said.contains(cell) == (heading != "Commentaire");
        assert!(said.contains(heading) && is_repeated, "{said}");
    }
    for (heading, cell) in
        [("Garantie incluse ?", "non"), ("Prix garantie HT", "45,00"), ("Option garantie", "45,00")]
    {
        let (price, warranty, said) = of_row(heading, cell);
        assert_eq!((price, warranty), (24.9.into(), Value::Null), "{heading}: {said}");
        assert!(said.contains(heading), "{said}");
    }
    let (price, warranty, _) = of_row("Devise", "EUR");
    assert_eq!((price, warranty), (24.9.into(), 36.0.into()));
}

#[test]
fn what_may_be_taken_off_a_price_keeps_it_from_being_told() {
    let of_row = |price: &str, heading: &str, cell: &str| {
        let (all, _) = of(&format!(
            "Désignation;Qté;{price};{heading}\nPC portable HP ProBook 440 G11;10;849;{cell}\n"
        ));
        told(&all, 2)
    };
    for (heading, cell) in [("R%", "2"), ("Disc.", "10%"), ("Coef", "0,9"), ("Avoir", "50")] {
        let (price, said) = of_row("PU HT", heading, cell);
        assert!(price.is_null() && said.contains("avant remise"), "{heading}: {price} {said}");
        let (_, ran) = of(&format!(
            "Désignation;Qté;PU HT;{heading}\nPC portable HP ProBook 440 G11;10;849;{cell}\n"
        ));
        assert!(!ran.err.contains("d'autres équipements"), "{}", ran.err);
        assert_eq!(of_row("PU net HT", heading, cell).0, 849.0, "{heading}: all is off");
    }
    for (heading, cell) in [("R%", "0"), ("Coef", "1"), ("Avoir", "-")] {
        assert_eq!(of_row("PU HT", heading, cell).0, 849.0, "{heading} = {cell}");
    }
}

#[test]
fn the_longest_warranty_that_is_had_is_read_row_by_row() {
    let (all, ran) = of("Désignation;Qté;PU HT;Garantie 3 ans;Garantie 5 ans\n\
        PC portable HP ProBook 440 G11;10;749,00;oui;en option\n\
        PC portable HP EliteBook 640 G11;10;849,00;oui;oui\n");
    let months = |line: &str| {
        let one = all.iter().find(|one| one["offer"].as_str().unwrap().ends_with(line));
        one.unwrap()["warranty_months"].clone()
    };
    assert_eq!((months(":2"), months(":3")), (36.0.into(), 60.0.into()));
    assert!(!ran.err.contains("Garantie 5 ans"), "{}", ran.err);
    let (all, _) = of(
        "Désignation;Qté;PU HT;Garantie;Type de garantie\nPC portable HP ProBook 440 G11;10;749,00;3 ans;pièces seules\n",
    );
    assert!(all[0]["warranty_months"].is_null(), "{all:?}");
}

#[test]
fn units_in_letters_and_figures_and_wholes_are_no_price_of_one() {
    for (unit, one) in [("LOT4", Some(140.0)), ("PK4", Some(140.0)), ("ens.", None)] {
        let (all, _) = of(&format!(
            "Désignation;Unité;Qté;PU HT\nÉcran HP P24 G5;{unit};2;560,00\nÉcran HP E24 G5;U;2;149,00\n"
        ));
        assert_eq!(told(&all, 2).0, one.map_or(Value::Null, Into::into), "{unit}");
        assert_eq!(told(&all, 3).0, 149.0);
    }
    let (all, _) = of(
        "Désignation;Qté par lot;Nb de lots;PU HT;Total HT\nÉcran HP P24 G5;5;2;700,00;1400,00\nÉcran HP E27 G5;4;3;800,00;2400,00\n",
    );
    assert!(told(&all, 2).0.is_null() && told(&all, 3).0.is_null(), "{all:?}");
}

/// The line's total beside its price is the same amount: it is of the ten, in a file whose other rows tell
/// the price of one. With a tax of 20 %, line 5 is the price of one, and line 6 that of the line.
#[test]
fn a_price_that_is_the_lines_total_is_no_price_of_one() {
    let (all, _) = of("Désignation;Qté;Prix HT;Total HT\n\
         PC portable HP;5;899,00;4495,00\n\
         PC portable HP;10;8990,00;8990,00\n\
         PC portable HP;1;899,00;899,00\n\
         PC portable HP;3;1000,00;3600,00\n\
         PC portable HP;10;8990,00;10788,00\n");
    for (line, price) in [(2, 899.0), (4, 899.0), (5, 1000.0)] {
        assert_eq!(told(&all, line).0, price, "{line}");
    }
    for line in [3, 6] {
        let (price, said) = told(&all, line);
        assert!(price.is_null() && said.contains("prix égal au total de la ligne"), "{said}");
    }
}

#[test]
fn a_warranty_for_life_none_and_a_price_of_nothing_are_said() {
    let (all, _) = of("Désignation;Prix HT;Garantie\n\
         PC portable HP;899,00;à vie\n\
         PC portable HP;799,00;sans\n\
         PC portable HP;0;24 mois\n\
         PC portable HP;850;\n");
    let warranty = |line: usize| all[line - 2]["warranty_months"].clone();
    let lines: Vec<&str> = all.iter().map(|one| one["offer"].as_str().unwrap()).collect();
    assert_eq!(lines, ["devis.csv:2", "devis.csv:3", "devis.csv:4", "devis.csv:5"]);
    assert!(warranty(2).is_null() && told(&all, 2).1.contains("garantie à vie"), "{all:?}");
    assert_eq!(warranty(3), 0.0);
    let (price, said) = told(&all, 4);
    assert!(price.is_null() && said.contains("prix de 0 €"), "{said}");
    assert_eq!(warranty(4), 24.0);
    assert!(warranty(5).is_null());
}
