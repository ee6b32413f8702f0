//! Numbers of units of which some are told apart in brackets: `8 (1)` below `Quantité (dont HS)`.

use super::column_words::is_a_part;

/// What a heading says between brackets of some of what it counts, and what stands before: `Quantité (dont
/// HS)`, `Qty (of which broken)`.
pub(super) fn part_within(heading: &str) -> Option<(&str, &str)> {
    let (before, within) = heading.trim().strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    let (before, within) = (before.trim(), within.trim());
    (!before.is_empty() && is_a_part(within)).then_some((before, within))
}

/// The number of a cell, and that of some of it between brackets: `8 (1)`, `12 (dont 2 HS)`.
pub(super) fn number_in_part(cell: &str) -> Option<(u32, u32)> {
    let (all, part) = cell.trim().strip_suffix(')')?.split_once('(')?;
    let part = part.trim().trim_start_matches(|c: char| c.is_alphabetic() || c == ' ');
    let part = part.split(' ').next()?.parse().ok()?;
    let all = all.trim().parse().ok()?;
    (part <= all).then_some((all, part))
}

/// Words with a number each behind them, in brackets: `OK (6), stock (2)`; nothing where there is any other.
pub(super) fn words_in_part(cell: &str) -> Option<Vec<(u32, &str)>> {
    if !cell.ends_with([')', ']']) {
        return None;
    }
    cell.split([',', ';', '/', '+']).map(words_and_number).collect()
}

/// Words, and the number in brackets behind them.
fn words_and_number(said: &str) -> Option<(u32, &str)> {
    let (words, number) = said.trim().strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    let words = words.trim();
    (!words.is_empty()).then_some((number.trim().parse().ok()?, words))
}

/// A cell without what its brackets say, below a heading that says what that is.
pub(super) fn without_part<'c>(cell: &'c str, heading: &str) -> &'c str {
    match part_within(heading) {
        Some(_) => cell.split('(').next().unwrap_or(cell).trim(),
        None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_what_the_brackets_below_it_are() {
        for (heading, said) in [
            ("Quantité (dont HS)", Some(("Quantité", "dont HS"))),
            ("Qty (of which broken)", Some(("Qty", "of which broken"))),
            ("Total (dont 5 en stock)", Some(("Total", "dont 5 en stock"))),
            ("Anzahl (davon defekt)", Some(("Anzahl", "davon defekt"))),
            ("Prix (HT)", None),
            ("Poids (kg)", None),
            ("(dont HS)", None),
            ("Quantité dont HS", None),
        ] {
            assert_eq!(part_within(heading), said, "{heading}");
        }
    }

    #[test]
    fn a_number_has_a_part_of_it_in_brackets() {
        for (cell, said) in [
            ("8 (1)", Some((8, 1))),
            ("12 (dont 2 HS)", Some((12, 2))),
            ("2(2)", Some((2, 2))),
            ("1 (2)", None),
            ("Latitude 5420 (14)", None),
            ("8 (HS)", None),
            ("8", None),
        ] {
            assert_eq!(number_in_part(cell), said, "{cell}");
        }
        assert_eq!(words_in_part("OK (6), stock (2)"), Some(vec![(6, "OK"), (2, "stock")]));
        assert_eq!(words_in_part("HS [2]"), Some(vec![(2, "HS")]));
        for cell in ["OK (6), stock", "OK", "(2)", "HS (mars)", ""] {
            assert_eq!(words_in_part(cell), None, "{cell}");
        }
        assert_eq!(without_part("8 (1)", "Qté (dont HS)"), "8");
        assert_eq!(without_part("8 (1)", "Qté"), "8 (1)");
    }
}
