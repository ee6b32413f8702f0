//! The change for people: the answer, the table of effects, the flows.

use super::super::grid::Grid;
use super::{Changed, change_answer, change_sentences, figure, step};
use change::MachineFlow;
use ground::lang::Lang;
use ground::quantity::Interval;
use ground::text;
use std::fmt::Write;

/// The change for people.
pub fn change_text(changed: &Changed<'_>, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, changed, lang);
    out
}

fn write(out: &mut String, changed: &Changed<'_>, lang: Lang) -> std::fmt::Result {
    let change = changed.change;
    for sentence in change_answer(change, lang) {
        writeln!(out, "{sentence}")?;
    }
    let sentences = change_sentences(change, lang);
    if !sentences.is_empty() {
        writeln!(out)?;
    }
    for sentence in sentences {
        writeln!(out, "  {sentence}")?;
    }
    effects(out, changed, lang)?;
    flows(out, changed, lang)?;
    per_person(out, changed, lang)?;
    let (sets, method) = (changed.factors.join(" + "), &changed.method.name);
    let same = text!(
        "Les deux années avec {sets}, méthode {method}. Les effets somment à l'écart, sans reste ; les intervalles sont à 90 %, les erreurs communes aux deux années s'annulant.",
        "Both years with {sets}, method {method}. Effects sum to the difference, nothing left; intervals are at 90%, errors that both years share cancelling."
    );
    writeln!(out, "\n{}", same.say(lang))?;
    for (year, day) in [&changed.change.from, &changed.change.to]
        .into_iter()
        .filter_map(|one| Some((one.year, one.day_within()?)))
    {
        let aged = text!("Âges de {year} pris au {day}.", "Ages of {year} taken on {day}.");
        writeln!(out, "{}", aged.say(lang))?;
    }
    Ok(())
}

fn effects(out: &mut String, changed: &Changed<'_>, lang: Lang) -> std::fmt::Result {
    let change = changed.change;
    let unit = &change.criterion.1;
    let in_unit = unit.replace("CO2e", " CO₂e");
    let head = text!("Effet ({in_unit})", "Effect ({in_unit})");
    let mut grid = Grid::new([
        head.say(lang),
        lang.label("écart", "change"),
        lang.label("intervalle à 90 %", "90% interval"),
    ]);
    grid.row(change.from.year.to_string(), vec![lang.number(change.before(), 1)]);
    for line in change.effects.iter().filter(|line| line.value.value != 0.0) {
        let between = if line.has_interval { bounds(line.value, lang) } else { "–".to_owned() };
        grid.row(line.effect.label(lang), vec![plus(lang, line.value.value), between]);
    }
    grid.row(change.to.year.to_string(), vec![lang.number(change.to.total.value, 1)]);
    let difference = change.difference;
    let cells = vec![plus(lang, difference.value), bounds(difference, lang)];
    grid.row(lang.label("écart", "difference"), cells);
    write!(out, "\n{}", grid.said())?;
    if let Some(published) = &change.published {
        let (set, method) = (&published.factors, &published.method);
        let version = if published.is_other_version {
            format!(", empreinte {}", published.version)
        } else {
            String::new()
        };
        let rerun = figure(lang, unit, change.from.total.value, false);
        let said = text!(
            "  Publié avec {set}, méthode {method}{version} ; refait avec ceux d'aujourd'hui : {rerun}.",
            "  Published with {set}, method {method}{version}; made again with today's: {rerun}."
        );
        writeln!(out, "{}", said.say(lang))?;
        if !published.changed_files.is_empty() {
            let files = published.changed_files.join(", ");
            let said = text!(
                "  Fichiers de {} qui ne sont plus ceux du chiffre publié : {files}.",
                "  Files of {} that are no longer those of the figure published: {files}.",
                change.from.year
            );
            writeln!(out, "{}", said.say(lang))?;
        }
    }
    Ok(())
}

fn bounds(of: Interval, lang: Lang) -> String {
    format!("{} – {}", plus(lang, of.low), plus(lang, of.high))
}

fn plus(lang: Lang, value: f64) -> String {
    let number = lang.number(value, 1);
    let nothing = !number.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if value > 0.0 && !nothing { format!("+{number}") } else { number }
}

fn flows(out: &mut String, changed: &Changed<'_>, lang: Lang) -> std::fmt::Result {
    let flows = &changed.change.flows;
    let (from, to) = (changed.change.from.year, changed.change.to.year);
    let mut grid = Grid::new([
        lang.label("Les machines", "The machines").to_owned(),
        lang.label("unités", "units").to_owned(),
        from.to_string(),
        to.to_string(),
        lang.label("écart", "change").to_owned(),
    ]);
    let names = [
        lang.label("restées", "stayed"),
        lang.label("parties", "left"),
        lang.label("arrivées", "arrived"),
        lang.label("sans identifiant", "without identifier"),
        lang.label("écartées l'autre année", "set aside in the other year"),
        lang.label("absentes, sortie non dite", "missing, no exit told"),
        lang.label("services, compteurs, jeu", "services, meters, factor set"),
    ];
    for (name, (_, flow)) in names.into_iter().zip(flows.each()) {
        if flow == MachineFlow::default() {
            continue;
        }
        let units = if flow.units == 0.0 { String::new() } else { lang.number(flow.units, 0) };
        let (before, after) = (lang.number(flow.before, 1), lang.number(flow.after, 1));
        grid.row(name, vec![units, before, after, plus(lang, flow.change())]);
    }
    write!(out, "\n{}", grid.said())
}

fn per_person(out: &mut String, changed: &Changed<'_>, lang: Lang) -> std::fmt::Result {
    let (Some(old), Some(new)) = changed.headcount else { return Ok(()) };
    let change = changed.change;
    let unit = &change.criterion.1;
    let (before, after) = (change.before() / old, change.to.total.value / new);
    let (before_said, after_said) =
        (figure(lang, unit, before, false), figure(lang, unit, after, false));
    let step = step(lang, unit, after - before);
    let said = text!(
        "Par personne : {before_said} puis {after_said}, {step}.",
        "Per person: {before_said}, then {after_said}, {step}."
    );
    writeln!(out, "\n{}", said.say(lang))
}
