//! Words of what is let, or paid again and again: `Loc. 36 mois`, `Abonnement`, `par mois`.

use ground::table::fold;

/// Whether a cell is a rent, and nothing else: `36 loyers`, `Loc. 36 mois`, `Abonnement mensuel`.
pub(crate) fn is_rent(cell: &str) -> bool {
    const BESIDE: [&str; 16] = [
        "mensuel",
        "mensuels",
        "mensuelle",
        "mensuelles",
        "monthly",
        "annuel",
        "de",
        "sur",
        "mois",
        "months",
        "month",
        "ans",
        "an",
        "years",
        "m",
        "par",
    ];
    let folded = fold(cell);
    let is_beside = |word: &str| {
        BESIDE.contains(&word)
            || RENTS.contains(&word)
            || word.bytes().all(|b| b.is_ascii_digit())
            || word.strip_suffix('m').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    };
    let rents = folded.split(' ').any(|word| RENTS.contains(&word));
    (rents && folded.split(' ').all(is_beside)) || says_hired(&folded)
}

/// Words of what is paid by the month, folded.
pub(crate) const RENTS: [&str; 8] = [
    "loyer",
    "loyers",
    "rent",
    "rental",
    "abonnement",
    "mensualite",
    "mensualites",
    "subscription",
];

/// Whether a phrase begins with a hire, cut short: `loc 36 mois`, `loc fin`.
pub(crate) fn says_hired(folded: &str) -> bool {
    let Some(rest) = folded.strip_prefix("loc ") else { return false };
    rest.starts_with("fin") || rest.starts_with("longue") || is_for_a_term(rest)
}

/// Whether words end with a duration: `LLD 36 mois`. `Location Paris` is a place.
pub(crate) fn is_for_a_term(words: &str) -> bool {
    const UNITS: [&str; 8] = ["mois", "ans", "an", "annees", "months", "month", "years", "year"];
    let folded = fold(words);
    let mut from_end = folded.rsplit(' ');
    let unit = from_end.next().is_some_and(|word| UNITS.contains(&word));
    unit && from_end.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}
