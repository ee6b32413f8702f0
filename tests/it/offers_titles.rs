//! What the titles of a quotation say of the rows below them.

use crate::offers_read::of;
use serde_json::Value;

/// The offers of a table, each with its price, how it comes, its tax.
fn read(table: &str) -> Vec<(Value, Value, Value)> {
    let (mut all, _) = of(table);
    all.sort_by_key(|one| one["model"].to_string());
    let each = |one: &Value| {
        (one["price_eur"].clone(), one["acquisition_mode"].clone(), one["price_tax"].clone())
    };
    all.iter().map(each).collect()
}

#[test]
fn a_title_of_a_lease_is_of_all_rows_below_it() {
    let rows = "Désignation;Qté;PU HT\nPC portable HP ProBook 440 G11;10;24,90\n";
    for title in ["Proposition de location 36 mois;;", "Offre LLD;;", "Engagement :;36 mois;"] {
        let all = read(&format!("{title}\n{rows}"));
        assert_eq!((&all[0].0, &all[0].1), (&Value::Null, &"leased".into()), "{title}");
    }
    // Nothing is said where both are, or neither.
    for title in ["Vente - Location - Maintenance;;", "Devis n° 2026-114;;"] {
        assert_eq!(read(&format!("{title}\n{rows}"))[0].0, 24.9, "{title}");
    }
    let (all, _) = of(&format!("{rows}Loyers mensuels HT;;\n"));
    assert!(all[0]["price_eur"].is_null(), "a remark below: {all:?}");
    let table = "Désignation;Qté;PU HT\nLOCATION 36 MOIS;;\nPC portable HP ProBook 440 G11;10;24,90\nACHAT;;\nPC portable HP ProBook 450 G11;10;749,00\n";
    let (sections, said) = (read(table), of(table).1.err);
    let is_said = said.contains("titre lu avec les lignes dessous : `LOCATION 36 MOIS`");
    assert!(is_said && !said.contains("écartée : "), "{said}");
    assert_eq!((&sections[0].0, &sections[1].0), (&Value::Null, &749.0.into()));
    let (all, _) = of(
        "Proposition de location;;;\nDésignation;Qté;PU HT;Mode\nPC portable HP ProBook 440 G11;10;749;Achat\n",
    );
    assert_eq!(all[0]["price_eur"], 749.0);
    assert!(all[0]["assumed"].to_string().contains("lue comme un achat"), "{all:?}");
}

#[test]
fn a_title_of_used_machines_is_of_the_rows_of_its_section() {
    let all = read(
        "Désignation;Qté;PU HT\nMatériel reconditionné;;\nPC portable HP ProBook 440 G8;10;349,00\nMatériel neuf;;\nPC portable HP ProBook 450 G11;10;749,00\n",
    );
    assert_eq!((&all[0].1, &all[1].1), (&"refurbished".into(), &"new".into()));
    let (all, _) = of(
        "Désignation;Qté;PU HT\nRECONDITIONNÉ;;\nPC portable HP ProBook 440 G8;10;349,00\nÉcrans et accessoires;;\nÉcran HP P24 G5;10;149,00\n",
    );
    let of_type = |code: &str| {
        let is_of = |one: &&Value| one["equipment_type"].as_str().unwrap().starts_with(code);
        all.iter().find(is_of).unwrap()
    };
    assert_eq!(of_type("laptop")["acquisition_mode"], "refurbished");
    let screen = of_type("monitor");
    assert!(screen["acquisition_mode"].is_null(), "{screen}");
    assert!(screen["assumed"].to_string().contains("celui d'autres lignes"), "{screen}");
}

#[test]
fn a_title_says_the_currency_and_the_tax_of_the_prices_below() {
    let rows = "Désignation;Qté;Prix unitaire\nPC portable HP ProBook 440 G11;10;749,00\n";
    for title in ["Prix en CHF HT;;", "Devis en dollars US (USD);;", "Devise :;CHF;"] {
        let (all, _) = of(&format!("{title}\n{rows}"));
        assert!(all[0]["price_eur"].is_null(), "{title}");
        assert!(all[0]["assumed"].to_string().contains("autre monnaie"), "{title}");
    }
    let all = read(&format!("Tous les prix sont TTC;;\n{rows}"));
    assert_eq!((&all[0].0, &all[0].2), (&749.0.into(), &"included".into()));
    let all = read(&format!("Prix en CHF;;\n{}", rows.replace("749,00", "749,00 €")));
    assert_eq!(all[0].0, 749.0, "its cell says the euro");
}
