//! Reading `plan.toml`: text first, then its sections; a fault says its line and what is known.

use super::model::Plan;
use super::words::DATE_WANTED;
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{NumberFault, parse_day, parse_number, yes_no};
use ground::text;
use std::path::{Path, PathBuf};

/// The file's name in an estate.
pub(crate) const FILE: &str = "plan.toml";

impl Plan {
    /// The plan's file: the one given, or that of the folder.
    pub fn file(place: &Path) -> PathBuf {
        if place.is_dir() { place.join(FILE) } else { place.to_owned() }
    }

    /// Reads the plan of a folder, or a file.
    ///
    /// # Errors
    ///
    /// There is none, it is no UTF-8, no TOML, or says what a plan does not.
    pub fn read(place: &Path) -> Result<Self, Fault> {
        Ok(Self::read_with_text(place)?.0)
    }

    /// The same, with its text: what findings point into.
    ///
    /// # Errors
    ///
    /// As [`Plan::read`].
    pub fn read_with_text(place: &Path) -> Result<(Self, String), Fault> {
        let path = Self::file(place);
        if !path.exists() {
            return Err(Fault::new(text!("pas de plan ici", "no plan here")).in_file(&path).hint(
                text!(
                    "`empreinte plan init PARC` en écrit un, commenté",
                    "`empreinte plan init ESTATE` writes one, commented"
                ),
            ));
        }
        let bytes = ground::table::bytes_of_input(&path)
            .map_err(|error| ground::table::Source::cannot_read(&path, &error))?;
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(&path, &error))?;
        let plan = Self::parse(&path, text.trim_start_matches('\u{feff}'))?;
        Ok((plan, text))
    }

    /// Reads a plan from text; `path` names it in faults.
    ///
    /// # Errors
    ///
    /// As [`Plan::read`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, Fault> {
        toml::from_str(text).map_err(|error| {
            let what = text!("le plan est illisible", "the plan cannot be read");
            let fault = Fault::of_toml(what, path, text, &error);
            let fault = match said_otherwise(text, &error) {
                Some(hint) => fault.hint(hint),
                None => fault,
            };
            fault.hint(text!(
                "chaque section et chaque clé : docs/formats/plan.md",
                "every section and every key: docs/formats/plan.md"
            ))
        })
    }
}

/// What to write where a value is written as people write it, and not as TOML has it: `-15,5`,
/// `-15 %`, `"12"`, `31/12/2026`, `oui`.
fn said_otherwise(text: &str, error: &toml::de::Error) -> Option<Text> {
    let said = error.message();
    // Where the key is wrong, nothing is known of its value; a word of a list has its own hint.
    if said.starts_with("unknown") || said.starts_with("missing") || said.starts_with("duplicate") {
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
    // A date of which nothing is read still has a form; that of an example is no guess.
    let wanted = said.split_once("expected ").map_or("", |(_, wanted)| wanted);
    if said.starts_with(DATE_WANTED) {
        return day().or_else(|| Some("2026-12-31".to_owned()));
    }
    match wanted {
        _ if !said.starts_with("invalid type") => {
            day().or_else(number).or_else(|| bare.parse::<f64>().is_err().then(yes).flatten())
        }
        "a boolean" => yes(),
        "a string" => Some(format!("\"{bare}\"")),
        "a sequence" => Some(format!("[{value}]")),
        _ => number(),
    }
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> Fault {
    let at = error.utf8_error().valid_up_to();
    let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
    let line = 1 + before.matches('\n').count() as u64;
    Fault::new(text!("le plan n'est pas en UTF-8", "the plan is not UTF-8"))
        .at(path, line, "", "")
        .hint(text!(
            "enregistrez le fichier en UTF-8 ; un octet de cette ligne n'en est pas",
            "save the file as UTF-8; a byte of that line is not"
        ))
}

/// The line of each section of a name, in the order of the file: where findings point.
pub(crate) fn lines_of(text: &str, section: &str) -> Vec<u64> {
    let headings = [format!("[[{section}]]"), format!("[{section}]")];
    let starts = |line: &str| headings.iter().any(|one| line.trim_start().starts_with(one));
    text.lines().zip(1..).filter(|(line, _)| starts(line)).map(|(_, number)| number).collect()
}
