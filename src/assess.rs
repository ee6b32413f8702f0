//! A walk in one call, for those who use the library.

use crate::estate::Estate;
use crate::factor::FactorSet;
use crate::fault::Fault;
use crate::impact::AssessedYear;
use crate::method::Method;
use crate::table::Reject;
use crate::text;
use crate::walk::{NoRecord, Outcome, Sink, Walk, WalkOptions};

/// How to assess an estate: the factors, the method, and what is walked.
///
/// ```
/// let mut options = empreinte::AssessOptions::shipped()?;
/// options.method = empreinte::method::Method::named("ghg-protocol")?;
/// # Ok::<(), empreinte::fault::Fault>(())
/// ```
#[derive(Debug, Clone)]
pub struct AssessOptions {
    /// The factors, before the method adapts them.
    pub factors: FactorSet,
    /// The method.
    pub method: Method,
    /// The year; the last of the estate's inventories where `None`.
    pub year: Option<i32>,
    /// Criteria to compute; when empty, those the factors compute unasked.
    pub criteria: Vec<String>,
    /// How many threads.
    pub threads: usize,
}

impl AssessOptions {
    /// The factors inside the library, ADEME's rules for information systems, one thread.
    ///
    /// # Errors
    ///
    /// None in a sound build: the factors inside are checked as any are.
    pub fn shipped() -> Result<Self, Fault> {
        Ok(Self {
            factors: FactorSet::shipped()?,
            method: Method::named("rcp-si")?,
            year: None,
            criteria: Vec::new(),
            threads: 1,
        })
    }
}

/// An assessment: what the walk came to, and the rows that stayed behind.
#[derive(Debug)]
pub struct Assessment {
    /// Counts, footprint, services, and what lacks.
    pub outcome: Outcome,
    /// The rows set aside, each with its reason.
    pub rejects: Vec<Reject>,
}

/// Keeps the rows set aside.
struct Rejects(Vec<Reject>);

impl Sink<()> for Rejects {
    fn rejects(&mut self, rejects: &[Reject]) -> Result<(), Fault> {
        self.0.extend_from_slice(rejects);
        Ok(())
    }

    fn batch(&mut self, (): ()) -> Result<(), Fault> {
        Ok(())
    }

    fn progress(&mut self, _: u64, _: u64) {}
}

/// Walks the rows of an estate's year and gives back its footprint.
///
/// ```
/// use empreinte::estate::Estate;
///
/// let estate = Estate::open(&["inventories/pme-exemple".into()])?;
/// let assessment = empreinte::assess(&estate, &empreinte::AssessOptions::shipped()?)?;
///
/// let counts = assessment.outcome.intake.counts;
/// assert_eq!((counts.rows_read, counts.kept), (42, 42));
/// let footprint = &assessment.outcome.footprint;
/// let total = footprint.totals.total(0); // kg CO2e of the year, the first criterion
/// let sure = footprint.headline().interval; // its 90 % interval
/// assert!(sure.low < total.value && total.value < sure.high);
/// # Ok::<(), empreinte::fault::Fault>(())
/// ```
///
/// # Errors
///
/// The estate has no inventory of the year, or a file of it cannot be used; the factors lack the
/// electricity of the year.
pub fn assess(estate: &Estate, options: &AssessOptions) -> Result<Assessment, Fault> {
    let year = options.year.or_else(|| estate.years().into_iter().max()).ok_or_else(|| {
        Fault::new(text!("aucun inventaire ne dit son année", "no inventory says its year"))
            .hint(text!("donnez l'année : `options.year`", "give the year: `options.year`"))
    })?;
    let set = options.method.adapt(options.factors.clone());
    let walk = Walk::prepare(
        estate,
        &set,
        &options.method,
        WalkOptions {
            year: AssessedYear::new(year, None),
            criteria: options.criteria.clone(),
            encoding: None,
            date_order: None,
            user_key: None,
            threads: options.threads,
        },
    )?
    .with_intervals(footprint::SureOf::Types);
    let mut rejects = Rejects(Vec::new());
    let outcome = walk.run(&walk.kernel()?, || NoRecord, &mut rejects)?;
    Ok(Assessment { outcome, rejects: rejects.0 })
}
