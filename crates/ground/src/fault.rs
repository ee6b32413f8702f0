//! A fault of a whole file or request: what stops the run, where it is, and what to do next.
//!
//! The fault of a single row is not here: it is data, a [`crate::table::Reject`].

mod cause;
mod kind;
mod machine;

pub use cause::cause;
pub use kind::{DATE_WANTED, WORD_WANTED};
pub use machine::{FaultKind, Lack};

use crate::lang::{Lang, Text};
use crate::text;
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::path::Path;

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultPlace {
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
    place: Option<Box<FaultPlace>>,
    cause: Option<Box<Text>>,
    lack: Option<Lack>,
    hints: Vec<Text>,
}

impl Fault {
    /// A fault with its one sentence.
    pub fn new(what: Text) -> Self {
        Self { what, place: None, cause: None, lack: None, hints: Vec::new() }
    }

    /// Adds the file it is in.
    #[must_use]
    pub fn in_file(mut self, path: &Path) -> Self {
        self.place.get_or_insert_with(|| Box::new(FaultPlace::of(path)));
        self
    }

    /// Adds the line, the column and the value.
    #[must_use]
    pub fn at(mut self, path: &Path, line: u64, column: &str, value: &str) -> Self {
        self.place = Some(Box::new(FaultPlace {
            line: Some(line),
            column: (!column.is_empty()).then(|| column.to_owned()),
            value: (!value.is_empty()).then(|| clip(value)),
            ..FaultPlace::of(path)
        }));
        self
    }

    /// Adds what the system or a library said: see [`cause`].
    #[must_use]
    pub fn because(mut self, error: impl fmt::Display) -> Self {
        self.lack = self.lack.or_else(|| Lack::of(&error));
        self.caused(cause(error))
    }

    /// Adds why, where that is known.
    #[must_use]
    pub fn caused(mut self, why: Text) -> Self {
        self.cause = Some(Box::new(why));
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Self {
        self.hints.push(hint);
        self
    }

    /// Its sentence alone.
    pub fn what(&self) -> &Text {
        &self.what
    }

    /// Says that the machine lacks something.
    #[must_use]
    pub fn lacking(mut self, lack: Option<Lack>) -> Self {
        self.lack = self.lack.or(lack);
        self
    }

    /// Whose matter it is.
    pub fn kind(&self) -> FaultKind {
        self.lack.map_or(FaultKind::Input, FaultKind::Machine)
    }

    /// What to do next, where that is known.
    pub fn hints(&self) -> &[Text] {
        &self.hints
    }

    /// Where it is, if in a file.
    pub fn place(&self) -> Option<&FaultPlace> {
        self.place.as_deref()
    }

    /// The whole message for a person: sentence, place, cause and hints, a line each.
    pub fn render(&self, lang: Lang) -> String {
        // Writing to a string cannot fail.
        let mut out = text!("erreur : {}", "error: {}", self.what.say(lang)).say(lang).to_owned();
        if let Some(place) = &self.place {
            out.push_str("\n  --> ");
            out.push_str(&place.say(lang));
        }
        if let Some(cause) = &self.cause {
            let _ = write!(
                out,
                "{}",
                text!("\n  cause : {}", "\n  caused by: {}", cause.say(lang)).say(lang)
            );
        }
        // Who says nothing of what the machine lacks leaves that to what is known of it.
        let known = self.lack.filter(|_| self.hints.is_empty()).map(Lack::what_to_do);
        for (i, hint) in self.hints.iter().chain(&known).enumerate() {
            let blank = if i == 0 { "\n" } else { "" };
            let _ = write!(
                out,
                "{}",
                text!("{blank}\nconseil : {}", "{blank}\nhint: {}", hint.say(lang)).say(lang)
            );
        }
        out
    }
}

impl FaultPlace {
    fn of(path: &Path) -> Self {
        Self { file: one_line(&path.to_string_lossy()), line: None, column: None, value: None }
    }

    fn say(&self, lang: Lang) -> String {
        let mut out = self.file.clone();
        if let Some(line) = self.line {
            let _ = write!(out, "{}", text!(", ligne {line}", ", line {line}").say(lang));
        }
        if let Some(column) = &self.column {
            let _ =
                write!(out, "{}", text!(", colonne `{column}`", ", column `{column}`").say(lang));
        }
        if let Some(value) = &self.value {
            let _ = write!(out, "{}", text!(", valeur `{value}`", ", value `{value}`").say(lang));
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

/// A name on one line, which does nothing to a terminal: control characters and marks of direction
/// are written by their number.
///
/// ```
/// use empreinte_ground::fault::one_line;
/// assert_eq!(one_line("parc\n\u{1b}[31m.csv"), r"parc\n\u{1b}[31m.csv");
/// assert_eq!(one_line("été 2025.csv"), "été 2025.csv");
/// ```
pub fn one_line(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_control() || is_invisible(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// A text of several lines that does nothing to a terminal but start them.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let harms = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || turns(c);
    if !text.contains(harms) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if harms(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Whether a character turns the direction of what follows it.
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character has no width of its own and no meaning in a cell: zero-width spaces and
/// joiners, soft hyphens, marks of direction, byte-order marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}')
}

/// Shortens what is quoted from a file, so that a message stays a message.
pub fn clip(value: &str) -> String {
    const LONGEST: usize = 120;
    let plain = |c: char| if c.is_control() || turns(c) { ' ' } else { c };
    let one_line: String = value.chars().map(plain).collect();
    if one_line.chars().count() <= LONGEST {
        return one_line;
    }
    let mut short: String = one_line.chars().take(LONGEST).collect();
    short.push('…');
    short
}
