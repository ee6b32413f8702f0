//! Verdicts hold where a cell of a row that was read leaves its units open: worked out by hand first.

use crate::plan_unread::{asks, stands};
use crate::support::Folder;

const HEADINGS: &str = "equipment_id,equipment_type,acquired_on,status,quantity,acquisition_mode,annual_energy_kwh,price_eur,warranty_months,decommissioned_on,exited_on\n";

/// So many laptops of 2020, of 30 kWh a year.
fn old(units: u32) -> String {
    format!("{HEADINGS}L,laptop,2020-02-01,in_service,{units},new,30,,,,\n")
}

fn of(rows: &str, indicator: &str, target: &str, value: f64) -> String {
    let years = Folder::new().with("parc/inventories/2024.csv", old(5));
    let years = years.with("parc/inventories/2025.csv", format!("{}{rows}", old(5)));
    stands(years, &asks(indicator, target, value))["verdict"].as_str().unwrap().to_owned()
}

/// 800 of 1600 EUR are 50 %; what costs nobody knows how much, and is new, leaves 0 to 50 %; of a mode
/// that nobody knows, 0 to 100 %; refurbished, 50 to 100 %.
#[test]
fn a_price_that_cannot_be_read_leaves_a_share_of_spending_open() {
    let rows = |mode: &str, price: &str| {
        format!(
            "N0,laptop,2025-03-01,in_service,1,refurbished,30,800,,,\nN1,laptop,2025-03-01,in_service,1,{mode},30,{price},,,\nN2,laptop,2025-03-01,in_service,1,new,30,800,,,\n"
        )
    };
    let on = |mode: &str, price: &str, asked: f64| {
        of(&rows(mode, price), "refurbished_rate_spend", "floor", asked)
    };
    for price in ["cher", ""] {
        assert_eq!(on("new", price, 40.0), "not_distinguishable");
        assert_eq!(on("new", price, 51.0), "late");
        assert_eq!(on("", price, 51.0), "not_distinguishable");
        assert_eq!(on("refurbished", price, 50.0), "ahead");
        assert_eq!(on("refurbished", price, 51.0), "not_distinguishable");
    }
    assert_eq!(on("new", "0", 50.0), "ahead");
}

/// One of one bought is 100 %; six that nothing dates leave 1 of 7: 14 %. To ten people: 0.1 to 0.7.
#[test]
fn a_unit_that_nothing_dates_may_have_been_bought_in_the_year() {
    let rows = |day: &str| {
        format!(
            "N0,laptop,{day},in_service,6,new,30,,,,\nN9,laptop,2025-02-01,in_service,1,refurbished,30,,24,,\n"
        )
    };
    for day in ["an dernier", ""] {
        let on =
            |indicator: &str, target: &str, asked: f64| of(&rows(day), indicator, target, asked);
        assert_eq!(on("refurbished_rate_units", "floor", 40.0), "not_distinguishable", "{day}");
        assert_eq!(on("refurbished_rate_units", "floor", 14.0), "ahead", "{day}");
        assert_eq!(on("purchases_per_user", "ceiling", 0.5), "not_distinguishable", "{day}");
        assert_eq!(on("purchases_per_user", "ceiling", 0.7), "ahead", "{day}");
        assert_eq!(on("purchases_per_user", "ceiling", 0.05), "late", "{day}");
        assert_eq!(on("age_mean_in_service", "floor", 50.0), "not_distinguishable", "{day}");
        assert_eq!(on("warranty_min_bought", "floor", 20.0), "not_distinguishable", "{day}");
    }
    // What the year before has was not bought in this one.
    let listed =
        "L,laptop,,in_service,5,new,30,,,,\nN9,laptop,2025-02-01,in_service,1,refurbished,30,,,,\n";
    let years = Folder::new()
        .with("parc/inventories/2024.csv", old(5).replace("2020-02-01", ""))
        .with("parc/inventories/2025.csv", format!("{HEADINGS}{listed}"));
    let one = stands(years, &asks("refurbished_rate_units", "floor", 90.0));
    assert_eq!(one["verdict"], "ahead", "{one}");
}

/// The shortest known is 24 months; the unit that says nothing may have none.
#[test]
fn a_warranty_that_nobody_wrote_may_be_the_shortest() {
    for (told, verdict) in
        [("", "not_distinguishable"), ("beaucoup", "not_distinguishable"), ("36", "ahead")]
    {
        let rows = format!(
            "N0,laptop,2025-03-01,in_service,1,new,30,,24,,\nN1,laptop,2025-03-01,in_service,1,new,30,,{told},,\n"
        );
        assert_eq!(of(&rows, "warranty_min_bought", "floor", 24.0), verdict, "{told}");
    }
}

/// 5 laptops are 150 kWh and 0.5 a person; ten whose state cannot be read make it 450 and 1.5 at most.
#[test]
fn a_state_that_cannot_be_read_leaves_its_units_in_use_or_not() {
    let of = |state: &str, indicator: &str, asked: f64| {
        of(&format!("S,laptop,2020-02-01,{state},10,new,30,,,,\n"), indicator, "ceiling", asked)
    };
    for (indicator, [below, least, between, most]) in [
        ("it_electricity", [140.0, 151.0, 400.0, 451.0]),
        ("devices_per_user", [0.4, 0.51, 1.0, 1.51]),
    ] {
        let on = |asked: f64| of("zorglub", indicator, asked);
        assert_eq!(on(below), "late", "{indicator}");
        assert_eq!(on(least), "not_distinguishable", "{indicator}");
        assert_eq!(on(between), "not_distinguishable", "{indicator}");
        assert_eq!(on(most), "ahead", "{indicator}");
        assert_eq!(of("in_service", indicator, between), "late", "{indicator}");
    }
}

/// 150 kWh; what is out of use since a day that cannot be read may have run the year: 120 more.
#[test]
fn a_day_of_leaving_that_cannot_be_read_leaves_the_use_of_the_year_open() {
    for (state, days) in [("decommissioned", "??,"), ("exited", ",hier"), ("exited", ",")] {
        let rows = format!("D,desktop,2016-02-01,{state},1,new,120,,,{days}\n");
        let on = |asked: f64| of(&rows, "it_electricity", "ceiling", asked);
        assert_eq!(on(200.0), "not_distinguishable", "{state} {days}");
        assert_eq!(on(271.0), "ahead", "{state} {days}");
        assert_eq!(on(149.0), "late", "{state} {days}");
    }
}

/// Two of three left to be reused are 67 %; a lot of four whose type nobody knows leaves 2 of 7: 29 %.
#[test]
fn a_lot_of_a_type_that_is_not_known_is_none_of_nothing() {
    let ledger = |kind: &str| {
        format!(
            "date,kind,unit_id,lot_id,equipment_type,quantity,channel\n2025-02-01,donate,R1,,,,\n2025-02-01,donate,R2,,,,\n2025-02-01,weee_handover,R3,,,,eco_organisme\n2025-06-05,weee_handover,,W2,{kind},4,operator\n"
        )
    };
    let on = |kind: &str, asked: f64| {
        let rows = "R1,desktop,2017-02-01,in_service,1,new,30,,,,\nR2,desktop,2017-02-01,in_service,1,new,30,,,,\nR3,desktop,2017-02-01,in_service,1,new,30,,,,\n";
        let years = Folder::new()
            .with("parc/inventories/2024.csv", format!("{}{rows}", old(5)))
            .with("parc/inventories/2025.csv", old(5))
            .with("parc/movements.csv", ledger(kind));
        let one = stands(years, &asks("reuse_rate_cohort", "floor", asked));
        (one["verdict"].as_str().unwrap().to_owned(), one["settle"]["en"].to_string())
    };
    assert_eq!(on("monitor", 50.0).0, "late");
    let (verdict, settle) = on("bidule", 50.0);
    assert_eq!(verdict, "not_distinguishable");
    assert!(settle.contains("the type of what was handed over"), "{settle}");
    assert_eq!(on("bidule", 28.0).0, "ahead");
}

/// A usage record that cannot be read could be of any machine: 150 kWh at least but one machine's.
#[test]
fn a_usage_record_set_aside_leaves_electricity_open_above() {
    let usage = |kwh: &str| {
        let years = Folder::new().with("parc/inventories/2024.csv", old(5));
        let rows = format!("{HEADINGS}L0,laptop,2020-02-01,in_service,1,new,30,,,,\n");
        let years = years.with("parc/inventories/2025.csv", rows).with(
            "parc/usage/2025.csv",
            format!("equipment_id,period_start,period_end,energy_kwh,hours_on,source,grade\nL0,2025-01-01,2025-12-31,{kwh},8760,PDU,A\n"),
        );
        stands(years, &asks("it_electricity", "ceiling", 200.0))
    };
    assert_eq!(usage("30")["verdict"], "ahead");
    let one = usage("beaucoup");
    assert_eq!(one["verdict"], "not_distinguishable");
    assert!(one["settle"]["en"].to_string().contains("usage/2025.csv"), "{one}");
}

/// Five laptops in use; a row of the ledger whose day cannot be read may have one of them leave: 0.4 to
/// 0.5 a person.
#[test]
fn a_row_of_the_ledger_set_aside_may_have_had_a_machine_leave() {
    let on = |day: &str, kind: &str, indicator: &str, asked: f64| {
        let ledger = format!("date,kind,unit_id\n2024-01-10,fault,L1\n{day},{kind},L0\n");
        let years = Folder::new()
            .with("parc/inventories/2024.csv", old(5))
            .with("parc/inventories/2025.csv", old(5))
            .with("parc/movements.csv", ledger);
        stands(years, &asks(indicator, "ceiling", asked))["verdict"].as_str().unwrap().to_owned()
    };
    for (indicator, [under, between, over]) in
        [("devices_per_user", [0.39, 0.45, 0.5]), ("it_electricity", [119.0, 140.0, 181.0])]
    {
        for (day, kind) in [("bientot", "weee_handover"), ("2025-05-05", "bidule")] {
            assert_eq!(on(day, kind, indicator, under), "late", "{indicator} {kind}");
            assert_eq!(on(day, kind, indicator, between), "not_distinguishable", "{indicator}");
            assert_eq!(on(day, kind, indicator, over), "ahead", "{indicator} {kind}");
        }
        assert_eq!(on("bientot", "fault", indicator, between), "late", "{indicator}");
    }
}

/// 28 kg were read; a row of 500 kg on a day that cannot be read makes them the least.
#[test]
fn a_sentence_tells_the_bounds_that_a_verdict_rests_on() {
    let said = |day: &str| {
        let ledger = format!(
            "date,kind,lot_id,weight_kg,weight_basis,channel\n2025-05-01,weee_handover,W1,28,real,eco_organisme\n{day},weee_handover,W9,500,real,operator\n"
        );
        let years = Folder::new()
            .with("parc/estate.toml", "[headcount]\n2025 = 10\n")
            .with("parc/inventories/2025.csv", old(5))
            .with("parc/movements.csv", ledger);
        years.run(&["statement", "parc", "--year", "2025"]).out
    };
    let open = said("bientot");
    assert!(open.contains("au moins 28\u{a0}kg") || open.contains("au moins 28 kg"), "{open}");
    assert!(!said("2025-06-01").contains("au moins"), "{open}");
}

/// 25 monitors, of which 20 rows of the later year have a type that nobody knows.
fn unread_screens(now: &str) -> Folder {
    let rows = |kind: &str, at: std::ops::Range<u32>| -> String {
        at.map(|at| format!("E{at},{kind},2022-03-01,in_service\n")).collect::<Vec<_>>().concat()
    };
    let head = "equipment_id,equipment_type,acquired_on,status\n";
    let year = format!("{head}{}{}", rows("monitor", 0..5), rows(now, 5..25));
    Folder::new()
        .with("parc/estate.toml", "[headcount]\n2025 = 10\n")
        .with("parc/inventories/2025.csv", year)
}

/// 25 screens weigh five times what 5 of them weigh: 20 rows of which nobody knows what they are could
/// weigh so much at least, and the sentence says so, as the verdict does.
#[test]
fn a_sentence_for_the_public_has_rows_that_were_not_read_in_its_bounds() {
    let said = |now: &str| {
        let args = ["statement", "parc", "--year", "2025", "--lang", "en"];
        unread_screens(now).run(&args).out.replace(['\u{a0}', '\u{202f}'], " ")
    };
    let high = |said: &str, of: &str| -> f64 {
        let line = said.lines().find(|line| line.contains(of)).unwrap();
        let (_, after) = line.split_once(" and ").unwrap();
        after.split(' ').next().unwrap().replace(',', "").parse().unwrap()
    };
    let (whole, dirty) = (said("monitor"), said("bidule-42"));
    for of in ["carbon footprint", "per user", "IT electricity"] {
        let (all, open) = (high(&whole, of), high(&dirty, of));
        assert!(all <= open * 1.1, "{of}: {all} {open}");
    }
    assert!(dirty.contains("20 rows set aside of inventories/2025.csv"), "{dirty}");
    assert!(!whole.contains("not read"), "{whole}");
    // A row of which nobody knows how many: the least is said.
    let [head, row] = ["equipment_id,equipment_type,quantity,status\n", "1,laptop,1,in_service\n"];
    let rows = format!("{head}{row}2,laptop,trop,in_service\n");
    let folder = Folder::new().with("parc/inventories/2025.csv", rows);
    let least = folder.run(&["statement", "parc", "--year", "2025", "--lang", "en"]).out;
    assert!(least.contains("is estimated at at least"), "{least}");
}

fn linted(years: Folder, text: &str) -> serde_json::Value {
    let args = ["statement", "lint", "page.md", "--estate", "parc", "--year", "2025"];
    let ran = years.with("page.md", text).run(&[&args[..], &["--format", "json"]].concat());
    serde_json::from_str::<serde_json::Value>(&ran.out).unwrap()[0].take()
}

/// What is counted and weighed is of the rows read: told without bounds it is not shown.
#[test]
fn a_text_is_not_shown_where_rows_that_were_not_read_could_make_it_false() {
    let told = |now: &str, count: u32| {
        linted(unread_screens(now), &format!("In 2025, our IT estate has {count} devices.\n"))
    };
    assert_eq!(told("monitor", 25)["verdict"], "shown");
    let open = told("bidule-42", 5);
    assert_eq!(open["verdict"], "unchecked", "{open}");
    assert!(open.to_string().contains("20 rows set aside of inventories/2025.csv"), "{open}");
}

/// Forty desktops of 100 kWh, of which half are put away: a fall by half, that a row of which nobody knows
/// what it is in either year may undo.
#[test]
fn a_change_is_not_told_where_rows_of_either_year_could_undo_it() {
    let year = |serving: u32, more: &str| {
        let state = |at: u32| if at < serving { "in_service" } else { "in_stock" };
        let row = |at| format!("E{at},desktop,2022-03-01,{},100\n", state(at));
        let rows: String = (0..40).map(row).collect();
        format!("equipment_id,equipment_type,acquired_on,status,annual_energy_kwh\n{rows}{more}")
    };
    let of = |before: &str, now: &str| {
        let years = Folder::new()
            .with("parc/inventories/2024.csv", year(40, before))
            .with("parc/inventories/2025.csv", year(20, now));
        linted(years, "In 2025, the electricity of our IT estate fell by 50% from 2024.\n")
    };
    let row = "X,bidule-42,2022-03-01,in_service,\n";
    assert_eq!(of("", "")["verdict"], "shown", "{}", of("", ""));
    // What the earlier year did not read makes the fall greater; what the later one did not undoes it.
    let undone = of("", row);
    assert_eq!(undone["verdict"], "refused", "{undone}");
    assert!(undone.to_string().contains("could undo"), "{undone}");
    assert_eq!(of(row, "")["verdict"], "shown");
}

/// Two laptops given: of a lot of which neither type nor number is told, nobody knows how many more; of one
/// of three, three more; of chairs, none.
#[test]
fn a_lot_is_as_many_as_it_tells_and_what_is_no_equipment_is_none() {
    let after_gifts = |rows: &str| {
        rows.lines().skip(2).map(|row| format!("{row}\n")).collect::<Vec<_>>().concat()
    };
    let of = |lot: &str, asked: f64| {
        let ledger = format!(
            "date,kind,unit_id,lot_id,equipment_type,quantity\n2025-02-01,donate,L0,,,\n2025-02-01,donate,L1,,,\n2025-05-01,donate,,D1,{lot}\n"
        );
        let rows: String = (0..5)
            .map(|at| format!("L{at},laptop,2020-02-01,in_service,1,new,30,,,,\n"))
            .collect::<Vec<_>>()
            .concat();
        let years = Folder::new()
            .with("parc/inventories/2024.csv", format!("{HEADINGS}{rows}"))
            .with("parc/inventories/2025.csv", format!("{HEADINGS}{}", after_gifts(&rows)))
            .with("parc/movements.csv", ledger);
        stands(years, &asks("donated_count", "floor", asked))["verdict"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(of(",", 2.0), "ahead");
    assert_eq!(of(",", 1e6), "not_distinguishable");
    assert_eq!(of("laptop,", 1e6), "not_distinguishable");
    assert_eq!([of(",3", 5.0), of(",3", 6.0)], ["not_distinguishable", "late"]);
    assert_eq!(of("chaise,40", 3.0), "late");
}

/// Five laptops in use: one whose state cannot be read, or is empty where the list writes that others are
/// in service, may be any: 0.4 to 0.5 a person. A list that writes nothing of what is in service, or
/// has no column of states, leaves none open; nor does another cell.
#[test]
fn a_state_that_is_not_told_leaves_a_state_open_where_the_list_tells_others() {
    let of = |years: Folder, asked: f64| {
        stands(years, &asks("devices_per_user", "ceiling", asked))["verdict"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let with = |four: &str, row: &str| {
        let rows = format!("L,laptop,2020-02-01,{four},4,new,30,,,,\nM,laptop,2020-02-01,{row}\n");
        Folder::new().with("parc/inventories/2025.csv", format!("{HEADINGS}{rows}"))
    };
    for row in ["zorglub,1,new,30,800,,,", ",1,new,30,800,,,", ",1,new,30,cher,,,"] {
        for asked in [0.39, 0.45, 0.51] {
            let expected = ["late", "not_distinguishable", "ahead"]
                [usize::from(asked > 0.4) + usize::from(asked > 0.5)];
            assert_eq!(of(with("in_service", row), asked), expected, "{row} {asked}");
        }
    }
    assert_eq!(of(with("in_service", "in_service,1,new,30,cher,,,"), 0.45), "late");
    // Only what is otherwise is written: five in service, one in stock.
    assert_eq!(
        of(with("", ",1,new,30,800,,,\nN,laptop,2020-02-01,in_stock,1,new,30,,,,"), 0.45),
        "late"
    );
    let bare = "equipment_id,equipment_type,quantity\nL,laptop,4\nM,laptop,1\n";
    assert_eq!(of(Folder::new().with("parc/inventories/2025.csv", bare), 0.45), "late");
    // A unit that the list of another tool does not tell the state of is of that list alone.
    let two = Folder::new()
        .with(
            "parc/inventories/2025/a.csv",
            "equipment_id,equipment_type,status,quantity\nL,laptop,in_service,4\n",
        )
        .with("parc/inventories/2025/b.csv", "equipment_id,equipment_type,quantity\nM,laptop,1\n");
    assert_eq!(of(two, 0.45), "late");
}

/// Five monitors to ten people are 0.5; a row that repeats an identifier with another price is read once.
#[test]
fn a_row_that_repeats_an_identifier_leaves_nothing_open() {
    let of = |id: &str, kind: &str| {
        let rows = format!(
            "L,monitor,2020-02-01,in_service,5,new,30,,,,\n{id},{kind},2020-02-01,in_service,5,new,30,90,,,\n"
        );
        let years = Folder::new().with("parc/inventories/2025.csv", format!("{HEADINGS}{rows}"));
        stands(years, &asks("screens_per_user", "ceiling", 0.5))["verdict"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(of("L", "monitor"), "ahead");
    assert_eq!(of("M", "bidule-42"), "not_distinguishable");
}

/// Files that no room reads are named once: a folder of a year is that year's, another is not read.
#[test]
fn every_file_of_a_layout_is_read_or_named() {
    let rows = |id: &str| format!("equipment_id,equipment_type,status\n{id},laptop,in_service\n");
    let folder = Folder::new()
        .with("parc/estate.toml", "[headcount]\n2025 = 10\n")
        .with("parc/inventories/2025.csv", rows("A"))
        .with("parc/inventories/2025/site-nord.csv", rows("B"))
        .with("parc/inventories/sud/2025.csv", rows("C"))
        .with("parc/inventories/sud/2024.csv", rows("D"))
        .with("parc/movements.xlsx", "x")
        .with("parc/Services.csv", "x")
        .with("parc/usage/2025.xlsx", "x");
    let ran = folder.run(&["assess", "parc", "--year", "2025", "--out", "r", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: serde_json::Value = serde_json::from_str(&folder.read("r/run.json")).unwrap();
    assert_eq!(run["counts"]["rows_read"], 2, "{run}");
    let lacks = run["lacks"].to_string();
    for named in ["sud/2025.csv", "movements.xlsx", "usage/2025.xlsx", "Services.csv"] {
        assert!(lacks.contains(named), "{named} in {lacks}");
    }
    assert!(!lacks.contains("2024.csv") && !lacks.contains("site-nord"), "{lacks}");
}

/// Three desktops of one lot of 30 kg, two of them to an eco-organisation and one to an operator: by their
/// weights (12, 12 and 6 kg) four fifths; weighed together alone, nobody knows how much of it.
#[test]
fn the_units_of_a_lot_each_have_their_own_taker() {
    let of = |rows: [&str; 3], lot: &str, asked: f64| {
        let unit = |at: usize| format!("2025-02-02,weee_handover,R{at},W1,,,{}\n", rows[at]);
        let heading = "date,kind,unit_id,lot_id,equipment_type,quantity,channel,weight_kg\n";
        let ledger = format!("{heading}{lot}{}{}{}", unit(0), unit(1), unit(2));
        let desktops = "R0,desktop,2017-02-01,in_service,1,new,30,,,,\nR1,desktop,2017-02-01,in_service,1,new,30,,,,\nR2,desktop,2017-02-01,in_service,1,new,30,,,,\n";
        let years = Folder::new()
            .with("parc/inventories/2024.csv", format!("{}{desktops}", old(5)))
            .with("parc/inventories/2025.csv", old(5))
            .with("parc/movements.csv", ledger);
        let one = stands(years, &asks("weee_ecoorg_share", "floor", asked));
        one["verdict"].as_str().unwrap().to_owned()
    };
    let weighed = ["eco_organisme,12", "eco_organisme,12", "operator,6"];
    assert_eq!([of(weighed, "", 80.0), of(weighed, "", 81.0)], ["ahead", "late"]);
    let lot = |channel: &str| format!("2025-02-01,weee_handover,,W1,desktop,3,{channel},30\n");
    let together = ["eco_organisme,", "eco_organisme,", "operator,"];
    for asked in [1.0, 60.0, 99.0] {
        assert_eq!(of(together, &lot(""), asked), "not_distinguishable", "{asked}");
    }
    // What one of them, or the lot, says alone is said of all.
    for rows in
        [["eco_organisme,", ",", ","], ["eco_organisme,", "eco_organisme,", "eco_organisme,"]]
    {
        assert_eq!(of(rows, &lot(""), 100.0), "ahead", "{rows:?}");
    }
    assert_eq!(of([",", ",", ","], &lot("eco_organisme"), 100.0), "ahead");
    // A unit that says nothing goes with its lot: a half, by the weights.
    let rest = ["operator,10", ",5", ",5"];
    assert_eq!(
        [of(rest, &lot("eco_organisme"), 50.0), of(rest, &lot("eco_organisme"), 51.0)],
        ["ahead", "late"]
    );
}
