//! What a number beside the name of a model is, which nothing marks: `OptiPlex 3080 (12)`,
//! `MacBook Pro (13)`.

use super::outside::{Thing, Types};
use factor::TypeKind;
use inventory::is_numbered_name;
use std::ops::RangeInclusive;

/// What such a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberBeside {
    /// How many there are.
    Units,
    /// It may be, or a size, a generation, a number of ports.
    Open,
    /// A size, a generation, a number of ports.
    OfTheModel,
}

/// Diagonals, inches.
const OF_LAPTOPS: RangeInclusive<u16> = 10..=18;
const OF_DISPLAYS: RangeInclusive<u16> = 15..=100;
/// Sizes and generations of what is held in a hand.
const OF_MOBILES: RangeInclusive<u16> = 2..=16;
/// From so many on, a number may be of inches.
const SIZES: u16 = 7;
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
    let code = types.code(id);
    let is = |words: &[&str]| words.iter().any(|word| code.contains(word));
    if types.kind(id) == Some(TypeKind::Network) && PORTS.contains(&number) {
        return NumberBeside::OfTheModel;
    }
    let is_own = match () {
        // Nobody writes a generation before a name.
        () if leads && number < SIZES => false,
        () if is(&["laptop", "notebook", "workstation_mobile"]) => OF_LAPTOPS.contains(&number),
        () if is(&["monitor", "display", "tv", "screen"]) => OF_DISPLAYS.contains(&number),
        () if is(&["tablet", "phone", "watch"]) => OF_MOBILES.contains(&number),
        () => false,
    };
    let is_numbered = is_numbered_name(name);
    match (is_own, is_numbered || leads) {
        // `P2422H (24)` says its own number once more.
        (true, true) if !name.contains(&number.to_string()) => NumberBeside::Open,
        (true, _) => NumberBeside::OfTheModel,
        (false, true) => NumberBeside::Units,
        (false, false) => NumberBeside::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::KindWeigher;
    use factor::FactorSet;
    use inventory::perhaps_counted;

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
            ("P2422H (6)", NumberBeside::Units),
            ("P2422H (24)", NumberBeside::OfTheModel),
            ("P2422H (17)", NumberBeside::Open),
            ("MacBook Pro (13)", NumberBeside::OfTheModel),
            ("Latitude 5420 (14)", NumberBeside::Open),
            ("Latitude 5420 (30)", NumberBeside::Units),
            ("iPad (9)", NumberBeside::OfTheModel),
            ("Catalyst 2960 (24)", NumberBeside::OfTheModel),
            ("Zorglub (12)", NumberBeside::Open),
        ] {
            let (number, name) = perhaps_counted(text).unwrap();
            let leads = text.starts_with(|c: char| c.is_ascii_digit());
            assert_eq!(kinds.number_beside(name, number, leads), said, "{text}");
        }
    }
}
