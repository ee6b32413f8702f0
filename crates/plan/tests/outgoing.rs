//! What a plan's documents say of the estate, and what they keep from those outside.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_plan::{
    Commitment, FindingKind, Handed, HeldAgainst, KnownWords, Plan, Seals, Status, check, html,
    markdown, plan_document, reen_document, status_csv, status_text, with_people,
};
use ground::lang::{Lang, Text};
use ground::table::{CsvDialect, Day};
use ground::text;
use indicator::{Catalogue, Definition, Value};
use std::path::Path;

/// An estate of which something lacks, and which handed a lot over.
struct Estate {
    lacks: bool,
    waste: bool,
}

impl HeldAgainst for Estate {
    fn years(&self) -> Vec<i32> {
        vec![2025]
    }
    fn value(&self, _: &Commitment, _: &Definition, year: i32) -> Option<Value> {
        (year == 2025).then(|| Value::exact(60.0))
    }
    fn other(&self, id: &str, _: i32) -> Option<Value> {
        let value = Value::exact(24_000.0);
        (id == "it_ghg_annualised")
            .then(|| if self.lacks { value.covering(3.0, 4.0) } else { value })
    }
    fn lacks(&self, _: i32) -> Vec<Text> {
        let lack = text!("3 lignes écartées", "3 rows set aside");
        if self.lacks { vec![lack] } else { Vec::new() }
    }
    fn waste(&self, _: i32) -> Vec<Handed> {
        let same = |word: &str| Text { fr: word.to_owned(), en: word.to_owned() };
        let lot = Handed {
            lot: "LOT-1".to_owned(),
            sent_on: same("2025-11-12"),
            name: text!("écrans plats", "flat screens"),
            code: same("20 01 35*"),
            weight_kg: Some(121.0),
            basis: text!("pesée", "weighed"),
            taker: same("Eco-organisme"),
            operation: same("R4"),
            missing: same(""),
        };
        if self.waste { vec![lot] } else { Vec::new() }
    }
}

const PLAN: &str = r#"
[plan]
title = "Plan de Valbourg"
years = [2025, 2027]
[[validation]]
state = "published"
on = 2025-03-01
by = "mairie"
[[validation]]
state = "committee"
on = 2025-01-28
by = "conseil"
[[commitment]]
id = "E1"
label = "Garder les portables huit ans"
owner = "j.durand@example.org"
indicator = "lifetime_km_median"
filter = { type = "laptop" }
target = "floor"
targets = { 2025 = 50 }
baseline = { value = 59, year = 2021, source = "étude" }
[[evidence]]
id = "P1"
title = "Courriel de j.durand@example.org"
kind = "document"
file = "preuves/courriel.pdf"
commitments = ["E1"]
"#;

fn plan(text: &str) -> Plan {
    Plan::parse(Path::new("plan.toml"), text).unwrap()
}

fn status(estate: &Estate) -> Status {
    Status::of(&plan(PLAN), estate, &Catalogue::shipped().unwrap(), 2025)
}

fn documents(estate: &Estate) -> [String; 2] {
    let (plan, status) = (plan(PLAN), status(estate));
    let on = Day::new(2026, 1, 1).unwrap();
    let whole = plan_document(&plan, &status, &[], (&Catalogue::shipped().unwrap(), on), Lang::Fr);
    [whole, reen_document(&plan, &status, Lang::Fr)].map(|one| markdown(&one, Lang::Fr))
}

#[test]
fn a_partial_total_is_said_wherever_it_is_told() {
    for said in documents(&Estate { lacks: true, waste: false }) {
        let partial = "Total partiel : l'empreinte ne comprend pas 3 lignes écartées.";
        assert!(said.contains(partial), "{said}");
    }
    let [_, reen] = documents(&Estate { lacks: true, waste: false });
    assert!(reen.contains("couverture 75"), "{reen}");
    for said in documents(&Estate { lacks: false, waste: false }) {
        assert!(!said.contains("partiel") && !said.contains("couverture"), "{said}");
    }
}

/// An auditor sees which piece proves an action or a criterion, but those kept back.
#[test]
fn evidence_of_actions_and_criteria_is_named() {
    let more = r#"
[[theme]]
id = "t"
label = "Achats"
[[criterion]]
id = "c1"
theme = "t"
label = "Acheter moins"
[[action]]
id = "A1"
label = "Former"
[[action]]
id = "A2"
label = "Réparer"
[[evidence]]
id = "P2"
title = "Feuille de présence"
kind = "means"
file = "preuves/presence.pdf"
actions = ["A1"]
[[evidence]]
id = "P3"
title = "Bilan des achats"
kind = "result"
file = "preuves/bilan.pdf"
criteria = ["c1"]
[[evidence]]
id = "P4"
title = "Devis secret"
kind = "document"
file = "preuves/devis.pdf"
criteria = ["c1"]
confidential = true
"#;
    let plan = plan(&format!("{PLAN}{more}"));
    let catalogue = Catalogue::shipped().unwrap();
    let status = Status::of(&plan, &Estate { lacks: false, waste: false }, &catalogue, 2025);
    let seals = empreinte_plan::Seals::of(&plan, Path::new("."));
    let grid = empreinte_plan::diagnosis(&plan, &seals, &std::collections::BTreeMap::new());
    let on = Day::new(2026, 1, 1).unwrap();
    let said = |plan: &Plan| {
        markdown(&plan_document(plan, &status, &grid, (&catalogue, on), Lang::Fr), Lang::Fr)
    };
    let told = said(&plan);
    for (of, piece) in [
        ("A1 Former", "Feuille de présence (moyen)"),
        ("c1 Acheter", "Bilan des achats (résultat)"),
    ] {
        let row = told.lines().find(|line| line.contains(of) && line.starts_with('|')).unwrap();
        assert!(row.contains(piece), "{row}");
    }
    assert!(!told.contains("Devis secret"), "{told}");
    assert_eq!(told.matches("Preuves").count(), 2, "{told}");
    // Without any, no column is empty for it.
    let mut bare = plan;
    bare.evidence.clear();
    assert!(!said(&bare).contains("Preuves"));
}

#[test]
fn the_waste_annex_has_the_lots_of_the_year_or_is_left_out() {
    let left_out = |said: &str| said.split("Parties vides").nth(1).unwrap_or("").to_owned();
    let [with, _] = documents(&Estate { lacks: false, waste: true });
    assert!(with.contains("## Annexe déchets 2025") && with.contains("121 kg, pesée"), "{with}");
    assert!(!left_out(&with).contains("Annexe déchets"), "{with}");
    let [without, _] = documents(&Estate { lacks: false, waste: false });
    assert!(left_out(&without).contains("Annexe déchets 2025"), "{without}");
}

/// What the check warns of does not go out; data that are read back say that it does.
#[test]
fn no_address_goes_out_in_a_document() {
    let (plan, status) = (plan(PLAN), status(&Estate { lacks: false, waste: false }));
    assert_eq!(with_people(&plan), 2);
    let on = Day::new(2026, 1, 1).unwrap();
    let catalogue = Catalogue::shipped().unwrap();
    let document = plan_document(&plan, &status, &[], (&catalogue, on), Lang::Fr);
    for said in [html(&document, Lang::Fr), markdown(&document, Lang::Fr)] {
        assert!(!said.contains("example.org") && said.contains("Courriel de"), "{said}");
    }
}

/// Of which part of the estate a commitment is, in every place that tells its figures.
#[test]
fn the_part_of_a_commitment_is_said_with_its_figures() {
    let estate = Estate { lacks: false, waste: false };
    let [whole, reen] = documents(&estate);
    assert!(whole.contains("**Part du parc**\u{a0}: type\u{a0}: laptop"), "{whole}");
    assert!(reen.contains("(type\u{a0}: laptop)"), "{reen}");
    assert!(reen.contains("mois (2021, déclarée)"), "{reen}");
    let (plan, status) = (plan(PLAN), status(&estate));
    let said = status_text(&plan, &status, Lang::En);
    assert!(said.contains("part of the estate: type: laptop"), "{said}");
    let csv = status_csv(Vec::new(), &plan, &status, CsvDialect::Standard).unwrap();
    assert!(String::from_utf8(csv).unwrap().contains("type=laptop"));
}

#[test]
fn states_are_validated_in_their_order_and_the_one_told_at_all() {
    let kinds = |text: &str| -> Vec<FindingKind> {
        let (plan, root) = (plan(text), Path::new("."));
        let catalogue = Catalogue::shipped().unwrap();
        let seals = Seals::of(&plan, root);
        let found = check(&plan, text, &seals, &catalogue, &KnownWords::default(), None);
        found.into_iter().map(|one| one.kind).collect()
    };
    let out = kinds(PLAN);
    assert!(!out.contains(&FindingKind::ValidationOrder), "{out:?}");
    let reversed = PLAN.replace("2025-03-01", "2025-01-02");
    assert!(kinds(&reversed).contains(&FindingKind::ValidationOrder));
    // Validated anew after it was published: another version.
    let anew =
        format!("{PLAN}[[validation]]\nstate = \"committee\"\non = 2026-01-01\nby = \"conseil\"\n");
    assert!(!kinds(&anew).contains(&FindingKind::ValidationOrder));
    let said = |state: &str| PLAN.replacen("years =", &format!("state = \"{state}\"\nyears ="), 1);
    assert!(kinds(&said("closed")).contains(&FindingKind::StateNotValidated));
    for state in ["published", "committee", "draft"] {
        assert!(!kinds(&said(state)).contains(&FindingKind::StateNotValidated), "{state}");
    }
}
