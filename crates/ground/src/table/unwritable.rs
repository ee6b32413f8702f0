//! What cannot be written, and what to do about it.

use crate::fault::{Fault, Lack};
use crate::lang::Text;
use crate::text;
use std::io;
use std::path::Path;

/// The fault of a file or folder that cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Fault {
    Fault::new(text!("le résultat ne peut pas être écrit", "the result cannot be written"))
        .in_file(path)
        .because(match error.kind() {
            io::ErrorKind::Other => error.to_string(),
            // Without the name of a temporary file, which would change each time.
            kind => io::Error::from(kind).to_string(),
        })
        .lacking(Lack::of(error))
        .hint(what_to_do(error))
}

/// What to do about a result that cannot be written.
pub fn what_to_do(error: &io::Error) -> Text {
    match Lack::of(error) {
        Some(lack) => lack.what_to_do(),
        None => {
            text!("choisissez un autre endroit avec `--out`", "choose another place with `--out`")
        }
    }
}
