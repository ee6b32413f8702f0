//! Digests: the manifest of a factor set, and the SHA-256 of inputs.

use ground::fault::Fault;
use ground::text;
use sha2::{Digest, Sha256};
use std::path::Path;

/// SHA-256 of some bytes, as 64 hexadecimal digits.
pub fn hex_digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let halves = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(DIGITS[usize::from(half)])).collect()
}

/// SHA-256 of a file, read piece by piece; of a folder, that of its files' digests and names.
///
/// # Errors
///
/// The file cannot be read.
pub fn file_digest(path: &Path) -> Result<String, Fault> {
    let mut hasher = Sha256::new();
    if path.is_dir() {
        folder_digest(path, path, &mut hasher)?;
        return Ok(hex(&hasher.finalize()));
    }
    let mut piece = vec![0; 1 << 16];
    let refused = |error: std::io::Error| ground::table::TextSource::cannot_read(path, &error);
    let mut file = ground::table::open_input(path).map_err(refused)?;
    loop {
        match std::io::Read::read(&mut file, &mut piece).map_err(refused)? {
            0 => break,
            n => hasher.update(&piece[..n]),
        }
    }
    Ok(hex(&hasher.finalize()))
}

/// The manifest of files: one line each, digest and name, in the order given.
pub fn manifest_of<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut lines: Vec<String> =
        files.map(|(name, bytes)| format!("{}  {name}", hex_digest(bytes))).collect();
    lines.push(String::new());
    lines.join("\n")
}

/// Adds the files of a folder to a digest, each with its name, in the order of their names.
fn folder_digest(root: &Path, folder: &Path, hasher: &mut Sha256) -> Result<(), Fault> {
    let refused = |error: std::io::Error| ground::table::TextSource::cannot_read(folder, &error);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(refused)? {
        paths.push(entry.map_err(refused)?.path());
    }
    paths.sort();
    for path in paths {
        let linked = path.is_symlink();
        if path.is_dir() && !linked {
            folder_digest(root, &path, hasher)?;
        } else if path.is_file() {
            let name =
                path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            hasher.update(format!("{} {name}\n", file_digest(&path)?));
        }
    }
    Ok(())
}

/// Holds every file of a set against its manifest.
///
/// `read` gives a file's bytes by name; `names` are the files that stand beside the manifest.
///
/// # Errors
///
/// A file is missing, was changed, or is not in the manifest.
pub(super) fn verify<'a>(
    path: &Path,
    manifest: &str,
    names: &[String],
    read: impl Fn(&str) -> Option<&'a [u8]>,
) -> Result<(), Fault> {
    let mut listed = Vec::new();
    for (i, line) in manifest.lines().enumerate() {
        let broken = || {
            Fault::new(text!("ligne de manifeste illisible", "unreadable manifest line")).at(
                path,
                i as u64 + 1,
                "",
                line,
            )
        };
        let (digest, name) = line.split_once("  ").ok_or_else(broken)?;
        let bytes = read(name).ok_or_else(|| {
            Fault::new(text!(
                "le jeu de facteurs est incomplet : `{name}` manque",
                "the factor set is incomplete: `{name}` is missing"
            ))
            .in_file(path)
            .hint(restore())
        })?;
        if hex_digest(bytes) != digest {
            return Err(Fault::new(text!(
                "le jeu de facteurs a été modifié : `{name}` ne correspond pas à son empreinte SHA-256",
                "the factor set was changed: `{name}` does not match its SHA-256 digest"
            ))
            .at(path, i as u64 + 1, "", digest)
            .hint(restore())
            .hint(text!(
                "pour vos propres facteurs, `empreinte factors sign` refait le manifeste",
                "for factors of your own, `empreinte factors sign` makes the manifest anew"
            )));
        }
        listed.push(name.to_owned());
    }
    for name in names {
        if !listed.contains(name) {
            return Err(Fault::new(text!(
                "`{name}` n'est pas dans le manifeste du jeu de facteurs",
                "`{name}` is not in the factor set's manifest"
            ))
            .in_file(path)
            .hint(restore()));
        }
    }
    Ok(())
}

fn restore() -> ground::lang::Text {
    text!(
        "reprenez le jeu tel que publié : un jeu publié ne change jamais",
        "take the set as published again: a published set never changes"
    )
}
