//! Words that say that a row or a column is the sum of others, where numbers bear it out.

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
pub(super) fn says_it_adds(name: &str) -> bool {
    const MARKS: [&str; 4] = ["autre site", "autres sites", "other site", "other sites"];
    let is_rest = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    MARKS.iter().any(|mark| name.strip_prefix(mark).is_some_and(is_rest))
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
