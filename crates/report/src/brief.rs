//! The short summary: one screen that answers. All else is said by [`super::summary`].

mod lacking;
mod paint;

pub use paint::Paint;

use super::errors::Edge;
use super::story::OtherSet;
use super::{Story, UNKNOWN, errors, measured, own_lifetimes, planetary, summary};
use footprint::{Axis, Group};
use ground::lang::{COLUMNS, Lang, Noun, Text};
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::text;
use paint::PaintedLines;

/// The lines of a screen.
const LINES: usize = 22;
/// The largest lines of the footprint that are shown.
const LARGEST: usize = 5;
/// The fewest of them, where more is asked for.
const FEWEST: usize = 2;
/// How many figures at the edge of what is published are shown.
const EDGES: usize = 2;
/// The lines that say what lacks, at least.
const LACKING: usize = 2;

/// A year on one screen: 22 lines of 80 columns, but for what was asked for on top: `axes`, the
/// planetary budget, lifetimes of one's own.
pub fn brief(story: &Story<'_>, axes: &[Axis], paint: Paint, lang: Lang) -> String {
    let mut page = PaintedLines::default();
    figures(&mut page, story, lang);
    page.blank();
    let ending = ending(story, lang);
    if axes.is_empty() {
        let room = LINES.saturating_sub(page.len() + ending.len() + LACKING + 1);
        largest(&mut page, story, room.clamp(FEWEST, LARGEST), paint, lang);
    }
    let room = LINES.saturating_sub(page.len() + ending.len());
    for line in lacking::lines(story, room.max(LACKING), lang) {
        page.line(line);
    }
    // Where there is nothing to do, there is something to know.
    let room = page.len() + ending.len() < LINES || story.advice.is_empty();
    if room && let Some(datum) = datum(story, lang) {
        page.line(datum);
    }
    for line in ending {
        page.line(line);
    }
    let mut out = page.print(paint);
    out += &asked(story, axes, lang);
    out
}

/// The total, and what stands beside it.
fn figures(page: &mut PaintedLines, story: &Story<'_>, lang: Lang) {
    let footprint = &story.outcome.footprint;
    let name = match story.organisation {
        "" => lang.label("Parc informatique", "IT estate"),
        name => name,
    };
    // What the method does is said by `--detail`.
    let label = story.method.label();
    let method = label.say(lang).split(':').next().map_or("", str::trim);
    page.bold(format!("{name} · {} · {method}", story.year.year));
    let all = footprint.headline().interval;
    let said = lang.label("Empreinte de l'année :", "Footprint of the year:");
    match footprint.totals.overall(0) {
        Some(total) => {
            let [total, low, high] = story.range(lang, Interval { value: total.value, ..all });
            let total = summary::or_partial(story, total, lang);
            let all =
                text!("(à 90 % : {low} – {high})", "(90%: {low} – {high})").say(lang).to_owned();
            let line = format!("{said} {total}  {all}");
            if line.chars().count() <= COLUMNS {
                page.bold(line);
            } else {
                page.bold(format!("{said} {total}"));
                page.bold(format!("  {all}"));
            }
        }
        None => page.bold(format!("{said} {}", summary::no_figure(story, 0, lang))),
    }
    let label = |label: &str, value: String| format!("  {label:<26} {value}");
    if let Some((other, total)) = story.other_set.as_ref().and_then(OtherSet::known) {
        let said = text!("sous le jeu {other}", "under set {other}").say(lang).to_owned();
        page.line(label(&said, story.mass(lang, total)));
    }
    for edge in errors::edges(story).iter().take(EDGES) {
        page.line(label(at_edge(edge, lang), edge_said(story, edge, lang)));
    }
    let person = lang.label("par personne", "per person");
    match (story.per_person(), story.headcount) {
        (Some(each), Some(people)) => page.line(label(
            person,
            format!("{}  ({})", story.mass(lang, each.value), Noun::PERSON.said(lang, people)),
        )),
        (None, Some(_)) => {}
        _ => page.line(label(
            person,
            story
                .way
                .pick(
                    text!(
                        "inconnu : donnez l'effectif dans estate.toml",
                        "unknown: give the headcount in estate.toml"
                    ),
                    text!(
                        "inconnu : donnez l'effectif avec `--headcount`",
                        "unknown: give the headcount with `--headcount`"
                    ),
                )
                .say(lang)
                .to_owned(),
        )),
    }
    let (made, used) = (footprint.totals.embodied(0).value, footprint.totals.used(0).value);
    if made + used != 0.0 {
        let share = story.embodied_share();
        let making = if summary::making_unsaid(story) {
            lang.label("inconnue", "unknown").to_owned()
        } else {
            lang.percent(share)
        };
        let said = match story.figure(&footprint.totals, 0, Stage::Use) {
            Some(_) => format!(
                "{} · {}  ({} kWh)",
                making,
                lang.percent(1.0 - share),
                story.supplied().map_or(UNKNOWN.to_owned(), |kwh| lang.number(kwh.value, 0)),
            ),
            None => format!("{} · {}", making, summary::use_unsaid(story, lang)),
        };
        page.line(label(lang.label("fabrication · utilisation", "making · use"), said));
    }
    if let Some(said) = measured::briefly(story, lang) {
        page.line(label(lang.label("mesuré", "measured"), said));
    }
    since(page, story, lang);
    for (at, criterion) in footprint.criteria.iter().enumerate().skip(1) {
        let name = criterion.label(lang);
        let said = match footprint.totals.overall(at) {
            Some(total) => {
                let number = format!("{:.4e}", total.value);
                let partial = match footprint.totals.lacking(at) {
                    0.0 => "",
                    _ => lang.label("(partiel)", "(partial)"),
                };
                let number = lang.decimal(&number);
                format!("{number} {}  {partial}", criterion.unit).trim_end().to_owned()
            }
            None => summary::no_figure(story, at, lang),
        };
        page.line(label(name, said));
    }
}

/// That an official figure is the lowest published, or the highest.
fn at_edge(edge: &Edge, lang: Lang) -> &'static str {
    if edge.lowest {
        lang.label("facteur au plus bas", "factor at its lowest")
    } else {
        lang.label("facteur au plus haut", "factor at its highest")
    }
}

/// `écran : 69,84 kgCO2e (publié : 69,84 à 431)`, in what room a line has.
fn edge_said(story: &Story<'_>, edge: &Edge, lang: Lang) -> String {
    let [value, low, high] = edge.figures.map(|value| errors::number(lang, value));
    let unit = &story.outcome.footprint.criteria[0].unit;
    let published = text!("publié : {low} à {high}", "published: {low} to {high}");
    let published = published.say(lang);
    let figures = format!("{}{value} {unit} ({published})", lang.colon());
    let room = (COLUMNS - 29).saturating_sub(figures.chars().count());
    let name = edge.kind.say(lang);
    format!("{}{figures}", paint::fit(name, room))
}

/// The change from the year before, on what both years count.
fn since(page: &mut PaintedLines, story: &Story<'_>, lang: Lang) {
    let Some(change) = story.change else { return };
    let unit = &change.criterion.1;
    let (before, by) = (change.from.total.value, change.difference.value);
    let since = text!("depuis {}", "since {}", change.from.year).say(lang).to_owned();
    if change.is_of_a_handful {
        let by = super::change::step(lang, unit, by);
        page.line(
            text!(
                "  {since:<26} {by} ; trop peu d'équipements pour une tendance",
                "  {since:<26} {by}; too few units for a trend"
            )
            .say(lang),
        );
        return;
    }
    let share = if before == 0.0 { String::new() } else { signed_share(by / before, lang) };
    page.line(
        text!(
            "  {since:<26} {}{share} ; à comptage égal {}",
            "  {since:<26} {}{share}; like for like {}",
            super::change::step(lang, unit, by),
            super::change::figure(lang, unit, change.like_for_like(), true)
        )
        .say(lang),
    );
}

fn signed_share(share: f64, lang: Lang) -> String {
    let said = lang.percent(share);
    let plus = if share > 0.0 { "+" } else { "" };
    format!(" ({plus}{said})")
}

/// The largest lines: types, services and what meters say more, and all the others in one.
fn largest(page: &mut PaintedLines, story: &Story<'_>, shown: usize, paint: Paint, lang: Lang) {
    let all = story.outcome.footprint.totals.total(0).value;
    let groups = story.outcome.footprint.axis(Axis::Type);
    let of = |group: &Group| group.sums.total(0).value;
    let mut first: Vec<&Group> = groups.iter().filter(|group| of(group) != 0.0).collect();
    // What has no factor for this criterion weighs, and no zero stands for it.
    let lacks = if summary::is_partial(story) {
        groups.iter().filter(|group| group.sums.overall(0).is_none()).count()
    } else {
        0
    };
    let shown = if lacks > 0 { shown.saturating_sub(1).max(1) } else { shown };
    // One that is left over takes no more room than a line that says so.
    let shown = if first.len() == shown + 1 { shown + 1 } else { shown };
    let rest = first.split_off(first.len().min(shown));
    let most = first.first().map_or(0.0, |group| of(group));
    let mut line = |name: &str, value: f64| {
        let share = if all == 0.0 { 0.0 } else { value / all };
        let bar = paint.bar(if most == 0.0 { 0.0 } else { value / most });
        let (mass, percent) = (story.mass(lang, value), lang.percent(share));
        page.line(format!("  {:<34} {mass:>14} {percent:>7}  {bar}", paint::fit(name, 34)));
    };
    for group in first {
        line(group.label.say(lang), of(group));
    }
    if !rest.is_empty() {
        let sum = rest.iter().fold(0.0, |sum, group| sum + of(group));
        line(&Noun::OTHER.said(lang, rest.len() as f64), sum);
    }
    if lacks > 0 {
        let name = match lacks {
            1 => text!("1 sans facteur", "1 without factor"),
            n => text!("{n} autres, sans facteur", "{n} others, without factor"),
        };
        let name = name.say(lang);
        page.line(format!("  {name:<34} {UNKNOWN:>14} {UNKNOWN:>7}"));
    }
}

/// What was assumed that weighs most, what to do, and where the rest is.
fn ending(story: &Story<'_>, lang: Lang) -> Vec<String> {
    let footprint = &story.outcome.footprint;
    let all = footprint.totals.total(0).value;
    let mut lines = Vec::new();
    let assumptions = &footprint.coverage.assumptions;
    let largest = assumptions.iter().max_by(|a, b| {
        a.impact.abs().total_cmp(&b.impact.abs()).then(b.assumption.cmp(&a.assumption))
    });
    if let Some(one) = largest {
        let share = lang.percent(if all == 0.0 { 0.0 } else { one.impact / all });
        let what = one.assumption.label(lang);
        let said = if assumptions.len() == 1 {
            text!("Hypothèse ({share} du total) : {what}", "Assumed ({share} of the total): {what}")
        } else {
            let count = assumptions.len();
            text!(
                "{count} hypothèses, d'abord ({share} du total) : {what}",
                "{count} assumptions, first ({share} of the total): {what}"
            )
        };
        lines.extend(paint::folded(said.say(lang)));
    }
    if let Some(first) = story.advice.first() {
        let Text { fr, en } = Noun::YEAR.count(f64::from(first.years));
        let said = text!(
            "À faire, et ce que cela change par an en moyenne sur {fr} :",
            "To do, and what it changes a year, on average over {en}:"
        );
        lines.push(said.say(lang).to_owned());
    }
    for (at, one) in story.advice.iter().enumerate() {
        let what = paint::fit(one.said.say(lang), 55);
        let gain = story.mass(lang, one.by_year());
        lines.push(format!("  {}. {what:<55} {gain:>17}", at + 1));
    }
    if let Some(by) = story.levers_by().filter(|_| !story.advice.is_empty()) {
        lines.extend(paint::folded(by.say(lang)));
    }
    let set = &story.set.name;
    let said = text!(
        "Facteurs {set} · tout : `--detail` · d'où vient un chiffre : `explain`",
        "Factors {set} · all of it: `--detail` · where a figure is from: `explain`"
    );
    lines.push(said.say(lang).to_owned());
    lines
}

/// The datum that would narrow the interval most.
fn datum(story: &Story<'_>, lang: Lang) -> Option<String> {
    let wanted = story.outcome.footprint.headline().wanted?;
    let Text { fr, en } = errors::datum_text(story.set, wanted.datum);
    let said = text!("À mieux connaître : {fr}", "To know better: {en}");
    Some(said.say(lang).to_owned())
}

/// What was asked for on top.
fn asked(story: &Story<'_>, axes: &[Axis], lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = summary::by_axes(&mut out, story, axes, lang);
    let _ = planetary::section(&mut out, story, lang);
    if story.own_lifetimes.is_some() {
        let _ = own_lifetimes::section(&mut out, story, lang);
    }
    out
}
