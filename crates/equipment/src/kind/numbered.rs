//! What a number beside the name of a model is, which nothing marks: `OptiPlex 3080 (12)`,
//! `MacBook Pro (13)`.

use super::outside::{Thing, Types};
use super::phrase::descends;
use factor::TypeKind;
use inventory::{NumberBeside, is_numbered_name};
use std::ops::RangeInclusive;

/// Types, each with its sorts, and the sizes and generations by which they are told apart; of no other
/// type does a number beside a model count: a laptop's charger is no laptop. The first that fits holds. What is sold by ports, bays,
/// power or generations (network gear, servers, storage, UPS, docks) is not here.
const SIZED: [(&str, &[RangeInclusive<u16>]); 15] = [
    ("laptop", OF_LAPTOPS),
    ("mobile_workstation", OF_LAPTOPS),
    ("all_in_one", OF_DISPLAYS),
    ("monitor", OF_DISPLAYS),
    ("interactive_display", OF_DISPLAYS),
    ("tv", OF_DISPLAYS),
    ("tablet", OF_MOBILES),
    ("smartphone", OF_MOBILES),
    ("feature_phone", OF_MOBILES),
    ("ip_phone", OF_MOBILES),
    ("smartwatch", OF_WATCHES),
    ("desktop", OF_DESKTOPS),
    ("workstation", OF_DESKTOPS),
    ("thin_client", OF_DESKTOPS),
    ("printer", &[]),
];
/// Diagonals, inches.
const OF_LAPTOPS: &[RangeInclusive<u16>] = &[10..=18];
const OF_DISPLAYS: &[RangeInclusive<u16>] = &[15..=100];
/// Those of computers within a display, of whose names many are those of a desktop.
const OF_DESKTOPS: &[RangeInclusive<u16>] = &[20..=24, 27..=27, 34..=34];
/// Sizes and generations of what is held in a hand.
const OF_MOBILES: &[RangeInclusive<u16>] = &[2..=16];
/// Generations, and cases in millimetres.
const OF_WATCHES: &[RangeInclusive<u16>] = &[2..=16, 38..=49];
/// From so many on, a number may be of inches.
const SIZES: u16 = 7;
/// The most units that a bare number says; more are of memory, a drive, a power, a name.
const MOST_UNITS: u16 = 100;
/// Numbers of ports of network gear.
const PORTS: [u16; 14] = [4, 5, 8, 10, 12, 16, 18, 20, 24, 26, 28, 32, 48, 52];

/// What a number beside the name of a model is, by what the model is of.
pub(super) fn number_beside(
    kind: Option<Thing>,
    types: &Types,
    (name, number, leads): (&str, u16, bool),
) -> NumberBeside {
    let Some(Thing::Type(id)) = kind else {
        return NumberBeside::Open;
    };
    if types.kind(id) == Some(TypeKind::Network) && PORTS.contains(&number) {
        return NumberBeside::OfTheModel;
    }
    let is_sort_of =
        |own: &str| types.named(own).is_some_and(|own| descends(Thing::Type(id), own, types));
    let Some((_, sizes)) = SIZED.iter().find(|(own, _)| is_sort_of(own)) else {
        return NumberBeside::Open;
    };
    // Nobody writes a generation before a name.
    let is_size = sizes.iter().any(|sizes| sizes.contains(&number)) && !(leads && number < SIZES);
    match () {
        // `P2422H (24)` says its own number once more.
        () if is_size && (!is_numbered_name(name) || has_number(name, number)) && !leads => {
            NumberBeside::OfTheModel
        }
        () if is_size || number > MOST_UNITS || has_number(name, number) => NumberBeside::Open,
        () if leads => NumberBeside::Units,
        // Memory and storage are said in powers of two, behind a name.
        () if number >= 4 && number.is_power_of_two() => NumberBeside::Open,
        () if is_numbered_name(name) => NumberBeside::Units,
        () => NumberBeside::Open,
    }
}

/// Whether a name has a number within: 24, in `P2422H`. A figure alone is within where it stands alone.
fn has_number(name: &str, number: u16) -> bool {
    let said = number.to_string();
    let mut runs = name.split(|c: char| !c.is_ascii_digit());
    runs.any(|run| run == said || said.len() > 1 && run.contains(&said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::KindWeigher;
    use factor::FactorSet;
    use inventory::perhaps_counted;

    #[test]
    fn every_type_that_is_sized_is_of_the_set() {
        let set = FactorSet::shipped().unwrap();
        for (code, _) in SIZED {
            assert!(set.type_named(code).is_some(), "{code}");
        }
        // Whatever is called so by its code is a sort of it, but for what is made for one.
        for own in &set.types {
            let is_named = |code: &str| own.code.contains(code);
            let is_sort = |code: &str| {
                set.is_kind_of(set.type_named(&own.code).unwrap(), set.type_named(code).unwrap())
            };
            if SIZED.iter().any(|(code, _)| is_named(code)) {
                let sized = SIZED.iter().any(|(code, _)| is_sort(code));
                assert!(sized || own.code.starts_with("charger_"), "{}", own.code);
            }
        }
    }

    #[test]
    fn a_number_beside_a_model_counts_where_it_is_no_size_of_it() {
        let set = FactorSet::shipped().unwrap();
        let kinds = KindWeigher::new(&set).unwrap();
        for (text, said) in [
            ("OptiPlex 3080 (12)", NumberBeside::Units),
            ("OptiPlex 3080 [17]", NumberBeside::Units),
            ("12 OptiPlex", NumberBeside::Units),
            ("3 iPad", NumberBeside::Units),
            ("10 iPad", NumberBeside::Open),
            // What is made for a laptop is none.
            ("10 laptop charger", NumberBeside::Open),
            ("30 laptop charger", NumberBeside::Open),
            ("P2422H (6)", NumberBeside::Units),
            ("P2422H (24)", NumberBeside::OfTheModel),
            ("P2422H (17)", NumberBeside::Open),
            ("MacBook Pro (13)", NumberBeside::OfTheModel),
            ("Latitude 5420 (14)", NumberBeside::Open),
            ("Latitude 5420 (30)", NumberBeside::Units),
            ("iPad (9)", NumberBeside::OfTheModel),
            ("Catalyst 2960 (24)", NumberBeside::OfTheModel),
            ("Zorglub (12)", NumberBeside::Open),
            // Sizes of types.
            ("Precision 5560 (15)", NumberBeside::Open),
            ("EliteOne 800 (24)", NumberBeside::Open),
            ("Latitude 7290 (12)", NumberBeside::Open),
            ("Galaxy Tab A8 (10)", NumberBeside::Open),
            ("iPhone [12]", NumberBeside::OfTheModel),
            ("iPhone : 12", NumberBeside::OfTheModel),
            ("OptiPlex 7480 (24)", NumberBeside::Open),
            // Memory, storage, generations, bays, powers.
            ("iPhone 12 (128)", NumberBeside::Open),
            ("iPhone 12 (64)", NumberBeside::Open),
            ("Galaxy S21 (256)", NumberBeside::Open),
            ("Latitude 5420 (512)", NumberBeside::Open),
            ("Latitude 5420 (500)", NumberBeside::Open),
            ("Latitude 5420 (250)", NumberBeside::Open),
            ("OptiPlex 3080 (960)", NumberBeside::Open),
            ("OptiPlex 3080 (16)", NumberBeside::Open),
            ("OptiPlex 3080 (8)", NumberBeside::Open),
            ("ProLiant DL380 (10)", NumberBeside::Open),
            ("PowerEdge R740 (12)", NumberBeside::Open),
            ("Synology DS920 (4)", NumberBeside::Open),
            ("SMT750 (750)", NumberBeside::Open),
            ("Catalyst 2960 (3)", NumberBeside::Open),
            // Numbers of names.
            ("840 EliteBook", NumberBeside::Open),
            ("OptiPlex 3080 (30)", NumberBeside::Open),
            ("OptiPlex 3080 : 7", NumberBeside::Units),
            ("16 OptiPlex 3070", NumberBeside::Units),
            ("OptiPlex 3080 (100)", NumberBeside::Units),
            ("OptiPlex 3080 (101)", NumberBeside::Open),
        ] {
            let (number, name) = perhaps_counted(text).unwrap();
            let leads = text.starts_with(|c: char| c.is_ascii_digit());
            assert_eq!(kinds.number_beside(name, number, leads), said, "{text}");
        }
    }
}
