//! Allocation: servers shared over their virtual machines, and those over applications.
//!
//! It knows the files of virtual machines and applications, the rules of sharing, and the impacts
//! of the servers that the walk hands over (`Plan::host_of`); it values nothing itself. What
//! leaves is an [`Allocation`], whose parts sum to the servers: what no machine uses is a line of
//! its own, and so is a machine of no application.

mod allocate;
mod allocated;
mod application;
mod columns;
mod machine;
mod plan;
mod share;

pub use allocated::{
    AllocatedCounts, AllocatedGroup, Allocation, AllocationLevel, AllocationLine, Host,
    MachineShare,
};
pub use columns::known_columns;
pub use plan::{AllocationPlan, HostImpact, SeenServers};
pub use share::{PassedOver, ShareRule};
