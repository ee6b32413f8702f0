//! A machine's configuration, and the ranges that it must keep.

use super::family::{NAMED, family_of};
use super::miss::Miss;
use super::part::Assumed;
use crate::FactorSet;
use crate::hardware::{CpuName, GpuName};
use ground::lang::Text;
use ground::text;

/// What a machine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MachineClass {
    /// A server.
    #[default]
    Server,
    /// A storage array or a NAS: drives, cases and power supplies.
    Storage,
    /// A workstation.
    Workstation,
    /// A desktop; priced only for who asks, office figures by type are better.
    Desktop,
}

/// What stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// A rack case.
    Rack,
    /// A blade and its part of a chassis.
    Blade,
    /// A tower.
    Tower,
    /// Not said.
    #[default]
    Unknown,
}

/// What a machine is made of; `None` is not known, zero is none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Configuration {
    /// What it is.
    pub kind: MachineClass,
    /// What stands around it.
    pub form: Form,
    /// Its processors' name.
    pub cpu: CpuName,
    /// How many processors.
    pub cpu_count: Option<u32>,
    /// The cores of one processor.
    pub cores: Option<u32>,
    /// Memory in all, GB.
    pub ram_gb: Option<f64>,
    /// Memory modules.
    pub ram_modules: Option<u32>,
    /// SSD in all, GB.
    pub ssd_gb: Option<f64>,
    /// SSD drives.
    pub ssd_count: Option<u32>,
    /// Hard drives in all, GB.
    pub hdd_gb: Option<f64>,
    /// Hard drives.
    pub hdd_count: Option<u32>,
    /// Graphics cards.
    pub gpu_count: Option<u32>,
    /// Those whose name is known, of each model once, with how many there are.
    pub gpus: Vec<GpuName>,
    /// Whether its graphics cards are all that can be priced of it, beside its type's own figure.
    pub cards_alone: bool,
    /// What its words left open.
    pub assumed: Vec<Assumed>,
}

impl Configuration {
    /// Holds every number against what a machine can be.
    ///
    /// # Errors
    ///
    /// A number is negative, not finite or absurd; the reason says which, and the range.
    pub fn check(&self) -> Result<(), Miss> {
        let count = |n: Option<u32>| n.map(f64::from);
        range(
            || text!("nombre de processeurs", "number of processors"),
            count(self.cpu_count),
            1.0,
            16.0,
        )?;
        range(|| text!("nombre de cœurs", "number of cores"), count(self.cores), 1.0, 1024.0)?;
        range(|| text!("mémoire, en Go", "memory, GB"), self.ram_gb, 0.0, 65_536.0)?;
        range(
            || text!("nombre de barrettes", "number of modules"),
            count(self.ram_modules),
            0.0,
            512.0,
        )?;
        range(|| text!("SSD, en Go", "SSD, GB"), self.ssd_gb, 0.0, 1e8)?;
        range(|| text!("nombre de SSD", "number of SSDs"), count(self.ssd_count), 0.0, 10_000.0)?;
        range(|| text!("disques durs, en Go", "hard drives, GB"), self.hdd_gb, 0.0, 1e8)?;
        range(
            || text!("nombre de disques durs", "number of hard drives"),
            count(self.hdd_count),
            0.0,
            10_000.0,
        )?;
        range(
            || text!("nombre de cartes graphiques", "number of graphics cards"),
            count(self.gpu_count),
            0.0,
            32.0,
        )
    }
}

impl Configuration {
    /// Whether two tell the same things of a machine, whatever they are: where they differ, it is the
    /// machine that does.
    #[must_use]
    pub fn tells_as_much_as(&self, other: &Self) -> bool {
        let told = |of: &Self| {
            let numbers =
                [of.cpu_count, of.cores, of.ram_modules, of.ssd_count, of.hdd_count, of.gpu_count];
            let sizes = [of.ram_gb, of.ssd_gb, of.hdd_gb];
            let cpu = !of.cpu.words.is_empty();
            (
                cpu,
                numbers.map(|one| one.is_some()),
                sizes.map(|one| one.is_some()),
                of.assumed.clone(),
            )
        };
        told(self) == told(other)
    }

    /// Its graphics cards alone, for a machine whose other parts cannot be priced: they count beside
    /// the figure of its type. Nothing where it has none, and of what stands on a desk, whose type's
    /// figure has its card in it.
    #[must_use]
    pub fn cards_beside_type(&self) -> Option<Self> {
        let has_cards = self.gpu_count.is_some_and(|cards| cards > 0);
        let is_of_room = matches!(self.kind, MachineClass::Server | MachineClass::Storage);
        let assumed = self.assumed.iter().copied().filter(|one| *one == Assumed::GpuCount);
        (has_cards && is_of_room).then(|| Self {
            kind: self.kind,
            gpu_count: self.gpu_count,
            gpus: self.gpus.clone(),
            cards_alone: true,
            assumed: assumed.collect(),
            ..Self::default()
        })
    }

    /// The same machine by what prices it: the family of its processor instead of the model's name,
    /// but where the set knows that name by itself; nothing where no family is known and cores stand
    /// in. All that it is of are priced alike, and err alike.
    #[must_use]
    pub fn priced_as(&self, set: &FactorSet) -> Self {
        let said = self.cores.or(self.cpu.cores);
        let words = match family_of(&self.cpu.words) {
            _ if set.processor_named(&self.cpu.words).is_some() => self.cpu.words.clone(),
            // A line's power goes by its name.
            Some(line) if line.starts_with("line:") => self.cpu.words.clone(),
            Some(family) => [NAMED, family].concat(),
            None if said.is_some() && !self.cpu.words.starts_with(NAMED) => String::new(),
            None => self.cpu.words.clone(),
        };
        let cpu = CpuName { words, count: None, cores: None };
        let (gpus, assumed) = (self.gpus.clone(), self.assumed.clone());
        Self { cpu, cores: said, gpus, assumed, ..*self }
    }

    /// Writes down what tells it from others, as bytes: all that are alike write the same.
    pub fn write_key(&self, key: &mut Vec<u8>) {
        key.extend([self.kind as u8, self.form as u8, u8::from(self.cards_alone)]);
        key.extend_from_slice(self.cpu.words.as_bytes());
        key.push(0x1f);
        for count in [
            self.cpu.count,
            self.cpu.cores,
            self.cpu_count,
            self.cores,
            self.ram_modules,
            self.ssd_count,
            self.hdd_count,
            self.gpu_count,
        ] {
            key.push(u8::from(count.is_some()));
            key.extend(count.into_iter().flat_map(u32::to_be_bytes));
        }
        for gb in [self.ram_gb, self.ssd_gb, self.hdd_gb] {
            key.push(u8::from(gb.is_some()));
            key.extend(gb.into_iter().flat_map(|gb| gb.to_bits().to_be_bytes()));
        }
        for card in &self.gpus {
            key.extend_from_slice(card.model.as_bytes());
            key.push(0x1f);
            key.extend_from_slice(card.form.unwrap_or("").as_bytes());
            for number in [card.memory_gb, card.count] {
                key.push(u8::from(number.is_some()));
                key.extend(number.into_iter().flat_map(u32::to_be_bytes));
            }
        }
        key.extend(self.assumed.iter().map(|assumed| *assumed as u8));
    }
}

impl std::fmt::Display for Configuration {
    /// One line that names the machine, the same for all that are priced alike: a key, and a name
    /// for people. What is not known is not named.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.kind.code())?;
        if let Some(form) = self.form.code() {
            write!(f, " {form}")?;
        }
        let cores = self.cores.or(self.cpu.cores);
        if self.cpu_count.is_some() || cores.is_some() || !self.cpu.words.is_empty() {
            let words = if self.cpu.words.is_empty() { "cpu" } else { &self.cpu.words };
            let words = words.strip_prefix(NAMED).unwrap_or(words);
            f.write_str(", ")?;
            self.cpu_count.map_or(Ok(()), |n| write!(f, "{n} × "))?;
            f.write_str(words)?;
            cores.map_or(Ok(()), |n| write!(f, " ({n}c)"))?;
        }
        for (what, gb, count) in [
            ("RAM", self.ram_gb, self.ram_modules),
            ("SSD", self.ssd_gb, self.ssd_count),
            ("HDD", self.hdd_gb, self.hdd_count),
        ] {
            match (gb, count) {
                (Some(gb), Some(n)) => write!(f, ", {what} {gb} GB / {n}")?,
                (Some(gb), None) => write!(f, ", {what} {gb} GB")?,
                (None, Some(n)) => write!(f, ", {what} / {n}")?,
                (None, None) => {}
            }
        }
        for card in &self.gpus {
            write!(f, ", {} × {card}", card.count.unwrap_or(1))?;
        }
        let unnamed = self.gpu_count.filter(|_| self.gpus.is_empty());
        unnamed.map_or(Ok(()), |n| write!(f, ", {n} × GPU"))
    }
}

impl MachineClass {
    /// Its name in files.
    fn code(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Storage => "storage",
            Self::Workstation => "workstation",
            Self::Desktop => "desktop",
        }
    }
}

impl Form {
    /// Its name in files; `None` where it is not said.
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Rack => Some("rack"),
            Self::Blade => Some("blade"),
            Self::Tower => Some("tower"),
            Self::Unknown => None,
        }
    }
}

/// Refuses a number outside a range.
pub(super) fn range(
    what: impl FnOnce() -> Text,
    value: Option<f64>,
    least: f64,
    most: f64,
) -> Result<(), Miss> {
    match value {
        Some(value) if !(least..=most).contains(&value) => {
            let Text { fr, en } = what();
            Err(Miss::new(Text {
                fr: format!("{fr} : {value} est hors de {least} à {most}"),
                en: format!("{en}: {value} is outside {least} to {most}"),
            }))
        }
        _ => Ok(()),
    }
}
