//! Rented instances: rows of the inventory whose maker is a cloud provider.

use super::cells::aside;
use super::normalise::Aside;
use factor::configuration::{Miss, cloud};
use factor::{FactorSet, ZoneId};
use ground::table::{Why, numbered};
use inventory::{Field, Row};

/// An instance rented: which, where, and how long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rented {
    /// Its place in [`FactorSet::cloud_instances`].
    pub instance: u32,
    /// Its place in [`FactorSet::cloud_regions`].
    pub region: u32,
    /// The zone of its electricity.
    pub zone: ZoneId,
    /// Hours rented in the year, each of `quantity` instances, where the row says them.
    pub hours: Option<f64>,
}

/// Reads the provider, instance, region and hours of a row.
///
/// `hours` are those of the row, where it says them.
pub(super) fn rented(set: &FactorSet, row: &Row<'_>, hours: Option<f64>) -> Result<Rented, Aside> {
    let unknown = |field: Field, miss: &Miss| aside(row, field, Why::UnknownCloud(miss.nearest()));
    let provider = row.text(Field::Manufacturer);
    cloud::provider(&provider).map_err(|miss| unknown(Field::Manufacturer, &miss))?;
    let instance = cloud::instance(set, &provider, &row.text(Field::Model))
        .map_err(|miss| unknown(Field::Model, &miss))?;
    let place = cloud::region(set, &provider, &row.text(Field::CloudRegion))
        .map_err(|miss| unknown(Field::CloudRegion, &miss))?;
    let at = |found: Option<usize>| numbered(found.unwrap_or(0));
    Ok(Rented {
        instance: at(set.cloud_instances().iter().position(|one| std::ptr::eq(one, instance))),
        region: at(set.cloud_regions().iter().position(|one| std::ptr::eq(one, place.region))),
        zone: place.zone,
        hours,
    })
}
