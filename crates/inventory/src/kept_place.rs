//! Places that are a state: where a machine is kept, or thrown away, and nobody uses it: `Armoire réserve`,
//! `Benne DEEE`, `Storage room`.

use ground::table::fold;

/// What holds things, folded: with a word of keeping it is where they are kept.
const HOLDERS: &str = "armoire placard cave local salle etagere piece zone garage sous sol grenier coffre \
    carton caisse palette bac benne conteneur container chariot tiroir rayonnage emplacement \
    room closet cabinet cupboard shelf shelves basement attic area bin locker \
    cartons karton kiste drawer drawers tiroirs schublade schubladen cajon cassetto \
    raum keller schrank regal armario sala cuarto sotano armadio stanza scaffale kast kelder";
/// Who keeps them, and words that join.
const BESIDE: &str = "dsi dsin si informatique info it ict edv support helpdesk materiel materiels \
    du de la le l les des d au aux en a et pour of the for in and der den im \
    etage rdc niveau no n er eme";
/// Words of keeping and of throwing away, besides those of states.
const KEEPING: &str = "stockage store storeroom stockroom storage dechets poubelle poubelles recyclage \
    recyclerie recycling rebuts rebus lagerraum abstellraum opslag opslagruimte magazzino armazem magazijn";
/// What things are thrown into, or put away in: alone it says that nobody uses them there. A cabinet or
/// a trolley may have machines that run, and a `caisse` takes money.
const BINS: &str = "benne bennes poubelle dumpster recyclerie carton cartons karton kiste palette";
/// What things are put away in, whosever it is: `Tiroir du bureau de Marie`.
const DRAWERS: &str = "tiroir tiroirs drawer drawers schublade schubladen cajon cassetto";
/// What keeps things where who keeps them is said: the depot of a transport firm is a place of work.
const DEPOTS: [&str; 3] = ["depot", "depots", "entrepot"];
/// Words of states that say of a room what it is for, or that nobody has taken it.
const OF_ROOMS: [&str; 13] = [
    "libre",
    "free",
    "vacant",
    "available",
    "disponible",
    "archive",
    "archives",
    "archivio",
    "preparation",
    "attente",
    "new",
    "neuf",
    "livre",
];

fn is_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|own| own == word)
}

/// Whether a cell names a place where what stands is kept from use; `says_out` knows the words of states
/// in which nothing is used.
pub(super) fn is_kept_place(cell: &str, says_out: impl Fn(&str) -> bool) -> bool {
    let folded = fold(cell);
    // `2`, `1er`, `B2`.
    let is_number = |word: &str| word.len() < 4 && word.bytes().any(|byte| byte.is_ascii_digit());
    let is_letter = |word: &str| word.len() == 1;
    let words: Vec<&str> = folded.split(' ').collect();
    // « Tiroir-caisse » is a machine.
    if is_of(DRAWERS, words[0]) && words.get(1) != Some(&"caisse") {
        return true;
    }
    let left: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !is_of(HOLDERS, word) && !is_of(BESIDE, word))
        .filter(|word| !is_number(word) && !is_letter(word))
        .collect();
    if left.is_empty() {
        return words.iter().any(|word| is_of(BINS, word));
    }
    if left.iter().all(|word| DEPOTS.contains(word)) {
        // « Dépôt de la DSI », and not « Dépôt 2 ».
        const KEEPERS: &str = "dsi dsin si informatique info it ict edv support helpdesk";
        return words.iter().any(|word| is_of(KEEPERS, word));
    }
    let said = left.join(" ");
    !left.iter().any(|word| OF_ROOMS.contains(word))
        && (left.iter().all(|word| is_of(KEEPING, word))
            || left.len() < words.len() && (says_out(&said) || says_out(&rejoined(&words))))
}

/// The words of a cell without what holds things: `a jeter`, of « Cave (à jeter) ».
fn rejoined(words: &[&str]) -> String {
    let left: Vec<&str> = words.iter().copied().filter(|word| !is_of(HOLDERS, word)).collect();
    left.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_may_keep_machines_from_use() {
        const OUT: [&str; 7] =
            ["reserve", "stock", "deee", "a jeter", "archives", "libre", "preparation"];
        let says_out = |said: &str| OUT.contains(&said);
        for cell in [
            "Armoire réserve",
            "Armoire de réserve n° 2",
            "Cave (à jeter)",
            "Benne DEEE",
            "Benne",
            "Dépôt DSI",
            "Dépôt de la DSI",
            "Storage room",
            "Storeroom",
            "Salle de stockage",
            "IT storage",
            "Placard stock 1er étage",
            "Local du stock informatique",
            "Tiroir",
            "Tiroir 2 du bureau DSI",
            "Carton",
            "Drawer 3",
        ] {
            assert!(is_kept_place(cell, says_out), "{cell}");
        }
        for cell in [
            "",
            "Mairie",
            "Dépôt de bus",
            "Dépôt",
            "Dépôt 2",
            "Salle 12",
            "Salle des archives",
            "Salle libre",
            "Salle de préparation",
            "Salle d'attente",
            "Réserve naturelle",
            "Old Trafford",
            "Cave",
            "Informatique",
            "Store de Lyon",
            "Local vélos",
            "Armoire 2",
            "Chariot 1",
            "Caisse",
            "Caisse 2",
            "Tiroir-caisse",
            "Caisse d'allocations",
            "Placard technique",
        ] {
            assert!(!is_kept_place(cell, says_out), "{cell}");
        }
    }
}
