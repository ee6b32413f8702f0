//! Commitments held against their trajectory: base, last value, verdict, and what would settle it.

mod acts;
mod doubts;
mod headcount;
mod log;
mod own;
mod relative;
mod settle;
mod unlisted;

use super::check::{contradictions, lacks, listed_of, near_of};
use super::finding::{Finding, FindingKind};
use super::judge::{against_line, against_value};
use super::model::{Commitment, Plan};
use super::said::written;
use super::standing::{CommitmentVerdict, MeasuredIndicator, Standing, Status};
use super::target::{KeepingWay, Trajectory};
use super::values::{HeldAgainst, is_unproven};
use super::words::TargetKind;
use acts::bare;
use doubts::{already, backward, slip, starts};
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::table::{Holds, masked_in};
use ground::text;
use indicator::{Catalogue, Datum, Definition, Figure, Quality, Value};
use own::{KeptCount, ON_TRACK};
use relative::trend;
use settle::{unread_said, unread_yes};
use std::collections::BTreeSet;

impl Status {
    /// Holds every commitment against its trajectory in a year.
    pub fn of(plan: &Plan, held: &dyn HeldAgainst, catalogue: &Catalogue, year: i32) -> Self {
        let mut judge = StatusJudge { plan, held, catalogue, year, on_track: None };
        let mut standings: Vec<Standing> =
            (0..plan.commitments.len()).map(|at| judge.stand(at)).collect();
        // What tells how many are kept is held once all others are.
        let counts = |at: usize| plan.commitments[at].indicator == ON_TRACK;
        let others = standings.iter().filter(|one| !counts(one.at));
        judge.on_track = Some(KeptCount::of(others));
        for one in standings.iter_mut().filter(|one| counts(one.at)) {
            *one = judge.stand(one.at);
        }
        let log = judge.log(&standings);
        let measured = |id: &&str| {
            let definition = catalogue.named(id)?;
            let value = held.other(id, year);
            let coverage = value.as_ref().and_then(|value| value.coverage);
            let figure = value.and_then(|value| value.figure.ok());
            let (label, unit) = (definition.label.clone(), definition.unit.clone());
            Some(MeasuredIndicator { label, unit, figure, coverage })
        };
        let balance = BALANCE.iter().filter_map(measured).collect();
        let (lacks, waste) = (held.lacks(year), held.waste(year));
        Self { year, standings, balance, log, lacks, waste, contradicted: Vec::new() }
    }
}

/// The indicators of an environmental balance, in its order.
const BALANCE: [&str; 9] = [
    "it_ghg_annualised",
    "it_ghg_per_user",
    "it_ghg_manufacturing_share",
    "it_electricity",
    "it_electricity_per_user",
    "dc_pue",
    "refurbished_rate_units",
    "reen_reuse_rate",
    "weee_weight",
];

/// That an indicator says nothing of a part, with those that it has.
fn unsaid(year: i32, code: &str, parts: &BTreeSet<String>) -> Text {
    let (near, listed) = (near_of(code, parts), listed_of(parts));
    let nears = if near.is_empty() {
        text!("", "")
    } else {
        text!(" ; proches : {near}", "; near: {near}")
    };
    Text {
        fr: format!(
            "{year} : l'indicateur ne dit rien de cette part du parc{} ; parts : {listed}",
            nears.fr
        ),
        en: format!(
            "{year}: the indicator says nothing of this part of the estate{}; parts: {listed}",
            nears.en
        ),
    }
}

impl Standing {
    /// A commitment of which nothing has been looked at yet.
    fn unjudged(at: usize, one: &Commitment, definition: Option<&Definition>) -> Self {
        Self {
            at,
            id: one.id.clone(),
            label: one.label.clone(),
            indicator: definition.map(|one| one.label.clone()),
            unit: definition.map_or_else(String::new, |one| one.unit.clone()),
            kind: one.kind(definition),
            base: None,
            base_is_declared: false,
            hangs_on_unread: false,
            last: None,
            asked: None,
            asked_value: None,
            course: Vec::new(),
            in_steps: false,
            percent: None,
            verdict: CommitmentVerdict::NotMeasurable,
            raw: CommitmentVerdict::NotMeasurable,
            net: None,
            because: Vec::new(),
            settle: None,
        }
    }
}

struct StatusJudge<'a> {
    plan: &'a Plan,
    held: &'a dyn HeldAgainst,
    catalogue: &'a Catalogue,
    year: i32,
    on_track: Option<KeptCount>,
}

impl StatusJudge<'_> {
    fn stand(&self, at: usize) -> Standing {
        let one = &self.plan.commitments[at];
        let definition = self.catalogue.named(&one.indicator);
        let mut standing = Standing::unjudged(at, one, definition);
        if !one.dropped.is_empty() {
            let why = &one.dropped;
            standing.because.push(text!("abandonné : {why}", "dropped: {why}"));
            return with(standing, CommitmentVerdict::Dropped);
        }
        let lacks = lacks(self.plan, at, self.catalogue);
        let Some(definition) = definition else {
            standing.because.push(said_of_lacks(&lacks));
            return standing;
        };
        if one.filter.len() > 1 {
            standing.because.push(text!(
                "filter : plusieurs parts à la fois, que nul indicateur ne donne ensemble",
                "filter: several parts at once, which no indicator gives together"
            ));
            return standing;
        }
        let base = self.base(one, definition, &mut standing);
        let last = self.last(one, definition, &mut standing);
        self.say_unread(one, definition, (base.as_ref(), last.as_ref()), &mut standing);
        // What the check calls an error would be kept, or missed, by what it says wrongly.
        let errors = contradictions(self.plan, at, self.catalogue, self.held.types());
        if !errors.is_empty() {
            standing.because.extend(errors.iter().map(said_of_error));
            return standing;
        }
        if !lacks.is_empty() {
            standing.because.push(said_of_lacks(&lacks));
            if standing.kind == Some(TargetKind::Trend) && base.is_some() && last.is_some() {
                trend(one, &mut standing);
            }
            return standing;
        }
        let (Some(kind), Some(last)) = (standing.kind, last) else {
            return with(standing, CommitmentVerdict::NoValue);
        };
        let Some(way) = one.way(kind, definition) else {
            standing.because.push(text!(
                "l'indicateur dit l'état, ni mieux ni pire : dites `floor` ou `ceiling`",
                "the indicator says how things are: say `floor` or `ceiling`"
            ));
            return standing;
        };
        if kind == TargetKind::Value
            && let Some(said) = backward(one, way, &standing)
        {
            standing.because.push(said);
            standing.settle = Some(text!(
                "une cible meilleure que la base ; `floor` ou `ceiling` pour ne pas reculer",
                "a target better than the base; `floor` or `ceiling` not to fall back"
            ));
            return standing;
        }
        let is_line =
            kind == TargetKind::Change || (!one.in_steps(kind) && !standing.base_is_declared);
        if let Some(from) = one.starts_from(self.plan).filter(|from| is_line && self.year <= *from)
        {
            let year = self.year;
            standing.because.push(if year == from {
                text!("{year} est l'année de la base", "{year} is the year of the base")
            } else {
                text!("{year} précède la base ({from})", "{year} comes before the base ({from})")
            });
            return with(standing, CommitmentVerdict::NotDue);
        }
        if kind == TargetKind::Change {
            self.change(one, definition, &mut standing, way, base.as_ref(), &last);
        } else {
            let rests_on = (base.as_ref(), &last);
            self.value(one, definition, &mut standing, (way, kind), rests_on);
        }
        if standing.verdict == CommitmentVerdict::NotDistinguishable && standing.settle.is_none() {
            let unread = standing.hangs_on_unread;
            let is_compared = kind == TargetKind::Change || (unread && is_line);
            let compared = base.as_ref().filter(|_| is_compared);
            standing.settle = Some(self.settle(definition, compared, &last, unread));
        }
        standing
    }

    /// What was not read of the years that it rests on.
    fn say_unread(
        &self,
        one: &Commitment,
        definition: &Definition,
        (base, last): (Option<&Value>, Option<&Value>),
        standing: &mut Standing,
    ) {
        // A floor or a ceiling does not rest on the base.
        let rests_on_base = !matches!(
            standing.kind,
            Some(TargetKind::Floor | TargetKind::Ceiling | TargetKind::Yes)
        );
        let of_base = one.starts_from(self.plan).zip(base).filter(|_| rests_on_base);
        let of_base = of_base.filter(|(year, _)| *year != self.year);
        let of_last = last.map(|last| (self.year, last));
        let years = [of_base, of_last].into_iter().flatten();
        standing
            .because
            .extend(years.filter_map(|(year, value)| unread_said(year, value, definition)));
    }

    /// Where it starts from: computed where the estate has the year, else as it was declared.
    fn base(
        &self,
        one: &Commitment,
        definition: &Definition,
        standing: &mut Standing,
    ) -> Option<Value> {
        let year = one.starts_from(self.plan)?;
        // What is declared with its source is not displaced by what nothing proves.
        let displaces =
            |value: &Value| value.figure.is_ok() && !(one.baseline.is_some() && is_unproven(value));
        let computed = self.value_in(one, definition, year).filter(displaces);
        if let Some(declared) = &one.baseline {
            let (value, of, said) = (declared.value, declared.year, written(declared.value));
            let source = masked_in(Holds::Writing, &declared.source);
            let is_proven = !source.trim().is_empty();
            let [source, source_en] =
                if is_proven { [source.as_ref(); 2] } else { ["sans source", "no source"] };
            if computed.is_some() {
                standing.because.push(Text {
                    fr: format!(
                        "base de {of} refaite par l'inventaire ; déclarée, elle était {} ({source})",
                        said.fr
                    ),
                    en: format!(
                        "base of {of} made again from the inventory; declared, it was {} ({source_en})",
                        said.en
                    ),
                });
            } else {
                standing.base_is_declared = true;
                standing.base = Some((of, Figure::Number(Interval::exact(value))));
                standing.because.extend(match standing.kind {
                    Some(TargetKind::Change | TargetKind::Trend) if !is_proven => Some(text!(
                        "base déclarée sans source : rien ne la prouve, et aucune tendance n'en est dite",
                        "declared base without source: nothing proves it, and no trend is told from it"
                    )),
                    Some(TargetKind::Change | TargetKind::Trend) => Some(text!(
                        "base déclarée, d'une autre méthode ({source}) : tendance seule",
                        "declared base, by another method ({source}): trend only"
                    )),
                    Some(TargetKind::Value) => Some(text!(
                        "base déclarée, d'une autre méthode ({source}) : aucune trajectoire n'en part",
                        "declared base, by another method ({source_en}): no line starts from it"
                    )),
                    // Floors, ceilings, a yes and a rule hold whatever it started from.
                    _ => None,
                });
                return Some(Value::exact(value).with(Quality::Declared));
            }
        }
        let computed = computed?;
        if let Ok(figure) = computed.as_read().figure {
            standing.base = Some((year, figure));
        }
        Some(computed)
    }

    fn last(
        &self,
        one: &Commitment,
        definition: &Definition,
        standing: &mut Standing,
    ) -> Option<Value> {
        let value = self.value_in(one, definition, self.year);
        match value.as_ref().map(|value| &value.figure) {
            Some(Ok(figure)) => {
                let read = value.as_ref().and_then(|value| value.read);
                standing.last = Some((self.year, read.unwrap_or(*figure)));
            }
            Some(Err(missing)) => {
                if let Some(because) = &missing.because {
                    standing.because.push(because.clone());
                }
                let list = |lang| {
                    let data = missing.data.iter().map(|datum| datum.label(lang));
                    data.collect::<Vec<_>>().join(", ")
                };
                // Another method tells of the year, and not of what an indicator spreads over lifetimes.
                let of_method = missing.data.contains(&Datum::SpreadingMethod);
                let [fr, en] = if of_method {
                    [
                        ", ou la méthode `rcp-si` : l'indicateur est d'elle (--method)",
                        ", or the method `rcp-si`: the indicator is of it (--method)",
                    ]
                } else {
                    [""; 2]
                };
                standing.settle = Some(Text {
                    fr: format!("il manque : {}{fr}", list(Lang::Fr)),
                    en: format!("missing: {}{en}", list(Lang::En)),
                });
                return None;
            }
            None => {
                let year = self.year;
                let axis = one.filter.keys().next();
                let parts =
                    axis.map_or_else(Vec::new, |axis| self.held.parts(definition, axis, year));
                let parts: BTreeSet<String> = parts.into_iter().collect();
                let said =
                    if let (Some(code), false) = (one.filter.values().next(), parts.is_empty()) {
                        unsaid(year, code, &parts)
                    } else if self.held.years().contains(&year) {
                        text!(
                            "{year} : l'indicateur ne dit rien de cette part du parc",
                            "{year}: the indicator says nothing of this part of the estate"
                        )
                    } else {
                        text!("pas d'inventaire de {year}", "no inventory of {year}")
                    };
                standing.settle = Some(said);
                return None;
            }
        }
        value
    }

    /// A target that is a value.
    fn value(
        &self,
        one: &Commitment,
        definition: &Definition,
        standing: &mut Standing,
        (way, kind): (KeepingWay, TargetKind),
        (base, last): (Option<&Value>, &Value),
    ) {
        let points = one.placed();
        let steps = one.in_steps(kind);
        let is_ours = kind == TargetKind::Value && !standing.base_is_declared && !steps;
        let start = standing.base.zip(base).filter(|_| is_ours);
        let start = start.map(|((year, _), base)| (f64::from(year), starts(base)));
        if let Some((_, None)) = start {
            standing.because.push(text!(
                "de la base, seule une borne est connue : aucune trajectoire n'en part",
                "of the base only a bound is known: no line starts from it"
            ));
        }
        let start = start.and_then(|(year, from)| Some((year, from?)));
        let from = |of: fn(Interval) -> f64| {
            let first = start.map(|(year, from)| (year, of(from)));
            Trajectory::new(points.iter().copied().chain(first).collect(), steps)
        };
        let line = from(|start| start.value);
        let asked = line.at(self.year).map(|value| Interval {
            value,
            low: from(|start| start.low).at(self.year).unwrap_or(value),
            high: from(|start| start.high).at(self.year).unwrap_or(value),
        });
        (standing.course, standing.in_steps) = (line.course(), steps);
        let (Some(asked), Ok(figure)) = (asked, &last.figure) else {
            standing.is(CommitmentVerdict::NotDue);
            return;
        };
        (standing.asked, standing.asked_value) = (Some(asked.value), Some(asked.value));
        if matches!(kind, TargetKind::Floor | TargetKind::Ceiling) {
            standing.because.extend(already(one, way, standing, base));
        }
        let call = CommitmentVerdict::from(against_line(*figure, asked, way));
        (standing.raw, standing.verdict) = (call, call);
        let of_read = against_value(last.read.unwrap_or(*figure), asked.value, way);
        standing.hangs_on_unread = call != of_read.into();
        // A line that starts from the base rests on it too.
        unproven(standing, [last].into_iter().chain(base.filter(|_| is_ours)));
        bare((one, definition), standing, [last]);
        unread_yes(standing, last);
        self.net_of_value((one, definition), standing, base, (*figure, asked, way));
        standing.because.extend(slip(definition, way, standing));
        self.companions(definition, standing);
    }

    /// What else the estate tells beside the indicator.
    fn companions(&self, definition: &Definition, standing: &mut Standing) {
        if definition.id != "weee_ecoorg_share" || standing.verdict != CommitmentVerdict::Late {
            return;
        }
        let number = |id: &str| Some(self.held.other(id, self.year)?.interval()?.value);
        let (Some(operator), Some(traced)) =
            (number("weee_operator_share"), number("weee_traced_share"))
        else {
            return;
        };
        let of = |lang: Lang, share: f64| lang.percent(share / 100.0);
        standing.because.push(Text {
            fr: format!(
                "{} sont allés à un opérateur agréé, et {} sont tracés : c'est légal, mais ce n'est pas l'engagement",
                of(Lang::Fr, operator),
                of(Lang::Fr, traced)
            ),
            en: format!(
                "{} went to a licensed operator, and {} is traced: lawful, but not what was committed to",
                of(Lang::En, operator),
                of(Lang::En, traced)
            ),
        });
    }
}

fn with(mut standing: Standing, verdict: CommitmentVerdict) -> Standing {
    (standing.verdict, standing.raw) = (verdict, verdict);
    standing
}

fn said_of_lacks(lacks: &[FindingKind]) -> Text {
    // A rule lacks nothing.
    if lacks == [FindingKind::RuleOnly] {
        return text!(
            "une règle de conduite : aucun indicateur ne la suit, une preuve montre qu'elle s'applique",
            "a rule of conduct: no indicator follows it, evidence shows that it is applied"
        );
    }
    let named = |lang: Lang| {
        let names = lacks.iter().map(|kind| match kind {
            FindingKind::NoIndicator => lang.label("un indicateur", "an indicator"),
            FindingKind::NoBaseline => lang.label("une valeur de départ", "a value to start from"),
            FindingKind::NoTarget => lang.label("une cible", "a target"),
            FindingKind::NoDate => lang.label("une date", "a date"),
            FindingKind::DirectionOnly => lang.label("un chiffre à atteindre", "a figure to reach"),
            FindingKind::MeansOnly => lang.label("un résultat attendu", "a result to reach"),
            FindingKind::NoThreshold => lang.label(
                "un seuil, que le texte ne fixe pas",
                "a threshold, which the text does not set",
            ),
            FindingKind::UnknownIndicator => {
                lang.label("un indicateur du catalogue", "an indicator of the catalogue")
            }
            _ => lang.label("de quoi le mesurer", "what it could be measured by"),
        });
        names.collect::<Vec<_>>().join(", ")
    };
    let Text { fr, en } = Text::of(named);
    text!(
        "il lui manque : {fr} (`plan check` dit quoi écrire)",
        "it lacks: {en} (`plan check` says what to write)"
    )
}

/// What the check says of an error, and what to write.
fn said_of_error(error: &Finding) -> Text {
    let of = |lang: Lang| {
        let (said, write) = (error.said.say(lang), error.write.say(lang));
        let none = lang.label("aucun verdict", "no verdict");
        format!("{none}{}{said} → {write}", lang.colon())
    };
    Text::of(of)
}

/// An answer without proof keeps nothing, be it of the year or of the base that it is held against.
fn unproven<'v>(standing: &mut Standing, rests_on: impl IntoIterator<Item = &'v Value>) {
    let bare = rests_on.into_iter().find(|value| is_unproven(value));
    if let Some(value) = bare.filter(|_| standing.verdict == CommitmentVerdict::Ahead) {
        standing.verdict = CommitmentVerdict::NotDistinguishable;
        standing.because.extend(value.notes.iter().cloned());
        standing.settle = Some(text!(
            "une preuve scellée de la réponse (answers.toml : evidence et sha256)",
            "sealed proof of the answer (answers.toml: evidence and sha256)"
        ));
    }
}
