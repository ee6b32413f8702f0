//! The end of a plan: its balance, and the next one with what is carried over.

use super::model::{Identity, Plan};
use super::said::figure;
use super::standing::{Status, Verdict};
use super::target::year_of;
use super::words::{PlanState, Progress};
use ground::lang::Lang;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The balance of a plan, as Markdown, and the plan that takes over from it.
///
/// A commitment goes on where it is not kept, or where the law asks for it; `dropped` are those that
/// do not, each with its reason. Targets of years gone by stay behind: the check asks for new ones.
pub fn renew(
    plan: &Plan,
    status: &Status,
    dropped: &BTreeMap<String, String>,
    lang: Lang,
) -> (String, Plan) {
    let title = &plan.identity.title;
    let year = status.year;
    let mut balance = match lang {
        Lang::Fr => format!(
            "# Bilan de clôture : {title}\n\nAnnée du bilan : {year}\n\n| engagement | base | {year} | verdict | suite |\n|---|---|---|---|---|\n"
        ),
        Lang::En => format!(
            "# Closing balance: {title}\n\nYear of the balance: {year}\n\n| commitment | base | {year} | verdict | next |\n|---|---|---|---|---|\n"
        ),
    };
    let (first, last) = span(plan, year);
    let mut next = Plan {
        identity: Identity {
            title: format!(
                "{} {first}-{last}",
                lang.pick("Plan numérique responsable", "Responsible-digital plan")
            ),
            version: "0.1".to_owned(),
            years: vec![first, last],
            base_year: Some(year),
            state: Some(PlanState::Draft),
            communicated_on: None,
            renews: title.clone(),
            ..plan.identity.clone()
        },
        validations: Vec::new(),
        commitments: Vec::new(),
        actions: Vec::new(),
        shares: Vec::new(),
        meetings: Vec::new(),
        milestones: plan
            .milestones
            .iter()
            .filter(|one| one.on.0.year() > year && one.done != Some(true))
            .cloned()
            .collect(),
        ..plan.clone()
    };
    for one in &status.standings {
        let of = &plan.commitments[one.at];
        let value = |told: Option<(i32, indicator::Figure)>| {
            told.map_or_else(|| "–".to_owned(), |(_, told)| figure(told, &one.unit, lang))
        };
        let verdict = one.verdict.label(lang);
        let reason = dropped.get(&one.id).or((!of.dropped.is_empty()).then_some(&of.dropped));
        let goes_on = reason.is_none() && (one.verdict != Verdict::Ahead || !of.law.is_empty());
        let said = match (reason, goes_on) {
            (Some(reason), _) => {
                format!("{}{}{reason}", lang.pick("abandonné", "dropped"), lang.colon())
            }
            (None, true) => lang.pick("reconduit", "carried over").to_owned(),
            (None, false) => lang.pick("tenu, clos", "kept, closed").to_owned(),
        };
        let cell = |text: &str| text.replace('|', "\\|");
        let _ = writeln!(
            balance,
            "| {} {} | {} | {} | {verdict} | {} |",
            one.id,
            cell(&one.label),
            cell(&value(one.base)),
            cell(&value(one.last)),
            cell(&said)
        );
        if goes_on {
            let mut carried = of.clone();
            carried.targets.retain(|date, _| {
                year_of(date).is_some_and(|due| due > year) || !of.law.is_empty()
            });
            carried.base_year = None;
            carried.carries =
                format!("{} ({title}){}{verdict}, {}", one.id, lang.colon(), value(one.last));
            carried.reviewed_on = None;
            next.commitments.push(carried);
        }
    }
    let kept: Vec<&String> = next.commitments.iter().map(|one| &one.id).collect();
    next.actions = plan
        .actions
        .iter()
        .filter(|one| !matches!(one.status, Some(Progress::Done | Progress::Dropped)))
        .cloned()
        .map(|mut one| {
            one.commitments.retain(|id| kept.contains(&id));
            one
        })
        .collect();
    means(&mut balance, plan, lang);
    (balance, next)
}

/// The years of the next plan: as many, from the one after.
fn span(plan: &Plan, year: i32) -> (i32, i32) {
    let (first, last) = match plan.identity.years[..] {
        [first, last] if first <= last && last < 2100 => (first, last.max(year)),
        _ => (year - 2, year),
    };
    (last + 1, last + 1 + (last - first).clamp(0, 10))
}

/// Euros and people of the plan, planned and spent.
fn means(out: &mut String, plan: &Plan, lang: Lang) {
    let all: Vec<_> = plan.actions.iter().flat_map(|one| &one.means).collect();
    if all.is_empty() {
        return;
    }
    let sum = |of: &dyn Fn(&super::model::Yearly) -> Option<f64>| -> Option<f64> {
        let known: Vec<f64> = all.iter().filter_map(|one| of(one)).collect();
        (!known.is_empty()).then(|| known.iter().sum())
    };
    let said =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| lang.number(value, 0));
    let planned = said(sum(&|one| one.eur_planned));
    let spent = said(sum(&|one| one.eur_spent));
    let _ = match lang {
        Lang::Fr => writeln!(out, "\nMoyens : {planned} € prévus, {spent} € dépensés à ce jour."),
        Lang::En => writeln!(out, "\nMeans: {planned} € planned, {spent} € spent to date."),
    };
}
