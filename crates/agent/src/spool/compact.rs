//! Room made by summing the oldest days that no collector was ever offered.

use super::disk::Disk;
use super::fold::{FoldLevel, fold};
use super::segment::{FRAME, HEADER, SEGMENT, frame, header};
use super::{FoldNote, SPARE, Segment, Spool, segment_name};
use record::{Inventory, Record, UseDay};
use serde_json::json;
use std::collections::BTreeMap;
use std::io;

/// What takes the place of some segments.
struct FoldedSegment {
    bodies: Vec<(u64, String)>,
    note: FoldNote,
}

impl<D: Disk> Spool<D> {
    /// Puts one segment in the place of two or more.
    ///
    /// The new one is written beside and named whole; its header says what it replaces, so that
    /// whatever of the old ones a crash leaves is known for what it is.
    pub(super) fn compact(&mut self) -> io::Result<()> {
        self.ensure_spare();
        if !self.spare {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "no room to fold days"));
        }
        let old = self.foldable();
        for level in FoldLevel::ALL {
            let mut count = old.len();
            while count >= 2 {
                let numbers = &old[..count];
                let start = self.mark.next_seq;
                if let Some(folded) = self.folded(numbers, level, start) {
                    return self.replace(numbers, &folded);
                }
                count = count * 2 / 3;
            }
        }
        Err(io::Error::new(io::ErrorKind::StorageFull, "no days left to fold"))
    }

    /// The oldest segments in a row, none of whose waiting numbers was ever offered.
    fn foldable(&self) -> Vec<u32> {
        let offered = self.mark.offered;
        let free = |segment: &Segment| {
            let waits = |seq: &&u64| self.pending.contains_key(seq);
            !segment.open && segment.seqs.iter().filter(waits).all(|seq| *seq > offered)
        };
        let mut best: Vec<u32> = Vec::new();
        let mut run: Vec<u32> = Vec::new();
        for (number, segment) in &self.segments {
            if free(segment) {
                run.push(*number);
            } else {
                run.clear();
            }
            if run.len() > best.len() {
                best.clone_from(&run);
            }
        }
        best
    }

    /// The records of some segments folded, where they fit one segment.
    fn folded(&self, numbers: &[u32], level: FoldLevel, start: u64) -> Option<FoldedSegment> {
        let mut days: Vec<UseDay> = Vec::new();
        let mut newest: Option<Inventory> = None;
        let mut others: BTreeMap<u64, String> = BTreeMap::new();
        let mut settles = super::Ranges::default();
        for number in numbers {
            // What is settled already is said again: its own word may not be durable yet.
            for seq in self.segments.get(number).map_or(&[][..], |segment| &segment.seqs) {
                settles.add(*seq, *seq);
            }
            for (seq, body) in self.bodies(*number) {
                if self.pending.get(&seq) != Some(number) {
                    continue;
                }
                match serde_json::from_str(&body).ok().and_then(|v| Record::parse(&v).ok()) {
                    Some(Record::UseDay(day)) => days.push(*day),
                    // An inventory tells all of the machine: the newest one is enough.
                    Some(Record::Inventory(inventory)) => {
                        if newest.as_ref().is_none_or(|known| known.seq < inventory.seq) {
                            newest = Some(*inventory);
                        }
                    }
                    None => {
                        others.insert(seq, body);
                    }
                }
            }
        }
        let kept: Vec<u64> = others.keys().copied().collect();
        let settles = settles.without(&kept);
        let before = days.iter().map(|day| u64::from(day.days)).filter(|n| *n == 1).sum::<u64>();
        let mut bodies: Vec<(u64, String)> = others.into_iter().collect();
        let folded = fold(days, level).into_iter().map(|day| Record::UseDay(Box::new(day)));
        let all = folded.chain(newest.map(|inventory| Record::Inventory(Box::new(inventory))));
        let mut left = 0;
        for (seq, mut record) in (start..).zip(all) {
            match &mut record {
                Record::UseDay(day) => {
                    left += u64::from(day.days == 1);
                    day.seq = seq;
                }
                Record::Inventory(inventory) => inventory.seq = seq,
            }
            bodies.push((seq, record.seal().ok()?.1));
        }
        let note = FoldNote { settles: settles.pairs().to_vec(), folded_days: before - left };
        let size: usize = bodies.iter().map(|(_, body)| FRAME + body.len()).sum();
        (HEADER + size + FRAME + note_body(&note).len() <= SEGMENT)
            .then_some(FoldedSegment { bodies, note })
    }

    fn replace(&mut self, numbers: &[u32], folded: &FoldedSegment) -> io::Result<()> {
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return Ok(()) };
        let number = self.next_number();
        let mut bytes = header(Some((*first, *last))).to_vec();
        let mut segment = Segment { seqs: Vec::new(), end: 0, open: false };
        for (seq, body) in &folded.bodies {
            bytes.extend(frame(body.as_bytes()));
            segment.seqs.push(*seq);
        }
        bytes.extend(frame(note_body(&folded.note).as_bytes()));
        segment.end = bytes.len();
        // From here the spare is no longer all zeros, whatever happens.
        self.spare = false;
        self.disk.write_at(SPARE, 0, &bytes)?;
        self.disk.sync(SPARE)?;
        self.disk.rename(SPARE, &segment_name(number))?;
        self.apply(&folded.note);
        for seq in segment.seqs.iter().copied() {
            self.mark.next_seq = self.mark.next_seq.max(seq + 1);
            self.pending.insert(seq, number);
        }
        let settled = &self.settled;
        self.pending.retain(|seq, _| !settled.has(*seq));
        for old in numbers {
            // One that stays is known by the new one's header when the spool is next opened.
            let _ = self.disk.remove(&segment_name(*old));
            self.segments.remove(old);
        }
        self.segments.insert(number, segment);
        self.ensure_spare();
        Ok(())
    }
}

fn note_body(note: &FoldNote) -> String {
    json!({ "fold": note }).to_string()
}
