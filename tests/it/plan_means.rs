//! A mean of which a part was not read: each case is worked out by hand first.

use crate::plan_unread::{asks, stands};
use crate::support::Folder;

const HEADINGS: &str =
    "equipment_id,equipment_type,acquired_on,status,quantity,decommissioned_on,exited_on\n";

fn of(rows: &str, indicator: &str, target: &str, value: f64) -> String {
    let years = Folder::new().with("parc/inventories/2025.csv", format!("{HEADINGS}{rows}"));
    stands(years, &asks(indicator, target, value))["verdict"].as_str().unwrap().to_owned()
}

/// 1,000 held; five left at 60 months after ten days out of use, and five that left are not read.
const EXITS: &str = "H,laptop,2023-01-01,in_service,1000,,\nX,laptop,2020-01-01,exited,5,2024-12-22,2025-01-01\nY,bidule-42,2020-01-01,exited,5,2024-12-22,2025-01-01\n";

/// 300 months over ten are 30 at least, whatever the 1,000 that are held.
#[test]
fn a_mean_of_exits_lacks_what_lacks_of_the_exits() {
    let on = |rows: &str, target, value| of(rows, "lifetime_mean_retired", target, value);
    let read = EXITS.replace("bidule-42", "laptop");
    assert_eq!(on(&read, "floor", 59.0), "ahead");
    assert_eq!(on(EXITS, "floor", 59.0), "not_distinguishable");
    assert_eq!(on(EXITS, "floor", 30.1), "not_distinguishable");
    assert_eq!(on(EXITS, "floor", 30.0), "ahead");
    assert_eq!(on(&read, "floor", 100.0), "late");
    assert_eq!(on(EXITS, "floor", 100.0), "not_distinguishable");
}

/// Half of the waits are not known: the median may be any.
#[test]
fn a_median_of_which_a_part_lacks_may_be_any() {
    let on = |rows: &str, target, value| of(rows, "storage_wait_before_exit", target, value);
    let read = EXITS.replace("bidule-42", "laptop");
    assert_eq!(on(&read, "ceiling", 10.0), "ahead");
    assert_eq!(on(EXITS, "ceiling", 1000.0), "not_distinguishable");
    assert_eq!(on(EXITS, "ceiling", 9.0), "not_distinguishable");
}

/// Five of ten bought are read, of 1,010 held: half their mean at least, and no end above.
#[test]
fn a_mean_of_purchases_lacks_what_lacks_of_the_purchases() {
    let rows = |kind: &str| {
        format!(
            "H,laptop,2023-01-01,in_service,1000,,\nX,laptop,2025-02-01,in_service,5,,\nY,{kind},2025-02-01,in_service,5,,\n"
        )
    };
    let ask = |value| asks("it_mfg_ghg_per_unit_bought", "ceiling", value);
    let years =
        Folder::new().with("parc/inventories/2025.csv", format!("{HEADINGS}{}", rows("laptop")));
    let clean = stands(years, &ask(1e9));
    let [low, high] = ["low", "high"].map(|end| clean["last"][end].as_f64().unwrap());
    let on =
        |kind: &str, value: f64| of(&rows(kind), "it_mfg_ghg_per_unit_bought", "ceiling", value);
    assert_eq!(on("laptop", 1.01 * high), "ahead");
    assert_eq!(on("bidule-42", 10.0 * high), "not_distinguishable");
    assert_eq!(on("laptop", 0.99 * low), "late");
    assert_eq!(on("bidule-42", 0.51 * low), "not_distinguishable");
    assert_eq!(on("bidule-42", 0.49 * low), "late");
}

/// Nine of 12 months and one that is not read: 10.8 at least, and 34.8 where that one is of 240.
#[test]
fn a_mean_age_has_no_end_above_where_a_unit_is_not_read() {
    let rows =
        |last: &str| format!("A,laptop,2024-12-31,in_service,9,,\nB,{last},in_service,1,,\n");
    let on = |last: &str, target, value| of(&rows(last), "age_mean_in_service", target, value);
    assert_eq!(on("laptop,2006-01-01", "ceiling", 16.0), "late");
    for unread in ["bidule-42,2006-01-01", "laptop,", "laptop,hier"] {
        assert_eq!(on(unread, "ceiling", 16.0), "not_distinguishable", "{unread}");
        assert_eq!(on(unread, "ceiling", 10.7), "late", "{unread}");
        assert_eq!(on(unread, "floor", 10.7), "ahead", "{unread}");
        assert_eq!(on(unread, "floor", 10.9), "not_distinguishable", "{unread}");
    }
}

/// What was bought before the year draws electricity in it, which a footprint by purchases has.
#[test]
fn a_footprint_by_purchases_has_the_use_of_what_was_bought_before() {
    let rows = |more: &str| format!("X,laptop,2025-02-01,in_service,5,,\n{more}");
    let indicator = "it_ghg_purchase_year";
    let clean = Folder::new().with("parc/inventories/2025.csv", format!("{HEADINGS}{}", rows("")));
    let high = stands(clean, &asks(indicator, "ceiling", 1e9))["last"]["high"].as_f64().unwrap();
    let old = |units: &str| rows(&format!("Y,bidule-42,2020-02-01,in_service,{units},,\n"));
    assert_eq!(of(&rows(""), indicator, "ceiling", 1.01 * high), "ahead");
    assert_eq!(of(&old("5"), indicator, "ceiling", 1.01 * high), "not_distinguishable");
    // Five may be servers, in an estate of laptops: more than as many laptops more, and not a megatonne.
    assert_eq!(of(&old("5"), indicator, "ceiling", 2.0 * high), "not_distinguishable");
    assert_eq!(of(&old("5"), indicator, "ceiling", 1e5), "ahead");
    assert_eq!(of(&old("beaucoup"), indicator, "ceiling", 1e9), "not_distinguishable");
    // Of what was bought, they are none.
    assert_eq!(of(&old("beaucoup"), "it_scope3_2_capital", "ceiling", 1e9), "ahead");
}
