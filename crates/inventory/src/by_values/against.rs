//! Columns of words for things that are no types of the rows: what runs on them, what they are linked
//! by or powered by (`Hyperviseur` = `VMware` beside `PowerEdge R740`).
//!
//! Models speak against them whether a heading says the models or their values alone do.

use super::{MAY_BE, UnreadColumn};
use crate::column_words::against;
use crate::kinds::{WordJudge, WordKind};
use crate::sample::RowSample;
use crate::{Field, Layout};
use std::collections::{BTreeMap, BTreeSet};

/// Of rows whose model is known, the share that another thing beside it leaves in doubt: one in five.
const MOST: usize = 5;

/// Those of some columns of which more than a few cells name another thing than the known model of their row.
pub(super) fn other_than_models(
    columns: &[UnreadColumn<'_>],
    layout: &Layout,
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> BTreeSet<usize> {
    let told = || layout.read_of(Field::Model).or_else(|| of_models(columns, judge));
    let Some(model) = told() else { return BTreeSet::new() };
    let cell = |row: &csv::ByteRecord, at: usize| -> Option<String> {
        let cell = std::str::from_utf8(row.get(at)?.trim_ascii()).ok()?;
        (!cell.is_empty()).then(|| cell.to_owned())
    };
    let known: Vec<(&csv::ByteRecord, String)> = sample
        .rows
        .iter()
        .filter_map(|row| Some((row, cell(row, model)?)))
        .filter(|(_, model)| judge.is(WordKind::Model, model))
        .collect();
    let is_other = |at: &usize| {
        let word = |row| cell(row, *at).filter(|word| judge.is(WordKind::Type, word));
        // Each two of a word and a model are looked at once.
        let mut pairs: BTreeMap<(String, &str), usize> = BTreeMap::new();
        for (row, model) in &known {
            if let Some(word) = word(row) {
                *pairs.entry((word, model.as_str())).or_default() += 1;
            }
        }
        let both: usize = pairs.values().sum();
        let others = pairs.iter().filter(|((word, model), _)| judge.contradict(word, model));
        others.map(|(_, rows)| rows).sum::<usize>() * MOST > both
    };
    columns.iter().map(|column| column.at).filter(|at| *at != model).filter(is_other).collect()
}

/// The column of most known models, below whatever heading.
fn of_models(columns: &[UnreadColumn<'_>], judge: &WordJudge<'_>) -> Option<usize> {
    let models = |column: &UnreadColumn<'_>| {
        let known = column.cells.iter().filter(|cell| judge.is(WordKind::Model, cell)).count();
        (known as f64 >= column.cells.len() as f64 * MAY_BE).then_some((known, column.at))
    };
    let of_rows = columns.iter().filter(|column| !against(Field::Model, column.heading));
    let most =
        of_rows.filter_map(models).reduce(|most, next| if next.0 > most.0 { next } else { most });
    most.map(|(_, at)| at)
}
