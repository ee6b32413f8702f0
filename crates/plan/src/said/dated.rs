//! What is due: text, JSON.

use crate::due::Due;
use ground::lang::Lang;
use ground::table::Day;
use ground::text;
use serde_json::json;
use std::fmt::Write as _;

/// What is due, for people.
pub fn due_text(all: &[Due], on: Day, lang: Lang) -> String {
    let mut out = String::new();
    if all.is_empty() {
        let _ = writeln!(out, "{}", lang.label("Rien n'est dû.", "Nothing is due."));
    }
    for one in all {
        let days = one.on.days_since(on);
        let when = if days < 0 {
            text!("dépassé de {} j", "{} d overdue", -days)
        } else {
            text!("dans {days} j", "in {days} d")
        };
        let when = when.say(lang);
        let law = if one.law.is_empty() { String::new() } else { format!(" ({})", one.law) };
        let id = if one.id.is_empty() { String::new() } else { format!(" {}", one.id) };
        let kind = one.kind.label(lang);
        let _ = writeln!(
            out,
            "{} ({when})  {kind}{id}{}{}{law}",
            one.on,
            lang.colon(),
            one.label.say(lang)
        );
    }
    out
}

/// What is due, as JSON.
pub fn due_json(all: &[Due], on: Day) -> String {
    let all: Vec<serde_json::Value> = all
        .iter()
        .map(|one| {
            json!({
                "on": one.on.to_string(),
                "days": one.on.days_since(on),
                "kind": one.kind.code(),
                "id": one.id,
                "label": { "fr": one.label.fr, "en": one.label.en },
                "law": one.law,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "on": on.to_string(), "due": all }))
}
