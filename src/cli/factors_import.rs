//! `empreinte factors import`: an organisation's own licensed data, laid over the program's.

use super::factors::SetArgs;
use clap::{Args, ValueEnum};
use empreinte::equipment::nearest;
use empreinte::factor::import::{Export, ImportOptions, Overlay, import};
use empreinte::factor::{FactorSet, shipped_names};
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun, Text};
use empreinte::table::{SmallTable, fold, write_whole};
use empreinte::text;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// How many reasons for leaving rows out are shown.
const SHOWN: usize = 8;

/// Lay an organisation's own licensed data over the factors of the program
///
/// Reads an export of Base IMPACTS, NegaOctet or another base that the organisation holds a
/// licence for, and writes a factor set that lies over the program's, with its licence and its
/// manifest: with it, all criteria of the export are computed. Nothing of it leaves the machine.
/// What cannot be placed without a guess is listed in left-out.csv; `--map` says the type of an
/// item (columns item, equipment_type).
///
/// Examples:
///   empreinte factors import itemImpact.csv itemType.csv --from g4it --licence "NegaOctet, contrat 12" --out parc/emission-factors
///   empreinte factors import base-carbone.csv --from base-empreinte --licence "Licence Ouverte 2.0" --out nos-facteurs
#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "the examples are typed as they stand")]
#[command(verbatim_doc_comment)]
pub(super) struct FactorsImportArgs {
    /// Files of the export
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where the export comes from
    #[arg(long, value_enum)]
    from: From,
    /// The licence that the organisation holds the data under; stands in the set and in results
    #[arg(long, value_name = "TEXT")]
    licence: String,
    /// Folder to write the set to; `emission-factors` in an estate's folder is used unasked
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Name of the set
    #[arg(long, value_name = "NAME", default_value = "own-data")]
    name: String,
    /// Year that the electricity of the export is laid for
    #[arg(long, value_name = "YEAR", default_value_t = 2025)]
    year: i32,
    /// Table that says which type an item is: columns item, `equipment_type`
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    #[command(flatten)]
    set: SetArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum From {
    /// Reference tables of G4IT or `NumEcoEval`
    G4it,
    /// Product sheets, or impacts by device, as Boavizta writes them
    Boavizta,
    /// Base Carbone, Base Empreinte or Base IMPACTS
    BaseEmpreinte,
}

pub(super) fn run(args: &FactorsImportArgs, lang: Lang) -> Result<String, Fault> {
    let set = args.set.open()?;
    let known = |name: &str| shipped_names().any(|shipped| shipped == name);
    let plain = !args.name.is_empty()
        && args.name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
    if !plain || known(&args.name) {
        return Err(Fault::new(text!(
            "`{0}` ne peut pas nommer un jeu : lettres, chiffres, tirets et points, et pas le nom d'un jeu publié",
            "`{0}` cannot name a set: letters, digits, dashes and points, and not a published set's name",
            args.name
        )));
    }
    let options = ImportOptions {
        name: args.name.clone(),
        date: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
        licence: args.licence.clone(),
        year: args.year,
        types: args.map.as_deref().map_or_else(|| Ok(HashMap::new()), |map| types_of(&set, map))?,
    };
    let from = match args.from {
        From::G4it => Export::G4it,
        From::Boavizta => Export::Boavizta,
        From::BaseEmpreinte => Export::BaseEmpreinte,
    };
    let overlay = import(&set, &args.files, from, &options)?;
    if overlay.taken.is_empty() {
        let fault = Fault::new(text!(
            "rien de cet export ne peut être repris",
            "nothing of this export can be taken"
        ));
        let reasons = reasons(&overlay);
        return Err(match reasons.first() {
            Some((why, count)) => {
                let Text { fr, en } = Noun::ROW.count(*count as f64);
                let (why_fr, why) = (&why.fr, &why.en);
                fault.hint(text!("{fr} : {why_fr}", "{en}: {why}"))
            }
            None => fault,
        }
        .in_file(&args.files[0]));
    }
    write(&args.out, &overlay)?;
    Ok(said(args, &overlay, lang))
}

/// Which type an item is, as the user's table says.
fn types_of(set: &FactorSet, path: &Path) -> Result<HashMap<String, String>, Fault> {
    let table = SmallTable::open(path, &["item", "equipment_type"])?;
    let mut types = HashMap::new();
    for row in table.rows() {
        let kind = row.get("equipment_type");
        if set.type_named(kind).is_none() {
            let near = nearest(kind, set.types.iter().map(|one| one.code.as_str()));
            let fault = row.fault("equipment_type", text!("type inconnu", "unknown type"));
            return Err(if near.is_empty() {
                fault
            } else {
                fault.hint(text!("les plus proches : {}", "the nearest: {}", near.join(", ")))
            });
        }
        types.insert(fold(row.get("item")), kind.to_owned());
    }
    Ok(types)
}

/// Writes the set, checks that it loads, and signs it.
fn write(out: &Path, overlay: &Overlay) -> Result<(), Fault> {
    if out.join("set.toml").exists() {
        return Err(Fault::new(text!(
            "ce dossier contient déjà un jeu de facteurs",
            "this folder holds a factor set already"
        ))
        .in_file(out)
        .hint(text!(
            "donnez un autre dossier à `--out`, ou retirez celui-ci",
            "give `--out` another folder, or remove this one"
        )));
    }
    // The manifest comes last: what an interrupted run leaves does not load.
    for (name, text) in &overlay.files {
        write_whole(&out.join(name), text.as_bytes())?;
    }
    let manifest = FactorSet::sign(out)?;
    write_whole(&out.join("manifest.sha256"), manifest.as_bytes())
}

fn reasons(overlay: &Overlay) -> Vec<(&Text, usize)> {
    let mut reasons: BTreeMap<&str, (&Text, usize)> = BTreeMap::new();
    for one in &overlay.left {
        reasons.entry(&one.why.fr).or_insert((&one.why, 0)).1 += 1;
    }
    let mut reasons: Vec<_> = reasons.into_values().collect();
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.fr.cmp(&b.0.fr)));
    reasons
}

fn said(args: &FactorsImportArgs, overlay: &Overlay, lang: Lang) -> String {
    let mut out = format!("{}\n", args.out.display());
    for (file, rows) in &overlay.taken {
        // Writing to a string cannot fail.
        let rows = Noun::ROW.said(lang, *rows as f64);
        let _ = writeln!(out, "  {file:<18} {rows:>14}");
    }
    let reasons = reasons(overlay);
    if !reasons.is_empty() {
        let left = Noun::new(
            ("ligne laissée de côté", "lignes laissées de côté"),
            ("row left out", "rows left out"),
        );
        let Text { fr, en } = left.count(overlay.left.len() as f64);
        let said = text!("{fr}, voir left-out.csv :", "{en}, see left-out.csv:");
        let _ = writeln!(out, "{}", said.say(lang));
    }
    for (said, count) in reasons.iter().take(SHOWN) {
        let _ = writeln!(out, "  {count:>6}  {}", said.say(lang));
    }
    let next = lang.label("à employer ainsi :", "use it as:");
    let _ = writeln!(
        out,
        "{}",
        text!(
            "licence\u{a0}: {}\n{next} empreinte assess … --factors {}",
            "licence: {}\n{next} empreinte assess … --factors {}",
            args.licence,
            args.out.display()
        )
        .say(lang)
    );
    out
}
