//! How one server is shared over its virtual machines: the rule, and the shares.

use super::machine::{MachineKind, VirtualMachine};
use ground::lang::Lang;

/// By what a server is shared over its virtual machines; one rule a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShareRule {
    /// The shares that the file gives.
    Share,
    /// Virtual processors.
    Vcpu,
    /// Storage.
    Storage,
    /// The same for each.
    Equal,
}

impl ShareRule {
    /// All rules, the one preferred first.
    pub const ALL: [Self; 4] = [Self::Share, Self::Vcpu, Self::Storage, Self::Equal];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Vcpu => "vcpu",
            Self::Storage => "storage",
            Self::Equal => "equal",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Share => lang.label("parts données", "shares given"),
            Self::Vcpu => lang.label("vCPU", "vCPU"),
            Self::Storage => lang.label("stockage", "storage"),
            Self::Equal => lang.label("parts égales", "equal shares"),
        }
    }
}

/// A rule that some of a server's machines have data for, and others lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedOver {
    /// The rule.
    pub rule: ShareRule,
    /// How many machines lack its datum.
    pub lacking: usize,
}

/// What a server can hold, where its file says it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Capacity {
    pub(super) vcpu: Option<f64>,
    pub(super) storage_gb: Option<f64>,
}

/// A server's shares: those of its machines and the rest sum to 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shares {
    pub(super) rule: ShareRule,
    /// Of each machine, in the order given.
    pub(super) machines: Vec<f64>,
    /// Of no machine.
    pub(super) unallocated: f64,
    pub(super) passed_over: Vec<PassedOver>,
    /// Whether the machines hold more than the server: shares are then of what they hold.
    pub(super) beyond_capacity: bool,
}

/// Slack for shares that sum to 1 but for rounding.
const SLACK: f64 = 1e-9;

/// Whether explicit shares sum to more than 1.
pub(super) fn above_one(machines: &[&VirtualMachine]) -> bool {
    let all: f64 = machines.iter().filter_map(|m| m.share.map(|share| share * m.quantity)).sum();
    all > 1.0 + SLACK
}

/// Shares a server: by the first rule that all its machines have data for.
///
/// Where the server's capacity is known and larger than what its machines hold, the rest is
/// unallocated, but for `idle_to_machines`. Machines that all store are shared by storage before
/// virtual processors.
pub(super) fn shares(
    machines: &[&VirtualMachine],
    capacity: Capacity,
    idle_to_machines: bool,
) -> Shares {
    let all_store = machines.iter().all(|m| m.kind == Some(MachineKind::Storage));
    let order = if all_store {
        [ShareRule::Share, ShareRule::Storage, ShareRule::Vcpu, ShareRule::Equal]
    } else {
        ShareRule::ALL
    };
    let mut passed_over = Vec::new();
    for rule in order {
        let sizes: Vec<Option<f64>> = machines.iter().map(|m| size(m, rule)).collect();
        let lacking = sizes.iter().filter(|size| size.is_none()).count();
        if lacking > 0 {
            if lacking < machines.len() {
                passed_over.push(PassedOver { rule, lacking });
            }
            continue;
        }
        let sizes: Vec<f64> = sizes.into_iter().flatten().collect();
        let held: f64 = sizes.iter().sum();
        let holds = match rule {
            ShareRule::Share => Some(1.0),
            ShareRule::Vcpu => capacity.vcpu.filter(|_| !idle_to_machines),
            ShareRule::Storage => capacity.storage_gb.filter(|_| !idle_to_machines),
            ShareRule::Equal => None,
        };
        let whole = holds.unwrap_or(held).max(held);
        return Shares {
            rule,
            machines: sizes.iter().map(|size| size / whole).collect(),
            unallocated: Some((whole - held) / whole).filter(|rest| *rest > SLACK).unwrap_or(0.0),
            passed_over,
            beyond_capacity: holds.is_some_and(|holds| held > holds * (1.0 + SLACK)),
        };
    }
    unreachable!("every machine has an equal share")
}

fn size(machine: &VirtualMachine, rule: ShareRule) -> Option<f64> {
    let one = match rule {
        ShareRule::Share => machine.share,
        ShareRule::Vcpu => machine.vcpu,
        ShareRule::Storage => machine.storage_gb,
        ShareRule::Equal => Some(1.0),
    };
    one.map(|one| one * machine.quantity)
}

/// Shares the electricity of a server's year, whose machines may know their own.
///
/// A machine with its own kWh takes those; the others, and what no machine uses, share the rest as
/// they share the server. `None` when the machines' own exceed the server's.
pub(super) fn energy_shares(shares: &Shares, own: &[Option<f64>]) -> Option<(Vec<f64>, f64)> {
    let known: f64 = own.iter().flatten().sum();
    if known > 1.0 + SLACK {
        return None;
    }
    let rest = (1.0 - known).max(0.0);
    let unknown: f64 = shares
        .machines
        .iter()
        .zip(own)
        .filter(|(_, own)| own.is_none())
        .map(|(share, _)| share)
        .sum();
    let over = unknown + shares.unallocated;
    if over <= 0.0 {
        // All machines know their own: what is left is the server's idle draw.
        return Some((own.iter().map(|own| own.unwrap_or(0.0)).collect(), rest));
    }
    let machines = shares
        .machines
        .iter()
        .zip(own)
        .map(|(share, own)| own.unwrap_or(share / over * rest))
        .collect();
    Some((machines, shares.unallocated / over * rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(share: Option<f64>, vcpu: Option<f64>, storage_gb: Option<f64>) -> VirtualMachine {
        VirtualMachine { share, vcpu, storage_gb, quantity: 1.0, ..VirtualMachine::default() }
    }

    fn shared(machines: &[VirtualMachine], capacity: Capacity, idle: bool) -> Shares {
        shares(&machines.iter().collect::<Vec<_>>(), capacity, idle)
    }

    #[test]
    fn the_shares_given_count_first_and_leave_the_rest_unallocated() {
        let of = [machine(Some(0.5), Some(4.0), None), machine(Some(0.2), Some(4.0), None)];
        let found = shared(&of, Capacity::default(), false);
        assert_eq!((found.rule, found.machines), (ShareRule::Share, vec![0.5, 0.2]));
        assert!((found.unallocated - 0.3).abs() < 1e-12, "1 - 0.5 - 0.2");
    }

    #[test]
    fn a_missing_size_falls_to_the_next_rule_and_is_said() {
        let of = [machine(Some(0.5), Some(6.0), None), machine(None, Some(2.0), Some(10.0))];
        let found = shared(&of, Capacity::default(), false);
        // 6 and 2 of 8 vCPU.
        assert_eq!((found.rule, found.machines), (ShareRule::Vcpu, vec![0.75, 0.25]));
        assert_eq!(found.passed_over, [PassedOver { rule: ShareRule::Share, lacking: 1 }]);
        let none = [machine(None, None, None), machine(None, Some(2.0), None)];
        let found = shared(&none, Capacity::default(), false);
        assert_eq!((found.rule, found.machines), (ShareRule::Equal, vec![0.5, 0.5]));
        assert_eq!(found.passed_over, [PassedOver { rule: ShareRule::Vcpu, lacking: 1 }]);
    }

    #[test]
    fn capacity_that_no_machine_uses_is_unallocated_but_for_numecoeval() {
        let of = [machine(None, Some(8.0), None), machine(None, Some(4.0), None)];
        let capacity = Capacity { vcpu: Some(16.0), storage_gb: None };
        let found = shared(&of, capacity, false);
        // 8, 4 and 4 idle of 16.
        assert_eq!((found.machines, found.unallocated), (vec![0.5, 0.25], 0.25));
        let charged = shared(&of, capacity, true);
        assert_eq!((charged.machines, charged.unallocated), (vec![8.0 / 12.0, 4.0 / 12.0], 0.0));
    }

    #[test]
    fn machines_that_hold_more_than_the_server_share_what_they_hold() {
        let of = [machine(None, Some(24.0), None), machine(None, Some(8.0), None)];
        let found = shared(&of, Capacity { vcpu: Some(16.0), storage_gb: None }, false);
        assert_eq!((found.machines, found.unallocated), (vec![0.75, 0.25], 0.0));
        assert!(found.beyond_capacity);
    }

    #[test]
    fn machines_that_store_are_shared_by_storage() {
        let store = |gb| VirtualMachine {
            kind: Some(MachineKind::Storage),
            ..machine(None, Some(1.0), Some(gb))
        };
        let found = shared(&[store(300.0), store(100.0)], Capacity::default(), false);
        assert_eq!((found.rule, found.machines), (ShareRule::Storage, vec![0.75, 0.25]));
    }

    #[test]
    fn machines_with_their_own_energy_leave_the_rest_to_the_others() {
        let of = [machine(Some(0.5), None, None), machine(Some(0.3), None, None)];
        let whole = shared(&of, Capacity::default(), false);
        // The first takes 0.2 of the electricity; 0.8 is left to the second and to nobody, 3 to 2.
        let (machines, rest) = energy_shares(&whole, &[Some(0.2), None]).unwrap();
        assert!((machines[0] - 0.2).abs() < 1e-12 && (machines[1] - 0.48).abs() < 1e-12);
        assert!((rest - 0.32).abs() < 1e-12);
        let (machines, rest) = energy_shares(&whole, &[Some(0.2), Some(0.3)]).unwrap();
        assert_eq!(machines, [0.2, 0.3]);
        assert!((rest - 0.5).abs() < 1e-12);
        assert_eq!(energy_shares(&whole, &[Some(0.8), Some(0.3)]), None);
    }
}
