//! What shape a table has: rows, rows of several machines each, or numbers crossed.
//!
//! The shapes are held against one another by what each leaves unread of the columns that tell of
//! machines: how many there are, or which. What the best leaves is asked.

use super::column_words::{CountsUnits, counted_thing, counts, is_a_part, is_of_ages, names};
use super::crossed::{Crossed, is_headcount, is_of_a_measure, is_of_a_size};
use super::dated_heading::is_year;
use super::found::{Found, ValuesTell};
use super::kinds::{WordJudge, WordKind, tells_units};
use super::sample::RowSample;
use super::unfolded::{Unfolded, is_of_some, several};
use super::{Confidence, Field, Layout, Role, SourceFormat, ToldColumn};
use crate::sum_words::is_total_word;
use std::collections::BTreeSet;

/// The shape of a table.
pub(super) enum Shape {
    /// A machine a row, or so many of one kind.
    Rows,
    /// Machines in columns of their own.
    Unfolded(Unfolded),
    /// Numbers below what their headings say.
    Crossed(Crossed),
}

/// What a column tells of machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// How many there are.
    Units,
    /// Which they are.
    Models,
}

/// The columns of a table that tell of machines.
#[derive(Debug, Clone)]
pub(super) struct MachineColumns {
    headers: Vec<String>,
    columns: Vec<(usize, Tells)>,
}

impl MachineColumns {
    /// The columns below a line of headings whose cells tell of machines.
    pub(super) fn of(
        headers: &[String],
        sample: &RowSample,
        judge: &WordJudge<'_>,
        told: &[ToldColumn],
    ) -> Self {
        let headers = headers.to_vec();
        let mut columns = Vec::new();
        if judge.knows_words() {
            let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers);
            for (at, heading) in headers.iter().enumerate() {
                let heading = heading.trim();
                if !told.iter().any(|one| one.is_of(heading))
                    && let Some(tells) = tells(heading, plain.roles[at], &sample.told(at), judge)
                {
                    columns.push((at, tells));
                }
            }
        }
        Self { headers, columns }
    }

    /// The best of the shapes that a table may have; of two alike, the one with more columns of
    /// machines, and numbers crossed before rows that unfold.
    ///
    /// What it leaves is asked.
    pub(super) fn shape_of(
        &self,
        crossed: Option<Crossed>,
        unfolded: Option<Unfolded>,
        sample: &RowSample,
    ) -> Shape {
        let crossed = crossed.map(|crossed| (self.left(&crossed.reads(sample)), crossed));
        let unfolded = unfolded.map(|unfolded| (self.left(&unfolded.reads()), unfolded));
        let (crossed, unfolded) = match (crossed, unfolded) {
            (Some((left, crossed)), Some((other, unfolded))) => {
                let width = crossed.width_of_all_days();
                let less = (other.len(), width) < (left.len(), unfolded.width());
                if less { (None, Some((other, unfolded))) } else { (Some((left, crossed)), None) }
            }
            one => one,
        };
        if let Some((left, mut unfolded)) = unfolded {
            unfolded.ask(self.asked(&left));
            return Shape::Unfolded(unfolded);
        }
        let Some((left, mut crossed)) = crossed else { return Shape::Rows };
        crossed.ask(self.asked(&left));
        Shape::Crossed(crossed)
    }

    /// Asks of the columns that rows leave, where nothing is said of them yet.
    pub(super) fn ask_of_rows(&self, layout: &mut Layout) {
        let read = |at: &usize| {
            matches!(layout.roles[*at], Role::Field(_) | Role::Second(_) | Role::Hint(_))
        };
        let read = (0..layout.roles.len()).filter(read).collect();
        let asked = self.asked(&self.left(&read));
        let new = |one: &Found| layout.found.iter().all(|own| !own.is_said_of(&one.heading));
        let asked: Vec<Found> = asked.into_iter().filter(new).collect();
        layout.found.extend(asked);
    }

    /// Those that a reading of these columns leaves.
    fn left(&self, read: &BTreeSet<usize>) -> Vec<(usize, Tells)> {
        self.columns.iter().filter(|(at, _)| !read.contains(at)).copied().collect()
    }

    fn asked(&self, left: &[(usize, Tells)]) -> Vec<Found> {
        let ask = |(at, tells): &(usize, Tells)| {
            let field = if *tells == Tells::Units { Field::Quantity } else { Field::Model };
            Found::asked_of(&self.headers[*at], field, ValuesTell::Further)
        };
        left.iter().map(ask).collect()
    }
}

/// What a column tells of machines, if anything.
fn tells(heading: &str, role: Role, cells: &[&str], judge: &WordJudge<'_>) -> Option<Tells> {
    const MODELS: [&str; 5] = ["modele", "model", "modell", "modelo", "modello"];
    let is_figure = is_of_a_measure(heading) || is_of_a_size(heading);
    if cells.is_empty() || heading.is_empty() || is_figure {
        return None;
    }
    let share = |is: &dyn Fn(&str) -> bool| {
        cells.iter().filter(|cell| is(cell)).count() as f64 / cells.len() as f64
    };
    if share(&|cell| tells_units(cell) && !is_year(cell)) >= MOSTLY {
        let is_other = is_total_word(heading.as_bytes())
            || is_a_part(heading)
            || is_of_ages(heading)
            || is_headcount(heading);
        let thing = counted_thing(heading);
        let counted = thing.as_deref().is_some_and(|thing| judge.is_counted(thing))
            || role == Role::Field(Field::Quantity)
            || counts(heading) == CountsUnits::Yes
            || counts(heading.trim_end_matches(|c: char| c == ' ' || c.is_ascii_digit()))
                == CountsUnits::Yes
            || judge.is_counted(heading) && is_plural(heading, judge);
        return (counted && !is_other).then_some(Tells::Units);
    }
    let models =
        |cell: &str| several(cell, judge).iter().any(|(_, name)| judge.is(WordKind::Model, name));
    let named = role == Role::Field(Field::Model) || names(heading, &MODELS);
    let is_told = named && share(&models) >= MOSTLY || is_of_some(heading, cells, judge);
    is_told.then_some(Tells::Models)
}

/// From this share of its cells on, a column tells of machines.
const MOSTLY: f64 = 0.5;

/// Whether a heading names several things by their word: `PCs`, `Écrans Philips`. Below `Écran` a number
/// may be a diagonal, and `Philips`, `Windows` and `OptiPlex` are no words for it.
pub(super) fn is_plural(heading: &str, judge: &WordJudge<'_>) -> bool {
    let folded = ground::table::fold(heading);
    let words: Vec<&str> = folded.split(' ').collect();
    words.iter().enumerate().any(|(at, word)| {
        let Some(one) = word.strip_suffix(['s', 'x']) else { return false };
        match word.len() {
            ..3 => false,
            // `NAS` and `UPS` end so by themselves.
            3 => judge.is_counted(one),
            _ if judge.is_counted(word) || judge.is_counted(one) => true,
            // A word of the name, without which nothing is named, or that says its sort.
            _ => {
                let rest = [&words[..at], &words[at + 1..]].concat().join(" ");
                !judge.is_counted(&rest) || judge.sort_said(&rest, word).is_some()
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct ShapeWords;

    impl crate::Kinds for ShapeWords {
        fn is_type(&self, word: &str) -> bool {
            const TYPES: &str = "pc tv nas ecran ecrans souris serveurs rack";
            word.starts_with("pc ")
                || word.starts_with("ecran ")
                || word.starts_with("ecrans ")
                || word.starts_with("bornes wifi")
                || TYPES.split(' ').any(|own| own == word)
        }
        fn sort_said(&self, thing: &str, beside: &str) -> Option<String> {
            (thing == "pc" && beside == "fixes").then(|| "pc fixe".to_owned())
        }
    }

    #[test]
    fn several_things_are_named_by_their_own_word() {
        let judge = WordJudge::new(Some(&ShapeWords));
        for heading in
            ["PCs", "TVs", "Écrans", "Écrans Philips", "PC fixes", "Bornes wifi", "Souris"]
        {
            assert!(is_plural(heading, &judge), "{heading}");
        }
        for heading in ["PC", "Écran", "Écran Philips", "PC Windows", "PC OptiPlex", "NAS", "TV"]
        {
            assert!(!is_plural(heading, &judge), "{heading}");
        }
    }
}
