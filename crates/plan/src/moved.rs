//! Indicators that age or the grid moves, and whose change is not shared out: what can be said of
//! them is whether either moved at all.

use super::model::Commitment;
use change::{Change, Effect};
use ground::lang::Text;
use ground::text;

/// The indicators, with whether age moves them, and whether the grid does.
const MOVED: [(&str, bool, bool); 14] = [
    ("it_ghg_annualised", true, true),
    ("it_ghg_per_user", true, true),
    ("it_ghg_purchase_year", false, true),
    ("it_scope2_location", false, true),
    ("it_scope2_market", false, true),
    ("it_scope3_2_capital", true, false),
    ("it_scope3_3_energy", false, true),
    ("it_adpe", true, true),
    ("it_adpe_per_user", true, true),
    ("it_acidification", true, true),
    ("it_particulate", true, true),
    ("it_ionising", true, true),
    ("it_primary_energy_per_user", true, true),
    ("dc_cue", false, true),
];

/// Whether age, and the grid, move the indicator of a commitment.
pub(crate) fn moves(one: &Commitment) -> Option<(bool, bool)> {
    let found = MOVED.iter().find(|(id, ..)| *id == one.indicator);
    found.map(|(_, ageing, grid)| (*ageing, *grid))
}

/// That age or the grid moved the years of an indicator, by how much of it nobody knows; nothing
/// where neither did.
pub(crate) fn moved(one: &Commitment, change: &Change) -> Option<Text> {
    let (by_ageing, by_grid) = moves(one)?;
    let ageing = by_ageing && change.worth(Effect::Ageing).value < 0.0;
    let grid = by_grid && change.worth(Effect::Electricity).value < 0.0;
    let what = match (ageing, grid) {
        (true, true) => text!(
            "le vieillissement et l'électricité de l'année",
            "ageing and the year's electricity"
        ),
        (true, false) => text!("le vieillissement", "ageing"),
        (false, true) => text!("l'électricité de l'année", "the year's electricity"),
        (false, false) => return None,
    };
    let Text { fr, en } = what;
    Some(text!(
        "{fr} : une part de la baisse que rien ne calcule pour cet indicateur : rien ne dit qu'elle vienne d'un acte",
        "{en} made a part of it that nothing computes for this indicator: nothing tells that the fall comes of an act"
    ))
}
