//! Electricity contracts of `estate.toml`: what the organisation buys, for the market-based view.

use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::text;
use ground::word::of_toml as quoted;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The most that a kWh can emit, in kg: several times what the dirtiest coal does. What is above was
/// meant in grams, and would be a figure that nobody can read.
const MOST_PER_KWH: f64 = 10.0;
/// The most kWh a year that a contract can be of: what a large country uses.
const MOST_KWH: f64 = 1e12;

/// What a contract rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    /// The organisation's own production, used where it is made, its certificates not sold.
    SelfConsumption,
    /// A purchase agreement with a plant on the site, by a direct line.
    OnsitePpa,
    /// A purchase agreement with a plant elsewhere, or a financial one.
    OffsitePpa,
    /// Guarantees of origin.
    GuaranteesOfOrigin,
    /// A supplier's offer, with the supplier's own factor.
    SupplierOffer,
}

impl ContractKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::SelfConsumption,
        Self::OnsitePpa,
        Self::OffsitePpa,
        Self::GuaranteesOfOrigin,
        Self::SupplierOffer,
    ];

    /// Whether its certificates say a renewable origin: a supplier's own factor does not.
    pub fn is_renewable(self) -> bool {
        self != Self::SupplierOffer
    }

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::SelfConsumption => "self_consumption",
            Self::OnsitePpa => "onsite_ppa",
            Self::OffsitePpa => "offsite_ppa",
            Self::GuaranteesOfOrigin => "guarantees_of_origin",
            Self::SupplierOffer => "supplier_offer",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::SelfConsumption => lang.label("autoconsommation", "self-consumption"),
            Self::OnsitePpa => {
                lang.label("contrat d'achat direct sur site", "on-site purchase agreement")
            }
            Self::OffsitePpa => {
                lang.label("contrat d'achat hors site", "off-site purchase agreement")
            }
            Self::GuaranteesOfOrigin => lang.label("garanties d'origine", "guarantees of origin"),
            Self::SupplierOffer => lang.label("offre du fournisseur", "supplier's offer"),
        }
    }

    /// Whether ADEME's rules for datacentres accept its mix in the place of the country's.
    ///
    /// # Source
    ///
    /// RCP "Centres de données", §4.4 and annex E: physical agreements on the site and
    /// self-consumption without sold certificates; no guarantee of origin, no agreement elsewhere.
    pub fn is_accepted_by_ademe(self) -> bool {
        matches!(self, Self::SelfConsumption | Self::OnsitePpa)
    }
}

/// A contract.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its name.
    pub name: String,
    /// What it rests on.
    pub kind: ContractKind,
    /// kgCO2e a kWh.
    pub kg_per_kwh: f64,
    /// Low bound of it.
    #[serde(default)]
    pub low: Option<f64>,
    /// High bound of it.
    #[serde(default)]
    pub high: Option<f64>,
    /// Who says so: the supplier's document, the certificate.
    pub source: String,
    /// Sites it supplies; all when empty.
    #[serde(default)]
    pub sites: Vec<String>,
    /// Countries it supplies; all when empty.
    #[serde(default)]
    pub countries: Vec<String>,
    /// The share of their electricity it covers, 0 to 1.
    #[serde(default)]
    pub share: Option<f64>,
    /// The electricity it covers, kWh a year, instead of a share.
    #[serde(default)]
    pub kwh: Option<f64>,
    /// Years it holds; all when empty.
    #[serde(default)]
    pub years: Vec<i32>,
}

impl Contract {
    /// Its factor, kgCO2e/kWh.
    pub fn factor(&self) -> Interval {
        Interval {
            value: self.kg_per_kwh,
            low: self.low.unwrap_or(self.kg_per_kwh),
            high: self.high.unwrap_or(self.kg_per_kwh),
        }
    }

    /// Whether it holds in a year.
    pub fn holds_in(&self, year: i32) -> bool {
        self.years.is_empty() || self.years.contains(&year)
    }

    /// Reads a contract said in one line, `key=value` after `key=value`: commas between them, `|`
    /// between the items of a list.
    ///
    /// # Errors
    ///
    /// A key is not one of a contract's, a value is not of its kind, or one that must be is not.
    pub fn said(line: &str) -> Result<Self, Text> {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        for part in line.split(',') {
            match (part.split_once('='), pairs.last_mut()) {
                (Some((key, value)), _) => pairs.push((key.trim(), value.trim().to_owned())),
                // A comma within a value.
                (None, Some((_, value))) => value.extend([",", part]),
                (None, None) => {
                    return Err(text!("`clé=valeur` attendu", "`key=value` expected"));
                }
            }
        }
        let mut table = toml::Table::new();
        for (key, value) in pairs {
            let number = |text: &str| text.trim().parse::<f64>().ok().map(toml::Value::Float);
            let items = || value.split('|').map(|item| item.trim().to_owned());
            let year = |item: String| item.parse().ok().map(toml::Value::Integer);
            let value = match key {
                "kg_per_kwh" | "low" | "high" | "share" | "kwh" => number(&value),
                "sites" | "countries" => {
                    Some(toml::Value::Array(items().map(toml::Value::String).collect()))
                }
                "years" => items().map(year).collect::<Option<_>>().map(toml::Value::Array),
                _ => Some(toml::Value::String(value.clone())),
            };
            let value = value.ok_or_else(|| {
                text!("`{key}` : un nombre attendu", "`{key}`: a number expected")
            })?;
            table.insert(key.to_owned(), value);
        }
        table.try_into().map_err(|error: toml::de::Error| {
            let message = error.message().to_owned();
            let keys =
                "name, kind, kg_per_kwh, source, low, high, sites, countries, share, kwh, years";
            text!("{message} ; clés : {keys}", "{message}; keys: {keys}")
        })
    }

    /// It as a card has it.
    pub(super) fn toml(&self) -> String {
        let mut lines = vec!["[[contracts]]".to_owned()];
        let mut say = |key: &str, value: String| lines.push(format!("{key} = {value}"));
        say("name", quoted(&self.name));
        say("kind", quoted(self.kind.code()));
        say("kg_per_kwh", self.kg_per_kwh.to_string());
        say("source", quoted(&self.source));
        let numbers =
            [("low", self.low), ("high", self.high), ("share", self.share), ("kwh", self.kwh)];
        for (key, value) in numbers {
            if let Some(value) = value {
                say(key, value.to_string());
            }
        }
        for (key, items) in [("sites", &self.sites), ("countries", &self.countries)] {
            if !items.is_empty() {
                let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
                say(key, format!("[{}]", items.join(", ")));
            }
        }
        if !self.years.is_empty() {
            say("years", format!("{:?}", self.years));
        }
        lines.join("\n")
    }

    pub(super) fn check(&self, path: &Path) -> Result<(), Fault> {
        let name = &self.name;
        let share = self.share.unwrap_or(1.0);
        let wrong = if name.is_empty() || self.source.is_empty() {
            text!("un nom et une source attendus", "a name and a source expected")
        } else if !(self.factor().low >= 0.0
            && self.factor().is_ordered()
            && self.factor().high <= MOST_PER_KWH)
        {
            text!(
                "kg_per_kwh de 0 à {MOST_PER_KWH} attendu, entre low et high, en kg et non en g",
                "kg_per_kwh from 0 to {MOST_PER_KWH} expected, between low and high, in kg and not in g"
            )
        } else if self.share.is_some() && self.kwh.is_some() {
            text!("`share` ou `kwh`, pas les deux", "`share` or `kwh`, not both")
        } else if !(0.0..=1.0).contains(&share)
            || self.kwh.is_some_and(|kwh| !(0.0..=MOST_KWH).contains(&kwh))
        {
            text!(
                "part de 0 à 1, ou kWh de 0 ou plus, attendus",
                "share of 0 to 1, or kWh of 0 or more, expected"
            )
        } else {
            return Ok(());
        };
        Err(Fault::new(Text {
            fr: format!("[[contracts]] {name} : {}", wrong.fr),
            en: format!("[[contracts]] {name}: {}", wrong.en),
        })
        .in_file(path))
    }
}
