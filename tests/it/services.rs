//! Services bought: network, hosted storage, printing; figures worked out by hand.

use crate::support::{Figure, Folder, Run, close, impacts, round};
use serde_json::Value;

/// Invented round factors of services, laid beside the round ones. Fixed network 10 g/GB [5–20] in
/// France, 40 in Europe; hard disks 1 Wh/TBh and 20 kg/TB over a server's 5 years; paper 2 kg/ream.
const FACTORS: &str = "factor_id,service,metric,stage,value,unit,low,high,uncertainty_basis,zone,year,spread_over,source_id\n\
n,network_fixed,gwp,use,10,gCO2e/GB,5,20,invented,FRA,2025,,INVENTED\n\
e,network_fixed,gwp,use,40,gCO2e/GB,40,40,invented,EU27,2025,,INVENTED\n\
m,network_mobile,energy,use,0.2,kWh/GB,0.1,0.4,invented,FRA,2025,,INVENTED\n\
h,storage_hdd,energy,use,1,Wh/TBh,1,1,invented,WORLD,2025,,INVENTED\n\
d,storage_hdd,gwp,embodied,20,kgCO2e/TB,20,20,invented,WORLD,2025,server,INVENTED\n\
p,paper,gwp,manufacturing,2,kgCO2e/ream,1,3,invented,FRA,2025,,INVENTED\n";

const HEADING: &str = "service,quantity,unit,country,site,entity,period_start,period_end,note\n";

/// One laptop (200 kg over 4 years, 50 kWh × 0.1: 55 kg) and services.
fn estate(services: &str) -> Folder {
    let zones = "zone,iso2,label_en,label_fr,continent\nFRA,FR,France,France,EU\nDEU,DE,Germany,Allemagne,EU\nEU27,,European Union,Union européenne,EU\nWORLD,,World,Monde,\n";
    let mut folder = Folder::inventory("equipment_id,equipment_type,acquired_on,site,entity\nL,laptop,2024-01-01,Town hall,Finance\n")
        .with("services.csv", format!("{HEADING}{services}"))
        .with("factors/services.csv", FACTORS)
        .with("factors/zones.csv", zones);
    for entry in std::fs::read_dir(round()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name != "manifest.sha256" && name != "zones.csv" {
            let text = std::fs::read(round().join(&name)).unwrap();
            folder = folder.with(&format!("factors/{name}"), text);
        }
    }
    folder
}

const WITH: [&str; 3] = ["--factors", "factors", "--unsigned-factors"];

#[track_caller]
fn assess(services: &str) -> Run {
    estate(services).assess(&WITH)
}

/// The figure of a service.
#[track_caller]
fn service(run: &Run, name: &str) -> Figure {
    let lines = run.0["services"]["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["service"] == name);
    Figure::of(&line.unwrap_or_else(|| panic!("no {name}: {lines:?}"))["overall"][0])
}

const YEAR: &str = "2025-01-01,2025-12-31,";

#[test]
fn a_volume_of_network_meets_its_zones_factor() {
    let run = assess(&format!("network_fixed,3,TB,FR,,,{YEAR}\n"));
    // 3000 GB × 10 g.
    service(&run, "network_fixed").is(30.0, 15.0, 60.0);
    close(run.total().value, 55.0 + 30.0);
}

#[test]
fn a_zone_without_factor_takes_europes_and_beyond_europe_it_is_missing() {
    let run = assess(&format!("network_fixed,1000,GB,DE,,,{YEAR}\n"));
    close(service(&run, "network_fixed").value, 40.0);
    let run = assess(&format!("paper,10,reams,DE,,,{YEAR}\n"));
    assert_eq!(run.0["services"]["without_factor"][0]["service"], "paper");
    assert_eq!(run.0["services"]["without_factor"][0]["amount"], 5000.0);
    close(run.total().value, 55.0);
}

#[test]
fn network_given_in_kwh_meets_the_zones_electricity() {
    let run = assess(&format!("network_mobile,100,Go,FR,,,{YEAR}\n"));
    // 100 GB × 0.2 kWh [0.1–0.4] × 0.1 kg [0.08–0.12].
    service(&run, "network_mobile").is(2.0, 0.8, 4.8);
    close(run.kwh(), 50.0 + 20.0);
}

#[test]
fn stored_volume_draws_all_hours_at_the_pue_and_its_disks_wear() {
    let run = assess(&format!("storage_hdd,2,TB,FR,,,{YEAR}\n"));
    // 2 TB × 8760 h × 1 Wh = 17.52 kWh × PUE 1.4 (Europe) × 0.1 kg, and 2 × 20 kg / 5 years.
    close(service(&run, "storage_hdd").value, 17.52 * 1.4 * 0.1 + 8.0);
    close(run.stage("embodied").value, 8.0);
    close(run.kwh(), 50.0 + 17.52 * 1.4);
}

#[test]
fn volumes_stored_month_by_month_are_a_mean_and_not_a_sum() {
    let whole = assess(&format!("storage_hdd,2,TB,FR,,,{YEAR}\n"));
    let halves = assess(
        "storage_hdd,2,TB,FR,,,2025-01-01,2025-06-30,\nstorage_hdd,2000,Go,FR,,,2025-07-01,2025-12-31,\n",
    );
    close(service(&halves, "storage_hdd").value, service(&whole, "storage_hdd").value);
    close(halves.0["services"]["lines"][0]["amount"].as_f64().unwrap(), 2.0);
}

#[test]
fn paper_is_counted_by_the_sheet_and_reams_have_500() {
    let run = assess(&format!("Ramettes,4,ramettes,,,,{YEAR}\npaper,1000,sheets,,,,{YEAR}\n"));
    // 4 reams and 1000 sheets: 6 reams × 2 kg.
    service(&run, "paper").is(12.0, 6.0, 18.0);
    close(run.stage("manufacturing").value, 50.0 + 12.0);
}

#[test]
fn a_period_that_leaves_the_year_counts_for_its_days_in_it() {
    // 92 days from 1 December 2024 to 2 March 2025: 61 of them in 2025.
    let run = assess(
        "network_fixed,920,GB,FR,,,2024-12-01,2025-03-02,\npaper,9,reams,,,,2024-01-01,2024-12-31,\n",
    );
    close(service(&run, "network_fixed").value, 6.1);
    assert_eq!(run.0["services"]["other_years"], 1);
}

#[test]
fn toner_has_no_factor_and_is_said_not_zeroed() {
    let folder = estate(&format!("toner,12,cartouches,,,,{YEAR}\n"));
    let run = folder.assess(&WITH);
    assert_eq!(run.0["services"]["without_factor"][0]["amount"], 12.0);
    close(run.total().value, 55.0);
    let mut args = vec!["assess", ".", "--detail", "--year", "2025", "--lang", "en"];
    args.extend(WITH);
    let said = folder.run(&args).out;
    assert!(said.contains("12 cartridges: toner, a service without factor"), "{said}");
    args.push("--strict");
    assert_eq!(folder.run(&args).code, Some(3));
}

#[test]
fn rows_that_cannot_be_used_are_set_aside_with_the_nearest_names() {
    let folder = estate(&format!(
        "netwrk_fixed,1,GB,,,,{YEAR}\nnetwork_fixed,1,ream,,,,{YEAR}\nnetwork_fixed,x,GB,,,,{YEAR}\nnetwork_fixed,-1,GB,,,,{YEAR}\nnetwork_fixed,1,GB,Atlantis,,,{YEAR}\npaper,1,ream,,,,,,\npaper,1,ream,,,,2025-02-01,2025-01-01,\n"
    ));
    let mut more = WITH.to_vec();
    more.extend(["--lang", "en"]);
    assert!(folder.impacts(&more).len() > 1);
    let rows: Vec<(String, String, String)> = impacts(&folder.path("out/rejects.csv"))
        .into_iter()
        .map(|row| (row["line"].clone(), row["column"].clone(), row["hint"].clone()))
        .collect();
    let places: Vec<(&str, &str)> = rows.iter().map(|(l, c, _)| (l.as_str(), c.as_str())).collect();
    assert_eq!(
        places,
        [
            ("2", "service"),
            ("3", "unit"),
            ("4", "quantity"),
            ("5", "quantity"),
            ("6", "country"),
            ("7", "period_start"),
            ("8", "period_end"),
        ]
    );
    assert!(rows[0].2.contains("network_fixed"), "{}", rows[0].2);
    assert!(rows[1].2.contains("gb, go"), "{}", rows[1].2);
}

#[test]
fn the_report_counts_rows_of_services_among_those_it_does_not_show() {
    let says_more = |rows: usize| {
        let folder = estate(&format!("paper,x,ream,,,,{YEAR}\n").repeat(rows));
        let mut args = vec!["report", ".", "--year", "2025", "--out", "page.html", "--lang", "fr"];
        args.extend(WITH);
        assert_eq!(folder.run(&args).code, Some(0));
        folder.read("page.html").contains("toutes sont dans")
    };
    // Fifty are shown.
    assert!(says_more(60) && !says_more(50));
}

#[test]
fn services_are_lines_of_their_own_on_every_axis() {
    let folder = estate(&format!(
        "network_fixed,3000,GB,FR,Town hall,Finance,{YEAR}\npaper,10,reams,FR,Town hall,Finance,{YEAR}\nstorage_hdd,2,TB,,,,{YEAR}\n"
    ));
    folder.impacts(&WITH);
    let rows = impacts(&folder.path("out/footprint.csv"));
    let sum = |axis: &str, key: Option<&str>| -> f64 {
        rows.iter()
            .filter(|row| row["axis"] == axis && row["criterion"] == "gwp")
            .filter(|row| key.is_none_or(|key| row["key"] == key))
            // A stage that a service's factor does not tell apart is empty.
            .filter(|row| !row["value"].is_empty())
            .map(|row| row["value"].parse::<f64>().unwrap())
            .sum()
    };
    let total = sum("total", None);
    for axis in ["type", "site", "entity", "country", "status", "year"] {
        close(sum(axis, None), total);
        close(sum(axis, Some("service:paper")), 20.0);
    }
    // Paper is goods, network and storage are services, whoever's electricity it is.
    close(sum("scope", None), total);
    close(sum("scope", Some("3.1/4.1")), 20.0);
    close(sum("scope", Some("3.1/4.5")), 30.0 + 17.52 * 1.4 * 0.1 + 8.0);
    // The laptop alone is Finance's.
    close(sum("entity", Some("Finance")), 55.0);
    let lines = impacts(&folder.path("out/services.csv"));
    let of = |service: &str| lines.iter().filter(|row| row["service"] == service).count();
    // Storage has an embodied figure, one of carbon in use and one of minerals (the electricity's).
    assert_eq!((of("network_fixed"), of("paper"), of("storage_hdd")), (1, 1, 3));
    assert_eq!(lines[0]["entity"], "Finance");
}

#[test]
fn the_factor_that_services_share_carries_their_variance() {
    let run = assess(&format!("network_fixed,30000,GB,FR,,,{YEAR}\n"));
    let first = &run.0["drivers"][0];
    assert_eq!(first["factor_id"], "n", "300 kg [150–600] beside a laptop");
    let interval = Figure::of(&run.0["interval_90"]);
    assert!(interval.low < 355.0 && 355.0 < interval.high);
    close(interval.value, 355.0);
}

#[test]
fn own_network_equipment_beside_network_services_is_said() {
    let folder = estate(&format!("network_fixed,3000,GB,FR,,,{YEAR}\n"))
        .with("inventories/2025.csv", "equipment_id,equipment_type\nSW,network_switch\n");
    let mut args = vec!["assess", ".", "--detail", "--year", "2025", "--lang", "en"];
    args.extend(WITH);
    let said = folder.run(&args).out;
    assert!(said.contains("your 1 pieces of network equipment count apart"), "{said}");
}

#[test]
fn an_estate_without_services_has_none() {
    let run = Folder::inventory("equipment_id,equipment_type\nL,laptop\n").assess(&[]);
    assert_eq!(run.0["services"], Value::Null);
}

#[test]
fn a_factor_of_services_in_another_unit_does_not_load() {
    for (from, to, what) in [
        ("10,gCO2e/GB", "10,kgCO2e/unit", "unit of a service expected"),
        ("p,paper,gwp", "p,paper,magic", "`energy` or a criterion"),
        ("FRA,2025,,INVENTED\n", "ATL,2025,,INVENTED\n", "zone missing from zones.csv"),
        (
            "e,network_fixed,gwp,use,40,gCO2e/GB,40,40,invented,EU27",
            "e,network_fixed,gwp,use,40,gCO2e/GB,40,40,invented,FRA",
            "two factors for the same service",
        ),
    ] {
        let folder = estate("").with("factors/services.csv", FACTORS.replacen(from, to, 1));
        let mut args = vec!["assess", ".", "--detail", "--year", "2025", "--lang", "en"];
        args.extend(WITH);
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains(what), "{}", ran.err);
    }
}

/// The core set's own figures: ADEME's network module, the State's ream (`MINUMECO`).
#[test]
fn the_shipped_factors_of_services_are_those_of_their_sources() {
    let folder = Folder::inventory("equipment_id,equipment_type\nL,laptop\n").with(
        "services.csv",
        format!("{HEADING}network_fixed,1000,GB,FR,,,{YEAR}\nnetwork_mobile,1000,GB,BE,,,{YEAR}\npaper,1,ream,FR,,,{YEAR}\n"),
    );
    let ran = folder.run(&["assess", ".", "--year", "2025", "--format", "json", "--lang", "en"]);
    let run = Run(serde_json::from_str(&ran.out).unwrap());
    close(service(&run, "network_fixed").value, 9.269);
    close(service(&run, "network_mobile").value, 96.01);
    close(service(&run, "paper").value, 2.29);
}
