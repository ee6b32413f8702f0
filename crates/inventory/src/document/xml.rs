//! The older XML of `FusionInventory` and OCS agents, and of GLPI agents that still write it.

use super::tree::{
    MOST_DEVICES, MachineDocument, SectionEntry, UnreadableDocument, clipped, kept, word_of,
};
use quick_xml::Reader;
use quick_xml::events::Event;

/// How deep elements may stand in each other; a real document has eight levels.
const DEEPEST: usize = 64;

/// Reads the documents of a file: one machine, or several network devices.
///
/// # Errors
///
/// It is no XML, is cut short, declares entities, nests too deeply, or is no inventory.
pub(super) fn read(text: &str) -> Result<Vec<MachineDocument>, UnreadableDocument> {
    let mut reader = Reader::from_str(text);
    let mut state = XmlState::default();
    loop {
        match reader
            .read_event()
            .map_err(|error| UnreadableDocument::Unreadable(error.to_string()))?
        {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_ascii_lowercase();
                if state.path.is_empty() && !state.is_request && is_of_a_page(&name) {
                    return Err(UnreadableDocument::WebPage);
                }
                if state.path.len() >= DEEPEST {
                    return Err(UnreadableDocument::TooDeep);
                }
                state.open(&name);
                if state.machine.too_many {
                    return Err(UnreadableDocument::TooMany);
                }
            }
            Event::End(_) => state.close(),
            Event::Text(piece) => state.word.push_str(&piece),
            Event::CData(piece) => state.word.push_str(&piece),
            Event::GeneralRef(name) => state.word.push_str(&letter(&name)),
            Event::DocType(of) if of.trim().eq_ignore_ascii_case("html") => {
                return Err(UnreadableDocument::WebPage);
            }
            Event::DocType(_) => return Err(UnreadableDocument::Entities),
            Event::Eof if state.path.is_empty() => break,
            Event::Eof => return Err(UnreadableDocument::Unreadable("unexpected end".to_owned())),
            _ => {}
        }
    }
    if !state.is_request {
        return Err(UnreadableDocument::Unreadable("no `REQUEST`".to_owned()));
    }
    Ok(state.finish())
}

/// Whether an element opens a web page: many tools write a table of HTML and name it `.xls`.
fn is_of_a_page(name: &str) -> bool {
    ["html", "head", "body", "table", "meta", "div"].contains(&name)
}

/// The letter of a reference; one that is not the XML's own says nothing.
fn letter(name: &str) -> String {
    let code = name.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16).ok());
    let code = code.or_else(|| name.strip_prefix('#').map(|decimal| decimal.parse().ok()));
    let letter = match (code, name) {
        (Some(code), _) => code.and_then(char::from_u32),
        (None, "amp") => Some('&'),
        (None, "lt") => Some('<'),
        (None, "gt") => Some('>'),
        (None, "quot") => Some('"'),
        (None, "apos") => Some('\''),
        _ => None,
    };
    letter.map_or_else(String::new, String::from)
}

/// Where the reader stands, and what was read.
#[derive(Default)]
struct XmlState {
    path: Vec<String>,
    word: String,
    is_request: bool,
    machine: MachineDocument,
    devices: Vec<MachineDocument>,
    entry: SectionEntry,
    query: String,
    account: (String, String),
}

impl XmlState {
    fn open(&mut self, name: &str) {
        self.is_request |= self.path.is_empty() && name == "request";
        self.path.push(name.to_owned());
        self.word.clear();
        match self.names().as_slice() {
            ["request", "content", "device"] if self.devices.len() == MOST_DEVICES => {
                self.machine.too_many = true;
            }
            ["request", "content", "device"] => self.devices.push(MachineDocument::default()),
            ["request", "content", _]
            | ["request", "content", "device", "components", "component"] => {
                self.entry = SectionEntry::new();
            }
            _ => {}
        }
    }

    fn names(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    fn close(&mut self) {
        let word = clipped(&self.word);
        self.word.clear();
        let path = std::mem::take(&mut self.path);
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match names.as_slice() {
            ["request", "deviceid"] => self.machine.device = word,
            ["request", "query"] => self.query = word,
            ["request", "itemtype"] => self.machine.item_type = word,
            ["request", "partial"] => self.machine.partial = word == "1" || word == "true",
            ["request", "content", "accountinfo", "keyname"] => self.account.0 = word,
            ["request", "content", "accountinfo", "keyvalue"] => self.account.1 = word,
            ["request", "content", "accountinfo"] if self.account.0.eq_ignore_ascii_case("tag") => {
                self.machine.tag.clone_from(&self.account.1);
            }
            ["request", "content", "device", "info", leaf]
            | ["request", "content", "device", leaf]
                if !word.is_empty() =>
            {
                self.device_word(leaf, word);
            }
            ["request", "content", "device", "components", "component", leaf] => {
                if let Some((_, words)) = kept("network_components")
                    && let Some(name) = word_of(words, leaf)
                {
                    self.entry.insert(name, word);
                }
            }
            ["request", "content", "device", "components", "component"] => {
                let entry = std::mem::take(&mut self.entry);
                if let Some(device) = self.devices.last_mut() {
                    device.push("network_components", entry);
                }
            }
            ["request", "content", section, leaf] if !word.is_empty() => {
                if let Some((_, words)) = kept(section)
                    && let Some(name) = word_of(words, leaf)
                {
                    self.entry.entry(name).or_insert(word);
                }
            }
            ["request", "content", section] => {
                let entry = std::mem::take(&mut self.entry);
                if let Some((section, _)) = kept(section) {
                    self.machine.push(section, entry);
                }
            }
            _ => {}
        }
        self.path = path;
        self.path.pop();
    }

    fn device_word(&mut self, leaf: &str, word: String) {
        if let Some((_, words)) = kept("network_device")
            && let Some(name) = word_of(words, leaf)
            && let Some(device) = self.devices.last_mut()
        {
            let entries = device.sections.entry("network_device").or_default();
            if entries.is_empty() {
                entries.push(SectionEntry::new());
            }
            entries[0].entry(name).or_insert(word);
        }
    }

    /// The machine, or the network devices that were asked what they are.
    fn finish(self) -> Vec<MachineDocument> {
        if self.devices.is_empty() {
            return vec![self.machine];
        }
        let agent = self.machine.device;
        let many = self.devices.len() > 1;
        let devices = self.devices.into_iter().enumerate().map(|(at, mut device)| {
            let own = device.word("network_device", "serial").to_owned();
            // The agent that asked is not the device; a device is named by its own name.
            let name = device.word("network_device", "name").to_owned();
            device.device = match (name.is_empty(), own.is_empty()) {
                (false, _) => name,
                (true, _) if many => format!("{agent}/{}", at + 1),
                _ => agent.clone(),
            };
            device
        });
        devices.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_a_machine_are_read_entry_by_entry() {
        let text = "<?xml version=\"1.0\"?><REQUEST><CONTENT><BIOS><SMODEL>A &amp; B</SMODEL></BIOS>\
            <ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>DSI</KEYVALUE></ACCOUNTINFO>\
            <CPUS><NAME>i5</NAME></CPUS><CPUS><NAME>i5</NAME></CPUS>\
            <USERS><LOGIN>somebody</LOGIN></USERS></CONTENT><DEVICEID>pc-1</DEVICEID></REQUEST>";
        let read = read(text).unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!((read[0].device.as_str(), read[0].tag.as_str()), ("pc-1", "DSI"));
        assert_eq!(read[0].word("bios", "smodel"), "A & B");
        assert_eq!(read[0].entries("cpus").len(), 2);
        assert!(!format!("{read:?}").contains("somebody"));
    }

    #[test]
    fn an_agent_of_ocs_says_its_system_processor_and_chassis_in_its_own_words() {
        let of = |inner: &str| {
            let text =
                format!("<REQUEST><CONTENT>{inner}</CONTENT><DEVICEID>pc-1</DEVICEID></REQUEST>");
            crate::document::machine::equipment(&read(&text).unwrap()[0]).remove(0)
        };
        let pc = of("<HARDWARE><OSNAME>Microsoft Windows 10 Professionnel</OSNAME>\
            <OSVERSION>10.0.19045</OSVERSION><PROCESSORT>i5-8250U</PROCESSORT><PROCESSORN>8</PROCESSORN>\
            <USERID>somebody</USERID></HARDWARE><BIOS><TYPE>Notebook</TYPE></BIOS>\
            <CPUS><TYPE>Intel(R) Core(TM) i5-8250U</TYPE><CORES>4</CORES></CPUS>");
        for (field, value) in [
            (crate::Field::Os, "Microsoft Windows 10 Professionnel"),
            (crate::Field::CpuModel, "Intel(R) Core(TM) i5-8250U"),
            (crate::Field::CpuCount, "1"),
            (crate::Field::CpuCores, "4"),
            (crate::Field::EquipmentType, "laptop"),
        ] {
            assert_eq!(pc[&field], value, "{field:?}");
        }
        // Older ones say of processors a name, and how many the system sees: no count of them.
        let old = of("<HARDWARE><OSNAME>Debian GNU/Linux</OSNAME><OSVERSION>11.7</OSVERSION>\
            <PROCESSORT>Xeon E5-2620</PROCESSORT><PROCESSORN>24</PROCESSORN></HARDWARE>");
        assert_eq!(old[&crate::Field::CpuModel], "Xeon E5-2620");
        assert!(!old.contains_key(&crate::Field::CpuCount));
        assert_eq!(old[&crate::Field::Os], "Debian GNU/Linux 11.7");
        // The version of a kernel is none of the system's; what agents say elsewhere goes first.
        let kernel = of(
            "<HARDWARE><OSNAME>Debian GNU/Linux</OSNAME><OSVERSION>6.1.0</OSVERSION></HARDWARE>",
        );
        assert_eq!(kernel[&crate::Field::Os], "Debian GNU/Linux");
        let other = of("<HARDWARE><OSNAME>Linux</OSNAME></HARDWARE>\
            <OPERATINGSYSTEM><FULL_NAME>Ubuntu 22.04</FULL_NAME></OPERATINGSYSTEM>");
        assert_eq!(other[&crate::Field::Os], "Ubuntu 22.04");
    }

    #[test]
    fn a_web_page_is_called_one_whatever_stands_before_it() {
        for page in [
            "<html><body><table><tr><th>Type</th></tr></table></body></html>",
            "<!DOCTYPE html>\n<html></html>",
            "<?xml version=\"1.0\"?>\n<!-- export -->\n<!-- v2 -->\n<HTML xmlns=\"x\"></HTML>",
            "<table border=1><tr><td>PC",
            "<meta charset=utf-8><table></table>",
        ] {
            assert!(matches!(read(page), Err(UnreadableDocument::WebPage)), "{page}");
        }
        for other in ["<REQUEST></REQUEST>", "<tables></tables>", "<headset/>", "<é>"] {
            assert!(!matches!(read(other), Err(UnreadableDocument::WebPage)), "{other}");
        }
    }

    #[test]
    fn network_devices_are_machines_of_their_own() {
        let text = "<REQUEST><CONTENT><DEVICE><INFO><TYPE>NETWORKING</TYPE><NAME>sw-1</NAME></INFO>\
            <COMPONENTS><COMPONENT><TYPE>chassis</TYPE></COMPONENT></COMPONENTS></DEVICE>\
            <DEVICE><INFO><TYPE>PRINTER</TYPE><NAME>pr-1</NAME></INFO></DEVICE></CONTENT>\
            <DEVICEID>asker</DEVICEID><QUERY>SNMP</QUERY></REQUEST>";
        let read = read(text).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].device, "sw-1");
        assert_eq!(read[0].entries("network_components").len(), 1);
        assert_eq!(read[1].word("network_device", "type"), "PRINTER");
    }

    #[test]
    fn entities_of_its_own_are_refused_before_they_are_expanded() {
        let text = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\
            <REQUEST><CONTENT><BIOS><SMODEL>&b;</SMODEL></BIOS></CONTENT></REQUEST>";
        assert_eq!(read(text).unwrap_err(), UnreadableDocument::Entities);
    }

    #[test]
    fn devices_without_end_are_refused_and_none_is_dropped() {
        let device = "<DEVICE><INFO><TYPE>NETWORKING</TYPE></INFO></DEVICE>";
        let of = |n| format!("<REQUEST><CONTENT>{}</CONTENT></REQUEST>", device.repeat(n));
        assert_eq!(read(&of(4096)).unwrap().len(), 4096);
        assert_eq!(read(&of(4097)).unwrap_err(), UnreadableDocument::TooMany);
    }

    #[test]
    fn a_document_cut_short_or_too_deep_is_refused() {
        assert!(matches!(read("<REQUEST><CONTENT><BIOS>"), Err(UnreadableDocument::Unreadable(_))));
        assert_eq!(read(&"<a>".repeat(100_000)).unwrap_err(), UnreadableDocument::TooDeep);
        assert!(matches!(read("<html></html>"), Err(UnreadableDocument::WebPage)));
        assert!(matches!(read("<other></other>"), Err(UnreadableDocument::Unreadable(_))));
    }
}
