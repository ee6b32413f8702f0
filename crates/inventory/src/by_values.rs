//! Columns under a heading that nobody listed, known by their values.
//!
//! What is sure is taken and said as an assumption; what is not sure is left, and asked with the
//! line to write. A day or a number says nothing of itself: there the heading must speak for it.

mod against;
pub(super) mod beside;
mod fewer_types;
pub(super) mod figures;
mod holders;
mod lots;
mod named;
mod numbered;
mod numbers;
mod prices;
mod remarks;
mod sorts;
mod states;
mod telephones;
mod where_counted;
mod words;

pub(super) use holders::{is_of_holders, is_of_uses};
pub use lots::LOT_WORDS;
pub(super) use remarks::{may_remark, state_of_numbers};
pub(super) use sorts::Sorts;
pub(super) use states::SaysNothing;
pub use states::is_backup;
pub(super) use telephones::Telephones;

use super::answered_state::{answered, are_answers, are_numbers, may_answer, tells_states};
use super::column_words::{against, describes, is_of_names, names};
use super::contest::{READ, ReadingStanding};
use super::derive::{DeriveRule, DerivedField};
use super::found::{Found, ValuesTell};
use super::kinds::{WordJudge, WordKind, is_address};
use super::propose::{fit, is_of_people, is_written};
use super::sample::RowSample;
use super::{Field, KnownBy, Layout, Role};
use std::collections::{BTreeSet, HashSet};

/// From this share of its cells on, a column of words is of a kind.
const SURE: f64 = 0.8;
/// From this share on, models are told: no list has all of them.
const SURE_MODELS: f64 = 0.6;
/// From this likeness on, a heading is that of a field that moves no figure.
const LIKE: f64 = 0.8;
/// By how much more of a column's cells must be types than of the one whose heading says so.
const CLEARLY: f64 = 0.2;
/// From this share on, a column may be of a kind.
const MAY_BE: f64 = 0.3;
/// From this share on, a column whose heading speaks for a kind may be of it.
const SOME: f64 = 0.1;

/// A column that is not read.
struct UnreadColumn<'a> {
    at: usize,
    heading: &'a str,
    cells: Vec<&'a str>,
    /// The field its heading says, where its values are not of that kind.
    said: Option<Field>,
    /// Whether its heading says types.
    of_types: bool,
}

/// The columns of a reading, and those its sample tells besides.
///
/// `loosely` takes words of places and makers by headings that are like known ones, too.
pub(super) fn by_values(
    standing: &ReadingStanding,
    sample: &RowSample,
    judge: &WordJudge<'_>,
    loosely: bool,
) -> Layout {
    let named = named::instead_of_units(standing, sample);
    let standing = named.as_ref().unwrap_or(standing);
    let layout = &standing.layout;
    if layout.traits.known_by == KnownBy::Canonical || sample.rows.is_empty() {
        return layout.clone();
    }
    let mut search = Search {
        unread: unread(standing, sample, judge),
        rows: sample.rows.len(),
        judge,
        names_tell: false,
        against: BTreeSet::new(),
        sorts: None,
        taken: Vec::new(),
        found: Vec::new(),
    };
    let plain = layout.traits.known_by == KnownBy::Words;
    // What the user says of a field is not looked for.
    let told = |field| layout.read_of(field).is_some_and(|at| layout.is_told(at));
    let lacks = |field: Field| !standing.reads(field) && !told(field);
    let types = standing.share(Field::EquipmentType);
    // A name that says `PC` does not outweigh a column of types, whatever its words, nor models
    // that are known.
    search.names_tell = layout.column(Field::EquipmentType).is_none() && standing.typed < SURE;
    if plain && layout.system().is_none() {
        search.systems();
    }
    if types < SURE && !told(Field::EquipmentType) && judge.knows_words() {
        search.against = against::other_than_models(&search.unread, layout, sample, judge);
        search.words(
            Field::EquipmentType,
            WordKind::Type,
            ValuesTell::Types,
            SURE.max(types + CLEARLY),
        );
    }
    if plain {
        search.sorts(layout, sample);
    }
    if lacks(Field::Status) && judge.knows_words() {
        search.words(Field::Status, WordKind::State, ValuesTell::States, SURE);
        search.sparse_states();
    }
    if lacks(Field::Model) && judge.knows_words() {
        // What the heading calls a type and is none is the model, where some of it is.
        // So it is where a column of words for things gave way to it.
        let types = layout.column(Field::EquipmentType).is_some();
        let found = search.has(Field::EquipmentType);
        let freed = found && types || !(found || types || search.against.is_empty());
        let sure = if freed { MAY_BE } else { SURE_MODELS };
        search.words(Field::Model, WordKind::Model, ValuesTell::Models, sure);
        search.names_of_types(layout);
    }
    if plain && lacks(Field::CpuModel) && judge.knows_words() {
        search.processors(standing.reads(Field::EquipmentType));
    }
    if plain && lacks(Field::AcquisitionMode) && judge.knows_words() {
        search.ways_of_coming();
    }
    if plain && lacks(Field::UpstreamMonths) {
        search.used_before();
    }
    let cells = |field| layout.read_of(field).map_or_else(Vec::new, |at| sample.told(at));
    let serials = cells(Field::Serial);
    if lacks(Field::Quantity) {
        search.units(&serials, &cells(Field::EquipmentType));
        search.numbered(layout, sample);
    }
    let counted = !lacks(Field::Quantity) || search.has(Field::Quantity);
    if counted && plain {
        let own = search.counted(layout, sample);
        search.other_units(&serials, (&own, &cells(Field::EquipmentType)), layout);
    }
    search.days(standing);
    if layout.column(Field::Manufacturer).is_none() {
        search.makers();
    }
    if loosely {
        search.likely(layout);
    }
    if plain && !told(Field::PriceEur) {
        search.prices(layout, sample);
    }
    let said = layout.read_of(Field::Status).is_some_and(|at| !sample.told(at).is_empty());
    let asks = search.asks_of_states(layout, sample, said, plain);
    if plain {
        search.further();
        search.further_models(layout, sample);
        search.further_in_comments(layout, sample);
        search.figures(layout, sample);
        search.lots();
    }
    let mut found = search.into_layout(layout, sample);
    let answered = !said && found.rule_of(Field::Status).is_some();
    found.found.extend(asks.into_iter().filter(|_| !answered));
    found.tell_conditions(sample, judge);
    found.tell_fewer_types(sample, judge);
    found
}

/// The columns that are not read, and those whose values are not of the kind their heading says.
fn unread<'a>(
    standing: &'a ReadingStanding,
    sample: &'a RowSample,
    judge: &WordJudge<'_>,
) -> Vec<UnreadColumn<'a>> {
    let layout = &standing.layout;
    // Words of trades beside what describes the things: `Informatique`, `Téléphonie`.
    let of_trades = layout.column(Field::EquipmentType).is_some()
        && standing.share(Field::EquipmentType) < SURE;
    // Where nothing else says what the things are, most of what describes them is enough.
    let alone = layout.column(Field::EquipmentType).or(layout.column(Field::Model)).is_none();
    let enough = if alone { SURE_MODELS } else { numbers::NEARLY_ALL };
    let described = |cell: &&&str| {
        judge.is(WordKind::Model, cell) || (of_trades || alone) && judge.is(WordKind::Type, cell)
    };
    let mut unread = Vec::new();
    for (at, role) in layout.roles.iter().enumerate() {
        let said = match role {
            // A second column of the type may hold something else: `Désignation`, the model.
            Role::Ignored | Role::Second(Field::EquipmentType | Field::PriceEur)
                if !layout.is_told(at) =>
            {
                None
            }
            // A column of comments is read where nearly all of it is models, or types told nowhere else.
            Role::Personal if judge.knows_words() && describes(&layout.headers[at]) => {
                let cells = sample.told(at);
                let told = cells.iter().filter(described).count();
                if cells.is_empty() || (told as f64) < cells.len() as f64 * enough {
                    continue;
                }
                None
            }
            Role::Field(field @ (Field::EquipmentType | Field::Status | Field::Model))
                if !layout.is_told(at) && standing.share(*field) < SURE =>
            {
                Some(*field)
            }
            _ => continue,
        };
        let cells = sample.told(at);
        let of_people = cells.iter().filter(|cell| is_address(cell)).count() * 2 > cells.len();
        if !cells.is_empty() && !of_people {
            let heading = layout.headers[at].trim();
            let of_types = matches!(role, Role::Field(kind) | Role::Second(kind) if *kind == Field::EquipmentType);
            unread.push(UnreadColumn { at, heading, cells, said, of_types });
        }
    }
    unread
}

/// What is looked for among the columns that are not read.
struct Search<'a> {
    unread: Vec<UnreadColumn<'a>>,
    rows: usize,
    judge: &'a WordJudge<'a>,
    /// Whether names of machines may tell their types.
    names_tell: bool,
    /// Columns of things that the models of the rows contradict.
    against: BTreeSet<usize>,
    /// The column that says the sorts of the things.
    sorts: Option<Sorts>,
    taken: Vec<(usize, Role)>,
    found: Vec<Found>,
}

impl Search<'_> {
    fn take(&mut self, index: usize, field: Field, values: ValuesTell, share: f64) {
        let column = self.unread.remove(index);
        self.taken.push((column.at, Role::Field(field)));
        self.note(column.heading, field, true, values, share);
    }

    fn ask(&mut self, index: usize, field: Field, values: ValuesTell, share: f64) {
        self.note(self.unread[index].heading, field, false, values, share);
    }

    fn note(&mut self, heading: &str, field: Field, sure: bool, values: ValuesTell, share: f64) {
        let percent = percent(share);
        self.found.push(Found { sure, percent, ..Found::asked_of(heading, field, values) });
    }

    /// The cells of the column of units.
    fn counted<'s>(&self, layout: &Layout, sample: &'s RowSample) -> Vec<&'s str> {
        let units = Role::Field(Field::Quantity);
        let taken = self.taken.iter().find(|(_, role)| *role == units).map(|(at, _)| *at);
        let at = taken.or_else(|| layout.read_of(Field::Quantity));
        at.map_or_else(Vec::new, |at| sample.told(at))
    }

    /// Whether a field was found already.
    fn has(&self, field: Field) -> bool {
        self.taken.iter().any(|(_, role)| *role == Role::Field(field))
    }

    /// The column with most words of a kind; of two alike the one with fewer different words.
    fn words(&mut self, field: Field, word: WordKind, values: ValuesTell, sure: f64) {
        if self.has(field) {
            return;
        }
        let own = self.best(field, word, false);
        // Names of machines tell only where no other column does.
        let tells = |best: &Option<(f64, usize)>| best.is_some_and(|(share, _)| share >= MAY_BE);
        let names =
            if self.names_tell && !tells(&own) { self.best(field, word, true) } else { None };
        let Some((share, index)) = names.or(own) else { return };
        // Where no heading says the types, half of a column of more types than models is enough.
        let alone = field == Field::EquipmentType && self.names_tell && names.is_none();
        let sure = if alone && share > self.share(index, WordKind::Model) { READ } else { sure };
        // What describes the thing beside its type names its model, where it names any.
        let described = field == Field::Model && describes(self.unread[index].heading);
        let (sure, may_be) = match field {
            Field::Status => (sure, SURE),
            _ if described => (sure.min(MAY_BE), SOME),
            _ => (sure, MAY_BE),
        };
        let telling = field != Field::Status || tells_states(&self.unread[index].cells);
        if share >= sure && telling {
            self.take(index, field, values, share);
        } else if share >= may_be && self.unread[index].said.is_none() {
            self.ask(index, field, values, share);
        }
    }

    /// The share of a column's cells that are words of a kind.
    fn share(&self, index: usize, word: WordKind) -> f64 {
        let cells = &self.unread[index].cells;
        cells.iter().filter(|cell| self.judge.is(word, cell)).count() as f64 / cells.len() as f64
    }

    /// The column that has most words of a kind, with its share; `names` takes names of machines too.
    fn best(&self, field: Field, word: WordKind, names: bool) -> Option<(f64, usize)> {
        let columns = self.unread.iter().enumerate();
        let columns = columns
            .filter(|(_, column)| column.said != Some(field) && !against(field, column.heading))
            .filter(|(_, own)| field != Field::EquipmentType || !self.against.contains(&own.at))
            .filter(|(_, column)| column.cells.len() * 2 >= self.rows)
            .filter(|(_, column)| {
                let described = field == Field::Model && describes(column.heading);
                names || described || !is_of_names(column.heading)
            });
        let best = columns
            .map(|(index, column)| {
                let distinct: HashSet<&&str> = column.cells.iter().collect();
                let share = self.share(index, word);
                // A model is of each row: of two columns, the one that tells more rows.
                let rows = column.cells.len() as f64 / self.rows.max(1) as f64;
                let told = match field {
                    Field::Model => share * rows,
                    // Of two columns of types, the one whose heading says so.
                    Field::EquipmentType if share >= SURE && says_types(column.heading) => {
                        1.0 + share
                    }
                    _ => share,
                };
                (told, distinct.len(), index, share)
            })
            .max_by(|a, b| {
                let whole = |share: f64| (share * 1000.0).round();
                whole(a.0).total_cmp(&whole(b.0)).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2))
            });
        best.map(|(.., index, share)| (share, index))
    }

    /// Names with digits below a second heading of types (`Typ` beside `Geräteart`).
    fn names_of_types(&mut self, layout: &Layout) {
        let typed = layout.column(Field::EquipmentType);
        if self.has(Field::Model) || typed.is_none() {
            return;
        }
        let named = |cell: &&&str| {
            cell.chars().any(char::is_alphabetic) && cell.chars().any(|c| c.is_ascii_digit())
        };
        let found = (0..self.unread.len()).find(|index| {
            let column = &self.unread[*index];
            let still = Some(column.at) == typed && !self.has(Field::EquipmentType);
            column.of_types
                && !still
                && column.cells.len() * 2 >= self.rows
                && self.share(*index, WordKind::Type) < SOME
                && column.cells.iter().filter(named).count() * 2 >= column.cells.len()
        });
        if let Some(index) = found {
            self.found.retain(|one| one.heading != self.unread[index].heading);
            self.take(index, Field::Model, ValuesTell::Names, 1.0);
        }
    }

    /// Processors' names: below types or models only where another column has those.
    fn processors(&mut self, typed: bool) {
        let found = (0..self.unread.len()).find(|index| {
            let column = &self.unread[*index];
            let free = column
                .said
                .is_none_or(|field| self.has(field) || (field == Field::EquipmentType && typed));
            free && self.share(*index, WordKind::Processor) >= SURE
        });
        if let Some(index) = found {
            let share = self.share(index, WordKind::Processor);
            self.take(index, Field::CpuModel, ValuesTell::Processors, share);
        }
    }

    /// Columns under the very headings of tools: `Pays de fabrication` is another thing than `Pays`.
    fn likely(&mut self, layout: &Layout) {
        const FIELDS: [Field; 11] = [
            Field::Manufacturer,
            Field::Site,
            Field::Entity,
            Field::Country,
            Field::AssetTag,
            Field::CpuModel,
            Field::CpuCores,
            Field::RamGb,
            Field::ScreenSizeIn,
            Field::WarrantyMonths,
            Field::WeightKg,
        ];
        for field in FIELDS {
            if layout.column(field).is_some() || self.has(field) {
                continue;
            }
            let fits =
                |column: &UnreadColumn<'_>| fit(field, column.heading, &column.cells, self.judge);
            let likely = |column: &UnreadColumn<'_>| {
                column.said.is_none()
                    && !is_of_people(column.heading, &column.cells)
                    && is_written(field, column.heading)
                    && fits(column) >= LIKE
            };
            if let Some(index) = self.unread.iter().position(likely) {
                let column = self.unread.remove(index);
                self.taken.push((column.at, Role::Field(field)));
            }
        }
    }

    /// The layout with what was found.
    fn into_layout(self, layout: &Layout, sample: &RowSample) -> Layout {
        let mut roles = layout.roles.clone();
        for (at, role) in &self.taken {
            // What the heading said is another column's now.
            for other in &mut roles {
                if other == role {
                    *other = Role::Ignored;
                }
            }
            roles[*at] = *role;
        }
        // Below the name of a place, answers name none: `Location`, hired or not.
        let guessed = layout.traits.known_by == KnownBy::Words;
        for (at, role) in roles.iter_mut().enumerate() {
            let place = matches!(role, Role::Field(Field::Site | Field::Entity));
            if guessed && place && !layout.is_told(at) && are_answers(&sample.told(at)) {
                *role = Role::Ignored;
            }
        }
        // What was asked of a column is settled once it is read.
        let read = |one: &Found| {
            let is_of = |at: usize| layout.headers[at].trim() == one.heading;
            self.taken.iter().any(|(at, role)| *role != Role::Ignored && is_of(*at))
        };
        let mut found = layout.with(roles);
        found.found = self.found.into_iter().filter(|one| one.sure || !read(one)).collect();
        if let Some(sorts) = self.sorts {
            found.say_sorts(sorts);
        }
        // Ones below a state, beside several units, may be of one of them.
        let may_count = found.has_several(sample);
        let is_of_units = |column: &&UnreadColumn<'_>| {
            let state = || state_of_numbers(column.heading, self.judge);
            may_count && are_numbers(&column.cells) && state().is_some()
        };
        let (of_units, left): (Vec<_>, Vec<_>) = self.unread.iter().partition(is_of_units);
        for column in of_units {
            found.ask_of_units(column.heading);
        }
        let answer = |column: &UnreadColumn<'_>| {
            answered(column.at, column.heading, &column.cells, self.judge)
        };
        let answers = left.into_iter().filter_map(answer);
        // A tool calls active what it heard of lately.
        let plain = layout.traits.known_by == KnownBy::Words;
        let answers = answers.filter(|column| plain || !column.is_of_use());
        found.answer_states(answers.collect());
        for column in &self.unread {
            found.answer_warranty(column.at, column.heading, &column.cells);
            let untold = found.column(Field::Status).is_none() && plain;
            if untold && may_answer(column.heading, &column.cells, self.judge) {
                let asked = ValuesTell::PerhapsAnswers;
                found.found.push(Found::asked_of(column.heading, Field::Status, asked));
            }
        }
        // Where nothing says the type, the model may.
        if layout.traits.known_by == KnownBy::Words
            && found.column(Field::EquipmentType).is_none()
            && let Some(at) = found.column(Field::Model)
        {
            let (field, from) = (Field::EquipmentType, Some(at));
            found.derive(DerivedField { field, from, rule: DeriveRule::Copy });
        }
        found
    }
}

/// Whether a heading says that its column is of types.
fn says_types(heading: &str) -> bool {
    names(heading, &["type", "typ", "tipo", "categorie", "category", "categoria", "kategorie"])
}

/// A share in percent.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
pub(super) fn percent(share: f64) -> u8 {
    (share * 100.0).floor() as u8
}
