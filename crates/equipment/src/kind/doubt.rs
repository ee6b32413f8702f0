//! What speaks against a type word that is sure by itself: another word where the model stands, and
//! a maker that makes no such thing.

use super::evidence::Clues;
use super::lexicon::Sense;
use super::model::{Rank, Told};
use super::outside::Kind;
use super::phrase::{Reading, Says};
use super::weigh::Kinds;
use ground::table::fold;

impl Kinds {
    /// What a cell of the model names that holds no model, but a word for a thing: `PC fixe` beside
    /// `Portable`. A shape alone (`Tour`) names none.
    pub(super) fn named_for_a_model(&self, word: &Reading, model: &str) -> Option<Told> {
        let (Says::One(own) | Says::Usual(own, _)) = word.says else { return None };
        if model.is_empty() || word.is_code || !self.lexicon.may_name(&fold(model)) {
            return None;
        }
        let reading = self.read(model);
        let kind = match reading.says {
            Says::One(kind) => kind,
            // Beside things that are taken for one another, the usual sense says too little.
            Says::Usual(kind, _) if !self.same_trade(own, kind) => kind,
            _ => return None,
        };
        let thing = |sense: Sense| matches!(sense, Sense::Plain | Sense::Usual);
        let terms = &self.lexicon.terms;
        let named = terms.iter().any(|term| term.text == reading.heard && thing(term.sense));
        (named && !reading.doubt).then_some(Told { kind, rank: Rank::Word, heard: reading.heard })
    }

    /// Whether what is called a scanner may take pictures of people: its model is not known, and of
    /// what its maker is known for nothing scans or prints.
    pub(super) fn may_scan_people(
        &self,
        word: &Reading,
        model: Option<&Told>,
        clues: &Clues<'_>,
    ) -> bool {
        let scans = |kind: Kind| self.types.named("scanner") == Some(kind);
        let Says::One(kind) = word.says else { return false };
        let known = model.is_some_and(|told| {
            told.rank <= Rank::Hint || matches!(told.kind, Kind::Outside(_)) || scans(told.kind)
        });
        scans(kind)
            && !known
            && self
                .models
                .makes_none(clues.maker, clues.model, |kind| scans(kind) || self.types.prints(kind))
    }
}
