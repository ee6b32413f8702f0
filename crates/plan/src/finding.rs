//! What a check finds: a code, how grave it is, where, and what to write.

use ground::lang::{Lang, Text};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The plan says something that is not so, or that contradicts itself.
    Error,
    /// Something promised cannot be shown.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.label("erreur", "error"),
            Self::Warning => lang.label("alerte", "warning"),
            Self::Note => lang.label("à savoir", "note"),
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal $severity:ident),* $(,)?) => {
        /// What is found.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FindingKind { $($(#[$doc])* $name),* }

        impl FindingKind {
            /// All kinds, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// How grave it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }
        }
    };
}

kinds! {
    /// Two things have one identifier.
    DuplicateId = "duplicate_id" Error,
    /// Something names what is not there.
    UnknownReference = "unknown_reference" Error,
    /// The indicator is not in the catalogue.
    UnknownIndicator = "unknown_indicator" Error,
    /// A number that is none, or cannot be.
    ImpossibleValue = "impossible_value" Error,
    /// A date of a target that is none.
    ImpossibleDate = "impossible_date" Error,
    /// A commitment starts from two years.
    TwoBases = "two_bases" Error,
    /// Something ends before it starts.
    DatesReversed = "dates_reversed" Error,
    /// The target goes the worse way of the indicator.
    AgainstDirection = "against_direction" Error,
    /// The parts of the entities are not the whole.
    SharesDoNotAdd = "shares_do_not_add" Error,
    /// The parts are of another unit than the whole.
    OtherUnit = "other_unit" Error,
    /// The file of a piece of evidence is not there.
    EvidenceMissing = "evidence_missing" Error,
    /// The file is not the one that was sealed.
    EvidenceChanged = "evidence_changed" Error,
    /// Nothing measures the commitment.
    NoIndicator = "no_indicator" Warning,
    /// The estate has no such part.
    UnknownPart = "unknown_part" Warning,
    /// It starts from nowhere.
    NoBaseline = "no_baseline" Warning,
    /// It aims at nothing.
    NoTarget = "no_target" Warning,
    /// It says no date.
    NoDate = "no_date" Warning,
    /// A duty of which the law says no threshold, and the plan none either.
    NoThreshold = "no_threshold" Warning,
    /// A direction without a figure.
    DirectionOnly = "direction_only" Warning,
    /// A rule: no indicator follows it.
    RuleOnly = "rule_only" Note,
    /// Means are told or shown, and no result.
    MeansOnly = "means_only" Warning,
    /// Nobody answers for it.
    NoOwner = "no_owner" Warning,
    /// No action serves the commitment.
    NoAction = "no_action" Warning,
    /// The action serves no commitment and answers no criterion.
    ServesNothing = "serves_nothing" Note,
    /// No evidence of a criterion that is answered, or of an action done with means.
    NothingProved = "nothing_proved" Warning,
    /// A criterion said not to apply, without reason.
    NoReason = "no_reason" Warning,
    /// The evidence has no SHA-256.
    EvidenceUnsealed = "evidence_unsealed" Warning,
    /// The evidence names no file.
    EvidenceWithoutFile = "evidence_without_file" Warning,
    /// A declared start, made by another method.
    DeclaredBaseline = "declared_baseline" Note,
    /// A declared start without a source.
    BaselineWithoutSource = "baseline_without_source" Warning,
    /// The target asks for less than the start has.
    AlreadyReached = "already_reached" Note,
    /// Its date has gone by, and nothing says it was done.
    PastDate = "past_date" Warning,
    /// It is of a day that is still to come.
    FutureDate = "future_date" Warning,
    /// A state was first validated after one that comes after it.
    ValidationOrder = "validation_order" Warning,
    /// The plan says a state to which nothing validated it.
    StateNotValidated = "state_not_validated" Warning,
    /// Its targets lie outside the years of the plan.
    OutsidePlan = "outside_plan" Warning,
    /// A later target asks for less than one before it.
    Recedes = "recedes" Warning,
    /// It is said not to apply, and answered.
    AnsweredAside = "answered_aside" Warning,
    /// A person is named where a role is meant.
    PersonalData = "personal_data" Warning,
    /// What an audit found has no action.
    Unanswered = "unanswered" Warning,
    /// The plan says no first and last year.
    NoYears = "no_years" Warning,
    /// The plan commits to nothing.
    EmptyPlan = "empty_plan" Warning,
    /// No meeting is recorded.
    NoMeeting = "no_meeting" Note,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// The section, and the identifier there: `commitment E6`.
    pub place: String,
    /// Its line in the file, where it is known.
    pub line: Option<u64>,
    /// In words.
    pub said: Text,
    /// What to write.
    pub write: Text,
}
