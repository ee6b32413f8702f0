//! Quotations as suppliers write them: several files, names, prices, warranties, years asked for.

use crate::support::{Folder, Ran};
use serde_json::Value;

#[track_caller]
fn offers(folder: &Folder, args: &[&str]) -> (Vec<Value>, Ran) {
    let ran = folder.run(&[&["offers"], args, &["--year", "2025", "--format", "json"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    (all["offers"].as_array().unwrap().clone(), ran)
}

/// The offers of one file.
#[track_caller]
fn of(text: &str, args: &[&str]) -> (Vec<Value>, Ran) {
    let folder = Folder::new().with("devis.csv", text);
    offers(&folder, &[&["devis.csv"], args].concat())
}

#[test]
fn two_suppliers_offers_of_one_number_are_two() {
    let head = "equipment_id,equipment_type,model,price_eur,repair_index,warranty_months";
    let folder = Folder::new()
        .with("a.csv", format!("{head}\nO1,laptop,Latitude 5440,1299,7.8,36\n"))
        .with("b.csv", format!("{head}\nO1,laptop,ProBook 450 G8,799,,\nO2,monitor,X,150,,\n"));
    let (all, ran) = offers(&folder, &["a.csv", "b.csv"]);
    assert_eq!(all.len(), 3, "{}", ran.err);
    let file = |name: &str| all.iter().find(|one| one["file"] == name && one["offer"] == "O1");
    let (a, b) = (file("a.csv").unwrap(), file("b.csv").unwrap());
    assert!(a["price_eur"] == 1299.0 && a["repair_index"] == 7.8 && a["warranty_months"] == 36.0);
    assert!(b["price_eur"] == 799.0 && b["repair_index"].is_null(), "{b}");
    assert!(!ran.err.contains("doublon") && !ran.err.contains("duplicate"), "{}", ran.err);
    let text = folder.run(&["offers", "a.csv", "b.csv", "--year", "2025"]);
    assert!(text.out.contains("(a.csv)") && text.out.contains("(b.csv)"), "{}", text.out);
}

#[test]
fn years_that_are_asked_for_or_declared_are_those_of_service() {
    let devis = "Offre;Type;Modèle;Prix\nOffre 1;Portable;Latitude 5440;1299,00 €\n";
    let card = "[lifetimes]\nlaptop = 7\n";
    let row = "equipment_id,equipment_type,acquired_on\nL1,laptop,2024-01-01\n";
    let folder = Folder::new()
        .with("devis.csv", devis)
        .with("c.toml", card)
        .with("parc/estate.toml", card)
        .with("parc/inventories/2025.csv", row);
    for args in [["--lifetime", "laptop=7"], ["--card", "c.toml"], ["--estate", "parc"]] {
        let (all, _) = offers(&folder, &[&["devis.csv"][..], &args].concat());
        // 185.09 kg and 1,299 € over seven years.
        assert_eq!(all[0]["years"], 7.0, "{args:?}");
        let making = all[0]["making"]["value"].as_f64().unwrap();
        assert!((making - 185.09 / 7.0).abs() < 1e-3, "{making}");
        let eur = all[0]["eur_per_year"].as_f64().unwrap();
        assert!((eur - 1299.0 / 7.0).abs() < 1e-9, "{eur}");
    }
    let ran = folder.run(&["offers", "devis.csv", "--method", "numecoeval"]);
    assert!(ran.code != Some(0) && ran.err.contains("numecoeval"), "{}", ran.err);
}

#[test]
fn a_name_without_a_digit_is_a_name() {
    let (all, _) = of("Offer;Type;Prix\nAlpha;Portable;900\nBeta;Portable;800\n", &[]);
    assert!(all.iter().any(|one| one["offer"] == "Alpha"), "{all:?}");
    for [a, b] in [["A", "B"], ["Lot A", "Lot B"], ["Dell", "Lenovo"], ["AB", "FF"]] {
        let (all, _) = of(&format!("Offre;Type;Prix\n{a};Portable;900\n{b};Portable;800\n"), &[]);
        let mut names: Vec<&str> = all.iter().map(|one| one["offer"].as_str().unwrap()).collect();
        names.sort_unstable();
        assert_eq!(names, [a, b]);
    }
}

#[test]
fn a_price_is_of_one_unit_in_euros_or_is_asked() {
    let price = |text: &str| {
        let (all, ran) = of(text, &["--lang", "en"]);
        (all[0]["price_eur"].as_f64(), ran.err)
    };
    let (eur, _) = price("Offre;Type;Prix k€\nO1;Portable;1,2\n");
    assert!((eur.unwrap() - 1200.0).abs() < 1e-9);
    // What a cell says goes before its heading.
    for (cell, euros) in [("1,2 k€", 1200.0), ("1200 €", 1200.0)] {
        let (eur, _) = price(&format!("Offre;Type;Prix k€\nO1;Portable;{cell}\n"));
        assert!((eur.unwrap() - euros).abs() < 1e-9, "{cell}");
    }
    for text in [
        "Offre;Type;Montant HT;Qté\nO1;Portable;12000;10\n",
        "Offre;Type;Coût;Qté\nO1;Portable;12000;10\n",
        "Offre;Type;Prix du lot de 10\nO1;Portable;12000\n",
    ] {
        let (eur, err) = price(text);
        assert!(
            eur.is_none() && err.contains("devis.csv:2") && err.contains("Unit price"),
            "{err}"
        );
    }
    let (eur, err) = price("Offre;Type;Prix ($)\nO1;Portable;1200\n");
    assert!(eur.is_none() && err.contains("other than the euro"), "{err}");
    // One of one is the price of one, and so is what says so.
    assert_eq!(price("Offre;Type;Montant HT;Qté\nO1;Portable;1200;1\n").0, Some(1200.0));
    assert_eq!(price("Offre;Type;Coût unitaire;Qté\nO1;Portable;1200;10\n").0, Some(1200.0));
    assert_eq!(price("Offre;Type;Prix HT;Qté\nO1;Portable;1200;10\n").0, Some(1200.0));
}

#[test]
fn prices_with_tax_and_without_are_told_apart() {
    let taxes = |all: &[Value]| -> Vec<Value> {
        let mut all: Vec<&Value> = all.iter().collect();
        all.sort_by_key(|one| one["offer"].to_string());
        all.iter().map(|one| one["price_tax"].clone()).collect()
    };
    let does_not = |one: &Value| one["assumed"].to_string().contains("ne se comparent pas");
    let (all, _) = of("Offre;Type;Prix\nO1;Portable;1 000,00 € HT\nO2;Portable;1 200 € TTC\n", &[]);
    assert_eq!(taxes(&all), ["excluded", "included"]);
    assert!(all.iter().all(does_not), "{all:?}");
    let (all, _) = of("Offre;Type;Prix TTC\nO1;Portable;1100\nO2;Portable;1200\n", &[]);
    assert_eq!(taxes(&all), ["included", "included"]);
    assert!(!all.iter().any(does_not), "{all:?}");
}

#[test]
fn no_use_by_others_before_is_none() {
    let head = "equipment_id,equipment_type,acquisition_mode,upstream_months";
    let (all, _) = of(&format!("{head}\nO1,laptop,refurbished,0\n"), &[]);
    let making = all[0]["making"]["value"].as_f64().unwrap();
    assert!((making - 185.09 / 5.0).abs() < 1e-3, "{making}");
}

#[test]
fn a_warranty_of_three_is_asked_and_one_in_years_is_read() {
    let months = |heading: &str, cell: &str| {
        let (all, ran) = of(&format!("Offre;Type;{heading}\nO1;Portable;{cell}\n"), &[]);
        (all[0]["warranty_months"].as_f64(), ran.err)
    };
    let (none, err) = months("Garantie", "3");
    assert!(none.is_none() && err.contains("devis.csv:2") && err.contains("36 mois"), "{err}");
    assert_eq!(months("Garantie", "36").0, Some(36.0));
    assert_eq!(months("Garantie", "3 ans").0, Some(36.0));
    assert_eq!(months("Garantie (ans)", "3").0, Some(36.0));
    assert_eq!(months("Garantie (mois)", "3").0, Some(3.0));
    let (none, err) = months("Garantie (ans)", "36");
    assert!(none.is_none() && err.contains("36 mois"), "{err}");
    // What to write is no lone number, which would be asked again.
    assert_eq!(months("Garantie", "3 ans J+1").0, Some(36.0));
    for cell in ["3/3/3", "légale"] {
        let (none, err) = months("Garantie", cell);
        assert!(none.is_none() && err.contains("`3 ans`"), "{cell}: {err}");
        assert!(!err.contains("sans unité"), "{cell}: {err}");
    }
}

/// A hundred laptops of 2023, of which `gone` left, one a month of 2024.
fn laptops(gone: usize) -> String {
    let mut table = String::from("equipment_id,equipment_type,acquired_on,status,exited_on\n");
    for n in 0..100 {
        let left = if n < gone {
            format!("exited,2024-{:02}-15", n % 12 + 1)
        } else {
            "in_service,".to_owned()
        };
        table.extend(["L", &n.to_string(), ",laptop,2023-01-10,", &left, "\n"]);
    }
    table
}

#[test]
fn a_few_that_broke_early_do_not_tell_how_long_the_others_serve() {
    let devis = "Offre;Type;Modèle;Prix\nA;Portable;Latitude 5440;1299\n";
    for (gone, is_own) in [(12, false), (80, true)] {
        let folder = Folder::new()
            .with("devis.csv", devis)
            .with("parc/estate.toml", "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n")
            .with("parc/inventories/2025.csv", laptops(gone));
        let (all, ran) = offers(&folder, &["devis.csv", "--estate", "parc"]);
        let years = all[0]["years"].as_f64().unwrap();
        // The type's five years; eighty that left in the second year are the estate's own.
        assert_eq!((years - 5.0).abs() < 1e-9, !is_own, "{gone}: {years} {}", ran.err);
        let assumed = all[0]["assumed"].to_string();
        assert_eq!(
            assumed.contains("plus de la moitié") || assumed.contains("more than half"),
            !is_own
        );
    }
}

#[test]
fn one_laptop_is_as_sure_in_a_quotation_as_in_an_inventory() {
    let folder = Folder::new()
        .with(
            "parc.csv",
            "equipment_id,equipment_type,acquired_on,status\np,laptop,2024-12-31,in_service\n",
        )
        .with("devis.csv", "type,modèle,prix\nPortable,Latitude 5440,1000\n");
    let run = |args: &[&str]| -> Value {
        serde_json::from_str(&folder.run(&[args, &["--format", "json"]].concat()).out).unwrap()
    };
    let assessed = run(&["assess", "parc.csv", "--year", "2025"])["interval_90"].clone();
    let offered = run(&["offers", "devis.csv", "--year", "2025"])["offers"][0]["total"].clone();
    let of = |bound: &str| (offered[bound].as_f64().unwrap(), assessed[bound].as_f64().unwrap());
    let (one, other) = of("value");
    assert!((one - other).abs() < 1e-9, "{one} {other}");
    // By the same draws.
    for bound in ["low", "high"] {
        let (one, other) = of(bound);
        assert!((one / other - 1.0).abs() < 1e-9, "{bound}: {one} {other}");
    }
}

/// Use weighs something: with it, a bound is no lower than that of making alone, whatever the draws.
#[test]
fn bounds_of_a_total_are_no_lower_than_those_of_its_parts() {
    const TYPES: [&str; 9] = [
        "laptop",
        "desktop",
        "monitor",
        "smartphone",
        "tablet",
        "server",
        "printer_laser",
        "ip_phone",
        "projector",
    ];
    let rows = TYPES.map(|of| format!("{of},{of},300\n")).concat();
    let (all, _) = of(&format!("equipment_id,equipment_type,price_eur\n{rows}"), &[]);
    assert_eq!(all.len(), TYPES.len());
    for one in &all {
        for bound in ["low", "value", "high"] {
            let of = |what: &str| one[what][bound].as_f64().unwrap();
            assert!(of("total") >= of("making").max(of("use")), "{bound}: {one}");
        }
    }
}
