//! Ranges, passages from a figure to another and amounts in words, as sentences tell them.

use super::facts::Dimension;
use super::figures::{Stated, language, read};
use super::rules::made;
use super::ways::verbs;
use ground::fault::Fault;
use regex::bytes::{Captures, Regex};
use std::ops::Range;

/// A number with what parts its thousands.
const NUMBER: &str = r"(\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)";
/// A unit that a footprint is told in.
const UNIT: &str = super::figures::UNIT;

/// What may stand behind the first figure of a passage: what it is of, and its year.
const BETWEEN: &str =
    r"(?: (?:de |of )?co2\w*)?(?: (?:par|per) \w+)?,?(?: (?:en|in) (?:19|20)\d\d)?";

/// What makes of a third somebody: "by a third party", "d'un tiers indépendant".
const PARTIES: [&str; 6] =
    ["part", "independan", "accredit", "verificat", "certificat", "de confiance"];

/// Whether a number is a year.
fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// Two figures told as one thing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FigurePair {
    pub(super) from: Stated,
    pub(super) to: Stated,
    pub(super) at: Range<usize>,
}

/// What finds them.
pub(super) struct Amounts {
    range: Regex,
    dashed: Regex,
    /// Bounds in brackets after their figure, which has their unit.
    bracketed: Regex,
    passage: Regex,
    share: Regex,
    fraction: Regex,
    spelled: Regex,
}

impl Amounts {
    pub(super) fn new() -> Result<Self, Fault> {
        let unit = UNIT;
        Ok(Self {
            range: made(&format!(
                r"\b(?:entre|between|from|de) {NUMBER} ?(?:{unit})? (?:et|and|a|to) {NUMBER} ?({unit})(?:[^\w]|$)"
            ))?,
            dashed: made(&format!(
                r"(?:^|[^\w.,-]){NUMBER} ?(?:{unit})? ?(?:-|a|to) ?{NUMBER} ?({unit})(?:[^\w]|$)"
            ))?,
            bracketed: made(&format!(
                r"(?:^|[^\w])({unit}){BETWEEN},? \((?:(?:intervalle|interval)[^():\d]*(?:\d+ ?%)? ?:? ?)?(?:entre |between |from |de )?{NUMBER} ?(?:-|a|et|to|and) ?{NUMBER}\)"
            ))?,
            passage: made(&format!(
                r"\b(?:pass\w+|ramen\w+|mont\w+|{}|went|gone|goes|down|up)\b[^.;]{{0,40}}?\b(?:de|from) {NUMBER} ?(?:{unit})?{BETWEEN} (?:a|to) {NUMBER} ?({unit})(?:[^\w]|$)",
                verbs()?
            ))?,
            share: made(
                r"\b(?:divis\w+ par (?:deux|trois|quatre|cinq|dix|\d+)|halv\w+|doubl\w+|tripl\w+|quadrupl\w+)\b",
            )?,
            fraction: made(
                r"\b(?:(?:by|in) half|de moitie|(?:d'un|d'une|by a|by one|down a|up a) (?:tiers|quart|cinquieme|dixieme|third|quarter|fifth|tenth)|(?:de|des) (?:deux tiers|trois quarts)|by (?:two[ -]thirds|three[ -]quarters))\b",
            )?,
            spelled: made(
                r"\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|cents|mille|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|millions?|milliers?|milliards?|millier|billions?|thousands) (?:de |d'|of )?(?:tonnes?|tons?|[kmg]?wh|kg|kilos?|kilogrammes?|kilograms?|kilowatt-?heures?|kilowatt-?hours?|pour cent|per cent|percent)\b",
            )?,
        })
    }

    /// Passages from a figure to another: "went from 60 to 57 kg".
    pub(super) fn passages(&self, plain: &str) -> Vec<FigurePair> {
        self.passage
            .captures_iter(plain.as_bytes())
            .filter_map(|found| pair(plain, &found))
            .collect()
    }

    /// Ranges: "between 23 and 37 t", "23-37 t"; what stands in a passage is none.
    pub(super) fn ranges(&self, plain: &str, passages: &[FigurePair]) -> Vec<FigurePair> {
        let mut out: Vec<FigurePair> = Vec::new();
        for found in [&self.range, &self.dashed]
            .into_iter()
            .flat_map(|one| one.captures_iter(plain.as_bytes()))
        {
            let Some(pair) = pair(plain, &found) else { continue };
            // "Estimée en 2025 à 24 t": a year is no bound; "entre 2000 et 3700 kg" has two.
            let announced = found.get(0).is_some_and(|all| {
                ["entre", "between"].iter().any(|word| plain[all.range()].starts_with(word))
            });
            if !announced && found.get(1).is_some_and(|low| is_year(&plain[low.range()])) {
                continue;
            }
            let taken =
                |other: &FigurePair| other.at.start < pair.at.end && pair.at.start < other.at.end;
            if !out.iter().any(taken) && !passages.iter().any(taken) {
                out.push(pair);
            }
        }
        out.extend(self.bracketed.captures_iter(plain.as_bytes()).filter_map(|found| {
            let [unit, low, high] = [1, 2, 3].map(|at| found.get(at).map(|part| part.range()));
            let (unit, low, high) = (&plain[unit?], low?, high?);
            let read = |at: &Range<usize>| read(&plain[at.clone()], unit, language(plain));
            Some(FigurePair { from: read(&low), to: read(&high), at: low.start..high.end })
        }));
        out
    }

    /// Changes in words, each with its percentage: "halved" is 50. A fraction is one only where the
    /// sentence `changes` something, and a third party is none.
    pub(super) fn shares(&self, plain: &str, changes: bool) -> Vec<(String, f64)> {
        let of = |words: &str| {
            let percent = match () {
                () if words.contains("doubl") => 100.0,
                () if words.contains("tripl") => 200.0,
                () if words.contains("quadrupl") => 300.0,
                () if words.contains("deux tiers") || words.contains("thirds") => 200.0 / 3.0,
                () if words.contains("trois quarts") || words.contains("quarters") => 75.0,
                () if words.contains("tiers") || words.contains("third") => 100.0 / 3.0,
                () if words.contains("quart") => 25.0,
                () if words.contains("cinquieme") || words.contains("fifth") => 20.0,
                () if words.contains("dixieme") || words.contains("tenth") => 10.0,
                () if words.contains("divis") => {
                    let by = words.rsplit(' ').next().unwrap_or("");
                    let named = [
                        ("deux", 2.0),
                        ("trois", 3.0),
                        ("quatre", 4.0),
                        ("cinq", 5.0),
                        ("dix", 10.0),
                    ];
                    let named = named.iter().find(|(name, _)| *name == by).map(|(_, by)| *by);
                    let by =
                        named.or_else(|| by.parse().ok()).filter(|by| *by > 0.0).unwrap_or(2.0);
                    100.0 - 100.0 / by
                }
                () => 50.0,
            };
            (words.to_owned(), percent)
        };
        let whole = self.share.find_iter(plain.as_bytes());
        let parts = self.fraction.find_iter(plain.as_bytes()).filter(|found| {
            let next = plain[found.end()..].trim_start_matches([' ', '-']);
            changes && !PARTIES.iter().any(|word| next.starts_with(word))
        });
        whole.chain(parts).map(|found| of(&plain[found.range()])).collect()
    }

    /// Amounts whose number is written in words.
    pub(super) fn spelled(&self, plain: &str) -> Vec<String> {
        let found = self.spelled.find_iter(plain.as_bytes());
        found.map(|found| plain[found.range()].to_owned()).collect()
    }
}

fn pair(plain: &str, found: &Captures<'_>) -> Option<FigurePair> {
    let [from, to, unit] = [1, 2, 3].map(|at| found.get(at).map(|part| &plain[part.range()]));
    let lang = language(plain);
    let (from, to) = (read(from?, unit?, lang), read(to?, unit?, lang));
    let whole = found.get(3)?.end();
    Some(FigurePair { from, to, at: found.get(1)?.start()..whole })
}

impl FigurePair {
    /// What it is of.
    pub(super) fn of(&self) -> Dimension {
        self.to.of
    }

    /// As it is written.
    pub(super) fn text(&self) -> String {
        let number = self.from.text.rsplit_once(' ').map_or(&*self.from.text, |(number, _)| number);
        format!("{number} - {}", self.to.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_passages_are_read_whole() {
        let amounts = Amounts::new().unwrap();
        let ranges = |text: &str| -> Vec<String> {
            let passages = amounts.passages(text);
            amounts.ranges(text, &passages).iter().map(FigurePair::text).collect()
        };
        assert_eq!(ranges("24 t (entre 23 et 37 t)"), ["23 - 37 t"]);
        assert_eq!(ranges("(90 % : 19-27,4 t)"), ["19 - 27,4 t"]);
        assert_eq!(ranges("between 23 t and 37 t"), ["23 - 37 t"]);
        assert_eq!(ranges("est passee de 60 a 57 kg"), Vec::<String>::new());
        assert_eq!(ranges("bilan 2025 - 24 t de co2"), Vec::<String>::new());
        for told in [
            "de 60 a 57 kg",
            "de 60 kg en 2024 a 57 kg",
            "de 60 kg de co2e par agent en 2024 a 57 kg",
        ] {
            let passages = amounts.passages(&format!("est passee {told} en 2025"));
            assert_eq!(passages[0].text(), "60 - 57 kg", "{told}");
        }
        assert_eq!(
            amounts.passages("our footprint dropped from 25 t co2e in 2024 to 24 t co2e").len(),
            1
        );
        let share = |text: &str| format!("{:.0}", amounts.shares(text, true)[0].1);
        assert_eq!(share("divisee par trois"), "67");
        assert_eq!(share("we halved it"), "50");
        assert_eq!(share("reduite d'un tiers"), "33");
        assert!(amounts.shares("reduced, as verified by a third party", true).is_empty());
        assert_eq!(amounts.spelled("douze tonnes de co2"), ["douze tonnes"]);
    }
}
