//! What to write in TOML where a value is written as people write it.

use super::super::{NumberFault, parse_day, parse_number, yes_no};
use crate::fault::DATE_WANTED;
use crate::lang::Text;
use crate::text;
use crate::word::of_toml;

/// What to write where a value is written as people write it, and not as TOML has it: `-15,5`,
/// `-15 %`, `"12"`, `31/12/2026`, `oui`.
pub(super) fn said_otherwise(text: &str, error: &toml::de::Error) -> Option<Text> {
    let said = error.message();
    // Where the key is wrong, nothing is known of its value; a word of a list has its own hint.
    if said.starts_with("unknown")
        || said.starts_with("missing field")
        || said.starts_with("duplicate")
    {
        return None;
    }
    let start = error.span()?.start;
    let from = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(from..)?.lines().next()?;
    let line = line.split('#').next()?;
    line.match_indices('=').find_map(|(at, _)| {
        let key = line.get(..at)?.rsplit(['{', ',']).next()?.trim();
        let value = value_from(line.get(at + 1..)?);
        let begins = from + at + 1 + line.get(at + 1..)?.find(value)?;
        let is_toml = toml::from_str::<toml::Table>(&format!("k = {value}")).is_ok();
        // Of values that TOML reads, only the one that the fault points at.
        if is_toml && begins != start {
            return None;
        }
        let bare = value.trim_matches(['"', '\'']).trim();
        // A text that is quoted at one end alone is that text, whatever it could mean.
        if !is_toml && !bare.starts_with(['{', '[']) && is_half_quoted(value) {
            let meant = of_toml(bare);
            return Some(text!("écrivez `{key} = {meant}`", "write `{key} = {meant}`"));
        }
        // Of `1,500` nobody can tell which it is.
        if !is_toml && parse_number(bare, true) == Err(NumberFault::Ambiguous) {
            return Some(text!(
                "un nombre a un point décimal et rien entre ses milliers : 1.5 ou 1500",
                "a number has a decimal point and nothing between its thousands: 1.5 or 1500"
            ));
        }
        let meant = meant(value, bare, said).filter(|meant| meant != value)?;
        Some(text!("écrivez `{key} = {meant}`", "write `{key} = {meant}`"))
    })
}

/// Whether a quote opens a value and none closes it, or the other way, or it is another that does.
fn is_half_quoted(value: &str) -> bool {
    let quote = |c: &char| ['"', '\''].contains(c);
    let ends = (value.chars().next().filter(quote), value.chars().next_back().filter(quote));
    match ends {
        (None, None) => false,
        (Some(open), Some(close)) => open != close || value.chars().count() == 1,
        _ => true,
    }
}

/// The value that follows an equals sign: to the end, the end of its table, or a comma that is none
/// of decimals.
fn value_from(rest: &str) -> &str {
    let after = |at: usize| rest.as_bytes().get(at + 1).copied();
    let ends = rest
        .char_indices()
        .find(|(at, c)| *c == '}' || *c == ',' && !after(*at).is_some_and(|b| b.is_ascii_digit()));
    rest.get(..ends.map_or(rest.len(), |(at, _)| at)).unwrap_or(rest).trim()
}

/// A value as TOML has it, by what the fault says is expected; of any kind where TOML could not
/// read it. None where it cannot be told, or is no such thing.
fn meant(value: &str, bare: &str, said: &str) -> Option<String> {
    if bare.starts_with(['{', '[']) {
        return None;
    }
    let number = || {
        let alone = bare.trim_end_matches('%').trim();
        parse_number(alone, true).ok().filter(|one| one.is_finite()).map(|one| one.to_string())
    };
    let day = || parse_day(bare).map(|day| day.to_string());
    let yes = || yes_no(bare).map(|yes| yes.to_string());
    let wanted = said.split_once("expected ").map_or("", |(_, wanted)| wanted);
    if said.starts_with(DATE_WANTED) {
        return day();
    }
    match wanted {
        _ if !said.starts_with("invalid type") => {
            day().or_else(number).or_else(|| bare.parse::<f64>().is_err().then(yes).flatten())
        }
        "a boolean" => yes(),
        "a string" => Some(format!("\"{bare}\"")),
        // A word may be a list of its own; of numbers, an example tells how many.
        "a sequence" => bare.len().lt(&value.len()).then(|| format!("[{value}]")),
        wanted if wanted.starts_with(['i', 'u', 'f']) => number(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_quoted_at_one_end_is_that_text() {
        for (line, write) in [
            ("name = \"x", "name = \"x\""),
            ("name = \"oui", "name = \"oui\""),
            ("name = x\"", "name = \"x\""),
            ("name = 'Ville", "name = \"Ville\""),
            ("name = \"12'", "name = \"12\""),
            // Quoted at neither, it is what it says.
            ("name = oui", "name = true"),
        ] {
            let text = format!("[a]\n{line}\nb = 1\n");
            let error = toml::from_str::<toml::Table>(&text).unwrap_err();
            let said = said_otherwise(&text, &error).map(|said| said.en);
            assert_eq!(said.as_deref(), Some(&*format!("write `{write}`")), "{line}");
        }
    }
}
