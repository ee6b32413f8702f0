//! Which sum a word of the user names: the total, a datacentre, a service, a type, a site…

use crate::Story;
use equipment::estate::Datacentre;
use equipment::{TypeAnswer, Vocabulary};
use factor::{FactorSet, TypeId};
use footprint::Axis;
use footprint::service::service_named;
use ground::lang::Lang;
use ground::table::fold;

/// A sum that can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExplainSubject {
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
const KINDS: [(&str, SubjectKind); 17] = [
    ("indicateur", SubjectKind::Indicator),
    ("indicator", SubjectKind::Indicator),
    ("centre de donnees", SubjectKind::Centre),
    ("datacentre", SubjectKind::Centre),
    ("datacenter", SubjectKind::Centre),
    ("data centre", SubjectKind::Centre),
    ("salle", SubjectKind::Centre),
    ("service", SubjectKind::Service),
    ("type d equipement", SubjectKind::Of(Axis::Type)),
    ("type", SubjectKind::Of(Axis::Type)),
    ("site", SubjectKind::Of(Axis::Site)),
    ("entite", SubjectKind::Of(Axis::Entity)),
    ("entity", SubjectKind::Of(Axis::Entity)),
    ("pays", SubjectKind::Of(Axis::Country)),
    ("country", SubjectKind::Of(Axis::Country)),
    ("etat", SubjectKind::Of(Axis::Status)),
    ("scope", SubjectKind::Of(Axis::Scope)),
];

/// A kind of thing that a word may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SubjectKind {
    /// A datacentre.
    Centre,
    /// A service bought.
    Service,
    /// An indicator.
    Indicator,
    /// A group of an axis.
    Of(Axis),
}

impl SubjectKind {
    /// All of them.
    pub(super) const ALL: [Self; 10] = [
        Self::Indicator,
        Self::Of(Axis::Type),
        Self::Service,
        Self::Of(Axis::Site),
        Self::Of(Axis::Entity),
        Self::Of(Axis::Country),
        Self::Of(Axis::Status),
        Self::Of(Axis::Year),
        Self::Of(Axis::Scope),
        Self::Centre,
    ];
}

/// Words for the sum of all.
const TOTAL: [&str; 7] =
    ["total", "le total", "tout", "all", "footprint", "empreinte", "l empreinte"];

/// Whether a word is that of the total.
fn is_total(name: &str) -> bool {
    TOTAL.contains(&name)
}

/// What a word asks for: a name, of any kind or of one.
pub(super) struct SubjectAsked {
    pub(super) kind: Option<SubjectKind>,
    pub(super) name: String,
}

impl SubjectAsked {
    /// The readings of a word: the kind it starts with and the rest, else all of it a name.
    pub(super) fn of(word: &str) -> Vec<Self> {
        let folded = fold(word);
        let split = KINDS.iter().find_map(|(name, kind)| {
            let rest = folded.strip_prefix(name)?.strip_prefix(' ')?;
            Some(Self { kind: Some(*kind), name: rest.to_owned() })
        });
        split.into_iter().chain([Self { kind: None, name: folded.clone() }]).collect()
    }

    fn may_be(&self, kind: SubjectKind) -> bool {
        self.kind.is_none_or(|asked| asked == kind)
    }

    fn is(&self, name: &str) -> bool {
        fold(name) == self.name
    }
}

impl ExplainSubject {
    /// The sum that a word names in a year's footprint, or in what its factors know; `None` where
    /// it names none.
    pub fn named(
        word: &str,
        story: &Story<'_>,
        words: &Vocabulary,
        centres: &[Datacentre],
    ) -> Option<Self> {
        SubjectAsked::of(word).iter().find_map(|asked| {
            if asked.kind.is_none() && is_total(&asked.name) {
                return Some(Self::Total);
            }
            let centre = centres.iter().find(|centre| asked.is(&centre.id));
            if let Some(centre) = centre.filter(|_| asked.may_be(SubjectKind::Centre)) {
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
        SubjectAsked::of(word).iter().find_map(|asked| {
            if asked.kind.is_none() && is_total(&asked.name) {
                return Some(Self::Total);
            }
            if asked.kind == Some(SubjectKind::Centre) {
                return Some(Self::Centre(word.to_owned()));
            }
            known(asked, set, None)
        })
    }
}

/// The group of one of some axes that is asked for, lines that are no equipment apart.
fn of_axes(asked: &SubjectAsked, story: &Story<'_>, axes: &[Axis]) -> Option<ExplainSubject> {
    axes.iter().filter(|axis| asked.may_be(SubjectKind::Of(**axis))).find_map(|axis| {
        let mut groups = story.outcome.footprint.axis(*axis).iter();
        let group = groups.find(|group| {
            let said = [&*group.code, group.label.say(Lang::Fr), group.label.say(Lang::En)];
            !group.code.contains(':')
                && !group.code.is_empty()
                && said.iter().any(|one| asked.is(one))
        })?;
        Some(ExplainSubject::Group(*axis, group.code.clone()))
    })
}

/// The type or service that is asked for.
fn known(
    asked: &SubjectAsked,
    set: &FactorSet,
    words: Option<&Vocabulary>,
) -> Option<ExplainSubject> {
    if asked.may_be(SubjectKind::Service)
        && let Some(code) = service_named(set, &asked.name)
    {
        return Some(ExplainSubject::Service(code));
    }
    if !asked.may_be(SubjectKind::Of(Axis::Type)) {
        return None;
    }
    let labelled = (0_u16..).zip(&set.types).find(|(_, one)| {
        [&one.code, &one.label.fr, &one.label.en].iter().any(|said| asked.is(said))
    });
    if let Some((at, _)) = labelled {
        return Some(ExplainSubject::Type(TypeId(at)));
    }
    // What has a figure in it is an identifier, and no word for a type.
    if asked.name.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match words?.type_of(&asked.name) {
        TypeAnswer::Plain(id) | TypeAnswer::Usual(id) => Some(ExplainSubject::Type(id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(word: &str) -> Vec<(Option<SubjectKind>, String)> {
        SubjectAsked::of(word).into_iter().map(|asked| (asked.kind, asked.name)).collect()
    }

    #[test]
    fn a_word_may_start_with_the_kind_of_what_it_names() {
        let all = |name: &str| (None, name.to_owned());
        assert_eq!(
            readings("datacentre DC-1"),
            [(Some(SubjectKind::Centre), "dc 1".to_owned()), all("datacentre dc 1")]
        );
        assert_eq!(readings("service:paper")[0], (Some(SubjectKind::Service), "paper".to_owned()));
        assert_eq!(
            readings("Entité  Écoles")[0],
            (Some(SubjectKind::Of(Axis::Entity)), "ecoles".to_owned())
        );
        // A word that only begins alike names itself.
        assert_eq!(readings("sitecore"), [all("sitecore")]);
        assert!(is_total("total") && is_total("empreinte") && !is_total("laptop"));
    }
}
