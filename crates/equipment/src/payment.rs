//! What is paid again and again: by words of any column of a quotation.

use crate::condition::is_offered_on_lease;
use crate::rent::RENTS;
use ground::table::fold;

/// Whether a cell says that what stands beside it is paid again and again, and nothing else: `par mois`,
/// `mensuel`; below a heading of units or of times, `mois`.
fn is_by_the_time(heading: &str, cell: &str) -> bool {
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

/// Whether a cell of any column of a quotation says that its row is paid again and again:
/// `loyer mensuel sur 36 mois`, `€/mois`; or for how long, below a heading of terms.
pub fn is_paid_in_time(heading: &str, cell: &str) -> bool {
    // Words that a rent has wherever they stand; what alone is a way of coming is known there.
    const WORDS: [&str; 9] = [
        "mensuel",
        "mensuelle",
        "mensuels",
        "mensuelles",
        "trimestriel",
        "trimestrielle",
        "monthly",
        "lease",
        "miete",
    ];
    const TIMES: [&str; 8] =
        ["/mois", "/ mois", "/month", "/ month", "/monat", "par mois", "per month", "pro monat"];
    const KINDS: [&str; 6] =
        ["evolutive", "operationnelle", "financiere", "longue", "simple", "avec"];
    let (folded, lower) = (fold(cell), cell.to_lowercase());
    let is_let = |hire: &str, rest: &str| match hire {
        "location" => KINDS.iter().any(|kind| rest.starts_with(kind)),
        "bail" => rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("de "),
        _ => false,
    };
    let mut words = folded.split(' ');
    let let_so = folded.split_once(' ').is_some_and(|(hire, rest)| is_let(hire, rest));
    is_by_the_time(heading, cell)
        || is_offered_on_lease(cell)
        || words.any(|word| RENTS.contains(&word) || WORDS.contains(&word))
        || TIMES.iter().any(|time| lower.contains(time))
        || folded.contains("credit bail")
        || let_so
        || is_paid_in_parts(&lower)
        || is_of_terms(heading) && cell.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// Whether words say an amount so many months: `36 x 24,90 €`, `24,90 € x 36`. Three times without a fee is a
/// way to pay a price.
fn is_paid_in_parts(lower: &str) -> bool {
    const MONTHS: std::ops::RangeInclusive<u16> = 12..=84;
    let text = lower
        .replace(['×', '*'], "x")
        .replace(['(', ')'], " ")
        .replace("mois", " ")
        .replace("loyers de", "x");
    let pieces: Vec<&str> = text.split('x').map(str::trim).collect();
    let is_amount = |piece: &str, is_before: bool| {
        let mut own: Vec<&str> = piece.split_whitespace().collect();
        if is_before {
            own.reverse();
        }
        own.truncate(3);
        own.iter().any(|word| word.contains('€') || word.starts_with("eur"))
            && own.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let months = |word: Option<&str>| {
        word.and_then(|word| word.parse().ok()).is_some_and(|many: u16| MONTHS.contains(&many))
    };
    pieces.windows(2).any(|two| {
        months(two[0].split_whitespace().last()) && is_amount(two[1], false)
            || is_amount(two[0], true) && months(two[1].split_whitespace().next())
    })
}

/// Whether a heading says for how long a contract is.
pub fn is_of_terms(heading: &str) -> bool {
    const TERMS: [&str; 16] = [
        "duree",
        "duree mois",
        "duree en mois",
        "engagement",
        "engagement mois",
        "duree engagement",
        "duree d engagement",
        "duree du contrat",
        "duree contrat",
        "nombre de mois",
        "nb de mois",
        "nb mois",
        "term",
        "lease term",
        "contract term",
        "laufzeit",
    ];
    TERMS.contains(&fold(heading).as_str())
}

#[cfg(test)]
mod tests {
    use super::{is_by_the_time, is_paid_in_time};

    #[test]
    fn a_rent_is_told_in_any_column() {
        for (heading, cell) in [
            ("Durée", "36 mois"),
            ("Engagement", "36 mois"),
            ("Nombre de mois", "36"),
            ("Périodicité", "mensuelle"),
            ("Commentaire", "loyer mensuel sur 36 mois"),
            ("Unité", "€/mois"),
            ("Formule", "Location 36 mois avec services"),
            ("Mode de financement", "Location financière"),
            ("Financement", "Crédit-bail 36 mois"),
            ("Mode", "Location évolutive"),
            ("Mode", "Bail 48 mois"),
            ("Mode de paiement", "36 loyers"),
            ("Observations", "24,90 € HT par mois pendant 36 mois"),
            ("Term", "36 months"),
            ("", "Latitude 5450 financement 36 x 24,90 €"),
            ("", "Latitude 5450 - 24,90 € x 36 mois"),
            ("", "Latitude 5450 (48 mois × 19.90€ HT)"),
        ] {
            assert!(is_paid_in_time(heading, cell), "{heading} = {cell}");
        }
        for (heading, cell) in [
            ("Engagement", "aucun"),
            ("Périodicité", "unique"),
            ("Formule", "Achat comptant"),
            ("Délai", "3 mois"),
            ("Commentaire", "livraison sous 3 semaines"),
            ("Unité", "€"),
            ("Location", "Paris"),
            ("Commentaire", "ex-location"),
            ("", "Latitude 5450 en 3 x 250 €"),
            ("", "Latitude 5450 16 x 512 Go"),
            ("", "Vertex 36 x Box"),
        ] {
            assert!(!is_paid_in_time(heading, cell), "{heading} = {cell}");
        }
    }

    #[test]
    fn what_is_paid_by_the_month_is_told_beside_its_amount() {
        assert!(is_by_the_time("Périodicité", "par mois"));
        assert!(is_by_the_time("Unité", "mois") && !is_by_the_time("Délai", "mois"));
        assert!(!is_by_the_time("Périodicité", "unique"));
    }
}
