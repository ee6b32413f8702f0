//! Words that say that a row, a column or a sheet sums up others: some of themselves, some where numbers bear
//! it out.

use ground::table::fold;

/// What begins a name of all there is of something, folded: `Toutes écoles`, `Alle Schulen`.
const ALL: [&str; 9] =
    ["tous", "toutes", "alle", "all", "todos", "todas", "tutti", "tutte", "ensemble"];

/// Nouns of places and of those who work there, of which a name may say that it is all, folded and in
/// the singular.
const PLACES: &str = "site lieu salle bureau local piece batiment etage niveau pole direction \
    departement service secteur zone ecole college lycee mairie agence residence campus usine hopital \
    clinique entite unite groupe ville commune region filiale societe pay place location room office \
    building floor department school hospital country entity unit team company schulen schule standorte \
    standort raume gebaude abteilungen abteilung filialen sede sedi escuela edificio planta departamento \
    oficina ufficio uffici scuole scuola";

/// Whether a word says that its row or its column is the sum of the others, where their numbers bear it
/// out: `Tous`, `Gesamtsumme`, `All sites`, `Tous PC`.
///
/// A name that begins so and goes on with no thing and no place is another: `All-in-one`.
pub(crate) fn is_sum_word(word: &str, is_thing: &dyn Fn(&str) -> bool) -> bool {
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
    let is_of = |rest: &str| {
        let noun = rest.split(' ').next().unwrap_or("");
        let noun = noun.strip_suffix(['s', 'x']).unwrap_or(noun);
        PLACES.split_whitespace().any(|place| place == noun) || is_thing(rest)
    };
    let begins = || ALL[..6].iter().any(|all| folded.starts_with(all));
    matches!(word.trim(), "Σ" | "∑")
        || SUMS.contains(&folded.as_str())
        || begins() && all_of(&folded).is_some_and(is_of)
}

/// What a folded name is all of: `pc`, of `tous les pc`.
pub(crate) fn all_of(name: &str) -> Option<&str> {
    const LINKS: [&str; 6] = ["les ", "des ", "the ", "los ", "las ", "i "];
    // `All in one PC` is one.
    const WITHIN: [&str; 2] = ["in ", "en "];
    let (first, rest) = name.split_once(' ')?;
    let rest = LINKS.iter().find_map(|link| rest.strip_prefix(link)).unwrap_or(rest);
    let is_within = WITHIN.iter().any(|link| rest.starts_with(link));
    (ALL.contains(&first) && !is_within).then_some(rest)
}

/// Whether a folded name says that its row adds to those beside it, as the program asks for: `Autre site Nord`.
///
/// `Site` alone says nothing: a site holds rooms.
pub(crate) fn says_it_adds(name: &str) -> bool {
    const MARKS: [&str; 4] = ["autre site", "autres sites", "other site", "other sites"];
    let is_rest = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    MARKS.iter().any(|mark| name.strip_prefix(mark).is_some_and(is_rest))
}

/// What begins a count of other rows, folded.
pub(crate) const COUNTS: [&str; 4] = ["nb ", "nbre ", "nombre ", "number "];

/// Whether a cell is a count of things: `Nombre de PC : 12`.
pub(crate) fn says_a_number(cell: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let folded = fold(text);
    COUNTS.iter().any(|count| folded.starts_with(count))
        && text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a cell may say that its row sums up others: by its first letters, or its last word.
#[inline]
pub(crate) fn may_sum(cell: &[u8]) -> bool {
    let Some((first, rest)) = cell.split_first() else { return false };
    let second = rest.first().copied().unwrap_or(0).to_ascii_lowercase();
    match first.to_ascii_lowercase() {
        b't' | b's' | b'g' | b'z' => true,
        // `Nb total`, `Nombre total`, `Ensemble`.
        b'n' => matches!(second, b'b' | b'o'),
        b'e' if second == b'n' => true,
        b'c' if second == b'u' => true,
        _ => {
            let cell = cell.strip_suffix(b")").unwrap_or(cell);
            matches!(cell.last(), Some(b'l' | b'L'))
                && cell.len() > 5
                && cell[cell.len() - 5..].eq_ignore_ascii_case(b"total")
        }
    }
}

/// Whether a cell says that its row sums up others.
pub(crate) fn is_total_word(cell: &[u8]) -> bool {
    total_word(cell).is_some()
}

/// Whether a cell says that its row sums up others, and is no more than that: a place or a firm
/// whose name begins so has its own numbers.
pub(crate) fn is_total_alone(cell: &[u8]) -> bool {
    match total_word(cell) {
        Some(TotalSaid::Total) => true,
        // The department has the name of the word; no place has that of `total`.
        Some(TotalSaid::Name) => !cell.eq_ignore_ascii_case(b"somme"),
        Some(TotalSaid::Longer) | None => false,
    }
}

/// Words that say that what is called so sums up others.
const SUMS: [&str; 16] = [
    "synthese",
    "recap",
    "recapitulatif",
    "resume",
    "bilan",
    "total",
    "totaux",
    "global",
    "tcd",
    "summary",
    "pivot",
    "gesamt",
    "ubersicht",
    "resumen",
    "riepilogo",
    "resumo",
];

/// Whether the name of a sheet, or a title, says that what it is of sums up others.
pub(crate) fn is_summary(name: &str) -> bool {
    fold(name).split(' ').any(|word| SUMS.contains(&word))
}

/// As [`is_summary`], and no more: `Total Energies` may be a site.
pub(crate) fn is_summary_alone(name: &str) -> bool {
    const BESIDE: [&str; 9] =
        ["du", "de", "des", "parc", "general", "generale", "materiel", "informatique", "it"];
    let beside =
        |word: &str| BESIDE.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit());
    is_summary(name) && fold(name).split(' ').all(|word| SUMS.contains(&word) || beside(word))
}

/// How a cell says that its row sums up others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TotalSaid {
    /// By words that nothing else is called.
    Total,
    /// By the one word that a department or a firm is called: `Somme`, `Total`.
    Name,
    /// With more words: `Total portables`, and `Total Energies Paris`.
    Longer,
}

/// How a cell says that a row sums up others, if it does.
pub(crate) fn total_word(cell: &[u8]) -> Option<TotalSaid> {
    const WORDS: [&str; 16] = [
        "totaal",
        "cumul",
        "s t",
        "total",
        "totaux",
        "totals",
        "totale",
        "sous total",
        "sous totaux",
        "subtotal",
        "sub total",
        "grand total",
        "somme",
        "gesamt",
        "summe",
        "zwischensumme",
    ];
    const ALONE: [&str; 4] = ["ensemble", "ensemble du parc", "total general", "total du parc"];
    if !may_sum(cell) {
        return None;
    }
    let cell = fold(std::str::from_utf8(cell).ok()?);
    let counted = COUNTS.into_iter().find_map(|count| cell.strip_prefix(count)).unwrap_or(&cell);
    let begins = WORDS.iter().any(|word| {
        counted.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    match cell.as_str() {
        "total" | "somme" => Some(TotalSaid::Name),
        own if ALONE.contains(&own) || WORDS.contains(&counted) => Some(TotalSaid::Total),
        own => (begins || own.ends_with(" total")).then_some(TotalSaid::Longer),
    }
}

#[cfg(test)]
mod tests {
    use super::is_sum_word;

    #[test]
    fn a_name_that_goes_on_with_no_thing_and_no_place_is_no_sum() {
        let is = |word: &str| {
            is_sum_word(word, &|thing| ["pc", "laptops", "in one pc", "ecrans"].contains(&thing))
        };
        for word in [
            "Tous",
            "All",
            "Σ",
            "All sites",
            "Tous les sites",
            "Toutes écoles",
            "Alle Schulen",
            "Tous PC",
            "All laptops",
            "Tous les écrans",
            "Gesamtsumme",
            "Ensemble",
            "Toutes salles",
        ] {
            assert!(is(word), "{word}");
        }
        for word in [
            "All-in-one",
            "All in One PC",
            "ALL IN ONE",
            "Tout-en-un",
            "Total Access",
            "All Terrain",
            "Ensemble clavier",
            "Gesamtschule",
            "Allegro",
            "Toutes options",
            "Alle 5",
            "Tous-en-un",
        ] {
            assert!(!is(word), "{word}");
        }
    }
}
