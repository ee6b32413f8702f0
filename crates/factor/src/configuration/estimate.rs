//! A configuration as terms: so much of each factor.

use super::drawn::{DrawnAt, Shared};
use super::family::Cpu;
use super::machine::{Configuration, Form, MachineClass, range};
use super::miss::Miss;
use super::part::{Assumed, Part};
use super::power::{self, PowerPart};
use crate::hardware::GpuName;
use crate::{FactorId, FactorSet};
use ground::quantity::{Interval, Kwh, Watts};
use ground::stage::Stage;
use ground::text;

/// So much of a factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartTerm {
    /// The part it is for.
    pub part: Part,
    /// The stage: manufacturing, all others left out by the source.
    pub stage: Stage,
    /// The criterion's place in [`FactorSet::criteria`].
    pub criterion: usize,
    /// The factor.
    pub factor: FactorId,
    /// How much of it, in what the factor is per: units, cm², kg.
    pub quantity: Interval,
}

/// A machine priced from its parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MachineEstimate {
    /// The terms of one unit, in the order of the parts; the impact is the sum of
    /// `quantity × factor`.
    pub terms: Vec<PartTerm>,
    /// Its power at the load, W; `None` where a part's is not known.
    pub watts: Option<Watts<Interval>>,
    /// Its electricity of a year without pause, kWh: servers and storage only; that of graphics cards
    /// is not in it ([`Assumed::GpuPower`]).
    pub energy_kwh: Option<Kwh<Interval>>,
    /// The power, part by part, which [`MachineEstimate::watts`] sums.
    pub energy: Vec<PowerPart>,
    /// The processor found, where there is one.
    pub cpu: Option<Cpu>,
    /// What was assumed, in the order of [`Assumed`].
    pub assumed: Vec<Assumed>,
    /// Criteria for which a part has no factor: their sum is partial.
    pub lacking: Vec<usize>,
}

impl MachineEstimate {
    /// The impact of one unit, stages but use.
    pub fn total(&self, set: &FactorSet, criterion: usize) -> Interval {
        self.sum(set, criterion, |_| true)
    }

    /// The impact of one part of a unit.
    pub fn of_part(&self, set: &FactorSet, criterion: usize, part: Part) -> Interval {
        self.sum(set, criterion, |term| term.part == part)
    }

    fn sum(&self, set: &FactorSet, criterion: usize, keep: impl Fn(&PartTerm) -> bool) -> Interval {
        self.terms
            .iter()
            .filter(|term| term.criterion == criterion && keep(term))
            .map(|term| set.factor(term.factor).amount.times(term.quantity))
            .sum()
    }

    /// Its terms times a number: three servers, or a share of one.
    #[must_use]
    pub fn scaled(mut self, by: Interval) -> Self {
        for term in &mut self.terms {
            term.quantity = term.quantity.times(by);
        }
        self
    }
}

/// Prices a configuration at the set's assumed load.
///
/// # Errors
///
/// A number is out of range; neither the processor's name nor its cores are known; the memory of a
/// server, or the drives of a storage, are not said; the set has no components.
pub fn estimate(set: &FactorSet, machine: &Configuration) -> Result<MachineEstimate, Miss> {
    estimate_at(set, machine, None)
}

/// Prices a configuration at a known load, 0 to 1.
///
/// # Errors
///
/// As [`estimate`], or the load is not within 0 to 1.
pub fn estimate_at(
    set: &FactorSet,
    machine: &Configuration,
    load: Option<f64>,
) -> Result<MachineEstimate, Miss> {
    machine.check()?;
    range(|| text!("charge", "load"), load, 0.0, 1.0)?;
    built(set, machine, load, None, DrawnAt::default()).map(|(estimate, _)| estimate)
}

/// Prices a configuration, its unknowns taken as `at` says; gives it with what was met of them.
pub(super) fn built(
    set: &FactorSet,
    machine: &Configuration,
    load: Option<f64>,
    cpu: Option<&Cpu>,
    at: DrawnAt,
) -> Result<(MachineEstimate, DrawnAt), Miss> {
    let mut build = Build::new(set, machine, at)?;
    if machine.cards_alone {
        build.cards();
        build.estimate.assumed.push(Assumed::GpuPower);
        return build.done();
    }
    build.processors(cpu)?;
    build.memory()?;
    build.drives()?;
    build.around();
    build.power(load);
    build.done()
}

/// A parameter of the set.
pub(super) fn parameter(set: &FactorSet, name: &str) -> Result<Interval, Miss> {
    set.component_parameter(name).map(|id| set.factor(id).amount).ok_or_else(|| {
        Miss::new(text!(
            "le jeu `{0}` n'a pas le paramètre `{name}`",
            "set `{0}` has no parameter `{name}`",
            set.name
        ))
    })
}

/// An estimate being built; each step adds its terms and notes what power needs.
struct Build<'a> {
    set: &'a FactorSet,
    machine: &'a Configuration,
    estimate: MachineEstimate,
    cpus: Interval,
    modules: Interval,
    ssds: Interval,
    hdds: Interval,
    missing: Option<Miss>,
    at: DrawnAt,
}

impl<'a> Build<'a> {
    fn new(set: &'a FactorSet, machine: &'a Configuration, at: DrawnAt) -> Result<Self, Miss> {
        if !set.has_components() {
            return Err(Miss::new(text!(
                "le jeu `{0}` n'a pas de facteurs de composants",
                "set `{0}` has no component factors",
                set.name
            )));
        }
        let estimate =
            MachineEstimate { assumed: machine.assumed.clone(), ..MachineEstimate::default() };
        let zero = Interval::ZERO;
        Ok(Self {
            set,
            machine,
            estimate,
            cpus: zero,
            modules: zero,
            ssds: zero,
            hdds: zero,
            missing: None,
            at,
        })
    }

    fn is_storage(&self) -> bool {
        self.machine.kind == MachineClass::Storage
    }

    /// A parameter; a set without it is a miss at the end.
    fn parameter(&mut self, name: &str) -> Interval {
        let Some(id) = self.set.component_parameter(name) else {
            if let Err(miss) = parameter(self.set, name) {
                self.missing.get_or_insert(miss);
            }
            return Interval::exact(1.0);
        };
        self.at.pick(Shared::Parameter(id), self.set.factor(id).amount)
    }

    /// Adds a part's factors, a term a criterion.
    fn add(&mut self, part: Part, name: &str, quantity: Interval) {
        if quantity.high <= 0.0 {
            return;
        }
        for criterion in 0..self.set.criteria.len() {
            if let Some(factor) = self.set.component_factor(name, criterion) {
                let stage = Stage::Manufacturing;
                self.estimate.terms.push(PartTerm { part, stage, criterion, factor, quantity });
            } else {
                self.lacks(criterion);
            }
        }
    }

    /// A part has no factor for a criterion.
    fn lacks(&mut self, criterion: usize) {
        if !self.estimate.lacking.contains(&criterion) {
            self.estimate.lacking.push(criterion);
        }
    }

    fn processors(&mut self, known: Option<&Cpu>) -> Result<(), Miss> {
        let machine = self.machine;
        let unsaid = machine.cpu.words.is_empty()
            && machine.cores.is_none()
            && machine.cpu.cores.is_none()
            && machine.cpu_count.is_none();
        if self.is_storage() && unsaid {
            self.estimate.assumed.push(Assumed::ControllersUnknown);
            return Ok(());
        }
        let mut cpu = match known {
            Some(cpu) => cpu.clone(),
            None => Cpu::find(self.set, &machine.cpu, machine.cores, machine.cpu_count)?,
        };
        cpu.die_mm2 = self.at.pick(Shared::Die(cpu.place), cpu.die_mm2);
        cpu.tdp_w = self.at.pick(Shared::Power(cpu.place), cpu.tdp_w);
        self.cpus = match (machine.cpu_count, machine.kind) {
            (Some(count), _) => Interval::exact(f64::from(count)),
            (None, MachineClass::Server | MachineClass::Storage) => {
                self.estimate.assumed.push(Assumed::CpuCount);
                let two = Interval { value: 2.0, low: 1.0, high: 2.0 };
                self.at.pick(Shared::Assumed(Assumed::CpuCount), two)
            }
            (None, MachineClass::Workstation | MachineClass::Desktop) => Interval::exact(1.0),
        };
        self.estimate.assumed.extend(&cpu.assumed);
        self.add(Part::Cpu, "cpu", self.cpus);
        // mm² to cm².
        self.add(Part::Cpu, "cpu_die", self.cpus.times(cpu.die_mm2 * 0.01));
        self.estimate.cpu = Some(cpu);
        Ok(())
    }

    fn memory(&mut self) -> Result<(), Miss> {
        // No machine runs without memory: zero is not known.
        let Some(gb) = self.machine.ram_gb.filter(|gb| *gb > 0.0) else {
            if self.is_storage() {
                return Ok(());
            }
            return Err(Miss::new(text!(
                "mémoire inconnue : elle pèse trop pour être supposée",
                "memory not known: it weighs too much to be assumed"
            )));
        };
        self.modules = if let Some(modules) = self.machine.ram_modules.filter(|n| *n > 0) {
            Interval::exact(f64::from(modules))
        } else {
            self.estimate.assumed.push(Assumed::RamModules);
            pieces(gb, self.parameter("ram_module_gb"))
        };
        let density = self.parameter("ram_density");
        self.add(Part::Ram, "ram", self.modules);
        self.add(Part::Ram, "ram_die", Interval::exact(gb).over(density));
        Ok(())
    }

    fn drives(&mut self) -> Result<(), Miss> {
        let machine = self.machine;
        let said = [machine.ssd_gb, machine.hdd_gb].iter().any(Option::is_some)
            || [machine.ssd_count, machine.hdd_count].iter().any(Option::is_some);
        let common = self.parameter("ssd_drive_gb");
        if !said {
            if self.is_storage() {
                return Err(Miss::new(text!(
                    "disques inconnus : une baie ne se chiffre que par ses disques",
                    "drives not known: a storage is priced by its drives alone"
                )));
            }
            self.estimate.assumed.push(Assumed::DisksUnknown);
            let one = Interval { value: 1.0, low: 0.0, high: 2.0 };
            self.ssds = self.at.pick(Shared::Assumed(Assumed::DisksUnknown), one);
            self.flash(self.ssds.times(common));
            return Ok(());
        }
        let (gb, count) = (machine.ssd_gb, machine.ssd_count.map(f64::from));
        if let (None | Some(0.0), Some(count)) = (gb, count)
            && count > 0.0
        {
            self.estimate.assumed.push(Assumed::SsdCapacity);
            self.ssds = Interval::exact(count);
            self.flash(common * count);
        } else if let Some(gb) = gb.filter(|gb| *gb > 0.0) {
            self.ssds = count.filter(|n| *n > 0.0).map_or_else(
                || {
                    self.estimate.assumed.push(Assumed::SsdCount);
                    pieces(gb, common)
                },
                Interval::exact,
            );
            self.flash(Interval::exact(gb));
        }
        let of_drive = self.parameter("hdd_drive_gb");
        if let Some(count) = machine.hdd_count.filter(|count| *count > 0) {
            self.hdds = Interval::exact(f64::from(count));
        } else if let Some(gb) = machine.hdd_gb.filter(|gb| *gb > 0.0) {
            self.estimate.assumed.push(Assumed::HddCount);
            self.hdds = pieces(gb, of_drive);
        }
        // Per drive: no published figure ties a hard drive's impact to its capacity.
        self.add(Part::Hdd, "hdd", self.hdds);
        Ok(())
    }

    /// The terms of the SSD drives: one base each, and the flash.
    fn flash(&mut self, gb: Interval) {
        let density = self.parameter("ssd_density");
        self.add(Part::Ssd, "ssd", self.ssds);
        self.add(Part::Ssd, "ssd_die", gb.over(density));
    }

    /// The graphics cards: by their names where the set knows them, else as any card of a datacentre.
    fn cards(&mut self) {
        let machine = self.machine;
        let all = machine.gpu_count.unwrap_or(0);
        if machine.gpus.is_empty() && all > 0 {
            self.estimate.assumed.push(Assumed::GpuUnnamed);
            self.add(Part::Gpu, "gpu_card", Interval::exact(f64::from(all)));
        }
        for card in &machine.gpus {
            self.card(card, Interval::exact(f64::from(card.count.unwrap_or(1))));
        }
    }

    /// So many cards of one name.
    fn card(&mut self, card: &GpuName, count: Interval) {
        let known = self.set.graphics_cards(card);
        if known.is_empty() {
            if matches!(self.machine.kind, MachineClass::Workstation | MachineClass::Desktop) {
                self.estimate.assumed.push(Assumed::GpuLeftOut);
                return;
            }
            self.estimate.assumed.push(Assumed::GpuUnnamed);
            self.add(Part::Gpu, "gpu_card", count);
            return;
        }
        if known.len() > 1 {
            self.estimate.assumed.push(Assumed::GpuByModel);
        }
        for criterion in 0..self.set.criteria.len() {
            let factors: Option<Vec<FactorId>> =
                known.iter().map(|card| card.factor(self.set, criterion)).collect();
            let Some((factor, share)) = factors.and_then(|all| one_for(self.set, &all)) else {
                self.lacks(criterion);
                continue;
            };
            let share = self.at.pick(Shared::Assumed(Assumed::GpuByModel), share);
            let (part, stage) = (Part::Gpu, Stage::Manufacturing);
            let quantity = count.times(share);
            self.estimate.terms.push(PartTerm { part, stage, criterion, factor, quantity });
        }
    }

    /// What stands around the parts: graphics, board, supplies, case, assembly.
    fn around(&mut self) {
        let machine = self.machine;
        let one = Interval::exact(1.0);
        self.cards();
        // A case of storage holds some 24 drives, and has a board and two supplies.
        let cases = if self.is_storage() {
            let drives = self.ssds + self.hdds;
            let cases = Interval {
                value: (drives.value / 24.0).max(1.0),
                low: (drives.low / 60.0).max(1.0),
                high: (drives.high / 12.0).max(1.0),
            };
            self.at.pick(Shared::Cases, cases)
        } else {
            one
        };
        self.add(Part::Mainboard, "mainboard", cases);
        let office = matches!(machine.kind, MachineClass::Workstation | MachineClass::Desktop);
        let supplies = if office {
            self.parameter("psu_mass_desktop")
        } else {
            self.parameter("psu_count").times(self.parameter("psu_mass"))
        };
        self.add(Part::PowerSupply, "psu", supplies.times(cases));
        let case = match (machine.form, office) {
            (Form::Blade, _) => "case_blade",
            (_, true) => "case_desktop",
            (Form::Unknown, false) => {
                self.estimate.assumed.push(Assumed::FormUnknown);
                "case_rack"
            }
            (Form::Rack | Form::Tower, false) => "case_rack",
        };
        self.add(Part::Case, case, cases);
        self.add(Part::Assembly, "assembly", cases);
    }

    fn power(&mut self, load: Option<f64>) {
        let has_cards = self.machine.gpu_count.is_some_and(|cards| cards > 0);
        if has_cards {
            self.estimate.assumed.push(Assumed::GpuPower);
        }
        let at = if let Some(load) = load {
            Interval::exact(load)
        } else {
            self.estimate.assumed.push(Assumed::LoadUnknown);
            self.parameter("load")
        };
        let [curve, module, per_gb, ssd, hdd, other] = [
            "power_curve",
            "power_ram_module",
            "power_ram_gb",
            "power_ssd",
            "power_hdd",
            "power_other",
        ]
        .map(|name| self.parameter(name));
        let mut parts = Vec::new();
        if let Some(cpu) = &self.estimate.cpu {
            let (one, by_line) = power::of_cpu(cpu, at, curve);
            if by_line {
                self.estimate.assumed.push(Assumed::PowerByLine);
            }
            parts.push(PowerPart { part: Some(Part::Cpu), watts: one.times(self.cpus) });
        }
        let gb = self.machine.ram_gb.unwrap_or(0.0);
        if gb > 0.0 {
            let watts = power::of_ram(self.modules, gb, at, module, per_gb);
            parts.push(PowerPart { part: Some(Part::Ram), watts });
        }
        let drives = [(Part::Ssd, ssd, self.ssds), (Part::Hdd, hdd, self.hdds)]
            .map(|(part, each, count)| PowerPart { part: Some(part), watts: each.times(count) });
        let drives = drives.into_iter().filter(|part| part.watts.high > 0.0);
        // Around processors and memory; around drives too where they are all there is.
        let core: Interval = if self.is_storage() {
            parts.extend(drives);
            parts.iter().map(|part| part.watts).sum()
        } else {
            let core = parts.iter().map(|part| part.watts).sum();
            parts.extend(drives);
            core
        };
        parts.push(PowerPart { part: None, watts: core.times(other) });
        let watts = Watts(parts.iter().map(|part| part.watts).sum::<Interval>());
        // What cards draw is not published: the machine's whole power is not known, and its energy is that
        // of the rest.
        self.estimate.watts = (!has_cards).then_some(watts);
        // A desk's machine sleeps and stops: its yearly energy is not its power times a year.
        if matches!(self.machine.kind, MachineClass::Server | MachineClass::Storage) {
            self.estimate.energy_kwh = Some(watts.a_year());
        }
        self.estimate.energy = parts;
    }

    fn done(mut self) -> Result<(MachineEstimate, DrawnAt), Miss> {
        if let Some(miss) = self.missing {
            return Err(miss);
        }
        self.estimate.assumed.sort_unstable();
        self.estimate.assumed.dedup();
        self.estimate.lacking.sort_unstable();
        Ok((self.estimate, self.at))
    }
}

/// How many pieces of a usual size make up a capacity: at least one.
fn pieces(gb: f64, of: Interval) -> Interval {
    let count = Interval::exact(gb).over(of);
    Interval { value: count.value.max(1.0), low: count.low.max(1.0), high: count.high.max(1.0) }
}

/// One factor that stands for several, and how much of it is their mean, their least and their most.
fn one_for(set: &FactorSet, factors: &[FactorId]) -> Option<(FactorId, Interval)> {
    let values = || factors.iter().map(|id| set.factor(*id).amount.value);
    let one = *factors.first()?;
    let of = set.factor(one).amount.value;
    let mean = values().sum::<f64>() / factors.len() as f64;
    let (low, high) = (values().fold(mean, f64::min), values().fold(mean, f64::max));
    (of > 0.0).then(|| (one, Interval { value: mean / of, low: low / of, high: high / of }))
}
