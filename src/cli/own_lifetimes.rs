//! The organisation's own lifetimes for a footprint, where the user asks for them.

use super::args::Meant;
use super::run::{Doors, Nothing};
use empreinte::fault::Fault;
use empreinte::footprint::SureOf;
use empreinte::indicator::{GatherOptions, lifetime_estimates};
use empreinte::lang::Lang;
use empreinte::lifetime::Estimates;
use empreinte::report::OwnLifetimes;
use empreinte::text;
use empreinte::walk::{NoRecord, Walk};

/// How the years of an estate are read, their footprints taking these lifetimes.
pub(super) fn gathering(meant: &Meant, lifetimes: Option<Estimates>) -> GatherOptions {
    GatherOptions {
        year: meant.options.year.year,
        as_of: Some(meant.options.year.as_of),
        criteria: meant.options.criteria.clone(),
        encoding: meant.options.encoding,
        date_order: meant.options.date_order,
        threads: meant.options.threads,
        lifetimes,
        by_type: false,
    }
}

/// The estimates, from all years and the ledger, where they are asked for.
///
/// The years are read with the lifetimes they have: estimating rests on dates alone.
pub(super) fn asked(meant: &Meant, asked: bool) -> Result<Option<Estimates>, Fault> {
    if !asked {
        return Ok(None);
    }
    if !meant.method.takes_own_lifetimes() {
        let name = &meant.method.name;
        return Err(Fault::new(text!(
            "la méthode `{name}` ne prend pas de durées de vie propres",
            "method `{name}` takes no lifetimes of one's own"
        ))
        .hint(text!(
            "sans `--own-lifetimes`, ou avec `--method rcp-si`",
            "without `--own-lifetimes`, or with `--method rcp-si`"
        )));
    }
    let options = gathering(meant, None);
    lifetime_estimates(&meant.estate, &meant.set, &meant.method, &options).map(Some)
}

/// The estimates beside a footprint, with its total the other way.
pub(super) fn beside(
    meant: &Meant,
    estimates: Estimates,
    taken: bool,
    lang: Lang,
) -> Result<OwnLifetimes, Fault> {
    let other = if estimates.by_type().is_empty() {
        None
    } else {
        let walk = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?
            .with_lifetimes((!taken).then_some(&estimates))
            .with_intervals(SureOf::Nothing);
        let mut doors = Doors::new(None, Nothing, lang);
        let outcome = walk.run(&walk.kernel()?, || NoRecord, &mut doors)?;
        outcome.footprint.totals.overall(0)
    };
    Ok(OwnLifetimes { estimates, taken, other })
}
