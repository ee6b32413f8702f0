//! Lists without headings: their first line is a machine. Their cells are never shown.

use super::column_words::{CountsUnits, counts};
use super::headings::{headings, key};
use super::kinds::{WordJudge, WordKind, count, is_address, is_day, is_maker};
use super::place::HeadingPlace;
use super::sample::RowSample;
use ground::fault::Fault;
use ground::text;

/// For how many columns a heading is suggested.
const SUGGESTED: usize = 60;

/// Whether a first line is a row, and no headings.
pub(super) fn is_row(first: &[String], below: &RowSample, judge: &WordJudge<'_>) -> bool {
    let cells: Vec<&str> = first.iter().map(|cell| cell.trim()).collect();
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let word = |word, cell: &str| judge.knows_words() && judge.is(word, cell);
    let is_counted = |at: usize| {
        let below = below.told(at);
        !below.is_empty() && below.iter().all(|cell| count(cell).is_some())
    };
    // Years above numbers head them: `Parc au 31/12;2023;2024`.
    let years = cells.iter().enumerate();
    if years.filter(|(at, cell)| super::dated_heading::is_year(cell) && is_counted(*at)).count() > 1
    {
        return false;
    }
    let certain =
        |(at, cell): &(usize, &&str)| is_address(cell) || is_day(cell) && !is_counted(*at);
    let certain = cells.iter().enumerate().filter(certain).count();
    // A word repeated across a row tells no more than once.
    let new = |at: usize| !cells[..at].contains(&cells[at]);
    let telling = cells
        .iter()
        .enumerate()
        .filter(|(at, _)| new(*at))
        .filter(|(at, cell)| {
            // A heading of numbers is one, whatever it names: `Type;Dell;HP`.
            if is_counted(*at) {
                return false;
            }
            let again = || below.cells(*at).iter().filter(|below| below == cell).count() > 0;
            let long_number = cell.len() >= 4 && cell.bytes().all(|byte| byte.is_ascii_digit());
            is_maker(cell)
                || word(WordKind::Model, cell)
                || (word(WordKind::Type, cell) && (again() || certain > 0))
                || (long_number && !super::dated_heading::is_year(cell))
        })
        .count();
    // A number among words of which none is a heading of any source is no heading either.
    let number = |cell: &&str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let known = |cell: &&str| headings().slots(&key(cell)).next().is_some();
    // `Bureau 12` is a room, and `Bureau` may be a type.
    let numbered = |cell: &str| cell.bytes().any(|byte| byte.is_ascii_digit());
    let says = |cell: &&str| {
        (word(WordKind::Type, cell) && !numbered(cell)) || counts(cell) == CountsUnits::Yes
    };
    if cells.iter().any(number) && !cells.iter().any(|cell| known(cell) || says(cell)) {
        return true;
    }
    if judge.knows_words() && is_counted_thing(&cells, below, judge) {
        return true;
    }
    certain + telling >= 2 || (certain + telling >= 1 && filled <= 3 && certain + telling == filled)
}

/// Whether a first line is a thing and how many there are of it, as the lines below are: `25 PC portables`,
/// `PC portables : 25`, `PC portables;25`.
fn is_counted_thing(cells: &[&str], below: &RowSample, judge: &WordJudge<'_>) -> bool {
    let is_thing = |cell: &str| judge.is(WordKind::Type, cell);
    let is_numbered = |cell: &str| cell.bytes().any(|byte| byte.is_ascii_digit());
    let mostly = |at: usize, is: &dyn Fn(&str) -> bool| {
        let below = below.told(at);
        !below.is_empty() && below.iter().filter(|cell| is(cell)).count() * 10 >= below.len() * 7
    };
    let counted = |cell: &str| count(cell).is_some() && !super::dated_heading::is_year(cell);
    let is_own = |(at, cell): (usize, &&str)| {
        let own = |cell: &str| is_numbered(cell) && is_thing(cell);
        own(cell) && mostly(at, &own)
    };
    let things = || {
        let all = cells.iter().enumerate();
        all.clone().any(|(at, cell)| is_thing(cell) && mostly(at, &is_thing))
            && all.clone().any(|(at, cell)| counted(cell) && mostly(at, &counted))
    };
    cells.iter().enumerate().any(is_own) || things()
}

/// The fault of a list without headings, with a line of headings that its columns suggest.
pub(super) fn fault(
    place: HeadingPlace<'_>,
    first: &[String],
    below: &RowSample,
    judge: &WordJudge<'_>,
    delimiter: u8,
) -> Fault {
    let headings = suggested(first, below, judge);
    let delimiter =
        if delimiter == b'\t' { ";".to_owned() } else { char::from(delimiter).to_string() };
    let told = headings.iter().any(|heading| !heading.is_empty());
    let headings = headings.join(&delimiter);
    let fault = place.fault(text!(
        "cette liste n'a pas de titres de colonnes : sa première ligne est déjà un équipement",
        "this list has no column headings: its first line is a machine already"
    ));
    let add = if told {
        text!(
            "ajoutez au-dessus une ligne de titres, un par colonne : ce que les valeurs montrent donne `{headings}` ; nommez les autres (`serial`, `status`, `quantity`…), laissez vide ce qui ne doit pas être lu",
            "add a line of headings above it, one a column: what the values show gives `{headings}`; name the others (`serial`, `status`, `quantity`…), leave empty what must not be read"
        )
    } else {
        text!(
            "ajoutez au-dessus une ligne de titres, un par colonne (`equipment_type`, `model`, `quantity`…) ; laissez vide ce qui ne doit pas être lu",
            "add a line of headings above it, one a column (`equipment_type`, `model`, `quantity`…); leave empty what must not be read"
        )
    };
    fault.hint(add).hint(text!(
        "les titres possibles sont dans docs/formats/inventory.md",
        "the headings there may be are in docs/formats/inventory.md"
    ))
}

/// The headings that the values of a list suggest, each once.
fn suggested(first: &[String], below: &RowSample, judge: &WordJudge<'_>) -> Vec<&'static str> {
    let mut given: Vec<&'static str> = Vec::new();
    let mut headings = Vec::new();
    for (at, cell) in first.iter().enumerate().take(SUGGESTED) {
        let mut cells = below.cells(at);
        cells.push(cell.trim());
        cells.retain(|cell| !cell.is_empty());
        let mostly = |is: &dyn Fn(&str) -> bool| {
            !cells.is_empty()
                && cells.iter().filter(|cell| is(cell)).count() * 10 >= cells.len() * 7
        };
        let word = |word: WordKind| judge.knows_words() && mostly(&|cell| judge.is(word, cell));
        let kind = if mostly(&is_address) {
            ""
        } else if mostly(&is_day) {
            "acquired_on"
        } else if mostly(&is_maker) {
            "manufacturer"
        } else if word(WordKind::Model) {
            "model"
        } else if word(WordKind::State) {
            "status"
        } else if word(WordKind::Type) {
            "equipment_type"
        } else if are_units(&cells) {
            "quantity"
        } else {
            ""
        };
        let new = !kind.is_empty() && !given.contains(&kind);
        headings.push(if new { kind } else { "" });
        given.push(kind);
    }
    headings
}

/// Whether cells may be numbers of units: whole, of which one is several, no years and no numbering.
/// Left without a heading, they would be lost, and each row would be one unit.
fn are_units(cells: &[&str]) -> bool {
    const FEW: u32 = 19_999;
    let numbers: Vec<u32> = cells.iter().filter_map(|cell| count(cell)).collect();
    // Numbers that follow one another, in whatever order, number the rows.
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    let numbering = sorted.len() > 1 && sorted.windows(2).all(|pair| pair[1] == pair[0] + 1);
    numbers.len() == cells.len()
        && numbers.iter().any(|number| *number > 1)
        && numbers.iter().all(|number| *number <= FEW)
        && !numbers.iter().all(|number| (1990..=2040).contains(number))
        && !numbering
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::table::Dialect;

    #[test]
    fn a_first_line_with_a_number_and_no_heading_is_a_row() {
        let is = |line: &str, below: &str| {
            let first: Vec<String> = line.split(';').map(str::to_owned).collect();
            let sample = RowSample::of(below.as_bytes(), Dialect { delimiter: b';' }, true);
            is_row(&first, &sample, &WordJudge::new(None))
        };
        assert!(is("Zoé Exemple;Salle 4;2019", "Léa Exemple;Salle 5;2020\n"));
        assert!(is("Rez-de-jardin;12", "Étage;4\n"));
        assert!(!is("Type;2023;2024", "PC;1;2\n"));
        assert!(!is("Colour;Shape", "red;round\n"));
    }

    #[test]
    fn numbers_of_units_are_suggested_as_such() {
        for (cells, are) in [
            (&["2", "5", "3"][..], true),
            (&["1", "1", "1"], false),
            (&["2019", "2020", "2021"], false),
            (&["2", "3", "4", "1"], false),
            (&["18", "17"], false),
            (&["2", "trois", "4"], false),
            (&["52001", "31417", "8"], false),
        ] {
            assert_eq!(are_units(cells), are, "{cells:?}");
        }
    }
}
