//! What stands beside the types of the rows: the systems that run on them, and other things, which
//! nothing counts.

use super::{SURE, SURE_MODELS, Search, UnreadColumn, ValuesTell};
use crate::headings::Hint;
use crate::kinds::{WordKind, is_system};
use crate::{Field, Role};
use ground::table::{fold, yes_no};

impl Search<'_> {
    /// The column of operating systems, whatever its heading: `Windows 10` is no type.
    pub(super) fn systems(&mut self) {
        let share = |column: &UnreadColumn<'_>| {
            let named = column.cells.iter().filter(|cell| is_system(cell)).count();
            named as f64 / column.cells.len() as f64
        };
        let found = self.unread.iter().position(|column| share(column) >= SURE);
        if let Some(index) = found {
            let column = self.unread.remove(index);
            let share = share(&column);
            self.taken.push((column.at, Role::Hint(Hint::Os)));
            self.note(column.heading.to_owned(), Field::Os, true, ValuesTell::Systems, share);
        }
    }

    /// Columns that are left below the name of a thing, of models or of yes and no: they are other
    /// things than the rows. `Model No.` is none.
    pub(super) fn further(&mut self) {
        if !self.judge.knows_words() {
            return;
        }
        for index in 0..self.unread.len() {
            let column = &self.unread[index];
            let asked = self.found.iter().any(|one| one.heading == column.heading);
            if asked || column.said.is_some() {
                continue;
            }
            let models = self.share(index, WordKind::Model);
            let answers = column.cells.iter().filter(|cell| is_answer(cell)).count();
            let answers = answers as f64 / column.cells.len() as f64;
            let heading = fold(column.heading);
            let names = |word: &str| {
                // A licence or an antivirus is no equipment.
                if models >= SURE_MODELS {
                    self.judge.is(WordKind::Type, word)
                } else {
                    self.judge.is_counted(word)
                }
            };
            let mut words = heading.split(' ').filter(|word| word.len() > 2);
            if models.max(answers) >= SURE_MODELS && (names(&heading) || words.any(names)) {
                self.ask(index, Field::Model, ValuesTell::Further, models.max(answers));
            }
        }
    }
}

/// Whether a cell answers yes or no in words: a figure may be a number.
fn is_answer(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && yes_no(cell).is_some()
}
