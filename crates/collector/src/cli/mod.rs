//! The commands. This part alone prints, reads the environment, and exits.

mod command;
mod command_words;
mod copies;
mod keys;
mod metered;
mod meters;
mod people;
mod refused;
mod serve;
mod stores;
mod usage;
mod words;

pub use command::command;

use crate::store::{Store, StoreFault, StoreMark, StorePlace, is_made, open_alone};
use clap::ArgMatches;
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use std::ffi::OsString;
use std::io::{StdoutLock, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use words::{of_store, unusable};

/// What stops a command: the user's input, or the machine.
type CollectorEnd = Result<(), Text>;

/// The program.
pub const NAME: &str = "empreinte-collector";

/// Where the state is kept, unless it is said.
const STATE: &str = "/var/lib/empreinte-collector";

/// Runs the command that the program's own arguments name.
pub fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    run(NAME, words)
}

/// Runs the command that words name, for a program that shows the collector under its own name.
pub fn run(name: &'static str, words: Vec<OsString>) -> ExitCode {
    crate::clock::set(|| jiff::Timestamp::now().as_second());
    let lang = language(&words);
    let named = std::iter::once(OsString::from(name)).chain(words);
    let command = match lang {
        Lang::Fr => clap_fr::in_french(command(lang).bin_name(name), clap_fr::no_values),
        Lang::En => command(lang).bin_name(name),
    };
    let matches = match command.try_get_matches_from(named) {
        Ok(matches) => matches,
        Err(error) => return refused(&error, lang),
    };
    let context = Context { lang, matches: &matches };
    let done = match matches.subcommand() {
        Some(("serve", own)) => serve::run(&context, own),
        Some(("token", own)) => people::token(&context, own),
        Some(("agents", own)) => people::agents(&context, own),
        Some(("export", own)) => stores::export(&context, own),
        Some(("summary", own)) => stores::summary(&context, own),
        Some(("silent", own)) => stores::silent(&context, own),
        Some(("batteries", own)) => stores::batteries(&context, own),
        Some(("import", own)) => stores::import(&context, own),
        Some(("forget", own)) => stores::forget(&context, own),
        Some(("usage", own)) => usage::run(&context, own),
        Some(("journal", _)) => stores::journal(&context),
        Some(("backup", own)) => copies::backup(&context, own),
        Some(("restore", own)) => copies::restore(&context, own),
        Some(("migrate", own)) => copies::migrate(&context, own),
        Some(("key", own)) => keys::key(&context, own),
        _ => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            say(text.say(lang));
            ExitCode::from(2)
        }
    }
}

/// The language of the environment; French where it says nothing else.
fn language(words: &[OsString]) -> Lang {
    // Before the arguments are known their help must be in some language.
    let mut words = words.iter().map(|word| word.to_string_lossy().into_owned());
    let asked = words.find_map(|word| match word.strip_prefix("--lang") {
        Some("") => Some(None),
        Some(rest) => rest.strip_prefix('=').map(|lang| Some(lang.to_owned())),
        None => None,
    });
    let asked = asked.and_then(|said| said.or_else(|| words.next()));
    let variables = ["EMPREINTE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    let said = asked.or_else(|| {
        variables.iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
    });
    match said {
        Some(word) if word.starts_with("en") => Lang::En,
        _ => Lang::Fr,
    }
}

/// Help and version, which end well, or why the words are not understood.
fn refused(error: &clap::Error, lang: Lang) -> ExitCode {
    let code = if error.use_stderr() { 2 } else { 0 };
    let french = (lang == Lang::Fr && error.use_stderr()).then(|| clap_fr::refusal(error));
    // A reader that has gone wants no more.
    let _ = match french.flatten() {
        Some(text) => write!(std::io::stderr().lock(), "{text}"),
        None => error.print(),
    };
    ExitCode::from(code)
}

/// A way of opening a store.
type StoreOpening = fn(&StorePlace) -> Result<Box<dyn Store>, StoreFault>;

/// What every command needs of the arguments.
struct Context<'a> {
    lang: Lang,
    matches: &'a ArgMatches,
}

impl Context<'_> {
    fn state(&self) -> PathBuf {
        let named = self.matches.get_one::<PathBuf>("state").cloned();
        // systemd says where its `StateDirectory=` is.
        let given = || std::env::var_os("STATE_DIRECTORY").map(PathBuf::from);
        named.or_else(given).unwrap_or_else(|| PathBuf::from(STATE))
    }

    fn place(&self) -> StorePlace {
        let named = self.matches.get_one::<String>("store").cloned();
        let given = || std::env::var("EMPREINTE_STORE").ok().filter(|text| !text.is_empty());
        match named.or_else(given) {
            Some(text) => StorePlace::of(&text),
            None => StorePlace::Folder(self.state().join("store")),
        }
    }

    fn key_path(&self) -> PathBuf {
        let named = self.matches.get_one::<PathBuf>("key-file").cloned();
        named.unwrap_or_else(|| self.state().join("key"))
    }

    /// The store that is there: only what starts one makes one, lest a folder that was misspelled
    /// be taken for an empty estate.
    fn store(&self) -> Result<Box<dyn Store>, Text> {
        self.store_there(crate::store::open)
    }

    /// The same, while nobody else has it open.
    fn store_alone(&self) -> Result<Box<dyn Store>, Text> {
        self.store_there(open_alone)
    }

    fn store_there(&self, open: StoreOpening) -> Result<Box<dyn Store>, Text> {
        let place = self.place();
        is_known(&place)?;
        if let StorePlace::Folder(folder) = &place
            && !is_made(&place)
        {
            let shown = folder.display();
            let looked = std::fs::read_dir(folder);
            if looked.is_err_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied) {
                return Err(text!(
                    "{shown} n’est pas lisible pour vous : lancez la commande comme l’utilisateur du \
                     service (`sudo -u empreinte-collector`)",
                    "you may not read {shown}: run the command as the service's user (`sudo -u \
                     empreinte-collector`)"
                ));
            }
            return Err(text!(
                "pas de stockage dans {shown} : donnez `--state`, le dossier avec lequel le \
                 collecteur est lancé",
                "no store in {shown}: give `--state`, the folder that the collector is started with"
            ));
        }
        in_use(open(&place).map_err(|fault| of_store(&fault))?)
    }

    /// The store by this way of opening it, made where there is none.
    fn store_or_new(&self, open: StoreOpening) -> Result<Box<dyn Store>, Text> {
        let place = self.place();
        is_known(&place)?;
        let key = self.key_path();
        if let StorePlace::Folder(folder) = &place
            && !is_made(&place)
            && key.exists()
        {
            let (shown, key) = (folder.display(), key.display());
            return Err(text!(
                "la clé {key} est là, et le stockage {shown} n’y est pas : son disque n’est-il pas \
                 monté ? Sinon remettez une sauvegarde (`restore`), ou ôtez la clé pour commencer à \
                 neuf",
                "the key {key} is there, and the store {shown} is not: is its disk not mounted? Else \
                 put a backup back (`restore`), or take the key away to begin anew"
            ));
        }
        in_use(open(&place).map_err(|fault| of_store(&fault))?)
    }

    /// A sentence of talk, in the reader's language.
    fn say(&self, text: &Text) {
        say(text.say(self.lang));
    }
}

/// Whether a store may be at a place: a folder, or a database that is known here.
fn is_known(place: &StorePlace) -> CollectorEnd {
    if !place.is_unknown() {
        return Ok(());
    }
    let shown = place.shown();
    Err(text!(
        "{shown} : ni dossier, ni postgres://… ; corrigez `--store`, `--to` ou EMPREINTE_STORE",
        "{shown}: neither a folder nor postgres://…; correct `--store`, `--to` or EMPREINTE_STORE"
    ))
}

/// A store that is served, and no copy that was cut, nor one that was moved.
fn in_use(mut store: Box<dyn Store>) -> Result<Box<dyn Store>, Text> {
    store.mark().and_then(StoreMark::check).map_err(|fault| of_store(&fault))?;
    Ok(store)
}

/// Something that a file or folder does not let be done.
fn at(place: &str, error: &dyn std::fmt::Display) -> Text {
    text!("{place} : {error}", "{place}: {error}")
}

/// What is wrong with a file.
fn of_file(context: &Context, fault: &Fault) -> Text {
    let shown = fault.render(context.lang);
    text!("{shown}", "{shown}")
}

/// A table that is printed.
type Csv = CsvOut<StdoutLock<'static>>;

/// A table, to the standard output. A reader that has gone is no fault.
fn table<T>(headings: &[&str], rows: impl IntoIterator<Item = T>, row: impl Fn(&mut Csv, T)) {
    let out = CsvOut::new(std::io::stdout().lock(), CsvDialect::Standard, headings);
    let Ok(mut out) = out else { return };
    for one in rows {
        row(&mut out, one);
        if out.end().is_err() {
            return;
        }
    }
    let _ = out.finish();
}

/// Data, to the standard output. A reader that has gone is no fault.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
}

/// Talk, to the standard error.
fn say(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{NAME}: {text}");
}
