//! The GLPI agent's JSON: what is kept of it, read without building the rest.

use super::tree::{MachineDocument, SectionEntry, UnreadableDocument, clipped, kept, word_of};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// How deep brackets may stand in each other; a real document has six levels.
const DEEPEST: usize = 64;

/// What is said of a document without the one section that all have.
const NO_CONTENT: &str = "no `content`";

/// Reads a document.
///
/// # Errors
///
/// It is no JSON, is cut short, nests too deeply, or is no inventory document.
pub(super) fn read(bytes: &[u8]) -> Result<MachineDocument, UnreadableDocument> {
    if is_too_deep(bytes) {
        return Err(UnreadableDocument::TooDeep);
    }
    let unreadable = |error: serde_json::Error| match cause(&error) {
        // Sound JSON that says something else is whole, and is not called broken.
        said if said.starts_with(NO_CONTENT) => UnreadableDocument::Another,
        said => UnreadableDocument::Unreadable(said),
    };
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let document = JsonTop.deserialize(&mut deserializer).map_err(unreadable)?;
    deserializer.end().map_err(unreadable)?;
    Ok(document)
}

/// Whether brackets stand deeper in each other than in any inventory.
pub(super) fn is_too_deep(bytes: &[u8]) -> bool {
    depth(bytes) > DEEPEST
}

/// What an error says, without the value it met: that may be a person's name.
pub(super) fn cause(error: &serde_json::Error) -> String {
    let said = error.to_string();
    match said.find("expected ") {
        Some(at) if error.is_data() => said[at..].to_owned(),
        _ => said,
    }
}

/// How deep the brackets of a text stand in each other, strings left out.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

struct JsonTop;

impl<'de> DeserializeSeed<'de> for JsonTop {
    type Value = MachineDocument;
    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<MachineDocument, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for JsonTop {
    type Value = MachineDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an inventory document")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<MachineDocument, A::Error> {
        let mut document = MachineDocument::default();
        let mut has_content = false;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "deviceid" => document.device = map.next_value_seed(JsonWord)?,
                "itemtype" => document.item_type = map.next_value_seed(JsonWord)?,
                "tag" => document.tag = map.next_value_seed(JsonWord)?,
                "site" => document.site = map.next_value_seed(JsonWord)?,
                "last_seen" => document.seen = map.next_value_seed(JsonWord)?,
                "partial" => document.partial = map.next_value_seed(JsonWord)? == "true",
                "content" => {
                    has_content = true;
                    map.next_value_seed(JsonContent(&mut document))?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if has_content { Ok(document) } else { Err(A::Error::custom(NO_CONTENT)) }
    }
}

struct JsonContent<'a>(&'a mut MachineDocument);

impl<'de> DeserializeSeed<'de> for JsonContent<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for JsonContent<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sections of an inventory")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match kept(&name) {
                Some((section, words)) => {
                    map.next_value_seed(Section { document: self.0, name: section, words })?;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A section: a list of entries, or one entry alone.
struct Section<'a> {
    document: &'a mut MachineDocument,
    name: &'static str,
    words: &'static [&'static str],
}

impl<'de> DeserializeSeed<'de> for Section<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Section<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the entries of a section")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(entry) = seq.next_element_seed(JsonWords(self.words))? {
            self.document.push(self.name, entry);
        }
        // A section that is there and empty is empty, not missing.
        self.document.sections.entry(self.name).or_default();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let entry = JsonWords(self.words).visit_map(map)?;
        self.document.push(self.name, entry);
        Ok(())
    }
}

/// The words of an entry.
struct JsonWords(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for JsonWords {
    type Value = SectionEntry;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<SectionEntry, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for JsonWords {
    type Value = SectionEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SectionEntry, A::Error> {
        let mut entry = SectionEntry::new();
        while let Some(name) = map.next_key::<String>()? {
            match word_of(self.0, &name) {
                Some(name) => {
                    let word = map.next_value_seed(JsonWord)?;
                    if !word.is_empty() {
                        entry.insert(name, word);
                    }
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(entry)
    }
}

/// A word: a text, a number or a truth; anything else is no word, and empty.
struct JsonWord;

impl<'de> DeserializeSeed<'de> for JsonWord {
    type Value = String;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for JsonWord {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E>(self, word: &str) -> Result<String, E> {
        Ok(clipped(word))
    }

    fn visit_bool<E>(self, word: bool) -> Result<String, E> {
        Ok(word.to_string())
    }

    fn visit_u64<E>(self, word: u64) -> Result<String, E> {
        Ok(word.to_string())
    }

    fn visit_i64<E>(self, word: i64) -> Result<String, E> {
        Ok(word.to_string())
    }

    fn visit_f64<E>(self, word: f64) -> Result<String, E> {
        Ok(word.to_string())
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok(String::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<String, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(String::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_what_the_footprint_needs_and_nothing_of_people() {
        let text = br#"{"deviceid":"pc-1","itemtype":"Computer","partial":true,"tag":"DSI",
            "content":{"hardware":{"name":"pc-1","memory":7800,"lastloggeduser":"somebody"},
            "cpus":[{"name":"Core i5","core":4},{"name":"Core i5","core":4}],
            "users":[{"login":"somebody"}],"networks":[{"mac":"00:11"}]}}"#;
        let document = read(text).unwrap();
        assert_eq!((document.device.as_str(), document.partial), ("pc-1", true));
        assert_eq!(document.word("hardware", "memory"), "7800");
        assert_eq!(document.entries("cpus").len(), 2);
        assert!(!format!("{document:?}").contains("somebody"));
    }

    #[test]
    fn a_document_cut_short_is_refused() {
        let broken = read(br#"{"deviceid":"pc-1","content":{"cpus":[{"name":"Co"#).unwrap_err();
        assert!(matches!(broken, UnreadableDocument::Unreadable(_)), "{broken:?}");
        assert!(matches!(read(b"{}").unwrap_err(), UnreadableDocument::Another));
    }

    #[test]
    fn brackets_in_brackets_are_counted_before_they_are_read() {
        let mut deep = b"{\"content\":{\"softwares\":".to_vec();
        deep.extend(vec![b'['; 1 << 20]);
        assert_eq!(read(&deep).unwrap_err(), UnreadableDocument::TooDeep);
        assert_eq!(depth(br#"{"a":"[[[\"[["}"#), 1, "brackets in a text are no brackets");
    }
}
