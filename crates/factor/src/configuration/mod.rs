//! Configuration: a machine priced from its parts, and a cloud instance as a share of a host.
//!
//! Words become a [`Configuration`] ([`Configuration::from_words`]); [`estimate`] turns it into an
//! [`MachineEstimate`]: terms `quantity × factor`, one a part and criterion, the power it draws, what
//! matched and what was assumed. The impact is the sum of the terms ([`MachineEstimate::total`]), linear
//! in the factors as everywhere else. [`cloud`] prices a rented instance in the same shape.
//!
//! It covers servers, storage, workstations and, for who asks, desktops. It knows how processors
//! are named (`families.csv`) and how a machine is put together; every value is a row of the
//! factor set (`components.csv`, `processors.csv`, `cloud-*.csv`). It reads no file and knows no
//! column of an inventory. What it cannot price is a [`Miss`] with the nearest names, never a
//! default.
//!
//! One use, for a room that matches. A [`PartTerm`] is `(stage, criterion, factor, quantity)` of one
//! unit; [`Configuration`] prints as one line, alike for all that are priced alike, to find a
//! choice again; a criterion in [`MachineEstimate::lacking`] has a partial sum:
//!
//! ```
//! use empreinte_factor::configuration::{Configuration, MachineWords, estimate};
//! let set = empreinte_factor::FactorSet::shipped()?;
//! let words = MachineWords {
//!     kind: "server",
//!     cpu: "2 x Intel(R) Xeon(R) Gold 6138 CPU @ 2.00GHz",
//!     cores: "20",
//!     ram: "256 GB",
//!     disks: "2 x 480 GB SSD",
//!     ..MachineWords::default()
//! };
//! let machine = Configuration::from_words(&words).map_err(|miss| miss.fault())?;
//! let estimate = estimate(&set, &machine).map_err(|miss| miss.fault())?;
//! assert_eq!(estimate.cpu.as_ref().map(|cpu| cpu.family.as_str()), Some("skylake-sp"));
//! assert!(estimate.total(&set, 0).low > 0.0 && estimate.energy_kwh.is_some());
//! # Ok::<(), ground::fault::Fault>(())
//! ```

pub mod cloud;
mod drawn;
mod estimate;
mod family;
mod machine;
mod miss;
mod part;
mod patterns;
mod pieces;
mod power;
mod shared;
mod words;

pub use crate::hardware::{CpuName, GpuName};
pub use drawn::Shared;
pub use estimate::{MachineEstimate, PartTerm, estimate, estimate_at};
pub use family::{Cpu, MatchedCpu, names_a_processor};
pub use machine::{Configuration, Form, MachineClass};
pub use miss::Miss;
pub use part::{Assumed, Part};
pub use pieces::pieces;
pub use power::PowerPart;
pub use shared::{Bends, bends};
pub use words::{MachineWords, capacity_gb};
