//! The maker and the model that a type's words name: `PC PORTABLE DELL LATITUDE 5420`, as registers
//! of assets and lists of one column write them.

use super::makers::{MakerAnswer, maker_answer, maker_name};
use super::memo::Memo;
use ground::table::fold;
use inventory::measures;
use std::cell::RefCell;

/// The most words of a maker's name.
const WORDS: usize = 2;

/// Where a phrase names its maker and its model, if it does.
#[derive(Debug, Clone, Copy)]
struct NamedPlaces {
    maker: (usize, usize),
    model: (usize, usize),
}

thread_local! {
    /// The words of types met: each is asked of several times a row.
    static MET: RefCell<Memo<Option<NamedPlaces>>> = RefCell::new(Memo::new());
    /// The models met, by where the maker that they begin with ends, and the rest begins.
    static BEGUN: RefCell<Memo<(usize, usize)>> = RefCell::new(Memo::new());
}

/// The maker that a model's name begins with, where the name goes on, and the rest of it; kept by the
/// name. A maker that is called otherwise now stays in the name: `Compaq 6000` is no `HP 6000`.
pub(super) fn maker_and_rest(model: &[u8]) -> (&[u8], &[u8]) {
    let (maker, rest) = BEGUN.with_borrow_mut(|met| met.get(model, cut));
    (&model[..maker], &model[rest..])
}

fn cut(model: &[u8]) -> (usize, usize) {
    let Ok(name) = std::str::from_utf8(model) else { return (0, 0) };
    let spaces: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).take(WORDS).collect();
    let end = spaces.into_iter().rev().find(|at| is_maker(name[..*at].trim())).unwrap_or(0);
    let end = name[..end].trim_end().len();
    let (maker, rest) = name.split_at(end);
    let same = fold(maker_name(maker)) == fold(maker);
    let rest = if same { rest.trim_start() } else { name };
    (end, name.len() - rest.len())
}

/// The maker and the model that the word of a type names, bytes of it; kept by the word.
pub(super) fn named_in(kind: &[u8]) -> Option<(&[u8], &[u8])> {
    let found = MET.with_borrow_mut(|met| met.get(kind, places));
    let bytes = |(from, to): (usize, usize)| &kind[from..to];
    found.map(|NamedPlaces { maker, model }| (bytes(maker), bytes(model)))
}

fn places(kind: &[u8]) -> Option<NamedPlaces> {
    let phrase = std::str::from_utf8(kind).ok()?;
    let (maker, model) = maker_and_model(phrase)?;
    // Wherever it stands first, the words are the same.
    let place = |part: &str| phrase.find(part).map(|from| (from, from + part.len()));
    Some(NamedPlaces { maker: place(maker)?, model: place(model)? })
}

/// The maker that a phrase names and what comes after it, where that has a figure: it is the model.
/// How many there are, and what stands in brackets or after a dash, is none of it.
fn maker_and_model(phrase: &str) -> Option<(&str, &str)> {
    let starts = phrase.match_indices(' ').map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
    starts.iter().enumerate().find_map(|(first, from)| {
        (1..=WORDS).rev().find_map(|words| {
            let to = starts.get(first + words)? - 1;
            let maker = phrase[*from..to].trim();
            let model = without_units(phrase[to..].trim());
            (is_maker(maker) && is_model(model)).then_some((maker, model))
        })
    })
}

fn is_maker(word: &str) -> bool {
    // `Mac` is a machine as well.
    let sort_of_machine = word.eq_ignore_ascii_case("mac");
    let known = || maker_answer(word).is_some_and(|answer| answer != MakerAnswer::Virtual);
    !sort_of_machine && word.len() > 1 && known()
}

/// Whether words may name a model: they have a figure, and it is no size (`24"`, `24 ports`).
fn is_model(words: &str) -> bool {
    let figure = words.bytes().any(|byte| byte.is_ascii_digit());
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit() || "\"'”″’".contains(c));
    let size = digits.len() < words.len() && (digits.trim().is_empty() || measures(digits.trim()));
    figure && !size
}

/// Words without the number of units after them: `E24 G4 x 4`, `E24 G4 (x4)`.
fn without_units(words: &str) -> &str {
    let end = words.find(" (").into_iter().chain(words.find(" - ")).min();
    let words = words[..end.unwrap_or(words.len())].trim_end();
    let bare = words.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let times = bare.strip_suffix(['x', 'X', '×']).and_then(|own| own.strip_suffix(' '));
    // `ThinkPad X13` has an `X` of its own against its number.
    let apart = words[bare.len()..].starts_with(' ') || bare.ends_with(['x', '×']);
    times.filter(|_| bare.len() < words.len() && apart).map_or(words, str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_may_begin_with_its_maker() {
        for (name, maker, rest) in [
            ("HP EliteBook 840 G8", "HP", "EliteBook 840 G8"),
            ("Dell  P2422H", "Dell", "P2422H"),
            ("Hewlett Packard E24", "Hewlett Packard", "Hewlett Packard E24"),
            ("EliteBook 840", "", "EliteBook 840"),
            ("Mac mini", "", "Mac mini"),
            ("HP", "", "HP"),
            ("", "", ""),
        ] {
            let (own, other) = maker_and_rest(name.as_bytes());
            assert_eq!((own, other), (maker.as_bytes(), rest.as_bytes()), "{name}");
        }
    }

    #[test]
    fn what_comes_after_the_maker_is_the_model() {
        for (phrase, named) in [
            ("PC PORTABLE DELL LATITUDE 5420", Some(("DELL", "LATITUDE 5420"))),
            ("ECRAN HP E24 G4 x 4", Some(("HP", "E24 G4"))),
            ("6 PC HP PRODESK 400 G7", Some(("HP", "PRODESK 400 G7"))),
            ("PC Lenovo ThinkPad X13", Some(("Lenovo", "ThinkPad X13"))),
            ("Écran Hewlett Packard E24 G4 (x4)", Some(("Hewlett Packard", "E24 G4"))),
            ("Portable HP 250 G8 - réformé", Some(("HP", "250 G8"))),
            ("Samsung Galaxy A53", Some(("Samsung", "Galaxy A53"))),
            ("LOT 12 ECRANS 24\"", None),
            ("Écran Dell 24\"", None),
            ("Switch HP 24 ports", None),
            ("PC portable Dell", None),
            ("Mac mini 2020", None),
            ("Salle 12", None),
        ] {
            assert_eq!(maker_and_model(phrase), named, "{phrase}");
        }
    }
}
