//! `empreinte factors match`: what a maker and model resolve to, and why.

use super::factors::SetArgs;
use clap::Args;
use empreinte::equipment::nearest;
use empreinte::factor::models::{EntryPart, FoundEntry, ModelLevel, ModelMatch, Near};
use empreinte::factor::{FactorSet, TypeId, unit_behind};
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun, Text};
use empreinte::text;
use std::fmt::Write;

#[derive(Debug, Args)]
pub(super) struct MatchArgs {
    /// The maker, as the inventory writes it; may be empty
    #[arg(value_name = "MAKER")]
    manufacturer: String,
    /// The model, as the inventory writes it
    #[arg(value_name = "MODEL")]
    model: String,
    /// The equipment's type, as a code of types.csv: a match is of the same kind
    #[arg(long = "type", value_name = "CODE")]
    equipment_type: Option<String>,
    #[command(flatten)]
    set: SetArgs,
}

pub(super) fn run(args: &MatchArgs, lang: Lang) -> Result<String, Fault> {
    let set = args.set.open()?;
    let kind = args.equipment_type.as_deref().map(|code| type_of(&set, code)).transpose()?;
    let found = set.models().find(&args.manufacturer, &args.model, kind);
    let mut out = String::new();
    match &found {
        ModelMatch::Found(found) => show(&mut out, &set, found, lang),
        ModelMatch::None { asked, nearest } => show_none(&mut out, &set, asked, nearest, lang),
    }
    Ok(out)
}

fn type_of(set: &FactorSet, code: &str) -> Result<TypeId, Fault> {
    set.type_named(code).ok_or_else(|| {
        let near = nearest(code, set.types.iter().map(|kind| kind.code.as_str()));
        let fault = Fault::new(text!(
            "type inconnu du jeu `{0}` : `{code}`",
            "type unknown to set `{0}`: `{code}`",
            set.name
        ));
        if near.is_empty() {
            return fault;
        }
        fault.hint(text!("les plus proches : {}", "the nearest: {}", near.join(", ")))
    })
}

fn show(out: &mut String, set: &FactorSet, found: &FoundEntry<'_>, lang: Lang) {
    let entry = found.entry;
    line(out, &entry.id, "");
    let how = match entry.level {
        ModelLevel::Model => lang.label("modèle", "model"),
        ModelLevel::Family => lang.label("famille", "family"),
    };
    field(out, how, &format!("{} {}", entry.manufacturer, entry.name));
    field(out, lang.label("score", "score"), &lang.number(found.score, 2));
    field(out, lang.label("comparé", "compared"), &format!("{} = {}", found.asked, found.met));
    field(out, lang.label("type", "type"), set.equipment_type(entry.equipment_type).label(lang));
    let of = if entry.level == ModelLevel::Model { SHEET } else { MODEL };
    let Text { fr, en } = of.count(f64::from(entry.n));
    let rests = text!("{fr}, {}", "{en}, {}", entry.year);
    field(out, lang.label("d'après", "resting on"), rests.say(lang));
    match found.embodied {
        Some(part) => {
            for stage in &part.entry.stages {
                quantity(
                    out,
                    set,
                    EntryPart { factor: stage.factor, ..part },
                    entry.id == part.entry.id,
                    lang,
                );
            }
        }
        None => field(
            out,
            lang.label("fabrication", "embodied"),
            lang.label(
                "aucune fiche ne la donne : le facteur du type s'applique",
                "no sheet gives it: the factor of the type applies",
            ),
        ),
    }
    for part in [found.energy, found.lifetime, found.weight].into_iter().flatten() {
        quantity(out, set, part, entry.id == part.entry.id, lang);
    }
    for sheet in entry.sheet.split_whitespace() {
        field(out, lang.label("fiche", "sheet"), sheet);
    }
}

fn quantity(out: &mut String, set: &FactorSet, part: EntryPart<'_>, own: bool, lang: Lang) {
    let number = |value: f64| lang.decimal(&value.to_string());
    let factor = set.factor(part.factor);
    let amount = factor.amount;
    let of = if own { "" } else { &part.entry.name };
    let of = if of.is_empty() { String::new() } else { format!("  ({of})") };
    let code = factor.id.rsplit('.').find(|word| *word != "gwp").unwrap_or(&factor.id);
    let name = match code {
        "embodied" => lang.label("fabrication", "embodied"),
        "energy" => lang.label("consommation", "energy"),
        "lifetime" => lang.label("durée de vie", "lifetime"),
        "weight" => lang.label("poids", "weight"),
        code => code,
    };
    field(
        out,
        name,
        &format!(
            "{} [{} – {}] {}{of}",
            number(amount.value),
            number(amount.low),
            number(amount.high),
            unit_behind(&factor.unit, amount.value).say(lang),
        ),
    );
}

fn show_none(out: &mut String, set: &FactorSet, asked: &str, near: &[Near<'_>], lang: Lang) {
    line(out, lang.label("aucun modèle ni famille", "no model and no family"), "");
    field(out, lang.label("comparé", "compared"), asked);
    if set.models().entries().is_empty() {
        let why = lang.label(
            "ce jeu n'a pas de modèles ; essayez `--factors pcf-2026.12`",
            "this set has no models; try `--factors pcf-2026.12`",
        );
        field(out, lang.label("jeu", "set"), &lang.labelled(&set.name, why));
    }
    for near in near {
        let score = lang.number(near.score, 2);
        let name = format!("{} {} ({score})", near.entry.manufacturer, near.entry.name);
        field(out, lang.label("proche", "near"), &name);
    }
}

/// A sheet of a maker.
const SHEET: Noun = Noun::new(("fiche", "fiches"), ("sheet", "sheets"));
/// A model of a family.
const MODEL: Noun = Noun::new(("modèle", "modèles"), ("model", "models"));

fn field(out: &mut String, name: &str, value: &str) {
    line(out, &format!("  {name:<14} "), value);
}

fn line(out: &mut String, name: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{name}{value}");
}
