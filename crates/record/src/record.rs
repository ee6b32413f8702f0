//! A record of either schema, and the one door through which it comes in.

use crate::{Code, Inventory, MAX_RECORD_BYTES, RecordDay, Refusal, UseDay, canonical, digest_of};
use serde_json::Value;

/// A record of an agent.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A day's use.
    UseDay(Box<UseDay>),
    /// What the machine is.
    Inventory(Box<Inventory>),
}

/// What makes a record of one agent the same record: stored once, whatever the network does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// Its day.
    pub day: RecordDay,
    /// Its number.
    pub seq: u64,
}

impl Record {
    /// Reads and checks a record: its size, its digest, its schema, its rules.
    ///
    /// # Errors
    /// What stands against it, and at which field.
    pub fn parse(value: &Value) -> Result<Self, Refusal> {
        let claimed = value.get("digest").and_then(Value::as_str).unwrap_or("");
        if canonical(value, "digest").len() > MAX_RECORD_BYTES {
            return Err(Refusal::schema("", "the record is larger than 16 KiB"));
        }
        let schema = value.get("schema").and_then(Value::as_str).unwrap_or("");
        if ![UseDay::SCHEMA, Inventory::SCHEMA].contains(&schema) {
            return Err(Refusal::schema("schema", "expected use-day/1 or inv/1"));
        }
        if claimed != digest_of(value) {
            let why = "the digest is not that of the content".to_owned();
            return Err(Refusal { code: Code::Digest, field: "digest".to_owned(), why });
        }
        let shape = |error: serde_json::Error| Refusal::schema("", error.to_string());
        let record = if schema == UseDay::SCHEMA {
            Self::UseDay(Box::new(serde::Deserialize::deserialize(value).map_err(shape)?))
        } else {
            Self::Inventory(Box::new(serde::Deserialize::deserialize(value).map_err(shape)?))
        };
        record.check()?;
        Ok(record)
    }

    /// Whether every field is within its rules.
    ///
    /// # Errors
    /// The first field that is not.
    pub fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::UseDay(day) => day.check(),
            Self::Inventory(inventory) => inventory.check(),
        }
    }

    /// The record as JSON with its digest: what the agent stores, sends and shows.
    ///
    /// # Errors
    /// A record that its own rules refuse is never sealed.
    pub fn seal(mut self) -> Result<(Self, String), Refusal> {
        self.check()?;
        let digest = digest_of(&self.value()?);
        match &mut self {
            Self::UseDay(day) => day.digest = digest,
            Self::Inventory(inventory) => inventory.digest = digest,
        }
        let text = match &self {
            Self::UseDay(day) => serde_json::to_string(day),
            Self::Inventory(inventory) => serde_json::to_string(inventory),
        }
        .map_err(|error| Refusal::schema("", error.to_string()))?;
        if text.len() > MAX_RECORD_BYTES {
            return Err(Refusal::schema("", "the record is larger than 16 KiB"));
        }
        Ok((self, text))
    }

    fn value(&self) -> Result<Value, Refusal> {
        match self {
            Self::UseDay(day) => serde_json::to_value(day),
            Self::Inventory(inventory) => serde_json::to_value(inventory),
        }
        .map_err(|error| Refusal::schema("", error.to_string()))
    }

    /// Its number.
    pub fn seq(&self) -> u64 {
        match self {
            Self::UseDay(day) => day.seq,
            Self::Inventory(inventory) => inventory.seq,
        }
    }

    /// What makes it the same record, beside the agent.
    pub fn key(&self) -> RecordKey {
        match self {
            Self::UseDay(day) => RecordKey { day: day.day, seq: day.seq },
            Self::Inventory(inventory) => RecordKey { day: inventory.day, seq: inventory.seq },
        }
    }

    /// Its digest.
    pub fn digest(&self) -> &str {
        match self {
            Self::UseDay(day) => &day.digest,
            Self::Inventory(inventory) => &inventory.digest,
        }
    }
}
