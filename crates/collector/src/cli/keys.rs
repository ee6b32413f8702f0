//! `key`: the key of the pseudonyms, changed as one with what is kept under it.

use super::{CollectorEnd, Context, at, of_file, of_store, print, unusable};
use crate::pseudonym::EstateKey;
use crate::retention;
use crate::store::{Store, Write};
use clap::ArgMatches;
use ground::lang::Text;
use ground::table::SmallTable;
use ground::text;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a key that is being made is waited for.
const TRIES: u8 = 50;
const SHORT: Duration = Duration::from_millis(20);

pub(super) fn key(context: &Context, own: &ArgMatches) -> CollectorEnd {
    match own.subcommand() {
        Some(("rotate", own)) => rotate(context, own),
        Some(("pseudonym", own)) => {
            let key = open(context, context.store()?.as_mut())?;
            for serial in own.get_many::<String>("serials").into_iter().flatten() {
                print(&key.serial(serial).unwrap_or_else(String::new));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Where the next key stands until all is under it.
fn next(context: &Context) -> PathBuf {
    let mut path = context.key_path().into_os_string();
    path.push(".next");
    PathBuf::from(path)
}

fn rotate(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let mut store = context.store_alone()?;
    let old = open(context, store.as_mut())?;
    let path = context.key_path();
    let shown = path.display().to_string();
    let held = File::open(&path).map_err(|error| unusable(&shown, error.kind()))?;
    if held.try_lock().is_err() {
        return Err(text!(
            "le collecteur se sert de la clé : arrêtez-le d’abord",
            "the collector uses the key: stop it first"
        ));
    }
    let mut serials = Vec::new();
    if let Some(file) = own.get_one::<PathBuf>("inventory") {
        let table = SmallTable::open(file, &["serial"]);
        let table = table.map_err(|fault| of_file(context, &fault))?;
        serials.extend(table.rows().map(|row| row.get("serial").to_owned()));
    }
    let new = EstateKey::fresh().map_err(|error| at(&shown, &error))?;
    let place = next(context);
    new.write(&place).map_err(|error| {
        // A part of a key is of no use, and holds the room of a full disk.
        let _ = std::fs::remove_file(&place);
        unusable(&place.display().to_string(), error.kind())
    })?;
    let line = retention::rekey(store.as_mut(), &old, &new, &serials);
    let line = line.map_err(|fault| of_store(&fault))?;
    std::fs::rename(&place, &path).map_err(|error| unusable(&shown, error.kind()))?;
    print(&line);
    Ok(())
}

/// The key that a store's pseudonyms are of. One is made for a store that has none yet; a key that
/// was lost is never replaced: every machine would count twice, and no serial number would be found
/// again.
pub(super) fn open(context: &Context, store: &mut dyn Store) -> Result<EstateKey, Text> {
    settle(context, store)?;
    let path = context.key_path();
    let shown = path.display().to_string();
    let named = store.key().map_err(|fault| of_store(&fault))?;
    let key = if let Some(key) = read(&path)? {
        key
    } else {
        let none =
            store.machines().and_then(|all| Ok(all.is_empty() && store.papers()?.is_empty()));
        if named.is_some() || !none.map_err(|fault| of_store(&fault))? {
            return Err(text!(
                "la clé {shown} manque, et les pseudonymes du stockage sont faits avec elle : \
                 remettez-la depuis sa sauvegarde",
                "the key {shown} is missing, and the store's pseudonyms are made with it: put it \
                 back from its backup"
            ));
        }
        if let Some(folder) = path.parent() {
            let made = std::fs::create_dir_all(folder);
            made.map_err(|error| unusable(&folder.display().to_string(), error.kind()))?;
        }
        let key = EstateKey::fresh().map_err(|error| at(&shown, &error))?;
        match key.write(&path) {
            Ok(()) => key,
            // Another process made it at this moment: of one store there is one.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                read(&path)?.ok_or_else(changing)?
            }
            Err(error) => return Err(unusable(&shown, error.kind())),
        }
    };
    match named {
        Some(name) if name == key.name() => {}
        Some(_) => {
            return Err(text!(
                "la clé {shown} n’est pas celle des pseudonymes du stockage : remettez la bonne, ou \
                 donnez --key-file",
                "the key {shown} is not that of the store's pseudonyms: put the right one back, or \
                 give --key-file"
            ));
        }
        None => {
            store.commit(&[Write::Key(key.name())]).map_err(|fault| of_store(&fault))?;
        }
    }
    Ok(key)
}

/// The key of a file; none where there is no file.
fn read(path: &Path) -> Result<Option<EstateKey>, Text> {
    let shown = path.display();
    let mut found = EstateKey::open(path);
    // Whoever makes a key writes it at once, and is not to be read before.
    for _ in 0..TRIES {
        if !found.as_ref().is_err_and(|error| error.kind() == ErrorKind::InvalidData) {
            break;
        }
        std::thread::sleep(SHORT);
        found = EstateKey::open(path);
    }
    found.map_err(|error| match error.kind() {
        ErrorKind::IsADirectory => text!(
            "{shown} est un dossier, et non la clé : donnez par --key-file le fichier qu’il contient",
            "{shown} is a folder, and not the key: give the file within it by --key-file"
        ),
        ErrorKind::InvalidData => text!(
            "{shown} n’est pas une clé (64 chiffres hexadécimaux) : remettez-la depuis sa \
             sauvegarde ; une autre ne retrouverait aucune machine",
            "{shown} is no key (64 hexadecimal digits): put it back from its backup; another would \
             find no machine again"
        ),
        ErrorKind::Unsupported => text!(
            "d’autres utilisateurs peuvent lire la clé {shown} : faites « chmod 600 {shown} », et \
             changez-la par « key rotate » si quelqu’un a pu la copier",
            "other users may read the key {shown}: do `chmod 600 {shown}`, and change it by `key \
             rotate` where somebody may have copied it"
        ),
        ErrorKind::PermissionDenied => text!(
            "la clé {shown} n’est pas lisible par cet utilisateur : lancez la commande sous celui \
             du service, ou rendez-lui le fichier par « chown »",
            "the key {shown} cannot be read by this user: run the command as the service's, or give \
             it the file back by `chown`"
        ),
        kind => unusable(&shown.to_string(), kind),
    })
}

/// Ends a change of key that was cut: the next key is the key where all is under it, else it is
/// none.
fn settle(context: &Context, store: &mut dyn Store) -> Result<(), Text> {
    let place = next(context);
    if !place.exists() {
        return Ok(());
    }
    let path = context.key_path();
    if File::open(&path).is_ok_and(|key| key.try_lock_shared().is_err()) {
        return Err(changing());
    }
    let shown = place.display().to_string();
    let new = match EstateKey::open(&place) {
        // It was cut while it was written, before anything was put under it.
        Err(error) if error.kind() == ErrorKind::InvalidData => None,
        _ => read(&place)?,
    };
    let named = store.key().map_err(|fault| of_store(&fault))?;
    let ended = if named.is_some() && named == new.map(|new| new.name()) {
        std::fs::rename(&place, path)
    } else {
        std::fs::remove_file(&place)
    };
    ended.map_err(|error| unusable(&shown, error.kind()))
}

/// Whoever needs the key meanwhile waits for its end.
pub(super) fn changing() -> Text {
    text!("la clé est en train d’être changée", "the key is being changed")
}
