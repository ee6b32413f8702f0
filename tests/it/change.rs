//! Why a year's figure is not another's: what must hold for any two years.

use crate::support::{Folder, Ran, root, round, run_in};
use serde_json::Value;

const HEAD: &str = "equipment_id,equipment_type,site,acquired_on,quantity,annual_energy_kwh,serial";

/// An estate of two years, its rows under [`HEAD`].
fn estate(old: &[&str], new: &[&str]) -> Folder {
    let table = |rows: &[&str]| format!("{HEAD}\n{}\n", rows.join("\n"));
    Folder::new()
        .with("inventories/2024.csv", table(old))
        .with("inventories/2025.csv", table(new))
        .with("estate.toml", "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n")
}

fn ran(estate: &Folder, more: &[&str]) -> Ran {
    let factors = round();
    let mut args = vec!["change", ".", "--lang", "en", "--factors", factors.to_str().unwrap()];
    args.extend(more);
    estate.run(&args)
}

#[track_caller]
fn change(estate: &Folder, more: &[&str]) -> Value {
    let ran = ran(estate, &[more, &["--format", "json"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let change: Value = serde_json::from_str(&ran.out).unwrap();
    whole(&change);
    change
}

fn effect(change: &Value, name: &str) -> f64 {
    let effects = change["effects"].as_array().unwrap();
    effects.iter().find(|one| one["effect"] == name).unwrap()["value"].as_f64().unwrap()
}

/// The same to the last bit.
#[track_caller]
fn same(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 0.0, "{what}: {found} {expected}");
}

/// Effects, shares and flows each sum to the difference of the totals.
#[track_caller]
fn whole(change: &Value) {
    let number = |value: &Value| value.as_f64().unwrap();
    let sum = |list: &Value| -> f64 {
        list.as_array().unwrap().iter().map(|one| number(&one["value"])).sum()
    };
    let before = number(&change["from"]["total"]["value"]);
    let published = &change["from"]["published"]["total"];
    same(before, published.as_f64().unwrap_or(before), "published");
    let rerun = change["from"]["made_again"]["value"].as_f64().unwrap_or(before);
    let difference = number(&change["to"]["total"]["value"]) - before;
    let near = |found: f64, expected: f64| {
        let size = before.abs().max(1.0);
        assert!((found - expected).abs() < 1e-9 * size, "{found} {expected}");
    };
    near(sum(&change["effects"]), difference);
    near(number(&change["difference"]["value"]), difference);
    near(sum(&change["shares"]), difference - (rerun - before));
    let flows = change["flows"].as_object().unwrap().values();
    near(flows.map(|flow| number(&flow["change"])).sum(), difference);
    for check in change["checks"].as_array().unwrap() {
        assert!(number(&check["lmdi"]).is_finite());
    }
}

const OLD: [&str; 6] = [
    "A1,laptop,Nord,2020-03-01,1,,SN-A1-2020",
    "A2,laptop,Nord,2012-03-01,1,,SN-A2-2012",
    "A3,server,Sud,2019-06-01,1,900,SN-A3-2019",
    "A4,monitor,Sud,2018-01-01,4,,",
    "A5,desktop,Nord,2014-05-01,1,,SN-A5-2014",
    "A6,desktop,Sud,2022-05-01,1,,SN-A6-2022",
];
const NEW: [&str; 6] = [
    "A1,laptop,Nord,2020-03-01,1,,SN-A1-2020",
    "A2,laptop,Sud,2012-03-01,1,,SN-A2-2012",
    "A3,server,Sud,2019-06-01,1,700,SN-A3-2019",
    "A4,monitor,Sud,2018-01-01,6,,",
    "A6,desktop,Sud,2022-05-01,1,,SN-A6-2022",
    "A7,laptop,Nord,2025-02-01,2,,",
];

#[test]
fn a_year_with_itself_is_nothing() {
    let change = change(&estate(&OLD, &NEW), &["2025", "2025"]);
    for one in change["effects"].as_array().unwrap() {
        assert_eq!(one["value"], 0.0, "{one}");
    }
    assert_eq!(change["flows"]["left"]["units"], 0.0);
}

#[test]
fn years_swapped_swap_the_signs() {
    let estate = estate(&OLD, &NEW);
    let (there, back) = (change(&estate, &["2024", "2025"]), change(&estate, &["2025", "2024"]));
    for one in there["effects"].as_array().unwrap() {
        let name = one["effect"].as_str().unwrap();
        same(effect(&back, name), -effect(&there, name), name);
    }
    assert_eq!(back["flows"]["left"]["units"], there["flows"]["arrived"]["units"]);
    assert!(effect(&there, "ageing") != 0.0 && effect(&there, "energy_per_unit") < 0.0);
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let (mut old, mut new) = (OLD, NEW);
    let plain = ran(&estate(&old, &new), &["--format", "json"]).out;
    old.reverse();
    new.rotate_left(3);
    assert_eq!(plain, ran(&estate(&old, &new), &["--format", "json"]).out);
}

#[test]
fn ageing_alone_is_ageing() {
    let row = ["B1,laptop,Nord,2012-01-01,1,,SN-B1-2012"];
    let change = change(&estate(&row, &row), &[]);
    // Nothing was bought, nothing left: what fell is F/age, and the leap year's days.
    assert!(effect(&change, "ageing") < 0.0);
    for name in ["volume", "mix", "model", "lifetime", "perimeter", "data_quality"] {
        same(effect(&change, name), 0.0, name);
    }
}

#[test]
fn units_more_of_a_type_move_volume_and_mix_alone() {
    let old = ["C1,laptop,Nord,2022-01-01,10,,", "C2,desktop,Nord,2022-01-01,10,,"];
    let new = ["C1,laptop,Nord,2022-01-01,15,,", "C2,desktop,Nord,2022-01-01,10,,"];
    let change = change(&estate(&old, &new), &[]);
    assert!(effect(&change, "volume") > 0.0);
    for name in ["model", "lifetime", "ageing", "energy_per_unit", "perimeter", "data_quality"] {
        assert!(effect(&change, name).abs() < 1e-9, "{name}");
    }
}

#[test]
fn what_leaves_in_the_later_year_is_not_held_when_it_is_over() {
    let table = |rows: &str| format!("equipment_id,equipment_type,acquired_on,exited_on\n{rows}");
    let kept = "A,laptop,2023-01-01,\nB,laptop,2023-01-01,\n";
    let old = format!("{kept}C,laptop,2023-01-01,\nD,laptop,2023-01-01,\n");
    let new = format!(
        "{kept}C,laptop,2023-01-01,2025-06-30\nD,laptop,2023-01-01,2025-06-30\nE,laptop,2025-01-01,\n"
    );
    let folder = Folder::new()
        .with("inventories/2024.csv", table(&old))
        .with("inventories/2025.csv", table(&new))
        .with("estate.toml", "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n");
    // Four were held, three are: they are no fewer over the year (2 + 2 halves + 1), and no sentence
    // says that there are five.
    let change = change(&folder, &[]);
    assert_eq!(change["common"][0]["units"], serde_json::json!([4.0, 3.0]), "{}", change["common"]);
    let units = |flow: &str| change["flows"][flow]["units"].clone();
    let found = serde_json::json!([units("stayed"), units("left"), units("arrived")]);
    assert_eq!(found, serde_json::json!([2.0, 2.0, 1.0]));
    let left = &change["flows"]["left"];
    let (before, after) = (left["before"].as_f64().unwrap(), left["after"].as_f64().unwrap());
    assert!(0.0 < after && after < before, "they weigh until June: {left}");
    let said = ran(&folder, &[]).out;
    assert!(!said.contains("4 then 5") && !said.contains("more units"), "{said}");
}

#[test]
fn an_estate_of_which_nothing_is_left_has_fewer_units_and_no_other_mix() {
    let old = ["D1,laptop,Nord,2022-01-01,1,,", "D2,server,Sud,2022-01-01,1,,"];
    let table = |rows: &str| format!("{HEAD},exited_on\n{rows}");
    let gone = old.map(|row| format!("{row},2025-01-01")).join("\n");
    let folder = estate(&old, &[]).with("inventories/2025.csv", table(&gone));
    let change = change(&folder, &[]);
    let before = change["from"]["total"]["value"].as_f64().unwrap();
    assert!((effect(&change, "volume") + before).abs() < 1e-9, "{}", change["effects"]);
    assert!(effect(&change, "mix").abs() < 1e-9);
    assert!(
        ran(&folder, &[]).out.contains("fewer units (2 then 0 units"),
        "{}",
        ran(&folder, &[]).out
    );
}

#[test]
fn a_type_that_is_gone_is_of_the_mix_whole() {
    // A server that nothing names: one that is named, and listed no more, is told to have left or is not.
    let old = ["D1,laptop,Nord,2022-01-01,1,,", ",server,Nord,2022-01-01,1,0,"];
    let new = ["D1,laptop,Nord,2022-01-01,1,,", "D3,laptop,Nord,2022-01-01,1,,"];
    let change = change(&estate(&old, &new), &[]);
    let shares = change["shares"].as_array().unwrap();
    let of_server = shares.iter().filter(|share| share["equipment_type"] == "server");
    assert!(of_server.clone().count() > 0);
    for share in of_server {
        assert_eq!(share["effect"], "mix", "{share}");
    }
}

#[test]
fn another_method_before_moves_nothing_else() {
    let estate = estate(&OLD, &NEW);
    let (plain, before) =
        (change(&estate, &[]), change(&estate, &["--before-method", "ecodiag-stock"]));
    for one in plain["effects"].as_array().unwrap() {
        let name = one["effect"].as_str().unwrap();
        if name == "factor_set" {
            assert!(effect(&before, name) != 0.0);
        } else {
            same(effect(&before, name), effect(&plain, name), name);
        }
    }
    assert_eq!(before["from"]["published"]["method"], "ecodiag-stock");
}

/// A copy of the round set under its own name, a laptop making so many kilograms.
fn copy(laptop: &str) -> Folder {
    let mut copy = Folder::new();
    for file in std::fs::read_dir(round()).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.replace("gwp,200,kgCO2e", &format!("gwp,{laptop},kgCO2e"));
        if name != "manifest.sha256" {
            copy = copy.with(&name, text);
        }
    }
    copy
}

#[test]
fn another_set_of_the_same_name_is_another_set() {
    let rows = ["L1,laptop,Nord,2024-01-01,10,0,"];
    let estate = estate(&rows, &rows);
    let before = |laptop: &str| {
        let copy = copy(laptop);
        let of = copy.path(".");
        let args = ["--before-factors", of.to_str().unwrap(), "--unsigned-factors"];
        let said = ran(&estate, &args).out;
        (change(&estate, &args), said)
    };
    // Ten laptops of 180 kg over four years, made again with 200: 50 kg more.
    let (lighter, said) = before("180");
    assert!((effect(&lighter, "factor_set") - 50.0).abs() < 1e-9, "{lighter}");
    assert!(said.contains("Other factors or another method") && !said.contains("otherwise known"));
    // The same numbers under another hash: another set, and nothing moved.
    let (same_numbers, said) = before("200.0");
    same(effect(&same_numbers, "factor_set"), 0.0, "factor_set");
    assert!(said.contains("Other factors or another method"), "{said}");
    // Nothing else moves.
    let plain = change(&estate, &[]);
    for one in
        plain["effects"].as_array().unwrap().iter().filter(|one| one["effect"] != "factor_set")
    {
        let name = one["effect"].as_str().unwrap();
        same(effect(&lighter, name), effect(&plain, name), name);
    }
    assert_eq!(lighter["flows"]["stayed"], plain["flows"]["stayed"]);
    assert_eq!(lighter["apart"], plain["apart"]);
}

#[test]
fn a_year_with_itself_is_nothing_to_the_byte_with_the_factors_it_was_published_with() {
    // Numbers that no two orders of adding up give the same sum of.
    let rows: Vec<String> = (0..300)
        .map(|n| {
            format!(
                "Z{n},laptop,S{},20{:02}-0{}-1{},{},3{n}.7,",
                n % 7,
                10 + n % 14,
                1 + n % 9,
                n % 9,
                1 + n % 3
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let estate = estate(&rows, &rows);
    let factors = round();
    let args = ["2025", "2025", "--before-factors", factors.to_str().unwrap()];
    for args in [&args[..], &["2025", "2025", "--before-method", "rcp-si"], &["2025", "2025"]] {
        let change = change(&estate, args);
        for one in change["effects"].as_array().unwrap() {
            assert_eq!(one["value"], 0.0, "{one}");
        }
        assert_eq!(change["from"]["total"]["value"], change["to"]["total"]["value"]);
        assert_eq!(change["difference"]["value"], 0.0);
        assert_eq!(change["flows"]["others"]["change"], 0.0);
    }
}

/// The figure as its `run.json` tells it, whatever made it: what the program counts otherwise since
/// is the first effect, to the gram.
#[test]
fn a_figure_published_by_another_version_stands_and_its_difference_is_told() {
    let rows = ["E1,laptop,Nord,2022-01-01,1,,"];
    let estate = estate(&rows, &rows);
    let factors = round();
    let assess = ["assess", ".", "--year", "2024", "--out", "then", "--factors"];
    let of_2024 = estate.run(&[&assess[..], &[factors.to_str().unwrap()]].concat());
    assert_eq!(of_2024.code, Some(0), "{}", of_2024.err);
    let alone = change(&estate, &[]);
    // The same program, factors and method: nothing is told apart.
    let today = change(&estate, &["--before-run", "then"]);
    same(effect(&today, "factor_set"), 0.0, "the same program");
    assert_eq!(today["difference"]["value"], alone["difference"]["value"]);
    let run = estate.read("then/run.json");
    let mut of_old: Value = serde_json::from_str(&run).unwrap();
    let total = of_old["overall"][0]["value"].as_f64().unwrap();
    of_old["overall"][0]["value"] = (total - 7.0).into();
    of_old["tool"]["version"] = "0.0.9".into();
    let estate = estate.with("old.json", of_old.to_string());
    let old = change(&estate, &["--before-run", "old.json"]);
    assert!((effect(&old, "factor_set") - 7.0).abs() < 1e-9);
    assert_eq!(old["from"]["published"]["version"], "0.0.9");
    assert!((old["from"]["made_again"]["value"].as_f64().unwrap() - total).abs() < 1e-9);
    let said = ran(&estate, &["--before-run", "old.json"]).out;
    assert!(
        said.contains("nother version of empreinte") && said.contains("empreinte 0.0.9"),
        "{said}"
    );
    // What was corrected in its inventory since is no factor's doing, and is told.
    assert_eq!(old["from"]["published"]["changed_files"], serde_json::json!([]));
    let inventory = estate.read("inventories/2024.csv");
    std::fs::write(estate.path("inventories/2024.csv"), inventory.replace(",1,,", ",2,,")).unwrap();
    let corrected = change(&estate, &["--before-run", "then"]);
    let files = &corrected["from"]["published"]["changed_files"];
    assert_eq!(*files, serde_json::json!(["2024.csv"]));
    assert!((effect(&corrected, "factor_set") - total).abs() < 1e-9, "twice as many of them");
    let said = ran(&estate, &["--before-run", "then"]).out;
    assert!(said.contains("no longer that of the figure published"), "{said}");
    assert!(said.contains("no longer those of the figure published: 2024.csv"), "{said}");
    std::fs::write(estate.path("inventories/2024.csv"), &inventory).unwrap();
    // A list that was read then, and is no more, is named too.
    let more = run.replacen(
        "\"inputs\": [",
        "\"inputs\": [{\"path\": \"x/ecoles-2024.csv\", \"sha256\": \"00\", \"confidence\": \"certain\"},",
        1,
    );
    let estate = estate.with("more.json", more);
    let gone = change(&estate, &["--before-run", "more.json"]);
    let files = &gone["from"]["published"]["changed_files"];
    assert_eq!(*files, serde_json::json!(["ecoles-2024.csv"]));
    // What cannot be it says what would be.
    let own = run.replace("\"organisation\": \"", "\"organisation\": \"Another ");
    assert_ne!(own, run);
    for (file, text, word) in [
        ("other.json", own, "is of “Another "),
        ("other.json", run.replace("\"year\": 2024", "\"year\": 2023"), "is of 2023"),
        ("other.json", "{}".to_owned(), "not the `run.json` of a figure"),
        ("other.json", run.replace("\"criterion\": \"gwp\"", "\"criterion\": \"pm\""), "`gwp`"),
    ] {
        std::fs::write(estate.path(file), text).unwrap();
        let refused = ran(&estate, &["--before-run", file]);
        assert_eq!(refused.code, Some(2));
        assert!(refused.err.contains(word), "{word}: {}", refused.err);
    }
}

#[test]
fn what_is_listed_for_the_first_time_is_perimeter_and_what_was_bought_is_not() {
    let old = ["E1,laptop,Nord,2022-01-01,1,,"];
    let listed = ["E1,laptop,Nord,2022-01-01,1,,", "E2,monitor,Nord,2019-01-01,14,,"];
    let bought = ["E1,laptop,Nord,2022-01-01,1,,", "E2,monitor,Nord,2025-01-10,14,,"];
    let change_listed = change(&estate(&old, &listed), &[]);
    assert!(effect(&change_listed, "perimeter") > 0.0);
    assert!(effect(&change_listed, "mix").abs() < 1e-9);
    let change_bought = change(&estate(&old, &bought), &[]);
    same(effect(&change_bought, "perimeter"), 0.0, "bought");
    assert!(effect(&change_bought, "mix") > 0.0);
}

/// Three laptops of a year that no inventory is of: they came since, and weigh 185.09 kg over five
/// years each.
#[test]
fn a_type_of_which_all_left_with_proof_is_no_perimeter() {
    let printers = ["P1", "P2", "P3", "P4", "P5", "P6"];
    let laptop = "L1,laptop,Lyon,2022-01-01,1,50,";
    let row = |id: &str| format!("{id},printer_laser,Lyon,2020-01-01,1,100,");
    let old: Vec<String> = printers.into_iter().map(row).chain([laptop.to_owned()]).collect();
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let apart = |change: &Value| change["apart"].as_array().map_or(0, Vec::len);
    // Nothing says that they left: they may be listed elsewhere.
    let unproven = change(&estate(&old, &[laptop]), &[]);
    assert_eq!(apart(&unproven), 1, "{unproven}");
    let moves = |id: &str| format!("2025-03-01,weee_handover,{id},1");
    let ledger: Vec<String> = printers.into_iter().map(moves).collect();
    let ledger = format!("date,kind,unit_id,quantity\n{}\n", ledger.join("\n"));
    let proven = change(&estate(&old, &[laptop]).with("movements.csv", ledger), &[]);
    assert_eq!(apart(&proven), 0, "{proven}");
    assert!(effect(&proven, "volume") < 0.0, "{proven}");
    // So it is where some of them alone are proven to have left: the others stand apart.
    let one = "date,kind,unit_id,quantity\n2025-03-01,weee_handover,P1,1\n";
    let some = change(&estate(&old, &[laptop]).with("movements.csv", one), &[]);
    assert_eq!(some["apart"][0]["units"], 5.0, "{some}");
}

#[test]
fn words_that_import_takes_for_no_identifier_pair_nothing() {
    // `A` and `PC` are nobody's name: in two folders the same line of the same file is no same machine.
    let rows = |model: &str, day: &str| {
        format!(
            "Id;Type;Modèle;Date achat;Site\nA;PC fixe;{model};{day};Lyon\nPC;PC fixe;{model};{day};Lyon\n-;PC fixe;{model};{day};Lyon\nX12;Serveur;PowerEdge R740;2019-01-01;Lyon\n"
        )
    };
    let card = "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n";
    let folder = Folder::new()
        .with("a/inventories/2024.csv", rows("OptiPlex 7080", "2019-01-01"))
        .with("b/inventories/2025.csv", rows("ProDesk 400 G6", "2019-03-01"))
        .with("a/estate.toml", card)
        .with("b/estate.toml", card);
    let run = folder.run(&["change", "a", "b", "--lang", "en", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let change: Value = serde_json::from_str(&run.out).unwrap();
    let units = |flow: &str| change["flows"][flow]["units"].as_f64();
    assert_eq!([units("stayed"), units("left")], [Some(1.0), Some(0.0)], "{change}");
    assert_eq!([units("arrived"), units("unnamed")], [Some(0.0), Some(3.0)], "{change}");
}

#[test]
fn what_was_bought_between_two_years_is_no_perimeter() {
    let head = "equipment_id,equipment_type,acquired_on,annual_energy_kwh\n";
    let old = "D1,desktop,2020-01-01,0\nD2,desktop,2020-01-01,0\n";
    let between = |day: &str| {
        let new = [1, 2, 3].map(|at| format!("L{at},laptop,{day},0\n")).concat();
        let estate = Folder::new()
            .with("inventories/2022.csv", format!("{head}{old}"))
            .with("inventories/2024.csv", format!("{head}{old}{new}"));
        let ran = estate.run(&["change", ".", "--factors", "core-2026.12", "--format", "json"]);
        serde_json::from_str::<Value>(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err))
    };
    let laptops = 3.0 * 185.09 / 5.0;
    let bought = between("2023-02-01");
    assert!(effect(&bought, "perimeter").abs() < 1e-9, "{}", effect(&bought, "perimeter"));
    let found = effect(&bought, "volume") + effect(&bought, "mix");
    assert!((found - laptops).abs() < 1e-6, "{found}");
    // Those of before its end the earlier year might have listed.
    let listed = between("2022-12-31");
    assert!((effect(&listed, "perimeter") - laptops).abs() < 1e-6);
}

#[test]
fn a_new_site_is_perimeter_and_a_renamed_one_is_not() {
    let old = ["F1,laptop,Nord,2022-01-01,1,,", "F2,laptop,Nord,2021-01-01,1,,"];
    let opened = [old[0], old[1], "F3,desktop,Sud,2020-01-01,1,,"];
    let renamed = ["F1,laptop,Le Nord,2022-01-01,1,,", "F2,laptop,Le Nord,2021-01-01,1,,"];
    let opened = change(&estate(&old, &opened), &[]);
    assert_eq!(opened["apart"][0]["code"], "Sud");
    assert!(effect(&opened, "perimeter") > 0.0 && effect(&opened, "volume").abs() < 1e-9);
    let renamed = change(&estate(&old, &renamed), &[]);
    same(effect(&renamed, "perimeter"), 0.0, "renamed");
    // Its name moves no effect, whatever else happened there and beside it.
    let before = ["F1,laptop,Nord,2022-01-01,1,,", "F2,laptop,Nord,2019-01-01,1,,", OTHER];
    let after = |site: &str| {
        let row = |id: &str, day: &str| format!("{id},laptop,{site},{day},1,,");
        [row("F1", "2022-01-01"), row("F2", "2019-01-01"), row("F9", "2025-02-01"), OTHER.into()]
    };
    let changed = |site: &str| {
        let after = after(site);
        change(&estate(&before, &after.each_ref().map(String::as_str)), &[])
    };
    let (stayed, other) = (changed("Nord"), changed("Le Nord"));
    assert!(effect(&stayed, "volume") > 0.0);
    for one in stayed["effects"].as_array().unwrap() {
        let name = one["effect"].as_str().unwrap();
        same(effect(&other, name), effect(&stayed, name), name);
    }
}

/// A machine of a site that stays.
const OTHER: &str = "G1,desktop,Sud,2020-01-01,1,,";

#[test]
fn two_sites_as_one_are_worth_what_both_were() {
    let at = |site: &str, n: u32, quantity: u32| {
        format!("{site}{n},laptop,{site},2020-01-01,{quantity},,")
    };
    let rows = |names: [&str; 2], quantity: u32| -> Vec<String> {
        let named = names.iter().zip([1, 2]);
        named.map(|(name, n)| at(name, n, quantity)).collect()
    };
    let build = |names: [&str; 2]| {
        let (old, new) = (rows(names, 2), rows(names, 5));
        let of = |rows: &[String]| rows.join("\n");
        estate(&[&of(&old)], &[&of(&new)])
    };
    let apart = change(&build(["Nord", "Sud"]), &[]);
    let together = change(&build(["Tout", "Tout"]), &[]);
    for one in apart["effects"].as_array().unwrap() {
        let name = one["effect"].as_str().unwrap();
        assert!((effect(&apart, name) - effect(&together, name)).abs() < 1e-9, "{name}");
    }
}

#[test]
fn the_same_machine_measured_is_better_known() {
    let old = ["G1,laptop,Nord,2022-01-01,1,,SN-G1-2022"];
    let new = ["G1,laptop,Nord,2022-01-01,1,17,SN-G1-2022"];
    let change = change(&estate(&old, &new), &[]);
    assert!(effect(&change, "data_quality") != 0.0);
    assert!(effect(&change, "energy_per_unit").abs() < 1e-9);
}

#[test]
fn the_example_says_paper_and_ageing_first() {
    let estate = root().join("inventories/mairie-exemple");
    let args = ["change", estate.to_str().unwrap(), "2023", "2024", "--lang"];
    let said = |lang| Folder::new().run(&[&args[..], &[lang]].concat()).out;
    let (fr, en) = (said("fr"), said("en"));
    let (mut fr, mut en) = (fr.lines(), en.lines());
    let (first, second) = (fr.next().unwrap(), fr.next().unwrap());
    assert!(first.contains("Papier A4") && first.contains("réseau fixe"), "{first}");
    assert!(first.contains("pour la première fois en 2024"), "{first}");
    assert!(second.contains("équipements eux-mêmes") && second.contains("vieillissement"));
    let (first, second) = (en.next().unwrap(), en.next().unwrap());
    assert!(first.contains("paper") && first.contains("first counted in 2024"), "{first}");
    assert!(second.contains("itself") && second.contains("ageing"), "{second}");
    let json = Folder::new().run(&[&args[..], &["en", "--format", "json"]].concat());
    whole(&serde_json::from_str(&json.out).unwrap());
    let svg = Folder::new().run(&[&args[..], &["en", "--format", "svg"]].concat());
    assert!(svg.out.starts_with("<svg ") && svg.out.contains("ageing"), "{}", svg.out);
}

#[test]
fn what_is_missing_is_said_with_what_to_give() {
    let estate = estate(&OLD, &NEW);
    let said = |more: &[&str]| {
        let ran = ran(&estate, more);
        assert_eq!(ran.code, Some(2), "{more:?}: {}", ran.out);
        assert!(ran.err.contains("hint: "), "{}", ran.err);
        ran.err
    };
    assert!(said(&["2019", "2025"]).contains("years there are: 2024, 2025"));
    assert!(said(&["2024"]).contains("no inventory before 2024"));
    // The set has primary energy of French electricity from 2025 on.
    let example = ["change", "mairie-exemple", "2024", "2025", "--criteria", "pe", "--lang", "en"];
    let ran = run_in(&root().join("inventories"), &example);
    assert!(ran.code == Some(2) && ran.err.contains("no electricity factor"), "{}", ran.err);
    assert!(said(&["2023", "2024", "2025"]).contains("two years expected"));
    let alone = Folder::new().with("parc.csv", format!("{HEAD}\n{}\n", OLD.join("\n")));
    let lone = alone.run(&["change", "parc.csv", "--lang", "en"]);
    assert_eq!(lone.code, Some(2));
    assert!(lone.err.contains("a single inventory") && lone.err.contains("A B 2024 2025"));
    let years = alone.run(&["change", "2024", "2025", "--lang", "en"]);
    assert!(years.err.contains("the estate is missing"), "{}", years.err);
}

#[test]
fn two_estates_take_the_place_of_one() {
    let estate = estate(&OLD, &NEW);
    let both = Folder::new()
        .with("a/2024.csv", estate.read("inventories/2024.csv"))
        .with("b/2025.csv", estate.read("inventories/2025.csv"));
    let factors = round();
    let args = ["--factors", factors.to_str().unwrap(), "--format", "json", "--lang", "en"];
    let apart = both.run(&[&["change", "a/2024.csv", "b/2025.csv"][..], &args].concat());
    assert_eq!(apart.code, Some(0), "{}", apart.err);
    let apart: Value = serde_json::from_str(&apart.out).unwrap();
    whole(&apart);
    let together = change(&estate, &[]);
    assert_eq!(apart["effects"], together["effects"]);
}

#[test]
fn two_estates_counted_with_two_sets_are_told_apart() {
    let head = "equipment_id,equipment_type,acquired_on\n";
    let energy = "factor_id,equipment_type,value,unit,low,high,uncertainty_basis,source_id\n\
                  energy.laptop,laptop,80,kWh/year,70,90,measured,OWN\n";
    let card = "name = \"own\"\nversion = \"1\"\ndate = \"2026-11-22\"\nlicence = \"CC0-1.0\"\n\
                description_en = \"Own\"\ndescription_fr = \"Maison\"\n";
    let sources = "source_id,title,publisher,year,url,licence\nOWN,Measured,us,2026,,CC0-1.0\n";
    let both = Folder::new()
        .with("a/inventories/2025.csv", format!("{head}L1,laptop,2024-01-01\n"))
        .with("b/inventories/2025.csv", format!("{head}L1,laptop,2024-01-01\n"))
        .with("a/emission-factors/set.toml", card)
        .with("a/emission-factors/sources.csv", sources)
        .with("a/emission-factors/energy.csv", energy);
    let factors = round();
    let args = ["--factors", factors.to_str().unwrap(), "--unsigned-factors"];
    let ran = both.run(&[&["change", "a", "b", "--format", "json"][..], &args].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let change: Value = serde_json::from_str(&ran.out).unwrap();
    whole(&change);
    // A laptop of 50 kg a year, and 80 kWh at 0.1 by its own estate's factors: made again, 50 kWh.
    assert_eq!(change["from"]["published"]["total"], 58.0, "{change}");
    assert!((effect(&change, "factor_set") + 3.0).abs() < 1e-9);
    // What was published before the estate had any is the set that is named, and no other.
    let before = ["change", "a", "2025", "2025", "--before-factors", factors.to_str().unwrap()];
    let ran = both.run(&[&before[..], &args, &["--format", "json"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let change: Value = serde_json::from_str(&ran.out).unwrap();
    assert!((effect(&change, "factor_set") - 3.0).abs() < 1e-9, "{change}");
    assert!(ran.err.contains("--before-factors") && ran.err.contains("emission-factors"));
}

#[test]
fn what_a_year_leaves_out_is_said_first_and_where_it_is_asked() {
    let laptops = "L1,laptop,Nord,2024-01-01,1,,";
    let estate = estate(
        &[laptops, "L2,laptop,Nord,2024-01-01,~12,,", "L3,tablet,Nord,2024-01-01,2,,"],
        &[laptops, "L2,laptop,Nord,2024-01-01,12,,", "L3,tablet,Nord,2024-01-01,2,,"],
    );
    let said = ran(&estate, &[]).out;
    let (first, third) = (said.lines().next().unwrap(), said.lines().nth(2).unwrap());
    assert!(third.contains("Not in the total of 2024: 1 row set aside"), "{third}");
    assert!(third.contains("Not in the total of 2025: 2 units: no lifetime"), "{third}");
    assert!(first.contains("12 units counted in 2025 and set aside in 2024"), "{first}");
    assert!(!first.contains("same perimeter"), "{first}");
    let json = change(&estate, &[]);
    assert_eq!(json["from"]["left_out"][0]["rows"], 1);
    assert_eq!(json["apart"][0]["kind"], "row_aside");
    let csv = ran(&estate, &["--format", "csv"]).out;
    assert!(csv.contains("left_out,2024,2025,,rows_set_aside,2024,,,1,"), "{csv}");
}

#[test]
fn sentences_hold_for_every_type_they_name() {
    let old = ["H1,laptop,Nord,2024-01-01,10,,", "H2,monitor,Nord,2024-01-01,5,,"];
    let new = ["H1,laptop,Nord,2024-01-01,8,,", "H2,monitor,Nord,2024-01-01,12,,"];
    let said = ran(&estate(&old, &new), &[]).out;
    assert!(said.contains("more units (15 then 20 units; most: monitor 5 then 12)"), "{said}");
    assert!(said.contains("laptop 10 of 15, then 8 of 20"), "{said}");
    // The same units, there for more of the year.
    let rows = ["K1,laptop,Nord,2024-10-01,10,,"];
    let said = ran(&estate(&rows, &rows), &[]).out;
    assert!(said.contains("the part of the year") && !said.contains("more units"), "{said}");
}

#[test]
fn totals_add_up_from_the_figure_published() {
    let estate = estate(&OLD, &NEW);
    let more = ["--before-method", "ecodiag-stock", "--format", "csv"];
    let csv = ran(&estate, &more).out;
    let row = csv.lines().find(|line| line.starts_with("total,")).unwrap();
    let cells: Vec<f64> = row.split(',').skip(9).map(|cell| cell.parse().unwrap()).collect();
    assert!((cells[1] - cells[0] - cells[2]).abs() < 1e-6, "{row}");
    let said = ran(&estate, &more[..2]).out;
    assert!(!said.lines().next().unwrap().contains("same"), "{said}");
}

#[test]
fn options_of_one_year_are_of_that_year_or_refused() {
    let estate = estate(&OLD, &NEW);
    let total = |args: &[&str], key: &str| change(&estate, args)[key]["total"]["value"].clone();
    let cut = ["--as-of", "2025-06-30"];
    let year = ["2024", "2025"];
    let factors = round();
    let assess = ["assess", ".", "--year", "2025", "--format", "json", "--factors"];
    let alone = estate.run(&[&assess[..], &[factors.to_str().unwrap()], &cut].concat());
    let alone: Value = serde_json::from_str(&alone.out).unwrap();
    let found = total(&[&year[..], &cut].concat(), "to").as_f64().unwrap();
    let expected = alone["overall"][0]["value"].as_f64().unwrap();
    assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    assert_ne!(total(&[], "to"), total(&cut, "to"));
    for wrong in [&["--as-of", "2019-06-30"][..], &["2024", "2025", "--year", "2024"]] {
        let ran = ran(&estate, wrong);
        assert_eq!(ran.code, Some(2), "{}", ran.out);
    }
    assert!(ran(&estate, &["--year", "2024"]).err.contains("no inventory before 2024"));
    let people = change(&estate, &["--headcount", "300"]);
    assert_eq!(people["to"]["headcount"], 300.0);
    assert!(people["from"]["headcount"].is_null());
}

#[test]
fn over_a_gap_nothing_is_counted_for_the_first_time() {
    let estate = root().join("inventories/mairie-exemple");
    let estate = estate.to_str().unwrap();
    let said =
        |from: &str| Folder::new().run(&["change", estate, from, "2025", "--lang", "fr"]).out;
    for from in ["2023", "2024"] {
        let said = said(from);
        assert!(
            said.contains(&format!("dans le compte de 2025, pas dans celui de {from}")),
            "{said}"
        );
        assert!(!said.contains("première fois"), "{said}");
    }
}
