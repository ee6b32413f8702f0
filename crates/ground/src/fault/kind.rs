//! What parsers say of a value of another kind than the one expected, in words.

use crate::lang::Text;
use crate::text;

/// How the fault of what is no day begins.
pub const DATE_WANTED: &str = "a date is wanted";

/// How what a word of a closed list is expected as begins, before the words.
pub const WORD_WANTED: &str = "a word of ";

/// What is expected, and what stands there; nothing where a message says something else.
///
/// The names of kinds are those that `serde` gives them: `i32`, `a string`, `floating point`.
pub(super) fn of_another_kind(said: &str) -> Option<Text> {
    if said.starts_with(DATE_WANTED) {
        return Some(text!("attendu : une date, AAAA-MM-JJ", "expected a date, YYYY-MM-DD"));
    }
    if let Some(rest) = said.strip_prefix("invalid date, expected ") {
        return no_such_day(rest);
    }
    let rest = said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: "));
    let (found, wanted) = rest?.split_once(", expected ")?;
    let wanted = wanted.split(" at line ").next()?.trim();
    let number = || found.split('`').nth(1);
    let is_integer = found.starts_with("integer");
    let wanted = match wanted {
        "i8" | "i16" | "i32" | "i64" | "isize" if is_integer => {
            text!("un nombre entier plus proche de 0", "a whole number that is closer to 0")
        }
        "i8" | "i16" | "i32" | "i64" | "isize" => text!("un nombre entier", "a whole number"),
        "u8" | "u16" | "u32" | "u64" | "usize" => match number() {
            Some(number) if is_integer && !number.starts_with('-') => {
                text!("un nombre entier plus proche de 0", "a whole number that is closer to 0")
            }
            _ => text!("un nombre entier, 0 ou plus", "a whole number, 0 or more"),
        },
        "f32" | "f64" => text!("un nombre", "a number"),
        "a boolean" => text!("`true` (oui) ou `false` (non)", "`true` or `false`"),
        "a string" => text!("un texte entre guillemets", "a text in quotes"),
        "a sequence" => text!("une liste entre crochets", "a list in brackets"),
        "a map" => text!("des clés et leurs valeurs", "keys and their values"),
        words if words.starts_with(WORD_WANTED) => {
            let words = &words[WORD_WANTED.len()..];
            text!("un mot parmi {words}", "a word of {words}")
        }
        name if name.starts_with("struct ") => {
            text!("des clés et leurs valeurs", "keys and their values")
        }
        _ => return None,
    };
    let found = match (found, number()) {
        (kind, Some(number)) if !kind.starts_with("string") => text!("{number}", "{number}"),
        (kind, _) if kind.starts_with("string") => text!("un texte", "a text"),
        ("map", _) => text!("une table", "a table"),
        ("date", _) => text!("une date", "a date"),
        ("sequence", _) => text!("une liste", "a list"),
        ("null" | "unit value" | "unit", _) => text!("rien", "nothing"),
        _ => return None,
    };
    Some(Text {
        fr: format!("attendu : {}, et non {}", wanted.fr, found.fr),
        en: format!("expected {}, not {}", wanted.en, found.en),
    })
}

/// A date of the right form that no calendar has: `day between 01 and 28`.
fn no_such_day(rest: &str) -> Option<Text> {
    let (part, bounds) = rest.split_once(" between ")?;
    let (first, last) = bounds.split_once(" and ")?;
    let part = match part {
        "day" => text!("le jour de ce mois", "the day of that month"),
        "month" => text!("le mois", "the month"),
        _ => return None,
    };
    let Text { fr, en } = part;
    Some(Text {
        fr: format!("cette date n'existe pas : {fr} va de {first} à {last}"),
        en: format!("there is no such date: {en} goes from {first} to {last}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_that_is_expected_and_found_is_said() {
        for (said, fr) in [
            ("invalid type: string \"x\", expected i32", "un nombre entier, et non un texte"),
            (
                "invalid type: floating point `18500.5`, expected u64",
                "un nombre entier, 0 ou plus, et non 18500.5",
            ),
            ("invalid value: integer `-3`, expected u64", "un nombre entier, 0 ou plus, et non -3"),
            (
                "invalid value: integer `99999999999`, expected i32",
                "un nombre entier plus proche de 0, et non 99999999999",
            ),
            (
                "invalid type: string \"a, b\", expected a boolean at line 3 column 5",
                "`true` (oui) ou `false` (non), et non un texte",
            ),
            ("invalid type: integer `50`, expected a map", "des clés et leurs valeurs, et non 50"),
            ("invalid type: boolean `true`, expected f64", "un nombre, et non true"),
            ("invalid type: null, expected a string", "un texte entre guillemets, et non rien"),
            (
                "invalid type: map, expected a sequence",
                "une liste entre crochets, et non une table",
            ),
        ] {
            assert_eq!(of_another_kind(said).unwrap().fr, format!("attendu : {fr}"), "{said}");
        }
        assert_eq!(
            of_another_kind("invalid type: integer `5`, expected a word of yes, no").unwrap().fr,
            "attendu : un mot parmi yes, no, et non 5"
        );
        assert_eq!(of_another_kind("invalid type: map, expected a colour"), None);
        assert_eq!(
            of_another_kind("invalid date, expected day between 01 and 28").unwrap().en,
            "there is no such date: the day of that month goes from 01 to 28"
        );
    }
}
