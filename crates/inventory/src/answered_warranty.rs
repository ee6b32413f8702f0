//! Columns that say by yes or no whether a warranty of so long is in the price: `Garantie 3 ans`.
//!
//! The heading is the duration, and a yes has it; a no says nothing of another one.

use super::answered_state::answer;
use super::derive::{Derived, Rule};
use super::found::{Found, Values};
use super::{Field, Layout, Role};
use ground::table::fold;

/// Words, folded, of what is offered beside the price, and not had.
pub const OFFERED: [&str; 17] = [
    "option",
    "options",
    "optionnel",
    "optionnelle",
    "optionnels",
    "optional",
    "possible",
    "extensible",
    "payant",
    "payante",
    "sus",
    "supplement",
    "supplementaire",
    "supplementaires",
    "extra",
    "non",
    "not",
];

/// Whether a cell says that a warranty is in the price: by a yes or a no, or in words.
pub(super) fn in_the_price(cell: &str) -> Option<bool> {
    const HAD: [&str; 16] = [
        "inclus",
        "incluse",
        "incluses",
        "compris",
        "comprise",
        "comprises",
        "included",
        "offert",
        "offerte",
        "gratuit",
        "gratuite",
        "free",
        "standard",
        "de base",
        "en standard",
        "de serie",
    ];
    const ASKED: [&str; 2] = ["sur devis", "sur demande"];
    answer(cell).or_else(|| {
        let folded = fold(cell);
        let is = |of: &[&str]| of.contains(&folded.as_str());
        let is_offered = || folded.split(' ').any(|word| OFFERED.contains(&word));
        if is(&HAD) { Some(true) } else { (is(&ASKED) || is_offered()).then_some(false) }
    })
}

/// The duration that a heading says, where every cell below it is an answer: `3 ans`.
fn duration(heading: &str, cells: &[&str]) -> Option<String> {
    let folded = fold(heading);
    let (word, rest) = folded.split_once(' ')?;
    let is_warranty = ["garantie", "warranty"].contains(&word);
    let is_duration = rest.starts_with(|c: char| c.is_ascii_digit());
    let answers = !cells.is_empty() && cells.iter().all(|cell| in_the_price(cell).is_some());
    (is_warranty && is_duration && answers).then(|| rest.to_owned())
}

impl Layout {
    /// Has the rows take the warranty that a column of answers says, where no other column does.
    pub(super) fn answer_warranty(&mut self, at: usize, heading: &str, cells: &[&str]) {
        let field = Field::WarrantyMonths;
        let Some(yes) = duration(heading, cells).filter(|_| self.column(field).is_none()) else {
            return;
        };
        let heading = self.headers[at].trim().to_owned();
        self.ignored.retain(|other| other.trim() != heading);
        self.roles[at] = Role::Second(field);
        let values = Values::Durations;
        self.found.push(Found { heading, field, sure: true, values, percent: 100 });
        self.derive(Derived { field, from: Some(at), rule: Rule::WhereYes { at, yes } });
    }
}

#[cfg(test)]
mod tests {
    use super::{duration, in_the_price};

    #[test]
    fn a_heading_that_is_a_warranty_of_so_long_is_one_where_cells_answer() {
        let of = |heading: &str, cells: &[&str]| duration(heading, cells);
        assert_eq!(of("Garantie 3 ans", &["oui", "non"]), Some("3 ans".to_owned()));
        assert_eq!(of("Warranty 36 months", &["x"]), Some("36 months".to_owned()));
        assert_eq!(of("Garantie 3 ans", &["incluse", "en option"]), Some("3 ans".to_owned()));
        assert_eq!(in_the_price("Non comprise"), Some(false));
        assert_eq!(in_the_price("Included"), Some(true));
        // What an extension costs is no answer, nor is a heading without a duration.
        assert_eq!(of("Garantie 3 ans", &["120 €", "oui"]), None);
        assert_eq!(of("Garantie étendue", &["oui"]), None);
        assert_eq!(of("Garantie 3 ans", &[]), None);
    }
}
