//! The API of empreinte's agents, version 1, and what every answer is made of.

mod app;
mod denied;
mod enrol;
mod ingest;
mod metrics;
mod records;
mod rotate;

pub use app::{App, Door, ServedCounts, ServiceLimits};
pub use denied::{Denied, DeniedTally};
pub(crate) use records::entry_of;

use crate::body::BodyFault;
use crate::book::{AgentCard, held};
use crate::glpi;
use crate::secret::Hash;
use crate::writer::WriteFault;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use record::Code;
use record::wire::Refused;
use serde::Serialize;
use std::sync::{Arc, Mutex};

/// The description of the API, as it is served.
pub const OPENAPI: &str = include_str!("openapi.json");

/// The addresses of the API: what the description names, and what answers.
pub const ROUTES: [(&str, &str); 6] = [
    ("post", "/v1/enroll"),
    ("post", "/v1/ingest"),
    ("post", "/v1/credential"),
    ("get", "/v1/health"),
    ("get", "/v1/openapi.json"),
    ("get", "/metrics"),
];

/// What every request shares, as a handler takes it.
type SharedState = State<Arc<App>>;

/// Every address. What is none of the API's may be a GLPI agent's.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/v1/enroll", post(enrol::enrol))
        .route("/v1/ingest", post(ingest::ingest))
        .route("/v1/credential", post(rotate::rotate))
        .route("/v1/health", get(metrics::health))
        .route("/v1/openapi.json", get(|| async { openapi() }))
        .route("/metrics", get(|State(app): SharedState| async move { metrics::metrics(&app) }))
        .method_not_allowed_fallback(|State(app): SharedState| async move { not_allowed(&app) })
        .fallback(glpi::any)
        .with_state(app)
}

fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI).into_response()
}

fn not_allowed(app: &App) -> Response {
    refused(app, StatusCode::METHOD_NOT_ALLOWED, Code::Malformed, "no such method here", None)
}

/// An answer as JSON.
pub(crate) fn json<T: Serialize>(status: StatusCode, body: &T) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let kind = [(header::CONTENT_TYPE, "application/json")];
            (status, kind, Body::from(bytes)).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A refusal of the collector's own.
pub(crate) fn refused(
    app: &App,
    status: StatusCode,
    code: Code,
    why: &str,
    wait_s: Option<u64>,
) -> Response {
    app.counts.refused(status);
    let body = Refused {
        schema: Refused::SCHEMA.to_owned(),
        collector: app.name.clone(),
        code,
        why: why.to_owned(),
        time: crate::clock::stamp(crate::clock::now()),
    };
    let mut response = json(status, &body);
    let headers = response.headers_mut();
    if let Some(wait) = wait_s {
        headers.insert(header::RETRY_AFTER, wait.into());
    }
    if status == StatusCode::UNAUTHORIZED {
        let scheme = header::HeaderValue::from_static("Bearer");
        headers.insert(header::WWW_AUTHENTICATE, scheme);
    }
    response
}

pub(crate) fn unauthorised(app: &App, denied: Denied) -> Response {
    app.denied.tell(denied);
    let why = "the secret or token is not known";
    refused(app, StatusCode::UNAUTHORIZED, Code::Unauthorised, why, None)
}

pub(crate) fn malformed(app: &App, why: &str) -> Response {
    refused(app, StatusCode::BAD_REQUEST, Code::Malformed, why, None)
}

pub(crate) fn busy(app: &App, fault: &WriteFault) -> Response {
    let (why, wait) = match fault {
        WriteFault::Queue => ("too much waits to be written; come back", 20),
        WriteFault::Store(crate::store::StoreFault::Full) => ("the store's disk is full", 600),
        WriteFault::Store(_) => ("the store cannot be written now", 120),
    };
    // So that those who are sent away do not come back as one.
    let wait = wait + app.jitter(wait);
    refused(app, StatusCode::SERVICE_UNAVAILABLE, Code::Busy, why, Some(wait))
}

pub(crate) fn body_refused(app: &App, fault: BodyFault) -> Response {
    let (status, code, why) = match fault {
        BodyFault::TooLarge => {
            (StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge, "the body is larger than is taken")
        }
        BodyFault::Slow => {
            (StatusCode::REQUEST_TIMEOUT, Code::Malformed, "the body did not come in time")
        }
        BodyFault::Broken => {
            (StatusCode::BAD_REQUEST, Code::Malformed, "the body is cut, or its compression broken")
        }
        BodyFault::Encoding => {
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::Malformed, "expected gzip, or no encoding")
        }
        BodyFault::Busy => return busy(app, &WriteFault::Queue),
    };
    refused(app, status, code, why, None)
}

/// The agent that asks, within its pace; else the answer.
pub(crate) async fn admitted(app: &App, headers: &HeaderMap) -> Result<Admitted, Response> {
    let Some(word) = bearer(headers) else { return Err(unauthorised(app, Denied::Absent)) };
    let card = match app.known(word).await {
        Ok(Ok(card)) => card,
        Ok(Err(denied)) => return Err(unauthorised(app, denied)),
        Err(fault) => return Err(busy(app, &fault)),
    };
    let pace = held(&card).bucket.take(app.limits.posts_per_hour);
    pace.map_err(|wait| too_many(app, "too many requests of this agent", wait))?;
    Ok(Admitted { card, secret: crate::secret::hash(word) })
}

/// An agent that asks, and the secret that it asks by.
pub(crate) struct Admitted {
    pub(crate) card: Arc<Mutex<AgentCard>>,
    pub(crate) secret: Hash,
}

/// An agent that somebody closed or deleted: it is known no more, whatever its card said.
pub(crate) fn gone(app: &App, card: &Mutex<AgentCard>) -> Response {
    held(card).agent.closed = true;
    unauthorised(app, Denied::Revoked)
}

pub(crate) fn too_many(app: &App, why: &str, wait_s: u64) -> Response {
    refused(app, StatusCode::TOO_MANY_REQUESTS, Code::Rate, why, Some(wait_s))
}

/// The word after `Bearer`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, word) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| word.trim()).filter(|word| !word.is_empty())
}
