//! Whether a figure of a sentence is a level or a difference, and of which years: what its clause says of
//! it tells, and not the value that it happens to have.

use super::amounts::FigurePair;
use super::changed::ToldAmount;
use super::facts::Dimension;
use super::figures::{Stated, stated};
use super::hold::Holder;
use super::sorts::Linked;
use super::span::YearSpan;
use super::ways::{Said, Way};
use std::cmp::Ordering;
use std::ops::Range;

impl Holder {
    /// Where the years of a sentence stand.
    pub(super) fn years_at(&self, plain: &str) -> Vec<Range<usize>> {
        let figures = stated(plain, &self.figure);
        let within = |at: usize| figures.iter().any(|figure| figure.at.contains(&at));
        let found = self.year.find_iter(plain.as_bytes()).map(|one| one.range());
        found.filter(|at| !within(at.start)).collect()
    }

    /// The years of what is told at a place: of which, and from which.
    pub(super) fn span_at(&self, at: usize, plain: &str, run: i32) -> Option<YearSpan> {
        let clauses = self.directions.clauses(plain);
        let clause = clauses.into_iter().find(|clause| clause.contains(&at));
        let clause = clause.unwrap_or(0..plain.len());
        self.directions.spans.of(plain, &self.years_at(plain), &clause, run)
    }

    /// Whether bounds are those of a change: in brackets behind one, or its amount.
    pub(super) fn is_of_change(&self, range: &FigurePair, plain: &str) -> bool {
        let before = &plain[..range.at.start];
        if [" by between ", " by from ", " d'entre "].iter().any(|by| before.ends_with(by)) {
            return true;
        }
        let figures = stated(plain, &self.figure);
        let is_before =
            |figure: &&Stated| figure.at.end <= range.at.start && !self.is_level(figure, plain);
        let Some(last) = figures.iter().rfind(is_before) else {
            return false;
        };
        let between = &plain[last.at.end..range.at.start];
        let in_brackets = between.contains('(') && !between.contains([')', ',', ';']);
        let is_share = last.of == Dimension::Percent
            && (last.sign != 0 || self.ways.is_in(self.clause_of(last, plain)));
        in_brackets && (is_share || self.amount_of_change(last, plain).is_some())
    }

    /// Whether a figure is by how much something changed: "fell by 839 kg", "839 kg less", "-839 kg", and
    /// what restates a change, or stands beside one by the same verb.
    pub(super) fn amount_of_change(&self, figure: &Stated, plain: &str) -> Option<ToldAmount> {
        if !matches!(figure.of, Dimension::Carbon | Dimension::Energy) {
            return None;
        }
        let before = &plain[..figure.at.start];
        let (more, less) = (self.more.find(before.as_bytes()), self.less.find(before.as_bytes()));
        let bound = match (&more, &less) {
            (Some(_), _) => Ordering::Greater,
            (_, Some(_)) => Ordering::Less,
            _ => Ordering::Equal,
        };
        let told = more.or(less).map_or(before, |found| &before[..found.start()]);
        let own = self.told_by(figure, told, plain);
        let said = own.or_else(|| self.linked_to(figure, told, plain))?;
        Some(ToldAmount { said, bound })
    }

    /// Which way a figure goes by its own words, where they make a difference of it.
    fn told_by(&self, figure: &Stated, before: &str, plain: &str) -> Option<Said> {
        let after = &plain[figure.at.end..];
        let clause = self.clause_of(figure, plain);
        let than = self.sorts.than.find(after.as_bytes()).map(|found| &after[found.range()]);
        // "Bilan 2025 - 24 t": a dash between words is no sign, and beside another year may be one.
        let is_dash = before
            .strip_suffix("- ")
            .is_some_and(|words| words.trim_end().ends_with(|c: char| c.is_ascii_alphanumeric()));
        if figure.sign != 0 && is_dash {
            return self.comparisons.is_from_a_year(plain).then_some(Said::Unclear);
        }
        if figure.sign != 0 {
            let own = Said::Goes(if figure.sign < 0 { Way::Falls } else { Way::Rises });
            let words = self.ways.said(clause);
            return Some(if words.is_none_or(|words| words == own) { own } else { Said::Unclear });
        }
        if let Some(than) = than {
            return self.ways.said(than);
        }
        if let Some(falls) = self.sorts.is_less_by(before) {
            let denials = [" pas ", " jamais ", " ni ", " not ", " never ", "n't "];
            let is_denied = denials.iter().any(|word| clause.contains(word));
            let way = if falls { Way::Falls } else { Way::Rises };
            return Some(if is_denied { Said::Unclear } else { Said::Goes(way) });
        }
        if self.sorts.is_by(before) {
            return Some(self.ways.said(clause).unwrap_or(Said::Unclear));
        }
        self.sorts.maybe.is_match(after.as_bytes()).then_some(Said::Unclear)
    }

    /// Which way a figure goes by the change that stands before it, where it is linked to one.
    fn linked_to(&self, figure: &Stated, before: &str, plain: &str) -> Option<Said> {
        let after = &plain[figure.at.end..];
        let (end, link) = match self.sorts.restated(before) {
            Some(end) => (end, self.sorts.restating(after)),
            None => (figure.at.start, None),
        };
        let head = &plain[..end];
        let last = stated(plain, &self.figure).into_iter().rev().find(|one| one.at.end <= end);
        let from = last.as_ref().map_or(0, |one| one.at.end);
        let is_restated = end < figure.at.start;
        // A change in words: "halved, that is".
        let worded = self.compared(head).into_iter().map(|one| one.text);
        let worded = worded.chain(self.shares(head).into_iter().map(|(words, _)| words));
        let worded = worded.filter_map(|words| head.rfind(&words)).filter(|at| *at >= from).max();
        let (at, by) = match (worded, last) {
            (Some(at), _) => (at, None),
            (None, Some(last)) => (last.at.end, Some(last)),
            (None, None) => return None,
        };
        let link = if is_restated {
            link
        } else {
            let between = plain.get(at..figure.at.start)?;
            // A part of what changed is no change of it.
            let is_part = self.besides.part.is_match(between.as_bytes());
            if is_part { Some(Linked::Unclear) } else { self.sorts.linked(between, after) }
        };
        // Only what is linked to a figure is asked about it, which asks of the one before.
        let link = link?;
        let said = match by {
            Some(last) => self.way_of_difference(&last, plain)?,
            None => self.ways.said(self.clause_at(at, plain)).unwrap_or(Said::Unclear),
        };
        Some(match link {
            Linked::Same => said,
            Linked::Unclear => Said::Unclear,
        })
    }

    /// Whether a level stands behind a year that the sentence is told from, and is none of that year:
    /// "par rapport à 2024 et atteint 12 400 kWh".
    pub(super) fn is_since(&self, figure: &Stated, plain: &str) -> bool {
        let end = figure.at.end.min(plain.len());
        if self.besides.year_behind(plain, end).is_some() {
            return false;
        }
        let years = self.years_at(plain);
        let Some(at) = years.iter().rposition(|at| at.end <= figure.at.start) else { return false };
        let begin = at.checked_sub(1).and_then(|last| years.get(last)).map_or(0, |last| last.end);
        let before = plain.get(begin..years[at].start).unwrap_or("");
        let between = plain.get(years[at].end..figure.at.start).unwrap_or("");
        self.directions.spans.is_from(before) && !self.sorts.is_of_then(between)
    }

    /// Which way a figure goes where it is a difference, be it a share.
    fn way_of_difference(&self, figure: &Stated, plain: &str) -> Option<Said> {
        if figure.of != Dimension::Percent {
            return self.amount_of_change(figure, plain).map(|amount| amount.said);
        }
        match figure.sign {
            0 => self.ways.said(self.clause_of(figure, plain)),
            sign => Some(Said::Goes(if sign < 0 { Way::Falls } else { Way::Rises })),
        }
    }

    /// The years of a passage: of its second figure, and of its first where the sentence says one. None
    /// where nobody can tell.
    pub(super) fn passage_years(
        &self,
        passage: &FigurePair,
        plain: &str,
        run: i32,
    ) -> Option<(i32, Option<i32>)> {
        let end = passage.at.end.min(plain.len());
        let first = self.directions.spans.within(&plain[passage.at.start..end]);
        let behind = self.besides.year_behind(plain, end);
        let second = behind.and_then(|at| plain[at].parse::<i32>().ok());
        if let (Some(from), Some(of)) = (first, second) {
            return Some((of, Some(from)));
        }
        if first.is_none()
            && let Some(span) = self.directions.spans.pair(plain)
        {
            return Some((span.of, Some(span.from)));
        }
        let mut named = self.years_at(plain);
        named.retain(|at| at.end <= passage.at.start || at.start >= end);
        let years: Vec<i32> =
            named.iter().filter_map(|at| plain[at.clone()].parse().ok()).collect();
        let is_earlier = years.iter().any(|year| *year < run);
        let all = 0..plain.len();
        match (first, second) {
            // The second is of the other year that is named, else of the run.
            (Some(from), _) => {
                let mut others: Vec<i32> = years.into_iter().filter(|year| *year != from).collect();
                others.dedup();
                match others.as_slice() {
                    [] => Some((run, Some(from))),
                    [of] => Some((*of, Some(from))),
                    _ => None,
                }
            }
            _ if is_earlier => {
                let span = self.directions.spans.of(plain, &named, &all, run)?;
                Some((second.unwrap_or(span.of), Some(span.from)))
            }
            _ => Some((second.unwrap_or(run), None)),
        }
    }
}
