//! What kind of thing a cell is: a type word, a state, a model, a day, a number of units.
//!
//! The words of types, states and models are known by the rooms after this one; they are asked
//! through [`Kinds`], once a word.

use super::counted_name::NumberBeside;
use super::kept_place::is_kept_place;
use super::placeholder::is_placeholder;
use super::quantity_heading::without_unit;
use super::totals::plans_a_year;
use ground::table::{DateFault, excel_day, fold, parse_day, parse_number, written_day};
use std::cell::RefCell;
use std::collections::HashMap;

/// What words are, as the rooms after this one know it.
pub trait Kinds: Sync {
    /// Whether a word is of a type of equipment.
    fn is_type(&self, word: &str) -> bool;
    /// Whether a word is of a type of equipment that is counted: no software, and nothing else out of
    /// scope.
    fn is_counted(&self, word: &str) -> bool {
        self.is_type(word)
    }
    /// Whether what a word names comes in the box of a machine: `clavier`.
    fn comes_in_the_box(&self, word: &str) -> bool {
        let _ = word;
        false
    }
    /// Whether a word for a thing leaves its sort open: `PC`.
    fn leaves_open(&self, thing: &str) -> bool {
        let _ = thing;
        false
    }
    /// The phrase by which a word beside such a thing says its sort, if it does: `Portable`.
    fn sort_said(&self, thing: &str, beside: &str) -> Option<String> {
        let _ = (thing, beside);
        None
    }
    /// The telephone that a word is beside a word for telephony, which by itself is a computer: `Fixe`,
    /// `Portable`.
    fn telephone_of(&self, word: &str) -> Option<String> {
        let _ = word;
        None
    }
    /// Whether words are for telephony, and for no computers: `Téléphonie`.
    fn says_telephony(&self, words: &str) -> bool {
        let _ = words;
        false
    }
    /// Whether a word is of a state.
    fn is_state(&self, word: &str) -> bool {
        let _ = word;
        false
    }
    /// The code of the state that a word says.
    fn state(&self, word: &str) -> Option<&'static str> {
        let _ = word;
        None
    }
    /// Whether a word says what condition a machine is in: `bon état`, `neuf`.
    fn is_condition(&self, word: &str) -> bool {
        let _ = word;
        false
    }
    /// Whether a word says how a machine came: `location`, `achat`.
    fn is_way_of_coming(&self, word: &str) -> bool {
        let _ = word;
        false
    }
    /// The code of the state that a word says to come: `à réformer`.
    fn state_ahead(&self, word: &str) -> Option<&'static str> {
        let _ = word;
        None
    }
    /// As [`Kinds::state`], where the user says it of this very word.
    fn own_state(&self, word: &str) -> Option<&'static str> {
        let _ = word;
        None
    }
    /// Whether a name is that of a model whose type is known.
    fn is_model(&self, name: &str) -> bool {
        let _ = name;
        false
    }
    /// What a number beside the name of a model is, which nothing marks; `leads` where it stands first.
    fn number_beside(&self, name: &str, number: u16, leads: bool) -> NumberBeside {
        let _ = (name, number, leads);
        NumberBeside::Open
    }
    /// Whether a word for a thing and the name of a known model are of two things, of which neither is
    /// a sort of the other or taken for it.
    fn contradict(&self, word: &str, model: &str) -> bool {
        let _ = (word, model);
        false
    }
    /// Whether a name is that of a processor, and of no machine.
    fn is_processor(&self, name: &str) -> bool {
        let _ = name;
        false
    }
    /// Whether a word is of a country.
    fn is_country(&self, word: &str) -> bool {
        let _ = word;
        false
    }
    /// What tells these words apart from all others; `None` where nothing does.
    fn told(&self) -> Option<u64> {
        None
    }
}

impl std::fmt::Debug for dyn Kinds + '_ {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kinds")
    }
}

/// A kind of word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordKind {
    Type,
    State,
    Model,
    Processor,
    Country,
    WayOfComing,
}

/// The longest cell that is looked at as a word, in bytes.
const LONGEST_WORD: usize = 120;

/// How many words of a kind are remembered at most.
const REMEMBERED: usize = 1 << 16;

/// Judges the cells of a sample, each word once.
pub(super) struct WordJudge<'a> {
    kinds: Option<&'a dyn Kinds>,
    /// The year that is asked for, where one is.
    pub(super) year: Option<u16>,
    seen: [RefCell<HashMap<String, bool>>; 6],
    days: RefCell<HashMap<String, bool>>,
    states: RefCell<HashMap<String, Option<&'static str>>>,
}

impl<'a> WordJudge<'a> {
    pub(super) fn new(kinds: Option<&'a dyn Kinds>) -> Self {
        Self {
            kinds,
            year: None,
            seen: <[RefCell<_>; 6]>::default(),
            days: RefCell::default(),
            states: RefCell::default(),
        }
    }

    /// The same, of a year that is asked for.
    pub(super) fn in_year(self, year: Option<u16>) -> Self {
        Self { year, ..self }
    }

    /// Who knows the words.
    pub(super) fn kinds(&self) -> Option<&'a dyn Kinds> {
        self.kinds
    }

    /// The code of the state that a cell says.
    pub(super) fn state(&self, cell: &str) -> Option<&'static str> {
        let kinds = self.kinds.filter(|_| cell.len() <= LONGEST_WORD)?;
        once(&self.states, cell, || kinds.state(cell))
    }

    /// The code of the state that a cell says to come.
    pub(super) fn state_ahead(&self, cell: &str) -> Option<&'static str> {
        self.kinds.filter(|_| cell.len() <= LONGEST_WORD)?.state_ahead(cell)
    }

    /// Whether a cell that stands for a place or a user is a state in which nothing is used, or what
    /// is to come, or a place where it is kept: `Stock`, `Rebut 2024`, `Budget 2026`, `Armoire réserve`.
    pub(super) fn is_kept_from_use(&self, cell: &str) -> bool {
        let undated = cell.trim_end_matches(|c: char| c == ' ' || c.is_ascii_digit());
        let ahead = |said: &str| self.state(said).or_else(|| self.state_ahead(said));
        let is_out = |said: &str| {
            let out = ["in_stock", "decommissioned", "exited"];
            ahead(said).is_some_and(|state| out.contains(&state))
        };
        ahead(cell).or_else(|| self.state_ahead(undated)).is_some_and(|state| state != "in_service")
            || self.knows_words() && (plans_a_year(cell) || is_kept_place(cell, is_out))
    }

    /// Whether a cell says what condition a machine is in.
    pub(super) fn is_condition(&self, cell: &str) -> bool {
        self.kinds.is_some_and(|kinds| cell.len() <= LONGEST_WORD && kinds.is_condition(cell))
    }

    /// Whether a word is of a type of equipment that is counted.
    pub(super) fn is_counted(&self, word: &str) -> bool {
        let is = |kinds: &dyn Kinds| kinds.is_counted(word) && without_unit(word).is_none();
        self.kinds.is_some_and(|kinds| word.len() <= LONGEST_WORD && is(kinds))
    }

    /// Whether what words name comes in the box of a machine, together or each: `clavier et souris`.
    pub(super) fn come_in_the_box(&self, words: &[&str]) -> bool {
        const AND: [&str; 5] = ["et", "and", "und", "y", "e"];
        let comes = |word: &str| {
            let known = |kinds: &dyn Kinds| kinds.comes_in_the_box(word);
            self.kinds.is_some_and(|kinds| word.len() <= LONGEST_WORD && known(kinds))
        };
        comes(&words.join(" ")) || words.iter().all(|word| AND.contains(word) || comes(word))
    }

    /// Whether a word for a thing leaves its sort open.
    pub(super) fn leaves_open(&self, thing: &str) -> bool {
        self.kinds.is_some_and(|kinds| thing.len() <= LONGEST_WORD && kinds.leaves_open(thing))
    }

    /// The phrase by which a word beside such a thing says its sort, if it does.
    pub(super) fn sort_said(&self, thing: &str, beside: &str) -> Option<String> {
        let short = thing.len().max(beside.len()) <= LONGEST_WORD;
        self.kinds.filter(|_| short)?.sort_said(thing, beside)
    }

    /// The telephone that a word is beside a word for telephony, which by itself is a computer.
    pub(super) fn telephone_of(&self, word: &str) -> Option<String> {
        self.kinds.filter(|_| word.len() <= LONGEST_WORD)?.telephone_of(word)
    }

    /// Whether words are for telephony, and for no computers.
    pub(super) fn says_telephony(&self, words: &str) -> bool {
        self.kinds.is_some_and(|kinds| words.len() <= LONGEST_WORD && kinds.says_telephony(words))
    }

    /// What a number beside the name of a model is, which nothing marks; where nobody knows, it is open.
    pub(super) fn number_beside(&self, name: &str, number: u16, leads: bool) -> NumberBeside {
        let kinds = self.kinds.filter(|_| name.len() <= LONGEST_WORD);
        kinds.map_or(NumberBeside::Open, |kinds| kinds.number_beside(name, number, leads))
    }

    /// Whether a word for a thing is of another than a known model.
    pub(super) fn contradict(&self, word: &str, model: &str) -> bool {
        let short = word.len().max(model.len()) <= LONGEST_WORD;
        self.kinds.is_some_and(|kinds| short && kinds.contradict(word, model))
    }

    /// Whether words can be judged at all.
    pub(super) fn knows_words(&self) -> bool {
        self.kinds.is_some()
    }

    /// Whether a cell is a word of that kind; where nobody knows the words, it may be.
    pub(super) fn is(&self, word: WordKind, cell: &str) -> bool {
        let Some(kinds) = self.kinds else { return true };
        if cell.len() > LONGEST_WORD {
            return false;
        }
        once(&self.seen[word as usize], cell, || match word {
            // `Quantité (nb)` says how many, and no notebook (NB).
            WordKind::Type => kinds.is_type(cell) && without_unit(cell).is_none(),
            WordKind::State => kinds.is_state(cell),
            WordKind::Model => kinds.is_model(cell),
            WordKind::Processor => kinds.is_processor(cell),
            WordKind::Country => kinds.is_country(cell),
            WordKind::WayOfComing => kinds.is_way_of_coming(cell),
        })
    }

    /// As [`tells_a_day`].
    pub(super) fn is_told_day(&self, cell: &str) -> bool {
        once(&self.days, cell, || tells_a_day(cell))
    }
}

/// The answer for a cell, worked out once.
fn once<T: Copy>(seen: &RefCell<HashMap<String, T>>, cell: &str, answer: impl FnOnce() -> T) -> T {
    let mut seen = seen.borrow_mut();
    if let Some(known) = seen.get(cell) {
        return *known;
    }
    if seen.len() >= REMEMBERED {
        seen.clear();
    }
    let is = answer();
    seen.insert(cell.to_owned(), is);
    is
}

/// Makers whose names tell a column of makers.
const MAKERS: [&str; 36] = [
    "hp",
    "hewlett packard",
    "hpe",
    "hewlett packard enterprise",
    "dell",
    "dell inc",
    "lenovo",
    "apple",
    "acer",
    "asus",
    "fujitsu",
    "toshiba",
    "samsung",
    "lg",
    "iiyama",
    "philips",
    "aoc",
    "benq",
    "eizo",
    "epson",
    "canon",
    "brother",
    "kyocera",
    "ricoh",
    "lexmark",
    "cisco",
    "microsoft",
    "sony",
    "panasonic",
    "nec",
    "ibm",
    "aruba",
    "juniper",
    "zebra",
    "yealink",
    "xerox",
];

/// Whether a cell is a maker's name.
pub(super) fn is_maker(cell: &str) -> bool {
    cell.len() <= LONGEST_WORD && MAKERS.contains(&fold(cell).as_str())
}

/// Whether a cell is the name of an operating system, with its version or without.
pub(super) fn is_system(cell: &str) -> bool {
    const SYSTEMS: [&str; 27] = [
        "windows",
        "win",
        "win7",
        "win10",
        "win11",
        "w7",
        "w10",
        "w11",
        "macos",
        "osx",
        "ubuntu",
        "debian",
        "linux",
        "rhel",
        "centos",
        "rocky",
        "almalinux",
        "suse",
        "sles",
        "fedora",
        "esxi",
        "chromeos",
        "android",
        "ios",
        "ipados",
        "proxmox",
        "freebsd",
    ];
    const LONGER: [&str; 9] = [
        "mac os",
        "os x",
        "red hat",
        "vmware esx",
        "chrome os",
        "linux mint",
        "oracle linux",
        "hyper v",
        "apple ios",
    ];
    if cell.len() > LONGEST_WORD {
        return false;
    }
    let folded = fold(cell);
    let name = folded.strip_prefix("microsoft ").unwrap_or(&folded);
    let first = name.split(' ').next().unwrap_or("");
    SYSTEMS.contains(&first) || LONGER.iter().any(|own| name.starts_with(own))
}

/// Whether a cell is a day wherever it stands: a number alone may be anything.
pub(super) fn is_day(cell: &str) -> bool {
    let bare = cell.bytes().all(|byte| byte.is_ascii_digit());
    parse_day(cell).is_some() || (!bare && tells_a_day(cell))
}

/// Whether a cell of a column of dates tells a day.
pub(super) fn tells_a_day(cell: &str) -> bool {
    // Which comes first is told by all rows of the column.
    cell.len() <= LONGEST_WORD
        && matches!(written_day(cell, None), Ok(Some(_)) | Err(DateFault::TwoReadings))
}

/// Whether a cell is a day as Excel numbers it: a number that may be one in a column of dates.
pub(super) fn is_numbered_day(cell: &str) -> bool {
    excel_day(cell).is_some()
}

/// Whether a cell is a number, with a unit or without.
pub(super) fn is_number(cell: &str) -> bool {
    let digits = cell.trim_end_matches(|c: char| c.is_alphabetic() || "€$\"'% ".contains(c));
    !digits.is_empty() && parse_number(digits.trim_start_matches(['€', '$']), false).is_ok()
}

/// The number of units that a cell says, if it is one.
pub(super) fn count(cell: &str) -> Option<u32> {
    let digits: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = digits.strip_suffix(".0").unwrap_or(&digits);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = plain.then(|| digits.parse().ok()).flatten()?;
    (number <= 1_000_000).then_some(number)
}

/// The number of units that a cell says, none where it says nothing; nothing where it says something else.
pub(super) fn count_or_none(cell: &str) -> Option<u32> {
    if is_placeholder(cell.as_bytes()) { Some(0) } else { count(cell) }
}

/// Whether numbers call one after another: 1, 2, 3.
pub(super) fn are_called_in_order(cells: &[&str]) -> bool {
    let numbers: Option<Vec<u32>> = cells.iter().map(|cell| count(cell)).collect();
    numbers.is_some_and(|numbers| {
        numbers.len() > 2 && numbers.windows(2).all(|two| two[1] == two[0].saturating_add(1))
    })
}

/// Whether a cell tells a number of units, though it be one that the reader of rows refuses: thousands
/// apart by a comma, a unit or a mark beside it.
pub(super) fn tells_units(cell: &str) -> bool {
    if count(cell).is_some() {
        return true;
    }
    if cell.len() > LONGEST_WORD || is_day(cell) || is_address(cell) {
        return false;
    }
    let number = cell.trim_start_matches(['~', '≈', '+', '±', '<', '>', 'x', '×', ' ']);
    let number = number.trim_end_matches(|c: char| c.is_alphabetic() || ". +~".contains(c));
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,'’".contains(c))
}

/// Whether a cell is what a person or one machine is reached by: an address or a telephone number.
pub(super) fn is_address(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let phone = (9..=15).contains(&digits)
        && cell.starts_with(['0', '+'])
        && cell.chars().all(|c| c.is_ascii_digit() || " .-+()/".contains(c));
    phone
        || matches!(ground::table::masked(cell), std::borrow::Cow::Owned(masked) if masked != cell)
}
