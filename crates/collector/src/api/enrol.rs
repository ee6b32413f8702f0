//! `POST /v1/enroll`: a secret of its own for an agent that has a token of its site.

use super::app::App;
use super::denied::Denied;
use super::{bearer, body_refused, busy, json, malformed, refused, too_many, unauthorised};
use crate::store::{EnrolledAgent, EnrolmentRefusal, StoreDone, Write};
use crate::writer::WriteFault;
use crate::{clock, secret};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use record::Code;
use record::wire::{Enrol, Enrolled};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The longest body.
const MOST: usize = 4 * 1024;

pub(super) async fn enrol(State(app): State<Arc<App>>, headers: HeaderMap, body: Body) -> Response {
    let Some(word) = bearer(&headers) else { return unauthorised(&app, Denied::Absent) };
    let token = match app.token(word).await {
        Ok(Some(token)) => token,
        Ok(None) => return unauthorised(&app, Denied::Unknown),
        Err(fault) => return busy(&app, &WriteFault::Store(fault)),
    };
    if let Err(wait) = app.pace(token.id) {
        let why = "too many enrolments by this token";
        return too_many(&app, why, wait);
    }
    let held = match app.memory.read(body, MOST).await {
        Ok(held) => held,
        Err(fault) => return body_refused(&app, fault),
    };
    let asked: Enrol = match serde_json::from_slice(&held.bytes) {
        Ok(asked) => asked,
        Err(_) => return malformed(&app, "expected a body of enrol/1"),
    };
    if asked.schema != Enrol::SCHEMA {
        return malformed(&app, "expected schema enrol/1");
    }
    if asked.agent_version.chars().count() > 64 {
        return malformed(&app, "agent_version: expected at most 64 characters");
    }
    let Ok(fresh) = secret::fresh() else {
        return refused(&app, StatusCode::SERVICE_UNAVAILABLE, Code::Busy, "no chance", Some(60));
    };
    let now = clock::now();
    let agent = EnrolledAgent {
        id: asked.agent,
        site: token.site.clone(),
        token: token.id,
        secret: secret::hash(&fresh),
        secret_at: now,
        previous: None,
        used: false,
        enrolled: now,
        networked: true,
        closed: false,
    };
    let done = match app.writer.write(vec![Write::Enrol(agent.clone())]).await {
        Ok(done) => done,
        Err(fault) => return busy(&app, &fault),
    };
    match done.first() {
        Some(StoreDone::Made) => {}
        Some(StoreDone::Refused(EnrolmentRefusal::Taken)) => {
            let why = "this name is in use; enrol again under a new one";
            return refused(&app, StatusCode::CONFLICT, Code::Reenroll, why, None);
        }
        _ => return unauthorised(&app, Denied::by(&token, now)),
    }
    app.counts.enrolled.fetch_add(1, Ordering::Relaxed);
    app.book.put(agent.clone(), app.limits.posts_per_hour);
    json(StatusCode::CREATED, &enrolled(&app, &agent, fresh))
}

/// The answer that holds a secret.
pub(super) fn enrolled(app: &App, agent: &EnrolledAgent, fresh: String) -> Enrolled {
    Enrolled {
        schema: Enrolled::SCHEMA.to_owned(),
        collector: app.name.clone(),
        agent: agent.id.clone(),
        secret: fresh,
        config: None,
        time: clock::stamp(clock::now()),
    }
}
