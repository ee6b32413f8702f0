//! Machines that move from one site to another, and purchases at any.

use super::*;

/// The home country is told once, on the card, and that of a site elsewhere on its rows.
#[test]
fn a_machine_that_was_taken_to_a_site_abroad_was_moved_and_is_no_better_known() {
    let years = [2025, 2026];
    let of = |row: &str| {
        let rest = "L2,laptop,2024-01-01,,Paris\nL3,laptop,2024-01-01,DE,Berlin\n";
        format!("{COUNTRY}\n{row}\n{rest}")
    };
    let (paris, berlin) = (of("L1,laptop,2024-01-01,,Paris"), of("L1,laptop,2024-01-01,DE,Berlin"));
    let change =
        |old: &str, new: &str| by_years("rcp-si", estate_of(years, old, new, &[]).path(), years);
    // 50 kWh at 0.1, then at 0.5.
    worth(&change(&paris, &berlin), &[(Effect::Electricity, 20.0)]);
    worth(&change(&berlin, &paris), &[(Effect::Electricity, -20.0)]);
}

#[test]
fn a_move_between_sites_is_no_mix_of_types() {
    let rows = |sites: [&str; 3]| {
        let site = |n: usize| match n {
            0..4 => sites[0],
            4..8 => sites[1],
            _ => sites[2],
        };
        let row = |n: usize| format!("L{n},laptop,2024-01-01,FR,{}", site(n));
        let server = format!("S1,server,2024-01-01,FR,{}", sites[2]);
        (0..12).map(row).chain([server]).collect::<Vec<_>>().join("|")
    };
    // 12 × 50 kWh and 1,000: 1,600 kWh by 0.1 less.
    let all = [(Effect::Electricity, -160.0)];
    for (old, new) in [
        (["A", "A", "B"], ["A", "B", "B"]),
        (["A", "A", "A"], ["A1", "A2", "A1"]),
        (["A", "A", "B"], ["", "", ""]),
        (["", "", ""], ["A", "A", "B"]),
        (["A", "B", "B"], ["", "B", "C"]),
    ] {
        worth(&change(COUNTRY, &rows(old), &rows(new)), &all);
    }
}

#[test]
fn a_purchase_is_worth_the_same_whatever_the_site() {
    let old = "L1,laptop,2024-01-01,FR,A|L2,laptop,2024-01-01,FR,A|M1,monitor,2024-01-01,FR,B";
    let bought = |site: &str| format!("{old}|L3,laptop,2025-01-01,FR,{site}");
    let [at_a, at_b] = ["A", "B"].map(|site| change(COUNTRY, old, &bought(site)));
    for effect in Effect::ALL {
        let (a, b) = (at_a.worth(effect).value, at_b.worth(effect).value);
        assert!((a - b).abs() < 1e-9, "{effect:?}: {a}, not {b}");
    }
    // Making by hand: 50, 50 and 50 over three units, then three of 50 and 50 over four.
    let making = |effect: Effect| -> f64 {
        let of = at_b.shares.iter().filter(|share| share.effect == effect);
        of.filter(|share| share.stage != ground::stage::Stage::Use).map(|share| share.value).sum()
    };
    assert!((making(Effect::Volume) - 50.0).abs() < 1e-9, "{}", making(Effect::Volume));
    assert!(making(Effect::Mix).abs() < 1e-9, "{}", making(Effect::Mix));
}

#[test]
fn units_that_nothing_names_may_stand_elsewhere() {
    let head = "equipment_type,quantity,acquired_on,site";
    let old = "laptop,10,2024-01-01,A|server,2,2024-01-01,B|laptop,4,2024-01-01,B";
    // What B had of laptops is at C, which has servers of its own.
    let new = "laptop,10,2024-01-01,A|server,2,2024-01-01,B|laptop,4,2024-01-01,";
    worth(&change(head, old, new), &[(Effect::Electricity, -270.0)]);
}

/// A lot without identifier that changes site is no site that opens, nor one that closes.
#[test]
fn a_lot_that_nothing_names_may_stand_at_a_new_site() {
    let head = "equipment_id,equipment_type,quantity,acquired_on,site";
    let named = "L1,laptop,1,2024-01-01,A|L2,laptop,1,2024-01-01,A";
    let lot = |site: &str, units: u32| format!(",laptop,{units},2024-01-01,{site}");
    // Fifty kWh of each at 0.1 less.
    let moved =
        change(head, &format!("{named}|{}", lot("A", 10)), &format!("{named}|{}", lot("B", 10)));
    worth(&moved, &[(Effect::Electricity, -60.0)]);
    worth(&change(head, &lot("A", 10), &lot("B", 10)), &[(Effect::Electricity, -50.0)]);
    let two = format!("{}|{}", lot("A", 5), lot("B", 4));
    worth(&change(head, &two, &lot("C", 9)), &[(Effect::Electricity, -45.0)]);
    // Where the others are still there, the site is new: ten of 50 kg and 50 kWh at 0.1.
    let opened = change(head, &lot("A", 10), &format!("{}|{}", lot("A", 10), lot("B", 10)));
    worth(&opened, &[(Effect::Perimeter, 550.0), (Effect::Electricity, -50.0)]);
}

#[test]
fn of_lots_a_site_that_goes_is_the_one_that_comes_where_another_shrinks() {
    let lot = |units: u32, site: &str| format!("laptop,{units},2024-01-01,{site}");
    for (a, b, left, d) in [(10, 10, 5, 9), (12, 12, 3, 11), (10, 10, 4, 10), (10, 10, 20, 10)] {
        let found = change(
            "equipment_type,quantity,acquired_on,site",
            &[lot(a, "A"), lot(b, "B")].join("|"),
            &[lot(left, "B"), lot(d, "D")].join("|"),
        );
        // 50 kg of making and 50 kWh each; a kilowatt-hour at 0.2, then at 0.1.
        let (old, new) = (f64::from(a + b), f64::from(left + d));
        let volume = (new - old) * (50.0 + 50.0 * 0.15);
        let electricity = -0.1 * 50.0 * f64::midpoint(old, new);
        worth(&found, &[(Effect::Volume, volume), (Effect::Electricity, electricity)]);
    }
}
