//! Services and factors: lines for the footprint, and what has no factor.

use super::read::{Services, Used};
use super::words::{SHEETS_A_REAM, ServiceWord};
use crate::impact::{Kernel, Scope};
use crate::{Extra, FactorWeight, Sums};
use factor::{Metric, ServiceFactor, ZoneId};
use ground::fault::Fault;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::stage::Stage;
use std::collections::{BTreeMap, BTreeSet};

const HOURS_A_DAY: f64 = 24.0;

/// A line of `services.csv` with its impacts.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedService {
    /// Its line in the file.
    pub line: u64,
    /// The service.
    pub service: String,
    /// How much falls into the year, in `unit`.
    pub amount: f64,
    /// What it is counted in: GB, TB (mean over the year), sheet, kg or cartridge.
    pub unit: String,
    /// Days of its period in the year.
    pub days: i32,
    /// The zone it is used in.
    pub zone: ZoneId,
    /// The site, as the file says it.
    pub site: String,
    /// The entity, as the file says it.
    pub entity: String,
    /// The factors it met, with the zone of each.
    pub factors: Vec<(String, String)>,
    /// Its electricity, kWh ([`Extra::kwh_known`]).
    pub kwh: Option<Interval>,
    /// Its impacts.
    pub sums: Sums,
    /// The criteria (by their places) and stages that have a figure.
    pub figures: BTreeSet<(usize, Stage)>,
}

/// A service that no factor is known for, where it is used: missing, not zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Unpriced {
    /// The service.
    pub service: String,
    /// Its name for people.
    pub label: Text,
    /// How much.
    pub amount: f64,
    /// What it is counted in.
    pub unit: String,
    /// How many rows.
    pub rows: u64,
}

/// The services of a year, with their impacts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceLines {
    /// Rows read.
    pub rows_read: u64,
    /// Rows set aside.
    pub rejected: u64,
    /// Rows wholly in another year.
    pub other_years: u64,
    /// One line a row that is of the year.
    pub lines: Vec<PricedService>,
    /// A line a service, for the footprint.
    pub extras: Vec<Extra>,
    /// What has no factor.
    pub unpriced: Vec<Unpriced>,
}

impl ServiceLines {
    /// Whether the operator's fixed network with the subscriber's box is in it.
    pub fn has_box(&self) -> bool {
        self.extras.iter().any(|extra| extra.code == "service:network_fixed")
    }

    /// Whether any network is in it.
    pub fn has_network(&self) -> bool {
        let services = self.extras.iter().filter_map(|extra| extra.code.strip_prefix("service:"));
        services.into_iter().any(is_network)
    }
}

/// Whether a service is data over a network, whose factor is a mean of all there is: it does not measure
/// what a gigabyte less would save.
pub fn is_network(service: &str) -> bool {
    service.starts_with("network")
}

impl Services {
    /// Meets the services with the factors of the set; those without zone of their own are used
    /// in `own_zone`.
    ///
    /// `GB · F`, `sheets / 500 · F`; hosted storage: `TB · 24 h · days · F · PUE` kWh, which meet the
    /// zone's electricity, and `TB · days / days of the year · F / L` for the disks.
    ///
    /// # Errors
    ///
    /// A zone has no electricity factor that could stand in for the year.
    pub fn priced(&self, kernel: &Kernel<'_>, own_zone: ZoneId) -> Result<ServiceLines, Fault> {
        let mut out = ServiceLines {
            rows_read: self.rows_read,
            rejected: self.rejects.len() as u64,
            other_years: self.other_years,
            ..ServiceLines::default()
        };
        let Some(words) = &self.words else { return Ok(out) };
        let mut extras: BTreeMap<usize, Extra> = BTreeMap::new();
        let mut unpriced: BTreeMap<usize, Unpriced> = BTreeMap::new();
        for used in &self.used {
            let service = words.get(used.service);
            let zone = used.zone.unwrap_or(own_zone);
            let factors = kernel.set.service_in(&service.code, zone);
            let mut extra = blank(service);
            let mut priced = false;
            for factor in &factors {
                priced |= price(kernel, used, factor, zone, &mut extra)?;
            }
            if !priced {
                let missing = unpriced.entry(used.service).or_insert_with(|| Unpriced {
                    service: service.code.clone(),
                    label: service.label.clone(),
                    amount: 0.0,
                    unit: service.counted_in.clone(),
                    rows: 0,
                });
                missing.amount += amount_of(used, service, kernel);
                missing.rows += 1;
            }
            out.lines.push(PricedService {
                line: used.line,
                service: service.code.clone(),
                amount: amount_of(used, service, kernel),
                unit: service.counted_in.clone(),
                days: used.days,
                zone,
                site: used.site.clone(),
                entity: used.entity.clone(),
                factors: factors
                    .iter()
                    .map(|one| (kernel.set.factor(one.factor).id.clone(), one.zone.clone()))
                    .collect(),
                kwh: extra.kwh_known(),
                sums: extra.sums(kernel),
                figures: extra.parts.iter().map(|part| (part.criterion, part.stage)).collect(),
            });
            // A service priced by other criteria than those asked for lacks these: it is there.
            let counts =
                |one: &&ServiceFactor| one.stage != Stage::Use || kernel.method().use_stage;
            if extra.parts.is_empty() && !factors.iter().any(counts) {
                continue;
            }
            let all = extras.entry(used.service).or_insert_with(|| blank(service));
            all.kwh += extra.kwh;
            all.zones.extend(extra.zones);
            all.parts.extend(extra.parts);
        }
        out.extras = extras.into_values().collect();
        out.unpriced = unpriced.into_values().collect();
        Ok(out)
    }
}

fn blank(service: &ServiceWord) -> Extra {
    Extra {
        code: format!("service:{}", service.code),
        label: service.label.clone(),
        scope: match service.counted_in.as_str() {
            "sheet" | "kg" | "cartridge" => Scope::Goods,
            _ => Scope::Services,
        },
        kwh: Interval::ZERO,
        zones: Vec::new(),
        parts: Vec::new(),
    }
}

/// Volumes stored are a state: what was stored on the days of the period that are in the year.
fn stored(used: &Used) -> f64 {
    used.amount * f64::from(used.period) / f64::from(used.days)
}

/// How much falls into the year; of volumes stored, their mean over the year.
fn amount_of(used: &Used, service: &ServiceWord, kernel: &Kernel<'_>) -> f64 {
    if service.counted_in == "TB" {
        stored(used) * f64::from(used.days) / f64::from(kernel.year.days)
    } else {
        used.amount
    }
}

/// Adds what a factor makes of a service; `false` where it makes no figure.
fn price(
    kernel: &Kernel<'_>,
    used: &Used,
    factor: &ServiceFactor,
    zone: ZoneId,
    extra: &mut Extra,
) -> Result<bool, Fault> {
    let set = kernel.set;
    if factor.stage == Stage::Use && !kernel.method().use_stage {
        // A method without use counts no use of services either.
        return Ok(true);
    }
    let (per, scale) = factor.per(set);
    let year = f64::from(used.days) / f64::from(kernel.year.days);
    let amount = match per {
        "TBh" => stored(used) * HOURS_A_DAY * f64::from(used.days),
        "TB" => stored(used) * year,
        "ream" => used.amount / SHEETS_A_REAM,
        _ => used.amount,
    } * scale;
    let lifetime = factor.spread_over.and_then(|kind| set.attach(kind).lifetime);
    let weight = match lifetime {
        Some(years) => Interval::exact(amount).over(set.factor(years).amount),
        // Spread over a lifetime that the set does not have: no figure.
        None if factor.spread_over.is_some() => return Ok(false),
        None => Interval::exact(amount),
    };
    match factor.metric {
        Metric::Impact(place) => {
            if let Some(criterion) = kernel.criteria.iter().position(|at| *at == place) {
                extra.parts.push(FactorWeight {
                    stage: factor.stage,
                    criterion,
                    factor: factor.factor,
                    weight,
                    stretched_by: lifetime.into_iter().collect(),
                });
            }
        }
        Metric::Energy => {
            // Hosted in a datacentre, whose PUE is the zone's.
            let by_default = kernel.default_pue(zone).filter(|_| per == "TBh");
            let pue = match (by_default, kernel.method().default_pue) {
                (Some(pue), _) => set.factor(pue).amount,
                (None, Some(pue)) if per == "TBh" => Interval::exact(pue),
                _ => Interval::exact(1.0),
            };
            let stretched_by: Vec<_> =
                [Some(factor.factor), lifetime, by_default].into_iter().flatten().collect();
            let kwh = set.factor(factor.factor).amount.times(weight).times(pue);
            let mix = kernel.mix(zone)?;
            extra.kwh += kwh;
            if !extra.zones.contains(&zone) {
                extra.zones.push(zone);
            }
            for (criterion, place) in kernel.criteria.iter().enumerate() {
                if let Some(electricity) = mix.factors[*place] {
                    extra.parts.push(FactorWeight {
                        stage: factor.stage,
                        criterion,
                        factor: electricity,
                        weight: kwh,
                        stretched_by: stretched_by.clone(),
                    });
                }
            }
        }
    }
    Ok(true)
}
