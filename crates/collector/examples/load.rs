//! Load on a collector: so many agents enrol, then each posts its day; how many a second, how long
//! the slowest waited, and whether each was acknowledged.
//!
//! `cargo run --release -p empreinte-collector --example load -- ADDRESS TOKEN AGENTS CONNECTIONS [tls=CHAIN.pem] [fresh]`
//!
//! With `tls=` it speaks TLS and believes that certificate; with `fresh` each post opens a connection
//! of its own, as agents do that post once a day.

#![expect(clippy::print_stdout, reason = "it is what the example is for")]

// The days of the tests.
#[path = "../tests/it/days.rs"]
#[expect(clippy::unwrap_used, dead_code, reason = "a test that cannot go on stops")]
mod days;

use record::wire::{Ack, Enrolled};
use record::{AgentId, EnergyMethod};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::json;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [address, token, agents, connections, rest @ ..] = words.as_slice() else {
        return Err(io::Error::other("expected ADDRESS TOKEN AGENTS CONNECTIONS"));
    };
    let mut line = Line { address: address.clone(), tls: None, fresh: false };
    for word in rest {
        match word.strip_prefix("tls=") {
            Some(chain) => line.tls = Some(Line::believing(chain)?),
            None if word == "fresh" => line.fresh = true,
            None => return Err(io::Error::other(format!("unknown word {word}"))),
        }
    }
    let number = |word: &str| word.parse::<usize>().map_err(io::Error::other);
    let (agents, connections) = (number(agents)?, number(connections)?);
    let ids: Vec<AgentId> =
        (0..agents).map(|at| AgentId::from_bytes((at as u128 + 1).to_be_bytes())).collect();
    let secrets = Mutex::new(vec![String::new(); agents]);
    let start = Instant::now();
    each(&line, connections, agents, |client, at| {
        let body = json!({"schema": "enrol/1", "agent": ids[at], "agent_version": "0"}).to_string();
        let (_, answer) = client.post("/v1/enroll", token, body.as_bytes())?;
        let enrolled =
            Enrolled::parse(&answer, &ids[at]).ok_or_else(|| io::Error::other("no secret"))?;
        secrets.lock().unwrap_or_else(PoisonError::into_inner)[at] = enrolled.secret;
        Ok(())
    })?;
    let took = start.elapsed().as_secs_f64();
    println!("{agents} enrolled in {took:.1} s: {:.0} a second", agents as f64 / took);
    let secrets = secrets.into_inner().unwrap_or_else(PoisonError::into_inner);
    let day = days::graded(1, "2026-11-24", 100.0, EnergyMethod::LoadModel);
    let times = Mutex::new(Vec::with_capacity(agents));
    let (busy, stored) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let start = Instant::now();
    each(&line, connections, agents, |client, at| {
        let body = format!(
            r#"{{"schema":"batch/1","agent":"{}","boot":"a","sent_at":"2026-11-25T06:00:00Z","spool":{{"pending":1,"lost_records":0,"folded_days":0,"rejected":0,"in_memory":false}},"records":[{day}]}}"#,
            ids[at]
        );
        loop {
            let sent = Instant::now();
            let (status, answer) = client.post("/v1/ingest", &secrets[at], body.as_bytes())?;
            times.lock().unwrap_or_else(PoisonError::into_inner).push(sent.elapsed());
            if status == 503 {
                busy.fetch_add(1, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(200));
                continue;
            }
            let ack: Ack = serde_json::from_slice(&answer)?;
            stored.fetch_add(usize::from(ack.acked == [(1, 1)]), Ordering::Relaxed);
            return Ok(());
        }
    })?;
    let took = start.elapsed().as_secs_f64();
    let mut times = times.into_inner().unwrap_or_else(PoisonError::into_inner);
    times.sort();
    let at = |share: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place")]
        let place = (times.len() as f64 * share) as usize;
        times[place.min(times.len() - 1)].as_millis()
    };
    let (stored, busy) = (stored.into_inner(), busy.into_inner());
    println!(
        "{stored} of {agents} acknowledged in {took:.1} s: {:.0} a second",
        stored as f64 / took
    );
    println!("p50 {} ms, p99 {} ms, slowest {} ms, 503 {busy}", at(0.5), at(0.99), at(1.0));
    Ok(())
}

/// How the collector is spoken to.
struct Line {
    address: String,
    tls: Option<Arc<rustls::ClientConfig>>,
    fresh: bool,
}

impl Line {
    /// TLS that believes the certificates of a file, and no other.
    fn believing(chain: &str) -> io::Result<Arc<rustls::ClientConfig>> {
        let mut roots = rustls::RootCertStore::empty();
        for made in CertificateDer::pem_file_iter(chain).map_err(io::Error::other)? {
            roots.add(made.map_err(io::Error::other)?).map_err(io::Error::other)?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Arc::new(config))
    }

    fn open(&self) -> io::Result<Box<dyn Stream>> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        let Some(config) = &self.tls else { return Ok(Box::new(stream)) };
        let name = "localhost".try_into().map_err(io::Error::other)?;
        let talk =
            rustls::ClientConnection::new(Arc::clone(config), name).map_err(io::Error::other)?;
        Ok(Box::new(rustls::StreamOwned::new(talk, stream)))
    }
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// Does something for each number, over so many connections at once.
fn each(
    line: &Line,
    connections: usize,
    count: usize,
    work: impl Fn(&mut Client, usize) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let failed: Arc<Mutex<Option<io::Error>>> = Arc::default();
    std::thread::scope(|scope| {
        for _ in 0..connections {
            scope.spawn(|| {
                let mut client = Client { line, kept: None };
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        return;
                    }
                    if let Err(error) = work(&mut client, at) {
                        *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                        return;
                    }
                }
            });
        }
    });
    match failed.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// One that posts, and the connection it keeps.
struct Client<'a> {
    line: &'a Line,
    kept: Option<BufReader<Box<dyn Stream>>>,
}

impl Client<'_> {
    fn post(&mut self, path: &str, word: &str, body: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        let mut stream = match self.kept.take() {
            Some(stream) => stream,
            None => BufReader::new(self.line.open()?),
        };
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {word}\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.get_mut().write_all(&[head.as_bytes(), body].concat())?;
        stream.get_mut().flush()?;
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            if stream.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let text = line.trim().to_ascii_lowercase();
            if let Some(code) = text.strip_prefix("http/1.1 ") {
                status = code.get(..3).and_then(|code| code.parse().ok()).unwrap_or(0);
            } else if let Some(value) = text.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            } else if text.is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        stream.read_exact(&mut answer)?;
        self.kept = (!self.line.fresh).then_some(stream);
        Ok((status, answer))
    }
}
