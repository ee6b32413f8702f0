//! Each family of each maker beside each type word that it may be.

use super::super::lexicon::Sense;
use super::super::model::ModelRank;
use super::super::phrase::{PhraseSays, descends};
use super::{KINDS, SET, Thing, check, code, told, word};
use crate::makers::maker_answer;
use ground::provenance::Assumption;
use ground::table::SmallTable;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The families of a maker as the table has them: the words of a name, and what it is.
fn families() -> BTreeMap<String, Vec<(Vec<String>, Thing)>> {
    let table = SmallTable::parse(Path::new("m"), include_str!("../models.csv"), &[]).unwrap();
    let mut by_maker: BTreeMap<String, Vec<(Vec<String>, Thing)>> = BTreeMap::new();
    for row in table.rows() {
        let kind = row.get("equipment_type").split('|').find_map(|code| Thing::named(code, &SET));
        let Some(kind) =
            kind.filter(|_| ModelRank::named(row.get("rank")) == Some(ModelRank::Family))
        else {
            continue;
        };
        let name = row.get("pattern").trim_matches(['^', '$']);
        let name = name.replace('#', "5").replace('@', "q");
        let words = name.split(' ').map(str::to_owned).collect();
        by_maker.entry(row.get("maker").to_owned()).or_default().push((words, kind));
    }
    by_maker
}

/// The plain words for each type, of all languages.
fn words_of_types() -> BTreeMap<Thing, Vec<&'static str>> {
    let mut words: BTreeMap<Thing, Vec<&str>> = BTreeMap::new();
    for term in &KINDS.lexicon.terms {
        let is_plain = matches!(term.sense, Sense::Plain | Sense::Adjective);
        if let (true, [kind @ Thing::Type(_)]) = (is_plain, term.kinds.as_slice())
            && !term.text.contains('_')
            && KINDS.read(&term.text).says == PhraseSays::One(*kind)
        {
            words.entry(*kind).or_default().push(&term.text);
        }
    }
    words
}

/// A name cut short at the end of a word, and all that its family goes on to be: `precision`.
#[test]
fn a_type_word_that_a_family_may_be_is_not_overruled() {
    let words = words_of_types();
    let (mut overruled, mut met) = (Vec::new(), 0_u32);
    for (maker, lines) in families() {
        let mut forms: BTreeMap<&[String], BTreeSet<Thing>> = BTreeMap::new();
        for (name, kind) in &lines {
            // A number is the name's own, and says its own.
            for end in (1..name.len()).filter(|end| !name[..*end].concat().contains('5')) {
                forms.entry(&name[..end]).or_default().insert(*kind);
            }
        }
        for (name, kinds) in forms {
            let name = name.join(" ");
            let tells = KINDS.models.tell(&maker, &name, &KINDS.types);
            if tells.is_none_or(|told| told.rank != ModelRank::Family) {
                continue;
            }
            for kind in kinds {
                for word in words.get(&kind).map_or(&[][..], Vec::as_slice) {
                    let verdict = told(word, &maker, &name, "");
                    let found = code(verdict.answer);
                    let own = Thing::named(&found, &SET);
                    let is_so = own.is_some_and(|own| descends(own, kind, &KINDS.types));
                    met += 1;
                    if !is_so || verdict.assumed.contains(Assumption::TypeSettled) {
                        overruled.push(format!("{word} ; {maker} ; {name}: {found}"));
                    }
                }
            }
        }
    }
    assert!(met > 1000, "{met} meetings");
    assert!(overruled.is_empty(), "{} of {met}:\n{}", overruled.len(), overruled.join("\n"));
}

/// Phrases that are read otherwise: a word of the name is the thing's own too, or a machine that holds others is
/// said by both.
const LEFT: [&str; 5] = [
    "ink tank printer hp ink tank 5: consumable",
    "vmware esxi ibm bladecenter 5: chassis_rack",
    "vmware esxi lenovo bladecenter 5: chassis_rack",
    "vmware host ibm bladecenter 5: chassis_rack",
    "vmware host lenovo bladecenter 5: chassis_rack",
];

/// `Smartphone Crosscall Core X4`: a family whose name is a word for another thing too, behind a word for
/// its own.
#[test]
fn a_type_word_before_a_familys_name_names_the_thing() {
    let words = words_of_types();
    let (mut overruled, mut met) = (BTreeSet::new(), 0_u32);
    // A maker that no other room knows stands in no phrase as one.
    for (maker, lines) in families().into_iter().filter(|of| maker_answer(&of.0).is_some()) {
        for (name, kind) in lines {
            let kinds = kinds_read(&name[0]);
            let is_another = !kinds.is_empty() && !kinds.iter().any(|own| alike(*own, kind));
            if !is_another || name[0].len() < 3 {
                continue;
            }
            for word in words.get(&kind).map_or(&[][..], Vec::as_slice).iter().take(12) {
                let phrase = format!("{word} {maker} {} 5", name.join(" "));
                let found = code(told(&phrase, "", "", "").answer);
                let own = Thing::named(&found, &SET);
                met += 1;
                if !found.starts_with('?') && !own.is_some_and(|own| alike(own, kind)) {
                    overruled.insert(format!("{phrase}: {found}"));
                }
            }
        }
    }
    overruled.retain(|phrase| !LEFT.contains(&phrase.as_str()));
    let said: Vec<&str> = overruled.iter().map(String::as_str).collect();
    assert!(said.is_empty(), "{} of {met}:\n{}", said.len(), said.join("\n"));
}

fn kinds_read(phrase: &str) -> Vec<Thing> {
    match KINDS.read(phrase).says {
        PhraseSays::One(kind) => vec![kind],
        PhraseSays::Usual(_, all) | PhraseSays::Class(all) => all,
        PhraseSays::Silent | PhraseSays::Unknown => Vec::new(),
    }
}

fn alike(one: Thing, other: Thing) -> bool {
    descends(one, other, &KINDS.types) || descends(other, one, &KINDS.types)
}

#[test]
fn a_familys_name_alone_is_the_form_that_the_word_says() {
    check(["Portable", "Dell", "Precision", ""], "mobile_workstation");
    check(["Portable", "", "Dell Precision", ""], "mobile_workstation");
    check(["Tablette", "Dell", "Latitude", ""], "tablet");
    check(["Tablette", "Dell", "Latitude 7220", ""], "tablet");
    check(["Routeur", "Cisco", "Catalyst", ""], "router");
    check(["Borne wifi", "Cisco", "Catalyst", ""], "wifi_access_point");
    check(["Tout-en-un", "Microsoft", "Surface", ""], "all_in_one");
    check(["Smartphone", "Microsoft", "Surface", ""], "smartphone");
    check(["Fixe", "Acer", "Aspire", ""], "desktop");
    check(["Tout-en-un", "Lenovo", "V130", ""], "all_in_one");
    check(["Tablette", "Lenovo", "Yoga", ""], "tablet");
    check(["Portable", "Samsung", "Galaxy", ""], "laptop");
    check(["Onduleur", "APC", "Galaxy", ""], "ups");
    check(["Montre", "Samsung", "Galaxy", ""], "smartwatch settled");
    // What the word is not, and what the number says.
    check(["PC", "Dell", "Precision", ""], "workstation");
    check(["Fixe", "Dell", "Precision", ""], "workstation");
    check(["Portable", "Dell", "Precision 3640 Tower", ""], "workstation settled");
    check(["Tablette", "Dell", "Latitude 5420", ""], "laptop settled");
    check(["PC", "Dell", "Precision 3480", ""], "mobile_workstation");
    check(["Client léger", "Dell", "OptiPlex 3080", ""], "thin_client");
    check(["Routeur", "Cisco", "Catalyst 9300-48P", ""], "network_switch settled");
    check(["Monitor", "Dell", "Latitude", ""], "monitor settled");
}

#[test]
fn a_name_of_two_letters_overrules_no_word() {
    check(["Portable", "HP", "z2", ""], "laptop settled");
    check(["Portable", "", "HP Z4", ""], "laptop settled");
    check(["Fixe", "HP", "Z2", ""], "workstation");
    check(["PC", "HP", "z2", ""], "workstation");
    check(["", "HP", "Z2", ""], "workstation inferred");
    check(["Portable", "HP", "Z2 G9", ""], "workstation settled");
    check(["Portable", "HP", "Z2 Tower", ""], "workstation settled");
}

#[test]
fn a_word_within_a_familys_name_is_no_thing_whoever_makes_it() {
    check(["PC", "Acer", "Aspire Switch 10", ""], "tablet_detachable");
    check(["PC", "", "Aspire Switch 10", ""], "tablet_detachable");
    check(["Tablette", "", "Acer Aspire Switch", ""], "tablet_detachable");
    check(["PC", "", "Elite x2", ""], "tablet_detachable");
    check(["Tablette", "", "Elite x2 1012", ""], "tablet_detachable");
    check(["", "", "Cisco 2960 switch", ""], "network_switch inferred");
    check(["Switch", "", "Zork switch", ""], "network_switch");
    word("Switch", "network_switch");
}
