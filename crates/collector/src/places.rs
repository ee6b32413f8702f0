//! Places for connections: so many at once, and whoever holds one without asking for anything gives
//! it up to the next.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{AcquireError, Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// When a connection last had an answer, or came; and its number, which tells two apart.
type AnsweredSince = (Instant, u64);

/// The places of a collector.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionPlaces {
    free: Arc<Semaphore>,
    /// Those that ask for nothing, from the one that has for longest, and how each is told to go.
    waiting: Arc<Mutex<BTreeMap<AnsweredSince, Arc<Notify>>>>,
    count: Arc<AtomicU64>,
    /// How long a connection may ask for nothing before another takes its place.
    patience: Duration,
}

/// The place of a connection, which is free again when it goes.
#[derive(Debug)]
pub(crate) struct ConnectionPlace {
    all: ConnectionPlaces,
    number: u64,
    /// Where it stands among those that ask for nothing.
    since: Mutex<Option<AnsweredSince>>,
    leave: Arc<Notify>,
    _permit: OwnedSemaphorePermit,
}

impl ConnectionPlaces {
    /// So many of them, each of which may be held for so long without asking for anything.
    pub(crate) fn new(count: usize, patience: Duration) -> Self {
        Self {
            patience,
            free: Arc::new(Semaphore::new(count)),
            waiting: Arc::default(),
            count: Arc::default(),
        }
    }

    /// The next place: a free one, or that of whoever has asked for nothing for longest.
    pub(crate) async fn next(&self) -> Result<Arc<ConnectionPlace>, AcquireError> {
        let permit = loop {
            let (free, until) = (Arc::clone(&self.free).acquire_owned(), self.make_room());
            // Else others have waited long enough by now.
            if let Ok(permit) = timeout(until, free).await {
                break permit?;
            }
        };
        let place = Arc::new(ConnectionPlace {
            all: self.clone(),
            number: self.count.fetch_add(1, Ordering::Relaxed),
            since: Mutex::new(None),
            leave: Arc::default(),
            _permit: permit,
        });
        place.waits();
        Ok(place)
    }

    /// Waits until all are free again.
    pub(crate) async fn all_free(&self, count: usize) {
        // The semaphore is never closed.
        drop(self.free.acquire_many(u32::try_from(count).unwrap_or(u32::MAX)).await);
    }

    /// Tells one connection to go where none is free and one has waited long enough; how long it is
    /// until that may be so again.
    fn make_room(&self) -> Duration {
        if self.free.available_permits() > 0 {
            return self.patience;
        }
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(first) = waiting.first_entry() else { return self.patience };
        let waited = first.key().0.elapsed();
        let still = self.patience.saturating_sub(waited);
        if still > Duration::ZERO {
            return still;
        }
        first.remove().notify_one();
        self.patience
    }
}

impl ConnectionPlace {
    /// From now on its connection asks for nothing.
    pub(crate) fn waits(&self) {
        self.stands(Some((Instant::now(), self.number)));
    }

    /// Its connection has asked for something.
    pub(crate) fn asks(&self) {
        self.stands(None);
    }

    /// Returns when its connection is to go.
    pub(crate) async fn given_up(&self) {
        self.leave.notified().await;
    }

    fn stands(&self, now: Option<AnsweredSince>) {
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        let mut waiting = self.all.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = since.take() {
            waiting.remove(&before);
        }
        if let Some(now) = now {
            waiting.insert(now, Arc::clone(&self.leave));
        }
        *since = now;
    }
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        self.asks();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_millis(40);

    /// The next place of a full house, as somebody at the door waits for it.
    fn at_the_door(places: &ConnectionPlaces) -> tokio::task::JoinHandle<Arc<ConnectionPlace>> {
        let places = places.clone();
        tokio::spawn(async move { places.next().await.unwrap() })
    }

    #[tokio::test]
    async fn who_has_asked_for_nothing_for_longest_goes_first_and_who_asks_stays() {
        let places = ConnectionPlaces::new(2, PATIENCE);
        let asking = places.next().await.unwrap();
        asking.asks();
        let came = Instant::now();
        let idle = places.next().await.unwrap();
        let next = at_the_door(&places);
        idle.given_up().await;
        assert!(came.elapsed() >= PATIENCE, "not before it had the time to ask");
        drop(idle);
        let third = next.await.unwrap();
        // The first has its answer now: it asks for nothing later than the third does.
        asking.waits();
        let next = at_the_door(&places);
        tokio::select! {
            () = third.given_up() => {}
            () = asking.given_up() => panic!("the one that waited less was told to go"),
        }
        drop(third);
        drop(next.await.unwrap());
        drop(asking);
        assert!(places.waiting.lock().unwrap().is_empty());
        places.all_free(2).await;
    }

    #[tokio::test]
    async fn while_a_place_is_free_nobody_goes() {
        let places = ConnectionPlaces::new(2, PATIENCE);
        let idle = places.next().await.unwrap();
        tokio::time::sleep(PATIENCE * 2).await;
        let other = places.next().await.unwrap();
        assert!(timeout(PATIENCE, idle.given_up()).await.is_err());
        drop(other);
    }
}
