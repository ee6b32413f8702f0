//! What the sets carried say of their figures, in French too: what bounds rest on, places, mixes,
//! what is published. A set published never changes, and its notes are in English; the French of
//! each stands here, with `#` for its numbers.

use ground::lang::{Lang, Text};
use ground::table::SmallTable;
use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

/// The French of each note carried, by its English, numbers apart.
static FRENCH: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let text = include_str!("note-words.csv");
    let table = SmallTable::parse(Path::new("note-words.csv"), text, &["note_en", "note_fr"]);
    let rows = table.iter().flat_map(SmallTable::rows);
    rows.map(|row| (row.get("note_en").to_owned(), row.get("note_fr").to_owned())).collect()
});

/// A note of a set as it is told in both languages; one of a set of one's own is in the words of its
/// set in both.
///
/// ```
/// let told = empreinte_factor::told_note("default: ±0.5 %, none published");
/// assert_eq!(told.fr, "par défaut : ±0,5 %, rien de publié");
/// ```
pub fn told_note(note: &str) -> Text {
    let (words, numbers) = apart(note);
    let fr = FRENCH.get(&words).map_or_else(|| note.to_owned(), |french| filled(french, &numbers));
    Text { fr, en: note.to_owned() }
}

/// A note with `#` for each of its numbers, and the numbers. Digits within a name, as in `CO2e`, are of
/// the name.
fn apart(note: &str) -> (String, Vec<&str>) {
    let mut words = String::with_capacity(note.len());
    let mut numbers = Vec::new();
    let mut rest = note;
    let mut in_name = false;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() && !in_name {
            let part = |c: char| !(c.is_ascii_digit() || c == '.' || c == ',');
            let long = rest.find(part).unwrap_or(rest.len());
            // What ends a clause is no part of its number.
            let number = rest[..long].trim_end_matches(['.', ',']);
            numbers.push(number);
            words.push('#');
            rest = &rest[number.len()..];
        } else {
            in_name = c.is_alphanumeric();
            words.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (words, numbers)
}

/// A French note with its numbers.
fn filled(french: &str, numbers: &[&str]) -> String {
    let mut numbers = numbers.iter();
    let mut said = String::with_capacity(french.len());
    for (i, part) in french.split('#').enumerate() {
        if i > 0 {
            said.push_str(&numbers.next().map_or_else(String::new, |number| in_french(number)));
        }
        said.push_str(part);
    }
    said
}

/// An English number as French writes it; one of several points is a version, and stays.
fn in_french(number: &str) -> String {
    if number.matches('.').count() > 1 {
        return number.to_owned();
    }
    let whole = number.replace(',', "\u{202f}");
    Lang::Fr.decimal(&whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped;
    use std::collections::BTreeSet;

    /// The columns of sets that hold notes for people.
    const NOTES: [&str; 5] = ["uncertainty_basis", "own_basis", "geography", "what", "basis"];

    /// Words that French and English share, and names.
    const SHARED: &str = "ademe alder amsterdam anandtech athlon audio base boaviztapi bridge cache \
        calibration carbon carbone centre cfp cisco cloud coffee configuration \
        configurations console csv cycle dcenter distribution dtl ecodiag ecoleaf efoot \
        energy exp fibre flash footprint fortigate france fttx genoa imprimante inktech ivy \
        kaby key kva kvm kwh label lake log logitech machines mass meraki mix modem \
        negaoctet page pages picasso poe point pro production proportion pue qnap quartiles \
        rapids restart routeur sapphire service site sites skylake ssd star synology table \
        tec techreport threadripper total types uba unu version wccftech wireless xdsl";

    fn carried() -> BTreeSet<String> {
        let mut notes = BTreeSet::new();
        for (name, bytes) in shipped::names().flat_map(shipped::files) {
            if std::path::Path::new(&name).extension().is_none_or(|end| end != "csv") {
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            let table = SmallTable::parse(Path::new(name), &text, &[]).unwrap();
            for row in table.rows() {
                notes.extend(NOTES.iter().map(|column| row.get(column).to_owned()));
            }
        }
        notes.remove("");
        notes
    }

    fn words(text: &str) -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.chars().count() > 2).map(str::to_lowercase).collect()
    }

    #[test]
    fn every_note_carried_is_told_in_french() {
        let notes = carried();
        assert!(notes.len() > 900, "{}", notes.len());
        let untold: Vec<&String> =
            notes.iter().filter(|note| !FRENCH.contains_key(&apart(note).0)).collect();
        assert!(untold.is_empty(), "{untold:#?}");
    }

    #[test]
    fn no_note_is_left_in_english() {
        for (en, fr) in FRENCH.iter() {
            assert_eq!(en.matches('#').count(), fr.matches('#').count(), "{en}");
            let english = words(en);
            let left: Vec<String> = words(fr)
                .into_iter()
                .filter(|word| {
                    english.contains(word)
                        && word.chars().all(char::is_alphabetic)
                        && !SHARED.split_whitespace().any(|shared| shared == word)
                })
                .collect();
            assert!(left.is_empty(), "{left:?} in {fr}");
        }
    }

    #[test]
    fn numbers_are_told_apart_from_names() {
        let (words, numbers) = apart("BoaviztAPI 2.5.0, 0.94 kgCO2e, 8,760 h; 3.");
        assert_eq!(words, "BoaviztAPI #, # kgCO2e, # h; #.");
        assert_eq!(numbers, ["2.5.0", "0.94", "8,760", "3"]);
        let french: Vec<String> = numbers.into_iter().map(in_french).collect();
        assert_eq!(french, ["2.5.0", "0,94", "8\u{202f}760", "3"]);
    }

    #[test]
    fn a_note_of_ones_own_keeps_its_words() {
        let told = told_note("mesure interne, 12.5 %");
        assert_eq!(
            (told.fr.as_str(), told.en.as_str()),
            ("mesure interne, 12.5 %", "mesure interne, 12.5 %")
        );
    }
}
