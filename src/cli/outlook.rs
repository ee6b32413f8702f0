//! What stands beside a year's figure where it costs little: the year before, and what to do.

use super::args::Meant;
use super::own_lifetimes::gathering;
use super::{scenario, terminal, years};
use empreinte::change::Change;
use empreinte::fault::Fault;
use empreinte::indicator::{EstateYear, Gathered};
use empreinte::lang::Lang;
use empreinte::lifetime::Estimates;
use empreinte::report::is_counted;
use empreinte::scenario::{Advice, advice as levers};
use empreinte::text;

/// The bytes of text of inventories up to which they are read again for it.
const MOST_BYTES: u64 = 2 << 20;
/// How many things to do are told.
const TOLD: usize = 3;
/// The years over which what is done counts.
const YEARS: i32 = 5;

/// About how many bytes of text the inventories of a year have.
pub(super) fn bytes(meant: &Meant, year: i32) -> Result<u64, Fault> {
    Ok(meant.estate.text_bytes(meant.estate.inventory_of(year)?))
}

/// What changed since the year before, where its inventory is there, and what could be done, what
/// lowers most first; nothing where the estate is large.
///
/// A lone inventory needs no headcount for it: the people of today stay.
pub(super) fn around(
    meant: &Meant,
    lifetimes: Option<Estimates>,
    lang: Lang,
) -> Result<(Option<Change>, Vec<Advice>), Fault> {
    if all_bytes(meant)? > MOST_BYTES {
        return Ok((None, Vec::new()));
    }
    let last = years::last_pair(meant);
    match years::walked(meant, &gathering(meant, lifetimes), last, Vec::new(), |_, _| ()) {
        Ok((gathered, changed)) => {
            let change = changed.into_values().next().and_then(Result::ok);
            Ok((change, advice_of(&gathered, meant)?))
        }
        // What goes wrong in another year is no matter of this figure.
        Err(fault) => {
            let said = fault.render(lang);
            let left = text!(
                "ce qui a changé et ce qui est à faire ne sont pas dits : {said}",
                "what changed and what to do are not told: {said}"
            );
            terminal::say(left.say(lang));
            Ok((None, Vec::new()))
        }
    }
}

/// The same, of an estate that was read.
pub(super) fn advice_of(gathered: &Gathered<'_>, meant: &Meant) -> Result<Vec<Advice>, Fault> {
    if all_bytes(meant)? > MOST_BYTES {
        return Ok(Vec::new());
    }
    let facts = EstateYear::of(gathered, meant.options.year.year);
    let facts = facts.filter(|facts| is_counted(&facts.rows.outcome));
    Ok(facts.map_or_else(Vec::new, |facts| levers(&facts, &scenario::people(meant, YEARS), TOLD)))
}

fn all_bytes(meant: &Meant) -> Result<u64, Fault> {
    let mut years: Vec<i32> = meant.estate.years();
    if !years.contains(&meant.options.year.year) {
        years.push(meant.options.year.year);
    }
    years.into_iter().map(|year| bytes(meant, year)).sum()
}
