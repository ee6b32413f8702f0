//! What a row tells past the door: what it is called, and the words of its model and parts.
//!
//! No room after this one reads a row: figures, days and codes are in
//! [`Equipment`](super::Equipment), and words are asked for here.

use super::cells::{number_of, quantity_of};
use super::identity::{letters, named};
use super::kind::{KindAnswer, WeighedKind, evidence};
use super::makers::maker_name;
use super::named::{maker_and_rest, named_in};
use super::sorts::{SortTeller, written};
use super::support::{Support, support_of};
use super::vocabulary::Vocabulary;
use super::{State, Users, identity};
use factor::configuration::{Configuration, CpuName, MachineWords, Miss, pieces};
use factor::{FactorSet, TypeId};
use ground::provenance::AssumptionSet;
use ground::table::{Day, UnreadCell, Why, day_in_order, is_broken, masked_in};
use inventory::{Field, Role, Row, is_serial};
use std::borrow::Cow;
use std::hash::BuildHasher;
use std::num::NonZeroU64;
use std::sync::Arc;

/// The columns that a configuration is read from.
const PARTS: [Field; 8] = [
    Field::CpuModel,
    Field::CpuCount,
    Field::CpuCores,
    Field::RamGb,
    Field::SsdGb,
    Field::HddGb,
    Field::GpuModel,
    Field::GpuCount,
];

/// Those of them that are numbers of the machine itself.
const PART_NUMBERS: [Field; 5] =
    [Field::CpuCount, Field::CpuCores, Field::RamGb, Field::SsdGb, Field::HddGb];

/// What tells a machine from others from one inventory to the next, a number each. Of a serial
/// number, and of an identifier that no other row writes alike, capitals, spaces and dashes do not
/// count: it is the key by which rows of several files are one machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// Its identifier, as it is written.
    pub id: Option<NonZeroU64>,
    /// Its identifier, by its letters and digits.
    pub letters: Option<NonZeroU64>,
    /// Its serial number, by its letters and digits.
    pub serial: Option<NonZeroU64>,
}

impl Marks {
    /// The mark of an identifier that another paper writes: a movement's.
    pub fn id_of(identifier: &str) -> Option<NonZeroU64> {
        NonZeroU64::new(Self::hasher().hash_one(identifier.trim().as_bytes()))
    }

    /// The mark of a serial number that another paper writes, where it may be one.
    pub fn serial_of(identifier: &str) -> Option<NonZeroU64> {
        let cell = identifier.trim().as_bytes();
        if is_serial(cell) { Self::of_letters(cell) } else { None }
    }

    fn of_letters(cell: &[u8]) -> Option<NonZeroU64> {
        let letters = letters(cell);
        if letters.is_empty() { None } else { NonZeroU64::new(Self::hasher().hash_one(letters)) }
    }

    fn hasher() -> foldhash::quality::FixedState {
        foldhash::quality::FixedState::with_seed(0x6d61_726b)
    }
}

/// What a row tells past the door.
#[derive(Clone, Copy)]
pub struct ToldRow<'a> {
    row: &'a Row<'a>,
}

impl<'a> ToldRow<'a> {
    /// What this row tells.
    #[inline]
    pub fn of(row: &'a Row<'a>) -> Self {
        Self { row }
    }

    /// The identifier of the row in results.
    pub fn id(self) -> Cow<'a, str> {
        identity(self.row)
    }

    /// Whether something identifies it from one inventory to the next.
    pub fn is_named(self) -> bool {
        named(self.row).is_some()
    }

    /// The type to write beside its model, which may tell the sort of it again.
    pub fn type_to_write(self, set: &FactorSet, words: &Vocabulary, type_id: TypeId) -> TypeId {
        written(self.row, set, type_id, &words.names_another(), || self.model(words))
    }

    /// What tells it from others from one inventory to the next, where something does.
    pub fn marks(self) -> Marks {
        let hasher = Marks::hasher();
        let id = self.is_named().then(|| self.id());
        Marks {
            id: id.as_ref().and_then(|id| NonZeroU64::new(hasher.hash_one(id.as_bytes()))),
            letters: id.as_ref().and_then(|id| Marks::of_letters(id.as_bytes())),
            serial: self.serial(),
        }
    }

    /// Its serial number, as a number that tells machines apart.
    pub fn serial(self) -> Option<NonZeroU64> {
        let serial = Some(self.word(Field::Serial)).filter(|cell| is_serial(cell));
        serial.and_then(Marks::of_letters)
    }

    /// The support of its operating system, where it names one that is known.
    pub fn support(self) -> Option<&'static Support> {
        let system = self.row.os();
        if system.is_empty() { None } else { support_of(&String::from_utf8_lossy(&system)) }
    }

    /// The day a tool last saw it, where the row says one that can be read in one way.
    pub fn last_seen(self) -> Option<Day> {
        let cell = self.word(Field::LastSeen);
        if cell.is_empty() {
            return None;
        }
        day_in_order(&String::from_utf8_lossy(cell), None).ok().flatten()
    }

    /// The file and the line where people find it.
    pub fn place(self) -> (Arc<str>, u64) {
        self.row.place()
    }

    /// What else it may be called by: its name, its inventory number.
    pub fn names(self) -> impl Iterator<Item = Cow<'a, str>> + use<'a> {
        let row = self.row;
        let names = [Field::Name, Field::AssetTag].into_iter();
        names.map(move |field| String::from_utf8_lossy(word_of(row, field)))
    }

    /// A cell of it that is set aside.
    pub fn unread(self, field: Field, why: Why) -> UnreadCell {
        self.row.unread(field, why)
    }

    /// The file it stands in.
    pub fn file(self) -> &'a Arc<str> {
        &self.row.file.name
    }

    /// Its line in the file, from 1.
    pub fn line(self) -> u64 {
        self.row.line
    }

    /// All that speaks for its type, and what was made of it.
    pub fn evidence(self, words: &Vocabulary) -> WeighedKind {
        evidence(self.row, words)
    }

    /// The field whose cell told its type, where one did.
    pub fn type_told_in(self, weighed: &WeighedKind, words: &Vocabulary) -> Option<Field> {
        words.kinds().told_in(self.row, weighed)
    }

    /// What it is, where one type alone is.
    pub fn type_told(self, words: &Vocabulary) -> Option<TypeId> {
        match self.evidence(words).verdict.answer {
            KindAnswer::Type(id) => Some(id),
            _ => None,
        }
    }

    /// The field whose cell tells which sort of its type it is, where one does.
    pub fn sort_told_by(self, set: &FactorSet, words: &Vocabulary) -> Option<Field> {
        SortTeller::new(set).told_by(self.row, self.type_told(words)?, &words.names_another())
    }

    /// How many units it is of; one where it says none, and none where that cannot be read.
    pub fn units_told(self) -> Option<f64> {
        quantity_of(self.row, None, &mut AssumptionSet::NONE.clone()).ok()
    }

    /// The day it came, where it says one that can be read in one way.
    pub fn came_told(self) -> Option<Day> {
        let of = |field: Field| {
            let cell = String::from_utf8_lossy(self.word(field));
            day_in_order(&cell, self.row.file.orders[field as usize]).ok().flatten()
        };
        [Field::AcquiredOn, Field::DeliveredOn, Field::InServiceOn].into_iter().find_map(of)
    }

    /// Its state, where a word alone tells it and no day that it left says otherwise.
    pub fn state_told(self, words: &Vocabulary) -> Option<State> {
        let left = [Field::DecommissionedOn, Field::ExitedOn];
        let says_a_day = left.into_iter().any(|field| !self.word(field).is_empty());
        words.state_of(&String::from_utf8_lossy(self.word(Field::Status))).filter(|_| !says_a_day)
    }

    /// Whether its state is written in words that tell none.
    pub fn is_state_unread(self, words: &Vocabulary) -> bool {
        let word = self.word(Field::Status);
        !word.is_empty() && words.state_of(&String::from_utf8_lossy(word)).is_none()
    }

    /// What names its model: its own words, else those of its type where they name one that is
    /// known (`PC portable Latitude 5420`).
    pub fn model(self, words: &Vocabulary) -> String {
        let named = self.shown(self.named_in());
        let known = || self.named_in() == Field::Model || words.kinds().holds_a_model(&named);
        if !named.is_empty() && known() { named } else { String::new() }
    }

    /// Its maker, in its usual spelling.
    pub fn maker(self) -> String {
        maker_name(&self.shown(Field::Manufacturer)).to_owned()
    }

    /// The words of its maker, as the file has them: what answers may be kept by.
    #[inline]
    pub fn maker_word(self) -> &'a [u8] {
        self.word(Field::Manufacturer)
    }

    /// The field whose words may name its model: its own, else what it is called where that has a
    /// figure (`PC portable Dell Latitude 5450`).
    #[inline]
    pub fn named_in(self) -> Field {
        let has_figure = || self.word(Field::EquipmentType).iter().any(u8::is_ascii_digit);
        if self.model_word().is_empty() && has_figure() {
            Field::EquipmentType
        } else {
            Field::Model
        }
    }

    /// The words of that field, as the file has them: what answers may be kept by.
    #[inline]
    pub fn naming_word(self) -> &'a [u8] {
        self.word(self.named_in())
    }

    /// The words of its model, as the file has them: what answers may be kept by.
    #[inline]
    pub fn model_word(self) -> &'a [u8] {
        self.word(Field::Model)
    }

    /// Whether it tells of parts.
    #[inline]
    pub fn has_parts(self) -> bool {
        PARTS.iter().any(|field| !self.word(*field).is_empty())
    }

    /// Adds the words of its parts to a key that answers are kept by.
    pub fn parts_key(self, key: &mut Vec<u8>) {
        for field in PARTS {
            key.push(0x1f);
            key.extend_from_slice(self.word(field));
        }
    }

    /// The machine that its parts make.
    ///
    /// # Errors
    ///
    /// The kind is none that is priced by its parts, or a part cannot be read.
    pub fn configuration(self, kind: &str) -> Result<Configuration, Miss> {
        self.configuration_with(kind, self.processor())
    }

    /// As [`ToldRow::configuration`], for who has read the processor's name already.
    ///
    /// # Errors
    ///
    /// As [`ToldRow::configuration`].
    pub fn configuration_with(self, kind: &str, cpu: CpuName) -> Result<Configuration, Miss> {
        // What cannot be read, or says nothing, is counted as an empty cell, and import writes it as one.
        let says = |field| number_of(self.row, field).is_ok_and(|number| number.is_some());
        let [cpu_count, cores, ram, ssd, hdd] =
            PART_NUMBERS.map(|field| if says(field) { self.shown(field) } else { String::new() });
        let gpu = self.shown(Field::GpuModel);
        let gpu_count = self.number_of_cards();
        let words = MachineWords {
            kind,
            cpu_count: &cpu_count,
            cores: &cores,
            ram: &ram,
            ssd: &ssd,
            hdd: &hdd,
            gpu: &gpu,
            gpu_count: &gpu_count,
            ..MachineWords::default()
        };
        Configuration::from_words_and_name(&words, cpu)
    }

    /// Its graphics cards, whatever its other parts are.
    ///
    /// # Errors
    ///
    /// As [`ToldRow::configuration`].
    pub fn graphics_cards(self, kind: &str) -> Result<Configuration, Miss> {
        let gpu = self.shown(Field::GpuModel);
        let gpu_count = self.number_of_cards();
        let words =
            MachineWords { kind, gpu: &gpu, gpu_count: &gpu_count, ..MachineWords::default() };
        Configuration::from_words(&words)
    }

    /// As import writes it: what is no number of cards says none.
    fn number_of_cards(self) -> String {
        let cards = number_of(self.row, Field::GpuCount).ok().flatten();
        cards.map_or_else(String::new, |cards| cards.to_string())
    }

    /// The name of its processor.
    pub fn processor(self) -> CpuName {
        CpuName::read(&self.shown(Field::CpuModel))
    }

    /// The words of its processor, as the file has them: what answers may be kept by.
    pub fn processor_word(self) -> &'a [u8] {
        self.word(Field::CpuModel)
    }

    /// A number that tells its user from others, where it has one.
    pub fn user(self) -> Option<NonZeroU64> {
        crate::user::number(self.word(Field::UserKey))
    }

    /// The pseudonym of its user, or `yes`, or `no`.
    pub fn user_word(self, users: &mut Users<'_>) -> String {
        users.of(self.row)
    }

    /// The heading that a field stands under.
    pub fn heading(self, field: Field) -> &'a str {
        self.row.file.layout.heading(field)
    }

    /// The words of a field for people, addresses masked: names and what the file calls things.
    /// Empty where the cell cannot be read.
    pub fn shown(self, field: Field) -> String {
        match self.word(field) {
            b"" => String::new(),
            word => masked_in(field.holds(), String::from_utf8_lossy(word).trim()).into_owned(),
        }
    }

    /// The cells of columns that are not read, each with its heading: for what they say of others.
    pub fn unread_cells(self) -> impl Iterator<Item = (&'a str, String)> {
        self.cells(|role| role == Role::Ignored)
    }

    /// The cells that no field takes, each with its heading: those of [`ToldRow::unread_cells`], and of columns
    /// whose field another column has.
    pub fn cells_beside(self) -> impl Iterator<Item = (&'a str, String)> {
        self.cells(|role| matches!(role, Role::Ignored | Role::Second(_)))
    }

    /// The cells of columns of people and their remarks, each with its heading: for single words in them,
    /// never to be shown.
    pub fn cells_never_shown(self) -> impl Iterator<Item = (&'a str, String)> {
        self.cells(|role| role == Role::Personal)
    }

    /// The cells of each line of title above the headings of its file.
    pub fn titles_above(self) -> &'a [Vec<String>] {
        self.row.file.layout.titles_above()
    }

    /// Its cell, where it has one alone: what may be a title of rows below.
    pub fn lone(self) -> Option<String> {
        self.row.lone().map(|cell| String::from_utf8_lossy(cell).into_owned())
    }

    /// The title that it stands below, where it was written anew with it.
    pub fn section(self) -> Option<String> {
        self.row.section().map(|title| String::from_utf8_lossy(title).into_owned())
    }

    /// The cells that stand below the heading of a field, as the file has them: what a column says may be
    /// worked out of them.
    pub fn as_written(self, field: Field) -> impl Iterator<Item = String> {
        let heading = self.heading(field).trim();
        let all = self.cells(|role| role != Role::Personal);
        all.filter(move |(of, _)| !heading.is_empty() && *of == heading).map(|(_, cell)| cell)
    }

    fn cells(self, of: impl Fn(Role) -> bool) -> impl Iterator<Item = (&'a str, String)> {
        let row = self.row;
        let layout = &row.file.layout;
        let cells = layout.roles.iter().enumerate().filter(move |(_, role)| of(**role));
        cells.filter_map(move |(at, _)| {
            let cell = row.record.get(at).map(<[u8]>::trim_ascii)?;
            let told = !cell.is_empty() && !is_broken(cell);
            told.then(|| (layout.headers[at].trim(), String::from_utf8_lossy(cell).into_owned()))
        })
    }

    /// What a canonical inventory writes of a part or measure: its figure, or `8 x 32` where it
    /// tells how many; `figure` is what it came to. Empty where it tells nothing.
    pub fn canonical_figure(self, field: Field, figure: Option<f64>) -> String {
        let Some(figure) = figure else { return String::new() };
        let counts = matches!(field, Field::RamGb | Field::SsdGb | Field::HddGb);
        if counts {
            let shown = self.shown(field);
            // Several in one cell stay told apart.
            let listed = pieces(&shown);
            if listed.len() > 1 && !shown.contains(['\n', '<']) {
                return listed.join(" + ");
            }
            let folded = self.shown(field).to_lowercase().replace(['×', '*'], "x");
            if let Some((count, _)) = folded.split_once('x')
                && let Ok(count) = count.trim().parse::<u32>()
                && count > 0
                && !folded.contains('+')
            {
                return format!("{count} x {}", figure / f64::from(count));
            }
        }
        figure.to_string()
    }

    /// The words of a field, as the file has them: what answers may be kept by.
    #[inline]
    pub fn word(self, field: Field) -> &'a [u8] {
        let own = word_of(self.row, field);
        match field {
            Field::Manufacturer | Field::Model if own.is_empty() => self.word_named(field),
            // « Marque / Modèle » : one cell has both.
            Field::Model if self.has_no_maker() => maker_and_rest(own).1,
            _ => own,
        }
    }

    #[inline]
    fn has_no_maker(self) -> bool {
        self.row.file.layout.column(Field::Manufacturer).is_none()
    }

    /// The maker or the model that the words of the type name, where no column has the model.
    fn word_named(self, field: Field) -> &'a [u8] {
        let kind = word_of(self.row, Field::EquipmentType);
        let figure = kind.iter().any(u8::is_ascii_digit);
        let model = word_of(self.row, Field::Model);
        if !model.is_empty() {
            return if self.has_no_maker() { maker_and_rest(model).0 } else { b"" };
        }
        if !figure {
            return b"";
        }
        let Some((maker, model)) = named_in(kind) else { return b"" };
        if field == Field::Model { model } else { maker }
    }
}

/// The cell of a field; empty where it holds bytes that are no character.
#[inline]
fn word_of<'a>(row: &'a Row<'a>, field: Field) -> &'a [u8] {
    let cell = row.bytes(field);
    if is_broken(cell) { b"" } else { cell }
}
