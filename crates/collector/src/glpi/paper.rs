//! A document with pseudonyms, and merged into what was kept of its machine.

use super::edid::without_serial;
use crate::pseudonym::Key;
use crate::store::Paper;
use inventory::{AgentDocument, is_serial};

/// Puts pseudonyms in place, and gives what the machine is known by: its UUID, its serial number,
/// else its agent.
pub(super) fn pseudonymise(document: &mut AgentDocument, key: &Key, agent: &str) -> Option<String> {
    let word = |section, name| document.word(section, name).to_owned();
    let uuid = Some(word("hardware", "uuid")).filter(|uuid| is_uuid(uuid));
    let serials = [word("bios", "ssn"), word("network_device", "serial")];
    let serial = serials.iter().find(|serial| is_serial(serial.as_bytes()));
    let by_uuid = uuid.and_then(|uuid| key.of("uuid", &uuid));
    let by_serial = || serial.and_then(|serial| key.serial(serial));
    let by_agent = || key.of("agent", agent).or_else(|| key.of("device", document.device()));
    let known_by = by_uuid.or_else(by_serial).or_else(by_agent)?;
    document.replace(|section, name, word| match (section, name) {
        // The name of a computer often holds a person's.
        ("hardware" | "printers", "name") => Some(String::new()),
        ("hardware", "uuid") => Some(pseudonym(key, "uuid", word)),
        (_, "ssn" | "serial" | "enclosureserial") => Some(pseudonym(key, "serial", word)),
        ("monitors", "base64") => Some(without_serial(word).into_iter().collect()),
        _ => None,
    });
    document.rename(known_by.clone());
    Some(known_by)
}

/// A placeholder names no machine, and has no pseudonym.
fn pseudonym(key: &Key, kind: &str, word: &str) -> String {
    let names = if kind == "uuid" { is_uuid(word) } else { is_serial(word.as_bytes()) };
    let pseudonym = if names { key.of(kind, word) } else { None };
    pseudonym.into_iter().collect()
}

/// Whether a UUID is one machine's own: makers leave the same digits in many.
fn is_uuid(word: &str) -> bool {
    const OF_MANY: [&str; 3] = [
        "03000200-0400-0500-0006-000700080009",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "00000000-0000-0000-0000-000000000000",
    ];
    word.len() >= 32 && !OF_MANY.iter().any(|many| many.eq_ignore_ascii_case(word))
}

/// What is kept of a machine after a document: a full one takes the place of all, a partial one of
/// the sections that it holds.
pub(super) fn merged(known: Option<&Paper>, document: AgentDocument) -> String {
    let before = known.filter(|_| document.is_partial()).and_then(|paper| {
        AgentDocument::parse(paper.body.as_bytes()).ok().and_then(|mut read| read.pop())
    });
    match before {
        Some(mut whole) => {
            whole.overlay(document);
            whole.to_json().to_string()
        }
        None => document.to_json().to_string(),
    }
}
