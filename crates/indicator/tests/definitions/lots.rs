//! Lots of the ledger and the rows that name their units: each unit counts once.

use super::*;

/// Six monitors, some of them given away as a lot, named by rows of their own.
fn given(rows: &str) -> Files {
    let names = ["M0", "M1", "M2", "M3", "M4", "M5"];
    let lines = names.map(|name| format!("{name},monitor,1,in_service,2021-01-01"));
    Files::new(&inventory("", &lines.each_ref().map(String::as_str))).with(
        "movements.csv",
        &format!("date,kind,unit_id,lot_id,equipment_type,quantity,to_party\n{rows}"),
    )
}

#[test]
fn units_of_a_lot_count_once_whichever_row_comes_first() {
    let lot = "2025-03-01,donate,,A,monitor,3,Asso\n";
    let named = "2025-03-01,donate,M0,A,,,Asso\n2025-03-01,donate,M1,A,,,Asso\n";
    let third = "2025-03-04,donate,M2,A,,,Asso\n";
    // The lot's own row first, last, and of units named days later.
    for rows in [[lot, named, third], [named, third, lot], [lot, named, ""], [named, lot, ""]] {
        given(&rows.concat()).is("donated_count", 3.0);
    }
    // Five of which three are named are five; of two, three are named, and left.
    given(&[&lot.replace(",3,", ",5,"), named, third].concat()).is("donated_count", 5.0);
    given(&[&lot.replace(",3,", ",2,"), named, third].concat()).is("donated_count", 3.0);
}

#[test]
fn a_lot_is_named_by_rows_of_its_own_kind_and_lot_alone() {
    let lot = "2025-03-01,donate,,A,monitor,3,Asso\n";
    // Another lot, no lot, or another way out: three of the lot, and those.
    given(&format!("{lot}2025-03-01,donate,M0,B,,,Asso\n")).is("donated_count", 4.0);
    given(&format!("{lot}2025-03-01,donate,M0,,,,Asso\n")).is("donated_count", 4.0);
    let sold = given(&format!("{lot}2025-03-01,sell,M0,A,,,Asso\n"));
    sold.is("donated_count", 3.0);
    sold.is("sold_count", 1.0);
    // A name that no row tells the type of is no unit that is known to be of the lot.
    given(&format!("{lot}2025-03-01,donate,X9,A,,,Asso\n")).bounds(
        "donated_count",
        3.0,
        Some((3.0, 3.0)),
    );
}

/// A lot's row stands for the units that no row names, wherever the rows of its units stand.
#[test]
fn a_lot_and_its_units_are_counted_once() {
    let inventory = inventory("", &["K,laptop,1,in_service,2022-01-01"]);
    let head = "date,kind,unit_id,lot_id,equipment_type,quantity,to_party\n";
    let unit = |day: &str, id: &str, kind: &str| format!("{day},{kind},{id},A,monitor,,X\n");
    let given = |id: &str| unit("2025-03-01", id, "donate");
    let lot = |quantity: u32| format!("2025-03-01,donate,,A,monitor,{quantity},X\n");
    let later = unit("2025-03-08", "M2", "donate");
    let count = |rows: &[String]| {
        let ledger = [&[head.to_owned()], rows].concat().concat();
        let value = Files::new(&inventory).with("movements.csv", &ledger).value("donated_count");
        let Ok(Figure::Number(found)) = value.figure else { panic!("{value:?}") };
        found.value
    };
    let three = || ["M0", "M1", "M2"].map(given);
    near("units after", count(&[&[lot(3)][..], &three()].concat()), 3.0);
    near("units before", count(&[&three()[..], &[lot(3)]].concat()), 3.0);
    near("two unnamed", count(&[&[lot(5)][..], &three()].concat()), 5.0);
    near("a day later", count(&[lot(3), given("M0"), given("M1"), later.clone()]), 3.0);
    near("one twice", count(&[lot(3), given("M0"), given("M0"), later]), 3.0);
    // Units of other lots are other units, and more than a lot has are all there.
    let other = given("M9").replace(",A,", ",B,");
    near("of another lot", count(&[lot(3), other]), 4.0);
    near("more than told", count(&[&[lot(2)][..], &three()].concat()), 3.0);
    // Bought as a lot of three, and one of them given: one is given, and two are there yet.
    let bought = "2025-02-01,purchase,,A,monitor,3,\n".to_owned();
    near("one of a lot bought", count(&[bought, given("M0")]), 1.0);
}

/// What rows name out of a lot takes nothing from what was bought as one.
#[test]
fn a_lot_that_was_bought_is_bought_whole_whoever_names_its_units() {
    let inventory = inventory("", &["K,laptop,1,in_service,2022-01-01"]);
    let of = |rows: &str| {
        let head = "date,kind,unit_id,lot_id,equipment_type,quantity,price_eur,acquisition_mode\n";
        Files::new(&inventory).with("movements.csv", &format!("{head}{rows}"))
    };
    let bought = "2025-02-01,purchase,,A,monitor,3,900,refurbished\n\
        2025-02-01,purchase,,B,monitor,3,900,new\n";
    let named = "2025-03-01,assign,M0,A,monitor,,,\n2025-03-01,assign,M1,A,monitor,,,\n";
    for files in [of(bought), of(&[bought, named].concat())] {
        files.is("purchases_per_user", 0.6);
        files.is("refurbished_rate_units", 50.0);
        files.is("refurbished_rate_spend", 50.0);
    }
    // Put to use, given back and put to use again, named the first time alone: three.
    let lot = "2025-03-01,assign,,A,monitor,3,,\n";
    let all_three = [named, "2025-03-01,assign,M2,A,monitor,,,\n"].concat();
    let back = "2025-04-01,return,,A,monitor,3,,\n";
    let again = "2025-05-01,assign,,A,monitor,3,,\n";
    let known = of(&[lot, &all_three, back, again].concat()).gathered("rcp-si", None, |gathered| {
        let facts = EstateYear::of(gathered, 2025).unwrap();
        facts.units.iter().map(|unit| unit.quantity).sum::<f64>()
    });
    near("the laptop and three monitors", known, 4.0);
    // A unit named twice by rows of its lot is one, and those named after it are of the lot too.
    let gift = |id: &str| format!("2025-03-01,donate,{id},A,monitor,,,\n");
    let given = "2025-03-01,donate,,A,monitor,3,,\n";
    let twice = ["M0", "M0", "M1", "M2"].map(gift).concat();
    of(&[given, &twice].concat()).is("donated_count", 3.0);
}
