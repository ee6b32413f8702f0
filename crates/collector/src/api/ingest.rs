//! `POST /v1/ingest`: records stored once, and acknowledged when they are durable.

use super::app::App;
use super::denied::Denied;
use super::records::{BatchFault, Raw, SortedBatch, SpoolStanding};
use super::{admitted, body_refused, busy, gone, json, malformed, refused, unauthorised};
use crate::body::{BodyFault, HeldBody, Packing};
use crate::book::{AgentCard, held};
use crate::store::{JournalNote, Put, StoreDone, Write};
use crate::{clock, log};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use record::wire::{Ack, MAX_BATCH_BYTES, Rejected};
use record::{AgentId, Code};
use serde_json::json as object;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

/// A compressed body's bytes as they come, at most.
const MOST: usize = 1024 * 1024;

pub(super) async fn ingest(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let card = match admitted(&app, &headers).await {
        Ok(admitted) => admitted.card,
        Err(answer) => return answer,
    };
    let encoding = headers.get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap_or("?"));
    let packing = match Packing::of_encoding(encoding) {
        Ok(packing) => packing,
        Err(fault) => return body_refused(&app, fault),
    };
    // What is not compressed is bounded as what is inflated.
    let most = if packing == Packing::Plain { MAX_BATCH_BYTES } else { MOST };
    let body = match app.memory.read(body, most).await {
        Ok(body) => body,
        Err(fault) => return body_refused(&app, fault),
    };
    let batch = match parsed(&app, body, packing).await {
        Ok(batch) => batch,
        Err(IngestFault::Body(fault)) => return body_refused(&app, fault),
        Err(IngestFault::Batch(BatchFault::Malformed(why))) => return malformed(&app, why),
        Err(IngestFault::Batch(BatchFault::TooMany)) => {
            return body_refused(&app, BodyFault::TooLarge);
        }
    };
    store(&app, &card, batch).await
}

enum IngestFault {
    Body(BodyFault),
    Batch(BatchFault),
}

/// A batch that was read.
struct Parsed {
    agent: AgentId,
    boot: String,
    sorted: SortedBatch,
    spool: SpoolStanding,
}

/// Inflates and parses off the threads that serve, few at once.
async fn parsed(app: &App, body: HeldBody, packing: Packing) -> Result<Parsed, IngestFault> {
    let turn = Arc::clone(&app.parsing).acquire_owned().await;
    let turn = turn.map_err(|_| IngestFault::Body(BodyFault::Busy))?;
    let key = app.key.clone();
    let work = tokio::task::spawn_blocking(move || {
        // Its turn lasts as long as the work, whether or not whoever asked is still there.
        let _turn = turn;
        let bytes = packing.inflate(body.bytes, MAX_BATCH_BYTES).map_err(IngestFault::Body)?;
        let raw = Raw::parse(&bytes).map_err(IngestFault::Batch)?;
        let sorted = raw.sort(&key, clock::now()).map_err(IngestFault::Batch)?;
        let (agent, boot) = (raw.agent.clone(), raw.boot.clone());
        Ok(Parsed { agent, boot, sorted, spool: raw.spool })
    });
    work.await.unwrap_or(Err(IngestFault::Batch(BatchFault::Malformed("the body cannot be read"))))
}

async fn store(app: &Arc<App>, card: &Mutex<AgentCard>, batch: Parsed) -> Response {
    let (agent, cloned) = {
        let mut card = held(card);
        if card.agent.id != batch.agent {
            drop(card);
            return unauthorised(app, Denied::Another);
        }
        card.lost_records = batch.spool.lost_records.0;
        card.folded_days = batch.spool.folded_days.0;
        let cloned = card.starts.hear(&batch.boot, batch.sorted.sent_ms);
        (card.agent.clone(), cloned)
    };
    if cloned {
        app.counts.clones.fetch_add(1, Ordering::Relaxed);
        log::event("warn", "clone", &object!({}));
        if let Err(fault) =
            app.note("clone", format!("agent {}", JournalNote::short(&agent.id))).await
        {
            return busy(app, &fault);
        }
        let why = "two machines take turns under this name; enrol again under a new one";
        return refused(app, StatusCode::CONFLICT, Code::Reenroll, why, None);
    }
    if !agent.used || !agent.networked {
        // Once in its life, and before its records: one that is closed or deleted stores none.
        match app.writer.write(vec![Write::Used(agent.id.clone())]).await {
            Ok(done) if done == [StoreDone::Made] => {
                let known = &mut held(card).agent;
                (known.used, known.networked) = (true, true);
            }
            Ok(_) => return gone(app, card),
            Err(fault) => return busy(app, &fault),
        }
    }
    let mut writes = Vec::new();
    let entries = batch.sorted.entries;
    let seqs: Vec<u64> = entries.iter().filter_map(|e| u64::try_from(e.seq).ok()).collect();
    if !entries.is_empty() {
        writes.push(Write::Records(entries));
    }
    let done = if writes.is_empty() { Ok(Vec::new()) } else { app.writer.write(writes).await };
    let done = match done {
        Ok(done) => done,
        Err(fault) => return busy(app, &fault),
    };
    let puts = done.into_iter().find_map(|done| match done {
        StoreDone::Put(puts) => Some(puts),
        _ => None,
    });
    let puts = puts.unwrap_or_else(Vec::new);
    let mut rejected = batch.sorted.rejected;
    app.counts.rejected.fetch_add(rejected.len() as u64, Ordering::Relaxed);
    let mut acked = Vec::new();
    let mut conflicts = 0_u64;
    for (seq, put) in seqs.into_iter().zip(puts) {
        match put {
            Put::Stored => app.counts.stored.fetch_add(1, Ordering::Relaxed),
            Put::Again => app.counts.again.fetch_add(1, Ordering::Relaxed),
            Put::Conflict => {
                conflicts += 1;
                rejected.push(Rejected {
                    seq,
                    code: Code::Conflict,
                    field: "digest".to_owned(),
                    why: "another record of this day and number is stored".to_owned(),
                });
                continue;
            }
            Put::Erased => return gone(app, card),
            Put::Forgotten => {
                app.counts.rejected.fetch_add(1, Ordering::Relaxed);
                rejected.push(Rejected {
                    seq,
                    code: Code::Schema,
                    field: "day".to_owned(),
                    why: "the days of its month are summed, and kept no longer".to_owned(),
                });
                continue;
            }
        };
        acked.push(seq);
    }
    if conflicts > 0 {
        app.counts.conflict.fetch_add(conflicts, Ordering::Relaxed);
        log::event("warn", "conflict", &object!({"records": conflicts}));
        let text = format!("agent {}: records={conflicts}", JournalNote::short(&agent.id));
        if let Err(fault) = app.note("conflict", text).await {
            return busy(app, &fault);
        }
    }
    json(StatusCode::OK, &answer(app, &agent, acked, rejected))
}

fn answer(
    app: &App,
    agent: &crate::store::EnrolledAgent,
    acked: Vec<u64>,
    rejected: Vec<Rejected>,
) -> Ack {
    let now = clock::now();
    Ack {
        schema: Ack::SCHEMA.to_owned(),
        collector: app.name.clone(),
        agent: agent.id.clone(),
        acked: ranges(acked),
        rejected,
        config: None,
        rotate: now - agent.secret_at > app.limits.rotate_days * 86_400,
        time: clock::stamp(now),
    }
}

/// Numbers as ranges, both ends included.
fn ranges(mut seqs: Vec<u64>) -> Vec<(u64, u64)> {
    seqs.sort_unstable();
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for seq in seqs {
        match ranges.last_mut() {
            Some((_, last)) if seq <= *last + 1 => *last = seq.max(*last),
            _ => ranges.push((seq, seq)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_in_a_row_are_one_range() {
        assert_eq!(super::ranges(vec![5, 1, 2, 2, 9, 6]), [(1, 2), (5, 6), (9, 9)]);
        assert_eq!(super::ranges(Vec::new()), []);
    }
}
