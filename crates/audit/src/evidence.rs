//! The proofs that the estate's own files name, with the digest stated and the one found.

use super::table::AuditTable;
use factor::NamedDocument;
use ground::fault::{Fault, one_line};
use ground::lang::Text;
use ground::table::SmallTable;
use ground::text;
use std::path::Path;
use toml::Value;

/// The columns of `evidence.csv`.
pub const EVIDENCE_COLUMNS: [&str; 5] =
    ["named_in", "document", "sha256_stated", "sha256_found", "state"];

/// Keys that name a document.
const KEYS: [&str; 5] = ["evidence", "file", "path", "uri", "document"];

/// Of these, those that name nothing else.
const SURE: [&str; 2] = ["evidence", "file"];

/// The proofs that TOML files of an estate name; `files` are names below its folder.
///
/// A document is looked for below the folder alone: what is elsewhere is listed and not opened.
///
/// # Errors
///
/// A file cannot be read.
pub fn evidence_csv(root: &Path, files: &[&str]) -> Result<Vec<u8>, Fault> {
    let mut rows: Vec<[String; 5]> = Vec::new();
    for name in files {
        let path = root.join(name);
        if !path.is_file() {
            continue;
        }
        let text = ground::table::text_of_input(&path)
            .map_err(|error| ground::table::TextSource::cannot_read(&path, &error))?;
        let what = text!("{name} est illisible", "{name} cannot be read");
        // Any keys and values will do: no example has them.
        let value: Value = ground::table::read_toml(&path, &text, what, "")?;
        let mut found = Vec::new();
        named(&value, &mut found);
        for (document, stated) in found {
            let (digest, state) = state(root, &document, stated.as_deref())?;
            rows.push([
                (*name).to_owned(),
                document,
                stated.as_deref().unwrap_or("").to_owned(),
                digest,
                state.to_owned(),
            ]);
        }
    }
    rows.sort();
    rows.dedup();
    let mut out = AuditTable::new(&EVIDENCE_COLUMNS)?;
    for row in &rows {
        out.row(row.each_ref().map(String::as_str))?;
    }
    out.finish()
}

/// What is to be said of each proof that a pack lists and that is not the one that was sealed; `root`
/// is the pack, unpacked.
///
/// # Errors
///
/// Its list cannot be read.
pub fn unsound(root: &Path) -> Result<Vec<Text>, Fault> {
    let path = root.join("evidence.csv");
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let table = SmallTable::open(&path, &EVIDENCE_COLUMNS)?;
    let said = table.rows().filter_map(|row| {
        let (file, named_in) = (one_line(row.get("document")), one_line(row.get("named_in")));
        let why = match row.get("state") {
            "same" => return None,
            "changed" => {
                text!("n'est plus celle qui a été scellée", "is not the one that was sealed")
            }
            "absent" => text!("n'est pas là", "is not there"),
            "folder" => text!("est un dossier, et non un fichier", "is a folder, and no file"),
            "empty" => text!("est vide, et ne prouve rien", "is empty, and proves nothing"),
            "unstated" => text!("n'a pas de SHA-256 déclaré", "has no SHA-256 stated"),
            _ => text!(
                "est hors du dossier du parc, et n'a pas été ouverte",
                "is outside the estate's folder, and was not opened"
            ),
        };
        Some(Text {
            fr: format!("la preuve `{file}` ({named_in}) {}", why.fr),
            en: format!("the proof `{file}` ({named_in}) {}", why.en),
        })
    });
    Ok(said.collect())
}

/// Documents named anywhere in a file, each with the digest beside it.
fn named(value: &Value, found: &mut Vec<(String, Option<String>)>) {
    match value {
        Value::Table(table) => {
            let text = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
            let document = KEYS.iter().find_map(|key| Some((*key, text(key)?)));
            // A word beside no digest is a document where its key says so, or it looks like a file.
            if let Some((key, document)) = document {
                let digest = text("sha256");
                let is_file = SURE.contains(&key) && !document.trim().is_empty();
                if digest.is_some() || is_file || Path::new(&document).extension().is_some() {
                    found.push((document, digest));
                }
            }
            table.values().for_each(|value| named(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| named(value, found)),
        _ => {}
    }
}

fn state(
    root: &Path,
    document: &str,
    stated: Option<&str>,
) -> Result<(String, &'static str), Fault> {
    let path = match NamedDocument::of(root, document) {
        NamedDocument::File(path) => path,
        NamedDocument::Empty => return Ok((String::new(), "empty")),
        NamedDocument::Folder => return Ok((String::new(), "folder")),
        NamedDocument::Absent | NamedDocument::Unnamed => return Ok((String::new(), "absent")),
        NamedDocument::Outside => return Ok((String::new(), "elsewhere")),
    };
    let digest = factor::file_digest(&path)?;
    let state = match stated {
        None => "unstated",
        Some(stated) if stated.eq_ignore_ascii_case(&digest) => "same",
        Some(_) => "changed",
    };
    Ok((digest, state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_the_same_changed_absent_unstated_or_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "x").unwrap();
        let digest = factor::hex_digest(b"x");
        let plan = format!(
            "[[action]]\nid='1'\n[[action.evidence]]\nfile='a.txt'\nsha256='{digest}'\n\
             [[action.evidence]]\nfile='a.txt'\nsha256='{}'\n\
             [[action.evidence]]\nfile='b.txt'\n[[action.evidence]]\nfile='../c.txt'\n\
             [[finding]]\ndocument='a.txt'\n\
             [[evidence]]\nfile='proofs'\n[[evidence]]\nfile='./proofs/../nothing.pdf'\n",
            "0".repeat(64)
        );
        std::fs::write(folder.path().join("plan.toml"), plan).unwrap();
        std::fs::create_dir(folder.path().join("proofs")).unwrap();
        std::fs::write(folder.path().join("nothing.pdf"), "").unwrap();
        let csv = evidence_csv(folder.path(), &["plan.toml", "answers.toml"]).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        let states: Vec<&str> =
            csv.lines().skip(1).map(|line| line.rsplit(',').next().unwrap()).collect();
        let expected = ["elsewhere", "empty", "unstated", "changed", "same", "absent", "folder"];
        assert_eq!(states, expected);
        std::fs::write(folder.path().join("evidence.csv"), &csv).unwrap();
        let said: Vec<String> =
            unsound(folder.path()).unwrap().into_iter().map(|one| one.en).collect();
        assert_eq!(
            said,
            [
                "the proof `../c.txt` (plan.toml) is outside the estate's folder, and was not opened",
                "the proof `./proofs/../nothing.pdf` (plan.toml) is empty, and proves nothing",
                "the proof `a.txt` (plan.toml) has no SHA-256 stated",
                "the proof `a.txt` (plan.toml) is not the one that was sealed",
                "the proof `b.txt` (plan.toml) is not there",
                "the proof `proofs` (plan.toml) is a folder, and no file",
            ]
        );
        // A pack without list has nothing to be said.
        std::fs::remove_file(folder.path().join("evidence.csv")).unwrap();
        assert_eq!(unsound(folder.path()).unwrap(), []);
    }
}
