//! Headings of remarks, and of numbers of units in a state.

use crate::Field;
use crate::column_words::{against, is_a_part, said_of_units};
use crate::counted_name::unnumbered;
use crate::kinds::{WordJudge, WordKind};
use ground::table::fold;

/// Whether a heading that nobody knows may be of remarks on the machines of the rows: it is of no part of
/// them, and of no other thing.
pub(crate) fn may_remark(heading: &str, judge: &WordJudge<'_>) -> bool {
    // `Licences` are no remarks, as `Licence` is none.
    let folded = fold(heading);
    let one: Vec<&str> = folded.split(' ').map(|word| word.trim_end_matches('s')).collect();
    !against(Field::Status, heading)
        && !against(Field::Status, &one.join(" "))
        && !judge.is(WordKind::Type, heading.trim())
        && !is_a_part(heading)
}

/// The state that a heading says of as many units as its numbers: `dont HS`, `Qté HS`, `En panne`. What is to
/// come is none of those of a row.
pub(crate) fn state_of_numbers(heading: &str, judge: &WordJudge<'_>) -> Option<&'static str> {
    let own = unnumbered(heading).and_then(|said| judge.state(said));
    let whole = || judge.state(heading.trim());
    let counted = || judge.state(&said_of_units(heading).join(" "));
    let state = own.or_else(whole).or_else(counted);
    state.filter(|state| !["in_service", "ordered"].contains(state))
}
