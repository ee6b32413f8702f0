//! The same rows weighed under other factor sets too, in one walk: reading them is most of its work.

use super::run::Walk;
use factor::{FactorSet, ZoneId};
use footprint::impact::Kernel;
use footprint::service::Services;
use footprint::{Footprint, Sums, SureOf, Weights};
use ground::fault::Fault;

impl<'a> Walk<'a> {
    /// Weighs every row under another set too, for its total ([`Outcome::under_too`]); false, and
    /// nothing done, where that set reads rows otherwise.
    ///
    /// [`Outcome::under_too`]: super::Outcome::under_too
    pub fn under_too(&mut self, set: &'a FactorSet) -> bool {
        let reads_alike = self.set.reads_as(set);
        if reads_alike {
            self.under.push(set);
        }
        reads_alike
    }

    /// The arithmetic under the other sets.
    pub(super) fn kernels_under(&self) -> Result<Vec<Kernel<'_>>, Fault> {
        self.under.iter().map(|set| self.kernel_under(set)).collect()
    }

    /// What the weights under another set come to.
    pub(super) fn total_under(
        &self,
        weights: &Weights,
        kernel: &Kernel<'_>,
        own_zone: ZoneId,
    ) -> Result<Sums, Fault> {
        let estate = self.estate;
        let services = Services::read(
            estate.services_file(),
            &estate.root,
            (self.options.year.first, self.options.year.days),
            kernel.set,
            |word| self.words.country_of(word),
        )?;
        let extras = match services.path {
            Some(_) => services.priced(kernel, own_zone)?.extras,
            None => Vec::new(),
        };
        let zone_of = |centre: &_| self.zone_of(centre, own_zone);
        let asked = (extras.as_slice(), SureOf::Nothing);
        let of = Footprint::of(weights, kernel, self.names(), &self.datacentres, zone_of, asked)?;
        Ok(of.totals)
    }
}
