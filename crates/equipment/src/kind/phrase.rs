//! What a type phrase names: the head of the phrase, and what stands beside it.
//!
//! In French, Italian, Spanish and Portuguese the head comes first (`disque dur portable` is a
//! disk); in English, German and Dutch last (`laptop bag` is a bag). What follows `pour` or `of`
//! is a complement. The longest term is taken before the words it holds.

use super::along::{alternatives, is_along, of_a_list};
use super::counted::counted;
use super::lexicon::{Lexicon, Sense, Tongue};
use super::outside::{Outside, Thing, Types};
use super::words::{GapBefore, PhraseWord, words};
use super::world;
use crate::makers::maker_answer;
use factor::configuration::names_a_processor;

/// What a phrase says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PhraseSays {
    /// One thing.
    One(Thing),
    /// One thing in its usual sense, or one of the others.
    Usual(Thing, Vec<Thing>),
    /// One of several.
    Class(Vec<Thing>),
    /// Nothing: it would name anything.
    Silent,
    /// Something that nobody knows; what it may be near to.
    Unknown,
}

/// A phrase read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PhraseReading {
    pub(super) says: PhraseSays,
    /// The words it was heard by.
    pub(super) heard: String,
    /// Whether words that nobody knows stand beside.
    pub(super) doubt: bool,
    /// Whether it is a code, which stands whatever the model.
    pub(super) is_code: bool,
}

impl PhraseReading {
    fn unknown() -> Self {
        Self { says: PhraseSays::Unknown, heard: String::new(), doubt: false, is_code: false }
    }

    /// What goes from one to the next with a duty may be a telephone: `Portable d'astreinte`.
    fn on_duty(self, all: &[PhraseWord], types: &Types) -> Self {
        const DUTIES: [&str; 5] = ["astreinte", "astreintes", "permanence", "garde", "oncall"];
        let on_duty = || all.iter().any(|word| DUTIES.contains(&word.text.as_str()));
        if !matches!(self.heard.as_str(), "portable" | "portables") || !on_duty() {
            return self;
        }
        let kinds = ["laptop", "smartphone"].into_iter().filter_map(|code| types.named(code));
        Self { says: PhraseSays::Class(kinds.collect()), ..self }
    }

    pub(super) fn silent() -> Self {
        Self { says: PhraseSays::Silent, heard: String::new(), doubt: false, is_code: false }
    }
}

/// Reads a type phrase.
pub(super) fn read(text: &str, lexicon: &Lexicon, types: &Types) -> PhraseReading {
    // A code is what files of the program's own write, and means what it means.
    if let Some(kind) = code_of(text, types) {
        return PhraseReading {
            says: PhraseSays::One(kind),
            heard: text.to_owned(),
            doubt: false,
            is_code: true,
        };
    }
    // The core of a processor is none of a network.
    if names_a_processor(text) {
        return PhraseReading::unknown();
    }
    let all = words(text);
    if let Some(counted) = counted(&all) {
        let rest = read_words(counted, lexicon, types);
        // « NB Lenovo » is short for a notebook.
        if all[0].text != "nb" || rest.says != PhraseSays::Silent {
            return rest;
        }
    }
    read_words(&all, lexicon, types)
}

/// Reads the words of a phrase.
pub(super) fn read_words(all: &[PhraseWord], lexicon: &Lexicon, types: &Types) -> PhraseReading {
    if all.is_empty() {
        return PhraseReading::silent();
    }
    // A term that is the whole phrase needs no parsing, whatever stands between its words.
    if let Some(at) = lexicon.term_of(all).filter(|at| !joins_another(all, *at, lexicon, types)) {
        let term = lexicon.term(at);
        if !matches!(term.sense, Sense::Function | Sense::Qualifier | Sense::Domain) {
            return PhraseReading {
                says: says(lexicon, at, types),
                heard: term.text.clone(),
                doubt: false,
                is_code: false,
            };
        }
    }
    let mut list: Vec<(GapBefore, PhraseReading)> = Vec::new();
    for part in parts(all) {
        let gap = part.first().map_or(GapBefore::Within, |word| word.gap);
        // « PC – licence Windows incluse » : what is included is of the thing before it.
        if list.is_empty() || !is_included(part) {
            list.push((gap, segment(part, lexicon, types)));
        }
    }
    let joined = |whole: Option<PhraseReading>, (gap, next): (GapBefore, PhraseReading)| {
        Some(match whole {
            None => next,
            Some(before) => together(before, gap, next, types),
        })
    };
    let whole = of_a_list(&list, types).or_else(|| list.into_iter().fold(None, joined));
    whole.map_or_else(PhraseReading::silent, |whole| whole.on_duty(all, types))
}

/// Whether the words of a term name another machine first, and join the rest to it: `Laptop and dock` is
/// no laptop dock.
fn joins_another(all: &[PhraseWord], at: u32, lexicon: &Lexicon, types: &Types) -> bool {
    let is_joined = |word: &PhraseWord| matches!(word.gap, GapBefore::Or | GapBefore::With);
    let Some(end) = all.iter().skip(1).position(is_joined) else { return false };
    let own = lexicon.term(at).kinds.first();
    let PhraseSays::One(first) = segment(&all[..=end], lexicon, types).says else { return false };
    let is_another = |own: &Thing| !descends(*own, first, types) && !descends(first, *own, types);
    matches!(first, Thing::Type(_)) && own.is_some_and(is_another)
}

/// Whether a part of a phrase says that what it names comes with what stands before it.
fn is_included(part: &[PhraseWord]) -> bool {
    const INCLUDED: &str = "inclus incluse incluses compris comprise comprises fourni fournie \
        fournis fournies preinstalle preinstallee included preinstalled inklusive inkl incluido \
        incluida incluso inclusa inbegrepen";
    part.iter().any(|word| INCLUDED.split_whitespace().any(|own| own == word.text))
}

/// The type of a code of several words, `server_rack`; those of one are words as well.
fn code_of(text: &str, types: &Types) -> Option<Thing> {
    let code = text.contains('_').then(|| text.trim().to_ascii_lowercase())?;
    types.named(&code).or_else(|| types.named(code.strip_suffix('s')?))
}

/// The parts of a phrase, apart where more than a space stands between two words.
fn parts(all: &[PhraseWord]) -> Vec<&[PhraseWord]> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in 1..=all.len() {
        if at == all.len() || all[at].gap != GapBefore::Within {
            found.push(&all[from..at]);
            from = at;
        }
    }
    found
}

fn says(lexicon: &Lexicon, at: u32, types: &Types) -> PhraseSays {
    let term = lexicon.term(at);
    // In French a `Micro` is a computer, or a microphone.
    if ["micro", "micros"].contains(&term.text.as_str()) {
        let desktop = types.named("desktop").into_iter();
        return PhraseSays::Class(desktop.chain([Thing::Outside(Outside::Accessory)]).collect());
    }
    match (term.sense, term.kinds.as_slice()) {
        (Sense::Silent, _) | (_, []) => PhraseSays::Silent,
        (Sense::Usual | Sense::Role, [first, ..]) => PhraseSays::Usual(*first, term.kinds.clone()),
        (Sense::Class, kinds) => PhraseSays::Class(kinds.to_vec()),
        (_, [first, ..]) => PhraseSays::One(*first),
    }
}

/// A stretch of a part: a term, or a word nobody knows.
pub(super) enum Piece {
    Term(u32),
    Strange,
}

/// Cuts a part into terms, longest first, and strangers.
fn pieces(part: &[PhraseWord], lexicon: &Lexicon) -> Vec<Piece> {
    let mut taken: Vec<Option<(usize, u32)>> = vec![None; part.len()];
    let mut free = vec![true; part.len()];
    for length in (1..=lexicon.longest().min(part.len())).rev() {
        for (from, words) in part.windows(length).enumerate() {
            let stretch = from..from + length;
            if free[stretch.clone()].iter().all(|free| *free)
                && let Some(at) = lexicon.term_of(words)
            {
                taken[from] = Some((length, at));
                free[stretch].fill(false);
            }
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < part.len() {
        if let Some((length, term)) = taken[at] {
            found.push(Piece::Term(term));
            at += length;
            continue;
        }
        let word = part[at].text.as_str();
        if let Some(head) = lexicon.head_of_compound(word) {
            found.push(Piece::Term(head));
        } else if !says_nothing(word) {
            found.push(Piece::Strange);
        }
        at += 1;
    }
    found
}

/// Whether a word is no word of the thing: a number, a letter, a maker.
fn says_nothing(word: &str) -> bool {
    word.len() < 2 || word.bytes().any(|byte| byte.is_ascii_digit()) || maker_answer(word).is_some()
}

/// Whether words are a product's name: a number stands among them, and a maker or a word that nobody knows.
fn is_a_name(part: &[PhraseWord], strange: bool) -> bool {
    let numbered = |word: &PhraseWord| word.text.bytes().any(|byte| byte.is_ascii_digit());
    let made = |word: &PhraseWord| maker_answer(&word.text).is_some();
    part.iter().any(numbered) && (strange || part.iter().any(made))
}

/// Reads a part of a phrase.
fn segment(part: &[PhraseWord], lexicon: &Lexicon, types: &Types) -> PhraseReading {
    let pieces = pieces(part, lexicon);
    let core = core(&pieces, lexicon);
    let sense = |piece: &Piece| match piece {
        Piece::Term(at) => Some(lexicon.term(*at).sense),
        Piece::Strange => None,
    };
    let is_role = |at: &usize| sense(&core[*at]) == Some(Sense::Role);
    let named = |piece: &Piece| {
        matches!(sense(piece), Some(Sense::Plain | Sense::Usual | Sense::Class | Sense::Role))
    };
    let mut heads: Vec<usize> = (0..core.len()).filter(|at| named(&core[*at])).collect();
    let beside = |at: &usize| sense(&core[*at]) == Some(Sense::Adjective);
    let adjectives: Vec<usize> = (0..core.len()).filter(beside).collect();
    let strange = core.iter().any(|piece| matches!(piece, Piece::Strange));
    let domain = world::domain(core, lexicon).or_else(|| world::domain_of(&pieces, lexicon));
    // A word for a class says less than a word for a thing.
    if heads.iter().any(|at| sense(&core[*at]) != Some(Sense::Class)) {
        heads.retain(|at| sense(&core[*at]) != Some(Sense::Class));
    }
    // « Smartphone Core X4 »: a place in a network is none of a thing that is named.
    if !heads.iter().all(is_role) {
        heads.retain(|at| !is_role(at));
    }
    // « Moto Edge 30 », « Motorola Edge 30 »: a name, and no place in a network.
    if !heads.is_empty() && heads.iter().all(is_role) && is_a_name(part, strange) {
        return PhraseReading::unknown();
    }
    let alone = heads.is_empty();
    if alone {
        heads.clone_from(&adjectives);
    }
    let order = Order::of(&pieces, lexicon);
    let head = match order {
        Order::First => heads.first(),
        // « Screen protector iPhone 13 »: a word of all languages after what is made for it.
        Order::Last => heads
            .last()
            .filter(|at| !is_of_any_tongue(&core[**at], lexicon))
            .or_else(|| heads.iter().rev().find(|at| is_for_another(&core[**at], lexicon, types)))
            .or(heads.last()),
        // Nothing tells the order: of a thing and what is made for it, it is what is made for it.
        Order::Either => heads
            .iter()
            .rev()
            .find(|at| is_for_another(&core[**at], lexicon, types))
            .or(heads.last()),
    };
    // `Micro` and `Mini` are of many things: a `Micro HF` is no computer.
    let is_small = |at: &usize| {
        matches!(core[*at], Piece::Term(term)
            if lexicon.term(term).kinds.first().copied() == types.named("desktop_mini"))
    };
    if alone && (strange || core.len() < pieces.len()) && head.is_some_and(is_small) {
        return PhraseReading::unknown();
    }
    let head_first = order == Order::First;
    let Some(&head) = head else {
        return match domain {
            Some(at) => world::of_domain(at, lexicon),
            None if strange => PhraseReading::unknown(),
            None => PhraseReading::silent(),
        };
    };
    let Piece::Term(term) = core[head] else { return PhraseReading::unknown() };
    let mut says = says(lexicon, term, types);
    let of_world =
        |at: &u32| leads_two_lives(&says, types) || world::is_of_meals(*at, &says, lexicon, types);
    if let Some(at) = domain.filter(of_world) {
        return world::of_domain(at, lexicon);
    }
    let is_head = |piece: &Piece| matches!(piece, Piece::Term(at) if *at == term);
    let place = pieces.iter().position(is_head).unwrap_or(head);
    let device = world::device_of(&pieces, place, lexicon);
    if let Some(at) = device.filter(|_| world::shows_or_prints(&says, types)) {
        return world::of_domain(at, lexicon);
    }
    // In French what nobody knows and comes first is the thing itself.
    if head_first && core[..head].iter().any(|piece| matches!(piece, Piece::Strange)) {
        return PhraseReading::unknown();
    }
    let mut by = lexicon.term(term).text.clone();
    if !alone {
        for at in adjectives {
            if let Piece::Term(quality) = core[at]
                && let Some(finer) = finer(&says, lexicon.term(quality).kinds.first(), types)
            {
                says = PhraseSays::One(finer);
                by = format!("{by}, {}", lexicon.term(quality).text);
            }
        }
    }
    PhraseReading { says, heard: by, doubt: strange, is_code: false }
}

/// A part without the complement that `pour` or `of` begins.
fn core<'a>(pieces: &'a [Piece], lexicon: &Lexicon) -> &'a [Piece] {
    let sense = |piece: &Piece| match piece {
        Piece::Term(at) => Some(lexicon.term(*at).sense),
        Piece::Strange => None,
    };
    let mut from = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if sense(piece) != Some(Sense::Function) {
            continue;
        }
        let says = |piece: &Piece| {
            !matches!(sense(piece), Some(Sense::Silent | Sense::Qualifier | Sense::Function))
        };
        if pieces[from..at].iter().any(says) {
            return &pieces[from..at];
        }
        // « matériel de visioconférence »: the complement is the thing.
        from = at + 1;
    }
    &pieces[from.min(pieces.len())..]
}

/// Where the head of a phrase stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    First,
    Last,
    Either,
}

impl Order {
    /// By the languages of the words: French and its kin put the head first, English last, German
    /// and Dutch last in a compound, and first where two nouns stand apart (`Akku Notebook`).
    fn of(pieces: &[Piece], lexicon: &Lexicon) -> Self {
        let (mut first, mut last, mut compound) = (0, 0, 0);
        for piece in pieces {
            if let Piece::Term(at) = piece {
                match lexicon.term(*at).tongue {
                    Tongue::First => first += 1,
                    Tongue::Last => last += 1,
                    Tongue::Compound => compound += 1,
                    Tongue::Any => {}
                }
            }
        }
        if first > last + compound {
            Self::First
        } else if first == last + compound || last == 0 {
            Self::Either
        } else {
            Self::Last
        }
    }
}

/// Whether a word is of all languages, as brands are.
fn is_of_any_tongue(piece: &Piece, lexicon: &Lexicon) -> bool {
    matches!(piece, Piece::Term(at) if lexicon.term(*at).tongue == Tongue::Any)
}

/// Whether a word names what is made for another thing: an accessory, a consumable, a cable, a licence.
fn is_for_another(piece: &Piece, lexicon: &Lexicon, types: &Types) -> bool {
    let Piece::Term(at) = piece else { return false };
    let term = lexicon.term(*at);
    let made_for = term.kinds.first().is_some_and(|kind| world::is_made_for(*kind, types));
    made_for && term.sense == Sense::Plain
}

/// Whether a word names things of two worlds: a monitor, a scanner.
pub(super) fn leads_two_lives(says: &PhraseSays, types: &Types) -> bool {
    match says {
        PhraseSays::One(Thing::Type(id)) | PhraseSays::Usual(Thing::Type(id), _) => {
            ["monitor", "scanner", "webcam", "iot_device", "camera"].contains(&types.code(*id))
        }
        PhraseSays::One(Thing::Outside(Outside::Accessory)) => true,
        _ => false,
    }
}

/// What a quality makes of a thing, if it is a kind of it.
fn finer(says: &PhraseSays, quality: Option<&Thing>, types: &Types) -> Option<Thing> {
    let quality = *quality?;
    let fits = match says {
        PhraseSays::One(kind) => descends(quality, *kind, types) && quality != *kind,
        PhraseSays::Usual(_, kinds) | PhraseSays::Class(kinds) => {
            kinds.iter().any(|kind| descends(quality, *kind, types))
        }
        PhraseSays::Silent | PhraseSays::Unknown => false,
    };
    fits.then_some(quality)
}

/// Whether a kind is another, or a sort of it.
pub(super) fn descends(kind: Thing, other: Thing, types: &Types) -> bool {
    if kind == other {
        return true;
    }
    let (Thing::Type(mut id), Thing::Type(other)) = (kind, other) else { return false };
    // An A3 multifunction is a copier of which the weight is known too.
    if types.code(other) == "photocopier" && types.code(id).starts_with("mfp_a3") {
        return true;
    }
    while let Some(parent) = types.parent(id) {
        if parent == other {
            return true;
        }
        id = parent;
    }
    false
}

/// Two parts of a phrase together.
fn together(
    before: PhraseReading,
    gap: GapBefore,
    next: PhraseReading,
    types: &Types,
) -> PhraseReading {
    let (first, second) = match (&before.says, &next.says) {
        (_, PhraseSays::Silent | PhraseSays::Unknown) => return before,
        (PhraseSays::Silent | PhraseSays::Unknown, _) => return next,
        (first, second) => (first, second),
    };
    let along = || !matches!(gap, GapBefore::Within | GapBefore::Below);
    let take_next = match gap {
        // What comes with it, after it.
        GapBefore::With => false,
        _ if along() && is_along(first, second, types) => false,
        // The last word of a tree is the thing, unless what is above is no equipment.
        GapBefore::Below => !matches!(first, PhraseSays::One(Thing::Outside(_))),
        GapBefore::Or => match alternatives(first, second, types) {
            Some(says) => {
                let heard = format!("{} / {}", before.heard, next.heard);
                return PhraseReading { says, heard, doubt: false, is_code: false };
            }
            None => narrows(second, first, types),
        },
        GapBefore::Finer => {
            matches!(second, PhraseSays::One(Thing::Outside(_)))
                && !matches!(first, PhraseSays::One(Thing::Outside(_)))
                || narrows(second, first, types)
        }
        // What a bracket names is a sort of the thing, or comes with it: its licence, its toner.
        GapBefore::Aside | GapBefore::Within => {
            matches!(second, PhraseSays::One(kind @ Thing::Outside(Outside::Type(_)))
                if !world::is_made_for(*kind, types) || matches!(first, PhraseSays::Class(_)))
                && !matches!(first, PhraseSays::One(Thing::Outside(_)))
                || narrows(second, first, types)
        }
    };
    if take_next { next } else { before }
}

/// Whether what is said second is a finer word for what is said first.
pub(super) fn narrows(second: &PhraseSays, first: &PhraseSays, types: &Types) -> bool {
    let (PhraseSays::One(kind) | PhraseSays::Usual(kind, _)) = second else { return false };
    match first {
        PhraseSays::One(one) => descends(*kind, *one, types),
        PhraseSays::Usual(one, all) => {
            matches!(second, PhraseSays::One(_))
                && (descends(*kind, *one, types)
                    || all.iter().any(|other| descends(*kind, *other, types))
                    || types.same_trade(*kind, *one))
        }
        // Any word for a thing says more than a word for a class.
        PhraseSays::Class(all) => {
            matches!(second, PhraseSays::One(Thing::Type(_)))
                || all.iter().any(|other| descends(*kind, *other, types))
        }
        PhraseSays::Silent | PhraseSays::Unknown => true,
    }
}
