//! A value and what it is held against, side by side: in digits enough to tell one from the other.

use super::closer;
use crate::judge::bounds;
use crate::standing::{Standing, middle};
use crate::words::TargetKind;
use ground::lang::Lang;
use indicator::Figure;

/// The most digits that are added.
const MOST: usize = 6;

impl Standing {
    /// How many digits more than usual its figures are said with: as few as tell what its verdict
    /// rests on from what is asked.
    pub(crate) fn digits(&self) -> usize {
        let Some(asked) = self.asked else { return 0 };
        let told: Vec<f64> = match (self.kind, self.last) {
            (Some(TargetKind::Change | TargetKind::Trend), _) => {
                let net = self.net.as_ref().and_then(|net| net.percent);
                let changes = [self.percent, net].into_iter().flatten();
                changes.flat_map(|one| [one.value, one.low, one.high]).collect()
            }
            (_, None | Some((_, Figure::YesNo(_)))) => Vec::new(),
            (_, Some((_, figure))) => {
                let (low, high) = bounds(figure);
                middle(figure).into_iter().chain([low, high]).collect()
            }
        };
        let nothing = 1e-9 * asked.abs().max(1.0);
        let is_apart = |more: &usize| {
            let other = told.iter().filter(|one| one.is_finite() && (*one - asked).abs() > nothing);
            let said = Lang::En.closer(asked, *more);
            other.into_iter().all(|one| Lang::En.closer(*one, *more) != said)
        };
        (0..MOST).find(is_apart).unwrap_or(MOST)
    }
}

/// A figure of a commitment, in its digits.
pub(crate) fn own(figure: Figure, one: &Standing, lang: Lang) -> String {
    closer(figure, &one.unit, one.digits(), lang)
}

/// A figure of a commitment with its year; nothing where there is none.
pub(crate) fn in_year(told: Option<(i32, Figure)>, one: &Standing, lang: Lang) -> String {
    told.map_or_else(String::new, |(year, told)| format!("{} ({year})", own(told, one, lang)))
}

/// What a commitment starts from, with its year, and that it was declared where it was.
pub(crate) fn based(one: &Standing, lang: Lang) -> String {
    let declared = if one.base_is_declared { lang.pick(", déclarée", ", declared") } else { "" };
    one.base.map_or_else(String::new, |(year, base)| {
        format!("{} ({year}{declared})", own(base, one, lang))
    })
}
