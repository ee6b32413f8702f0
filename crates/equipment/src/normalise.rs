//! The door of the room: a row of words in, an equipment out, or the reason why not.

use super::cells::{aside, declared_energy, first_of, number_of, one_of, quantity_of};
use super::cloud::rented;
use super::condition::is_condition;
use super::days::{day_of_cell, why};
use super::makers::MakerAnswer;
use super::measure::{Measured, measure};
use super::memo::{Memo, Names};
use super::placeholder::is_placeholder;
use super::vocabulary::{TypeAnswer, Vocabulary};
use super::{Equipment, Ownership, State, Tenure};
use crate::estate::{Card, Datacentre};
use factor::{FactorSet, TypeId, ZoneId};
use ground::fault::Fault;
use ground::provenance::Assumption;
use ground::table::{
    DateFault, Day, Reject, Unread, Why, Written, is_broken, masked, parse_iso_day,
};
use ground::text;
use inventory::{Field, Row};
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

/// A row that does not go on.
#[derive(Debug, Clone, PartialEq)]
pub enum Aside {
    /// It cannot be used.
    Reject(Box<Reject>),
    /// It is no equipment: its type says what it is.
    OutOfScope(TypeId),
}

const OWNERSHIPS: [&str; 3] = ["professional", "cope", "byod"];
const MODES: [&str; 5] = ["new", "refurbished", "donated_in", "leased", "functional_lease"];

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
    sites: &'a Mutex<Names>,
    entities: &'a Mutex<Names>,
    monitor: Option<TypeId>,
    own_words: Memo<Option<TypeId>>,
    types: Memo<TypeAnswer>,
    nearest: HashMap<String, Vec<String>>,
    makers: Memo<MakerAnswer>,
    virtuals: Memo<bool>,
    models: Memo<Option<TypeId>>,
    states: Memo<Result<Option<State>, ()>>,
    zones: Memo<Result<Option<ZoneId>, ()>>,
    locations: Memo<Located>,
    entity_cells: Memo<u32>,
    /// By the order of the column, or none known.
    days: [Memo<Result<Option<Written>, DateFault>>; 4],
    centres: Memo<Option<u16>>,
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
            let known = |id: &String| datacentres.iter().any(|centre| centre.id == *id);
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
            sites: &names.sites,
            entities: &names.entities,
            monitor: set.type_named("monitor"),
            own_words: Memo::new(),
            types: Memo::new(),
            nearest: HashMap::new(),
            makers: Memo::new(),
            virtuals: Memo::new(),
            models: Memo::new(),
            states: Memo::new(),
            zones: Memo::new(),
            locations: Memo::new(),
            entity_cells: Memo::new(),
            days: [Memo::new(), Memo::new(), Memo::new(), Memo::new()],
            centres: Memo::new(),
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

    /// The organisation's own zone.
    pub fn own_zone(&self) -> ZoneId {
        self.own_zone
    }

    /// The cells of the row normalised last that cannot be read, and were taken as empty ones.
    pub fn unread(&self, row: &Row<'_>) -> Vec<Unread> {
        self.unread.iter().map(|(field, why)| row.unread(*field, why.clone())).collect()
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
        let mut assumed = 0;
        self.unread.clear();
        let type_id = self.type_of(row, &mut assumed)?;
        if self.set.equipment_type(type_id).is_out_of_scope() || self.is_own_panel(row, type_id) {
            return Err(Aside::OutOfScope(type_id));
        }
        let state = self.state_of(row, &mut assumed);
        let quantity =
            quantity_of(row, &mut assumed).map_err(|why| aside(row, Field::Quantity, why))?;
        if is_broken(row.record.as_slice()) {
            self.note_broken(row);
        }
        let dates = self.dates_of(row, &mut assumed);
        let place = self.place_of(row, &mut assumed);
        let entity = self.entity_of(row);
        let mode = one_of(row, Field::AcquisitionMode, &MODES);
        let mode = self.or_unread(Field::AcquisitionMode, mode);
        let upstream = number_of(row, Field::UpstreamMonths, 0.0..=600.0, Why::ImpossibleDuration);
        let upstream_years = match self.or_unread(Field::UpstreamMonths, upstream) {
            // Months of use before count for what was bought refurbished, and for nothing else.
            Some(months) if mode == Some(1) => months / 12.0,
            _ => 0.0,
        };
        let ownership = one_of(row, Field::Ownership, &OWNERSHIPS);
        let ownership = match self.or_unread(Field::Ownership, ownership) {
            Some(1) => Ownership::Cope,
            Some(2) => Ownership::Byod,
            _ => Ownership::Professional,
        };
        let tenure = match (ownership, mode) {
            (Ownership::Byod, _) => Tenure::Employees,
            (_, Some(3 | 4)) => Tenure::Leased,
            _ => Tenure::Owned,
        };
        let is_cloud = self.set.equipment_type(type_id).kind == "cloud";
        let rented = if is_cloud {
            let hours = number_of(row, Field::Hours, 0.0..=8784.0, Why::ImpossibleHours);
            let hours = self.or_unread(Field::Hours, hours);
            Some(rented(self.set, row, hours, &mut assumed)?)
        } else {
            None
        };
        let declared_kwh = self.or_unread(Field::AnnualEnergyKwh, declared_energy(row));
        let zone = rented.map(|rented| rented.zone).or(place.zone).unwrap_or(self.own_zone);
        if !self.unread.is_empty() {
            assumed |= Assumption::UnreadCell.bit();
        }
        Ok(Equipment {
            type_id,
            quantity,
            state,
            acquired: dates.acquired,
            started: dates.started,
            decommissioned: dates.decommissioned,
            exited: dates.exited,
            upstream_years,
            ownership,
            tenure,
            zone,
            site: place.site,
            entity,
            datacentre: place.datacentre,
            declared_kwh,
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

    fn type_of(&mut self, row: &Row<'_>, assumed: &mut u32) -> Result<TypeId, Aside> {
        let words = self.words;
        let cell = row.bytes(Field::EquipmentType);
        // What the organisation says of a word comes before any reading of maker and model.
        let own = self.own_words.get(cell, |cell| {
            std::str::from_utf8(cell).ok().and_then(|word| words.own_type_of(first_of(word)))
        });
        if let Some(kind) = own {
            return Ok(kind);
        }
        if self.is_virtual(row)
            && let Some(machine) = self.set.type_named("virtual_machine")
        {
            return Ok(machine);
        }
        let answer = self.types.get(cell, |cell| match std::str::from_utf8(cell) {
            Ok(word) if !is_broken(cell) => words.type_of(first_of(word)),
            _ => TypeAnswer::Broken,
        });
        match answer {
            TypeAnswer::Plain(kind) => Ok(kind),
            TypeAnswer::Usual(kind) => {
                *assumed |= Assumption::UsualType.bit();
                Ok(kind)
            }
            TypeAnswer::Several => {
                let model = row.bytes(Field::Model);
                let word = row.text(Field::EquipmentType);
                self.models
                    .get(model, |cell| words.type_of_model(&String::from_utf8_lossy(cell)))
                    .ok_or_else(|| {
                        let codes = words
                            .candidates(&word)
                            .iter()
                            .map(|kind| self.set.equipment_type(*kind).code.clone())
                            .collect();
                        aside(row, Field::EquipmentType, Why::AmbiguousType(codes))
                    })
            }
            TypeAnswer::Broken => Err(aside(row, Field::EquipmentType, Why::BrokenText)),
            TypeAnswer::Unknown if cell.is_empty() => {
                Err(aside(row, Field::EquipmentType, Why::Missing))
            }
            TypeAnswer::Unknown => {
                let word = row.text(Field::EquipmentType);
                let nearest = if let Some(known) = self.nearest.get(&word) {
                    known.clone()
                } else {
                    let nearest = words.nearest_types(&word, self.set);
                    if self.nearest.len() < 1000 {
                        self.nearest.insert(word, nearest.clone());
                    }
                    nearest
                };
                Err(aside(row, Field::EquipmentType, Why::UnknownType(nearest)))
            }
        }
    }

    fn is_virtual(&mut self, row: &Row<'_>) -> bool {
        let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
        match self
            .makers
            .get(row.bytes(Field::Manufacturer), |cell| Vocabulary::maker_of(&text(cell)))
        {
            MakerAnswer::Hardware | MakerAnswer::Panel | MakerAnswer::PanelIfSmall => false,
            MakerAnswer::Virtual => true,
            MakerAnswer::Either if row.bytes(Field::Serial).starts_with(b"VMware-") => true,
            MakerAnswer::Either => self
                .virtuals
                .get(row.bytes(Field::Model), |cell| Vocabulary::is_virtual(&text(cell))),
        }
    }

    /// Whether a screen is the panel of a laptop, which counts in the laptop.
    ///
    /// Agents list it among the monitors, by the name of the panel's maker.
    fn is_own_panel(&mut self, row: &Row<'_>, type_id: TypeId) -> bool {
        /// The largest panel of a laptop, inches.
        const LARGEST: f64 = 18.5;
        let kind = self.set.equipment_type(type_id);
        if self.monitor.is_none() || (self.monitor != Some(type_id) && kind.parent != self.monitor)
        {
            return false;
        }
        let maker = row.bytes(Field::Manufacturer);
        let answer =
            self.makers.get(maker, |cell| Vocabulary::maker_of(&String::from_utf8_lossy(cell)));
        let inches =
            || match measure(Field::ScreenSizeIn, &row.text(Field::ScreenSizeIn), row.file.comma) {
                Measured::Number(inches) => Some(inches),
                _ => None,
            };
        match answer {
            MakerAnswer::Panel => inches().is_none_or(|inches| inches <= LARGEST),
            MakerAnswer::PanelIfSmall => inches().is_some_and(|inches| inches <= LARGEST),
            _ => false,
        }
    }

    fn state_of(&mut self, row: &Row<'_>, assumed: &mut u32) -> State {
        let cell = row.bytes(Field::Status);
        let words = self.words;
        let said = self.states.get(cell, |cell| {
            let text = String::from_utf8_lossy(cell);
            let word = first_of(&text);
            match words.state_of(word) {
                Some(state) => Ok(Some(state)),
                // What condition a machine is in says nothing of where it is in its life.
                None if is_placeholder(word.as_bytes()) || is_condition(word) => Ok(None),
                None => Err(()),
            }
        });
        let state = self.or_unread(Field::Status, said.map_err(|()| Why::UnknownStatus));
        state.unwrap_or_else(|| {
            *assumed |= Assumption::InService.bit();
            State::InService
        })
    }

    pub(super) fn day_of(
        &mut self,
        row: &Row<'_>,
        field: Field,
        assumed: &mut u32,
    ) -> Result<Option<Day>, Why> {
        let cell = row.bytes(field);
        if cell.is_empty() {
            return Ok(None);
        }
        if let Some(day) = parse_iso_day(cell).filter(|day| (FIRST_DAY..LAST_DAY).contains(&day.0))
        {
            return Ok(Some(day));
        }
        let order = row.file.orders[field as usize];
        let days = &mut self.days[order.map_or(3, |order| order as usize)];
        let told = days.get(cell, |cell| day_of_cell(cell, order)).map_err(why)?;
        Ok(told.map(|told| {
            if told.rounded {
                *assumed |= Assumption::DateRounded.bit();
            }
            if told.by_custom {
                *assumed |= Assumption::DayFirst.bit();
            }
            told.day
        }))
    }

    fn dates_of(&mut self, row: &Row<'_>, assumed: &mut u32) -> Dates {
        let mut known = [None; 5];
        let fields = [
            Field::AcquiredOn,
            Field::DeliveredOn,
            Field::InServiceOn,
            Field::OrderedOn,
            Field::RecordedOn,
        ];
        for (at, field) in fields.into_iter().enumerate() {
            if row.file.layout.column(field).is_some() {
                let day = self.day_of(row, field, assumed);
                known[at] = self.or_unread(field, day).map(|day| (day, field));
            }
        }
        let [bought, delivered, started, ordered, recorded] = known;
        let acquired = bought.or(delivered).or(started).or(ordered).or(recorded);
        let started = started.or(delivered).or(bought).or(ordered).or(recorded);
        if acquired.is_some() && bought.is_none() {
            *assumed |= Assumption::DateStandsIn.bit();
        }
        let mut left = [Field::DecommissionedOn, Field::ExitedOn].map(|field| {
            let day = self.day_of(row, field, assumed);
            self.or_unread(field, day)
        });
        // The day a record was made says nothing of when the machine came.
        if !self.keep_inverted_dates
            && let Some((day, from)) = acquired
            && from != Field::RecordedOn
        {
            for (left, field) in left.iter_mut().zip([Field::DecommissionedOn, Field::ExitedOn]) {
                if left.is_some_and(|left| left < day) {
                    *left = None;
                    self.cannot_read(field, Why::LeftBeforeAcquired { acquired: day.to_string() });
                }
            }
        }
        let [decommissioned, exited] = left;
        Dates { acquired, started, decommissioned, exited }
    }

    fn place_of(&mut self, row: &Row<'_>, assumed: &mut u32) -> Located {
        let mut place = self.located(row);
        let cell = row.bytes(Field::DatacentreId);
        if !cell.is_empty() && !self.datacentres.is_empty() {
            let centres = self.datacentres;
            let known = self.centres.get(cell, |cell| {
                let at = centres.iter().position(|centre| centre.id.as_bytes() == cell)?;
                u16::try_from(at).ok()
            });
            let known = known.map(Some).ok_or(Why::UnknownDatacentre);
            place.datacentre = self.or_unread(Field::DatacentreId, known).or(place.datacentre);
        } else if !cell.is_empty() {
            place.datacentre = Some(u16::MAX);
        }
        if let Some(centre) = place.datacentre.and_then(|at| self.datacentres.get(usize::from(at)))
            && let Some(zone) = self.words.country_of(&centre.country)
        {
            place.zone = Some(zone);
            return place;
        }
        let words = self.words;
        let said = self.zones.get(row.bytes(Field::Country), |cell| {
            let text = String::from_utf8_lossy(cell);
            match words.country_of(first_of(&text)) {
                Some(zone) => Ok(Some(zone)),
                None if is_placeholder(cell) => Ok(None),
                None => Err(()),
            }
        });
        let said = self.or_unread(Field::Country, said.map_err(|()| Why::UnknownCountry));
        place.zone = said.or(place.zone);
        if place.zone.is_none() {
            *assumed |= Assumption::OwnCountry.bit();
        }
        place
    }

    fn located(&mut self, row: &Row<'_>) -> Located {
        let cell = row.bytes(Field::Site);
        let tree = row.file.layout.traits.levels;
        let (card, words, centres, sites) = (self.card, self.words, self.datacentres, self.sites);
        self.locations.get(cell, |cell| {
            let text = word_of(cell);
            let location = first_of(&text);
            let longest = card
                .places
                .iter()
                .filter(|(start, _)| stands_in(location, start))
                .max_by_key(|(start, _)| start.len())
                .map(|(_, place)| place);
            let own = if tree { location.split(" > ").next().unwrap_or("") } else { location };
            let site = longest.and_then(|place| place.site.as_deref()).unwrap_or(own.trim());
            Located {
                site: number(sites, &masked(site)),
                datacentre: longest
                    .and_then(|place| place.datacentre.as_ref())
                    .and_then(|id| centres.iter().position(|centre| centre.id == *id))
                    .and_then(|at| u16::try_from(at).ok()),
                zone: longest
                    .and_then(|place| place.country.as_ref())
                    .and_then(|country| words.country_of(country)),
            }
        })
    }

    fn entity_of(&mut self, row: &Row<'_>) -> u32 {
        let tree = row.file.layout.traits.levels;
        let entities = self.entities;
        self.entity_cells.get(row.bytes(Field::Entity), |cell| {
            let text = word_of(cell);
            let entity = first_of(&text);
            let own = if tree { entity.rsplit(" > ").next().unwrap_or("") } else { entity };
            number(entities, &masked(own.trim()))
        })
    }
}

/// The words of a cell; none where it says nothing, or holds bytes that are no character.
fn word_of(cell: &[u8]) -> Cow<'_, str> {
    if is_broken(cell) || is_placeholder(cell) {
        return Cow::Borrowed("");
    }
    String::from_utf8_lossy(cell)
}

/// Whether a location is a place, or a part of it: `Site 1 > Hall`, and not `Site 10`.
fn stands_in(location: &str, place: &str) -> bool {
    location
        .strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(" > ") || place.ends_with("> "))
}

struct Dates {
    acquired: Option<(Day, Field)>,
    started: Option<(Day, Field)>,
    decommissioned: Option<Day>,
    exited: Option<Day>,
}
