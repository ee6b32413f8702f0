//! Applications, as their file lists them: a row an application and virtual machine.

use super::columns::{AllocationRow, WrongRow};
use ground::table::Why;

/// An application on a virtual machine.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Application {
    pub(super) id: String,
    pub(super) machine: String,
    /// Share of the machine, 0 to 1.
    pub(super) share: Option<f64>,
    pub(super) domain: String,
    pub(super) subdomain: String,
    pub(super) entity: String,
    pub(super) environment: String,
}

impl Application {
    pub(super) fn read(cells: &AllocationRow<'_>) -> Result<Self, WrongRow> {
        for column in ["application_id", "vm_id"] {
            if cells.get(column).is_empty() {
                return Err((column, Why::Missing));
            }
        }
        let text = |column: &str| cells.get(column).to_owned();
        Ok(Self {
            id: text("application_id"),
            machine: text("vm_id"),
            share: cells.share()?,
            domain: text("domain"),
            subdomain: text("subdomain"),
            entity: text("entity"),
            environment: text("environment"),
        })
    }
}
