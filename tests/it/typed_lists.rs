//! Lists as somebody types them: a thing and its number a line, things below `Description`.

use crate::support::Folder;

/// A file of a line for each thing and how many there are of it has no headings, however they are parted.
#[test]
fn a_list_of_things_and_their_numbers_has_no_headings() {
    for (first, second) in [
        ("25 PC portables", "10 écrans"),
        ("PC portables : 25", "Écrans : 10"),
        ("PC portables = 25", "Écrans = 10"),
        ("PC portables (25)", "Écrans (x10)"),
        ("PC portables x25", "Écrans x10"),
        ("PC portables;25", "Écrans;10"),
        ("Laptops\t25", "Monitors\t10"),
    ] {
        let folder = Folder::new().with("parc.csv", format!("{first}\n{second}\n"));
        let ran = folder.run(&["assess", "parc.csv", "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{first}: {}", ran.out);
        assert!(ran.err.contains("this list has no column headings"), "{first}: {}", ran.err);
        assert!(!ran.err.contains("25"), "its cells are shown: {}", ran.err);
    }
    // A title above it, or headings, and it is read.
    for (list, kg) in [
        (
            "Parc de la mairie\nPC portables : 25\nÉcrans : 30\n",
            "Matériel;Nb\nPC portable;25\nÉcran;30\n",
        ),
        ("Laptops;Monitors\n25;30\n", "Type;Qty\nlaptop;25\nmonitor;30\n"),
    ] {
        let total = |text: &str| {
            let folder = Folder::new().with("parc.csv", text.to_owned());
            folder
                .run(&["assess", "parc.csv", "--format", "csv"])
                .out
                .lines()
                .nth(1)
                .map(|line| line.split(',').skip(4).take(1).collect::<String>())
        };
        assert_eq!(total(list), total(kg), "{list}");
        assert_eq!(total(list).as_deref(), Some("55"), "{list}");
    }
}

/// `Description` may be of people, and is read where nothing else says what the things are and most of it
/// names one.
#[test]
fn what_describes_the_things_is_read_where_nothing_else_does() {
    let read = |text: &str| {
        let folder = Folder::new().with("parc.csv", text.to_owned());
        folder.run(&["assess", "parc.csv", "--lang", "en"])
    };
    let told = "Asset Tag,Description,Location\n1,Dell Latitude 5520 Laptop,London\n2,HP LaserJet Pro M404dn,London\n3,Office chair,Leeds\n4,Dell P2419H Monitor,Leeds\n";
    let ran = read(told);
    assert!(ran.err.contains("column \"Description\" read as `equipment_type`"), "{}", ran.err);
    assert!(ran.out.contains("laser printer"), "{}", ran.out);
    // Beside a column of types it stays what somebody wrote.
    let beside = read("Type,Description,Location\nlaptop,broken screen,London\nmonitor,,Leeds\n");
    assert!(!beside.err.contains("read as `equipment_type`"), "{}", beside.err);
    let remarks = read("Site,Description\nLyon,Salle de réunion\nParis,Vue sur cour\n");
    assert_eq!(remarks.code, Some(2), "{}", remarks.out);
}
