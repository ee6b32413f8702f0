//! The digest of a record: SHA-256 of its canonical text, cut to 16 bytes.

use crate::identity::hex;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A value as text with its keys in order and no space, one field of its own left out.
///
/// Independent of the order in which a map happens to keep its keys.
pub fn canonical(value: &Value, without: &str) -> String {
    let mut text = String::new();
    write(value, Some(without), &mut text);
    text
}

/// The digest of a record, over every field but `digest` itself, unknown ones included.
pub fn digest_of(record: &Value) -> String {
    let sum = Sha256::digest(canonical(record, "digest").as_bytes());
    hex(&sum[..16])
}

fn write(value: &Value, without: Option<&str>, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> =
                map.keys().filter(|key| Some(key.as_str()) != without).collect();
            keys.sort();
            text.push('{');
            for (at, key) in keys.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&Value::String(key.clone()).to_string());
                text.push(':');
                write(&map[key], None, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(item, None, text);
            }
            text.push(']');
        }
        leaf => text.push_str(&leaf.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{canonical, digest_of};
    use serde_json::json;

    #[test]
    fn the_digest_is_that_of_the_content_whatever_the_order_of_keys() {
        let one: serde_json::Value =
            serde_json::from_str(r#"{"b":1.5,"a":{"d":[2],"c":"é"}}"#).unwrap();
        let two: serde_json::Value =
            serde_json::from_str(r#"{"digest":"x","a":{"c":"é","d":[2]},"b":1.5}"#).unwrap();
        assert_eq!(canonical(&one, "digest"), r#"{"a":{"c":"é","d":[2]},"b":1.5}"#);
        assert_eq!(digest_of(&one), digest_of(&two));
        // `printf '{"a":{"c":"é","d":[2]},"b":1.5}' | sha256sum | cut -c1-32`
        assert_eq!(digest_of(&one), "44e3bb39a19002b159e788b95498c3d6");
    }

    #[test]
    fn the_digest_of_a_field_within_counts() {
        assert_ne!(
            digest_of(&json!({"a": {"digest": 1}})),
            digest_of(&json!({"a": {"digest": 2}}))
        );
    }
}
