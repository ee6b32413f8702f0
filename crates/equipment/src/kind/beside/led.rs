//! Units led up to by a mark, as somebody types a list: `Tablettes : 16`, `PC portables = 25`.

use super::{ABOUT, Vocabulary, is_of_several, maker_answer, may_be_several};
use ground::table::fold;

/// What stands between a thing and its number, besides blanks.
const LEADERS: [char; 5] = [':', '=', '→', '.', '…'];

/// The units that a mark leads up to behind a word for things: `Imprimantes ..... 3`,
/// `Écrans : environ 30`.
pub(super) fn units_led(text: &str, words: &Vocabulary) -> Option<u16> {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if before.len() == text.len() || !before.contains(LEADERS) {
        return None;
    }
    let number = text[before.len()..].parse().ok()?;
    let lower = before.to_lowercase();
    let without = ABOUT.into_iter().find_map(|about| lower.strip_suffix(about));
    let before = without.unwrap_or(&lower);
    let thing = before.trim_end_matches(|c| c == ' ' || LEADERS.contains(&c));
    let is_led = !matches!(before[thing.len()..].trim(), "" | ".");
    // Behind one screen or one switch it may be inches or ports: `Écran : 24`.
    let may_measure = || words.kinds().has_sizes(thing) && number < 100;
    let several = || {
        let is_plural = || fold(thing).split(' ').any(is_of_several);
        if may_measure() { is_plural() } else { may_be_several(thing) }
    };
    (is_led && words.kinds().names_a_thing(thing) && several()).then_some(number)
}

/// Whether a number with no mark, or a dash, behind words for several things may say how many there are:
/// `PC portables 25`, `Écrans - 30`; behind a maker's it is a name.
pub(super) fn may_be_led(text: &str, words: &Vocabulary) -> bool {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text[before.len()..].parse::<u16>();
    if !number.is_ok_and(|number| (2..=999).contains(&number)) {
        return false;
    }
    let thing = before.trim_end_matches([' ', '-', '–']);
    let folded = fold(thing);
    let is_plain =
        |word: &str| maker_answer(word).is_none() && word.chars().all(char::is_alphabetic);
    thing.len() < before.len()
        && folded.split(' ').any(is_of_several)
        && folded.split(' ').all(is_plain)
        && words.kinds().names_a_thing(thing)
}
