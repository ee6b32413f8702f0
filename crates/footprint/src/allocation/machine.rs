//! Virtual machines, as their file lists them.

use super::columns::{AllocationRow, WrongRow};
use ground::table::Why;
use ground::text;

/// What a virtual machine is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MachineKind {
    Compute,
    Storage,
}

/// A row of virtual machines: `quantity` of them, alike.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct VirtualMachine {
    pub(super) id: String,
    pub(super) server: String,
    /// Virtual processors of one.
    pub(super) vcpu: Option<f64>,
    /// Storage of one, GB.
    pub(super) storage_gb: Option<f64>,
    /// Share of the server of one, 0 to 1.
    pub(super) share: Option<f64>,
    pub(super) kind: Option<MachineKind>,
    /// Electricity of one over a year, before PUE, kWh.
    pub(super) own_kwh: Option<f64>,
    pub(super) environment: String,
    pub(super) entity: String,
    pub(super) cluster: String,
    pub(super) quantity: f64,
    /// Virtual processors that the whole server offers.
    pub(super) capacity_vcpu: Option<f64>,
    /// Storage that the whole server offers, GB.
    pub(super) capacity_gb: Option<f64>,
}

/// The most of a size that is no mistake.
const MOST: f64 = 1e9;

impl VirtualMachine {
    pub(super) fn read(cells: &AllocationRow<'_>, is_g4it: bool) -> Result<Self, WrongRow> {
        if cells.get("infrastructure") == "CLOUD_SERVICES" {
            return Err((
                "infrastructure",
                Why::said(
                    text!(
                        "instance de cloud : elle n'a pas de serveur dans ce parc",
                        "cloud instance: it has no server in this estate"
                    ),
                    text!(
                        "une instance de cloud est une ligne de l'inventaire",
                        "a cloud instance is a row of the inventory"
                    ),
                ),
            ));
        }
        let id = cells.get("vm_id").to_owned();
        if id.is_empty() {
            return Err(("vm_id", Why::Missing));
        }
        let server = cells.get("server_id").to_owned();
        if server.is_empty() {
            return Err(("server_id", Why::Missing));
        }
        let quantity = match cells.number("quantity")? {
            None => 1.0,
            Some(quantity) if quantity > 0.0 && quantity <= 1e6 => quantity,
            Some(_) => return Err(("quantity", Why::NotAQuantity)),
        };
        Ok(Self {
            id,
            server,
            vcpu: size(cells, "vcpu")?,
            storage_gb: size(cells, "storage_gb")?,
            share: cells.share()?,
            kind: kind(cells, is_g4it)?,
            own_kwh: own_kwh(cells, is_g4it)?,
            environment: cells.get("environment").to_owned(),
            entity: cells.get("entity").to_owned(),
            cluster: cells.get("cluster").to_owned(),
            quantity,
            capacity_vcpu: size(cells, "capacity_vcpu")?,
            capacity_gb: size(cells, "capacity_gb")?,
        })
    }
}

/// A size; 0 says nothing, as in NumEcoEval.
fn size(cells: &AllocationRow<'_>, column: &'static str) -> Result<Option<f64>, WrongRow> {
    match cells.number(column)? {
        Some(size) if !(0.0..=MOST).contains(&size) => Err((
            column,
            Why::said(
                text!("taille impossible", "impossible size"),
                text!("écrivez un nombre positif", "write a positive number"),
            ),
        )),
        size => Ok(size.filter(|size| *size > 0.0)),
    }
}

/// G4IT takes any word; one that is not known says nothing.
fn kind(cells: &AllocationRow<'_>, is_g4it: bool) -> Result<Option<MachineKind>, WrongRow> {
    match (cells.get("type"), is_g4it) {
        ("compute", false) | ("calcul", true) => Ok(Some(MachineKind::Compute)),
        ("storage", false) | ("stockage", true) => Ok(Some(MachineKind::Storage)),
        ("", _) | (_, true) => Ok(None),
        (_, false) => Err(("type", Why::NotOneOf(&["compute", "storage"]))),
    }
}

/// 0 kWh means not known in G4IT; a machine that draws nothing elsewhere.
fn own_kwh(cells: &AllocationRow<'_>, is_g4it: bool) -> Result<Option<f64>, WrongRow> {
    match cells.number("annual_energy_kwh")? {
        Some(kwh) if !(0.0..=1e7).contains(&kwh) => {
            Err(("annual_energy_kwh", Why::ImpossibleEnergy))
        }
        kwh => Ok(kwh.filter(|kwh| *kwh > 0.0 || !is_g4it)),
    }
}
