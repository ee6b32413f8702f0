//! The name of a family among other words: of a type, of a maker.

use super::{FoldedName, MetLine, ModelRank, Models, ToldByModel, leading_maker};
use crate::kind::outside::Types;
use factor::configuration::names_a_processor;
use ground::table::fold;

impl Models {
    /// The family that words name among which the model stands; `anywhere`, behind a maker among them.
    pub(in crate::kind) fn tell_within(
        &self,
        maker: &str,
        words: &str,
        anywhere: bool,
        types: &Types,
    ) -> Option<ToldByModel> {
        // A word for the thing stands there, and tells no family.
        let is_family = |rank| rank == ModelRank::Family;
        let tell = |maker: &str, words: &str| self.tell_by(is_family, maker, words, types);
        let behind = || {
            let folded = fold(words);
            tell("", &folded[maker_in(&folded)?..])
        };
        let told = tell(maker, words);
        // The maker among the words says more of a family that others have too: `HP LaserJet MFP M72`.
        let by_maker = (anywhere && maker.is_empty()).then(behind).flatten();
        let length = |told: &Option<ToldByModel>| told.as_ref().map(|told| told.heard.len());
        if length(&by_maker) > length(&told) { by_maker } else { told }
    }

    /// Whether the name of a family of products stands in a name, whatever else does.
    pub(in crate::kind) fn holds_a_family(&self, name: &str) -> bool {
        if names_a_processor(name) {
            return false;
        }
        let own = self.folded(name);
        let (maker, rest) = leading_maker(&own);
        let name = FoldedName::new(&own, rest);
        let held = |met: &MetLine<'_>| met.stands.is_in && met.line.rank == ModelRank::Family;
        ["", &maker]
            .into_iter()
            .filter_map(|maker| self.by_maker.get(maker))
            .any(|lines| lines.met(&name).iter().any(held))
    }
}

/// Where a maker stands in folded words.
fn maker_in(words: &str) -> Option<usize> {
    let starts = words.match_indices(' ').map(|(at, _)| at + 1);
    std::iter::once(0).chain(starts).find(|at| !leading_maker(&words[*at..]).0.is_empty())
}

/// Whether a maker stands among words.
pub(in crate::kind) fn holds_maker(words: &str) -> bool {
    maker_in(&fold(words)).is_some()
}
