//! The columns of the files of virtual machines and applications: canonical, and G4IT's.

use ground::fault::Fault;
use ground::table::{NumberFault, SmallTable, TableRow, Why};
use ground::text;
use std::path::Path;

/// The canonical columns of virtual machines.
pub(super) const MACHINE_COLUMNS: [&str; 13] = [
    "vm_id",
    "server_id",
    "vcpu",
    "storage_gb",
    "share",
    "type",
    "annual_energy_kwh",
    "environment",
    "entity",
    "cluster",
    "quantity",
    "capacity_vcpu",
    "capacity_gb",
];

/// The canonical columns of applications.
pub(super) const APPLICATION_COLUMNS: [&str; 7] =
    ["application_id", "vm_id", "share", "domain", "subdomain", "entity", "environment"];

/// G4IT's and NumEcoEval's headings of virtual machines, by canonical column.
const G4IT_MACHINES: [(&str, &str); 11] = [
    ("vm_id", "nomEquipementVirtuel"),
    ("server_id", "nomEquipementPhysique"),
    ("vcpu", "vCPU"),
    ("storage_gb", "capaciteStockage"),
    ("share", "cleRepartition"),
    ("type", "typeEqv"),
    ("annual_energy_kwh", "consoElecAn"),
    ("annual_energy_kwh", "consoElecAnnuelle"),
    ("entity", "nomEntite"),
    ("cluster", "cluster"),
    ("infrastructure", "typeInfrastructure"),
];

/// G4IT's and NumEcoEval's headings of applications, by canonical column.
const G4IT_APPLICATIONS: [(&str, &str); 6] = [
    ("application_id", "nomApplication"),
    ("vm_id", "nomEquipementVirtuel"),
    ("domain", "domaine"),
    ("subdomain", "sousDomaine"),
    ("entity", "nomEntite"),
    ("environment", "typeEnvironnement"),
];

/// Every heading of virtual machines and applications that is read, canonical and G4IT's.
pub fn known_columns() -> impl Iterator<Item = &'static str> {
    let g4it = G4IT_MACHINES.iter().chain(&G4IT_APPLICATIONS).map(|(_, heading)| *heading);
    MACHINE_COLUMNS.into_iter().chain(APPLICATION_COLUMNS).chain(g4it)
}

/// A file of virtual machines or applications, read by canonical column.
pub(super) struct AllocationColumns {
    pub(super) table: SmallTable,
    pub(super) is_g4it: bool,
    headings: Vec<(&'static str, &'static str)>,
}

/// A row of it.
pub(super) struct AllocationRow<'a> {
    pub(super) row: TableRow<'a>,
    columns: &'a AllocationColumns,
}

impl AllocationColumns {
    pub(super) fn machines(path: &Path) -> Result<Self, Fault> {
        Self::open(path, &MACHINE_COLUMNS, &G4IT_MACHINES, ["vm_id", "server_id"])
    }

    pub(super) fn applications(path: &Path) -> Result<Self, Fault> {
        Self::open(path, &APPLICATION_COLUMNS, &G4IT_APPLICATIONS, ["application_id", "vm_id"])
    }

    fn open(
        path: &Path,
        canonical: &[&'static str],
        g4it: &[(&'static str, &'static str)],
        required: [&'static str; 2],
    ) -> Result<Self, Fault> {
        let table = SmallTable::open(path, &[])?;
        let is_g4it = table.has(g4it[0].1);
        let headings: Vec<(&str, &str)> = if is_g4it {
            g4it.iter().filter(|(_, heading)| table.has(heading)).copied().collect()
        } else {
            canonical.iter().map(|name| (*name, *name)).filter(|(_, h)| table.has(h)).collect()
        };
        for name in required {
            if !headings.iter().any(|(column, _)| *column == name) {
                let heading = if is_g4it {
                    g4it.iter().find(|(column, _)| *column == name).map_or(name, |(_, h)| *h)
                } else {
                    name
                };
                return Err(Fault::new(text!(
                    "colonne `{heading}` absente",
                    "column `{heading}` is missing"
                ))
                .at(path, 1, "", "")
                .hint(text!(
                    "colonnes attendues : {}",
                    "columns expected: {}",
                    canonical.join(", ")
                )));
            }
        }
        Ok(Self { table, is_g4it, headings })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = AllocationRow<'_>> {
        self.table.rows().map(|row| AllocationRow { row, columns: self })
    }
}

/// What is wrong with a row: its canonical column, and why.
pub(super) type WrongRow = (&'static str, Why);

impl<'a> AllocationRow<'a> {
    /// The cell of a canonical column; empty where there is none.
    pub(super) fn get(&self, column: &str) -> &'a str {
        self.headings(column)
            .map(|heading| self.row.get(heading))
            .find(|c| !c.is_empty())
            .unwrap_or("")
    }

    /// The heading of a canonical column in this file.
    pub(super) fn heading<'b>(&'b self, column: &'b str) -> &'b str {
        self.headings(column).next().unwrap_or(column)
    }

    fn headings(&self, column: &str) -> impl Iterator<Item = &'static str> {
        self.columns.headings.iter().filter(move |(name, _)| *name == column).map(|(_, h)| *h)
    }

    /// A number, where the cell is filled.
    pub(super) fn number(&self, column: &'static str) -> Result<Option<f64>, WrongRow> {
        let Some(heading) = self.headings(column).find(|h| !self.row.get(h).is_empty()) else {
            return Ok(None);
        };
        self.row.number(heading).map(Some).map_err(|fault| match fault {
            NumberFault::Ambiguous => (column, Why::AmbiguousNumber),
            NumberFault::NotANumber => (column, Why::NotANumber),
        })
    }

    /// A share, 0 to 1, where the cell is filled.
    pub(super) fn share(&self) -> Result<Option<f64>, WrongRow> {
        match self.number("share")? {
            Some(share) if !(0.0..=1.0).contains(&share) => Err((
                "share",
                Why::said(
                    text!(
                        "part impossible (de 0 à 1 attendu)",
                        "impossible share (0 to 1 expected)"
                    ),
                    text!("un quart s'écrit 0.25", "a quarter is written 0.25"),
                ),
            )),
            share => Ok(share),
        }
    }

    /// The row's cells that are read.
    pub(super) fn text(&self) -> String {
        let read: Vec<&str> = self.columns.headings.iter().map(|(_, heading)| *heading).collect();
        self.row.text(&read)
    }
}
