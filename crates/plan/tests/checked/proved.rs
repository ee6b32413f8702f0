//! What is said to be done or met, and what shows it; targets worse than what the estate measured.

use super::*;
use empreinte_plan::{Commitment, HeldAgainst, KnownWords};
use indicator::{Definition, Quality, Value};

fn kinds_at(root: &Path, text: &str) -> Vec<FindingKind> {
    found_in(text, root).iter().map(|one| one.kind).collect()
}

/// A folder with a piece of evidence.
fn folder() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("note.txt"), "alpha").unwrap();
    root
}

fn evidence(id: &str, kind: &str, of: &str) -> String {
    format!(
        "[[evidence]]\nid = \"{id}\"\ntitle = \"p\"\nkind = \"{kind}\"\nfile = \"note.txt\"\n{of}\n"
    )
}

#[test]
fn a_criterion_answered_yes_by_means_alone_lacks_a_result() {
    let root = folder();
    let of = |answer: &str, kinds: &[&str]| {
        let pieces = kinds.iter().map(|kind| evidence(kind, kind, "criteria = [\"C\"]"));
        let pieces: String = pieces.collect();
        let text = format!(
            "{HEAD}[[criterion]]\nid = \"C\"\nlabel = \"c\"\nanswer = \"{answer}\"\n{pieces}"
        );
        kinds_at(root.path(), &text).contains(&FindingKind::MeansOnly)
    };
    assert!(of("yes", &["means"]) && of("yes", &["document", "means"]));
    assert!(!of("yes", &["means", "result"]) && !of("yes", &["document"]) && !of("yes", &[]));
    // What is met in part has its result still to come, and what is not met claims nothing.
    assert!(!of("partly", &["means"]) && !of("no", &["means"]));
}

#[test]
fn an_action_done_with_means_is_shown_by_evidence() {
    let root = folder();
    let of = |status: &str, means: &str, piece: &str| {
        let text = format!(
            "{HEAD}[[action]]\nid = \"A\"\nlabel = \"a\"\nowner = \"x\"\nstatus = \"{status}\"\n[[action.means]]\nyear = 2026\n{means}\n{piece}"
        );
        let found = found_in(&text, root.path());
        let found = found.into_iter().find(|one| one.kind == FindingKind::NothingProved);
        found.map(|one| (one.place, one.said.fr))
    };
    let spent = of("done", "eur_spent = 1000", "").unwrap();
    assert_eq!(spent.0, "action A");
    assert!(spent.1.contains("dépense : 1\u{202f}000 €"), "{}", spent.1);
    assert!(of("done", "eur_planned = 1000", "").unwrap().1.contains("dépense prévue"));
    assert!(of("done", "fte = 0.2", "").unwrap().1.contains("0,2 ETP"));
    // Money that was not put in, an action that goes on, and one that is shown.
    assert_eq!(of("done", "eur_spent = 0", ""), None);
    assert_eq!(of("doing", "eur_spent = 1000", ""), None);
    let own = evidence("P", "result", "actions = [\"A\"]");
    assert_eq!(of("done", "eur_spent = 1000", &own), None);
    // Evidence of another action, or that is not there, shows nothing of it.
    assert!(
        of("done", "eur_spent = 1000", &evidence("P", "result", "actions = [\"B\"]")).is_some()
    );
    assert!(of("done", "eur_spent = 1000", &own.replace("note.txt", "absent.txt")).is_some());
}

/// An estate whose electricity of 2024 was 2,000 kWh, and of which nothing else is known.
struct Measured(Quality);

impl HeldAgainst for Measured {
    fn years(&self) -> Vec<i32> {
        vec![2024]
    }
    fn value(&self, _: &Commitment, of: &Definition, year: i32) -> Option<Value> {
        let known = year == 2024 && of.id == "it_electricity";
        known.then(|| Value::exact(2000.0).with(self.0))
    }
}

#[test]
fn a_value_worse_than_its_measured_base_goes_against_its_indicator() {
    let of = |rest: &str, quality: Quality| {
        let text = format!(
            "[plan]\nyears = [2025, 2027]\nbase_year = 2024\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\nindicator = \"it_electricity\"\n{rest}\n"
        );
        let (plan, catalogue) =
            (Plan::parse(Path::new("plan.toml"), &text).unwrap(), Catalogue::shipped().unwrap());
        let mut known = KnownWords::of_types(Some(&SET));
        assert!(!known.asks(&plan, &catalogue));
        known.years = [2024].into();
        let asks = known.asks(&plan, &catalogue);
        known.ask(&plan, &Measured(quality), &catalogue);
        let seals = Seals::of(&plan, Path::new("."));
        let found = check(&plan, &text, &seals, &catalogue, &known, None);
        let is_of = |kind: &FindingKind| {
            matches!(kind, FindingKind::AgainstDirection | FindingKind::AlreadyReached)
        };
        let found = found.into_iter().find(|one| is_of(&one.kind));
        (asks, found.map(|one| (one.kind, one.said.en)))
    };
    let at = |target: &str, value: f64| {
        of(&format!("target = \"{target}\"\ntargets = {{ 2027 = {value} }}"), Quality::Measured)
    };
    let (asks, found) = at("value", 99_999.0);
    let (kind, said) = found.unwrap();
    assert!(asks && kind == FindingKind::AgainstDirection);
    assert!(said.contains("99,999") && said.contains("2,000") && said.contains("2024"), "{said}");
    assert_eq!(at("value", 2000.0).1, None);
    assert_eq!(at("value", 1500.0).1, None);
    // A ceiling not to fall back behind is one that the base keeps.
    assert_eq!(at("ceiling", 99_999.0).1.unwrap().0, FindingKind::AlreadyReached);
    assert_eq!(at("ceiling", 1500.0).1, None);
    // A change goes by its sign, and asks the estate for nothing.
    assert!(!of("target = \"change\"\ntargets = { 2027 = -10 }", Quality::Measured).0);
    // What was declared is made again by what was measured, and not by what nothing proves.
    let declared = "target = \"value\"\ntargets = { 2027 = 3000 }\nbaseline = { value = 5000, year = 2024, source = \"x\" }";
    assert_eq!(of(declared, Quality::Measured).1.unwrap().0, FindingKind::AgainstDirection);
    assert_eq!(of(declared, Quality::Unproven).1, None);
}
