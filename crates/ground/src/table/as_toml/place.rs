//! Where in a TOML text a fault points, and what an example has there.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

type TomlValue<'a> = Spanned<DeValue<'a>>;

/// How something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenForm {
    /// Behind an equals sign.
    Value,
    /// Below a heading `[name]`.
    Section,
    /// Below headings `[[name]]`, as many as there are.
    Sections,
}

/// The keys that lead to what stands at a place of a text, as far as it can be read; else those of
/// its line, below the heading before it.
pub(super) fn path_of(text: &str, at: usize) -> Vec<String> {
    path_read(text, at).or_else(|| path_of_line(text, at)).into_iter().flatten().collect()
}

/// The keys that lead to a place that the parser reads.
fn path_read(text: &str, at: usize) -> Option<Vec<String>> {
    let (whole, _) = DeTable::parse_recoverable(text);
    path_in(whole.get_ref(), at)
}

fn path_of_line(text: &str, at: usize) -> Option<Vec<String>> {
    let is_heading = |line: &&str| line.trim_start().starts_with('[');
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    if is_heading(&line) {
        return path_read(line, line.find(|c| c != '[' && c != ' ')?);
    }
    let heading = text.get(..start)?.lines().rev().find(is_heading).unwrap_or("");
    let key = line.split('=').next()?.trim();
    path_read(&format!("{heading}\n{key} = 0"), heading.len() + 1)
}

fn path_in(table: &DeTable<'_>, at: usize) -> Option<Vec<String>> {
    table.iter().find_map(|(key, value)| {
        let is_here = key.span().contains(&at) || value.span().contains(&at);
        let below = below(value, at).or_else(|| is_here.then(Vec::new))?;
        Some([vec![key.get_ref().to_string()], below].concat())
    })
}

fn below(value: &TomlValue<'_>, at: usize) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::Table(table) => path_in(table, at),
        DeValue::Array(all) => all
            .iter()
            .find_map(|one| below(one, at).or_else(|| one.span().contains(&at).then(Vec::new))),
        _ => None,
    }
}

/// Where the last key of a path stands in a text, if it does.
pub(super) fn key_at(text: &str, path: &[String]) -> Option<usize> {
    let (whole, _) = DeTable::parse_recoverable(text);
    let (last, before) = path.split_last()?;
    let mut table = whole.get_ref();
    let named =
        |table: &DeTable<'_>, name: &str| table.keys().position(|key| key.get_ref() == name);
    for name in before {
        let at = named(table, name)?;
        table = match table.values().nth(at)?.get_ref() {
            DeValue::Table(table) => table,
            DeValue::Array(all) => all.iter().next_back()?.get_ref().as_table()?,
            _ => return None,
        };
    }
    let at = named(table, last)?;
    table.keys().nth(at).map(|key| key.span().start)
}

/// Whether a place of a text holds a date, which parsers call a map.
pub(super) fn is_date(text: &str, span: Range<usize>) -> bool {
    let value = text.get(span).map(DeValue::parse);
    value.is_some_and(|value| value.is_ok_and(|value| value.get_ref().is_datetime()))
}

/// What an example has at a path: how it is written, and its text. Where a table has keys of the
/// user's own, any of them will do; of what is given several times, one that says something.
pub(super) fn shown<'a>(example: &'a str, path: &[String]) -> Option<(WrittenForm, &'a str)> {
    let whole = DeTable::parse(example).ok()?;
    let mut found = Vec::new();
    let (first, rest) = path.split_first()?;
    in_table(whole.get_ref(), first, rest, &mut found);
    let told = |value: &&TomlValue<'_>| example.get(value.span()).map(str::trim);
    let says = |value: &&&TomlValue<'_>| !matches!(told(value), None | Some("\"\"" | "{}" | "[]"));
    let value = found.iter().find(says).or_else(|| found.first())?;
    Some((form(example, value), told(value)?))
}

fn in_table<'d, 'a>(
    table: &'d DeTable<'a>,
    key: &str,
    rest: &[String],
    found: &mut Vec<&'d TomlValue<'a>>,
) {
    let named = table.iter().find(|(known, _)| known.get_ref() == key);
    let Some((_, value)) = named.or_else(|| table.iter().next()) else { return };
    at(value, rest, found);
}

fn at<'d, 'a>(value: &'d TomlValue<'a>, path: &[String], found: &mut Vec<&'d TomlValue<'a>>) {
    let Some((key, rest)) = path.split_first() else {
        found.push(value);
        return;
    };
    match value.get_ref() {
        DeValue::Table(table) => in_table(table, key, rest, found),
        DeValue::Array(all) => all.iter().for_each(|one| at(one, path, found)),
        _ => {}
    }
}

fn form(text: &str, value: &TomlValue<'_>) -> WrittenForm {
    let has_heading = |value: &TomlValue<'_>| {
        value.get_ref().is_table()
            && text.get(value.span()).is_some_and(|told| told.starts_with('['))
    };
    match value.get_ref() {
        DeValue::Array(all) if all.iter().any(has_heading) => WrittenForm::Sections,
        _ if has_heading(value) => WrittenForm::Section,
        _ => WrittenForm::Value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[plan]\nyears = [2025, \"x\"]\n\n[[action]]\nid = 3\n\n  [[action.means]]\n  year = oui\n  of = { a.b = 1 }\n";

    #[test]
    fn a_place_is_told_by_its_keys() {
        for (word, path) in [
            ("\"x\"", "plan years"),
            ("3\n", "action id"),
            ("oui", "action means year"),
            ("[[action.m", "action means"),
            ("1 }", "action means of a b"),
        ] {
            assert_eq!(path_of(TEXT, TEXT.find(word).unwrap()).join(" "), path, "{word}");
        }
        assert!(path_of("= 3", 0).is_empty());
        // What the parser does not keep is known by its line.
        assert_eq!(path_of("[a]\nb = 1\nb = 2\n", 10), ["a", "b"]);
        assert_eq!(path_of("[a.b]\n[[a.b]]\n", 8), ["a", "b"]);
        assert_eq!(path_of("[a]\nb =\n", 7), ["a", "b"]);
    }

    #[test]
    fn an_example_shows_what_says_something_and_any_key_of_tables_that_are_free() {
        let example = "[plan]\ntitle = \"T\"\n[[action]]\nof = {}\n[[action]]\nof = { 2025 = -5 }\n[[action.means]]\nyear = 2026\n";
        let shown = |path: &str| {
            let path: Vec<String> = path.split(' ').map(str::to_owned).collect();
            super::shown(example, &path)
        };
        assert_eq!(shown("plan title"), Some((WrittenForm::Value, "\"T\"")));
        assert_eq!(shown("action of"), Some((WrittenForm::Value, "{ 2025 = -5 }")));
        assert_eq!(shown("action of 2027"), Some((WrittenForm::Value, "-5")));
        assert_eq!(shown("action means year"), Some((WrittenForm::Value, "2026")));
        assert_eq!(shown("plan").map(|(form, _)| form), Some(WrittenForm::Section));
        assert_eq!(shown("action").map(|(form, _)| form), Some(WrittenForm::Sections));
        assert_eq!(shown("action means").map(|(form, _)| form), Some(WrittenForm::Sections));
        assert_eq!(shown("action means year x"), None);
    }
}
