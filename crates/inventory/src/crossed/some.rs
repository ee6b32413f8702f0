//! Columns that count some of the things that another column counts: `PCs to replace`, beside `PCs`.

use super::super::column_words::counted_thing;
use super::super::kinds::WordJudge;
use super::heads::is_of_some_by_form;
use ground::table::fold;

/// Whether a heading names a thing that another heading counts, and says behind it which of them.
pub(in super::super) fn is_some_of_another(
    heading: &str,
    headers: &[String],
    judge: &WordJudge<'_>,
) -> bool {
    let words: Vec<&str> = heading.split_whitespace().collect();
    (1..words.len()).any(|at| {
        let (thing, rest) = (words[..at].join(" "), words[at..].join(" "));
        let rest = rest.trim_matches(['(', ')', '-', ',', ' ']);
        let says_which = || is_of_some_by_form(rest) || judge.state_ahead(rest).is_some();
        let whole = singular(&thing);
        let is_whole = |other: &String| {
            fold(other) != fold(heading) && singular(other) == whole && !whole.is_empty()
        };
        headers.iter().any(is_whole) && says_which()
    })
}

/// The thing that a heading names or counts, in the singular.
fn singular(heading: &str) -> String {
    let thing = counted_thing(heading).unwrap_or_else(|| fold(heading));
    let one = |word: &str| match word.strip_suffix(['s', 'x']) {
        Some(one) if one.len() > 1 => one.to_owned(),
        _ => word.to_owned(),
    };
    thing.split(' ').map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::CrossedWords;
    use super::*;

    #[test]
    fn some_of_a_thing_are_said_beside_the_whole() {
        let judge = WordJudge::new(Some(&CrossedWords));
        let is = |heading: &str, whole: &str| {
            is_some_of_another(heading, &[heading.to_owned(), whole.to_owned()], &judge)
        };
        for (heading, whole) in [
            ("PCs to replace", "PCs"),
            ("PC à remplacer", "Nb de PC"),
            ("Écrans (loués)", "Écran"),
            ("PC > 5 ans", "PC"),
            ("Nb PC sous garantie", "Nb PC"),
        ] {
            assert!(is(heading, whole), "{heading}");
        }
        for (heading, whole) in [
            ("PC portables", "PC"),
            ("PCs to replace", "Écrans"),
            ("PC neufs", "PC anciens"),
            ("Écran 2", "Écran"),
        ] {
            assert!(!is(heading, whole), "{heading}");
        }
    }
}
