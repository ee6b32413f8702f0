//! Who may send, kept in memory: secrets, paces, and the starts by which a cloned disk is known.

use crate::secret::{Hash, same};
use crate::store::EnrolledAgent;
use record::AgentId;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Starts of an agent that are remembered.
const STARTS: usize = 8;
/// Returns to an earlier start by which two machines are known: one could be a clock put back.
const RETURNS: u8 = 2;

/// What is known of an agent while the collector runs.
#[derive(Debug)]
pub struct AgentCard {
    /// As it is stored.
    pub agent: EnrolledAgent,
    /// Its pace.
    pub bucket: Bucket,
    /// Its starts.
    pub starts: Starts,
    /// Records that a fault of its disk took, as it last said.
    pub lost_records: u64,
    /// Days that it folded into longer records, as it last said.
    pub folded_days: u64,
}

/// A pace: so many at once, refilled evenly.
#[derive(Clone, Debug)]
pub struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    /// A full one.
    pub fn full(most: f64) -> Self {
        Self { left: most, at: Instant::now() }
    }

    /// Takes one of so many an hour.
    ///
    /// # Errors
    /// The seconds until there is one.
    pub fn take(&mut self, per_hour: f64) -> Result<(), u64> {
        let now = Instant::now();
        let gained = now.duration_since(self.at).as_secs_f64() * per_hour / 3600.0;
        self.left = (self.left + gained).min(per_hour);
        self.at = now;
        if self.left >= 1.0 {
            self.left -= 1.0;
            return Ok(());
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds")]
        let wait = ((1.0 - self.left) * 3600.0 / per_hour).ceil().clamp(1.0, 3600.0) as u64;
        Err(wait)
    }
}

/// The starts of an agent, as it names them at random.
#[derive(Clone, Debug, Default)]
pub struct Starts {
    now: String,
    last_sent_ms: i64,
    before: VecDeque<String>,
    returns: u8,
}

impl Starts {
    /// Hears of a start. True where two machines take turns under one name.
    ///
    /// A start that is over never sends again later; one that does belongs to another machine. A
    /// message delayed on its way was sent before, and says nothing.
    pub fn hear(&mut self, start: &str, sent_ms: i64) -> bool {
        let start: String = start.chars().take(64).collect();
        if start == self.now {
            self.last_sent_ms = self.last_sent_ms.max(sent_ms);
            return false;
        }
        if let Some(at) = self.before.iter().position(|known| *known == start) {
            if sent_ms <= self.last_sent_ms {
                return false;
            }
            self.returns += 1;
            if self.returns >= RETURNS {
                // The one that is told takes another name; the other keeps this one.
                self.before.remove(at);
                self.returns = 0;
                return true;
            }
            self.before.remove(at);
        }
        if !self.now.is_empty() {
            self.before.push_back(std::mem::take(&mut self.now));
        }
        if self.before.len() > STARTS {
            self.before.pop_front();
        }
        self.now = start;
        self.last_sent_ms = self.last_sent_ms.max(sent_ms);
        false
    }
}

/// Every agent, by name and by secret.
#[derive(Debug, Default)]
pub struct Book {
    pages: Mutex<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    cards: HashMap<AgentId, Arc<Mutex<AgentCard>>>,
    names: HashMap<Hash, AgentId>,
}

/// What a lock holds, whoever panicked while holding it.
pub fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Book {
    /// Takes the store's agents as the truth; paces and starts stay.
    pub fn renew(&self, agents: Vec<EnrolledAgent>, per_hour: f64) {
        let mut pages = held(&self.pages);
        let mut fresh = Pages::default();
        for agent in agents {
            let card = pages.cards.remove(&agent.id);
            fresh.add(agent, card, per_hour);
        }
        *pages = fresh;
    }

    /// Adds or changes an agent.
    pub fn put(&self, agent: EnrolledAgent, per_hour: f64) {
        let mut pages = held(&self.pages);
        let card = pages.cards.remove(&agent.id);
        if let Some(card) = &card {
            let old = held(card).agent.clone();
            pages.names.remove(&old.secret);
            if let Some((hash, _)) = old.previous {
                pages.names.remove(&hash);
            }
        }
        pages.add(agent, card, per_hour);
    }

    /// The agent of a secret that is good now.
    pub fn find(&self, secret: &Hash, now: i64) -> Option<Arc<Mutex<AgentCard>>> {
        let pages = held(&self.pages);
        let card = Arc::clone(pages.cards.get(pages.names.get(secret)?)?);
        drop(pages);
        let good = {
            let card = held(&card);
            let agent = &card.agent;
            let previous = agent.previous.filter(|(_, until)| now < *until);
            let known = same(&agent.secret, secret)
                || previous.is_some_and(|(hash, _)| same(&hash, secret));
            known && !agent.closed
        };
        good.then_some(card)
    }

    /// Agents that may send.
    pub fn len(&self) -> usize {
        held(&self.pages).cards.len()
    }

    /// Records lost and days folded by all agents, as each last said since the collector started.
    pub fn losses(&self) -> (u64, u64) {
        let pages = held(&self.pages);
        pages.cards.values().fold((0, 0), |(lost, folded), card| {
            let card = held(card);
            (lost.saturating_add(card.lost_records), folded.saturating_add(card.folded_days))
        })
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Pages {
    fn add(&mut self, agent: EnrolledAgent, card: Option<Arc<Mutex<AgentCard>>>, per_hour: f64) {
        self.names.insert(agent.secret, agent.id.clone());
        if let Some((hash, _)) = agent.previous {
            self.names.insert(hash, agent.id.clone());
        }
        let id = agent.id.clone();
        let card = match card {
            Some(card) => {
                held(&card).agent = agent;
                card
            }
            None => Arc::new(Mutex::new(AgentCard {
                agent,
                bucket: Bucket::full(per_hour),
                starts: Starts::default(),
                lost_records: 0,
                folded_days: 0,
            })),
        };
        self.cards.insert(id, card);
    }
}

#[cfg(test)]
mod tests {
    use super::{Bucket, Starts};

    #[test]
    fn two_machines_of_one_name_are_known_when_they_take_turns() {
        let mut starts = Starts::default();
        let told: Vec<bool> =
            [("a", 1), ("b", 2), ("a", 3), ("b", 4)].map(|(s, at)| starts.hear(s, at)).to_vec();
        assert_eq!(told, [false, false, false, true]);
        assert!(!starts.hear("a", 5), "the one that stays is at home");
    }

    #[test]
    fn a_machine_that_starts_often_and_a_message_that_comes_late_are_no_clone() {
        let mut starts = Starts::default();
        for at in 0..100 {
            assert!(!starts.hear(&format!("start {at}"), at));
            assert!(!starts.hear(&format!("start {}", at.max(1) - 1), at - 1), "late");
        }
    }

    #[test]
    fn a_pace_lets_through_so_many_and_says_when_to_come_back() {
        let mut bucket = Bucket::full(3.0);
        let taken = (0..4).filter(|_| bucket.take(3.0).is_ok()).count();
        assert_eq!(taken, 3);
        let wait = bucket.take(3.0).unwrap_err();
        assert!((1000..=1200).contains(&wait), "{wait}");
    }
}
