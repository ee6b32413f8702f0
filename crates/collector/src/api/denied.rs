//! Why somebody is not let in, as the operator's log says it: of which kind, and how often. Neither
//! who asked nor by which word.

use crate::book::held;
use crate::log;
use crate::store::Token;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Why a secret or token does not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Denied {
    /// None was given.
    Absent,
    /// Nobody has it.
    Unknown,
    /// Its time is over.
    Expired,
    /// A person took it back.
    Revoked,
    /// It took as many machines as it is good for.
    UsedUp,
    /// It is another agent's.
    Another,
}

impl Denied {
    /// Why a token lets no machine in that is new to it.
    pub(crate) fn by(token: &Token, now: i64) -> Self {
        match token {
            token if token.revoked => Self::Revoked,
            token if now >= token.expires => Self::Expired,
            _ => Self::UsedUp,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Unknown => "unknown",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::UsedUp => "used up",
            Self::Another => "another agent's",
        }
    }
}

/// How long those of a kind are counted before another line tells them.
const QUIET: Duration = Duration::from_mins(1);

/// Those not let in that no line has told yet, by kind, and when a line last did.
#[derive(Debug, Default)]
pub struct DeniedTally(Mutex<BTreeMap<Denied, (Instant, u64)>>);

impl DeniedTally {
    /// One more: how many a line tells now; the first of a kind at once, the others together.
    fn add(&self, denied: Denied) -> Option<u64> {
        let now = Instant::now();
        let mut kinds = held(&self.0);
        match kinds.get_mut(&denied) {
            None => {
                kinds.insert(denied, (now, 0));
                Some(1)
            }
            Some((_, untold)) => {
                *untold += 1;
                None
            }
        }
    }

    /// What is to be told of those that were counted for so long; a kind that was quiet meanwhile is
    /// told at once again.
    fn due(&self, quiet: Duration) -> Vec<(Denied, u64)> {
        let now = Instant::now();
        let mut due = Vec::new();
        held(&self.0).retain(|denied, (told, untold)| {
            if now.duration_since(*told) < quiet {
                return true;
            }
            if *untold == 0 {
                return false;
            }
            due.push((*denied, *untold));
            (*told, *untold) = (now, 0);
            true
        });
        due
    }

    /// Tells one that is not let in, by a line of its own or by the next of its kind.
    pub(crate) fn tell(&self, denied: Denied) {
        // Who gives no secret is asked for one: that is no refusal yet.
        if denied != Denied::Absent {
            self.flush();
            if let Some(count) = self.add(denied) {
                line(denied, count);
            }
        }
    }

    /// Tells those that were counted.
    pub(crate) fn flush(&self) {
        for (denied, count) in self.due(QUIET) {
            line(denied, count);
        }
    }
}

fn line(denied: Denied, count: u64) {
    log::event("warn", "not_let_in", &json!({"secret": denied.word(), "requests": count}));
}

#[cfg(test)]
mod tests {
    use super::{Denied, DeniedTally, QUIET};
    use std::time::Duration;

    #[test]
    fn the_first_of_a_kind_is_told_at_once_and_a_flood_by_its_count() {
        let tally = DeniedTally::default();
        assert_eq!(tally.add(Denied::Unknown), Some(1));
        assert_eq!(tally.add(Denied::Expired), Some(1));
        let flood: Vec<_> = (0..1000).filter_map(|_| tally.add(Denied::Unknown)).collect();
        assert_eq!((flood, tally.due(QUIET)), (Vec::new(), Vec::new()));
        assert_eq!(tally.due(Duration::ZERO), [(Denied::Unknown, 1000)]);
        assert_eq!(tally.due(Duration::ZERO), [], "nothing was left to tell");
        assert_eq!(tally.add(Denied::Unknown), Some(1), "a new one is told at once");
    }
}
