//! A document of an agent as a collector keeps it: what is read of it, and nothing else.

use super::folder::of_bytes;
use super::tree::MachineDocument;
use ground::lang::Text;
use serde_json::{Map, Value};

/// What is kept of an agent's document: allowed sections and words, as JSON of the same shape.
#[derive(Debug, Clone)]
pub struct AgentDocument(MachineDocument);

/// Sections that hold one entry, and not a list.
const SINGLE: [&str; 4] = ["hardware", "bios", "operatingsystem", "network_device"];

impl AgentDocument {
    /// Reads the documents of a body, JSON or XML: one machine, or several network devices.
    ///
    /// # Errors
    ///
    /// Why it is no inventory document, in both languages.
    pub fn parse(bytes: &[u8]) -> Result<Vec<Self>, Text> {
        let documents = of_bytes(bytes).map_err(|broken| broken.say())?;
        Ok(documents.into_iter().map(Self).collect())
    }

    /// The first word of a section; empty where there is none.
    pub fn word(&self, section: &str, name: &str) -> &str {
        self.0.word(section, name)
    }

    /// What the agent calls the machine.
    pub fn device(&self) -> &str {
        &self.0.device
    }

    /// Gives the machine another name.
    pub fn rename(&mut self, device: String) {
        self.0.device = device;
    }

    /// Gives the machine a site; an empty one takes it away.
    pub fn place(&mut self, site: String) {
        self.0.site = site;
    }

    /// Forgets what the organisation told the agent to say: anything may stand there.
    pub fn untag(&mut self) {
        self.0.tag.clear();
    }

    /// Says on which day the machine was last heard of, such as `2026-11-20`.
    pub fn seen(&mut self, day: String) {
        self.0.seen = day;
    }

    /// Whether it holds changed sections alone.
    pub fn is_partial(&self) -> bool {
        self.0.partial
    }

    /// Puts other words in place, by section and name; an empty one takes the word away.
    pub fn replace(&mut self, with: impl Fn(&str, &str, &str) -> Option<String>) {
        for (section, entries) in &mut self.0.sections {
            for entry in entries {
                for (name, word) in entry.iter_mut() {
                    if let Some(other) = with(section, name, word) {
                        *word = other;
                    }
                }
                entry.retain(|_, word| !word.is_empty());
            }
        }
    }

    /// Takes over the sections of a later, partial document: what it does not speak of stays.
    pub fn overlay(&mut self, later: Self) {
        self.0.overlay(later.0);
    }

    /// The document as JSON, whole: an inventory reads it as it reads the agent's own.
    pub fn to_json(&self) -> Value {
        let document = &self.0;
        let mut content = Map::new();
        content.insert("versionclient".to_owned(), Value::from("empreinte"));
        for (section, entries) in &document.sections {
            let entry = |entry: &super::tree::SectionEntry| {
                let words = entry
                    .iter()
                    .map(|(name, word)| ((*name).to_owned(), Value::from(word.as_str())));
                Value::Object(words.collect())
            };
            let value = match entries.as_slice() {
                [one] if SINGLE.contains(section) => entry(one),
                many => Value::Array(many.iter().map(entry).collect()),
            };
            content.insert((*section).to_owned(), value);
        }
        let mut whole = Map::new();
        for (name, word) in [
            ("deviceid", &document.device),
            ("itemtype", &document.item_type),
            ("tag", &document.tag),
            ("site", &document.site),
            ("last_seen", &document.seen),
        ] {
            if !word.is_empty() {
                whole.insert(name.to_owned(), Value::from(word.as_str()));
            }
        }
        whole.insert("content".to_owned(), Value::Object(content));
        Value::Object(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::AgentDocument;

    #[test]
    fn what_is_kept_is_read_again_as_the_same() {
        let text = br#"{"deviceid":"pc-1","itemtype":"Computer","content":{"hardware":
            {"uuid":"u","chassis_type":"Laptop"},"cpus":[{"name":"i5","core":4}],"memories":[],
            "users":[{"login":"somebody"}]}}"#;
        let mut one = AgentDocument::parse(text).unwrap().remove(0);
        one.replace(|section, name, word| {
            (section == "hardware" && name == "uuid").then(|| word.to_uppercase())
        });
        let kept = one.to_json().to_string();
        assert!(!kept.contains("somebody") && kept.contains(r#""uuid":"U""#), "{kept}");
        let again = AgentDocument::parse(kept.as_bytes()).unwrap().remove(0);
        assert_eq!(again.to_json(), one.to_json());
    }

    #[test]
    fn a_partial_document_leaves_what_it_does_not_speak_of() {
        let parse = |text: &str| AgentDocument::parse(text.as_bytes()).unwrap().remove(0);
        let mut whole = parse(
            r#"{"deviceid":"pc-1","content":{"hardware":{"uuid":"u"},"cpus":[{"name":"i5"}],
            "memories":[{"capacity":8192}]}}"#,
        );
        let later = parse(
            r#"{"deviceid":"pc-1","partial":true,"content":{"hardware":{"uuid":"u"},
            "memories":[{"capacity":8192},{"capacity":8192}]}}"#,
        );
        assert!(later.is_partial());
        whole.overlay(later);
        let json = whole.to_json();
        assert_eq!(json["content"]["memories"].as_array().unwrap().len(), 2);
        assert_eq!(json["content"]["cpus"][0]["name"], "i5");
    }

    #[test]
    fn a_site_that_is_given_is_that_of_the_machine_and_its_screens() {
        let text = br#"{"deviceid":"pc-1","content":{"hardware":{"chassis_type":"Desktop"},
            "monitors":[{"manufacturer":"DEL","caption":"P2422H","serial":"S1"}]}}"#;
        let mut one = AgentDocument::parse(text).unwrap().remove(0);
        one.place("Lyon".to_owned());
        let kept = one.to_json().to_string();
        let again = AgentDocument::parse(kept.as_bytes()).unwrap().remove(0);
        let all = crate::document::machine::equipment(&again.0);
        let sites: Vec<&str> = all.iter().map(|row| row[&crate::Field::Site].as_str()).collect();
        assert_eq!(sites, ["Lyon", "Lyon"]);
    }

    #[test]
    fn a_document_that_lists_more_than_any_machine_has_is_refused() {
        let document = |section: &str, entry: &str, count: usize| {
            let entries = vec![entry; count].join(",");
            let text = format!(
                r#"{{"deviceid":"pc-1","content":{{"hardware":{{"uuid":"u"}},"{section}":[{entries}]}}}}"#
            );
            AgentDocument::parse(text.as_bytes())
        };
        let screen = r#"{"manufacturer":"DEL","serial":"S1"}"#;
        assert!(document("monitors", screen, 64).is_ok(), "a wall of screens");
        assert!(document("monitors", screen, 65).is_err());
        assert!(document("memories", r#"{"capacity":8192}"#, 4096).is_ok());
        assert!(document("memories", r#"{"capacity":8192}"#, 4097).is_err());
        // Few, and large: what is kept has a bound too.
        let disk =
            format!(r#"{{"model":"{0}","name":"{0}","description":"{0}"}}"#, "m".repeat(500));
        assert!(document("storages", &disk, 4000).is_ok());
        let drive = format!(
            r#"{{"model":"{0}","name":"{0}","description":"{0}","type":"{0}","interface":"{0}"}}"#,
            "m".repeat(500)
        );
        assert!(document("storages", &drive, 4000).is_err());
    }

    #[test]
    fn what_is_no_document_is_said_in_both_languages() {
        let said = AgentDocument::parse(b"{}").unwrap_err();
        assert!(said.fr.contains("JSON") && said.en.contains("JSON"));
    }
}
