//! The columns of the canonical inventory.

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// A column of the canonical inventory.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $name),* }

        impl Field {
            /// All columns, in canonical order; those after the canonical ones are what raw exports have besides.
            pub const ALL: [Self; fields!(@count $($name)*)] = [$(Self::$name),*];

            /// The column's name in a canonical file.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
    (@count $($name:ident)*) => { 0 $(+ { let _ = stringify!($name); 1 })* };
}

fields! {
    /// Identifier, unique in the year's inventory.
    EquipmentId = "equipment_id",
    /// Type, the only column that must be there.
    EquipmentType = "equipment_type",
    /// Maker.
    Manufacturer = "manufacturer",
    /// Model.
    Model = "model",
    /// Serial number; dropped at the door, used only to tell two rows apart.
    Serial = "serial",
    /// Number of identical units.
    Quantity = "quantity",
    /// State.
    Status = "status",
    /// Day of purchase.
    AcquiredOn = "acquired_on",
    /// Day of first use.
    InServiceOn = "in_service_on",
    /// Day it was taken out of use.
    DecommissionedOn = "decommissioned_on",
    /// Day it left.
    ExitedOn = "exited_on",
    /// How it left.
    ExitRoute = "exit_route",
    /// How it came.
    AcquisitionMode = "acquisition_mode",
    /// Months it was used by others before.
    UpstreamMonths = "upstream_months",
    /// Whose it is.
    Ownership = "ownership",
    /// Site.
    Site = "site",
    /// Country of use.
    Country = "country",
    /// Part of the organisation.
    Entity = "entity",
    /// Pseudonym of its user.
    UserKey = "user_key",
    /// Whether several people share it.
    Shared = "shared",
    /// Electricity, kWh a year and unit.
    AnnualEnergyKwh = "annual_energy_kwh",
    /// Datacentre it stands in.
    DatacentreId = "datacentre_id",
    /// Processor.
    CpuModel = "cpu_model",
    /// Number of processors.
    CpuCount = "cpu_count",
    /// Cores of a processor.
    CpuCores = "cpu_cores",
    /// Memory, GB.
    RamGb = "ram_gb",
    /// Flash storage, GB.
    SsdGb = "ssd_gb",
    /// Disk storage, GB.
    HddGb = "hdd_gb",
    /// Graphics card.
    GpuModel = "gpu_model",
    /// Number of graphics cards.
    GpuCount = "gpu_count",
    /// Screen diagonal, inches.
    ScreenSizeIn = "screen_size_in",
    /// Weight, kg.
    WeightKg = "weight_kg",
    /// Warranty, months.
    WarrantyMonths = "warranty_months",
    /// Repair index.
    RepairIndex = "repair_index",
    /// Ecolabel.
    Ecolabel = "ecolabel",
    /// Recycled content, %.
    RecycledContentPct = "recycled_content_pct",
    /// Price, EUR.
    PriceEur = "price_eur",
    /// Region of a cloud instance.
    CloudRegion = "cloud_region",
    /// Hours a cloud instance was rented in the year.
    Hours = "hours",
    /// What stood in when the row was imported: codes of assumptions, spaces between them.
    Assumed = "assumed",
    /// Asset tag of a raw export.
    AssetTag = "asset_tag",
    /// Name of a raw export.
    Name = "name",
    /// Day of delivery of a raw export.
    DeliveredOn = "delivered_on",
    /// Day of order of a raw export.
    OrderedOn = "ordered_on",
    /// Day the record was made, of a raw export.
    RecordedOn = "recorded_on",
    /// Identifier that the machine itself gives; dropped at the door, as the serial number is.
    Uuid = "uuid",
    /// Operating system of a raw export; where a column tells the type by it, a hint has it.
    Os = "os",
    /// Day a tool last saw it, of a raw export.
    LastSeen = "last_seen",
    /// What its most worn battery holds when full, % of what it held when new.
    BatteryHealthPct = "battery_health_pct",
}

impl Field {
    /// How many columns a canonical file may have.
    pub const N_CANONICAL: usize = 40;

    /// Whether a cell of it may move the total: what is shown beside a row, or is of use to
    /// indicators alone, does not.
    pub fn moves_the_total(self) -> bool {
        !matches!(
            self,
            Self::WarrantyMonths
                | Self::PriceEur
                | Self::WeightKg
                | Self::RepairIndex
                | Self::Ecolabel
                | Self::RecycledContentPct
                | Self::ExitRoute
                | Self::Shared
                | Self::UserKey
                | Self::Entity
                | Self::EquipmentId
                | Self::AssetTag
                | Self::Name
                | Self::Serial
                | Self::Uuid
                | Self::Os
                | Self::LastSeen
                | Self::BatteryHealthPct
        )
    }

    /// Whether it tells one machine from all others: a row that says it is of no more than that.
    pub fn is_of_one_machine(self) -> bool {
        matches!(self, Self::Serial | Self::AssetTag | Self::Uuid)
    }

    /// Whether each machine of a list has its own: its number, or its name.
    pub(super) fn is_of_each(self) -> bool {
        self.is_of_one_machine() || matches!(self, Self::EquipmentId | Self::Name)
    }

    /// The columns a canonical file may have, in order.
    pub fn canonical() -> &'static [Self] {
        &Self::ALL[..Self::N_CANONICAL]
    }
}
