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

/// The state of what is held and may still be had: `Stock dispo`, `Stock restant`.
fn held_still(heading: &str, judge: &WordJudge<'_>) -> Option<&'static str> {
    const STILL: [&str; 12] = [
        "dispo",
        "dispos",
        "disponible",
        "disponibles",
        "restant",
        "restants",
        "available",
        "left",
        "remaining",
        "magasin",
        "verfugbar",
        "disponibile",
    ];
    let words = said_of_units(heading);
    let (still, rest): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| STILL.contains(&word.as_str()));
    let rest: Vec<&str> = rest.into_iter().map(String::as_str).collect();
    let said = judge.state(&rest.join(" ")).filter(|state| *state == "in_stock");
    said.filter(|_| !still.is_empty())
}

/// The state that a heading says of as many units as its numbers: `dont HS`, `Qté HS`, `En panne`. What is to
/// come is none of those of a row.
pub(crate) fn state_of_numbers(heading: &str, judge: &WordJudge<'_>) -> Option<&'static str> {
    let own = unnumbered(heading).and_then(|said| judge.state(said));
    let whole = || judge.state(heading.trim());
    let counted = || judge.state(&said_of_units(heading).join(" "));
    let left = || held_still(heading, judge);
    let state = own.or_else(whole).or_else(counted).or_else(left);
    state.filter(|state| !["in_service", "ordered"].contains(state))
}
