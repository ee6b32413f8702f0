//! Records, their digests, and the published schemas and pages held against the types.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use empreinte_record::{
    Battery, Class, Code, Counters, Display, Drive, DriveKind, EnergyEstimate, EnergyMethod, Fit,
    Gpu, INVENTORY_SCHEMA, Inventory, MAX_RECORD_BYTES, MemoryRecord, Module, Os, ProcessorRecord,
    Product, Record, RecordDay, USE_DAY_SCHEMA, UseDay, digest_of, wire,
};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn schema(text: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

fn a_day() -> UseDay {
    UseDay {
        schema: "use-day/1".to_owned(),
        seq: 417,
        day: RecordDay::parse("2026-11-21").unwrap(),
        days: 1,
        tz_min: 60,
        awake_s: 31_200,
        sleep_s: 39_600,
        covered_s: 31_140,
        ac_s: 21_000,
        batt_s: 10_140,
        boots: 1,
        is_virtual: false,
        load_s: [22_110, 4_980, 1_840, 760, 420, 310, 240, 180, 130, 90, 80],
        load_batt_s: Some([9_000, 1_000, 140, 0, 0, 0, 0, 0, 0, 0, 0]),
        load_mean: Some(0.073),
        steal_s: 0,
        cnt: Counters {
            pkg_j: Some(281_000.0),
            pkg_obs_s: Some(31_140),
            batt_dis_wh: Some(21.4),
            batt_obs_s: Some(9_800),
            ..Counters::default()
        },
        fit: Some(Fit { p0: 7.5, p1: 0.31, r2: 0.88, n: 412 }),
        est: EnergyEstimate {
            wh: 98.4,
            lo: 83.6,
            hi: 118.1,
            method: EnergyMethod::BatteryFit,
            mv: 1,
            grade: empreinte_record::Grade::B,
        },
        flags: vec!["clock_jump".to_owned()],
        digest: String::new(),
    }
}

fn an_inventory() -> Inventory {
    let word = |text: &str| Some(text.to_owned());
    Inventory {
        schema: "inv/1".to_owned(),
        seq: 1,
        day: RecordDay::parse("2026-11-21").unwrap(),
        agent_version: "0.1.0".to_owned(),
        class: Class::Laptop,
        hypervisor: None,
        product: Product {
            vendor: word("Exemple"),
            name: word("Portable 14"),
            family: word("Portable"),
            version: word("1"),
            sku: word("P14"),
            serial: word("SN0001"),
        },
        processor: ProcessorRecord {
            name: word("Example CPU 15W"),
            vendor: word("GenuineIntel"),
            sockets: Some(1),
            cores: Some(4),
            threads: 8,
            tdp_w: Some(15),
        },
        memory: MemoryRecord { total_mib: 15_800, modules: vec![Module { size_mib: 16_384 }] },
        drives: vec![Drive { kind: DriveKind::Ssd, model: word("NVME 512"), size_gb: 512 }],
        displays: vec![Display {
            vendor: "DEL".to_owned(),
            product: 16_600,
            name: word("ÉCRAN 24"),
            diagonal_tenths_in: Some(238),
            year: Some(2021),
            internal: false,
        }],
        gpus: vec![Gpu { vendor: "8086".to_owned(), model: "5917".to_owned() }],
        batteries: vec![Battery { design_wh: Some(57.0), full_wh: Some(41.2), cycles: Some(312) }],
        os: Os {
            family: word("debian"),
            name: word("Debian GNU/Linux 12"),
            version: word("12"),
            kernel: word("6.1.0"),
            arch: word("x86_64"),
        },
        methods: vec![EnergyMethod::BatteryFit, EnergyMethod::LoadModel],
        digest: String::new(),
    }
}

fn sealed(record: Record) -> Value {
    serde_json::from_str(&record.seal().unwrap().1).unwrap()
}

fn day_value() -> Value {
    sealed(Record::UseDay(Box::new(a_day())))
}

fn resealed(mut value: Value) -> Value {
    value["digest"] = Value::String(digest_of(&value));
    value
}

#[test]
fn what_is_sealed_is_read_back_whole() {
    for record in [Record::UseDay(Box::new(a_day())), Record::Inventory(Box::new(an_inventory()))] {
        let (kept, text) = record.seal().unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(Record::parse(&value).unwrap(), kept);
        assert_eq!(kept.digest(), digest_of(&value));
        assert_eq!(kept.key().seq, kept.seq());
    }
}

#[test]
fn a_record_changed_on_its_way_is_refused() {
    let mut value = day_value();
    value["est"]["wh"] = json!(98.5);
    assert_eq!(Record::parse(&value).unwrap_err().code, Code::Digest);
    value = day_value();
    value["digest"] = json!(null);
    assert_eq!(Record::parse(&value).unwrap_err().code, Code::Digest);
}

#[test]
fn unknown_fields_flags_and_methods_of_a_later_agent_are_taken() {
    let mut value = day_value();
    value["humidity"] = json!({"pct": 40});
    value["flags"] = json!(["something_new"]);
    value["est"]["method"] = json!("sun");
    let Record::UseDay(day) = Record::parse(&resealed(value)).unwrap() else { panic!() };
    assert_eq!(day.flags, ["something_new"]);
    assert_eq!(day.est.method, EnergyMethod::Other("sun".to_owned()));
}

#[test]
fn figures_that_contradict_each_other_are_refused_with_their_field() {
    let cases: &[(&str, &str, Value)] = &[
        ("/seq", "seq", json!(0)),
        ("/days", "days", json!(0)),
        ("/awake_s", "awake_s", json!(90_001)),
        ("/sleep_s", "sleep_s", json!(60_000)),
        ("/covered_s", "covered_s", json!(31_201)),
        ("/ac_s", "batt_s", json!(21_001)),
        ("/ac_s", "batt_s", json!(u64::MAX)),
        ("/steal_s", "steal_s", json!(31_141)),
        ("/load_s/10", "load_s", json!(81)),
        ("/load_s/10", "load_s", json!(u64::MAX)),
        ("/load_batt_s/3", "load_batt_s", json!(761)),
        ("/load_mean", "load_mean", json!(1.01)),
        ("/load_mean", "load_mean", json!(null)),
        ("/cnt/pkg_j", "cnt.pkg_j", json!(-1)),
        ("/cnt/batt_obs_s", "cnt.batt_dis_wh", json!(null)),
        ("/cnt/batt_obs_s", "cnt.batt_obs_s", json!(31_141)),
        ("/fit/r2", "fit.r2", json!(1.5)),
        ("/fit/n", "fit.n", json!(1)),
        ("/est/lo", "est.lo", json!(98.5)),
        ("/est/hi", "est.hi", json!(98.3)),
        ("/est/grade", "est.grade", json!("A")),
        ("/virtual", "virtual", json!(true)),
        ("/flags/0", "flags", json!("Jean Dupont")),
        ("/tz_min", "tz_min", json!(1000)),
    ];
    for (pointer, field, value) in cases {
        let mut day = day_value();
        *day.pointer_mut(pointer).unwrap() = value.clone();
        let refusal = Record::parse(&resealed(day)).unwrap_err();
        assert_eq!(refusal.field, *field, "{pointer} = {value}: {refusal}");
        assert_eq!(refusal.code, Code::Schema);
    }
}

#[test]
fn a_record_of_another_schema_or_too_large_is_refused() {
    assert_eq!(Record::parse(&json!({"schema": "use-day/2"})).unwrap_err().field, "schema");
    assert_eq!(Record::parse(&json!([1])).unwrap_err().field, "schema");
    let mut value = day_value();
    value["more"] = Value::String("x".repeat(MAX_RECORD_BYTES));
    assert_eq!(Record::parse(&resealed(value)).unwrap_err().code, Code::Schema);
}

/// Every property of a schema, as a path such as `cnt.pkg_j`.
fn properties(schema: &Value, path: &str, into: &mut BTreeSet<String>) {
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        let here = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        properties(inner, &here, into);
        properties(&inner["items"], &here, into);
        into.insert(here);
    }
}

/// Every field of a value, in the same way.
fn fields(value: &Value, path: &str, into: &mut BTreeSet<String>) {
    if let Value::Array(items) = value {
        for item in items {
            fields(item, path, into);
        }
    }
    for (name, inner) in value.as_object().into_iter().flatten() {
        let here = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        fields(inner, &here, into);
        into.insert(here);
    }
}

#[test]
fn the_published_schemas_name_every_field_and_no_other() {
    let mut full = a_day();
    full.cnt = Counters {
        dram_j: Some(1.0),
        psys_j: Some(1.0),
        psys_obs_s: Some(1),
        meter_wh: Some(1.0),
        meter_obs_s: Some(1),
        ..full.cnt
    };
    for (text, value) in [
        (USE_DAY_SCHEMA, sealed(Record::UseDay(Box::new(full)))),
        (INVENTORY_SCHEMA, sealed(Record::Inventory(Box::new(an_inventory())))),
    ] {
        let (mut published, mut written) = (BTreeSet::new(), BTreeSet::new());
        properties(&serde_json::from_str(text).unwrap(), "", &mut published);
        fields(&value, "", &mut written);
        assert_eq!(published, written);
        let described = serde_json::from_str::<Value>(text).unwrap()["properties"].to_string();
        assert!(described.matches("description").count() > 15);
    }
}

#[test]
fn the_pages_of_the_formats_have_a_line_for_every_field() {
    for (page, text) in [("use-day", USE_DAY_SCHEMA), ("inv", INVENTORY_SCHEMA)] {
        let path = format!("{}/../../docs/formats/{page}.md", env!("CARGO_MANIFEST_DIR"));
        let page = std::fs::read_to_string(path).unwrap();
        let named: BTreeSet<String> = page
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next().map(str::to_owned))
            .collect();
        let mut published = BTreeSet::new();
        properties(&serde_json::from_str(text).unwrap(), "", &mut published);
        assert_eq!(named, published);
    }
}

#[test]
fn what_the_types_write_the_published_schemas_accept() {
    let (use_day, inventory) = (schema(USE_DAY_SCHEMA), schema(INVENTORY_SCHEMA));
    assert!(use_day.is_valid(&day_value()));
    assert!(inventory.is_valid(&sealed(Record::Inventory(Box::new(an_inventory())))));
    assert!(!use_day.is_valid(&json!({"schema": "use-day/1"})));
    let known: BTreeSet<String> =
        EnergyMethod::KNOWN.iter().map(|method| method.code().to_owned()).collect();
    let published: Value = serde_json::from_str(USE_DAY_SCHEMA).unwrap();
    let examples = published["properties"]["est"]["properties"]["method"]["examples"].clone();
    assert_eq!(serde_json::from_value::<BTreeSet<String>>(examples).unwrap(), known);
}

/// A value that takes the place of another: of a wrong type, or out of bounds.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!("")),
        Just(json!([])),
        Just(json!({})),
        any::<i64>().prop_map(|n| json!(n)),
        any::<f64>().prop_map(|n| json!(n)),
        "[a-z_]{0,40}".prop_map(|text| json!(text)),
    ]
}

/// Every place of a value.
fn places(value: &Value, path: &str, into: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), v)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(n, v)| (n.to_string(), v)).collect(),
        _ => Vec::new(),
    };
    for (name, inner) in children {
        let here = format!("{path}/{name}");
        places(inner, &here, into);
        into.push(here);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever stands in a field: no panic, and what is taken the published schema takes too.
    #[test]
    fn nothing_is_taken_that_the_published_schema_refuses(
        at in any::<prop::sample::Index>(), with in odd(), of_day in any::<bool>(),
    ) {
        let (mut value, published) = if of_day {
            (day_value(), schema(USE_DAY_SCHEMA))
        } else {
            (sealed(Record::Inventory(Box::new(an_inventory()))), schema(INVENTORY_SCHEMA))
        };
        let mut all = Vec::new();
        places(&value, "", &mut all);
        let place: &String = at.get(&all);
        *value.pointer_mut(place).unwrap() = with;
        let value = resealed(value);
        if Record::parse(&value).is_ok() {
            prop_assert!(published.is_valid(&value), "{}", value);
        }
    }

    /// Numbers keep their digits through JSON, or digests would not hold.
    #[test]
    fn a_digest_survives_reading_and_writing(wh in 0.0..1e6_f64, mean in 0.0..1.0_f64) {
        let mut day = a_day();
        day.est.wh = wh;
        day.est.lo = wh * 0.85;
        day.est.hi = wh * 1.2;
        day.load_mean = Some(mean);
        let (_, text) = Record::UseDay(Box::new(day)).seal().unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert!(Record::parse(&value).is_ok());
        let again: Value = serde_json::from_str(&value.to_string()).unwrap();
        prop_assert!(Record::parse(&again).is_ok());
    }
}

#[test]
fn only_an_answer_of_the_own_collector_to_this_agent_is_one() {
    let id = |byte| empreinte_record::AgentId::from_bytes([byte; 16]);
    let body = json!({"schema": "ack/1", "collector": id(1), "agent": id(2),
        "acked": [[1, 4]], "time": "2026-11-21T00:00:00Z"});
    let parse = |value: &Value| wire::Ack::parse(value.to_string().as_bytes(), &id(2), &id(1));
    assert_eq!(parse(&body).unwrap().acked, [(1, 4)]);
    for (field, other) in [
        ("schema", json!("ack/2")),
        ("collector", json!(id(3))),
        ("agent", json!(id(3))),
        ("acked", json!([[4, 1]])),
        ("acked", json!("all")),
        ("time", json!(null)),
    ] {
        let mut changed = body.clone();
        changed[field] = other;
        assert_eq!(parse(&changed), None, "{field}");
    }
    assert_eq!(wire::Ack::parse(b"<html>OK</html>", &id(2), &id(1)), None);
}

#[test]
fn an_answer_changes_an_agent_only_within_its_bounds() {
    let wild = wire::AnsweredConfig {
        interval_s: Some(0),
        spread_s: Some(u32::MAX),
        withhold: Some(vec!["displays".to_owned(), "rm".to_owned()]),
    };
    let bounded = wild.bounded();
    assert_eq!(bounded.interval_s, Some(5));
    assert_eq!(bounded.spread_s, Some(14_400));
    assert_eq!(bounded.withhold.unwrap(), ["displays"]);
}

#[test]
fn the_seal_of_a_carried_file_holds_its_content_and_its_token() {
    let file = json!({"schema": "outbox/1", "records": [1, 2], "seal": "x"});
    let plain = wire::seal(&file, None);
    // printf '{"records":[1,2],"schema":"outbox/1"}' | sha256sum
    assert_eq!(plain, "5e71cf604d057ebc789d43f89f70418c0fe5c994879c26b61b88fd6575eecd25");
    // key=$(printf jeton | sha256sum | cut -c1-64)
    // printf '{"records":[1,2],"schema":"outbox/1"}' | openssl dgst -sha256 -mac hmac -macopt hexkey:$key
    assert_eq!(
        wire::seal(&file, Some("jeton")),
        "9306f47201532e660e68a934ebe4f3f3f12a234f1aeecb051e27448c5d44b4fc"
    );
    assert_ne!(wire::seal(&json!({"schema": "outbox/1", "records": [2, 1]}), None), plain);
}
