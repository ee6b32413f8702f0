//! Two years' rows under the same numbers, in an order that the files do not decide.

use super::gone::{Gone, name_key};
use super::seen::{Collected, Made, WeighedRow, place_in};
use equipment::estate::Datacentre;
use equipment::{Marks, Names};
use factor::{FactorId, FactorSet, ZoneId};
use footprint::ErringLifetime;
use footprint::impact::{AssessedYear, Kernel};
use ground::fault::Fault;
use ground::provenance::MatchedBy;
use ground::table::Day;
use ground::text;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::num::NonZeroU64;
use std::sync::{Mutex, PoisonError};
use walk::{Outcome, Walk};

/// A year as its change is told.
pub struct YearSeen<'a> {
    /// The year.
    pub year: AssessedYear,
    /// What its walk came to.
    pub outcome: &'a Outcome,
    /// The arithmetic that its rows were weighed by.
    kernel: &'a Kernel<'a>,
    /// The first year that the estate has an inventory of.
    pub(crate) first_of_all: Option<i32>,
    collected: Collected,
    /// What its ledger proves to have left.
    gone: Gone,
    sites: Vec<String>,
    entities: Vec<String>,
    /// What each file is.
    sources: Vec<RowSource>,
    centres: Vec<Datacentre>,
}

impl<'a> YearSeen<'a> {
    /// A year from the rows written down and what the walk came to.
    pub fn of(
        walk: &Walk<'_>,
        kernel: &'a Kernel<'a>,
        collected: Collected,
        outcome: &'a Outcome,
    ) -> Self {
        let names = walk.names();
        let highest = |of: fn(&WeighedRow) -> u32| {
            collected.rows.iter().map(of).max().map_or(0, |highest| highest + 1)
        };
        let listed = |names: &Mutex<Names>, count: u32| -> Vec<String> {
            let names = names.lock().unwrap_or_else(PoisonError::into_inner);
            (0..count).map(|number| names.name(number).to_owned()).collect()
        };
        let (sites, entities) = (
            listed(&names.sites, highest(|row| row.site)),
            listed(&names.entities, highest(|row| row.entity)),
        );
        let inputs = &outcome.intake.inputs;
        let tool_of = |name: &str| {
            let input = inputs.iter().find(|input| input.name == name);
            // A file that no input names is told from others by its name.
            input.map_or_else(|| name.to_owned(), |input| input.format.clone())
        };
        let files = collected.file_sets.iter().flatten().max().map_or(0, |highest| highest + 1);
        let sources = (0..files)
            .map(|file| collected.files.name(file))
            .map(|name| RowSource { tool: tool_of(name), list: stem_of(name) })
            .collect();
        let centres = walk.datacentres.clone();
        Self {
            year: kernel.year,
            outcome,
            kernel,
            first_of_all: walk.estate.years().into_iter().min(),
            gone: Gone::of(walk, kernel.year.as_of),
            collected,
            sites,
            entities,
            sources,
            centres,
        }
    }

    /// Whether its kilowatt-hours have a factor: of a year without, the other's would all be a rise
    /// or a fall.
    pub(crate) fn has_electricity(&self, set: &FactorSet) -> Result<(), Fault> {
        let footprint = &self.outcome.footprint;
        let Some(criterion) = footprint.criteria.first() else { return Ok(()) };
        let place = set.criteria.iter().position(|known| known.code == criterion.code);
        let lacks = |factors: &[Option<FactorId>]| {
            place.is_some_and(|place| factors.get(place).copied().flatten().is_none())
        };
        let lacking = footprint.electricity.iter().find(|(_, mix)| lacks(&mix.factors));
        let Some((zone, _)) = lacking else { return Ok(()) };
        let (year, code) = (self.year.year, &criterion.code);
        let zone = set.zones[usize::from(zone.0)].code.as_str();
        Err(Fault::new(text!(
            "aucun facteur d'électricité de {zone} en {year} pour le critère `{code}` : les deux années ne se comparent pas",
            "no electricity factor of {zone} in {year} for the criterion `{code}`: the two years do not compare"
        ))
        .hint(text!(
            "`empreinte factors list` montre ceux du jeu ; `--criteria gwp` se compare d'une année à l'autre",
            "`empreinte factors list` shows those of the set; `--criteria gwp` compares from year to year"
        )))
    }
}

/// What a file of rows is: what tool made it, and which list it is, whatever its year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct RowSource {
    tool: String,
    list: String,
}

/// A list's own name, without its folder, its ending and its numbers, its sheet after it:
/// `inventories/parc-2024.csv` is the list `parc` of each year.
fn stem_of(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (file, sheet) = file.split_once('#').unwrap_or((file, ""));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = [stem, sheet].into_iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The names that two years' files are told from one another by: the tool, or the list besides where
/// one year has all of the other's lists of that tool and more.
fn source_names(years: [&[RowSource]; 2]) -> [Vec<String>; 2] {
    let lists_of = |year: &[RowSource], tool: &str| -> BTreeSet<String> {
        let of_tool = year.iter().filter(|source| source.tool == tool);
        of_tool.map(|source| source.list.clone()).collect()
    };
    let is_by_list = |tool: &str| {
        let [earlier, later] = years.map(|year| lists_of(year, tool));
        let both = !earlier.is_empty() && !later.is_empty();
        both && earlier != later && (earlier.is_subset(&later) || later.is_subset(&earlier))
    };
    years.map(|year| {
        let name = |RowSource { tool, list }: &RowSource| {
            let by_list = is_by_list(tool) && !list.is_empty();
            if by_list { format!("{list} ({tool})") } else { tool.clone() }
        };
        year.iter().map(name).collect()
    })
}

/// The rows of a year under numbers that both years share.
pub(crate) struct NumberedRows<'a> {
    pub(crate) kernel: &'a Kernel<'a>,
    pub(crate) rows: Vec<WeighedRow>,
    pub(crate) asides: Asides,
    /// What its ledger proves to have left.
    pub(crate) gone: Gone,
    pub(crate) centres: Vec<Datacentre>,
    /// The number of each room, which both years share.
    pub(crate) rooms: Vec<u32>,
    /// Rooms that a meter says the electricity of.
    pub(crate) metered: HashSet<u16>,
}

/// What names the rows of a year that were set aside: serial numbers, and identifiers with the
/// serial number that stands beside each. The two are sets of their own.
#[derive(Debug, Default)]
pub(crate) struct Asides {
    serials: HashSet<NonZeroU64>,
    ids: HashMap<NonZeroU64, Vec<Option<NonZeroU64>>>,
}

impl Asides {
    fn of(marks: Vec<Marks>) -> Self {
        let mut all = Self::default();
        for Marks { id, letters, serial } in marks {
            all.serials.extend(serial);
            for id in [id, letters].into_iter().flatten() {
                all.ids.entry(id).or_default().push(serial);
            }
        }
        all
    }

    /// Whether a machine is one of them; not where both have serial numbers, and others.
    pub(crate) fn has(&self, marks: Marks) -> bool {
        let Marks { id, letters, serial } = marks;
        let same = |other: &Option<NonZeroU64>| !matches!((serial, other), (Some(here), Some(there)) if here != *there);
        serial.is_some_and(|serial| self.serials.contains(&serial))
            || [id, letters]
                .into_iter()
                .flatten()
                .any(|id| self.ids.get(&id).is_some_and(|of| of.iter().any(same)))
    }
}

impl NumberedRows<'_> {
    /// The factor of the electricity of a zone in the year.
    pub(crate) fn mix(&self, zone: ZoneId) -> Option<FactorId> {
        self.kernel.mix(zone).ok()?.factors[self.kernel.criteria[0]]
    }
}

/// Two years, the earlier first.
pub(crate) struct Both<'a> {
    pub(crate) years: [NumberedRows<'a>; 2],
    pub(crate) sites: Vec<String>,
    pub(crate) entities: Vec<String>,
    pub(crate) sources: Vec<String>,
    /// The sets of sources that rows are told by.
    pub(crate) source_sets: Vec<BTreeSet<u32>>,
    pub(crate) made: Vec<Made>,
}

type Signature = (Vec<(usize, FactorId, u64)>, Option<&'static str>, Option<(ErringLifetime, u64)>);

fn signature(made: &Made) -> Signature {
    let terms = made.terms.iter().map(|(stage, id, amount)| (stage.index(), *id, amount.to_bits()));
    let lifetime = made.lifetime.map(|one| (one.of, one.spread.to_bits()));
    (terms.collect(), made.matched.map(MatchedBy::code), lifetime)
}

impl<'a> Both<'a> {
    /// Puts two years under the same numbers.
    pub(crate) fn of(earlier: YearSeen<'a>, later: YearSeen<'a>) -> Self {
        let mut years = [earlier, later];
        let [first, second] = &years;
        let files = source_names([&first.sources, &second.sources]);
        let all = [
            [&first.sites, &second.sites],
            [&first.entities, &second.entities],
            [&files[0], &files[1]],
        ];
        let all = all.map(|names| names.map(Vec::clone).concat());
        let [sites, entities, sources] = all.each_ref().map(|names| NameNumbers::of(names.iter()));
        let mut made: BTreeMap<Signature, Made> = BTreeMap::new();
        for choice in years.iter().flat_map(|year| year.collected.made.values()) {
            made.entry(signature(choice)).or_insert_with(|| choice.clone());
        }
        let places: BTreeMap<&Signature, u32> = made.keys().zip(0..).collect();
        let rooms: BTreeSet<String> =
            years.iter().flat_map(|year| &year.centres).map(|room| room.id.clone()).collect();
        let rooms: BTreeMap<String, u32> = rooms.into_iter().zip(0..).collect();
        let mut source_sets: Vec<BTreeSet<u32>> = Vec::new();
        let [first, second] = &mut years;
        let renumbered = [(first, &files[0]), (second, &files[1])].map(|(year, files)| {
            let of = |names: &[String], all: &NameNumbers<'_>| -> Vec<u32> {
                names.iter().map(|name| all.place(name)).collect()
            };
            let (site, entity, source) =
                (of(&year.sites, &sites), of(&year.entities, &entities), of(files, &sources));
            let choices: HashMap<u32, u32> = year
                .collected
                .made
                .iter()
                .map(|(id, choice)| (id.0, places[&signature(choice)]))
                .collect();
            let told_by = year.collected.file_sets.iter();
            let told_by: Vec<u32> = told_by
                .map(|files| files.iter().map(|file| source[*file as usize]).collect())
                .map(|set: BTreeSet<u32>| {
                    place_in(&mut source_sets, |known| *known == set, || set.clone())
                })
                .collect();
            let mut rows = std::mem::take(&mut year.collected.rows);
            for row in &mut rows {
                row.site = site[row.site as usize];
                row.entity = entity[row.entity as usize];
                row.files = told_by[row.files as usize];
                row.made = choices[&row.made];
            }
            rows.sort_unstable_by(order);
            let asides = std::mem::take(&mut year.collected.asides);
            NumberedRows {
                kernel: year.kernel,
                rows,
                asides: Asides::of(asides),
                gone: std::mem::take(&mut year.gone),
                rooms: room_numbers(&year.centres, &rooms),
                metered: metered(year),
                centres: std::mem::take(&mut year.centres),
            }
        });
        let made = made.into_values().collect();
        let [sites, entities, sources] = [sites, entities, sources].map(|all| all.names());
        Self { years: renumbered, sites, entities, sources, source_sets, made }
    }

    /// The day after the earlier year: what was bought from then on could not be listed in it, whatever
    /// years lie between the two.
    pub(crate) fn since(&self) -> Day {
        let year = self.years[0].kernel.year;
        Day(year.first.0 + year.days)
    }

    /// Puts the earlier year's sites under the names that they have in the later one.
    pub(crate) fn rename(&mut self, renamed: &BTreeMap<u32, u32>) {
        let rows = &mut self.years[0].rows;
        for row in rows.iter_mut() {
            row.site = *renamed.get(&row.site).unwrap_or(&row.site);
        }
        rows.sort_unstable_by(order);
    }
}

/// The number of each room of a year's list, by its identifier.
fn room_numbers(centres: &[Datacentre], rooms: &BTreeMap<String, u32>) -> Vec<u32> {
    centres.iter().map(|room| rooms[&room.id]).collect()
}

/// The rooms of a year that a meter says the electricity of, by their places in its list.
fn metered(year: &YearSeen<'_>) -> HashSet<u16> {
    let balances = year.outcome.footprint.centres.iter();
    let at = balances.filter_map(|one| year.centres.iter().position(|room| room.id == one.id));
    at.filter_map(|at| u16::try_from(at).ok()).collect()
}

/// The order of rows: by all that moves a sum, or pairs them.
fn order(a: &WeighedRow, b: &WeighedRow) -> Ordering {
    let numbers = |row: &WeighedRow| {
        [row.units, row.held, row.life, row.age, row.up, row.used, row.kwh, row.pue]
            .map(f64::to_bits)
    };
    let place = |row: &WeighedRow| (row.type_id, row.site, row.entity, row.zone, row.made);
    let rest =
        |row: &WeighedRow| (row.energy_factor, row.pue_factor, row.marks.id, row.marks.serial);
    place(a)
        .cmp(&place(b))
        .then_with(|| numbers(a).cmp(&numbers(b)))
        .then_with(|| rest(a).cmp(&rest(b)))
}

/// Names under numbers: those that differ by capitals, accents, spaces or dashes alone are one, as
/// the first of them is written.
struct NameNumbers<'a> {
    places: BTreeMap<String, (u32, &'a str)>,
}

impl<'a> NameNumbers<'a> {
    fn of(names: impl Iterator<Item = &'a String>) -> Self {
        let mut places: BTreeMap<String, (u32, &str)> = BTreeMap::new();
        for name in names.collect::<BTreeSet<_>>() {
            places.entry(name_key(name)).or_insert((0, name));
        }
        places.values_mut().zip(0..).for_each(|((number, _), place)| *number = place);
        Self { places }
    }

    fn place(&self, name: &str) -> u32 {
        self.places.get(&name_key(name)).map_or(u32::MAX, |(number, _)| *number)
    }

    fn names(&self) -> Vec<String> {
        self.places.values().map(|(_, name)| (*name).to_owned()).collect()
    }
}
