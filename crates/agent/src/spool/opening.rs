//! What a spool finds on the disk when it is opened, whatever a crash or a fault left there.

use super::disk::Disk;
use super::segment::{SEGMENT, blank};
use super::{
    CHECKPOINT, Checkpoint, FRESH, FoldNote, Peek, Ranges, SPARE, Segment, Slots, Spool,
    SpoolCounts, SpoolLimits, SpoolMark, scan, segment_name, segment_number,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What was found when a spool was opened.
#[derive(Debug, Default)]
pub struct OpenedSpool {
    /// What the agent kept in the last checkpoint.
    pub kept: Option<Value>,
    /// Whether the reserved number was given to a record before the end: its day is closed.
    pub reserved_used: bool,
    /// Segments in which something was broken.
    pub damaged: Vec<String>,
}

impl<D: Disk> Spool<D> {
    /// Opens a spool, or makes one. Numbers start at `floor` where no checkpoint says otherwise.
    ///
    /// Nothing on the disk makes it fail: what cannot be read is counted, and what cannot be
    /// written waits in memory.
    pub fn open(mut disk: D, limits: SpoolLimits, floor: u64) -> (Self, OpenedSpool) {
        let (slots, body) = Slots::open(&mut disk, CHECKPOINT);
        let checkpoint: Option<Checkpoint> =
            body.and_then(|body| serde_json::from_slice(&body).ok());
        let known = checkpoint.is_some();
        let (mark, kept) = match checkpoint {
            Some(checkpoint) => (checkpoint.spool, Some(checkpoint.kept)),
            None => (
                SpoolMark {
                    next_seq: floor.max(1),
                    reserved: None,
                    settled: Vec::new(),
                    offered: 0,
                    counts: SpoolCounts::default(),
                },
                None,
            ),
        };
        let settled = Ranges::of(mark.settled.iter().copied());
        let mut spool = Self {
            disk,
            limits,
            slots,
            segments: BTreeMap::new(),
            pending: BTreeMap::new(),
            memory: BTreeMap::new(),
            mark,
            durable: settled.clone(),
            settled,
            spare: false,
        };
        let mut opened = OpenedSpool { kept, ..OpenedSpool::default() };
        let seen = spool.read_segments(&mut opened);
        spool.account(known, &seen, &mut opened);
        spool.prepare();
        (spool, opened)
    }

    /// Reads every segment; gives the numbers seen.
    fn read_segments(&mut self, opened: &mut OpenedSpool) -> BTreeSet<u64> {
        let names = self.disk.list().unwrap_or_else(|_| Vec::new());
        let mut scans = BTreeMap::new();
        for name in &names {
            let Some(number) = segment_number(name) else { continue };
            let Ok(bytes) = self.disk.read(name) else {
                opened.damaged.push(name.clone());
                continue;
            };
            let found = scan(&bytes);
            if found.damaged {
                self.set_aside(number, &bytes);
                opened.damaged.push(name.clone());
            }
            scans.insert(number, found);
        }
        let replaced: Vec<(u32, u32)> = scans.values().filter_map(|scan| scan.replaces).collect();
        let mut seen = BTreeSet::new();
        for (number, found) in scans {
            if replaced.iter().any(|(first, last)| (*first..=*last).contains(&number)) {
                let _ = self.disk.remove(&segment_name(number));
                continue;
            }
            let mut segment =
                Segment { seqs: Vec::new(), end: found.end, open: found.replaces.is_none() };
            for body in &found.bodies {
                let Ok(peek) = serde_json::from_slice::<Peek>(body) else { continue };
                if let Some(note) = peek.fold {
                    self.apply(&note);
                    continue;
                }
                segment.seqs.push(peek.seq);
                seen.insert(peek.seq);
                self.pending.insert(peek.seq, number);
            }
            self.segments.insert(number, segment);
        }
        // Only the last may be added to; a broken one never.
        let last = self.segments.iter().rev().find(|(_, segment)| segment.open).map(|(n, _)| *n);
        for (number, segment) in &mut self.segments {
            segment.open &= Some(*number) == last;
            segment.open &= !opened.damaged.contains(&segment_name(*number));
        }
        seen
    }

    pub(super) fn apply(&mut self, note: &FoldNote) {
        let news = note.settles.iter().any(|(first, last)| !self.settled.covers(*first, *last));
        if news {
            self.mark.counts.folded_days += note.folded_days;
        }
        for (first, last) in &note.settles {
            self.settled.add(*first, *last);
        }
    }

    /// Brings numbers, what is settled and what is lost into agreement.
    fn account(&mut self, known: bool, seen: &BTreeSet<u64>, opened: &mut OpenedSpool) {
        if let Some(reserved) = self.mark.reserved {
            opened.reserved_used = seen.contains(&reserved) || self.settled.has(reserved);
            if opened.reserved_used {
                self.mark.reserved = None;
            }
        }
        let promised = self.mark.next_seq;
        let highest = seen.last().copied().unwrap_or(0);
        self.mark.next_seq = self.mark.next_seq.max(highest + 1);
        let settled = &self.settled;
        self.pending.retain(|seq, _| !settled.has(*seq));
        let mut accounted = self.settled.clone();
        for seq in seen.iter().copied().chain(self.mark.reserved) {
            accounted.add(seq, seq);
        }
        // What the checkpoint promised and nobody holds any more, a fault of the disk took. Gaps
        // above its promise are numbers that never became records.
        for (first, last) in accounted.missing_up_to(self.mark.next_seq - 1) {
            if known && first < promised {
                self.mark.counts.lost_records += last.min(promised - 1) - first + 1;
            }
            self.settled.add(first, last);
        }
    }

    /// Takes the room that closing a day and folding will need, while there is some.
    fn prepare(&mut self) {
        for name in [FRESH, "rejected.new"] {
            if self.disk.read(name).is_ok() {
                let _ = self.disk.remove(name);
            }
        }
        let clean = |bytes: Vec<u8>| bytes.len() == SEGMENT && blank(&bytes);
        self.spare = self.disk.read(SPARE).is_ok_and(clean);
        self.ensure_spare();
        if self.active().is_none() {
            let _ = self.start_segment();
        }
        self.clean();
    }

    /// Keeps a copy of a broken segment, two at most.
    fn set_aside(&mut self, number: u32, bytes: &[u8]) {
        let name = format!("bad-{}.seg", number % 2);
        let copy = self.disk.allocate(&name, bytes.len());
        let _ = copy.and_then(|()| self.disk.write_at(&name, 0, bytes));
    }
}
