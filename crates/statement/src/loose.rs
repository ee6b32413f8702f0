//! Figures that a sentence tells without a number that a run gives: parts in words ("tous nos DEEE",
//! "two thirds of our purchases") and years of service.

use super::rules::made;
use ground::fault::Fault;
use regex::bytes::Regex;

/// Things of an estate that such figures are told of.
const THINGS: &str = r"(?:d?eee|weee|e-?waste|dechets?|waste|equipements?|appareils?|materiels?|postes?|ordinateurs?|pc|portables?|ecrans?|imprimantes?|serveurs?|smartphones?|telephones?|tablettes?|achats?|devices?|equipment|computers?|laptops?|desktops?|machines?|unites?|units?|screens?|monitors?|printers?|servers?|phones?|tablets?|purchases?)";

/// What finds them.
pub(super) struct Loose {
    part: Regex,
    fate: Regex,
    years: Regex,
    service: Regex,
}

impl Loose {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            part: made(&format!(
                r"\b(?:la moitie|un tiers|deux tiers|un quart|trois quarts|la totalite|l'integralite|la plupart|la majorite|tou(?:s|tes) (?:nos|les)|tou(?:t|te) (?:notre|nos|le|la)|half|(?:a|one) third|two[- ]thirds|(?:a|one) quarter|three[- ]quarters|all(?: of)? (?:our|the)|most of|the majority)\b[^.;:,]{{0,30}}?\b{THINGS}\b"
            ))?,
            fate: made(
                r"\b(confi(?:e|es|ee|ees|ons|ent)|remis\w*|recycl\w+|reemplo\w+|reconditionn\w+|refurb\w+|reus\w+|donn(e|es|ee|ees|ons)|donat\w+|given|gave|went|handed|vend\w+|sold|repar(?:e|es|ee|ees|ons|ent|ations?|ables?)|repair\w+|valoris\w+|recover\w+|mesur\w+|measured)\b",
            )?,
            years: made(
                r"\b(?:\d+(?:[.,]\d+)?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen) (?:ans?|annees?|mois|years?|months?)\b",
            )?,
            service: made(&format!(
                r"\b{THINGS}\b[^.;:]{{0,40}}?\b(?:dur(?:e|ent|ait|aient)|sont (?:gardee?s?|conservee?s?)|servent|vivent|last(?:s|ed)?|are kept|live|serve)\b|\b(?:gardons|conservons|(?:we )?keep|kept)\b[^.;:]{{0,40}}?\b{THINGS}\b|\b(?:duree de vie|lifetimes?|lifespan)\b[^.;:]{{0,40}}?\b{THINGS}\b"
            ))?,
        })
    }

    /// Those of a plain sentence, as they are written.
    pub(super) fn of(&self, plain: &str) -> Vec<String> {
        let bytes = plain.as_bytes();
        let mut out = Vec::new();
        let mut add = |of: &Regex| {
            out.extend(of.find_iter(bytes).map(|found| plain[found.range()].to_owned()));
        };
        if self.fate.is_match(bytes) {
            add(&self.part);
        }
        if self.service.is_match(bytes) {
            add(&self.years);
        }
        out
    }
}
