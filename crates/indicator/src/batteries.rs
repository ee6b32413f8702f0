//! Worn batteries of portable machines: changed, the machine stays.

use super::datum::Datum;
use super::facts::{EstateYear, Unit};
use super::lifetime::{parts_of_types, share_of_part};
use super::tally::UnitTally;
use super::value::Value;
use ground::text;
use inventory::WORN_BELOW_PCT;

/// The types whose batteries are told of.
const PORTABLE: [&str; 3] = ["laptop", "tablet", "smartphone"];

/// Portable machines in service, by what is known of their batteries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WornBatteries {
    /// Those whose battery holds less than [`WORN_BELOW_PCT`] of what it held when new.
    pub worn: UnitTally,
    /// Those whose battery says what it holds.
    pub known: f64,
    /// All of them.
    pub all: f64,
}

fn portable<'f>(facts: &'f EstateYear<'_>) -> Vec<&'f Unit> {
    facts.in_service().filter(|unit| facts.is_a(unit.type_id, &PORTABLE)).collect()
}

fn worn_of(units: &[&Unit]) -> WornBatteries {
    let mut told = WornBatteries::default();
    for unit in units {
        told.all += unit.quantity;
        let Some(holds) = unit.battery_pct else { continue };
        told.known += unit.quantity;
        if f64::from(holds) < WORN_BELOW_PCT {
            told.worn.add(unit.quantity, unit.row);
        }
    }
    told
}

/// The worn batteries of a year: what the indicator counts, and what renewals name.
pub fn worn_batteries(facts: &EstateYear<'_>) -> WornBatteries {
    worn_of(&portable(facts))
}

/// Share of the portable machines whose battery is worn, of those whose battery says what it holds.
pub(super) fn battery_worn_share(facts: &EstateYear<'_>) -> Value {
    let units = portable(facts);
    if units.is_empty() {
        return Value::missing(Datum::Types);
    }
    let told = worn_of(&units);
    Value::share(
        (text!("batteries usées", "worn batteries"), told.worn.sum),
        (
            text!(
                "portables, tablettes et smartphones en service dont la batterie dit sa capacité",
                "laptops, tablets and smartphones in service whose battery says its capacity"
            ),
            told.known,
        ),
        "",
        Datum::BatteryHealth,
    )
    .among_units(told.known, told.all, Datum::BatteryHealth)
    .from_rows(&told.worn)
    .split(parts_of_types(facts, &units, |own| {
        let own = worn_of(own);
        share_of_part(own.worn.sum, own.known, own.all, Datum::BatteryHealth)
    }))
}
