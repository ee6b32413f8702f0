//! What every request shares.

use super::denied::{Denied, DeniedTally};
use crate::body::SharedMemory;
use crate::book::{AgentCard, Book, Bucket, held};
use crate::pseudonym::EstateKey;
use crate::secret::{self, Hash, same};
use crate::store::{EnrolledAgent, JournalNote, Store, StoreFault, Token};
use crate::writer::{WriteFault, WriterThread};
use crate::{clock, log};
use axum::http::StatusCode;
use record::AgentId;
use serde_json::json;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Whether documents of other agents are taken, and from whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// From nobody.
    Closed,
    /// From those whose password is a token of a site.
    Token,
    /// From anybody; without a token a document is marked so.
    Open,
}

/// What an agent, a token and the collector may do.
#[derive(Clone, Debug)]
pub struct ServiceLimits {
    /// Requests of an agent in an hour.
    pub posts_per_hour: f64,
    /// Enrolments by a token in an hour.
    pub enrolments_per_hour: f64,
    /// Days after which an agent is asked to change its secret.
    pub rotate_days: i64,
    /// Whether documents of other agents are taken.
    pub glpi: Door,
}

impl Default for ServiceLimits {
    fn default() -> Self {
        Self {
            posts_per_hour: 60.0,
            enrolments_per_hour: 10_000.0,
            rotate_days: 365,
            glpi: Door::Token,
        }
    }
}

/// What was done since the start.
#[derive(Debug, Default)]
pub struct ServedCounts {
    /// Records stored.
    pub stored: AtomicU64,
    /// Records that were stored already.
    pub again: AtomicU64,
    /// Records in conflict with what is stored.
    pub conflict: AtomicU64,
    /// Records refused.
    pub rejected: AtomicU64,
    /// Documents of other agents.
    pub papers: AtomicU64,
    /// Enrolments.
    pub enrolled: AtomicU64,
    /// Clones told.
    pub clones: AtomicU64,
    /// Requests refused, by the hundred of their status.
    pub refused_4xx: AtomicU64,
    /// Of them, for want of room or of a store.
    pub refused_503: AtomicU64,
}

impl ServedCounts {
    /// Counts a refusal.
    pub fn refused(&self, status: StatusCode) {
        let count = if status.is_server_error() { &self.refused_503 } else { &self.refused_4xx };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// What every request shares.
pub struct App {
    /// The collector's own name.
    pub name: AgentId,
    /// The way to the store.
    pub writer: WriterThread,
    /// Who may send.
    pub book: Book,
    /// The estate's key.
    pub key: EstateKey,
    /// Bounds.
    pub limits: ServiceLimits,
    /// Counters.
    pub counts: ServedCounts,
    /// Those who were not let in.
    pub denied: DeniedTally,
    /// The memory of agents' bodies.
    pub memory: SharedMemory,
    /// The memory of other agents' documents.
    pub papers: SharedMemory,
    /// Bodies parsed at once.
    pub parsing: Arc<Semaphore>,
    /// Documents of other agents that are read and kept at once: each may be large.
    pub documents: Arc<Semaphore>,
    /// Held while a document is merged into what was before.
    pub merging: tokio::sync::Mutex<()>,
    reader: Arc<Mutex<Box<dyn Store>>>,
    /// Taken by who asks the store: those who wait for it hold no thread meanwhile.
    asking: Arc<Semaphore>,
    tokens: Mutex<Option<(Instant, Arc<Vec<Token>>)>>,
    paces: Mutex<HashMap<i64, Bucket>>,
    asked: Mutex<Bucket>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("name", &self.name).finish_non_exhaustive()
    }
}

/// How long the list of tokens is believed: a token that a person takes back ends within it.
const TOKENS: Duration = Duration::from_secs(1);
/// Secrets not in the book that are looked for in the store, in an hour.
const LOOKS_PER_HOUR: f64 = 36_000.0;

impl App {
    /// Over a writer and a reader of one store.
    ///
    /// # Errors
    /// The store's word.
    pub fn new(
        writer: WriterThread,
        reader: Arc<Mutex<Box<dyn Store>>>,
        key: EstateKey,
        limits: ServiceLimits,
    ) -> Result<Self, StoreFault> {
        let (name, agents) = {
            let mut store = held(&reader);
            (store.name(), store.agents()?)
        };
        let book = Book::default();
        book.renew(agents, limits.posts_per_hour);
        Ok(Self {
            name,
            writer,
            book,
            key,
            limits,
            counts: ServedCounts::default(),
            denied: DeniedTally::default(),
            memory: SharedMemory::of_agents(),
            papers: SharedMemory::of_papers(),
            parsing: Arc::new(Semaphore::new(4)),
            documents: Arc::new(Semaphore::new(2)),
            merging: tokio::sync::Mutex::new(()),
            reader,
            asking: Arc::new(Semaphore::new(1)),
            tokens: Mutex::new(None),
            paces: Mutex::new(HashMap::new()),
            asked: Mutex::new(Bucket::full(100.0)),
        })
    }

    /// Asks the store, off the threads that serve.
    ///
    /// # Errors
    /// The store's word.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut dyn Store) -> Result<T, StoreFault> + Send + 'static,
    ) -> Result<T, StoreFault> {
        let turn = Arc::clone(&self.asking).acquire_owned().await;
        let turn = turn.map_err(|error| StoreFault::Broken(error.to_string()))?;
        let reader = Arc::clone(&self.reader);
        let asked = tokio::task::spawn_blocking(move || {
            // Its turn lasts as long as the work, whether or not whoever asked is still there.
            let _turn = turn;
            question(held(&reader).as_mut())
        });
        asked.await.unwrap_or_else(|error| Err(StoreFault::Broken(error.to_string())))
    }

    /// Takes what other processes changed: agents revoked, moved, deleted.
    pub async fn renew(&self) {
        self.denied.flush();
        match self.ask(|store| store.agents()).await {
            Ok(agents) => self.book.renew(agents, self.limits.posts_per_hour),
            Err(fault) => log::event("error", "store", &json!({"why": fault.to_string()})),
        }
    }

    /// The agent of a secret that is good, or why it is not.
    ///
    /// # Errors
    /// Whether somebody has it cannot be said now: an agent that heard that it is not known would
    /// drop a good secret, and take another name.
    pub async fn known(
        &self,
        secret: &str,
    ) -> Result<Result<Arc<Mutex<AgentCard>>, Denied>, WriteFault> {
        let hash = secret::hash(secret);
        let now = clock::now();
        if let Some(card) = self.book.find(&hash, now) {
            return Ok(Ok(card));
        }
        // Another collector may have enrolled it; a flood of guesses is not looked for.
        held(&self.asked).take(LOOKS_PER_HOUR).map_err(|_| WriteFault::Queue)?;
        let agent: Option<EnrolledAgent> =
            self.ask(move |store| store.agent_of(&hash)).await.map_err(WriteFault::Store)?;
        let Some(agent) = agent else { return Ok(Err(Denied::Unknown)) };
        let otherwise = if agent.closed { Denied::Revoked } else { Denied::Expired };
        self.book.put(agent, self.limits.posts_per_hour);
        Ok(self.book.find(&hash, now).ok_or(otherwise))
    }

    /// The token of a word, good or not.
    ///
    /// # Errors
    /// The store's word.
    pub async fn token(&self, word: &str) -> Result<Option<Token>, StoreFault> {
        let hash: Hash = secret::hash(word);
        let fresh = held(&self.tokens).clone().filter(|(at, _)| at.elapsed() < TOKENS);
        let tokens = if let Some((_, tokens)) = fresh {
            tokens
        } else {
            let tokens = Arc::new(self.ask(|store| store.tokens()).await?);
            *held(&self.tokens) = Some((Instant::now(), Arc::clone(&tokens)));
            tokens
        };
        Ok(tokens.iter().find(|token| same(&token.hash, &hash)).cloned())
    }

    /// Takes an enrolment of a token's pace.
    ///
    /// # Errors
    /// The seconds until there is one.
    pub fn pace(&self, token: i64) -> Result<(), u64> {
        let most = self.limits.enrolments_per_hour;
        held(&self.paces).entry(token).or_insert_with(|| Bucket::full(most)).take(most)
    }

    /// Writes, and notes it.
    ///
    /// # Errors
    /// Nothing may be acknowledged.
    pub async fn note(&self, kind: &str, text: String) -> Result<(), WriteFault> {
        self.writer.write(vec![JournalNote::now(kind, text)]).await.map(|_| ())
    }

    /// Seconds at random below a bound.
    pub fn jitter(&self, below: u64) -> u64 {
        let chance = secret::random::<8>().map_or(0, u64::from_le_bytes);
        chance % below.max(1)
    }
}
