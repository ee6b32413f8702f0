//! Quotations whose things stand below `Description`, as English ones write it.

use super::headings::key;
use super::price_heading::is_of_a_unit;
use super::{Field, Layout, Role};

/// What such a column is called.
const DESCRIPTIONS: [&str; 12] = [
    "Description",
    "Item description",
    "Product description",
    "Product",
    "Item",
    "Article",
    "Description du produit",
    "Description produit",
    "Description de l'article",
    "Description article",
    "Descriptif",
    "Produktbeschreibung",
];

/// The columns of a quotation whose description names the things: a list of units and of the price of
/// one, in which no other column says what they are. Elsewhere a description is a remark, and may be of
/// people.
pub(super) fn described(plain: &Layout) -> Option<Layout> {
    let has = |field| plain.column(field).is_some();
    if has(Field::EquipmentType) || has(Field::Model) || !has(Field::Quantity) {
        return None;
    }
    let is_price = |heading: &String| is_of_a_unit(heading);
    if !has(Field::PriceEur) && !plain.headers.iter().any(is_price) {
        return None;
    }
    let free = |at: &usize| {
        matches!(plain.roles[*at], Role::Ignored | Role::Personal) && !plain.is_told(*at)
    };
    let named = |name: &str| {
        let named = plain.headers.iter().position(|heading| key(heading) == key(name));
        named.filter(free)
    };
    let at = DESCRIPTIONS.iter().find_map(|name| named(name))?;
    let mut roles = plain.roles.clone();
    roles[at] = Role::Field(Field::EquipmentType);
    Some(plain.with(roles))
}
