//! Titles that stand alone among the rows: they name several things.

use super::RowStanding;
use crate::kinds::is_maker;
use ground::table::fold;

/// What a cell is that stands alone where models do. A title names several things, and has no
/// number: it is sure in capitals or where it joins two, and where no maker is named.
pub(super) fn title(cell: &[u8]) -> RowStanding {
    let Ok(text) = std::str::from_utf8(cell) else { return RowStanding::Equipment };
    let (text, is_numbered) = without_number(text);
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    if is_numbered {
        let figures = text.bytes().any(|byte| byte.is_ascii_digit());
        return if figures { RowStanding::Doubtful } else { RowStanding::Passed };
    }
    // `Dell`, and `Hewlett Packard`: the `s` of `Philips` is no plural.
    let made = |at: usize| {
        is_maker(words[at])
            || words.get(at + 1).is_some_and(|next| is_maker(&format!("{} {next}", words[at])))
    };
    // « Écrans 24 pouces » names several; another figure is of a model.
    let unit = |at: usize| {
        at > 0
            && words[at - 1].bytes().all(|byte| byte.is_ascii_digit())
            && ["pouces", "pouce", "inches", "inch", "ports", "po"].contains(&words[at])
    };
    let sized = (0..words.len()).any(unit);
    let several = (0..words.len()).any(|at| !made(at) && !unit(at) && is_plural(words[at]));
    let figures =
        words.iter().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).count();
    if figures > usize::from(sized) || !several {
        return RowStanding::Equipment;
    }
    if sized {
        return RowStanding::Doubtful;
    }
    let capitals = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let joins = [" et ", " and ", " & ", " / "].iter().any(|join| text.contains(join));
    let maker = (0..words.len()).any(made);
    match (capitals || joins, text.contains(' ')) {
        (true, _) if !maker => RowStanding::Passed,
        (true, _) | (_, true) => RowStanding::Doubtful,
        _ => RowStanding::Equipment,
    }
}

/// What stands behind the number of a title, and whether it has one: `Lot 2 - Écrans`, `Lot n° 3`.
fn without_number(text: &str) -> (&str, bool) {
    const PARTS: [&str; 9] =
        ["lot", "partie", "poste", "chapitre", "section", "tranche", "phase", "part", "article"];
    let lower = text.trim_start();
    let end = lower.find(|c: char| !c.is_alphabetic()).unwrap_or(lower.len());
    if !PARTS.contains(&lower[..end].to_lowercase().as_str()) {
        return (text, false);
    }
    let rest = lower[end..].trim_start();
    let rest =
        ["n°", "N°", "no ", "n "].into_iter().find_map(|no| rest.strip_prefix(no)).unwrap_or(rest);
    let rest = rest.trim_start();
    // Of digits, or a letter alone.
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(rest.starts_with(|c: char| c.is_ascii_uppercase()));
    let number = if digits > 0 { digits } else { letter };
    let behind = &rest[number..];
    let is_apart = behind.trim_start().starts_with([':', '-', '–', '—', '.', ')', '/']);
    let named = behind.trim_start_matches([' ', ':', '-', '–', '—', '.', ')', '/', '\u{a0}']);
    if number > 0 && (behind.is_empty() || is_apart) { (named, true) } else { (text, false) }
}

/// Whether a cell names several things.
pub(super) fn names_several(cell: &[u8]) -> bool {
    std::str::from_utf8(cell).is_ok_and(|text| fold(text).split(' ').any(is_plural))
}

/// Whether a word may be a plural: `OptiPlex` and `Nexus` are none.
fn is_plural(word: &str) -> bool {
    let s = word.ends_with('s') && !word.ends_with("us") && !word.ends_with("ss");
    word.len() > 3 && (s || ["aux", "eux", "oux"].iter().any(|end| word.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::{RowStanding, title};

    #[test]
    fn what_has_the_number_of_a_part_is_its_title() {
        for (cell, said) in [
            ("Lot 2 - Ecrans", RowStanding::Passed),
            ("Lot 3 : Serveurs", RowStanding::Passed),
            ("LOT n° 1 – Ordinateur portable", RowStanding::Passed),
            ("Lot A : tablettes", RowStanding::Passed),
            ("Lot 2", RowStanding::Passed),
            ("Lot 2 : Dell Latitude 5440", RowStanding::Doubtful),
            ("Écrans 24 pouces", RowStanding::Doubtful),
            ("Lot 10 PC portables", RowStanding::Equipment),
            ("Lot de 10 portables", RowStanding::Equipment),
            ("Écran 24 pouces", RowStanding::Equipment),
            ("Dell Latitude 5440", RowStanding::Equipment),
            ("Posters 3", RowStanding::Equipment),
        ] {
            assert_eq!(title(cell.as_bytes()), said, "{cell}");
        }
    }
}
