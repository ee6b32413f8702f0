//! A fault of a whole file or request: what stops the run, where it is, and what to do next.
//!
//! The fault of a single row is not here: it is data, a [`crate::table::Reject`].

use crate::lang::{Lang, Text};
use std::fmt::{self, Write};
use std::path::Path;

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as the user named it.
    pub file: String,
    /// Its line, from 1.
    pub line: Option<u64>,
    /// The column's header.
    pub column: Option<String>,
    /// What the cell holds.
    pub value: Option<String>,
}

/// What stopped the run, said in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    what: Text,
    place: Option<Box<Place>>,
    cause: Option<String>,
    hints: Vec<Text>,
}

impl Fault {
    /// A fault with its one sentence.
    pub fn new(what: Text) -> Self {
        Self { what, place: None, cause: None, hints: Vec::new() }
    }

    /// Adds the file it is in.
    #[must_use]
    pub fn in_file(mut self, path: &Path) -> Self {
        self.place.get_or_insert_with(|| Box::new(Place::of(path)));
        self
    }

    /// Adds the line, the column and the value.
    #[must_use]
    pub fn at(mut self, path: &Path, line: u64, column: &str, value: &str) -> Self {
        self.place = Some(Box::new(Place {
            line: Some(line),
            column: (!column.is_empty()).then(|| column.to_owned()),
            value: (!value.is_empty()).then(|| clip(value)),
            ..Place::of(path)
        }));
        self
    }

    /// Adds what the system or a library said.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Self {
        self.hints.push(hint);
        self
    }

    /// Where it is, if in a file.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_deref()
    }

    /// The whole message for a person: sentence, place, cause and hints, a line each.
    pub fn render(&self, lang: Lang) -> String {
        // Writing to a string cannot fail.
        let mut out = format!("{} {}", lang.pick("erreur :", "error:"), self.what.say(lang));
        if let Some(place) = &self.place {
            out.push_str("\n  --> ");
            out.push_str(&place.say(lang));
        }
        if let Some(cause) = &self.cause {
            let _ = write!(out, "\n  {} {cause}", lang.pick("cause :", "caused by:"));
        }
        for (i, hint) in self.hints.iter().enumerate() {
            let blank = if i == 0 { "\n" } else { "" };
            let _ = write!(out, "{blank}\n{} {}", lang.pick("conseil :", "hint:"), hint.say(lang));
        }
        out
    }
}

impl Place {
    fn of(path: &Path) -> Self {
        Self { file: path.display().to_string(), line: None, column: None, value: None }
    }

    fn say(&self, lang: Lang) -> String {
        let mut out = self.file.clone();
        if let Some(line) = self.line {
            let _ = write!(out, "{} {line}", lang.pick(", ligne", ", line"));
        }
        if let Some(column) = &self.column {
            let _ = write!(out, "{} `{column}`", lang.pick(", colonne", ", column"));
        }
        if let Some(value) = &self.value {
            let _ = write!(out, "{} `{value}`", lang.pick(", valeur", ", value"));
        }
        out
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Lang::En))
    }
}

impl std::error::Error for Fault {}

/// Shortens what is quoted from a file, so that a message stays a message.
pub fn clip(value: &str) -> String {
    const LONGEST: usize = 120;
    let one_line: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if one_line.chars().count() <= LONGEST {
        return one_line;
    }
    let mut short: String = one_line.chars().take(LONGEST).collect();
    short.push('…');
    short
}
