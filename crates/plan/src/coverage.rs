//! Documents, means and results: of which criteria there is which.

use super::evidence::seal;
use super::model::{Criterion, Plan};
use super::words::EvidenceKind;
use std::path::Path;

/// What is shown of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
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

impl Covered {
    /// How many of the three there are.
    pub fn of_three(&self) -> usize {
        self.evidence.iter().filter(|count| **count > 0).count()
    }
}

/// The coverage of each criterion, in the order of the plan.
pub fn coverage(plan: &Plan, root: &Path) -> Vec<Covered> {
    plan.criteria.iter().map(|one| covered(plan, root, one)).collect()
}

fn covered(plan: &Plan, root: &Path, criterion: &Criterion) -> Covered {
    let mut evidence = [0; 3];
    let mut broken = 0;
    // Evidence of an action is evidence of the criteria that the action answers.
    let by_action = |id: &String| {
        plan.actions
            .iter()
            .any(|action| action.id == *id && action.criteria.contains(&criterion.id))
    };
    for piece in &plan.evidence {
        if !(piece.criteria.contains(&criterion.id) || piece.actions.iter().any(by_action)) {
            continue;
        }
        if seal(root, piece).holds() {
            let at = EvidenceKind::ALL.iter().position(|kind| *kind == piece.kind);
            evidence[at.unwrap_or(0)] += 1;
        } else {
            broken += 1;
        }
    }
    Covered {
        id: criterion.id.clone(),
        theme: criterion.theme.clone(),
        label: criterion.label.clone(),
        applies: criterion.applicable != Some(false),
        evidence,
        broken,
    }
}
