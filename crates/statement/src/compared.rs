//! Comparisons in words: "deux fois moins", "un tiers de moins", "half as much", each a percentage.

use super::rules::made;
use ground::fault::Fault;
use regex::bytes::{Captures, Regex};

/// Numbers of times, in words or figures.
const NUMBER: &str = r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|cent|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|\d+(?:[.,]\d+)?)";
/// Parts of a whole, in words or figures.
const PART: &str = r"(?:la moitie|le tiers|un tiers|(?:les )?deux tiers|le quart|un quart|(?:les )?trois quarts|un cinquieme|(?:deux|trois|quatre) cinquiemes|un sixieme|un dixieme|(?:an?|one|two|three|four)[ -](?:third|quarter|fifth|sixth|tenth)s?|1/\d{1,2}|2/3|3/4|[2-4]/5)";
/// What is little, of which more is less.
const LITTLE: &str = r"(?:faibles?|petite?s?|bas|basses?|leger\w*|reduite?s?|modestes?|minces?|sobres?|propres?|econom\w+|maigres?)";
/// What such words say of something else than how much there is: how long, how often, how dear.
const ELSE: &str = r"(?:longtemps|longue?s?|longs?|souvent|vite|rapid\w*|nombreu\w+|chere?s?|couteu\w+|age\w*|vieu\w+|vieil\w+|anci\w+|jeunes?|recent\w*|puissant\w*|fiables?|solides?|performant\w*|efficaces?|long|longer|fast|faster|quick\w*|often|expensive|cheap|cheaper|old|older|new|newer|young\w*|reliable|powerful|efficient|long-lived)";
/// Words that may stand behind a comparison and are nothing that is counted.
const BESIDE: [&str; 32] = [
    "than", "as", "in", "since", "for", "by", "per", "of", "on", "and", "it", "we", "they",
    "today", "now", "every", "each", "this", "compared", "overall", "with", "from", "to", "at",
    "because", "over", "last", "before", "was", "were", "what", "that",
];

/// A comparison in words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Compared {
    /// As it is written.
    pub(super) text: String,
    /// What it makes of the earlier figure, in per cent: half as much is -50.
    pub(super) percent: f64,
    /// Whether it says more than that, or nearly that.
    pub(super) closeness: Closeness,
}

/// How close a comparison is to its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closeness {
    /// That, or next to it.
    There,
    /// Beyond it: "more than twice less".
    Beyond,
    /// Near it: "almost half".
    Near,
}

impl Compared {
    /// Whether a change of so many per cent is what it says.
    pub(super) fn is(&self, change: f64) -> bool {
        let past = (change - self.percent) * self.percent.signum();
        match self.closeness {
            Closeness::There => past.abs() <= 2.0,
            Closeness::Beyond => past >= -2.0 && change.signum() == self.percent.signum(),
            Closeness::Near => past.abs() <= 6.0,
        }
    }
}

/// What finds them.
pub(super) struct Comparisons {
    /// So many times, by so many the first group; less or more.
    times: [(Regex, Sense); 6],
    /// So much of a whole less or more.
    parts: [(Regex, Sense); 6],
    /// A half, of which nothing else tells how much.
    half: [(Regex, f64); 4],
    /// By a factor: which way, the sentence says.
    factor: Regex,
    /// A year that something is compared with.
    from: Regex,
    thing: Regex,
    other: Regex,
    weighed: Regex,
    beyond: Regex,
    near: Regex,
}

/// Which way a comparison goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Less,
    More,
    /// What is left is that part.
    Left,
}

impl Comparisons {
    pub(super) fn new() -> Result<Self, Fault> {
        let times = |tail: &str| made(&format!(r"\b({NUMBER} ?(?:fois|x)(?: et demie?)?) {tail}"));
        let english = |tail: &str| made(&format!(r"\b(twice|thrice|{NUMBER} ?(?:times|x)) {tail}"));
        let part = |tail: &str| made(&format!(r"\b({PART}) {tail}"));
        Ok(Self {
            times: [
                (times(&format!(r"(?:plus {LITTLE}|inferieure?s?|moindres?)\b"))?, Sense::Less),
                (times(&format!(r"moins {LITTLE}\b"))?, Sense::More),
                (times(r"moins\b")?, Sense::Less),
                (
                    times(
                        r"(?:plus\b|superieure?s?\b|celles?\b|celui\b|ce qu|le niveau\b|la valeur\b)",
                    )?,
                    Sense::More,
                ),
                (
                    english(
                        r"(?:as (?:little|few|low|small|light|modest)|less|lower|smaller|lighter|fewer|below)\b",
                    )?,
                    Sense::Less,
                ),
                (
                    english(
                        r"(?:as (?:much|many|high|heavy|big|large)|more|higher|larger|heavier|bigger|greater|above|what|that of|the (?:carbon|co2|emissions?|footprint|electricity|energy|impact|weight|size|power|level))\b",
                    )?,
                    Sense::More,
                ),
            ],
            parts: [
                (part(&format!(r"(?:de |en )?(?:plus {LITTLE}|inferieure?s?)\b"))?, Sense::Less),
                (part(r"(?:de |en )?moins\b")?, Sense::Less),
                (part(r"(?:de |en )?(?:plus|superieure?s?)\b")?, Sense::More),
                (part(r"(?:less|lower|smaller|lighter|fewer|below|down)\b")?, Sense::Less),
                (part(r"(?:more|higher|larger|heavier|bigger|greater|above|up)\b")?, Sense::More),
                (
                    part(
                        r"(?:de ce qu|de celles?\b|de celui\b|as (?:much|many|big|large|heavy|high)\b|of what\b|of that\b|what\b|that of\b)",
                    )?,
                    Sense::Left,
                ),
            ],
            half: [
                (made(&format!(r"\bmoitie (?:plus {LITTLE}|moins|moindres?)\b"))?, -50.0),
                (made(r"\bmoitie plus\b")?, 50.0),
                (
                    made(r"\bhalf again as (?:much|many|big|large|heavy|high)\b|\bhalf more\b")?,
                    50.0,
                ),
                (
                    made(
                        r"\bhalf (?:as (?:much|many|big|large|heavy|high)|what|of what|that of|less|lower|its|(?:of )?the (?:level|value|footprint|emissions) (?:of|in) (?:19|20)\d\d)\b|\b(?:emits?|emitted|emitting|us(?:es?|ed|ing)|consum\w+|weigh\w*|has|have|had|produc\w+|is|are|was|were) (?:now |only |just |about |nearly |almost )*half the (?:carbon|co2|emissions?|footprint|electricity|energy|impact|weight|size|power)\b",
                    )?,
                    -50.0,
                ),
            ],
            factor: made(&format!(
                r"\b(?:d'un facteur|par un facteur|by a factor of|multipli\w+ (?:par|by)|divided by) ?(?:de )?({NUMBER})\b|\b({NUMBER})-?fold\b"
            ))?,
            from: made(
                r"\b(?:depuis|qu'en|que(?: celles?| celui)? (?:de|en)|rapport a|contre|celles? de|celui de|etait en|etaient en|since|than(?: that)?(?: of| in)?|compared (?:to|with)|against|versus|that of|of what it was in|as in|was in|were in|did in) (?:l'annee |fin |the year )?(?:19|20)\d\d\b",
            )?,
            thing: made(
                r"^ ?(?:(?:de |d'|of )(?:la |l'|les |nos |notre |the |our )?)?([a-z0-9]+)",
            )?,
            other: made(&format!("^{ELSE}$"))?,
            weighed: made(
                r"\b(?:pese(?:nt)?|pesai(?:t|ent)|lourde?s?|legere?s?|poids|pollu\w+|weighs?|weighed|heav(?:y|ier)|light|lighter|pollut\w+)\b",
            )?,
            beyond: made(r"\b(?:plus d(?:e|')|more than|over|at least|au moins) ?$")?,
            near: made(
                r"\b(?:pres d(?:e|')|presque|environ|quasi\w*|nearly|almost|about|around|roughly|some) ?$",
            )?,
        })
    }

    /// Whether a sentence says how heavy, or polluting, something is.
    pub(super) fn is_weighed(&self, plain: &str) -> bool {
        self.weighed.is_match(plain.as_bytes())
    }

    /// Whether a sentence compares with a year that it names.
    pub(super) fn is_from_a_year(&self, plain: &str) -> bool {
        self.from.is_match(plain.as_bytes())
    }

    /// Those of a plain sentence, which may say of itself that something falls; `is_ours` tells a word
    /// of gases or of energy.
    pub(super) fn of(
        &self,
        plain: &str,
        falls: bool,
        is_ours: impl Fn(&str) -> bool,
    ) -> Vec<Compared> {
        let mut out: Vec<(std::ops::Range<usize>, Compared)> = Vec::new();
        let mut add = |found: &Captures<'_>, percent: f64| {
            let Some(at) = found.get(0).map(|all| all.range()) else { return };
            let taken = out.iter().any(|(other, _)| other.start < at.end && at.start < other.end);
            if taken || !self.is_of_it(&plain[at.clone()], &plain[at.end..], &is_ours) {
                return;
            }
            let before = &plain.as_bytes()[..at.start];
            let closeness = match () {
                () if self.beyond.is_match(before) => Closeness::Beyond,
                () if self.near.is_match(before) => Closeness::Near,
                () => Closeness::There,
            };
            let text = plain[at.clone()].to_owned();
            let one = Compared { text, percent, closeness };
            out.push((at, one));
        };
        let bytes = plain.as_bytes();
        let group = |found: &Captures<'_>| {
            let own = found.iter().skip(1).flatten().next()?;
            Some(plain[own.range()].to_owned())
        };
        let both = self.times.iter().chain(&self.parts).enumerate();
        for (at, (pattern, sense)) in both {
            for found in pattern.captures_iter(bytes) {
                let Some(words) = group(&found) else { continue };
                let of_times = at < self.times.len();
                let read = if of_times { number(&words) } else { part(&words) };
                let Some(much) = read.filter(|much| *much > 0.0) else { continue };
                let percent = match (of_times, sense) {
                    (true, Sense::Less) => 100.0 / much - 100.0,
                    (true, _) | (false, Sense::Left) => 100.0 * (much - 1.0),
                    (false, Sense::Less) => -100.0 * much,
                    (false, Sense::More) => 100.0 * much,
                };
                add(&found, percent);
            }
        }
        for (pattern, percent) in &self.half {
            for found in pattern.captures_iter(bytes) {
                add(&found, *percent);
            }
        }
        for found in self.factor.captures_iter(bytes) {
            let Some(much) = group(&found).and_then(|words| number(&words)) else { continue };
            let words = found.get(0).map_or("", |all| &plain[all.range()]);
            let less = falls || words.starts_with("divided");
            let more = words.starts_with("multipli");
            add(&found, if less && !more { 100.0 / much - 100.0 } else { 100.0 * (much - 1.0) });
        }
        out.sort_by_key(|(at, _)| at.start);
        out.into_iter().map(|(_, one)| one).collect()
    }

    /// Whether a comparison is of how much there is: "twice as many printers" is of printers, "deux
    /// fois plus longtemps" of time.
    pub(super) fn is_of_it(
        &self,
        words: &str,
        after: &str,
        is_ours: &impl Fn(&str) -> bool,
    ) -> bool {
        let Some(found) = self.thing.captures(after.as_bytes()) else { return true };
        let (Some(all), Some(own)) = (found.get(0), found.get(1)) else { return true };
        let (all, next) = (&after[all.range()], &after[own.range()]);
        if self.other.is_match(next.as_bytes()) {
            return false;
        }
        // "The half of that of 2023".
        if next.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        // What is counted stands behind a "de", or an English word of how many.
        let named = all.trim_start().starts_with("de ")
            || all.trim_start().starts_with("d'")
            || ["many", "few", "fewer"].iter().any(|word| words.ends_with(word))
            || ["much", "little", "less", "more"].iter().any(|word| words.ends_with(word))
                && !BESIDE.contains(&next);
        !named || is_ours(next) || next == "celle" || next == "celui"
    }
}

/// A number of times.
fn number(words: &str) -> Option<f64> {
    const NAMES: [(&str, f64); 23] = [
        ("twice", 2.0),
        ("thrice", 3.0),
        ("deux", 2.0),
        ("trois", 3.0),
        ("quatre", 4.0),
        ("cinq", 5.0),
        ("six", 6.0),
        ("sept", 7.0),
        ("huit", 8.0),
        ("neuf", 9.0),
        ("dix", 10.0),
        ("vingt", 20.0),
        ("cent", 100.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("twenty", 20.0),
        ("hundred", 100.0),
    ];
    let more = if words.contains(" et demi") { 0.5 } else { 0.0 };
    let words = words.split(' ').next()?;
    let named = NAMES.iter().find(|(name, _)| *name == words).map(|(_, much)| *much);
    let figure = || words.trim_end_matches('x').replace(',', ".").parse().ok();
    let much = named.or_else(figure)?;
    Some(much + more).filter(|much| *much > 1.0)
}

/// A part of a whole, 0 to 1.
fn part(words: &str) -> Option<f64> {
    if let Some((above, below)) = words.split_once('/') {
        let (above, below): (f64, f64) = (above.parse().ok()?, below.parse().ok()?);
        return Some(above / below).filter(|part| *part > 0.0 && *part < 1.0);
    }
    let below = [
        ("moitie", 2.0),
        ("tiers", 3.0),
        ("third", 3.0),
        ("quart", 4.0),
        ("cinquieme", 5.0),
        ("fifth", 5.0),
        ("sixieme", 6.0),
        ("sixth", 6.0),
        ("dixieme", 10.0),
        ("tenth", 10.0),
    ];
    let (_, below) = below.iter().find(|(name, _)| words.contains(name))?;
    let above = [("deux", 2.0), ("two", 2.0), ("trois", 3.0), ("three", 3.0), ("quatre", 4.0)];
    let more = above.iter().find(|(name, _)| words.contains(name)).map(|(_, much)| *much);
    let above = more.or_else(|| words.starts_with("four").then_some(4.0)).unwrap_or(1.0);
    Some(above / below).filter(|part| *part < 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(plain: &str) -> Vec<String> {
        let ours = |word: &str| ["co2", "electricite", "electricity", "emissions"].contains(&word);
        let all = Comparisons::new().unwrap().of(plain, plain.contains("cut"), ours);
        all.iter().map(|one| format!("{:.0}", one.percent)).collect()
    }

    #[test]
    fn comparisons_in_words_are_percentages() {
        for (plain, percent) in [
            ("pese deux fois moins lourd qu'en 2023", "-50"),
            ("pese 2 fois moins qu'en 2023", "-50"),
            ("emet 3x moins qu'en 2023", "-67"),
            ("emet six fois moins de co2", "-83"),
            ("deux fois et demie moins d'electricite", "-60"),
            ("une empreinte deux fois plus faible", "-50"),
            ("une empreinte trois fois inferieure a celle de 2023", "-67"),
            ("pese deux fois plus lourd", "100"),
            ("est deux fois celle de 2023", "100"),
            ("trois fois moins sobre", "200"),
            ("moitie moins de co2", "-50"),
            ("moitie moins polluant", "-50"),
            ("un tiers de moins qu'en 2023", "-33"),
            ("un quart plus legere", "-25"),
            ("les deux tiers en moins", "-67"),
            ("un cinquieme de plus qu'en 2023", "20"),
            ("la moitie de celle de 2023", "-50"),
            ("le quart de ce qu'elle etait", "-75"),
            ("1/3 de moins", "-33"),
            ("twice as little co2 as in 2023", "-50"),
            ("weighs half as much as in 2023", "-50"),
            ("half what it was in 2023", "-50"),
            ("emits half the co2 it did in 2023", "-50"),
            ("a third less than in 2023", "-33"),
            ("two thirds lower than in 2023", "-67"),
            ("a quarter of what it was in 2023", "-75"),
            ("a third as much as in 2023", "-67"),
            ("three times lower than in 2023", "-67"),
            ("2x less than in 2023", "-50"),
            ("twice as much as in 2023", "100"),
            ("twice the emissions of 2023", "100"),
            ("cut by a factor of four", "-75"),
            ("a threefold cut", "-67"),
            ("multipliee par deux depuis 2023", "100"),
            ("multiplied by three since 2023", "200"),
        ] {
            assert_eq!(of(plain), [percent], "{plain}");
        }
    }

    /// What is counted, how long and how dear are other things; a part of a whole is no change.
    #[test]
    fn comparisons_of_other_things_are_none() {
        for plain in [
            "deux fois plus d'agents qu'en 2023",
            "un tiers de moins de papier",
            "dure deux fois plus longtemps",
            "trois fois moins chers",
            "twice as many printers as in 2023",
            "half as many devices",
            "lasts twice as long",
            "three times faster",
            "a third less paper",
            "half the footprint comes from making",
            "un tiers de l'empreinte vient des ecrans",
            "la moitie de nos ordinateurs",
            "deux fois par an",
            "mesure une fois de plus",
            "verified by a third party",
            "the first quarter of 2025",
        ] {
            assert_eq!(of(plain), Vec::<String>::new(), "{plain}");
        }
    }

    #[test]
    fn more_than_and_nearly_stand_about_their_number() {
        let one = |plain: &str| Comparisons::new().unwrap().of(plain, false, |_| true).remove(0);
        let beyond = one("plus de deux fois moins qu'en 2023");
        assert!(beyond.is(-60.0) && beyond.is(-51.0) && !beyond.is(-40.0) && !beyond.is(60.0));
        let near = one("presque deux fois moins qu'en 2023");
        assert!(near.is(-46.0) && !near.is(-30.0));
        let there = one("deux fois moins qu'en 2023");
        assert!(there.is(-49.0) && !there.is(-46.0) && !there.is(-60.0));
    }
}
