//! The titles between the rows of a table, and what each says of the rows below it.

use super::stacked::cells;
use super::telephony::{TelephonesMet, TelephonyTitles, is_of_telephony};
use crate::Kinds;
use crate::named_state::{StateSays, is_one_thing, says_service, state_in};
use ground::table::first_lines;

/// The longest title that is looked at, in bytes.
const LONGEST: usize = 120;
/// What stands between the title of a state and another below it.
const WITHIN: &str = " › ";

/// What a title says of the rows below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// Their state, or what may be one.
    State,
    /// That they are in service.
    Service,
}

/// Whether a cell alone in its row may be a title: neither a thing, nor a legend, which explains its
/// words (`S = stock`). What frames a title explains nothing, and frames no thing: `=== HS ===`.
fn is_title(cell: &str, kinds: &dyn Kinds) -> bool {
    let (own, is_framed) = unframed(cell);
    cell.len() <= LONGEST
        && !own.contains(['=', ':'])
        && own.chars().any(char::is_alphanumeric)
        && (is_framed || !is_one_thing(own, kinds))
}

/// A title without what frames it and the colon that it ends with, and whether something frames it on both
/// sides: `=== HORS SERVICE ===`, `** Réserve **`, `[Stock]`, `Réformés :`.
pub(super) fn unframed(title: &str) -> (&str, bool) {
    const MARKS: &str = "=-–—_*#~+<>|•·●■►▶";
    let bare = |own: &str| -> (usize, usize) {
        let is_mark = |c: char| c.is_whitespace() || c == ':' || MARKS.contains(c);
        let start = own.len() - own.trim_start_matches(is_mark).len();
        (start, own.trim_end_matches(is_mark).len())
    };
    let title = title.trim();
    let (start, end) = bare(title);
    let Some(own) = title.get(start..end) else { return ("", false) };
    let behind = title[end..].trim_matches([':', ' ', '\u{a0}']);
    let is_framed = start > 0 && !behind.is_empty();
    let within = [('[', ']'), ('(', ')'), ('{', '}'), ('«', '»')];
    let inner = within.iter().find_map(|(open, close)| {
        own.strip_prefix(*open)?.strip_suffix(*close).filter(|own| !own.contains([*open, *close]))
    });
    match inner {
        Some(inner) => (inner.trim(), true),
        None => (own, is_framed),
    }
}

/// What a cell alone in its row says as a title.
pub(super) fn title(cell: &str, kinds: &dyn Kinds) -> Option<Title> {
    if !is_title(cell, kinds) {
        return None;
    }
    let (cell, _) = unframed(cell);
    match state_in(cell, kinds) {
        Some(_) => Some(Title::State),
        None => says_service(cell, kinds).then_some(Title::Service),
    }
}

/// Whether what stands alone in its line ends not what stands below a title of telephony: a state, or
/// telephones, be it one without a number.
pub(super) fn stays_within(title: &str, kinds: &dyn Kinds) -> bool {
    self::title(title, kinds).is_some()
        || kinds.says_telephony(title)
        || kinds.telephone_of(title).is_some()
}

/// A title and the state that it says, where rows are places, of which one may be called so: it has no
/// frame, and nobody says what it is.
pub(crate) fn state_or_place<'c>(
    cell: &'c str,
    kinds: &dyn Kinds,
) -> Option<(&'c str, &'static str)> {
    let (own, is_framed) = unframed(cell);
    if is_framed || !is_title(cell, kinds) {
        return None;
    }
    match state_in(own, kinds)? {
        StateSays::Told(_) => None,
        StateSays::Sure(state) | StateSays::Perhaps(state) => Some((own, state)),
    }
}

/// The titles that were met between the rows of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TitlesMet {
    /// Those that say a state.
    pub(crate) states: Vec<String>,
    pub(crate) telephones: TelephonesMet,
}

impl TitlesMet {
    /// Keeps a title that says a state.
    pub(super) fn state(&mut self, title: &str) -> String {
        let title = unframed(title).0.to_owned();
        if !self.states.contains(&title) {
            self.states.push(title.clone());
        }
        title
    }
}

/// What stands right above the headings of each of the tables side by side; `above` ends with these.
pub(super) fn tops(
    above: &[u8],
    delimiter: u8,
    tables: &[Vec<Option<usize>>],
) -> Vec<Option<String>> {
    let lines: Vec<&[u8]> = first_lines(above, delimiter).collect();
    let Some(line) = lines.len().checked_sub(2).and_then(|at| lines.get(at)) else {
        return Vec::new();
    };
    let cells: Vec<&[u8]> = cells(line, delimiter).collect();
    let top = |table: &Vec<Option<usize>>| {
        let own = table.iter().flatten().filter_map(|at| cells.get(*at));
        let mut own = own.filter(|cell| !cell.is_empty());
        let top = own.next().filter(|_| own.next().is_none())?;
        Some(String::from_utf8_lossy(top).into_owned())
    };
    tables.iter().map(top).collect()
}

/// The titles that rows stand below.
#[derive(Debug, Clone, Default)]
pub(crate) struct Above {
    /// That of a state.
    pub(crate) state: Option<String>,
    /// Whether the last row was a title.
    pub(super) is_title_last: bool,
    /// A title of another kind, of which no row was met yet.
    other: Option<String>,
    /// Whether titles of types stood where no state did: they are as high as those of states.
    types: bool,
    /// The title of telephony: a state within it ends it not, and another title does.
    pub(crate) telephony: Option<String>,
}

impl Above {
    /// What stands below the title above the headings of a table.
    pub(super) fn top(top: &str, titles: &mut TitlesMet, kinds: &dyn Kinds) -> Self {
        let mut above = Self::default();
        if title(top, kinds) == Some(Title::State) {
            above.begin(Some(titles.state(top)));
        }
        above.telephony = is_of_telephony(top, kinds).then(|| top.to_owned());
        above
    }

    /// Begins what stands below the title of a state, or of what is in service.
    pub(super) fn begin(&mut self, state: Option<String>) {
        (self.state, self.other, self.is_title_last) = (state, None, false);
    }

    /// Meets a title of another kind: below that of a state it is part of it, or its end, and nobody
    /// knows which; but for types, which are told apart within it.
    pub(super) fn meet(&mut self, title: &str, kinds: &dyn Kinds) {
        if !is_title(title, kinds) {
            return self.other = None;
        }
        let is_type = kinds.is_type(title);
        if self.state.is_none() {
            self.types |= is_type;
        } else if !is_type || self.types {
            self.other = Some(unframed(title).0.to_owned());
        }
    }

    /// Meets what stands alone in a row that has no numbers, whose titles nobody looked for before: whether it
    /// is one.
    pub(crate) fn meet_alone(
        &mut self,
        alone: &str,
        titles: &mut TitlesMet,
        kinds: &dyn Kinds,
    ) -> bool {
        let is_of_telephony = is_of_telephony(alone, kinds);
        match title(alone, kinds) {
            Some(Title::State) => self.begin(Some(titles.state(alone))),
            Some(Title::Service) => self.begin(None),
            None if is_of_telephony => self.telephony = Some(alone.to_owned()),
            None => {
                self.leave_telephony(alone, kinds);
                return false;
            }
        }
        true
    }

    /// Meets what stands alone in its row, on a line of its text: whether it is a title of telephony, else it
    /// may end what stands below one.
    pub(super) fn meet_telephony(
        &mut self,
        (title, line): (&str, u64),
        known: &TelephonyTitles,
        kinds: &dyn Kinds,
    ) -> bool {
        let is_title = known.has(title, line, kinds);
        if is_title {
            self.telephony = Some(title.to_owned());
        } else {
            self.leave_telephony(title, kinds);
        }
        is_title
    }

    /// Leaves what stands below a title of telephony, but for what stays within.
    fn leave_telephony(&mut self, title: &str, kinds: &dyn Kinds) {
        if self.telephony.is_some() && !stays_within(title, kinds) {
            self.telephony = None;
        }
    }

    /// A row stands below what was met.
    pub(super) fn stand_below(&mut self, titles: &mut TitlesMet) {
        if let (Some(other), Some(state)) = (self.other.take(), &self.state) {
            self.state = Some(titles.state(&within(state, &other)));
        }
    }
}

/// A title of another kind (`École Jules Ferry`) below that of a state (`Rebut 2024`).
fn within(state: &str, title: &str) -> String {
    let state = state.split(WITHIN).next().unwrap_or(state);
    format!("{state}{WITHIN}{title}")
}

/// What a title says of the state of the rows below it: where another stands between, perhaps.
pub(crate) fn state_of_title(title: &str, kinds: &dyn Kinds) -> Option<StateSays> {
    let Some((state, _)) = title.split_once(WITHIN) else {
        return state_in(unframed(title).0, kinds);
    };
    if let Some(state) = kinds.own_state(title) {
        return Some(StateSays::Told(state));
    }
    let (StateSays::Told(state) | StateSays::Sure(state) | StateSays::Perhaps(state)) =
        state_in(unframed(state).0, kinds)?;
    Some(StateSays::Perhaps(state))
}
