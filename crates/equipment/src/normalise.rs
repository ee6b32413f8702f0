//! The door of the room: a row of words in, an equipment out, or the reason why not.

mod came;
mod dates;
mod places;
mod state_cell;

use places::word_of;
use state_cell::{StateCell, UnreadState};

use super::cells::{aside, declared_energy, first_of, named, number_of, one_of, quantity_of};
use super::closed::{AcquisitionMode, ExitRoute};
use super::cloud::rented;
use super::ecolabel::type_one;
use super::headed::{duration_of, price_of};
use super::kind::{Outside, SaidBeside, Teller};
use super::makers::{MakerAnswer, maker_answer};
use super::measure::Measures;
use super::memo::{Memo, Names};
use super::several::{
    beside_at, of_some_units, open_in_words, perhaps_to_order, still_in_service, tells_more,
};
use super::sorts::SortTeller;
use super::vocabulary::Vocabulary;
use super::{Away, Equipment, Ownership, State, Tenure};
use crate::estate::{Card, Datacentre};
use factor::{FactorSet, TypeId, TypeKind, ZoneId};
use ground::fault::Fault;
use ground::provenance::{Assumption, AssumptionSet};
use ground::quantity::Years;
use ground::table::{DateFault, Reject, UnreadCell, Why, WrittenDay, is_broken, yes_no};
use ground::text;
use inventory::{Field, Row, RowStanding};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;

/// A row that does not go on.
#[derive(Debug, Clone, PartialEq)]
pub enum Aside {
    /// It cannot be used.
    Reject(Box<Reject>),
    /// It is no equipment: its type says what it is.
    OutOfScope(Outside),
}

const OWNERSHIPS: [&str; 3] = ["professional", "cope", "byod"];
const YES_NO: [&str; 2] = ["yes", "no"];

/// What a word of a closed list means, or the list that it is none of.
type OneOf<T> = Result<Option<T>, &'static [&'static str]>;

/// 2 January 1980 and 1 January 2100, in days from 1970: what lies between is a day that can be;
/// the day before is the first of a calendar, which programs write for none.
const FIRST_DAY: i32 = 3653;
const LAST_DAY: i32 = 47_482;

#[derive(Clone, Copy)]
struct Located {
    site: u32,
    datacentre: Option<u16>,
    zone: Option<ZoneId>,
}

/// The names that all threads number together; a thread asks once a name.
#[derive(Default)]
pub struct SharedNames {
    /// Sites by number.
    pub sites: Mutex<Names>,
    /// Entities by number.
    pub entities: Mutex<Names>,
}

/// The number of a name.
fn number(names: &Mutex<Names>, name: &str) -> u32 {
    names.lock().unwrap_or_else(std::sync::PoisonError::into_inner).number(name)
}

/// Turns rows into equipment; one a thread, with its own memory of words met.
pub struct Normaliser<'a> {
    pub(super) set: &'a FactorSet,
    pub(super) words: &'a Vocabulary,
    card: &'a Card,
    datacentres: &'a [Datacentre],
    own_zone: ZoneId,
    keep_inverted_dates: bool,
    pub(super) keep_lots: bool,
    sites: &'a Mutex<Names>,
    entities: &'a Mutex<Names>,
    monitor: Option<TypeId>,
    pub(super) teller: Teller<'a>,
    sorts: SortTeller,
    makers: Memo<MakerAnswer>,
    states: Memo<StateCell>,
    zones: Memo<Result<Option<ZoneId>, ()>>,
    locations: Memo<Located>,
    entity_cells: Memo<u32>,
    /// By the order of the column, or none known.
    days: [Memo<Result<Option<WrittenDay>, DateFault>>; 4],
    centres: Memo<Option<u16>>,
    modes: Memo<OneOf<AcquisitionMode>>,
    routes: Memo<OneOf<ExitRoute>>,
    /// How a machine left, by the word of its state.
    exits: Memo<Option<ExitRoute>>,
    answers: Memo<OneOf<bool>>,
    ecolabels: Memo<Option<bool>>,
    assumptions: Memo<AssumptionSet>,
    /// The cells of the row at hand that cannot be read.
    unread: Vec<(Field, Why)>,
}

impl<'a> Normaliser<'a> {
    /// Starts with empty memories.
    ///
    /// # Errors
    ///
    /// The organisation's country is unknown.
    pub fn new(
        set: &'a FactorSet,
        words: &'a Vocabulary,
        card: &'a Card,
        datacentres: &'a [Datacentre],
        names: &'a SharedNames,
        estate_file: &Path,
    ) -> Result<Self, Fault> {
        let country = &card.organisation.country;
        let own_zone = words.country_of(country).ok_or_else(|| {
            Fault::new(text!(
                "[organisation] country : pays inconnu `{country}`",
                "[organisation] country: unknown country `{country}`"
            ))
            .in_file(estate_file)
            .hint(Why::UnknownCountry.hint())
        })?;
        let centres: HashSet<&str> = datacentres.iter().map(|one| one.id.as_str()).collect();
        for (place, stands_for) in &card.places {
            let unknown = |country: &&String| words.country_of(country).is_none();
            if let Some(country) = stands_for.country.as_ref().filter(unknown) {
                return Err(Fault::new(text!(
                    "[places] `{place}` : pays inconnu `{country}`",
                    "[places] `{place}`: unknown country `{country}`"
                ))
                .in_file(estate_file)
                .hint(Why::UnknownCountry.hint()));
            }
            let known = |id: &&String| centres.contains(id.as_str());
            if let Some(id) = stands_for.datacentre.as_ref().filter(|id| !known(id)) {
                return Err(Fault::new(text!(
                    "[places] `{place}` : le centre de données `{id}` n'est pas dans datacentres.csv",
                    "[places] `{place}`: datacentre `{id}` is not in datacentres.csv"
                ))
                .in_file(estate_file));
            }
        }
        Ok(Self {
            set,
            words,
            card,
            datacentres,
            own_zone,
            keep_inverted_dates: false,
            keep_lots: false,
            sites: &names.sites,
            entities: &names.entities,
            monitor: set.type_named("monitor"),
            teller: Teller::new(set, words),
            sorts: SortTeller::new(set),
            makers: Memo::new(),
            states: Memo::new(),
            zones: Memo::new(),
            locations: Memo::new(),
            entity_cells: Memo::new(),
            days: [Memo::new(), Memo::new(), Memo::new(), Memo::new()],
            centres: Memo::new(),
            modes: Memo::new(),
            routes: Memo::new(),
            exits: Memo::new(),
            answers: Memo::new(),
            ecolabels: Memo::new(),
            assumptions: Memo::new(),
            unread: Vec::new(),
        })
    }

    /// Lets rows through that left before they were acquired, for a method that makes an error of
    /// them further on.
    #[must_use]
    pub fn keeping_inverted_dates(mut self, keep: bool) -> Self {
        self.keep_inverted_dates = keep;
        self
    }

    /// Starts a block of rows: what is said of its words must not depend on those before it, which
    /// another thread may have.
    pub fn start_block(&mut self) {
        self.teller.start_block();
    }

    /// The organisation's own zone.
    pub fn own_zone(&self) -> ZoneId {
        self.own_zone
    }

    /// The cells of the row normalised last that cannot be read, and were taken as empty ones.
    pub fn unread(&self, row: &Row<'_>) -> Vec<UnreadCell> {
        let told = |(field, why): &(Field, Why)| {
            let mut cell = row.unread(*field, why.clone());
            let remark = *field == Field::Status || field.kind() == inventory::FieldKind::Day;
            if remark && self.words.may_name_somebody(&cell.value) {
                "***".clone_into(&mut cell.value);
            }
            cell
        };
        self.unread.iter().map(told).collect()
    }

    /// The fields of those cells.
    pub fn unread_fields(&self) -> impl Iterator<Item = Field> + '_ {
        self.unread.iter().map(|(field, _)| *field)
    }

    #[cold]
    fn cannot_read(&mut self, field: Field, why: Why) {
        if self.unread.iter().all(|(known, _)| *known != field) {
            self.unread.push((field, why));
        }
    }

    /// The value of a cell, or nothing where the cell cannot be read.
    #[inline]
    fn or_unread<T>(&mut self, field: Field, read: Result<Option<T>, Why>) -> Option<T> {
        match read {
            Ok(value) => value,
            Err(why) => {
                self.cannot_read(field, why);
                None
            }
        }
    }

    /// Turns a row into equipment.
    ///
    /// A cell that cannot be read is taken as an empty one, and told by [`Self::unread`]: only a
    /// type that is not known and a quantity that cannot be read cost the row.
    ///
    /// # Errors
    ///
    /// The row is no equipment, or cannot be used: the first field at fault, type before quantity.
    pub fn normalise(&mut self, row: &Row<'_>) -> Result<Equipment, Aside> {
        self.normalise_standing(row, row.standing())
    }

    /// Whose it is; the organisation's where nothing says otherwise.
    fn ownership_of(&mut self, row: &Row<'_>) -> Ownership {
        let ownership = one_of(row.bytes(Field::Ownership), &OWNERSHIPS);
        match self.or_unread(Field::Ownership, ownership.map_err(Why::NotOneOf)) {
            Some(1) => Ownership::Cope,
            Some(2) => Ownership::Byod,
            _ => Ownership::Professional,
        }
    }

    /// As [`Self::normalise`], for who knows what the row is by its words.
    ///
    /// # Errors
    ///
    /// As [`Self::normalise`].
    pub fn normalise_standing(
        &mut self,
        row: &Row<'_>,
        standing: RowStanding,
    ) -> Result<Equipment, Aside> {
        self.unread.clear();
        if let Some(reject) = self.refuses(row, standing) {
            return Err(Aside::Reject(reject));
        }
        // What stood in when the row was imported is still no word of the file.
        let mut assumed = self.assumptions.get(row.bytes(Field::Assumed), |cell| {
            AssumptionSet::named_in(&String::from_utf8_lossy(cell))
        });
        let (type_id, beside) =
            self.teller.tell(row, &mut assumed).map_err(|why| unless_too_long(row, why))?;
        let beside = beside_at(row, beside);
        let type_id = self.sorts.finer(row, type_id, &self.words.names_another(), &mut assumed);
        if self.is_own_panel(row, type_id) {
            return Err(Aside::OutOfScope(Outside::Type(type_id)));
        }
        let cell = self.state_cell(row);
        if let Some(reject) = perhaps_to_order(row, cell.is_to_order) {
            return Err(Aside::Reject(reject));
        }
        let quantity = quantity_of(row, beside.units, &mut assumed)
            .map_err(|why| aside(row, Field::Quantity, why))?;
        let (beside, cell) = (beside.settled(quantity), cell.settled(quantity));
        let state = self.state_of(row, cell, beside, &mut assumed);
        if let Some(reject) = self.asks(row, beside, quantity, type_id) {
            return Err(Aside::Reject(reject));
        }
        if beside.more || tells_more(row, beside.units, quantity) {
            assumed.insert(Assumption::MoreInRow);
        }
        self.note_unreadable(row);
        let dates = self.dates_of(row, &mut assumed);
        let place = self.place_of(row, &mut assumed);
        let entity = self.entity_of(row);
        let mode = self.mode_of(row, beside.used || cell.is_used);
        let route = self.route_of(row, state);
        let shared =
            self.answers.get(row.bytes(Field::Shared), |cell| named(cell, &YES_NO, yes_no));
        let shared = self.or_unread(Field::Shared, shared.map_err(Why::NotOneOf));
        let ecolabel =
            self.ecolabels.get(row.bytes(Field::Ecolabel), |cell| type_one(&word_of(cell)));
        let upstream_months =
            self.or_unread(Field::UpstreamMonths, duration_of(row, Field::UpstreamMonths));
        let upstream_years = match upstream_months {
            // Months of use before count for what was bought refurbished, and for nothing else.
            Some(months) if mode == Some(AcquisitionMode::Refurbished) => Years(months / 12.0),
            _ => Years(0.0),
        };
        let mut measures = Measures::NONE;
        measures.fill(|field| {
            row.file.layout.column(field)?;
            let read = match field {
                Field::PriceEur => price_of(row, quantity),
                Field::WarrantyMonths => duration_of(row, field),
                _ => number_of(row, field),
            };
            self.or_unread(field, read)
        });
        let ownership = self.ownership_of(row);
        let tenure = match (ownership, mode) {
            (Ownership::Byod, _) => Tenure::Employees,
            (_, Some(AcquisitionMode::Leased | AcquisitionMode::FunctionalLease)) => Tenure::Leased,
            _ => Tenure::Owned,
        };
        let is_cloud = self.set.equipment_type(type_id).kind == TypeKind::Cloud;
        let rented = if is_cloud {
            let hours = self.or_unread(Field::Hours, number_of(row, Field::Hours));
            Some(rented(self.set, row, hours)?)
        } else {
            None
        };
        let declared_kwh = self.or_unread(Field::AnnualEnergyKwh, declared_energy(row));
        let zone = rented.map(|rented| rented.zone).or(place.zone).unwrap_or(self.own_zone);
        // A warranty that cannot be read moves nothing, and nothing rests on it.
        if self.unread.iter().any(|(field, _)| field.moves_the_total()) {
            assumed.insert(Assumption::UnreadCell);
        }
        Ok(Equipment {
            type_id,
            quantity,
            state,
            acquired: dates.acquired,
            started: dates.started,
            decommissioned: dates.decommissioned,
            exited: dates.exited,
            away: Away::default(),
            upstream_years,
            ownership,
            tenure,
            zone,
            site: place.site,
            entity,
            datacentre: place.datacentre,
            declared_kwh,
            mode,
            route,
            upstream_months,
            shared,
            ecolabel,
            measures,
            rented,
            assumed,
        })
    }

    /// Notes the cells of words that hold bytes that are no character.
    #[cold]
    fn note_broken(&mut self, row: &Row<'_>) {
        const WORDS: [Field; 10] = [
            Field::EquipmentId,
            Field::Manufacturer,
            Field::Model,
            Field::Serial,
            Field::Site,
            Field::Entity,
            Field::Status,
            Field::CpuModel,
            Field::AssetTag,
            Field::Name,
        ];
        for field in WORDS {
            if is_broken(row.bytes(field)) {
                self.cannot_read(field, Why::BrokenText);
            }
        }
    }

    /// Notes the cells of words that nobody can read: nearly no row has one.
    #[inline]
    fn note_unreadable(&mut self, row: &Row<'_>) {
        if row.record.is_broken() {
            self.note_broken(row);
        }
        if row.may_be_too_long() {
            self.note_too_long(row);
        }
    }

    /// Notes the cells that are longer than any name.
    #[cold]
    fn note_too_long(&mut self, row: &Row<'_>) {
        for field in Field::ALL.into_iter().filter(|field| row.is_too_long(*field)) {
            self.cannot_read(field, Why::TooLong);
        }
    }

    /// The words it reads with.
    pub fn words(&self) -> &'a Vocabulary {
        self.words
    }

    /// Whether a screen is the panel of a laptop, which counts in the laptop.
    ///
    /// Agents list it among the monitors, by the name of the panel's maker.
    fn is_own_panel(&mut self, row: &Row<'_>, type_id: TypeId) -> bool {
        let kind = self.set.equipment_type(type_id);
        if self.monitor.is_none() || (self.monitor != Some(type_id) && kind.parent != self.monitor)
        {
            return false;
        }
        let maker = row.bytes(Field::Manufacturer);
        let answer = self.makers.get(maker, |cell| maker_of(&String::from_utf8_lossy(cell)));
        let inches = || number_of(row, Field::ScreenSizeIn).unwrap_or(None);
        match answer {
            MakerAnswer::Panel => inches().is_none_or(|inches| inches <= inventory::LARGEST_PANEL),
            MakerAnswer::PanelIfSmall => {
                inches().is_some_and(|inches| inches <= inventory::LARGEST_PANEL)
            }
            _ => false,
        }
    }

    /// What the cell of its state says.
    #[inline]
    fn state_cell(&mut self, row: &Row<'_>) -> StateCell {
        let words = self.words;
        self.states.get(row.bytes(Field::Status), |cell| StateCell::read(cell, words))
    }

    #[inline]
    fn state_of(
        &mut self,
        row: &Row<'_>,
        cell: StateCell,
        beside: SaidBeside,
        assumed: &mut AssumptionSet,
    ) -> State {
        let state = cell.state.map_err(|unread| match unread {
            UnreadState::OfSome => of_some_units(),
            // What the user says of a state is met by the whole cell.
            UnreadState::Open(open) => still_in_service(first_of(&row.text(Field::Status)), open),
            UnreadState::Unknown => Why::UnknownStatus,
        });
        let state = self.or_unread(Field::Status, state);
        // The words of the thing may say it; else it is in service.
        if let Some(field) = beside.open.filter(|_| state.is_none() && beside.state.is_none()) {
            let why = open_in_words(&row.text(field), self.words);
            self.cannot_read(field, why);
        }
        let (state, assumption) = match (state, beside.state) {
            (Some(state), _) => {
                if cell.is_dated {
                    self.cannot_read_day_of_state();
                }
                return state;
            }
            (None, Some(state)) => (state, Assumption::StateOfName),
            (None, None) => (State::InService, Assumption::InService),
        };
        assumed.insert(assumption);
        state
    }
}

/// Why a row without a type is set aside: its cell may be longer than any name.
#[cold]
fn unless_too_long(row: &Row<'_>, why: Aside) -> Aside {
    match why {
        Aside::Reject(_) if row.is_too_long(Field::EquipmentType) => {
            aside(row, Field::EquipmentType, Why::TooLong)
        }
        why => why,
    }
}

/// What a maker's name tells of its machines.
fn maker_of(maker: &str) -> MakerAnswer {
    maker_answer(maker).unwrap_or(MakerAnswer::Either)
}
