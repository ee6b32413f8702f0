//! Rows that say what is planned, or worked out of others: `À prévoir : 5 portables`, `Besoins 2027`,
//! `Écart PC`; and rows that count those above, in a list that does not write so.

use crate::dated_heading::is_year;
use crate::sample::RowSample;
use crate::sum_words::{COUNTS, is_total_alone};
use crate::{Field, Layout, Role, Row};
use ground::lang::Text;
use ground::table::{Reject, Why, fold};
use ground::text;
use ground::word::within_quotes;

/// Words that a plan begins with, folded.
const PLANS: [&str; 44] = [
    "a definir",
    "a venir",
    "achat prevu",
    "achats prevus",
    "non livre",
    "non encore livre",
    "pas livre",
    "pas encore livre",
    "not yet delivered",
    "to be defined",
    "geplant",
    "noch zu",
    "ersatzbeschaffung",
    "previsto",
    "pendiente de",
    "por comprar",
    "a prevoir",
    "a commander",
    "a acheter",
    "a acquerir",
    "reste a",
    "prevision",
    "previsions",
    "previsionnel",
    "previsionnelle",
    "previsionnels",
    "previsionnelles",
    "prevu",
    "prevue",
    "prevus",
    "prevues",
    "besoin",
    "besoins",
    "budget",
    "moyenne",
    "ecart",
    "ecarts",
    "forecast",
    "planned",
    "average",
    "to order",
    "to buy",
    "to purchase",
    "needs",
];
/// Words that name things too: they plan where nothing but a year stands behind.
const ALONE: [&str; 5] = ["objectif", "objectifs", "projection", "cible", "target"];

/// Whether a cell may say a plan, by its first letters.
#[inline]
fn may_plan(cell: &[u8]) -> bool {
    let [first, second, third, ..] = *cell else { return false };
    // Nearly every cell ends here: this is asked of three cells of each row.
    if !b"aprbmeftnocg\xC3".contains(&first.to_ascii_lowercase()) {
        return false;
    }
    let lower = |byte: u8| byte.to_ascii_lowercase();
    matches!(
        &[lower(first), lower(second), lower(third)],
        [b'a', b' ', _]
            | [0xC3, 0xA0 | 0x80 | 0xA9 | 0x89, _]
            | b"res"
            | b"pre"
            | [b'p', b'r', 0xC3]
            | b"bes"
            | b"bud"
            | b"moy"
            | b"eca"
            | b"for"
            | b"pla"
            | b"ave"
            | b"to "
            | b"nee"
            | b"ach"
            | b"non"
            | b"pas"
            | b"not"
            | b"gep"
            | b"noc"
            | b"ers"
            | b"pen"
            | b"por"
            | b"obj"
            | b"cib"
            | b"tar"
    ) || ([lower(first), lower(second), lower(third)] == *b"pro"
        && cell.get(3).is_some_and(|byte| b"jJ".contains(byte)))
}

/// Whether a heading says that its numbers are planned, or worked out: `Besoin`, `Prévu 2026`.
pub(crate) fn is_of_a_plan(heading: &str) -> bool {
    says_a_plan(heading.trim().as_bytes()) || plans_within(&format!("pc {heading}"))
}

/// Whether a cell says what is planned or worked out.
fn says_a_plan(cell: &[u8]) -> bool {
    if !may_plan(cell) {
        return false;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let folded = fold(text);
    let behind = |word: &&str| {
        folded.strip_prefix(*word).filter(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let year = |rest: &str| rest.bytes().all(|byte| byte == b' ' || byte.is_ascii_digit());
    // A `moyenne tour` is a case of that size.
    let is_case = |rest: &str| folded.starts_with("moyenne") && rest.starts_with(" tour");
    PLANS.iter().any(|word| behind(word).is_some_and(|rest| !is_case(rest)))
        || ALONE.iter().filter_map(behind).any(year)
}

/// Whether a cell says what a year plans: `Budget 2026`. Without a year a department may be called so.
pub(crate) fn plans_a_year(cell: &str) -> bool {
    cell.split([' ', '/', '-']).any(is_year) && says_a_plan(cell.trim().as_bytes())
}

/// Words of a plan that stand behind a thing, folded.
const BEHIND: [&str; 17] = [
    "a prevoir",
    "a commander",
    "a acheter",
    "a acquerir",
    "reste a commander",
    "reste a livrer",
    "prevu",
    "prevue",
    "prevus",
    "prevues",
    "previsionnel",
    "previsionnelle",
    "previsionnels",
    "planned",
    "to order",
    "to buy",
    "to purchase",
];

/// Whether a phrase for a thing says behind it that the thing is planned: `PC à prévoir`. It is asked
/// of a word once.
pub fn plans_within(phrase: &str) -> bool {
    let folded = fold(phrase);
    let ends = |word: &&str| {
        folded.strip_suffix(*word).is_some_and(|thing| thing.ends_with(' ') && thing.len() > 2)
    };
    let years = folded.trim_end_matches(|c: char| c == ' ' || c.is_ascii_digit());
    BEHIND.iter().any(ends) || years != folded && plans_within(years)
}

/// Whether a cell begins as a count of things: `Nb PC`, `Nombre d'écrans`.
fn begins_a_count(cell: &[u8]) -> bool {
    let [b'n' | b'N', ..] = cell else { return false };
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let folded = fold(text);
    COUNTS.iter().any(|count| folded.starts_with(count))
}

impl Row<'_> {
    /// Whether it says what is planned or worked out, and nothing of it is of one machine.
    #[inline]
    pub(super) fn plans(&self, at: usize, first: &[u8], kind: &[u8]) -> bool {
        let model = self.bytes(Field::Model);
        if !(may_plan(kind) || may_plan(first) || may_plan(model)) {
            return false;
        }
        // A department may be called so.
        let place = matches!(
            self.file.layout.roles.get(at),
            Some(Role::Field(Field::Site | Field::Entity | Field::Country))
        );
        let said = says_a_plan(kind)
            || says_a_plan(model)
            || (kind.is_empty() && !place && says_a_plan(first));
        said && !self.is_one_machine()
    }

    /// Whether it counts others in a list that does not write its rows so: `Nb PC` beside
    /// `PC portable`.
    #[inline]
    pub(super) fn may_count_others(&self, kind: &[u8]) -> bool {
        self.file.layout.doubts_counts
            && begins_a_count(kind)
            // « NB Lenovo » is short for a notebook.
            && [b"".as_slice(), kind].contains(&self.bytes(Field::Model))
            && !self.is_one_machine()
    }

    /// Sets the row aside, whose word for a thing says a plan, but where it is of one machine.
    #[cold]
    pub fn asked_as_a_plan(&self) -> Option<Box<Reject>> {
        (!self.is_one_machine())
            .then(|| self.asked(Field::EquipmentType, a_plan(self.planned_word())))
    }

    /// The type of the row, where it says the plan: what the user says of it goes before.
    fn planned_word(&self) -> Option<String> {
        let kind = self.text(Field::EquipmentType);
        (says_a_plan(kind.as_bytes()) || plans_within(&kind)).then(|| within_quotes(&kind))
    }

    fn asked(&self, field: Field, why: Why) -> Box<Reject> {
        Box::new(self.reject(field, why))
    }

    #[cold]
    pub(crate) fn doubted(&self) -> Box<Reject> {
        let first = self.first_cell();
        let own = self.record.iter().take(self.file.layout.own_columns());
        let word = own.map(<[u8]>::trim_ascii).position(is_total_alone);
        let at = word.or(first.map(|(at, _)| at));
        let role = at.and_then(|at| self.file.layout.roles.get(at));
        let field = match role {
            Some(Role::Field(field)) => *field,
            _ => Field::EquipmentType,
        };
        let kind = self.bytes(Field::EquipmentType);
        let plans = first.is_some_and(|(at, first)| self.plans(at, first, kind));
        let why = if plans { a_plan(self.planned_word()) } else { a_total(self.units_said()) };
        self.asked(field, why)
    }

    /// How many the row says it is of, by its quantity.
    fn units_said(&self) -> UnitsOfRow {
        let is_asked = self.file.layout.column(Field::Quantity).is_some();
        match (self.bytes(Field::Quantity).is_empty(), self.is_of_one()) {
            (true, _) if is_asked => UnitsOfRow::Unsaid,
            (_, true) => UnitsOfRow::One,
            (_, false) => UnitsOfRow::Several,
        }
    }

    pub(super) fn is_one_machine(&self) -> bool {
        let layout = &self.file.layout;
        layout.tells_one_machine(&|at| self.record.get(at).unwrap_or(b"").trim_ascii())
    }
}

/// Whether a reason, in either language, is a doubt that others of a list brought: such a row alone
/// may look sound.
pub fn is_doubt_of_rows(reason: &str) -> bool {
    [a_total(UnitsOfRow::One), a_plan(None)].into_iter().any(|why| {
        let Text { fr, en } = why.reason();
        reason == fr || reason == en
    })
}

/// How many units a row says that it is of.
#[derive(Clone, Copy)]
enum UnitsOfRow {
    One,
    Several,
    /// It has no quantity, where others may.
    Unsaid,
}

/// Why a row is asked that may sum up others, or stand above them. One of several units has no number of
/// its own, and one without a quantity is best told by it: `3 PC portables`.
fn a_total(units: UnitsOfRow) -> Why {
    let unsaid = text!(
        "retirez la ligne si elle en résume ou en annonce d'autres ; sinon, écrivez combien il y en a dans la colonne de la quantité",
        "remove the row if it sums others up or announces them; else write how many there are in the column of the quantity"
    );
    let lot = text!(
        "retirez la ligne si elle en résume ou en annonce d'autres ; sinon, donnez-lui une date d'achat",
        "remove the row if it sums others up or announces them; else give it a day of purchase"
    );
    let one = text!(
        "retirez la ligne si elle en résume ou en annonce d'autres ; sinon, donnez-lui un numéro de série ou d'inventaire, ou une date d'achat",
        "remove the row if it sums others up or announces them; else give it a serial or inventory number, or a day of purchase"
    );
    Why::said(
        text!(
            "total ou titre d'autres lignes, ou équipement ?",
            "a total or title of other rows, or equipment?"
        ),
        match units {
            UnitsOfRow::One => one,
            UnitsOfRow::Several => lot,
            UnitsOfRow::Unsaid => unsaid,
        },
    )
}

/// Why a row is asked that says a plan, by its type where that says it.
fn a_plan(word: Option<String>) -> Why {
    let hint = match word {
        Some(word) => text!(
            "retirez la ligne si elle dit ce qui est prévu ou se calcule d'autres ; sinon, n'y écrivez que le type, donnez-lui un numéro de série ou d'inventaire, ou dites ce qu'est ce mot : `--type \"{word}=TYPE\"`",
            "remove the row if it says what is planned, or is worked out of others; else write the type alone in it, give it a serial or inventory number, or say what this word is: `--type \"{word}=TYPE\"`"
        ),
        None => text!(
            "retirez la ligne si elle dit ce qui est prévu ou se calcule d'autres ; sinon, donnez-lui un numéro de série ou d'inventaire",
            "remove the row if it says what is planned, or is worked out of others; else give it a serial or inventory number"
        ),
    };
    Why::said(
        text!(
            "prévision, besoin ou calcul, ou équipement ?",
            "a plan, a need or a computation, or equipment?"
        ),
        hint,
    )
}

impl Layout {
    /// Notes whether rows that begin as counts (`Nb PC`) are few among the types: they may sum up
    /// the others.
    pub(crate) fn note_counts(&mut self, sample: &RowSample) {
        let cells = self.read_of(Field::EquipmentType).map_or_else(Vec::new, |at| sample.told(at));
        let counts = cells.iter().filter(|cell| begins_a_count(cell.as_bytes())).count();
        self.doubts_counts = counts * 2 < cells.len();
    }
}

#[cfg(test)]
mod tests {
    use super::{ALONE, PLANS, may_plan, says_a_plan};
    use crate::Row;
    use crate::totals::RowStanding;
    use crate::totals::tests::file_of;

    /// What the first letters let by is what the words say.
    #[test]
    fn no_word_of_a_plan_is_passed_over_by_its_first_letters() {
        for word in PLANS.into_iter().chain(ALONE) {
            for said in [word.to_owned(), word.to_uppercase(), format!("{word} 2027")] {
                assert!(may_plan(said.as_bytes()) && says_a_plan(said.as_bytes()), "{said}");
            }
        }
        for accented in ["À prévoir", "à commander", "Écart", "écarts", "Prévision", "PRÉVUS"]
        {
            assert!(says_a_plan(accented.as_bytes()), "{accented}");
        }
    }

    #[test]
    fn a_count_among_rows_that_are_no_counts_is_asked() {
        for (doubts, row, asked) in [
            (true, ["Nb PC", "", "12"], true),
            (true, ["Nombre d'écrans", "", "12"], true),
            (true, ["NB Lenovo", "T14", "12"], false),
            (true, ["PC portable", "", "12"], false),
            // A list of counts is one.
            (false, ["Nb PC", "", "12"], false),
        ] {
            let mut file = file_of("Type;Modèle;Quantité");
            file.layout.doubts_counts = doubts;
            let record = ground::table::RecordCells::of(row);
            let read = Row { file: &file, line: 2, record: &record };
            assert_eq!(read.standing() == RowStanding::Doubtful, asked, "{row:?}");
        }
    }
}
