//! Electricity by contract, beside electricity by place: never summed with it.

use super::assess::Footprint;
use super::weights::Weights;
use crate::impact::Kernel;
use equipment::SharedNames;
use equipment::estate::{Card, Contract, ContractKind};
use factor::ZoneId;
use ground::fault::Fault;
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::text;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::PoisonError;

/// What a contract covered.
#[derive(Debug, Clone, PartialEq)]
pub struct Covered {
    /// Its name.
    pub name: String,
    /// What it rests on.
    pub kind: ContractKind,
    /// Its source.
    pub source: String,
    /// Electricity it covered, kWh.
    pub kwh: f64,
    /// What that weighs by the contract, kgCO2e.
    pub amount: Interval,
    /// What it would weigh by place, kgCO2e.
    pub by_place: f64,
}

/// The electricity of the year by contract.
#[derive(Debug, Clone, PartialEq)]
pub struct Market {
    /// Use by place (location-based), kgCO2e: that of the totals.
    pub by_place: Interval,
    /// Use by contract (market-based), kgCO2e; what no contract covers weighs what its place says.
    pub by_contract: Interval,
    /// Electricity, kWh.
    pub kwh: f64,
    /// Electricity that no contract covers, kWh.
    pub uncovered_kwh: f64,
    /// The contracts of the year.
    pub contracts: Vec<Covered>,
}

/// Electricity of one site and zone.
#[derive(Default)]
struct Supply {
    kwh: f64,
    left: f64,
}

impl Market {
    /// Holds the contracts of the year against the electricity of sites and zones; `None` where
    /// there is no contract or carbon is not computed.
    ///
    /// # Errors
    ///
    /// Contracts cover more than all of a site; a contract names a site or country that the
    /// inventory does not have.
    pub fn of(
        footprint: &Footprint,
        weights: &Weights,
        kernel: &Kernel<'_>,
        names: &SharedNames,
        card: (&Card, &Path),
        zone_of: impl Fn(&str) -> Option<ZoneId>,
    ) -> Result<Option<Self>, Fault> {
        let (card, path) = card;
        let contracts: Vec<&Contract> =
            card.contracts.iter().filter(|one| one.holds_in(kernel.year.year)).collect();
        let carbon = footprint.criteria.iter().position(|criterion| criterion.code == "gwp");
        let Some(carbon) = carbon.filter(|_| !contracts.is_empty()) else { return Ok(None) };
        let mut supplies = supplies(footprint, weights, kernel, names, card);
        let by_place = footprint.totals.stage(carbon, Stage::Use);
        let mut market = Self {
            by_place,
            by_contract: by_place,
            kwh: supplies.values().map(|supply| supply.kwh).sum(),
            uncovered_kwh: 0.0,
            contracts: Vec::new(),
        };
        for contract in contracts {
            let mut zones = Vec::new();
            for country in &contract.countries {
                zones.push(zone_of(country).ok_or_else(|| unknown(contract, country, path))?);
            }
            for site in &contract.sites {
                if !supplies.keys().any(|(known, _)| known == site) {
                    return Err(unknown(contract, site, path));
                }
            }
            let is_of = |(site, zone): &(String, ZoneId)| {
                (contract.sites.is_empty() || contract.sites.contains(site))
                    && (zones.is_empty() || zones.contains(zone))
            };
            let all: f64 =
                supplies.iter().filter(|(of, _)| is_of(of)).map(|(_, s)| s.kwh.max(0.0)).sum();
            let share = match contract.kwh {
                Some(kwh) if all > 0.0 => (kwh / all).min(1.0),
                Some(_) => 0.0,
                None => contract.share.unwrap_or(1.0),
            };
            let mut covered = Covered {
                name: contract.name.clone(),
                kind: contract.kind,
                source: contract.source.clone(),
                kwh: 0.0,
                amount: Interval::ZERO,
                by_place: 0.0,
            };
            for ((site, zone), supply) in supplies.iter_mut().filter(|(of, _)| is_of(of)) {
                let kwh = supply.kwh.max(0.0) * share;
                if kwh > supply.left + 1e-9 * supply.kwh.abs() {
                    return Err(too_much(contract, site, path));
                }
                supply.left -= kwh;
                let here = kernel.mix(*zone)?.factors[kernel.criteria[carbon]];
                let here = here.map_or(Interval::ZERO, |id| kernel.set.factor(id).amount) * kwh;
                let there = contract.factor() * kwh;
                covered.kwh += kwh;
                covered.amount += there;
                covered.by_place += here.value;
                // Of the use by place, the part that the contract covers goes with its bounds,
                // which hold those of the kWh too.
                let gone = if by_place.value == 0.0 { 0.0 } else { here.value / by_place.value };
                market.by_contract = Interval {
                    value: market.by_contract.value - here.value + there.value,
                    low: market.by_contract.low - by_place.low * gone + there.low,
                    high: market.by_contract.high - by_place.high * gone + there.high,
                };
            }
            market.contracts.push(covered);
        }
        // What is left when all is covered is a rounding, not an impact.
        let bounds = &mut market.by_contract;
        let most = by_place.high.abs().max(1.0) * 1e-12;
        for bound in [&mut bounds.value, &mut bounds.low, &mut bounds.high] {
            if bound.abs() <= most {
                *bound = 0.0;
            }
        }
        market.uncovered_kwh = supplies.values().map(|supply| supply.left).sum();
        Ok(Some(market))
    }

    /// The share of the electricity that no contract covers, 0 to 1.
    pub fn uncovered_share(&self) -> f64 {
        if self.kwh == 0.0 { 0.0 } else { self.uncovered_kwh / self.kwh }
    }
}

fn supplies(
    footprint: &Footprint,
    weights: &Weights,
    kernel: &Kernel<'_>,
    names: &SharedNames,
    card: &Card,
) -> BTreeMap<(String, ZoneId), Supply> {
    let mut supplies: BTreeMap<(String, ZoneId), Supply> = BTreeMap::new();
    let sites = names.sites.lock().unwrap_or_else(PoisonError::into_inner);
    for (number, cells) in weights.sites(&kernel.choices) {
        let site = sites.name(u32::try_from(number).unwrap_or(u32::MAX));
        for (factors, cell) in cells {
            supplies.entry((site.to_owned(), factors.zone)).or_default().kwh +=
                cell.weight.kwh.value;
        }
    }
    for centre in &footprint.centres {
        // What a meter says more belongs to the site of its datacentre, where a place tells.
        let of = card.places.values().find(|place| place.datacentre.as_ref() == Some(&centre.id));
        let site = of.and_then(|place| place.site.as_deref()).unwrap_or("").to_owned();
        supplies.entry((site, centre.zone)).or_default().kwh += centre.difference_kwh();
    }
    for supply in supplies.values_mut() {
        supply.left = supply.kwh;
    }
    supplies
}

fn unknown(contract: &Contract, what: &str, path: &Path) -> Fault {
    let name = &contract.name;
    Fault::new(text!(
        "[[contracts]] {name} : l'inventaire n'a pas `{what}`",
        "[[contracts]] {name}: the inventory does not have `{what}`"
    ))
    .in_file(path)
    .hint(text!(
        "un site s'écrit comme dans l'inventaire ou [places] : `empreinte assess … --by site` les montre",
        "a site is written as in the inventory or [places]: `empreinte assess … --by site` shows them"
    ))
}

fn too_much(contract: &Contract, site: &str, path: &Path) -> Fault {
    let name = &contract.name;
    Fault::new(text!(
        "[[contracts]] {name} : les contrats couvrent plus que toute l'électricité de `{site}`",
        "[[contracts]] {name}: contracts cover more than all the electricity of `{site}`"
    ))
    .in_file(path)
    .hint(text!(
        "baissez `share`, ou dites à quels sites va chaque contrat",
        "lower `share`, or say which sites each contract supplies"
    ))
}
