//! What status words mean, and what words are none.

use super::*;
use factor::FactorSet;
use ground::lang::Lang;
use ground::table::SmallTable;
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn every_status_word_stands_once_and_names_a_state_that_exists() {
    let states = SmallTable::parse(Path::new("s"), include_str!("../../states.csv"), &[]).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for row in states.rows() {
        let state = row.get("state").trim_end_matches('?');
        assert!(state.is_empty() || State::named(state).is_some(), "{}", row.line);
        assert_eq!(fold(row.get("term")), row.get("term"), "line {}", row.line);
        assert!(seen.insert(row.get("term").to_owned()), "line {} stands twice", row.line);
    }
}

#[test]
fn status_words_are_known_in_their_forms_and_languages() {
    let set = FactorSet::shipped().unwrap();
    let words = Vocabulary::new(&set, &BTreeMap::new(), &BTreeMap::new(), Path::new("")).unwrap();
    for state in State::ALL {
        for name in [state.code(), state.label(Lang::Fr), state.label(Lang::En)] {
            assert_eq!(words.state_of(name), Some(state), "`{name}`");
        }
    }
    for (cell, named) in [
        ("parti avec Paul", true),
        ("left with John", true),
        ("rendu par Paul LEFEVRE", true),
        ("repris par la DRH", false),
        ("chez Lenovo", false),
        ("parti avec le camion", false),
    ] {
        assert_eq!(words.may_name_somebody(cell), named, "`{cell}`");
    }
    for (word, state) in [
        ("Restitué au fournisseur", State::Exited),
        ("Repris par le loueur", State::Exited),
        ("Rendu par l'agent", State::InStock),
        ("Out for Repair", State::InRepair),
        ("Out for Diagnostics", State::InRepair),
        ("Lost/Stolen", State::Exited),
        ("Broken - Not Fixable", State::Decommissioned),
        ("Damaged", State::InRepair),
        ("Operational", State::InService),
        ("Out of service", State::Decommissioned),
        ("Ready to Deploy", State::InStock),
        ("Archived", State::Decommissioned),
        ("Prêté", State::InService),
        ("prêt à déployer", State::InStock),
        ("HS", State::Decommissioned),
        ("Volées", State::Exited),
        ("Réformées", State::Decommissioned),
        ("Perdu ou volé", State::Exited),
        ("En stock - HS", State::Decommissioned),
        ("En service (Paris)", State::InService),
        ("Auf Lager", State::InStock),
        ("Ausgemustert", State::Decommissioned),
        ("En uso", State::InService),
        ("Dado de baja", State::Decommissioned),
        ("In uso", State::InService),
        ("Em reparação", State::InRepair),
        ("In gebruik", State::InService),
        ("Gestolen", State::Exited),
    ] {
        assert_eq!(words.state_of(word), Some(state), "`{word}`");
    }
    for (word, state) in [
        ("Dañada", State::InRepair),
        ("Rottamata", State::Exited),
        ("Vendidas", State::Exited),
        ("N'est plus en service", State::Decommissioned),
        ("Plus en service depuis 2021", State::Decommissioned),
        ("Pas en service", State::InStock),
        ("Nicht mehr in Betrieb", State::Decommissioned),
        ("Nicht im Einsatz", State::InStock),
        ("Décommissionnée", State::Decommissioned),
        ("HS - à recycler", State::Decommissioned),
        ("En service - à réformer", State::InService),
        ("Prêt à Mme X", State::InService),
        ("Remis DEEE le 3 mai", State::Exited),
        ("Rendus au loueur", State::Exited),
        ("Prod", State::InService),
    ] {
        assert_eq!(words.state_of(word), Some(state), "`{word}`");
    }
    // What is to come is no state yet, and what is in doubt is none.
    for word in [
        "À réformer",
        "à recycler",
        "To be decommissioned",
        "prêt à jeter",
        "vendu ?",
        "Vendu (?)",
        "Vendu (à confirmer)",
        "Peut-être volé",
        "HS ? à vérifier",
    ] {
        assert_eq!(words.state_of(word), None, "`{word}`");
    }
    for word in ["À réformer", "vendu ?"] {
        assert!(inventory::Kinds::is_state(&words, word), "`{word}`");
    }
    let own = BTreeMap::from([("vendu ?".to_owned(), "in_stock".to_owned())]);
    let told = Vocabulary::new(&set, &BTreeMap::new(), &own, Path::new("")).unwrap();
    assert_eq!(told.state_of("Vendu ?"), Some(State::InStock));
    assert_eq!(told.state_of("Vendu"), Some(State::Exited));
    // How a machine is at a moment is no state of its life.
    for word in ["Étage 3", "Éteint", "Éteinte le 3 mai"] {
        assert_eq!(words.state_of(word), None, "`{word}`");
    }
}

#[test]
fn what_is_denied_is_never_what_it_denies() {
    let set = FactorSet::shipped().unwrap();
    let words = Vocabulary::new(&set, &BTreeMap::new(), &BTreeMap::new(), Path::new("")).unwrap();
    for (word, state) in [
        ("Non-functional", Some(State::InRepair)),
        ("Matériel non-fonctionnel", None),
        ("Non fonctionnelle", Some(State::InRepair)),
        ("Non opérationnel", Some(State::InRepair)),
        ("Pas OK", Some(State::InRepair)),
        ("Not yet operational", Some(State::InRepair)),
        ("Nicht funktionsfähig", Some(State::InRepair)),
        ("No funciona", Some(State::InRepair)),
        ("Non actif", Some(State::InStock)),
        ("Not active", Some(State::InStock)),
        ("Non installé", Some(State::InStock)),
        ("Jamais déployées", Some(State::InStock)),
        ("Pas encore installé", Some(State::InStock)),
        ("Not used", Some(State::InStock)),
        ("Stock - non opérationnel", Some(State::InRepair)),
        // How a machine is managed is no state of its life, denied or not.
        ("Not compliant", None),
        ("Non-compliant", None),
        ("Non géré", None),
        ("Bons de commande en cours", None),
        ("Bon de livraison", None),
        ("Bon", Some(State::InService)),
        ("Mis hors service", Some(State::Decommissioned)),
    ] {
        assert_eq!(words.state_of(word), state, "`{word}`");
    }
}

#[test]
fn a_state_may_stand_before_who_keeps_the_machine() {
    let set = FactorSet::shipped().unwrap();
    let words = Vocabulary::new(&set, &BTreeMap::new(), &BTreeMap::new(), Path::new("")).unwrap();
    for (word, state) in [
        ("Stock DSI", State::InStock),
        ("En stock DSI", State::InStock),
        ("Réserve informatique", State::InStock),
        ("Stock du service informatique", State::InStock),
        ("Stock magasin", State::InStock),
        ("Rebut DSI 2024", State::Decommissioned),
        ("Parti déchetterie", State::Exited),
        ("emmené à la déchèterie", State::Exited),
        ("envoyé au recyclage", State::Exited),
        ("volé dans le train", State::Exited),
        ("Inutilisable", State::Decommissioned),
        ("Ne fonctionne plus", State::InRepair),
        ("Achats prévus", State::Ordered),
        ("pas encore livré", State::Ordered),
    ] {
        assert_eq!(words.state_of(word), Some(state), "`{word}`");
    }
    for word in ["Service informatique", "Maintenance informatique", "DSI", "Stockholm IT"] {
        assert_eq!(words.state_of(word), None, "`{word}`");
    }
}

#[test]
fn words_that_begin_as_no_state_does_are_left_at_that() {
    let set = FactorSet::shipped().unwrap();
    let words = Vocabulary::new(&set, &BTreeMap::new(), &BTreeMap::new(), Path::new("")).unwrap();
    // Each state is met in all its forms: none of them is left for how it begins.
    let alike =
        |form: &str, term: &str| form.as_bytes().iter().take(3).eq(term.as_bytes().iter().take(3));
    for term in words.states.states.keys() {
        let (first, rest) = term.split_once(' ').unwrap_or((term, ""));
        let stem = first.strip_suffix('o').or(first.strip_suffix('e')).unwrap_or(first);
        for ending in ["", "s", "e", "es", "a", "as", "o", "os"] {
            let forms = [format!("{first}{ending} {rest}"), format!("{stem}{ending} {rest}")];
            for form in forms.iter().map(|form| form.trim()).filter(|own| alike(own, term)) {
                assert!(words.begins_a_state(form), "`{form}`");
            }
        }
    }
    // Names that begin as states do are not looked into further.
    for name in [
        "serie 5",
        "service laser",
        "series 7",
        "serveur",
        "stockholm",
        "pretoria",
        "latitude 5420",
        "optiplex 3080",
        "ups",
        "useful",
        "redmi note",
        "prodesk 600",
        "newton",
    ] {
        assert!(!words.begins_a_state(name), "`{name}`");
        assert_eq!(words.state_of(name), None, "`{name}`");
    }
}
