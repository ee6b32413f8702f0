//! What a check finds, on small estates made for it.

use super::*;
use equipment::Vocabulary;
use equipment::estate::Estate;
use factor::FactorSet;
use std::path::Path;

/// An estate with these files: name below the estate, then its text.
fn found(files: &[(&str, &str)], options: CheckOptions) -> Vec<(FindingKind, String, Option<u32>)> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let (mut ledger, rejects) = Ledger::read(&folder.path().join("movements.csv")).unwrap();
    assert!(rejects.is_empty(), "{rejects:?}");
    let set = FactorSet::shipped().unwrap();
    let card = Path::new("estate.toml");
    let words = |types, states| Vocabulary::new(&set, types, states, card).unwrap();
    let (no_types, no_states) = (BTreeMap::new(), BTreeMap::new());
    let none = words(&no_types, &no_states);
    let holdings = if files.len() > 1 {
        let estate = Estate::open(&[folder.path().to_owned()]).unwrap();
        let words = words(&estate.card.types, &estate.card.states);
        let years = estate.years();
        ledger.holdings(&estate, &set, &words, &years).unwrap()
    } else {
        Vec::new()
    };
    check(&ledger, &holdings, (&none, &set), options)
        .iter()
        .map(|f| (f.kind, f.subject(&ledger).to_owned(), f.line))
        .collect()
}

fn until(year: i32) -> CheckOptions {
    CheckOptions { year: None, as_of: Day::new(year, 12, 31).unwrap() }
}

/// The kinds found on a ledger alone, with the lines.
fn kinds(rows: &str) -> Vec<(FindingKind, Option<u32>)> {
    found(&[("movements.csv", rows)], until(2025))
        .into_iter()
        .map(|(kind, _, line)| (kind, line))
        .collect()
}

#[test]
fn a_life_in_order_has_no_finding() {
    let rows = "date,kind,unit_id,reason,to_party\n\
        2020-01-01,purchase,A,,\n2020-02-01,assign,A,,\n2022-02-01,return,A,,\n\
        2022-02-01,fault,A,,\n2022-03-01,repair,A,,\n2022-03-02,reassign,A,,\n\
        2025-03-02,decommission,A,age,\n2025-04-02,donate,A,,Les Amis\n";
    assert_eq!(kinds(rows), []);
}

#[test]
fn what_cannot_follow_is_found_with_its_line() {
    let rows = "date,kind,unit_id\n\
        2020-01-01,purchase,A\n2020-03-01,purchase,A\n\
        2019-01-01,assign,B\n2020-01-01,purchase,B\n\
        2020-01-01,sell,C\n2020-02-01,assign,C\n2020-03-01,donate,C\n\
        2026-01-01,purchase,D\n";
    assert_eq!(
        kinds(rows),
        [
            (FindingKind::MovedAfterExit, Some(7)),
            (FindingKind::BeforePurchase, Some(4)),
            (FindingKind::TwoPurchases, Some(3)),
            (FindingKind::TwoExits, Some(8)),
            (FindingKind::FutureDate, Some(9)),
        ]
    );
}

#[test]
fn what_was_lost_may_come_back_and_what_was_sold_may_not() {
    let rows = "date,kind,unit_id\n\
        2020-01-01,perte,A\n2020-02-01,return,A\n2020-03-01,assign,A\n\
        2020-01-01,sell,B\n2020-02-01,return,B\n";
    assert_eq!(kinds(rows), [(FindingKind::MovedAfterExit, Some(6))]);
}

#[test]
fn rows_written_between_earlier_ones_and_users_in_clear_are_found() {
    let rows = "date,kind,unit_id,entered_on,user_key\n\
        2025-01-01,assign,A,2025-01-02,k1\n\
        2025-01-01,assign,B,2025-03-02,jeanne.martin@mairie.example\n\
        2025-01-05,assign,C,2025-02-01,k3\n\
        2025-03-05,assign,D,2025-03-05,k4\n";
    assert_eq!(
        kinds(rows),
        [(FindingKind::OutOfOrder, Some(4)), (FindingKind::UserInClear, Some(3))]
    );
}

#[test]
fn weee_needs_its_document_unless_an_eco_organisation_takes_it() {
    let rows = "date,kind,lot_id,channel,bsdd_no,collection_note,waste_code,weight_kg\n\
        2025-01-01,weee_handover,L1,eco_organisme,,BC-1,20 01 36,10\n\
        2025-01-01,weee_handover,L2,operator,BSD-20250101-ABCDEF123,,16 02 13*,10\n\
        2025-01-01,weee_handover,L3,operator,,BC-3,16 02 13*,10\n\
        2025-01-01,weee_handover,L4,eco_organisme,,,16 02 14,10\n\
        2025-01-01,weee_handover,L5,operator,12345,,16 02 14,10\n\
        2025-01-01,weee_handover,L6,operator,,BC-6,16 02 14,10\n\
        2025-01-01,weee_handover,L7,operator,,BC-7,17 01 01,\n";
    assert_eq!(
        kinds(rows),
        [
            (FindingKind::WeeeWithoutDocument, Some(4)),
            (FindingKind::WeeeWithoutDocument, Some(5)),
            (FindingKind::BadSlipNumber, Some(6)),
            (FindingKind::BadWasteCode, Some(8)),
            (FindingKind::NoWeight, Some(8)),
        ]
    );
}

#[test]
fn a_lot_says_as_many_units_as_it_names() {
    let rows = "date,kind,unit_id,lot_id,quantity,channel,collection_note,waste_code,weight_kg\n\
        2025-01-01,weee_handover,,L1,3,eco_organisme,BC-1,20 01 36,10\n\
        2025-01-01,weee_handover,A,L1,,,,,\n\
        2025-01-01,weee_handover,B,L1,,,,,\n\
        2025-01-01,weee_handover,,L2,3,eco_organisme,BC-2,20 01 36,10\n\
        2025-01-01,weee_handover,C,L2,3,,,,\n\
        2025-01-01,weee_handover,,L3,3,eco_organisme,BC-3,20 01 36,10\n";
    assert_eq!(kinds(rows), [(FindingKind::LotCount, Some(2))]);
}

#[test]
fn treatments_are_held_against_their_code_their_day_and_their_weight() {
    let rows = "date,kind,lot_id,channel,bsdd_no,waste_code,weight_kg,done_code,mode,received_kg\n\
        2025-02-01,weee_handover,L1,operator,BSD-20250201-ABCDEF123,16 02 14,100,,,\n\
        2025-03-01,weee_treated,L1,,,,,R 4,recycling,60\n\
        2025-03-01,weee_treated,L1,,,,,R 4,disposal,20\n\
        2025-03-01,weee_treated,L1,,,,,R 4,,5\n\
        2025-03-01,weee_treated,L1,,,,,R 44,,5\n\
        2025-01-01,weee_treated,L1,,,,,R 12,,25\n\
        2025-03-01,weee_treated,L2,,,,,D 10,,5\n";
    assert_eq!(
        kinds(rows),
        [
            (FindingKind::UnknownOperationCode, Some(6)),
            (FindingKind::ModeDoesNotFit, Some(4)),
            (FindingKind::ModeMissing, Some(5)),
            (FindingKind::StrayTreatment, Some(8)),
            (FindingKind::TreatedTooEarly, Some(7)),
            // 60 + 20 + 5 + 5 + 25 = 115 kg treated of 100 handed over.
            (FindingKind::TreatedTooMuch, Some(7)),
        ]
    );
}

const HEAD: &str = "equipment_id,equipment_type,status,acquired_on\n";

#[test]
fn inventories_and_ledger_are_held_against_each_other() {
    let first = format!(
        "{HEAD}A,laptop,in_service,2020-01-01\nB,laptop,in_service,2020-01-01\n\
         C,laptop,in_service,2020-01-01\nD,laptop,in_service,2020-01-01\n\
         E,laptop,in_service,2020-01-01\nF,laptop,in_service,2020-01-01\n\
         G,laptop,in_service,2020-01-01\nR,laptop,in_service,2020-01-01\n"
    );
    // A stays. B vanishes. C vanishes with an exit. D left by the ledger and is still there.
    // E exited here, without a row. F decommissioned here, without a row. G decommissioned by the
    // ledger and in service. N and O are new, O is bought. R is missing for a year.
    let second = format!(
        "{HEAD}A,laptop,in_service,2020-01-01\nD,laptop,in_service,2020-01-01\n\
         E,laptop,exited,2020-01-01\nF,laptop,decommissioned,2020-01-01\n\
         G,laptop,in_service,2020-01-01\nN,laptop,in_service,2024-05-01\n\
         O,laptop,in_service,2024-05-01\n"
    );
    let third = format!(
        "{HEAD}A,laptop,in_service,2020-01-01\nD,laptop,in_service,2020-01-01\n\
         F,laptop,decommissioned,2020-01-01\nG,laptop,in_service,2020-01-01\n\
         N,laptop,in_service,2024-05-01\nO,laptop,in_service,2024-05-01\n\
         R,laptop,in_service,2020-01-01\n"
    );
    let ledger = "date,kind,unit_id\n2024-03-01,sell,C\n2024-04-01,donate,D\n\
        2024-06-01,decommission,G\n2024-05-01,purchase,O\n2024-07-01,donate,Z\n";
    let files = [
        ("inventories/2023.csv", first.as_str()),
        ("inventories/2024.csv", second.as_str()),
        ("inventories/2025.csv", third.as_str()),
        ("movements.csv", ledger),
    ];
    let all = found(&files, until(2025));
    let of = |kind: FindingKind| -> Vec<&str> {
        all.iter().filter(|(k, ..)| *k == kind).map(|(_, unit, _)| unit.as_str()).collect()
    };
    assert_eq!(of(FindingKind::UnknownUnit), ["Z"]);
    assert_eq!(of(FindingKind::Vanished), ["B"]);
    assert_eq!(of(FindingKind::Reappeared), ["R"]);
    assert_eq!(of(FindingKind::AppearedWithoutPurchase), ["N"]);
    assert_eq!(of(FindingKind::StillInInventory), ["D"], "said once");
    assert_eq!(of(FindingKind::ExitWithoutMovement), ["E"]);
    assert_eq!(of(FindingKind::DecommissionedWithoutMovement), ["F"]);
    assert_eq!(of(FindingKind::UsedAfterDecommission), ["G"]);
    assert_eq!(all.len(), 8, "{all:?}");
    let of_2025 = found(&files, CheckOptions { year: Some(2025), ..until(2025) });
    assert_eq!(of_2025, [], "all of it happened in 2024");
}

#[test]
fn a_row_set_aside_has_not_vanished() {
    let first = format!("{HEAD}A,laptop,in_service,2020-01-01\n");
    let second = format!("{HEAD}A,laptop,in_service,2020-02-31\n");
    let files = [
        ("inventories/2023.csv", first.as_str()),
        ("inventories/2024.csv", second.as_str()),
        ("movements.csv", "date,kind,unit_id\n"),
    ];
    assert_eq!(found(&files, until(2024)), []);
}

#[test]
fn slip_numbers_are_those_of_the_national_register() {
    for good in ["BSD-20250402-ABC123DEF", "TD-20-AAA00256"] {
        assert!(weee::is_slip_number(good), "{good}");
    }
    for bad in ["BSD-20251302-ABC123DEF", "BSD-20250402-abc123def", "BSD-20250402-ABC", "12345", ""]
    {
        assert!(!weee::is_slip_number(bad), "{bad}");
    }
}

#[test]
fn more_units_of_a_line_that_left_than_there_were_are_found() {
    let twelve = "date,kind,unit_id,quantity\n2025-03-01,sell,A,9\n2025-06-01,donate,A,3\n";
    let line =
        |n: u32| format!("equipment_id,equipment_type,quantity,status\nA,laptop,{n},in_service\n");
    let kinds = |rows: &str, files: &[(&str, String)]| {
        let mut all = vec![("movements.csv", rows)];
        all.extend(files.iter().map(|(name, text)| (*name, text.as_str())));
        let found = found(&all, until(2025));
        found.into_iter().filter(|one| one.0 == FindingKind::MoreLeftThanThere).collect::<Vec<_>>()
    };
    let more = [(FindingKind::MoreLeftThanThere, "A".to_owned(), Some(3))];
    assert_eq!(kinds(twelve, &[("inventories/2025.csv", line(10))]), more);
    let years = [("inventories/2024.csv", line(10)), ("inventories/2025.csv", line(1))];
    assert_eq!(kinds(twelve, &years), more);
    // Two were bought in between: twelve were there.
    let bought = format!("{twelve}2025-02-01,purchase,A,2\n");
    assert_eq!(kinds(&bought, &years), []);
    assert_eq!(kinds(twelve, &[("inventories/2025.csv", line(12))]), []);
}

#[test]
fn exits_one_by_one_of_a_line_of_several_units_are_in_order() {
    let ledger = "date,kind,unit_id,to_party\n2024-03-01,donate,LOT,Z\n2024-06-01,donate,LOT,Z\n";
    let lot = |units: u32| {
        format!("equipment_id,equipment_type,quantity,acquired_on\nLOT,laptop,{units},2020-01-01\n")
    };
    let at = |before: u32, after: u32| {
        let (before, after) = (lot(before), lot(after));
        let files = [
            ("movements.csv", ledger),
            ("inventories/2023.csv", before.as_str()),
            ("inventories/2024.csv", after.as_str()),
        ];
        found(&files, until(2025))
    };
    assert_eq!(at(5, 3), []);
    // Of a line that is one unit everywhere, the second is one too many.
    assert!(at(1, 1).iter().any(|(kind, ..)| *kind == FindingKind::TwoExits));
}

/// Machines whose serial number both years have stayed, whatever they are called, and however many
/// files list them.
#[test]
fn a_machine_that_goes_by_another_name_is_neither_gone_nor_new() {
    let old = "equipment_id,equipment_type,serial,acquired_on\nlap0,laptop,5CG9008LX0,2021-01-01\nlap1,laptop,5CG9018LX1,2021-01-01\n";
    let new = "equipment_id,equipment_type,serial,acquired_on\nN0,laptop,5cg-9008lx0,2021-01-01\nN1,laptop,5CG9018LX1,2021-01-01\n";
    let ledger = ("movements.csv", "date,kind,unit_id\n");
    let renamed = [ledger, ("inventories/2023.csv", old), ("inventories/2024.csv", new)];
    assert_eq!(found(&renamed, until(2025)), []);
    for (first, second) in [(new, old), (old, new)] {
        let both = [
            ledger,
            ("inventories/2023.csv", old),
            ("inventories/2024-a.csv", first),
            ("inventories/2024-b.csv", second),
        ];
        assert_eq!(found(&both, until(2025)), []);
    }
    // Another serial number is another machine.
    let other = new.replace("5CG9018LX1", "5CG9018LX9");
    let swapped = [ledger, ("inventories/2023.csv", old), ("inventories/2024.csv", &other)];
    let kinds: Vec<_> = found(&swapped, until(2025)).into_iter().map(|one| one.0).collect();
    assert_eq!(kinds, [FindingKind::Vanished, FindingKind::AppearedWithoutPurchase]);
}

#[test]
fn a_lot_from_nowhere_and_a_purchase_that_no_inventory_has_are_found() {
    let lots = "date,kind,lot_id,equipment_type,quantity,site\n\
        2025-01-01,donate,L1,laptop,3,Mairie\n2025-02-01,donate,L2,laptop,3,\n";
    assert_eq!(kinds(lots), [(FindingKind::NoSite, Some(3))]);
    // Where no lot says its place, none lacks it.
    assert_eq!(kinds(&lots.replace("Mairie", "")), []);
    let head = "equipment_id,equipment_type,serial,acquired_on\n";
    let rows = format!("{head}A,laptop,5CG9018LX1,2025-02-01\n");
    let ledger = "date,kind,unit_id\n2025-01-05,purchase,A\n2025-01-05,purchase,B\n\
        2025-01-05,purchase,C\n2025-03-01,sell,C\n2026-01-05,purchase,D\n";
    let files = [("movements.csv", ledger), ("inventories/2025.csv", rows.as_str())];
    let found = found(&files, until(2026));
    let found: Vec<_> = found.iter().map(|(kind, unit, _)| (*kind, unit.as_str())).collect();
    assert_eq!(found, [(FindingKind::BoughtNotListed, "B")]);
}
