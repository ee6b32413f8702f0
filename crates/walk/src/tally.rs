//! What was kept, counted as it goes: units by type, rows without date, sites.

use equipment::{Equipment, Names, State};
use footprint::impact::AssessedYear;
use ground::fault::clip;
use ground::provenance::Assumption;
use ground::table::Day;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// How many sites are told apart: whether there is one or there are several.
const SITES: usize = 3;

/// Where the first of some rows stand, in their order: the name of the file or of its sheet, and the line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstPlaces(Vec<(Arc<str>, u64)>);

impl FirstPlaces {
    /// The most that are kept.
    const MOST: usize = 6;

    pub(super) fn add(&mut self, place: (Arc<str>, u64)) {
        if self.0.len() < Self::MOST {
            self.0.push(place);
        }
    }

    pub(super) fn merge(&mut self, next: &Self) {
        for place in &next.0 {
            self.add(place.clone());
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines, apart by commas, behind the name of each sheet where they are of several:
    /// `4, 5`, or `Mairie 4, 5; École 4`.
    pub fn list(&self) -> String {
        let mut sheets: Vec<(&str, Vec<String>)> = Vec::new();
        for (file, line) in &self.0 {
            let sheet = file.rsplit_once('#').map_or(&**file, |(_, sheet)| sheet);
            match sheets.last_mut().filter(|(own, _)| *own == sheet) {
                Some((_, lines)) => lines.push(line.to_string()),
                None => sheets.push((sheet, vec![line.to_string()])),
            }
        }
        let lines = |(sheet, lines): &(&str, Vec<String>)| match sheets.len() {
            1 => lines.join(", "),
            _ => format!("{} {}", clip(sheet), lines.join(", ")),
        };
        sheets.iter().map(lines).collect::<Vec<_>>().join("; ")
    }
}

/// What was kept, besides the sums.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WalkTally {
    /// Units by type that are held at the end of the year, in the order of the factor set: neither
    /// gone, out of use or on order, nor bought later.
    pub units: Vec<f64>,
    /// Rows.
    pub rows: u64,
    /// Rows without any date.
    pub undated: u64,
    /// Rows in service by their status and bought after the year: they weigh nothing.
    pub to_come: u64,
    /// Rows in service by their status that a date says were gone before the year: they weigh nothing.
    pub gone: u64,
    /// Rows in service by their status that a date says were decommissioned before the year: held,
    /// and not used.
    pub unused: u64,
    /// Rows that name more things than they count.
    pub naming_more: u64,
    /// Units of the rows set aside, by their quantities; one where a row says none.
    pub units_aside: f64,
    /// Where the first rows stand that sum up others.
    pub totals: FirstPlaces,
    sites: BTreeSet<u32>,
}

impl WalkTally {
    /// Counts a row of so many units.
    #[inline]
    pub(super) fn note(&mut self, equipment: &Equipment, quantity: f64, year: &AssessedYear) {
        let at = usize::from(equipment.type_id.0);
        if self.units.len() <= at {
            self.units.resize(at + 1, 0.0);
        }
        if is_held(equipment, year) {
            self.units[at] += quantity;
        }
        self.rows += 1;
        self.naming_more += u64::from(equipment.assumed.contains(Assumption::MoreInRow));
        self.undated += u64::from(equipment.acquired.is_none() && equipment.started.is_none());
        if equipment.state == State::InService {
            let came = equipment.acquired.or(equipment.started);
            self.to_come += u64::from(came.is_some_and(|(day, _)| day >= year.end()));
            let before = |day: Option<Day>| day.is_some_and(|day| day < year.first);
            // Where no status is read, the day alone says it, and nothing contradicts it.
            let read = !equipment.assumed.contains(Assumption::InService);
            if read && before(equipment.exited) {
                self.gone += 1;
            } else if read && before(equipment.decommissioned) {
                self.unused += 1;
            }
        }
        if self.sites.len() < SITES {
            self.sites.insert(equipment.site);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        if self.units.len() < other.units.len() {
            self.units.resize(other.units.len(), 0.0);
        }
        for (mine, theirs) in self.units.iter_mut().zip(&other.units) {
            *mine += theirs;
        }
        self.rows += other.rows;
        self.undated += other.undated;
        self.to_come += other.to_come;
        self.gone += other.gone;
        self.unused += other.unused;
        self.naming_more += other.naming_more;
        self.units_aside += other.units_aside;
        self.totals.merge(&other.totals);
        self.sites.extend(&other.sites);
    }

    /// How many sites have a name, at most three being counted.
    pub(super) fn sites(&self, names: &Mutex<Names>) -> usize {
        let names = names.lock().unwrap_or_else(PoisonError::into_inner);
        self.sites.iter().filter(|site| !names.name(**site).is_empty()).take(SITES).count()
    }
}

/// Whether equipment may serve somebody at the end of the year.
fn is_held(equipment: &Equipment, year: &AssessedYear) -> bool {
    let left = match equipment.exited {
        Some(day) => day < year.end(),
        None => matches!(equipment.state, State::Exited | State::Decommissioned | State::Ordered),
    };
    let came = equipment.acquired.or(equipment.started);
    !left && came.is_none_or(|(day, _)| day < year.end())
}
