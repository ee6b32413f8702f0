//! Rows that sum up, plan or stand above others.

use super::*;
use crate::{Confidence, Layout, SourceFormat};
use std::sync::Arc;

/// A file under these headings.
pub(super) fn file_of(headings: &str) -> crate::InventoryShape {
    let headers: Vec<String> = headings.split(';').map(str::to_owned).collect();
    crate::InventoryShape {
        name: Arc::from("x.csv"),
        layout: Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers),
        delimiter: b';',
        comma: false,
        orders: [None; Field::ALL.len()],
    }
}

#[track_caller]
fn check(headings: &str, rows: &str, expected: RowStanding) {
    let file = file_of(headings);
    for row in rows.lines() {
        let mut record = ground::table::RecordCells::of(row.split(';'));
        file.layout.complete(&mut record);
        let read = Row { file: &file, line: 2, record: &record };
        assert_eq!(read.standing(), expected, "{row}");
    }
}

#[test]
fn rows_of_totals_are_known_wherever_they_say_so() {
    let headings = "Type;Modèle;Quantité";
    check(
        headings,
        "Total;;15\n;Total portables;7\nPC fixes - Total;;5\nNombre total de PC;;20\nEnsemble;;20\nÉcrans (total);;4\n;;15\n;Total;15\nNb total;;15\nSous-total;;3\nCumul;;15\nS/T DST;;7\nNombre de PC : 12;;",
        RowStanding::Passed,
    );
    check(
        headings,
        "Portable;Latitude;15\nTablette;Total X;1\nSwitch;;2\nEncre;;1\nNotebook;;3\nServeur;;1\nNombre de PC;;12",
        RowStanding::Equipment,
    );
    check("Site;Type;Quantité", "Total;Portable;1", RowStanding::Equipment);
    // Without a column of numbers, the rows are counted nowhere else.
    check("Type;Modèle;Site", "Nombre de PC : 12;;", RowStanding::Equipment);
    let priced = "Site;Type;Quantité;Prix;N° de série";
    check(priced, ";;22;9800;\n;;22;1 234,50 €;", RowStanding::Passed);
    check(priced, ";;1;800;12345678\n;Portable;22;9800;\nMairie;;22;9800;", RowStanding::Equipment);
}

#[test]
fn rows_that_plan_are_asked() {
    check(
        "Type;Modèle;Quantité",
        "À prévoir : 5 portables;;\nÀ prévoir;;5\nPrévision 2026;;7\nBesoin PC portables;;4\nBesoins 2026;Latitude 5420;4\nPortable;Prévu 2027;4\nÀ commander PC portable;;3\nReste à commander : PC;;3\nBudget PC;;3\nObjectif 2027;;30\nMoyenne PC;;3\nÉcart PC;;2\nÀ acheter : écrans;;3\nPRÉVISIONS;;9",
        RowStanding::Doubtful,
    );
    check(
        "Type;Modèle;Quantité",
        "Portable;à définir;4\nPortable;non encore livré;4\nPortable;Geplant 2026: HP 250;4\nPortable;pendiente de comprar;4\nAchats prévus;;9",
        RowStanding::Doubtful,
    );
    check(
        "Type;Modèle;Quantité",
        "Objectif Canon 50mm;;1\nProjection Epson;;1\nPrévisualisation écran;;1\nProjecteur;A 1;2",
        RowStanding::Equipment,
    );
    check("Service;Type;Quantité", "Budget;Portable;3\nPrévisions;Écran;2", RowStanding::Equipment);
    check("Type;Modèle;N° de série", "Besoin PC;Latitude;AB12345", RowStanding::Equipment);
}

#[test]
fn headings_once_more_and_types_in_the_plural_are_no_machines() {
    let headings = "Type;Modèle;Quantité";
    check(headings, "TYPE;modèle;Quantité\nType;;Quantité\nPORTABLES;;", RowStanding::Passed);
    check(headings, "Portables;;\nÉcrans 24 pouces;;", RowStanding::Doubtful);
    check(
        headings,
        "Portable;;\nType;A 1;2\nType;;\nPortables;;3\nÉcrans;A;",
        RowStanding::Equipment,
    );
    check("Type;Modèle;Type", "Type;A 1;2", RowStanding::Equipment);
}

#[test]
fn what_is_no_equipment_is_called_by_its_name() {
    let headers = ["Type", "Modèle", "Quantité"].map(str::to_owned);
    let file = crate::InventoryShape {
        name: Arc::from("x.csv"),
        layout: Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers),
        delimiter: b';',
        comma: false,
        orders: [None; Field::ALL.len()],
    };
    for (row, expected) in [
        (["Type", "Modèle", "Quantité"], Passed::Headings),
        (["PORTABLES", "", ""], Passed::Title),
        (["Total", "", "7"], Passed::Total),
        (["Total", "", ""], Passed::Total),
        (["Nombre de PC : 12", "", ""], Passed::Total),
        (["", "", "7"], Passed::Total),
    ] {
        let record = ground::table::RecordCells::of(row);
        let read = Row { file: &file, line: 2, record: &record };
        assert_eq!(read.standing(), RowStanding::Passed, "{row:?}");
        assert_eq!(read.passed(), expected, "{row:?}");
    }
}

#[test]
fn a_title_that_stands_alone_where_models_do_is_no_machine() {
    let headings = "Modèle;Marque;N° de série;Date d'achat";
    check(headings, "ORDINATEURS PORTABLES;;;\nÉcrans et accessoires;;;", RowStanding::Passed);
    check(
        headings,
        "Latitude 5440;;;\nORDINATEURS PORTABLES;Dell;;\nEliteBooks;;;",
        RowStanding::Equipment,
    );
}

#[test]
fn a_place_or_a_firm_with_the_name_of_a_total_has_its_equipment() {
    check("Département;Type;Quantité", "Somme;Portable;12", RowStanding::Equipment);
    check("Site;Type;Quantité", "TOTAL;Écran;4\nSomme;Serveur;1", RowStanding::Equipment);
    check("Territoire;Type;Quantité", "Somme;Portable;12", RowStanding::Doubtful);
    check("Territoire;Type;Quantité", "Total;Portable;12", RowStanding::Passed);
    check(
        "Département;Type;Quantité",
        "Sous-total;Portable;12\nSomme;;12\nSomme;-;12",
        RowStanding::Passed,
    );
    check("Hostname;Type;Quantité", "Somme;Portable;12\nTotal;Portable;12", RowStanding::Passed);
    check(
        "Entité;Type;Quantité",
        "Total Energies Paris;Portable;12\nSomme Amiens;Écran;3\nTotal Lyon;PC;1",
        RowStanding::Doubtful,
    );
    check(
        "Hostname;Type;Quantité",
        "SOMME-PC04;Portable;1\nTotal-01;Écran;",
        RowStanding::Equipment,
    );
    check("Hostname;Type;Quantité", "Total portables;Portable;14", RowStanding::Doubtful);
}

#[test]
fn a_model_alone_is_no_title_for_its_letters() {
    let headings = "Modèle;Marque;N° de série;Date d'achat";
    check(
        headings,
        "Dell OptiPlex;;;\nAsus Vivobook;;;\nXerox Phaser;;;\nCisco Nexus;;;\nPhilips Brilliance;;;\nOptiPlex Micro;;;\nDELL OPTIPLEX;;;\nHewlett Packard ZBook;;;",
        RowStanding::Equipment,
    );
    check(
        headings,
        "Ordinateurs portables;;;\nMoniteurs Dell;;;\nTerminaux et bornes Zebra;;;\nIMPRIMANTES XEROX;;;",
        RowStanding::Doubtful,
    );
    check(headings, "Serveurs & baies;;;\nTABLEAUX;;;\nSwitchs / routeurs;;;", RowStanding::Passed);
}
