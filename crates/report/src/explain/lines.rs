//! The lines that are no equipment, explained: services bought, and what a meter says more.

use super::written::{Explained, WrittenSum, title};
use super::{exact, source, unit_of};
use crate::services::unit;
use factor::{FactorId, FactorSet};
use footprint::service::service_label;
use footprint::{CentreBalance, Extra};
use ground::lang::Lang;
use ground::stage::Stage;
use ground::text;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A service bought: its lines of the year, and so much of each factor.
pub(super) fn service(
    out: &mut String,
    all: &Explained<'_>,
    code: &str,
    lang: Lang,
) -> std::fmt::Result {
    let label = service_label(all.story.set, code);
    let name = format!("{} (`{code}`)", label.say(lang));
    let services = all.story.outcome.services.as_ref();
    let wanted = format!("service:{code}");
    let extra = services.and_then(|all| all.extras.iter().find(|extra| extra.code == wanted));
    let Some(extra) = extra else {
        writeln!(
            out,
            "{}",
            text!(
                "{name} · {} : aucune ligne chiffrée dans services.csv\n",
                "{name} · {} : no priced line in services.csv\n",
                all.story.year.year
            )
            .say(lang)
        )?;
        return service_facts(out, all.story.set, code, lang);
    };
    title(out, all, &name, extra.sums(all.kernel).total(0).value, lang)?;
    for line in services.map_or(&[][..], |all| &all.lines).iter().filter(|l| l.service == code) {
        writeln!(
            out,
            "{}",
            text!(
                "  services.csv, ligne {} : {} {} ({} jours de l'année)",
                "  services.csv, line {} : {} {} ({} days of the year)",
                line.line,
                exact(lang, line.amount),
                unit(&line.unit, line.amount, lang),
                line.days
            )
            .say(lang)
        )?;
    }
    service_parts(out, all, extra, lang)
}

/// A service's weights on factors.
pub(super) fn service_parts(
    out: &mut String,
    all: &Explained<'_>,
    extra: &Extra,
    lang: Lang,
) -> std::fmt::Result {
    let set = all.story.set;
    let mut parts: BTreeMap<(usize, FactorId), f64> = BTreeMap::new();
    let mut stretched: Vec<FactorId> = Vec::new();
    for part in extra.parts.iter().filter(|part| part.criterion == 0) {
        *parts.entry((part.stage.index(), part.factor)).or_default() += part.weight.value;
        stretched.extend(part.stretched_by.iter().copied().filter(|id| *id != part.factor));
    }
    for ((stage, id), much) in parts {
        let factor = set.factor(id);
        let stage = Stage::ALL[stage];
        // A factor in grams, or per thousand, counts as the unit that the set brings it to.
        let of = set.services().iter().find(|one| one.factor == id);
        let per = of.map_or(1.0, |one| one.per(set).1);
        writeln!(
            out,
            "\n{} = {} × {} {} = {}",
            stage.label(lang),
            exact(lang, much / per),
            exact(lang, factor.amount.value),
            unit_of(factor, lang),
            exact(lang, factor.amount.value * much),
        )?;
        source(out, set, factor, lang)?;
    }
    stretched.sort_unstable();
    stretched.dedup();
    if !stretched.is_empty() {
        writeln!(
            out,
            "\n{}",
            lang.label("La quantité tient aussi à :", "The amount rests also on:")
        )?;
        for id in stretched {
            source(out, set, set.factor(id), lang)?;
        }
    }
    Ok(())
}

pub(super) fn service_facts(
    out: &mut String,
    set: &FactorSet,
    code: &str,
    lang: Lang,
) -> std::fmt::Result {
    let label = service_label(set, code);
    writeln!(
        out,
        "{}",
        text!("{} (`{code}`) dans le jeu {}", "{} (`{code}`) in set {}", label.say(lang), set.name)
            .say(lang)
    )?;
    for one in set.services().iter().filter(|one| one.service == code) {
        writeln!(out, "\n{}", one.stage.label(lang))?;
        source(out, set, set.factor(one.factor), lang)?;
    }
    Ok(())
}

/// A meter's difference: what it says, less what its equipment draws.
pub(super) fn meter(
    out: &mut String,
    all: &Explained<'_>,
    balance: &CentreBalance,
    lang: Lang,
) -> WrittenSum {
    let set = all.story.set;
    let mix = all.kernel.mix(balance.zone)?;
    let Some(factor) = mix.factors[all.kernel.criteria[0]].map(|id| set.factor(id)) else {
        return Ok(Ok(()));
    };
    let difference = balance.difference_kwh();
    let _ = writeln!(out, "{}", text!(
        "\nécart au compteur = ({} kWh au compteur − {} kWh des équipements, PUE compris) × {} {} = {}",
        "\ndifference at the meter = ({} kWh at the meter − {} kWh of the equipment, PUE included) × {} {} = {}",
        exact(lang, balance.measured_kwh),
        exact(lang, balance.equipment_kwh),
        exact(lang, factor.amount.value),
        unit_of(factor, lang),
        exact(lang, factor.amount.value * difference)
    ).say(lang));
    Ok(source(out, set, factor, lang))
}
