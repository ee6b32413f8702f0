//! What purchases of a type cost, told one by one and by the lots of the ledger.

use super::unit::Unit;
use ledger::movement::AcquisitionMode;

/// Whether a purchase is refurbished, is not, or does not say: its place among [`SpentSums`].
pub(super) fn mode_told(unit: &Unit) -> usize {
    match unit.mode {
        Some(AcquisitionMode::Refurbished) => 0,
        Some(_) => 1,
        None => 2,
    }
}

/// What purchases of a type cost, told by unit and by the lots of the ledger.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SpentSums {
    listed: bool,
    units: f64,
    lots: f64,
}

impl SpentSums {
    pub(super) fn add(&mut self, unit: &Unit, in_lot: bool) {
        let price = unit.price_eur.map_or(0.0, f64::from);
        if in_lot {
            self.lots += price;
        } else {
            (self.listed, self.units) = (true, self.units + price);
        }
    }

    /// Whether lots tell more than units do.
    fn is_of_lots(self) -> bool {
        !self.listed || self.lots > self.units
    }

    /// Whether the lots tell of a type's refurbished purchases, of its others, and of those that do not say.
    pub(super) fn by_lots(modes: &[Self; 3]) -> [bool; 3] {
        let [refurbished, others, untold] = *modes;
        if untold.units + untold.lots > 0.0 {
            let each = [refurbished, others, untold];
            let all = Self {
                listed: each.iter().any(|one| one.listed),
                units: each.iter().map(|one| one.units).sum(),
                lots: each.iter().map(|one| one.lots).sum(),
            };
            return [all.is_of_lots(); 3];
        }
        // What says no price and no mode is told by the lots that say both.
        let has_lots = |one: Self| one.lots > 0.0 && one.is_of_lots();
        let untold = has_lots(refurbished) || has_lots(others) || untold.is_of_lots();
        [refurbished.is_of_lots(), others.is_of_lots(), untold]
    }
}
