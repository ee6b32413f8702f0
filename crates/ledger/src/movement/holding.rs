//! What the yearly inventories hold, unit by unit, so that a ledger can be held against them.

use super::{AcquisitionMode, ExitRoute, Ledger, LedgerWord, LedgerWords};
use equipment::estate::Estate;
use equipment::{
    Aside, Equipment, Marks, Normaliser, SharedNames, State, ToldRow, Vocabulary, identity,
};
use factor::{FactorSet, TypeId};
use ground::fault::Fault;
use ground::provenance::AssumptionSet;
use ground::table::{Blocks, Day, RecordCells, RecordReader, numbered};
use inventory::{
    Field, InventoryFile, Opening, Reading, Row, RowStanding, date_orders, name_in_list,
    number_in_list,
};
use std::collections::HashMap;
use std::num::NonZeroU64;

/// A unit, or a line of identical units, in a year's inventory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Its identifier, a word of the ledger.
    pub unit: LedgerWord,
    /// Its type; `None` where its row was set aside.
    pub type_id: Option<TypeId>,
    /// How many units; `None` where its row was set aside.
    pub quantity: Option<f64>,
    /// Its state; `None` where its row was set aside.
    pub state: Option<State>,
    /// The state as the inventory writes it.
    pub state_word: Option<LedgerWord>,
    /// The way it left, as the inventory writes it.
    pub exit_word: Option<LedgerWord>,
    /// The day it was bought, or what stands in.
    pub acquired: Option<Day>,
    /// What was assumed of it.
    pub assumed: AssumptionSet,
    /// How it came.
    pub mode: Option<AcquisitionMode>,
    /// How it left.
    pub route: Option<ExitRoute>,
    /// The day it was first used, where the row says it.
    pub in_service: Option<Day>,
    /// The day it was taken out of use.
    pub decommissioned: Option<Day>,
    /// The day it left.
    pub exited: Option<Day>,
    /// Its serial number, as a number that tells machines apart.
    pub serial: Option<NonZeroU64>,
    /// Its line.
    pub line: u32,
    /// The file that it stands in, among those of the year.
    pub(super) file: u32,
    /// Whether its identifier is a number, which another list may give too.
    pub(super) is_numbered: bool,
}

impl Held {
    /// Whether it is still the organisation's; a row set aside is taken as such.
    pub fn is_here(&self) -> bool {
        self.state != Some(State::Exited)
    }
}

/// What a year's inventory holds.
#[derive(Debug, Clone)]
pub struct Holdings {
    /// The year.
    pub year: i32,
    /// Its cut-off date: the last day of the year.
    pub cut_off: Day,
    /// The units, in the order of the files; those without identifier are left out.
    pub units: Vec<Held>,
    /// How many files they are of.
    files: usize,
    /// Rows without identifier, which no movement can name.
    pub unidentified: u64,
    /// By word: the place of the unit, from 1; 0 for none.
    places: Vec<u32>,
    /// By serial number: the place of the unit, from 1, and its file; 0 where two rows of a file have it.
    of_serial: HashMap<NonZeroU64, (u32, u32)>,
}

impl Holdings {
    /// Reads the inventories of a year; identifiers become words of the ledger.
    ///
    /// # Errors
    ///
    /// The estate has no inventory of that year, or a file cannot be read.
    pub fn read(
        estate: &Estate,
        set: &FactorSet,
        vocabulary: &Vocabulary,
        words: &mut LedgerWords,
        year: i32,
    ) -> Result<Self, Fault> {
        let datacentres = estate.datacentres(year)?;
        let names = SharedNames::default();
        let card_file = estate.card_file();
        let mut normaliser =
            Normaliser::new(set, vocabulary, &estate.card, &datacentres, &names, &card_file)?;
        let mut holdings = Self {
            year,
            cut_off: Day(Day::first_of(year + 1).0 - 1),
            units: Vec::new(),
            files: 0,
            unidentified: 0,
            places: Vec::new(),
            of_serial: HashMap::new(),
        };
        let paths = estate.inventory_of(year)?;
        holdings.files = paths.len();
        for (path, number) in paths.iter().zip(0..) {
            let name = path.strip_prefix(&estate.root).unwrap_or(path).display().to_string();
            let among_several = paths.len() > 1;
            let asked = u16::try_from(year).ok();
            let opening =
                Opening { among_several, year: asked, ..estate.opening(None, Some(vocabulary)) };
            let file = InventoryFile::open_with(path, &name, &opening)?;
            let orders = date_orders(&file)?;
            let (first_line, delimiter) = (file.header_lines + 1, file.dialect.delimiter);
            let (text, mut shape) = file.into_rows()?;
            shape.orders = orders;
            let blocks = Blocks::new(text, delimiter).from_line(first_line);
            let mut blocks = Reading { blocks, path };
            while let Some(block) = blocks.next_block()? {
                let mut record = RecordCells::new();
                let mut rows = RecordReader::of(&block, delimiter);
                while rows.read(&mut record) {
                    let line = block.first_line + record.line() - 1;
                    shape.layout.complete(&mut record);
                    let row = Row { file: &shape, line, record: &record };
                    if !matches!(row.standing(), RowStanding::Passed | RowStanding::Blank) {
                        holdings.add((&row, number, &name), &mut normaliser, (words, set));
                    }
                }
            }
        }
        Ok(holdings)
    }

    fn add(
        &mut self,
        (row, file, name): (&Row<'_>, u32, &str),
        normaliser: &mut Normaliser<'_>,
        (words, set): (&mut LedgerWords, &FactorSet),
    ) {
        let equipment = match normaliser.normalise(row) {
            Ok(equipment) => Some(equipment),
            Err(Aside::OutOfScope(_)) => return,
            Err(Aside::Reject(_)) => None,
        };
        let id = identity(row);
        if id == row.label() {
            self.unidentified += 1;
            return;
        }
        let Some(mut unit) = words.intern(&id) else { return };
        let serial = ToldRow::of(row).serial();
        let is_numbered = number_in_list(&id).is_some();
        if let Some(known) = self.unit(unit) {
            let is_same = serial.is_some() && known.serial == serial;
            if known.file == file || is_same || !is_numbered {
                return;
            }
            // A machine of another list that counts from 1, called as import calls it.
            let own = words.intern(&name_in_list(name, &id));
            match own.filter(|own| self.unit(*own).is_none()) {
                Some(own) => unit = own,
                None => return,
            }
        }
        // A machine that another file lists too is one, under either name.
        if let Some(place) = self.listed(serial, file, equipment.as_ref(), set) {
            self.name(unit, place);
            return;
        }
        let mut word = |field: Field| {
            let text = ToldRow::of(row).shown(field);
            if text.is_empty() { None } else { words.intern(&text) }
        };
        let (state_word, exit_word) = (word(Field::Status), word(Field::ExitRoute));
        let from = |field: Field| equipment.and_then(|e| e.started).filter(|(_, f)| *f == field);
        self.units.push(Held {
            unit,
            type_id: equipment.map(|e| e.type_id),
            quantity: equipment.map(|e| e.quantity),
            state: equipment.map(|e| e.state),
            state_word,
            exit_word,
            acquired: equipment.and_then(|e| e.acquired).map(|(day, _)| day),
            assumed: equipment.map_or(AssumptionSet::default(), |e| e.assumed),
            mode: equipment.and_then(|e| e.mode),
            route: equipment.and_then(|e| e.route),
            in_service: from(Field::InServiceOn).map(|(day, _)| day),
            decommissioned: equipment.and_then(|e| e.decommissioned),
            exited: equipment.and_then(|e| e.exited),
            serial,
            line: numbered(row.line),
            file,
            is_numbered,
        });
        let place = numbered(self.units.len());
        self.name(unit, place);
        if let Some(serial) = serial {
            let known = self.of_serial.entry(serial).or_insert((place, file));
            if known.0 != place {
                known.0 = 0;
            }
        }
    }

    /// The place of a machine that another file has listed, by its serial number: of one type, or of
    /// kinds of one.
    fn listed(
        &self,
        serial: Option<NonZeroU64>,
        file: u32,
        equipment: Option<&Equipment>,
        set: &FactorSet,
    ) -> Option<u32> {
        let (place, of) = *self.of_serial.get(&serial?)?;
        let held = self.units.get((place as usize).checked_sub(1)?)?;
        let is_kind = match (held.type_id, equipment) {
            (Some(one), Some(other)) => set.root(one) == set.root(other.type_id),
            _ => true,
        };
        (of != file && is_kind).then_some(place)
    }

    fn name(&mut self, unit: LedgerWord, place: u32) {
        if self.places.len() <= unit.index() {
            self.places.resize((unit.index() + 1).max(self.places.len() * 2), 0);
        }
        self.places[unit.index()] = place;
    }

    /// The same machine as one of another inventory: of its name, else of its serial number, where
    /// that inventory has nothing of the name that this one knows it by. A number that lists share
    /// names a machine where no serial numbers tell them apart.
    pub fn same_as(&self, held: &Held, other: &Self) -> Option<&Held> {
        let are_several = self.files > 1 || other.files > 1;
        let is_another = |one: &Held, held: &Held| {
            held.is_numbered
                && are_several
                && matches!((one.serial, held.serial), (Some(one), Some(held)) if one != held)
        };
        if let Some(same) = self.unit(held.unit).filter(|same| !is_another(same, held)) {
            return Some(same);
        }
        let (place, _) = self.of_serial.get(&held.serial?)?;
        let same = self.units.get((*place as usize).checked_sub(1)?)?;
        let is_told_apart = other.of_serial.get(&held.serial?).is_some_and(|(at, _)| *at > 0);
        let is_free = other
            .unit(same.unit)
            .is_none_or(|known| known.unit == held.unit || is_another(same, known));
        (is_told_apart && is_free).then_some(same)
    }

    /// A unit of this inventory.
    pub fn unit(&self, unit: LedgerWord) -> Option<&Held> {
        let place = *self.places.get(unit.index())?;
        self.units.get((place as usize).checked_sub(1)?)
    }
}

impl Holdings {
    /// The unit of a serial number that one machine has.
    fn of_serial(&self, serial: NonZeroU64) -> Option<&Held> {
        let (place, _) = self.of_serial.get(&serial)?;
        self.units.get((*place as usize).checked_sub(1)?)
    }
}

impl Ledger {
    /// Names units as the inventories do, where the ledger names them by the serial number of one machine and
    /// no inventory has anything of that name.
    pub fn name_by_inventory(&mut self, holdings: &[Holdings]) {
        let mut last: HashMap<LedgerWord, LedgerWord> = HashMap::new();
        for movement in &mut self.movements {
            let Some(word) = movement.unit else { continue };
            let words = &self.words;
            let named = *last.entry(word).or_insert_with(|| {
                let is_listed = || holdings.iter().any(|year| year.unit(word).is_some());
                let by_serial = || {
                    let serial = Marks::serial_of(words.text(word))?;
                    holdings.iter().rev().find_map(|year| Some(year.of_serial(serial)?.unit))
                };
                if is_listed() { word } else { by_serial().unwrap_or(word) }
            });
            movement.unit = Some(named);
        }
    }

    /// What the estate's inventories hold up to a year, or all, the earliest first. One that cannot be read
    /// tells nothing.
    pub fn holdings_read(
        &mut self,
        estate: &Estate,
        set: &FactorSet,
        vocabulary: &Vocabulary,
        until: Option<i32>,
    ) -> Vec<Holdings> {
        let mut years = estate.years();
        years.retain(|year| until.is_none_or(|until| *year <= until));
        years.sort_unstable();
        let read = |year: i32| Holdings::read(estate, set, vocabulary, &mut self.words, year).ok();
        years.into_iter().filter_map(read).collect()
    }

    /// What the estate's inventories hold, by year, the earliest first.
    ///
    /// # Errors
    ///
    /// As [`Holdings::read`].
    pub fn holdings(
        &mut self,
        estate: &Estate,
        set: &FactorSet,
        vocabulary: &Vocabulary,
        years: &[i32],
    ) -> Result<Vec<Holdings>, Fault> {
        years
            .iter()
            .map(|year| Holdings::read(estate, set, vocabulary, &mut self.words, *year))
            .collect()
    }
}
