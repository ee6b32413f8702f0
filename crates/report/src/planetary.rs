//! The footprint against the planetary budget: how many people's, and what share of ours.

use super::Story;
use super::range::Range;
use factor::{Budget, Criterion};
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::text;
use serde::Serialize;
use std::fmt::Write;

/// A criterion's total against the yearly budget of one person.
pub struct PlanetaryShare<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// The budget; `None` where none is published for the criterion.
    pub budget: Option<&'a Budget>,
    /// How many people's budget the total equals, with its 90 % interval; `None` without budget,
    /// or where nothing has a figure.
    pub people: Option<Interval>,
    /// The share of the budgets of the organisation's people, where the headcount is known.
    pub share: Option<Interval>,
    /// Units without factor: where there are some, the total is partial.
    pub lacking: f64,
}

/// Every criterion against its budget, in the order of the run.
pub fn against<'a>(story: &Story<'a>) -> Vec<PlanetaryShare<'a>> {
    let footprint = &story.outcome.footprint;
    let each = footprint.criteria.iter().zip(&footprint.uncertainty).enumerate();
    each.map(|(at, (criterion, sure))| {
        let budget = story.set.budget(criterion);
        let known = footprint.totals.overall(at).map(|_| sure.interval);
        let people = known.zip(budget).map(|(total, budget)| total * (1.0 / budget.value));
        let headcount = story.headcount.filter(|people| *people > 0.0);
        PlanetaryShare {
            criterion,
            budget,
            people,
            share: people.zip(headcount).map(|(equal, people)| equal * (1.0 / people)),
            lacking: footprint.totals.lacking(at),
        }
    })
    .collect()
}

impl Story<'_> {
    /// Asks for the share of the planetary budget.
    ///
    /// # Errors
    ///
    /// The factor set has no budget at all.
    pub fn with_planetary(mut self) -> Result<Self, Fault> {
        if self.set.budgets().is_empty() {
            return Err(Fault::new(text!(
                "le jeu `{0}` n'a pas de budget planétaire",
                "set `{0}` has no planetary budget",
                self.set.name
            ))
            .hint(text!(
                "un jeu les donne dans budgets.csv ; `core-2026.12` en a",
                "a set gives them in budgets.csv; `core-2026.12` has some"
            )));
        }
        self.planetary = true;
        Ok(self)
    }
}

/// What must be said with any share of a budget.
pub fn caveat() -> Text {
    text!(
        "Ce budget est une convention : les limites planétaires d'une publication, à parts égales entre tous les habitants du monde. Il couvre tout ce que fait une personne dans l'année (se nourrir, se loger, se déplacer), pas son seul numérique professionnel : une part faible n'est pas une preuve de durabilité. Seuls les critères affichés sont comparés, le plus souvent le carbone seul.",
        "This budget is a convention: the planetary boundaries of one publication, in equal parts among all people of the world. It covers all that a person does in a year (food, housing, travel), not IT at work alone: a small share is no proof of sustainability. Only the criteria shown are compared, most often carbon alone."
    )
}

/// The section of the summary; nothing unless asked for.
pub fn section(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    if !story.planetary {
        return Ok(());
    }
    let title = lang.label("Face au budget planétaire :", "Against the planetary budget:");
    writeln!(out, "\n{title}")?;
    for one in against(story) {
        let label = one.criterion.label(lang);
        writeln!(out, "  {label:<34} {}", one.say(lang))?;
    }
    writeln!(out, "  {}", caveat().say(lang))
}

impl PlanetaryShare<'_> {
    /// The comparison in one sentence.
    pub fn say(&self, lang: Lang) -> String {
        let Some(budget) = self.budget else {
            return lang
                .label("pas de budget publié pour ce critère", "no budget published for it")
                .to_owned();
        };
        let Some(people) = self.people else {
            return lang.label("empreinte inconnue", "unknown footprint").to_owned();
        };
        let number = |value: f64| lang.short(value);
        let part = lang.semicolon();
        let mut said = text!(
            "équivaut au budget annuel de {} personnes",
            "equals the yearly budget of {} people",
            number(people.value)
        )
        .say(lang)
        .to_owned();
        let _ = write!(said, " ({} – {})", number(people.low), number(people.high));
        if let Some(share) = self.share {
            let of = lang.label("de celui de l'effectif", "of that of the headcount");
            let _ = write!(said, "{part}{} {of}", lang.percent(share.value));
        } else {
            let no = lang.label("effectif inconnu", "headcount unknown");
            let _ = write!(said, "{part}{no}");
        }
        let each = lang.label("par personne et par an", "per person and year");
        let _ = write!(said, "{part}{} {} {each}", number(budget.value), budget.unit);
        if self.lacking > 0.0 {
            said += lang.semicolon();
            said += lang.label("total partiel", "partial total");
        }
        said
    }
}

/// A criterion against its budget, in `run.json`; nulls where there is none.
#[derive(Debug, Serialize)]
pub(super) struct BudgetRow<'a> {
    criterion: &'a str,
    unit: &'a str,
    budget_per_person: Option<f64>,
    source_id: Option<&'a str>,
    people_equivalent: Option<Range>,
    share_of_headcount: Option<Range>,
    partial: bool,
}

/// Every criterion against its budget, for `run.json`.
pub(super) fn budget_rows<'a>(story: &Story<'a>) -> Vec<BudgetRow<'a>> {
    let rows = against(story).into_iter().map(|one| BudgetRow {
        criterion: &one.criterion.code,
        unit: &one.criterion.unit,
        budget_per_person: one.budget.map(|budget| budget.value),
        source_id: one.budget.map(|budget| budget.source_id.as_str()),
        people_equivalent: one.people.map(Range::from),
        share_of_headcount: one.share.map(Range::from),
        partial: one.lacking > 0.0,
    });
    rows.collect()
}
