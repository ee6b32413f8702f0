//! Exchange: the rows kept, in the formats of neighbouring tools.
//!
//! It knows what each format calls a thing and what it has no room for; what that is, is counted
//! and said. It computes no figure.

mod ecodiag;
mod g4it;
mod pcr_si;

pub use ecodiag::EcoDiagRows;
pub use g4it::{G4itRows, g4it_datacentres};
pub use pcr_si::PcrSiItems;

use ground::lang::Text;
use ground::table::CsvOut;
use ground::text;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

/// A format of a neighbouring tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    /// Physical equipment and datacentres of G4IT and NumEcoEval.
    G4it,
    /// The four columns of `EcoDiag`.
    EcoDiag,
    /// A request of the PCR for information systems, as JSON.
    PcrSi,
}

impl Exchange {
    /// The file of equipment it writes.
    pub fn file(self) -> &'static str {
        match self {
            Self::G4it => "equipementPhysique.csv",
            Self::EcoDiag => "ecodiag.csv",
            Self::PcrSi => "pcr-si.json",
        }
    }

    /// What stands before the first row.
    pub fn heading(self, organisation: &str, year: i32) -> Vec<u8> {
        // Writing to memory cannot fail.
        match self {
            Self::G4it => heading(&g4it::PHYSICAL).unwrap_or_else(|_| Vec::new()),
            Self::EcoDiag => heading(&ecodiag::COLUMNS).unwrap_or_else(|_| Vec::new()),
            Self::PcrSi => pcr_si::head(organisation, year),
        }
    }

    /// What stands after the last row.
    pub fn ending(self) -> &'static [u8] {
        match self {
            Self::G4it | Self::EcoDiag => b"",
            Self::PcrSi => b"\n]}\n",
        }
    }

    /// What the format has no room for.
    pub fn limits(self) -> Text {
        match self {
            Self::G4it => text!(
                "G4IT ne garde ni site, ni mise en service, ni propriété, ni usage antérieur ; une énergie de 0 y vaut « inconnue »",
                "G4IT keeps no site, start of use, ownership or earlier use; to it an energy of 0 is not known"
            ),
            Self::EcoDiag => text!(
                "EcoDiag ne garde que fabricant, type, modèle et date d'achat, une ligne par équipement",
                "EcoDiag keeps maker, type, model and date of purchase only, one row an equipment"
            ),
            Self::PcrSi => text!(
                "PCR SI ne garde ni date ni état : seuls les équipements détenus y sont",
                "PCR SI keeps no date and no state: only equipment still held is in it"
            ),
        }
    }
}

fn heading(columns: &[&str]) -> io::Result<Vec<u8>> {
    CsvOut::new(Vec::new(), ground::table::CsvDialect::Semicolon, columns)?.finish()
}

/// Rows kept that a format has no room for, counted on all threads.
#[derive(Debug, Default)]
pub struct LeftOut {
    gone: AtomicU64,
    parts: AtomicU64,
}

impl LeftOut {
    /// Equipment that has left the estate.
    pub fn gone(&self) -> u64 {
        self.gone.load(Ordering::Relaxed)
    }

    /// Rows of part of a unit, or of more units than a list of one row each should have.
    pub fn parts(&self) -> u64 {
        self.parts.load(Ordering::Relaxed)
    }
}
