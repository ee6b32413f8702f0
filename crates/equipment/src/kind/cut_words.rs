//! Words of a type that are cut short: `PC port.`, `Impr.`, `Tél port`.
//!
//! A word with a point behind it, or one that nobody knows, is the word that begins so, where all that do
//! and make sense of the phrase name one thing, which is equipment.

use super::evidence::{Clues, EvidenceSource, KindAnswer, WeighedKind, WholeWords};
use super::lexicon::Sense;
use super::outside::Thing;
use super::phrase::{PhraseReading, PhraseSays, descends, narrows};
use super::weigh::KindWeigher;
use crate::makers::maker_answer;
use ground::provenance::Assumption;
use ground::table::fold;

/// The shortest word that is taken for the beginning of another, in letters.
const SHORTEST: usize = 3;
/// The shortest behind another word, where no point says that it is cut.
const SHORTEST_BEHIND: usize = 4;
/// As many words at most begin so: else it says too little.
const MOST: usize = 40;
/// As many words are cut at most.
const MOST_CUT: usize = 3;

/// A word of a text.
#[derive(Debug, Clone, Copy)]
struct Place {
    from: usize,
    to: usize,
    /// Whether a point stands behind it.
    is_pointed: bool,
    /// Whether no other stands before it.
    is_first: bool,
    /// Whether no other stands behind it.
    is_last: bool,
}

impl KindWeigher {
    /// Weighs what is known of a thing; a word of its type may be cut short, which is its usual sense.
    pub fn weigh(&self, clues: &Clues<'_>) -> WeighedKind {
        // One cell may stand for both.
        let whole = if clues.model == clues.word { None } else { self.whole_words(clues.word) };
        let Some(whole) = whole else { return self.weigh_whole(clues) };
        let as_whole = || {
            let mut weighed = self.weigh_whole(&Clues { word: &whole.text, ..*clues });
            if weighed.verdict.rests_on == EvidenceSource::Word {
                weighed.verdict.assumed.insert(Assumption::UsualType);
            }
            weighed
        };
        if whole.is_pointed {
            return as_whole();
        }
        // Where no point says that a word is cut, a model that tells the type goes before.
        let said = self.weigh_whole(clues);
        let is_told = matches!(said.verdict.answer, KindAnswer::Type(_))
            && said.verdict.rests_on != EvidenceSource::Word;
        if is_told { said } else { as_whole() }
    }

    /// The text of a type whose words are whole, where some are cut; many things have one word.
    pub(super) fn whole_words(&self, text: &str) -> Option<WholeWords> {
        self.whole.get([text, ""], || {
            let mut whole: Option<WholeWords> = None;
            for _ in 0..MOST_CUT {
                let text = whole.as_ref().map_or(text, |own| &own.text);
                let mut found = places(text)
                    .into_iter()
                    .filter_map(|place| Some((self.whole(text, place)?, place.is_pointed)));
                let Some((text, is_pointed)) = found.next() else { break };
                let is_pointed = is_pointed && whole.as_ref().is_none_or(|own| own.is_pointed);
                whole = Some(WholeWords { text, is_pointed });
            }
            whole
        })
    }

    /// The text with a word whole that is cut.
    fn whole(&self, text: &str, place: Place) -> Option<String> {
        // Nearly no word is cut.
        if !place.is_pointed && !place.is_first && !place.is_last {
            return None;
        }
        let cut = fold(&text[place.from..place.to]);
        // `Tab`, `Impr`, `Port`: what is cut ends where a vowel would follow.
        let ends_short = !cut.ends_with(['a', 'e', 'i', 'o', 'u', 'y', 's', 'x']);
        let behind = cut.len() >= SHORTEST_BEHIND && place.is_last;
        if cut.len() < SHORTEST || !place.is_pointed && (!ends_short || !place.is_first && !behind)
        {
            return None;
        }
        let sense = self.lexicon.sense_of(&cut);
        let is_word = sense.is_some_and(|sense| !matches!(sense, Sense::Qualifier));
        if is_word || maker_answer(&cut).is_some() {
            return None;
        }
        if !place.is_pointed && place.is_first && self.lexicon.may_name(&cut) {
            return None;
        }
        let rest = [&text[..place.from], " ", text[place.to..].trim_start_matches('.')].concat();
        let base = self.read(&rest).says;
        let says = |says: &PhraseSays| !matches!(says, PhraseSays::Silent | PhraseSays::Unknown);
        // Where no point says so, the other words have to leave it open.
        if !place.is_pointed && place.is_first && says(&self.read(text).says) {
            return None;
        }
        let begun = self.lexicon.begun(&cut);
        if begun.len() > MOST {
            return None;
        }
        let mut read: Vec<(String, PhraseReading)> = Vec::new();
        for word in begun {
            if !place.is_pointed && !place.is_first && !self.lexicon.is_a_quality(word) {
                continue;
            }
            let own = [&text[..place.from], word, text[place.to..].trim_start_matches('.')];
            let whole = own.concat();
            let reading = self.read(&whole);
            let is_heard = reading.heard.split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
            let fits = place.is_first
                || says(&base) && self.is_finer(&reading.says, &base)
                || !says(&base) && place.is_pointed;
            let is_sure = place.is_pointed || !reading.doubt;
            if is_heard && fits && is_sure && says(&reading.says) {
                read.push((whole, reading));
            }
        }
        // `Unité centrale` is one term, and `centralino` another's.
        let heard = |(_, read): &(String, PhraseReading)| {
            read.heard.split([' ', ',']).filter(|word| !word.is_empty()).count()
        };
        let most = read.iter().map(heard).max()?;
        read.retain(|own| heard(own) == most);
        let is_sure =
            |(_, read): &&(String, PhraseReading)| matches!(read.says, PhraseSays::One(_));
        let (whole, first) = read.iter().find(is_sure).or_else(|| read.first())?;
        let own = kinds(&first.says);
        let is_one = read.iter().all(|(_, other)| kinds(&other.says) == own);
        // What is no equipment is asked: `Soft`, `Lic.`.
        let is_equipment = own.iter().any(|kind| matches!(kind, Thing::Type(_)));
        (is_one && is_equipment).then(|| whole.clone())
    }
}

impl KindWeigher {
    /// Whether what a phrase says is of what its other words say.
    fn is_finer(&self, says: &PhraseSays, base: &PhraseSays) -> bool {
        match base {
            PhraseSays::Class(all) => {
                let is_of = |kind: &Thing| all.iter().any(|own| descends(*kind, *own, &self.types));
                kinds(says).iter().all(is_of)
            }
            _ => narrows(says, base, &self.types),
        }
    }
}

/// What a phrase names first: all of a class.
fn kinds(says: &PhraseSays) -> Vec<Thing> {
    match says {
        PhraseSays::One(kind) | PhraseSays::Usual(kind, _) => vec![*kind],
        PhraseSays::Class(kinds) => kinds.clone(),
        PhraseSays::Silent | PhraseSays::Unknown => Vec::new(),
    }
}

/// The words of a text that are of letters alone.
fn places(text: &str) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    let mut from = None;
    let mut is_other = false;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            from = from.or(Some(at));
            continue;
        }
        let Some(start) = from.take() else { continue };
        let behind = &text[at..];
        let is_pointed =
            behind.starts_with('.') && !behind[1..].starts_with(|c: char| c.is_alphanumeric());
        if let Some(last) = found.last_mut() {
            last.is_last = false;
        }
        // A word with a number in it is a name's.
        if text[start..at].chars().all(char::is_alphabetic) {
            let is_first = found.is_empty() && !is_other;
            found.push(Place { from: start, to: at, is_pointed, is_first, is_last: true });
        } else {
            is_other = true;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::kind::tests::KINDS;

    #[test]
    fn a_word_cut_short_is_the_one_that_begins_so() {
        for (text, whole) in [
            ("PC port.", "PC portable"),
            ("PC Port", "PC portable"),
            ("Tél. port.", "Tél. portable"),
            ("Tel port", "Tel portable"),
            ("Smartph.", "smartphone"),
            ("Vidéoproj.", "videoprojetor"),
            ("Ordinat. port.", "ordinateur portable"),
            ("Ordi port.", "Ordi portable"),
            ("Tél. mob.", "Tél. mobile"),
            ("Ondul.", "onduleur"),
            ("Unité cent.", "Unité centrale"),
            ("Lapt.", "laptop"),
        ] {
            assert_eq!(
                KINDS.whole_words(text).map(|own| own.text).as_deref(),
                Some(whole),
                "{text}"
            );
        }
        for text in [
            "PC",
            "PC portable",
            "Serie",
            "Série",
            "PC Compta",
            "PC Direction",
            "PC Pro",
            "PC Prof",
            "PC Note",
            "Info",
            "Salle 12",
            "Stag.",
            "Galaxy Tab A8",
            "Port.",
            "Mon PC",
            "Half-size PC",
            "Switch 24 port",
            "USB port",
            "Lenovo",
            "Serveur",
            "srv1.mairie.local",
            "Zork.",
            "Soft",
            "Soft Flooring and Base",
            "Lic.",
            "",
        ] {
            assert_eq!(KINDS.whole_words(text), None, "{text}");
        }
    }
}
