//! What a walk is asked besides its options.

use super::run::Walk;
use equipment::Usage;
use ledger::lifetime::Estimates;

impl<'a> Walk<'a> {
    /// Takes the organisation's own estimated lifetimes, before declared ones and the types'.
    #[must_use]
    pub fn with_lifetimes(mut self, estimates: Option<&'a Estimates>) -> Self {
        self.lifetimes = estimates;
        self
    }

    /// Takes what each file names for things of its own, whatever the other files name alike.
    #[must_use]
    pub fn with_files_apart(mut self) -> Self {
        self.apart = true;
        self
    }

    /// Keeps what each scope, or each type and service too, errs by, so that its own interval can be
    /// asked for.
    #[must_use]
    pub fn with_intervals(mut self, sure_of: footprint::SureOf) -> Self {
        self.sure_of = sure_of;
        self
    }

    /// Takes nothing of usage records: electricity is declared or assumed.
    #[must_use]
    pub fn without_measures(mut self) -> Self {
        self.usage = Usage::default();
        self
    }
}
