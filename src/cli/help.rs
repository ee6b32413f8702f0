//! The help as a reader looks for it: commands by what one does, arguments in the order in which
//! they are used, options under headings.

use clap::Command;
use clap::builder::StyledStr;
use empreinte::lang::{COLUMNS, Lang, wrap};
use std::fmt::Write;

/// Headings of options that several commands share.
pub(super) const METHOD: &str = "Year, method and factors";
pub(super) const READING: &str = "How inventories are read";
pub(super) const CARD: &str = "What the estate card says";

/// What stands above arguments and options that have no heading of their own.
const ARGUMENTS: (&str, &str) = ("Arguments\u{a0}", "Arguments");
const OPTIONS: (&str, &str) = ("Options\u{a0}", "Options");
/// The headings in French; help has a no-break space before its colons, clap writes the colon.
const HEADINGS: [(&str, &str); 3] = [
    ("Année, méthode et facteurs\u{a0}", METHOD),
    ("Comment les inventaires sont lus\u{a0}", READING),
    ("Ce que dit la carte du parc\u{a0}", CARD),
];

/// The room for the name of a command.
const NAME: usize = 17;

/// A heading in both languages, and the commands under it.
type HelpGroup = (&'static str, &'static str, &'static [&'static str]);

/// The commands by what one does.
pub(super) const GROUPS: [HelpGroup; 8] = [
    ("Lire ce qu'on a", "Read what you have", &["init", "import", "movements"]),
    ("Calculer", "Compute", &["assess", "report", "indicators", "allocate", "compare-methods"]),
    ("Expliquer", "Explain", &["explain", "change"]),
    ("Préparer la suite", "Look ahead", &["scenario", "renewals", "offers"]),
    ("Tenir un plan", "Keep a plan", &["plan"]),
    ("Prouver et publier", "Prove and publish", &["audit", "statement", "export"]),
    ("Collecter les mesures", "Collect measures", &["serve", "collector"]),
    ("Facteurs et outils", "Factors and tools", &["factors", "completions", "man", "help"]),
];

/// Arguments under their headings, and the usage in the order of use, of a command and those
/// under it.
pub(super) fn headed(command: Command, lang: Lang) -> Command {
    let command = command.mut_args(|arg| {
        let of = |(fr, en): (&'static str, &'static str)| lang.label(fr, en);
        let own = arg.get_help_heading();
        let shared = own.and_then(|own| HEADINGS.iter().find(|(_, en)| *en == own));
        let heading = match shared {
            Some(shared) => of(*shared),
            None if arg.is_positional() => of(ARGUMENTS),
            None => of(OPTIONS),
        };
        arg.help_heading(heading)
    });
    let command = command.mut_subcommands(|under| headed(under, lang));
    in_order(command)
}

/// What is given comes first, options after it: as the examples write it.
fn in_order(mut command: Command) -> Command {
    const OPTIONS: &str = " [OPTIONS]";
    let usage = command.render_usage().to_string();
    let Some((_, usage)) = usage.split_once(':') else { return command };
    let lines = usage.trim().lines().map(|line| match line.split_once(OPTIONS) {
        Some((before, after)) if !after.contains("<COMMAND") && !after.contains("[COMMAND") => {
            format!("{before}{after}{OPTIONS}")
        }
        _ => line.to_owned(),
    });
    let usage = lines.collect::<Vec<_>>().join("\n");
    command.override_usage(usage)
}

/// The program's own help, its commands in groups.
pub(super) fn grouped(command: Command, lang: Lang) -> Command {
    let styles = command.get_styles().clone();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    // Writing to a string cannot fail.
    let mut listed = String::new();
    for (fr, en, names) in GROUPS {
        let colon = lang.colon().trim_end();
        let _ = writeln!(listed, "{header}{}{colon}{header:#}", lang.label(fr, en));
        for name in names {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            let about = about.map_or_else(String::new, ToString::to_string);
            let lines = wrap(&about, COLUMNS - NAME - 2);
            let first = lines.first().map_or("", String::as_str);
            let _ = writeln!(listed, "  {literal}{name:<NAME$}{literal:#}{first}");
            for line in lines.iter().skip(1) {
                let _ = writeln!(listed, "  {:<NAME$}{line}", "");
            }
        }
        listed.push('\n');
    }
    let mut template = StyledStr::new();
    let usage = styles.get_usage();
    let (said, options) =
        (lang.label("Utilisation\u{a0}:", "Usage:"), lang.label(OPTIONS.0, OPTIONS.1));
    template.push_str(&format!(
        "{{before-help}}{{about-with-newline}}\n{usage}{said}{usage:#} {{usage}}\n\n{listed}{header}{options}:{header:#}\n{{options}}{{after-help}}"
    ));
    // Under the template's own heading they need none.
    command.mut_args(|arg| arg.help_heading(None::<&'static str>)).help_template(template)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, french};
    use clap::CommandFactory;

    #[test]
    fn every_command_stands_in_one_group() {
        let mut command = Cli::command();
        command.build();
        let mut listed: Vec<&str> =
            GROUPS.iter().flat_map(|(_, _, names)| *names).copied().collect();
        let mut there: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        listed.sort_unstable();
        there.sort_unstable();
        assert_eq!(listed, there);
    }

    #[test]
    fn the_first_help_fits_a_terminal_and_groups_commands_in_both_languages() {
        for (lang, groups) in [(Lang::Fr, "Prouver et publier"), (Lang::En, "Prove and publish")] {
            let help = french::command::<Cli>(lang).render_help().to_string();
            assert!(help.contains(groups), "{help}");
            for line in help.lines() {
                assert!(line.chars().count() <= 100, "{line}");
            }
        }
    }

    #[test]
    fn options_stand_under_headings_and_what_is_given_comes_first() {
        for (lang, heading) in [(Lang::Fr, "Comment les inventaires sont lus"), (Lang::En, READING)]
        {
            let mut command = french::command::<Cli>(lang);
            let assess = command.find_subcommand_mut("assess").unwrap();
            let help = assess.render_help().to_string();
            assert!(help.contains(heading), "{help}");
            let usage = help.lines().find(|line| line.contains("empreinte assess")).unwrap();
            assert!(usage.ends_with("... [OPTIONS]"), "{usage}");
        }
    }
}
