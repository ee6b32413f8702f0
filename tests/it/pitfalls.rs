//! What real exports get wrong, a test each, in the order of the field's own list: the number is
//! that of the list. Every file here is invented.

use crate::support::{Folder, Impact, Ran, impacts};

const GLPI: &str = "\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\"";

/// What an import came to.
struct Import {
    counts: [u64; 5],
    rows: Vec<Impact>,
    rejects: Vec<Impact>,
    unread: Vec<Impact>,
}

impl Import {
    /// The cells of a column of `inventory.csv`, in order.
    fn column(&self, name: &str) -> Vec<&str> {
        self.rows.iter().map(|row| row[name].as_str()).collect()
    }

    /// Line, column and reason of each row set aside.
    fn reasons(&self) -> Vec<(&str, &str, &str)> {
        told(&self.rejects)
    }

    /// Line, column and reason of each cell that cannot be read.
    fn unread(&self) -> Vec<(&str, &str, &str)> {
        told(&self.unread)
    }
}

fn told(rows: &[Impact]) -> Vec<(&str, &str, &str)> {
    rows.iter()
        .map(|row| (row["line"].as_str(), row["column"].as_str(), row["reason"].as_str()))
        .collect()
}

fn run(folder: &Folder, file: &str, more: &[&str]) -> Ran {
    let mut args = vec!["import", file, "--year", "2025", "--out", "out", "--lang", "en"];
    args.extend(more);
    folder.run(&args)
}

#[track_caller]
fn import_with(bytes: impl AsRef<[u8]>, more: &[&str]) -> Import {
    let folder = Folder::new().with("parc.csv", bytes);
    let ran = run(&folder, "parc.csv", more);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).unwrap();
    let counts = ["rows_read", "kept", "rejected", "out_of_scope", "merged"]
        .map(|name| json["counts"][name].as_u64().unwrap());
    assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "nothing is lost");
    Import {
        counts,
        rows: impacts(&folder.path("out/inventory.csv")),
        rejects: impacts(&folder.path("out/rejects.csv")),
        unread: impacts(&folder.path("out/unread-cells.csv")),
    }
}

#[track_caller]
fn import(bytes: impl AsRef<[u8]>) -> Import {
    import_with(bytes, &[])
}

/// The message of a file that is refused.
#[track_caller]
fn refused(bytes: impl AsRef<[u8]>) -> String {
    let folder = Folder::new().with("parc.csv", bytes);
    let ran = run(&folder, "parc.csv", &[]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    ran.err
}

// 1
#[test]
fn a_byte_order_mark_is_not_a_part_of_the_first_heading() {
    let found = import("\u{feff}equipment_type;equipment_id\nlaptop;A\n");
    assert_eq!(found.column("equipment_type"), ["laptop"]);
}

// 2
#[test]
fn a_utf_16_file_is_read_with_its_mark_and_without() {
    let text = "equipment_id,equipment_type,site\nA,laptop,Orléans\n";
    let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&b"\xFF\xFE"[..], &bare].concat();
    assert_eq!(import(bare).column("site"), ["Orléans"]);
    assert_eq!(import(marked).column("site"), ["Orléans"]);
}

// 3
#[test]
fn a_utf_32_file_with_its_odd_delimiter_is_read_and_not_taken_for_utf_16() {
    let text = "\u{feff}equipment_id¤equipment_type¤site\nA¤laptop¤Orléans\nB¤monitor¤\n";
    let bytes: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let found = import(bytes);
    assert_eq!(found.column("site"), ["Orléans", ""]);
}

// 4
#[test]
fn mac_roman_bytes_are_asked_for_and_never_guessed_into_mojibake() {
    let bytes = b"equipment_id;equipment_type;site\nA;laptop;Saint-\x83tienne\n";
    assert!(refused(bytes).contains("--encoding macintosh"));
    let found = import_with(bytes, &["--encoding", "macintosh"]);
    assert_eq!(found.column("site"), ["Saint-Étienne"]);
}

// 5
#[test]
fn lines_that_end_with_a_carriage_return_alone_are_lines() {
    let found = import("equipment_id;equipment_type\rA;laptop\rB;monitor\r");
    assert_eq!(found.counts, [2, 2, 0, 0, 0]);
}

// 5
#[test]
fn a_line_feed_in_a_cell_of_a_carriage_return_file_does_not_shift_the_lines_shown() {
    let found =
        import("equipment_id;equipment_type;model\rA;laptop;\"two\nlines\"\rB;aspirateur;x\r");
    // The heading is line 1, A lines 2 and 3.
    assert_eq!(found.reasons(), [("4", "equipment_type", "unknown equipment type")]);
    assert_eq!(found.column("equipment_id"), ["A"]);
}

// 6
#[test]
fn the_delimiter_is_told_by_all_lines_and_not_by_a_comma_in_a_heading() {
    for delimiter in [';', ',', '\t', '|'] {
        let text = "equipment_id;equipment_type;\"price, EUR; net\"\nA;laptop;1\nB;monitor;2\n";
        let found = import(
            text.replace("\"price, EUR; net\"", "price").replace(';', &delimiter.to_string()),
        );
        assert_eq!(found.counts, [2, 2, 0, 0, 0], "`{delimiter}`");
    }
    let found =
        import("equipment_id;equipment_type;\"prix, HT, EUR\"\nA;laptop;1,5\nB;monitor;2\n");
    assert_eq!(found.column("equipment_type"), ["laptop", "monitor"]);
}

// 7
#[test]
fn a_trailing_delimiter_makes_no_column() {
    let found = import("equipment_id;equipment_type;\nA;laptop;\nB;monitor\n");
    assert_eq!(found.counts, [2, 2, 0, 0, 0]);
    assert!(found.reasons().is_empty());
}

// 8
#[test]
fn inner_quotes_that_are_not_escaped_do_not_end_the_file() {
    let found = import(
        "equipment_id;equipment_type;model;\r\n\"A\";\"laptop\";\"Latitude \"7\" inch\";\r\n\"B\";\"monitor\";\"x\";",
    );
    assert_eq!(found.counts, [2, 2, 0, 0, 0]);
    assert!(found.column("model")[0].contains("Latitude"));
}

// 9
#[test]
fn two_apostrophes_are_an_inch_mark() {
    let found =
        import("equipment_id;equipment_type;screen_size_in\nA;monitor;17''\nB;monitor;24\"\n");
    assert_eq!(found.column("screen_size_in"), ["17", "24"]);
}

// 10
#[test]
fn a_bare_quote_in_a_cell_does_not_swallow_the_rest_of_the_file() {
    let found = import("equipment_id;equipment_type;model\nA;server;Serveur \"100\nB;monitor;x\n");
    assert_eq!(found.counts, [2, 2, 0, 0, 0]);
}

// 10
#[test]
fn two_stray_quotes_do_not_pair_up_and_swallow_the_rows_between_them() {
    let found = import(
        "equipment_id;equipment_type;model\nA;laptop;x\nB;laptop;\"Ecran\nC;laptop;y\nD;monitor;\"24 pouces\nE;laptop;z\n",
    );
    assert_eq!(found.counts, [5, 2, 3, 0, 0]);
    assert_eq!(found.column("equipment_id"), ["A", "E"]);
    let reason = "a quote on line 3 closes on line 5 and swallows the rows in between";
    assert_eq!(
        found.reasons(),
        [
            ("3", "equipment_id", reason),
            ("4", "equipment_id", reason),
            ("5", "equipment_id", reason)
        ]
    );
    assert_eq!(found.rejects[1]["row"], "C;laptop;y", "each row keeps its own text");
}

// 10
#[test]
fn a_cell_of_several_lines_is_not_taken_for_swallowed_rows() {
    let found = import(
        "equipment_id;equipment_type;model\nA;laptop;\"one; two\nthree\"\nB;laptop;\"12 rue\nBât; C\n75000\"\n",
    );
    assert_eq!(found.counts, [2, 2, 0, 0, 0]);
}

// 11
#[test]
fn a_cell_of_two_lines_is_one_cell() {
    let rows = format!(
        "{GLPI};\"Composants - Adresse MAC\"\n\"PC-1\";\"En service\";\"Dell\";\"Portable\nStation\";\"X\";\"SN-PC-1\";\"02:00:00:00:00:01\n02:00:00:00:00:02\"\n"
    );
    let found = import(rows);
    assert_eq!(found.counts, [1, 1, 0, 0, 0]);
    assert_eq!(found.column("equipment_type"), ["laptop"]);
}

// 12
#[test]
fn values_apart_by_markup_are_several_and_the_first_counts() {
    let found = import(
        "equipment_id;equipment_type;site;status\nA;Portable<br>Station;<b>Lyon</b><hr>Paris;En service<br>\n",
    );
    assert_eq!(found.column("equipment_type"), ["laptop"]);
    assert_eq!(found.column("site"), ["Lyon"]);
    assert_eq!(found.column("status"), ["in_service"]);
}

// 13
#[test]
fn a_heading_met_twice_counts_by_its_first_column() {
    let found = import("equipment_id;equipment_type;site;site;;\nA;laptop;Lyon;Paris;;\n");
    assert_eq!(found.column("site"), ["Lyon"]);
}

// 14
#[test]
fn look_alike_letters_and_spaces_in_a_heading_do_not_hide_it() {
    // A no-break space, a space before and after, capitals; a Cyrillic С stands for the Latin one.
    let found = import(
        "\"Nom \";\" Type \";\"FABRICANT\";\"Num\u{e9}ro\u{a0}de série \";\"Date d’aсhat\"\n\"PC-1\";\"Portable\";\"Dell\";\"SN-1\";\"2021-03-04\"\n",
    );
    assert_eq!(found.column("acquired_on"), ["2021-03-04"]);
}

// 15
#[test]
fn a_column_of_dates_that_holds_people_is_not_read_as_dates() {
    let found = import("equipment_id;equipment_type;acquired_on\nA;laptop;Dominique Martin\n");
    assert_eq!(found.unread(), [("2", "acquired_on", "not a date")]);
}

// 16
#[test]
fn serials_that_excel_destroyed_do_not_make_two_machines_one() {
    let found = import(format!(
        "{GLPI}\n\"PC\";\"\";\"Dell\";\"Portable\";\"\";\"6,37702E+15\"\n\"PC\";\"\";\"Dell\";\"Portable\";\"X\";\"6,37702E+15\"\n"
    ));
    assert_eq!(found.counts, [2, 2, 0, 0, 0]);
}

// 17
#[test]
fn an_identifier_keeps_no_thousands_separator() {
    let found = import(
        "\"ID\";\"Nom\";\"Type\";\"Fabricant\";\"Numéro de série\"\n\"28 316\";\"PC\";\"Portable\";\"Dell\";\"SN-1\"\n\"28\u{a0}317\";\"PC\";\"Portable\";\"Dell\";\"SN-2\"\n",
    );
    assert_eq!(found.column("equipment_id"), ["28316", "28317"]);
}

// 18
#[test]
fn the_order_of_dates_is_told_by_all_rows_of_the_column() {
    let american =
        import("equipment_id,equipment_type,acquired_on\nA,laptop,3/4/2021\nB,laptop,3/24/2021\n");
    assert_eq!(american.column("acquired_on"), ["2021-03-04", "2021-03-24"]);
    let french = import(
        "equipment_id;equipment_type;acquired_on\nA;laptop;03-04-2021 08:30\nB;laptop;24-03-2021\n",
    );
    assert_eq!(french.column("acquired_on"), ["2021-04-03", "2021-03-24"]);
}

// 18
#[test]
fn a_column_that_does_not_tell_its_order_takes_it_from_the_others_of_the_file() {
    let found = import(
        "equipment_id,equipment_type,acquired_on,in_service_on\nA,laptop,3/4/2021,3/24/2021\n",
    );
    assert_eq!(found.column("acquired_on"), ["2021-03-04"]);
}

// 18
#[test]
fn dates_that_nothing_settles_are_asked_for() {
    let text =
        "equipment_id;equipment_type;acquired_on\nA;laptop;03/04/2021\nB;laptop;2021-05-06\n";
    let said = refused(text);
    assert!(said.contains("`03/04/2021`") && said.contains("--date-order mdy"), "{said}");
    assert_eq!(import_with(text, &["--date-order", "dmy"]).column("acquired_on")[0], "2021-04-03");
    assert_eq!(import_with(text, &["--date-order", "mdy"]).column("acquired_on")[0], "2021-03-04");
}

// 18
#[test]
fn a_column_of_both_orders_keeps_only_the_dates_of_one_reading() {
    let found = import(
        "equipment_id;equipment_type;acquired_on\nA;laptop;24/03/2021\nB;laptop;03/24/2021\nC;laptop;03/04/2021\nD;laptop;05/05/2021\n",
    );
    assert_eq!(found.column("acquired_on"), ["2021-03-24", "2021-03-24", "", "2021-05-05"]);
    assert_eq!(
        found.unread(),
        [("4", "acquired_on", "date with two readings (day or month first)")]
    );
}

// 18
#[test]
fn an_order_that_many_dates_prove_is_not_flipped_by_a_slip() {
    let mut text = "equipment_id;equipment_type;acquired_on\n".to_owned();
    for row in 0..40 {
        text.extend([&*format!("A{row};laptop;24/03/2021\n")]);
    }
    text += "B;laptop;03/24/2021\nC;laptop;03/04/2021\n";
    let found = import(text);
    assert_eq!(found.column("acquired_on")[40..], ["", "2021-04-03"]);
    assert_eq!(found.unread(), [("42", "acquired_on", "not a date")]);
}

// 19
#[test]
fn excels_numbers_of_days_are_dates_in_columns_of_dates_only() {
    // 44197 is 1 January 2021: 51 years of 365 days and 13 leap days after 1 January 1970, 25569.
    let found = import("equipment_id;equipment_type;acquired_on;price_eur\nA;laptop;44197;44197\n");
    assert_eq!(found.column("acquired_on"), ["2021-01-01"]);
    assert_eq!(found.column("price_eur"), ["44197"]);
}

// 20
#[test]
fn numbers_with_their_unit_are_read_and_zero_months_is_not_filled_in() {
    let found = import(
        "equipment_id;equipment_type;ram_gb;warranty_months;price_eur;annual_energy_kwh\n\
         A;laptop;16 Go;60 mois;1 234,50 €;30,5\nB;laptop;8192 Mo;0 mois;899;NC\nC;laptop;8;A vie;$12.58;1,0\n",
    );
    assert_eq!(found.counts, [3, 3, 0, 0, 0]);
    assert_eq!(found.column("ram_gb"), ["16", "8", "8"]);
    assert_eq!(found.column("warranty_months"), ["60", "", ""]);
    assert_eq!(found.column("price_eur"), ["1234.5", "899", ""]);
    assert_eq!(
        found.unread(),
        [("4", "price_eur", "amount in a currency other than the euro")],
        "a warranty for life has no number of months"
    );
    assert_eq!(found.column("annual_energy_kwh"), ["30.5", "", "1"]);
}

// 20
#[test]
fn a_point_before_three_digits_in_a_semicolon_file_is_not_guessed() {
    let found = import("equipment_id;equipment_type;quantity\nA;laptop;1.000\nB;laptop;1.5\n");
    assert_eq!(found.reasons(), [("2", "quantity", "ambiguous number")]);
    assert!(found.rejects[0]["hint"].contains("without thousands separator"));
    assert_eq!(found.column("quantity"), ["1.5"]);
}

// 21
#[test]
fn a_delivery_date_stands_in_for_a_purchase_date_that_is_missing() {
    let found = import(format!(
        "{GLPI};\"Informations financières et administratives - Date de livraison\"\n\"PC-1\";\"\";\"Dell\";\"Portable\";\"\";\"SN-1\";\"2021-03-04\"\n"
    ));
    assert_eq!(found.column("acquired_on"), ["2021-03-04"]);
}

// 22
#[test]
fn the_day_a_record_was_made_is_taken_last() {
    let found = import(format!(
        "{GLPI};\"Date de création\";\"Date de commande\"\n\
         \"PC-1\";\"\";\"Dell\";\"Portable\";\"\";\"SN-1\";\"2024-01-01\";\"2021-02-03\"\n\
         \"PC-2\";\"\";\"Dell\";\"Portable\";\"\";\"SN-2\";\"2024-01-01\";\"\"\n"
    ));
    assert_eq!(found.column("acquired_on"), ["2021-02-03", "2024-01-01"]);
}

// 23
#[test]
fn virtual_machines_amid_machines_are_told_by_maker_model_and_serial() {
    let found = import(format!(
        "{GLPI}\n\"V1\";\"\";\"VMware, Inc.\";\"Serveur\";\"VMware Virtual Platform\";\"VMware-42 2b\"\n\
         \"V2\";\"\";\"Microsoft Corporation\";\"Serveur\";\"Virtual Machine\";\"0000-0001-0002-0003-0004-0005-06\"\n\
         \"V3\";\"\";\"\";\"Serveur\";\"\";\"VMware-56 4d\"\n\
         \"V4\";\"\";\"QEMU\";\"Serveur\";\"Standard PC (Q35 + ICH9, 2009)\";\"\"\n\
         \"PC\";\"\";\"Microsoft Corporation\";\"Portable\";\"Surface Laptop 4\";\"0F0012\"\n"
    ));
    assert_eq!(found.counts, [5, 1, 0, 4, 0]);
}

// 24, 25
#[test]
fn dummy_serials_do_not_make_two_machines_one() {
    for serial in ["To Be Filled By O.E.M.", "00000000", "System Serial Number", "123456789"] {
        let found = import(format!(
            "{GLPI}\n\"PC\";\"\";\"Dell\";\"Portable\";\"\";\"{serial}\"\n\"PC\";\"\";\"Dell\";\"Portable\";\"X\";\"{serial}\"\n"
        ));
        assert_eq!(found.counts, [2, 2, 0, 0, 0], "`{serial}`");
    }
    // A serial with `1.2` in it is a serial.
    let found = import(format!(
        "{GLPI}\n\"PC\";\"\";\"Dell\";\"Portable\";\"\";\"5CG1.23X\"\n\"PC\";\"\";\"Dell\";\"Portable\";\"\";\"5CG1.23X\"\n"
    ));
    assert_eq!(found.counts, [2, 1, 0, 0, 1]);
}

// 26
#[test]
fn a_row_that_stands_twice_in_a_file_is_merged_and_one_that_differs_is_set_aside() {
    let found = import("equipment_id;equipment_type\nA;laptop\nA;laptop\nA;monitor\n");
    assert_eq!(found.counts, [3, 1, 1, 0, 1]);
    assert_eq!(found.reasons()[0].0, "4");
}

// 27
#[test]
fn placeholders_of_asset_tags_name_no_machine() {
    let found = import(
        "\"Nom\";\"Type\";\"Fabricant\";\"Numéro de série\";\"Numéro d'inventaire\"\n\
         \"PC-1\";\"Portable\";\"Dell\";\"\";\"INEXISTENTE\"\n\"PC-2\";\"Portable\";\"Dell\";\"\";\"No Asset Tag\"\n",
    );
    assert_eq!(found.column("equipment_id"), ["PC-1", "PC-2"]);
}

// 28
#[test]
fn a_cell_that_holds_tag_and_name_still_tells_its_type() {
    let found = import(
        "equipment_id;equipment_type;model\nA;[Storage] Baie de stockage;EMC\nB;5088588 - LCD MONITOR;HEWLETT-PACKARD W17E 17''\n",
    );
    // Of a screen, the model written beside tells the sort again.
    assert_eq!(found.column("equipment_type"), ["storage_array", "monitor"]);
}

// 29
#[test]
fn a_lenovo_machine_type_alone_tells_what_the_machine_is() {
    let found = import(
        "equipment_id;equipment_type;manufacturer;model\nA;Personal Computer;LENOVO;10M8S2D400\nB;Personal Computer;Lenovo;20L6S2XB00\nC;Personal Computer;Lenovo;11AAS04700 ThinkCentre M75s\n",
    );
    assert_eq!(found.column("equipment_type"), ["desktop", "laptop", "desktop"]);
}

// 30
#[test]
fn a_maker_has_one_name_in_all_its_spellings() {
    let found = import(
        "equipment_id;equipment_type;manufacturer\nA;laptop;HP\nB;laptop;Hewlett-Packard\nC;laptop;HEWLETT-PACKARD\nD;laptop;DELl\nE;laptop;Dell Inc.\nF;laptop;MAC\nG;laptop;Exotique\n",
    );
    assert_eq!(
        found.column("manufacturer"),
        ["HP", "HP", "HP", "Dell", "Dell", "Apple", "Exotique"]
    );
}

// 31
#[test]
fn a_quantity_of_zero_is_set_aside_and_an_empty_one_is_one() {
    let found = import(
        "equipment_id;equipment_type;quantity\nA;laptop;0\nB;laptop;\nC;laptop;8\nD;laptop;1,0\n",
    );
    assert_eq!(found.column("quantity"), ["1", "8", "1"]);
    assert_eq!(found.reasons()[0].0, "2");
}

// 32
#[test]
fn a_country_is_the_same_in_three_languages() {
    let found = import(
        "equipment_id;equipment_type;country\nA;laptop;Allemagne\nB;laptop;Germany\nC;laptop;Deutschland\nD;laptop;DE\nE;laptop;Frankreich\nF;laptop;España\n",
    );
    assert_eq!(found.column("country"), ["DEU", "DEU", "DEU", "DEU", "FRA", "ESP"]);
}

// 33
#[test]
fn consumables_licences_and_furniture_are_counted_apart() {
    let found = import(
        "equipment_id;equipment_type\nA;Consumable\nB;Licence\nC;Mobilier\nD;Toner\nE;Portable\n",
    );
    assert_eq!(found.counts, [5, 1, 0, 4, 0]);
}

// 35
#[test]
fn rows_of_too_many_or_too_few_cells_are_kept() {
    let found = import(
        "equipment_id;equipment_type;site\nA;laptop\nB;laptop;Lyon;more;and more\nC;laptop;Paris\n",
    );
    assert_eq!(found.counts, [3, 3, 0, 0, 0]);
    assert_eq!(found.column("site"), ["", "Lyon", "Paris"]);
}

// 36
#[test]
fn a_personal_device_counts_as_one_and_only_for_its_share() {
    // Laptop of the round set: 200 kg over 4 years; of a personal one, 57 %: 50 x 0.57 = 28.5.
    let own = "equipment_id;equipment_type;ownership;acquired_on;annual_energy_kwh\nA;laptop;byod;2025-01-01;0\n";
    let run = Folder::inventory(own).assess(&[]);
    crate::support::close(run.total().value, 28.5);
}

// 37
#[test]
fn a_list_of_tickets_under_the_same_name_is_refused() {
    let said = refused(
        "\"ID\";\"Titre\";\"Statut\";\"Date d'ouverture\";\"Demandeur - Demandeur\"\n\"1\";\"x\";\"y\";\"2024-01-01\";\"z\"\n",
    );
    assert!(said.contains("ticket export"), "{said}");
}

// Of the agents' documents: a laptop's own panel among the monitors.
#[test]
fn a_laptops_own_panel_listed_as_a_monitor_is_not_counted_twice() {
    let found = import(
        "equipment_id;equipment_type;manufacturer;model;screen_size_in\nA;monitor;AUO;B140HAN;14\nB;monitor;LGD;LP156;\nC;monitor;Sharp;LQ133;13,3\nD;monitor;Sharp;PN-60;60\nE;monitor;Dell;P2419H;23,8\nF;monitor;Iiyama;Mini;15\n",
    );
    assert_eq!(found.column("equipment_id"), ["D", "E", "F"]);
    assert_eq!(found.counts, [6, 3, 0, 3, 0]);
}

#[test]
fn an_identifier_that_looks_like_a_formula_comes_back_the_same() {
    let text = "equipment_id,equipment_type,site\n=PC-1,laptop,-Lyon\n-PC-2,laptop,@home\n'PC-3,laptop,'t Hof\n";
    let folder = Folder::new().with("parc.csv", text);
    assert_eq!(run(&folder, "parc.csv", &[]).code, Some(0));
    let once = folder.read("out/inventory.csv");
    assert!(once.contains("'=PC-1,") && once.contains("'-PC-2,"), "{once}");
    let again = folder.run(&["import", "out/inventory.csv", "--year", "2025", "--out", "again"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert_eq!(folder.read("again/inventory.csv"), once);
}
