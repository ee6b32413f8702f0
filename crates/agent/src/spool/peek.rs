//! A spool looked at without opening it: for those who only look, beside an agent at work.

use super::disk::Disk;
use super::{CHECKPOINT, Checkpoint, Peek, Ranges, Slots, SpoolCounts, scan, segment_number};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a checkpoint says, without opening the spool: for those who only look.
pub fn peek<D: Disk>(disk: &D) -> Option<(SpoolCounts, Value)> {
    let body = Slots::peek(disk, CHECKPOINT)?;
    let checkpoint: Checkpoint = serde_json::from_slice(&body).ok()?;
    Some((checkpoint.spool.counts, checkpoint.kept))
}

/// The records that wait, without opening the spool.
pub fn peek_waiting<D: Disk>(disk: &D) -> Vec<String> {
    let body = Slots::peek(disk, CHECKPOINT);
    let checkpoint: Option<Checkpoint> = body.and_then(|b| serde_json::from_slice(&b).ok());
    let settled = Ranges::of(checkpoint.map_or_else(Vec::new, |c| c.spool.settled));
    let mut waiting = BTreeMap::new();
    for name in disk.list().unwrap_or_else(|_| Vec::new()) {
        let Some(bytes) = segment_number(&name).and_then(|_| disk.read(&name).ok()) else {
            continue;
        };
        for body in scan(&bytes).bodies {
            let Ok(text) = String::from_utf8(body) else { continue };
            let Ok(peek) = serde_json::from_str::<Peek>(&text) else { continue };
            if peek.fold.is_none() && !settled.has(peek.seq) {
                waiting.insert(peek.seq, text);
            }
        }
    }
    waiting.into_values().collect()
}
