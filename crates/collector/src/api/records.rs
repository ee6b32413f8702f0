//! A batch's records: told apart before they are built, checked one by one, made ready to store.

use crate::pseudonym::EstateKey;
use crate::store::{DayFigures, StoreEntry};
use record::wire::{BATCH_SCHEMA, MAX_BATCH_RECORDS, Rejected};
use record::{AgentId, MAX_RECORD_BYTES, Record, Refusal};
use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The first day that is taken, 1 January 2020.
const FIRST_DAY: i32 = 18_262;
/// Days after today that are taken: a machine whose clock is a year ahead tells the truth about all
/// but the date, and its skew is kept beside it. Of days without end, each month would be a file.
const AHEAD: i32 = 366;

/// What is said of a batch with too many records.
const TOO_MANY: &str = "too many records";

/// A batch whose records are not built yet.
#[derive(Debug, Deserialize)]
pub(super) struct Raw<'a> {
    schema: String,
    pub(super) agent: AgentId,
    pub(super) boot: String,
    pub(super) sent_at: String,
    pub(super) spool: SpoolStanding,
    #[serde(borrow)]
    records: RecordTexts<'a>,
}

/// Why a batch is refused as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BatchFault {
    Malformed(&'static str),
    TooMany,
}

impl<'a> Raw<'a> {
    /// Reads a batch.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, BatchFault> {
        let batch: Self = serde_json::from_slice(bytes).map_err(|error| {
            if error.to_string().starts_with(TOO_MANY) {
                BatchFault::TooMany
            } else {
                BatchFault::Malformed("expected a body of batch/1")
            }
        })?;
        if batch.schema != BATCH_SCHEMA {
            return Err(BatchFault::Malformed("expected schema batch/1"));
        }
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if !(1..=64).contains(&batch.boot.len()) || !batch.boot.bytes().all(word) {
            return Err(BatchFault::Malformed("boot: expected 1 to 64 letters and digits"));
        }
        Ok(batch)
    }

    /// Checks each record.
    pub(super) fn sort(&self, key: &EstateKey, received: i64) -> Result<SortedBatch, BatchFault> {
        let sent = crate::clock::millis(&self.sent_at)
            .ok_or(BatchFault::Malformed("sent_at: expected a time in UTC"))?;
        let skew_s = (received * 1000).saturating_sub(sent) / 1000;
        let mut sorted = SortedBatch { sent_ms: sent, entries: Vec::new(), rejected: Vec::new() };
        for raw in &self.records.0 {
            let seq = serde_json::from_str::<NumberedRecord>(raw.get())
                .ok()
                .map(|numbered| numbered.seq.0)
                .filter(|seq| *seq >= 1)
                .ok_or(BatchFault::Malformed("records: expected a `seq` of each"))?;
            match entry(raw, &self.agent, key, received, skew_s) {
                Ok(entry) => sorted.entries.push(entry),
                Err(refusal) => sorted.rejected.push(Rejected {
                    seq,
                    code: refusal.code,
                    field: refusal.field,
                    why: refusal.why.chars().take(200).collect(),
                }),
            }
        }
        Ok(sorted)
    }
}

/// A batch's records as they will be stored, or not.
#[derive(Debug)]
pub(super) struct SortedBatch {
    pub(super) sent_ms: i64,
    pub(super) entries: Vec<StoreEntry>,
    pub(super) rejected: Vec<Rejected>,
}

#[derive(Deserialize)]
struct NumberedRecord {
    seq: Whole,
}

/// How the agent's spool stands: what it lost and folded since it is there is summed over agents,
/// the rest checked and not kept.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct SpoolStanding {
    #[serde(rename = "pending")]
    _pending: Whole,
    pub(super) lost_records: Whole,
    pub(super) folded_days: Whole,
    #[serde(rename = "rejected")]
    _rejected: Whole,
    #[serde(rename = "in_memory")]
    _in_memory: bool,
}

/// A whole number below 2^53, also written `5.0`: to JSON they are one.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "f64")]
pub(super) struct Whole(pub(super) u64);

impl TryFrom<f64> for Whole {
    type Error = &'static str;
    fn try_from(number: f64) -> Result<Self, Self::Error> {
        let whole = (0.0..9_007_199_254_740_992.0).contains(&number) && number.fract() == 0.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
        let counted = number as u64;
        if whole { Ok(Self(counted)) } else { Err("expected a whole number") }
    }
}

fn entry(
    raw: &RawValue,
    agent: &AgentId,
    key: &EstateKey,
    received: i64,
    skew_s: i64,
) -> Result<StoreEntry, Refusal> {
    if raw.get().len() > 2 * MAX_RECORD_BYTES {
        return Err(Refusal::schema("", "the record is larger than 16 KiB"));
    }
    let value: serde_json::Value =
        serde_json::from_str(raw.get()).map_err(|error| Refusal::schema("", error.to_string()))?;
    let mut entry = entry_of(&value, agent, key, received)?;
    entry.skew_s = skew_s;
    Ok(entry)
}

/// A record checked and made ready to store: its serial number is a pseudonym.
pub(crate) fn entry_of(
    value: &serde_json::Value,
    agent: &AgentId,
    key: &EstateKey,
    received: i64,
) -> Result<StoreEntry, Refusal> {
    let record = Record::parse(value)?;
    let at = record.key();
    let day = at.day.number();
    if !(FIRST_DAY..=crate::clock::day_of(received) + AHEAD).contains(&day) {
        return Err(Refusal::schema("day", "expected a day from 2020 to a year after today"));
    }
    let seq = i64::try_from(at.seq).map_err(|_| Refusal::schema("seq", "expected below 2^53"))?;
    let figures = match &record {
        Record::UseDay(day) => Some(DayFigures {
            days: i64::from(day.days),
            wh: day.est.wh,
            lo: day.est.lo,
            hi: day.est.hi,
            grade: day.est.grade.to_string(),
            awake_s: i64::try_from(day.awake_s).unwrap_or(i64::MAX),
        }),
        Record::Inventory(_) => None,
    };
    let digest = record.digest().to_owned();
    let body = stored(record, key).map_err(|error| Refusal::schema("", error.to_string()))?;
    Ok(StoreEntry { agent: agent.clone(), day, seq, digest, received, skew_s: 0, figures, body })
}

/// A record as it is stored: what the schema names and nothing that came beside it, its serial
/// number a pseudonym before anything is written.
fn stored(record: Record, key: &EstateKey) -> serde_json::Result<String> {
    match record {
        Record::UseDay(day) => serde_json::to_string(&day),
        Record::Inventory(mut machine) => {
            let serial = machine.product.serial.take();
            machine.product.serial = serial.and_then(|serial| key.serial(&serial));
            serde_json::to_string(&machine)
        }
    }
}

/// Records as their text, no more of them than a batch may hold.
#[derive(Debug)]
struct RecordTexts<'a>(Vec<&'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for RecordTexts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Gather;
        impl<'de> Visitor<'de> for Gather {
            type Value = Vec<&'de RawValue>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("records")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut records = Vec::new();
                while let Some(record) = seq.next_element()? {
                    if records.len() == MAX_BATCH_RECORDS {
                        return Err(A::Error::custom(TOO_MANY));
                    }
                    records.push(record);
                }
                Ok(records)
            }
        }
        deserializer.deserialize_seq(Gather).map(RecordTexts)
    }
}

#[cfg(test)]
mod tests {
    use super::entry_of;
    use crate::pseudonym::EstateKey;
    use record::{AgentId, Inventory, Record};

    #[test]
    fn a_day_a_year_ahead_is_taken_and_none_after() {
        let key = EstateKey::fresh().unwrap();
        let taken = |day: &str| {
            let text = format!(
                r#"{{"schema":"{}","seq":1,"day":"{day}","agent_version":"0","class":"unknown","product":{{}},
                "processor":{{"threads":1}},"memory":{{"total_mib":1,"modules":[]}},"drives":[],
                "displays":[],"gpus":[],"batteries":[],"os":{{}},"methods":[],"digest":""}}"#,
                Inventory::SCHEMA
            );
            let machine: Inventory = serde_json::from_str(&text).unwrap();
            let sealed = Record::Inventory(Box::new(machine)).seal().unwrap().1;
            let value = serde_json::from_str(&sealed).unwrap();
            // 26 November 2026, noon.
            entry_of(&value, &AgentId::from_bytes([1; 16]), &key, 1_795_694_400).is_ok()
        };
        let days = ["2019-12-31", "2020-01-01", "2027-11-27", "2027-11-28"];
        assert_eq!(days.map(taken), [false, true, true, false]);
    }
}
