//! What a title of a quotation says of all rows below it: `Proposition de location 36 mois`,
//! `Matériel reconditionné`, `Prix en CHF HT`.

use crate::condition::{is_offered_new, is_offered_on_lease, is_offered_used};
use crate::payment::is_paid_in_time;
use ground::table::fold;
use inventory::{currency_of_title, has_tax, is_in_another_currency};

/// What a title says; `None` where it says nothing of it, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TitleSays {
    /// Whether what stands below is let, and not sold.
    pub is_let: Option<bool>,
    /// Whether others used it.
    pub is_used: Option<bool>,
    /// Whether its amounts are in another currency than the euro.
    pub is_foreign: Option<bool>,
    /// Whether they have the tax in them.
    pub has_tax: Option<bool>,
}

impl TitleSays {
    /// What the cells of a line of title say: each by itself, and one of what the next is (`Devise :`, `CHF`).
    pub fn of(cells: &[String]) -> Self {
        let parted = cells.iter().filter_map(|cell| cell.split_once(':'));
        let next = cells.iter().zip(cells.iter().skip(1));
        let named = next.map(|(of, cell)| (of.as_str(), cell.as_str())).chain(parted);
        let pairs: Vec<(&str, &str)> =
            named.map(|(of, cell)| (of.trim_end_matches([' ', ':']), cell)).collect();
        let alone = || cells.iter().map(String::as_str);
        let said = |of: &dyn Fn(&str) -> Option<bool>| one(alone().filter_map(of));
        let is_foreign = pairs.iter().any(|(of, cell)| is_in_another_currency(of, cell));
        Self {
            is_let: one(alone()
                .filter_map(|cell| is_let("", cell))
                .chain(pairs.iter().filter_map(|(of, cell)| is_let(of, cell)))),
            is_used: said(&is_used),
            is_foreign: is_foreign.then_some(true).or_else(|| said(&currency_of_title)),
            has_tax: said(&tax),
        }
    }
}

/// What all say, where they do not differ.
fn one(mut said: impl Iterator<Item = bool>) -> Option<bool> {
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}

/// Whether a cell of a title says that what stands below is let, or bought.
fn is_let(heading: &str, cell: &str) -> Option<bool> {
    const BOUGHT: [&str; 10] = [
        "achat",
        "achats",
        "acquisition",
        "vente",
        "ventes",
        "comptant",
        "purchase",
        "buy",
        "sale",
        "sales",
    ];
    // What may be had, and is not said to be so.
    const OPEN: [&str; 7] =
        ["option", "possible", "disponible", "disponibles", "consulter", "demande", "reprise"];
    const LET: [&str; 7] = ["location", "locations", "louer", "leasing", "lease", "loa", "lld"];
    // What pays for no machine, or for none.
    const BESIDE: [&str; 3] = ["sans", "ni", "mensuellement"];
    let folded = fold(cell).replace("option d achat", "").replace("option achat", "");
    let has = |of: &[&str]| folded.split(' ').any(|word| of.contains(&word));
    if has(&OPEN) || is_offered_used(cell) {
        return None;
    }
    let by_time = is_paid_in_time(heading, cell) && !has(&BESIDE);
    match (has(&BOUGHT), is_offered_on_lease(cell) || by_time) {
        (true, true) | (false, false) => None,
        (true, false) if has(&LET) => None,
        (bought, _) => Some(!bought),
    }
}

/// Whether a cell of a title says that others used what stands below, or that it is new.
fn is_used(cell: &str) -> Option<bool> {
    match (is_offered_used(cell), is_offered_new(cell)) {
        (true, _) => Some(true),
        (false, new) => new.then_some(false),
    }
}

/// Whether a cell of a title says that all prices have the tax in them: `Total HT` is a sum.
fn tax(cell: &str) -> Option<bool> {
    const PRICES: [&str; 10] = [
        "prix",
        "tarif",
        "tarifs",
        "montants",
        "price",
        "prices",
        "devis",
        "offre",
        "quote",
        "quotation",
    ];
    const OTHERS: [&str; 9] = [
        "total",
        "acompte",
        "livraison",
        "port",
        "capital",
        "minimum",
        "solde",
        "franco",
        "remise",
    ];
    let folded = fold(cell);
    let has = |of: &[&str]| folded.split(' ').any(|word| of.contains(&word));
    has_tax(cell).filter(|_| has(&PRICES) && !has(&OTHERS))
}

#[cfg(test)]
mod tests {
    use super::TitleSays;

    fn says(cell: &str) -> TitleSays {
        TitleSays::of(&[cell.to_owned()])
    }

    #[test]
    fn a_title_says_how_all_below_is_paid() {
        for title in [
            "Proposition de location 36 mois",
            "LOCATION 36 MOIS",
            "Solution 2 : location sur 36 mois (loyer mensuel)",
            "Crédit-bail avec option d'achat",
            "Offre LLD",
            "Loyers mensuels HT",
            "Engagement : 36 mois",
            "Leasing",
        ] {
            assert_eq!(says(title).is_let, Some(true), "{title}");
        }
        for title in ["ACHAT", "Solution 1 : achat", "Achat comptant", "Purchase"] {
            assert_eq!(says(title).is_let, Some(false), "{title}");
        }
        for title in [
            "Vente - Location - Maintenance",
            "Achat ou location",
            "Location possible, nous consulter",
            "Matériel en fin de location",
            "Devis n° 2026-114",
            "Garantie 36 mois",
            "Écrans",
        ] {
            assert_eq!(says(title).is_let, None, "{title}");
        }
    }

    #[test]
    fn a_title_says_the_condition_the_currency_and_the_tax() {
        let used = |title: &str| says(title).is_used;
        for title in
            ["Matériel reconditionné", "RECONDITIONNÉ", "Occasion", "Grade A", "Remis à neuf"]
        {
            assert_eq!(used(title), Some(true), "{title}");
        }
        for title in ["Matériel neuf", "NEUF", "PC portables neufs", "New"] {
            assert_eq!(used(title), Some(false), "{title}");
        }
        for title in
            ["Neuf ou reconditionné", "Reprise de votre matériel d'occasion", "Écrans", "Neuilly"]
        {
            assert_eq!(used(title), None, "{title}");
        }
        let foreign = |cells: &[&str]| {
            let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            TitleSays::of(&cells).is_foreign
        };
        assert_eq!(foreign(&["Devis en dollars US (USD)"]), Some(true));
        assert_eq!(foreign(&["Devise :", "CHF"]), Some(true));
        assert_eq!(foreign(&["Monnaie : USD"]), Some(true));
        assert_eq!(foreign(&["Devise :", "EUR"]), None);
        assert_eq!(foreign(&["Prix en euros"]), Some(false));
        assert_eq!(foreign(&["Stations CAO / CAD"]), None);
        let tax = |title: &str| says(title).has_tax;
        assert_eq!(tax("Tous les prix sont TTC"), Some(true));
        assert_eq!(tax("Prix en CHF HT"), Some(false));
        assert_eq!(tax("Total TTC : 1 200 €"), None);
        assert_eq!(tax("Prix hors livraison TTC"), None);
    }
}
