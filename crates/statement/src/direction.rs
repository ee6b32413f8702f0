//! Which way a sentence says that something went since another year, without saying by how much: "less
//! than in 2024", "fell between 2024 and 2025". It is a comparison as any other.

use super::facts::Dimension;
use super::hold::{FIGURES, Holder};
use super::holding::HeldFigure;
use super::rules::made;
use super::told::ToldFigure;
use super::why::not_compared;
use ground::fault::Fault;
use ground::text;
use regex::bytes::Regex;

/// The year before, by no number.
const YEAR_BEFORE: &str = r"(?:l'an dernier|l'an passe|l'annee (?:derniere|passee|precedente|d'avant)|(?:the )?(?:last|previous|prior) year|(?:the )?year before)";

/// What finds them.
pub(super) struct Directions {
    /// Less or more than in a year; no figure stands between, which would be a bound.
    than: Regex,
    /// That something fell or rose.
    verb: Regex,
    falls: Regex,
    before: Regex,
    denied: Regex,
}

/// Which way something is said to have gone.
pub(super) struct Direction {
    /// As it is written.
    text: String,
    falls: bool,
    /// Whether it is denied, and then says no more than that.
    denied: bool,
    /// The years that it is told of.
    years: Vec<i32>,
    /// Whether it is told from the year before.
    from_year_before: bool,
}

impl Directions {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            than: made(&format!(
                r"\b(?:moins|plus|inferieure?s?|superieure?s?|moindres?|less|more|lower|higher|fewer|smaller|greater|lighter|heavier|below|above|under|down|up)\b[^.;\d]{{0,40}}?\b(?:depuis|en|de|a|par rapport a|since|than|from|to|in|of|with)? ?(?:(?:19|20)\d\d\b|{YEAR_BEFORE})"
            ))?,
            verb: made(
                r"\b(?:bais\w+|redui\w+|reduction|diminu\w+|recul\w*|chut\w+|augment\w+|hausse|progress\w+|croi(?:t|ssent|tre)|decroi\w+|grimp\w+|fell|fallen|falls?|drop\w*|declin\w*|shr[aiu]nk\w*|cut|reduc\w+|decreas\w*|increas\w*|rose|risen|rises?|grew|grown|climb\w*)\b",
            )?,
            falls: made(
                r"\b(?:moins|inferieure?s?|moindres?|plus (?:faibles?|bas|basses?|leger\w*|petite?s?|sobres?)|less|lower|fewer|smaller|lighter|below|under|down|bais\w+|redui\w+|reduction|diminu\w+|recul\w*|chut\w+|decroi\w+|fell|fallen|falls?|drop\w*|declin\w*|shr[aiu]nk\w*|cut|reduc\w+|decreas\w*)\b",
            )?,
            before: made(&format!(r"\b{YEAR_BEFORE}\b"))?,
            denied: made(r"\b(?:pas|ni|jamais|sans|aucune?|not|no|never|nor|without)\b")?,
        })
    }

    /// The one of a plain sentence of these years, where it tells one.
    pub(super) fn of(&self, plain: &str, years: Vec<i32>) -> Option<Direction> {
        let bytes = plain.as_bytes();
        let from_year_before = self.before.is_match(bytes);
        let verb = || self.verb.find(bytes).filter(|_| from_year_before || !years.is_empty());
        let found = self.than.find(bytes).or_else(verb)?;
        let text = plain[found.range()].trim().to_owned();
        Some(Direction {
            falls: self.falls.is_match(text.as_bytes()),
            denied: self.denied.is_match(bytes),
            text,
            years,
            from_year_before,
        })
    }
}

impl Holder {
    /// Holds which way a sentence says that the footprint or the electricity went; whether it says one.
    pub(super) fn direction(&self, told: &ToldFigure<'_>) -> Option<HeldFigure> {
        if !(told.carbon || told.energy) || self.about.is_elsewhere(told.plain) {
            return None;
        }
        told.went(&self.directions.of(told.plain, self.years(told.plain))?)
    }
}

impl ToldFigure<'_> {
    fn went(&self, direction: &Direction) -> Option<HeldFigure> {
        let (shown, year) = (&direction.text, self.facts.year);
        let is_earlier = |told: i32| {
            direction.years.contains(&told) || direction.from_year_before && told == year - 1
        };
        let others = direction.years.iter().any(|told| *told < year);
        if !others && !direction.from_year_before {
            return None;
        }
        if let Some(base) = self.declared_from() {
            return Some(base.not_compared(shown));
        }
        let of = match (self.carbon, self.energy) {
            (_, false) => Some(Dimension::Carbon),
            (false, true) => Some(Dimension::Energy),
            _ => None,
        };
        let known = of.and_then(|of| {
            let subject = self.changing(of);
            let mut changes = self.changes(of, subject).filter(|one| one.year < year);
            changes.find(|one| is_earlier(one.year))
        });
        let Some(change) = known else {
            return Some(HeldFigure::Unknown(text!(
                "« {shown} » : le calcul ne donne pas cette évolution",
                "\"{shown}\": the run does not give this change"
            )));
        };
        if let Some(held) = not_compared(change, self.facts) {
            return Some(held);
        }
        if direction.denied {
            return Some(HeldFigure::Unknown(text!(
                "« {shown} » : ce que la phrase nie n'est pas vérifié",
                "\"{shown}\": what the sentence denies is not checked"
            )));
        }
        let (before, is_right) = (change.year, (change.percent < 0.0) == direction.falls);
        Some(if is_right {
            HeldFigure::Shown
        } else {
            HeldFigure::Refused(
                FIGURES,
                text!(
                    "« {shown} » : de {before} à {year}, c'est l'inverse",
                    "\"{shown}\": from {before} to {year} it is the other way round"
                ),
            )
        })
    }
}
