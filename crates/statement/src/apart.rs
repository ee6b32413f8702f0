//! What makes of a figure that a run shows another thing: a rate in time, of each of several, saved or
//! taken back, a change, a part of the footprint or something that it does not cover.

use super::facts::{Known, Subject};
use super::figures::Stated;
use super::plain::plain;
use super::rules::made;
use super::ways::verbs;
use ground::fault::Fault;
use ground::lang::Text;
use ground::text;
use regex::bytes::Regex;

/// Things that an estate has many of.
const DEVICES: &str = r"(?:ordinateurs?|pc|portables?|ecrans?|serveurs?|imprimantes?|smartphones?|telephones?|tablettes?|postes?|machines?|appareils?|equipements?|unites?|devices?|laptops?|desktops?|computers?|screens?|monitors?|servers?|printers?|phones?|tablets?|workstations?|units?)";

/// What finds them.
pub(super) struct SaidApart {
    time: Regex,
    each: Regex,
    contrary: Regex,
    other: Regex,
    /// A site, of which the run has no figure under its name.
    place: Regex,
    less: Regex,
    by: Regex,
    /// What becomes of things that are weighed, or whose they are.
    fate: Regex,
}

impl SaidApart {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            time: made(
                r"\b(?:par|chaque|en une?|per|each|every|in an?|in one) (?:mois|jour|semaine|heure|trimestre|semestre|minute|decennie|months?|days?|weeks?|hours?|quarters?|decades?)\b|\b(?:a|an) (?:month|day|week|hour)\b|\b(?:tous les|toutes les) (?:mois|jours|semaines)\b|\b(?:mensuel\w*|hebdomadaire\w*|quotidien\w*|journalier\w*|monthly|weekly|daily|quarterly)\b|\b(?:sur|pendant|over|for) (?:les |the |its |leur |sa )?(?:\d+|deux|trois|quatre|cinq|six|sept|huit|dix|two|three|four|five|six|seven|eight|ten) (?:dernieres? |derniers |prochaines? |last |next |past )?(?:ans|annees|mois|years|months)\b|\b(?:over|sur|pendant|durant|during) (?:its|their|sa|leur|toute sa|toute leur)(?: whole| entire| full)? (?:life|lifetime|vie|duree de vie)\b",
            )?,
            each: made(&format!(
                r"\b(?:chaque|each|every|un|une|a|an|one) {DEVICES}\b|\b(?:chacune?|each) (?:de|des|d'|of)\b|\b(?:par|per) {DEVICES}\b|\b(?:piece|l'unite|apiece|chacune?s?|each)\b"
            ))?,
            contrary: made(
                r"\b(?:compens(?:e|es|er|ee|ees|ons|ent|ation)|offset\w*|retir(?:e|es|er|ons|ent|ee|ees)|remov(?:e|es|ed|ing)|stock(?:e|ee|ees|ons)|absorb\w*|captur\w*|sequestr\w*|econom(?:ise|isee|ises|isees|iser|isons)|epargn\w*|saved|saves|saving|solaires?|solar|photovolta\w*|eolien\w*|generated|(?:a|ont|avons) (?:produit|genere))\b|\bn'(?:a|ont|avons|est|emet|emettons) pas\b|\b(?:did|does|do|has|have) not\b|\b(?:didn't|doesn't|don't|hasn't|haven't)\b",
            )?,
            other: made(
                r"\b(?:scopes? ?[123]|methane|protoxyde|plastiques?|plastics?|vehicules?|vehicles?|voitures?|cars|batiments?|buildings?|cantines?|canteens?|deplacements?|deplacant|trajets?|travel\w*|commut\w+|chauffage|heating|restauration|mobilite)\b",
            )?,
            place: made(
                r"\b(?:le|du|au|ce|un|the|this|one|a|chaque|each|every) (?:\w+ hall )?site\b|\bsite (?:de|du|d'|hotel|mairie|annexe)\b|\bhotel de ville\b",
            )?,
            less: made(
                r"^ ?(?:de |of )?(?:co2\w*|carbone?)? ?(?:de moins|en moins|de plus (?:qu|en)|less|fewer|lower|more) ?(?:qu|than|en|in)?",
            )?,
            fate: made(
                r"\b(?:reemplo\w+|reutilis\w+|reus\w+|recycl\w+|evite\w*|avoid\w*|perdue?s?|lost|vendue?s?|sold|donne(?:e|s|es)?|donated|eco-?organism\w+|par (?:agent|personne|habitant)|per (?:person|employee|inhabitant|capita))\b",
            )?,
            by: made(&format!(r"\b{}\b[^,;:.()]{{0,40}}\b(?:de|by) ?$", verbs()?))?,
        })
    }

    /// That a weight which the run has under this name is not of what the words say became of it.
    pub(super) fn other_fate(&self, figure: &Stated, known: &Known, words: &str) -> Option<Text> {
        let named = |fate: &str| {
            let stem = &fate[..fate.len().min(5)];
            [&known.label.fr, &known.label.en].iter().any(|name| plain(name).contains(stem))
        };
        let mut fate = self.fate.find_iter(words.as_bytes()).map(|found| &words[found.range()]);
        let other = fate.find(|fate| !named(fate))?;
        let (shown, label) = (&figure.text, &known.label);
        Some(Text {
            fr: format!(
                "« {shown} » : le calcul le donne pour « {} », pas pour « {other} »",
                label.fr
            ),
            en: format!("\"{shown}\": the run has it for \"{}\", not for \"{other}\"", label.en),
        })
    }

    /// Whether words name a part of the footprint, or something that it does not cover.
    pub(super) fn is_of_other(&self, own: &str) -> bool {
        self.other.is_match(own.as_bytes()) || self.place.is_match(own.as_bytes())
    }

    /// That the words tell a rate: in time, or of each of several.
    pub(super) fn rate(&self, figure: &Stated, subject: Subject, own: &str) -> Option<Text> {
        let shown = &figure.text;
        let words = own.as_bytes();
        if self.time.is_match(words) {
            return Some(text!(
                "« {shown} » : le calcul le donne pour l'année, et ni par mois ni sur plusieurs ans",
                "\"{shown}\": the run has it for the year, not by the month nor over several years"
            ));
        }
        if subject != Subject::Person && self.each.is_match(words) {
            return Some(text!(
                "« {shown} » : le calcul le donne de tous ensemble, et non de chacun",
                "\"{shown}\": the run has it of all together, not of each"
            ));
        }
        None
    }

    /// Why a figure that the run has, of this subject, is not what the sentence tells; `own` are the
    /// words about it.
    pub(super) fn why(
        &self,
        figure: &Stated,
        subject: Subject,
        own: &str,
        sentence: &str,
    ) -> Option<Text> {
        if let Some(rate) = self.rate(figure, subject, own) {
            return Some(rate);
        }
        let shown = &figure.text;
        let words = own.as_bytes();
        let (before, after) = (&sentence[..figure.at.start], &sentence[figure.at.end..]);
        let changes = self.less.is_match(after.as_bytes()) || self.by.is_match(before.as_bytes());
        if changes || self.contrary.is_match(words) {
            return Some(text!(
                "« {shown} » : le calcul le donne comme ce qui est émis ou consommé dans l'année, et non comme un écart, une économie ou une compensation",
                "\"{shown}\": the run has it as what is emitted or used in the year, not as a difference, a saving or an offset"
            ));
        }
        let is_other = subject != Subject::Label && self.other.is_match(words);
        if is_other || self.place.is_match(words) {
            return Some(text!(
                "« {shown} » : le calcul le donne de tout le parc informatique, et non de ce que nomme la phrase",
                "\"{shown}\": the run has it of the whole IT estate, not of what the sentence names"
            ));
        }
        None
    }
}
