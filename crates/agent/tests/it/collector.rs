//! A collector of a few lines, with the moods of a network.

use crate::days::sums;
use flate2::read::GzDecoder;
use record::wire::{Ack, Batch, Enrol, Enrolled};
use record::{AgentId, Record};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

const NAME: [u8; 16] = [7; 16];

/// What it stores: agent, day, number, with the record's text.
pub(crate) type Stored = BTreeMap<(String, String, u64), String>;

#[derive(Default)]
pub(crate) struct State {
    pub(crate) stored: Mutex<Stored>,
    /// Records of one key with another content.
    pub(crate) conflicts: AtomicU64,
    /// Records that came again.
    pub(crate) again: AtomicU64,
    /// Bodies that could not be read: a sender that was killed.
    pub(crate) cut: AtomicU64,
    /// The batches as they came, unzipped.
    pub(crate) bodies: Mutex<Vec<String>>,
    requests: AtomicU64,
    /// Whether its answers are those of a network in a bad mood.
    pub(crate) moody: AtomicBool,
    /// Whether nothing is to be had at all.
    pub(crate) away: AtomicBool,
}

pub(crate) struct Collector {
    pub(crate) address: String,
    pub(crate) state: Arc<State>,
}

impl Collector {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || serve(&state, stream));
            }
        });
        Self { address, state }
    }

    pub(crate) fn stored(&self) -> Stored {
        self.state.stored.lock().unwrap().clone()
    }

    /// Days and watt-hours stored.
    pub(crate) fn sums(&self) -> (u64, u64) {
        self.stored().values().map(|body| sums(body)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
    }
}

/// Reads a request: its path and its body.
pub(crate) fn request(stream: &mut impl Read) -> Option<(String, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split_whitespace().nth(1)?.to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let header = header.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((path, body))
}

pub(crate) fn response(status: &str, kind: &str, body: &str, more: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n{more}\r\n{body}",
        body.len()
    )
}

fn serve(state: &State, mut stream: TcpStream) {
    let _ = stream.set_read_timeout(Some(std::time::Duration::from_secs(10)));
    if state.away.load(Ordering::SeqCst) {
        return;
    }
    let Some((path, body)) = request(&mut stream) else {
        state.cut.fetch_add(1, Ordering::SeqCst);
        return;
    };
    let number = state.requests.fetch_add(1, Ordering::SeqCst);
    let mood = if state.moody.load(Ordering::SeqCst) { number * 7 % 11 } else { 10 };
    let refused = |text: &str| response(text, "text/plain", "no", "");
    let page = "<html><body>Please sign in</body></html>";
    let early = match mood {
        0 => Some(refused("403 Forbidden")),
        1 => Some(refused("404 Not Found")),
        2 => Some(response("200 OK", "text/html", page, "")),
        3 => Some(response("503 Service Unavailable", "text/plain", "", "Retry-After: 120\r\n")),
        4 => Some(refused("500 Internal Server Error")),
        5 => Some(response("302 Found", "text/html", page, "Location: http://127.0.0.1:1/\r\n")),
        6 => Some(String::new()),
        _ => None,
    };
    if let Some(text) = early {
        let _ = stream.write_all(text.as_bytes());
        return;
    }
    let Some(answer) = answer(state, &path, &body, mood) else {
        state.cut.fetch_add(1, Ordering::SeqCst);
        return;
    };
    let text = response("200 OK", "application/json", &answer, "");
    // Stored, and the answer lost on its way: whole, or half of it.
    let sent = match mood {
        7 => 0,
        8 => text.len() - 5,
        _ => text.len(),
    };
    let _ = stream.write_all(&text.as_bytes()[..sent]);
}

/// What the collector itself does: stores once, and then acknowledges.
pub(crate) fn answer(state: &State, path: &str, body: &[u8], mood: u64) -> Option<String> {
    let time = "2026-11-23T00:00:00Z".to_owned();
    let collector = AgentId::from_bytes(NAME);
    if path == "/v1/enroll" {
        let enrol: Enrol = serde_json::from_slice(body).ok()?;
        let answer = Enrolled {
            schema: Enrolled::SCHEMA.to_owned(),
            collector,
            agent: enrol.agent,
            secret: "ab".repeat(32),
            config: None,
            time,
        };
        return serde_json::to_string(&answer).ok();
    }
    let mut text = Vec::new();
    GzDecoder::new(body).take(8 << 20).read_to_end(&mut text).ok()?;
    let batch: Batch = serde_json::from_slice(&text).ok()?;
    state.bodies.lock().unwrap().push(String::from_utf8(text).unwrap());
    let mut acked = Vec::new();
    let mut stored = state.stored.lock().unwrap();
    for value in &batch.records {
        let record = Record::parse(value).unwrap();
        let key = (batch.agent.to_string(), record.key().day.to_string(), record.seq());
        let body = value.to_string();
        match stored.get(&key) {
            None => {
                stored.insert(key, body);
            }
            Some(known) if *known == body => {
                state.again.fetch_add(1, Ordering::SeqCst);
            }
            Some(_) => {
                state.conflicts.fetch_add(1, Ordering::SeqCst);
            }
        }
        acked.push((record.seq(), record.seq()));
    }
    let ack = Ack {
        schema: Ack::SCHEMA.to_owned(),
        // In one mood, the answer of somebody else's collector.
        collector: if mood == 9 { AgentId::from_bytes([9; 16]) } else { collector },
        agent: batch.agent,
        acked,
        rejected: Vec::new(),
        config: None,
        rotate: false,
        time,
    };
    // Also a proof that the shape is the documented one.
    serde_json::to_string(&json!(ack)).ok()
}
