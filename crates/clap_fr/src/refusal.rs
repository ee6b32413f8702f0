//! What clap says of a command that cannot be understood, in French.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// The message for a person; `None` for the few kinds that keep clap's own words.
pub fn refusal(error: &Error) -> Option<String> {
    let what = match error.kind() {
        ErrorKind::MissingRequiredArgument => {
            format!("il manque {}", word(error, ContextKind::InvalidArg)?)
        }
        ErrorKind::UnknownArgument => {
            format!("option ou argument inconnu `{}`", word(error, ContextKind::InvalidArg)?)
        }
        ErrorKind::MissingSubcommand => "il manque une commande".to_owned(),
        ErrorKind::InvalidSubcommand => {
            format!("commande inconnue `{}`", word(error, ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::InvalidValue if word(error, ContextKind::InvalidValue)?.is_empty() => {
            format!("`{}` attend une valeur", word(error, ContextKind::InvalidArg)?)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!(
            "valeur refusée `{}` pour `{}`",
            word(error, ContextKind::InvalidValue)?,
            word(error, ContextKind::InvalidArg)?,
        ),
        ErrorKind::ArgumentConflict => {
            let given = word(error, ContextKind::InvalidArg)?;
            match word(error, ContextKind::PriorArg) {
                Some(other) if other != given => {
                    format!("`{given}` ne va pas avec `{other}` : donnez l’un ou l’autre")
                }
                _ => format!("`{given}` est donné deux fois"),
            }
        }
        _ => return None,
    };
    let mut out = format!("erreur : {what}\n");
    if let Some(values) = word(error, ContextKind::ValidValue).filter(|values| !values.is_empty()) {
        out.push_str(&["  valeurs : ", &values, "\n"].concat());
    }
    let nearest =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    if let Some(nearest) = nearest.into_iter().find_map(|kind| word(error, kind)) {
        out.push_str(&["\nconseil : vouliez-vous dire `", &nearest, "` ?\n"].concat());
    }
    out.push_str("\nPour tout savoir : `--help`\n");
    Some(out)
}

fn word(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(", ")),
        _ => None,
    }
}
