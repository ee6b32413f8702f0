//! Headings of who or what has a machine, and of what it is used for.

use ground::table::fold;

/// Whether a heading is of who or what place has a machine, and known as no other column: a state
/// alone below it stands for neither.
pub(crate) fn is_of_holders(heading: &str) -> bool {
    const HOLDERS: [&str; 20] = [
        "nom",
        "name",
        "bureau",
        "salle",
        "piece",
        "local",
        "emplacement",
        "localisation",
        "affectation",
        "titulaire",
        "holder",
        "office",
        "room",
        "benutzer",
        "nutzer",
        "mitarbeiter",
        "raum",
        "usuario",
        "ubicacion",
        "despacho",
    ];
    HOLDERS.contains(&fold(heading).as_str())
}

/// Whether a heading is of what machines are used for, and known as no other column.
pub(crate) fn is_of_uses(heading: &str) -> bool {
    const USES: [&str; 17] = [
        "usage",
        "usages",
        "utilisation",
        "fonction",
        "fonctions",
        "role",
        "destination",
        "use",
        "usage type",
        "purpose",
        "function",
        "verwendung",
        "funktion",
        "uso",
        "funcion",
        "funzione",
        "functie",
    ];
    USES.contains(&fold(heading).as_str())
}
