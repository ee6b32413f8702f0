//! One equipment's figures as formulas with their numbers, factors, sources and assumptions.

mod corner;
mod lines;
mod parts;
mod subject;
mod sum;
mod unknown;
mod written;

pub use corner::Corners;
pub use subject::ExplainSubject;
pub use sum::{explain_alone, explain_inputs, explain_sum};
pub use unknown::{SearchedNames, indicator_asked, unknown};
pub use written::Explained;

use crate::errors::edge_text;
use factor::{Factor, FactorSet, Source, told_note, unit_behind};
use footprint::impact::{Gap, StageImpact};
use footprint::matching::machine_of;
use footprint::method::{EmbodiedRule, Method};
use ground::fault::Fault;
use ground::lang::{Lang, Noun};
use ground::provenance::{Assumption, MatchedBy, Origin};
use ground::quantity::{HOURS_OF_YEAR, Interval};
use ground::stage::Stage;
use ground::text;
use inventory::Field;
use std::fmt::Write;
use walk::Line;

/// A day that a line was away.
const AWAY: Noun = Noun::new(
    ("jour de l'année, entre-temps", "jours de l'année, entre-temps"),
    ("day of the year, in between", "days of the year, in between"),
);

/// Explains a line: what was read, what was taken, and each stage's sum.
///
/// # Errors
///
/// The zone has no electricity factor that could stand in for the year.
pub fn explain(line: &Line<'_>, method: &Method, lang: Lang) -> Result<String, Fault> {
    let mut out = String::new();
    let kernel = line.kernel;
    let impacts = kernel.value(kernel.key(line.equipment, line.weighed), &line.weighed.weight)?;
    // Writing to a string cannot fail.
    let _ = read(&mut out, line, lang);
    let _ = stages(&mut out, line, method, &impacts, lang);
    let _ = assumed(&mut out, line, lang);
    Ok(out)
}

/// What told the type: all that speaks, and by which rule and in which cell it was taken.
fn told_type(out: &mut String, line: &Line<'_>, lang: Lang) -> std::fmt::Result {
    let told = &line.told;
    let weighed = told.evidence(line.words);
    for one in weighed.lines(line.kernel.set) {
        writeln!(out, "    {}", one.say(lang))?;
    }
    let Some(rule) = weighed.rule() else { return Ok(()) };
    let (rule_fr, rule_en) = (rule.say(Lang::Fr), rule.say(Lang::En));
    let field = told.type_told_in(&weighed, line.words);
    let said = field.map(|field| (told.heading(field), told.shown(field)));
    let said = match said {
        Some((heading, cell)) if !cell.is_empty() => text!(
            "    le type, par `{heading}` = `{cell}` : {rule_fr}",
            "    the type, by `{heading}` = `{cell}`: {rule_en}"
        ),
        Some((heading, _)) => text!(
            "    le type, par `{heading}` : {rule_fr}",
            "    the type, by `{heading}`: {rule_en}"
        ),
        None => text!("    le type : {rule_fr}", "    the type: {rule_en}"),
    };
    writeln!(out, "{}", said.say(lang))
}

fn read(out: &mut String, line: &Line<'_>, lang: Lang) -> std::fmt::Result {
    let (told, equipment, set, days) = (&line.told, line.equipment, line.kernel.set, line.days);
    let kind = set.equipment_type(equipment.type_id);
    let (file, at) = told.place();
    writeln!(
        out,
        "{} : {} {}",
        told.id(),
        told.shown(Field::Manufacturer),
        told.shown(Field::Model)
    )?;
    writeln!(
        out,
        "{}",
        text!("  lu dans {}, ligne {}", "  read in {}, line {}", file, at).say(lang)
    )?;
    writeln!(
        out,
        "{}",
        text!(
            "  type : {} (`{}`) ← `{}` = `{}`",
            "  type: {} (`{}`) ← `{}` = `{}`",
            kind.label(lang),
            kind.code,
            told.heading(Field::EquipmentType),
            told.shown(Field::EquipmentType)
        )
        .say(lang)
    )?;
    told_type(out, line, lang)?;
    if let Some(field) = told.sort_told_by(set, line.words) {
        let (heading, cell) = (told.heading(field), told.shown(field));
        let sort = text!(
            "    la sorte, par `{heading}` = `{cell}`",
            "    the sort, by `{heading}` = `{cell}`"
        );
        writeln!(out, "{}", sort.say(lang))?;
    }
    writeln!(
        out,
        "{}",
        text!(
            "  quantité : {} ; état : {}",
            "  quantity: {} ; state: {}",
            lang.number(equipment.quantity, usize::from(equipment.quantity.fract() != 0.0)),
            equipment.state.label(lang)
        )
        .say(lang)
    )?;
    let (out_of_use, exited) = (Field::DecommissionedOn, Field::ExitedOn);
    for (label, date, by_ledger) in [
        (lang.label("acquis le", "acquired on"), equipment.acquired, days.acquired),
        (lang.label("en service depuis le", "in service since"), equipment.started, days.started),
        (
            lang.label("réformé le", "decommissioned on"),
            equipment.decommissioned.map(|day| (day, out_of_use)),
            days.out_of_use,
        ),
        (
            lang.label("sorti le", "exited on"),
            equipment.exited.map(|day| (day, exited)),
            days.exited,
        ),
    ] {
        let Some((day, field)) = date else { continue };
        match by_ledger {
            Some(at) => writeln!(
                out,
                "{}",
                text!(
                    "  {label} {day} ← movements.csv, ligne {at}",
                    "  {label} {day} ← movements.csv, line {at}"
                )
                .say(lang)
            )?,
            None => writeln!(out, "  {label} {day} ← `{}`", told.heading(field))?,
        }
    }
    for (days, what) in [
        (equipment.away.held, lang.label("absent", "not there")),
        (equipment.away.used, lang.label("hors d'usage", "out of use")),
    ] {
        if days > 0 {
            let days = AWAY.said(lang, f64::from(days));
            writeln!(out, "  {what} {days} ← movements.csv")?;
        }
    }
    factors_by(out, line, lang)?;
    let zone = &set.zones[usize::from(equipment.zone.0)];
    writeln!(out, "{}", text!("  pays : {}", "  country: {}", zone.text().say(lang)).say(lang))
}

/// By what its factors were met, and what stood in the way of better ones.
fn factors_by(out: &mut String, line: &Line<'_>, lang: Lang) -> std::fmt::Result {
    let (told, equipment, set) = (&line.told, line.equipment, line.kernel.set);
    let choice = line.kernel.choice(line.weighed.choice);
    // A configuration is told in the row's own words: machines priced alike share a choice.
    let own = (choice.matched_by == Some(MatchedBy::Configuration))
        .then(|| machine_of(set, *told, equipment.type_id))
        .flatten();
    if let (Some(how), false) = (choice.matched_by, choice.name.is_empty()) {
        let colon = lang.end_colon();
        let what = lang.label("facteurs par", "factors by");
        let name = own.as_ref().map_or_else(|| choice.name.clone(), ToString::to_string);
        writeln!(out, "  {what} {}{colon} {name}", how.label(lang))?;
    }
    parts::known_by(out, set, (choice, own.as_ref()), line.kernel.criteria[0], lang)?;
    if let Some(of) = set.models().named(&choice.energy_of) {
        let what = lang.label("consommation par modèle :", "energy by model:");
        writeln!(out, "  {what} {} {}", of.manufacturer, of.name)?;
    }
    if let Some(miss) = &choice.miss {
        let why = if choice.is_made_of_parts() {
            lang.label(
                "composants non chiffrés, hors cartes graphiques :",
                "parts not priced, but the graphics cards:",
            )
        } else {
            lang.label("composants non chiffrés :", "parts not priced:")
        };
        let near = miss.nearest().join(", ");
        let near = if near.is_empty() { near } else { format!(" ({near} ?)") };
        writeln!(out, "  {why} {}{near}", miss.what.say(lang))?;
    }
    Ok(())
}

fn stages(
    out: &mut String,
    line: &Line<'_>,
    method: &Method,
    impacts: &[StageImpact],
    lang: Lang,
) -> std::fmt::Result {
    let (kernel, weighed) = (line.kernel, line.weighed);
    let set = kernel.set;
    for gap in weighed.gaps.iter() {
        writeln!(out, "\n! {}", gap.label().say(lang))?;
    }
    let embodied_gap = weighed.gaps.iter().any(Gap::is_embodied);
    let mut total = Interval::ZERO;
    for impact in impacts {
        let is_gap = if impact.stage == Stage::Use {
            weighed.gaps.contains(Gap::NoEnergy)
        } else {
            embodied_gap
        };
        if is_gap {
            continue;
        }
        let criterion = &set.criteria[kernel.criteria[impact.criterion]];
        let factor = set.factor(impact.factor);
        let formula = if impact.stage == Stage::Use {
            used(line, factor, lang)
        } else {
            made(line, method, impact, lang)
        };
        writeln!(
            out,
            "\n{} · {} = {} {}",
            impact.stage.label(lang),
            criterion.label(lang),
            exact(lang, impact.amount.value),
            criterion.unit,
        )?;
        writeln!(out, "  = {formula}")?;
        source(out, set, factor, lang)?;
        if impact.criterion == 0 {
            total += impact.amount;
        }
    }
    let criterion = &set.criteria[kernel.criteria[0]];
    writeln!(
        out,
        "{}",
        text!(
            "\nTotal {} = {} {}",
            "\nTotal {} = {} {}",
            kernel.year.year,
            exact(lang, total.value),
            criterion.unit
        )
        .say(lang)
    )?;
    for (what, factor) in [
        (lang.label("durée de vie", "lifetime"), weighed.lifetime_factor),
        (lang.label("consommation", "energy"), weighed.energy_factor),
    ] {
        if let Some(id) = factor {
            writeln!(out, "\n{what}{}", lang.end_colon())?;
            source(out, set, set.factor(id), lang)?;
        }
    }
    Ok(())
}

/// The formula of an embodied stage, with its numbers.
fn made(line: &Line<'_>, method: &Method, impact: &StageImpact, lang: Lang) -> String {
    let factor = line.kernel.set.factor(impact.factor);
    let (equipment, weighed) = (line.equipment, line.weighed);
    let share = method.share(equipment.ownership);
    let start = format!(
        "{}{} × {} {} ({})",
        units(lang, equipment.quantity, share),
        held(lang, impact.quantity),
        exact(lang, factor.amount.value),
        unit_of(factor, lang),
        factor.id,
    );
    if let (Some(hours), Some((years, _))) = (weighed.hours, weighed.lifetime) {
        let (hours, years) = (exact(lang, hours), exact(lang, years.0.value));
        let what = lang.label("durée de vie de l'hôte", "lifetime of the host");
        return text!(
            "{start} × {hours} / {HOURS_OF_YEAR} h / {years} ans ({what})",
            "{start} × {hours} / {HOURS_OF_YEAR} h / {years} years ({what})"
        )
        .say(lang)
        .to_owned();
    }
    match (method.embodied, weighed.lifetime) {
        (EmbodiedRule::YearOfPurchase, _) => text!(
            "{start} × {} (1 l'année de l'achat, 0 les autres)",
            "{start} × {} (1 in the year of purchase, 0 in others)",
            if weighed.weight.embodied.value > 0.0 { "1" } else { "0" }
        )
        .say(lang)
        .to_owned(),
        (EmbodiedRule::Annualised, Some((years, origin))) => {
            let why = if weighed.outlived {
                lang.label(
                    "âge réel, plus long que la durée de vie",
                    "real age, longer than the lifetime",
                )
                .to_owned()
            } else {
                let earlier = lang.label(", usage précédent compris", ", earlier use included");
                let earlier = if equipment.upstream_years.0 > 0.0 { earlier } else { "" };
                text!("durée de vie : {}{earlier}", "lifetime: {}{earlier}", origin.label(lang))
                    .say(lang)
                    .to_owned()
            };
            text!(
                "{start} × {} / {} jours / {} ans ({why})",
                "{start} × {} / {} days / {} years ({why})",
                weighed.days_held,
                line.kernel.year.days,
                exact(lang, years.0.value)
            )
            .say(lang)
            .to_owned()
        }
        _ => start,
    }
}

/// The formula of the use stage, with its numbers.
fn used(line: &Line<'_>, factor: &Factor, lang: Lang) -> String {
    let (equipment, weighed) = (line.equipment, line.weighed);
    let share = line.kernel.method().share(equipment.ownership);
    let pue = if (weighed.pue.value - 1.0).abs() > f64::EPSILON {
        format!(" × PUE {}", exact(lang, weighed.pue.value))
    } else {
        String::new()
    };
    let unit = unit_of(factor, lang);
    let mix = format!("× {} {unit} ({})", exact(lang, factor.amount.value), factor.id);
    match (weighed.energy, line.measure) {
        (Some((_, Origin::Measured)), Some(measure)) => text!(
            "{}{} kWh mesurés sur {} jours{}{pue} {mix}",
            "{}{} kWh measured over {} days{}{pue} {mix}",
            if (share - 1.0).abs() < f64::EPSILON {
                String::new()
            } else {
                format!("{} × ", exact(lang, share))
            },
            exact(lang, measure.kwh.0),
            measure.days,
            if weighed.days_used > measure.days {
                format!(" × {} / {}", weighed.days_used, measure.days)
            } else {
                String::new()
            }
        )
        .say(lang)
        .to_owned(),
        (Some((energy, origin)), _) if weighed.hours.is_some() => text!(
            "{} × {} kWh/an, PUE compris ({}) × {} / {HOURS_OF_YEAR} h {mix}",
            "{} × {} kWh/year, PUE included ({}) × {} / {HOURS_OF_YEAR} h {mix}",
            units(lang, equipment.quantity, 1.0),
            exact(lang, energy.0.value),
            origin.label(lang),
            exact(lang, weighed.hours.unwrap_or(0.0))
        )
        .say(lang)
        .to_owned(),
        (Some((energy, origin)), _) => text!(
            "{} × {} kWh/an ({}) × {} / {} jours en service{pue} {mix}",
            "{} × {} kWh/year ({}) × {} / {} days in service{pue} {mix}",
            units(lang, equipment.quantity, share),
            exact(lang, energy.0.value),
            origin.label(lang),
            weighed.days_used,
            line.kernel.year.days
        )
        .say(lang)
        .to_owned(),
        (None, _) => format!("0 kWh {mix}"),
    }
}

/// How much of a component a unit holds, where it is not the whole.
fn held(lang: Lang, quantity: f64) -> String {
    if (quantity - 1.0).abs() < f64::EPSILON {
        String::new()
    } else {
        format!(" × {}", exact(lang, quantity))
    }
}

fn units(lang: Lang, quantity: f64, share: f64) -> String {
    let quantity = exact(lang, quantity);
    if (share - 1.0).abs() < f64::EPSILON {
        quantity
    } else {
        format!("{quantity} × {}", exact(lang, share))
    }
}

fn source(out: &mut String, set: &FactorSet, factor: &Factor, lang: Lang) -> std::fmt::Result {
    let source = set.source(&factor.source_id);
    writeln!(
        out,
        "    {} = {} {} [{} – {}]{}{}",
        factor.id,
        exact(lang, factor.amount.value),
        unit_of(factor, lang),
        exact(lang, factor.amount.low),
        exact(lang, factor.amount.high),
        lang.semicolon(),
        told_note(&factor.basis).say(lang),
    )?;
    if let (Some((id, criterion)), "equipment") = (factor.of_type, factor.topic)
        && let Some(edge) = edge_text(set, id, criterion)
    {
        writeln!(out, "    {}", edge.say(lang))?;
    }
    let layered = set.layers.len() > 1;
    if let Some(layer) = set.layer_of(factor).filter(|_| layered) {
        writeln!(out, "    {}", lang.labelled(lang.label("jeu", "set"), &layer.name))?;
    }
    if let Some(source) = source {
        writeln!(out, "    {}", lang.labelled("source", cited(source, lang)))?;
    }
    Ok(())
}

/// A source as it is cited: who published it, its title, year and licence.
fn cited(source: &Source, lang: Lang) -> String {
    let told = source.told();
    let [publisher, title, licence] =
        [&told.publisher, &told.title, &told.licence].map(|text| text.say(lang));
    format!("{publisher}, {title}{}{}{licence}", source.in_brackets(), lang.semicolon())
}

/// The unit of a factor, behind its value.
fn unit_of(factor: &Factor, lang: Lang) -> String {
    unit_behind(&factor.unit, factor.amount.value).say(lang).to_owned()
}

fn assumed(out: &mut String, line: &Line<'_>, lang: Lang) -> std::fmt::Result {
    let mut listed: Vec<String> =
        line.weighed.assumed.iter().map(|assumption| assumption.label(lang).to_owned()).collect();
    if line.kernel.mix(line.equipment.zone).is_ok_and(|mix| mix.fallback.is_some()) {
        listed.push(Assumption::ElectricityFallback.label(lang).to_owned());
    }
    // What a machine's parts rest on, as far as its making or its energy comes from them.
    let choice = line.kernel.choice(line.weighed.choice);
    let energy = line.weighed.energy.map(|(_, origin)| origin);
    listed.extend(choice.assumed_of(energy).map(|one| one.text().say(lang).to_owned()));
    if listed.is_empty() {
        return writeln!(out, "\n{}", lang.label("Aucune hypothèse.", "No assumption."));
    }
    writeln!(out, "\n{}", lang.label("Hypothèses :", "Assumptions:"))?;
    for one in listed {
        writeln!(out, "  - {one}")?;
    }
    Ok(())
}

/// A number as short as it can be without losing a digit that matters to a reader.
fn exact(lang: Lang, value: f64) -> String {
    let plain = format!("{value:.6}");
    let plain = plain.trim_end_matches('0').trim_end_matches('.');
    lang.decimal(plain)
}
