//! What a cell says of a part of the thing, or of what came with it: `PC (batterie HS)`, `Tablette -
//! stylet perdu`. It says nothing of the thing, which is not taken out for it, nor for the part.

use crate::State;
use ground::table::fold;
use inventory::Kinds;

/// Parts of machines and what comes with them, by their first words, folded, of one.
const PARTS: &str = "batterie battery akku bateria batteria disque disk festplatte disco hdd ssd raid \
    alim alimentation psu netzteil fuente power clavier keyboard tastatur teclado touche pave \
    touchpad trackpad souris mouse maus raton ecran screen display bildschirm pantalla dalle vitre \
    glass verre lampe lamp bulb lampara ampoule ventilateur ventilo ventilation fan lufter \
    ventilador carte card karte tarjeta port prise connecteur connector anschluss puerto usb hdmi \
    vga rj45 cable cordon kabel lecteur drive laufwerk lector graveur dvd barrette ram memoire \
    memory bac tray fach bandeja toner tambour drum fusion four fuser courroie rouleau chargeur \
    charger ladegerat cargador sacoche housse coque etui case stylet stylo stylus stift pied socle \
    stand charniere hinge combine combinet handset horer microphone webcam camera \
    bouton button wifi bluetooth carter capot chassis rail couvercle telecommande remote";

/// What is said of parts besides the words of states, folded: how the phrase ends.
const FAULTS: [&str; 22] = [
    "vide",
    "vides",
    "empty",
    "leer",
    "a changer",
    "a remplacer",
    "a revoir",
    "to replace",
    "fissure",
    "fissuree",
    "raye",
    "rayee",
    "casse",
    "cassee",
    "cassees",
    "casses",
    "manquant",
    "manquante",
    "absent",
    "absente",
    "missing",
    "defectueuse",
];

/// What a cell says without what it says, at its end, of parts: in brackets, after a dash or a comma.
pub(crate) fn but_for_parts<'a>(text: &'a str, words: &dyn Kinds) -> &'a str {
    let mut left = text;
    while let Some((thing, said)) = ending(left) {
        let thing = thing.trim();
        if thing.is_empty() || !said.split([',', '/', '+', ';']).all(|one| is_of_a_part(one, words))
        {
            break;
        }
        left = thing;
    }
    left
}

/// What stands at the end, apart from the rest.
fn ending(text: &str) -> Option<(&str, &str)> {
    if !text.bytes().any(|byte| matches!(byte, b'(' | b'[' | b'-' | b',' | b':' | 0xE2)) {
        return None;
    }
    let text = text.trim();
    let within = |open, close| text.strip_suffix(close).and_then(|text| text.rsplit_once(open));
    let marks = [" - ", " – ", " — ", ", ", " : ", ": "];
    let after = || {
        let apart = marks.into_iter().filter_map(|mark| text.rsplit_once(mark));
        apart.min_by_key(|(_, said)| said.len())
    };
    within('(', ')').or_else(|| within('[', ']')).or_else(after)
}

/// Whether a phrase begins with a part and ends with what became of it: `1 disque HS`.
pub(super) fn is_of_a_part(phrase: &str, words: &dyn Kinds) -> bool {
    let folded = fold(phrase);
    let leads = |word: &&str| {
        word.bytes().all(|byte| byte.is_ascii_digit())
            || [
                "la", "le", "les", "l", "sa", "son", "un", "une", "avec", "with", "the", "et",
                "mais",
            ]
            .contains(word)
    };
    let all: Vec<&str> = folded.split(' ').skip_while(leads).collect();
    let is_part = |word: &&str| {
        let single = word.strip_suffix('s').unwrap_or(word);
        PARTS.split_whitespace().any(|part| part == *word || part == single)
    };
    let became = |said: &str| {
        let out = |state| state != State::InService.code();
        FAULTS.contains(&said) || words.state(said).is_some_and(out)
    };
    all.len() <= 6
        && all.first().is_some_and(is_part)
        && (1..all.len()).any(|at| became(&all[at..].join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use factor::FactorSet;
    use std::collections::BTreeMap;
    use std::path::Path;

    #[test]
    fn what_is_said_of_a_part_is_not_said_of_the_thing() {
        let set = FactorSet::shipped().unwrap();
        let none = BTreeMap::new();
        let words = Vocabulary::new(&set, &none, &none, Path::new("")).unwrap();
        for (cell, thing) in [
            ("PC portable HP 250 (batterie HS)", "PC portable HP 250"),
            ("Serveur Dell T340 (disque HS)", "Serveur Dell T340"),
            ("NAS Synology (1 disque HS)", "NAS Synology"),
            ("Switch HP 2530 (port 4 HS)", "Switch HP 2530"),
            ("PC fixe (lecteur DVD HS)", "PC fixe"),
            ("PC fixe (carte graphique HS)", "PC fixe"),
            ("PC portable (écran cassé)", "PC portable"),
            ("PC portable (chargeur volé)", "PC portable"),
            ("Tablette [stylet perdu]", "Tablette"),
            ("Vidéoprojecteur - lampe HS", "Vidéoprojecteur"),
            ("250 G8 - clavier HS", "250 G8"),
            ("PC (clavier HS, batterie HS)", "PC"),
            ("PC - clavier HS, batterie HS", "PC"),
            ("PC portable : batterie à changer", "PC portable"),
            ("Laptop (battery dead)", "Laptop"),
        ] {
            assert_eq!(but_for_parts(cell, &words), thing, "{cell}");
        }
        for cell in [
            "PC (HS)",
            "Écran HS",
            "Clavier HS",
            "PC portable - réformé",
            "PC portable - HP 250 HS",
            "PC (batterie neuve)",
            "Imprimante (toner noir)",
            "Latitude 5420, batterie 4 cellules",
            "Serveur (salle 2)",
            "(batterie HS)",
        ] {
            assert_eq!(but_for_parts(cell, &words), cell);
        }
    }
}
