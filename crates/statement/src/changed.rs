//! What a sentence tells of another year: its figure, a passage from one to the other, a change.

use super::amounts::FigurePair;
use super::direction::Direction;
use super::facts::{Dimension, Facts, StatedChange, Subject};
use super::figures::Stated;
use super::hold::Holder;
use super::holding::{FIGURES, HeldFigure, Holding};
use super::placed::ToldSentence;
use super::span::YearSpan;
use super::told::ToldFigure;
use super::ways::{Said, Way};
use super::why::{
    differs, not_compared, of_no_run, of_which_years, other_way, since_which_year, unclear, unit,
};
use ground::lang::{Lang, Text};
use ground::text;
use std::cmp::Ordering;
use std::ops::Range;

impl ToldFigure<'_> {
    /// Holds the figure of an earlier year, where the sentence names no other.
    pub(super) fn of_other_year(&self, figure: &Stated) -> Option<HeldFigure> {
        let (facts, named) = (self.facts, &self.years);
        let is_of_run = named.is_empty() || named.contains(&facts.year);
        if is_of_run || self.holder.is_since(figure, self.plain) {
            return None;
        }
        let subject = self.changing(figure.of);
        let known = self.changes(figure.of, subject).find(|change| named.contains(&change.year));
        let shown = &figure.text;
        Some(match known.filter(|_| subject.is_some()) {
            Some(change) if figure.is_value(change.before) => HeldFigure::Shown,
            Some(change) => {
                let (year, before) = (change.year, change.before);
                let unit = unit(change.of);
                let said = |lang: Lang| lang.short(before);
                HeldFigure::Refused(
                    FIGURES,
                    Text {
                        fr: format!("« {shown} » : {year} avait {} {unit}", said(Lang::Fr)),
                        en: format!("\"{shown}\": {year} had {} {unit}", said(Lang::En)),
                    },
                )
            }
            None if self.of(figure.of).next().is_none() => {
                return self.unknown(figure.of, shown);
            }
            None => of_no_run(shown, facts),
        })
    }

    /// Whether it is the figure of another year that the sentence names beside that of the run.
    pub(super) fn is_of_another_year(&self, figure: &Stated) -> bool {
        let subject = self.changing(figure.of);
        let mut changes = self.changes(figure.of, subject);
        changes.any(|one| self.years.contains(&one.year) && figure.is_value(one.before))
    }

    /// From one year's footprint to the other's.
    pub(super) fn passage(&self, passage: &FigurePair) -> Option<HeldFigure> {
        let shown = passage.text();
        if let Some(base) = self.declared_from() {
            return Some(base.not_compared(&shown));
        }
        let of = self.changing(passage.of());
        let whole = self.of(passage.of()).find(|known| Some(known.subject) == of);
        let mut changes = self.changes(passage.of(), of).peekable();
        let compared = changes.peek().is_some();
        let Some(known) = whole.filter(|_| compared) else {
            return self.unknown(passage.of(), &shown);
        };
        let Some((of, from)) = self.holder.passage_years(passage, self.plain, self.facts.year)
        else {
            return Some(HeldFigure::Unknown(of_which_years(&shown)));
        };
        // Each figure is of its own year, be the run's the first.
        let run = self.facts.year;
        let is_forward = of == run;
        let (now, then) =
            if is_forward { (&passage.to, &passage.from) } else { (&passage.from, &passage.to) };
        let earlier = if is_forward { from } else { Some(of).filter(|_| from == Some(run)) };
        if !is_forward && earlier.is_none() {
            return Some(HeldFigure::Unknown(of_which_years(&shown)));
        }
        let change = changes.find(|change| {
            earlier.is_none_or(|year| year == change.year) && then.is_value(change.before)
        });
        Some(match change.filter(|_| now.is(known)) {
            Some(change) => not_compared(change, self.facts)
                .or_else(|| self.of_its_way(passage))
                .unwrap_or(HeldFigure::Shown),
            None => HeldFigure::Refused(FIGURES, differs(&shown, known)),
        })
    }

    /// What a sentence says to have changed: what is of greenhouse gases and of electricity is not
    /// told apart.
    fn dimension(&self) -> Option<Dimension> {
        match (self.carbon, self.energy) {
            (true, false) => Some(Dimension::Carbon),
            (false, true) => Some(Dimension::Energy),
            _ => None,
        }
    }

    /// Whose it is.
    pub(super) fn changing(&self, of: Dimension) -> Option<Subject> {
        [Subject::Estate, Subject::Person].into_iter().find(|subject| {
            let mut about = self.about.iter();
            about.any(|known| known.subject == *subject && known.of == of)
        })
    }

    /// How it changed against the earlier years.
    pub(super) fn changes(
        &self,
        of: Dimension,
        subject: Option<Subject>,
    ) -> impl Iterator<Item = &StatedChange> {
        let is = move |one: &&StatedChange| one.of == of && Some(one.subject) == subject;
        self.facts.changes.iter().filter(is)
    }

    /// A change of the footprint, or of the electricity, against an earlier year.
    /// It is of one year and from another, as the words about its place say.
    pub(super) fn change(
        &self,
        (shown, at): (&str, usize),
        percent: f64,
        is: impl Fn(f64) -> bool,
    ) -> HeldFigure {
        if let Some(base) = self.declared_from() {
            return base.not_compared(shown);
        }
        let of = self.dimension();
        let subject = of.and_then(|of| self.changing(of));
        let of = of.filter(|of| {
            // That the footprint has no earlier year is known of the estate.
            let footprint = (*of, subject) == (Dimension::Carbon, Some(Subject::Estate));
            footprint || self.changes(*of, subject).next().is_some()
        });
        // Of what was said to have changed beside another thing, a year has to be named.
        let is_named =
            |of: &Dimension| self.changes(*of, subject).any(|one| self.years.contains(&one.year));
        let Some(of) = of.filter(|of| !self.is_of_both() || is_named(of)) else {
            return HeldFigure::Unknown(text!(
                "« {shown} » : le calcul ne donne pas cette évolution",
                "\"{shown}\": the run does not give this change"
            ));
        };
        let run = self.facts.year;
        let is_earlier = self.holder.years(self.plain).iter().any(|year| *year < run);
        let span = self.holder.span_at(at, self.plain, run);
        let Some(year) = span.and_then(|span| span.beside(run)).filter(|_| is_earlier) else {
            if is_earlier {
                return HeldFigure::Unknown(of_which_years(shown));
            }
            return HeldFigure::Refused(FIGURES, no_such_change(shown, percent));
        };
        let is_so = |change: &&StatedChange| {
            let ratio = 1.0 + change.percent / 100.0;
            let is_back = span.is_some_and(YearSpan::is_back);
            change.year == year && is(if is_back { 100.0 / ratio - 100.0 } else { change.percent })
        };
        if let Some(change) = self.changes(of, subject).find(is_so) {
            return not_compared(change, self.facts).unwrap_or(HeldFigure::Shown);
        }
        HeldFigure::Refused(FIGURES, no_such_change(shown, percent))
    }
}

/// That no year that may be compared gives a change.
fn no_such_change(shown: &str, percent: f64) -> Text {
    let told = format!("{percent:+.0} %");
    text!(
        "aucune année comparable ne donne « {shown} » ({told})",
        "no comparable year gives \"{shown}\" ({told})"
    )
}

/// A fall or a rise that is told by how much it is, in kilograms or kilowatt-hours.
pub(super) struct ToldAmount {
    pub(super) said: Said,
    /// What it is told as: that much, more, less.
    pub(super) bound: Ordering,
}

impl Holder {
    /// The clause that a figure stands in.
    pub(super) fn clause_of<'a>(&self, figure: &Stated, plain: &'a str) -> &'a str {
        self.clause_at(figure.at.start, plain)
    }

    /// The clause of what stands at a place.
    pub(super) fn clause_at<'a>(&self, at: usize, plain: &'a str) -> &'a str {
        let clauses = self.directions.clauses(plain);
        clauses
            .into_iter()
            .find(|clause| clause.contains(&at))
            .map_or(plain, |clause| &plain[clause])
    }

    /// Which way a percentage goes: by its sign, by its clause, else by the words about it.
    pub(super) fn way_of(&self, figure: &Stated, told: &ToldFigure<'_>) -> Option<Said> {
        let clause = self.clause_of(figure, told.plain);
        let nearest = [clause, told.own, told.words].into_iter();
        let mut nearest = nearest.filter(|words| told.words.contains(words) || *words == told.own);
        let said = nearest.find_map(|words| self.ways.said(words));
        let sign = match figure.sign {
            0 => return said,
            sign if sign < 0 => Way::Falls,
            _ => Way::Rises,
        };
        Some(if said.is_none_or(|said| said == Said::Goes(sign)) {
            Said::Goes(sign)
        } else {
            Said::Unclear
        })
    }

    /// Holds which ways a sentence says that the footprint or the electricity went; whether it says any.
    /// What stands with a figure at one of these places is held by how much it is.
    pub(super) fn directed(
        &self,
        (plain, facts): (&str, &Facts),
        taken: &[Range<usize>],
        out: &mut Holding,
    ) -> bool {
        if self.about.is_elsewhere(plain) {
            return false;
        }
        let all = self.directions(plain, Some(facts), taken);
        for direction in &all {
            let held = self.told(plain, &direction.words, &direction.words, facts).went(direction);
            if let Some(held) = held {
                out.add(held);
            }
        }
        !all.is_empty()
    }

    /// The ways that a sentence says that the footprint or the electricity went.
    pub(super) fn directions(
        &self,
        plain: &str,
        facts: Option<&Facts>,
        taken: &[Range<usize>],
    ) -> Vec<Direction> {
        let weighed = self.is_weighed(plain);
        if !(weighed || self.is_carbon(plain) || self.is_energy(plain)) {
            return Vec::new();
        }
        let years = self.years(plain);
        let about = |words: &str| (self.is_carbon(words), self.is_energy(words));
        let run = facts.map_or_else(|| years.iter().copied().max().unwrap_or(0), |one| one.year);
        let figures = facts.map_or_else(Vec::new, |facts| self.beside_figures(plain, facts));
        let sentence = ToldSentence { plain, years: &years, run, figures: &figures };
        self.directions.of(&self.ways, sentence, taken, about, |words, after| {
            self.is_of_footprint(words, after)
        })
    }
}

impl ToldFigure<'_> {
    /// By how much the footprint or the electricity changed, in its unit.
    pub(super) fn amount(&self, figure: &Stated, amount: &ToldAmount) -> HeldFigure {
        let shown = &figure.text;
        let year = self.facts.year;
        let Said::Goes(way) = amount.said else {
            return HeldFigure::Unknown(unclear(shown));
        };
        let subject = self.changing(figure.of);
        let span = self.holder.span_at(figure.at.start, self.plain, year);
        let Some(other) = span.and_then(|span| span.beside(year)) else {
            return HeldFigure::Unknown(of_which_years(shown));
        };
        let mut changes = self.changes(figure.of, subject);
        let Some(change) = changes.find(|one| one.year == other) else {
            return HeldFigure::Unknown(text!(
                "« {shown} » : le calcul ne donne pas cette évolution",
                "\"{shown}\": the run does not give this change"
            ));
        };
        let forward = change.before * change.percent / 100.0;
        let is_back = span.is_some_and(YearSpan::is_back);
        let by = if is_back { -forward } else { forward };
        let (least, most) = figure.span();
        let is_so_much = match amount.bound {
            Ordering::Greater => by.abs() >= least,
            Ordering::Less => by.abs() <= most,
            Ordering::Equal => figure.is_value(by.abs()),
        };
        let goes = if by < 0.0 { Way::Falls } else { Way::Rises };
        if let Some(held) = not_compared(change, self.facts) {
            return held;
        }
        if is_so_much && goes == way {
            return HeldFigure::Shown;
        }
        let (before, unit) = (change.year, unit(change.of));
        let said = |lang: Lang| {
            let sign = if forward > 0.0 { "+" } else { "" };
            format!("{sign}{} {unit}", lang.short(forward))
        };
        let [fr, en] = [Lang::Fr, Lang::En].map(said);
        HeldFigure::Refused(
            FIGURES,
            text!(
                "« {shown} » : de {before} à {year}, {fr}",
                "\"{shown}\": from {before} to {year}, {en}"
            ),
        )
    }

    /// What becomes of a passage whose figures are the run's, where its words say another way.
    fn of_its_way(&self, passage: &FigurePair) -> Option<HeldFigure> {
        let (from, to) = (passage.from.span().0, passage.to.span().0);
        let end = passage.at.end.min(self.plain.len());
        let begin = self.plain[..passage.at.start].rfind([',', ';', '(']).map_or(0, |at| at + 1);
        let said = self.holder.ways.said(&self.plain[begin..end])?;
        let shown = passage.text();
        let way = if to < from { Way::Falls } else { Way::Rises };
        match said {
            Said::Goes(said) if said == way => None,
            Said::Goes(_) => Some(HeldFigure::Refused(FIGURES, other_way(&shown))),
            _ => Some(HeldFigure::Unknown(unclear(&shown))),
        }
    }

    fn went(&self, direction: &Direction) -> Option<HeldFigure> {
        let (shown, year) = (&direction.text, self.facts.year);
        let mut earlier: Vec<i32> =
            direction.years.iter().copied().filter(|told| *told < year).collect();
        earlier.extend(direction.from_year_before.then_some(year - 1));
        if earlier.is_empty() {
            return self.went_lately(direction);
        }
        if let Some(base) = self.declared_from() {
            return Some(base.not_compared(shown));
        }
        let of = self.going();
        // It is so since each of the years that are named.
        let known: Option<Vec<&StatedChange>> = of.and_then(|of| {
            let subject = self.changing(of);
            let change = |told: &i32| self.changes(of, subject).find(|one| one.year == *told);
            earlier.iter().map(change).collect()
        });
        let Some(changes) = known else {
            return Some(HeldFigure::Unknown(text!(
                "« {shown} » : le calcul ne donne pas cette évolution",
                "\"{shown}\": the run does not give this change"
            )));
        };
        if let Some(held) = changes.iter().find_map(|one| not_compared(one, self.facts)) {
            return Some(held);
        }
        if direction.said == Said::Unclear {
            return Some(HeldFigure::Unknown(unclear(shown)));
        }
        let wrong = changes.iter().find(|change| !direction.is_of(change.percent));
        Some(wrong.map_or(HeldFigure::Shown, |change| {
            HeldFigure::Refused(FIGURES, went_otherwise(shown, change, year))
        }))
    }

    /// What a direction is of: greenhouse gases, where nothing says electricity.
    fn going(&self) -> Option<Dimension> {
        match (self.carbon, self.energy) {
            (_, false) => Some(Dimension::Carbon),
            (false, true) => Some(Dimension::Energy),
            _ => None,
        }
    }

    /// Holds a direction that is told of the year of the run, from no year: it is from the last one before.
    /// What agrees with that is left to the figures that it stands with.
    fn went_lately(&self, direction: &Direction) -> Option<HeldFigure> {
        let (shown, year) = (&direction.text, self.facts.year);
        // "Used up to 12,400 kWh" is a bound.
        let goes_up = [" is up to ", " are up to ", " was up to ", " went up to ", ", up to "];
        let is_bound = shown == "up"
            && self.plain.contains(" up to ")
            && !goes_up.iter().any(|words| self.plain.contains(words));
        if is_bound || !direction.years.contains(&year) {
            return None;
        }
        // What it is said of may be another thing: "malgré la hausse des effectifs".
        let is_of_it = self.holder.says_a_way_alone(&direction.clause);
        let is_of_estate = is_of_it && self.holder.about.is_of_the_whole(self.plain);
        if !is_of_estate && !self.holder.has_stated(self.plain) {
            return None;
        }
        let last = self.going().and_then(|of| {
            let earlier = self.changes(of, self.changing(of)).filter(|one| one.year < year);
            earlier.max_by_key(|one| one.year)
        });
        let Some(change) = last else {
            return Some(HeldFigure::Unknown(since_which_year(shown)));
        };
        if direction.said == Said::Unclear {
            return Some(HeldFigure::Unknown(unclear(shown)));
        }
        let is_stable = matches!(direction.said, Said::Goes(Way::Stays) | Said::Denies(Way::Stays));
        match not_compared(change, self.facts) {
            Some(HeldFigure::Refused(_, note)) if !is_of_it || is_stable => {
                Some(HeldFigure::Unknown(note))
            }
            Some(held) => Some(held),
            None if direction.is_of(change.percent) => None,
            None => {
                let note = went_otherwise(shown, change, year);
                Some(if is_of_it && !is_stable {
                    HeldFigure::Refused(FIGURES, note)
                } else {
                    HeldFigure::Unknown(note)
                })
            }
        }
    }
}

/// That something went another way than a word says.
fn went_otherwise(shown: &str, change: &StatedChange, year: i32) -> Text {
    let (before, percent) = (change.year, change.percent);
    let sign = if percent > 0.0 { "+" } else { "" };
    let said = |lang: Lang| format!("{sign}{}", lang.number(percent, 1));
    let [fr, en] = [Lang::Fr, Lang::En].map(said);
    text!(
        "« {shown} » : de {before} à {year}, {fr} %",
        "\"{shown}\": from {before} to {year}, {en}%"
    )
}
