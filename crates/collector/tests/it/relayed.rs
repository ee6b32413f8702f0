//! A network that holds posts back, delivers them late, and twice: every finished day exactly once.

use crate::collector::{Collector, run, token};
use crate::kills::{lead, stored};
use crate::scripted::{FIRST_DAY, Scripted};
use empreinte_agent::agent::{Agent, Settings};
use empreinte_agent::delivery::http::Courier;
use empreinte_agent::spool::disk::MemoryDisk;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A request or an answer, whole: its head, and the body that the head tells of.
fn message(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let mut byte = [0];
    while !whole.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        whole.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&whole).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let mut body = vec![0; length.map_or(Some(0), |length| length.trim().parse().ok())?];
    stream.read_exact(&mut body).ok()?;
    whole.append(&mut body);
    Some(whole)
}

fn forward(to: &str, request: &[u8]) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(to).ok()?;
    stream.write_all(request).ok()?;
    message(&mut stream)
}

/// A relay to a collector; how many posts it held back, and how many it delivered again.
fn relay(to: String) -> (String, Arc<[AtomicU64; 2]>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let counts = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
    let told = Arc::clone(&counts);
    std::thread::spawn(move || {
        let (mut held, mut past, mut number) = (Vec::new(), Vec::new(), 0);
        for mut stream in listener.incoming().map_while(Result::ok) {
            let Some(request) = message(&mut stream) else { continue };
            if !request.starts_with(b"POST /v1/ingest") {
                let Some(answer) = forward(&to, &request) else { continue };
                let _ = stream.write_all(&answer);
                continue;
            }
            number += 1;
            if number % 3 == 1 {
                // Held back: its agent hears nothing, and sends again with what came since.
                told[0].fetch_add(1, Ordering::SeqCst);
                held.push(request);
                continue;
            }
            let answer = forward(&to, &request);
            // The late ones after the later one, the last of them first, and all of them again.
            past.append(&mut held);
            past.push(request);
            for late in past.iter().rev().take(4).chain(past.iter().take(2)) {
                told[1].fetch_add(1, Ordering::SeqCst);
                let _ = forward(&to, late);
            }
            if let Some(answer) = answer.filter(|_| number % 5 != 0) {
                let _ = stream.write_all(&answer);
            }
        }
    });
    (address, counts)
}

#[test]
fn posts_held_back_reordered_and_doubled_store_each_finished_day_once() {
    let folder = tempfile::tempdir().unwrap();
    let word = token(folder.path(), &[]);
    let collector = Collector::start(folder.path(), &["--posts-per-hour", "1000000"]);
    let (address, counts) = relay(collector.address.clone());
    let courier = Courier::new(&address, Some(word), None).unwrap();
    let mut agent = Agent::open(Scripted::new("a"), MemoryDisk::default(), Settings::default());
    let until = 30;
    lead(&mut agent, &courier, until);
    let [held, again] = [&counts[0], &counts[1]].map(|count| count.load(Ordering::SeqCst));
    assert!(held > 5 && again > 20, "{held} held, {again} again");
    let days = stored(folder.path());
    let last = days.keys().next_back().unwrap() + 1;
    assert!(last >= FIRST_DAY + i32::try_from(until).unwrap());
    assert_eq!(days.keys().copied().collect::<Vec<_>>(), (FIRST_DAY..last).collect::<Vec<_>>());
    assert!(days.values().all(|told| told.len() == 1), "{days:?}");
    let journal = run(folder.path(), &["journal"]);
    assert!(!journal.contains("conflict") && !journal.contains("clone"), "{journal}");
    println!("{held} posts held back, {again} delivered again: {} days, each once", days.len());
}
