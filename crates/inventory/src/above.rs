//! Lines above the headings that hold machines: a table of its own under headings that nobody listed,
//! and no lines of title.

use super::dated_heading::is_year;
use super::headings::key;
use super::kinds::{WordJudge, WordKind, count, is_day};
use super::sections::stacked::field;
use super::{Field, Layout, Role};
use ground::fault::Fault;
use ground::text;
use std::path::Path;

/// From so many lines on, machines above the headings are a table.
const FEWEST: usize = 2;

/// Whether a line names a thing and its model: what a title does not.
fn is_machine(cells: &[String], judge: &WordJudge<'_>) -> bool {
    let is_type = |cell: &str| judge.is(WordKind::Type, cell);
    let is_model = |cell: &str| {
        let any = |is: fn(&u8) -> bool| cell.as_bytes().iter().any(is);
        let numbered = any(u8::is_ascii_digit) && any(u8::is_ascii_alphabetic);
        judge.is(WordKind::Model, cell) || (numbered && cell.len() > 3 && !is_day(cell))
    };
    let cells = || cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let named = cells().position(is_type);
    named.is_some_and(|at| cells().enumerate().any(|(other, cell)| other != at && is_model(cell)))
}

/// Of the lines above the headings of a table, the one with the headings of another table that has
/// the same columns in the same order; nothing where no table stands there.
///
/// # Errors
///
/// The table above has other columns: neither is read for the other, and none is passed over.
pub(super) fn table_above(
    path: &Path,
    above: &[&[String]],
    layout: &Layout,
    line: u64,
    judge: &WordJudge<'_>,
) -> Result<Option<usize>, Fault> {
    if above.len() < FEWEST || !judge.knows_words() {
        return Ok(None);
    }
    let machines: Vec<usize> =
        (0..above.len()).filter(|at| is_machine(above[*at], judge)).collect();
    let Some(first) = machines.first().filter(|_| machines.len() >= FEWEST) else {
        return Ok(None);
    };
    let rows: Vec<&[String]> = machines.iter().map(|at| above[*at]).collect();
    // Nothing but rows stands between the two lines of headings.
    let whole = first + machines.len() == above.len();
    if let Some(at) = first.checked_sub(1).filter(|_| whole)
        && are_alike(above[at], &rows, layout, judge)
    {
        return Ok(Some(at));
    }
    let count = machines.len();
    Err(Fault::new(text!(
        "un autre tableau se trouve au-dessus des titres de colonnes de la ligne {line}, sous des titres qui ne sont pas connus : il nomme des équipements et leurs modèles ({count})",
        "another table stands above the column headings of line {line}, under headings that are not known: it names devices and their models ({count})"
    ))
    .in_file(path)
    .hint(text!(
        "donnez aux deux tableaux les mêmes titres de colonnes (`Type;Modèle;Quantité;Date d'achat`), ou mettez chacun dans son fichier",
        "give both tables the same column headings (`Type;Model;Quantity;Purchase date`), or put each into a file of its own"
    )))
}

/// Whether rows below other headings read under those of a layout: each of its columns is, by its
/// heading or by its cells, what it is in the layout.
fn are_alike(
    headings: &[String],
    rows: &[&[String]],
    layout: &Layout,
    judge: &WordJudge<'_>,
) -> bool {
    let width = |cells: &[String]| cells.iter().rposition(|cell| !cell.trim().is_empty());
    let wide = width(headings);
    wide == width(&layout.headers)
        && wide.is_some()
        && layout.roles.iter().enumerate().take(wide.map_or(0, |last| last + 1)).all(
            |(at, role)| {
                let heading = headings[at].trim();
                let own = field(heading);
                if key(heading) == key(&layout.headers[at]) {
                    return true;
                }
                let Role::Field(of) = role else { return false };
                let cells = || rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim());
                let filled = || cells().filter(|cell| !cell.is_empty());
                if own.is_some_and(|own| own != *of) || filled().next().is_none() {
                    return own == Some(*of);
                }
                match of {
                    Field::EquipmentType => filled().all(|cell| judge.is(WordKind::Type, cell)),
                    Field::Model => filled().any(|cell| judge.is(WordKind::Model, cell)),
                    Field::Quantity => filled().all(|cell| count(cell).is_some() && !is_year(cell)),
                    Field::AcquiredOn => filled().all(|cell| is_day(cell) || is_year(cell)),
                    _ => own == Some(*of),
                }
            },
        )
}
