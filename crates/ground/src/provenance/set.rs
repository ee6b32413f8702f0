//! Sets of the members of a small enum, such as what was assumed of a line.

use std::marker::PhantomData;

/// A member of a small enum of which sets are kept: at most 32 of them.
pub trait Member: Copy + 'static {
    /// All members, in the order they are listed.
    const LISTED: &'static [Self];

    /// Its place in a set: below the number of members, and its own.
    fn place(self) -> u8;
}

/// A set of members of an enum, as large as a number and as cheap to carry.
///
/// ```
/// use empreinte_ground::provenance::{Assumption, AssumptionSet};
/// let mut assumed = AssumptionSet::default();
/// assumed.insert(Assumption::OneUnit);
/// assert!(assumed.contains(Assumption::OneUnit) && !assumed.contains(Assumption::AllYear));
/// ```
///
/// A number is no set, and a set of one enum is none of another:
///
/// ```compile_fail
/// use empreinte_ground::provenance::AssumptionSet;
/// let assumed: AssumptionSet = 3_u32;
/// ```
#[derive(Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Set<E> {
    bits: u32,
    of: PhantomData<E>,
}

impl<E> Clone for Set<E> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Set<E> {}

impl<E> Default for Set<E> {
    #[inline]
    fn default() -> Self {
        Self::NONE
    }
}

impl<E> Set<E> {
    /// Nothing in it.
    pub const NONE: Self = Self { bits: 0, of: PhantomData };

    /// What [`Set::packed`] made a number of: where a table's key holds a set beside other things.
    #[inline]
    pub fn unpacked(bits: u32) -> Self {
        Self { bits, of: PhantomData }
    }

    /// The set as a number, which [`Set::unpacked`] alone reads.
    #[inline]
    pub fn packed(self) -> u32 {
        self.bits
    }

    /// Whether nothing is in it.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// What is in one or the other.
    #[inline]
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self::unpacked(self.bits | other.bits)
    }

    /// What is in both.
    #[inline]
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        Self::unpacked(self.bits & other.bits)
    }
}

impl<E: Member> Set<E> {
    #[inline]
    fn bit(one: E) -> u32 {
        const { assert!(E::LISTED.len() <= 32, "a set has 32 places") };
        1 << one.place()
    }

    /// Puts a member in.
    #[inline]
    pub fn insert(&mut self, one: E) {
        self.bits |= Self::bit(one);
    }

    /// Takes a member out.
    #[inline]
    pub fn remove(&mut self, one: E) {
        self.bits &= !Self::bit(one);
    }

    /// The same with a member more.
    #[inline]
    #[must_use]
    pub fn with(mut self, one: E) -> Self {
        self.insert(one);
        self
    }

    /// The same without a member.
    #[inline]
    #[must_use]
    pub fn without(mut self, one: E) -> Self {
        self.remove(one);
        self
    }

    /// Whether a member is in it.
    #[inline]
    pub fn contains(self, one: E) -> bool {
        self.bits & Self::bit(one) != 0
    }

    /// Its members, in the order they are listed.
    pub fn iter(self) -> impl Iterator<Item = E> {
        E::LISTED.iter().copied().filter(move |one| self.contains(*one))
    }
}

impl<E: Member> FromIterator<E> for Set<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        members.into_iter().fold(Self::NONE, Self::with)
    }
}

impl<E: Member> From<E> for Set<E> {
    #[inline]
    fn from(one: E) -> Self {
        Self::NONE.with(one)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Assumption, AssumptionSet};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_assumption_has_a_place_of_its_own() {
        let places: BTreeSet<u8> = Assumption::ALL.into_iter().map(Member::place).collect();
        let expected: BTreeSet<u8> = (0..).take(Assumption::ALL.len()).collect();
        assert_eq!(places, expected);
    }

    fn some() -> impl Strategy<Value = Vec<Assumption>> {
        prop::collection::vec(prop::sample::select(Assumption::ALL.to_vec()), 0..12)
    }

    proptest! {
        #[test]
        fn a_set_is_what_a_tree_of_its_members_is(one in some(), other in some()) {
            let tree = |of: &[Assumption]| of.iter().copied().collect::<BTreeSet<_>>();
            let set = |of: &[Assumption]| of.iter().copied().collect::<AssumptionSet>();
            let (a, b) = (set(&one), set(&other));
            let (of_a, of_b) = (tree(&one), tree(&other));
            let told = |set: AssumptionSet| set.iter().collect::<BTreeSet<_>>();
            prop_assert_eq!(&told(a), &of_a);
            prop_assert_eq!(told(a.union(b)), &of_a | &of_b);
            prop_assert_eq!(told(a.both(b)), &of_a & &of_b);
            prop_assert_eq!(a.is_empty(), of_a.is_empty());
            for member in Assumption::ALL {
                prop_assert_eq!(a.contains(member), of_a.contains(&member));
                prop_assert!(a.with(member).contains(member));
                prop_assert!(!a.without(member).contains(member));
            }
            prop_assert_eq!(AssumptionSet::unpacked(a.packed()), a);
            prop_assert_eq!(AssumptionSet::named_in(&a.codes()), a);
        }
    }
}
