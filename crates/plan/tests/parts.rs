//! Parts of an estate, and parts of a target: what filters and shares may say.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_plan::{
    Commitment, Finding, FindingKind, HeldAgainst, KnownWords, Plan, Seals, check,
};
use indicator::{Catalogue, Definition, Value};
use std::path::Path;

/// An estate of two years, whose sites are known and nothing else.
struct Estate;

impl HeldAgainst for Estate {
    fn years(&self) -> Vec<i32> {
        vec![2024, 2025]
    }
    fn value(&self, _: &Commitment, _: &Definition, _: i32) -> Option<Value> {
        None
    }
    fn parts(&self, _: &Definition, axis: &str, year: i32) -> Vec<String> {
        let sites = if year == 2024 { vec!["Mairie"] } else { vec!["École Jaurès", "Piscine"] };
        match axis {
            "site" => sites.into_iter().map(str::to_owned).collect(),
            "type" => vec!["laptop".to_owned()],
            _ => Vec::new(),
        }
    }
}

fn found(text: &str, looked_at: bool) -> Vec<Finding> {
    let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
    let catalogue = Catalogue::shipped().unwrap();
    let mut known = KnownWords::default();
    if looked_at {
        known.ask(&plan, &Estate, &catalogue);
    }
    check(&plan, text, &Seals::of(&plan, Path::new(".")), &catalogue, &known, None)
}

fn only(text: &str, kind: FindingKind) -> Option<Finding> {
    let mut found = found(text, true);
    found.retain(|one| one.kind == kind);
    assert!(found.len() < 2, "{found:?}");
    found.pop()
}

fn filtered(filter: &str) -> String {
    format!(
        "[plan]\nbase_year = 2024\n\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\nindicator = \"lifetime_km_median\"\nfilter = {{ {filter} }}\ntargets = {{ 2027 = 90 }}\n"
    )
}

#[test]
fn a_part_that_the_estate_has_in_no_year_is_told_with_the_nearest_and_all_there_are() {
    let told = only(&filtered("site = \"Mairei\""), FindingKind::UnknownPart).unwrap();
    assert_eq!((told.line, told.kind.code()), (Some(4), "unknown_part"));
    assert!(told.said.fr.contains("site `Mairei`"), "{}", told.said.fr);
    assert_eq!(told.write.en, "filter: Mairie? the estate has Mairie, Piscine, École Jaurès");
    // What one year alone has is a part of the estate.
    for there in ["site = \"Mairie\"", "site = \"Piscine\"", "type = \"laptop\""] {
        assert_eq!(only(&filtered(there), FindingKind::UnknownPart), None, "{there}");
    }
    for absent in ["type = \"server\"", "manufacturer = \"Dell\""] {
        assert!(only(&filtered(absent), FindingKind::UnknownPart).is_some(), "{absent}");
    }
    // Where the estate was not looked at, nothing is said of it.
    let unseen = found(&filtered("site = \"Mairei\""), false);
    assert!(unseen.iter().all(|one| one.kind != FindingKind::UnknownPart));
}

#[test]
fn an_axis_that_is_none_and_one_that_the_indicator_has_not_are_told_once() {
    for filter in ["entity = \"Écoles\"", "datacentre = \"DC1\""] {
        let found = found(&filtered(filter), true);
        let of = |kind| found.iter().filter(|one| one.kind == kind).count();
        assert_eq!(
            (of(FindingKind::UnknownReference), of(FindingKind::UnknownPart)),
            (1, 0),
            "{filter}: {found:?}"
        );
    }
}

#[test]
fn parts_of_a_target_are_of_its_unit() {
    let shares = |indicator: &str, target: &str, parts: &[&str]| {
        let part = |(at, part): (usize, &&str)| {
            format!("[[share]]\ncommitment = \"E\"\nentity = \"{at}\"\nyear = 2027\n{part}\n")
        };
        let parts = parts.iter().enumerate().map(part).collect::<Vec<_>>().concat();
        let text = format!(
            "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\nindicator = \"{indicator}\"\n{target}\n{parts}"
        );
        only(&text, FindingKind::OtherUnit).map(|one| one.said.en)
    };
    let change = "target = \"change\"\ntargets = { 2027 = -15 }";
    let value = "target = \"value\"\ntargets = { 2027 = 20000 }";
    let (ghg, kwh) = ("it_ghg_annualised", "it_electricity");
    let percent = ["value = -5\nunit = \"%\"", "value = -10"];
    assert_eq!(shares(ghg, change, &percent), None);
    let told = shares(ghg, change, &["value = -5\nunit = \"kg\"", "value = -10"]).unwrap();
    assert_eq!(told, "2027: the part is in kg, and what it is a part of in %");
    assert_eq!(shares(kwh, value, &["value = 20000\nunit = \"KWH\""]), None);
    assert!(shares(kwh, value, &["value = 20\nunit = \"MWh\""]).is_some());
    // A total of its own is of the unit of its parts, which have one.
    let tonnes = "value = -2\nof = -4\nunit = \"t\"";
    assert_eq!(shares(ghg, change, &[tonnes, tonnes]), None);
    assert!(shares(ghg, change, &[tonnes, "value = -2\nof = -4\nunit = \"kg\""]).is_some());
}
