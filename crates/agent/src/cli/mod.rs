//! The commands. This part alone prints, reads the environment and the clock, and exits.

mod command;
mod doctor;
mod notify;
mod once;
mod run;
mod show;

pub use command::command;

use crate::agent::{Settings, Wall};
use crate::config::Config;
use crate::lang::{AgentLang, AgentText};
use clap::ArgMatches;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What stops a command: the user's input, or the machine.
type AgentEnd = Result<(), AgentText>;

/// Where settings are looked for.
const CONFIG: &str = if cfg!(windows) {
    "C:\\ProgramData\\empreinte-agent\\agent.toml"
} else {
    "/etc/empreinte-agent/agent.toml"
};
/// Where the state is kept.
const STATE: &str = if cfg!(windows) {
    "C:\\ProgramData\\empreinte-agent\\state"
} else {
    "/var/lib/empreinte-agent"
};

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let lang = language();
    let command = match lang {
        AgentLang::Fr => clap_fr::in_french(command(lang), clap_fr::no_values),
        AgentLang::En => command(lang),
    };
    let matches = match command.try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let french =
                (lang == AgentLang::Fr && error.use_stderr()).then(|| clap_fr::refusal(&error));
            // A reader that has gone wants no more.
            let _ = match french.flatten() {
                Some(text) => write!(std::io::stderr().lock(), "{text}"),
                None => error.print(),
            };
            return ExitCode::from(code);
        }
    };
    let lang = match matches.get_one::<String>("lang").map(String::as_str) {
        Some("en") => AgentLang::En,
        Some(_) => AgentLang::Fr,
        None => lang,
    };
    let done = match matches.subcommand() {
        Some(("run", own)) => run::run(&matches, own, lang),
        Some(("once", own)) => once::run(&matches, own, lang),
        Some(("show", own)) => show::run(&matches, own, lang),
        Some(("doctor", _)) => doctor::run(&matches, lang),
        _ => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            say(text.in_lang(lang));
            ExitCode::from(2)
        }
    }
}

/// The language of the environment; French where it says nothing else.
fn language() -> AgentLang {
    // Before the arguments are known their help must be in some language.
    let asked = std::env::args().skip_while(|word| word != "--lang").nth(1);
    let variables = ["EMPREINTE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    let said = asked.or_else(|| {
        variables.iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
    });
    match said {
        Some(word) if word.starts_with("en") => AgentLang::En,
        _ => AgentLang::Fr,
    }
}

/// Data, to the standard output. A reader that has gone is no fault.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
}

/// Talk, to the standard error.
fn say(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "empreinte-agent: {text}");
}

/// The settings: of the file that is named, or of the usual one where it is there.
fn config(matches: &ArgMatches) -> Result<Config, AgentText> {
    let named = matches.get_one::<PathBuf>("config").cloned();
    let usual = || Some(PathBuf::from(CONFIG)).filter(|path| path.exists());
    let mut config = match named.or_else(usual) {
        Some(path) => Config::read(&path)?,
        None => Config::default(),
    };
    if let Some(state) = matches.get_one::<PathBuf>("state") {
        config.state = Some(state.clone());
    }
    Ok(config)
}

fn state(config: &Config) -> PathBuf {
    // systemd says where its `StateDirectory=` is.
    let given = std::env::var_os("STATE_DIRECTORY").map(PathBuf::from);
    config.state.clone().or(given).unwrap_or_else(|| PathBuf::from(STATE))
}

fn settings(config: &Config) -> Settings {
    Settings {
        withhold_serial: config.serial == Some(false),
        processor_tdp_w: config.processor_tdp_w,
        ..Settings::default()
    }
}

/// The enrolment token: of the file that the settings name, or of systemd's credential.
fn token(config: &Config) -> Result<Option<String>, AgentText> {
    let credential = std::env::var_os("CREDENTIALS_DIRECTORY")
        .map(|folder| Path::new(&folder).join("token"))
        .filter(|path| path.exists());
    let Some(path) = config.token_file.clone().or(credential) else { return Ok(None) };
    let bytes = crate::config::own_file(&path, 4096)?;
    Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()).filter(|token| !token.is_empty()))
}

/// The wall's clock and the local zone.
fn wall() -> Wall {
    let now = jiff::Zoned::now();
    Wall {
        unix_ms: now.timestamp().as_millisecond(),
        offset_min: i16::try_from(now.offset().seconds() / 60).unwrap_or(0),
    }
}

/// This machine.
#[cfg(target_os = "linux")]
fn platform(config: &Config) -> crate::platform::linux::Linux {
    crate::platform::linux::Linux::new(Path::new("/"), config.meter_file.clone())
}

/// This machine.
#[cfg(not(target_os = "linux"))]
fn platform(_: &Config) -> crate::platform::portable::Portable {
    crate::platform::portable::Portable::new()
}
