//! What the cells of a field hold, and in which unit.

use super::Field;
use ground::table::Holds;

/// What the cells of a field hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A day.
    Day,
    /// A number in a unit.
    Number(Unit),
    /// Yes or no.
    YesNo,
    /// A word of a closed list.
    Code,
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Pieces of equipment.
    Units,
    /// Parts of one machine: processors, cores.
    Parts,
    /// Cards of one machine, of which there may be none.
    Cards,
    /// Kilowatt hours a year.
    KwhAYear,
    /// Gigabytes of memory: a terabyte is 1,024 of them.
    MemoryGb,
    /// Gigabytes of storage: makers count a terabyte as 1,000 of them.
    StorageGb,
    /// Inches.
    Inches,
    /// Kilograms.
    Kilograms,
    /// Months.
    Months,
    /// Euros.
    Euros,
    /// Points of ten.
    OfTen,
    /// Hundredths.
    Percent,
    /// Hours of a year.
    Hours,
}

impl Unit {
    /// The least and the most that a cell can say.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Units => (0.0, 1e6),
            Self::Parts => (0.0, 100_000.0),
            Self::Cards => (0.0, 32.0),
            Self::KwhAYear => (0.0, 1e7),
            Self::MemoryGb | Self::StorageGb | Self::Euros => (0.0, 1e9),
            Self::Inches => (0.0, 1000.0),
            Self::Kilograms => (0.0, 10_000.0),
            Self::Months => (0.0, 600.0),
            Self::OfTen => (0.0, 10.0),
            Self::Percent => (0.0, 100.0),
            Self::Hours => (0.0, ground::quantity::HOURS_OF_LEAP_YEAR),
        }
    }
}

impl Field {
    /// What its cells may hold of people.
    pub fn holds(self) -> Holds {
        match self {
            Self::Site | Self::Entity | Self::Country => Holds::Places,
            Self::EquipmentType => Holds::Things,
            _ if self.kind() == Kind::Text => Holds::Things,
            _ => Holds::Remarks,
        }
    }

    /// What its cells hold.
    pub fn kind(self) -> Kind {
        match self {
            Self::AcquiredOn
            | Self::InServiceOn
            | Self::DecommissionedOn
            | Self::ExitedOn
            | Self::DeliveredOn
            | Self::OrderedOn
            | Self::RecordedOn => Kind::Day,
            Self::Quantity => Kind::Number(Unit::Units),
            Self::CpuCount | Self::CpuCores => Kind::Number(Unit::Parts),
            Self::GpuCount => Kind::Number(Unit::Cards),
            Self::AnnualEnergyKwh => Kind::Number(Unit::KwhAYear),
            Self::RamGb => Kind::Number(Unit::MemoryGb),
            Self::SsdGb | Self::HddGb => Kind::Number(Unit::StorageGb),
            Self::ScreenSizeIn => Kind::Number(Unit::Inches),
            Self::WeightKg => Kind::Number(Unit::Kilograms),
            Self::UpstreamMonths | Self::WarrantyMonths => Kind::Number(Unit::Months),
            Self::PriceEur => Kind::Number(Unit::Euros),
            Self::RepairIndex => Kind::Number(Unit::OfTen),
            Self::RecycledContentPct | Self::BatteryHealthPct => Kind::Number(Unit::Percent),
            Self::Hours => Kind::Number(Unit::Hours),
            Self::Shared => Kind::YesNo,
            Self::EquipmentType
            | Self::Status
            | Self::ExitRoute
            | Self::AcquisitionMode
            | Self::Ownership
            | Self::Country => Kind::Code,
            _ => Kind::Text,
        }
    }
}
