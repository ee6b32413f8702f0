//! Units led up to by a mark, as somebody types a list: `Tablettes : 16`, `PC portables = 25`.

use super::{ABOUT, Vocabulary, is_of_several, may_be_several};
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
    let several = || match may_measure() {
        true => fold(thing).split(' ').any(is_of_several),
        false => may_be_several(thing),
    };
    (is_led && words.kinds().names_a_thing(thing) && several()).then_some(number)
}
