//! What speaks against a type word that is sure by itself: another word where the model stands, and
//! a maker that makes no such thing.

use super::beside::{are_in_the_box, equipment_of, is_a_machine};
use super::evidence::Clues;
use super::lexicon::Sense;
use super::model::{ModelRank, ToldByModel};
use super::numbered::number_beside;
use super::outside::{Outside, Thing};
use super::phrase::{PhraseReading, PhraseSays, read_words};
use super::weigh::KindWeigher;
use super::words::{GapBefore, PhraseWord, words};
use ground::table::fold;
use inventory::NumberBeside;

impl KindWeigher {
    /// What a cell of the model names that holds no model, but a word for a thing: `PC fixe` beside
    /// `Portable`. A shape alone (`Tour`) names none.
    pub(super) fn named_for_a_model(
        &self,
        word: &PhraseReading,
        model: &str,
    ) -> Option<ToldByModel> {
        let own = match word.says {
            PhraseSays::One(own) | PhraseSays::Usual(own, _) => Some(own),
            PhraseSays::Silent => None,
            PhraseSays::Class(_) | PhraseSays::Unknown => return None,
        };
        // What comes with a machine that nobody knows is not the machine.
        let model = if own.is_none() { self.first_word("", model, "") } else { model };
        if model.is_empty() || word.is_code || !self.lexicon.may_name(&fold(model)) {
            return None;
        }
        if let Some((told, _)) = self.sort_of(word, model) {
            return Some(told);
        }
        let reading = self.read(model);
        let kind = match reading.says {
            PhraseSays::One(kind) => kind,
            // Beside things that are taken for one another, the usual sense says too little.
            PhraseSays::Usual(kind, _)
                if own.is_none_or(|own| !self.types.same_trade(own, kind)) =>
            {
                kind
            }
            _ => return None,
        };
        let thing = |sense: Sense| matches!(sense, Sense::Plain | Sense::Usual);
        let terms = &self.lexicon.terms;
        let named = terms.iter().any(|term| term.text == reading.heard && thing(term.sense));
        (named && !reading.doubt).then_some(ToldByModel {
            kind,
            rank: ModelRank::Word,
            heard: reading.heard,
        })
    }

    /// The sort of a thing that a word beside it says, where the word for the thing says no more than
    /// its usual sense, or a class, and the phrase that says it: `Portable` beside `PC`. Both are read
    /// as one phrase, else the second alone, where one may be taken for the other.
    pub(super) fn sort_of(
        &self,
        thing: &PhraseReading,
        beside: &str,
    ) -> Option<(ToldByModel, String)> {
        let (PhraseSays::Usual(_, all) | PhraseSays::Class(all)) = &thing.says else { return None };
        let told = |phrase: String| {
            let reading = self.read(&phrase);
            let PhraseSays::One(kind) = reading.says else { return None };
            let finer = reading.heard != thing.heard && !reading.doubt;
            let one_of = all.iter().any(|one| self.types.same_trade(*one, kind) || *one == kind);
            let told = ToldByModel { kind, rank: ModelRank::Word, heard: reading.heard };
            (finer && one_of).then_some((told, phrase))
        };
        // A word of two senses beside a word for telephony is a telephone.
        if self.are_telephones(&thing.says)
            && let Some(phrase) = self.telephone_of(beside)
        {
            let PhraseSays::Usual(kind, _) = self.read(&phrase).says else { return None };
            let told = ToldByModel { kind, rank: ModelRank::Word, heard: phrase.clone() };
            return Some((told, phrase));
        }
        told(format!("{} {beside}", thing.heard)).or_else(|| told(beside.to_owned()))
    }

    /// Whether a word for a thing and the name of a known model are of two things: `VMware` beside
    /// `PowerEdge R740`, `WiFi` beside `OptiPlex 3040`.
    pub(crate) fn contradict(&self, word: &str, model: &str) -> bool {
        let told = self.models.tell("", model, &self.types);
        let Some(told) = told.filter(|told| told.rank == ModelRank::Family) else { return false };
        let is_alike = |kind: &Thing| self.are_alike(*kind, told.kind);
        match &self.read(word).says {
            PhraseSays::One(kind) => !is_alike(kind),
            PhraseSays::Usual(_, kinds) | PhraseSays::Class(kinds) => !kinds.iter().any(is_alike),
            PhraseSays::Silent | PhraseSays::Unknown => false,
        }
    }

    /// Whether a word leaves the sort of a thing open: `PC`, `Imprimante`; or the thing itself, as a
    /// word for a trade does: `Informatique`.
    pub(crate) fn leaves_open(&self, thing: &str) -> bool {
        matches!(self.read(thing).says, PhraseSays::Usual(..) | PhraseSays::Class(_))
            || self.is_silent(thing)
    }

    /// The phrase by which a word beside such a thing says its sort, if it does.
    ///
    /// Beside a word for a trade it names the thing, in words: `PC-01` is a machine's own name.
    pub(crate) fn sort_said(&self, thing: &str, beside: &str) -> Option<String> {
        if !self.is_silent(thing) {
            return self.sort_of(&self.read(thing), beside).map(|(_, phrase)| phrase);
        }
        let is_code = |word: &str| {
            word.contains(['-', '_', '.']) && word.bytes().any(|byte| byte.is_ascii_digit())
        };
        let in_words = !is_code(beside.split(' ').next().unwrap_or(""));
        let named = self.names_a_model(beside) || self.names_a_thing(beside);
        (in_words && named).then(|| beside.to_owned())
    }

    /// What a number beside the name of a model is, by what the model is of.
    pub(crate) fn number_beside(&self, name: &str, number: u16, leads: bool) -> NumberBeside {
        let kind = self.models.tell("", name, &self.types).map(|told| told.kind);
        number_beside(kind, &self.types, (name, number, leads))
    }

    /// Whether a phrase names what holds several machines, and how many: `Valise 10 tablettes`. What
    /// it is called is no equipment, and what it holds is.
    pub(super) fn holds_machines(&self, word: &PhraseReading, phrase: &str) -> bool {
        const HOLDING: [&str; 16] = [
            "kit", "valise", "mallette", "pack", "bundle", "chariot", "chariots", "malle",
            "caisse", "armoire", "trolley", "cart", "wagen", "koffer", "carro", "carrello",
        ];
        let holds = match word.says {
            PhraseSays::One(Thing::Outside(Outside::Type(id)) | Thing::Type(id)) => {
                self.types.code(id) == "furniture"
            }
            PhraseSays::One(Thing::Outside(kind)) => kind == Outside::Accessory,
            _ => false,
        };
        if !holds || !HOLDING.contains(&word.heard.as_str()) {
            return false;
        }
        let all = words(phrase);
        let number = |word: &PhraseWord| word.text.bytes().all(|byte| byte.is_ascii_digit());
        let read = |words: &[PhraseWord]| read_words(words, &self.lexicon, &self.types).says;
        let is_equipment = |words: &[PhraseWord]| equipment_of(&read(words)).is_some();
        let numbered = all.windows(2).any(|pair| number(&pair[0]) && is_equipment(&pair[1..]));
        // « Kit PC + écran » is of machines, and « Kit clavier + souris » of what comes with one.
        let lists = || all.len() > 1 && all.iter().any(|word| word.gap == GapBefore::With);
        let of_machines = || {
            let says = read(&all[1..]);
            is_a_machine(&says, &self.types)
                || matches!(says, PhraseSays::Class(_)) && !are_in_the_box(&says, &self.types)
        };
        numbered || lists() && of_machines()
    }

    /// The computer that a `Micro` is whose maker makes computers: else it may be a microphone.
    pub(super) fn micro_of_a_maker(
        &self,
        word: &PhraseReading,
        clues: &Clues<'_>,
    ) -> Option<Thing> {
        let desktop = self.types.named("desktop")?;
        let is_micro = ["micro", "micros"].contains(&word.heard.as_str());
        let computers = |kind: Thing| kind == desktop;
        let makes = is_micro && self.models.makes(clues.maker, clues.model, computers);
        makes.then_some(desktop)
    }

    /// Whether what is called a scanner may take pictures of people: its model is not known, and of
    /// what its maker is known for nothing scans or prints.
    pub(super) fn may_scan_people(
        &self,
        word: &PhraseReading,
        model: Option<&ToldByModel>,
        clues: &Clues<'_>,
    ) -> bool {
        let scans = |kind: Thing| self.types.named("scanner") == Some(kind);
        let PhraseSays::One(kind) = word.says else { return false };
        let known = model.is_some_and(|told| {
            told.rank <= ModelRank::Hint
                || matches!(told.kind, Thing::Outside(_))
                || scans(told.kind)
        });
        scans(kind)
            && !known
            && self
                .models
                .makes_none(clues.maker, clues.model, |kind| scans(kind) || self.types.prints(kind))
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::tests::{check, word};

    #[test]
    fn a_micro_is_a_computer_where_something_says_so() {
        word("Micro", "?several");
        word("Micros", "?several");
        word("Micro-ordinateur", "desktop usual");
        word("Casque micro", "headset");
        check(["Micro", "Dell", "OptiPlex 7060", ""], "desktop");
        check(["Micro", "", "Latitude 5420", ""], "laptop");
        check(["Micro", "Dell", "", ""], "desktop inferred");
        check(["Micro", "Shure", "SM58", ""], "?several");
    }

    #[test]
    fn a_portable_on_duty_may_be_a_telephone() {
        word("Portable d'astreinte", "?several");
        word("Portable astreinte", "?several");
        word("PC portable d'astreinte", "laptop");
        word("Téléphone portable d'astreinte", "smartphone usual");
        check(["Portable d'astreinte", "Samsung", "Galaxy A53", ""], "smartphone");
        check(["Portable d'astreinte", "Dell", "Latitude 5420", ""], "laptop");
    }

    #[test]
    fn what_is_included_is_of_the_thing_before_it() {
        word("PC – licence Windows incluse", "desktop usual");
        word("PC portable - licence Office incluse", "laptop");
        word("Écran, câble fourni", "monitor");
        word("PC – licence Windows", "software");
        word("Licence Windows incluse", "software");
    }

    #[test]
    fn a_hand_scanner_scans_no_paper() {
        check(["Scanner", "Zebra", "DS2208", ""], "accessory");
        check(["Scanner", "Epson", "DS-530", ""], "scanner");
        check(["Scanner", "Zebra", "", ""], "?several");
        check(["Imprimante", "Zebra", "ZD421", ""], "it_equipment_small_mixed settled");
    }
}
