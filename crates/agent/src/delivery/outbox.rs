//! Records as sealed files, for networks that nothing leaves but by hand.

use super::gzip;
use crate::agent::{Parcel, timestamp};
use record::wire::{OUTBOX_SCHEMA, seal};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes the records of a parcel as a file of the folder, whole or not at all, and durably.
///
/// The name tells agent and numbers: the same records written again replace their file.
///
/// # Errors
/// The disk's word; the records stay in the spool.
pub fn write(
    folder: &Path,
    parcel: &Parcel,
    unix_ms: i64,
    token: Option<&str>,
) -> io::Result<Option<PathBuf>> {
    let (Some(first), Some(last)) = (parcel.seqs.first(), parcel.seqs.last()) else {
        return Ok(None);
    };
    let records: Result<Vec<Value>, _> =
        parcel.bodies.iter().map(|body| serde_json::from_str(body)).collect();
    let mut file = json!({
        "schema": OUTBOX_SCHEMA,
        "agent": parcel.agent,
        "written_at": timestamp(unix_ms),
        "records": records?,
    });
    file["seal"] = Value::String(seal(&file, token));
    let name = format!("empreinte-{}-{first:010}-{last:010}.json.gz", parcel.agent);
    let path = folder.join(&name);
    let beside = folder.join(format!(".{name}.new"));
    // What a crash left, or another put there, is taken away and never written through.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut out = File::create_new(&beside)?;
    out.write_all(&gzip(file.to_string().as_bytes())?)?;
    out.sync_all()?;
    fs::rename(&beside, &path)?;
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(Some(path))
}
