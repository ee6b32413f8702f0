//! Seals: what shows that a ledger was only added to.
//!
//! A seal is the length of the file on a day and the SHA-256 of that much of it. As long as rows
//! are only added, every seal holds.

use factor::hex_digest;
use ground::fault::Fault;
use ground::table::{SmallTable, TextSource, write_whole};
use ground::text;
use std::fmt::Write;
use std::path::Path;

/// A seal of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerSeal {
    /// How much of the file is sealed, bytes.
    pub bytes: usize,
    /// How many lines that is.
    pub lines: u64,
    /// The SHA-256 of it.
    pub sha256: String,
}

impl LedgerSeal {
    /// Seals a ledger as it is.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or does not end at the end of a line.
    pub fn of(ledger: &Path) -> Result<Self, Fault> {
        let bytes = read(ledger)?;
        if bytes.last() != Some(&b'\n') {
            return Err(Fault::new(text!(
                "la dernière ligne n'est pas finie",
                "the last line is not finished"
            ))
            .in_file(ledger)
            .hint(text!("ajoutez un retour à la ligne à la fin", "add a line feed at the end")));
        }
        Ok(Self {
            bytes: bytes.len(),
            lines: memchr::memchr_iter(b'\n', &bytes).count() as u64,
            sha256: hex_digest(&bytes),
        })
    }

    /// The seals of a file.
    ///
    /// # Errors
    ///
    /// The file is there and is no list of seals.
    pub fn read(path: &Path) -> Result<Vec<Self>, Fault> {
        if !path.exists() {
            return Ok(Vec::new());
        }
        let table = SmallTable::open(path, &["bytes", "lines", "sha256"])?;
        let mut seals = Vec::new();
        for row in table.rows() {
            let number = |column: &str| {
                row.get(column)
                    .parse::<u64>()
                    .map_err(|_| row.fault(column, text!("nombre attendu", "number expected")))
            };
            seals.push(Self {
                bytes: usize::try_from(number("bytes")?).unwrap_or(usize::MAX),
                lines: number("lines")?,
                sha256: row.get("sha256").to_owned(),
            });
        }
        Ok(seals)
    }

    /// Writes a list of seals.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write(path: &Path, seals: &[Self]) -> Result<(), Fault> {
        let mut text = String::from("bytes,lines,sha256\n");
        for seal in seals {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{},{},{}", seal.bytes, seal.lines, seal.sha256);
        }
        write_whole(path, text.as_bytes())
    }

    /// The first of some seals that a ledger no longer holds.
    ///
    /// # Errors
    ///
    /// The ledger cannot be read.
    pub fn broken(seals: &[Self], ledger: &Path) -> Result<Option<Self>, Fault> {
        let bytes = read(ledger)?;
        let holds = |seal: &&Self| {
            bytes.get(..seal.bytes).is_some_and(|part| hex_digest(part) == seal.sha256)
        };
        Ok(seals.iter().find(|seal| !holds(seal)).cloned())
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    ground::table::bytes_of_input(path).map_err(|error| TextSource::cannot_read(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_while_rows_are_added_and_breaks_when_one_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("movements.csv");
        let seals = folder.path().join("movements.seal");
        std::fs::write(&ledger, "date,kind,unit_id\n2024-01-01,purchase,A\n").unwrap();
        let seal = LedgerSeal::of(&ledger).unwrap();
        assert_eq!(seal.lines, 2);
        LedgerSeal::write(&seals, std::slice::from_ref(&seal)).unwrap();
        let read = LedgerSeal::read(&seals).unwrap();
        assert_eq!(read, [seal]);
        std::fs::write(&ledger, "date,kind,unit_id\n2024-01-01,purchase,A\n2024-02-01,sell,A\n")
            .unwrap();
        assert_eq!(LedgerSeal::broken(&read, &ledger).unwrap(), None);
        std::fs::write(&ledger, "date,kind,unit_id\n2024-01-02,purchase,A\n2024-02-01,sell,A\n")
            .unwrap();
        assert!(LedgerSeal::broken(&read, &ledger).unwrap().is_some());
        std::fs::write(&ledger, "date,kind,unit_id\n").unwrap();
        assert!(
            LedgerSeal::broken(&read, &ledger).unwrap().is_some(),
            "a shorter file has lost rows"
        );
    }

    #[test]
    fn an_unfinished_last_line_is_not_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("movements.csv");
        std::fs::write(&ledger, "date,kind,unit_id\n2024-01-01,purchase,A").unwrap();
        assert!(LedgerSeal::of(&ledger).is_err());
    }
}
