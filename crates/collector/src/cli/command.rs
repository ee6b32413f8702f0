//! The commands and their help, in both languages.

use super::command_words::CommandWords;
use super::meters::meter;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use ground::lang::Lang;
use std::path::PathBuf;

/// The whole command line in one language.
pub fn command(lang: Lang) -> Command {
    let words = CommandWords(lang);
    Command::new(super::NAME)
        .version(env!("CARGO_PKG_VERSION"))
        .about(words.say(
            "Reçoit les journées des agents, garde chacune une fois, et les écrit pour un parc",
            "Takes agents' days, keeps each once, and writes them for an estate",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(everywhere(words).map(|arg| arg.global(true)))
        .subcommands([serve(words), token(words), agents(words), export(words), summary(words)])
        .subcommands([silent(words), batteries(words), import(words), usage(words), forget(words)])
        .subcommand(words.sub("journal", "Affiche le journal", "Shows the journal"))
        .subcommands([backup(words), restore(words), migrate(words), key(words)])
}

/// What every command takes, before its name or after.
fn everywhere(words: CommandWords) -> [Arg; 4] {
    [
        words.path(
            "state",
            "DIR",
            "Dossier de l’état [défaut : /var/lib/empreinte-collector]",
            "Folder of the state [default: /var/lib/empreinte-collector]",
        ),
        words.value(
            "store",
            "PLACE",
            "Stockage : dossier, ou postgres://… [défaut : « store » dans l’état ; EMPREINTE_STORE]",
            "Store: a folder, or postgres://… [default: `store` in the state; EMPREINTE_STORE]",
        ),
        words.path(
            "key-file",
            "FILE",
            "Clé des pseudonymes, à part du stockage [défaut : « key » dans l’état]",
            "Key of the pseudonyms, apart from the store [default: `key` in the state]",
        ),
        words
            .value("lang", "LANG", "Langue des messages", "Language of the messages")
            .value_parser(PossibleValuesParser::new(["fr", "en"])),
    ]
}

fn serve(words: CommandWords) -> Command {
    let count = |name, default, fr, en| {
        let most = if name == "connections" { 60_000 } else { 1_000_000_000 };
        words
            .value(name, "N", fr, en)
            .default_value(default)
            .value_parser(value_parser!(u32).range(1..=most))
    };
    words
        .sub("serve", "Reçoit les agents, jusqu’à l’arrêt", "Takes agents, until it is stopped")
        .arg(
            words
                .value(
                    "listen",
                    "ADDRESS",
                    "Adresse et port ; une autre machine ne l’atteint qu’avec TLS",
                    "Address and port; another machine reaches it with TLS alone",
                )
                .default_value("127.0.0.1:8642")
                .value_parser(value_parser!(String)),
        )
        .arg(
            words
                .path("tls-cert", "FILE", "Certificats PEM", "PEM certificates")
                .requires("tls-key"),
        )
        .arg(
            words
                .path("tls-key", "FILE", "Clé PEM des certificats", "PEM key of the certificates")
                .requires("tls-cert"),
        )
        .arg(
            Arg::new("plain-http-behind-proxy")
                .long("plain-http-behind-proxy")
                .action(ArgAction::SetTrue)
                .help(words.say(
                    "Écoute sans TLS ailleurs que sur cette machine : un relais s’en charge",
                    "Listens without TLS beyond this machine: a proxy takes care of it",
                )),
        )
        .arg(
            words
                .value(
                    "glpi",
                    "WHO",
                    "Agents GLPI : avec un jeton pour mot de passe (token), tous (open), aucun (off)",
                    "GLPI agents: with a token as password (token), all (open), none (off)",
                )
                .default_value("token")
                .value_parser(PossibleValuesParser::new(["token", "open", "off"])),
        )
        .arg(count(
            "posts-per-hour",
            "60",
            "Requêtes d’un agent par heure",
            "Requests of an agent in an hour",
        ))
        .arg(count(
            "enrolments-per-hour",
            "10000",
            "Enrôlements par jeton et par heure",
            "Enrolments by a token in an hour",
        ))
        .arg(count(
            "rotate-days",
            "365",
            "Jours après lesquels un agent change de secret",
            "Days after which an agent changes its secret",
        ))
        .arg(count(
            "connections",
            "800",
            "Connexions à la fois ; au-delà, la plus oisive cède sa place",
            "Connections at once; beyond, the idlest gives its place up",
        ))
}

fn token(words: CommandWords) -> Command {
    let new = words
        .sub("new", "Crée un jeton et l’affiche une seule fois", "Makes a token and shows it once")
        .arg(words.value("site", "NAME", "Site de ses agents", "Site of its agents").required(true))
        .arg(
            words
                .value(
                    "uses",
                    "N",
                    "Nombre d’enrôlements [défaut : sans limite]",
                    "Number of enrolments [default: no bound]",
                )
                .value_parser(value_parser!(i64).range(1..)),
        )
        .arg(
            words
                .value("days", "N", "Jours de validité", "Days it is good for")
                .default_value("90")
                .value_parser(value_parser!(i64).range(1..=3650)),
        );
    let number = words.place("number", "Numéro du jeton", "The token's number");
    words
        .sub("token", "Jetons d’enrôlement", "Enrolment tokens")
        .subcommand_required(true)
        .subcommand(new)
        .subcommand(words.sub("list", "Liste les jetons", "Lists tokens"))
        .subcommand(
            words
                .sub("revoke", "Retire un jeton", "Takes a token back")
                .arg(number.value_parser(value_parser!(i64))),
        )
}

fn agents(words: CommandWords) -> Command {
    words
        .sub("agents", "Agents enrôlés", "Agents enrolled")
        .subcommand_required(true)
        .subcommand(words.sub("list", "Liste les agents", "Lists agents"))
        .subcommand(
            words
                .sub("revoke", "Ferme le nom d’un agent", "Closes an agent's name")
                .arg(words.place("agent", "Nom de l’agent", "The agent's name")),
        )
}

fn export(words: CommandWords) -> Command {
    words
        .sub(
            "export",
            "Écrit l’inventaire et l’énergie d’une année dans un parc",
            "Writes a year's inventory and energy into an estate",
        )
        .args([words.estate(), words.year()])
        .arg(words.path(
            "figures",
            "DIR",
            "Dossier de classes.csv, processors.csv, pour recalculer les journées qui en dépendent",
            "Folder of classes.csv, processors.csv, to derive the days that rest on them again",
        ))
}

fn summary(words: CommandWords) -> Command {
    words
        .sub(
            "summary",
            "Sommes d’un mois par site, classe et qualité, groupes de moins de cinq machines réunis",
            "A month's sums by site, class and grade, groups of fewer than five machines merged",
        )
        .arg(words.value("month", "YYYY-MM", "Mois", "Month").required(true))
}

fn silent(words: CommandWords) -> Command {
    words.sub("silent", "Machines sans nouvelles", "Machines not heard of").arg(
        words
            .value("days", "N", "Depuis tant de jours", "For so many days")
            .default_value("30")
            .value_parser(value_parser!(i64).range(1..=3650)),
    )
}

fn batteries(words: CommandWords) -> Command {
    words
        .sub(
            "batteries",
            "Batteries usées, la plus usée d’abord",
            "Worn batteries, the most worn first",
        )
        .arg(
            words
                .value(
                    "below",
                    "PERCENT",
                    "Sous tant de pour cent de la capacité d’origine",
                    "Below so many percent of the capacity when new",
                )
                .default_value("80")
                .value_parser(value_parser!(u8).range(1..=100)),
        )
}

fn import(words: CommandWords) -> Command {
    words
        .sub(
            "import",
            "Range des fichiers d’agents portés à la main",
            "Stores files of agents that were carried by hand",
        )
        .arg(
            words
                .place("files", "Fichiers", "Files")
                .num_args(1..)
                .value_parser(value_parser!(PathBuf)),
        )
}

fn usage(words: CommandWords) -> Command {
    let import = words
        .sub(
            "import",
            "Écrit l’énergie d’une année dans « usage » d’un parc",
            "Writes a year's energy into `usage` of an estate",
        )
        .subcommand_required(true)
        .subcommands([prometheus(words), meter(words)]);
    words
        .sub("usage", "Énergie mesurée ailleurs", "Energy measured elsewhere")
        .subcommand_required(true)
        .subcommand(import)
}

fn prometheus(words: CommandWords) -> Command {
    words
        .sub("prometheus", "D’un Prometheus existant", "From an existing Prometheus")
        .arg(words.place(
            "url",
            "Adresse, telle que http://127.0.0.1:9090",
            "Address, such as http://127.0.0.1:9090",
        ))
        .arg(words.value(
            "label",
            "NAME",
            "Étiquette qui nomme la machine [défaut : instance]",
            "Label that names the machine [default: instance]",
        ))
        .args([words.estate(), words.year()])
}

fn forget(words: CommandWords) -> Command {
    words
        .sub("forget", "Efface, et le note au journal", "Deletes, and notes it in the journal")
        .arg(
            words
                .value(
                    "months",
                    "N",
                    "Journées des mois plus anciens, dont les sommes restent [défaut : 13]",
                    "Days of older months, whose sums stay [default: 13]",
                )
                .conflicts_with("agent")
                .value_parser(value_parser!(i32).range(1..=1200)),
        )
        .arg(words.value("agent", "AGENT", "Tout d’un agent", "All of an agent"))
        .arg(
            Arg::new("lost")
                .long("lost")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["agent", "months"])
                .help(words.say(
                    "Renonce aux mois perdus ou abîmés, sans sauvegarde, et garde à côté ce qui en \
                     reste",
                    "Gives up the months that are lost or damaged, without a backup, and keeps what is \
                     left of them beside",
                )),
        )
}

fn backup(words: CommandWords) -> Command {
    words
        .sub("backup", "Copie le stockage pendant qu’il sert", "Copies the store while it serves")
        .arg(words.path("to", "DIR", "Dossier vide", "Empty folder").required(true))
}

fn restore(words: CommandWords) -> Command {
    words
        .sub(
            "restore",
            "Remet une sauvegarde à la place du stockage, qui est gardé à côté",
            "Puts a backup in place of the store, which is kept beside",
        )
        .arg(
            words
                .path("from", "DIR", "Dossier d’un `backup`", "Folder of a `backup`")
                .required(true),
        )
        .arg(Arg::new("without-sums").long("without-sums").action(ArgAction::SetTrue).help(
            words.say(
                "Sans SHA256SUMS, d’une version qui n’en écrivait pas : chaque base est vérifiée",
                "Without SHA256SUMS, of a version that wrote none: each database is checked",
            ),
        ))
}

fn migrate(words: CommandWords) -> Command {
    let (fr, en) = ("Dossier ou postgres://…, vide", "Folder or postgres://…, empty");
    words
        .sub(
            "migrate",
            "Copie tout vers un autre stockage, et compare",
            "Copies all into another store, and compares",
        )
        .arg(words.value("to", "PLACE", fr, en).required(true))
}

fn key(words: CommandWords) -> Command {
    let rotate = words
        .sub(
            "rotate",
            "Change la clé et les pseudonymes ; le collecteur doit être arrêté",
            "Changes key and pseudonyms; the collector must be stopped",
        )
        .arg(words.path(
            "inventory",
            "FILE",
            "CSV de l’organisation avec une colonne « serial »",
            "The organisation's CSV with a column `serial`",
        ));
    let pseudonym = words
        .sub(
            "pseudonym",
            "Affiche les pseudonymes de numéros de série, un par ligne",
            "Prints the pseudonyms of serial numbers, one a line",
        )
        .arg(words.place("serials", "Numéros de série", "Serial numbers").num_args(1..));
    words
        .sub("key", "Clé des pseudonymes", "Key of the pseudonyms")
        .subcommand_required(true)
        .subcommands([rotate, pseudonym])
}
