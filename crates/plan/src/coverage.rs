//! Documents, means and results: of which criteria there is which.

use super::evidence::Seals;
use super::model::{Plan, PlanCriterion};
use super::words::EvidenceKind;

/// What is shown of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredCriterion {
    /// The criterion.
    pub id: String,
    /// Its theme.
    pub theme: String,
    /// What it asks.
    pub label: String,
    /// Whether it applies; taken to, where it is not said.
    pub applies: bool,
    /// How many documents, means and results hold.
    pub evidence: [usize; 3],
    /// How many pieces do not: missing, changed, outside.
    pub broken: usize,
}

impl CoveredCriterion {
    /// How many of the three there are.
    pub fn of_three(&self) -> usize {
        self.evidence.iter().filter(|count| **count > 0).count()
    }
}

/// Documents, means and results, each by its letter where there is one.
pub(crate) fn marks(evidence: [usize; 3]) -> String {
    let letters = ['D', 'M', 'R'].into_iter().zip(evidence);
    letters.map(|(letter, count)| if count > 0 { letter } else { '·' }).collect()
}

/// The coverage of each criterion, in the order of the plan.
pub fn coverage(plan: &Plan, seals: &Seals) -> Vec<CoveredCriterion> {
    plan.criteria.iter().map(|one| covered(plan, seals, one)).collect()
}

fn covered(plan: &Plan, seals: &Seals, criterion: &PlanCriterion) -> CoveredCriterion {
    let mut evidence = [0; 3];
    let mut broken = 0;
    // Evidence of an action is evidence of the criteria that the action answers.
    let by_action = |id: &String| {
        plan.actions
            .iter()
            .any(|action| action.id == *id && action.criteria.contains(&criterion.id))
    };
    for (piece, seal) in plan.evidence.iter().zip(&seals.0) {
        if !(piece.criteria.contains(&criterion.id) || piece.actions.iter().any(by_action)) {
            continue;
        }
        if seal.holds() {
            evidence[match piece.kind {
                EvidenceKind::Document => 0,
                EvidenceKind::Means => 1,
                EvidenceKind::Result => 2,
            }] += 1;
        } else {
            broken += 1;
        }
    }
    CoveredCriterion {
        id: criterion.id.clone(),
        theme: criterion.theme.clone(),
        label: criterion.label.clone(),
        applies: criterion.applicable != Some(false),
        evidence,
        broken,
    }
}
