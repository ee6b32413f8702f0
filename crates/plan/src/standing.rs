//! What is said of a commitment and of a plan: verdicts, and where each commitment stands.

use super::judge::Call;
use super::model::Plan;
use super::words::{Pillar, TargetKind};
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use indicator::Figure;

/// What is said of a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommitmentVerdict {
    /// On or beyond its trajectory, at 95 %.
    Ahead,
    /// Behind it, at 95 %.
    Late,
    /// Neither can be told.
    NotDistinguishable,
    /// The check says what it lacks.
    NotMeasurable,
    /// A start by another method, or a direction alone: only the trend is told.
    TrendOnly,
    /// It can be measured, and its value is missing.
    NoValue,
    /// Nothing is asked of this year yet.
    NotDue,
    /// Given up, with its reason.
    Dropped,
}

impl CommitmentVerdict {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Ahead,
        Self::Late,
        Self::NotDistinguishable,
        Self::NotMeasurable,
        Self::TrendOnly,
        Self::NoValue,
        Self::NotDue,
        Self::Dropped,
    ];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Late => "late",
            Self::NotDistinguishable => "not_distinguishable",
            Self::NotMeasurable => "not_measurable",
            Self::TrendOnly => "trend_only",
            Self::NoValue => "no_value",
            Self::NotDue => "not_due",
            Self::Dropped => "dropped",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Ahead => lang.label("tenu, ou en avance", "ahead"),
            Self::Late => lang.label("en retard", "late"),
            Self::NotDistinguishable => lang.label("indiscernable", "not distinguishable"),
            Self::NotMeasurable => lang.label("non mesurable", "not measurable"),
            Self::TrendOnly => lang.label("tendance seule", "trend only"),
            Self::NoValue => lang.label("valeur manquante", "value missing"),
            Self::NotDue => lang.label("pas encore dû", "not due yet"),
            Self::Dropped => lang.label("abandonné", "dropped"),
        }
    }
}

impl From<Call> for CommitmentVerdict {
    fn from(call: Call) -> Self {
        match call {
            Call::Ahead => Self::Ahead,
            Call::Late => Self::Late,
            Call::Undecided => Self::NotDistinguishable,
        }
    }
}

/// A commitment net of what is counted otherwise, and of ageing.
#[derive(Debug, Clone, PartialEq)]
pub struct Net {
    /// The verdict over what both years hold, known alike.
    pub verdict: CommitmentVerdict,
    /// The base put on the later year's perimeter, factors and quality of data, where it is known.
    pub restated: Option<f64>,
    /// The change from there, % with its 90 % interval.
    pub percent: Option<Interval>,
    /// What ageing alone is worth, in the indicator's unit.
    pub ageing: Option<f64>,
    /// The verdict without it.
    pub without_ageing: Option<CommitmentVerdict>,
    /// What the year's electricity factor (kg per kWh) is worth, in the indicator's unit.
    pub grid: Option<f64>,
    /// The verdict without it.
    pub without_grid: Option<CommitmentVerdict>,
    /// What the headcount is worth to a figure of a person, in the indicator's unit; none where it did
    /// not move, or the figure is of no person.
    pub headcount: Option<f64>,
    /// The verdict without it.
    pub without_headcount: Option<CommitmentVerdict>,
    /// The verdict of what acts made: without any of these.
    pub acts: Option<CommitmentVerdict>,
    /// Of a target that is a value, the year it is set beside.
    pub since: Option<i32>,
    /// The figure as that year was counted.
    pub figure: Option<Interval>,
}

impl Net {
    /// A verdict of which nothing more is known.
    pub(crate) fn of(verdict: CommitmentVerdict) -> Self {
        Self {
            verdict,
            restated: None,
            percent: None,
            ageing: None,
            without_ageing: None,
            grid: None,
            without_grid: None,
            headcount: None,
            without_headcount: None,
            acts: None,
            since: None,
            figure: None,
        }
    }
}

/// Where a commitment stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its place in the plan.
    pub at: usize,
    /// Its name in files.
    pub id: String,
    /// As it is worded.
    pub label: String,
    /// The name of its indicator; none without one.
    pub indicator: Option<Text>,
    /// The unit of its indicator; empty without one.
    pub unit: String,
    /// What its target says.
    pub kind: Option<TargetKind>,
    /// The year it starts from, and its value there.
    pub base: Option<(i32, Figure)>,
    /// Whether the start was declared, and not computed.
    pub base_is_declared: bool,
    /// Whether rows that were not read alone leave it undecided.
    pub hangs_on_unread: bool,
    /// The last value, and its year.
    pub last: Option<(i32, Figure)>,
    /// What the trajectory asks of that year: a value, or % of change.
    pub asked: Option<f64>,
    /// The same as a value of the indicator.
    pub asked_value: Option<f64>,
    /// The line to the target, as values of the indicator by year; of one point or none, there is
    /// no line to draw.
    pub course: Vec<(i32, f64)>,
    /// Whether each point of it holds until the next, and leads to it no more than that.
    pub in_steps: bool,
    /// The change from the base, % with its interval, where the target is one.
    pub percent: Option<Interval>,
    /// The verdict: the net one where there are two, and never ahead by what is no act.
    pub verdict: CommitmentVerdict,
    /// The verdict on the figures as they stand.
    pub raw: CommitmentVerdict,
    /// The verdict net of what is counted otherwise.
    pub net: Option<Net>,
    /// What a reader must know of it.
    pub because: Vec<Text>,
    /// What would settle it.
    pub settle: Option<Text>,
}

/// What became of a commitment, in six words: what a first page counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// Kept, or ahead.
    Kept,
    /// Late.
    Late,
    /// Not to be told, for want of precision or of a value.
    Undecided,
    /// A direction is told, and no verdict is due.
    Trend,
    /// Not measurable as worded.
    NotMeasurable,
    /// Not due yet, or dropped.
    Aside,
}

impl Became {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Kept, Self::Late, Self::Undecided, Self::Trend, Self::NotMeasurable, Self::Aside];

    /// Its name for people, of so many commitments.
    pub fn label(self, lang: Lang, count: usize) -> &'static str {
        let one = count < 2;
        match (self, one) {
            (Self::Kept, true) => lang.label("tenu ou en avance", "kept or ahead"),
            (Self::Kept, false) => lang.label("tenus ou en avance", "kept or ahead"),
            (Self::Late, _) => lang.label("en retard", "late"),
            (Self::Undecided, true) => {
                lang.label("indiscernable ou sans valeur", "not distinguishable or without value")
            }
            (Self::Undecided, false) => {
                lang.label("indiscernables ou sans valeur", "not distinguishable or without value")
            }
            (Self::Trend, true) => lang.label("en tendance seule", "trend only"),
            (Self::Trend, false) => lang.label("en tendance seule", "trends only"),
            (Self::NotMeasurable, true) => lang.label("non mesurable", "not measurable"),
            (Self::NotMeasurable, false) => lang.label("non mesurables", "not measurable"),
            (Self::Aside, true) => {
                lang.label("pas encore dû ou abandonné", "not due yet or dropped")
            }
            (Self::Aside, false) => {
                lang.label("pas encore dus ou abandonnés", "not due yet or dropped")
            }
        }
    }
}

impl From<CommitmentVerdict> for Became {
    fn from(verdict: CommitmentVerdict) -> Self {
        match verdict {
            CommitmentVerdict::Ahead => Self::Kept,
            CommitmentVerdict::Late => Self::Late,
            CommitmentVerdict::NotMeasurable => Self::NotMeasurable,
            CommitmentVerdict::NotDistinguishable | CommitmentVerdict::NoValue => Self::Undecided,
            CommitmentVerdict::TrendOnly => Self::Trend,
            CommitmentVerdict::NotDue | CommitmentVerdict::Dropped => Self::Aside,
        }
    }
}

/// The commitments by what became of them, each with its identifier and wording.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommitmentTally {
    /// Kept, or ahead.
    pub kept: Vec<(String, String)>,
    /// Late.
    pub late: Vec<(String, String)>,
    /// Not to be told, for want of precision or of a value.
    pub undecided: Vec<(String, String)>,
    /// Told by their direction alone.
    pub trends: Vec<(String, String)>,
    /// Not measurable as worded.
    pub not_measurable: Vec<(String, String)>,
    /// Not due yet, or dropped.
    pub aside: Vec<(String, String)>,
}

/// Where a plan stands in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// The year.
    pub year: i32,
    /// Its commitments, in the order of the plan.
    pub standings: Vec<Standing>,
    /// What the estate itself weighs in the year: indicators of its footprint, energy and waste.
    pub balance: Vec<MeasuredIndicator>,
    /// What became of the years that it is held against: perimeter, factor set, method, bases put on
    /// the year's terms.
    pub log: Vec<Text>,
    /// What the total of the year does not include: where there is something, it is partial.
    pub lacks: Vec<Text>,
    /// What was handed over as waste in the year.
    pub waste: Vec<Handed>,
    /// What the ledger of movements and the inventories say otherwise of one unit, and which of them wins.
    pub contradicted: Vec<Text>,
}

/// A lot handed over as waste, as the register of outgoing waste tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Handed {
    /// The lot.
    pub lot: String,
    /// When it was sent.
    pub sent_on: Text,
    /// What it is usually called.
    pub name: Text,
    /// Its waste code.
    pub code: Text,
    /// Its weight, kg.
    pub weight_kg: Option<f64>,
    /// Whether it was weighed.
    pub basis: Text,
    /// Who took it.
    pub taker: Text,
    /// The treatment.
    pub operation: Text,
    /// What the register asks for and nothing says.
    pub missing: Text,
}

/// An indicator of the estate as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredIndicator {
    /// Its name.
    pub label: Text,
    /// Its unit.
    pub unit: String,
    /// Its value; none where it is not known.
    pub figure: Option<Figure>,
    /// The share of what it should rest on that it does, 0 to 1.
    pub coverage: Option<f64>,
}

impl Status {
    /// That the total is partial, and what it does not include; none where it is whole.
    pub fn partial(&self, lang: Lang) -> Option<String> {
        let lacks: Vec<&str> = self.lacks.iter().map(|lack| lack.say(lang)).collect();
        let label = lang.label(
            "Total partiel : l'empreinte ne comprend pas",
            "Partial total: the footprint does not include",
        );
        (!lacks.is_empty()).then(|| format!("{label} {}.", lacks.join(lang.semicolon())))
    }

    /// The commitments by what became of them: what a first page shows.
    pub fn tally(&self) -> CommitmentTally {
        let named = |became: Became| {
            self.that(became).map(|one| (one.id.clone(), one.label.clone())).collect()
        };
        CommitmentTally {
            kept: named(Became::Kept),
            late: named(Became::Late),
            undecided: named(Became::Undecided),
            trends: named(Became::Trend),
            not_measurable: named(Became::NotMeasurable),
            aside: named(Became::Aside),
        }
    }

    /// Those of which this became, in the order of the plan.
    pub fn that(&self, became: Became) -> impl Iterator<Item = &Standing> {
        self.standings.iter().filter(move |one| Became::from(one.verdict) == became)
    }

    /// How many became what: `1 kept or ahead, 3 late`; nothing where there is no commitment.
    pub fn counted(&self, lang: Lang) -> String {
        let counts = Became::ALL.into_iter().filter_map(|became| {
            let count = self.that(became).count();
            (count > 0).then(|| format!("{count} {}", became.label(lang, count)))
        });
        counts.collect::<Vec<_>>().join(", ")
    }
}

/// The value of a figure; none where only a bound of it is known.
pub(crate) fn middle(figure: Figure) -> Option<f64> {
    let value = match figure {
        Figure::Number(interval) => interval.value,
        Figure::MoreThan(_) | Figure::AtMost(_) => return None,
        Figure::YesNo(yes) => f64::from(u8::from(yes)),
    };
    value.is_finite().then_some(value)
}

impl Standing {
    /// Gives it one verdict, whether or not its years are counted alike.
    pub(crate) fn is(&mut self, verdict: CommitmentVerdict) {
        self.verdict = verdict;
        self.raw = verdict;
    }

    /// Its verdict for people: of what has no verdict for want of a base, the base is what is
    /// missing, and not the value.
    pub fn verdict_said(&self, lang: Lang) -> &'static str {
        if self.verdict == CommitmentVerdict::NoValue && self.last.is_some() {
            return lang.label("base manquante", "base missing");
        }
        self.verdict.label(lang)
    }

    /// Why nothing firmer is said of it, in the fewest words: what decided, else what would settle
    /// it; none where the verdict stands by itself.
    pub fn why(&self) -> Option<&Text> {
        let unsettled = matches!(
            self.verdict,
            CommitmentVerdict::NotDistinguishable
                | CommitmentVerdict::NotMeasurable
                | CommitmentVerdict::TrendOnly
                | CommitmentVerdict::NoValue
        );
        let said =
            if self.verdict == CommitmentVerdict::NoValue { None } else { self.because.last() };
        said.or(self.settle.as_ref()).or(self.because.last()).filter(|_| unsettled)
    }

    /// The pillar of its commitment.
    pub fn pillar(&self, plan: &Plan) -> Pillar {
        plan.commitments[self.at].pillar.unwrap_or(Pillar::Environment)
    }
}
