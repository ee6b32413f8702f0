//! What the machine is, told at start, on change, and every month.

use super::Agent;
use crate::energy::methods;
use crate::platform::Platform;
use crate::spool::disk::Disk;
use record::{Inventory, Record, RecordDay, digest_of};

/// Days after which an inventory is told again.
const MONTH: i32 = 30;

impl<P: Platform, D: Disk> Agent<P, D> {
    /// Asks the machine once a day, and tells what has changed.
    pub(super) fn take_inventory(&mut self, today: i32) {
        if self.machine_asked == Some(today) {
            return;
        }
        if self.machine_asked.is_some() {
            self.machine = self.platform.machine();
        }
        self.machine_asked = Some(today);
        let Some(mut inventory) = self.inventory(today) else { return };
        let Some(content) = content(&inventory) else { return };
        let known = self.kept.inventory.as_ref().is_some_and(|(digest, day)| {
            *digest == content && (*day..*day + MONTH).contains(&today)
        });
        if known {
            return;
        }
        inventory.seq = self.spool.number();
        let seq = inventory.seq;
        let Ok((_, body)) = Record::Inventory(Box::new(inventory)).seal() else { return };
        if self.spool.append(seq, &body).is_ok() {
            self.kept.inventory = Some((content, today));
            self.checkpoint();
            self.sending.inventory_taken();
        }
    }

    /// The machine as a record, its number still to be given.
    pub fn inventory(&self, today: i32) -> Option<Inventory> {
        let machine = self.machine.clone();
        let withheld = |part: &str| {
            let asked = self.kept.config.withhold.as_ref();
            asked.is_some_and(|parts| parts.iter().any(|word| word == part))
        };
        let kept = |part: &str| !withheld(part);
        let known = self.known();
        let mut product = machine.product;
        if self.settings.withhold_serial || withheld("serial") {
            product.serial = None;
        }
        let mut processor = machine.processor;
        let sockets = f64::from(processor.sockets.unwrap_or(1).max(1));
        let each = known.tdp_w.map(|watts| (watts / sockets).round());
        processor.tdp_w = each.and_then(|watts| (1..=2_000).find(|n| f64::from(*n) >= watts));
        Some(Inventory {
            schema: Inventory::SCHEMA.to_owned(),
            seq: 1,
            day: RecordDay::from_number(today)?,
            agent_version: env!("CARGO_PKG_VERSION").to_owned(),
            class: machine.class,
            hypervisor: machine.hypervisor,
            product,
            processor,
            memory: machine.memory,
            drives: if kept("drives") { machine.drives } else { Vec::new() },
            displays: if kept("displays") { machine.displays } else { Vec::new() },
            gpus: if kept("gpus") { machine.gpus } else { Vec::new() },
            batteries: if kept("batteries") { machine.batteries } else { Vec::new() },
            os: machine.os,
            methods: methods(&known, &machine.sources),
            digest: String::new(),
        })
    }
}

/// What makes an inventory another one: not its number and day, nor a battery's slow wear.
fn content(inventory: &Inventory) -> Option<String> {
    let mut plain = inventory.clone();
    plain.seq = 1;
    plain.day = RecordDay::from_number(0)?;
    for battery in &mut plain.batteries {
        battery.full_wh = None;
        battery.cycles = None;
    }
    Some(digest_of(&serde_json::to_value(&plain).ok()?))
}
