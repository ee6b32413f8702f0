//! A pack made: the estate staged in canonical form, its results, and what ties both to the
//! originals.

use super::super::args::EstateArgs;
use super::super::plan::say_confidential;
use super::super::{CommandEnd, CommandFailure, out, terminal};
use super::{replay, stage};
use empreinte::audit::{Difference, LISTED, compare, evidence_csv, seal, unsound};
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun};
use empreinte::plan::Plan;
use empreinte::table::unwritable;
use empreinte::text;
use std::path::Path;

/// Figures are the same where they are to what sums of the same rows allow.
const SAME: f64 = 1e-9;

/// Figures of the originals that the pack has otherwise.
const APART: Noun = Noun::new(
    (
        "chiffre des fichiers d'origine que la forme canonique ne redonne pas",
        "chiffres des fichiers d'origine que la forme canonique ne redonne pas",
    ),
    (
        "figure of the original files that the canonical form does not give again",
        "figures of the original files that the canonical form does not give again",
    ),
);

/// Cells that name somebody.
const MASKED: Noun = Noun::new(
    (
        "cellule masquée dans les tableaux de `estate/` : elle nomme quelqu'un",
        "cellules masquées dans les tableaux de `estate/` : elles nomment quelqu'un",
    ),
    (
        "cell masked in the tables of `estate/`: it names somebody",
        "cells masked in the tables of `estate/`: they name somebody",
    ),
);

pub(super) fn run(
    args: &EstateArgs,
    out: Option<&Path>,
    lang: Lang,
) -> Result<CommandEnd, CommandFailure> {
    let Some(out) = out else { return Ok(CommandEnd::Whole) };
    let folder = temporary()?;
    let built = build(args, folder.path(), lang)?;
    let bytes = seal(folder.path())?;
    out::pack(out, &built.inputs, &bytes)?;
    let (file, size) = (out.display(), bytes.len() / 1024 + 1);
    terminal::print(format!("{file}\n").as_bytes())?;
    let digest = empreinte::factor::hex_digest(&bytes);
    terminal::say(text!(
        "dossier d'audit de {size} Kio, SHA-256 {digest}\nà refaire par : empreinte audit verify {file}",
        "audit pack of {size} KiB, SHA-256 {digest}\ncompute it again by: empreinte audit verify {file}"
    ).say(lang));
    say_differences(&built.differences, lang);
    if built.masked > 0 {
        terminal::say(&MASKED.said(lang, built.masked as f64));
    }
    say_unsound(folder.path(), lang)?;
    match &built.plan {
        Some(Ok(plan)) => say_confidential(plan, lang),
        Some(Err(fault)) => {
            let fault = fault.render(lang);
            let said = text!(
                "le plan ne peut pas être lu, et les pièces confidentielles qu'il nomme n'ont pu être cherchées : relisez-le avant de publier\n{fault}",
                "the plan cannot be read, and the confidential pieces that it names could not be looked for: read it before you publish\n{fault}"
            );
            terminal::say(said.say(lang));
        }
        None => {}
    }
    Ok(CommandEnd::Whole)
}

fn say_differences(differences: &[Difference], lang: Lang) {
    if differences.is_empty() {
        terminal::say(lang.label(
            "la forme canonique redonne les chiffres des fichiers d'origine",
            "the canonical form gives the figures of the original files again",
        ));
        return;
    }
    terminal::say(&format!(
        "{}{}{LISTED}",
        APART.said(lang, differences.len() as f64),
        lang.colon()
    ));
}

/// Says each proof of a pack that is not the one that was sealed.
pub(super) fn say_unsound(pack: &Path, lang: Lang) -> Result<(), Fault> {
    for proof in unsound(pack)? {
        terminal::say(proof.say(lang));
    }
    Ok(())
}

/// What was built.
pub(super) struct BuiltPack {
    /// The files that it was built from.
    pub(super) inputs: Vec<std::path::PathBuf>,
    /// The figures that the canonical form does not give again.
    pub(super) differences: Vec<Difference>,
    /// The plan that it holds, or why it cannot be read.
    pub(super) plan: Option<Result<Plan, Fault>>,
    /// How many cells of the tables beside the inventories are masked.
    masked: usize,
}

/// A folder that goes when it is done with.
pub(super) fn temporary() -> Result<tempfile::TempDir, Fault> {
    tempfile::Builder::new().prefix("empreinte-audit-").tempdir().map_err(|error| {
        unwritable(&std::env::temp_dir(), &error).hint(text!(
            "il faut de la place dans le dossier temporaire",
            "room is needed in the temporary folder"
        ))
    })
}

/// Writes a file below a folder.
pub(super) fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let path = folder.join(name);
    let written = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    written.and_then(|()| std::fs::write(&path, bytes)).map_err(|error| unwritable(&path, &error))
}

/// Where factor sets stand in a pack.
pub(super) const SETS: &str = "factors/";

/// Puts the files of a factor set in its place of a pack; that place.
pub(super) fn put_set(
    root: &Path,
    name: &str,
    files: Vec<(String, Vec<u8>)>,
) -> Result<String, Fault> {
    let folder = format!("{SETS}{name}/");
    for (file, bytes) in files {
        put(root, &format!("{folder}{file}"), &bytes)?;
    }
    Ok(folder)
}

/// Builds the files of a pack below a folder.
pub(super) fn build(
    args: &EstateArgs,
    root: &Path,
    lang: Lang,
) -> Result<BuiltPack, CommandFailure> {
    let args = args.absolute()?;
    let meant = args.meant(lang)?;
    let (described, masked) = stage::stage(&args, &meant, root, lang)?;
    put(root, "pack.json", described.to_json().as_bytes())?;
    // The originals' own results, to be held against those of the canonical form.
    let own = temporary()?;
    let command = stage::command(&described);
    replay::results(&meant, &meant.estate.root, own.path(), &command, lang)?;
    let told = ["run.json", "rejects.csv", "unread-cells.csv", replay::VERDICTS];
    for name in told {
        let path = own.path().join("results").join(name);
        // An estate without a plan has no verdicts.
        if name == replay::VERDICTS && !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path)
            .map_err(|error| empreinte::table::TextSource::cannot_read(&path, &error))?;
        put(root, &format!("originals/{name}"), &bytes)?;
    }
    replay::replay(root, &described, meant.options.threads, root)?;
    let figures = ["footprint.csv", "indicators.csv", replay::VERDICTS];
    let figures = figures.map(|name| format!("results/{name}"));
    let differences = compare(own.path(), root, &figures, alike)?;
    let runs = compare(own.path(), root, &["results/run.json".to_owned()], is_of_the_run)?;
    let listed: Vec<Difference> = differences.iter().cloned().chain(runs).collect();
    put(root, LISTED, &differences_csv(&listed, ["originals", "pack"])?)?;
    let files = stage::originals(&meant, &args.paths)?;
    put(root, "originals/files.csv", &files)?;
    let proofs =
        if stage::is_folder(&args.paths) { &["answers.toml", "plan.toml"][..] } else { &[] };
    put(root, "evidence.csv", &evidence_csv(&meant.estate.root, proofs)?)?;
    let mut inputs = meant.estate.inputs();
    inputs.extend(proofs.iter().map(|name| meant.estate.root.join(name)));
    // A fault names the plan where the user has it, not where it was staged.
    let packed = root.join("estate/plan.toml");
    let plan = packed.is_file().then(|| Plan::read(&meant.estate.root.join("plan.toml")));
    Ok(BuiltPack { inputs, differences, plan, masked })
}

/// Whether both are the same figure, summed in another order.
pub(super) fn alike(one: &Difference) -> bool {
    let number = |text: &Option<String>| text.as_ref()?.parse::<f64>().ok();
    match (number(&one.packed), number(&one.replayed)) {
        (Some(a), Some(b)) => (a - b).abs() <= SAME * a.abs().max(b.abs()),
        _ => false,
    }
}

/// Whether a difference of two runs is one of the files that they read, or is none.
pub(super) fn is_of_the_run(one: &Difference) -> bool {
    let own = ["/command", "/inputs", "/read_too"];
    alike(one) || own.iter().any(|key| one.figure.starts_with(key))
}

/// Differences as a table; `heads` name the two sides.
pub(super) fn differences_csv(
    differences: &[Difference],
    heads: [&str; 2],
) -> Result<Vec<u8>, Fault> {
    use empreinte::table::{CsvDialect, CsvOut};
    let refused = |error: std::io::Error| super::super::run::cannot_write(&error);
    let columns = ["file", "figure", heads[0], heads[1]];
    let mut out = CsvOut::new(Vec::new(), CsvDialect::Standard, &columns).map_err(refused)?;
    for one in differences {
        out.text(&one.file).text(&one.figure);
        for side in [&one.packed, &one.replayed] {
            match side.as_deref().map(str::parse::<f64>) {
                Some(Ok(number)) if number.is_finite() => out.number(number),
                _ => out.text(side.as_deref().unwrap_or("")),
            };
        }
        out.end().map_err(refused)?;
    }
    out.finish().map_err(refused)
}
