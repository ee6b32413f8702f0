//! The questions of ADEME's annex C, with what the data say of each. Nobody's answer is written.

use super::table::AuditTable;
use super::told::ToldPoints;
use ground::fault::Fault;
use ground::text;
use serde_json::Value;

/// The questions, in our own words.
const QUESTIONS: &str = include_str!("annex-c.csv");

/// The columns of `annex-c.csv`.
pub const ANNEX_COLUMNS: [&str; 9] = [
    "point",
    "question_fr",
    "question_en",
    "found",
    "where",
    "answer",
    "answered_by",
    "answered_on",
    "remark",
];

/// The run on the original files, as `where` names it.
const OF_ORIGINALS: &str = "originals/";

/// The questions with what a run says of each: `run` on the canonical form, `originals` on the
/// organisation's own files, by the file that the question sends to, `told` by tables of the pack.
/// The columns of the answer stay empty: a person answers, and none by default.
///
/// # Errors
///
/// The questions carried cannot be read, which a sound build never meets.
pub fn annex_csv(run: &Value, originals: &Value, told: &ToldPoints) -> Result<Vec<u8>, Fault> {
    let broken = |error: csv::Error| {
        Fault::new(text!("questionnaire illisible", "unreadable questionnaire")).because(error)
    };
    let mut out = AuditTable::new(&ANNEX_COLUMNS)?;
    for row in csv::Reader::from_reader(QUESTIONS.as_bytes()).records() {
        let row = row.map_err(broken)?;
        let cell = |at: usize| row.get(at).unwrap_or("");
        let said_by = if cell(4).starts_with(OF_ORIGINALS) { originals } else { run };
        let facts = cell(3).split_whitespace();
        let facts = facts.filter_map(|pointer| found(said_by, pointer));
        let found: Vec<String> = facts.chain(told.of(cell(0)).map(str::to_owned)).collect();
        let found = found.join("; ");
        out.row([cell(0), cell(1), cell(2), &found, cell(4), "", "", "", ""])?;
    }
    out.finish()
}

/// A fact of the run, short enough for a cell; nothing where the run does not say it.
fn found(run: &Value, pointer: &str) -> Option<String> {
    let name = pointer.rsplit('/').find(|part| !part.is_empty())?;
    let parent = pointer.trim_end_matches(name).trim_end_matches('/').rsplit('/').next()?;
    let name = if parent.is_empty() { name.to_owned() } else { format!("{parent} {name}") };
    match run.pointer(pointer)? {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(format!("{name} = {text}")),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().take(12).map(short).collect();
            (!items.is_empty()).then(|| format!("{name} = {}", items.join(", ")))
        }
        other => Some(format!("{name} = {}", short(other))),
    }
}

/// What is said of an object.
const SAID: [&str; 14] = [
    "name",
    "version",
    "code",
    "criterion",
    "zone",
    "taken_zone",
    "taken_year",
    "datacentre_id",
    "rows",
    "units",
    "share",
    "value",
    "low",
    "high",
];

/// An object by its first word and its figures.
fn short(value: &Value) -> String {
    let Value::Object(fields) = value else {
        return value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    };
    let said = SAID.iter().filter_map(|key| {
        let value = fields.get(*key).filter(|value| !value.is_null())?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(if value.is_number() { format!("{key} {text}") } else { text })
    });
    said.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_found_is_of_the_file_that_the_question_sends_to() {
        let counts = |rejected: u32, aside: u32| json!({ "counts": { "rejected": rejected, "out_of_scope": aside }, "year": rejected });
        let csv = annex_csv(&counts(0, 0), &counts(3, 4), &ToldPoints::default()).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        assert!(csv.contains("counts rejected = 3; counts out_of_scope = 4"), "{csv}");
        assert!(csv.contains("year = 0,results/run.json"), "{csv}");
        // Each question that sends to the originals is answered by them, and by them alone.
        let of = |run: Value, originals: Value| {
            annex_csv(&run, &originals, &ToldPoints::default()).unwrap()
        };
        let lines = |bytes: Vec<u8>| -> Vec<String> {
            String::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect()
        };
        let only_run = lines(of(counts(5, 5), Value::Null));
        let only_originals = lines(of(Value::Null, counts(5, 5)));
        let none = lines(of(Value::Null, Value::Null));
        for ((run, originals), none) in only_run.iter().zip(&only_originals).zip(&none) {
            if none.contains("originals/") {
                assert_eq!(run, none);
            } else {
                assert_eq!(originals, none);
            }
        }
    }
}
