//! The commands. This part alone prints, reads the environment, and exits.

mod command;
mod keys;
mod metered;
mod meters;
mod people;
mod refused;
mod serve;
mod stores;
mod usage;

pub use command::command;

use crate::store::{Mark, Place, Store, StoreFault, is_made, open_alone};
use clap::ArgMatches;
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use std::ffi::OsString;
use std::io::{ErrorKind, StdoutLock, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What stops a command: the user's input, or the machine.
type Done = Result<(), Text>;

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
        Some(("backup", own)) => stores::backup(&context, own),
        Some(("restore", own)) => stores::restore(&context, own),
        Some(("migrate", own)) => stores::migrate(&context, own),
        Some(("key", own)) => keys::key(&context, own),
        _ => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            say(lang.pick(&text.fr, &text.en));
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
type Opening = fn(&Place) -> Result<Box<dyn Store>, StoreFault>;

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

    fn place(&self) -> Place {
        let named = self.matches.get_one::<String>("store").cloned();
        let given = || std::env::var("EMPREINTE_STORE").ok().filter(|text| !text.is_empty());
        match named.or_else(given) {
            Some(text) => Place::of(&text),
            None => Place::Folder(self.state().join("store")),
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

    fn store_there(&self, open: Opening) -> Result<Box<dyn Store>, Text> {
        let place = self.place();
        if let Place::Folder(folder) = &place
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
    fn store_or_new(&self, open: Opening) -> Result<Box<dyn Store>, Text> {
        let place = self.place();
        let named = self.matches.get_one::<String>("store");
        if let Place::Folder(folder) = &place
            && !is_made(&place)
            && named.is_some_and(|text| text.contains("://"))
        {
            let shown = folder.display();
            return Err(text!(
                "{shown} : ni dossier, ni postgres://…",
                "{shown}: neither a folder nor postgres://…"
            ));
        }
        let key = self.key_path();
        if let Place::Folder(folder) = &place
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
        say(self.lang.pick(&text.fr, &text.en));
    }
}

/// A store that is served, and no copy that was cut, nor one that was moved.
fn in_use(mut store: Box<dyn Store>) -> Result<Box<dyn Store>, Text> {
    store.mark().and_then(Mark::check).map_err(|fault| of_store(&fault))?;
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

fn of_store(fault: &StoreFault) -> Text {
    match fault {
        StoreFault::Full => text!(
            "il n’y a plus de place sur le disque du stockage",
            "no room is left on the store's disk"
        ),
        StoreFault::Later(version) => text!(
            "le stockage est de la version {version}, écrite par un programme plus récent : \
             mettez celui-ci à jour",
            "the store is of version {version}, which a later program wrote: update this one"
        ),
        StoreFault::Changed => text!(
            "le stockage a changé entre-temps : recommencez",
            "the store changed meanwhile: do it again"
        ),
        StoreFault::Cut => text!(
            "ce stockage est une copie coupée en chemin (`migrate`) : effacez-le, et recommencez",
            "this store is a copy that was cut on its way (`migrate`): delete it, and do it again"
        ),
        StoreFault::Moved(to) => {
            let (fr, en) = match to.as_str() {
                "" => ("un autre", "another"),
                to => (to, to),
            };
            text!(
                "ce stockage a été déplacé vers {fr} (`migrate`), qui seul reçoit : donnez-le par \
                 `--store` ou EMPREINTE_STORE ; pour revenir ici, `migrate` depuis lui vers un \
                 stockage neuf",
                "this store was moved into {en} (`migrate`), which alone takes records: give it by \
                 `--store` or EMPREINTE_STORE; to come back here, `migrate` from it into a new store"
            )
        }
        StoreFault::Changing(place) => text!(
            "{place} est en train d’être déplacé, remis ou mis sous une autre clé (`migrate`, \
             `restore`, `key rotate`) : recommencez quand c’est fini",
            "{place} is being moved, put back, or put under another key (`migrate`, `restore`, \
             `key rotate`): do it again once that is over"
        ),
        StoreFault::InUse(place) => text!(
            "{place} sert en ce moment à un collecteur ou à une autre commande, d’ici ou d’un autre \
             poste : arrêtez-les d’abord",
            "{place} is in use by a collector or another command, here or from another machine: stop \
             them first"
        ),
        StoreFault::Rekeyed => text!(
            "la clé du stockage a été changée (`key rotate`) depuis qu’il est ouvert : recommencez avec \
             la nouvelle",
            "the store's key was changed (`key rotate`) since it was opened: do it again with the new \
             one"
        ),
        StoreFault::Silent => {
            text!("la base de données ne répond pas", "the database does not answer")
        }
        StoreFault::Damaged(file) => text!(
            "{file} est abîmé, et rien n’y est plus rangé : remettez la dernière sauvegarde, par \
             `restore --from DOSSIER`",
            "{file} is damaged, and nothing more is stored in it: put the last backup back, by \
             `restore --from DIR`"
        ),
        StoreFault::Lost(file) => text!(
            "{file} manque ou est vide, et avait des journées : remettez la dernière sauvegarde, par \
             `restore --from DOSSIER` ; s’il n’y en a pas, `forget --lost` y renonce et le note au \
             journal",
            "{file} is missing or empty, and had days: put the last backup back, by `restore --from \
             DIR`; where there is none, `forget --lost` gives them up and notes it in the journal"
        ),
        StoreFault::Half(days) => text!(
            "il manque main.db à côté de {days} : le stockage n’a été remis qu’à moitié ; remettez \
             une sauvegarde entière, par `restore --from DOSSIER`",
            "main.db is missing beside {days}: the store was put back by half; put a whole backup \
             back, by `restore --from DIR`"
        ),
        StoreFault::NotEmpty(folder) => text!(
            "{folder} n’est pas vide : donnez un dossier neuf",
            "{folder} is not empty: give a new folder"
        ),
        StoreFault::OwnTools => text!(
            "une base PostgreSQL se sauvegarde et se restaure par ses propres outils : pg_dump, \
             pg_restore",
            "a PostgreSQL database is backed up and restored by its own tools: pg_dump, pg_restore"
        ),
        StoreFault::NoBackup(folder) => text!(
            "{folder} n’est pas une sauvegarde entière : `backup` y écrit en dernier la liste de ses \
             fichiers, SHA256SUMS ; rien n’est changé. D’une version qui n’en écrivait pas : ajoutez \
             --without-sums",
            "{folder} is no whole backup: `backup` writes the list of its files, SHA256SUMS, last; \
             nothing is changed. Of a version that wrote none: add --without-sums"
        ),
        StoreFault::Altered(file) => text!(
            "{file} manque, ou n’est plus tel que `backup` l’a copié : rien n’est changé, prenez une \
             autre sauvegarde",
            "{file} is missing, or no longer as `backup` copied it: nothing is changed, take another \
             backup"
        ),
        StoreFault::File(file, kind) => unusable(file, *kind),
        StoreFault::Unreached(place, why) => text!(
            "la base {place} n’est pas atteinte ({why}) : est-elle démarrée, et son adresse est-elle \
             juste ?",
            "the database {place} is not reached ({why}): is it started, and is its address right?"
        ),
        StoreFault::Broken(why) => text!("stockage : {why}", "store: {why}"),
    }
}

/// A file or folder that the system does not let be used, and what to do.
fn unusable(file: &str, kind: ErrorKind) -> Text {
    let (fr, en) = match kind {
        ErrorKind::NotFound => ("n’existe pas", "does not exist"),
        ErrorKind::IsADirectory => ("est un dossier, et non un fichier", "is a folder, not a file"),
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => (
            "est un fichier, ou passe par un fichier : donnez un dossier",
            "is a file, or lies under one: give a folder",
        ),
        ErrorKind::PermissionDenied => (
            "n’est pas permis à cet utilisateur : lancez la commande sous celui du service",
            "is not allowed to this user: run the command as the service's",
        ),
        ErrorKind::ReadOnlyFilesystem => (
            "ne peut pas être écrit : son disque est en lecture seule",
            "cannot be written: read-only",
        ),
        ErrorKind::StorageFull => {
            ("ne tient pas : son disque est plein", "does not fit: its disk is full")
        }
        ErrorKind::ResourceBusy => (
            "est retenu par un autre processus : recommencez",
            "is held by another process: do it again",
        ),
        ErrorKind::Other => ("ne peut pas être ouvert", "cannot be opened"),
        kind => {
            return text!(
                "{file} ne peut pas être utilisé ({kind})",
                "{file} cannot be used ({kind})"
            );
        }
    };
    text!("{file} {fr}", "{file} {en}")
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
