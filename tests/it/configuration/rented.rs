//! Cloud instances, as shares of a host.

use super::{gwp, set};
use crate::support::close;
use empreinte::configuration::{Part, cloud};

#[test]
fn a_cloud_instance_is_its_share_of_a_host() {
    let rental = cloud::rent(set(), "aws", "m5.xlarge", "eu-west-3", 8760.0).unwrap();
    let part = |part| rental.share.of_part(set(), gwp(), part).value;
    // 4 of 96 virtual processors: 1/24 of 2 × (9.14 + 6.94 × 1.97).
    close(part(Part::Cpu), 45.6236 / 24.0);
    // 16 GB of its own: half a module of 32 GB, and its dies.
    close(part(Part::Ram), 0.5 * 5.22 + 16.0 / 1.24436 * 2.2);
    close(part(Part::Mainboard), 66.1 / 24.0);
    close(part(Part::Case), 150.0 / 24.0);
    close(part(Part::Ssd), 0.0);
    // A year of a host's six.
    close(rental.rented.total(set(), gwp()).value, rental.share.total(set(), gwp()).value / 6.0);
    // Processors 2 × 165 × 0.75 / 24 = 10.3125; memory (0.5 × 3 + 16 × 0.055) × 0.85 = 2.023;
    // the rest 33 %: (10.3125 + 2.023) × 1.33 = 16.406215 W.
    close(rental.kwh_per_hour.unwrap().value, 0.016_406_215);
    // × 8760 h × PUE 1.135.
    close(rental.kwh.unwrap().0.value, 0.016_406_215 * 8760.0 * 1.135);
    assert_eq!(set().zones[usize::from(rental.place.zone.0)].code, "FRA");
}

#[test]
fn the_instances_of_a_host_add_up_to_the_host() {
    let small = cloud::rent(set(), "aws", "m5.large", "eu-west-3", 8760.0).unwrap();
    let whole = cloud::rent(set(), "aws", "m5.24xlarge", "eu-west-3", 8760.0).unwrap();
    let total = |rental: &cloud::Rental<'_>| rental.share.total(set(), gwp()).value;
    // 48 of 2 virtual processors and 8 GB are one of 96 and 384 GB.
    close(48.0 * total(&small), total(&whole));
    close(48.0 * small.kwh.unwrap().0.value, whole.kwh.unwrap().0.value);
}

#[test]
fn a_cloud_share_has_wide_bounds() {
    let rental = cloud::rent(set(), "gcp", "n2-standard-4", "europe-west9", 100.0).unwrap();
    let total = rental.rented.total(set(), gwp());
    assert!(total.high / total.low > 10.0 && total.is_ordered(), "{total:?}");
    let kwh = rental.kwh.unwrap().0;
    assert!(kwh.high / kwh.low > 5.0 && kwh.is_ordered(), "{kwh:?}");
}

#[test]
fn cloud_words_are_read_as_providers_and_consoles_write_them() {
    for (provider, instance, region, zone) in [
        ("Amazon Web Services", "M5.xlarge", "eu-west-3a", "FRA"),
        ("Azure", "Standard_D4s_v5", "France Central", "FRA"),
        ("Google Cloud", "e2-standard-4", "europe-west1-b", "BEL"),
        ("OVHcloud", "b2-15", "GRA11", "FRA"),
        ("Scaleway", "dev1-m", "nl-ams-1", "NLD"),
    ] {
        let rental = cloud::rent(set(), provider, instance, region, 10.0).unwrap();
        assert_eq!(set().zones[usize::from(rental.place.zone.0)].code, zone, "{provider}");
    }
}

#[test]
fn what_the_cloud_does_not_know_is_refused_with_the_nearest_names() {
    let miss = cloud::instance(set(), "aws", "m5.xxlarge").unwrap_err();
    assert!(miss.nearest().contains(&"m5.xlarge".to_owned()), "{miss:?}");
    // An instance of another provider is no instance of this one.
    assert!(cloud::instance(set(), "gcp", "m5.xlarge").is_err());
    assert!(
        cloud::instance(set(), "Oracle", "VM.Standard2.1").unwrap_err().what.en.contains("Oracle")
    );
    for hours in [-1.0, 9000.0, f64::NAN] {
        assert!(cloud::rent(set(), "aws", "m5.large", "eu-west-3", hours).is_err(), "{hours}");
    }
}

#[test]
fn a_region_without_pue_takes_that_of_its_zone_and_says_so() {
    let place = cloud::region(set(), "scaleway", "it-mil-1").unwrap();
    assert!(place.pue_is_default && place.pue.value >= 1.0);
}

#[test]
fn every_cloud_instance_and_region_can_be_priced() {
    for row in set().cloud_instances() {
        let share =
            cloud::share(set(), row, None).unwrap_or_else(|miss| panic!("{}", miss.fault()));
        assert!(share.total(set(), gwp()).low > 0.0, "{} {}", row.provider, row.name);
        assert_eq!(share.watts.is_none(), row.gpu_count > 0, "{} {}", row.provider, row.name);
        assert_eq!(share.cpu.unwrap().family, row.host_family);
    }
    for row in set().cloud_regions() {
        assert!(
            cloud::region(set(), &row.provider, &row.name).is_ok(),
            "{} {}",
            row.provider,
            row.name
        );
    }
    assert!(set().cloud_instances().len() > 400);
}
