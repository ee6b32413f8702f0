//! The help in French: the words of `words.rs` laid over the command that clap builds, and those of
//! `clap_fr` around them.
//!
//! English stays beside each argument; a test fails when one has no French here.

mod commands;
mod values;
mod words;
mod words_plan;

use super::help;
use clap::{Arg, Command, CommandFactory};
use commands::COMMANDS;
use empreinte::lang::Lang;
use values::VALUES;

/// All that is said of arguments.
fn arguments()
-> impl Iterator<Item = &'static (&'static str, &'static str, &'static str, &'static str)> {
    words::ARGUMENTS.iter().chain(words_plan::ARGUMENTS)
}

/// The command with its help in the user's language.
pub(super) fn command<C: CommandFactory>(lang: Lang) -> Command {
    let mut command = C::command();
    // Built first, so that what is of all commands is there to be translated.
    command.build();
    let command = match lang {
        Lang::En => command,
        Lang::Fr => clap_fr::in_french(in_french(command, ""), of_value),
    };
    help::grouped(help::headed(command, lang), lang)
}

/// Says a command and those under it in French; `path` are the names that lead to it.
fn in_french(command: Command, path: &str) -> Command {
    let mut command =
        command.mut_args(|arg| argument_in_french(arg, path)).mut_subcommands(|under| {
            let name = under.get_name().to_owned();
            let path = if path.is_empty() { name } else { format!("{path} {name}") };
            in_french(under, &path)
        });
    if let Some((_, about, more)) = COMMANDS.iter().find(|(named, _, _)| *named == bare(path)) {
        command = command.about(*about);
        let whole =
            if more.is_empty() { (*about).to_owned() } else { format!("{about}\n\n{more}") };
        command = command.long_about(whole);
    }
    command
}

/// `help assess` speaks of `assess`; `help` alone speaks of itself.
fn bare(path: &str) -> String {
    let names: Vec<&str> = path.split(' ').collect();
    let last = names.len() - 1;
    let spoken: Vec<&str> = names
        .iter()
        .enumerate()
        .filter(|(at, name)| **name != "help" || *at == last)
        .map(|(_, name)| *name)
        .collect();
    spoken.join(" ")
}

fn argument_in_french(arg: Arg, path: &str) -> Arg {
    let Some((value_name, text)) = french_of(path, arg.get_id().as_str()) else { return arg };
    let arg = arg.help(text);
    if value_name.is_empty() { arg } else { arg.value_name(value_name) }
}

/// The French name of an argument's value and its help: its command's own, else what all share.
fn french_of(path: &str, id: &str) -> Option<(&'static str, &'static str)> {
    [path, "*"].into_iter().find_map(|place| {
        arguments()
            .find(|(at, named, _, _)| *at == place && *named == id)
            .map(|(_, _, value_name, text)| (*value_name, *text))
    })
}

/// What a value of an argument means, in French.
fn of_value(id: &str, value: &str) -> Option<&'static str> {
    VALUES.iter().find(|(of, named, _)| *of == id && *named == value).map(|(_, _, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;

    /// Every command with the path that leads to it, the root first.
    fn all(command: &Command, path: &str, take: &mut impl FnMut(&Command, &str)) {
        take(command, path);
        for under in command.get_subcommands() {
            let name = under.get_name();
            all(
                under,
                if path.is_empty() { name.to_owned() } else { format!("{path} {name}") }.as_str(),
                take,
            );
        }
    }

    #[test]
    fn every_command_and_argument_has_its_french() {
        let mut english = Cli::command();
        english.build();
        let mut missing = Vec::new();
        all(&english, "", &mut |command, path| {
            if !COMMANDS.iter().any(|(named, _, _)| *named == bare(path)) {
                missing.push(format!("command `{path}`"));
            }
            for arg in command.get_arguments() {
                if french_of(path, arg.get_id().as_str()).is_none() {
                    missing.push(format!("`{path}` {}", arg.get_id()));
                }
                let values = arg.get_possible_values();
                for value in values.iter().filter(|value| value.get_help().is_some()) {
                    if !VALUES
                        .iter()
                        .any(|(id, name, _)| *id == arg.get_id() && *name == value.get_name())
                    {
                        missing.push(format!("`{path}` {} = {}", arg.get_id(), value.get_name()));
                    }
                }
            }
        });
        assert!(missing.is_empty(), "add to src/cli/french/commands.rs or words.rs: {missing:#?}");
    }

    #[test]
    fn every_french_text_belongs_to_a_command_or_argument_there_is() {
        let mut english = Cli::command();
        english.build();
        let (mut paths, mut ids) = (Vec::new(), Vec::new());
        all(&english, "", &mut |command, path| {
            paths.push(bare(path));
            for arg in command.get_arguments() {
                ids.push((path.to_owned(), arg.get_id().to_string()));
            }
        });
        for (path, _, _) in COMMANDS {
            assert!(paths.iter().any(|known| known == path), "there is no command `{path}`");
        }
        for (path, id, _, _) in arguments() {
            let known = ids.iter().any(|(at, named)| (*path == "*" || at == path) && named == id);
            assert!(known, "`{path}` has no argument `{id}`");
        }
    }

    #[test]
    fn no_english_heading_is_left_in_the_french_help() {
        let mut checked = 0;
        all(&command::<Cli>(Lang::Fr), "", &mut |command, path| {
            let help = command.clone().render_long_help().to_string();
            for word in [
                "Usage:",
                "Commands:",
                "Arguments:",
                "Options:",
                "default:",
                "values:",
                "Print this",
                "Print help",
            ] {
                assert!(!help.contains(word), "`{path}` says `{word}`:\n{help}");
            }
            assert!(help.contains("Utilisation\u{a0}:"), "{help}");
            checked += 1;
        });
        assert!(checked > 6);
    }

    #[test]
    fn the_examples_are_the_same_in_both_languages() {
        let examples = |lang: Lang| {
            let mut lines = Vec::new();
            all(&command::<Cli>(lang), "", &mut |command, path| {
                let long = command.get_long_about().map_or_else(String::new, ToString::to_string);
                lines.extend(
                    long.lines()
                        .filter(|line| {
                            line.starts_with("  empreinte ")
                                && !path.split(' ').any(|of| of == "help")
                        })
                        .map(|line| line.replace("--lang en", "")),
                );
            });
            lines
        };
        assert!(examples(Lang::En).len() > 5);
        assert_eq!(examples(Lang::Fr), examples(Lang::En));
    }

    #[test]
    fn french_and_english_read_the_same_arguments() {
        let typed =
            ["empreinte", "assess", "x.csv", "--year", "2025", "--by", "site,type", "--lang", "en"];
        for lang in [Lang::Fr, Lang::En] {
            let matches = command::<Cli>(lang).try_get_matches_from(typed).unwrap();
            let (name, under) = matches.subcommand().unwrap();
            assert_eq!(name, "assess");
            assert_eq!(under.get_one::<i32>("year"), Some(&2025));
            assert_eq!(under.get_one::<String>("lang").map(String::as_str), Some("en"));
        }
    }
}
