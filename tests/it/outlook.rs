//! What is to come: scenarios, renewals, offers.

use crate::support::{Folder, Ran, root, run_in};
use empreinte::estate::Estate;
use empreinte::factor::FactorSet;
use empreinte::indicator::{EstateYear, GatherOptions, Gathered};
use empreinte::method::Method;
use empreinte::renewal::Forecast;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::Value;
use std::fmt::Write;

fn example(args: &[&str]) -> Ran {
    run_in(&root().join("inventories"), args)
}

#[track_caller]
fn json(ran: &Ran) -> Value {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn the_first_year_is_the_years_own_figure_and_levers_add_up() {
    let file = "mairie-exemple/scenarios/sobriete.toml";
    let played = json(&example(&["scenario", "mairie-exemple", file, "--format", "json"]));
    let year = json(&example(&["assess", "mairie-exemple", "--format", "json"]));
    let own = number(&year["overall"][0]["value"]);
    let first = number(&played["baseline"][0]["total"]);
    assert!((first / own - 1.0).abs() < 1e-9, "{first} {own}");
    let levers = played["levers"].as_array().unwrap();
    assert_eq!(levers.len(), 5);
    let alone: f64 = levers.iter().map(|lever| number(&lever["cumulated"]["value"])).sum();
    let together = &played["together"];
    let all = number(&together["cumulated"]["value"]);
    assert!((all - alone - number(&played["interaction"])).abs() < 1e-6 * all.abs());
    for lever in levers.iter().chain([together]) {
        let cumulated = &lever["cumulated"];
        assert!(number(&cumulated["low"]) <= number(&cumulated["value"]));
        assert!(number(&cumulated["value"]) < 0.0, "{lever}");
        // Nothing moves before its first year.
        let first = number(&lever["years"][0]["difference"]["value"]);
        assert!(first.abs() < 1e-9, "{lever}");
    }
    // What lowers most comes first.
    let values: Vec<f64> =
        levers.iter().map(|lever| number(&lever["cumulated"]["value"])).collect();
    assert!(values.is_sorted());
}

#[test]
fn keeping_laptops_longer_buys_fewer_of_them() {
    let set = ["--set", "laptop.lifetime=+2", "--format", "json"];
    let played = json(&example(&[&["scenario", "mairie-exemple"][..], &set].concat()));
    let lever = &played["levers"][0];
    assert!(number(&lever["units_not_bought"]) > 0.0, "{lever}");
    assert!(number(&lever["making"]) < 0.0 && number(&lever["purchase_year_making"]) < 0.0);
    let csv =
        example(&["scenario", "mairie-exemple", "--set", "laptop.lifetime=+2", "--format", "csv"]);
    // A heading, and six years of the baseline, of the lever, and of all together.
    assert_eq!(csv.out.lines().count(), 1 + 6 * 3, "{}", csv.out);
}

#[test]
fn a_lever_that_moves_nothing_is_nothing_and_a_contract_is_said() {
    let args = ["scenario", "mairie-exemple", "--set", "headcount=-0%", "--format", "json"];
    let nothing = json(&example(&args));
    assert!(number(&nothing["together"]["cumulated"]["value"]).abs() < 1e-6);
    let args = ["scenario", "mairie-exemple", "--set", "electricity=contract", "--lang", "en"];
    let contract = example(&args);
    assert!(contract.out.contains("market-based"), "{}", contract.out);
}

#[test]
fn a_lever_that_cannot_be_says_what_can() {
    let said = |set: &str| {
        let ran = example(&["scenario", "mairie-exemple", "--set", set, "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{set}: {}", ran.out);
        ran.err
    };
    assert!(said("laptop.refurbished=-20%").contains("0% to 100%"));
    assert!(said("laptop.refurbished=120%").contains("0% to 100%"));
    assert!(said("laptop.colour=red").contains("possible levers"));
    assert!(said("laptop").contains("possible levers"));
    assert!(said("hovercraft.lifetime=+1").contains("types and rooms there are"));
    assert!(said("laptop.lifetime=-40").contains("the lifetime is now"));
    // The word that was meant; and no number beyond what a hand could mean.
    assert!(said("laptp.lifetime=+1").contains("did you mean `laptop`?"));
    assert!(said("laptop.lifetme=+1").contains("did you mean `lifetime`?"));
    assert!(said("electricty=-10%").contains("did you mean `electricity`?"));
    assert!(said("papr.amount=-20%").contains("did you mean `paper`?"));
    assert!(said("headcount=1e12").contains("at most 11 times"));
    assert!(said("laptop.count=1e9").contains("at most 11 times"));
    assert!(said("monitor.per_person=2000").contains("0 to 100"));
    assert!(said("DC-HDV.pue=0.4").contains("from 1 to 5"));
    assert!(said("fax_machines.amount=-20%").contains("services there are"));
    // By itself, nothing is replaced.
    assert!(said("desktop.replaced_by=100% desktop").contains("another type"));
    let twice = ["--set", "laptop.lifetime=+1", "--set", "laptop.lifetime=8", "--lang", "en"];
    let twice = example(&[&["scenario", "mairie-exemple"][..], &twice].concat());
    assert!(twice.code == Some(2) && twice.err.contains("given twice"), "{}", twice.err);
    let args = ["scenario", "mairie-exemple", "--set", "laptop.lifetime=+1", "--lang", "en"];
    let other = example(&[&args[..], &["--method", "ghg-protocol"]].concat());
    assert!(other.code == Some(2) && other.err.contains("under rcp-si"), "{}", other.err);
    let file = |text: &str| {
        let folder = Folder::new().with("s.toml", text);
        let estate = root().join("inventories/mairie-exemple");
        let args = ["scenario", estate.to_str().unwrap(), "s.toml", "--lang", "en"];
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(2), "{text}: {}", ran.out);
        ran.err
    };
    let wrong = file("years = 5\n\n[[lever]]\nset = \"laptop.refurbished = -5%\"\n");
    assert!(wrong.contains("s.toml, line 4") && wrong.contains("-5%"), "{wrong}");
    assert!(file("years = 5\n[[lever]]\nsett = \"x\"\n").contains("s.toml, line 3"));
    assert!(file("years = 80\n").contains("1 to 30"));
    assert!(file("years = 5\n").contains("no lever"));
    let late = file("[[lever]]\nset = \"laptop.lifetime = +1\"\nfrom = 2025\n");
    assert!(late.contains("from 2026 to 2030") || late.contains("2026"), "{late}");
    let lever = "[[lever]]\nset = \"laptop.lifetime = +1\"\n";
    let twice = file(&format!("{lever}{lever}"));
    assert!(twice.contains("s.toml, line 4") && twice.contains("twice"), "{twice}");
    assert!(file(&format!("{lever}cost_eur = -5\n")).contains("euros expected"));
    assert!(file(&format!("{lever}cost_eur = inf\n")).contains("euros expected"));
    // The years asked for are played in place of the file's.
    let folder = Folder::new().with("s.toml", format!("years = 5\n{lever}"));
    let estate = root().join("inventories/mairie-exemple");
    let args = ["scenario", estate.to_str().unwrap(), "s.toml", "--format", "json"];
    let asked = json(&folder.run(&[&args[..], &["--years", "2"]].concat()));
    assert_eq!(asked["baseline"].as_array().map(Vec::len), Some(3), "{asked}");
    let none = folder.run(&[&args[..], &["--years", "0", "--lang", "en"]].concat());
    assert!(none.code == Some(2) && none.err.contains("--years"), "{}", none.err);
}

#[test]
fn a_kilowatt_hour_that_weighs_less_leaves_the_operators_gigabytes() {
    let args = ["scenario", "mairie-exemple", "--set", "electricity=-10%", "--format", "json"];
    let played = json(&example(&args));
    let before = &played["baseline"][1];
    // 0.0461 kg a kilowatt-hour in France, 2025, kept for the years to come.
    let expected = -0.1 * 0.0461 * number(&before["kwh"]);
    let found = number(&played["levers"][0]["years"][1]["difference"]["value"]);
    assert!((found / expected - 1.0).abs() < 1e-6, "{found} {expected}");
}

#[test]
fn a_lever_on_a_service_has_the_error_of_its_factor() {
    let args = ["scenario", "mairie-exemple", "--set", "paper.amount=-20%", "--format", "json"];
    let played = json(&example(&args));
    let of = &played["levers"][0]["cumulated"];
    let (low, value, high) = (number(&of["low"]), number(&of["value"]), number(&of["high"]));
    assert!(low < value * 1.05 && high > value * 0.95 && high < 0.0, "{of}");
}

#[test]
fn offers_set_aside_and_rents_are_said_and_used_ones_are_used() {
    let text = "Type;Modèle;État;PU HT;Indice\nPortable;A;Reconditionné;45 €/mois;7,8 sur 10\nPortable;B;Neuf;1 299,00 € HT;8\nGrille-pain;C;Neuf;20;\n";
    let folder = Folder::new().with("devis.csv", text);
    let ran =
        folder.run(&["offers", "devis.csv", "--year", "2025", "--format", "json", "--lang", "en"]);
    let offers = json(&ran);
    let all = offers["offers"].as_array().unwrap();
    assert_eq!(all.len(), 2, "{}", ran.out);
    let of = |model: &str| all.iter().find(|one| one["model"] == model).unwrap();
    assert_eq!(of("A")["acquisition_mode"], "refurbished", "{}", of("A"));
    assert!(of("A")["price_eur"].is_null() && of("B")["price_eur"] == 1299.0);
    assert_eq!(of("A")["repair_index"], 7.8);
    assert!(ran.err.contains("45 €/mois") && ran.err.contains("Grille-pain"), "{}", ran.err);
}

#[test]
fn a_scenario_that_init_writes_is_one_that_is_played() {
    let written = example(&["scenario", "init", "mairie-exemple"]);
    assert_eq!(written.code, Some(0), "{}", written.err);
    assert!(written.out.contains("[[lever]]"), "{}", written.out);
    let folder = Folder::new().with("s.toml", &written.out);
    let estate = root().join("inventories/mairie-exemple");
    let args = ["scenario", estate.to_str().unwrap(), "s.toml", "--format", "json"];
    let played = json(&folder.run(&args));
    for lever in played["levers"].as_array().unwrap() {
        assert!(number(&lever["cumulated"]["value"]) < 0.0, "{lever}");
    }
}

#[test]
fn renewals_add_up_and_show_what_happened() {
    let ran = example(&["renewals", "mairie-exemple", "--years", "3", "--format", "json"]);
    let renewals = json(&ran);
    let lines = renewals["renewals"].as_array().unwrap();
    for year in [2026, 2027, 2028] {
        let of: Vec<&Value> = lines.iter().filter(|line| line["year"] == year).collect();
        let sum = |keep: fn(&Value) -> bool| -> f64 {
            of.iter().filter(|line| keep(line)).map(|line| number(&line["units"]["value"])).sum()
        };
        let all = sum(|line| line["equipment_type"] == "");
        let types = sum(|line| line["equipment_type"] != "" && line["site"].is_null());
        let sites = sum(|line| !line["site"].is_null());
        assert!((all - types).abs() < 1e-9 && (all - sites).abs() < 1e-9, "{year}");
        assert!(all > 0.0);
    }
    assert!(renewals["happened"].as_array().unwrap().len() >= 3);
    let text = example(&["renewals", "mairie-exemple", "--lang", "en"]);
    assert!(text.out.contains("units to replace") && text.out.contains("happened"), "{}", text.out);
    let wrong = example(&["renewals", "mairie-exemple", "--years", "0", "--lang", "en"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("1 to 30"), "{}", wrong.err);
}

#[test]
fn a_system_out_of_support_is_named_with_its_source() {
    let table = "Nom;Type;Fabricant;Modèle;Numéro de série;Système d'exploitation - Nom;Statut\n\
                 PC-1;Ordinateur portable;Dell;Latitude 5490;8HX2KM3;Microsoft Windows 10 Professionnel;En service\n\
                 PC-2;Ordinateur portable;Dell;Latitude 5490;8HX2KM4;Microsoft Windows 7;En service\n";
    let folder = Folder::new().with("2025.csv", table);
    let ran = folder.run(&["renewals", "2025.csv", "--format", "json"]);
    let renewals = json(&ran);
    let systems = renewals["out_of_support"].as_array().unwrap();
    assert_eq!(systems.len(), 2, "{renewals}");
    assert_eq!(systems[0]["ends"], "2020-01-14");
    assert!(systems[0]["source"].as_str().unwrap().starts_with("https://"));
}

#[test]
fn worn_batteries_are_named_by_their_rows_and_counted_as_the_indicator_counts_them() {
    let table = "equipment_id,equipment_type,status,battery_health_pct\n\
                 A,laptop,in_service,41.5\nB,laptop,in_service,90\nC,laptop,in_service,\n\
                 D,tablet,in_service,79\n";
    let folder = Folder::new().with("2025.csv", table);
    let worn = &json(&folder.run(&["renewals", "2025.csv", "--format", "json"]))["worn_batteries"];
    assert_eq!((&worn["below_pct"], &worn["units"]), (&80.0.into(), &2.0.into()), "{worn}");
    assert_eq!((&worn["of_known"], &worn["of_all"]), (&3.0.into(), &4.0.into()), "{worn}");
    let lines: Vec<_> = worn["rows"].as_array().unwrap().iter().map(|row| &row["line"]).collect();
    assert_eq!(lines, [2, 5]);
    let french = folder.run(&["renewals", "2025.csv", "--lang", "fr"]).out;
    let said = "Batteries sous 80 % de leur capacité d'origine : 2 unités, sur 3 portables, tablettes et smartphones qui la disent.\n  2025.csv, lignes 2, 5\n";
    assert!(french.replace(['\u{a0}', '\u{202f}'], " ").contains(said), "{french}");
    let silent = Folder::new().with("2025.csv", "equipment_id,equipment_type\nA,laptop\n");
    let english = silent.run(&["renewals", "2025.csv", "--lang", "en"]).out;
    assert!(english.contains("Batteries unknown"), "{english}");
    let fixed = Folder::new().with("2025.csv", "equipment_id,equipment_type\nA,desktop\n");
    assert!(!fixed.run(&["renewals", "2025.csv", "--lang", "en"]).out.contains("atteries"));
}

#[test]
fn the_headings_of_quotations_are_read() {
    let text = "Offre;Désignation;Prix HT;Garantie 3 ans\n\
                Lot 1;PC portable Dell Latitude 5450;900;oui\nLot 2;PC portable HP;800;non\n";
    let folder = Folder::new().with("devis.csv", text);
    let ran =
        folder.run(&["offers", "devis.csv", "--year", "2025", "--format", "json", "--lang", "en"]);
    let offers = json(&ran);
    let of = |id: &str| {
        let all = offers["offers"].as_array().unwrap();
        all.iter().find(|one| one["offer"] == id).unwrap_or_else(|| panic!("{offers}")).clone()
    };
    assert_eq!(of("Lot 1")["warranty_months"], 36.0);
    assert!(of("Lot 2")["warranty_months"].is_null());
    assert!(!ran.err.contains("columns not read"), "{}", ran.err);
    // What the extension costs is no duration.
    let folder = Folder::new().with("devis.csv", text.replace(";oui", ";120 €"));
    let ran =
        folder.run(&["offers", "devis.csv", "--year", "2025", "--format", "json", "--lang", "en"]);
    assert!(ran.err.contains("columns not read: Garantie 3 ans"), "{}", ran.err);
}

#[test]
fn a_model_named_among_the_words_of_a_type_is_priced_by_the_model() {
    let making = |text: &str| -> Vec<(Value, Value)> {
        let folder = Folder::new().with("devis.csv", text);
        let sets = ["--factors", "core-2026.12", "--factors", "pcf-2026.12"];
        let args = ["offers", "devis.csv", "--year", "2025", "--format", "json"];
        let offers = json(&folder.run(&[&args[..], &sets].concat()));
        let of = offers["offers"].as_array().unwrap();
        of.iter().map(|one| (one["matched_by"].clone(), one["making"]["value"].clone())).collect()
    };
    let named = making("Type;Marque;Modèle;Prix\nPortable;Dell;Latitude 5450;900\n");
    assert_eq!(named[0].0, "model");
    for text in [
        "Désignation;Prix HT\nPC portable Dell Latitude 5450;900\n",
        "Offre;Libellé;Prix HT\nA;Ordinateur portable Dell Latitude 5450;900\n",
    ] {
        assert_eq!(making(text), named, "{text}");
    }
    // What names no model is priced by its type.
    let kind = making("Désignation;Prix HT\nPC portable 15 pouces;900\n");
    assert_eq!(kind[0].0, "type");
}

/// Laptops bought over eight years, of which each lasts by a law that is known.
fn simulated(seed: u64) -> (String, f64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut unit = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
    let mut rows = String::from("equipment_id,equipment_type,acquired_on,status,exited_on\n");
    let mut next = 0.0;
    let start = empreinte::table::Day::first_of(2017);
    #[expect(clippy::cast_possible_truncation, reason = "some thousand days")]
    let day = |years: f64| empreinte::table::Day(start.0 + (years * 365.25) as i32);
    for n in 0..400 {
        let bought = unit() * 9.0;
        let lasts = 5.0 * (-(1.0 - unit()).ln()).powf(1.0 / 3.0);
        let left = bought + lasts;
        let (status, exited) = if left < 9.0 {
            ("exited", day(left).to_string())
        } else {
            ("in_service", String::new())
        };
        let _ = writeln!(rows, "L{n},laptop,{},{status},{exited}", day(bought));
        if (9.0..10.0).contains(&left) {
            next += 1.0;
        }
    }
    (rows, next)
}

#[test]
fn nine_times_of_ten_the_interval_holds_what_happens() {
    let set = FactorSet::shipped().unwrap();
    let method = Method::named("rcp-si").unwrap();
    let mut held = 0;
    let tries = 100;
    for seed in 0..tries {
        let (rows, happened) = simulated(seed);
        let folder =
            Folder::inventory(&rows).with("answers.toml", "[records]\nsince = 2017-01-01\n");
        let estate = Estate::open(&[folder.path(".")]).unwrap();
        let options = GatherOptions::of(2025);
        let gathered = Gathered::read(&estate, &set, &method, &options, |_, _| {}).unwrap();
        let facts = EstateYear::of(&gathered, 2025).unwrap();
        let told = Forecast::of(&facts, 1).lines[0].units;
        held += u64::from(told.low <= happened && happened <= told.high);
    }
    assert!((84..=97).contains(&held), "{held} of {tries}");
}

const OFFERS: &str = "equipment_id,equipment_type,manufacturer,model,price_eur,repair_index,warranty_months,acquisition_mode,upstream_months\n\
    A,laptop,Dell,Latitude 5440,980,8.4,36,new,\n\
    B,laptop,Dell,Latitude 5440,420,,12,refurbished,36\n\
    C,smartphone,Fairphone,Fairphone 5,590,A,60,new,\n";

#[test]
fn offers_stand_side_by_side_per_year_of_service() {
    let folder = Folder::new().with("devis.csv", OFFERS);
    let ran = folder.run(&["offers", "devis.csv", "--year", "2025", "--format", "json"]);
    let offers = json(&ran);
    let of = |id: &str| -> Value {
        let all = offers["offers"].as_array().unwrap();
        all.iter().find(|offer| offer["offer"] == id).unwrap().clone()
    };
    let (new, used, phone) = (of("A"), of("B"), of("C"));
    // The refurbished one shares its making with three years of others.
    let years = number(&new["years"]);
    let ratio = number(&used["making"]["value"]) / number(&new["making"]["value"]);
    assert!((ratio - years / (years + 3.0)).abs() < 1e-9, "{ratio}");
    assert!((number(&new["eur_per_year"]) - 980.0 / years).abs() < 1e-9);
    assert_eq!(phone["repair_class"], "A");
    assert_eq!(new["repair_index"], 8.4);
    assert!(number(&used["more_than_best"]["value"]).abs() < 1e-9);
    let text = folder.run(&["offers", "devis.csv", "--year", "2025", "--lang", "en"]);
    assert!(text.out.contains("the lightest") && text.out.contains("assumed"), "{}", text.out);
}

#[test]
fn offers_that_lack_a_part_have_no_total_and_equal_ones_no_difference() {
    let text = "offre;type;marque;modèle;prix;Garantie;Indice de réparabilité;couleur\n\
        x;Portable;Dell;Latitude 5440;900;3 ans;8,4;gris\n\
        y;Portable;Dell;Latitude 5440;700;1 an;;noir\n\
        z;Lecteur de bandes;;;400;;;\n";
    let folder = Folder::new().with("devis.csv", text);
    let ran = folder.run(&["offers", "devis.csv", "--year", "2025", "--format", "json"]);
    assert!(ran.err.contains("couleur"), "{}", ran.err);
    let offers = json(&ran)["offers"].as_array().unwrap().clone();
    let laptops: Vec<&Value> =
        offers.iter().filter(|offer| offer["equipment_type"] == "laptop").collect();
    assert_eq!(laptops.len(), 2);
    for offer in laptops {
        assert_eq!(offer["more_than_best"]["value"], 0.0);
        assert_eq!(offer["more_than_best"]["high"], 0.0);
    }
    let of = |price: f64| offers.iter().find(|offer| offer["price_eur"] == price).unwrap();
    assert_eq!(of(900.0)["warranty_months"], 36.0);
    assert_eq!(of(900.0)["repair_index"], 8.4);
    // Neither its making nor its use may stand for both.
    let tape = of(400.0);
    let lacks = tape["making"].is_null() || tape["use"].is_null();
    assert!(lacks && tape["total"].is_null(), "{tape}");
    let text = folder.run(&["offers", "devis.csv", "--year", "2025", "--lang", "fr"]);
    assert!(!text.out.contains(".0 ans") && text.out.contains("ans de service"), "{}", text.out);
}

#[test]
fn a_class_that_is_none_is_said_with_its_line_and_what_to_write() {
    let text = "equipment_id,equipment_type,model,price_eur,repair_index\n\
                a,smartphone,Galaxy A55,389,classe B\nb,smartphone,X,400,F\nc,laptop,Y,900,A\n\
                d,tablet,Z,B,C\ne,zorglub,W,10,G\nf,zorglub,W,10,A\ng,laptop,V,800,12\n\
                h,laptop,U,700,N/A\ni,laptop,T,700,-\n";
    let folder = Folder::new().with("devis.csv", text);
    let ran = folder.run(&["offers", "devis.csv", "--year", "2025", "--lang", "en"]);
    let said: Vec<&str> =
        ran.err.lines().filter(|line| line.starts_with("cell not read")).collect();
    let of = |line: u32, column: &str| {
        let place = format!("devis.csv:{line} `{column}`");
        let said: Vec<&&str> = said.iter().filter(|said| said.contains(&place)).collect();
        assert!(said.len() <= 1, "{said:?}");
        said.first().map(|said| (**said).to_owned())
    };
    // A class of a phone is read; a letter that is none, and one of a laptop, are set aside.
    assert_eq!(of(2, "repair_index"), None);
    let none = of(3, "repair_index").unwrap();
    assert!(
        none.contains("`F`") && none.contains("class A to E") && none.contains("`8.4`"),
        "{none}"
    );
    let laptop = of(4, "repair_index").unwrap();
    assert!(laptop.contains("phones and tablets alone"), "{laptop}");
    // A letter is no price, whatever stands beside it.
    let price = of(5, "price_eur").unwrap();
    assert!(price.contains("not an amount in euros") && of(5, "repair_index").is_none(), "{price}");
    // Offers that are set aside are said once, for what sets them aside.
    assert_eq!((of(6, "repair_index"), of(7, "repair_index")), (None, None));
    let aside = ran.err.lines().filter(|line| line.contains("zorglub")).count();
    assert_eq!(aside, 2, "{}", ran.err);
    assert!(of(8, "repair_index").unwrap().contains("`12`"));
    assert_eq!(said.len(), 4, "{}", ran.err);
    let json = json(&folder.run(&["offers", "devis.csv", "--year", "2025", "--format", "json"]));
    let classes: Vec<&Value> =
        json["offers"].as_array().unwrap().iter().map(|one| &one["repair_class"]).collect();
    assert_eq!(classes.iter().filter(|class| !class.is_null()).count(), 2, "{classes:?}");
}

#[test]
fn a_column_that_asks_whether_it_is_refurbished_is_read() {
    let making = |text: &str| -> Vec<f64> {
        let folder = Folder::new().with("devis.csv", text);
        let ran = folder.run(&["offers", "devis.csv", "--year", "2025", "--format", "json"]);
        let offers = json(&ran)["offers"].as_array().unwrap().clone();
        let of = |id: &str| {
            let of = |offer: &&Value| offer["model"].as_str().unwrap().contains(id);
            number(&offers.iter().find(of).unwrap()["making"]["value"])
        };
        vec![of("5450"), of("5430")]
    };
    // A laptop of 185.09 kg over five years, or over five and three of others before.
    for text in [
        "Désignation;Prix HT;Reconditionné\nPC portable Dell Latitude 5450;1049;non\nPC portable Dell Latitude 5430;489;oui\n",
        "Type,Brand,Model,Price,Condition\nLaptop,Dell,Latitude 5450,1049.00,New\nLaptop,Dell,Latitude 5430,489.00,Refurbished\n",
        "Type;Modèle;Prix;Refurbished\nPortable;Latitude 5450;1049;no\nPortable;Latitude 5430;489;yes\n",
    ] {
        let found = making(text);
        assert!((found[0] - 185.09 / 5.0).abs() < 1e-3, "{found:?}");
        assert!((found[1] - 185.09 / 8.0).abs() < 1e-3, "{found:?}");
    }
}

#[test]
fn offers_are_named_whole_and_what_is_read_is_not_said_unread() {
    let text = "type;manufacturer;model;price_eur;repair_index;cpu_model\n\
                laptop;Lenovo;ThinkPad P16s Generation 3 Mobile Workstation AMD;900;8;\n\
                smartphone;Samsung;Galaxy A55;389;B;\nserver;Dell;PowerEdge R670;9000;;Xeon inconnu 9999\n\
                zorglub;x;y;1;;\n";
    let folder = Folder::new().with("devis.csv", text);
    let ran = folder.run(&["offers", "devis.csv", "--year", "2026", "--lang", "fr"]);
    assert!(ran.out.contains("ThinkPad P16s Generation 3 Mobile Workstation AMD"), "{}", ran.out);
    assert!(ran.out.contains("xeon inconnu 9999"), "{}", ran.out);
    assert!(ran.out.contains("électricité de 2026 au poids de celle de 2025"), "{}", ran.out);
    assert!(!ran.err.contains("cellule non lue") && ran.err.contains("1 écartée "), "{}", ran.err);
    let csv = folder.run(&["offers", "devis.csv", "--year", "2025", "--format", "csv"]);
    assert!(!csv.out.contains(",-0"), "{}", csv.out);
}
