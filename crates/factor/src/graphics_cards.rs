//! Graphics cards by name: what making one of each weighs.

use super::cells::whole;
use super::hardware::GpuName;
use super::load::Loader;
use super::{FactorId, FactorSet};
use ground::fault::Fault;
use ground::table::SmallTable;
use ground::text;
use std::collections::BTreeMap;

/// Columns of `graphics-cards.csv`.
pub(super) const CARD_COLUMNS: [&str; 9] =
    ["factor_id", "name", "memory_gb", "criterion", "value", "unit", "low", "high", "source_id"];

/// A card that the set knows by name.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphicsCard {
    /// What its name says.
    pub name: GpuName,
    /// By criterion's code.
    factors: BTreeMap<String, FactorId>,
}

impl GraphicsCard {
    /// Its factor for a criterion, a place in [`FactorSet::criteria`].
    pub fn factor(&self, set: &FactorSet, criterion: usize) -> Option<FactorId> {
        self.factors.get(&set.criteria.get(criterion)?.code).copied()
    }
}

impl FactorSet {
    /// The cards that a name may mean: those of its model, of its memory and form as far as it says
    /// them. None where the set knows no such model, or no version of it that is so.
    pub fn graphics_cards(&self, said: &GpuName) -> Vec<&GraphicsCard> {
        let cards = self.components.cards.iter();
        cards.filter(|card| card.name.may_be(said)).collect()
    }
}

impl Loader {
    pub(super) fn graphics_cards(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let mut name = GpuName::read(row.get("name"));
            name.memory_gb = Some(whole(&row, "memory_gb")?);
            if name.model.is_empty() || name.count.is_some() {
                return Err(row.fault(
                    "name",
                    text!("nom d'une seule carte attendu", "the name of one card expected"),
                ));
            }
            let code = row.get("criterion");
            // A criterion that the set does not compute stays readable in it.
            let criterion = self.set.criteria.iter().find(|criterion| criterion.code == code);
            let unit = criterion.map(|criterion| format!("{}/unit", criterion.unit));
            let subject = ["gpu card", row.get("name")].join(" ");
            let factor = self.factor(&row, "components", subject, unit.as_deref())?;
            let cards = &mut self.set.components.cards;
            let at = cards.iter().position(|card| card.name == name).unwrap_or_else(|| {
                cards.push(GraphicsCard { name, factors: BTreeMap::new() });
                cards.len() - 1
            });
            let there = cards[at].factors.insert(code.to_owned(), factor);
            let twice = text!(
                "deux valeurs pour la même carte et le même critère",
                "two values for the same card and criterion"
            );
            self.settle(&row, there, factor, ("name", twice))?;
        }
        Ok(())
    }
}
