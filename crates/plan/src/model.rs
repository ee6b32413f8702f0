//! `plan.toml` as it is written: every section and key, and no other.

use ground::lang::Lang;
use ground::table::{Day, parse_day};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// A day; written as TOML's own date or as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub Day);

#[derive(Deserialize)]
#[serde(untagged)]
enum DateWritten {
    Text(String),
    Toml(toml::value::Datetime),
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let wanted = || serde::de::Error::custom("a date is wanted: YYYY-MM-DD");
        let text = match DateWritten::deserialize(from).map_err(|_| wanted())? {
            DateWritten::Text(text) => text,
            DateWritten::Toml(date) => date.to_string(),
        };
        parse_day(&text).map(Self).ok_or_else(wanted)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal $fr:literal $en:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// Its name for people.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($fr, $en)),* }
            }
        }
    };
}

words! {
    /// Which of the three pillars of a responsible-digital plan.
    Pillar {
        /// Computed from the estate.
        Environment = "environment" "empreinte environnementale" "environmental footprint",
        /// Declared.
        Data = "data" "données" "data",
        /// Declared.
        Social = "social" "impact social" "social impact",
    }
}

words! {
    /// How far the plan was validated.
    PlanState {
        /// Being written.
        Draft = "draft" "projet" "draft",
        /// By the management.
        Management = "management" "validé par la direction" "validated by the management",
        /// With the agency's opinion.
        Agency = "agency" "avis de l'agence" "opinion of the agency",
        /// By the committee or the assembly.
        Committee = "committee" "validé par le comité ou l'assemblée" "validated by the committee or assembly",
        /// Made public.
        Published = "published" "publié" "published",
        /// Ended, with its balance.
        Closed = "closed" "clos" "closed",
    }
}

words! {
    /// What a target says.
    TargetKind {
        /// Percent of change to the base.
        Change = "change" "évolution en % de la base" "% of change to the base",
        /// A value to reach, by the indicator's own better way.
        Value = "value" "valeur à atteindre" "value to reach",
        /// At least so much.
        Floor = "floor" "au moins" "at least",
        /// At most so much.
        Ceiling = "ceiling" "au plus" "at most",
        /// A yes.
        Yes = "yes" "oui" "yes",
        /// A direction without a figure.
        Trend = "trend" "tendance, sans cible" "direction without target",
        /// A rule of conduct: no figure.
        Rule = "rule" "règle de conduite" "rule",
    }
}

words! {
    /// How far an action is engaged.
    Engagement {
        /// Thought about.
        Reflection = "reflection" "réflexion" "reflection",
        /// Tried.
        Experiment = "experiment" "expérimentation" "experiment",
        /// Done for real.
        Realisation = "realisation" "réalisation" "realisation",
    }
}

words! {
    /// How far something got.
    Progress {
        /// Not begun.
        Todo = "todo" "à faire" "to do",
        /// Under way.
        Doing = "doing" "en cours" "under way",
        /// Finished.
        Done = "done" "fait" "done",
        /// Given up, with its reason.
        Dropped = "dropped" "abandonné" "dropped",
    }
}

words! {
    /// When an action is due.
    Horizon {
        /// Within twelve months.
        Short = "short" "court terme (12 mois)" "short term (12 months)",
        /// Over the years of the plan.
        Roadmap = "roadmap" "feuille de route" "roadmap",
    }
}

words! {
    /// What a piece of evidence shows: the D, M and R of the label.
    EvidenceKind {
        /// A document.
        Document = "document" "document" "document",
        /// Means allocated.
        Means = "means" "moyen" "means",
        /// A result that is observed.
        Result = "result" "résultat" "result",
    }
}

words! {
    /// Whether an indicator tells what is spent or what comes of it.
    Role {
        /// Means.
        Means = "means" "moyens" "means",
        /// Result.
        Result = "result" "résultat" "result",
    }
}

words! {
    /// How grave an auditor's observation is.
    Gravity {
        /// A strength.
        Strength = "strength" "point fort" "strength",
        /// To be improved.
        Improvement = "improvement" "axe d'amélioration" "improvement",
        /// To be put right.
        Nonconformity = "nonconformity" "non-conformité" "nonconformity",
    }
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// What it is.
    #[serde(rename = "plan")]
    pub identity: Identity,
    /// Its validations.
    #[serde(rename = "validation", skip_serializing_if = "Vec::is_empty")]
    pub validations: Vec<Validation>,
    /// Themes of its referential.
    #[serde(rename = "theme", skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// Criteria of its referential, with their answers.
    #[serde(rename = "criterion", skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
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
    pub evidence: Vec<Evidence>,
    /// What an audit found.
    #[serde(rename = "finding", skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
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
pub struct Identity {
    /// Its title.
    pub title: String,
    /// Whose it is.
    pub organisation: String,
    /// Its version.
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

/// What was answered to a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// In part.
    Partly,
    /// No.
    No,
}

/// A criterion and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
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
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
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
pub struct Observation {
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
