//! A word that nothing goes by: what it asks for, and the names that come nearest.

use super::subject::{SubjectAsked, SubjectKind};
use crate::Story;
use equipment::estate::Datacentre;
use equipment::names_near;
use factor::FactorSet;
use footprint::Axis;
use footprint::service::service_label;
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::table::fold;
use ground::text;

/// How many names of a kind are given where none is near.
const FIRST: usize = 8;

/// Where names may be looked for.
pub struct SearchedNames<'a> {
    /// The factors.
    pub set: &'a FactorSet,
    /// The year's footprint, where an estate is given.
    pub story: Option<&'a Story<'a>>,
    /// The datacentres of the year.
    pub centres: &'a [Datacentre],
    /// The indicators.
    pub indicators: &'a [&'a str],
    /// Identifiers of equipment that are written nearly alike.
    pub identifiers: &'a [String],
}

/// The fault of a word that nothing goes by, with the nearest names: of the kind that it asks for
/// (`site XX`), else of all kinds; where none is near, what names there are.
pub fn unknown(word: &str, known: &SearchedNames<'_>, lang: Lang) -> Fault {
    let asked = SubjectAsked::of(word).remove(0);
    let Some(kind) = asked.kind else { return of_no_kind(word, &asked.name, known, lang) };
    let names = names_of(kind, known, lang);
    // As it was written, behind the word for its kind.
    let mut tails = word.char_indices().map(|(at, _)| word[at..].trim());
    let name = tails.find(|tail| fold(tail) == asked.name).unwrap_or(&asked.name);
    let in_estate = !matches!(
        kind,
        SubjectKind::Service | SubjectKind::Indicator | SubjectKind::Of(Axis::Type)
    );
    let Text { fr, en } = none_of(kind);
    if in_estate && known.story.is_none() {
        return Fault::new(text!(
            "{fr} « {name} » : aucun parc n'est donné où chercher",
            "{en} “{name}”: no estate is given to look in"
        ))
        .hint(text!("empreinte explain … PARC", "empreinte explain … ESTATE"));
    }
    let fault = Fault::new(text!("{fr} « {name} »", "{en} “{name}”"));
    let near = names_near(&asked.name, names.iter().map(String::as_str));
    if !near.is_empty() {
        return fault.hint(nearest_said(&near));
    }
    if names.is_empty() {
        return fault.hint(text!("il n'y en a pas dans ce parc", "there is none in this estate"));
    }
    let more = if names.len() > FIRST { ", …" } else { "" };
    let first = names.iter().take(FIRST).cloned().collect::<Vec<_>>().join(", ");
    fault.hint(text!("il y a : {first}{more}", "there are: {first}{more}"))
}

fn nearest_said(near: &[&str]) -> Text {
    let near = near.join(", ");
    text!("les plus proches : {near}", "the nearest: {near}")
}

/// The fault of a word that may be of anything.
fn of_no_kind(word: &str, name: &str, known: &SearchedNames<'_>, lang: Lang) -> Fault {
    let mut names: Vec<String> = known.identifiers.to_vec();
    names.push("total".to_owned());
    for kind in SubjectKind::ALL {
        names.extend(names_of(kind, known, lang));
    }
    let near = names_near(name, names.iter().map(String::as_str));
    let fault = if known.story.is_some() {
        Fault::new(text!(
            "aucun équipement gardé n'a l'identifiant `{word}`",
            "no equipment kept has the identifier `{word}`"
        ))
        .hint(text!(
            "ni aucun indicateur, type, service, centre de données ou site ce nom",
            "nor has an indicator, a type, a service, a datacentre or a site that name"
        ))
    } else {
        Fault::new(text!(
            "`{word}` n'est ni un indicateur, ni un type, ni un service, et aucun parc n'est donné",
            "`{word}` is no indicator, type or service, and no estate is given"
        ))
        .hint(text!(
            "empreinte explain {0} PARC",
            "empreinte explain {0} ESTATE",
            ground::word::of_shell(word)
        ))
    };
    if !near.is_empty() {
        return fault.hint(nearest_said(&near));
    }
    if known.story.is_none() {
        return fault;
    }
    fault.hint(text!(
        "`empreinte assess … --out DIR --format csv` écrit les identifiants dans impacts.csv",
        "`empreinte assess … --out DIR --format csv` writes the identifiers to impacts.csv"
    ))
}

/// No such thing of a kind.
fn none_of(kind: SubjectKind) -> Text {
    match kind {
        SubjectKind::Centre => text!("aucun centre de données", "no datacentre"),
        SubjectKind::Service => text!("aucun service", "no service"),
        SubjectKind::Indicator => text!("aucun indicateur", "no indicator"),
        SubjectKind::Of(Axis::Type) => text!("aucun type d'équipement", "no equipment type"),
        SubjectKind::Of(Axis::Site) => text!("aucun site", "no site"),
        SubjectKind::Of(Axis::Entity) => text!("aucune entité", "no entity"),
        SubjectKind::Of(Axis::Country) => text!("aucun pays", "no country"),
        SubjectKind::Of(Axis::Status) => text!("aucun état", "no status"),
        SubjectKind::Of(Axis::Year) => text!("aucune année d'achat", "no year of purchase"),
        SubjectKind::Of(Axis::Scope) => text!("aucun scope", "no scope"),
    }
}

/// The names of a kind, as people write them; the codes of types and services too.
fn names_of(kind: SubjectKind, known: &SearchedNames<'_>, lang: Lang) -> Vec<String> {
    let mut names: Vec<String> = match kind {
        SubjectKind::Centre => known.centres.iter().map(|centre| centre.id.clone()).collect(),
        SubjectKind::Indicator => known.indicators.iter().map(|id| (*id).to_owned()).collect(),
        SubjectKind::Service => {
            let codes = known.set.services().iter().map(|one| one.service.as_str());
            let both =
                |code: &str| [service_label(known.set, code).say(lang).to_owned(), code.to_owned()];
            codes.flat_map(both).collect()
        }
        SubjectKind::Of(Axis::Type) => {
            let types = known.set.types.iter();
            types.flat_map(|kind| [kind.label(lang).to_owned(), kind.code.clone()]).collect()
        }
        SubjectKind::Of(axis) => {
            let groups = known.story.map_or(&[][..], |story| story.outcome.footprint.axis(axis));
            let told = groups.iter().filter(|one| !one.code.is_empty() && !one.code.contains(':'));
            told.map(|group| group.label.say(lang).to_owned()).collect()
        }
    };
    let mut met = std::collections::HashSet::new();
    names.retain(|name| met.insert(name.clone()));
    names
}

/// What a word asks of indicators: `indicator weee_weight` is `weee_weight`.
pub fn indicator_asked(word: &str) -> &str {
    match word.trim().split_once([' ', ':']) {
        Some((kind, id)) if ["indicator", "indicateur"].contains(&&*fold(kind)) => id.trim(),
        _ => word.trim(),
    }
}
