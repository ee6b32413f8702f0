//! A store as a whole: copied, put back, moved into another.

use super::{Context, Done, of_store, print};
use crate::moving::{self, MoveFault};
use crate::retention;
use crate::store::{self, Place, StoreFault};
use clap::ArgMatches;
use ground::lang::Text;
use ground::text;
use std::path::{Path, PathBuf};

pub(super) fn backup(context: &Context, own: &ArgMatches) -> Done {
    let Some(to) = own.get_one::<PathBuf>("to") else { return Ok(()) };
    // One that was moved, or cut on its way, is no store to keep; nor does it move meanwhile.
    let held = context.store()?;
    let files = store::backup(&context.place(), to).map_err(|fault| of_store(&fault))?;
    drop(held);
    context.say(&text!(
        "fichiers copiés : {files} ; la clé des pseudonymes n’y est pas : gardez-la ailleurs",
        "files copied: {files}; the key of the pseudonyms is not among them: keep it elsewhere"
    ));
    Ok(())
}

pub(super) fn restore(context: &Context, own: &ArgMatches) -> Done {
    let Some(from) = own.get_one::<PathBuf>("from") else { return Ok(()) };
    let Place::Folder(folder) = context.place() else {
        return Err(of_store(&StoreFault::OwnTools));
    };
    let may_lack = own.get_flag("without-sums");
    let restored = store::restore(from, &folder, may_lack).map_err(|fault| of_store(&fault))?;
    let files = restored.files;
    context.say(&text!("fichiers remis : {files}", "files put back: {files}"));
    if let Some(aside) = restored.aside {
        erase_again(context, &aside)?;
        let aside = aside.display();
        context.say(&text!(
            "le stockage d’avant est gardé dans {aside} : effacez-le quand tout va bien",
            "the store as it was is kept in {aside}: delete it when all is well"
        ));
    }
    Ok(())
}

/// Erases from a store that was put back what was erased since its backup, as the one before it knows.
fn erase_again(context: &Context, aside: &Path) -> Done {
    let known =
        store::open(&Place::Folder(aside.to_owned())).and_then(|mut before| before.erased());
    let Ok(known) = known else {
        context.say(&text!(
            "le stockage d’avant ne peut pas être lu : ce qui a été effacé depuis la sauvegarde \
             (`forget --agent`) est à effacer de nouveau",
            "the store as it was cannot be read: what was erased since the backup (`forget --agent`) \
             is to be erased again"
        ));
        return Ok(());
    };
    let mut store = context.store()?;
    let lines = retention::erase_again(store.as_mut(), &known).map_err(|fault| of_store(&fault))?;
    for line in &lines {
        print(line);
    }
    Ok(())
}

fn not_empty() -> Text {
    text!("l’autre stockage n’est pas vide", "the other store is not empty")
}

pub(super) fn migrate(context: &Context, own: &ArgMatches) -> Done {
    let to = own.get_one::<String>("to").cloned().unwrap_or_else(String::new);
    if matches!(Place::of(&to), Place::Folder(_)) && to.contains(":/") {
        return Err(text!(
            "{to} : ni dossier, ni postgres://…",
            "{to}: neither a folder nor postgres://…"
        ));
    }
    let mut from = context.store_alone()?;
    let to = Place::of(&to);
    if to.shown() == context.place().shown() {
        return Err(not_empty());
    }
    let mut into = store::open_copy(&to).map_err(|fault| of_store(&fault))?;
    let moved =
        moving::migrate(from.as_mut(), into.as_mut(), &to.shown()).map_err(
            |fault| match fault {
                MoveFault::Store(fault) => of_store(&fault),
                MoveFault::NotEmpty => not_empty(),
                MoveFault::Differs => text!(
                    "les deux stockages diffèrent : le collecteur était-il arrêté ?",
                    "the two stores differ: was the collector stopped?"
                ),
            },
        )?;
    print(&format!("records={} sha256={}", moved.records, moved.digest));
    context.say(&text!(
        "l’ancien stockage est fermé : donnez le nouveau par `--store` ou EMPREINTE_STORE, au service \
         comme aux commandes",
        "the old store is closed: give the new one by `--store` or EMPREINTE_STORE, to the service \
         and to commands"
    ));
    Ok(())
}
