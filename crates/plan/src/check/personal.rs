//! People in the plan: it names roles, and goes out in documents, sheets and audit packs.

use super::PlanCheck;
use crate::finding::FindingKind as Kind;
use crate::model::Plan;
use crate::people::names_somebody;
use ground::text;
use serde_json::Value;

impl PlanCheck<'_> {
    /// Names, addresses and numbers of people, in any key.
    pub(super) fn personal(&mut self) {
        for (section, at, id, keys) in people(self.plan) {
            self.find(
                Kind::PersonalData,
                (&section, at),
                &id,
                text!(
                    "{keys} : un nom, une adresse ou un numéro de personne",
                    "{keys}: a name, address or number of a person"
                ),
                text!("une fonction, pas une personne", "a role, not a person"),
            );
        }
    }
}

/// How many entries of a plan hold a name, an address or a number of a person.
pub fn with_people(plan: &Plan) -> usize {
    people(plan).len()
}

/// The entries that do: section, place, identifier, keys.
fn people(plan: &Plan) -> Vec<(String, usize, String, String)> {
    let Ok(Value::Object(sections)) = serde_json::to_value(plan) else { return Vec::new() };
    let mut out = Vec::new();
    for (section, held) in sections {
        let rows = if let Value::Array(rows) = held { rows } else { vec![held] };
        for (at, row) in rows.into_iter().enumerate() {
            let id = row.get("id").and_then(Value::as_str).unwrap_or("").to_owned();
            let mut keys = Vec::new();
            named(&row, "", &mut keys);
            keys.dedup();
            if !keys.is_empty() {
                out.push((section.clone(), at, id, keys.join(", ")));
            }
        }
    }
    out
}

/// The keys below which a text holds what is of people.
fn named(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::String(said) if names_somebody(key, said) => {
            found.push(key.to_owned());
        }
        Value::Array(all) => all.iter().for_each(|one| named(one, key, found)),
        Value::Object(fields) => fields.iter().for_each(|(key, one)| named(one, key, found)),
        _ => {}
    }
}
