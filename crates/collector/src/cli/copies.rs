//! A store as a whole: copied, put back, moved into another.

use super::{CollectorEnd, Context, is_known, of_store, print, unusable};
use crate::moving::{self, MoveFault};
use crate::retention;
use crate::store::{self, StoreFault, StorePlace};
use clap::ArgMatches;
use ground::lang::Text;
use ground::text;
use std::io::ErrorKind;
use std::path::PathBuf;

pub(super) fn backup(context: &Context, own: &ArgMatches) -> CollectorEnd {
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

pub(super) fn restore(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let Some(from) = own.get_one::<PathBuf>("from") else { return Ok(()) };
    is_known(&context.place())?;
    // An address is none of a backup, and may hold a password.
    let given = from.to_str().map(StorePlace::of);
    given.as_ref().map_or(Ok(()), is_known)?;
    let is_base = given.is_some_and(|place| matches!(place, StorePlace::Postgres(_)));
    let (StorePlace::Folder(folder), false) = (context.place(), is_base) else {
        return Err(of_store(&StoreFault::OwnTools));
    };
    let may_lack = own.get_flag("without-sums");
    let mut lines = Vec::new();
    let mut is_other_key = false;
    let restored = store::restore(from, &folder, may_lack, |known, new| {
        if let Some(known) = known {
            let own = new.key()?;
            // A store that made no pseudonym yet is of no key.
            is_other_key = known.key.is_some() && own.is_some() && known.key != own;
            lines.extend(retention::erase_again(new, &known.erased)?);
            lines.extend(retention::revoke_again(new, known)?);
        }
        Ok(())
    });
    let restored = restored.map_err(|fault| of_store(&fault))?;
    let files = restored.files;
    context.say(&text!("fichiers remis : {files}", "files put back: {files}"));
    for line in &lines {
        print(line);
    }
    if let Some(aside) = restored.aside {
        if restored.is_unread {
            context.say(&text!(
                "le stockage d’avant ne peut pas être lu : ce qui a été effacé (`forget --agent`) ou \
                 révoqué depuis la sauvegarde est à effacer et à révoquer de nouveau",
                "the store as it was cannot be read: what was erased (`forget --agent`) or revoked \
                 since the backup is to be erased and revoked again"
            ));
        }
        if is_other_key {
            context.say(&text!(
                "cette sauvegarde est sous une autre clé que le stockage d’avant (`key rotate`) : \
                 remettez la clé de son jour ; les machines GLPI effacées sous l’autre clé sont à \
                 effacer de nouveau",
                "this backup is under another key than the store before (`key rotate`): put the key of \
                 its day back; GLPI machines that were erased under the other key are to be erased again"
            ));
        }
        let aside = aside.display();
        context.say(&text!(
            "le stockage d’avant est gardé dans {aside} : effacez-le quand tout va bien",
            "the store as it was is kept in {aside}: delete it when all is well"
        ));
    }
    Ok(())
}

fn not_empty() -> Text {
    text!("l’autre stockage n’est pas vide", "the other store is not empty")
}

pub(super) fn migrate(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let to = own.get_one::<String>("to").cloned().unwrap_or_else(String::new);
    let to = StorePlace::of(&to);
    is_known(&to)?;
    let mut from = context.store_alone()?;
    if to.shown() == context.place().shown() {
        return Err(not_empty());
    }
    let of_other = |fault: &StoreFault| match fault {
        StoreFault::Full => unusable(&to.shown(), ErrorKind::StorageFull),
        fault => of_store(fault),
    };
    let mut into = store::open_copy(&to).map_err(|fault| of_other(&fault))?;
    let moved =
        moving::migrate(from.as_mut(), into.as_mut(), &to.shown()).map_err(
            |fault| match fault {
                MoveFault::Into(fault) => of_other(&fault),
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
