//! A plan written over its own text: what changed is changed there, and nothing else moves.

use super::exchange::to_table;
use super::model::Plan;
use super::shape::{below, in_order, item, section};
use ground::fault::Fault;
use ground::text;
use std::path::Path;
use toml::{Table, Value};
use toml_edit::{ArrayOfTables, DocumentMut, Item, TableLike};

/// The text of `plan` with what `next` says otherwise. Comments, order, spacing and the way that
/// values are written stay, but for those of entries that are left out.
///
/// # Errors
///
/// The text is no TOML, or what is new cannot be written as such.
pub fn rewritten(path: &Path, text: &str, plan: &Plan, next: &Plan) -> Result<String, Fault> {
    let fault = || {
        Fault::new(text!(
            "le plan ne se réécrit pas dans son texte",
            "the plan cannot be written over its text"
        ))
        .in_file(path)
    };
    let marked = text.starts_with('\u{feff}');
    let text = text.trim_start_matches('\u{feff}');
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| fault().because(error))?;
    let (old, new) = (to_table(plan)?, to_table(next)?);
    let says = |value: &Value| value.as_table().is_some_and(|table| !table.is_empty());
    for (key, _) in new.iter().filter(|(_, value)| says(value)) {
        document.entry(key).or_insert(toml_edit::table());
    }
    let mut remarks = Vec::new();
    table(document.as_table_mut(), "", (&old, &new), &mut remarks);
    for remark in remarks.iter().rev() {
        put_back(&mut document, remark);
    }
    let written = document.to_string();
    // What is written must say what is meant, whatever the text was.
    if in_any_order(to_table(&Plan::parse(path, &written)?)?) != in_any_order(new) {
        return Err(fault());
    }
    // An editor of Windows marks its files, and ends its lines otherwise.
    let written = if text.contains("\r\n") {
        written.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        written
    };
    Ok(if marked { format!("\u{feff}{written}") } else { written })
}

/// A plan whose entries are held together whatever their order, which is that of the file.
fn in_any_order(mut plan: Table) -> Table {
    for (_, value) in &mut plan {
        if let Value::Array(rows) = value {
            rows.sort_by_cached_key(Value::to_string);
        }
    }
    plan
}

/// Brings the table of a path from what it says to what it shall say.
fn table(
    written: &mut dyn TableLike,
    path: &str,
    (old, new): (&Table, &Table),
    remarks: &mut Vec<Remark>,
) {
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        match written.remove(key) {
            Some(Item::Table(one)) => remarks.extend(apart(&one)),
            Some(Item::ArrayOfTables(rows)) => remarks.extend(rows.iter().filter_map(apart)),
            _ => {}
        }
    }
    for (key, value) in in_order(path, new) {
        if old.get(key) == Some(value) {
            continue;
        }
        let path = below(path, key);
        match (written.get_mut(key), old.get(key), value) {
            (Some(Item::ArrayOfTables(rows)), Some(Value::Array(old)), Value::Array(new)) => {
                entries(rows, &path, (old, new), remarks);
            }
            (Some(item), Some(Value::Table(old)), Value::Table(new)) if item.is_table_like() => {
                if let Some(of) = item.as_table_like_mut() {
                    table(of, &path, (old, new), remarks);
                }
            }
            (Some(item), ..) => replace(item, &path, value),
            (None, ..) => {
                written.insert(key, item(&path, value));
            }
        }
    }
}

/// Puts a value in the place of another, with the spaces and remarks around it.
fn replace(written: &mut Item, path: &str, value: &Value) {
    let mut new = item(path, value);
    if let (Some(old), Some(new)) = (written.as_value(), new.as_value_mut()) {
        *new.decor_mut() = old.decor().clone();
    }
    *written = new;
}

/// Brings a list of tables from its entries to others: those that go on stay where they are, what is
/// new comes after them.
fn entries(
    written: &mut ArrayOfTables,
    path: &str,
    (old, new): (&[Value], &[Value]),
    remarks: &mut Vec<Remark>,
) {
    let pairs = paired(old, new);
    for at in (0..old.len()).rev().filter(|at| pairs[*at].is_none()) {
        remarks.extend(written.get(at).and_then(apart));
        written.remove(at);
    }
    let kept = pairs.iter().zip(old).filter_map(|(to, old)| Some(((*to)?, old)));
    for (row, (to, old)) in written.iter_mut().zip(kept) {
        if let (Value::Table(old), Value::Table(new)) = (old, &new[to]) {
            table(row, path, (old, new), remarks);
        }
    }
    let is_new = |at: &usize| !pairs.contains(&Some(*at));
    for row in (0..new.len()).filter(is_new).filter_map(|at| new[at].as_table()) {
        written.push(section(path, row));
    }
}

/// Remarks that stand apart above a section that is left out, and where it stood.
struct Remark {
    position: isize,
    said: String,
}

/// The remarks above a section, up to the last empty line: those below it are its own.
fn apart(of: &toml_edit::Table) -> Option<Remark> {
    let above = of.decor().prefix()?.as_str()?;
    let lines: Vec<&str> = above.split_inclusive('\n').collect();
    let last = lines.iter().rposition(|line| line.trim().is_empty())?;
    let said: String = lines[..last].concat();
    said.contains('#').then_some(Remark { position: of.position()?, said })
}

/// Puts remarks above the section that now stands where theirs stood, or at the end.
fn put_back(document: &mut DocumentMut, remark: &Remark) {
    let next = {
        let mut positions = Vec::new();
        sections(document.as_table_mut(), &mut |one| positions.extend(one.position()));
        positions.into_iter().filter(|one| *one > remark.position).min()
    };
    let joined = |after: Option<&toml_edit::RawString>| {
        let after = after.and_then(toml_edit::RawString::as_str).unwrap_or("");
        let apart = if after.starts_with('\n') || after.is_empty() { "" } else { "\n" };
        format!("{}{apart}{after}", remark.said)
    };
    let Some(next) = next else {
        let trailing = joined(Some(document.trailing()));
        document.set_trailing(trailing);
        return;
    };
    sections(document.as_table_mut(), &mut |one| {
        if one.position() == Some(next) {
            let above = joined(one.decor().prefix());
            one.decor_mut().set_prefix(above);
        }
    });
}

/// Does something with every section below a table.
fn sections(of: &mut toml_edit::Table, with: &mut dyn FnMut(&mut toml_edit::Table)) {
    for (_, item) in of.iter_mut() {
        let below: Vec<&mut toml_edit::Table> = match item {
            Item::Table(one) => vec![one],
            Item::ArrayOfTables(rows) => rows.iter_mut().collect(),
            _ => Vec::new(),
        };
        for one in below {
            with(one);
            sections(one, with);
        }
    }
}

/// Which entry each becomes: that of its identifier, else the same throughout, else of lists of one
/// length the one in its place.
fn paired(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut met = vec![false; new.len()];
    let mut find = |one: &Value, is_it: &dyn Fn(usize, &Value) -> bool| {
        let free = (0..new.len()).find(|at| !met[*at] && is_it(*at, &new[*at]));
        free.inspect(|at| met[*at] = true).filter(|_| one.is_table())
    };
    let mut pairs: Vec<Option<usize>> = old
        .iter()
        .map(|one| match one.get("id") {
            Some(id) => find(one, &|_, other| other.get("id") == Some(id)),
            None => find(one, &|_, other| other == one),
        })
        .collect();
    if old.len() == new.len() {
        for (at, one) in old.iter().enumerate().filter(|(_, one)| one.get("id").is_none()) {
            if pairs[at].is_none() {
                pairs[at] = find(one, &|to, _| to == at);
            }
        }
    }
    pairs
}
