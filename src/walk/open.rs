//! The inventory files of a year, opened and held against each other.

use crate::estate::Estate;
use crate::factor::file_digest;
use crate::fault::Fault;
use crate::inventory::{InventoryFile, Opening};
use crate::table::Encoding;
use crate::text;

/// Opens the inventory files of a year.
///
/// # Errors
///
/// One cannot be read, is no inventory, or is given twice.
pub(super) fn open_all(
    estate: &Estate,
    year: i32,
    encoding: Option<Encoding>,
) -> Result<Vec<InventoryFile>, Fault> {
    let opening =
        Opening { encoding, mappings: &estate.mappings, mapping: estate.mapping.as_ref() };
    let mut files = Vec::new();
    for path in estate.inventory_of(year)? {
        let name = path.strip_prefix(&estate.root).unwrap_or(path).display().to_string();
        files.push(InventoryFile::open_with(path, &name, &opening)?);
    }
    refuse_twins(&files)?;
    Ok(files)
}

/// Refuses the same file given twice: its equipment would count twice.
fn refuse_twins(files: &[InventoryFile]) -> Result<(), Fault> {
    for (at, file) in files.iter().enumerate() {
        for earlier in files[..at].iter().filter(|earlier| earlier.length == file.length) {
            if file_digest(&earlier.path)? == file_digest(&file.path)? {
                let name = &earlier.name;
                return Err(Fault::new(text!(
                    "ce fichier a le même contenu que `{name}`",
                    "this file has the same content as `{name}`"
                ))
                .in_file(&file.path)
                .hint(text!("retirez l'un des deux", "remove one of the two")));
            }
        }
    }
    Ok(())
}
