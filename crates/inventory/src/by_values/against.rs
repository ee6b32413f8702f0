//! Columns of words for things that are no types of the rows: what runs on them, what they are linked
//! by or powered by (`Hyperviseur` = `VMware` beside `PowerEdge R740`).

use crate::kinds::{Judge, Word};
use crate::sample::Sample;
use crate::{Field, Layout};
use std::collections::BTreeSet;

/// Of rows whose model is known, the share that another thing beside it leaves in doubt: one in five.
const MOST: usize = 5;

/// The columns of which more than a few cells name another thing than the known model of their row.
pub(super) fn other_than_models(
    layout: &Layout,
    sample: &Sample,
    judge: &Judge<'_>,
) -> BTreeSet<usize> {
    let model = layout.read_of(Field::Model).filter(|_| judge.knows_words());
    let Some(model) = model else { return BTreeSet::new() };
    let cell = |row: &csv::ByteRecord, at: usize| -> Option<String> {
        let cell = std::str::from_utf8(row.get(at)?.trim_ascii()).ok()?;
        (!cell.is_empty()).then(|| cell.to_owned())
    };
    let known: Vec<(&csv::ByteRecord, String)> = sample
        .rows
        .iter()
        .filter_map(|row| Some((row, cell(row, model)?)))
        .filter(|(_, model)| judge.is(Word::Model, model))
        .collect();
    let is_other = |at: &usize| {
        let (mut both, mut other) = (0, 0);
        for (row, model) in &known {
            if let Some(word) = cell(row, *at).filter(|word| judge.is(Word::Type, word)) {
                both += 1;
                other += usize::from(judge.contradict(&word, model));
            }
        }
        other * MOST > both
    };
    (0..layout.headers.len()).filter(|at| *at != model).filter(is_other).collect()
}
