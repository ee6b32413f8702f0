//! What the price of a quotation is of: one machine, or several.

use equipment::{Equipment, Pack, ToldRow};
use ground::lang::{Noun, Text};
use ground::provenance::Assumption;
use ground::table::fold;
use ground::text;
use inventory::{Field, TAX_RATES, euros_in, is_of_one_unit};

/// What the price of a quotation is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sold {
    /// One machine.
    One,
    /// So many machines together, for sure.
    Together(u16),
    /// Several machines: how many, or whether the price is of all, nothing says for sure.
    Several,
    /// One machine, as far as words and quantity say the same number.
    SaidTwice(u16),
    /// One machine, where nothing says that it is not the whole line.
    PerhapsLine,
    /// The whole line: what says the line's total says the same amount.
    Line,
}

impl Sold {
    /// What the words of a row and its quantity say together.
    pub(super) fn of(told: ToldRow<'_>, equipment: &Equipment) -> Self {
        let is = |assumption: Assumption| equipment.assumed.contains(assumption);
        let is_said = !told.shown(Field::Quantity).is_empty()
            && !is(Assumption::OneUnit)
            && !is(Assumption::UnitsInWords);
        let units = is_said.then_some(equipment.quantity);
        let has_more = is(Assumption::MoreInRow);
        let is_alone = !tells_another(told);
        match told.pack() {
            Some(Pack::Sold(many)) if is_alone => Self::Together(many),
            // Fewer than what is sold together are so many lots, each at that price.
            Some(Pack::Lot(many) | Pack::Counted(many))
                if is_alone && units.is_some_and(|units| units < f64::from(many)) =>
            {
                Self::Together(many)
            }
            Some(Pack::Counted(many))
                if !has_more
                    && units
                        .is_some_and(|units| (units - f64::from(many)).abs() < f64::EPSILON) =>
            {
                Self::SaidTwice(many)
            }
            Some(_) => Self::Several,
            None if has_more => Self::Several,
            None => match units {
                Some(units) if units > 1.0 && is_of_the_line(told, units) => Self::Line,
                Some(units) if units > 1.0 && may_be_of_the_line(told, units) => Self::PerhapsLine,
                _ => Self::One,
            },
        }
    }

    /// The price of one machine, with what is said of it.
    pub(super) fn price_of_one(self, price: f64) -> (Option<f64>, Option<Text>) {
        match self {
            Self::One => (Some(price), None),
            Self::Together(many) => {
                let Text { fr, en } = MACHINE.count(f64::from(many));
                let said = text!(
                    "le prix dit est celui de {fr} : divisé",
                    "the price said is that of {en}: divided"
                );
                (Some(price / f64::from(many)), Some(said))
            }
            Self::SaidTwice(many) => (
                Some(price),
                Some(text!(
                    "{many} dans ses mots comme dans sa quantité : le prix est pris pour celui d'un seul",
                    "{many} in its words as in its quantity: the price is taken as that of one"
                )),
            ),
            Self::PerhapsLine => (
                Some(price),
                Some(text!(
                    "prix pris pour celui d'une unité : rien ne dit s'il est celui de la ligne",
                    "price taken as that of one unit: nothing says whether it is that of the line"
                )),
            ),
            Self::Line => (
                None,
                Some(text!(
                    "prix égal au total de la ligne : il n'est pas celui d'une unité, et n'est pas compté",
                    "price equal to the total of the line: it is not that of one unit, and is not counted"
                )),
            ),
            Self::Several => (
                None,
                Some(text!(
                    "plusieurs matériels en une ligne : le prix dit n'est pas celui d'un seul, et n'est pas compté",
                    "several machines in one line: the price said is not that of one, and is not counted"
                )),
            ),
        }
    }
}

const MACHINE: Noun = Noun::new(("matériel", "matériels"), ("machine", "machines"));

/// Whether what calls it says that another thing comes with it.
fn tells_another(told: ToldRow<'_>) -> bool {
    [Field::EquipmentType, Field::Model, Field::Name].into_iter().any(|field| {
        let cell = format!("{} ", told.shown(field).to_lowercase());
        [" + ", " avec ", " with ", " & ", " et ", " and "]
            .iter()
            .any(|beside| cell.contains(beside))
    })
}

/// Whether a price may be that of the line: neither its heading nor its cell says that it is of one, and no
/// other cell of the row is as many times it.
fn may_be_of_the_line(told: ToldRow<'_>, units: f64) -> bool {
    let cell = told.shown(Field::PriceEur);
    if is_of_one_unit(told.heading(Field::PriceEur)) || is_of_one_unit(&cell) {
        return false;
    }
    euros_in(&cell).is_some_and(|price| !is_among(told, (price, units), |_| true))
}

/// Whether a price is that of the line: what its row says to be a total is the same amount, with or without
/// a French tax, and nothing in it is as many times the price.
fn is_of_the_line(told: ToldRow<'_>, units: f64) -> bool {
    const TOTALS: [&str; 5] = ["total", "totaux", "montant", "amount", "sum"];
    let is_total = |heading: &str| fold(heading).split(' ').any(|word| TOTALS.contains(&word));
    let Some(price) = euros_in(&told.shown(Field::PriceEur)) else { return false };
    price > 0.0
        && is_among(told, (price, 1.0), is_total)
        && !is_among(told, (price, units), |_| true)
}

/// Whether a cell that no field takes, below a heading that counts, is so many times a price, with or
/// without a tax.
fn is_among(told: ToldRow<'_>, (price, units): (f64, f64), counts: impl Fn(&str) -> bool) -> bool {
    let sum = price * units;
    let near = (0.006 * units).max(0.001 * sum.abs());
    let is_sum = |whole: f64| TAX_RATES.iter().any(|rate| (whole - sum * rate).abs() <= near);
    told.unread_cells()
        .any(|(heading, cell)| counts(heading) && euros_in(&cell).is_some_and(is_sum))
}
