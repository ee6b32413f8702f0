//! Plurals by rule, in seven languages.

/// The plural forms that a word may have in a language, by rule.
pub(super) fn plurals(word: &str, language: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if word.len() < 2 || word.ends_with(|c: char| c.is_ascii_digit()) {
        return forms;
    }
    let cut = |n: usize| word.get(..word.len() - n).unwrap_or(word);
    let ends = |ending: &str| word.ends_with(ending);
    let vowel = ends("a") || ends("e") || ends("i") || ends("o") || ends("u");
    match language {
        "fr" => {
            if ends("al") && word.len() > 3 {
                forms.push(format!("{}aux", cut(2)));
            }
            if ends("au") || ends("eu") {
                forms.push(format!("{word}x"));
            }
            if !(ends("s") || ends("x") || ends("z")) {
                forms.push(format!("{word}s"));
            }
        }
        "en" => {
            if ends("y") && word.len() > 3 {
                forms.push(format!("{}ies", cut(1)));
            }
            if ends("s") || ends("x") || ends("ch") || ends("sh") {
                forms.push(format!("{word}es"));
            } else {
                forms.push(format!("{word}s"));
            }
        }
        "de" => {
            forms.push(format!("{word}s"));
            if word.len() > 3 {
                forms.push(format!("{word}en"));
                forms.push(if ends("e") { format!("{word}n") } else { format!("{word}e") });
                if ends("er") || ends("el") {
                    forms.push(format!("{word}n"));
                }
            }
        }
        "es" | "pt" => {
            if vowel {
                forms.push(format!("{word}s"));
            } else {
                forms.push(format!("{word}es"));
                forms.push(format!("{word}s"));
            }
            if ends("z") {
                forms.push(format!("{}ces", cut(1)));
            }
            if language == "pt" && word.len() > 3 {
                if ends("ao") {
                    forms.push(format!("{}oes", cut(2)));
                }
                if ends("l") {
                    forms.push(format!("{}is", cut(1)));
                    forms.push(format!("{}eis", cut(2)));
                }
                if ends("m") {
                    forms.push(format!("{}ns", cut(1)));
                }
            }
        }
        "it" if word.len() > 3 => {
            if ends("co") || ends("go") {
                forms.push(format!("{}hi", cut(1)));
            }
            if ends("ca") || ends("ga") {
                forms.push(format!("{}he", cut(1)));
            }
            if ends("io") {
                forms.push(cut(1).to_owned());
            } else if ends("o") || ends("e") {
                forms.push(format!("{}i", cut(1)));
            } else if ends("a") {
                forms.push(format!("{}e", cut(1)));
            }
        }
        "nl" => {
            forms.push(format!("{word}s"));
            if word.len() > 3 {
                forms.push(format!("{word}en"));
                if ends("e") {
                    forms.push(format!("{word}n"));
                }
                // A long vowel is written once before a plural: `apparaat`, `apparaten`.
                for long in ["aa", "ee", "oo"] {
                    if let Some(stem) = cut(1).strip_suffix(long) {
                        let last = word.get(word.len() - 1..).unwrap_or("");
                        forms.push(format!("{stem}{}{last}en", &long[1..]));
                    }
                }
            }
        }
        // A word of every language is met in the plural of those that borrow most.
        "*" => {
            for borrower in ["en", "fr", "es", "de", "nl"] {
                forms.extend(plurals(word, borrower));
            }
        }
        _ => {}
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::plurals;

    #[test]
    fn plurals_are_made_by_the_rules_of_the_language() {
        for (word, language, plural) in [
            ("ecran", "fr", "ecrans"),
            ("terminal", "fr", "terminaux"),
            ("reseau", "fr", "reseaux"),
            ("switch", "en", "switches"),
            ("battery", "en", "batteries"),
            ("bildschirm", "de", "bildschirme"),
            ("tastatur", "de", "tastaturen"),
            ("servidor", "es", "servidores"),
            ("estacao", "pt", "estacoes"),
            ("portatil", "pt", "portateis"),
            ("stampante", "it", "stampanti"),
            ("disco", "it", "dischi"),
            ("accessorio", "it", "accessori"),
            ("apparaat", "nl", "apparaten"),
            ("beeldscherm", "nl", "beeldschermen"),
            ("switch", "*", "switchs"),
        ] {
            assert!(plurals(word, language).contains(&plural.to_owned()), "{word}: {plural}");
        }
        assert!(plurals("souris", "fr").is_empty());
        assert!(plurals("a3", "en").is_empty());
    }
}
