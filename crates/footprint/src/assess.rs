//! Weights × factors = footprint.

use super::axis::Axis;
use super::coverage::{Coverage, coverage};
use super::errors::Erring;
use super::extra::Extra;
use super::group::{Group, meter_code};
use super::part::ErrorAmount;
use super::perimeter::{Perimeters, known_kwh};
use super::rests::FootprintPieces;
use super::scopes::{scopes_of, scopes_of_electricity, scopes_of_meter};
use super::sums::{Lacking, Sums};
use super::sure::SureOf;
use super::uncertainty::{Uncertainty, uncertainty};
use super::valued::{CentreBalance, Valued};
use super::weights::{NamedCell, WeightCell, Weights};
use crate::impact::{FactorKey, Kernel, Scope};
use crate::matching::Ranks;
use equipment::estate::Datacentre;
use equipment::{SharedNames, State};
use factor::{Criterion, TypeId, ZoneId};
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::table::numbered;
use ground::text;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::PoisonError;

/// The footprint of an estate in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Footprint {
    /// The criteria computed.
    pub criteria: Vec<Criterion>,
    /// Impacts of everything, the differences at the datacentres' meters included.
    pub totals: Sums,
    /// The same by what the lines are.
    pub perimeters: Perimeters,
    /// Rows kept.
    pub rows: u64,
    /// Units kept.
    pub units: f64,
    /// Of those, the units that nothing of the year rests on: gone before it, ordered, or of no
    /// weight under the method.
    pub idle: f64,
    /// Electricity of the year, the differences included, kWh.
    pub kwh: Interval,
    /// Units whose electricity is not known.
    pub untold_kwh: f64,
    /// How sure the total of each criterion is; none where it is not asked.
    pub uncertainty: Vec<Uncertainty>,
    /// Groups along each axis, largest first.
    pub axes: BTreeMap<Axis, Vec<Group>>,
    /// Meters and equipment of the datacentres.
    pub centres: Vec<CentreBalance>,
    /// How well it is covered.
    pub coverage: Coverage,
    /// Electricity that stood in: zone asked, what was taken.
    pub electricity: Vec<(ZoneId, factor::Mix)>,
    /// What it rests on, first criterion, where it is asked how sure more than the total is.
    pub pieces: FootprintPieces,
    /// Where the groups of a long axis are, while they are gathered.
    places: BTreeMap<Axis, HashMap<String, usize>>,
}

/// The length from which the groups of an axis are looked for by an index.
const LONG_AXIS: usize = 32;

impl Footprint {
    /// Units that weigh in the year.
    pub fn counted(&self) -> f64 {
        self.units - self.idle
    }

    /// Values the weights of an estate, and adds lines that are no equipment; and, where it is asked,
    /// keeps what each scope, or each type too, errs by.
    ///
    /// # Errors
    ///
    /// A zone has no electricity factor that could stand in for the year.
    pub fn of(
        weights: &Weights,
        kernel: &Kernel<'_>,
        names: &SharedNames,
        datacentres: &[Datacentre],
        zone_of: impl Fn(&Datacentre) -> ZoneId,
        (extras, sure_of): (&[Extra], SureOf),
    ) -> Result<Self, Fault> {
        let criteria: Vec<Criterion> =
            kernel.criteria.iter().map(|at| kernel.set.criteria[*at].clone()).collect();
        let ranks = kernel.choices.ranks();
        let cells = weights
            .main(&ranks)
            .into_iter()
            .map(|(kind, cell)| {
                Ok(Valued { kind, cell, sums: value(kernel, kind.factors, &cell)? })
            })
            .collect::<Result<Vec<Valued>, Fault>>()?;
        let mut footprint = Self {
            totals: Sums::zero(criteria.len()),
            perimeters: Perimeters::nothing(criteria.len()),
            rows: 0,
            units: 0.0,
            idle: 0.0,
            kwh: Interval::ZERO,
            untold_kwh: 0.0,
            uncertainty: Vec::new(),
            axes: BTreeMap::new(),
            centres: Vec::new(),
            coverage: coverage(kernel, &cells),
            electricity: Vec::new(),
            criteria,
            pieces: FootprintPieces::default(),
            places: BTreeMap::new(),
        };
        for valued in &cells {
            footprint.rows += valued.cell.rows;
            footprint.units += valued.cell.weight.units;
            footprint.idle += valued.cell.bearing.idle;
            footprint.kwh += valued.cell.weight.kwh.0;
            footprint.untold_kwh += valued.cell.bearing.undrawn;
            footprint.totals.merge(&valued.sums);
            let perimeters = &mut footprint.perimeters;
            let of = if kernel.is_service(valued.kind.factors.choice) {
                &mut perimeters.services
            } else {
                &mut perimeters.equipment
            };
            of.take(&valued.sums, (valued.cell.weight.kwh.0, valued.cell.bearing.undrawn));
        }
        if sure_of != SureOf::Nothing {
            footprint.main_axes(kernel, &cells);
            footprint.named_axes((weights, &ranks), kernel, names)?;
        }
        let mut meters = footprint.balance(kernel, &cells, datacentres, zone_of)?;
        footprint.include(kernel, extras, &mut meters)?;
        footprint.coverage.partial =
            (0..footprint.criteria.len()).map(|at| footprint.totals.lacking_here(at)).collect();
        if sure_of == SureOf::Nothing {
            return Ok(footprint);
        }
        let erring = Erring::of(kernel, &ranks, &cells);
        for (criterion, amounts) in meters.iter().enumerate() {
            let total = footprint.totals.total(criterion).value;
            let metered: Vec<usize> = footprint.centres.iter().map(|centre| centre.at).collect();
            let cells = (cells.as_slice(), metered.as_slice());
            let sure = uncertainty(&erring, cells, amounts, criterion, total)?;
            footprint.uncertainty.push(sure);
        }
        if let Some(amounts) = meters.into_iter().next().filter(|_| sure_of != SureOf::Total) {
            let metered: Vec<usize> = footprint.centres.iter().map(|centre| centre.at).collect();
            footprint.sure_by_scope(&erring, (&cells, &metered), &amounts)?;
            let mut types: BTreeMap<TypeId, Vec<Valued>> = BTreeMap::new();
            for valued in cells {
                let id = kernel.choice(valued.kind.factors.choice).type_id;
                types.entry(id).or_default().push(valued);
            }
            footprint.pieces = FootprintPieces::of(&erring, &types, &footprint.centres)?;
            if sure_of == SureOf::Types {
                footprint.sure_by_type(&erring, &types, amounts)?;
            }
        }
        footprint.places.clear();
        for groups in footprint.axes.values_mut() {
            groups.sort_by(|a, b| {
                let (a_total, b_total) = (a.sums.total(0).value, b.sums.total(0).value);
                b_total.total_cmp(&a_total).then(a.code.cmp(&b.code))
            });
        }
        Ok(footprint)
    }

    fn main_axes(&mut self, kernel: &Kernel<'_>, cells: &[Valued]) {
        let set = kernel.set;
        let mut zones: BTreeSet<ZoneId> = BTreeSet::new();
        for valued in cells {
            let Valued { kind, cell, sums } = valued;
            let kin = set.equipment_type(kernel.choice(kind.factors.choice).type_id);
            self.group(Axis::Type, &kin.code, || kin.text()).take(cell, sums);
            let zone = &set.zones[usize::from(kind.factors.zone.0)];
            self.group(Axis::Country, &zone.code, || zone.text()).take(cell, sums);
            self.group(Axis::Status, kind.state.code(), || state_text(kind.state)).take(cell, sums);
            zones.insert(kind.factors.zone);
            let scopes = scopes_of(kernel, valued);
            let kwh = (cell.weight.kwh.0, cell.bearing.undrawn);
            let rows = cell.rows - cell.idle_rows;
            self.put_scopes(scopes, rows, cell.weight.units - cell.bearing.idle, kwh);
        }
        self.electricity = zones
            .into_iter()
            .filter_map(|zone| kernel.mix(zone).ok().map(|mix| (zone, mix.clone())))
            .collect();
    }

    /// Adds impacts to the scopes they are of; kWh, and the rows and units that weigh in the year,
    /// count in each.
    fn put_scopes(
        &mut self,
        scopes: BTreeMap<Scope, Sums>,
        rows: u64,
        units: f64,
        (kwh, untold): (Interval, f64),
    ) {
        for (scope, sums) in scopes {
            let group = self.group(Axis::Scope, scope.code(), || Text {
                fr: scope.label(Lang::Fr).to_owned(),
                en: scope.label(Lang::En).to_owned(),
            });
            group.rows += rows;
            group.units += units;
            let used = (0..sums.criteria()).any(|criterion| sums.used(criterion).value != 0.0);
            if used && scope != Scope::Energy {
                group.kwh += kwh;
            }
            if (0..sums.criteria()).any(|at| sums.figure(at, Stage::Use).is_none()) {
                group.untold_kwh += untold;
            }
            group.sums.merge(&sums);
        }
    }

    fn named_axes(
        &mut self,
        (weights, ranks): (&Weights, &Ranks),
        kernel: &Kernel<'_>,
        names: &SharedNames,
    ) -> Result<(), Fault> {
        let unsaid = || text!("(non renseigné)", "(not given)");
        let criteria = self.criteria.len();
        let mut gather = |axis: Axis,
                          cells: &mut dyn Iterator<Item = NamedCell<'_>>,
                          name_of: &dyn Fn(u64) -> String|
         -> Result<(), Fault> {
            let groups = self.axes.entry(axis).or_default();
            let mut of = None;
            for (number, factors, cell) in cells {
                // A name has one number, so that its group is new.
                if of.replace(number) != Some(number) {
                    let name = name_of(number);
                    let label = if name.is_empty() { unsaid() } else { text!("{name}", "{name}") };
                    groups.push(Group::new(name, label, criteria));
                }
                if let Some(group) = groups.last_mut() {
                    group.take(cell, &value(kernel, factors, cell)?);
                }
            }
            if groups.is_empty() {
                self.axes.remove(&axis);
            }
            Ok(())
        };
        for (axis, names) in [(Axis::Site, &names.sites), (Axis::Entity, &names.entities)] {
            let names = names.lock().unwrap_or_else(PoisonError::into_inner);
            let name_of = |number| names.name(numbered(number)).to_owned();
            match axis {
                Axis::Site => gather(axis, &mut weights.sites(ranks), &name_of)?,
                _ => gather(axis, &mut weights.entities(ranks), &name_of)?,
            }
        }
        let year_of = |year: u64| if year == 0 { String::new() } else { year.to_string() };
        gather(Axis::Year, &mut weights.years(ranks), &year_of)
    }

    /// Holds each meter against its equipment; the difference is a line of its own on every axis.
    fn balance(
        &mut self,
        kernel: &Kernel<'_>,
        cells: &[Valued],
        datacentres: &[Datacentre],
        zone_of: impl Fn(&Datacentre) -> ZoneId,
    ) -> Result<Vec<Vec<ErrorAmount>>, Fault> {
        let mut meters: Vec<Vec<ErrorAmount>> = self.criteria.iter().map(|_| Vec::new()).collect();
        for (at, centre) in datacentres.iter().enumerate() {
            // A method without use counts no meter either.
            let metered = centre.measured_kwh.filter(|_| kernel.method().use_stage);
            let Some(measured_kwh) = metered else { continue };
            let equipment: Interval = cells
                .iter()
                .filter(|valued| valued.kind.centre.map(usize::from) == Some(at))
                .map(|valued| valued.cell.weight.kwh.0)
                .fold(Interval::ZERO, |sum, kwh| sum + kwh);
            // The meter is exact: the more its equipment draws, the less is drawn besides, so that
            // the room as a whole keeps no error of its equipment's energy.
            let difference = Interval {
                value: measured_kwh - equipment.value,
                low: measured_kwh - equipment.low,
                high: measured_kwh - equipment.high,
            };
            let zone = zone_of(centre);
            let mix = kernel.mix(zone)?;
            if !self.electricity.iter().any(|(known, _)| *known == zone) {
                self.electricity.push((zone, mix.clone()));
            }
            let mut besides = Sums::zero(self.criteria.len());
            let mut alone = Sums::zero(self.criteria.len());
            for (criterion, place) in kernel.criteria.iter().enumerate() {
                if let Some(factor) = mix.factors[*place] {
                    let each = kernel.set.factor(factor).amount;
                    besides.add(criterion, Stage::Use, each.times(difference));
                    let alone_here = difference.ordered().product(each);
                    alone.add(criterion, Stage::Use, alone_here);
                    let line = meter_code(&centre.id);
                    let scopes = scopes_of_electricity(kernel, zone, criterion);
                    meters[criterion].push(ErrorAmount::exact(
                        line,
                        factor,
                        difference.value,
                        scopes,
                    ));
                } else if difference != Interval::ZERO {
                    // What draws and has no factor is missing, and no zero.
                    let lacks = Lacking { drawn: 1.0, units: 1.0, here: 1.0, ..Lacking::default() };
                    besides.lack(criterion, lacks.untold(Stage::Use, 1.0));
                    alone.lack(criterion, lacks.untold(Stage::Use, 1.0));
                }
            }
            let id = &centre.id;
            let label = text!("écart au compteur de {id}", "difference at the meter of {id}");
            for axis in Axis::ALL.into_iter().filter(|axis| *axis != Axis::Scope) {
                let group = self.group(axis, &meter_code(id), || label.clone());
                group.kwh += difference.ordered();
                group.sums.merge(&alone);
            }
            let scopes = scopes_of_meter(kernel, &besides, zone);
            self.put_scopes(scopes, 0, 0.0, (difference, 0.0));
            self.kwh += difference;
            self.totals.merge(&besides);
            self.perimeters.meters.take(&besides, (difference, 0.0));
            self.centres.push(CentreBalance {
                id: id.clone(),
                at,
                zone,
                equipment_kwh: equipment.value,
                measured_kwh,
                sums: alone,
            });
        }
        Ok(meters)
    }

    pub(super) fn group(
        &mut self,
        axis: Axis,
        code: &str,
        label: impl FnOnce() -> Text,
    ) -> &mut Group {
        let n_criteria = self.criteria.len();
        let groups = self.axes.entry(axis).or_default();
        let place = if groups.len() < LONG_AXIS {
            groups.iter().position(|group| group.code == code)
        } else {
            let places = self.places.entry(axis).or_default();
            for (at, group) in groups.iter().enumerate().skip(places.len()) {
                places.entry(group.code.clone()).or_insert(at);
            }
            places.get(code).copied()
        };
        let at = place.unwrap_or_else(|| {
            groups.push(Group::new(code.to_owned(), label(), n_criteria));
            groups.len() - 1
        });
        &mut groups[at]
    }

    /// The electricity of the year, where any of it is known.
    pub fn electricity_known(&self) -> Option<Interval> {
        known_kwh(self.kwh, self.untold_kwh)
    }

    /// How sure the total of the first criterion is.
    pub fn headline(&self) -> &Uncertainty {
        &self.uncertainty[0]
    }

    /// The groups of an axis, largest first.
    pub fn axis(&self, axis: Axis) -> &[Group] {
        self.axes.get(&axis).map_or(&[], Vec::as_slice)
    }
}

fn state_text(state: State) -> Text {
    Text { fr: state.label(Lang::Fr).to_owned(), en: state.label(Lang::En).to_owned() }
}

fn value(kernel: &Kernel<'_>, factors: FactorKey, cell: &WeightCell) -> Result<Sums, Fault> {
    let mut sums = Sums::zero(kernel.criteria.len());
    for impact in kernel.value(factors, &cell.weight)? {
        sums.add(impact.criterion, impact.stage, impact.amount);
    }
    let bearing = cell.bearing;
    let mix = kernel.mix(factors.zone)?;
    let choice = kernel.choice(factors.choice);
    for (criterion, place) in kernel.criteria.iter().enumerate() {
        let making = kernel.lacks(factors.choice, criterion);
        let using = mix.factors[*place].is_none();
        let without = if choice.terms.is_empty() { bearing.unmade } else { 0.0 };
        let made = without + if making { bearing.made } else { 0.0 };
        let drawn = if using { bearing.drawn } else { 0.0 };
        let units = if made > 0.0 && using { bearing.either } else { made.max(drawn) };
        let mut lacking =
            Lacking { made, drawn, units, here: units - without, ..Lacking::default() };
        let tells = |stage: Stage| {
            choice.terms.iter().any(|term| term.criterion == *place && term.stage == stage)
        };
        for stage in Stage::ALL {
            let untold = match stage {
                Stage::Use => bearing.undrawn + drawn,
                Stage::Embodied if making => bearing.unmade + bearing.made,
                Stage::Embodied => bearing.unmade,
                _ if tells(stage) => bearing.unmade,
                _ => bearing.unmade + bearing.made,
            };
            lacking = lacking.untold(stage, untold);
        }
        sums.lack(criterion, lacking);
    }
    Ok(sums)
}
