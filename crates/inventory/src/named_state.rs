//! The state that the name of a sheet, a file or a section says of its rows: `Rebut 2024`,
//! `En stock`.
//!
//! A name that is a state, but for years and words that say nothing, is sure; one that holds a
//! state among other words (`Stock Lyon`) is asked. What a row says of itself goes before it.

use super::derive::{DeriveRule, DerivedField};
use super::found::{Found, ValuesTell};
use super::placeholder::is_placeholder;
use super::sections::title::state_of_title;
use super::{Confidence, Field, Kinds, Layout};
use ground::provenance::Assumption;
use ground::table::{RecordCells, fold};
use std::sync::Arc;

/// Words beside a state that say nothing of it, folded.
const BESIDE: [&str; 40] = [
    "parc",
    "liste",
    "lists",
    "list",
    "inventaire",
    "inventory",
    "inventar",
    "inventario",
    "pc",
    "pcs",
    "ordinateur",
    "ordinateurs",
    "poste",
    "postes",
    "materiel",
    "materiels",
    "equipement",
    "equipements",
    "equipment",
    "devices",
    "assets",
    "machines",
    "informatique",
    "it",
    "du",
    "de",
    "des",
    "le",
    "la",
    "les",
    "l",
    "d",
    "the",
    "of",
    "feuille",
    "sheet",
    "onglet",
    "tableau",
    "export",
    "annee",
];
/// Words that may stand at an end of a state's name, where they are no part of it.
const AT_ENDS: [&str; 5] = ["en", "au", "in", "a", "et"];

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StateSays {
    /// The user says it.
    Told(&'static str),
    /// It is a state.
    Sure(&'static str),
    /// It holds a state among other words.
    Perhaps(&'static str),
}

/// What a name says of the rows below it; nothing where they would be in service anyway.
pub(crate) fn state_in(name: &str, kinds: &dyn Kinds) -> Option<StateSays> {
    let name = name.trim();
    if let Some(state) = kinds.own_state(name) {
        return Some(StateSays::Told(state));
    }
    let moves = |state: &&'static str| *state != "in_service";
    let folded = fold(name);
    let words = told(&folded);
    let whole = state_of(&words, kinds);
    // `stock du magasin` may be all that a shop has.
    let of_a_shop = words.len() > 1 && matches!(words.last(), Some(&("magasin" | "depot")));
    if whole.is_some() {
        let says =
            if name.contains('?') || of_a_shop { StateSays::Perhaps } else { StateSays::Sure };
        return whole.filter(moves).map(says);
    }
    if let Some(ahead) = kinds.state_ahead(name) {
        return Some(StateSays::Perhaps(ahead));
    }
    let state = |words: &[&str]| kinds.state(&words.join(" "));
    let windows = || (1..=words.len()).rev().flat_map(|length| words.windows(length));
    let said = windows().filter_map(state).find(moves);
    // `Matériel à acheter en 2026`.
    let ahead = || windows().find_map(|words| kinds.state_ahead(&words.join(" ")));
    said.or_else(ahead).map(StateSays::Perhaps)
}

/// Whether a name is that of one thing, with its state: `PC (HS)`, `Écran HS`, `PC-02 HS`. A title
/// speaks of many (`Tablettes HS`), or of none (`Matériel réformé`).
pub(crate) fn is_one_thing(name: &str, kinds: &dyn Kinds) -> bool {
    let name = name.trim();
    let many = |words: &str| {
        words.split(' ').any(|word| word.len() > 2 && fold(word).ends_with(['s', 'x']))
    };
    let one = |thing: &str| {
        let thing = thing.trim_end_matches([' ', '-', '–', '—', ',']);
        let model = || thing.bytes().any(|byte| byte.is_ascii_digit()) && kinds.is_model(thing);
        is_a_code(thing, kinds) || !many(thing) && (kinds.is_type(thing) || model())
    };
    if let Some((thing, _)) = name.strip_suffix(')').and_then(|name| name.rsplit_once('(')) {
        return one(thing);
    }
    // `STOCK-01` is what a machine is called.
    if name.contains(['-', '_']) && is_a_code(name, kinds) {
        return true;
    }
    let ends = name.match_indices(' ').map(|(at, _)| name.split_at(at));
    ends.filter(|(_, state)| kinds.state(&fold(state.trim())).is_some())
        .any(|(thing, state)| one(thing) && !many(state))
}

/// Whether a word is what one machine is called: `PC-02`, `SRVDC01`. Places, periods and lots are
/// numbered too, and so are things by the year.
fn is_a_code(name: &str, kinds: &dyn Kinds) -> bool {
    const NUMBERED: [&str; 22] = [
        "salle",
        "site",
        "etage",
        "niveau",
        "bat",
        "batiment",
        "aile",
        "zone",
        "bureau",
        "lot",
        "phase",
        "tranche",
        "vague",
        "service",
        "annee",
        "semestre",
        "trimestre",
        "janvier",
        "room",
        "floor",
        "building",
        "batch",
    ];
    let Some(at) = name.find(|c: char| c.is_ascii_digit()) else {
        return is_lettered(name, kinds);
    };
    let (letters, number) = name.split_at(at);
    let letters = fold(letters);
    let year = number.parse().is_ok_and(|year: u16| (1990..=2040).contains(&year));
    let several = letters.ends_with(['s', 'x']) && kinds.is_type(&letters);
    let first = letters.split(' ').next().unwrap_or("");
    !name.contains([' ', '/', ':'])
        && letters.bytes().filter(u8::is_ascii_alphabetic).count() > 1
        && !(year || several || NUMBERED.contains(&first))
}

/// Whether a word without a number is what one machine is called: capitals in parts, of which none is
/// of many things or of a state: `SRV-WEB`, and not `HORS-SERVICE`.
fn is_lettered(name: &str, kinds: &dyn Kinds) -> bool {
    let capitals = |part: &str| part.len() > 1 && part.bytes().all(|c| c.is_ascii_uppercase());
    let parts = || name.split(['-', '_']);
    let says = |part: &str| {
        let folded = fold(part);
        kinds.state(&folded).is_some() || folded.ends_with(['s', 'x']) && kinds.is_type(&folded)
    };
    parts().count() > 1
        && parts().all(|part| capitals(part) && !says(part))
        && kinds.state(&fold(name)).is_none()
}

/// Whether a name is that of what is in service, but for years and words that say nothing.
pub(crate) fn says_service(name: &str, kinds: &dyn Kinds) -> bool {
    state_of(&told(&fold(name.trim())), kinds) == Some("in_service")
}

/// Whether a folded word of a heading says how machines came, as often as that they are not used yet:
/// `livré`, `neufs`.
pub(crate) fn tells_its_coming(word: &str) -> bool {
    const CAME: [&str; 6] = ["livr", "deliver", "recu", "receiv", "command", "order"];
    says_new(word) || CAME.iter().any(|came| word.starts_with(came))
}

/// Whether a folded word says what is new: of a thing as much as of its state.
pub(crate) fn says_new(word: &str) -> bool {
    const NEW: [&str; 6] = ["neuf", "neuv", "nouve", "new", "nuev", "nuov"];
    word == "neu" || NEW.iter().any(|new| word.starts_with(new))
}

/// What the name of a sheet says that may hold what is there no longer: `Archives`, `Ancien parc`.
fn archived(name: &str) -> Option<StateSays> {
    const ARCHIVE: [&str; 7] =
        ["archive", "archives", "archived", "archivé", "archivés", "archiv", "archivio"];
    const BEFORE: [&str; 6] = ["ancien", "ancienne", "anciens", "anciennes", "old", "avant"];
    let folded = fold(name);
    let words = told(&folded);
    let is_archive = words.iter().any(|word| ARCHIVE.iter().any(|own| fold(own) == *word));
    let is_before = !words.is_empty() && words.iter().all(|word| BEFORE.contains(word));
    (is_archive || is_before).then_some(StateSays::Perhaps("exited"))
}

/// What a title says, but for years and words that say nothing: `Parc téléphonie 2025`.
pub(crate) fn said_by_title(title: &str) -> String {
    told(&fold(title.trim())).join(" ")
}

/// The words of a folded name that may say something.
fn told(folded: &str) -> Vec<&str> {
    let nothing =
        |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) || BESIDE.contains(&word);
    folded.split(' ').filter(|word| !nothing(word)).collect()
}

/// The state that words are, all of them but for what may stand at an end.
fn state_of(words: &[&str], kinds: &dyn Kinds) -> Option<&'static str> {
    let mut bare = words;
    loop {
        let state = (!bare.is_empty()).then(|| kinds.state(&bare.join(" "))).flatten();
        match bare {
            _ if state.is_some() => return state,
            [inner @ .., last] if AT_ENDS.contains(last) => bare = inner,
            [first, inner @ ..] if AT_ENDS.contains(first) => bare = inner,
            _ => return None,
        }
    }
}

/// What the names of the sheets and of the file say of their rows.
#[derive(Debug, Clone)]
pub(super) struct NamedStates {
    /// The column that names the sheet, and what each says.
    sheet: Option<usize>,
    sheets: Vec<(String, &'static str)>,
    /// What the file's name says, where the sheet's does not.
    file: Option<&'static str>,
    /// What the row says of itself: a column, or what is worked out of it.
    own: OwnState,
}

/// What a row says of its state itself.
#[derive(Debug, Clone)]
pub(super) enum OwnState {
    None,
    Column(usize),
    Derived(Box<DerivedField>),
}

impl OwnState {
    /// How the rows of a layout say it.
    pub(super) fn of_layout(layout: &Layout) -> Self {
        match (layout.column(Field::Status), layout.rule_of(Field::Status)) {
            (_, Some(rule)) => Self::Derived(Box::new(rule.clone())),
            (Some(at), None) => Self::Column(at),
            (None, None) => Self::None,
        }
    }

    /// The cell of a row.
    pub(super) fn of(&self, layout: &Layout, record: &RecordCells<'_>) -> String {
        match self {
            Self::None => String::new(),
            Self::Column(at) => {
                String::from_utf8_lossy(record.get(*at).unwrap_or(b"").trim_ascii()).into_owned()
            }
            Self::Derived(rule) => rule.work_out(layout, record),
        }
    }
}

impl NamedStates {
    /// What a row says of its state itself; else what the names say, where `true`.
    fn of(&self, layout: &Layout, record: &RecordCells<'_>) -> (String, bool) {
        let own = self.own.of(layout, record);
        if !own.is_empty() && !is_placeholder(own.as_bytes()) {
            return (own, false);
        }
        let sheet = self.sheet.and_then(|at| record.get(at)).unwrap_or(b"");
        let said = self.sheets.iter().find(|(name, _)| name.as_bytes() == sheet);
        match said.map(|(_, state)| *state).or(self.file) {
            Some(state) => (state.to_owned(), true),
            None => (own, false),
        }
    }

    /// The state of a row.
    pub(super) fn state(&self, layout: &Layout, record: &RecordCells<'_>) -> String {
        self.of(layout, record).0
    }

    /// What was assumed of a row, this besides.
    pub(super) fn assumed(&self, layout: &Layout, record: &RecordCells<'_>) -> String {
        let said = layout.roles.iter().position(|role| *role == super::Role::Field(Field::Assumed));
        let said = said.and_then(|at| record.get(at)).unwrap_or(b"");
        let mut said = String::from_utf8_lossy(said.trim_ascii()).into_owned();
        if self.of(layout, record).1 {
            said.push(' ');
            said.push_str(Assumption::StateOfName.code());
        }
        said
    }
}

/// The names that may say the state of rows.
pub(super) struct StateNames<'a> {
    /// The column that names the sheet of a row, and how sheets are named there.
    pub(super) sheets: Option<(usize, Vec<(String, String)>)>,
    /// Titles of sections, which stand in that column for the rows below them.
    pub(super) titles: &'a [String],
    /// The lines above the headings of a table of its own, each a cell alone.
    pub(super) above: Vec<&'a str>,
    /// What the column of types is called, in a plain table.
    pub(super) types: Option<&'a str>,
    /// The file's own name, without its ending.
    pub(super) file: &'a str,
    /// Whether the file stands among several, which their names tell apart.
    pub(super) among_several: bool,
}

/// Has the rows of a layout take the states that the names say, and says so.
pub(super) fn states_of_names(
    layout: &mut Layout,
    names: &StateNames<'_>,
    kinds: Option<&dyn Kinds>,
) {
    let Some(kinds) = kinds else { return };
    let said_by_rows = layout.column(Field::Status).is_some();
    let mut found = Vec::new();
    let mut sheets = Vec::new();
    let mut note =
        |name: &str, values: fn(&'static str) -> ValuesTell, says, alone: bool| match says {
            Some(StateSays::Told(state)) => Some(state),
            Some(StateSays::Sure(state)) if !alone => {
                found.push(Found::of_name(name, values(state), true));
                Some(state)
            }
            Some(StateSays::Sure(state) | StateSays::Perhaps(state)) => {
                if !said_by_rows {
                    found.push(Found::of_name(name, values(state), false));
                }
                None
            }
            None => None,
        };
    for (cell, name) in names.sheets.iter().flat_map(|(_, sheets)| sheets) {
        let says = state_in(name, kinds).or_else(|| archived(name));
        if let Some(state) = note(name, ValuesTell::Sheet, says, false) {
            sheets.push((cell.clone(), state));
        }
    }
    for title in names.titles {
        if let Some(state) = note(title, ValuesTell::Section, state_of_title(title, kinds), false) {
            sheets.push((title.clone(), state));
        }
    }
    // `Matériel réformé` above the types says it of all rows; `Stock` alone may be all there are.
    let heading = names.types.and_then(|name| {
        let says = state_in(name, kinds).filter(|says| !matches!(says, StateSays::Perhaps(_)))?;
        let is_loose = fold(name) == "stock" || fold(name).split(' ').any(tells_its_coming);
        note(name, ValuesTell::Heading, Some(says), is_loose)
    });
    // `Matériel réformé` above the headings says it too; an inventory of the stock may be of all there is.
    let above = names.above.iter().rev().find_map(|title| {
        let says = state_in(title, kinds)?;
        let is_loose = matches!(says, StateSays::Sure("in_stock" | "ordered"));
        note(title, ValuesTell::Title, Some(says), is_loose)
    });
    // What a lone file is called may be anything: only a name that is a state is asked.
    let says = state_in(names.file, kinds)
        .filter(|says| names.among_several || !matches!(says, StateSays::Perhaps(_)));
    let file = note(names.file, ValuesTell::File, says, !names.among_several);
    let file = heading.or(above).or(file);
    if sheets.is_empty() && file.is_none() {
        layout.asks(found);
        return;
    }
    let own = OwnState::of_layout(layout);
    let from = layout.read_of(Field::Status);
    let sheet = names.sheets.as_ref().map(|(at, _)| *at);
    let states = Arc::new(NamedStates { sheet, sheets, file, own });
    let rule = DeriveRule::StateOfName(Arc::clone(&states));
    layout.derive(DerivedField { field: Field::Status, from, rule });
    let rule = DeriveRule::AssumedOfName(states);
    layout.derive(DerivedField { field: Field::Assumed, from: None, rule });
    layout.asks(found);
}

impl Layout {
    /// Says what was found besides; what is asked leaves the recognition less than certain.
    pub(super) fn asks(&mut self, found: Vec<Found>) {
        if self.confidence == Confidence::Certain && found.iter().any(|one| !one.sure) {
            self.confidence = Confidence::Likely;
        }
        self.found.extend(found);
    }
}

#[cfg(test)]
mod tests;
