//! Which sum a word of the user names: the total, a datacentre, a service, a type, a site…

use crate::Story;
use equipment::estate::Datacentre;
use equipment::{TypeAnswer, Vocabulary, nearest};
use factor::{FactorSet, TypeId};
use footprint::Axis;
use footprint::service::service_named;
use ground::lang::Lang;
use ground::table::fold;

/// A sum that can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// All of the year.
    Total,
    /// A type of equipment, with the types that are kinds of it.
    Type(TypeId),
    /// A service bought, by its code.
    Service(String),
    /// A datacentre, by its identifier.
    Centre(String),
    /// Another group of an axis, by its code.
    Group(Axis, String),
}

/// Words that say which kind of thing follows.
const KINDS: [(&str, Kind); 15] = [
    ("centre de donnees", Kind::Centre),
    ("datacentre", Kind::Centre),
    ("datacenter", Kind::Centre),
    ("data centre", Kind::Centre),
    ("salle", Kind::Centre),
    ("service", Kind::Service),
    ("type d equipement", Kind::Of(Axis::Type)),
    ("type", Kind::Of(Axis::Type)),
    ("site", Kind::Of(Axis::Site)),
    ("entite", Kind::Of(Axis::Entity)),
    ("entity", Kind::Of(Axis::Entity)),
    ("pays", Kind::Of(Axis::Country)),
    ("country", Kind::Of(Axis::Country)),
    ("etat", Kind::Of(Axis::Status)),
    ("scope", Kind::Of(Axis::Scope)),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Centre,
    Service,
    Of(Axis),
}

/// Words for the sum of all.
const TOTAL: [&str; 7] =
    ["total", "le total", "tout", "all", "footprint", "empreinte", "l empreinte"];

/// Whether a word is that of the total.
fn is_total(name: &str) -> bool {
    TOTAL.contains(&name)
}

/// What a word asks for: a name, of any kind or of one.
struct Asked {
    kind: Option<Kind>,
    name: String,
}

impl Asked {
    /// The readings of a word: the kind it starts with and the rest, else all of it a name.
    fn of(word: &str) -> Vec<Self> {
        let folded = fold(word);
        let split = KINDS.iter().find_map(|(name, kind)| {
            let rest = folded.strip_prefix(name)?.strip_prefix(' ')?;
            Some(Self { kind: Some(*kind), name: rest.to_owned() })
        });
        split.into_iter().chain([Self { kind: None, name: folded.clone() }]).collect()
    }

    fn may_be(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|asked| asked == kind)
    }

    fn is(&self, name: &str) -> bool {
        fold(name) == self.name
    }
}

impl Subject {
    /// The sum that a word names in a year's footprint, or in what its factors know; `None` where
    /// it names none.
    pub fn named(
        word: &str,
        story: &Story<'_>,
        words: &Vocabulary,
        centres: &[Datacentre],
    ) -> Option<Self> {
        Asked::of(word).iter().find_map(|asked| {
            if asked.kind.is_none() && is_total(&asked.name) {
                return Some(Self::Total);
            }
            let centre = centres.iter().find(|centre| asked.is(&centre.id));
            if let Some(centre) = centre.filter(|_| asked.may_be(Kind::Centre)) {
                return Some(Self::Centre(centre.id.clone()));
            }
            // A place of the organisation's goes before a word of the field, which goes before a
            // state or a category.
            let places = [Axis::Site, Axis::Entity, Axis::Country];
            let others = [Axis::Type, Axis::Status, Axis::Year, Axis::Scope];
            of_axes(asked, story, &places)
                .or_else(|| known(asked, story.set, Some(words)))
                .or_else(|| of_axes(asked, story, &others))
        })
    }

    /// The total, or the type or service that a word names, without any estate.
    pub fn alone(word: &str, set: &FactorSet) -> Option<Self> {
        Asked::of(word).iter().find_map(|asked| {
            if asked.kind.is_none() && is_total(&asked.name) {
                return Some(Self::Total);
            }
            if asked.kind == Some(Kind::Centre) {
                return Some(Self::Centre(word.to_owned()));
            }
            known(asked, set, None)
        })
    }
}

/// The group of one of some axes that is asked for, lines that are no equipment apart.
fn of_axes(asked: &Asked, story: &Story<'_>, axes: &[Axis]) -> Option<Subject> {
    axes.iter().filter(|axis| asked.may_be(Kind::Of(**axis))).find_map(|axis| {
        let mut groups = story.outcome.footprint.axis(*axis).iter();
        let group = groups.find(|group| {
            let said = [&*group.code, group.label.say(Lang::Fr), group.label.say(Lang::En)];
            !group.code.contains(':')
                && !group.code.is_empty()
                && said.iter().any(|one| asked.is(one))
        })?;
        Some(Subject::Group(*axis, group.code.clone()))
    })
}

/// The type or service that is asked for.
fn known(asked: &Asked, set: &FactorSet, words: Option<&Vocabulary>) -> Option<Subject> {
    if asked.may_be(Kind::Service)
        && let Some(code) = service_named(set, &asked.name)
    {
        return Some(Subject::Service(code));
    }
    if !asked.may_be(Kind::Of(Axis::Type)) {
        return None;
    }
    let labelled = (0_u16..).zip(&set.types).find(|(_, one)| {
        [&one.code, &one.label.fr, &one.label.en].iter().any(|said| asked.is(said))
    });
    if let Some((at, _)) = labelled {
        return Some(Subject::Type(TypeId(at)));
    }
    // What has a figure in it is an identifier, and no word for a type.
    if asked.name.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match words?.type_of(&asked.name) {
        TypeAnswer::Plain(id) | TypeAnswer::Usual(id) => Some(Subject::Type(id)),
        _ => None,
    }
}

/// The names nearest to a word, of all sums of a footprint and of what else is given.
pub fn nearest_names<'a>(
    word: &str,
    story: Option<&Story<'_>>,
    set: &FactorSet,
    others: impl Iterator<Item = &'a str>,
    lang: Lang,
) -> Vec<String> {
    let name = Asked::of(word).remove(0).name;
    let mut names: Vec<String> = others.map(str::to_owned).collect();
    names.push("total".to_owned());
    for kind in &set.types {
        names.push(kind.label(lang).to_owned());
        names.push(kind.code.clone());
    }
    for axis in Axis::ALL {
        for group in story.map_or(&[][..], |story| story.outcome.footprint.axis(axis)) {
            names.push(group.label.say(lang).to_owned());
        }
    }
    for centre in story.map_or(&[][..], |story| &story.outcome.footprint.centres) {
        names.push(centre.id.clone());
    }
    let folded: Vec<(String, &String)> = names.iter().map(|name| (fold(name), name)).collect();
    let mut out = Vec::new();
    for near in nearest(&name, folded.iter().map(|(folded, _)| folded.as_str())) {
        if let Some((_, said)) = folded.iter().find(|(folded, _)| *folded == near)
            && !out.contains(*said)
        {
            out.push((*said).clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(word: &str) -> Vec<(Option<Kind>, String)> {
        Asked::of(word).into_iter().map(|asked| (asked.kind, asked.name)).collect()
    }

    #[test]
    fn a_word_may_start_with_the_kind_of_what_it_names() {
        let all = |name: &str| (None, name.to_owned());
        assert_eq!(
            readings("datacentre DC-1"),
            [(Some(Kind::Centre), "dc 1".to_owned()), all("datacentre dc 1")]
        );
        assert_eq!(readings("service:paper")[0], (Some(Kind::Service), "paper".to_owned()));
        assert_eq!(
            readings("Entité  Écoles")[0],
            (Some(Kind::Of(Axis::Entity)), "ecoles".to_owned())
        );
        // A word that only begins alike names itself.
        assert_eq!(readings("sitecore"), [all("sitecore")]);
        assert!(is_total("total") && is_total("empreinte") && !is_total("laptop"));
    }
}
