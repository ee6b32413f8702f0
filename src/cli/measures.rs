//! The same year without its usage records: what measuring did to the footprint.

use super::args::Meant;
use super::run::{Doors, Nothing};
use super::{other_set, outlook};
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::lifetime::Estimates;
use empreinte::report::WithoutMeasures;
use empreinte::walk::{NoRecord, Walk};

/// The footprint without measures: none where the estate has none, or where a second walk would
/// keep the user waiting.
pub(super) fn without(
    meant: &Meant,
    estimates: Option<&Estimates>,
    lang: Lang,
) -> Result<Option<WithoutMeasures>, Fault> {
    if meant.estate.usage.is_empty()
        || outlook::bytes(meant, meant.options.year.year)? > other_set::MOST_BYTES
    {
        return Ok(None);
    }
    let walk = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?
        .with_lifetimes(estimates)
        .without_measures();
    let outcome = walk.run(&walk.kernel()?, || NoRecord, &mut Doors::new(None, Nothing, lang))?;
    let total = outcome.footprint.totals.overall(0);
    let interval = outcome.footprint.headline().interval;
    Ok(total.map(|total| WithoutMeasures { total: total.value, interval }))
}
