//! What equipment costs: the mean price of a type's own units, new and refurbished apart.

use equipment::{AcquisitionMode, State};
use factor::TypeId;
use indicator::{EstateYear, Unit};
use std::collections::BTreeMap;

/// Years of use by others before, where nothing says them of what comes refurbished.
pub(crate) const USED_BEFORE: f64 = 3.0;

/// Mean prices of the units of a year, EUR.
///
/// A type has the prices of its own units alone: what it is a kind of, and the other kinds of
/// that, lend it none; nor do those that employees bought for themselves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prices(BTreeMap<(TypeId, bool), (f64, f64)>);

impl Prices {
    pub(crate) fn of(facts: &EstateYear<'_>) -> Self {
        let mut priced: Vec<(TypeId, bool, f64, f64)> = facts
            .held()
            .filter(|unit| is_followed(unit) && unit.is_of_the_organisation())
            .filter_map(|unit| {
                let price = f64::from(unit.price_eur.filter(|price| *price > 0.0)?);
                Some((unit.type_id, is_refurbished(unit), unit.quantity, price))
            })
            .collect();
        // Sums do not hang on the order of rows.
        priced.sort_by(|a, b| {
            (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.total_cmp(&b.3))
        });
        let mut sums: BTreeMap<(TypeId, bool), (f64, f64)> = BTreeMap::new();
        for (id, used, units, price) in priced {
            let sum = sums.entry((id, used)).or_default();
            *sum = (sum.0 + units, sum.1 + price);
        }
        Self(sums)
    }

    /// The price of a unit that comes new, or refurbished; that of the other way where only it is
    /// known.
    pub(crate) fn get(&self, id: TypeId, refurbished: bool) -> Option<f64> {
        let mean = |way| self.0.get(&(id, way)).map(|(units, sum)| sum / units);
        mean(refurbished).or_else(|| mean(!refurbished))
    }

    /// Whether the price of the other way stands in.
    pub(crate) fn stands_in(&self, id: TypeId, refurbished: bool) -> bool {
        !self.0.contains_key(&(id, refurbished)) && self.0.contains_key(&(id, !refurbished))
    }
}

/// What is in use, in repair or in stock is followed; what waits to leave is replaced already.
pub(crate) fn is_followed(unit: &Unit) -> bool {
    matches!(unit.state, State::InService | State::InRepair | State::InStock)
}

pub(crate) fn is_refurbished(unit: &Unit) -> bool {
    unit.mode == Some(AcquisitionMode::Refurbished)
}

/// Years of use by others before, as the method counts them.
pub(crate) fn upstream(facts: &EstateYear<'_>, unit: &Unit) -> f64 {
    let counted = is_refurbished(unit) && facts.gathered.method.counts_earlier_use;
    unit.upstream_months.filter(|_| counted).map_or(0.0, |months| f64::from(months) / 12.0)
}

/// The part of a unit's making that is its owner's: what others used of it is theirs.
pub(crate) fn own_part(lifetime: Option<f64>, upstream: f64) -> f64 {
    lifetime.map_or(1.0, |years| years / (years + upstream))
}
