//! The same rows weighed under other factor sets too, in one walk: reading them is most of its work.

use super::run::Walk;
use equipment::{Equipment, Measure, ToldRow};
use factor::{FactorSet, ZoneId};
use footprint::impact::Kernel;
use footprint::matching::Matcher;
use footprint::service::Services;
use footprint::{Footprint, Sums, SureOf, Weights};
use ground::fault::Fault;

/// A thread's memory of what rows meet under another set.
pub(super) struct UnderAnother<'a> {
    matcher: Matcher<'a>,
    kernel: &'a Kernel<'a>,
}

impl<'a> UnderAnother<'a> {
    pub(super) fn new(kernel: &'a Kernel<'a>) -> Self {
        Self { matcher: Matcher::new(kernel.set, &kernel.choices), kernel }
    }

    /// Adds what a line, or a part of it, weighs under the set.
    pub(super) fn add(
        &mut self,
        (told, equipment): (ToldRow<'_>, &Equipment),
        part: u32,
        measure: Option<Measure>,
        weights: &mut Weights,
    ) {
        let choice = self.matcher.choose(told, equipment);
        let weighed = self.kernel.weigh(equipment, choice, measure);
        weights.add(equipment, &weighed, part == 0);
    }
}

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
