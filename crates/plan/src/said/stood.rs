//! Where a plan stands: text, CSV, JSON.

use super::digits::{IntervalEnd, change_within, chosen, percent, spread, told_of_change, within};
use super::{filtered, in_unit, own};
use crate::model::{Commitment, Plan};
use crate::standing::{CommitmentVerdict, Net, Standing, Status};
use crate::words::TargetKind;
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use indicator::{Figure, contradictions_told};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io;

/// The columns of the status's CSV.
pub const STATUS_COLUMNS: [&str; 37] = [
    "commitment",
    "label",
    "indicator",
    "unit",
    "target",
    "base_year",
    "base",
    "base_declared",
    "year",
    "value",
    "low",
    "high",
    "asked",
    "asked_value",
    "change_percent",
    "change_low",
    "change_high",
    "verdict",
    "raw_verdict",
    "net_verdict",
    "net_base",
    "net_change_percent",
    "ageing",
    "verdict_without_ageing",
    "electricity_factor",
    "verdict_of_acts",
    "net_since",
    "net_value",
    "net_low",
    "net_high",
    "because_fr",
    "because_en",
    "settle_fr",
    "settle_en",
    "filter",
    "headcount",
    "verdict_without_headcount",
];

/// The status for people.
pub fn status_text(plan: &Plan, status: &Status, lang: Lang) -> String {
    let mut out = String::new();
    let (name, year) = (&plan.identity.title, status.year);
    let _ = writeln!(
        out,
        "{name}{} {year}",
        if name.is_empty() { lang.label("Plan", "Plan") } else { "," }
    );
    if let [first, last] = plan.identity.years[..]
        && !(first..=last).contains(&year)
    {
        let _ = writeln!(out, "{}", super::out_of_years(year, first, last).say(lang));
    }
    let said = status.counted(lang);
    let none = lang.label("aucun engagement : `plan check`", "no commitment: `plan check`");
    let _ = writeln!(out, "{}", if said.is_empty() { none } else { &said });
    contradicted(&mut out, status, lang);
    for one in &status.standings {
        stand(&mut out, &plan.commitments[one.at], one, lang);
    }
    out
}

impl Status {
    /// Where the ledger of movements and the inventories contradict each other: that they do, and the
    /// first findings; nothing where they do not.
    pub(crate) fn contradictions(&self, lang: Lang) -> Vec<String> {
        contradictions_told(&self.contradicted, lang)
    }
}

/// Where the ledger of movements and the inventories contradict each other.
fn contradicted(out: &mut String, status: &Status, lang: Lang) {
    for (at, one) in status.contradictions(lang).into_iter().enumerate() {
        let mark = if at == 0 { "" } else { "  – " };
        let _ = writeln!(out, "{mark}{one}");
    }
}

fn stand(out: &mut String, of: &Commitment, one: &Standing, lang: Lang) {
    let _ = writeln!(out, "\n{} {}", one.id, one.label);
    let colon = lang.colon();
    let part = filtered(of, lang);
    if !part.is_empty() {
        let _ = writeln!(
            out,
            "{}",
            text!("  part du parc{colon}{part}", "  part of the estate{colon}{part}").say(lang)
        );
    }
    let _ = writeln!(
        out,
        "{}",
        text!("  verdict{colon}{}", "  verdict{colon}{}", one.verdict_said(lang)).say(lang)
    );
    if let Some((year, base)) = one.base {
        let base_of = if one.base_is_declared {
            text!("base {year} (déclarée)", "base {year} (declared)")
        } else {
            text!("base {year}", "base {year}")
        };
        let _ = writeln!(out, "  {}{colon}{}", base_of.say(lang), own(base, one, lang));
    }
    if let Some((year, last)) = one.last {
        let said = own(last, one, lang);
        let _ = writeln!(out, "  {year}{colon}{said}");
    }
    if one.asked.is_some() {
        let mut said = asked(one, lang);
        if one.kind == Some(TargetKind::Change)
            && let Some(value) = one.asked_value
        {
            let value = in_unit(one.as_the_base(value, lang), &one.unit, lang);
            let _ = write!(said, " ({value})");
        }
        let _ = writeln!(
            out,
            "{}",
            text!("  trajectoire{colon}{said}", "  trajectory{colon}{said}").say(lang)
        );
    }
    if let Some(change) = one.percent {
        let _ = writeln!(
            out,
            "{}",
            text!(
                "  évolution brute{colon}{}",
                "  raw change{colon}{}",
                spread(change, one.digits(), lang)
            )
            .say(lang)
        );
    }
    if let Some(net) = &one.net {
        net_of(out, net, one, lang);
    }
    for because in &one.because {
        let _ = writeln!(out, "  – {}", because.say(lang));
    }
    if let Some(settle) = &one.settle {
        let label = lang.label("ce qui trancherait", "what would settle it");
        let _ = writeln!(out, "  {label}{colon}{}", settle.say(lang));
    }
}

/// The verdict as the figures stand, the net one, and what is no act.
fn net_of(out: &mut String, net: &Net, one: &Standing, lang: Lang) {
    let colon = lang.colon();
    let raw = one.raw.label(lang);
    let _ = writeln!(
        out,
        "{}",
        text!("  verdict brut{colon}{raw}", "  raw verdict{colon}{raw}").say(lang)
    );
    let (label, said) = (super::net_label(net, lang), super::net_figure(net, one, lang));
    let _ = writeln!(out, "  {label}{colon}{}{said}", net.verdict.label(lang));
    for (label, said, without) in super::no_acts(net, one, lang) {
        let _ = writeln!(out, "  {label}{colon}{said} ({without})");
    }
}

/// What the trajectory asks of the year; nothing where it asks for nothing.
pub(crate) fn asked(one: &Standing, lang: Lang) -> String {
    one.asked
        .map_or_else(String::new, |asked| target(one.kind, asked, (&one.unit, one.digits()), lang))
}

/// A target with what it asks of its indicator: a change, a bound, a yes, in its unit.
pub(crate) fn target(
    kind: Option<TargetKind>,
    value: f64,
    (unit, more): (&str, usize),
    lang: Lang,
) -> String {
    let said = || in_unit(chosen(value, more, lang), unit, lang);
    match kind {
        Some(TargetKind::Change) => percent(value, lang, |one| chosen(one, more, lang)),
        Some(TargetKind::Yes) if value > 0.0 => lang.label("oui", "yes").to_owned(),
        Some(TargetKind::Yes) => lang.label("non", "no").to_owned(),
        Some(TargetKind::Floor) => format!("≥ {}", said()),
        Some(TargetKind::Ceiling) => format!("≤ {}", said()),
        _ => said(),
    }
}

impl Standing {
    /// Where it stands, in few words: the change that its verdict rests on, else the last value;
    /// nothing where neither is known.
    pub fn reached(&self, lang: Lang) -> Option<String> {
        let change = self.net.as_ref().and_then(|net| net.percent).or(self.percent);
        match (self.kind, change) {
            (Some(TargetKind::Change | TargetKind::Trend), Some(change)) => {
                Some(spread(change, self.digits(), lang))
            }
            _ => self.last.map(|(_, last)| own(last, self, lang)),
        }
    }

    /// The change as the figures stand, where [`Standing::reached`] tells another: net of what the
    /// two years count otherwise.
    pub fn reached_raw(&self, lang: Lang) -> Option<String> {
        let raw = self.percent?;
        let net = self.net.as_ref()?.percent?;
        ((raw.value - net.value).abs() > 0.005).then(|| {
            let told = told_of_change(raw, self.digits(), IntervalEnd::Value);
            percent(told, lang, |_| change_within(raw, self.digits(), IntervalEnd::Value, lang))
        })
    }

    /// A value of its indicator and its bounds, without their unit, in the digits that they allow.
    pub fn told(&self, figure: Interval, lang: Lang) -> [String; 3] {
        IntervalEnd::ALL.map(|end| within(figure, self.figure_digits(), end, lang))
    }

    /// A value that it asks for, without its unit, as it was written; one that a change of the base
    /// makes, in the digits that the base allows.
    pub fn told_of_target(&self, value: f64, lang: Lang) -> String {
        match self.kind {
            Some(TargetKind::Change) => self.as_the_base(value, lang),
            _ => chosen(value, self.digits(), lang),
        }
    }

    /// A value that is made of the base, in the digits that the base allows.
    pub(crate) fn as_the_base(&self, value: f64, lang: Lang) -> String {
        let of = match self.base {
            Some((_, Figure::Number(base))) if base.value != 0.0 => base * (value / base.value),
            _ => Interval::exact(value),
        };
        within(of, self.figure_digits(), IntervalEnd::Value, lang)
    }

    /// What its trajectory asks of the year; nothing where it asks for nothing.
    pub fn asked_for(&self, lang: Lang) -> Option<String> {
        self.asked.is_some().then(|| asked(self, lang))
    }
}

fn parts(figure: Option<Figure>) -> [Option<f64>; 3] {
    let Some(figure) = figure else { return [None; 3] };
    let (low, high) = crate::judge::bounds(figure);
    let finite = |one: f64| one.is_finite().then_some(one);
    [crate::standing::middle(figure), finite(low), finite(high)]
}

/// The status as CSV, the same in both languages.
///
/// # Errors
///
/// The writer fails.
pub fn status_csv<W: io::Write>(
    writer: W,
    plan: &Plan,
    status: &Status,
    dialect: CsvDialect,
) -> io::Result<W> {
    let mut csv = CsvOut::new(writer, dialect, &STATUS_COLUMNS)?;
    for one in &status.standings {
        let (base, last) = (one.base.map(|(_, f)| f), one.last.map(|(_, f)| f));
        let [value, low, high] = parts(last);
        csv.text(&one.id).text(&one.label).text(&plan.commitments[one.at].indicator);
        csv.text(&one.unit).text(one.kind.map_or("", TargetKind::code));
        csv.maybe(one.base.map(|(year, _)| f64::from(year))).maybe(parts(base)[0]);
        csv.text(if one.base_is_declared { "yes" } else { "" });
        csv.number(f64::from(status.year)).maybe(value).maybe(low).maybe(high);
        csv.maybe(one.asked).maybe(one.asked_value);
        csv.maybe(one.percent.map(|p| p.value));
        let bound = |of: fn(Interval) -> f64| one.percent.map(of).filter(|bound| bound.is_finite());
        csv.maybe(bound(|p| p.low)).maybe(bound(|p| p.high));
        csv.text(one.verdict.code()).text(one.raw.code());
        let net = one.net.as_ref();
        csv.text(net.map_or("", |net| net.verdict.code()));
        csv.maybe(net.and_then(|net| net.restated));
        csv.maybe(net.and_then(|net| net.percent).map(|p| p.value));
        csv.maybe(net.and_then(|net| net.ageing));
        csv.text(net.and_then(|net| net.without_ageing).map_or("", CommitmentVerdict::code));
        csv.maybe(net.and_then(|net| net.grid));
        csv.text(net.and_then(|net| net.acts).map_or("", CommitmentVerdict::code));
        csv.maybe(net.and_then(|net| net.since).map(f64::from));
        let figure = net.and_then(|net| net.figure);
        csv.maybe(figure.map(|f| f.value))
            .maybe(figure.map(|f| f.low))
            .maybe(figure.map(|f| f.high));
        let said = |lang: Lang| {
            one.because.iter().map(|text| text.say(lang)).collect::<Vec<_>>().join(lang.semicolon())
        };
        csv.text(&said(Lang::Fr)).text(&said(Lang::En));
        let settle = one.settle.as_ref();
        csv.text(settle.map_or("", |said| &said.fr)).text(settle.map_or("", |said| &said.en));
        let filter = plan.commitments[one.at].filter.iter();
        let filter: Vec<String> = filter.map(|(axis, code)| format!("{axis}={code}")).collect();
        csv.text(&filter.join(" "));
        csv.maybe(net.and_then(|net| net.headcount));
        csv.text(net.and_then(|net| net.without_headcount).map_or("", CommitmentVerdict::code));
        csv.end()?;
    }
    csv.finish()
}

/// The status as JSON.
pub fn status_json(plan: &Plan, status: &Status) -> String {
    let both = |text: &Text| json!({ "fr": text.fr, "en": text.en });
    let named = |list: &[(String, String)]| -> Vec<Value> {
        list.iter().map(|(id, label)| json!({ "id": id, "label": label })).collect()
    };
    let of = |figure: Option<(i32, Figure)>| {
        figure.map(|(year, figure)| {
            let [value, low, high] = parts(Some(figure));
            json!({ "year": year, "value": value, "low": low, "high": high })
        })
    };
    let spread = |one: Option<Interval>| {
        one.map(|one| json!({ "value": one.value, "low": one.low, "high": one.high }))
    };
    let commitments: Vec<Value> = status
        .standings
        .iter()
        .map(|one| {
            let of_plan = &plan.commitments[one.at];
            json!({
                "id": one.id,
                "label": one.label,
                "indicator": of_plan.indicator,
                "filter": of_plan.filter,
                "unit": one.unit,
                "target": one.kind.map(TargetKind::code),
                "base": of(one.base),
                "base_declared": one.base_is_declared,
                "last": of(one.last),
                "asked": one.asked,
                "asked_value": one.asked_value,
                "change_percent": spread(one.percent),
                "verdict": one.verdict.code(),
                "raw_verdict": one.raw.code(),
                "net": one.net.as_ref().map(|net| json!({
                    "verdict": net.verdict.code(),
                    "base": net.restated,
                    "change_percent": spread(net.percent),
                    "ageing": net.ageing,
                    "verdict_without_ageing": net.without_ageing.map(CommitmentVerdict::code),
                    "electricity_factor": net.grid,
                    "headcount": net.headcount,
                    "verdict_without_headcount": net.without_headcount.map(CommitmentVerdict::code),
                    "verdict_of_acts": net.acts.map(CommitmentVerdict::code),
                    "since": net.since,
                    "value": spread(net.figure),
                })),
                "because": one.because.iter().map(both).collect::<Vec<_>>(),
                "settle": one.settle.as_ref().map(both),
            })
        })
        .collect();
    let tally = status.tally();
    let whole = json!({
        "plan": plan.identity.title,
        "year": status.year,
        "counts": {
            "kept": named(&tally.kept),
            "late": named(&tally.late),
            "undecided": named(&tally.undecided),
            "not_measurable": named(&tally.not_measurable),
            "aside": named(&tally.aside),
        },
        "commitments": commitments,
        "contradicted": status.contradicted.iter().map(both).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}
