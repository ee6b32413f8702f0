//! What names of sheets, files and sections say of a state.

use super::*;

struct NamedStateWords;

impl Kinds for NamedStateWords {
    fn is_type(&self, word: &str) -> bool {
        ["pc", "ecran", "tablettes"].contains(&fold(word).as_str())
    }
    fn is_state(&self, word: &str) -> bool {
        self.state(word).is_some()
    }
    fn state(&self, word: &str) -> Option<&'static str> {
        match word {
            "rebut" | "mise au rebut" | "reformes" | "hs" | "en panne" => Some("decommissioned"),
            "stock" | "en stock" | "stock magasin" => Some("in_stock"),
            "sorties" => Some("exited"),
            "production" => Some("in_service"),
            _ => None,
        }
    }
    fn state_ahead(&self, word: &str) -> Option<&'static str> {
        (fold(word) == "a recycler").then_some("decommissioned")
    }
    fn own_state(&self, word: &str) -> Option<&'static str> {
        (word == "Stock Lyon").then_some("in_stock")
    }
}

#[track_caller]
fn check(name: &str, says: Option<StateSays>) {
    assert_eq!(state_in(name, &NamedStateWords), says, "`{name}`");
}

#[test]
fn a_name_is_a_state_but_for_years_and_words_that_say_nothing() {
    check("Rebut 2024", Some(StateSays::Sure("decommissioned")));
    check("Matériel réformés", Some(StateSays::Sure("decommissioned")));
    check("PC - mise au rebut", Some(StateSays::Sure("decommissioned")));
    check("Liste des sorties en 2023", Some(StateSays::Sure("exited")));
    check("En stock", Some(StateSays::Sure("in_stock")));
    check("2024_Stock", Some(StateSays::Sure("in_stock")));
}

#[test]
fn a_state_among_other_words_is_asked_and_what_the_user_says_is_taken() {
    check("Stock Paris", Some(StateSays::Perhaps("in_stock")));
    check("Stock Lyon", Some(StateSays::Told("in_stock")));
    check("stock du magasin", Some(StateSays::Perhaps("in_stock")));
    check("Sorties ?", Some(StateSays::Perhaps("exited")));
    check("À recycler", Some(StateSays::Perhaps("decommissioned")));
    check("Matériel à recycler en 2026", Some(StateSays::Perhaps("decommissioned")));
    check("À recycler 2026", Some(StateSays::Perhaps("decommissioned")));
}

#[test]
fn one_thing_with_its_state_is_a_row_and_many_are_a_title() {
    for one in [
        "PC (HS)",
        "Écran HS",
        "PC en panne",
        "Écran (réserve)",
        "PC-02 HS",
        "STOCK-01",
        "REBUT-01",
        "SRV-WEB HS",
        "PC_ACCUEIL (HS)",
        "PC-02 (HS)",
        "PC-02 - en panne",
        "SRVDC01 HS",
        "CIS-02 HS",
    ] {
        assert!(is_one_thing(one, &NamedStateWords), "{one}");
    }
    for many in [
        "Tablettes HS",
        "Tablettes (HS)",
        "PC réformés",
        "Matériel HS",
        "HS",
        "En stock",
        "Salle12 HS",
        "Tablettes-2 HS",
        "Rebut-2024",
        "Lot-3 HS",
        "EN-STOCK",
        "T3 HS",
    ] {
        assert!(!is_one_thing(many, &NamedStateWords), "{many}");
    }
}

#[test]
fn a_name_that_says_nothing_moves_nothing() {
    for name in ["Mairie", "Parc 2025", "Production", "Feuil1", "2025", ""] {
        check(name, None);
    }
}
