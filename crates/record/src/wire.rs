//! The bodies of the collector's API, version 1, and the file that is carried by hand.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `POST /v1/enroll`, bearer: the token | [`Enrol`] | 201 [`Enrolled`] |
//! | `POST /v1/ingest`, bearer: the secret | [`Batch`], gzip | 200 [`Ack`] |
//! | `POST /v1/credential`, bearer: the secret | [`Rotate`] | 200 [`Enrolled`] |
//! | any | | else [`Refused`] |

use crate::identity::{hex, is_hex};
use crate::{AgentId, Code, canonical};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Records of one batch at most.
pub const MAX_BATCH_RECORDS: usize = 400;
/// A batch's bytes once inflated, at most.
pub const MAX_BATCH_BYTES: usize = 8 * 1024 * 1024;

/// How the agent's spool stands, for the collector's own view of health.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpoolState {
    /// Records not yet acknowledged, these included.
    pub pending: u64,
    /// Records that a fault of the disk took.
    pub lost_records: u64,
    /// Days folded into longer records for want of room.
    pub folded_days: u64,
    /// Records that the collector refused.
    pub rejected: u64,
    /// Whether records are in memory alone, for want of disk.
    pub in_memory: bool,
}

/// Records on their way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// `batch/1`.
    pub schema: String,
    /// Who sends.
    pub agent: AgentId,
    /// Random for each start of the agent: two that alternate are two machines of one name.
    pub boot: String,
    /// The agent's clock when it sent, UTC.
    pub sent_at: String,
    /// How its spool stands.
    pub spool: SpoolState,
    /// Each is checked alone by [`crate::Record::parse`].
    pub records: Vec<Value>,
}

/// A record that the collector will never take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// Its number.
    pub seq: u64,
    /// Why.
    pub code: Code,
    /// At which field.
    #[serde(default)]
    pub field: String,
    /// What was expected.
    #[serde(default)]
    pub why: String,
}

/// What an answer may change in an agent. Everything else is compiled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredConfig {
    /// Seconds between samples on mains, 5 to 60.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_s: Option<u32>,
    /// Seconds over which agents spread their daily sending, 0 to 14400.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread_s: Option<u32>,
    /// Parts of the inventory not to be sent: `serial`, `displays`, `drives`, `gpus`, `batteries`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withhold: Option<Vec<String>>,
}

impl AnsweredConfig {
    /// The parts of an inventory that can be withheld.
    pub const WITHHELD: [&'static str; 5] = ["serial", "displays", "drives", "gpus", "batteries"];

    /// The same within the compiled bounds; a word not known is left out.
    #[must_use]
    pub fn bounded(self) -> Self {
        let known = |words: Vec<String>| {
            words.into_iter().filter(|word| Self::WITHHELD.contains(&word.as_str())).collect()
        };
        Self {
            interval_s: self.interval_s.map(|s| s.clamp(5, 60)),
            spread_s: self.spread_s.map(|s| s.min(14_400)),
            withhold: self.withhold.map(known),
        }
    }
}

/// What the collector has committed. Only this deletes anything of an agent's spool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    /// `ack/1`.
    pub schema: String,
    /// The collector's own name, told at enrolment.
    pub collector: AgentId,
    /// The agent it answers.
    pub agent: AgentId,
    /// Ranges of numbers committed, both ends included.
    pub acked: Vec<(u64, u64)>,
    /// Records that it will never take.
    #[serde(default)]
    pub rejected: Vec<Rejected>,
    /// What should change in the agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<AnsweredConfig>,
    /// Whether the agent should ask for a new secret.
    #[serde(default)]
    pub rotate: bool,
    /// The collector's clock, UTC.
    pub time: String,
}

impl Ack {
    /// The schema's name.
    pub const SCHEMA: &'static str = "ack/1";

    /// Reads an answer to this agent from its own collector; anything else is none.
    pub fn parse(body: &[u8], agent: &AgentId, collector: &AgentId) -> Option<Self> {
        let ack: Self = serde_json::from_slice(body).ok()?;
        let own = ack.schema == Self::SCHEMA && ack.agent == *agent && ack.collector == *collector;
        let ordered = ack.acked.iter().all(|(first, last)| first <= last);
        (own && ordered).then_some(ack)
    }
}

/// What an agent says to get a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// `enrol/1`.
    pub schema: String,
    /// Its name.
    pub agent: AgentId,
    /// Its version.
    pub agent_version: String,
}

impl Enrol {
    /// The schema's name.
    pub const SCHEMA: &'static str = "enrol/1";
}

/// What an agent says to change its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotate {
    /// `rotate/1`.
    pub schema: String,
    /// Its name.
    pub agent: AgentId,
}

impl Rotate {
    /// The schema's name.
    pub const SCHEMA: &'static str = "rotate/1";
}

/// The agent's secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// `enrolled/1`.
    pub schema: String,
    /// The collector's own name.
    pub collector: AgentId,
    /// Whose secret it is.
    pub agent: AgentId,
    /// 256 bits, as 64 hexadecimal digits.
    pub secret: String,
    /// What should change in the agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<AnsweredConfig>,
    /// The collector's clock, UTC.
    pub time: String,
}

impl Enrolled {
    /// The schema's name.
    pub const SCHEMA: &'static str = "enrolled/1";

    /// Reads a secret for this agent; anything else is none.
    pub fn parse(body: &[u8], agent: &AgentId) -> Option<Self> {
        let answer: Self = serde_json::from_slice(body).ok()?;
        let own = answer.schema == Self::SCHEMA && answer.agent == *agent;
        (own && is_hex(&answer.secret, 64)).then_some(answer)
    }
}

impl std::fmt::Debug for Enrolled {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolled").field("agent", &self.agent).finish_non_exhaustive()
    }
}

/// A refusal of a whole request, by the collector itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// `refused/1`.
    pub schema: String,
    /// The collector's own name.
    pub collector: AgentId,
    /// Why.
    pub code: Code,
    /// The same for a person.
    pub why: String,
    /// The collector's clock, UTC.
    pub time: String,
}

impl Refused {
    /// The schema's name.
    pub const SCHEMA: &'static str = "refused/1";

    /// Reads a refusal of this collector, or of any where none is known yet.
    pub fn parse(body: &[u8], collector: Option<&AgentId>) -> Option<Self> {
        let refused: Self = serde_json::from_slice(body).ok()?;
        let own = collector.is_none_or(|known| *known == refused.collector);
        (own && refused.schema == Self::SCHEMA).then_some(refused)
    }
}

/// The name of a batch's schema.
pub const BATCH_SCHEMA: &str = "batch/1";
/// The name of a carried file's schema.
pub const OUTBOX_SCHEMA: &str = "outbox/1";

/// A file of records that a person carries where no network goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outbox {
    /// `outbox/1`.
    pub schema: String,
    /// Who wrote it.
    pub agent: AgentId,
    /// The agent's clock when it did, UTC.
    pub written_at: String,
    /// Its records.
    pub records: Vec<Value>,
    /// 64 hexadecimal digits over all the rest.
    pub seal: String,
}

/// The seal of a carried file: HMAC-SHA-256 under the SHA-256 of the site's token, or SHA-256
/// where there is no token. A collector that keeps tokens hashed can check it.
pub fn seal(file: &Value, token: Option<&str>) -> String {
    let text = canonical(file, "seal");
    let Some(token) = token else { return hex(&Sha256::digest(text.as_bytes())) };
    seal_with(&text, &Sha256::digest(token.as_bytes()))
}

/// The seal under a token that is kept as its SHA-256.
pub fn seal_hashed(file: &Value, token_sha256: &[u8; 32]) -> String {
    seal_with(&canonical(file, "seal"), token_sha256)
}

fn seal_with(text: &str, key: &[u8]) -> String {
    // HMAC takes keys of every length, so that the other branch is never taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(text.as_bytes());
    hex(&mac.finalize().into_bytes())
}
