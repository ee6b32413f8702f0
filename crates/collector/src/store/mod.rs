//! What is kept, and the questions that are asked of it: one trait, two stores.
//!
//! | question | asked by |
//! |---|---|
//! | what is the collector's own name? | every answer |
//! | which agents are there, of which site, with which secrets? | every request |
//! | which key are its pseudonyms of? | whoever makes pseudonyms |
//! | is this token good, and for how many more? was this name ever taken? | enrolment |
//! | is this record stored, and with this content? | ingest |
//! | what is each machine, last said? | `export` |
//! | what did other agents' documents say, section by section? | GLPI, `export` |
//! | which days of which agents lie in a period, and with which energy? | `export`, `summary` |
//! | when was each machine last heard of? | `silent` |
//! | what did months amount to whose days are gone, and when did each machine's end? | `summary`, `export` |
//! | what was deleted, changed or in conflict, and when? | `journal` |
//!
//! Every change is durable when [`Store::commit`] returns, and only then acknowledged.

mod backup;
mod connection;
mod counted;
mod fault;
mod files;
mod hold;
mod month;
mod open;
mod postgres;
mod postgres_change;
mod postgres_posts;
mod postgres_rows;
mod postgres_writes;
mod restore;
mod sqlite;
mod sqlite_left;
mod sqlite_list;
mod sqlite_main;
mod sqlite_months;
mod sqlite_papers;
mod types;

pub use backup::backup;
pub use fault::StoreFault;
pub(crate) use files::own_as_folder;
pub use month::Month;
pub use open::{StorePlace, give_up, is_made, open, open_alone, open_copy, open_whole};
pub use restore::{KnownBefore, Restored, restore};
pub use types::{
    DayFigures, EnrolledAgent, EnrolmentRefusal, GivenUp, GoneMonth, JournalNote, LastDay,
    LastHeard, MergedPaper, MonthSum, Put, StoreDone, StoreEntry, StoreMark, Token, Write,
};
pub(crate) use types::{dropped_name, erased_name, renamed_name};

use record::AgentId;

/// A store. It is asked by one thread at a time.
pub trait Store: Send {
    /// The collector's own name, made when the store was.
    fn name(&self) -> AgentId;
    /// The name of the key that its pseudonyms are of; none before the first.
    ///
    /// # Errors
    /// The store's word.
    fn key(&mut self) -> Result<Option<String>, StoreFault>;
    /// Makes changes, durably, in order; what each of them came to.
    ///
    /// # Errors
    /// Nothing may be acknowledged; what was stored of it is stored, and comes again.
    fn commit(&mut self, writes: &[Write]) -> Result<Vec<StoreDone>, StoreFault>;
    /// Every agent.
    ///
    /// # Errors
    /// The store's word.
    fn agents(&mut self) -> Result<Vec<EnrolledAgent>, StoreFault>;
    /// The agent that has this secret, now or before.
    ///
    /// # Errors
    /// The store's word.
    fn agent_of(
        &mut self,
        secret: &crate::secret::Hash,
    ) -> Result<Option<EnrolledAgent>, StoreFault>;
    /// Every token.
    ///
    /// # Errors
    /// The store's word.
    fn tokens(&mut self) -> Result<Vec<Token>, StoreFault>;
    /// The months of which days are kept, in order.
    ///
    /// # Errors
    /// The store's word.
    fn months(&mut self) -> Result<Vec<Month>, StoreFault>;
    /// The records of a month, in the order of day, agent and number.
    ///
    /// # Errors
    /// The store's word.
    fn month(&mut self, month: Month, each: &mut dyn FnMut(StoreEntry)) -> Result<(), StoreFault>;
    /// When each agent that has records was last heard of, and the last day that they tell of: of
    /// all months, since a record of an old day may have come yesterday.
    ///
    /// # Errors
    /// The store's word.
    fn heard(&mut self) -> Result<Vec<LastHeard>, StoreFault>;
    /// What each agent's machine is, as last said.
    ///
    /// # Errors
    /// The store's word.
    fn machines(&mut self) -> Result<Vec<StoreEntry>, StoreFault>;
    /// The documents of other agents.
    ///
    /// # Errors
    /// The store's word.
    fn papers(&mut self) -> Result<Vec<MergedPaper>, StoreFault>;
    /// One document.
    ///
    /// # Errors
    /// The store's word.
    fn paper(&mut self, key: &str) -> Result<Option<MergedPaper>, StoreFault>;
    /// The documents that an agent sent, by what it calls itself.
    ///
    /// # Errors
    /// The store's word.
    fn papers_of(&mut self, sender: &str) -> Result<Vec<MergedPaper>, StoreFault>;
    /// Months summed when their days were deleted.
    ///
    /// # Errors
    /// The store's word.
    fn sums(&mut self) -> Result<Vec<MonthSum>, StoreFault>;
    /// Whether these very days of a month are in its sums, and there still because their deletion was
    /// cut.
    ///
    /// # Errors
    /// The store's word.
    fn is_summed(&mut self, month: &GoneMonth) -> Result<bool, StoreFault>;
    /// The months whose days were deleted, in order: none of theirs is taken again.
    ///
    /// # Errors
    /// The store's word.
    fn gone(&mut self) -> Result<Vec<Month>, StoreFault>;
    /// The last day of each agent within days that were deleted.
    ///
    /// # Errors
    /// The store's word.
    fn last_days(&mut self) -> Result<Vec<LastDay>, StoreFault>;
    /// What the store is for.
    ///
    /// # Errors
    /// The store's word.
    fn mark(&mut self) -> Result<StoreMark, StoreFault>;
    /// The digests of names that are never taken again.
    ///
    /// # Errors
    /// The store's word.
    fn erased(&mut self) -> Result<Vec<String>, StoreFault>;
    /// What was noted, oldest first.
    ///
    /// # Errors
    /// The store's word.
    fn notes(&mut self) -> Result<Vec<JournalNote>, StoreFault>;
}
