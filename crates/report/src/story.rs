//! All that a report tells of: the outcome of a walk, and what it was made with.

use super::measured::WithoutMeasures;
use super::own_lifetimes::OwnLifetimes;
use super::sanity::{Finding, findings};
use change::Change;
use change::scenario::Advice;
use factor::FactorSet;
use footprint::impact::Year;
use footprint::method::Method;
use ground::fault::Fault;
use ground::lang::Lang;
use ground::quantity::Interval;
use ground::table::{Day, Reject, Unread};
use ground::way::Way;
use indicator::Catalogue;
use ledger::movement::Register;
use plan::{Due, Plan, Status, due};
use walk::{Input, Outcome};

/// What a report is written from.
pub struct Story<'a> {
    /// What the walk came to.
    pub outcome: &'a Outcome,
    /// The factors.
    pub set: &'a FactorSet,
    /// The method.
    pub method: &'a Method,
    /// The year.
    pub year: Year,
    /// The organisation's name; empty when not known.
    pub organisation: &'a str,
    /// Its headcount in the year.
    pub headcount: Option<f64>,
    /// How the user can say more of the estate.
    pub way: Way,
    /// The first rows set aside, for showing; all are in `rejects.csv`.
    pub first_rejects: &'a [Reject],
    /// The first cells of rows kept that cannot be read; all are in `unread-cells.csv`.
    pub first_unread: &'a [Unread],
    /// Whether the planetary budget was asked for: see [`Story::with_planetary`].
    pub planetary: bool,
    /// SHA-256 of each input, in the order of [`Story::inputs`]; empty when not taken.
    pub digests: &'a [String],
    /// Files read besides those of the walk: former years, where a figure rests on them.
    pub read_too: &'a [Input],
    /// The waste register of the year, where the estate has a ledger of movements.
    pub register: Option<&'a Register>,
    /// The organisation's own lifetimes, where they were estimated.
    pub own_lifetimes: Option<&'a OwnLifetimes>,
    /// The total under the other set that the program carries, where it was walked.
    pub other_set: Option<OtherSet>,
    /// The footprint without its usage records, where it was walked.
    pub without_measures: Option<WithoutMeasures>,
    /// The change from the year before, where its inventory is there too.
    pub change: Option<&'a Change>,
    /// What could be done, what lowers most first, where it was looked for.
    pub advice: &'a [Advice],
    /// Where the organisation's plan stands, where it has one, or why it cannot be told.
    pub plan: Option<Result<&'a Planned, &'a Fault>>,
    /// The command that makes it again; empty where it is not one.
    pub command: &'a str,
}

/// How far ahead a report looks for dates of the plan, in days.
const NEXT: i32 = 400;

/// Where a plan stands in a year, and its dates from there on.
pub struct Planned {
    /// Its name; empty where it has none.
    pub title: String,
    /// Where its commitments stand.
    pub status: Status,
    /// What is due within 400 days of the cut-off date, and what was overdue there.
    pub next: Vec<Due>,
}

impl Planned {
    /// A plan as it stood at a cut-off date: the clock is not asked.
    pub fn at(plan: &Plan, catalogue: &Catalogue, status: Status, as_of: Day) -> Self {
        // The status stands beside, and tells what became of a target of that very day.
        let next = due(plan, catalogue, as_of, NEXT, None);
        Self { title: plan.identity.title.clone(), status, next }
    }
}

/// The total of the first criterion under another factor set.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherSet {
    /// The set's name.
    pub name: String,
    /// The total; none where nothing has a figure under it.
    pub total: Option<f64>,
}

impl OtherSet {
    /// Its name and its total, where there is one.
    pub fn known(&self) -> Option<(&str, f64)> {
        Some((&self.name, self.total?))
    }
}

impl Story<'_> {
    /// All files read: those of the walk, then those read besides.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.outcome.intake.inputs.iter().chain(self.read_too)
    }

    /// Whether there is a figure: where nothing was counted, or nothing has a factor, there is none.
    pub fn is_counted(&self) -> bool {
        super::has_figure(self.outcome)
    }

    /// What looks missing from the inventory.
    pub fn findings(&self) -> Vec<Finding> {
        findings(&self.outcome.intake, self.set, self.headcount, self.way)
    }

    /// The total of the first criterion per person, where the headcount is known.
    pub fn per_person(&self) -> Option<Interval> {
        Some(self.outcome.footprint.totals.overall(0)? * (1.0 / self.headcount?))
    }

    /// The share of the embodied stages in the total of the first criterion, 0 to 1.
    pub fn embodied_share(&self) -> f64 {
        let totals = &self.outcome.footprint.totals;
        let all = totals.total(0).value;
        if all == 0.0 { 0.0 } else { totals.embodied(0).value / all }
    }

    /// A mass of the first criterion for people: kilograms below a tonne, tonnes above, where its
    /// unit is a kilogram of something.
    pub fn mass(&self, lang: Lang, value: f64) -> String {
        self.mass_beside(lang, value, value)
    }

    /// A figure and its bounds for people, in the unit of the figure.
    pub fn range(&self, lang: Lang, figure: Interval) -> [String; 3] {
        [figure.value, figure.low, figure.high]
            .map(|value| self.mass_beside(lang, value, figure.value))
    }

    /// A mass in the unit that another one is told in.
    fn mass_beside(&self, lang: Lang, value: f64, other: f64) -> String {
        let unit = &self.outcome.footprint.criteria[0].unit;
        match unit.strip_prefix("kg") {
            Some(of) if other.abs() >= 1000.0 => {
                format!("{} t{}", lang.short(value / 1000.0), spaced(of))
            }
            _ => format!("{} {}", lang.short(value), unit.replace("CO2e", " CO₂e")),
        }
    }
}

fn spaced(of: &str) -> String {
    format!(" {}", of.replace("CO2e", "CO₂e"))
}
