//! `estate.toml`: what the organisation says of itself.

use super::contract::Contract;
use ground::fault::Fault;
use ground::table::read_toml;
use ground::text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// A card with every section, for what is written otherwise.
const EXAMPLE: &str = include_str!("example.toml");

/// The most people an organisation can have.
const MOST_PEOPLE: f64 = 1e9;
/// The fewest: somebody for a tenth of a working time.
const FEWEST_PEOPLE: f64 = 0.1;

/// The estate's card.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The organisation.
    #[serde(default)]
    pub organisation: Organisation,
    /// Headcount by year.
    #[serde(default)]
    pub headcount: BTreeMap<String, f64>,
    /// Beginnings of locations, with the site and datacentre they are in.
    #[serde(default)]
    pub places: BTreeMap<String, LocationPlace>,
    /// The organisation's own status words.
    #[serde(default)]
    pub states: BTreeMap<String, String>,
    /// The organisation's own type words.
    #[serde(default)]
    pub types: BTreeMap<String, String>,
    /// What columns of its inventories are, by their headings.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// The organisation's own lifetimes by type, in years.
    #[serde(default)]
    pub lifetimes: BTreeMap<String, f64>,
    /// Electricity contracts.
    #[serde(default)]
    pub contracts: Vec<Contract>,
    /// What the organisation assumes where its inventories say nothing.
    #[serde(default)]
    pub assumptions: Assumptions,
}

/// What the organisation assumes where its inventories say nothing; said with its impact.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Assumptions {
    /// Monitors on the desk of a desktop computer in service, those listed included.
    pub monitors_per_desktop: Option<f64>,
}

/// The organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its name, on the report.
    #[serde(default)]
    pub name: String,
    /// Its country, where a row says none.
    #[serde(default = "france")]
    pub country: String,
}

/// What a location stands for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LocationPlace {
    /// The site.
    pub site: Option<String>,
    /// The datacentre, a `datacentre_id` of `datacentres.csv`.
    pub datacentre: Option<String>,
    /// The country.
    pub country: Option<String>,
}

fn france() -> String {
    "FR".into()
}

impl Default for Organisation {
    fn default() -> Self {
        Self { name: String::new(), country: france() }
    }
}

impl Card {
    /// A card that says nothing: what a lone inventory file has.
    pub fn blank() -> Self {
        Self {
            organisation: Organisation::default(),
            headcount: BTreeMap::new(),
            places: BTreeMap::new(),
            states: BTreeMap::new(),
            types: BTreeMap::new(),
            columns: BTreeMap::new(),
            lifetimes: BTreeMap::new(),
            contracts: Vec::new(),
            assumptions: Assumptions::default(),
        }
    }

    /// Reads a card.
    ///
    /// # Errors
    ///
    /// The file is no TOML, has an unknown key, or a headcount or lifetime that cannot be.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Fault> {
        let what = text!("estate.toml est illisible", "estate.toml cannot be read");
        let card: Self = read_toml(path, text, what, EXAMPLE).map_err(|fault| {
            fault.hint(text!(
                "sections : [organisation], [headcount], [places], [states], [types], [columns], [lifetimes], [[contracts]], [assumptions] ; voir docs/formats/estate.md",
                "sections: [organisation], [headcount], [places], [states], [types], [columns], [lifetimes], [[contracts]], [assumptions]; see docs/formats/estate.md"
            ))
        })?;
        card.check(path)?;
        Ok(card)
    }

    /// Checks what needs no factor set: headcounts, lifetimes, contracts, assumptions.
    ///
    /// # Errors
    ///
    /// One of them cannot be; it was said in `path`.
    pub fn check(&self, path: &Path) -> Result<(), Fault> {
        for (year, people) in &self.headcount {
            if year.parse::<i32>().is_err() || !(FEWEST_PEOPLE..=MOST_PEOPLE).contains(people) {
                return Err(Fault::new(text!(
                    "[headcount] {year} = {people:?} : une année et un nombre de personnes attendus, de 0,1 à un milliard",
                    "[headcount] {year} = {people:?}: a year and a number of people expected, 0.1 to a billion"
                ))
                .in_file(path));
            }
        }
        let monitors = self.assumptions.monitors_per_desktop;
        if let Some(each) = monitors.filter(|each| !(0.0..=10.0).contains(each)) {
            return Err(Fault::new(text!(
                "[assumptions] monitors_per_desktop = {each} : un nombre de 0 à 10 attendu",
                "[assumptions] monitors_per_desktop = {each}: a number from 0 to 10 expected"
            ))
            .in_file(path));
        }
        for (kind, years) in &self.lifetimes {
            if !(*years > 0.0 && *years <= 50.0) {
                return Err(Fault::new(text!(
                    "[lifetimes] {kind} = {years} : un nombre d'années attendu, de 0 à 50",
                    "[lifetimes] {kind} = {years}: a number of years expected, 0 to 50"
                ))
                .in_file(path));
            }
        }
        self.contracts.iter().try_for_each(|contract| contract.check(path))
    }

    /// As `estate.toml`, without the remarks that people wrote in theirs.
    ///
    /// # Errors
    ///
    /// None for a card that was read: all it holds can be written.
    pub fn to_toml(&self) -> Result<String, Fault> {
        toml::to_string(self).map_err(|error| {
            Fault::new(text!("la carte ne peut pas être écrite", "the card cannot be written"))
                .because(error)
        })
    }

    /// The headcount of a year.
    pub fn headcount(&self, year: i32) -> Option<f64> {
        self.headcount.get(&year.to_string()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> bool {
        Card::parse(Path::new("estate.toml"), text).is_err()
    }

    #[test]
    fn numbers_that_nothing_can_be_are_refused_and_no_figure_is_infinite() {
        let contract = |what: &str| {
            format!(
                "[[contracts]]\nname = \"n\"\nkind = \"supplier_offer\"\nsource = \"s\"\n{what}\n"
            )
        };
        for number in ["inf", "nan", "1e308", "-1.0", "56.0"] {
            assert!(refused(&contract(&format!("kg_per_kwh = {number}"))), "{number}");
            assert!(refused(&contract(&format!("kg_per_kwh = 0.1\nhigh = {number}"))), "{number}");
        }
        for number in ["inf", "nan", "1e308", "-1.0"] {
            assert!(refused(&contract(&format!("kg_per_kwh = 0.1\nkwh = {number}"))), "{number}");
            assert!(refused(&format!("[headcount]\n2025 = {number}\n")), "{number}");
        }
        assert!(!refused(&contract("kg_per_kwh = 0.056\nkwh = 120000.0")));
        for number in ["0.0", "1e-320", "0.09"] {
            assert!(refused(&format!("[headcount]\n2025 = {number}\n")), "{number}");
        }
        assert!(!refused("[headcount]\n2025 = 420\n") && !refused("[headcount]\n2025 = 0.5\n"));
    }
}
