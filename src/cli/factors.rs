//! `empreinte factors`: the factors, their sources, whether a set holds, and what changed.

use super::args::factor_set;
use super::configuration::{CloudArgs, MachineArgs, machine, rental};
use super::factors_diff::{DiffArgs, diff};
use super::factors_import::{self, FactorsImportArgs};
use super::factors_match::{self, MatchArgs};
use super::run::strictly;
use super::{CommandEnd, CommandFailure, terminal};
use clap::{Args, Subcommand};
use empreinte::equipment::nearest;
use empreinte::factor::{DEFAULT_SET, Factor, FactorSet, told_note, unit_behind};
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Text};
use empreinte::report::errors::edge_text;
use empreinte::table::write_whole;
use empreinte::text;
use empreinte::word::of_shell;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// List, show, compare, check and sign emission factors
///
/// Examples:
///   empreinte factors list laptop
///   empreinte factors show equipment.laptop.manufacturing.gwp
///   empreinte factors diff core-2026.12 my-factors --estate inventories/mairie-exemple
///   empreinte factors match Dell "Latitude 5420" --factors pcf-2026.12
///   empreinte factors check emission-factors/core-2026.12
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct FactorsArgs {
    #[command(subcommand)]
    command: FactorsCommand,
}

#[derive(Debug, Subcommand)]
enum FactorsCommand {
    /// List factors: identifier, value, bounds, unit, source
    List(ListArgs),
    /// Show a factor with its source, licence and bounds
    Show(ShowArgs),
    /// Show which model or family a name of an inventory resolves to
    Match(MatchArgs),
    /// Compare two factor sets, and what the change does to an estate
    Diff(DiffArgs),
    /// Check a factor set: manifest, sources, units, bounds, licences
    Check(FactorsCheckArgs),
    /// Write the manifest of an organisation's own factors, after checking them
    Sign(SignArgs),
    Import(FactorsImportArgs),
    /// Price a machine from its components, with bounds
    Configuration(ConfigurationArgs),
    /// Price a cloud instance as a share of a host, with bounds
    Cloud(InstanceArgs),
}

#[derive(Debug, Args)]
struct ListArgs {
    /// Only factors whose identifier or subject holds this word
    #[arg(value_name = "WORD")]
    word: Option<String>,
    #[command(flatten)]
    set: SetArgs,
}

#[derive(Debug, Args)]
struct ShowArgs {
    /// The factor's identifier
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    set: SetArgs,
}

#[derive(Debug, Args)]
struct FactorsCheckArgs {
    /// The set's folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Take a factor set that has no manifest
    #[arg(long)]
    unsigned_factors: bool,
    /// End with status 3 when the set owes anything to its reader
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
struct SignArgs {
    /// The set's folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

#[derive(Debug, Args)]
struct ConfigurationArgs {
    #[command(flatten)]
    machine: MachineArgs,
    #[command(flatten)]
    set: SetArgs,
}

#[derive(Debug, Args)]
struct InstanceArgs {
    #[command(flatten)]
    instance: CloudArgs,
    #[command(flatten)]
    set: SetArgs,
}

#[derive(Debug, Args)]
pub(super) struct SetArgs {
    /// Folder of a factor set, or name of one in the program [default: core-2026.12]; repeated,
    /// each lies over the one before
    #[arg(long, value_name = "DIR")]
    factors: Vec<PathBuf>,
    /// Take a factor set that has no manifest
    #[arg(long)]
    unsigned_factors: bool,
}

impl SetArgs {
    pub(super) fn open(&self) -> Result<FactorSet, Fault> {
        factor_set(&self.factors, None, self.unsigned_factors)
    }
}

pub(super) fn run(args: &FactorsArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let text = match &args.command {
        FactorsCommand::List(args) => {
            list(&args.set.open()?, args.word.as_deref().unwrap_or(""), lang)
        }
        FactorsCommand::Show(args) => show(&args.set.open()?, &args.id, lang)?,
        FactorsCommand::Match(args) => factors_match::run(args, lang)?,
        FactorsCommand::Diff(args) => diff(args, lang)?,
        FactorsCommand::Check(args) => {
            let set = FactorSet::open_alone(&args.folder, args.unsigned_factors)?;
            let signed = set.layers.last().is_some_and(|layer| layer.signed);
            terminal::show(&check(&set, lang))?;
            terminal::show(&next(&args.folder, signed, lang)?)?;
            let owes = !signed || !set.audit().is_empty();
            let why = text!(
                "le jeu n'est pas signé, ou doit encore quelque chose à son lecteur",
                "the set is not signed, or still owes its reader something"
            );
            return Ok(strictly(args.strict, owes, &why, lang));
        }
        FactorsCommand::Sign(args) => {
            let manifest = FactorSet::sign(&args.folder)?;
            let path = args.folder.join("manifest.sha256");
            write_whole(&path, manifest.as_bytes())?;
            let hash = empreinte::factor::hex_digest(manifest.as_bytes());
            format!("{} : SHA-256 {hash}\n", path.display())
        }
        FactorsCommand::Import(args) => factors_import::run(args, lang)?,
        FactorsCommand::Configuration(args) => machine(&args.set.open()?, &args.machine, lang)?,
        FactorsCommand::Cloud(args) => rental(&args.set.open()?, &args.instance, lang)?,
    };
    terminal::show(&text)?;
    Ok(CommandEnd::Whole)
}

/// What to do with a set that holds: say what it lies over, then sign it.
fn next(folder: &Path, signed: bool, lang: Lang) -> Result<String, Fault> {
    let place = of_shell(&folder.display().to_string());
    let mut steps: Vec<Text> = Vec::new();
    if FactorSet::wants_base(folder)? {
        steps.push(text!(
            "set.toml ne dit pas sur quel jeu il se pose : {DEFAULT_SET} ici, comme dans le dossier emission-factors/ d'un parc ; pour `--factors {place}`, ajoutez-y `base = \"{DEFAULT_SET}\"`",
            "set.toml does not say which set it lies over: {DEFAULT_SET} here, as in the folder emission-factors/ of an estate; for `--factors {place}`, add `base = \"{DEFAULT_SET}\"` to it"
        ));
    }
    if !signed {
        steps.push(text!(
            "pas encore de manifeste : `empreinte factors sign {place}` l'écrit, et le jeu peut servir",
            "no manifest yet: `empreinte factors sign {place}` writes it, and the set can be used"
        ));
    } else if !steps.is_empty() {
        steps.push(text!(
            "puis `empreinte factors sign {place}` : le manifeste change avec set.toml",
            "then `empreinte factors sign {place}`: the manifest changes with set.toml"
        ));
    }
    let lines: Vec<&str> = steps.iter().flat_map(|step| [step.say(lang), "\n"]).collect();
    Ok(lines.concat())
}

fn list(set: &FactorSet, word: &str, lang: Lang) -> String {
    let word = word.to_lowercase();
    let mut out = String::new();
    let layered = set.layers.len() > 1;
    for factor in set.factors() {
        if factor.id.to_lowercase().contains(&word) || factor.subject.to_lowercase().contains(&word)
        {
            // Writing to a string cannot fail.
            let _ = write!(
                out,
                "{:<52} {:>12} [{} – {}] {:<14} {}",
                factor.id,
                factor.amount.value,
                factor.amount.low,
                factor.amount.high,
                factor.unit,
                factor.source_id,
            );
            if let (true, Some(layer)) = (layered, set.layer_of(factor)) {
                let _ = write!(out, " · {}", layer.name);
            }
            if let Some(by) = factor.replaced_by {
                let said = lang.label("remplacé par", "replaced by");
                let _ = write!(out, " · {said} {}", set.factor(by).id);
            }
            out.push('\n');
        }
    }
    out
}

fn show(set: &FactorSet, id: &str, lang: Lang) -> Result<String, Fault> {
    let factor = set.named(id).ok_or_else(|| {
        let near = nearest(id, set.factors().iter().map(|factor| factor.id.as_str()));
        let fault = Fault::new(text!(
            "aucun facteur `{id}` dans le jeu `{0}`",
            "no factor `{id}` in set `{0}`",
            set.name
        ));
        if near.is_empty() {
            return fault.hint(text!(
                "`empreinte factors list` les donne tous",
                "`empreinte factors list` gives them all"
            ));
        }
        fault.hint(text!("les plus proches : {}", "the nearest: {}", near.join(", ")))
    })?;
    Ok(card(set, factor, lang))
}

fn card(set: &FactorSet, factor: &Factor, lang: Lang) -> String {
    let mut out = format!("{}\n", factor.id);
    let mut line = |fr: &'static str, en: &'static str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {:<14} {value}", lang.label(fr, en));
        }
    };
    let amount = factor.amount;
    let number = |value: f64| lang.decimal(&value.to_string());
    let unit = unit_behind(&factor.unit, amount.value);
    line("valeur", "value", &format!("{} {}", number(amount.value), unit.say(lang)));
    line("bornes", "bounds", &format!("{} – {}", number(amount.low), number(amount.high)));
    if amount.low < amount.high {
        let Text { fr, en } = Text::of(|lang| lang.percent(factor.coverage.share()));
        let said = text!("{fr} des cas entre les bornes", "{en} of cases between the bounds");
        line("couverture", "coverage", said.say(lang));
    }
    line("d'après", "resting on", told_note(&factor.basis).say(lang));
    if factor.proxy {
        let proxy = lang.label(
            "proxy : un poids fois un facteur par kilo, employé faute de toute mesure",
            "proxy: a weight times a factor per kilogram, used for want of any measure",
        );
        line("nature", "nature", proxy);
    }
    for text in published(set, factor, lang) {
        line("publié", "published", &text);
    }
    line("objet", "subject", &factor.subject);
    line("lieu", "geography", told_note(&factor.geography).say(lang));
    line("année", "year", &factor.year);
    if let Some(grid) = &factor.grid {
        let said = |answer: Option<bool>| match answer {
            Some(true) => lang.label("oui", "yes"),
            Some(false) => lang.label("non", "no"),
            None => "",
        };
        line("mix", "mix", told_note(&grid.mix).say(lang));
        line("amont compris", "upstream in", said(grid.includes_upstream));
        line("pertes comprises", "losses in", said(grid.includes_losses));
    }
    if let Some(source) = set.source(&factor.source_id) {
        let told = source.told();
        let [publisher, title] = [&told.publisher, &told.title].map(|text| text.say(lang));
        line("source", "source", &format!("{publisher}, {title}{}", source.in_brackets()));
        line("adresse", "address", &source.url);
        line("licence", "licence", told.licence.say(lang));
        // What the set itself says, with its reservations, for those who check it.
        if told.title.en != source.title || told.licence.en != source.licence {
            let own = format!("{}; {}", source.title, source.licence);
            let said = text!("tel quel : « {own} »", "as it is: “{own}”");
            line("dans le jeu", "in the set", said.say(lang));
        }
    }
    let layer = |factor| set.layer_of(factor).map_or("", |layer| layer.name.as_str());
    line("jeu", "set", &format!("{} ({}.csv)", layer(factor), factor.topic));
    if let Some(by) = factor.replaced_by.map(|by| set.factor(by)) {
        let by = format!("{} ({})", by.id, layer(by));
        line("remplacé par", "replaced by", &by);
    }
    out
}

/// What is published of the type that a factor is the default of, and what error that shows.
fn published(set: &FactorSet, factor: &Factor, lang: Lang) -> Vec<String> {
    let Some((id, criterion)) = factor.of_type.filter(|_| factor.topic == "equipment") else {
        return Vec::new();
    };
    let Some(spread) = set.spread(id, criterion) else { return Vec::new() };
    let mut out: Vec<String> =
        edge_text(set, id, criterion).map(|edge| edge.say(lang).to_owned()).into_iter().collect();
    for one in &spread.published {
        let publisher = set.source(&one.source_id).map(|source| source.told().publisher);
        let publisher = publisher.as_ref().map_or("", |text| text.say(lang));
        let (value, what) = (lang.decimal(&one.value.to_string()), told_note(&one.what));
        out.push(format!("{value} · {} ({publisher}, {})", what.say(lang), one.year));
    }
    let kind = set.equipment_type(spread.type_id).text();
    let told = |lang: Lang| {
        let number = |value: f64| lang.decimal(&value.to_string());
        let share = lang.percent(spread.coverage.share());
        [number(spread.low), number(spread.high), share, number(spread.own)]
    };
    let ([a, b, share, own], [low, high, percent, spread]) = (told(Lang::Fr), told(Lang::En));
    out.push(
        text!(
            "{} : moyenne du type entre {a} et {b} ({share}) ; écart-type propre du logarithme {own}",
            "{}: mean of the type between {low} and {high} ({percent}); own standard deviation of the logarithm {spread}",
            kind.say(lang)
        )
        .say(lang)
        .to_owned(),
    );
    out
}

/// What a set holds, layer by layer, and what its top layer still owes its reader.
fn check(set: &FactorSet, lang: Lang) -> String {
    let mut out = text!(
        "{} : {} facteurs, {} types, {} sources\n",
        "{}: {} factors, {} types, {} sources\n",
        set.name,
        set.factors().len(),
        set.types.len(),
        set.sources.len()
    )
    .say(lang)
    .to_owned();
    for layer in &set.layers {
        let line = text!(
            "  {} : lignes ajoutées {}, remplaçantes {} ; SHA-256 {} {}",
            "  {}: rows added {}, replacing {}; SHA-256 {} {}",
            layer.name,
            layer.rows_added,
            layer.rows_replaced,
            layer.hash,
            if layer.signed { "" } else { lang.label("(sans manifeste)", "(no manifest)") }
        )
        .say(lang)
        .to_owned();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let found = set.audit();
    if found.is_empty() {
        out.push_str(lang.label(
            "rien à redire : sources, années, unités, bornes, licences\n",
            "nothing amiss: sources, years, units, bounds, licences\n",
        ));
    }
    for finding in found {
        let _ = writeln!(out, "  {}{} {}", finding.at, lang.end_colon(), finding.what.say(lang));
    }
    out
}
