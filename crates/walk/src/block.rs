//! One block of rows through the rooms.

use super::corrections::{Patches, place as place_of};
use super::desks::OnDesks;
use super::merging::{ALONE, JoinedFrom, Merging, merged_shape};
use super::met::{OwnRows, RowsMet};
use super::proven::{LedgerDays, Proofs};
use super::quotes::swallowed;
pub(super) use super::recorder::{Line, Recorder};
use super::row_units::{identity_field, units_of};
use super::sums::RowSums;
use super::under_another::UnderAnother;
use equipment::merge::{Conflict, MergeStep};
use equipment::{
    Aside, Equipment, Measure, MetBefore, Normaliser, OutOfScope, Outside, RowKey, ToldRow, Usage,
    identity,
};
use factor::FactorSet;
use footprint::allocation::AllocationPlan;
use footprint::impact::Kernel;
use footprint::matching::Matcher;
use ground::fault::Fault;
use ground::lang::Text;
use ground::provenance::Assumption;
use ground::table::{Block, RecordCells, RecordReader, Reject, UnreadCell, Why};
use ground::text;
use inventory::{Field, InventoryShape, Row, RowStanding};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What a block of rows came to.
pub(super) struct BlockReport<B> {
    /// The block's place in its file.
    pub(super) number: usize,
    /// Its length in bytes.
    pub(super) bytes: u64,
    /// The sums of its rows.
    pub(super) sums: RowSums,
    /// Rows set aside.
    pub(super) rejects: Vec<Reject>,
    /// Cells of rows kept that cannot be read.
    pub(super) unread: Vec<UnreadCell>,
    /// Rows that are no equipment.
    pub(super) out_of_scope: Vec<OutOfScope>,
    /// What the recorder wrote down.
    pub(super) batch: B,
    /// What the rows of one equipment disagree on.
    pub(super) conflicts: Vec<Conflict>,
    /// The other identifiers that merged equipment goes by.
    pub(super) aliases: Vec<String>,
    /// Why the block could not be walked to its end.
    pub(super) fault: Option<Fault>,
    /// The keys of the rows that could be kept, and their place in the block.
    pub(super) keys: Vec<RowKey>,
    /// The places of those that repeat an earlier one, and were not kept.
    pub(super) repeated: Vec<(u32, MetBefore)>,
}

impl<B: Default> BlockReport<B> {
    fn new(number: usize, bytes: u64, sums: RowSums) -> Self {
        Self {
            number,
            bytes,
            sums,
            rejects: Vec::new(),
            unread: Vec::new(),
            out_of_scope: Vec::new(),
            batch: B::default(),
            conflicts: Vec::new(),
            aliases: Vec::new(),
            fault: None,
            keys: Vec::new(),
            repeated: Vec::new(),
        }
    }

    /// Sets a row aside, of so many units.
    fn set_aside(&mut self, reject: Reject, units: f64) {
        self.sums.set_aside(units);
        self.rejects.push(reject);
    }

    fn out_of_scope(&mut self, row: &Row<'_>, kind: Outside, set: &FactorSet) {
        self.sums.counts.out_of_scope += 1;
        *self.sums.out_of_scope.entry(kind).or_default() += 1;
        self.out_of_scope.push(OutOfScope::of(row, kind, set));
    }

    fn unread(&mut self, cells: impl IntoIterator<Item = UnreadCell>) {
        let before = self.unread.len();
        self.unread.extend(cells);
        self.sums.unread_cells += (self.unread.len() - before) as u64;
    }

    fn conflicts(&mut self, conflicts: Vec<Conflict>) {
        self.sums.conflicts += conflicts.len() as u64;
        self.conflicts.extend(conflicts);
    }
}

/// A thread's place of work: its memory of words, and what all threads share.
pub(super) struct Desk<'a, R: Recorder> {
    pub(super) normaliser: Normaliser<'a>,
    pub(super) matcher: Matcher<'a>,
    pub(super) kernel: &'a Kernel<'a>,
    /// The same under other sets.
    pub(super) under: Vec<UnderAnother<'a>>,
    pub(super) usage: &'a Usage,
    pub(super) plan: &'a AllocationPlan,
    /// What the ledger proves, where there is one and days are to be counted.
    pub(super) proofs: Option<&'a Proofs<'a>>,
    /// What ties rows of several files, where there are several.
    pub(super) merging: Option<&'a Merging<'a>>,
    /// Rows of this file that were corrected.
    pub(super) patches: &'a Patches,
    /// The shapes of merged rows met so far, by file and by whether the site is written as a tree.
    pub(super) shapes: Vec<(usize, bool, Arc<InventoryShape>)>,
    /// Which types stand on desks, where the organisation assumes monitors there.
    pub(super) on_desks: Option<OnDesks>,
    /// The rows of the block at work.
    pub(super) own: OwnRows,
    /// The rows of blocks before it.
    pub(super) met: &'a RowsMet,
    pub(super) recorder: R,
}

impl<R: Recorder> Desk<'_, R> {
    /// Nothing yet, of the block of that place and length.
    pub(super) fn report(&self, number: usize, bytes: u64) -> BlockReport<R::Batch> {
        let sums = RowSums::nothing(self.kernel.criteria.len(), self.under.len());
        BlockReport::new(number, bytes, sums)
    }

    /// Walks the rows of a block; those that were met before are merged where they are the same in
    /// every cell, else set aside as duplicates. Which were is found out on the way, or told by
    /// `repeated`, where that lacked rows of blocks still on the way.
    pub(super) fn work(
        &mut self,
        block: &Block,
        shape: &InventoryShape,
        file_number: usize,
        repeated: Option<&BTreeMap<u32, MetBefore>>,
    ) -> BlockReport<R::Batch> {
        let mut report = self.report(block.number, block.text.len() as u64);
        self.normaliser.start_block();
        self.own.clear();
        let mut reader = RecordReader::of(block, shape.delimiter);
        let mut record = RecordCells::new();
        let steps = self.merging.map_or(&[][..], |merging| merging.steps(file_number));
        let first = steps.partition_point(|(line, _)| *line < block.first_line);
        let mut steps = steps[first..].iter().peekable();
        for place in 0.. {
            if !reader.read(&mut record) {
                break;
            }
            let line = place_of(&mut record, block, self.patches, &shape.layout);
            let stray = swallowed(&record, line, shape);
            if !stray.is_empty() {
                report.sums.counts.rows_read += stray.len() as u64;
                for (reject, units) in stray {
                    report.set_aside(reject, units);
                }
                continue;
            }
            let row = Row { file: shape, line, record: &record };
            let standing = row.standing();
            if standing == RowStanding::Blank {
                continue;
            }
            if standing == RowStanding::Passed {
                report.sums.pass_over(row.passed(), row.place());
                self.recorder.beside(ToldRow::of(&row), &mut report.batch);
                continue;
            }
            if let Some((_, step)) = steps.next_if(|(at, _)| *at == line) {
                report.sums.counts.rows_read += 1;
                // Whether it leads or follows, a row that repeats it later is met again.
                self.meet(&row, file_number, place, repeated, &mut report);
                match step {
                    MergeStep::Follows(_) => report.sums.counts.merged += 1,
                    MergeStep::Leads(group) => {
                        if let Err(fault) = self.lead(*group, &row, file_number, &mut report) {
                            report.fault = Some(fault);
                            return report;
                        }
                    }
                }
                continue;
            }
            match self.normaliser.normalise_standing(&row, standing) {
                Ok(equipment) => match self.meet(&row, file_number, place, repeated, &mut report) {
                    MetBefore::Same => report.sums.counts.merged += 1,
                    MetBefore::Other(earlier) => {
                        let reject = row.reject(identity_field(&row), repeats(earlier));
                        self.recorder.repeated(ToldRow::of(&row), &mut report.batch);
                        report.set_aside(reject, units_of(&row));
                    }
                    MetBefore::New => self.keep(&row, &equipment, ALONE, &mut report),
                },
                Err(Aside::OutOfScope(kind)) => {
                    self.recorder.beside(ToldRow::of(&row), &mut report.batch);
                    report.out_of_scope(&row, kind, self.kernel.set);
                }
                Err(Aside::Reject(_)) if row.begins_another_table() => {
                    report.fault = Some(another_table(&row));
                    return report;
                }
                Err(Aside::Reject(reject)) => self.put_aside(&row, *reject, &mut report),
            }
            report.sums.counts.rows_read += 1;
        }
        self.recorder.end(&mut report.batch);
        report
    }

    /// Notes a row that stands for its machine, and says whether an earlier one does.
    fn meet(
        &mut self,
        row: &Row<'_>,
        file_number: usize,
        place: u32,
        repeated: Option<&BTreeMap<u32, MetBefore>>,
        report: &mut BlockReport<R::Batch>,
    ) -> MetBefore {
        let Some(key) = RowKey::of(row, file_number, place) else { return MetBefore::New };
        let met = match repeated {
            Some(told) => told.get(&place).copied().unwrap_or(MetBefore::New),
            None => self.own.meet(&key, self.met),
        };
        report.keys.push(key);
        if met != MetBefore::New {
            report.repeated.push((place, met));
        }
        met
    }

    /// Keeps the equipment that a group of rows is, or its leading row alone where they make none
    /// together: bought by one source after another has it leave.
    fn lead(
        &mut self,
        group: u32,
        row: &Row<'_>,
        file_number: usize,
        report: &mut BlockReport<R::Batch>,
    ) -> Result<(), Fault> {
        let joined = match self.merging {
            Some(merging) => merging.join(group, file_number, row.line)?,
            None => None,
        };
        if let Some(mut joined) = joined {
            let shape = self.shape_of(file_number, joined.levels, row.file);
            let record = joined.merged.cells.record();
            let whole = Row { file: &shape, line: row.line, record: &record };
            report.conflicts(std::mem::take(&mut joined.merged.conflicts));
            report.aliases.extend(joined.ids.iter().cloned());
            // Cells of several sources that make no life together are no machine.
            if let Ok(mut equipment) = self.normaliser.normalise(&whole)
                && self.normaliser.unread_fields().next().is_none()
            {
                // Another row may say what a cell that cannot be read does not.
                let is_missed =
                    |field: Field| field.moves_the_total() && whole.bytes(field).is_empty();
                if joined.unread.iter().any(|(field, _)| is_missed(*field)) {
                    equipment.assumed.insert(Assumption::UnreadCell);
                }
                self.keep(&whole, &equipment, joined.from(), report);
                report.unread(joined.unread.into_iter().map(|(_, cell)| cell));
                return Ok(());
            }
        }
        match self.normaliser.normalise(row) {
            Ok(equipment) => self.keep(row, &equipment, ALONE, report),
            Err(Aside::OutOfScope(kind)) => report.out_of_scope(row, kind, self.kernel.set),
            Err(Aside::Reject(reject)) => self.put_aside(row, *reject, report),
        }
        Ok(())
    }

    /// Sets a row aside, and has the recorder hear of it.
    fn put_aside(&mut self, row: &Row<'_>, reject: Reject, report: &mut BlockReport<R::Batch>) {
        self.recorder.aside(ToldRow::of(row), &mut report.batch);
        report.set_aside(reject, units_of(row));
    }

    fn shape_of(
        &mut self,
        file: usize,
        levels: bool,
        leader: &InventoryShape,
    ) -> Arc<InventoryShape> {
        let known = self.shapes.iter().find(|(f, from, _)| (*f, *from) == (file, levels));
        if let Some((_, _, shape)) = known {
            return shape.clone();
        }
        let shape = Arc::new(merged_shape(leader, levels));
        self.shapes.push((file, levels, shape.clone()));
        shape
    }

    #[inline]
    pub(super) fn keep(
        &mut self,
        row: &Row<'_>,
        equipment: &Equipment,
        from: JoinedFrom<'_>,
        report: &mut BlockReport<R::Batch>,
    ) {
        let amended = self.proofs.and_then(|proofs| {
            let place = (&row.file.name, row.line);
            proofs.amend(&identity(row), equipment, ToldRow::of(row), place)
        });
        let parts = amended.as_ref().map_or(&[][..], |amended| &amended.parts);
        let mut measure = None;
        if !self.usage.is_empty()
            && let Some(number) = self
                .usage
                .of(&identity(row))
                .or_else(|| from.ids.iter().find_map(|id| self.usage.of(id)))
        {
            report.sums.met.push(number);
            measure = Some(self.usage.measure(number));
        }
        if self.normaliser.unread_fields().next().is_some() {
            report.unread(self.normaliser.unread(row));
        }
        let told = ToldRow::of(row);
        let whole = parts.is_empty().then_some((equipment, LedgerDays::default()));
        let split = parts.iter().map(|part| (&part.equipment, part.days));
        for (part, (line, days)) in (0..).zip(whole.into_iter().chain(split)) {
            // What was measured of a line was drawn by all its units alike.
            let of_line = line.quantity / equipment.quantity;
            let measure = measure.map(|all| if parts.len() > 1 { all.times(of_line) } else { all });
            self.count((told, from.files), (line, days), part, measure, report);
        }
        report.sums.counts.kept += 1;
        let first = parts.first().map_or(equipment, |part| &part.equipment);
        report.sums.tally.note(first, equipment.quantity, &self.kernel.year);
        if let Some(amended) = amended.filter(|amended| !amended.conflicts.is_empty()) {
            report.sums.ledger_wins += 1;
            report.conflicts(amended.conflicts);
        }
    }

    /// Counts a line, or a part of it; `part` is its place among the parts, `files` those that tell of
    /// it, where several do.
    #[inline]
    fn count(
        &mut self,
        (told, files): (ToldRow<'_>, &[Arc<str>]),
        (equipment, days): (&Equipment, LedgerDays),
        part: u32,
        measure: Option<Measure>,
        report: &mut BlockReport<R::Batch>,
    ) {
        let choice = self.matcher.choose(told, equipment);
        let weighed = self.kernel.weigh(equipment, choice, measure);
        report.sums.weights.add(equipment, &weighed, part == 0);
        for (under, weights) in self.under.iter_mut().zip(&mut report.sums.under) {
            under.add((told, equipment), part, measure, weights);
        }
        report.sums.measured.note(&weighed, measure, part == 0);
        if !self.plan.is_empty() {
            let seen = &mut report.sums.servers;
            self.plan.see(told, (equipment, part == 0), &weighed, self.kernel, seen);
        }
        if let Some(on_desks) = &self.on_desks {
            on_desks.note(equipment, &mut report.sums.desks);
        }
        let line = Line {
            told,
            files,
            equipment,
            part,
            days,
            measure,
            weighed: &weighed,
            kernel: self.kernel,
            words: self.normaliser.words(),
        };
        self.recorder.record(&line, &mut report.batch);
    }
}

/// Why a row that another one's key stands on is set aside.
fn repeats(earlier: u32) -> Why {
    let Text { fr, en } = Why::Duplicate.reason();
    Why::said(text!("{fr} : ligne {earlier}", "{en}: line {earlier}"), Why::Duplicate.hint())
}

/// The fault of a table below another that was not found where the file was looked at: its rows
/// must not be read under the headings of the first.
#[cold]
fn another_table(row: &Row<'_>) -> Fault {
    let (file, line) = row.place();
    Fault::new(text!(
        "un autre tableau commence ici, sous d'autres titres de colonnes",
        "another table begins here, under other headings"
    ))
    .at(Path::new(&*file), line, "", "")
    .hint(text!(
        "enregistrez chaque tableau dans son propre fichier, et donnez-les ensemble",
        "save each table to a file of its own, and give them together"
    ))
}
