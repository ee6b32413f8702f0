//! When a machine that a heading names stands there: `Ancien PC`, `PC actuel`, `PC futur`.

use super::super::column_words::parts;

/// When a machine of a row is there, the one that counts last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Stands {
    /// It is to come.
    Will,
    /// It is the one before.
    Was,
    /// It is the one after.
    New,
    /// It is there.
    Is,
}

/// Words of each, folded.
const WORDS: [(Stands, &str); 4] = [
    (
        Stands::Was,
        "ancien ancienne anciens anciennes old former previous precedent precedente avant before \
         remplace remplacee remplaces replaced sortant sortante repris reprise alter altes altere",
    ),
    (
        Stands::New,
        "nouveau nouvel nouvelle nouveaux nouvelles new apres after remplacant remplacante \
         remplacement replacement neuer neues neue",
    ),
    (
        Stands::Is,
        "actuel actuelle actuels actuelles current existant existante existing aktuell aktueller",
    ),
    (Stands::Will, "futur future futurs cible target prevu prevue planned"),
];

/// Words that join one of these with the thing.
const LINKS: [&str; 5] = ["de", "du", "des", "of", "the"];

/// When what a heading names stands there, and the other words of it, folded; none where it says none, or
/// nothing else.
pub(in super::super) fn stands(heading: &str) -> Option<(Stands, String)> {
    let words = parts(heading);
    let said = |word: &String| {
        let is = |(_, list): &&(Stands, &str)| list.split_whitespace().any(|own| own == word);
        WORDS.iter().find(is).map(|(stands, _)| *stands)
    };
    let mut told = words.iter().filter_map(said);
    let stands = told.next().filter(|_| told.next().is_none() && words.len() < 5)?;
    let rest = words.iter().filter(|word| said(word).is_none() && !LINKS.contains(&word.as_str()));
    let rest: Vec<&str> = rest.map(String::as_str).collect();
    (!rest.is_empty()).then(|| (stands, rest.join(" ")))
}
