//! The kinds of choices that a method makes, so that two methods can be told apart by kind.

use super::Method;
use ground::lang::Lang;

/// A kind of choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// What counts: days and states, shares of ownership, whether use counts.
    Perimeter,
    /// How long a unit lasts.
    Lifetime,
    /// When the embodied impact counts.
    Amortisation,
    /// Which electricity, and whose PUE.
    Electricity,
}

impl Aspect {
    /// All kinds, in the order in which a bridge changes them.
    pub const ALL: [Self; 4] =
        [Self::Perimeter, Self::Lifetime, Self::Amortisation, Self::Electricity];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Perimeter => "perimeter",
            Self::Lifetime => "lifetime",
            Self::Amortisation => "amortisation",
            Self::Electricity => "electricity",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Perimeter => lang.label(
                "périmètre (jours, états, parts d'usage, étapes)",
                "perimeter (days, states, shares of use, stages)",
            ),
            Self::Lifetime => lang.label("durée de vie", "lifetime"),
            Self::Amortisation => {
                lang.label("amortissement de la fabrication", "amortisation of manufacturing")
            }
            Self::Electricity => lang.label("électricité et PUE", "electricity and PUE"),
        }
    }
}

impl Method {
    /// This method with one kind of choice taken from another.
    #[must_use]
    pub fn with(&self, aspect: Aspect, other: &Self) -> Self {
        let mut out = self.clone();
        match aspect {
            Aspect::Perimeter => {
                out.days = other.days;
                (out.professional, out.cope, out.byod) =
                    (other.professional, other.cope, other.byod);
                out.zero_energy_is_missing = other.zero_energy_is_missing;
                out.use_stage = other.use_stage;
                out.idle_capacity = other.idle_capacity;
            }
            Aspect::Lifetime => {
                out.lifetime = other.lifetime;
                out.beyond_lifetime = other.beyond_lifetime;
                out.counts_earlier_use = other.counts_earlier_use;
            }
            Aspect::Amortisation => {
                out.embodied = other.embodied;
                out.spread_years = other.spread_years;
            }
            Aspect::Electricity => {
                out.pue = other.pue;
                out.default_pue = other.default_pue;
                out.electricity.clone_from(&other.electricity);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_every_aspect_of_another_a_method_is_that_other() {
        let all = Method::all();
        for from in &all {
            for to in &all {
                let mut arrived = Aspect::ALL.iter().fold(from.clone(), |m, a| m.with(*a, to));
                arrived.name.clone_from(&to.name);
                arrived.label_fr.clone_from(&to.label_fr);
                arrived.label_en.clone_from(&to.label_en);
                assert_eq!(arrived, *to, "{} to {}", from.name, to.name);
            }
        }
    }
}
