//! Of a machine priced from its parts: by what its processor and its graphics cards were known.

use super::exact;
use factor::configuration::{Configuration, GpuName, estimate};
use factor::{FactorId, FactorSet};
use footprint::matching::Choice;
use ground::lang::Lang;
use ground::text;
use std::fmt::Write;

/// The processor and the cards of a choice that is made of parts, and what each version of a card
/// that the name leaves open would weigh. `own` is the machine in the row's own words.
pub(super) fn known_by(
    out: &mut String,
    set: &FactorSet,
    (choice, own): (&Choice, Option<&Configuration>),
    criterion: usize,
    lang: Lang,
) -> std::fmt::Result {
    let Some(machine) = choice.machine.as_deref().filter(|_| choice.is_made_of_parts()) else {
        return Ok(());
    };
    processor(out, set, own.unwrap_or(machine), lang)?;
    if machine.gpus.is_empty()
        && let Some(count) = machine.gpu_count.filter(|count| *count > 0)
    {
        return card(out, set, (&GpuName::default(), count), criterion, lang);
    }
    for one in &machine.gpus {
        card(out, set, (one, one.count.unwrap_or(1)), criterion, lang)?;
    }
    Ok(())
}

/// `processeur : epyc 7543, 32 cœurs, 225 W (fabricant)`; the bounds where its family tells them.
fn processor(
    out: &mut String,
    set: &FactorSet,
    machine: &Configuration,
    lang: Lang,
) -> std::fmt::Result {
    let Some(cpu) = estimate(set, machine).ok().and_then(|parts| parts.cpu) else { return Ok(()) };
    let named = set.processor_named(&cpu.words);
    let words = if cpu.words.is_empty() { &cpu.family } else { &cpu.words };
    let what = lang.label("processeur :", "processor:");
    write!(out, "  {what} {words}")?;
    if let Some(cores) = cpu.cores {
        write!(out, "{}", text!(", {cores} cœurs", ", {cores} cores").say(lang))?;
    }
    write!(out, ", {} W", exact(lang, cpu.tdp_w.value))?;
    if let Some(source) = named.and_then(|named| set.source(&named.source_id)) {
        writeln!(out, " ← {}, {}", source.publisher, source.title)
    } else {
        let [low, high] = [cpu.tdp_w.low, cpu.tdp_w.high].map(|watts| exact(lang, watts));
        let family = cpu.family.trim_start_matches("line:");
        let said =
            text!(" [{low} – {high}] ← famille {family}", " [{low} – {high}] ← family {family}");
        writeln!(out, "{}", said.say(lang))
    }
}

/// So many cards of a name: the figure of one, and those of the versions that it may be.
fn card(
    out: &mut String,
    set: &FactorSet,
    (name, count): (&GpuName, u32),
    criterion: usize,
    lang: Lang,
) -> std::fmt::Result {
    let unit = &set.criteria[criterion].unit;
    // As it is priced: where a version has no figure, none stands for all.
    let of: Option<Vec<FactorId>> =
        set.graphics_cards(name).iter().map(|card| card.factor(set, criterion)).collect();
    let value = |id: &FactorId| set.factor(*id).amount.value;
    let named = |id: &FactorId| {
        let subject = &set.factor(*id).subject;
        subject.strip_prefix("gpu card ").unwrap_or(subject).to_owned()
    };
    let each = lang.label("la carte", "a card");
    let card = text!("  carte graphique : {count} × {name}", "  graphics card: {count} × {name}");
    write!(out, "{}", card.say(lang))?;
    let Some(of) = of else {
        let said = text!(
            " ← une version n'a pas de chiffre pour ce critère : la carte manque",
            " ← a version has no figure for this criterion: the card is missing"
        );
        return writeln!(out, "{}", said.say(lang));
    };
    match of.as_slice() {
        [] => writeln!(
            out,
            " ← {}",
            lang.label(
                "aucun chiffre publié à ce nom dans le jeu",
                "no figure published of that name in the set"
            )
        ),
        [one] => writeln!(out, " = {}, {} {unit} {each}", named(one), exact(lang, value(one))),
        several => {
            let mean = several.iter().map(value).sum::<f64>() / several.len() as f64;
            let n = several.len();
            writeln!(
                out,
                " = {}, {} {unit} {each}",
                text!("moyenne des {n} versions publiées", "mean of the {n} versions published")
                    .say(lang),
                exact(lang, mean)
            )?;
            several.iter().try_for_each(|id| {
                let (one, all) = (value(id), value(id) * f64::from(count));
                let would = lang.label("serait", "would be");
                let (one, all) = (exact(lang, one), exact(lang, all));
                writeln!(out, "    {} {would} {one}, × {count} = {all} {unit}", named(id))
            })
        }
    }
}
