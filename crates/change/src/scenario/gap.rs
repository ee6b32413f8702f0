//! What a scenario leaves out, and what it takes for granted.

use super::lever::{EarlierUse, Lever, LeverDoes};
use super::read::plain;
use super::state::{Cohort, KindWorth, Start};
use crate::price::USED_BEFORE;
use crate::remark::{self, StandIns, other_years};
use crate::renewal::CurveOrigin;
use factor::TypeId;
use ground::lang::{Lang, Text};
use ground::text;
use std::collections::{BTreeMap, BTreeSet};
use walk::TotalLack;

/// What the figures leave out: units of which a factor, a lifetime, electricity or a price is not
/// known. Missing is never zero.
pub(super) fn gaps(start: &Start<'_>) -> Vec<Text> {
    let lacking = |lacks: fn(&KindWorth) -> bool| {
        let mut types: BTreeMap<TypeId, f64> = BTreeMap::new();
        for (worth, (used, idle)) in start.worth.iter().zip(start.started()) {
            if lacks(worth) {
                *types.entry(worth.type_id).or_default() += used + idle;
            }
        }
        (!types.is_empty()).then(|| counted(start, &types))
    };
    let mut said = remark::left_out(start.facts, TotalLack::is_of_reading);
    if let Some(Text { fr, en }) = lacking(|worth| worth.made.is_none()) {
        said.push(text!(
            "aucun facteur de fabrication, leurs achats et leur amortissement ne pèsent rien ici : {fr}",
            "no manufacturing factor, what is bought or spread of them weighs nothing here: {en}"
        ));
    }
    if let Some(Text { fr, en }) = lacking(|worth| worth.made.is_some() && worth.lifetime.is_none())
    {
        said.push(text!(
            "aucune durée de vie, la fabrication n'est pas étalée ([lifetimes] de estate.toml la dirait) : {fr}",
            "no lifetime, their making is not spread ([lifetimes] of estate.toml would tell it): {en}"
        ));
    }
    if let Some(Text { fr, en }) = lacking(|worth| !worth.has_energy) {
        said.push(text!(
            "aucune consommation connue, leur électricité n'est pas comptée : {fr}",
            "no electricity known, theirs is not counted: {en}"
        ));
    }
    if let Some(Text { fr, en }) =
        lacking(|worth| worth.has_energy && worth.kwh > 0.0 && worth.per_kwh.is_none())
    {
        said.push(text!(
            "aucun facteur d'électricité, leurs kWh sont comptés et ne pèsent rien ici : {fr}",
            "no electricity factor, their kilowatt-hours are counted and weigh nothing here: {en}"
        ));
    }
    if let Some(Text { fr, en }) =
        lacking(|worth| worth.is_paid && worth.prices[usize::from(worth.refurbished)].is_none())
    {
        said.push(text!(
            "aucun prix connu, leurs achats ne comptent aucun euro : {fr}",
            "no price known, what is bought of them counts no euro: {en}"
        ));
    }
    said
}

/// Types with their units, for people.
fn counted(start: &Start<'_>, types: &BTreeMap<TypeId, f64>) -> Text {
    let said = |lang: Lang| {
        lang.list(types.iter().map(|(id, units)| {
            let label = start.facts.set().equipment_type(*id).label(lang);
            format!("{label} ({})", plain(lang, *units))
        }))
    };
    Text { fr: said(Lang::Fr), en: said(Lang::En) }
}

/// What stands in for what the year's data, or a lever, do not say.
fn untold(start: &Start<'_>, levers: &[Lever]) -> Vec<Text> {
    let counts = |of: &dyn Fn(&Cohort, &KindWorth) -> bool| {
        let mut types: BTreeMap<TypeId, f64> = BTreeMap::new();
        for cohort in &start.cohorts {
            let worth = &start.worth[cohort.worth];
            if of(cohort, worth) {
                *types.entry(worth.type_id).or_default() += cohort.units;
            }
        }
        (!types.is_empty()).then(|| counted(start, &types))
    };
    let mut said = Vec::new();
    if let Some(Text { fr, en }) = counts(&|one, worth| !one.is_dated && worth.lifetime.is_some()) {
        said.push(text!(
            "sans date, supposées à la moitié de leur durée de vie : {fr}",
            "without a date, taken to be half way through their lifetime: {en}"
        ));
    }
    if let Some(Text { fr, en }) = counts(&|one, worth| !one.is_dated && worth.lifetime.is_none()) {
        said.push(text!(
            "sans date ni durée de vie, supposées neuves : {fr}",
            "without a date or a lifetime, taken to be new: {en}"
        ));
    }
    if let Some(Text { fr, en }) = counts(&|one, _| one.is_use_untold) {
        said.push(text!(
            "reconditionnées sans durée d'usage antérieur (`upstream_months`), comptées sans usage par d'autres : {fr}",
            "refurbished without the months of earlier use (`upstream_months`), counted as if nobody had used them before: {en}"
        ));
    }
    if let Some(Text { fr, en }) = counts(&|_, worth| !worth.is_paid) {
        said.push(text!(
            "aux personnes qui s'en servent, qui les rachètent : leurs achats ne coûtent rien ici : {fr}",
            "their users' own, who buy them again: what is bought of them costs nothing here: {en}"
        ));
    }
    for lever in levers {
        if let LeverDoes::Refurbished(_, _, EarlierUse::Untold) = lever.what {
            let lever = &lever.said;
            let (fr, en) = (Lang::Fr.number(USED_BEFORE, 0), Lang::En.number(USED_BEFORE, 0));
            said.push(text!(
                "{lever} : après {fr} ans d'usage par d'autres, le levier ne le disant pas",
                "{lever}: after {en} years of use by others, the lever not saying it"
            ));
        }
    }
    said
}

fn named(start: &Start<'_>, types: &BTreeSet<TypeId>) -> Text {
    remark::named(start.facts.set(), types)
}

pub(super) fn assumed(start: &Start<'_>, levers: &[Lever]) -> Vec<Text> {
    let mut said = untold(start, levers);
    let (assumed, seen): (Vec<_>, Vec<_>) =
        start.stays.iter().partition(|(_, stay)| stay.known == CurveOrigin::Assumed);
    let assumed: BTreeSet<TypeId> = assumed.into_iter().map(|(id, _)| *id).collect();
    let seen: BTreeSet<TypeId> = seen.into_iter().map(|(id, _)| *id).collect();
    if !seen.is_empty() {
        let Text { fr, en } = named(start, &seen);
        said.push(text!(
            "sortent selon la courbe de survie du parc lui-même : {fr}",
            "leave by the estate's own survival curve: {en}"
        ));
    }
    if !assumed.is_empty() {
        let Text { fr, en } = named(start, &assumed);
        said.push(text!(
            "sortent autour de la durée de vie de leur type, faute d'assez de sorties connues : {fr}",
            "leave around their type's lifetime, too few exits being known: {en}"
        ));
    }
    let stayless: BTreeSet<TypeId> = start
        .worth
        .iter()
        .filter(|worth| !start.stays.contains_key(&worth.root))
        .map(|worth| worth.type_id)
        .collect();
    if !stayless.is_empty() {
        let Text { fr, en } = named(start, &stayless);
        said.push(text!(
            "restent en place, rien ne disant quand elles sortent : {fr}",
            "stay, since nothing tells when they leave: {en}"
        ));
    }
    said.push(text!(
        "les unités vieillissent et sont remplacées à l'identique au milieu de l'année : neuves si elles l'étaient, reconditionnées sinon",
        "units age and are replaced by their like in the middle of the year: new ones by new, refurbished ones by refurbished"
    ));
    let comes_refurbished =
        levers.iter().any(|lever| matches!(lever.what, LeverDoes::Refurbished(..)))
            || start.worth.iter().any(|worth| worth.refurbished);
    if comes_refurbished {
        said.push(text!(
            "ce qui vient reconditionné reste ici aussi longtemps que du neuf, après son usage par d'autres ; pièces et transport de la remise en état ne sont pas comptés, faute de facteur",
            "what comes refurbished stays here as long as what comes new, after its use by others; parts and transport of its refurbishing are not counted, for want of a factor"
        ));
    }
    said.push(text!(
        "le poids du kWh reste celui de l'année de départ, sauf levier",
        "a kilowatt-hour weighs what it does in the first year, unless a lever says otherwise"
    ));
    if start.services.iter().any(|service| service.cloud.is_some()) {
        said.push(text!(
            "ce qui est loué en nuage reste tel quel, sauf levier ; son électricité, celle de l'opérateur, pèse sans compter dans les kWh",
            "what is rented in a cloud stays, unless a lever says otherwise; its electricity, the operator's, weighs and is not among the kilowatt-hours"
        ));
    }
    let ways = start.worth.iter().flat_map(|worth| {
        let lever = levers.iter().any(|lever| match lever.what {
            LeverDoes::Refurbished(id, ..) => start.facts.set().is_kind_of(worth.type_id, id),
            _ => false,
        });
        [Some(worth.refurbished), lever.then_some(!worth.refurbished)]
            .into_iter()
            .flatten()
            .map(|used| (used, worth.type_id))
    });
    let mut stand_ins = StandIns::default();
    for (refurbished, id) in ways {
        stand_ins.note(&start.prices, id, refurbished);
    }
    said.extend(stand_ins.said(start.facts.set()));
    said.extend(other_years(start.facts));
    said
}
