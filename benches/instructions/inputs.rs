//! Small estates made up for counting, always the same.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const TYPES: [(&str, u64); 8] = [
    ("laptop", 350),
    ("desktop", 200),
    ("monitor", 250),
    ("smartphone", 90),
    ("ip_phone", 50),
    ("printer_laser", 20),
    ("docking_station", 30),
    ("wifi_access_point", 10),
];
const MAKERS: [&str; 8] = ["HP", "Dell", "Lenovo", "Apple", "Samsung", "Acer", "Fujitsu", "Asus"];
const HEADINGS: &str = "equipment_id,equipment_type,manufacturer,model,quantity,status,acquired_on,in_service_on,site,country,entity,annual_energy_kwh,cpu_model,ram_gb,ssd_gb\n";

/// Always the same numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.below(words.len() as u64)).unwrap()]
    }

    fn day(&mut self) -> (u64, u64, u64) {
        (2015 + self.below(10), 1 + self.below(12), 1 + self.below(28))
    }
}

/// What a row of a list has that the others have not.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Distinct {
    Nothing,
    Model,
    Maker,
    Site,
    Entity,
    Processor,
    UnknownProcessor,
    Memory,
    /// Servers of a thousand configurations.
    Parts,
    UnknownType,
    UnknownStatus,
    /// Every second row is the one before it, with another site.
    Duplicate,
}

/// A clean list of equipment; servers alone where their parts are what differs.
pub(crate) fn list(folder: &Path, name: &str, rows: u64, distinct: Distinct) -> PathBuf {
    let mut dice = Dice(42);
    let mut text = HEADINGS.to_owned();
    let servers =
        [Distinct::Processor, Distinct::UnknownProcessor, Distinct::Memory, Distinct::Parts]
            .contains(&distinct);
    for row in 0..rows {
        let mut pick = dice.below(1000);
        let kind = TYPES.iter().find(|(_, part)| {
            let here = pick < *part;
            pick = pick.saturating_sub(*part);
            here
        });
        let kind = if servers { "server" } else { kind.unwrap().0 };
        let maker = dice.of(&MAKERS);
        let (year, month, day) = dice.day();
        let (site, model) = (dice.below(200), dice.below(600));
        let one = |what, word: String, other: String| if distinct == what { word } else { other };
        let id = if distinct == Distinct::Duplicate { row / 2 } else { row };
        let kind = one(Distinct::UnknownType, format!("chose {row}"), kind.to_owned());
        let status = one(Distinct::UnknownStatus, format!("statut {row}"), "in_service".to_owned());
        let _ = write!(
            text,
            "EQ{id:09},{kind},{},{},1,{status},{year}-{month:02}-{day:02},{year}-{month:02}-{day:02},{},FR,{},",
            one(Distinct::Maker, format!("Maker {row}"), maker.to_owned()),
            one(Distinct::Model, format!("{maker} Modèle {row}"), format!("{maker} Serie {model}")),
            one(Distinct::Site, format!("Site {row}"), format!("Site {site:03}")),
            one(Distinct::Entity, format!("Direction {row}"), format!("Direction {:02}", site / 5)),
        );
        if dice.below(5) == 0 {
            let _ = write!(text, "{}.{}", 10 + dice.below(200), dice.below(10));
        }
        if servers {
            let cores = 4 + 4 * dice.below(8);
            let cpu = match distinct {
                Distinct::UnknownProcessor => format!("Zorglub {row}"),
                Distinct::Processor => format!("2 x Intel Xeon Gold {} {row}c", 5100 + row % 900),
                _ => format!("2 x Intel Xeon Gold {} {cores}-Core", 6100 + dice.below(40)),
            };
            let ram = if distinct == Distinct::Memory { 16 + row } else { 64 << dice.below(4) };
            let ssd = 480 << dice.below(3);
            let kind = row % 1000;
            let _ = if distinct == Distinct::Parts {
                write!(text, ",2 x Intel Xeon Gold {} 16-Core,{},480", 6100 + kind % 40, 64 + kind)
            } else {
                write!(text, ",{cpu},{ram},{ssd}")
            };
        } else {
            text.push_str(",,,");
        }
        text.push('\n');
    }
    put(folder, name, &text)
}

/// A list as a GLPI gives it: French, paths, dates of two kinds, words of its own, wrong cells.
pub(crate) fn dirty_glpi(folder: &Path, name: &str, rows: u64) -> PathBuf {
    let mut dice = Dice(7);
    let mut text = "\u{feff}\"Nom\";\"ID\";\"Entité\";\"Lieu\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\";\"Usager\";\"Date de création\";\"Dernière modification\";\"Informations financières et administratives - Date d'achat\";\n".to_owned();
    for row in 0..rows {
        let (year, month, day) = dice.day();
        let bought = match dice.below(20) {
            0 => String::new(),
            1 => "31-02-2020 00:00".to_owned(),
            2..=5 => format!("{year}-{month:02}-{day:02}"),
            _ => format!("{day:02}-{month:02}-{year} 00:00"),
        };
        let kind = match dice.below(50) {
            0 => "Machin".to_owned(),
            1 => String::new(),
            2 => format!("Appareil {}", dice.below(40)),
            _ => dice
                .of(&["Portable", "Poste de travail - Slim", "Écran", "Imprimante", "Téléphone IP"])
                .to_owned(),
        };
        // One name in a hundred is that of another row.
        let id = if dice.below(100) == 0 { row / 2 } else { row };
        let _ = writeln!(
            text,
            "\"PC-{id:06}\";\"{} {:03}\";\"Ville > Direction {}\";\"Site {} > Étage {} > Bureau {}\";\"{}\";\"{}\";\"{kind}\";\"{} {}\";\"SN{id:08}\";\"Usager {}\";\"{day:02}-{month:02}-{year} 08:12\";\"02-01-2025 10:00\";\"{bought}\";",
            1 + id / 1000,
            id % 1000,
            dice.below(40),
            dice.below(60),
            dice.below(5),
            dice.below(400),
            dice.of(&["En service", "En service", "En stock", "En panne", "Réformé", "Perdu ?"]),
            dice.of(&["HP", "Dell Inc.", "LENOVO", "Hewlett-Packard", "  Dell", ""]),
            dice.of(&["ProDesk 600", "Latitude 5420", "ThinkPad T14", "P2419H", "EliteBook 840"]),
            dice.below(9),
            dice.below(3000),
        );
    }
    put(folder, name, &text)
}

/// Two lists of the same machines, which disagree on where one in ten stands.
pub(crate) fn two_sources(folder: &Path, rows: u64) -> [PathBuf; 2] {
    let mut dice = Dice(3);
    let mut first =
        "equipment_id,equipment_type,manufacturer,model,serial,status,acquired_on,site\n"
            .to_owned();
    let mut second = first.clone();
    for row in 0..rows {
        let (year, month, day) = dice.day();
        let (site, maker) = (dice.below(200), dice.of(&MAKERS));
        let other = if dice.below(10) == 0 { site + 1 } else { site };
        for (text, id, site) in [(&mut first, "A", site), (&mut second, "B", other)] {
            let _ = writeln!(
                text,
                "{id}{row},laptop,{maker},Serie {},SER{row:08},in_service,{year}-{month:02}-{day:02},Site {site}",
                row % 600
            );
        }
    }
    [put(folder, "first.csv", &first), put(folder, "second.csv", &second)]
}

/// An estate of three years with a ledger, and what stands beside an inventory.
pub(crate) fn estate(folder: &Path, name: &str, units: u64) -> PathBuf {
    let folder = folder.join(name);
    put(&folder, "estate.toml", "[headcount]\n2024 = 4000\n2025 = 4200\n");
    for year in [2024, 2025] {
        let mut dice = Dice(42);
        let mut text = HEADINGS.to_owned();
        for unit in 0..units {
            let kind = TYPES[usize::try_from(unit % 8).unwrap()].0;
            let (bought, month, day) = dice.day();
            let (bought, site) = (bought.min(2024), dice.below(200));
            let _ = writeln!(
                text,
                "U{unit},{kind},{},Serie {},1,in_service,{bought}-{month:02}-{day:02},,Site {site:03},FR,Direction {:02},,,,",
                dice.of(&MAKERS),
                dice.below(600),
                site / 5
            );
        }
        put(&folder, &format!("inventories/{year}.csv"), &text);
    }
    movements(&folder, units);
    folder
}

/// A ledger: each unit bought, one in four repaired, and as many again that left.
pub(crate) fn movements(folder: &Path, units: u64) {
    let mut dice = Dice(5);
    let mut rows: Vec<String> = Vec::new();
    for unit in 0..units {
        let (year, month, day) = dice.day();
        let kind = TYPES[usize::try_from(unit % 8).unwrap()].0;
        rows.push(format!("{}-{month:02}-{day:02},purchase,U{unit},{kind},,", year.min(2024)));
        if unit % 4 == 0 {
            rows.push(format!("2025-{month:02}-{day:02},repair,U{unit},{kind},,"));
            rows.push(format!("2018-{month:02}-{day:02},purchase,G{unit},{kind},,"));
            rows.push(format!("2025-{month:02}-{day:02},decommission,G{unit},{kind},age,"));
            rows.push(format!("2025-12-{day:02},weee_handover,G{unit},{kind},,2.1"));
        }
    }
    rows.sort_unstable();
    let headings = "date,kind,unit_id,equipment_type,reason,weight_kg\n";
    put(folder, "movements.csv", &(headings.to_owned() + &rows.join("\n") + "\n"));
}

/// An estate of a hundred servers with so many of one thing beside them.
pub(crate) fn beside(folder: &Path, name: &str, what: Beside, n: u64) -> PathBuf {
    let folder = folder.join(name);
    let units = if what == Beside::Usage { n } else { 100 };
    let mut inventory = HEADINGS.to_owned();
    let (mut card, mut table) = (String::new(), String::new());
    for unit in 0..units.max(if what == Beside::Places { n } else { 0 }) {
        let site = if what == Beside::Places { unit } else { unit % 7 };
        let _ = writeln!(
            inventory,
            "S{unit},server,Dell,R740,1,in_service,2021-03-01,,Lieu {site} > Salle,FR,DSI,,,,"
        );
    }
    for one in 0..n {
        let _ = match what {
            Beside::Usage => writeln!(table, "S{one},2025-01-01,2025-06-30,{}", 100 + one % 900),
            Beside::Places => writeln!(card, "\"Lieu {one}\" = {{ site = \"Site {one}\" }}"),
            Beside::Datacentres => writeln!(table, "DC{one},FR,1.5,{}", 1000 + one),
            Beside::Machines => writeln!(table, "vm{one},S{},{}", one % 100, 1 + one % 8),
            Beside::Services => {
                writeln!(table, "network_fixed,{},GB,2025-01-01,2025-12-31", 1 + one % 50)
            }
        };
    }
    let (file, headings) = match what {
        Beside::Usage => ("usage/u.csv", "equipment_id,period_start,period_end,energy_kwh\n"),
        Beside::Places => ("", ""),
        Beside::Datacentres => ("datacentres.csv", "datacentre_id,country,pue,measured_kwh\n"),
        Beside::Machines => ("virtual-machines.csv", "vm_id,server_id,vcpu\n"),
        Beside::Services => ("services.csv", "service,quantity,unit,period_start,period_end\n"),
    };
    if !file.is_empty() {
        put(&folder, file, &(headings.to_owned() + &table));
    }
    put(&folder, "estate.toml", &format!("[headcount]\n2025 = 100\n\n[places]\n{card}"));
    put(&folder, "inventories/2025.csv", &inventory);
    folder
}

/// What stands beside the inventory of an estate.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Beside {
    Usage,
    Places,
    Datacentres,
    Machines,
    Services,
}

fn put(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}
