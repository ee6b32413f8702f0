//! Factor sets: layers, parts of electricity, comparisons, and what every shipped set must hold.
//!
//! Figures are those of `tests/golden/factors-round`: a laptop makes 200 kg over 4 years and draws
//! 50 kWh a year; a kWh is 0.1 kg in France in 2025.

use crate::support::{Folder, Ran, close, root, round};
use empreinte::factor::{FactorId, FactorSet, Licence, SetPlace, TypeId, TypeKind, ZoneId, diff};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const CARD: &str = "name = \"own\"\nversion = \"1\"\ndate = \"2026-11-22\"\nlicence = \"Licence Ouverte 2.0\"\ndescription_en = \"Own\"\ndescription_fr = \"Maison\"\n";
const SOURCES: &str =
    "source_id,title,publisher,year,url,licence\nOWN,Measured,us,2026,,Licence Ouverte 2.0\n";
const EQUIPMENT: &str = "factor_id,equipment_type,stage,criterion,value,unit,low,high,uncertainty_basis,geography,year,source_id\n";
const BY_TYPE: &str = "factor_id,equipment_type,value,unit,low,high,uncertainty_basis,source_id\n";
const LAPTOP: &str = "equipment_id;equipment_type;acquired_on\nA;laptop;2024-01-01\n";

/// An estate of one laptop with a set of its own, `own/`, of these files.
fn own(files: &[(&str, &str)]) -> Folder {
    let mut folder =
        Folder::inventory(LAPTOP).with("own/set.toml", CARD).with("own/sources.csv", SOURCES);
    for (name, text) in files {
        folder = folder.with(&format!("own/{name}"), text);
    }
    folder
}

/// Assesses with the round set below and `own/` on top, unsigned.
fn laid(folder: &Folder) -> crate::support::Run {
    let round = round();
    folder.assess(&["--factors", round.to_str().unwrap(), "--factors", "own", "--unsigned-factors"])
}

/// The round set with `own/` on top cannot be opened, and this is said.
#[track_caller]
fn refused(folder: &Folder, message: &str) {
    let round = round();
    let factors = ["--factors", round.to_str().unwrap(), "--factors", "own"];
    let mut args =
        vec!["assess", ".", "--detail", "--year", "2025", "--lang", "en", "--unsigned-factors"];
    args.extend(factors);
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert_eq!(ran.err.trim_end(), message);
}

// Layers.

#[test]
fn a_row_with_the_identifier_of_one_below_takes_its_place() {
    // 300 / 4 = 75 [240 / 5, 360 / 3], and the electricity below stays: 50 × 0.1 = 5.
    let row = "equipment.laptop.manufacturing.gwp,laptop,manufacturing,gwp,300,kgCO2e/unit,240,360,measured,FR,2026,OWN\n";
    let run = laid(&own(&[("equipment.csv", &format!("{EQUIPMENT}{row}"))]));
    run.stage("manufacturing").is(75.0, 48.0, 120.0);
    close(run.stage("use").value, 5.0);
    let layers = run.0["factor_sets"].as_array().unwrap();
    assert_eq!(layers.len(), 2);
    assert_eq!(layers[1]["name"], "own");
    assert_eq!((&layers[1]["rows_added"], &layers[1]["rows_replaced"]), (&0.into(), &1.into()));
    assert_eq!((&layers[0]["signed"], &layers[1]["signed"]), (&true.into(), &false.into()));
    assert_eq!(layers[1]["licence"], "Licence Ouverte 2.0");
    assert_eq!(layers[1]["hash"].as_str().unwrap().len(), 64);
}

#[test]
fn one_embodied_figure_takes_the_place_of_all_the_stages_below() {
    // 400 / 4 = 100, and nothing is left of manufacturing, which would count it twice.
    let row = "own.laptop,laptop,embodied,gwp,400,kgCO2e/unit,320,480,measured,FR,2026,OWN\n";
    let run = laid(&own(&[("equipment.csv", &format!("{EQUIPMENT}{row}"))]));
    close(run.stage("embodied").value, 100.0);
    // Told with the other stages, and not by itself: null, and no zero.
    let making =
        |one: &&serde_json::Value| one["stage"] == "manufacturing" && one["criterion"] == "gwp";
    assert!(run.0["totals"].as_array().unwrap().iter().find(making).unwrap()["value"].is_null());
    // The other criterion keeps its factor: 0.02 / 4.
    close(run.stage_of("adpe", "manufacturing").value, 0.005);
    assert_eq!(run.0["factor_sets"][1]["rows_replaced"], 1);
}

#[test]
fn lifetimes_energy_and_electricity_are_replaced_by_what_they_are_of() {
    // 200 / 8 = 25; 20 kWh × 0.5 = 10.
    let electricity = "factor_id,zone,year,criterion,value,unit,low,high,uncertainty_basis,source_id\nown.fra,FRA,2025,gwp,0.5,kgCO2e/kWh,0.4,0.6,contract,OWN\n";
    let run = laid(&own(&[
        ("lifetimes.csv", &format!("{BY_TYPE}own.life,laptop,8,year,6,10,measured,OWN\n")),
        ("energy.csv", &format!("{BY_TYPE}own.energy,laptop,20,kWh/year,15,25,measured,OWN\n")),
        ("electricity.csv", electricity),
    ]));
    close(run.stage("manufacturing").value, 25.0);
    close(run.stage("use").value, 10.0);
    assert_eq!(run.0["factor_sets"][1]["rows_replaced"], 3);
    assert_eq!(run.0["factor_sets"][1]["rows_added"], 0);
}

#[test]
fn a_layer_may_bring_a_type_of_its_own() {
    let types = "equipment_type,parent_type,label_en,label_fr,kind,weee_category\nkiosk,laptop,kiosk,borne,workplace,2\n";
    let folder = own(&[
        ("types.csv", types),
        ("energy.csv", &format!("{BY_TYPE}own.kiosk,kiosk,200,kWh/year,150,250,measured,OWN\n")),
    ])
    .with("inventories/2025.csv", LAPTOP.replace("laptop", "kiosk"));
    let run = laid(&folder);
    // The making is that of a laptop, 200 / 4; its energy its own, 200 × 0.1.
    close(run.stage("manufacturing").value, 50.0);
    close(run.stage("use").value, 20.0);
    assert_eq!(run.0["factor_sets"][1]["rows_added"], 1);
}

#[test]
fn the_highest_of_three_layers_counts() {
    let row = |id: &str, value: u32| {
        format!("{BY_TYPE}{id},laptop,{value},kWh/year,1,1000,measured,OWN\n")
    };
    // The top row has the identifier of the lowest, which the middle one had replaced.
    let folder = own(&[("energy.csv", &row("own.energy", 20))])
        .with("top/set.toml", CARD.replace("own", "top"))
        .with("top/energy.csv", row("energy.laptop", 70));
    let round = round();
    let layers = [round.to_str().unwrap(), "own", "top"];
    let mut args = vec!["--unsigned-factors"];
    args.extend(layers.iter().flat_map(|layer| ["--factors", layer]));
    close(folder.assess(&args).kwh(), 70.0);
}

#[test]
fn an_estates_own_factors_lie_over_the_set_without_being_asked_for() {
    let folder = Folder::inventory(LAPTOP)
        .with("emission-factors/set.toml", CARD)
        .with("emission-factors/sources.csv", SOURCES)
        .with(
            "emission-factors/energy.csv",
            format!("{BY_TYPE}energy.laptop,laptop,80,kWh/year,70,90,measured,OWN\n"),
        );
    // Without manifest it is refused, with what to do.
    let round = round();
    let factors = round.to_str().unwrap();
    let ran = folder.run(&["assess", ".", "--detail", "--factors", factors, "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("empreinte factors sign ./emission-factors"), "{}", ran.err);
    // Signed, it is taken, and the summary and the report say so.
    let signed = folder.run(&["factors", "sign", "emission-factors"]);
    assert_eq!(signed.code, Some(0), "{}", signed.err);
    close(folder.assess(&[]).kwh(), 80.0);
    let ran = folder.run(&["assess", ".", "--detail", "--factors", factors, "--lang", "fr"]);
    assert!(ran.out.contains("par-dessus, own : 1 facteur remplacé, 0 ajouté\n"), "{}", ran.out);
    let ran = folder.run(&["report", ".", "--factors", factors, "--out", "r.html", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let page = folder.read("r.html");
    assert!(page.contains("own, of 2026-11-22; laid over the one before, factors replaced: 1"));
}

#[test]
fn a_set_of_one_topic_lies_over_the_set_it_names() {
    let folder = own(&[(
        "energy.csv",
        &format!("{BY_TYPE}energy.laptop,laptop,80,kWh/year,70,90,measured,OWN\n"),
    )])
    .with("own/set.toml", format!("base = \"core-2026.12\"\n{CARD}"));
    let set = FactorSet::open(&folder.path("own"), true).unwrap();
    assert_eq!(set.name, "core-2026.12 + own");
    let laptop = set.attach(set.type_named("laptop").unwrap());
    close(set.factor(laptop.energy.unwrap()).amount.value, 80.0);
    let layer = |id: Option<FactorId>| set.layer_of(set.factor(id.unwrap())).unwrap().name.as_str();
    assert_eq!(layer(laptop.energy), "own");
    assert_eq!(layer(laptop.lifetime), "core-2026.12");
    assert!(!set.is_signed());
    assert_ne!(set.hash, FactorSet::shipped().unwrap().hash, "the stack has a hash of its own");
    // The base is not laid twice when it is given.
    let places =
        [SetPlace::named(Path::new("core-2026.12")).unwrap(), SetPlace::Folder(folder.path("own"))];
    assert_eq!(FactorSet::stack(&places, true).unwrap().hash, set.hash);
}

#[test]
fn a_base_may_be_a_folder_beside_the_set() {
    let mut folder = own(&[]).with("own/set.toml", format!("base = \"below\"\n{CARD}"));
    for entry in std::fs::read_dir(round()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        folder = folder.with(&format!("below/{name}"), std::fs::read(&path).unwrap());
    }
    let set = FactorSet::open(&folder.path("own"), true).unwrap();
    assert_eq!(set.name, "round + own");
}

#[test]
fn a_set_of_one_topic_without_base_says_what_to_add() {
    let folder = own(&[]);
    let ran =
        folder.run(&["factors", "list", "--factors", "own", "--unsigned-factors", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err.trim_end(),
        "error: file of the factor set missing
  --> own/criteria.csv

hint: a set of some files lies over another: add `base = \"core-2026.12\"` to set.toml, or give `--factors core-2026.12` before it"
    );
}

#[test]
fn a_base_that_is_not_below_is_refused() {
    refused(
        &own(&[]).with("own/set.toml", format!("base = \"core-2026.12\"\n{CARD}")),
        "error: this set lies over `core-2026.12`, which is not below
  --> own/set.toml

hint: give `--factors core-2026.12` before it",
    );
}

#[test]
fn a_set_given_twice_is_refused() {
    refused(
        &own(&[]).with("own/set.toml", CARD.replace("own", "round")),
        "error: set `round` is given twice
  --> own/set.toml",
    );
}

#[test]
fn an_identifier_that_means_something_else_below_is_refused() {
    let row = "energy.laptop,desktop,20,kWh/year,15,25,measured,OWN\n";
    refused(
        &own(&[("energy.csv", &format!("{BY_TYPE}{row}"))]),
        "error: this identifier means something else in the set below
  --> own/energy.csv, line 2, column `factor_id`, value `energy.laptop`

hint: give the row another identifier",
    );
}

#[test]
fn a_source_that_would_rewrite_one_below_is_refused() {
    refused(
        &own(&[]).with("own/sources.csv", SOURCES.replace("OWN", "INVENTED")),
        "error: another source has this identifier already
  --> own/sources.csv, line 2, column `source_id`, value `INVENTED`

hint: give yours another identifier",
    );
}

#[test]
fn embodied_beside_other_stages_is_refused() {
    let rows = "own.a,laptop,embodied,gwp,400,kgCO2e/unit,320,480,measured,FR,2026,OWN\nown.b,laptop,manufacturing,gwp,300,kgCO2e/unit,240,360,measured,FR,2026,OWN\n";
    refused(
        &own(&[("equipment.csv", &format!("{EQUIPMENT}{rows}"))]),
        "error: `embodied` beside other stages of the same type: manufacturing would count twice
  --> own/equipment.csv, line 3, column `stage`, value `manufacturing`",
    );
}

#[test]
fn two_lifetimes_of_a_type_in_a_set_are_refused() {
    let rows = "a,laptop,5,year,4,6,measured,OWN\nb,laptop,6,year,5,7,measured,OWN\n";
    refused(
        &own(&[("lifetimes.csv", &format!("{BY_TYPE}{rows}"))]),
        "error: two values for the same type
  --> own/lifetimes.csv, line 3, column `equipment_type`, value `laptop`",
    );
}

// Signing and checking.

#[test]
fn a_signed_set_that_is_edited_is_refused_until_it_is_signed_again() {
    let row = "energy.laptop,laptop,20,kWh/year,15,25,measured,OWN\n";
    let folder = own(&[("energy.csv", &format!("{BY_TYPE}{row}"))]);
    let sign = || folder.run(&["factors", "sign", "own", "--lang", "en"]);
    let check = || folder.run(&["factors", "check", "own", "--lang", "en"]);
    assert_eq!(sign().code, Some(0));
    assert_eq!(check().code, Some(0));
    std::fs::write(folder.path("own/energy.csv"), format!("{BY_TYPE}{}", row.replace("20", "21")))
        .unwrap();
    let changed = check();
    assert_eq!(changed.code, Some(2));
    assert!(
        changed.err.contains("`empreinte factors sign` makes the manifest anew"),
        "{}",
        changed.err
    );
    assert_eq!(sign().code, Some(0));
    assert_eq!(check().code, Some(0));
}

#[test]
fn check_says_what_is_left_to_do_until_the_set_can_be_given() {
    let row = "energy.laptop,laptop,20,kWh/year,15,25,measured,OWN\n";
    let folder = own(&[("energy.csv", &format!("{BY_TYPE}{row}"))]);
    let check = || {
        let ran = folder.run(&["factors", "check", "own", "--lang", "en"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    let (base, sign) = ("add `base = \"core-2026.12\"` to it", "`empreinte factors sign own`");
    let said = check();
    assert!(said.find(base) < said.find(sign) && said.contains(base), "{said}");
    // Signed as it is, it cannot be given alone, and check says why and what then.
    assert_eq!(folder.run(&["factors", "sign", "own"]).code, Some(0));
    let list = || folder.run(&["factors", "list", "--factors", "own"]).code;
    assert_eq!(list(), Some(2));
    let said = check();
    assert!(said.contains(base) && said.contains("then `empreinte factors sign own`"), "{said}");
    let card = folder.read("own/set.toml") + "base = \"core-2026.12\"\n";
    std::fs::write(folder.path("own/set.toml"), card).unwrap();
    assert_eq!(folder.run(&["factors", "sign", "own"]).code, Some(0));
    let said = check();
    assert!(!said.contains(base) && !said.contains(sign), "{said}");
    assert_eq!(list(), Some(0));
}

#[test]
fn a_published_set_is_not_signed_anew() {
    let folder = own(&[]).with("own/set.toml", CARD.replace("own", "core-2026.12"));
    let ran = folder.run(&["factors", "sign", "own", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.starts_with("error: `core-2026.12` is the name of a published set"),
        "{}",
        ran.err
    );
    assert!(!folder.path("own/manifest.sha256").exists());
}

#[test]
fn check_says_what_a_set_owes_its_reader() {
    let rows =
        "own.a,router,20,kWh/year,20,20,measured,OWN\nown.b,firewall,20,kWh/year,15,25,,NC\n";
    let sources =
        format!("{SOURCES}NC,Closed,them,,,CC BY-NC-ND 4.0\nDB,Open,them,2026,,ODbL 1.0\n");
    let folder = own(&[
        ("energy.csv", &format!("{BY_TYPE}{rows}own.c,ups,20,kWh/year,15,25,measured,DB\n")),
        ("sources.csv", &sources),
    ]);
    let check = |more: &[&str]| {
        let mut args = vec!["factors", "check", "own", "--unsigned-factors", "--lang", "en"];
        args.extend(more);
        folder.run(&args)
    };
    let ran = check(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let said: Vec<&str> = ran.out.lines().skip(3).collect();
    assert_eq!(
        said,
        [
            "  own.a: bounds without width; an exact value says so in `uncertainty_basis`, as `none: …`",
            "  own.b: nothing says what its bounds rest on (`uncertainty_basis`)",
            "  own.b: licence that forbids to distribute it: CC BY-NC-ND 4.0",
            "  own.c: a source under ODbL in a set that is not",
            "  NC: source without a year",
            "set.toml does not say which set it lies over: core-2026.12 here, as in the folder emission-factors/ of an estate; for `--factors own`, add `base = \"core-2026.12\"` to it",
            "no manifest yet: `empreinte factors sign own` writes it, and the set can be used",
        ]
    );
    assert_eq!(check(&["--strict"]).code, Some(3));
}

// Electricity in parts.

fn shipped() -> FactorSet {
    FactorSet::shipped().unwrap()
}

fn zone(set: &FactorSet, code: &str) -> ZoneId {
    let at = set.zones.iter().position(|zone| zone.code == code).unwrap();
    ZoneId(u16::try_from(at).unwrap())
}

#[test]
fn french_electricity_of_2020_is_in_the_parts_of_the_base_carbone() {
    // Row 28333: combustion 0.0407, upstream 0.0138, losses 0.0054; together 0.0599.
    let set = shipped();
    let parts = set.electricity_parts("FRA", 2020).unwrap();
    assert_eq!((parts.year, parts.stands_in), (2020, false));
    let [gwp] = parts.parts.as_slice() else { panic!("one criterion") };
    let values = gwp.factors().map(|id| set.factor(id.unwrap()).amount.value);
    for (value, published) in values.into_iter().zip([0.0407, 0.0138, 0.0054]) {
        close(value, published);
    }
    let shares = gwp.shares(&set).unwrap();
    close(shares[0], 0.0407 / 0.0599);
    close(shares.iter().sum(), 1.0);
}

#[test]
fn the_latest_parts_stand_in_for_later_years_and_say_so() {
    let set = shipped();
    let parts = set.electricity_parts_of(zone(&set, "FRA"), 2025).unwrap();
    assert_eq!((parts.year, parts.stands_in), (2022, true));
    // 2022 is more than five years before 2028.
    assert_eq!(set.electricity_parts("FRA", 2028), None);
    assert_eq!(set.electricity_parts("DEU", 2024), None);
}

#[test]
fn an_electricity_factor_says_what_it_counts_in() {
    let set = shipped();
    let grid = |id: &str| {
        let grid = set.named(id).unwrap().grid.clone().unwrap();
        (grid.mix, grid.includes_upstream, grid.includes_losses)
    };
    let consumption = "consumption mix (average)".to_owned();
    assert_eq!(grid("electricity.FRA.2025.gwp"), (consumption, Some(true), Some(true)));
    let production = "production mix".to_owned();
    assert_eq!(grid("electricity.DEU.2024.gwp"), (production, Some(true), Some(false)));
    assert_eq!(set.named("lifetime.laptop").unwrap().grid, None);
}

#[test]
fn parts_of_a_factor_that_a_layer_replaces_are_no_parts_of_it() {
    let rows = "factor_id,zone,year,criterion,value,unit,low,high,uncertainty_basis,source_id\nelectricity.FRA.2022.gwp,FRA,2022,gwp,0.5,kgCO2e/kWh,0.4,0.6,contract,OWN\n";
    let folder = own(&[("electricity.csv", rows)])
        .with("own/set.toml", format!("base = \"core-2026.12\"\n{CARD}"));
    let set = FactorSet::open(&folder.path("own"), true).unwrap();
    // 2021's parts are left to stand in.
    assert_eq!(set.electricity_parts("FRA", 2022).unwrap().year, 2021);
}

#[test]
fn parts_that_do_not_sum_to_their_factor_are_refused() {
    let rows = "factor_id,zone,year,part,criterion,value,unit,low,high,uncertainty_basis,source_id\na,FRA,2025,generation,gwp,0.06,kgCO2e/kWh,0.05,0.07,measured,OWN\nb,FRA,2025,losses,gwp,0.03,kgCO2e/kWh,0.02,0.04,measured,OWN\n";
    refused(
        &own(&[("electricity-parts.csv", rows)]),
        "error: the parts sum to 0.09, their factor is 0.1: 1 % apart at most
  --> own/electricity-parts.csv, line 2, column `value`, value `0.06`",
    );
    // 0.06 + 0.03 + 0.01 = 0.1.
    let third = "c,FRA,2025,upstream,gwp,0.01,kgCO2e/kWh,0.005,0.02,measured,OWN\n";
    let run = laid(&own(&[("electricity-parts.csv", &format!("{rows}{third}"))]));
    close(run.stage("use").value, 5.0);
}

// Criteria.

#[test]
fn primary_energy_is_computed_when_asked_for_and_never_looks_complete() {
    // A server: 13000 MJ / 5 years, and 3504 kWh × 1.36 (PUE 1.5 in France) at 8.28 MJ.
    let folder = Folder::inventory(
        "equipment_id;equipment_type;acquired_on;country;annual_energy_kwh\nA;server;2024-01-01;FR;1000\nB;laptop;2024-01-01;FR;30\n",
    );
    let ran = |more: &[&str]| {
        let mut args = vec!["assess", ".", "--detail", "--year", "2025", "--lang", "en"];
        args.extend(more);
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    assert!(!ran(&[]).contains("primary energy"));
    let said = ran(&["--criteria", "gwp,pe"]);
    assert!(said.contains("(partial: 1 unit without factor)"), "{said}");
    let run: serde_json::Value =
        serde_json::from_str(&ran(&["--criteria", "pe", "--format", "json"])).unwrap();
    let stage = |stage: &str| crate::support::stage_in(&run["totals"], "pe", stage).value;
    close(stage("embodied"), 13000.0 / 5.0);
    close(stage("use"), 1030.0 * 8.28);
}

#[test]
fn electricity_without_factor_for_a_criterion_makes_its_total_partial() {
    // Germany has no primary energy factor in the set: the server's use is missing.
    let folder = Folder::inventory(
        "equipment_id;equipment_type;acquired_on;country\nA;server;2024-01-01;DE\n",
    );
    let ran = folder.run(&[
        "assess",
        ".",
        "--detail",
        "--year",
        "2025",
        "--criteria",
        "gwp,pe",
        "--lang",
        "en",
    ]);
    assert!(ran.out.contains("(partial: 1 unit without factor)"), "{}{}", ran.out, ran.err);
}

#[test]
fn a_criterion_of_another_year_does_not_hide_the_carbon_of_the_latest() {
    // 2026 has primary energy only; carbon is that of 2025, and said to be.
    let set = shipped();
    let mix = set.electricity(zone(&set, "FRA"), 2026).unwrap();
    let ids: Vec<&str> = mix.factors.iter().map(|id| set.factor(id.unwrap()).id.as_str()).collect();
    assert_eq!(ids, ["electricity.FRA.2025.gwp", "electricity.FRA.2026.pe"]);
    assert_eq!((mix.year, mix.fallback), (2025, Some(empreinte::factor::Fallback::Year)));
}

// Comparing.

fn compare(folder: &Folder, more: &[&str]) -> Ran {
    let round = round();
    let mut args = vec!["factors", "diff", round.to_str().unwrap(), "own", "--unsigned-factors"];
    args.extend(more);
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran
}

/// The round set, one figure of its own changed, as a whole set.
fn whole_own(change: (&str, &str, &str)) -> Folder {
    let mut folder = Folder::inventory(LAPTOP);
    for entry in std::fs::read_dir(round()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name == "manifest.sha256" {
            continue;
        }
        let mut text = std::fs::read_to_string(&path).unwrap();
        if name == change.0 {
            assert!(text.contains(change.1));
            text = text.replace(change.1, change.2);
        }
        folder = folder.with(&format!("own/{name}"), text);
    }
    folder
}

#[test]
fn what_had_no_factor_is_no_zero_beside_another_set() {
    let (tablet, ups) =
        ("equipment.tablet.manufacturing.gwp,tablet,", "equipment.ups.manufacturing.gwp,ups,");
    let rows = "equipment_id,equipment_type,status,acquired_on\nL,laptop,in_service,2024-01-01\nU,ups,in_service,2024-01-01\n";
    let folder = whole_own(("equipment.csv", tablet, ups)).with("inventories/2025.csv", rows);
    // 90 kg over 8 years, where there was no factor.
    let text = compare(&folder, &["--estate", ".", "--lang", "en"]).out;
    let line = text.lines().find(|line| line.contains("uninterruptible")).unwrap();
    assert!(line.contains("– → 11.25") && line.ends_with("no factor before"), "{line}");
    let text = compare(&folder, &["--estate", ".", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let types = json["estate"]["by_type"].as_array().unwrap();
    let of = types.iter().find(|one| one["equipment_type"] == "ups").unwrap();
    assert_eq!((&of["before"], &of["after"]), (&serde_json::Value::Null, &11.25.into()));
}

#[test]
fn a_set_compared_with_itself_shows_no_difference() {
    let folder = Folder::new();
    let ran = folder.run(&["factors", "diff", "core-2026.12", "core-2026.12", "--lang", "en"]);
    assert_eq!(ran.out, "core-2026.12 → core-2026.12\nno difference\n");
    let set = shipped();
    assert!(diff(&set, &set).is_empty());
}

#[test]
fn a_changed_figure_is_shown_with_its_ratio_and_what_it_does_to_an_estate() {
    // 50 → 75 kWh is × 1.5; the laptop's total 50 + 5 = 55 → 50 + 7.5 = 57.5.
    let folder = whole_own(("energy.csv", "laptop,50,kWh/year,40,60", "laptop,75,kWh/year,60,90"));
    let ran = compare(&folder, &["--format", "json", "--estate", ".", "--year", "2025"]);
    let out: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let changes = out["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (&changes[0]["topic"], &changes[0]["subject"]),
        (&"energy".into(), &"laptop".into())
    );
    assert_eq!((&changes[0]["change"], &changes[0]["ratio"]), (&"changed".into(), &1.5.into()));
    close(out["estate"]["before"].as_f64().unwrap(), 55.0);
    close(out["estate"]["after"].as_f64().unwrap(), 57.5);
    let types = out["estate"]["by_type"].as_array().unwrap();
    assert_eq!(types[0]["equipment_type"], "laptop");
    close(types[0]["after"].as_f64().unwrap(), 57.5);
}

#[test]
fn a_comparison_is_a_csv_row_a_change() {
    let folder = whole_own(("energy.csv", "laptop,50,kWh/year,40,60", "laptop,75,kWh/year,60,90"));
    let ran = compare(&folder, &["--format", "csv"]);
    assert_eq!(
        ran.out,
        "topic,subject,change,value_before,value_after,ratio,unit,factor_id_before,factor_id_after\nenergy,laptop,changed,50,75,1.5,kWh/year,energy.laptop,energy.laptop\n"
    );
}

#[test]
fn a_comparison_reads_in_both_languages() {
    // 50 + 5 = 55 → 50 + 7.5 = 57.5, 4.5 % more.
    let folder = whole_own(("energy.csv", "laptop,50,kWh/year,40,60", "laptop,75,kWh/year,60,90"));
    let ran = compare(&folder, &["--lang", "fr", "--estate", ".", "--year", "2025"]);
    let expected = "round → round

energy.csv : changé 1
  laptop                                                 50 → 75           kWh/an       × 1,5

Ce que cela change pour le parc en 2025, gwp
  total                                                  55 → 57,5         kgCO2e       +4,5 %
  ordinateur portable                                    55 → 57,5         kgCO2e       +4,5 %
";
    assert_eq!(ran.out, expected);
    let ran = compare(&folder, &["--lang", "en"]);
    assert!(ran.out.starts_with("round → round\n\nenergy.csv: changed 1\n"), "{}", ran.out);
}

#[test]
fn sets_that_cut_the_life_cycle_otherwise_are_compared_by_their_sums() {
    // 170 + 12.3 + 2.79 = 185.09 in three stages, 370.18 in one: twice as much.
    let row = "own.laptop,laptop,embodied,gwp,370.18,kgCO2e/unit,300,450,measured,FR,2026,OWN\n";
    let folder = own(&[("equipment.csv", &format!("{EQUIPMENT}{row}"))])
        .with("own/set.toml", format!("base = \"core-2026.12\"\n{CARD}"));
    let (core, own) = (shipped(), FactorSet::open(&folder.path("own"), true).unwrap());
    let changes = diff(&core, &own);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].subject, "laptop gwp");
    close(changes[0].ratio().unwrap(), 2.0);
}

#[test]
fn a_type_with_a_figure_of_its_own_is_compared_with_the_one_it_inherited() {
    // A 14-inch laptop had the 50 kWh of a laptop; 40 is × 0.8.
    let rows = format!("{BY_TYPE}own.energy,laptop_14in,40,kWh/year,30,50,measured,OWN\n");
    let folder = own(&[("energy.csv", &rows)]);
    let below = FactorSet::open(&round(), false).unwrap();
    let places = [SetPlace::Folder(round()), SetPlace::Folder(folder.path("own"))];
    let above = FactorSet::stack(&places, true).unwrap();
    let changes = diff(&below, &above);
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].kind(), changes[0].subject.as_str()), ("changed", "laptop_14in"));
    close(changes[0].ratio().unwrap(), 0.8);
    assert_eq!(changes[0].before.as_ref().unwrap().factor_id, "energy.laptop");
}

#[test]
fn the_largest_relative_change_comes_first_whatever_its_direction() {
    // Halved moves further than × 1.5; a quarter further still.
    let rows = format!(
        "{BY_TYPE}energy.laptop,laptop,75,kWh/year,60,90,measured,OWN\nenergy.desktop,desktop,25,kWh/year,20,30,measured,OWN\nenergy.monitor,monitor,20,kWh/year,15,25,measured,OWN\n"
    );
    let folder = own(&[("energy.csv", &rows)]);
    let below = FactorSet::open(&round(), false).unwrap();
    let places = [SetPlace::Folder(round()), SetPlace::Folder(folder.path("own"))];
    let above = FactorSet::stack(&places, true).unwrap();
    let changes = diff(&below, &above);
    let order: Vec<&str> = changes.iter().map(|change| change.subject.as_str()).collect();
    assert_eq!(order, ["desktop", "monitor", "laptop"]);
}

#[test]
fn a_set_to_compare_that_is_not_there_is_refused_with_the_ones_there_are() {
    let ran = Folder::new().run(&["factors", "diff", "core-2026.12", "core-2027", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("error: factor set not found\n  --> core-2027\n"), "{}", ran.err);
    assert!(ran.err.contains("a set of the program: core-2026.11"), "{}", ran.err);
}

// What every shipped set must hold; `tidy` has more.

type Row = BTreeMap<String, String>;

fn table(set: &Path, name: &str) -> Vec<Row> {
    let path = set.join(name);
    if !path.exists() {
        return Vec::new();
    }
    csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect()
}

fn sets() -> Vec<PathBuf> {
    let mut sets: Vec<PathBuf> = std::fs::read_dir(root().join("emission-factors"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("set.toml").is_file())
        .collect();
    sets.sort();
    assert!(!sets.is_empty(), "a set is shipped");
    sets
}

#[test]
fn no_shipped_set_owes_its_reader_anything() {
    for path in sets() {
        let set = FactorSet::open(&path, false).unwrap();
        assert_eq!(set.audit(), [], "{}", path.display());
    }
}

#[test]
fn the_notice_lists_every_source_with_its_licence() {
    let notice = std::fs::read_to_string(root().join("NOTICE")).unwrap();
    let mut missing = Vec::new();
    for set in sets() {
        for row in table(&set, "sources.csv") {
            let mut block = format!(
                "\n{}\n  Title: {}\n  Publisher: {}",
                row["source_id"], row["title"], row["publisher"]
            );
            if !row["year"].is_empty() {
                let _ = write!(block, " ({})", row["year"]);
            }
            let _ = write!(block, "\n  Address: {}\n  Licence: {}\n", row["url"], row["licence"]);
            if !notice.contains(&block) {
                missing.push(block);
            }
        }
    }
    assert!(missing.is_empty(), "NOTICE lacks:\n{}", missing.concat());
}

#[test]
fn rows_under_odbl_stand_only_in_a_set_under_odbl() {
    for set in sets() {
        let card = std::fs::read_to_string(set.join("set.toml")).unwrap();
        let licence = card.lines().find(|line| line.starts_with("licence")).unwrap();
        for row in table(&set, "sources.csv") {
            let share_alike = Licence::of(&row["licence"]) == Licence::ShareAlike;
            assert!(
                !share_alike || licence.contains("ODbL"),
                "{}: {}",
                set.display(),
                row["source_id"]
            );
        }
    }
}

#[test]
fn what_the_facts_say_not_to_ship_is_not_shipped() {
    for set in ["core-2026.11", "core-2026.12"] {
        let core = root().join("emission-factors").join(set);
        // G4IT's row of fake data for tests, BoaviztAPI's NegaOctet server, the archived monitor.
        for value in ["253.4", "3660", "431"] {
            let rows = table(&core, "equipment.csv");
            assert!(rows.iter().all(|row| row["value"] != value), "{set} {value}");
        }
        // What its publisher withdrew serves to compare, but for e-readers, of which there is no
        // other figure.
        for row in table(&core, "equipment.csv") {
            assert!(row["source_id"] != "ICO2_2023" || row["equipment_type"] == "e_reader");
        }
        let kept_out = ["PCF", "BVAPI", "EM", "BV_ELEC", "G4IT_OWN", "WENR", "SPEC", "ORA"];
        for row in table(&core, "sources.csv") {
            assert!(!kept_out.contains(&row["source_id"].as_str()), "{set} {}", row["source_id"]);
        }
        let criteria: BTreeSet<String> =
            table(&core, "equipment.csv").iter().map(|row| row["criterion"].clone()).collect();
        assert_eq!(criteria.into_iter().collect::<Vec<_>>(), ["gwp", "pe"]);
    }
}

#[test]
fn the_default_set_has_the_types_of_the_facts() {
    let set = shipped();
    // A cloud instance is rented, and no waste of the organisation's.
    let in_scope =
        set.types.iter().filter(|kind| !kind.is_out_of_scope() && kind.kind != TypeKind::Cloud);
    assert_eq!(in_scope.clone().count(), 90);
    for kind in in_scope {
        assert!(kind.weee_category.is_some_and(|n| (1..=6).contains(&n)), "{}", kind.code);
    }
}

/// Where a type has a figure from: its own, that of a parent, or nowhere.
fn from(set: &FactorSet, type_id: TypeId, has: impl Fn(&str) -> bool) -> String {
    let mut at = Some(type_id);
    while let Some(id) = at {
        let kind = set.equipment_type(id);
        if has(&kind.code) {
            return if id == type_id { "own".to_owned() } else { format!("`{}`", kind.code) };
        }
        at = kind.parent;
    }
    "–".to_owned()
}

/// The page beside the default set: what each type has.
fn coverage() -> String {
    let set = shipped();
    let mut page = String::from(
        "# What `core-2026.12` has of each type\n\n\
         `own`: a figure of the type itself. A code: that of the type it is a kind of. –: none, and the result says so as a gap.\n\
         `gwp` is embodied carbon, `pe` embodied primary energy.\n\
         This page is held against the set by a test; `UPDATE_COVERAGE=1 cargo test --test it factor_sets` writes it.\n\n\
         | type | gwp | pe | lifetime | energy | weight | WEEE category |\n|---|---|---|---|---|---|---|\n",
    );
    let used = |topic: &str| -> BTreeSet<String> {
        let of = set.factors().iter().filter(|one| one.topic == topic);
        of.map(|one| one.subject.clone()).collect()
    };
    let embodied = |criterion: &str| -> BTreeSet<String> {
        let of = set.factors().iter().filter(|one| one.topic == "equipment");
        of.filter(|one| one.id.ends_with(&format!(".{criterion}")))
            .map(|one| one.subject.clone())
            .collect()
    };
    let topics =
        [embodied("gwp"), embodied("pe"), used("lifetimes"), used("energy"), used("weights")];
    let mut lacking = [0; 5];
    let mut rows = 0;
    for kind in set.types.iter().filter(|kind| !kind.is_out_of_scope()) {
        let id = set.type_named(&kind.code).unwrap();
        let cells: Vec<String> =
            topics.iter().map(|topic| from(&set, id, |code| topic.contains(code))).collect();
        for (n, cell) in lacking.iter_mut().zip(&cells) {
            *n += usize::from(cell == "–");
        }
        rows += 1;
        let weee = kind.weee_category.map_or("–".to_owned(), |n| n.to_string());
        writeln!(page, "| `{}` | {} | {weee} |", kind.code, cells.join(" | ")).unwrap();
    }
    let [gwp, pe, lifetime, energy, weight] = lacking;
    writeln!(
        page,
        "\nOf {rows} types, {gwp} have no embodied carbon, {pe} no embodied primary energy, {lifetime} no lifetime, {energy} no energy, {weight} no weight."
    )
    .unwrap();
    page
}

#[test]
fn the_page_of_what_each_type_has_is_true() {
    let path = root().join("emission-factors/core-2026.12/README.md");
    let expected = coverage();
    if std::env::var_os("UPDATE_COVERAGE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "UPDATE_COVERAGE=1 writes {}; read the difference", path.display());
}

// Figures by weight.

#[test]
fn a_figure_by_weight_is_used_where_there_is_no_other_and_says_so() {
    let run = Folder::inventory("equipment_type;acquired_on\npdu;2025-01-01\nlaptop;2025-01-01\n")
        .assess(&["--factors", "core-2026.12"]);
    let listed = run.0["coverage"]["assumptions"].as_array().unwrap();
    let proxy = listed.iter().find(|one| one["code"] == "mass_proxy").unwrap();
    assert_eq!(proxy["rows"], 1);
    // 26.833 kg over 6.05 years.
    close(proxy["impact"].as_f64().unwrap(), 26.833 / 6.05);
}

#[test]
fn a_figure_by_weight_gives_way_to_that_of_the_type_it_is_a_kind_of() {
    let types = "equipment_type,parent_type,label_en,label_fr,kind,weee_category\nkiosk,laptop,kiosk,borne,workplace,2\n";
    let row = "own.kiosk,kiosk,embodied,gwp,999,kgCO2e/unit,300,3000,mass proxy,FR,2026,OWN,yes\n";
    let heading = EQUIPMENT.trim_end();
    let folder =
        own(&[("types.csv", types), ("equipment.csv", &format!("{heading},proxy\n{row}"))])
            .with("inventories/2025.csv", LAPTOP.replace("laptop", "kiosk"));
    // 200 / 4, as a laptop: the proxy is passed over.
    close(laid(&folder).stage("manufacturing").value, 50.0);
}
