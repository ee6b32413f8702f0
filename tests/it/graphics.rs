//! Graphics cards count one by one, by their name where it is known, and what is not is said.

use crate::support::{Folder, close, root};
use serde_json::Value;
use std::collections::BTreeMap;

const HEADING: &str = "equipment_id;equipment_type;acquired_on;cpu_model;cpu_count;ram_gb;ssd_gb;gpu_model;gpu_count\n";

/// What one unit of each row is made of, kg, by its identifier.
fn made(rows: &str) -> BTreeMap<String, f64> {
    let folder = Folder::inventory(&format!("{HEADING}{rows}"));
    let mut made = BTreeMap::new();
    for impact in folder.impacts(&["--factors", "core-2026.12"]) {
        if impact["criterion"] == "gwp" && impact["stage"] != "use" {
            *made.entry(impact["equipment_id"].clone()).or_default() +=
                impact["value"].parse::<f64>().unwrap();
        }
    }
    made
}

/// The codes of the assumptions that a row makes.
fn assumed(row: &str) -> Vec<String> {
    let folder = Folder::inventory(&format!("{HEADING}{row}"));
    let ran = folder.run(&["assess", ".", "--year", "2025", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: Value = serde_json::from_str(&ran.out).unwrap();
    let list = run["coverage"]["assumptions"].as_array().unwrap();
    list.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

/// The shipped cards: their names, and what making one weighs, kg.
fn shipped() -> Vec<(String, f64)> {
    let path = root().join("emission-factors/core-2026.12/graphics-cards.csv");
    let rows = crate::support::impacts(&path);
    rows.iter().map(|row| (row["name"].clone(), row["value"].parse().unwrap())).collect()
}

const PLAIN: &str = "2023-01-01;Xeon Silver 4310;2;256;960";

#[test]
fn a_card_weighs_what_is_published_of_its_name_and_four_weigh_four_times_as_much() {
    let made = made(&format!(
        "N;server;{PLAIN};;\nO;server;{PLAIN};NVIDIA H100 PCIe 80GB;\n\
         F;server;{PLAIN};NVIDIA H100 PCIe;4\nG;server;{PLAIN};4 x H100 80 Go PCI-E;\n\
         T;server;{PLAIN};Tesla T4;2\nD;server;{PLAIN};Matrox G200eW3;\n"
    ));
    // The life of a server is not over: all of it is spread alike.
    let share = made["O"] - made["N"];
    close((made["F"] - made["N"]) / share, 4.0);
    close(made["G"], made["F"]);
    close((made["T"] - made["N"]) / share, 2.0 * 113.7 / 362.1);
    // What drives the screen of a server is no card.
    close(made["D"], made["N"]);
}

#[test]
fn a_gpu_server_is_priced_by_its_cards_where_their_number_is_known() {
    let made = made(&format!(
        "A;server_gpu;2023-01-01;;;;;;\nB;server_gpu;{PLAIN};NVIDIA A100 SXM4 40GB;8\n\
         C;server;{PLAIN};NVIDIA A100 SXM4 40GB;8\nD;server_gpu;{PLAIN};NVIDIA A100 SXM4 40GB;\n"
    ));
    close(made["B"], made["C"]);
    // One name without a number is no single card: the type's factor stands in.
    close(made["D"], made["A"]);
    assert!((made["B"] - made["A"]).abs() > 1.0, "{made:?}");
}

#[test]
fn a_model_alone_is_the_mean_of_its_versions_and_an_unknown_one_is_any_card() {
    let made = made(&format!(
        "N;server;{PLAIN};;\nM;server;{PLAIN};NVIDIA A100;1\nU;server;{PLAIN};NVIDIA Z999;1\n\
         T;server;{PLAIN};NVIDIA T4;1\n"
    ));
    let one_kg = (made["T"] - made["N"]) / 113.7;
    let versions = [251.5, 248.7, 364.9, 362.6];
    close((made["M"] - made["N"]) / one_kg, versions.iter().sum::<f64>() / 4.0);
    close((made["U"] - made["N"]) / one_kg, 226.0);
    for (card, code) in [
        ("NVIDIA A100;1", "gpu_by_model"),
        ("NVIDIA Z999;1", "gpu_unnamed"),
        ("NVIDIA T4;", "gpu_count"),
    ] {
        let codes = assumed(&format!("S;server;{PLAIN};{card}\n"));
        assert!(codes.contains(&code.to_owned()), "{card}: {codes:?}");
    }
    let named = assumed(&format!("S;server;{PLAIN};NVIDIA T4;1\n"));
    let of_cards: Vec<&String> = named.iter().filter(|code| code.starts_with("gpu_")).collect();
    assert_eq!(of_cards, ["gpu_power"], "what cards draw is in no energy, and that is said");
    let measured = HEADING.replace("gpu_count", "gpu_count;annual_energy_kwh");
    let folder = Folder::inventory(&format!("{measured}S;server;{PLAIN};NVIDIA T4;1;3000\n"));
    let ran = folder.run(&["assess", ".", "--year", "2025", "--format", "json"]);
    assert!(!ran.out.contains("gpu_power"), "declared energy has all that the machine draws");
}

#[test]
fn the_card_of_a_workstation_without_figure_is_said_and_not_counted() {
    let desk = "2023-01-01;Xeon W-2225;1;64;1000";
    let made = made(&format!(
        "N;workstation;{desk};;\nQ;workstation;{desk};NVIDIA Quadro T1000;1\n\
         R;workstation;{desk};NVIDIA RTX A4500;1\nI;workstation;{desk};Intel UHD Graphics 770;\n"
    ));
    close(made["Q"], made["N"]);
    close(made["I"], made["N"]);
    assert!(made["R"] > made["N"], "{made:?}");
    let codes = assumed(&format!("Q;workstation;{desk};NVIDIA Quadro T1000;1\n"));
    assert!(codes.contains(&"gpu_left_out".to_owned()), "{codes:?}");
    let codes = assumed(&format!("I;workstation;{desk};Intel UHD Graphics 770;\n"));
    assert!(!codes.contains(&"gpu_left_out".to_owned()), "{codes:?}");
}

#[test]
fn headings_of_cards_are_known_in_both_languages() {
    for heading in [
        "Type;Date d'achat;Processeur;RAM (Go);Carte graphique;Nombre de GPU",
        "Type;Purchase date;Processor;RAM (GB);Graphics card;GPU count",
    ] {
        let folder = Folder::inventory(&format!(
            "{heading}\nserver;2023-01-01;Xeon Silver 4310;256;NVIDIA A100 80GB PCIe;4\n"
        ));
        let ran = folder.run(&["import", ".", "--year", "2025", "--out", "out"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let inventory = folder.read("out/inventory.csv");
        assert!(
            inventory.contains("NVIDIA A100 80GB PCIe") && inventory.contains(",4,"),
            "{inventory}"
        );
    }
}

#[test]
fn cards_of_several_models_are_each_priced_by_their_name() {
    let made = made(&format!(
        "N;server;{PLAIN};;\nT;server;{PLAIN};NVIDIA T4;1\nL;server;{PLAIN};NVIDIA L4;2\n\
         A;server;{PLAIN};\"NVIDIA T4, 2 x NVIDIA L4\";\nB;server;{PLAIN};\"NVIDIA L4\nNVIDIA T4\nNVIDIA L4\";3\n"
    ));
    for id in ["A", "B"] {
        close(made[id] - made["N"], made["T"] + made["L"] - 2.0 * made["N"]);
    }
}

#[test]
fn a_cell_that_names_no_card_leaves_the_machine_as_it_is() {
    let cells = [
        ";",
        "N/A;",
        "Matrox G200eW3;1",
        "Intel UHD Graphics;1",
        "Sans GPU;",
        "Néant;",
        "NVIDIA T4;0",
    ];
    let rows: Vec<String> =
        cells.iter().enumerate().map(|(n, cell)| format!("{n};server;{PLAIN};{cell}\n")).collect();
    let made = made(&rows.concat());
    for (n, cell) in cells.iter().enumerate() {
        close(made[&n.to_string()], made["0"]);
        assert!(made.contains_key(&n.to_string()), "{cell}");
    }
}

#[test]
fn a_card_takes_no_energy_away_and_import_keeps_a_count_of_none() {
    let rows =
        format!("N;server;{PLAIN};;\nT;server;{PLAIN};NVIDIA T4;2\nZ;server;{PLAIN};NVIDIA T4;0\n");
    let folder = Folder::inventory(&format!("{HEADING}{rows}"));
    let kwh = |impacts: &[BTreeMap<String, String>], id: &str| -> f64 {
        let of =
            |row: &&BTreeMap<String, String>| row["equipment_id"] == id && row["stage"] == "use";
        impacts.iter().find(of).unwrap()["annual_energy_kwh"].parse().unwrap()
    };
    let impacts: Vec<BTreeMap<String, String>> = folder.impacts(&["--factors", "core-2026.12"]);
    close(kwh(&impacts, "T"), kwh(&impacts, "N"));
    let ran = folder.run(&["import", ".", "--year", "2025", "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        folder.read("out/inventory.csv").contains("NVIDIA T4,0"),
        "{}",
        folder.read("out/inventory.csv")
    );
}

#[test]
fn two_numbers_of_cards_leave_the_type_s_factor_and_say_so() {
    let made = made("A;server;2023-01-01;;;;;;\n");
    let row = format!("B;server;{PLAIN};4 x NVIDIA A100;8\n");
    close(self::made(&row)["B"], made["A"]);
    let folder = Folder::inventory(&format!("{HEADING}{row}"));
    let ran = folder.run(&["explain", "B", ".", "--year", "2025", "--lang", "en"]);
    assert!(ran.out.contains("another column says 8"), "{}", ran.out);
}

#[test]
fn the_factor_of_any_card_is_the_median_and_the_ends_of_those_named() {
    let mut values: Vec<f64> = shipped().into_iter().map(|(_, value)| value).collect();
    values.sort_by(f64::total_cmp);
    let [low, high] = [values[0], values[values.len() - 1]];
    let median = f64::midpoint(values[values.len() / 2 - 1], values[values.len() / 2]);
    let path = root().join("emission-factors/core-2026.12/components.csv");
    let rows = crate::support::impacts(&path);
    let any = rows.iter().find(|row| row["part"] == "gpu_card").unwrap();
    let told: Vec<f64> =
        ["value", "low", "high"].iter().map(|of| any[*of].parse().unwrap()).collect();
    assert_eq!(told, [median.round(), low.round(), high.round()]);
}

#[test]
fn every_card_shipped_is_found_by_its_own_name() {
    use empreinte::configuration::GpuName;
    let set = empreinte::factor::FactorSet::shipped().unwrap();
    for (name, _) in shipped() {
        assert_eq!(set.graphics_cards(&GpuName::read(&name)).len(), 1, "{name}");
    }
}

#[test]
fn cards_count_beside_the_type_where_the_other_parts_are_not_known() {
    let bought = "2023-01-01";
    let made = made(&format!(
        "N;server;{bought};;;;;;\nP;server;{bought};;;;;NVIDIA T4;4\n\
         M;server;{bought};Xeon Silver 4310;2;;960;NVIDIA T4;4\n\
         C;server;{bought};Zorglub 9000;;256;;NVIDIA T4;4\n\
         U;server;{bought};;;;;;4\nV;server;{bought};;;;;NVIDIA A100;2\n\
         G;server_gpu;{bought};;;;;NVIDIA T4;4\nR;server_rack;{bought};;;;;4 x NVIDIA T4;\n\
         W;workstation;{bought};;;;;NVIDIA RTX A4500;1\nX;workstation;{bought};;;;;;\n\
         B;server;{bought};;;;;NVIDIA T4;0\n"
    ));
    // A server of 900 kg, and 4 cards of 113.7, of 226, or 2 of the mean of the versions.
    let kg = made["N"] / 900.0;
    for id in ["P", "M", "C", "G", "R"] {
        close(made[id], (900.0 + 4.0 * 113.7) * kg);
    }
    close(made["U"], (900.0 + 4.0 * 226.0) * kg);
    close(made["V"], (900.0 + 2.0 * (251.5 + 248.7 + 364.9 + 362.6) / 4.0) * kg);
    // The figure of a workstation has its card in it, and no card is none.
    close(made["W"], made["X"]);
    close(made["B"], made["N"]);
    let codes = assumed(&format!("V;server;{bought};;;;;NVIDIA A100;\n"));
    for code in ["gpu_by_model", "gpu_count", "gpu_power"] {
        assert!(codes.contains(&code.to_owned()), "{code}: {codes:?}");
    }
}

#[test]
fn explanation_says_which_version_of_a_card_was_taken_and_what_the_others_would_weigh() {
    let rows = format!(
        "V;server;2023-01-01;;;;;NVIDIA A100;2\nS;server;{PLAIN};NVIDIA A100 SXM4 80GB;4\n\
         U;server;{PLAIN};NVIDIA Z999;3\nF;server;2023-01-01;Xeon Silver 4399;2;256;960;;\n"
    );
    let folder = Folder::inventory(&format!("{HEADING}{rows}"));
    let explained = |id: &str| {
        let ran = folder.run(&["explain", id, ".", "--year", "2025", "--lang", "en"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    // (251.5 + 248.7 + 364.9 + 362.6) / 4.
    let open = explained("V");
    for said in [
        "graphics card: 2 × a100 = mean of the 4 versions published, 306.925 kgCO2e a card",
        "NVIDIA A100 PCIe 40GB would be 251.5, × 2 = 503 kgCO2e",
        "NVIDIA A100 SXM4 80GB would be 362.6, × 2 = 725.2 kgCO2e",
        "parts not priced, but the graphics cards: neither a processor's name nor its cores",
    ] {
        assert!(open.contains(said), "{said}\n{open}");
    }
    let named = explained("S");
    let said = "4 × a100 sxm 80 GB = NVIDIA A100 SXM4 80GB, 362.6 kgCO2e a card";
    assert!(named.contains(said) && !named.contains("would be"), "{named}");
    assert!(
        named.contains("processor: xeon silver 4310, 12 cores, 120 W ← Intel and AMD"),
        "{named}"
    );
    assert!(!named.contains("power of its name"), "{named}");
    assert!(explained("U").contains("3 × z999 ← no figure published of that name"));
    let family = explained("F");
    assert!(family.contains("processor without a published power of its name"), "{family}");
    assert!(family.contains("← family ice-lake-sp"), "{family}");
}
