//! Days and machines made up for tests.

use record::{
    Battery, Class, Counters, Display, Drive, DriveKind, EnergyEstimate, EnergyMethod, Inventory,
    MemoryRecord, Os, ProcessorRecord, Product, Record, RecordDay, UseDay,
};

/// A day of so many watt-hours, as an agent sends it.
pub(crate) fn day(seq: u64, day: &str, wh: f64) -> String {
    graded(seq, day, wh, EnergyMethod::BatteryFit)
}

pub(crate) fn graded(seq: u64, day: &str, wh: f64, method: EnergyMethod) -> String {
    let grade = method.grade().unwrap();
    let day = UseDay {
        schema: UseDay::SCHEMA.to_owned(),
        seq,
        day: RecordDay::parse(day).unwrap(),
        days: 1,
        tz_min: 60,
        awake_s: 28_800,
        sleep_s: 0,
        covered_s: 28_800,
        ac_s: 28_800,
        batt_s: 0,
        boots: 1,
        is_virtual: false,
        load_s: [28_800, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        load_batt_s: None,
        load_mean: Some(0.02),
        steal_s: 0,
        cnt: Counters::default(),
        fit: None,
        est: EnergyEstimate { wh, lo: wh * 0.85, hi: wh * 1.2, method, mv: 1, grade },
        flags: Vec::new(),
        digest: String::new(),
    };
    Record::UseDay(Box::new(day)).seal().unwrap().1
}

/// Hours on mains at so much load, in tenths, and the estimate that an agent made of them.
pub(crate) fn modelled(seq: u64, day: &str, load: usize, wh: f64, method: EnergyMethod) -> String {
    let Record::UseDay(mut own) = parsed(&graded(seq, day, wh, method)) else { unreachable!() };
    own.load_s = [0; 11];
    own.load_s[load] = own.ac_s;
    own.load_mean = Some(load as f64 / 10.0);
    Record::UseDay(own).seal().unwrap().1
}

/// Thirty days like it, folded into one record.
pub(crate) fn folded(body: &str) -> String {
    let Record::UseDay(mut own) = parsed(body) else { unreachable!() };
    own.days = 30;
    for seconds in
        own.load_s.iter_mut().chain([&mut own.awake_s, &mut own.covered_s, &mut own.ac_s])
    {
        *seconds *= 30;
    }
    let est = &mut own.est;
    (est.wh, est.lo, est.hi) = (est.wh * 30.0, est.lo * 30.0, est.hi * 30.0);
    Record::UseDay(own).seal().unwrap().1
}

fn parsed(body: &str) -> Record {
    Record::parse(&serde_json::from_str(body).unwrap()).unwrap()
}

/// A laptop of a processor, with the power that its agent took for it.
pub(crate) fn with_processor(seq: u64, day: &str, name: &str, tdp_w: Option<u32>) -> String {
    let processor = ProcessorRecord {
        name: Some(name.to_owned()),
        tdp_w,
        threads: 8,
        sockets: Some(1),
        ..ProcessorRecord::default()
    };
    let laptop = Inventory { processor, ..laptop(seq, day, "SER1") };
    Record::Inventory(Box::new(laptop)).seal().unwrap().1
}

/// A laptop with a screen beside it.
pub(crate) fn machine(seq: u64, day: &str, serial: &str) -> String {
    Record::Inventory(Box::new(laptop(seq, day, serial))).seal().unwrap().1
}

/// The same, with a battery of 60 Wh that holds so many, or does not say.
pub(crate) fn with_battery(seq: u64, day: &str, full_wh: Option<f64>) -> String {
    let battery = Battery { design_wh: Some(60.0), full_wh, cycles: Some(812) };
    let laptop = Inventory { batteries: vec![battery], ..laptop(seq, day, "SER1") };
    Record::Inventory(Box::new(laptop)).seal().unwrap().1
}

fn laptop(seq: u64, day: &str, serial: &str) -> Inventory {
    Inventory {
        schema: Inventory::SCHEMA.to_owned(),
        seq,
        day: RecordDay::parse(day).unwrap(),
        agent_version: "0".to_owned(),
        class: Class::Laptop,
        hypervisor: None,
        product: Product {
            vendor: Some("Dell Inc.".to_owned()),
            name: Some("Latitude 5440".to_owned()),
            serial: Some(serial.to_owned()),
            ..Product::default()
        },
        processor: ProcessorRecord { threads: 12, sockets: Some(1), ..ProcessorRecord::default() },
        memory: MemoryRecord { total_mib: 15_900, modules: Vec::new() },
        drives: vec![Drive { kind: DriveKind::Ssd, model: None, size_gb: 512 }],
        displays: vec![Display {
            vendor: "DEL".to_owned(),
            product: 1,
            name: Some("P2422H".to_owned()),
            diagonal_tenths_in: Some(238),
            year: Some(2023),
            internal: false,
        }],
        gpus: Vec::new(),
        batteries: Vec::new(),
        os: Os {
            family: Some("debian".to_owned()),
            name: Some("Debian GNU/Linux 12 (bookworm)".to_owned()),
            version: Some("12".to_owned()),
            ..Os::default()
        },
        methods: Vec::new(),
        digest: String::new(),
    }
}
