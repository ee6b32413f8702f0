//! What of a quotation is the price of one unit bought, of which table, and of what used before.

use crate::support::{Folder, Ran};
use crate::workbooks::{data, xlsx_of};
use serde_json::Value;

/// The offers of a quotation, and what was said.
#[track_caller]
pub(crate) fn of(text: &str) -> (Vec<Value>, Ran) {
    let folder = Folder::new().with("devis.csv", text);
    let ran = folder.run(&["offers", "devis.csv", "--year", "2025", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    (all["offers"].as_array().unwrap().clone(), ran)
}

/// The prices, and what standard error says.
#[track_caller]
fn prices(heading: &str, cell: &str) -> (Vec<Value>, String) {
    let (all, ran) = of(&format!("Offre;Type;{heading}\nA;Portable;{cell}\nB;Portable;989\n"));
    (all.iter().map(|one| one["price_eur"].clone()).collect(), ran.err)
}

#[test]
fn a_table_under_other_headings_is_read_under_them_or_left_out_and_said() {
    for (first, headings, second, price, warranty) in [
        (
            "Offre;Type;Quantité;Prix HT\nA1;Portable;5;1000",
            "Offre;Type;Prix HT;Quantité",
            "B1;Portable;900;5",
            Value::from(900.0),
            Value::Null,
        ),
        (
            "Offre;Type;Prix HT\nA1;Portable;1000",
            "Offre;Type;Garantie (mois)",
            "B1;Ecran;36",
            Value::Null,
            Value::from(36.0),
        ),
    ] {
        let (all, ran) = of(&format!("{first}\n\n{headings}\n{second}\n"));
        let named = |name: &str| all.iter().find(|one| one["offer"] == name).unwrap();
        assert_eq!((all.len(), &named("A1")["price_eur"]), (2, &Value::from(1000.0)));
        let told = [&named("B1")["price_eur"], &named("B1")["warranty_months"]];
        assert_eq!(told, [&price, &warranty], "{headings}");
        assert!(ran.err.contains("chacun lu sous ses propres titres"), "{}", ran.err);
    }
    // All but one of its headings are those above it: it is not read as theirs.
    let (all, ran) =
        of("Offre;Type;Prix HT\nA1;Portable;1000\n\nOffre;Type;Prix TTC\nB1;Portable;1100\n");
    assert_eq!((all.len(), &all[0]["offer"]), (1, &Value::from("A1")));
    assert!(ran.err.contains("ligne 4") && ran.err.contains("Prix TTC"), "{}", ran.err);
    // The same headings once more are no other table.
    let (all, ran) = of("Offre;Type;Prix\nA1;Portable;1000\n\nOffre;Type;Prix\nB1;Portable;900\n");
    assert_eq!(all.len(), 2, "{}", ran.err);
    assert!(!ran.err.contains("autre tableau"), "{}", ran.err);
}

#[test]
fn a_price_of_anything_but_one_unit_is_not_read_and_named() {
    for heading in [
        "Prix mensuel HT",
        "Prix/mois",
        "Coût annuel",
        "Prix livraison",
        "Valeur résiduelle",
        "Prix en centimes",
    ] {
        let (found, said) = prices(heading, "32,50");
        assert_eq!(found, [Value::Null, Value::Null], "{heading}");
        assert!(said.contains(heading), "{heading}: {said}");
    }
    let (found, _) = prices("Prix unitaire HT", "32,50");
    assert!(found.contains(&Value::from(32.5)) && found.contains(&Value::from(989.0)), "{found:?}");
    let (all, _) = of("Type;Prix garantie 5 ans;Prix\nPortable;32,50;900\n");
    assert!(all[0]["warranty_months"].is_null() && all[0]["price_eur"] == 900.0, "{}", all[0]);
    for (headings, row) in [
        ("PU brut;PU net", "1000;900"),
        ("Prix;Prix remisé", "1000;900"),
        ("Tarif public;Tarif remisé", "1000;900"),
    ] {
        let (all, ran) = of(&format!("Type;{headings}\nPortable;{row}\nPortable;{row}\n"));
        assert_eq!(all[0]["price_eur"], 900.0, "{headings}: {}", ran.err);
    }
}

/// The heading that says that all is off is what is paid, whatever stands around, in either order.
#[test]
fn what_is_paid_is_read_before_what_is_asked() {
    for (asked, paid) in [
        ("Prix unitaire HT", "Prix net HT"),
        ("Prix HT", "Prix HT remisé"),
        ("PU HT", "PU net HT"),
        ("Prix", "Prix net"),
        ("Prix", "Prix remisé"),
        ("Prix unitaire HT", "Prix remisé HT"),
        ("Prix public", "Prix remisé"),
        ("Prix catalogue", "Prix négocié"),
        ("Prix unitaire TTC", "Prix unitaire TTC remise déduite"),
        ("List price", "Net price"),
        ("Unit price", "Discounted unit price"),
        ("P.U. H.T.", "P.U. net H.T."),
    ] {
        for (headings, row) in
            [(format!("{asked};{paid}"), "1000;900"), (format!("{paid};{asked}"), "900;1000")]
        {
            let (all, ran) = of(&format!("Offre;Type;{headings}\nA;Portable;{row}\n"));
            assert_eq!(all[0]["price_eur"], 900.0, "{headings}: {}", ran.err);
            let unread = ran.err.lines().filter(|line| line.contains("non lue"));
            for line in unread {
                assert!(!line.contains(&format!("« {paid} »")), "{headings}: {line}");
            }
        }
    }
    let (all, _) = of(
        "Réf.;Désignation;Qté;P.U. HT;Remise %;P.U. net HT;Total HT;TVA\nA1;PC portable;2;1250;20;1000;2000;20\nA2;Ecran;3;400;10;360;1080;20\n",
    );
    let prices: Vec<f64> = all.iter().filter_map(|one| one["price_eur"].as_f64()).collect();
    assert!(prices.contains(&1000.0) && prices.contains(&360.0), "{all:?}");
    // Two that may both be paid are asked, and neither is read.
    let (all, ran) = of("Offre;Type;Prix remisé;Prix négocié\nA;Portable;900;880\n");
    assert!(all[0]["price_eur"].is_null(), "{}", all[0]);
    for heading in ["Prix remisé", "Prix négocié"] {
        assert!(ran.err.contains(&format!("--column \"{heading}=price_eur\"")), "{}", ran.err);
    }
    // The same with its tax is no other price.
    let (all, _) = of("Offre;Type;PU net TTC;PU net HT\nA;Portable;1080;900\n");
    assert_eq!((&all[0]["price_eur"], &all[0]["price_tax"]), (&900.0.into(), &"excluded".into()));
}

/// What a price is called is no closed list: of two columns of prices, neither is read where the other
/// is less by what a discount takes, in either order.
#[test]
fn of_two_prices_the_lesser_may_be_the_one_paid_whatever_it_is_called() {
    for (asked, other) in [
        ("Prix HT", "Prix promo HT"),
        ("Prix unitaire HT", "Net HT"),
        ("Prix HT", "Notre prix HT"),
        ("PU HT", "Prix UGAP HT"),
        ("Prix HT", "Prix client HT"),
        ("Prix HT", "Prix d'achat HT"),
        ("Prix HT", "Prix -10 % HT"),
        ("Tarif", "Net"),
        ("Prix HT", "Remise 10 %"),
    ] {
        for (headings, row) in [
            (format!("{asked};{other}"), "1000;900\nB;Portable;500;500"),
            (format!("{other};{asked}"), "900;1000\nB;Portable;500;500"),
        ] {
            let (all, ran) = of(&format!("Offre;Type;{headings}\nA;Portable;{row}\n"));
            assert!(all.iter().all(|one| one["price_eur"].is_null()), "{headings}: {}", ran.err);
            for heading in [asked, other] {
                let asks = format!("--column \"{heading}=price_eur\"");
                assert!(ran.err.contains(&asks), "{headings}: {}", ran.err);
            }
            assert!(!ran.err.contains("=quantity"), "{headings}: {}", ran.err);
        }
    }
    // What is more, or by far less, or the same with its tax, is another price: 299 is less than a third.
    for (other, cell) in [
        ("Prix fournisseur HT", "1100"),
        ("Prix extension HT", "299"),
        ("Prix TTC", "1080"),
        ("Prix TTC", "900"),
        ("Prix rabais affiché HT", "900.00"),
    ] {
        let (all, ran) = of(&format!("Offre;Type;Prix HT;{other}\nA;Portable;900;{cell}\n"));
        assert_eq!(all[0]["price_eur"], 900.0, "{other}: {}", ran.err);
    }
    // What the tax is, or the discount, counts no units.
    for (heading, price) in [
        ("Prix HT TVA 20 %", 900.0),
        ("Prix remisé (10%) HT", 900.0),
        ("Prix HT;Prix HT (remise 10 % déduite)", 850.0),
    ] {
        let (all, ran) = of(&format!("Offre;Type;{heading}\nA;Portable;900;850\n"));
        assert_eq!(all[0]["price_eur"], price, "{heading}: {}", ran.err);
    }
}

#[test]
fn a_price_beside_a_discount_and_one_of_nobody_knows_what_are_asked() {
    for (discount, cell) in [("Remise", "15%"), ("Remise (%)", "15"), ("Rem. %", "15,00")] {
        let (all, ran) = of(&format!(
            "Offre;Type;Prix HT;{discount}\nA;Portable;1000;{cell}\nB;Portable;900;\n"
        ));
        assert!(all.iter().all(|one| one["price_eur"].is_null()), "{discount}: {}", ran.err);
        assert!(ran.err.contains("--column \"Prix HT=price_eur\""), "{discount}: {}", ran.err);
        assert!(!ran.err.contains("=quantity"), "{discount}: {}", ran.err);
    }
    // Of none nothing is taken off, and of a price once all is off neither.
    let (all, _) = of("Offre;Type;Prix HT;Remise\nA;Portable;1000;0%\n");
    assert_eq!(all[0]["price_eur"], 1000.0);
    let (all, _) = of("Offre;Type;Prix net HT;Remise\nA;Portable;900;10%\n");
    assert_eq!(all[0]["price_eur"], 900.0);
    for heading in ["Prix unitaire HT (éco-participation incluse)", "Prix BPU HT", "Net HT"] {
        let (all, ran) = of(&format!("Offre;Type;{heading}\nA;Portable;1000\n"));
        assert!(all[0]["price_eur"].is_null(), "{heading}");
        let asks = format!("--column \"{heading}=price_eur\"");
        assert!(ran.err.contains(&asks), "{heading}: {}", ran.err);
    }
    let folder = Folder::new().with("d.csv", "Offre;Type;Prix BPU HT\nA;Portable;1000\n");
    let told = ["offers", "d.csv", "--column", "Prix BPU HT=price_eur", "--format", "json"];
    let all: Value = serde_json::from_str(&folder.run(&told).out).unwrap();
    assert_eq!(all["offers"][0]["price_eur"], 1000.0);
}

#[test]
fn an_amount_is_read_however_it_says_its_money_and_its_tax() {
    for (heading, cell, euros, tax) in [
        ("Prix T.T.C.", "1299", 1299.0, "included"),
        ("P.U. H.T.", "1299", 1299.0, "excluded"),
        ("PUHT", "1299", 1299.0, "excluded"),
        ("Prix EUR H.T.", "1299", 1299.0, "excluded"),
        ("Prix avec TVA", "1299", 1299.0, "included"),
        ("Unit price ex VAT", "1299", 1299.0, "excluded"),
        ("Prix", "EUR 1299", 1299.0, ""),
        ("Prix", "1299€50", 1299.5, ""),
        ("Prix", "1299.-", 1299.0, ""),
        ("Prix", "1299 TTC", 1299.0, "included"),
        ("€", "1299", 1299.0, ""),
    ] {
        let (all, ran) = of(&format!("Offre;Type;{heading}\nA;Portable;{cell}\n"));
        assert_eq!(all[0]["price_eur"], euros, "{heading} {cell}: {}", ran.err);
        let said = all[0]["price_tax"].as_str().unwrap_or("");
        assert_eq!(said, tax, "{heading} {cell}");
        assert!(!ran.err.contains("non lue"), "{heading} {cell}: {}", ran.err);
    }
    // No price has no tax.
    let (all, _) = of("Offre;Type;Prix HT;Prix TTC\nA;Portable;;1200\nB;Portable;900;1080\n");
    let a = all.iter().find(|one| one["offer"] == "A").unwrap();
    assert!(a["price_eur"].is_null() && a["price_tax"].is_null(), "{a}");
}

/// A workbook shows the money by the format of the cell, and not in its value.
#[test]
fn the_money_that_the_format_of_a_cell_shows_is_its_own() {
    let formats = [r"#,##0.00\ [$$-409]", r#"#,##0.00\ "€ HT""#, r#"#,##0.00\ "€ TTC""#, "0.00"];
    let row = |n: usize| {
        format!(
            r#"<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>O{n}</t></is></c><c r="B{n}" t="inlineStr"><is><t>Portable</t></is></c><c r="C{n}" s="{}"><v>999.5</v></c></row>"#,
            n - 1
        )
    };
    let head = data(&["Offre;Type;Prix"]).replace("</sheetData>", "");
    let rows: String = (2..=5).map(row).collect();
    let book = xlsx_of(&[("Devis", format!("{head}{rows}</sheetData>"))], &formats);
    let folder = Folder::new().with("devis.xlsx", book);
    let ran = folder.run(&["offers", "devis.xlsx", "--year", "2025", "--format", "json"]);
    let all: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let all = all["offers"].as_array().unwrap();
    let of = |name: &str| {
        let one = all.iter().find(|one| one["offer"] == name).unwrap();
        (one["price_eur"].clone(), one["price_tax"].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(of("O2"), (Value::Null, String::new()), "{}", ran.err);
    assert!(ran.err.contains("999.5 $"), "{}", ran.err);
    assert_eq!(of("O3"), (999.5.into(), "excluded".into()));
    assert_eq!(of("O4"), (999.5.into(), "included".into()));
    assert_eq!(of("O5"), (999.5.into(), String::new()));
}

#[test]
fn a_lease_has_no_price_of_purchase() {
    let (all, _) = of("Type;Mode d'acquisition;Prix\nPortable;location;32,50\n");
    assert!(all[0]["price_eur"].is_null() && all[0]["eur_per_year"].is_null(), "{}", all[0]);
    let assumed = all[0]["assumed"].to_string();
    assert!(assumed.contains("location") || assumed.contains("lease"), "{assumed}");
    // Whichever cell says it, and under whatever heading: what is bought beside keeps its price.
    for (headings, row, bought) in [
        ("Type;Modèle;Mode;Prix", "Portable;T480;location;38", "Portable;T490;achat;900"),
        ("Type;Modèle;Mode d'acquisition;Prix", "Portable;T480;LOA;38", "Portable;T490;Achat;900"),
        ("Type;Modèle;Etat;Prix", "Portable;T480;Location;38", "Portable;T490;Neuf;900"),
        (
            "Type;Modèle;Prix",
            "Portable;T480 en location 36 mois;38",
            "Portable;T490 ex-location;900",
        ),
        ("Type;Modèle;Prix", "Portable;LLD T480;38", "Portable;T490;900"),
    ] {
        let (all, ran) = of(&format!("{headings}\n{row}\n{bought}\n"));
        let prices: Vec<f64> = all.iter().filter_map(|one| one["price_eur"].as_f64()).collect();
        assert_eq!((all.len(), prices.as_slice()), (2, &[900.0][..]), "{row}: {}", ran.err);
        assert!(!ran.err.to_lowercase().contains("= `achat`"), "{}", ran.err);
    }
    let (all, _) = of("Type;Reconditionné;Prix\nPortable;Grade B;320\n");
    assert_eq!(all[0]["acquisition_mode"], "refurbished");
}

#[test]
fn a_price_that_may_be_of_thousands_is_a_doubt() {
    for cell in ["1,299", "1,099 €", "1.299"] {
        let (found, said) = prices("Prix", cell);
        assert!(found.contains(&Value::Null) && found.contains(&Value::from(989.0)), "{found:?}");
        assert!(said.contains(cell), "{said}");
    }
    // Nor do commas between fields settle it.
    for cell in ["1.299", "1.299 €", "\"1,299\""] {
        for other in ["989", "\"899,50\"", "\"1,299.50\""] {
            let (all, ran) =
                of(&format!("Offre,Type,Prix\nA,Portable,{cell}\nB,Portable,{other}\n"));
            let a = all.iter().find(|one| one["offer"] == "A").unwrap();
            assert!(a["price_eur"].is_null(), "{cell} {other}: {a}");
            let b = all.iter().find(|one| one["offer"] == "B").unwrap();
            assert!(b["price_eur"].as_f64().unwrap() > 800.0, "{other}: {b}");
            assert!(ran.err.contains(cell.trim_matches('"')), "{}", ran.err);
        }
    }
}

/// 185.09 kg over five years, and three years by others before.
#[test]
fn what_is_called_refurbished_shares_its_making() {
    for row in [
        "PC portable reconditionné;T480;X",
        "Portable;T480 reconditionné;X",
        "Ordinateur portable reconditionnée grade A;T480;X",
        "Portable d'occasion;T480;X",
        "Portable refurbished;T480;X",
        "Portable;T480;Reconditionné",
        "PC portable reconditionné à neuf;T480;X",
        "Portable;T480 refurb;X",
        "Portable;T480 2nde main;X",
        "Portable;T480;Grade A",
        "Portable (renewed);T480;X",
        "Portable;T480 ex-location;X",
    ] {
        let (all, ran) =
            of(&format!("Type;Modèle;Offre;Prix\n{row};320\nPortable;Latitude 5440;Y;899\n"));
        let used = all.iter().find(|one| one["price_eur"] == 320.0).unwrap();
        let making = used["making"]["value"].as_f64().unwrap();
        assert!((making - 185.09 / 8.0).abs() < 1e-3, "{row}: {making} {}", ran.err);
        assert_eq!(used["acquisition_mode"], "refurbished", "{row}");
    }
    let (all, _) = of("Type;Modèle;Prix\nPortable;T480 non reconditionné;320\n");
    assert!(all[0]["acquisition_mode"].is_null(), "{}", all[0]);
}

#[test]
fn what_the_condition_says_is_used_is_no_new_machine_and_what_contradicts_is_said() {
    for condition in
        ["Occasion - bon état", "Comme neuf", "Bon état", "used", "remis à neuf", "Grade A"]
    {
        let (all, ran) = of(&format!(
            "Offre;Type;Modèle;Etat;Prix\nA;Portable;T480;{condition};320\nB;Portable;Latitude 5440;Neuf;900\n"
        ));
        let mode = |name: &str| {
            let one = all.iter().find(|one| one["offer"] == name).unwrap();
            one["acquisition_mode"].clone()
        };
        assert_eq!(mode("A"), "refurbished", "{condition}: {}", ran.err);
        assert_ne!(mode("B"), "refurbished", "{condition}");
    }
    for other in [
        "Latitude 5440 (reprise de votre ancien matériel d'occasion)",
        "Latitude 5440 avec chargeur reconditionné",
        "Latitude 5440 batterie reconditionnée",
    ] {
        let (all, _) = of(&format!("Offre;Type;Modèle;Prix\nA;Portable;{other};900\n"));
        assert!(all[0]["acquisition_mode"].is_null(), "{other}");
    }
    let (all, _) =
        of("Offre;Type;Modèle;Mode d'acquisition;Prix\nA;Portable;T480 reconditionné;neuf;320\n");
    assert_eq!(all[0]["acquisition_mode"], "new");
    assert!(all[0]["assumed"].to_string().contains("occasion"), "{}", all[0]);
    let (_, ran) = of("Offre;Type;Etat;Prix\nA;Portable;Neuf;320\nB;Portable;Zorglub;320\n");
    assert!(!ran.err.contains("=STATE"), "{}", ran.err);
}

#[test]
fn tables_below_one_another_keep_their_prices_or_tell_how_many_rows_are_left() {
    let (all, ran) = of(
        "Type;Modèle;Prix HT\nPortable;T480;1000\n\nÉquipement;Garantie (mois);Prix unitaire HT;Modèle\nEcran;36;149;P2422H\n",
    );
    let prices: Vec<f64> = all.iter().filter_map(|one| one["price_eur"].as_f64()).collect();
    assert!(prices.contains(&1000.0) && prices.contains(&149.0), "{all:?} {}", ran.err);
    // A title, then the same columns in another order, and a price that is another.
    let (all, ran) = of(
        "Type;Modèle;Prix HT\nPortable;T480;1000\n\nDevis n°13;;\nModèle;Type;Prix TTC\nT480;Portable;1200\nT490;Portable;1300\n",
    );
    assert_eq!(all.len(), 1, "{}", ran.err);
    assert!(ran.err.contains("2 lignes non lues"), "{}", ran.err);
    assert!(!ran.err.contains("écrivez sur la ligne son type"), "{}", ran.err);
    let (_, ran) =
        of("Offre;Type;Prix HT\nA1;Portable;1000\n\nOffre;Type;Prix TTC\nB1;Portable;1100\n");
    assert!(ran.err.contains("3 lignes = 1 offre + 2 écartées"), "{}", ran.err);
}

/// How a machine comes is no model of its own: what the type errs by is that of both.
#[test]
fn the_same_model_is_one_however_it_is_said_to_come() {
    let low = |rows: [&str; 2]| {
        let (all, ran) = of(&format!("Offre;Type;Modèle;Etat;Prix\n{}\n", rows.join("\n")));
        let one = all.iter().find(|one| one["offer"] == "A").unwrap();
        let low = one["more_than_best"]["low"].as_f64();
        low.unwrap_or_else(|| panic!("{one} {}", ran.err))
    };
    let by_state = low(["A;Portable;Latitude 5440;;900", "B;Portable;Latitude 5440;Occasion;500"]);
    let by_name =
        low(["A;Portable;Latitude 5440;;900", "B;Portable;Latitude 5440 reconditionné;;500"]);
    assert!(by_state > 0.0 && (by_state - by_name).abs() < 0.05, "{by_state} {by_name}");
}

/// A schedule of prices as those who buy write it.
#[test]
fn what_is_supplied_is_what_is_offered() {
    let (all, ran) = of(
        "N°;Désignation;Unité;Quantité;Prix unitaire HT en €\n1.1;Fourniture d'un ordinateur portable 14\" Dell Latitude 5440;U;50;985,50\n1.2;Fourniture d'un écran 24\" Dell P2422H;U;50;152,10\n",
    );
    let mut prices: Vec<(String, f64)> = all
        .iter()
        .map(|one| (one["equipment_type"].to_string(), one["price_eur"].as_f64().unwrap()))
        .collect();
    prices.sort_by(|a, b| a.0.cmp(&b.0));
    let expected = [("\"laptop\"".to_owned(), 985.5), ("\"monitor_24_27in\"".to_owned(), 152.1)];
    assert_eq!(prices, expected, "{}", ran.err);
}

/// Two models of one type weigh the same by it; how each stands to it nobody knows.
#[test]
fn two_models_of_one_type_are_not_said_equal() {
    let (all, _) = of(
        "Offre;Type;Modèle;Prix\nA;Portable;Latitude 5440;899\nB;Portable;T480;320\nC;Portable;T480;330\n",
    );
    let more =
        |name: &str| all.iter().find(|one| one["offer"] == name).unwrap()["more_than_best"].clone();
    // The first by name is the one that the others are held against.
    let (a, b, c) = (more("A"), more("B"), more("C"));
    let bound = |one: &Value, of: &str| one[of].as_f64().unwrap();
    assert!(bound(&a, "low").abs() < 1e-9 && bound(&a, "high").abs() < 1e-9, "{a}");
    assert!(bound(&b, "low") < -5.0 && bound(&b, "high") > 5.0, "{b}");
    assert_eq!(b, c);
    let folder = Folder::new().with(
        "d.csv",
        "Offre;Type;Modèle;Prix\nA;Portable;Latitude 5440;899\nB;Portable;T480;320\n",
    );
    let table = folder.run(&["offers", "d.csv", "--year", "2025"]).out;
    assert!(!table.lines().skip(1).any(|line| line.contains("la plus légère")), "{table}");
    // What is said of an offer goes on below, where a line has no room.
    let words = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("référence, non distinguable"), "{table}");
}

#[test]
fn an_amount_of_the_line_is_no_price_of_one() {
    for (headings, rows) in [
        ("Quantité;Prix unitaire HT;Prix HT", ["10;999;9990", "5;1100,50;5502,50"]),
        ("Prix HT;Qté;PU HT", ["9990;10;999", "5502,50;5;1100,50"]),
        ("Quantité;PU HT;Prix TTC", ["10;999;11988", "5;1100,50;6603"]),
    ] {
        let [a, b] = rows;
        let (all, ran) = of(&format!(
            "Type;Modèle;{headings}\nPortable;Latitude 5440;{a}\nPortable;ThinkPad T14;{b}\n"
        ));
        let paid: Vec<&Value> = all.iter().map(|one| &one["price_eur"]).collect();
        assert_eq!(paid, [&Value::from(999.0), &Value::from(1100.5)], "{headings}: {}", ran.err);
    }
    // One of each: the line is what one costs.
    let (all, _) = of("Type;Modèle;Qté;PU HT;Prix HT\nPortable;Latitude 5440;1;999;999\n");
    assert_eq!(all[0]["price_eur"], 999.0);
}

#[test]
fn a_warranty_that_is_offered_is_not_had_and_said() {
    let (all, ran) =
        of("Offre;Type;Prix HT;Garantie\nA;Portable;1000;3 ans en option\nB;Portable;1000;3 ans\n");
    let named = |name: &str| all.iter().find(|one| one["offer"] == name).unwrap();
    assert_eq!(named("A")["warranty_months"], Value::Null);
    assert_eq!(named("B")["warranty_months"], 36.0);
    assert!(ran.err.contains("durée proposée, non comprise"), "{}", ran.err);
}

#[test]
fn the_price_of_a_lot_is_of_all_of_it_and_services_are_none() {
    let (all, ran) = of(
        "Désignation;Qté;PU HT\nLot de 10 portables Latitude 5440;1;9990\nDell Latitude 5440;10;999\nInstallation;10;50\nLivraison;1;90\nÉco-contribution;10;0,5\n",
    );
    let prices: Vec<&Value> = all.iter().map(|one| &one["price_eur"]).collect();
    assert_eq!(prices, [&Value::from(999.0), &Value::from(999.0)], "{}", ran.err);
    let said = all[0]["assumed"].to_string();
    assert!(said.contains("celui de 10 matériels : divisé"), "{said}");
    assert!(!ran.err.contains("type d'équipement inconnu"), "{}", ran.err);
    assert!(ran.err.contains("3 hors périmètre"), "{}", ran.err);
}

#[test]
fn what_others_used_before_is_told_by_a_column_of_any_heading() {
    for (heading, used) in [
        ("Origine", "Seconde vie"),
        ("Qualité", "Reconditionné Grade A"),
        ("Provenance", "ex-location"),
        ("Source", "second life"),
    ] {
        let (all, ran) = of(&format!(
            "Désignation;PU HT;{heading}\nDell Latitude 5420;450;{used}\nDell Latitude 5440;999;Neuf\n"
        ));
        let mode = |at: usize| all[at]["acquisition_mode"].as_str();
        assert_eq!((mode(0), mode(1)), (Some("refurbished"), Some("new")), "{}", ran.err);
    }
}

#[test]
fn a_lease_with_its_term_is_told_by_a_column_of_any_heading() {
    for (heading, lease) in [
        ("Financement", "LLD 36 mois"),
        ("Mode", "Location 36 mois"),
        ("Procurement", "Lease 36 months"),
    ] {
        let (all, ran) = of(&format!(
            "Désignation;PU HT;{heading}\nDell Latitude 5440;24,90;{lease}\nDell Latitude 5450;899;Achat\n"
        ));
        let named = |name: &str| {
            all.iter().find(|one| one["model"].as_str().unwrap().contains(name)).unwrap()
        };
        assert_eq!(named("5440")["acquisition_mode"], "leased", "{}", ran.err);
        assert_eq!(named("5440")["price_eur"], Value::Null, "{heading}");
        assert_eq!(named("5450")["price_eur"], 899.0);
    }
}
