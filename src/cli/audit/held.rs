//! What holds each file of a pack: the computation made again, the program's own factor sets, the
//! organisation's files, or nothing but its checksum.

use super::make::{SETS, put_set};
use empreinte::factor::SetPlace;
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun};
use empreinte::text;
use std::collections::BTreeMap;
use std::path::Path;

const SUMMED: Noun = Noun::new(
    ("fichier conforme à sa somme", "fichiers conformes à leurs sommes"),
    ("file as its checksum says", "files as their checksums say"),
);
const AGAIN: Noun = Noun::new(("recalculé", "recalculés"), ("computed again", "computed again"));
const OF_SETS: Noun = Noun::new(
    ("tenu contre les facteurs du programme", "tenus contre les facteurs du programme"),
    ("held against the program's factors", "held against the program's factors"),
);

/// Puts the sets of these names that the program carries below a folder, where a pack has them;
/// gives back where each stands.
pub(super) fn put_known_sets(names: &[String], into: &Path) -> Result<Vec<String>, Fault> {
    let mut known = Vec::new();
    for name in names {
        let Ok(place @ SetPlace::Shipped(_)) = SetPlace::named(Path::new(name)) else { continue };
        known.push(put_set(into, name, place.contents()?.1)?);
    }
    Ok(known)
}

/// How many files of a pack are held by what, and those that only their checksum holds.
pub(super) struct HeldFiles {
    summed: usize,
    again: usize,
    of_sets: usize,
    /// Files of the organisation, by folder, each with how many: `--originals` holds them.
    of_originals: BTreeMap<String, usize>,
    /// Factor sets that the program does not carry, likewise.
    of_others: BTreeMap<String, usize>,
}

impl HeldFiles {
    /// Of the files of a pack, those `held` by what was made again, in order; `by_originals` where the
    /// organisation's files hold the rest.
    pub(super) fn of(names: &[String], held: &[String], by_originals: bool) -> Self {
        let is_of_sets = |name: &&String| name.starts_with(SETS);
        let of_sets = held.iter().filter(is_of_sets).count();
        let (mut of_originals, mut of_others) = (BTreeMap::new(), BTreeMap::new());
        for name in names.iter().filter(|name| held.binary_search(name).is_err()) {
            // A set is a folder of its own.
            let depth = if is_of_sets(&name) { 2 } else { 1 };
            let parts: Vec<&str> = name.split_inclusive('/').collect();
            let place = parts[..depth.min(parts.len())].concat();
            if is_of_sets(&name) {
                *of_others.entry(place).or_default() += 1;
            } else if !by_originals {
                *of_originals.entry(place).or_default() += 1;
            }
        }
        let again = held.len() - of_sets;
        Self { summed: names.len(), again, of_sets, of_originals, of_others }
    }

    /// What was held by what, and what only its checksum holds, a line each.
    pub(super) fn said(&self, lang: Lang) -> String {
        let counts = [(SUMMED, self.summed), (AGAIN, self.again), (OF_SETS, self.of_sets)];
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counts.map(|(of, count)| of.said(lang, *count as f64)).collect();
        let mut lines = vec![counts.join(", ")];
        let of_originals = named(&self.of_originals).map(|files| {
            text!(
                "tenus par leur seule somme, que l'on peut refaire : {files} ; `--originals` les tient contre les fichiers de l'organisation",
                "held by their checksums alone, which can be made again: {files}; `--originals` holds them against the organisation's files"
            )
        });
        let of_others = named(&self.of_others).map(|files| {
            text!(
                "tenus par leur seule somme, même avec `--originals` : {files} ; ce programme n'a pas ces facteurs, comparez-les à ceux de leur éditeur",
                "held by their checksums alone, with `--originals` too: {files}; this program has no such factors, compare them with their publisher's"
            )
        });
        for said in of_originals.into_iter().chain(of_others) {
            lines.push(said.say(lang).to_owned());
        }
        lines.join("\n")
    }
}

/// `evidence.csv, originals/ (4)`; nothing where there is none.
fn named(files: &BTreeMap<String, usize>) -> Option<String> {
    let named = files.iter().map(|(place, count)| {
        if place.ends_with('/') { format!("{place} ({count})") } else { place.clone() }
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of eight files three are held by what was made again, two of them of a set of the program;
    /// the rest by checksums alone, and `--originals` says nothing of a set of somebody else.
    #[test]
    fn each_file_is_held_by_something_or_named() {
        let words =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let names = words(&[
            "estate/estate.toml",
            "estate/inventories/2025.csv",
            "evidence.csv",
            "factors/core/a.csv",
            "factors/core/b.csv",
            "factors/own/a.csv",
            "pack.json",
            "results/run.json",
        ]);
        let held = words(&["factors/core/a.csv", "factors/core/b.csv", "results/run.json"]);
        let said = HeldFiles::of(&names, &held, false).said(Lang::En);
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(
            lines[0],
            "8 files as their checksums say, 1 computed again, 2 held against the program's factors"
        );
        assert!(
            lines[1].contains(": estate/ (2), evidence.csv, pack.json; `--originals`"),
            "{said}"
        );
        assert!(lines[2].contains(": factors/own/ (1); this program"), "{said}");
        let said = HeldFiles::of(&names, &held, true).said(Lang::Fr);
        assert_eq!(said.lines().count(), 2, "{said}");
        assert!(said.contains("factors/own/ (1)") && !said.contains("evidence.csv"), "{said}");
    }
}
