//! Files without a name, which are gone with the run however it ends.

use crate::fault::Fault;
use crate::text;
use std::fs::File;
use std::io;

/// A file without a name in the system's folder for temporary files.
///
/// # Errors
///
/// It cannot be made.
pub fn temporary() -> Result<File, Fault> {
    tempfile::tempfile().map_err(|error| no_temporary(&error))
}

/// The fault of what cannot be kept in the folder for temporary files: which one, and how another
/// is named.
pub fn no_temporary(error: &io::Error) -> Fault {
    Fault::new(text!(
        "le dossier temporaire ne peut pas être écrit",
        "the temporary folder cannot be written"
    ))
    .in_file(&std::env::temp_dir())
    .because(io::Error::from(error.kind()))
    .hint(text!(
        "libérez-y de la place, ou nommez un autre dossier : TMPDIR=/autre/dossier empreinte …",
        "make room in it, or name another folder: TMPDIR=/other/folder empreinte …"
    ))
}
