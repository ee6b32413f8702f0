//! The tools whose exports are known: a folder each.
//!
//! A folder holds its headings (`headings.csv`), the closed lists of words it writes (`words.csv`)
//! and, in `mod.rs`, its names, the headings that only it has, its [`Traits`], and what it says in
//! a way of its own. No other room asks which source a row is of: it asks for the trait.

mod cells;
mod system;
mod traits;

mod autopilot;
mod canonical;
mod chromeos;
mod configmgr;
mod device42;
mod entra;
mod freshservice;
mod itop;
mod manageengine;
mod netbox;
mod pdq;
mod rvtools;
mod workspace_one;
mod ecodiag;
mod fleet;
mod g4it;
mod glpi;
mod glpi_inventory;
mod intune;
mod jamf;
mod lansweeper;
mod mapped;
mod mobile_lines;
mod ocs;
mod ralph;
mod servicenow;
mod snipe_it;
mod spreadsheet;

pub(super) use cells::{Cells, OwnField, is_yes};
pub use traits::{IdScope, KnownBy, QuantityUnits, SourceKind, Traits};

use super::Layout;
use ground::lang::Text;
use ground::text;

/// Headings of people, of addresses and of comments, whatever tool writes them.
pub(super) const PERSONAL: &str = include_str!("personal.csv");

/// What is known of a tool's exports.
pub(super) struct ExportSource {
    /// Its name in files.
    code: &'static str,
    /// Its name for people, in French and in English.
    label: (&'static str, &'static str),
    /// The tool's own name, where it is one.
    tool: Option<&'static str>,
    /// Its headings, as data.
    pub(super) headings: &'static str,
    /// The closed lists of words it writes, as data; empty where it has none.
    pub(super) words: &'static str,
    /// Headings that only it has: `&` between those that must all be there, `|` between alternatives.
    pub(super) signatures: &'static [&'static str],
    traits: Traits,
    /// The fields it says in its own way.
    pub(super) own: fn(&Layout) -> Vec<OwnField>,
}

/// A source that is no tool's: no headings of its own, nothing said in a way of its own.
const PLAIN: ExportSource = ExportSource {
    code: "",
    label: ("", ""),
    tool: None,
    headings: "",
    words: "",
    signatures: &[],
    traits: Traits::PLAIN,
    own: |_| Vec::new(),
};

macro_rules! sources {
    ($($(#[$doc:meta])* $name:ident = $module:ident;)*) => {
        /// What made a file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum SourceFormat { $($(#[$doc])* $name),* }

        impl SourceFormat {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What is known of it.
            pub(super) fn source(self) -> &'static ExportSource {
                match self { $(Self::$name => &$module::SOURCE),* }
            }
        }
    };
}

// What many tools' headings could be stands first: of two signatures that a table has, the later
// counts.
sources! {
    /// The canonical inventory.
    Canonical = canonical;
    /// A list exported by GLPI 10 or 11.
    Glpi = glpi;
    /// Documents of the GLPI agent, or of `FusionInventory`: JSON or XML, one or a folder.
    GlpiInventory = glpi_inventory;
    /// Physical equipment of G4IT or `NumEcoEval`.
    G4it = g4it;
    /// A list, a report or an import file of Snipe-IT.
    SnipeIt = snipe_it;
    /// Devices of Intune.
    Intune = intune;
    /// Hardware hashes for Windows Autopilot.
    Autopilot = autopilot;
    /// A list of OCS Inventory.
    Ocs = ocs;
    /// `alm_hardware` or `cmdb_ci_computer` of `ServiceNow`.
    ServiceNow = servicenow;
    /// A report of Lansweeper.
    Lansweeper = lansweeper;
    /// Hosts of Fleet.
    Fleet = fleet;
    /// Assets of Ralph.
    Ralph = ralph;
    /// Computers of Jamf Pro.
    Jamf = jamf;
    /// Devices of `NetBox`.
    NetBox = netbox;
    /// Hosts or virtual machines of `RVTools`.
    RvTools = rvtools;
    /// Devices of Microsoft Entra ID.
    Entra = entra;
    /// `ChromeOS` devices of Google Admin.
    ChromeOs = chromeos;
    /// Computers of Configuration Manager.
    ConfigMgr = configmgr;
    /// Computers of PDQ Inventory.
    Pdq = pdq;
    /// Assets of Freshservice.
    Freshservice = freshservice;
    /// Assets or computers of `ManageEngine`.
    ManageEngine = manageengine;
    /// Configuration items of iTop.
    ITop = itop;
    /// Devices of Device42.
    Device42 = device42;
    /// Devices of Workspace ONE.
    WorkspaceOne = workspace_one;
    /// The mobile lines that an operator bills.
    MobileLines = mobile_lines;
    /// The four columns of `EcoDiag`.
    EcoDiag = ecodiag;
    /// A plain table with headings of the field.
    Spreadsheet = spreadsheet;
    /// A table read by a mapping of the organisation's own.
    Mapped = mapped;
}

impl SourceFormat {
    /// Whether it is of tables that are known by their headings.
    pub fn is_table(self) -> bool {
        !matches!(self.traits().known_by, KnownBy::Content | KnownBy::Mapping)
    }

    /// The source of that name, if there is one.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|source| source.code() == code)
    }

    /// Its name in files.
    pub fn code(self) -> &'static str {
        self.source().code
    }

    /// Its name for people.
    pub fn label(self) -> Text {
        let (fr, en) = self.source().label;
        text!("{fr}", "{en}")
    }

    /// The tool's own name, where it is one.
    pub fn tool(self) -> Option<&'static str> {
        self.source().tool
    }

    /// What other rooms must know of it.
    pub fn traits(self) -> Traits {
        self.source().traits
    }
}

/// How sure a recognition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The headings are words of the field, of no tool in particular.
    Likely,
    /// Headings that only this tool writes.
    Certain,
    /// The organisation's own mapping says so, or `--source`.
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
            Self::Told => text!("dite par vous", "told by you"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_source_has_a_name_of_its_own_and_the_traits_that_go_together() {
        for source in SourceFormat::ALL {
            assert_eq!(SourceFormat::named(source.code()), Some(*source));
            assert!(!source.label().fr.is_empty() && !source.label().en.is_empty());
            let signed = !source.source().signatures.is_empty();
            assert_eq!(signed, source.traits().known_by == KnownBy::Signature, "{source:?}");
        }
    }
}
