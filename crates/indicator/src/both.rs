//! What two years both hold, machine by machine: told by whoever pairs their machines, and the one
//! value from which every output takes what the years are compared on.

use ground::lang::Text;
use std::collections::BTreeMap;

/// The share of the units, or of the electricity, from which a part makes the perimeter.
pub(super) const WEIGHTY: f64 = 0.05;

/// What two years both hold, the earlier one as it is known later.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BothHold {
    /// The criterion of the impacts.
    pub criterion: String,
    /// Impacts of all lines, before and now.
    pub impact: (f64, f64),
    /// Electricity of equipment and meters, kWh, before and now.
    pub kwh: (f64, f64),
    /// What of the equipment only one of the years has.
    pub alone: Vec<HeldByOneYear>,
    /// Units in service at the end of each year that it alone has, by the code of their type.
    pub in_service: BTreeMap<String, [f64; 2]>,
}

/// Equipment that only one of two years has, of a site, a type, a source.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldByOneYear {
    /// What it is, for people.
    pub label: Text,
    /// Whether the later year has it.
    pub is_later: bool,
    /// Its share of the units of its year.
    pub share: f64,
}

impl BothHold {
    /// Units in service that the earlier year alone has, less those of the later one: of a type, or of
    /// all.
    pub(super) fn only_before(&self, kind: Option<&str>) -> f64 {
        let of_kind = |code: &str| kind.is_none_or(|kind| kind == code);
        let all = self.in_service.iter().filter(|(code, _)| of_kind(code));
        all.fold(0.0, |sum, (_, [before, now])| sum + before - now)
    }

    /// Whether one of the years alone has a part of weight.
    pub(super) fn is_apart(&self) -> bool {
        self.alone.iter().any(|one| one.share >= WEIGHTY)
    }

    /// Names of what is of weight in one of the years alone.
    pub(super) fn alone_in(&self, later: bool) -> impl Iterator<Item = &Text> {
        let own = self.alone.iter().filter(move |one| one.is_later == later);
        own.filter(|one| one.share >= WEIGHTY).map(|one| &one.label)
    }
}
