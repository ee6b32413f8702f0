//! Lists in JSON, as the APIs of other tools answer them: an object a row, a name in it a column.
//!
//! A list stands alone, one object a line, or under a name (`value`, `rows`, `results`, `hosts`). Of
//! an object in an object, what people would read of it stands for it (its name, its label, its
//! date), and each part is a column of its own too: `model`, `model.id`. One object is in memory at
//! a time, in the bytes of the file, which are bounded.

use super::tree::LARGEST;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::io;

/// How deep objects are looked into.
const DEEPEST: usize = 4;
/// What people would read of an object, the best first.
const SAID: [&str; 10] = [
    "name",
    "label",
    "date",
    "datetime",
    "display_value",
    "display",
    "displayName",
    "displayValue",
    "value",
    "text",
];
/// What stands between a class and a number in the name of an object of iTop's answers.
const OF_A_CLASS: &str = "::";
/// The part of such an object that is the row.
const OF_A_ROW: &str = "fields.";

/// An object as a row: the path of each value, and the value.
pub(super) type ListedRow = Vec<(String, String)>;

/// Where a list stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListPlace {
    /// The text is the list.
    Alone,
    /// One object after another.
    Lines,
    /// Under this name.
    Under(String),
}

/// Where the list of a text stands; `None` where it is no list, but a document or broken.
pub(super) fn place(text: &[u8]) -> Option<ListPlace> {
    match text.trim_ascii_start().first()? {
        b'[' => return Some(ListPlace::Alone),
        b'{' => {}
        _ => return None,
    }
    let mut values = serde_json::Deserializer::from_slice(text);
    let top = Lists.deserialize(&mut values).ok()?;
    if top.content {
        return None;
    }
    if values.end().is_err() {
        return Some(ListPlace::Lines);
    }
    // Of several lists the longest is of equipment; of two alike, the first.
    let longest = top.lists.iter().map(|(_, objects)| *objects).max().filter(|most| *most > 0)?;
    let named = top.lists.into_iter().find(|(_, objects)| *objects == longest)?;
    Some(ListPlace::Under(named.0))
}

/// Why a list is not written.
#[derive(Debug)]
pub(super) enum ListFailure {
    /// The text does not hold together.
    Broken(serde_json::Error),
    /// The table cannot be kept.
    Io(io::Error),
    /// The table would be far larger than the list: its objects have hardly a name in common.
    TooWide,
}

impl From<io::Error> for ListFailure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Gives each object of a list.
pub(super) fn each(
    text: &[u8],
    place: &ListPlace,
    take: &mut dyn FnMut(ListedRow) -> io::Result<()>,
) -> Result<(), ListFailure> {
    debug_assert!(text.len() as u64 <= LARGEST, "the file was measured");
    let mut kept = Ok(());
    let mut give = |row: ListedRow| {
        if kept.is_ok() && !row.is_empty() {
            kept = take(row);
        }
    };
    let mut values = serde_json::Deserializer::from_slice(text);
    let read = match place {
        ListPlace::Alone => Objects(&mut give).deserialize(&mut values).and_then(|()| values.end()),
        ListPlace::Under(name) => {
            let list = Under { name, give: &mut give };
            list.deserialize(&mut values).and_then(|()| values.end())
        }
        ListPlace::Lines => loop {
            if values.end().is_ok() {
                break Ok(());
            }
            let mut row = ListedRow::new();
            match (Value { path: "", depth: 0, row: &mut row }).deserialize(&mut values) {
                Ok(()) => give(row),
                Err(error) => break Err(error),
            }
        },
    };
    read.map_err(ListFailure::Broken)?;
    kept.map_err(ListFailure::Io)
}

/// The lists of an object.
struct Lists;

/// What stands in an object.
struct ObjectTop {
    /// Its lists of objects, and how many each has.
    lists: Vec<(String, usize)>,
    /// Whether it has the sections of an agent's document.
    content: bool,
}

impl<'de> DeserializeSeed<'de> for Lists {
    type Value = ObjectTop;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<ObjectTop, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Lists {
    type Value = ObjectTop;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ObjectTop, A::Error> {
        let mut top = ObjectTop { lists: Vec::new(), content: false };
        while let Some(name) = map.next_key::<String>()? {
            let mut objects = 0;
            map.next_value_seed(Objects(&mut |row: ListedRow| {
                objects += usize::from(!row.is_empty());
            }))?;
            if objects > 0 {
                top.lists.push((name, objects));
            } else {
                top.content |= name == "content";
            }
        }
        Ok(top)
    }
}

/// The list under a name.
struct Under<'a, F> {
    name: &'a str,
    give: &'a mut F,
}

impl<'de, F: FnMut(ListedRow)> DeserializeSeed<'de> for Under<'_, F> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, F: FnMut(ListedRow)> Visitor<'de> for Under<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if name == self.name {
                map.next_value_seed(Objects(&mut *self.give))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// The objects of a list; what is no list has none.
struct Objects<'a, F>(&'a mut F);

impl<'de, F: FnMut(ListedRow)> DeserializeSeed<'de> for Objects<'_, F> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: FnMut(ListedRow)> Visitor<'de> for Objects<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        loop {
            let mut row = ListedRow::new();
            match seq.next_element_seed(Value { path: "", depth: 0, row: &mut row })? {
                Some(()) => (self.0)(row),
                None => return Ok(()),
            }
        }
    }

    /// Objects by their names, `PC::12`, are a list as well.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if !name.contains(OF_A_CLASS) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let mut row = ListedRow::new();
            map.next_value_seed(Value { path: "", depth: 0, row: &mut row })?;
            let part = |(path, value): (String, String)| {
                Some((path.strip_prefix(OF_A_ROW)?.to_owned(), value))
            };
            (self.0)(row.into_iter().filter_map(part).collect());
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A value at a path: a cell, or several of an object.
struct Value<'a> {
    path: &'a str,
    depth: usize,
    row: &'a mut ListedRow,
}

impl Value<'_> {
    fn cell(self, value: String) {
        if !self.path.is_empty() && !value.trim().is_empty() {
            self.row.push((self.path.to_owned(), value));
        }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.depth > DEEPEST {
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let from = self.row.len();
        while let Some(name) = map.next_key::<String>()? {
            let path = if self.path.is_empty() { name } else { format!("{}.{name}", self.path) };
            map.next_value_seed(Value { path: &path, depth: self.depth + 1, row: self.row })?;
        }
        if !self.path.is_empty() {
            let own = &self.row[from..];
            let part = |said: &&str| {
                let is = |path: &str| {
                    let rest = path.strip_prefix(self.path).and_then(|rest| rest.strip_prefix('.'));
                    rest == Some(*said)
                };
                own.iter().find(|(path, _)| is(path)).map(|(_, value)| value.clone())
            };
            if let Some(said) = SAID.iter().find_map(part) {
                self.cell(said);
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        // Of several things of one kind the first is taken, as of several values in a cell.
        seq.next_element_seed(Value { path: self.path, depth: self.depth + 1, row: self.row })?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.cell(value.to_string());
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.cell(value.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.cell(value.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.cell(value.to_string());
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.cell(value.to_owned());
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::list_table::write;
    use super::*;

    fn table(text: &str) -> String {
        let mut out = Vec::new();
        let place = place(text.as_bytes()).expect("it is a list");
        write(text.as_bytes(), &place, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_list_is_a_table_wherever_it_stands() {
        let expected = "id;model\n1;X\n2\n";
        for text in [
            r#"[{"id":1,"model":"X"},{"id":2,"model":null}]"#,
            "{\"id\":1,\"model\":\"X\"}\n{\"id\":2}\n",
            r#"{"@odata.context":"x","value":[{"id":1,"model":"X"},{"id":2}]}"#,
            r#"{"tags":[{"a":1}],"results":[{"id":1,"model":"X"},{"id":2}],"count":2}"#,
        ] {
            assert_eq!(table(text), expected, "{text}");
        }
    }

    #[test]
    fn an_object_in_an_object_is_what_people_would_read_of_it() {
        let text = r#"{"total":1,"rows":[{"model":{"id":5,"name":"T14"},"purchase_date":{"date":"2023-05-01","formatted":"Mon"},
            "status":{"value":"active","label":"Active"},"cpu":[{"model":"i5"},{"model":"i7"}]}]}"#;
        assert_eq!(
            table(text),
            "model.id;model.name;model;purchase_date.date;purchase_date.formatted;purchase_date;status.value;status.label;status;cpu.model\n\
             5;T14;T14;2023-05-01;Mon;2023-05-01;active;Active;Active;i5\n"
        );
    }

    #[test]
    fn objects_named_by_their_class_are_a_list() {
        let text = r#"{"code":0,"message":"Found: 2","objects":{"Server::4":{"class":"Server","fields":{"name":"srv1","status":"production"}},
            "Server::5":{"class":"Server","fields":{"name":"srv2","status":"stock"}}}}"#;
        assert_eq!(table(text), "name;status\nsrv1;production\nsrv2;stock\n");
    }

    #[test]
    fn what_is_shown_goes_before_what_is_stored() {
        let text = r#"{"result":[{"model_id":{"display_value":"T14","value":"8f3a"}}]}"#;
        assert_eq!(table(text), "model_id.display_value;model_id.value;model_id\nT14;8f3a;T14\n");
    }

    #[test]
    fn an_agents_document_and_what_lists_nothing_are_no_list() {
        for text in [
            r#"{"deviceid":"x","content":{"cpus":[{"name":"i5"}]}}"#,
            r#"{"value":[]}"#,
            "{}",
            r#"{"value":[1,2]}"#,
            "{\"value\":[{\"id\":1}",
            "x",
        ] {
            assert_eq!(place(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_list_cut_short_is_told_as_such() {
        let text = br#"[{"id":1},{"id":"#;
        let failure = write(text, &ListPlace::Alone, &mut Vec::new()).unwrap_err();
        assert!(matches!(failure, ListFailure::Broken(_)));
    }
}
