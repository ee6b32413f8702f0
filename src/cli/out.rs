//! Where results go: never over what the run reads, nor over what it did not write.

use super::args::Meant;
use empreinte::fault::Fault;
use empreinte::table::{Folder, write_ours};
use empreinte::text;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most bytes that a workbook says of itself.
const MOST_PROPERTIES: u64 = 1 << 16;

/// Starts the result folder of a run; `more` are files read besides the estate's.
///
/// # Errors
///
/// It holds a file that the run reads; it cannot be a result folder.
pub(super) fn folder(target: &Path, meant: &Meant, more: &[PathBuf]) -> Result<Folder, Fault> {
    if let Ok(place) = target.canonicalize() {
        for input in meant.estate.inputs().iter().chain(more) {
            if input.canonicalize().is_ok_and(|input| input.starts_with(&place)) {
                return Err(Fault::new(text!(
                    "ce dossier contient un fichier que la commande lit : {0}",
                    "this folder holds a file that the command reads: {0}",
                    input.display()
                ))
                .in_file(target)
                .hint(text!(
                    "choisissez un autre dossier avec `--out`",
                    "choose another folder with `--out`"
                )));
            }
        }
    }
    Folder::start(target)
}

/// Writes a page over nothing, or over a page of an earlier run.
///
/// # Errors
///
/// An input or another file stands there; it cannot be written.
pub(super) fn page(out: &Path, meant: &Meant, page: &[u8]) -> Result<(), Fault> {
    refuse_input(out, &meant.estate.inputs())?;
    let mark = b"name=\"generator\" content=\"empreinte";
    write_ours(out, page, |head| head.windows(mark.len()).any(|part| part == mark))
}

/// Writes a file over nothing, or over one that begins with the same line.
///
/// # Errors
///
/// As [`page`].
pub(super) fn file(out: &Path, inputs: &[PathBuf], data: &[u8]) -> Result<(), Fault> {
    refuse_input(out, inputs)?;
    let first = |text: &[u8]| text.split(|byte| *byte == b'\n').next().map(<[u8]>::to_vec);
    write_ours(out, data, |head| first(head) == first(data))
}

/// Writes a workbook over nothing, or over one of an earlier run.
///
/// # Errors
///
/// As [`page`].
pub(super) fn workbook(out: &Path, meant: &Meant, data: &[u8]) -> Result<(), Fault> {
    refuse_input(out, &meant.estate.inputs())?;
    write_ours(out, data, |_| is_our_workbook(out).unwrap_or(false))
}

/// Writes a file over nothing, or over one of the same kind that an earlier run made: what `is_ours`
/// knows by its beginning.
///
/// # Errors
///
/// As [`page`].
pub(super) fn over_ours(
    out: &Path,
    inputs: &[PathBuf],
    data: &[u8],
    is_ours: impl Fn(&[u8]) -> bool,
) -> Result<(), Fault> {
    refuse_input(out, inputs)?;
    write_ours(out, data, is_ours)
}

/// Writes an audit pack over nothing, or over an earlier pack.
///
/// # Errors
///
/// As [`page`].
pub(super) fn pack(out: &Path, inputs: &[PathBuf], data: &[u8]) -> Result<(), Fault> {
    refuse_input(out, inputs)?;
    write_ours(out, data, empreinte::audit::is_pack)
}

/// Writes a sheet to fill over nothing, or over an empty one of the same draw: what somebody filled is
/// never lost.
///
/// # Errors
///
/// As [`page`].
pub(super) fn sheet(out: &Path, inputs: &[PathBuf], data: &[u8]) -> Result<(), Fault> {
    refuse_input(out, inputs)?;
    let same = std::fs::read(out).is_ok_and(|there| there == data);
    write_ours(out, data, |_| same)
}

/// Whether a workbook says that this program wrote it.
fn is_our_workbook(path: &Path) -> Option<bool> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).ok()?).ok()?;
    let said = archive.by_name("docProps/core.xml").ok()?;
    let mut text = String::new();
    said.take(MOST_PROPERTIES).read_to_string(&mut text).ok()?;
    Some(text.contains("<dc:description>empreinte "))
}

fn refuse_input(out: &Path, inputs: &[PathBuf]) -> Result<(), Fault> {
    let Ok(place) = out.canonicalize() else { return Ok(()) };
    if inputs.iter().any(|input| input.canonicalize().is_ok_and(|input| input == place)) {
        return Err(Fault::new(text!(
            "la sortie est un fichier que la commande lit",
            "the output is a file that the command reads"
        ))
        .in_file(out)
        .hint(text!("choisissez un autre nom avec `--out`", "choose another name with `--out`")));
    }
    Ok(())
}
