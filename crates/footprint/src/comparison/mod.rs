//! Comparison: the same estate under several methods, and under two factor sets, side by side.
//!
//! A bridge goes from one method to another by changing one kind of choice at a time; each step is
//! a footprint of its own, so that steps sum to the difference without residual. The room asks for
//! footprints; it walks no inventory itself.

mod methods;
mod sets;

pub use methods::{Bridge, Comparison, MethodStep, MethodTotal, compare_methods};
pub use sets::{SetComparison, TypeDifference, WeighsUnderSet, compare_sets};
