//! How many of it a name says there are: `2 x P2422H`, `Latitude 5420 x4`, `P2422H (x2)`.

mod lots;
mod some;

use super::inches::{are_inches, begins_with_inches};
use ground::table::fold;
pub use lots::{LOTS, number_in_words, of_a_lot, units_in_words};
pub use some::{ShareSaid, SomeSaid, may_share, share_said, some_said};
pub(super) use some::{but_for, lots_said, unnumbered};

/// Where a name stands that may say how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedWhere {
    /// In a column of models, of one machine a row: what a name may end with is of the name
    /// (`EliteDesk 800 x2`), and so is a rating before it (`2 x 16 Go`).
    AsAModel,
    /// In a list of machines, below a heading that says what they are: `P2422H x2` counts two.
    InAList,
}

/// How many of it a name says there are, and the name.
///
/// A number counts beside a word for units (`P2422H - 5 ex.`, `(12 unités)`, `qté 3`; with no mark
/// before it, where the name has a number of its own already: `OptiPlex 3080 4 pcs`), before an `x` that
/// a space follows (`2 x P2422H`, `2x P2422H`), within brackets
/// (`P2422H (x2)`, `P2422H (x 2)`), and at the end behind an `x` that a space precedes. That end may be
/// the name's own: behind one that has no figure yet (`ThinkPad x13`), a model takes it so whatever
/// the number, and behind a number alone where it is one or two (`Spectre 13 x2`: [`may_be_counted`]). A capital
/// against its number is a name's (`ThinkPad X13`, `Find X3`), as `x64` is a system's, and what stands
/// behind a rating is of parts (`8 Go x2`). In a list, whose machines are several, it counts from one on,
/// but behind `ThinkPad`.
pub fn counted_name(text: &str, stands: CountedWhere) -> (Option<u16>, &str) {
    let text = text.trim();
    before(text, stands)
        .or_else(|| in_units(text))
        .or_else(|| behind(text, stands))
        .map_or((None, text), |(units, name)| (Some(units), name))
}

/// `2 x P2422H`, `2x24 pouces`, `deux 24 pouces`, `lot de 3 E24`.
fn before(text: &str, stands: CountedWhere) -> Option<(u16, &str)> {
    let lot = of_a_lot(text);
    let text = lot.unwrap_or(text);
    let digits = text.len() - text.trim_start_matches(is_digit).len();
    let several = |units: &u16| (1..=999).contains(units);
    if let Some((units, name)) = number_in_words(text) {
        let is_named = name.contains(is_digit) && is_of_a_model(name) || in_inches(name);
        return is_named.then_some((units, name));
    }
    let units = text[..digits].parse().ok().filter(several)?;
    let rest = &text[digits..];
    let Some(name) = rest.trim_start().strip_prefix(['x', 'X', '×', '*']) else {
        let name = rest.strip_prefix(' ')?.trim();
        return (lot.is_some() && (is_of_a_model(name) || in_inches(name)))
            .then_some((units, name));
    };
    let own = name.trim();
    let counts = stands == CountedWhere::InAList || is_of_a_model(own) || in_inches(own);
    // `2x1 To`, `8x3.2 GHz`: what is joined to the number is a rating, but for a size.
    (counts && (name.starts_with(' ') || in_inches(own))).then_some((units, own))
}

/// Diagonals of screens, inches: less is that of a drive.
const DIAGONALS: std::ops::RangeInclusive<u16> = 15..=65;

/// Whether a name begins with the diagonal of a screen: `24"`, `27 pouces`.
fn in_inches(name: &str) -> bool {
    let rest = name.trim_start_matches(is_digit);
    let diagonal =
        name[..name.len() - rest.len()].parse().is_ok_and(|size| DIAGONALS.contains(&size));
    let rest = rest.strip_prefix(['.', ',']).map_or(rest, |part| part.trim_start_matches(is_digit));
    diagonal && begins_with_inches(rest.trim_start())
}

/// Whether a name ends with one: `Dell 24 pouces`.
fn ends_in_inches(name: &str) -> bool {
    let mut starts = name.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]).take(2);
    starts.any(|at| in_inches(&name[at..]))
}

/// What names end with before an `x` and a number of their own, folded: `ThinkPad x13`, `Spectre x2`.
const X_NAMES: [&str; 7] =
    ["thinkpad", "elite", "spectre", "pavilion", "envy", "chromebook", "pro"];

/// `Latitude 5420 x4`, `P2422H (x2)`, `P2422H *2`.
fn behind(text: &str, stands: CountedWhere) -> Option<(u16, &str)> {
    let end = text.trim_end_matches(')').trim_end();
    let own = end.trim_end_matches(is_digit);
    let units = end[own.len()..].parse().ok().filter(|units| (1..=99).contains(units))?;
    // `X1` is a name's own end, and `x2` says two.
    let marked = own.trim_end().trim_end_matches(['x', 'X', '×', '*']);
    let mark = own[marked.len()..].trim_end();
    if mark.chars().count() != 1 {
        return None;
    }
    let name = marked.trim_end_matches('(');
    let (is_bracketed, is_joined) = (name.len() < marked.len(), own.ends_with(mark));
    let own = name.trim();
    let last = own.rsplit(' ').next().unwrap_or("");
    if is_joined && SYSTEMS.contains(&units) || is_a_rating(own) {
        return None;
    }
    let counts = match (mark, stands) {
        _ if is_bracketed => true,
        ("X", _) => false,
        // Nothing is called so: a name ends with no such sign.
        ("×" | "*", _) => units > 1 || last.contains(is_digit),
        (_, CountedWhere::AsAModel) if ends_in_inches(own) => true,
        (_, CountedWhere::AsAModel) if units > 2 => last.contains(is_digit),
        (_, CountedWhere::AsAModel) => is_whole(last),
        (_, CountedWhere::InAList) => !X_NAMES.contains(&fold(last).as_str()),
    };
    (name.ends_with(' ') && !own.is_empty() && counts).then_some((units, own))
}

/// What `x` and a number say of a system: `Win10 x64`.
pub const SYSTEMS: [u16; 2] = [64, 86];

/// Whether a text ends with a rating: `8Go`, `2,5 GHz`; inches are what screens are called by.
fn is_a_rating(text: &str) -> bool {
    let (rest, last) = text.rsplit_once(' ').unwrap_or(("", text));
    let unit = last.trim_start_matches(|c: char| is_digit(c) || c == '.' || c == ',');
    let is_numbered = unit.len() < last.len() || rest.ends_with(is_digit);
    is_numbered && !unit.is_empty() && measures(unit) && !are_inches(unit)
}

/// Whether a word ends the name of a model that lacks nothing: a number among letters (`G8`, `P2422H`).
/// Behind a number alone the name may go on: `Spectre 13 x2`, `HP Pro 612 x2`.
fn is_whole(word: &str) -> bool {
    word.contains(is_digit) && word.contains(char::is_alphabetic)
}

/// Whether a text ends with a small `x` and a number that may be how many there are, or the name's own:
/// `EliteDesk 800 x2`, `Smartphone Honor x8`.
pub fn may_be_counted(text: &str) -> bool {
    let text = text.trim();
    let marked = text.trim_end_matches(is_digit);
    let Ok(number) = text[marked.len()..].parse::<u16>() else { return false };
    let name = marked.trim_end().strip_suffix('x').and_then(|name| name.strip_suffix(' '));
    let last = name.map(|name| name.rsplit(' ').next().unwrap_or(""));
    (2..64).contains(&number) && last.is_some_and(|last| !X_NAMES.contains(&fold(last).as_str()))
}

/// Words for copies of one thing, folded: a number before them counts, and is no name's own.
const COPIES: [&str; 12] = [
    "ex",
    "exemplaire",
    "exemplaires",
    "unites",
    "units",
    "unidades",
    "unidad",
    "uds",
    "stuck",
    "stk",
    "stuks",
    "pezzi",
];
/// Words for units that may be of a thing else, folded: a number before them counts apart from the name,
/// or behind a name that has a number of its own. What serves so many computers (`KVM - 4 postes`), or
/// is one (`OptiPlex 990 PC`), is never so many: no word for a machine is here.
const UNITS: [&str; 10] =
    ["unite", "unit", "pcs", "pce", "pces", "piece", "pieces", "ud", "unita", "pz"];
/// Words for a number of units, folded: one behind them counts.
const NUMBERS: [&str; 13] = [
    "qte", "qtes", "quantite", "qty", "quantity", "nbre", "nombre", "anzahl", "cant", "cantidad",
    "aantal", "menge", "qta",
];
/// A word for a number of units that is of prints in black as well, and of a name: `Toshiba NB 200`.
const NUMBER_OR_NAME: &str = "nb";
/// The most units that a word says behind a name that no mark parts from them.
const MOST_UNMARKED: u16 = 99;

/// How sure words are that a number is of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UnitsSaid {
    /// Whatever stands before them.
    Sure(u16),
    /// Behind a mark, or behind a name with a number of its own.
    Apart(u16),
    /// Behind a name with a number of its own.
    Numbered(u16),
}

/// What words say of units: `5 ex.`, `qté 3`.
fn units_said(words: &str) -> Option<UnitsSaid> {
    let folded = fold(words);
    let (first, last) = folded.split_once(' ')?;
    let units = |number: &str| number.parse::<u16>().ok().filter(|units| (1..=999).contains(units));
    match (units(first), units(last)) {
        (Some(units), _) if COPIES.contains(&last) => Some(UnitsSaid::Sure(units)),
        (Some(units), _) if UNITS.contains(&last) => Some(UnitsSaid::Apart(units)),
        (_, Some(units)) if NUMBERS.contains(&first) => Some(UnitsSaid::Apart(units)),
        (_, Some(units)) if first == NUMBER_OR_NAME => Some(UnitsSaid::Numbered(units)),
        _ => None,
    }
}

/// `P2422H - 5 ex.`, `P2422H (12 unités)`, `P2422H, qté 3`.
fn in_units(text: &str) -> Option<(u16, &str)> {
    const MARKS: [char; 8] = ['(', '[', '-', '–', ':', ',', '/', ' '];
    let end = text.trim_end_matches([')', ']']).trim_end();
    let apart = end.rfind(['(', '[', '-', '–', ':', ',', '/']);
    if let Some(at) = apart {
        let mark = end[at..].chars().next()?;
        // The dash of a name has no space before it: `WH-1000`.
        let stands_apart = !"-–/".contains(mark) || end[..at].ends_with(' ');
        let own = end[..at].trim_end();
        let last = own.rsplit([' ', '(', '[', ',']).next().unwrap_or("");
        let is_number_word = || NUMBERS.contains(&fold(last).as_str());
        // `Qté : 3` is one word with its mark.
        let (said, own) = match mark {
            ':' if is_number_word() => (&end[own.len() - last.len()..], own.strip_suffix(last)?),
            _ => (&end[at + mark.len_utf8()..], own),
        };
        let name = own.trim_end_matches(MARKS);
        if stands_apart && let Some(said) = units_said(said) {
            let units = match said {
                UnitsSaid::Sure(units) | UnitsSaid::Apart(units) => Some(units),
                UnitsSaid::Numbered(units) => Some(units).filter(|_| is_numbered_name(name)),
            };
            return units.filter(|_| !name.is_empty()).map(|units| (units, name));
        }
    }
    // `P2422H 5 ex.`
    let (from, _) = end.rmatch_indices(' ').nth(1)?;
    let name = end[..from].trim_end_matches(MARKS);
    let units = match units_said(&end[from + 1..])? {
        UnitsSaid::Sure(units) => Some(units),
        UnitsSaid::Apart(units) | UnitsSaid::Numbered(units) => {
            Some(units).filter(|units| *units <= MOST_UNMARKED && is_numbered_name(name))
        }
    };
    units.filter(|_| !name.is_empty()).map(|units| (units, name))
}

/// What a number beside the name of a model is, which nothing marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberBeside {
    /// How many there are.
    Units,
    /// It may be, or a size, a memory, a generation, a number of ports.
    Open,
    /// A size, a generation, a number of ports.
    OfTheModel,
}

/// A number that nothing marks beside a name, and the name: `OptiPlex 3080 (12)`, `OptiPlex 3080 : 7`,
/// `12 OptiPlex`. It may count, or be a size, a version, a number of ports: who knows what the name is of says which.
pub fn perhaps_counted(text: &str) -> Option<(u16, &str)> {
    let text = text.trim();
    let several = |units: &u16| (2..=999).contains(units);
    let within = |open, close| text.strip_suffix(close).and_then(|text| text.rsplit_once(open));
    if let Some((name, number)) = within('(', ')').or_else(|| within('[', ']')) {
        let units = number.trim().parse().ok().filter(several)?;
        let name = name.trim();
        return name.contains(char::is_alphabetic).then_some((units, name));
    }
    // From there on a number behind a colon may be the name's own: `HP : 250`.
    let few = |units: &u16| several(units) && *units <= MOST_UNMARKED;
    if let Some((name, number)) = text.rsplit_once(':')
        && let Some(units) = number.trim().parse().ok().filter(few)
    {
        let name = name.trim();
        return name.contains(char::is_alphabetic).then_some((units, name));
    }
    let digits = text.len() - text.trim_start_matches(is_digit).len();
    let units = text[..digits].parse().ok().filter(several)?;
    let name = text[digits..].strip_prefix(' ')?.trim();
    let named = name.starts_with(char::is_alphabetic) && is_of_a_model(name);
    named.then_some((units, name))
}

/// Whether a name ends in a number of its own: `OptiPlex 3080`.
pub fn is_numbered_name(name: &str) -> bool {
    name.rsplit(' ').next().is_some_and(|last| last.contains(is_digit))
}

/// Whether what a number stands before may be the name of a model, and no rating.
fn is_of_a_model(name: &str) -> bool {
    // `3,5 pouces`, `2.4 GHz`.
    let is_figure = |c: char| is_digit(c) || c == '.' || c == ',';
    let behind = name.trim_start_matches(is_figure).trim_start();
    !measures(name)
        && !measures(behind)
        && name.len() > 2
        && name.starts_with(|c: char| c.is_alphanumeric())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a number before these words is of one thing: `24 ports`, `2 en 1`, `27 pouces`, `1500 VA`.
pub fn measures(named: &str) -> bool {
    // A space apart, in the singular: sizes, parts of a machine, ratings, times.
    const UNITS: &str = "en in u port voie way bay baie pouce po inch inche mm cm m kg g k p \
        go gb to tb mo mb ko kb po pb gig giga gigabit bit ge gbe fe gbps gbit mbps poe sfp rj45 \
        core coeur thread cpu socket processeur node noeud disk disque drive slot channel canal \
        canaux ch ligne line user \
        va kva w kw watt v volt a ah wh mah phase hz khz mhz ghz \
        mp mpx megapixel ppm cpm dpi lm lumen mois month an year";
    let folded = fold(named);
    let first = folded.split(' ').next().unwrap_or("");
    let single = first.strip_suffix('s').unwrap_or(first);
    UNITS.split_whitespace().any(|unit| unit == first || unit == single)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_how_many_or_a_name_is_told() {
        for name in ["EliteDesk 800 x2", "iPad x12", "Smartphone Honor x8", "EliteDesk 800 x 2"] {
            assert!(may_be_counted(name), "{name}");
        }
        for name in [
            "ThinkPad x13",
            "Spectre x2",
            "Find X3",
            "Win10 x64",
            "ProDesk 600 G5 x86",
            "Spectre x360",
            "P2422H",
            "R740xd2",
            "x2",
            "PC x1",
        ] {
            assert!(!may_be_counted(name), "{name}");
        }
    }

    #[test]
    fn a_name_says_of_how_many_it_is() {
        for (name, in_a_list, as_a_model) in [
            ("2 x P2422H", (Some(2), "P2422H"), Some(2)),
            ("2x P2422H", (Some(2), "P2422H"), Some(2)),
            ("12 × OptiPlex 3080", (Some(12), "OptiPlex 3080"), Some(12)),
            ("120 x P2422H", (Some(120), "P2422H"), Some(120)),
            ("2 x 24 pouces", (Some(2), "24 pouces"), Some(2)),
            ("2 x 16 Go", (Some(2), "16 Go"), None),
            ("P2422H (x 2)", (Some(2), "P2422H"), Some(2)),
            ("P2422H (x2)", (Some(2), "P2422H"), Some(2)),
            ("iPad (x12)", (Some(12), "iPad"), Some(12)),
            // What a name may end with.
            ("Spectre 13 x2", (Some(2), "Spectre 13"), None),
            ("Pavilion 11 x2", (Some(2), "Pavilion 11"), None),
            ("P2422H x2", (Some(2), "P2422H"), Some(2)),
            ("P2422H *2", (Some(2), "P2422H"), Some(2)),
            ("P2422H × 2", (Some(2), "P2422H"), Some(2)),
            ("EliteDesk 800 x2", (Some(2), "EliteDesk 800"), None),
            ("HP 210 x2", (Some(2), "HP 210"), None),
            ("KD-55 X9", (None, "KD-55 X9"), None),
            ("Aruba 2930F X48", (None, "Aruba 2930F X48"), None),
            ("ProBook 450 G8 x2", (Some(2), "ProBook 450 G8"), Some(2)),
            ("ProBook 450 G8 x 2", (Some(2), "ProBook 450 G8"), Some(2)),
            ("OptiPlex 3080 X3", (None, "OptiPlex 3080 X3"), None),
            ("DL380 X3", (None, "DL380 X3"), None),
            ("Smart-UPS 1500 X2", (None, "Smart-UPS 1500 X2"), None),
            ("OptiPlex 3080 x64", (None, "OptiPlex 3080 x64"), None),
            ("OptiPlex 3080 Win10 X64", (None, "OptiPlex 3080 Win10 X64"), None),
            ("ProDesk 600 G5 (x86)", (None, "ProDesk 600 G5 (x86)"), None),
            ("Latitude 5420 8Go x2", (None, "Latitude 5420 8Go x2"), None),
            ("Latitude 5420 8 Go x 2", (None, "Latitude 5420 8 Go x 2"), None),
            ("P2422H (X2)", (Some(2), "P2422H"), Some(2)),
            ("P2422H x 64", (Some(64), "P2422H"), Some(64)),
            ("E24 G4 x3", (Some(3), "E24 G4"), Some(3)),
            ("PowerEdge R740xd2", (None, "PowerEdge R740xd2"), None),
            ("PowerEdge R740 xd2", (None, "PowerEdge R740 xd2"), None),
            ("XPS 13 x360", (None, "XPS 13 x360"), None),
            ("ThinkPad X2", (None, "ThinkPad X2"), None),
            ("Catalyst 2960 X 24", (None, "Catalyst 2960 X 24"), None),
            ("Catalyst 2960X 24", (None, "Catalyst 2960X 24"), None),
            ("HP Pro 612 x2", (Some(2), "HP Pro 612"), None),
            ("Ryzen xX2", (None, "Ryzen xX2"), None),
            ("Latitude 5420 x4", (Some(4), "Latitude 5420"), Some(4)),
            ("P2422H x4", (Some(4), "P2422H"), Some(4)),
            ("P2422H x 12", (Some(12), "P2422H"), Some(12)),
            ("iPad x12", (Some(12), "iPad"), None),
            ("ThinkPad x13", (None, "ThinkPad x13"), None),
            ("Spectre x360", (None, "Spectre x360"), None),
            // Names.
            ("P2422H", (None, "P2422H"), None),
            ("X240", (None, "X240"), None),
            ("x2", (None, "x2"), None),
            ("ThinkPad X1", (None, "ThinkPad X1"), None),
            ("ThinkPad X13", (None, "ThinkPad X13"), None),
            ("24 pouces", (None, "24 pouces"), None),
            ("XB273", (None, "XB273"), None),
            // In words.
            ("OptiPlex 3080 - 5 ex.", (Some(5), "OptiPlex 3080"), Some(5)),
            ("OptiPlex 3080 (12 unités)", (Some(12), "OptiPlex 3080"), Some(12)),
            ("OptiPlex 3080 [6 pcs]", (Some(6), "OptiPlex 3080"), Some(6)),
            ("P2422H 5 ex.", (Some(5), "P2422H"), Some(5)),
            ("iPad 5 exemplaires", (Some(5), "iPad"), Some(5)),
            ("iPad (5 pcs)", (Some(5), "iPad"), Some(5)),
            ("OptiPlex 3080 4 pcs", (Some(4), "OptiPlex 3080"), Some(4)),
            ("P2422H nb 3", (Some(3), "P2422H"), Some(3)),
            // A name's own number, before a word for what it is or may be.
            ("OptiPlex 990 PC", (None, "OptiPlex 990 PC"), None),
            ("HP EliteDesk 800 PC", (None, "HP EliteDesk 800 PC"), None),
            ("ProDesk 600 PC", (None, "ProDesk 600 PC"), None),
            ("Vostro 230 PC", (None, "Vostro 230 PC"), None),
            ("OptiPlex 990 pcs", (None, "OptiPlex 990 pcs"), None),
            ("ProDesk 600 unit", (None, "ProDesk 600 unit"), None),
            ("EliteDesk G4 800 unit", (None, "EliteDesk G4 800 unit"), None),
            ("Toshiba NB 200", (None, "Toshiba NB 200"), None),
            ("Toshiba - NB 200", (None, "Toshiba - NB 200"), None),
            // How many computers it serves.
            ("KVM ATEN 4 postes", (None, "KVM ATEN 4 postes"), None),
            ("CS1794 - 4 PC", (None, "CS1794 - 4 PC"), None),
            ("CS1794 (4 postes)", (None, "CS1794 (4 postes)"), None),
            ("CS1794 4 machines", (None, "CS1794 4 machines"), None),
            ("CS1794, 4 appareils", (None, "CS1794, 4 appareils"), None),
            // By what it is of: the type says.
            ("OptiPlex 3080 : 7", (None, "OptiPlex 3080 : 7"), None),
            ("iPhone : 12", (None, "iPhone : 12"), None),
            ("HP Spectre x2", (None, "HP Spectre x2"), None),
            ("OptiPlex 3080 - qté 3", (Some(3), "OptiPlex 3080"), Some(3)),
            ("OptiPlex 3080, Qté : 3", (Some(3), "OptiPlex 3080"), Some(3)),
            ("OptiPlex 3080 4 Stück", (Some(4), "OptiPlex 3080"), Some(4)),
            ("WH-1000", (None, "WH-1000"), None),
            ("OptiPlex 3080 (12)", (None, "OptiPlex 3080 (12)"), None),
            ("LaserJet - 24 ppm", (None, "LaserJet - 24 ppm"), None),
            ("Serveur (2 U)", (None, "Serveur (2 U)"), None),
            ("Surface Laptop X 2", (None, "Surface Laptop X 2"), None),
            ("HP Elite x2 1012", (None, "HP Elite x2 1012"), None),
        ] {
            assert_eq!(counted_name(name, CountedWhere::InAList), in_a_list, "{name}");
            assert_eq!(counted_name(name, CountedWhere::AsAModel).0, as_a_model, "{name}");
        }
    }

    #[test]
    fn sizes_numbers_in_words_and_lots_count_as_marks_do() {
        for (name, in_a_list, as_a_model) in [
            // Sizes of screens, however they are written.
            ("2x24 pouces", (Some(2), "24 pouces"), Some(2)),
            ("2x24\"", (Some(2), "24\""), Some(2)),
            ("2 x 24\"", (Some(2), "24\""), Some(2)),
            ("3 x 23,8 pouces", (Some(3), "23,8 pouces"), Some(3)),
            ("24\" x2", (Some(2), "24\""), Some(2)),
            ("Dell 24\" x2", (Some(2), "Dell 24\""), Some(2)),
            ("24 pouces x3", (Some(3), "24 pouces"), Some(3)),
            ("24\" *2", (Some(2), "24\""), Some(2)),
            ("deux 24 pouces", (Some(2), "24 pouces"), Some(2)),
            ("Deux P2422H", (Some(2), "P2422H"), Some(2)),
            ("lot de 3 E24", (Some(3), "E24"), Some(3)),
            ("Lot de 2 24 pouces", (Some(2), "24 pouces"), Some(2)),
            ("Portable *2", (Some(2), "Portable"), Some(2)),
            // Ratings, sizes of drives, and names.
            ("2x1 To", (None, "2x1 To"), None),
            ("8x3.2 GHz", (None, "8x3.2 GHz"), None),
            ("2x2.5 pouces", (None, "2x2.5 pouces"), None),
            ("4 x 3,5 pouces", (Some(4), "3,5 pouces"), None),
            ("RTX 2x", (None, "RTX 2x"), None),
            ("HP x360", (None, "HP x360"), None),
            ("Elite x2", (None, "Elite x2"), None),
            ("1920x1080", (None, "1920x1080"), None),
            ("Deux-Sèvres 24", (None, "Deux-Sèvres 24"), None),
            ("Neuf Latitude 5420", (None, "Neuf Latitude 5420"), None),
            ("Stack 2930F", (None, "Stack 2930F"), None),
            ("Dell *1", (None, "Dell *1"), None),
        ] {
            assert_eq!(counted_name(name, CountedWhere::InAList), in_a_list, "{name}");
            assert_eq!(counted_name(name, CountedWhere::AsAModel).0, as_a_model, "{name}");
        }
    }

    #[test]
    fn a_number_that_nothing_marks_may_count() {
        for (name, perhaps) in [
            ("OptiPlex 3080 (12)", Some((12, "OptiPlex 3080"))),
            ("OptiPlex 3080 [17]", Some((17, "OptiPlex 3080"))),
            ("12 OptiPlex", Some((12, "OptiPlex"))),
            ("OptiPlex 3080 : 7", Some((7, "OptiPlex 3080"))),
            ("HP : 250", None),
            ("2 P2422H", Some((2, "P2422H"))),
            ("OptiPlex 3080 (2019)", None),
            ("EliteBook 840 (G8)", None),
            ("P2422H (24\")", None),
            ("24 pouces", None),
            ("2 en 1", None),
            ("5420", None),
        ] {
            assert_eq!(perhaps_counted(name), perhaps, "{name}");
        }
    }
}
