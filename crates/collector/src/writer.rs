//! One thread that writes: what waits together is committed together, and answered after.

use crate::log;
use crate::store::{Store, StoreDone, StoreFault, Write};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

/// Changes committed as one, at most, counted in records.
const GROUP: usize = 1_000;
/// Requests that may wait.
const QUEUE: usize = 4_096;
/// Kibibytes of records that may wait.
const ROOM_KIB: usize = 32 * 1024;

/// Why nothing was written.
#[derive(Debug, PartialEq, Eq)]
pub enum WriteFault {
    /// Too much waits already.
    Queue,
    /// The store's word.
    Store(StoreFault),
}

/// The way to the thread.
#[derive(Debug)]
pub struct WriterThread {
    queue: mpsc::Sender<WriterJob>,
    room: Arc<Semaphore>,
    /// Commits made.
    pub commits: Arc<AtomicU64>,
    /// Whether the last change could not be committed.
    pub failing: Arc<AtomicBool>,
}

struct WriterJob {
    writes: Vec<Write>,
    reply: oneshot::Sender<Result<Vec<StoreDone>, StoreFault>>,
    _room: OwnedSemaphorePermit,
}

impl WriterThread {
    /// Starts the thread on a store. It ends when the writer is dropped and the queue empty.
    pub fn start(store: Box<dyn Store>) -> (Self, JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let commits = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&commits);
        let failing = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&failing);
        let thread = std::thread::spawn(move || work(store, jobs, &counted, &told));
        (Self { queue, room: Arc::new(Semaphore::new(ROOM_KIB)), commits, failing }, thread)
    }

    /// Makes changes; they are durable when it returns.
    ///
    /// # Errors
    /// Nothing may be acknowledged.
    pub async fn write(&self, writes: Vec<Write>) -> Result<Vec<StoreDone>, WriteFault> {
        let kib = writes.iter().map(weight).sum::<usize>() / 1024 + 1;
        let kib = u32::try_from(kib.min(ROOM_KIB)).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.room);
        let room = room.try_acquire_many_owned(kib).map_err(|_| WriteFault::Queue)?;
        let (reply, answer) = oneshot::channel();
        let job = WriterJob { writes, reply, _room: room };
        self.queue.try_send(job).map_err(|_| WriteFault::Queue)?;
        let gone = || StoreFault::Broken("the writing thread has gone".to_owned());
        answer.await.unwrap_or_else(|_| Err(gone())).map_err(WriteFault::Store)
    }
}

/// Bytes of a change.
fn weight(write: &Write) -> usize {
    match write {
        Write::Records(entries) => entries.iter().map(|entry| entry.body.len() + 256).sum(),
        Write::Paper(paper) => paper.body.len(),
        _ => 256,
    }
}

fn size(write: &Write) -> usize {
    match write {
        Write::Records(entries) => entries.len(),
        _ => 1,
    }
}

fn work(
    mut store: Box<dyn Store>,
    mut jobs: mpsc::Receiver<WriterJob>,
    commits: &AtomicU64,
    failing: &AtomicBool,
) {
    // What is damaged stays so, whatever else can still be stored.
    let mut damaged = false;
    while let Some(first) = jobs.blocking_recv() {
        let mut size_of_group: usize = first.writes.iter().map(size).sum();
        let mut group = vec![first];
        while size_of_group < GROUP
            && let Ok(job) = jobs.try_recv()
        {
            size_of_group += job.writes.iter().map(size).sum::<usize>();
            group.push(job);
        }
        let fault = commit(store.as_mut(), group);
        damaged |= matches!(fault, Some(StoreFault::Damaged(_)));
        failing.store(damaged || fault.is_some(), Ordering::Relaxed);
        commits.fetch_add(1, Ordering::Relaxed);
    }
}

/// Stores a group; why it could not.
fn commit(store: &mut dyn Store, mut group: Vec<WriterJob>) -> Option<StoreFault> {
    let mut writes = Vec::new();
    let counts: Vec<usize> = group
        .iter_mut()
        .map(|job| {
            let before = writes.len();
            writes.append(&mut job.writes);
            writes.len() - before
        })
        .collect();
    let done = store.commit(&writes);
    match done {
        Ok(done) => {
            let mut done = done.into_iter();
            for (job, count) in group.into_iter().zip(counts) {
                // Whoever asked may have gone; what is stored is stored.
                let _ = job.reply.send(Ok(done.by_ref().take(count).collect()));
            }
            None
        }
        Err(fault) => {
            log::event("error", "store", &json!({"why": fault.to_string()}));
            for job in group {
                let _ = job.reply.send(Err(fault.clone()));
            }
            Some(fault)
        }
    }
}
