//! Panels of laptops, which agents list among the screens by the name of the panel's maker.

use ground::table::{SmallTable, fold};
use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

/// The largest panel of a laptop, inches.
pub const LARGEST_PANEL: f64 = 18.5;

/// The makers of panels, as data: `alias,maker,kind`.
pub const PANEL_MAKERS: &str = include_str!("panel-makers.csv");

/// Whether each maker of panels makes nothing else, by its folded name.
static MAKERS: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
    let columns = ["alias", "maker", "kind"];
    let table = SmallTable::parse(Path::new("panel-makers.csv"), PANEL_MAKERS, &columns)
        .expect("a test reads the tables that come with the program");
    let rows = table.rows();
    rows.map(|row| (fold(row.get("alias")), row.get("kind") == "panel")).collect()
});

/// Whether a screen is the panel of a laptop, by its maker and its diagonal in inches, where that is
/// known: a panel of a desk is larger.
pub(super) fn is_panel_of_a_laptop(maker: &str, inches: Option<f64>) -> bool {
    match MAKERS.get(&fold(maker)) {
        Some(true) => inches.is_none_or(|inches| inches <= LARGEST_PANEL),
        Some(false) => inches.is_some_and(|inches| inches <= LARGEST_PANEL),
        None => false,
    }
}

/// Whether a maker makes nothing but panels.
pub(super) fn makes_panels(maker: &str) -> bool {
    MAKERS.get(&fold(maker)) == Some(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_is_known_by_its_maker_and_its_size() {
        assert!(is_panel_of_a_laptop("BOE", None) && is_panel_of_a_laptop("AUO", Some(18.4)));
        assert!(!is_panel_of_a_laptop("BOE", Some(23.8)), "a screen of a desk");
        assert!(is_panel_of_a_laptop("Sharp", Some(13.3)) && !is_panel_of_a_laptop("Sharp", None));
        assert!(!is_panel_of_a_laptop("Dell", Some(14.0)));
    }
}
