//! What speaks for a type, and what was made of it.

use super::outside::{Outside, Thing};
use factor::{FactorSet, TypeId};
use ground::lang::{Lang, Text};
use ground::provenance::AssumptionSet;
use ground::text;

/// Where a piece of evidence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceSource {
    /// The organisation's own words, in its card.
    Own,
    /// The type word.
    Word,
    /// The model.
    Model,
    /// The maker.
    Maker,
    /// The operating system.
    System,
    /// The serial number.
    Serial,
}

impl EvidenceSource {
    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Own => lang.label("mot de l'organisation", "the organisation's own word"),
            Self::Word => lang.label("mot du type", "type word"),
            Self::Model => lang.label("modèle", "model"),
            Self::Maker => lang.label("fabricant", "maker"),
            Self::System => lang.label("système d'exploitation", "operating system"),
            Self::Serial => lang.label("numéro de série", "serial number"),
        }
    }
}

/// How strongly a piece of evidence speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It can mean nothing else.
    Certain,
    /// It is what the word usually means.
    Usual,
    /// It leaves several open.
    Open,
    /// It points there, no more.
    Hint,
}

impl Strength {
    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Certain => lang.label("sûr", "certain"),
            Self::Usual => lang.label("sens usuel", "usual sense"),
            Self::Open => lang.label("plusieurs possibles", "several possible"),
            Self::Hint => lang.label("indice", "hint"),
        }
    }
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Where it comes from.
    pub source: EvidenceSource,
    /// The words it was heard by: of the vocabulary, or of the list of models.
    pub heard: String,
    /// What it speaks for.
    pub kinds: Vec<Thing>,
    /// How strongly.
    pub strength: Strength,
}

/// What is known of a thing, to tell what it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clues<'a> {
    /// The type word.
    pub word: &'a str,
    /// The maker.
    pub maker: &'a str,
    /// The model.
    pub model: &'a str,
    /// The operating system.
    pub system: &'a str,
    /// The serial number.
    pub serial: &'a [u8],
}

/// What a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindAnswer {
    /// An equipment of this type.
    Type(TypeId),
    /// No equipment.
    Outside(Outside),
    /// One of several types, and nothing tells which.
    Several,
    /// Nobody knows.
    Unknown,
    /// Nothing is said.
    Missing,
}

/// What was made of the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindVerdict {
    /// What the thing is.
    pub answer: KindAnswer,
    /// What it rests on most.
    pub rests_on: EvidenceSource,
    /// What was assumed.
    pub assumed: AssumptionSet,
}

/// The text of a type whose words are whole.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WholeWords {
    pub(super) text: String,
    /// Whether a point stands behind each word that was cut.
    pub(super) is_pointed: bool,
}

/// A verdict with all that spoke.
#[derive(Debug, Clone, PartialEq)]
pub struct WeighedKind {
    /// What was made of it.
    pub verdict: KindVerdict,
    /// What spoke, in the order it was heard.
    pub evidence: Vec<Evidence>,
}

impl WeighedKind {
    /// The evidence in words, a line each.
    pub fn lines(&self, set: &FactorSet) -> Vec<Text> {
        let line = |one: &Evidence| {
            let codes = one.kinds.iter().map(|kind| format!("`{}`", kind.code(set)));
            let codes: Vec<String> = codes.collect();
            let (codes, heard) = (codes.join(", "), one.heard.as_str());
            let say = |lang| {
                let (source, strength) = (one.source.label(lang), one.strength.label(lang));
                let mark = if one.source == self.verdict.rests_on {
                    lang.semicolon().to_owned() + lang.label("retenu", "taken")
                } else {
                    String::new()
                };
                (source, strength, mark)
            };
            let ((fr_source, fr_strength, fr_mark), (en_source, en_strength, en_mark)) =
                (say(Lang::Fr), say(Lang::En));
            text!(
                "{fr_source} « {heard} » : {codes} ({fr_strength}{fr_mark})",
                "{en_source} “{heard}”: {codes} ({en_strength}{en_mark})"
            )
        };
        self.evidence.iter().map(line).collect()
    }
}
