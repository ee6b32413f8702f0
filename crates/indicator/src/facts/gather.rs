//! Each year's inventory walked once, and the ledger read once.

use super::super::answers::Answers;
use super::super::both::BothHold;
use super::aside::UnitsAside;
use super::beside::{Unaccompanied, Walked, YearRecorder};
use super::renamed::{EarlierNames, under_last_name};
use super::unit::{Unit, UnitBatch, UnitRecorder};
use equipment::estate::{Datacentre, Estate};
use equipment::{Names, SharedNames, Vocabulary};
use factor::{FactorSet, TypeId};
use footprint::SureOf;
use footprint::impact::{AssessedYear, Kernel};
use footprint::method::Method;
use ground::fault::Fault;
use ground::table::{DateOrder, Day, Encoding, Reject, UnreadCell};
use ledger::lifetime::Estimates;
use ledger::movement::Ledger;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use walk::{Outcome, Recorder, Sink, Walk, WalkOptions};

/// What to gather, and how.
#[derive(Debug, Clone)]
pub struct GatherOptions {
    /// The last year; earlier inventories are read too.
    pub year: i32,
    /// The cut-off date of the last year, its last day where not said.
    pub as_of: Option<Day>,
    /// Criteria to compute; all of the set when empty.
    pub criteria: Vec<String>,
    /// The encoding of the inventories, where the user says it.
    pub encoding: Option<Encoding>,
    /// Which comes first in the dates of the inventories, where the user says it.
    pub date_order: Option<DateOrder>,
    /// How many threads.
    pub threads: usize,
    /// The organisation's own estimated lifetimes, where footprints are to take them.
    pub lifetimes: Option<Estimates>,
    /// Whether what each type of the last year errs by is kept, so that its interval can be asked for.
    pub by_type: bool,
}

impl GatherOptions {
    /// A year as its estate says it: on its last day, every criterion, on one thread, with the lifetimes of
    /// the set.
    pub fn of(year: i32) -> Self {
        Self {
            year,
            as_of: None,
            criteria: Vec::new(),
            encoding: None,
            date_order: None,
            threads: 1,
            lifetimes: None,
            by_type: false,
        }
    }
}

/// How many rows set aside, and unread cells, are kept of a year, for showing.
const FIRST: usize = 50;

/// The lines of a year's inventory, and its footprint.
#[derive(Debug)]
pub struct YearRows {
    /// The year.
    pub year: AssessedYear,
    /// Its lines, as the inventory has them.
    pub units: Vec<Unit>,
    /// What the walk came to.
    pub outcome: Outcome,
    /// The units of the rows that were set aside.
    pub aside: Vec<UnitsAside>,
    /// The first rows that were set aside.
    pub first_rejects: Vec<Reject>,
    /// The first cells that could not be read.
    pub first_unread: Vec<UnreadCell>,
    /// The datacentres of the year.
    pub centres: Vec<Datacentre>,
    /// What made its files, each kind once.
    pub sources: Vec<String>,
    /// By type, the least that its own lifetime may be, years, declared or estimated, where it has one.
    pub(crate) least_own_lifetimes: Vec<Option<f64>>,
}

/// The lines of an earlier inventory of which no footprint could be made: its dates and states tell
/// how long equipment stays all the same.
#[derive(Debug)]
pub struct DatedRows {
    /// The year.
    pub year: AssessedYear,
    /// Its lines.
    pub units: Vec<Unit>,
    /// Why it has no footprint.
    pub because: Fault,
}

/// All that indicators are computed from.
pub struct Gathered<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// The factors.
    pub set: &'a FactorSet,
    /// The method.
    pub method: &'a Method,
    /// The words.
    pub words: Vocabulary,
    /// The years that have an inventory.
    pub years: BTreeMap<i32, YearRows>,
    /// Earlier years read for their dates alone.
    pub dated: BTreeMap<i32, DatedRows>,
    /// The ledger, where there is one.
    pub ledger: Option<Ledger>,
    /// Its rows that were set aside.
    pub ledger_rejects: Vec<Reject>,
    /// What was declared.
    pub answers: Answers,
    /// Sites by number, the same in all years.
    pub sites: Names,
    /// Makers by number.
    pub makers: Names,
    /// Entities by number.
    pub entities: Names,
    /// Inventory files, as rows name them.
    pub files: Vec<String>,
    /// Earlier years that could not be read, with the reason.
    pub skipped: Vec<(i32, Fault)>,
    /// What two years both hold, where their machines were paired.
    pub both: BTreeMap<(i32, i32), BothHold>,
    /// Earlier names of machines that go by another since.
    pub(super) earlier_names: EarlierNames,
}

impl<'a> Gathered<'a> {
    /// Reads the estate up to a year.
    ///
    /// # Errors
    ///
    /// The year's inventory, the ledger or the answers cannot be read. An earlier year that
    /// cannot is left out, and listed.
    pub fn read(
        estate: &'a Estate,
        set: &'a FactorSet,
        method: &'a Method,
        options: &GatherOptions,
        progress: impl FnMut(u64, u64),
    ) -> Result<Self, Fault> {
        Self::read_beside(estate, set, method, options, &mut Unaccompanied, progress)
    }

    /// The same, with something else written down of some of the years on the way.
    ///
    /// # Errors
    ///
    /// As [`Gathered::read`].
    pub fn read_beside<B: YearRecorder>(
        estate: &'a Estate,
        set: &'a FactorSet,
        method: &'a Method,
        options: &GatherOptions,
        beside: &mut B,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Self, Fault> {
        let card = &estate.card;
        let words = Vocabulary::new(set, &card.types, &card.states, &estate.card_file())?;
        let answers = Answers::of(estate)?;
        let (ledger, ledger_rejects) = match estate.movements_file() {
            Some(path) => Ledger::of_estate(&path, estate, set, &words)
                .map(|(ledger, rejects)| (Some(ledger), rejects))?,
            None => (None, Vec::new()),
        };
        let mut gathered = Self {
            estate,
            set,
            method,
            words,
            years: BTreeMap::new(),
            dated: BTreeMap::new(),
            ledger,
            ledger_rejects,
            answers,
            sites: Names::default(),
            makers: Names::default(),
            entities: Names::default(),
            files: Vec::new(),
            skipped: Vec::new(),
            both: BTreeMap::new(),
            earlier_names: EarlierNames::default(),
        };
        let makers = Mutex::new(Names::default());
        let files = Mutex::new(Vec::new());
        let mut years: Vec<i32> =
            estate.years().into_iter().filter(|year| *year < options.year).collect();
        // A lone file's year, or an undated one, is the year asked for.
        years.push(options.year);
        // What is wanted beside is told of all years at once: their walks stay until then.
        let mut walks = BTreeMap::new();
        for year in years.iter().copied().filter(|year| beside.wants(*year)) {
            if let Ok(walk) = gathered.prepared(year, options) {
                walks.insert(year, walk);
            }
        }
        let mut kept = BTreeMap::new();
        for (year, walk) in &walks {
            if let Ok(kernel) = walk.kernel() {
                kept.insert(*year, (walk, kernel));
            }
        }
        let numbers = YearNumbers { makers: &makers, files: &files };
        for year in years {
            let rows = match kept.get(&year) {
                Some((walk, kernel)) => gathered.year(walk, kernel, numbers, beside, &mut progress),
                None => gathered.prepared(year, options).and_then(|walk| {
                    gathered.year(&walk, &walk.kernel()?, numbers, beside, &mut progress)
                }),
            };
            match rows {
                Ok(rows) => drop(gathered.years.insert(year, rows)),
                Err(fault) if year == options.year => return Err(fault),
                // A year without electricity factor keeps its dates.
                Err(fault) => match gathered.dates_of(year, options, numbers) {
                    Ok(units) => {
                        let rows = DatedRows {
                            year: AssessedYear::new(year, None),
                            units,
                            because: fault,
                        };
                        gathered.dated.insert(year, rows);
                    }
                    Err(_) => gathered.skipped.push((year, fault)),
                },
            }
        }
        let mut told = BTreeMap::new();
        for (year, (walk, kernel)) in &kept {
            if let Some(rows) = gathered.years.get(year) {
                told.insert(*year, Walked { walk, kernel, outcome: &rows.outcome });
            }
        }
        beside.walked(&told);
        gathered.makers = makers.into_inner().unwrap_or_else(PoisonError::into_inner);
        gathered.files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        gathered.name_machines();
        Ok(gathered)
    }

    /// How a year is walked.
    fn prepared<'o>(&self, year: i32, options: &'o GatherOptions) -> Result<Walk<'o>, Fault>
    where
        'a: 'o,
    {
        let walk = Walk::prepare(self.estate, self.set, self.method, walked(year, options))?
            .with_lifetimes(options.lifetimes.as_ref());
        let by_type = options.by_type && year == options.year;
        Ok(walk.with_intervals(if by_type { SureOf::Types } else { SureOf::Scopes }))
    }

    fn year<B: YearRecorder>(
        &mut self,
        walk: &Walk<'_>,
        kernel: &Kernel<'_>,
        numbers: YearNumbers<'_>,
        beside: &mut B,
        progress: &mut impl FnMut(u64, u64),
    ) -> Result<YearRows, Fault> {
        let year = kernel.year.year;
        let wanted = beside.wants(year);
        let mut sink = RecordedLines::new(progress, (year, beside));
        let recorder = || numbers.recorder::<B>(wanted, &self.words);
        let outcome = walk.run(kernel, recorder, &mut sink)?;
        let aside = all_aside(std::mem::take(&mut sink.aside), &sink.repeated, &outcome);
        let units = self.numbered(sink.units, year, walk.names());
        let own = ["usage", "estate.toml", "datacentres.csv", "movements.csv"];
        let inventories = outcome
            .intake
            .inputs
            .iter()
            .map(|i| i.format.clone())
            .filter(|f| !own.contains(&f.as_str()));
        let mut sources: Vec<String> = inventories.collect();
        sources.sort();
        sources.dedup();
        Ok(YearRows {
            year: kernel.year,
            units,
            outcome,
            aside,
            first_rejects: sink.first_rejects,
            first_unread: sink.first_unread,
            centres: walk.datacentres.clone(),
            sources,
            least_own_lifetimes: (0..self.set.types.len())
                .filter_map(|at| u16::try_from(at).ok())
                .map(|at| kernel.own_lifetime(TypeId(at)).map(|(years, _)| years.0.low))
                .collect(),
        })
    }
}

impl Gathered<'_> {
    /// The lines of an earlier year, nothing of it valued.
    fn dates_of(
        &mut self,
        year: i32,
        options: &GatherOptions,
        numbers: YearNumbers<'_>,
    ) -> Result<Vec<Unit>, Fault> {
        let walk = Walk::prepare(self.estate, self.set, self.method, walked(year, options))?;
        let kernel = walk.kernel()?;
        let (mut nothing_shown, mut alone) = (|_, _| {}, Unaccompanied);
        let mut sink = RecordedLines::new(&mut nothing_shown, (year, &mut alone));
        let recorder = || numbers.recorder::<Unaccompanied>(false, &self.words);
        walk.read(&kernel, recorder, &mut sink)?;
        Ok(self.numbered(sink.units, year, walk.names()))
    }

    /// The lines of a year, their names numbered as in all years.
    fn numbered(&mut self, mut units: Vec<Unit>, year: i32, names: &SharedNames) -> Vec<Unit> {
        units.shrink_to_fit();
        for unit in &mut units {
            unit.seen = Some(year);
        }
        let SharedNames { sites, entities } = names;
        renumber(&mut units, sites, &mut self.sites, |unit| &mut unit.site);
        renumber(&mut units, entities, &mut self.entities, |unit| &mut unit.entity);
        units
    }

    /// Puts each machine under one name in all years.
    fn name_machines(&mut self) {
        let valued = self.years.iter_mut().map(|(year, rows)| (*year, &mut rows.units));
        let dated = self.dated.iter_mut().map(|(year, rows)| (*year, &mut rows.units));
        let mut all: Vec<(i32, &mut Vec<Unit>)> = valued.chain(dated).collect();
        all.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
        self.earlier_names = under_last_name(all.into_iter().map(|(_, units)| units).collect());
    }

    /// The lines of the years before one, the latest first.
    pub fn earlier(&self, year: i32) -> Vec<(i32, &[Unit])> {
        let valued = self.years.range(..year).map(|(at, rows)| (*at, rows.units.as_slice()));
        let dated = self.dated.range(..year).map(|(at, rows)| (*at, rows.units.as_slice()));
        let mut all: Vec<(i32, &[Unit])> = valued.chain(dated).collect();
        all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        all
    }

    /// The cut-off date of a year's inventory.
    pub fn cut_off(&self, year: i32) -> Option<Day> {
        let valued = self.years.get(&year).map(|rows| rows.year.as_of);
        valued.or_else(|| self.dated.get(&year).map(|rows| rows.year.as_of))
    }

    /// The cut-off date of the first inventory.
    pub(super) fn first_cut_off(&self) -> Option<Day> {
        let valued = self.years.values().next().map(|rows| rows.year.as_of);
        let dated = self.dated.values().next().map(|rows| rows.year.as_of);
        [valued, dated].into_iter().flatten().min()
    }
}

/// The units set aside, with those of rows that no recorder hears of: a stray quote joins them, or a
/// correction leaves them as they were.
fn all_aside(
    mut aside: Vec<UnitsAside>,
    repeated: &[UnitsAside],
    outcome: &Outcome,
) -> Vec<UnitsAside> {
    let (counts, tally) = (&outcome.intake.counts, &outcome.intake.tally);
    let rows = counts.rejected.saturating_sub((aside.len() + repeated.len()) as u64);
    if rows > 0 {
        let heard: f64 = aside.iter().chain(repeated).map(|one| one.units.unwrap_or(1.0)).sum();
        let units = Some((tally.units_aside - heard).max(rows as f64));
        aside.push(UnitsAside { type_id: None, units, rows, came: None, state: None, file: None });
    }
    aside
}

/// How the inventory of a year is walked.
fn walked(year: i32, options: &GatherOptions) -> WalkOptions {
    let as_of = options.as_of.filter(|_| year == options.year);
    WalkOptions {
        year: AssessedYear::new(year, as_of),
        criteria: options.criteria.clone(),
        encoding: options.encoding,
        date_order: options.date_order,
        user_key: None,
        threads: options.threads,
    }
}

/// Gives each name of a year its number of all years.
fn renumber(
    units: &mut [Unit],
    of_year: &Mutex<Names>,
    of_all: &mut Names,
    number: impl Fn(&mut Unit) -> &mut u32,
) {
    let of_year = of_year.lock().unwrap_or_else(PoisonError::into_inner);
    let mut known: HashMap<u32, u32> = HashMap::new();
    for unit in units {
        let number = number(unit);
        *number = *known.entry(*number).or_insert_with(|| of_all.number(of_year.name(*number)));
    }
}

/// What numbers the makers and the files of all years.
#[derive(Clone, Copy)]
struct YearNumbers<'n> {
    makers: &'n Mutex<Names>,
    files: &'n Mutex<Vec<String>>,
}

impl<'n> YearNumbers<'n> {
    /// What writes units down, and something else where it is wanted.
    fn recorder<'w, B: YearRecorder>(
        self,
        wanted: bool,
        words: &'w Vocabulary,
    ) -> (UnitRecorder<'w>, Option<B::Recorder>)
    where
        'n: 'w,
    {
        (UnitRecorder::new(self.makers, self.files, words), wanted.then(B::Recorder::default))
    }
}

/// Keeps what the recorder wrote down, and the first of what stays behind; the walk counts all.
struct RecordedLines<'p, P, B> {
    units: Vec<Unit>,
    aside: Vec<UnitsAside>,
    repeated: Vec<UnitsAside>,
    first_rejects: Vec<Reject>,
    first_unread: Vec<UnreadCell>,
    progress: &'p mut P,
    /// Who else hears of the year.
    beside: (i32, &'p mut B),
}

impl<'p, P, B> RecordedLines<'p, P, B> {
    fn new(progress: &'p mut P, beside: (i32, &'p mut B)) -> Self {
        let (first_rejects, first_unread) = (Vec::new(), Vec::new());
        let (units, aside, repeated) = (Vec::new(), Vec::new(), Vec::new());
        Self { units, aside, repeated, first_rejects, first_unread, progress, beside }
    }
}

impl<P, B> Sink<(UnitBatch, <B::Recorder as Recorder>::Batch)> for RecordedLines<'_, P, B>
where
    P: FnMut(u64, u64),
    B: YearRecorder,
{
    fn rejects(&mut self, rejects: &[Reject]) -> Result<(), Fault> {
        let room = FIRST.saturating_sub(self.first_rejects.len());
        self.first_rejects.extend(rejects.iter().take(room).cloned());
        Ok(())
    }

    fn unread(&mut self, cells: &[UnreadCell]) -> Result<(), Fault> {
        let room = FIRST.saturating_sub(self.first_unread.len());
        self.first_unread.extend(cells.iter().take(room).cloned());
        Ok(())
    }

    fn batch(
        &mut self,
        (rows, other): (UnitBatch, <B::Recorder as Recorder>::Batch),
    ) -> Result<(), Fault> {
        self.units.extend(rows.units);
        self.aside.extend(rows.aside);
        self.repeated.extend(rows.repeated);
        let (year, beside) = &mut self.beside;
        beside.batch(*year, other);
        Ok(())
    }

    fn progress(&mut self, done: u64, of: u64) {
        (self.progress)(done, of);
    }
}
