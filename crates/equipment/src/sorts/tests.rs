//! What the grammars tell, held against lists: the names of models that a factor set knows the sort
//! of, and a list written by hand, of which half was looked at.

use super::{SORTED, SortCell, of_both};
use crate::kind::KindWeigher;
use factor::FactorSet;
use ground::table::SmallTable;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

fn table(path: &str) -> SmallTable {
    let path = format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    SmallTable::parse(Path::new(&path), &text, &[]).unwrap()
}

/// The sort that a type's word and a model tell, or the type itself.
fn told(code: &str, word: &str, model: &str) -> String {
    let of = SORTED.iter().find(|of| of.code == code).unwrap();
    let read = |text, stands| (of.told)(text, stands);
    let model = if is_a_strangers(code, model) { "" } else { model };
    let told = of_both(of, read(word, SortCell::Type), read(model, SortCell::Model));
    told.map_or(of.code, |(at, _)| of.sorts[at]).to_owned()
}

/// Whether a model is known as that of another thing.
fn is_a_strangers(code: &str, model: &str) -> bool {
    static SHIPPED: LazyLock<(FactorSet, Arc<KindWeigher>)> = LazyLock::new(|| {
        let set = FactorSet::shipped().unwrap();
        let kinds = KindWeigher::of(&set).unwrap();
        (set, kinds)
    });
    SHIPPED.1.names_another("", model, SHIPPED.0.type_named(code).unwrap())
}

/// Of how many names that tell a sort it is right, and of how many it tells one.
#[track_caller]
fn holds(code: &str, least_right: f64, least_told: f64) {
    let of = SORTED.iter().find(|of| of.code == code).unwrap();
    let models = table("emission-factors/models-2026.12/models.csv");
    let mut named = BTreeMap::new();
    for row in models.rows() {
        if of.sorts.contains(&row.get("equipment_type")) {
            named.insert(row.get("model_id"), (row.get("name"), row.get("equipment_type")));
        }
    }
    let (mut right, mut wrong) = (0.0, Vec::new());
    for (name, sort) in named.values() {
        let found = told(code, "", name);
        if found == *sort {
            right += 1.0;
        } else if found != code {
            wrong.push(format!("{name} -> {found}, not {sort}"));
        }
    }
    let told = right + wrong.len() as f64;
    let (precision, share) = (right / told, told / named.len() as f64);
    let said = format!("{precision:.3} right of {share:.3} told\n{}", wrong.join("\n"));
    assert!(precision >= least_right && share >= least_told, "{code}: {said}");
}

#[test]
fn sizes_of_certified_displays_are_told_by_their_names() {
    holds("monitor", 0.97, 0.9);
}

#[test]
fn powers_of_certified_ups_are_told_by_their_names() {
    holds("ups", 0.96, 0.75);
}

#[test]
fn what_switches_of_the_device_library_are_for_is_told_by_their_names() {
    holds("network_switch", 0.93, 0.4);
}

/// The half of the list by hand that a line is of: by the sum of its bytes.
fn half_is_right(half: u32) {
    let list = table("tests/golden/type-sorts.csv");
    let mut wrong = Vec::new();
    let mut lines = 0;
    for row in list.rows() {
        let (word, model) = (row.get("type_word"), row.get("model"));
        let sum: u32 = word.bytes().chain(model.bytes()).map(u32::from).sum();
        if sum % 2 != half {
            continue;
        }
        lines += 1;
        let found = told(row.get("equipment_type"), word, model);
        if found != row.get("sort") {
            wrong.push(format!("{word} ; {model} -> {found}, not {}", row.get("sort")));
        }
    }
    assert!(lines >= 30, "{lines}");
    assert!(wrong.len() * 20 <= lines, "{} of {lines}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_half_of_the_sorts_that_was_looked_at_is_read_right() {
    half_is_right(0);
}

#[test]
fn the_half_of_the_sorts_that_was_not_looked_at_is_read_right() {
    half_is_right(1);
}

#[test]
fn every_sort_is_of_the_shipped_set() {
    let set = FactorSet::shipped().unwrap();
    for of in &SORTED {
        let parent = set.type_named(of.code);
        for sort in of.sorts {
            let sort = set.type_named(sort).unwrap();
            assert_eq!(set.equipment_type(sort).parent, parent);
        }
    }
}

#[test]
fn a_contradiction_takes_the_model() {
    let monitors = &SORTED[0];
    assert_eq!(of_both(monitors, Some(1), Some(0)), Some((0, true)));
    assert_eq!(of_both(monitors, Some(1), None), Some((1, false)));
    let switches = &SORTED[2];
    assert_eq!(of_both(switches, Some(0), Some(1)), Some((1, false)));
    assert_eq!(of_both(switches, Some(1), Some(0)), Some((0, true)));
}

#[test]
fn the_number_of_another_thing_s_model_tells_no_sort() {
    for (code, model, sort) in [
        ("monitor", "Latitude 5400", "monitor"),
        ("monitor", "OptiPlex 2400", "monitor"),
        ("monitor", "ProBook 450", "monitor"),
        ("monitor", "5400", "monitor"),
        ("monitor", "24", "monitor_24_27in"),
        ("monitor", "P2419H", "monitor_24_27in"),
        ("monitor", "EliteDisplay E243", "monitor_24_27in"),
        ("monitor", "SyncMaster 2243BW", "monitor_upto_23in"),
        ("ups", "SMT1500", "ups_1_2kva"),
        ("ups", "Latitude 1500", "ups"),
        ("network_switch", "Catalyst 9200-24P", "network_switch_access_poe"),
        ("network_switch", "ProLiant 24P", "network_switch"),
    ] {
        assert_eq!(told(code, "", model), sort, "{code} ; {model}");
    }
}
