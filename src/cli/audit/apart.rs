//! Verdicts that the originals hold otherwise than the canonical form of a pack: what was set aside of
//! them is not in it, so that it may decide what they leave open.

use super::make::{alike, differences_csv, put, temporary};
use super::replay::VERDICTS;
use empreinte::audit::{Difference, compare};
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::table::TextSource;
use empreinte::text;
use std::path::Path;

/// Where what the canonical form does not give again is listed.
const LISTED: &str = "originals/differences.csv";

/// The figures of the plan's verdicts that the originals and the canonical form of a pack have otherwise.
pub(super) fn verdicts_apart(packed: &Path) -> Result<Vec<Difference>, Fault> {
    let name = format!("results/{VERDICTS}");
    let own = temporary()?;
    let path = packed.join("originals").join(VERDICTS);
    if path.is_file() {
        let bytes = std::fs::read(&path).map_err(|error| TextSource::cannot_read(&path, &error))?;
        put(own.path(), &name, &bytes)?;
    }
    compare(own.path(), packed, &[name], alike)
}

/// Of these, what the pack's own list of differences does not say, or says otherwise.
pub(super) fn listed_otherwise(
    packed: &Path,
    apart: &[Difference],
) -> Result<Vec<Difference>, Fault> {
    let path = packed.join(LISTED);
    let listed = std::fs::read(&path).map_err(|error| TextSource::cannot_read(&path, &error))?;
    let lines = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(bytes);
        let own = text.lines().filter(|line| line.contains(VERDICTS));
        own.map(str::to_owned).collect()
    };
    let (listed, found) = (lines(&listed), lines(&differences_csv(apart, ["originals", "pack"])?));
    let one = |packed: Option<&String>, replayed: Option<&String>| Difference {
        file: LISTED.to_owned(),
        figure: VERDICTS.to_owned(),
        packed: packed.cloned(),
        replayed: replayed.cloned(),
    };
    let added =
        listed.iter().filter(|line| !found.contains(line)).map(|line| one(Some(line), None));
    let lost = found.iter().filter(|line| !listed.contains(line)).map(|line| one(None, Some(line)));
    Ok(added.chain(lost).collect())
}

/// That the originals give another verdict than the canonical form, and which counts; nothing where they
/// give the same.
pub(super) fn said(apart: &[Difference], lang: Lang) -> Vec<String> {
    let of_verdicts = apart.iter().filter(|one| one.figure.ends_with("· verdict"));
    let cell = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".to_owned());
    let one = |one: &Difference| {
        let id = one.figure.trim_end_matches("· verdict").trim();
        let (of_originals, of_pack) = (cell(&one.packed), cell(&one.replayed));
        text!(
            "{id} : `{of_originals}` d'après les fichiers d'origine, qui n'ont pas été lus en entier ; results/{VERDICTS} dit `{of_pack}` de ce qui l'a été : c'est le premier qui vaut",
            "{id}: `{of_originals}` by the original files, which were not read whole; results/{VERDICTS} says `{of_pack}` of what was read: the first one counts"
        )
        .say(lang)
        .to_owned()
    };
    of_verdicts.map(one).collect()
}
