//! The parts of a machine, and what stands in where its words say nothing.

use ground::lang::{Lang, Text};
use ground::text;

/// A part of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Processors.
    Cpu,
    /// Memory modules.
    Ram,
    /// Flash drives.
    Ssd,
    /// Hard drives.
    Hdd,
    /// Graphics cards.
    Gpu,
    /// Main board.
    Mainboard,
    /// Power supplies.
    PowerSupply,
    /// Case.
    Case,
    /// Assembly.
    Assembly,
}

impl Part {
    /// All parts in the order they are printed.
    pub const ALL: [Self; 9] = [
        Self::Cpu,
        Self::Ram,
        Self::Ssd,
        Self::Hdd,
        Self::Gpu,
        Self::Mainboard,
        Self::PowerSupply,
        Self::Case,
        Self::Assembly,
    ];

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Cpu => lang.label("processeurs", "processors"),
            Self::Ram => lang.label("mémoire", "memory"),
            Self::Ssd => lang.label("disques SSD", "SSD drives"),
            Self::Hdd => lang.label("disques durs", "hard drives"),
            Self::Gpu => lang.label("cartes graphiques", "graphics cards"),
            Self::Mainboard => lang.label("carte mère", "mainboard"),
            Self::PowerSupply => lang.label("alimentations", "power supplies"),
            Self::Case => lang.label("boîtier", "case"),
            Self::Assembly => lang.label("assemblage", "assembly"),
        }
    }
}

/// What stands in where a machine's words say nothing; each widens the bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assumed {
    /// The processor's name is not known: its die by its cores, over all families.
    CpuByCores,
    /// The name says a line of processors, not a generation: all its families.
    CpuByLine,
    /// The set has no power of the processor by its name: that of its family.
    CpuByFamily,
    /// The cores are not known: all sizes of the family.
    AnyCores,
    /// More cores than the family has: the count is taken as that of all processors together.
    CoresShared,
    /// More cores than the family has: its largest die, the high bound in proportion.
    CoresBeyond,
    /// The number of processors is not known: two in a server, at least one.
    CpuCount,
    /// The number of modules is not known: from the sizes on the market.
    RamModules,
    /// The number of SSD drives is not known: from the sizes on the market.
    SsdCount,
    /// The capacity of the SSD drives is not known: that of a common drive each.
    SsdCapacity,
    /// The number of hard drives is not known: from the sizes on the market.
    HddCount,
    /// A disk that no word tells apart is taken as an SSD.
    DiskIsSsd,
    /// No disk is said: between none and two SSD drives.
    DisksUnknown,
    /// The case is not said: a rack's.
    FormUnknown,
    /// The controllers of the storage are not said: their processors and memory are not in it.
    ControllersUnknown,
    /// The number of graphics cards is not said: one.
    GpuCount,
    /// No published figure is of the graphics cards by their name: any card of a datacentre.
    GpuUnnamed,
    /// The name of the graphics cards says no version: the mean of its versions.
    GpuByModel,
    /// The graphics cards of a desk have no published figure: they are not in it.
    GpuLeftOut,
    /// Graphics cards have no known power: the energy is that of the rest of the machine.
    GpuPower,
    /// Power by the curve of a line of processors.
    PowerByLine,
    /// The load is not measured: half, from nearly idle to nearly full.
    LoadUnknown,
}

impl Assumed {
    /// All of them, in the order they are listed.
    pub const ALL: [Self; 22] = [
        Self::CpuByCores,
        Self::CpuByLine,
        Self::CpuByFamily,
        Self::AnyCores,
        Self::CoresShared,
        Self::CoresBeyond,
        Self::CpuCount,
        Self::RamModules,
        Self::SsdCount,
        Self::SsdCapacity,
        Self::HddCount,
        Self::DiskIsSsd,
        Self::DisksUnknown,
        Self::FormUnknown,
        Self::ControllersUnknown,
        Self::GpuCount,
        Self::GpuUnnamed,
        Self::GpuByModel,
        Self::GpuLeftOut,
        Self::GpuPower,
        Self::PowerByLine,
        Self::LoadUnknown,
    ];

    /// Whether it bears on the power alone, and not on what the machine is made of.
    pub fn is_of_power(self) -> bool {
        matches!(self, Self::CpuByFamily | Self::GpuPower | Self::PowerByLine | Self::LoadUnknown)
    }

    /// Whether it bears on the making alone.
    pub fn is_of_making(self) -> bool {
        matches!(
            self,
            Self::SsdCapacity
                | Self::FormUnknown
                | Self::GpuUnnamed
                | Self::GpuByModel
                | Self::GpuLeftOut
        )
    }

    /// The one of that name in files.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::CpuByCores => "cpu_by_cores",
            Self::CpuByLine => "cpu_by_line",
            Self::CpuByFamily => "cpu_by_family",
            Self::AnyCores => "any_cores",
            Self::CoresShared => "cores_shared",
            Self::CoresBeyond => "cores_beyond",
            Self::CpuCount => "cpu_count",
            Self::RamModules => "ram_modules",
            Self::SsdCount => "ssd_count",
            Self::SsdCapacity => "ssd_capacity",
            Self::HddCount => "hdd_count",
            Self::DiskIsSsd => "disk_is_ssd",
            Self::DisksUnknown => "disks_unknown",
            Self::FormUnknown => "form_unknown",
            Self::ControllersUnknown => "controllers_unknown",
            Self::GpuCount => "gpu_count",
            Self::GpuUnnamed => "gpu_unnamed",
            Self::GpuByModel => "gpu_by_model",
            Self::GpuLeftOut => "gpu_left_out",
            Self::GpuPower => "gpu_power",
            Self::PowerByLine => "power_by_line",
            Self::LoadUnknown => "load_unknown",
        }
    }

    /// Its sentence for people.
    pub fn text(self) -> Text {
        match self {
            Self::CpuByCores => text!(
                "nom du processeur non reconnu : puce d'après le nombre de cœurs, toutes familles confondues",
                "processor name not recognised: die by the number of cores, over all families"
            ),
            Self::CpuByLine => text!(
                "gamme de processeurs sans génération : toutes ses familles",
                "line of processors without a generation: all its families"
            ),
            Self::CpuByFamily => text!(
                "processeur sans puissance publiée à son nom : celle de sa famille",
                "processor without a published power of its name: that of its family"
            ),
            Self::AnyCores => text!(
                "nombre de cœurs inconnu : toutes les tailles de la famille",
                "number of cores unknown: all sizes of the family"
            ),
            Self::CoresShared => text!(
                "plus de cœurs que la famille n'en a : nombre pris pour l'ensemble des processeurs",
                "more cores than the family has: taken as those of all processors together"
            ),
            Self::CoresBeyond => text!(
                "plus de cœurs que la famille n'en a : sa plus grande puce, borne haute en proportion",
                "more cores than the family has: its largest die, the high bound in proportion"
            ),
            Self::CpuCount => text!(
                "nombre de processeurs inconnu : deux, au moins un",
                "number of processors unknown: two, at least one"
            ),
            Self::RamModules => text!(
                "nombre de barrettes inconnu : d'après les tailles courantes",
                "number of memory modules unknown: from common sizes"
            ),
            Self::SsdCount => text!(
                "nombre de disques SSD inconnu : d'après les tailles courantes",
                "number of SSD drives unknown: from common sizes"
            ),
            Self::SsdCapacity => text!(
                "capacité des disques SSD inconnue : celle d'un disque courant chacun",
                "capacity of the SSD drives unknown: that of a common drive each"
            ),
            Self::HddCount => text!(
                "nombre de disques durs inconnu : d'après les tailles courantes",
                "number of hard drives unknown: from common sizes"
            ),
            Self::DiskIsSsd => text!(
                "disque sans type reconnu : pris pour un SSD",
                "disk of no recognised kind: taken as an SSD"
            ),
            Self::DisksUnknown => text!(
                "aucun disque indiqué : un SSD courant, entre aucun et deux",
                "no disk said: one common SSD, between none and two"
            ),
            Self::FormUnknown => {
                text!("boîtier non indiqué : celui d'un rack", "case not said: that of a rack")
            }
            Self::ControllersUnknown => text!(
                "contrôleurs de la baie non indiqués : leurs processeurs et leur mémoire ne sont pas comptés",
                "controllers of the storage not said: their processors and memory are not counted"
            ),
            Self::GpuCount => text!(
                "nombre de cartes graphiques non indiqué : une",
                "number of graphics cards not said: one"
            ),
            Self::GpuUnnamed => text!(
                "carte graphique sans chiffre publié à son nom : médiane des cartes de centre de données, de la plus légère à la plus lourde",
                "graphics card without a published figure of its name: median of datacentre cards, from the lightest to the heaviest"
            ),
            Self::GpuByModel => text!(
                "version de la carte graphique non indiquée : moyenne des versions publiées du modèle",
                "version of the graphics card not said: mean of the model's published versions"
            ),
            Self::GpuLeftOut => text!(
                "carte graphique de poste sans chiffre publié : non comptée",
                "graphics card of a desk without published figure: not counted"
            ),
            Self::GpuPower => text!(
                "puissance des cartes graphiques inconnue : ce qu'elles consomment n'est pas compté",
                "power of the graphics cards unknown: what they draw is not counted"
            ),
            Self::PowerByLine => text!(
                "puissance d'après la courbe publiée de la gamme de processeurs",
                "power by the published curve of the line of processors"
            ),
            Self::LoadUnknown => text!(
                "charge non mesurée : moitié, de presque au repos à presque pleine",
                "load not measured: half, from nearly idle to nearly full"
            ),
        }
    }
}
