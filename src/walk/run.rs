//! The year's files through the blocks, and the blocks' results put together in order.

use super::assumed::{Desks, OnDesks};
use super::block::{BlockReport, Desk, Recorder};
use super::given::given;
use super::merging::Merging;
use super::orders::{Orders, date_orders};
use super::parallel::{Reading, in_parallel};
use crate::equipment::{Identities, Met, Normaliser, SharedNames, Usage, UserKey, Vocabulary};
use crate::estate::{Datacentre, Estate};
use crate::factor::{FactorSet, TypeId, ZoneId, file_digest};
use crate::fault::Fault;
use crate::footprint::{Footprint, Market, Weights};
use crate::impact::{Kernel, Year};
use crate::inventory::{Field, InventoryFile, InventoryShape};
use crate::merge::Conflict;
use crate::method::{LifetimeRule, Method};
use crate::table::{Block, Blocks, DateOrder, Encoding, Reject};
use crate::text;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What to walk, and how.
#[derive(Debug, Clone)]
pub struct WalkOptions {
    /// The year.
    pub year: Year,
    /// Criteria to compute; when empty, those the set computes unasked.
    pub criteria: Vec<String>,
    /// The encoding of the inventories, where the user says it.
    pub encoding: Option<Encoding>,
    /// Which comes first in the dates of the inventories, where the user says it.
    pub date_order: Option<DateOrder>,
    /// The key of users' pseudonyms; without, only whether there is a user is told.
    pub user_key: Option<UserKey>,
    /// How many threads.
    pub threads: usize,
}

/// Rows read and where they went; the last four sum to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows read.
    pub rows_read: u64,
    /// Rows kept, unmatched ones included.
    pub kept: u64,
    /// Rows set aside.
    pub rejected: u64,
    /// Rows that are no equipment.
    pub out_of_scope: u64,
    /// Rows merged into another.
    pub merged: u64,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// What made it.
    pub format: String,
    /// Its encoding.
    pub encoding: &'static str,
    /// Its columns that are not read.
    pub ignored: Vec<String>,
}

impl Input {
    /// A file in a format of the program's own.
    fn own(path: PathBuf, format: &str) -> Self {
        Self { path, format: format.to_owned(), encoding: "utf-8", ignored: Vec::new() }
    }
}

/// What a walk came to.
#[derive(Debug)]
pub struct Outcome {
    /// The footprint.
    pub footprint: Footprint,
    /// Its electricity by contract, where there are contracts.
    pub market: Option<Market>,
    /// Where the rows went.
    pub counts: Counts,
    /// Rows that are no equipment, by type.
    pub out_of_scope: BTreeMap<TypeId, u64>,
    /// Usage records set aside.
    pub usage_rejected: u64,
    /// Rows that came after the duplicate check was full.
    pub unchecked: u64,
    /// Cells of one equipment that several files disagree on.
    pub conflicts: u64,
    /// Lines that stand in no file: the organisation assumes them.
    pub assumed_rows: u64,
    /// Files read.
    pub inputs: Vec<Input>,
}

/// Takes what the walk leaves at its doors, in the order of the files.
pub trait Sink<B> {
    /// Takes rows set aside.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    fn rejects(&mut self, rejects: &[Reject]) -> Result<(), Fault>;
    /// Hears which file comes next, and its headings.
    ///
    /// # Errors
    ///
    /// It cannot be taken.
    fn file(&mut self, _: &str, _: &str) -> Result<(), Fault> {
        Ok(())
    }
    /// Takes what several files disagree on.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    fn conflicts(&mut self, _: &[Conflict]) -> Result<(), Fault> {
        Ok(())
    }
    /// Hears the other identifiers that merged equipment goes by.
    fn aliases(&mut self, _: &[String]) {}
    /// Takes what the recorder wrote down of a block.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    fn batch(&mut self, batch: B) -> Result<(), Fault>;
    /// Hears how many bytes of how many were read.
    fn progress(&mut self, done: u64, of: u64);
}

/// All that the walk of a year needs, opened and checked.
pub struct Walk<'a> {
    /// The factors.
    pub set: &'a FactorSet,
    /// The method.
    pub method: &'a Method,
    /// The estate.
    pub estate: &'a Estate,
    /// The words.
    pub words: Vocabulary,
    /// The datacentres of the year.
    pub datacentres: Vec<Datacentre>,
    options: WalkOptions,
    usage: Usage,
    usage_rejects: Vec<Reject>,
    names: SharedNames,
}

impl<'a> Walk<'a> {
    /// Opens what a walk needs.
    ///
    /// # Errors
    ///
    /// The estate's card, datacentres or usage files cannot be used.
    pub fn prepare(
        estate: &'a Estate,
        set: &'a FactorSet,
        method: &'a Method,
        options: WalkOptions,
    ) -> Result<Self, Fault> {
        let card = &estate.card;
        for code in card.lifetimes.keys() {
            if set.type_named(code).is_none() {
                return Err(Fault::new(text!(
                    "[lifetimes] : le type `{code}` n'existe pas",
                    "[lifetimes]: there is no type `{code}`"
                ))
                .in_file(&estate.card_file())
                .hint(text!(
                    "`empreinte factors list` montre les types",
                    "`empreinte factors list` shows the types"
                )));
            }
        }
        let words = Vocabulary::new(set, &card.types, &card.states, &estate.card_file())?;
        let datacentres = estate.datacentres(options.year.year)?;
        if datacentres.len() > 1000 {
            return Err(Fault::new(text!(
                "plus de 1000 centres de données",
                "more than 1000 datacentres"
            ))
            .in_file(&estate.datacentres_file()));
        }
        for centre in &datacentres {
            if !centre.country.is_empty() && words.country_of(&centre.country).is_none() {
                let (id, country) = (&centre.id, &centre.country);
                return Err(Fault::new(text!(
                    "centre de données `{id}` : pays inconnu `{country}`",
                    "datacentre `{id}`: unknown country `{country}`"
                ))
                .in_file(&estate.datacentres_file()));
            }
        }
        let (usage, usage_rejects) =
            Usage::read(&estate.usage, &estate.root, options.year.first, options.year.days)?;
        Ok(Self {
            set,
            method,
            estate,
            words,
            datacentres,
            options,
            usage,
            usage_rejects,
            names: SharedNames::default(),
        })
    }

    /// The kernel of this walk.
    ///
    /// # Errors
    ///
    /// As [`Kernel::new`].
    pub fn kernel(&self) -> Result<Kernel<'_>, Fault> {
        Kernel::new(
            self.set,
            self.method,
            self.options.year,
            &self.estate.card,
            &self.datacentres,
            &self.options.criteria,
        )
    }

    /// The names of sites and entities met so far.
    pub fn names(&self) -> &SharedNames {
        &self.names
    }

    /// The key of users' pseudonyms.
    pub fn user_key(&self) -> Option<&UserKey> {
        self.options.user_key.as_ref()
    }

    /// Opens an inventory file as the options say.
    pub(super) fn open(&self, path: &std::path::Path, name: &str) -> Result<InventoryFile, Fault> {
        InventoryFile::open(path, name, self.options.encoding)
    }

    pub(super) fn normaliser(&self) -> Result<Normaliser<'_>, Fault> {
        let keep = self.method.lifetime == LifetimeRule::DatesOrTypeOrTwoYears;
        Normaliser::new(
            self.set,
            &self.words,
            &self.estate.card,
            &self.datacentres,
            &self.names,
            &self.estate.card_file(),
        )
        .map(|normaliser| normaliser.keeping_inverted_dates(keep))
    }

    /// Walks every row of the year, each thread writing down with a recorder of its own.
    ///
    /// # Errors
    ///
    /// A file cannot be read or is no inventory; the sink cannot write; the year has no
    /// electricity factor.
    pub fn run<R: Recorder>(
        &self,
        kernel: &Kernel<'_>,
        recorder: impl Fn() -> R,
        sink: &mut impl Sink<R::Batch>,
    ) -> Result<Outcome, Fault> {
        let own_zone = self.normaliser()?.own_zone();
        kernel.mix(own_zone)?;
        let mut files = Vec::new();
        let all = given(self.estate.inventory_of(self.options.year.year)?, &self.estate.root)?;
        for given in &all.tables {
            files.push(self.open(&given.path, &given.name)?);
        }
        refuse_twins(&files)?;
        let total: u64 = files.iter().map(|file| file.length).sum();
        let rows: u64 = files.iter().map(|file| file.rows_expected).sum();
        let expected = usize::try_from(rows + rows / 8).unwrap_or(usize::MAX);
        let mut gathered = Gathered {
            weights: Weights::default(),
            counts: Counts::default(),
            out_of_scope: BTreeMap::new(),
            met: Vec::new(),
            seen: Identities::expecting(expected),
            bytes: 0,
            total,
            conflicts: 0,
            desks: Desks::new(),
        };
        let orders: Vec<Orders> =
            files.iter().map(|file| self.orders(file)).collect::<Result<_, _>>()?;
        // One file alone has nothing to merge with, and is read once.
        let merging = match files.len() {
            0 | 1 => None,
            _ => Some(Merging::plan(self, &files, &orders)?),
        };
        let mut inputs = Vec::new();
        for (number, file) in files.into_iter().enumerate() {
            sink.file(&file.name, &file.layout.heading_line(file.dialect.delimiter))?;
            inputs.push(Input {
                path: all.tables[number].from.clone(),
                format: file.layout.format.code().to_owned(),
                encoding: file.encoding.name(),
                ignored: file.layout.ignored.clone(),
            });
            let file = (file, orders[number], merging.as_ref());
            self.file(number, file, kernel, &recorder, sink, &mut gathered)?;
        }
        let mut assumed_rows = 0;
        if let Some(each) = self.estate.card.assumptions.monitors_per_desktop {
            let mut desk = self.desk(kernel, None, recorder())?;
            let report = self.assumed_monitors(&gathered.desks, each, &mut desk);
            assumed_rows = report.kept;
            gathered.weights.merge(&report.weights);
            sink.batch(report.batch)?;
        }
        if let Some(id) = self.usage.met_twice(&gathered.met) {
            return Err(Fault::new(text!(
                "plusieurs équipements ont l'identifiant `{id}`, que les relevés de consommation mesurent",
                "several pieces of equipment have the identifier `{id}`, which usage records measure"
            ))
            .hint(text!(
                "donnez-leur des identifiants différents, ou retirez ces relevés",
                "give them different identifiers, or remove these records"
            )));
        }
        let strangers = self.usage.strangers(&gathered.met);
        sink.rejects(&self.usage_rejects)?;
        sink.rejects(&strangers)?;
        for path in &self.estate.usage {
            inputs.push(Input::own(path.clone(), "usage"));
        }
        for path in self.estate.own_files() {
            let name =
                path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            inputs.push(Input::own(path, &name));
        }
        // A datacentre's country, else that of a place it stands in, else the organisation's.
        let zone_of = |centre: &Datacentre| -> ZoneId {
            let places = self.estate.card.places.values();
            let of_place = places
                .filter(|place| place.datacentre.as_ref() == Some(&centre.id))
                .find_map(|place| self.words.country_of(place.country.as_deref()?));
            self.words.country_of(&centre.country).or(of_place).unwrap_or(own_zone)
        };
        let footprint =
            Footprint::of(&gathered.weights, kernel, &self.names, &self.datacentres, zone_of)?;
        let market = Market::of(
            &footprint,
            &gathered.weights,
            kernel,
            &self.names,
            (&self.estate.card, &self.estate.card_file()),
            |country| self.words.country_of(country),
        )?;
        Ok(Outcome {
            footprint,
            market,
            counts: gathered.counts,
            out_of_scope: gathered.out_of_scope,
            usage_rejected: (self.usage_rejects.len() + strangers.len()) as u64,
            unchecked: gathered.seen.unchecked + merging.map_or(0, |merging| merging.unchecked()),
            conflicts: gathered.conflicts,
            assumed_rows,
            inputs,
        })
    }

    /// The order of the dates of a file: the user's, else what its dates tell.
    pub(super) fn orders(&self, file: &InventoryFile) -> Result<Orders, Fault> {
        match self.options.date_order {
            Some(order) => Ok([Some(order); Field::ALL.len()]),
            None => date_orders(self.open(&file.path, &file.name)?),
        }
    }

    fn file<R: Recorder>(
        &self,
        number: usize,
        (file, orders, merging): (InventoryFile, Orders, Option<&Merging<'_>>),
        kernel: &Kernel<'_>,
        recorder: &impl Fn() -> R,
        sink: &mut impl Sink<R::Batch>,
        gathered: &mut Gathered,
    ) -> Result<(), Fault> {
        let (path, first_line, delimiter) =
            (file.path.clone(), file.header_lines + 1, file.dialect.delimiter);
        let length = file.length;
        let small = length < 4 << 20;
        let (text, mut shape) = file.into_rows()?;
        shape.orders = orders;
        let blocks = Blocks::new(text, delimiter).from_line(first_line);
        let mut blocks = Reading { blocks, path: &path };
        let mut desk = self.desk(kernel, merging, recorder())?;
        if self.options.threads <= 1 || small {
            while let Some(block) = blocks.next()? {
                let report = desk.work(&block, &shape, number, &BTreeMap::new());
                gathered.take(report, &block, &mut desk, &shape, number, sink)?;
            }
            return Ok(());
        }
        let mut desks = Vec::new();
        for _ in 0..self.options.threads {
            desks.push(self.desk(kernel, merging, recorder())?);
        }
        in_parallel(&mut blocks, desks, &shape, number, |report, block| {
            gathered.take(report, block, &mut desk, &shape, number, sink)
        })
    }

    fn desk<'k, R: Recorder>(
        &'k self,
        kernel: &'k Kernel<'k>,
        merging: Option<&'k Merging<'k>>,
        recorder: R,
    ) -> Result<Desk<'k, R>, Fault> {
        let (normaliser, usage) = (self.normaliser()?, &self.usage);
        let assumes = self.estate.card.assumptions.monitors_per_desktop.is_some();
        let on_desks = assumes.then(|| OnDesks::of(self.set));
        Ok(Desk { normaliser, kernel, usage, merging, shapes: Vec::new(), on_desks, recorder })
    }
}

/// Refuses the same file given twice: its equipment would count twice.
fn refuse_twins(files: &[InventoryFile]) -> Result<(), Fault> {
    for (at, file) in files.iter().enumerate() {
        for earlier in files[..at].iter().filter(|earlier| earlier.length == file.length) {
            if file_digest(&earlier.path)? == file_digest(&file.path)? {
                let name = &earlier.name;
                return Err(Fault::new(text!(
                    "ce fichier a le même contenu que `{name}`",
                    "this file has the same content as `{name}`"
                ))
                .in_file(&file.path)
                .hint(text!("retirez l'un des deux", "remove one of the two")));
            }
        }
    }
    Ok(())
}

/// Results put together in the order of the blocks.
struct Gathered {
    weights: Weights,
    counts: Counts,
    out_of_scope: BTreeMap<TypeId, u64>,
    met: Vec<u32>,
    seen: Identities,
    bytes: u64,
    total: u64,
    conflicts: u64,
    desks: Desks,
}

impl Gathered {
    fn take<R: Recorder>(
        &mut self,
        mut report: BlockReport<R::Batch>,
        block: &Block,
        desk: &mut Desk<'_, R>,
        shape: &InventoryShape,
        file_number: usize,
        sink: &mut impl Sink<R::Batch>,
    ) -> Result<(), Fault> {
        let repeated: BTreeMap<u32, Met> = self.seen.note_all(&report.keys).into_iter().collect();
        if !repeated.is_empty() {
            // Rare: the block is walked again without the rows that an earlier row repeats.
            report = desk.work(block, shape, file_number, &repeated);
        }
        if let Some(fault) = report.fault {
            return Err(fault);
        }
        self.counts.rows_read += report.rows;
        self.counts.kept += report.kept;
        self.counts.rejected += report.rejects.len() as u64;
        self.counts.merged += report.merged;
        for (kind, rows) in report.out_of_scope {
            self.counts.out_of_scope += rows;
            *self.out_of_scope.entry(kind).or_default() += rows;
        }
        self.weights.merge(&report.weights);
        self.met.extend(report.met);
        self.bytes += report.bytes;
        for (place, (desktops, monitors)) in report.desks {
            let sum = self.desks.entry(place).or_insert((0.0, 0.0));
            (sum.0, sum.1) = (sum.0 + desktops, sum.1 + monitors);
        }
        self.conflicts += report.conflicts.len() as u64;
        sink.rejects(&report.rejects)?;
        sink.conflicts(&report.conflicts)?;
        sink.aliases(&report.aliases);
        sink.batch(report.batch)?;
        sink.progress(self.bytes, self.total);
        Ok(())
    }
}
