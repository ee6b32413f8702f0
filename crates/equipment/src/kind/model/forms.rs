//! Families that have several forms: a `Precision` is a workstation or a laptop, a `Catalyst` a switch, a
//! router or an access point. Of a name that says no more than the family's, the type word says which.

use super::{FoldedName, ModelRank, Models, NamePattern, ToldByModel, known_maker, leading_maker};
use crate::kind::evidence::Clues;
use crate::kind::outside::Thing;
use crate::kind::phrase::{PhraseReading, PhraseSays, descends};
use crate::kind::weigh::KindWeigher;
use ground::table::fold;

/// The letters and figures of a name that says too little to overrule a word that is sure: `Z2`.
const SLIGHT: usize = 2;

impl Models {
    /// The kinds of the families that a name may go on to name, which say as much of it as what told it: those
    /// of `precision 3480`, and the others, of `Precision`.
    fn forms_of(&self, maker: &str, model: &str, told: &ToldByModel) -> Vec<Thing> {
        let heard = told.heard.split(',').next().unwrap_or("");
        let least = heard.bytes().filter(|letter| !b"^$#@".contains(letter)).count();
        let own = self.folded(model);
        let (from_model, rest) = leading_maker(&own);
        let maker = if maker.is_empty() { from_model } else { known_maker(maker) };
        let name = FoldedName::new(&own, rest);
        let makers = ["", maker.as_str()];
        let lines = makers.into_iter().filter_map(|maker| self.by_maker.get(maker));
        let goes_on = |pattern: &NamePattern| {
            [name.rest, name.own]
                .into_iter()
                .any(|name| pattern.goes_on_from(name) && pattern.says_of(name.len()) >= least)
        };
        let found = lines.flat_map(|lines| lines.of(&name));
        let found = found.filter(|line| line.rank == ModelRank::Family);
        found.filter(|line| goes_on(&line.pattern)).map(|line| line.kind).collect()
    }
}

impl NamePattern {
    /// Whether a name is the beginning of it, up to the end of a word.
    fn goes_on_from(&self, name: &[u8]) -> bool {
        !name.is_empty() && self.letters.get(name.len()) == Some(&b' ') && self.fits_so_far(name)
    }

    /// How many of its first letters stand for themselves.
    fn says_of(&self, first: usize) -> usize {
        self.letters[..first].iter().filter(|letter| !b"#@".contains(letter)).count()
    }

    /// Whether a name fits as far as it goes.
    fn fits_so_far(&self, name: &[u8]) -> bool {
        self.letters.iter().zip(name).all(|(asked, own)| match asked {
            b'#' => own.is_ascii_digit(),
            b'@' => own.is_ascii_lowercase(),
            asked => asked == own,
        })
    }
}

impl KindWeigher {
    /// What a model tells beside a type word, as far as its name goes; and whether it is said in too few
    /// letters to be more than a hint.
    pub(in crate::kind) fn as_far_as_said(
        &self,
        clues: &Clues<'_>,
        word: &PhraseReading,
        model: Option<ToldByModel>,
    ) -> (Option<ToldByModel>, bool) {
        let Some(told) = model else { return (None, false) };
        let told = self.in_the_form_said(clues, word, told);
        let slight = self.is_slight(word, &told, clues.model);
        let rank = if slight { ModelRank::Hint } else { told.rank };
        (Some(ToldByModel { rank, ..told }), slight)
    }

    /// What a family tells, in the form that the type word names: a `Portable` that is a `Precision` is a
    /// mobile workstation. A name that goes on otherwise (`Precision 3640 Tower`) tells its own.
    fn in_the_form_said(
        &self,
        clues: &Clues<'_>,
        word: &PhraseReading,
        told: ToldByModel,
    ) -> ToldByModel {
        let (PhraseSays::One(_) | PhraseSays::Usual(..)) = &word.says else { return told };
        let said: &[Thing] = match &word.says {
            PhraseSays::One(kind) => std::slice::from_ref(kind),
            PhraseSays::Usual(_, all) => all,
            _ => &[],
        };
        let is_said = |kind: Thing| said.iter().any(|own| descends(kind, *own, &self.types));
        let is_sort_of = |own: &Thing| descends(*own, told.kind, &self.types);
        if word.is_code
            || told.rank != ModelRank::Family
            || is_said(told.kind)
            || said.iter().any(is_sort_of)
        {
            return told;
        }
        let mut forms = self.models.forms_of(clues.maker, clues.model, &told);
        forms.retain(|form| is_said(*form));
        let Some(first) = forms.first().copied() else { return told };
        // Of several forms, what the word says they all are.
        let own = said
            .iter()
            .copied()
            .find(|own| forms.iter().all(|form| descends(*form, *own, &self.types)));
        let kind =
            if forms.iter().all(|form| *form == first) { first } else { own.unwrap_or(first) };
        ToldByModel { kind, ..told }
    }

    /// Whether a model of a family is written in too few letters to overrule a word that is sure, and of
    /// another thing: `Z2` beside `Portable`.
    fn is_slight(&self, word: &PhraseReading, told: &ToldByModel, model: &str) -> bool {
        let PhraseSays::One(kind) = word.says else { return false };
        let folded = fold(model);
        let (_, name) = leading_maker(&folded);
        told.rank == ModelRank::Family
            && (1..=SLIGHT).contains(&name.len())
            && !word.is_code
            && !descends(told.kind, kind, &self.types)
            && !descends(kind, told.kind, &self.types)
    }
}
