//! Where a figure comes from: the words every result carries.

mod set;

pub use set::{Member, Set};

use crate::lang::Lang;

/// Where a lifetime or an energy comes from, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Measured by a meter or an agent.
    Measured,
    /// Written by the organisation: on the row, in `estate.toml`, or by its dates.
    Declared,
    /// Estimated from the organisation's own exits.
    Estimated,
    /// The model's own figure.
    Model,
    /// Built up from the configuration.
    Configuration,
    /// The default of the equipment type.
    Type,
}

impl Origin {
    /// All origins, best first.
    pub const ALL: [Self; 6] = [
        Self::Measured,
        Self::Declared,
        Self::Estimated,
        Self::Model,
        Self::Configuration,
        Self::Type,
    ];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Declared => "declared",
            Self::Estimated => "estimated",
            Self::Model => "model",
            Self::Configuration => "configuration",
            Self::Type => "type",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Measured => lang.label("mesuré", "measured"),
            Self::Declared => lang.label("déclaré", "declared"),
            Self::Estimated => lang.label("estimé", "estimated"),
            Self::Model => lang.label("modèle", "model"),
            Self::Configuration => lang.label("configuration", "configuration"),
            Self::Type => lang.label("valeur par défaut du type", "default of the type"),
        }
    }
}

/// How an equipment met its embodied factor, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchedBy {
    /// By its model.
    Model,
    /// By its model's family.
    Family,
    /// Built up from its components.
    Configuration,
    /// By its type.
    Type,
    /// By the type its type is a kind of.
    ParentType,
}

impl MatchedBy {
    /// All ways, best first.
    pub const ALL: [Self; 5] =
        [Self::Model, Self::Family, Self::Configuration, Self::Type, Self::ParentType];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Family => "family",
            Self::Configuration => "configuration",
            Self::Type => "type",
            Self::ParentType => "parent_type",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Model => lang.label("modèle", "model"),
            Self::Family => lang.label("famille de modèles", "model family"),
            Self::Configuration => lang.label("configuration", "configuration"),
            Self::Type => lang.label("type", "type"),
            Self::ParentType => lang.label("type parent", "parent type"),
        }
    }
}

/// What stands in where the inventory says nothing; each is listed with the impact resting on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assumption {
    /// No lifetime known: the default of the type.
    LifetimeOfType,
    /// No energy known: the default of the type.
    EnergyOfType,
    /// No status: taken as in service.
    InService,
    /// No country: the organisation's.
    OwnCountry,
    /// No quantity: one.
    OneUnit,
    /// No date of purchase: the date of delivery, order, start of use or record instead.
    DateStandsIn,
    /// No date at all: in the estate all year, of unknown age.
    AllYear,
    /// Exited without a date: before the year.
    ExitedBefore,
    /// Decommissioned without a date: out of use all year, still held.
    DecommissionedBefore,
    /// A word of the type taken in its usual sense.
    UsualType,
    /// Part of a year measured, extended to the whole.
    MeasureExtended,
    /// The electricity of another year or a wider zone.
    ElectricityFallback,
    /// A datacentre without PUE: the default of its zone.
    DefaultPue,
    /// Screens that the organisation assumes on its desks.
    AssumedMonitors,
    /// A cell that cannot be read: taken as an empty one.
    UnreadCell,
    /// A date of a month or a year alone: its middle.
    DateRounded,
    /// A date that may start with the day or the month: the day, by the custom of the headings.
    DayFirst,
    /// A type that the type word does not say: told by the model, the maker or the system.
    TypeInferred,
    /// A type word and a model that say different things: settled by rule.
    TypeSettled,
    /// A type that nobody has measured: its weight times a factor per kilogram.
    MassProxy,
    /// No status: that which the name of the sheet or of the file says.
    StateOfName,
    /// No quantity: the number that the words of the type or of the model say.
    UnitsInWords,
    /// A type that names several things: only the first is counted. Or a number beside the model of
    /// which nothing says whether it counts.
    MoreInRow,
    /// Units of a line that left, no earlier count telling whether the line's has them still: it
    /// has.
    LeftStillCounted,
    /// No hours of an instance: day and night while it is there.
    HoursOfDates,
}

impl Assumption {
    /// All assumptions, in the order they are listed.
    pub const ALL: [Self; 25] = [
        Self::LifetimeOfType,
        Self::EnergyOfType,
        Self::InService,
        Self::StateOfName,
        Self::OwnCountry,
        Self::OneUnit,
        Self::UnitsInWords,
        Self::MoreInRow,
        Self::LeftStillCounted,
        Self::DateStandsIn,
        Self::AllYear,
        Self::HoursOfDates,
        Self::ExitedBefore,
        Self::DecommissionedBefore,
        Self::UsualType,
        Self::TypeInferred,
        Self::TypeSettled,
        Self::MeasureExtended,
        Self::ElectricityFallback,
        Self::DefaultPue,
        Self::AssumedMonitors,
        Self::UnreadCell,
        Self::DateRounded,
        Self::DayFirst,
        Self::MassProxy,
    ];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::LifetimeOfType => "lifetime_of_type",
            Self::EnergyOfType => "energy_of_type",
            Self::InService => "in_service",
            Self::StateOfName => "state_of_name",
            Self::OwnCountry => "own_country",
            Self::OneUnit => "one_unit",
            Self::UnitsInWords => "units_in_words",
            Self::MoreInRow => "more_in_row",
            Self::LeftStillCounted => "left_still_counted",
            Self::DateStandsIn => "date_stands_in",
            Self::AllYear => "all_year",
            Self::HoursOfDates => "hours_of_dates",
            Self::ExitedBefore => "exited_before",
            Self::DecommissionedBefore => "decommissioned_before",
            Self::UsualType => "usual_type",
            Self::TypeInferred => "type_inferred",
            Self::TypeSettled => "type_settled",
            Self::MeasureExtended => "measure_extended",
            Self::ElectricityFallback => "electricity_fallback",
            Self::DefaultPue => "default_pue",
            Self::AssumedMonitors => "assumed_monitors",
            Self::UnreadCell => "unread_cell",
            Self::DateRounded => "date_rounded",
            Self::DayFirst => "day_first",
            Self::MassProxy => "mass_proxy",
        }
    }

    /// What it says, for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::LifetimeOfType => lang.label(
                "durée de vie par défaut du type, faute de mieux",
                "default lifetime of the type, for want of better",
            ),
            Self::EnergyOfType => lang.label(
                "consommation par défaut du type, faute de mesure",
                "default energy of the type, for want of a measure",
            ),
            Self::InService => lang.label("statut absent : en service", "no status: in service"),
            Self::StateOfName => lang.label(
                "statut absent : celui que dit le nom de la feuille, du fichier ou du matériel",
                "no status: that which the name of the sheet, the file or the equipment says",
            ),
            Self::OwnCountry => {
                lang.label("pays absent : celui de l'organisation", "no country: the organisation's")
            }
            Self::OneUnit => lang.label("quantité absente : 1", "no quantity: 1"),
            Self::UnitsInWords => lang.label(
                "quantité absente : le nombre que disent les mots du type ou du modèle",
                "no quantity: the number that the words of the type or model say",
            ),
            Self::MoreInRow => lang.label(
                "ligne qui nomme, ou dit peut-être d'un nombre, plus de matériels qu'elle n'en compte",
                "row that names, or may say by a number, more things than it counts",
            ),
            Self::LeftStillCounted => lang.label(
                "unités parties selon le registre, aucun compte antérieur ne disant si la ligne les compte encore : elle les compte",
                "units that left by the ledger, no earlier count telling whether the line still counts them: it does",
            ),
            Self::DateStandsIn => lang.label(
                "date d'achat absente : livraison, mise en service, commande ou création de la fiche",
                "no purchase date: delivery, start of use, order or record creation instead",
            ),
            Self::AllYear => lang.label(
                "aucune date : présent toute l'année, âge inconnu",
                "no date at all: present all year, age unknown",
            ),
            Self::HoursOfDates => lang.label(
                "heures d'instance non dites : jour et nuit, les jours où elle est là",
                "no hours of an instance: day and night, on the days it is there",
            ),
            Self::ExitedBefore => lang.label(
                "sorti sans date : compté comme sorti avant l'année",
                "exited without a date: taken as gone before the year",
            ),
            Self::DecommissionedBefore => lang.label(
                "réformé sans date : encore détenu, plus utilisé de l'année",
                "decommissioned without a date: still held, not used in the year",
            ),
            Self::UsualType => lang.label(
                "mot du type pris dans son sens courant",
                "type word taken in its usual sense",
            ),
            Self::TypeInferred => lang.label(
                "type que son mot ne dit pas : d'après le modèle, le fabricant ou le système",
                "type that its word does not say: by the model, the maker or the system",
            ),
            Self::TypeSettled => lang.label(
                "mot du type et modèle en contradiction, tranchée par règle",
                "type word and model that contradict each other, settled by rule",
            ),
            Self::MeasureExtended => lang.label(
                "mesure d'une partie de l'année étendue à toute la période de service",
                "measure of a part of the year extended to the whole time in service",
            ),
            Self::ElectricityFallback => lang.label(
                "électricité d'une autre année ou d'une zone plus large",
                "electricity of another year or of a wider zone",
            ),
            Self::DefaultPue => lang.label(
                "PUE par défaut de la zone",
                "default PUE of the zone",
            ),
            Self::AssumedMonitors => lang.label(
                "écrans absents de l'inventaire : supposés, d'après [assumptions]",
                "monitors not in the inventory: assumed, after [assumptions]",
            ),
            Self::UnreadCell => lang.label(
                "cellule illisible : comptée comme une cellule vide (unread-cells.csv)",
                "cell that cannot be read: taken as an empty one (unread-cells.csv)",
            ),
            Self::DateRounded => lang.label(
                "date d'un mois ou d'une année seule : le milieu",
                "date of a month or a year alone: its middle",
            ),
            Self::DayFirst => lang.label(
                "date à deux lectures : le jour d'abord, comme dans la langue des titres",
                "date with two readings: the day first, as in the language of the headings",
            ),
            Self::MassProxy => lang.label(
                "fabrication estimée au poids, faute de toute mesure : à un facteur trois près",
                "making estimated by weight, for want of any measure: right within a factor of three",
            ),
        }
    }
}

/// What was assumed of a line, or of a figure.
pub type AssumptionSet = Set<Assumption>;

impl Member for Assumption {
    const LISTED: &'static [Self] = &Self::ALL;

    #[inline]
    fn place(self) -> u8 {
        self as u8
    }
}

impl AssumptionSet {
    /// Those whose codes a text holds, spaces between them.
    pub fn named_in(codes: &str) -> Self {
        let named = |code: &str| Assumption::ALL.into_iter().find(|one| one.code() == code);
        codes.split_whitespace().filter_map(named).collect()
    }

    /// Their codes, spaces between them.
    pub fn codes(self) -> String {
        let codes: Vec<&str> = self.iter().map(Assumption::code).collect();
        codes.join(" ")
    }
}
