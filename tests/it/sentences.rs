//! What the sentences of both languages are held to, in the source itself.

use crate::support::root;
use crate::tidy::{none, sources};
use std::collections::BTreeSet;

/// What is counted: `Noun` says one of it in the singular.
const COUNTED: [&str; 16] = [
    "lignes",
    "rows",
    "unités",
    "units",
    "équipements",
    "devices",
    "fichiers",
    "files",
    "feuilles",
    "sheets",
    "cellules",
    "cells",
    "colonnes",
    "columns",
    "mots",
    "words",
];

/// Numbers that are never one where they are told: a file's end, and their name in the sentence.
const NEVER_ONE: [(&str, &str); 8] = [
    ("indicator/src/trend.rs", "least"),
    ("report/src/nothing.rs", "read"),
    ("report/src/nothing.rs", "rejected"),
    ("report/src/sanity.rs", "all_fr"),
    ("report/src/sanity.rs", "all_en"),
    ("sheet/chosen.rs", "n"),
    ("audit/src/open.rs", "MOST_FILES"),
    ("totals/summed.rs", "rows"),
];

#[test]
fn one_of_a_kind_is_told_in_the_singular() {
    let mut found = Vec::new();
    for source in sources() {
        if source.of_crate().is_some_and(|of| ["agent", "collector"].contains(&of)) {
            continue;
        }
        for (n, line) in &source.code {
            for (at, _) in line.match_indices("} ") {
                let number = line[..at].rsplit('{').next().unwrap_or("");
                let named = |word: &str| {
                    let rest = &line[at + 2..];
                    rest.strip_prefix(word)
                        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
                };
                let is_name =
                    !number.is_empty() && number.chars().all(|c| c.is_alphanumeric() || c == '_');
                let is_many = NEVER_ONE
                    .iter()
                    .any(|(file, name)| source.name.ends_with(file) && *name == number);
                if is_name && !is_many && COUNTED.iter().any(|word| named(word)) {
                    found.push(format!("{}:{n} {line}", source.name));
                }
            }
        }
    }
    none("one of it would be told in the plural", &found);
}

/// The sentences of a text, each from its `text!(` to the parenthesis that closes it.
fn sentences(code: &str) -> Vec<&str> {
    arguments(code, "text!(")
}

/// What stands between an opening word and the parenthesis that closes it, wherever it opens.
fn arguments<'a>(code: &'a str, opens: &str) -> Vec<&'a str> {
    let begins = code.match_indices(opens).map(|(at, word)| at + word.len());
    let whole = begins.map(|at| {
        let mut depth = 1;
        let ends = code[at..].find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        });
        &code[at..ends.map_or(code.len(), |end| at + end)]
    });
    whole.collect()
}

/// What does something else in French, where no sentence is said: the help and refusals that clap
/// writes, and how French sets its spaces and the first of a month.
const OTHERWISE_IN_FRENCH: [&str; 4] = [
    "src/cli/french.rs",
    "src/cli/mod.rs",
    "crates/collector/src/cli/mod.rs",
    "crates/page/src/yearly/page.rs",
];

/// Whether a line of code chooses by the language.
fn chooses(line: &str) -> bool {
    ["Lang::Fr =>", "Lang::En =>", "Lang::Fr if", "Lang::En if", "Lang::Fr, ", "Lang::En, "]
        .iter()
        .any(|arm| line.starts_with(arm) || line.starts_with(&format!("({arm}")))
        || ["== Lang::", "!= Lang::", "match lang "].iter().any(|word| line.contains(word))
        || line.contains(", Lang::Fr) =>")
        || line.contains(", Lang::En) =>")
}

#[test]
fn only_lang_chooses_between_the_two_languages() {
    let mut found = Vec::new();
    for source in sources() {
        let is_lang = source.name.ends_with("/src/lang.rs");
        // The agent carries none of the rooms, and has its own `lang`.
        let is_agent = source.of_crate() == Some("agent");
        if is_lang || is_agent || OTHERWISE_IN_FRENCH.contains(&source.name.as_str()) {
            continue;
        }
        let lines = source.code.iter().filter(|(_, line)| chooses(line));
        found.extend(lines.map(|(n, line)| format!("{}:{n} {line}", source.name)));
    }
    none("a sentence in `text!`, a name in `label`", &found);
}

#[test]
fn a_choice_between_the_languages_is_found() {
    for line in [
        "match lang {",
        "Lang::Fr => \"a\",",
        "(Lang::En, 1) => \"a\",",
        "if lang == Lang::Fr {",
        "(false, Lang::Fr) => a,",
    ] {
        assert!(chooses(line), "{line}");
    }
    for line in ["let said = (say(Lang::Fr), say(Lang::En));", "f(Lang::Fr, 2);"] {
        assert!(!chooses(line), "{line}");
    }
}

#[test]
fn a_sentence_has_its_numbers_in_its_own_language() {
    let mut found = Vec::new();
    for source in sources() {
        let code: Vec<&str> = source.code.iter().map(|(_, line)| line.as_str()).collect();
        for sentence in sentences(&code.join("\n")) {
            let mut braces = sentence.split('{').skip(1).filter_map(|rest| rest.split('}').next());
            if braces.any(|inner| inner.contains(":.")) {
                found.push(format!("{}: {sentence}", source.name));
            }
        }
    }
    none("a French sentence would have a decimal point", &found);
}

#[test]
fn the_sentences_of_a_source_are_found_whole() {
    let code = "let a = text!(\"{n:.1} (x) y\", \"b\"); f(text!(\"c\", \"d\"))";
    assert_eq!(sentences(code), ["\"{n:.1} (x) y\", \"b\"", "\"c\", \"d\""]);
}

/// The labels of a code that are a part of a sentence: they begin or end with a blank, which what is
/// glued to them makes good. Blanks that no line breaks at, and ends of lines, are none.
fn parts(code: &str) -> Vec<&str> {
    let is_part = |label: &&str| {
        let words = label.split('"').skip(1).step_by(2);
        words.into_iter().any(|words| words.starts_with(' ') || words.ends_with(' '))
    };
    let labels = ["lang.label(", "page.say("].into_iter().flat_map(|opens| arguments(code, opens));
    labels.filter(is_part).collect()
}

/// The sentences with elements in them of a code that do not have the same ones in both languages.
fn uneven(code: &str) -> Vec<&str> {
    let is_uneven = |sentence: &&str| {
        let mut words = sentence.split('"').skip(1).step_by(2);
        let [fr, en] = [words.next(), words.next()].map(|words| {
            let words = words.unwrap_or("");
            words.split(['{', '}']).skip(1).step_by(2).collect::<BTreeSet<&str>>()
        });
        fr != en || fr.is_empty()
    };
    arguments(code, "page.sentence(").into_iter().filter(is_uneven).collect()
}

#[test]
fn a_sentence_has_the_same_elements_in_both_languages() {
    let mut found = Vec::new();
    for source in sources() {
        let code: Vec<&str> = source.code.iter().map(|(_, line)| line.as_str()).collect();
        let code = code.join("\n");
        found.extend(uneven(&code).into_iter().map(|said| format!("{}: {said}", source.name)));
    }
    none("a language would lose an element of the page", &found);
}

#[test]
fn sentences_of_uneven_elements_are_found() {
    let code = "page.sentence(\"a {x}\", \"b {x}\", &[]) page.sentence(\"a {x}\", \"b {y}\", &[]) page.sentence(\"a\", \"b\")";
    assert_eq!(uneven(code), ["\"a {x}\", \"b {y}\", &[]", "\"a\", \"b\""]);
}

#[test]
fn a_label_is_no_part_of_a_sentence() {
    let mut found = Vec::new();
    for source in sources() {
        let code: Vec<&str> = source.code.iter().map(|(_, line)| line.as_str()).collect();
        let code = code.join("\n");
        found.extend(parts(&code).into_iter().map(|label| format!("{}: {label}", source.name)));
    }
    none("a sentence would be put together of parts", &found);
}

#[test]
fn parts_of_sentences_are_found() {
    let code = "lang.label(\"a\", \"b\") + lang.label(\n  \" sur \",\n \"of\") + lang.label(\"c :\", \"c: \") + page.say(\"d, \", \"d,\")";
    assert_eq!(parts(code), ["\n  \" sur \",\n \"of\"", "\"c :\", \"c: \"", "\"d, \", \"d,\""]);
}

/// Cells of tables, where the name stands in a column of its own, or alone before a year.
const IN_A_COLUMN: [(&str, &str); 3] = [
    ("report/src/change/text.rs", "  {:<32} {:>13}   {} – {}"),
    ("report/src/summary.rs", "  {:<34} {}  ({})"),
    ("plan/src/said/stood.rs", "{name}{} {year}"),
];

/// The format strings of a code that put a label beside a value or a word: what they make is a
/// sentence, which `text!` has whole. A label alone, or in a column of its own, is none.
fn glued(code: &str) -> Vec<&str> {
    let opens = ["format!(", "write!(", "writeln!("];
    let calls = opens.into_iter().flat_map(|opens| arguments(code, opens));
    let with_label = calls.filter(|call| {
        let labels = call.match_indices(".label(").map(|(at, word)| &call[at + word.len()..]);
        labels.into_iter().any(|rest| rest.trim_start().starts_with('"'))
    });
    let formats = with_label.filter_map(|call| call.split('"').nth(1));
    let joins = |format: &&str| {
        let mut free = 0;
        let mut words = String::new();
        for (i, part) in format.split(['{', '}']).enumerate() {
            match i % 2 {
                0 => words.push_str(&part.replace("\\n", "")),
                _ if part.contains([':']) => {}
                _ => free += 1,
            }
        }
        free > 1 || (free == 1 && words.contains(char::is_alphanumeric))
    };
    formats.filter(joins).collect()
}

#[test]
fn a_label_is_glued_to_no_value() {
    let mut found = Vec::new();
    for source in sources() {
        if source.of_crate() == Some("agent") {
            continue;
        }
        let code: Vec<&str> = source.code.iter().map(|(_, line)| line.as_str()).collect();
        let code = code.join("\n");
        let is_in_a_column = |format: &&str| {
            IN_A_COLUMN.iter().any(|(file, cell)| source.name.ends_with(file) && cell == format)
        };
        let all = glued(&code).into_iter().filter(|format| !is_in_a_column(format));
        found.extend(all.map(|format| format!("{}: {format}", source.name)));
    }
    none("a sentence would be glued together", &found);
}

#[test]
fn glued_labels_are_found() {
    let code = "format!(\"{} {n}\", lang.label(\"et\", \"and\")) writeln!(out, \"{}\", lang.label(\"a\", \"b\"))
        write!(out, \"  {:<8} {}\", lang.label(\"a\", \"b\"), n) format!(\"kWh {}\", lang.label(\"a\", \"b\"))";
    assert_eq!(glued(code), ["{} {n}", "kWh {}"]);
}

#[test]
fn every_whole_of_a_share_has_its_words() {
    // Shares of others than a whole of the estate are told by their own names.
    let named = empreinte::indicator::WHOLES.into_iter().filter(|code| *code != "others");
    let text = std::fs::read_to_string(root().join("crates/statement/src/wholes.csv")).unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let mut written: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    let mut named: Vec<&str> = named.collect();
    written.sort_unstable();
    named.sort_unstable();
    assert_eq!(written, named);
}
