//! A table below another whose headings are states, or words that nobody knows: `Matériel;HS;En stock` below
//! `Type;Qté`. Below states each number is a row in that state; below others the rows are set aside.

use super::stacked::field;

use crate::headings::key;
use crate::{Field, Kinds};

/// The fewest headings of such a table.
const FEWEST: usize = 2;

/// Where the columns stand of a table that is written anew, and how many it has.
#[derive(Debug, Clone, Copy)]
pub(super) struct WrittenColumns {
    pub(super) width: usize,
    pub(super) kind: Option<usize>,
    pub(super) quantity: Option<usize>,
    pub(super) status: Option<usize>,
}

/// What the headings of such a table say: the column of the types, and of the numbers below each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OtherTable {
    types: usize,
    /// Each column of numbers, with its heading.
    numbers: Vec<(usize, String)>,
    /// Whether they are states.
    pub(super) are_states: bool,
}

impl OtherTable {
    /// The table that a line of headings begins, below one whose types and numbers of units stand in these
    /// columns: a heading of types stands where types do, and no number where numbers do.
    pub(super) fn of<'c>(
        cells: impl Iterator<Item = &'c [u8]>,
        (types, units): (usize, usize),
        kinds: &dyn Kinds,
    ) -> Option<Self> {
        let cells: Option<Vec<&str>> =
            cells.map(|cell| std::str::from_utf8(cell.trim_ascii()).ok()).collect();
        let cells = cells?;
        let is_type = |cell: &str| field(cell) == Some(Field::EquipmentType);
        let own = cells.get(types).filter(|cell| !cell.is_empty() && !kinds.is_type(cell));
        let in_place = cells.get(units).filter(|cell| cell.chars().any(char::is_alphabetic));
        let (Some(own), Some(_)) = (own, in_place) else { return None };
        let others: Vec<(usize, String)> = cells
            .iter()
            .enumerate()
            .filter(|(at, cell)| *at != types && !cell.is_empty())
            .map(|(at, cell)| (at, (*cell).to_owned()))
            .collect();
        let is_word = |(_, cell): &(usize, String)| !cell.bytes().any(|byte| byte.is_ascii_digit());
        let are_new = || {
            let mut keys: Vec<String> = others.iter().map(|(_, cell)| key(cell)).collect();
            keys.sort_unstable();
            keys.windows(2).all(|two| two[0] != two[1])
        };
        if others.len() + 1 < FEWEST || !others.iter().all(is_word) || !are_new() {
            return None;
        }
        let are_states = others.iter().all(|(_, cell)| kinds.state(cell).is_some());
        // Headings that a table knows are of rows.
        let is_known = |(_, cell): &(usize, String)| field(cell).is_some();
        // Two states say it, whatever stands above the types.
        let is_headed = is_type(own) || are_states && others.len() > 1;
        let are_others = others.len() > 1 && !others.iter().any(is_known);
        (is_headed && (are_states || are_others)).then_some(Self {
            types,
            numbers: others,
            are_states,
        })
    }

    /// The cells of the rows that a row of it becomes, below the headings of all tables; where its headings are
    /// not known, a number stands with its heading, and no reader of units takes it for one.
    pub(super) fn rows<'c>(
        &self,
        columns: WrittenColumns,
        cell: &dyn Fn(usize) -> &'c [u8],
    ) -> Vec<Vec<Vec<u8>>> {
        let row = |(at, heading): &(usize, String)| {
            let units = cell(*at);
            if units.is_empty() || units == b"0" || cell(self.types).is_empty() {
                return None;
            }
            let own = |at: usize| match at {
                at if Some(at) == columns.kind => cell(self.types).to_vec(),
                at if Some(at) == columns.quantity && self.are_states => units.to_vec(),
                at if Some(at) == columns.quantity => [heading.as_bytes(), b": ", units].concat(),
                at if Some(at) == columns.status && self.are_states => heading.clone().into_bytes(),
                _ => Vec::new(),
            };
            Some((0..columns.width).map(own).collect())
        };
        self.numbers.iter().filter_map(row).collect()
    }
}
