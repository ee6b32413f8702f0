//! Electricity by contract, beside electricity by place: never summed with it.

use super::assess::Footprint;
use super::weights::Weights;
use crate::Axis;
use crate::impact::{Kernel, Scope};
use equipment::SharedNames;
use equipment::estate::{Card, Contract, ContractKind};
use factor::ZoneId;
use ground::fault::Fault;
use ground::quantity::Interval;
use ground::table::numbered;
use ground::text;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::PoisonError;

/// What a contract covered.
#[derive(Debug, Clone, PartialEq)]
pub struct ContractCover {
    /// Its name.
    pub name: String,
    /// What it rests on.
    pub kind: ContractKind,
    /// Its source.
    pub source: String,
    /// Electricity it covered, kWh.
    pub kwh: f64,
    /// Electricity it is of and nobody drew, kWh.
    pub beyond_kwh: f64,
    /// What that weighs by the contract, kgCO2e.
    pub amount: Interval,
    /// What it would weigh by place, kgCO2e.
    pub by_place: f64,
}

/// The electricity of the year by contract: that of the equipment and of the rooms, which alone a
/// contract supplies. The electricity of services is their provider's.
#[derive(Debug, Clone, PartialEq)]
pub struct Market {
    /// By place (location-based), kgCO2e: as the totals count it.
    pub by_place: Interval,
    /// By contract (market-based), kgCO2e; what no contract covers weighs what its place says.
    pub by_contract: Interval,
    /// Of that, what is of scope 2 by contract: upstream and losses of what no contract covers are
    /// of scope 3.3, whatever is bought.
    pub scope_2: Interval,
    /// Electricity, kWh.
    pub kwh: f64,
    /// Electricity that no contract covers, kWh.
    pub uncovered_kwh: f64,
    /// The contracts of the year.
    pub contracts: Vec<ContractCover>,
    /// The share of each site's and zone's electricity that contracts of renewable origin cover.
    pub renewable: BTreeMap<(String, ZoneId), f64>,
}

/// Electricity of one site and zone.
#[derive(Default)]
struct SiteSupply {
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
        let by_place = footprint.perimeters.supplied(carbon);
        let mut whole = CoverTally::of(by_place);
        let mut burnt = CoverTally::of(by_place * burnt_share(&supplies, kernel, carbon)?);
        let mut market = Self {
            by_place,
            by_contract: by_place,
            scope_2: Interval::ZERO,
            kwh: supplies.values().map(|supply| supply.kwh).sum(),
            uncovered_kwh: 0.0,
            contracts: Vec::new(),
            renewable: BTreeMap::new(),
        };
        for contract in contracts {
            let mut zones = Vec::new();
            for country in &contract.countries {
                zones.push(zone_of(country).ok_or_else(|| unknown(contract, country, path))?);
            }
            for site in &contract.sites {
                let from = (site.clone(), ZoneId(0));
                let known = supplies.range(from..).next().is_some_and(|((at, _), _)| at == site);
                if !known {
                    return Err(unknown(contract, site, path));
                }
            }
            let sites: HashSet<&str> = contract.sites.iter().map(String::as_str).collect();
            let is_of = |(site, zone): &(String, ZoneId)| {
                (sites.is_empty() || sites.contains(site.as_str()))
                    && (zones.is_empty() || zones.contains(zone))
            };
            let left: f64 =
                supplies.iter().filter(|(of, _)| is_of(of)).map(|(_, s)| s.left.max(0.0)).sum();
            // Kilowatt-hours are shared by what no contract before covers.
            let of_left =
                contract.kwh.map(|kwh| if left > 0.0 { (kwh / left).min(1.0) } else { 0.0 });
            let share = contract.share.unwrap_or(1.0);
            let mut covered = ContractCover {
                name: contract.name.clone(),
                kind: contract.kind,
                source: contract.source.clone(),
                kwh: 0.0,
                beyond_kwh: 0.0,
                amount: Interval::ZERO,
                by_place: 0.0,
            };
            let is_renewable = contract.kind.is_renewable();
            for ((site, zone), supply) in supplies.iter_mut().filter(|(of, _)| is_of(of)) {
                let kwh = match of_left {
                    Some(of_left) => supply.left.max(0.0) * of_left,
                    None => supply.kwh.max(0.0) * share,
                };
                if kwh > 0.0 && kwh > supply.left + 1e-9 * supply.kwh.abs() {
                    return Err(too_much(contract, site, path));
                }
                supply.left -= kwh;
                let here = by_place_of(kernel, *zone, carbon)? * kwh;
                let there = contract.factor() * kwh;
                covered.kwh += kwh;
                if is_renewable && supply.kwh > 0.0 {
                    let of = market.renewable.entry((site.clone(), *zone)).or_default();
                    *of += kwh / supply.kwh;
                }
                covered.amount += there;
                covered.by_place += here;
                whole.swap(here, there);
                burnt.swap(here * kernel.electricity_shares(*zone, carbon)[0], there);
            }
            let beyond = contract.kwh.map_or(0.0, |kwh| kwh - covered.kwh);
            covered.beyond_kwh = if beyond > 1e-9 * covered.kwh { beyond } else { 0.0 };
            market.contracts.push(covered);
        }
        market.by_contract = whole.left();
        market.scope_2 = burnt.left() * operated(footprint, carbon, burnt.start.value);
        market.uncovered_kwh = supplies.values().map(|supply| supply.left).sum();
        Ok(Some(market))
    }

    /// The share of the electricity that no contract covers, 0 to 1.
    pub fn uncovered_share(&self) -> f64 {
        if self.kwh == 0.0 { 0.0 } else { self.uncovered_kwh / self.kwh }
    }
}

/// An amount by place of which parts are taken over by contracts.
struct CoverTally {
    start: Interval,
    now: Interval,
}

impl CoverTally {
    fn of(start: Interval) -> Self {
        Self { start, now: start }
    }

    /// Takes a part by place out, and puts what its contract says in. The part goes with its
    /// bounds, which hold those of the kWh too.
    fn swap(&mut self, here: f64, there: Interval) {
        let gone = if self.start.value == 0.0 { 0.0 } else { here / self.start.value };
        self.now = Interval {
            value: self.now.value - here + there.value,
            low: self.now.low - self.start.low * gone + there.low,
            high: self.now.high - self.start.high * gone + there.high,
        };
    }

    /// What it came to: what is left when all is taken out is a rounding, not an impact.
    fn left(&self) -> Interval {
        let most = self.start.high.abs().max(1.0) * 1e-12;
        let settled = |bound: f64| if bound.abs() <= most { 0.0 } else { bound };
        let value = settled(self.now.value);
        // A bound apart by a rounding only is no bound.
        let beside =
            |bound: f64| if (bound - value).abs() <= most { value } else { settled(bound) };
        Interval { value, low: beside(self.now.low), high: beside(self.now.high) }
    }
}

/// The impact of a kWh of a zone, by place.
fn by_place_of(kernel: &Kernel<'_>, zone: ZoneId, carbon: usize) -> Result<f64, Fault> {
    let factor = kernel.mix(zone)?.factors[kernel.criteria[carbon]];
    Ok(factor.map_or(0.0, |id| kernel.set.factor(id).amount.value))
}

/// The share of the electricity's impact that is burnt at power plants.
fn burnt_share(
    supplies: &BTreeMap<(String, ZoneId), SiteSupply>,
    kernel: &Kernel<'_>,
    carbon: usize,
) -> Result<f64, Fault> {
    let (mut whole, mut burnt) = (0.0, 0.0);
    for ((_, zone), supply) in supplies {
        let here = by_place_of(kernel, *zone, carbon)? * supply.kwh;
        whole += here;
        burnt += here * kernel.electricity_shares(*zone, carbon)[0];
    }
    Ok(if whole == 0.0 { 1.0 } else { burnt / whole })
}

/// The share of what is burnt that the organisation operates: its employees' own kit is theirs.
fn operated(footprint: &Footprint, carbon: usize, burnt: f64) -> f64 {
    let scopes = footprint.axis(Axis::Scope).iter();
    let mut of = scopes.filter(|group| group.code == Scope::Electricity.code());
    let scope_2 = of.next().map_or(0.0, |group| group.sums.used(carbon).value);
    if burnt == 0.0 { 1.0 } else { scope_2 / burnt }
}

fn supplies(
    footprint: &Footprint,
    weights: &Weights,
    kernel: &Kernel<'_>,
    names: &SharedNames,
    card: &Card,
) -> BTreeMap<(String, ZoneId), SiteSupply> {
    let mut supplies: BTreeMap<(String, ZoneId), SiteSupply> = BTreeMap::new();
    let mut rooms: BTreeMap<usize, BTreeMap<String, f64>> = BTreeMap::new();
    let sites = names.sites.lock().unwrap_or_else(PoisonError::into_inner);
    for ((number, factors, cell), centre) in weights.rooms(&kernel.choices.ranks()) {
        let site = sites.name(numbered(number));
        // Another's electricity is no electricity of this site.
        if kernel.is_service(factors.choice) {
            continue;
        }
        let kwh = cell.weight.kwh.0.value;
        supplies.entry((site.to_owned(), factors.zone)).or_default().kwh += kwh;
        if let Some(centre) = centre {
            *rooms.entry(centre).or_default().entry(site.to_owned()).or_default() += kwh;
        }
    }
    for centre in &footprint.centres {
        let difference = centre.difference_kwh();
        // What a meter says more or less is drawn where its equipment stands; without equipment,
        // at the site of its datacentre, where a place tells.
        let room = rooms.get(&centre.at);
        let drawn: f64 = room.iter().flat_map(|room| room.values()).sum();
        if drawn > 0.0 {
            for (site, kwh) in room.into_iter().flatten() {
                let supply = supplies.entry((site.clone(), centre.zone)).or_default();
                supply.kwh += difference * kwh / drawn;
            }
            continue;
        }
        let of = card.places.values().find(|place| place.datacentre.as_ref() == Some(&centre.id));
        let site = of.and_then(|place| place.site.as_deref()).unwrap_or("").to_owned();
        supplies.entry((site, centre.zone)).or_default().kwh += difference;
    }
    settle(&mut supplies);
    supplies
}

/// Takes what a meter says less than its equipment off the other electricity of its zone, where its
/// own site has not as much: no contract covers what nobody draws.
fn settle(supplies: &mut BTreeMap<(String, ZoneId), SiteSupply>) {
    let mut zones: BTreeMap<ZoneId, (f64, f64)> = BTreeMap::new();
    for ((_, zone), supply) in supplies.iter() {
        let (more, less) = zones.entry(*zone).or_default();
        *(if supply.kwh < 0.0 { less } else { more }) += supply.kwh;
    }
    for ((_, zone), supply) in supplies.iter_mut() {
        let (more, less) = zones[zone];
        let of = if supply.kwh < 0.0 { less } else { more };
        // What stays of the greater of both, in proportion; nothing of the other.
        let stays = more + less;
        if less < 0.0 {
            let is_greater = (supply.kwh < 0.0) == (stays < 0.0);
            supply.kwh = if is_greater && of != 0.0 { supply.kwh * stays / of } else { 0.0 };
        }
        supply.left = supply.kwh;
    }
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
