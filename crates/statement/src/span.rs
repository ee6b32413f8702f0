//! Of which year a sentence tells something, and from which: "in 2024 less than in 2025" is of 2024, from
//! 2025. A difference is the value of the one less that of the other.

use super::rules::made;
use ground::fault::Fault;
use regex::bytes::Regex;
use std::ops::Range;

/// The year that a difference is of, and the one that it is told from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct YearSpan {
    pub(super) of: i32,
    pub(super) from: i32,
}

/// What a year is to what a sentence tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum YearRole {
    Of,
    From,
}

/// What tells them.
pub(super) struct Spans {
    /// Two years in the order of what is told: "from 2024 to 2025", "entre 2024 et 2025".
    pair: Regex,
    /// Before a year, that something is told from it; behind it, that it is of something compared with.
    from: Regex,
    level: Regex,
    /// A year in a passage from a figure to another.
    within: Regex,
}

impl YearSpan {
    /// The year beside that of the run, where one of the two is the run's.
    pub(super) fn beside(self, run: i32) -> Option<i32> {
        match self {
            Self { of, from } if of == run && from != run => Some(from),
            Self { of, from } if from == run && of != run => Some(of),
            _ => None,
        }
    }

    /// Whether it is told against the order of time.
    pub(super) fn is_back(self) -> bool {
        self.of < self.from
    }
}

impl Spans {
    pub(super) fn new() -> Result<Self, Fault> {
        let year = r"(?:l'annee |the year |fin |end of )?((?:19|20)\d\d)";
        Ok(Self {
            pair: made(&format!(
                r"\b(?:de|from|entre|between) {year},? (?:a|to|et|and|jusqu'en|until) {year}\b"
            ))?,
            from: made(
                r"(?:\b(?:que|than|depuis|since|par rapport|compar\w*|from|celles?|celui|ceux|niveau|level|that of|those of|what it was|as (?:in|of|it|they|for))\b|\bqu')[^.;]{0,40}$|\b(?:contre|against|versus|vs|sur|on|over|(?:it|they|we) (?:did|had|was|were|emitted|used)) (?:en |in |l'annee |the year )?$",
            )?,
            level: made(r"^(?:'s\b| levels?\b)")?,
            within: made(r"\b(?:en|in) ((?:19|20)\d\d)\b")?,
        })
    }

    /// Whether two years are told against the order of time: "from 2025 to 2024".
    pub(super) fn is_backwards(&self, plain: &str) -> bool {
        self.pairs(plain).iter().any(|(_, span)| span.is_back())
    }

    /// The two years of a sentence that are told as one in the other, where it has one such pair.
    pub(super) fn pair(&self, plain: &str) -> Option<YearSpan> {
        let pairs = self.pairs(plain);
        let [(_, span)] = pairs.as_slice() else { return None };
        Some(*span)
    }

    /// The years told as two in one, with where they stand.
    fn pairs(&self, plain: &str) -> Vec<(Range<usize>, YearSpan)> {
        let found = self.pair.captures_iter(plain.as_bytes());
        let pair = |found: regex::bytes::Captures<'_>| {
            let year = |at: usize| plain[found.get(at)?.range()].parse().ok();
            Some((found.get(0)?.range(), YearSpan { from: year(1)?, of: year(2)? }))
        };
        found.filter_map(pair).collect()
    }

    /// The years of what stands in a clause of a sentence whose years stand at these places; none where
    /// nobody can tell. A sentence that names no year but the run's and an earlier one is told in the
    /// order of time, unless its clause is of the earlier one.
    pub(super) fn of(
        &self,
        plain: &str,
        named: &[Range<usize>],
        clause: &Range<usize>,
        run: i32,
    ) -> Option<YearSpan> {
        let pairs = self.pairs(plain);
        match pairs.as_slice() {
            [] => {}
            // Between two years nothing is told against the order of time.
            [(at, span)] => {
                let is_between =
                    ["entre", "between"].iter().any(|w| plain[at.clone()].starts_with(w));
                return Some(*span).filter(|span| !(is_between && span.is_back()));
            }
            _ => return None,
        }
        let mut roles: Vec<(usize, i32, YearRole)> = Vec::with_capacity(named.len());
        let mut begin = 0;
        for at in named {
            let before = plain.get(begin..at.start).unwrap_or("");
            let is_from = self.is_from(before)
                || self.level.is_match(plain.get(at.end..).unwrap_or("").as_bytes());
            let role = if is_from { YearRole::From } else { YearRole::Of };
            roles.push((at.start, plain.get(at.clone())?.parse().ok()?, role));
            begin = at.end;
        }
        // Of its clause; where that says none, of the sentence.
        let told = |role: YearRole, own: bool| {
            let is =
                |one: &&(usize, i32, YearRole)| one.2 == role && (!own || clause.contains(&one.0));
            let mut years: Vec<i32> = roles.iter().filter(is).map(|one| one.1).collect();
            years.sort_unstable();
            years.dedup();
            years
        };
        let nearest = |role| {
            let own = told(role, true);
            if own.is_empty() { told(role, false) } else { own }
        };
        match (nearest(YearRole::Of).as_slice(), nearest(YearRole::From).as_slice()) {
            ([], [from]) => Some(YearSpan { of: run, from: *from }),
            ([of], [from]) => Some(YearSpan { of: *of, from: *from }),
            (_, []) => {
                match (told(YearRole::Of, false).as_slice(), told(YearRole::Of, true).as_slice()) {
                    ([earlier, later], own) if own != [*earlier] => {
                        Some(YearSpan { of: *later, from: *earlier })
                    }
                    _ => None,
                }
            }
            _ => None,
        }
        .filter(|span| span.of != span.from)
    }

    /// Whether words before a year say that something is told from it.
    pub(super) fn is_from(&self, before: &str) -> bool {
        self.from.is_match(before.as_bytes())
    }

    /// The year that a passage from a figure to another says of the first.
    pub(super) fn within(&self, passage: &str) -> Option<i32> {
        let found = self.within.captures(passage.as_bytes())?;
        passage[found.get(1)?.range()].parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(plain: &str) -> Option<(i32, i32)> {
        let year = made(r"\b20\d\d\b").unwrap();
        let named: Vec<Range<usize>> =
            year.find_iter(plain.as_bytes()).map(|one| one.range()).collect();
        let span = Spans::new().unwrap().of(plain, &named, &(0..plain.len()), 2025)?;
        Some((span.of, span.from))
    }

    #[test]
    fn a_difference_has_a_year_it_is_of_and_one_that_it_is_from() {
        for (plain, expected) in [
            ("34% lower in 2024 than in 2025", Some((2024, 2025))),
            ("34% lower in 2025 than in 2024", Some((2025, 2024))),
            ("fell by 34% from 2025 to 2024", Some((2024, 2025))),
            ("a baisse de 34 % de 2024 a 2025", Some((2025, 2024))),
            ("a baisse de 34 % entre 2024 et 2025", Some((2025, 2024))),
            ("a baisse de 34 % entre 2025 et 2024", None),
            ("en 2024, 6 400 kwh de moins qu'en 2025", Some((2024, 2025))),
            ("a baisse de 34 % depuis 2024", Some((2025, 2024))),
            ("34% less than 2024's", Some((2025, 2024))),
            ("down 34% on 2024", Some((2025, 2024))),
            ("our it was 34% lower in 2025 than in 2024", Some((2025, 2024))),
            ("half of what it was in 2024", Some((2025, 2024))),
            ("twice as much as in 2024", Some((2025, 2024))),
            ("18 t en 2024, contre 12 t en 2025, en baisse", Some((2025, 2024))),
            ("fell by 34% in 2024", None),
            ("depuis 2025", None),
            ("que les 12 t de 2023 et celles de 2024", None),
            ("34 %", None),
        ] {
            assert_eq!(of(plain), expected, "{plain}");
        }
    }
}
