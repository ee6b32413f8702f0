//! What levers come to: each alone, all together, and what they do to one another.

use super::gap;
use super::lever::{Lever, LeverDoes};
use super::moved::{all_together, moved};
use super::parse::Scenario;
use super::project::project;
use super::state::Start;
use super::year::ScenarioYear;
use crate::stakes::around;
use factor::{TypeId, TypeKind};
use footprint::PiecesMoved;
use footprint::service::is_network;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::text;
use indicator::EstateYear;

/// What some levers come to, held against business as usual.
#[derive(Debug, Clone, PartialEq)]
pub struct Played {
    /// The levers, as they were written; one, or all.
    pub said: Vec<String>,
    /// Its years, the first being the inventory's.
    pub years: Vec<ScenarioYear>,
    /// The difference of each year, with its 90 % interval.
    pub differences: Vec<Interval>,
    /// The difference of all years, with its 90 % interval.
    pub cumulated: Interval,
    /// What it costs, EUR, where it is said.
    pub cost_eur: Option<f64>,
    /// Whether that is said of each of its levers.
    pub is_cost_whole: bool,
    /// What it raises while it lowers the rest.
    pub raises: Vec<Text>,
    /// What no factor of the estate sees of it.
    pub unseen: Vec<Text>,
}

impl Played {
    /// Its effect by euro, where it costs something, all its levers included.
    pub fn per_euro(&self) -> Option<f64> {
        let cost = self.cost_eur.filter(|cost| *cost > 0.0 && self.is_cost_whole);
        cost.map(|cost| self.cumulated.value / cost)
    }

    /// Whether it may as well raise the figure as lower it, by the interval of the difference.
    pub fn may_go_either_way(&self) -> bool {
        self.cumulated.low < 0.0 && 0.0 < self.cumulated.high
    }

    /// The difference of a sum over the years against another.
    pub fn over(&self, other: &[ScenarioYear], of: impl Fn(&ScenarioYear) -> f64) -> f64 {
        let sum = |years: &[ScenarioYear]| years.iter().map(&of).fold(0.0, |sum, one| sum + one);
        sum(&self.years) - sum(other)
    }
}

/// A scenario played.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Business as usual.
    pub baseline: Vec<ScenarioYear>,
    /// Each lever alone, what lowers most first.
    pub alone: Vec<Played>,
    /// All levers together.
    pub together: Played,
    /// What they do to one another: together, less the sum of each alone.
    pub interaction: f64,
    /// What the figures leave out, for want of a factor, a lifetime, electricity or a price.
    pub gaps: Vec<Text>,
    /// What was assumed.
    pub assumed: Vec<Text>,
}

/// Plays a scenario from the facts of a year; `people` is the headcount of each year from it on.
pub fn play(facts: &EstateYear<'_>, scenario: &Scenario, people: &[f64]) -> Outlook {
    let start = Start::of(facts);
    let years = scenario.years;
    let baseline = project(&start, &[], years, people);
    let one = |levers: &[&Lever]| {
        let projected = project(&start, levers, years, people);
        played(&start, levers, projected, &baseline)
    };
    let mut alone: Vec<Played> = scenario.levers.iter().map(|lever| one(&[lever])).collect();
    let all: Vec<&Lever> = scenario.levers.iter().collect();
    let together = one(&all);
    let sum: f64 = alone.iter().map(|one| one.cumulated.value).sum();
    let interaction = together.cumulated.value - sum;
    alone.sort_by(|a, b| a.cumulated.value.total_cmp(&b.cumulated.value).then(a.said.cmp(&b.said)));
    let gaps = gap::gaps(&start);
    let assumed = gap::assumed(&start, &scenario.levers);
    Outlook { baseline, alone, together, interaction, gaps, assumed }
}

fn played(
    start: &Start<'_>,
    levers: &[&Lever],
    years: Vec<ScenarioYear>,
    baseline: &[ScenarioYear],
) -> Played {
    let mut sums: Vec<PiecesMoved> =
        years.iter().zip(baseline).map(|(year, before)| moved(start, year, before)).collect();
    sums.push(all_together(&sums));
    let footprint = &start.facts.rows.outcome.footprint;
    let mut drawn = footprint.pieces.intervals(start.facts.set(), &sums);
    let whole = drawn.pop().unwrap_or(Interval::ZERO);
    let differences: Vec<Interval> = years
        .iter()
        .zip(baseline)
        .zip(drawn)
        .map(|((year, before), drawn)| around(year.total() - before.total(), drawn))
        .collect();
    let cumulated = around(differences.iter().map(|one| one.value).sum(), whole);
    let costs: Vec<f64> = levers.iter().filter_map(|lever| lever.cost_eur).collect();
    let mut played = Played {
        said: levers.iter().map(|lever| lever.said.clone()).collect(),
        years,
        differences,
        cumulated,
        cost_eur: (!costs.is_empty()).then(|| costs.iter().sum()),
        is_cost_whole: costs.len() == levers.len(),
        raises: Vec::new(),
        unseen: levers.iter().filter_map(|lever| unseen(start, lever)).collect(),
    };
    played.raises = raised(&played, baseline);
    played
}

/// What goes up while something else goes down.
fn raised(played: &Played, baseline: &[ScenarioYear]) -> Vec<Text> {
    type Named = (fn(&ScenarioYear) -> f64, Text);
    let figures: [Named; 5] = [
        (|year| year.making, text!("la fabrication", "making")),
        (|year| year.using, text!("l'utilisation", "use")),
        (|year| year.kwh, text!("les kWh", "the kilowatt-hours")),
        (|year| year.bought, text!("les achats d'unités", "the units bought")),
        (|year| year.eur, text!("les euros d'achat", "the euros of purchases")),
    ];
    let changes: Vec<f64> = figures.iter().map(|(of, _)| played.over(baseline, of)).collect();
    if !changes.iter().any(|change| *change < -1e-6) {
        return Vec::new();
    }
    let up = figures.into_iter().zip(changes).filter(|(_, change)| *change > 1e-6);
    up.map(|((_, name), _)| name).collect()
}

/// What the figures do not see of a lever.
fn unseen(start: &Start<'_>, lever: &Lever) -> Option<Text> {
    let said = &lever.said;
    let of =
        |id: TypeId| start.worth.iter().enumerate().filter(move |(at, _)| start.is_of(*at, id));
    match lever.what {
        LeverDoes::Contract => Some(text!(
            "{said} : un contrat ne change pas le chiffre, qui suit le lieu ; il change celui du marché (`assess`)",
            "{said}: a contract does not change the figure, which follows the place; it changes the market-based one (`assess`)"
        )),
        LeverDoes::Refurbished(..) if !start.facts.gathered.method.counts_earlier_use => {
            Some(text!(
                "{said} : la méthode ne compte pas l'usage antérieur ; la fabrication de l'occasion est comptée ici au prorata",
                "{said}: the method does not count earlier use; the making of used units is counted here in proportion"
            ))
        }
        LeverDoes::Lifetime(id, _) | LeverDoes::Refurbished(id, ..)
            if of(id).all(|(_, w)| w.made.is_none()) =>
        {
            Some(text!(
                "{said} : aucun facteur de fabrication pour ce type",
                "{said}: no manufacturing factor for this type"
            ))
        }
        LeverDoes::Energy(id, _) | LeverDoes::PueOf(id, _) if of(id).all(|(_, w)| w.kwh == 0.0) => {
            Some(text!(
                "{said} : aucune consommation connue pour ce type",
                "{said}: no electricity known of this type"
            ))
        }
        LeverDoes::Service(at, _) if is_network(&start.services[at].code) => Some(text!(
            "{said} : un facteur moyen du réseau, qui ne mesure pas ce qu'un gigaoctet de moins éviterait",
            "{said}: a mean factor of the network, which does not measure what a gigabyte less would save"
        )),
        LeverDoes::Count(id, _) if of(id).all(|(_, w)| w.made.is_none() && w.kwh == 0.0) => {
            Some(text!(
                "{said} : ni fabrication ni consommation connues pour ce type",
                "{said}: neither making nor electricity known of this type"
            ))
        }
        LeverDoes::Count(id, _)
            if start.facts.set().equipment_type(id).kind == TypeKind::Datacentre =>
        {
            Some(text!(
                "{said} : ce que faisaient les machines retirées passe à d'autres, dont la consommation n'est pas relevée ici",
                "{said}: what the machines withdrawn did goes to others, whose electricity is not raised here"
            ))
        }
        _ => None,
    }
}
