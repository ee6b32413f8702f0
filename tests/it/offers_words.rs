//! What the words of a quotation say: how a machine comes, its warranty, what is no machine.

use crate::offers_read::of;
use crate::support::Folder;
use crate::workbooks::{data, xlsx_of};
use serde_json::Value;

#[test]
fn a_rent_cut_short_is_a_rent_and_a_grade_is_of_a_used_machine() {
    let (all, ran) = of(
        "Type;Modèle;Prix HT;Mode d'acquisition\nPortable;Dell Latitude 5440;24,90;Loc. 36 mois\nPortable;Dell Latitude 5450;29,90;Abonnement\nPortable;Dell Latitude 5460;26,90;36 loyers\n",
    );
    for one in &all {
        assert_eq!((&one["acquisition_mode"], &one["price_eur"]), (&"leased".into(), &Value::Null));
    }
    assert!(!ran.err.contains("hors de la liste"), "{}", ran.err);
    let (all, _) = of(
        "Offre;Modèle;Prix;Périodicité\nA;Dell Latitude 5450;24,90;par mois\nB;HP ProBook 450 G10;749;unique\n",
    );
    let price =
        |name: &str| all.iter().find(|one| one["offer"] == name).unwrap()["price_eur"].clone();
    assert_eq!([price("A"), price("B")], [Value::Null, 749.0.into()]);
    let (all, _) = of(
        "Désignation;PU HT\nPC portable HP ProBook 440 G10 abonnement mensuel;29,90\nPC portable HP ProBook 455 G10 loc. fin. 36m;29,90\n",
    );
    assert!(all.iter().all(|one| one["price_eur"].is_null()), "{all:?}");
    // The amount of a month, in what the machine is called.
    for said in
        ["24,90 €/mois sur 36 mois", "(24,90 €/mois)", "à 24,90 € par mois", "per month, 36 months"]
    {
        let (all, _) = of(&format!(
            "Désignation;PU HT\nPC portable HP ProBook 440 G10 - {said};24,90\nPC portable HP ProBook 455 G10;749\n"
        ));
        let prices: Vec<&Value> = all.iter().map(|one| &one["price_eur"]).collect();
        assert!(
            prices.contains(&&Value::Null) && prices.contains(&&749.0.into()),
            "{said} {all:?}"
        );
    }
    for grades in [["Grade A", "B"], ["A", "C"]] {
        let [a, b] = grades;
        let (all, ran) = of(&format!(
            "Offre;Type;Modèle;PU HT;Grade\nA;Portable;HP EliteBook 840 G8;399;{a}\nB;Portable;HP EliteBook 840 G7;349;{b}\nC;Portable;Dell Latitude 5440;899;Neuf\n"
        ));
        let named = |name: &str| all.iter().find(|one| one["offer"] == name).unwrap();
        let mode = |name: &str| named(name)["acquisition_mode"].clone();
        assert_eq!([mode("A"), mode("B")], ["refurbished", "refurbished"], "{}", ran.err);
        assert_ne!(mode("C"), "refurbished");
        assert!(!ran.err.contains("Grade"), "{}", ran.err);
    }
}

#[test]
fn years_of_others_are_read_below_their_own_words_in_their_unit() {
    let making = |heading: &str, cell: &str| {
        let (all, ran) = of(&format!(
            "Désignation;Mode;PU HT;{heading}\nPC portable HP EliteBook 840 G8;Reconditionné;399;{cell}\n"
        ));
        (all[0]["making"]["value"].as_f64(), ran.err)
    };
    let (four, said) = making("upstream_months", "48");
    assert!(four.is_some(), "{said}");
    for (heading, cell) in [
        ("Mois d'usage antérieur", "48"),
        ("Durée d'usage antérieure (ans)", "4"),
        ("Usage antérieur", "4 ans"),
        ("Previous use (months)", "48"),
        ("Years of prior use", "4"),
    ] {
        let (found, said) = making(heading, cell);
        assert_eq!(found, four, "{heading}: {said}");
    }
    // Months or years: nothing says.
    let (found, said) = making("Usage antérieur", "4");
    assert!(found != four && said.contains("des mois ou des années"), "{said}");
}

#[test]
fn a_warranty_that_is_in_the_price_is_read_however_it_is_told() {
    let months = |heading: &str, cell: &str| {
        let (all, ran) = of(&format!("Offre;Type;Prix HT;{heading}\nA;Portable;899;{cell}\n"));
        (all[0]["warranty_months"].as_f64(), ran.err)
    };
    for (heading, cell) in [
        ("Garantie 3 ans", "incluse"),
        ("Garantie 3 ans", "Inclus"),
        ("Warranty 3 years", "included"),
        ("Garantie incluse", "3 ans"),
        ("Garantie constructeur", "36 mois"),
        ("Warranty included", "3 years"),
        ("Garantie", "3 ans J+1"),
        ("Garantie", "3 ans sur site H+4 24/7"),
        ("Warranty", "3-year on-site"),
    ] {
        let (found, said) = months(heading, cell);
        assert_eq!(found, Some(36.0), "{heading} {cell}: {said}");
    }
    for (heading, cell) in [
        ("Garantie 3 ans", "en option"),
        ("Garantie 3 ans", "Non comprise"),
        ("Garantie étendue", "5 ans"),
        ("Garantie", "3 ans hors batterie"),
        ("Garantie", "2+1 ans"),
        ("Garantie", "3 ans dont batterie 1 an"),
    ] {
        let (found, said) = months(heading, cell);
        assert_eq!(found, None, "{heading} {cell}: {said}");
        assert!(!said.contains("proposée") && !said.contains("ce n'est pas une durée"), "{said}");
    }
}

#[test]
fn titles_of_lots_and_rows_of_the_sum_are_no_offers() {
    let (all, ran) = of(
        "Désignation;Qté;PU HT\nLot 1 - Ordinateurs;;\nDell Latitude 5440;10;899\nHP ProBook 450 G10;10;749\nLot 2 - Ecrans;;\nEcran Dell P2422H;10;179\nEcran Philips 243V7;10;119\nLivraison;1;45\nTotal HT;;19460\nTVA 20 %;;3892\nT.V.A. 5,5 %;;12\nNet à payer TTC;;23352\nAcompte 30 %;;7005\n",
    );
    assert_eq!(all.len(), 4, "{}", ran.err);
    assert!(!ran.err.contains("TVA") && !ran.err.contains("Acompte"), "{}", ran.err);
    assert!(
        ran.err.contains("hors périmètre, ni équipement ni pièce : `Livraison`"),
        "{}",
        ran.err
    );
    // What names it twice in the file names it once here.
    let models: Vec<&str> = all.iter().map(|one| one["model"].as_str().unwrap()).collect();
    assert!(models.contains(&"Dell Latitude 5440"), "{models:?}");
}

#[test]
fn what_is_off_the_whole_is_told_and_a_condition_that_is_acted_upon_is_read() {
    let (all, ran) = of(
        "Désignation;Quantité;Prix unitaire;Condition\nLatitude 5450;15;1015;New\nLatitude 7420;15;329;Renewed - Excellent\nRemise;;-1000;\nTVA;;4084;\n",
    );
    let modes: Vec<&Value> = all.iter().map(|one| &one["acquisition_mode"]).collect();
    assert_eq!(modes.iter().filter(|mode| **mode == "refurbished").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("`Remise`") && !ran.err.contains("TVA"), "{}", ran.err);
    assert!(!ran.err.contains("Renewed"), "{}", ran.err);
}

#[test]
fn an_english_quotation_is_read_as_its_french_twin() {
    for text in [
        "Item;Description;Qty;Unit Price (EUR);Line Total (EUR);Warranty\n1;Dell Latitude 5450 laptop;20;1,045.00;20,900.00;3 years NBD\n2;Lenovo ThinkPad L14 Gen 5 laptop;20;945.00;18,900.00;1 year\n3;Shipping;1;120.00;120.00;\n4;Imaging & asset tagging;20;15.00;300.00;\nSubtotal;;;;40,220.00;\nVAT 20%;;;;8,044.00;\nGrand total;;;;48,264.00;\n",
        "Description;Qty;Unit Price;Total\nDell Latitude 5450;20;1045;20900\nHP ProBook 450 G10;20;945;18900\nDelivery;1;50;50\n",
        "Description;Quantity;Unit price excl. VAT;Total excl. VAT;Warranty\nHP EliteBook 840 G10 notebook;5;1,045.00;5,225.00;3-year on-site\nDell Latitude 5440 notebook;5;945.00;4,725.00;36 months\n",
    ] {
        let (all, ran) = of(text);
        let prices: Vec<f64> = all.iter().filter_map(|one| one["price_eur"].as_f64()).collect();
        assert_eq!((all.len(), prices.len()), (2, 2), "{text}{}", ran.err);
        assert!(prices.contains(&1045.0) && prices.contains(&945.0), "{prices:?}");
        assert!(all.iter().all(|one| one["equipment_type"] == "laptop"));
        assert!(!ran.err.contains("quantity"), "{}", ran.err);
    }
}

#[test]
fn a_workbook_says_years_by_a_format_and_a_formula_without_value_is_told() {
    let cell =
        |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let rows = [
        (cell("A2", "O2"), r#"<c r="E2"><f>C2*0.9</f><v/></c>"#, "F2"),
        (cell("A3", "O3"), r#"<c r="E3"><v>764.1</v></c>"#, "F3"),
    ];
    let rows = rows
        .iter()
        .zip(2..)
        .map(|((name, net, warranty), n)| {
            format!(
                r#"<row r="{n}">{name}{}<c r="C{n}"><v>849</v></c><c r="D{n}"><v>0.1</v></c>{net}<c r="{warranty}" s="1"><v>3</v></c></row>"#,
                cell(&format!("B{n}"), "Portable")
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let head = data(&["Offre;Type;PU HT;Remise;PU net HT;Garantie"]).replace("</sheetData>", "");
    let book = xlsx_of(&[("Devis", format!("{head}{rows}</sheetData>"))], &[r#"0\ "ans""#]);
    let folder = Folder::new().with("devis.xlsx", book);
    let ran = folder.run(&["offers", "devis.xlsx", "--year", "2025", "--format", "json"]);
    let all: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let of = |name: &str| {
        all["offers"].as_array().unwrap().iter().find(|one| one["offer"] == name).unwrap().clone()
    };
    assert_eq!(of("O2")["warranty_months"], 36.0, "{}", ran.err);
    assert_eq!(of("O3")["price_eur"], 764.1, "{}", ran.err);
    assert_eq!(of("O2")["price_eur"], Value::Null);
    assert!(ran.err.contains("formule dont le classeur ne garde pas le résultat"), "{}", ran.err);
}

#[test]
fn a_condition_is_read_whatever_stands_beside_it() {
    let mode = |heading: &str, cells: [&str; 3]| {
        let [a, b, c] = cells;
        let (all, _) = of(&format!(
            "Offre;Désignation;PU HT;{heading}\nA;PC portable Dell Latitude 5440;899;{a}\nB;PC portable Dell Latitude 5450;899;{b}\nC;PC portable Dell Latitude 5460;899;{c}\n"
        ));
        let named = |name: &str| all.iter().find(|one| one["offer"] == name).unwrap().clone();
        (named("A")["acquisition_mode"].clone(), named("A")["assumed"].to_string())
    };
    for (heading, cells) in [
        ("État", ["Remis à neuf", "Reconditionné", "Neuf"]),
        ("État", ["Remis à neuf", "Grade A", "Neuf"]),
        ("État", ["Déclassé", "Remis à neuf", "Neuf"]),
        ("Grade", ["Parfait état", "Neuf", "A"]),
        ("Grade", ["neuwertig", "Neuf", "Neuf"]),
        ("Grade", ["Silver", "Neuf", "A"]),
    ] {
        let (told, said) = mode(heading, cells);
        assert_eq!(told, "refurbished", "{heading} {cells:?}");
        assert_eq!(said.contains("pris pour celui"), cells[0] == "Silver", "{said}");
    }
    let (told, _) = mode("Grade", ["Neuf", "A", "B"]);
    assert_ne!(told, "refurbished");
}
