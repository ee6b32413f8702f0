//! The inventory files of a year, opened and held against each other.

use super::given::{AllGiven, GivenTable, StandsAlone, given};
use super::merging::Merging;
use super::run::Walk;
use equipment::estate::Estate;
use equipment::{Users, Vocabulary};
use factor::file_digest;
use ground::fault::Fault;
use ground::table::Encoding;
use ground::text;
use inventory::{InventoryFile, Opening, Orders};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Opens an inventory file, by the estate's mappings where it needs one.
fn open_one(
    estate: &Estate,
    words: &Vocabulary,
    path: &Path,
    name: &str,
    (encoding, year): (Option<Encoding>, Option<u16>),
    among_several: bool,
) -> Result<InventoryFile, Fault> {
    let opening = Opening { among_several, year, ..estate.opening(encoding, Some(words)) };
    InventoryFile::open_with(path, name, &opening)
}

impl Walk<'_> {
    /// Opens the inventory files of the year, and says where each comes from.
    ///
    /// # Errors
    ///
    /// One cannot be read, is no inventory, or is given twice.
    pub(super) fn open_year(&self) -> Result<(Vec<InventoryFile>, AllGiven), Fault> {
        let paths = self.estate.inventory_of(self.options.year.year)?;
        if paths.len() > usize::from(u16::MAX) {
            return Err(too_many(paths.len()));
        }
        let opened = self.open_all(paths)?;
        refuse_twins(&opened.0)?;
        Ok(opened)
    }

    /// Reads several files for the rows of theirs that are one machine.
    ///
    /// # Errors
    ///
    /// As [`Merging::plan`].
    pub(super) fn merging(
        &self,
        files: &[InventoryFile],
        orders: &[Orders],
        tables: &[GivenTable],
    ) -> Result<Merging<'_>, Fault> {
        let (mut normaliser, mut users) = (self.normaliser()?, Users::new(self.user_key()));
        Merging::plan(self.set, (&mut normaliser, &mut users), files, orders, tables)
    }

    /// Opens inventory files as the estate and the options say, and says where each comes from.
    ///
    /// # Errors
    ///
    /// One cannot be read, or is no inventory.
    pub(super) fn open_all(
        &self,
        paths: &[PathBuf],
    ) -> Result<(Vec<InventoryFile>, AllGiven), Fault> {
        let asked = (self.options.encoding, u16::try_from(self.options.year.year).ok());
        let (files, mut all) = open_all(self.estate, &self.words, paths, asked)?;
        for (file, given) in files.iter().zip(&mut all.tables) {
            self.place_corrections(file, given)?;
        }
        Ok((files, all))
    }
}

/// The fault of a year of more files than are told apart.
#[cold]
fn too_many(files: usize) -> Fault {
    let most = u16::MAX;
    Fault::new(text!(
        "{files} inventaires pour une année ({most} au plus)",
        "{files} inventories for one year ({most} at most)"
    ))
    .hint(text!("réunissez-les en moins de fichiers", "join them into fewer files"))
}

fn open_all(
    estate: &Estate,
    words: &Vocabulary,
    paths: &[PathBuf],
    asked: (Option<Encoding>, Option<u16>),
) -> Result<(Vec<InventoryFile>, AllGiven), Fault> {
    let mut all = given(paths, estate)?;
    let mut files = Vec::new();
    let several = all.tables.len() > 1;
    for mut given in std::mem::take(&mut all.tables) {
        let open = |path: &Path| open_one(estate, words, path, &given.name, asked, several);
        let file = match (open(&given.path), given.is_own()) {
            (file, true) => file?,
            (Ok(file), false) => file,
            // Rows set aside are too few to be known again: those that nobody corrected stay aside.
            (Err(fault), false) => {
                let Some(StandsAlone { unchanged, changed }) = given.left_alone() else {
                    return Err(fault.at(&given.from, 1, "", ""));
                };
                all.stays.extend(unchanged);
                let Some(changed) = changed else { continue };
                let open = |path: &Path| open_one(estate, words, path, &given.name, asked, several);
                let file = open(&changed).map_err(|fault| fault.at(&given.from, 1, "", ""))?;
                given.path = changed;
                file
            }
        };
        let headings = file.layout.heading_line(file.dialect.delimiter);
        if given.patches.values().flatten().any(|patch| !patch.is_of(&headings)) {
            return Err(Fault::new(text!(
                "les lignes corrigées n'ont pas les colonnes de ce fichier",
                "the corrected rows have not the columns of this file"
            ))
            .in_file(&given.path)
            .hint(text!(
                "donnez le fichier dont elles viennent, ou elles seules",
                "give the file that they come from, or them alone"
            )));
        }
        files.push(file);
        all.tables.push(given);
    }
    Ok((files, all))
}

/// Refuses the same file given twice: its equipment would count twice. Each is read once at most, and
/// only where another is as long.
fn refuse_twins(files: &[InventoryFile]) -> Result<(), Fault> {
    let mut lengths: HashMap<u64, u32> = HashMap::new();
    for file in files {
        *lengths.entry(file.length).or_default() += 1;
    }
    let mut met: HashMap<String, &InventoryFile> = HashMap::new();
    for file in files.iter().filter(|file| lengths[&file.length] > 1) {
        if let Some(earlier) = met.insert(file_digest(&file.path)?, file) {
            let name = &earlier.name;
            return Err(Fault::new(text!(
                "ce fichier a le même contenu que `{name}`",
                "this file has the same content as `{name}`"
            ))
            .in_file(&file.path)
            .hint(text!("retirez l'un des deux", "remove one of the two")));
        }
    }
    Ok(())
}
