//! The end of a plan: its balance, and the next one with what is carried over.

use super::document::{DocumentBlock, PlanDocument, by_pillar};
use super::model::{
    Action, AuditObservation, Commitment, EntityShare, Milestone, Plan, PlanEvidence, PlanIdentity,
    Yearly,
};
use super::said::{based, in_year};
use super::standing::{CommitmentVerdict, Standing, Status};
use super::target::year_of;
use super::words::{PlanState, Progress, TargetKind};
use ground::lang::{Lang, Noun};
use ground::text;
use std::collections::{BTreeMap, BTreeSet};

/// The balance of a plan, and the plan that takes over from it.
///
/// A commitment goes on where it is not kept, or where the law asks for it; `dropped` are those that
/// do not, each with its reason. Targets of years gone by stay behind: the check asks for new ones.
/// What is carried over names only what is carried over with it.
pub fn renew(
    plan: &Plan,
    status: &Status,
    dropped: &BTreeMap<String, String>,
    lang: Lang,
) -> (PlanDocument, Plan) {
    let title = &plan.identity.title;
    let year = status.year;
    let (first, last) = span(plan, year);
    let mut rows = Vec::new();
    let mut commitments = Vec::new();
    for one in &status.standings {
        let of = &plan.commitments[one.at];
        let reason = dropped.get(&one.id).or((!of.dropped.is_empty()).then_some(&of.dropped));
        let awaits = awaits(of, year);
        let is_kept = one.verdict == CommitmentVerdict::Ahead && awaits.is_none();
        let goes_on = reason.is_none() && (!is_kept || !of.law.is_empty());
        let said = match (reason, goes_on) {
            (Some(reason), _) => {
                text!("abandonné\u{a0}: {reason}", "dropped: {reason}").say(lang).to_owned()
            }
            (None, true) => {
                let next = carried(of, one, title, (year, first), lang);
                let lacks = next.targets.is_empty() && !of.targets.is_empty();
                let said = going_on(one, awaits, lang);
                if lacks {
                    let what = lang.label(
                        "sans cible : la cible et le libellé sont à réécrire",
                        "without target: target and wording are to be written anew",
                    );
                    format!("{said}, {what}")
                } else {
                    said
                }
            }
            (None, false) => lang.label("tenu, clos", "kept, closed").to_owned(),
        };
        rows.push(vec![
            format!("{} {}", one.id, one.label),
            or_dash(based(one, lang)),
            or_dash(in_year(one.last, one, lang)),
            one.verdict.label(lang).to_owned(),
            said,
        ]);
        if goes_on {
            commitments.push(carried(of, one, title, (year, first), lang));
        }
    }
    let kept: BTreeSet<&String> = commitments.iter().map(|one| &one.id).collect();
    let actions: Vec<Action> = plan
        .actions
        .iter()
        .filter(|one| one.is_open())
        .cloned()
        .map(|one| serving(one, &kept, first))
        .collect();
    let undated: Vec<&Action> =
        plan.actions.iter().filter(|one| one.is_open() && dated_before(one, first)).collect();
    let going: BTreeSet<&String> = actions.iter().map(|one| &one.id).collect();
    let evidence = plan.evidence.iter().filter_map(|one| still_proving(one, &going, &kept));
    let observations = plan.observations.iter().filter_map(|one| still_open(one, plan, &going));
    let (ahead, behind): (Vec<&Milestone>, Vec<&Milestone>) = plan
        .milestones
        .iter()
        .filter(|one| one.done != Some(true))
        .partition(|one| one.on.0.year() >= first);
    let balance = balance(plan, status, rows, (&behind, &undated), lang);
    let next = Plan {
        identity: PlanIdentity {
            title: text!(
                "Plan numérique responsable {first}-{last}",
                "Responsible-digital plan {first}-{last}"
            )
            .say(lang)
            .to_owned(),
            version: "0.1".to_owned(),
            years: vec![first, last],
            base_year: Some(year),
            state: Some(PlanState::Draft),
            communicated_on: None,
            renews: title.clone(),
            ..plan.identity.clone()
        },
        validations: Vec::new(),
        evidence: evidence.collect(),
        observations: observations.collect(),
        shares: Vec::new(),
        meetings: Vec::new(),
        milestones: ahead.into_iter().cloned().collect(),
        actions: actions.clone(),
        commitments: commitments.clone(),
        ..plan.clone()
    };
    (balance, next)
}

fn or_dash(said: String) -> String {
    if said.is_empty() { "–".to_owned() } else { said }
}

/// The year of the last target, where it comes after that of the balance: a step on the way keeps no
/// commitment.
fn awaits(of: &Commitment, year: i32) -> Option<i32> {
    of.dated().last().map(|(due, _)| *due).filter(|due| *due > year)
}

/// That a commitment goes on, and the target that is still to come of one that kept its step.
fn going_on(one: &Standing, awaits: Option<i32>, lang: Lang) -> String {
    let said = match awaits.filter(|_| one.verdict == CommitmentVerdict::Ahead) {
        Some(due) => text!(
            "reconduit : étape tenue, la cible de {due} reste à tenir",
            "carried over: step kept, the target of {due} is still to be kept"
        ),
        None => text!("reconduit", "carried over"),
    };
    said.say(lang).to_owned()
}

/// A commitment as the next plan has it: from its own base, and not from one that was declared. A
/// change is of the base it was said of, and stays behind with it; so does a target of before the
/// balance, but for the last of those that hold from their date.
fn carried(
    of: &Commitment,
    one: &Standing,
    title: &str,
    (year, first): (i32, i32),
    lang: Lang,
) -> Commitment {
    let mut carried = of.clone();
    let is_law = !of.law.is_empty();
    let is_change = one.kind == Some(TargetKind::Change);
    let holds = one.kind.is_some_and(|kind| of.in_steps(kind));
    let last = of.dated().into_iter().map(|(due, _)| due).rfind(|due| *due < first);
    carried.targets.retain(|date, _| {
        let due = year_of(date);
        let is_to_come = due.is_some_and(|due| due > year);
        let goes_on = is_to_come || (holds && due == last);
        !is_change && (goes_on || is_law)
    });
    carried.base_year = None;
    carried.baseline = None;
    carried.carries = format!(
        "{} ({title}){}{}, {}",
        one.id,
        lang.colon(),
        one.verdict.label(lang),
        or_dash(in_year(one.last, one, lang))
    );
    carried.reviewed_on = None;
    carried
}

/// An action with the commitments that it serves in the next plan.
fn serving(mut one: Action, kept: &BTreeSet<&String>, first: i32) -> Action {
    one.commitments.retain(|id| kept.contains(id));
    // What should have begun or ended before the plan does would be late on its first day.
    for day in [&mut one.starts_on, &mut one.ends_on] {
        *day = day.filter(|day| day.0.year() >= first);
    }
    one
}

/// Whether an action has a date of before the plan that it goes on in.
fn dated_before(one: &Action, first: i32) -> bool {
    [one.starts_on, one.ends_on].iter().flatten().any(|day| day.0.year() < first)
}

/// Evidence with what it proves in the next plan; none where that was all left behind.
fn still_proving(
    one: &PlanEvidence,
    going: &BTreeSet<&String>,
    kept: &BTreeSet<&String>,
) -> Option<PlanEvidence> {
    let named = |one: &PlanEvidence| {
        !(one.criteria.is_empty() && one.actions.is_empty() && one.commitments.is_empty())
    };
    let mut left = one.clone();
    left.actions.retain(|id| going.contains(id));
    left.commitments.retain(|id| kept.contains(id));
    (named(&left) || !named(one)).then_some(left)
}

/// What an audit found, without an action that does not go on; none where that action answered it.
fn still_open(
    one: &AuditObservation,
    plan: &Plan,
    going: &BTreeSet<&String>,
) -> Option<AuditObservation> {
    let mut left = one.clone();
    if !going.contains(&one.action) {
        let action = plan.actions.iter().find(|action| action.id == one.action);
        if action.is_some_and(|action| action.status == Some(Progress::Done)) {
            return None;
        }
        left.action.clear();
    }
    Some(left)
}

/// What became of each commitment, dates that were not kept, and the means.
fn balance(
    plan: &Plan,
    status: &Status,
    rows: Vec<Vec<String>>,
    (behind, undated): (&[&Milestone], &[&Action]),
    lang: Lang,
) -> PlanDocument {
    let (title, year) = (&plan.identity.title, status.year);
    let head = [
        lang.label("engagement", "commitment"),
        "base",
        &year.to_string(),
        "verdict",
        lang.label("suite", "next"),
    ]
    .map(str::to_owned);
    let mut out = PlanDocument {
        title: text!("Bilan de clôture\u{a0}: {title}", "Closing balance: {title}")
            .say(lang)
            .to_owned(),
        ..PlanDocument::default()
    };
    let of_year =
        text!("Année du bilan\u{a0}: {year}", "Year of the balance: {year}").say(lang).to_owned();
    let mut part = |fr: &'static str, en: &'static str, blocks: Vec<DocumentBlock>| {
        out.add(lang.label(fr, en), false, blocks, "");
    };
    part(
        "Engagements",
        "Commitments",
        vec![DocumentBlock::Text(of_year), DocumentBlock::Table(head.to_vec(), rows)],
    );
    if !status.standings.is_empty() {
        part("Par pilier", "By pillar", vec![by_pillar(plan, status, lang)]);
    }
    if !behind.is_empty() {
        let said = behind.iter().map(|one| {
            let law = if one.law.is_empty() { String::new() } else { format!(" ({})", one.law) };
            format!("{}{}{}{law}", one.on, lang.colon(), one.label)
        });
        part(
            "Échéances de ce plan que rien ne dit tenues, non reconduites",
            "Dates of this plan that nothing says were kept, not carried over",
            vec![DocumentBlock::List(said.collect())],
        );
    }
    if !undated.is_empty() {
        let said = undated.iter().map(|one| {
            let days = [one.starts_on, one.ends_on]
                .map(|day| day.map_or_else(|| "…".to_owned(), |day| day.to_string()));
            format!("{} {} ({})", one.id, one.label, days.join(" – "))
        });
        part(
            "Actions reconduites sans leurs dates, d'avant le plan suivant",
            "Actions carried over without their dates, of before the next plan",
            vec![DocumentBlock::List(said.collect())],
        );
    }
    let shares: Vec<String> = plan.shares.iter().map(|one| share_said(one, lang)).collect();
    if !shares.is_empty() {
        part(
            "Parts d'entités, non reconduites : à écrire pour les cibles du plan suivant",
            "Shares of entities, not carried over: to be written for the targets of the next plan",
            vec![DocumentBlock::List(shares)],
        );
    }
    let dropped = plan.actions.iter().filter(|one| one.status == Some(Progress::Dropped));
    let dropped: Vec<String> = dropped.map(|one| dropped_said(one, lang)).collect();
    if !dropped.is_empty() {
        part("Actions abandonnées", "Actions dropped", vec![DocumentBlock::List(dropped)]);
    }
    if let Some(said) = means(plan, lang) {
        part("Moyens", "Means", vec![DocumentBlock::Text(said)]);
    }
    out
}

/// What an entity took of a target.
fn share_said(one: &EntityShare, lang: Lang) -> String {
    let (of, entity, year) = (&one.commitment, &one.entity, one.year);
    let value = format!("{} {}", lang.short(one.value), one.unit);
    let value = value.trim_end();
    text!("{of}, {entity}\u{a0}: {value} en {year}", "{of}, {entity}: {value} in {year}")
        .say(lang)
        .to_owned()
}

/// An action that was given up, and why.
fn dropped_said(one: &Action, lang: Lang) -> String {
    let why = if one.note.is_empty() {
        lang.label("sans motif", "no reason told")
    } else {
        one.note.as_str()
    };
    format!("{} {}{}{why}", one.id, one.label, lang.colon())
}

/// The years of the next plan: as many, from the one after.
fn span(plan: &Plan, year: i32) -> (i32, i32) {
    let (first, last) = match plan.identity.years[..] {
        [first, last] if first <= last && last < 2100 => (first, last.max(year)),
        _ => (year - 2, year),
    };
    (last + 1, last + 1 + (last - first).clamp(0, 10))
}

const OF_MEANS: Noun = Noun::new(
    ("année de moyens qui le dit, sur", "années de moyens qui le disent, sur"),
    ("year of means that tells it, of", "years of means that tell it, of"),
);

/// Euros of the plan, planned and spent.
fn means(plan: &Plan, lang: Lang) -> Option<String> {
    let all: Vec<&Yearly> = plan.actions.iter().flat_map(|one| &one.means).collect();
    if all.is_empty() {
        return None;
    }
    // A sum, its words, and of how many years of means it is: what is not told is not zero.
    let said = |what: &str, of: fn(&Yearly) -> Option<f64>| {
        let known: Vec<f64> = all.iter().filter_map(|one| of(one)).collect();
        let (told, of) = (known.len(), all.len());
        let sum = if told == 0 { "–".to_owned() } else { lang.number(known.iter().sum(), 0) };
        if told == of {
            format!("{sum} € {what}")
        } else {
            format!("{sum} € {what} ({} {of})", OF_MEANS.said(lang, told as f64))
        }
    };
    let planned = said(lang.label("prévus", "planned"), |one| one.eur_planned);
    let spent = said(lang.label("dépensés à ce jour", "spent to date"), |one| one.eur_spent);
    Some(format!("{planned}, {spent}."))
}
