//! Marks that stand for the cell above: `idem`, `"`, `//`.
//!
//! A table that has some is written anew with what they stand for, so that a row says by itself what it
//! is and where it stands.

use super::{Layout, Role};
use csv::ByteRecord;
use ground::lang::Text;
use ground::table::fold;
use ground::text;

/// Whether a cell stands for the one above.
pub(super) fn is_ditto(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    // Nearly every cell is longer, or begins otherwise.
    if cell.is_empty() || cell.len() > 16 || !b"iIdD\"'`/\xE2\xE3\xC2-".contains(&cell[0]) {
        return false;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let marks = text.chars().all(|c| "\"”″'’´〃/".contains(c));
    let single = matches!(text, "'" | "’" | "´" | "/" | "`");
    let dashed = matches!(text, "-\"-" | "-”-" | "--\"--" | "-〃-" | "- \" -");
    (marks && !single)
        || dashed
        || matches!(
            fold(text).as_str(),
            "idem" | "ditto" | "dito" | "idem ci dessus" | "id ci dessus"
        )
}

/// Whether a cell of a line, its quotes and all, stands for the one above.
pub(super) fn is_written_ditto(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let within = cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\""));
    match within {
        Some(within) if !within.is_empty() => is_ditto(within) || within == b"\"\"",
        _ => cell != b"\"\"" && is_ditto(cell),
    }
}

/// Whether a heading that no role knows may be of what each machine has for itself.
fn may_be_of_each(heading: &str) -> bool {
    const OWN: [&str; 9] =
        ["serie", "serial", "seriennummer", "inventaire", "tag", "uuid", "imei", "id", "sn"];
    const NUMBERS: [&str; 5] = ["no", "nr", "number", "code", "num"];
    let folded = fold(heading);
    let has = |list: &[&str]| folded.split(' ').any(|word| list.contains(&word));
    has(&OWN) || has(&["asset"]) && has(&NUMBERS)
}

/// The rows of a table, each with what its marks stand for.
#[derive(Debug, Default)]
pub(super) struct DittoFill {
    above: ByteRecord,
    /// Columns in which each machine has its own.
    own: Vec<bool>,
    /// How many marks were met.
    filled: u64,
}

impl Layout {
    /// Of each column, whether each machine has its own cell in it: by what the column was found to be,
    /// or was said to be; where nobody knows, by its heading.
    pub(super) fn own_of_each(&self) -> Vec<bool> {
        let is_own = |(at, role): (usize, &Role)| {
            let is_read = matches!(role, Role::Field(_) | Role::Second(_)) || self.is_told(at);
            self.is_of_each(at) || !is_read && may_be_of_each(&self.headers[at])
        };
        self.roles.iter().enumerate().map(is_own).collect()
    }
}

impl DittoFill {
    /// Of a table in whose columns each machine has its own, or not.
    pub(super) fn of(own: &[bool]) -> Self {
        Self { own: own.to_vec(), ..Self::default() }
    }

    /// Puts into a row what its marks stand for.
    pub(super) fn fill(&mut self, record: &mut ByteRecord) {
        let is_mark =
            |at: usize, cell: &[u8]| is_ditto(cell) && !self.own.get(at).copied().unwrap_or(false);
        if record.iter().enumerate().any(|(at, cell)| is_mark(at, cell)) {
            let mut filled = ByteRecord::new();
            for (at, cell) in record.iter().enumerate() {
                let above = self.above.get(at).filter(|above| !above.trim_ascii().is_empty());
                let said = above.filter(|_| is_mark(at, cell));
                self.filled += u64::from(said.is_some());
                filled.push_field(said.unwrap_or(cell));
            }
            filled.set_position(record.position().cloned());
            *record = filled;
        }
        // A title is no row above.
        if record.iter().filter(|cell| !cell.trim_ascii().is_empty()).count() > 1 {
            self.above.clone_from(record);
        }
    }

    /// What is said of it.
    pub(super) fn said(&self) -> Option<Text> {
        let filled = self.filled;
        (filled > 0).then(|| {
            text!(
                "cellules qui répètent celle du dessus (`idem`, `\"`), lues comme elle : {filled}",
                "cells that repeat the one above (`idem`, `\"`), read as it is: {filled}"
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Confidence, SourceFormat};
    use super::*;

    #[test]
    fn marks_stand_for_the_cell_above() {
        for mark in ["idem", "Idem", "\"", "\"\"", "//", "〃", "”", "-\"-", "ditto"] {
            assert!(is_ditto(mark.as_bytes()), "{mark}");
        }
        for cell in ["", "-", "/", "'", "id", "identique", "Dell", "24\"", "0", "idem 102"] {
            assert!(!is_ditto(cell.as_bytes()), "{cell}");
        }
        assert!(is_written_ditto(b"\"\"\"\"") && is_written_ditto(b"idem"));
        assert!(!is_written_ditto(b"\"\"") && !is_written_ditto(b"\"Dell\""));
        let mut fill = fill_of(&["Site", "Type", "Serial"]);
        let mut rows = [
            ByteRecord::from(vec!["Mairie", "PC", "idem"]),
            ByteRecord::from(vec!["idem", "\"", "idem"]),
            ByteRecord::from(vec!["Salle 2", "", ""]),
            ByteRecord::from(vec!["//", "Écran", ""]),
        ];
        for row in &mut rows {
            fill.fill(row);
        }
        assert_eq!(rows[1], vec!["Mairie", "PC", "idem"], "each has its own number");
        assert_eq!(rows[3], vec!["Mairie", "Écran", ""]);
        assert_eq!(fill.filled, 3);
        for heading in [
            "Étiquette",
            "Code-barres",
            "Hostname",
            "Asset No",
            "N° de série",
            "Serial",
            "S/N",
            "UUID",
            "IMEI",
            "N° inventaire",
            "Id",
            "Nom du poste",
            "Asset Tag",
            "Seriennummer",
            "Numéro d'inventaire",
            "Identifiant",
            "Service Tag",
            "Étiquette inventaire",
        ] {
            assert_eq!(filled(heading), ["\"", "PC"], "{heading}");
        }
        for heading in ["Site", "Modèle", "Marque", "Utilisateur", "Service"] {
            assert_eq!(filled(heading), ["A1", "PC"], "{heading}");
        }
    }

    fn fill_of(headings: &[&str]) -> DittoFill {
        let headings: Vec<String> = headings.iter().map(|own| (*own).to_owned()).collect();
        let layout = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headings);
        DittoFill::of(&layout.own_of_each())
    }

    /// The second row of a table that has a column beside its types, of marks alone.
    fn filled(heading: &str) -> Vec<String> {
        let mut fill = fill_of(&[heading, "Type"]);
        fill.fill(&mut ByteRecord::from(vec!["A1", "PC"]));
        let mut row = ByteRecord::from(vec!["\"", "\""]);
        fill.fill(&mut row);
        row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    }
}
