//! The self-diagnosis: what applies, what weighs most, what is proved. No score.

use super::coverage::{coverage, marks};
use super::evidence::Seals;
use super::model::Plan;
use super::words::Answer;
use ground::lang::{Lang, Noun};
use ground::text;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A criterion of the grid, with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosed {
    /// Its place in the plan.
    pub at: usize,
    /// Whether it applies; not known where nobody said.
    pub applies: Option<bool>,
    /// The share of the footprint of the equipment that it bears on, 0 to 1; none where it names no
    /// types, or where nothing is known of any of them.
    pub weight: Option<f64>,
    /// How many documents, means and results hold.
    pub evidence: [usize; 3],
    /// What was answered.
    pub answer: Option<Answer>,
    /// Whether it was answered yes, or in part, and nothing proves it.
    pub unproven: bool,
}

impl Diagnosed {
    /// Whether it is of the organisation: said so, or answered, be it by no.
    fn concerns(&self) -> Option<bool> {
        self.applies.or(self.answer.map(|_| true))
    }
}

const CRITERION: Noun = Noun::new(("critère", "critères"), ("criterion", "criteria"));
const UNPROVEN: Noun = Noun::new(
    ("réponse sans preuve", "réponses sans preuve"),
    ("answer unproven", "answers unproven"),
);

/// The grid of a plan: what applies or was answered first, then what may apply, then what weighs most, then the order of
/// the grid. `weights` are the shares of the footprint of the equipment, by type.
pub fn diagnosis(plan: &Plan, seals: &Seals, weights: &BTreeMap<String, f64>) -> Vec<Diagnosed> {
    let covered = coverage(plan, seals);
    let mut all: Vec<Diagnosed> = plan
        .criteria
        .iter()
        .zip(covered)
        .enumerate()
        .map(|(at, (one, covered))| {
            // A type that is named twice weighs once.
            let types: BTreeSet<&String> = one.types.iter().collect();
            let known: Vec<f64> =
                types.into_iter().filter_map(|code| weights.get(code)).copied().collect();
            Diagnosed {
                at,
                applies: one.applicable,
                weight: (!known.is_empty()).then(|| known.iter().sum()),
                evidence: covered.evidence,
                answer: one.answer,
                unproven: one.claims() && covered.of_three() == 0,
            }
        })
        .collect();
    let rank = |one: &Diagnosed| match one.concerns() {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    };
    all.sort_by(|a, b| {
        // What is known weighs before what is not.
        let heavier = match (a.weight, b.weight) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        rank(a).cmp(&rank(b)).then(heavier).then(a.at.cmp(&b.at))
    });
    all
}

/// The weight of a criterion; one whose types nothing is known of has it said.
pub(crate) fn weighed(plan: &Plan, one: &Diagnosed, lang: Lang) -> String {
    match one.weight {
        Some(weight) => lang.percent(weight),
        None if plan.criteria[one.at].types.is_empty() => "–".to_owned(),
        None => lang.label("inconnu", "unknown").to_owned(),
    }
}

pub(crate) fn answered(one: &Diagnosed, lang: Lang) -> String {
    let said = match (one.applies, one.answer) {
        (Some(false), _) => lang.label("non applicable", "not applicable"),
        (_, Some(answer)) => answer.label(lang),
        (None, None) => lang.label("applicable ?", "applicable?"),
        (Some(true), None) => lang.label("à répondre", "to be answered"),
    };
    let mark = if one.unproven { lang.label(", sans preuve", ", unproven") } else { "" };
    format!("{said}{mark}")
}

/// The diagnosis for people.
pub fn diagnosis_text(plan: &Plan, all: &[Diagnosed], lang: Lang) -> String {
    let mut out = String::new();
    if all.is_empty() {
        let said = lang.label(
            "Aucun critère dans le plan : `plan init --referential` en charge une grille.",
            "No criterion in the plan: `plan init --referential` loads a grid.",
        );
        let _ = writeln!(out, "{said}");
        return out;
    }
    let open = all.iter().filter(|one| one.concerns().is_none()).count();
    let unproven = all.iter().filter(|one| one.unproven).count();
    let said = |noun: &Noun, count: usize| noun.said(lang, count as f64);
    let (all_said, unproven) = (said(&CRITERION, all.len()), said(&UNPROVEN, unproven));
    let _ = writeln!(
        out,
        "{}",
        text!(
            "{all_said} ; {open} dont l'applicabilité n'est pas dite ; {unproven}",
            "{all_said}; {open} whose applicability is not said; {unproven}"
        )
        .say(lang)
    );
    if all.iter().any(|one| one.weight.is_some()) {
        let shares = lang.label(
            "parts de l'empreinte des équipements, sans services ni compteurs :",
            "shares of the footprint of the equipment, without services and meters:",
        );
        let _ = writeln!(out, "  {shares}");
    }
    for one in all {
        let criterion = &plan.criteria[one.at];
        let weight = weighed(plan, one, lang);
        let _ = writeln!(
            out,
            "  {}  {weight:>7}  {} {} [{}]",
            marks(one.evidence),
            criterion.id,
            criterion.label,
            answered(one, lang)
        );
    }
    out
}

/// The diagnosis as JSON.
pub fn diagnosis_json(plan: &Plan, all: &[Diagnosed]) -> String {
    let criteria: Vec<serde_json::Value> = all
        .iter()
        .map(|one| {
            let criterion = &plan.criteria[one.at];
            let [document, means, result] = one.evidence;
            json!({
                "id": criterion.id,
                "label": criterion.label,
                "applies": one.applies,
                "footprint_share": one.weight,
                "documents": document,
                "means": means,
                "results": result,
                "answer": one.answer,
                "unproven": one.unproven,
            })
        })
        .collect();
    let whole = json!({ "referential": plan.identity.referential, "criteria": criteria });
    format!("{whole:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn what_applies_comes_first_then_what_weighs_and_unproven_answers_are_marked() {
        let text = "[[criterion]]\nid = \"a\"\nlabel = \"a\"\ntypes = [\"laptop\"]\napplicable = false\nreason = \"x\"\n[[criterion]]\nid = \"b\"\nlabel = \"b\"\n[[criterion]]\nid = \"c\"\nlabel = \"c\"\napplicable = true\nanswer = \"yes\"\n[[criterion]]\nid = \"d\"\nlabel = \"d\"\napplicable = true\ntypes = [\"laptop\", \"monitor\"]\nanswer = \"no\"\n";
        let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
        let weights = BTreeMap::from([("laptop".to_owned(), 0.3), ("monitor".to_owned(), 0.2)]);
        let all = diagnosis(&plan, &Seals::of(&plan, Path::new(".")), &weights);
        let order: Vec<&str> = all.iter().map(|one| plan.criteria[one.at].id.as_str()).collect();
        assert_eq!(order, ["d", "c", "b", "a"]);
        assert_eq!((all[0].weight, all[1].weight), (Some(0.5), None));
        let unproven: Vec<bool> = all.iter().map(|one| one.unproven).collect();
        assert_eq!(unproven, [false, true, false, false]);
        assert!(diagnosis_text(&plan, &all, Lang::Fr).contains("oui, sans preuve"));
        assert!(diagnosis_text(&plan, &all, Lang::Fr).starts_with("4 critères ; "));
    }

    /// What was answered is of the organisation, whether or not it says so.
    #[test]
    fn what_was_answered_stands_before_what_weighs_less_and_says_that_it_applies() {
        let text = "[[criterion]]\nid = \"a\"\nlabel = \"a\"\ntypes = [\"monitor\"]\napplicable = true\n[[criterion]]\nid = \"b\"\nlabel = \"b\"\ntypes = [\"laptop\"]\nanswer = \"yes\"\n[[criterion]]\nid = \"c\"\nlabel = \"c\"\ntypes = [\"laptop\"]\n";
        let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
        let weights = BTreeMap::from([("laptop".to_owned(), 0.3), ("monitor".to_owned(), 0.2)]);
        let all = diagnosis(&plan, &Seals::of(&plan, Path::new(".")), &weights);
        let order: Vec<usize> = all.iter().map(|one| one.at).collect();
        assert_eq!(order, [1, 0, 2]);
        let said = diagnosis_text(&plan, &all, Lang::Fr);
        assert!(said.starts_with("3 critères ; 1 dont l'applicabilité"), "{said}");
    }

    /// Laptops told twice weigh once, whatever the order; no criterion weighs more than all.
    #[test]
    fn a_type_that_is_named_twice_weighs_once() {
        let text = "[[criterion]]\nid = \"a\"\nlabel = \"a\"\ntypes = [\"laptop\", \"server\", \"laptop\"]\n";
        let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
        let weights = BTreeMap::from([("laptop".to_owned(), 0.5), ("server".to_owned(), 0.25)]);
        let all = diagnosis(&plan, &Seals::of(&plan, Path::new(".")), &weights);
        assert_eq!(all[0].weight, Some(0.75));
        let said = diagnosis_text(&plan, &all, Lang::Fr);
        assert!(said.contains("parts de l'empreinte des équipements"), "{said}");
    }

    #[test]
    fn types_that_nothing_is_known_of_have_no_weight_rather_than_none_at_all() {
        let text = "[[criterion]]\nid = \"a\"\nlabel = \"a\"\ntypes = [\"server\"]\n[[criterion]]\nid = \"b\"\nlabel = \"b\"\n[[criterion]]\nid = \"c\"\nlabel = \"c\"\ntypes = [\"server\", \"laptop\"]\n";
        let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
        let weights = BTreeMap::from([("laptop".to_owned(), 0.0)]);
        let all = diagnosis(&plan, &Seals::of(&plan, Path::new(".")), &weights);
        let order: Vec<(usize, Option<f64>)> = all.iter().map(|one| (one.at, one.weight)).collect();
        assert_eq!(order, [(2, Some(0.0)), (0, None), (1, None)]);
        let said = all.iter().map(|one| weighed(&plan, one, Lang::Fr)).collect::<Vec<_>>();
        assert_eq!(said, ["0\u{a0}%", "inconnu", "–"]);
        let json: serde_json::Value = serde_json::from_str(&diagnosis_json(&plan, &all)).unwrap();
        assert!(json["criteria"][1]["footprint_share"].is_null());
    }

    #[test]
    fn a_no_or_what_does_not_apply_claims_nothing() {
        let text = "[[criterion]]\nid = \"a\"\nlabel = \"a\"\nanswer = \"no\"\n[[criterion]]\nid = \"b\"\nlabel = \"b\"\nanswer = \"yes\"\napplicable = false\nreason = \"x\"\n[[criterion]]\nid = \"c\"\nlabel = \"c\"\nanswer = \"partly\"\n";
        let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
        let seals = Seals::of(&plan, Path::new("."));
        let all = diagnosis(&plan, &seals, &BTreeMap::new());
        let mut unproven: Vec<usize> =
            all.iter().filter(|one| one.unproven).map(|one| one.at).collect();
        unproven.sort_unstable();
        assert_eq!(unproven, [2]);
        // The check says the same of the same.
        let catalogue = indicator::Catalogue::shipped().unwrap();
        let found =
            crate::check(&plan, text, &seals, &catalogue, &crate::KnownWords::default(), None);
        let told: Vec<&str> = found
            .iter()
            .filter(|one| one.kind == crate::FindingKind::NothingProved)
            .map(|one| one.place.as_str())
            .collect();
        assert_eq!(told, ["criterion c"]);
    }
}
