//! What stands beside the types of the rows: the systems that run on them, and other things, which
//! nothing counts.

use super::{SURE, SURE_MODELS, Search, UnreadColumn, ValuesTell};
use crate::column_words::{comments, names};
use crate::headings::Hint;
use crate::kinds::{WordJudge, WordKind, is_system};
use crate::sample::RowSample;
use crate::{Field, Layout, Role};
use ground::table::{fold, yes_no};

/// Words of another name or number of the rows' own models, folded.
const OF_A_MODEL: [&str; 16] = [
    "reference",
    "referencia",
    "referenz",
    "riferimento",
    "ref",
    "sku",
    "pn",
    "part",
    "product",
    "produit",
    "modele",
    "model",
    "modelo",
    "modell",
    "code",
    "article",
];

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
            self.note(column.heading, Field::Os, true, ValuesTell::Systems, share);
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
            // A station is one to dock in; alone it is of no known type.
            let is_dock = ["station", "stations"].contains(&&*heading);
            let mut words = heading.split(' ').filter(|word| word.len() > 2);
            let is_named = names(&heading) || is_dock || words.any(names);
            if models.max(answers) >= SURE_MODELS && is_named {
                self.ask(index, Field::Model, ValuesTell::Further, models.max(answers));
            }
        }
    }

    /// Columns of comments that say other equipment besides: each comment of them may, and one is enough
    /// to ask.
    pub(super) fn further_in_comments(&mut self, layout: &Layout, sample: &RowSample) {
        if !self.judge.knows_words() {
            return;
        }
        self.telephones_beside(layout, sample);
        for (at, role) in layout.roles.iter().enumerate() {
            let heading = layout.headers[at].trim();
            let left = matches!(role, Role::Ignored | Role::Personal) && comments(heading);
            let known = self.found.iter().any(|one| one.heading == heading)
                || self.taken.iter().any(|(taken, _)| *taken == at);
            if !left || known || layout.is_told(at) {
                continue;
            }
            let cells = sample.told(at);
            let adding = cells.iter().filter(|cell| adds_a_machine(cell, self.judge)).count();
            if adding > 0 {
                let share = adding as f64 / cells.len() as f64;
                self.note(heading, Field::Model, false, ValuesTell::Further, share);
            }
        }
    }

    /// Columns of models that are others than those of their rows, whatever their headings: comments
    /// (`+ P2422H`) and second columns of models too.
    pub(super) fn further_models(&mut self, layout: &Layout, sample: &RowSample) {
        let taken = self.taken.iter().find(|(_, role)| *role == Role::Field(Field::Model));
        let own = taken.map(|(at, _)| *at).or_else(|| layout.read_of(Field::Model));
        let Some(own) = own.filter(|_| self.judge.knows_words()) else { return };
        for (at, role) in layout.roles.iter().enumerate() {
            let heading = layout.headers[at].trim();
            let open = match role {
                Role::Ignored | Role::Second(Field::Model) => true,
                Role::Personal => comments(heading),
                _ => false,
            };
            let known = self.found.iter().any(|one| one.heading == heading)
                || self.taken.iter().any(|(taken, _)| *taken == at);
            let of_the_model = names(heading, &OF_A_MODEL);
            if !open || known || of_the_model || at == own || layout.is_told(at) {
                continue;
            }
            let cells = sample.told(at);
            let models = cells.iter().filter(|cell| self.judge.is(WordKind::Model, cell)).count();
            let share = models as f64 / cells.len().max(1) as f64;
            if share >= SURE_MODELS && are_others(sample, at, own) {
                self.note(heading, Field::Model, false, ValuesTell::Further, share);
            }
        }
    }
}

/// Whether a comment says that other equipment is there besides: `avec 2 écrans`, `+ 1 portable`,
/// `double écran`. What comes in the box of a machine is none.
fn adds_a_machine(comment: &str, judge: &WordJudge<'_>) -> bool {
    const ADDS: &str = "avec with mit con plus + double dual deux trois two three";
    let is = |list: &str, word: &str| list.split(' ').any(|own| own == word);
    let words = fold(&comment.replace('+', " plus "));
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    let counts = |word: &str| word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    // A number before a thing counts it only behind a word that adds, or at the start.
    let adds = |at: &usize| is(ADDS, words[*at]) || *at == 0 && counts(words[*at]);
    (0..words.len()).filter(adds).any(|at| {
        let rest = &words[at + 1..];
        let skipped = rest.iter().take_while(|word| {
            counts(word) || is(ADDS, word) || matches!(**word, "un" | "une" | "a" | "son" | "sa")
        });
        let rest = &rest[skipped.count()..];
        let named = (1..=rest.len().min(3)).rev().find(|end| {
            let thing = rest[..*end].join(" ");
            judge.is_counted(&thing)
        });
        named.is_some_and(|end| !judge.come_in_the_box(&rest[..end]))
    })
}

/// Whether most cells of a column are neither in those of another nor hold them: `Dell Latitude 5420`
/// beside `Latitude 5420` is the same machine.
pub(crate) fn are_others(sample: &RowSample, at: usize, own: usize) -> bool {
    let text = |row: &csv::ByteRecord, at: usize| {
        fold(&String::from_utf8_lossy(row.get(at).unwrap_or(b"")))
    };
    let both = sample.rows.iter().map(|row| (text(row, at), text(row, own)));
    let both: Vec<_> = both.filter(|(one, own)| !one.is_empty() && !own.is_empty()).collect();
    let same = both.iter().filter(|(one, own)| one.contains(own) || own.contains(one)).count();
    same * 2 < both.len()
}

/// Whether a cell answers yes or no in words: a figure may be a number.
fn is_answer(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && yes_no(cell).is_some()
}
