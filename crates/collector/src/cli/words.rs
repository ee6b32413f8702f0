//! What a store, a file or a database says, in both languages, and what to do.

use crate::store::StoreFault;
use ground::lang::Text;
use ground::text;
use std::io::ErrorKind;

/// Why a store cannot do what is asked, and what to do.
pub(super) fn of_store(fault: &StoreFault) -> Text {
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
             `restore --from DOSSIER` ; s’il n’y en a pas, et que c’est un mois (use-…), `forget \
             --lost` y renonce et le note au journal",
            "{file} is damaged, and nothing more is stored in it: put the last backup back, by \
             `restore --from DIR`; where there is none, and it is a month's (use-…), `forget --lost` \
             gives it up and notes it in the journal"
        ),
        StoreFault::Lost(file) => text!(
            "{file} manque ou n’a pas de journées : remettez la dernière sauvegarde, par \
             `restore --from DOSSIER` ; s’il n’y en a pas, `forget --lost` y renonce et le note au \
             journal",
            "{file} is missing or has no days: put the last backup back, by `restore --from \
             DIR`; where there is none, `forget --lost` gives them up and notes it in the journal"
        ),
        StoreFault::Half(days) => text!(
            "il manque main.db à côté de {days} : le stockage n’a été remis qu’à moitié ; remettez \
             une sauvegarde entière, par `restore --from DOSSIER`",
            "main.db is missing beside {days}: the store was put back by half; put a whole backup \
             back, by `restore --from DIR`"
        ),
        StoreFault::NotEmpty(_)
        | StoreFault::OwnTools
        | StoreFault::NoBackup(_)
        | StoreFault::Unclosed(_)
        | StoreFault::Altered(_) => of_copy(fault),
        StoreFault::File(file, kind) => unusable(file, *kind),
        StoreFault::Unreached(place, why) => text!(
            "la base {place} n’est pas atteinte ({why}) : est-elle démarrée, et son adresse est-elle \
             juste ?",
            "the database {place} is not reached ({why}): is it started, and is its address right?"
        ),
        StoreFault::Broken(why) => text!("stockage : {why}", "store: {why}"),
    }
}

/// Why a store is not copied, or a copy not put back.
fn of_copy(fault: &StoreFault) -> Text {
    match fault {
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
        StoreFault::Unclosed(folder) => text!(
            "{folder} est un stockage qui sert encore ou qui n’a pas été fermé, et non une \
             sauvegarde : une partie de ses journées n’est que dans ses journaux (-wal) ; rien n’est \
             changé. Pour y revenir, arrêtez le collecteur et remettez ce dossier entier à la place \
             du stockage, ou faites-en une sauvegarde par `backup`",
            "{folder} is a store that still serves or was not closed, and no backup: some of its days \
             are in its logs (-wal) alone; nothing is changed. To go back to it, stop the collector and \
             put this whole folder in the place of the store, or make a backup of it by `backup`"
        ),
        StoreFault::Altered(file) => text!(
            "{file} manque, ou n’est plus tel que `backup` l’a copié : rien n’est changé, prenez une \
             autre sauvegarde",
            "{file} is missing, or no longer as `backup` copied it: nothing is changed, take another \
             backup"
        ),
        other => text!("stockage : {other}", "store: {other}"),
    }
}

/// A file or folder that the system does not let be used, and what to do.
pub(super) fn unusable(file: &str, kind: ErrorKind) -> Text {
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
