//! Servers over virtual machines and applications: figures worked out by hand, published ones, and
//! the sum that must always hold.
//!
//! With the round factors, a server in France in 2025 weighs 1000 kg / 5 years = 200 kg embodied and
//! 1000 kWh × 0.1 = 100 kg in use: 300 kg.

use crate::support::{Folder, Impact, Ran, close, impacts, root, round};
use serde_json::Value;
use std::fmt::Write as _;

const SERVERS: &str = "equipment_id,equipment_type,acquired_on,datacentre_id\nS1,server,2024-01-01,\nS2,server,2024-01-01,\n";

/// An estate of two servers with virtual machines and applications.
fn estate(machines: &str, applications: &str) -> Folder {
    let folder = Folder::inventory(SERVERS).with("virtual-machines.csv", machines);
    if applications.is_empty() { folder } else { folder.with("applications.csv", applications) }
}

fn run(folder: &Folder, more: &[&str]) -> Ran {
    let factors = round();
    let mut args = vec!["allocate", ".", "--year", "2025", "--lang", "en"];
    args.extend(["--factors", factors.to_str().unwrap()]);
    args.extend(more);
    folder.run(&args)
}

/// `allocation.csv`, in kilograms of the first criterion.
#[track_caller]
fn allocated(folder: &Folder, more: &[&str]) -> Vec<Impact> {
    let mut args = vec!["--out", "out", "--criteria", "gwp"];
    args.extend(more);
    let ran = run(folder, &args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    impacts(&folder.path("out/allocation.csv"))
}

/// The impact of a line, all stages.
#[track_caller]
fn kg(rows: &[Impact], level: &str, id: &str) -> f64 {
    let found: Vec<f64> = rows
        .iter()
        .filter(|row| row["level"] == level && row["id"] == id)
        .map(|row| row["value"].parse().unwrap())
        .collect();
    assert!(!found.is_empty(), "no {level} `{id}`");
    found.iter().sum()
}

#[track_caller]
fn in_use(rows: &[Impact], level: &str, id: &str) -> f64 {
    let row = rows
        .iter()
        .find(|row| row["level"] == level && row["id"] == id && row["stage"] == "use")
        .unwrap_or_else(|| panic!("no {level} `{id}`"));
    row["value"].parse().unwrap()
}

fn level(rows: &[Impact], level: &str) -> f64 {
    let of = rows.iter().filter(|row| row["level"] == level);
    of.map(|row| row["value"].parse::<f64>().unwrap()).sum()
}

/// What was set aside: file, line, column.
fn aside(folder: &Folder) -> Vec<(String, String, String)> {
    impacts(&folder.path("out/rejects.csv"))
        .iter()
        .map(|row| (row["file"].clone(), row["line"].clone(), row["column"].clone()))
        .collect()
}

fn place(file: &str, line: u64, column: &str) -> (String, String, String) {
    (file.to_owned(), line.to_string(), column.to_owned())
}

#[test]
fn shares_given_leave_the_rest_of_the_server_unallocated() {
    let of = allocated(&estate("vm_id,server_id,share\na,S1,0.5\nb,S1,0.2\n", ""), &[]);
    // 300 × 0.5, 300 × 0.2, and 300 × 0.3 that no machine uses; S2 has no machine.
    close(kg(&of, "vm", "a"), 150.0);
    close(kg(&of, "vm", "b"), 60.0);
    close(kg(&of, "unallocated", "S1"), 90.0);
    close(kg(&of, "server_without_vm", ""), 300.0);
    close(kg(&of, "no_application", "a"), 150.0);
}

#[test]
fn machines_share_by_vcpu_and_quantity_and_known_capacity_leaves_the_rest() {
    let machines = "vm_id,server_id,vcpu,quantity,capacity_vcpu\na,S1,4,2,16\nb,S1,4,,\n";
    let of = allocated(&estate(machines, ""), &[]);
    // 2 × 4, 4 and 4 idle of 16 vCPU.
    close(kg(&of, "vm", "a"), 150.0);
    close(kg(&of, "vm", "b"), 75.0);
    close(kg(&of, "unallocated", "S1"), 75.0);
}

#[test]
fn numecoeval_charges_idle_capacity_to_the_machines() {
    let machines = "vm_id,server_id,vcpu,capacity_vcpu\na,S1,8,16\nb,S1,4,\n";
    // 2024-01-01 to 2025-12-31 is 730 days, 2 years: 500 + 100 kg; 8 and 4 of the 12 vCPU held.
    let of = allocated(&estate(machines, ""), &["--method", "numecoeval"]);
    close(kg(&of, "server", "S1"), 600.0);
    close(kg(&of, "vm", "a"), 400.0);
    close(kg(&of, "vm", "b"), 200.0);
    assert!(!of.iter().any(|row| row["level"] == "unallocated"));
}

#[test]
fn a_machine_that_knows_its_energy_takes_it_and_the_rest_stays_with_the_server() {
    let machines = "vm_id,server_id,share,annual_energy_kwh\na,S1,0.5,200\nb,S1,0.3,\n";
    let of = allocated(&estate(machines, ""), &[]);
    // Of 1000 kWh, a takes 200; 800 are left, 3 to 2, to b (0.3) and to nobody (0.2): 480 and 320.
    close(in_use(&of, "vm", "a"), 20.0);
    close(in_use(&of, "vm", "b"), 48.0);
    close(in_use(&of, "unallocated", "S1"), 32.0);
    // Manufacturing goes by the shares: 200 × 0.5.
    close(kg(&of, "vm", "a"), 100.0 + 20.0);
}

#[test]
fn a_machines_own_energy_meets_the_pue_of_its_server() {
    let folder = Folder::inventory(
        "equipment_id,equipment_type,acquired_on,datacentre_id\nS1,server,2024-01-01,DC\n",
    )
    .with("datacentres.csv", "datacentre_id,country,pue\nDC,FR,1.5\n")
    .with("virtual-machines.csv", "vm_id,server_id,annual_energy_kwh\na,S1,200\nb,S1,\n");
    let of = allocated(&folder, &[]);
    // 1500 kWh at the meter; a takes 200 × 1.5 = 300 kWh, b the 1200 left.
    close(in_use(&of, "vm", "a"), 30.0);
    close(in_use(&of, "vm", "b"), 120.0);
}

#[test]
fn machines_that_claim_more_energy_than_their_server_are_shared_and_it_is_said() {
    let folder = estate("vm_id,server_id,annual_energy_kwh\na,S1,900\nb,S1,300\n", "");
    let of = allocated(&folder, &[]);
    close(in_use(&of, "vm", "a"), 50.0);
    let said = run(&folder, &[]).out;
    assert!(said.contains("kWh of the machines not taken"), "{said}");
}

#[test]
fn shares_above_one_are_set_aside_and_their_server_is_unallocated() {
    let folder = estate("vm_id,server_id,share\na,S1,0.7\nb,S1,0.6\nc,S2,1\n", "");
    let of = allocated(&folder, &[]);
    close(kg(&of, "unallocated", "S1"), 300.0);
    close(kg(&of, "vm", "c"), 300.0);
    assert_eq!(
        aside(&folder),
        [place("virtual-machines.csv", 2, "share"), place("virtual-machines.csv", 3, "share")]
    );
}

#[test]
fn machines_of_unknown_servers_and_repeated_or_broken_ones_are_set_aside() {
    let machines = "vm_id,server_id,vcpu,type,capacity_vcpu\na,S1,4,,16\na,S2,4,,\nb,S9,4,,\n,S1,4,,\nc,,4,,\nd,S1,x,,\ne,S1,-1,,\nf,S1,4,mail,\ng,S1,4,,32\n";
    let applications = "application_id,vm_id,share\nA,a,\nB,b,\nC,zz,\nA,a,\nD,,\nE,a,1.5\n";
    let folder = estate(machines, applications);
    let of = allocated(&folder, &[]);
    // Only a is left on S1: 4 of its 16 vCPU.
    close(kg(&of, "application", "A"), 75.0);
    let mut found = aside(&folder);
    found.sort();
    let machine = |line, column| place("virtual-machines.csv", line, column);
    let application = |line, column| place("applications.csv", line, column);
    let mut expected = [
        machine(3, "vm_id"),
        machine(4, "server_id"),
        machine(5, "vm_id"),
        machine(6, "server_id"),
        machine(7, "vcpu"),
        machine(8, "vcpu"),
        machine(9, "type"),
        machine(10, "capacity_vcpu"),
        application(3, "vm_id"),
        application(4, "vm_id"),
        application(5, "application_id"),
        application(6, "vm_id"),
        application(7, "share"),
    ];
    expected.sort();
    assert_eq!(found, expected);
    let run: Value = serde_json::from_str(&folder.read("out/run.json")).unwrap();
    let counts = &run["allocation"]["virtual_machines"];
    assert_eq!(counts["rows_read"], 9);
    assert_eq!(counts["kept"], 1);
    assert_eq!(counts["rejected"], 8);
}

#[test]
fn applications_share_their_machine_equally_unless_they_give_shares() {
    let machines = "vm_id,server_id,entity\na,S1,Finance\nb,S2,\n";
    let applications = "application_id,vm_id,share,domain,entity\nPay,a,,HR,\nLedger,a,,Money,\nWeb,b,0.6,Public,Town\nForms,b,0.3,Public,\n";
    let of = allocated(&estate(machines, applications), &[]);
    close(kg(&of, "application", "Pay"), 150.0);
    close(kg(&of, "application", "Web"), 180.0);
    close(kg(&of, "application", "Forms"), 90.0);
    // 1 − 0.6 − 0.3 of b is no application's.
    close(kg(&of, "no_application", "b"), 30.0);
    close(kg(&of, "domain", "Public"), 270.0);
    // The entity of the application, else of its machine.
    close(kg(&of, "entity", "Finance"), 300.0);
    close(kg(&of, "entity", "Town"), 180.0);
    close(kg(&of, "entity", ""), 90.0);
}

#[test]
fn an_application_on_several_machines_is_their_sum() {
    let machines = "vm_id,server_id\na,S1\nb,S1\nc,S2\n";
    let applications = "application_id,vm_id\nPay,a\nPay,c\nWeb,b\n";
    let of = allocated(&estate(machines, applications), &[]);
    close(kg(&of, "application", "Pay"), 150.0 + 300.0);
}

#[test]
fn two_rows_that_are_the_same_server_stop_the_run() {
    let glpi = "Nom;ID;Type;Fabricant;Numéro de série;Statut\nESX1;1;Serveur;Dell;A1;En service\nESX1;2;Serveur;Dell;A2;En service\n";
    let folder = Folder::inventory(glpi).with("virtual-machines.csv", "vm_id,server_id\na,ESX1\n");
    let ran = run(&folder, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("several pieces of equipment are the server `ESX1`"), "{}", ran.err);
}

#[test]
fn a_server_of_a_raw_export_is_known_by_its_name_and_a_monitor_is_not() {
    let glpi = "Nom;ID;Type;Fabricant;Numéro de série;Statut;Date d'achat\nESX1;1;Serveur;Dell;A1;En service;01-01-2024\nESX2;2;Écran;Dell;A2;En service;01-01-2024\n";
    let folder = Folder::inventory(glpi)
        .with("virtual-machines.csv", "vm_id,server_id\na,ESX1\nb,ESX2\nc,2\n");
    let of = allocated(&folder, &[]);
    close(kg(&of, "vm", "a"), 300.0);
    // By its identifier any equipment may carry a machine: a screen does so by mistake, and shows.
    assert!(kg(&of, "vm", "c") > 0.0);
    assert_eq!(aside(&folder), [place("virtual-machines.csv", 3, "server_id")]);
}

#[test]
fn an_estate_without_machines_says_so_and_ends_well() {
    let ran = run(&Folder::inventory(SERVERS), &[]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("No virtual machine"), "{}", ran.out);
    let json = Folder::inventory(SERVERS).assess(&[]);
    assert_eq!(json.0["allocation"], Value::Null);
}

#[test]
fn a_file_of_machines_alone_asks_for_its_servers() {
    let folder = Folder::new().with("vm.csv", "vm_id,server_id\na,S1\n");
    let ran = folder.run(&["assess", "vm.csv", "--detail", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("this file lists virtual machines"), "{}", ran.err);
    assert!(ran.err.contains("the inventory of their servers"), "{}", ran.err);
}

#[test]
fn the_year_in_a_file_name_says_whose_machines_they_are() {
    let folder = Folder::inventory(SERVERS)
        .with("inventories/2024.csv", SERVERS)
        .with("inventories/2024-vm.csv", "vm_id,server_id\na,S1\n");
    assert_eq!(folder.assess(&[]).0["allocation"], Value::Null);
    let run = folder.assess_year("2024", &[]);
    assert_eq!(run.0["allocation"]["virtual_machines"]["kept"], 1);
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let mut servers = String::from("equipment_id,equipment_type,acquired_on,model\n");
    let mut machines = String::from("vm_id,server_id,vcpu\n");
    let long = "x".repeat(600);
    // More than the 4 MB under which a file is walked on one thread.
    for n in 0..9000 {
        let _ = writeln!(servers, "S{n},server,2024-01-01,{long}");
        if n % 3 == 0 {
            let _ = writeln!(machines, "v{n},S{n},{}", n % 7 + 1);
        }
    }
    let folder = Folder::inventory(&servers).with("virtual-machines.csv", &machines);
    let one = run(&folder, &["--format", "csv", "--threads", "1"]).out;
    let many = run(&folder, &["--format", "csv", "--threads", "3"]).out;
    assert!(one.len() > 100_000 && one == many);
}

/// The chain that G4IT publishes: `G4ITTeam/g4it@5c9d0927`, `services/backend/src/test/resources/
/// apievaluating/eval_nominal`: `input/*_nominal.csv` and `export/ind_virtual_equipment.csv`,
/// `export/ind_application.csv`. Its factor, 2226.09…, is labelled there "Fake data for tests".
#[test]
fn numecoeval_the_published_chain_from_server_to_application() {
    let factors = [
        (
            "set.toml",
            "name = \"g4it-tests\"\nversion = \"1\"\ndate = \"2024-01-01\"\nlicence = \"Apache-2.0\"\ndescription_en = \"\"\ndescription_fr = \"\"\n",
        ),
        (
            "sources.csv",
            "source_id,title,publisher,year,url,licence\nG,G4IT test data,G4ITTeam/g4it,2025,,Apache-2.0\n",
        ),
        (
            "criteria.csv",
            "criterion,unit,label_en,label_fr\ngwp,kgCO2e,climate change,changement climatique\n",
        ),
        (
            "types.csv",
            "equipment_type,parent_type,label_en,label_fr,kind\nserver,,server,serveur,datacentre\n",
        ),
        ("zones.csv", "zone,iso2,label_en,label_fr,continent\nFRA,FR,France,France,EU\n"),
        (
            "equipment.csv",
            "factor_id,equipment_type,stage,criterion,value,unit,low,high,uncertainty_basis,source_id\ns,server,manufacturing,gwp,2226.09317222576,kgCO2e/unit,,,,G\n",
        ),
        (
            "electricity.csv",
            "factor_id,zone,year,criterion,value,unit,low,high,source_id\nf,FRA,2023,gwp,0.0813225,kgCO2e/kWh,,,G\n",
        ),
        (
            "lifetimes.csv",
            "factor_id,equipment_type,value,unit,low,high,uncertainty_basis,source_id\n",
        ),
        (
            "energy.csv",
            "factor_id,equipment_type,value,unit,low,high,uncertainty_basis,source_id\n",
        ),
    ];
    let mut folder = Folder::new()
        .with("physical.csv", "nomEquipementPhysique;modele;quantite;nomCourtDatacenter;dateAchat;dateRetrait;type;statut;paysDUtilisation;consoElecAnnuelle;nomEntite\nphysical-eq-1;Physical Server unknown;1;;2020-07-08;2024-11-20;Server;In use;France;;Entity 1\nphysical-eq-2;Physical Server unknown;2;;2020-07-08;2023-01-01;Server;In use;France;;Entity 1\n")
        .with("virtual.csv", "nomEquipementVirtuel;nomEquipementPhysique;nomSourceDonneeEquipementPhysique;cleRepartition;vCPU;cluster;consoElecAn;typeEqv;capaciteStockage;nomEntite;nomSourceDonnee;\nvirtual-eq-1-1;physical-eq-1;;;4;Cluster 1;;calcul;;Entity 1;;\nvirtual-eq-2-1;physical-eq-2;;;2;Cluster 2;;calcul;;Entity 1;;\n")
        .with("application.csv", "nomApplication;typeEnvironnement;nomEquipementVirtuel;nomSourceDonneeEquipementVirtuel;domaine;sousDomaine;nomEntite;nomEquipementPhysique;nomSourceDonnee;\napplication-1;Test;virtual-eq-1-1;;Domain 1;Sub Domain 1;Entity 1;physical-eq-1;;\napplication-2;Test;virtual-eq-2-1;;Domain 1;Sub Domain 2;Entity 1;physical-eq-2;;\n");
    for (name, text) in factors {
        folder = folder.with(&format!("factors/{name}"), text);
    }
    let ran = folder.run(&[
        "allocate",
        "physical.csv",
        "virtual.csv",
        "application.csv",
        "--year",
        "2024",
        "--as-of",
        "2024-01-01",
        "--method",
        "numecoeval",
        "--factors",
        "factors",
        "--unsigned-factors",
        "--out",
        "out",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let of = impacts(&folder.path("out/allocation.csv"));
    for (level, first, second) in [
        ("server", "physical-eq-1", "physical-eq-2"),
        ("vm", "virtual-eq-1-1", "virtual-eq-2-1"),
        ("application", "application-1", "application-2"),
        ("subdomain", "Sub Domain 1", "Sub Domain 2"),
    ] {
        close(kg(&of, level, first), 509.100_255_552_883_7);
        close(kg(&of, level, second), 1_791.673_666_730_766_2);
    }
    close(kg(&of, "domain", "Domain 1"), 509.100_255_552_883_7 + 1_791.673_666_730_766_2);
}

/// G4IT's sample files: `3-virtualEquipments.csv` on `2-physicalEquipments.csv`.
#[test]
fn g4its_sample_of_virtual_equipment_is_shared_by_vcpu() {
    let samples = root().join("../shared/samples/g4it");
    if !samples.exists() {
        return;
    }
    let of_samples = |name: &str| samples.join(name).display().to_string();
    let (servers, machines) =
        (of_samples("2-physicalEquipments.csv"), of_samples("3-virtualEquipments.csv"));
    let folder = Folder::new();
    let ran = folder.run(&[
        "allocate", &servers, &machines, "--year", "2025", "--format", "json", "--by", "vm",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(run["allocation"]["virtual_machines"]["rejected"], 0);
    let shares: Vec<f64> = run["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["share"].as_f64().unwrap())
        .collect();
    // 4, 2, 2, 8 of 16; 2, 1, 1, 4 of 8; 6, 3, 12, 4 of 25 vCPU.
    let expected = [0.25, 0.125, 0.125, 0.5, 0.25, 0.125, 0.125, 0.5, 0.24, 0.12, 0.48, 0.16];
    assert_eq!(shares.len(), expected.len());
    shares.into_iter().zip(expected).for_each(|(found, expected)| close(found, expected));
}

/// Numbers that look random and are the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let at = self.below(words.len() as u64);
        words[usize::try_from(at).unwrap()]
    }

    fn or_nothing(&mut self, most: u64) -> String {
        let drawn = self.below(most + 1);
        if drawn == 0 { String::new() } else { drawn.to_string() }
    }
}

/// An estate made up: servers with and without machines, of all rules, with own energy or not.
fn made_up(seed: u64) -> Folder {
    let mut draw = Draw(seed);
    let mut servers = String::from(
        "equipment_id,equipment_type,acquired_on,annual_energy_kwh,country,datacentre_id\n",
    );
    let mut machines = String::from(
        "vm_id,server_id,vcpu,storage_gb,share,type,annual_energy_kwh,quantity,capacity_vcpu\n",
    );
    let mut applications = String::from("application_id,vm_id,share,domain,entity,environment\n");
    for server in 0..12 {
        let kwh = draw.one_of(&["", "0", "800", "2500"]);
        let country = draw.one_of(&["FR", "DE"]);
        let centre = draw.one_of(&["", "DC"]);
        let _ = writeln!(
            servers,
            "S{server},server,2023-05-0{},{kwh},{country},{centre}",
            server % 9 + 1
        );
        let capacity = draw.or_nothing(40);
        for machine in 0..draw.below(6) {
            let share = if draw.below(3) == 0 {
                String::new()
            } else {
                format!("0.{}", draw.below(30) + 1)
            };
            let kind = draw.one_of(&["", "compute", "storage"]);
            let (vcpu, gb, own) = (draw.or_nothing(9), draw.or_nothing(900), draw.or_nothing(400));
            let own = if draw.below(2) == 0 { own } else { String::new() };
            let quantity = draw.below(2) + 1;
            let _ = writeln!(
                machines,
                "v{server}-{machine},S{server},{vcpu},{gb},{share},{kind},{own},{quantity},{capacity}"
            );
            for application in 0..draw.below(4) {
                let share = draw.one_of(&["", "0.25", "0.5"]);
                let (id, domain) = (draw.below(9), draw.below(3));
                let _ = writeln!(
                    applications,
                    "A{id},v{server}-{machine},{share},D{domain},,E{application}"
                );
            }
        }
    }
    Folder::inventory(&servers)
        .with("datacentres.csv", "datacentre_id,country,pue\nDC,FR,1.4\n")
        .with("virtual-machines.csv", machines)
        .with("applications.csv", applications)
}

#[test]
fn parts_sum_to_the_servers_by_stage_whatever_the_estate() {
    for seed in 1..=12 {
        let folder = made_up(seed);
        for method in ["rcp-si", "numecoeval"] {
            let of = allocated(&folder, &["--method", method]);
            let run: Value = serde_json::from_str(&folder.read("out/run.json")).unwrap();
            // All equipment of the estate is servers: its totals are theirs.
            for total in run["totals"].as_array().unwrap() {
                // A stage that no source tells apart is null, and no server has any of it.
                let (stage, expected) = (&total["stage"], total["value"].as_f64().unwrap_or(0.0));
                let of: Vec<Impact> =
                    of.iter().filter(|row| row["stage"] == *stage).cloned().collect();
                let left = level(&of, "unallocated") + level(&of, "server_without_vm");
                let idle = level(&of, "no_application");
                close(level(&of, "vm") + left, expected);
                for by in ["application", "domain", "subdomain", "entity", "environment"] {
                    close(level(&of, by) + idle + left, expected);
                }
                close(level(&of, "cluster") + left, expected);
                close(level(&of, "server") + level(&of, "server_without_vm"), expected);
                assert!(of.iter().all(|row| row["value"].parse::<f64>().unwrap() >= 0.0));
            }
        }
    }
}
