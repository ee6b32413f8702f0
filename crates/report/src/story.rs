//! All that a report tells of: the outcome of a walk, and what it was made with.

use super::sanity::{SanityFinding, findings};
use super::stages::{StageColumn, columns};
use super::walked_again::{OwnLifetimes, WithoutMeasures};
use change::Change;
use change::scenario::Advice;
use factor::FactorSet;
use footprint::impact::AssessedYear;
use footprint::method::Method;
use footprint::{Axis, Group, Market, Sums};
use ground::fault::Fault;
use ground::lang::{Lang, Noun, Text};
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::table::{Day, Reject, UnreadCell};
use ground::text;
use ground::way::Way;
use indicator::{Catalogue, Datum};
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
    pub year: AssessedYear,
    /// The organisation's name; empty when not known.
    pub organisation: &'a str,
    /// Its headcount in the year.
    pub headcount: Option<f64>,
    /// How the user can say more of the estate.
    pub way: Way,
    /// The first rows set aside, for showing; all are in `rejects.csv`.
    pub first_rejects: &'a [Reject],
    /// The first cells of rows kept that cannot be read; all are in `unread-cells.csv`.
    pub first_unread: &'a [UnreadCell],
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

/// The method that levers and annual indicators are of, whatever that of the figures.
const LEVERS_METHOD: &str = "rcp-si";

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
        Self { title: plan.for_others().identity.title, status, next }
    }
}

/// The total of the first criterion under another factor set.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherSet {
    /// The set's name.
    pub name: String,
    /// The total; none where nothing has a figure under it.
    pub total: Option<f64>,
    /// Units without factor under it: others than under the set in use make two perimeters.
    pub lacking: f64,
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

    /// Whether the method counts use: one that does not has no electricity, which is no zero.
    pub fn counts_use(&self) -> bool {
        self.method.use_stage
    }

    /// A figure of a stage; `None` where it is not known or the method does not count it. What is
    /// written of a stage anywhere goes through here, or through [`StageColumn::known`].
    pub fn figure(&self, sums: &Sums, criterion: usize, stage: Stage) -> Option<Interval> {
        let counted = stage != Stage::Use || self.counts_use();
        sums.figure(criterion, stage).filter(|_| counted)
    }

    /// The electricity of a group, kWh; `None` where it is not known or not counted.
    pub fn electricity(&self, group: &Group) -> Option<Interval> {
        group.electricity().filter(|_| self.counts_use())
    }

    /// The electricity of the year, services included, kWh; `None` likewise.
    pub fn all_electricity(&self) -> Option<Interval> {
        self.outcome.footprint.electricity_known().filter(|_| self.counts_use())
    }

    /// That of equipment and rooms: what the organisation is supplied with. `None` likewise.
    pub fn supplied(&self) -> Option<Interval> {
        self.outcome.footprint.perimeters.supplied_electricity().filter(|_| self.counts_use())
    }

    /// What a reader must know before the total is held against that under the other set: units
    /// that only one of the two prices, or that its total lies outside the interval.
    pub fn beside_other(&self) -> Option<Text> {
        let (name, total) = self.other_set.as_ref().and_then(OtherSet::known)?;
        let own = self.outcome.footprint.totals.lacking(0);
        let more = own - self.other_set.as_ref()?.lacking;
        let Text { fr, en } = Noun::UNIT.count(more.abs());
        if more > 0.5 {
            return Some(text!(
                "pas le même périmètre : {name} chiffre {fr} de plus",
                "not the same perimeter: {name} prices {en} more"
            ));
        }
        if more < -0.5 {
            return Some(text!(
                "pas le même périmètre : {name} chiffre {fr} de moins",
                "not the same perimeter: {name} prices {en} fewer"
            ));
        }
        let interval = self.outcome.footprint.headline().interval;
        let types = self.outcome.footprint.axis(Axis::Type);
        let is_of_one = types.iter().filter(|one| one.sums.total(0).value != 0.0).count() == 1;
        (total < interval.low || interval.high < total).then(|| {
            if is_of_one {
                return text!("hors de l'intervalle", "outside the interval");
            }
            text!(
                "hors de l'intervalle : l'erreur de chaque type y est tirée à part, et ce jeu s'écarte dans le même sens pour plusieurs à la fois",
                "outside the interval: the error of each type is drawn apart in it, and this set stands on the same side for several at once"
            )
        })
    }

    /// By which method the levers are counted, where it is not that of the figures.
    pub fn levers_by(&self) -> Option<Text> {
        (self.method.name != LEVERS_METHOD).then(|| {
            text!(
                "Ces leviers sont comptés selon la méthode `{LEVERS_METHOD}`, et non celle de ce rapport.",
                "These levers are counted by the method `{LEVERS_METHOD}`, and not by that of this report."
            )
        })
    }

    /// Whether an indicator of the footprint lacks for the method alone: indicators spread making
    /// over lifetimes, and some need electricity.
    pub fn method_lacks(&self, datum: Datum) -> Option<Text> {
        match datum {
            Datum::SpreadingMethod => Some(text!(
                "la méthode de l'indicateur (`{LEVERS_METHOD}`) : celle de ce rapport ne répartit pas la fabrication",
                "the indicator's method (`{LEVERS_METHOD}`): that of this report does not spread the making"
            )),
            Datum::Measures if !self.counts_use() => Some(text!(
                "l'électricité, que la méthode ne compte pas",
                "the electricity, which the method does not count"
            )),
            _ => None,
        }
    }

    /// Use by contract, where there are contracts and the method counts use.
    pub fn market(&self) -> Option<&Market> {
        self.outcome.market.as_ref().filter(|_| self.counts_use())
    }

    /// The columns of figures by stage.
    pub fn columns(&self) -> Vec<StageColumn> {
        columns(&self.outcome.footprint.totals, self.counts_use())
    }

    /// What looks missing from the inventory.
    pub fn findings(&self) -> Vec<SanityFinding> {
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
