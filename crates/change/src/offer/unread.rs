//! What the columns of a quotation that no field takes say against its price or its warranty.

use equipment::{Told, is_by_the_time, is_offered_on_lease};
use ground::table::fold;
use inventory::{is_another_currency, is_placeholder};

/// What such cells say, each as it is shown: `Devise` = `USD`. Where one speaks, what it speaks of is not
/// sure, and is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Against {
    /// That the price is paid again and again.
    pub rent: Option<String>,
    /// That the price is in another currency than the euro.
    pub currency: Option<String>,
    /// That the warranty beside is not had, or is paid for apart.
    pub warranty: Option<String>,
}

impl Against {
    /// What the row says.
    pub(super) fn of(told: Told<'_>) -> Self {
        let mut against = Self::default();
        let beside = told.cells_beside().map(|one| (one, true));
        let remarks = told.cells_never_shown().map(|one| (one, false));
        for ((heading, cell), is_shown) in beside.chain(remarks) {
            let says = |found: bool, place: &mut Option<String>| {
                if found && place.is_none() {
                    *place = Some(shown(heading, if is_shown { &cell } else { "" }));
                }
            };
            says(is_rent(heading, &cell), &mut against.rent);
            says(is_foreign(heading, &cell), &mut against.currency);
            says(is_denied(heading, &cell), &mut against.warranty);
        }
        against
    }
}

/// A cell as it is shown: a remark of many words may name people.
fn shown(heading: &str, cell: &str) -> String {
    const LONGEST: usize = 40;
    let cell = cell.trim();
    if (1..=LONGEST).contains(&cell.chars().count()) {
        format!("`{heading}` = `{cell}`")
    } else {
        format!("`{heading}`")
    }
}

/// Whether a column that no field takes is heeded all the same, by its heading.
pub fn is_heeded(heading: &str) -> bool {
    is_of_terms(heading) || is_of_money(heading)
}

/// Whether a cell says that its row is let: `€/mois`, `loyer mensuel sur 36 mois`; or for how long, below a
/// heading of terms.
fn is_rent(heading: &str, cell: &str) -> bool {
    const RENTS: [&str; 16] = [
        "loyer",
        "loyers",
        "mensuel",
        "mensuelle",
        "mensuels",
        "mensuelles",
        "mensualite",
        "mensualites",
        "trimestriel",
        "trimestrielle",
        "monthly",
        "leasing",
        "lease",
        "lld",
        "loa",
        "miete",
    ];
    const TIMES: [&str; 8] =
        ["/mois", "/ mois", "/month", "/ month", "/monat", "par mois", "per month", "pro monat"];
    const LET: [&str; 10] = [
        "location evolutive",
        "location operationnelle",
        "location financiere",
        "location longue",
        "location simple",
        "location avec",
        "credit bail",
        "bail de",
        "bail sur",
        "leasing",
    ];
    let (folded, lower) = (fold(cell), cell.to_lowercase());
    is_by_the_time(heading, cell)
        || is_offered_on_lease(cell)
        || folded.split(' ').any(|word| RENTS.contains(&word))
        || TIMES.iter().any(|time| lower.contains(time))
        || LET.iter().any(|said| folded.contains(said))
        || folded
            .strip_prefix("bail ")
            .is_some_and(|term| term.starts_with(|c: char| c.is_ascii_digit()))
        || is_of_terms(heading) && cell.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// Whether a heading says for how long a contract is.
fn is_of_terms(heading: &str) -> bool {
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

/// Whether a heading says that its column is of currencies.
fn is_of_money(heading: &str) -> bool {
    const MONEY: [&str; 10] = [
        "devise",
        "devises",
        "dev",
        "monnaie",
        "currency",
        "curr",
        "unite monetaire",
        "wahrung",
        "waehrung",
        "moneda",
    ];
    MONEY.contains(&fold(heading).as_str())
}

/// Whether a cell names another currency than the euro, below a heading of currencies.
fn is_foreign(heading: &str, cell: &str) -> bool {
    // Thousands of euros are none that a price is told in.
    const EUROS: [&str; 8] = ["eur", "euro", "euros", "ht", "ttc", "hors", "taxes", ""];
    let said = cell.replace('€', " eur ");
    let folded = fold(&said);
    let is_euro = || folded.split(' ').all(|word| EUROS.contains(&word));
    let tells = !is_placeholder(cell.trim().as_bytes());
    tells && (is_of_money(heading) && !is_euro() || is_wholly_foreign(cell))
}

/// Whether a cell is the name of another currency and nothing else: `USD`, `£`.
fn is_wholly_foreign(cell: &str) -> bool {
    cell.trim().chars().count() <= 4
        && !cell.bytes().any(|byte| byte.is_ascii_digit())
        && is_another_currency(cell)
}

/// Whether a cell says of a warranty that it is not had: `en option` below a heading of warranties, or in
/// words of its own.
fn is_denied(heading: &str, cell: &str) -> bool {
    const NOT_HAD: [&str; 21] = [
        "non",
        "no",
        "nein",
        "option",
        "en option",
        "optionnel",
        "optionnelle",
        "optional",
        "sur devis",
        "payant",
        "payante",
        "en sus",
        "en supplement",
        "extra",
        "non inclus",
        "non incluse",
        "non compris",
        "non comprise",
        "not included",
        "hors forfait",
        "sans",
    ];
    const HAD: [&str; 10] = [
        "non", "no", "nein", "inclus", "incluse", "compris", "comprise", "included", "offert",
        "offerte",
    ];
    const PAID: [&str; 9] =
        ["payante", "payant", "option", "prix", "cout", "price", "cost", "optionnelle", "paid"];
    const OF_IT: [&str; 4] = ["garantie", "garanties", "warranty", "guarantee"];
    let (of, said) = (fold(heading), fold(cell));
    let speaks = |text: &str| text.split(' ').any(|word| OF_IT.contains(&word));
    // `Garantie 5 ans` is another one.
    if of.split(' ').any(|word| word == "extension" || word.parse::<u16>().is_ok()) {
        return false;
    }
    if speaks(&of) {
        let is_paid = of.split(' ').any(|word| PAID.contains(&word));
        let is_zero = is_placeholder(cell.trim().as_bytes())
            || cell.trim_matches(['0', ',', '.', ' ', '€']).is_empty();
        return if is_paid {
            !is_zero && !HAD.contains(&said.as_str())
        } else {
            NOT_HAD.contains(&said.as_str())
        };
    }
    let denies = ["non compris", "non inclus", "en option", "en sus", "not included", "sur devis"];
    speaks(&said)
        && (said.starts_with("sans garantie")
            || said.starts_with("hors garantie")
            || denies.iter().any(|denied| said.contains(denied)))
}

#[cfg(test)]
mod tests {
    use super::{is_denied, is_foreign, is_rent};

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
        ] {
            assert!(is_rent(heading, cell), "{heading} = {cell}");
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
        ] {
            assert!(!is_rent(heading, cell), "{heading} = {cell}");
        }
    }

    #[test]
    fn another_currency_is_told_in_a_column_of_its_own() {
        for (heading, cell) in [
            ("Devise", "USD"),
            ("Currency", "GBP"),
            ("Monnaie", "franc suisse"),
            ("Total", "£"),
            ("Devise", "k€"),
        ] {
            assert!(is_foreign(heading, cell), "{heading} = {cell}");
        }
        for (heading, cell) in [
            ("Devise", "EUR"),
            ("Devise", "EUR HT"),
            ("Devise", "-"),
            ("Dev.", "€"),
            ("Curr", "Euro"),
            ("Pays", "US1"),
        ] {
            assert!(!is_foreign(heading, cell), "{heading} = {cell}");
        }
    }

    #[test]
    fn a_warranty_is_denied_in_another_column() {
        for (heading, cell) in [
            ("Type de garantie", "en option"),
            ("Garantie incluse ?", "non"),
            ("Garantie comprise", "Non"),
            ("Option garantie", "45,00"),
            ("Condition de garantie", "sur devis"),
            ("Garantie payante", "oui"),
            ("Prix garantie HT", "45,00"),
            ("Observations", "garantie non comprise"),
            ("Remarque", "Sans garantie"),
        ] {
            assert!(is_denied(heading, cell), "{heading} = {cell}");
        }
        for (heading, cell) in [
            ("Garantie incluse ?", "oui"),
            ("Garantie payante", "non"),
            ("Prix garantie HT", "inclus"),
            ("Prix garantie HT", "0,00"),
            ("Prix garantie HT", "-"),
            ("Extension de garantie", "en option"),
            ("Garantie 5 ans", "en option"),
            ("Type de garantie", "sur site"),
            ("Observations", "garantie comprise"),
            ("Option", "en option"),
        ] {
            assert!(!is_denied(heading, cell), "{heading} = {cell}");
        }
    }
}
