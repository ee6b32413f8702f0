//! The spool against a model: whatever the power does, the sum of the days stored is the sum made.

use crate::days::{day, sums, use_day};
use crate::fake_disk::{FakeDisk, Files, Step};
use empreinte_agent::spool::{SEGMENT, Spool, SpoolLimits};
use proptest::prelude::*;
use record::Record;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const SMALL: SpoolLimits = SpoolLimits { segments: 4, batch_records: 5, batch_bytes: 8_000 };

/// A collector that stores each number once, by the digest of what it was sent.
#[derive(Default)]
struct Collector {
    stored: BTreeMap<u64, String>,
}

impl Collector {
    fn take(&mut self, batch: &[(u64, String)]) {
        for (seq, body) in batch {
            let known = self.stored.entry(*seq).or_insert_with(|| body.clone());
            assert_eq!(known, body, "number {seq} with two contents");
        }
    }

    fn sums(&self) -> (u64, u64) {
        self.stored.values().map(|b| sums(b)).fold((0, 0), |(d, w), (a, b)| (d + a, w + b))
    }
}

fn total(bodies: impl Iterator<Item = String>) -> (u64, u64) {
    bodies.map(|body| sums(&body)).fold((0, 0), |(d, w), (a, b)| (d + a, w + b))
}

/// All at once: what is only looked at is not read batch after batch.
const WHOLE: SpoolLimits =
    SpoolLimits { batch_records: usize::MAX, batch_bytes: usize::MAX, ..SMALL };

/// Everything that waits, batch after batch.
fn all_waiting(spool: &mut Spool<FakeDisk>) -> Vec<(u64, String)> {
    let mut all = Vec::new();
    loop {
        let batch = spool.batch();
        if batch.is_empty() {
            return all;
        }
        for (seq, _) in &batch {
            spool.settle(*seq, *seq);
        }
        all.extend(batch);
    }
}

/// An agent over a disk that fails, and what it believes.
struct Model {
    disk: FakeDisk,
    spool: Spool<FakeDisk>,
    /// The open day: its number and its watt-hours.
    open: (u64, i32),
    made: (u64, u64),
    in_memory: Vec<u64>,
    collector: Collector,
    crashes: u32,
}

impl Model {
    fn new() -> Self {
        let disk = FakeDisk::default();
        let (mut spool, _) = Spool::open(disk.clone(), SMALL, 1);
        let open = (spool.reserve(), 20_000);
        let mut model = Self {
            disk,
            spool,
            open,
            made: (0, 0),
            in_memory: Vec::new(),
            collector: Collector::default(),
            crashes: 0,
        };
        model.checkpoint();
        model
    }

    fn kept(&self) -> Value {
        json!({"seq": self.open.0, "day": self.open.1})
    }

    fn checkpoint(&mut self) -> bool {
        self.spool.checkpoint(&self.kept()).is_ok()
    }

    fn wh(&self) -> u32 {
        u32::try_from(self.open.1 % 97 + 1).unwrap()
    }

    fn next_day(&mut self) {
        self.made.0 += 1;
        self.made.1 += u64::from(self.wh());
        self.open = (self.spool.reserve(), self.open.1 + 1);
    }

    fn close_day(&mut self) {
        let body = day(self.open.0, self.open.1, self.wh());
        if self.spool.append(self.open.0, &body).is_ok() && !self.disk.dead() {
            if self.spool.in_memory() {
                self.in_memory.push(self.open.0);
            }
            self.next_day();
            self.checkpoint();
        }
    }

    /// A sending; the answer may be lost, or acknowledge a part.
    fn send(&mut self, answered: usize) {
        let batch = self.spool.batch();
        let Some((last, _)) = batch.last() else { return };
        self.spool.offer(*last);
        if !self.checkpoint() {
            return;
        }
        self.collector.take(&batch);
        for (seq, _) in batch.iter().take(answered) {
            self.spool.settle(*seq, *seq);
        }
        if self.checkpoint() {
            self.spool.clean();
        }
    }

    fn crash(&mut self, choices: u64) {
        self.crashes += 1;
        self.disk = self.disk.reborn(choices);
        let before = self.open;
        let (spool, opened) = Spool::open(self.disk.clone(), SMALL, 1_000_000);
        self.spool = spool;
        // No checkpoint only where the power went before the first was whole.
        let Some(kept) = opened.kept else {
            assert_eq!(self.made, (0, 0));
            self.open = (self.spool.reserve(), self.open.1);
            self.checkpoint();
            return;
        };
        self.open.0 = kept["seq"].as_u64().unwrap();
        self.open.1 = i32::try_from(kept["day"].as_i64().unwrap()).unwrap();
        assert!(before.1 - self.open.1 <= 1, "a checkpoint follows every day");
        if opened.reserved_used {
            if self.open.1 == before.1 {
                // Durable, though the power went before the agent could know.
                self.next_day();
            } else {
                // Closed and counted; only the checkpoint after it is missing.
                self.open = (self.spool.reserve(), before.1);
            }
        } else {
            assert_eq!(self.open.1, before.1, "a day that was closed is open again");
        }
        self.checkpoint();
    }
}

#[derive(Clone, Debug)]
enum Action {
    Days(u8),
    Send(u8),
    PowerAfter(u8),
    Crash(u64),
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        3 => (1..60_u8).prop_map(Action::Days),
        3 => (0..6_u8).prop_map(Action::Send),
        2 => any::<u8>().prop_map(Action::PowerAfter),
        2 => any::<u64>().prop_map(Action::Crash),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn whatever_the_power_does_each_finished_day_is_stored_once(
        actions in prop::collection::vec(action(), 1..40), last in any::<u64>(),
    ) {
        let mut model = Model::new();
        for action in actions {
            match action {
                Action::Days(n) => (0..n).for_each(|_| model.close_day()),
                Action::Send(answered) => model.send(usize::from(answered)),
                Action::PowerAfter(steps) => model.disk.cut_power_after(u64::from(steps) % 40),
                Action::Crash(choices) => model.crash(choices),
            }
            if model.disk.dead() {
                model.crash(last);
            }
            prop_assert!(model.disk.size() <= (SMALL.segments + 4) * SEGMENT + 2 * 8192);
        }
        model.crash(last);
        while !model.spool.waiting().is_empty() {
            model.send(usize::MAX);
        }
        prop_assert_eq!(model.collector.sums(), model.made);
        prop_assert_eq!(model.spool.counts().lost_records, 0);
    }
}

/// More by the environment, for a long campaign.
fn cases() -> u32 {
    std::env::var("EMPREINTE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(48)
}

/// A scripted life of a spool: days, sendings, folding. After each act, what must be found.
fn life(disk: &FakeDisk) -> Vec<(usize, (u64, u64))> {
    let mut at = Vec::new();
    let (mut spool, _) = Spool::open(disk.clone(), SMALL, 1);
    let mut must = (0, 0);
    let mut number = 20_000;
    spool.checkpoint(&json!({})).unwrap();
    at.push((disk.journal_length(), must));
    for round in 0..12 {
        for _ in 0..if round == 5 { 260 } else { 2 } {
            let seq = spool.number();
            assert!(spool.append(seq, &long_day(seq, number)).unwrap());
            must = (must.0 + 1, must.1 + 7);
            number += 1;
            at.push((disk.journal_length(), must));
        }
        spool.checkpoint(&json!({})).unwrap();
        if round % 3 == 1 {
            let batch = spool.batch();
            spool.offer(batch.last().unwrap().0);
            spool.checkpoint(&json!({})).unwrap();
            // Before the answer is durable it may be forgotten: from here on less may be found.
            let acked = total(batch.iter().map(|(_, body)| body.clone()));
            must = (must.0 - acked.0, must.1 - acked.1);
            at.push((disk.journal_length(), must));
            for (seq, _) in batch {
                spool.settle(seq, seq);
            }
            spool.checkpoint(&json!({})).unwrap();
            spool.clean();
        }
    }
    assert!(spool.counts().folded_days > 100, "the life folds days");
    at
}

/// What a disk gives when it is opened after a crash.
struct Found {
    sums: (u64, u64),
    lost_records: u64,
    damaged: bool,
}

/// Opens disks; each distinct record is read once.
#[derive(Default)]
struct Oracle {
    records: BTreeMap<String, (u64, u64)>,
}

impl Oracle {
    fn open(&mut self, files: Files) -> Found {
        let (spool, opened) = Spool::open(FakeDisk::of(files), WHOLE, 1);
        let mut total = (0, 0);
        for (_, body) in spool.batch() {
            let (days, wh) = *self.records.entry(body).or_insert_with_key(|body| sums(body));
            total = (total.0 + days, total.1 + wh);
        }
        let lost_records = spool.counts().lost_records;
        Found { sums: total, lost_records, damaged: !opened.damaged.is_empty() }
    }
}

/// A day as long as a day can be: a segment is full, and folded, after fewer of them.
fn long_day(seq: u64, number: i32) -> String {
    let mut day = use_day(seq, number, 7);
    day.flags = (0..16).map(|n| format!("flag_{n:027}")).collect();
    Record::UseDay(Box::new(day)).seal().unwrap().1
}

/// Where a step is cut. Writes of days are alike: every byte of some, the ends of each.
fn cuts(step: &Step, fine: bool) -> BTreeSet<usize> {
    match step {
        Step::Write(_, _, bytes) if bytes.len() > 8_000 => {
            (0..=bytes.len()).step_by(211).chain([bytes.len()]).collect()
        }
        Step::Write(_, _, bytes) if fine => (0..=bytes.len()).collect(),
        Step::Write(_, _, bytes) => ends(bytes.len()),
        Step::Allocate(_, size) => ends(*size),
        Step::Rename(..) | Step::Remove(_) => [0, 1].into(),
        // Nothing to cut: five choices of what of the writes before is kept.
        Step::Sync(_) => (0..5).collect(),
    }
}

fn ends(size: usize) -> BTreeSet<usize> {
    [0, 1, size / 2, size.saturating_sub(1), size].into()
}

#[test]
fn every_prefix_of_every_write_leaves_a_spool_that_lost_nothing() {
    let disk = FakeDisk::default();
    disk.record();
    let acts = life(&disk);
    let journal = disk.journal();
    let every = usize::try_from((45 * 48 / cases()).max(1)).unwrap();
    let mut oracle = Oracle::default();
    let mut tried = 0_u64;
    for (step_number, (step, platter)) in journal.iter().enumerate() {
        // What was promised before this step; acts under way may add to it.
        let index = acts.partition_point(|(steps, _)| *steps <= step_number);
        let before = if index == 0 { (0, 0) } else { acts[index - 1].1 };
        for cut in cuts(step, step_number % every == 0) {
            let choices = (step_number as u64) << 20 | cut as u64;
            let found = oracle.open(platter.after_crash(choices, Some((step, cut))));
            let (days, wh) = found.sums;
            assert!(
                days >= before.0 && days <= before.0 + 6 && wh == 7 * days,
                "step {step_number} cut {cut}: {days} days, promised {before:?}: {step:?}"
            );
            assert_eq!(found.lost_records, 0, "step {step_number} cut {cut}");
            assert!(!found.damaged, "step {step_number} cut {cut}");
            tried += 1;
        }
    }
    println!("{tried} states of {} steps", journal.len());
    assert!(tried > 10_000, "{tried}");
}

#[test]
fn a_full_disk_keeps_records_in_memory_and_says_so() {
    let disk = FakeDisk::default();
    let (mut spool, _) = Spool::open(disk.clone(), SMALL, 1);
    spool.checkpoint(&json!({})).unwrap();
    disk.limit(Some(disk.size()));
    let mut made = 0;
    for number in 0..400 {
        let seq = spool.number();
        if spool.append(seq, &day(seq, 20_000 + number, 5)).is_err() {
            break;
        }
        made += 1;
    }
    assert!(spool.in_memory());
    // One segment, and what memory takes; the day after stays open.
    assert!((120..220).contains(&made), "{made}");
    disk.limit(None);
    spool.checkpoint(&json!({})).unwrap();
    assert!(!spool.in_memory());
    drop(spool);
    let (mut spool, _) = Spool::open(disk, SMALL, 1);
    let found = total(all_waiting(&mut spool).into_iter().map(|(_, body)| body));
    assert_eq!(found, (made, 5 * made));
    assert_eq!(spool.counts().lost_records, 0);
}

#[test]
fn thirty_six_years_without_a_collector_stay_under_four_mebibytes() {
    let disk = FakeDisk::default();
    let (mut spool, _) = Spool::open(disk.clone(), SpoolLimits::default(), 1);
    for number in 0..13_149 {
        let seq = spool.number();
        assert!(spool.append(seq, &day(seq, 10_000 + number, 3)).unwrap());
        if number % 500 == 0 {
            spool.checkpoint(&json!({})).unwrap();
        }
    }
    assert!(disk.size() <= 4 * 1024 * 1024, "{}", disk.size());
    assert!(spool.counts().folded_days > 1_000);
    let found = total(all_waiting(&mut spool).into_iter().map(|(_, body)| body));
    assert_eq!(found, (13_149, 3 * 13_149));
}

#[test]
fn both_slots_lost_no_number_is_given_twice() {
    let disk = FakeDisk::default();
    let (mut spool, _) = Spool::open(disk.clone(), SMALL, 1);
    let seq = spool.number();
    spool.append(seq, &day(seq, 20_000, 5)).unwrap();
    let mut files = BTreeMap::new();
    for name in empreinte_agent::spool::disk::Disk::list(&disk).unwrap() {
        let bytes = empreinte_agent::spool::disk::Disk::read(&disk, &name).unwrap();
        files.insert(name, bytes);
    }
    files.retain(|name, _| !name.starts_with("checkpoint"));
    let (mut spool, opened) = Spool::open(FakeDisk::of(files), SMALL, 1_000);
    assert!(opened.kept.is_none());
    assert_eq!(spool.waiting(), [seq]);
    assert_eq!(spool.number(), 1_000);
}

#[test]
fn a_flipped_bit_costs_one_record_and_is_counted() {
    let disk = FakeDisk::default();
    let (mut spool, _) = Spool::open(disk.clone(), SMALL, 1);
    for number in 0..3 {
        let seq = spool.number();
        spool.append(seq, &day(seq, 20_000 + number, 5)).unwrap();
    }
    spool.checkpoint(&json!({})).unwrap();
    let mut files = BTreeMap::new();
    for name in empreinte_agent::spool::disk::Disk::list(&disk).unwrap() {
        let mut bytes = empreinte_agent::spool::disk::Disk::read(&disk, &name).unwrap();
        if name == "spool-00000001.seg" {
            let middle = bytes.iter().rposition(|byte| *byte != 0).unwrap() / 2;
            bytes[middle] ^= 4;
        }
        files.insert(name, bytes);
    }
    let (mut spool, opened) = Spool::open(FakeDisk::of(files), SMALL, 1);
    assert_eq!(opened.damaged, ["spool-00000001.seg"]);
    assert_eq!(spool.counts().lost_records, 1);
    assert_eq!(spool.waiting().len(), 2);
    let seq = spool.number();
    assert_eq!(seq, 4);
    spool.append(seq, &day(seq, 20_010, 5)).unwrap();
    spool.checkpoint(&json!({})).unwrap();
    assert_eq!(spool.waiting().len(), 3);
}

#[test]
fn a_refused_record_is_kept_apart_and_counted() {
    let disk = FakeDisk::default();
    let (mut spool, _) = Spool::open(disk.clone(), SMALL, 1);
    for number in 0..200 {
        let seq = spool.number();
        spool.append(seq, &day(seq, 20_000 + number, 5)).unwrap();
        spool.reject(seq);
        spool.checkpoint(&json!({})).unwrap();
        spool.clean();
    }
    assert_eq!(spool.counts().rejected, 200);
    assert_eq!(spool.waiting(), [0_u64; 0]);
    assert!(disk.size() < 6 * SEGMENT + 2 * 8192);
}
