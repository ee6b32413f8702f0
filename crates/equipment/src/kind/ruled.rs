//! By which rule a type was told, in a sentence, and in which cell.

use super::evidence::{EvidenceSource, KindAnswer, Strength, WeighedKind};
use super::weigh::KindWeigher;
use crate::cells::first_of;
use ground::lang::Text;
use ground::provenance::Assumption;
use ground::text;
use inventory::{Field, Row};

impl WeighedKind {
    /// The rule that told the type, in a sentence; none where nothing told one.
    pub fn rule(&self) -> Option<Text> {
        let verdict = &self.verdict;
        if !matches!(verdict.answer, KindAnswer::Type(_) | KindAnswer::Outside(_)) {
            return None;
        }
        let assumed = |assumption| verdict.assumed.contains(assumption);
        let settled = assumed(Assumption::TypeSettled);
        let inferred = assumed(Assumption::TypeInferred);
        Some(match verdict.rests_on {
            EvidenceSource::Own => {
                text!("le mot de l'organisation décide", "the organisation's own word settles it")
            }
            EvidenceSource::Word if settled => text!(
                "le mot du type et le modèle se contredisent : le mot l'emporte",
                "the type word and the model contradict each other: the word is taken"
            ),
            EvidenceSource::Word if assumed(Assumption::UsualType) => text!(
                "le mot du type est pris dans son sens usuel : rien d'autre ne le précise",
                "the type word is taken in its usual sense: nothing else says more"
            ),
            EvidenceSource::Word => text!("le mot du type le dit", "the type word says it"),
            EvidenceSource::Model if settled => text!(
                "le mot du type et le modèle se contredisent : le modèle l'emporte",
                "the type word and the model contradict each other: the model is taken"
            ),
            EvidenceSource::Model if inferred => text!(
                "le mot du type ne le dit pas : le modèle le dit",
                "the type word does not say it: the model does"
            ),
            EvidenceSource::Model => self.by_model(),
            EvidenceSource::Maker if inferred => text!(
                "le reste ne le dit pas : c'est ce que ce fabricant fait le plus",
                "nothing else says it: it is what this maker mostly makes"
            ),
            EvidenceSource::Maker => text!(
                "ce fabricant ne fait que des machines virtuelles",
                "this maker makes virtual machines alone"
            ),
            EvidenceSource::System => text!(
                "le reste ne le dit pas : le système d'exploitation le dit",
                "nothing else says it: the operating system does"
            ),
            EvidenceSource::Serial => text!(
                "ce numéro de série est celui d'une machine virtuelle",
                "this serial number is a virtual machine's"
            ),
        })
    }

    /// How a model told the type that no word contradicts.
    fn by_model(&self) -> Text {
        let word = self.evidence.iter().find(|one| one.source == EvidenceSource::Word);
        let model = self.evidence.iter().find(|one| one.source == EvidenceSource::Model);
        match (word, model) {
            (Some(word), Some(model)) if word.kinds == model.kinds => text!(
                "le mot du type et le modèle disent la même chose",
                "the type word and the model say the same"
            ),
            (Some(word), _) if word.strength == Strength::Certain => text!(
                "le modèle dit la sorte de ce que dit le mot du type",
                "the model says the sort of what the type word says"
            ),
            (Some(_), _) => {
                text!("le modèle précise le mot du type", "the model says more than the type word")
            }
            (None, _) => text!("le modèle le dit", "the model says it"),
        }
    }
}

impl KindWeigher {
    /// The field whose cell told the type of a row; none for an operating system, which has several.
    pub(crate) fn told_in(&self, row: &Row<'_>, weighed: &WeighedKind) -> Option<Field> {
        let cell = |field: Field| String::from_utf8_lossy(row.bytes(field)).into_owned();
        let model = cell(Field::Model);
        let (maker, model) = (cell(Field::Manufacturer), first_of(&model));
        let by_model = || {
            let says = self.models.tell(first_of(&maker), model, &self.types).is_some();
            !model.is_empty() && (says || self.names_a_thing(model))
        };
        match weighed.verdict.rests_on {
            EvidenceSource::Maker if !maker.is_empty() => Some(Field::Manufacturer),
            EvidenceSource::Model | EvidenceSource::Maker if by_model() => Some(Field::Model),
            EvidenceSource::Own
            | EvidenceSource::Word
            | EvidenceSource::Model
            | EvidenceSource::Maker => Some(Field::EquipmentType),
            EvidenceSource::Serial => Some(Field::Serial),
            EvidenceSource::System => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::KINDS;
    use super::super::{Clues, WeighedKind};
    use ground::lang::Lang;

    #[test]
    fn a_type_is_told_by_a_rule_that_is_said() {
        let said = |word, maker, model, system, serial: &'static [u8]| {
            let weighed: WeighedKind = KINDS.weigh(&Clues { word, maker, model, system, serial });
            weighed.rule().map(|rule| rule.say(Lang::En).to_owned())
        };
        let virtual_serial = b"7417-2231-0909-4456-1188-3320-77";
        for (cells, rule) in [
            (["Portable", "", ""], "the type word says it"),
            (
                ["Imprimante", "", ""],
                "the type word is taken in its usual sense: nothing else says more",
            ),
            (["Portable", "Dell", "Latitude 5420"], "the type word and the model say the same"),
            (["PC", "Dell", "Latitude 5420"], "the model says more than the type word"),
            (
                ["Fixe", "Dell", "Precision 3660 Tower"],
                "the model says the sort of what the type word says",
            ),
            (
                ["Laptop", "Dell", "OptiPlex 7090"],
                "the type word and the model contradict each other: the model is taken",
            ),
            (
                ["Monitor", "Dell", "Latitude 5440"],
                "the type word and the model contradict each other: the word is taken",
            ),
            (["", "Dell", "Latitude 5420"], "the type word does not say it: the model does"),
            (
                ["Network device", "Fortinet", ""],
                "nothing else says it: it is what this maker mostly makes",
            ),
            (["Serveur", "VMware, Inc.", ""], "this maker makes virtual machines alone"),
        ] {
            let [word, maker, model] = cells;
            assert_eq!(said(word, maker, model, "", b"").as_deref(), Some(rule), "{cells:?}");
        }
        let system = said("Computer", "", "", "Windows Server 2022", b"");
        assert_eq!(system.as_deref(), Some("nothing else says it: the operating system does"));
        let serial = said("Serveur", "", "", "", virtual_serial);
        assert_eq!(serial.as_deref(), Some("this serial number is a virtual machine's"));
        assert_eq!(said("Computer", "", "", "", b""), None, "several are left");
        assert_eq!(said("", "", "", "", b""), None);
    }
}
