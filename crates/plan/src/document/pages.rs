//! The pages of a plan: what became of it first, a page a commitment, then all the rest.

use super::pillars::{by_pillar, pillars};
use super::proofs::{proofs, with_proofs};
use super::{DocumentBlock, PlanDocument, contradicted};
use crate::calendar::due;
use crate::coverage::marks;
use crate::diagnosis::{Diagnosed, answered, weighed};
use crate::model::{Action, Plan};
use crate::said::{
    asked, based, filtered, in_year, net_figure, net_label, no_acts, out_of_years, spread, target,
    written,
};
use crate::standing::{Became, Standing, Status};
use crate::words::{Gravity, Horizon, Pillar, Progress};
use ground::lang::{Lang, Noun};
use ground::table::Day;
use ground::text;
use indicator::Catalogue;

/// How far ahead the first page looks, in days.
const NEXT: i32 = 400;
/// How many dates it shows.
const SHOWN: usize = 8;
const MORE_DATES: Noun = Noun::new(
    (
        "autre date : `empreinte plan due --within 400d`",
        "autres dates : `empreinte plan due --within 400d`",
    ),
    (
        "more date: `empreinte plan due --within 400d`",
        "more dates: `empreinte plan due --within 400d`",
    ),
);

/// A plan with where it stands: the document for a committee.
pub fn plan_document(
    plan: &Plan,
    status: &Status,
    diagnosed: &[Diagnosed],
    (catalogue, on): (&Catalogue, Day),
    lang: Lang,
) -> PlanDocument {
    let title = &plan.identity.title;
    let name = if title.is_empty() { lang.label("Plan", "Plan") } else { title };
    let mut out = PlanDocument { title: name.to_owned(), ..PlanDocument::default() };
    first(&mut out, plan, status, (catalogue, on), lang);
    for one in &status.standings {
        let heading = format!("{} {}", one.id, one.label);
        out.add(&heading, true, commitment(plan, one, lang), "");
    }
    grid(&mut out, plan, diagnosed, lang);
    let short = |one: &&Action| one.horizon == Some(Horizon::Short);
    let roadmap = |one: &&Action| one.horizon != Some(Horizon::Short);
    let planned = |of: &dyn Fn(&&Action) -> bool| -> DocumentBlock {
        table_of(plan, &plan.actions.iter().filter(|one| of(one)).collect::<Vec<_>>(), lang)
    };
    let by =
        lang.label("[[action]] avec horizon = \"short\"", "[[action]] with horizon = \"short\"");
    out.add(lang.label("Plan à court terme", "Short-term plan"), true, vec![planned(&short)], by);
    let by = lang
        .label("[[action]] avec horizon = \"roadmap\"", "[[action]] with horizon = \"roadmap\"");
    out.add(lang.label("Feuille de route", "Roadmap"), true, vec![planned(&roadmap)], by);
    dashboard(&mut out, status, lang);
    shares(&mut out, plan, lang);
    rest(&mut out, plan, status, lang);
    waste(&mut out, status, lang);
    out
}

fn words(lang: Lang, all: &[(&'static str, &'static str)]) -> Vec<String> {
    all.iter().map(|(fr, en)| lang.label(fr, en).to_owned()).collect()
}

fn first(
    out: &mut PlanDocument,
    plan: &Plan,
    status: &Status,
    (catalogue, on): (&Catalogue, Day),
    lang: Lang,
) {
    let identity = &plan.identity;
    let years = match identity.years[..] {
        [first, last] => format!("{first}-{last}"),
        _ => String::new(),
    };
    let fact =
        |fr: &'static str, en: &'static str, value: String| (lang.label(fr, en).to_owned(), value);
    let facts = DocumentBlock::Facts(vec![
        fact("Organisation", "Organisation", identity.organisation.clone()),
        fact("Années", "Years", years),
        fact("Version", "Version", identity.version.clone()),
        fact(
            "État",
            "State",
            identity.state.map_or_else(String::new, |one| one.label(lang).into()),
        ),
        fact("Référent", "Lead", identity.lead.clone()),
        fact("Périmètre", "Perimeter", identity.perimeter.clone()),
        fact("Année de mesure", "Year of measure", status.year.to_string()),
    ]);
    let rows = Became::ALL.into_iter().filter_map(|became| {
        let named = status.that(became).map(|one| format!("{} {}", one.id, one.label));
        let named: Vec<String> = named.collect();
        let label = became.label(lang, named.len()).to_owned();
        (!named.is_empty())
            .then(|| vec![label, named.len().to_string(), named.join(lang.semicolon())])
    });
    let head =
        words(lang, &[("Engagements", "Commitments"), ("Nombre", "Count"), ("Lesquels", "Which")]);
    // The table above tells what became of a target whose day has come.
    let all = due(plan, catalogue, on, NEXT, None);
    let more = all.len().saturating_sub(SHOWN);
    let mut dates: Vec<String> = all
        .into_iter()
        .take(SHOWN)
        .map(|one| {
            let (label, colon) = (one.label.say(lang), lang.colon());
            let day = one.on;
            let day = if day < on {
                text!("{day} (dépassé)", "{day} (overdue)")
            } else {
                text!("{day}", "{day}")
            };
            format!("{}{colon}{} {}", day.say(lang), one.kind.label(lang), label)
        })
        .collect();
    if more > 0 {
        dates.push(MORE_DATES.said(lang, more as f64));
    }
    let mut blocks = vec![facts, DocumentBlock::Table(head, rows.collect())];
    // Of one pillar the table above tells all.
    if pillars(plan, status).len() > 1 {
        blocks.push(by_pillar(plan, status, lang));
    }
    if let [first, last] = identity.years[..]
        && !(first..=last).contains(&status.year)
    {
        blocks.insert(
            1,
            DocumentBlock::Text(out_of_years(status.year, first, last).say(lang).to_owned()),
        );
    }
    if !dates.is_empty() {
        blocks.push(DocumentBlock::Text(lang.label("Prochaines dates", "Next dates").to_owned()));
        blocks.push(DocumentBlock::List(dates));
    }
    let title = lang.label("Où en est le plan", "Where the plan stands");
    out.add(title, false, blocks, "");
}

fn commitment(plan: &Plan, one: &Standing, lang: Lang) -> Vec<DocumentBlock> {
    let of = &plan.commitments[one.at];
    let fact =
        |fr: &'static str, en: &'static str, value: String| (lang.label(fr, en).to_owned(), value);
    let targets: Vec<String> = of
        .targets
        .iter()
        .map(|(date, value)| {
            let asked = target(one.kind, *value, (&one.unit, one.digits()), lang);
            format!("{date}{}{asked}", lang.colon())
        })
        .collect();
    let theme = plan.themes.iter().find(|theme| theme.id == of.theme);
    let net = one.net.as_ref();
    let mut facts = vec![
        fact("Verdict", "Verdict", one.verdict.label(lang).to_owned()),
        fact("Pilier", "Pillar", one.pillar(plan).label(lang).to_owned()),
        fact("Thème", "Theme", theme.map_or_else(|| of.theme.clone(), |theme| theme.label.clone())),
        fact("Responsable", "Owner", of.owner.clone()),
        fact("Texte", "Law", of.law.clone()),
        fact("Règle", "Rule", of.rule.clone()),
        fact("Indicateur", "Indicator", of.indicator.clone()),
        fact("Part du parc", "Part of the estate", filtered(of, lang)),
        fact("Base", "Base", based(one, lang)),
        fact("Cibles", "Targets", targets.join(lang.semicolon())),
        fact("Trajectoire de l'année", "Trajectory of the year", asked(one, lang)),
        fact("Dernière valeur", "Last value", in_year(one.last, one, lang)),
        fact(
            "Évolution brute",
            "Raw change",
            one.percent.map_or_else(String::new, |p| spread(p, one.digits(), lang)),
        ),
    ];
    if let Some(net) = net {
        facts.push(fact("Verdict brut", "Raw verdict", one.raw.label(lang).to_owned()));
        let said = format!("{}{}", net.verdict.label(lang), net_figure(net, one, lang));
        facts.push((headed(&net_label(net, lang)), said));
        let moved = no_acts(net, one, lang).into_iter();
        facts.extend(moved.map(|(name, said, _)| (headed(name), said)));
    }
    let settle = one.settle.as_ref().map_or_else(String::new, |said| said.say(lang).to_owned());
    facts.push(fact("Ce qui trancherait", "What would settle it", settle));
    facts.push(fact("Risques et rebond", "Risks and rebound", of.risks.clone()));
    facts.push(fact("Reconduit de", "Carried over from", of.carries.clone()));
    let because: Vec<String> = one.because.iter().map(|said| said.say(lang).to_owned()).collect();
    let actions: Vec<&Action> = plan.serving(&one.id).collect();
    let proof = proofs(plan, lang, |piece| piece.commitments.contains(&one.id));
    vec![
        DocumentBlock::Facts(facts),
        DocumentBlock::List(because),
        table_of(plan, &actions, lang),
        DocumentBlock::List(proof),
    ]
}

/// A name as a heading has it.
fn headed(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn table_of(plan: &Plan, actions: &[&Action], lang: Lang) -> DocumentBlock {
    let head = words(
        lang,
        &[
            ("Action", "Action"),
            ("Qui", "Who"),
            ("Engagement", "Engagement"),
            ("Avancement", "Progress"),
            ("Dates", "Dates"),
            ("Moyens", "Means"),
            ("Motif", "Motive"),
        ],
    );
    let rows = actions.iter().map(|one| {
        let day = |day: Option<crate::words::Date>| {
            day.map_or_else(|| "…".to_owned(), |day| day.to_string())
        };
        let dates = match (one.starts_on, one.ends_on) {
            (None, None) => String::new(),
            (start, end) => format!("{} – {}", day(start), day(end)),
        };
        let motive = &one.motive;
        let motive = match one.additional {
            Some(true) => text!("{motive} (additionnelle)", "{motive} (additional)"),
            Some(false) => text!(
                "{motive} (aurait été faite sans le plan)",
                "{motive} (would have been done without the plan)"
            ),
            None => text!("{motive}", "{motive}"),
        };
        let row = vec![
            format!("{} {}", one.id, one.label),
            one.owner.clone(),
            one.engagement.map_or_else(String::new, |word| word.label(lang).to_owned()),
            one.status.map_or_else(String::new, |word| word.label(lang).to_owned()),
            dates,
            means(one, lang),
            motive.say(lang).to_owned(),
        ];
        (row, proofs(plan, lang, |piece| piece.actions.contains(&one.id)))
    });
    with_proofs(head, rows, lang)
}

fn means(one: &Action, lang: Lang) -> String {
    let of_year = one.means.iter().map(|year| {
        let mut said = vec![year.year.to_string()];
        said.extend(
            year.fte
                .map(|fte| text!("{} ETP", "{} FTE", written(fte).say(lang)).say(lang).to_owned()),
        );
        said.extend(year.eur_planned.map(|eur| {
            text!("{} € prévus", "{} € planned", lang.number(eur, 0)).say(lang).to_owned()
        }));
        said.extend(year.eur_spent.map(|eur| {
            text!("{} € dépensés", "{} € spent", lang.number(eur, 0)).say(lang).to_owned()
        }));
        said.join(", ")
    });
    let mut all: Vec<String> = of_year.collect();
    let euros: f64 = one.means.iter().filter_map(|year| year.eur_planned).sum();
    if let Some(kg) = one.expected_kg.filter(|kg| *kg < 0.0)
        && euros > 0.0
    {
        let each = lang.number(1000.0 * euros / -kg, 0);
        all.push(
            text!("{each} € par t CO2e attendue en moins", "{each} € per t CO2e expected less")
                .say(lang)
                .to_owned(),
        );
    }
    all.join(lang.semicolon())
}

fn grid(out: &mut PlanDocument, plan: &Plan, diagnosed: &[Diagnosed], lang: Lang) {
    let head = words(
        lang,
        &[
            ("Critère", "Criterion"),
            ("Poids dans l'empreinte des équipements", "Weight in the footprint of the equipment"),
            ("D M R", "D M R"),
            ("Réponse", "Answer"),
        ],
    );
    let rows = diagnosed.iter().map(|one| {
        let criterion = &plan.criteria[one.at];
        let row = vec![
            format!("{} {}", criterion.id, criterion.label),
            weighed(plan, one, lang),
            marks(one.evidence),
            answered(one, lang),
        ];
        (row, proofs(plan, lang, |piece| piece.criteria.contains(&criterion.id)))
    });
    out.add(
        lang.label("Autodiagnostic", "Self-diagnosis"),
        true,
        vec![with_proofs(head, rows, lang)],
        lang.label("une grille : `plan init --referential`", "a grid: `plan init --referential`"),
    );
}

fn dashboard(out: &mut PlanDocument, status: &Status, lang: Lang) {
    let head = words(
        lang,
        &[
            ("Engagement", "Commitment"),
            ("Base", "Base"),
            ("Demandé", "Asked"),
            ("Valeur", "Value"),
            ("Verdict", "Verdict"),
        ],
    );
    let rows = status.standings.iter().map(|one| {
        vec![
            format!("{} {}", one.id, one.label),
            based(one, lang),
            asked(one, lang),
            in_year(one.last, one, lang),
            one.verdict.label(lang).to_owned(),
        ]
    });
    let by = lang.label("des engagements", "commitments");
    let rows: Vec<Vec<String>> = rows.collect();
    let partial = status.partial(lang).filter(|_| !rows.is_empty()).map(DocumentBlock::Text);
    let told = if rows.is_empty() { None } else { contradicted(status, lang) };
    let blocks = std::iter::once(DocumentBlock::Table(head, rows));
    let blocks = blocks.chain(partial).chain(told).collect();
    out.add(lang.label("Tableau de bord", "Dashboard"), true, blocks, by);
}

fn shares(out: &mut PlanDocument, plan: &Plan, lang: Lang) {
    let head = words(
        lang,
        &[("Engagement", "Commitment"), ("Entité", "Entity"), ("Année", "Year"), ("Part", "Part")],
    );
    let rows = plan.shares.iter().map(|one| {
        vec![
            one.commitment.clone(),
            one.entity.clone(),
            one.year.to_string(),
            lang.short(one.value),
        ]
    });
    let by = "[[share]]";
    out.add(
        lang.label("Parts des entités", "Parts of the entities"),
        false,
        vec![DocumentBlock::Table(head, rows.collect())],
        by,
    );
}

fn rest(out: &mut PlanDocument, plan: &Plan, status: &Status, lang: Lang) {
    let declared: Vec<String> = plan
        .actions
        .iter()
        .filter(|one| one.pillar.is_some_and(|pillar| pillar != Pillar::Environment))
        .map(|one| format!("{} {}", one.id, one.label))
        .collect();
    let by = lang.label(
        "des actions des piliers data et social, déclarées",
        "actions of the pillars data and social, declared",
    );
    out.add(
        lang.label("Données et impact social (déclarés)", "Data and social impact (declared)"),
        false,
        vec![DocumentBlock::List(declared)],
        by,
    );
    let found = plan.observations.iter().map(|one| {
        let answer = if one.action.is_empty() {
            lang.label("sans action", "no action")
        } else {
            &one.action
        };
        let strength = one.gravity == Gravity::Strength;
        let answer = if strength { String::new() } else { format!(" → {answer}") };
        format!("{} ({}){}{}{answer}", one.id, one.gravity.label(lang), lang.colon(), one.label)
    });
    out.add(
        lang.label("Constats d'audit", "Audit findings"),
        false,
        vec![DocumentBlock::List(found.collect())],
        "[[finding]]",
    );
    let method = lang.label(
        "Les valeurs sont celles de `empreinte indicators`. Un verdict n'est dit que si 95 % de ce qui peut être est d'un côté de la trajectoire ; sinon, ce qui trancherait est dit. Une cible relative sur l'empreinte est jugée nette de périmètre, de jeu de facteurs et de qualité des données, et ni le vieillissement ni l'électricité de l'année (kg par kWh) ne tiennent d'engagement. Voir docs/formats/plan.md.",
        "Values are those of `empreinte indicators`. A verdict is said only where 95 % of what may be lies on one side of the trajectory; else what would settle it is told. A relative target on the footprint is judged net of perimeter, factor set and quality of data, and neither ageing nor the year's electricity (kg per kWh) keeps a commitment. See docs/formats/plan.md.",
    );
    out.add(
        lang.label("Méthode", "Method"),
        true,
        vec![DocumentBlock::Text(method.to_owned())],
        "",
    );
    let decisions = plan.meetings.iter().flat_map(|one| {
        one.decisions
            .iter()
            .map(move |said| vec![one.on.to_string(), one.body.clone(), said.clone()])
    });
    let head = words(lang, &[("Date", "Date"), ("Instance", "Body"), ("Décision", "Decision")]);
    out.add(
        lang.label("Décisions", "Decisions"),
        false,
        vec![DocumentBlock::Table(head, decisions.collect())],
        "[[meeting]] decisions",
    );
    let mut validations: Vec<_> = plan.validations.iter().collect();
    validations.sort_by_key(|one| one.on.0);
    let counted = status.log.iter().map(|said| said.say(lang).to_owned());
    let mut log: Vec<String> = validations
        .into_iter()
        .map(|one| {
            format!("{}{}{} ({}) {}", one.on, lang.colon(), one.state.label(lang), one.by, one.note)
        })
        .collect();
    log.extend(counted);
    let dropped = plan.actions.iter().filter(|one| one.status == Some(Progress::Dropped));
    log.extend(dropped.map(|one| {
        text!("{} abandonnée\u{a0}: {}", "{} dropped: {}", one.id, one.note).say(lang).to_owned()
    }));
    let gone = plan.commitments.iter().filter(|one| !one.dropped.is_empty());
    log.extend(gone.map(|one| {
        text!("{} abandonné\u{a0}: {}", "{} dropped: {}", one.id, one.dropped).say(lang).to_owned()
    }));
    if !plan.identity.renews.is_empty() {
        log.push(
            text!("prend la suite de\u{a0}: {}", "takes over from: {}", plan.identity.renews)
                .say(lang)
                .to_owned(),
        );
    }
    out.add(
        lang.label("Journal des changements", "Change log"),
        false,
        vec![DocumentBlock::List(log)],
        "[[validation]]",
    );
}

/// What was handed over as waste in the year of measure, from the ledger.
fn waste(out: &mut PlanDocument, status: &Status, lang: Lang) {
    let year = status.year;
    let head = words(
        lang,
        &[
            ("Lot", "Lot"),
            ("Date", "Date"),
            ("Déchet", "Waste"),
            ("Poids", "Weight"),
            ("Remis à", "Handed to"),
            ("Traitement", "Treatment"),
            ("Manque au registre", "Missing in the register"),
        ],
    );
    let rows = status.waste.iter().map(|lot| {
        let named = [&lot.name, &lot.code].map(|text| text.say(lang));
        let named: Vec<&str> = named.into_iter().filter(|text| !text.is_empty()).collect();
        let weight = lot.weight_kg.map_or_else(String::new, |kg| {
            format!("{} kg, {}", lang.short(kg), lot.basis.say(lang))
        });
        vec![
            lot.lot.clone(),
            lot.sent_on.say(lang).to_owned(),
            named.join(", "),
            weight.trim_end_matches([',', ' ']).to_owned(),
            lot.taker.say(lang).to_owned(),
            lot.operation.say(lang).to_owned(),
            lot.missing.say(lang).to_owned(),
        ]
    });
    let by = text!(
        "une remise de DEEE de {year} dans movements.csv ; `empreinte movements register` en écrit le registre",
        "WEEE handed over in {year} in movements.csv; `empreinte movements register` writes its register"
    ).say(lang).to_owned();
    let title = text!("Annexe déchets {year}", "Waste annex {year}").say(lang).to_owned();
    out.add(&title, true, vec![DocumentBlock::Table(head, rows.collect())], &by);
}
