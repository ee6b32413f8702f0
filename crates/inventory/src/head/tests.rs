use super::*;
use crate::Field;

#[test]
fn a_text_encoded_twice_is_told_as_such() {
    let noted = |text: &str| find(text).unwrap().notes().len();
    assert_eq!(noted("Type;Marque;ModÃ¨le;Date\nPC;HP;x;1\n"), 1);
    assert_eq!(noted("Type;Marque;Modèle;Date\nPC;HP;x;1\n"), 0);
}

fn find(text: &str) -> Result<Heading, Fault> {
    find_heading(
        Path::new("x.csv"),
        text.as_bytes(),
        true,
        &Opening::default(),
        WrittenTable::default(),
    )
}

#[test]
fn titles_above_the_heading_are_passed_over() {
    let found = find("Parc informatique 2025\n\nMis à jour le 3 mars;;;\nType;Marque;Modèle;N° de série\nPC;HP;x;1\n").unwrap();
    assert_eq!(found.layout.format, SourceFormat::Spreadsheet);
    assert_eq!((found.titles, found.lines), (2, 4));
    assert_eq!(found.layout.column(Field::Model), Some(2));
}

/// Words as the rooms after this one know them.
struct HeadWords;

impl crate::Kinds for HeadWords {
    fn is_type(&self, word: &str) -> bool {
        ["PC portable", "PC fixe", "Serveur", "Switch"].contains(&word)
    }
    fn is_model(&self, name: &str) -> bool {
        ["Latitude", "ProDesk", "PowerEdge"].iter().any(|family| name.contains(family))
    }
}

fn find_known(text: &str) -> Result<Heading, Fault> {
    let opening = Opening { kinds: Some(&HeadWords), ..Opening::default() };
    find_heading(Path::new("x.csv"), text.as_bytes(), true, &opening, WrittenTable::default())
}

const BELOW: &str = "Type;Modèle;Quantité;Date achat\nServeur;PowerEdge R540;2;25/03/2018\n\
    Switch;HP 2530;3;25/03/2018\n";

#[test]
fn machines_above_the_headings_are_no_lines_of_title() {
    let above = "Équipement;Marque/Modèle;Nbre;Acheté en\nPC portable;Latitude 5420;1;2021\n\
        PC fixe;ProDesk 400;2;2020\n";
    let found = find_known(&format!("{above}\n{BELOW}")).unwrap();
    assert_eq!((found.titles, found.lines), (0, 1), "both are read");
    assert!(found.sections.is_some(), "the headings below are passed over");
    // Columns in another order are asked for.
    let other = "Machin;Truc;Étage;Nom\nLatitude 5420;PC portable;1;x\nProDesk 400;PC fixe;2;y\n";
    let fault = find_known(&format!("{other}\n{BELOW}")).unwrap_err();
    assert!(fault.render(ground::lang::Lang::En).contains("another table stands above"));
    // What only counts may sum up the list below.
    let recap = "Parc 2025\nPC portable;12\nPC fixe;45\n";
    assert_eq!(find_known(&format!("{recap}{BELOW}")).unwrap().titles, 3);
}

#[test]
fn a_heading_has_no_marks_that_cannot_be_seen() {
    let found = find("Type;Marque;Modèle;\u{202e}Étage\u{200b} ici\nPC;HP;x;1\n").unwrap();
    assert_eq!(found.layout.headers[3], "Étage ici");
    assert_eq!(found.layout.ignored, ["Étage ici"]);
}

#[test]
fn a_title_does_not_hide_the_commas_of_the_table() {
    let found = find("Parc 2025\nType,Brand,Model,Serial\nPC,HP,x,1\n").unwrap();
    assert_eq!(found.dialect.delimiter, b',');
    assert_eq!(found.lines, 2);
}

#[test]
fn a_table_of_no_source_is_refused_by_its_heading_not_its_title() {
    let fault = find("Parc 2025\nColour;Shape\nred;round\n").err().unwrap();
    assert!(fault.render(ground::lang::Lang::En).contains("`Colour, Shape`"), "{fault}");
}
