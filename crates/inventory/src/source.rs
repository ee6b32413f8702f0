//! The tools whose exports are known, and how sure it is that a file is of one of them.

use ground::lang::Text;
use ground::text;

macro_rules! sources {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $fr:literal, $en:literal;)*) => {
        /// What made a file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum SourceFormat { $($(#[$doc])* $name),* }

        impl SourceFormat {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// Its name for people.
            pub fn label(self) -> Text {
                match self { $(Self::$name => text!($fr, $en)),* }
            }
        }
    };
}

sources! {
    /// The canonical inventory.
    Canonical = "canonical", "inventaire canonique", "canonical inventory";
    /// A list exported by GLPI 10 or 11.
    Glpi = "glpi", "liste exportée de GLPI", "list exported by GLPI";
    /// Documents of the GLPI agent, or of `FusionInventory`: JSON or XML, one or a folder.
    GlpiInventory = "glpi-inventory", "documents d'inventaire d'agents (GLPI, FusionInventory)",
        "inventory documents of agents (GLPI, FusionInventory)";
    /// Physical equipment of G4IT or NumEcoEval.
    G4it = "g4it", "équipements physiques G4IT ou NumEcoEval", "G4IT or NumEcoEval physical equipment";
    /// A list, a report or an import file of Snipe-IT.
    SnipeIt = "snipe-it", "export de Snipe-IT", "Snipe-IT export";
    /// Devices of Intune.
    Intune = "intune", "appareils d'Intune", "Intune devices";
    /// Hardware hashes for Windows Autopilot.
    Autopilot = "autopilot", "fichier Autopilot (numéros de série)", "Autopilot file (serial numbers)";
    /// A list of OCS Inventory.
    Ocs = "ocs", "export d'OCS Inventory", "OCS Inventory export";
    /// `alm_hardware` or `cmdb_ci_computer` of `ServiceNow`.
    ServiceNow = "servicenow", "export de ServiceNow", "ServiceNow export";
    /// A report of Lansweeper.
    Lansweeper = "lansweeper", "rapport de Lansweeper", "Lansweeper report";
    /// Hosts of Fleet.
    Fleet = "fleet", "machines de Fleet", "Fleet hosts";
    /// Assets of Ralph.
    Ralph = "ralph", "export de Ralph", "Ralph export";
    /// Computers of Jamf Pro.
    Jamf = "jamf", "export de Jamf Pro", "Jamf Pro export";
    /// The four columns of `EcoDiag`.
    EcoDiag = "ecodiag", "fichier EcoDiag", "EcoDiag file";
    /// A plain table with headings of the field.
    Spreadsheet = "spreadsheet", "tableau simple, reconnu à ses titres de colonnes",
        "plain table, recognised by its headings";
    /// A table read by a mapping of the organisation's own.
    Mapped = "mapped", "tableau lu par une correspondance de colonnes", "table read by a mapping";
}

impl SourceFormat {
    /// The source of that name, if there is one.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|source| source.code() == code)
    }
}

/// How sure a recognition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The headings are words of the field, of no tool in particular.
    Likely,
    /// Headings that only this tool writes.
    Certain,
    /// The organisation's own mapping says so.
    Told,
}

impl Confidence {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Likely => "likely",
            Self::Certain => "certain",
            Self::Told => "told",
        }
    }

    /// Its name for people.
    pub fn label(self) -> Text {
        match self {
            Self::Likely => text!("probable", "likely"),
            Self::Certain => text!("certaine", "certain"),
            Self::Told => text!("dite par votre correspondance", "told by your mapping"),
        }
    }
}
