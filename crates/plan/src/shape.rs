//! How a plan is written anew: keys in the order of the docs' example, days as the example has them,
//! lists of tables below headings, whole numbers without a point.

use super::read::EXAMPLE;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml::{Table, Value};
use toml_edit::{DocumentMut, Item, TableLike};

/// The keys of each section by its path (`action.means`), in order, and whether each holds a day.
static SHAPE: LazyLock<BTreeMap<String, Vec<(String, bool)>>> = LazyLock::new(|| {
    let mut shape = BTreeMap::new();
    if let Ok(example) = EXAMPLE.parse::<DocumentMut>() {
        note(&mut shape, "", example.as_table());
    }
    shape
});

fn note(shape: &mut BTreeMap<String, Vec<(String, bool)>>, path: &str, table: &dyn TableLike) {
    for (key, item) in table.iter() {
        // Years and days as keys are each plan's own, and stand in their order.
        if key.starts_with(|first: char| first.is_ascii_digit()) {
            continue;
        }
        let is_day = item.is_datetime();
        let known = shape.entry(path.to_owned()).or_default();
        if known.iter().all(|(name, _)| name != key) {
            known.push((key.to_owned(), is_day));
        }
        let path = below(path, key);
        match item {
            Item::ArrayOfTables(rows) => rows.iter().for_each(|row| note(shape, &path, row)),
            item => {
                if let Some(table) = item.as_table_like() {
                    note(shape, &path, table);
                }
            }
        }
    }
}

/// The path of what stands below a key.
pub(super) fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The keys of a table in the order they are written in; unknown ones last.
pub(super) fn in_order<'a>(path: &str, of: &'a Table) -> Vec<(&'a String, &'a Value)> {
    let known = SHAPE.get(path).map_or(&[][..], Vec::as_slice);
    let place = |key: &str| known.iter().position(|(name, _)| name == key);
    let mut keys: Vec<_> = of.iter().collect();
    keys.sort_by_key(|(key, _)| place(key).unwrap_or(known.len()));
    keys
}

/// A value as it is written anew; `path` is where.
pub(super) fn item(path: &str, value: &Value) -> Item {
    match value {
        Value::Array(rows) if !rows.is_empty() && rows.iter().all(Value::is_table) => {
            let rows = rows.iter().filter_map(Value::as_table).map(|row| section(path, row));
            Item::ArrayOfTables(rows.collect())
        }
        _ => Item::Value(plain(path, value)),
    }
}

/// A section as it is written anew.
pub(super) fn section(path: &str, of: &Table) -> toml_edit::Table {
    // Lists of tables come last: a key below them would be theirs.
    let items =
        in_order(path, of).into_iter().map(|(key, value)| (key, item(&below(path, key), value)));
    let (sections, keys): (Vec<_>, Vec<_>) = items.partition(|(_, item)| item.is_array_of_tables());
    keys.into_iter().chain(sections).map(|(key, item)| (key.as_str(), item)).collect()
}

/// A whole plan as it is written anew.
pub(super) fn document(plan: &Table) -> DocumentMut {
    let mut document = DocumentMut::new();
    for (key, value) in in_order("", plan) {
        let item = match value {
            Value::Table(of) => Item::Table(section(key, of)),
            value => item(key, value),
        };
        document.insert(key, item);
    }
    document
}

fn plain(path: &str, value: &Value) -> toml_edit::Value {
    match value {
        Value::String(text) => match day(path, text) {
            Some(day) => day.into(),
            None => text.as_str().into(),
        },
        Value::Integer(whole) => (*whole).into(),
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        Value::Float(number) if number.fract().abs() <= 0.0 && number.abs() < 9e15 => {
            (*number as i64).into()
        }
        Value::Float(number) => (*number).into(),
        Value::Boolean(yes) => (*yes).into(),
        Value::Datetime(day) => (*day).into(),
        Value::Array(all) => {
            all.iter().map(|one| plain(path, one)).collect::<toml_edit::Array>().into()
        }
        Value::Table(all) => {
            let all = in_order(path, all).into_iter();
            let all = all.map(|(key, value)| (key.as_str(), plain(&below(path, key), value)));
            all.collect::<toml_edit::InlineTable>().into()
        }
    }
}

/// A day, where the example has one there: the plan has its days as text.
fn day(path: &str, text: &str) -> Option<toml_edit::Datetime> {
    let (path, key) = path.rsplit_once('.')?;
    let known = SHAPE.get(path)?.iter().any(|(name, is_day)| name == key && *is_day);
    if known { text.parse().ok() } else { None }
}
