//! Why a record, or a whole body, is refused.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The kinds of refusal, as the collector writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A record that the schema or its rules refuse.
    Schema,
    /// The digest is not that of the content.
    Digest,
    /// Another record of the same key is stored with another content.
    Conflict,
    /// The body is not what this address takes.
    Malformed,
    /// The body is larger than is taken.
    TooLarge,
    /// No room now; come back.
    Busy,
    /// The secret or token is not known.
    Unauthorised,
    /// Enrol again under a new name.
    Reenroll,
    /// Too many requests.
    Rate,
}

/// What is refused, and where it stands against the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its kind.
    pub code: Code,
    /// The field, such as `est.lo`; empty for the whole.
    pub field: String,
    /// What was expected, in English: a line for logs.
    pub why: String,
}

impl Refusal {
    /// A record that the rules of its schema refuse at a field.
    pub fn schema(field: &str, why: impl Into<String>) -> Self {
        Self { code: Code::Schema, field: field.to_owned(), why: why.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            f.write_str(&self.why)
        } else {
            write!(f, "{}: {}", self.field, self.why)
        }
    }
}

impl std::error::Error for Refusal {}

/// Refuses unless it holds.
pub(crate) fn must(holds: bool, field: &str, why: &str) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(Refusal::schema(field, why)) }
}
