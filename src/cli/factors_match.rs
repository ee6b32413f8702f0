//! `empreinte factors match`: what a maker and model resolve to, and why.

use super::factors::SetArgs;
use clap::Args;
use empreinte::equipment::nearest;
use empreinte::factor::models::{EntryPart, FoundEntry, ModelLevel, ModelMatch, Near};
use empreinte::factor::{FactorSet, TypeId};
use empreinte::fault::Fault;
use empreinte::lang::Lang;
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
    field(out, lang.label("score", "score"), &format!("{:.2}", found.score));
    field(out, lang.label("comparé", "compared"), &format!("{} = {}", found.asked, found.met));
    field(out, lang.label("type", "type"), set.equipment_type(entry.equipment_type).label(lang));
    let n = match (entry.level, lang) {
        (ModelLevel::Model, Lang::Fr) => format!("{} fiche(s) de {}", entry.n, entry.year),
        (ModelLevel::Model, Lang::En) => format!("{} sheet(s) of {}", entry.n, entry.year),
        (ModelLevel::Family, Lang::Fr) => format!("{} modèles, {}", entry.n, entry.year),
        (ModelLevel::Family, Lang::En) => format!("{} models, {}", entry.n, entry.year),
    };
    field(out, lang.label("d'après", "resting on"), &n);
    match found.embodied {
        Some(part) => {
            for stage in &part.entry.stages {
                quantity(
                    out,
                    set,
                    EntryPart { factor: stage.factor, ..part },
                    entry.id == part.entry.id,
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
        quantity(out, set, part, entry.id == part.entry.id);
    }
    for sheet in entry.sheet.split_whitespace() {
        field(out, lang.label("fiche", "sheet"), sheet);
    }
}

fn quantity(out: &mut String, set: &FactorSet, part: EntryPart<'_>, own: bool) {
    let factor = set.factor(part.factor);
    let amount = factor.amount;
    let of = if own { "" } else { &part.entry.name };
    let of = if of.is_empty() { String::new() } else { format!("  ({of})") };
    let name = factor.id.rsplit('.').find(|word| *word != "gwp").unwrap_or(&factor.id);
    field(
        out,
        name,
        &format!("{} [{} – {}] {}{of}", amount.value, amount.low, amount.high, factor.unit),
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
        field(out, lang.label("jeu", "set"), &format!("{} : {why}", set.name));
    }
    for near in near {
        let name = format!("{} {} ({:.2})", near.entry.manufacturer, near.entry.name, near.score);
        field(out, lang.label("proche", "near"), &name);
    }
}

fn field(out: &mut String, name: &str, value: &str) {
    line(out, &format!("  {name:<14} "), value);
}

fn line(out: &mut String, name: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{name}{value}");
}
