//! Scopes: the category of the GHG Protocol and of the BEGES that each impact is of.

use equipment::Tenure;
use ground::lang::Lang;
use ground::stage::Stage;

/// A category of the GHG Protocol with that of the BEGES beside it.
///
/// # Source
///
/// GHG Protocol Corporate Standard and Scope 3 Standard; the sub-numbers of the BEGES are those of
/// its method, version 5. Own waste is 3.5 (waste in operations), not 3.12 (of products sold);
/// kit leased in is 3.8, not 3.13 (leased out).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Electricity of equipment that the organisation operates, burnt at the power plant.
    Electricity,
    /// Goods that are used up: paper, toner.
    Goods,
    /// Services: cloud, network, colocation.
    Services,
    /// Equipment bought.
    Capital,
    /// Upstream of the electricity, and its losses on the way.
    Energy,
    /// End of life of the organisation's own equipment.
    Waste,
    /// Equipment of the employees, used for work.
    Employees,
    /// Equipment leased in.
    Leased,
}

impl Scope {
    /// All categories, in the order of their numbers.
    pub const ALL: [Self; 8] = [
        Self::Electricity,
        Self::Goods,
        Self::Services,
        Self::Capital,
        Self::Energy,
        Self::Waste,
        Self::Employees,
        Self::Leased,
    ];

    /// The category of a stage of a line, its electricity taken whole.
    pub fn of(stage: Stage, tenure: Tenure, is_service: bool) -> Self {
        match (stage, tenure) {
            _ if is_service => Self::Services,
            (_, Tenure::Employees) => Self::Employees,
            // Leased or not, it is operated by the organisation.
            (Stage::Use, _) => Self::Electricity,
            (_, Tenure::Leased) => Self::Leased,
            (Stage::EndOfLife, Tenure::Owned) => Self::Waste,
            (_, Tenure::Owned) => Self::Capital,
        }
    }

    /// Its name in files: the category of the GHG Protocol, then that of the BEGES.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Electricity => "2/2.1",
            Self::Goods => "3.1/4.1",
            Self::Services => "3.1/4.5",
            Self::Capital => "3.2/4.2",
            Self::Energy => "3.3/2.1",
            Self::Waste => "3.5/4.3",
            Self::Employees => "3.7/3.3",
            Self::Leased => "3.8/4.4",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Electricity => {
                lang.label("2 électricité (BEGES 2.1)", "2 electricity (BEGES 2.1)")
            }
            Self::Goods => {
                lang.label("3.1 consommables (BEGES 4.1)", "3.1 consumables (BEGES 4.1)")
            }
            Self::Services => lang.label("3.1 services (BEGES 4.5)", "3.1 services (BEGES 4.5)"),
            Self::Capital => lang
                .label("3.2 équipements achetés (BEGES 4.2)", "3.2 equipment bought (BEGES 4.2)"),
            Self::Energy => lang
                .label("3.3 amont, pertes (BEGES 2.1 amont)", "3.3 upstream, losses (BEGES 2.1)"),
            Self::Waste => lang.label("3.5 fin de vie (BEGES 4.3)", "3.5 end of life (BEGES 4.3)"),
            Self::Employees => {
                lang.label("3.7 matériel des agents (BEGES 3.3)", "3.7 employees' kit (BEGES 3.3)")
            }
            Self::Leased => {
                lang.label("3.8 matériel loué (BEGES 4.4)", "3.8 leased kit (BEGES 4.4)")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_waste_is_3_5_and_kit_leased_in_is_3_8() {
        let of = |stage, tenure| Scope::of(stage, tenure, false).code();
        assert_eq!(of(Stage::EndOfLife, Tenure::Owned), "3.5/4.3");
        assert_eq!(of(Stage::Manufacturing, Tenure::Owned), "3.2/4.2");
        assert_eq!(of(Stage::Distribution, Tenure::Owned), "3.2/4.2");
        assert_eq!(of(Stage::EndOfLife, Tenure::Leased), "3.8/4.4");
        assert_eq!(of(Stage::Manufacturing, Tenure::Leased), "3.8/4.4");
        assert_eq!(of(Stage::Use, Tenure::Leased), "2/2.1");
        assert_eq!(of(Stage::Use, Tenure::Employees), "3.7/3.3");
        assert_eq!(Scope::of(Stage::Use, Tenure::Owned, true).code(), "3.1/4.5");
    }
}
