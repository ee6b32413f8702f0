use super::*;

struct Words;

impl crate::Kinds for Words {
    fn is_type(&self, word: &str) -> bool {
        const TYPES: [&str; 10] = [
            "pc",
            "double ecran",
            "pc portable",
            "ordinateur",
            "ecran",
            "ecrans",
            "telephone",
            "smartphone",
            "imprimante",
            "switch",
        ];
        TYPES.contains(&fold(word).as_str())
    }
    fn leaves_open(&self, thing: &str) -> bool {
        ["pc", "ordinateur", "telephone"].contains(&thing)
    }
    fn sort_said(&self, thing: &str, beside: &str) -> Option<String> {
        (["pc", "ordinateur"].contains(&thing) && fold(beside) == "portable")
            .then(|| format!("{thing} portable"))
    }
    fn is_model(&self, name: &str) -> bool {
        ["Latitude", "OptiPlex", "P2422H", "E24", "T46S"].iter().any(|own| name.contains(own))
    }
}

fn unfolded(table: &str) -> Option<(Unfolded, String)> {
    let (line, rows) = table.split_once('\n').unwrap();
    let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
    let dialect = Dialect { delimiter: b';' };
    let (sample, judge) =
        (RowSample::of(rows.as_bytes(), dialect, true), WordJudge::new(Some(&Words)));
    let found = Unfolded::of(&headers, &sample, &judge, &[])?;
    let place = |_: &ByteRecord, line: u64| (b"x".to_vec(), line.to_string().into_bytes());
    let mut out = Vec::new();
    found.turn(rows.as_bytes(), dialect, place, &judge, &mut out).unwrap();
    Some((found, String::from_utf8(out).unwrap()))
}

/// The rows that a table becomes, without their headings.
#[track_caller]
fn check(table: &str, headings: &str, rows: &[&str]) {
    let (_, text) = unfolded(table).expect("a list of several machines a row");
    let (line, own) = text.split_once('\n').unwrap();
    assert_eq!(line, format!("{headings};;;"));
    assert_eq!(own.lines().collect::<Vec<_>>(), rows);
}

#[test]
fn each_machine_of_a_person_becomes_a_row_with_its_place() {
    check(
        "Agent;Service;PC;Écran 1;Écran 2\nMartin;RH;Latitude 5420;P2422H;E24\nDurand;DSI;;P2422H;-\nPetit;DSI;;;\n",
        "Agent;Service;Type;model;serial;quantity;Hostname",
        &[
            "Martin;RH;pc;Latitude 5420;;1;;x;1;PC",
            "Martin;RH;ecran;P2422H;;1;;x;1;Écran 1",
            "Martin;RH;ecran;E24;;1;;x;1;Écran 2",
            "Durand;DSI;ecran;P2422H;;1;;x;2;Écran 1",
        ],
    );
}

#[test]
fn answers_and_numbers_are_units_and_words_are_sorts() {
    check(
        "Nom;Ordinateur;Écran;Imprimante\nA;portable;2;oui\nB;OptiPlex 7090;1;x\nC;Latitude 5420;#REF!;non\n",
        "Nom;Type;model;serial;quantity;Hostname",
        &[
            "A;ordinateur portable;;;1;;x;1;Ordinateur",
            "A;ecran;;;2;;x;1;Écran",
            "A;imprimante;;;1;;x;1;Imprimante",
            "B;ordinateur;OptiPlex 7090;;1;;x;2;Ordinateur",
            "B;ecran;;;1;;x;2;Écran",
            "B;imprimante;;;1;;x;2;Imprimante",
            "C;ordinateur;Latitude 5420;;1;;x;3;Ordinateur",
            "C;ecran;;;#REF!;;x;3;Écran",
        ],
    );
}

#[test]
fn columns_without_a_thing_are_of_the_one_they_stand_beside() {
    check(
        "Agent;PC;Marque;N° de série;Écran;Marque;Date achat\nA;Latitude 5420;Dell;AB12345;P2422H;HP;2021\n",
        "Agent;Date achat;Type;manufacturer;model;serial;quantity;Hostname",
        &["A;2021;pc;Dell;Latitude 5420;AB12345;1;;x;1;PC", "A;2021;ecran;HP;P2422H;;1;;x;1;Écran"],
    );
    check(
        "Agent;Modèle PC;N° série PC;Modèle écran;N° série écran\nA;Latitude 5420;AB12345;P2422H;CN12\nB;;;E24;CN13\n",
        "Agent;Type;model;serial;quantity",
        &[
            "A;pc;Latitude 5420;AB12345;1;x;1;Modèle PC",
            "A;ecran;P2422H;CN12;1;x;1;Modèle écran",
            "B;ecran;E24;CN13;1;x;2;Modèle écran",
        ],
    );
    // A cell of a model that says how many names none.
    check(
        "Agent;Modèle PC;Modèle écran\nA;Latitude 5420;oui (2)\nB;OptiPlex 3080;2 x P2422H\nC;;oui\n",
        "Agent;Type;model;quantity",
        &[
            "A;pc;Latitude 5420;1;x;1;Modèle PC",
            "A;ecran;;2;x;1;Modèle écran",
            "B;pc;OptiPlex 3080;1;x;2;Modèle PC",
            "B;ecran;P2422H;2;x;2;Modèle écran",
            "C;ecran;;1;x;3;Modèle écran",
        ],
    );
}

#[test]
fn names_and_serial_numbers_below_a_thing_are_no_models() {
    check(
        "Bureau;PC;Écran\n101;PC-MAIRIE-01;CN0AB123\n102;PC-MAIRIE-02;CN0AB124\n",
        "Bureau;Type;model;serial;quantity;Hostname",
        &[
            "101;pc;;;1;PC-MAIRIE-01;x;1;PC",
            "101;ecran;;CN0AB123;1;;x;1;Écran",
            "102;pc;;;1;PC-MAIRIE-02;x;2;PC",
            "102;ecran;;CN0AB124;1;;x;2;Écran",
        ],
    );
}

#[test]
fn several_in_a_cell_are_several() {
    check(
        "Agent;PC;Écran\nA;Latitude 5420;2 x P2422H\nB;Latitude 5420 + OptiPlex 7090;P2422H / E24\n",
        "Agent;Type;model;serial;quantity;Hostname",
        &[
            "A;pc;Latitude 5420;;1;;x;1;PC",
            "A;ecran;P2422H;;2;;x;1;Écran",
            "B;pc;Latitude 5420;;1;;x;2;PC",
            "B;pc;OptiPlex 7090;;1;;x;2;PC",
            "B;ecran;P2422H;;1;;x;2;Écran",
            "B;ecran;E24;;1;;x;2;Écran",
        ],
    );
}

#[test]
fn a_double_screen_is_two_and_a_year_beside_a_thing_is_its_own() {
    check(
        "Bureau;PC;Année PC;Double écran\n101;Latitude 5420;2021;oui\n102;OptiPlex 7090;2019;non\n",
        "Bureau;Type;model;serial;quantity;acquired_on;Hostname",
        &[
            "101;pc;Latitude 5420;;1;2021;;x;1;PC",
            "101;double ecran;;;2;;;x;1;Double écran",
            "102;pc;OptiPlex 7090;;1;2019;;x;2;PC",
        ],
    );
}

#[test]
fn machines_beside_typed_rows_are_rows_more() {
    check(
        "Type;Modèle;N° de série;Site;Écran\nPC portable;Latitude 5420;AB1;Lyon;P2422H\nPC;OptiPlex 7090;AB2;Nancy;\n",
        "Type;Modèle;N° de série;Site;quantity;Hostname",
        &[
            "PC portable;Latitude 5420;AB1;Lyon;;;x;1;",
            "ecran;P2422H;;Lyon;1;;x;1;Écran",
            "PC;OptiPlex 7090;AB2;Nancy;;;x;2;",
        ],
    );
}

#[test]
fn other_lists_are_left_as_they_are() {
    for table in [
        "Type;Modèle;Écran\nPC portable;Latitude 5420;14\"\nPC;OptiPlex 7090;24\"\n",
        "Type;Modèle;Écran\nPC portable;Latitude 5420;24\nPC;OptiPlex 7090;27\n",
        "Type;Modèle;Quantité;Écran\nPC portable;Latitude 5420;5;P2422H\n",
        "Type;Modèle;Téléphone\nPC portable;Latitude 5420;02 98 00 00 00\nPC;OptiPlex 7090;02 98 00 00 01\n",
        "Type;Modèle PC;RAM PC;Nom PC\nPC portable;Latitude 5420;16;PC-01\n",
        "Nom;Poste;Téléphone\nMartin;Comptable;0298000000\nDurand;Maire;0298000001\n",
        "Site;PC portable;Prix\nLyon;Latitude 5420;2\n",
        "Type;Modèle;Nb PC\nPC portable;Latitude 5420;4\n",
        "PC;Écran\nPC;Écran\nPC;Écran\n",
    ] {
        assert_eq!(unfolded(table), None, "{table}");
    }
}

#[test]
fn what_many_share_is_asked_and_not_counted_for_each() {
    let table = "Agent;PC;Écran;Imprimante\nA;Latitude 5420;P2422H;RDC\nB;OptiPlex 7090;E24;RDC\n\
        C;Latitude 5420;P2422H;RDC\nD;Latitude 5420;P2422H;RDC\n";
    let (found, text) = unfolded(table).unwrap();
    assert_eq!(text.lines().count(), 9, "a line of headings, four computers and four screens");
    let said = found.said();
    assert!(said[0].sure && !said[0].heading.contains("Imprimante"));
    assert_eq!((said[1].heading.as_str(), said[1].code()), ("Imprimante", "unread"));
}

#[test]
fn a_denial_is_no_machine_and_a_date_or_a_maker_alone_is_none() {
    check(
        "Agent;PC;Écran;Marque;Mise en service\nA;Latitude 5420;Pas d'écran;;\nB;aucun PC;P2422H;HP;\nC;kein;;HP;2021\n",
        "Agent;Mise en service;Type;manufacturer;model;serial;quantity;Hostname",
        &["A;;pc;;Latitude 5420;;1;;x;1;PC", "B;;ecran;HP;P2422H;;1;;x;2;Écran"],
    );
}

#[test]
fn a_line_that_sums_up_is_one_row_and_a_name_that_begins_so_is_none() {
    check(
        "Site;PC;Écran\nTotal Énergies Paris;Latitude 5420;P2422H\nNord;OptiPlex 7090;E24\nTotal;2;2\n",
        "Site;Type;model;serial;quantity;Hostname",
        &[
            "Total Énergies Paris;pc;Latitude 5420;;1;;x;1;PC",
            "Total Énergies Paris;ecran;P2422H;;1;;x;1;Écran",
            "Nord;pc;OptiPlex 7090;;1;;x;2;PC",
            "Nord;ecran;E24;;1;;x;2;Écran",
            "Total;;;;;;x;3;",
        ],
    );
    // Beside typed rows too.
    check(
        "Type;Modèle;Écran\nPC portable;Latitude 5420;P2422H\nPC;OptiPlex 7090;E24\nTotal;;2\n",
        "Type;Modèle;serial;quantity;Hostname",
        &[
            "PC portable;Latitude 5420;;;;x;1;",
            "ecran;P2422H;;1;;x;1;Écran",
            "PC;OptiPlex 7090;;;;x;2;",
            "ecran;E24;;1;;x;2;Écran",
            "Total;;;;;x;3;",
        ],
    );
    // A place alone is of the machines beside it, and no machine.
    check(
        "Type;Modèle;Site;Écran\nPC portable;Latitude 5420;Lyon;P2422H\n;;Nancy;E24\n",
        "Type;Modèle;Site;serial;quantity;Hostname",
        &[
            "PC portable;Latitude 5420;Lyon;;;;x;1;",
            "ecran;P2422H;Lyon;;1;;x;1;Écran",
            "ecran;E24;Nancy;;1;;x;2;Écran",
        ],
    );
}

#[test]
fn what_says_that_there_is_none_is_no_machine_and_hides_none() {
    let rows = "PC;OptiPlex 3080;PC sans écran\nPC;OptiPlex 3080;P2422H\nPC;OptiPlex 3080;pas d'écran\nPC portable;Latitude 5420;sans\nPC portable;Latitude 5420;P2422H\n";
    let (_, text) = unfolded(&format!("Type;Modèle;Écran\n{rows}")).unwrap();
    let screens = text.lines().filter(|line| line.contains("P2422H")).count();
    assert_eq!((screens, text.contains("sans")), (2, false), "{text}");
    assert_eq!(text.lines().count(), 1 + 5 + 2, "{text}");
    // Nothing but denials is no column of machines, and words that are no models stay asked.
    assert!(unfolded("Type;Modèle;Écran\nPC;OptiPlex 3080;sans écran\n").is_none());
    let names = rows.replace("P2422H", "bleu");
    assert!(unfolded(&format!("Type;Modèle;Écran\n{names}")).is_none());
}
