//! `empreinte audit verify`: a pack computed again, and what is not the same.

use super::super::args::EstateArgs;
use super::super::{CommandEnd, CommandFailure, terminal};
use super::apart::{runs_apart, said as apart_said, verdicts_apart};
use super::held::{HeldFiles, put_known_sets};
use super::make::{SETS, alike, build, differences_csv, say_unsound, temporary};
use super::replay::{VERDICTS, replay};
use clap::{Args, ValueEnum};
use empreinte::audit::{
    Described, Difference, OriginalsTold, check, compare, files_below, run_told, unseal,
};
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun};
use empreinte::text;
use std::path::{Path, PathBuf};

/// Check a pack: its checksums, then every figure computed again from its own files
///
/// Nothing is read from outside the pack, and nothing of it is run. A pack that leads elsewhere,
/// unpacks to far more than its size, lacks a file or has one changed is refused, with status 2.
/// Each figure that the replay gives otherwise is listed, with status 3. What no replay gives is held
/// by its checksum alone, which can be made again with it: those files are named, and `--originals`
/// holds them against the organisation's own.
///
/// Examples:
///   empreinte audit verify audit-2025.zip
///   empreinte audit verify audit-2025.zip --originals inventories/mairie-exemple
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct VerifyArgs {
    /// The pack
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// The organisation's own estate folder or inventory: prove that it gives this pack
    #[arg(long, value_name = "PATH")]
    originals: Vec<PathBuf>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = VerifyFormat::Table)]
    format: VerifyFormat,
    /// Threads [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VerifyFormat {
    /// For people
    Table,
    /// Each difference: file, figure, packed, replayed
    Csv,
}

/// A pack unpacked, its checksums held.
pub(super) struct OpenedPack {
    /// Where it is, as long as this lasts.
    pub(super) folder: tempfile::TempDir,
    /// Its files.
    pub(super) names: Vec<String>,
    /// What it says of itself.
    pub(super) described: Described,
}

/// Opens a pack, and refuses one that is not as it was made.
pub(super) fn opened(pack: &Path) -> Result<OpenedPack, Fault> {
    let folder = temporary()?;
    let names = unseal(pack, folder.path())?;
    let broken = check(folder.path(), &names).map_err(|fault| fault.in_file(pack))?;
    if let Some(first) = broken.first() {
        let mut fault = Fault::new(first.say()).in_file(pack);
        for one in broken.iter().skip(1).take(20) {
            fault = fault.hint(one.say());
        }
        return Err(fault.hint(text!(
            "ce dossier d'audit n'est plus celui qui a été fait : demandez-en un autre",
            "this pack is no longer the one that was made: ask for another"
        )));
    }
    let described = Described::read(folder.path()).map_err(|fault| fault.in_file(pack))?;
    Ok(OpenedPack { folder, names, described })
}

pub(super) fn threads(asked: Option<usize>) -> usize {
    let own = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    asked.unwrap_or_else(own).clamp(1, 256)
}

pub(super) fn run(args: &VerifyArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let pack = opened(&args.pack)?;
    let (packed, described) = (pack.folder.path(), &pack.described);
    let version = env!("CARGO_PKG_VERSION");
    if described.version != version {
        let made = &described.version;
        terminal::say(
            text!(
                "fait par empreinte {made}, refait par {version} : un écart peut venir de là",
                "made by empreinte {made}, computed again by {version}: a difference may come of it"
            )
            .say(lang),
        );
    }
    say_unsound(packed, lang)?;
    let again = temporary()?;
    replay(packed, described, threads(args.threads), again.path()).map_err(|fault| {
        fault.hint(text!(
            "les sommes du dossier d'audit tiennent, mais ses fichiers ne se recalculent pas",
            "the checksums of the pack hold, but its files cannot be computed again"
        ))
    })?;
    let known = put_known_sets(&described.factors, again.path())?;
    let is_again = |name: &&String| {
        name.starts_with("results/")
            || ["annex-c.csv", "LISEZMOI.md", "README.md"].contains(&name.as_str())
            || known.iter().any(|set| name.starts_with(set))
    };
    let mut names: Vec<String> = pack.names.iter().filter(is_again).cloned().collect();
    names.extend(files_below(again.path())?);
    names.sort();
    names.dedup();
    let held = HeldFiles::of(&pack.names, &names, !args.originals.is_empty());
    let mut found = compare(packed, again.path(), &names, |_| false)?;
    let apart = verdicts_apart(packed)?;
    let originals = OriginalsTold::read(packed)?;
    let listed = differences_csv(&apart, ["originals", "pack"])?;
    found.extend(originals.listed_otherwise(&listed, &format!("results/{VERDICTS}"))?);
    let runs = differences_csv(&runs_apart(packed)?, ["originals", "pack"])?;
    found.extend(originals.listed_otherwise(&runs, "results/run.json")?);
    found.extend(originals.otherwise(&run_told(again.path(), "results/run.json")?));
    if !args.originals.is_empty() {
        // What both replays find is one difference.
        let mut more = from_originals(args, &pack, lang)?;
        more.retain(|one| !found.contains(one));
        found.extend(more);
    }
    match args.format {
        VerifyFormat::Csv => terminal::print(&differences_csv(&found, ["packed", "replayed"])?)?,
        VerifyFormat::Table => terminal::print(said(&found, lang).as_bytes())?,
    }
    for said in apart_said(&apart, originals.is_read_in_part(), lang) {
        terminal::say(&said);
    }
    terminal::say(&held.said(lang));
    Ok(if found.is_empty() { CommandEnd::Whole } else { CommandEnd::WithGaps })
}

/// The pack built anew from the originals, held against this one.
fn from_originals(
    args: &VerifyArgs,
    pack: &OpenedPack,
    lang: Lang,
) -> Result<Vec<Difference>, CommandFailure> {
    let packed = pack.folder.path();
    let sets = pack.described.factors.iter().map(|name| packed.join(SETS).join(name));
    let threads = Some(threads(args.threads));
    let said = &pack.described.options;
    let estate = EstateArgs::of_words(said, args.originals.clone(), sets.collect(), threads)?;
    let again = temporary()?;
    let own = if pack.described.lang == "en" { Lang::En } else { Lang::Fr };
    build(&estate, again.path(), own)?;
    let mut names = pack.names.clone();
    names.extend(files_below(again.path())?);
    names.sort();
    names.dedup();
    let found = compare(packed, again.path(), &names, |_| false)?;
    if found.is_empty() {
        terminal::say(lang.label(
            "les fichiers d'origine donnent ce dossier d'audit, à l'octet près",
            "the original files give this pack, to the byte",
        ));
    }
    Ok(found)
}

const DIFFERENCES: Noun = Noun::new(("écart", "écarts"), ("difference", "differences"));

/// The differences for people; the sentence that there is none, where there is none.
fn said(found: &[Difference], lang: Lang) -> String {
    if found.is_empty() {
        let same = lang.label(
            "conforme : chaque fichier recalculé est le même, à l'octet près\n",
            "it holds: every file computed again is the same, to the byte\n",
        );
        return same.to_owned();
    }
    let none = lang.label("absent", "none");
    let mut out = DIFFERENCES.said(lang, found.len() as f64);
    out.push('\n');
    // What differs by rounding alone comes last.
    let (near, far): (Vec<_>, Vec<_>) = found.iter().partition(|one| alike(one));
    for one in far.into_iter().chain(near) {
        let figure = if one.figure.is_empty() {
            lang.label("le fichier entier", "the whole file")
        } else {
            one.figure.as_str()
        };
        let side = |side: &Option<String>| shown(side.as_deref().unwrap_or(none));
        let (file, packed, again) = (&one.file, side(&one.packed), side(&one.replayed));
        let figure = shown(figure);
        let said = text!(
            "  {file} · {figure} : dans le dossier {packed}, refait {again}\n",
            "  {file} · {figure}: in the pack {packed}, computed again {again}\n"
        );
        out.push_str(said.say(lang));
    }
    out
}

/// A cell fit for a terminal.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}
