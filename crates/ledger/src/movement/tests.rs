//! The ledger's reader, from text to rows.

use super::*;
use ground::table::{Day, Reject, Why};
use proptest::prelude::*;

fn read(text: &str) -> (Ledger, Vec<Reject>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("movements.csv");
    std::fs::write(&path, text).unwrap();
    Ledger::read(&path).unwrap()
}

fn why(rejects: &[Reject]) -> Vec<(u64, &str, &Why)> {
    rejects.iter().map(|r| (r.line, r.column.as_str(), &r.why)).collect()
}

#[test]
fn a_purchase_is_read_with_what_it_says() {
    let (ledger, rejects) = read(
        "movement_id,date,kind,unit_id,equipment_type,price_eur,acquisition_mode,upstream_months,warranty_months,repair_index,protection\n\
         M1,2024-03-05,purchase,PB-1,laptop,412.50,refurbished,36,24,7.8,yes\n",
    );
    assert!(rejects.is_empty(), "{rejects:?}");
    let movement = ledger.movements[0];
    assert_eq!(movement.kind, MovementKind::Purchase);
    assert_eq!(movement.date, Day::new(2024, 3, 5).unwrap());
    assert_eq!(movement.units(), Some(1.0));
    assert_eq!(ledger.words.or_empty(movement.unit), "PB-1");
    let purchase = ledger.purchase(&movement).unwrap();
    assert_eq!(purchase.price_eur, Some(412.5));
    assert_eq!(purchase.mode, Some(AcquisitionMode::Refurbished));
    assert_eq!(purchase.upstream_months, Some(36.0));
    assert_eq!(purchase.protection, Some(true));
    assert_eq!(purchase.recycled_content_pct, None, "what is not said is missing, not zero");
    assert!(ledger.handover(&movement).is_none());
}

#[test]
fn a_french_spreadsheet_is_read_by_its_headings() {
    let (ledger, rejects) = read(
        "Numéro de mouvement;Date;Type de mouvement;Équipement;Lot;Quantité;Filière;Bon de collecte;Code déchet;Poids (kg);Pesée\n\
         M1;05/03/2024;Réforme;1 125;;;;;;;\n\
         M2;12/06/2024;Remise en DEEE;;LOT-1;12;Éco-organisme;BC-77;20 01 36;148,5;Pesé\n\
         M3;01/09/2024;Vol;1 126;;;;;;;\n",
    );
    assert!(rejects.is_empty(), "{rejects:?}");
    assert_eq!(ledger.words.or_empty(ledger.movements[0].unit), "1125");
    let lot = ledger.movements[1];
    assert_eq!(lot.units(), Some(12.0));
    let handover = ledger.handover(&lot).unwrap();
    assert_eq!(handover.channel, Some(Channel::EcoOrganisme));
    assert_eq!(handover.weight_kg, Some(148.5));
    assert_eq!(handover.weight_basis, Some(WeightBasis::Real));
    assert_eq!(ledger.words.or_empty(handover.waste_code), "20 01 36");
    assert_eq!(ledger.exit_route(&ledger.movements[0]), None, "decommissioned, and still held");
    assert_eq!(ledger.exit_route(&lot), Some(ExitRoute::Weee));
    assert_eq!(ledger.exit_route(&ledger.movements[2]), Some(ExitRoute::Stolen));
}

#[test]
fn wrong_rows_are_set_aside_with_their_reason() {
    let (ledger, rejects) = read(
        "movement_id;date;kind;unit_id;quantity;weight_kg;functional\n\
         A;2024-02-31;purchase;U1;;;\n\
         B;2024-02-01;prêt;U1;;;\n\
         C;2024-02-01;purchase;;;;\n\
         D;2024-02-01;purchase;U1;1,5;;\n\
         E;2024-02-01;purchase;U1;0;;\n\
         F;2024-02-01;purchase;U1;;-3;\n\
         G;2024-02-01;decommission;U1;;;peut-être\n\
         H;;return;U1;;;\n\
         I;2024-02-01;;U1;;;\n\
         J;1924-02-01;return;U1;;;\n\
         K;2024-02-01;return;U1;;;\n\
         K;2024-03-01;assign;U1;;;\n",
    );
    assert_eq!(ledger.rows_read, 12);
    assert_eq!(ledger.movements.len(), 1, "only K stays, once");
    let found = why(&rejects);
    assert_eq!(found[0], (2, "date", &Why::NotADate));
    assert!(matches!(found[1], (3, "kind", Why::NotOneOf(_))));
    assert_eq!(found[2], (4, "unit_id", &Why::Missing));
    assert_eq!(found[3], (5, "quantity", &Why::NotAQuantity));
    assert!(matches!(found[4], (6, "quantity", Why::OutOfBounds { .. })));
    assert!(matches!(found[5], (7, "weight_kg", Why::OutOfBounds { .. })));
    assert!(matches!(found[6], (8, "functional", Why::NotOneOf(_))));
    assert_eq!(found[7], (9, "date", &Why::Missing));
    assert_eq!(found[8], (10, "kind", &Why::Missing));
    assert_eq!(found[9], (11, "date", &Why::ImpossibleYear));
    assert_eq!(found[10], (13, "movement_id", &Why::Duplicate));
    assert_eq!(found.len(), 11);
}

#[test]
fn a_column_of_another_kind_is_not_looked_at() {
    // The weight is no number, and a return has none.
    let (ledger, rejects) =
        read("date,kind,unit_id,weight_kg\n2024-02-01,return,U1,lourd\n2024-02-02,sell,U1,lourd\n");
    assert_eq!(ledger.movements.len(), 1);
    assert_eq!(why(&rejects), [(3, "weight_kg", &Why::NotANumber)]);
}

#[test]
fn a_later_row_replaces_or_takes_away_an_earlier_one() {
    let (ledger, rejects) = read(
        "movement_id,date,kind,unit_id,replaces\n\
         A,2024-01-10,purchase,U1,\n\
         B,2024-02-10,assign,U1,\n\
         C,2024-01-11,purchase,U1,A\n\
         D,2024-02-12,cancel,,B\n\
         E,2024-02-12,cancel,,Z\n\
         F,2024-02-12,cancel,,\n",
    );
    let left: Vec<&str> = ledger.movements.iter().map(|m| ledger.words.or_empty(m.id)).collect();
    assert_eq!(left, ["C"]);
    // A and B no longer count, and D did its work.
    assert_eq!(ledger.replaced, 3);
    assert_eq!(
        why(&rejects),
        [(6, "replaces", &Why::UnknownMovement), (7, "replaces", &Why::Missing)]
    );
}

#[test]
fn users_are_numbers_and_are_never_quoted() {
    let (ledger, rejects) = read(
        "date,kind,unit_id,user_key,entered_by,note,colour\n\
         2024-01-10,assign,U1,k-7f3a,Jeanne,pour Paul,rouge\n\
         2024-01-11,assign,U2,k-7f3a,Jeanne,,\n\
         2024-01-12,assign,U3,k-91bb,Jeanne,,\n\
         2024-13-12,assign,U3,k-91bb,Jeanne,pour Luc,bleu\n",
    );
    let user = |at: usize| ledger.assignment(&ledger.movements[at]).unwrap().user.unwrap();
    assert_eq!(user(0), user(1));
    assert_ne!(user(0), user(2));
    for word in ["k-7f3a", "Jeanne", "pour Paul", "rouge"] {
        assert_eq!(ledger.words.find(word), None, "`{word}` is not kept");
    }
    assert_eq!(rejects[0].row, "2024-13-12,assign,U3,,,,");
    assert_eq!(ledger.ignored, ["colour"]);
}

#[test]
fn a_row_keeps_its_line_below_cells_of_several_and_empty_lines() {
    let (ledger, rejects) = read(
        "\r\ndate;kind;unit_id;reason\r\n2024-03-05;purchase;\"U;1\";\"said\r\non two\"\r\n\r\n\
         2024-13-12;assign;\"U\"\"3\";\r\n2024-03-12;assign;U4\r\n",
    );
    assert_eq!(why(&rejects), [(6, "date", &Why::NotADate)]);
    assert_eq!(rejects[0].row, "2024-13-12;assign;\"U\"\"3\";");
    let units = ledger.movements.iter().map(|movement| ledger.words.or_empty(movement.unit));
    assert_eq!(units.collect::<Vec<_>>(), ["U;1", "U4"]);
}

#[test]
fn a_file_without_the_columns_it_needs_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("movements.csv");
    std::fs::write(&path, "date,unit_id\n2024-01-01,U1\n").unwrap();
    let fault = Ledger::read(&path).unwrap_err().render(ground::lang::Lang::En);
    assert!(fault.contains("column `kind` is missing"), "{fault}");
    std::fs::write(&path, "\n\n").unwrap();
    assert!(Ledger::read(&path).is_err());
}

#[test]
fn a_movement_stays_small() {
    assert!(size_of::<Movement>() <= 80, "{}", size_of::<Movement>());
}

#[test]
fn a_weee_lot_counts_its_weight_once_and_names_its_units() {
    let (ledger, rejects) = read(
        "date,kind,unit_id,lot_id,quantity,weight_kg,weight_basis,channel,bsdd_no,collection_note,done_code,mode,received_kg,refused_kg,final_code\n\
         2025-04-02,weee_handover,,L1,3,21.5,real,operator,BSD-20250402-ABC123DEF,,,,,,\n\
         2025-04-02,weee_handover,U1,L1,,7,real,,,,,,,,\n\
         2025-04-02,weee_handover,U2,L1,,,,,,,,,,,\n\
         2025-05-02,weee_handover,U3,,,6.2,estimated,eco_organisme,,BC-1,,,,,\n\
         2025-06-01,weee_treated,,L1,,,,,,,R 4,recycling,20.5,0.5,\n\
         2025-06-20,weee_treated,,L9,,,,,BSD-20250402-ABC123DEF,,R13,,1,,R 1\n\
         2025-06-30,weee_treated,,L9,,,,,,,R 4,,1,,\n",
    );
    assert!(rejects.is_empty(), "{rejects:?}");
    let lots = ledger.weee_lots();
    assert_eq!(lots.len(), 2);
    let first = &lots[0];
    assert_eq!(first.weight_kg, Some(21.5), "the lot's own row tells it, not 21.5 + 7");
    assert_eq!(first.weight_basis, Some(WeightBasis::Real));
    assert_eq!(first.units, Some(3.0));
    assert_eq!(first.named_units.len(), 2);
    assert!(ledger.has_document(first));
    assert_eq!(first.treatments.len(), 2, "by its lot, and by its slip");
    let treated = |place: usize| {
        let movement = &ledger.movements[place];
        ledger.treated(movement, ledger.treatment(movement).unwrap())
    };
    // 20.5 received less 0.5 refused.
    assert_eq!(treated(first.treatments[0]).kg, Some(20.0));
    assert_eq!(treated(first.treatments[0]).mode, Some(TreatmentMode::Recycling));
    // R 13 is a transit, the last operation is R 1.
    assert_eq!(treated(first.treatments[1]).mode, Some(TreatmentMode::EnergyRecovery));
    let second = &lots[1];
    assert_eq!((second.lot, second.units), (None, Some(1.0)));
    assert_eq!(second.weight_basis, Some(WeightBasis::Estimated));
    assert!(ledger.has_document(second), "a collection note stands for the slip");
    assert_eq!(ledger.stray_treatments(&lots), [6]);
}

#[test]
fn a_lot_whose_own_row_has_no_weight_takes_that_of_its_units() {
    let (ledger, _) = read(
        "date,kind,unit_id,lot_id,weight_kg,weight_basis\n\
         2025-04-02,weee_handover,,L1,,\n\
         2025-04-02,weee_handover,U1,L1,2.5,real\n\
         2025-04-02,weee_handover,U2,L1,1.5,estimated\n\
         2025-04-02,weee_handover,U3,L2,1.5,real\n\
         2025-04-02,weee_handover,U4,L2,,\n",
    );
    let lots = ledger.weee_lots();
    assert_eq!((lots[0].weight_kg, lots[0].units), (Some(4.0), Some(2.0)));
    assert_eq!(lots[0].weight_basis, Some(WeightBasis::Estimated));
    assert_eq!(lots[1].weight_kg, None, "half a weight is no weight");
    assert!(!ledger.has_document(&lots[0]));
}

proptest! {
    #[test]
    fn every_row_is_kept_set_aside_or_no_longer_counts(
        rows in prop::collection::vec(
            (0..8_u8, "(purchase|sell|cancel|return|prêt|vol)", 0..4_u8, 0..9_u8), 0..20
        )
    ) {
        let mut text = vec!["movement_id,date,kind,unit_id,replaces".to_owned()];
        for (id, kind, unit, replaces) in &rows {
            let replaces = if *replaces < 7 { format!("M{replaces}") } else { String::new() };
            text.push(format!("M{id},2024-01-1{unit},{kind},U{unit},{replaces}"));
        }
        let (ledger, rejects) = read(&(text.join("\n") + "\n"));
        prop_assert_eq!(ledger.rows_read, rows.len() as u64);
        let counted = ledger.movements.len() as u64 + rejects.len() as u64 + ledger.replaced;
        prop_assert_eq!(counted, ledger.rows_read);
    }
}
