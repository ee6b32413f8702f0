//! `GET /v1/health` and `GET /metrics`: the collector's own state. No agent and no site is named.

use super::app::App;
use crate::store::StoreFault;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(super) async fn health(State(app): State<Arc<App>>) -> Response {
    let asked = if app.writer.failing.load(Ordering::Relaxed) {
        // Until something is stored again.
        Err(StoreFault::Broken("the last change could not be stored".to_owned()))
    } else {
        app.ask(|store| store.key()).await
    };
    match asked {
        Ok(_) => super::json(StatusCode::OK, &json!({"status": "ok"})),
        Err(fault) => super::busy(&app, &crate::writer::WriteFault::Store(fault)),
    }
}

pub(super) fn metrics(app: &App) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, text(app)).into_response()
}

fn text(app: &App) -> String {
    let mut text = String::new();
    let counts = &app.counts;
    let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let mut family = |name: &str, help: &str, kind: &str, rows: &[(&str, u64)]| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in rows {
            let _ = writeln!(text, "{name}{labels} {value}");
        }
    };
    let records = [
        ("{result=\"stored\"}", read(&counts.stored)),
        ("{result=\"again\"}", read(&counts.again)),
        ("{result=\"conflict\"}", read(&counts.conflict)),
        ("{result=\"rejected\"}", read(&counts.rejected)),
    ];
    family("empreinte_ingest_records_total", "Records by result.", "counter", &records);
    let refused = [
        ("{status=\"4xx\"}", read(&counts.refused_4xx)),
        ("{status=\"5xx\"}", read(&counts.refused_503)),
    ];
    family("empreinte_refused_total", "Requests refused.", "counter", &refused);
    for (name, help, value) in [
        ("empreinte_enrolled_total", "Enrolments.", read(&counts.enrolled)),
        ("empreinte_documents_total", "Documents of other agents.", read(&counts.papers)),
        ("empreinte_clones_total", "Names that two machines had.", read(&counts.clones)),
        ("empreinte_commits_total", "Commits of the store.", read(&app.writer.commits)),
    ] {
        family(name, help, "counter", &[("", value)]);
    }
    let agents = [("", app.book.len() as u64)];
    family("empreinte_agents", "Agents enrolled.", "gauge", &agents);
    let (lost, folded) = app.book.losses();
    let help = "Records that agents' disks lost, as each last said.";
    family("empreinte_agents_lost_records", help, "gauge", &[("", lost)]);
    let help = "Days that agents folded for want of room, as each last said.";
    family("empreinte_agents_folded_days", help, "gauge", &[("", folded)]);
    text
}
