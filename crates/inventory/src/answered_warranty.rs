//! Columns that say by yes or no whether a warranty of so long is in the price: `Garantie 3 ans`.
//!
//! The heading is the duration, and a yes has it; a no says nothing of another one.

use super::answered_state::answer;
use super::derive::{DeriveRule, DerivedField};
use super::found::{Found, ValuesTell};
use super::placeholder::is_placeholder;
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

/// Whether a cell of any column of a quotation says that a warranty is not had, or is paid for apart:
/// `en option` below a heading of warranties, an amount below that of its price, `sans garantie`.
pub fn denies_warranty(heading: &str, cell: &str) -> bool {
    const OF_IT: [&str; 4] = ["garantie", "garanties", "warranty", "guarantee"];
    const PAID: [&str; 9] =
        ["payante", "payant", "option", "prix", "cout", "price", "cost", "optionnelle", "paid"];
    let (of, said) = (fold(heading), fold(cell));
    let is_of_it = |word: &str| OF_IT.contains(&word);
    // `Garantie 5 ans` is another one.
    if of.split(' ').any(|word| word == "extension" || word.parse::<u16>().is_ok()) {
        return false;
    }
    if of.split(' ').any(is_of_it) {
        let is_nothing = is_placeholder(cell.trim().as_bytes())
            || cell.trim_matches(['0', ',', '.', ' ', '€']).is_empty();
        return if of.split(' ').any(|word| PAID.contains(&word)) {
            answer(cell).unwrap_or_else(|| !is_nothing && in_the_price(cell) != Some(true))
        } else {
            in_the_price(cell) == Some(false) || is_of_parts(&said)
        };
    }
    let mut words = said.split(' ');
    let Some(at) = words.clone().position(is_of_it) else { return false };
    let before = at.checked_sub(1).and_then(|before| words.clone().nth(before));
    let behind = words.by_ref().skip(at + 1).collect::<Vec<_>>().join(" ");
    matches!(before, Some("sans" | "hors")) || in_the_price(&behind) == Some(false)
}

/// Whether words say that a warranty is of some things alone: `pièces seules`, `hors main-d'œuvre`.
fn is_of_parts(folded: &str) -> bool {
    const ALONE: [&str; 8] =
        ["seule", "seules", "seul", "seulement", "uniquement", "only", "hors", "excluding"];
    folded.split(' ').any(|word| ALONE.contains(&word))
        || ["pieces", "parts", "piece"].contains(&folded)
}

/// The months of the warranty that a heading says, where its cell says that it is in the price: `Garantie 5 ans`
/// = `oui`.
///
/// ```
/// use empreinte_inventory::warranty_of_heading;
/// assert_eq!(warranty_of_heading("Garantie 5 ans", "oui"), Some(60.0));
/// assert_eq!(warranty_of_heading("Garantie 5 ans", "en option"), None);
/// ```
pub fn warranty_of_heading(heading: &str, cell: &str) -> Option<f64> {
    let said = duration(heading, &[cell]).filter(|_| in_the_price(cell) == Some(true))?;
    let mut words = said.split(' ');
    let many: f64 = words.next()?.parse().ok()?;
    let months = match words.next()? {
        "an" | "ans" | "year" | "years" => 12.0,
        "mois" | "month" | "months" => 1.0,
        _ => return None,
    };
    words.next().is_none().then_some(many * months)
}

/// Whether a heading is a warranty of so long, which answers are read below: `Garantie 5 ans`.
pub fn is_of_a_warranty(heading: &str) -> bool {
    warranty_of_heading(heading, "oui").is_some()
}

/// Whether a cell below such a heading answers it: `non`. What the warranty costs is no answer.
pub fn answers_a_warranty(cell: &str) -> bool {
    !cell.bytes().any(|byte| byte.is_ascii_digit()) && in_the_price(cell).is_some()
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
        let values = ValuesTell::Durations;
        self.found.push(Found::sure_of(&heading, field, values));
        self.derive(DerivedField { field, from: Some(at), rule: DeriveRule::WhereYes { at, yes } });
    }
}

#[cfg(test)]
mod tests {
    use super::{denies_warranty, duration, in_the_price};

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

    #[test]
    fn a_warranty_is_denied_in_another_column() {
        for (heading, cell) in [
            ("Type de garantie", "en option"),
            ("Type de garantie", "pièces seules"),
            ("Type de garantie", "Pièces uniquement"),
            ("Garantie incluse ?", "non"),
            ("Garantie comprise", "Non"),
            ("Option garantie", "45,00"),
            ("Condition de garantie", "sur devis"),
            ("Garantie payante", "oui"),
            ("Prix garantie HT", "45,00"),
            ("Observations", "garantie non comprise"),
            ("Remarque", "Sans garantie"),
        ] {
            assert!(denies_warranty(heading, cell), "{heading} = {cell}");
        }
        for (heading, cell) in [
            ("Garantie incluse ?", "oui"),
            ("Garantie payante", "non"),
            ("Prix garantie HT", "inclus"),
            ("Prix garantie HT", "0,00"),
            ("Prix garantie HT", "-"),
            ("Extension de garantie", "en option"),
            ("Garantie 5 ans", "en option"),
            ("Type de garantie", "sur site"),
            ("Observations", "garantie comprise"),
            ("Option", "en option"),
        ] {
            assert!(!denies_warranty(heading, cell), "{heading} = {cell}");
        }
    }
}
