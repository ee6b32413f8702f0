//! Hosts and virtual machines of `RVTools`: `vHost` lists servers, `vInfo` what runs on them.

use super::{ExportSource, OwnField, PLAIN, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "rvtools",
    label: ("feuille vHost ou vInfo de RVTools", "RVTools vHost or vInfo sheet"),
    tool: Some("RVTools"),
    headings: include_str!("headings.csv"),
    signatures: &["Host & CPU Model & Cores per CPU", "VM & Powerstate & Host|Cluster|Datacenter"],
    traits: Traits::AGENT,
    own,
    ..PLAIN
};

fn own(layout: &Layout) -> Vec<OwnField> {
    // Only machines that are virtual are switched on and off in it.
    let kind = match layout.hint(Hint::Virtual) {
        Some(at) => OwnField::of(Field::EquipmentType, Some(at), |_| "virtual machine".to_owned()),
        None => OwnField::always(Field::EquipmentType, None, |_| "server".to_owned()),
    };
    kind.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_host_is_a_server_and_what_runs_on_it_is_virtual() {
        let hosts = "Host;Datacenter;CPU Model;# CPU;Cores per CPU;# Memory;Vendor;Model";
        let row = "esx-1;DC1;Xeon;2;16;524288;Dell Inc.;PowerEdge R740";
        check(SourceFormat::RvTools, hosts, row, Field::EquipmentType, "server");
        check(SourceFormat::RvTools, hosts, row, Field::RamGb, "512");
        let machines = "VM;Powerstate;Template;CPUs;Memory;Host";
        let row = "vm-1;poweredOn;False;4;8192;esx-1";
        check(SourceFormat::RvTools, machines, row, Field::EquipmentType, "virtual machine");
    }
}
