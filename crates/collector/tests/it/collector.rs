//! The collector as a process, and a client of a few lines.

use empreinte_collector::store::EnrolledAgent;
use flate2::Compression;
use flate2::write::GzEncoder;
use record::AgentId;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A collector that runs.
pub(crate) struct Collector {
    pub(crate) address: String,
    child: Child,
}

impl Drop for Collector {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn command(state: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_empreinte-collector"));
    command.args(["--lang", "en", "--state"]).arg(state);
    command.env_remove("EMPREINTE_STORE");
    command
}

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

/// The year in which documents are first heard of.
pub(crate) fn this_year() -> i32 {
    let day = record::RecordDay::from_number(i32::try_from(now() / 86_400).unwrap()).unwrap();
    day.to_string()[..4].parse().unwrap()
}

/// Runs a command to its end: what it prints.
pub(crate) fn run(state: &Path, words: &[&str]) -> String {
    let out = command(state).args(words).output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{words:?}: {said}");
    String::from_utf8(out.stdout).unwrap()
}

pub(crate) fn token(state: &Path, more: &[&str]) -> String {
    let words = [&["token", "new", "--site", "Lyon"], more].concat();
    run(state, &words).trim().to_owned()
}

impl Collector {
    pub(crate) fn start(state: &Path, more: &[&str]) -> Self {
        Self::at(state, "127.0.0.1:0", more)
    }

    /// At an address of its own, so that it comes back where it was.
    pub(crate) fn at(state: &Path, address: &str, more: &[&str]) -> Self {
        let mut child = command(state)
            .args(["serve", "--listen", address])
            .args(more)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}"));
        let address = said["address"].as_str().unwrap().to_owned();
        // The log is read to its end, so that a full pipe stops nobody.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        Self { address, child }
    }

    /// One that a test started itself.
    pub(crate) fn of(child: Child, address: String) -> Self {
        Self { address, child }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits for its end.
    pub(crate) fn stop(mut self) -> bool {
        let term = format!("kill -TERM {}", self.id());
        assert!(Command::new("sh").args(["-c", &term]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }

    pub(crate) fn post(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        send(&mut stream, "POST", path, headers, body);
        answer(stream)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        send(&mut stream, "GET", path, &[], b"");
        answer(stream)
    }

    /// Enrols an agent: its secret.
    pub(crate) fn enrol(&self, token: &str, agent: &AgentId) -> Answer {
        let body = json!({"schema": "enrol/1", "agent": agent, "agent_version": "0"});
        let bearer = format!("Bearer {token}");
        self.post("/v1/enroll", &[("Authorization", &bearer)], body.to_string().as_bytes())
    }

    pub(crate) fn ingest(&self, secret: &str, batch: &Value) -> Answer {
        let bearer = format!("Bearer {secret}");
        let headers = [("Authorization", bearer.as_str()), ("Content-Encoding", "gzip")];
        self.post("/v1/ingest", &headers, &gzip(batch.to_string().as_bytes()))
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn agent(number: u8) -> AgentId {
    AgentId::from_bytes([number; 16])
}

/// An agent that enrolled in 2023 and has used its secret.
pub(crate) fn enrolled(number: u8, site: &str) -> EnrolledAgent {
    EnrolledAgent {
        id: agent(number),
        site: site.to_owned(),
        token: 1,
        secret: [number; 32],
        secret_at: 0,
        previous: None,
        used: true,
        enrolled: 1_700_000_000,
        networked: true,
        closed: false,
    }
}

pub(crate) fn batch(agent: &AgentId, boot: &str, sent_at: &str, records: &[String]) -> Value {
    let records: Vec<Value> =
        records.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    json!({
        "schema": "batch/1", "agent": agent, "boot": boot, "sent_at": sent_at,
        "spool": {"pending": 1, "lost_records": 0, "folded_days": 0, "rejected": 0, "in_memory": false},
        "records": records,
    })
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&self.body)))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The secret of an enrolment.
    pub(crate) fn secret(&self) -> String {
        let body = self.json();
        body["secret"].as_str().unwrap_or_else(|| panic!("{body}")).to_owned()
    }
}

pub(crate) fn send(
    stream: &mut impl Write,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.extend(["Content-Length: ", &body.len().to_string(), "\r\n\r\n"]);
    // An answer may come before all is sent.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

pub(crate) fn answer(mut stream: TcpStream) -> Answer {
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let mut bytes = Vec::new();
    // A connection that is cut after the answer is an answer.
    let _ = stream.read_to_end(&mut bytes);
    parsed(&bytes)
}

pub(crate) fn parsed(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|at| at == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(bytes)));
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_ascii_lowercase(), body: bytes[end + 4..].to_vec() }
}

/// Deletes old days as `forget` does; the lines it prints.
pub(crate) fn forget_days(
    store: &mut dyn empreinte_collector::store::Store,
    today: empreinte_collector::store::Month,
    months: i32,
) -> Result<Vec<String>, empreinte_collector::store::StoreFault> {
    let mut lines = Vec::new();
    let mut each = |line: &str| lines.push(line.to_owned());
    empreinte_collector::retention::forget_days(store, today, months, &mut each)?;
    Ok(lines)
}
