//! Words that say that a row or a column is the sum of others, where numbers bear it out.

use ground::table::fold;

/// What begins a name of all there is of something, folded: `Toutes écoles`, `Alle Schulen`.
const ALL: [&str; 9] =
    ["tous", "toutes", "alle", "all", "todos", "todas", "tutti", "tutte", "ensemble"];

/// Whether a word says that its row or its column is the sum of the others, where their numbers bear it
/// out: `Tous`, `Gesamtsumme`, `All sites`.
pub(crate) fn is_sum_word(word: &str) -> bool {
    const SUMS: [&str; 33] = [
        "sum",
        "parc",
        "estate",
        "suma",
        "sums",
        "ens",
        "ensemble",
        "somme",
        "tot",
        "totaal",
        "totale",
        "totales",
        "insieme",
        "samen",
        "gesamtsumme",
        "gesamtzahl",
        "gesamt",
        "insgesamt",
        "zusammen",
        "alle",
        "overall",
        "all",
        "all sites",
        "everything",
        "todos",
        "tous",
        "toutes",
        "tous sites",
        "tous les sites",
        "global",
        "bilan",
        "synthese",
        "recapitulatif",
    ];
    let folded = fold(word);
    let begins = || folded.split(' ').next().is_some_and(|first| ALL[..6].contains(&first));
    matches!(word.trim(), "Σ" | "∑") || SUMS.contains(&folded.as_str()) || begins()
}

/// What a folded name is all of: `pc`, of `tous les pc`.
pub(crate) fn all_of(name: &str) -> Option<&str> {
    const LINKS: [&str; 6] = ["les ", "des ", "the ", "los ", "las ", "i "];
    let (first, rest) = name.split_once(' ')?;
    let rest = LINKS.iter().find_map(|link| rest.strip_prefix(link)).unwrap_or(rest);
    ALL.contains(&first).then_some(rest)
}
