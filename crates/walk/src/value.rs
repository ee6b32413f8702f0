//! What the weights of a walk are worth.

use super::run::Walk;
use equipment::estate::Datacentre;
use factor::ZoneId;
use footprint::impact::Kernel;
use footprint::{Extra, Footprint, Market, Weights};
use ground::fault::Fault;

impl Walk<'_> {
    /// Values the weights: the footprint, and its electricity by contract.
    pub(super) fn value(
        &self,
        weights: &Weights,
        kernel: &Kernel<'_>,
        own_zone: ZoneId,
        extras: &[Extra],
    ) -> Result<(Footprint, Option<Market>), Fault> {
        let zone_of = |centre: &Datacentre| self.zone_of(centre, own_zone);
        let asked = (extras, self.sure_of);
        let footprint =
            Footprint::of(weights, kernel, self.names(), &self.datacentres, zone_of, asked)?;
        let market = Market::of(
            &footprint,
            weights,
            kernel,
            self.names(),
            (&self.estate.card, &self.estate.card_file()),
            |country| self.words.country_of(country),
        )?;
        Ok((footprint, market))
    }

    /// A datacentre's country, else that of a place it stands in, else the organisation's.
    pub(super) fn zone_of(&self, centre: &Datacentre, own_zone: ZoneId) -> ZoneId {
        let places = self.estate.card.places.values();
        let of_place = places
            .filter(|place| place.datacentre.as_ref() == Some(&centre.id))
            .find_map(|place| self.words.country_of(place.country.as_deref()?));
        self.words.country_of(&centre.country).or(of_place).unwrap_or(own_zone)
    }
}
