//! What a type or a model says besides the thing: how many there are, in which state, what comes
//! with it.
//!
//! `12 PC portables`, `PC fixe x10`, `Serveurs (2)`; `PC portables au rebut`, `Latitude 5420 -
//! réformé`; `PC + écran`. It is looked into once for each word and each model, and taken
//! only where the columns of quantities and states say nothing.

mod led;

use super::counted::{counted, lists_more};
use super::lexicon::Lexicon;
use super::of_part::but_for_parts;
use super::outside::{Thing, Types};
use super::phrase::{PhraseSays, read_words};
use super::standing::{SomeUnits, Standing};
use super::words::{GapBefore, PhraseWord, words as words_of};
use crate::State;
use crate::makers::maker_answer;
use crate::vocabulary::Vocabulary;
use ground::table::fold;
use inventory::{
    CountedWhere, Field, NumberBeside, SYSTEMS, counted_name, may_be_counted, measures,
    number_in_words, of_a_lot, perhaps_counted, plans_within,
};
use led::{may_be_led, units_led};

/// By what a number of units is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum UnitsBy {
    /// The word of the type: `12 PC portables`.
    #[default]
    Type,
    /// A mark in the model: `Latitude 5420 x4`.
    Model,
    /// A number in the model that nothing marks: `OptiPlex 3080 (12)`.
    Bare,
}

/// Whether words leave it sure that there is a machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum IsThere {
    /// They say nothing against it.
    #[default]
    Surely,
    /// It may be planned: `PC à prévoir`.
    Planned,
    /// There is none, by the word of the type: `plus de PC`.
    DeniedByType,
    /// There is none, by what stands for its model: `pas de PC`.
    DeniedByModel,
    /// What stands for its model is still to be looked up: `à voir`.
    Doubted,
    /// What stands for its model is a word in small letters that names nothing: `télétravail`.
    Unnamed,
}

/// What is said besides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct SaidBeside {
    /// How many there are, where more than one.
    pub(crate) units: Option<u16>,
    /// By what they are said.
    pub(crate) units_by: UnitsBy,
    /// A state that is not in service.
    pub(crate) state: Option<State>,
    /// The state of what stands by for others, unless that is what it does: a « Serveur de secours » runs.
    pub(crate) standby: Option<State>,
    /// Some units that a state is said of.
    pub(crate) some: Option<SomeUnits<'static>>,
    /// The cell that leaves its state open.
    pub(crate) open: Option<Field>,
    /// Whether another thing comes with it, which is not counted.
    pub(crate) more: bool,
    /// Whether others used it before.
    pub(crate) used: bool,
    /// Whether there is one.
    pub(crate) there: IsThere,
}

impl SaidBeside {
    /// What a type word says besides the thing.
    pub(super) fn of_word(word: &str, words: &Vocabulary) -> Self {
        let word = but_for_parts(word, words);
        let whole = words.kinds().whole_words(word).map(|whole| whole.text);
        let word = whole.as_deref().unwrap_or(word);
        let standing = Standing::of_type(word, words);
        let named = standing.some.map_or(word, |some| some.name);
        let counted = units(named, words, false);
        // `3 Impr.` are several, as a word that is cut says neither one nor many.
        let is_number = |own: &str| own.bytes().all(|byte| byte.is_ascii_digit()) && own != "1";
        let may_be_several_cut = whole.is_some()
            && counted.is_none()
            && !words.kinds().has_sizes(named)
            && named.split([' ', '(', ')']).any(|own| !own.is_empty() && is_number(own));
        // `Écrans (3 en stock)`: a plural is of as many.
        let some = standing.some.filter(|some| !some.is_led && may_be_several(some.name));
        let of_some = some.filter(|_| counted.is_none()).and_then(SomeUnits::all);
        Self {
            units: counted.or(of_some),
            units_by: if of_some.is_some() { UnitsBy::Bare } else { UnitsBy::Type },
            more: may_be_several_cut
                || words.kinds().names_more(word)
                || lists_more(word, words)
                || counted.is_none() && (may_be_counted(word) || may_be_led(word, words)),
            there: if plans_within(word) || words.ends_to_order(word) {
                IsThere::Planned
            } else {
                IsThere::Surely
            },
            ..Self::of(standing, Field::EquipmentType)
        }
    }

    /// What a model says besides the thing.
    pub(super) fn of_model(model: &str, words: &Vocabulary) -> Self {
        let model = but_for_parts(model, words);
        let standing = Standing::of_model(model, words);
        let named = standing.some.map_or(model, |some| some.name);
        let units = units(named, words, true);
        let is_name = model.bytes().any(|byte| byte.is_ascii_digit());
        let (bare, more) = match (units, standing.some.filter(|some| !some.is_led)) {
            (Some(_), _) => (None, false),
            (None, None) => bare_units(named, words),
            // `iPad (9 HS)` may be the ninth.
            (None, Some(some)) => bare_units(&format!("{} ({})", some.name, some.units), words),
        };
        let units_by = if units.is_some() { UnitsBy::Model } else { UnitsBy::Bare };
        let there = match standing.state {
            Some(_) => IsThere::Surely,
            None if words.ends_to_order(model) => IsThere::Planned,
            None if is_name => IsThere::Surely,
            None => is_there(model, words),
        };
        Self { units: units.or(bare), units_by, more, there, ..Self::of(standing, Field::Model) }
    }

    fn of(standing: Standing<'_>, field: Field) -> Self {
        let some = standing.some.map(SomeUnits::unnamed);
        let open = standing.is_open.then_some(field);
        let (state, standby) = (standing.state, standing.standby);
        Self { state, standby, some, open, ..Self::default() }
    }

    /// What both say: the word goes before the model, and a state before a plan.
    pub(super) fn and_by_model(self, model: Self) -> Self {
        let state = self.state.or(model.state);
        let there = match (state, self.there) {
            (Some(_), _) => IsThere::Surely,
            (None, IsThere::Surely) => model.there,
            (None, there) => there,
        };
        Self {
            units: self.units.or(model.units),
            units_by: if self.units.is_some() { self.units_by } else { model.units_by },
            state,
            standby: self.standby.or(model.standby),
            some: self.some.or(model.some),
            open: self.open.or(model.open),
            there,
            more: self.more || model.more,
            ..self
        }
    }

    /// As the type of the thing settles it: whether it waits unused where it stands by for others.
    pub(super) fn waiting(self, waits: bool) -> Self {
        let standby = self.standby.filter(|_| waits);
        Self { state: self.state.or(standby), standby: None, ..self }
    }

    /// As the quantity of the row settles it: what is said of as many units as the row has is said of it;
    /// else the row is as it says itself, and says more than it counts.
    pub(crate) fn settled(self, quantity: f64) -> Self {
        let Some(some) = self.some else { return self };
        if !some.is_of_all(quantity) {
            return Self { more: true, ..self };
        }
        let state = some.state.filter(|state| *state != State::InService);
        Self { state: self.state.or(state), ..self }
    }
}

/// Whether the word of a type says how many there are: `Lot de 10 écrans`.
pub(crate) fn says_units(word: &str, words: &Vocabulary) -> bool {
    units(word, words, false).is_some()
}

/// The units that a phrase says: before a word for a thing, or after it.
fn units(text: &str, words: &Vocabulary, is_model: bool) -> Option<u16> {
    let in_digits = |(number, rest)| format!("{number} {rest}");
    let said = if is_model { None } else { number_in_words(text).map(in_digits) };
    let text = said.as_deref().unwrap_or(text).trim();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Words for units count in any column: `Écran Dell P2422H - 8 ex.`.
    let of_a_model = || match counted_name(text, CountedWhere::AsAModel).0 {
        Some(units) if is_model || words.kinds().names_a_thing(text) => Some(units),
        _ => None,
    };
    let number = units_before(text, words)
        .or_else(|| units_led(text, words).filter(|_| !is_model))
        .or_else(|| units_after(text, words, is_model))
        .or_else(of_a_model)?;
    // A year is no number of units.
    ((2..=9999).contains(&number) && !(1990..=2040).contains(&number)).then_some(number)
}

/// The units that a number beside the name of a model says, which nothing marks; and whether it may say
/// some: `OptiPlex 3080 (12)`, `Latitude 5420 (14)`.
fn bare_units(model: &str, words: &Vocabulary) -> (Option<u16>, bool) {
    if may_be_counted(model) {
        return (None, true);
    }
    let Some((number, name)) = perhaps_counted(model) else { return (None, false) };
    let leads = model.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if (1990..=2040).contains(&number) {
        return (None, false);
    }
    match words.kinds().number_beside(name, number, leads) {
        NumberBeside::Units => (Some(number), false),
        NumberBeside::Open => (None, true),
        NumberBeside::OfTheModel => (None, false),
    }
}

/// `12 PC portables`, `3x imprimante`, `Lot de 10 écrans`.
fn units_before(text: &str, words: &Vocabulary) -> Option<u16> {
    let lower = text.to_lowercase();
    let lot = of_a_lot(&lower);
    let phrase = lot.unwrap_or(&lower);
    let end = phrase.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = phrase.split_at(end);
    let number: u16 = number.parse().ok()?;
    // `2 lots de 5 écrans`, `Lot de 2x8 tablettes`.
    let each =
        || rest.strip_prefix('x').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let lots = match lot {
        None => rest.strip_prefix(' ').filter(|rest| of_a_lot(rest).is_some()),
        Some(_) => each(),
    };
    if let Some(of_each) = lots {
        let phrase = if lot.is_some() { format!("lot de {of_each}") } else { of_each.to_owned() };
        return number.checked_mul(units_before(&phrase, words)?);
    }
    let times = rest.trim_start().strip_prefix(['x', '×']).filter(|rest| rest.starts_with(' '));
    let rest = times.unwrap_or(rest);
    let named = rest.strip_prefix(' ')?.trim();
    let sure = lot.is_some() || times.is_some();
    // Of one word or two: `laptops`, `wireless keyboards`.
    let ports = |phrase: &str| words.kinds().has_ports(phrase);
    let mut ends = named.match_indices(' ').map(|(at, _)| at).chain([named.len()]).take(2);
    let kinds = words.kinds();
    // `48 PoE switch`: from four on, they may be ports. A word that nobody knows may be the unit of
    // a rating.
    let says = |end: usize| {
        let phrase = &named[..end];
        let counts = || {
            kinds.names_sure(phrase) && may_be_several(phrase) && !(number >= 4 && ports(phrase))
        };
        kinds.names_a_thing(phrase) && (sure || counts())
    };
    (!measures(named) && ends.any(says)).then_some(number)
}

/// What says that a number is not counted to the unit.
const ABOUT: [&str; 5] = ["environ ", "env. ", "env ", "~", "approx. "];

/// `PC fixe x10`, `Serveurs (2)`, `Latitude 5420 (x3)`, `Pare-feu (cluster de 2)`.
fn units_after(text: &str, words: &Vocabulary, is_model: bool) -> Option<u16> {
    let bracketed = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let (before, said) = match bracketed {
        // `Tablettes x 8 (école)`: words in brackets say nothing of how many.
        Some((before, said)) if !said.bytes().any(|byte| byte.is_ascii_digit()) => {
            return units_after(before.trim_end(), words, is_model);
        }
        Some((before, said)) => (before, said.trim()),
        None if is_model => return None,
        None => {
            let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
            let (before, _) = text.split_at(text.len() - digits);
            let before = before.trim_end();
            let mark = before.char_indices().next_back().filter(|(_, c)| "xX×*".contains(*c))?;
            // `ThinkPad X13` has no space before its number, nor an `x` of its own.
            let apart = before[..mark.0].ends_with(char::is_whitespace);
            let thing = &before[..mark.0];
            let is_joined = text[mark.0 + mark.1.len_utf8()..].len() == digits;
            let is_a_system = || {
                let number = text[text.len() - digits..].parse::<u16>();
                number.is_ok_and(|number| SYSTEMS.contains(&number))
            };
            let is_a_name = || match mark.1 {
                '×' | '*' => false,
                'X' => true,
                _ => is_a_system() || !names_alone(thing, words),
            };
            if !apart || is_joined && is_a_name() {
                return None;
            }
            (thing, text[mark.0..].trim())
        }
    };
    // `Téléphones (env. 30)`.
    let lower = said.to_lowercase();
    let about = ABOUT.into_iter().find_map(|about| lower.strip_prefix(about));
    let said = about.unwrap_or(&lower);
    let times = said.strip_prefix(['x', '×', '*']).or_else(|| of_a_lot(said));
    let before = before.trim();
    // « Classe mobile (12 portables) » : what the brackets count is the thing.
    if bracketed.is_some() && !is_model && times.is_none() && said.contains(' ') {
        let read = |phrase: &str| words.kinds().read(phrase).says;
        return units_before(said, words).filter(|_| read(said) == read(text));
    }
    let number = times.unwrap_or(said).trim().parse().ok()?;
    if is_model {
        return times.filter(|_| !before.is_empty()).and(Some(number));
    }
    let named = words.kinds().names_a_thing(before);
    // A number beside screens and network gear may be inches or ports.
    let sure = times.is_some()
        || (may_be_several(before) && !(words.kinds().has_sizes(before) && number < 100));
    (named && sure).then_some(number)
}

/// Makers, and families of theirs, whose machines are called `X` and a number, folded.
const CALL_THEM_X: [&str; 13] = [
    "acer",
    "asus",
    "crosscall",
    "epson",
    "honor",
    "huawei",
    "lenovo",
    "oppo",
    "optoma",
    "poco",
    "realme",
    "vivo",
    "xiaomi",
];

/// Whether a phrase is words for a thing, and of a maker who calls none `X` and a number, so that what is
/// joined to an `x` behind it is no model's: `PC fixe x10`, and not `Smartphone Honor x8`. Behind a plural
/// it is none either.
fn names_alone(phrase: &str, words: &Vocabulary) -> bool {
    let (folded, kinds) = (fold(phrase), words.kinds());
    let mut all = folded.split(' ');
    let is_plural = |word: &str| {
        word.len() > 3
            && word.ends_with(['s', 'x'])
            && kinds.names_a_thing(word)
            && maker_answer(word).is_none()
    };
    let calls_them_x = || folded.split(' ').any(|word| CALL_THEM_X.contains(&word));
    kinds.names_sure(phrase) && !calls_them_x() || all.any(is_plural)
}

/// Whether a phrase may name several things: a plural, or a word that has none.
pub(crate) fn may_be_several(phrase: &str) -> bool {
    const SAME: [&str; 10] =
        ["pc", "uc", "tv", "mac", "nas", "switch", "notebook", "tablet", "drucker", "server"];
    fold(phrase).split(' ').any(|word| SAME.contains(&word) || is_of_several(word))
}

/// Whether a word, folded, is of several.
fn is_of_several(word: &str) -> bool {
    word.len() > 2 && word.ends_with(['s', 'x'])
}

/// Whether what stands for a model leaves it sure that there is a machine.
fn is_there(model: &str, words: &Vocabulary) -> IsThere {
    if words.only_doubts(model) {
        return IsThere::Doubted;
    }
    let is_small = |c: char| c.is_lowercase() || "-'’".contains(c);
    let is_word = model.chars().count() > 3 && model.chars().all(is_small);
    let named = || words.kinds().names_a_thing(model) || words.kinds().names_a_model(model);
    let says_service = || words.state_of(model).is_some();
    if is_word && !named() && !says_service() && maker_answer(model).is_none() {
        return IsThere::Unnamed;
    }
    IsThere::Surely
}

/// Whether a phrase names another thing that comes with the first: `PC + écran`, `Laptop with two
/// monitors`, `UC / écran / clavier`.
pub(super) fn names_more(
    text: &str,
    lexicon: &Lexicon,
    types: &Types,
    is_one: impl Fn(Thing, Thing) -> bool,
) -> bool {
    const WITH: [&str; 8] = ["avec", "with", "mit", "con", "com", "met", "plus", "ainsi"];
    let all = words_of(text);
    let with = |word: &PhraseWord| WITH.contains(&word.text.as_str());
    if all.iter().all(|word| !matches!(word.gap, GapBefore::With | GapBefore::Or) && !with(word)) {
        return false;
    }
    let mut parts: Vec<(bool, &[PhraseWord])> = Vec::new();
    let (mut from, mut along) = (0, true);
    for at in 1..=all.len() {
        let word = all.get(at);
        let begins = word
            .is_none_or(|word| matches!(word.gap, GapBefore::With | GapBefore::Or) || with(word));
        if begins {
            parts.push((along, &all[from + usize::from(with(&all[from]))..at]));
            from = at;
            along = word.is_some_and(|word| word.gap != GapBefore::Or);
        }
    }
    let read = |part: &[PhraseWord]| read_words(counted(part).unwrap_or(part), lexicon, types).says;
    let Some(((_, first), others)) = parts.split_first() else { return false };
    let first = read(first);
    // Beside a machine a station is one to dock it in.
    let is_station = |part: &[PhraseWord]| {
        let mut said = part.iter().filter(|word| !word.text.bytes().all(|c| c.is_ascii_digit()));
        let is_named = !matches!(first, PhraseSays::Silent | PhraseSays::Unknown);
        is_named && said.next().is_some_and(is_a_station) && said.next().is_none()
    };
    // One or the other is one thing; three in a row are a list.
    let list = others.len() >= 2;
    others.iter().filter(|(along, _)| *along || list).any(|(_, part)| {
        let second = read(part);
        is_station(part)
            || first == PhraseSays::Unknown && is_a_machine(&second, types)
            || are_apart(&first, &second, &is_one) && (list || !are_in_the_box(&second, types))
    })
}

/// The equipment that a phrase names, in its usual sense where it has several.
pub(super) fn equipment_of(says: &PhraseSays) -> Option<Thing> {
    match says {
        PhraseSays::One(kind @ Thing::Type(_)) | PhraseSays::Usual(kind @ Thing::Type(_), _) => {
            Some(*kind)
        }
        _ => None,
    }
}

/// Whether what a phrase names is equipment that comes in no box.
pub(super) fn is_a_machine(says: &PhraseSays, types: &Types) -> bool {
    equipment_of(says).is_some() && !are_in_the_box(says, types)
}

fn is_a_station(word: &PhraseWord) -> bool {
    ["station", "stations"].contains(&word.text.as_str())
}

/// Whether what a phrase names comes in the box of a machine, whichever it is.
pub(super) fn are_in_the_box(says: &PhraseSays, types: &Types) -> bool {
    let is = |kind: &Thing| matches!(kind, Thing::Type(id) if is_in_the_box(types.code(*id)));
    match says {
        PhraseSays::One(kind) | PhraseSays::Usual(kind, _) => is(kind),
        PhraseSays::Class(kinds) => !kinds.is_empty() && kinds.iter().all(is),
        PhraseSays::Silent | PhraseSays::Unknown => false,
    }
}

/// Whether a type is of what comes in the box of a machine, or is a part of it.
pub(super) fn is_in_the_box(code: &str) -> bool {
    const IN_THE_BOX: [&str; 9] = [
        "keyboard",
        "mouse",
        "charger_laptop",
        "charger_smartphone",
        "network_cable",
        "hdd_internal",
        "ssd_internal",
        "gpu_card",
        "webcam",
    ];
    IN_THE_BOX.contains(&code)
}

/// Whether two things that a phrase names are things apart, each with its own footprint.
fn are_apart(
    first: &PhraseSays,
    second: &PhraseSays,
    is_one: impl Fn(Thing, Thing) -> bool,
) -> bool {
    let kinds = |says: &PhraseSays| match says {
        PhraseSays::One(kind) => vec![*kind],
        PhraseSays::Usual(_, all) | PhraseSays::Class(all) => all.clone(),
        PhraseSays::Silent | PhraseSays::Unknown => Vec::new(),
    };
    let (first, second) = (kinds(first), kinds(second));
    let equipment = |kind: &Thing| matches!(kind, Thing::Type(_));
    !first.is_empty()
        && !second.is_empty()
        && first.iter().chain(&second).all(equipment)
        && !first.iter().any(|one| second.iter().any(|other| is_one(*one, *other)))
}

#[cfg(test)]
mod tests;
