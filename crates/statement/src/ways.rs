//! Which way words say that something goes: the one list of words of a fall, of a rise and of neither
//! (`ways.csv`), in both languages, and what is denied of them.

use super::rules::{broken, made};
use ground::fault::Fault;
use regex::bytes::Regex;
use std::ops::Range;

const WAYS: &str = include_str!("ways.csv");

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Falls,
    Rises,
    Stays,
}

/// What words say of it, all of them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Goes(Way),
    Denies(Way),
    /// Two ways at once, or a denial of which nobody can say what it denies.
    Unclear,
}

/// A word that says a way.
#[expect(clippy::struct_excessive_bools, reason = "each is a trait of the word, read apart")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WayWord {
    pub(super) at: Range<usize>,
    said: Said,
    /// Whether it says by itself that something changed: "fell", and not "less".
    pub(super) is_verb: bool,
    /// Whether it says it of an amount alone: "halved".
    pub(super) is_amount: bool,
    /// Whether it is told in the order of time, as verbs are: "up from", and not "more than".
    pub(super) is_of_time: bool,
    /// Whether it stands right before a number, and may be a bound of it: "more than 24 t".
    pub(super) is_bound: bool,
}

impl WayWord {
    /// What it says.
    pub(super) fn said(&self) -> Said {
        self.said
    }

    /// It, told the other way round, or as nothing that can be understood.
    pub(super) fn told_as(self, said: Said) -> Self {
        Self { said, ..self }
    }
}

impl Said {
    /// The same of two things in the other order.
    pub(super) fn turned(self) -> Self {
        let other = |way| match way {
            Way::Falls => Way::Rises,
            Way::Rises => Way::Falls,
            Way::Stays => Way::Stays,
        };
        match self {
            Self::Goes(way) => Self::Goes(other(way)),
            Self::Denies(way) => Self::Denies(other(way)),
            Self::Unclear => Self::Unclear,
        }
    }
}

/// What finds them.
pub(super) struct Ways {
    verbs: Regex,
    amounts: Regex,
    /// More, less, and what they are more or less of; words that are both in one.
    than: Regex,
    /// Of those, what is told in the order of time, and what has no "than".
    turns: Regex,
    /// "Over" and its likes, which compare before a figure of something alone: "over the 24 t of 2024".
    over: Regex,
    over_what: Regex,
    falls: Regex,
    rises: Regex,
    /// "More" or "less" before all, and "less".
    turned: Regex,
    less: Regex,
    little: Regex,
    /// What makes of "less" a bound, or no comparison.
    bound: Regex,
    idiom: Regex,
    denied: Regex,
    denied_after: Regex,
    no_longer: Regex,
    denies: Regex,
}

/// The words of a kind, of one way where one is asked, as an alternation.
fn alternation(kinds: &[&str], way: Option<&str>) -> Result<String, Fault> {
    let mut words: Vec<String> = Vec::new();
    for row in csv::Reader::from_reader(WAYS.as_bytes()).records() {
        let row = row.map_err(broken)?;
        let is_asked = row.get(0).is_some_and(|kind| kinds.contains(&kind))
            && way.is_none_or(|way| row.get(1) == Some(way));
        let cells = row.iter().skip(2).filter(|_| is_asked);
        words.extend(
            cells
                .flat_map(|cell| cell.split(' '))
                .map(|word| word.replace('*', r"\w*").replace('_', " ")),
        );
    }
    Ok(format!("(?:{})", words.join("|")))
}

/// The verbs and nouns that say of themselves that something changed, as an alternation.
pub(super) fn verbs() -> Result<String, Fault> {
    alternation(&["verb"], None)
}

impl Ways {
    pub(super) fn new() -> Result<Self, Fault> {
        let of = |kinds: &[&str], way| alternation(kinds, way);
        let adjective = of(&["little", "big"], None)?;
        let than = of(&["than", "turn", "over"], None)?;
        let turned = of(&["less", "more"], None)?;
        let said = ["verb", "amount", "than", "turn", "over"];
        let over = of(&["over"], None)?;
        Ok(Self {
            verbs: made(&format!(r"\b{}\b", verbs()?))?,
            amounts: made(&format!(r"\b{}\b", of(&["amount"], None)?))?,
            than: made(&format!(r"\b(?:{turned}(?: {adjective})?|{than})\b"))?,
            turns: made(&format!("^{}$", of(&["turn"], None)?))?,
            over: made(&format!("^{over}$"))?,
            over_what: made(
                r"^ (?:(?:the|that|those|our|its|les|le|la|nos|notre|ceux|celles?|celui|des?|du|d'|of|last|previous|year's|(?:19|20)\d\d's) ?)*(?:19|20)?\d",
            )?,
            falls: made(&format!("^{}$", of(&said, Some("falls"))?))?,
            rises: made(&format!("^{}$", of(&said, Some("rises"))?))?,
            turned: made(&format!(r"^{turned}\b"))?,
            less: made(&format!(r"^{}\b", of(&["less"], None)?))?,
            little: made(&format!(r"\b{}$", of(&["little"], None)?))?,
            bound: made(
                r"^ ?(?:d'environ |de |d'|que |than |of )?\d|^ ?(?:de la moitie\b|ou moins\b|or less\b)",
            )?,
            idiom: made(r"\b(?:au|du|plus ou|non|d'autant|more or|once|le|les) ?$")?,
            denied: made(
                r"(?:\b(?:pas|point|jamais|nullement|aucunement|guere|aucune?|ni|sans|not|never|no|nor|neither|without)|n't)(?: \w+){0,2}?(?: |'| d'| l')$",
            )?,
            denied_after: made(r"^ (?:pas|point|jamais|nullement|aucunement|guere)\b")?,
            no_longer: made(
                r"\bn(?:e |')(?:\w+ ){0,2}\w* ?plus\b|\bno longer\b|\bnot (?:any|anymore)\b",
            )?,
            denies: made(
                r"\b(?:pas|jamais|nullement|aucunement|guere|aucune?|ni|sans|et non|mais non|loin de|cesse\w*|manqu\w*|peine|not|never|no|nor|neither|without|cannot|hardly|barely|scarcely|far from|stop\w*|fail\w*|ceas\w*)\b|n't\b",
            )?,
        })
    }

    /// The words of a plain text that say a way, in their order; bounds of a number are none.
    pub(super) fn found(&self, plain: &str) -> Vec<WayWord> {
        let mut out = self.words(plain);
        out.retain(|one| !one.is_bound);
        self.deny(plain, &mut out);
        out
    }

    /// Those that stand right before a number, and bound it or compare with it.
    pub(super) fn bounds(&self, plain: &str) -> Vec<WayWord> {
        let mut out = self.words(plain);
        out.retain(|one| one.is_bound);
        out
    }

    fn words(&self, plain: &str) -> Vec<WayWord> {
        let bytes = plain.as_bytes();
        let mut out: Vec<WayWord> = Vec::new();
        for (words, is_verb, is_amount) in
            [(&self.verbs, true, false), (&self.amounts, false, true), (&self.than, false, false)]
        {
            for found in words.find_iter(bytes) {
                let at = found.range();
                let is_taken = out.iter().any(|one| one.at.start < at.end && at.start < one.at.end);
                let is_compared = !is_verb && !is_amount;
                if is_taken || is_compared && self.is_idiom(plain, &at) {
                    continue;
                }
                let is_bound = is_compared && self.is_bound(plain, &at);
                let word = &plain[at.clone()];
                let way = self.way(word);
                let is_of_time = is_verb || self.turns.is_match(word.as_bytes());
                let said = Said::Goes(way);
                out.push(WayWord { at, said, is_verb, is_amount, is_of_time, is_bound });
            }
        }
        out.sort_by_key(|one| one.at.start);
        out
    }

    /// Whether "more" or "less" compares nothing: an "at least", a "no longer", an "over the year".
    fn is_idiom(&self, plain: &str, at: &Range<usize>) -> bool {
        let (before, after) = (&plain[..at.start], &plain[at.end..]);
        let word = &plain[at.clone()];
        if self.over.is_match(word.as_bytes()) {
            return !self.over_what.is_match(after.as_bytes());
        }
        let no_longer =
            || self.no_longer(plain).any(|one| one.start < at.start && at.start < one.end);
        let moreover = before.ends_with("de ") && after.starts_with(',');
        !word.contains(' ') && (moreover || self.idiom.is_match(before.as_bytes()) || no_longer())
    }

    /// Whether "more" or "less" stands right before a number.
    fn is_bound(&self, plain: &str, at: &Range<usize>) -> bool {
        !plain[at.clone()].contains(' ') && self.bound.is_match(&plain.as_bytes()[at.end..])
    }

    /// Where a text says that something is so no longer: "n'augmente plus", not "n'est pas plus".
    fn no_longer<'a>(&'a self, plain: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let found = self.no_longer.find_iter(plain.as_bytes()).map(|one| one.range());
        found.filter(|at| {
            ![" pas ", " jamais ", " ni "].iter().any(|word| plain[at.clone()].contains(word))
        })
    }

    /// The way of a word: "less" of what is little is a rise.
    fn way(&self, word: &str) -> Way {
        let bytes = word.as_bytes();
        let falls = if self.turned.is_match(bytes) {
            self.less.is_match(bytes) != self.little.is_match(bytes)
        } else if self.falls.is_match(bytes) {
            true
        } else if self.rises.is_match(bytes) {
            false
        } else {
            return Way::Stays;
        };
        if falls { Way::Falls } else { Way::Rises }
    }

    /// What of the words is denied. A denial that stands with none of them may be of any.
    fn deny(&self, plain: &str, words: &mut [WayWord]) {
        let bytes = plain.as_bytes();
        let only =
            ["seulement", "uniquement", "simplement", "que", "only", "just", "merely", "simply"];
        let mut used = 0;
        for one in words.iter_mut() {
            let (before, after) = (&bytes[..one.at.start], &bytes[one.at.end..]);
            let Said::Goes(way) = one.said else { continue };
            if let Some(found) = self.denied.find(before) {
                let is_only =
                    plain[found.range()].split([' ', '\'']).any(|word| only.contains(&word));
                used += usize::from(!is_only);
                one.said = if is_only { Said::Unclear } else { Said::Denies(way) };
            } else if self.denied_after.is_match(after)
                && (before.ends_with(b"ne ") || before.ends_with(b"n'"))
            {
                used += 1;
                one.said = Said::Denies(way);
            }
        }
        if self.denies.find_iter(bytes).count() > used || self.no_longer(plain).next().is_some() {
            for one in words {
                one.said = Said::Unclear;
            }
        }
    }

    /// What a text says, where it says a way.
    pub(super) fn said(&self, plain: &str) -> Option<Said> {
        Said::of(&self.found(plain).iter().collect::<Vec<_>>())
    }

    /// Whether a text has a word of a way.
    pub(super) fn is_in(&self, plain: &str) -> bool {
        !self.found(plain).is_empty()
    }
}

impl Said {
    /// What words say together: one thing, or neither a fall nor a rise.
    pub(super) fn of(words: &[&WayWord]) -> Option<Self> {
        let first = words.first()?.said;
        if words.iter().all(|one| one.said == first) {
            return Some(first);
        }
        let denies = |way| words.iter().any(|one| one.said == Self::Denies(way));
        let neither = words.iter().all(|one| matches!(one.said, Self::Denies(_)))
            && denies(Way::Falls)
            && denies(Way::Rises);
        Some(if neither { Self::Goes(Way::Stays) } else { Self::Unclear })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every word has its counterpart, says its own way and no other, and the contrary of nothing.
    #[test]
    fn each_row_has_its_words_in_both_languages_and_each_word_one_way() {
        let ways = Ways::new().unwrap();
        let mut known = std::collections::BTreeMap::<String, String>::new();
        for row in csv::Reader::from_reader(WAYS.as_bytes()).records() {
            let row = row.unwrap();
            let (kind, way) = (&row[0], &row[1]);
            assert!(!row[2].is_empty() && !row[3].is_empty() && row.len() == 4, "{row:?}");
            for word in row.iter().skip(2).flat_map(|cell| cell.split(' ')) {
                let of = known.entry(word.to_owned()).or_insert_with(|| way.to_owned());
                assert_eq!(of, way, "{word}");
                if !["verb", "than", "turn"].contains(&kind) {
                    continue;
                }
                let word = word.replace('*', "").replace('_', " ");
                let expected = match way {
                    "falls" => Way::Falls,
                    "rises" => Way::Rises,
                    _ => Way::Stays,
                };
                let told = ways.said(&format!("il {word} depuis"));
                assert_eq!(told, Some(Said::Goes(expected)), "{word}");
                let told = ways.said(&format!("il n'a pas {word} depuis"));
                assert_eq!(told, Some(Said::Denies(expected)), "{word}");
            }
        }
    }

    #[test]
    fn more_of_little_is_a_fall_and_less_of_it_a_rise() {
        let ways = Ways::new().unwrap();
        let falls = Some(Said::Goes(Way::Falls));
        let rises = Some(Said::Goes(Way::Rises));
        for (text, expected) in [
            ("plus faible", falls),
            ("moins faible", rises),
            ("moins elevee", falls),
            ("plus lourde", rises),
            ("more modest", falls),
            ("less low", rises),
            ("less high", falls),
            ("moins", falls),
            ("more", rises),
            // Bounds and turns of phrase compare nothing.
            ("moins de 24 t", None),
            ("plus de 24 t", None),
            ("less than 24 t", None),
            ("au moins", None),
            ("plus ou moins", None),
            ("de plus, en 2025", None),
            ("n'emet plus", None),
        ] {
            assert_eq!(ways.said(text), expected, "{text}");
        }
    }

    #[test]
    fn denials_are_read_where_they_stand_with_their_word_and_else_leave_all_unclear() {
        let ways = Ways::new().unwrap();
        let denied = Some(Said::Denies(Way::Falls));
        for (text, expected) in [
            ("did not fall", denied),
            ("didn't fall", denied),
            ("n'a pas baisse", denied),
            ("ne baisse pas", denied),
            ("pas de baisse", denied),
            ("sans la moindre baisse", denied),
            ("ni hausse ni baisse", Some(Said::Goes(Way::Stays))),
            ("neither rose nor fell", Some(Said::Goes(Way::Stays))),
            ("ne baisse plus", Some(Said::Unclear)),
            ("no longer falls", Some(Said::Unclear)),
            ("n'a pas seulement baisse", Some(Said::Unclear)),
            ("did not only fall", Some(Said::Unclear)),
            ("a baisse, sans compter les ecrans", Some(Said::Unclear)),
            ("never failed to fall", Some(Said::Unclear)),
            ("a baisse puis augmente", Some(Said::Unclear)),
        ] {
            assert_eq!(ways.said(text), expected, "{text}");
        }
    }
}
