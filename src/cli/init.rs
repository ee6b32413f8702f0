//! `empreinte init`: the estate folder, from the inventory there is.

use super::args::EstateArgs;
use super::run::{Doors, Take, read};
use super::{CommandEnd, CommandFailure, terminal};
use clap::Args;
use empreinte::estate::{Draft, Estate, UnknownWord};
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun, Text};
use empreinte::table::{Why, masked, open_input, unwritable};
use empreinte::text;
use empreinte::walk::{NoRecord, Walk};
use empreinte::word::of_shell;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How many unknown words are listed.
const MOST_WORDS: usize = 200;

/// Make the estate folder of an inventory: its card to fill in, the inventory under its year
///
/// Writes estate.toml, commented, with what the options say, the words of the inventory that are
/// not known and the columns that it asks about, ready to fill in, and copies the inventory to
/// inventories/YEAR. A folder is made an estate where it stands. Nothing that is there is
/// overwritten.
///
/// Examples:
///   empreinte init glpi.csv --year 2025 --headcount 8 --out parc
///   empreinte init exports
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct InitArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// The estate folder to make [default: the folder given; for a file, its name without ending]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// The unknown words met, with their rows.
#[derive(Default)]
struct UnknownWords {
    types: BTreeMap<String, (u64, Vec<String>)>,
    states: BTreeMap<String, (u64, Vec<String>)>,
}

impl Take<()> for UnknownWords {
    fn take(&mut self, (): ()) -> Result<(), Fault> {
        Ok(())
    }

    fn hear(&mut self, value: &str, why: &Why) {
        let (words, nearest) = match why {
            Why::UnknownType(nearest) | Why::AmbiguousType(nearest) => {
                (&mut self.types, nearest.clone())
            }
            Why::UnknownStatus => (&mut self.states, Vec::new()),
            _ => return,
        };
        let word = masked(value.trim()).into_owned();
        let is_new = !words.contains_key(&word);
        let full = is_new && words.len() >= 100 * MOST_WORDS;
        if !word.is_empty() && !full {
            let (rows, _) = words.entry(word).or_insert((0, nearest));
            *rows += 1;
        }
    }
}

pub(super) fn run(args: &InitArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    if args.estate.says_a_source() {
        return Err(Fault::new(text!(
            "`--source` ne se garde pas dans une carte : les commandes qui suivront ne le sauraient pas",
            "`--source` cannot be kept in a card: the commands to come would not know of it"
        ))
        .hint(text!(
            "sans `--source`, dites ce que sont les colonnes avec `--column \"TITRE=equipment_type\"` : init les écrit dans [columns]",
            "without `--source`, say what the columns are with `--column \"HEADING=equipment_type\"`: init writes them in [columns]"
        ))
        .into());
    }
    let meant = args.estate.meant(lang)?;
    let year = meant.options.year.year;
    let target = match (&args.out, args.estate.paths.as_slice()) {
        (Some(out), _) => out.clone(),
        (None, [folder]) if folder.is_dir() => folder.clone(),
        (None, paths) => PathBuf::from(paths[0].file_stem().unwrap_or("parc".as_ref())),
    };
    let card = target.join("estate.toml");
    if card.exists() {
        return Err(Fault::new(text!(
            "ce dossier a déjà une carte : elle n'est pas remplacée",
            "this folder has a card already: it is not replaced"
        ))
        .in_file(&card)
        .hint(text!(
            "empreinte assess {0}",
            "empreinte assess {0}",
            of_shell(&target.display().to_string())
        ))
        .into());
    }
    if !target.is_dir() && target.exists() {
        return Err(Fault::new(text!(
            "la sortie n'est pas un dossier",
            "the output is not a folder"
        ))
        .in_file(&target)
        .hint(text!("donnez un dossier avec `--out`", "give a folder with `--out`"))
        .into());
    }
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
    let (intake, doors) =
        read(&prepared, || NoRecord, Doors::new(None, UnknownWords::default(), lang))?;
    let words = doors.batches;
    let (types, states) = (listed(words.types), listed(words.states));
    let unknown = types.len() + states.len();
    let mut card_said = meant.estate.card.clone();
    for told in &meant.estate.columns {
        card_said.columns.insert(told.heading().to_owned(), told.code().to_owned());
    }
    // What the program asks of columns and of names, ready to be said.
    let (mut columns, mut names) = (Vec::new(), Vec::new());
    for one in intake.inputs.iter().flat_map(|input| &input.found).filter(|one| !one.sure) {
        let (into, code) = match one.state() {
            Some(state) => (&mut names, state),
            None => (&mut columns, one.code()),
        };
        let asked = (one.heading.clone(), code.to_owned());
        if !into.contains(&asked) {
            into.push(asked);
        }
    }
    let asked = columns.len() + names.len();
    let draft = Draft { year, card: Some(card_said), types, states, columns, names };
    let copies = copies(&meant.estate, &target, year);
    for (_, to) in &copies {
        if to.exists() {
            return Err(Fault::new(text!(
                "un inventaire est déjà là : il n'est pas remplacé",
                "an inventory stands there already: it is not replaced"
            ))
            .in_file(to)
            .into());
        }
    }
    for (from, to) in &copies {
        copy(from, to).map_err(|error| unwritable(to, &error))?;
    }
    let written = std::fs::create_dir_all(&target)
        .and_then(|()| std::fs::File::create_new(&card))
        .and_then(|mut file| {
            file.write_all(draft.toml(lang).as_bytes())?;
            file.sync_all()
        });
    written.map_err(|error| unwritable(&card, &error))?;
    terminal::print(format!("{}\n", card.display()).as_bytes())?;
    say(&target, intake.counts.kept, (unknown, asked), lang);
    Ok(CommandEnd::Whole)
}

fn say(target: &Path, kept: u64, (unknown, asked): (usize, usize), lang: Lang) {
    let folder = of_shell(&target.display().to_string());
    let say = |text: Text| terminal::say(text.say(lang));
    if unknown > 0 {
        let words = Noun::new(
            ("mot n'est pas connu", "mots ne sont pas connus"),
            ("word is not known", "words are not known"),
        );
        let Text { fr, en } = words.count(unknown as f64);
        say(text!(
            "{fr} : son sens est à écrire dans estate.toml",
            "{en}: its meaning is to be written in estate.toml"
        ));
    }
    if asked > 0 {
        let columns = Noun::new(
            ("colonne ou feuille pourrait", "colonnes ou feuilles pourraient"),
            ("column or sheet could", "columns or sheets could"),
        );
        let Text { fr, en } = columns.count(asked as f64);
        say(text!(
            "{fr} changer le total, et attend dans estate.toml que vous disiez ce que c'est",
            "{en} move the total, and estate.toml waits for you to say what it is"
        ));
    }
    let rows = Noun::new(("ligne se lit", "lignes se lisent"), ("row is read", "rows are read"));
    let Text { fr, en } = rows.count(kept as f64);
    say(text!(
        "{fr} déjà ; remplissez estate.toml, puis : empreinte assess {folder}",
        "{en} already; fill in estate.toml, then: empreinte assess {folder}"
    ));
}

/// Words with most rows first.
fn listed(words: BTreeMap<String, (u64, Vec<String>)>) -> Vec<UnknownWord> {
    let mut listed: Vec<UnknownWord> = words
        .into_iter()
        .map(|(word, (rows, nearest))| UnknownWord { word, rows, nearest })
        .collect();
    listed.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.word.cmp(&b.word)));
    listed.truncate(MOST_WORDS);
    listed
}

/// Where each inventory goes: `inventories/YEAR.csv`, or `YEAR-NAME.csv` where there are several;
/// none where the folder has its `inventories/` already.
fn copies(estate: &Estate, target: &Path, year: i32) -> Vec<(PathBuf, PathBuf)> {
    let folder = target.join("inventories");
    let all = estate.inventories.iter().flat_map(|(named, files)| {
        files.iter().map(move |file| (named.unwrap_or(year), files.len(), file))
    });
    all.filter(|(_, _, file)| !file.starts_with(&folder))
        .map(|(year, of_year, file)| {
            let part = |name: Option<&std::ffi::OsStr>| {
                name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
            };
            let ending = match part(file.extension()) {
                none if none.is_empty() || file.is_dir() => String::new(),
                ending => format!(".{}", ending.to_lowercase()),
            };
            let name = if of_year == 1 {
                format!("{year}{ending}")
            } else {
                format!("{year}-{}{ending}", part(file.file_stem()))
            };
            (file.clone(), folder.join(name))
        })
        .collect()
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if from.is_dir() {
        std::fs::create_dir_all(to)?;
        for entry in std::fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::File::create_new(to)?;
    std::io::copy(&mut open_input(from)?, &mut file)?;
    file.sync_all()
}
