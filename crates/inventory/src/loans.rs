//! Registers of loans: a row for each time that a machine went out, with the day it came back.
//!
//! Each row would count its machine once more, or have it leave on the day it was lent. Two columns of
//! days tell them, one of when it went out and one of when it came back. Where machines have numbers of
//! their own, a list in which none stands twice is an inventory with what was lent last.

use super::column_words::parts;
use super::kinds::tells_a_day;
use super::moves::MovesLooked;
use super::place::HeadingPlace;
use super::placeholder::is_placeholder;
use ground::fault::{Fault, clip};
use ground::text;
use ground::word::within_quotes;
use std::collections::BTreeSet;

/// Words of headings of when, or whether, a machine came back.
const BACK: &str = "retour retourne rendu rendue restitution restitue restituee rentre rentree revenu revenue \
    return returned checkin ruckgabe zuruck devolucion devuelto restituzione reso inlevering ingeleverd";
/// Words of headings of when a machine went out.
const OUT: &str = "sortie sorti sortis pret prete pretee emprunt emprunte loan loaned lent borrowed checkout \
    ausleihe ausgeliehen prestamo prestado prestito prestato uitleen uitgeleend remise remis issued";
/// Those of [`OUT`] that a machine goes out by for good as well.
const OUT_OR_GONE: &str = "sortie sorti sortis remise remis issued";
/// Words of headings of who has it.
const BORROWER: &str = "emprunteur emprunteuse emprunte emprunteurs borrower borrowed entleiher ausleiher \
    prestatario lener";
/// Words of headings of who has machines, lent or not.
const PEOPLE: &str = "agent agents beneficiaire beneficiaires utilisateur utilisateurs usager user users attribue \
    attribuee affecte affectee assigned detenteur holder salarie collaborateur employe employee personne \
    employees staff emprunteur benutzer mitarbeiter usuario utente gebruiker assegnatario asignado";
/// Words of headings of days to come: what is due is not back.
const TO_COME: &str = "prevu prevue previsionnel previsionnelle theorique due expected planned geplant \
    previsto prevista verwacht";
/// Words of headings of why and how a machine left: it is gone.
const GONE: &str = "motif raison cause reason why rebut reforme cession vente vendu vendue destruction recyclage \
    deee dee disposal disposed scrapped sold retired don donne donnee filiere grund motivo";
/// Words of what it is taken from for good: `Sortie du parc`.
const TAKEN_FROM: &str = "parc inventaire inventory actif immobilisation comptable estate";
/// Headings from when, and until when, where a column says who has it.
const FROM: &str = "du depuis debut from von desde dal van";
const UNTIL: &str = "au fin to until bis hasta al tot";

/// What a day on which machines went out is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WentOut {
    /// They were lent: they are there.
    Lent,
    /// They were lent, or left for good.
    LentOrGone,
}

/// The columns of a register of loans: of when machines went out, and of when they came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LoanColumns {
    out: usize,
    back: usize,
    /// Whether a column says who has them.
    is_of_borrowers: bool,
}

/// Whether a heading has a word of a list.
fn has(heading: &str, list: &str) -> bool {
    parts(heading).iter().any(|word| list.split(' ').any(|own| own == word))
}

/// Whether a heading is a word of a list.
fn is(heading: &str, list: &str) -> bool {
    matches!(&parts(heading)[..], [one] if list.split(' ').any(|own| own == one))
}

/// Whether a heading says that machines were lent, and cannot say that they are gone.
fn says_lent(heading: &str) -> bool {
    let lent = |word: &String| {
        let is_of = |list: &str| list.split(' ').any(|own| own == word);
        is_of(OUT) && !is_of(OUT_OR_GONE)
    };
    parts(heading).iter().any(lent)
}

impl LoanColumns {
    /// Those of a table, if it has both.
    fn of(table: &MovesLooked<'_>) -> Option<Self> {
        let headings = || table.headers.iter().map(|heading| heading.trim()).enumerate();
        // Nearly every table ends here.
        let is_of_borrowers = headings().any(|(_, heading)| has(heading, BORROWER));
        let is_back = |heading: &str| {
            has(heading, BACK) && !has(heading, TO_COME) || is_of_borrowers && is(heading, UNTIL)
        };
        let is_out = |heading: &str| has(heading, OUT) || is_of_borrowers && is(heading, FROM);
        let of_days = |(at, heading): &(usize, &str)| {
            let cells = (table.cells)(*at);
            !(table.is_told)(heading)
                && !cells.is_empty()
                && cells.iter().all(|cell| tells_a_day(cell))
        };
        // Nothing came back yet.
        let of_days_to_come = |(at, heading): &(usize, &str)| {
            has(heading, BACK) && !(table.is_told)(heading) && (table.cells)(*at).is_empty()
        };
        let mut back = headings().filter(|(_, heading)| is_back(heading));
        let (back, _) = back.find(|one| of_days(one) || of_days_to_come(one))?;
        let (out, _) =
            headings().filter(|(at, heading)| *at != back && is_out(heading)).find(of_days)?;
        Some(Self { out, back, is_of_borrowers })
    }

    /// Whether machines surely came back: the list says who had them, or that they were lent. Else they may
    /// have been given back to whom they were hired from.
    fn are_of_loans(self, table: &MovesLooked<'_>) -> bool {
        self.is_of_borrowers || says_lent(&table.headers[self.out])
    }

    /// Whether a machine may stand in several rows: one does, or nothing tells one from another and each
    /// row is a loan.
    fn repeats(&self, table: &MovesLooked<'_>) -> bool {
        let lent =
            |at: usize| (table.paired)(at, self.out).into_iter().filter(|(_, day)| !day.is_empty());
        let told = |at: &usize| lent(*at).any(|(own, _)| !is_placeholder(own.as_bytes()));
        let own: Vec<usize> =
            (0..table.headers.len()).filter(|at| (table.is_of_each)(*at)).filter(told).collect();
        if own.is_empty() {
            return self.is_of_borrowers && (table.cells)(self.out).len() == table.rows;
        }
        own.iter().any(|at| {
            let mut met = BTreeSet::new();
            let mut named = lent(*at).filter(|(own, _)| !is_placeholder(own.as_bytes()));
            !named.all(|(own, _)| met.insert(own))
        })
    }
}

/// Whether a heading says when machines came back, or were given back.
pub(super) fn says_back(heading: &str) -> bool {
    has(heading, BACK) && !has(heading, TO_COME)
}

/// What the day in a column is, that would be the one on which machines left: nothing where they did.
///
/// A way back and somebody who has them say that they were lent; the one without the other, that they may
/// have been. What says why they left, or from what they were taken, says that they are gone.
pub(super) fn went_out(table: &MovesLooked<'_>, day: usize) -> Option<WentOut> {
    let own = &table.headers[day];
    // `Motif du prêt` is why one was lent.
    let is_gone = |heading: &String| has(heading, GONE) && !says_lent(heading);
    let is_of_loans = has(own, OUT) || says_back(own);
    if !is_of_loans || has(own, TAKEN_FROM) || table.headers.iter().any(is_gone) {
        return None;
    }
    let loans = LoanColumns::of(table).filter(|loans| [loans.out, loans.back].contains(&day));
    match loans {
        Some(loans) if has_people(table, day) || loans.are_of_loans(table) => Some(WentOut::Lent),
        // Given back to whom they were hired from.
        Some(loans) if loans.back == day => None,
        Some(_) => Some(WentOut::LentOrGone),
        None => has_people(table, day).then_some(WentOut::LentOrGone),
    }
}

/// Whether most of the days in a column are of somebody's machines: whoever had one may still be told of
/// one that left.
fn has_people(table: &MovesLooked<'_>, day: usize) -> bool {
    let days = (table.cells)(day).len();
    let is_of_people = |at: usize| {
        let held = (table.paired)(at, day);
        let both =
            held.iter().filter(|(who, day)| !day.is_empty() && !is_placeholder(who.as_bytes()));
        has(&table.headers[at], PEOPLE) && both.count() * 2 >= days
    };
    days > 0 && (0..table.headers.len()).any(is_of_people)
}

/// The headings of the days on which machines were lent and came back, where the list says that they were.
pub(super) fn days_of_loans<'h>(table: &MovesLooked<'h>) -> Vec<&'h str> {
    let loans = LoanColumns::of(table)
        .filter(|loans| loans.are_of_loans(table) || has_people(table, loans.out));
    let headings = loans.map(|loans| [loans.out, loans.back].map(|at| table.headers[at].trim()));
    headings.into_iter().flatten().collect()
}

/// The fault of a register of loans, if a table is one.
pub(super) fn fault_of_loans(place: HeadingPlace<'_>, table: &MovesLooked<'_>) -> Option<Fault> {
    let is_of_loans =
        |columns: &LoanColumns| !(table.cells)(columns.back).is_empty() && columns.repeats(table);
    let columns = LoanColumns::of(table).filter(is_of_loans)?;
    let [out, back] = [columns.out, columns.back].map(|at| clip(table.headers[at].trim()));
    let fault = place.fault(text!(
        "c'est un registre de prêts (colonnes « {out} » et « {back} »), pas un inventaire : chaque équipement y compterait autant de fois qu'il est prêté",
        "this is a register of loans (columns \"{out}\" and \"{back}\"), not an inventory: each machine would count as often as it is lent"
    ));
    let fault = fault.hint(text!(
        "donnez la liste de ce qui est là à une date, une ligne par équipement, avec son numéro d'inventaire ou de série",
        "give the list of what is there on a day, a row for each machine, with its inventory or serial number"
    ));
    let [out, back] = [columns.out, columns.back].map(|at| within_quotes(&table.headers[at]));
    Some(fault.hint(text!(
        "si chaque ligne est un équipement de plus : `--column \"{out}=unread\" --column \"{back}=unread\"`",
        "if each row is one more machine: `--column \"{out}=unread\" --column \"{back}=unread\"`"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Whether a table is a register, whose columns of numbers are called so.
    fn is_register(table: &str) -> bool {
        let mut lines = table.lines().map(|line| line.split(';').collect::<Vec<_>>());
        let headers: Vec<String> =
            lines.next().unwrap().iter().map(|&own| own.to_owned()).collect();
        let rows: Vec<Vec<&str>> = lines.collect();
        let looked = MovesLooked {
            headers: &headers,
            cells: &|at| rows.iter().map(|row| row[at]).filter(|cell| !cell.is_empty()).collect(),
            rows: rows.len(),
            is_of_each: &|at| headers[at].starts_with("N°"),
            paired: &|one, other| rows.iter().map(|row| (row[one], row[other])).collect(),
            is_told: &|_| false,
            is_way_of_coming: &|_| false,
        };
        fault_of_loans(HeadingPlace::below(Path::new("x.csv"), 0), &looked).is_some()
    }

    #[test]
    fn what_is_lent_again_is_a_register() {
        for table in [
            "Date de sortie;Retour;Type;N° inventaire\n03/01/2025;10/01/2025;PC;I1\n12/01/2025;;PC;I2\n15/01/2025;;PC;I1",
            "Objet;Emprunté par;Du;Au\nPC n°3;A;03/01/2025;05/01/2025\nPC n°3;B;13/01/2025;15/01/2025",
            "Borrower;Device;Loaned on;Returned on\nA;laptop;2025-01-03;2025-01-09\nB;laptop;2025-01-13;",
        ] {
            assert!(is_register(table), "{table}");
        }
    }

    #[test]
    fn an_inventory_says_what_was_lent_last() {
        for table in [
            // Each machine once; not all were lent.
            "N°;Type;Prêté à;Date de prêt;Date de retour\n1;PC;A;10/01/2025;12/01/2025\n2;PC;;;\n3;PC;B;03/02/2025;",
            "Emprunteur;Type;Sorti le;Rendu le\nA;PC;10/01/2025;12/01/2025\n;PC;;",
            // What is due is not back, and what left is no loan.
            "Emprunteur;Type;Sorti le;Retour prévu le\nA;PC;10/01/2025;12/01/2025\nB;PC;11/01/2025;12/02/2025",
            "Type;Date d'entrée;Date de sortie\nPC;10/01/2021;12/01/2025\nPC;10/01/2021;",
            "Type;Du;Au\nPC;10/01/2021;12/01/2025\nPC;10/01/2021;11/01/2024",
            "Type;Prêt;Retour\nPC;oui;non\nPC;oui;non",
        ] {
            assert!(!is_register(table), "{table}");
        }
    }
}
