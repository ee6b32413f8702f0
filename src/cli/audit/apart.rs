//! Verdicts that the originals hold otherwise than the canonical form of a pack: what was set aside of
//! them is not in it, so that it may decide what they leave open; nor is all that their form tells.

use super::make::{alike, is_of_the_run, put, temporary};
use super::replay::VERDICTS;
use empreinte::audit::{Difference, compare};
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::table::TextSource;
use empreinte::text;
use std::path::Path;

/// The figures of the plan's verdicts that the originals and the canonical form of a pack have otherwise.
pub(super) fn verdicts_apart(packed: &Path) -> Result<Vec<Difference>, Fault> {
    of_originals(packed, VERDICTS, alike)
}

/// What the run on the originals tells otherwise than that on the canonical form: but for the command
/// and the files read, all of it is the same or listed, so that no field of it can be changed alone.
pub(super) fn runs_apart(packed: &Path) -> Result<Vec<Difference>, Fault> {
    of_originals(packed, RUN, is_of_the_run)
}

/// The results of a run, among the results and beside the originals.
const RUN: &str = "run.json";

/// A file of the originals' results held against that of the canonical form.
fn of_originals(
    packed: &Path,
    file: &str,
    same: impl Fn(&Difference) -> bool,
) -> Result<Vec<Difference>, Fault> {
    let name = format!("results/{file}");
    let own = temporary()?;
    let path = packed.join("originals").join(file);
    if path.is_file() {
        let bytes = std::fs::read(&path).map_err(|error| TextSource::cannot_read(&path, &error))?;
        put(own.path(), &name, &bytes)?;
    }
    compare(own.path(), packed, &[name], same)
}

/// That the originals give another verdict than the canonical form, and which counts; nothing where they
/// give the same. `in_part` is whether something of them was not read.
pub(super) fn said(apart: &[Difference], in_part: bool, lang: Lang) -> Vec<String> {
    let of_verdicts = apart.iter().filter(|one| one.figure.ends_with("· verdict"));
    let cell = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".to_owned());
    let one = |one: &Difference| {
        let id = one.figure.trim_end_matches("· verdict").trim();
        let (of_originals, of_pack) = (cell(&one.packed), cell(&one.replayed));
        let said = if in_part {
            text!(
                "{id} : `{of_originals}` d'après les fichiers d'origine, qui n'ont pas été lus en entier ; results/{VERDICTS} dit `{of_pack}` de ce qui l'a été : c'est le premier qui vaut",
                "{id}: `{of_originals}` by the original files, which were not read whole; results/{VERDICTS} says `{of_pack}` of what was read: the first one counts"
            )
        } else {
            text!(
                "{id} : `{of_originals}` d'après les fichiers d'origine, lus en entier ; results/{VERDICTS} dit `{of_pack}`, car la forme canonique ne garde pas tout ce qu'ils disent : c'est le premier qui vaut",
                "{id}: `{of_originals}` by the original files, which were read whole; results/{VERDICTS} says `{of_pack}`, as the canonical form does not keep all that they tell: the first one counts"
            )
        };
        said.say(lang).to_owned()
    };
    of_verdicts.map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was not read is the cause only where something was not.
    #[test]
    fn a_verdict_apart_has_the_cause_that_there_is() {
        let one = |figure: &str| Difference {
            file: format!("results/{VERDICTS}"),
            figure: figure.to_owned(),
            packed: Some("late".to_owned()),
            replayed: Some("ahead".to_owned()),
        };
        let apart = [one("E1 · verdict"), one("E1 · raw_verdict")];
        let [in_part, whole] = [true, false].map(|in_part| said(&apart, in_part, Lang::En));
        assert_eq!((in_part.len(), whole.len()), (1, 1));
        assert!(in_part[0].contains("not read whole"), "{in_part:?}");
        assert!(whole[0].contains("were read whole; results/"), "{whole:?}");
        assert!(whole[0].contains("does not keep all that they tell"), "{whole:?}");
    }
}
