//! When records are sent, and what an answer does to them.
//!
//! Only a schema-valid answer of the agent's own collector deletes anything. Everything else, be it
//! a proxy's 403, a portal's 200 or no network at all, leaves the spool as it was.

use super::{Agent, Wall};
use crate::identity::random_below;
use crate::platform::Platform;
use crate::spool::disk::Disk;
use record::wire::{Ack, BATCH_SCHEMA, Enrolled, Refused, SpoolState};
use record::{AgentId, Code};
use serde::{Deserialize, Serialize};

/// A name under which what was last sent is kept.
pub const LAST_SENT: &str = "last-sent.gz";

/// When records are sent, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// After the start, at random within this.
    pub start_ms: u64,
    /// After a day closes, at random within this.
    pub spread_ms: u64,
    /// The first pause after a failure is at random within this, then within twice as much …
    pub base_ms: u64,
    /// … up to this.
    pub cap_ms: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            start_ms: 15 * 60_000,
            spread_ms: 4 * 3_600_000,
            base_ms: 60_000,
            cap_ms: 6 * 3_600_000,
        }
    }
}

impl Pace {
    /// A pause after so many failures in a row: full jitter, for ever.
    pub fn pause_ms(&self, failures: u32) -> u64 {
        let most = self.base_ms.saturating_mul(1_u64 << failures.min(30)).min(self.cap_ms);
        random_below(most + 1)
    }
}

/// How delivery stands, for those who look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryStanding {
    /// Attempts that failed since the last that went well.
    pub failures: u32,
    /// When one last went well, UTC.
    pub last_ok: Option<String>,
    /// Why the last one failed.
    pub last_why: Option<String>,
    /// Days that their own rules refused.
    #[serde(default)]
    pub unsealed: u64,
}

/// The state of sending that no checkpoint needs.
#[derive(Debug)]
pub(super) struct Sending {
    pace: Pace,
    pub(super) now_ms: u64,
    due_ms: Option<u64>,
    under_way: bool,
    started: bool,
    failures: u32,
    unauthorised: u32,
    /// Records of a batch at most, where a collector found one too large.
    at_most: usize,
    /// Whether the collector asked for a new secret.
    rotate: bool,
}

impl Sending {
    pub(super) fn new(pace: Pace) -> Self {
        Self {
            pace,
            now_ms: 0,
            due_ms: None,
            under_way: false,
            started: false,
            failures: 0,
            unauthorised: 0,
            at_most: usize::MAX,
            rotate: false,
        }
    }

    fn sooner(&mut self, wait_ms: u64) {
        let at = self.now_ms + wait_ms;
        // A failure's pause is never cut short.
        if self.failures == 0 {
            self.due_ms = Some(self.due_ms.map_or(at, |due| due.min(at)));
        }
    }

    pub(super) fn day_closed(&mut self, spread_s: Option<u32>) {
        let spread = spread_s.map_or(self.pace.spread_ms, |s| u64::from(s) * 1000);
        self.sooner(random_below(spread.min(self.pace.spread_ms) + 1));
    }

    pub(super) fn inventory_taken(&mut self) {
        self.sooner(random_below(self.pace.start_ms + 1));
    }
}

/// Records on their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The agent.
    pub agent: AgentId,
    /// Numbers, in order; empty where only the clock is asked for.
    pub seqs: Vec<u64>,
    /// The records as they are kept.
    pub bodies: Vec<String>,
    /// The body that is sent, before compression.
    pub body: String,
}

/// What a courier is to do.
#[derive(Clone, PartialEq, Eq)]
pub enum CourierJob {
    /// Get a secret.
    Enrol {
        /// Under this name.
        agent: AgentId,
    },
    /// Get another secret.
    Rotate {
        /// Whose.
        agent: AgentId,
        /// The one in use.
        secret: String,
    },
    /// Deliver records.
    Deliver {
        /// Which.
        parcel: Parcel,
        /// The agent's secret.
        secret: String,
        /// Whose answer counts.
        collector: AgentId,
    },
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// A secret.
    Enrolled(Enrolled),
    /// The collector's own word on records.
    Acked(Ack),
    /// The collector's own refusal; it may say when to come back, in seconds.
    Refused(Refused, Option<u64>),
    /// Anything else, in words.
    Nothing(String, Option<u64>),
}

impl<P: Platform, D: Disk> Agent<P, D> {
    /// What is to be sent now, if anything. Until it is answered nothing more is.
    pub fn job(&mut self, wall: Wall) -> Option<CourierJob> {
        if self.sending.under_way {
            return None;
        }
        if !self.sending.started {
            self.sending.started = true;
            self.sending.sooner(random_below(self.sending.pace.start_ms + 1));
        }
        if self.sending.due_ms.is_none_or(|due| self.sending.now_ms < due) {
            return None;
        }
        self.sending.due_ms = None;
        let agent = self.keeper.identity.agent.clone();
        let known = (self.keeper.identity.secret.clone(), self.keeper.identity.collector.clone());
        let (Some(secret), Some(collector)) = known else {
            self.sending.under_way = true;
            return Some(CourierJob::Enrol { agent });
        };
        if self.sending.rotate {
            self.sending.under_way = true;
            return Some(CourierJob::Rotate { agent, secret });
        }
        let parcel = self.parcel(wall)?;
        self.sending.under_way = true;
        Some(CourierJob::Deliver { parcel, secret, collector })
    }

    /// The oldest records that wait; none where there are none, unless the clock is to be asked.
    pub fn parcel(&mut self, wall: Wall) -> Option<Parcel> {
        let mut batch = self.spool.batch();
        batch.truncate(self.sending.at_most.max(1));
        if batch.is_empty() && self.today(wall).is_some() {
            return None;
        }
        if let Some((last, _)) = batch.last() {
            self.spool.offer(*last);
            // Not durable, not sent: a record once offered must never be folded.
            if !self.checkpoint() && !self.spool.in_memory() {
                self.sending.sooner(self.sending.pace.base_ms);
                return None;
            }
        }
        let (seqs, bodies): (Vec<u64>, Vec<String>) = batch.into_iter().unzip();
        let agent = self.keeper.identity.agent.clone();
        let state = serde_json::to_string(&self.spool_state()).ok()?;
        let sent_at = timestamp(self.wall_ms(wall));
        let body = format!(
            r#"{{"schema":"{BATCH_SCHEMA}","agent":"{agent}","boot":"{}","sent_at":"{sent_at}","spool":{state},"records":[{}]}}"#,
            self.start,
            bodies.join(",")
        );
        Some(Parcel { agent, seqs, bodies, body })
    }

    fn spool_state(&self) -> SpoolState {
        let counts = self.spool.counts();
        SpoolState {
            pending: self.spool.waiting().len() as u64,
            lost_records: counts.lost_records,
            folded_days: counts.folded_days,
            rejected: counts.rejected,
            in_memory: self.spool.in_memory(),
        }
    }

    /// Takes what came of a job.
    pub fn done(&mut self, job: &CourierJob, outcome: SendOutcome, wall: Wall) {
        self.sending.under_way = false;
        match outcome {
            SendOutcome::Enrolled(enrolled) => {
                self.keeper.identity.secret = Some(enrolled.secret);
                self.keeper.identity.collector = Some(enrolled.collector);
                let _ = self.keeper.write(self.spool.disk_mut());
                self.sending.rotate = false;
                self.heard(&enrolled.time, enrolled.config, wall);
                self.went_well(wall);
            }
            SendOutcome::Acked(ack) => {
                let CourierJob::Deliver { parcel, .. } = job else { return };
                self.acked(parcel, ack, wall);
            }
            SendOutcome::Refused(refused, wait) => self.refused(job, &refused, wait, wall),
            SendOutcome::Nothing(why, wait) => self.failed(why, wait),
        }
    }

    fn acked(&mut self, parcel: &Parcel, ack: Ack, wall: Wall) {
        let mut settled = 0;
        for rejected in &ack.rejected {
            if parcel.seqs.contains(&rejected.seq) {
                self.spool.reject(rejected.seq);
                settled += 1;
            }
        }
        // Only what was sent, whatever the ranges say.
        for seq in &parcel.seqs {
            if ack.acked.iter().any(|(first, last)| (*first..=*last).contains(seq)) {
                self.spool.settle(*seq, *seq);
                settled += 1;
            }
        }
        self.sending.rotate |= ack.rotate;
        self.heard(&ack.time, ack.config, wall);
        if settled > 0 || parcel.seqs.is_empty() {
            self.went_well(wall);
        } else {
            self.failed("the collector acknowledged none of the records".to_owned(), None);
        }
        self.checkpoint();
    }

    fn refused(&mut self, job: &CourierJob, refused: &Refused, wait: Option<u64>, wall: Wall) {
        match (refused.code, job) {
            (Code::TooLarge, CourierJob::Deliver { parcel, .. }) if parcel.seqs.len() > 1 => {
                self.sending.at_most = parcel.seqs.len() / 2;
            }
            (Code::TooLarge, CourierJob::Deliver { parcel, .. }) => {
                for seq in &parcel.seqs {
                    self.spool.reject(*seq);
                }
                self.sending.at_most = usize::MAX;
                self.checkpoint();
            }
            (Code::Reenroll, _) => {
                self.keeper.rename(self.spool.disk_mut());
            }
            (Code::Unauthorised, _) => {
                self.sending.unauthorised += 1;
                if self.sending.unauthorised >= 3 {
                    self.sending.unauthorised = 0;
                    self.sending.rotate = false;
                    self.keeper.identity.secret = None;
                    let _ = self.keeper.write(self.spool.disk_mut());
                }
            }
            _ => {}
        }
        self.heard(&refused.time, None, wall);
        self.failed(format!("the collector refuses: {}", refused.why), wait);
    }

    /// The collector's clock and wishes.
    fn heard(&mut self, time: &str, config: Option<record::wire::AnsweredConfig>, wall: Wall) {
        if let Ok(at) = time.parse::<jiff::Timestamp>() {
            self.skew_ms = Some(at.as_millisecond() - wall.unix_ms);
        }
        if let Some(config) = config {
            self.kept.config = config.bounded();
        }
    }

    fn went_well(&mut self, wall: Wall) {
        self.sending.failures = 0;
        self.sending.unauthorised = 0;
        self.kept.standing.failures = 0;
        self.kept.standing.last_why = None;
        self.kept.standing.last_ok = Some(timestamp(self.wall_ms(wall)));
        if !self.spool.waiting().is_empty() || self.sending.rotate {
            self.sending.sooner(0);
        }
    }

    fn failed(&mut self, why: String, wait_s: Option<u64>) {
        let pause = self.sending.pace.pause_ms(self.sending.failures);
        // A collector may ask for more patience, up to a day.
        let asked = wait_s.map_or(0, |s| s.min(86_400) * 1000);
        self.sending.failures = self.sending.failures.saturating_add(1);
        self.kept.standing.failures = self.sending.failures;
        self.kept.standing.last_why = Some(why);
        self.sending.due_ms = Some(self.sending.now_ms + pause.max(asked));
    }

    /// Settles what a durable file carries; see [`crate::delivery::outbox`].
    pub fn carried(&mut self, parcel: &Parcel, wall: Wall) {
        for seq in &parcel.seqs {
            self.spool.settle(*seq, *seq);
        }
        self.went_well(wall);
        self.checkpoint();
    }

    /// Says that no file could be written.
    pub fn not_carried(&mut self, why: String) {
        self.failed(why, None);
    }

    /// Whether something is to be carried now.
    pub fn carry_due(&mut self) -> bool {
        if !self.sending.started {
            self.sending.started = true;
            self.sending.sooner(0);
        }
        let due = self.sending.due_ms.is_some_and(|due| self.sending.now_ms >= due);
        if due {
            self.sending.due_ms = None;
        }
        due
    }

    /// Keeps a copy of what was last sent, as it was sent.
    pub fn keep_sent(&mut self, bytes: &[u8]) {
        let disk = self.spool.disk_mut();
        let written = disk
            .allocate("last-sent.new", bytes.len())
            .and_then(|()| disk.write_at("last-sent.new", 0, bytes))
            .and_then(|()| disk.sync("last-sent.new"))
            .and_then(|()| disk.rename("last-sent.new", LAST_SENT));
        if written.is_err() {
            // On a full disk records come first.
            let _ = disk.remove("last-sent.new");
        }
    }
}

/// A moment, UTC.
pub fn timestamp(unix_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(unix_ms)
        .map_or_else(|_| "1970-01-01T00:00:00Z".to_owned(), |at| at.to_string())
}
