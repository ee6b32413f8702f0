//! Which way a sentence says that something went since another year, without saying by how much: "less
//! than in 2024", "fell between 2024 and 2025". It is a comparison as any other.

use super::placed::{PlacedFigure, ToldSentence, YEAR_BEFORE};
use super::rules::made;
use super::span::Spans;
use super::ways::{Said, Way, WayWord, Ways};
use ground::fault::Fault;
use regex::bytes::Regex;
use std::ops::Range;

/// What finds them.
pub(super) struct Directions {
    pub(super) spans: Spans,
    /// A year that all of a sentence is told from.
    since: Regex,
    before: Regex,
    /// What parts what is said of one thing from what is said of another.
    clause: Regex,
    /// Two years that a clause is told between.
    ends_year: Regex,
    begins_year: Regex,
    /// What makes of a verb that stands behind it something that is so.
    told: Regex,
    /// The year that stands next behind a word, with what stands between.
    anchor: Regex,
    /// What says that something is compared with what follows; words of more and less need it, others
    /// ("below") do where what follows is what they are said of.
    object: Regex,
    subject: Regex,
    bare: Regex,
    /// That a change of time is told from what follows.
    from: Regex,
    /// That something is meant to change: "pour réduire", which says nothing of what it did.
    intent: Regex,
    /// The year that something is more or less than, behind the year that it is so in.
    than_year: Regex,
}

/// How a word of a way is placed in its sentence.
enum Placing {
    /// It tells how a later year stands to an earlier one.
    InTime,
    /// It tells how an earlier year stands to a later one.
    Turned,
    /// It says nothing of years.
    OfNoYear,
    /// It compares, and nobody can say what with what.
    Unplaced,
}

/// Which way something is said to have gone.
pub(super) struct Direction {
    /// As it is written.
    pub(super) text: String,
    pub(super) said: Said,
    /// The clause of the first word that says it.
    pub(super) clause: String,
    /// The clauses that say it, as one text.
    pub(super) words: String,
    /// The years that it is told of.
    pub(super) years: Vec<i32>,
    /// Whether it is told from the year before.
    pub(super) from_year_before: bool,
}

impl Direction {
    /// Whether a change of so many percent goes that way.
    pub(super) fn is_of(&self, percent: f64) -> bool {
        let goes = if percent < 0.0 { Way::Falls } else { Way::Rises };
        match self.said {
            Said::Goes(way) => goes == way,
            Said::Denies(way) => goes != way,
            Said::Unclear => false,
        }
    }

    /// Whether it is told as what did not happen.
    pub(super) fn is_denied(&self) -> bool {
        matches!(self.said, Said::Denies(_))
    }
}

/// What is told of the year of the run, or against it, where an earlier one is named.
fn compared(is_earlier: bool, placing: Placing) -> Placing {
    if is_earlier { placing } else { Placing::OfNoYear }
}

/// What a clause is about, of greenhouse gases and of electricity.
type About = (bool, bool);

impl Directions {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            spans: Spans::new()?,
            since: made(&format!(
                r"\b(?:depuis|par rapport a|compare\w* (?:a|to|with)|since|against|versus) (?:l'annee |the year |fin )?(?:(?:19|20)\d\d\b|{YEAR_BEFORE})"
            ))?,
            before: made(&format!(r"\b{YEAR_BEFORE}\b"))?,
            clause: made(
                r"[,;:] |[()]|\b(?:et|and|mais|but|tandis que|alors que|while|whereas|puis|then|malgre|despite) ",
            )?,
            ends_year: made(r"\b(?:entre|between) (?:19|20)\d\d ?$")?,
            begins_year: made(r"^ ?(?:19|20)\d\d\b")?,
            told: made(
                r"\b(?:a|ont|avons|est|sont|has|have|is|are) (?:(?:bien|fortement|nettement|encore|deja|beaucoup|largement|been|ete|already|greatly|sharply) )*(?:en )?$",
            )?,
            anchor: made(&format!(r"^([^.;\d]{{0,60}}?)\b((?:19|20)\d\d\b|{YEAR_BEFORE})"))?,
            object: made(
                r"\b(?:que|than|from|depuis|since|against|contre|versus|vs|rapport|compar\w*|celles?|celui|ceux|niveau|level|that of|those of)\b|\bqu'",
            )?,
            subject: made(r"^ ?(?:en|in|pour|for|during|durant|:|,|\() ?")?,
            bare: made(r"^(?:plus|moins|more|less)\b")?,
            from: made(
                r"^ ?(?:de |des |du |d'|from|depuis|since|against|contre|versus|vs|par rapport|compar\w*|sur|on )",
            )?,
            intent: made(
                r"(?:\b(?:pour|afin|en vue|dans le but|souhait\w+|veu\w+|voul\w+|cherch\w+|vis\w+)(?: de| d'| a)?|(?:^|[,;:(]) ?to|\b(?:in order to|so as to|(?:wants?|wanted|wish\w*|tries|try|trying|aims?|aiming|intend\w*) to)) (?:mieux |encore |further |better )?$",
            )?,
            than_year: made(
                r"^[^.;]{0,40}?(?:\bque\b|\bqu'|\bthan\b)[^.;\d]{0,40}?\b((?:19|20)\d\d)\b",
            )?,
        })
    }

    /// Those of a plain sentence of these years: one of each thing that it speaks of. `about` tells what
    /// words are about; what stands with one of the figures at `taken` is held by how much it is.
    pub(super) fn of(
        &self,
        ways: &Ways,
        sentence: ToldSentence<'_>,
        taken: &[Range<usize>],
        about: impl Fn(&str) -> About,
        is_of_it: impl Fn(&str, &str) -> bool,
    ) -> Vec<Direction> {
        let ToldSentence { plain, years, .. } = sentence;
        let from_year_before = self.before.is_match(plain.as_bytes());
        let clauses = self.clauses(plain);
        let mut of_each: Vec<(About, Vec<WayWord>, Vec<usize>)> = Vec::new();
        for word in ways.found(plain) {
            let after = &plain[word.at.end..];
            let compares = !word.is_verb && !word.is_amount;
            let is_meant = word.is_verb && self.intent.is_match(&plain.as_bytes()[..word.at.start]);
            let is_told = !(word.is_amount || is_meant)
                && (word.is_verb || is_of_it(&plain[word.at.clone()], after) && compares);
            let said = match self.placed(&word, sentence) {
                Placing::InTime => word.said(),
                Placing::Turned => word.said().turned(),
                Placing::Unplaced => Said::Unclear,
                Placing::OfNoYear => continue,
            };
            let word = word.told_as(said);
            let place = clauses.iter().position(|clause| clause.contains(&word.at.start));
            let Some(place) = place.filter(|_| is_told) else { continue };
            let clause = &clauses[place];
            if taken.iter().any(|at| clause.start < at.end && at.start < clause.end) {
                continue;
            }
            // What a clause does not name was named before it, or is named by the sentence.
            let own = clauses[..=place].iter().rev().map(|clause| about(&plain[clause.clone()]));
            let of =
                own.into_iter().find(|of| *of != (false, false)).unwrap_or_else(|| about(plain));
            match of_each.iter_mut().find(|(known, ..)| *known == of) {
                Some((_, words, places)) => {
                    words.push(word);
                    places.push(place);
                }
                None => of_each.push((of, vec![word], vec![place])),
            }
        }
        let is_one = of_each.len() == 1;
        let direction = |(_, words, mut places): (About, Vec<WayWord>, Vec<usize>)| {
            places.dedup();
            let said = Said::of(&words.iter().collect::<Vec<_>>())?;
            let of = |places: &[usize]| -> String {
                let texts = places.iter().map(|place| plain[clauses[*place].clone()].trim());
                texts.collect::<Vec<_>>().join(" ")
            };
            let first = words.first()?.at.clone();
            Some(Direction {
                text: plain[first].to_owned(),
                said,
                clause: of(places.get(..1).unwrap_or(&[])),
                words: if is_one { plain.to_owned() } else { of(&places) },
                years: years.to_vec(),
                from_year_before,
            })
        };
        of_each.into_iter().filter_map(direction).collect()
    }

    /// How a word stands to the years and the figures of its sentence.
    fn placed(&self, word: &WayWord, sentence: ToldSentence<'_>) -> Placing {
        let ToldSentence { years, run, figures, .. } = sentence;
        // A gas has a number in its name, which is no figure.
        let plain = &sentence.plain.replace("co2", "co-");
        let after = &plain[word.at.end..];
        let from_year_before = self.before.is_match(plain.as_bytes());
        let is_earlier = from_year_before || years.iter().any(|year| *year < run);
        if years.is_empty() && !from_year_before {
            return Placing::OfNoYear;
        }
        let year = self.anchor.captures(after.as_bytes());
        let between = |found: &regex::bytes::Captures<'_>| {
            found.get(1).map_or("", |between| &after[between.range()]).to_owned()
        };
        // The figure that it is told against stands nearer than a year.
        let reach = year.as_ref().map_or(60, |found| between(found).len());
        let object = PlacedFigure::after(figures, plain, word.at.end)
            .filter(|(_, gap)| gap.len() <= reach && self.is_object(word, plain, gap));
        if let Some((object, gap)) = object
            && let Some(subject) = PlacedFigure::beside(figures, object, word.at.start)
        {
            return match (subject.year, object.year) {
                (Some(own), Some(other)) if own == other => Placing::OfNoYear,
                (Some(own), Some(other)) if word.is_of_time => {
                    let is_back = own < other && self.from.is_match(gap.as_bytes());
                    if is_back { Placing::Unplaced } else { Placing::InTime }
                }
                (Some(own), Some(other)) if own > other => Placing::InTime,
                (Some(_), Some(_)) => Placing::Turned,
                _ => compared(is_earlier, Placing::Unplaced),
            };
        }
        if word.is_of_time {
            return if self.spans.is_backwards(plain) {
                Placing::Unplaced
            } else {
                Placing::InTime
            };
        }
        // Figures of one year that stand beside one another are compared by themselves.
        let Some(found) = year else {
            let is_since = self.since.is_match(plain.as_bytes());
            return if is_since {
                Placing::InTime
            } else {
                compared(is_earlier, Placing::Unplaced)
            };
        };
        let told = found.get(2).map_or("", |told| &after[told.range()]);
        let own = told.parse().unwrap_or(run - 1);
        if !self.is_object(word, plain, &between(&found)) {
            // "Less in 2024 than in 2025".
            let rest = &after[found.get(0).map_or(0, |all| all.end())..];
            let than = self.than_year.captures(rest.as_bytes());
            let than = than.and_then(|than| rest[than.get(1)?.range()].parse().ok());
            return match than {
                Some(other) if own > other => Placing::InTime,
                Some(_) => Placing::Turned,
                None if own == run => compared(is_earlier, Placing::InTime),
                None => Placing::Unplaced,
            };
        }
        let later = years.iter().any(|year| *year > own) || own < run;
        if later { Placing::InTime } else { compared(is_earlier, Placing::Turned) }
    }

    /// Whether what stands behind a word, and behind what stands between, is what it compares with.
    pub(super) fn is_object(&self, word: &WayWord, plain: &str, between: &str) -> bool {
        let own = plain[word.at.clone()].as_bytes();
        let between = between.as_bytes();
        self.object.is_match(between)
            || !self.bare.is_match(own) && !word.is_verb && !self.subject.is_match(between)
    }

    /// The word by which a sentence that names no year tells which way something went.
    pub(super) fn since_nothing(&self, ways: &Ways, plain: &str, years: &[i32]) -> Option<String> {
        if !years.is_empty() || self.before.is_match(plain.as_bytes()) {
            return None;
        }
        let is_told = |word: &WayWord| {
            let (before, text) = (&plain[..word.at.start], &plain[word.at.clone()]);
            let is_past = ["fell", "rose", "grew", "shrank", "sank"].contains(&text)
                || text.ends_with("ed") && before.trim_end().ends_with(|c: char| c.is_alphabetic());
            let qualifies = ["a ", "the ", "our ", "its ", "with ", "of "];
            word.is_verb
                && (is_past && !qualifies.iter().any(|word| before.ends_with(word))
                    || self.told.is_match(before.as_bytes())
                        && !(text.ends_with("er") || text.ends_with("re")))
        };
        let found = ways.found(plain).into_iter().find(is_told)?;
        Some(plain[found.at].to_owned())
    }

    /// What a sentence says of one thing, then of another.
    pub(super) fn clauses(&self, plain: &str) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut out = Vec::new();
        for found in self.clause.find_iter(plain.as_bytes()) {
            // "Between 2024 and 2025" is one.
            let (before, after) = (&plain[..found.start()], &plain[found.end()..]);
            let parts_years = self.ends_year.is_match(before.as_bytes())
                && self.begins_year.is_match(after.as_bytes());
            if parts_years && plain[found.range()].starts_with(['e', 'a']) {
                continue;
            }
            out.push(from..found.start());
            from = found.start();
        }
        out.push(from..plain.len());
        out
    }
}
