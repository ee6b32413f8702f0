//! Lists of what came and went: they say how machines moved, and not which are there.
//!
//! Each row of theirs would count its machines once more. A column tells them: its heading asks what
//! happened and its cells answer, or its cells alone say that things come and go. A state
//! (`Sorti`, `En service`) is of a machine that the list has once, and is read as one.

use super::column_words::parts;
use super::place::HeadingPlace;
use super::placeholder::is_placeholder;
use ground::fault::{Fault, clip};
use ground::table::fold;
use ground::text;
use ground::word::within_quotes;
use std::collections::BTreeMap;

/// Words of headings that ask what happened.
const ASK: &str = "mouvement mouvements mvt mvts flux transaction transactions bewegung buchung \
    bewegungsart buchungsart movimiento movimientos movimento movimenti mutatie mutaties movement \
    movements";
/// Headings that may ask it, whole; others are called so too.
const MAY_ASK: &str = "sens nature operation operations action actions direction type evenement \
    evenements event events accion operacion azione operazione vorgang aktion richtung actie bewerking \
    motif objet libelle activite activity";
/// Words of headings of what each machine of an inventory did last.
const LAST: &str = "dernier derniere derniers dernieres last letzte letzter ultimo ultima laatste";

/// What comes, folded: a cell begins so.
const COMES: &str = "entree entrees in entry reception receptions receipt received livraison \
    livraisons delivery retour retours return checkin restitution restitutions reintegration \
    eingang zugang ruckgabe rucknahme wareneingang entrada entradas devolucion ingreso \
    ingresso entrata reso inkomend inname ontvangst";
/// What goes.
const GOES: &str = "sortie sorties out exit exits pret prets loan emprunt emprunts checkout issue \
    cession cessions vente ventes don dons vol perte reforme rebut expedition envoi ausgang \
    abgang ausgabe ausleihe warenausgang salida salidas baja prestamo uscita prestito uitgaand \
    uitgifte uitleen dispatch shipment";
/// What else happens to a thing.
const HAPPENS: &str = "mouvement transfert transferts transfer mutation deplacement affectation \
    reaffectation attribution achat achats installation inventaire ajustement regularisation \
    reparation umbuchung traslado trasferimento alta umzug verplaatsing verhuizing move";
/// Words of these that departments, states and ways of coming bear too.
const BORNE: &str = "entry reception receptions receipt livraison livraisons delivery retour retours \
    return restitution restitutions reintegration wareneingang ontvangst vente ventes expedition \
    dispatch shipment envoi warenausgang achat achats inventaire installation reparation mouvement \
    affectation attribution pret prets loan emprunt emprunts prestamo prestito don dons cession \
    cessions vol perte reforme rebut baja alta issue devolucion reso inname uitleen ausleihe";
/// As those, of several words.
const GOES_BY_PHRASE: [&str; 5] =
    ["mise au rebut", "mise en rebut", "mise a disposition", "check out", "mise en deee"];
const COMES_BY_PHRASE: [&str; 2] = ["mise en stock", "check in"];

/// How a word says that a thing moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moved {
    Came,
    Went,
    Otherwise,
}

/// How a cell says that its things moved.
fn moved(cell: &str) -> Option<Moved> {
    let folded = fold(cell);
    let first = folded.split(' ').next().unwrap_or("");
    let is = |words: &str| words.split_whitespace().any(|word| word == first);
    let begins = |phrases: &[&str]| phrases.iter().any(|phrase| folded.starts_with(phrase));
    match cell.trim() {
        "+" => return Some(Moved::Came),
        "-" | "−" | "–" => return Some(Moved::Went),
        _ => {}
    }
    // « En service », « sorti » are states.
    if undone(cell).is_some() {
        Some(Moved::Went)
    } else if is(COMES) || begins(&COMES_BY_PHRASE) {
        Some(Moved::Came)
    } else if is(GOES) || begins(&GOES_BY_PHRASE) {
        Some(Moved::Went)
    } else {
        (is(HAPPENS) || folded == "mise en service").then_some(Moved::Otherwise)
    }
}

/// What a cell says was undone, folded: `installation`, of `Désinstallation`.
fn undone(cell: &str) -> Option<String> {
    let folded = fold(cell);
    let first = folded.split(' ').next().unwrap_or("");
    let is = |word: &str| {
        [COMES, HAPPENS].iter().any(|list| list.split_whitespace().any(|own| own == word))
    };
    let what = ["des", "dis", "de", "un"]
        .iter()
        .find_map(|sign| first.strip_prefix(sign).filter(|word| is(word)));
    what.map(str::to_owned)
}

/// Whether the word of a move is one that nothing else is called.
fn is_of_moves_alone(cell: &str) -> bool {
    let folded = fold(cell);
    let first = folded.split(' ').next().unwrap_or("");
    moved(cell).is_some() && !BORNE.split_whitespace().any(|word| word == first)
}

/// Whether a heading asks what happened: for sure, or perhaps.
fn asks_what_happened(heading: &str) -> Option<bool> {
    let words = parts(heading);
    // What has no heading asks nothing, and no user could say what it is.
    if words.is_empty() {
        return None;
    }
    let is = |list: &str, word: &str| list.split_whitespace().any(|own| own == word);
    if words.iter().any(|word| is(LAST, word) || word == "date") {
        return None;
    }
    if words.iter().any(|word| is(ASK, word)) {
        return Some(true);
    }
    let link = |word: &&String| !["de", "d", "du", "l", "of", "type", "nature"].contains(&&***word);
    let own: Vec<&String> = words.iter().filter(link).collect();
    let may = |word: &String| is(MAY_ASK, word);
    (words.iter().all(|word| may(word) || !link(&word)) || matches!(own[..], [one] if may(one)))
        .then_some(false)
}

/// A table whose moves are looked for.
pub(super) struct MovesLooked<'a> {
    pub(super) headers: &'a [String],
    /// The cells of each column that hold something.
    pub(super) cells: &'a dyn Fn(usize) -> Vec<&'a str>,
    pub(super) rows: usize,
    /// Whether each machine has its own cell in a column.
    pub(super) is_of_each: &'a dyn Fn(usize) -> bool,
    /// What each row says in two columns.
    pub(super) paired: &'a dyn Fn(usize, usize) -> Vec<(&'a str, &'a str)>,
    /// Whether the user says something of a column.
    pub(super) is_told: &'a dyn Fn(&str) -> bool,
    /// Whether a word says how machines came.
    pub(super) is_way_of_coming: &'a dyn Fn(&str) -> bool,
}

/// The column that says how things moved, of a list of moves, and its words.
fn column_of_moves<'a>(table: &MovesLooked<'a>) -> Option<(usize, Vec<&'a str>)> {
    (0..table.headers.len()).find_map(|at| {
        let heading = table.headers[at].trim();
        if (table.is_told)(heading) {
            return None;
        }
        let surely = asks_what_happened(heading)?;
        // A dash stands for nothing, but beside a plus.
        let cells = (table.cells)(at);
        let signs = cells.contains(&"+");
        let told = cells.into_iter().filter(|cell| signs || !is_placeholder(cell.as_bytes()));
        let told: Vec<&str> = told.collect();
        // What is undone came first: `Installation`, beside `Désinstallation`.
        let done: Vec<String> = told.iter().filter_map(|cell| undone(cell)).collect();
        let is_done = |cell: &str| done.iter().any(|word| fold(cell).starts_with(word.as_str()));
        let moves: Vec<Moved> = told
            .iter()
            .filter_map(|cell| match moved(cell) {
                Some(Moved::Otherwise) if is_done(cell) => Some(Moved::Came),
                said => said,
            })
            .collect();
        let has = |what: Moved| moves.contains(&what);
        let is_most = moves.len() * 10 >= told.len() * 8 && told.len() * 2 > table.rows;
        if !is_most {
            return None;
        }
        let says = if surely {
            has(Moved::Came) || has(Moved::Went)
        } else {
            let repeats = |at: usize| {
                let mut own = (0..table.headers.len()).filter(|own| (table.is_of_each)(*own));
                own.any(|own| came_and_went(&(table.paired)(own, at)))
            };
            // `Prêt` below `Nature` may be how machines came.
            let is_few = || {
                let came = told.iter().filter(|cell| (table.is_way_of_coming)(cell)).count();
                came * 2 < told.len()
            };
            // `Réception`, `Ventes` are departments, and a machine that came and went is there twice.
            let alone = || told.iter().any(|cell| is_of_moves_alone(cell));
            has(Moved::Came) && has(Moved::Went) && is_few() && (alone() || repeats(at))
        };
        says.then_some((at, told))
    })
}

/// Whether one of machines, each beside what its row says, came and went.
fn came_and_went(rows: &[(&str, &str)]) -> bool {
    let mut came = BTreeMap::new();
    let moves = rows.iter().filter(|(machine, _)| !is_placeholder(machine.as_bytes()));
    for (machine, cell) in moves {
        let said: &mut (bool, bool) = came.entry(machine).or_default();
        match moved(cell) {
            Some(Moved::Came) => said.0 = true,
            Some(Moved::Went) => said.1 = true,
            _ => {}
        }
    }
    came.values().any(|both| *both == (true, true))
}

/// The fault of a list that says how machines moved, if a table is one.
pub(super) fn fault_of_moves(place: HeadingPlace<'_>, table: &MovesLooked<'_>) -> Option<Fault> {
    let (at, told) = column_of_moves(table)?;
    let heading = clip(table.headers[at].trim());
    let mut words: Vec<&str> = Vec::new();
    for word in told {
        if words.len() < 3 && !words.contains(&word) {
            words.push(word);
        }
    }
    let words = clip(&words.join(", "));
    let fault = place.fault(text!(
        "c'est une liste de mouvements (colonne « {heading} » : {words}), pas un inventaire : chaque équipement y compterait autant de fois qu'il bouge",
        "this is a list of movements (column \"{heading}\": {words}), not an inventory: each machine would count as often as it moves"
    ));
    let fault = fault.hint(text!(
        "donnez la liste de ce qui est là à une date, une ligne par équipement ; les mouvements ont leur place dans le registre `movements.csv` du dossier de parc (docs/formats/movements.md)",
        "give the list of what is there on a day, a row for each machine; movements belong in the ledger `movements.csv` of the estate folder (docs/formats/movements.md)"
    ));
    let heading = within_quotes(&table.headers[at]);
    Some(fault.hint(text!(
        "si chaque ligne est un équipement qui est là : `--column \"{heading}=unread\"`, ou `--column \"{heading}=status\"` si la colonne dit leur état",
        "if each row is a machine that is there: `--column \"{heading}=unread\"`, or `--column \"{heading}=status\"` if the column says their state"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn moves(heading: &str, cells: &str) -> bool {
        moves_of(heading, cells, &[])
    }

    /// As [`moves`], where the rows say which machine they are of.
    fn moves_of(heading: &str, cells: &str, machines: &[&str]) -> bool {
        let headers = [heading.to_owned(), "Serial".to_owned()];
        let all: Vec<&str> = cells.split(';').collect();
        let ways = ["achat", "location", "don"];
        let table = MovesLooked {
            headers: &headers,
            cells: &|at| {
                if at > 0 {
                    Vec::new()
                } else {
                    all.iter().copied().filter(|cell| !cell.is_empty()).collect()
                }
            },
            rows: all.len(),
            is_of_each: &|at| at == 1,
            paired: &|_, _| machines.iter().copied().zip(all.iter().copied()).collect(),
            is_told: &|_| false,
            is_way_of_coming: &|cell| ways.contains(&fold(cell).as_str()),
        };
        fault_of_moves(HeadingPlace::below(Path::new("x.csv"), 0), &table).is_some()
    }

    #[test]
    fn what_comes_and_goes_is_no_inventory() {
        for (heading, cells) in [
            ("Mouvement", "Entrée;Sortie;Retour"),
            ("Type de mouvement", "Prêt;Retour;Prêt"),
            ("Sens", "Entrée;Sortie"),
            ("Sens du flux", "E;Sortie;Entrée;Entrée;Sortie"),
            ("Nature", "Entrée;Sortie"),
            ("Opération", "Livraison;Mise au rebut;Transfert"),
            ("Nature de l'opération", "Réception;Sortie stock"),
            ("Action", "checkout;checkin"),
            ("Direction", "in;out"),
            ("Bewegungsart", "Wareneingang;Ausgabe"),
            ("Movimiento", "Entrada;Salida"),
            ("Sens", "+;-;+"),
            ("Mutatie", "Uitgifte;Inname"),
            ("Opération", "Installation;Installation;Désinstallation"),
            ("Action", "Affectation;Désaffectation"),
        ] {
            assert!(moves(heading, cells), "{heading}: {cells}");
        }
    }

    #[test]
    fn what_is_there_is_one() {
        for (heading, cells) in [
            ("État", "Sorti;En service;Prêt"),
            ("Nature", "Achat;Location;Don"),
            ("Direction", "DSI;Finances"),
            ("Dernier mouvement", "Sortie;Entrée"),
            ("Date de mouvement", "Sortie;Entrée"),
            ("Mouvement", ";;Sortie"),
            ("Type", "PC portable;Écran"),
            ("Action", "à remplacer;à garder"),
            ("Sens", "-;-"),
            ("Opération", "Installation;Installation;Maintenance"),
            ("Opération", "Désinfection;Installation"),
            ("", "Entrée;Sortie"),
            ("  ", "in;out"),
        ] {
            assert!(!moves(heading, cells), "{heading}: {cells}");
        }
        // Departments, states and ways of coming.
        for heading in ["Direction", "Activité", "Service", "Nature", "Motif", "Opération", "Type"]
        {
            for cells in [
                "Réception;Expédition;Achats;Ventes;DSI",
                "Livraison;Expédition;Retours",
                "Retour;Prêt;Rebut",
                "Réception;Vol;Don",
            ] {
                assert!(!moves(heading, cells), "{heading}: {cells}");
                let apart = ["A", "B", "C", "D", "E"];
                assert!(!moves_of(heading, cells, &apart), "{heading}: {cells}");
            }
            // One machine came and went.
            let twice = moves_of(heading, "Réception;Expédition;Retour", &["A", "A", "B"]);
            assert_eq!(twice, heading != "Service", "{heading}");
            assert!(!moves_of(heading, "Réception;Expédition;Retour", &["-", "-", "B"]));
        }
    }
}
