//! Words written so that whoever reads them back has the same ones: a shell, TOML.

use std::fmt::Write;

/// A word as a shell reads it as one.
///
/// ```
/// use empreinte_ground::word::of_shell;
/// assert_eq!(of_shell("laptop.lifetime=+1"), "laptop.lifetime=+1");
/// assert_eq!(of_shell("Salle d'été"), r"'Salle d'\''été'");
/// ```
pub fn of_shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_=./,:+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// A word as a string of TOML.
///
/// ```
/// use empreinte_ground::word::of_toml;
/// assert_eq!(of_toml(r#"C:\parc "2""#), r#""C:\\parc \"2\"""#);
/// ```
pub fn of_toml(word: &str) -> String {
    let mut out = String::from("\"");
    for c in word.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A word as a shell reads it between double quotes, where a sentence has them already.
///
/// ```
/// use empreinte_ground::word::within_quotes;
/// assert_eq!(within_quotes("L'été=HT"), "L'été=HT");
/// assert_eq!(within_quotes(r#"Écran 24" ($)"#), r#"Écran 24\" (\$)"#);
/// ```
pub fn within_quotes(word: &str) -> String {
    let mut out = String::new();
    for c in word.trim().chars() {
        match c {
            '"' | '\\' | '$' | '`' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::within_quotes;

    #[test]
    fn a_word_is_read_back_by_a_shell_as_it_is() {
        for word in ["Qté HS", "Écran 24\"", "Coût $HT", "a`b", "x\\y", "Prix=HT", "L'été"] {
            let line = format!("printf %s \"{}\"", within_quotes(word));
            let said = std::process::Command::new("sh").args(["-c", &line]).output().unwrap();
            assert_eq!(String::from_utf8_lossy(&said.stdout), word);
        }
        assert_eq!(within_quotes(" a\nb "), "a b");
    }
}
