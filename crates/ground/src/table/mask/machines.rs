//! Names of machines that are called after whoever has them: `PC-JEAN.EXEMPLE`.

use super::super::fold;
use super::MASK;

/// What begins the name of a machine that serves: it is in no hands.
const SERVING: [&str; 18] = [
    "srv", "serv", "server", "serveur", "vm", "nas", "sw", "switch", "ap", "fw", "imp", "prn",
    "print", "esx", "db", "sql", "web", "dc",
];
/// What ends the name of a machine in a network.
const DOMAINS: [&str; 16] = [
    "local",
    "localdomain",
    "lan",
    "loc",
    "intra",
    "intranet",
    "home",
    "corp",
    "priv",
    "domain",
    "net",
    "org",
    "com",
    "gouv",
    "test",
    "internal",
];

/// A text without the first and family names that a full stop joins in the name of a machine; none
/// where it has none.
pub(super) fn without_names(text: &str) -> Option<String> {
    if !text.contains('.') || !text.contains(['-', '_']) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| c.is_whitespace() || ",;()".contains(c)) {
        let parts: Vec<&str> = word.split_inclusive(['-', '_']).collect();
        let serves = parts.first().is_some_and(|first| {
            let first = first.trim_end_matches(|c: char| !c.is_alphabetic());
            SERVING.contains(&fold(first).as_str())
        });
        for part in &parts {
            let bare = part.trim_end_matches(|c: char| !c.is_alphanumeric());
            let hidden = parts.len() > 1 && !serves && is_somebody(bare);
            out.push_str(if hidden { MASK } else { bare });
            out.push_str(&part[bare.len()..]);
        }
    }
    (out != text).then_some(out)
}

/// Whether a part is `first.family`, by letters alone; what ends the name of a network is no family.
fn is_somebody(part: &str) -> bool {
    let Some((first, family)) = part.split_once('.') else { return false };
    let letters = |word: &str, least: usize| {
        word.chars().count() >= least && word.chars().all(char::is_alphabetic)
    };
    letters(first, 1) && letters(family, 3) && !DOMAINS.contains(&fold(family).as_str())
}

#[cfg(test)]
mod tests {
    use super::super::{Holds, masked_in};

    #[test]
    fn a_machine_called_after_somebody_names_nobody() {
        for (text, expected) in [
            ("PC-JEAN.MOREAU", "PC-***"),
            ("PORTABLE_marie.dupont", "PORTABLE_***"),
            ("j.moreau-pc", "***-pc"),
            ("PC-JEAN.MOREAU-2 (salle 3)", "PC-***-2 (salle 3)"),
            ("WIN-ACCUEIL.LOCAL", "WIN-ACCUEIL.LOCAL"),
            ("SRV-INTRA.VALBOURG", "SRV-INTRA.VALBOURG"),
            ("PC-12.mairie", "PC-12.mairie"),
            ("ACC-HDV-014", "ACC-HDV-014"),
            ("Ecran 24-27 po. Dell", "Ecran 24-27 po. Dell"),
            ("T-10.B", "T-10.B"),
        ] {
            assert_eq!(masked_in(Holds::Things, text), expected, "{text}");
            assert_eq!(masked_in(Holds::Remarks, text), expected, "{text}");
        }
    }
}
