//! The commands and their help, in both languages. Man page and completions are made from this.

use crate::lang::AgentLang;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use std::path::PathBuf;

/// The whole command line in one language.
pub fn command(lang: AgentLang) -> Command {
    let say = |fr: &'static str, en: &'static str| match lang {
        AgentLang::Fr => fr,
        AgentLang::En => en,
    };
    Command::new("empreinte-agent")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "Mesure l’énergie de cette machine, jour par jour, et n’en perd aucun",
            "Measures this machine's energy, a day at a time, and loses none",
        ))
        .after_help(say(
            "Les données d’une journée sont additionnées sur la machine. Ni utilisateur, ni \
             processus, ni nom de machine ou de réseau, ni rien de plus fin que la journée n’en \
             sort. « show » montre mot pour mot ce qui a été envoyé.",
            "A day is summed on the machine. No user, process, host or network name, and nothing \
             within a day, leaves it. `show` prints word for word what was sent.",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(path("config", "FILE", say(
            "Réglages à lire [défaut : /etc/empreinte-agent/agent.toml s’il existe]",
            "Settings to read [default: /etc/empreinte-agent/agent.toml if it exists]",
        )))
        .arg(path("state", "DIR", say(
            "Dossier d’état [défaut : /var/lib/empreinte-agent]",
            "Folder of the state [default: /var/lib/empreinte-agent]",
        )))
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("LANG")
                .global(true)
                .value_parser(PossibleValuesParser::new(["fr", "en"]))
                .help(say("Langue des messages", "Language of the messages")),
        )
        .subcommand(
            Command::new("run")
                .about(say(
                    "Suit la machine et envoie une fois par jour, jusqu’à l’arrêt",
                    "Follows the machine and sends once a day, until it is stopped",
                ))
                .arg(path("outbox", "DIR", say(
                    "Écrit des fichiers scellés dans ce dossier, sans réseau",
                    "Writes sealed files into this folder, without a network",
                )))
                .arg(
                    Arg::new("now")
                        .long("now")
                        .action(ArgAction::SetTrue)
                        .help(say(
                            "Envoie sans attendre le moment tiré au sort",
                            "Sends without waiting for the moment drawn at random",
                        )),
                ),
        )
        .subcommand(
            Command::new("once")
                .about(say(
                    "Observe quelques secondes et affiche les enregistrements, sans rien garder",
                    "Watches for some seconds and prints the records, keeping nothing",
                ))
                .arg(
                    Arg::new("seconds")
                        .long("seconds")
                        .value_name("N")
                        .value_parser(value_parser!(u64).range(1..=3600))
                        .default_value("10")
                        .help(say("Durée de l’observation", "How long to watch")),
                ),
        )
        .subcommand(
            Command::new("show")
                .about(say(
                    "Affiche exactement ce qui a été envoyé en dernier",
                    "Prints exactly what was last sent",
                ))
                .arg(
                    Arg::new("waiting")
                        .long("waiting")
                        .action(ArgAction::SetTrue)
                        .help(say(
                            "Affiche plutôt ce qui attend d’être envoyé",
                            "Prints what waits to be sent instead",
                        )),
                ),
        )
        .subcommand(Command::new("doctor").about(say(
            "Dit d’où vient la note de l’estimation, ce qui la relèverait, et l’état de l’envoi",
            "Tells where the estimate's grade comes from, what would raise it, and how sending goes",
        )))
}

fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .global(name != "outbox")
        .value_parser(value_parser!(PathBuf))
        .help(help)
}
