//! `plan.toml` as it is written: every section and key, and no other.

use super::words::{
    Answer, Date, Engagement, EvidenceKind, Gravity, Horizon, Pillar, PlanState, Progress, Role,
    TargetKind,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// What it is.
    #[serde(rename = "plan")]
    pub identity: PlanIdentity,
    /// Its validations.
    #[serde(rename = "validation", skip_serializing_if = "Vec::is_empty")]
    pub validations: Vec<Validation>,
    /// Themes of its referential.
    #[serde(rename = "theme", skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// Criteria of its referential, with their answers.
    #[serde(rename = "criterion", skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<PlanCriterion>,
    /// What it commits to.
    #[serde(rename = "commitment", skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// What is done about it.
    #[serde(rename = "action", skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// What each entity takes of a target.
    #[serde(rename = "share", skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<EntityShare>,
    /// Documents, means and results that prove it.
    #[serde(rename = "evidence", skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<PlanEvidence>,
    /// What an audit found.
    #[serde(rename = "finding", skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<AuditObservation>,
    /// Meetings and their decisions.
    #[serde(rename = "meeting", skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<Meeting>,
    /// Dates to keep.
    #[serde(rename = "milestone", skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// What a territory declares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub territory: Option<Territory>,
}

/// What a plan is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlanIdentity {
    /// Its title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Whose it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// Its version.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Its first and last year.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<i32>,
    /// The year that targets are held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_year: Option<i32>,
    /// How far it was validated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<PlanState>,
    /// What it covers, and what not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub perimeter: String,
    /// Who leads it: a role.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Who answers for it to the management: a role.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sponsor: String,
    /// The legal form, for the duties that apply.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub legal_form: String,
    /// The inhabitants, for the duties that apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<u64>,
    /// The referential of its criteria.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub referential: String,
    /// The day it was made known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub communicated_on: Option<Date>,
    /// The plan it takes over from.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub renews: String,
}

/// A validation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validation {
    /// To which state.
    pub state: PlanState,
    /// When.
    pub on: Date,
    /// By whom: a role or a body.
    pub by: String,
    /// What was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name in files.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its pillar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pillar: Option<Pillar>,
}

/// A criterion and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanCriterion {
    /// Its name in files.
    pub id: String,
    /// Its theme.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// What it asks.
    pub label: String,
    /// Whether it concerns the organisation; asked first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicable: Option<bool>,
    /// Why not, where it does not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who is asked: roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Types of equipment or services that it bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// Indicators that answer it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<String>,
}

impl PlanCriterion {
    /// Whether its answer claims something that needs proof: it applies, and is met or met in part.
    pub fn claims(&self) -> bool {
        let said = matches!(self.answer, Some(Answer::Yes | Answer::Partly));
        said && self.applicable != Some(false)
    }
}

/// Where a commitment starts from, where the estate does not tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Its value, in the indicator's unit.
    pub value: f64,
    /// Its year.
    pub year: i32,
    /// Where it is from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A commitment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Its name in files.
    pub id: String,
    /// As it is worded.
    pub label: String,
    /// Its pillar; environment where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pillar: Option<Pillar>,
    /// Its theme.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// Who answers for it: a role.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The indicator that measures it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub indicator: String,
    /// The part of the estate it is about: an axis of the indicator, and the part's code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub filter: BTreeMap<String, String>,
    /// Whether the indicator tells means or results; results where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// What the target says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetKind>,
    /// By year, or by day.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub targets: BTreeMap<String, f64>,
    /// Whether each target holds from its date, rather than a line from one to the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<bool>,
    /// The year it starts from; that of the plan where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_year: Option<i32>,
    /// Where it starts from, declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// The rule, where it is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The text of law, where it is a duty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub law: String,
    /// What could go wrong, rebound included.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub risks: String,
    /// When it was last looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<Date>,
    /// The commitment of the plan before that it carries on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub carries: String,
    /// Why it was dropped, where it was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dropped: String,
}

/// Means of a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Yearly {
    /// The year.
    pub year: i32,
    /// People, in full-time equivalents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fte: Option<f64>,
    /// Euros planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eur_planned: Option<f64>,
    /// Euros spent to date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eur_spent: Option<f64>,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its name in files.
    pub id: String,
    /// What is done.
    pub label: String,
    /// Its pillar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pillar: Option<Pillar>,
    /// Its theme.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// The commitments that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<String>,
    /// The criteria that it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// Who does it: a role.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Who answers for it: a role.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sponsor: String,
    /// How far it is engaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engagement: Option<Engagement>,
    /// How far it got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Progress>,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Horizon>,
    /// When it was thought of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identified_on: Option<Date>,
    /// When it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Date>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
    /// Why it is done: cost, security, environment…
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub motive: String,
    /// Whether it would not have been done without the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional: Option<bool>,
    /// The lever of a scenario that it pulls.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lever: String,
    /// What it is expected to change over the years of the plan, kg `CO2e`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_kg: Option<f64>,
    /// The practices of the guide that it follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guide: Vec<String>,
    /// Anything else, why it was dropped included.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Its means, by year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<Yearly>,
}

/// What an entity takes of a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityShare {
    /// The commitment.
    pub commitment: String,
    /// The entity.
    pub entity: String,
    /// The year.
    pub year: i32,
    /// Its part, in the unit of the target's total.
    pub value: f64,
    /// The total that all parts are of; the target itself where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<f64>,
    /// Its unit, where it is said: that of the target, or of the total that is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanEvidence {
    /// Its name in files.
    pub id: String,
    /// What it is.
    pub title: String,
    /// What it shows.
    pub kind: EvidenceKind,
    /// The file, below the estate's folder.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Its SHA-256 on the day it was sealed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Whose it is: a role.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The criteria it proves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// The actions it proves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<String>,
    /// The commitments it proves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<String>,
    /// Whether it stays in the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidential: Option<bool>,
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditObservation {
    /// Its name in files.
    pub id: String,
    /// What was found.
    pub label: String,
    /// By whom.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// How grave.
    pub gravity: Gravity,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// The action that answers it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub action: String,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// When.
    pub on: Date,
    /// The committee, the assembly.
    pub body: String,
    /// Who was there: roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<String>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<String>,
}

/// A date to keep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// When.
    pub on: Date,
    /// What.
    pub label: String,
    /// The text of law, where it is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub law: String,
    /// Whether it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
}

/// What a territory declares in its REEN report: nothing of it is computed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Territory {
    /// How the territory uses digital services.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub usage: String,
    /// What citizens are offered.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub citizens: String,
    /// Networks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub networks: String,
    /// Connected things.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub connected: String,
    /// Who was heard.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consultation: String,
}

impl Plan {
    /// A commitment by its identifier.
    pub fn commitment(&self, id: &str) -> Option<&Commitment> {
        self.commitments.iter().find(|one| one.id == id)
    }

    /// The actions that serve a commitment.
    pub fn serving<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Action> {
        self.actions.iter().filter(move |action| action.commitments.iter().any(|one| one == id))
    }
}

impl Action {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Some(Progress::Done | Progress::Dropped))
    }

    /// The levers that it pulls, parted by `;`.
    pub fn levers(&self) -> impl Iterator<Item = &str> {
        self.lever.split(';').map(str::trim).filter(|lever| !lever.is_empty())
    }
}

impl Commitment {
    /// The year it starts from.
    pub fn starts_from(&self, plan: &Plan) -> Option<i32> {
        self.baseline
            .as_ref()
            .map(|declared| declared.year)
            .or(self.base_year)
            .or(plan.identity.base_year)
    }
}
