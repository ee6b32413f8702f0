//! Adds lines that are no equipment to a footprint.

use super::assess::Footprint;
use super::axis::Axis;
use super::extra::Extra;
use super::part::ErrorAmount;
use crate::impact::Kernel;
use ground::fault::Fault;
use ground::lang::{Lang, Text};

impl Footprint {
    /// Adds lines of their own to the totals and to every axis, and their parts to the amounts
    /// that a criterion's total errs with.
    pub(super) fn include(
        &mut self,
        kernel: &Kernel<'_>,
        extras: &[Extra],
        amounts: &mut [Vec<ErrorAmount>],
    ) -> Result<(), Fault> {
        for extra in extras {
            for part in &extra.parts {
                amounts[part.criterion].push(ErrorAmount {
                    line: extra.code.clone(),
                    factor: part.factor,
                    quantity: part.weight.value,
                    stretched_by: part.stretched_by.clone(),
                    scopes: vec![(extra.scope, 1.0)],
                });
            }
            let sums = extra.sums(kernel);
            let untold = if extra.kwh_known().is_none() { 1.0 } else { 0.0 };
            for axis in Axis::ALL.into_iter().filter(|axis| *axis != Axis::Scope) {
                let group = self.group(axis, &extra.code, || extra.label.clone());
                group.kwh += extra.kwh;
                group.untold_kwh += untold;
                group.sums.merge(&sums);
            }
            let group = self.group(Axis::Scope, extra.scope.code(), || Text {
                fr: extra.scope.label(Lang::Fr).to_owned(),
                en: extra.scope.label(Lang::En).to_owned(),
            });
            group.kwh += extra.kwh;
            group.untold_kwh += untold;
            group.sums.merge(&sums);
            self.kwh += extra.kwh;
            self.untold_kwh += untold;
            self.totals.merge(&sums);
            self.perimeters.services.take(&sums, (extra.kwh, untold));
            for zone in &extra.zones {
                if !self.electricity.iter().any(|(known, _)| known == zone) {
                    self.electricity.push((*zone, kernel.mix(*zone)?.clone()));
                }
            }
        }
        Ok(())
    }
}
