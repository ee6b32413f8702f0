//! What the columns of numbers of a table of places are, held against one another.

use super::super::super::Field;
use super::super::super::column_words::is_ages;
use super::super::super::found::{NumbersAsked, ValuesTell};
use super::super::super::kinds::{WordJudge, WordKind, are_called_in_order};
use super::super::super::sample::RowSample;
use super::super::super::totals::SumCertainty;
use super::super::place_sums::{PlaceNumbers, summed};
use super::super::things::are_large_and_apart;
use super::CrossedColumns;
use crate::sum_words::is_sum_word;
use ground::table::fold;
use std::collections::BTreeSet;

impl CrossedColumns {
    /// Weighs the columns of numbers against one another.
    pub(super) fn settle(&mut self, sample: &RowSample, judge: &WordJudge<'_>) {
        for (at, heading, code) in std::mem::take(&mut self.either) {
            if self.places.is_empty() {
                self.stated.insert(at, code);
            } else {
                let values = ValuesTell::Numbers(NumbersAsked::PlaceOrState(code));
                self.ask(&heading, Field::Status, values);
                self.places.push((at, heading, true));
            }
        }
        self.settle_words_of_lists(sample);
        // Beside places, those of an age are some of theirs; beside one, it may be none.
        let ages = std::mem::take(&mut self.ages);
        if self.places.len() > 1 {
            self.doubtful.extend(ages);
        } else {
            self.places.extend(ages.into_iter().map(|(at, heading)| (at, heading, false)));
        }
        self.settle_totals(sample, judge);
        // What sums the others up would count them twice.
        let totals: Vec<usize> = self.totals.iter().map(|(at, _)| *at).collect();
        let numbers = PlaceNumbers::of(self.columns(), &totals, sample);
        let is_sum = |heading: &str| is_sum_word(heading, &|thing| judge.is(WordKind::Type, thing));
        let by_places = self.places.iter().filter(|(at, ..)| !self.by_user.contains(at));
        let judged = by_places
            .map(|(at, heading, _)| (*at, heading))
            .chain(self.doubtful.iter().map(|(at, heading)| (*at, heading)))
            .filter(|(_, heading)| !is_ages(heading))
            .map(|(at, heading)| (at, is_sum(heading)));
        let summed = summed(&numbers, judged, sample, judge);
        self.doubtful.retain(|(at, _)| summed.get(at) != Some(&SumCertainty::Sure));
        let (kept, sums): (Vec<_>, Vec<_>) = std::mem::take(&mut self.places)
            .into_iter()
            .partition(|(at, ..)| !summed.contains_key(at));
        self.places = kept;
        for (at, heading, _) in sums {
            if summed[&at] == SumCertainty::Perhaps {
                self.doubtful.push((at, heading));
            } else if !is_sum(&heading) {
                // Nothing but its numbers says so.
                let values = ValuesTell::Numbers(NumbersAsked::SumOfPlaces);
                self.ask(&heading, Field::Site, values);
            }
        }
        self.places.sort_unstable();
    }

    /// The columns that count, and whether they sum up nothing.
    fn columns(&self) -> Vec<(usize, String, bool)> {
        let place = |(at, heading, _): &(usize, String, bool)| {
            (*at, heading.clone(), self.by_user.contains(at) || is_ages(heading))
        };
        let state = |(at, code): (&usize, &&'static str)| (*at, (*code).to_owned(), true);
        self.places.iter().map(place).chain(self.stated.iter().map(state)).collect()
    }

    /// Columns below a word that lists have above where a row stands: among numbers of places it is one
    /// more; before them all it may say where the row stands, and numbers in order or of rooms may
    /// call them.
    ///
    /// Beside one place alone, each type has one row: else the rows are of a list.
    fn settle_words_of_lists(&mut self, sample: &RowSample) {
        let own: Vec<usize> =
            self.places.iter().map(|(at, ..)| *at).chain(self.stated.keys().copied()).collect();
        let cells = sample.told(self.types);
        let each = cells.iter().map(|cell| fold(cell)).collect::<BTreeSet<_>>().len();
        let is_counted = own.len() > 1 || !own.is_empty() && each == cells.len() && each > 1;
        for (at, heading) in std::mem::take(&mut self.words_of_lists) {
            let cells = sample.told(at);
            let may_call = are_large_and_apart(&cells) || are_called_in_order(&cells);
            let among = own.iter().any(|other| *other > at);
            if is_counted && own.iter().any(|other| *other < at) && (among || !may_call) {
                self.places.push((at, heading, false));
            } else {
                self.doubtful.push((at, heading));
            }
        }
        self.places.sort_unstable();
    }

    /// Takes for places what has the word of a total in its name and sums up none of the others.
    fn settle_totals(&mut self, sample: &RowSample, judge: &WordJudge<'_>) {
        let columns = self.columns();
        let is_place = |(at, heading): &(usize, String)| {
            PlaceNumbers::of(columns.clone(), &[*at], sample).is_place(*at, heading, judge)
        };
        let (places, totals): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.totals).into_iter().partition(is_place);
        self.totals = totals;
        self.places.extend(places.into_iter().map(|(at, heading)| (at, heading, false)));
        self.places.sort_unstable();
    }
}
