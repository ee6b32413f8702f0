//! What clap says by itself, in French: headings, values and defaults, and refusals.
//!
//! The words of a program are its own; this lays what stands around them.

mod refusal;

pub use refusal::refusal;

use clap::builder::{PossibleValue, Resettable, StyledStr};
use clap::{Arg, Command};

/// French help has a no-break space before its colons; clap writes the colon itself.
const COMMANDS: &str = "Commandes\u{a0}";
const ARGUMENTS: &str = "Arguments\u{a0}";
const OPTIONS: &str = "Options\u{a0}";
/// The name of the command, and of the option, that shows help.
const HELP: &str = "help";

/// What the values of arguments mean: of an argument's name and a value's.
pub type ValueMeanings = fn(&str, &str) -> Option<&'static str>;

/// A program whose values say themselves.
pub fn no_values(_: &str, _: &str) -> Option<&'static str> {
    None
}

/// Says in French what clap adds to a command and those under it; their own words are French.
pub fn in_french(mut command: Command, said: ValueMeanings) -> Command {
    // Built first, so that `help`, `--help` and `--version` are there to be translated.
    command.build();
    laid(command, said)
}

fn laid(command: Command, said: ValueMeanings) -> Command {
    let styles = command.get_styles().clone();
    let usage = styles.get_usage();
    let mut template = StyledStr::new();
    template.push_str("{before-help}{about-with-newline}\n");
    template.push_str(&format!(
        "{usage}Utilisation\u{a0}:{usage:#} {{usage}}\n\n{{all-args}}{{after-help}}"
    ));
    let command = if command.get_name() == HELP {
        command.about("Afficher cette aide, ou celle d'une commande")
    } else {
        command
    };
    command
        .help_template(template)
        .subcommand_help_heading(COMMANDS)
        .subcommand_value_name("COMMANDE")
        .mut_args(|arg| argument(arg, said))
        .mut_subcommands(|under| laid(under, said))
}

fn argument(arg: Arg, said: ValueMeanings) -> Arg {
    let heading = if arg.is_positional() { ARGUMENTS } else { OPTIONS };
    let arg = if arg.get_help_heading().is_none() { arg.help_heading(heading) } else { arg };
    let text = match arg.get_id().as_str() {
        HELP => "Afficher l'aide\u{a0}: --help en entier, -h en bref".to_owned(),
        "version" => "Afficher la version".to_owned(),
        "subcommand" => "La commande dont l'aide est voulue".to_owned(),
        _ => match arg.get_help() {
            Some(own) => own.to_string(),
            None => return arg,
        },
    };
    let (short, long) = with_values(&arg, text, said);
    let long = long.map_or(Resettable::Reset, |long| Resettable::Value(long.into()));
    arg.help(short).long_help(long).hide_default_value(true).hide_possible_values(true)
}

/// The text with the values an argument takes and its default: on one line, and as a list where
/// the values have something to say.
fn with_values(arg: &Arg, text: String, said: ValueMeanings) -> (String, Option<String>) {
    if !arg.get_action().takes_values() {
        return (text, None);
    }
    let values: Vec<PossibleValue> =
        arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    // An empty default says nothing; one that the argument hides is no default to show.
    let defaults: Vec<String> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .filter(|value| !value.is_empty() && !arg.is_hide_default_value_set())
        .collect();
    let default = if defaults.is_empty() {
        String::new()
    } else {
        format!(" [par défaut\u{a0}: {}]", defaults.join(", "))
    };
    let short = if names.is_empty() {
        format!("{text}{default}")
    } else {
        format!("{text} [valeurs\u{a0}: {}]{default}", names.join(", "))
    };
    let told: Vec<String> = names
        .iter()
        .filter_map(|name| Some(format!("- {name}\u{a0}: {}", said(arg.get_id().as_str(), name)?)))
        .collect();
    let long = (!told.is_empty())
        .then(|| format!("{text}{default}\n\nValeurs possibles\u{a0}:\n{}", told.join("\n")));
    (short, long)
}

#[cfg(test)]
mod tests {
    use super::{in_french, refusal};
    use clap::builder::{PossibleValue, PossibleValuesParser};
    use clap::{Arg, Command};

    fn program() -> Command {
        let lang = Arg::new("lang").long("lang").help("Langue").default_value("fr").value_parser(
            PossibleValuesParser::new([
                PossibleValue::new("fr").help("in French"),
                PossibleValue::new("en"),
            ]),
        );
        let file = Arg::new("file").help("Fichier").required(true);
        let flag = |name: &'static str| Arg::new(name).long(name).action(clap::ArgAction::SetTrue);
        let (one, other) =
            (flag("one").conflicts_with("other").hide(true), flag("other").hide(true));
        let run = Command::new("run").about("Fait").arg(file).arg(lang.global(true));
        let empty = Arg::new("name").long("name").help("Nom").default_value("");
        let kept = Arg::new("size").long("size").help("Taille").default_value("9");
        let run = run.args([one, other, empty, kept.hide_default_value(true)]);
        Command::new("essai").version("1").about("Essai").subcommand_required(true).subcommand(run)
    }

    fn said(_: &str, value: &str) -> Option<&'static str> {
        (value == "fr").then_some("en français")
    }

    #[test]
    fn help_has_no_english_of_clap_and_values_stand_in_brackets() {
        for words in [["essai", "--help"], ["essai", "help"]] {
            let help = in_french(program(), said).try_get_matches_from(words).unwrap_err();
            let help = help.to_string();
            for english in ["Usage:", "Commands:", "Options:", "Print"] {
                assert!(!help.contains(english), "{help}");
            }
            assert!(help.contains("Utilisation\u{a0}: essai <COMMANDE>"), "{help}");
        }
        let words = ["essai", "run", "-h"];
        let help = in_french(program(), said).try_get_matches_from(words).unwrap_err().to_string();
        assert!(help.contains("Langue [valeurs\u{a0}: fr, en] [par défaut\u{a0}: fr]"), "{help}");
        assert!(help.contains("Arguments\u{a0}:") && help.contains("Options\u{a0}:"), "{help}");
        let words = ["essai", "run", "--help"];
        let help = in_french(program(), said).try_get_matches_from(words).unwrap_err().to_string();
        assert!(help.contains("- fr\u{a0}: en français"), "{help}");
        assert_eq!(help.matches("par défaut").count(), 1, "empty or hidden defaults: {help}");
    }

    #[test]
    fn each_refusal_is_french_and_names_what_was_given() {
        let refused = |words: &[&str]| {
            let words = ["essai"].iter().chain(words).copied();
            let error = in_french(program(), said).try_get_matches_from(words).unwrap_err();
            refusal(&error).unwrap_or_else(|| panic!("English: {error}"))
        };
        for (words, expected) in [
            (&[][..], "il manque une commande"),
            (&["run"], "il manque <file>"),
            (&["rum"], "commande inconnue `rum`"),
            (&["run", "x", "--lang", "de"], "valeur refusée `de` pour `--lang <lang>`"),
            (&["run", "x", "--lang"], "`--lang <lang>` attend une valeur"),
            (&["run", "x", "y"], "option ou argument inconnu `y`"),
            (&["run", "x", "--lang", "fr", "--lang", "en"], "`--lang <lang>` est donné deux fois"),
            (
                &["run", "x", "--one", "--other"],
                "`--one` ne va pas avec `--other` : donnez l’un ou l’autre",
            ),
        ] {
            let told = refused(words);
            assert!(told.contains(expected), "{words:?}: {told}");
        }
    }
}
