//! What takes the leavings of a walk.

use equipment::OutOfScope;
use equipment::merge::Conflict;
use ground::fault::Fault;
use ground::table::{Reject, UnreadCell};

/// Takes what the walk leaves at its doors, in the order of the files.
pub trait Sink<B> {
    /// Takes rows set aside.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    fn rejects(&mut self, rejects: &[Reject]) -> Result<(), Fault>;
    /// Takes cells of rows kept that cannot be read.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    fn unread(&mut self, _: &[UnreadCell]) -> Result<(), Fault> {
        Ok(())
    }
    /// Takes rows that are no equipment.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    fn out_of_scope(&mut self, _: &[OutOfScope]) -> Result<(), Fault> {
        Ok(())
    }
    /// Hears which file comes next, and its headings.
    ///
    /// # Errors
    ///
    /// It cannot be taken.
    fn file(&mut self, _: &str, _: &str) -> Result<(), Fault> {
        Ok(())
    }
    /// Takes what several files disagree on.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    fn conflicts(&mut self, _: &[Conflict]) -> Result<(), Fault> {
        Ok(())
    }
    /// Hears the other identifiers that merged equipment goes by.
    fn aliases(&mut self, _: &[String]) {}
    /// Takes what the recorder wrote down of a block.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    fn batch(&mut self, batch: B) -> Result<(), Fault>;
    /// Hears how many bytes of how many were read.
    fn progress(&mut self, done: u64, of: u64);
}

/// Hands records that are set aside to the sink, some at a time, and gives their number: there may be
/// as many as a file has rows.
pub(super) fn set_aside<B>(
    mut rejects: impl Iterator<Item = Reject>,
    sink: &mut impl Sink<B>,
) -> Result<u64, Fault> {
    let mut all = 0;
    loop {
        let some: Vec<Reject> = rejects.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return Ok(all);
        }
        sink.rejects(&some)?;
        all += some.len() as u64;
    }
}

/// How many records are handed on together.
const AT_ONCE: usize = 1024;
