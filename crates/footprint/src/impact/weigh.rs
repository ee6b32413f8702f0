//! How much one line weighs on its factors in the year: units amortised, and kilowatt-hours.

use super::kernel::Kernel;
use super::presence::{End, Presence};
use super::weighed::{Gap, Gaps, Weighed, Weight};
use crate::matching::{Choice, ChoiceId};
use crate::method::{BeyondRule, DaysRule, EmbodiedRule, LifetimeRule, Method, PueRule};
use equipment::{Equipment, Measure, State};
use ground::provenance::{Assumption, Origin};
use ground::quantity::{DAYS_OF_YEAR, HOURS_OF_YEAR, Interval, Kwh, Years};
use ground::table::Day;

/// NumEcoEval's year.
const NUMECOEVAL_YEAR: f64 = 365.0;
/// NumEcoEval's hypothesis `dureeVieParDefaut`, years.
const NUMECOEVAL_LIFETIME: f64 = 2.0;

impl Kernel<'_> {
    /// Weighs a line: `quantity` units, their share of lifetime and electricity in the year.
    ///
    /// `choice` holds its factors ([`Kernel::choices`]).
    ///
    /// Embodied, annualised: `q · u · (days held / days of the year) / max(L, age)`; in the year
    /// of purchase: `q · u`. Electricity: `q · u · E · (days in service / days of the year) · PUE`
    /// kWh, or the measured kWh over its days.
    ///
    /// # Source
    ///
    /// RCP SI p. 12-13, RCP DC §4.2.1, GHG Protocol Scope 3 Standard p. 39; NumEcoEval's rules
    /// from the engine's own traces.
    #[inline]
    pub fn weigh(&self, line: &Equipment, choice: ChoiceId, measure: Option<Measure>) -> Weighed {
        let mut out = Weighed {
            choice,
            weight: Weight::default(),
            lifetime: None,
            outlived: false,
            age: None,
            energy: None,
            lifetime_factor: None,
            energy_factor: None,
            days_held: 0,
            days_used: 0,
            hours: None,
            pue: Interval::exact(1.0),
            assumed: line.assumed,
            gaps: Gaps::NONE,
        };
        let choice = self.choice(choice);
        if let Some(rented) = &line.rented {
            let hours = rented.hours.unwrap_or_else(|| self.hours_of_dates(line, &mut out));
            self.rented(line, hours, choice, &mut out);
            return out;
        }
        self.days(line, &mut out);
        let units = line.quantity * self.method.share(line.ownership);
        out.weight.units = line.quantity;
        self.embodied(line, choice, units, &mut out);
        if self.method.use_stage {
            self.electricity(line, choice, units, measure, &mut out);
        }
        out
    }

    /// Hours rented: their part of the host's lifetime, and of a year's electricity (its PUE is in
    /// the choice). A rented host is amortised whatever the method says of purchases.
    fn rented(&self, line: &Equipment, hours: f64, choice: &Choice, out: &mut Weighed) {
        let part = hours / HOURS_OF_YEAR;
        out.hours = Some(hours);
        out.weight.units = line.quantity;
        match choice.lifetime {
            Some(factor) if !choice.terms.is_empty() => {
                let years = self.set.factor(factor).amount;
                out.lifetime_factor = Some(factor);
                out.lifetime = Some((Years(years), Origin::Type));
                out.weight.embodied = Interval::exact(line.quantity * part).over(years);
            }
            _ => out.gaps.insert(Gap::NoFactor),
        }
        match choice.energy.filter(|_| self.method.use_stage) {
            Some(energy) => {
                out.energy = Some((energy.kwh, energy.origin));
                out.weight.kwh = energy.kwh * (line.quantity * part);
            }
            None if self.method.use_stage => out.gaps.insert(Gap::NoEnergy),
            None => {}
        }
    }

    /// Hours of an instance whose row says none: day and night on the days of the year it is there,
    /// which a method that counts whole years takes no other way.
    fn hours_of_dates(&self, line: &Equipment, out: &mut Weighed) -> f64 {
        let mut there = *out;
        self.days(line, &mut there);
        out.assumed = there.assumed;
        let is_dated = !there.assumed.contains(Assumption::AllYear);
        if is_dated && there.days_held > 0 {
            out.assumed.insert(Assumption::HoursOfDates);
        }
        HOURS_OF_YEAR * f64::from(there.days_held) / f64::from(self.year.days)
    }

    fn days(&self, line: &Equipment, out: &mut Weighed) {
        let year = self.year;
        let acquired = line.acquired.map(|(day, _)| day);
        let started = line.started.map(|(day, _)| day);
        let whole_year = self.method.days == DaysRule::WholeYear;
        let there = Presence::of(line);
        if there.gone() == End::Undated && !whole_year {
            out.assumed.insert(Assumption::ExitedBefore);
        }
        let gone = there.gone().day_in(year);
        out.age = there.age_days(year).map(|days| Years(f64::from(days) / DAYS_OF_YEAR));
        if whole_year {
            (out.days_held, out.days_used) = (year.days, year.days);
            return;
        }
        if there.unused() == End::Undated && line.state == State::Decommissioned {
            out.assumed.insert(Assumption::DecommissionedBefore);
        }
        let unused = there.unused().day_in(year);
        let within = |from: Option<Day>, to: Day| {
            let from = from.unwrap_or(year.first).max(year.first);
            to.min(year.end()).days_since(from).max(0)
        };
        if line.state != State::Ordered {
            out.days_held = (within(acquired, gone) - line.away.held).max(0);
        }
        if !matches!(line.state, State::Ordered | State::InStock | State::InRepair) {
            // Another owner's use before the purchase is not this estate's.
            out.days_used = (within(started.max(acquired), unused) - line.away.used).max(0);
        }
        if acquired.is_none() && out.days_held > 0 {
            out.assumed.insert(Assumption::AllYear);
        }
    }

    fn embodied(&self, line: &Equipment, choice: &Choice, units: f64, out: &mut Weighed) {
        if choice.terms.is_empty() {
            out.gaps.insert(Gap::NoFactor);
            return;
        }
        if choice.is_by_weight(self.set) {
            out.assumed.insert(Assumption::MassProxy);
        }
        match self.method.embodied {
            EmbodiedRule::YearOfPurchase => match line.acquired {
                Some((day, _)) if day.year() == self.year.year && line.state != State::Ordered => {
                    out.weight.embodied = Interval::exact(units / self.method.spread_years);
                }
                Some(_) => {}
                None => out.gaps.insert(Gap::NoPurchaseDate),
            },
            EmbodiedRule::Annualised => {
                if let Some(over) = self.lifetime(line, choice, out) {
                    let held = self.held(Years(over.0.value), out);
                    out.weight.embodied = Interval::exact(units * held).over(over.0);
                }
            }
        }
    }

    /// The part of the year that is amortised: the days held, or those before the lifetime ends.
    fn held(&self, lifetime: Years, out: &Weighed) -> f64 {
        let held = f64::from(out.days_held) / f64::from(self.year.days);
        match (self.method.beyond_lifetime, out.age) {
            (BeyondRule::Nothing, Some(age)) => {
                let age_before = age.0 - f64::from(out.days_held) / DAYS_OF_YEAR;
                held.min((lifetime.0 - age_before).max(0.0))
            }
            _ => held,
        }
    }

    fn lifetime(
        &self,
        line: &Equipment,
        choice: &Choice,
        out: &mut Weighed,
    ) -> Option<Years<Interval>> {
        if self.method.lifetime == LifetimeRule::DatesOrTypeOrTwoYears {
            return self.lifetime_of_numecoeval(line, choice, out);
        }
        let chosen = match (self.of_type(line.type_id).own_lifetime, choice.lifetime) {
            (Some(own), _) => own,
            (None, Some(factor)) => {
                out.lifetime_factor = Some(factor);
                (Years(self.set.factor(factor).amount), Origin::Type)
            }
            (None, None) => {
                out.gaps.insert(Gap::NoLifetime);
                return None;
            }
        };
        let (Years(years), origin) = chosen;
        let real_age = self.method.beyond_lifetime == BeyondRule::RealAge;
        let age = out.age.filter(|_| real_age).unwrap_or(Years(0.0)).0;
        out.outlived = age > years.value;
        let origin = if out.outlived { Origin::Declared } else { origin };
        out.lifetime_factor = out.lifetime_factor.filter(|_| !out.outlived);
        if origin == Origin::Type {
            out.assumed.insert(Assumption::LifetimeOfType);
        }
        let up = if self.method.counts_earlier_use { line.upstream_years.0 } else { 0.0 };
        let over = Years(Interval {
            value: years.value.max(age) + up,
            low: years.low.max(age) + up,
            high: years.high.max(age) + up,
        });
        out.lifetime = Some((over, origin));
        Some(over)
    }

    fn lifetime_of_numecoeval(
        &self,
        line: &Equipment,
        choice: &Choice,
        out: &mut Weighed,
    ) -> Option<Years<Interval>> {
        let chosen = match (line.acquired, line.decommissioned.or(line.exited), choice.lifetime) {
            (Some((bought, _)), withdrawn, _) => {
                let days = withdrawn.unwrap_or(self.year.as_of).days_since(bought);
                if days <= 0 {
                    out.gaps.insert(Gap::BadDates);
                    return None;
                }
                (Years(f64::from(days) / NUMECOEVAL_YEAR).exactly(), Origin::Declared)
            }
            (None, _, Some(factor)) => {
                out.lifetime_factor = Some(factor);
                out.assumed.insert(Assumption::LifetimeOfType);
                (Years(self.set.factor(factor).amount), Origin::Type)
            }
            (None, _, None) => {
                out.assumed.insert(Assumption::LifetimeOfType);
                (Years(NUMECOEVAL_LIFETIME).exactly(), Origin::Type)
            }
        };
        out.lifetime = Some(chosen);
        Some(chosen.0)
    }

    fn electricity(
        &self,
        line: &Equipment,
        choice: &Choice,
        units: f64,
        measure: Option<Measure>,
        out: &mut Weighed,
    ) {
        let pue = self.pue(line, out);
        out.pue = pue;
        let used = f64::from(out.days_used) / f64::from(self.year.days);
        if let Some(measure) = measure.filter(|measure| measure.days > 0) {
            let days = if out.days_used > measure.days {
                out.assumed.insert(Assumption::MeasureExtended);
                f64::from(out.days_used) / f64::from(measure.days)
            } else {
                1.0
            };
            // Whatever the state says, what was measured was drawn.
            let kwh = measure.kwh * days;
            let a_year = measure.kwh.0 / f64::from(measure.days) * f64::from(self.year.days);
            out.energy = Some((Kwh(a_year / line.quantity).exactly(), Origin::Measured));
            let share = units / line.quantity;
            out.weight.kwh = Kwh(Interval::exact((kwh * share).0).times(pue));
            return;
        }
        let declared =
            line.declared_kwh.filter(|kwh| kwh.0 > 0.0 || !self.method.zero_energy_is_missing);
        let chosen = match (declared, choice.energy) {
            (Some(kwh), _) => (kwh.exactly(), Origin::Declared),
            (None, Some(energy)) => {
                out.energy_factor = energy.factor;
                if out.days_used > 0 && energy.origin == Origin::Type {
                    out.assumed.insert(Assumption::EnergyOfType);
                }
                (energy.kwh, energy.origin)
            }
            (None, None) => {
                // What is not in service draws nothing, known or not.
                if out.days_used > 0 {
                    out.gaps.insert(Gap::NoEnergy);
                }
                return;
            }
        };
        out.energy = Some(chosen);
        out.weight.kwh = Kwh((chosen.0 * (units * used)).0.times(pue));
    }

    fn pue(&self, line: &Equipment, out: &mut Weighed) -> Interval {
        let Some(centre) = line.datacentre else { return Interval::exact(1.0) };
        let applies = match self.method.pue {
            PueRule::AllInDatacentre => true,
            PueRule::ServersInDatacentre => self.of_type(line.type_id).is_server,
            PueRule::None => false,
        };
        if !applies {
            return Interval::exact(1.0);
        }
        let (pue, is_default) = self.pue_of(centre, line.zone);
        if is_default {
            out.assumed.insert(Assumption::DefaultPue);
        }
        pue
    }

    /// The method whose choices it follows.
    pub fn method(&self) -> &Method {
        self.method
    }
}
