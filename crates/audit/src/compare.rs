//! Two folders held against each other, file by file and figure by figure.

use ground::fault::Fault;
use ground::table::TextSource;
use serde_json::Value;
use std::path::Path;

/// How many differences of a file are told one by one.
const TOLD: usize = 200;

/// A figure that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The file.
    pub file: String,
    /// Which figure of it: a path of JSON, a row and column of a table, a line of text; empty for the
    /// file as a whole.
    pub figure: String,
    /// What is packed; `None` where there is none.
    pub packed: Option<String>,
    /// What the replay gave; `None` where there is none.
    pub replayed: Option<String>,
}

/// The differences of files of two folders, in the order of the names, but those that `same` takes
/// for none. A file that is the same to the byte has none; of many in one file the first are told, and
/// how many there are.
///
/// # Errors
///
/// A file cannot be read.
pub fn compare(
    packed: &Path,
    replayed: &Path,
    names: &[String],
    same: impl Fn(&Difference) -> bool,
) -> Result<Vec<Difference>, Fault> {
    let mut out = Vec::new();
    for name in names {
        let (one, other) = (bytes(&packed.join(name))?, bytes(&replayed.join(name))?);
        if one == other {
            continue;
        }
        let whole = |there: &Option<Vec<u8>>| there.as_ref().map(|b| factor::hex_digest(b));
        let (Some(a), Some(b)) = (&one, &other) else {
            let (packed, replayed) = (whole(&one), whole(&other));
            out.push(Difference { file: name.clone(), figure: String::new(), packed, replayed });
            continue;
        };
        let told = |(figure, packed, replayed): FoundDifference| Difference {
            file: name.clone(),
            figure,
            packed,
            replayed,
        };
        let found = of_file(name, a, b);
        if found.is_empty() {
            // The same figures in other bytes: said all the same.
            out.push(told((String::new(), whole(&one), whole(&other))));
            continue;
        }
        let mut found: Vec<Difference> =
            found.into_iter().map(told).filter(|one| !same(one)).collect();
        let more = found.len().saturating_sub(TOLD);
        found.truncate(TOLD);
        out.extend(found);
        if more > 0 {
            out.push(told((format!("+ {more}"), None, None)));
        }
    }
    Ok(out)
}

fn bytes(path: &Path) -> Result<Option<Vec<u8>>, Fault> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TextSource::cannot_read(path, &error)),
    }
}

type FoundDifference = (String, Option<String>, Option<String>);

fn of_file(name: &str, packed: &[u8], replayed: &[u8]) -> Vec<FoundDifference> {
    let (mut found, ending) = (Vec::new(), name.rsplit('.').next().unwrap_or(""));
    match ending {
        "json" => {
            let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
            if let (Some(a), Some(b)) = (read(packed), read(replayed)) {
                json(&a, &b, "", &mut found);
                return found;
            }
        }
        "csv" => {
            if let (Some(a), Some(b)) = (table(packed), table(replayed)) {
                rows(&a, &b, &mut found);
                return found;
            }
        }
        _ => {}
    }
    let lines = |bytes: &[u8]| -> Vec<String> {
        String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()
    };
    let (a, b) = (lines(packed), lines(replayed));
    for at in 0..a.len().max(b.len()) {
        if a.get(at) != b.get(at) {
            found.push((format!("{}", at + 1), a.get(at).cloned(), b.get(at).cloned()));
        }
    }
    found
}

fn json(a: &Value, b: &Value, path: &str, found: &mut Vec<FoundDifference>) {
    match (a, b) {
        (Value::Object(one), Value::Object(other)) => {
            let mut keys: Vec<&String> = one.keys().chain(other.keys()).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                let null = &Value::Null;
                let (one, other) = (one.get(key).unwrap_or(null), other.get(key).unwrap_or(null));
                json(one, other, &format!("{path}/{key}"), found);
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            for at in 0..one.len().max(other.len()) {
                let null = &Value::Null;
                let (one, other) = (one.get(at).unwrap_or(null), other.get(at).unwrap_or(null));
                json(one, other, &format!("{path}/{at}"), found);
            }
        }
        _ if a == b => {}
        _ => {
            let said = |value: &Value| (!value.is_null()).then(|| value.to_string());
            found.push((path.to_owned(), said(a), said(b)));
        }
    }
}

pub(super) fn table(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let rows: Result<Vec<_>, _> = reader.records().collect();
    Some(rows.ok()?.iter().map(|row| row.iter().map(str::to_owned).collect()).collect())
}

/// Rows are told by their first cell where it names each of them, else by what they say in words; where one side has rows more, each is met by its place
/// among those that say the same.
fn rows(a: &[Vec<String>], b: &[Vec<String>], found: &mut Vec<FoundDifference>) {
    let none = Vec::new();
    let (head_a, head_b) = (a.first().unwrap_or(&none), b.first().unwrap_or(&none));
    if head_a != head_b {
        found.push(("1".into(), Some(head_a.join(",")), Some(head_b.join(","))));
        return;
    }
    let is_figure = |cell: &str| cell.is_empty() || cell.parse::<f64>().is_ok();
    // Columns that are a figure on every row say no row; the first always does.
    let words: Vec<usize> = (0..head_a.len())
        .filter(|at| {
            let all = a.iter().skip(1).chain(b.iter().skip(1));
            *at == 0 || !all.clone().all(|row| row.get(*at).is_none_or(|cell| is_figure(cell)))
        })
        .collect();
    let names = |rows: &[Vec<String>]| {
        let mut met = std::collections::BTreeSet::new();
        let first = rows.iter().skip(1).map(|row| row.first().map_or("", String::as_str));
        let all: Vec<&str> = first.collect();
        !all.iter().any(|cell| is_figure(cell)) && all.into_iter().all(|cell| met.insert(cell))
    };
    let words = if names(a) && names(b) { vec![0] } else { words };
    let key = |row: &Vec<String>| -> String {
        let cells = words.iter().filter_map(|at| row.get(*at)).filter(|cell| !cell.is_empty());
        cells.cloned().collect::<Vec<_>>().join(" ")
    };
    let keyed = |rows: &[Vec<String>]| {
        let mut times = std::collections::BTreeMap::<String, usize>::new();
        let mut out = std::collections::BTreeMap::new();
        for row in rows.iter().skip(1) {
            let key = key(row);
            let time = times.entry(key.clone()).or_default();
            *time += 1;
            out.insert((key, *time), row.clone());
        }
        out
    };
    let (one, other) = (keyed(a), keyed(b));
    let mut keys: Vec<&(String, usize)> = one.keys().chain(other.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        match (one.get(key), other.get(key)) {
            (Some(x), Some(y)) => {
                for (at, name) in head_a.iter().enumerate() {
                    if x.get(at) != y.get(at) {
                        found.push((
                            format!("{} · {name}", key.0),
                            x.get(at).cloned(),
                            y.get(at).cloned(),
                        ));
                    }
                }
            }
            (x, y) => {
                found.push((key.0.clone(), x.map(|row| row.join(",")), y.map(|row| row.join(","))));
            }
        }
    }
}
