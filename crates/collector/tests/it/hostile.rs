//! Clients that mean harm: nobody gets in, nothing falls over, memory stays bounded.

use crate::collector::{Collector, agent, answer, batch, gzip, send, token};
use crate::days::day;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const AT: &str = "2026-11-25T06:00:00Z";

/// Resident memory of a process, MiB.
fn resident_mib(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

#[test]
fn a_bad_secret_and_another_agents_name_get_nothing() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let one = collector.enrol(&token, &agent(1)).secret();
    collector.enrol(&token, &agent(2)).secret();
    let sent = batch(&agent(2), "a", AT, &[day(1, "2026-11-24", 1.0)]);
    assert_eq!(collector.ingest(&one, &sent).status, 401, "another agent's name");
    for word in ["", "x", &token, &"0".repeat(64), &"é".repeat(40), &"a".repeat(9000)] {
        assert_eq!(collector.ingest(word, &sent).status, 401, "{word}");
    }
    assert_eq!(collector.enrol(&one, &agent(3)).status, 401, "a secret is no token");
    assert_eq!(collector.enrol("x", &agent(3)).status, 401);
    let metrics = collector.get("/metrics").text();
    assert!(metrics.contains("records_total{result=\"stored\"} 0"), "{metrics}");
    assert!(!metrics.contains("Lyon") && !metrics.contains(agent(1).as_str()), "{metrics}");
}

#[test]
fn a_secret_that_cannot_be_looked_for_now_is_not_said_to_be_unknown() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &[]);
    let sent = batch(&agent(1), "a", AT, &[]);
    // A hundred are looked for at once, and ten a second.
    let answer = (0..2_000)
        .map(|at| collector.ingest(&format!("{at}"), &sent))
        .find(|answer| answer.status != 401)
        .unwrap();
    assert_eq!((answer.status, answer.json()["code"].as_str()), (503, Some("busy")));
    assert!(answer.head.contains("retry-after: "), "{}", answer.head);
}

#[test]
fn a_body_is_inflated_and_built_no_further_than_its_bounds() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &["--posts-per-hour", "1000"]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let bearer = format!("Bearer {secret}");
    let post = |body: &[u8], encoding: &str| {
        let headers = [("Authorization", bearer.as_str()), ("Content-Encoding", encoding)];
        collector.post("/v1/ingest", &headers, body).status
    };
    assert_eq!(post(&gzip(&vec![b' '; 64 << 20]), "gzip"), 413, "a bomb");
    assert_eq!(post(&vec![b'x'; (8 << 20) + 1], "identity"), 413, "too large as it comes");
    assert_eq!(post(&vec![b'x'; 8 << 20], "identity"), 400, "as large as what is inflated may be");
    let noise: Vec<u8> = secret.bytes().cycle().take((1 << 20) + 1).collect();
    assert_eq!(post(&noise, "gzip"), 413, "too large for what is compressed");
    assert_eq!(post(b"{}", "br"), 415);
    assert_eq!(post(b"\x1f\x8b\x08 broken", "gzip"), 400);
    let many = format!("{{\"records\":[{}0]}}", "0,".repeat(3_000_000));
    assert_eq!(post(&gzip(many.as_bytes()), "gzip"), 413, "records without end");
    let deep = format!("{{\"records\":[{}", "[".repeat(4_000_000));
    assert_eq!(post(&gzip(deep.as_bytes()), "gzip"), 400, "brackets without end");
    let one = format!("{{\"seq\":1,\"a\":[{}0]}}", "0,".repeat(3_000_000));
    let mut large = batch(&agent(1), "a", AT, &[]).to_string();
    large = large.replace("\"records\":[]", &format!("\"records\":[{one}]"));
    assert_eq!(post(&gzip(large.as_bytes()), "gzip"), 200, "one record that is refused alone");
    let peak = resident_mib(collector.id());
    assert!(peak < 150, "{peak} MiB");
}

#[test]
fn heads_that_are_too_large_and_paths_that_climb_are_refused() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &[]);
    let long = "a".repeat(64 * 1024);
    let refused = collector.post("/v1/ingest", &[("X-Long", &long)], b"");
    assert_eq!(refused.status, 431);
    for path in ["/v1/../../etc/passwd", "/v1/%2e%2e/store/main.db", "/..", "//v1/ingest", "/key"] {
        let answer = collector.get(path);
        assert_eq!(answer.status, 404, "{path}");
    }
    assert_eq!(collector.get("/v1/health").status, 200);
}

#[test]
fn those_who_send_slowly_keep_nobody_else_waiting() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &["--connections", "40"]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let slow: Vec<TcpStream> = (0..30)
        .map(|at| {
            let mut stream = TcpStream::connect(&collector.address).unwrap();
            let head = match at % 2 {
                0 => "POST /v1/ingest HTTP/1.1\r\nHo".to_owned(),
                _ => format!(
                    "POST /v1/ingest HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\n\
                     Content-Length: 1000\r\n\r\n{{"
                ),
            };
            stream.write_all(head.as_bytes()).unwrap();
            stream
        })
        .collect();
    let start = Instant::now();
    let sent = batch(&agent(1), "a", AT, &[day(1, "2026-11-24", 1.0)]);
    assert_eq!(collector.ingest(&secret, &sent).status, 200);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    // A head that does not end is cut.
    let mut first = slow.into_iter().next().unwrap();
    first.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
    let mut rest = Vec::new();
    first.read_to_end(&mut rest).unwrap();
    assert!(start.elapsed() < Duration::from_secs(35), "{:?}", start.elapsed());
}

#[test]
fn those_who_ask_for_nothing_give_their_place_up() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &["--connections", "8"]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let start = Instant::now();
    let idle: Vec<TcpStream> =
        (0..16).map(|_| TcpStream::connect(&collector.address).unwrap()).collect();
    let sent = batch(&agent(1), "a", AT, &[day(1, "2026-11-24", 1.0)]);
    assert_eq!(collector.ingest(&secret, &sent).status, 200);
    // By themselves they would have gone after fifteen seconds, and the others after thirty.
    assert!(start.elapsed() < Duration::from_secs(12), "{:?}", start.elapsed());
    drop(idle);
}

#[test]
fn a_body_that_never_comes_whole_stores_nothing() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let bearer = format!("Bearer {secret}");
    let body = batch(&agent(1), "a", AT, &[day(1, "2026-11-24", 1.0)]).to_string();
    for cut in [1, body.len() / 2, body.len() - 1] {
        let mut stream = TcpStream::connect(&collector.address).unwrap();
        let mut whole = Vec::new();
        send(&mut whole, "POST", "/v1/ingest", &[("Authorization", &bearer)], body.as_bytes());
        stream.write_all(&whole[..whole.len() - cut]).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        drop(stream);
    }
    assert!(collector.get("/metrics").text().contains("records_total{result=\"stored\"} 0"));
    let mut stream = TcpStream::connect(&collector.address).unwrap();
    send(&mut stream, "POST", "/v1/ingest", &[("Authorization", &bearer)], body.as_bytes());
    assert_eq!(answer(stream).status, 200);
}

/// A request that stays open after its answer.
fn request(bearer: &str, length: usize) -> Vec<u8> {
    let head = format!(
        "POST /v1/ingest HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {bearer}\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    let mut whole = head.into_bytes();
    whole.resize(whole.len() + length, b'x');
    whole
}

/// The answer of a request, and what its head says.
fn heard(stream: &mut TcpStream) -> (String, usize) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let length = head.split("content-length: ").nth(1).unwrap();
    let length: usize = length.split('\r').next().unwrap().parse().unwrap();
    stream.read_exact(&mut vec![0; length]).unwrap();
    (head, length)
}

#[test]
fn who_is_refused_while_writing_hears_the_answer_and_may_ask_again() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &["--posts-per-hour", "1"]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let sent = batch(&agent(1), "a", AT, &[]);
    assert_eq!(collector.ingest(&secret, &sent).status, 200);
    let mut stream = TcpStream::connect(&collector.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
    // One connection, as a relay keeps it: a closed one would fail at the second.
    for (bearer, status) in [("bad", "401"), (secret.as_str(), "429"), ("bad", "401")] {
        stream.write_all(&request(bearer, 400_000)).unwrap();
        let (head, _) = heard(&mut stream);
        assert!(head.starts_with(&format!("http/1.1 {status}")), "{head}");
        assert_eq!(head.contains("retry-after: "), status == "429", "{head}");
    }
    // Beyond what is heard the connection ends, and the answer is there all the same.
    stream.write_all(&request("bad", 12 << 20)).unwrap();
    let (head, _) = heard(&mut stream);
    assert!(head.starts_with("http/1.1 401") && head.contains("connection: close"), "{head}");
    assert_eq!(stream.read(&mut [0]).unwrap(), 0, "an end, and no reset");
    let peak = resident_mib(collector.id());
    assert!(peak < 60, "{peak} MiB");
}

#[test]
fn a_refused_body_that_never_comes_keeps_nobody_waiting() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &["--connections", "8"]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let slow: Vec<TcpStream> = (0..16)
        .map(|_| {
            let mut stream = TcpStream::connect(&collector.address).unwrap();
            let whole = request("bad", 1000);
            stream.write_all(&whole[..whole.len() - 999]).unwrap();
            stream
        })
        .collect();
    let start = Instant::now();
    let sent = batch(&agent(1), "a", AT, &[day(1, "2026-11-24", 1.0)]);
    assert_eq!(collector.ingest(&secret, &sent).status, 200);
    assert!(start.elapsed() < Duration::from_secs(25), "{:?}", start.elapsed());
    drop(slow);
}
