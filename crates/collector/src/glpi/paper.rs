//! A document with pseudonyms, and merged into what was kept of its machine.

use super::edid::without_serial;
use crate::pseudonym::{EstateKey, normalised};
use crate::store::MergedPaper;
use inventory::{AgentDocument, is_serial};

/// What a machine is known by.
pub(super) struct MachineNames {
    pub(super) key: String,
    /// Whether its document says nothing of it but which agent sent it.
    pub(super) by_agent: bool,
    /// The pseudonym of its serial number, where it is known by something else.
    pub(super) serial: Option<String>,
    /// The pseudonym of what its agent calls itself; none of what one tells of others.
    pub(super) sender: Option<String>,
}

/// Puts pseudonyms in place, and gives what the machine is known by: its UUID, its serial number,
/// else its agent.
pub(super) fn pseudonymise(
    document: &mut AgentDocument,
    key: &EstateKey,
    agent: &str,
) -> Option<MachineNames> {
    let word = |section, name| document.word(section, name).to_owned();
    let uuid = Some(word("hardware", "uuid")).filter(|uuid| is_uuid(uuid));
    let serials = [word("bios", "ssn"), word("network_device", "serial")];
    let by_uuid = uuid.and_then(|uuid| key.of("uuid", &uuid));
    let by_serial = serials.iter().find_map(|serial| key.serial(serial));
    let by_agent = || key.of("agent", agent).or_else(|| key.of("device", document.device()));
    let serial = by_uuid.as_ref().and(by_serial.clone());
    let of_machine = by_uuid.or(by_serial);
    let of_other =
        ["type", "manufacturer", "model", "serial"].map(|name| word("network_device", name));
    let is_own = of_other.iter().all(String::is_empty);
    let sender = key.of("sender", document.device()).filter(|_| is_own);
    let by_agent_alone = of_machine.is_none();
    let name = of_machine.or_else(by_agent)?;
    let known = MachineNames { key: name, by_agent: by_agent_alone, serial, sender };
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
fn pseudonym(key: &EstateKey, kind: &str, word: &str) -> String {
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
pub(super) fn merged(known: Option<&MergedPaper>, document: AgentDocument) -> String {
    let before = known.filter(|_| document.is_partial()).and_then(|paper| {
        AgentDocument::parse(paper.body.as_bytes()).ok().and_then(|mut read| read.pop())
    });
    let whole = match before {
        Some(mut whole) => {
            let name = document.device().to_owned();
            whole.overlay(document);
            // It was known by another one, where its mainboard was changed.
            whole.rename(name);
            whole
        }
        None => document,
    };
    whole.to_json().to_string()
}

/// What a document says of which machine it is: the pseudonyms of its UUID and of its serial number.
pub(super) struct PaperSays {
    uuid: String,
    serial: String,
}

impl PaperSays {
    pub(super) fn of(document: &AgentDocument) -> Self {
        let word = |section, name| document.word(section, name).to_owned();
        Self { uuid: word("hardware", "uuid"), serial: word("bios", "ssn") }
    }

    /// Of a document that is kept.
    pub(super) fn of_paper(paper: &MergedPaper) -> Option<Self> {
        Some(Self::of(&AgentDocument::parse(paper.body.as_bytes()).ok()?.pop()?))
    }

    /// Whether it names its machine.
    pub(super) fn names(&self) -> bool {
        !self.uuid.is_empty() || !self.serial.is_empty()
    }

    /// Whether two documents of one agent are of one machine: one serial number, or nothing that
    /// speaks against it. A mainboard that is changed has another UUID; an agent that was copied with
    /// its disk has the name of another's.
    pub(super) fn is_of_one_with(&self, other: &Self) -> bool {
        let is_other = |one: &str, two: &str| !one.is_empty() && !two.is_empty() && one != two;
        let one_serial = !self.serial.is_empty() && self.serial == other.serial;
        one_serial || !is_other(&self.serial, &other.serial) && !is_other(&self.uuid, &other.uuid)
    }
}
