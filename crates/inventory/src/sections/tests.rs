//! Tables of several parts, put one after another.

use super::*;
use crate::{Confidence, SourceFormat};
use ground::table::fold;

struct Words;

impl Kinds for Words {
    fn is_type(&self, word: &str) -> bool {
        fold(word) == "portables"
    }
    fn is_state(&self, word: &str) -> bool {
        self.state(word).is_some()
    }
    fn state(&self, word: &str) -> Option<&'static str> {
        match fold(word).as_str() {
            "reforme" => Some("decommissioned"),
            "service" | "en service" => Some("in_service"),
            "stock" | "en stock" => Some("in_stock"),
            _ => None,
        }
    }
}

fn turned(table: &str) -> Option<(String, MetInSections)> {
    let (line, rows) = table.split_once('\n').unwrap();
    let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
    let layout = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers);
    let dialect = Dialect { delimiter: b';' };
    let below = TextBelow {
        rest: rows.as_bytes(),
        whole: true,
        dialect,
        width: None,
        again: false,
        above: line.as_bytes(),
    };
    let sections = Sections::of(&layout, below, (None, None), Some(&Words))?;
    let place = |_: &ByteRecord, line: u64| (b"x".to_vec(), (line + 1).to_string().into());
    let mut out = Vec::new();
    let met = sections.turn(rows.as_bytes(), dialect, place, Some(&Words), &mut out).unwrap();
    Some((String::from_utf8(out).unwrap(), met))
}

#[test]
fn rows_say_the_title_they_stand_below_until_another_section_begins() {
    let (text, met) = turned(
        "Type;Modèle\nPC;a\n;\nMatériel réformé;\nType;Modèle\nPC;b\nPORTABLES;\nPC;c\n\
         En service;\nPC;d\nStock 2024\nPC;e\nAutre site;\nTYPE;modele\nPC;f\n",
    )
    .unwrap();
    assert_eq!(
        text,
        "Type;Modèle;;;\nPC;a;x;2;x\nPC;b;x;6;Matériel réformé\n\
         PORTABLES;;x;7;Matériel réformé\nPC;c;x;8;Matériel réformé\nPC;d;x;10;x\n\
         PC;e;x;12;Stock 2024\nAutre site;;x;13;Stock 2024\nPC;f;x;15;x\n"
    );
    assert_eq!(met.titles.states, ["Matériel réformé", "Stock 2024"]);
    assert_eq!((met.rows, met.repeated), (8, 2));
}

#[test]
fn a_title_of_another_kind_below_that_of_a_state_leaves_it_unsure() {
    let (text, met) = turned(
        "Type;Modèle\nMairie;\nPC;a\nStock;\nPC;b\nÉcole;\nPC;c\nCrèche;\nPC;d\nEn service;\nPC;e\n",
    )
    .unwrap();
    let below = |model: &str| {
        let line = text.lines().find(|line| line.contains(&format!(";{model};"))).unwrap();
        line.rsplit(';').next().unwrap().to_owned()
    };
    assert_eq!(
        ["a", "b", "c", "d", "e"].map(below),
        ["x", "Stock", "Stock › École", "Stock › Crèche", "x"]
    );
    assert_eq!(met.titles.states, ["Stock", "Stock › École", "Stock › Crèche"]);
    // Types are told apart within it, unless the whole list is told apart so.
    let titles = |table: &str| turned(table).unwrap().1.titles.states;
    assert_eq!(titles("Type;Modèle\nStock;\nPC;a\nPORTABLES;\nPC;b\n"), ["Stock"]);
    assert_eq!(
        titles("Type;Modèle\nPORTABLES;\nPC;z\nStock;\nPC;a\nPORTABLES;\nPC;b\n"),
        ["Stock", "Stock › PORTABLES"]
    );
}

#[test]
fn a_title_is_told_wherever_rows_say_their_place() {
    let line = |line: &str, placed| {
        lone(own_part(line.as_bytes(), b';', placed)?, b';').map(<[u8]>::to_vec)
    };
    assert_eq!(line("Stock;;;p.xlsx#Parc;12;", true).as_deref(), Some(&b"Stock"[..]));
    assert_eq!(line("\"Stock\";;\r", false).as_deref(), Some(&b"Stock"[..]));
    assert_eq!(line("PC;a;;p.xlsx#Parc;12;", true), None);
    assert_eq!(line(";Stock;;p.xlsx#Parc;12;", true), None);
}

#[test]
fn tables_side_by_side_follow_one_another() {
    let (text, met) =
        turned("Type;Modèle;;Modèle;Type;Site\nPC;a;;e;Écran;Lyon\nPC;b;;;;\n").unwrap();
    assert_eq!(text, "Type;Modèle;Site;;;\nPC;a;;x;2;x\nÉcran;e;Lyon;x;2;x\nPC;b;;x;3;x\n");
    assert_eq!((met.rows, met.tables), (3, 2));
}

#[test]
fn a_line_of_other_headings_begins_a_table_of_its_own() {
    let (text, met) = turned(
        "Type;Modèle;Quantité\nPC;a;3\n\nN° inventaire;Nombre;Matériel;Prix\nINV1;4;Écran;12\n\
         N° inventaire;Nombre;Matériel;Prix\nINV2;6;Écran;\nType;Modèle;Quantité\nPC;b;5\n",
    )
    .unwrap();
    assert_eq!(
        text,
        "Type;Modèle;Quantité;N° inventaire;Prix;;;\nPC;a;3;;;x;2;x\n\
         Écran;;4;INV1;12;x;5;x\nÉcran;;6;INV2;;x;7;x\n\
         PC;b;5;;;x;9;x\n"
    );
    assert_eq!(met.stacked, ["4", "8"]);
    assert_eq!(met.repeated, 1);
    for table in [
        // Words of a machine that are headings elsewhere.
        "Type;Modèle;Entité\nPC;a;Direction\nÉquipement;;Service\n",
        "Type;Site;Entité\nMatériel;Site;Zanzibar\n",
    ] {
        assert_eq!(turned(table), None, "{table}");
    }
}

#[test]
fn a_summary_goes_where_it_repeats_the_sums_and_tables_need_no_gap() {
    let rows = "Type;Modèle;Quantité\nPC;a;10\nÉcran;b;4\nTotal;;14\nPC;c;5\n";
    let below = "Récapitulatif;;\nType;;Quantité\nPC;;15\nÉcran;;4\nTotal;;19\n";
    let (text, met) = turned(&format!("{rows}{below}")).unwrap();
    assert_eq!((met.summed, met.rows), (3, 4), "{text}");
    assert!(text.ends_with("PC;c;5;x;5;x\n"), "{text}");
    // Other sums are of other rows: all of it is read, and its title.
    let (text, met) = turned(&format!("{rows}{}", below.replace("15", "16"))).unwrap();
    assert_eq!((met.summed, met.rows), (0, 8), "{text}");
    let (text, met) =
        turned("Type;Modèle;Quantité;Type;Modèle;Quantité\nPC;a;10;Écran;b;4\n").unwrap();
    assert_eq!(met.tables, 2);
    assert!(text.ends_with("PC;a;10;x;2;x\nÉcran;b;4;x;2;x\n"), "{text}");
    assert!(turned("Type;Modèle;Quantité;Type\nPC;a;10;x\n").is_none());
}

#[test]
fn a_table_of_one_part_is_left_as_it_is() {
    for table in [
        "Type;Modèle;Site\nPC;a;Stock\nPC;;\n",
        "Type;Modèle;;Prix;Garantie\nPC;a;;12;3\n",
        "Type;Modèle;;Note\nPC;a;;x\n",
        "Type;Modèle\nMatériel en service;\nPC;a\n",
        "Type;Modèle\n;Stock\nPC;a\n",
        "Type;Modèle\nPC;a\nLégende : S = stock;\n",
    ] {
        assert_eq!(turned(table), None, "{table}");
    }
}

#[test]
fn a_title_may_end_with_a_colon() {
    for title in ["Stock", "Stock :", "Stock:", "Stock\u{a0}:"] {
        let table = format!("Type;Modèle\nPC;a\n{title};\nPC;b\nPC;c\n");
        let (text, _) = turned(&table).unwrap();
        assert!(text.contains("PC;b;") && !text.contains(&format!("{title};;")), "{text}");
    }
}
