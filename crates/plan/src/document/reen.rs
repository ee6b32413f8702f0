//! The three parts of the report that the decree asks for; the territory's are declared slots.

use super::{DocumentBlock, PlanDocument, contradicted};
use crate::model::{Commitment, Plan, Territory};
use crate::said::{based, closer, filtered, in_year, target, written};
use crate::standing::{Standing, Status};
use crate::words::Progress;
use ground::lang::Lang;
use ground::text;

/// Above this share a value rests on all that it should.
const WHOLE: f64 = 0.995;

/// The report of the décret 2022-1084: work programme, objectives, measures and means.
pub fn reen_document(plan: &Plan, status: &Status, lang: Lang) -> PlanDocument {
    let year = status.year;
    let whose = plan.identity.organisation.trim();
    let whose = if whose.is_empty() { String::new() } else { format!(" ({whose})") };
    let mut out = PlanDocument {
        title: text!(
            "Stratégie numérique responsable : bilan {year}{whose}",
            "Responsible-digital strategy: balance of {year}{whose}"
        )
        .say(lang)
        .to_owned(),
        ..PlanDocument::default()
    };
    programme(&mut out, plan, status, lang);
    objectives(&mut out, plan, status, lang);
    measures(&mut out, plan, lang);
    out
}

/// The first part, the work programme: the territory as it is declared, the environmental balance of
/// the estate, and the actions under way.
fn programme(out: &mut PlanDocument, plan: &Plan, status: &Status, lang: Lang) {
    let none = Territory::default();
    let territory = plan.territory.as_ref().unwrap_or(&none);
    let slot =
        |out: &mut PlanDocument, fr: &'static str, en: &'static str, text: &str, key: &str| {
            let title = format!("1. {}", lang.label(fr, en));
            let by = text!(
                "[territory] {key} = \"…\" (déclaré, jamais calculé)",
                "[territory] {key} = \"…\" (declared, never computed)"
            )
            .say(lang)
            .to_owned();
            out.add(&title, false, vec![DocumentBlock::Text(text.to_owned())], &by);
        };
    slot(
        out,
        "Programme de travail : usages du numérique sur le territoire",
        "Work programme: digital uses on the territory",
        &territory.usage,
        "usage",
    );
    slot(
        out,
        "Programme de travail : offre aux citoyens",
        "Work programme: what citizens are offered",
        &territory.citizens,
        "citizens",
    );
    slot(
        out,
        "Programme de travail : réseaux",
        "Work programme: networks",
        &territory.networks,
        "networks",
    );
    slot(
        out,
        "Programme de travail : objets connectés",
        "Work programme: connected things",
        &territory.connected,
        "connected",
    );
    slot(
        out,
        "Programme de travail : acteurs entendus",
        "Work programme: who was heard",
        &territory.consultation,
        "consultation",
    );
    balance(out, status, lang);
    let under_way: Vec<String> = plan
        .actions
        .iter()
        .filter(|one| one.status == Some(Progress::Doing))
        .map(|one| format!("{} {}", one.id, one.label))
        .collect();
    out.add(
        lang.label(
            "1. Programme de travail : actions en cours",
            "1. Work programme: actions under way",
        ),
        false,
        vec![DocumentBlock::List(under_way)],
        lang.label("des actions de status = \"doing\"", "actions of status = \"doing\""),
    );
}

/// The environmental balance: what the estate weighs, and what of it is not known.
fn balance(out: &mut PlanDocument, status: &Status, lang: Lang) {
    let year = status.year;
    let known = status.balance.iter().filter_map(|one| {
        let mut said = closer(one.figure?, &one.unit, 0, lang);
        if let Some(share) = one.coverage.filter(|share| *share < WHOLE) {
            let label = lang.label("couverture", "coverage");
            said = format!("{said}, {label} {}", lang.percent(share));
        }
        Some(vec![one.label.say(lang).to_owned(), said])
    });
    let rows: Vec<Vec<String>> = known.collect();
    let unknown = status.balance.iter().filter(|one| one.figure.is_none());
    let unknown: Vec<&str> = unknown.map(|one| one.label.say(lang)).collect();
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        let head = lang.label("Indicateur du parc", "Indicator of the estate").to_owned();
        blocks.push(DocumentBlock::Table(vec![head, year.to_string()], rows));
        blocks.extend(status.partial(lang).map(DocumentBlock::Text));
        blocks.extend(contradicted(status, lang));
        if !unknown.is_empty() {
            let label = lang.label("Non connus", "Not known");
            let unknown = unknown.join(", ");
            blocks.push(DocumentBlock::Text(format!("{label}{}{unknown}.", lang.colon())));
        }
    }
    out.add(
        lang.label(
            "1. Programme de travail : bilan environnemental",
            "1. Work programme: environmental balance",
        ),
        false,
        blocks,
        text!(
            "l'inventaire de {year} dans inventories/",
            "the inventory of {year} in inventories/"
        )
        .say(lang),
    );
}

/// 2. The objectives and where they stand.
fn objectives(out: &mut PlanDocument, plan: &Plan, status: &Status, lang: Lang) {
    let rows: Vec<Vec<String>> = status
        .standings
        .iter()
        .map(|one| {
            let of = &plan.commitments[one.at];
            let targets: Vec<String> = of
                .targets
                .iter()
                .map(|(date, value)| {
                    let asked = target(one.kind, *value, (&one.unit, one.digits()), lang);
                    format!("{date}{}{asked}", lang.colon())
                })
                .collect();
            vec![
                one.label.clone(),
                measured_by(of, one, lang),
                based(one, lang),
                targets.join(lang.semicolon()),
                in_year(one.last, one, lang),
                one.verdict.label(lang).to_owned(),
            ]
        })
        .collect();
    let head = [
        lang.label("Objectif", "Objective"),
        lang.label("Indicateur", "Indicator"),
        "Base",
        lang.label("Cibles", "Targets"),
        lang.label("Valeur", "Value"),
        "Verdict",
    ];
    out.add(
        lang.label(
            "2. Objectifs et indicateurs de suivi",
            "2. Objectives and follow-up indicators",
        ),
        true,
        vec![DocumentBlock::Table(head.map(str::to_owned).to_vec(), rows)],
        lang.label("des engagements", "commitments"),
    );
}

/// The indicator of a commitment, and the part of the estate that it is of.
fn measured_by(of: &Commitment, one: &Standing, lang: Lang) -> String {
    let name = one.indicator.as_ref().map_or(of.indicator.as_str(), |name| name.say(lang));
    let part = filtered(of, lang);
    if part.is_empty() { name.to_owned() } else { format!("{name} ({part})") }
}

/// 3. The measures and their means.
fn measures(out: &mut PlanDocument, plan: &Plan, lang: Lang) {
    let rows: Vec<Vec<String>> = plan
        .actions
        .iter()
        .map(|one| {
            let sum = |of: &dyn Fn(&crate::model::Yearly) -> Option<f64>| {
                let known: Vec<f64> = one.means.iter().filter_map(of).collect();
                if known.is_empty() {
                    String::new()
                } else {
                    written(known.iter().sum()).say(lang).to_owned()
                }
            };
            vec![
                format!("{} {}", one.id, one.label),
                one.owner.clone(),
                one.status.map_or_else(String::new, |word| word.label(lang).to_owned()),
                sum(&|year| year.fte),
                sum(&|year| year.eur_planned),
                sum(&|year| year.eur_spent),
            ]
        })
        .collect();
    let head = [
        lang.label("Mesure", "Measure"),
        lang.label("Responsable", "Owner"),
        lang.label("Avancement", "Progress"),
        lang.label("ETP", "FTE"),
        lang.label("€ prévus", "€ planned"),
        lang.label("€ dépensés", "€ spent"),
    ];
    out.add(
        lang.label("3. Mesures et moyens", "3. Measures and means"),
        true,
        vec![DocumentBlock::Table(head.map(str::to_owned).to_vec(), rows)],
        "[[action]]",
    );
}
