//! Answers kept by the cells that met: each cell has a number, and the numbers that met an answer.
//!
//! A list of a million rows has a handful of types and makers, some thousands of models, and some
//! ten thousands of meetings of them. What is looked at for each row stands close together so: a
//! number a cell, and four numbers for an answer of which there are few.

use super::heard::Heard;
use crate::memo::{Memo, Seeded};
use ground::table::numbered;
use std::collections::HashMap;

/// How many distinct cells of a column have a number, and how many meetings an answer; those of
/// others are not kept.
const NUMBERED: u32 = 1 << 16;

/// How many answers are looked through for one that is the same.
const RECENT: usize = 64;

/// The cells of one column, by number.
struct MeetingColumn {
    numbers: Memo<u32>,
    next: u32,
}

/// Answers by the type's word, the maker, the model and the system that met.
pub(super) struct Meetings {
    columns: [MeetingColumn; 4],
    /// Where the answer of a meeting stands, by the numbers of its cells.
    places: HashMap<u64, u32, Seeded>,
    answers: Vec<Heard>,
}

impl Meetings {
    /// A memory of nothing.
    pub(super) fn new() -> Self {
        let column = || MeetingColumn { numbers: Memo::new(), next: 0 };
        Self {
            columns: [column(), column(), column(), column()],
            places: HashMap::default(),
            answers: Vec::new(),
        }
    }

    /// The answer for the cells, worked out by `answer` the first time.
    #[inline]
    pub(super) fn get(&mut self, cells: [&[u8]; 4], answer: impl FnOnce() -> Heard) -> Heard {
        let mut key = 0;
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            let Some(number) = column.number(cell) else { return answer() };
            key = key << 16 | u64::from(number);
        }
        if let Some(at) = self.places.get(&key) {
            return self.answers[*at as usize];
        }
        let new = answer();
        self.learn(key, new);
        new
    }

    #[cold]
    fn learn(&mut self, key: u64, new: Heard) {
        if self.places.len() >= NUMBERED as usize {
            return;
        }
        // Many meetings share an answer, those that stand together in a list above all.
        let known = self.answers.iter().rev().take(RECENT).position(|one| *one == new);
        let at = known.map_or(self.answers.len(), |back| self.answers.len() - 1 - back);
        if known.is_none() {
            self.answers.push(new);
        }
        self.places.insert(key, numbered(at));
    }
}

impl MeetingColumn {
    /// The number of a cell, while there are some left.
    #[inline]
    fn number(&mut self, cell: &[u8]) -> Option<u32> {
        let next = &mut self.next;
        let number = self.numbers.get(cell, |_| {
            let own = *next;
            *next = (own + 1).min(NUMBERED);
            own
        });
        (number < NUMBERED).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::super::beside::SaidBeside;
    use super::super::evidence::{EvidenceSource, KindAnswer, KindVerdict};
    use super::*;
    use ground::provenance::AssumptionSet;
    use proptest::prelude::*;

    fn answer(of: usize) -> Heard {
        let verdict = KindVerdict {
            answer: KindAnswer::Missing,
            rests_on: EvidenceSource::Word,
            assumed: AssumptionSet::NONE,
        };
        let units = u16::try_from(of).ok();
        Heard::Whatever(verdict, SaidBeside { units, ..SaidBeside::default() })
    }

    proptest! {
        /// Whatever stands in which of the columns: `ab` and `a` is not `a` and `ba`.
        #[test]
        fn meetings_answer_as_if_nothing_was_forgotten_or_mixed_up(
            rows in prop::collection::vec(prop::array::uniform4("[ab]{0,2}"), 0..300)
        ) {
            let mut meetings = Meetings::new();
            let mut met: Vec<[String; 4]> = Vec::new();
            for row in rows {
                let known = met.iter().position(|one| *one == row);
                let cells = row.each_ref().map(String::as_bytes);
                let told = meetings.get(cells, || answer(met.len()));
                prop_assert_eq!(told, answer(known.unwrap_or(met.len())));
                if known.is_none() {
                    met.push(row);
                }
            }
        }
    }

    #[test]
    fn cells_beyond_those_that_have_a_number_are_answered_each_for_itself() {
        let mut meetings = Meetings::new();
        for of in 0..NUMBERED as usize + 3 {
            let model = of.to_string();
            let told = meetings.get([b"", b"", model.as_bytes(), b""], || answer(of % 7));
            assert_eq!(told, answer(of % 7));
        }
        let late = (NUMBERED + 1).to_string();
        assert_eq!(meetings.get([b"", b"", late.as_bytes(), b""], || answer(3)), answer(3));
        assert_eq!(meetings.get([b"", b"", b"5", b""], || answer(3)), answer(5));
    }
}
