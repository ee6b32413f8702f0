//! What a sentence that is shown has to answer for: each of its numbers and each of its words.
//!
//! A figure that the run has may be told of another thing ("our vehicles emitted 24 t"), of other people
//! ("our 240 staff"), or as another deed ("we paid 24 t"). A sentence is shown where everything that it
//! says is accounted for: by words that add nothing (`words.csv`), by the names of the figures that it
//! tells, by their years. What is not understood is not checked.

use super::about::{About, stem};
use super::direction::Direction;
use super::facts::{Dimension, Facts, Flow, Known, StatedChange, Subject};
use super::figures::{Stated, stated};
use super::hold::Holder;
use super::holding::HeldFigure;
use super::plain::plain;
use super::why::not_compared;
use ground::lang::Text;
use ground::text;
use std::ops::Range;

/// What the figures of a sentence are of.
struct ShownFigures<'a> {
    /// Those of the run that it tells.
    matched: Vec<&'a Known>,
    kinds: Vec<&'static str>,
}

impl Holder {
    /// Whether a clause says which way the footprint or the electricity went, and nothing of anything else.
    pub(super) fn says_a_way_alone(&self, clause: &str) -> bool {
        let mut rest = clause.to_owned();
        for word in self.ways.found(clause) {
            rest.replace_range(word.at.clone(), &" ".repeat(word.at.len()));
        }
        let words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let kinds = ["carbon", "energy", "person", "change", "denied"];
        let is_plain = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_digit()) || self.words.is_plain(word, &kinds)
        };
        words.into_iter().all(is_plain)
    }

    /// What a sentence of which all figures are shown says besides, of which the run knows nothing.
    /// `changed` is whether it tells a change.
    pub(super) fn unaccounted(&self, plain: &str, facts: &Facts, changed: bool) -> Option<Text> {
        // The method and the factors have numbers in their names.
        let versioned = [&facts.method, &facts.factors].map(|name| super::plain::plain(name));
        let named = versioned.iter().filter(|name| !name.is_empty());
        let without = named.fold(plain.to_owned(), |rest, name| {
            rest.replace(name.as_str(), &" ".repeat(name.len()))
        });
        let by_method = without != plain;
        let plain = without.as_str();
        let figures = stated(plain, &self.figure);
        let twofold = figures.iter().find(|one| one.is_twofold());
        if let Some(one) = twofold {
            return Some(text!(
                "« {0} » se lit de deux façons : écrivez-le sans séparateur de milliers",
                "\"{0}\" reads in two ways: write it without a thousands separator",
                one.text
            ));
        }
        let mut shown = self.shown(plain, facts, &figures, changed);
        shown.kinds.extend(by_method.then_some("method"));
        if let Some(why) = self.open(plain, facts, &figures, &shown, changed) {
            return Some(why);
        }
        if let Some(number) = self.loose_number(plain, facts, &figures, &shown) {
            return Some(text!(
                "« {number} » : la phrase dit aussi ce nombre, que le calcul ne montre pas",
                "\"{number}\": the sentence tells this number too, which the run does not show"
            ));
        }
        if let Some(why) = self.wholes.missing(plain, &figures, &shown.matched) {
            return Some(why);
        }
        if !changed && self.words.spans.is_match(plain.as_bytes()) {
            return Some(text!(
                "la phrase parle de plusieurs années ensemble, et le calcul est d'une seule : dites le chiffre de chacune",
                "the sentence is of several years together, and the run of one: tell the figure of each"
            ));
        }
        let other = self.loose_words(plain, facts, &shown);
        (!other.is_empty()).then(|| {
            let (fr, en) = (other.join(" », « "), other.join("\", \""));
            Text {
                fr: format!(
                    "les chiffres sont ceux du calcul, mais il ne dit rien de « {fr} » : à vous de le vérifier, ou dites le chiffre sans"
                ),
                en: format!(
                    "the figures are those of the run, but it says nothing of \"{en}\": check it yourself, or tell the figure without"
                ),
            }
        })
    }

    /// Why a figure is not told as it is: what was not read, or is not known, could move it, of the year of
    /// the run or of one that it is told beside.
    fn open(
        &self,
        plain: &str,
        facts: &Facts,
        figures: &[Stated],
        shown: &ShownFigures<'_>,
        changed: bool,
    ) -> Option<Text> {
        let told = (plain, figures);
        let years = self.years(plain);
        let mut former = facts.former.iter().filter(|one| years.contains(&one.year));
        let of_year = |facts: &Facts, shown: &ShownFigures<'_>| {
            let open = self.open_of_year(told, facts, &shown.matched);
            open.or_else(|| self.unsure(told, &shown.matched))
        };
        of_year(facts, shown).or_else(|| {
            former.find_map(|facts| of_year(facts, &self.shown(plain, facts, figures, changed)))
        })
    }

    /// What makes of two years' figures, each of which is true, a sentence that is not: that they do not
    /// compare, and that it says how one became the other, or does not say that they do not.
    pub(super) fn uncompared(&self, plain: &str, facts: &Facts) -> Option<HeldFigure> {
        let years = self.years(plain);
        let figures = stated(plain, &self.figure);
        let is_told = |one: &&StatedChange| {
            let told = |figure: &&Stated| figure.of == one.of;
            years.contains(&one.year)
                && years.contains(&facts.year)
                && figures.iter().filter(told).any(|figure| figure.is_value(one.before))
                && figures.iter().filter(told).count() > 1
        };
        let change = facts.changes.iter().filter(is_told).find(|one| !one.comparable)?;
        if self.words.changing.is_match(plain.as_bytes()) {
            return not_compared(change, facts);
        }
        if plain.contains("compar") {
            return None;
        }
        let (year, now) = (change.year, facts.year);
        Some(HeldFigure::Unknown(text!(
            "les chiffres de {year} et de {now} ne se comparent pas : dites-le, ou ne les mettez pas côte à côte",
            "the figures of {year} and {now} do not compare: say so, or do not set them side by side"
        )))
    }

    /// The figures of the run that a sentence tells, and what kinds of words they allow.
    fn shown<'a>(
        &self,
        plain: &str,
        facts: &'a Facts,
        figures: &[Stated],
        changed: bool,
    ) -> ShownFigures<'a> {
        let about = self.about.of(plain, facts);
        let pue = self.pue(plain);
        // "492 devices, of which 406 in service".
        let counted = !self.counts.of(plain).is_empty();
        let ranges = self.amounts.ranges(plain, &self.amounts.passages(plain));
        let in_range = |known: &Known| {
            ranges.iter().any(|range| {
                let is_mass = known.of == Dimension::Mass && range.of() == Dimension::Carbon;
                (range.of() == known.of || is_mass)
                    && Stated::are_bounds(&range.from, &range.to, known)
            })
        };
        let is_told = |known: &Known| {
            let named = || {
                known.subject != Subject::Label
                    || about.iter().any(|one| std::ptr::eq(*one, known))
                    || About::is_half_named(known, plain)
                    || known.of == Dimension::Mass
            };
            let share = || {
                let shares = [false, true].map(|equipment| facts.share(known, equipment));
                let mut shares = shares.into_iter().flatten();
                shares.any(|share| figures.iter().any(|one| one.is_percent(share)))
            };
            match known.of {
                Dimension::Ratio => pue.as_ref().is_some_and(|pue| pue.is(known)),
                Dimension::Units => {
                    self.counts.tells(known, plain)
                        || counted && self.has_number(plain, known.value)
                }
                _ => {
                    let holds = || figures.iter().any(|one| self.holds(one, known, plain));
                    named() && (holds() || share() || in_range(known))
                }
            }
        };
        let matched: Vec<&Known> = facts.all().filter(|known| is_told(known)).collect();
        let flows = |flow| matched.iter().any(|known| known.flow == Some(flow));
        let of = |of| matched.iter().any(|known| known.of == of);
        let years = self.years(plain);
        let compared = facts.changes.iter().any(|one| one.comparable && years.contains(&one.year));
        let other_year = |of, subject: Option<Subject>| {
            facts.changes.iter().any(|one| {
                one.of == of
                    && subject.is_none_or(|subject| one.subject == subject)
                    && years.contains(&one.year)
            })
        };
        let base = facts.declared.iter().any(|base| years.contains(&base.year));
        let people = |person: &Known| person.subject == Subject::Person;
        let energy = of(Dimension::Energy) || other_year(Dimension::Energy, None);
        let person = matched.iter().any(|known| people(known))
            || facts.people.is_some_and(|all| self.has_number(plain, all))
            || other_year(Dimension::Carbon, Some(Subject::Person))
            || other_year(Dimension::Energy, Some(Subject::Person));
        // Electricity is no emission: « 94 MWh de carbone ».
        let carbon = of(Dimension::Carbon)
            || of(Dimension::Percent)
            || other_year(Dimension::Carbon, None)
            || base;
        let kinds = [
            ("carbon", carbon),
            ("energy", energy),
            ("person", person),
            ("out", flows(Flow::Out) || of(Dimension::Mass)),
            ("in", flows(Flow::In)),
            ("used", flows(Flow::In)),
            ("pue", of(Dimension::Ratio) || base),
            ("change", changed || compared),
            ("denied", self.directions(plain, Some(facts), &[]).iter().any(Direction::is_denied)),
            ("declared", base),
            // A figure of the estate is none of the organisation's.
            ("organisation", self.words.of_it.is_match(plain.as_bytes()) || base),
        ];
        let kinds = kinds.into_iter().filter(|(_, is)| *is).map(|(kind, _)| kind).collect();
        ShownFigures { matched, kinds }
    }

    /// Whether a sentence has this number, to the unit.
    fn has_number(&self, plain: &str, value: f64) -> bool {
        let numbers = self.words.number.find_iter(plain.as_bytes());
        numbers.map(|found| &plain[found.range()]).any(|number| is_number(number, value))
    }

    /// A number that no figure of the run, no year and no number of things accounts for.
    fn loose_number<'a>(
        &self,
        plain: &'a str,
        facts: &Facts,
        figures: &[Stated],
        shown: &ShownFigures<'_>,
    ) -> Option<&'a str> {
        let passages = self.amounts.passages(plain);
        let ranges = self.amounts.ranges(plain, &passages);
        let mut places: Vec<Range<usize>> = figures.iter().map(|one| one.at.clone()).collect();
        places.extend(passages.iter().chain(&ranges).map(|pair| pair.at.clone()));
        places.extend(self.counts.of(plain).iter().map(super::counted::Count::at));
        places.extend(self.pue(plain).map(|pue| pue.at));
        let years = self.years(plain);
        // A page, a year or a size within the source of a base is the source's.
        let bases = facts.declared.iter().filter(|base| years.contains(&base.year));
        let sources: Vec<String> = bases.map(|base| super::plain::plain(&base.source)).collect();
        places.extend(
            sources
                .iter()
                .filter(|source| !source.is_empty())
                .filter_map(|source| plain.find(source.as_str()).map(|at| at..at + source.len())),
        );
        let label = |word: &str| shown.matched.iter().any(|known| has(&known.label, word));
        self.words.number.find_iter(plain.as_bytes()).map(|found| found.range()).find_map(|at| {
            let number = plain[at.clone()].trim_end_matches(['.', ',']);
            let is_placed = places.iter().any(|place| place.contains(&at.start));
            let is_year = number.parse().is_ok_and(|year: i32| years.contains(&year));
            let units = shown.matched.iter().filter(|known| known.of == Dimension::Units);
            // "From 156 devices to 149".
            let counts = !self.counts.of(plain).is_empty();
            let all = counts.then_some([facts.units.round(), facts.listed.round()]);
            let all = all.into_iter().flatten();
            let mut exact = units.map(|known| known.value).chain(facts.people).chain(all);
            (!is_placed
                && !is_year
                && !exact.any(|value| is_number(number, value))
                && !label(number))
            .then_some(number)
        })
    }

    /// The words that nothing accounts for, the first few.
    fn loose_words(&self, plain: &str, facts: &Facts, shown: &ShownFigures<'_>) -> Vec<String> {
        let years = self.years(plain);
        let bases = || facts.declared.iter().filter(|base| years.contains(&base.year));
        let sourced = |word: &str| {
            bases().any(|base| {
                has(&base.label, word)
                    || super::plain::plain(&base.source)
                        .split(|c: char| !c.is_alphanumeric())
                        .any(|own| own == word)
            })
        };
        // Which way something went is held, where it is told.
        let mut known_ways = plain.to_owned();
        if shown.kinds.contains(&"change") {
            for word in self.ways.found(plain) {
                known_ways.replace_range(word.at.clone(), &" ".repeat(word.at.len()));
            }
        }
        let rest = self.words.bought.replace_all(known_ways.as_bytes(), b" ");
        let rest = self.words.greenhouse.replace_all(&rest, b" ges ");
        let rest = String::from_utf8_lossy(&rest).into_owned();
        let mut out: Vec<String> = Vec::new();
        for word in rest.split(|c: char| !c.is_alphanumeric()) {
            let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
            let is_known = is_number
                || self.words.is_plain(word, &shown.kinds)
                || shown
                    .matched
                    .iter()
                    .any(|known| has(&known.label, word) || self.wholes.says(known, word))
                || sourced(word)
                // A unit that is written against its number.
                || word.starts_with(|c: char| c.is_ascii_digit());
            if !is_known && out.len() < 4 && !out.iter().any(|one| one == word) {
                out.push(word.to_owned());
            }
        }
        out
    }
}

/// Whether a number as it is written is this one, to the unit.
fn is_number(number: &str, value: f64) -> bool {
    number.trim_end_matches(['.', ',']) == value.round().to_string()
}

/// Whether a word is one of a name, in either of its languages.
fn has(label: &Text, word: &str) -> bool {
    [&label.fr, &label.en].into_iter().any(|name| {
        let name = plain(name);
        let mut own = name.split(|c: char| !c.is_alphanumeric()).filter(|own| !own.is_empty());
        own.any(|own| {
            own == word
                || word.strip_suffix('s') == Some(own)
                || own.len() > 3 && word.starts_with(own.get(..stem(own)).unwrap_or(own))
        })
    })
}
