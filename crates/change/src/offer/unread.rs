//! What the columns of a quotation that no field takes say against its price or its warranty.

use equipment::{TitleSays, ToldRow, is_of_terms, is_paid_in_time};
use ground::table::{Holds, masked_in};
use inventory::{
    Field, denies_warranty, is_in_another_currency, is_of_currencies, is_price_paid,
    may_be_taken_off,
};

/// What such cells say, each as it is shown: `Devise` = `USD`. Where one speaks, what it speaks of is not
/// sure, and is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectionsToCell {
    /// That the price is paid again and again.
    pub rent: Option<String>,
    /// That the price is in another currency than the euro.
    pub currency: Option<String>,
    /// That the warranty beside is not had, or is paid for apart.
    pub warranty: Option<String>,
    /// What may be taken off a price that nothing says to be net.
    pub discount: Option<String>,
    /// Whether one says that it is bought.
    pub is_bought: bool,
}

impl ObjectionsToCell {
    /// What the row says.
    pub(super) fn of(told: ToldRow<'_>) -> Self {
        let mut against = Self::default();
        let is_paid = is_price_paid(told.heading(Field::PriceEur));
        let beside = told.cells_beside().map(|one| (one, true));
        let remarks = told.cells_never_shown().map(|one| (one, false));
        for ((heading, cell), is_shown) in beside.chain(remarks) {
            let says = |found: bool, place: &mut Option<String>| {
                if found && place.is_none() {
                    *place = Some(shown(heading, if is_shown { &cell } else { "" }));
                }
            };
            says(is_paid_in_time(heading, &cell), &mut against.rent);
            let is_off = is_shown && !is_paid && may_be_taken_off(heading, &cell);
            says(is_off, &mut against.discount);
            says(is_in_another_currency(heading, &cell), &mut against.currency);
            says(denies_warranty(heading, &cell), &mut against.warranty);
        }
        against.is_bought = told.cells_beside().any(|(_, cell)| is_purchase(&cell))
            || is_purchase(&told.shown(Field::AcquisitionMode));
        against
    }
}

/// Whether a cell says that its row is bought, and no more: `Achat comptant`.
fn is_purchase(cell: &str) -> bool {
    const MOST: usize = 3;
    cell.split_whitespace().count() <= MOST
        && TitleSays::of(&[cell.to_owned()]).is_let == Some(false)
}

/// A cell as it is shown, people masked: a remark of many words may name more of them.
fn shown(heading: &str, cell: &str) -> String {
    const LONGEST: usize = 40;
    let cell = cell.trim();
    if (1..=LONGEST).contains(&cell.chars().count()) {
        format!("`{heading}` = `{}`", masked_in(Holds::Writing, cell))
    } else {
        format!("`{heading}`")
    }
}

/// Whether a column that no field takes is heeded all the same, by its heading.
pub fn is_heeded(heading: &str) -> bool {
    is_of_terms(heading) || is_of_currencies(heading) || may_be_taken_off(heading, "2%")
}
