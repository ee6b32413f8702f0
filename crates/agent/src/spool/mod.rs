//! Records kept until the collector has them, whatever the machine or its disk does.
//!
//! Segments hold closed records, each durable before [`Spool::append`] returns. A checkpoint in
//! two slots holds what is settled (acknowledged, refused, folded) and whatever the agent wants
//! kept with it. A number is settled only by the collector's own word, and a segment goes once all
//! its numbers are settled and that is durable.
//!
//! Where the cap is reached, the oldest days never offered to a collector are summed into longer
//! records (`fold`). Where the disk takes nothing, records wait in memory, and that is said.

mod compact;
pub mod disk;
mod fold;
mod opening;
mod peek;
mod ranges;
mod segment;
mod slots;

pub(crate) use fold::round;
pub use opening::OpenedSpool;
pub use peek::{peek, peek_waiting};
pub use ranges::Ranges;
pub use segment::{SEGMENT, Scan, scan};
pub use slots::Slots;

use disk::Disk;
use segment::{HEADER, frame, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

const CHECKPOINT: &str = "checkpoint";
const SPARE: &str = "spare.seg";
const FRESH: &str = "fresh.seg";
const REJECTED: &str = "rejected.seg";
/// Records that wait in memory at most; more are refused, and their day stays open.
const MEMORY_RECORDS: usize = 64;
/// Ranges of settled numbers that a checkpoint has room for.
const CHECKPOINT_RANGES: usize = 128;

/// How much a spool may hold and give at once.
#[derive(Clone, Copy, Debug)]
pub struct SpoolLimits {
    /// Segments at most, the one in use included.
    pub segments: usize,
    /// Records of a batch at most.
    pub batch_records: usize,
    /// Bytes of a batch at most.
    pub batch_bytes: usize,
}

impl Default for SpoolLimits {
    /// 4 MiB, the spare segment and the slots included.
    fn default() -> Self {
        Self { segments: 62, batch_records: 400, batch_bytes: 256 * 1024 }
    }
}

/// What happened to records other than being delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpoolCounts {
    /// Records that a fault of the disk took.
    pub lost_records: u64,
    /// Days folded into longer records.
    pub folded_days: u64,
    /// Records that the collector refused.
    pub rejected: u64,
}

/// The spool's own part of the checkpoint.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SpoolMark {
    next_seq: u64,
    reserved: Option<u64>,
    settled: Vec<(u64, u64)>,
    offered: u64,
    counts: SpoolCounts,
}

#[derive(Serialize, Deserialize)]
struct Checkpoint {
    spool: SpoolMark,
    kept: Value,
}

/// What a segment's frames are.
#[derive(Debug, Default)]
struct Segment {
    seqs: Vec<u64>,
    end: usize,
    /// Whether it may be added to.
    open: bool,
}

/// Closed records on a disk.
#[derive(Debug)]
pub struct Spool<D: Disk> {
    disk: D,
    limits: SpoolLimits,
    slots: Slots,
    segments: BTreeMap<u32, Segment>,
    /// Numbers on disk and not settled, with their segment.
    pending: BTreeMap<u64, u32>,
    /// Records that no disk took yet.
    memory: BTreeMap<u64, String>,
    mark: SpoolMark,
    settled: Ranges,
    /// What of it the last checkpoint says.
    durable: Ranges,
    spare: bool,
}

/// The parts of a frame's body that the spool reads itself.
#[derive(Deserialize)]
struct Peek {
    #[serde(default)]
    seq: u64,
    fold: Option<FoldNote>,
}

/// Which numbers a folded segment takes the place of.
#[derive(Serialize, Deserialize)]
struct FoldNote {
    settles: Vec<(u64, u64)>,
    folded_days: u64,
}

fn segment_name(number: u32) -> String {
    format!("spool-{number:08}.seg")
}

fn segment_number(name: &str) -> Option<u32> {
    name.strip_prefix("spool-")?.strip_suffix(".seg")?.parse().ok()
}

impl<D: Disk> Spool<D> {
    fn ensure_spare(&mut self) {
        if !self.spare {
            self.spare = self.disk.allocate(SPARE, SEGMENT).is_ok();
        }
    }

    fn active(&self) -> Option<u32> {
        self.segments.iter().rev().find(|(_, segment)| segment.open).map(|(number, _)| *number)
    }

    fn next_number(&self) -> u32 {
        self.segments.keys().last().map_or(1, |last| last + 1)
    }

    fn start_segment(&mut self) -> io::Result<u32> {
        self.clean();
        if self.segments.len() >= self.limits.segments {
            self.compact()?;
        }
        if self.disk.allocate(FRESH, SEGMENT).is_err() {
            // No room: what folding frees is enough for one.
            self.compact()?;
            self.disk.allocate(FRESH, SEGMENT)?;
        }
        let number = self.next_number();
        self.disk.write_at(FRESH, 0, &header(None))?;
        self.disk.sync(FRESH)?;
        self.disk.rename(FRESH, &segment_name(number))?;
        for segment in self.segments.values_mut() {
            segment.open = false;
        }
        self.segments.insert(number, Segment { seqs: Vec::new(), end: HEADER, open: true });
        Ok(number)
    }

    /// The number that the open day will bear, kept across crashes by the next checkpoint.
    pub fn reserve(&mut self) -> u64 {
        let seq = self.number();
        self.mark.reserved = Some(seq);
        seq
    }

    /// A number for a record that is appended at once.
    pub fn number(&mut self) -> u64 {
        let seq = self.mark.next_seq;
        self.mark.next_seq += 1;
        seq
    }

    /// The number after the last given.
    pub fn next_seq(&self) -> u64 {
        self.mark.next_seq
    }

    /// Keeps a closed record. On `true` it is durable; on `false` it waits in memory.
    ///
    /// # Errors
    /// The disk's word, where neither disk nor memory takes it: the record is not kept.
    pub fn append(&mut self, seq: u64, body: &str) -> io::Result<bool> {
        match self.store(seq, body) {
            Ok(()) => {
                self.forget_reserved(seq);
                Ok(true)
            }
            Err(_) if self.memory.len() < MEMORY_RECORDS => {
                self.memory.insert(seq, body.to_owned());
                self.forget_reserved(seq);
                Ok(false)
            }
            Err(error) => {
                // A number that bears nothing is no record lost.
                if self.mark.reserved != Some(seq) {
                    self.settled.add(seq, seq);
                }
                Err(error)
            }
        }
    }

    fn forget_reserved(&mut self, seq: u64) {
        if self.mark.reserved == Some(seq) {
            self.mark.reserved = None;
        }
    }

    fn store(&mut self, seq: u64, body: &str) -> io::Result<()> {
        let bytes = frame(body.as_bytes());
        if HEADER + bytes.len() > SEGMENT {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "larger than a segment"));
        }
        let roomy = self.active().filter(|number| {
            self.segments.get(number).is_some_and(|s| s.end + bytes.len() <= SEGMENT)
        });
        let number = match roomy {
            Some(number) => number,
            None => self.start_segment()?,
        };
        let name = segment_name(number);
        let Some(segment) = self.segments.get_mut(&number) else {
            return Err(io::Error::other("the segment is gone"));
        };
        self.disk.write_at(&name, segment.end, &bytes)?;
        self.disk.sync(&name)?;
        segment.end += bytes.len();
        segment.seqs.push(seq);
        self.pending.insert(seq, number);
        Ok(())
    }

    /// Tries again to put on disk what waits in memory.
    pub fn flush_memory(&mut self) {
        while let Some((seq, body)) = self.memory.pop_first() {
            if self.store(seq, &body).is_err() {
                self.memory.insert(seq, body);
                break;
            }
        }
    }

    /// Writes the checkpoint, with what the agent wants kept.
    ///
    /// # Errors
    /// The disk's word; the checkpoint before stays whole.
    pub fn checkpoint(&mut self, kept: &Value) -> io::Result<()> {
        self.flush_memory();
        // What does not fit is sent again after a crash, and no more.
        self.mark.settled = self.settled.pairs().iter().take(CHECKPOINT_RANGES).copied().collect();
        let checkpoint = Checkpoint { spool: self.mark.clone(), kept: kept.clone() };
        let body = serde_json::to_vec(&checkpoint)?;
        self.slots.write(&mut self.disk, &body)?;
        self.durable = Ranges::of(self.mark.settled.iter().copied());
        Ok(())
    }

    /// The oldest records that wait, as many as a batch takes.
    pub fn batch(&self) -> Vec<(u64, String)> {
        let mut bytes = 0;
        let mut batch = Vec::new();
        let mut scans: BTreeMap<u32, BTreeMap<u64, String>> = BTreeMap::new();
        let all: BTreeSet<u64> = self.pending.keys().chain(self.memory.keys()).copied().collect();
        for seq in all {
            let body = match (self.memory.get(&seq), self.pending.get(&seq)) {
                (Some(body), _) => Some(body.clone()),
                (None, Some(number)) => {
                    let bodies = scans.entry(*number).or_insert_with(|| self.bodies(*number));
                    bodies.get(&seq).cloned()
                }
                (None, None) => None,
            };
            let Some(body) = body else { continue };
            if batch.len() >= self.limits.batch_records
                || (!batch.is_empty() && bytes + body.len() > self.limits.batch_bytes)
            {
                break;
            }
            bytes += body.len();
            batch.push((seq, body));
        }
        batch
    }

    /// The records of a segment by number.
    fn bodies(&self, number: u32) -> BTreeMap<u64, String> {
        let Ok(bytes) = self.disk.read(&segment_name(number)) else { return BTreeMap::new() };
        let mut bodies = BTreeMap::new();
        for body in scan(&bytes).bodies {
            let Ok(text) = String::from_utf8(body) else { continue };
            let Ok(peek) = serde_json::from_str::<Peek>(&text) else { continue };
            if peek.fold.is_none() {
                bodies.insert(peek.seq, text);
            }
        }
        bodies
    }

    /// Says that records up to a number may be on their way: they are never folded after. Durable
    /// only with the next checkpoint, which must come before the sending.
    pub fn offer(&mut self, up_to: u64) {
        self.mark.offered = self.mark.offered.max(up_to);
    }

    /// Settles numbers on the collector's own word. Call [`Spool::checkpoint`], then
    /// [`Spool::clean`].
    pub fn settle(&mut self, first: u64, last: u64) {
        // Never beyond what was given out.
        let last = last.min(self.mark.next_seq - 1);
        if first == 0 || first > last {
            return;
        }
        let open = self.mark.reserved;
        let on_disk = self.pending.range(first..=last).map(|(seq, _)| *seq);
        let in_memory = self.memory.range(first..=last).map(|(seq, _)| *seq);
        let told: Vec<u64> = on_disk.chain(in_memory).filter(|seq| Some(*seq) != open).collect();
        for seq in told {
            self.settled.add(seq, seq);
            self.pending.remove(&seq);
            self.memory.remove(&seq);
        }
    }

    /// Keeps a copy of a record that the collector will never take, and settles it.
    pub fn reject(&mut self, seq: u64) {
        let Some(number) = self.pending.get(&seq).copied() else { return self.settle(seq, seq) };
        if let Some(body) = self.bodies(number).remove(&seq) {
            let _ = self.keep_rejected(&body);
        }
        self.mark.counts.rejected += 1;
        self.settle(seq, seq);
    }

    fn keep_rejected(&mut self, body: &str) -> io::Result<()> {
        let found = self.disk.read(REJECTED).map(|bytes| scan(&bytes));
        let bytes = frame(body.as_bytes());
        let end = match found {
            Ok(found) if found.end + bytes.len() <= SEGMENT => found.end,
            other => {
                if other.is_ok() {
                    self.disk.rename(REJECTED, "rejected-old.seg")?;
                }
                self.disk.allocate(REJECTED, SEGMENT)?;
                self.disk.write_at(REJECTED, 0, &header(None))?;
                HEADER
            }
        };
        self.disk.write_at(REJECTED, end, &bytes)?;
        self.disk.sync(REJECTED)
    }

    /// Removes segments of which every number is durably settled, but the one in use.
    pub fn clean(&mut self) {
        let settled = &self.durable;
        let done: Vec<u32> = self
            .segments
            .iter()
            .filter(|(_, s)| !s.open && s.seqs.iter().all(|seq| settled.has(*seq)))
            .map(|(number, _)| *number)
            .collect();
        for number in done {
            // A replaced segment must not come back: this one stays until it is gone.
            if self.disk.remove(&segment_name(number)).is_ok() {
                self.segments.remove(&number);
            }
        }
    }

    /// The numbers that wait, on disk and in memory.
    pub fn waiting(&self) -> Vec<u64> {
        let all: BTreeSet<u64> = self.pending.keys().chain(self.memory.keys()).copied().collect();
        all.into_iter().collect()
    }

    /// Whether records wait in memory alone.
    pub fn in_memory(&self) -> bool {
        !self.memory.is_empty()
    }

    /// What happened to records other than being delivered.
    pub fn counts(&self) -> &SpoolCounts {
        &self.mark.counts
    }

    /// The disk.
    pub fn disk(&self) -> &D {
        &self.disk
    }

    /// The disk, for what lies beside the spool.
    pub fn disk_mut(&mut self) -> &mut D {
        &mut self.disk
    }
}
