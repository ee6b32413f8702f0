//! A pack opened with distrust: nothing is unpacked before its name and size are known to be sound.

use super::eocd::end;
use super::pack::{MARK, is_sound, known_format};
use super::sums::CHECKSUMS;
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{TextSource, open_input, unwritable};
use ground::text;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use zip::{CompressionMethod, ZipArchive};

/// The most files of a pack.
const MOST_FILES: usize = 5_000;
/// The most bytes of a pack, unpacked.
const MOST_BYTES: u64 = 16 << 30;
/// How many times its packed size a pack may have unpacked, beyond [`ALWAYS`].
const MOST_TIMES: u64 = 200;
/// What any pack may have unpacked.
const ALWAYS: u64 = 64 << 20;
/// The end of an archive is found within this, a comment included.
const TAIL: u64 = 66_000;
/// The kind of file in the mode that Unix writes, and that of a plain file.
const KIND: u32 = 0o170_000;
const PLAIN: u32 = 0o100_000;

/// Unpacks a pack into a folder, and gives the names of its files, but for its mark and its
/// checksums.
///
/// # Errors
///
/// It is no pack, or holds what no pack holds: a path that leads out, a link, two files of a name,
/// far more than its size.
#[expect(clippy::too_many_lines, reason = "each refusal stands where what it refuses is read")]
pub fn unseal(pack: &Path, into: &Path) -> Result<Vec<String>, Fault> {
    let refused = |error: std::io::Error| TextSource::cannot_read(pack, &error);
    let mut file = open_input(pack).map_err(refused)?;
    let length = file.metadata().map_err(refused)?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL))).map_err(refused)?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail).map_err(refused)?;
    file.seek(SeekFrom::Start(0)).map_err(refused)?;
    let hostile = |what: Text| {
        Fault::new(what).in_file(pack).hint(text!(
            "un dossier d'audit est ce que `empreinte audit … --out` a écrit, sans rien y ajouter ; rien n'en a été lu",
            "a pack is what `empreinte audit … --out` wrote, with nothing added; nothing of it was read"
        ))
    };
    let no_zip = |error: &dyn std::fmt::Display| {
        hostile(text!("ce n'est pas un dossier d'audit lisible", "this is no readable audit pack"))
            .because(error)
    };
    let Some(listed) = end(&tail) else {
        return Err(hostile(text!("ce n'est pas un fichier ZIP", "this is no ZIP file")));
    };
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| no_zip(&error))?;
    if archive.offset() != 0 || listed.more {
        return Err(hostile(text!(
            "des octets sont collés avant ou après l'archive",
            "bytes are stuck before or after the archive"
        )));
    }
    if listed.files != u64::try_from(archive.len()).ok() {
        return Err(hostile(text!(
            "deux fichiers y portent le même nom",
            "two files in it have the same name"
        )));
    }
    if archive.len() > MOST_FILES {
        return Err(hostile(text!(
            "plus de {MOST_FILES} fichiers",
            "more than {MOST_FILES} files"
        )));
    }
    let mut names = Vec::new();
    let mut folded = BTreeSet::new();
    let mut total: u64 = 0;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|error| no_zip(&error))?;
        let raw = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if !is_sound(&raw) {
            let shown: String = raw.chars().filter(|c| !c.is_control()).take(80).collect();
            return Err(hostile(text!("chemin refusé : `{shown}`", "path refused: `{shown}`")));
        }
        let mode = entry.unix_mode().unwrap_or(PLAIN);
        if entry.is_symlink() || entry.is_dir() || ![0, PLAIN].contains(&(mode & KIND)) {
            return Err(hostile(text!(
                "`{raw}` est un lien, un dossier ou un périphérique, et non un fichier",
                "`{raw}` is a link, a folder or a device, and no file"
            )));
        }
        let method = entry.compression();
        if entry.encrypted()
            || ![CompressionMethod::Stored, CompressionMethod::Deflated].contains(&method)
        {
            return Err(hostile(text!(
                "`{raw}` est chiffré, ou comprimé autrement que par Deflate",
                "`{raw}` is encrypted, or packed otherwise than by Deflate"
            )));
        }
        if !folded.insert(raw.to_lowercase()) {
            return Err(hostile(text!(
                "deux fichiers y portent le même nom : `{raw}`",
                "two files in it have the same name: `{raw}`"
            )));
        }
        total = total.saturating_add(entry.size());
        names.push(raw);
    }
    if total > MOST_BYTES || total > ALWAYS.saturating_add(length.saturating_mul(MOST_TIMES)) {
        return Err(hostile(text!(
            "déballé, il ferait {total} octets pour {length} : refusé",
            "unpacked it would be {total} bytes for {length}: refused"
        )));
    }
    if names.first().map(String::as_str) != Some(MARK) {
        return Err(hostile(text!(
            "ce ZIP n'est pas un dossier d'audit d'empreinte",
            "this ZIP is no audit pack of empreinte"
        )));
    }
    for (at, name) in names.iter().enumerate() {
        let mut entry = archive.by_index(at).map_err(|error| no_zip(&error))?;
        let path = into.join(name);
        let unwritten = |error: std::io::Error| unwritable(&path, &error);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(unwritten)?;
        }
        let size = entry.size();
        // Made new: whatever two names lead to, nothing is written over.
        let mut out = BufWriter::new(File::create_new(&path).map_err(unwritten)?);
        let copied = std::io::copy(&mut entry.by_ref().take(size.saturating_add(1)), &mut out)
            .and_then(|copied| out.flush().map(|()| copied))
            .map_err(|error| no_zip(&format!("{name}: {error}")))?;
        if copied != size {
            return Err(hostile(text!(
                "`{name}` n'a pas la taille qu'il annonce",
                "`{name}` is not of the size it says"
            )));
        }
    }
    let mark = into.join(MARK);
    let format = std::fs::read(&mark).map_err(|error| unwritable(&mark, &error))?;
    known_format(String::from_utf8_lossy(&format).trim_end_matches('\n'))?;
    names.retain(|name| name != MARK && name != CHECKSUMS);
    Ok(names)
}
