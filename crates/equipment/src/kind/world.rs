//! The world that a thing of two is of: a monitor of vital signs is no screen.

use super::lexicon::{Lexicon, Sense};
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
    const OF: [&str; 12] =
        ["de", "d", "du", "des", "la", "le", "l", "les", "of", "the", "del", "di"];
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
