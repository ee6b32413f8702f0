//! Words of two senses, which beside a word for telephony are telephones: `Fixe`, `Portable`.

use super::lexicon::Sense;
use super::outside::Thing;
use super::phrase::{PhraseReading, PhraseSays, descends};
use super::weigh::KindWeigher;
use ground::table::fold;

impl KindWeigher {
    /// The telephone that a word is beside a word for telephony, which by itself is a computer.
    pub(crate) fn telephone_of(&self, word: &str) -> Option<String> {
        let read = self.read(word);
        let PhraseSays::One(Thing::Type(id)) = read.says else { return None };
        let is_alone = !word.trim().contains(' ')
            && self.lexicon.sense_of(&read.heard) == Some(Sense::Adjective);
        match self.types.code(id) {
            "desktop" if is_alone => Some("téléphone fixe".to_owned()),
            "laptop" if is_alone => Some("téléphone portable".to_owned()),
            _ => None,
        }
    }

    /// Whether words are for telephony, and for no computers: `Informatique et téléphonie` is for both.
    pub(crate) fn says_telephony(&self, words: &str) -> bool {
        const COMPUTERS: [&str; 12] = [
            "informatique",
            "informatiques",
            "bureautique",
            "numerique",
            "ordinateur",
            "ordinateurs",
            "pc",
            "computer",
            "computers",
            "computing",
            "it",
            "si",
        ];
        const TELECOM: [&str; 7] = [
            "telecom",
            "telecoms",
            "telecommunication",
            "telecommunications",
            "telephony",
            "telefonia",
            "telefonie",
        ];
        let folded = fold(words);
        let is_of_both = || folded.split(' ').any(|word| COMPUTERS.contains(&word));
        (TELECOM.contains(&folded.as_str()) || self.are_telephones(&self.read(words).says))
            && !is_of_both()
    }

    /// Whether a word of two senses (`Fixe`, `Poste fixe`, `Portable`) is the telephone that a maker of
    /// nothing else makes.
    pub(super) fn is_telephone_of(&self, word: &PhraseReading, kind: Thing) -> bool {
        const FIXED: [&str; 2] = ["fixe", "poste fixe"];
        const CARRIED: [&str; 2] = ["portable", "poste portable"];
        let is_fixed = FIXED.contains(&word.heard.as_str());
        let is_mobile = self.types.named("smartphone") == Some(kind);
        (is_fixed && !is_mobile || CARRIED.contains(&word.heard.as_str()))
            && self.are_telephones(&PhraseSays::One(kind))
    }

    /// Whether words hold the name of a known family of products: `Tablettes iPad 9`.
    pub(crate) fn holds_a_model(&self, words: &str) -> bool {
        self.models.holds_a_family(words)
    }

    /// Whether words are of telephones and a thing is none, be it of their trade: a tablet.
    pub(super) fn is_no_telephone(&self, says: &PhraseSays, kind: Thing) -> bool {
        self.are_telephones(says) && !self.are_telephones(&PhraseSays::One(kind))
    }

    /// Whether what words say are telephones, whatever their sort.
    pub(super) fn are_telephones(&self, says: &PhraseSays) -> bool {
        const TELEPHONES: [&str; 4] =
            ["smartphone", "feature_phone", "ip_phone", "telephone_analog"];
        let kinds = match says {
            PhraseSays::One(kind) => std::slice::from_ref(kind),
            PhraseSays::Usual(_, kinds) | PhraseSays::Class(kinds) => kinds.as_slice(),
            PhraseSays::Silent | PhraseSays::Unknown => return false,
        };
        let is_telephone = |kind: &Thing| {
            let mut named = TELEPHONES.iter().filter_map(|code| self.types.named(code));
            named.any(|own| descends(*kind, own, &self.types))
        };
        !kinds.is_empty() && kinds.iter().all(is_telephone)
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::tests::{KINDS, check};
    use crate::kind::{Clues, KindAnswer};

    #[test]
    fn a_word_of_two_senses_is_a_telephone_beside_telephony_alone() {
        for (words, says) in [
            ("Téléphonie", true),
            ("Téléphone", true),
            ("Téléphones", true),
            ("TELEPHONIE MOBILE", true),
            ("Smartphone", true),
            ("Télécom", true),
            ("Telephony", true),
            ("Telefonía", true),
            ("Matériel téléphonie", true),
            ("Informatique", false),
            ("Informatique et téléphonie", false),
            ("Ordinateur", false),
            ("Réseau", false),
            ("Zork", false),
            ("", false),
        ] {
            assert_eq!(KINDS.says_telephony(words), says, "{words}");
        }
        for (word, is) in [
            ("Fixe", Some("téléphone fixe")),
            ("fixes", Some("téléphone fixe")),
            ("Portable", Some("téléphone portable")),
            ("Portables", Some("téléphone portable")),
            ("PC fixe", None),
            ("Ordinateur portable", None),
            ("Laptop", None),
            ("Mobile", None),
            ("Écran", None),
            ("Tour", None),
        ] {
            assert_eq!(KINDS.telephone_of(word).as_deref(), is, "{word}");
        }
        for (thing, beside, said) in [
            ("Téléphone", "Fixe", "téléphone fixe"),
            ("Téléphonie", "Portable", "téléphone portable"),
            ("Ordinateur", "Fixe", "ordinateur Fixe"),
            ("Ordinateur", "Portable", "ordinateur Portable"),
        ] {
            assert_eq!(KINDS.sort_said(thing, beside).as_deref(), Some(said), "{thing} {beside}");
        }
        for (word, maker, model, code) in [
            ("Poste fixe", "", "Alcatel 8028", "ip_phone"),
            ("Poste fixe", "Alcatel", "8028", "ip_phone"),
            ("Poste fixe", "Alcatel-Lucent", "8039s", "ip_phone"),
            ("Fixe", "", "Alcatel 4029", "ip_phone"),
            ("Poste fixe", "Yealink", "", "ip_phone"),
            ("Fixe", "Gigaset", "Zork", "ip_phone"),
            ("Portable", "Gigaset", "Zork", "ip_phone"),
            ("Portable", "Crosscall", "", "smartphone"),
            // Others make computers.
            ("Poste fixe", "Dell", "", "desktop"),
            ("Fixe", "Crosscall", "", "desktop"),
            ("Portable", "Huawei", "", "laptop"),
            ("PC portable", "Xiaomi", "", "laptop"),
        ] {
            let clues = Clues { word, maker, model, system: "", serial: b"" };
            let found = match KINDS.weigh(&clues).verdict.answer {
                KindAnswer::Type(id) => KINDS.types.code(id),
                _ => "?",
            };
            assert_eq!(found, code, "{word} ; {maker} ; {model}");
        }
        check(["Téléphone", "", "Fixe", ""], "ip_phone");
        check(["Téléphone", "", "Portable", ""], "smartphone");
    }
}
