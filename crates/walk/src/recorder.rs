//! Who else hears of the rows that a walk goes through, besides its sums.

use super::proven::LedgerDays;
use equipment::{Equipment, Measure, ToldRow, Vocabulary};
use footprint::impact::{Kernel, Weighed};
use std::sync::Arc;

/// A row that went all the way.
pub struct Line<'a> {
    /// What the row tells past the door.
    pub told: ToldRow<'a>,
    /// The files that tell of it, where several do.
    pub files: &'a [Arc<str>],
    /// What it became.
    pub equipment: &'a Equipment,
    /// Its place among the parts of its row that movements of some of its units make; 0 where the
    /// row is one line, as nearly all are.
    pub part: u32,
    /// Which of its days the ledger tells.
    pub days: LedgerDays,
    /// What was measured of it.
    pub measure: Option<Measure>,
    /// What it weighs.
    pub weighed: &'a Weighed,
    /// What it was weighed with.
    pub kernel: &'a Kernel<'a>,
    /// The words it was read with.
    pub words: &'a Vocabulary,
}

impl Line<'_> {
    /// Whether rows of several files were joined to it.
    pub fn is_joined(&self) -> bool {
        !self.files.is_empty()
    }
}

/// Writes down what a user wants of each row, besides the sums.
pub trait Recorder: Send {
    /// What is written down of a block.
    type Batch: Default + Send;
    /// Writes down a row.
    fn record(&mut self, line: &Line<'_>, batch: &mut Self::Batch);
    /// Hears of a row that is set aside.
    fn aside(&mut self, _: ToldRow<'_>, _: &mut Self::Batch) {}
    /// Hears of a row that is set aside for the machine that an earlier row tells.
    fn repeated(&mut self, _: ToldRow<'_>, _: &mut Self::Batch) {}
    /// Hears of a row that is no equipment: a title, a sum, what is out of scope.
    fn beside(&mut self, _: ToldRow<'_>, _: &mut Self::Batch) {}
    /// Hears that a block has no more rows, on the thread that walked it.
    fn end(&mut self, _: &mut Self::Batch) {}
}

/// Writes down nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoRecord;

impl Recorder for NoRecord {
    type Batch = ();
    #[inline]
    fn record(&mut self, _: &Line<'_>, (): &mut ()) {}
}

/// Both write down what each wants.
impl<A: Recorder, B: Recorder> Recorder for (A, B) {
    type Batch = (A::Batch, B::Batch);

    #[inline]
    fn record(&mut self, line: &Line<'_>, batch: &mut Self::Batch) {
        self.0.record(line, &mut batch.0);
        self.1.record(line, &mut batch.1);
    }

    fn aside(&mut self, told: ToldRow<'_>, batch: &mut Self::Batch) {
        self.0.aside(told, &mut batch.0);
        self.1.aside(told, &mut batch.1);
    }

    fn repeated(&mut self, told: ToldRow<'_>, batch: &mut Self::Batch) {
        self.0.repeated(told, &mut batch.0);
        self.1.repeated(told, &mut batch.1);
    }

    fn beside(&mut self, told: ToldRow<'_>, batch: &mut Self::Batch) {
        self.0.beside(told, &mut batch.0);
        self.1.beside(told, &mut batch.1);
    }

    fn end(&mut self, batch: &mut Self::Batch) {
        self.0.end(&mut batch.0);
        self.1.end(&mut batch.1);
    }
}

/// Writes down nothing where there is none.
impl<R: Recorder> Recorder for Option<R> {
    type Batch = R::Batch;

    #[inline]
    fn record(&mut self, line: &Line<'_>, batch: &mut Self::Batch) {
        if let Some(recorder) = self {
            recorder.record(line, batch);
        }
    }

    fn aside(&mut self, told: ToldRow<'_>, batch: &mut Self::Batch) {
        if let Some(recorder) = self {
            recorder.aside(told, batch);
        }
    }

    fn repeated(&mut self, told: ToldRow<'_>, batch: &mut Self::Batch) {
        if let Some(recorder) = self {
            recorder.repeated(told, batch);
        }
    }

    fn beside(&mut self, told: ToldRow<'_>, batch: &mut Self::Batch) {
        if let Some(recorder) = self {
            recorder.beside(told, batch);
        }
    }

    fn end(&mut self, batch: &mut Self::Batch) {
        if let Some(recorder) = self {
            recorder.end(batch);
        }
    }
}
