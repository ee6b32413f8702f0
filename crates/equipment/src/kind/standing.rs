//! The state that the words of a thing say of it, or of some of its units: `PC portables au rebut`,
//! `Spare laptop`, `Latitude 5420 (dont 2 HS)`.

use super::of_part::is_of_a_part;
use super::open_state::OpenState;
use crate::State;
use ground::table::fold;
use inventory::{Kinds, ShareSaid, is_backup, may_share, share_said, some_said};

/// Some units that a state is said of, or what nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SomeUnits<'a> {
    /// What they are some of.
    pub(super) name: &'a str,
    /// How many; none where that is not said.
    pub(super) units: u16,
    /// Their state, where it is one alone.
    pub(super) state: Option<State>,
    /// Whether a word says that they are some of the others: `dont`.
    pub(super) is_led: bool,
}

impl SomeUnits<'_> {
    /// Those that a text says a state of.
    pub(crate) fn in_words<'a>(text: &'a str, words: &dyn Kinds) -> Option<SomeUnits<'a>> {
        let some = some_said(text)?;
        let is_one = !some.said.bytes().any(|byte| byte.is_ascii_digit());
        let state = state_of(some.said, words).filter(|_| is_one);
        // `PC (dont 3 portables)` is of some too, and `Serveur (2 disques)` of something else.
        let said = fold(some.said);
        let stands_by = stands_by(&said) || SPARES.contains(&said.as_str());
        let counts = some.is_led || stands_by || words.state(some.said).is_some();
        let (name, units, is_led) = (some.name, some.units, some.is_led);
        counts.then_some(SomeUnits { name, units, state, is_led })
    }

    /// Those that a text says a state of without their number: `PC (la moitié HS)`, `PC HS sauf 2`.
    fn unnumbered<'a>(text: &'a str, words: &dyn Kinds) -> Option<SomeUnits<'a>> {
        if !may_share(text) {
            return None;
        }
        let end = text.trim_end_matches([')', ']']);
        // Nearly no text ends in a state, or in a number.
        let says = |said: &str| {
            let last = said.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]).take(3);
            last.map(|at| &said[at..]).any(|said| words.state(said).is_some())
        };
        if !end.contains(' ') || !end.ends_with(|c: char| c.is_ascii_digit()) && !says(end) {
            return None;
        }
        let starts = end.match_indices([' ', '(']).map(|(at, _)| at + 1);
        let mut shares = std::iter::once(0).chain(starts).filter_map(|at| share_said(&end[at..]));
        let is_of_some = |share: ShareSaid<'_>| share.is_part() && says(share.said());
        shares.find(|share| is_of_some(*share)).map(|_| SomeUnits {
            name: "",
            units: 0,
            state: None,
            is_led: true,
        })
    }

    /// How many there are in all, where the words say a state of no others.
    pub(super) fn all(self) -> Option<u16> {
        self.state.map(|_| self.units).filter(|units| *units > 1)
    }

    /// Their state, where they are all of a row's units.
    pub(crate) fn state_of_all(self, quantity: f64) -> Option<State> {
        self.state.filter(|_| self.is_of_all(quantity))
    }

    /// Without the name, which is a row's.
    pub(crate) fn unnamed(self) -> SomeUnits<'static> {
        SomeUnits { name: "", units: self.units, state: self.state, is_led: self.is_led }
    }

    /// Whether they are all of a row's units.
    pub(super) fn is_of_all(self, quantity: f64) -> bool {
        (quantity - f64::from(self.units)).abs() < f64::EPSILON
    }
}

/// What words say of the state of a thing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing<'a> {
    /// A state that is not in service.
    pub(super) state: Option<State>,
    /// The state of what stands by for others, unless that is what it does.
    pub(super) standby: Option<State>,
    /// Some units that a state is said of.
    pub(super) some: Option<SomeUnits<'a>>,
    /// Whether a state is left open, of a thing that is there: `PC à recycler`, `PC de prêt`.
    pub(super) is_open: bool,
}

impl<'a> Standing<'a> {
    /// What the word of a type says.
    pub(super) fn of_type(text: &'a str, words: &dyn Kinds) -> Self {
        let is_thing = |thing: &str| words.is_type(thing);
        // Words of stocks and orders name things too (`stock`, `new`): more than one is sure.
        let sure = |said: &str, state| said.contains(' ') || state >= State::Decommissioned;
        Self::read(text, words, is_thing, sure)
    }

    /// What the name of a model says, or what stands for one.
    pub(super) fn of_model(text: &'a str, words: &dyn Kinds) -> Self {
        // What has a figure is a name.
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            let said = Self::of_type(text, words);
            let is_told = said.some.is_some() || said.is_told();
            return if is_told { said } else { Self::alone(text, words) };
        }
        let is_name = |name: &str| {
            let any = |is: fn(&u8) -> bool| name.as_bytes().iter().any(is);
            any(u8::is_ascii_digit) && any(u8::is_ascii_alphabetic)
        };
        let sure = |said: &str, state| said.contains(' ') || state >= State::InRepair;
        Self::read(text, words, is_name, sure)
    }

    /// A state that stands where a model without a figure would: `HS`, `rendu`.
    fn alone(text: &str, words: &dyn Kinds) -> Self {
        if words.is_model(text) {
            return Self::default();
        }
        Self::said(text, words)
    }

    /// What a phrase says that is a state, where it is not that of a machine in service.
    fn said(phrase: &str, words: &dyn Kinds) -> Self {
        // Words for what is new are of the thing as much as of its state.
        const OF_THINGS: [&str; 8] =
            ["neuf", "new", "nouveau", "neu", "nuevo", "nuovo", "novo", "ersatz"];
        let folded = fold(phrase);
        if stands_by(&folded) {
            return Self { standby: Some(State::InStock), ..Self::default() };
        }
        if phrase.len() < 2 || OF_THINGS.contains(&folded.as_str()) {
            return Self::default();
        }
        let state = state_of(phrase, words).filter(|state| *state != State::InService);
        Self { state, is_open: is_open(phrase, words), ..Self::default() }
    }

    fn is_told(&self) -> bool {
        self.state.is_some() || self.standby.is_some() || self.is_open
    }

    /// What words say of a thing that `is_thing` knows, apart from it, behind it or before it; a state
    /// behind it where it is `sure` not to be of its name.
    fn read(
        text: &'a str,
        words: &dyn Kinds,
        is_thing: impl Fn(&str) -> bool,
        sure: impl Fn(&str, State) -> bool,
    ) -> Self {
        let some = SomeUnits::in_words(text, words);
        if let Some(some) = some.or_else(|| SomeUnits::unnumbered(text, words)) {
            return Self { some: Some(some), ..Self::default() };
        }
        let apart = Self::apart(text, words);
        if apart.is_told() {
            return apart;
        }
        let folded = fold(text);
        if let Some(said) = compounded(&folded, words, &is_thing) {
            return said;
        }
        if !folded.contains(' ') || !is_thing(&folded) {
            return Self::default();
        }
        behind(&folded, words, &is_thing, &sure).unwrap_or_else(|| before(&folded, words, is_thing))
    }

    /// A state that stands apart from the name: in brackets, after a dash or a comma.
    fn apart(text: &str, words: &dyn Kinds) -> Self {
        let text = text.trim();
        let within = |open, close| text.strip_suffix(close).and_then(|text| text.rsplit_once(open));
        let bracketed = within('(', ')').or_else(|| within('[', ']'));
        let after = || [" - ", ", "].into_iter().find_map(|mark| text.rsplit_once(mark));
        let Some((name, said)) = bracketed.or_else(after) else { return Self::default() };
        // « PC (onduleur HS) »: what is out of service is another thing.
        let folded = fold(said);
        let of_a_part = folded
            .match_indices(' ')
            .any(|(at, _)| words.is_type(&folded[..at]) && words.state(&folded[at..]).is_some());
        if name.trim().is_empty() || of_a_part { Self::default() } else { Self::said(said, words) }
    }
}

fn state_of(phrase: &str, words: &dyn Kinds) -> Option<State> {
    State::named(words.state(phrase)?)
}

/// Whether a phrase leaves open the state of what is there, and the user says none of it.
fn is_open(phrase: &str, words: &dyn Kinds) -> bool {
    let open = OpenState::of(phrase, words);
    open.is_some_and(|open| open != OpenState::Ahead(State::Ordered))
        && words.own_state(phrase).is_none()
}

/// What words behind a thing say: `PC portables au rebut`, `PC de rechange`. What is denied, or still to
/// come, is not so: `PC non réformé`, `PC to be recycled`.
fn behind<'a>(
    folded: &str,
    words: &dyn Kinds,
    is_thing: &impl Fn(&str) -> bool,
    sure: &impl Fn(&str, State) -> bool,
) -> Option<Standing<'a>> {
    const NOT: [&str; 6] = ["non", "pas", "not", "no", "jamais", "never"];
    let mut starts: Vec<usize> = folded.match_indices(' ').map(|(at, _)| at).collect();
    starts.drain(..starts.len().saturating_sub(4));
    for at in starts {
        let (thing, said) = (&folded[..at], &folded[at + 1..]);
        // « PC portable écran HS » says it of a part.
        if is_thing(thing) && is_of_a_part(said, words) {
            return Some(Standing::default());
        }
        let is_denied = || thing.rsplit(' ').next().is_some_and(|word| NOT.contains(&word));
        let standing = Standing::said(said, words);
        let is_sure = standing.standby.is_some()
            || standing.is_open
            || SPARES.contains(&said)
            || words.own_state(said).is_some()
            || standing.state.is_some_and(|state| sure(said, state));
        if standing.is_told() && is_sure && is_thing(thing) && !is_denied() {
            return Some(standing);
        }
    }
    None
}

/// Whether folded words are of what stands by, or is kept for who lacks one.
fn stands_by(folded: &str) -> bool {
    const STANDBY: [&str; 4] = ["de secours", "secours", "en secours", "de depannage"];
    STANDBY.contains(&folded) || is_backup(folded)
}

/// What the first part of a compound says of its thing: `Ersatzlaptop`, `Reserve-PC`, `Leihgerät`.
fn compounded<'a>(
    folded: &str,
    words: &dyn Kinds,
    is_thing: &impl Fn(&str) -> bool,
) -> Option<Standing<'a>> {
    const PARTS: [&str; 4] = ["ersatz", "reserve", "vorrats", "leih"];
    let of = |part: &&'static str| {
        let thing = folded.strip_prefix(*part).map_or("", str::trim_start);
        // Spare parts are no machines.
        thing.len() > 1 && !thing.starts_with("teil") && is_thing(thing)
    };
    let part = PARTS.into_iter().find(of)?;
    if is_open(part, words) {
        return Some(Standing { is_open: true, ..Standing::default() });
    }
    let own = words.own_state(part).and_then(State::named).unwrap_or(State::InStock);
    let state = Some(own).filter(|state| *state != State::InService);
    Some(Standing { state, ..Standing::default() })
}

/// Words that say of one thing that it is held for others.
const SPARES: [&str; 2] = ["spare", "spares"];

/// What a word before a thing says, which says nothing of what the thing is for, as `maintenance` may.
fn before<'a>(folded: &str, words: &dyn Kinds, is_thing: impl Fn(&str) -> bool) -> Standing<'a> {
    const LEADING: [&str; 34] = [
        "spare",
        "loaner",
        "loan",
        "pool",
        "reserve",
        "backup",
        "unused",
        "surplus",
        "broken",
        "faulty",
        "defective",
        "damaged",
        "failed",
        "failing",
        "malfunctioning",
        "dead",
        "retired",
        "decommissioned",
        "scrapped",
        "disposed",
        "withdrawn",
        "stolen",
        "lost",
        "missing",
        "sold",
        "donated",
        "recycled",
        "exited",
        "hs",
        "defekter",
        "defekte",
        "defektes",
        "kaputter",
        "ausgemusterter",
    ];
    let Some((first, thing)) = folded.split_once(' ') else { return Standing::default() };
    if LEADING.contains(&first) && is_thing(thing) {
        return Standing::said(first, words);
    }
    Standing::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use factor::FactorSet;
    use std::collections::BTreeMap;
    use std::path::Path;

    fn vocabulary() -> Vocabulary {
        let set = FactorSet::shipped().unwrap();
        Vocabulary::new(&set, &BTreeMap::new(), &BTreeMap::new(), Path::new("")).unwrap()
    }

    const STOCK: Option<State> = Some(State::InStock);
    const OUT: Option<State> = Some(State::Decommissioned);
    const GONE: Option<State> = Some(State::Exited);
    const MEND: Option<State> = Some(State::InRepair);

    #[test]
    fn a_state_may_stand_before_behind_or_apart_from_a_thing() {
        let words = vocabulary();
        for (text, state) in [
            ("Spare laptop", STOCK),
            ("Laptop spare", STOCK),
            ("Écran (spare)", STOCK),
            ("PC de rechange", STOCK),
            ("PC portable de réserve", STOCK),
            ("Unused monitor", STOCK),
            ("Broken laptop", MEND),
            ("Retired server", GONE),
            ("Decommissioned server", OUT),
            ("Stolen laptop", GONE),
            ("PC au rebut", OUT),
            ("Reserve laptop", STOCK),
            ("Écran cassé", OUT),
            ("PC portable écran HS", None),
            ("PC batterie à changer", None),
            // Still to come, denied, or of what it is for.
            ("Old PC (to be recycled)", None),
            ("PC to be recycled", None),
            ("PC à recycler", None),
            ("ancien PC à jeter", None),
            ("PC non réformé", None),
            ("loaner laptop", None),
            ("PC de prêt", None),
            ("Serveur de sauvegarde", None),
            ("Backup server", None),
            ("Archive server", None),
            ("Maintenance laptop", None),
            ("Staging server", None),
            ("Storage server", None),
            ("Lost", None),
            ("New laptop", None),
            ("PC portable", None),
        ] {
            assert_eq!(Standing::of_type(text, &words).state, state, "{text}");
        }
        for (model, state) in [
            ("Spare Latitude 5420", STOCK),
            ("Latitude 5420 (spare)", STOCK),
            ("Broken Latitude 5420", MEND),
            ("OptiPlex 3080 HS", OUT),
            ("P2422H cassé", OUT),
            ("Latitude 5420 écran cassé", None),
            ("Latitude 5420 batterie HS", None),
            ("OptiPlex 3080 en panne", MEND),
            ("Latitude 5420 au rebut", OUT),
            ("Latitude 5420 volé", GONE),
            ("OptiPlex 3080 de rechange", STOCK),
            ("OptiPlex 3080 à recycler", None),
            ("OptiPlex 3080", None),
            ("Galaxy Tab A8 New", None),
            ("Latitude 5420 non réformé", None),
        ] {
            assert_eq!(Standing::of_model(model, &words).state, state, "{model}");
        }
    }

    #[test]
    fn what_stands_by_may_run() {
        let words = vocabulary();
        for (text, standby) in [
            ("PC de secours", STOCK),
            ("backup laptop", STOCK),
            ("Serveur de secours", STOCK),
            ("Écran (secours)", STOCK),
            ("Serveur de sauvegarde", None),
            ("PC", None),
        ] {
            assert_eq!(Standing::of_type(text, &words).standby, standby, "{text}");
        }
        assert_eq!(Standing::of_model("OptiPlex 3080 de secours", &words).standby, STOCK);
        assert_eq!(Standing::of_type("PC de dépannage", &words).standby, STOCK);
        for text in ["Ersatzlaptop", "Ersatz-PC", "Ersatzmonitor", "Reserve-PC", "Reservelaptop"] {
            assert_eq!(Standing::of_type(text, &words).state, STOCK, "{text}");
        }
        for text in ["Ersatzteil", "Ersatzteile", "Laptop"] {
            assert_eq!(Standing::of_type(text, &words).state, None, "{text}");
        }
    }

    #[test]
    fn what_is_lent_in_turn_leaves_its_state_open() {
        let words = vocabulary();
        for (text, is_open) in [
            ("PC de prêt", true),
            ("PC portable (pour prêt)", true),
            ("loaner laptop", true),
            ("Pool laptop", true),
            ("Leihlaptop", true),
            ("PC portable", false),
            ("Poolsteuerung", false),
        ] {
            assert_eq!(Standing::of_type(text, &words).is_open, is_open, "{text}");
        }
        for text in ["De prêt", "Loaner", "Pool"] {
            assert!(Standing::of_model(text, &words).is_open, "{text}");
        }
    }

    #[test]
    fn a_state_of_some_units_is_not_that_of_the_row() {
        let words = vocabulary();
        for (text, units, state) in [
            ("PC fixes (dont 3 HS)", Some(3), OUT),
            ("Écrans - 3 en stock", Some(3), STOCK),
            ("PC portables dont 1 en panne", Some(1), MEND),
            ("Laptops (2 broken)", Some(2), MEND),
            ("PC (dont 3 portables)", Some(3), None),
            ("PC portables (2 HS, 1 en stock)", Some(2), None),
            ("Serveur (2 disques)", None, None),
            ("Imprimantes - 2 bacs", None, None),
            ("PC portables (la moitié HS)", Some(0), None),
            ("PC portables HS sauf 2", Some(0), None),
            ("Laptops, half are broken", Some(0), None),
            ("PC portables (tous HS)", None, None),
            ("Half-size PC", None, None),
            ("PC fixes (12)", None, None),
            ("PC (HS)", None, None),
        ] {
            let some = Standing::of_type(text, &words).some;
            assert_eq!(some.map(|some| some.units), units, "{text}");
            assert_eq!(some.and_then(|some| some.state), state, "{text}");
        }
        let of = |model| Standing::of_model(model, &words).some.map(|some| some.units);
        assert_eq!(of("Latitude 5420 (dont 2 HS)"), Some(2));
        assert_eq!(of("P2422H - 3 en stock"), Some(3));
        assert_eq!(of("Latitude 5420 + 2 spare"), Some(2));
        assert_eq!(of("Latitude 5420 + 1 de secours"), Some(1));
        assert_eq!(of("Switch 24 ports + 4 SFP"), None);
        assert_eq!(of("OptiPlex 3080 (16)"), None);
        assert_eq!(of("Switch 24 ports (4 SFP)"), None);
    }
}
