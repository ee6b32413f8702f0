//! `key`: the key of the pseudonyms, changed as one with what is kept under it.

use super::{Context, Done, at, of_store, print};
use crate::pseudonym::Key;
use crate::retention;
use clap::ArgMatches;
use ground::lang::Text;
use ground::table::SmallTable;
use ground::text;
use std::fs::File;
use std::path::PathBuf;

pub(super) fn key(context: &Context, own: &ArgMatches) -> Done {
    settle(context)?;
    match own.subcommand() {
        Some(("rotate", own)) => rotate(context, own),
        Some(("pseudonym", own)) => {
            let key = context.key()?;
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

fn rotate(context: &Context, own: &ArgMatches) -> Done {
    let old = context.key()?;
    let path = context.key_path();
    let shown = path.display().to_string();
    let held = File::open(&path).map_err(|error| at(&shown, &error))?;
    if held.try_lock().is_err() {
        return Err(text!(
            "le collecteur se sert de la clé : arrêtez-le d’abord",
            "the collector uses the key: stop it first"
        ));
    }
    let mut serials = Vec::new();
    if let Some(file) = own.get_one::<PathBuf>("inventory") {
        let table = SmallTable::open(file, &["serial"]).map_err(|fault| {
            let shown = fault.render(context.lang);
            text!("{shown}", "{shown}")
        })?;
        serials.extend(table.rows().map(|row| row.get("serial").to_owned()));
    }
    let mut store = context.store()?;
    let new = Key::fresh().map_err(|error| at(&shown, &error))?;
    let place = next(context);
    new.write(&place).map_err(|error| at(&place.display().to_string(), &error))?;
    let line = retention::rekey(store.as_mut(), &old, &new, &serials);
    let line = line.map_err(|fault| of_store(&fault))?;
    std::fs::rename(&place, &path).map_err(|error| at(&shown, &error))?;
    print(&line);
    Ok(())
}

/// Ends a change of key that was cut: the next key is the key where all is under it, else it is
/// none.
pub(super) fn settle(context: &Context) -> Result<(), Text> {
    let place = next(context);
    if !place.exists() {
        return Ok(());
    }
    let shown = place.display().to_string();
    let new = Key::open(&place).map_err(|error| at(&shown, &error))?;
    let notes = context.store()?.notes().map_err(|fault| of_store(&fault))?;
    let done = notes.iter().any(|note| note.kind == "rekeyed" && note.text.ends_with(&new.name()));
    if done {
        std::fs::rename(&place, context.key_path()).map_err(|error| at(&shown, &error))
    } else {
        std::fs::remove_file(&place).map_err(|error| at(&shown, &error))
    }
}
