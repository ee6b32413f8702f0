//! What a sentence is about: the estate, a person, or what a figure's name says.

use super::facts::{Facts, Flow, Known, PartOfTotal, Subject};
use super::plain::plain;
use super::rules::made;
use ground::fault::Fault;
use regex::bytes::Regex;

/// Words of a label that a sentence about it need not have.
const COMMON: [&str; 19] = [
    "informatique",
    "parc",
    "annee",
    "systeme",
    "information",
    "estate",
    "year",
    "equipements",
    "taux",
    "part",
    "rate",
    "share",
    // "desktop computer, all forms" is what "desktop computers" means.
    "toutes",
    "formes",
    "forms",
    // "laser printer (under 40 kg)" is a laser printer.
    "moins",
    "plus",
    "under",
    "more",
];

/// Short words that a figure is named by.
const ACRONYMS: [&str; 2] = ["pue", "use"];

/// The letters that a word is told from others by: singular and plural, noun and verb are one.
const STEM: usize = 5;

/// Families of words that more letters tell apart: what is renewed is not renewable.
const LONGER: [(&str, usize); 2] = [("renouvel", 9), ("renew", 7)];

/// How many letters of a word of a name tell it.
pub(super) fn stem(word: &str) -> usize {
    LONGER.iter().find(|(begin, _)| word.starts_with(begin)).map_or(STEM, |(_, letters)| *letters)
}

/// What finds it.
pub(super) struct About {
    person: Regex,
    bought: Regex,
    narrower: Regex,
    whole: Regex,
    elsewhere: Regex,
    equipment: Regex,
    /// Words that make of equipment what each has, or what an estate is made of.
    counted: Regex,
    /// Those that make of it a number of things.
    number: Regex,
    beside: Regex,
    without: Regex,
    /// Words of the whole that has equipment.
    estate: Regex,
    /// Words of a part of the equipment.
    some: Regex,
}

impl About {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            person: made(
                r"\bpar (agent|personne|tete|employee?|collaborat\w+|salariee?|utilisat\w+)s?\b|\bper (person|capita|head|employee|user|staff)\b|\b(each|chaque|a) (agent|employee|collaborat\w+|person)\b",
            )?,
            bought: made(r"\b(services? achetes?|services? bought|bought services?)\b")?,
            equipment: made(
                r"\b(?:equipements?|appareils?|materiels?|machines?|devices?|equipment|hardware)\b",
            )?,
            counted: made(
                r"(?:\b(?:par|per|chaque|each|type|types|pieces?|(?:parc|estate|fleet|inventaire|inventory)(?: informatique)?)) ?(?:(?:d'|de |des |of )(?:nos |our |l'|les )?)?(?:(?:petits?|grands?|nouveaux|anciens?|brand[- ]new|new|old|it) )?$",
            )?,
            estate: made(
                r"\b(?:parc|estate|fleet|inventaire|inventory|systeme d'information|information system|numerique|digital)\b",
            )?,
            some: made(
                r"\b(?:neufs?|neuves?|nouve\w+|recents?|recentes?|anciens?|anciennes?|vieux|vieilles?|occasion|recondition\w*|reemplo\w*|reutilis\w*|lou(?:e|es|ee|ees)|stock\w*|new|old|recent|second[- ]hand|used|refurbished|reused|leased|rented)\b",
            )?,
            number: made(
                r"\d ?(?:(?:petits?|grands?|nouveaux|anciens?|brand[- ]new|new|old|it|pieces? of) )?$",
            )?,
            beside: made(r"\b(?:services?|salles?|rooms?|compteurs?|meters?|papier|paper)\b")?,
            without: made(r"\b(?:sans|hors|ni|without|excluding|except|not)\b")?,
            narrower: made(
                r"\b(ordinateurs?|portables?|laptops?|desktops?|computers?|ecrans?|screens?|monitors?|serveurs?|servers?|imprimantes?|impressions?|printers?|printing|telephones?|smartphones?|phones?|tablettes?|tablets?|reseaux?|networks?|stockage|storage|cloud|papier|paper|toners?|datacent\w*|data cent\w*|centres? de donnees|salles?|ecoles?|schools?|sites?|directions?|services?|bureaux?|offices?|fabrication|manufactur\w*|phase d'utilisation|use phase|fin de vie|end of life|achats?|purchases?|videos?|e?-?mails?|websites?|applications?|logiciels?|software|eleves?|pupils?|habitants?|inhabitants?|residents?|chaque|chacune?|each|par (poste|appareil|machine|equipement)|per (device|machine|unit))\b",
            )?,
            whole: made(
                r"\b(parc|estate|fleet|informatique|numerique|systeme d'information|information system|it|si|au total|en tout|in all|in total|overall|(?:empreinte|footprint) totale?|total (?:footprint|emissions))\b",
            )?,
            elsewhere: made(
                r"\b(en france|in france|europ\w+|mond\w+|world\w*|national\w*|moyenn\w+|average|secteur|sector|industry|fournisseurs?|hebergeurs?|prestataires?|suppliers?|providers?|hosts?|autres?|others?|concurren\w+|competitors?|loi|decret|law|decree|demand\w+|exig\w+|impos\w+|requir\w+|objectifs?|cibles?|vis(?:e|ons|ent)|targets?|goals?|aims?|objectives?)\b",
            )?,
        })
    }

    /// Whether words of a sentence say of themselves what a figure is of.
    pub(super) fn is_told(&self, words: &str, facts: &Facts) -> bool {
        let bytes = words.as_bytes();
        let labels = || facts.all().filter(|known| known.subject == Subject::Label);
        self.person.is_match(bytes)
            || self.whole.is_match(bytes)
            || self.is_of_equipment(words)
            || self.is_narrower(words)
            || labels().any(|known| Self::is_half_named(known, words))
    }

    /// The figures of the run that are of what the sentence is about.
    pub(super) fn of<'a>(&self, plain: &str, facts: &'a Facts) -> Vec<&'a Known> {
        let words = words_of(plain);
        let person = self.person.is_match(plain.as_bytes());
        let narrow = person || self.is_narrower(plain);
        let equipment = self.is_of_equipment(plain);
        // "our equipment and the services" may be said of all.
        let with_more =
            self.beside.is_match(plain.as_bytes()) && !self.without.is_match(plain.as_bytes());
        let is_of = |known: &&Known| match known.subject {
            Subject::Estate => !narrow && (!equipment || with_more),
            // Of what is new, bought or retired the run has no total.
            Subject::Equipment => !person && equipment && !self.is_of_some(plain),
            Subject::Person => person && !equipment || is_named(known, &words),
            Subject::Label => {
                // A stage is one of all, or of the equipment.
                let is_stage_of = match known.part {
                    Some(PartOfTotal::OfWhole) => !equipment || with_more,
                    Some(PartOfTotal::OfEquipmentAlone) => equipment,
                    _ => true,
                };
                is_stage_of && is_named(known, &words) && is_of_quality(known, plain)
            }
        };
        facts.all().filter(is_of).collect()
    }

    /// Whether it speaks of some of the equipment: what is new, what was bought, what left.
    pub(super) fn is_of_some(&self, plain: &str) -> bool {
        Flow::of_words(plain).is_some() || self.some.is_match(plain.as_bytes())
    }

    /// Whether it speaks of the equipment itself: not of a number of devices, nor of an estate of them.
    pub(super) fn is_of_equipment(&self, plain: &str) -> bool {
        let estate = self.estate.is_match(plain.as_bytes());
        let mut found = self.equipment.find_iter(plain.as_bytes());
        found.any(|found| {
            let before = &plain.as_bytes()[..found.start()];
            !(self.counted.is_match(before) || estate && self.number.is_match(before))
        })
    }

    /// The figures of the run that have a word of their name in the sentence: what it may be of,
    /// told less fully. Those that it has most of come first.
    pub(super) fn near<'a>(plain: &str, facts: &'a Facts) -> Vec<&'a Known> {
        let words = words_of(plain);
        let flow = Flow::of_words(plain);
        let goes = |known: &&Known| is_of_flow(known, flow);
        let labels = facts.all().filter(|known| known.subject == Subject::Label).filter(goes);
        let mut near: Vec<(f64, &Known)> = labels.map(|one| (part_of(one, &words), one)).collect();
        near.retain(|(part, _)| *part > 0.0);
        near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        near.into_iter().map(|(_, known)| known).collect()
    }

    /// How many words of a figure's name stand in the sentence, in the language that has most.
    pub(super) fn told(known: &Known, plain: &str) -> usize {
        let words = words_of(plain);
        let told = |stems: Vec<String>| stems.iter().filter(|stem| starts(&words, stem)).count();
        names(known).map(told).into_iter().max().unwrap_or(0)
    }

    /// Of these figures, the first of whose name the sentence has most words.
    pub(super) fn best_told<'a>(near: &[&'a Known], plain: &str) -> Option<&'a Known> {
        let most = near.iter().map(|known| Self::told(known, plain)).max()?;
        near.iter().copied().find(|known| Self::told(known, plain) == most)
    }

    /// Whether a sentence tells a figure under half of its name, of no part of it and of nobody else,
    /// and as something that is: what it says of it is then true or false.
    pub(super) fn tells(&self, known: &Known, plain: &str) -> bool {
        let is_named =
            |word: &str| names(known).iter().flatten().any(|stem| word.starts_with(stem));
        let other: Vec<&str> = words_of(plain).into_iter().filter(|word| !is_named(word)).collect();
        Self::is_half_named(known, plain)
            && is_of_flow(known, Flow::of_words(plain))
            && !self.narrower.is_match(other.join(" ").as_bytes())
            && !self.elsewhere.is_match(plain.as_bytes())
    }

    /// Whether a sentence speaks of what others have, or of what is asked for or aimed at.
    pub(super) fn is_elsewhere(&self, plain: &str) -> bool {
        self.elsewhere.is_match(plain.as_bytes())
    }

    /// Whether words have all of a figure's name.
    pub(super) fn is_whole_named(known: &Known, plain: &str) -> bool {
        is_named(known, &words_of(plain))
    }

    /// Whether words have all of a figure's name, short words of it as they are: who is a user is no use.
    pub(super) fn is_plainly_named(known: &Known, plain: &str) -> bool {
        let words = words_of(plain);
        let tells = |stem: &String| match stem.as_str() {
            "use" => words.contains(&"use"),
            "utili" => words.iter().any(|word| ["utilisation", "usage"].contains(word)),
            stem => starts(&words, stem),
        };
        let whole = |stems: &Vec<String>| !stems.is_empty() && stems.iter().all(tells);
        names(known).iter().any(whole)
    }

    /// Whether two figures have one name, by the words that tell it.
    pub(super) fn is_one_name(a: &Known, b: &Known) -> bool {
        names(a) == names(b)
    }

    /// Whether a sentence has all the words of a figure's name but those that say how it is weighed or
    /// that it is all of it.
    pub(super) fn is_weighed(known: &Known, plain: &str) -> bool {
        let words = words_of(plain);
        let weighed = ["poids", "total", "weigh", "hande", "over", "remis"];
        names(known).into_iter().any(|stems| {
            let mut own = stems.iter().filter(|stem| !weighed.contains(&stem.as_str())).peekable();
            own.peek().is_some() && own.all(|stem| starts(&words, stem))
        })
    }

    /// Whether a figure's name is that of another and more: a form of it.
    pub(super) fn is_form_of(known: &Known, of: &Known) -> bool {
        let pairs = names(known).into_iter().zip(names(of));
        let mut pairs = pairs.filter(|(own, other)| !own.is_empty() && !other.is_empty());
        pairs.all(|(own, other)| {
            own.len() > other.len() && other.iter().all(|stem| own.contains(stem))
        })
    }

    /// Whether a word is one of a figure's name.
    pub(super) fn has_word(known: &Known, word: &str) -> bool {
        names(known).iter().flatten().any(|stem| word.starts_with(stem))
    }

    /// Whether a sentence has half of the words of a figure's name, and two at least: with its
    /// value too, it tells that figure.
    pub(super) fn is_half_named(known: &Known, plain: &str) -> bool {
        let words = words_of(plain);
        is_of_flow(known, Flow::of_words(plain))
            && is_of_quality(known, plain)
            && names(known).iter().any(|stems| {
                let told = stems.iter().filter(|stem| starts(&words, stem)).count();
                told >= 2 && told * 2 >= stems.len()
            })
    }

    /// Whether it speaks of the estate as a whole, and of no part of it.
    pub(super) fn is_of_the_whole(&self, plain: &str) -> bool {
        self.whole.is_match(plain.as_bytes()) && !self.is_narrower(plain)
    }

    /// Whether it speaks of a part of the estate, or of something else.
    pub(super) fn is_narrower(&self, plain: &str) -> bool {
        let rest = self.bought.replace_all(plain.as_bytes(), b" ");
        self.narrower.is_match(&rest)
    }
}

/// Whether a figure may be of what a sentence is: what is bought is not what leaves.
fn is_of_flow(known: &Known, flow: Option<Flow>) -> bool {
    flow.is_none() || known.flow.is_none() || known.flow == flow
}

/// Words for what others used before, and the ones that names of figures of purchases have for it.
const USED: [&str; 8] =
    ["occasion", "recondit", "refurb", "reemplo", "reutilis", "second", "reused", "seconde"];
const USED_NAMES: [&str; 3] = ["reconditionnes", "refurbished", "reemploye"];

/// Whether what is bought is new, and whether it is what others used before, by words.
fn quality(plain: &str) -> (bool, bool) {
    const NEW: [&str; 5] = ["neuf", "neufs", "neuve", "neuves", "new"];
    // "Our new purchases" are purchases.
    const BOUGHT: [&str; 5] = ["purchases", "purchase", "acquisitions", "spend", "spending"];
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let is_new = |(at, word): (usize, &&str)| {
        let next = words.get(at + 1).filter(|_| *word == "new");
        NEW.contains(word) && next.is_none_or(|next| !BOUGHT.contains(next))
    };
    let is_used = |word: &&str| USED.iter().any(|begin| word.starts_with(begin));
    (words.iter().enumerate().any(is_new), words.iter().any(is_used))
}

/// Whether a sentence says of what is bought that it is new, or used before, as a figure's name does.
fn is_of_quality(known: &Known, sentence: &str) -> bool {
    if known.flow != Some(Flow::In) {
        return true;
    }
    let own = quality(&plain(&format!("{} / {}", known.label.fr, known.label.en)));
    own.0 == own.1 || own == quality(sentence)
}

/// Words that say a stage as its name does, each with a word of that.
const STAGES: [(&str, &str); 3] =
    [("usage", "utilisation"), ("usages", "utilisation"), ("making", "manufacturing")];

/// The words of a plain sentence; of what is bought, each word for used things stands for all.
fn words_of(plain: &str) -> Vec<&str> {
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    let is_used = |word: &&str| USED.iter().any(|begin| word.starts_with(begin));
    if Flow::of_words(plain) == Some(Flow::In) && words.iter().any(is_used) {
        words.extend(USED_NAMES);
    }
    let stages = STAGES.iter().filter(|(word, _)| words.contains(word));
    let stages: Vec<&str> = stages.map(|(_, name)| *name).collect();
    words.extend(stages);
    words
}

/// The stems of the words that tell a figure's name from others, in each of its languages.
fn names(known: &Known) -> [Vec<String>; 2] {
    [&known.label.fr, &known.label.en].map(|label| {
        let label = plain(label);
        let words = label.split(|c: char| !c.is_alphanumeric());
        // A short word names where it is an acronym: a PUE.
        let names = |word: &&str| word.len() > 3 || ACRONYMS.contains(word);
        let own = words.filter(|word| names(word) && !COMMON.contains(word));
        own.map(|word| word.get(..stem(word)).unwrap_or(word).to_owned()).collect()
    })
}

/// The part of a figure's name that stands in the sentence, in the language that has most of it.
fn part_of(known: &Known, words: &[&str]) -> f64 {
    let parts = names(known).map(|stems| {
        let told = stems.iter().filter(|stem| starts(words, stem)).count();
        told as f64 / stems.len().max(1) as f64
    });
    parts.into_iter().fold(0.0, f64::max)
}

fn starts(words: &[&str], stem: &str) -> bool {
    words.iter().any(|word| word.starts_with(stem))
}

/// Whether all words of a figure's name stand in the sentence, in one of its languages.
fn is_named(known: &Known, words: &[&str]) -> bool {
    let whole =
        |stems: &Vec<String>| !stems.is_empty() && stems.iter().all(|stem| starts(words, stem));
    names(known).iter().any(whole)
}
