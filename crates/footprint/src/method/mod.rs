//! Method: how lifetimes, amortisation, days and PUE are chosen, as data.
//!
//! A profile is a small TOML file with its source. It holds choices and shares; it computes
//! nothing: `impact` does, by these choices.

mod aspect;

pub use aspect::Aspect;

use equipment::Ownership;
use factor::{FactorSet, Source};
use ground::fault::Fault;
use ground::lang::Text;
use ground::text;
use serde::Deserialize;

/// When the embodied impact counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmbodiedRule {
    /// A share each year of the lifetime.
    Annualised,
    /// Whole, in the year of purchase.
    YearOfPurchase,
}

/// How long a unit is taken to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LifetimeRule {
    /// The organisation's own, else the type's; beyond it, the real age.
    DeclaredOrType,
    /// From purchase to withdrawal or calculation date, else the type's, else two years.
    DatesOrTypeOrTwoYears,
}

/// What a unit weighs once it is older than its lifetime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BeyondRule {
    /// Its impact spread over its real age.
    #[default]
    RealAge,
    /// Nothing more: its impact has been counted whole.
    Nothing,
    /// As before: its impact over the lifetime, each year that it is there.
    Same,
}

/// Which days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DaysRule {
    /// The days of the year it was held (embodied) and in service (use).
    InTheYear,
    /// The whole year, whatever the dates and the state.
    WholeYear,
}

/// Whose electricity the PUE multiplies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PueRule {
    /// All that stands in a datacentre.
    AllInDatacentre,
    /// Servers in a datacentre.
    ServersInDatacentre,
    /// Nobody's.
    None,
}

/// Who carries the capacity of a server that no virtual machine uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdleRule {
    /// Nobody: it is a line of its own.
    #[default]
    Apart,
    /// The virtual machines, whether the capacity is known or not.
    Machines,
}

/// A method profile.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// What it is, in French.
    pub label_fr: String,
    /// What it is, in English.
    pub label_en: String,
    /// When the embodied impact counts.
    pub embodied: EmbodiedRule,
    /// How long a unit lasts.
    pub lifetime: LifetimeRule,
    /// What a unit weighs beyond its lifetime.
    #[serde(default)]
    pub beyond_lifetime: BeyondRule,
    /// Whether the years of use by others before a purchase refurbished lengthen the lifetime.
    #[serde(default = "yes")]
    pub counts_earlier_use: bool,
    /// Over how many years the purchases of a year are spread.
    #[serde(default = "one")]
    pub spread_years: f64,
    /// Which days count.
    pub days: DaysRule,
    /// Whose electricity the PUE multiplies.
    pub pue: PueRule,
    /// The PUE of a datacentre that does not say its own; else that of the zone.
    #[serde(default)]
    pub default_pue: Option<f64>,
    /// Whether the electricity of use is counted.
    #[serde(default = "yes")]
    pub use_stage: bool,
    /// One electricity factor for all zones and years, where the method has its own.
    #[serde(default)]
    pub electricity: Option<FixedElectricity>,
    /// Whether 0 kWh means that the energy is not known.
    pub zero_energy_is_missing: bool,
    /// Who carries what no virtual machine of a server uses.
    #[serde(default)]
    pub idle_capacity: IdleRule,
    /// Share of the organisation's own equipment.
    pub professional: f64,
    /// Share where private use is allowed.
    pub cope: f64,
    /// Share of the employees' own.
    pub byod: f64,
}

/// A method's own electricity factor.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedElectricity {
    /// kgCO2e a kWh.
    pub kg_per_kwh: f64,
    /// Who says so, and where.
    pub publisher: String,
    /// Title of the publication.
    pub title: String,
    /// Year of the publication.
    pub year: String,
    /// Its address.
    pub url: String,
    /// Its licence.
    pub licence: String,
}

fn yes() -> bool {
    true
}

fn one() -> f64 {
    1.0
}

const PROFILES: [&str; 5] = [
    include_str!("rcp-si.toml"),
    include_str!("ghg-protocol.toml"),
    include_str!("numecoeval.toml"),
    include_str!("ecodiag-flow.toml"),
    include_str!("ecodiag-stock.toml"),
];

impl Method {
    /// Whether a lifetime that the organisation knows of its own changes the footprint.
    pub fn takes_own_lifetimes(&self) -> bool {
        self.embodied == EmbodiedRule::Annualised && self.lifetime == LifetimeRule::DeclaredOrType
    }

    /// The profiles there are.
    ///
    /// # Panics
    ///
    /// Never: the profiles are part of the program, and a test reads them.
    pub fn all() -> Vec<Self> {
        PROFILES
            .iter()
            .map(|text| toml::from_str(text).expect("the shipped profiles are checked by a test"))
            .collect()
    }

    /// The profile of that name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn named(name: &str) -> Result<Self, Fault> {
        let all = Self::all();
        let names: Vec<String> = all.iter().map(|method| method.name.clone()).collect();
        all.into_iter().find(|method| method.name == name).ok_or_else(|| {
            Fault::new(text!("méthode inconnue `{name}`", "unknown method `{name}`")).hint(text!(
                "méthodes : {}",
                "methods: {}",
                names.join(", ")
            ))
        })
    }

    /// What it is, for people.
    pub fn label(&self) -> Text {
        Text { fr: self.label_fr.clone(), en: self.label_en.clone() }
    }

    /// The factors as the method takes them: its own electricity in the place of each zone's,
    /// where it has one.
    #[must_use]
    pub fn adapt(&self, set: FactorSet) -> FactorSet {
        let Some(own) = &self.electricity else { return set };
        let id = format!("method.{}.electricity", self.name);
        let source = Source {
            id: id.clone(),
            title: own.title.clone(),
            publisher: own.publisher.clone(),
            year: own.year.clone(),
            url: own.url.clone(),
            licence: own.licence.clone(),
        };
        set.with_one_electricity(id, own.kg_per_kwh, source)
    }

    /// The share of a machine that is the organisation's.
    pub fn share(&self, ownership: Ownership) -> f64 {
        match ownership {
            Ownership::Professional => self.professional,
            Ownership::Cope => self.cope,
            Ownership::Byod => self.byod,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::lang::Lang;

    #[test]
    fn every_profile_is_readable_and_named_once() {
        let all = Method::all();
        assert_eq!(all[0].name, "rcp-si", "the first is the default");
        for method in &all {
            assert_eq!(Method::named(&method.name).unwrap(), *method);
        }
        assert!(
            Method::named("magic").unwrap_err().render(Lang::En).contains("rcp-si, ghg-protocol")
        );
    }
}
