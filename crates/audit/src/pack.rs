//! The pack: a folder sealed as one ZIP, the same bytes for the same files.

use super::sums::{CHECKSUMS, checksums};
use ground::fault::Fault;
use ground::table::TextSource;
use ground::text;
use serde::{Deserialize, Serialize};
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The first file of a pack, which tells it from any other ZIP.
pub const MARK: &str = "EMPREINTE-AUDIT";
/// What that file says.
pub const FORMAT: &str = "empreinte-audit/1";

/// What a pack says of itself, in `pack.json`: how its results were made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Described {
    /// The layout of the pack.
    pub format: String,
    /// The version of the program that made it.
    pub version: String,
    /// The organisation.
    pub organisation: String,
    /// The year.
    pub year: i32,
    /// The date at which ages are taken.
    pub as_of: String,
    /// The method.
    pub method: String,
    /// The criteria asked for; empty for those the factors compute unasked.
    pub criteria: Vec<String>,
    /// The factor sets below the estate's own, lowest first: folders of `factors/`.
    pub factors: Vec<String>,
    /// Whether a set without manifest was taken.
    pub unsigned_factors: bool,
    /// The language of labels and traces.
    pub lang: String,
    /// The options the originals were read with.
    pub options: Vec<String>,
}

impl Described {
    /// Reads `pack.json` of an opened pack.
    ///
    /// # Errors
    ///
    /// It is not there, or is not what this version writes.
    pub fn read(folder: &Path) -> Result<Self, Fault> {
        let path = folder.join("pack.json");
        let bytes = std::fs::read(&path).map_err(|error| TextSource::cannot_read(&path, &error))?;
        let described: Self = serde_json::from_slice(&bytes).map_err(|error| {
            Fault::new(text!("pack.json est illisible", "pack.json cannot be read")).because(error)
        })?;
        known_format(&described.format)?;
        Ok(described)
    }

    /// As `pack.json`.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Holds the format that a pack says it is of against the one this version reads.
pub(crate) fn known_format(told: &str) -> Result<(), Fault> {
    if told == FORMAT {
        return Ok(());
    }
    let fault = text!(
        "dossier d'audit d'un format inconnu : {told}",
        "audit pack of an unknown format: {told}"
    );
    let hint = text!("cette version lit {FORMAT}", "this version reads {FORMAT}");
    Err(Fault::new(fault).hint(hint))
}

/// Whether the head of a file is that of a pack.
pub fn is_pack(head: &[u8]) -> bool {
    let mark = [MARK.as_bytes(), FORMAT.as_bytes()].concat();
    head.starts_with(b"PK\x03\x04") && head.get(30..).is_some_and(|rest| rest.starts_with(&mark))
}

/// The files below a folder by their names from it, parted by `/`, in the order of the names.
///
/// # Errors
///
/// A folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<String>, Fault> {
    let mut found = Vec::new();
    let mut folders: Vec<(PathBuf, String)> = vec![(folder.to_owned(), String::new())];
    while let Some((path, name)) = folders.pop() {
        let refused = |error: std::io::Error| TextSource::cannot_read(&path, &error);
        for entry in std::fs::read_dir(&path).map_err(refused)? {
            let entry = entry.map_err(refused)?;
            let own = format!("{name}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push((entry.path(), format!("{own}/")));
            } else {
                found.push(own);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Seals a folder: its mark first, then its files in the order of their names, `SHA256SUMS` last,
/// without any date of today.
///
/// # Errors
///
/// A file cannot be read, or has a name that a pack does not take.
pub fn seal(folder: &Path) -> Result<Vec<u8>, Fault> {
    let names = files_below(folder)?;
    if let Some(name) = names.iter().find(|name| !is_sound(name)) {
        return Err(Fault::new(text!(
            "nom de fichier qu'un dossier d'audit ne prend pas : `{name}`",
            "name of a file that an audit pack does not take: `{name}`"
        ))
        .hint(text!(
            "lettres sans accent, chiffres, `.`, `_` et `-`",
            "letters without accents, digits, `.`, `_` and `-`"
        )));
    }
    let sums = checksums(folder, &names)?;
    let packed = |error: zip::result::ZipError| {
        Fault::new(text!(
            "le dossier d'audit ne peut pas être fait",
            "the audit pack cannot be made"
        ))
        .because(error)
    };
    let io = |error: std::io::Error| packed(error.into());
    let whole = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(MARK, whole).map_err(packed)?;
    zip.write_all(FORMAT.as_bytes()).and_then(|()| zip.write_all(b"\n")).map_err(io)?;
    let small = whole.compression_method(CompressionMethod::Deflated).compression_level(Some(6));
    let mut piece = vec![0; 1 << 20];
    for name in &names {
        let path = folder.join(name);
        let refused = |error: std::io::Error| TextSource::cannot_read(&path, &error);
        let mut file = std::fs::File::open(&path).map_err(refused)?;
        let long = file.metadata().map_err(refused)?.len() > u64::from(u32::MAX) / 2;
        zip.start_file(name.as_str(), small.large_file(long)).map_err(packed)?;
        loop {
            match file.read(&mut piece).map_err(refused)? {
                0 => break,
                n => zip.write_all(&piece[..n]).map_err(io)?,
            }
        }
    }
    zip.start_file(CHECKSUMS, small).map_err(packed)?;
    zip.write_all(sums.as_bytes()).map_err(io)?;
    Ok(zip.finish().map_err(packed)?.into_inner())
}

/// Whether a name may stand in a pack: plain letters and digits, and nothing that leads elsewhere.
pub fn is_sound(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
    };
    name.len() <= 200 && name.split('/').count() <= 6 && name.split('/').all(plain)
}
