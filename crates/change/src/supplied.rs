//! The electricity of two years held against one another.

use super::against::{Against, Unmoved};
use super::decompose::Change;
use factor::FactorSet;
use footprint::{DrawnAlone, intervals};
use ground::quantity::Interval;

impl Change {
    /// [`Change::against`] for the electricity of equipment and rooms, in kWh: neither ageing nor the
    /// grid moves it. None where the years' electricity is not what their rows say.
    pub fn against_electricity(&self, keep: f64, set: &FactorSet) -> Option<Against> {
        let supply = self.supply.as_ref()?;
        let sums = [[-keep, 0.0, 1.0], [-keep, -keep, 1.0]].map(|of| supply.sum(set, of));
        let drawn = intervals(set, &sums.each_ref().map(|sum| sum.stakes.clone()));
        let [raw, net] = [0, 1].map(|at: usize| sums[at].within(drawn[at]));
        let restated = supply.sum(set, [1.0, 1.0, 0.0]).value;
        let [without_ageing, without_grid, acts] = [net; 3];
        let (ageing, grid) = (0.0, 0.0);
        Some(Against { raw, net, without_ageing, without_grid, acts, restated, ageing, grid })
    }

    /// [`Change::unmoved`] for the electricity of equipment and rooms, in kWh.
    pub fn unmoved_electricity(&self, set: &FactorSet) -> Option<Unmoved> {
        let supply = self.supply.as_ref()?;
        let sums = [[0.0, 0.0, 1.0], [0.0, -1.0, 1.0]].map(|of| supply.sum(set, of));
        let mut alone = DrawnAlone::new(set);
        let drawn = sums.each_ref().map(|sum| alone.total(&sum.stakes));
        let [as_is, then] = [0, 1].map(|at: usize| sums[at].within(drawn[at]));
        let moved = |of: fn(Interval) -> f64| of(then) - of(as_is);
        let net = Interval {
            value: moved(|one| one.value),
            low: moved(|one| one.low),
            high: moved(|one| one.high),
        };
        let [without_ageing, without_grid, acts] = [net; 3];
        Some(Unmoved { as_is, net, without_ageing, without_grid, acts, ageing: 0.0, grid: 0.0 })
    }
}
