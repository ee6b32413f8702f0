//! The total under the other set that the program carries: makers' figures beside official ones.

use super::args::{EstateArgs, Meant};
use super::outlook;
use super::run::{Doors, Nothing};
use empreinte::factor::FactorSet;
use empreinte::fault::Fault;
use empreinte::footprint::{Sums, SureOf};
use empreinte::lang::Lang;
use empreinte::lifetime::Estimates;
use empreinte::report::OtherSet;
use empreinte::walk::{NoRecord, Outcome, Walk};
use std::path::PathBuf;

/// The bytes of inventory up to which the year is walked a second time.
pub(super) const MOST_BYTES: u64 = 64 << 20;

/// The other set, and what the year comes to under it.
pub(super) struct AnotherSet {
    name: String,
    set: FactorSet,
}

/// The other set: none where no set stands beside the one used, where the inventories are so large
/// that weighing them twice would keep the user waiting, or where it has not what is asked for.
pub(super) fn asked(args: &EstateArgs, meant: &Meant) -> Result<Option<AnotherSet>, Fault> {
    let Some((name, places)) = other(&args.factors, &meant.set.layers[0].name) else {
        return Ok(None);
    };
    if outlook::bytes(meant, meant.options.year.year)? > MOST_BYTES {
        return Ok(None);
    }
    let set = meant.method.adapt(args.factors_of(&places, &meant.estate)?);
    // What is asked for and that set has not, it does not tell.
    let has = |code: &String| set.criteria.iter().any(|one| one.code == *code);
    Ok(meant.options.criteria.iter().all(has).then_some(AnotherSet { name, set }))
}

impl AnotherSet {
    /// Has a walk weigh its rows under the set too, where that reads them as the walk's own does.
    pub(super) fn join<'a>(&'a self, walk: &mut Walk<'a>) {
        walk.under_too(&self.set);
    }

    /// What the year comes to under the set: by the walk that it joined, else walked once more.
    pub(super) fn told(
        &self,
        outcome: &Outcome,
        meant: &Meant,
        estimates: Option<&Estimates>,
        lang: Lang,
    ) -> Result<OtherSet, Fault> {
        if let Some(totals) = outcome.under_too.first() {
            return Ok(self.of(totals));
        }
        let walk = Walk::prepare(&meant.estate, &self.set, &meant.method, meant.options.clone())?
            .with_lifetimes(estimates)
            .with_intervals(SureOf::Nothing);
        let mut doors = Doors::new(None, Nothing, lang);
        let outcome = walk.run(&walk.kernel()?, || NoRecord, &mut doors)?;
        Ok(self.of(&outcome.footprint.totals))
    }

    fn of(&self, totals: &Sums) -> OtherSet {
        let total = totals.overall(0).map(|total| total.value);
        OtherSet { name: self.name.clone(), total, lacking: totals.lacking(0) }
    }
}

/// The other set's name, and the sets that make it: the makers' laid over the official one, or
/// that one alone where the makers' is used already.
fn other(given: &[PathBuf], lowest: &str) -> Option<(String, Vec<PathBuf>)> {
    let makers = format!("pcf-{}", lowest.strip_prefix("core-")?);
    let mut places = given.to_vec();
    let is = |place: &PathBuf, name: &str| place.to_str() == Some(name);
    if places.iter().any(|place| is(place, &makers)) {
        places.retain(|place| !is(place, &makers));
        if places.is_empty() {
            places.push(PathBuf::from(lowest));
        }
        return Some((lowest.to_owned(), places));
    }
    if !empreinte::factor::shipped_names().any(|name| name == makers) {
        return None;
    }
    let at = usize::from(places.first().is_some_and(|place| is(place, lowest)));
    places.insert(at, PathBuf::from(&makers));
    Some((makers, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(given: &[&str], lowest: &str) -> Option<(String, Vec<String>)> {
        let given: Vec<PathBuf> = given.iter().map(PathBuf::from).collect();
        let (name, places) = other(&given, lowest)?;
        Some((name, places.iter().map(|place| place.display().to_string()).collect()))
    }

    #[test]
    fn the_makers_set_lies_right_over_the_official_one_and_under_all_else() {
        let said = |name: &str, places: &[&str]| {
            Some((name.to_owned(), places.iter().map(|place| (*place).to_owned()).collect()))
        };
        let (core, pcf) = ("core-2026.12", "pcf-2026.12");
        assert_eq!(of(&[], core), said(pcf, &[pcf]));
        assert_eq!(of(&[core, "own"], core), said(pcf, &[core, pcf, "own"]));
        assert_eq!(of(&["models-2026.12"], core), said(pcf, &[pcf, "models-2026.12"]));
        assert_eq!(of(&[pcf], core), said(core, &[core]));
        assert_eq!(of(&["own"], "own"), None);
    }
}
