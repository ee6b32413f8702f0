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

/// Whether a cell says that what stands beside it is paid again and again, and nothing else: `par mois`,
/// `mensuel`; below a heading of units or of times, `mois`.
pub fn is_by_the_time(heading: &str, cell: &str) -> bool {
    const TIMES: [&str; 16] = [
        "par mois",
        "mensuel",
        "mensuelle",
        "mensuellement",
        "monthly",
        "per month",
        "par trimestre",
        "trimestriel",
        "trimestrielle",
        "quarterly",
        "par an",
        "annuel",
        "annuelle",
        "yearly",
        "per year",
        "annually",
    ];
    const ALONE: [&str; 6] = ["mois", "month", "trimestre", "quarter", "an", "year"];
    let folded = fold(cell);
    let is_of = || is_of_times(heading) || fold(heading).starts_with("unit");
    TIMES.contains(&folded.as_str()) || ALONE.contains(&folded.as_str()) && is_of()
}

/// Whether a heading says how often something is paid.
pub fn is_of_times(heading: &str) -> bool {
    ["periodic", "frequence", "frequency", "billing", "facturation", "period"]
        .iter()
        .any(|of| fold(heading).starts_with(of))
}

#[cfg(test)]
mod tests {
    use super::is_by_the_time;

    #[test]
    fn what_is_paid_by_the_month_is_told_beside_its_amount() {
        assert!(is_by_the_time("Périodicité", "par mois"));
        assert!(is_by_the_time("Unité", "mois") && !is_by_the_time("Délai", "mois"));
        assert!(!is_by_the_time("Périodicité", "unique"));
    }
}
