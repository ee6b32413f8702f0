//! The world that a thing of two is of: a monitor of vital signs is no screen.

use super::lexicon::{Lexicon, Sense};
use super::outside::{Outside, Thing, Types};
use super::phrase::{PhraseReading, PhraseSays, Piece};

/// What a phrase is that says its world.
pub(super) fn of_domain(at: u32, lexicon: &Lexicon) -> PhraseReading {
    let term = lexicon.term(at);
    let says = term.kinds.first().map_or(PhraseSays::Unknown, |kind| PhraseSays::One(*kind));
    PhraseReading { says, heard: term.text.clone(), doubt: false, is_code: false }
}

/// The first word of a world among some.
pub(super) fn domain(pieces: &[Piece], lexicon: &Lexicon) -> Option<u32> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Term(at) if lexicon.term(*at).sense == Sense::Domain => Some(*at),
        _ => None,
    })
}

/// The word of a world that begins what a thing is of: `moniteur de signes vitaux`. What it is for,
/// or a room that it is of, says no world: `moniteur de la salle d'anesthésie`.
pub(super) fn domain_of(pieces: &[Piece], lexicon: &Lexicon) -> Option<u32> {
    const OF: [&str; 15] = [
        "de", "d", "du", "des", "la", "le", "l", "les", "of", "the", "del", "di", "della", "da",
        "do",
    ];
    let sense = |piece: &Piece| match piece {
        Piece::Term(at) => Some(lexicon.term(*at).sense),
        Piece::Strange => None,
    };
    let starts = pieces.iter().position(|piece| sense(piece) == Some(Sense::Function))?;
    for piece in &pieces[starts..] {
        let Piece::Term(at) = piece else { return None };
        match lexicon.term(*at).sense {
            Sense::Domain => return Some(*at),
            Sense::Function if OF.contains(&lexicon.term(*at).text.as_str()) => {}
            Sense::Silent | Sense::Qualifier => {}
            _ => return None,
        }
    }
    None
}

/// The word of a device that shows or prints what it measures, where it is what a thing is of, made for
/// or joined with: `écran de respirateur`, `imprimante ECG`.
///
/// A department called by its device has screens of its own: `Écran dialyse`; `de dialyse` is of it.
pub(super) fn device_of(pieces: &[Piece], head: usize, lexicon: &Lexicon) -> Option<u32> {
    const LINKS: [&str; 18] = [
        "de", "d", "du", "des", "la", "le", "l", "les", "of", "the", "del", "di", "pour", "for",
        "fur", "para", "per", "do",
    ];
    const DEPARTMENTS: [&str; 4] = ["dialyse", "dialysis", "dialisis", "dialisi"];
    const MEASURES: [&str; 2] = ["ecg", "ekg"];
    let device = |piece: &Piece| match piece {
        Piece::Term(at) => {
            let term = lexicon.term(*at);
            let medical = term.kinds.first() == Some(&Thing::Outside(Outside::MedicalDevice));
            let one = term.sense == Sense::Plain || MEASURES.contains(&term.text.as_str());
            (medical && one).then_some(*at)
        }
        Piece::Strange => None,
    };
    let text = |piece: &Piece| match piece {
        Piece::Term(at) => Some(lexicon.term(*at).text.as_str()),
        Piece::Strange => None,
    };
    let linked = |piece: &Piece| text(piece).is_some_and(|text| LINKS.contains(&text));
    let others = pieces.iter().enumerate().filter(|(at, _)| *at != head);
    others.filter_map(|(at, piece)| Some((at, device(piece)?))).find_map(|(at, term)| {
        let after_link = at.checked_sub(1).is_some_and(|before| linked(&pieces[before]));
        let beside = at.abs_diff(head) == 1;
        let of_a_department = DEPARTMENTS.contains(&lexicon.term(term).text.as_str());
        (after_link || beside && !of_a_department).then_some(term)
    })
}

/// Whether a word names a thing that shows or prints: what is of a device then is a part of it.
pub(super) fn shows_or_prints(says: &PhraseSays, types: &Types) -> bool {
    let kinds: &[Thing] = match says {
        PhraseSays::One(kind) | PhraseSays::Usual(kind, _) => std::slice::from_ref(kind),
        PhraseSays::Class(kinds) => kinds,
        _ => return false,
    };
    kinds.iter().any(|kind| match kind {
        Thing::Type(id) => {
            let code = types.code(*id);
            code.starts_with("monitor") || code.starts_with("printer")
        }
        Thing::Outside(_) => false,
    })
}

/// Whether a word of a world is of meals, and the thing one that serves: `serveur de repas`.
pub(super) fn is_of_meals(at: u32, says: &PhraseSays, lexicon: &Lexicon, types: &Types) -> bool {
    let meals = lexicon.term(at).kinds.first().is_some_and(|kind| match kind {
        Thing::Outside(Outside::Type(id)) | Thing::Type(id) => types.code(*id) == "furniture",
        Thing::Outside(_) => false,
    });
    let serves = matches!(says, PhraseSays::One(Thing::Type(id)) | PhraseSays::Usual(Thing::Type(id), _)
        if types.code(*id).starts_with("server"));
    meals && serves
}

/// Whether a kind is of what is made for another thing.
pub(super) fn is_made_for(kind: Thing, types: &Types) -> bool {
    match kind {
        Thing::Outside(Outside::Accessory) => true,
        Thing::Outside(Outside::Type(id)) => {
            ["consumable", "software", "network_cable"].contains(&types.code(id))
        }
        _ => false,
    }
}
