//! The self-diagnosis: what applies, what weighs most, what is proved. No score.

use super::coverage::coverage;
use super::model::Plan;
use super::words::Answer;
use ground::lang::Lang;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// A criterion of the grid, with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosed {
    /// Its place in the plan.
    pub at: usize,
    /// Whether it applies; not known where nobody said.
    pub applies: Option<bool>,
    /// The share of the footprint that it bears on, 0 to 1, where it names types.
    pub weight: Option<f64>,
    /// How many documents, means and results hold.
    pub evidence: [usize; 3],
    /// What was answered.
    pub answer: Option<Answer>,
    /// Whether it was answered yes, or in part, and nothing proves it.
    pub unproven: bool,
}

/// The grid of a plan: what applies or may apply first, then what weighs most, then the order of
/// the grid. `weights` are the shares of the footprint by type of equipment.
pub fn diagnosis(plan: &Plan, root: &Path, weights: &BTreeMap<String, f64>) -> Vec<Diagnosed> {
    let covered = coverage(plan, root);
    let mut all: Vec<Diagnosed> = plan
        .criteria
        .iter()
        .zip(covered)
        .enumerate()
        .map(|(at, (one, covered))| {
            let of_types = one.types.iter().filter_map(|code| weights.get(code)).sum::<f64>();
            let said = matches!(one.answer, Some(Answer::Yes | Answer::Partly));
            Diagnosed {
                at,
                applies: one.applicable,
                weight: (!one.types.is_empty()).then_some(of_types),
                evidence: covered.evidence,
                answer: one.answer,
                unproven: said && covered.of_three() == 0,
            }
        })
        .collect();
    let rank = |one: &Diagnosed| match one.applies {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    };
    all.sort_by(|a, b| {
        let weight = |one: &Diagnosed| one.weight.unwrap_or(-1.0);
        rank(a).cmp(&rank(b)).then(weight(b).total_cmp(&weight(a))).then(a.at.cmp(&b.at))
    });
    all
}

/// What a person reads of a criterion: marks, weight, answer.
pub(crate) fn marks(one: &Diagnosed) -> String {
    ["D", "M", "R"]
        .iter()
        .zip(one.evidence)
        .map(|(mark, count)| if count > 0 { *mark } else { "·" })
        .collect()
}

pub(crate) fn answered(one: &Diagnosed, lang: Lang) -> String {
    let said = match (one.applies, one.answer) {
        (Some(false), _) => lang.pick("non applicable", "not applicable"),
        (_, Some(Answer::Yes)) => lang.pick("oui", "yes"),
        (_, Some(Answer::Partly)) => lang.pick("en partie", "partly"),
        (_, Some(Answer::No)) => lang.pick("non", "no"),
        (None, None) => lang.pick("applicable ?", "applicable?"),
        (Some(true), None) => lang.pick("à répondre", "to be answered"),
    };
    let mark = if one.unproven { lang.pick(", sans preuve", ", unproven") } else { "" };
    format!("{said}{mark}")
}

/// The diagnosis for people.
pub fn diagnosis_text(plan: &Plan, all: &[Diagnosed], lang: Lang) -> String {
    let mut out = String::new();
    if all.is_empty() {
        let said = lang.pick(
            "Aucun critère dans le plan : `plan init --referential` en charge une grille.",
            "No criterion in the plan: `plan init --referential` loads a grid.",
        );
        let _ = writeln!(out, "{said}");
        return out;
    }
    let open = all.iter().filter(|one| one.applies.is_none()).count();
    let unproven = all.iter().filter(|one| one.unproven).count();
    let _ = match lang {
        Lang::Fr => writeln!(
            out,
            "{} critères ; {open} dont l'applicabilité n'est pas dite ; {unproven} réponses sans preuve",
            all.len()
        ),
        Lang::En => writeln!(
            out,
            "{} criteria; {open} whose applicability is not said; {unproven} answers unproven",
            all.len()
        ),
    };
    for one in all {
        let criterion = &plan.criteria[one.at];
        let weight = one.weight.map_or_else(|| "–".to_owned(), |weight| lang.percent(weight));
        let _ = writeln!(
            out,
            "  {}  {weight:>6}  {} {} [{}]",
            marks(one),
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
    serde_json::to_string_pretty(&whole).map_or_else(|_| String::new(), |text| text + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_applies_comes_first_then_what_weighs_and_unproven_answers_are_marked() {
        let text = "[[criterion]]\nid = \"a\"\nlabel = \"a\"\ntypes = [\"laptop\"]\napplicable = false\nreason = \"x\"\n[[criterion]]\nid = \"b\"\nlabel = \"b\"\n[[criterion]]\nid = \"c\"\nlabel = \"c\"\napplicable = true\nanswer = \"yes\"\n[[criterion]]\nid = \"d\"\nlabel = \"d\"\napplicable = true\ntypes = [\"laptop\", \"monitor\"]\nanswer = \"no\"\n";
        let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
        let weights = BTreeMap::from([("laptop".to_owned(), 0.3), ("monitor".to_owned(), 0.2)]);
        let all = diagnosis(&plan, Path::new("."), &weights);
        let order: Vec<&str> = all.iter().map(|one| plan.criteria[one.at].id.as_str()).collect();
        assert_eq!(order, ["d", "c", "b", "a"]);
        assert_eq!((all[0].weight, all[1].weight), (Some(0.5), None));
        let unproven: Vec<bool> = all.iter().map(|one| one.unproven).collect();
        assert_eq!(unproven, [false, true, false, false]);
        assert!(diagnosis_text(&plan, &all, Lang::Fr).contains("oui, sans preuve"));
    }
}
