//! TOML as people write it: read, or refused with its line, what is expected there, and what to write.

mod place;
mod written;

use crate::fault::Fault;
use crate::lang::Text;
use crate::text;
use crate::word::of_toml;
use place::{WrittenForm, is_date, key_at, path_of, shown};
use serde::de::DeserializeOwned;
use std::path::Path;
use toml::de::Error;
use written::said_otherwise;

/// Reads a TOML text; `path` names it in faults, `what` says that it cannot be read, and `example`
/// is such a file, of which a fault shows what may stand in its place.
///
/// # Errors
///
/// It is no TOML, or says what is not expected there.
pub fn read_toml<T: DeserializeOwned>(
    path: &Path,
    text: &str,
    what: Text,
    example: &str,
) -> Result<T, Fault> {
    toml::from_str(text)
        .map_err(|error| TomlRefused { path, text, error: &error, example }.fault(what))
}

/// What the parser refused.
struct TomlRefused<'a> {
    path: &'a Path,
    text: &'a str,
    error: &'a Error,
    example: &'a str,
}

impl TomlRefused<'_> {
    fn fault(&self, what: Text) -> Fault {
        let (said, start) = (self.error.message(), self.start());
        let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
        let mut path = path_of(self.text, start);
        if let Some((heading, at)) = self.other_heading(&path) {
            return self
                .at(what, at)
                .caused(if heading.starts_with("[[") {
                    text!(
                        "il peut y en avoir plusieurs : c'est une liste",
                        "there may be several: it is a list"
                    )
                } else {
                    text!(
                        "il n'y en a qu'une : ce n'est pas une liste",
                        "there is one alone: it is no list"
                    )
                })
                .hint(text!("écrivez `{heading}`", "write `{heading}`"));
        }
        match (said.split_once(' ').map(|(word, _)| word), quoted.first()) {
            (Some("unknown"), Some(word)) => return self.unknown(word, &quoted[1..]),
            (Some("missing"), Some(key)) if said.starts_with("missing field") => {
                let fault = self.at(text!("il manque `{key}`", "`{key}` is missing"), start);
                path.push((*key).to_owned());
                return self.with_example(fault, &path);
            }
            (Some("duplicate"), _) => return self.twice(&path),
            _ => {}
        }
        let fault = self.at(what, start);
        // A date is a map for the parser, as tables are.
        let fault = match said.strip_prefix("invalid type: map") {
            Some(rest) if self.error.span().is_some_and(|span| is_date(self.text, span)) => {
                fault.because(format!("invalid type: date{rest}"))
            }
            _ => fault.because(said),
        };
        match said_otherwise(self.text, self.error) {
            Some(write) => fault.hint(write),
            None => self.with_example(fault, &path),
        }
    }

    fn start(&self) -> usize {
        self.error.span().map_or(0, |span| span.start)
    }

    /// A fault at a place of the text.
    fn at(&self, what: Text, start: usize) -> Fault {
        let at = line_at(self.text, start);
        let line = self.text.lines().nth(at).unwrap_or("").trim();
        Fault::new(what).at(self.path, at as u64 + 1, "", line)
    }

    /// A key that is none, or a word that is none of its list: the one meant, or all there are.
    fn unknown(&self, word: &str, known: &[&str]) -> Fault {
        let is_key = self.error.message().starts_with("unknown field");
        let what = if is_key {
            text!("`{word}` n'est pas une clé connue", "`{word}` is not a known key")
        } else {
            text!("`{word}` n'est pas un mot attendu ici", "`{word}` is no word expected here")
        };
        let fault = self.at(what, self.start());
        let near = |known: &str| strsim::jaro_winkler(word, known);
        if let Some(meant) = known.iter().max_by(|a, b| near(a).total_cmp(&near(b)))
            && near(meant) > 0.8
        {
            return fault.hint(text!("vouliez-vous dire `{meant}` ?", "did you mean `{meant}`?"));
        }
        let known = known.join(", ");
        fault.hint(if is_key {
            text!("clés attendues : {known}", "keys expected: {known}")
        } else {
            text!("mots attendus : {known}", "words expected: {known}")
        })
    }

    /// A key or a heading that is there already.
    fn twice(&self, path: &[String]) -> Fault {
        let start = self.start();
        let key = self.error.span().and_then(|span| self.text.get(span)).unwrap_or("");
        let line = self.text.get(..start).and_then(|before| before.rfind('\n'));
        let before = self.text.get(..line.unwrap_or(0)).unwrap_or("");
        match key_at(before, path).map(|first| line_at(self.text, first) + 1) {
            Some(first) => self.at(
                text!(
                    "`{key}` est écrit deux fois : déjà à la ligne {first}",
                    "`{key}` is written twice: on line {first} already"
                ),
                start,
            ),
            None => {
                self.at(text!("`{key}` est écrit deux fois", "`{key}` is written twice"), start)
            }
        }
    }

    /// A heading of one where the example has a list, or of a list where it has one: the heading to
    /// write, and where the other one stands.
    fn other_heading(&self, path: &[String]) -> Option<(String, usize)> {
        (1..=path.len()).find_map(|depth| {
            let name = path[..depth].join(".");
            let (one, several) = (format!("[{name}]"), format!("[[{name}]]"));
            let (write, stands) = match shown(self.example, &path[..depth])?.0 {
                WrittenForm::Section => (one, several),
                WrittenForm::Sections => (several, one),
                WrittenForm::Value => return None,
            };
            let mut at = 0;
            let found = self.text.split_inclusive('\n').find_map(|line| {
                let start = at;
                at += line.len();
                line.trim_start().starts_with(&stands).then_some(start)
            });
            Some((write, found?))
        })
    }

    /// With what the example has at a path.
    fn with_example(&self, fault: Fault, path: &[String]) -> Fault {
        let Some((key, (form, value))) = path.last().zip(shown(self.example, path)) else {
            return fault;
        };
        let name = path.join(".");
        let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let key = if key.chars().all(is_bare) { key.clone() } else { of_toml(key) };
        match form {
            WrittenForm::Value if value.contains('\n') => fault,
            WrittenForm::Value => {
                fault.hint(text!("par exemple `{key} = {value}`", "for example `{key} = {value}`"))
            }
            WrittenForm::Section => fault.hint(text!(
                "`[{name}]` seul sur sa ligne, puis une clé par ligne",
                "`[{name}]` alone on its line, then a key a line"
            )),
            WrittenForm::Sections => fault.hint(text!(
                "`[[{name}]]` seul sur sa ligne, puis une clé par ligne",
                "`[[{name}]]` alone on its line, then a key a line"
            )),
        }
    }
}

/// The line of a place, from 0.
fn line_at(text: &str, start: usize) -> usize {
    text.get(..start).unwrap_or("").matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    const EXAMPLE: &str = "headcount = 12\nyears = [2025, 2027]\n[of]\nname = \"N\"\nday = 2025-02-03\nby = { 2025 = -5 }\n[[lever]]\nset = \"x\"\n";

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only parsed")]
    struct CardOfTest {
        headcount: Option<u32>,
        years: Option<Vec<i32>>,
        of: Option<Of>,
        lever: Option<Vec<LeverOfTest>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only parsed")]
    struct Of {
        name: Option<String>,
        day: Option<toml::value::Datetime>,
        by: Option<BTreeMap<String, f64>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only parsed")]
    struct LeverOfTest {
        set: String,
    }

    fn said(text: &str) -> String {
        let what = text!("carte illisible", "card unreadable");
        read_toml::<CardOfTest>(Path::new("card.toml"), text, what, EXAMPLE)
            .unwrap_err()
            .render(Lang::Fr)
    }

    #[test]
    fn an_unknown_key_of_toml_is_told_with_its_line_and_the_key_that_was_meant() {
        assert_eq!(
            said("# a\nheadcunt = 3\n"),
            "erreur : `headcunt` n'est pas une clé connue\n  --> card.toml, ligne 2, valeur `headcunt = 3`\n\nconseil : vouliez-vous dire `headcount` ?"
        );
        assert!(
            said("zzz = 3\n").ends_with("conseil : clés attendues : headcount, years, of, lever")
        );
    }

    #[test]
    fn a_broken_line_of_toml_is_quoted_on_one_line() {
        let said = said("headcount = \n");
        assert!(said.starts_with("erreur : carte illisible\n  --> card.toml, ligne 1, valeur `headcount =`\n  cause : "), "{said}");
        assert!(!said.ends_with('\n') && said.contains("par exemple `headcount = 12`"), "{said}");
    }

    #[test]
    fn a_wrong_kind_of_value_says_the_kind_expected_and_an_example() {
        for (text, line, cause, hint) in [
            (
                "headcount = \"douze\"\n",
                1,
                "un nombre entier, 0 ou plus, et non un texte",
                "par exemple `headcount = 12`",
            ),
            (
                "headcount = 12.5\n",
                1,
                "un nombre entier, 0 ou plus, et non 12.5",
                "par exemple `headcount = 12`",
            ),
            (
                "headcount = -3\n",
                1,
                "un nombre entier, 0 ou plus, et non -3",
                "par exemple `headcount = 12`",
            ),
            (
                "headcount = 2025-01-01\n",
                1,
                "un nombre entier, 0 ou plus, et non une date",
                "par exemple `headcount = 12`",
            ),
            (
                "headcount = douze mille\n",
                1,
                "un texte s'écrit entre guillemets",
                "par exemple `headcount = 12`",
            ),
            (
                "years = 2025\n",
                1,
                "une liste entre crochets, et non 2025",
                "par exemple `years = [2025, 2027]`",
            ),
            (
                "years = [2025, \"x\"]\n",
                1,
                "un nombre entier, et non un texte",
                "par exemple `years = [2025, 2027]`",
            ),
            ("of = 3\n", 1, "des clés et leurs valeurs, et non 3", "`[of]` seul sur sa ligne"),
            (
                "[of]\nby = 50\n",
                2,
                "des clés et leurs valeurs, et non 50",
                "par exemple `by = { 2025 = -5 }`",
            ),
            (
                "[of]\nby = { 2027 = \"x\" }\n",
                2,
                "un nombre, et non un texte",
                "par exemple `2027 = -5`",
            ),
            (
                "[of]\nday = 2025-02-30\n",
                2,
                "cette date n'existe pas : le jour de ce mois va de 01 à 28",
                "par exemple `day = 2025-02-03`",
            ),
            (
                "[of]\nday = 2025-13-01\n",
                2,
                "cette date n'existe pas : le mois va de 01 à 12",
                "par exemple `day = 2025-02-03`",
            ),
            ("[[lever]]\n", 1, "", "par exemple `set = \"x\"`"),
        ] {
            let told = said(text);
            assert!(told.contains(&format!("card.toml, ligne {line}")), "{told}");
            assert!(told.contains(cause) && told.contains(hint), "{told}");
        }
    }

    #[test]
    fn a_heading_of_one_for_a_list_is_told_where_it_stands() {
        for (text, line, write) in [
            ("[lever]\nset = \"a\"\n", 1, "écrivez `[[lever]]`"),
            ("# a\n[lever]\nset = \"a\"\n[[lever]]\nset = \"b\"\n", 2, "écrivez `[[lever]]`"),
            ("[[lever]]\nset = \"a\"\n\n[lever]\nset = \"b\"\n", 4, "écrivez `[[lever]]`"),
            ("[[of]]\nname = \"a\"\n", 1, "écrivez `[of]`"),
            ("[[of]]\nname = \"a\"\n[of]\nname = \"b\"\n", 1, "écrivez `[of]`"),
        ] {
            let told = said(text);
            assert!(told.contains(&format!("card.toml, ligne {line},")), "{told}");
            assert!(told.contains(write), "{told}");
        }
    }

    #[test]
    fn what_is_written_twice_says_where_it_was_first() {
        for (text, line, said_of) in [
            (
                "headcount = 3\n\nheadcount = 4\n",
                3,
                "`headcount` est écrit deux fois : déjà à la ligne 1",
            ),
            (
                "[of]\nname = \"headcount\"\n[of]\n",
                3,
                "`of` est écrit deux fois : déjà à la ligne 1",
            ),
        ] {
            let told = said(text);
            assert!(told.contains(&format!("card.toml, ligne {line},")), "{told}");
            assert!(told.contains(said_of), "{told}");
        }
    }
}
