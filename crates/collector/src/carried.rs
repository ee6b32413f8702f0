//! Files of records that somebody carried, where no network goes.

use crate::body::Packing;
use crate::clock;
use crate::pseudonym::EstateKey;
use crate::secret::same;
use crate::store::{
    EnrolledAgent, EnrolmentRefusal, Put, Store, StoreDone, StoreFault, Token, Write,
};
use record::AgentId;
use record::wire::{MAX_BATCH_BYTES, OUTBOX_SCHEMA, Outbox, seal_hashed};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// What a file brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Records stored.
    pub stored: usize,
    /// Records that were stored already.
    pub again: usize,
    /// Records in conflict with what is stored.
    pub conflict: usize,
    /// Records that are refused.
    pub rejected: usize,
    /// Of them those that their rules refuse, by the field at which they do.
    pub fields: BTreeMap<String, usize>,
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarriedFault {
    /// It is no file of an agent's.
    Malformed,
    /// The system does not let it be read.
    File(std::io::ErrorKind),
    /// Its seal is of no token that is good.
    Seal,
    /// Its agent is new, and the token that sealed it takes no more.
    Over,
    /// Its agent is of another site than its seal, or closed, or erased.
    Name,
    /// Its agent has a secret of its own, and sends by the network.
    Network,
    /// The store's word, or the disk's.
    Store(StoreFault),
}

impl From<StoreFault> for CarriedFault {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

/// Takes a file into the store. Its agent is enrolled by the token that sealed it.
///
/// # Errors
/// Why it is not taken; nothing of it is stored then.
pub fn take(store: &mut dyn Store, key: &EstateKey, path: &Path) -> Result<Carried, CarriedFault> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(MAX_BATCH_BYTES as u64).read_to_end(&mut bytes));
    read.map_err(|error| CarriedFault::File(error.kind()))?;
    let packing = Packing::of_start(&bytes);
    let bytes = packing.inflate(bytes, MAX_BATCH_BYTES).map_err(|_| CarriedFault::Malformed)?;
    let value: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|_| CarriedFault::Malformed)?;
    let outbox: Outbox =
        serde_json::from_value(value.clone()).map_err(|_| CarriedFault::Malformed)?;
    if outbox.schema != OUTBOX_SCHEMA {
        return Err(CarriedFault::Malformed);
    }
    let now = clock::now();
    let sealed = |token: &Token| {
        let own = crate::secret::hash(&seal_hashed(&value, &token.hash));
        !token.revoked && same(&own, &crate::secret::hash(&outbox.seal))
    };
    let token = store.tokens()?.into_iter().find(sealed).ok_or(CarriedFault::Seal)?;
    match store.agents()?.into_iter().find(|agent| agent.id == outbox.agent) {
        Some(agent) if agent.closed || agent.site != token.site => return Err(CarriedFault::Name),
        // Whoever has the site's token can seal a file under any name: one that is known to send by a
        // secret of its own sends by it.
        Some(agent) if agent.networked => return Err(CarriedFault::Network),
        Some(_) => {}
        None => enrol(store, token, outbox.agent.clone(), now)?,
    }
    let mut told = Carried::default();
    let mut entries = Vec::new();
    for record in &outbox.records {
        match crate::api::entry_of(record, &outbox.agent, key, now) {
            Ok(entry) => entries.push(entry),
            Err(refusal) => {
                told.rejected += 1;
                *told.fields.entry(refusal.field).or_default() += 1;
            }
        }
    }
    for done in store.commit(&[Write::Records(entries)])? {
        let StoreDone::Put(puts) = done else { continue };
        for put in puts {
            match put {
                Put::Stored => told.stored += 1,
                Put::Again => told.again += 1,
                Put::Conflict => told.conflict += 1,
                Put::Forgotten | Put::Erased => told.rejected += 1,
            }
        }
    }
    Ok(told)
}

/// Enrols a file's agent, as a use of the token that sealed it.
fn enrol(store: &mut dyn Store, token: Token, id: AgentId, now: i64) -> Result<(), CarriedFault> {
    let agent = EnrolledAgent {
        id,
        site: token.site,
        token: token.id,
        // Nobody has this secret: the agent has no network to use one on.
        secret: crate::secret::random().map_err(StoreFault::from)?,
        secret_at: now,
        previous: None,
        // So that nobody gets one under this name by enrolling again.
        used: true,
        enrolled: now,
        networked: false,
        closed: false,
    };
    match store.commit(&[Write::Enrol(agent)])?.first() {
        Some(StoreDone::Made) => Ok(()),
        Some(StoreDone::Refused(EnrolmentRefusal::Taken)) => Err(CarriedFault::Name),
        _ => Err(CarriedFault::Over),
    }
}
