//! The year's files through the blocks, and the blocks' results put together in order.

use super::beside::{FilesBeside, Input};
use super::block::{Desk, Recorder};
use super::corrections::{Patches, StaysAside};
use super::desks::OnDesks;
use super::gathered::GatheredBlocks;
use super::given::note_corrections;
use super::merging::Merging;
use super::met::{OwnRows, RowsMet};
use super::outcome::{Intake, Outcome};
use super::parallel::in_parallel;
use super::proven::Proofs;
use super::sink::{Sink, set_aside};
use super::sums::RowSums;
use super::under_another::UnderAnother;
use super::unmet::{note_unmet, unmet_headings};
use equipment::estate::{Datacentre, Estate};
use equipment::{Normaliser, Outside, SharedNames, Usage, UserKey, Vocabulary};
use factor::FactorSet;
use footprint::impact::{AssessedYear, Kernel};
use footprint::matching::Matcher;
use footprint::method::{LifetimeRule, Method};
use ground::fault::Fault;
use ground::table::{Blocks, DateOrder, Encoding};
use ground::text;
use ground::way::Way;
use inventory::{Field, InventoryFile, Orders, Reading, date_orders};
use ledger::lifetime::Estimates;

/// The arithmetic of a walk, and that under the other sets.
type Kernels<'k> = (&'k Kernel<'k>, &'k [Kernel<'k>]);

/// What to walk, and how.
#[derive(Debug, Clone)]
pub struct WalkOptions {
    /// The year.
    pub year: AssessedYear,
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
    pub(super) options: WalkOptions,
    pub(super) usage: Usage,
    beside: FilesBeside,
    proofs: Option<Proofs<'a>>,
    names: SharedNames,
    pub(super) lifetimes: Option<&'a Estimates>,
    pub(super) apart: bool,
    pub(super) sure_of: footprint::SureOf,
    pub(super) under: Vec<&'a FactorSet>,
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
        // A year without inventory is said first: what else lacks then follows from it.
        estate.inventory_of(options.year.year)?;
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
        let usage =
            Usage::read(&estate.usage, &estate.root, options.year.first, options.year.days)?;
        let beside = FilesBeside::read(estate, set, &words, options.year)?;
        let ledger = estate.movements_file();
        let proofs =
            ledger.map(|path| Proofs::read(&path, estate, set, options.year)).transpose()?;
        Ok(Self {
            set,
            method,
            estate,
            words,
            datacentres,
            options,
            usage,
            beside,
            proofs,
            names: SharedNames::default(),
            lifetimes: None,
            apart: false,
            sure_of: footprint::SureOf::Total,
            under: Vec::new(),
        })
    }

    /// The kernel of this walk.
    ///
    /// # Errors
    ///
    /// As [`Kernel::new`].
    pub fn kernel(&self) -> Result<Kernel<'_>, Fault> {
        self.kernel_under(self.set)
    }

    /// The kernel under a set.
    pub(super) fn kernel_under<'k>(&'k self, set: &'k FactorSet) -> Result<Kernel<'k>, Fault> {
        let kernel = Kernel::new(
            set,
            self.method,
            self.options.year,
            &self.estate.card,
            &self.datacentres,
            &self.options.criteria,
        )?;
        Ok(match self.lifetimes {
            Some(estimates) => kernel.with_lifetimes(estimates),
            None => kernel,
        })
    }

    /// The names of sites and entities met so far.
    pub fn names(&self) -> &SharedNames {
        &self.names
    }

    /// The key of users' pseudonyms.
    pub fn user_key(&self) -> Option<&UserKey> {
        self.options.user_key.as_ref()
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
        .map(|normaliser| normaliser.keeping_inverted_dates(keep).keeping_lots(self.apart))
    }

    /// Walks every row of the year and values what they add up to, each thread writing down with
    /// a recorder of its own.
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
        let under = self.kernels_under()?;
        let (sums, mut intake) = self.rows((kernel, &under), recorder, sink, true)?;
        let allocation = self.beside.allocation(sums.servers, kernel, sink)?;
        let services = self.beside.services(kernel, own_zone, sink)?;
        for path in self.estate.own_files() {
            let name =
                path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            intake.inputs.push(Input::own(path, &name));
        }
        if let Some(path) = self.estate.movements_file() {
            intake.inputs.push(Input::own(path, "movements"));
        }
        let extras = services.as_ref().map_or(&[][..], |s| &s.extras);
        let (footprint, market) = self.value(&sums.weights, kernel, own_zone, extras)?;
        let under_too = (sums.under.iter().zip(&under))
            .map(|(weights, kernel)| self.total_under(weights, kernel, own_zone))
            .collect::<Result<_, _>>()?;
        Ok(Outcome { intake, footprint, market, allocation, services, under_too })
    }

    /// Walks every row of the year without valuing anything: the year needs no electricity factor.
    ///
    /// # Errors
    ///
    /// A file cannot be read or is no inventory; the sink cannot write.
    pub fn read<R: Recorder>(
        &self,
        kernel: &Kernel<'_>,
        recorder: impl Fn() -> R,
        sink: &mut impl Sink<R::Batch>,
    ) -> Result<Intake, Fault> {
        self.rows((kernel, &[]), recorder, sink, false).map(|(_, intake)| intake)
    }

    /// The rows of the year: what they add up to, and what was read.
    fn rows<R: Recorder>(
        &self,
        (kernel, under): Kernels<'_>,
        recorder: impl Fn() -> R,
        sink: &mut impl Sink<R::Batch>,
        with_ledger: bool,
    ) -> Result<(RowSums, Intake), Fault> {
        let (files, all) = self.open_year()?;
        let total: u64 = files.iter().map(|file| file.length).sum();
        let rows: u64 = files.iter().map(|file| file.rows_expected).sum();
        let expected = usize::try_from(rows + rows / 8).unwrap_or(usize::MAX);
        let met = RowsMet::expecting(expected);
        let mut gathered = GatheredBlocks {
            sums: RowSums::nothing(kernel.criteria.len(), under.len()),
            bytes: 0,
            total,
            with_ledger,
        };
        let orders: Vec<Orders> =
            files.iter().map(|file| self.orders(file)).collect::<Result<_, _>>()?;
        // One file alone has nothing to merge with, and is read once.
        let merging = match files.len() {
            0 | 1 => None,
            _ if self.apart => None,
            _ => Some(self.merging(&files, &orders, &all.tables)?),
        };
        // The headings of all files are known before any of their rows is set aside.
        for file in &files {
            sink.file(&file.name, &file.layout.heading_line(file.dialect.delimiter))?;
        }
        for stay in &all.stays {
            sink.file(&stay.reject.file, &stay.headings)?;
        }
        let unmet = unmet_headings(self.estate, &files);
        let mut inputs = Vec::new();
        for (number, mut file) in files.into_iter().enumerate() {
            let headings = file.layout.heading_line(file.dialect.delimiter);
            sink.file(&file.name, &headings)?;
            if self.apart {
                met.forget();
            }
            // Documents that cannot be read are rows set aside, as they would have been rows.
            let set_aside = std::mem::take(&mut file.set_aside);
            gathered.sums.counts.rows_read += set_aside.len() as u64;
            for _ in &set_aside {
                gathered.sums.set_aside(1.0);
            }
            sink.rejects(&set_aside)?;
            let unread = std::mem::take(&mut file.unread);
            gathered.sums.unread_cells += unread.len() as u64;
            sink.unread(&unread)?;
            inputs.push(Input {
                path: all.tables[number].from.clone(),
                name: file.name.to_string(),
                format: file.layout.format.code().to_owned(),
                encoding: file.encoding.name(),
                ignored: file.layout.ignored.clone(),
                notes: file.notes.clone(),
                confidence: Some(file.layout.confidence),
                found: file.layout.found().to_vec(),
            });
            let file =
                (file, orders[number], (merging.as_ref(), &all.tables[number].patches, &met));
            self.file(number, file, (kernel, under), &recorder, sink, &mut gathered)?;
        }
        if let Some(last) = inputs.last_mut() {
            last.notes.extend(unmet);
        }
        // What a card says may be for another year; what an option says is for these files.
        if self.estate.way() == Way::Option {
            note_unmet(&mut inputs, self.words.unmet());
        }
        for StaysAside { reject, headings, units } in &all.stays {
            gathered.sums.counts.rows_read += 1;
            gathered.sums.set_aside(*units);
            sink.file(&reject.file, headings)?;
            sink.rejects(std::slice::from_ref(reject))?;
        }
        note_corrections(&mut inputs, &all);
        self.carry_over(&mut gathered.sums);
        let assumed_rows = self.assume((kernel, under), recorder(), sink, &mut gathered.sums)?;
        let sums = gathered.sums;
        self.measured_once(&sums.met)?;
        let all = self.usage.aside().chain(self.usage.strangers(&sums.met));
        let usage_rejected = set_aside(all, sink)?;
        inputs.extend(self.estate.usage.iter().map(|path| Input::own(path.clone(), "usage")));
        inputs.extend(self.beside.inputs());
        let intake = Intake {
            counts: sums.counts,
            out_of_scope: sums.out_of_scope.clone(),
            usage_rejected,
            usage_unread: self.usage.unread(),
            measured: sums.measured,
            unchecked: met.unchecked() + merging.map_or(0, |merging| merging.unchecked()),
            conflicts: sums.conflicts,
            ledger_wins: sums.ledger_wins,
            ledger_rows_aside: self.proofs.as_ref().map_or(0, |proofs| proofs.rows_aside),
            unread_cells: sums.unread_cells,
            unread_at_import: self.estate.imported.as_ref().map_or(0, |of| of.unread_cells),
            sites: sums.tally.sites(&self.names.sites),
            stayed: self.estate.stayed(!with_ledger),
            not_read: self.estate.not_read(self.options.year.year),
            forms_not_read: self.estate.forms_not_read().to_vec(),
            misspelt: self.estate.misspelt().to_vec(),
            tally: sums.tally.clone(),
            assumed_rows,
            inputs,
        };
        Ok((sums, intake))
    }

    /// Whether no two rows met one measure.
    fn measured_once(&self, met: &[u32]) -> Result<(), Fault> {
        let Some(id) = self.usage.met_twice(met) else { return Ok(()) };
        Err(Fault::new(text!(
            "plusieurs équipements ont l'identifiant `{id}`, que les relevés de consommation mesurent",
            "several pieces of equipment have the identifier `{id}`, which usage records measure"
        ))
        .hint(text!(
            "donnez-leur des identifiants différents, ou retirez ces relevés",
            "give them different identifiers, or remove these records"
        )))
    }

    /// Adds what an import counted and did not write down as rows.
    fn carry_over(&self, sums: &mut RowSums) {
        let Some(imported) = &self.estate.imported else { return };
        sums.counts.rows_read += imported.merged;
        sums.counts.merged += imported.merged;
        sums.conflicts += imported.conflicts;
        sums.unread_cells += imported.unread_cells;
        sums.counts.totals += imported.totals;
        for (code, rows) in &imported.out_of_scope {
            if let Some(kind) = Outside::of_code(code, self.set) {
                sums.counts.rows_read += rows;
                sums.counts.out_of_scope += rows;
                *sums.out_of_scope.entry(kind).or_default() += rows;
            }
        }
    }

    /// Adds the lines that the organisation assumes, and gives their number.
    fn assume<R: Recorder>(
        &self,
        kernels: Kernels<'_>,
        recorder: R,
        sink: &mut impl Sink<R::Batch>,
        sums: &mut RowSums,
    ) -> Result<u64, Fault> {
        let Some(each) = self.estate.card.assumptions.monitors_per_desktop else { return Ok(0) };
        let (none, met) = (Patches::new(), RowsMet::expecting(0));
        let mut desk = self.desk(kernels, (None, &none, &met), recorder, false)?;
        let report = self.assumed_monitors(&sums.desks, each, &mut desk);
        sums.merge_weights(&report.sums);
        sink.batch(report.batch)?;
        Ok(report.sums.counts.kept)
    }

    /// The order of the dates of a file: the user's, else what its dates tell.
    pub(super) fn orders(&self, file: &InventoryFile) -> Result<Orders, Fault> {
        match self.options.date_order {
            Some(order) => Ok([Some(order); Field::ALL.len()]),
            None => date_orders(file),
        }
    }

    fn file<R: Recorder>(
        &self,
        number: usize,
        (file, orders, merging): (
            InventoryFile,
            Orders,
            (Option<&Merging<'_>>, &Patches, &RowsMet),
        ),
        kernels: Kernels<'_>,
        recorder: &impl Fn() -> R,
        sink: &mut impl Sink<R::Batch>,
        gathered: &mut GatheredBlocks,
    ) -> Result<(), Fault> {
        let (path, first_line, delimiter) =
            (file.path.clone(), file.header_lines + 1, file.dialect.delimiter);
        let small = file.length < 4 << 20;
        let (text, mut shape) = file.into_rows()?;
        shape.orders = orders;
        let blocks = Blocks::new(text, delimiter).from_line(first_line);
        let mut blocks = Reading { blocks, path: &path };
        let with_ledger = gathered.with_ledger;
        let mut desk = self.desk(kernels, merging, recorder(), with_ledger)?;
        if self.options.threads <= 1 || small {
            while let Some(block) = blocks.next_block()? {
                let report = desk.work(&block, &shape, number, None);
                gathered.take(report, &block, &mut desk, &shape, number, sink)?;
            }
            return Ok(());
        }
        let mut desks = Vec::new();
        for _ in 0..self.options.threads {
            desks.push(self.desk(kernels, merging, recorder(), with_ledger)?);
        }
        in_parallel(&mut blocks, desks, &shape, number, |report, block| {
            gathered.take(report, block, &mut desk, &shape, number, sink)
        })
    }

    fn desk<'k, R: Recorder>(
        &'k self,
        (kernel, under): Kernels<'k>,
        (merging, patches, met): (Option<&'k Merging<'k>>, &'k Patches, &'k RowsMet),
        recorder: R,
        with_ledger: bool,
    ) -> Result<Desk<'k, R>, Fault> {
        let matcher = Matcher::new(self.set, &kernel.choices);
        let (normaliser, usage) = (self.normaliser()?, &self.usage);
        let plan = &self.beside.plan;
        let assumes = self.estate.card.assumptions.monitors_per_desktop.is_some();
        let on_desks = assumes.then(|| OnDesks::of(self.set));
        Ok(Desk {
            normaliser,
            matcher,
            kernel,
            under: under.iter().map(UnderAnother::new).collect(),
            usage,
            plan,
            proofs: self.proofs.as_ref().filter(|_| with_ledger),
            merging,
            patches,
            shapes: Vec::new(),
            on_desks,
            own: OwnRows::default(),
            met,
            recorder,
        })
    }
}
