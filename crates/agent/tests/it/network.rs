//! HTTPS with a given authority, a proxy, and files to carry.

use crate::collector::{Collector, State, answer, request, response};
use crate::days::day;
use crate::lives::{STEP_MS, days, expected, step};
use crate::scripted::{DAY_MS, FIRST_DAY, Scripted};
use empreinte_agent::agent::{Agent, CourierJob, Parcel, SendOutcome, Settings};
use empreinte_agent::delivery::http::Courier;
use empreinte_agent::delivery::outbox;
use empreinte_agent::spool::disk::MemoryDisk;
use flate2::read::GzDecoder;
use rcgen::{CertificateParams, KeyPair};
use record::wire::{Outbox, seal};
use record::{AgentId, Record};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;
use socket2::{Domain, Socket, Type};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A collector behind TLS, for `localhost`; its address, and the authority's certificate.
fn tls_collector() -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let pem = certificate.pem();
    let der = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], der)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        let state = State::default();
        for stream in listener.incoming().map_while(Result::ok) {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            let Some((path, body)) = request(&mut stream) else { continue };
            let Some(text) = answer(&state, &path, &body, 10) else { continue };
            let _ = stream.write_all(response("200 OK", "application/json", &text, "").as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    (address, pem)
}

fn enrol(courier: &Courier) -> SendOutcome {
    courier.run(&CourierJob::Enrol { agent: AgentId::from_bytes([3; 16]) })
}

#[test]
fn a_given_authority_is_believed_and_no_other() {
    let (address, pem) = tls_collector();
    let token = Some("jeton".to_owned());
    let known = Courier::new(&address, token.clone(), Some(pem.as_bytes())).unwrap();
    assert!(matches!(enrol(&known), SendOutcome::Enrolled(_)));
    let (_, other) = tls_collector();
    for ca in [Some(other.as_bytes()), None] {
        let stranger = Courier::new(&address, token.clone(), ca).unwrap();
        let SendOutcome::Nothing(why, _) = enrol(&stranger) else { panic!("believed") };
        assert!(why.contains("certificate"), "{why}");
    }
}

/// This test binary, started again with a proxy in its environment.
#[test]
fn proxied_child() {
    let Ok(told) = std::env::var("EMPREINTE_TEST_PROXIED") else { return };
    let (address, pem) = told.split_once('|').unwrap();
    let courier = Courier::new(address, Some("jeton".to_owned()), Some(pem.as_bytes())).unwrap();
    assert!(matches!(enrol(&courier), SendOutcome::Enrolled(_)));
}

#[test]
fn the_proxy_of_the_environment_is_used() {
    let (address, pem) = tls_collector();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            client.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        let line = String::from_utf8(head).unwrap();
        let target = line.split_whitespace().nth(1).unwrap().to_owned();
        let mut server = TcpStream::connect(&target).unwrap();
        client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        std::thread::spawn(move || std::io::copy(&mut from, &mut to));
        let _ = std::io::copy(&mut server, &mut client);
        line
    });
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "network::proxied_child"])
        .env("EMPREINTE_TEST_PROXIED", format!("{address}|{pem}"))
        .env("HTTPS_PROXY", proxy)
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    assert!(asked.join().unwrap().starts_with("CONNECT localhost:"));
}

/// A port behind which connections are made and nothing is ever said.
fn silent() -> (String, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    (format!("http://{}", listener.local_addr().unwrap()), listener)
}

/// A port whose packets are dropped: its queue is full, and the system answers no further hello.
fn dropping() -> (String, Socket, Vec<TcpStream>) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
    socket.bind(&any.into()).unwrap();
    socket.listen(0).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    let mut queued = Vec::new();
    while let Ok(one) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
        queued.push(one);
        assert!(queued.len() < 64, "the queue has no end");
    }
    (format!("http://{address}"), socket, queued)
}

/// The same oracle as that of the kills: every finished day once, with the script's own energy.
#[test]
fn a_network_that_swallows_everything_delays_days_and_loses_none() {
    let (mute, _listener) = silent();
    let (dropped, _socket, _queued) = dropping();
    let collector = Collector::start();
    let patience = Duration::from_millis(150);
    let courier = |address: &str| {
        Courier::patient(address, Some("token".to_owned()), None, patience).unwrap()
    };
    let holes = [courier(&mute), courier(&dropped)];
    let through = Courier::new(&collector.address, Some("token".to_owned()), None).unwrap();
    let mut agent = Agent::open(Scripted::new("a"), MemoryDisk::default(), Settings::default());
    let wall = agent.platform_mut().wall();
    agent.tick(wall);
    let mut tries = [0, 0];
    // Twelve days: enrolled and heard for two, then each hole for three, then heard again.
    while agent.platform_mut().at_ms < 12 * DAY_MS + DAY_MS / 2 {
        step(&mut agent, STEP_MS);
        let wall = agent.platform_mut().wall();
        let hole = match agent.platform_mut().at_ms / DAY_MS {
            2..=4 => Some(0),
            5..=7 => Some(1),
            _ => None,
        };
        let Some(job) = agent.job(wall) else { continue };
        let outcome = match hole {
            None => through.run(&job),
            Some(at) if tries[at] < 8 => {
                tries[at] += 1;
                let begun = std::time::Instant::now();
                let outcome = holes[at].run(&job);
                assert!(begun.elapsed() < Duration::from_secs(2), "it waited on");
                assert!(matches!(outcome, SendOutcome::Nothing(..)), "{outcome:?}");
                outcome
            }
            // As the others were: time is not spent on what is known.
            Some(_) => SendOutcome::Nothing("no answer".to_owned(), None),
        };
        agent.done(&job, outcome, wall);
    }
    assert!(tries.iter().all(|tries| *tries > 0), "{tries:?}");
    let expected = expected(12);
    let told = days(&collector.state);
    let numbers: Vec<i32> = told.iter().map(|day| day.day.number()).collect();
    assert_eq!(numbers, (FIRST_DAY..FIRST_DAY + 12).collect::<Vec<_>>());
    for day in &told {
        assert_eq!(day.est, expected[&day.day.number()].est, "{}", day.day);
    }
    assert_eq!(collector.state.conflicts.load(Ordering::SeqCst), 0);
}

#[test]
fn files_to_carry_are_sealed_whole_and_hold_each_record_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut agent = Agent::open(Scripted::new("a"), MemoryDisk::default(), Settings::default());
    let mut written = Vec::new();
    while agent.platform_mut().at_ms < 4 * DAY_MS + DAY_MS / 2 {
        let wall = agent.platform_mut().wall();
        agent.tick(wall);
        if agent.carry_due()
            && let Some(parcel) = agent.parcel(wall)
        {
            let path = outbox::write(folder.path(), &parcel, wall.unix_ms, Some("jeton")).unwrap();
            agent.carried(&parcel, wall);
            written.push(path.unwrap());
        }
        agent.platform_mut().at_ms += 240_000;
    }
    let mut days = Vec::new();
    for path in &written {
        let mut text = String::new();
        GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        let file: Outbox = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(file.seal, seal(&value, Some("jeton")));
        for record in &file.records {
            if let Record::UseDay(day) = Record::parse(record).unwrap() {
                days.push(day.day.to_string());
            }
        }
    }
    assert_eq!(days, ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"]);
    assert_eq!(agent.spool().waiting(), [0_u64; 0]);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), written.len(), "nothing half written is left");
}

#[test]
fn a_folder_that_is_not_there_keeps_the_records() {
    let parcel = Parcel {
        agent: AgentId::from_bytes([3; 16]),
        seqs: vec![1],
        bodies: vec![day(1, 20_780, 5)],
        body: String::new(),
    };
    let folder = tempfile::tempdir().unwrap();
    assert!(outbox::write(&folder.path().join("gone"), &parcel, 0, None).is_err());
}
