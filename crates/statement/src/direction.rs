//! Which way a sentence says that something went since another year, without saying by how much: "less
//! than in 2024", "fell between 2024 and 2025". It is a comparison as any other.

use super::rules::made;
use ground::fault::Fault;
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
    pub(super) text: String,
    pub(super) falls: bool,
    /// Whether it is denied, and then says no more than that.
    pub(super) denied: bool,
    /// The years that it is told of.
    pub(super) years: Vec<i32>,
    /// Whether it is told from the year before.
    pub(super) from_year_before: bool,
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
