//! What the cells of a field hold, and in which unit.

use super::Field;
use ground::table::Holds;

/// What the cells of a field hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Words.
    Text,
    /// A day.
    Day,
    /// A number in a unit.
    Number(CellUnit),
    /// Yes or no.
    YesNo,
    /// A word of a closed list.
    Code,
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellUnit {
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

impl CellUnit {
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
            _ if self.kind() == FieldKind::Text => Holds::Things,
            _ => Holds::Remarks,
        }
    }

    /// What its cells hold.
    pub fn kind(self) -> FieldKind {
        match self {
            Self::AcquiredOn
            | Self::InServiceOn
            | Self::DecommissionedOn
            | Self::ExitedOn
            | Self::DeliveredOn
            | Self::OrderedOn
            | Self::RecordedOn => FieldKind::Day,
            Self::Quantity => FieldKind::Number(CellUnit::Units),
            Self::CpuCount | Self::CpuCores => FieldKind::Number(CellUnit::Parts),
            Self::GpuCount => FieldKind::Number(CellUnit::Cards),
            Self::AnnualEnergyKwh => FieldKind::Number(CellUnit::KwhAYear),
            Self::RamGb => FieldKind::Number(CellUnit::MemoryGb),
            Self::SsdGb | Self::HddGb => FieldKind::Number(CellUnit::StorageGb),
            Self::ScreenSizeIn => FieldKind::Number(CellUnit::Inches),
            Self::WeightKg => FieldKind::Number(CellUnit::Kilograms),
            Self::UpstreamMonths | Self::WarrantyMonths => FieldKind::Number(CellUnit::Months),
            Self::PriceEur => FieldKind::Number(CellUnit::Euros),
            Self::RepairIndex => FieldKind::Number(CellUnit::OfTen),
            Self::RecycledContentPct | Self::BatteryHealthPct => {
                FieldKind::Number(CellUnit::Percent)
            }
            Self::Hours => FieldKind::Number(CellUnit::Hours),
            Self::Shared => FieldKind::YesNo,
            Self::EquipmentType
            | Self::Status
            | Self::ExitRoute
            | Self::AcquisitionMode
            | Self::Ownership
            | Self::Country => FieldKind::Code,
            _ => FieldKind::Text,
        }
    }
}
