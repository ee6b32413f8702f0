//! Reading `plan.toml`: text first, then its sections; a fault says its line and what is known.

use super::model::Plan;
use ground::fault::Fault;
use ground::table::read_toml;
use ground::text;
use std::path::{Path, PathBuf};

/// A plan with every section and key, for what is written otherwise.
pub(crate) const EXAMPLE: &str = include_str!("example.toml");

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
        let bytes = ground::table::screens_of_input(&path)
            .map_err(|error| ground::table::TextSource::cannot_read(&path, &error))?;
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
        let what = text!("le plan est illisible", "the plan cannot be read");
        read_toml(path, text, what, EXAMPLE).map_err(|fault| {
            fault.hint(text!(
                "chaque section et chaque clé : docs/formats/plan.md",
                "every section and every key: docs/formats/plan.md"
            ))
        })
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
