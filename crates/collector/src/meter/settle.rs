//! What energies are that nothing said, and the best of what says the energy of one device.

use super::{MeterRead, MeterValueKind};
use ground::fault::Fault;
use ground::text;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Finds out what an energy is that nothing said: an index never falls but where it starts again,
/// and what falls time after time is none. What rises all along may be either, and is asked.
pub(super) fn settle(read: &mut MeterRead, paths: &[&Path]) -> Result<(), Fault> {
    // What could not be read says nothing, and stands in the way of nothing.
    read.series.retain(|_, known| !known.readings.is_empty());
    let unsaid: Vec<String> = read
        .series
        .keys()
        .filter(|(_, kind)| kind.is_none())
        .map(|(name, _)| name.clone())
        .collect();
    for device in unsaid {
        let Some(mut own) = read.series.remove(&(device.clone(), None)) else { continue };
        let mut values: Vec<(i64, f64)> = own.readings.iter().map(|r| (r.at, r.value)).collect();
        values.sort_by_key(|(at, _)| *at);
        let falls = values.windows(2).filter(|pair| pair[1].1 < pair[0].1).count();
        let has_period = own.readings.iter().all(|reading| reading.from.is_some());
        if !has_period && (falls < 2 || falls * 50 < values.len()) {
            let path = own.readings.first().and_then(|one| paths.get(one.file));
            return Err(either(&device, path.copied()));
        }
        for reading in &mut own.readings {
            reading.kind = MeterValueKind::Increment;
        }
        let known = read.series_of(&device, Some(MeterValueKind::Increment));
        known.readings.append(&mut own.readings);
    }
    for (device, kinds) in by_device(read) {
        // The energy of a device is taken from the best of what says it, never from two.
        for kind in kinds.iter().take(kinds.len().saturating_sub(1)) {
            if let Some(left) = read.series.remove(&(device.clone(), Some(*kind))) {
                read.other += left.readings.len();
            }
        }
    }
    Ok(())
}

/// The kinds of each device, the best last.
fn by_device(read: &MeterRead) -> BTreeMap<String, BTreeSet<MeterValueKind>> {
    let mut kinds: BTreeMap<String, BTreeSet<MeterValueKind>> = BTreeMap::new();
    for (device, kind) in read.series.keys() {
        kinds.entry(device.clone()).or_default().extend(*kind);
    }
    kinds
}

fn either(device: &str, path: Option<&Path>) -> Fault {
    let fault = Fault::new(text!(
        "l’énergie de « {device} » peut être un index ou celle de chaque pas",
        "the energy of `{device}` may be an index or that of each step"
    ))
    .hint(text!("donnez --as index, ou --as increments", "give --as index, or --as increments"));
    match path {
        Some(path) => fault.in_file(path),
        None => fault,
    }
}
