//! Purchases and exits: words that tell what comes in from what leaves.

use super::facts::Flow;
use super::plain::plain;
use ground::lang::Text;

/// How words of what comes in begin.
const IN: [&str; 14] = [
    "achat",
    "achet",
    "acqui",
    "approvision",
    "commande",
    "depens",
    "investi",
    "purchas",
    "bought",
    "buy",
    "procur",
    "spend",
    "spent",
    "acquisition",
];
/// How words of what leaves begin.
const OUT: [&str; 25] = [
    "sorti",
    "sortant",
    "reforme",
    "retire",
    "retir",
    "exit",
    "outgoing",
    "decommission",
    "cede",
    "cession",
    "donne",
    "don",
    "dons",
    "vend",
    "vente",
    "sold",
    "donat",
    "dispos",
    "dechet",
    "waste",
    "deee",
    "weee",
    "declass",
    "rebut",
    "left",
];

impl Flow {
    /// That of a name, where its words are of one alone.
    pub fn of(name: &Text) -> Option<Self> {
        Self::of_words(&plain(&name.fr)).or_else(|| Self::of_words(&plain(&name.en)))
    }

    /// That of a plain sentence, where its words are of one alone.
    pub(super) fn of_words(plain: &str) -> Option<Self> {
        let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).collect();
        let has = |begins: &[&str]| {
            words.iter().any(|word| {
                // Short words are whole: a gift is no donut.
                begins.iter().any(|one| word == one || one.len() > 3 && word.starts_with(one))
            })
        };
        match (has(&IN), has(&OUT)) {
            (true, false) => Some(Self::In),
            (false, true) => Some(Self::Out),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::text;

    #[test]
    fn purchases_are_no_exits() {
        assert_eq!(Flow::of_words("30 % de nos achats sont reconditionnes"), Some(Flow::In));
        assert_eq!(Flow::of_words("56 % du materiel reforme a ete reemploye"), Some(Flow::Out));
        assert_eq!(Flow::of_words("notre taux de reemploi est de 92 %"), None);
        assert_eq!(Flow::of_words("achats de materiel reforme"), None);
        assert_eq!(Flow::of(&text!("Part des achats", "Share of purchases")), Some(Flow::In));
    }
}
