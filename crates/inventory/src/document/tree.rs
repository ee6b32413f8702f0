//! What is kept of a document: a few sections, each with a few words.

use ground::lang::Text;
use ground::text;
use std::collections::BTreeMap;

/// The largest document read, in bytes; a switch of many ports takes 20 MB.
pub(super) const LARGEST: u64 = 64 << 20;
/// The longest word kept, in bytes: the first block of a screen's own description, in base 64.
const LONGEST: usize = 512;
/// The most entries of a section; with more, the document is refused.
const MOST_ENTRIES: usize = 4096;
/// The most screens of one machine: a wall of them.
const MOST_SCREENS: usize = 64;
/// The most parts of one switch, its ports, fans and sensors included.
const MOST_PARTS: usize = 32_768;
/// What is kept of one document, in bytes; with more, it is refused.
const MOST_KEPT: usize = 8 << 20;
/// What a word and an entry take beside their letters.
const AROUND: usize = 64;
/// The most network devices of one document.
pub(super) const MOST_DEVICES: usize = 4096;

/// The sections that are kept, and the words of each; some words are of OCS's agents alone.
const KEPT: [(&str, &[&str]); 12] = [
    (
        "hardware",
        &[
            "name",
            "uuid",
            "chassis_type",
            "vmsystem",
            "memory",
            "osname",
            "osversion",
            "processort",
        ],
    ),
    (
        "bios",
        &[
            "ssn",
            "type",
            "smanufacturer",
            "smodel",
            "mmanufacturer",
            "mmodel",
            "assettag",
            "enclosureserial",
        ],
    ),
    ("cpus", &["name", "type", "core", "corecount", "cores"]),
    ("memories", &["capacity"]),
    ("batteries", &["capacity", "real_capacity"]),
    ("operatingsystem", &["name", "full_name", "version"]),
    ("storages", &["disksize", "type", "interface", "model", "name", "description"]),
    ("monitors", &["manufacturer", "caption", "name", "serial", "base64", "port"]),
    ("videos", &["name", "chipset"]),
    ("printers", &["name", "driver", "serial", "manufacturer", "model"]),
    ("network_device", &["type", "manufacturer", "model", "name", "serial", "location"]),
    ("network_components", &["type", "serial", "model", "name"]),
];

/// An entry of a section: its words.
pub(super) type SectionEntry = BTreeMap<&'static str, String>;

/// What is kept of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct MachineDocument {
    /// The agent's identifier of the machine.
    pub(super) device: String,
    /// `Computer`, `Phone`, `Printer`, `NetworkEquipment`; empty where it does not say.
    pub(super) item_type: String,
    /// What the organisation told the agent to say: normally the entity.
    pub(super) tag: String,
    /// Its site, where a collector of empreinte wrote it: no agent says one.
    pub(super) site: String,
    /// The day it last came, where a collector of empreinte wrote it.
    pub(super) seen: String,
    /// Whether it holds changed sections only.
    pub(super) partial: bool,
    /// Whether it lists more than any machine has, or any network scan finds.
    pub(super) too_many: bool,
    /// What its sections take, in bytes.
    kept: usize,
    /// Its sections.
    pub(super) sections: BTreeMap<&'static str, Vec<SectionEntry>>,
}

/// A section that is kept, and its words, by its name in any case.
pub(super) fn kept(section: &str) -> Option<(&'static str, &'static [&'static str])> {
    KEPT.iter().find(|(name, _)| name.eq_ignore_ascii_case(section)).copied()
}

/// A word that is kept, by its name in any case.
pub(super) fn word_of(words: &'static [&'static str], name: &str) -> Option<&'static str> {
    words.iter().find(|word| word.eq_ignore_ascii_case(name)).copied()
}

/// A word as it is kept.
pub(super) fn clipped(word: &str) -> String {
    let mut end = word.len().min(LONGEST);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    word[..end].trim().to_owned()
}

impl MachineDocument {
    /// The entries of a section.
    pub(super) fn entries(&self, section: &str) -> &[SectionEntry] {
        self.sections.get(section).map_or(&[], Vec::as_slice)
    }

    /// A word of the first entry of a section; empty where there is none.
    pub(super) fn word(&self, section: &str, name: &str) -> &str {
        self.entries(section).first().and_then(|entry| entry.get(name)).map_or("", String::as_str)
    }

    /// Adds an entry, if there is room.
    pub(super) fn push(&mut self, section: &'static str, entry: SectionEntry) {
        if entry.is_empty() {
            return;
        }
        let most = match section {
            "monitors" => MOST_SCREENS,
            "network_components" => MOST_PARTS,
            _ => MOST_ENTRIES,
        };
        let size = entry.values().map(|word| word.len() + AROUND).sum::<usize>() + AROUND;
        let entries = self.sections.entry(section).or_default();
        if entries.len() == most || self.kept + size > MOST_KEPT {
            self.too_many = true;
        } else {
            self.kept += size;
            entries.push(entry);
        }
    }

    /// Takes over the sections of a later, partial document.
    pub(super) fn overlay(&mut self, later: Self) {
        self.sections.extend(later.sections);
        if self.item_type.is_empty() {
            self.item_type = later.item_type;
        }
        if !later.tag.is_empty() {
            self.tag = later.tag;
        }
        if !later.site.is_empty() {
            self.site = later.site;
        }
        if !later.seen.is_empty() {
            self.seen = later.seen;
        }
    }

    /// Whether it describes a machine at all.
    pub(super) fn describes(&self) -> bool {
        ["hardware", "bios", "network_device"]
            .iter()
            .any(|section| !self.entries(section).is_empty())
    }
}

/// Why a document cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UnreadableDocument {
    /// It is larger than any document of a machine.
    TooLarge,
    /// It does not hold together.
    Unreadable(String),
    /// It declares entities of its own, which are never expanded.
    Entities,
    /// Its elements stand deeper in each other than any inventory's.
    TooDeep,
    /// It lists more than any machine has.
    TooMany,
    /// It is a web page.
    WebPage,
    /// It is sound, and no inventory document of an agent.
    Another,
    /// It describes no machine.
    Nothing,
}

impl UnreadableDocument {
    /// The reason, a sentence fragment.
    pub(super) fn say(&self) -> Text {
        match self {
            Self::TooLarge => {
                let mega = LARGEST >> 20;
                text!(
                    "document de plus de {mega} Mo : aucune machine n'en a tant à dire",
                    "document of more than {mega} MB: no machine has that much to say"
                )
            }
            Self::Unreadable(cause) => {
                let cause = ground::fault::cause(cause);
                Text {
                    fr: format!("document illisible ou tronqué : {}", cause.fr),
                    en: format!("document unreadable or cut short: {}", cause.en),
                }
            }
            Self::Entities => text!(
                "le document déclare ses propres entités (DOCTYPE), qui ne sont jamais développées",
                "the document declares entities of its own (DOCTYPE), which are never expanded"
            ),
            Self::TooDeep => text!(
                "éléments imbriqués trop profondément pour un inventaire",
                "elements nested too deeply for an inventory"
            ),
            Self::TooMany => text!(
                "le document énumère plus de choses qu'une machine n'en a",
                "the document lists more things than any machine has"
            ),
            Self::WebPage => text!(
                "ce fichier est une page web (HTML), quel que soit son nom",
                "this file is a web page (HTML), whatever its name"
            ),
            Self::Another => text!(
                "JSON valide, mais ce n'est pas un document d'inventaire d'agent",
                "sound JSON, but no inventory document of an agent"
            ),
            Self::Nothing => {
                text!("le document ne décrit aucune machine", "the document describes no machine")
            }
        }
    }
}
