//! A sum explained: its lines as so much of each factor, and what it rests on.

use super::corner::{Corner, CornerSum};
use super::lines::{meter, service, service_facts, service_parts};
use super::subject::ExplainSubject;
use super::written::{Explained, WrittenSum, title};
use super::{exact, source, unit_of};
use crate::Story;
use crate::errors::driver_text;
use crate::stages::{StageColumn, columns, is_together};
use equipment::Names;
use factor::{FactorId, FactorSet, TypeId};
use footprint::Axis;
use ground::fault::Fault;
use ground::lang::{Lang, Noun};
use ground::stage::Stage;
use ground::text;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// How many factors of a stage, and drivers of the error, are shown.
const SHOWN: usize = 8;
const DRIVERS: usize = 5;

/// Explains a sum of a year.
///
/// # Errors
///
/// A zone has no electricity factor that could stand in for the year.
pub fn explain_sum(
    all: &Explained<'_>,
    subject: &ExplainSubject,
    lang: Lang,
) -> Result<String, Fault> {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = match subject {
        ExplainSubject::Total => total(&mut out, all, lang)?,
        ExplainSubject::Service(code) => service(&mut out, all, code, lang),
        ExplainSubject::Centre(id) => centre(&mut out, all, id, lang)?,
        ExplainSubject::Type(id) => of_type(&mut out, all, *id, lang)?,
        ExplainSubject::Group(axis, code) => group(&mut out, all, *axis, code, lang)?,
    };
    let digests = all.story.digests.iter().map(String::as_str);
    let files = all.story.inputs().map(|input| input.path.as_path()).zip(digests);
    out.push_str(&explain_inputs(files, lang));
    Ok(out)
}

/// So much of each factor, by stage.
type FactorAmounts = BTreeMap<(usize, FactorId), (f64, f64)>;

fn parts_of(
    all: &Explained<'_>,
    holds: impl Fn(&Corner) -> bool,
) -> Result<(FactorAmounts, CornerSum), Fault> {
    let mut parts = FactorAmounts::new();
    let mut whole = CornerSum::default();
    for (corner, content) in all.corners.of(holds) {
        whole.rows += content.rows;
        whole.weight += content.weight;
        for impact in all.kernel.value(corner.key, &content.weight)? {
            if impact.criterion != 0 || impact.amount.value == 0.0 {
                continue;
            }
            let much = if impact.stage == Stage::Use {
                content.weight.kwh.0.value
            } else {
                content.weight.embodied.value * impact.quantity
            };
            let at = parts.entry((impact.stage.index(), impact.factor)).or_default();
            at.0 += much;
            at.1 += impact.amount.value;
        }
    }
    Ok((parts, whole))
}

/// The lines of equipment of a sum: how many, and each stage as so much of each factor.
fn equipment(
    out: &mut String,
    all: &Explained<'_>,
    parts: &FactorAmounts,
    whole: &CornerSum,
    lang: Lang,
) -> std::fmt::Result {
    let set = all.story.set;
    writeln!(
        out,
        "  {}, {}, {} kWh",
        Noun::ROW.said(lang, whole.rows as f64),
        Noun::UNIT.said(lang, whole.weight.units),
        lang.number(whole.weight.kwh.0.value, 0),
    )?;
    for stage in Stage::ALL {
        let mut of: Vec<(&FactorId, &(f64, f64))> = parts
            .iter()
            .filter(|((at, _), _)| *at == stage.index())
            .map(|((_, factor), much)| (factor, much))
            .collect();
        if of.is_empty() {
            continue;
        }
        of.sort_by(|a, b| b.1.1.abs().total_cmp(&a.1.1.abs()).then(a.0.cmp(b.0)));
        let sum: f64 = of.iter().map(|(_, (_, amount))| amount).sum();
        let unit = &all.story.outcome.footprint.criteria[0].unit;
        writeln!(out, "\n{} = {} {unit}", stage.label(lang), exact(lang, sum))?;
        for (id, (much, amount)) in of.iter().take(SHOWN) {
            let factor = set.factor(**id);
            writeln!(
                out,
                "  {} × {} {} = {}",
                exact(lang, *much),
                exact(lang, factor.amount.value),
                unit_of(factor, lang),
                exact(lang, *amount),
            )?;
            source(out, set, factor, lang)?;
        }
        if of.len() > SHOWN {
            let rest: f64 = of[SHOWN..].iter().map(|(_, (_, amount))| amount).sum();
            let n = of.len() - SHOWN;
            writeln!(
                out,
                "{}",
                text!(
                    "  et {n} autres facteurs = {}",
                    "  and {n} other factors = {}",
                    exact(lang, rest)
                )
                .say(lang)
            )?;
        }
    }
    writeln!(
        out,
        "\n{}",
        lang.label(
            "De la fabrication, on compte la part de l'année : somme des quantités × jours détenus / jours de l'année / durée de vie (docs/method.md) ; `empreinte explain IDENTIFIANT PARC` montre celle d'une ligne.",
            "Of the making, the year's part counts: sum of quantities × days held / days of the year / lifetime (docs/method.md); `empreinte explain IDENTIFIER ESTATE` shows that of one row.",
        )
    )
}

fn of_type(out: &mut String, all: &Explained<'_>, id: TypeId, lang: Lang) -> WrittenSum {
    let set = all.story.set;
    let kind = set.equipment_type(id);
    let (parts, whole) = parts_of(all, |corner| set.is_kind_of(corner.type_id, id))?;
    let value: f64 = parts.values().map(|(_, amount)| amount).sum();
    let name = format!("{} (`{}`)", kind.label(lang), kind.code);
    if whole.rows == 0 && whole.weight.units <= 0.0 {
        let _ = writeln!(
            out,
            "{}",
            text!(
                "{name} · {} : aucun dans l'inventaire\n",
                "{name} · {} : none in the inventory\n",
                all.story.year.year
            )
            .say(lang)
        );
        return Ok(type_facts(out, set, id, lang));
    }
    let _ = title(out, all, &name, value, lang);
    Ok(equipment(out, all, &parts, &whole, lang))
}

/// What a factor set knows of a type.
fn type_facts(out: &mut String, set: &FactorSet, id: TypeId, lang: Lang) -> std::fmt::Result {
    let kind = set.equipment_type(id);
    let attached = set.attach(id);
    writeln!(
        out,
        "{}",
        text!(
            "{} (`{}`) dans le jeu {}",
            "{} (`{}`) in set {}",
            kind.label(lang),
            kind.code,
            set.name
        )
        .say(lang)
    )?;
    for stage in &attached.stages {
        let factor = set.factor(stage.factor);
        let criterion = &set.criteria[stage.criterion];
        let what = criterion.label(lang);
        writeln!(out, "\n{} · {what}", stage.stage.label(lang))?;
        source(out, set, factor, lang)?;
    }
    for (what, factor) in [
        (lang.label("durée de vie", "lifetime"), attached.lifetime),
        (lang.label("consommation d'un an", "energy of a year"), attached.energy),
        (lang.label("poids", "weight"), set.weight(id)),
    ] {
        writeln!(out, "\n{what}")?;
        match factor {
            Some(factor) => source(out, set, set.factor(factor), lang)?,
            None => writeln!(out, "    {}", lang.label("pas de chiffre", "no figure"))?,
        }
    }
    Ok(())
}

fn centre(out: &mut String, all: &Explained<'_>, id: &str, lang: Lang) -> WrittenSum {
    let set = all.story.set;
    let at = all.centres.iter().position(|centre| centre.id == id);
    let stands = |corner: &Corner| corner.centre.map(usize::from) == at && at.is_some();
    let (parts, whole) = parts_of(all, stands)?;
    let balance = all.story.outcome.footprint.centres.iter().find(|centre| centre.id == id);
    let of_meter = balance.map_or(0.0, |balance| balance.sums.total(0).value);
    let value: f64 = parts.values().map(|(_, amount)| amount).sum();
    let name = text!("centre de données {id}", "datacentre {id}").say(lang).to_owned();
    let _ = title(out, all, &name, value + of_meter, lang);
    let mut by_type: BTreeMap<TypeId, (f64, f64)> = BTreeMap::new();
    for (corner, content) in all.corners.of(stands) {
        let sums = by_type.entry(corner.type_id).or_default();
        sums.0 += content.weight.units;
        sums.1 += content.weight.kwh.0.value;
    }
    for (id, (units, kwh)) in by_type {
        let kind = set.equipment_type(id).label(lang);
        let (units, kwh) = (lang.number(units, 0), lang.number(kwh, 0));
        let _ = writeln!(out, "  {units} {kind} : {kwh} kWh");
    }
    if let Err(fault) = equipment(out, all, &parts, &whole, lang) {
        return Ok(Err(fault));
    }
    match balance {
        Some(balance) => meter(out, all, balance, lang),
        None => Ok(writeln!(
            out,
            "\n{}",
            lang.label(
                "Pas de compteur cette année-là dans datacentres.csv : rien de plus que ses équipements n'est compté.",
                "No meter of this year in datacentres.csv: nothing more than its equipment is counted.",
            )
        )),
    }
}

fn group(out: &mut String, all: &Explained<'_>, axis: Axis, code: &str, lang: Lang) -> WrittenSum {
    let footprint = &all.story.outcome.footprint;
    let Some(group) = footprint.axis(axis).iter().find(|group| group.code == code) else {
        return Ok(Ok(()));
    };
    let name = format!("{} {}", axis.label(lang), group.label.say(lang));
    let _ = title(out, all, &name, group.sums.total(0).value, lang);
    if axis == Axis::Scope {
        return Ok(columns(&group.sums, true).into_iter().try_for_each(|column| {
            let amount = column.of(&group.sums, 0).value;
            if amount == 0.0 {
                return Ok(());
            }
            writeln!(out, "  {} = {}", column.label(lang), exact(lang, amount))
        }));
    }
    let (sites, entities) = all.names;
    let is = |names: &Names, at: u32| names.name(at) == code;
    let (parts, whole) = parts_of(all, |corner| match axis {
        Axis::Site => is(sites, corner.site),
        Axis::Entity => is(entities, corner.entity),
        Axis::Country => all.story.set.zones[usize::from(corner.key.zone.0)].code == code,
        Axis::Status => corner.state.code() == code,
        Axis::Year => corner.year != 0 && corner.year.to_string() == code,
        Axis::Type | Axis::Scope => false,
    })?;
    Ok(equipment(out, all, &parts, &whole, lang))
}

fn total(out: &mut String, all: &Explained<'_>, lang: Lang) -> WrittenSum {
    let footprint = &all.story.outcome.footprint;
    let name = lang.label("Empreinte de l'année", "Footprint of the year");
    let value = footprint.totals.total(0).value;
    let _ = title(out, all, name, value, lang);
    let _ = writeln!(out, "  {}", definition(lang));
    let parts = [
        (text!("équipements", "equipment"), footprint.perimeters.equipment.sums.total(0).value),
        (
            text!("services achetés", "services bought"),
            footprint.perimeters.services.sums.total(0).value,
        ),
        (
            text!("écarts aux compteurs des salles", "differences at the rooms' meters"),
            footprint.perimeters.meters.sums.total(0).value,
        ),
    ];
    let said: Vec<String> = parts
        .iter()
        .map(|(name, value)| format!("{} {}", name.say(lang), exact(lang, *value)))
        .collect();
    let _ = writeln!(out, "  = {}", said.join(" + "));
    let is_use =
        |column: &StageColumn| matches!(column, StageColumn::Stage { stage: Stage::Use, .. });
    let (used, made): (Vec<StageColumn>, Vec<StageColumn>) =
        all.story.columns().into_iter().partition(is_use);
    let told = |out: &mut String, column: StageColumn| {
        let amount = column.of(&footprint.totals, 0).value;
        if amount != 0.0 {
            let _ = writeln!(out, "  {} = {}", column.label(lang), exact(lang, amount));
        }
    };
    for column in made {
        told(out, column);
    }
    // What a source gives as one belongs to no stage, and makes the parts come to their sum.
    if is_together(&footprint.totals) {
        let amount = footprint.totals.stage(0, Stage::Embodied).value;
        let what =
            lang.label("dont non réparti par la source", "of which not shared out by the source");
        let _ = writeln!(out, "  {what} = {}", exact(lang, amount));
    }
    for column in used {
        told(out, column);
    }
    let _ = writeln!(out, "\n{}", lang.label("Ses lignes", "Its lines"));
    for group in footprint.axis(Axis::Type) {
        let amount = group.sums.total(0).value;
        let _ = writeln!(out, "  {} = {}", group.label.say(lang), exact(lang, amount));
    }
    let (parts, whole) = parts_of(all, |_| true)?;
    let _ = writeln!(out, "\n{}", lang.label("Équipements", "Equipment"));
    let _ = equipment(out, all, &parts, &whole, lang);
    for extra in all.story.outcome.services.as_ref().map_or(&[][..], |all| &all.extras) {
        let _ = writeln!(out, "\n{}", extra.label.say(lang));
        let _ = service_parts(out, all, extra, lang);
    }
    for balance in &footprint.centres {
        let _ = meter(out, all, balance, lang)?;
    }
    let _ = interval(out, all, lang);
    Ok(sets(out, all.story, lang))
}

/// What the total is.
fn definition(lang: Lang) -> &'static str {
    lang.label(
        "Ce que le parc émet dans l'année : la part de l'année de la fabrication, du transport et de la fin de vie, et l'électricité ; les services achetés et l'écart au compteur des salles sont des lignes à part (docs/method.md).",
        "What the estate emits in the year: the year's part of making, transport and end of life, and the electricity; services bought and the difference at the rooms' meters are lines of their own (docs/method.md).",
    )
}

/// The 90 % interval and what weighs most on it.
fn interval(out: &mut String, all: &Explained<'_>, lang: Lang) -> std::fmt::Result {
    let story = all.story;
    let sure = story.outcome.footprint.headline();
    writeln!(
        out,
        "{}",
        text!(
            "\nIntervalle à 90 % : {} – {}",
            "\n90% interval: {} – {}",
            exact(lang, sure.interval.low),
            exact(lang, sure.interval.high)
        )
        .say(lang)
    )?;
    for driver in sure.drivers.iter().take(DRIVERS) {
        let share = lang.percent(driver.variance_share);
        writeln!(out, "  {share:>6}  {}", driver_text(story.set, driver).say(lang))?;
    }
    Ok(())
}

/// The factor sets, with their digests.
fn sets(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    writeln!(out, "\n{}", lang.label("Jeux de facteurs", "Factor sets"))?;
    for layer in &story.set.layers {
        writeln!(out, "  {} · SHA-256 {}", layer.name, layer.hash)?;
    }
    Ok(())
}

/// The files that a figure rests on, each with its digest.
pub fn explain_inputs<'a>(files: impl Iterator<Item = (&'a Path, &'a str)>, lang: Lang) -> String {
    let mut out = String::new();
    for (path, digest) in files {
        if out.is_empty() {
            out = format!("\n{}\n", lang.label("Fichiers lus", "Files read"));
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {} · SHA-256 {digest}", path.display());
    }
    out
}

/// What a subject is, without any estate.
pub fn explain_alone(set: &FactorSet, subject: &ExplainSubject, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = match subject {
        ExplainSubject::Type(id) => type_facts(&mut out, set, *id, lang),
        ExplainSubject::Service(code) => service_facts(&mut out, set, code, lang),
        ExplainSubject::Centre(_) => writeln!(
            out,
            "{}",
            lang.label(
                "Un centre de données : ses équipements, dont l'électricité est multipliée par son PUE, et, à part, l'écart entre son compteur et eux (docs/formats/datacentres.md).",
                "A datacentre: its equipment, whose electricity is multiplied by its PUE, and, apart, the difference between its meter and them (docs/formats/datacentres.md).",
            )
        ),
        ExplainSubject::Total | ExplainSubject::Group(..) => writeln!(out, "{}", text!(
            "Empreinte de l'année\n  {}",
            "Footprint of the year\n  {}",
            definition(lang)
        ).say(lang)),
    };
    out
}
