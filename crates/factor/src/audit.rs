//! What a set that loads still owes a critical reader: bounds, years, labels, licences.

use super::{Factor, FactorSet, Layer};
use ground::lang::Text;
use ground::text;

/// Something a set owes its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetFinding {
    /// The factor, type, zone, criterion or source it is about.
    pub at: String,
    /// What is wrong.
    pub what: Text,
}

/// What a licence allows a set to do with figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Licence {
    /// To carry them, with attribution.
    Open,
    /// To carry them only in a set under the same licence.
    ShareAlike,
    /// To cite single figures as facts, and no table.
    SingleFacts,
    /// Neither to change nor to use commercially: not to be carried.
    Closed,
    /// Not known here.
    Unknown,
}

impl Licence {
    /// Words that tell a licence, the strictest first.
    const WORDS: [(&'static str, Licence); 18] = [
        ("-NC", Self::Closed),
        ("-ND", Self::Closed),
        ("ODbL", Self::ShareAlike),
        ("AGPL", Self::SingleFacts),
        ("GNU Affero", Self::SingleFacts),
        ("GPL-3.0", Self::SingleFacts),
        ("single facts", Self::SingleFacts),
        ("Licence Ouverte", Self::Open),
        ("Open Government Licence", Self::Open),
        ("CC BY", Self::Open),
        ("CC-BY", Self::Open),
        ("CC0", Self::Open),
        ("MIT", Self::Open),
        ("Apache-2.0", Self::Open),
        ("MPL-2.0", Self::Open),
        ("legal text", Self::Open),
        ("EU data", Self::Open),
        ("public domain", Self::Open),
    ];

    /// What the licence of a source allows, by the words it is written in.
    pub fn of(words: &str) -> Self {
        let known = Self::WORDS.iter().find(|(word, _)| words.contains(word));
        known.map_or(Self::Unknown, |(_, licence)| *licence)
    }
}

impl FactorSet {
    /// What its top layer still owes a critical reader, in the order of its files.
    pub fn audit(&self) -> Vec<SetFinding> {
        let top = self.layers.len().saturating_sub(1);
        let mut found = Vec::new();
        for factor in self.factors.iter().filter(|factor| factor.layer == Some(top)) {
            for what in self.owed(factor, &self.layers[top]) {
                found.push(SetFinding { at: factor.id.clone(), what });
            }
        }
        let cited =
            |id: &str| self.factors.iter().any(|one| one.layer == Some(top) && one.source_id == id);
        for source in self.sources.iter().filter(|one| one.year.is_empty() && cited(&one.id)) {
            let what = text!("source sans année", "source without a year");
            found.push(SetFinding { at: source.id.clone(), what });
        }
        let labels = (self.types.iter().map(|one| (&one.code, &one.label.fr, &one.label.en)))
            .chain(self.zones.iter().map(|one| (&one.code, &one.label.fr, &one.label.en)))
            .chain(self.criteria.iter().map(|one| (&one.code, &one.label.fr, &one.label.en)));
        for (at, _, _) in labels.filter(|(_, fr, en)| fr.is_empty() || en.is_empty()) {
            let what = text!("aucun nom, dans aucune langue", "no name, in any language");
            found.push(SetFinding { at: at.clone(), what });
        }
        found
    }

    fn owed(&self, factor: &Factor, layer: &Layer) -> Vec<Text> {
        let mut owed = Vec::new();
        let amount = factor.amount;
        if factor.basis.is_empty() {
            owed.push(text!(
                "on ne sait pas d'où viennent ses bornes (`uncertainty_basis`)",
                "nothing says what its bounds rest on (`uncertainty_basis`)"
            ));
        }
        // A zero, or a figure set by law, is exact; it then says so.
        let exact = factor.basis.starts_with("none");
        if !exact && amount.low >= amount.high {
            owed.push(text!(
                "bornes sans largeur ; une valeur exacte le dit dans `uncertainty_basis`, par « none: … »",
                "bounds without width; an exact value says so in `uncertainty_basis`, as `none: …`"
            ));
        }
        if factor.topic == "equipment" && factor.year.is_empty() {
            owed.push(text!("année absente", "no year"));
        }
        let source = self.source(&factor.source_id);
        let words = source.map_or("", |source| source.licence.as_str());
        match Licence::of(words) {
            Licence::Open | Licence::SingleFacts => {}
            Licence::ShareAlike if Licence::of(&layer.licence) == Licence::ShareAlike => {}
            Licence::ShareAlike => owed.push(text!(
                "source sous ODbL dans un jeu qui ne l'est pas",
                "a source under ODbL in a set that is not"
            )),
            Licence::Closed => owed.push(text!(
                "licence qui interdit de la distribuer : {words}",
                "licence that forbids to distribute it: {words}"
            )),
            Licence::Unknown => owed.push(text!(
                "licence hors de la liste connue, à ne pas publier sans vérifier : {words}",
                "licence outside the known list, not to be published unchecked: {words}"
            )),
        }
        owed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_word_of_a_licence_counts() {
        assert_eq!(Licence::of("CC BY-NC-ND (as read)"), Licence::Closed);
        assert_eq!(Licence::of("ODbL 1.0 (database) + DbCL 1.0 (contents)"), Licence::ShareAlike);
        assert_eq!(Licence::of("AGPL-3.0 (code); MIT for data"), Licence::SingleFacts);
        assert_eq!(Licence::of("Licence Ouverte 2.0 (Etalab)"), Licence::Open);
        assert_eq!(Licence::of("all rights reserved"), Licence::Unknown);
    }
}
