//! Figures from print, with their citation. Never regenerated: when one fails, the code is wrong.

#![expect(clippy::unreadable_literal, reason = "figures stand as they are printed")]

use crate::support::{Folder, Impact, close};

/// A manufacturing factor that G4IT's test data holds, labelled there "Fake data for tests": a
/// figure for checking the arithmetic, and nothing else.
const ITEM: &str = "2226.09317222576";

const HEADING: &str = "nomEquipementPhysique;modele;quantite;nomCourtDatacenter;dateAchat;dateRetrait;type;statut;paysDUtilisation;consoElecAnnuelle";

/// A G4IT file assessed as NumEcoEval does on 2024-01-01, with its factors: electricity of Germany
/// 0.657374 kg/kWh (Base IMPACTS 2.01 as G4IT ships it), an item of 2226.09… kg and 300 kWh a year;
/// `server` lasts 7 years by default, `laptop` has no default.
fn numecoeval(row: &str) -> Vec<Impact> {
    factors(Folder::new())
        .with("inventories/2024.csv", format!("{HEADING}\n{row}\n"))
        .with("datacentres.csv", "datacentre_id;country;pue\nDC1;DE;1.41\nDC2;DE;\n")
        .as_numecoeval()
}

fn factors(folder: Folder) -> Folder {
    let equipment = format!(
        "factor_id,equipment_type,stage,criterion,value,unit,low,high,uncertainty_basis,source_id\n\
         s,server,manufacturing,gwp,{ITEM},kgCO2e/unit,,,,G\n\
         l,laptop,manufacturing,gwp,{ITEM},kgCO2e/unit,,,,G\n\
         ld,laptop,distribution,gwp,10,kgCO2e/unit,,,,G\n\
         le,laptop,end_of_life,gwp,4,kgCO2e/unit,,,,G\n"
    );
    let by_type = "factor_id,equipment_type,value,unit,low,high,uncertainty_basis,source_id\n";
    folder
        .with("factors/set.toml", "name = \"g4it-tests\"\nversion = \"1\"\ndate = \"2024-01-01\"\nlicence = \"Apache-2.0\"\ndescription_en = \"\"\ndescription_fr = \"\"\n")
        .with("factors/sources.csv", "source_id,title,publisher,year,url,licence\nG,G4IT test data,teamg4it/g4it,2026,,Apache-2.0\n")
        .with("factors/criteria.csv", "criterion,unit,label_en,label_fr\ngwp,kgCO2e,climate change,changement climatique\n")
        .with("factors/types.csv", "equipment_type,parent_type,label_en,label_fr,kind\nserver,,server,serveur,datacentre\nlaptop,,laptop,portable,workplace\n")
        .with("factors/zones.csv", "zone,iso2,label_en,label_fr,continent\nFRA,FR,France,France,EU\nDEU,DE,Germany,Allemagne,EU\n")
        .with("factors/equipment.csv", equipment)
        .with("factors/electricity.csv", "factor_id,zone,year,criterion,value,unit,low,high,source_id\nf,FRA,2023,gwp,0.0813225,kgCO2e/kWh,,,G\nd,DEU,2023,gwp,0.657374,kgCO2e/kWh,,,G\n")
        .with("factors/lifetimes.csv", format!("{by_type}t,server,7,year,,,,G\n"))
        .with("factors/energy.csv", format!("{by_type}e,server,300,kWh/year,,,,G\nel,laptop,300,kWh/year,,,,G\n"))
}

impl Folder {
    #[track_caller]
    fn as_numecoeval(&self) -> Vec<Impact> {
        let ran = self.run(&[
            "assess",
            ".",
            "--year",
            "2024",
            "--as-of",
            "2024-01-01",
            "--method",
            "numecoeval",
            "--factors",
            "factors",
            "--unsigned-factors",
            "--format",
            "csv",
            "--out",
            "out",
        ]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        crate::support::impacts(&self.path("out/impacts.csv"))
    }
}

#[track_caller]
fn stage<'a>(rows: &'a [Impact], stage: &str) -> &'a Impact {
    rows.iter().find(|row| row["stage"] == stage).unwrap_or_else(|| panic!("no {stage}: {rows:?}"))
}

#[track_caller]
fn number(row: &Impact, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("`{column}` of {row:?}"))
}

/// The engine's own rows: `teamg4it/g4it@57b9a164`, `services/backend/src/test/resources/
/// apievaluating/eval_nominal/export/ind_physical_equipment.csv` and `physical_equipment.csv`.
#[track_caller]
fn engine_row(row: &str, lifetime: f64, impact: f64) {
    let rows = numecoeval(row);
    let made = stage(&rows, "manufacturing");
    close(number(made, "lifetime_years"), lifetime);
    close(number(made, "value"), impact);
}

#[test]
fn numecoeval_one_unit_withdrawn_after_the_calculation_date() {
    engine_row(
        "P1;M;1;;2020-07-08;2024-11-20;Server;In use;France;",
        4.372602739726028,
        509.1002555528837,
    );
}

#[test]
fn numecoeval_two_units_withdrawn_before_the_calculation_date() {
    engine_row(
        "P1;M;2;;2020-07-08;2023-01-01;Server;In use;France;",
        2.484931506849315,
        1791.6736667307662,
    );
}

#[test]
fn numecoeval_purchase_alone_lasts_until_the_calculation_date() {
    // 8 July 2020 to 1 January 2024: 177 days left of 2020 (366 − 189) + 2 × 365 + 365 = 1272.
    let lifetime = 1272.0 / 365.0;
    engine_row("P1;M;1;;2020-07-08;;Server;In use;France;", lifetime, 2226.09317222576 / lifetime);
}

#[test]
fn numecoeval_without_purchase_takes_the_types_lifetime() {
    engine_row("P1;M;1;;;2023-01-01;Server;In use;France;", 7.0, 2226.09317222576 / 7.0);
}

#[test]
fn numecoeval_without_any_lifetime_takes_two_years() {
    // Hypothesis `dureeVieParDefaut` = 2.
    engine_row("P1;M;1;;;;Laptop;In use;France;", 2.0, 2226.09317222576 / 2.0);
}

#[test]
fn numecoeval_a_server_in_a_datacentre_draws_at_the_datacentres_mix_and_pue() {
    // The engine's trace: 0.657374 × 1.41 = 0.92689734 kg per kWh; × 100 kWh × 3 units.
    let rows = numecoeval("P1;M;3;DC1;2020-07-08;;Server;In use;France;100");
    close(number(stage(&rows, "use"), "value"), 0.92689734 * 100.0 * 3.0);
}

#[test]
fn numecoeval_a_laptop_in_a_datacentre_has_its_mix_and_no_pue() {
    let rows = numecoeval("P1;M;1;DC1;2020-07-08;;Laptop;In use;France;100");
    close(number(stage(&rows, "use"), "value"), 65.7374);
}

#[test]
fn numecoeval_a_server_without_datacentre_has_no_pue() {
    let rows = numecoeval("P1;M;1;;2020-07-08;;Server;In use;Germany;100");
    close(number(stage(&rows, "use"), "value"), 65.7374);
}

#[test]
fn numecoeval_an_unknown_pue_is_1_75() {
    // Hypothesis `PUEParDefaut` = 1.75.
    let rows = numecoeval("P1;M;1;DC2;2020-07-08;;Server;In use;France;100");
    close(number(stage(&rows, "use"), "value"), 0.657374 * 1.75 * 100.0);
}

#[test]
fn numecoeval_bought_after_withdrawal_has_its_embodied_steps_in_error_and_its_use() {
    // The engine's text: "La durée de vie de l'équipement n'a pas pu être déterminée".
    for withdrawn in ["2020-07-08", "2019-01-01"] {
        let rows = numecoeval(&format!("P1;M;1;;2020-07-08;{withdrawn};Laptop;In use;France;100"));
        let errors: Vec<&Impact> = rows.iter().filter(|row| !row["error"].is_empty()).collect();
        assert!(!errors.is_empty(), "{withdrawn}");
        for row in errors {
            assert_eq!(row["error"], "lifetime_undetermined");
            assert_ne!(row["stage"], "use");
            assert_eq!(row["value"], "");
        }
        close(number(stage(&rows, "use"), "value"), 8.13225);
    }
}

#[test]
fn numecoeval_zero_kwh_means_not_known() {
    // The item's average, 300 kWh × 0.0813225.
    let rows = numecoeval("P1;M;1;;2020-07-08;;Server;In use;France;0");
    let used = stage(&rows, "use");
    close(number(used, "value"), 24.39675);
    assert_eq!(used["energy_origin"], "type");
}

#[test]
fn numecoeval_looks_at_no_state_and_no_day_of_the_year() {
    // "Not used", bought in the last days: a whole year of electricity all the same.
    let rows = numecoeval("P1;M;1;;2023-12-30;;Server;Not used;France;100");
    close(number(stage(&rows, "use"), "value"), 8.13225);
}

#[test]
fn numecoeval_every_embodied_step_is_spread_alike() {
    let rows = numecoeval("P1;M;1;;2020-07-08;2024-11-20;Laptop;In use;France;");
    close(number(stage(&rows, "distribution"), "value"), 10.0 / 4.372602739726028);
    close(number(stage(&rows, "end_of_life"), "value"), 4.0 / 4.372602739726028);
}

#[test]
fn rcp_datacentre_spreads_500_kg_over_5_years_as_100_kg_a_year() {
    // ADEME, RCP "Services d'hébergement en centre de données et cloud", §4.2.1: "500 kg éq. CO2
    // over 5 years: 100 kg éq. CO2 a year".
    let by_type = "factor_id,equipment_type,value,unit,low,high,uncertainty_basis,source_id\n";
    let folder = factors(Folder::inventory("equipment_type;acquired_on\nserver;2024-01-01\n"))
        .with("factors/equipment.csv", "factor_id,equipment_type,stage,criterion,value,unit,low,high,uncertainty_basis,source_id\ns,server,manufacturing,gwp,500,kgCO2e/unit,,,,G\n")
        .with("factors/lifetimes.csv", format!("{by_type}t,server,5,year,,,,G\n"));
    let run = folder.assess(&["--factors", "factors", "--unsigned-factors"]);
    close(run.stage("manufacturing").value, 100.0);
}
