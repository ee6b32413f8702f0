//! A document with pseudonyms, and merged into what was kept of its machine.

use super::edid::without_serial;
use crate::pseudonym::{Key, normalised};
use crate::store::Paper;
use inventory::{AgentDocument, is_serial};

/// What a machine is known by.
pub(super) struct KnownBy {
    pub(super) key: String,
    /// Whether its document says nothing of it but which agent sent it.
    pub(super) by_agent: bool,
}

/// Puts pseudonyms in place, and gives what the machine is known by: its UUID, its serial number,
/// else its agent.
pub(super) fn pseudonymise(
    document: &mut AgentDocument,
    key: &Key,
    agent: &str,
) -> Option<KnownBy> {
    let word = |section, name| document.word(section, name).to_owned();
    let uuid = Some(word("hardware", "uuid")).filter(|uuid| is_uuid(uuid));
    let serials = [word("bios", "ssn"), word("network_device", "serial")];
    let by_uuid = uuid.and_then(|uuid| key.of("uuid", &uuid));
    let by_serial = || serials.iter().find_map(|serial| key.serial(serial));
    let by_agent = || key.of("agent", agent).or_else(|| key.of("device", document.device()));
    let of_machine = by_uuid.or_else(by_serial);
    let known = KnownBy { by_agent: of_machine.is_none(), key: of_machine.or_else(by_agent)? };
    // Many makers write the serial number where the organisation's own number could stand.
    let own = [word("bios", "ssn"), word("bios", "enclosureserial"), word("hardware", "uuid")];
    let own: Vec<String> =
        own.iter().map(|own| normalised(own)).filter(|own| own.len() >= SHORTEST).collect();
    let tells = |tag: &str| own.iter().any(|own| normalised(tag).contains(own.as_str()));
    document.replace(|section, name, word| match (section, name) {
        // The name of a computer often holds a person's.
        ("hardware" | "printers" | "network_device", "name") => Some(String::new()),
        ("network_components", "name") => Some(part_of(word).to_owned()),
        ("bios", "assettag") if tells(word) => Some(String::new()),
        ("hardware", "uuid") => Some(pseudonym(key, "uuid", word)),
        (_, "ssn" | "serial" | "enclosureserial") => Some(pseudonym(key, "serial", word)),
        ("monitors", "base64") => Some(without_serial(word).into_iter().collect()),
        _ => None,
    });
    document.rename(known.key.clone());
    // The token says the site, and no sender; what a sender calls it may be a person's name.
    document.place(String::new());
    document.untag();
    Some(known)
}

/// The shortest serial number that is looked for within an asset tag.
const SHORTEST: usize = 4;

/// What a part of a network device is, of what its name says: the words by which the inventory knows
/// it, and nothing of the name itself.
fn part_of(name: &str) -> &'static str {
    const BODY: [&str; 8] =
        ["chassis", "module", "power", "fan", "container", "port", "sensor", "stack"];
    let name = name.to_lowercase();
    let numbered = name.strip_prefix("ap").map(|rest| rest.trim_start_matches([' ', '-', '_']));
    let point = name.contains("access point")
        || numbered.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    match BODY.into_iter().find(|body| name.contains(body)) {
        Some(body) => body,
        None if point => "access point",
        None => "",
    }
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
    let whole = match before {
        Some(mut whole) => {
            whole.overlay(document);
            whole
        }
        None => document,
    };
    whole.to_json().to_string()
}
