//! How sure it is that a row is the sum of others: by itself, and by what all such rows of its table tell
//! together.

/// How sure it is that a row, or a column, is the sum of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SumCertainty {
    /// It may be; whoever made the list knows.
    Perhaps,
    Sure,
}

/// What a row says that those beside it do not, where its numbers are their sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Nothing: what it says they say too, and each says more.
    Nothing,
    /// As [`Relation::Nothing`], where more rows beside them say what it says, or a figure that none of
    /// them has stands in it: it is asked.
    Within,
    /// That it is all of them: `Tous PC`.
    All,
    /// What each is a sort of: `Ordinateurs`, above `PC fixe` and `PC portable`.
    Whole,
    /// What some are a sort of by their names: `Téléphones`, above `Téléphones fixes` and `Smartphones`.
    MayBeWhole,
    /// Where they all stand: `Bâtiment A`, above `Salle 1` and `Salle 2`.
    Holder,
    /// A place that may hold others, which are not called alike: `Pôle médecine`, above `Urgences`.
    MayHold,
    /// A name of its own, as each of them has.
    Name,
}

/// What chance gives the same numbers less than once in so many times is no chance.
pub(super) const SURELY: u64 = 128;

/// Whether the other figures of a row are those of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FiguresTell {
    /// One is its own: a price of machines.
    Own,
    /// Nobody tells: those that it would sum up say none.
    Open,
    /// They are, or it has none.
    Sums,
}

impl FiguresTell {
    /// Whether its row may be a sum.
    pub(super) fn may_be(self) -> bool {
        self != Self::Own
    }
}

/// A row that sums others up: how sure it is by itself, what it says, and of how many rows of other
/// numbers one has these sums.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundSum {
    pub(super) certainty: SumCertainty,
    pub(super) by: Relation,
    pub(super) chance: u64,
}

/// What all such rows of a table tell together.
#[derive(Debug, Clone, Copy)]
pub(super) struct TogetherTell {
    /// Whether rows that say nothing are no chance. One that is doubted for itself bears out no other.
    nothing: bool,
    /// Whether several places are called as those that hold others.
    again: bool,
    /// Whether a place surely holds others.
    holds: bool,
}

impl TogetherTell {
    pub(super) fn of(found: &[Option<FoundSum>]) -> Self {
        let by = |relation| found.iter().flatten().filter(move |one| one.by == relation);
        let chance = by(Relation::Nothing).fold(1_u64, |all, one| all.saturating_mul(one.chance));
        Self {
            nothing: by(Relation::Nothing).count() > 1 && chance > SURELY,
            again: by(Relation::Holder).count() > 1,
            holds: by(Relation::MayHold).any(|one| one.certainty == SumCertainty::Sure),
        }
    }

    pub(super) fn certainty(self, one: FoundSum) -> Option<SumCertainty> {
        match one.by {
            Relation::Holder if self.again => Some(SumCertainty::Sure),
            Relation::Nothing if self.nothing => Some(SumCertainty::Sure),
            Relation::MayHold => self.holds.then_some(SumCertainty::Sure),
            _ => Some(one.certainty),
        }
    }
}
