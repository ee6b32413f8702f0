//! `POST /v1/credential`: another secret; the one that asked stays good for a week.

use super::app::App;
use super::denied::Denied;
use super::enrol::enrolled;
use super::{admitted, body_refused, busy, gone, json, malformed, refused, unauthorised};
use crate::book::held;
use crate::store::{StoreDone, Write};
use crate::{clock, secret};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use record::Code;
use record::wire::Rotate;
use std::sync::Arc;

/// Seconds that the secret before stays good.
const GRACE_S: i64 = 7 * 86_400;
/// The longest body.
const MOST: usize = 4 * 1024;

pub(super) async fn rotate(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (card, used) = match admitted(&app, &headers).await {
        Ok(admitted) => (admitted.card, admitted.secret),
        Err(answer) => return answer,
    };
    let body = match app.memory.read(body, MOST).await {
        Ok(body) => body,
        Err(fault) => return body_refused(&app, fault),
    };
    let asked: Rotate = match serde_json::from_slice(&body.bytes) {
        Ok(asked) => asked,
        Err(_) => return malformed(&app, "expected a body of rotate/1"),
    };
    let mut agent = held(&card).agent.clone();
    if asked.schema != Rotate::SCHEMA {
        return malformed(&app, "expected schema rotate/1");
    }
    if asked.agent != agent.id {
        return unauthorised(&app, Denied::Another);
    }
    let Ok(fresh) = secret::fresh() else {
        return refused(&app, StatusCode::SERVICE_UNAVAILABLE, Code::Busy, "no chance", Some(60));
    };
    let now = clock::now();
    // The secret that is in use stays: an answer may be lost, and one never heard is never used.
    agent.previous = Some((used, now + GRACE_S));
    agent.secret = secret::hash(&fresh);
    agent.secret_at = now;
    (agent.used, agent.networked) = (true, true);
    match app.writer.write(vec![Write::Secret(agent.clone())]).await {
        Ok(done) if done == [StoreDone::Made] => {}
        Ok(_) => return gone(&app, &card),
        Err(fault) => return busy(&app, &fault),
    }
    app.book.put(agent.clone(), app.limits.posts_per_hour);
    json(StatusCode::OK, &enrolled(&app, &agent, fresh))
}
