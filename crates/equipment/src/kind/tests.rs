//! What words and models mean together.

mod families;
mod list;
mod roles;

use super::lexicon::Lexicon;
use super::words::words;
use super::{Clues, KindAnswer, KindVerdict, KindWeigher, Thing};
use factor::FactorSet;
use ground::provenance::Assumption;
use std::sync::{Arc, LazyLock};

static SET: LazyLock<FactorSet> = LazyLock::new(|| FactorSet::shipped().unwrap());
pub(super) static KINDS: LazyLock<KindWeigher> = LazyLock::new(|| KindWeigher::new(&SET).unwrap());

#[test]
fn sets_of_the_same_types_share_their_words() {
    let mut other = FactorSet::shipped().unwrap();
    let (one, same) = (KindWeigher::of(&SET).unwrap(), KindWeigher::of(&other).unwrap());
    assert!(Arc::ptr_eq(&one, &same));
    let renamed = other.types.iter_mut().find(|of| of.code == "laptop").unwrap();
    renamed.label.fr = "Ardoise rabattable".to_owned();
    let named = |kinds: &KindWeigher| kinds.names_a_thing("ardoise rabattable");
    assert!(named(&KindWeigher::of(&other).unwrap()) && !named(&one));
}

fn told(word: &str, maker: &str, model: &str, system: &str) -> KindVerdict {
    let clues = Clues { word, maker, model, system, serial: b"" };
    KINDS.weigh(&clues).verdict
}

fn code(answer: KindAnswer) -> String {
    match answer {
        KindAnswer::Type(id) => Thing::Type(id).code(&SET).to_owned(),
        KindAnswer::Outside(outside) => outside.code(&SET).to_owned(),
        KindAnswer::Several => "?several".to_owned(),
        KindAnswer::Unknown => "?unknown".to_owned(),
        KindAnswer::Missing => "?missing".to_owned(),
    }
}

/// What a word, a maker, a model and a system come to: a code, `?` where it is assumed.
#[track_caller]
pub(super) fn check(cells: [&str; 4], expected: &str) {
    let verdict = told(cells[0], cells[1], cells[2], cells[3]);
    let mark = |assumption: Assumption, mark| {
        if verdict.assumed.contains(assumption) { mark } else { "" }
    };
    let said = format!(
        "{}{}{}{}",
        code(verdict.answer),
        mark(Assumption::UsualType, " usual"),
        mark(Assumption::TypeInferred, " inferred"),
        mark(Assumption::TypeSettled, " settled")
    );
    assert_eq!(said, expected, "{cells:?}");
}

#[track_caller]
pub(super) fn word(word: &str, expected: &str) {
    check([word, "", "", ""], expected);
}

#[test]
fn the_head_of_a_phrase_names_the_thing() {
    word("disque dur portable", "hdd_external");
    word("laptop bag", "accessory");
    word("Sacoche pour ordinateur portable", "accessory");
    word("Bag for laptop", "accessory");
    word("Tasche Laptop", "accessory");
    word("Funda para portátil", "accessory");
    word("Écran de PC", "monitor");
    word("Chargeur d'ordinateur portable", "charger_laptop");
    word("Imprimante portable", "printer_laser usual");
    word("Portable projector", "projector");
    word("Netzwerkdrucker", "printer_laser usual");
    word("Bluetooth-Lautsprecher", "speaker");
    word("Matériel de visioconférence", "video_conferencing_bar");
    // In French what nobody knows and comes first is the thing: no screen, and no laptop.
    word("Machinchose écran", "?unknown");
    word("Salle de serveurs", "?unknown");
}

#[test]
fn a_word_that_counts_is_no_thing_before_the_word_it_counts() {
    word("Nb écrans", "monitor");
    word("Nb. d'imprimantes laser", "printer_laser");
    word("Nombre de tablettes", "tablet");
    word("Fourniture d'un ordinateur portable 14\"", "laptop");
    word("Fourniture et livraison d'un écran", "monitor");
    word("Supply of a laptop", "laptop");
    word("No. of laptops", "laptop");
    word("Anzahl Drucker", "printer_laser usual");
    word("Nb agents", "?unknown");
    word("NB", "laptop");
    check(["NB Lenovo T14", "", "", ""], "laptop");
}

#[test]
fn the_longest_phrase_wins_over_the_words_it_holds() {
    word("Ordinateur fixe", "desktop");
    word("Ordinateurs de bureau", "desktop");
    word("Computer monitor", "monitor");
    word("Téléphone portable", "smartphone usual");
    word("Station de travail mobile", "mobile_workstation");
    word("Serveur rack", "server_rack");
    word("Rack serveur", "chassis_rack usual");
    word("Server rack", "chassis_rack usual");
}

#[test]
fn parts_of_a_phrase_say_more_of_it() {
    word("Poste de travail - Dalle (Tout en un)", "all_in_one");
    word("Informatique > Ordinateurs > Portables", "laptop");
    word("Serveur (virtuel)", "virtual_machine");
    word("Laptop - Accounting", "laptop");
    word("Clavier + souris", "keyboard");
    word("Desktops and laptops", "?several");
    word("Laptop and dock", "?several");
    word("Clavier et souris", "keyboard");
    word("Câbles et adaptateurs", "network_cable");
    word("Rack-mounted UPS", "ups usual");
    word("Portable ou fixe", "?several");
    word("Imprimante / Copieur", "printer_laser usual");
}

#[test]
fn a_world_makes_another_thing_of_a_monitor() {
    word("Patient Monitor", "medical_device");
    for medical in [
        "Moniteur de signes vitaux",
        "Moniteurs de signes vitaux",
        "Moniteur de tension",
        "Moniteur d'anesthésie",
        "Moniteur de réanimation",
        "Moniteur des signes vitaux patient",
        "Vitaldatenmonitor",
        "Monitor de constantes vitales",
        "Monitor parametri vitali",
        "Anaesthesia monitor",
    ] {
        word(medical, "medical_device");
    }
    word("Moniteur de bureau", "monitor");
    word("Monitor for patients", "monitor");
    // What shows or prints what a device measures is the device's.
    for medical in [
        "Moniteur d'apnée",
        "Moniteur de chevet",
        "Moniteur de pression artérielle",
        "Moniteur de dialyse",
        "Écran de respirateur",
        "Écrans d'échographe",
        "Imprimante ECG",
        "Imprimante pour électrocardiographe",
        "ECG printer",
        "EKG-Drucker",
        "Apnoemonitor",
        "Monitor de cabecera",
        "Pantalla de respirador",
        "Stampante ECG",
        "Monitor da letto",
        "Monitor della pressione arteriosa",
        "Monitor de pressão arterial",
    ] {
        word(medical, "medical_device");
    }
    word("Écran dialyse", "monitor");
    word("Imprimante de service", "printer_laser usual");
    word("Serveur de repas", "furniture");
    word("Serveur de sauvegarde", "server");
    word("Smart Folio iPad", "accessory");
    word("Traceur GPS", "iot_device");
    word("GPS-Tracker", "iot_device");
    word("Traceur", "printer usual");
    word("Air quality monitor", "building_device");
    word("Téléphone satellite", "ip_phone usual");
    word("Écran de projection", "furniture");
    check(["Monitor", "Welch Allyn", "", ""], "medical_device inferred");
    check(["Monitor", "Dell", "P2419H", ""], "monitor");
}

#[test]
fn a_usual_word_gives_way_to_a_known_model() {
    check(["Téléphone", "Apple", "iPhone 13", ""], "smartphone");
    check(["PC", "Dell", "Latitude 5440", ""], "laptop");
    check(["PC", "Dell", "Unheard 5440", ""], "desktop usual");
    check(["PC", "Dell", "Precision 3640 Tower", ""], "workstation");
    check(["PC", "Dell", "Precision 3480", ""], "mobile_workstation");
    check(["Imprimante", "HP", "OfficeJet Pro 8600", ""], "printer_inkjet");
    check(["Imprimante", "Kyocera", "TASKalfa 2554ci", ""], "photocopier");
    check(["Multifonction A3", "Kyocera", "TASKalfa 2554ci", ""], "mfp_a3_40_99kg usual");
    check(["Network device", "Fortinet", "", ""], "firewall inferred");
    check(["Portable", "DELL", "7460 AIO", ""], "all_in_one settled");
    check(["Fixe", "DELL", "7460 AIO", ""], "all_in_one");
}

#[test]
fn a_contradiction_is_settled_by_rule_and_listed() {
    // Of one trade: the model.
    check(["Laptop", "Dell", "OptiPlex 7090", ""], "desktop settled");
    check(["Routeur", "Cisco", "Catalyst 9300-48P", ""], "network_switch settled");
    // A part of a machine, named after it: the part.
    check(["Laptop", "Lenovo", "ThinkPad Ultra Dock", ""], "docking_station settled");
    // Of two trades: the word.
    check(["Monitor", "Dell", "Latitude 5440", ""], "monitor settled");
    // A code of several words stands: files of the program's own write it.
    check(["printer_inkjet", "HP", "LaserJet M507", ""], "printer_inkjet");
    // What is no equipment is none, whatever it is for.
    check(["Laptop bag", "Dell", "Latitude 5440", ""], "accessory");
}

#[test]
fn what_is_made_for_a_machine_is_not_that_machine() {
    check(["Divers", "Microsoft", "Surface Pro Type Cover", ""], "accessory inferred");
    check(["Matériel", "Dell", "Latitude 5490 130W charger", ""], "accessory inferred");
    check(["", "", "Housse Latitude 7420", ""], "accessory inferred");
    check(["Divers", "Dell", "Extension de garantie Latitude 5490 3 ans", ""], "software inferred");
    check(["Divers", "Apple", "iPhone 13 case", ""], "accessory inferred");
    check(["Divers", "HPE", "ProLiant DL360 Gen10 memory kit 64GB", ""], "accessory inferred");
    check(["Divers", "Cisco", "C9200L-48T stacking cable", ""], "network_cable inferred");
    check(["Screen protector iPhone 13", "", "", ""], "accessory");
    check(["", "Epson", "Stylus 4550", ""], "printer_inkjet inferred");
    check(["Bidule", "", "Magic Pinpad carte maison", ""], "?unknown");
    check(["Divers", "Dell", "PowerEdge R740", ""], "server inferred");
    check(["Matériel", "Dell", "Latitude 5490", ""], "laptop inferred");
    check(["", "HP", "EliteDesk 800 G6 Tower", ""], "desktop_tower inferred");
    word("Pieuvre", "ip_phone_conference");
    check(["Fixe", "Yealink", "T54W", ""], "ip_phone settled");
    check(["PC", "", "Precision 3650 Tower", ""], "workstation");
}

#[test]
fn what_no_word_says_the_model_the_system_or_the_maker_tells() {
    check(["", "HP", "EliteBook 840 G5", ""], "laptop inferred");
    check(["Bidule", "HP", "EliteBook 840 G5", ""], "laptop inferred");
    check(["Computer", "HP", "EliteBook 840 G5", ""], "laptop");
    check(["Computer", "", "", "Windows Server 2022"], "server inferred");
    check(["Computer", "Dell", "PowerEdge R640", "Windows"], "server");
    check(["Computer", "Dell", "Latitude 5440", "Windows Server 2019"], "laptop");
    check(["Computer", "", "", "Windows 11"], "?several");
    check(["", "", "", ""], "?missing");
    check(["Bidule", "Dell", "", ""], "?unknown");
    // A model where the type is asked for.
    check(["PowerEdge R720", "Dell", "", ""], "server inferred");
    check(["C9200L-48T-4X", "Cisco", "", ""], "network_switch inferred");
    check(["UCSC-BSE-SFF-C200", "Cisco", "", ""], "server inferred");
    check(["iPhone 13", "", "", ""], "smartphone");
}

#[test]
fn virtual_hardware_is_no_equipment_but_where_the_maker_only_makes_hardware() {
    let clues = |maker, model, serial: &'static [u8]| Clues {
        word: "Serveur",
        maker,
        model,
        serial,
        ..Clues::default()
    };
    let told =
        |maker, model, serial| code(KINDS.weigh(&clues(maker, model, serial)).verdict.answer);
    assert_eq!(told("VMware, Inc.", "", b""), "virtual_machine");
    assert_eq!(told("Google", "Google Compute Engine", b""), "virtual_machine");
    assert_eq!(told("Red Hat", "KVM", b""), "virtual_machine");
    assert_eq!(told("", "", b"7417-2231-0909-4456-1188-3320-77"), "virtual_machine");
    assert_eq!(told("Dell Inc.", "PowerEdge R640", b"7417-2231-0909-4456-1188-3320-77"), "server");
    assert_eq!(told("", "", b"5CG1234ABC"), "server");
}

#[test]
fn a_types_code_and_labels_in_singular_and_plural_lead_to_one_type() {
    let mut apart = Vec::new();
    for kind in &SET.types {
        let names = [kind.code.clone(), kind.label.en.clone(), kind.label.fr.clone()];
        let plural = names.iter().map(|name| many(name)).collect::<Vec<_>>();
        let all: Vec<String> =
            names.iter().chain(&plural).map(|name| code(told(name, "", "", "").answer)).collect();
        if all.iter().any(|found| *found != all[0] || found.starts_with('?')) {
            apart.push(format!("{}: {all:?}", kind.code));
        }
    }
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

/// A name whose first word that takes an `s` has one.
fn many(name: &str) -> String {
    let mut done = false;
    let words = name.split(' ').map(|word| {
        let (noun, rest) = word.split_at(word.find(',').unwrap_or(word.len()));
        if done || noun.ends_with(['s', 'x']) || noun.len() < 4 {
            return word.to_owned();
        }
        done = true;
        match noun.strip_suffix("au") {
            Some(stem) => format!("{stem}aux{rest}"),
            None => format!("{noun}s{rest}"),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_term_of_the_vocabulary_can_be_reached() {
    let lexicon = Lexicon::new(&SET).unwrap();
    for term in &lexicon.terms {
        let found = lexicon.term_of(&words(&term.text)).map(|at| lexicon.term(at).text.as_str());
        assert_eq!(found, Some(term.text.as_str()));
    }
}

#[test]
fn an_all_in_one_that_prints_is_no_computer() {
    check(["Imprimante", "HP", "OfficeJet Pro 8710 All-in-One", ""], "printer_inkjet");
    check(["", "HP", "LaserJet 3390 AIO", ""], "printer_laser inferred");
    check(["Imprimante", "Inconnu", "X 12 All-in-One", ""], "printer_laser usual");
    check(["", "HP", "EliteOne 800 G6 All-in-One", ""], "all_in_one inferred");
}

#[test]
fn what_a_machine_stands_in_is_the_machine_where_its_model_is_known() {
    check(["Rack Mount Chassis", "Dell Inc.", "PowerEdge R740", ""], "server");
    check(["Rack Mount Chassis", "Supermicro", "", ""], "server inferred");
    check(["Chassis", "HPE", "ProLiant DL380 Gen10", ""], "server");
    check(["RAID Chassis", "Dell", "PowerVault ME4024", ""], "storage_array");
    check(["Docking Station", "Dell Inc.", "Latitude 7400", ""], "laptop settled");
    check(["Bureau", "HP", "ProDesk 400 G5", ""], "desktop");
    check(["Bureau", "Ikea", "Bekant", ""], "furniture usual");
    check(["Imprimante", "Dell", "OptiPlex 7050", ""], "desktop settled");
}

#[test]
fn a_processor_says_nothing_of_the_machine_it_is_in() {
    for name in ["Intel Core i5-8250U", "AMD Ryzen 5", "Intel Core i7"] {
        assert_eq!(code(told(name, "", "", "").answer), "?unknown", "{name}");
        assert_eq!(code(told("", "", name, "").answer), "?missing", "{name}");
        assert_eq!(code(told("Ordinateur", "", name, "").answer), "?several", "{name}");
        assert_eq!(code(told(name, "", "Latitude 5420", "").answer), "laptop", "{name}");
    }
    assert_eq!(code(told("Core switch", "", "", "").answer), "network_switch");
}

#[test]
fn a_word_for_a_thing_where_the_model_stands_is_weighed_as_a_model() {
    check(["Portable", "", "PC fixe", ""], "desktop settled");
    check(["Portable", "", "Écran 24 pouces", ""], "laptop settled");
    check(["Écran", "", "PC portable", ""], "monitor settled");
    check(["Serveur", "", "Imprimante", ""], "server settled");
    check(["Portable", "", "Ordinateur portable", ""], "laptop");
    // A shape, and a name that nobody knows, name no other thing.
    check(["Serveur", "", "Tour", ""], "server");
    check(["Serveur", "", "Rack", ""], "server");
    check(["Portable", "", "Zork écran 3", ""], "laptop");
}

#[test]
fn a_scanner_of_a_maker_that_scans_no_paper_may_be_of_people() {
    check(["Scanner", "Siemens", "Zork go", ""], "?several");
    check(["Scanner", "Siemens", "Somatom go", ""], "medical_device");
    check(["Scanner", "Philips", "Incisive", ""], "?several");
    check(["Scanner", "Canon Medical", "Aquilion ONE", ""], "medical_device");
    check(["Scanner", "", "Canon Medical Zork", ""], "medical_device inferred");
    check(["Scanner", "Siemens Healthineers", "Zork go", ""], "medical_device inferred");
    check(["Scanner", "Canon", "Zork 3", ""], "scanner");
    check(["Scanner", "Xerox", "Zork 3", ""], "scanner");
    check(["Scanner", "Nobody", "Zork 3", ""], "scanner");
    check(["Scanner", "", "", ""], "scanner");
}

#[test]
fn a_word_within_the_name_of_a_family_names_nothing() {
    for phrase in ["PC HP ProDesk 400 G5", "PC de bureau HP ProDesk 400 G5", "Fixe HP ProDesk 400"]
    {
        check([phrase, "", "", ""], "desktop");
    }
    check(["Ordinateur HP ProDesk 400 G5", "", "", ""], "desktop");
    check(["HP ProDesk 400 G6", "", "", ""], "desktop inferred");
    check(["", "", "HP ProDesk 400 G5", ""], "desktop inferred");
    check(["HP OfficeJet 3830", "", "", ""], "printer_inkjet inferred");
    check(["Visio Cisco Webex Desk Pro", "", "", ""], "video_conferencing_bar");
    check(["Switch", "Nintendo", "OLED", ""], "portable_console");
    check(["Switch", "Cisco", "Zork", ""], "network_switch");
    check(["Console", "Nintendo", "Switch", ""], "portable_console settled");
    check(["Toner HP LaserJet 400", "", "", ""], "consumable");
    check(["Sacoche HP EliteBook 840", "", "", ""], "accessory");
    check(["Bureau HP", "", "", ""], "furniture usual");
}

#[test]
fn a_model_behind_its_maker_says_the_sort_of_a_thing() {
    check(["Imprimante HP Smart Tank 5105", "", "", ""], "printer_inkjet inferred");
    check(["Imprimante Epson EcoTank ET-2850", "", "", ""], "printer_inkjet inferred");
    check(["Multifonction Canon MAXIFY", "", "", ""], "printer_inkjet inferred");
    check(["PC tout-en-un Lenovo ThinkCentre M90a", "", "", ""], "all_in_one");
    check(["PC", "HP", "Compaq 6200", ""], "desktop");
    check(["PC", "HP", "Compaq 6730b", ""], "laptop inferred");
    word("Zorgleur HP Smart Tank 5105", "?unknown");
}

#[test]
fn what_follows_vehicles_and_films_is_a_connected_device_and_what_covers_a_tablet_an_accessory() {
    for (cells, expected) in [
        (["", "Teltonika", "FMB920", ""], "iot_device"),
        (["", "Teltonika", "FMC130", ""], "iot_device"),
        (["", "Teltonika", "RUT240", ""], "router"),
        (["GPS", "Teltonika", "FMB920", ""], "iot_device"),
        (["Traceur", "Queclink", "GV300", ""], "iot_device"),
        (["Traceur", "HP", "DesignJet T650", ""], "printer"),
        (["Boîtier télématique", "", "", ""], "iot_device"),
        (["", "Garmin", "eTrex 22x", ""], "iot_device"),
        (["", "Garmin", "Dash Cam 57", ""], "iot_device"),
        (["", "Garmin", "Forerunner 55", ""], "smartwatch"),
        (["Dashcam", "Nextbase", "", ""], "iot_device"),
        (["Caméra piéton", "Axon", "Body 3", ""], "iot_device"),
        (["Badge d'accès", "", "", ""], "accessory"),
        (["Terminal de pointage", "Kelio", "", ""], "building_device"),
        (["Ordinateur de bord", "", "", ""], "vehicle"),
        (["", "Apple", "Smart Folio", ""], "accessory"),
        (["", "", "Smart Keyboard Folio", ""], "accessory"),
        (["Tablette", "Apple", "Smart Folio", ""], "accessory"),
        (["", "Samsung", "Smart Book Cover", ""], "accessory"),
        (["", "Otterbox", "Defender iPad", ""], "accessory"),
        (["", "Apple", "iPad Air", ""], "tablet"),
        (["", "HP", "EliteBook Folio 9470m", ""], "laptop"),
    ] {
        let verdict = told(cells[0], cells[1], cells[2], cells[3]);
        assert_eq!(code(verdict.answer), expected, "{cells:?}");
    }
}
