//! Figures that a sentence sets beside one another: of which year each is told, and what the words
//! between them say of both.

use super::about::About;
use super::facts::{Dimension, Facts, Known, Subject};
use super::figures::{Stated, stated};
use super::hold::Holder;
use super::holding::{FIGURES, HeldFigure, Holding};
use super::placed::{PlacedFigure, ToldSentence};
use super::ways::{Said, Way, WayWord};
use super::why::{of_which_year, other_way, unplaced};
use ground::text;
use std::ops::Range;

impl Holder {
    /// The figures of a sentence with the year of each: shares, levels and bounds are none.
    fn placed(&self, plain: &str, run: i32) -> Vec<PlacedFigure> {
        let passages = self.amounts.passages(plain);
        let ranges = self.amounts.ranges(plain, &passages);
        let mut figures = stated(plain, &self.figure);
        figures.retain(|one| {
            let within = |at: &Range<usize>| at.start <= one.at.start && one.at.end <= at.end + 1;
            !passages.iter().chain(&ranges).any(|pair| within(&pair.at))
                && one.of != Dimension::Percent
                && self.amount_of_change(one, plain).is_none()
        });
        let places: Vec<Range<usize>> = figures.iter().map(|one| one.at.clone()).collect();
        let parts = self.scopes.cut(plain, &places);
        let year = |text: &str| text.parse().unwrap_or(run - 1);
        let mut from = 0;
        let mut out = Vec::with_capacity(figures.len());
        for (figure, own) in figures.into_iter().zip(parts) {
            let end = figure.at.end.min(plain.len());
            // A number right behind a figure may be the next one.
            let behind = self.besides.year_behind(plain, end);
            let mut told: Vec<i32> = Vec::new();
            let mut next = end;
            if let Some(at) = behind.filter(|at| !places.iter().any(|one| one.contains(&at.start)))
            {
                next = at.end;
                told.push(year(&plain[at]));
            } else {
                let before = plain.get(from..figure.at.start).unwrap_or("");
                let found = self.besides.year.find_iter(before.as_bytes());
                told.extend(found.map(|found| year(&before[found.range()])));
                told.dedup();
            }
            let year = if told.len() == 1 { told.first().copied() } else { None };
            from = next;
            out.push(PlacedFigure {
                span: figure.span(),
                text: figure.text,
                at: figure.at,
                of: figure.of as u8,
                year,
                own,
            });
        }
        out
    }

    /// The same, each of the year of its value where the sentence says none.
    pub(super) fn beside_figures(&self, plain: &str, facts: &Facts) -> Vec<PlacedFigure> {
        let mut figures = self.placed(plain, facts.year);
        let years = self.years(plain);
        for one in &mut figures {
            one.year = one.year.or_else(|| {
                let figure = self.stated_at(one, plain)?;
                Self::year_of_value(&figure, &years, facts)
            });
        }
        figures
    }

    /// Holds what a sentence says of figures that stand beside one another; what stands with a figure at
    /// one of these places is held by how much it is.
    pub(super) fn beside(
        &self,
        (plain, facts): (&str, &Facts),
        taken: &[Range<usize>],
        out: &mut Holding,
    ) {
        let figures = self.beside_figures(plain, facts);
        let years = self.years(plain);
        if figures.len() < 2 {
            return;
        }
        let sentence = ToldSentence { plain, years: &years, run: facts.year, figures: &figures };
        self.of_their_years(sentence, facts, out);
        self.parts(sentence, facts, out);
        self.passing(sentence, facts, out);
        if let Some(found) = self.besides.most.find(plain.as_bytes())
            && !plain[..found.start()].ends_with("au ")
        {
            out.add(HeldFigure::Unknown(unplaced(&plain[found.range()])));
        }
        let clauses = self.directions.clauses(plain);
        let is_taken = |word: &WayWord| {
            let clause = clauses.iter().find(|clause| clause.contains(&word.at.start));
            clause.is_some_and(|clause| {
                taken.iter().any(|at| clause.start < at.end && at.start < clause.end)
            })
        };
        for word in self.ways.found(plain).into_iter().filter(|word| !is_taken(word)) {
            let held = self.among(&word, sentence);
            out.changed |= matches!(held, Some(HeldFigure::Shown));
            out.add_some(held);
        }
        for word in self.ways.bounds(plain) {
            out.add_some(self.bounding(&word, sentence));
        }
    }

    /// A figure as it is stated.
    fn stated_at(&self, one: &PlacedFigure, plain: &str) -> Option<Stated> {
        stated(plain, &self.figure).into_iter().find(|figure| figure.at == one.at)
    }

    /// The year that a figure is of by its value, where it is that of one alone.
    fn year_of_value(figure: &Stated, years: &[i32], facts: &Facts) -> Option<i32> {
        let mut of: Vec<i32> = years.to_vec();
        of.push(facts.year);
        of.sort_unstable();
        of.dedup();
        of.retain(|year| Self::is_of_year(figure, *year, facts));
        if let [only] = of.as_slice() { Some(*only) } else { None }
    }

    /// Whether some figure of a year has this value.
    fn is_of_year(figure: &Stated, year: i32, facts: &Facts) -> bool {
        let of = |facts: &Facts| {
            let is = |known: &Known| known.of == figure.of && figure.is(known);
            facts.all().any(is)
        };
        year == facts.year && of(facts)
            || facts.former.iter().any(|one| one.year == year && of(one))
            || facts
                .changes
                .iter()
                .any(|one| one.year == year && one.of == figure.of && figure.is_value(one.before))
    }

    /// Figures told of one year that are another's.
    fn of_their_years(&self, sentence: ToldSentence<'_>, facts: &Facts, out: &mut Holding) {
        for one in sentence.figures {
            let shown = || HeldFigure::Unknown(of_which_year(&one.text));
            let Some((year, figure)) = one.year.zip(self.stated_at(one, sentence.plain)) else {
                if sentence.years.len() > 1 {
                    out.add(shown());
                }
                continue;
            };
            let is_of = |year: i32| Self::is_of_year(&figure, year, facts);
            let is_others = || sentence.years.iter().any(|other| *other != year && is_of(*other));
            if !self.is_bound(&figure, sentence.plain) && !is_of(year) && is_others() {
                out.add(shown());
            }
        }
    }

    /// What a figure is of the run.
    fn known_as<'a>(&self, one: &PlacedFigure, plain: &str, facts: &'a Facts) -> Option<&'a Known> {
        let own = plain.get(one.own.clone()).unwrap_or(plain);
        let figure = self.stated_at(one, plain)?;
        let is = |known: &&Known| self.holds(&figure, known, plain);
        let of = |words: &str| self.about.of(words, facts).into_iter().find(is);
        of(own).or_else(|| of(plain))
    }

    /// Whose value a figure is, in any year.
    fn subjects_of(&self, one: &PlacedFigure, plain: &str, facts: &Facts) -> Vec<Subject> {
        let Some(figure) = self.stated_at(one, plain) else { return Vec::new() };
        let now = facts.all().filter(|known| known.of == figure.of && figure.is(known));
        let then = facts.changes.iter();
        let then = then.filter(|change| change.of == figure.of && figure.is_value(change.before));
        now.map(|known| known.subject).chain(then.map(|change| change.subject)).collect()
    }

    /// Figures from one of which something is told to go to the other are of one thing: a person's goes to
    /// no estate's.
    fn passing(&self, sentence: ToldSentence<'_>, facts: &Facts, out: &mut Holding) {
        let ToldSentence { plain, figures, .. } = sentence;
        for pair in figures.windows(2) {
            let [from, to] = pair else { continue };
            let end = from.at.end.min(plain.len());
            let between = plain.get(end..to.at.start).unwrap_or("");
            if from.of != to.of || !self.sorts.passes(&plain[..from.at.start], between) {
                continue;
            }
            let [one, other] = [from, to].map(|figure| self.subjects_of(figure, plain, facts));
            if !one.iter().any(|subject| other.contains(subject)) {
                out.add(HeldFigure::Unknown(unplaced(&to.text)));
            }
        }
    }

    /// Figures that are told as a part of the one before, or as the same.
    fn parts(&self, sentence: ToldSentence<'_>, facts: &Facts, out: &mut Holding) {
        let ToldSentence { plain, figures, .. } = sentence;
        for pair in figures.windows(2) {
            let [whole, part] = pair else { continue };
            let (from, to) = (whole.at.end.min(plain.len()), part.at.start);
            let between = plain.get(from..to).unwrap_or("").as_bytes();
            let (is_part, is_same) =
                (self.besides.part.is_match(between), self.besides.same.is_match(between));
            if !(is_part || is_same) {
                continue;
            }
            let known = [whole, part].map(|one| self.known_as(one, plain, facts));
            let is_one_year = match (whole.year, part.year) {
                (Some(own), Some(other)) => own == other,
                _ => true,
            };
            let holds = match known {
                [Some(all), Some(some)] => {
                    let is_all = || {
                        std::ptr::eq(all, some)
                            || some.subject == Subject::Person && all.subject == Subject::Estate
                    };
                    let is_less = || some.value <= all.value && is_part_of(all, some);
                    all.of == some.of && if is_part { is_less() } else { is_all() }
                }
                _ => true,
            };
            let holds = holds && is_one_year;
            if !holds {
                let shown = &part.text;
                out.add(HeldFigure::Unknown(text!(
                    "« {shown} » : le calcul ne le donne pas comme une part de ce qui précède, ni comme la même chose",
                    "\"{shown}\": the run does not give it as a part of what stands before, nor as the same"
                )));
            }
        }
    }

    /// A comparison of two figures of one year, held by the figures.
    fn among(&self, word: &WayWord, sentence: ToldSentence<'_>) -> Option<HeldFigure> {
        let ToldSentence { plain, figures, years, run } = sentence;
        if word.is_of_time || word.is_amount {
            return None;
        }
        let bare = &plain[word.at.clone()];
        if !self.is_of_footprint(bare, &plain[word.at.end..]) {
            return None;
        }
        let is_earlier = years.iter().any(|year| *year < run);
        let next = PlacedFigure::after(figures, plain, word.at.end)
            .filter(|(_, gap)| self.directions.is_object(word, plain, gap));
        let pair = next.and_then(|(object, _)| {
            Some((PlacedFigure::beside(figures, object, word.at.start)?, object))
        });
        let Some((subject, object)) = pair else {
            // What is told of years is held by them.
            let of_one =
                |one: &PlacedFigure| figures.iter().filter(|other| other.of == one.of).count() > 1;
            let is_loose = !is_earlier && figures.iter().any(of_one);
            return is_loose.then(|| HeldFigure::Unknown(unplaced(bare)));
        };
        let is_in_time = matches!((subject.year, object.year), (Some(a), Some(b)) if a != b);
        if is_in_time || is_earlier && (subject.year.is_none() || object.year.is_none()) {
            return None;
        }
        let said = word.said();
        Some(match holds(said, subject, object) {
            Some(true) => HeldFigure::Shown,
            Some(false) => HeldFigure::Refused(FIGURES, other_way(&object.text)),
            None => HeldFigure::Unknown(unplaced(bare)),
        })
    }

    /// A figure told as a bound right behind another, which it may be compared with: "2.2 t in 2025, more
    /// than 2.6 t in 2024".
    fn bounding(&self, word: &WayWord, sentence: ToldSentence<'_>) -> Option<HeldFigure> {
        let ToldSentence { plain, figures, .. } = sentence;
        let (object, _) = PlacedFigure::after(figures, plain, word.at.end)?;
        let of_one = |one: &&PlacedFigure| one.of == object.of;
        let mut before = figures.iter().rev().filter(of_one);
        let subject = before.find(|one| one.at.end <= word.at.start)?;
        let end = subject.at.end.min(plain.len());
        let between = plain.get(end..word.at.start)?;
        let is_next = self.besides.next.is_match(between.as_bytes());
        (is_next && holds(word.said(), subject, object) == Some(false))
            .then(|| HeldFigure::Unknown(unplaced(&plain[word.at.clone()])))
    }
}

/// Whether a thing is a part of another.
fn is_part_of(all: &Known, some: &Known) -> bool {
    use super::facts::PartOfTotal;
    match all.subject {
        Subject::Estate => some.part.is_some() || some.subject == Subject::Equipment,
        Subject::Equipment => some.part.is_some_and(|part| part != PartOfTotal::OfWhole),
        _ => About::is_form_of(some, all),
    }
}

/// Whether two figures stand to one another as a word says; none where it cannot be told.
fn holds(said: Said, subject: &PlacedFigure, object: &PlacedFigure) -> Option<bool> {
    let ((low, high), (least, most)) = (subject.span, object.span);
    let (falls, rises) = (high < least, low > most);
    match said {
        Said::Goes(Way::Falls) => Some(falls),
        Said::Goes(Way::Rises) => Some(rises),
        Said::Denies(Way::Falls) => Some(!falls),
        Said::Denies(Way::Rises) => Some(!rises),
        _ => None,
    }
}
