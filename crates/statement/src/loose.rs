//! Figures that a sentence tells without a number that a run gives: parts in words ("tous nos DEEE",
//! "two thirds of our purchases"), years of service, ages, indices, devices by person, commitments kept.

use super::rules::made;
use ground::fault::Fault;
use regex::bytes::Regex;

/// Things of an estate that such figures are told of.
const THINGS: &str = r"(?:d?eee|weee|e-?waste|dechets?|waste|equipements?|appareils?|materiels?|postes?|ordinateurs?|pc|portables?|ecrans?|imprimantes?|serveurs?|smartphones?|telephones?|tablettes?|achats?|devices?|equipment|computers?|laptops?|desktops?|machines?|unites?|units?|screens?|monitors?|printers?|servers?|phones?|tablets?|purchases?)";

/// People whom such figures are told by.
const PEOPLE: &str = r"(?:agents?|personnes?|utilisat(?:eurs?|rices?)|salaries?|employes?|collaborateurs?|eleves?|etudiants?|habitants?|users?|people|persons?|employees?|staff|pupils?|students?|inhabitants?)";

/// What finds them.
pub(super) struct Loose {
    part: Regex,
    /// That nothing of what is thrown away met a fate: "aucun déchet éliminé".
    none: Regex,
    fate: Regex,
    years: Regex,
    service: Regex,
    /// Words of how old things are.
    age: Regex,
    /// Indicators that are numbers without a unit: a CUE, a mark out of ten.
    index: Regex,
    /// How many of one for one of another: people by printer, devices by person.
    density: Regex,
    /// What became of commitments.
    kept: Regex,
    /// What is left of another year's, in words: "soit un tiers de l'électricité de 2024".
    left: Regex,
}

impl Loose {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            part: made(&format!(
                r"\b(?:la moitie|un tiers|deux tiers|un quart|trois quarts|la totalite|l'integralite|la plupart|la majorite|tou(?:s|tes) (?:nos|les)|tou(?:t|te) (?:notre|nos|le|la)|half|(?:a|one) third|two[- ]thirds|(?:a|one) quarter|three[- ]quarters|all(?: of)? (?:our|the)|most of|the majority)\b[^.;:,]{{0,30}}?\b{THINGS}\b"
            ))?,
            none: made(
                r"\b(?:aucune?|pas une?|no|not any|none of (?:our|the)) (?:d?eee|weee|e-?waste|dechets?|waste)\b[^.;:]{0,40}\b(?:elimin\w+|dispos\w+|enfoui\w*|incin\w+|landfill\w*|burnt|burned|brule\w*|jete\w*|thrown|recycl\w+|valoris\w+|recover\w+|reus\w+|reemplo\w+)\b|\b(?:elimin\w+|dispos\w+ of|enfoui\w*|incin\w+|landfill\w*|burnt|burned|brule\w*|jete\w*|throw\w*|recycl\w+|valoris\w+) (?:\w+ )?(?:aucune?|pas de|pas d'|no) ?(?:d?eee|weee|e-?waste|dechets?|waste)\b",
            )?,
            fate: made(
                r"\b(confi(?:e|es|ee|ees|ons|ent)|remis\w*|recycl\w+|reemplo\w+|reconditionn\w+|refurb\w+|reus\w+|donn(e|es|ee|ees|ons)|donat\w+|given|gave|went|handed|vend\w+|sold|repar(?:e|es|ee|ees|ons|ent|ations?|ables?)|repair\w+|valoris\w+|recover\w+|mesur\w+|measured)\b",
            )?,
            years: made(
                r"\b(?:\d+(?:[.,]\d+)?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen) (?:ans?|annees?|mois|years?|months?)\b",
            )?,
            service: made(&format!(
                r"\b{THINGS}\b[^.;:]{{0,40}}?\b(?:dur(?:e|ent|ait|aient)|sont (?:gardee?s?|conservee?s?)|servent|vivent|last(?:s|ed)?|are kept|live|serve)\b|\b(?:gardons|conservons|(?:we )?keep|kept)\b[^.;:]{{0,40}}?\b{THINGS}\b|\b(?:duree de vie|lifetimes?|lifespan)\b[^.;:]{{0,40}}?\b{THINGS}\b"
            ))?,
            age: made(&format!(
                r"\b(?:age|ages|anciennete|agee?s?|aged|old)\b[^.;:]{{0,40}}?\b(?:parc|estate|fleet|{THINGS})\b|\b(?:parc|estate|fleet|{THINGS})\b[^.;:]{{0,40}}?\b(?:age|ages|anciennete|agee?s?|aged|old)\b|\b(?:parc|{THINGS}) (?:ont|a|have|has|are|is) (?:en moyenne |on average )?\d"
            ))?,
            index: made(
                r"\b(?:cue|wue|erf|ere|dcie|indices? (?:\w+ )?de (?:reparabilite|durabilite)|(?:repair(?:ability)?|durability) (?:index|score|mark))\b[^.;\d]{0,40}?\b\d+(?:[.,]\d+)?",
            )?,
            density: made(&format!(
                r"\b\d+(?:[.,]\d+)? (?:{PEOPLE}|{THINGS}) (?:par|per|for each|pour chaque|pour une?) (?:{PEOPLE}|{THINGS})\b"
            ))?,
            left: made(
                r"\b(?:a|to|jusqu'a|soit|or|i\.e\.|c'est-a-dire|that is|only|plus que|est|is|represente) (?:an? |une? |la |les? |one |deux |two |trois |three )?(?:tiers|quarts?|moitie|cinquiemes?|dixiemes?|thirds?|quarters?|fifths?|tenths?) (?:of |de |d'|du )(?:l'|la |le |notre |our |the |(?:19|20)\d\d)[^.;,]{0,60}",
            )?,
            kept: made(
                r"\b(?:engagements?|objectifs?|cibles?|commitments?|targets?|goals?)\b[^.;:]{0,30}?\b(?:tenue?s?|atteinte?s?|respectee?s?|kept|met|reached|achieved|fulfilled)\b",
            )?,
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
        if self.service.is_match(bytes) || self.age.is_match(bytes) {
            add(&self.years);
        }
        add(&self.none);
        add(&self.index);
        add(&self.density);
        add(&self.kept);
        let is_of_a_year = |words: &String| words.contains(" 20") || words.contains(" 19");
        let left = self.left.find_iter(bytes).map(|found| plain[found.range()].to_owned());
        out.extend(left.filter(is_of_a_year));
        out
    }
}
