//! Standard output and error, and what the environment says of the user.

use super::CommandFailure;
use empreinte::fault::{Fault, harmless};
use empreinte::lang::Lang;
use empreinte::report::Paint;
use empreinte::text;
use std::io::{ErrorKind, IsTerminal, Write};

/// The language asked for before the arguments are read, for their own help.
pub(super) fn lang_argument() -> Option<String> {
    let mut args = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned());
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            return args.next();
        }
        if let Some(lang) = arg.strip_prefix("--lang=") {
            return Some(lang.to_owned());
        }
    }
    None
}

/// The user's language: asked for, else `EMPREINTE_LANG`, else the locale when it is English or
/// another language than French; French where nothing is said.
pub(super) fn language(asked: Option<String>) -> Lang {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let said = asked
        .or_else(|| set("EMPREINTE_LANG"))
        .or_else(|| set("LC_ALL"))
        .or_else(|| set("LC_MESSAGES"))
        .or_else(|| set("LANG"));
    match said.as_deref() {
        None | Some("C" | "POSIX" | "C.UTF-8" | "C.utf8") => Lang::Fr,
        Some(locale) if locale.to_ascii_lowercase().starts_with("fr") => Lang::Fr,
        Some(_) => Lang::En,
    }
}

/// Writes data to standard output; a reader that has gone is no fault. A file or another program
/// gets each byte as it is; a terminal, nothing that does more than stand there.
pub(super) fn print(data: &[u8]) -> Result<(), CommandFailure> {
    let shown = std::io::stdout().is_terminal().then(|| String::from_utf8_lossy(data));
    let shown = shown.as_deref().map(harmless);
    put(shown.as_deref().map_or(data, str::as_bytes))
}

/// Writes a page of ours to standard output as it is: its lines do nothing to a terminal, and those
/// that are bold it made so itself.
pub(super) fn print_page(page: &str) -> Result<(), CommandFailure> {
    put(page.as_bytes())
}

fn put(data: &[u8]) -> Result<(), CommandFailure> {
    let mut out = std::io::stdout().lock();
    out.write_all(data).and_then(|()| out.flush()).map_err(|error| {
        if error.kind() == ErrorKind::BrokenPipe {
            return CommandFailure::BrokenPipe;
        }
        Fault::new(text!(
            "la sortie standard ne peut pas être écrite",
            "standard output cannot be written"
        ))
        .because(error)
        .into()
    })
}

/// Writes text for people to standard output: what a file says does nothing to their terminal.
pub(super) fn show(text: &str) -> Result<(), CommandFailure> {
    print(harmless(text).as_bytes())
}

/// What standard output shows beside plain words: bold and bars where it is a terminal, and nobody
/// asked for plain text.
pub(super) fn paint() -> Paint {
    let here = std::io::stdout().is_terminal();
    let set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let dumb = std::env::var("TERM").is_ok_and(|value| value == "dumb");
    Paint { bold: here && !set("NO_COLOR") && !dumb, bars: here }
}

/// Bytes that are no text, for standard output: refused where that is a terminal.
pub(super) fn to_a_file(bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    if !std::io::stdout().is_terminal() {
        return Ok(bytes);
    }
    Err(Fault::new(text!(
        "un classeur ne se lit pas dans un terminal",
        "a workbook is not read in a terminal"
    ))
    .hint(text!(
        "ajoutez `> parc.xlsx` à la fin de la commande",
        "add `> estate.xlsx` at the end of the command"
    )))
}

/// Says something to the user on standard error.
pub(super) fn say(line: &str) {
    // Talk that nobody hears is no fault.
    let _ = writeln!(std::io::stderr().lock(), "{}", harmless(line));
}

/// Says what went wrong.
pub(super) fn complain(message: &str) {
    say(message);
}
