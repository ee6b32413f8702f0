//! What a target makes that cannot be.

use crate::judge::bounds;
use crate::model::Commitment;
use crate::standing::middle;
use ground::lang::Text;
use indicator::{Definition, Figure};

/// A change of the base that makes more than there can be of the indicator, or less.
pub(crate) fn beyond(one: &Commitment, of: &Definition, base: Figure) -> Option<Text> {
    let (low, high) = bounds(base);
    let reached = one.dated().into_iter().find_map(|(_, asked)| {
        let keep = 1.0 + asked / 100.0;
        // What no base within its bounds could make.
        let [from_low, from_high] = [low * keep, high * keep];
        let why = of.impossible(from_low).and(of.impossible(from_high))?;
        Some((asked, middle(base)? * keep, why))
    });
    let (asked, reached, why) = reached?;
    let [asked, reached] = [asked, reached].map(|one| Text::of(|lang| lang.short(one)));
    let sign = if asked.en.starts_with('-') { "" } else { "+" };
    Some(Text {
        fr: format!("{sign}{}\u{a0}% de la base feraient {} : {}", asked.fr, reached.fr, why.fr),
        en: format!("{sign}{}% of the base would make {}: {}", asked.en, reached.en, why.en),
    })
}
