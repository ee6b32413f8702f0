//! A plan that is written over its own text keeps what the user wrote there.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_plan::{
    Answer, Date, EvidenceKind, Plan, PlanEvidence, read_plan_json, rewritten, to_toml,
};
use std::path::Path;

const TEXT: &str = "\
# Le plan de la ville
[plan]
title   = \"Plan\"   # voté
years = [2025, 2027]

# --- Critères ---
[[criterion]]
label = \"Un référent\"
id = \"1.1\" # le premier
answer = \"Non\"   # à revoir en 2027
# applicable = true

[[criterion]]
id = 'x'
label = \"\"\"Un budget\"\"\"
reason = \"\"

[[commitment]]
id = \"E1\"
label = \"Baisser\"
targets = { 2026 = -5, \"2027-12-31\" = -15.0 } # étapes

[[action]]
id = \"A1\"
label = \"Acheter\"

  [[action.means]]
  year = 2026
  eur_planned = 4_000

[[milestone]]
on = 2026-06-30 # avant l'été
label = \"Bilan\"
# fin
";

fn day(text: &str) -> Option<Date> {
    ground::table::parse_day(text).map(Date)
}

fn path() -> &'static Path {
    Path::new("plan.toml")
}

/// The text after a change to the plan, and the lines of it that the first one has not.
fn changed(change: impl Fn(&mut Plan)) -> (String, Vec<String>) {
    let plan = Plan::parse(path(), TEXT).unwrap();
    let mut next = plan.clone();
    change(&mut next);
    let text = rewritten(path(), TEXT, &plan, &next).unwrap();
    assert_eq!(Plan::parse(path(), &text).unwrap(), next, "{text}");
    let new = text.lines().filter(|line| TEXT.lines().all(|known| known != *line));
    let new = new.map(str::to_owned).collect();
    (text, new)
}

#[test]
fn nothing_changed_is_the_same_to_the_byte() {
    assert_eq!(changed(|_| ()).0, TEXT);
    let windows = TEXT.replace('\n', "\r\n");
    let marked = format!("\u{feff}{windows}");
    let plan = Plan::parse(path(), TEXT).unwrap();
    assert_eq!(rewritten(path(), &marked, &plan, &plan).unwrap(), marked);
}

#[test]
fn a_value_that_changed_changes_one_line() {
    let lines = TEXT.lines().count();
    for (change, line) in [
        (
            (|plan| plan.criteria[0].answer = Some(Answer::Yes)) as fn(&mut Plan),
            "answer = \"yes\"   # à revoir en 2027",
        ),
        (|plan| plan.criteria[1].reason = "hors champ".into(), "reason = \"hors champ\""),
        (|plan| plan.identity.title = "Autre".into(), "title   = \"Autre\"   # voté"),
        (
            |plan| {
                plan.commitments[0].targets.insert("2026".into(), -6.0);
            },
            "targets = { 2026 = -6, \"2027-12-31\" = -15.0 } # étapes",
        ),
        (|plan| plan.actions[0].means[0].eur_planned = Some(5.5), "  eur_planned = 5.5"),
    ] {
        let (text, new) = changed(change);
        assert_eq!(new, [line]);
        assert_eq!(text.lines().count(), lines, "{text}");
    }
    let (text, new) = changed(|plan| plan.milestones[0].done = Some(true));
    assert_eq!((new, text.lines().count()), (vec!["done = true".to_owned()], lines + 1));
}

#[test]
fn what_comes_is_written_last_of_its_kind_and_what_goes_takes_its_lines_alone() {
    let (text, new) = changed(|plan| {
        plan.evidence.push(PlanEvidence {
            id: "P1".into(),
            title: "note.pdf".into(),
            kind: EvidenceKind::Document,
            file: "note.pdf".into(),
            sha256: String::new(),
            date: day("2026-01-31"),
            owner: String::new(),
            criteria: vec!["1.1".into()],
            actions: Vec::new(),
            commitments: Vec::new(),
            confidential: None,
        });
    });
    // As the docs write an entry: its keys in their order, its day as a day.
    let entry = "[[evidence]]\nid = \"P1\"\ntitle = \"note.pdf\"\nkind = \"document\"\nfile = \"note.pdf\"\ndate = 2026-01-31\ncriteria = [\"1.1\"]\n";
    assert!(text.contains(entry) && text.contains("# fin"), "{text}");
    assert_eq!(new.len(), entry.lines().count());
    let (text, new) = changed(|plan| {
        plan.commitments.clear();
        plan.criteria.remove(1);
    });
    assert!(new.is_empty(), "{new:?}");
    let gone: Vec<&str> =
        TEXT.lines().filter(|line| text.lines().all(|left| left != *line)).collect();
    assert_eq!(gone[0], "id = 'x'");
    assert_eq!(gone.len(), 7, "{gone:?}");
}

/// Entries that cannot be told apart, and another order, are written all the same.
#[test]
fn entries_alike_and_another_order_lose_nothing() {
    let text = "[[meeting]]\non = 2025-01-01\nbody = \"c\"\n\n[[meeting]]\non = 2025-01-01\nbody = \"c\"\n";
    let plan = Plan::parse(path(), text).unwrap();
    assert_eq!(rewritten(path(), text, &plan, &plan).unwrap(), text);
    let plan = Plan::parse(path(), TEXT).unwrap();
    let mut turned = plan.clone();
    turned.criteria.reverse();
    assert_eq!(rewritten(path(), TEXT, &plan, &turned).unwrap(), TEXT);
}

#[test]
fn a_plan_without_identity_gets_one() {
    let text = "# vide\n";
    let plan = Plan::parse(path(), text).unwrap();
    let json = "{\"plan\": {\"title\": \"T\"}, \"criterion\": [{\"id\": \"a\", \"label\": \"b\"}]}";
    let next = read_plan_json(Path::new("plan.json"), json).unwrap();
    let written = rewritten(path(), text, &plan, &next).unwrap();
    assert_eq!(Plan::parse(path(), &written).unwrap(), next);
    assert!(written.contains("[plan]\n") && written.contains("[[criterion]]\n"), "{written}");
    assert!(written.contains("# vide"), "{written}");
}

/// A day that changes is written as a day, whatever stood there, and keys that come stand in the
/// order of the docs.
#[test]
fn a_day_is_written_as_a_day() {
    let (_, new) = changed(|plan| plan.milestones[0].on = day("2026-07-01").unwrap());
    assert_eq!(new, ["on = 2026-07-01 # avant l'été"]);
    let (_, new) = changed(|plan| {
        plan.actions[0].starts_on = day("2026-02-01");
        plan.actions[0].owner = "achats".into();
    });
    assert_eq!(new, ["owner = \"achats\"", "starts_on = 2026-02-01"]);
}

/// What is written whole is written as the docs' example is.
#[test]
fn a_plan_written_whole_is_written_as_the_example_of_the_docs() {
    let example = include_str!("../src/example.toml");
    let plan = Plan::parse(path(), example).unwrap();
    let written = to_toml(&plan).unwrap();
    // What says nothing is not written.
    let says =
        |line: &&str| !line.is_empty() && !line.ends_with("= \"\"") && !line.ends_with("= {}");
    // Years may be written with quotes or without.
    let bare = |line: &str| {
        if line.starts_with("targets") { line.replace('"', "") } else { line.to_owned() }
    };
    let lines = |text: &str| -> Vec<String> { text.lines().filter(says).map(bare).collect() };
    assert_eq!(lines(&written), lines(example));
}

/// Remarks that stand apart stay where they stood, when the last entries of a section go too.
#[test]
fn remarks_apart_stay_when_a_whole_section_goes() {
    let text = "[plan]\ntitle = \"T\"\n\n# --- Engagements, votés en mai ---\n\n# le premier\n[[commitment]]\nid = \"E1\"\nlabel = \"a\"\n\n# --- suite ---\n\n[[commitment]]\nid = \"E2\"\nlabel = \"b\"\n\n# --- Territoire ---\n\n[territory]\nusage = \"u\"\n\n[[milestone]]\non = 2026-06-30\nlabel = \"Bilan\"\n";
    let plan = Plan::parse(path(), text).unwrap();
    let mut next = plan.clone();
    next.commitments.clear();
    next.territory = None;
    let written = rewritten(path(), text, &plan, &next).unwrap();
    assert_eq!(
        written,
        "[plan]\ntitle = \"T\"\n\n# --- Engagements, votés en mai ---\n\n# --- suite ---\n\n# --- Territoire ---\n\n[[milestone]]\non = 2026-06-30\nlabel = \"Bilan\"\n"
    );
}
