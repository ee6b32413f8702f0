//! What the system or a library says of a failure, in French too: their words are English.

use super::kind::of_another_kind;
use super::machine;
use crate::lang::Text;

/// What is known of their messages: how one begins, and what it comes to in French. What they say that
/// the machine lacks stands in [`machine::SAID`].
const SAID: &[(&str, &str)] = &[
    // Files, by the kind of failure and by the system's own words.
    ("entity not found", "introuvable"),
    ("No such file or directory", "introuvable"),
    ("permission denied", "accès refusé"),
    ("Permission denied", "accès refusé"),
    ("Operation not permitted", "opération non permise"),
    ("entity already exists", "existe déjà"),
    ("File exists", "existe déjà"),
    ("is a directory", "c'est un dossier"),
    ("Is a directory", "c'est un dossier"),
    ("not a directory", "ce n'est pas un dossier"),
    ("Not a directory", "ce n'est pas un dossier"),
    ("directory not empty", "le dossier n'est pas vide"),
    ("Directory not empty", "le dossier n'est pas vide"),
    ("file too large", "fichier trop grand pour ce système"),
    ("too many links", "trop de liens"),
    ("Too many levels of symbolic links", "liens qui tournent en rond"),
    ("filesystem loop", "liens qui tournent en rond"),
    ("invalid filename", "nom de fichier impossible"),
    ("File name too long", "nom de fichier trop long"),
    ("resource busy", "occupé par un autre programme"),
    ("Device or resource busy", "occupé par un autre programme"),
    ("broken pipe", "le lecteur est parti"),
    ("Broken pipe", "le lecteur est parti"),
    ("invalid input parameter", "demande refusée par le système"),
    ("Invalid argument", "demande refusée par le système"),
    ("unexpected end of file", "s'arrête avant sa fin"),
    ("failed to fill whole buffer", "s'arrête avant sa fin"),
    ("timed out", "délai dépassé"),
    ("uncategorized error", "erreur du système"),
    ("other error", "erreur du système"),
    ("invalid data", "données abîmées"),
    // Text.
    ("stream did not contain valid UTF-8", "ce n'est pas un texte en UTF-8"),
    ("invalid utf-8", "ce n'est pas un texte en UTF-8"),
    ("incomplete utf-8", "ce n'est pas un texte en UTF-8"),
    ("CSV error", "le CSV ne se tient pas"),
    ("CSV parse error", "le CSV ne se tient pas"),
    // JSON.
    ("EOF while parsing", "s'arrête avant sa fin"),
    ("expected value", "une valeur JSON était attendue"),
    ("expected ident", "un mot JSON est mal écrit"),
    ("trailing", "il y a quelque chose de trop"),
    ("key must be a string", "une clé doit être entre guillemets"),
    ("invalid escape", "échappement impossible dans un texte"),
    ("control character", "caractère de commande dans un texte"),
    ("recursion limit exceeded", "imbriqué trop profondément"),
    ("invalid number", "nombre mal écrit"),
    ("number out of range", "nombre trop grand"),
    ("number overflowed", "nombre trop grand"),
    // TOML and typed values.
    ("unclosed table", "crochet `]` manquant"),
    ("unclosed array", "crochet `]` de liste manquant"),
    ("unclosed inline table", "accolade `}` manquante"),
    ("invalid inline table", "table entre accolades mal écrite"),
    ("duplicate key", "clé écrite deux fois"),
    ("duplicate field", "clé écrite deux fois"),
    ("missing field", "il manque une clé"),
    ("missing assignment", "il manque `=`"),
    ("key with no value", "clé sans valeur"),
    ("string values must be quoted", "un texte s'écrit entre guillemets"),
    ("invalid basic string", "texte mal fermé"),
    ("invalid literal string", "texte mal fermé"),
    ("invalid multi-line", "texte sur plusieurs lignes mal fermé"),
    (
        "invalid unquoted",
        "une clé s'écrit avec lettres, chiffres, `_` et `-`, sinon entre guillemets",
    ),
    ("invalid type", "valeur d'un autre genre que celui attendu"),
    ("invalid value", "valeur impossible"),
    ("invalid length", "nombre d'éléments impossible"),
    ("unknown variant", "mot qui n'est pas de la liste attendue"),
    ("unknown field", "clé inconnue"),
    ("unexpected", "écriture inattendue à cet endroit"),
    ("expected", "écriture inattendue à cet endroit"),
    ("extra", "il y a quelque chose de trop"),
    ("invalid", "écriture fausse à cet endroit"),
    ("missing", "il manque quelque chose à cet endroit"),
    ("cannot ", "écriture impossible à cet endroit"),
    ("TOML parse error", "le TOML est mal écrit"),
    // XML.
    ("syntax error", "balise mal fermée"),
    ("ill-formed document", "balises mal fermées"),
    ("error while parsing attribute", "attribut mal écrit"),
    ("no `REQUEST`", "aucun élément `REQUEST`"),
    ("nested too deeply", "imbriqué trop profondément"),
    ("DOCTYPE", "le document déclare ses propres entités (DOCTYPE)"),
    // Archives and workbooks.
    ("invalid Zip archive", "ce n'est pas une archive entière"),
    ("unsupported Zip archive", "archive d'un genre qui n'est pas lu"),
    ("specified file not found in archive", "il manque une partie à l'archive"),
    ("compression method not supported", "compression qui n'est pas lue"),
    ("The password", "archive protégée par un mot de passe"),
    ("Password required", "archive protégée par un mot de passe"),
    ("corrupt", "données abîmées"),
    ("deflate", "données abîmées"),
    ("Invalid checksum", "données abîmées"),
    ("Zip error", "l'archive est abîmée"),
    ("Xml error", "une partie du classeur est mal écrite"),
    ("I/O error", "lecture impossible"),
    ("Workbook is password protected", "classeur protégé par un mot de passe"),
    ("Worksheet", "une feuille annoncée manque"),
    ("Cannot", "une partie du classeur est mal écrite"),
    ("Unexpected", "une partie du classeur est mal écrite"),
    ("Parse", "un nombre du classeur est mal écrit"),
    ("CSV", "c'est un CSV"),
];

/// A message in both languages: where the message gives a line and a column, so does the French.
///
/// ```
/// use empreinte_ground::fault::cause;
/// use empreinte_ground::lang::Lang;
/// let error = std::io::Error::from(std::io::ErrorKind::StorageFull);
/// assert_eq!(cause(error).say(Lang::Fr), "plus de place sur le disque");
/// ```
pub fn cause(error: impl std::fmt::Display) -> Text {
    let en = error.to_string().trim_end().to_owned();
    if let Some(Text { fr, en: said }) = of_another_kind(&en) {
        let (at_fr, at_en) = (place(&en), en.find(" at line ").map_or("", |at| &en[at..]));
        return Text { fr: format!("{fr}{at_fr}"), en: format!("{said}{at_en}") };
    }
    let of_machine = machine::SAID.iter().map(|(begins, fr, _)| (begins, fr));
    let known = SAID
        .iter()
        .map(|(begins, fr)| (begins, fr))
        .chain(of_machine)
        .filter_map(|(begins, fr)| Some((en.find(*begins)?, begins.len(), *fr)))
        .min_by_key(|(at, length, _)| (*at, usize::MAX - length));
    let fr = match known {
        Some((_, _, fr)) => format!("{fr}{}", place(&en)),
        None => format!("message d'origine, en anglais : « {en} »"),
    };
    Text { fr, en }
}

/// ` at line 3 column 5` or `line 3, column 5`, in French.
fn place(en: &str) -> String {
    let after = |word: &str| -> Option<u64> {
        let rest = &en[en.rfind(word)? + word.len()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest[..digits].parse().ok()
    };
    match (after("line "), after("column ")) {
        (Some(line), Some(column)) => format!(" (ligne {line}, colonne {column})"),
        (Some(line), None) => format!(" (ligne {line})"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use std::io;

    #[track_caller]
    fn known(error: impl std::fmt::Display) -> String {
        let said = cause(error);
        assert!(!said.fr.contains("en anglais"), "{said:?}");
        said.say(Lang::Fr).to_owned()
    }

    #[test]
    fn what_the_system_says_of_files_is_said_in_french() {
        known(std::fs::read("/nowhere/at/all").unwrap_err());
        known(std::fs::read_to_string("/").unwrap_err());
        known(std::fs::read_dir("/dev/null").unwrap_err());
        assert_eq!(known(io::Error::from_raw_os_error(28)), "plus de place sur le disque");
        for code in [1, 2, 5, 12, 13, 16, 17, 20, 21, 22, 24, 27, 30, 32, 36, 39, 40, 122] {
            known(io::Error::from_raw_os_error(code));
            known(io::Error::from(io::Error::from_raw_os_error(code).kind()));
        }
    }

    #[test]
    fn what_parsers_say_is_said_in_french_with_its_place() {
        for text in [
            "[a",
            "a = ",
            "a",
            "a = 1\na = 2",
            "a = \"x",
            "a = x",
            "a = [1",
            "a = {b",
            "= 3",
            "é = 1",
            "a = 'x",
            "a = 1 2",
            "a = \"\"\"x",
            "[a]\n[a]",
            "a = 0x",
            "a = 1.",
            "a = 2025-13-40",
            "\"a",
        ] {
            let error = toml::from_str::<toml::Table>(text).unwrap_err();
            known(error.message());
        }
        assert_eq!(cause("no such thing").fr, "message d'origine, en anglais : « no such thing »");
        assert_eq!(
            cause("EOF while parsing a value at line 1 column 5").fr,
            "s'arrête avant sa fin (ligne 1, colonne 5)"
        );
        known(String::from_utf8(vec![b'a', 0xff]).unwrap_err());
        let mut csv = csv::Reader::from_reader(&b"a,b\n\xff,1\n"[..]);
        known(csv.records().next().unwrap().unwrap_err());
    }
}
