//! Meters as their tools export them, in CSV: load curves and indexes of a supplier's meter, power
//! of management boards, outlets of power strips, virtual machines of vSphere.
//!
//! ```text
//! table ─▶ read ─▶ series ─▶ days ─▶ rows of usage/
//!  headings, unit   │  steps, gaps, repeats, indexes that start again
//!  stamp            └─▶ rows set aside
//! ```
//!
//! What a file does not say is asked, and never guessed: the unit, the order of its dates, whether
//! an energy is an index.

mod days;
mod headings;
mod quantity;
mod read;
mod series;
mod settle;
mod stamp;
mod table;
mod times;
mod unit;
mod why;

pub use series::TimeSide;
pub use stamp::Clock;
pub use unit::MeterUnit;

use crate::measured::MachineDays;
use days::{DeviceDays, days, together};
use ground::fault::Fault;
use ground::table::{DateOrder, Reject, masked};
use ground::text;
use series::stretches;
use settle::settle;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// More than any meter says of a step, in watts or watt-hours, and less than any index at its end.
const MOST: f64 = 1e15;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MeterValueKind {
    /// The mean of its step.
    Power,
    /// The energy of its step.
    Increment,
    /// The energy since the meter was made.
    Index,
}

/// What the user says of the files.
#[derive(Clone, Debug)]
pub struct Options {
    /// The clock of times without an offset, and of days.
    pub clock: Clock,
    /// The order of days and months.
    pub order: Option<DateOrder>,
    /// The unit of values that say none.
    pub unit: Option<MeterUnit>,
    /// What energies are.
    pub kind: Option<MeterValueKind>,
    /// How times stand to what their values say.
    pub side: Option<TimeSide>,
    /// The most watt-hours of a day; of what is no machine, none.
    pub most: Option<f64>,
}

/// A value at a time.
#[derive(Clone, Debug)]
struct MeterReading {
    at: i64,
    /// The start of what it says, where the row has it.
    from: Option<i64>,
    /// The end of the day that it says, where the row has a date alone.
    until: Option<i64>,
    /// Watts or watt-hours.
    value: f64,
    kind: MeterValueKind,
    step: Option<i64>,
    line: u64,
    file: usize,
    cell: Box<str>,
}

/// The readings of one device, of one kind or of a kind that nothing said.
#[derive(Debug, Default)]
struct Readings {
    readings: Vec<MeterReading>,
    last: Option<i64>,
}

/// What files say.
#[derive(Debug, Default)]
struct MeterRead {
    files: Vec<Arc<str>>,
    /// The heading of the times of each file.
    times: Vec<String>,
    /// How times stand to values in each file, where the user or the file says so, by its headings.
    stood: Vec<(Vec<String>, Option<TimeSide>)>,
    series: BTreeMap<(String, Option<MeterValueKind>), Readings>,
    aside: Vec<Reject>,
    left: Vec<String>,
    other: usize,
    last_days: BTreeSet<bool>,
    local: bool,
    overruled: bool,
}

impl MeterRead {
    fn series_of(&mut self, device: &str, kind: Option<MeterValueKind>) -> &mut Readings {
        let key = (device.to_owned(), kind);
        self.series.entry(key).or_default()
    }

    /// How times stand to values in each file. One that does not say has them as others of the same
    /// headings do, whatever the order of files; else, as meters do, at the end of what they say.
    fn sides(&self) -> Vec<TimeSide> {
        let mut proven: BTreeMap<&[String], BTreeSet<TimeSide>> = BTreeMap::new();
        for (headings, side) in &self.stood {
            proven.entry(headings).or_default().extend(side.filter(|side| *side != TimeSide::Day));
        }
        let alike = |headings: &[String]| {
            let sides = proven.get(headings).filter(|sides| sides.len() == 1);
            sides.and_then(BTreeSet::first).copied().unwrap_or(TimeSide::End)
        };
        self.stood.iter().map(|(headings, side)| side.unwrap_or_else(|| alike(headings))).collect()
    }
}

/// What was made of files.
#[derive(Debug)]
pub struct Metered {
    /// Watt-hours of days, by machine.
    pub machines: MachineDays,
    /// Rows set aside.
    pub aside: Vec<Reject>,
    /// Columns that say the energy of another column.
    pub left: Vec<String>,
    /// Rows of other quantities than the energy drawn.
    pub other: usize,
    /// Rows that say what another said.
    pub again: usize,
    /// Times at which an index started again.
    pub resets: usize,
    /// Days left out for want of measure.
    pub partial: usize,
    /// Days left out because not all meters of a machine measured them.
    pub unshared: usize,
    /// Days of more energy than any machine takes.
    pub beyond: usize,
    /// Seconds taken at the mean of their day.
    pub filled_s: i64,
    /// How times were taken, where steps matter.
    pub sides: BTreeSet<TimeSide>,
    /// Of periods that end with a date alone, whether it was taken as their last day.
    pub last_days: BTreeSet<bool>,
    /// Whether a file says itself what the user says otherwise.
    pub overruled: bool,
    /// Whether times without an offset were read by the clock.
    pub local: bool,
    /// Meters that the list of meters does not have.
    pub strangers: BTreeSet<String>,
    /// Meters of the list that the files do not have, of machines of which they have another: no day
    /// of these is known.
    pub absent: BTreeSet<String>,
    /// Meters of the list that the files do not have, of other machines.
    pub elsewhere: usize,
}

/// Which machine a meter feeds.
#[derive(Clone, Debug)]
pub enum MeterNames {
    /// The machine has the meter's name.
    Own,
    /// All files are of this machine.
    One(String),
    /// As a list says; several meters may feed one machine.
    Listed(BTreeMap<String, String>),
}

/// Reads files: the days from `first` to `last` of each machine.
///
/// # Errors
/// A file cannot be read, is no meter's, or does not say what must be known of it.
pub fn read(
    paths: &[&Path],
    options: &Options,
    names: &MeterNames,
    (first, last): (i32, i32),
) -> Result<Metered, Fault> {
    let mut read = MeterRead::default();
    for path in paths {
        read::file(path, options, &mut read)?;
    }
    settle(&mut read, paths)?;
    let sides = read.sides();
    let mut told = Metered {
        machines: MachineDays::new(),
        aside: std::mem::take(&mut read.aside),
        left: std::mem::take(&mut read.left),
        other: read.other,
        again: 0,
        resets: 0,
        partial: 0,
        unshared: 0,
        beyond: 0,
        filled_s: 0,
        sides: BTreeSet::new(),
        last_days: std::mem::take(&mut read.last_days),
        overruled: read.overruled,
        local: read.local,
        strangers: BTreeSet::new(),
        absent: BTreeSet::new(),
        elsewhere: 0,
    };
    named_one_way(&read, names)?;
    let mut meters: BTreeMap<String, Vec<DeviceDays>> = BTreeMap::new();
    for ((device, _), readings) in &read.series {
        let series = stretches(&readings.readings, &sides);
        told.again += series.again;
        told.resets += series.resets;
        for (at, why) in series.aside {
            let one = &readings.readings[at];
            let (file, column) = (&read.files[one.file], &read.times[one.file]);
            told.aside.push(read::reject(file, one.line, column, &one.cell, why));
        }
        let stepped = readings.readings.iter().filter(|one| one.kind != MeterValueKind::Index);
        let stepped = stepped.filter(|one| one.from.is_none());
        told.sides.extend(stepped.map(|one| sides[one.file]));
        let machine = match names {
            MeterNames::Own => device.clone(),
            MeterNames::One(id) => id.clone(),
            MeterNames::Listed(known) => {
                let Some(id) = known.get(device) else {
                    told.strangers.insert(device.clone());
                    continue;
                };
                id.clone()
            }
        };
        let days = days(&series.stretches, &options.clock, (first, last));
        meters.entry(machine).or_default().push(days);
    }
    if let MeterNames::Listed(known) = names {
        let found: BTreeSet<&str> = read.series.keys().map(|(device, _)| device.as_str()).collect();
        for (meter, machine) in known.iter().filter(|(meter, _)| !found.contains(meter.as_str())) {
            // A feed that nothing measured is no feed of 0 kWh.
            match meters.get_mut(machine) {
                Some(parts) => {
                    parts.push(DeviceDays::default());
                    told.absent.insert(meter.clone());
                }
                None => told.elsewhere += 1,
            }
        }
    }
    for (machine, parts) in meters {
        let mut days = together(&parts);
        let before = days.known.len();
        days.known.retain(|_, wh| options.most.is_none_or(|most| *wh <= most));
        told.beyond += before - days.known.len();
        days.filled.retain(|day, _| days.known.contains_key(day));
        told.filled_s += days.filled.values().sum::<i64>();
        told.partial += days.partial.len();
        told.unshared += days.unshared.len();
        if !days.known.is_empty() {
            told.machines.insert(machine, ('A', days.known));
        }
    }
    told.aside.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(told)
}

/// Refuses meters without a name of their own, under an address that is not kept, or several under
/// the name of one machine.
fn named_one_way(read: &MeterRead, names: &MeterNames) -> Result<(), Fault> {
    let devices: BTreeSet<&str> = read.series.keys().map(|(device, _)| device.as_str()).collect();
    let hint = text!(
        "donnez --device MACHINE, ou --map LISTE.csv (colonnes meter, equipment_id)",
        "give --device MACHINE, or --map LIST.csv (columns meter, equipment_id)"
    );
    let fault = match names {
        MeterNames::One(_) if devices.len() > 1 => Fault::new(text!(
            "ces fichiers ont {} compteurs, et non un",
            "these files have {} meters, and not one",
            devices.len()
        )),
        MeterNames::Own if devices.contains("") => Fault::new(text!(
            "rien ne nomme la machine de ces mesures",
            "nothing names the machine of these values"
        )),
        MeterNames::Own if devices.iter().any(|device| masked(device) != *device) => {
            Fault::new(text!(
                "un compteur n’a pour nom qu’une adresse ou un numéro, qui n’est pas gardé",
                "a meter is named by an address or a number alone, which is not kept"
            ))
        }
        _ => return Ok(()),
    };
    Err(fault.hint(hint))
}
