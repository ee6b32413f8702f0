//! Two years of an estate, walked.

use empreinte_change::{Change, Collected, SeenBatch, SeenRecorder, YearSeen};
use equipment::estate::Estate;
use factor::{FactorSet, SetPlace};
use footprint::impact::AssessedYear;
use footprint::method::Method;
use ground::fault::Fault;
use ground::table::Reject;
use std::path::{Path, PathBuf};
use walk::{Sink, Walk, WalkOptions};

struct All(Collected);

impl Sink<SeenBatch> for All {
    fn rejects(&mut self, _: &[Reject]) -> Result<(), Fault> {
        Ok(())
    }
    fn batch(&mut self, batch: SeenBatch) -> Result<(), Fault> {
        self.0.add(batch);
        Ok(())
    }
    fn progress(&mut self, _: u64, _: u64) {}
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The change of an estate between two years, by a method, and the factors that it is made with.
pub(crate) fn between(
    place: &Path,
    factors: SetPlace,
    method: &str,
    years: [i32; 2],
) -> (Change, FactorSet) {
    between_by(place, &[factors], method, years)
}

/// The same by several sets, the lowest first.
pub(crate) fn between_by(
    place: &Path,
    factors: &[SetPlace],
    method: &str,
    [from, to]: [i32; 2],
) -> (Change, FactorSet) {
    let estate = Estate::open(&[place.to_owned()]).unwrap();
    let method = Method::named(method).unwrap();
    let set = method.adapt(FactorSet::stack(factors, false).unwrap());
    let walks = [from, to].map(|year| {
        let options = WalkOptions {
            year: AssessedYear::new(year, None),
            criteria: Vec::new(),
            encoding: None,
            date_order: None,
            user_key: None,
            threads: 1,
        };
        Walk::prepare(&estate, &set, &method, options).unwrap()
    });
    let kernels = walks.each_ref().map(|walk| walk.kernel().unwrap());
    let ran = [0, 1].map(|at: usize| {
        let mut all = All(Collected::default());
        let outcome = walks[at].run(&kernels[at], || SeenRecorder, &mut all).unwrap();
        (all.0, outcome)
    });
    let [(old_rows, old), (new_rows, new)] = ran;
    let seen = |at: usize, rows, outcome| YearSeen::of(&walks[at], &kernels[at], rows, outcome);
    let change =
        Change::between(seen(0, old_rows, &old), seen(1, new_rows, &new), &set, None).unwrap();
    (change, set)
}
