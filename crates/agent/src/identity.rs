//! Who this agent is, kept apart from its records.

use crate::platform::HardwareMarks;
use crate::spool::Slots;
use crate::spool::disk::Disk;
use record::AgentId;
use serde::{Deserialize, Serialize};
use std::io;

const NAME: &str = "identity";
/// Numbers reserved ahead: where both checkpoints are lost, numbering goes on from here.
const AHEAD: u64 = 1_000;

/// What is kept of an identity.
#[derive(Clone, Serialize, Deserialize)]
pub struct Identity {
    /// The agent's name.
    pub agent: AgentId,
    /// Its collector's name, told at enrolment.
    pub collector: Option<AgentId>,
    /// Its secret, told at enrolment.
    pub secret: Option<String>,
    /// The machine it was made on.
    pub marks: HardwareMarks,
    /// No number from here on was ever given.
    pub seq_limit: u64,
}

impl std::fmt::Debug for Identity {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("agent", &self.agent).finish_non_exhaustive()
    }
}

/// Identity, and the slots it is kept in.
#[derive(Debug)]
pub struct Keeper {
    slots: Slots,
    /// The identity.
    pub identity: Identity,
    /// Whether the folder was another machine's, and a new name was taken.
    pub cloned: bool,
}

impl Keeper {
    /// Finds the identity of a folder, or makes one; where the folder is a copy from another
    /// machine, takes a new name and puts that machine's records aside.
    pub fn open<D: Disk>(disk: &mut D, marks: &HardwareMarks) -> Self {
        let (slots, body) = Slots::open(disk, NAME);
        let known: Option<Identity> = body.and_then(|body| serde_json::from_slice(&body).ok());
        let fresh = || Identity {
            agent: AgentId::from_bytes(random()),
            collector: None,
            secret: None,
            marks: marks.clone(),
            seq_limit: 1,
        };
        let cloned = known.as_ref().is_some_and(|known| marks.of_another(&known.marks));
        if cloned {
            put_aside(disk);
        }
        let mut identity = match known {
            Some(known) if !cloned => known,
            _ => fresh(),
        };
        if marks.board.is_some() || !marks.adapters.is_empty() {
            identity.marks = marks.clone();
        }
        let mut keeper = Self { slots, identity, cloned };
        // Where this fails the name lives until the end of this run, as records in memory do.
        let _ = keeper.write(disk);
        keeper
    }

    /// Writes the identity.
    ///
    /// # Errors
    /// The disk's word.
    pub fn write<D: Disk>(&mut self, disk: &mut D) -> io::Result<()> {
        let body = serde_json::to_vec(&self.identity)?;
        self.slots.write(disk, &body)
    }

    /// Keeps the reserve of numbers ahead of those given.
    pub fn reserve<D: Disk>(&mut self, disk: &mut D, next_seq: u64) {
        if next_seq + AHEAD / 2 > self.identity.seq_limit {
            self.identity.seq_limit = next_seq + AHEAD;
            let _ = self.write(disk);
        }
    }

    /// Takes a new name, as a collector asks where two machines share one.
    pub fn rename<D: Disk>(&mut self, disk: &mut D) {
        self.identity.agent = AgentId::from_bytes(random());
        self.identity.secret = None;
        let _ = self.write(disk);
    }

    /// What is kept, without opening anything: for those who only look.
    pub fn peek<D: Disk>(disk: &D) -> Option<Identity> {
        serde_json::from_slice(&Slots::peek(disk, NAME)?).ok()
    }
}

/// Another machine's records are its own to deliver; they are kept, and never sent from here.
fn put_aside<D: Disk>(disk: &mut D) {
    let names = disk.list().unwrap_or_else(|_| Vec::new());
    for name in names.iter().filter(|name| name.starts_with("foreign-")) {
        let _ = disk.remove(name);
    }
    for name in &names {
        if let Some(rest) = name.strip_prefix("spool-") {
            let _ = disk.rename(name, &format!("foreign-{rest}"));
        } else if name.starts_with("checkpoint-") || name == "last-sent.gz" {
            let _ = disk.remove(name);
        }
    }
}

/// Random bytes of the system.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        // No source of chance: what differs between two machines and two moments must do.
        let here = format!("{:?} {:?}", std::time::Instant::now(), std::process::id());
        let digest = record::digest_of(&serde_json::Value::String(here));
        for (byte, digit) in bytes.iter_mut().zip(digest.bytes().cycle()) {
            *byte = digit;
        }
    }
    bytes
}

/// A number from 0 up to a bound, at random.
pub fn random_below(bound: u64) -> u64 {
    if bound == 0 { 0 } else { u64::from_le_bytes(random()) % bound }
}
